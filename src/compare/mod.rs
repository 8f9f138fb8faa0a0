//! What can be told of texts and marks by counting. Pure.
//!
//! The tour: [`coverage`] says which share of an article's words lies in a mark.
//!
//! Invariant: values in, values out; suggestions and counts, never a verdict.

pub mod coverage;

pub use coverage::{Coverage, WordStarts};
