//! Which articles stand in which panes.

use super::{App, Pane, PaneId, Region, Reveal, RevealHow, Scroll, Selection};
use crate::edit::Edit;
use crate::import::{GuessedDate, guess_date};
use crate::model::{Article, ArticleId, ArticleInfo, Fate, FateKind, RecordRef, Registers, Role};
use crate::text::segment;
use std::sync::Arc;

/// How a pane was left.
#[derive(Clone, Copy, Debug)]
pub(super) struct LeftPane {
    /// Its place among the panes.
    pub at: usize,
    pub selection: Selection,
    pub scroll: Option<Scroll>,
    pub is_locked: bool,
}

impl LeftPane {
    /// Of a pane that was closed before the project was.
    pub(super) fn read_at(selection: Selection, at: usize) -> Self {
        Self {
            at,
            selection,
            scroll: None,
            is_locked: false,
        }
    }

    fn of(pane: &Pane, at: usize) -> Self {
        Self {
            at,
            selection: pane.selection,
            scroll: pane.scroll,
            is_locked: pane.is_locked,
        }
    }
}

impl App {
    /// The articles in the order of the list: those to check first, then by the order in which they came.
    #[must_use]
    pub fn articles_in_order(&self) -> Vec<Arc<Article>> {
        let mut articles: Vec<Arc<Article>> = self.project.live_articles().cloned().collect();
        articles.sort_by_key(|article| article.role() == Role::Compare);
        articles
    }

    /// Opens a pane for every article that has none and closes those whose article is gone. Called after every change
    /// of the project; panes that people closed stay closed because only new articles get one.
    pub(super) fn sync_panes(&mut self) {
        let articles = self.articles_in_order();
        for article in &articles {
            let has_pane = self.panes.iter().any(|pane| pane.article == article.id);
            if !has_pane && !self.known_articles.contains(&article.id) {
                self.open_pane(article.id);
            }
        }
        self.known_articles = articles.iter().map(|article| article.id).collect();
        let (project, left) = (&self.project, &mut self.left_panes);
        let mut at = 0;
        self.panes.retain(|pane| {
            let stays = project
                .article(pane.article)
                .is_some_and(|article| article.text.is_some());
            if !stays {
                left.insert(pane.article, LeftPane::of(pane, at));
            }
            at += 1;
            stays
        });
        if self
            .focused
            .is_none_or(|focused| self.pane(focused).is_none())
        {
            self.focused = self.panes.first().map(|pane| pane.id);
        }
    }

    /// Opens a pane for each article, as a project is opened or articles come in.
    pub(super) fn open_panes_for(&mut self, articles: &[ArticleId]) {
        for article in articles {
            if !self.panes.iter().any(|pane| pane.article == *article) {
                self.open_pane(*article);
            }
        }
        self.sync_panes();
    }

    fn open_pane(&mut self, article: ArticleId) -> PaneId {
        let id = PaneId(self.next_pane);
        self.next_pane += 1;
        let mut pane = Pane::new(id, article);
        let text = self.text_of(article);
        match (self.left_panes.remove(&article), text) {
            // Where it was, and where it was read; the text may be another one by now.
            (Some(left), Some(text)) => {
                let inside = |offset| segment::floor_grapheme(&text, offset);
                pane.selection = Selection {
                    anchor: inside(left.selection.anchor),
                    head: inside(left.selection.head),
                };
                pane.scroll_to = left.scroll.map(|scroll| Scroll {
                    at: text.floor(scroll.at),
                    ..scroll
                });
                pane.is_locked = left.is_locked && self.panes.iter().any(|pane| pane.is_locked);
                if pane.scroll_to.is_none() {
                    pane.reveal = Some(Reveal {
                        range: pane.selection.range(),
                        how: RevealHow::Jump,
                    });
                }
                self.panes.insert(left.at.min(self.panes.len()), pane);
            }
            _ => self.panes.push(pane),
        }
        id
    }

    /// The pane that shows an article: the focused one if it does, else the first; a new one where none does.
    pub fn pane_for(&mut self, article: ArticleId) -> PaneId {
        let focused = self
            .focused_pane()
            .filter(|pane| pane.article == article)
            .map(|pane| pane.id);
        focused
            .or_else(|| {
                self.panes
                    .iter()
                    .find(|pane| pane.article == article)
                    .map(|pane| pane.id)
            })
            .unwrap_or_else(|| self.open_pane(article))
    }

    /// Brings an article in and gives it the caret.
    pub fn focus_article(&mut self, article: ArticleId) {
        if self
            .focused_pane()
            .is_none_or(|pane| pane.article != article)
        {
            self.remember_place();
        }
        let pane = self.pane_for(article);
        self.focus_pane(pane);
        self.caret_moved();
    }

    pub(super) fn focus_article_number(&mut self, number: u8) {
        let wanted = self
            .articles_in_order()
            .get(usize::from(number).saturating_sub(1))
            .map(|article| article.id);
        match wanted {
            Some(article) => self.focus_article(article),
            None => self.notices.info(format!("There is no article {number}")),
        }
    }

    pub(super) fn split_pane(&mut self) {
        let Some(pane) = self.focused_pane() else {
            return;
        };
        let (article, selection) = (pane.article, pane.selection);
        self.left_panes.remove(&article);
        let id = self.open_pane(article);
        if let Some(pane) = self.pane_mut(id) {
            pane.selection = Selection::caret(selection.head);
        }
        self.focus_pane(id);
        self.caret_moved();
    }

    /// The first pane that is locked takes the others with it: one alone would scroll with nobody.
    pub(super) fn lock_pane(&mut self) {
        let Some(focused) = self.focused else { return };
        let are_none = !self.panes.iter().any(|pane| pane.is_locked);
        let count = self.panes.len();
        for pane in &mut self.panes {
            if are_none {
                pane.is_locked = true;
            } else if pane.id == focused {
                pane.is_locked = !pane.is_locked;
            }
        }
        let locked = self.panes.iter().filter(|pane| pane.is_locked).count();
        if locked < 2 {
            for pane in &mut self.panes {
                pane.is_locked = false;
            }
        }
        self.notices.info(match (are_none, locked) {
            (true, _) if count < 2 => super::words::NOBODY_TO_SCROLL_WITH,
            (true, _) => super::words::SCROLL_TOGETHER,
            (false, 0 | 1) => super::words::SCROLL_ALONE,
            (false, _) => super::words::SCROLL_CHANGED,
        });
    }

    pub(super) fn close_focused_pane(&mut self) {
        if let Some(pane) = self.focused {
            self.close_pane(pane);
        }
    }

    /// Closes a pane. The article stays in the project, and the list brings it back.
    pub fn close_pane(&mut self, id: PaneId) {
        let at = self
            .panes
            .iter()
            .position(|pane| pane.id == id)
            .unwrap_or(0);
        if let Some(pane) = self.pane(id) {
            let left = LeftPane::of(pane, at);
            self.left_panes.insert(pane.article, left);
        }
        self.panes.retain(|pane| pane.id != id);
        if self.focused == Some(id) {
            self.active = None;
            self.focused = self
                .panes
                .get(at.min(self.panes.len().saturating_sub(1)))
                .map(|pane| pane.id);
            self.refresh_active();
        }
        self.view.region = Region::Reader;
    }

    pub(super) fn edit_article(&mut self) {
        let Some(article) = self.focused_article() else {
            return;
        };
        self.view.dialog = Some(super::Dialog::EditArticle {
            article: article.id,
            draft: Box::new(article.meta().clone()),
            role: article.role(),
        });
    }

    /// Writes what was typed in the dialog of an article's details.
    pub fn set_article_info(&mut self, id: ArticleId, mut info: ArticleInfo) {
        let Some(article) = self.project.article(id) else {
            return;
        };
        if info.meta.title != article.meta().title {
            info.meta.title_guessed = false;
        }
        if article.info.value == info && !article.info.is_conflict() {
            return;
        }
        let edit = Edit::ArticleInfo(id, article.info.written(info));
        self.commit(edit, "edit article details");
    }

    /// A date found in an article that has none, until the person has used it or left it open.
    pub fn date_to_ask(&mut self, id: ArticleId) -> Option<(ArticleId, GuessedDate)> {
        let article = self.project.article(id)?;
        if !article.meta().published.is_empty() {
            return None;
        }
        let text = article.text.as_ref()?;
        let found = self.dates.entry(id).or_insert_with(|| guess_date(text));
        found.clone().map(|found| (id, found))
    }

    /// The person does not want to be asked for the date of an article again.
    pub fn leave_date_open(&mut self, id: ArticleId) {
        self.dates.insert(id, None);
    }

    /// Sets the day on which an article was published.
    pub fn set_published(&mut self, id: ArticleId, date: &str) {
        let Some(article) = self.project.article(id) else {
            return;
        };
        let mut info = article.info.value.clone();
        date.clone_into(&mut info.meta.published);
        let edit = Edit::ArticleInfo(id, article.info.written(info));
        self.commit(edit, "set date");
    }

    pub(super) fn toggle_role(&mut self) {
        if let Some(article) = self.focused_article() {
            self.toggle_role_of(article.id);
        }
    }

    /// Switches an article between to check and to compare.
    pub fn toggle_role_of(&mut self, id: ArticleId) {
        let Some(article) = self.project.article(id) else {
            return;
        };
        let role = match article.role() {
            Role::Check => Role::Compare,
            Role::Compare => Role::Check,
        };
        let info = ArticleInfo {
            role,
            ..article.info.value.clone()
        };
        let title = article.display_title().to_owned();
        let edit = Edit::ArticleInfo(id, article.info.written(info));
        self.commit(edit, "change role");
        self.notices
            .info(format!("{title} is now {}", super::words::role(role)));
    }

    /// Takes an article out of the project, as a record that says so.
    pub(super) fn removal_of(&self, article: &Article) -> Edit {
        let fate = Fate {
            is: FateKind::Deleted,
            by: self.reviewer(),
            at: (self.services.clock)(),
        };
        Edit::Fate(RecordRef::Article(article.id), Some(article.decided(fate)))
    }

    pub(super) fn remove_article(&mut self) {
        let Some(article) = self.focused_article().cloned() else {
            return;
        };
        let marks = self
            .marks
            .article(article.id)
            .map_or(0, |marks| marks.counts.total());
        self.commit(self.removal_of(&article), "remove article");
        self.notices.offer(
            format!(
                "{} was removed, with {}.",
                article.display_title(),
                super::words::count(marks, "mark", "marks")
            ),
            "Undo",
            super::Command::Undo,
        );
    }
}
