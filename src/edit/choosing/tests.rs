//! Choosing between rivals, and between keeping and deleting, on a small project.

use super::{ChooseContext, ChooseError, choose, owner};
use crate::edit::fixture::{
    ARTICLE, CLAIM, DECISION, MARK, ME, OTHER, SOURCE, at, save_context, saved_project, says,
};
use crate::edit::{Edit, give_revisions};
use crate::model::{
    Caution, Claim, Contested as _, Fate, FateKind, Project, RecordRef, Register, RegisterName,
    RegisterRef, Registers as _, Status,
};
use std::sync::Arc;

const CONTEXT: ChooseContext = ChooseContext {
    by: ME,
    at: jiff::Timestamp::UNIX_EPOCH,
};

const JUDGEMENT: RegisterRef = RegisterRef {
    record: RecordRef::Annotation(MARK),
    name: RegisterName::Assessment(ME),
};

/// A copy of the project in which an edit was made and saved by a session of its own.
fn copy(start: &Project, session: u64, edit: Edit) -> Project {
    let mut project = start.clone();
    edit.apply(&mut project).expect("it fits");
    give_revisions(&mut project, start, save_context(session, 1));
    project
}

fn joined<T: Ord + Clone + Caution>(one: &Register<T>, other: &Register<T>) -> Register<T> {
    one.join(other)
}

/// My judgement as two of my copies wrote it: verified in session 3, unverified in session 2.
fn torn() -> (Project, Project) {
    let start = saved_project();
    let before = &start.annotations[&MARK].assessments[&ME];
    let write = |session, status, note| {
        let new = before.written(says(status, note, 9));
        copy(&start, session, Edit::Assessment(MARK, ME, Some(new)))
    };
    let one = write(2, Status::Unverified, "asked");
    let other = write(3, Status::Verified, "seen");
    let register = joined(
        &one.annotations[&MARK].assessments[&ME],
        &other.annotations[&MARK].assessments[&ME],
    );
    let mut project = one;
    Edit::Assessment(MARK, ME, Some(register))
        .apply(&mut project)
        .expect("it is there");
    (project, other)
}

fn done(project: &Project, register: RegisterRef, number: usize) -> (Project, Edit) {
    let choosing = choose(project, register, number, CONTEXT).expect("it can be chosen");
    let mut after = project.clone();
    let inverse = choosing.edit.apply(&mut after).expect("it fits");
    (after, inverse)
}

#[test]
fn the_chosen_value_has_seen_all_of_them_and_no_old_copy_brings_one_back() {
    let (project, old) = torn();
    assert!(project.annotations[&MARK].has_conflict());
    for (number, status) in [(0, Status::Unverified), (1, Status::Verified)] {
        let (mut after, _) = done(&project, JUDGEMENT, number);
        give_revisions(&mut after, &project, save_context(4, 1));
        let register = &after.annotations[&MARK].assessments[&ME];
        assert_eq!(register.value.status, Some(status));
        assert!(!after.annotations[&MARK].has_conflict());
        let again = joined(register, &old.annotations[&MARK].assessments[&ME]);
        assert_eq!(again, *register);
        let whole = joined(register, &project.annotations[&MARK].assessments[&ME]);
        assert_eq!(whole, *register);
    }
}

#[test]
fn undoing_the_choice_brings_the_rivals_back_as_they_were() {
    let (project, _) = torn();
    let (mut after, inverse) = done(&project, JUDGEMENT, 1);
    inverse.apply(&mut after).expect("it fits");
    assert_eq!(after, project);
}

#[test]
fn it_is_told_in_the_history_and_named_in_the_menu() {
    let (project, _) = torn();
    let choosing = choose(&project, JUDGEMENT, 1, CONTEXT).expect("mine");
    assert_eq!(choosing.label, "settle conflict: judgement");
    let (after, _) = done(&project, JUDGEMENT, 1);
    let said: Vec<&str> = after
        .history
        .iter()
        .filter_map(|line| line.to.as_deref())
        .collect();
    assert_eq!(said, ["chose judgement: verified, seen"]);
}

#[test]
fn nobody_chooses_between_two_words_of_another_person() {
    let (project, _) = torn();
    let other = ChooseContext {
        by: OTHER,
        ..CONTEXT
    };
    let refused = choose(&project, JUDGEMENT, 0, other);
    let owner_name = project.reviewer_name(ME);
    assert_eq!(refused, Err(ChooseError::NotYours { owner: owner_name }));
    let spans = RegisterRef {
        name: RegisterName::Spans,
        ..JUDGEMENT
    };
    assert_eq!(owner(&project, spans), Some(ME));
    for (record, name) in [
        (RecordRef::Claim(CLAIM), RegisterName::Claim),
        (RecordRef::Source(SOURCE), RegisterName::Source),
        (RecordRef::Article(ARTICLE), RegisterName::Info),
        (RecordRef::Decision(DECISION), RegisterName::Decision),
        (RecordRef::Annotation(MARK), RegisterName::Tie),
        (RecordRef::Annotation(MARK), RegisterName::Fate),
    ] {
        assert_eq!(owner(&project, RegisterRef { record, name }), None);
    }
}

#[test]
fn what_is_not_in_conflict_cannot_be_chosen() {
    let (project, _) = torn();
    let none = Err(ChooseError::NoSuchValue);
    assert_eq!(choose(&project, JUDGEMENT, 2, CONTEXT), none);
    let claim = RegisterRef {
        record: RecordRef::Claim(CLAIM),
        name: RegisterName::Claim,
    };
    assert_eq!(choose(&project, claim, 0, CONTEXT), none);
}

#[test]
fn a_claim_of_two_people_is_anybodys_to_choose() {
    let start = saved_project();
    let claim = |statement: &str| {
        start.claims[&CLAIM].claim.written(Claim {
            statement: statement.to_owned(),
            kind: None,
            note: String::new(),
        })
    };
    let one = copy(&start, 2, Edit::Claim(CLAIM, claim("Nine men")));
    let other = copy(&start, 3, Edit::Claim(CLAIM, claim("Ten men")));
    let mut project = one.clone();
    let register = joined(&one.claims[&CLAIM].claim, &other.claims[&CLAIM].claim);
    Edit::Claim(CLAIM, register)
        .apply(&mut project)
        .expect("it is there");
    let at = RegisterRef {
        record: RecordRef::Claim(CLAIM),
        name: RegisterName::Claim,
    };
    let (after, _) = done(&project, at, 1);
    assert_eq!(after.claims[&CLAIM].claim.value.statement, "Ten men");
    assert!(!after.claims[&CLAIM].has_conflict());
}

/// A mark that I deleted and that the other person judged meanwhile.
fn contested() -> Project {
    let start = saved_project();
    let theirs = Register::new(says(Status::Conflicting, "asked", 9));
    let mut project = copy(&start, 3, Edit::Assessment(MARK, OTHER, Some(theirs)));
    let deleted = Fate {
        is: FateKind::Deleted,
        by: ME,
        at: at(8),
    };
    let fate = Edit::Fate(RecordRef::Annotation(MARK), Some(Register::new(deleted)));
    let gone = copy(&start, 2, fate);
    let mark = project.annotations.get_mut(&MARK).expect("it is there");
    Arc::make_mut(mark)
        .fate
        .clone_from(&gone.annotations[&MARK].fate);
    assert!(project.annotations[&MARK].is_contested());
    project
}

#[test]
fn a_contested_record_is_kept_or_deleted_for_good() {
    let project = contested();
    let register = RegisterRef {
        record: RecordRef::Annotation(MARK),
        name: RegisterName::Fate,
    };
    for (number, is_deleted) in [(0, false), (1, true)] {
        let (mut after, inverse) = done(&project, register, number);
        give_revisions(&mut after, &project, save_context(4, 1));
        let mark = &after.annotations[&MARK];
        assert!(!mark.is_contested());
        assert_eq!(mark.is_deleted(), is_deleted);
        let old = project.annotations[&MARK]
            .fate
            .as_ref()
            .expect("it has one");
        let fate = mark.fate.as_ref().expect("it has one");
        assert_eq!(
            joined(fate, old),
            *fate,
            "the old deletion does not come back"
        );
        let (mut undone, _) = done(&project, register, number);
        inverse.apply(&mut undone).expect("it fits");
        assert_eq!(undone, project);
    }
}

#[test]
fn what_is_chosen_is_said_now_so_that_a_decision_before_has_not_seen_it() {
    let (project, _) = torn();
    for number in [0, 1] {
        let (after, _) = done(&project, JUDGEMENT, number);
        let chosen = &after.annotations[&MARK].assessments[&ME].value;
        assert_eq!(chosen.at, CONTEXT.at);
    }
}
