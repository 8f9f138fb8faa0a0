//! Views: whose marks are shown in the text, the lists and the board.
//!
//! A view hides marks, never what others say on a mark that is shown; what is done meanwhile is done to the whole project.

use super::picker::{Picked, PickerKind, PickerRow, fitting};
use super::{App, words};
use crate::compare::{Cell, ClaimStatus, Reason};
use crate::model::ReviewerId;

/// Whose marks are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SeenMarks {
    /// Everybody's.
    #[default]
    All,
    /// Those that the person at this machine made or judged.
    Mine,
    /// Those that this person made or judged.
    Of(ReviewerId),
    /// Those on which readers differ and nobody has decided.
    Disagreements,
}

/// A view as a command asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarksView {
    /// Everybody's marks.
    All,
    /// One's own.
    Mine,
    /// One person's, who is chosen in a popup.
    OnePerson,
    /// Those on which readers differ.
    Disagreements,
}

impl MarksView {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 4] = [Self::All, Self::Mine, Self::OnePerson, Self::Disagreements];
}

impl App {
    /// Whether the marks are shown in this view.
    #[must_use]
    pub fn shows_view(&self, view: MarksView) -> bool {
        matches!(
            (self.seen_marks(), view),
            (SeenMarks::All, MarksView::All)
                | (SeenMarks::Mine, MarksView::Mine)
                | (SeenMarks::Of(_), MarksView::OnePerson)
                | (SeenMarks::Disagreements, MarksView::Disagreements)
        )
    }

    pub(super) fn choose_view(&mut self, view: MarksView) {
        match view {
            MarksView::All => self.see(SeenMarks::All),
            MarksView::Mine => self.see(SeenMarks::Mine),
            MarksView::OnePerson => self.pick(PickerKind::Reader),
            MarksView::Disagreements => self.see(SeenMarks::Disagreements),
        }
    }

    /// Shows these marks and no others.
    pub fn see(&mut self, marks: SeenMarks) {
        if self.chosen_marks() != marks {
            self.look_at(marks);
        }
    }

    /// Says which marks are shown from now on.
    pub(super) fn say_view(&mut self) {
        match self.view_text() {
            Some(view) => self.notices.info(words::view_chosen(&view)),
            None => self.notices.take_back(words::VIEW_BEGINS),
        }
    }

    /// What the status bar says of the view; nothing where all marks are shown.
    #[must_use]
    pub fn view_text(&self) -> Option<String> {
        match self.seen_marks() {
            SeenMarks::All => None,
            SeenMarks::Mine => Some("only yours".to_owned()),
            SeenMarks::Of(reviewer) => {
                Some(format!("only {}'s", self.project.reviewer_name(reviewer)))
            }
            SeenMarks::Disagreements => Some("only disagreements".to_owned()),
        }
    }

    /// How a sentence about what is shown begins, where a view hides marks.
    #[must_use]
    pub fn in_view(&self) -> Option<String> {
        match self.seen_marks() {
            SeenMarks::All => None,
            SeenMarks::Mine => Some(words::IN_YOUR_VIEW.to_owned()),
            SeenMarks::Of(reviewer) => {
                Some(words::in_view_of(&self.project.reviewer_name(reviewer)))
            }
            SeenMarks::Disagreements => Some(words::IN_DISAGREEMENTS.to_owned()),
        }
    }

    /// The line under a claim.
    #[must_use]
    pub fn claim_line(&self, status: &ClaimStatus) -> String {
        match (status.reason, self.in_view()) {
            (Reason::NothingTied, Some(view)) => words::nothing_tied_in(&view),
            _ => status.line(),
        }
    }

    /// Why a cell of the claim board has no words, and what that means.
    #[must_use]
    pub fn empty_cell(&self, cell: Cell<'_>) -> (&'static str, &'static str) {
        let may_be_hidden = matches!(cell, Cell::NotLookedYet | Cell::NothingMarked);
        if may_be_hidden && self.seen_marks() != SeenMarks::All {
            return (words::NOTHING_IN_VIEW, words::NOTHING_IN_VIEW_HELP);
        }
        (words::empty_cell(cell), words::empty_cell_help(cell))
    }

    /// Where no disagreement is shown.
    #[must_use]
    pub fn no_disagreements(&self) -> String {
        match (self.seen_marks(), self.in_view()) {
            (SeenMarks::Disagreements, _) => words::NOTHING_TO_DECIDE.to_owned(),
            (_, Some(view)) => words::no_disagreements_in(&view),
            (_, None) => words::NO_DISAGREEMENTS.to_owned(),
        }
    }

    /// Where nothing stands against each other.
    #[must_use]
    pub fn no_conflicts(&self) -> String {
        let view = self.in_view();
        view.map_or_else(
            || words::NO_CONFLICTS.to_owned(),
            |view| words::no_conflicts_in(&view),
        )
    }

    /// Where nothing waits for a sign-off.
    #[must_use]
    pub fn nothing_waits(&self) -> String {
        let view = self.in_view();
        view.map_or_else(
            || words::ALL_SIGNED.to_owned(),
            |view| words::nothing_waits_in(&view),
        )
    }

    /// Where no mark is shown.
    #[must_use]
    pub fn no_marks(&self) -> String {
        let view = self.in_view();
        view.map_or_else(|| self.no_marks_yet(), |view| words::no_marks_in(&view))
    }

    pub(super) fn reader_rows(&self, typed: &str) -> Vec<PickerRow> {
        let me = self.reviewer();
        let row = |id: &ReviewerId| PickerRow {
            title: self.project.reviewer_name(*id),
            detail: if *id == me {
                "you".to_owned()
            } else {
                String::new()
            },
            key: String::new(),
            is_enabled: true,
            picked: Picked::Reader(*id),
        };
        fitting(self.project.reviewers.keys().map(row).collect(), typed)
    }
}
