//! Two copies of a project become one.
//!
//! The idea: the tables of records are sorted by id, so both are walked once, side by side. What is only on one side is
//! taken; what is the same on both is shared; the rest is joined record by record. Cost: linear in the records, and a
//! logarithm for each one that differs.

use super::{
    hand_edits,
    records::Merge,
    report::{self, MergeReport},
    texts,
};
use crate::model::{Project, Table};
use std::sync::Arc;

/// What a join gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// Both copies in one.
    pub project: Project,
    /// What it changes in ours, and what people have to decide.
    pub report: MergeReport,
}

/// Unites two copies of a project.
///
/// Both must have been saved: every value has its revision. A value without one is no error; it is joined like any other,
/// but nothing ever replaces it but the next save.
///
/// Which copy is `ours` decides nothing but the point of view of the report.
#[must_use]
pub fn join(ours: &Project, theirs: &Project) -> Joined {
    let mut notices = Vec::new();
    let project = if ours == theirs {
        ours.clone()
    } else {
        united(ours.clone(), theirs.clone(), &mut notices)
    };
    let report = report::of(ours, &project, notices);
    Joined { project, report }
}

/// What a later state of a project changes in the one before, as if it had come of a join.
#[must_use]
pub fn compared(before: &Project, after: Project) -> Joined {
    let report = report::of(before, &after, Vec::new());
    Joined {
        project: after,
        report,
    }
}

/// Unites two copies with the help of the copy that both come from.
///
/// The base serves one end: it tells edits made by hand in a file, which leave the revision as it was. What has the
/// revision of the base but says something else is taken as a new write of that side over what the base said. Without a
/// base it stands as a conflict beside the unchanged value.
#[must_use]
pub fn join_with_base(base: &Project, ours: &Project, theirs: &Project) -> Joined {
    // Where one of the three has dropped a text, positions in it would look like edits by hand.
    let (mut base, mut one, mut other) = (base.clone(), ours.clone(), theirs.clone());
    texts::align_positions(&mut one, &mut other);
    texts::align_positions(&mut base, &mut one);
    texts::align_positions(&mut base, &mut other);
    let with_revisions = |side: &Project| hand_edits::given_revisions(&base, side);
    let Joined { project, report } = join(&with_revisions(&one), &with_revisions(&other));
    // The report is about the copy that the person has before them, not about the one that was made of it.
    let report = report::of(ours, &project, report.notices);
    Joined { project, report }
}

fn united(mut ours: Project, mut theirs: Project, notices: &mut Vec<String>) -> Project {
    texts::align_positions(&mut ours, &mut theirs);
    texts::part_divergent(&mut ours, &mut theirs, notices);
    if ours.id != theirs.id {
        notices.push(format!(
            "These are two projects, not two copies of one: {} and {}. The first id in order is kept.",
            ours.id, theirs.id
        ));
    }
    let mut history = ours.history.clone();
    for line in &theirs.history {
        if !ours.history.contains(line) {
            history.insert(line.clone());
        }
    }
    Project {
        id: ours.id.min(theirs.id),
        title: smaller_filled(&ours.title, &theirs.title).to_owned(),
        reviewers: joined_tables(&ours.reviewers, &theirs.reviewers, notices),
        articles: joined_tables(&ours.articles, &theirs.articles, notices),
        set_aside: joined_tables(&ours.set_aside, &theirs.set_aside, notices),
        sources: joined_tables(&ours.sources, &theirs.sources, notices),
        claims: joined_tables(&ours.claims, &theirs.claims, notices),
        annotations: joined_tables(&ours.annotations, &theirs.annotations, notices),
        decisions: joined_tables(&ours.decisions, &theirs.decisions, notices),
        history,
    }
}

/// What is not a register has no revision to go by: the filled one, else the smaller one, so that both sides choose alike.
pub(super) fn smaller_filled<'a>(one: &'a str, other: &'a str) -> &'a str {
    if other.is_empty() || (!one.is_empty() && one <= other) {
        one
    } else {
        other
    }
}

fn joined_tables<Id: Ord + Copy, T: Merge>(
    ours: &Table<Id, T>,
    theirs: &Table<Id, T>,
    notices: &mut Vec<String>,
) -> Table<Id, T> {
    if ours.ptr_eq(theirs) || theirs.is_empty() {
        return ours.clone();
    }
    let mut joined = ours.clone();
    let mut of_ours = ours.iter().peekable();
    for (id, their) in theirs {
        while of_ours.next_if(|(our_id, _)| *our_id < id).is_some() {}
        match of_ours.next_if(|(our_id, _)| *our_id == id) {
            None => {
                joined.insert(*id, Arc::clone(their));
            }
            Some((_, our)) if Arc::ptr_eq(our, their) || our == their => {}
            Some((_, our)) => {
                let record = our.joined(their, notices);
                if record == **their {
                    joined.insert(*id, Arc::clone(their));
                } else if record != **our {
                    joined.insert(*id, Arc::new(record));
                }
            }
        }
    }
    joined
}
