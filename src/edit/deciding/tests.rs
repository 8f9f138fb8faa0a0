//! Verdicts over a small project on which two people differ.

use super::{DecideContext, DecideError, Verdict, decide};
use crate::edit::{
    Edit,
    fixture::{MARK, ME, OTHER, at, mark, save_context, saved_project, says},
    give_revisions, has_unsaved_changes,
};
use crate::model::{
    AnnotationId, DecisionId, DecisionIndex, EffectiveStatus, Flag, Outcome, Project, Record,
    Register, Status, standing,
};
use uuid::Uuid;

const SECOND: AnnotationId = AnnotationId(Uuid::from_u128(21));
const IDS: [DecisionId; 2] = [
    DecisionId(Uuid::from_u128(600)),
    DecisionId(Uuid::from_u128(601)),
];

fn context() -> DecideContext {
    DecideContext {
        by: OTHER,
        at: at(50),
        new_ids: IDS,
    }
}

/// The project with the first mark judged conflicting by another person, and a second mark of theirs.
fn torn_project() -> Project {
    let nothing = saved_project();
    let mut project = nothing.clone();
    let theirs = Register::new(says(Status::Conflicting, "", 3));
    let mut second = mark(21, OTHER, 4, 13);
    second
        .assessments
        .insert(OTHER, Register::new(says(Status::Unverified, "", 4)));
    Edit::Batch(vec![
        Edit::Assessment(MARK, OTHER, Some(theirs)),
        Edit::Add(Box::new(Record::Annotation(Box::new(second)))),
    ])
    .apply(&mut project)
    .expect("it fits");
    give_revisions(&mut project, &nothing, save_context(7, 1));
    project
}

fn decided(project: &mut Project, verdict: Verdict, reason: &str) -> Edit {
    let members = [MARK, SECOND];
    let deciding = decide(project, &members, verdict, reason, context()).expect("it can be");
    deciding.edit.apply(project).expect("it fits")
}

fn stands(project: &Project, id: AnnotationId) -> (EffectiveStatus, Option<Flag>) {
    let found = standing(&project.annotations[&id], &DecisionIndex::of(project));
    (found.status, found.flag)
}

fn reason(project: &Project, id: AnnotationId) -> String {
    let decisions = DecisionIndex::of(project);
    let record = decisions.in_force(id).expect("it is decided");
    record.decision.value.reason.clone()
}

const CONFLICTING: EffectiveStatus = EffectiveStatus::Tagged(Status::Conflicting);
const FIRST_IS_CONFLICTING: Verdict = Verdict::Status {
    on: MARK,
    status: Status::Conflicting,
};

#[test]
fn the_chosen_mark_gets_the_status_and_the_others_say_where_to_look() {
    let saved = torn_project();
    let mut project = saved.clone();
    assert_eq!(stands(&project, MARK).0, EffectiveStatus::Disputed);
    let inverse = decided(&mut project, FIRST_IS_CONFLICTING, "The log says so");
    let settled = Some(Flag::Decided);
    assert_eq!(stands(&project, MARK), (CONFLICTING, settled));
    assert_eq!(
        stands(&project, SECOND),
        (EffectiveStatus::Nothing, settled)
    );
    assert_eq!(reason(&project, MARK), "The log says so");
    assert_eq!(reason(&project, SECOND), "The log says so; see \"ferry\"");
    for id in [MARK, SECOND] {
        let mut lines = project.history.iter().filter(|line| line.record == id.0);
        assert!(lines.any(|line| line.at == at(50) && line.by == OTHER));
    }
    inverse.apply(&mut project).expect("it fits");
    assert!(!has_unsaved_changes(&project, &saved));
    assert_eq!(project, saved);
}

#[test]
fn it_stands_the_same_after_the_save_and_a_later_judgement_questions_it() {
    let saved = torn_project();
    let mut project = saved.clone();
    decided(&mut project, FIRST_IS_CONFLICTING, "");
    give_revisions(&mut project, &saved, save_context(3, 1));
    assert_eq!(stands(&project, MARK), (CONFLICTING, Some(Flag::Decided)));
    let saved = project.clone();
    let mine = &project.annotations[&MARK].assessments[&ME];
    let again = mine.written(says(Status::Unverified, "", 60));
    Edit::Assessment(MARK, ME, Some(again))
        .apply(&mut project)
        .expect("it fits");
    let questioned = (EffectiveStatus::Disputed, Some(Flag::DecisionQuestioned));
    assert_eq!(stands(&project, MARK), questioned);
    give_revisions(&mut project, &saved, save_context(1, 9));
    assert_eq!(stands(&project, MARK), questioned);
}

#[test]
fn a_judgement_after_the_decision_questions_it_even_where_both_are_saved_together() {
    let saved = torn_project();
    let mut project = saved.clone();
    decided(&mut project, FIRST_IS_CONFLICTING, "");
    let mine = &project.annotations[&MARK].assessments[&ME];
    let again = mine.written(says(Status::Unverified, "", 60));
    Edit::Assessment(MARK, ME, Some(again))
        .apply(&mut project)
        .expect("it fits");
    give_revisions(&mut project, &saved, save_context(3, 1));
    assert_eq!(stands(&project, MARK).1, Some(Flag::DecisionQuestioned));
}

#[test]
fn the_other_verdicts_are_one_decision_over_all_marks() {
    let verdicts = [
        (Verdict::BothStand, Outcome::BothStand),
        (Verdict::NothingHere, Outcome::NothingHere),
        (Verdict::Later, Outcome::Later),
    ];
    for (verdict, outcome) in verdicts {
        let mut project = torn_project();
        let before = project.decisions.len();
        decided(&mut project, verdict, "");
        assert_eq!(project.decisions.len(), before + 1, "{verdict:?}");
        let decision = &project.decisions[&IDS[0]].decision.value;
        assert_eq!(decision.about, [MARK, SECOND]);
        assert_eq!(decision.outcome, outcome);
    }
}

#[test]
fn deciding_again_replaces_what_was_decided_before() {
    let mut project = torn_project();
    let again = |project: &mut Project, members: &[AnnotationId], verdict, n: u8| {
        let context = DecideContext {
            at: at(50 + n),
            new_ids: [1, 2].map(|id| DecisionId(Uuid::from_u128(u128::from(n) * 10 + id))),
            ..context()
        };
        let deciding = decide(project, members, verdict, "", context).expect("it can be");
        deciding.edit.apply(project).expect("it fits");
    };
    again(&mut project, &[MARK, SECOND], Verdict::Later, 0);
    again(&mut project, &[MARK, SECOND], Verdict::NothingHere, 1);
    assert_eq!(stands(&project, MARK).0, EffectiveStatus::Nothing);
    again(&mut project, &[MARK], FIRST_IS_CONFLICTING, 2);
    assert_eq!(stands(&project, MARK).0, CONFLICTING);
    assert_eq!(stands(&project, SECOND).0, EffectiveStatus::Nothing);
    let saved = torn_project();
    give_revisions(&mut project, &saved, save_context(3, 1));
    assert_eq!(stands(&project, MARK).0, CONFLICTING);
    assert_eq!(stands(&project, SECOND).0, EffectiveStatus::Nothing);
}

#[test]
fn what_cannot_be_decided_says_why() {
    let project = torn_project();
    let nowhere = AnnotationId(Uuid::nil());
    let decide = |members: &[AnnotationId], verdict| {
        decide(&project, members, verdict, "", context()).expect_err("it cannot be")
    };
    assert_eq!(decide(&[], Verdict::Later), DecideError::NoMarks);
    assert_eq!(
        decide(&[nowhere], Verdict::Later),
        DecideError::UnknownAnnotation(nowhere)
    );
    assert_eq!(
        decide(&[SECOND], FIRST_IS_CONFLICTING),
        DecideError::NotInGroup(MARK)
    );
}
