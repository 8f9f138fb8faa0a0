//! Which decisions bear on which annotation, and which of several counts.
//!
//! Two copies that decide the same disagreement make two records. A decision has seen what it was made over, other
//! decisions with it, so it replaces those that it saw; two that have not seen each other stand apart.

use super::{AnnotationId, DecisionRecord, Outcome, Project, Registers};
use std::{collections::BTreeMap, sync::Arc};

/// The decisions that bear on each annotation. Built once for a project, since decisions are few.
#[derive(Clone, Debug, Default)]
pub struct DecisionIndex(BTreeMap<AnnotationId, Vec<Arc<DecisionRecord>>>);

impl DecisionIndex {
    /// Of all decisions of a project that are not deleted.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        let mut index: BTreeMap<AnnotationId, Vec<Arc<DecisionRecord>>> = BTreeMap::new();
        for decision in project
            .decisions
            .values()
            .filter(|decision| !decision.is_deleted())
        {
            for annotation in &decision.decision.value.about {
                index
                    .entry(*annotation)
                    .or_default()
                    .push(Arc::clone(decision));
            }
        }
        Self(index)
    }

    /// The decisions over an annotation, sorted by id.
    #[must_use]
    pub fn about(&self, annotation: AnnotationId) -> &[Arc<DecisionRecord>] {
        self.0.get(&annotation).map_or(&[], Vec::as_slice)
    }

    /// The decision that counts: of those that no other one has seen and replaced, the latest.
    #[must_use]
    pub fn in_force(&self, annotation: AnnotationId) -> Option<&Arc<DecisionRecord>> {
        self.standing(annotation)
            .max_by_key(|record| (record.decision.value.at, record.id))
    }

    /// Whether people decided otherwise apart from each other. One put off until later is against nothing.
    #[must_use]
    pub fn are_apart(&self, annotation: AnnotationId) -> bool {
        let mut outcomes = self
            .standing(annotation)
            .map(|record| record.decision.value.outcome)
            .filter(|outcome| *outcome != Outcome::Later);
        let first = outcomes.next();
        outcomes.any(|other| Some(other) != first)
    }

    fn standing(&self, annotation: AnnotationId) -> impl Iterator<Item = &Arc<DecisionRecord>> {
        let all = self.about(annotation);
        all.iter().filter(move |record| {
            !all.iter()
                .any(|other| other.id != record.id && is_replaced_by(record, other))
        })
    }
}

/// Whether `new` was made with `old` in view. Of two that were saved together, or are not saved, the later one was.
fn is_replaced_by(old: &DecisionRecord, new: &DecisionRecord) -> bool {
    let has_seen = |one: &DecisionRecord, other: &DecisionRecord| {
        let mut stamps = other.decision.stamps();
        stamps.all(|stamp| match stamp.rev {
            Some(rev) => one.decision.stamps().any(|own| own.covers(rev)),
            None => one.decision.is_unsaved(),
        })
    };
    let order = |record: &DecisionRecord| (record.decision.value.at, record.id);
    has_seen(new, old) && (!has_seen(old, new) || order(old) < order(new))
}

#[cfg(test)]
mod tests {
    use super::DecisionIndex;
    use crate::model::{
        AnnotationId, Decision, DecisionId, DecisionRecord, Outcome, Project, ProjectId, Register,
        Rev, ReviewerId, Saw, Stamp, Status,
    };
    use jiff::Timestamp;
    use std::sync::Arc;
    use uuid::Uuid;

    const MARK: AnnotationId = AnnotationId(Uuid::from_u128(7));

    fn made(id: u128, outcome: Outcome, second: i64, rev: &str, saw: &[&str]) -> DecisionRecord {
        let parse = |rev: &str| rev.parse::<Rev>().expect("a revision");
        let decision = Decision {
            about: vec![MARK],
            outcome,
            reason: String::new(),
            by: ReviewerId(Uuid::from_u128(9)),
            at: Timestamp::from_second(second).expect("a time"),
        };
        let stamp = Stamp {
            rev: (!rev.is_empty()).then(|| parse(rev)),
            saw: saw.iter().map(|rev| parse(rev)).collect::<Saw>(),
        };
        DecisionRecord {
            id: DecisionId(Uuid::from_u128(id)),
            decision: Register::stamped(decision, stamp),
            fate: None,
        }
    }

    fn check(records: Vec<DecisionRecord>, in_force: u128, are_apart: bool) {
        let mut project = Project::new(ProjectId(Uuid::nil()));
        for record in records {
            project.decisions.insert(record.id, Arc::new(record));
        }
        let index = DecisionIndex::of(&project);
        let found = index.in_force(MARK).map(|record| record.id);
        assert_eq!(found, Some(DecisionId(Uuid::from_u128(in_force))));
        assert_eq!(index.are_apart(MARK), are_apart);
    }

    const YES: Outcome = Outcome::Status(Status::Verified);
    const NO: Outcome = Outcome::NothingHere;

    #[test]
    fn a_decision_replaces_one_that_it_saw_whatever_the_clocks_say() {
        let first = || made(1, YES, 9, "aaaaaaaa.1", &[]);
        check(
            vec![first(), made(2, NO, 5, "bbbbbbbb.1", &["aaaaaaaa.1"])],
            2,
            false,
        );
        check(vec![first(), made(2, NO, 5, "aaaaaaaa.2", &[])], 2, false);
        check(
            vec![first(), made(2, NO, 10, "", &["aaaaaaaa.1"])],
            2,
            false,
        );
    }

    #[test]
    fn decisions_made_apart_stand_against_each_other() {
        let first = || made(1, YES, 9, "aaaaaaaa.1", &[]);
        check(vec![first(), made(2, NO, 5, "bbbbbbbb.1", &[])], 1, true);
        check(vec![first(), made(2, YES, 10, "bbbbbbbb.1", &[])], 2, false);
        check(
            vec![first(), made(2, Outcome::Later, 10, "bbbbbbbb.1", &[])],
            2,
            false,
        );
        let settles = made(3, NO, 20, "cccccccc.1", &["aaaaaaaa.1", "bbbbbbbb.1"]);
        check(
            vec![first(), made(2, NO, 5, "bbbbbbbb.1", &[]), settles],
            3,
            false,
        );
    }

    #[test]
    fn of_two_that_were_saved_together_the_later_counts() {
        for rev in ["aaaaaaaa.1", ""] {
            check(
                vec![made(1, YES, 9, rev, &[]), made(2, NO, 5, rev, &[])],
                1,
                false,
            );
        }
    }
}
