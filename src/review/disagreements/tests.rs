//! Two and three people on the same words, and the sweep against a comparison of all with all.

use super::{Disagreement, DisagreementKind, GroupState, disagreements, overlap::Overlaps, people};
use crate::edit::{
    Edit,
    deciding::{DecideContext, Verdict, decide},
    fixture::{ARTICLE, MARK, ME, OTHER, TEXT, at, mark, save_context, saved_project, says},
    give_revisions,
};
use crate::model::{
    Annotation, AnnotationId, DecisionId, DecisionIndex, Project, Reading, Record, RecordRef,
    Register, ReviewerId, SourceId, Status,
};
use crate::review::join;
use crate::text::{Text, TextRange};
use DisagreementKind::{Boundaries, NoteOnly, OnlyOneMarked, OtherSources, OtherStatus};
use Status::{Conflicting, Unverified, Verified};
use proptest::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

const THIRD: ReviewerId = ReviewerId(Uuid::from_u128(3));

/// A project with these marks and no others: who, the words, the status.
fn project(marks: &[(ReviewerId, &str, Status)]) -> Project {
    let mut project = saved_project();
    project.annotations.remove(&MARK);
    for (at, (by, words, status)) in marks.iter().enumerate() {
        let start = TEXT.find(words).expect("the words stand in the text");
        let mut made = mark(1000 + at as u128, *by, start, start + words.len());
        made.assessments
            .insert(*by, Register::new(says(*status, "", 1)));
        add(&mut project, made);
    }
    project
}

fn id(at: u128) -> AnnotationId {
    AnnotationId(Uuid::from_u128(1000 + at))
}

fn add(project: &mut Project, made: Annotation) {
    Edit::Add(Box::new(Record::Annotation(Box::new(made))))
        .apply(project)
        .expect("it fits");
}

fn judge(project: &mut Project, mark: AnnotationId, by: ReviewerId, status: Status) {
    Edit::Assessment(mark, by, Some(Register::new(says(status, "", 2))))
        .apply(project)
        .expect("it fits");
}

fn found(project: &Project) -> Vec<Disagreement> {
    disagreements(project, &DecisionIndex::of(project))
}

fn kinds(project: &Project) -> Vec<(DisagreementKind, Vec<AnnotationId>)> {
    let found = found(project).into_iter();
    found.map(|group| (group.kind, group.members)).collect()
}

#[test]
fn two_statuses_inside_one_mark_are_one_group_with_two_sides() {
    let mut project = project(&[(ME, "ferry", Verified)]);
    assert_eq!(found(&project), []);
    judge(&mut project, id(0), OTHER, Conflicting);
    judge(&mut project, id(0), THIRD, Conflicting);
    let groups = found(&project);
    assert_eq!(groups.len(), 1);
    assert_eq!(
        (groups[0].kind, groups[0].state),
        (OtherStatus, GroupState::Open)
    );
    let sides: Vec<_> = groups[0]
        .sides
        .iter()
        .map(|side| (side.status, side.by.clone()))
        .collect();
    assert_eq!(
        sides,
        [
            (Some(Verified), vec![ME]),
            (Some(Conflicting), vec![OTHER, THIRD])
        ]
    );
    assert!(!groups[0].kind.both_may_stand());
}

#[test]
fn an_agreeing_judgement_is_no_disagreement() {
    let mut project = project(&[(ME, "ferry", Verified)]);
    judge(&mut project, id(0), OTHER, Verified);
    assert_eq!(found(&project), []);
    // The same words marked apart, as in two copies, and with the same status.
    let mut project = self::project(&[(ME, "ferry", Verified), (OTHER, "ferry", Verified)]);
    assert_eq!(found(&project), []);
    // One cites, the other only agrees.
    let mut bare = says(Verified, "", 2);
    bare.cites.clear();
    Edit::Assessment(id(1), OTHER, Some(Register::new(bare)))
        .apply(&mut project)
        .expect("it fits");
    assert_eq!(found(&project), []);
}

#[test]
fn half_of_the_words_make_a_group_and_less_does_not() {
    // "ferry" in "ferry ran": 5 of 8 letters.
    let half = project(&[(ME, "ferry", Verified), (OTHER, "ferry ran", Verified)]);
    assert_eq!(kinds(&half), [(Boundaries, vec![id(0), id(1)])]);
    // Exactly half: "Nine" in "Nine men." would be 4 of 8.
    let exact = project(&[(ME, "Nine", Verified), (OTHER, "Nine men w", Verified)]);
    assert_eq!(kinds(&exact), [(Boundaries, vec![id(0), id(1)])]);
    let less = project(&[(ME, "Nine", Verified), (OTHER, "Nine men we", Verified)]);
    assert_eq!(
        kinds(&less),
        [(OnlyOneMarked, vec![id(0)]), (OnlyOneMarked, vec![id(1)])]
    );
    let apart = project(&[(ME, "ferry", Verified), (OTHER, "aground", Verified)]);
    assert_eq!(found(&apart), []);
}

#[test]
fn overlapping_marks_with_two_statuses_differ_in_status() {
    let project = project(&[(OTHER, "ferry ran", Conflicting), (ME, "ferry", Verified)]);
    let groups = found(&project);
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].kind, OtherStatus);
    assert_eq!(groups[0].members, [id(1), id(0)], "by place");
    assert_eq!(groups[0].hull, TextRange::of_bytes(4, 13));
}

#[test]
fn overlapping_marks_of_one_person_are_none() {
    let project = project(&[(ME, "ferry ran", Conflicting), (ME, "ferry", Verified)]);
    assert_eq!(found(&project), []);
}

#[test]
fn other_sources_and_other_notes_are_told_apart() {
    let mut project = project(&[(ME, "ferry", Verified)]);
    let mut theirs = says(Verified, "", 2);
    theirs.cites[0].source = SourceId(Uuid::from_u128(41));
    let write = |project: &mut Project, given| {
        Edit::Assessment(id(0), OTHER, Some(Register::new(given)))
            .apply(project)
            .expect("it fits");
    };
    write(&mut project, theirs);
    let groups = found(&project);
    assert_eq!((groups[0].kind, groups[0].sides.len()), (OtherSources, 2));
    assert!(groups[0].kind.both_may_stand());
    // A note beside none is no difference.
    write(&mut project, says(Verified, "It was Monday", 2));
    assert_eq!(found(&project), []);
    Edit::Assessment(
        id(0),
        ME,
        Some(Register::new(says(Verified, "It was Tuesday", 1))),
    )
    .apply(&mut project)
    .expect("it fits");
    assert_eq!(kinds(&project), [(NoteOnly, vec![id(0)])]);
}

#[test]
fn who_has_read_to_the_end_has_passed_over_what_they_left() {
    let mut project = project(&[(ME, "ferry", Verified), (OTHER, "aground", Verified)]);
    let read = Reading {
        at: at(9),
        text_id: Some(Text::new(TEXT).id()),
    };
    let edit = Edit::Reading(ARTICLE, OTHER, Some(Register::new(read.clone())));
    edit.apply(&mut project).expect("it fits");
    assert_eq!(kinds(&project), [(OnlyOneMarked, vec![id(0)])]);
    // A third person who has read it and judged nothing is no checker of it.
    let mut project = self::project(&[(ME, "ferry", Verified)]);
    let edit = Edit::Reading(ARTICLE, THIRD, Some(Register::new(read)));
    edit.apply(&mut project).expect("it fits");
    assert_eq!(found(&project), []);
}

/// A third person decides over the first group.
fn decide_all(project: &mut Project, verdict: Verdict, second: u8) {
    let members = found(project)[0].members.clone();
    let context = DecideContext {
        by: THIRD,
        at: at(second),
        new_ids: [1, 2].map(|n| DecisionId(Uuid::from_u128(u128::from(second) * 10 + n))),
    };
    let deciding = decide(project, &members, verdict, "", context).expect("it can be");
    deciding.edit.apply(project).expect("it fits");
}

#[test]
fn a_group_is_settled_when_every_mark_in_it_is() {
    let mut project = project(&[(ME, "ferry", Verified), (OTHER, "ferry ran", Verified)]);
    let state = |project: &Project| found(project)[0].state;
    assert_eq!(state(&project), GroupState::Open);
    decide_all(&mut project, Verdict::Later, 10);
    assert_eq!(state(&project), GroupState::Later);
    decide_all(&mut project, Verdict::BothStand, 11);
    assert_eq!(state(&project), GroupState::Decided);
    // A third mark joins the group: it is open again.
    let mut third = mark(1002, THIRD, 4, 12);
    third
        .assessments
        .insert(THIRD, Register::new(says(Verified, "", 1)));
    add(&mut project, third);
    assert_eq!(state(&project), GroupState::Open);
    decide_all(&mut project, Verdict::BothStand, 12);
    assert_eq!(state(&project), GroupState::Decided);
    // Two statuses on the same words cannot both stand.
    judge(&mut project, id(0), ME, Unverified);
    assert_eq!(
        (found(&project)[0].kind, state(&project)),
        (OtherStatus, GroupState::Open)
    );
    let chosen = Verdict::Status {
        on: id(0),
        status: Unverified,
    };
    decide_all(&mut project, chosen, 13);
    assert_eq!(state(&project), GroupState::Decided);
}

#[test]
fn two_copies_of_one_persons_judgement_are_no_disagreement_of_readers() {
    let mut project = project(&[(ME, "ferry", Verified)]);
    let mark = Arc::make_mut(project.annotations.get_mut(&id(0)).expect("a mark"));
    let write = |status, rev: &str| {
        let mut register = Register::new(says(status, "", 1));
        register.stamp.rev = Some(rev.parse().expect("a revision"));
        register
    };
    let torn = write(Verified, "aaaaaaaa.1").join(&write(Conflicting, "bbbbbbbb.1"));
    mark.assessments.insert(ME, torn);
    assert_eq!(found(&project), []);
    // With another reader, that person's provisional word stands against theirs, once.
    judge(&mut project, id(0), OTHER, Verified);
    let groups = found(&project);
    assert_eq!((groups[0].kind, groups[0].sides.len()), (OtherStatus, 2));
}

#[test]
fn a_mark_that_says_what_was_decided_does_not_open_the_group_again() {
    let mut project = project(&[(ME, "ferry", Verified), (OTHER, "ferry", Conflicting)]);
    let chosen = Verdict::Status {
        on: id(0),
        status: Verified,
    };
    decide_all(&mut project, chosen, 13);
    let with_third = |status| {
        let mut project = project.clone();
        let mut third = project.annotations[&id(0)].as_ref().clone();
        third.assessments = [(THIRD, Register::new(says(status, "", 20)))].into();
        (third.id, third.by) = (AnnotationId(Uuid::from_u128(77)), THIRD);
        project.annotations.insert(third.id, Arc::new(third));
        found(&project)[0].state
    };
    assert_eq!(with_third(Verified), GroupState::Decided);
    assert_eq!(with_third(Conflicting), GroupState::Open);
}

#[test]
fn decisions_made_apart_open_the_group_again_and_a_third_one_ends_it_for_good() {
    let nothing = saved_project();
    let mut start = project(&[(ME, "ferry", Verified)]);
    judge(&mut start, id(0), OTHER, Conflicting);
    give_revisions(&mut start, &nothing, save_context(4, 1));
    let decided = |from: &Project, by, status, second: u8| {
        let mut copy = from.clone();
        let context = DecideContext {
            by,
            at: at(second),
            new_ids: [1, 2].map(|n| DecisionId(Uuid::from_u128(u128::from(second) * 10 + n))),
        };
        let verdict = Verdict::Status { on: id(0), status };
        let deciding = decide(from, &[id(0)], verdict, "", context).expect("it can be");
        deciding.edit.apply(&mut copy).expect("it fits");
        give_revisions(&mut copy, from, save_context(u64::from(second), 1));
        copy
    };
    let state = |project: &Project| found(project)[0].state;
    let ours = decided(&start, ME, Verified, 20);
    let theirs = decided(&start, OTHER, Conflicting, 21);
    assert_eq!(state(&ours), GroupState::Decided);
    let joined = join(&ours, &theirs).project;
    assert_eq!(joined, join(&theirs, &ours).project);
    assert_eq!(state(&joined), GroupState::Open);
    let ended = decided(&joined, THIRD, Conflicting, 22);
    assert_eq!(state(&ended), GroupState::Decided);
    for old in [&start, &ours, &theirs, &joined] {
        assert_eq!(
            join(&ended, old).project,
            ended,
            "an old file changes nothing"
        );
    }
}

#[test]
fn deleted_marks_and_other_articles_do_not_count() {
    let mut project = project(&[(ME, "ferry", Verified), (OTHER, "ferry", Conflicting)]);
    assert_eq!(found(&project).len(), 1);
    Edit::Remove(RecordRef::Annotation(id(1)))
        .apply(&mut project)
        .expect("it fits");
    assert_eq!(found(&project), []);
}

/// Marks of two people, one beside the other over a long text, with two that cover all of it.
fn many(count: usize) -> (Project, Vec<Annotation>) {
    let mut project = saved_project();
    let text = Arc::new(Text::new("word ".repeat(count + 4)));
    let article = Arc::make_mut(project.articles.get_mut(&ARTICLE).expect("an article"));
    article.text_id = text.id();
    article.text = Some(Arc::clone(&text));
    let made = |at: usize, by, range: TextRange| {
        let mut made = mark(5000 + at as u128, by, 0, 3);
        made.text_id = text.id();
        made.spans.value[0].range = range;
        made
    };
    let whole = TextRange::of_bytes(0, count * 5);
    let marks = (0..count).map(|at| {
        let by = [ME, OTHER][at % 2];
        made(at, by, TextRange::of_bytes(at * 5, at * 5 + 9))
    });
    let both = [(count, ME), (count + 1, OTHER)];
    let marks = marks
        .chain(both.map(|(at, by)| made(at, by, whole)))
        .collect();
    (project, marks)
}

fn people_of(marks: &[&Annotation]) -> Vec<Vec<ReviewerId>> {
    marks.iter().map(|mark| people(mark)).collect()
}

#[test]
fn twice_the_marks_are_twice_the_work() {
    let compared = |count| {
        let (project, marks) = many(count);
        let marks: Vec<&Annotation> = marks.iter().collect();
        let (overlaps, compared) =
            Overlaps::counted(&project.articles[&ARTICLE], &marks, &people_of(&marks));
        // Only the two over everything share half of their words.
        assert_eq!(overlaps.groups, [[count, count + 1]]);
        assert!(overlaps.touched.iter().all(|touched| *touched));
        compared
    };
    let (few, many) = (compared(1_000), compared(4_000));
    assert!(many <= few * 4 + 8, "{few} pairs became {many}");
}

proptest! {
    /// The sweep finds what a comparison of all with all finds.
    #[test]
    fn overlaps_are_those_of_each_mark_against_all_others(
        drawn in prop::collection::vec((0_usize..3, prop::collection::vec((0_usize..40, 1_usize..12), 1..3)), 0..14),
    ) {
        let mut project = saved_project();
        let text = Arc::new(Text::new("abcdefghij".repeat(6)));
        let article = Arc::make_mut(project.articles.get_mut(&ARTICLE).expect("an article"));
        article.text_id = text.id();
        article.text = Some(Arc::clone(&text));
        let marks: Vec<Annotation> = drawn.into_iter().enumerate().map(|(at, (who, ranges))| {
            let mut made = mark(5000 + at as u128, [ME, OTHER, THIRD][who], 0, 3);
            made.text_id = text.id();
            let ranges: Vec<_> = ranges.into_iter().map(|(start, len)| TextRange::of_bytes(start, start + len)).collect();
            let template = made.spans.value[0].clone();
            made.spans.value = crate::edit::marking::united(&ranges)
                .into_iter()
                .map(|range| crate::model::Span { range, ..template.clone() })
                .collect();
            made
        }).collect();
        let bytes = |mark: &Annotation| -> std::collections::BTreeSet<usize> {
            mark.ranges().flat_map(TextRange::bytes).collect()
        };
        let count = marks.len();
        // United until nothing changes.
        let mut set: Vec<usize> = (0..count).collect();
        let mut touched = vec![false; count];
        for _ in 0..count {
            for a in 0..count {
                for b in 0..count {
                    if marks[a].by == marks[b].by {
                        continue;
                    }
                    let (one, other) = (bytes(&marks[a]), bytes(&marks[b]));
                    let shared = one.intersection(&other).count();
                    touched[a] |= shared > 0;
                    if shared * 2 >= one.union(&other).count() {
                        let least = set[a].min(set[b]);
                        (set[a], set[b]) = (least, least);
                    }
                }
            }
        }
        // Marks of one person on the same words come in with any of them.
        for _ in 0..count {
            for a in 0..count {
                for b in 0..count {
                    let is_twin = bytes(&marks[a]) == bytes(&marks[b]);
                    let is_grouped = set.iter().enumerate().any(|(at, root)| at != a && *root == set[a]);
                    if is_twin && is_grouped {
                        let least = set[a].min(set[b]);
                        let (old_a, old_b) = (set[a], set[b]);
                        for root in &mut set {
                            if *root == old_a || *root == old_b {
                                *root = least;
                            }
                        }
                    }
                }
            }
        }
        let refs: Vec<&Annotation> = marks.iter().collect();
        let found = Overlaps::of(&project.articles[&ARTICLE], &refs, &people_of(&refs));
        prop_assert_eq!(&found.touched, &touched);
        let mut expected: Vec<Vec<usize>> = Vec::new();
        for root in 0..count {
            let members: Vec<usize> = (0..count).filter(|at| set[*at] == root).collect();
            if members.len() > 1 {
                expected.push(members);
            }
        }
        let mut groups = found.groups.clone();
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort();
        expected.sort();
        prop_assert_eq!(groups, expected);
    }
}
