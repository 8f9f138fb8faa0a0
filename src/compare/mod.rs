//! What can be told of texts and marks by counting. Pure.
//!
//! The tour: [`coverage`] says which share of an article's words lies in a mark; [`unmarked`] finds the words that lie in
//! none; [`two_claims`] asks whether a
//! statement is two.
//!
//! Invariant: values in, values out; suggestions and counts, never a verdict.

pub mod coverage;
pub mod two_claims;
pub mod unmarked;

pub use coverage::{Coverage, WordStarts};
pub use two_claims::{TwoClaims, two_claims};
pub use unmarked::{Unmarked, Wanted};
