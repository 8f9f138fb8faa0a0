//! Graphemes, words, clauses and sentences.
//!
//! The tour: [`next_grapheme`] and its kin step over what a reader takes for one character; [`words`], [`word_at`] and
//! the word moves find words; [`sentences`], [`sentence_at`] and the sentence moves find sentences; [`clause_at`] finds
//! the part of a sentence between two marks; [`widen`] and [`narrow`] go from one of these to the next.
//!
//! The boundaries are those of `icu_segmenter` (Unicode Standard Annex 29, with dictionaries for Chinese, Japanese and
//! Thai). On top of them comes what news texts need and the annex leaves open: abbreviations, initials, ordinals,
//! quotation marks. The rules stand in `sentence.rs`, their word lists in `abbreviation.rs`.
//!
//! Cost: one paragraph, since every boundary of interest ends at a line end. Of a paragraph that is longer than a window
//! only the window around the position is looked at, so that a text without line ends costs no more. A window is cut
//! at a space; a word or sentence longer than the window is cut with it.
//!
//! Invariant: every position that is returned is a code-point boundary of the text, and a move that is not at the end
//! of the text moves. Positions that cut a code point or lie outside are first brought to the nearest one before.

mod abbreviation;
mod clause;
mod grapheme;
mod sentence;
mod unit;
mod word;

pub use clause::clause_at;
pub use grapheme::{
    floor_grapheme, is_grapheme_boundary, next_grapheme, previous_grapheme, snap_to_grapheme,
};
pub use sentence::{next_sentence, previous_sentence, sentence_at, sentences};
pub use unit::{narrow, widen};
pub use word::{next_word, previous_word, word_at, words};

use super::{Text, TextOffset, TextRange};

/// The part of `offset`'s paragraph that is at most about `reach` bytes away from it, cut behind spaces where there are
/// any; the whole paragraph where that is short.
fn window(text: &Text, offset: TextOffset, reach: usize) -> TextRange {
    let paragraph = text.paragraph(text.paragraph_at(offset));
    if paragraph.len() <= 2 * reach {
        return paragraph;
    }
    let at = offset.bytes();
    let start = if at - paragraph.start.bytes() <= reach {
        paragraph.start
    } else {
        let from = text.floor(TextOffset::new(at - reach));
        let search = TextRange::between(from, text.floor(TextOffset::new(at - reach / 2)));
        let cut = text
            .slice(search)
            .char_indices()
            .find(|(_, character)| character.is_whitespace());
        cut.map_or(from, |(found, space)| {
            TextOffset::new(from.bytes() + found + space.len_utf8())
        })
    };
    let end = if paragraph.end.bytes() - at <= reach {
        paragraph.end
    } else {
        let to = text.floor(TextOffset::new(at + reach));
        let from = text.floor(TextOffset::new(at + reach / 2));
        let cut = text
            .slice(TextRange::between(from, to))
            .char_indices()
            .rfind(|(_, character)| character.is_whitespace());
        cut.map_or(to, |(found, space)| {
            TextOffset::new(from.bytes() + found + space.len_utf8())
        })
    };
    TextRange { start, end }
}

/// `range` without the white space at its ends; empty at its start where there is nothing else.
fn trimmed(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let words = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (words.len() - words.trim_start().len());
    let end = range.start + words.trim_end().len();
    if start < end {
        start..end
    } else {
        range.start..range.start
    }
}

/// Which of `parts`, sorted, a caret at `at` belongs to: the one it lies in, else the one it stands behind, else the one
/// before the gap, else the first.
fn part_at(parts: &[TextRange], at: TextOffset) -> Option<TextRange> {
    let behind = parts.partition_point(|part| part.start <= at);
    let candidate = behind.saturating_sub(1);
    parts.get(candidate).copied()
}

/// Texts and ranges for the tests of this folder.
#[cfg(test)]
pub(crate) mod marked {
    use crate::text::{Text, TextRange};

    /// Reads "The [claim| was] false": the text without the signs, the range between the brackets, and the caret
    /// `|` as an empty range where there are no brackets.
    pub(crate) fn parse(marked: &str) -> (Text, TextRange) {
        let mut plain = String::new();
        let (mut start, mut end, mut caret) = (None, None, None);
        for character in marked.chars() {
            match character {
                '[' => start = Some(plain.len()),
                ']' => end = Some(plain.len()),
                '|' => caret = Some(plain.len()),
                other => plain.push(other),
            }
        }
        let caret = caret.or(start).expect("a caret or a range");
        let range = TextRange::of_bytes(start.unwrap_or(caret), end.unwrap_or(caret));
        (Text::new(plain), range)
    }

    /// Writes `range` back into its text: as a caret where it is empty, else in brackets.
    pub(crate) fn show(text: &Text, range: TextRange) -> String {
        let (before, after) = (
            &text.as_str()[..range.start.bytes()],
            &text.as_str()[range.end.bytes()..],
        );
        if range.is_empty() {
            format!("{before}|{after}")
        } else {
            format!("{before}[{}]{after}", text.slice(range))
        }
    }
}

#[cfg(test)]
mod tests;
