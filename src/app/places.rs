//! Where the person stopped reading: on return the panes lie as they did, the caret is where it was, and its pane says since
//! when.
//!
//! Kept in the state folder, not in the project: it is nobody else's business, and reading must not change a file.

use super::panes::LeftPane;
use super::{App, Pane, PaneId, Reveal, RevealHow, Scroll, Selection, state_file};
use crate::model::{ArticleId, ProjectId};
use crate::text::{TextId, TextOffset, TextRange};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

const FILE_NAME: &str = "places.ron";

/// Projects that are remembered; the one that was left longest ago goes first.
const MOST_PROJECTS: usize = 100;

/// A pane that was open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct KeptPane {
    id: PaneId,
    article: ArticleId,
    text: TextId,
    caret: TextOffset,
    scroll: Option<Scroll>,
    is_locked: bool,
}

/// How the panes of a project lay, and where the caret was in each article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Places {
    at: Timestamp,
    focused: Option<ArticleId>,
    /// The caret, in bytes of the text that is named.
    carets: BTreeMap<ArticleId, (TextId, TextOffset)>,
    /// The panes in their order; none in a file of before panes were kept.
    #[serde(default)]
    panes: Vec<KeptPane>,
    /// Those whose text stood on the screen.
    #[serde(default)]
    in_view: Vec<PaneId>,
    /// How a person laid them; empty where the window did.
    #[serde(default)]
    layout: String,
}

type AllPlaces = BTreeMap<ProjectId, Places>;

impl App {
    /// Notes where the carets are. What cannot be written is not worth a message.
    pub(super) fn keep_places(&self) {
        let Some(folder) = &self.services.state_folder else {
            return;
        };
        let panes: Vec<KeptPane> = self
            .panes
            .iter()
            .filter_map(|pane| self.kept(pane))
            .collect();
        let closed = self.left_panes.iter().filter_map(|(id, left)| {
            let article = self.project.article(*id)?;
            Some((*id, (article.text_id, left.selection.range().start)))
        });
        let open = panes.iter().rev();
        let open = open.map(|pane| (pane.article, (pane.text, pane.caret)));
        let carets: BTreeMap<_, _> = closed.chain(open).collect();
        if carets.is_empty() || self.file.is_none() {
            return;
        }
        let mut all = read(folder);
        let places = Places {
            at: (self.services.clock)(),
            focused: self.focused_pane().map(|pane| pane.article),
            carets,
            panes,
            in_view: self.view.panes_in_view.clone(),
            layout: self.view.pane_layout.clone(),
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

    fn kept(&self, pane: &Pane) -> Option<KeptPane> {
        let article = self.project.article(pane.article)?;
        Some(KeptPane {
            id: pane.id,
            article: article.id,
            text: article.text_id,
            // The start of a selection, so that a walk comes to the passage again that was at hand.
            caret: if pane.selection.is_empty() {
                pane.selection.head
            } else {
                pane.selection.range().start
            },
            scroll: pane.scroll,
            is_locked: pane.is_locked,
        })
    }

    /// Lays the panes and puts the carets as they were when this project was open last.
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
        self.restore_panes(&places);
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
                .filter(|pane| pane.article == *article && pane.scroll_to.is_none())
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

    /// The panes of before, by their names of then; articles that came in since get one each behind them.
    fn restore_panes(&mut self, places: &Places) {
        let mut panes: Vec<Pane> = Vec::new();
        for kept in &places.panes {
            let Some(article) = self.project.article(kept.article) else {
                continue;
            };
            let Some(text) = &article.text else {
                continue;
            };
            let mut pane = Pane::new(kept.id, kept.article);
            pane.is_locked = kept.is_locked;
            if article.text_id == kept.text {
                pane.selection = Selection::caret(text.floor(kept.caret));
                pane.scroll_to = kept.scroll.map(|scroll| Scroll {
                    at: text.floor(scroll.at),
                    ..scroll
                });
            }
            if panes.iter().all(|other| other.id != pane.id) {
                panes.push(pane);
            }
        }
        if panes.is_empty() {
            return;
        }
        self.next_pane = 1 + panes.iter().map(|pane| pane.id.0).max().unwrap_or(0);
        let opened = std::mem::replace(&mut self.panes, panes);
        for (at, pane) in opened.iter().enumerate() {
            let article = pane.article;
            if self.panes.iter().any(|pane| pane.article == article) {
                continue;
            }
            match places.carets.get(&article) {
                // Closed it was, and closed it stays; the list brings it back where it was read.
                Some((_, caret)) => {
                    let selection = Selection::caret(*caret);
                    self.left_panes
                        .insert(article, LeftPane::read_at(selection, at));
                }
                None => {
                    self.open_panes_for(&[article]);
                }
            }
        }
        self.focused = self.panes.first().map(|pane| pane.id);
        self.view.lay_out_panes = Some((places.layout.clone(), places.in_view.clone()));
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
