//! Units: what is laid out at once. A paragraph, or a piece of a very long one.
//!
//! Shaping a paragraph costs time in proportion to its length, and the first frame that shows it pays. So a paragraph of
//! more than `MOST_BYTES` is cut, for layout only, behind a sentence or at a space near that size.

use crate::text::{ParagraphIndex, Text, TextOffset, TextRange};

/// Bytes of a unit, at most. At 16 kB a cold layout takes a few milliseconds.
const MOST_BYTES: usize = 16 * 1024;

/// The units of a text: they tile it but for the line ends.
#[derive(Clone, Debug)]
pub struct Units {
    /// Start of each unit in bytes, sorted.
    starts: Vec<u32>,
    /// The paragraph of each unit, kept only where some paragraph was cut.
    paragraphs: Option<Vec<u32>>,
}

impl Units {
    /// Of a text. O(paragraphs), and no look at the text but where a paragraph has to be cut.
    #[must_use]
    pub fn of(text: &Text) -> Self {
        let (mut starts, mut paragraphs, mut was_cut) = (
            Vec::with_capacity(text.paragraph_count()),
            Vec::new(),
            false,
        );
        for index in 0..text.paragraph_count() {
            let range = text.paragraph(ParagraphIndex(index));
            let mut start = range.start.bytes();
            while range.end.bytes() - start > MOST_BYTES {
                if !was_cut {
                    was_cut = true;
                    paragraphs = (0..starts.len() as u32).collect();
                }
                starts.push(start as u32);
                paragraphs.push(index as u32);
                start = cut_before(text.as_str(), start, start + MOST_BYTES);
            }
            starts.push(start as u32);
            if was_cut {
                paragraphs.push(index as u32);
            }
        }
        Self {
            starts,
            paragraphs: was_cut.then_some(paragraphs),
        }
    }

    /// How many there are: at least one.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never, as a text has at least one paragraph.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// The paragraph to which a unit belongs.
    #[must_use]
    pub fn paragraph(&self, unit: usize) -> ParagraphIndex {
        ParagraphIndex(self.paragraphs.as_ref().map_or(unit, |paragraphs| {
            paragraphs.get(unit).map_or(0, |at| *at as usize)
        }))
    }

    /// The range of a unit, without a line end.
    #[must_use]
    pub fn range(&self, text: &Text, unit: usize) -> TextRange {
        let paragraph = text.paragraph(self.paragraph(unit));
        let start = self
            .starts
            .get(unit)
            .map_or(text.len(), |start| *start as usize);
        let end = match self.starts.get(unit + 1) {
            Some(next)
                if (*next as usize) <= paragraph.end.bytes()
                    && self.paragraph(unit + 1) == self.paragraph(unit) =>
            {
                *next as usize
            }
            _ => paragraph.end.bytes(),
        };
        TextRange::of_bytes(start, end)
    }

    /// The unit in which a gap lies; a gap between two pieces of a paragraph belongs to the second.
    #[must_use]
    pub fn at(&self, offset: TextOffset) -> usize {
        self.starts
            .partition_point(|start| *start as usize <= offset.bytes())
            .saturating_sub(1)
    }

    /// Whether a unit ends its paragraph.
    #[must_use]
    pub fn ends_paragraph(&self, unit: usize) -> bool {
        unit + 1 >= self.len() || self.paragraph(unit + 1) != self.paragraph(unit)
    }
}

/// Where to cut between `start` and `limit`: behind the last space, else at the last code-point boundary.
fn cut_before(text: &str, start: usize, limit: usize) -> usize {
    let mut end = limit;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let earliest = start + (limit - start) / 2;
    match text[start..end].rfind(' ') {
        Some(space) if start + space >= earliest => start + space + 1,
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_BYTES, Units};
    use crate::text::{Text, TextOffset};

    #[test]
    fn units_tile_the_text_and_long_paragraphs_are_cut_at_spaces() {
        let long = "word ".repeat(20_000);
        let text = Text::new(format!("short\n\n{long}\nend"));
        let units = Units::of(&text);
        let mut rebuilt = String::new();
        for unit in 0..units.len() {
            let range = units.range(&text, unit);
            assert!(range.len() <= MOST_BYTES);
            assert_eq!(units.at(range.start), unit);
            rebuilt.push_str(text.slice(range));
            if units.ends_paragraph(unit) {
                rebuilt.push('\n');
            }
        }
        assert_eq!(rebuilt.trim_end_matches('\n'), text.as_str());
        assert!(units.len() > 8);
        assert_eq!(units.paragraph(units.len() - 1).0, 3);
    }

    #[test]
    fn a_paragraph_without_spaces_is_cut_between_characters() {
        let text = Text::new("字".repeat(20_000));
        let units = Units::of(&text);
        assert!(units.len() > 3);
        assert!((0..units.len()).all(|unit| text.get(units.range(&text, unit)).is_some()));
        assert_eq!(units.at(TextOffset::START), 0);
    }
}
