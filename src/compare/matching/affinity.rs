//! How much two articles speak of the same things, from 0 to 1.

use super::{
    article::IndexedArticle,
    rarity::Rarity,
    sketch::{Vector, dot, square},
};

/// Articles on one event had 0.14 and more, others 0.14 and less; most of them half of it.
const RELATED: f32 = 0.14;
const UNRELATED: f32 = 0.06;
/// Of the others, one in ten thousand had as much.
const CERTAIN: f32 = 0.2;

/// What a score between articles that have nothing else in common is worth, as a share.
pub(super) const LEAST_TRUST: f32 = 0.7;

/// The cosine of the stems of two articles, each stem once, by rarity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Affinity(pub f32);

impl Affinity {
    pub(super) fn of(one: &IndexedArticle, other: &IndexedArticle, rarity: &Rarity) -> Self {
        let [mine, theirs] = [one, other].map(|article| vector(article, rarity));
        let lengths = (square(&mine) * square(&theirs)).sqrt();
        Self(if lengths > 0.0 {
            dot(&mine, &theirs) / lengths
        } else {
            0.0
        })
    }

    /// How much a score of two sentences of these articles is to be believed: where the articles speak of different things,
    /// two sentences that are alike are so by chance ("The wounded were taken to hospital.").
    pub(super) fn trust(self) -> f32 {
        let share = ((self.0 - UNRELATED) / (RELATED - UNRELATED)).clamp(0.0, 1.0);
        LEAST_TRUST + (1.0 - LEAST_TRUST) * share
    }

    /// Whether they speak of the same things beyond doubt, so that a single match needs no other beside it.
    pub(super) fn is_certain(self) -> bool {
        self.0 >= CERTAIN
    }
}

/// All stems of an article, each once, with what it weighs.
fn vector(article: &IndexedArticle, rarity: &Rarity) -> Vector {
    let mut stems: Vec<u32> = article
        .chapters
        .iter()
        .flat_map(|chapter| chapter.stems.iter().copied())
        .collect();
    if article.chapters.len() > 1 {
        stems.sort_unstable();
        stems.dedup();
    }
    stems
        .into_iter()
        .map(|stem| (stem, rarity.idf(stem, article.little.contains(&stem))))
        .collect()
}
