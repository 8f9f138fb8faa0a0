//! The two kappas: Cohen's for exactly two readers, Fleiss's for units that all have read.

use super::label::{LABELS, Label, Question};
use super::nominal::{Figure, NotComputable};

/// How often one reader gave a label where another gave another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table([[u64; LABELS]; LABELS]);

impl Table {
    /// Adds a unit that both have read.
    pub(super) fn add(&mut self, first: Label, second: Label) {
        self.0[first.number()][second.number()] += 1;
    }

    /// Units that both have read.
    pub(super) fn units(&self) -> u64 {
        self.0.iter().flatten().sum()
    }

    /// The share of equal answers to a question.
    pub(super) fn share(&self, question: Question) -> Figure {
        let answers = self.answers(question);
        let equal: u64 = (0..LABELS).map(|answer| answers[answer][answer]).sum();
        match answers.iter().flatten().sum::<u64>() {
            0 => Err(NotComputable::NothingInCommon),
            all => Ok(equal as f64 / all as f64),
        }
    }

    /// Cohen's kappa for the answers to a question: agreement beyond what two readers with these habits reach by chance.
    /// (Cohen 1960.)
    pub(super) fn cohen(&self, question: Question) -> Figure {
        kappa(&self.answers(question))
    }

    /// How often each answer of the one met each of the other.
    fn answers(&self, question: Question) -> [[u64; LABELS]; LABELS] {
        let mut answers = [[0_u64; LABELS]; LABELS];
        for (a, row) in self.0.iter().enumerate() {
            for (b, count) in row.iter().enumerate() {
                let of = |number| question.answer(Label::of_number(number));
                if let (Some(first), Some(second)) = (of(a), of(b)) {
                    answers[first][second] += count;
                }
            }
        }
        answers
    }
}

fn kappa(answers: &[[u64; LABELS]; LABELS]) -> Figure {
    let first = answers.map(|row| row.iter().sum::<u64>());
    let all: u64 = first.iter().sum();
    if all == 0 {
        return Err(NotComputable::NothingInCommon);
    }
    let second = |answer: usize| answers.iter().map(|row| row[answer]).sum::<u64>();
    let (mut equal, mut by_chance) = (0_u128, 0_u128);
    for (answer, count) in first.iter().enumerate() {
        equal += u128::from(answers[answer][answer]);
        by_chance += u128::from(*count) * u128::from(second(answer));
    }
    let square = u128::from(all) * u128::from(all);
    if by_chance == square {
        return Err(NotComputable::OneCategory);
    }
    let by_chance = by_chance as f64 / square as f64;
    Ok((equal as f64 / all as f64 - by_chance) / (1.0 - by_chance))
}

/// Sums for Fleiss's kappa. (Fleiss 1971.)
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fleiss {
    answers: [f64; LABELS],
    units: f64,
    agreement: f64,
}

impl Fleiss {
    /// Adds a unit to which every reader has an answer: how often each was given.
    pub(super) fn add(&mut self, counts: &[u32; LABELS]) {
        let all = f64::from(counts.iter().sum::<u32>());
        let mut squares = 0.0;
        for (sum, count) in self.answers.iter_mut().zip(counts) {
            let count = f64::from(*count);
            *sum += count;
            squares += count * count;
        }
        self.units += 1.0;
        self.agreement += (squares - all) / (all * (all - 1.0));
    }

    /// The kappa.
    pub(super) fn kappa(&self) -> Figure {
        if self.units == 0.0 {
            return Err(NotComputable::NoCommonArticle);
        }
        let all: f64 = self.answers.iter().sum();
        if self.answers.contains(&all) {
            return Err(NotComputable::OneCategory);
        }
        let shares = self.answers.iter().map(|count| count / all);
        let by_chance: f64 = shares.map(|share| share * share).sum();
        Ok((self.agreement / self.units - by_chance) / (1.0 - by_chance))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_textbook_table_of_two_readers() {
        let mut answers = [[0; LABELS]; LABELS];
        answers[0][..2].copy_from_slice(&[20, 5]);
        answers[1][..2].copy_from_slice(&[10, 15]);
        assert!((kappa(&answers).unwrap() - 0.4).abs() < 1e-9);
    }

    #[test]
    fn two_readers_who_only_ever_say_one_thing_have_no_kappa() {
        let mut table = Table::default();
        assert_eq!(
            table.cohen(Question::Both),
            Err(NotComputable::NothingInCommon)
        );
        table.add(Label::NONE, Label::NONE);
        assert_eq!(table.cohen(Question::Both), Err(NotComputable::OneCategory));
    }
}
