//! Signing off: a second reader's word that a mark, or an article with all its marks, is in order.
//!
//! The tour: [`sign`] and [`sign_article`] look at the project and return a [`Signing`], the edit to commit and what it
//! is called in the menu; [`take_back`] and [`take_back_article`] withdraw. Who may sign, and whether a seal still holds, is
//! told by [`crate::review`].
//!
//! What is signed before it is saved has no revision yet. The sign-off keeps fingerprints of what it covers
//! ([`SealedMark`]), and `fill_in_covers` adds the revisions at the save, where those fingerprints still fit.
//!
//! Invariant: pure. Everyone writes their own sign-off and nobody another's.

use super::{Edit, RevisionContext};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, DecisionIndex, Project, Register, Rev,
    ReviewerId, SealedMark, Signature, SmallMap, Table, covered_revisions, members, sealed_article,
};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// Who signs, and when.
#[derive(Clone, Copy, Debug)]
pub struct SignContext {
    /// Whose sign-off is written.
    pub by: ReviewerId,
    /// Now, in UTC.
    pub at: Timestamp,
}

/// What a gesture comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signing {
    /// What to commit.
    pub edit: Edit,
    /// What it is called in the menu, as in "Undo sign off".
    pub label: String,
}

/// Signs a mark off as it stands; `None` where it is not there.
#[must_use]
pub fn sign(
    project: &Project,
    id: AnnotationId,
    decisions: &DecisionIndex,
    context: SignContext,
) -> Option<Signing> {
    let annotation = project.annotation(id)?;
    let signature = Signature {
        at: context.at,
        covers: covered_revisions(project, annotation, decisions),
        text_id: None,
        sealed: [(id, SealedMark::of(project, annotation, decisions))].into(),
    };
    let register = written(&annotation.signed, context.by, signature);
    let line = signed_line(id.0, context);
    Some(Signing {
        edit: Edit::Batch(vec![Edit::Signature(id, context.by, Some(register)), line]),
        label: "sign off".to_owned(),
    })
}

/// The line of the history that says so.
fn signed_line(record: Uuid, context: SignContext) -> Edit {
    let said = Some("signed off".to_owned());
    Edit::history_line(record, (context.by, context.at), None, said)
}

/// Signs an article off with all its marks as they stand; `None` where it is not there.
#[must_use]
pub fn sign_article(
    project: &Project,
    id: ArticleId,
    decisions: &DecisionIndex,
    context: SignContext,
) -> Option<Signing> {
    let article = project.article(id)?;
    let signature = Signature {
        at: context.at,
        covers: revisions_of_members(project, id, decisions),
        text_id: Some(article.text_id),
        sealed: sealed_article(project, id, decisions),
    };
    let register = written(&article.signed, context.by, signature);
    let line = signed_line(id.0, context);
    Some(Signing {
        edit: Edit::Batch(vec![
            Edit::ArticleSignature(id, context.by, Some(register)),
            line,
        ]),
        label: "sign off article".to_owned(),
    })
}

/// Takes my sign-off of a mark back; `None` where there is none.
#[must_use]
pub fn take_back(project: &Project, id: AnnotationId, context: SignContext) -> Option<Signing> {
    let annotation = project.annotation(id)?;
    let register = withdrawn(&annotation.signed, context)?;
    let line = Edit::history_line(
        id.0,
        (context.by, context.at),
        Some("signed off".to_owned()),
        None,
    );
    Some(Signing {
        edit: Edit::Batch(vec![Edit::Signature(id, context.by, Some(register)), line]),
        label: "take sign-off back".to_owned(),
    })
}

/// Takes my sign-off of an article back; `None` where there is none.
#[must_use]
pub fn take_back_article(
    project: &Project,
    id: ArticleId,
    context: SignContext,
) -> Option<Signing> {
    let article = project.article(id)?;
    let register = withdrawn(&article.signed, context)?;
    let line = Edit::history_line(
        id.0,
        (context.by, context.at),
        Some("signed off".to_owned()),
        None,
    );
    Some(Signing {
        edit: Edit::Batch(vec![
            Edit::ArticleSignature(id, context.by, Some(register)),
            line,
        ]),
        label: "take sign-off of article back".to_owned(),
    })
}

fn written(
    signed: &SmallMap<ReviewerId, Register<Signature>>,
    by: ReviewerId,
    signature: Signature,
) -> Register<Signature> {
    match signed.get(&by) {
        Some(register) => register.written(signature),
        None => Register::new(signature),
    }
}

fn withdrawn(
    signed: &SmallMap<ReviewerId, Register<Signature>>,
    context: SignContext,
) -> Option<Register<Signature>> {
    let mine = signed.get(&context.by)?;
    (!mine.value.is_withdrawn()).then(|| mine.written(Signature::withdrawn(context.at)))
}

fn revisions_of_members(project: &Project, id: ArticleId, decisions: &DecisionIndex) -> Vec<Rev> {
    let mut revs: Vec<Rev> = members(project, id)
        .flat_map(|mark| covered_revisions(project, mark, decisions))
        .collect();
    revs.sort_unstable();
    revs.dedup();
    revs
}

/// Adds the revisions that a save has just given to what was signed before it. A sign-off of something that changed
/// since keeps the ones it saw.
pub(super) fn fill_in_covers(project: &mut Project, saved: &Project, context: RevisionContext) {
    let now = Rev {
        session: context.session,
        n: context.n,
    };
    let is_new = |signature: &Register<Signature>| {
        signature.stamp.rev == Some(now) && !signature.value.is_withdrawn()
    };
    let marks = changed(
        &project.annotations,
        &saved.annotations,
        |mark: &Annotation| mark.signed.values().any(is_new),
    );
    let articles = changed(&project.articles, &saved.articles, |article: &Article| {
        article.signed.values().any(is_new)
    });
    if marks.is_empty() && articles.is_empty() {
        return;
    }
    let decisions = DecisionIndex::of(project);
    for id in marks {
        let mark = &project.annotations[&id];
        let sealed = [(id, SealedMark::of(project, mark, &decisions))].into();
        let revs = covered_revisions(project, mark, &decisions);
        if let Some(mark) = project.annotations.get_mut(&id) {
            let signed = Arc::make_mut(mark).signed.values_mut();
            fill(signed.filter(|signature| is_new(signature)), &sealed, &revs);
        }
    }
    for id in articles {
        let sealed = sealed_article(project, id, &decisions);
        let revs = revisions_of_members(project, id, &decisions);
        if let Some(article) = project.articles.get_mut(&id) {
            let article = Arc::make_mut(article);
            let text_id = Some(article.text_id);
            let signed = article.signed.values_mut();
            fill(
                signed.filter(|signed| is_new(signed) && signed.value.text_id == text_id),
                &sealed,
                &revs,
            );
        }
    }
}

fn changed<Id: Ord + Copy, T: Clone>(
    now: &Table<Id, T>,
    saved: &Table<Id, T>,
    is_wanted: impl Fn(&T) -> bool,
) -> Vec<Id> {
    if now.ptr_eq(saved) {
        return Vec::new();
    }
    now.iter()
        .filter(|(id, record)| {
            is_wanted(record)
                && saved
                    .get(*id)
                    .is_none_or(|saved| !Arc::ptr_eq(record, saved))
        })
        .map(|(id, _)| *id)
        .collect()
}

fn fill<'a>(
    signed: impl Iterator<Item = &'a mut Register<Signature>>,
    sealed: &SmallMap<AnnotationId, SealedMark>,
    revs: &[Rev],
) {
    for signature in signed.filter(|signature| signature.value.sealed == *sealed) {
        signature.value.covers = revs.to_vec();
    }
}

#[cfg(test)]
mod tests {
    use super::{SignContext, sign, sign_article, take_back, take_back_article};
    use crate::edit::{
        Edit,
        fixture::{ARTICLE, MARK, ME, OTHER, at, mark, save_context, saved_project, says},
        give_revisions, has_unsaved_changes,
    };
    use crate::model::{AnnotationId, DecisionIndex, Project, Record, Register, Signature, Status};
    use uuid::Uuid;

    const CONTEXT: fn() -> SignContext = || SignContext {
        by: OTHER,
        at: at(50),
    };

    fn signed(project: &mut Project, id: AnnotationId) -> Edit {
        let decisions = DecisionIndex::of(project);
        let signing = sign(project, id, &decisions, CONTEXT()).expect("it is there");
        signing.edit.apply(project).expect("it fits")
    }

    fn signature(project: &Project, id: AnnotationId) -> &Signature {
        &project.annotations[&id].signed[&OTHER].value
    }

    #[test]
    fn a_sign_off_of_saved_work_covers_its_revisions_and_its_undo_leaves_no_trace() {
        let saved = saved_project();
        let mut project = saved.clone();
        let inverse = signed(&mut project, MARK);
        assert_eq!(signature(&project, MARK).covers.len(), 1);
        inverse.apply(&mut project).expect("it fits");
        assert!(!has_unsaved_changes(&project, &saved));
        assert_eq!(project, saved);
    }

    #[test]
    fn what_is_signed_before_it_is_saved_gets_its_revisions_at_the_save() {
        let saved = saved_project();
        let mut project = saved.clone();
        let new = mark(101, ME, 4, 9);
        let id = new.id;
        let add = Edit::Add(Box::new(Record::Annotation(Box::new(new))));
        add.apply(&mut project).expect("it fits");
        signed(&mut project, id);
        assert!(signature(&project, id).covers.is_empty());
        assert!(!signature(&project, id).is_withdrawn());
        give_revisions(&mut project, &saved, save_context(2, 4));
        let covers = &signature(&project, id).covers;
        let revs: Vec<String> = covers.iter().map(ToString::to_string).collect();
        assert_eq!(revs, ["caaaaaaa.4"]);
    }

    #[test]
    fn what_changed_between_the_sign_off_and_the_save_is_not_covered() {
        let saved = saved_project();
        let mut project = saved.clone();
        signed(&mut project, MARK);
        let before = signature(&project, MARK).covers.clone();
        let old = &project.annotations[&MARK].assessments[&ME];
        let new = old.written(says(Status::Conflicting, "", 60));
        Edit::Assessment(MARK, ME, Some(new))
            .apply(&mut project)
            .expect("it fits");
        give_revisions(&mut project, &saved, save_context(2, 4));
        assert_eq!(signature(&project, MARK).covers, before);
    }

    #[test]
    fn an_article_is_signed_with_its_text_and_all_its_marks() {
        let saved = saved_project();
        let mut project = saved.clone();
        let new = mark(101, ME, 10, 13);
        let id = new.id;
        let add = Edit::Add(Box::new(Record::Annotation(Box::new(new))));
        add.apply(&mut project).expect("it fits");
        let decisions = DecisionIndex::of(&project);
        let signing = sign_article(&project, ARTICLE, &decisions, CONTEXT()).expect("there");
        signing.edit.apply(&mut project).expect("it fits");
        give_revisions(&mut project, &saved, save_context(2, 4));
        let article = &project.articles[&ARTICLE];
        let signature = &article.signed[&OTHER].value;
        assert_eq!(signature.text_id, Some(article.text_id));
        assert_eq!(
            signature.sealed.keys().copied().collect::<Vec<_>>(),
            [MARK, id]
        );
        let revs: Vec<String> = signature.covers.iter().map(ToString::to_string).collect();
        assert_eq!(revs, ["baaaaaaa.1", "caaaaaaa.4"]);
    }

    #[test]
    fn a_sign_off_is_taken_back_by_its_maker_only() {
        let mut project = saved_project();
        assert_eq!(take_back(&project, MARK, CONTEXT()), None);
        assert_eq!(take_back_article(&project, ARTICLE, CONTEXT()), None);
        signed(&mut project, MARK);
        let by_me = SignContext {
            by: ME,
            ..CONTEXT()
        };
        assert_eq!(take_back(&project, MARK, by_me), None);
        let back = take_back(&project, MARK, CONTEXT()).expect("it is theirs");
        back.edit.apply(&mut project).expect("it fits");
        assert!(signature(&project, MARK).is_withdrawn());
        assert_eq!(take_back(&project, MARK, CONTEXT()), None);
    }

    #[test]
    fn a_mark_that_is_not_there_is_not_signed() {
        let project = saved_project();
        let nowhere = AnnotationId(Uuid::nil());
        let decisions = DecisionIndex::of(&project);
        assert_eq!(sign(&project, nowhere, &decisions, CONTEXT()), None);
        let register = Register::new(Signature::withdrawn(at(1)));
        assert!(register.value.is_withdrawn());
    }
}
