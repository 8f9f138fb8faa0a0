//! Each part of a mark that a seal covers, changed by itself.

use super::{Print, SealedMark, covered_revisions, sealed_article};
use crate::edit::{
    Edit,
    fixture::{ARTICLE, CLAIM, MARK, ME, OTHER, at, mark, saved_project, says},
};
use crate::model::{
    Claim, DecisionIndex, Project, Register, Reviewer, ReviewerId, Stance, Status, Tie,
};
use proptest::prelude::*;

fn sealed(project: &Project) -> SealedMark {
    SealedMark::of(
        project,
        &project.annotations[&MARK],
        &DecisionIndex::of(project),
    )
}

fn after(project: &Project, edit: Edit) -> SealedMark {
    let mut project = project.clone();
    edit.apply(&mut project).expect("it fits");
    sealed(&project)
}

fn tied() -> Edit {
    let tie = Tie {
        claim: Some(CLAIM),
        stance: Stance::Supports,
        root: String::new(),
    };
    Edit::Tie(MARK, Some(Register::new(tie)))
}

#[test]
fn each_part_has_its_own_print() {
    let mut project = saved_project();
    tied().apply(&mut project).expect("it fits");
    let before = sealed(&project);
    let mark_now = &project.annotations[&MARK];

    let resized = mark_now.spans.written(mark(1, ME, 4, 13).spans.value);
    let now = after(&project, Edit::Spans(MARK, resized));
    assert_ne!(now.words, before.words);
    assert_eq!(
        (now.claim, &now.judgements),
        (before.claim, &before.judgements)
    );

    let mut tie = mark_now.tie.clone().expect("it is tied");
    tie.value.stance = Stance::Contradicts;
    let now = after(&project, Edit::Tie(MARK, Some(tie)));
    assert_ne!(now.stance, before.stance);
    assert_eq!(now.claim, before.claim);

    let claim = project.claims[&CLAIM].claim.written(Claim {
        statement: "Ten men".to_owned(),
        kind: None,
        note: String::new(),
    });
    let now = after(&project, Edit::Claim(CLAIM, claim));
    assert_ne!(now.claim, before.claim);
    assert_eq!(now.stance, before.stance);
}

#[test]
fn a_judgement_is_sealed_in_three_parts_and_without_its_note() {
    let project = saved_project();
    let before = sealed(&project).judgements[0];
    let mine = &project.annotations[&MARK].assessments[&ME];
    let with = |change: &dyn Fn(&mut crate::model::Assessment)| {
        let mut given = mine.value.clone();
        change(&mut given);
        after(
            &project,
            Edit::Assessment(MARK, ME, Some(mine.written(given))),
        )
        .judgements[0]
    };
    let now = with(&|given| given.note = "Seen".to_owned());
    assert_eq!(now, before);
    let now = with(&|given| given.at = at(99));
    assert_eq!(now, before);
    let now = with(&|given| given.status = Some(Status::Conflicting));
    assert_eq!(
        (now.by, now.correction, now.sources),
        (before.by, before.correction, before.sources)
    );
    assert_ne!(now.status, before.status);
    let now = with(&|given| given.should_read = "Ten".to_owned());
    assert_ne!(now.correction, before.correction);
    assert_eq!(now.status, before.status);
    let now = with(&|given| given.cites.clear());
    assert_ne!(now.sources, before.sources);
    assert_eq!(now.correction, before.correction);
}

#[test]
fn a_tie_that_was_taken_back_is_none_and_a_rename_is_nothing() {
    let project = saved_project();
    let before = sealed(&project);
    let mut tie = Register::new(Tie {
        claim: None,
        stance: Stance::Contradicts,
        root: "Agency".to_owned(),
    });
    assert_eq!(after(&project, Edit::Tie(MARK, Some(tie.clone()))), before);
    tie.value.claim = Some(CLAIM);
    assert_ne!(after(&project, Edit::Tie(MARK, Some(tie))), before);
    let renamed = project.reviewers[&ME].written(Reviewer {
        name: "Another".to_owned(),
        colour: 0,
    });
    assert_eq!(after(&project, Edit::Reviewer(ME, renamed)), before);
}

#[test]
fn a_survivor_of_a_merge_changes_the_print_whichever_is_shown() {
    let mut project = saved_project();
    let before = sealed(&project);
    let mark = project.annotations.get_mut(&MARK).expect("a mark");
    let mark = std::sync::Arc::make_mut(mark);
    let mut rival = Register::new(says(Status::Conflicting, "", 9));
    rival.stamp.rev = Some("cccccccc.1".parse().expect("a revision"));
    let torn = mark.assessments[&ME].join(&rival);
    assert_eq!(torn, rival.join(&mark.assessments[&ME]));
    mark.assessments.insert(ME, torn);
    assert_ne!(sealed(&project).judgements, before.judgements);
}

#[test]
fn revisions_are_those_of_what_is_covered() {
    let mut project = saved_project();
    tied().apply(&mut project).expect("it fits");
    let decisions = DecisionIndex::of(&project);
    let revs = covered_revisions(&project, &project.annotations[&MARK], &decisions);
    let revs: Vec<String> = revs.iter().map(ToString::to_string).collect();
    assert_eq!(
        revs,
        ["baaaaaaa.1"],
        "the tie has none yet, the others have one in common"
    );
    let members = sealed_article(&project, ARTICLE, &decisions);
    assert_eq!(members.keys().copied().collect::<Vec<_>>(), [MARK]);
}

#[test]
fn other_strings_are_refused() {
    let project = saved_project();
    let written = sealed(&project).to_string();
    for wrong in [
        "",
        "3f9ac0d1",
        "3F9AC0D1 00000000 00000000 00000000",
        &written[..written.len() - 1],
    ] {
        assert!(wrong.parse::<SealedMark>().is_err(), "{wrong}");
    }
    assert_ne!(Print::of_reviewer(ME), Print::of_reviewer(OTHER));
}

#[test]
fn lists_that_run_together_differ() {
    assert_ne!(Print::of(["ab", "c"]), Print::of(["a", "bc"]));
    assert_ne!(Print::of(["ab"]), Print::of(["ab", ""]));
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(people in prop::collection::vec(any::<u128>(), 0..4), status in 0_usize..3) {
        let mut project = saved_project();
        let mark = project.annotations.get_mut(&MARK).expect("a mark");
        let mark = std::sync::Arc::make_mut(mark);
        for person in people {
            let given = Register::new(says(Status::ALL[status], "", 1));
            mark.assessments.insert(ReviewerId(uuid::Uuid::from_u128(person)), given);
        }
        let mark = sealed(&project);
        prop_assert_eq!(mark.to_string().parse::<SealedMark>(), Ok(mark));
    }
}
