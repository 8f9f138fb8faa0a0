//! What can be told of texts and marks by counting. Pure.
//!
//! The tour: [`coverage`] says which share of an article's words lies in a mark; [`unmarked`] finds the words that lie in
//! none; [`passage`] gathers the passages of a claim, [`claim_status`] says what they amount to, [`roots`] where they come
//! from.
//!
//! Invariant: values in, values out; suggestions and counts, never a verdict.

pub mod claim_status;
pub mod coverage;
#[cfg(test)]
pub(crate) mod fixture;
pub mod passage;
pub mod roots;
pub mod unmarked;

pub use claim_status::{ClaimStatus, Evidence, Reason};
pub use coverage::{Coverage, WordStarts};
pub use passage::{Passage, passages};
pub use roots::{RootCount, root_key, root_of};
pub use unmarked::{Unmarked, Wanted};
