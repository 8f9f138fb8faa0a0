//! The list of annotations: which rows it shows, and which of them are selected.
//!
//! Rows are collected anew only where the project or the filter has changed: O(annotations), then nothing a frame.
//! Invariant: a row that the filter hides is not selected, so that nobody judges what they do not see.

use super::{App, BottomTab, Region, words};
use crate::edit::Edit;
use crate::edit::marking::{self, OutcomeKind};
use crate::model::{
    Annotation, AnnotationId, ArticleId, ClaimId, EffectiveStatus, ReviewerId, SourceId, Status,
};
use std::collections::BTreeSet;

/// What the rows have in common. Every part that is set must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnotationFilter {
    /// Part of the words, a note, a correction, the claim, a cited source's title or the place in it; case aside.
    pub words: String,
    /// Any of these; all where there is none and `recheck` is off.
    pub statuses: BTreeSet<EffectiveStatus>,
    /// Also those to look at again.
    pub recheck: bool,
    /// Of this article.
    pub article: Option<ArticleId>,
    /// Judged by this person.
    pub reviewer: Option<ReviewerId>,
    /// Citing this source.
    pub source: Option<SourceId>,
    /// Tied to this claim.
    pub claim: Option<ClaimId>,
}

impl AnnotationFilter {
    /// Whether every annotation fits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty()
            && Self {
                words: String::new(),
                ..self.clone()
            } == Self::default()
    }

    /// Lets every annotation through.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Adds a status, or takes it out.
    pub fn toggle(&mut self, status: EffectiveStatus) {
        if !self.statuses.remove(&status) {
            self.statuses.insert(status);
        }
    }
}

/// The rows, and the selected ones.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    rows: Vec<AnnotationId>,
    total: usize,
    key: Option<(u64, AnnotationFilter)>,
    selected: BTreeSet<AnnotationId>,
    /// The row with the keyboard.
    cursor: usize,
    /// Where the selection began.
    anchor: usize,
}

impl Listed {
    /// The rows that fit, in order of article and place.
    #[must_use]
    pub fn rows(&self) -> &[AnnotationId] {
        &self.rows
    }

    /// How many there are without the filter.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// The selected rows.
    #[must_use]
    pub fn selected(&self) -> &BTreeSet<AnnotationId> {
        &self.selected
    }

    /// The row with the keyboard.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }
}

impl App {
    /// The list as it was collected last.
    #[must_use]
    pub fn listed(&self) -> &Listed {
        &self.listed
    }

    /// Collects the rows anew where marks or filter have changed.
    pub fn refresh_listed(&mut self) {
        let key = (self.revision, self.view.list_filter.clone());
        if self.listed.key.as_ref() == Some(&key) {
            return;
        }
        let all: Vec<AnnotationId> = self
            .articles_in_order()
            .iter()
            .filter_map(|article| self.marks.article(article.id))
            .flat_map(super::ArticleMarks::in_order)
            .collect();
        self.listed.total = all.len();
        let wanted = key.1.words.trim().to_lowercase();
        self.listed.rows = if key.1.is_empty() {
            all
        } else {
            all.into_iter()
                .filter(|id| self.passage_fits(*id, &key.1, &wanted))
                .collect()
        };
        let listed = &mut self.listed;
        let last = listed.rows.len().saturating_sub(1);
        listed.cursor = listed.cursor.min(last);
        listed.anchor = listed.anchor.min(last);
        if !listed.selected.is_empty() {
            let selected = std::mem::take(&mut listed.selected);
            let rows = listed.rows.iter().copied();
            listed.selected = rows.filter(|id| selected.contains(id)).collect();
        }
        listed.key = Some(key);
    }

    /// Whether a passage is listed: by what it amounts to, and by one of the marks on its words. `wanted` are the words of
    /// the filter in lower case.
    fn passage_fits(&self, id: AnnotationId, filter: &AnnotationFilter, wanted: &str) -> bool {
        if !filter.statuses.is_empty() || filter.recheck {
            let fits = self.marks.standing(id).is_some_and(|standing| {
                filter.statuses.contains(&standing.status) || filter.recheck && standing.recheck
            });
            if !fits {
                return false;
            }
        }
        self.marks_on_words_of(id)
            .into_iter()
            .any(|mark| self.mark_fits(mark, filter, wanted))
    }

    fn mark_fits(&self, mark: &Annotation, filter: &AnnotationFilter, wanted: &str) -> bool {
        if filter
            .article
            .is_some_and(|article| article != mark.article)
            || filter
                .reviewer
                .is_some_and(|reviewer| mark.assessment_of(reviewer).is_none())
            || filter
                .claim
                .is_some_and(|claim| mark.claim() != Some(claim))
        {
            return false;
        }
        let mut cites = mark
            .assessments
            .values()
            .flat_map(|given| &given.value.cites);
        if filter
            .source
            .is_some_and(|source| !cites.clone().any(|cite| cite.source == source))
        {
            return false;
        }
        let holds = |text: &str| text.to_lowercase().contains(wanted);
        wanted.is_empty()
            || mark.spans.value.iter().any(|span| holds(&span.quote))
            || self
                .project
                .claim_of(mark)
                .is_some_and(|record| holds(&record.claim.value.statement))
            || mark
                .assessments
                .values()
                .any(|given| holds(&given.value.note) || holds(&given.value.should_read))
            || cites.any(|cite| {
                holds(&cite.locator)
                    || self
                        .project
                        .source(cite.source)
                        .is_some_and(|record| holds(&record.source.value.title))
            })
    }

    /// The rows on which a command acts: the selected ones, while the list has the keyboard; on the claim board the
    /// passages of its cell.
    #[must_use]
    pub fn list_targets(&self) -> Vec<AnnotationId> {
        if self.is_on_board() {
            return self.board_targets();
        }
        if self.view.region != Region::Bottom
            || !self.view.bottom
            || self.view.bottom_tab != BottomTab::Annotations
        {
            return Vec::new();
        }
        self.listed.selected.iter().copied().collect()
    }

    /// Selects one row and gives it the keyboard's place in the list.
    pub fn select_row(&mut self, row: usize) {
        let Some(id) = self.listed.rows.get(row).copied() else {
            return;
        };
        self.listed.cursor = row;
        self.listed.anchor = row;
        self.listed.selected = BTreeSet::from([id]);
    }

    /// Selects from where the selection began to this row.
    pub fn select_rows_to(&mut self, row: usize) {
        let row = row.min(self.listed.rows.len().saturating_sub(1));
        let (first, last) = (row.min(self.listed.anchor), row.max(self.listed.anchor));
        self.listed.cursor = row;
        self.listed.selected = self
            .listed
            .rows
            .get(first..=last)
            .unwrap_or_default()
            .iter()
            .copied()
            .collect();
    }

    /// Adds a row to the selection, or takes it out.
    pub fn toggle_row(&mut self, row: usize) {
        let Some(id) = self.listed.rows.get(row).copied() else {
            return;
        };
        self.listed.cursor = row;
        self.listed.anchor = row;
        if !self.listed.selected.remove(&id) {
            self.listed.selected.insert(id);
        }
    }

    /// The one selected row becomes the active mark, as a field of it is to be written. Says so where there are several,
    /// since nobody writes one note on many.
    pub(super) fn activate_row(&mut self) -> bool {
        match self.list_targets()[..] {
            [] => true,
            [only] => {
                self.active = Some(only);
                true
            }
            _ => {
                self.notices.info(words::ONE_ROW);
                false
            }
        }
    }

    /// Deletes marks, or withdraws what I said of them, as one step.
    pub(super) fn delete_rows(&mut self, rows: &[AnnotationId]) {
        let context = self.mark_context();
        let (mut edits, mut errors) = (Vec::new(), Vec::new());
        for id in rows {
            match marking::delete(&self.project, *id, context) {
                Ok(outcome) => edits.extend(outcome.edit),
                Err(error) => errors.push(error.to_string()),
            }
        }
        if !errors.is_empty() {
            self.notices.warn("Some marks were not deleted.", errors);
        }
        if edits.is_empty() {
            return;
        }
        let count = edits.len();
        let label = match count {
            1 => "delete mark".to_owned(),
            many => format!("delete {many} marks"),
        };
        self.commit(Edit::Batch(edits), &label);
        self.refresh_listed();
        let said = words::rows_deleted(count);
        self.notices.offer(said, "Undo", super::Command::Undo);
    }

    /// Gives marks a status, as one step.
    pub(super) fn mark_rows(&mut self, rows: &[AnnotationId], status: Status) {
        let context = self.mark_context();
        let (mut edits, mut errors) = (Vec::new(), Vec::new());
        for id in rows {
            match marking::set_status(&self.project, *id, status, context) {
                Ok(outcome) if outcome.kind == OutcomeKind::AlreadySo => {}
                Ok(outcome) => edits.extend(outcome.edit),
                Err(error) => errors.push(error.to_string()),
            }
        }
        if !errors.is_empty() {
            self.notices.warn("Some marks were not changed.", errors);
        }
        if edits.is_empty() {
            self.notices.info(words::ALREADY_SO);
            return;
        }
        let label = match edits.len() {
            1 => format!("mark {}", status.word()),
            many => format!("mark {many} {}", status.word()),
        };
        let edit = self.with_reviewer(Edit::Batch(edits));
        self.commit(edit, &label);
        self.refresh_listed();
    }
}
