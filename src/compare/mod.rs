//! What can be told of texts and marks by counting. Pure.
//!
//! The tour: [`coverage`] says which share of an article's words lies in a mark; [`unmarked`] finds the words that lie in
//! none; [`matching`] finds the passages of different articles that say the same.
//!
//! Invariant: values in, values out; suggestions and counts, never a verdict.

pub mod coverage;
pub mod matching;
pub mod unmarked;

pub use coverage::{Coverage, WordStarts};
pub use matching::{Band, Match, MatchIndex, Pairing, Passage};
pub use unmarked::{Unmarked, Wanted};
