//! What takes several steps before it is a mark: fragments, edges, painting.
//!
//! - **Fragments**: `A` keeps the selected words and lets others be selected beside them; a status marks all of them as one.
//!   They belong to the focused pane and go when it loses the caret, when they are marked, or with Esc.
//! - **Edges**: `E` makes an own mark the selection; the caret's movements then move its end, `E` again its start. Enter
//!   keeps it as one step, Esc leaves the mark as it was.
//! - **Painting**: every selection made with the mouse gets the last status at once, until `P` or Esc. Keys are not painted:
//!   `J` would judge words that nobody has read.

use super::{App, Extend, RevealHow, Selection, words};
use crate::edit::marking;
use crate::model::{Anchor, AnnotationId, Status};
use crate::text::{TextRange, segment};

/// The edges of a mark that are being changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Edges {
    /// Whose.
    mark: AnnotationId,
    /// Which of its spans.
    span: usize,
}

/// What is under way between two marks.
#[derive(Clone, Debug, Default)]
pub(super) struct Gestures {
    /// Kept words of the focused pane.
    fragments: Vec<TextRange>,
    /// Whether the last one was kept with a key, so that the next press of the mouse adds to it.
    awaits_more: bool,
    edges: Option<Edges>,
    painting: Option<Status>,
    /// A thread that is being drawn from mark to mark.
    pub(super) thread: Option<super::Thread>,
    /// Places with the words that are to be marked wherever they stand: in this article, in all.
    pub(super) occurrences: [usize; 2],
    /// The status given last, which painting goes on with.
    last_status: Option<Status>,
    /// Whether the last step of the history was painted by the click that is going on, which a third press replaces.
    pub(super) painted_by_click: bool,
}

impl App {
    /// The words that were kept beside the selection, in no order.
    #[must_use]
    pub fn fragments(&self) -> &[TextRange] {
        &self.gestures.fragments
    }

    /// Everything that is selected: fragments and selection, in order, united where they overlap.
    #[must_use]
    pub fn selected_ranges(&self) -> Vec<TextRange> {
        let selection = self.focused_pane().map(|pane| pane.selection.range());
        let all = self.gestures.fragments.iter().copied().chain(selection);
        marking::united(&all.collect::<Vec<_>>())
    }

    pub(super) fn keep_fragment(&mut self) {
        if self.is_editing_edges() {
            return;
        }
        let Some(pane) = self
            .focused_pane_mut()
            .filter(|pane| !pane.selection.is_empty())
        else {
            self.notices.info(self.nothing_selected());
            return;
        };
        let range = pane.selection.range();
        pane.selection = Selection::caret(range.end);
        self.gestures.fragments.push(range);
        self.gestures.awaits_more = true;
        self.active = None;
        self.notices.info(self.fragment_kept());
    }

    /// A selection begins beside the present one, as Ctrl and drag do.
    pub fn begin_fragment(&mut self) {
        if let Some(range) = self
            .focused_pane()
            .map(|pane| pane.selection.range())
            .filter(|range| !range.is_empty() && !self.is_editing_edges())
        {
            self.gestures.fragments.push(range);
        }
    }

    /// A press of the mouse without Ctrl begins anew, unless the last words were kept with a key.
    pub fn begin_selection(&mut self) {
        if !std::mem::take(&mut self.gestures.awaits_more) {
            self.drop_fragments();
        }
    }

    /// Drops the kept words; whether there were any.
    pub(super) fn drop_fragments(&mut self) -> bool {
        !std::mem::take(&mut self.gestures.fragments).is_empty()
    }

    /// Whether the edges of a mark are being changed.
    #[must_use]
    pub fn is_editing_edges(&self) -> bool {
        self.gestures.edges.is_some()
    }

    /// The mark whose edges are being changed.
    #[must_use]
    pub fn edited_mark(&self) -> Option<AnnotationId> {
        self.gestures.edges.map(|edges| edges.mark)
    }

    /// The first press takes the mark's end, the next one its start.
    pub(super) fn edit_edges(&mut self) {
        if self.is_editing_edges() {
            if let Some(pane) = self.focused_pane() {
                let Selection { anchor, head } = pane.selection;
                let turned = Selection {
                    anchor: head,
                    head: anchor,
                };
                self.select_range_at_head(turned);
            }
            return;
        }
        let Some(mark) = self.active_mark().cloned() else {
            self.notices.info(words::NO_ACTIVE_MARK);
            return;
        };
        let caret = self.focused_pane().map(|pane| pane.selection.head);
        let span = mark
            .ranges()
            .position(|range| caret.is_some_and(|caret| range.touches(caret)))
            .unwrap_or(0);
        if let Some(range) = self.begin_edges(mark.id, span) {
            self.select_range_at_head(Selection::of(range));
        }
    }

    /// Begins to change a span of an own mark; gives where it is. Says why not where it may not be.
    pub fn begin_edges(&mut self, mark: AnnotationId, span: usize) -> Option<TextRange> {
        let annotation = self.project.annotation(mark)?;
        let range = annotation.ranges().nth(span)?;
        if annotation.by != self.reviewer() {
            let name = self.project.reviewer_name(annotation.by);
            self.notices.info(words::not_your_edges(&name));
            return None;
        }
        let is_lost = annotation
            .spans
            .value
            .iter()
            .any(|span| span.anchor == Anchor::Lost);
        if is_lost {
            self.notices.info(words::EDGES_ARE_LOST);
            return None;
        }
        self.drop_fragments();
        self.gestures.edges = Some(Edges { mark, span });
        Some(range)
    }

    /// Keeps the changed edges as one step.
    pub fn keep_edges(&mut self) {
        let Some(Edges { mark, span }) = self.gestures.edges.take() else {
            return;
        };
        let Some(annotation) = self.project.annotation(mark).cloned() else {
            return;
        };
        let selection = self
            .focused_pane()
            .filter(|pane| pane.article == annotation.article)
            .map(|pane| pane.selection.range())
            .filter(|range| !range.is_empty());
        if let Some(range) = selection {
            let range = self.without_outer_space(annotation.article, range);
            let mut ranges: Vec<TextRange> = annotation.ranges().collect();
            if let Some(slot) = ranges.get_mut(span) {
                *slot = range;
            }
            if !annotation.ranges().eq(ranges.iter().copied()) {
                let outcome = marking::respan(&self.project, mark, &ranges, self.mark_context());
                self.take_outcome(outcome);
            }
        }
        self.leave_edges(mark);
    }

    /// Leaves the mark as it was; whether its edges were being changed.
    pub(super) fn restore_edges(&mut self) -> bool {
        let Some(Edges { mark, .. }) = self.gestures.edges.take() else {
            return false;
        };
        self.leave_edges(mark);
        true
    }

    fn leave_edges(&mut self, mark: AnnotationId) {
        if let Some(pane) = self.focused_pane_mut() {
            pane.selection = Selection::caret(pane.selection.range().start);
        }
        self.active = self.marks.shows(mark).then_some(mark);
    }

    fn select_range_at_head(&mut self, selection: Selection) {
        self.select_range(selection, RevealHow::Nearest);
        if let Some(pane) = self.focused_pane_mut() {
            let at = TextRange::between(selection.head, selection.head);
            pane.reveal = Some(super::Reveal {
                range: at,
                how: RevealHow::Nearest,
            });
        }
    }

    /// While edges are changed every movement takes the edge with it.
    pub(super) fn extends(&self, extend: Extend) -> Extend {
        if self.is_editing_edges() {
            Extend::Yes
        } else {
            extend
        }
    }

    /// The status given last.
    pub(super) fn last_status(&self) -> Option<Status> {
        self.gestures.last_status
    }

    /// What selections are painted with, while they are.
    #[must_use]
    pub fn painting(&self) -> Option<Status> {
        self.gestures.painting
    }

    pub(super) fn paint(&mut self) {
        if self.stop_painting() {
            return;
        }
        match self.gestures.last_status {
            None => self.notices.info(words::NOTHING_TO_PAINT_WITH),
            Some(status) => {
                self.restore_edges();
                self.gestures.painting = Some(status);
            }
        }
    }

    pub(super) fn stop_painting(&mut self) -> bool {
        self.gestures.painting.take().is_some()
    }

    /// Notes the status that was given; painting goes on with it.
    pub(super) fn note_status(&mut self, status: Status) {
        self.gestures.last_status = Some(status);
        if self.gestures.painting.is_some() {
            self.gestures.painting = Some(status);
        }
    }

    /// A selection was made with the mouse, by so many presses in a row: while painting it is marked at once. The third
    /// press takes the sentence in place of the word that the second one took.
    pub fn selected_with_mouse(&mut self, presses: u8) {
        let Some(status) = self.painting() else {
            self.gestures.painted_by_click = false;
            if self.is_over_several_words() {
                // A loose drag takes whole words; within one word, and with keys, any part of it can be selected.
                self.widen_to_words();
            }
            return;
        };
        let is_selected = self
            .focused_pane()
            .is_some_and(|pane| !pane.selection.is_empty());
        if !is_selected {
            self.gestures.painted_by_click = false;
            return;
        }
        self.widen_to_words();
        if presses == 3 && std::mem::take(&mut self.gestures.painted_by_click) {
            let selection = self.focused_pane().map(|pane| pane.selection);
            self.undo_quietly();
            if let (Some(pane), Some(selection)) = (self.focused_pane_mut(), selection) {
                pane.selection = selection;
            }
        }
        let before = self.revision();
        self.mark(status);
        self.gestures.painted_by_click = presses == 2 && self.revision() != before;
    }

    fn is_over_several_words(&self) -> bool {
        let (Some(text), Some(pane)) = (self.focused_text(), self.focused_pane()) else {
            return false;
        };
        text.slice(pane.selection.range())
            .contains(char::is_whitespace)
    }

    /// A painted selection takes whole words: nobody paints half of one on purpose.
    fn widen_to_words(&mut self) {
        let Some(text) = self.focused_text() else {
            return;
        };
        let Some(pane) = self.focused_pane_mut() else {
            return;
        };
        let range = pane.selection.range();
        let inside =
            |at| segment::word_at(&text, at).filter(|word| word.start < at && at < word.end);
        pane.selection = Selection::of(TextRange {
            start: inside(range.start).map_or(range.start, |word| word.start),
            end: inside(range.end).map_or(range.end, |word| word.end),
        });
    }

    /// What is under way ends, as the caret goes to another pane or another project comes.
    pub(super) fn end_gestures(&mut self) {
        self.gestures.fragments.clear();
        self.gestures.edges = None;
        self.gestures.thread = None;
    }
}
