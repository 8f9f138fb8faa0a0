//! The thread that a drag draws from one mark to another, to tie both to one claim.
//!
//! It asks nothing where it can know: where one of the two states a claim, the other is tied to it; where neither does, a
//! new claim is made of the first one's words. Where they state different ones, it is the first that moves, or is tied
//! too.

use super::picker::PickerKind;
use super::tying::{ClaimChoice, SecondTie};
use super::{App, PaneId, SelectedBy, Selection, words};
use crate::model::AnnotationId;

/// A thread that is being drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Where it begins.
    pub from: AnnotationId,
    /// In which pane.
    pub pane: PaneId,
    /// The mark under its end.
    pub to: Option<AnnotationId>,
}

impl App {
    /// The thread that is being drawn.
    #[must_use]
    pub fn thread(&self) -> Option<Thread> {
        self.gestures.thread
    }

    /// Begins a thread at a mark.
    pub fn begin_thread(&mut self, from: AnnotationId, pane: PaneId) {
        self.gestures.thread = Some(Thread {
            from,
            pane,
            to: None,
        });
    }

    /// The end of the thread is over this mark now, or over none.
    pub fn lead_thread(&mut self, to: Option<AnnotationId>) {
        if let Some(thread) = &mut self.gestures.thread {
            thread.to = to.filter(|to| *to != thread.from);
        }
    }

    /// Lets the thread go; whether there was one.
    pub(super) fn drop_thread(&mut self) -> bool {
        self.gestures.thread.take().is_some()
    }

    /// Ties the two marks of the thread, if it has reached another one.
    pub fn end_thread(&mut self) {
        if let Some(Thread {
            from,
            pane,
            to: Some(to),
        }) = self.gestures.thread.take()
        {
            self.tie_both(from, to, pane);
        }
    }

    /// A press on a mark's letter makes it the target.
    pub fn take_mark(&mut self, mark: AnnotationId, pane: PaneId) {
        self.gestures.thread = None;
        let Some(annotation) = self.project.annotation(mark).cloned() else {
            return;
        };
        let start = Selection::caret(annotation.hull().start);
        self.select(pane, start, SelectedBy::Mouse);
        self.active = Some(mark);
    }

    fn tie_both(&mut self, from: AnnotationId, to: AnnotationId, pane: PaneId) {
        let claim_of = |id| {
            let mark = self.project.annotation(id)?;
            self.project.claim_of(mark).map(|record| record.id)
        };
        let (tied, claim) = match (claim_of(from), claim_of(to)) {
            (Some(one), Some(other)) if one == other => {
                self.choose_claim(one);
                self.take_mark(from, pane);
                self.notices.info(words::TIED_ALREADY);
                return;
            }
            (Some(_), Some(other)) => {
                // The question is about the first mark, which is the target while it is asked.
                self.take_mark(from, pane);
                self.pick(PickerKind::MoveOrAlso(ClaimChoice::Known(other)));
                return;
            }
            (None, Some(claim)) => (vec![from], ClaimChoice::Known(claim)),
            (Some(claim), None) => (vec![to], ClaimChoice::Known(claim)),
            (None, None) => {
                let mark = self.project.annotation(from);
                let words = mark.map_or_else(String::new, |mark| mark.quote());
                (vec![from, to], ClaimChoice::New(words))
            }
        };
        self.tie_marks(&tied, &claim, SecondTie::Move);
        // Whichever was tied, the one that was taken up is the target.
        self.take_mark(from, pane);
    }
}
