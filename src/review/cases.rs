//! Single merges as stories, and what is reported of them.

use super::{
    Conflict, join, join_with_base,
    testing::{Copy, Step, World, article, as_stored},
};
use crate::model::SmallMap;
use crate::{
    edit::{Edit, RevisionContext, give_revisions},
    model::{
        Anchor, ArticleInfo, Claim, ClaimId, ClaimRecord, Fate, FateKind, Meta, Project, Record,
        RecordRef, Register, Registers as _, ReviewerId, Session, SetAsideReason, Span,
    },
};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

fn reviewer(n: u128) -> ReviewerId {
    ReviewerId(Uuid::from_u128(n))
}

/// `project` after `edits`, saved by a session of its own.
fn saved(project: &Project, session: u64, edits: Vec<Edit>) -> Project {
    let mut edited = project.clone();
    Edit::Batch(edits)
        .apply(&mut edited)
        .expect("the edits fit");
    let context = RevisionContext {
        session: Session::from_random(session),
        n: 1,
        by: reviewer(1),
        at: Timestamp::UNIX_EPOCH,
    };
    give_revisions(&mut edited, project, context);
    edited
}

/// A project with three articles and a few records, saved.
fn start() -> Project {
    World::default().copies(1, &[])[0].project.clone()
}

fn says(statement: &str) -> Claim {
    Claim {
        statement: statement.to_owned(),
        kind: None,
        note: String::new(),
    }
}

fn the_claim(project: &Project) -> &Arc<ClaimRecord> {
    project.claims.values().next().expect("the start has one")
}

fn write(project: &Project, statement: &str) -> Edit {
    let claim = the_claim(project);
    Edit::Claim(claim.id, claim.claim.written(says(statement)))
}

fn fate(project: &Project, is: FateKind, by: u128) -> Edit {
    let fate = Fate {
        is,
        by: reviewer(by),
        at: Timestamp::UNIX_EPOCH,
    };
    let name = RecordRef::Claim(the_claim(project).id);
    Edit::Fate(name, Some(Register::new(fate)))
}

/// The claim as an editor of text would change it: another value, the same revision.
fn by_hand(project: &Project, statement: &str) -> Project {
    let mut project = project.clone();
    let mut claim = ClaimRecord::clone(the_claim(&project));
    claim.claim.value = says(statement);
    project.claims.insert(claim.id, Arc::new(claim));
    project
}

fn statements(project: &Project) -> Vec<&str> {
    let claim = &the_claim(project).claim;
    std::iter::once(&claim.value)
        .chain(claim.rivals().iter().map(|rival| &rival.value))
        .map(|claim| claim.statement.as_str())
        .collect()
}

#[test]
fn two_writes_apart_are_a_conflict_in_words() {
    let base = start();
    let ours = saved(&base, 1, vec![write(&base, "41 on board")]);
    let theirs = saved(&base, 2, vec![write(&base, "14 on board")]);
    let joined = join(&ours, &theirs);
    let name = RecordRef::Claim(the_claim(&base).id);
    assert_eq!(joined.report.changed, [name]);
    let conflict = Conflict {
        record: name,
        field: "claim".to_owned(),
        values: vec![
            "statement: 41 on board".to_owned(),
            "statement: 14 on board".to_owned(),
        ],
    };
    assert_eq!(joined.report.conflicts, [conflict]);

    let decided = saved(
        &joined.project,
        3,
        vec![write(&joined.project, "14 on board")],
    );
    let again = join(&decided, &join(&ours, &theirs).project);
    assert!(again.report.is_unchanged() && again.report.conflicts.is_empty());
}

#[test]
fn what_comes_in_and_what_goes_is_told() {
    let base = start();
    let claim = ClaimRecord {
        id: ClaimId(Uuid::from_u128(9_000)),
        claim: Register::new(says("new")),
        absent: SmallMap::new(),
        fate: None,
    };
    let (old, new) = (
        RecordRef::Claim(the_claim(&base).id),
        RecordRef::Claim(claim.id),
    );
    let add = Edit::Add(Box::new(Record::Claim(Box::new(claim))));
    let theirs = saved(&base, 2, vec![fate(&base, FateKind::Deleted, 2), add]);
    let report = join(&base, &theirs).report;
    assert_eq!((report.added, report.removed), (vec![new], vec![old]));
    assert!(report.changed.is_empty() && report.conflicts.is_empty());
    assert!(join(&theirs, &base).report.is_unchanged());
}

#[test]
fn a_deletion_of_what_somebody_changed_is_contested() {
    let base = start();
    let ours = saved(&base, 1, vec![write(&base, "41 on board")]);
    let theirs = saved(&base, 2, vec![fate(&base, FateKind::Deleted, 2)]);
    let report = join(&ours, &theirs).report;
    assert_eq!(report.conflicts.len(), 1);
    assert_eq!(report.conflicts[0].field, "fate");
    assert_eq!(
        report.conflicts[0].values,
        [
            "deleted by Reviewer 2",
            "changed where that had not been seen"
        ]
    );
    assert!(report.removed.is_empty());
}

#[test]
fn two_who_delete_the_same_agree() {
    let base = start();
    let ours = saved(&base, 1, vec![fate(&base, FateKind::Deleted, 1)]);
    let theirs = saved(&base, 2, vec![fate(&base, FateKind::Deleted, 2)]);
    let joined = join(&ours, &theirs);
    assert!(the_claim(&joined.project).is_deleted() && joined.report.conflicts.is_empty());
    let kept = saved(&base, 3, vec![fate(&base, FateKind::Kept, 1)]);
    let joined = join(&joined.project, &kept);
    assert!(the_claim(&joined.project).is_contested());
    assert_eq!(joined.report.conflicts[0].values[0], "kept by Reviewer 1");
}

#[test]
fn an_edit_by_hand_is_a_conflict_unless_a_base_explains_it() {
    let base = start();
    let hand = by_hand(&base, "by hand");
    assert!(the_claim(&join(&base, &hand).project).claim.is_conflict());
    assert_eq!(join(&base, &hand).project, join(&hand, &base).project);

    let joined = join_with_base(&base, &base, &hand);
    assert_eq!(statements(&joined.project), ["by hand"]);
    assert_eq!(joined.project, join_with_base(&base, &hand, &base).project);
    assert_eq!(
        joined.report.changed,
        [RecordRef::Claim(the_claim(&base).id)]
    );
    // Found in both copies, it is the same edit, and an old copy does not bring the old value back.
    assert_eq!(join_with_base(&base, &hand, &hand).project, joined.project);
    assert_eq!(join(&joined.project, &base).project, joined.project);
    assert_eq!(join(&joined.project, &hand).project, joined.project);
}

#[test]
fn an_edit_by_hand_and_a_write_are_rivals() {
    let base = start();
    let hand = by_hand(&base, "by hand");
    let theirs = saved(&base, 2, vec![write(&base, "14 on board")]);
    let mut found = statements(&join_with_base(&base, &hand, &theirs).project)
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>();
    found.sort();
    assert_eq!(found, ["14 on board", "by hand"]);
    let other_hand = by_hand(&base, "by another hand");
    let joined = join_with_base(&base, &hand, &other_hand).project;
    assert_eq!(statements(&joined).len(), 2);
}

#[test]
fn what_has_no_revision_is_chosen_alike_by_both_and_told() {
    let base = start();
    let mut theirs = base.clone();
    theirs.id.0 = Uuid::from_u128(1);
    theirs.title = "Ferry".to_owned();
    let (id, mark) = base.annotations.iter().next().expect("the start has one");
    let mut stolen = crate::model::Annotation::clone(mark);
    stolen.by = reviewer(3);
    theirs.annotations.insert(*id, Arc::new(stolen));
    let joined = join(&base, &theirs);
    assert_eq!(joined.project, join(&theirs, &base).project);
    assert_eq!(joined.project.title, "Ferry");
    assert_eq!(joined.project.annotations[id].by, mark.by);
    assert_eq!(
        joined.report.notices.len(),
        2,
        "{:?}",
        joined.report.notices
    );
    assert!(joined.report.notices[0].contains("never changes a record's owner"));
    assert!(joined.report.notices[1].contains("two projects"));
}

#[test]
fn values_without_a_revision_do_no_harm() {
    let base = start();
    let mut unsaved = base.clone();
    write(&base, "not saved")
        .apply(&mut unsaved)
        .expect("it fits");
    assert_eq!(join(&base, &unsaved).project, unsaved);
    assert_eq!(join(&unsaved, &base).project, unsaved);
}

/// Two copies of the start whose first article has two new texts, each with a mark and a region on it.
fn parted() -> [Copy; 2] {
    let mut world = World::default();
    let steps = [0, 1].map(|who| {
        [
            (who, Step::Update(0)),
            (who, Step::Edit(0, 0, 3)),
            (who, Step::Edit(12, 0, 2)),
        ]
    });
    let copies = world.copies(2, steps.as_flattened());
    copies.try_into().expect("two")
}

#[test]
fn a_newer_text_wins_and_the_older_one_is_kept() {
    let base = start();
    let newer = &parted()[0].project;
    let id = *base.articles.keys().next().expect("three");
    let joined = join(&base, newer).project;
    assert_eq!(joined.articles[&id], newer.articles[&id]);
    assert_eq!(joined, join(newer, &base).project);
    assert_eq!(joined.articles.len(), 3);
    let old_mark = base
        .annotations
        .values()
        .find(|mark| mark.article == id)
        .expect("one");
    let text = joined.articles[&id]
        .text_named(old_mark.text_id)
        .expect("kept");
    assert_eq!(
        text.get(old_mark.hull()),
        Some(&*old_mark.spans.value[0].quote)
    );
}

#[test]
fn texts_that_part_become_two_articles_with_their_marks() {
    let [one, other] = parted();
    let (ours, theirs) = (one.project, other.project);
    let id = *ours.articles.keys().next().expect("three");
    let with_title = |project: &Project, session: u64, title: &str| {
        let article = &project.articles[&id];
        let meta = Meta {
            title: title.to_owned(),
            ..article.meta().clone()
        };
        let info = ArticleInfo {
            meta,
            ..article.info.value.clone()
        };
        saved(
            project,
            session,
            vec![Edit::ArticleInfo(id, article.info.written(info))],
        )
    };
    let (ours, theirs) = (with_title(&ours, 1, "One"), with_title(&theirs, 2, "Other"));
    let joined = join(&ours, &theirs);
    let project = &joined.project;
    assert_eq!(*project, join(&theirs, &ours).project);
    assert_eq!(project.articles.len(), 4);
    let (stays, leaves) = if ours.articles[&id].text_id < theirs.articles[&id].text_id {
        (&ours, &theirs)
    } else {
        (&theirs, &ours)
    };
    assert_eq!(project.articles[&id].text_id, stays.articles[&id].text_id);
    assert!(
        project.articles[&id].info.is_conflict(),
        "both titles were meant for it"
    );
    let second = project
        .articles
        .values()
        .find(|article| article.text_id == leaves.articles[&id].text_id)
        .expect("it came in");
    assert_eq!(second.id.0.get_version_num(), 8);
    assert_eq!(second.meta(), leaves.articles[&id].meta());
    for (copy, at) in [(stays, id), (leaves, second.id)] {
        let text = copy.articles[&id].text_id;
        let marks: Vec<_> = copy
            .annotations
            .values()
            .filter(|mark| mark.text_id == text)
            .collect();
        assert!(!marks.is_empty());
        assert!(
            marks
                .iter()
                .all(|mark| project.annotations[&mark.id].article == at)
        );
    }
    let regions: Vec<_> = project
        .set_aside
        .values()
        .map(|record| &record.region.value)
        .collect();
    assert!(
        regions
            .iter()
            .all(|region| region.why == SetAsideReason::Furniture)
    );
    assert_eq!(
        regions
            .iter()
            .filter(|region| region.article == second.id)
            .count(),
        1
    );
    assert_eq!(joined.report.notices.len(), 1);
    assert_eq!(join(project, &ours).project, *project);
    assert_eq!(join(project, &theirs).project, *project);
}

#[test]
fn an_annotation_lies_in_the_text_that_its_spans_were_carried_to() {
    let base = start();
    let mut theirs = parted()[0].project.clone();
    let id = *base.articles.keys().next().expect("three");
    let old = base
        .annotations
        .values()
        .find(|mark| mark.article == id)
        .expect("one");
    let text_id = theirs.articles[&id].text_id;
    let mut carried = crate::model::Annotation::clone(old);
    carried.text_id = text_id;
    let spans = carried.spans.value.iter().map(|span| Span {
        anchor: Anchor::Moved,
        ..span.clone()
    });
    carried.spans = carried.spans.written(spans.collect());
    carried
        .spans
        .give_revision(Some(&old.spans), Session::from_random(77), 1);
    theirs.annotations.insert(old.id, Arc::new(carried.clone()));
    for joined in [join(&base, &theirs), join(&theirs, &base)] {
        assert_eq!(*joined.project.annotations[&old.id], carried);
    }
}

#[test]
fn an_undo_has_seen_what_came_in_after_the_step_was_recorded() {
    let base = start();
    let mut ours = base.clone();
    let undo = write(&base, "ours").apply(&mut ours).expect("it fits");
    let context = RevisionContext {
        session: Session::from_random(1),
        n: 1,
        by: reviewer(1),
        at: Timestamp::UNIX_EPOCH,
    };
    give_revisions(&mut ours, &base, context);
    // Somebody else has written over it, and the file was read again while saving.
    let theirs = saved(&ours, 2, vec![write(&ours, "theirs")]);
    let mut ours = join(&ours, &theirs).project;
    let before = ours.clone();
    undo.apply(&mut ours).expect("it fits");
    give_revisions(&mut ours, &before, RevisionContext { n: 2, ..context });
    assert_eq!(statements(&join(&ours, &theirs).project), statements(&base));
}

#[test]
fn a_text_that_one_copy_has_dropped_is_no_edit_by_hand() {
    let mark_behind_umlauts = (0, Step::Edit(0, 142, 3));
    let base = World::default().copies(1, &[mark_behind_umlauts])[0]
        .project
        .clone();
    let id = *base.articles.keys().nth(1).expect("three");
    let fate = Fate {
        is: FateKind::Deleted,
        by: reviewer(1),
        at: Timestamp::UNIX_EPOCH,
    };
    let deleted = Edit::Fate(RecordRef::Article(id), Some(Register::new(fate)));
    let ours = as_stored(&saved(&base, 1, vec![deleted]));
    assert_ne!(
        ours.annotations, base.annotations,
        "an article with more bytes than code points"
    );
    for theirs in [&base, &ours] {
        let joined = join_with_base(&base, &ours, theirs).project;
        assert_eq!(as_stored(&joined), ours);
    }
}

#[test]
fn an_article_only_the_other_has_comes_in_as_it_is() {
    let base = start();
    let new = article(crate::model::ArticleId(Uuid::from_u128(9_001)), "New.");
    let theirs = saved(
        &base,
        2,
        vec![Edit::Add(Box::new(Record::Article(Box::new(new.clone()))))],
    );
    let joined = join(&base, &theirs);
    assert_eq!(joined.report.added, [RecordRef::Article(new.id)]);
    assert!(Arc::ptr_eq(
        &joined.project.articles[&new.id],
        &theirs.articles[&new.id]
    ));
}
