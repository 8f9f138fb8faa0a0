//! Finding the words of a span whose position is wrong, though the text is the one it names.
//!
//! The text has not changed, so only the numbers can be wrong: edited by hand, or counted in other units by another
//! program. The words are certain where one place has them and fits the kept context, or where only one place has them
//! and no context was kept. One place with other surroundings is doubtful; anything else is no place at all.

use crate::text::{Text, TextRange};

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

/// Looks for `quote` with its context in the whole text. Linear in the text.
pub(super) fn find_again(text: &Text, quote: &str, before: &str, after: &str) -> Found {
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
    use super::{Found, find_again};
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
    fn what_is_not_there_is_nowhere() {
        assert_eq!(found("abc", "x", "", ""), Found::Nowhere);
        assert_eq!(found("abc", "", "", ""), Found::Nowhere);
    }
}
