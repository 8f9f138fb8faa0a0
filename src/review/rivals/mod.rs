//! What stands against each other in a project, as people are shown it: the values of a register side by side, whole, with
//! who wrote each and when.
//!
//! The tour: [`Found`] keeps which registers are in conflict; [`rivals`] takes one of them apart; [`Writers`] tells who
//! wrote a value whose register does not say it. Inside, `values` goes through the registers of every kind of record.
//!
//! Invariant: only what the project holds is told. In blind review that is what may be shown, so nobody is named whom it
//! does not name.

mod found;
#[cfg(test)]
mod tests;
mod values;
mod writers;

pub use found::Found;
pub(super) use values::{entries, fate_of};
pub use writers::Writers;

use super::about::about;
use super::words::{self, Words};
use crate::model::{
    Annotation, AnnotationId, ArticleId, Fate, FateKind, Project, RecordRef, Register,
    RegisterName, RegisterRef, Registers as _, Rev, ReviewerId, Status,
};
use jiff::Timestamp;
use values::{Entry, unseen_by_fate};

/// A register in which values stand against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rivals {
    /// Which one.
    pub at: RegisterRef,
    /// The article in which its record lies.
    pub article: Option<ArticleId>,
    /// The words that the record is about; its name where it lies in no article.
    pub about: String,
    /// The values, the provisional one first. Of a fate: to keep the record, then to delete it.
    pub values: Vec<RivalValue>,
    /// What all of them say, but for the status, which stands in each, and for times.
    pub same: Vec<RivalWord>,
}

/// One of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RivalValue {
    /// Who wrote it, where that is known.
    pub by: Option<ReviewerId>,
    /// When, where that is known.
    pub at: Option<Timestamp>,
    /// The status, in an assessment.
    pub status: Option<Status>,
    /// What it says otherwise than the others, whole.
    pub words: Vec<RivalWord>,
}

/// One field of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RivalWord {
    /// Its name; empty where the words speak for themselves.
    pub name: &'static str,
    /// What stands in it; may be empty.
    pub text: String,
}

/// Fields that only tell values apart which say the same otherwise.
const TECHNICAL: [&str; 6] = ["covering", "sealing", "text", "about", "article", "file"];

/// What stands in a register against each other; nothing where nothing does.
#[must_use]
pub fn rivals(project: &Project, at: RegisterRef, writers: &Writers) -> Option<Rivals> {
    let (article, about, _) = about(project, at.record);
    let (values, same) = if at.name == RegisterName::Fate {
        (fates(project, at.record, writers)?, Vec::new())
    } else {
        apart(project, at.record, &entries(project, at), writers)
    };
    (values.len() > 1).then_some(Rivals {
        at,
        article,
        about,
        values,
        same,
    })
}

/// The values, each with the fields in which they differ, and what they have in common.
fn apart(
    project: &Project,
    record: RecordRef,
    entries: &[Entry],
    writers: &Writers,
) -> (Vec<RivalValue>, Vec<RivalWord>) {
    let all: Vec<&Words> = entries.iter().map(|entry| &entry.words).collect();
    let fields = all.first().map_or(0, |words| words.len());
    let differs = |at: &usize| {
        all.windows(2)
            .any(|pair| pair[0].get(*at) != pair[1].get(*at))
    };
    let is_technical = |at: &usize| TECHNICAL.contains(&all[0][*at].0);
    let (mut differing, equal): (Vec<usize>, Vec<usize>) = (0..fields).partition(differs);
    if !differing.iter().all(is_technical) {
        differing.retain(|at| !is_technical(at));
    }
    let word = |words: &Words, at: usize| {
        let (name, text) = words.get(at).cloned().unwrap_or_default();
        RivalWord { name, text }
    };
    let is_status = |at: &usize| *at == 0 && entries.iter().all(|entry| entry.status.is_some());
    let is_told = |at: &usize| !is_technical(at) && !is_status(at) && all[0][*at].0 != "accessed";
    let same = equal.into_iter().filter(is_told);
    let same = same
        .map(|at| word(all[0], at))
        .filter(|word| !word.text.is_empty())
        .collect();
    let values = entries
        .iter()
        .map(|entry| {
            let written = entry.rev.and_then(|rev| writers.of_value(record, rev));
            RivalValue {
                by: known(project, entry.by.or(written.map(|it| it.0))),
                at: entry.at.or(written.and_then(|it| it.1)),
                status: entry.status,
                words: differing.iter().map(|at| word(&entry.words, *at)).collect(),
            }
        })
        .collect();
    (values, same)
}

/// Nobody is named whom the project does not name.
fn known(project: &Project, by: Option<ReviewerId>) -> Option<ReviewerId> {
    by.filter(|by| project.reviewers.contains_key(by))
}

/// To keep the record, for what somebody wrote who had not seen its deletion or said so; and to delete it.
fn fates(project: &Project, record: RecordRef, writers: &Writers) -> Option<Vec<RivalValue>> {
    let fate = fate_of(project, record)?;
    let value = |fate: &Fate, text: &str| RivalValue {
        by: known(project, Some(fate.by)),
        at: Some(fate.at),
        status: None,
        words: vec![RivalWord {
            name: "",
            text: text.to_owned(),
        }],
    };
    let keep = match said(fate, FateKind::Kept) {
        Some(kept) => value(kept, "kept"),
        None => changed(project, record, &unseen_by_fate(project, record), writers),
    };
    let delete = said(fate, FateKind::Deleted)?;
    Some(vec![keep, value(delete, "deleted")])
}

fn said(register: &Register<Fate>, is: FateKind) -> Option<&Fate> {
    let rivals = register.rivals().iter().map(|rival| &rival.value);
    std::iter::once(&register.value)
        .chain(rivals)
        .find(|fate| fate.is == is)
}

/// What somebody wrote into a record who had not seen that it was deleted.
fn changed(project: &Project, record: RecordRef, unseen: &[Rev], writers: &Writers) -> RivalValue {
    let judged = match record {
        RecordRef::Annotation(id) => project
            .annotations
            .get(&id)
            .and_then(|mark| judgement_among(mark, unseen)),
        _ => None,
    };
    if let Some((by, register)) = judged {
        let words = words::assessment(&register.value, project)
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| RivalWord { name, text });
        return RivalValue {
            by: known(project, Some(by)),
            at: Some(register.value.at),
            status: register.value.status,
            words: words.collect(),
        };
    }
    let written = unseen.iter().find_map(|rev| writers.of_value(record, *rev));
    RivalValue {
        by: known(project, written.map(|it| it.0)),
        at: written.and_then(|it| it.1),
        status: None,
        words: vec![RivalWord {
            name: "",
            text: "changed".to_owned(),
        }],
    }
}

/// The first judgement of a mark that one of the revisions wrote, or that was written since and is not saved.
fn judgement_among<'a>(
    mark: &'a Annotation,
    revs: &[Rev],
) -> Option<(ReviewerId, &'a Register<crate::model::Assessment>)> {
    mark.assessments
        .iter()
        .find(|(_, register)| register.stamp.rev.is_none_or(|rev| revs.contains(&rev)))
        .map(|(by, register)| (*by, register))
}

/// The mark in which a register lies, or over which its decision is.
#[must_use]
pub fn mark_of(project: &Project, record: RecordRef) -> Option<AnnotationId> {
    let id = match record {
        RecordRef::Annotation(id) => id,
        RecordRef::Decision(id) => {
            let decision = &project.decisions.get(&id)?.decision.value;
            *decision.about.first()?
        }
        _ => return None,
    };
    let mark = project.annotations.get(&id)?;
    (!mark.is_deleted()).then_some(id)
}
