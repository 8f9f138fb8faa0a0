//! That an article was read to its end.

use super::{App, Command, Dialog, words};
use crate::edit::set_reading;
use crate::model::{ArticleId, Role};

impl App {
    /// Whether the person at this machine has read the present text of an article to its end.
    #[must_use]
    pub fn has_read(&self, article: ArticleId) -> bool {
        self.project.article(article).is_some_and(|article| {
            article
                .read
                .get(&self.reviewer())
                .is_some_and(|reading| reading.value.text_id == Some(article.text_id))
        })
    }

    /// Marks the focused article as read; asks first where words are unmarked.
    pub(super) fn mark_read(&mut self) {
        let Some(article) = self.focused_article().cloned() else {
            return;
        };
        if self.has_read(article.id) {
            self.write_reading(article.id, false);
            let said = words::not_read(article.display_title());
            self.notices.offer(said, "Undo", Command::Undo);
            return;
        }
        let coverage = (article.role() == Role::Check)
            .then(|| self.coverage(article.id))
            .flatten();
        match coverage {
            Some(coverage) if coverage.unmarked() > 0 => {
                self.view.dialog = Some(Dialog::MarkRead {
                    article: article.id,
                    words: coverage.unmarked() - coverage.unmarked_numbers,
                    numbers: coverage.unmarked_numbers,
                });
            }
            _ => self.mark_read_anyway(article.id),
        }
    }

    /// Marks an article as read, whatever is unmarked in it.
    pub fn mark_read_anyway(&mut self, article: ArticleId) {
        self.write_reading(article, true);
        if let Some(article) = self.project.article(article) {
            let said = words::now_read(article.display_title());
            self.notices.offer(said, "Undo", Command::Undo);
        }
    }

    fn write_reading(&mut self, id: ArticleId, is_read: bool) {
        let Some(article) = self.project.article(id) else {
            return;
        };
        let at = (self.services.clock)();
        let Some(edit) = set_reading(article, self.reviewer(), at, is_read) else {
            return;
        };
        let edit = self.with_reviewer(edit);
        let label = if is_read {
            "mark as read"
        } else {
            "take back \"read\""
        };
        self.commit(edit, label);
    }
}
