//! Where the person stopped reading: on return the caret is where it was, and the pane says since when.
//!
//! Kept in the state folder, not in the project: it is nobody else's business, and reading must not change a file.

use super::{App, PaneId, Reveal, RevealHow, Selection, state_file};
use crate::model::{ArticleId, ProjectId};
use crate::text::{TextId, TextOffset, TextRange};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

const FILE_NAME: &str = "places.ron";

/// Projects that are remembered; the one that was left longest ago goes first.
const MOST_PROJECTS: usize = 100;

/// Where the caret was in each article of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Places {
    at: Timestamp,
    focused: Option<ArticleId>,
    /// The caret, in bytes of the text that is named.
    carets: BTreeMap<ArticleId, (TextId, TextOffset)>,
}

type AllPlaces = BTreeMap<ProjectId, Places>;

impl App {
    /// Notes where the carets are. What cannot be written is not worth a message.
    pub(super) fn keep_places(&self) {
        let Some(folder) = &self.services.state_folder else {
            return;
        };
        let carets: BTreeMap<_, _> = self
            .panes
            .iter()
            .rev()
            .filter_map(|pane| {
                let article = self.project.article(pane.article)?;
                // The start of a selection, so that a walk comes to the passage again that was at hand.
                let caret = if pane.selection.is_empty() {
                    pane.selection.head
                } else {
                    pane.selection.range().start
                };
                Some((article.id, (article.text_id, caret)))
            })
            .collect();
        if carets.is_empty() || self.file.is_none() {
            return;
        }
        let mut all = read(folder);
        let places = Places {
            at: (self.services.clock)(),
            focused: self.focused_pane().map(|pane| pane.article),
            carets,
        };
        all.insert(self.project.id, places);
        while all.len() > MOST_PROJECTS {
            let oldest = all.iter().min_by_key(|(_, places)| places.at);
            let Some(oldest) = oldest.map(|(id, _)| *id) else {
                break;
            };
            all.remove(&oldest);
        }
        let _unwritten = state_file::write(folder, FILE_NAME, &all);
    }

    /// Puts the carets where they were when this project was open last.
    pub(super) fn restore_places(&mut self) {
        self.stopped = None;
        let Some(places) = self
            .services
            .state_folder
            .as_deref()
            .and_then(|folder| read(folder).remove(&self.project.id))
        else {
            return;
        };
        for (article, (text_id, caret)) in &places.carets {
            let Some(text) = self
                .project
                .article(*article)
                .filter(|article| article.text_id == *text_id)
                .and_then(|article| article.text.clone())
            else {
                continue;
            };
            let caret = text.floor(*caret);
            for pane in self
                .panes
                .iter_mut()
                .filter(|pane| pane.article == *article)
            {
                pane.selection = Selection::caret(caret);
                pane.reveal = Some(Reveal {
                    range: TextRange::between(caret, caret),
                    how: RevealHow::Jump,
                });
            }
        }
        let focused = places
            .focused
            .filter(|article| self.panes.iter().any(|pane| pane.article == *article));
        let Some(article) = focused else {
            return;
        };
        let pane = self.pane_for(article);
        self.focus_pane(pane);
        self.caret_moved();
        let has_begun = self
            .pane(pane)
            .is_some_and(|pane| pane.selection.head > TextOffset::START);
        self.stopped = has_begun.then_some((pane, places.at));
    }

    /// When the person stopped where the caret of this pane stands, until it moves.
    #[must_use]
    pub fn stopped_at(&self, pane: PaneId) -> Option<Timestamp> {
        self.stopped
            .filter(|(stopped, _)| *stopped == pane)
            .map(|(_, at)| at)
    }
}

fn read(folder: &Path) -> AllPlaces {
    std::fs::read_to_string(folder.join(FILE_NAME))
        .ok()
        .and_then(|text| ron::from_str(&text).ok())
        .unwrap_or_default()
}
