//! Choosing between values that stand against each other in a register, as one step.
//!
//! The chosen value is written over all of them, having seen them: so the conflict ends, and an old file that is merged
//! once more brings none of them back. Nobody chooses between two words of another person: a judgement, a sign-off and a
//! reading are chosen by whom they are of, and the edges of a mark by its maker.
//!
//! Invariant: pure. Nothing here changes a project; ids and times come in as arguments.

use super::Edit;
use crate::model::{
    Assessment, Fate, FateKind, Project, RecordRef, Register, RegisterName, RegisterRef, Registers,
    ReviewerId,
};
use jiff::Timestamp;

/// Characters of a value that a line of the history keeps.
const HISTORY_CHARACTERS: usize = 80;

/// Who chooses, and when.
#[derive(Clone, Copy, Debug)]
pub struct ChooseContext {
    /// Who.
    pub by: ReviewerId,
    /// Now, in UTC.
    pub at: Timestamp,
}

/// What a choice comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// What to commit.
    pub edit: Edit,
    /// What it is called in the menu, as in "Undo settle conflict: claim".
    pub label: String,
}

/// Why a choice comes to nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChooseError {
    /// There are not so many values, or none against each other.
    #[error("these values do not stand against each other any more")]
    NoSuchValue,
    /// It is another person's word.
    #[error("Only {owner} can choose between these two.")]
    NotYours {
        /// Whose.
        owner: String,
    },
}

/// Whose word a register is, where nobody else may choose between its values.
#[must_use]
pub fn owner(project: &Project, at: RegisterRef) -> Option<ReviewerId> {
    match (at.name, at.record) {
        (
            RegisterName::Reading(by) | RegisterName::Signature(by) | RegisterName::Assessment(by),
            _,
        ) => Some(by),
        (RegisterName::Spans, RecordRef::Annotation(id)) => {
            project.annotations.get(&id).map(|mark| mark.by)
        }
        _ => None,
    }
}

/// What the register is called in a step's name.
#[must_use]
pub fn named(name: RegisterName) -> &'static str {
    match name {
        RegisterName::Reviewer => "reader",
        RegisterName::Info => "article",
        RegisterName::Reading(_) => "reading",
        RegisterName::Signature(_) => "sign-off",
        RegisterName::Spans => "edges",
        RegisterName::Tie => "tie",
        RegisterName::Assessment(_) => "judgement",
        RegisterName::Claim => "claim",
        RegisterName::Absence(_) => "\"does not say\"",
        RegisterName::Region => "set aside",
        RegisterName::Source => "source",
        RegisterName::Decision => "decision",
        RegisterName::Fate => "deletion",
    }
}

/// Lets the value of this number stand: 0 is the provisional one, the rivals follow in their order. Of a fate, 0 keeps the
/// record and 1 deletes it.
///
/// # Errors
/// Where there is no such value, or it is for somebody else to choose.
pub fn choose(
    project: &Project,
    at: RegisterRef,
    number: usize,
    context: ChooseContext,
) -> Result<Choosing, ChooseError> {
    if let Some(owner) = owner(project, at).filter(|owner| *owner != context.by) {
        return Err(ChooseError::NotYours {
            owner: project.reviewer_name(owner),
        });
    }
    let (edit, to) = written(project, at, number, context).ok_or(ChooseError::NoSuchValue)?;
    let chosen = format!("chose {}: {}", named(at.name), shortened(&to));
    Ok(Choosing {
        edit: Edit::Batch(vec![
            edit,
            Edit::history_line(
                at.record.uuid(),
                (context.by, context.at),
                None,
                Some(chosen),
            ),
        ]),
        label: format!("settle conflict: {}", named(at.name)),
    })
}

/// The write, and the value in a few words.
fn written(
    project: &Project,
    at: RegisterRef,
    number: usize,
    context: ChooseContext,
) -> Option<(Edit, String)> {
    if at.name == RegisterName::Fate {
        return written_fate(project, at.record, number, context);
    }
    match at.record {
        RecordRef::Reviewer(id) => {
            let new = chosen(project.reviewers.get(&id)?, number)?;
            let words = new.value.name.clone();
            Some((Edit::Reviewer(id, new), words))
        }
        RecordRef::SetAside(id) => {
            let new = chosen(&project.set_aside.get(&id)?.region, number)?;
            let words = new.value.quote.to_string();
            Some((Edit::SetAside(id, new), words))
        }
        RecordRef::Source(id) => {
            let new = chosen(&project.sources.get(&id)?.source, number)?;
            let words = new.value.title.clone();
            Some((Edit::Source(id, new), words))
        }
        RecordRef::Decision(id) => {
            let new = chosen(&project.decisions.get(&id)?.decision, number)?;
            let words = project.reviewer_name(new.value.by);
            Some((Edit::Decision(id, new), words))
        }
        RecordRef::Article(_) => written_in_article(project, at, number),
        RecordRef::Claim(_) => written_in_claim(project, at, number),
        RecordRef::Annotation(_) => written_in_mark(project, at, number, context),
    }
}

fn written_in_article(project: &Project, at: RegisterRef, number: usize) -> Option<(Edit, String)> {
    let RecordRef::Article(id) = at.record else {
        return None;
    };
    let article = project.articles.get(&id)?;
    Some(match at.name {
        RegisterName::Info => {
            let new = chosen(&article.info, number)?;
            let words = new.value.meta.title.clone();
            (Edit::ArticleInfo(id, new), words)
        }
        RegisterName::Reading(by) => {
            let new = chosen(article.read.get(&by)?, number)?;
            let words = match new.value.text_id {
                Some(_) => "read to the end",
                None => "not read",
            };
            (Edit::Reading(id, by, Some(new)), words.to_owned())
        }
        RegisterName::Signature(by) => {
            let new = chosen(article.signed.get(&by)?, number)?;
            let words = signed(new.value.is_withdrawn());
            (Edit::ArticleSignature(id, by, Some(new)), words)
        }
        _ => return None,
    })
}

fn written_in_claim(project: &Project, at: RegisterRef, number: usize) -> Option<(Edit, String)> {
    let RecordRef::Claim(id) = at.record else {
        return None;
    };
    let record = project.claims.get(&id)?;
    Some(match at.name {
        RegisterName::Claim => {
            let new = chosen(&record.claim, number)?;
            let words = new.value.statement.clone();
            (Edit::Claim(id, new), words)
        }
        RegisterName::Absence(article) => {
            let new = chosen(record.absent.get(&article)?, number)?;
            let words = match new.value.by {
                Some(_) => "does not say it",
                None => "taken back",
            };
            (Edit::Absence(id, article, Some(new)), words.to_owned())
        }
        _ => return None,
    })
}

fn written_in_mark(
    project: &Project,
    at: RegisterRef,
    number: usize,
    context: ChooseContext,
) -> Option<(Edit, String)> {
    let RecordRef::Annotation(id) = at.record else {
        return None;
    };
    let mark = project.annotations.get(&id)?;
    Some(match at.name {
        RegisterName::Spans => {
            let new = chosen(&mark.spans, number)?;
            let quotes: Vec<&str> = new.value.iter().map(|span| &*span.quote).collect();
            let words = quotes.join(" … ");
            (Edit::Spans(id, new), words)
        }
        RegisterName::Tie => {
            let new = chosen(mark.tie.as_ref()?, number)?;
            let claim = new.value.claim.and_then(|id| project.claims.get(&id));
            let words = claim.map_or_else(
                || "no claim".to_owned(),
                |record| record.claim.value.statement.clone(),
            );
            (Edit::Tie(id, Some(new)), words)
        }
        RegisterName::Assessment(by) => {
            let mut new = chosen(mark.assessments.get(&by)?, number)?;
            // It is said now: a decision that was taken before has not seen it.
            new.value.at = context.at;
            let words = judged(&new.value);
            (Edit::Assessment(id, by, Some(new)), words)
        }
        RegisterName::Signature(by) => {
            let new = chosen(mark.signed.get(&by)?, number)?;
            let words = signed(new.value.is_withdrawn());
            (Edit::Signature(id, by, Some(new)), words)
        }
        _ => return None,
    })
}

fn judged(given: &Assessment) -> String {
    let status = given.status.map_or("withdrawn", |status| status.word());
    if given.note.is_empty() {
        status.to_owned()
    } else {
        format!("{status}, {}", given.note)
    }
}

fn signed(is_withdrawn: bool) -> String {
    if is_withdrawn {
        "not signed off".to_owned()
    } else {
        "signed off".to_owned()
    }
}

fn written_fate(
    project: &Project,
    record: RecordRef,
    number: usize,
    context: ChooseContext,
) -> Option<(Edit, String)> {
    let (is, word) = match number {
        0 => (FateKind::Kept, "kept"),
        1 => (FateKind::Deleted, "deleted"),
        _ => return None,
    };
    let fate = Fate {
        is,
        by: context.by,
        at: context.at,
    };
    let new = match record {
        RecordRef::Reviewer(_) => return None,
        RecordRef::Article(id) => decided(&**project.articles.get(&id)?, fate),
        RecordRef::SetAside(id) => decided(&**project.set_aside.get(&id)?, fate),
        RecordRef::Source(id) => decided(&**project.sources.get(&id)?, fate),
        RecordRef::Claim(id) => decided(&**project.claims.get(&id)?, fate),
        RecordRef::Annotation(id) => decided(&**project.annotations.get(&id)?, fate),
        RecordRef::Decision(id) => decided(&**project.decisions.get(&id)?, fate),
    }?;
    Some((Edit::Fate(record, Some(new)), word.to_owned()))
}

/// Decided by somebody who sees all that stands in the record; nothing where nobody deleted it.
fn decided(record: &impl Registers, fate: Fate) -> Option<Register<Fate>> {
    record.fate().map(|_| record.decided(fate))
}

/// The value of this number written over all that stands in the register.
fn chosen<T: Clone>(register: &Register<T>, number: usize) -> Option<Register<T>> {
    if !register.is_conflict() {
        return None;
    }
    let value = match number.checked_sub(1) {
        None => &register.value,
        Some(at) => &register.rivals().get(at)?.value,
    };
    Some(register.written(value.clone()))
}

fn shortened(words: &str) -> String {
    let mut short: String = words.chars().take(HISTORY_CHARACTERS).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests;
