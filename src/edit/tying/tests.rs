//! The rules, one by one, each with its undo and its line of the history.

use super::*;
use crate::edit::fixture::{ARTICLE, CLAIM, ME, OTHER, at, mark, saved_project};
use crate::edit::{Gesture, History, fixture, has_unsaved_changes};
use crate::model::{ClaimKind, HistoryEntry};
use uuid::Uuid;

const MARK: AnnotationId = fixture::MARK;
const NEW: ClaimId = ClaimId(Uuid::from_u128(77));
const SECOND: AnnotationId = AnnotationId(Uuid::from_u128(78));

fn context() -> TieContext {
    TieContext { by: ME, at: at(60) }
}

fn claim(statement: &str) -> Claim {
    Claim {
        statement: statement.to_owned(),
        kind: None,
        note: String::new(),
    }
}

/// Commits, sees that undoing brings everything back, and gives the line that came into the history.
fn commit(project: &mut Project, tying: Tying) -> (Option<String>, Option<String>) {
    let edit = tying.edit.expect("there is something to do");
    let before = project.clone();
    let mut history = History::default();
    history.commit(project, edit, tying.label).expect("it fits");
    let mut undone = project.clone();
    history.undo(&mut undone).expect("its inverse fits");
    assert!(!has_unsaved_changes(&undone, &before));
    assert_eq!(undone.history, before.history);
    let is_new = |line: &&HistoryEntry| !before.history.contains(*line);
    let line = project.history.iter().find(is_new).expect("a line");
    (line.from.clone(), line.to.clone())
}

fn changed(from: &str, to: &str) -> (Option<String>, Option<String>) {
    (Some(from.to_owned()), Some(to.to_owned()))
}

/// Two claims, and the mark tied to the first as a contradiction that comes from the port.
fn tied() -> Project {
    let mut project = saved_project();
    let made = make(NEW, claim("When it ran aground"), context()).expect("it can");
    commit(&mut project, made);
    let wish = Wish {
        claim: CLAIM,
        stance: Some(Stance::Contradicts),
        root: Some("Port".to_owned()),
    };
    let done = tie(&project, MARK, &wish, context()).expect("it can");
    assert_eq!(done.label, "tie to claim");
    commit(&mut project, done);
    project
}

fn tie_of(project: &Project, id: AnnotationId) -> &Tie {
    let annotation = project.annotation(id).expect("the mark");
    &annotation.tie.as_ref().expect("a tie").value
}

#[test]
fn a_claim_is_one_line_and_never_empty() {
    assert_eq!(
        make(NEW, claim(" \n"), context()),
        Err(TieError::NoStatement)
    );
    let mut project = saved_project();
    let made = make(NEW, claim(" When it\n ran aground "), context()).expect("it can");
    let (_, to) = commit(&mut project, made);
    let record = project.claim(NEW).expect("the claim");
    assert_eq!(record.claim.value.statement, "When it ran aground");
    assert_eq!(to.as_deref(), Some("claim: When it ran aground"));
    let emptied = change(&project, NEW, claim(""), context());
    assert_eq!(emptied, Err(TieError::NoStatement));
}

#[test]
fn tying_again_to_the_same_claim_changes_only_what_is_said() {
    let mut project = tied();
    let again = tie(&project, MARK, &Wish::to(CLAIM), context()).expect("it can");
    assert_eq!(again.edit, None, "stance and root stay");
    let wish = Wish {
        stance: Some(Stance::Mentions),
        ..Wish::to(CLAIM)
    };
    let done = tie(&project, MARK, &wish, context()).expect("it can");
    commit(&mut project, done);
    let tie = tie_of(&project, MARK);
    assert_eq!((tie.stance, tie.root.as_str()), (Stance::Mentions, "Port"));
}

#[test]
fn a_move_begins_the_stance_anew_and_keeps_the_root() {
    let mut project = tied();
    let moved = tie(&project, MARK, &Wish::to(NEW), context()).expect("it can");
    assert_eq!(moved.label, "move to claim");
    let (from, to) = commit(&mut project, moved);
    let tie = tie_of(&project, MARK);
    assert_eq!(tie.claim, Some(NEW));
    assert_eq!((tie.stance, tie.root.as_str()), (Stance::Supports, "Port"));
    assert!(from.is_some_and(|from| from.ends_with(", contradicts")));
    assert_eq!(to.as_deref(), Some("claim: When it ran aground, supports"));
}

#[test]
fn untied_it_states_nothing_and_its_root_is_kept_for_the_next_claim() {
    let mut project = tied();
    let off = untie(&project, MARK, context()).expect("it can");
    commit(&mut project, off);
    assert_eq!(project.annotation(MARK).and_then(|mark| mark.claim()), None);
    assert_eq!(untie(&project, MARK, context()), Err(TieError::NotTied));
    assert_eq!(
        set_stance(&project, MARK, Stance::Mentions, context()),
        Err(TieError::NotTied)
    );
}

#[test]
fn stance_and_root_change_one_by_one() {
    let mut project = tied();
    let stance = set_stance(&project, MARK, Stance::Mentions, context()).expect("it can");
    let line = commit(&mut project, stance);
    assert_eq!(line, changed("contradicts", "mentions"));
    let root = set_root(&project, MARK, " Coast guard ", context()).expect("it can");
    let line = commit(&mut project, root);
    assert_eq!(line, changed("root: Port", "root: Coast guard"));
    let tie = tie_of(&project, MARK);
    assert_eq!(
        (tie.stance, tie.root.as_str()),
        (Stance::Mentions, "Coast guard")
    );
    let same = set_root(&project, MARK, "Coast guard", context()).expect("it can");
    assert_eq!(same.edit, None);
}

#[test]
fn a_conflict_of_ties_ends_with_the_next_one() {
    let mut project = tied();
    let register = project
        .annotation(MARK)
        .and_then(|mark| mark.tie.clone())
        .expect("a tie");
    let other = Tie {
        stance: Stance::Supports,
        ..register.value.clone()
    };
    let rival = crate::model::Rival {
        value: other,
        stamp: crate::model::Stamp::default(),
    };
    let torn = Register {
        others: Some(Box::new(crate::model::Others {
            twins: Vec::new(),
            rivals: vec![rival],
        })),
        ..register
    };
    Edit::Tie(MARK, Some(torn))
        .apply(&mut project)
        .expect("it fits");
    let same = tie(&project, MARK, &Wish::to(CLAIM), context()).expect("it can");
    assert!(same.edit.is_some(), "whoever ties decides");
    commit(&mut project, same);
    let decided = project
        .annotation(MARK)
        .and_then(|mark| mark.tie.clone())
        .expect("a tie");
    assert!(!decided.is_conflict());
}

fn ties_too(project: &Project, claim: ClaimId, by: ReviewerId) -> Also {
    let candidates = project.annotations.values().map(AsRef::as_ref);
    let context = TieContext { by, at: at(60) };
    also(project, MARK, claim, SECOND, candidates, context).expect("it can")
}

#[test]
fn the_same_words_are_tied_to_a_second_claim_by_a_second_mark_that_judges_nothing() {
    let mut project = tied();
    let second = ties_too(&project, NEW, ME);
    assert_eq!(second.annotation, SECOND);
    commit(&mut project, second.tying);
    assert_eq!(tie_of(&project, MARK).claim, Some(CLAIM), "the first stays");
    assert_eq!(tie_of(&project, SECOND).claim, Some(NEW));
    assert_eq!(tie_of(&project, SECOND).root, "Port");
    let (first, second) = (
        project.annotation(MARK).expect("the mark"),
        project.annotation(SECOND).expect("the mark"),
    );
    assert_eq!(first.quote(), second.quote());
    let given = second.assessment_of(ME).expect("my word");
    assert_eq!(
        given.status,
        Some(Status::Unverified),
        "not verified as the first one"
    );
    assert!(given.cites.is_empty());
    // Asked again there is nothing to do.
    let again = ties_too(&project, NEW, ME);
    assert_eq!((again.annotation, again.tying.edit), (SECOND, None));
}

#[test]
fn an_own_mark_on_the_words_that_states_nothing_is_taken_before_a_new_one_is_made() {
    let mut project = tied();
    let free = mark(79, ME, 4, 9);
    let free_id = free.id;
    Edit::Add(Box::new(Record::Annotation(Box::new(free))))
        .apply(&mut project)
        .expect("it fits");
    let mine = ties_too(&project, NEW, ME);
    assert_eq!(mine.annotation, free_id);
    commit(&mut project, mine.tying);
    // Not for somebody else: that mark is not theirs.
    let off = untie(&project, free_id, context()).expect("it can");
    commit(&mut project, off);
    assert_eq!(ties_too(&project, NEW, OTHER).annotation, SECOND);
}

#[test]
fn ties_to_a_deleted_claim_stay_and_say_nothing() {
    let mut project = tied();
    let gone = delete(&project, CLAIM, context()).expect("it can");
    commit(&mut project, gone);
    let annotation = project.annotation(MARK).expect("the mark");
    assert_eq!(annotation.claim(), Some(CLAIM), "the tie is there");
    assert!(project.claim_of(annotation).is_none(), "but says nothing");
    assert_eq!(
        tie(&project, MARK, &Wish::to(CLAIM), context()),
        Err(TieError::UnknownClaim(CLAIM))
    );
    let elsewhere = tie(&project, MARK, &Wish::to(NEW), context()).expect("it can");
    assert_eq!(elsewhere.label, "tie to claim", "nothing is moved");
}

#[test]
fn the_history_says_what_of_a_claim_changed() {
    let mut project = tied();
    let kind = Claim {
        kind: Some(ClaimKind::Date),
        note: "Ask the port".to_owned(),
        ..claim("When it ran aground")
    };
    let more = change(&project, NEW, kind.clone(), context()).expect("it can");
    let line = commit(&mut project, more);
    assert_eq!(
        line,
        changed("claim: When it ran aground", "changed kind, note")
    );
    let same = change(&project, NEW, kind, context()).expect("it can");
    assert_eq!(same.edit, None);
    let words = change(&project, NEW, claim("When it grounded"), context()).expect("it can");
    let line = commit(&mut project, words);
    assert_eq!(
        line,
        changed("claim: When it ran aground", "claim: When it grounded")
    );
}

#[test]
fn that_an_article_does_not_say_it_is_a_persons_word_and_is_taken_back() {
    let mut project = tied();
    let said = say_absent(&project, CLAIM, ARTICLE, context()).expect("it can");
    commit(&mut project, said);
    let by = |project: &Project| {
        let record = project.claim(CLAIM).expect("the claim");
        record.absent.get(&ARTICLE).and_then(|said| said.value.by)
    };
    assert_eq!(by(&project), Some(ME));
    let twice = TieContext {
        by: OTHER,
        at: at(61),
    };
    let again = say_absent(&project, CLAIM, ARTICLE, twice).expect("it can");
    assert_eq!(again.edit, None, "it is said already");
    let back = take_absent_back(&project, CLAIM, ARTICLE, twice).expect("it can");
    commit(&mut project, back);
    assert_eq!(by(&project), None);
    let nowhere = ArticleId(Uuid::from_u128(5));
    assert_eq!(
        say_absent(&project, CLAIM, nowhere, context()),
        Err(TieError::UnknownArticle(nowhere))
    );
}

#[test]
fn a_new_claim_and_its_ties_are_one_step() {
    let mut project = saved_project();
    let mut gesture = Gesture::on(&project);
    let made = make(NEW, claim("When it ran aground"), context()).expect("it can");
    gesture.add(made.edit).expect("it fits");
    let done = tie(gesture.project(), MARK, &Wish::to(NEW), context()).expect("it can");
    gesture.add(done.edit).expect("it fits");
    let all = Tying {
        edit: gesture.into_edit(),
        label: done.label,
    };
    commit(&mut project, all);
    assert_eq!(tie_of(&project, MARK).claim, Some(NEW));
}

/// The first words of the text state the new claim.
fn states(project: &Project, by: ReviewerId) -> Also {
    let candidates = project.annotations.values().map(AsRef::as_ref);
    let place = (ARTICLE, TextRange::of_bytes(4, 9));
    let wish = Wish {
        stance: Some(Stance::Contradicts),
        ..Wish::to(NEW)
    };
    let context = TieContext { by, at: at(60) };
    state(project, place, &wish, SECOND, candidates, context).expect("it can")
}

#[test]
fn words_state_a_claim_by_an_own_free_mark_else_by_a_new_one() {
    let mut project = tied();
    let free = mark(79, ME, 4, 9);
    let free_id = free.id;
    Edit::Add(Box::new(Record::Annotation(Box::new(free))))
        .apply(&mut project)
        .expect("it fits");
    let mine = states(&project, ME);
    assert_eq!(mine.annotation, free_id);
    // Another person makes a mark of their own, and takes no status over.
    let theirs = states(&project, OTHER);
    assert_eq!(theirs.annotation, SECOND);
    let line = commit(&mut project, theirs.tying);
    let said = "unverified, claim: When it ran aground, contradicts";
    assert_eq!(line, (None, Some(said.to_owned())));
    let made = project.annotation(SECOND).expect("the mark");
    assert_eq!(made.by, OTHER);
    assert_eq!(
        made.quote(),
        project.annotation(free_id).expect("mine").quote()
    );
    assert_eq!(tie_of(&project, SECOND).stance, Stance::Contradicts);
    commit(&mut project, mine.tying);
    let kept = project.annotation(free_id).expect("the mark");
    let given = kept.assessment_of(ME).expect("my word");
    assert_eq!(given.status, Some(Status::Verified), "its own status stays");
    // Tied now, it is left to its claim.
    assert_eq!(states(&project, ME).annotation, SECOND);
}

#[test]
fn words_that_are_not_in_the_text_state_nothing() {
    let project = tied();
    let wish = Wish::to(NEW);
    for place in [TextRange::of_bytes(4, 4), TextRange::of_bytes(4, 4000)] {
        let place = (ARTICLE, place);
        let none = std::iter::empty();
        let found = state(&project, place, &wish, SECOND, none, context());
        assert_eq!(found, Err(TieError::LostWords));
    }
}
