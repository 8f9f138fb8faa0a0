//! Finding the words of a quote.
//!
//! A quote is found only where the text says exactly the same, byte for byte: a wrong anchor is worse than none.
//! Likeness is the business of those who show a person what they found.
//!
//! Cost: linear in the text, also for quotes that overlap themselves.

use super::{Text, TextOffset, TextRange};

/// Characters (code points) of context that a span keeps on each side.
pub const CONTEXT_CHARACTERS: usize = 32;

/// Every place at which the text says `quote`, in order; none for an empty quote.
///
/// Places that overlap are places all the same: "ana" stands twice in "banana". Whoever asks whether a quote is unique
/// would otherwise be told that it is.
#[must_use]
pub fn occurrences(text: &Text, quote: &str) -> Vec<TextRange> {
    if quote.is_empty() {
        return Vec::new();
    }
    let borders = borders(quote.as_bytes());
    let at = |start: usize| TextRange::of_bytes(start, start + quote.len());
    if borders.last() == Some(&0) {
        // It cannot overlap itself, and the search of the standard library is faster.
        return text
            .as_str()
            .match_indices(quote)
            .map(|(start, _)| at(start))
            .collect();
    }
    overlapping(text.as_str().as_bytes(), quote.as_bytes(), &borders)
        .into_iter()
        .map(at)
        .collect()
}

/// What stands before and behind `range`: up to [`CONTEXT_CHARACTERS`] each.
#[must_use]
pub fn context(text: &Text, range: TextRange) -> (&str, &str) {
    let before = text.as_str().get(..range.start.bytes()).unwrap_or_default();
    let after = text.as_str().get(range.end.bytes()..).unwrap_or_default();
    let from = before
        .char_indices()
        .rev()
        .take(CONTEXT_CHARACTERS)
        .last()
        .map_or(before.len(), |(at, _)| at);
    let to = after
        .char_indices()
        .nth(CONTEXT_CHARACTERS)
        .map_or(after.len(), |(at, _)| at);
    (
        before.get(from..).unwrap_or_default(),
        after.get(..to).unwrap_or_default(),
    )
}

/// The one place that a span with this quote and context can mean, where its position is off.
///
/// That is, in this order: `near` itself, if the quote stands there; the only place with the quote; the only place with
/// the quote and with both contexts. `None` otherwise: nearness alone never decides between two places.
#[must_use]
pub fn find_with_context(
    text: &Text,
    quote: &str,
    before: &str,
    after: &str,
    near: TextOffset,
) -> Option<TextRange> {
    let places = occurrences(text, quote);
    if let Some(there) = places.iter().find(|place| place.start == near) {
        return Some(*there);
    }
    if let [only] = places[..] {
        return Some(only);
    }
    let mut fitting = places.into_iter().filter(|place| {
        let front = text.as_str().get(..place.start.bytes());
        let back = text.as_str().get(place.end.bytes()..);
        front.is_some_and(|front| front.ends_with(before))
            && back.is_some_and(|back| back.starts_with(after))
    });
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// For each start of `quote`, how long the longest shorter piece is that both starts and ends it (Knuth, Morris, Pratt).
fn borders(quote: &[u8]) -> Vec<usize> {
    let mut borders = vec![0; quote.len()];
    let mut length = 0;
    for at in 1..quote.len() {
        while length > 0 && quote[at] != quote[length] {
            length = borders[length - 1];
        }
        if quote[at] == quote[length] {
            length += 1;
        }
        borders[at] = length;
    }
    borders
}

/// Starts of all places, overlapping ones too. Matches of whole UTF-8 strings start on code points.
fn overlapping(text: &[u8], quote: &[u8], borders: &[usize]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut length = 0;
    for (at, byte) in text.iter().enumerate() {
        while length > 0 && *byte != quote[length] {
            length = borders[length - 1];
        }
        if *byte == quote[length] {
            length += 1;
        }
        if length == quote.len() {
            found.push(at + 1 - length);
            length = borders[length - 1];
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{context, find_with_context, occurrences};
    use crate::text::{Text, TextOffset, TextRange};
    use proptest::prelude::*;

    fn starts(text: &str, quote: &str) -> Vec<usize> {
        occurrences(&Text::new(text), quote)
            .into_iter()
            .map(|range| range.start.bytes())
            .collect()
    }

    #[test]
    fn overlapping_places_count_each() {
        assert_eq!(starts("banana", "ana"), [1, 3]);
        assert_eq!(starts("aaaa", "aa"), [0, 1, 2]);
        assert_eq!(starts("é éé", "é"), [0, 3, 5]);
        assert_eq!(starts("abc", ""), [] as [usize; 0]);
        assert_eq!(starts("abc", "abcd"), [] as [usize; 0]);
    }

    #[test]
    fn context_is_counted_in_characters_and_ends_with_the_text() {
        let text = Text::new(format!("{}[x]{}", "é".repeat(40), "ab"));
        let (before, after) = context(&text, TextRange::of_bytes(81, 82));
        assert_eq!(before, format!("{}[", "é".repeat(31)));
        assert_eq!(after, "]ab");
        assert_eq!(context(&text, text.full_range()), ("", ""));
    }

    #[test]
    fn two_places_are_told_apart_by_both_contexts_or_not_at_all() {
        let text = Text::new("Nine men left. Later nine men came. Then nine men sat.");
        let find = |before: &str, after: &str, near: usize| {
            find_with_context(&text, "nine men", before, after, TextOffset::new(near))
                .map(|range| range.start.bytes())
        };
        assert_eq!(find("Later ", " came", 0), Some(21));
        assert_eq!(
            find("Later ", " sat", 22),
            None,
            "one context is not enough"
        );
        assert_eq!(find("", "", 20), None, "nearness does not decide");
        assert_eq!(find("Later ", " came", 41), Some(41), "it stands there");
        assert_eq!(
            find_with_context(&text, "Nine men", "x", "y", TextOffset::new(9)),
            Some(TextRange::of_bytes(0, 8)),
            "the only place"
        );
        assert_eq!(
            find_with_context(&text, "ten men", "", "", TextOffset::START),
            None
        );
    }

    proptest! {
        #[test]
        fn places_agree_with_a_naive_search(text in "[aábc]{0,60}", quote in "[aáb]{1,4}") {
            let naive: Vec<usize> = text
                .char_indices()
                .map(|(at, _)| at)
                .filter(|at| text[*at..].starts_with(&quote))
                .collect();
            prop_assert_eq!(starts(&text, &quote), naive);
        }
    }
}
