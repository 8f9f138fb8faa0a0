//! Finding the words of a span whose position is wrong, though the text is the one it names.
//!
//! The text has not changed, so only the numbers can be wrong: edited by hand, or counted in other units by another
//! program. The words are certain where one place has them and fits the kept context, or where only one place has them
//! and no context was kept. One place with other surroundings is doubtful; anything else is no place at all.

use crate::text::{Text, TextRange, quote::CONTEXT_CHARACTERS};

/// Where the words of a quote stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Here and nowhere else.
    Certain(TextRange),
    /// Nowhere else, but between other words than those that were kept.
    Doubtful(TextRange),
    /// Nowhere, or in several places that nothing tells apart.
    Nowhere,
}

/// Bytes that are looked through in one file: some seconds. Enough for all marks of the largest project whose positions
/// are counted in other units; a hundred thousand marks of one long text would take hours.
const MOST_BYTES: u64 = 4 << 30;

/// The searches of one file, which has so many of them and no more.
pub(super) struct Search {
    bytes_left: u64,
}

impl Search {
    pub(super) fn new() -> Self {
        Self {
            bytes_left: MOST_BYTES,
        }
    }

    /// Looks for `quote` with its context in the whole text. Where too much was looked through already, it is nowhere.
    pub(super) fn find_again(
        &mut self,
        text: &Text,
        quote: &str,
        before: &str,
        after: &str,
    ) -> Found {
        let length = |text: &str| text.len() as u64;
        let cost = length(text.as_str()) + length(quote);
        match self.bytes_left.checked_sub(cost) {
            Some(left) => self.bytes_left = left,
            None => return Found::Nowhere,
        }
        let (before, after) = (nearest_behind(before), nearest_ahead(after));
        find_again(text, quote, before, after)
    }
}

/// Of a context that is longer than ours, which only a hand can write, what stands next to the quote.
fn nearest_behind(before: &str) -> &str {
    let from = before.char_indices().rev().nth(CONTEXT_CHARACTERS - 1);
    from.map_or(before, |(from, _)| &before[from..])
}

fn nearest_ahead(after: &str) -> &str {
    let end = after.char_indices().nth(CONTEXT_CHARACTERS);
    end.map_or(after, |(end, _)| &after[..end])
}

/// Linear in the text.
fn find_again(text: &Text, quote: &str, before: &str, after: &str) -> Found {
    if quote.is_empty() {
        return Found::Nowhere;
    }
    let whole = text.as_str();
    let (mut all, mut fitting) = (Single::None, Single::None);
    for (start, _) in whole.match_indices(quote) {
        let end = start + quote.len();
        let range = TextRange::of_bytes(start, end);
        all = all.with(range);
        if whole[..start].ends_with(before) && whole[end..].starts_with(after) {
            fitting = fitting.with(range);
        }
    }
    match (fitting, all) {
        (Single::One(range), _) => Found::Certain(range),
        (Single::None, Single::One(range)) => Found::Doubtful(range),
        _ => Found::Nowhere,
    }
}

/// None, one, or too many to say which.
#[derive(Clone, Copy)]
enum Single {
    None,
    One(TextRange),
    Many,
}

impl Single {
    fn with(self, range: TextRange) -> Self {
        match self {
            Self::None => Self::One(range),
            Self::One(_) | Self::Many => Self::Many,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Found, Search, find_again};
    use crate::text::{Text, TextRange};

    fn found(text: &str, quote: &str, before: &str, after: &str) -> Found {
        find_again(&Text::new(text), quote, before, after)
    }

    #[test]
    fn context_tells_two_places_apart() {
        let text = "at 9 a.m. and at 9 p.m.";
        let second = Found::Certain(TextRange::of_bytes(14, 18));
        assert_eq!(found(text, "at 9", "and ", " p.m."), second);
        assert_eq!(found(text, "at 9", "", ""), Found::Nowhere);
        assert_eq!(found(text, "at 9", "but ", ""), Found::Nowhere);
    }

    #[test]
    fn one_place_with_other_surroundings_is_doubtful() {
        let only = TextRange::of_bytes(4, 10);
        assert_eq!(
            found("the storm", "storm", "the ", ""),
            Found::Certain(TextRange::of_bytes(4, 9))
        );
        assert_eq!(
            found("the storms", "storms", "a ", ""),
            Found::Doubtful(only)
        );
    }

    #[test]
    fn of_a_long_context_what_is_next_to_the_words_counts() {
        let text = Text::new(format!("{}storm{}", "é".repeat(40), "ü".repeat(40)));
        let (before, after) = (
            format!("x{}", "é".repeat(32)),
            format!("{}x", "ü".repeat(32)),
        );
        let found = Search::new().find_again(&text, "storm", &before, &after);
        assert_eq!(found, Found::Certain(TextRange::of_bytes(80, 85)));
        let (before, after) = (format!("x{}", "é".repeat(31)), String::new());
        let found = Search::new().find_again(&text, "storm", &before, &after);
        assert_eq!(found, Found::Doubtful(TextRange::of_bytes(80, 85)));
    }

    #[test]
    fn the_searches_of_one_file_come_to_an_end() {
        let text = Text::new("the storm");
        let mut search = Search { bytes_left: 14 };
        let found = search.find_again(&text, "storm", "the ", "");
        assert_eq!(found, Found::Certain(TextRange::of_bytes(4, 9)));
        assert_eq!(
            search.find_again(&text, "storm", "the ", ""),
            Found::Nowhere
        );
    }

    #[test]
    fn what_is_not_there_is_nowhere() {
        assert_eq!(found("abc", "x", "", ""), Found::Nowhere);
        assert_eq!(found("abc", "", "", ""), Found::Nowhere);
    }
}
