//! Marking: what the keys 1, 2 and 3, notes and deletion do to the target.

use super::{App, Command, Field, Selection, Target, words};
use crate::edit::Edit;
use crate::edit::marking::{self, MarkContext, MarkError, Outcome, OutcomeKind};
use crate::model::{
    Annotation, AnnotationId, ArticleId, REVIEWER_COLOURS, Record, Register, Reviewer, Status,
};
use crate::text::TextRange;
use std::sync::Arc;

impl App {
    pub(super) fn mark_context(&self) -> MarkContext {
        MarkContext {
            by: self.reviewer(),
            at: (self.services.clock)(),
            new_id: AnnotationId((self.services.new_uuid)()),
        }
    }

    /// Gives the target a status.
    pub(super) fn mark(&mut self, status: Status) {
        let rows = self.list_targets();
        if !rows.is_empty() {
            self.mark_rows(&rows, status);
            return;
        }
        let Some(target) = self.target() else {
            self.notices.info(self.nothing_selected());
            return;
        };
        if self.must_look_first() {
            return;
        }
        // A status given while edges are changed is given to the mark as it stands then.
        let target = match self.edited_mark() {
            Some(mark) => {
                self.keep_edges();
                Target::Mark(mark)
            }
            None => target,
        };
        let context = self.mark_context();
        let outcome = match target {
            Target::Selection(article, _) => {
                let ranges: Vec<TextRange> = self
                    .selected_ranges()
                    .into_iter()
                    .map(|range| self.without_outer_space(article, range))
                    .collect();
                let candidates = self.candidates(article, &ranges);
                marking::mark_among(
                    self.project.to_edit(),
                    article,
                    &ranges,
                    status,
                    context,
                    candidates.iter().map(AsRef::as_ref),
                )
            }
            Target::Mark(id) => marking::set_status(&self.project, id, status, context),
        };
        let is_first = !self.has_marked();
        let Some(annotation) = self.take_outcome(outcome) else {
            return;
        };
        self.after_marking(annotation, status, is_first);
    }

    /// The words of the target are a mark now.
    pub(super) fn after_marking(
        &mut self,
        annotation: AnnotationId,
        status: Status,
        is_first: bool,
    ) {
        self.note_status(status);
        self.drop_fragments();
        self.notices.take_back(&self.fragment_kept());
        let nothing_selected = self.nothing_selected();
        self.notices.take_back(&nothing_selected);
        self.notices.take_back(words::OFF_SCREEN);
        self.notices.take_back(words::SELECTION_OFF_SCREEN);
        // The words are a mark now: the selection makes way for it.
        if let Some(pane) = self.focused_pane_mut() {
            pane.selection = Selection::caret(pane.selection.range().end);
        }
        self.active = Some(annotation);
        // The inspector asks for the name. Where it is folded it stays so: nothing may move under the eye.
        let inspector_shows = self.settings.inspector && !self.view.articles_only;
        if is_first && self.settings.reviewer_name.is_empty() && !inspector_shows {
            self.notices
                .info(words::first_mark_without_inspector(status));
        }
    }

    /// The annotations that can cover exactly these ranges.
    pub(super) fn candidates(
        &self,
        article: ArticleId,
        ranges: &[TextRange],
    ) -> Vec<Arc<Annotation>> {
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else {
            return Vec::new();
        };
        let hull = TextRange::between(first.start, last.end);
        self.marks
            .article(article)
            .into_iter()
            .flat_map(|marks| marks.with_hull(hull))
            .filter_map(|id| self.project.annotation(id))
            .cloned()
            .chain(self.project.out_of_view(article, hull))
            .collect()
    }

    /// A range without the white space at its ends, which nobody means to mark; as it is where it holds nothing else.
    pub(super) fn without_outer_space(&self, article: ArticleId, range: TextRange) -> TextRange {
        let text = self
            .project
            .article(article)
            .and_then(|article| article.text.as_ref());
        let selected = text.map_or("", |text| text.slice(range));
        let trimmed = selected.trim();
        if trimmed.is_empty() {
            return range;
        }
        let start = range.start.bytes() + (selected.len() - selected.trim_start().len());
        TextRange::of_bytes(start, start + trimmed.len())
    }

    /// Whether the person at this machine has marked anything in this project.
    #[must_use]
    pub fn has_marked(&self) -> bool {
        self.project.reviewers.contains_key(&self.reviewer())
    }

    /// Applies what a marking rule asks for and says what there is to say. Returns the annotation.
    pub(super) fn take_outcome(
        &mut self,
        outcome: Result<Outcome, MarkError>,
    ) -> Option<AnnotationId> {
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error) => {
                self.notices.info(error.to_string());
                return None;
            }
        };
        if let Some(edit) = outcome.edit {
            let edit = self.with_reviewer(edit);
            self.commit(edit, &outcome.label);
        }
        match outcome.kind {
            OutcomeKind::AlreadySo => self.notices.info(words::ALREADY_SO),
            OutcomeKind::AddedBeside { maker } => {
                let name = self.project.reviewer_name(maker);
                self.notices.info(words::someone_elses(&name));
            }
            _ => {}
        }
        Some(outcome.annotation)
    }

    /// The edit, with the reviewer's own record in front where the project does not know them yet.
    pub(super) fn with_reviewer(&self, edit: Edit) -> Edit {
        let id = self.reviewer();
        if self.project.reviewers.contains_key(&id) {
            return edit;
        }
        let colour =
            u8::try_from(self.project.whole().reviewers.len() % usize::from(REVIEWER_COLOURS))
                .unwrap_or(0);
        let name = if self.settings.reviewer_name.is_empty() {
            words::UNNAMED.to_owned()
        } else {
            self.settings.reviewer_name.clone()
        };
        let reviewer = Register::new(Reviewer { name, colour });
        Edit::Batch(vec![
            Edit::Add(Box::new(Record::Reviewer(id, reviewer))),
            edit,
        ])
    }

    /// The person says what name should stand on their marks.
    pub fn set_reviewer_name(&mut self, name: &str) {
        let name = name.trim();
        if name.is_empty() {
            return;
        }
        name.clone_into(&mut self.settings.reviewer_name);
        let id = self.reviewer();
        if let Some(reviewer) = self
            .project
            .reviewers
            .get(&id)
            .filter(|reviewer| reviewer.value.name != name)
        {
            let value = Reviewer {
                name: name.to_owned(),
                ..reviewer.value.clone()
            };
            let edit = Edit::Reviewer(id, reviewer.written(value));
            self.commit(edit, "change name");
        }
        self.notices.settle();
        self.save_settings();
    }

    pub(super) fn edit_field(&mut self, field: Field) {
        if !self.activate_row() {
            return;
        }
        let me = self.reviewer();
        match self.active_mark() {
            None => {
                self.view.field_refused = true;
                let said = match self.target() {
                    Some(_) => self.status_first(),
                    None => self.nothing_selected(),
                };
                self.notices.info(said);
            }
            Some(mark) if mark.assessment_of(me).is_none() => {
                self.view.field_refused = true;
                self.notices
                    .info("Give it a status first: 1, 2 or 3. Your note stands beside it.");
            }
            Some(_) => {
                self.settings.inspector = true;
                self.view.articles_only = false;
                if self.view.is_narrow && !self.view.shows_board() {
                    // There the inspector is a strip, and a list stands in its place; the board stands beside.
                    self.view.bottom = false;
                }
                self.view.back_to = match self.view.region {
                    super::Region::Bottom => super::Region::Bottom,
                    _ => super::Region::Reader,
                };
                self.view.region = super::Region::Inspector;
                self.view.focus_field = Some(field);
            }
        }
    }

    /// Writes my note on a mark, as the field is left.
    pub fn set_note(&mut self, id: AnnotationId, note: &str) {
        let outcome = marking::set_note(&self.project, id, note, self.mark_context());
        self.take_field(outcome);
    }

    /// Writes what the text should read, as the field is left.
    pub fn set_should_read(&mut self, id: AnnotationId, words: &str) {
        let outcome = marking::set_should_read(&self.project, id, words, self.mark_context());
        self.take_field(outcome);
    }

    fn take_field(&mut self, outcome: Result<Outcome, MarkError>) {
        match outcome {
            Ok(outcome) => {
                if let Some(edit) = outcome.edit {
                    self.commit(edit, &outcome.label);
                }
            }
            Err(error) => self.notices.info(error.to_string()),
        }
    }

    pub(super) fn delete_mark(&mut self) {
        let rows = self.list_targets();
        if !rows.is_empty() {
            self.delete_rows(&rows);
            return;
        }
        let Some(mark) = self.active_mark() else {
            self.notices.info(words::NO_ACTIVE_MARK);
            return;
        };
        let id = mark.id;
        if self.must_look_first() {
            return;
        }
        let outcome = marking::delete(&self.project, id, self.mark_context());
        if self.take_outcome(outcome).is_some() {
            // Nothing is the target now, so that a second press deletes nothing that nobody chose.
            self.active = None;
            self.notices
                .offer("The mark was deleted.", "Undo", Command::Undo);
        }
    }

    /// Where the caret stands after a mark has come or gone, or after another pane got it, the shortest mark there becomes
    /// the active one. Not called at every frame, so that Esc can leave a mark.
    pub(super) fn refresh_active(&mut self) {
        if self.active.is_none()
            && self
                .focused_pane()
                .is_some_and(|pane| pane.selection.is_empty())
        {
            self.active = self.marks_at_caret().first().copied();
        }
    }
}
