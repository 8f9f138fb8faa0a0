//! Views: a project with some of its marks only, as a person asks for them.
//!
//! A view narrows which marks are shown, and nothing else: each mark shown is whole, with everybody's judgement, so that
//! its status and its seal are what they are without a view. All claims stay, so that any can be tied to; what the board
//! counts of a claim are the marks that are shown.
//!
//! [`Narrowed::of`] goes through the whole project. [`InView`] follows a project from one state to the next: what two
//! states share is passed over, so that an edit costs what it changes. Whether a person made or judged a mark stands in the
//! mark; whether readers differ on it depends on its neighbours too, which `neighbours` knows.

mod neighbours;
#[cfg(test)]
mod tests;

use super::disagreements::{GroupState, disagreements};
use crate::model::{
    Annotation, AnnotationId, ArticleId, DecisionIndex, Project, ReviewerId, Table,
};
use crate::text::TextRange;
use imbl::ordmap::DiffItem;
use neighbours::Neighbours;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Which marks a view lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrowed {
    /// Those that this person made or judged.
    ToReviewer(ReviewerId),
    /// Those on which readers differ, and on which nobody has decided.
    ToDisagreements,
}

impl Narrowed {
    /// What is shown of a project. Cost: all marks, and all disagreements where they are asked for.
    #[must_use]
    pub fn of(self, project: &Project) -> Project {
        match self {
            Self::ToReviewer(reviewer) => with_marks(project, |mark| is_of(mark, reviewer)),
            Self::ToDisagreements => {
                let groups = disagreements(project, &DecisionIndex::of(project));
                let members: BTreeSet<AnnotationId> = groups
                    .into_iter()
                    .filter(|group| group.state != GroupState::Decided)
                    .flat_map(|group| group.members)
                    .collect();
                with_marks(project, |mark| members.contains(&mark.id))
            }
        }
    }
}

/// A view that follows its project.
#[derive(Clone, Debug)]
pub struct InView {
    narrowed: Narrowed,
    /// Of all marks, shown or not.
    neighbours: Neighbours,
}

impl InView {
    /// A view of a project. What it shows is [`Narrowed::of`].
    #[must_use]
    pub fn of(project: &Project, narrowed: Narrowed) -> Self {
        Self {
            narrowed,
            neighbours: Neighbours::of(project),
        }
    }

    /// Brings what is shown of the project up to date after it has become `after`.
    pub fn follow(&mut self, shown: &mut Project, before: &Project, after: &Project) {
        let annotations = std::mem::take(&mut shown.annotations);
        *shown = Project {
            annotations,
            ..after.clone()
        };
        let changed = changed(&before.annotations, &after.annotations);
        match self.narrowed {
            Narrowed::ToReviewer(reviewer) => {
                self.neighbours.follow_places(before, after, &changed);
                for id in changed {
                    let mark = after.annotations.get(&id);
                    let is_shown = mark.is_some_and(|mark| is_of(mark, reviewer));
                    put(shown, after, id, is_shown);
                }
            }
            Narrowed::ToDisagreements => {
                for (id, is_shown) in self.neighbours.follow(before, after, &changed) {
                    put(shown, after, id, is_shown);
                }
            }
        }
    }

    /// The live marks from this first word of an article to this last one, shown or not, by id.
    pub fn with_hull(
        &self,
        article: ArticleId,
        hull: TextRange,
    ) -> impl Iterator<Item = AnnotationId> + '_ {
        self.neighbours.with_hull(article, hull)
    }
}

fn put(shown: &mut Project, whole: &Project, id: AnnotationId, is_shown: bool) {
    match whole.annotations.get(&id).filter(|_| is_shown) {
        Some(mark) => {
            // What is there already keeps its place in memory, and with it what is shared.
            let is_there = shown.annotations.get(&id);
            if is_there.is_none_or(|there| !Arc::ptr_eq(there, mark)) {
                shown.annotations.insert(id, Arc::clone(mark));
            }
        }
        None => {
            shown.annotations.remove(&id);
        }
    }
}

fn is_of(mark: &Annotation, reviewer: ReviewerId) -> bool {
    mark.by == reviewer || mark.assessments.get(&reviewer).is_some()
}

/// The records that are not the same in two states of a table. What both share is passed over.
fn changed<Id: Ord + Copy, T: Eq>(before: &Table<Id, T>, after: &Table<Id, T>) -> BTreeSet<Id> {
    before
        .diff(after)
        .map(|difference| match difference {
            DiffItem::Add(id, _) | DiffItem::Remove(id, _) => *id,
            DiffItem::Update { new, .. } => *new.0,
        })
        .collect()
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
