//! The worker that lays articles against each other, for ribbons, for the passage at hand and for the empty cells of the
//! board.
//!
//! Invariant: it brings what it has after a tenth of a second or so; what is still missing is asked for again.

use super::Pair;
use super::nearby::{Near, NearAsk};
use super::work::{Matched, Pairings};
use crate::compare::matching::{Match, MatchIndex, Pairing, Prepared};
use crate::model::{ArticleId, Project};
use crate::text::TextRange;
use std::collections::{BTreeMap, btree_map::Entry};
use std::sync::Arc;

/// Sentences of two articles that are laid against each other, added up: some 5 MB of text, made ready in 160 MB for as long
/// as it takes. Beyond that a pair has no ribbons, and a passage is looked for by the index alone.
const MOST_SENTENCES: usize = 40_000;

/// Pairs of sentences after which a worker brings what it has: about a tenth of a second.
const PAIRS_AT_A_TIME: usize = 50_000;

/// What takes longer: pairs of articles, the most urgent first, and empty cells of the board, which need pairs too.
pub(super) struct PairWork {
    pub index: Arc<MatchIndex>,
    pub version: u64,
    pub project: Project,
    pub pairs: Vec<(ArticleId, ArticleId)>,
    /// Pairs that the cells need and that are there.
    pub known: Pairings,
    pub cells: Vec<NearAsk>,
}

impl PairWork {
    /// Lays pairs against each other until enough time is spent on them; the rest is asked for again.
    pub(super) fn done(mut self) -> Matched {
        let mut desk = Desk::default();
        for key in std::mem::take(&mut self.pairs) {
            if desk.is_tired() {
                break;
            }
            self.lay(key, &mut desk);
        }
        let mut cells = Vec::new();
        for ask in std::mem::take(&mut self.cells) {
            if desk.is_tired() {
                break;
            }
            let found = self.nearest(&ask, &mut desk);
            cells.push((ask, found));
        }
        let pairs = desk.laid.into_iter().collect();
        Matched::Paired {
            version: self.version,
            pairs,
            cells,
        }
    }

    /// What the article of a cell says that is nearest to any passage of its claim.
    fn nearest(&self, NearAsk { key, places, .. }: &NearAsk, desk: &mut Desk) -> Option<Near> {
        let (_, other) = *key;
        // What is nearest by its place need not be alike: both are known of each.
        let mut best: Option<(TextRange, f32, f32)> = None;
        for (article, range) in places.iter().copied().filter(|place| place.0 != other) {
            let Some(passage) = self.index.passage(article, range) else {
                continue;
            };
            let pair = (article, other);
            if !self.known.contains_key(&pair) {
                self.lay(pair, desk);
            }
            let pair = self.known.get(&pair).or_else(|| desk.laid.get(&pair));
            let found = if let Some(pairing) = pair.and_then(|pair| pair.pairing.as_ref()) {
                let nearest = pairing.nearest_to(passage, 1);
                let nearest = nearest.first().copied();
                nearest.map(|(range, score)| (range, score, pairing.likeness(passage, range)))
            } else {
                let hits = self.index.search(article, passage).into_iter();
                let mut of_other = hits.filter(|hit| hit.article == other);
                of_other.next().map(|hit| (hit.range, hit.score, hit.score))
            };
            if let Some(found) = found
                && best.is_none_or(|best| found.1 > best.1)
            {
                best = Some(found);
            }
        }
        best.map(|(range, _, likeness)| Near::of((range, likeness)))
    }

    fn lay(&self, key: (ArticleId, ArticleId), desk: &mut Desk) {
        if desk.laid.contains_key(&key) {
            return;
        }
        desk.spent += self.index.sentences_of(key.0) * self.index.sentences_of(key.1);
        desk.prepared.retain(|id, _| *id == key.0 || *id == key.1);
        if let Some(pair) = self.pair(key, &mut desk.prepared) {
            desk.laid.insert(key, pair);
        }
    }

    /// Two articles laid against each other; with one that is not there, never.
    fn pair(
        &self,
        (a, b): (ArticleId, ArticleId),
        prepared: &mut BTreeMap<ArticleId, Prepared>,
    ) -> Option<Pair> {
        let texts = [
            self.project.article(a)?.text_id,
            self.project.article(b)?.text_id,
        ];
        let pairing = self.pairing(a, b, prepared).map(Arc::new);
        let matches: Vec<Match> = pairing
            .as_ref()
            .map_or_else(Vec::new, |pairing| pairing.matches());
        Some(Pair {
            version: self.version,
            texts,
            pairing,
            is_gone: false,
            matches: matches.into(),
        })
    }

    fn pairing(
        &self,
        a: ArticleId,
        b: ArticleId,
        prepared: &mut BTreeMap<ArticleId, Prepared>,
    ) -> Option<Pairing> {
        if self.index.sentences_of(a) + self.index.sentences_of(b) > MOST_SENTENCES {
            return None;
        }
        for id in [a, b] {
            if let Entry::Vacant(place) = prepared.entry(id) {
                place.insert(self.index.prepare(id)?);
            }
        }
        Some(self.index.pair(&prepared[&a], &prepared[&b]))
    }
}

/// What a worker has laid against each other, and what that took.
#[derive(Default)]
struct Desk {
    prepared: BTreeMap<ArticleId, Prepared>,
    laid: Pairings,
    /// Pairs of sentences.
    spent: usize,
}

impl Desk {
    fn is_tired(&self) -> bool {
        self.spent > PAIRS_AT_A_TIME
    }
}
