//! What stands in an article that is nearest to the passages of a claim, for the empty cells of the board.
//!
//! Only the cells in view ask. The worker lays the articles of the claim's passages against that of the cell, or searches
//! where they are too long, and brings the best of all passages.
//!
//! Invariant: no frame waits. A cell shows what was found before until the answer is there, and nothing of another text.

use super::Matches;
use crate::app::App;
use crate::compare::Cell;
use crate::compare::matching::Band;
use crate::model::{ArticleId, ClaimId, Project};
use crate::text::{TextId, TextRange};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// Passages of a claim that are looked at: the others say the same.
const MOST_ASKED: usize = 6;

/// Cells that are remembered.
const MOST_CELLS: usize = 2_000;

/// A passage of a claim.
type Place = (ArticleId, TextRange);

/// A cell of the board.
pub(super) type CellKey = (ClaimId, ArticleId);

/// The nearest passage of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// Its sentence.
    pub range: TextRange,
    /// Whether it is near enough to be shown unasked.
    pub is_alike: bool,
}

impl Near {
    /// Of a sentence, and how alike it is.
    pub(super) fn of((range, score): (TextRange, f32)) -> Self {
        Self {
            range,
            is_alike: score >= Band::LEAST_SIDE,
        }
    }
}

/// What was found for a cell.
#[derive(Clone, Debug)]
struct Known {
    /// Of which index, for which passages, in which text.
    version: u64,
    places: Vec<Place>,
    text: TextId,
    found: Option<Near>,
}

/// What is known of all cells.
#[derive(Default)]
pub(super) struct Nearby {
    cells: BTreeMap<CellKey, Known>,
    /// Articles that have words near enough to be shown in a cell.
    offering: BTreeSet<ArticleId>,
    /// Cells that were asked for and are not known, each with its claim's passages.
    wanted: RefCell<BTreeMap<CellKey, Vec<Place>>>,
}

/// A cell for the worker.
pub(super) struct NearAsk {
    pub key: CellKey,
    pub places: Vec<Place>,
    text: TextId,
}

/// A cell with what the worker found.
pub(super) type NearFound = (NearAsk, Option<Near>);

impl Nearby {
    pub(super) fn wants(&self) -> bool {
        !self.wanted.borrow().is_empty()
    }

    /// What the worker has to look for; nothing is asked for then.
    pub(super) fn take_asks(&self, project: &Project) -> Vec<NearAsk> {
        let wanted = std::mem::take(&mut *self.wanted.borrow_mut());
        let ask = |(key, places): (CellKey, Vec<Place>)| {
            let text = project.article(key.1)?.text_id;
            Some(NearAsk { key, places, text })
        };
        wanted.into_iter().filter_map(ask).collect()
    }

    /// Takes what the worker found with an index.
    pub(super) fn take(&mut self, version: u64, found: Vec<NearFound>) {
        if self.cells.len() + found.len() > MOST_CELLS {
            self.cells.clear();
        }
        for (NearAsk { key, places, text }, found) in found {
            let known = Known {
                version,
                places,
                text,
                found,
            };
            self.cells.insert(key, known);
        }
        let alike = self
            .cells
            .iter()
            .filter(|(_, known)| known.found.is_some_and(|near| near.is_alike));
        self.offering = alike.map(|((_, article), _)| *article).collect();
    }
}

impl App {
    /// The passage of the article of an empty cell that is nearest to those of the claim; `None` until it is known, where
    /// there is none, and where a person said that the article does not say it.
    #[must_use]
    pub fn near_cell(&self, claim: ClaimId, article: ArticleId) -> Option<Near> {
        let matches: &Matches = &self.matches;
        let cell = self.board_cell(claim, article)?;
        if matches.is_stopped || !matches!(cell, Cell::NotLookedYet | Cell::NothingMarked) {
            return None;
        }
        let text = self.text_id_of(article)?;
        let is_seen = matches
            .seen
            .get(&article)
            .is_some_and(|seen| seen.text == text);
        if !is_seen {
            return None;
        }
        let known = matches.nearby.cells.get(&(claim, article));
        let is_right = known.is_some_and(|known| {
            known.version == matches.version
                && known.text == text
                && known.places.iter().copied().eq(self.claim_places(claim))
        });
        if !is_right {
            let places: Vec<Place> = self.claim_places(claim).collect();
            if places.is_empty() {
                return None;
            }
            let mut wanted = matches.nearby.wanted.borrow_mut();
            wanted.insert((claim, article), places);
        }
        known.filter(|known| known.text == text)?.found
    }

    /// Whether an empty cell of an article shows words that are near, so that its column is worth its width.
    #[must_use]
    pub fn offers_near_words(&self, article: ArticleId) -> bool {
        self.matches.nearby.offering.contains(&article)
    }

    /// The passages of a claim that stand in the present texts.
    fn claim_places(&self, claim: ClaimId) -> impl Iterator<Item = Place> + '_ {
        let row = self.board().row(claim).into_iter();
        let passages = row.flat_map(|row| &row.passages);
        let present = passages.filter(|passage| {
            let mark = self.project.annotation(passage.annotation);
            let text = mark.map(|mark| mark.text_id);
            !passage.is_lost && text == self.text_id_of(passage.article)
        });
        present
            .map(|passage| (passage.article, passage.place))
            .take(MOST_ASKED)
    }
}
