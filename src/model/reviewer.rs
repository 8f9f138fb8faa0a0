//! Reviewers: who marks.

use super::Caution;
use serde::{Deserialize, Serialize};

/// How many colours a reviewer can have.
pub const REVIEWER_COLOURS: u8 = 8;

/// A person who marks. The id, not the name, says who it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Reviewer {
    /// The name that stands on their marks.
    pub name: String,
    /// Which of the [`REVIEWER_COLOURS`] colours, from 0.
    pub colour: u8,
}

impl Caution for Reviewer {}
