//! Sign-offs: who may give one, what became of those that were given, and what still waits for one.
//!
//! The rules (`UX.md` 3.4): nobody signs what they judged or decided themselves. A seal covers the words, each judgement
//! with its correction and sources, the claim, the stance and the decision; [`crate::model::SealedMark`] says how it
//! remembers them. It is broken by a change of any of these, by a judgement that says otherwise, and, for an article, by a
//! new mark, one that goes, or another text. It holds through a note, a rename, an agreeing judgement of somebody else,
//! and an edit that is undone.
//!
//! [`breaks`] compares what was signed with what stands; here is what follows from it.

mod breaks;
#[cfg(test)]
mod tests;

pub use breaks::{Break, BreakKind};

use super::disagreements::people;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, DecisionIndex, EffectiveStatus, Flag, Outcome,
    Project, ReviewerId, Role, Signature, Standing, members, standing,
};
use jiff::Timestamp;

/// Whether a mark or an article is sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SealState {
    /// Nobody has signed it off.
    Unsigned,
    /// Somebody has, and it is as they saw it.
    Sealed,
    /// Somebody has, and it has changed since.
    Broken,
}

/// One person's sign-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Whose.
    pub by: ReviewerId,
    /// When, in UTC.
    pub at: Timestamp,
    /// What has changed since; nothing where it holds. The latest change first.
    pub breaks: Vec<Break>,
}

impl Seal {
    /// Whether nothing has changed since.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.breaks.is_empty()
    }
}

/// Why somebody may not sign something off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, thiserror::Error)]
pub enum SignRefusal {
    /// They judged it.
    #[error("You judged this yourself. A sign-off has to come from someone else.")]
    OwnJudgement,
    /// They decided the disagreement over it.
    #[error("You decided this yourself. A sign-off has to come from someone else.")]
    OwnDecision,
    /// Nobody has judged it.
    #[error("Nobody has judged this yet, so there is nothing to sign off.")]
    NotJudged,
    /// Readers differ on it.
    #[error("Readers differ on this. Decide it first.")]
    Disputed,
    /// Its words have changed or moved.
    #[error("The words changed since they were judged. They have to be confirmed first.")]
    Recheck,
    /// It was decided that there is nothing to mark.
    #[error("It was decided that there is nothing here, so there is nothing to sign off.")]
    NothingHere,
    /// They have signed it already, and the seal holds.
    #[error("You have signed this off already.")]
    AlreadySigned,
}

/// A mark that waits for a sign-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Which.
    pub annotation: AnnotationId,
    /// Never signed, or signed and changed since.
    pub state: SealState,
    /// For whom it waits: everyone in the project who neither judged nor decided it, sorted.
    pub may_sign: Vec<ReviewerId>,
}

/// The sign-offs of a mark that are not withdrawn, by reviewer.
#[must_use]
pub fn seals(project: &Project, annotation: &Annotation, decisions: &DecisionIndex) -> Vec<Seal> {
    given(&annotation.signed)
        .map(|(by, signature)| Seal {
            by,
            at: signature.at,
            breaks: breaks::of_mark(project, annotation, decisions, signature),
        })
        .collect()
}

/// The sign-offs of an article that are not withdrawn, by reviewer.
#[must_use]
pub fn seals_of_article(
    project: &Project,
    article: &Article,
    decisions: &DecisionIndex,
) -> Vec<Seal> {
    given(&article.signed)
        .map(|(by, signature)| Seal {
            by,
            at: signature.at,
            breaks: breaks::of_article(project, article, decisions, signature),
        })
        .collect()
}

/// Whether a mark is sealed: one seal that holds is enough. Costs nothing where nobody has signed.
#[must_use]
pub fn seal_state(
    project: &Project,
    annotation: &Annotation,
    decisions: &DecisionIndex,
) -> SealState {
    if annotation.signed.is_empty() {
        return SealState::Unsigned;
    }
    let mut state = SealState::Unsigned;
    for (_, signature) in given(&annotation.signed) {
        if breaks::of_mark(project, annotation, decisions, signature).is_empty() {
            return SealState::Sealed;
        }
        state = SealState::Broken;
    }
    state
}

/// Who may not sign a mark: those who judged it and those who decided about it, sorted.
#[must_use]
pub fn authors(annotation: &Annotation, decisions: &DecisionIndex) -> Vec<ReviewerId> {
    let mut authors = people(annotation);
    authors.extend(deciders(annotation, decisions));
    authors.sort_unstable();
    authors.dedup();
    authors
}

/// Whether `who` may sign a mark off.
///
/// # Errors
/// With the reason why not.
pub fn may_sign(
    project: &Project,
    annotation: &Annotation,
    decisions: &DecisionIndex,
    who: ReviewerId,
) -> Result<(), SignRefusal> {
    is_settled(standing(annotation, decisions))?;
    is_no_author(annotation, decisions, who)?;
    let has_signed = seals(project, annotation, decisions)
        .iter()
        .any(|seal| seal.by == who && seal.holds());
    if has_signed {
        return Err(SignRefusal::AlreadySigned);
    }
    Ok(())
}

/// Whether `who` may sign an article off: none of its marks is theirs, and all are settled.
///
/// # Errors
/// With the reason why not.
pub fn may_sign_article(
    project: &Project,
    article: &Article,
    decisions: &DecisionIndex,
    who: ReviewerId,
) -> Result<(), SignRefusal> {
    let mut is_empty = true;
    for mark in members(project, article.id) {
        is_empty = false;
        is_no_author(mark, decisions, who)?;
    }
    if is_empty {
        return Err(SignRefusal::NotJudged);
    }
    for mark in members(project, article.id) {
        match is_settled(standing(mark, decisions)) {
            Ok(()) | Err(SignRefusal::NothingHere) => {}
            refused => return refused,
        }
    }
    let has_signed = seals_of_article(project, article, decisions)
        .iter()
        .any(|seal| seal.by == who && seal.holds());
    if has_signed {
        return Err(SignRefusal::AlreadySigned);
    }
    Ok(())
}

/// The marks of the articles to check that are settled and not sealed, by article and place.
#[must_use]
pub fn waiting(project: &Project, decisions: &DecisionIndex) -> Vec<Waiting> {
    let is_checked = |id: ArticleId| {
        let article = project.article(id);
        article.is_some_and(|article| article.role() == Role::Check)
    };
    let mut marks: Vec<_> = project
        .live_annotations()
        .filter(|mark| is_checked(mark.article))
        .filter_map(|mark| waits(project, mark, decisions).map(|waiting| (mark, waiting)))
        .collect();
    marks.sort_by_key(|(mark, _)| (mark.article, mark.hull(), mark.id));
    marks.into_iter().map(|(_, waiting)| waiting).collect()
}

/// For whom a mark waits; nothing where it is sealed or not settled yet.
#[must_use]
pub fn waits(project: &Project, mark: &Annotation, decisions: &DecisionIndex) -> Option<Waiting> {
    is_settled(standing(mark, decisions)).ok()?;
    let state = seal_state(project, mark, decisions);
    if state == SealState::Sealed {
        return None;
    }
    let authors = authors(mark, decisions);
    let others = project.reviewers.keys().copied();
    Some(Waiting {
        annotation: mark.id,
        state,
        may_sign: others.filter(|by| !authors.contains(by)).collect(),
    })
}

fn given(
    signed: &crate::model::SmallMap<ReviewerId, crate::model::Register<Signature>>,
) -> impl Iterator<Item = (ReviewerId, &Signature)> {
    signed
        .iter()
        .map(|(by, register)| (*by, &register.value))
        .filter(|(_, signature)| !signature.is_withdrawn())
}

fn deciders<'a>(
    annotation: &Annotation,
    decisions: &'a DecisionIndex,
) -> impl Iterator<Item = ReviewerId> + 'a {
    decisions
        .about(annotation.id)
        .iter()
        .map(|record| &record.decision.value)
        .filter(|decision| decision.outcome != Outcome::Later)
        .map(|decision| decision.by)
}

fn is_no_author(
    annotation: &Annotation,
    decisions: &DecisionIndex,
    who: ReviewerId,
) -> Result<(), SignRefusal> {
    if people(annotation).contains(&who) {
        return Err(SignRefusal::OwnJudgement);
    }
    if deciders(annotation, decisions).any(|by| by == who) {
        return Err(SignRefusal::OwnDecision);
    }
    Ok(())
}

/// Whether a mark that stands so can be signed off at all.
///
/// # Errors
/// With the reason why not.
pub fn is_settled(standing: Standing) -> Result<(), SignRefusal> {
    match standing.status {
        EffectiveStatus::Disputed => Err(SignRefusal::Disputed),
        EffectiveStatus::Nothing => Err(SignRefusal::NothingHere),
        EffectiveStatus::Tagged(_) if standing.flag == Some(Flag::NotJudged) => {
            Err(SignRefusal::NotJudged)
        }
        EffectiveStatus::Tagged(_) if standing.recheck => Err(SignRefusal::Recheck),
        EffectiveStatus::Tagged(_) => Ok(()),
    }
}
