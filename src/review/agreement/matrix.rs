//! What one reader says against what another says, passage by passage.

use super::label::Label;
use super::passages::Passage;
use crate::model::Status;

/// What a reader says of a whole passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// This status.
    One(Status),
    /// Several marks in it with different statuses.
    Several,
    /// They read it and did not mark it.
    NotMarked,
}

impl Verdict {
    /// All, in the order of rows and columns.
    pub const ALL: [Self; 5] = [
        Self::One(Status::Verified),
        Self::One(Status::Unverified),
        Self::One(Status::Conflicting),
        Self::Several,
        Self::NotMarked,
    ];

    /// What a label comes to.
    #[must_use]
    pub fn of(label: Label) -> Self {
        let mut statuses = label.statuses();
        match (statuses.next(), statuses.next()) {
            (None, _) => Self::NotMarked,
            (Some(status), None) => Self::One(status),
            _ => Self::Several,
        }
    }

    /// The word for it in lower case, as `--json` has it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::One(status) => status.word(),
            Self::Several => "several",
            Self::NotMarked => "not_marked",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::One(Status::Verified) => "Verified",
            Self::One(Status::Unverified) => "Unverified",
            Self::One(Status::Conflicting) => "Conflicting",
            Self::Several => "Several",
            Self::NotMarked => "Not marked",
        }
    }

    /// Its place in [`Self::ALL`].
    fn number(self) -> usize {
        match self {
            Self::One(Status::Verified) => 0,
            Self::One(Status::Unverified) => 1,
            Self::One(Status::Conflicting) => 2,
            Self::Several => 3,
            Self::NotMarked => 4,
        }
    }
}

/// The passages of each pair of verdicts, by their numbers in the list of passages. Rows are the first reader.
///
/// Invariant: passages of articles that one of the two has not read are in no cell, nor are those that neither marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix([[Vec<usize>; Verdict::ALL.len()]; Verdict::ALL.len()]);

impl Matrix {
    /// The matrix of two readers.
    pub(super) fn of(passages: &[Passage], (first, second): (usize, usize)) -> Self {
        let mut matrix = Self::default();
        for (at, passage) in passages.iter().enumerate() {
            if let (Some(row), Some(column)) = (passage.labels[first], passage.labels[second])
                && !(row.is_none() && column.is_none())
            {
                let cell = (Verdict::of(row).number(), Verdict::of(column).number());
                matrix.0[cell.0][cell.1].push(at);
            }
        }
        matrix
    }

    /// The passages of a cell.
    #[must_use]
    pub fn cell(&self, row: Verdict, column: Verdict) -> &[usize] {
        &self.0[row.number()][column.number()]
    }

    /// Whether a verdict occurs at all.
    #[must_use]
    pub fn has(&self, verdict: Verdict) -> bool {
        Verdict::ALL.iter().any(|other| {
            !self.cell(verdict, *other).is_empty() || !self.cell(*other, verdict).is_empty()
        })
    }
}
