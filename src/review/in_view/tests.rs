//! Followed through edits and back, a view shows what going through the whole project shows.

use super::{InView, Narrowed};
use crate::edit::Edit;
use crate::edit::fixture::{
    self, ARTICLE, KINDS, ME, OTHER, TEXT, at, mark, save_context, saved_project, says,
};
use crate::edit::{give_revisions, marking};
use crate::model::{
    AnnotationId, Decision, DecisionId, DecisionRecord, Fate, FateKind, Outcome, Project, Reading,
    Record, RecordRef, Register, Registers as _, ReviewerId, Status,
};
use crate::text::{Text, TextRange};
use proptest::prelude::*;
use uuid::Uuid;

const VIEWS: [Narrowed; 3] = [
    Narrowed::ToReviewer(ME),
    Narrowed::ToReviewer(OTHER),
    Narrowed::ToDisagreements,
];

/// How many marks there may be beside that of the fixture.
const MARKS: u8 = 9;

fn id(number: u8) -> AnnotationId {
    AnnotationId(Uuid::from_u128(200 + u128::from(number % MARKS)))
}

fn place(value: u8) -> TextRange {
    let start = usize::from(value % 40);
    TextRange::of_bytes(start, start + 2 + usize::from(value / 40) * 2)
}

/// An edit of three numbers: of marks that overlap here and there, or any of the fixture.
fn edit(project: &Project, kind: u8, what: u8, value: u8) -> Edit {
    let who: ReviewerId = if value.is_multiple_of(2) { ME } else { OTHER };
    let id = id(what);
    let there = project.annotations.get(&id);
    let is_live = project.annotation(id).is_some();
    match (kind, there) {
        (0..=3, None) => {
            let TextRange { start, end } = place(value);
            let number = id.0.as_u128();
            Edit::Add(Box::new(Record::Annotation(Box::new(mark(
                number,
                who,
                start.bytes(),
                end.bytes(),
            )))))
        }
        (0 | 1, Some(there)) if is_live => {
            let status = Status::ALL[usize::from(value % 3)];
            let given = says(status, "", value);
            let given = there.assessments.get(&who).map_or_else(
                || Register::new(given.clone()),
                |old| old.written(given.clone()),
            );
            Edit::Assessment(id, who, Some(given))
        }
        (2, Some(there)) if is_live => {
            let span = marking::span(&Text::new(TEXT), place(value));
            Edit::Spans(id, there.spans.written(vec![span]))
        }
        (3, Some(there)) => {
            let fate = Fate {
                is: if is_live {
                    FateKind::Deleted
                } else {
                    FateKind::Kept
                },
                by: ME,
                at: at(value),
            };
            Edit::Fate(RecordRef::Annotation(id), Some(there.decided(fate)))
        }
        (4, Some(_)) => {
            let decision = DecisionRecord {
                id: DecisionId(Uuid::from_u128(500 + u128::from(value))),
                decision: Register::new(Decision {
                    about: vec![id, self::id(value)],
                    outcome: [
                        Outcome::Status(Status::Verified),
                        Outcome::BothStand,
                        Outcome::NothingHere,
                        Outcome::Later,
                    ][usize::from(value % 4)],
                    reason: String::new(),
                    by: ME,
                    at: at(value),
                }),
                fate: None,
            };
            Edit::Add(Box::new(Record::Decision(Box::new(decision))))
        }
        (5, _) => {
            let article = &project.articles[&ARTICLE];
            let reading = Reading {
                at: at(value),
                text_id: (value < 200).then_some(article.text_id),
            };
            Edit::Reading(ARTICLE, who, Some(Register::new(reading)))
        }
        _ => fixture::edit(project, kind % KINDS, what, value),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn followed_is_looked_through(
        steps in prop::collection::vec((0..KINDS + 12, any::<u8>(), any::<u8>()), 1..40),
    ) {
        let mut project = saved_project();
        let mut saved = project.clone();
        let mut followed: Vec<(Narrowed, InView, Project)> = VIEWS
            .map(|narrowed| (narrowed, InView::of(&project, narrowed), narrowed.of(&project)))
            .into();
        let mut inverses = Vec::new();
        let mut follow = |before: &Project, after: &Project| {
            for (narrowed, in_view, shown) in &mut followed {
                in_view.follow(shown, before, after);
                prop_assert_eq!(&*shown, &narrowed.of(after), "{:?}", narrowed);
                for mark in after.live_annotations() {
                    let (article, hull) = (mark.article, mark.hull());
                    let same = after.live_annotations().map(AsRef::as_ref);
                    let same = same.filter(|other| (other.article, other.hull()) == (article, hull));
                    let same: Vec<AnnotationId> = same.map(|other| other.id).collect();
                    let found: Vec<AnnotationId> = in_view.with_hull(article, hull).collect();
                    prop_assert_eq!(found, same);
                }
            }
            Ok(())
        };
        for (number, (kind, what, value)) in steps.into_iter().enumerate() {
            // The edits of marks come more often.
            let kind = if kind < KINDS { kind } else { kind % 6 };
            let before = project.clone();
            let edit = edit(&project, kind, what, value);
            let Ok(inverse) = edit.apply(&mut project) else {
                continue;
            };
            inverses.push(inverse);
            follow(&before, &project)?;
            if value.is_multiple_of(16) {
                let before = project.clone();
                give_revisions(&mut project, &saved, save_context(2, 1 + number as u32));
                saved = project.clone();
                follow(&before, &project)?;
            }
        }
        for inverse in inverses.into_iter().rev() {
            let before = project.clone();
            if inverse.apply(&mut project).is_ok() {
                follow(&before, &project)?;
            }
        }
    }
}

#[test]
fn marks_that_change_bring_their_neighbours_in_and_take_them_out() {
    let before = saved_project();
    let mut in_view = InView::of(&before, Narrowed::ToDisagreements);
    let mut shown = Narrowed::ToDisagreements.of(&before);
    assert_eq!(shown.annotations.len(), 0);
    let mut theirs = mark(77, OTHER, 4, 10);
    let said = says(Status::Conflicting, "", 3);
    theirs.assessments = [(OTHER, Register::new(said))].into();
    let mut after = before.clone();
    let edit = Edit::Add(Box::new(Record::Annotation(Box::new(theirs))));
    let inverse = edit.apply(&mut after).unwrap();
    in_view.follow(&mut shown, &before, &after);
    assert_eq!(
        shown.annotations.len(),
        2,
        "mine, which nobody touched, and theirs"
    );
    let mut back = after.clone();
    inverse.apply(&mut back).unwrap();
    in_view.follow(&mut shown, &after, &back);
    assert_eq!(shown.annotations.len(), 0);
}
