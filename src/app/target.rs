//! What a command acts on, and how the caret and the target move.
//!
//! There is one target: the selection, else the active mark. Making a selection clears the active mark; going to a mark
//! clears the selection. A bare caret inside a mark makes the shortest mark there the active one.

use super::{App, Extend, Motion, Pane, PaneId, Region, Reveal, RevealHow, SelectedBy, Selection};
use crate::model::{Annotation, AnnotationId, Article, ArticleId, Status};
use crate::text::{Text, TextOffset, TextRange, segment};
use std::sync::Arc;

/// What a command acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Words that are selected.
    Selection(ArticleId, TextRange),
    /// A mark.
    Mark(AnnotationId),
}

impl App {
    /// What a command acts on now.
    #[must_use]
    pub fn target(&self) -> Option<Target> {
        if let Some(pane) = self
            .focused_pane()
            .filter(|pane| !pane.selection.is_empty())
        {
            return Some(Target::Selection(pane.article, pane.selection.range()));
        }
        // Kept words wait for a status, whether others are selected beside them or not.
        if let (Some(kept), Some(pane)) = (self.fragments().last(), self.focused_pane()) {
            return Some(Target::Selection(pane.article, *kept));
        }
        self.active_mark()
            .map(|annotation| Target::Mark(annotation.id))
    }

    /// My status of exactly the selected words, if I have marked them: another status changes that mark.
    #[must_use]
    pub fn my_status_of_selection(&self) -> Option<Status> {
        let Some(Target::Selection(article, range)) = self.target() else {
            return None;
        };
        if !self.fragments().is_empty() || self.is_editing_edges() {
            return None;
        }
        let marks = self.marks.article(article)?;
        let mut same = marks.with_hull(range).filter_map(|id| {
            let mark = self.project.annotation(id)?;
            (mark.ranges().count() == 1).then(|| mark.assessment_of(self.reviewer()))?
        });
        same.next().and_then(|given| given.status)
    }

    /// The active mark.
    #[must_use]
    pub fn active_mark(&self) -> Option<&Arc<Annotation>> {
        self.active.and_then(|id| self.project.annotation(id))
    }

    /// The id of the active mark, ringed in the text.
    #[must_use]
    pub fn active_id(&self) -> Option<AnnotationId> {
        self.active
    }

    /// The pane with the caret.
    #[must_use]
    pub fn focused_pane(&self) -> Option<&Pane> {
        self.panes.iter().find(|pane| Some(pane.id) == self.focused)
    }

    pub(super) fn focused_pane_mut(&mut self) -> Option<&mut Pane> {
        self.panes
            .iter_mut()
            .find(|pane| Some(pane.id) == self.focused)
    }

    /// A pane.
    #[must_use]
    pub fn pane(&self, id: PaneId) -> Option<&Pane> {
        self.panes.iter().find(|pane| pane.id == id)
    }

    /// A pane, for what only the layout knows.
    pub fn pane_mut(&mut self, id: PaneId) -> Option<&mut Pane> {
        self.panes.iter_mut().find(|pane| pane.id == id)
    }

    /// Whether a pane has the caret.
    #[must_use]
    pub fn is_focused(&self, id: PaneId) -> bool {
        self.focused == Some(id)
    }

    /// The article of the pane with the caret.
    #[must_use]
    pub fn focused_article(&self) -> Option<&Arc<Article>> {
        self.focused_pane()
            .and_then(|pane| self.project.article(pane.article))
    }

    pub(super) fn focused_text(&self) -> Option<Arc<Text>> {
        self.focused_article()
            .and_then(|article| article.text.clone())
    }

    /// Gives a pane the caret. Other panes keep theirs, but not their selections: there is one target.
    pub fn focus_pane(&mut self, id: PaneId) {
        if self.pane(id).is_none() {
            return;
        }
        if self.focused != Some(id) {
            self.focused = Some(id);
            for pane in self.panes.iter_mut().filter(|pane| pane.id != id) {
                pane.selection = Selection::caret(pane.selection.head);
            }
            self.end_gestures();
            self.active = None;
            self.refresh_active();
        }
        self.go_to_region(Region::Reader);
    }

    /// Puts caret and selection of a pane, as a click or a drag does.
    pub fn select(&mut self, id: PaneId, selection: Selection, by: SelectedBy) {
        self.focus_pane(id);
        if selection.is_empty() {
            // A click elsewhere leaves the edges as they were.
            self.restore_edges();
        }
        let Some(pane) = self.pane_mut(id) else {
            return;
        };
        pane.selection = selection;
        pane.selected_by = by;
        pane.goal_x = None;
        self.caret_moved();
    }

    /// After the caret moved: the shortest mark under a bare caret becomes the active one.
    pub(super) fn caret_moved(&mut self) {
        self.stopped = None;
        self.warned_off_screen = None;
        let bare = self.fragments().is_empty()
            && self
                .focused_pane()
                .is_some_and(|pane| pane.selection.is_empty());
        self.active = if bare {
            self.marks_at_caret().first().copied()
        } else {
            None
        };
    }

    /// The marks under the caret of the focused pane, the shortest first; of those on the same words mine first.
    #[must_use]
    pub fn marks_at_caret(&self) -> Vec<AnnotationId> {
        let Some(pane) = self.focused_pane() else {
            return Vec::new();
        };
        let passages = self
            .marks
            .article(pane.article)
            .map(|marks| marks.at(pane.selection.head))
            .unwrap_or_default();
        passages
            .into_iter()
            .flat_map(|speaker| self.marks.counted_with(speaker))
            .collect()
    }

    /// The mark that is ringed in the text and lit in lists: the active one, or the one that speaks for its words.
    #[must_use]
    pub fn ringed(&self) -> Option<AnnotationId> {
        self.active.map(|active| self.marks.speaker(active))
    }

    /// The marks of all people on the words of this one, the first made first.
    #[must_use]
    pub fn marks_on_words_of(&self, mark: AnnotationId) -> Vec<&Arc<Annotation>> {
        let ids = self.marks.on_words_of(mark);
        ids.into_iter()
            .filter_map(|id| self.project.annotation(id))
            .collect()
    }

    /// Goes to a mark: brings its article in, puts the caret on it and makes it the active one.
    pub fn go_to_mark(&mut self, id: AnnotationId) {
        let Some(annotation) = self.project.annotation(id).cloned() else {
            return;
        };
        self.remember_place();
        self.end_gestures();
        let pane = self.pane_for(annotation.article);
        self.focus_pane(pane);
        let hull = annotation.hull();
        if let Some(pane) = self.pane_mut(pane) {
            pane.selection = Selection::caret(hull.start);
            pane.selected_by = SelectedBy::Keys;
            pane.goal_x = None;
            pane.reveal = Some(Reveal {
                range: hull,
                how: RevealHow::Jump,
            });
        }
        self.active = Some(id);
    }

    /// Selects the whole of the focused article; the view stays where it is.
    pub(super) fn select_all(&mut self) {
        let Some(text) = self.focused_text() else {
            return;
        };
        self.end_gestures();
        self.active = None;
        if let Some(pane) = self.focused_pane_mut() {
            pane.selection = Selection {
                anchor: TextOffset::START,
                head: text.end(),
            };
            pane.selected_by = SelectedBy::Keys;
            pane.goal_x = None;
        }
    }

    /// Selects the words of a mark that was just undone, so that another judgement is one key away.
    pub(super) fn select_words_of_undone(&mut self, mark: &Annotation) {
        let is_here = self
            .focused_pane()
            .is_some_and(|pane| pane.article == mark.article && pane.selection.is_empty());
        if self.marks.shows(mark.id) || !is_here || mark.ranges().count() != 1 {
            return;
        }
        let words = mark.hull();
        if let Some(pane) = self.focused_pane_mut() {
            pane.selection = Selection {
                anchor: words.start,
                head: words.end,
            };
            pane.selected_by = SelectedBy::Keys;
            pane.goal_x = None;
        }
    }

    pub(super) fn move_caret(&mut self, motion: Motion, extend: Extend) {
        let Some(text) = self.focused_text() else {
            return;
        };
        let extend = self.extends(extend);
        let Some(pane) = self.focused_pane_mut() else {
            return;
        };
        if motion.is_visual() {
            pane.visual_motion = Some((motion, extend));
            return;
        }
        let Selection { anchor, head } = pane.selection;
        let to = match motion {
            // Without Shift, the first press of an arrow goes to the selection's end on that side.
            Motion::Left if extend == Extend::No && anchor != head => anchor.min(head),
            Motion::Right if extend == Extend::No && anchor != head => anchor.max(head),
            Motion::Left => segment::previous_grapheme(&text, head),
            Motion::Right => segment::next_grapheme(&text, head),
            Motion::WordLeft => segment::previous_word(&text, head),
            Motion::WordRight => segment::next_word(&text, head),
            Motion::SentenceBack => segment::previous_sentence(&text, head),
            Motion::SentenceForward => segment::next_sentence(&text, head),
            Motion::ParagraphUp => previous_paragraph(&text, head),
            Motion::ParagraphDown => next_paragraph(&text, head),
            Motion::ArticleStart => TextOffset::START,
            Motion::ArticleEnd => text.end(),
            Motion::Up
            | Motion::Down
            | Motion::LineStart
            | Motion::LineEnd
            | Motion::PageUp
            | Motion::PageDown => head,
        };
        self.caret_to(to, extend, None);
    }

    /// Puts the caret of the focused pane, as a key does, and brings it into view.
    pub fn caret_to(&mut self, to: TextOffset, extend: Extend, goal_x: Option<f32>) {
        let Some(pane) = self.focused_pane_mut() else {
            return;
        };
        let anchor = if extend == Extend::Yes {
            pane.selection.anchor
        } else {
            to
        };
        pane.selection = Selection { anchor, head: to };
        pane.selected_by = SelectedBy::Keys;
        pane.goal_x = goal_x;
        pane.reveal = Some(Reveal {
            range: TextRange::between(to, to),
            how: RevealHow::Nearest,
        });
        self.caret_moved();
    }

    pub(super) fn widen(&mut self) {
        let (Some(text), Some(pane)) = (self.focused_text(), self.focused_pane()) else {
            return;
        };
        let range = segment::widen(&text, pane.selection.range());
        self.select_range(Selection::of(range), RevealHow::Nearest);
    }

    pub(super) fn narrow(&mut self) {
        let (Some(text), Some(pane)) = (self.focused_text(), self.focused_pane()) else {
            return;
        };
        let range = pane.selection.range();
        let narrower = segment::narrow(&text, range, range.start);
        self.select_range(Selection::of(narrower), RevealHow::Nearest);
    }

    /// Selects words of the focused pane, as a key does, and brings them into view.
    pub(super) fn select_range(&mut self, selection: Selection, how: RevealHow) {
        if let Some(pane) = self.focused_pane_mut() {
            pane.selection = selection;
            pane.selected_by = SelectedBy::Keys;
            pane.goal_x = None;
            pane.reveal = Some(Reveal {
                range: selection.range(),
                how,
            });
        }
        self.caret_moved();
    }

    pub(super) fn cycle_marks_here(&mut self, by: isize) {
        let here = self.marks_at_caret();
        if here.is_empty() {
            return;
        }
        let at = here
            .iter()
            .position(|id| Some(*id) == self.active)
            .unwrap_or(0);
        let next = (at.cast_signed() + by).rem_euclid(here.len().cast_signed());
        self.active = Some(here[next.unsigned_abs()]);
        if let Some(pane) = self.focused_pane_mut() {
            pane.selection = Selection::caret(pane.selection.head);
        }
    }

    /// Where a walk along marks stands: at the active mark, else at the caret.
    pub(super) fn walk_from(&self) -> TextOffset {
        match self.active_mark() {
            Some(mark)
                if self
                    .focused_pane()
                    .is_some_and(|pane| pane.article == mark.article) =>
            {
                mark.hull().start
            }
            _ => self
                .focused_pane()
                .map_or(TextOffset::START, |pane| pane.selection.range().start),
        }
    }

    /// The words of the target, with their article and place.
    fn target_words(&self) -> Option<(ArticleId, TextOffset, String)> {
        match self.target()? {
            Target::Selection(article, _) => {
                let text = self.project.article(article)?.text.as_ref()?;
                let ranges = self.selected_ranges();
                let words: Vec<&str> = ranges.iter().map(|range| text.slice(*range)).collect();
                Some((article, ranges.first()?.start, words.join(" … ")))
            }
            Target::Mark(id) => {
                let annotation = self.project.annotation(id)?;
                Some((
                    annotation.article,
                    annotation.hull().start,
                    annotation.quote(),
                ))
            }
        }
    }

    /// The words of the target.
    pub(super) fn words_of_target(&self) -> Option<String> {
        self.target_words().map(|(_, _, words)| words)
    }

    pub(super) fn copy(&mut self) {
        if let Some((_, _, words)) = self.target_words() {
            self.view.copied = Some(words);
        }
    }

    pub(super) fn copy_with_place(&mut self) {
        let Some((article, at, words)) = self.target_words() else {
            return;
        };
        let Some(article) = self.project.article(article) else {
            return;
        };
        let number = article
            .text
            .as_ref()
            .map_or(0, |text| paragraph_number(text, at));
        self.view.copied = Some(format!(
            "“{words}” ({}, paragraph {number})",
            article.display_title()
        ));
        self.notices.info("Copied with article and paragraph");
    }

    /// Where the target is out of view, scrolls there, says so, and returns whether the press should do nothing.
    pub(super) fn must_look_first(&mut self) -> bool {
        let Some(target) = self.target() else {
            return false;
        };
        let (article, range) = match target {
            Target::Selection(article, range) => (article, range),
            Target::Mark(id) => match self.project.annotation(id) {
                Some(annotation) => (annotation.article, annotation.hull()),
                None => return false,
            },
        };
        let focused = self.focused;
        let Some(pane) = self
            .panes
            .iter_mut()
            .find(|pane| pane.article == article && Some(pane.id) == focused)
        else {
            return false;
        };
        let in_view = pane.visible.is_none_or(|visible| {
            visible.overlaps(range) || visible.touches(range.start) && visible.touches(range.end)
        });
        if in_view || self.warned_off_screen == Some(target) {
            return false;
        }
        pane.reveal = Some(Reveal {
            range,
            how: RevealHow::Jump,
        });
        self.warned_off_screen = Some(target);
        self.notices.info(match target {
            Target::Selection(..) => super::words::SELECTION_OFF_SCREEN,
            Target::Mark(_) => super::words::OFF_SCREEN,
        });
        true
    }
}

/// The number of a paragraph as people count: from 1, empty lines left out.
#[must_use]
pub fn paragraph_number(text: &Text, at: TextOffset) -> usize {
    text.paragraphs_with_words(text.paragraph_at(at)).max(1)
}

fn previous_paragraph(text: &Text, at: TextOffset) -> TextOffset {
    let mut paragraph = text.paragraph_at(at);
    if text.paragraph(paragraph).start < at {
        return text.paragraph(paragraph).start;
    }
    while paragraph.0 > 0 {
        paragraph.0 -= 1;
        if !text.paragraph(paragraph).is_empty() {
            break;
        }
    }
    text.paragraph(paragraph).start
}

fn next_paragraph(text: &Text, at: TextOffset) -> TextOffset {
    let mut paragraph = text.paragraph_at(at);
    loop {
        paragraph.0 += 1;
        if paragraph.0 >= text.paragraph_count() {
            return text.end();
        }
        if !text.paragraph(paragraph).is_empty() {
            return text.paragraph(paragraph).start;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{next_paragraph, paragraph_number, previous_paragraph};
    use crate::text::{Text, TextOffset};

    const TEXT: &str = "One\n\nTwo two\nThree\n\n\n";

    fn at(bytes: usize) -> TextOffset {
        TextOffset::new(bytes)
    }

    #[test]
    fn paragraphs_are_counted_as_people_do() {
        let text = Text::new(TEXT);
        for (bytes, number) in [(0, 1), (3, 1), (4, 1), (5, 2), (12, 2), (13, 3), (20, 3)] {
            assert_eq!(paragraph_number(&text, at(bytes)), number, "{bytes}");
        }
        assert_eq!(paragraph_number(&Text::new("\n\n"), at(0)), 1);
    }

    #[test]
    fn paragraph_steps_pass_empty_lines_and_stop_at_the_ends() {
        let text = Text::new(TEXT);
        let mut reached = vec![TextOffset::START];
        for _ in 0..4 {
            reached.push(next_paragraph(&text, reached[reached.len() - 1]));
        }
        assert_eq!(reached, [at(0), at(5), at(13), text.end(), text.end()]);
        let mut back = vec![text.end()];
        for _ in 0..4 {
            back.push(previous_paragraph(&text, back[back.len() - 1]));
        }
        assert_eq!(back, [text.end(), at(13), at(5), at(0), at(0)]);
        assert_eq!(
            previous_paragraph(&text, at(8)),
            at(5),
            "to its own start first"
        );
    }
}
