//! What breaks a seal and what does not, before and after saves.

use super::{
    BreakKind, SealState, SignRefusal, authors, may_sign, may_sign_article, seal_state, seals,
    seals_of_article, waiting,
};
use crate::edit::{
    Edit,
    deciding::{DecideContext, Verdict, decide},
    fixture::{ARTICLE, CLAIM, MARK, ME, OTHER, at, mark, save_context, saved_project},
    give_revisions,
    marking::{MarkContext, respan, set_note, set_should_read, set_status},
    signing::{SignContext, sign, sign_article, take_back},
};
use crate::model::{
    AnnotationId, ArticleInfo, DecisionId, DecisionIndex, Project, Record, RecordRef, Register,
    Reviewer, ReviewerId, Role, Signature, SmallMap, Stance, Status, Tie, covered_revisions,
};
use crate::text::TextRange;
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

const THIRD: ReviewerId = ReviewerId(Uuid::from_u128(3));

fn with(by: ReviewerId, second: u8) -> MarkContext {
    MarkContext {
        by,
        at: at(second),
        new_id: AnnotationId(Uuid::from_u128(999)),
    }
}

/// The mark signed off by the other reviewer at second 50, not saved.
fn signed() -> Project {
    let mut project = saved_project();
    sign_mark(&mut project);
    project
}

fn sign_mark(project: &mut Project) {
    let context = SignContext {
        by: OTHER,
        at: at(50),
    };
    let decisions = DecisionIndex::of(project);
    let signing = sign(project, MARK, &decisions, context).expect("it is there");
    apply(project, signing.edit);
}

fn apply(project: &mut Project, edit: Edit) -> Edit {
    edit.apply(project).expect("it fits")
}

fn state(project: &Project) -> SealState {
    seal_state(
        project,
        &project.annotations[&MARK],
        &DecisionIndex::of(project),
    )
}

/// What broke the only seal: what, who, and at which second.
fn broken(project: &Project) -> Vec<(BreakKind, Option<ReviewerId>, Option<Timestamp>)> {
    let seals = seals(
        project,
        &project.annotations[&MARK],
        &DecisionIndex::of(project),
    );
    assert_eq!((seals.len(), seals[0].by, seals[0].at), (1, OTHER, at(50)));
    seals[0]
        .breaks
        .iter()
        .map(|found| (found.kind, found.by, found.at))
        .collect()
}

/// Each change before and after saves, since a seal must not depend on when somebody saves.
fn check(
    change: impl Fn(&mut Project),
    expected: &[(BreakKind, Option<ReviewerId>, Option<Timestamp>)],
) {
    for saves in 0..3 {
        let mut saved = saved_project();
        let mut project = saved.clone();
        sign_mark(&mut project);
        if saves > 0 {
            give_revisions(&mut project, &saved, save_context(2, 1));
            saved = project.clone();
        }
        assert_eq!(state(&project), SealState::Sealed);
        change(&mut project);
        if saves > 1 {
            give_revisions(&mut project, &saved, save_context(2, 2));
        }
        assert_eq!(broken(&project), expected, "{saves} saves");
        let now = if expected.is_empty() {
            SealState::Sealed
        } else {
            SealState::Broken
        };
        assert_eq!(state(&project), now, "{saves} saves");
    }
}

#[test]
fn a_status_a_correction_a_source_and_the_words_break_a_seal() {
    let when = Some(at(60));
    let status = |project: &mut Project| {
        let edit = set_status(project, MARK, Status::Conflicting, with(ME, 60)).expect("it can be");
        apply(project, edit.edit.expect("a change"));
    };
    check(status, &[(BreakKind::Status, Some(ME), when)]);
    let correction = |project: &mut Project| {
        let edit = set_should_read(project, MARK, "Ten", with(ME, 60)).expect("it can be");
        apply(project, edit.edit.expect("a change"));
    };
    check(correction, &[(BreakKind::Correction, Some(ME), when)]);
    let sources = |project: &mut Project| {
        let mine = &project.annotations[&MARK].assessments[&ME];
        let mut given = mine.value.clone();
        given.cites.clear();
        let line = Edit::history_line(MARK.0, (ME, at(60)), None, None);
        let write = Edit::Assessment(MARK, ME, Some(mine.written(given)));
        apply(project, Edit::Batch(vec![write, line]));
    };
    check(sources, &[(BreakKind::Sources, Some(ME), when)]);
    let words = |project: &mut Project| {
        let ranges = [TextRange::of_bytes(4, 13)];
        let edit = respan(project, MARK, &ranges, with(ME, 60)).expect("it can be");
        apply(project, edit.edit.expect("a change"));
    };
    check(words, &[(BreakKind::Words, Some(ME), when)]);
}

#[test]
fn a_claim_a_decision_and_a_judgement_that_says_otherwise_break_a_seal() {
    let tie = |project: &mut Project| {
        let tie = Tie {
            claim: Some(CLAIM),
            stance: Stance::Supports,
            root: String::new(),
        };
        apply(project, Edit::Tie(MARK, Some(Register::new(tie))));
    };
    check(tie, &[(BreakKind::Claim, None, None)]);
    let decision = |project: &mut Project| {
        decide_all(project, Verdict::NothingHere, 60);
    };
    check(
        decision,
        &[(BreakKind::Decision, Some(THIRD), Some(at(60)))],
    );
    let otherwise = |project: &mut Project| {
        let edit = set_status(project, MARK, Status::Unverified, with(THIRD, 60)).expect("can be");
        apply(project, edit.edit.expect("a change"));
    };
    check(
        otherwise,
        &[(BreakKind::OtherJudgement, Some(THIRD), Some(at(60)))],
    );
}

#[test]
fn a_note_a_rename_an_agreeing_judgement_and_an_undone_edit_break_none() {
    let note = |project: &mut Project| {
        let edit = set_note(project, MARK, "Seen it", with(ME, 60)).expect("it can be");
        apply(project, edit.edit.expect("a change"));
    };
    check(note, &[]);
    let rename = |project: &mut Project| {
        let named = project.reviewers[&ME].written(Reviewer {
            name: "Somebody".to_owned(),
            colour: 1,
        });
        apply(project, Edit::Reviewer(ME, named));
    };
    check(rename, &[]);
    let agreeing = |project: &mut Project| {
        let edit = set_status(project, MARK, Status::Verified, with(THIRD, 60)).expect("it can be");
        apply(project, edit.edit.expect("a change"));
    };
    check(agreeing, &[]);
    let undone = |project: &mut Project| {
        let edit = set_status(project, MARK, Status::Conflicting, with(ME, 60)).expect("it can be");
        let inverse = apply(project, edit.edit.expect("a change"));
        assert_eq!(state(project), SealState::Broken);
        apply(project, inverse);
    };
    check(undone, &[]);
}

#[test]
fn a_decision_put_off_breaks_no_seal_and_one_taken_back_mends_it() {
    check(
        |project| {
            decide_all(project, Verdict::Later, 60);
        },
        &[],
    );
    check(
        |project| {
            let inverse = decide_all(project, Verdict::NothingHere, 60);
            assert_eq!(state(project), SealState::Broken);
            apply(project, inverse);
        },
        &[],
    );
}

#[test]
fn a_withdrawn_judgement_breaks_and_a_withdrawn_sign_off_is_none() {
    let withdraw = |project: &mut Project| {
        let mine = &project.annotations[&MARK].assessments[&ME];
        let mut given = mine.value.clone();
        given.status = None;
        given.at = at(60);
        apply(
            project,
            Edit::Assessment(MARK, ME, Some(mine.written(given))),
        );
    };
    check(withdraw, &[(BreakKind::Status, Some(ME), Some(at(60)))]);
    let mut project = signed();
    let context = SignContext {
        by: OTHER,
        at: at(61),
    };
    let back = take_back(&project, MARK, context).expect("it is theirs");
    apply(&mut project, back.edit);
    assert_eq!(state(&project), SealState::Unsigned);
}

#[test]
fn signed_again_it_holds_again() {
    let mut project = signed();
    let edit = set_status(&project, MARK, Status::Unverified, with(ME, 60)).expect("it can be");
    apply(&mut project, edit.edit.expect("a change"));
    assert_eq!(state(&project), SealState::Broken);
    sign_mark(&mut project);
    assert_eq!(state(&project), SealState::Sealed);
}

#[test]
fn what_another_program_signed_holds_by_its_revisions() {
    let mut project = saved_project();
    let decisions = DecisionIndex::of(&project);
    let covers = covered_revisions(&project, &project.annotations[&MARK], &decisions);
    let bare = Signature {
        at: at(50),
        covers,
        text_id: None,
        sealed: SmallMap::new(),
    };
    apply(
        &mut project,
        Edit::Signature(MARK, OTHER, Some(Register::new(bare))),
    );
    assert_eq!(state(&project), SealState::Sealed);
    let agreeing = set_status(&project, MARK, Status::Verified, with(THIRD, 60)).expect("can be");
    apply(&mut project, agreeing.edit.expect("a change"));
    assert_eq!(state(&project), SealState::Sealed);
    let saved = project.clone();
    let edit = set_status(&project, MARK, Status::Unverified, with(ME, 62)).expect("it can be");
    apply(&mut project, edit.edit.expect("a change"));
    assert_eq!(
        broken(&project),
        [(BreakKind::Unseen, Some(ME), Some(at(62)))]
    );
    give_revisions(&mut project, &saved, save_context(2, 1));
    assert_eq!(state(&project), SealState::Broken);
}

#[test]
fn nobody_signs_what_they_judged_or_decided_and_the_second_reader_once() {
    let mut project = saved_project();
    let may = |project: &Project, who| {
        let mark = &project.annotations[&MARK];
        may_sign(project, mark, &DecisionIndex::of(project), who)
    };
    assert_eq!(may(&project, ME), Err(SignRefusal::OwnJudgement));
    assert_eq!(may(&project, OTHER), Ok(()));
    sign_mark(&mut project);
    assert_eq!(may(&project, OTHER), Err(SignRefusal::AlreadySigned));
    let edit = set_status(&project, MARK, Status::Unverified, with(THIRD, 60)).expect("it can be");
    apply(&mut project, edit.edit.expect("a change"));
    assert_eq!(may(&project, OTHER), Err(SignRefusal::Disputed));
    let verdict = Verdict::Status {
        on: MARK,
        status: Status::Verified,
    };
    let context = DecideContext {
        by: OTHER,
        at: at(61),
        new_ids: [1, 2].map(|n| DecisionId(Uuid::from_u128(n))),
    };
    let deciding = decide(&project, &[MARK], verdict, "", context).expect("it can be");
    apply(&mut project, deciding.edit);
    assert_eq!(may(&project, OTHER), Err(SignRefusal::OwnDecision));
    assert_eq!(may(&project, ReviewerId(Uuid::from_u128(4))), Ok(()));
    let decisions = DecisionIndex::of(&project);
    assert_eq!(
        authors(&project.annotations[&MARK], &decisions),
        [ME, OTHER, THIRD]
    );
}

#[test]
fn what_is_not_settled_is_not_signed() {
    let may = |project: &Project| {
        let mark = &project.annotations[&MARK];
        may_sign(project, mark, &DecisionIndex::of(project), OTHER)
    };
    let mut project = saved_project();
    let bare = Arc::make_mut(project.annotations.get_mut(&MARK).expect("a mark"));
    bare.assessments = SmallMap::new();
    assert_eq!(may(&project), Err(SignRefusal::NotJudged));
    let mut project = saved_project();
    let moved = Arc::make_mut(project.annotations.get_mut(&MARK).expect("a mark"));
    moved.spans.value[0].anchor = crate::model::Anchor::Moved;
    assert_eq!(may(&project), Err(SignRefusal::Recheck));
    let mut project = saved_project();
    decide_all(&mut project, Verdict::NothingHere, 60);
    assert_eq!(may(&project), Err(SignRefusal::NothingHere));
}

#[test]
fn what_waits_says_for_whom() {
    let mut project = saved_project();
    let found = waiting(&project, &DecisionIndex::of(&project));
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].annotation, found[0].state),
        (MARK, SealState::Unsigned)
    );
    assert_eq!(found[0].may_sign, [OTHER]);
    sign_mark(&mut project);
    assert_eq!(waiting(&project, &DecisionIndex::of(&project)), []);
    let edit = set_status(&project, MARK, Status::Unverified, with(ME, 60)).expect("it can be");
    apply(&mut project, edit.edit.expect("a change"));
    let found = waiting(&project, &DecisionIndex::of(&project));
    assert_eq!(found[0].state, SealState::Broken);
    // An article to compare with needs no sign-off.
    let info = project.articles[&ARTICLE].info.written(ArticleInfo {
        role: Role::Compare,
        ..ArticleInfo::default()
    });
    apply(&mut project, Edit::ArticleInfo(ARTICLE, info));
    assert_eq!(waiting(&project, &DecisionIndex::of(&project)), []);
}

#[test]
fn a_seal_of_an_article_is_broken_by_any_mark_a_new_one_and_another_text() {
    let mut project = saved_project();
    let article = |project: &Project| Arc::clone(&project.articles[&ARTICLE]);
    let may = |project: &Project, who| {
        may_sign_article(project, &article(project), &DecisionIndex::of(project), who)
    };
    assert_eq!(may(&project, ME), Err(SignRefusal::OwnJudgement));
    assert_eq!(may(&project, OTHER), Ok(()));
    let context = SignContext {
        by: OTHER,
        at: at(50),
    };
    let signing =
        sign_article(&project, ARTICLE, &DecisionIndex::of(&project), context).expect("there");
    apply(&mut project, signing.edit);
    assert_eq!(may(&project, OTHER), Err(SignRefusal::AlreadySigned));
    let broken = |project: &Project| {
        let seals = seals_of_article(project, &article(project), &DecisionIndex::of(project));
        assert_eq!(seals.len(), 1);
        let breaks = seals[0].breaks.iter();
        breaks
            .map(|found| (found.kind, found.annotation, found.by))
            .collect::<Vec<_>>()
    };
    assert_eq!(broken(&project), []);

    let mut changed = project.clone();
    let edit = set_note(&changed, MARK, "Seen it", with(ME, 60)).expect("it can be");
    apply(&mut changed, edit.edit.expect("a change"));
    assert_eq!(broken(&changed), []);
    let edit = set_status(&changed, MARK, Status::Unverified, with(ME, 60)).expect("it can be");
    apply(&mut changed, edit.edit.expect("a change"));
    assert_eq!(
        broken(&changed),
        [(BreakKind::Status, Some(MARK), Some(ME))]
    );

    let mut more = project.clone();
    let new = mark(101, ME, 10, 13);
    let id = new.id;
    let add = Edit::Add(Box::new(Record::Annotation(Box::new(new))));
    let inverse = apply(&mut more, add);
    assert_eq!(broken(&more), [(BreakKind::NewMark, Some(id), Some(ME))]);
    apply(&mut more, inverse);
    assert_eq!(broken(&more), []);

    let mut less = project.clone();
    apply(&mut less, Edit::Remove(RecordRef::Annotation(MARK)));
    assert_eq!(broken(&less), [(BreakKind::MarkGone, Some(MARK), None)]);

    let other = crate::text::TextId::of("Another text");
    let there = Arc::make_mut(project.articles.get_mut(&ARTICLE).expect("an article"));
    there.text_id = other;
    assert_eq!(broken(&project)[0].0, BreakKind::Text);
}

fn decide_all(project: &mut Project, verdict: Verdict, second: u8) -> Edit {
    let context = DecideContext {
        by: THIRD,
        at: at(second),
        new_ids: [1, 2].map(|n| DecisionId(Uuid::from_u128(n))),
    };
    let deciding = decide(project, &[MARK], verdict, "", context).expect("it can be");
    apply(project, deciding.edit)
}
