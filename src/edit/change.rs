//! Edits as values.

use crate::model::{
    Absence, AnnotationId, ArticleId, ArticleInfo, Assessment, Claim, ClaimId, Decision,
    DecisionId, Fate, HistoryEntry, Project, Reading, Record, RecordRef, Register, Reviewer,
    ReviewerId, SetAside, SetAsideId, Signature, Source, SourceId, Spans, Table, Tie,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// One change of a project, of the size of one register.
///
/// Serialisable, so that a journal can write it. What one gesture does is one [`Edit::Batch`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Several edits in this order, all or none.
    Batch(Vec<Edit>),
    /// What the project is called.
    Title(String),
    /// A new record.
    Add(Box<Record>),
    /// Takes a record out again. Only as the inverse of [`Edit::Add`]: a record that was saved is deleted by its fate,
    /// and [`super::give_revisions`] turns the one into the other where a save came between.
    Remove(RecordRef),
    /// A reviewer's name and colour.
    Reviewer(ReviewerId, Register<Reviewer>),
    /// An article's role and metadata.
    ArticleInfo(ArticleId, Register<ArticleInfo>),
    /// That a reviewer has read an article.
    Reading(ArticleId, ReviewerId, Option<Register<Reading>>),
    /// A sign-off of an article.
    ArticleSignature(ArticleId, ReviewerId, Option<Register<Signature>>),
    /// Where an annotation is.
    Spans(AnnotationId, Register<Spans>),
    /// The claim of an annotation.
    Tie(AnnotationId, Option<Register<Tie>>),
    /// What a reviewer says of an annotation.
    Assessment(AnnotationId, ReviewerId, Option<Register<Assessment>>),
    /// A sign-off of an annotation.
    Signature(AnnotationId, ReviewerId, Option<Register<Signature>>),
    /// A region set aside.
    SetAside(SetAsideId, Register<SetAside>),
    /// A source.
    Source(SourceId, Register<Source>),
    /// A claim.
    Claim(ClaimId, Register<Claim>),
    /// That an article does not make a claim.
    Absence(ClaimId, ArticleId, Option<Register<Absence>>),
    /// A decision.
    Decision(DecisionId, Register<Decision>),
    /// The deletion or rescue of a record.
    Fate(RecordRef, Option<Register<Fate>>),
    /// Lines added to the history for people to read, and lines taken out again.
    History {
        /// Lines that come in.
        add: Vec<HistoryEntry>,
        /// Lines that go.
        remove: Vec<HistoryEntry>,
    },
    /// The whole project, after a merge. Registers keep their revisions both ways.
    Replace(Box<Project>),
}

/// Why an edit does not fit its project.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It changes a record that is not there.
    #[error("there is no {0:?}")]
    NoSuchRecord(RecordRef),
    /// It adds a record whose id is taken.
    #[error("{0:?} is there already")]
    AlreadyThere(RecordRef),
}

impl Edit {
    /// Applies the edit and returns its inverse.
    ///
    /// # Errors
    /// Where a record is missing or taken; the project is then as it was.
    pub fn apply(self, project: &mut Project) -> Result<Self, EditError> {
        match self {
            Self::Batch(edits) => apply_all(edits, project),
            Self::Title(title) => Ok(Self::Title(std::mem::replace(&mut project.title, title))),
            Self::Add(record) => add(*record, project),
            Self::Remove(name) => remove(name, project),
            Self::Reviewer(id, new) => {
                let reviewer = find(&mut project.reviewers, id, RecordRef::Reviewer)?;
                Ok(Self::Reviewer(id, replace(reviewer, new)))
            }
            Self::ArticleInfo(id, new) => {
                let article = find(&mut project.articles, id, RecordRef::Article)?;
                Ok(Self::ArticleInfo(id, replace(&mut article.info, new)))
            }
            Self::Reading(id, by, new) => {
                let article = find(&mut project.articles, id, RecordRef::Article)?;
                Ok(Self::Reading(
                    id,
                    by,
                    replace_entry(&mut article.read, by, new),
                ))
            }
            Self::ArticleSignature(id, by, new) => {
                let article = find(&mut project.articles, id, RecordRef::Article)?;
                Ok(Self::ArticleSignature(
                    id,
                    by,
                    replace_entry(&mut article.signed, by, new),
                ))
            }
            Self::Spans(id, new) => {
                let annotation = find(&mut project.annotations, id, RecordRef::Annotation)?;
                Ok(Self::Spans(id, replace(&mut annotation.spans, new)))
            }
            Self::Tie(id, new) => {
                let annotation = find(&mut project.annotations, id, RecordRef::Annotation)?;
                Ok(Self::Tie(id, replace_optional(&mut annotation.tie, new)))
            }
            Self::Assessment(id, by, new) => {
                let annotation = find(&mut project.annotations, id, RecordRef::Annotation)?;
                Ok(Self::Assessment(
                    id,
                    by,
                    replace_entry(&mut annotation.assessments, by, new),
                ))
            }
            Self::Signature(id, by, new) => {
                let annotation = find(&mut project.annotations, id, RecordRef::Annotation)?;
                Ok(Self::Signature(
                    id,
                    by,
                    replace_entry(&mut annotation.signed, by, new),
                ))
            }
            Self::SetAside(id, new) => {
                let record = find(&mut project.set_aside, id, RecordRef::SetAside)?;
                Ok(Self::SetAside(id, replace(&mut record.region, new)))
            }
            Self::Source(id, new) => {
                let record = find(&mut project.sources, id, RecordRef::Source)?;
                Ok(Self::Source(id, replace(&mut record.source, new)))
            }
            Self::Claim(id, new) => {
                let record = find(&mut project.claims, id, RecordRef::Claim)?;
                Ok(Self::Claim(id, replace(&mut record.claim, new)))
            }
            Self::Absence(id, article, new) => {
                let record = find(&mut project.claims, id, RecordRef::Claim)?;
                Ok(Self::Absence(
                    id,
                    article,
                    replace_entry(&mut record.absent, article, new),
                ))
            }
            Self::Decision(id, new) => {
                let record = find(&mut project.decisions, id, RecordRef::Decision)?;
                Ok(Self::Decision(id, replace(&mut record.decision, new)))
            }
            Self::Fate(name, new) => Ok(Self::Fate(
                name,
                replace_optional(fate_of(name, project)?, new),
            )),
            Self::History { add, remove } => {
                // Only what really went or came is in the inverse: a line that was saved since has a revision and stays.
                let history = &mut project.history;
                let removed: Vec<_> = remove
                    .into_iter()
                    .filter(|entry| history.remove(entry).is_some())
                    .collect();
                let added: Vec<_> = add
                    .into_iter()
                    .filter(|entry| history.insert(entry.clone()).is_none())
                    .collect();
                Ok(Self::History {
                    add: removed,
                    remove: added,
                })
            }
            Self::Replace(new) => Ok(Self::Replace(Box::new(std::mem::replace(project, *new)))),
        }
    }
}

/// All or none: where one edit fails, those before it are taken back.
fn apply_all(edits: Vec<Edit>, project: &mut Project) -> Result<Edit, EditError> {
    let before = project.clone();
    let mut inverses = Vec::with_capacity(edits.len());
    for edit in edits {
        match edit.apply(project) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                *project = before;
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(Edit::Batch(inverses))
}

fn add(record: Record, project: &mut Project) -> Result<Edit, EditError> {
    let name = record.name();
    match record {
        Record::Reviewer(id, new) => insert(&mut project.reviewers, id, new, name),
        Record::Article(new) => insert(&mut project.articles, new.id, *new, name),
        Record::SetAside(new) => insert(&mut project.set_aside, new.id, *new, name),
        Record::Source(new) => insert(&mut project.sources, new.id, *new, name),
        Record::Claim(new) => insert(&mut project.claims, new.id, *new, name),
        Record::Annotation(new) => insert(&mut project.annotations, new.id, *new, name),
        Record::Decision(new) => insert(&mut project.decisions, new.id, *new, name),
    }?;
    Ok(Edit::Remove(name))
}

fn remove(name: RecordRef, project: &mut Project) -> Result<Edit, EditError> {
    let missing = || EditError::NoSuchRecord(name);
    let record = match name {
        RecordRef::Reviewer(id) => Record::Reviewer(
            id,
            Arc::unwrap_or_clone(project.reviewers.remove(&id).ok_or_else(missing)?),
        ),
        RecordRef::Article(id) => {
            Record::Article(taken(project.articles.remove(&id)).ok_or_else(missing)?)
        }
        RecordRef::SetAside(id) => {
            Record::SetAside(taken(project.set_aside.remove(&id)).ok_or_else(missing)?)
        }
        RecordRef::Source(id) => {
            Record::Source(taken(project.sources.remove(&id)).ok_or_else(missing)?)
        }
        RecordRef::Claim(id) => {
            Record::Claim(taken(project.claims.remove(&id)).ok_or_else(missing)?)
        }
        RecordRef::Annotation(id) => {
            Record::Annotation(taken(project.annotations.remove(&id)).ok_or_else(missing)?)
        }
        RecordRef::Decision(id) => {
            Record::Decision(taken(project.decisions.remove(&id)).ok_or_else(missing)?)
        }
    };
    Ok(Edit::Add(Box::new(record)))
}

fn taken<T: Clone>(record: Option<Arc<T>>) -> Option<Box<T>> {
    record.map(|record| Box::new(Arc::unwrap_or_clone(record)))
}

fn insert<Id: Ord + Copy, T>(
    table: &mut Table<Id, T>,
    id: Id,
    new: T,
    name: RecordRef,
) -> Result<(), EditError> {
    if table.contains_key(&id) {
        return Err(EditError::AlreadyThere(name));
    }
    table.insert(id, Arc::new(new));
    Ok(())
}

fn find<Id: Ord + Copy, T: Clone>(
    table: &mut Table<Id, T>,
    id: Id,
    name: impl Fn(Id) -> RecordRef,
) -> Result<&mut T, EditError> {
    table
        .get_mut(&id)
        .map(Arc::make_mut)
        .ok_or_else(|| EditError::NoSuchRecord(name(id)))
}

fn fate_of(
    name: RecordRef,
    project: &mut Project,
) -> Result<&mut Option<Register<Fate>>, EditError> {
    match name {
        RecordRef::Reviewer(_) => Err(EditError::NoSuchRecord(name)),
        RecordRef::Article(id) => {
            Ok(&mut find(&mut project.articles, id, RecordRef::Article)?.fate)
        }
        RecordRef::SetAside(id) => {
            Ok(&mut find(&mut project.set_aside, id, RecordRef::SetAside)?.fate)
        }
        RecordRef::Source(id) => Ok(&mut find(&mut project.sources, id, RecordRef::Source)?.fate),
        RecordRef::Claim(id) => Ok(&mut find(&mut project.claims, id, RecordRef::Claim)?.fate),
        RecordRef::Annotation(id) => {
            Ok(&mut find(&mut project.annotations, id, RecordRef::Annotation)?.fate)
        }
        RecordRef::Decision(id) => {
            Ok(&mut find(&mut project.decisions, id, RecordRef::Decision)?.fate)
        }
    }
}

/// What the inverse of an edit writes: the old value as a new write, so that undoing it after a save is a new revision,
/// and undoing it before one gives the old revision back ([`super::give_revisions`]). A register in conflict is kept as
/// it was, since a write would end the conflict.
fn undoing<T: Clone>(old: Register<T>) -> Register<T> {
    if old.is_conflict() {
        old
    } else {
        old.written(old.value.clone())
    }
}

/// A value that is written now has seen what it is written over, also where the edit was made, or the step to undo
/// recorded, before that came in.
fn seeing<T>(mut new: Register<T>, old: &Register<T>) -> Register<T> {
    if new.is_unsaved() {
        new.stamp.saw.see_all(&old.all_seen());
    }
    new
}

fn replace<T: Clone>(slot: &mut Register<T>, new: Register<T>) -> Register<T> {
    let new = seeing(new, slot);
    undoing(std::mem::replace(slot, new))
}

fn replace_optional<T: Clone>(
    slot: &mut Option<Register<T>>,
    new: Option<Register<T>>,
) -> Option<Register<T>> {
    let new = match (new, &*slot) {
        (Some(new), Some(old)) => Some(seeing(new, old)),
        (new, _) => new,
    };
    std::mem::replace(slot, new).map(undoing)
}

fn replace_entry<Key: Ord, T: Clone>(
    map: &mut BTreeMap<Key, Register<T>>,
    key: Key,
    new: Option<Register<T>>,
) -> Option<Register<T>> {
    let mut slot = map.remove(&key);
    let old = replace_optional(&mut slot, new);
    if let Some(new) = slot {
        map.insert(key, new);
    }
    old
}
