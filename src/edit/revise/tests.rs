//! What a save writes after edits, undone edits and merges.

use super::{Revise, give_revisions, has_unsaved_changes};
use crate::{
    edit::{
        Edit,
        fixture::{self, ARTICLE, MARK, ME, OTHER, save_context, saved_project, says},
    },
    model::{
        Annotation, AnnotationId, FateKind, Project, Record, RecordRef, Register, Registers, Rev,
        Status, Table,
    },
};
use proptest::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

/// Applies an edit and returns its inverse.
fn apply(project: &mut Project, edit: Edit) -> Edit {
    edit.apply(project).expect("the edit fits")
}

/// Saves as session number `session`, for the `n`th time, and returns what was written.
fn save(project: &mut Project, saved: &Project, session: u64, n: u32) -> Project {
    give_revisions(project, saved, save_context(session, n));
    project.clone()
}

fn rev(session: u64, n: u32) -> Rev {
    Rev {
        session: save_context(session, n).session,
        n,
    }
}

fn judge(project: &Project, status: Status, second: u8) -> Edit {
    let mine = &project.annotations[&MARK].assessments[&ME];
    Edit::Assessment(MARK, ME, Some(mine.written(says(status, "", second))))
}

fn the_mark(project: &Project) -> &Annotation {
    &project.annotations[&MARK]
}

#[test]
fn a_first_save_gives_everything_the_same_revision() {
    let project = saved_project();
    let mut count = 0;
    for mark in project.annotations.values() {
        mark.visit_stamps(&mut |stamp| {
            assert_eq!((stamp.rev, stamp.saw.is_empty()), (Some(rev(1, 1)), true));
            count += 1;
        });
    }
    assert_eq!(count, 2);
    assert!(!has_unsaved_changes(&project, &project));
}

#[test]
fn only_what_differs_gets_a_new_revision_and_it_saw_the_old() {
    let saved = saved_project();
    let mut project = saved.clone();
    let edit = judge(&project, Status::Conflicting, 5);
    apply(&mut project, edit);
    assert!(has_unsaved_changes(&project, &saved));
    let written = save(&mut project, &saved, 2, 1);
    let stamp = &the_mark(&written).assessments[&ME].stamp;
    assert_eq!(stamp.rev, Some(rev(2, 1)));
    assert!(stamp.saw.covers(rev(1, 1)));
    assert_eq!(the_mark(&written).spans, the_mark(&saved).spans);
    assert!(
        written.articles.ptr_eq(&saved.articles),
        "nothing there was touched"
    );
}

#[test]
fn an_edit_undone_before_a_save_leaves_the_saved_project() {
    let saved = saved_project();
    let mut project = saved.clone();
    let edit = judge(&project, Status::Conflicting, 5);
    let inverse = apply(&mut project, edit);
    apply(&mut project, inverse);
    assert!(!has_unsaved_changes(&project, &saved));
    assert_eq!(save(&mut project, &saved, 2, 1), saved);
}

#[test]
fn an_edit_undone_after_a_save_is_a_new_revision_over_the_old() {
    let first = saved_project();
    let mut project = first.clone();
    let edit = judge(&project, Status::Conflicting, 5);
    let inverse = apply(&mut project, edit);
    let second = save(&mut project, &first, 2, 1);
    apply(&mut project, inverse);
    let third = save(&mut project, &second, 2, 2);
    let [was, then, now] = [&first, &second, &third].map(|saved| &the_mark(saved).assessments[&ME]);
    assert_eq!(now.value, was.value);
    assert_eq!(now.stamp.rev, Some(rev(2, 2)));
    assert!(now.stamp.replaces(rev(2, 1)) && now.stamp.replaces(rev(1, 1)));
    assert_eq!(then.join(now), *now, "the undone value does not come back");
}

#[test]
fn a_making_undone_before_a_save_leaves_nothing_and_after_one_a_fate() {
    let saved = saved_project();
    let new = fixture::mark(21, ME, 0, 3);
    let id = new.id;
    let add = || Edit::Add(Box::new(Record::Annotation(Box::new(new.clone()))));

    let mut project = saved.clone();
    let inverse = apply(&mut project, add());
    apply(&mut project, inverse.clone());
    assert_eq!(save(&mut project, &saved, 2, 1), saved);

    apply(&mut project, add());
    let with_mark = save(&mut project, &saved, 2, 2);
    apply(&mut project, inverse);
    assert!(has_unsaved_changes(&project, &with_mark));
    let without = save(&mut project, &with_mark, 2, 3);
    let mark = &without.annotations[&id];
    assert!(mark.is_deleted() && without.annotation(id).is_none());
    assert_eq!(
        mark.spans, with_mark.annotations[&id].spans,
        "the record stays whole"
    );
    let fate = mark.fate.as_ref().expect("a fate");
    assert_eq!(
        (fate.value.is, fate.stamp.rev),
        (FateKind::Deleted, Some(rev(2, 3)))
    );
}

#[test]
fn what_was_said_and_undone_after_a_save_is_withdrawn_not_dropped() {
    let first = saved_project();
    let mut project = first.clone();
    let beside = Edit::Assessment(
        MARK,
        OTHER,
        Some(Register::new(says(Status::Unverified, "", 5))),
    );
    let inverse = apply(&mut project, beside);
    let second = save(&mut project, &first, 2, 1);
    apply(&mut project, inverse);
    let third = save(&mut project, &second, 2, 2);
    let mark = the_mark(&third);
    assert_eq!(mark.assessments[&OTHER].value.status, None);
    assert!(mark.assessments[&OTHER].stamp.replaces(rev(2, 1)));
    assert_eq!(mark.assessment_of(OTHER), None);
}

fn delete(project: &mut Project) -> Edit {
    let fate = crate::model::Fate {
        is: FateKind::Deleted,
        by: ME,
        at: fixture::at(9),
    };
    let name = RecordRef::Annotation(MARK);
    apply(project, Edit::Fate(name, Some(Register::new(fate))))
}

#[test]
fn a_deletion_covers_all_that_stands_in_the_record() {
    let first = saved_project();
    let mut project = first.clone();
    let edit = judge(&project, Status::Conflicting, 5);
    apply(&mut project, edit);
    delete(&mut project);
    assert!(the_mark(&project).is_deleted(), "before the save");
    let second = save(&mut project, &first, 2, 1);
    assert!(the_mark(&second).is_deleted() && !the_mark(&second).is_contested());
    let fate = the_mark(&second).fate.as_ref().expect("a fate");
    assert!(fate.stamp.covers(rev(1, 1)) && fate.stamp.covers(rev(2, 1)));
}

#[test]
fn a_deletion_undone_after_a_save_keeps_the_record() {
    let first = saved_project();
    let mut project = first.clone();
    let inverse = delete(&mut project);
    let second = save(&mut project, &first, 2, 1);
    apply(&mut project, inverse);
    let third = save(&mut project, &second, 2, 2);
    let fate = the_mark(&third).fate.as_ref().expect("a fate");
    assert_eq!(fate.value.is, FateKind::Kept);
    let deleted = the_mark(&second).fate.as_ref().expect("a fate");
    assert_eq!(fate.join(deleted), *fate, "the deletion does not come back");
    assert!(!the_mark(&third).is_deleted() && !the_mark(&third).is_contested());
}

#[test]
fn what_another_says_meanwhile_revives_a_deleted_mark() {
    let base = saved_project();
    let mut mine = base.clone();
    delete(&mut mine);
    let mine = save(&mut mine, &base, 2, 1);

    let mut theirs = base.clone();
    let said = Register::new(says(Status::Conflicting, "I found it", 8));
    apply(&mut theirs, Edit::Assessment(MARK, OTHER, Some(said)));
    let theirs = save(&mut theirs, &base, 3, 1);

    // The join of the two copies, as far as this mark goes.
    let mut joined = the_mark(&mine).clone();
    let said = the_mark(&theirs).assessments[&OTHER].clone();
    joined.assessments.insert(OTHER, said);
    assert!(!joined.is_deleted() && joined.is_contested());

    let mut project = mine.clone();
    project
        .annotations
        .insert(MARK, std::sync::Arc::new(joined));
    let saved = project.clone();
    let name = RecordRef::Annotation(MARK);
    let old = the_mark(&project).fate.clone().expect("a fate");

    // "Keep" and its undoing leave it as it was, in sight.
    let mut kept = old.value.clone();
    kept.is = FateKind::Kept;
    let inverse = apply(&mut project, Edit::Fate(name, Some(old.written(kept))));
    assert!(!the_mark(&project).is_contested());
    apply(&mut project, inverse);
    assert!(!the_mark(&project).is_deleted() && the_mark(&project).is_contested());
    assert_eq!(save(&mut project, &saved, 2, 2), saved);

    // Deleting it again has seen it.
    let mut again = old.value.clone();
    again.at = fixture::at(20);
    let again = the_mark(&project).decided(again);
    apply(&mut project, Edit::Fate(name, Some(again)));
    let last = save(&mut project, &saved, 2, 3);
    assert!(the_mark(&last).is_deleted() && !the_mark(&last).is_contested());
}

#[test]
fn lines_of_the_history_get_the_revision_of_their_save() {
    let saved = saved_project();
    let mut project = saved.clone();
    let edit = fixture::edit(&project, 18, 3, 4);
    let inverse = apply(&mut project, edit);
    let mut undone = project.clone();
    apply(&mut undone, inverse);
    assert!(
        undone.history.is_empty(),
        "undone before the save, it never was"
    );
    let written = save(&mut project, &saved, 2, 1);
    let revs: Vec<_> = written.history.iter().map(|line| line.rev).collect();
    assert_eq!(revs, [Some(rev(2, 1))]);
}

#[test]
fn a_line_of_the_history_alone_is_something_to_save() {
    let saved = saved_project();
    let mut project = saved.clone();
    assert!(!has_unsaved_changes(&project, &saved));
    let shown = Some("others' marks shown".to_owned());
    let line = Edit::history_line(fixture::ARTICLE.0, (ME, fixture::at(5)), None, shown);
    apply(&mut project, line);
    assert!(has_unsaved_changes(&project, &saved));
}

#[test]
fn records_that_were_not_touched_are_shared_with_the_last_save() {
    let saved = saved_project();
    let mut project = saved.clone();
    let new = Record::Annotation(Box::new(fixture::mark(21, ME, 0, 3)));
    apply(&mut project, Edit::Add(Box::new(new)));
    let written = save(&mut project, &saved, 2, 1);
    assert!(std::sync::Arc::ptr_eq(
        &written.annotations[&MARK],
        &saved.annotations[&MARK]
    ));
    assert!(std::sync::Arc::ptr_eq(
        &written.articles[&ARTICLE],
        &saved.articles[&ARTICLE]
    ));
    let new = &written.annotations[&AnnotationId(Uuid::from_u128(21))];
    assert_eq!(new.spans.stamp.rev, Some(rev(2, 1)));
}

/// The slow twin of the search for unsaved changes: record by record, whatever is shared.
fn differs_slowly<Id: Ord + Copy, T: Revise>(now: &Table<Id, T>, saved: &Table<Id, T>) -> bool {
    now.len() != saved.len()
        || now
            .iter()
            .zip(saved.iter())
            .any(|((id, record), (other, before))| id != other || !record.is_as_saved(before))
}

/// Enough marks for a table of several nodes.
fn many_marks() -> Project {
    let mut project = saved_project();
    let mark = project.annotations[&MARK].clone();
    for number in 0..400 {
        let mut mark = Annotation::clone(&mark);
        mark.id = AnnotationId(Uuid::from_u128(number << 64));
        project.annotations.insert(mark.id, Arc::new(mark));
    }
    project
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    /// What is shared with the last save is passed over, and nothing else is.
    #[test]
    fn unsaved_changes_are_those_that_a_look_at_every_record_finds(
        acts in prop::collection::vec((0_u128..400, 0_u8..4), 0..12),
    ) {
        let saved = many_marks();
        let mut project = saved.clone();
        for (number, kind) in acts {
            let id = AnnotationId(Uuid::from_u128(number << 64));
            match (kind, project.annotations.get(&id).cloned()) {
                (0, _) => drop(project.annotations.remove(&id)),
                // Another record that says the same.
                (1, _) => {
                    let same = Annotation::clone(&saved.annotations[&id]);
                    project.annotations.insert(id, Arc::new(same));
                }
                (2, Some(_)) => {
                    let mine = &project.annotations[&id].assessments[&ME];
                    let status = Status::ALL[(number % 3) as usize];
                    let edit = Edit::Assessment(id, ME, Some(mine.written(says(status, "", 9))));
                    apply(&mut project, edit);
                }
                (3, None) => {
                    let mark = saved.annotations[&id].clone();
                    project.annotations.insert(id, mark);
                }
                _ => {}
            }
        }
        prop_assert_eq!(
            has_unsaved_changes(&project, &saved),
            differs_slowly(&project.annotations, &saved.annotations)
        );
    }
}
