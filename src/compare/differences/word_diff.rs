//! Which words differ: neutral, without a guess at what they mean.

use super::Passage;
use crate::text::{TextRange, segment};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::{hash::Hash, ops::Range};

/// Words that differ between two passages. One of the ranges may be empty: then it is the place where the words of the other
/// are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordChange {
    /// The words of the first passage, in its article.
    pub a_range: TextRange,
    /// The words of the second, in its article.
    pub b_range: TextRange,
}

/// The words that differ between two passages, in order. Case does not count, nor do punctuation and spaces.
#[must_use]
pub fn word_diff(a: &Passage<'_>, b: &Passage<'_>) -> Vec<WordChange> {
    let (a_words, b_words) = (lower_words(a.words()), lower_words(b.words()));
    let keys = |words: &[(Range<usize>, String)]| -> Vec<String> {
        words.iter().map(|(_, key)| key.clone()).collect()
    };
    changes(&keys(&a_words), &keys(&b_words))
        .into_iter()
        .map(|(one, two)| WordChange {
            a_range: a.place(hull(&a_words, &one, a.words().len())),
            b_range: b.place(hull(&b_words, &two, b.words().len())),
        })
        .collect()
}

/// The words of two texts of their own that the other has not, as ranges of their bytes, in order.
#[must_use]
pub fn words_apart(a: &str, b: &str) -> [Vec<TextRange>; 2] {
    let (a_words, b_words) = (lower_words(a), lower_words(b));
    let keys = |words: &[(Range<usize>, String)]| -> Vec<String> {
        words.iter().map(|(_, key)| key.clone()).collect()
    };
    let mut apart = [Vec::new(), Vec::new()];
    for (one, two) in changes(&keys(&a_words), &keys(&b_words)) {
        let [in_a, in_b] = &mut apart;
        in_a.extend((!one.is_empty()).then(|| hull(&a_words, &one, a.len())));
        in_b.extend((!two.is_empty()).then(|| hull(&b_words, &two, b.len())));
    }
    apart
}

fn lower_words(text: &str) -> Vec<(Range<usize>, String)> {
    segment::words(text)
        .map(|word| (word.clone(), text[word].to_lowercase()))
        .collect()
}

/// The bytes of some words; of none, the gap before the next.
pub(super) fn hull<T>(words: &[(Range<usize>, T)], range: &Range<usize>, len: usize) -> TextRange {
    let start_of = |at: usize| words.get(at).map_or(len, |(word, _)| word.start);
    match range.end.checked_sub(1).filter(|_| !range.is_empty()) {
        Some(last) => TextRange::of_bytes(start_of(range.start), words[last].0.end),
        None => TextRange::of_bytes(start_of(range.start), start_of(range.start)),
    }
}

/// The ranges of items in which two rows differ, neighbours joined.
pub(in crate::compare) fn changes<T: Eq + Hash + Ord>(
    a: &[T],
    b: &[T],
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut found: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, a, b) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (one, two) = (op.old_range(), op.new_range());
        match found.last_mut() {
            Some((last_one, last_two))
                if last_one.end == one.start && last_two.end == two.start =>
            {
                last_one.end = one.end;
                last_two.end = two.end;
            }
            _ => found.push((one, two)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{word_diff, words_apart};
    use crate::compare::{details::Language, differences::Passage};
    use crate::text::Text;

    #[test]
    fn the_words_that_differ_and_the_gap_of_those_that_miss() {
        let a = Text::new("The night ferry ran aground, she said");
        let b = Text::new("the ferry struck a bank, she said.");
        let of = |text| Passage {
            text,
            range: text.full_range(),
            language: Language::English,
            published: None,
        };
        let found: Vec<_> = word_diff(&of(&a), &of(&b))
            .into_iter()
            .map(|change| (a.slice(change.a_range), b.slice(change.b_range)))
            .collect();
        assert_eq!(found, [("night", ""), ("ran aground", "struck a bank")]);
        assert_eq!(word_diff(&of(&a), &of(&a)), []);
    }

    #[test]
    fn two_notes_have_their_own_words_boxed() {
        let [a, b] = ["The deed says 34", "The log says 43, twice"];
        let apart = words_apart(a, b);
        let words = |text: &str, at: usize| -> Vec<String> {
            let ranges = apart[at].iter();
            ranges.map(|range| text[range.bytes()].to_owned()).collect()
        };
        assert_eq!(words(a, 0), ["deed", "34"]);
        assert_eq!(words(b, 1), ["log", "43, twice"]);
        assert_eq!(words_apart(a, a), [[], []]);
    }
}
