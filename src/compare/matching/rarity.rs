//! How much a word weighs: the rarer, the more.
//!
//! Idea: rarity is counted in sentences of the open articles (idf). Three short articles are few to count in, so they are
//! counted as if [`UNSEEN_SENTENCES`] of other texts stood beside them, in which half hold any given little word and
//! next to none any other; so a score means the same with two articles open and with a thousand. What stands in most
//! sentences of an article is its topic and tells its sentences apart the least, so it weighs less there.

use super::{article::IndexedArticle, words::StemId};
use std::collections::HashMap;

/// Sentences that are counted beside those of the open articles.
const UNSEEN_SENTENCES: f32 = 2000.0;
/// How many of them hold a little word, and how many any other.
const UNSEEN_WITH_LITTLE: f32 = 1000.0;
const UNSEEN_WITH_OTHER: f32 = 4.0;

/// What even the topic of an article weighs, as a share.
const LEAST_SHARE: f32 = 0.1;

/// In how many sentences each stem stands. Copying it takes a fraction of a millisecond.
#[derive(Clone, Debug, Default)]
pub(super) struct Rarity {
    counts: HashMap<StemId, u32>,
    sentences: usize,
}

impl Rarity {
    pub(super) fn add(&mut self, article: &IndexedArticle) {
        self.sentences += article.findable();
        for chapter in &article.chapters {
            for (place, stem) in chapter.stems.iter().enumerate() {
                *self.counts.entry(*stem).or_default() += chapter.postings_at(place).len() as u32;
            }
        }
    }

    /// Takes away what [`Self::add`] added.
    pub(super) fn subtract(&mut self, article: &IndexedArticle) {
        self.sentences -= article.findable();
        for chapter in &article.chapters {
            for (place, stem) in chapter.stems.iter().enumerate() {
                let gone = chapter.postings_at(place).len() as u32;
                let left = self
                    .counts
                    .get(stem)
                    .copied()
                    .unwrap_or(0)
                    .saturating_sub(gone);
                if left == 0 {
                    self.counts.remove(stem);
                } else {
                    self.counts.insert(*stem, left);
                }
            }
        }
    }

    /// Sentences in which a stem stands.
    pub(super) fn count(&self, stem: StemId) -> usize {
        self.counts.get(&stem).map_or(0, |count| *count as usize)
    }

    /// Sentences in all.
    pub(super) fn sentences(&self) -> usize {
        self.sentences
    }

    /// How many different stems there are.
    #[cfg(test)]
    pub(super) fn known(&self) -> usize {
        self.counts.len()
    }

    /// What a word weighs anywhere.
    pub(super) fn idf(&self, stem: StemId, is_little: bool) -> f32 {
        let unseen = if is_little {
            UNSEEN_WITH_LITTLE
        } else {
            UNSEEN_WITH_OTHER
        };
        let all = self.sentences as f32 + UNSEEN_SENTENCES;
        (1.0 + all / (self.count(stem) as f32 + unseen + 0.5)).ln()
    }

    /// What a word weighs in a sentence of `article`.
    pub(super) fn weight(&self, article: &IndexedArticle, stem: StemId, is_little: bool) -> f32 {
        let others = article.count(stem).saturating_sub(1) as f32;
        let share = others / article.findable().max(1) as f32;
        self.idf(stem, is_little) * (1.0 - share).max(LEAST_SHARE)
    }
}
