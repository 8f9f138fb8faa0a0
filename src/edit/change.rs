//! Edits as values.

use crate::model::SmallMap;
use crate::model::{
    Absence, AnnotationId, ArticleId, ArticleInfo, Assessment, Claim, ClaimId, Decision,
    DecisionId, Fate, FateKind, HistoryEntry, Project, Reading, Record, RecordRef, Register,
    Registers, Reviewer, ReviewerId, SetAside, SetAsideId, Signature, Source, SourceId, Spans,
    Table, Tie,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// One change of a project, of the size of one register.
///
/// Serialisable, so that a journal can write it. What one gesture does is one [`Edit::Batch`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Several edits in this order, all or none.
    Batch(Vec<Edit>),
    /// What the project is called.
    Title(String),
    /// A new record, or one that was deleted and is made again.
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
    /// It adds a record whose id is taken by one that is not deleted.
    #[error("{0:?} is there already")]
    AlreadyThere(RecordRef),
}

impl Edit {
    /// A new line of the history: what stood in a record before `by` changed it at `at`, and what stands there now.
    #[must_use]
    pub fn history_line(
        record: Uuid,
        (by, at): (ReviewerId, Timestamp),
        from: Option<String>,
        to: Option<String>,
    ) -> Self {
        Self::History {
            add: vec![HistoryEntry {
                at,
                rev: None,
                record,
                by,
                from,
                to,
            }],
            remove: Vec::new(),
        }
    }

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
            Self::Fate(name, new) => {
                let (is_contested, slot) = fate_of(name, project)?;
                let old = std::mem::replace(slot, new);
                // A deletion that something kept alive would, written anew, cover that too.
                let inverse = if is_contested { old } else { old.map(undoing) };
                Ok(Self::Fate(name, inverse))
            }
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

/// Puts a record in. One that is there but deleted is replaced: its making was undone, a save came between, and now it is
/// done again. What other people said of it meanwhile stays in it.
fn add(record: Record, project: &mut Project) -> Result<Edit, EditError> {
    let name = record.name();
    match record {
        Record::Reviewer(id, new) => {
            // Reviewers are never deleted, so making one again after such a save writes over the one there.
            if let Some(there) = project.reviewers.get_mut(&id) {
                return Ok(Edit::Reviewer(id, replace(Arc::make_mut(there), new)));
            }
            project.reviewers.insert(id, Arc::new(new));
            Ok(())
        }
        Record::Article(new) => insert(&mut project.articles, new.id, *new, name, |new, old| {
            keep_missing(&mut new.read, &old.read);
            keep_missing(&mut new.signed, &old.signed);
        }),
        Record::SetAside(new) => insert(&mut project.set_aside, new.id, *new, name, |_, _| {}),
        Record::Source(new) => insert(&mut project.sources, new.id, *new, name, |_, _| {}),
        Record::Claim(new) => insert(&mut project.claims, new.id, *new, name, |new, old| {
            keep_missing(&mut new.absent, &old.absent);
        }),
        Record::Annotation(new) => {
            insert(&mut project.annotations, new.id, *new, name, |new, old| {
                // The maker's own words are those of the step that is done again.
                let maker = new.by;
                let theirs = |by: &ReviewerId| *by != maker;
                keep_missing(
                    &mut new.assessments,
                    old.assessments.iter().filter(|(by, _)| theirs(by)),
                );
                keep_missing(
                    &mut new.signed,
                    old.signed.iter().filter(|(by, _)| theirs(by)),
                );
            })
        }
        Record::Decision(new) => insert(&mut project.decisions, new.id, *new, name, |_, _| {}),
    }?;
    Ok(Edit::Remove(name))
}

fn keep_missing<'a, Key: Ord + Copy + 'a, T: Clone + 'a>(
    new: &mut SmallMap<Key, Register<T>>,
    old: impl IntoIterator<Item = (&'a Key, &'a Register<T>)>,
) {
    for (key, register) in old {
        new.insert_if_missing(*key, || register.clone());
    }
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

fn insert<Id: Ord + Copy, T: Registers>(
    table: &mut Table<Id, T>,
    id: Id,
    mut new: T,
    name: RecordRef,
    keep: impl FnOnce(&mut T, &T),
) -> Result<(), EditError> {
    if let Some(there) = table.get(&id) {
        // Deleted by its own fate, even where what somebody else wrote at the same time keeps it alive.
        let was_deleted = there
            .fate()
            .is_some_and(|fate| fate.value.is == FateKind::Deleted);
        if !was_deleted {
            return Err(EditError::AlreadyThere(name));
        }
        keep(&mut new, there);
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

/// Whether a record's deletion is contested, and the place of its fate.
fn fate_of(
    name: RecordRef,
    project: &mut Project,
) -> Result<(bool, &mut Option<Register<Fate>>), EditError> {
    macro_rules! fate_in {
        ($table:ident, $id:expr, $name:path) => {{
            let record = find(&mut project.$table, $id, $name)?;
            Ok((record.is_contested(), &mut record.fate))
        }};
    }
    match name {
        RecordRef::Reviewer(_) => Err(EditError::NoSuchRecord(name)),
        RecordRef::Article(id) => fate_in!(articles, id, RecordRef::Article),
        RecordRef::SetAside(id) => fate_in!(set_aside, id, RecordRef::SetAside),
        RecordRef::Source(id) => fate_in!(sources, id, RecordRef::Source),
        RecordRef::Claim(id) => fate_in!(claims, id, RecordRef::Claim),
        RecordRef::Annotation(id) => fate_in!(annotations, id, RecordRef::Annotation),
        RecordRef::Decision(id) => fate_in!(decisions, id, RecordRef::Decision),
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
/// recorded, before that came in. What it keeps beside it as a rival, as in blind review, it has not seen.
fn seeing<T>(mut new: Register<T>, old: &Register<T>) -> Register<T> {
    if !new.is_unsaved() {
        return new;
    }
    let beside: Vec<_> = new.stamps().skip(1).map(|stamp| stamp.rev).collect();
    for stamp in old.stamps().filter(|stamp| !beside.contains(&stamp.rev)) {
        new.stamp.saw.see_all(&stamp.saw);
        if let Some(rev) = stamp.rev {
            new.stamp.saw.see(rev);
        }
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
    map: &mut SmallMap<Key, Register<T>>,
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

#[cfg(test)]
mod tests {
    use super::{Edit, EditError};
    use crate::{
        edit::{
            fixture::{self, KINDS, MARK, ME, OTHER, save_context, saved_project},
            give_revisions, has_unsaved_changes,
        },
        model::{AnnotationId, Record, RecordRef, Register, Status},
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing() {
        let saved = saved_project();
        let mut project = saved.clone();
        let missing = AnnotationId(Uuid::from_u128(404));
        let wrong = [
            Edit::Tie(missing, None),
            Edit::Remove(RecordRef::Annotation(missing)),
            Edit::Fate(RecordRef::Annotation(missing), None),
            Edit::Fate(RecordRef::Reviewer(ME), None),
        ];
        for edit in wrong {
            let batch = Edit::Batch(vec![Edit::Title("Other".to_owned()), edit.clone()]);
            assert!(matches!(
                edit.apply(&mut project),
                Err(EditError::NoSuchRecord(_))
            ));
            assert!(batch.apply(&mut project).is_err());
            assert_eq!(project, saved);
        }
        let taken = Record::Annotation(Box::new(fixture::mark(20, ME, 0, 3)));
        assert_eq!(
            Edit::Add(Box::new(taken)).apply(&mut project),
            Err(EditError::AlreadyThere(RecordRef::Annotation(MARK)))
        );
        assert_eq!(project, saved);
    }

    #[test]
    fn a_conflict_ends_with_a_write_and_comes_back_with_its_undoing() {
        let mut saved = saved_project();
        let mark = saved.annotations.get_mut(&MARK).expect("a mark");
        let mark = std::sync::Arc::make_mut(mark);
        let mut theirs = mark.assessments[&ME].clone();
        theirs.value.status = Some(Status::Conflicting);
        theirs.stamp.rev = Some("cccccccc.1".parse().expect("a revision"));
        let torn = mark.assessments[&ME].join(&theirs);
        assert!(torn.is_conflict());
        mark.assessments.insert(ME, torn.clone());

        let mut project = saved.clone();
        let choice = torn.written(fixture::says(Status::Verified, "", 9));
        let inverse = Edit::Assessment(MARK, ME, Some(choice))
            .apply(&mut project)
            .expect("it fits");
        let mut written = project.clone();
        give_revisions(&mut written, &saved, save_context(2, 1));
        let chosen = &written.annotations[&MARK].assessments[&ME];
        assert!(!chosen.is_conflict());
        for old in torn.revs() {
            assert!(
                chosen.stamp.replaces(old),
                "the conflict must not come back in a merge"
            );
        }
        assert_eq!(chosen.join(&torn), *chosen);

        inverse.apply(&mut project).expect("it fits");
        give_revisions(&mut project, &saved, save_context(2, 1));
        assert_eq!(project, saved);
    }

    #[test]
    fn a_line_that_was_there_already_stays_when_it_is_undone() {
        let mut project = saved_project();
        let edit = fixture::edit(&project, 18, 1, 2);
        edit.clone().apply(&mut project).expect("it fits");
        let before = project.clone();
        let inverse = edit.apply(&mut project).expect("it fits");
        inverse.apply(&mut project).expect("it fits");
        assert_eq!(project, before);
    }

    #[test]
    fn adding_what_was_deleted_rescues_it_with_what_others_said() {
        let mut saved = saved_project();
        let name = RecordRef::Annotation(MARK);
        let mut project = saved.clone();
        let redo = Edit::Remove(name).apply(&mut project).expect("it fits");
        give_revisions(&mut project, &saved, save_context(1, 5));
        let mark = project
            .annotations
            .get_mut(&MARK)
            .expect("buried, not gone");
        let theirs = Register::new(fixture::says(Status::Conflicting, "", 3));
        std::sync::Arc::make_mut(mark)
            .assessments
            .insert(OTHER, theirs);
        saved.clone_from(&project);
        redo.apply(&mut project)
            .expect("it is deleted, so it can come back");
        assert!(project.annotation(MARK).is_some());
        give_revisions(&mut project, &saved, save_context(1, 6));
        let mark = project.annotation(MARK).expect("it lives");
        assert!(mark.assessment_of(OTHER).is_some());
    }

    proptest! {
        /// Whatever is done and taken back before a save leaves the saved project, byte for byte.
        #[test]
        fn edits_then_their_inverses_leave_no_trace(
            choices in prop::collection::vec((0..KINDS + 1, any::<u8>(), any::<u8>()), 0..12),
        ) {
            let saved = saved_project();
            let mut project = saved.clone();
            let mut inverses = Vec::new();
            for (kind, what, value) in choices {
                let edit = if kind == KINDS {
                    Edit::Remove(RecordRef::Annotation(MARK))
                } else {
                    fixture::edit(&project, kind, what, value)
                };
                let before = project.clone();
                if let Ok(inverse) = edit.apply(&mut project) {
                    inverses.push(inverse);
                } else {
                    prop_assert_eq!(&project, &before);
                }
            }
            for inverse in inverses.into_iter().rev() {
                inverse.apply(&mut project).expect("an inverse fits");
            }
            prop_assert!(!has_unsaved_changes(&project, &saved));
            give_revisions(&mut project, &saved, save_context(2, 1));
            prop_assert_eq!(project, saved);
        }

        #[test]
        fn edits_and_inverses_are_read_back_as_they_were_written(
            kind in 0..KINDS, what: u8, value: u8,
        ) {
            let mut project = saved_project();
            let edit = fixture::edit(&project, kind, what, value);
            let inverse = edit.clone().apply(&mut project).expect("it fits");
            for edit in [edit, inverse] {
                let json = serde_json::to_string(&edit).expect("it can be written");
                let read: Edit = serde_json::from_str(&json).expect("it can be read");
                prop_assert_eq!(&read, &edit);
                let ron = ron::to_string(&edit).expect("it can be written");
                let read: Edit = ron::from_str(&ron).expect("it can be read");
                prop_assert_eq!(&read, &edit);
            }
        }
    }
}
