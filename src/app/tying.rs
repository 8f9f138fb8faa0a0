//! Claims: tying passages to them by keys.
//!
//! The tour: L opens the popup of claims (`claim_picker.rs`), Shift+L ties to the current claim, which is the one tied to
//! or chosen last; T says how the words stand to it. Words that are not marked yet are marked and tied in one step: the
//! popup asks which status, since a mark without a judgement says nothing. A mark that states another claim is asked
//! about: it moves, or a second mark on the same words is tied too. What each gesture means is `edit::tying`; `tied.rs`
//! knows which marks are tied to what.

use super::picker::PickerKind;
use super::{App, BottomTab, Command, Selection, Target, words};
use crate::compare::two_claims;
use crate::edit::tying::{self, TieContext, TieError, Wish};
use crate::edit::{EditError, Gesture, marking};
use crate::model::{
    Annotation, AnnotationId, ArticleId, Claim, ClaimId, ClaimRecord, Stance, Status,
};
use crate::text::TextRange;
use std::sync::Arc;

/// A claim that was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimChoice {
    /// One that is there.
    Known(ClaimId),
    /// A new one that says this.
    New(String),
}

/// A field of the card of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimField {
    /// What it says.
    Statement,
    /// The remarks.
    Note,
    /// What the second of two says that it is being made.
    Second,
}

/// What happens to a mark that states another claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondTie {
    /// It states the new claim from now on.
    Move,
    /// It keeps its claim; a second mark on the same words states the new one.
    Also,
}

/// What is tied.
enum ToTie {
    Marks(Vec<AnnotationId>),
    Words(ArticleId, Vec<TextRange>),
}

impl App {
    pub(super) fn tie_context(&self) -> TieContext {
        TieContext {
            by: self.reviewer(),
            at: (self.services.clock)(),
        }
    }

    /// The claim that Shift+L ties to: the one tied to or chosen last.
    #[must_use]
    pub fn current_claim(&self) -> Option<&Arc<ClaimRecord>> {
        let mut recent = self.recent_claims.iter();
        recent.find_map(|id| self.project.claim(*id))
    }

    /// Makes a claim the current one.
    pub fn choose_claim(&mut self, id: ClaimId) {
        self.recent_claims.retain(|other| *other != id);
        self.recent_claims.insert(0, id);
    }

    /// What a claim says.
    #[must_use]
    pub fn statement(&self, id: ClaimId) -> &str {
        let record = self.project.claims.get(&id);
        record.map_or("", |record| &record.claim.value.statement)
    }

    /// What was chosen as the current claim; a new one is made, with nothing tied to it yet.
    pub(super) fn take_current_claim(&mut self, claim: ClaimChoice) {
        match claim {
            ClaimChoice::Known(id) => self.choose_claim(id),
            new @ ClaimChoice::New(_) => self.tie_marks(&[], &new, SecondTie::Move),
        }
    }

    /// The claim of the target: that of the active mark.
    #[must_use]
    pub fn target_claim(&self) -> Option<ClaimId> {
        let mark = self.active_mark()?;
        self.project.claim_of(mark).map(|record| record.id)
    }

    /// The marks that are tied to a claim, in the order of articles and places.
    #[must_use]
    pub fn passages(&self, claim: ClaimId) -> Vec<Arc<Annotation>> {
        let marks = self.tied.marks(claim);
        let mut passages: Vec<_> = marks
            .filter_map(|id| self.project.annotation(id).cloned())
            .collect();
        let order = self.articles_in_order();
        passages.sort_by_key(|mark| {
            let article = order.iter().position(|article| article.id == mark.article);
            (article, mark.hull().start, mark.id)
        });
        passages
    }

    /// Whether a mark is tied to a claim.
    pub(super) fn is_tied_to(&self, mark: AnnotationId, claim: ClaimId) -> bool {
        self.project
            .annotation(mark)
            .is_some_and(|mark| mark.claim() == Some(claim))
    }

    /// Makes a claim the current one and goes to its first passage; from one of them to the next, round and round.
    pub fn walk_claim(&mut self, claim: ClaimId) {
        self.choose_claim(claim);
        let passages = self.passages(claim);
        let active = self.active_id();
        let at = passages.iter().position(|mark| Some(mark.id) == active);
        let next = at.map_or(0, |at| (at + 1) % passages.len());
        if let Some(mark) = passages.get(next) {
            self.go_to_mark(mark.id);
        } else {
            let said = match self.in_view() {
                Some(view) => words::nothing_tied_in(&view),
                None => self.nothing_tied_yet(),
            };
            self.notices.info(said);
        }
    }

    /// Lists the passages of a claim below.
    pub fn list_passages(&mut self, claim: ClaimId) {
        self.view.list_filter.clear();
        self.view.list_filter.claim = Some(claim);
        self.run(Command::ShowList(BottomTab::Annotations));
    }

    /// How many passages are tied to a claim, and in how many articles they stand.
    #[must_use]
    pub fn passages_and_articles(&self, claim: ClaimId) -> (usize, usize) {
        self.tied.counts(claim)
    }

    /// The selected rows of the list, else the target. Says what is missing.
    fn to_tie(&mut self) -> Option<ToTie> {
        let rows = self.list_targets();
        if !rows.is_empty() {
            return Some(ToTie::Marks(rows));
        }
        if let Some(mark) = self.edited_mark() {
            self.keep_edges();
            return Some(ToTie::Marks(vec![mark]));
        }
        match self.target() {
            Some(Target::Mark(id)) => Some(ToTie::Marks(vec![id])),
            Some(Target::Selection(article, _)) => {
                let ranges: Vec<TextRange> = self
                    .selected_ranges()
                    .into_iter()
                    .map(|range| self.without_outer_space(article, range))
                    .collect();
                Some(match self.mark_over(article, &ranges) {
                    Some(mark) => ToTie::Marks(vec![mark]),
                    None => ToTie::Words(article, ranges),
                })
            }
            None => {
                self.notices.info(self.nothing_selected());
                None
            }
        }
    }

    /// The mark over exactly these words: my own before another person's, the oldest of them.
    fn mark_over(&self, article: ArticleId, ranges: &[TextRange]) -> Option<AnnotationId> {
        let me = self.reviewer();
        self.candidates(article, ranges)
            .iter()
            .filter(|mark| marking::same_spans(mark, ranges))
            .min_by_key(|mark| (mark.by != me, mark.id))
            .map(|mark| mark.id)
    }

    /// L: asks which claim.
    pub(super) fn tie(&mut self) {
        if self.to_tie().is_some() && !self.is_out_of_view() {
            self.pick(PickerKind::Claim);
        }
    }

    /// Shift+L: the current claim.
    pub(super) fn tie_current(&mut self) {
        let Some(claim) = self.current_claim().map(|record| record.id) else {
            self.notices.info(self.no_current_claim());
            return;
        };
        if self.to_tie().is_some() && !self.is_out_of_view() {
            self.tie_to(ClaimChoice::Known(claim));
        }
    }

    /// Rows of the list are in view by being selected.
    fn is_out_of_view(&mut self) -> bool {
        self.list_targets().is_empty() && self.must_look_first()
    }

    /// Ties what is selected to a claim, after asking what cannot be known: with which status, move or also.
    pub fn tie_to(&mut self, claim: ClaimChoice) {
        match self.to_tie() {
            None => {}
            Some(ToTie::Words(..)) => self.pick(PickerKind::TieAs(claim)),
            Some(ToTie::Marks(marks)) => {
                if marks.iter().any(|mark| self.states_another(*mark, &claim)) {
                    self.pick(PickerKind::MoveOrAlso(claim));
                } else {
                    self.tie_marks(&marks, &claim, SecondTie::Move);
                }
            }
        }
    }

    /// Whether a mark is tied to another claim than this one.
    fn states_another(&self, mark: AnnotationId, claim: &ClaimChoice) -> bool {
        let mark = self.project.annotation(mark);
        let states = mark.and_then(|mark| self.project.claim_of(mark));
        states.is_some_and(|record| *claim != ClaimChoice::Known(record.id))
    }

    /// Ties the marks to a claim, those that state another one as it was answered.
    pub(super) fn tie_second(&mut self, claim: &ClaimChoice, how: SecondTie) {
        if let Some(ToTie::Marks(marks)) = self.to_tie() {
            self.tie_marks(&marks, claim, how);
        }
    }

    /// Marks the selected words and ties them, as one step.
    pub(super) fn mark_and_tie(&mut self, claim: &ClaimChoice, status: Status) {
        let Some(ToTie::Words(article, ranges)) = self.to_tie() else {
            return;
        };
        let is_first = !self.has_marked();
        let candidates = self.candidates(article, &ranges);
        let outcome = marking::mark_among(
            self.project.to_edit(),
            article,
            &ranges,
            status,
            self.mark_context(),
            candidates.iter().map(AsRef::as_ref),
        );
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error) => {
                self.notices.info(error.to_string());
                return;
            }
        };
        let mark = outcome.annotation;
        let mut gesture = Gesture::on(self.project.to_edit());
        let done = gesture
            .add(outcome.edit)
            .map_err(TyingFailed::from)
            .and_then(|()| self.tie_in(&mut gesture, &[mark], claim, SecondTie::Move));
        if let Some(tied) = self.take_gesture(gesture, done, "mark and tie to claim") {
            self.after_marking(mark, status, is_first);
            self.notices.info(words::marked_and_tied(
                status,
                &self.short_statement(tied.claim),
            ));
        }
    }

    /// Ties marks to a claim as one step.
    pub(super) fn tie_marks(
        &mut self,
        marks: &[AnnotationId],
        claim: &ClaimChoice,
        how: SecondTie,
    ) {
        let mut gesture = Gesture::on(self.project.to_edit());
        let done = self.tie_in(&mut gesture, marks, claim, how);
        let label = match (marks, &done) {
            ([], _) => "new claim".to_owned(),
            (
                _,
                Ok(Ties {
                    count: 0, claim, ..
                }),
            ) => {
                self.choose_claim(*claim);
                self.notices.info(words::TIED_ALREADY);
                return;
            }
            ([_, _, ..], _) => format!("tie {} marks to claim", marks.len()),
            (_, Ok(tied)) => tied.label.clone(),
            (_, Err(_)) => String::new(),
        };
        let Some(tied) = self.take_gesture(gesture, done, &label) else {
            return;
        };
        if let ([mark], true) = (marks, self.list_targets().is_empty()) {
            self.activate(tied.second.unwrap_or(*mark));
        }
        self.refresh_listed();
        let statement = self.short_statement(tied.claim);
        let said = match tied.second {
            Some(second) => {
                let said = words::tied_too(&statement, self.active_id() == Some(second));
                self.with_status_keys(&said)
            }
            None => words::tied(tied.count, &statement),
        };
        self.notices.offer(said, "Undo", Command::Undo);
    }

    /// The mark takes the place of the selected words as the target.
    pub(super) fn activate(&mut self, mark: AnnotationId) {
        if let Some(pane) = self.focused_pane_mut() {
            pane.selection = Selection::caret(pane.selection.range().end);
        }
        self.active = Some(mark);
    }

    /// Adds the ties to a gesture, and the claim in front where it is new.
    fn tie_in(
        &self,
        gesture: &mut Gesture,
        marks: &[AnnotationId],
        claim: &ClaimChoice,
        how: SecondTie,
    ) -> Result<Ties, TyingFailed> {
        let context = self.tie_context();
        let id = match claim {
            ClaimChoice::Known(id) => *id,
            ClaimChoice::New(statement) => {
                let id = ClaimId((self.services.new_uuid)());
                let new = Claim {
                    statement: statement.clone(),
                    kind: None,
                    note: String::new(),
                };
                gesture.add(tying::make(id, new, context)?.edit)?;
                id
            }
        };
        let mut tied = Ties {
            claim: id,
            count: 0,
            second: None,
            label: String::new(),
        };
        for mark in marks {
            let done = if how == SecondTie::Also && self.states_another(*mark, claim) {
                let also = self.tie_too(gesture, *mark, id)?;
                tied.second = Some(also.annotation);
                also.tying
            } else {
                tying::tie(gesture.project(), *mark, &Wish::to(id), context)?
            };
            tied.count += usize::from(done.edit.is_some());
            tied.label = done.label;
            gesture.add(done.edit)?;
        }
        Ok(tied)
    }

    /// A second mark on the same words.
    fn tie_too(
        &self,
        gesture: &Gesture,
        mark: AnnotationId,
        claim: ClaimId,
    ) -> Result<tying::Also, TieError> {
        let first = self.project.annotation(mark);
        let ranges: Vec<TextRange> = first.iter().flat_map(|first| first.ranges()).collect();
        let candidates = first.map_or_else(Vec::new, |first| {
            self.candidates(first.article, &ranges)
                .iter()
                .filter_map(|mark| gesture.project().annotation(mark.id).cloned())
                .collect()
        });
        tying::also(
            gesture.project(),
            mark,
            claim,
            AnnotationId((self.services.new_uuid)()),
            candidates.iter().map(AsRef::as_ref),
            self.tie_context(),
        )
    }

    /// Commits a gesture and makes its claim the current one, or says what stands against it.
    fn take_gesture(
        &mut self,
        gesture: Gesture,
        done: Result<Ties, TyingFailed>,
        label: &str,
    ) -> Option<Ties> {
        let tied = match done {
            Ok(tied) => tied,
            Err(error) => {
                self.notices.info(error.to_string());
                return None;
            }
        };
        let edit = self.with_reviewer(gesture.into_edit()?);
        self.commit(edit, label);
        self.choose_claim(tied.claim);
        Some(tied)
    }

    /// The marks whose tie can be changed: the selected rows, else the active mark, those that state a claim. Says so
    /// where there is none.
    fn tied_targets(&mut self) -> Vec<AnnotationId> {
        let mut marks = self.list_targets();
        if marks.is_empty() {
            marks.extend(self.active_id());
        }
        if marks.is_empty() {
            self.notices.info(words::NO_ACTIVE_MARK);
            return marks;
        }
        marks.retain(|id| {
            let mark = self.project.annotation(*id);
            mark.is_some_and(|mark| self.project.claim_of(mark).is_some())
        });
        if marks.is_empty() {
            self.notices.info(self.not_tied());
        } else if self.is_out_of_view() {
            marks.clear();
        }
        marks
    }

    /// Whether a mark that states a claim is the target.
    pub(super) fn has_tied_target(&self) -> bool {
        let rows = self.list_targets();
        let states = |id: &AnnotationId| {
            let mark = self.project.annotation(*id);
            mark.is_some_and(|mark| self.project.claim_of(mark).is_some())
        };
        rows.iter().any(states) || rows.is_empty() && self.target_claim().is_some()
    }

    /// T: asks how the words stand to the claim.
    pub(super) fn stance(&mut self) {
        if !self.tied_targets().is_empty() {
            self.pick(PickerKind::Stance);
        }
    }

    /// Says how the words of the target stand to their claim.
    pub fn set_stance(&mut self, stance: Stance) {
        let marks = self.tied_targets();
        self.set_stances(&marks, stance);
    }

    /// Says how the words of a mark stand to its claim.
    pub fn set_stance_of(&mut self, mark: AnnotationId, stance: Stance) {
        self.set_stances(&[mark], stance);
    }

    fn set_stances(&mut self, marks: &[AnnotationId], stance: Stance) {
        let context = self.tie_context();
        self.change_ties(marks, "change stance", |project, mark| {
            tying::set_stance(project, mark, stance, context)
        });
    }

    /// Takes the target off its claim.
    pub(super) fn untie(&mut self) {
        let marks = self.tied_targets();
        let context = self.tie_context();
        let done = self.change_ties(&marks, "untie from claim", |project, mark| {
            tying::untie(project, mark, context)
        });
        if done > 0 {
            self.notices
                .offer(words::untied(done), "Undo", Command::Undo);
        }
    }

    /// Writes where the passage of a mark comes from in the end, as the field is left.
    pub fn set_root(&mut self, mark: AnnotationId, root: &str) {
        let context = self.tie_context();
        self.change_ties(&[mark], "change root", |project, mark| {
            tying::set_root(project, mark, root, context)
        });
    }

    /// Changes ties as one step; how many changed.
    fn change_ties(
        &mut self,
        marks: &[AnnotationId],
        label: &str,
        change: impl Fn(&crate::model::Project, AnnotationId) -> Result<tying::Tying, TieError>,
    ) -> usize {
        let mut edits = Vec::new();
        for mark in marks {
            match change(&self.project, *mark) {
                Ok(done) => edits.extend(done.edit),
                Err(error) => {
                    self.notices.info(error.to_string());
                    return 0;
                }
            }
        }
        let changed = edits.len();
        if changed > 0 {
            let edit = self.with_reviewer(crate::edit::Edit::Batch(edits));
            self.commit(edit, label);
            self.refresh_listed();
        }
        changed
    }

    /// The claim that a command without a target acts on: that of the row of the board that has the keyboard, of the active
    /// mark, else the current one.
    #[must_use]
    pub fn claim_at_hand(&self) -> Option<ClaimId> {
        self.claim_on_board()
            .or_else(|| self.target_claim())
            .or_else(|| self.current_claim().map(|record| record.id))
    }

    /// What the claim at hand says, for the commands that are about it.
    #[must_use]
    pub fn statement_at_hand(&self) -> Option<String> {
        self.claim_at_hand().map(|id| self.short_statement(id))
    }

    /// No mark is the target any more, so that what is done to a claim is done to the current one.
    pub fn leave_mark(&mut self) {
        self.active = None;
    }

    /// Lists the passages of the claim at hand.
    pub(super) fn list_passages_at_hand(&mut self) {
        match self.claim_at_hand() {
            Some(claim) => self.list_passages(claim),
            None => self.notices.info(self.no_current_claim()),
        }
    }

    /// Opens the card of the claim at hand at one of its fields; at the second statement it is being split.
    pub(super) fn edit_claim(&mut self, field: ClaimField) {
        match self.claim_at_hand() {
            Some(claim) => self.edit_this_claim(claim, field),
            None => self.notices.info(self.no_current_claim()),
        }
    }

    /// Opens the card of a claim.
    pub(super) fn edit_this_claim(&mut self, claim: ClaimId, field: ClaimField) {
        let Some(record) = self.project.claim(claim) else {
            return;
        };
        let mut draft = record.claim.value.clone();
        let second = (field == ClaimField::Second).then(|| {
            let parts = two_claims(&draft.statement);
            parts.map_or_else(String::new, |parts| {
                draft.statement = parts.first;
                parts.second
            })
        });
        self.view.dialog = Some(super::Dialog::EditClaim {
            claim: record.id,
            draft: Box::new(draft),
            second,
            field,
        });
    }

    /// Makes two claims of one, as one step: its passages stay with the first, the second is the current claim then.
    pub fn split_claim(&mut self, id: ClaimId, first: Claim, second: &str) {
        let context = self.tie_context();
        let new = ClaimId((self.services.new_uuid)());
        let other = Claim {
            statement: second.to_owned(),
            kind: first.kind,
            note: String::new(),
        };
        let edits = tying::change(&self.project, id, first, context)
            .and_then(|changed| Ok([changed.edit, tying::make(new, other, context)?.edit]));
        match edits {
            Ok(edits) => {
                let edit = crate::edit::Edit::Batch(edits.into_iter().flatten().collect());
                let edit = self.with_reviewer(edit);
                self.commit(edit, "split claim");
                self.choose_claim(new);
                self.notices.info(self.claim_split());
            }
            Err(error) => self.notices.info(error.to_string()),
        }
    }

    /// Writes a claim.
    pub fn set_claim(&mut self, id: ClaimId, claim: Claim) {
        match tying::change(&self.project, id, claim, self.tie_context()) {
            Ok(done) => {
                if let Some(edit) = done.edit {
                    let edit = self.with_reviewer(edit);
                    self.commit(edit, &done.label);
                }
            }
            Err(error) => self.notices.info(error.to_string()),
        }
    }

    /// Deletes the claim at hand; its passages keep their marks.
    pub(super) fn delete_claim(&mut self) {
        let Some(id) = self.claim_at_hand() else {
            self.notices.info(self.no_current_claim());
            return;
        };
        let (passages, _) = self.passages_and_articles(id);
        match tying::delete(&self.project, id, self.tie_context()) {
            Ok(done) => {
                if let Some(edit) = done.edit {
                    let said = words::claim_deleted(&self.short_statement(id), passages);
                    let edit = self.with_reviewer(edit);
                    self.commit(edit, &done.label);
                    self.notices.offer(said, "Undo", Command::Undo);
                }
            }
            Err(error) => self.notices.info(error.to_string()),
        }
    }

    /// A statement as messages quote it.
    pub(super) fn short_statement(&self, id: ClaimId) -> String {
        words::shortened(self.statement(id), MOST_QUOTED)
    }
}

/// Characters of a statement that a message quotes.
const MOST_QUOTED: usize = 48;

/// What came of tying.
struct Ties {
    claim: ClaimId,
    /// Marks that were not tied so before.
    count: usize,
    /// The second mark on words that state another claim too.
    second: Option<AnnotationId>,
    label: String,
}

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
enum TyingFailed {
    #[error(transparent)]
    Tie(#[from] TieError),
    #[error(transparent)]
    Edit(#[from] EditError),
}
