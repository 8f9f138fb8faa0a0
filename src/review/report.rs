//! What a join changed, and what people have to decide.

use super::rivals::{entries, fate_of};
use super::words::{self, Words};
use crate::model::{
    Annotation, Article, ClaimRecord, Contested, DecisionRecord, Fate, FateKind, Project,
    RecordRef, Register, RegisterName, RegisterRef, Registers, Reviewer, SetAsideRecord,
    SourceRecord, Table,
};
use std::sync::Arc;

/// What a join changed, seen from one of the copies. Every list is sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MergeReport {
    /// Records that came in. Deleted ones are not counted.
    pub added: Vec<RecordRef>,
    /// Records that are not as they were, with those that came back to life.
    pub changed: Vec<RecordRef>,
    /// Records that were there and are deleted now.
    pub removed: Vec<RecordRef>,
    /// What people have to decide, in the whole of the joined project.
    pub conflicts: Vec<Conflict>,
    /// What else is to be told, in whole sentences.
    pub notices: Vec<String>,
}

impl MergeReport {
    /// Whether the join gave the copy nothing that it did not have.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }
}

/// One register in which several values stand against each other, or a record that was deleted and changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Conflict {
    /// Where.
    pub record: RecordRef,
    /// Which register: "spans", "assessment of …" with the id of the reviewer, "fate" and so on.
    pub field: String,
    /// What stands against each other, as words for people; the provisional one first.
    pub values: Vec<String>,
}

/// The report on `joined` for somebody who has `ours`.
pub(super) fn of(ours: &Project, joined: &Project, mut notices: Vec<String>) -> MergeReport {
    notices.sort();
    notices.dedup();
    let mut report = MergeReport {
        notices,
        ..MergeReport::default()
    };
    // In the order of `RecordRef`, so that only the order inside each table has to be right, and it is.
    look(&mut report, joined, &ours.reviewers, &joined.reviewers);
    look(&mut report, joined, &ours.articles, &joined.articles);
    look(&mut report, joined, &ours.set_aside, &joined.set_aside);
    look(&mut report, joined, &ours.sources, &joined.sources);
    look(&mut report, joined, &ours.claims, &joined.claims);
    look(&mut report, joined, &ours.annotations, &joined.annotations);
    look(&mut report, joined, &ours.decisions, &joined.decisions);
    report.conflicts.sort();
    report
}

fn look<Id: Ord + Copy, T: Reported>(
    report: &mut MergeReport,
    project: &Project,
    ours: &Table<Id, T>,
    joined: &Table<Id, T>,
) where
    RecordRef: From<NameOf<Id>>,
{
    let mut of_ours = ours.iter().peekable();
    for (id, record) in joined {
        while of_ours.next_if(|(our_id, _)| *our_id < id).is_some() {}
        let before = of_ours.next_if(|(our_id, _)| *our_id == id);
        let name = RecordRef::from(NameOf(*id));
        let is_gone = record.is_gone();
        match before {
            None if !is_gone => report.added.push(name),
            Some((_, before)) if !Arc::ptr_eq(before, record) && before != record => {
                match (before.is_gone(), is_gone) {
                    (false, true) => report.removed.push(name),
                    (_, false) => report.changed.push(name),
                    (true, true) => {}
                }
            }
            _ => {}
        }
        if !is_gone {
            record.conflicts(&mut |register| {
                let at = RegisterRef {
                    record: name,
                    name: register,
                };
                report.conflicts.push(conflict(project, at));
            });
        }
    }
}

/// An id, to be made into the name of its record.
struct NameOf<Id>(Id);

macro_rules! names {
    ($($kind:ident: $id:ident),*) => {$(
        impl From<NameOf<crate::model::$id>> for RecordRef {
            fn from(name: NameOf<crate::model::$id>) -> Self {
                Self::$kind(name.0)
            }
        }
    )*};
}

names!(Reviewer: ReviewerId, Article: ArticleId, SetAside: SetAsideId, Source: SourceId, Claim: ClaimId,
    Annotation: AnnotationId, Decision: DecisionId);

/// A record that a report tells of.
trait Reported: PartialEq + Contested {
    /// Whether it is deleted.
    fn is_gone(&self) -> bool;
}

impl Reported for Register<Reviewer> {
    fn is_gone(&self) -> bool {
        false
    }
}

macro_rules! reported {
    ($($record:ident),*) => {$(
        impl Reported for $record {
            fn is_gone(&self) -> bool {
                self.is_deleted()
            }
        }
    )*};
}

reported!(
    Article,
    SetAsideRecord,
    SourceRecord,
    ClaimRecord,
    Annotation,
    DecisionRecord
);

fn conflict(project: &Project, at: RegisterRef) -> Conflict {
    let values = if at.name == RegisterName::Fate {
        fates(project, at.record)
    } else {
        let entries = entries(project, at).into_iter();
        let all: Vec<Words> = entries.map(|entry| entry.words).collect();
        words::telling_apart(&all)
    };
    Conflict {
        record: at.record,
        field: field(at.name),
        values,
    }
}

fn field(name: RegisterName) -> String {
    match name {
        RegisterName::Reviewer => "reviewer".to_owned(),
        RegisterName::Info => "info".to_owned(),
        RegisterName::Reading(by) => format!("reading of {by}"),
        RegisterName::Signature(by) => format!("signature of {by}"),
        RegisterName::Spans => "spans".to_owned(),
        RegisterName::Tie => "tie".to_owned(),
        RegisterName::Assessment(by) => format!("assessment of {by}"),
        RegisterName::Claim => "claim".to_owned(),
        RegisterName::Absence(article) => format!("absence in {article}"),
        RegisterName::Region => "region".to_owned(),
        RegisterName::Source => "source".to_owned(),
        RegisterName::Decision => "decision".to_owned(),
        RegisterName::Fate => "fate".to_owned(),
    }
}

fn fates(project: &Project, record: RecordRef) -> Vec<String> {
    let Some(fate) = fate_of(project, record) else {
        return Vec::new();
    };
    let values =
        || std::iter::once(&fate.value).chain(fate.rivals().iter().map(|rival| &rival.value));
    let word = |fate: &Fate| {
        let who = project.reviewer_name(fate.by);
        match fate.is {
            FateKind::Deleted => format!("deleted by {who}"),
            FateKind::Kept => format!("kept by {who}"),
        }
    };
    let mut told: Vec<String> = values().map(word).collect();
    if values().all(|fate| fate.is == FateKind::Deleted) {
        told.push("changed where that had not been seen".to_owned());
    }
    told
}
