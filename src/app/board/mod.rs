//! The claim board: which rows it shows in which order, where the keyboard is in it, and what its cells do.
//!
//! The tour: [`Board`] holds the rows (`rows.rs` keeps them up to date) and the cell with the keyboard; the methods of
//! [`App`] move it, go to the passages of a row and say that an article does not say something. How it looks is
//! `ui/panels/board`.
//!
//! Invariant: judging never moves a row under the eye. Rows are sorted anew only where the order, the filter or the claims
//! have changed; the cell with the keyboard stays with its claim.

mod nearest;
mod rows;

use super::{App, BottomTab, Command, Region, Reveal, RevealHow, SelectedBy, Selection, words};
use crate::compare::board::{self, Row};
use crate::compare::{BoardFilter, BoardOrder, Cell, ClaimStatus, Passage, ReadBy};
use crate::edit::{
    Edit,
    tying::{self, Tying},
};
use crate::model::{AnnotationId, ArticleId, ClaimId};
use rows::{BoardRows, MadeFrom};
use std::collections::BTreeSet;

/// A column of the board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BoardColumn {
    /// The claims themselves.
    #[default]
    Claim,
    /// What an article says of them.
    Article(ArticleId),
}

/// What rows were shown for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ShownFor {
    revision: u64,
    filter: BoardFilter,
    order: BoardOrder,
    columns: Vec<ArticleId>,
}

/// The board as it was made last.
#[derive(Clone, Debug, Default)]
pub struct Board {
    rows: BoardRows,
    shown: Vec<ClaimId>,
    shown_for: Option<ShownFor>,
    total: usize,
    /// Articles of which no row has anything to say.
    silent: BTreeSet<ArticleId>,
    /// The claim with the keyboard, and where it stood when it was last shown.
    claim: Option<ClaimId>,
    at: usize,
    column: BoardColumn,
    /// Which passage of the cell has it, where there are several.
    passage: usize,
    /// The claim that had the keyboard when the filter hid it: it has it again when it is shown.
    hidden: Option<ClaimId>,
    /// Whether the row with the keyboard should come into view.
    comes_into_view: bool,
}

impl Board {
    /// The claims that fit the filter, in the order that was asked for.
    #[must_use]
    pub fn shown(&self) -> &[ClaimId] {
        &self.shown
    }

    /// How many claims there are without the filter.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// The row of a claim.
    #[must_use]
    pub fn row(&self, claim: ClaimId) -> Option<&Row> {
        self.rows.get(claim)
    }

    /// Whether no row has a passage of an article, so that its column may fold.
    #[must_use]
    pub fn is_silent(&self, article: ArticleId) -> bool {
        self.silent.contains(&article)
    }

    /// Which of the shown rows has the keyboard.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// Which column has it.
    #[must_use]
    pub fn column(&self) -> BoardColumn {
        self.column
    }

    /// Which passage of the cell has it, from 0.
    #[must_use]
    pub fn passage(&self) -> usize {
        self.passage
    }

    /// How many passages the cell with the keyboard has.
    fn passages_here(&self) -> usize {
        match (self.claim.and_then(|claim| self.row(claim)), self.column) {
            (Some(row), BoardColumn::Article(article)) => row.of_article(article).len(),
            _ => 0,
        }
    }
}

impl App {
    /// The board as it was made last.
    #[must_use]
    pub fn board(&self) -> &Board {
        &self.board
    }

    /// What a claim amounts to; nothing where it is not there.
    pub fn claim_status(&mut self, claim: ClaimId) -> Option<ClaimStatus> {
        let made_from = MadeFrom {
            project: &self.project,
            decisions: self.marks.decisions(),
            tied: &self.tied,
        };
        let row = self.board.rows.make(made_from, self.revision, claim);
        row.map(|row| row.status)
    }

    fn refresh_rows(&mut self) {
        let made_from = MadeFrom {
            project: &self.project,
            decisions: self.marks.decisions(),
            tied: &self.tied,
        };
        self.board.rows.make_all(made_from, self.revision);
    }

    pub(super) fn follow_board(&mut self, edit: &Edit) {
        let made_from = MadeFrom {
            project: &self.project,
            decisions: self.marks.decisions(),
            tied: &self.tied,
        };
        self.board.rows.follow(made_from, edit, self.revision);
    }

    /// Brings the board up to date where the project, the filter or the order has changed.
    pub fn refresh_board(&mut self) {
        let columns = self.board_columns();
        let shown_for = ShownFor {
            revision: self.revision,
            filter: self.view.board_filter.clone(),
            order: self.view.board_order,
            columns,
        };
        if self.board.shown_for.as_ref() == Some(&shown_for) {
            return;
        }
        self.refresh_rows();
        let Board { rows, .. } = &self.board;
        let fitting: Vec<&Row> = rows
            .iter()
            .filter(|row| {
                let claim = self.project.claim(row.claim);
                claim.is_some_and(|claim| shown_for.filter.fits(row, claim))
            })
            .collect();
        let speaking: BTreeSet<ArticleId> = rows
            .iter()
            .flat_map(|row| row.passages.iter().map(|passage| passage.article))
            .collect();
        let silent = shown_for.columns.iter().copied();
        let silent = silent.filter(|article| !speaking.contains(article));
        let silent: BTreeSet<ArticleId> = silent.collect();
        let total = rows.iter().count();
        let shown = self.in_order(fitting, &shown_for);
        let board = &mut self.board;
        board.silent = silent;
        board.total = total;
        board.shown = shown;
        board.shown_for = Some(shown_for);
        self.keep_cell();
    }

    /// The rows as they stood, where only what they say has changed; sorted where anything else has.
    fn in_order(&self, mut fitting: Vec<&Row>, shown_for: &ShownFor) -> Vec<ClaimId> {
        let fits: BTreeSet<ClaimId> = fitting.iter().map(|row| row.claim).collect();
        let before = self.board.shown_for.as_ref().is_some_and(|before| {
            before.filter == shown_for.filter
                && before.order == shown_for.order
                && before.columns == shown_for.columns
        });
        let was_shown: BTreeSet<ClaimId> = self.board.shown.iter().copied().collect();
        if before && fits.is_subset(&was_shown) {
            let shown = self.board.shown.iter().copied();
            return shown.filter(|claim| fits.contains(claim)).collect();
        }
        shown_for.order.sort(&mut fitting, &shown_for.columns);
        fitting.iter().map(|row| row.claim).collect()
    }

    /// The cell with the keyboard stays with its claim; where that is gone, with its place.
    fn keep_cell(&mut self) {
        let Board {
            shown,
            claim,
            at,
            column,
            shown_for,
            hidden,
            comes_into_view,
            ..
        } = &mut self.board;
        if let Some(back) = *hidden
            && shown.contains(&back)
        {
            *claim = Some(back);
            *hidden = None;
            *comes_into_view = true;
        }
        let now = shown.iter().position(|other| Some(*other) == *claim);
        if now.is_none() && hidden.is_none() {
            *hidden = *claim;
        }
        *at = now.unwrap_or((*at).min(shown.len().saturating_sub(1)));
        *claim = shown.get(*at).copied();
        let columns = shown_for.iter().flat_map(|shown_for| &shown_for.columns);
        if let BoardColumn::Article(article) = column
            && !columns.into_iter().any(|other| other == article)
        {
            *column = BoardColumn::Claim;
        }
    }

    /// The articles of the columns, from left to right.
    #[must_use]
    pub fn board_columns(&self) -> Vec<ArticleId> {
        let articles = self.articles_in_order();
        articles.iter().map(|article| article.id).collect()
    }

    /// What stands in a cell.
    #[must_use]
    pub fn board_cell(&self, claim: ClaimId, article: ArticleId) -> Option<Cell<'_>> {
        let record = self.project.claim(claim)?;
        let read_by = ReadBy::Only(self.reviewer());
        let article = self.project.article(article)?;
        Some(board::cell(
            self.board.row(claim)?,
            record,
            article,
            read_by,
        ))
    }

    /// Whether commands act on the board: it is in front and has the keyboard.
    #[must_use]
    pub fn is_on_board(&self) -> bool {
        self.view.region == Region::Bottom && self.view.shows_board()
    }

    /// Gives a cell the keyboard's place in the board.
    pub fn choose_board_cell(&mut self, row: usize, column: BoardColumn) {
        let board = &mut self.board;
        board.at = row.min(board.shown.len().saturating_sub(1));
        board.claim = board.shown.get(board.at).copied();
        board.column = column;
        board.passage = 0;
        board.hidden = None;
    }

    /// Goes a passage further down: inside the cell first, then on to the next row.
    pub fn board_down(&mut self) {
        let board = &mut self.board;
        if board.passage + 1 < board.passages_here() {
            board.passage += 1;
        } else if board.at + 1 < board.shown.len() {
            let (row, column) = (board.at + 1, board.column);
            self.choose_board_cell(row, column);
        }
    }

    /// Goes a passage up: inside the cell first, then to the last one of the row before.
    pub fn board_up(&mut self) {
        let board = &mut self.board;
        if board.passage > 0 {
            board.passage -= 1;
        } else if board.at > 0 {
            let (row, column) = (board.at - 1, board.column);
            self.choose_board_cell(row, column);
            self.board.passage = self.board.passages_here().saturating_sub(1);
        }
    }

    /// Gives a passage of the cell with the keyboard its place.
    pub fn choose_board_passage(&mut self, passage: usize) {
        self.board.passage = passage.min(self.board.passages_here().saturating_sub(1));
    }

    /// Gives the row of a claim the keyboard's place in the board, and brings it into view.
    pub fn choose_board_row(&mut self, claim: ClaimId) {
        let board = &mut self.board;
        board.claim = Some(claim);
        board.hidden = None;
        board.comes_into_view = true;
        // A new one has its row at the next look.
        if let Some(at) = board.shown.iter().position(|other| *other == claim) {
            board.at = at;
        }
    }

    /// Whether the row with the keyboard's place should come into view; asked once.
    pub fn take_board_row_to_show(&mut self) -> bool {
        std::mem::take(&mut self.board.comes_into_view)
    }

    /// The claim and the article of the cell with the keyboard, while the board has it.
    pub(super) fn cell_at_hand(&self) -> Option<(ClaimId, ArticleId)> {
        let claim = self.claim_on_board()?;
        match self.board.column {
            BoardColumn::Claim => None,
            BoardColumn::Article(article) => Some((claim, article)),
        }
    }

    /// The claim of the row with the keyboard, while the board has it.
    pub(super) fn claim_on_board(&self) -> Option<ClaimId> {
        self.board.claim.filter(|_| self.is_on_board())
    }

    /// Whether a key is about a passage while the board has the keyboard in a cell without one: a mark elsewhere is not
    /// what the eye is on.
    #[must_use]
    pub fn lacks_passage(&self, command: Command) -> bool {
        let is_about_passage = matches!(
            command,
            Command::Mark(_)
                | Command::Note
                | Command::ShouldRead
                | Command::DeleteMark
                | Command::Cite
                | Command::CiteLast
                | Command::Tie
                | Command::TieCurrent
                | Command::Stance
                | Command::Untie
                | Command::UseReportedRoot
        );
        is_about_passage && self.is_on_board() && self.board_targets().is_empty()
    }

    /// Says that a key needs a cell with a passage.
    pub fn say_no_passage(&mut self) {
        self.notices.info(words::NO_PASSAGE_HERE);
    }

    /// The marks on which a command acts: of each passage in the cell mine, else the first one made.
    pub(super) fn board_targets(&self) -> Vec<AnnotationId> {
        let cell = self
            .cell_at_hand()
            .and_then(|(claim, article)| self.board_cell(claim, article));
        let Some(Cell::Passages(passages)) = cell else {
            return Vec::new();
        };
        // Of several passages in a cell the one that the inspector shows: nobody judges what they do not look at.
        if let Some(active) = self.active_id()
            && passages
                .iter()
                .any(|one| one.annotations().any(|id| id == active))
        {
            return vec![active];
        }
        passages
            .iter()
            .map(|passage| self.mine_of(passage))
            .collect()
    }

    /// The mark of a passage that keys act on: mine, else the first one made.
    fn mine_of(&self, passage: &Passage) -> AnnotationId {
        let me = self.reviewer();
        let mut annotations = passage.annotations();
        annotations
            .find(|id| {
                let mark = self.project.annotation(*id);
                mark.is_some_and(|mark| mark.by == me)
            })
            .unwrap_or(passage.annotation)
    }

    /// Shows the passage of the cell with the keyboard, which keys act on, in its article and in the inspector. The
    /// keyboard stays on the board.
    pub fn show_board_cell(&mut self) {
        let cell = self
            .cell_at_hand()
            .and_then(|(claim, article)| self.board_cell(claim, article));
        let Some(Cell::Passages(passages)) = cell else {
            return;
        };
        let chosen = passages.get(self.board.passage).or(passages.first());
        if let Some(id) = chosen.map(|passage| self.mine_of(passage)) {
            self.show_from_list(id);
        }
    }

    /// Puts every pane on its passage of the row with the keyboard, and the caret on that of its column; `passage` where
    /// a cell has several.
    pub fn go_to_board_cell(&mut self, passage: Option<AnnotationId>) {
        let Some(row) = self.board.claim.and_then(|claim| self.board.row(claim)) else {
            return;
        };
        let first_of = |article| row.of_article(article).first().map(|one| one.annotation);
        let focused = self.focused_pane().map(|pane| pane.article);
        let target = passage.or_else(|| match self.board.column {
            BoardColumn::Article(article) => {
                let passages = row.of_article(article);
                let chosen = passages.get(self.board.passage).or(passages.first());
                chosen.map(|one| one.annotation)
            }
            // The eye stays where it is, if that article has a passage.
            BoardColumn::Claim => focused.and_then(first_of).or_else(|| {
                let mut columns = self.board_columns().into_iter();
                columns.find_map(first_of)
            }),
        });
        let others: Vec<(ArticleId, AnnotationId)> = self
            .board_columns()
            .into_iter()
            .filter_map(|article| Some((article, first_of(article)?)))
            .collect();
        let (column, claim) = (self.board.column, row.claim);
        self.choose_claim(claim);
        self.remember_place();
        self.without_jumps(|app| {
            for (article, id) in others {
                app.show_passage(article, id);
            }
            match (target, column) {
                (Some(id), _) if app.marks.shows(id) => app.go_to_mark(id),
                (_, BoardColumn::Article(article)) => match app.near_cell(claim, article) {
                    Some(near) => app.go_to_words(article, near.range),
                    None => app.focus_article(article),
                },
                _ => {}
            }
        });
    }

    /// Brings a passage into view in the panes of its article that are open, without the caret going there.
    fn show_passage(&mut self, article: ArticleId, id: AnnotationId) {
        let Some(mark) = self.project.annotation(id) else {
            return;
        };
        if !self.marks.shows(id) {
            return;
        }
        let hull = mark.hull();
        for pane in self.panes.iter_mut().filter(|pane| pane.article == article) {
            pane.selection = Selection::caret(hull.start);
            pane.selected_by = SelectedBy::Keys;
            pane.goal_x = None;
            pane.reveal = Some(Reveal {
                range: hull,
                how: RevealHow::Jump,
            });
        }
    }

    /// Whether the cell with the keyboard is empty, so that somebody can say that its article does not say it.
    pub(super) fn is_on_empty_cell(&self) -> bool {
        self.cell_at_hand()
            .and_then(|(claim, article)| self.board_cell(claim, article))
            .is_some_and(|cell| !matches!(cell, Cell::Passages(_)))
    }

    /// Says that the article of an empty cell does not say it, or takes that back.
    pub(super) fn does_not_say(&mut self) {
        let (Some((claim, article)), true) = (self.cell_at_hand(), self.is_on_empty_cell()) else {
            self.notices.info(words::NO_EMPTY_CELL);
            return;
        };
        let is_said = matches!(
            self.board_cell(claim, article),
            Some(Cell::DoesNotSay { .. })
        );
        let title = self
            .project
            .article(article)
            .map_or("", |article| article.display_title())
            .to_owned();
        let say = if is_said {
            tying::take_absent_back
        } else {
            tying::say_absent
        };
        let Ok(Tying {
            edit: Some(edit),
            label,
        }) = say(&self.project, claim, article, self.tie_context())
        else {
            return;
        };
        let edit = self.with_reviewer(edit);
        self.commit(edit, &label);
        let said = if is_said {
            words::does_not_say_taken_back(&title)
        } else {
            words::does_not_say(&title)
        };
        self.notices.offer(said, "Undo", Command::Undo);
    }
}

impl super::View {
    /// Whether the board is in front of the lists and open.
    #[must_use]
    pub fn shows_board(&self) -> bool {
        self.bottom && self.bottom_tab == BottomTab::Board && !self.articles_only
    }
}
