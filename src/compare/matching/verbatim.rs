//! Runs of words that stand in both articles, letter for letter but for case, accents and punctuation.

use super::{prepared::Prepared, sketch::RunWord};
use std::collections::{BTreeSet, HashMap};

/// Words of a run, at least.
const RUN_WORDS: usize = 6;

/// Words of a run that is a quotation wherever it stands. Shorter ones are turns of phrase where the articles have nothing
/// else in common ("advocates have seized on the episode to call for").
pub(super) const LONG_RUN_WORDS: usize = 10;

/// Words of a run that are not little, at least: "it was one of the" says nothing about where it comes from.
const RUN_SAYING_WORDS: usize = 2;

/// Two sentences that share a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The number of the sentence of the first article.
    pub one: usize,
    /// Of the second.
    pub other: usize,
    /// Words of the longest run, or [`LONG_RUN_WORDS`] where it has more.
    pub words: usize,
}

/// The pairs of sentences that share a run, by number.
pub(super) fn runs(one: &Prepared, other: &Prepared) -> Vec<Run> {
    let long = shared(one, other, LONG_RUN_WORDS);
    shared(one, other, RUN_WORDS)
        .into_iter()
        .map(|(one, other)| Run {
            one,
            other,
            words: if long.contains(&(one, other)) {
                LONG_RUN_WORDS
            } else {
                RUN_WORDS
            },
        })
        .collect()
}

fn shared(one: &Prepared, other: &Prepared, length: usize) -> BTreeSet<(usize, usize)> {
    let mut starts: HashMap<Vec<u32>, Vec<usize>> = HashMap::new();
    for (number, sentence) in other.sentences.iter().enumerate() {
        for run in said(&sentence.sketch.run, length) {
            let places = starts.entry(run).or_default();
            if places.last() != Some(&number) {
                places.push(number);
            }
        }
    }
    let mut found = BTreeSet::new();
    for (number, sentence) in one.sentences.iter().enumerate() {
        for run in said(&sentence.sketch.run, length) {
            let places = starts.get(&run).into_iter().flatten();
            found.extend(places.map(|place| (number, *place)));
        }
    }
    found
}

/// The runs of a sentence that say something.
fn said(words: &[RunWord], length: usize) -> impl Iterator<Item = Vec<u32>> + '_ {
    words.windows(length).filter_map(|run| {
        let saying = run.iter().filter(|word| !word.is_little).count();
        (saying >= RUN_SAYING_WORDS).then(|| run.iter().map(|word| word.letters).collect())
    })
}
