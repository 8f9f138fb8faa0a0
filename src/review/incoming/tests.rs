//! Tests of what a merge would bring.

use super::{IncomingKind, preview};
use crate::{
    edit::{
        Edit,
        fixture::{MARK, ME, OTHER, mark, save_context, saved_project, says},
        give_revisions,
    },
    model::{Fate, FateKind, Project, Record, RecordRef, Register, Status},
    review::{
        Preview, join,
        testing::{World, steps},
    },
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn copy(letter: u64, edits: impl FnOnce(&Project) -> Vec<Edit>) -> Project {
    let saved = saved_project();
    let mut project = saved.clone();
    Edit::Batch(edits(&saved)).apply(&mut project).unwrap();
    give_revisions(&mut project, &saved, save_context(letter, 1));
    project
}

fn judged(project: &Project, status: Status, note: &str) -> Edit {
    let register = project.annotations[&MARK].assessments[&ME].written(says(status, note, 9));
    Edit::Assessment(MARK, ME, Some(register))
}

fn told(ours: &Project, theirs: &Project) -> Preview {
    preview(ours, &join(ours, theirs))
}

#[test]
fn each_item_has_its_reviewer_and_its_words() {
    let ours = saved_project();
    let theirs = copy(5, |project| {
        let mut new = mark(77, OTHER, 23, 31);
        new.assessments
            .insert(ME, Register::new(says(Status::Conflicting, "no", 9)));
        vec![
            Edit::Add(Box::new(Record::Annotation(Box::new(new)))),
            judged(project, Status::Unverified, "ask the coastguard"),
        ]
    });
    let found = told(&ours, &theirs);
    let items: Vec<_> = found
        .incoming
        .iter()
        .map(|it| (it.kind, it.by, it.quote.as_str(), it.says.as_str()))
        .collect();
    let verified = "verified, sources: Log 0 p. 4";
    let conflicting = "conflicting, note: no, sources: Log 0 p. 4";
    let changed = "verified, no note → unverified, note: ask the coastguard";
    assert_eq!(
        items,
        [
            (IncomingKind::Changed, Some(ME), "ferry", changed),
            (IncomingKind::Added, Some(ME), "Nine men", conflicting),
            (IncomingKind::Added, Some(OTHER), "Nine men", verified),
        ]
    );
    assert_eq!(
        (
            found.marks(IncomingKind::Added),
            found.marks(IncomingKind::Changed)
        ),
        (1, 1)
    );
    assert_eq!(found.to_decide(), 1, "the two differ on the new mark");
    assert!(
        told(&theirs, &ours).is_empty(),
        "an older copy brings nothing"
    );
}

#[test]
fn what_two_wrote_at_once_stands_against_each_other_once() {
    let ours = copy(5, |project| vec![judged(project, Status::Verified, "a")]);
    let theirs = copy(6, |project| vec![judged(project, Status::Conflicting, "b")]);
    let found = told(&ours, &theirs);
    assert_eq!(found.to_decide(), 1);
    let against = &found.against[0];
    assert!(
        against.field.starts_with("assessment of "),
        "{}",
        against.field
    );
    assert!(
        !against.field.contains("0000"),
        "a name, not an id: {}",
        against.field
    );
    assert_eq!((against.by, against.values.len()), (Some(ME), 2));
    let joined = join(&ours, &theirs).project;
    assert_eq!(told(&joined, &theirs).to_decide(), 0, "it was there before");
}

#[test]
fn a_deletion_names_who_deleted() {
    let theirs = copy(5, |_| {
        let name = RecordRef::Annotation(MARK);
        let fate = Fate {
            is: FateKind::Deleted,
            by: OTHER,
            at: crate::edit::fixture::at(9),
        };
        vec![Edit::Fate(name, Some(Register::new(fate)))]
    });
    let found = told(&saved_project(), &theirs);
    assert_eq!(found.incoming.len(), 1);
    let item = &found.incoming[0];
    assert_eq!((item.kind, item.by), (IncomingKind::Removed, Some(OTHER)));
    assert_eq!(
        (item.quote.as_str(), item.says.as_str()),
        ("ferry", "mark deleted")
    );
}

proptest! {
    /// What is told and what comes in are the same records, whatever two people did.
    #[test]
    fn every_mark_that_comes_in_is_told(steps in steps(2, false)) {
        let copies = World::default().copies(2, &steps);
        let (ours, theirs) = (&copies[0].saved, &copies[1].saved);
        let joined = join(ours, theirs);
        let found = preview(ours, &joined);
        let marks = |records: &[RecordRef]| -> BTreeSet<RecordRef> {
            let marks = records.iter().filter(|it| matches!(it, RecordRef::Annotation(_)));
            marks.copied().collect()
        };
        let told = |kind| -> BTreeSet<RecordRef> {
            let items = found.incoming.iter().filter(|it| it.kind == kind);
            marks(&items.map(|it| it.record).collect::<Vec<_>>())
        };
        prop_assert_eq!(told(IncomingKind::Added), marks(&joined.report.added));
        prop_assert_eq!(told(IncomingKind::Removed), marks(&joined.report.removed));
        prop_assert!(told(IncomingKind::Changed).is_subset(&marks(&joined.report.changed)));
        prop_assert!(found.incoming.iter().all(|it| !it.says.is_empty()));
        let again = join(&joined.project, theirs);
        prop_assert!(preview(&joined.project, &again).is_empty());
    }
}

#[test]
fn two_statuses_on_the_same_words_are_to_be_decided() {
    let ours = saved_project();
    let theirs = copy(5, |_| {
        let mut new = mark(77, OTHER, 4, 9);
        new.assessments
            .insert(OTHER, Register::new(says(Status::Conflicting, "", 9)));
        vec![Edit::Add(Box::new(Record::Annotation(Box::new(new))))]
    });
    let found = told(&ours, &theirs);
    assert_eq!(found.to_decide(), 1);
    let against = &found.against[0];
    assert_eq!(
        (against.quote.as_str(), against.field.as_str()),
        ("ferry", "other status")
    );
    assert_eq!(against.values.len(), 2);
    assert!(
        against.values[0].ends_with(": verified"),
        "{:?}",
        against.values
    );
    assert!(
        against.values[1].ends_with(": conflicting"),
        "{:?}",
        against.values
    );
    let joined = join(&ours, &theirs).project;
    assert_eq!(told(&joined, &ours).to_decide(), 0, "it was there before");
}
