//! Which passages of the articles say the same.
//!
//! The tour: [`MatchIndex`] holds the sentences of the articles and finds those that share rare words with a passage, fast,
//! among a thousand articles. [`Pairing`] lays two articles against each other: its [`Match`]es are what the ribbons show,
//! and it knows the nearest of a sentence where nothing matches. Behind them, in the order of the work: `language` and
//! `words` find the stems, `article` stores them, `rarity` weighs them, `sketch` makes a sentence ready, `score` compares
//! two, `verbatim` finds the same words in a row, `nearest` asks where a sentence would stand. `within` lays what stands
//! over a text against the text itself.
//!
//! Limits: words decide, not their meaning. "The boat ran aground" and "the vessel struck a rock" have nothing in common
//! here. Articles in different languages match by names and figures alone.
//!
//! Invariant: the same articles give the same answers, in whatever order they came and whatever came and went before.
//! Suggestions, never a verdict.

mod affinity;
mod article;
mod closest;
mod index;
mod language;
mod nearest;
mod pairing;
mod prepared;
mod rarity;
mod score;
mod sketch;
mod verbatim;
mod within;
mod words;

pub use index::{Hit, MatchIndex};
pub use pairing::Pairing;
pub use prepared::Prepared;
pub use within::Within;

use crate::{model::ArticleId, text::TextRange};

/// A passage of an article: one or two sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Passage {
    /// Which article.
    pub article: ArticleId,
    /// Where in its text.
    pub range: TextRange,
}

/// Two passages of different articles that say the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The one, in the article that was asked for.
    pub a: Passage,
    /// The other.
    pub b: Passage,
    /// How alike they are, from 0 to 1.
    pub score: f32,
    /// How sure it is.
    pub band: Band,
}

impl Match {
    /// The same, seen from the other article.
    #[must_use]
    pub fn turned(self) -> Self {
        let Self { a, b, score, band } = self;
        Self {
            a: b,
            b: a,
            score,
            band,
        }
    }
}

/// How sure it is that two passages say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Perhaps: each is the other's best, and no more. Shown only where somebody asks.
    Side,
    /// Alike: a thin ribbon.
    Weak,
    /// Very much alike: a ribbon.
    Strong,
    /// Six words or more in a row are the same: a ribbon.
    Verbatim,
}

impl Band {
    /// The least scores of the bands. Of what people judged to be matches, nine of ten shown as strong were right; lower
    /// bands show more of them and are wrong more often.
    pub const LEAST_STRONG: f32 = 0.5;
    /// See [`Self::LEAST_STRONG`].
    pub const LEAST_WEAK: f32 = 0.35;
    /// See [`Self::LEAST_STRONG`].
    pub const LEAST_SIDE: f32 = 0.25;

    /// The band of a score, six words in a row aside.
    #[must_use]
    pub fn of(score: f32) -> Self {
        if score >= Self::LEAST_STRONG {
            Self::Strong
        } else if score >= Self::LEAST_WEAK {
            Self::Weak
        } else {
            Self::Side
        }
    }

    /// Its name in files and on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Verbatim => "verbatim",
            Self::Strong => "strong",
            Self::Weak => "weak",
            Self::Side => "side",
        }
    }
}

#[cfg(test)]
mod tests;
