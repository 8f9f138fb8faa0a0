//! The join of two copies of a project, and what reviewers agree on.
//!
//! The tour: [`join`] unites two copies and says in a [`MergeReport`] what came of it; [`join_with_base`] first makes
//! edits by hand into revisions of their own. Inside, `records` joins two records register by register, and `texts` sees
//! to it that both copies speak of the same text before that. [`without_private`] makes a copy for somebody else.
//! [`disagreements`] finds the marks on which readers differ; [`seals`] and [`may_sign`] tell what became of a sign-off,
//! and who may give one. [`blind`] and [`in_view`] say which part of a project a person is shown. [`agreement`] has the
//! figures of how far reviewers agree; [`preview`] tells beforehand, in words, what a merge would bring.
//! [`Found`] keeps which registers are in conflict, [`rivals`] tells what stands in one of them and who wrote it.
//!
//! Invariant: pure, and the join is commutative, associative and idempotent on the projects (`laws` tries it on random
//! ones; `texts` names the one limit of associativity). No write is lost: a value is there, or one that saw it. Nothing
//! that was deleted by somebody who had seen all of it comes back. Records are never fused and never change their maker.

mod about;
pub mod agreement;
pub mod blind;
#[cfg(test)]
mod cases;
mod disagreements;
mod hand_edits;
pub mod in_view;
mod incoming;
mod join;
#[cfg(test)]
mod laws;
mod records;
mod report;
mod rivals;
mod sealing;
mod sending;
#[cfg(test)]
mod testing;
mod texts;
mod told;
mod words;

pub use blind::Hiding;
pub use disagreements::{
    Disagreement, DisagreementKind, GroupState, Side, disagreements, disagreements_of,
};
pub use incoming::{Against, Incoming, IncomingKind, Preview, preview};
pub use join::{Joined, compared, join, join_with_base};
pub use report::{Conflict, MergeReport};
pub use rivals::{Found, RivalValue, RivalWord, Rivals, Writers, mark_of, rivals};
pub use sealing::{
    Break, BreakKind, Seal, SealState, SignRefusal, Waiting, authors, is_settled, may_sign,
    may_sign_article, seal_state, seals, seals_of_article, waiting, waits,
};
pub use sending::{CopyToSend, without_private};
pub use told::{Told, told};
