//! Numbers, dates and names of a text, as they are counted and walked.
//!
//! The finder of details reads a paragraph at a time, a very long one in pieces, so that the count of a whole text and a
//! walk that looks only around the caret find the same. A word with a digit that the finder passes over ("F-35", "G7",
//! numbers in other scripts) is a number here: somebody has to check it too.

use super::details::{self, DetailKind, Language, Value};
use crate::text::{ParagraphIndex, Text, TextOffset, TextRange, segment};

/// What is to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CheckableKind {
    /// A number, money, a share, a quantity.
    Number,
    /// A date, a weekday, a year, a time.
    Date,
    /// A name.
    Name,
}

/// A number, a date or a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Checkable {
    pub(super) range: TextRange,
    pub(super) kind: CheckableKind,
}

/// Bytes of a paragraph that are read at once. Hardly any paragraph is longer.
const PIECE_BYTES: usize = 16 * 1024;

/// What is to be checked in the pieces of a text that a range touches, in order.
pub(super) fn touching(text: &Text, language: Language, range: TextRange) -> Vec<Checkable> {
    let first = text.paragraph_at(range.start).0;
    let last = text.paragraph_at(range.end).0;
    (first..=last)
        .flat_map(|index| pieces(text, text.paragraph(ParagraphIndex(index))))
        .filter(|piece| piece.start <= range.end && range.start <= piece.end)
        .flat_map(|piece| in_piece(text, language, piece))
        .collect()
}

/// A paragraph in pieces, cut behind spaces where there are any.
fn pieces(text: &Text, paragraph: TextRange) -> Vec<TextRange> {
    let mut found = Vec::new();
    let mut at = paragraph.start;
    while at < paragraph.end {
        let most = TextOffset::new(at.bytes() + PIECE_BYTES);
        let end = if most >= paragraph.end {
            paragraph.end
        } else {
            let most = text.floor(most);
            let slice = text.slice(TextRange::between(at, most));
            slice.rfind(' ').map_or(most, |space| {
                TextOffset::new(at.bytes() + space + ' '.len_utf8())
            })
        };
        found.push(TextRange::between(at, end));
        at = end;
    }
    found
}

fn in_piece(text: &Text, language: Language, piece: TextRange) -> Vec<Checkable> {
    let words = text.slice(piece);
    let from = piece.start.bytes();
    let place = |start: usize, end: usize| TextRange::of_bytes(from + start, from + end);
    let mut found: Vec<Checkable> = details::find(words, language, None)
        .into_iter()
        .map(|detail| Checkable {
            range: place(detail.range.start.bytes(), detail.range.end.bytes()),
            kind: kind(detail.kind, &detail.value),
        })
        .collect();
    if words.contains(char::is_numeric) {
        let passed_over: Vec<Checkable> = segment::words(words)
            .filter(|word| words[word.clone()].contains(char::is_numeric))
            .map(|word| place(word.start, word.end))
            .filter(|word| !overlaps_one(&found, *word))
            .map(|range| Checkable {
                range,
                kind: CheckableKind::Number,
            })
            .collect();
        found.extend(passed_over);
        found.sort_by_key(|checkable| checkable.range);
    }
    found
}

/// Whether a range overlaps one of some that are sorted and apart.
fn overlaps_one(sorted: &[Checkable], range: TextRange) -> bool {
    let behind = sorted.partition_point(|checkable| checkable.range.end <= range.start);
    sorted
        .get(behind)
        .is_some_and(|checkable| checkable.range.overlaps(range))
}

fn kind(kind: DetailKind, value: &Value) -> CheckableKind {
    match (kind, value) {
        (DetailKind::Name, _) => CheckableKind::Name,
        (_, Value::Amount(_)) => CheckableKind::Number,
        _ => CheckableKind::Date,
    }
}

#[cfg(test)]
mod tests {
    use super::{CheckableKind, Language, PIECE_BYTES, touching};
    use crate::text::Text;

    #[test]
    fn numbers_dates_and_names_with_what_the_finder_passes_over() {
        let text = Text::new("On Thursday the F-35 left Cape Arden with forty-two crates.");
        let found: Vec<_> = touching(&text, Language::English, text.full_range())
            .into_iter()
            .map(|checkable| (text.slice(checkable.range), checkable.kind))
            .collect();
        use CheckableKind::{Date, Name, Number};
        assert_eq!(
            found,
            [
                ("Thursday", Date),
                ("F", Name),
                ("35", Number),
                ("Cape Arden", Name),
                ("forty-two", Number)
            ]
        );
    }

    #[test]
    fn a_long_paragraph_is_read_in_pieces_that_are_the_same_from_anywhere() {
        let text = Text::new("The 7 gulls of Arden. ".repeat(3 * PIECE_BYTES / 22));
        let all = touching(&text, Language::English, text.full_range());
        assert_eq!(all.len(), 2 * text.as_str().matches('7').count());
        let middle = crate::text::TextRange::of_bytes(text.len() / 2, text.len() / 2 + 10);
        let part = touching(&text, Language::English, middle);
        assert!(part.len() < all.len() / 2);
        assert!(part.iter().all(|checkable| all.contains(checkable)));
    }
}
