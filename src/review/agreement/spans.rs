//! How many marks of one reader are those of another: strict and lenient F1.
//!
//! Each mark is paired with at most one of the other reader's that overlaps it and has its status; marks from the same
//! start to the same end are paired first, then the others by place. Strict counts the first kind, lenient both. (So does
//! GATE's annotation differ.) F1 does not depend on whose marks come first.

use super::nominal::{Figure, NotComputable};
use super::study::{CountedArticle, Mark};
use crate::model::Status;

/// How the marks of two readers pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SpanPairs {
    /// Marks of the first.
    pub first: usize,
    /// Marks of the second.
    pub second: usize,
    /// Pairs from the same start to the same end.
    pub exact: usize,
    /// Pairs that only overlap.
    pub partial: usize,
}

impl SpanPairs {
    /// Counting pairs from the same start to the same end alone.
    ///
    /// # Errors
    /// Where neither has a mark.
    pub fn strict(self) -> Figure {
        self.share(self.exact)
    }

    /// Counting all pairs.
    ///
    /// # Errors
    /// Where neither has a mark.
    pub fn lenient(self) -> Figure {
        self.share(self.exact + self.partial)
    }

    fn share(self, pairs: usize) -> Figure {
        match self.first + self.second {
            0 => Err(NotComputable::NothingMarked),
            marks => Ok(2.0 * pairs as f64 / marks as f64),
        }
    }
}

/// The pairs of two readers in the articles that both have read; of one status or of all.
pub(super) fn span_pairs(
    articles: &[CountedArticle<'_>],
    readers: (usize, usize),
    status: Option<Status>,
) -> SpanPairs {
    let mut all = SpanPairs::default();
    for read in articles {
        if !(read.has_read[readers.0] && read.has_read[readers.1]) {
            continue;
        }
        let of = |reader: usize| -> Vec<Mark> {
            let marks = read.marks.iter().filter(|mark| {
                mark.reader == reader && status.is_none_or(|status| status == mark.status)
            });
            marks.copied().collect()
        };
        let (first, second) = (of(readers.0), of(readers.1));
        let (exact, partial) = pairs(&first, &second);
        all.first += first.len();
        all.second += second.len();
        all.exact += exact;
        all.partial += partial;
    }
    all
}

/// Exact and partial pairs. Both are sorted by place.
fn pairs(first: &[Mark], second: &[Mark]) -> (usize, usize) {
    let mut candidates = Vec::new();
    let mut from = 0;
    // The end of the longest mark up to each place: what ends before a mark begins can be passed for good.
    let mut reach = 0;
    let reaches: Vec<usize> = second
        .iter()
        .map(|mark| {
            reach = reach.max(mark.range.end.bytes());
            reach
        })
        .collect();
    for (a, one) in first.iter().enumerate() {
        while from < second.len() && reaches[from] <= one.range.start.bytes() {
            from += 1;
        }
        let near = second[from..].iter().enumerate();
        for (b, other) in near.take_while(|(_, other)| other.range.start < one.range.end) {
            if one.range.overlaps(other.range) && one.status == other.status {
                candidates.push((one.range != other.range, a, from + b));
            }
        }
    }
    candidates.sort_unstable();
    let (mut taken_first, mut taken_second) = (vec![false; first.len()], vec![false; second.len()]);
    let (mut exact, mut partial) = (0, 0);
    for (is_partial, a, b) in candidates {
        if taken_first[a] || taken_second[b] {
            continue;
        }
        taken_first[a] = true;
        taken_second[b] = true;
        if is_partial {
            partial += 1;
        } else {
            exact += 1;
        }
    }
    (exact, partial)
}
