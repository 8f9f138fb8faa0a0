//! The details in which two passages that say the same differ.
//!
//! The tour: [`Passage`] is what is compared; [`between`] gives its [`Difference`]s; [`word_diff`] gives the words that differ,
//! for the boxes in the window, [`only_in_second`] what only one says where both speak of the same. `pairing.rs` decides which figure of one passage stands against which of the other,
//! `wording.rs` looks at names, negation and wording.
//!
//! The idea: figures (numbers, money, dates, …) on which both agree are put aside first, "more than 540,000" beside "545,500"
//! and "Thursday" beside "10 August" among them. What is left on both sides is paired by kind and by the words around
//! it; what is left on one side only is an omission and no difference. Names, negation and wording are compared only in
//! passages that are nearly the same, since in others they are mostly false alarms.
//!
//! Invariant: a difference is told, never judged: no side is the right one, and `between(a, b)` is `between(b, a)` with the
//! sides changed.

mod context;
mod only_here;
mod pairing;
mod quoted;
#[cfg(test)]
mod tests;
mod word_diff;
mod wording;

pub(super) use context::stem;
pub use only_here::only_in_second;
pub(super) use word_diff::changes;
pub use word_diff::{WordChange, word_diff, words_apart};

use super::details::{self, Detail, DetailKind, Language};
use crate::model::{Article, ClaimKind};
use crate::text::{Text, TextRange};
use jiff::civil::Date;

/// A part of an article, with what is needed to read it.
#[derive(Clone, Copy, Debug)]
pub struct Passage<'a> {
    /// The whole text.
    pub text: &'a Text,
    /// The part of it.
    pub range: TextRange,
    /// The language in which numbers and dates are read.
    pub language: Language,
    /// The day of publication, on which "Thursday" is resolved.
    pub published: Option<Date>,
}

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// How many, or the how-manieth.
    Number,
    /// A share.
    Percent,
    /// Money.
    Money,
    /// A day.
    Date,
    /// A weekday.
    Weekday,
    /// A year.
    Year,
    /// A time of day.
    Time,
    /// A number with a unit.
    Quantity,
    /// The words of a quotation.
    Quotation,
    /// A name.
    Name,
    /// A "not" that only one has.
    Negation,
    /// Other words.
    Wording,
}

/// A detail in which two passages differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub kind: DifferenceKind,
    /// The words of the first passage; empty where only the second has a "not".
    pub a: String,
    /// The words of the second.
    pub b: String,
    /// Where the words of the first stand in its article; empty where there are none.
    pub a_range: TextRange,
    /// Where the words of the second stand in its article.
    pub b_range: TextRange,
}

impl DifferenceKind {
    /// Its name in files and in `--json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Money => "money",
            Self::Date => "date",
            Self::Weekday => "weekday",
            Self::Year => "year",
            Self::Time => "time",
            Self::Quantity => "quantity",
            Self::Quotation => "quotation",
            Self::Name => "name",
            Self::Negation => "negation",
            Self::Wording => "wording",
        }
    }

    /// What a claim is about that two accounts differ on so.
    #[must_use]
    pub fn claim_kind(self) -> Option<ClaimKind> {
        match self {
            Self::Number | Self::Percent | Self::Money | Self::Quantity => Some(ClaimKind::Number),
            Self::Date | Self::Weekday | Self::Year | Self::Time => Some(ClaimKind::Date),
            Self::Quotation => Some(ClaimKind::Quotation),
            Self::Name => Some(ClaimKind::Name),
            Self::Negation | Self::Wording => None,
        }
    }

    /// Whether it is of a number or of a date: the kinds that are compared in all matched passages.
    #[must_use]
    pub fn is_figure(self) -> bool {
        !matches!(
            self,
            Self::Quotation | Self::Name | Self::Negation | Self::Wording
        )
    }
}

impl<'a> Passage<'a> {
    /// A passage of an article, with the article's language (guessed from its text where it names none) and day of
    /// publication. `None` where the article has no text. Of many passages of one article make one and change its range:
    /// the guess reads some hundred words.
    #[must_use]
    pub fn of_article(article: &'a Article, range: TextRange) -> Option<Self> {
        let text = article.text.as_deref()?;
        let meta = article.meta();
        Some(Self {
            text,
            range,
            language: Language::of(&meta.language, text.as_str()),
            published: meta.published.parse().ok(),
        })
    }

    /// Its words.
    #[must_use]
    pub fn words(&self) -> &'a str {
        self.text.slice(self.range)
    }

    /// A range of bytes of its words, as a range of the article.
    fn place(&self, range: TextRange) -> TextRange {
        let start = self.range.start.bytes();
        TextRange::of_bytes(start + range.start.bytes(), start + range.end.bytes())
    }
}

/// A passage that was read.
struct Read<'a> {
    passage: Passage<'a>,
    details: Vec<Detail>,
}

impl<'a> Read<'a> {
    fn new(passage: Passage<'a>) -> Self {
        let details = details::find(passage.words(), passage.language, passage.published);
        Self { passage, details }
    }

    fn figures(&self) -> impl Iterator<Item = &Detail> {
        self.details
            .iter()
            .filter(|detail| detail.kind != DetailKind::Name)
    }
}

/// The details in which two passages differ, in the order of the first.
#[must_use]
pub fn between(a: &Passage<'_>, b: &Passage<'_>) -> Vec<Difference> {
    let (a, b) = (Read::new(*a), Read::new(*b));
    let pairs = pairing::pairs(&a, &b);
    let mut found: Vec<Difference> = pairs
        .iter()
        .map(|(one, two)| difference(pairing::kind(one, two), &a, &b, one.range, two.range))
        .collect();
    let quoted = quoted::differences(&a, &b);
    // A quotation that is altered says it once.
    let is_told = |other: &Difference| {
        other.kind == DifferenceKind::Wording
            && quoted
                .iter()
                .any(|quotation| quotation.a_range.contains_range(other.a_range))
    };
    found.extend(
        wording::differences(&a, &b)
            .into_iter()
            .filter(|difference| !is_told(difference)),
    );
    found.extend(quoted.iter().cloned());
    found.sort_by_key(|difference| (difference.a_range, difference.b_range, difference.kind));
    found
}

/// A difference of two ranges of the passages' own words.
fn difference(
    kind: DifferenceKind,
    a: &Read<'_>,
    b: &Read<'_>,
    a_range: TextRange,
    b_range: TextRange,
) -> Difference {
    let (a_range, b_range) = (a.passage.place(a_range), b.passage.place(b_range));
    Difference {
        kind,
        a: a.passage.text.slice(a_range).to_owned(),
        b: b.passage.text.slice(b_range).to_owned(),
        a_range,
        b_range,
    }
}
