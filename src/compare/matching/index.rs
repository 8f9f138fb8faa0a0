//! The sentences of all articles, and the ones among them that a passage resembles.
//!
//! Cost: putting in an article is reading it (10 KB: about 1 ms), whatever else is there. A search goes through the
//! sentences that share a stem with the passage and scores the best [`CANDIDATES`] exactly. Copies share the articles, so
//! a copy for another thread costs a fraction of a millisecond. Memory: about as much as the texts, which are shared.

use super::{
    affinity::Affinity,
    article::IndexedArticle,
    pairing::Pairing,
    prepared::{Prepared, sketch},
    rarity::Rarity,
    score::{Between, Common},
    sketch::{Sketch, dot},
    words::Readers,
};
use crate::{
    model::ArticleId,
    text::{Text, TextRange},
};
use std::{collections::BTreeMap, sync::Arc};

/// Sentences that are scored exactly.
const CANDIDATES: usize = 50;

/// Stems in more than one of so many sentences are not looked up where there are rarer ones: they cost most of the time and
/// tell nothing. Below [`FEW_SENTENCES`] they are.
const FREQUENT_SHARE: usize = 12;
const FEW_SENTENCES: usize = 1000;
const ENOUGH_STEMS: usize = 3;

/// The score of a sentence alone from which it is worth looking at it together with its neighbours.
const WORTH_WIDENING: f32 = 0.2;

/// A passage that was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// In which article.
    pub article: ArticleId,
    /// One sentence, or two.
    pub range: TextRange,
    /// How alike it is to what was looked for, from 0 to 1.
    pub score: f32,
}

/// The sentences of all articles.
#[derive(Clone, Debug, Default)]
pub struct MatchIndex {
    articles: BTreeMap<ArticleId, Arc<IndexedArticle>>,
    rarity: Rarity,
}

impl MatchIndex {
    /// Puts an article in, in the place of what it said before. `language` is a tag such as "en-GB", guessed where it is
    /// missing or empty. Sentences that lie for more than half in one of `left_out` are never found.
    pub fn put(
        &mut self,
        id: ArticleId,
        text: &Arc<Text>,
        language: Option<&str>,
        left_out: &[TextRange],
    ) {
        self.remove(id);
        let article = IndexedArticle::new(text, language, left_out);
        self.rarity.add(&article);
        self.articles.insert(id, Arc::new(article));
    }

    /// Takes an article out.
    pub fn remove(&mut self, id: ArticleId) {
        if let Some(article) = self.articles.remove(&id) {
            self.rarity.subtract(&article);
        }
    }

    /// Its articles, by id.
    pub fn articles(&self) -> impl Iterator<Item = ArticleId> + '_ {
        self.articles.keys().copied()
    }

    /// How many sentences can be found.
    #[must_use]
    pub fn sentence_count(&self) -> usize {
        self.rarity.sentences()
    }

    /// How many sentences of an article can be found.
    #[must_use]
    pub fn sentences_of(&self, id: ArticleId) -> usize {
        self.articles
            .get(&id)
            .map_or(0, |article| article.findable())
    }

    /// How many different stems there are.
    #[cfg(test)]
    pub(super) fn stem_count(&self) -> usize {
        self.rarity.known()
    }

    /// The sentences that a range touches, as one passage; nothing where there is no such article or no sentence.
    #[must_use]
    pub fn passage(&self, id: ArticleId, range: TextRange) -> Option<TextRange> {
        let article = self.articles.get(&id)?;
        let touched = &article.sentences[article.touched(range)];
        Some(TextRange {
            start: touched.first()?.start,
            end: touched.last()?.end,
        })
    }

    /// An article made ready to be laid against others.
    #[must_use]
    pub fn prepare(&self, id: ArticleId) -> Option<Prepared> {
        let article = self.articles.get(&id)?;
        Some(Prepared::new(id, article, &self.rarity))
    }

    /// Two articles laid against each other.
    #[must_use]
    pub fn pair(&self, one: &Prepared, other: &Prepared) -> Pairing {
        Pairing::new(one, other, self.affinity(one.article, other.article))
    }

    /// The passages of two articles that say the same, in the order of the first.
    #[must_use]
    pub fn matches_between(&self, one: ArticleId, other: ArticleId) -> Vec<super::Match> {
        match (self.prepare(one), self.prepare(other)) {
            (Some(one), Some(other)) => self.pair(&one, &other).matches(),
            _ => Vec::new(),
        }
    }

    /// The passages of all other articles that resemble the sentences which `range` touches: at most `CANDIDATES`, the
    /// best first.
    #[must_use]
    pub fn search(&self, id: ArticleId, range: TextRange) -> Vec<Hit> {
        let Some((article, passage)) = self.articles.get(&id).zip(self.passage(id, range)) else {
            return Vec::new();
        };
        let mut readers = Readers::default();
        let reader = readers.of(article.language);
        let wanted = sketch(article, passage, reader, &self.rarity);
        let mut hits: Vec<Hit> = self
            .candidates(id, &wanted)
            .into_iter()
            .filter_map(|(article, number)| self.hit(&wanted, article, number, &mut readers))
            .collect();
        hits.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then(a.article.cmp(&b.article))
                .then(a.range.cmp(&b.range))
        });
        hits.dedup_by_key(|hit| (hit.article, hit.range));
        hits
    }

    fn affinity(&self, one: ArticleId, other: ArticleId) -> Affinity {
        match (self.articles.get(&one), self.articles.get(&other)) {
            (Some(one), Some(other)) => Affinity::of(one, other, &self.rarity),
            _ => Affinity(0.0),
        }
    }

    /// The sentences of other articles that share most with a passage, by article and number.
    fn candidates(&self, own: ArticleId, wanted: &Sketch) -> Vec<(ArticleId, usize)> {
        let stems = self.stems_to_look_up(wanted);
        let mut best: Vec<(f32, ArticleId, usize)> = Vec::new();
        // What the worst of the best has, once there are enough of them.
        let mut floor = 0.0_f32;
        let mut sums: Vec<f32> = Vec::new();
        for (id, article) in self.articles.iter().filter(|(id, _)| **id != own) {
            for chapter in &article.chapters {
                sums.clear();
                sums.resize(chapter.sizes.len(), 0.0);
                let mut is_touched = false;
                for (stem, weight) in &stems {
                    for sentence in chapter.postings_of(*stem) {
                        sums[usize::from(*sentence)] += weight * weight;
                        is_touched = true;
                    }
                }
                if !is_touched {
                    continue;
                }
                // Compared as squares: the square root is taken of the few that pass.
                let least = floor * floor;
                for (sentence, sum) in sums.iter().enumerate() {
                    let size = f32::from(chapter.sizes[sentence].max(1));
                    if sum * sum >= least * size && *sum > 0.0 {
                        let score = sum / size.sqrt();
                        best.push((score, *id, chapter.first as usize + sentence));
                    }
                }
                if best.len() > 8 * CANDIDATES {
                    keep_best(&mut best);
                    floor = best.last().map_or(0.0, |worst| worst.0);
                }
            }
        }
        keep_best(&mut best);
        best.into_iter()
            .map(|(_, id, number)| (id, number))
            .collect()
    }

    /// The stems of a passage that other articles can be found by, each with its weight.
    fn stems_to_look_up(&self, wanted: &Sketch) -> Vec<(u32, f32)> {
        let most = self.sentence_count() / FREQUENT_SHARE;
        let is_rare = |stem: u32| self.rarity.count(stem) <= most;
        let rare = wanted.stems.iter().filter(|(stem, _)| is_rare(*stem));
        if self.sentence_count() < FEW_SENTENCES || rare.count() < ENOUGH_STEMS {
            return wanted.stems.clone();
        }
        let stems = wanted.stems.iter().copied();
        stems.filter(|(stem, _)| is_rare(*stem)).collect()
    }

    /// The score of a sentence, or of it with a neighbour where that is better.
    fn hit(
        &self,
        wanted: &Sketch,
        id: ArticleId,
        number: usize,
        readers: &mut Readers,
    ) -> Option<Hit> {
        let article = self.articles.get(&id)?;
        let reader = readers.of(article.language);
        let mut sketch_of = |number: usize| -> Option<(TextRange, Sketch)> {
            let range = *article.sentences.get(number)?;
            (!article.left_out[number])
                .then(|| (range, sketch(article, range, reader, &self.rarity)))
        };
        let (range, found) = sketch_of(number)?;
        let common = Common::of(wanted, &found)?;
        let mut best = Hit {
            article: id,
            range,
            score: common.score(wanted, &found),
        };
        if best.score < WORTH_WIDENING {
            return Some(best);
        }
        for neighbour in [number.checked_sub(1), Some(number + 1)]
            .into_iter()
            .flatten()
        {
            let Some((beside, next)) = sketch_of(neighbour) else {
                continue;
            };
            let Some(next_common) = Common::of(wanted, &next) else {
                continue;
            };
            let between = Between::of(&found, &next);
            let score = common.score_of_window(&next_common, wanted, (&found, &next), between);
            if score > best.score {
                best.score = score;
                best.range = TextRange {
                    start: range.start.min(beside.start),
                    end: range.end.max(beside.end),
                };
            }
        }
        Some(best)
    }
}

/// The best first, the rest gone.
fn keep_best(best: &mut Vec<(f32, ArticleId, usize)>) {
    best.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    best.truncate(CANDIDATES);
}

/// The sentences of `other` that share most with a sentence, by number, sorted.
pub(super) fn closest(wanted: &Sketch, other: &Prepared, most: usize) -> Vec<usize> {
    let mut scored: Vec<(f32, usize)> = other
        .sentences
        .iter()
        .enumerate()
        .map(|(number, sentence)| {
            let length = sentence.sketch.stems_square.sqrt().max(f32::MIN_POSITIVE);
            (dot(&wanted.stems, &sentence.sketch.stems) / length, number)
        })
        .filter(|(score, _)| *score > 0.0)
        .collect();
    scored.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.truncate(most);
    let mut numbers: Vec<usize> = scored.into_iter().map(|(_, number)| number).collect();
    numbers.sort_unstable();
    numbers
}
