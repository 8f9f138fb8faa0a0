//! The stretches of a text that nobody has looked at: what `J` selects.
//!
//! A word is unmarked if its first character lies in no mark and in nothing set aside, as [`super::coverage`] counts it. A
//! stretch begins at an unmarked word and goes on to the end of its sentence, or to where the next mark begins. It
//! takes the end mark of its sentence with it, but no comma before a mark.
//!
//! Cost: the marks between the start and what is found, and the sentence that it lies in. Words are looked for only where
//! something uncovered holds a letter or a digit, so a text that is marked to its end costs no segmenting.
//!
//! Numbers, dates and names are those that [`super::details`] finds, each with its unit and all words of a name; one that
//! begins unmarked is met, up to where a mark begins.

use super::{checkable, details::Language};
use crate::text::{Text, TextOffset, TextRange, segment};

/// Bytes of a text that are looked at together.
const CHUNK_BYTES: usize = 4096;

/// Signs that open what a stretch then holds.
const OPENING: &str = "\"'“‘„‚«‹([{¿¡「『《（";

/// Which unmarked words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Every word, in stretches up to the sentence's end.
    Words,
    /// Numbers, dates and names, each by itself.
    NumbersAndNames,
}

/// Looks for unmarked stretches.
pub struct Unmarked<'a, Covered: Fn(TextRange) -> Vec<TextRange>> {
    text: &'a Text,
    covered: Covered,
    wanted: Wanted,
    language: Language,
}

impl<'a, Covered: Fn(TextRange) -> Vec<TextRange>> Unmarked<'a, Covered> {
    /// In a text. `covered` gives the marks and regions set aside that touch a range, in any order.
    pub fn new(text: &'a Text, wanted: Wanted, covered: Covered) -> Self {
        Self {
            text,
            covered,
            wanted,
            language: Language::English,
        }
    }

    /// With numbers, dates and names read in a language other than English.
    #[must_use]
    pub fn reading(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// The first stretch that begins at or behind a gap.
    #[must_use]
    pub fn next(&self, from: TextOffset) -> Option<TextRange> {
        if self.wanted == Wanted::NumbersAndNames {
            return self.next_checkable(from);
        }
        let mut chunk_start = self.text.floor(from);
        while chunk_start < self.text.end() {
            let chunk = self.chunk_from(chunk_start);
            let found = self
                .gaps(chunk)
                .into_iter()
                .find_map(|gap| self.words_in(gap).find(|word| word.start >= from));
            if let Some(word) = found {
                return Some(self.with_opening(self.to_sentence_end(word), from));
            }
            chunk_start = chunk.end;
        }
        None
    }

    /// The last stretch that begins before a gap.
    #[must_use]
    pub fn previous(&self, before: TextOffset) -> Option<TextRange> {
        if self.wanted == Wanted::NumbersAndNames {
            return self.previous_checkable(before);
        }
        let mut chunk_end = self.text.floor(before);
        while chunk_end > TextOffset::START {
            let start = TextOffset::new(chunk_end.bytes().saturating_sub(CHUNK_BYTES));
            let chunk = TextRange::between(self.text.floor(start), chunk_end);
            let found = self
                .gaps(chunk)
                .into_iter()
                .rev()
                .find_map(|gap| self.words_in(gap).filter(|word| word.start < before).last());
            if let Some(word) = found {
                return Some(self.stretch_around(word, before));
            }
            chunk_end = chunk.start;
        }
        None
    }

    fn chunk_from(&self, start: TextOffset) -> TextRange {
        let end = TextOffset::new((start.bytes() + CHUNK_BYTES).min(self.text.len()));
        let end = self.text.floor(end);
        // A chunk is never empty: a character is shorter than it.
        TextRange::between(start, end)
    }

    /// The parts of a range in nothing covered, in order.
    fn gaps(&self, range: TextRange) -> Vec<TextRange> {
        let mut covered = (self.covered)(range);
        covered.sort_unstable();
        let mut gaps = Vec::new();
        let mut at = range.start;
        for taken in covered {
            if taken.start > at {
                gaps.push(TextRange::between(at, taken.start.min(range.end)));
            }
            at = at.max(taken.end);
            if at >= range.end {
                return gaps;
            }
        }
        gaps.push(TextRange::between(at, range.end));
        gaps
    }

    /// The wanted words that begin in an uncovered part.
    fn words_in(&self, gap: TextRange) -> impl Iterator<Item = TextRange> + '_ {
        let has_words = self.text.slice(gap).chars().any(char::is_alphanumeric);
        // What begins before the gap may reach into it, and what begins in it may end behind it.
        let around = TextRange::between(
            segment::word_at(self.text, gap.start).map_or(gap.start, |word| word.start),
            segment::word_at(self.text, gap.end).map_or(gap.end, |word| word.end),
        );
        let slice = if has_words {
            self.text.slice(around)
        } else {
            ""
        };
        segment::words(slice)
            .map(move |word| {
                TextRange::of_bytes(
                    around.start.bytes() + word.start,
                    around.start.bytes() + word.end,
                )
            })
            .filter(move |word| gap.contains(word.start))
    }

    fn next_checkable(&self, from: TextOffset) -> Option<TextRange> {
        let mut chunk_start = self.text.floor(from);
        while chunk_start < self.text.end() {
            let chunk = self.chunk_from(chunk_start);
            let found = self.checkables_in(chunk);
            if let Some(first) = found.into_iter().find(|found| found.start >= from) {
                return Some(first);
            }
            chunk_start = chunk.end;
        }
        None
    }

    fn previous_checkable(&self, before: TextOffset) -> Option<TextRange> {
        let mut chunk_end = self.text.floor(before);
        while chunk_end > TextOffset::START {
            let start = TextOffset::new(chunk_end.bytes().saturating_sub(CHUNK_BYTES));
            let chunk = TextRange::between(self.text.floor(start), chunk_end);
            let found = self.checkables_in(chunk);
            if let Some(last) = found.into_iter().rfind(|found| found.start < before) {
                return Some(last);
            }
            chunk_end = chunk.start;
        }
        None
    }

    /// The numbers, dates and names that begin in a chunk and in nothing covered, each up to what is covered.
    fn checkables_in(&self, chunk: TextRange) -> Vec<TextRange> {
        let gaps = self.gaps(chunk);
        let has_words = |gap: &TextRange| self.text.slice(*gap).contains(char::is_alphanumeric);
        if !gaps.iter().any(has_words) {
            return Vec::new();
        }
        checkable::touching(self.text, self.language, chunk)
            .into_iter()
            .map(|checkable| checkable.range)
            .filter(|range| chunk.contains(range.start))
            .filter(|range| gaps.iter().any(|gap| gap.contains(range.start)))
            .map(|range| self.up_to_covered(range))
            .collect()
    }

    /// The stretch in which a word lies, as far back as words are unmarked and before `before`.
    fn stretch_around(&self, word: TextRange, before: TextOffset) -> TextRange {
        let sentence = segment::sentence_at(self.text, word.start);
        let from = (self.covered)(TextRange::between(sentence.start, word.start))
            .into_iter()
            .filter(|taken| taken.start < word.start && taken.end > sentence.start)
            .map(|taken| taken.end)
            .max()
            .map_or(sentence.start, |end| end.min(word.start));
        let first = self
            .words_in(TextRange::between(from, word.end))
            .find(|first| first.start < before);
        self.with_opening(self.to_sentence_end(first.unwrap_or(word)), from)
    }

    /// A stretch with the quotation mark or bracket that opens it, where that is not covered and not before `from`.
    fn with_opening(&self, stretch: TextRange, from: TextOffset) -> TextRange {
        let sentence = segment::sentence_at(self.text, stretch.start);
        let before = TextRange::between(sentence.start.min(stretch.start), stretch.start);
        let covered = (self.covered)(before).into_iter();
        let least = covered
            .filter(|taken| taken.start < stretch.start)
            .map(|taken| taken.end.min(stretch.start))
            .fold(before.start.max(from.min(stretch.start)), TextOffset::max);
        let slice = self.text.slice(TextRange::between(least, stretch.start));
        let opening = slice
            .chars()
            .rev()
            .take_while(|sign| OPENING.contains(*sign))
            .map(char::len_utf8)
            .sum::<usize>();
        TextRange::of_bytes(stretch.start.bytes() - opening, stretch.end.bytes())
    }

    fn to_sentence_end(&self, word: TextRange) -> TextRange {
        let sentence = segment::sentence_at(self.text, word.start);
        self.up_to_covered(TextRange::between(word.start, sentence.end.max(word.end)))
    }

    /// A range that begins with a word, cut behind the last word before what is covered.
    fn up_to_covered(&self, range: TextRange) -> TextRange {
        let limit = (self.covered)(range)
            .into_iter()
            .map(|taken| taken.start)
            .filter(|start| *start > range.start && *start < range.end)
            .min();
        let Some(limit) = limit else {
            return range;
        };
        let part = self.text.slice(TextRange::between(range.start, limit));
        let end = segment::words(part)
            .last()
            .map_or(part.len(), |last| last.end);
        TextRange::of_bytes(range.start.bytes(), range.start.bytes() + end)
    }
}

#[cfg(test)]
mod tests {
    use super::{Unmarked, Wanted};
    use crate::text::{Text, TextOffset, TextRange, segment};
    use proptest::prelude::*;

    /// Reads "The [ferry] ran": the text, and what is covered.
    fn parse(marked: &str) -> (Text, Vec<TextRange>) {
        let (mut plain, mut covered, mut start) = (String::new(), Vec::new(), 0);
        for character in marked.chars() {
            match character {
                '[' => start = plain.len(),
                ']' => covered.push(TextRange::of_bytes(start, plain.len())),
                other => plain.push(other),
            }
        }
        (Text::new(plain), covered)
    }

    fn walk(marked: &str, wanted: Wanted) -> (Vec<String>, Vec<String>) {
        let (text, covered) = parse(marked);
        let unmarked = Unmarked::new(&text, wanted, |range: TextRange| {
            covered
                .iter()
                .copied()
                .filter(|taken| taken.start <= range.end && range.start <= taken.end)
                .collect()
        });
        let (mut forward, mut at) = (Vec::new(), TextOffset::START);
        while let Some(found) = unmarked.next(at) {
            assert!(found.start >= at && !found.is_empty());
            forward.push(text.slice(found).to_owned());
            at = found.end;
        }
        let (mut back, mut at) = (Vec::new(), text.end());
        while let Some(found) = unmarked.previous(at) {
            assert!(found.start < at && !found.is_empty());
            back.push(text.slice(found).to_owned());
            at = found.start;
        }
        back.reverse();
        (forward, back)
    }

    fn check(marked: &str, wanted: Wanted, expected: &[&str]) {
        let (forward, back) = walk(marked, wanted);
        assert_eq!(forward, expected, "forward in {marked:?}");
        assert_eq!(back, expected, "back in {marked:?}");
    }

    #[test]
    fn a_stretch_goes_to_the_end_of_its_sentence_or_to_the_next_mark() {
        check(
            "The ferry ran aground. Nobody was hurt.\n\nThe end",
            Wanted::Words,
            &["The ferry ran aground.", "Nobody was hurt.", "The end"],
        );
        check(
            "On Thursday, [the ferry] ran [aground]. [Nobody was] hurt, he said.",
            Wanted::Words,
            &["On Thursday", "ran", "hurt, he said."],
        );
        check(
            "He said: [no]. \"It was late,\" she said. (Nobody asked.)",
            Wanted::Words,
            &["He said", "\"It was late,\" she said.", "(Nobody asked.)"],
        );
        check("[All of it.] [And this, too]!", Wanted::Words, &[]);
        check("", Wanted::Words, &[]);
    }

    #[test]
    fn a_word_that_begins_in_a_mark_counts_as_marked() {
        check("[fer]ry crew", Wanted::Words, &["crew"]);
        check("fer[ry] crew", Wanted::Words, &["fer", "crew"]);
    }

    #[test]
    fn numbers_and_names_are_found_one_by_one() {
        check(
            "The keeper, Mrs. Dole of Cape Arden, served 31 years. She left in [2001].",
            Wanted::NumbersAndNames,
            &["Mrs. Dole", "Cape Arden", "31 years"],
        );
        check(
            "On Thursday some [forty]-two of twenty-five gulls left [Cape] Arden for $1.5 [million].",
            Wanted::NumbersAndNames,
            &["Thursday", "twenty-five", "$1.5"],
        );
    }

    proptest! {
        /// Every unmarked word lies in a stretch, and no stretch begins with a marked one.
        #[test]
        fn walking_meets_every_unmarked_word_once(
            sentences in prop::collection::vec("[a-d]{1,4}( [a-d]{1,4}){0,5}[.,!]", 1..8),
            marks in prop::collection::vec((0_usize..200, 1_usize..20), 0..8),
        ) {
            let text = Text::new(sentences.join(" "));
            let covered: Vec<TextRange> = marks
                .iter()
                .map(|(start, length)| {
                    let start = start % text.len();
                    TextRange::of_bytes(start, (start + length).min(text.len()))
                })
                .collect();
            let of = |range: TextRange| -> Vec<TextRange> {
                covered.iter().copied().filter(|taken| taken.start <= range.end && range.start <= taken.end).collect()
            };
            let unmarked = Unmarked::new(&text, Wanted::Words, of);
            let expected: Vec<usize> = segment::words(text.as_str())
                .map(|word| word.start)
                .filter(|start| !covered.iter().any(|taken| taken.contains(TextOffset::new(*start))))
                .collect();
            let (mut met, mut at) = (Vec::new(), TextOffset::START);
            while let Some(found) = unmarked.next(at) {
                met.extend(
                    segment::words(text.slice(found))
                        .map(|word| found.start.bytes() + word.start)
                        .filter(|start| !covered.iter().any(|taken| taken.contains(TextOffset::new(*start)))),
                );
                at = found.end;
            }
            prop_assert_eq!(met, expected);
        }
    }
}
