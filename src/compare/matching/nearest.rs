//! Where in the other article a sentence would stand if it stood anywhere: the nearest, even where nothing matches.
//!
//! Idea: more than likeness counts here. A sentence stands where its neighbours stand, and papers tell things in much the same
//! order; one that resembles everything resembles nothing. So each sentence first spreads its belief over those of the other
//! article by likeness alone; then, [`PASSES`] times, a pair gains by what the sentences around it believe ([`SUPPORT`]): most
//! by those that go on in step, and by two sentences that are told as one.
//!
//! The shares were measured on pairs of articles with linked sentences (`examples/matching.rs`), and each of them is worth a
//! few in a thousand.
//!
//! Cost: a few dozen additions for each pair of a sentence's neighbourhood; nothing is kept.

use super::pairing::Pairing;
use crate::text::TextRange;
use std::ops::Range;

/// What the best pair of neighbours adds to the score.
const NEIGHBOUR_LIFT: f32 = 0.09;
/// What it costs to stand at the other end of the article from where it is expected.
const ORDER_SHARE: f32 = 0.115;
/// What it costs that other sentences are near, as a share of the best few of them.
const CROWD_SHARE: f32 = 0.275;
const CROWD: usize = 3;
/// What is counted of the gain by which two sentences together are nearer than the better of them.
const TALL_SHARE: f32 = 0.8;
/// What the likeness of the articles adds to the score of their nearest sentences.
const AFFINITY_SHARE: f32 = 1.0;

/// How much a sentence that is nearer by so much is believed more: e times.
const BELIEF_STEP: f32 = 0.03;
/// How often belief is passed on.
const PASSES: usize = 2;
/// What the belief of a pair adds to the pair that lies so many sentences further in either article, and before.
const SUPPORT: [(usize, usize, f32); 5] = [
    (1, 1, 0.05),
    (1, 0, 0.035),
    (1, 2, 0.006),
    (2, 1, 0.006),
    (2, 2, 0.006),
];
/// How many sentences further belief comes from.
const REACH: usize = 2 * PASSES;

/// Where a sentence is expected by its own place counts as much as one match of this square.
const OWN_PLACE: f32 = 0.1;
/// A match so many sentences away says e times less about where a sentence is expected, and beyond the last nothing.
const PLACE_SPAN: f32 = 4.0;
const PLACE_REACH: usize = 24;

/// Sentences that are worked on at a time, so that long articles do not need all pairs at once.
const BATCH: usize = 64;

/// The nearest of the sentences of one article in the other.
pub(super) struct Nearest<'a> {
    pairing: &'a Pairing,
    crowds: Vec<f32>,
    anchors: Vec<Option<Anchor>>,
}

/// What a sentence says about where its neighbours stand.
struct Anchor {
    weight: f32,
    /// How much further on its best counterpart stands than itself, as a share of the article.
    shift: f32,
}

impl<'a> Nearest<'a> {
    pub(super) fn of(pairing: &'a Pairing) -> Self {
        Self {
            pairing,
            crowds: crowds(pairing),
            anchors: anchors(pairing),
        }
    }

    /// For each of the sentences `wanted` of the first article, by number, the `most` nearest of the second and how near
    /// they are, from 0 to 1.
    pub(super) fn in_the_other(
        &self,
        wanted: Range<usize>,
        most: usize,
    ) -> Vec<Vec<(TextRange, f32)>> {
        let end = wanted.end;
        wanted
            .step_by(BATCH)
            .flat_map(|start| {
                let batch = start..(start + BATCH).min(end);
                let around = self.around(batch.clone(), REACH);
                let scores = self.supported(around.clone());
                batch
                    .map(|sentence| self.best(&scores[sentence - around.start], most))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    fn best(&self, scores: &[f32], most: usize) -> Vec<(TextRange, f32)> {
        let mut ranked: Vec<(usize, f32)> = scores.iter().copied().enumerate().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(most);
        let closeness = AFFINITY_SHARE * self.pairing.affinity.0;
        ranked
            .into_iter()
            .map(|(at, score)| {
                let range = self.pairing.ranges[1][at];
                (range, between_0_and_1(score + closeness))
            })
            .collect()
    }

    /// The rows around some, as far as there are any.
    fn around(&self, rows: Range<usize>, reach: usize) -> Range<usize> {
        rows.start.saturating_sub(reach)..(rows.end + reach).min(self.pairing.rows.len())
    }

    fn columns(&self) -> usize {
        self.pairing.ranges[1].len()
    }

    /// The scores of some sentences with what their neighbours believe.
    fn supported(&self, rows: Range<usize>) -> Vec<Vec<f32>> {
        let alone = self.alone(rows);
        let mut scores = alone.clone();
        for _ in 0..PASSES {
            let beliefs: Vec<Vec<f32>> = scores.iter().map(|row| belief(row)).collect();
            for (row, scores) in scores.iter_mut().enumerate() {
                scores.copy_from_slice(&alone[row]);
                for (down, right, share) in SUPPORT {
                    if let Some(above) = row.checked_sub(down).map(|above| &beliefs[above]) {
                        add(&mut scores[right..], above, share);
                    }
                    if let Some(below) = beliefs.get(row + down) {
                        add(scores, &below[right.min(below.len())..], share);
                    }
                }
            }
        }
        scores
    }

    /// The scores of some sentences, each for itself.
    fn alone(&self, rows: Range<usize>) -> Vec<Vec<f32>> {
        let mut scores = self.likeness(rows.clone());
        let columns = self.columns();
        for (row, scores) in rows.zip(&mut scores) {
            let expected = self.expected(row);
            for (at, score) in scores.iter_mut().enumerate() {
                *score += NEIGHBOUR_LIFT * self.pairing.neighbours(row, at)
                    - ORDER_SHARE * (expected - place(at, columns)).abs()
                    - CROWD_SHARE * self.crowds[at];
            }
        }
        scores
    }

    /// How alike sentences are, or the two sentences that they are part of.
    fn likeness(&self, rows: Range<usize>) -> Vec<Vec<f32>> {
        let wide = self.around(rows.clone(), 1);
        let singles: Vec<Vec<f32>> = wide.clone().map(|row| self.wide_likeness(row)).collect();
        let mut likeness = singles.clone();
        for row in wide.start..wide.end.saturating_sub(1) {
            let [upper, lower] = [row, row + 1].map(|row| row - wide.start);
            for cell in self.pairing.rows[row].iter().filter(|cell| cell.tall > 0.0) {
                let better = singles[upper][cell.other].max(singles[lower][cell.other]);
                let gain = TALL_SHARE * (cell.tall - better).max(0.0);
                for at in [upper, lower] {
                    let score = &mut likeness[at][cell.other];
                    *score = score.max(singles[at][cell.other] + gain);
                }
            }
        }
        likeness.drain(..rows.start - wide.start);
        likeness.truncate(rows.len());
        likeness
    }

    /// How alike a sentence is to each of the other article, or to the two that it is part of.
    fn wide_likeness(&self, row: usize) -> Vec<f32> {
        let cells = &self.pairing.rows[row];
        let mut singles = vec![0.0_f32; self.columns()];
        for cell in cells {
            singles[cell.other] = cell.single;
        }
        let mut likeness = singles.clone();
        for cell in cells.iter().filter(|cell| cell.wide > 0.0) {
            let pair = [cell.other, cell.other + 1];
            let better = singles[pair[0]].max(singles[pair[1]]);
            for at in pair {
                // The better of the two has the score of both; the other as much less as it is worse.
                let lifted = singles[at] + (cell.wide - better).max(0.0);
                likeness[at] = likeness[at].max(lifted);
            }
        }
        likeness
    }

    /// Where a sentence is expected in the other article, from 0 to 1: where its own place is, moved as its neighbours are.
    fn expected(&self, row: usize) -> f32 {
        let (mut shift, mut weights) = (0.0, OWN_PLACE);
        let around = self.around(row..row + 1, PLACE_REACH);
        for (at, anchor) in around.clone().zip(&self.anchors[around]) {
            if let Some(anchor) = anchor.as_ref().filter(|_| at != row) {
                let weight = anchor.weight * (-(at.abs_diff(row) as f32) / PLACE_SPAN).exp();
                shift += weight * anchor.shift;
                weights += weight;
            }
        }
        place(row, self.pairing.rows.len()) + shift / weights
    }
}

/// How near the nearest few sentences of the first article are to each of the second.
fn crowds(pairing: &Pairing) -> Vec<f32> {
    let mut best = vec![[0.0_f32; CROWD]; pairing.ranges[1].len()];
    for cell in pairing.rows.iter().flatten() {
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

fn anchors(pairing: &Pairing) -> Vec<Option<Anchor>> {
    let [rows, columns] = [0, 1].map(|side| pairing.ranges[side].len());
    pairing
        .rows
        .iter()
        .enumerate()
        .map(|(row, cells)| {
            let best = cells.iter().max_by(|a, b| {
                let order = a.single.total_cmp(&b.single);
                order.then(b.other.cmp(&a.other))
            })?;
            Some(Anchor {
                weight: best.single * best.single,
                shift: place(best.other, columns) - place(row, rows),
            })
        })
        .collect()
}

/// Shares of one, the more the higher a score.
fn belief(scores: &[f32]) -> Vec<f32> {
    let highest = scores.iter().copied().fold(f32::MIN, f32::max);
    let mut shares: Vec<f32> = scores
        .iter()
        .map(|score| ((score - highest) / BELIEF_STEP).exp())
        .collect();
    let sum: f32 = shares.iter().sum();
    for share in &mut shares {
        *share /= sum;
    }
    shares
}

/// A number for the eye that keeps every order; 0.5 stays what it is.
fn between_0_and_1(score: f32) -> f32 {
    1.0 / (1.0 + (2.0 - 4.0 * score).exp())
}

/// Adds a share of `belief` to `scores`, as far as both go.
fn add(scores: &mut [f32], belief: &[f32], share: f32) {
    for (score, belief) in scores.iter_mut().zip(belief) {
        *score += share * belief;
    }
}

/// Where a sentence stands in its article, from 0 to 1.
fn place(number: usize, count: usize) -> f32 {
    (number as f32 + 0.5) / count.max(1) as f32
}
