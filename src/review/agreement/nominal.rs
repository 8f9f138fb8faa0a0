//! Agreement on units that each reader answers with one of a few answers, or not at all.
//!
//! The idea: every figure comes from a few sums over units, so that sums of parts can be added, and drawn again and again
//! for an interval. Krippendorff's alpha compares how often two answers to one unit differ with how often two answers
//! differ at all; units with less than two answers say nothing. (Krippendorff, Content Analysis, chapter on reliability.)

use super::label::LABELS;

/// Why there is no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum NotComputable {
    /// Nobody could have differed by chance, so there is nothing to compare with.
    #[error("not computable: only one category used")]
    OneCategory,
    /// No unit has two answers.
    #[error("not computable: nothing that two readers judged")]
    NothingInCommon,
    /// It needs words that all readers have read.
    #[error("not computable: no article that all have read to the end")]
    NoCommonArticle,
    /// It needs marks, and there are none.
    #[error("not computable: nothing marked")]
    NothingMarked,
}

/// A figure, or why there is none.
pub type Figure = Result<f64, NotComputable>;

/// Sums over units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    /// Answers to units that have at least two, by answer.
    answers: [f64; LABELS],
    /// Pairs of different answers to one unit, in both orders, divided by the other answers to the unit.
    apart: f64,
    /// Units with at least two answers.
    units: f64,
    /// Pairs of answers to one unit, and how many are equal.
    pairs: f64,
    equal: f64,
    /// Pairs in which both answered 1, and in which one did.
    both_yes: f64,
    one_yes: f64,
}

impl Tally {
    /// Adds a unit: how often each answer was given.
    pub(super) fn add(&mut self, counts: &[u32; LABELS]) {
        let all: u32 = counts.iter().sum();
        if all < 2 {
            return;
        }
        let all = f64::from(all);
        let mut squares = 0.0;
        for (sum, count) in self.answers.iter_mut().zip(counts) {
            let count = f64::from(*count);
            *sum += count;
            squares += count * count;
        }
        self.units += 1.0;
        self.apart += (all * all - squares) / (all - 1.0);
        self.pairs += all * (all - 1.0) / 2.0;
        self.equal += (squares - all) / 2.0;
        let yes = f64::from(counts[1]);
        self.both_yes += yes * (yes - 1.0) / 2.0;
        self.one_yes += yes * (all - yes);
    }

    /// Adds the sums of other units.
    pub(super) fn merge(&mut self, other: &Self) {
        let Self {
            answers,
            apart,
            units,
            pairs,
            equal,
            both_yes,
            one_yes,
        } = other;
        for (sum, more) in self.answers.iter_mut().zip(answers) {
            *sum += more;
        }
        self.apart += apart;
        self.units += units;
        self.pairs += pairs;
        self.equal += equal;
        self.both_yes += both_yes;
        self.one_yes += one_yes;
    }

    /// Units with at least two answers.
    pub(super) fn units(&self) -> usize {
        whole(self.units)
    }

    /// Equal pairs of answers, and all pairs.
    pub(super) fn equal_pairs(&self) -> (usize, usize) {
        (whole(self.equal), whole(self.pairs))
    }

    /// The share of pairs of answers that are equal.
    pub(super) fn share(&self) -> Figure {
        if self.pairs == 0.0 {
            return Err(NotComputable::NothingInCommon);
        }
        Ok(self.equal / self.pairs)
    }

    /// Of the answers "yes" in pairs, the share whose partner says yes as well.
    pub(super) fn positive(&self) -> Figure {
        if self.pairs == 0.0 {
            return Err(NotComputable::NothingInCommon);
        }
        let yes = 2.0 * self.both_yes + self.one_yes;
        if yes == 0.0 {
            return Err(NotComputable::OneCategory);
        }
        Ok(2.0 * self.both_yes / yes)
    }

    /// Krippendorff's alpha for answers that are the same or not.
    pub(super) fn alpha(&self) -> Figure {
        let all: f64 = self.answers.iter().sum();
        if all == 0.0 {
            return Err(NotComputable::NothingInCommon);
        }
        let squares: f64 = self.answers.iter().map(|count| count * count).sum();
        // Whole numbers, far below 2^53: the comparison is exact.
        let by_chance = all * all - squares;
        if by_chance == 0.0 {
            return Err(NotComputable::OneCategory);
        }
        Ok(1.0 - (all - 1.0) * self.apart / by_chance)
    }
}

/// Krippendorff's alpha for answers that are more or less far apart: sums of pairs of answers to one unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Coincidences([[f64; LABELS]; LABELS]);

impl Coincidences {
    /// Adds a unit: how often each answer was given.
    pub(super) fn add(&mut self, counts: &[u32; LABELS]) {
        let all: u32 = counts.iter().sum();
        if all < 2 {
            return;
        }
        for (a, row) in self.0.iter_mut().enumerate() {
            for (b, cell) in row.iter_mut().enumerate() {
                let others = if a == b {
                    counts[b].saturating_sub(1)
                } else {
                    counts[b]
                };
                *cell += f64::from(counts[a]) * f64::from(others) / f64::from(all - 1);
            }
        }
    }

    /// Alpha, with how far two answers are apart.
    pub(super) fn alpha(&self, distance: impl Fn(usize, usize) -> f64) -> Figure {
        let answers: [f64; LABELS] = self.0.map(|row| row.iter().sum());
        let all: f64 = answers.iter().sum();
        if all == 0.0 {
            return Err(NotComputable::NothingInCommon);
        }
        let (mut apart, mut by_chance) = (0.0, 0.0);
        for (a, row) in self.0.iter().enumerate() {
            for (b, cell) in row.iter().enumerate() {
                apart += cell * distance(a, b);
                by_chance += answers[a] * answers[b] * distance(a, b);
            }
        }
        if by_chance == 0.0 {
            return Err(NotComputable::OneCategory);
        }
        Ok(1.0 - (all - 1.0) * apart / by_chance)
    }
}

/// A sum of whole numbers, as one.
fn whole(sum: f64) -> usize {
    sum.round() as usize
}
