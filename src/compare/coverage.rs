//! Coverage: the share of a checked article's words, set-aside regions left out, that lie in at least one mark.
//!
//! A word counts where its first character lies. Under several marks it counts as the shortest of them says, as on the
//! screen, where the shortest has the tint.
//!
//! Cost: words once a text (about 10 MB a second); a count O(marks log marks + words).

use super::{
    checkable::{self, CheckableKind},
    details::Language,
};
use crate::model::{EffectiveStatus, Status};
use crate::text::{ParagraphIndex, Text, TextRange, segment};
use std::cmp::Reverse;

/// Where the words of a text begin, in bytes, sorted, and which of them begin a number, a date or a name. Made once, since
/// texts never change.
///
/// The three highest bits say so: no text reaches half a gigabyte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordStarts(Vec<u32>);

const NUMBER: u32 = 1 << 31;
const DATE: u32 = 1 << 30;
const NAME: u32 = 1 << 29;
const START: u32 = NAME - 1;

impl WordStarts {
    /// Of a text in a language.
    #[must_use]
    pub fn of(text: &Text, language: Language) -> Self {
        let mut starts = Vec::new();
        for paragraph in 0..text.paragraph_count() {
            let range = text.paragraph(ParagraphIndex(paragraph));
            let from = range.start.bytes();
            let words = segment::words(text.slice(range));
            starts.extend(words.map(|word| {
                u32::try_from(from + word.start).map_or(START, |start| start.min(START))
            }));
        }
        let mut found = Self(starts);
        found.flag(text, language);
        found
    }

    /// Says which words begin something to check.
    fn flag(&mut self, text: &Text, language: Language) {
        for checkable in checkable::touching(text, language, text.full_range()) {
            let flag = match checkable.kind {
                CheckableKind::Number => NUMBER,
                CheckableKind::Date => DATE,
                CheckableKind::Name => NAME,
            };
            // A currency sign before the first word is no word.
            let first = self.within(checkable.range).start;
            if let Some(start) = self.0.get_mut(first) {
                *start |= flag;
            }
        }
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
            .partition_point(|start| ((*start & START) as usize) < range.start.bytes());
        let behind = self
            .0
            .partition_point(|start| ((*start & START) as usize) < range.end.bytes());
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
    /// Numbers in no mark, money and quantities among them.
    pub unmarked_numbers: usize,
    /// Dates, weekdays, years and times in no mark.
    pub unmarked_dates: usize,
    /// Names in no mark.
    pub unmarked_names: usize,
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
        let mut unmarked = [0; 3];
        for (word, slot) in words.0.iter().zip(found) {
            counts[usize::from(slot)] += 1;
            for (count, flag) in unmarked.iter_mut().zip([NUMBER, DATE, NAME]) {
                *count += usize::from(slot == 0 && word & flag != 0);
            }
        }
        let [unmarked_numbers, unmarked_dates, unmarked_names] = unmarked;
        Self {
            words: words.len() - counts[usize::from(ASIDE)],
            verified: counts[1],
            unverified: counts[2],
            conflicting: counts[3],
            disputed: counts[4],
            unmarked_numbers,
            unmarked_dates,
            unmarked_names,
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
    use super::{Coverage, Language, WordStarts};
    use crate::model::{EffectiveStatus, Status};
    use crate::text::{Text, TextRange};

    const VERIFIED: EffectiveStatus = EffectiveStatus::Tagged(Status::Verified);
    const UNVERIFIED: EffectiveStatus = EffectiveStatus::Tagged(Status::Unverified);

    #[test]
    fn words_count_once_and_as_the_shortest_mark_over_them() {
        let text = Text::new("The ferry with 214 aboard\nSample text");
        let words = WordStarts::of(&text, Language::English);
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
                unmarked_dates: 0,
                unmarked_names: 0,
            };
            assert_eq!(found, expected);
            assert_eq!(
                (found.percent(found.marked()), found.percent(found.verified)),
                (60, 20)
            );
        }
    }

    #[test]
    fn numbers_dates_and_names_that_nobody_marked_are_counted() {
        let text = Text::new(
            "In 2001 the ferry had 214 aboard, twenty-one of them from Cape Arden, and $5",
        );
        let words = WordStarts::of(&text, Language::English);
        let left = |marks: Vec<_>| {
            let found = Coverage::count(&words, &[], marks);
            (
                found.unmarked_numbers,
                found.unmarked_dates,
                found.unmarked_names,
            )
        };
        assert_eq!(left(vec![]), (3, 1, 1));
        assert_eq!(
            left(vec![(TextRange::of_bytes(22, 25), 3, VERIFIED)]),
            (2, 1, 1)
        );
        assert_eq!(left(vec![(text.full_range(), 9, VERIFIED)]), (0, 0, 0));
    }

    #[test]
    fn an_article_without_words_has_no_share() {
        let found = Coverage::count(&WordStarts::of(&Text::new(""), Language::English), &[], []);
        assert_eq!(found.percent(found.marked()), 0);
    }

    #[test]
    fn a_mark_that_begins_inside_a_word_does_not_count_it() {
        let words = WordStarts::of(&Text::new("ferry aground"), Language::English);
        let found = Coverage::count(&words, &[], [(TextRange::of_bytes(2, 13), 11, VERIFIED)]);
        assert_eq!(found.marked(), 1);
    }
}
