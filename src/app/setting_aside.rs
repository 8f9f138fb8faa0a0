//! Regions that need no checking: one by one, or page furniture as one list.

use super::left_out::furniture_lines;
use super::picker::{Picked, PickerKind, PickerRow, fitting};
use super::{App, Command, Dialog, Selection, words};
use crate::edit::setting_aside::{AsideContext, set_aside, take_back};
use crate::model::{Article, ArticleId, Registers, SetAsideId, SetAsideReason, SetAsideRecord};
use crate::text::TextRange;
use std::sync::Arc;

/// Longer articles are looked through only when somebody asks: it would hold up the frame in which they come in.
const MOST_BYTES_TO_MENTION: usize = 512 * 1024;

/// A line that looks like page furniture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FurnitureOffer {
    /// Where it is.
    pub range: TextRange,
    /// What it says.
    pub words: String,
    /// Why it looks like furniture.
    pub reason: &'static str,
    /// Whether it is to be set aside.
    pub is_ticked: bool,
}

impl App {
    /// Asks why the selection is set aside; on a region that is, lets it count again.
    pub(super) fn set_aside(&mut self) {
        let is_selected = self.selected_ranges().iter().any(|range| !range.is_empty());
        if is_selected {
            if !self.must_look_first() {
                self.pick(PickerKind::SetAside);
            }
            return;
        }
        let Some(region) = self.region_at_caret() else {
            self.notices.info(self.nothing_selected());
            return;
        };
        let edit = take_back(&region, self.aside_context());
        self.commit(edit, "take back \"set aside\"");
        self.notices
            .offer(words::COUNTS_AGAIN, "Undo", Command::Undo);
    }

    /// The smallest region under the caret.
    fn region_at_caret(&self) -> Option<Arc<SetAsideRecord>> {
        let pane = self.focused_pane()?;
        self.project
            .set_aside
            .values()
            .filter(|record| record.region.value.article == pane.article && !record.is_deleted())
            .filter(|record| record.region.value.range.touches(pane.selection.head))
            .min_by_key(|record| record.region.value.range.len())
            .cloned()
    }

    pub(super) fn set_aside_rows(typed: &str) -> Vec<PickerRow> {
        let rows = [SetAsideReason::Furniture, SetAsideReason::Opinion].map(|why| {
            let (title, key) = words::set_aside_reason(why);
            PickerRow {
                title: title.to_owned(),
                detail: words::set_aside_help(why).to_owned(),
                key: key.to_owned(),
                is_enabled: true,
                picked: Picked::SetAside(why),
            }
        });
        fitting(rows.into(), typed)
    }

    pub(super) fn set_selection_aside(&mut self, why: SetAsideReason) {
        let Some(article) = self.focused_article().cloned() else {
            return;
        };
        let ranges: Vec<TextRange> = self
            .selected_ranges()
            .into_iter()
            .map(|range| self.without_outer_space(article.id, range))
            .collect();
        if !self.commit_aside(&article, &ranges, why) {
            self.notices.info(self.nothing_selected());
            return;
        }
        self.drop_fragments();
        if let Some(pane) = self.focused_pane_mut() {
            pane.selection = Selection::caret(pane.selection.range().end);
        }
        self.notices
            .offer(words::IS_SET_ASIDE, "Undo", Command::Undo);
    }

    fn commit_aside(
        &mut self,
        article: &Article,
        ranges: &[TextRange],
        why: SetAsideReason,
    ) -> bool {
        let with_ids: Vec<(SetAsideId, TextRange)> = ranges
            .iter()
            .map(|range| (SetAsideId((self.services.new_uuid)()), *range))
            .collect();
        let Some(edit) = set_aside(article, &with_ids, why, self.aside_context()) else {
            return false;
        };
        let edit = self.with_reviewer(edit);
        let label = match ranges.len() {
            1 => "set aside".to_owned(),
            count => format!("set {count} lines aside"),
        };
        self.commit(edit, &label);
        true
    }

    fn aside_context(&self) -> AsideContext {
        AsideContext {
            by: self.reviewer(),
            at: (self.services.clock)(),
        }
    }

    /// The lines of an article that look like page furniture and are neither set aside nor marked. Captions and headlines
    /// are never among them: they are read and have to be right.
    #[must_use]
    pub fn furniture_in(&self, article: &Article) -> Vec<FurnitureOffer> {
        let Some(text) = &article.text else {
            return Vec::new();
        };
        let aside = self.set_aside_in(article.id);
        let marks = self.marks.article(article.id);
        furniture_lines(article)
            .into_iter()
            .map(|(line, reason)| {
                let range = self.without_outer_space(article.id, line);
                (range, text.slice(line), reason)
            })
            .filter(|(range, ..)| {
                let is_aside = aside.iter().any(|aside| aside.contains_range(*range));
                let is_marked = marks.is_some_and(|marks| {
                    marks
                        .touching(*range)
                        .any(|span| span.range.overlaps(*range))
                });
                !is_aside && !is_marked
            })
            .map(|(range, line, reason)| FurnitureOffer {
                range,
                words: line.trim().to_owned(),
                reason,
                is_ticked: true,
            })
            .collect()
    }

    pub(super) fn offer_furniture(&mut self) {
        // The focused article first; where it has none, the first one that has some.
        let focused = self.focused_article().cloned();
        let found = focused
            .into_iter()
            .chain(self.articles_in_order())
            .map(|article| (self.furniture_in(&article), article))
            .find(|(offers, _)| !offers.is_empty());
        let Some((offers, article)) = found else {
            self.notices.info(words::NO_FURNITURE);
            return;
        };
        if self
            .focused_pane()
            .is_some_and(|pane| pane.article != article.id)
        {
            self.focus_article(article.id);
        }
        self.view.dialog = Some(Dialog::Furniture {
            article: article.id,
            offers,
        });
    }

    /// Says of new articles what of them looks like furniture, once.
    pub(super) fn mention_furniture(&mut self, articles: &[ArticleId]) {
        let found = articles.iter().find_map(|id| {
            let article = self.project.article(*id)?;
            let is_long = article.text.as_ref()?.len() > MOST_BYTES_TO_MENTION;
            let lines = if is_long {
                0
            } else {
                self.furniture_in(article).len()
            };
            (lines > 0).then(|| (article.display_title().to_owned(), lines))
        });
        if let Some((title, lines)) = found {
            let said = words::furniture_found(&title, lines);
            self.notices.ask(said, "Look", Command::OfferFurniture);
        }
    }

    /// Sets the ticked lines aside as one step.
    pub fn take_furniture(&mut self, article: ArticleId, offers: &[FurnitureOffer]) {
        let Some(article) = self.project.article(article).cloned() else {
            return;
        };
        let ranges: Vec<TextRange> = offers
            .iter()
            .filter(|offer| offer.is_ticked)
            .map(|offer| offer.range)
            .collect();
        if self.commit_aside(&article, &ranges, SetAsideReason::Furniture) {
            let said = words::lines_set_aside(ranges.len());
            self.notices.offer(said, "Undo", Command::Undo);
        }
    }
}
