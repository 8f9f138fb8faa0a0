//! Positions: gaps between characters, counted in bytes of UTF-8.
//!
//! ```text
//!   text      c   a   f   é       !
//!   bytes   0   1   2   3       5   6      a position is a gap
//!   range           [2 ───────── 5)        half-open: "fé"
//! ```

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A gap between two characters of a text, as the number of bytes of UTF-8 before it.
///
/// Invariant, kept by whoever makes one: it lies on a code-point boundary of the text it belongs to. 32 bits are enough
/// because no text of more than 300 MB is imported.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct TextOffset(u32);

impl TextOffset {
    /// The gap before the first character.
    pub const START: Self = Self(0);

    /// The gap after `bytes` bytes. A number that 32 bits cannot hold becomes the largest one, which lies outside every
    /// text that can be imported and is therefore refused by whoever looks it up.
    #[must_use]
    pub fn new(bytes: usize) -> Self {
        Self(u32::try_from(bytes).unwrap_or(u32::MAX))
    }

    /// Bytes of text before this gap.
    #[must_use]
    pub fn bytes(self) -> usize {
        self.0 as usize
    }
}

/// A half-open range of a text: from the gap `start` to the gap `end`, in bytes.
///
/// Invariant: `start <= end`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct TextRange {
    /// The gap before the first character of the range.
    pub start: TextOffset,
    /// The gap after its last character.
    pub end: TextOffset,
}

impl TextRange {
    /// The range between two gaps, given in either order.
    #[must_use]
    pub fn between(one: TextOffset, other: TextOffset) -> Self {
        Self {
            start: one.min(other),
            end: one.max(other),
        }
    }

    /// The range of the bytes `start..end`, given in either order.
    #[must_use]
    pub fn of_bytes(start: usize, end: usize) -> Self {
        Self::between(TextOffset::new(start), TextOffset::new(end))
    }

    /// The range as bytes, for slicing.
    #[must_use]
    pub fn bytes(self) -> Range<usize> {
        self.start.bytes()..self.end.bytes()
    }

    /// The number of bytes between the two gaps.
    #[must_use]
    pub fn len(self) -> usize {
        self.end.bytes() - self.start.bytes()
    }

    /// Whether both gaps are the same one.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether at least one character lies in both ranges.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains_range(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the character after `offset` lies in the range.
    #[must_use]
    pub fn contains(self, offset: TextOffset) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether `offset` lies in the range or at one of its ends.
    #[must_use]
    pub fn touches(self, offset: TextOffset) -> bool {
        self.start <= offset && offset <= self.end
    }
}
