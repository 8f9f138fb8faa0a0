//! Two articles laid against each other: which passages say the same, and which come nearest to a sentence.
//!
//! Idea: each sentence of one is scored against each of the other, and against each two that follow one another, so that a
//! sentence that the other paper split in two is found. What stands around a sentence helps it: where the neighbours
//! match, so does what lies between ([`NEIGHBOUR_LIFT`]).
//!
//! A match is a pair of which one is the other's best: so a headline and the lead may both be tied to one sentence, but no
//! sentence has ribbons to all that resemble it. Of two matches that overlap on both sides the better stays.
//!
//! Nearest is another question: a person wants to see the three places where it would stand if it stood anywhere. There
//! the order of the articles counts ([`ORDER_SHARE`]), and a sentence that resembles everything comes later
//! ([`CROWD_SHARE`]).
//!
//! Cost: all pairs of sentences, some 2 µs each, in articles with up to [`MOST_PAIRS`] pairs; beyond that, a sentence is
//! compared with the [`CANDIDATES`] that share most stems with it.

use super::{
    Band, Match, Passage,
    affinity::{Affinity, LEAST_TRUST},
    closest::Postings,
    prepared::Prepared,
    score::Common,
    verbatim::{self, LONG_RUN_WORDS, Run},
};
use crate::{model::ArticleId, text::TextRange};
use std::collections::HashMap;

/// What the best pair of neighbours adds to the score of a match, as a share; but no pair is lifted by more than it has.
const NEIGHBOUR_LIFT: f32 = 0.25;
/// What it adds where only the nearest is wanted.
const NEAREST_LIFT: f32 = 0.15;
/// What it costs to stand at the other end of the article.
const ORDER_SHARE: f32 = 0.12;
/// What it costs that other sentences are near, as a share of the best three of them.
const CROWD_SHARE: f32 = 0.2;
const CROWD: usize = 3;
/// What the likeness of the articles adds to the score of their nearest sentences.
const AFFINITY_SHARE: f32 = 0.6;

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
    ranges: [Vec<TextRange>; 2],
    /// For each sentence of the first, what it has in common with sentences of the second, in their order.
    rows: Vec<Vec<Cell>>,
    /// Sentences that share a run of words.
    runs: Vec<Run>,
    affinity: Affinity,
}

/// The scores of two sentences.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// The number of the second article's sentence.
    other: usize,
    /// The two alone.
    single: f32,
    /// The first against the second and the one behind it.
    wide: f32,
    /// The first and the one behind it against the second.
    tall: f32,
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
        let mut postings = (!is_small).then(|| Postings::of(other));
        let mut above: Vec<(usize, Common)> = Vec::new();
        for (number, sentence) in one.sentences.iter().enumerate() {
            let chosen = match &mut postings {
                Some(postings) => postings.closest(&sentence.sketch, CANDIDATES),
                None => all.clone(),
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

    /// How many pairs of sentences it holds scores of, 24 bytes each.
    #[must_use]
    pub fn size(&self) -> usize {
        self.rows.iter().map(Vec::len).sum()
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
        self.nearest_at(sentence, most, &self.crowds())
    }

    /// [`Self::nearest`] of every sentence.
    #[must_use]
    pub fn all_nearest(&self, most: usize) -> Vec<Vec<(TextRange, f32)>> {
        let crowds = self.crowds();
        (0..self.rows.len())
            .map(|sentence| self.nearest_at(sentence, most, &crowds))
            .collect()
    }

    /// The `most` nearest of a passage of the first article: of all the sentences that it touches together.
    #[must_use]
    pub fn nearest_to(&self, passage: TextRange, most: usize) -> Vec<(TextRange, f32)> {
        let crowds = self.crowds();
        let mut found: Vec<(TextRange, f32)> = Vec::new();
        for (number, range) in self.ranges[0].iter().enumerate() {
            if range.overlaps(passage) {
                for (near, score) in self.nearest_at(number, most, &crowds) {
                    match found.iter_mut().find(|(known, _)| *known == near) {
                        Some((_, kept)) => *kept = kept.max(score),
                        None => found.push((near, score)),
                    }
                }
            }
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(most);
        found
    }

    fn nearest_at(&self, sentence: usize, most: usize, crowds: &[f32]) -> Vec<(TextRange, f32)> {
        let Some(row) = self.rows.get(sentence) else {
            return Vec::new();
        };
        let count = self.ranges[1].len();
        let mut scores = vec![0.0_f32; count];
        for cell in row {
            scores[cell.other] = scores[cell.other].max(cell.single);
        }
        let singles = scores.clone();
        for cell in row.iter().filter(|cell| cell.wide > 0.0) {
            let pair = [cell.other, cell.other + 1];
            let best = singles[pair[0]].max(singles[pair[1]]);
            for at in pair {
                // The better of the two has the score of both; the other as much less as it is worse.
                let lifted = singles[at] + (cell.wide - best).max(0.0);
                scores[at] = scores[at].max(lifted);
            }
        }
        let here = place(sentence, self.rows.len());
        let mut ranked: Vec<(usize, f32)> = (0..count)
            .map(|at| {
                let lift = NEAREST_LIFT * self.neighbours(sentence, at);
                let order = ORDER_SHARE * (here - place(at, count)).abs();
                let crowd = CROWD_SHARE * crowds[at];
                (
                    at,
                    scores[at] + lift - order - crowd + AFFINITY_SHARE * self.affinity.0,
                )
            })
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(most);
        ranked
            .into_iter()
            .map(|(at, score)| (self.ranges[1][at], score.clamp(0.0, 1.0)))
            .collect()
    }

    /// How near the nearest few sentences of the first article are to each of the second.
    fn crowds(&self) -> Vec<f32> {
        let mut best = vec![[0.0_f32; CROWD]; self.ranges[1].len()];
        for cell in self.rows.iter().flatten() {
            let mut score = cell.single;
            for kept in &mut best[cell.other] {
                if score > *kept {
                    std::mem::swap(&mut score, kept);
                }
            }
        }
        best.iter()
            .map(|best| best.iter().sum::<f32>() / CROWD as f32)
            .collect()
    }

    /// The best score of a pair of sentences around `one` and `other`.
    fn neighbours(&self, one: usize, other: usize) -> f32 {
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
    // By the sentences of the first article: few of them lie on any one.
    let mut by_sentence: HashMap<usize, Vec<Edge>> = HashMap::new();
    for edge in edges {
        let (from, to) = edge.ends[0];
        let mut near = (from..to).filter_map(|sentence| by_sentence.get(&sentence));
        if near.all(|better| better.iter().all(|better| !better.overlaps(edge))) {
            for sentence in from..to {
                by_sentence.entry(sentence).or_default().push(edge);
            }
            kept.push(edge);
        }
    }
    kept
}

/// Where a sentence stands in its article, from 0 to 1.
fn place(number: usize, count: usize) -> f32 {
    (number as f32 + 0.5) / count.max(1) as f32
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
