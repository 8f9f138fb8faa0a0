//! Coverage: the share of a checked article's words, set-aside regions left out, that lie in at least one mark.
//!
//! A word counts where its first character lies. Under several marks it counts as the shortest of them says, as on the
//! screen, where the shortest has the tint.
//!
//! Cost: words once a text (about 10 MB a second); a count O(marks log marks + words).

use super::unmarked::is_number;
use crate::model::{EffectiveStatus, Status};
use crate::text::{ParagraphIndex, Text, TextRange, segment};
use std::cmp::Reverse;

/// Where the words of a text begin, in bytes, sorted, and which of them are numbers. Made once, since texts never change.
///
/// The highest bit says that the word is a number: no text reaches two gigabytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordStarts(Vec<u32>);

const NUMBER: u32 = 1 << 31;

impl WordStarts {
    /// Of a text.
    #[must_use]
    pub fn of(text: &Text) -> Self {
        let mut starts = Vec::new();
        for paragraph in 0..text.paragraph_count() {
            let range = text.paragraph(ParagraphIndex(paragraph));
            let from = range.start.bytes();
            let words = text.slice(range);
            starts.extend(segment::words(words).map(|word| {
                let start = u32::try_from(from + word.start).unwrap_or(u32::MAX) & !NUMBER;
                start | if is_number(&words[word]) { NUMBER } else { 0 }
            }));
        }
        Self(starts)
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words that begin in a range, by number.
    fn within(&self, range: TextRange) -> std::ops::Range<usize> {
        let first = self
            .0
            .partition_point(|start| ((*start & !NUMBER) as usize) < range.start.bytes());
        let behind = self
            .0
            .partition_point(|start| ((*start & !NUMBER) as usize) < range.end.bytes());
        first..behind.max(first)
    }
}

/// How many words of an article are marked, and as what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Words to account for: all but those set aside.
    pub words: usize,
    /// Verified ones.
    pub verified: usize,
    /// Unverified ones.
    pub unverified: usize,
    /// Conflicting ones.
    pub conflicting: usize,
    /// Disputed ones.
    pub disputed: usize,
    /// Numbers in no mark.
    pub unmarked_numbers: usize,
}

impl Coverage {
    /// Counts the words under `marks`, those in `set_aside` left out. Each span comes with the bytes of its whole mark.
    #[must_use]
    pub fn count(
        words: &WordStarts,
        set_aside: &[TextRange],
        marks: impl IntoIterator<Item = (TextRange, u32, EffectiveStatus)>,
    ) -> Self {
        const ASIDE: u8 = 5;
        let mut sorted: Vec<_> = marks.into_iter().collect();
        sorted.sort_by_key(|(range, length, status)| (Reverse(*length), *range, *status));
        // What each word counts as; the shortest mark comes last and stays.
        let mut found = vec![0_u8; words.len()];
        for (range, _, status) in sorted {
            let slot = match status {
                EffectiveStatus::Nothing => continue,
                EffectiveStatus::Tagged(Status::Verified) => 1,
                EffectiveStatus::Tagged(Status::Unverified) => 2,
                EffectiveStatus::Tagged(Status::Conflicting) => 3,
                EffectiveStatus::Disputed => 4,
            };
            found[words.within(range)].fill(slot);
        }
        for range in set_aside {
            found[words.within(*range)].fill(ASIDE);
        }
        let mut counts = [0; 6];
        let mut unmarked_numbers = 0;
        for (word, slot) in words.0.iter().zip(found) {
            counts[usize::from(slot)] += 1;
            unmarked_numbers += usize::from(slot == 0 && word & NUMBER != 0);
        }
        Self {
            words: words.len() - counts[usize::from(ASIDE)],
            verified: counts[1],
            unverified: counts[2],
            conflicting: counts[3],
            disputed: counts[4],
            unmarked_numbers,
        }
    }

    /// Words in at least one mark.
    #[must_use]
    pub fn marked(self) -> usize {
        self.verified + self.unverified + self.conflicting + self.disputed
    }

    /// Words in no mark.
    #[must_use]
    pub fn unmarked(self) -> usize {
        self.words - self.marked()
    }

    /// `part` of the words in whole per cent, rounded down, so that 100 means all.
    #[must_use]
    pub fn percent(self, part: usize) -> usize {
        (part * 100).checked_div(self.words).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Coverage, WordStarts};
    use crate::model::{EffectiveStatus, Status};
    use crate::text::{Text, TextRange};

    const VERIFIED: EffectiveStatus = EffectiveStatus::Tagged(Status::Verified);
    const UNVERIFIED: EffectiveStatus = EffectiveStatus::Tagged(Status::Unverified);

    #[test]
    fn words_count_once_and_as_the_shortest_mark_over_them() {
        let text = Text::new("The ferry with 214 aboard\nSample text");
        let words = WordStarts::of(&text);
        assert_eq!(words.len(), 7);
        let long = (TextRange::of_bytes(4, 18), 14, VERIFIED);
        let short = (TextRange::of_bytes(10, 18), 8, UNVERIFIED);
        let aside = [TextRange::of_bytes(26, 37)];
        for marks in [[long, short], [short, long]] {
            let found = Coverage::count(&words, &aside, marks);
            let expected = Coverage {
                words: 5,
                verified: 1,
                unverified: 2,
                conflicting: 0,
                disputed: 0,
                unmarked_numbers: 0,
            };
            assert_eq!(found, expected);
            assert_eq!(
                (found.percent(found.marked()), found.percent(found.verified)),
                (60, 20)
            );
        }
    }

    #[test]
    fn numbers_that_nobody_marked_are_counted() {
        let words = WordStarts::of(&Text::new("In 2001 the ferry had 214 aboard"));
        let marks = [(TextRange::of_bytes(22, 25), 3, VERIFIED)];
        let found = Coverage::count(&words, &[], marks);
        assert_eq!((found.unmarked(), found.unmarked_numbers), (6, 1));
    }

    #[test]
    fn an_article_without_words_has_no_share() {
        let found = Coverage::count(&WordStarts::of(&Text::new("")), &[], []);
        assert_eq!(found.percent(found.marked()), 0);
    }

    #[test]
    fn a_mark_that_begins_inside_a_word_does_not_count_it() {
        let words = WordStarts::of(&Text::new("ferry aground"));
        let found = Coverage::count(&words, &[], [(TextRange::of_bytes(2, 13), 11, VERIFIED)]);
        assert_eq!(found.marked(), 1);
    }
}
