//! What can be told of texts and marks by counting. Pure.
//!
//! The tour: [`coverage`] says which share of an article's words lies in a mark; [`unmarked`] finds the words that lie in
//! none; [`matching`] finds the passages of different articles that say the same; [`details`] finds numbers, dates and
//! names, [`differences`] the details in which two passages differ; [`passage`] gathers the passages of a claim,
//! [`claim_status`] says what they amount to, [`roots`] where they come from, [`two_claims`](two_claims()) asks whether a statement is
//! two, [`board`] makes the rows and cells of the claim board; [`reported`](reported()) finds words beside a passage that name its
//! root, [`caveat`](caveat::caveat) those that keep their distance from it; [`quotations`]
//! finds what is quoted and by whom, [`timeline`] which days the articles name; [`headlines`] lays what stands over a text
//! against the text itself.
//!
//! Invariant: values in, values out; suggestions and counts, never a verdict.

pub mod board;
pub mod caveat;
mod checkable;
pub mod claim_status;
pub mod coverage;
pub mod details;
pub mod differences;
pub mod differing_words;
#[cfg(test)]
pub(crate) mod fixture;
pub mod headlines;
pub mod matching;
pub mod passage;
mod phrase;
pub mod quotations;
pub mod reported;
pub mod roots;
mod shared_words;
pub mod timeline;
pub mod two_claims;
pub mod unmarked;

pub use board::{BoardFilter, BoardOrder, Cell, ReadBy};
pub use caveat::caveat;
pub use claim_status::{ClaimStatus, Evidence, Reason};
pub use coverage::{Coverage, WordStarts};
pub use differing_words::differing_words;
pub use matching::{Band, Match, MatchIndex, Pairing};
pub use passage::{Passage, passages};
pub use reported::{Reported, reported};
pub use roots::{RootCount, root_key, root_of};
pub use two_claims::{TwoClaims, two_claims};
pub use unmarked::{Unmarked, Wanted};
