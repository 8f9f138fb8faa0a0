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

/// Whether a gap of `text` lies between two graphemes. Cheap for letters and signs that join nothing; else it looks back
/// to the nearest of those, behind which the rules begin anew.
#[must_use]
pub fn is_grapheme_boundary(text: &str, at: usize) -> bool {
    let (Some(before), Some(behind)) = (text.get(..at), text.get(at..)) else {
        return false;
    };
    let (Some(last), Some(next)) = (before.chars().next_back(), behind.chars().next()) else {
        return true;
    };
    if is_plain(last) && is_plain(next) {
        return (last, next) != ('\r', '\n');
    }
    let lowest = at.saturating_sub(LOOK_BACK_BYTES);
    let from = before
        .char_indices()
        .rev()
        .take_while(|(place, _)| *place >= lowest)
        .find(|(_, character)| is_plain(*character))
        .map_or_else(
            || (lowest..=at).find(|place| text.is_char_boundary(*place)),
            |(place, _)| Some(place),
        )
        .unwrap_or(at);
    GRAPHEMES
        .segment_str(&text[from..])
        .map(|boundary| from + boundary)
        .find(|boundary| *boundary >= at)
        == Some(at)
}

/// Whether a character joins none of its like and begins every rule anew: not a mark, joiner, flag letter, jamo or sign
/// of an Indic script. Leaves many out that would do as well; those only cost more.
fn is_plain(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{ac}'
            | '\u{ae}'..='\u{2ff}'
            | '\u{370}'..='\u{482}'
            | '\u{48a}'..='\u{52f}'
            | '\u{5d0}'..='\u{5ea}'
            | '\u{620}'..='\u{64a}'
            | '\u{1e00}'..='\u{1fff}'
            | '\u{2010}'..='\u{2027}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
    )
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

#[cfg(test)]
mod tests {
    use super::{GRAPHEMES, is_grapheme_boundary};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn boundaries_are_those_of_the_whole_text_segmented(pieces in prop::collection::vec(
            prop::sample::select(vec![
                "a", " ", "\n", "\r", "e\u{301}", "\u{301}", "é", "👩\u{200d}🚒", "👩", "\u{200d}", "\u{1f1e9}", "©",
                "\u{fe0f}", "한", "\u{1112}", "\u{1161}", "क", "\u{94d}", "ष", "\u{ad}", "\u{600}", "北", "ش", "ש", "\u{5b0}",
            ]), 0..40,
        )) {
            let text = pieces.concat();
            let all: Vec<usize> = GRAPHEMES.segment_str(&text).collect();
            for at in 0..=text.len() {
                let expected = all.contains(&at) || at == text.len();
                prop_assert_eq!(is_grapheme_boundary(&text, at), expected, "{:?} at {}", text, at);
            }
        }
    }
}
