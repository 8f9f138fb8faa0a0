//! A whole text with what is needed to find one's way in it.

use super::{TextId, TextOffset, TextRange};

/// The number of a paragraph in its text, counted from 0. A paragraph ends at LF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ParagraphIndex(pub usize);

/// Bytes between two samples of the code-point count. Smaller samples cost memory (4 bytes each), larger ones time (a
/// conversion counts through one of them).
const SAMPLE_BYTES: usize = 1024;

/// Paragraphs between two samples of the count of those that have words.
const SAMPLE_PARAGRAPHS: usize = 64;

/// A normalised text with the places of its paragraphs. It never changes; a new version of an article is a new `Text`.
///
/// Memory beyond the text itself: a little over 4 bytes a paragraph, and 4 bytes a kilobyte where the text is not all ASCII.
#[derive(Clone)]
pub struct Text {
    id: TextId,
    content: Box<str>,
    /// Byte offset at which each paragraph starts. Never empty; the first is 0.
    paragraph_starts: Vec<u32>,
    /// Code points before each multiple of [`SAMPLE_BYTES`] (rounded down to a code-point boundary). Empty where every
    /// byte is a code point.
    code_points: Vec<u32>,
    /// Paragraphs that have words before each multiple of [`SAMPLE_PARAGRAPHS`].
    with_words: Vec<u32>,
}

/// A number of code points that no place in the text has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("position {position} lies behind the end of a text of {length} code points")]
pub struct CodePointError {
    /// The position asked for, in code points.
    pub position: usize,
    /// The length of the text, in code points.
    pub length: usize,
}

impl Text {
    /// Takes a text that [`super::normalise`] has been through.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        let id = TextId::of(&text);
        let mut paragraph_starts = vec![0];
        paragraph_starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .filter_map(|(at, _)| u32::try_from(at + 1).ok()),
        );
        let code_points = if text.is_ascii() {
            Vec::new()
        } else {
            sample_code_points(&text)
        };
        let mut text = Self {
            id,
            content: text,
            paragraph_starts,
            code_points,
            with_words: Vec::new(),
        };
        text.sample_paragraphs();
        text
    }

    fn sample_paragraphs(&mut self) {
        let mut count = 0;
        for index in 0..self.paragraph_count() {
            if index.is_multiple_of(SAMPLE_PARAGRAPHS) {
                self.with_words.push(count);
            }
            count += u32::from(self.has_words(index));
        }
    }

    fn has_words(&self, paragraph: usize) -> bool {
        !self
            .slice(self.paragraph(ParagraphIndex(paragraph)))
            .trim_start()
            .is_empty()
    }

    /// How many paragraphs have words, up to this one and with it: the number that people give a paragraph. Looks at a few
    /// dozen of them at most.
    #[must_use]
    pub fn paragraphs_with_words(&self, up_to: ParagraphIndex) -> usize {
        let last = up_to.0.min(self.paragraph_count() - 1);
        let sample = last / SAMPLE_PARAGRAPHS;
        let behind = (sample * SAMPLE_PARAGRAPHS..=last).filter(|index| self.has_words(*index));
        self.with_words[sample] as usize + behind.count()
    }

    /// What the text is called: the start of its SHA-256.
    #[must_use]
    pub fn id(&self) -> TextId {
        self.id
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Bytes of the text.
    #[must_use]
    pub fn len(&self) -> usize {
        self.content.len()
    }

    /// Whether there is not one character.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The gap behind the last character.
    #[must_use]
    pub fn end(&self) -> TextOffset {
        TextOffset::new(self.content.len())
    }

    /// From the first gap to the last.
    #[must_use]
    pub fn full_range(&self) -> TextRange {
        TextRange::between(TextOffset::START, self.end())
    }

    /// The words of `range`, or nothing where it leaves the text or cuts a code point.
    #[must_use]
    pub fn get(&self, range: TextRange) -> Option<&str> {
        self.content.get(range.bytes())
    }

    /// The words of `range`; empty where it leaves the text or cuts a code point.
    #[must_use]
    pub fn slice(&self, range: TextRange) -> &str {
        self.get(range).unwrap_or_default()
    }

    /// How many paragraphs there are: at least one, and one more than there are line ends.
    #[must_use]
    pub fn paragraph_count(&self) -> usize {
        self.paragraph_starts.len()
    }

    /// The range of a paragraph without its line end; empty behind the last one.
    #[must_use]
    pub fn paragraph(&self, index: ParagraphIndex) -> TextRange {
        let Some(start) = self.paragraph_starts.get(index.0) else {
            return TextRange::between(self.end(), self.end());
        };
        let end = self
            .paragraph_starts
            .get(index.0 + 1)
            .map_or(self.content.len(), |next| *next as usize - 1);
        TextRange::of_bytes(*start as usize, end)
    }

    /// The paragraph in which `offset` lies; a gap at a line end belongs to the paragraph before it.
    #[must_use]
    pub fn paragraph_at(&self, offset: TextOffset) -> ParagraphIndex {
        ParagraphIndex(
            self.paragraph_starts
                .partition_point(|start| *start as usize <= offset.bytes())
                .saturating_sub(1),
        )
    }

    /// The nearest code-point boundary at or before `offset`, inside the text.
    #[must_use]
    pub fn floor(&self, offset: TextOffset) -> TextOffset {
        let mut at = offset.bytes().min(self.content.len());
        while !self.content.is_char_boundary(at) {
            at -= 1;
        }
        TextOffset::new(at)
    }

    /// Code points before `offset`. Counts through at most a kilobyte.
    #[must_use]
    pub fn to_code_points(&self, offset: TextOffset) -> usize {
        let offset = self.floor(offset).bytes();
        let Some(last_sample) = self.code_points.len().checked_sub(1) else {
            return offset;
        };
        let sample = (offset / SAMPLE_BYTES).min(last_sample);
        let from = self.floor(TextOffset::new(sample * SAMPLE_BYTES)).bytes();
        self.code_points[sample] as usize
            + count_code_points(&self.content.as_bytes()[from..offset])
    }

    /// The gap after `position` code points.
    ///
    /// # Errors
    /// Where the text has fewer code points.
    pub fn from_code_points(&self, position: usize) -> Result<TextOffset, CodePointError> {
        let too_far = |length| Err(CodePointError { position, length });
        if self.code_points.is_empty() {
            return if position <= self.content.len() {
                Ok(TextOffset::new(position))
            } else {
                too_far(self.content.len())
            };
        }
        let sample = self
            .code_points
            .partition_point(|count| *count as usize <= position)
            .saturating_sub(1);
        let from = self.floor(TextOffset::new(sample * SAMPLE_BYTES)).bytes();
        let mut missing = position - self.code_points[sample] as usize;
        for (at, _) in self.content[from..].char_indices() {
            if missing == 0 {
                return Ok(TextOffset::new(from + at));
            }
            missing -= 1;
        }
        if missing == 0 {
            Ok(self.end())
        } else {
            too_far(position - missing)
        }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.content == other.content
    }
}

impl Eq for Text {}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Text({}, {} bytes)", self.id, self.content.len())
    }
}

impl serde::Serialize for Text {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.content)
    }
}

impl<'de> serde::Deserialize<'de> for Text {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        Ok(Self::new(super::normalise(&text).into_owned()))
    }
}

fn sample_code_points(text: &str) -> Vec<u32> {
    let mut samples = Vec::with_capacity(text.len() / SAMPLE_BYTES + 1);
    let (mut from, mut count) = (0, 0);
    for sample in 0..=text.len() / SAMPLE_BYTES {
        let mut at = sample * SAMPLE_BYTES;
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        count += count_code_points(&text.as_bytes()[from..at]);
        from = at;
        samples.push(u32::try_from(count).unwrap_or(u32::MAX));
    }
    samples
}

/// Every byte but a continuation byte starts a code point.
fn count_code_points(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .filter(|byte| (**byte & 0b1100_0000) != 0b1000_0000)
        .count()
}

#[cfg(test)]
mod tests {
    use super::{ParagraphIndex, Text};
    use crate::text::{TextOffset, TextRange};
    use proptest::prelude::*;

    #[test]
    fn paragraphs_end_at_line_ends() {
        let text = Text::new("ab\n\ncd\n");
        let found: Vec<_> = (0..text.paragraph_count())
            .map(|i| text.paragraph(ParagraphIndex(i)).bytes())
            .collect();
        assert_eq!(found, [0..2, 3..3, 4..6, 7..7]);
        assert_eq!(text.paragraph_at(TextOffset::new(2)), ParagraphIndex(0));
        assert_eq!(text.paragraph_at(TextOffset::new(3)), ParagraphIndex(1));
        assert_eq!(text.paragraph_at(TextOffset::new(7)), ParagraphIndex(3));
    }

    #[test]
    fn a_position_behind_the_end_is_an_error_with_the_length() {
        let error = Text::new("né").from_code_points(3).unwrap_err();
        assert_eq!(
            error.to_string(),
            "position 3 lies behind the end of a text of 2 code points"
        );
    }

    #[test]
    fn ranges_that_cut_a_code_point_have_no_words() {
        let text = Text::new("né");
        assert_eq!(text.get(TextRange::of_bytes(0, 2)), None);
        assert_eq!(text.get(TextRange::of_bytes(1, 3)), Some("é"));
    }

    proptest! {
        /// Numbers of paragraphs against a count from the top.
        #[test]
        fn numbers_of_paragraphs_agree_with_a_naive_count(pieces in prop::collection::vec(
            prop::sample::select(vec!["a", " ", "\u{3000}", "\n", "\n\n", "\n"]), 0..600,
        )) {
            let text = Text::new(pieces.concat());
            for (index, _) in text.as_str().split('\n').enumerate() {
                let up_to = text.as_str().split('\n').take(index + 1);
                let naive = up_to.filter(|words| !words.trim().is_empty()).count();
                prop_assert_eq!(text.paragraphs_with_words(ParagraphIndex(index)), naive);
            }
        }

        /// Positions against a naive count, with emoji, combining marks, CRLF made LF, and Hebrew.
        #[test]
        fn code_points_agree_with_a_naive_count(pieces in prop::collection::vec(
            prop::sample::select(vec!["a", "é", "e\u{301}", "👩\u{200d}🚒", "שלום", "\r\n", "北京", "word ", "\n"]), 0..2000,
        )) {
            let joined = pieces.concat();
            let text = Text::new(crate::text::normalise(&joined).into_owned());
            let mut count = 0;
            for (at, _) in text.as_str().char_indices().step_by(7) {
                count += text.as_str()[..at].chars().count() - count;
                prop_assert_eq!(text.to_code_points(TextOffset::new(at)), count);
                prop_assert_eq!(text.from_code_points(count).unwrap(), TextOffset::new(at));
            }
            let length = text.as_str().chars().count();
            prop_assert_eq!(text.to_code_points(text.end()), length);
            prop_assert_eq!(text.from_code_points(length).unwrap(), text.end());
            prop_assert!(text.from_code_points(length + 1).is_err());
        }
    }
}
