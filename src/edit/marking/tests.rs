//! The rules, one by one. Texts are marked: `[words]` are the ranges to judge, `{words}` those of a mark that is there.

use super::*;
use crate::{
    edit::{
        History,
        fixture::{self, ARTICLE, ME, OTHER, at},
    },
    model::{Anchor, ArticleId, EffectiveStatus, Registers, Span, standing},
    text::{Text, TextOffset},
};
use proptest::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

const THERE: AnnotationId = AnnotationId(Uuid::from_u128(20));
const NEW: AnnotationId = AnnotationId(Uuid::from_u128(21));
const THERE_OR_NEW: [AnnotationId; 2] = [THERE, NEW];

fn context(by: ReviewerId) -> MarkContext {
    MarkContext {
        by,
        at: at(50),
        new_id: NEW,
    }
}

/// The text without the signs, the ranges in `[]` and those in `{}`.
fn parse(marked: &str) -> (Text, Vec<TextRange>, Vec<TextRange>) {
    let mut plain = String::new();
    let mut starts = Vec::new();
    let (mut square, mut curly) = (Vec::new(), Vec::new());
    for character in marked.chars() {
        match character {
            '[' | '{' => starts.push(plain.len()),
            ']' | '}' => {
                let start = starts.pop().expect("an opening sign");
                let range = TextRange::of_bytes(start, plain.len());
                if character == ']' {
                    square.push(range);
                } else {
                    curly.push(range);
                }
            }
            other => plain.push(other),
        }
    }
    (Text::new(plain), square, curly)
}

/// A project with this text, a mark of `maker` over the words in `{}`, which its maker judged verified, and the ranges
/// in `[]`.
fn project(marked: &str, maker: ReviewerId) -> (Project, Vec<TextRange>) {
    let (text, ranges, there) = parse(marked);
    let mut project = fixture::saved_project();
    project.annotations.clear();
    let article = Arc::make_mut(project.articles.get_mut(&ARTICLE).expect("an article"));
    article.text_id = text.id();
    if !there.is_empty() {
        let mut annotation = fixture::mark(20, maker, 0, 1);
        annotation.text_id = text.id();
        annotation.spans.value = there.iter().map(|range| span(&text, *range)).collect();
        project.annotations.insert(THERE, Arc::new(annotation));
    }
    article.text = Some(Arc::new(text));
    (project, ranges)
}

/// Marks the words in `[]` as `by` and commits.
fn marked(text: &str, maker: ReviewerId, by: ReviewerId, status: Status) -> (Project, Outcome) {
    let (mut project, ranges) = project(text, maker);
    let outcome = mark(&project, ARTICLE, &ranges, status, context(by)).expect("it can be marked");
    commit(&mut project, &outcome);
    (project, outcome)
}

/// Commits an outcome and sees that its undoing brings everything back.
fn commit(project: &mut Project, outcome: &Outcome) {
    let Some(edit) = outcome.edit.clone() else {
        return;
    };
    let before = project.clone();
    let mut history = History::default();
    history
        .commit(project, edit, outcome.label.clone())
        .expect("the edit fits");
    let mut undone = project.clone();
    history.undo(&mut undone).expect("its inverse fits");
    assert!(!crate::edit::has_unsaved_changes(&undone, &before));
    assert_eq!(undone.history, before.history);
    assert_eq!(
        project.history.len(),
        before.history.len() + 1,
        "a line for people to read"
    );
}

fn status_of(project: &Project, id: AnnotationId, by: ReviewerId) -> Option<Status> {
    project.annotation(id)?.assessment_of(by)?.status
}

fn line(project: &Project) -> (Option<&str>, Option<&str>) {
    let line = project.history.get_max().expect("a line");
    assert_eq!(
        (line.rev, line.record),
        (None, THERE_OR_NEW[usize::from(line.record != THERE.0)].0)
    );
    (line.from.as_deref(), line.to.as_deref())
}

#[test]
fn words_without_a_mark_get_one() {
    let (project, outcome) = marked("The [ferry] sank.", ME, ME, Status::Verified);
    assert_eq!(outcome.kind, OutcomeKind::Made);
    assert_eq!(
        (outcome.annotation, outcome.label.as_str()),
        (NEW, "mark verified")
    );
    let made = &project.annotations[&NEW];
    let expected = Span {
        range: TextRange::of_bytes(4, 9),
        quote: "ferry".into(),
        before: "The ".into(),
        after: " sank.".into(),
        anchor: Anchor::Exact,
    };
    assert_eq!((made.by, &made.spans.value), (ME, &vec![expected]));
    assert_eq!(status_of(&project, NEW, ME), Some(Status::Verified));
    assert_eq!(line(&project), (None, Some("verified")));
}

#[test]
fn ranges_are_sorted_and_united_and_empty_ones_left_out() {
    let (project, mut ranges) = project("[The] [ferry][ sa]nk [here].", ME);
    ranges.reverse();
    ranges.push(TextRange::default());
    ranges.push(TextRange::of_bytes(5, 7));
    let mut outcome =
        mark(&project, ARTICLE, &ranges, Status::Verified, context(ME)).expect("words");
    let mut marked = project.clone();
    commit(&mut marked, &outcome);
    assert_eq!(marked.annotations[&NEW].quote(), "The … ferry sa … here");
    outcome.edit = None;
    let again = mark(&marked, ARTICLE, &ranges, Status::Verified, context(ME)).expect("words");
    assert_eq!(again.kind, OutcomeKind::AlreadySo);
}

#[test]
fn an_own_mark_over_the_same_words_changes_its_status() {
    let (project, outcome) = marked("The [{ferry}] sank.", ME, ME, Status::Conflicting);
    assert_eq!(
        (outcome.kind, outcome.annotation),
        (OutcomeKind::Changed, THERE)
    );
    assert_eq!(outcome.label, "change to conflicting");
    assert_eq!(status_of(&project, THERE, ME), Some(Status::Conflicting));
    assert_eq!(line(&project), (Some("verified"), Some("conflicting")));
    assert!(!project.annotations.contains_key(&NEW));
    let given = &project.annotations[&THERE].assessments[&ME].value;
    assert_eq!(given.cites.len(), 1, "sources stay");
}

#[test]
fn the_same_status_again_does_nothing() {
    let (_, outcome) = marked("The [{ferry}] sank.", ME, ME, Status::Verified);
    assert_eq!((outcome.kind, outcome.edit), (OutcomeKind::AlreadySo, None));
}

#[test]
fn other_words_make_another_mark() {
    for text in [
        "The [{ferry} sank].",
        "[The {ferry}]",
        "{The} [{ferry}]",
        "{The} [fer]ry",
        "{T[he}]",
    ] {
        let (project, outcome) = marked(text, ME, ME, Status::Unverified);
        assert_eq!(outcome.kind, OutcomeKind::Made, "{text}");
        assert_eq!(status_of(&project, THERE, ME), Some(Status::Verified));
    }
}

#[test]
fn another_persons_mark_gets_my_status_beside_theirs() {
    let (project, outcome) = marked("The [{ferry}] sank.", OTHER, ME, Status::Conflicting);
    assert_eq!(outcome.kind, OutcomeKind::AddedBeside { maker: OTHER });
    assert_eq!(outcome.label, "mark conflicting");
    assert_eq!(status_of(&project, THERE, OTHER), Some(Status::Verified));
    assert_eq!(status_of(&project, THERE, ME), Some(Status::Conflicting));
    let stands = standing(
        &project.annotations[&THERE],
        &crate::model::DecisionIndex::default(),
    );
    assert_eq!(stands.status, EffectiveStatus::Disputed);
}

#[test]
fn in_blind_review_the_candidates_are_my_own() {
    let (project, ranges) = project("The [{ferry}] sank.", OTHER);
    let mine = project
        .annotations
        .values()
        .map(AsRef::as_ref)
        .filter(|mark| mark.by == ME);
    let outcome = mark_among(
        &project,
        ARTICLE,
        &ranges,
        Status::Verified,
        context(ME),
        mine,
    );
    assert_eq!(outcome.map(|outcome| outcome.kind), Ok(OutcomeKind::Made));
}

#[test]
fn my_own_mark_comes_before_another_persons() {
    let (mut project, ranges) = project("The [{ferry}] sank.", OTHER);
    let mut mine = (*project.annotations[&THERE]).clone();
    mine.id = AnnotationId(Uuid::from_u128(29));
    mine.by = ME;
    project.annotations.insert(mine.id, Arc::new(mine.clone()));
    let outcome = mark(&project, ARTICLE, &ranges, Status::Verified, context(ME)).expect("words");
    assert_eq!(outcome.annotation, mine.id);
}

#[test]
fn a_deleted_mark_is_no_mark() {
    let (mut project, ranges) = project("The [{ferry}] sank.", ME);
    let outcome = delete(&project, THERE, context(ME)).expect("mine");
    assert_eq!(
        (outcome.kind, outcome.label.as_str()),
        (OutcomeKind::Deleted, "delete mark")
    );
    commit(&mut project, &outcome);
    assert!(project.annotations[&THERE].is_deleted());
    assert_eq!(line(&project), (Some("verified"), Some("deleted")));
    let outcome = mark(&project, ARTICLE, &ranges, Status::Verified, context(ME)).expect("words");
    assert_eq!(outcome.kind, OutcomeKind::Made);
    assert_eq!(
        set_status(&project, THERE, Status::Verified, context(ME)),
        Err(MarkError::UnknownAnnotation(THERE))
    );
}

#[test]
fn only_the_maker_deletes_and_others_withdraw() {
    let (mut project, ranges) = project("The [{ferry}] sank.", OTHER);
    let refused = delete(&project, THERE, context(ME)).expect_err("not mine");
    assert_eq!(
        refused.to_string(),
        "this is Reviewer 1's mark, and only they can change its place or delete it"
    );
    let outcome = mark(&project, ARTICLE, &ranges, Status::Unverified, context(ME)).expect("words");
    commit(&mut project, &outcome);
    let outcome = delete(&project, THERE, context(ME)).expect("what I said");
    assert_eq!(outcome.kind, OutcomeKind::Withdrawn);
    commit(&mut project, &outcome);
    assert_eq!(status_of(&project, THERE, ME), None);
    assert_eq!(status_of(&project, THERE, OTHER), Some(Status::Verified));
    assert!(
        delete(&project, THERE, context(ME)).is_err(),
        "nothing left to withdraw"
    );
    let again = set_status(&project, THERE, Status::Verified, context(ME)).expect("there");
    assert_eq!(again.kind, OutcomeKind::AddedBeside { maker: OTHER });
}

#[test]
fn notes_and_corrections_need_a_status_and_keep_it() {
    let (mut project, _) = project("The {ferry} sank.", OTHER);
    assert_eq!(
        set_note(&project, THERE, "why", context(ME)),
        Err(MarkError::NoStatusYet)
    );
    assert_eq!(MarkError::NoStatusYet.to_string(), "give it a status first");
    for (note, label, from, to) in [
        ("Log, p. 4", "add note", None, Some("note: Log, p. 4")),
        (
            "Log, p. 5",
            "change note",
            Some("note: Log, p. 4"),
            Some("note: Log, p. 5"),
        ),
        ("", "delete note", Some("note: Log, p. 5"), None),
    ] {
        let mut later = context(OTHER);
        later.at = at(60 + u8::try_from(project.history.len()).expect("few"));
        let outcome = set_note(&project, THERE, note, later).expect("judged");
        assert_eq!(
            (outcome.kind, outcome.label.as_str()),
            (OutcomeKind::Noted, label)
        );
        commit(&mut project, &outcome);
        assert_eq!(line(&project), (from, to));
        assert_eq!(status_of(&project, THERE, OTHER), Some(Status::Verified));
    }
    let outcome = set_should_read(&project, THERE, "boat", context(OTHER)).expect("judged");
    commit(&mut project, &outcome);
    let given = project.annotations[&THERE]
        .assessment_of(OTHER)
        .expect("judged");
    assert_eq!(
        (given.should_read.as_str(), given.at),
        ("boat", at(1)),
        "a note does not judge anew"
    );
    let again = set_should_read(&project, THERE, "boat", context(OTHER)).expect("judged");
    assert_eq!(again.kind, OutcomeKind::AlreadySo);
}

#[test]
fn only_the_maker_resizes() {
    let (mut project, ranges) = project("The {ferry} [sank].", OTHER);
    assert!(matches!(
        respan(&project, THERE, &ranges, context(ME)),
        Err(MarkError::NotYours { .. })
    ));
    let outcome = respan(&project, THERE, &ranges, context(OTHER)).expect("the maker");
    assert_eq!(
        (outcome.kind, outcome.label.as_str()),
        (OutcomeKind::Resized, "resize mark")
    );
    commit(&mut project, &outcome);
    assert_eq!(project.annotations[&THERE].quote(), "sank");
    assert_eq!(line(&project), (Some("ferry"), Some("sank")));
    let again = respan(&project, THERE, &ranges, context(OTHER)).expect("the maker");
    assert_eq!(again.kind, OutcomeKind::AlreadySo);
}

#[test]
fn judging_changed_words_confirms_their_place() {
    for (by, status) in [(ME, Status::Verified), (OTHER, Status::Conflicting)] {
        let (mut project, ranges) = project("The [{ferry}] sank.", ME);
        let there = Arc::make_mut(project.annotations.get_mut(&THERE).expect("there"));
        there.spans.value[0].anchor = Anchor::Changed {
            was: "barge".to_owned(),
        };
        there.spans.value[0].quote = "barge".into();
        let outcome = mark(&project, ARTICLE, &ranges, status, context(by)).expect("words");
        assert_eq!(outcome.kind, OutcomeKind::Confirmed);
        commit(&mut project, &outcome);
        let span = &project.annotations[&THERE].spans.value[0];
        assert_eq!((&span.anchor, &*span.quote), (&Anchor::Exact, "ferry"));
        assert_eq!(status_of(&project, THERE, by), Some(status));
        assert_eq!(
            project.annotations[&THERE]
                .assessment_of(by)
                .map(|given| given.at),
            Some(at(50))
        );
    }
}

#[test]
fn a_lost_place_is_never_confirmed_nor_joined() {
    let (mut project, ranges) = project("The [{ferry}] sank.", ME);
    let there = Arc::make_mut(project.annotations.get_mut(&THERE).expect("there"));
    there.spans.value[0].anchor = Anchor::Lost;
    let outcome = mark(&project, ARTICLE, &ranges, Status::Verified, context(ME)).expect("words");
    assert_eq!(outcome.kind, OutcomeKind::Made);
    let outcome = set_status(&project, THERE, Status::Unverified, context(ME)).expect("there");
    commit(&mut project, &outcome);
    assert_eq!(
        project.annotations[&THERE].spans.value[0].anchor,
        Anchor::Lost
    );
}

#[test]
fn a_torn_assessment_is_settled_by_the_status_it_shows() {
    let (mut project, ranges) = project("The [{ferry}] sank.", ME);
    let there = Arc::make_mut(project.annotations.get_mut(&THERE).expect("there"));
    let mut one = there.assessments[&ME].clone();
    one.stamp.rev = Some("aaaaaaaa.1".parse().expect("a revision"));
    let mut other = one.clone();
    other.value.status = Some(Status::Conflicting);
    other.stamp.rev = Some("bbbbbbbb.1".parse().expect("a revision"));
    there.assessments.insert(ME, one.join(&other));
    let outcome =
        mark(&project, ARTICLE, &ranges, Status::Conflicting, context(ME)).expect("words");
    assert_eq!(outcome.kind, OutcomeKind::Changed);
    commit(&mut project, &outcome);
    assert!(!project.annotations[&THERE].assessments[&ME].is_conflict());
}

#[test]
fn what_cannot_be_marked_is_refused_with_the_reason() {
    let (project, _) = project("né", ME);
    let refused = |ranges: &[TextRange]| {
        mark(&project, ARTICLE, ranges, Status::Verified, context(ME)).expect_err("refused")
    };
    assert_eq!(refused(&[]), MarkError::NoWords);
    assert_eq!(refused(&[TextRange::of_bytes(1, 1)]), MarkError::NoWords);
    assert_eq!(
        refused(&[TextRange::of_bytes(0, 2)]),
        MarkError::CutsCharacter { start: 0, end: 2 }
    );
    let outside = TextRange::between(TextOffset::START, TextOffset::new(4));
    assert_eq!(
        refused(&[outside]),
        MarkError::OutsideText { end: 4, length: 3 }
    );
    assert_eq!(
        refused(&[outside]).to_string(),
        "the words end at byte 4, but the text of the article has 3 bytes"
    );
    let nowhere = ArticleId(Uuid::nil());
    assert_eq!(
        mark(&project, nowhere, &[outside], Status::Verified, context(ME)),
        Err(MarkError::UnknownArticle(nowhere))
    );
}

proptest! {
    #[test]
    fn united_ranges_cover_the_same_and_lie_apart(
        ranges in prop::collection::vec((0_usize..40, 0_usize..8), 0..12),
    ) {
        let ranges: Vec<_> = ranges.into_iter().map(|(at, len)| TextRange::of_bytes(at, at + len)).collect();
        let united = united(&ranges);
        for byte in 0..50 {
            let covered = |ranges: &[TextRange]| ranges.iter().any(|range| range.contains(TextOffset::new(byte)));
            prop_assert_eq!(covered(&ranges), covered(&united));
        }
        prop_assert!(united.windows(2).all(|pair| pair[0].end < pair[1].start));
        prop_assert!(united.iter().all(|range| !range.is_empty()));
    }
}
