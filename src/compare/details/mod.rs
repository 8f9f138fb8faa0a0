//! The details of a text: numbers, shares, money, dates, times, quantities and names, in six languages.
//!
//! The tour: [`find`] reads a text; a [`Detail`] is what it found, with its place and its [`Value`]; [`Amount`] and [`Day`]
//! say what a value means and whether two values can be the same. Inside, `token.rs` cuts the text, `lexicon/` has the words
//! of each language, `number.rs`, `amounts.rs`, `dates.rs`, `times.rs` and `names.rs` read.
//!
//! The idea: a small reader for each kind of detail is tried at each word, the longest phrases first, and what none takes
//! is passed over. There is no grammar and no learned model: what is found can be explained.
//!
//! Limits: "thousands", "a few", "half of" are no numbers; seasons and feasts are no dates; "the day before", which is seen
//! from the story and not from the article, is none either. A number that is a word with another meaning ("once", "sept.")
//! is read by its place.
//!
//! Cost: one pass, a few looks into a map for each word that a lexicon knows; about 10 MB a second.

mod amount;
mod amounts;
mod dates;
mod day;
mod german;
mod language;
mod lexicon;
mod names;
mod number;
mod reader;
#[cfg(test)]
mod tests;
mod times;
mod token;

pub use amount::{Amount, Dimension, Hedge, Measure};
pub use day::{Day, DaySpan, Grain};
pub use language::Language;
pub use times::TimeOfDay;

use crate::text::TextRange;
use jiff::civil::Date;
use lexicon::{Lexicon, Sense};
use reader::Reader;

/// What a detail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DetailKind {
    /// A count or a place in an order.
    Number,
    /// Per cent.
    Percent,
    /// Money.
    Money,
    /// A date of a day or a month, or days seen from the day of publication.
    Date,
    /// A weekday alone.
    Weekday,
    /// A year or ten of them.
    Year,
    /// A time of day.
    Time,
    /// A number with a unit.
    Quantity,
    /// A name.
    Name,
}

/// What a detail says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Value {
    /// How many, how much.
    Amount(Amount),
    /// When.
    Day(Day),
    /// At what time.
    Time(TimeOfDay),
    /// Who or where, in lower case.
    Name(String),
}

/// A detail of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// What it is.
    pub kind: DetailKind,
    /// Where it stands, its unit or currency with it.
    pub range: TextRange,
    /// Where it stands with the words that qualify it, such as "more than".
    pub whole: TextRange,
    /// What it says.
    pub value: Value,
}

impl Value {
    /// Whether the two can be told of one thing: a rounded number and the exact one, "Thursday" and the date.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Amount(one), Self::Amount(two)) => one.agrees(two),
            (Self::Day(one), Self::Day(two)) => one.agrees(two),
            (Self::Time(one), Self::Time(two)) => one.agrees(two),
            (Self::Name(one), Self::Name(two)) => one == two,
            _ => false,
        }
    }
}

impl DetailKind {
    fn of_measure(measure: Measure) -> Self {
        match measure {
            Measure::Count | Measure::Ordinal => Self::Number,
            Measure::Percent => Self::Percent,
            Measure::Money(_) => Self::Money,
            Measure::Quantity(_) => Self::Quantity,
        }
    }

    fn of_grain(grain: Grain) -> Self {
        match grain {
            Grain::Day | Grain::Relative | Grain::Month => Self::Date,
            Grain::Weekday => Self::Weekday,
            Grain::Year | Grain::Decade => Self::Year,
        }
    }
}

/// The details of `text`, in order. Ranges are bytes of `text`. Dates without a year, weekdays and "yesterday" are resolved on
/// the day of publication, if it is given.
#[must_use]
pub fn find(text: &str, language: Language, published: Option<Date>) -> Vec<Detail> {
    let reader = Reader::new(text, language, published);
    let mut found = reader.figures();
    let taken: Vec<bool> = {
        let mut taken = vec![false; reader.tokens.len()];
        for figure in &found {
            taken[figure.first..figure.behind].fill(true);
        }
        taken
    };
    let names = reader.names(text, |at| taken[at]);
    found.extend(names.into_iter().map(|(first, behind)| Found {
        kind: DetailKind::Name,
        whole_first: first,
        first,
        behind,
        value: Value::Name(name_of(&reader, first, behind)),
    }));
    found.sort_by_key(|found| found.first);
    details(&reader, found)
}

/// The details of `text` but for names, which take longest: what a count of numbers needs.
#[must_use]
pub fn find_figures(text: &str, language: Language, published: Option<Date>) -> Vec<Detail> {
    let reader = Reader::new(text, language, published);
    let found = reader.figures();
    details(&reader, found)
}

/// Whether a word, in lower case with straight apostrophes, says little by itself: an article, a preposition, a pronoun.
#[must_use]
pub fn is_function_word(lower: &str, language: Language) -> bool {
    Lexicon::of(language).word_is(lower, |sense| sense == Sense::Function)
}

/// Whether a word, in lower case with straight apostrophes, says "not".
#[must_use]
pub fn is_negation(lower: &str, language: Language) -> bool {
    Lexicon::of(language).word_is(lower, |sense| sense == Sense::Negation)
}

fn details(reader: &Reader, found: Vec<Found>) -> Vec<Detail> {
    let range = |from: usize, behind: usize| {
        let bytes = reader.bytes(from, behind);
        TextRange::of_bytes(bytes.start, bytes.end)
    };
    found
        .into_iter()
        .map(|found| {
            let whole = range(found.whole_first, found.behind);
            let range = match found.kind {
                DetailKind::Name => {
                    reader.without_possessive(range(found.first, found.behind), found.behind)
                }
                _ => range(found.first, found.behind),
            };
            Detail {
                kind: found.kind,
                range,
                whole,
                value: found.value,
            }
        })
        .collect()
}

fn name_of(reader: &Reader, first: usize, behind: usize) -> String {
    let words: Vec<&str> = reader.tokens[first..behind]
        .iter()
        .filter(|token| token.is_word())
        .map(|token| names::plain(&token.lower))
        .collect();
    words.join(" ")
}

/// A detail in tokens.
struct Found {
    kind: DetailKind,
    whole_first: usize,
    first: usize,
    behind: usize,
    value: Value,
}

impl Reader {
    /// Everything but names, in order.
    fn figures(&self) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            match self.figure_at(at) {
                Some(figure) => {
                    at = figure.behind;
                    found.push(figure);
                }
                None => at += 1,
            }
        }
        found
    }

    fn figure_at(&self, at: usize) -> Option<Found> {
        let token = &self.tokens[at];
        let may_begin = token.is_digits()
            || self.may_begin_figure(at)
            || self.language == Language::German && german::number(&token.lower).is_some();
        if !may_begin {
            return None;
        }
        if let Some((hedge, number_at)) = self.hedge_at(at)
            && number_at < self.tokens.len()
            && !self.is_moment_at(number_at)
            && let Some((number_at, read)) = self.hedged_at(number_at, hedge)
        {
            return Some(self.amount_found(at, number_at, read));
        }
        if let Some((day, behind)) = self.date_at(at) {
            return Some(Self::day_found(at, day, behind));
        }
        if let Some((time, behind)) = self.time_at(at) {
            return Some(Found {
                kind: DetailKind::Time,
                whole_first: at,
                first: at,
                behind,
                value: Value::Time(time),
            });
        }
        let read = self.amount_at(at, Hedge::Exactly)?;
        Some(self.amount_found(at, at, read))
    }

    /// The amount behind a hedge: "more than 30", "over a hundred".
    fn hedged_at(&self, at: usize, hedge: Hedge) -> Option<(usize, amounts::ReadAmount)> {
        [at, at + 1]
            .into_iter()
            .take_while(|first| *first == at || self.tokens[at].lower == "a")
            .filter(|first| *first < self.tokens.len())
            .find_map(|first| Some((first, self.amount_at(first, hedge)?)))
    }

    /// Whether a time or a date begins at a token: "around 2:50 pm", "about three days ago".
    fn is_moment_at(&self, at: usize) -> bool {
        self.time_at(at).is_some() || self.date_at(at).is_some()
    }

    fn amount_found(&self, whole_first: usize, first: usize, read: amounts::ReadAmount) -> Found {
        if let Some(year) = read.year
            && let Some((day, behind)) = self.year_at(first, year, read.behind)
        {
            return Self::day_found(first, day, behind);
        }
        Found {
            kind: DetailKind::of_measure(read.amount.measure),
            whole_first,
            first,
            behind: read.behind,
            value: Value::Amount(read.amount),
        }
    }

    fn day_found(first: usize, day: Day, behind: usize) -> Found {
        Found {
            kind: DetailKind::of_grain(day.grain),
            whole_first: first,
            first,
            behind,
            value: Value::Day(day),
        }
    }
}
