//! The words of each language for numbers, days, money and measures.
//!
//! A language is one [`Words`] of plain lists. In a list a comma stands between two phrases, a space between two words of a
//! phrase, and `недел[ю/я/и]` is a stem with its endings. Case does not count, points and hyphens between the words of a
//! phrase are passed over.
//!
//! Cost: a lexicon is built once, at its first use; a word is one look into a map.

mod english;
mod french;
mod german;
mod russian;
mod spanish;
mod ukrainian;

use super::{Hedge, Language, amount::Unit, token::Token};
use std::{collections::BTreeMap, sync::LazyLock};

/// What a phrase may mean. One phrase may have several meanings: French "sept" is a number and a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sense {
    /// A number that is added: "twenty", "двести".
    Number(u64),
    /// A number that multiplies what stands before it: "hundred", "тысяч", "Mrd".
    Scale(u64),
    /// A scale that counts only where it touches its digits or stands beside money: "5m", "2bn".
    ShortScale(u64),
    Ordinal(u64),
    /// A month, 1 to 12.
    Month(i8),
    /// A month's short form, which needs a point or a day beside it.
    MonthAbbreviation(i8),
    /// A weekday, Monday being 1.
    Weekday(i8),
    WeekdayAbbreviation(i8),
    /// Ten years of a century: "fifties" is 50.
    Decade(i16),
    Unit(Unit),
    Currency(&'static str),
    Percent,
    Hedge(Hedge),
    Relative(Relative),
    /// Before or behind a weekday, a month or a year: which one.
    Which(Which),
    AgoBefore,
    AgoBehind,
    /// Behind a year: "года".
    YearBehind,
    /// Before a year: "in".
    YearBefore,
    /// Between the parts of a date: "of".
    DateOf,
    /// Inside a number: "and".
    NumberAnd,
    /// Before the lower end of a range: "between".
    Between,
    /// Before the upper end of a range that began so: "and".
    BetweenAnd,
    /// Behind the digits of an ordinal: "th".
    OrdinalEnd,
    /// Minutes since midnight: "noon".
    TimeOfDay(u16),
    /// Hours that the time before it is later: "p.m." is 12.
    HalfDay(u16),
    /// Behind the hour: "Uhr".
    Hour,
    /// "one", which counts only before what can be counted.
    One,
    Negation,
    /// A word that says little by itself: articles, prepositions, pronouns.
    Function,
    /// People, who are counted and are no year: "2014 people".
    Counted,
}

/// A day or a stretch of days, seen from the day of publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relative {
    Day(i8),
    Week(i8),
    Month(i8),
    Year(i8),
}

/// Which Thursday, which August.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Last,
    This,
    Next,
}

/// The lists of a language.
pub(super) struct Words {
    pub(super) numbers: &'static [(u64, &'static str)],
    pub(super) scales: &'static [(u64, &'static str)],
    pub(super) short_scales: &'static [(u64, &'static str)],
    pub(super) ordinals: &'static [(u64, &'static str)],
    pub(super) months: [&'static str; 12],
    pub(super) month_abbreviations: [&'static str; 12],
    pub(super) weekdays: [&'static str; 7],
    pub(super) weekday_abbreviations: [&'static str; 7],
    pub(super) decades: &'static [(i16, &'static str)],
    pub(super) units: &'static [(Unit, &'static str)],
    pub(super) currencies: &'static [(&'static str, &'static str)],
    pub(super) hedges: &'static [(Hedge, &'static str)],
    pub(super) relative: &'static [(Relative, &'static str)],
    pub(super) which: &'static [(Which, &'static str)],
    pub(super) times: &'static [(Sense, &'static str)],
    pub(super) others: &'static [(Sense, &'static str)],
}

/// The words of one language, ready to be looked up.
pub(super) struct Lexicon {
    phrases: BTreeMap<String, Vec<Phrase>>,
}

/// A phrase behind its first word.
pub(super) struct Phrase {
    rest: Vec<String>,
    sense: Sense,
}

impl Phrase {
    /// The token behind the phrase, if its words follow the first, which stands at `at`.
    fn behind(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let mut behind = at + 1;
        for word in &self.rest {
            while word.starts_with(char::is_alphanumeric)
                && tokens
                    .get(behind)
                    .is_some_and(|token| token.is_sign(&['.', '-', '‑']))
            {
                behind += 1;
            }
            (tokens.get(behind)?.lower == *word).then_some(())?;
            behind += 1;
        }
        Some(behind)
    }

    /// Whether a figure can begin with it.
    pub(super) fn may_begin_figure(&self) -> bool {
        matches!(
            self.sense,
            Sense::Number(_)
                | Sense::Scale(_)
                | Sense::One
                | Sense::Ordinal(_)
                | Sense::Month(_)
                | Sense::MonthAbbreviation(_)
                | Sense::Weekday(_)
                | Sense::WeekdayAbbreviation(_)
                | Sense::Decade(_)
                | Sense::Currency(_)
                | Sense::Hedge(_)
                | Sense::Relative(_)
                | Sense::Which(_)
                | Sense::AgoBefore
                | Sense::TimeOfDay(_)
        )
    }
}

/// The longest of some phrases that stands at token `at` and has a meaning that `pick` takes: what it took, and the token
/// behind the phrase. The phrases are those of the token's word.
pub(super) fn find<T>(
    phrases: &[Phrase],
    tokens: &[Token],
    at: usize,
    pick: impl Fn(Sense) -> Option<T>,
) -> Option<(T, usize)> {
    phrases.iter().find_map(|phrase| {
        let taken = pick(phrase.sense)?;
        Some((taken, phrase.behind(tokens, at)?))
    })
}

/// Signs and codes that are the same everywhere.
const EVERYWHERE: &[(Sense, &str)] = &[
    (Sense::Currency("USD"), "usd,$"),
    (Sense::Currency("EUR"), "eur,€"),
    (Sense::Currency("GBP"), "gbp,£"),
    (Sense::Currency("RUB"), "rub,rur,₽"),
    (Sense::Currency("UAH"), "uah,₴"),
    (Sense::Currency("JPY"), "jpy,¥"),
    (Sense::Currency("CNY"), "cny,rmb"),
    (Sense::Currency("CHF"), "chf"),
    (Sense::Currency("CAD"), "cad"),
    (Sense::Currency("AUD"), "aud"),
    (Sense::Currency("PLN"), "pln"),
    (Sense::Currency("INR"), "inr,₹"),
    (Sense::Percent, "%,٪,％"),
    (Sense::Unit(Unit::KILOMETRE), "km"),
    (Sense::Unit(Unit::CENTIMETRE), "cm"),
    (Sense::Unit(Unit::MILLIMETRE), "mm"),
    (Sense::Unit(Unit::KILOGRAM), "kg"),
    (Sense::Unit(Unit::HECTARE), "ha"),
    (Sense::Unit(Unit::SQUARE_KILOMETRE), "km ²"),
    (Sense::Unit(Unit::SQUARE_METRE), "m ²"),
    (Sense::Unit(Unit::KILOMETRE_AN_HOUR), "km / h"),
    (Sense::Unit(Unit::CELSIUS), "° c"),
    (Sense::Unit(Unit::FAHRENHEIT), "° f"),
];

impl Lexicon {
    /// The lexicon of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        static LEXICONS: [LazyLock<Lexicon>; 6] = [
            LazyLock::new(|| Lexicon::new(&english::WORDS)),
            LazyLock::new(|| Lexicon::new(&russian::WORDS)),
            LazyLock::new(|| Lexicon::new(&ukrainian::WORDS)),
            LazyLock::new(|| Lexicon::new(&german::WORDS)),
            LazyLock::new(|| Lexicon::new(&french::WORDS)),
            LazyLock::new(|| Lexicon::new(&spanish::WORDS)),
        ];
        &LEXICONS[match language {
            Language::English => 0,
            Language::Russian => 1,
            Language::Ukrainian => 2,
            Language::German => 3,
            Language::French => 4,
            Language::Spanish => 5,
        }]
    }

    fn new(words: &Words) -> Self {
        let mut lexicon = Self {
            phrases: BTreeMap::new(),
        };
        let Words {
            numbers,
            scales,
            short_scales,
            ordinals,
            months,
            month_abbreviations,
            weekdays,
            weekday_abbreviations,
            decades,
            units,
            currencies,
            hedges,
            relative,
            which,
            times,
            others,
        } = words;
        lexicon.add(numbers, Sense::Number);
        lexicon.add(scales, Sense::Scale);
        lexicon.add(short_scales, Sense::ShortScale);
        lexicon.add(ordinals, Sense::Ordinal);
        lexicon.add_in_order(months, Sense::Month);
        lexicon.add_in_order(month_abbreviations, Sense::MonthAbbreviation);
        lexicon.add_in_order(weekdays, Sense::Weekday);
        lexicon.add_in_order(weekday_abbreviations, Sense::WeekdayAbbreviation);
        lexicon.add(decades, Sense::Decade);
        lexicon.add(units, Sense::Unit);
        lexicon.add(currencies, Sense::Currency);
        lexicon.add(hedges, Sense::Hedge);
        lexicon.add(relative, Sense::Relative);
        lexicon.add(which, Sense::Which);
        lexicon.add(times, |sense| sense);
        lexicon.add(others, |sense| sense);
        lexicon.add(EVERYWHERE, |sense| sense);
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
        lexicon
    }

    fn add<T: Copy>(&mut self, list: &[(T, &str)], sense: impl Fn(T) -> Sense) {
        for (value, phrases) in list {
            for phrase in phrases.split(',').flat_map(expanded) {
                let mut words = phrase.into_iter();
                let Some(first) = words.next() else { continue };
                self.phrases.entry(first).or_default().push(Phrase {
                    rest: words.collect(),
                    sense: sense(*value),
                });
            }
        }
    }

    fn add_in_order(&mut self, names: &[&str], sense: impl Fn(i8) -> Sense) {
        let numbered: Vec<(i8, &str)> = (1..).zip(names.iter().copied()).collect();
        self.add(&numbered, sense);
    }

    /// The phrases that begin with a word, the longest first.
    pub(super) fn phrases(&self, word: &str) -> &[Phrase] {
        self.phrases.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether a single word, in lower case, has a meaning that `holds`.
    pub(super) fn word_is(&self, word: &str, holds: impl Fn(Sense) -> bool) -> bool {
        self.phrases.get(word).is_some_and(|phrases| {
            phrases
                .iter()
                .any(|phrase| phrase.rest.is_empty() && holds(phrase.sense))
        })
    }
}

/// A phrase with every ending of its words, each as its words.
fn expanded(phrase: &str) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    for word in phrase.split(' ').filter(|word| !word.is_empty()) {
        let forms: Vec<String> = match word.split_once('[') {
            Some((stem, endings)) => endings
                .trim_end_matches(']')
                .split('/')
                .map(|ending| format!("{stem}{ending}"))
                .collect(),
            None => vec![word.to_owned()],
        };
        all = all
            .into_iter()
            .flat_map(|before| {
                forms.iter().map(move |form| {
                    let mut words = before.clone();
                    words.push(form.clone());
                    words
                })
            })
            .collect();
    }
    all.retain(|words| !words.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::{Language, Lexicon, Relative, Sense, expanded, find};
    use crate::compare::details::token::tokens;

    #[test]
    fn endings_are_spread_out() {
        assert_eq!(
            expanded("на недел[е/и]"),
            [vec!["на", "неделе"], vec!["на", "недели"]]
        );
        assert_eq!(expanded("day[/s]"), [vec!["day"], vec!["days"]]);
    }

    #[test]
    fn the_longest_phrase_wins() {
        let words = tokens("the day before yesterday", Language::English);
        let phrases = Lexicon::of(Language::English).phrases("the");
        let found = find(phrases, &words, 0, |sense| match sense {
            Sense::Relative(relative) => Some(relative),
            _ => None,
        });
        assert_eq!(found, Some((Relative::Day(-2), 4)));
    }
}
