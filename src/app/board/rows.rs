//! The rows of the claim board, made when they are asked for and kept up to date edit by edit.
//!
//! The idea: a row is made from the annotations of its claim alone, so an edit of annotations, claims or decisions makes only
//! their rows anew. Where an edit can change any row (a source, an article), all are made anew when they are next asked
//! for. The list of claims asks for single rows, the board for all of them.
//! Cost: O(log n + annotations of the claims touched) an edit; O(annotations log annotations) for all.

use crate::app::tied::Tied;
use crate::compare::board::{Row, RowMaker};
use crate::edit::Edit;
use crate::model::{AnnotationId, ClaimId, DecisionId, DecisionIndex, Project, Record, RecordRef};
use std::collections::{BTreeMap, BTreeSet};

/// The live claims that were asked for, each with its row.
#[derive(Clone, Debug, Default)]
pub(super) struct BoardRows {
    rows: BTreeMap<ClaimId, Row>,
    /// Whether these are the rows of all claims.
    are_all: bool,
    /// What each annotation was tied to when its row was made.
    known: BTreeMap<AnnotationId, ClaimId>,
    /// What each decision was about.
    decided: BTreeMap<DecisionId, Vec<AnnotationId>>,
    /// At which revision of the project they are right.
    made_for: Option<u64>,
}

impl BoardRows {
    /// The row of a claim, if it was made.
    pub(super) fn get(&self, claim: ClaimId) -> Option<&Row> {
        self.rows.get(&claim)
    }

    /// All rows that were made, as the claims were made.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Row> {
        self.rows.values()
    }

    /// The row of one claim, made where it was not; nothing where there is no such claim.
    pub(super) fn make(
        &mut self,
        made_from: MadeFrom<'_>,
        revision: u64,
        claim: ClaimId,
    ) -> Option<&Row> {
        self.begin(made_from, revision);
        if !self.rows.contains_key(&claim) {
            self.put_in(made_from, [claim]);
        }
        self.rows.get(&claim)
    }

    /// Makes the rows of all claims.
    pub(super) fn make_all(&mut self, made_from: MadeFrom<'_>, revision: u64) {
        self.begin(made_from, revision);
        if !self.are_all {
            let live = made_from.project.live_claims().map(|claim| claim.id);
            let missing: Vec<ClaimId> = live.filter(|id| !self.rows.contains_key(id)).collect();
            self.put_in(made_from, missing);
            self.are_all = true;
        }
    }

    /// Forgets what was not followed edit by edit.
    fn begin(&mut self, made_from: MadeFrom<'_>, revision: u64) {
        if self.made_for == Some(revision) {
            return;
        }
        let decisions = made_from.project.decisions.iter();
        *self = Self {
            decided: decisions
                .map(|(id, record)| (*id, record.decision.value.about.clone()))
                .collect(),
            made_for: Some(revision),
            ..Self::default()
        };
    }

    fn put_in(&mut self, made_from: MadeFrom<'_>, claims: impl IntoIterator<Item = ClaimId>) {
        let MadeFrom {
            project,
            decisions,
            tied,
        } = made_from;
        let maker = RowMaker::new(project, decisions);
        for id in claims {
            if let Some(claim) = project.claim(id) {
                self.rows.insert(id, maker.row(claim, tied.marks(id)));
                self.known.extend(tied.marks(id).map(|mark| (mark, id)));
            }
        }
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
        let project = made_from.project;
        for id in std::mem::take(&mut touched.decisions) {
            touched.annotations.extend(self.redecide(project, id));
        }
        for id in touched.annotations {
            let now = project
                .annotation(id)
                .and_then(|annotation| annotation.claim());
            touched
                .claims
                .extend(self.known.remove(&id).into_iter().chain(now));
        }
        for id in &touched.claims {
            self.rows.remove(id);
        }
        if self.are_all {
            self.put_in(made_from, touched.claims);
        }
        self.made_for = Some(revision);
    }
}

impl BoardRows {
    /// Notes what a decision is about now. Returns what it was and is about.
    fn redecide(&mut self, project: &Project, id: DecisionId) -> Vec<AnnotationId> {
        let now = project.decisions.get(&id);
        let now = now.map(|record| record.decision.value.about.clone());
        let before = match &now {
            Some(now) => self.decided.insert(id, now.clone()),
            None => self.decided.remove(&id),
        };
        [before, now].into_iter().flatten().flatten().collect()
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
    decisions: BTreeSet<DecisionId>,
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
            Edit::Decision(id, _) => {
                self.decisions.insert(*id);
            }
            Edit::ArticleInfo(..) | Edit::Source(..) | Edit::Replace(_) => {
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
            RecordRef::Decision(id) => {
                self.decisions.insert(id);
            }
            RecordRef::Article(_) | RecordRef::Source(_) => {
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
        let anew = rows(project, &decisions);
        // Single rows are asked for at some revisions, all at others.
        if let (Some(only), true) = (anew.last(), revision.is_multiple_of(3)) {
            prop_assert_eq!(board.make(made_from, revision, only.claim), Some(only));
        } else {
            board.make_all(made_from, revision);
            let found: Vec<_> = board.iter().cloned().collect();
            prop_assert_eq!(found, anew);
        }
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
