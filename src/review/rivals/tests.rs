//! What is told of registers in conflict, and that what is kept of them is what a look at the whole finds.

use super::{Found, Writers, rivals};
use crate::edit::fixture::{
    CLAIM, MARK, ME, OTHER, SOURCE, at, edit, save_context, saved_project, says, source,
};
use crate::edit::{Edit, RevisionContext, give_revisions};
use crate::model::{
    Fate, FateKind, Project, RecordRef, Register, RegisterName, RegisterRef, ReviewerId, Status,
};
use crate::review::join;
use proptest::prelude::*;

/// A copy of the project in which `by` made an edit, with a line of the history, and saved it.
fn copy(start: &Project, session: u64, by: ReviewerId, record: RecordRef, edit: Edit) -> Project {
    let mut project = start.clone();
    let line = Edit::history_line(record.uuid(), (by, at(9)), None, Some("changed".to_owned()));
    Edit::Batch(vec![edit, line])
        .apply(&mut project)
        .expect("it fits");
    let context = RevisionContext {
        by,
        ..save_context(session, 1)
    };
    give_revisions(&mut project, start, context);
    project
}

fn the_only(project: &Project) -> (RegisterRef, super::Rivals) {
    let found = Found::of(project);
    let all: Vec<RegisterRef> = found.registers().iter().copied().collect();
    let [register] = all[..] else {
        panic!("{all:?}")
    };
    let writers = Writers::of(project, found.registers());
    let rivals = rivals(project, register, &writers).expect("it is in conflict");
    (register, rivals)
}

fn words(value: &super::RivalValue) -> Vec<(&str, &str)> {
    let words = value.words.iter();
    words.map(|word| (word.name, word.text.as_str())).collect()
}

#[test]
fn two_copies_of_one_person_are_told_whole_with_time_and_what_they_share() {
    let start = saved_project();
    let long = "a".repeat(300);
    let before = &start.annotations[&MARK].assessments[&ME];
    let record = RecordRef::Annotation(MARK);
    let write = |session, status, note: &str, second| {
        let new = before.written(says(status, note, second));
        let edit = Edit::Assessment(MARK, ME, Some(new));
        copy(&start, session, ME, record, edit)
    };
    let one = write(2, Status::Verified, &long, 5);
    let other = write(3, Status::Conflicting, "no", 6);
    let (register, rivals) = the_only(&join(&one, &other).project);
    assert_eq!(register.name, RegisterName::Assessment(ME));
    assert_eq!(rivals.about, "ferry");
    let [first, second] = &rivals.values[..] else {
        panic!("{rivals:?}")
    };
    assert_eq!(first.status, Some(Status::Conflicting), "the more cautious");
    assert_eq!(words(first), [("", "conflicting"), ("note", "no")]);
    assert_eq!(words(second), [("", "verified"), ("note", long.as_str())]);
    assert_eq!((first.by, first.at), (Some(ME), Some(at(6))));
    assert_eq!((second.by, second.at), (Some(ME), Some(at(5))));
    assert_eq!(rivals.same.len(), 1, "the source that both cite");
}

#[test]
fn who_wrote_a_source_is_told_by_the_history() {
    let start = saved_project();
    let record = RecordRef::Source(SOURCE);
    let write = |session, by, value| {
        let new = source(SOURCE, value).source.value;
        let edit = Edit::Source(SOURCE, start.sources[&SOURCE].source.written(new));
        copy(&start, session, by, record, edit)
    };
    let (one, other) = (write(2, ME, 1), write(3, OTHER, 2));
    let joined = join(&one, &other).project;
    let (_, rivals) = the_only(&joined);
    let mut by: Vec<_> = rivals.values.iter().map(|value| value.by).collect();
    by.sort_unstable();
    assert_eq!(by, [Some(ME), Some(OTHER)]);
    assert!(rivals.values.iter().all(|value| value.at == Some(at(9))));
    // Without the lines it is told by nobody; and nobody is named whom the project does not name.
    let bare = Project {
        history: imbl::OrdSet::new(),
        ..joined.clone()
    };
    assert!(
        the_only(&bare)
            .1
            .values
            .iter()
            .all(|value| value.by.is_none())
    );
    let mut unnamed = joined;
    unnamed.reviewers.remove(&OTHER);
    let by = the_only(&unnamed).1.values;
    assert!(by.iter().all(|value| value.by != Some(OTHER)));
}

#[test]
fn what_was_deleted_and_judged_is_kept_for_the_judgement_first() {
    let start = saved_project();
    let record = RecordRef::Annotation(MARK);
    let deleted = Fate {
        is: FateKind::Deleted,
        by: ME,
        at: at(4),
    };
    let gone = Edit::Fate(record, Some(Register::new(deleted)));
    let theirs = Register::new(says(Status::Unverified, "asked", 7));
    let judged = Edit::Assessment(MARK, OTHER, Some(theirs));
    let one = copy(&start, 2, ME, record, gone);
    let other = copy(&start, 3, OTHER, record, judged);
    let (register, rivals) = the_only(&join(&one, &other).project);
    assert_eq!(register.name, RegisterName::Fate);
    let [keep, delete] = &rivals.values[..] else {
        panic!("{rivals:?}")
    };
    assert_eq!((keep.by, keep.at), (Some(OTHER), Some(at(7))));
    assert!(words(keep).contains(&("note", "asked")));
    assert_eq!((delete.by, delete.at), (Some(ME), Some(at(4))));
    assert_eq!(words(delete), [("", "deleted")]);
}

#[test]
fn a_claim_that_was_deleted_and_changed_names_who_changed_it() {
    let start = saved_project();
    let record = RecordRef::Claim(CLAIM);
    let deleted = Fate {
        is: FateKind::Deleted,
        by: ME,
        at: at(4),
    };
    let gone = Edit::Fate(record, Some(Register::new(deleted)));
    let mut claim = start.claims[&CLAIM].claim.value.clone();
    claim.statement = "Ten men".to_owned();
    let changed = Edit::Claim(CLAIM, start.claims[&CLAIM].claim.written(claim));
    let one = copy(&start, 2, ME, record, gone);
    let other = copy(&start, 3, OTHER, record, changed);
    let (_, rivals) = the_only(&join(&one, &other).project);
    assert_eq!(rivals.about, "Ten men");
    assert_eq!(rivals.values[0].by, Some(OTHER));
    assert_eq!(words(&rivals.values[0]), [("", "changed")]);
}

proptest! {
    /// The registers that are kept are those of a look at the whole, whatever was edited; and a report counts them alike.
    #[test]
    fn what_is_kept_is_what_a_look_at_the_whole_finds(
        edits in prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>(), any::<bool>(), any::<bool>()), 1..30),
    ) {
        let start = saved_project();
        let (mut one, mut other) = (start.clone(), start.clone());
        let mut found = Found::of(&start);
        let mut saves = [0, 0];
        let (mut one_saved, mut other_saved) = (start.clone(), start);
        for (kind, what, value, is_one, merges) in edits {
            let (project, saved, session) = if is_one {
                (&mut one, &mut one_saved, 0)
            } else {
                (&mut other, &mut other_saved, 1)
            };
            let done = edit(project, kind, what, value);
            if done.apply(project).is_err() {
                continue;
            }
            saves[session] += 1;
            give_revisions(project, saved, save_context(session as u64 + 2, saves[session]));
            *saved = project.clone();
            if merges {
                one = join(&one_saved, &other_saved).project;
                one_saved = one.clone();
            }
            found.follow(&one);
            let whole = Found::of(&one);
            prop_assert_eq!(found.registers(), whole.registers());
            let report = join(&one, &one).report;
            prop_assert_eq!(report.conflicts.len(), whole.registers().len());
            let writers = Writers::of(&one, whole.registers());
            for register in whole.registers() {
                let told = rivals(&one, *register, &writers);
                prop_assert!(told.is_some_and(|told| told.values.len() > 1), "{:?}", register);
            }
        }
    }
}
