//! Passages that say the same brought to one height, with the caret where it is.

use crate::app::{App, PaneId, words};
use crate::compare::matching::{Band, Match};
use crate::text::TextRange;

/// A passage that should stand as high as another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Level {
    /// The pane that stays, and its passage.
    pub with: (PaneId, TextRange),
    /// The pane that scrolls, and its passage.
    pub moved: (PaneId, TextRange),
}

impl App {
    /// Lets the other panes in view scroll to what says the same as the passage at hand.
    pub(in crate::app) fn level_matches(&mut self) {
        let (Some(own), Some((article, passage))) = (
            self.focused_pane().map(|pane| pane.id),
            self.passage_at_hand(),
        ) else {
            self.notices.info(words::NOTHING_TO_LEVEL);
            return;
        };
        let others = self.view.panes_in_view.iter();
        let levels: Vec<Level> = others
            .filter_map(|id| self.pane(*id))
            .filter(|pane| pane.article != article)
            .filter_map(|pane| {
                let matches = self.matches_between(article, pane.article);
                let best = best_of(&matches, passage)?;
                Some(Level {
                    with: (own, best.a.range),
                    moved: (pane.id, best.b.range),
                })
            })
            .collect();
        if levels.is_empty() {
            self.notices.info(words::NOTHING_TO_LEVEL);
            return;
        }
        let moved: Vec<PaneId> = levels.iter().map(|level| level.moved.0).collect();
        self.remember_scrolls(&moved);
        self.view.bring_level = levels;
    }
}

/// The surest match of a passage that has a ribbon.
fn best_of(matches: &[Match], passage: TextRange) -> Option<Match> {
    matches
        .iter()
        .filter(|found| found.band > Band::Side && found.a.range.overlaps(passage))
        .max_by(|one, other| {
            one.band
                .cmp(&other.band)
                .then(one.score.total_cmp(&other.score))
                .then(other.a.range.start.cmp(&one.a.range.start))
        })
        .copied()
}
