//! Graphemes: what a reader takes for one character.

use crate::text::{Text, TextOffset, TextRange};
use icu_segmenter::{GraphemeClusterSegmenter, GraphemeClusterSegmenterBorrowed};

/// Bytes to look back for a place that is surely a boundary. Families of emoji take 25 bytes; text of this length without
/// two ASCII characters in a row is written without spaces and has few clusters.
const LOOK_BACK_BYTES: usize = 4096;

/// The tables are part of the program, so this costs nothing at start.
static GRAPHEMES: GraphemeClusterSegmenterBorrowed<'static> = GraphemeClusterSegmenter::new();

/// The gap behind the grapheme that follows `offset`; behind a line end where `offset` is in front of one; the end of the
/// text where nothing follows.
#[must_use]
pub fn next_grapheme(text: &Text, offset: TextOffset) -> TextOffset {
    let offset = text.floor(offset);
    if offset >= text.end() {
        return text.end();
    }
    let paragraph = text.paragraph(text.paragraph_at(offset));
    if offset == paragraph.end {
        return TextOffset::new(offset.bytes() + 1);
    }
    boundaries(text, paragraph, offset)
        .find(|boundary| *boundary > offset)
        .unwrap_or(paragraph.end)
}

/// The gap in front of the grapheme before `offset`; in front of a line end where `offset` is behind one; the start of
/// the text where nothing comes before.
#[must_use]
pub fn previous_grapheme(text: &Text, offset: TextOffset) -> TextOffset {
    let offset = text.floor(offset);
    if offset == TextOffset::START {
        return offset;
    }
    let before = text.floor(TextOffset::new(offset.bytes() - 1));
    let paragraph = text.paragraph(text.paragraph_at(offset));
    if offset == paragraph.start {
        return before;
    }
    boundaries(text, paragraph, before)
        .take_while(|boundary| *boundary < offset)
        .last()
        .unwrap_or(paragraph.start)
}

/// The last gap between graphemes at or before `offset`.
#[must_use]
pub fn floor_grapheme(text: &Text, offset: TextOffset) -> TextOffset {
    let offset = text.floor(offset);
    let paragraph = text.paragraph(text.paragraph_at(offset));
    if offset == paragraph.start || offset == paragraph.end {
        return offset;
    }
    boundaries(text, paragraph, offset)
        .take_while(|boundary| *boundary <= offset)
        .last()
        .unwrap_or(paragraph.start)
}

/// The smallest range of whole graphemes around `range`. An empty range stays empty.
#[must_use]
pub fn snap_to_grapheme(text: &Text, range: TextRange) -> TextRange {
    let start = floor_grapheme(text, range.start);
    if range.is_empty() {
        return TextRange { start, end: start };
    }
    let floor = floor_grapheme(text, range.end);
    let end = if floor < range.end.min(text.end()) {
        next_grapheme(text, floor)
    } else {
        floor
    };
    TextRange { start, end }
}

/// Boundaries of the paragraph from one at or before `at` on.
fn boundaries(
    text: &Text,
    paragraph: TextRange,
    at: TextOffset,
) -> impl Iterator<Item = TextOffset> {
    let from = sure_boundary(text, paragraph, at);
    GRAPHEMES
        .segment_str(text.slice(TextRange::between(from, paragraph.end)))
        .map(move |boundary| TextOffset::new(from.bytes() + boundary))
}

/// A boundary at or before `at`: between two ASCII characters there is always one, since none of them joins.
fn sure_boundary(text: &Text, paragraph: TextRange, at: TextOffset) -> TextOffset {
    let bytes = text.as_str().as_bytes();
    let lowest = paragraph
        .start
        .bytes()
        .max(at.bytes().saturating_sub(LOOK_BACK_BYTES));
    let is_ascii = |place: usize| bytes.get(place).is_some_and(u8::is_ascii);
    (lowest + 1..=at.bytes())
        .rev()
        .find(|place| is_ascii(*place) && is_ascii(*place - 1))
        .map_or_else(|| text.floor(TextOffset::new(lowest)), TextOffset::new)
}
