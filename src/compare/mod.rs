//! What can be told of texts and marks by counting. Pure.
//!
//! The tour: [`coverage`] says which share of an article's words lies in a mark; [`unmarked`] finds the words that lie in
//! none.
//!
//! Invariant: values in, values out; suggestions and counts, never a verdict.

pub mod coverage;
pub mod details;
pub mod differences;
pub mod unmarked;

pub use coverage::{Coverage, WordStarts};
pub use unmarked::{Unmarked, Wanted};
