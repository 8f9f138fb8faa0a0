//! The sentences of an article that share most with a sentence, where comparing it with all of them would take too long.
//!
//! Idea: for each stem, which sentences hold it and with what weight; the product with a sentence is then a walk along the
//! postings of its stems. Two articles of 1 MB have 64 million pairs of sentences, of which next to all share only little words:
//! those cost an addition each instead of a product of two vectors.
//!
//! Invariant: the products are what [`dot`](super::sketch::dot) gives, added up in the same order, so that long articles are
//! compared as short ones are.

use super::{prepared::Prepared, sketch::Sketch, words::StemId};
use std::collections::HashMap;

/// Which sentences of an article hold a stem.
pub(super) struct Postings {
    stems: HashMap<StemId, Vec<(u32, f32)>>,
    /// One over the length of each sentence's vector.
    shares: Vec<f32>,
    /// The products with the sentence at hand; all zero between two of them.
    products: Vec<f32>,
}

impl Postings {
    pub(super) fn of(article: &Prepared) -> Self {
        let mut stems: HashMap<StemId, Vec<(u32, f32)>> = HashMap::new();
        for (number, sentence) in article.sentences.iter().enumerate() {
            for (stem, weight) in &sentence.sketch.stems {
                stems
                    .entry(*stem)
                    .or_default()
                    .push((number as u32, *weight));
            }
        }
        let lengths = article.sentences.iter().map(|sentence| {
            let length = sentence.sketch.stems_square.sqrt();
            1.0 / length.max(f32::MIN_POSITIVE)
        });
        Self {
            stems,
            shares: lengths.collect(),
            products: vec![0.0; article.sentences.len()],
        }
    }

    /// The sentences that share most with a sentence, by number, sorted.
    pub(super) fn closest(&mut self, wanted: &Sketch, most: usize) -> Vec<usize> {
        let mut touched: Vec<u32> = Vec::new();
        for (stem, weight) in &wanted.stems {
            for (number, other) in self.stems.get(stem).into_iter().flatten() {
                let product = &mut self.products[*number as usize];
                if *product == 0.0 {
                    touched.push(*number);
                }
                *product += weight * other;
            }
        }
        let mut scored: Vec<(f32, u32)> = touched
            .into_iter()
            .map(|number| {
                let product = std::mem::take(&mut self.products[number as usize]);
                (product * self.shares[number as usize], number)
            })
            .filter(|(score, _)| *score > 0.0)
            .collect();
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if scored.len() > most {
            scored.select_nth_unstable_by(most, order);
            scored.truncate(most);
        }
        let mut numbers: Vec<usize> = scored
            .into_iter()
            .map(|(_, number)| number as usize)
            .collect();
        numbers.sort_unstable();
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::Postings;
    use crate::compare::matching::{MatchIndex, Prepared, sketch::dot};
    use crate::model::ArticleId;
    use crate::text::Text;
    use std::fmt::Write as _;
    use std::sync::Arc;
    use uuid::Uuid;

    /// An article of sentences that share words in many ways.
    fn prepared() -> Prepared {
        let mut words = String::new();
        for number in 0..200_u32 {
            let [a, b, c] = [7, 11, 13].map(|by| number * by % 17);
            let _infallible = write!(words, "The boat{a} of harbour{b} met pilot{c}.\n\n");
        }
        let id = ArticleId(Uuid::from_u128(1));
        let mut index = MatchIndex::default();
        index.put(id, &Arc::new(Text::new(words)), Some("en"), &[]);
        index.prepare(id).expect("it is there")
    }

    #[test]
    fn they_are_those_that_all_products_would_give() {
        let article = prepared();
        let mut postings = Postings::of(&article);
        for wanted in article.sentences.iter().step_by(9) {
            let mut all: Vec<(f32, usize)> = article
                .sentences
                .iter()
                .enumerate()
                .map(|(number, sentence)| {
                    let length = 1.0 / sentence.sketch.stems_square.sqrt();
                    (
                        dot(&wanted.sketch.stems, &sentence.sketch.stems) * length,
                        number,
                    )
                })
                .filter(|(score, _)| *score > 0.0)
                .collect();
            all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let mut best: Vec<usize> = all.iter().take(24).map(|(_, number)| *number).collect();
            best.sort_unstable();
            assert_eq!(postings.closest(&wanted.sketch, 24), best);
        }
    }
}
