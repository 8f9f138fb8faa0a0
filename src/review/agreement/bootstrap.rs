//! How far a figure would lie from where it is if other paragraphs of the same kind had been read: intervals by bootstrap.
//!
//! Paragraphs are drawn with replacement, as many as there are, again and again; the middle 95 % of what the figure comes
//! to is its interval. Paragraphs and not words: the words of one passage are marked together and are no independent
//! witnesses. The seed is fixed, so that the same project gives the same interval.

use super::label::Question;
use super::nominal::Tally;

/// The sums of one paragraph, by question.
pub(super) type Block = [Tally; Question::ALL.len()];

/// How often paragraphs are drawn.
pub const DRAWS: usize = 1000;

/// With fewer paragraphs the draws are too much alike to say anything.
const FEWEST: usize = 5;

/// With more, neighbours are drawn together: an interval becomes a little wider, and the time is bounded.
const MOST: usize = 2000;

/// From where to where.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// For each question the interval of the share of equal answers and that of alpha.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Intervals {
    pub share: Option<Interval>,
    pub alpha: Option<Interval>,
}

/// Draws paragraphs. No interval where there are too few, or where the figure cannot be computed for every draw but one
/// in ten.
pub(super) fn intervals(blocks: &[Block]) -> [Intervals; Question::ALL.len()] {
    let mut found = [Intervals::default(); Question::ALL.len()];
    if blocks.len() < FEWEST {
        return found;
    }
    let together = blocks.len().div_ceil(MOST);
    let blocks: Vec<Block> = blocks.chunks(together).map(sum).collect();
    let mut numbers = Numbers(0x6372_6f73_7363_6b31);
    let draws: Vec<Block> = (0..DRAWS)
        .map(|_| {
            let mut drawn = Block::default();
            for _ in 0..blocks.len() {
                add(&mut drawn, &blocks[numbers.below(blocks.len())]);
            }
            drawn
        })
        .collect();
    for (at, intervals) in found.iter_mut().enumerate() {
        intervals.share = middle(draws.iter().filter_map(|draw| draw[at].share().ok()));
        intervals.alpha = middle(draws.iter().filter_map(|draw| draw[at].alpha().ok()));
    }
    found
}

fn sum(blocks: &[Block]) -> Block {
    let mut all = Block::default();
    for block in blocks {
        add(&mut all, block);
    }
    all
}

/// Adds the sums of a paragraph.
pub(super) fn add(to: &mut Block, block: &Block) {
    for (sum, tally) in to.iter_mut().zip(block) {
        sum.merge(tally);
    }
}

/// Where the middle 95 % lie.
fn middle(values: impl Iterator<Item = f64>) -> Option<Interval> {
    let mut values: Vec<f64> = values.collect();
    if values.len() * 10 < DRAWS * 9 {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let at = |thousandths: usize| values[(values.len() - 1) * thousandths / 1000];
    Some(Interval {
        low: at(25),
        high: at(975),
    })
}

/// Random numbers, the same ones in every run. (`SplitMix64`, Steele and others 2014.)
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, each as likely as the next to within one in 2^50.
    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::agreement::label::LABELS;

    fn block(equal: u32, apart: u32) -> Block {
        let mut block = Block::default();
        let add = |block: &mut Block, no, yes| {
            let mut counts = [0; LABELS];
            counts[0] = no;
            counts[1] = yes;
            block[0].add(&counts);
        };
        for _ in 0..equal {
            add(&mut block, 2, 0);
            add(&mut block, 0, 2);
        }
        for _ in 0..apart {
            add(&mut block, 1, 1);
        }
        block
    }

    #[test]
    fn the_same_paragraphs_give_the_same_interval_and_it_holds_the_figure() {
        let blocks: Vec<Block> = (0..40).map(|at| block(5 + at % 3, at % 4)).collect();
        let first = intervals(&blocks)[0];
        let second = intervals(&blocks)[0];
        assert_eq!((first.share, first.alpha), (second.share, second.alpha));
        let (share, alpha) = (first.share.unwrap(), first.alpha.unwrap());
        let whole = sum(&blocks)[0];
        let (real_share, real_alpha) = (whole.share().unwrap(), whole.alpha().unwrap());
        assert!(
            share.low < real_share && real_share < share.high,
            "{share:?}"
        );
        assert!(
            alpha.low < real_alpha && real_alpha < alpha.high,
            "{alpha:?}"
        );
        // Wider with fewer paragraphs.
        let few = intervals(&blocks[..8])[0].alpha.unwrap();
        assert!(few.high - few.low > alpha.high - alpha.low);
    }

    #[test]
    fn there_is_no_interval_of_four_paragraphs_or_of_what_cannot_be_computed() {
        assert_eq!(intervals(&vec![block(3, 1); 4])[0].share, None);
        let mut always_no = Block::default();
        let mut counts = [0; LABELS];
        counts[0] = 2;
        always_no[0].add(&counts);
        let found = intervals(&vec![always_no; 9])[0];
        assert!(found.share.is_some() && found.alpha.is_none());
    }

    #[test]
    fn many_paragraphs_are_drawn_by_neighbours() {
        let blocks = vec![block(2, 1); MOST + 1];
        let found = intervals(&blocks)[0].share.unwrap();
        assert!((found.low - found.high).abs() < 1e-9);
    }
}
