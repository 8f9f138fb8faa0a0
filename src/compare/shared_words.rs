//! Which of many passages share words, found by their words and not by looking at every pair.

use std::collections::{BTreeMap, BTreeSet};

/// How many words each pair shares, by the numbers of the two, the lower first. Words that more than `most` of them have
/// say nothing and are left out; pairs that `may_pair` forbids too.
pub(super) fn shared_words<'w>(
    passages: impl Iterator<Item = &'w BTreeSet<String>>,
    most: usize,
    may_pair: impl Fn(usize, usize) -> bool,
) -> BTreeMap<(usize, usize), usize> {
    let mut with_word: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, words) in passages.enumerate() {
        for word in words {
            with_word.entry(word).or_default().push(at);
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for with in with_word.values().filter(|with| with.len() <= most) {
        for (step, one) in with.iter().enumerate() {
            for two in &with[step + 1..] {
                if may_pair(*one, *two) {
                    *shared.entry((*one, *two)).or_default() += 1;
                }
            }
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::shared_words;
    use std::collections::BTreeSet;

    #[test]
    fn pairs_are_counted_once_and_common_words_say_nothing() {
        let passages: Vec<BTreeSet<String>> = ["weir broke mill", "weir broke", "weir mill"]
            .map(|words| words.split(' ').map(str::to_owned).collect())
            .into();
        let shared = |most, forbidden| {
            let pairs = shared_words(passages.iter(), most, |one, two| {
                Some((one, two)) != forbidden
            });
            pairs.into_iter().collect::<Vec<_>>()
        };
        assert_eq!(shared(3, None), [((0, 1), 2), ((0, 2), 2), ((1, 2), 1)]);
        assert_eq!(shared(2, None), [((0, 1), 1), ((0, 2), 1)]);
        assert_eq!(shared(2, Some((0, 1))), [((0, 2), 1)]);
    }
}
