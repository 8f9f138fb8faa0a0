//! What a join changed, and what people have to decide.

use super::words::{self, Words};
use crate::model::{
    Annotation, Article, ClaimRecord, DecisionRecord, Fate, FateKind, Project, RecordRef, Register,
    Registers, Reviewer, SetAsideRecord, SourceRecord, Spans, Table,
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
            record.conflicts(project, &mut |field, values| {
                report.conflicts.push(Conflict {
                    record: name,
                    field,
                    values,
                });
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

/// A record in whose registers there may be conflicts.
trait Reported: PartialEq {
    /// Whether it is deleted.
    fn is_gone(&self) -> bool;

    /// Calls `found` with the field and the values of each conflict.
    fn conflicts(&self, project: &Project, found: &mut dyn FnMut(String, Vec<String>));
}

fn rivals<T>(
    field: impl FnOnce() -> String,
    register: &Register<T>,
    words: impl Fn(&T) -> Words,
    found: &mut dyn FnMut(String, Vec<String>),
) {
    if register.is_conflict() {
        let values: Vec<Words> = std::iter::once(&register.value)
            .chain(register.rivals().iter().map(|rival| &rival.value))
            .map(words)
            .collect();
        found(field(), words::telling_apart(&values));
    }
}

fn contest(record: &impl Registers, project: &Project, found: &mut dyn FnMut(String, Vec<String>)) {
    let Some(fate) = record.fate().filter(|_| record.is_contested()) else {
        return;
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
        told.push("changed by somebody who had not seen that".to_owned());
    }
    found("fate".to_owned(), told);
}

impl Reported for Register<Reviewer> {
    fn is_gone(&self) -> bool {
        false
    }

    fn conflicts(&self, _project: &Project, found: &mut dyn FnMut(String, Vec<String>)) {
        rivals(|| "reviewer".to_owned(), self, words::reviewer, found);
    }
}

impl Reported for Article {
    fn is_gone(&self) -> bool {
        self.is_deleted()
    }

    fn conflicts(&self, project: &Project, found: &mut dyn FnMut(String, Vec<String>)) {
        rivals(|| "info".to_owned(), &self.info, words::info, found);
        for (by, register) in &self.read {
            rivals(
                || format!("reading of {by}"),
                register,
                words::reading,
                found,
            );
        }
        for (by, register) in &self.signed {
            rivals(
                || format!("signature of {by}"),
                register,
                words::signature,
                found,
            );
        }
        contest(self, project, found);
    }
}

impl Reported for Annotation {
    fn is_gone(&self) -> bool {
        self.is_deleted()
    }

    fn conflicts(&self, project: &Project, found: &mut dyn FnMut(String, Vec<String>)) {
        let text = project
            .articles
            .get(&self.article)
            .and_then(|article| article.text_named(self.text_id));
        let spans = |spans: &Spans| words::spans(spans, text.map(Arc::as_ref));
        rivals(|| "spans".to_owned(), &self.spans, spans, found);
        if let Some(tie) = &self.tie {
            rivals(
                || "tie".to_owned(),
                tie,
                |tie| words::tie(tie, project),
                found,
            );
        }
        for (by, register) in &self.assessments {
            let words = |given: &_| words::assessment(given, project);
            rivals(|| format!("assessment of {by}"), register, words, found);
        }
        for (by, register) in &self.signed {
            rivals(
                || format!("signature of {by}"),
                register,
                words::signature,
                found,
            );
        }
        contest(self, project, found);
    }
}

impl Reported for ClaimRecord {
    fn is_gone(&self) -> bool {
        self.is_deleted()
    }

    fn conflicts(&self, project: &Project, found: &mut dyn FnMut(String, Vec<String>)) {
        rivals(|| "claim".to_owned(), &self.claim, words::claim, found);
        for (article, register) in &self.absent {
            let words = |absence: &_| words::absence(absence, project);
            rivals(|| format!("absence in {article}"), register, words, found);
        }
        contest(self, project, found);
    }
}

impl Reported for SetAsideRecord {
    fn is_gone(&self) -> bool {
        self.is_deleted()
    }

    fn conflicts(&self, project: &Project, found: &mut dyn FnMut(String, Vec<String>)) {
        rivals(
            || "region".to_owned(),
            &self.region,
            words::set_aside,
            found,
        );
        contest(self, project, found);
    }
}

impl Reported for SourceRecord {
    fn is_gone(&self) -> bool {
        self.is_deleted()
    }

    fn conflicts(&self, project: &Project, found: &mut dyn FnMut(String, Vec<String>)) {
        rivals(|| "source".to_owned(), &self.source, words::source, found);
        contest(self, project, found);
    }
}

impl Reported for DecisionRecord {
    fn is_gone(&self) -> bool {
        self.is_deleted()
    }

    fn conflicts(&self, project: &Project, found: &mut dyn FnMut(String, Vec<String>)) {
        let words = |decision: &_| words::decision(decision, project);
        rivals(|| "decision".to_owned(), &self.decision, words, found);
        contest(self, project, found);
    }
}
