//! What is hidden and what is not, and that nothing hidden is lost.

use super::{SHOWN, visible};
use crate::edit::fixture::{ARTICLE, CLAIM, MARK, ME, OTHER, at, mark, saved_project, says};
use crate::edit::tying::{TieContext, Wish, tie};
use crate::edit::{Edit, History, RevisionContext, beside_hidden, give_revisions};
use crate::model::{
    Claim, ClaimId, ClaimRecord, Fate, FateKind, HistoryEntry, Others, Project, Reading, Record,
    Register, Rev, Rival, Session, SmallMap, Stamp, Stance, Status, Tie,
};
use crate::review::join;
use crate::review::testing::{World, steps};
use proptest::prelude::*;
use uuid::Uuid;

const THEIR_CLAIM: ClaimId = ClaimId(Uuid::from_u128(31));
const THEIR_MARK: u128 = 21;

fn apply(project: &mut Project, edit: Edit) {
    edit.apply(project).expect("it fits");
}

fn saved_by(project: &mut Project, before: &Project, by: crate::model::ReviewerId, session: u64) {
    let context = RevisionContext {
        session: Session::from_random(session),
        n: 1,
        by,
        at: at(50),
    };
    give_revisions(project, before, context);
}

/// My mark and my claim; the other one's mark, their claim on it, their judgement of mine and their tie of mine.
fn project() -> Project {
    let mut project = saved_project();
    // The first save was mine.
    let rev = project.annotations[&MARK].spans.stamp.rev;
    for record in [MARK.0, CLAIM.0] {
        project.history.insert(HistoryEntry {
            at: at(1),
            rev,
            record,
            by: ME,
            from: None,
            to: Some("made".to_owned()),
        });
    }
    project.decisions = crate::model::Table::new();
    let before = project.clone();
    let claim = ClaimRecord {
        id: THEIR_CLAIM,
        claim: Register::new(Claim {
            statement: "Theirs".to_owned(),
            kind: None,
            note: String::new(),
        }),
        absent: SmallMap::new(),
        fate: None,
    };
    apply(
        &mut project,
        Edit::Add(Box::new(Record::Claim(Box::new(claim)))),
    );
    let mut theirs = mark(THEIR_MARK, OTHER, 23, 31);
    theirs.tie = Some(tied_to(THEIR_CLAIM));
    apply(
        &mut project,
        Edit::Add(Box::new(Record::Annotation(Box::new(theirs)))),
    );
    let judged = Register::new(says(Status::Conflicting, "theirs", 9));
    apply(&mut project, Edit::Assessment(MARK, OTHER, Some(judged)));
    apply(&mut project, Edit::Tie(MARK, Some(tied_to(THEIR_CLAIM))));
    apply(
        &mut project,
        Edit::history_line(
            THEIR_CLAIM.0,
            (OTHER, at(9)),
            None,
            Some("Theirs".to_owned()),
        ),
    );
    saved_by(&mut project, &before, OTHER, 7);
    project
}

#[test]
fn of_two_words_on_the_end_of_a_claim_only_my_own_is_seen() {
    let fate = |is, by| Fate { is, by, at: at(9) };
    let stamp = |session: u64| Stamp {
        rev: Some(Rev {
            session: Session::from_random(session),
            n: 1,
        }),
        ..Stamp::default()
    };
    let mut project = project();
    let mut register = Register::stamped(fate(FateKind::Kept, ME), stamp(8));
    register.others = Some(Box::new(Others {
        twins: Vec::new(),
        rivals: vec![Rival {
            value: fate(FateKind::Deleted, OTHER),
            stamp: stamp(9),
        }],
    }));
    let name = crate::model::RecordRef::Claim(CLAIM);
    apply(&mut project, Edit::Fate(name, Some(register)));
    let seen = visible(&project, ME);
    let fate = seen.claims[&CLAIM].fate.as_ref().expect("mine");
    assert_eq!(fate.value.by, ME);
    assert!(fate.rivals().is_empty(), "{fate:?}");
}

fn tied_to(claim: ClaimId) -> Register<Tie> {
    Register::new(Tie {
        claim: Some(claim),
        stance: Stance::Supports,
        root: "their agency".to_owned(),
    })
}

#[test]
fn others_work_is_hidden_and_mine_stays() {
    let seen = visible(&project(), ME);
    assert_eq!(seen.annotations.keys().collect::<Vec<_>>(), [&MARK]);
    let mine = &seen.annotations[&MARK];
    assert_eq!(mine.assessments.keys().collect::<Vec<_>>(), [&ME]);
    assert_eq!(mine.tie, None, "their tie of my mark");
    assert_eq!(seen.claims.keys().collect::<Vec<_>>(), [&CLAIM]);
    assert_eq!(seen.reviewers.keys().collect::<Vec<_>>(), [&ME]);
    assert!(seen.history.iter().all(|line| line.by == ME));
    assert_eq!(seen.articles, project().articles);
    assert_eq!(seen.set_aside, project().set_aside);
}

#[test]
fn a_mark_of_another_that_i_have_judged_shows_my_judgement_and_no_name() {
    let mut project = project();
    let theirs = crate::model::AnnotationId(Uuid::from_u128(THEIR_MARK));
    let given = Register::new(says(Status::Unverified, "mine", 20));
    apply(&mut project, Edit::Assessment(theirs, ME, Some(given)));
    let seen = visible(&project, ME);
    let mark = &seen.annotations[&theirs];
    assert_eq!(mark.assessments.keys().collect::<Vec<_>>(), [&ME]);
    assert_eq!(seen.reviewer_name(mark.by), "another reader");
}

#[test]
fn reading_opens_an_article_and_so_does_the_line_that_it_was_shown() {
    let whole = project();
    let reading = Reading {
        at: at(30),
        text_id: Some(whole.articles[&ARTICLE].text_id),
    };
    let mut read = whole.clone();
    let register = Register::new(reading.clone());
    apply(
        &mut read,
        Edit::Reading(ARTICLE, ME, Some(register.clone())),
    );
    assert_eq!(visible(&read, ME), read);
    let withdrawn = register.written(Reading {
        text_id: None,
        ..reading
    });
    apply(&mut read, Edit::Reading(ARTICLE, ME, Some(withdrawn)));
    assert_eq!(visible(&read, ME), read, "what was seen stays seen");
    let mut shown = whole.clone();
    let line = |by| Edit::history_line(ARTICLE.0, (by, at(30)), None, Some(SHOWN.to_owned()));
    apply(&mut shown, line(OTHER));
    assert_ne!(visible(&shown, ME), shown, "it was shown to somebody else");
    apply(&mut shown, line(ME));
    assert_eq!(visible(&shown, ME), shown);
}

#[test]
fn a_tie_over_a_hidden_one_stays_beside_it() {
    let mut whole = project();
    let before = whole.clone();
    let shown = visible(&whole, ME);
    let context = TieContext { by: ME, at: at(40) };
    let tying = tie(&shown, MARK, &Wish::to(CLAIM), context).expect("it can be tied");
    let edit = beside_hidden(tying.edit.expect("a change"), &shown, &whole);
    let mut history = History::default();
    history.commit(&mut whole, edit, "tie").expect("it fits");
    let claims = |project: &Project| {
        let tie = project.annotations[&MARK].tie.clone().expect("a tie");
        let entries = tie.entries().map(|entry| entry.value.claim);
        entries.collect::<std::collections::BTreeSet<_>>()
    };
    let both = [Some(CLAIM), Some(THEIR_CLAIM)].into();
    assert_eq!(claims(&whole), both);
    assert_eq!(
        visible(&whole, ME).annotations[&MARK].claim(),
        Some(CLAIM),
        "I see mine"
    );
    saved_by(&mut whole, &before, ME, 8);
    assert_eq!(
        claims(&join(&whole, &before).project),
        both,
        "after a merge"
    );
    history.undo(&mut whole).expect("it fits");
    assert_eq!(claims(&whole), [Some(THEIR_CLAIM)].into());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn nothing_of_others_is_left_and_all_that_is_mine(steps in steps(3, false)) {
        let mut world = World::default();
        for copy in world.copies(3, &steps) {
            for me in 1..=3u128 {
                let me = crate::model::ReviewerId(Uuid::from_u128(me));
                let open = super::open_articles(&copy.project, me);
                let seen = visible(&copy.project, me);
                for mark in seen.annotations.values().filter(|mark| !open.contains(&mark.article)) {
                    prop_assert!(mark.assessments.keys().all(|by| *by == me));
                    prop_assert!(mark.signed.keys().all(|by| *by == me));
                }
                for article in seen.articles.values().filter(|it| !open.contains(&it.id)) {
                    prop_assert!(article.read.keys().chain(article.signed.keys()).all(|by| *by == me));
                }
                // What is mine is all there.
                for mark in copy.project.annotations.values().filter(|mark| mark.by == me) {
                    let shown = seen.annotations.get(&mark.id);
                    prop_assert_eq!(
                        shown.and_then(|shown| shown.assessments.get(&me)),
                        mark.assessments.get(&me)
                    );
                }
            }
        }
    }
}
