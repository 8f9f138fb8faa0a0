//! What an annotation's assessments and decisions amount to.
//!
//! The table, first row that fits:
//!
//! | # | condition | status | flag |
//! | --- | --- | --- | --- |
//! | 1 | the decision has rivals after a merge | disputed | two decisions |
//! | 2 | decided "nothing here" | none | dissent |
//! | 3 | decided with a status, no later assessment differs | the decided one, then 8 | decided, dissent |
//! | 4 | as 3, but a later assessment differs | disputed | decision questioned |
//! | 5 | no assessment at all | unverified | not judged |
//! | 6 | somebody's assessment has two survivors, or people differ | disputed | |
//! | 7 | all the same | that one, then 8 | judged by n |
//! | 8 | an anchor is not exact | verified becomes unverified | re-check |

use super::{
    Anchor, Annotation, AnnotationId, DecisionRecord, Outcome, Project, Registers, Status,
};
use std::{collections::BTreeMap, sync::Arc};

/// What an annotation counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EffectiveStatus {
    /// One of the three tags.
    Tagged(Status),
    /// People differ, and nobody has decided.
    Disputed,
    /// Decided that there is nothing to mark: out of counts, coverage and claim.
    Nothing,
}

impl EffectiveStatus {
    /// The word for it in lower case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Tagged(status) => status.word(),
            Self::Disputed => "disputed",
            Self::Nothing => "nothing here",
        }
    }
}

/// Why an annotation stands as it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Two decisions stand against each other.
    TwoDecisions,
    /// A decision settled it.
    Decided,
    /// Somebody differed after the decision.
    DecisionQuestioned,
    /// Nobody has judged it.
    NotJudged,
}

/// What an annotation's assessments and decisions amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Standing {
    /// What it counts as.
    pub status: EffectiveStatus,
    /// Whether its words have to be looked at again because the text changed.
    pub recheck: bool,
    /// Why it stands so, where more than the assessments decide.
    pub flag: Option<Flag>,
    /// How many people have judged it.
    pub judged_by: usize,
    /// How many of them said otherwise than what was decided.
    pub dissent: usize,
}

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
}

/// How an annotation stands.
#[must_use]
pub fn standing(annotation: &Annotation, decisions: &DecisionIndex) -> Standing {
    let recheck = annotation
        .spans
        .value
        .iter()
        .any(|span| span.anchor != Anchor::Exact);
    let given: Vec<_> = annotation
        .assessments
        .values()
        .filter(|register| register.value.status.is_some() || register.is_conflict())
        .collect();
    let statuses = || given.iter().filter_map(|register| register.value.status);
    let with = |status, flag, dissent| {
        let status = match status {
            EffectiveStatus::Tagged(Status::Verified) if recheck => {
                EffectiveStatus::Tagged(Status::Unverified)
            }
            other => other,
        };
        Standing {
            status,
            recheck,
            flag,
            judged_by: given.len(),
            dissent,
        }
    };

    // The latest decision counts; several records over one annotation come from decisions made apart.
    let latest = decisions
        .about(annotation.id)
        .iter()
        .max_by_key(|record| (record.decision.value.at, record.id));
    if let Some(record) = latest {
        let decision = &record.decision;
        if decision.is_conflict() {
            return with(EffectiveStatus::Disputed, Some(Flag::TwoDecisions), 0);
        }
        match decision.value.outcome {
            Outcome::NothingHere => {
                return with(
                    EffectiveStatus::Nothing,
                    Some(Flag::Decided),
                    statuses().count(),
                );
            }
            Outcome::Status(decided) => {
                let dissent = statuses().filter(|status| *status != decided).count();
                let questioned = given.iter().any(|register| {
                    register.value.status != Some(decided)
                        && register.stamps().any(|stamp| match stamp.rev {
                            Some(rev) => {
                                !decision.stamps().any(|of_decision| of_decision.covers(rev))
                            }
                            None => !decision.is_unsaved() || register.value.at > decision.value.at,
                        })
                });
                return if questioned {
                    with(
                        EffectiveStatus::Disputed,
                        Some(Flag::DecisionQuestioned),
                        dissent,
                    )
                } else {
                    with(
                        EffectiveStatus::Tagged(decided),
                        Some(Flag::Decided),
                        dissent,
                    )
                };
            }
            // Undecided still, or each mark keeps its own: the assessments speak.
            Outcome::Later | Outcome::BothStand => {}
        }
    }

    let mut found = statuses();
    let Some(first) = found.next() else {
        return with(
            EffectiveStatus::Tagged(Status::Unverified),
            Some(Flag::NotJudged),
            0,
        );
    };
    let torn = given.iter().any(|register| {
        register
            .rivals()
            .iter()
            .any(|rival| rival.value.status != register.value.status)
    });
    if torn || found.any(|status| status != first) {
        with(EffectiveStatus::Disputed, None, 0)
    } else {
        with(EffectiveStatus::Tagged(first), None, 0)
    }
}
