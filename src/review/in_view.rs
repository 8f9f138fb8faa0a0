//! Views: a project with some of its marks only, as a person asks for them.
//!
//! A view narrows which marks are shown, and nothing else: each mark shown is whole, with everybody's judgement, so that
//! its status and its seal are what they are without a view. All claims stay, so that any can be tied to; what the board
//! counts of a claim are the marks that are shown.

use super::disagreements::{GroupState, disagreements};
use crate::model::{Annotation, AnnotationId, DecisionIndex, Project, ReviewerId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The marks that `reviewer` made or judged.
#[must_use]
pub fn of_reviewer(project: &Project, reviewer: ReviewerId) -> Project {
    with_marks(project, |mark| {
        mark.by == reviewer || mark.assessments.get(&reviewer).is_some()
    })
}

/// The marks on which readers differ, and on which nobody has decided.
#[must_use]
pub fn disagreeing(project: &Project) -> Project {
    let groups = disagreements(project, &DecisionIndex::of(project));
    let members: BTreeSet<AnnotationId> = groups
        .into_iter()
        .filter(|group| group.state != GroupState::Decided)
        .flat_map(|group| group.members)
        .collect();
    with_marks(project, |mark| members.contains(&mark.id))
}

fn with_marks(project: &Project, keep: impl Fn(&Annotation) -> bool) -> Project {
    Project {
        annotations: project
            .annotations
            .iter()
            .filter(|(_, mark)| keep(mark))
            .map(|(id, mark)| (*id, Arc::clone(mark)))
            .collect(),
        ..project.clone()
    }
}
