//! Two articles laid against each other: which passages say the same, and which come nearest to a sentence.
//!
//! Idea: each sentence of one is scored against each of the other, and against each two that follow one another, so that a
//! sentence that the other paper split in two is found. What stands around a sentence helps it: where the neighbours
//! match, so does what lies between ([`NEIGHBOUR_LIFT`]).
//!
//! A match is a pair of which one is the other's best: so a headline and the lead may both be tied to one sentence, but no
//! sentence has ribbons to all that resemble it. Of two matches that overlap on both sides the better stays.
//!
//! Nearest is another question, see `nearest.rs`.
//!
//! Cost: all pairs of sentences, some 2 µs each, in articles with up to [`MOST_PAIRS`] pairs; beyond that, a sentence is
//! compared with the [`CANDIDATES`] that share most stems with it.

use super::{
    Band, Match, Passage,
    affinity::{Affinity, LEAST_TRUST},
    index::closest,
    nearest::Nearest,
    prepared::Prepared,
    score::Common,
    verbatim::{self, LONG_RUN_WORDS, Run},
};
use crate::{model::ArticleId, text::TextRange};

/// What the best pair of neighbours adds to the score of a match, as a share; but no pair is lifted by more than it has.
const NEIGHBOUR_LIFT: f32 = 0.25;

/// Sentences of an article from which on two matches are to be expected where there is one.
const ROOM_FOR_TWO: usize = 4;

/// Pairs of sentences that are all compared.
const MOST_PAIRS: usize = 250_000;
/// Sentences that one is compared with in longer articles.
const CANDIDATES: usize = 24;

/// Two articles laid against each other.
#[derive(Clone, Debug)]
pub struct Pairing {
    articles: [ArticleId; 2],
    pub(super) ranges: [Vec<TextRange>; 2],
    /// For each sentence of the first, what it has in common with sentences of the second, in their order.
    pub(super) rows: Vec<Vec<Cell>>,
    /// Sentences that share a run of words.
    runs: Vec<Run>,
    pub(super) affinity: Affinity,
}

/// The scores of two sentences.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// The number of the second article's sentence.
    pub other: usize,
    /// The two alone.
    pub single: f32,
    /// The first against the second and the one behind it.
    pub wide: f32,
    /// The first and the one behind it against the second.
    pub tall: f32,
}

/// A pair of passages, by numbers of sentences.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Edge {
    ends: [(usize, usize); 2],
    score: f32,
    /// Words in a row that are the same, where that was looked for.
    run: usize,
}

impl Pairing {
    pub(super) fn new(one: &Prepared, other: &Prepared, affinity: Affinity) -> Self {
        let mut rows: Vec<Vec<Cell>> = Vec::with_capacity(one.sentences.len());
        let all: Vec<usize> = (0..other.sentences.len()).collect();
        let is_small = one.sentences.len() * other.sentences.len() <= MOST_PAIRS;
        let mut above: Vec<(usize, Common)> = Vec::new();
        for (number, sentence) in one.sentences.iter().enumerate() {
            let chosen = if is_small {
                all.clone()
            } else {
                closest(&sentence.sketch, other, CANDIDATES)
            };
            let commons: Vec<(usize, Common)> = chosen
                .into_iter()
                .filter_map(|at| {
                    Some((
                        at,
                        Common::of(&sentence.sketch, &other.sentences[at].sketch)?,
                    ))
                })
                .collect();
            rows.push(row(one, other, number, &commons));
            if let Some(before) = number.checked_sub(1) {
                fill_tall(one, other, before, &above, &commons, &mut rows[before]);
            }
            above = commons;
        }
        Self {
            articles: [one.article, other.article],
            ranges: [one, other].map(|prepared| prepared.sentences().collect()),
            rows,
            runs: verbatim::runs(one, other),
            affinity,
        }
    }

    /// The two articles, in the order in which they were given.
    #[must_use]
    pub fn articles(&self) -> [ArticleId; 2] {
        self.articles
    }

    /// The passages that say the same, in the order of the first article.
    #[must_use]
    pub fn matches(&self) -> Vec<Match> {
        let mut edges = self.best_edges();
        edges.extend(self.runs.iter().map(|run| Edge {
            ends: [(run.one, run.one + 1), (run.other, run.other + 1)],
            score: self.score_of(run.one, run.other),
            run: run.words,
        }));
        let mut kept = without_overlaps(edges);
        if self.doubts_single_matches() && kept.iter().filter(|edge| edge.is_shown()).count() < 2 {
            kept = kept.into_iter().filter_map(Edge::doubted).collect();
        }
        kept.sort_by_key(|edge| edge.ends);
        kept.into_iter().map(|edge| self.named(edge)).collect()
    }

    /// Whether a match needs another one beside it: of two articles that hardly speak of the same things, one pair of
    /// sentences may be alike by chance, but seldom two. A caption or a post has no room for two.
    fn doubts_single_matches(&self) -> bool {
        let shorter = self.ranges[0].len().min(self.ranges[1].len());
        !self.affinity.is_certain() && shorter >= ROOM_FOR_TWO
    }

    /// The `most` nearest of a sentence of the first article (by its number in [`Prepared::sentences`]) in the second: the
    /// range of each and its score, the nearest first.
    #[must_use]
    pub fn nearest(&self, sentence: usize, most: usize) -> Vec<(TextRange, f32)> {
        let sentences = self.rows.len();
        let wanted = sentence.min(sentences)..(sentence + 1).min(sentences);
        let mut found = Nearest::of(self).in_the_other(wanted, most);
        found.pop().unwrap_or_default()
    }

    /// [`Self::nearest`] of every sentence.
    #[must_use]
    pub fn all_nearest(&self, most: usize) -> Vec<Vec<(TextRange, f32)>> {
        Nearest::of(self).in_the_other(0..self.rows.len(), most)
    }

    /// The `most` nearest of a passage of the first article: of all the sentences that it touches together.
    #[must_use]
    pub fn nearest_to(&self, passage: TextRange, most: usize) -> Vec<(TextRange, f32)> {
        let first = self.ranges[0].partition_point(|range| range.end <= passage.start);
        let behind = self.ranges[0].partition_point(|range| range.start < passage.end);
        let mut found: Vec<(TextRange, f32)> = Vec::new();
        let nearest = Nearest::of(self).in_the_other(first..behind.max(first), most);
        for (near, score) in nearest.into_iter().flatten() {
            match found.iter_mut().find(|(known, _)| *known == near) {
                Some((_, kept)) => *kept = kept.max(score),
                None => found.push((near, score)),
            }
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(most);
        found
    }

    /// How alike a passage of the first article and one of the second are, on the scale of [`super::Band`]: as much as the best
    /// two of their sentences. What is nearest need not be alike.
    #[must_use]
    pub fn likeness(&self, passage: TextRange, other: TextRange) -> f32 {
        let touched = |side: usize, range: TextRange| {
            let sentences = self.ranges[side].iter().enumerate();
            let touched = sentences.filter(move |(_, sentence)| sentence.overlaps(range));
            touched.map(|(number, _)| number)
        };
        touched(0, passage)
            .flat_map(|one| touched(1, other).map(move |other| (one, other)))
            .map(|(one, other)| self.score_of(one, other))
            .fold(0.0, f32::max)
    }

    /// The best score of a pair of sentences around `one` and `other`.
    pub(super) fn neighbours(&self, one: usize, other: usize) -> f32 {
        [one.checked_sub(1), Some(one), Some(one + 1)]
            .into_iter()
            .flatten()
            .filter_map(|row| Some((row, self.rows.get(row)?)))
            .flat_map(|(at, row)| {
                let from = row.partition_point(|cell| cell.other + 1 < other);
                row[from..]
                    .iter()
                    .take_while(move |cell| cell.other <= other + 1)
                    .filter(move |cell| (at, cell.other) != (one, other))
            })
            .map(|cell| cell.single)
            .fold(0.0, f32::max)
    }

    fn lifted(&self, one: usize, other: usize, score: f32) -> f32 {
        let lift = NEIGHBOUR_LIFT * self.neighbours(one, other).min(score);
        (self.affinity.trust() * (score + lift)).min(1.0)
    }

    fn score_of(&self, one: usize, other: usize) -> f32 {
        self.rows[one]
            .iter()
            .find(|cell| cell.other == other)
            .map_or(0.0, |cell| self.lifted(one, other, cell.single))
    }

    /// For each sentence of either article its best counterpart, where that is good enough.
    fn best_edges(&self) -> Vec<Edge> {
        let mut forward: Vec<Option<Edge>> = vec![None; self.rows.len()];
        let mut backward: Vec<Option<Edge>> = vec![None; self.ranges[1].len()];
        let offer = |slot: &mut Option<Edge>, edge: Edge| {
            if slot.is_none_or(|kept| edge.score > kept.score) {
                *slot = Some(edge);
            }
        };
        for (one, row) in self.rows.iter().enumerate() {
            for cell in row {
                let other = cell.other;
                let edge = |ends, score| Edge {
                    ends,
                    score: self.lifted(one, other, score),
                    run: 0,
                };
                let single = edge([(one, one + 1), (other, other + 1)], cell.single);
                offer(&mut forward[one], single);
                offer(&mut backward[other], single);
                if cell.wide > 0.0 {
                    let wide = edge([(one, one + 1), (other, other + 2)], cell.wide);
                    offer(&mut forward[one], wide);
                }
                if cell.tall > 0.0 {
                    let tall = edge([(one, one + 2), (other, other + 1)], cell.tall);
                    offer(&mut backward[other], tall);
                }
            }
        }
        let is_good = |edge: Edge, side: usize, number: usize, others: &[Option<Edge>]| {
            let (from, to) = edge.ends[side];
            let is_mutual = || {
                others[from..to].iter().flatten().any(|back| {
                    let (from, to) = back.ends[1 - side];
                    (from..to).contains(&number)
                })
            };
            edge.score >= Band::LEAST_WEAK || edge.score >= Band::LEAST_SIDE && is_mutual()
        };
        let good = |edges: &[Option<Edge>], side: usize, others: &[Option<Edge>]| -> Vec<Edge> {
            edges
                .iter()
                .enumerate()
                .filter_map(|(number, edge)| {
                    edge.filter(|edge| is_good(*edge, side, number, others))
                })
                .collect()
        };
        let mut edges = good(&forward, 1, &backward);
        edges.extend(good(&backward, 0, &forward));
        edges
    }

    fn named(&self, edge: Edge) -> Match {
        let [a, b] = [0, 1].map(|side| Passage {
            article: self.articles[side],
            range: TextRange {
                start: self.ranges[side][edge.ends[side].0].start,
                end: self.ranges[side][edge.ends[side].1 - 1].end,
            },
        });
        Match {
            a,
            b,
            score: edge.score,
            band: if edge.run > 0 {
                Band::Verbatim
            } else {
                Band::of(edge.score)
            },
        }
    }
}

impl Edge {
    /// Whether it has a ribbon of any kind.
    fn is_shown(&self) -> bool {
        self.run > 0 || self.score >= Band::LEAST_WEAK
    }

    /// The same where it is not to be believed much; nothing where nothing is left of it.
    fn doubted(self) -> Option<Self> {
        if self.run >= LONG_RUN_WORDS {
            return Some(self);
        }
        let score = self.score * LEAST_TRUST;
        (score >= Band::LEAST_SIDE).then_some(Self {
            score,
            run: 0,
            ..self
        })
    }

    /// Whether both ends share a sentence with those of another.
    fn overlaps(self, other: Self) -> bool {
        (0..2).all(|side| {
            self.ends[side].0 < other.ends[side].1 && other.ends[side].0 < self.ends[side].1
        })
    }
}

/// The better ones first, those left out that overlap a better one on both sides.
fn without_overlaps(mut edges: Vec<Edge>) -> Vec<Edge> {
    edges.sort_by(|a, b| {
        (b.run > 0)
            .cmp(&(a.run > 0))
            .then(b.score.total_cmp(&a.score))
            .then(a.ends.cmp(&b.ends))
    });
    let mut kept: Vec<Edge> = Vec::new();
    for edge in edges {
        if kept.iter().all(|better| !better.overlaps(edge)) {
            kept.push(edge);
        }
    }
    kept
}

/// The scores of a sentence alone.
fn row(one: &Prepared, other: &Prepared, number: usize, commons: &[(usize, Common)]) -> Vec<Cell> {
    let sketch = &one.sentences[number].sketch;
    commons
        .iter()
        .enumerate()
        .map(|(place, (at, common))| {
            let sentence = &other.sentences[*at];
            let next = commons.get(place + 1).filter(|(next, _)| *next == at + 1);
            let wide = sentence.with_next.zip(next).map(|(between, (_, next))| {
                let second = &other.sentences[at + 1].sketch;
                common.score_of_window(next, sketch, (&sentence.sketch, second), between)
            });
            Cell {
                other: *at,
                single: common.score(sketch, &sentence.sketch),
                wide: wide.unwrap_or(0.0),
                tall: 0.0,
            }
        })
        .collect()
}

/// The scores of the sentence `number` and the one behind it together.
fn fill_tall(
    one: &Prepared,
    other: &Prepared,
    number: usize,
    commons: &[(usize, Common)],
    below: &[(usize, Common)],
    row: &mut [Cell],
) {
    let [first, second] = [number, number + 1].map(|at| &one.sentences[at]);
    let Some(between) = first.with_next else {
        return;
    };
    for (cell, (at, common)) in row.iter_mut().zip(commons) {
        if let Ok(place) = below.binary_search_by_key(at, |(other, _)| *other) {
            cell.tall = common.clone().turned().score_of_window(
                &below[place].1.clone().turned(),
                &other.sentences[*at].sketch,
                (&first.sketch, &second.sketch),
                between,
            );
        }
    }
}
