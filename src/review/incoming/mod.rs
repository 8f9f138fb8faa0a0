//! What a merge would bring, in words: for each record that comes in, changes or goes, who says what of which words.
//!
//! The idea: the report of a join names records; here each is taken apart into what single reviewers said, so that a person
//! sees before the merge whose word is about to come in. A change in nothing but revisions has no words and is left out.
//!
//! Order: by article and place, then by reviewer; what lies in no article comes last. Inside, `told` takes records apart and `against` finds what has to be decided. Cost: what the report names, and the
//! disagreements of both.

mod against;
#[cfg(test)]
mod tests;
mod told;

use super::{
    about::about,
    join::Joined,
    report::{self, Conflict},
};
use crate::model::{ArticleId, Project, RecordRef, ReviewerId};
use std::collections::BTreeSet;

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IncomingKind {
    /// It comes in.
    Added,
    /// Something in it is another than before.
    Changed,
    /// It was there and is deleted.
    Removed,
}

/// What one reviewer brings to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// What happens.
    pub kind: IncomingKind,
    /// To which record.
    pub record: RecordRef,
    /// In which article.
    pub article: Option<ArticleId>,
    /// Whose word it is, where one is known.
    pub by: Option<ReviewerId>,
    /// The words that it is about; the name of a record without words in an article.
    pub quote: String,
    /// What is said.
    pub says: String,
}

/// What stands against each other: values of one register, or what several people say of the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// In which record.
    pub record: RecordRef,
    /// In which article.
    pub article: Option<ArticleId>,
    /// Whose word it is, where one is known.
    pub by: Option<ReviewerId>,
    /// The words that it is about; the name of a record without words in an article.
    pub quote: String,
    /// In what, in words.
    pub field: String,
    /// The values, the provisional one first.
    pub values: Vec<String>,
    /// Whether it was not there before the merge.
    pub is_new: bool,
}

/// What a merge would bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// What comes in.
    pub incoming: Vec<Incoming>,
    /// What people have to decide.
    pub against: Vec<Against>,
}

impl Preview {
    /// Whether nothing comes in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.incoming.is_empty() && self.to_decide() == 0
    }

    /// How many conflicts the merge brings.
    #[must_use]
    pub fn to_decide(&self) -> usize {
        self.against.iter().filter(|it| it.is_new).count()
    }

    /// How many marks come in, change or go.
    #[must_use]
    pub fn marks(&self, kind: IncomingKind) -> usize {
        self.records(kind, true)
    }

    /// How many other records do, people aside: whoever comes in comes with their marks.
    #[must_use]
    pub fn others(&self, kind: IncomingKind) -> usize {
        self.records(kind, false)
    }

    fn records(&self, kind: IncomingKind, marks: bool) -> usize {
        let records: BTreeSet<RecordRef> = self
            .incoming
            .iter()
            .filter(|it| it.kind == kind)
            .map(|it| it.record)
            .filter(|record| match record {
                RecordRef::Annotation(_) => marks,
                RecordRef::Reviewer(_) => false,
                _ => !marks,
            })
            .collect();
        records.len()
    }
}

/// What `joined` brings to somebody who has `ours`.
#[must_use]
pub fn preview(ours: &Project, joined: &Joined) -> Preview {
    let Joined { project, report } = joined;
    let look = Look {
        before: ours,
        after: project,
    };
    let mut incoming = Vec::new();
    for record in &report.added {
        look.record(IncomingKind::Added, *record, &mut incoming);
    }
    for record in &report.changed {
        look.record(IncomingKind::Changed, *record, &mut incoming);
    }
    for record in &report.removed {
        look.removed(*record, &mut incoming);
    }
    incoming.sort_by_cached_key(|it| {
        let place = look.place(it.record);
        (
            it.article.is_none(),
            it.article,
            place,
            it.record,
            it.by,
            it.kind,
        )
    });
    let known: BTreeSet<Conflict> = report::of(ours, ours, Vec::new())
        .conflicts
        .into_iter()
        .collect();
    let mut against: Vec<Against> = report
        .conflicts
        .iter()
        .map(|conflict| look.against(conflict, !known.contains(conflict)))
        .collect();
    let in_registers: BTreeSet<RecordRef> = against.iter().map(|it| it.record).collect();
    against.extend(look.disagreements(&in_registers));
    against.sort_by_cached_key(|it| (it.article.is_none(), it.article, look.place(it.record)));
    Preview { incoming, against }
}

/// Before and after the merge.
struct Look<'a> {
    before: &'a Project,
    after: &'a Project,
}

impl Look<'_> {
    fn place(&self, record: RecordRef) -> usize {
        match record {
            RecordRef::Annotation(id) => self
                .after
                .annotations
                .get(&id)
                .map_or(0, |mark| mark.hull().start.bytes()),
            _ => 0,
        }
    }

    fn about(&self, record: RecordRef) -> (Option<ArticleId>, String, Option<ReviewerId>) {
        about(self.after, record)
    }
}
