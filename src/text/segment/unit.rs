//! From a word to its clause, its sentence, its paragraph, and back.

use super::{clause_at, previous_grapheme, sentence_at, trimmed, word_at};
use crate::text::{Text, TextOffset, TextRange};

/// From the smallest to the largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Word,
    Clause,
    Sentence,
    Paragraph,
}

impl Unit {
    const ALL: [Self; 4] = [Self::Word, Self::Clause, Self::Sentence, Self::Paragraph];

    /// The unit at a caret; `None` where it stands between two words or in a blank paragraph.
    fn at(self, text: &Text, offset: TextOffset) -> Option<TextRange> {
        let unit = match self {
            Self::Word => word_at(text, offset)?,
            Self::Clause => clause_at(text, offset),
            Self::Sentence => sentence_at(text, offset),
            Self::Paragraph => {
                let paragraph = text.paragraph(text.paragraph_at(offset));
                let words = trimmed(text.as_str(), paragraph.bytes());
                TextRange::of_bytes(words.start, words.end)
            }
        };
        (!unit.is_empty()).then_some(unit)
    }
}

/// The next larger of word, clause, sentence and paragraph around `range`: the first that holds all of it and more. A
/// range over several units grows to whole ones. What is a paragraph already stays as it is.
#[must_use]
pub fn widen(text: &Text, range: TextRange) -> TextRange {
    let range = TextRange::between(text.floor(range.start), text.floor(range.end));
    let last = if range.is_empty() {
        range.end
    } else {
        previous_grapheme(text, range.end).max(range.start)
    };
    Unit::ALL
        .into_iter()
        .map(|unit| {
            [unit.at(text, range.start), unit.at(text, last)]
                .into_iter()
                .flatten()
                .fold(range, |hull, unit| TextRange {
                    start: hull.start.min(unit.start),
                    end: hull.end.max(unit.end),
                })
        })
        .find(|wider| *wider != range)
        .unwrap_or(range)
}

/// The next smaller of paragraph, sentence, clause and word at `caret`: the first that lies in `range` and is smaller. Where
/// there is none, nothing is selected: the empty range at the caret.
///
/// A caret outside the range counts as standing at its nearer end.
#[must_use]
pub fn narrow(text: &Text, range: TextRange, caret: TextOffset) -> TextRange {
    let range = TextRange::between(text.floor(range.start), text.floor(range.end));
    let caret = text.floor(caret).clamp(range.start, range.end);
    Unit::ALL
        .into_iter()
        .rev()
        .filter_map(|unit| unit.at(text, caret))
        .find(|unit| *unit != range && range.contains_range(*unit))
        .unwrap_or(TextRange {
            start: caret,
            end: caret,
        })
}
