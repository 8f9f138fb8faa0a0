//! Claims: making them, tying passages to them, and what a person says of an article's silence.
//!
//! The tour: [`make`], [`change`] and [`delete`] a claim; [`tie`] and [`untie`] a mark, [`set_stance`] and [`set_root`] of
//! its tie; [`also`] ties the same words to a second claim by a second mark, [`state`] words that no mark of mine states a
//! claim with; [`say_absent`] and [`take_absent_back`]. Each looks at the project and returns a [`Tying`]: the edit to commit and what it is called in the menu. What makes a claim
//! and ties to it, or marks and ties, is a [`super::Gesture`] of several.
//!
//! The rules:
//!
//! - A mark states one claim. Tied to another one it moves: its stance begins anew, its root stays, since that belongs to
//!   the passage.
//! - A second mark on the same words takes no status over (`UX.md` 2): it is unverified until its maker says more.
//! - Ties to a deleted claim stay and say nothing, so that undoing the deletion brings them back.
//! - An article that does not say it is a person's word, taken back by a person.
//!
//! Invariant: pure. Nothing here changes a project; ids and times come in as arguments.

mod claim;
mod stating;

pub use claim::{change, delete, make, say_absent, take_absent_back};
pub use stating::state;

use super::Edit;
use super::marking::same_spans;
use crate::model::{
    Anchor, Annotation, AnnotationId, ArticleId, Assessment, Claim, ClaimId, Project, Record,
    Register, ReviewerId, SmallMap, Spans, Stance, Status, Tie,
};
use crate::text::{TextId, TextRange};
use jiff::Timestamp;
use std::sync::Arc;

/// Characters of a statement that a line of the history keeps.
const HISTORY_CHARACTERS: usize = 80;

/// Who ties, and when.
#[derive(Clone, Copy, Debug)]
pub struct TieContext {
    /// Who.
    pub by: ReviewerId,
    /// Now, in UTC.
    pub at: Timestamp,
}

/// What a gesture comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tying {
    /// What to commit; `None` where it stands so already.
    pub edit: Option<Edit>,
    /// What it is called in the menu, as in "Undo tie to claim".
    pub label: String,
}

/// Why a gesture comes to nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TieError {
    /// The mark is not there, or deleted.
    #[error("there is no mark {0} in this project")]
    UnknownAnnotation(AnnotationId),
    /// The article is not there, or deleted.
    #[error("there is no article {0} in this project")]
    UnknownArticle(ArticleId),
    /// The claim is not there, or deleted.
    #[error("this claim is not in the project any more")]
    UnknownClaim(ClaimId),
    /// The claim says nothing.
    #[error("a claim needs a statement")]
    NoStatement,
    /// The mark states no claim.
    #[error("this mark is tied to no claim")]
    NotTied,
    /// The mark has no place that a second one could have too.
    #[error("these words were lost with a change of the text: attach them first")]
    LostWords,
}

/// What a mark should be tied to. What is left open stays as it is on a mark that states this claim already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Which claim.
    pub claim: ClaimId,
    /// How the words stand to it; else they support it.
    pub stance: Option<Stance>,
    /// Where the passage comes from in the end.
    pub root: Option<String>,
}

impl Wish {
    /// To this claim, with everything else left open.
    #[must_use]
    pub fn to(claim: ClaimId) -> Self {
        Self {
            claim,
            stance: None,
            root: None,
        }
    }
}

/// Ties a mark to a claim. One that states another claim moves.
///
/// # Errors
/// Where the mark or the claim is not there.
pub fn tie(
    project: &Project,
    id: AnnotationId,
    wish: &Wish,
    context: TieContext,
) -> Result<Tying, TieError> {
    let annotation = live(project, id)?;
    let claim = project
        .claim(wish.claim)
        .ok_or(TieError::UnknownClaim(wish.claim))?;
    let before = project.claim_of(annotation);
    let standing = standing_tie(project, annotation);
    let same = standing.filter(|tie| tie.claim == Some(wish.claim));
    let stance = wish.stance.or(same.map(|tie| tie.stance));
    let root = wish.root.clone();
    let value = Tie {
        claim: Some(wish.claim),
        stance: stance.unwrap_or_default(),
        root: root
            .or(standing.map(|tie| tie.root.clone()))
            .unwrap_or_default(),
    };
    let label = match before {
        Some(before) if before.id != wish.claim => "move to claim",
        _ => "tie to claim",
    };
    let (from, to) = (
        standing.and_then(|tie| line(project, tie)),
        format!("claim: {}", with_stance(&claim.claim.value, value.stance)),
    );
    Ok(written(annotation, value, label, (from, Some(to)), context))
}

/// Takes a mark off its claim. Where the passage comes from is kept for the next one.
///
/// # Errors
/// Where the mark is not there or tied to nothing.
pub fn untie(project: &Project, id: AnnotationId, context: TieContext) -> Result<Tying, TieError> {
    let annotation = live(project, id)?;
    let standing = standing_tie(project, annotation).ok_or(TieError::NotTied)?;
    let value = Tie {
        claim: None,
        stance: Stance::default(),
        root: standing.root.clone(),
    };
    let from = line(project, standing);
    let label = "untie from claim";
    Ok(written(annotation, value, label, (from, None), context))
}

/// Says how the words of a mark stand to its claim.
///
/// # Errors
/// As [`untie`].
pub fn set_stance(
    project: &Project,
    id: AnnotationId,
    stance: Stance,
    context: TieContext,
) -> Result<Tying, TieError> {
    let annotation = live(project, id)?;
    let standing = standing_tie(project, annotation).ok_or(TieError::NotTied)?;
    let value = Tie {
        stance,
        ..standing.clone()
    };
    let shown = |stance: Stance| Some(stance.word().to_owned());
    let change = (shown(standing.stance), shown(stance));
    Ok(written(annotation, value, "change stance", change, context))
}

/// Says where the passage of a mark comes from in the end; empty for the article's own root.
///
/// # Errors
/// As [`untie`].
pub fn set_root(
    project: &Project,
    id: AnnotationId,
    root: &str,
    context: TieContext,
) -> Result<Tying, TieError> {
    let annotation = live(project, id)?;
    let standing = standing_tie(project, annotation).ok_or(TieError::NotTied)?;
    let value = Tie {
        root: root.trim().to_owned(),
        ..standing.clone()
    };
    let shown = |root: &str| (!root.is_empty()).then(|| format!("root: {root}"));
    let change = (shown(&standing.root), shown(&value.root));
    Ok(written(annotation, value, "change root", change, context))
}

/// What [`also`] comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// The second mark.
    pub annotation: AnnotationId,
    /// What to commit, and its name.
    pub tying: Tying,
}

/// Ties the words of a mark to a second claim, by a second mark of mine on the same words: one that states this claim or
/// none already, else a new one of this id.
///
/// `candidates` are annotations that can cover the same words; others do no harm.
///
/// # Errors
/// Where the mark or the claim is not there, or the mark has lost its words.
pub fn also<'a>(
    project: &Project,
    id: AnnotationId,
    claim: ClaimId,
    new: AnnotationId,
    candidates: impl Iterator<Item = &'a Annotation>,
    context: TieContext,
) -> Result<Also, TieError> {
    let first = live(project, id)?;
    let ranges: Vec<TextRange> = first.ranges().collect();
    let spans = &first.spans.value;
    if spans.iter().any(|span| span.anchor == Anchor::Lost) {
        return Err(TieError::LostWords);
    }
    let states = |other: &Annotation| project.claim_of(other).map(|record| record.id);
    let second = candidates
        .filter(|other| {
            other.id != id
                && other.article == first.article
                && other.text_id == first.text_id
                && same_spans(other, &ranges)
                && project.annotation(other.id).is_some()
        })
        .filter(|other| match states(other) {
            None => other.by == context.by,
            tied => tied == Some(claim),
        })
        .min_by_key(|other| (states(other).is_none(), other.id));
    if let Some(second) = second {
        let tying = tie(project, second.id, &Wish::to(claim), context)?;
        return Ok(Also {
            annotation: second.id,
            tying,
        });
    }
    let wish = Wish {
        root: standing_tie(project, first).map(|tie| tie.root.clone()),
        ..Wish::to(claim)
    };
    let place = (first.article, first.text_id, Register::new(spans.clone()));
    let mut made = new_mark(project, new, place, &wish, context)?;
    "tie to claim too".clone_into(&mut made.tying.label);
    Ok(made)
}

/// A new mark of mine over these places of a text, unverified and tied: no status is inherited.
fn new_mark(
    project: &Project,
    new: AnnotationId,
    (article, text_id, spans): (ArticleId, TextId, Register<Spans>),
    wish: &Wish,
    context: TieContext,
) -> Result<Also, TieError> {
    let record = project
        .claim(wish.claim)
        .ok_or(TieError::UnknownClaim(wish.claim))?;
    let stance = wish.stance.unwrap_or_default();
    let annotation = Annotation {
        id: new,
        article,
        text_id,
        by: context.by,
        spans,
        tie: Some(Register::new(Tie {
            claim: Some(wish.claim),
            stance,
            root: wish.root.clone().unwrap_or_default(),
        })),
        assessments: SmallMap::from([(context.by, Register::new(unverified(context.at)))]),
        signed: SmallMap::new(),
        fate: None,
    };
    let to = format!(
        "{}, claim: {}",
        Status::Unverified.word(),
        with_stance(&record.claim.value, stance)
    );
    let edit = Edit::Batch(vec![
        Edit::Add(Box::new(Record::Annotation(Box::new(annotation)))),
        history(new.0, context, None, Some(to)),
    ]);
    Ok(Also {
        annotation: new,
        tying: Tying {
            edit: Some(edit),
            label: "tie to claim".to_owned(),
        },
    })
}

fn unverified(at: Timestamp) -> Assessment {
    Assessment {
        status: Some(Status::Unverified),
        note: String::new(),
        should_read: String::new(),
        cites: Vec::new(),
        at,
    }
}

fn live(project: &Project, id: AnnotationId) -> Result<&Arc<Annotation>, TieError> {
    project
        .annotation(id)
        .ok_or(TieError::UnknownAnnotation(id))
}

/// The tie of a mark, where it is one to a live claim.
fn standing_tie<'a>(project: &Project, annotation: &'a Annotation) -> Option<&'a Tie> {
    project.claim_of(annotation)?;
    annotation.tie.as_ref().map(|tie| &tie.value)
}

/// The write of a tie over what stands there; nothing where it stands so already.
fn written(
    annotation: &Annotation,
    value: Tie,
    label: &str,
    (from, to): (Option<String>, Option<String>),
    context: TieContext,
) -> Tying {
    let label = label.to_owned();
    let register = match &annotation.tie {
        Some(before) if before.value == value && !before.is_conflict() => {
            return Tying { edit: None, label };
        }
        Some(before) => before.written(value),
        None => Register::new(value),
    };
    let edit = Edit::Batch(vec![
        Edit::Tie(annotation.id, Some(register)),
        history(annotation.id.0, context, from, to),
    ]);
    Tying {
        edit: Some(edit),
        label,
    }
}

/// "claim: How many were on board, contradicts".
fn line(project: &Project, tie: &Tie) -> Option<String> {
    let record = tie.claim.and_then(|id| project.claims.get(&id))?;
    let said = with_stance(&record.claim.value, tie.stance);
    Some(format!("claim: {said}"))
}

fn with_stance(claim: &Claim, stance: Stance) -> String {
    format!("{}, {}", shortened(&claim.statement), stance.word())
}

fn shortened(words: &str) -> String {
    let mut short: String = words.chars().take(HISTORY_CHARACTERS).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

fn history(
    record: uuid::Uuid,
    context: TieContext,
    from: Option<String>,
    to: Option<String>,
) -> Edit {
    Edit::history_line(record, (context.by, context.at), from, to)
}

#[cfg(test)]
mod tests;
