//! The nearest passage in an empty cell of the board: shown, then tied.
//!
//! Enter on an empty cell shows the words first, with the keyboard staying on the board, and ties them at the second press:
//! nobody marks what they have not seen. The button in the cell and the command tie at once, as the words stand before the
//! eye there.

use crate::app::{App, BoardColumn, Command, Region, Target, words};
use crate::edit::tying::{self, Wish};
use crate::model::{AnnotationId, ArticleId, ClaimId, Status};
use crate::text::TextRange;

impl App {
    /// Enter on the board: puts the panes on the passages of the row; on an empty cell shows the nearest words, and at the
    /// second press ties them. Returns whether the keyboard stays on the board.
    pub fn enter_board_cell(&mut self) -> bool {
        let Some((claim, article, range)) = self.nearest_at_hand() else {
            self.go_to_board_cell(None);
            return false;
        };
        if self.target() == Some(Target::Selection(article, range)) {
            self.tie_nearest();
        } else {
            self.go_to_board_cell(None);
            self.view.region = Region::Bottom;
            self.view.focus_text = false;
            let statement = self.short_statement(claim);
            self.notices.info(words::enter_ties_nearest(&statement));
        }
        true
    }

    /// The claim and the article of the empty cell with the keyboard, and the nearest words there.
    fn nearest_at_hand(&self) -> Option<(ClaimId, ArticleId, TextRange)> {
        let (claim, article) = self.cell_at_hand()?;
        let near = self.near_cell(claim, article)?;
        Some((claim, article, near.range))
    }

    /// Whether the cell with the keyboard is empty and has words nearby.
    pub(in crate::app) fn has_nearest(&self) -> bool {
        self.nearest_at_hand().is_some()
    }

    /// Goes to the nearest words of the empty cell with the keyboard.
    pub(in crate::app) fn go_to_nearest(&mut self) {
        match self.nearest_at_hand() {
            Some((_, article, range)) => self.go_to_words(article, range),
            None => self.notices.info(words::NO_NEAREST),
        }
    }

    /// Marks the nearest words of the empty cell with the keyboard and ties them to its claim, as one step.
    pub(in crate::app) fn tie_nearest(&mut self) {
        let Some((claim, article, range)) = self.nearest_at_hand() else {
            self.notices.info(words::NO_NEAREST);
            return;
        };
        let place = (article, self.without_outer_space(article, range));
        let candidates = self.candidates(article, &[place.1]);
        let done = tying::state(
            self.project.to_edit(),
            place,
            &Wish::to(claim),
            AnnotationId((self.services.new_uuid)()),
            candidates.iter().map(AsRef::as_ref),
            self.tie_context(),
        );
        let edit = match done {
            Ok(done) => done.tying.edit,
            Err(error) => {
                self.notices.info(error.to_string());
                return;
            }
        };
        let Some(edit) = edit else { return };
        let edit = self.with_reviewer(edit);
        self.commit(edit, "mark and tie to claim");
        self.choose_claim(claim);
        self.refresh_board();
        let at = self.board().at();
        self.choose_board_cell(at, BoardColumn::Article(article));
        self.show_board_cell();
        let said = words::marked_and_tied(Status::Unverified, &self.short_statement(claim));
        self.notices.offer(said, "Undo", Command::Undo);
    }
}
