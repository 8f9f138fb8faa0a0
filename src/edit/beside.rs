//! Edits that were worked out on a part of a project, as in blind review, for the whole of it.
//!
//! Such an edit knows nothing of hidden values of the register that it writes. It would write over them unseen; here it is
//! put beside them, so that they stay as rivals and the conflict is shown when it may be.

use super::Edit;
use crate::model::{Caution, Others, Project, Record, RecordRef, Register, Rev};
use std::collections::BTreeSet;

/// An edit that was worked out on `shown`, for `whole`: what it would write over unseen stays beside it.
#[must_use]
pub fn beside_hidden(edit: Edit, shown: &Project, whole: &Project) -> Edit {
    match edit {
        Edit::Batch(edits) => Edit::Batch(
            edits
                .into_iter()
                .map(|edit| beside_hidden(edit, shown, whole))
                .collect(),
        ),
        Edit::Tie(id, Some(new)) => {
            let tie = |project: &Project| project.annotations.get(&id)?.tie.clone();
            Edit::Tie(id, Some(beside(new, tie(shown).as_ref(), tie(whole))))
        }
        Edit::Claim(id, new) => {
            let claim = |project: &Project| Some(project.claims.get(&id)?.claim.clone());
            Edit::Claim(id, beside(new, claim(shown).as_ref(), claim(whole)))
        }
        Edit::Source(id, new) => {
            let source = |project: &Project| Some(project.sources.get(&id)?.source.clone());
            Edit::Source(id, beside(new, source(shown).as_ref(), source(whole)))
        }
        Edit::Decision(id, new) => {
            let decision = |project: &Project| Some(project.decisions.get(&id)?.decision.clone());
            Edit::Decision(id, beside(new, decision(shown).as_ref(), decision(whole)))
        }
        Edit::Absence(id, article, Some(new)) => {
            let absence =
                |project: &Project| project.claims.get(&id)?.absent.get(&article).cloned();
            Edit::Absence(
                id,
                article,
                Some(beside(new, absence(shown).as_ref(), absence(whole))),
            )
        }
        Edit::Fate(name, Some(new)) => {
            let fate = |project: &Project| match name {
                RecordRef::Annotation(id) => project.annotations.get(&id)?.fate.clone(),
                RecordRef::Claim(id) => project.claims.get(&id)?.fate.clone(),
                RecordRef::Source(id) => project.sources.get(&id)?.fate.clone(),
                RecordRef::Decision(id) => project.decisions.get(&id)?.fate.clone(),
                _ => None,
            };
            Edit::Fate(name, Some(beside(new, fate(shown).as_ref(), fate(whole))))
        }
        // One of a record that is hidden, as two people can make from the same foreign file, is not made twice.
        Edit::Add(record) if is_hidden(&record, shown, whole) => Edit::Batch(Vec::new()),
        other => other,
    }
}

fn is_hidden(record: &Record, shown: &Project, whole: &Project) -> bool {
    match record.name() {
        RecordRef::Reviewer(id) => {
            whole.reviewers.contains_key(&id) && !shown.reviewers.contains_key(&id)
        }
        _ => false,
    }
}

/// `new` with the values of `whole` that `shown` leaves out as rivals.
fn beside<T: Ord + Clone + Caution>(
    mut new: Register<T>,
    shown: Option<&Register<T>>,
    whole: Option<Register<T>>,
) -> Register<T> {
    let Some(whole) = whole.filter(|whole| Some(whole) != shown) else {
        return new;
    };
    let seen: BTreeSet<Rev> = shown.into_iter().flat_map(Register::revs).collect();
    let hidden = whole.entries().filter(|entry| {
        let rev = entry.stamp.rev;
        rev.is_some_and(|rev| !seen.contains(&rev) && !new.stamp.replaces(rev))
    });
    let (twins, rivals): (Vec<_>, Vec<_>) = hidden.partition(|entry| entry.value == new.value);
    if !twins.is_empty() || !rivals.is_empty() {
        new.others = Some(Box::new(Others {
            twins: twins.into_iter().map(|twin| twin.stamp).collect(),
            rivals,
        }));
    }
    new
}
