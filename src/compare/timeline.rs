//! The dates of several articles beside each other: which days they name, and where two tell one thing of two days.
//!
//! A *mention* is a date as it is written, with the days it may mean. The *days* are those that some mention means for
//! certain; each lists what else may mean it. A *clash* is found in two sentences of different articles that share the
//! words that say something and differ in a date: a suggestion to look, as everywhere.
//!
//! Cost: the finder over every text; sentences with dates are compared only where they share `LEAST_SHARED` telling words.

use super::shared_words::shared_words;
use super::{
    details::{self, Day, Detail, Language, Value, is_function_word},
    differences::{self, Difference, DifferenceKind},
};
use crate::text::{ParagraphIndex, Text, TextRange, segment};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// An article whose dates are set beside others'.
#[derive(Clone, Copy, Debug)]
pub struct Dated<'a> {
    /// Its text.
    pub text: &'a Text,
    /// Its language.
    pub language: Language,
    /// When it was published.
    pub published: Option<Date>,
}

/// A date as an article has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The number of the article among those given.
    pub article: usize,
    /// Where it stands.
    pub range: TextRange,
    /// What it says, and the days it may mean.
    pub day: Day,
}

/// A day that some article names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedDay {
    /// The day.
    pub day: Date,
    /// The mentions, by number, that mean it for certain.
    pub named: Vec<usize>,
    /// Those that may mean it: "Thursday", "this week".
    pub may_be: Vec<usize>,
}

/// A date in which two sentences that say the same differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The article of the first.
    pub a_article: usize,
    /// The article of the second.
    pub b_article: usize,
    /// What differs.
    pub difference: Difference,
}

/// The dates of several articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Every date, in order of article and place.
    pub mentions: Vec<Mention>,
    /// The days, in order.
    pub days: Vec<NamedDay>,
    /// Where two articles differ, in order.
    pub clashes: Vec<Clash>,
}

/// Days of a stretch that still says which day is meant: a week, not a month.
const LONGEST_THAT_SAYS_WHICH: i32 = 8;

/// Telling words that two sentences share before their dates are compared.
const LEAST_SHARED: usize = 3;

/// Sentences that a word may stand in before it tells nothing.
const MOST_WITH_A_WORD: usize = 100;

/// The dates of the articles.
#[must_use]
pub fn timeline(articles: &[Dated<'_>]) -> Timeline {
    let mentions: Vec<Mention> = articles
        .iter()
        .enumerate()
        .flat_map(|(article, dated)| mentions(article, dated))
        .collect();
    Timeline {
        days: days(&mentions),
        clashes: clashes(articles, &mentions),
        mentions,
    }
}

impl NamedDay {
    /// The articles that name the day or may mean it.
    #[must_use]
    pub fn articles(&self, mentions: &[Mention]) -> BTreeSet<usize> {
        self.named
            .iter()
            .chain(&self.may_be)
            .filter_map(|at| mentions.get(*at))
            .map(|mention| mention.article)
            .collect()
    }
}

fn mentions(article: usize, dated: &Dated<'_>) -> Vec<Mention> {
    let found = details::find_figures(dated.text.as_str(), dated.language, dated.published);
    found
        .into_iter()
        .filter_map(|Detail { range, value, .. }| match value {
            Value::Day(day) => Some(Mention {
                article,
                range,
                day,
            }),
            _ => None,
        })
        .collect()
}

fn days(mentions: &[Mention]) -> Vec<NamedDay> {
    let mut named: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        if let Some(day) = mention.day.single() {
            named.entry(day).or_default().push(at);
        }
    }
    named
        .into_iter()
        .map(|(day, named)| {
            let may_be = mentions
                .iter()
                .enumerate()
                .filter(|(at, mention)| !named.contains(at) && may_be(&mention.day, day))
                .map(|(at, _)| at)
                .collect();
            NamedDay { day, named, may_be }
        })
        .collect()
}

/// Whether a date may mean a day, and says so closely enough to be worth a word.
fn may_be(written: &Day, day: Date) -> bool {
    written.days.iter().any(|span| {
        let length = span
            .first
            .until(span.last)
            .map_or(i32::MAX, |span| span.get_days());
        length <= LONGEST_THAT_SAYS_WHICH && span.first <= day && day <= span.last
    })
}

/// A sentence with a date.
struct DatedSentence {
    article: usize,
    range: TextRange,
    telling: BTreeSet<String>,
}

fn clashes(articles: &[Dated<'_>], mentions: &[Mention]) -> Vec<Clash> {
    let sentences = sentences(articles, mentions);
    let shared = shared_words(
        sentences.iter().map(|sentence| &sentence.telling),
        MOST_WITH_A_WORD,
        |one, two| sentences[one].article != sentences[two].article,
    );
    let passage = |sentence: &DatedSentence| {
        let dated = articles.get(sentence.article)?;
        Some(differences::Passage {
            text: dated.text,
            range: sentence.range,
            language: dated.language,
            published: dated.published,
        })
    };
    let mut found = Vec::new();
    for ((one, two), count) in shared {
        let (one, two) = (&sentences[one], &sentences[two]);
        // Half of what the shorter says must stand in the other.
        let least = one.telling.len().min(two.telling.len());
        if count < LEAST_SHARED || count * 2 < least {
            continue;
        }
        let (Some(a), Some(b)) = (passage(one), passage(two)) else {
            continue;
        };
        let of_dates = differences::between(&a, &b)
            .into_iter()
            .filter(|difference| {
                matches!(
                    difference.kind,
                    DifferenceKind::Date | DifferenceKind::Weekday | DifferenceKind::Year
                )
            });
        found.extend(of_dates.map(|difference| Clash {
            a_article: one.article,
            b_article: two.article,
            difference,
        }));
    }
    found
}

/// The sentences in which the mentions stand.
fn sentences(articles: &[Dated<'_>], mentions: &[Mention]) -> Vec<DatedSentence> {
    let mut places: BTreeSet<(usize, TextRange)> = BTreeSet::new();
    for mention in mentions {
        let Some(dated) = articles.get(mention.article) else {
            continue;
        };
        let ParagraphIndex(paragraph) = dated.text.paragraph_at(mention.range.start);
        let sentence = segment::sentences(dated.text, ParagraphIndex(paragraph))
            .into_iter()
            .find(|sentence| sentence.contains(mention.range.start));
        places.extend(sentence.map(|sentence| (mention.article, sentence)));
    }
    places
        .into_iter()
        .map(|(article, range)| DatedSentence {
            article,
            range,
            telling: telling(&articles[article], range),
        })
        .collect()
}

fn telling(dated: &Dated<'_>, range: TextRange) -> BTreeSet<String> {
    let words = dated.text.slice(range);
    segment::words(words)
        .map(|word| words[word].to_lowercase())
        .filter(|word| word.chars().all(char::is_alphabetic))
        .filter(|word| !is_function_word(word, dated.language))
        .map(|word| differences::stem(&word, dated.language))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Dated, Language, timeline};
    use crate::text::Text;
    use jiff::civil::date;

    #[test]
    fn days_that_two_articles_name_and_one_that_they_do_not_agree_on() {
        let texts = [
            Text::new(
                "The ferry ran aground on Thursday. The harbour master resigned on March 9 over the lights.",
            ),
            Text::new(
                "A ferry was lost on March 12, 2026. Over the lights the harbour master resigned on 8 March.",
            ),
        ];
        let dated: Vec<Dated<'_>> = texts
            .iter()
            .map(|text| Dated {
                text,
                language: Language::English,
                published: Some(date(2026, 3, 13)),
            })
            .collect();
        let found = timeline(&dated);
        let words: Vec<&str> = found
            .mentions
            .iter()
            .map(|mention| texts[mention.article].slice(mention.range))
            .collect();
        assert_eq!(words, ["Thursday", "March 9", "March 12, 2026", "8 March"]);
        let days: Vec<_> = found
            .days
            .iter()
            .map(|day| (day.day, day.articles(&found.mentions).len()))
            .collect();
        assert_eq!(
            days,
            [
                (date(2026, 3, 8), 1),
                (date(2026, 3, 9), 1),
                (date(2026, 3, 12), 2)
            ]
        );
        assert_eq!(found.clashes.len(), 1);
        let clash = &found.clashes[0].difference;
        assert_eq!((clash.a.as_str(), clash.b.as_str()), ("March 9", "8 March"));
    }

    #[test]
    fn without_a_day_of_publication_no_day_is_guessed() {
        let text = Text::new("The ferry ran aground on March 12.");
        let found = timeline(&[Dated {
            text: &text,
            language: Language::English,
            published: None,
        }]);
        assert!(found.mentions[0].day.days.is_empty() && found.days.is_empty());
    }
}
