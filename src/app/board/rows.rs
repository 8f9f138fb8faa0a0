//! The rows of the claim board, kept up to date edit by edit.
//!
//! The idea: a row is made from the annotations of its claim alone, so an edit of annotations or claims makes only their rows
//! anew. Where an edit can change any row (a source, an article, a decision), all are made anew when they are next asked
//! for. Made as a whole once, when first asked for.
//! Cost: O(log n + annotations of the claims touched) an edit; O(annotations log annotations) for all.

use crate::app::tied::Tied;
use crate::compare::board::{Row, RowMaker};
use crate::edit::Edit;
use crate::model::{AnnotationId, ClaimId, DecisionIndex, Project, Record, RecordRef};
use std::collections::{BTreeMap, BTreeSet};

/// Every live claim with its row.
#[derive(Clone, Debug, Default)]
pub(super) struct BoardRows {
    rows: BTreeMap<ClaimId, Row>,
    /// What each annotation was tied to when its row was made.
    known: BTreeMap<AnnotationId, ClaimId>,
    /// At which revision of the project they are right.
    made_for: Option<u64>,
}

impl BoardRows {
    /// The row of a claim.
    pub(super) fn get(&self, claim: ClaimId) -> Option<&Row> {
        self.rows.get(&claim)
    }

    /// All rows, as the claims were made.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    /// Makes all rows anew where they were not followed edit by edit.
    pub(super) fn refresh(&mut self, made_from: MadeFrom<'_>, revision: u64) {
        if self.made_for == Some(revision) {
            return;
        }
        let MadeFrom {
            project,
            decisions,
            tied,
        } = made_from;
        *self = Self::default();
        let maker = RowMaker::new(project, decisions);
        for claim in project.live_claims() {
            self.rows
                .insert(claim.id, maker.row(claim, tied.marks(claim.id)));
        }
        for annotation in project.live_annotations() {
            if let Some(claim) = annotation.claim() {
                self.known.insert(annotation.id, claim);
            }
        }
        self.made_for = Some(revision);
    }

    /// Follows an edit that has led from the revision before to this one. What was not up to date stays so.
    pub(super) fn follow(&mut self, made_from: MadeFrom<'_>, edit: &Edit, revision: u64) {
        if self.made_for.is_none_or(|before| before + 1 != revision) {
            return;
        }
        let mut touched = Touched::default();
        touched.collect(edit);
        if touched.everything {
            self.made_for = None;
            return;
        }
        let MadeFrom {
            project,
            decisions,
            tied,
        } = made_from;
        let mut claims = touched.claims;
        for id in touched.annotations {
            let now = project
                .annotation(id)
                .and_then(|annotation| annotation.claim());
            let before = match now {
                Some(now) => self.known.insert(id, now),
                None => self.known.remove(&id),
            };
            claims.extend(before.into_iter().chain(now));
        }
        let maker = RowMaker::new(project, decisions);
        for id in claims {
            match project.claim(id) {
                Some(claim) => {
                    self.rows.insert(id, maker.row(claim, tied.marks(id)));
                }
                None => {
                    self.rows.remove(&id);
                }
            }
        }
        self.made_for = Some(revision);
    }
}

/// What rows are made from, as it is now.
#[derive(Clone, Copy)]
pub(super) struct MadeFrom<'a> {
    pub project: &'a Project,
    pub decisions: &'a DecisionIndex,
    pub tied: &'a Tied,
}

/// What an edit touches of what rows are made from.
#[derive(Default)]
struct Touched {
    annotations: BTreeSet<AnnotationId>,
    claims: BTreeSet<ClaimId>,
    everything: bool,
}

impl Touched {
    fn collect(&mut self, edit: &Edit) {
        match edit {
            Edit::Batch(edits) => edits.iter().for_each(|edit| self.collect(edit)),
            Edit::Add(record) => self.record(match &**record {
                Record::Reviewer(id, _) => RecordRef::Reviewer(*id),
                other => other.name(),
            }),
            Edit::Remove(name) | Edit::Fate(name, _) => self.record(*name),
            Edit::Spans(id, _) | Edit::Tie(id, _) | Edit::Assessment(id, _, _) => {
                self.annotations.insert(*id);
            }
            Edit::Claim(id, _) | Edit::Absence(id, _, _) => {
                self.claims.insert(*id);
            }
            Edit::ArticleInfo(..) | Edit::Source(..) | Edit::Decision(..) | Edit::Replace(_) => {
                self.everything = true;
            }
            // Names, titles, readings, seals and the history say nothing about a claim.
            Edit::Title(_)
            | Edit::Reviewer(..)
            | Edit::Reading(..)
            | Edit::ArticleSignature(..)
            | Edit::Signature(..)
            | Edit::SetAside(..)
            | Edit::History { .. } => {}
        }
    }

    fn record(&mut self, name: RecordRef) {
        match name {
            RecordRef::Annotation(id) => {
                self.annotations.insert(id);
            }
            RecordRef::Claim(id) => {
                self.claims.insert(id);
            }
            RecordRef::Article(_) | RecordRef::Source(_) | RecordRef::Decision(_) => {
                self.everything = true;
            }
            RecordRef::Reviewer(_) | RecordRef::SetAside(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BoardRows, MadeFrom};
    use crate::app::tied::Tied;
    use crate::compare::board::rows;
    use crate::edit::Edit;
    use crate::edit::fixture::{KINDS, edit, saved_project};
    use crate::model::{DecisionIndex, Project};
    use proptest::prelude::*;

    /// Follows an edit, if there was one, and compares with what is made anew.
    fn fits(
        board: &mut BoardRows,
        project: &Project,
        edit: Option<&Edit>,
        revision: u64,
    ) -> Result<(), TestCaseError> {
        let (decisions, tied) = (DecisionIndex::of(project), Tied::of(project));
        let made_from = MadeFrom {
            project,
            decisions: &decisions,
            tied: &tied,
        };
        if let Some(edit) = edit {
            board.follow(made_from, edit, revision);
        }
        board.refresh(made_from, revision);
        let found: Vec<_> = board.iter().cloned().collect();
        prop_assert_eq!(found, rows(project, &decisions));
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Followed through any edits and back, the rows are those made anew.
        #[test]
        fn followed_is_made_anew(steps in prop::collection::vec((0..KINDS, 0_u8..4, 0_u8..4), 1..20)) {
            let mut project = saved_project();
            let (mut board, mut revision) = (BoardRows::default(), 0);
            fits(&mut board, &project, None, revision)?;
            let mut inverses = Vec::new();
            for (kind, what, value) in steps {
                let edit = edit(&project, kind, what, value);
                let Ok(inverse) = edit.clone().apply(&mut project) else {
                    continue;
                };
                revision += 1;
                fits(&mut board, &project, Some(&edit), revision)?;
                inverses.push(inverse);
            }
            for inverse in inverses.into_iter().rev() {
                inverse.clone().apply(&mut project).unwrap();
                revision += 1;
                fits(&mut board, &project, Some(&inverse), revision)?;
            }
        }
    }
}
