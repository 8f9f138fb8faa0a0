//! Revisions are given at save, and only to what differs from the last save.
//!
//! The idea: registers that were written since carry no revision. Each is compared with the same register at the last
//! save. If it says the same, it becomes that register again, so that undoing leaves no trace in the file; else it gets
//! `session.n`. A record that was saved and is gone now, because its making was undone, comes back with a fate, since a
//! missing record is never a deletion; likewise an assessment, a tie, a reading, a signature or an absence is withdrawn,
//! not dropped. What this session never wrote, though, went because a merge was undone: it is left out, so that the next
//! merge offers it again.
//!
//! A sign-off covers revisions, which what was signed before its first save gets here; so they are filled in last.
//!
//! Cost: records that are still shared with the last save are passed over by their pointer.

use super::signing;
use crate::model::SmallMap;
use crate::model::{
    Absence, Annotation, Article, Assessment, Caution, ClaimRecord, DecisionRecord, Fate, FateKind,
    Project, Reading, Register, Registers, Reviewer, ReviewerId, Session, SetAsideRecord,
    Signature, SourceRecord, Table, Tie,
};
use imbl::ordmap::DiffItem;
use jiff::Timestamp;
use std::sync::Arc;

/// Who saves, when, and with which revision.
#[derive(Clone, Copy, Debug)]
pub struct RevisionContext {
    /// The session of this process and project.
    pub session: Session,
    /// The number of the save, from 1.
    pub n: u32,
    /// Who stands behind deletions that an undo brought about.
    pub by: ReviewerId,
    /// Now, in UTC.
    pub at: Timestamp,
}

/// Gives every value that differs from the last save its revision.
pub fn give_revisions(project: &mut Project, saved: &Project, context: RevisionContext) {
    revise_table(&mut project.reviewers, &saved.reviewers, context);
    revise_table(&mut project.articles, &saved.articles, context);
    revise_table(&mut project.set_aside, &saved.set_aside, context);
    revise_table(&mut project.sources, &saved.sources, context);
    revise_table(&mut project.claims, &saved.claims, context);
    revise_table(&mut project.annotations, &saved.annotations, context);
    revise_table(&mut project.decisions, &saved.decisions, context);
    signing::fill_in_covers(project, saved, context);
    let unsaved: Vec<_> = project
        .history
        .iter()
        .filter(|entry| entry.rev.is_none())
        .cloned()
        .collect();
    for mut entry in unsaved {
        project.history.remove(&entry);
        entry.rev = Some(crate::model::Rev {
            session: context.session,
            n: context.n,
        });
        project.history.insert(entry);
    }
}

/// Whether a save would write anything but what `saved` holds.
#[must_use]
pub fn has_unsaved_changes(project: &Project, saved: &Project) -> bool {
    project.title != saved.title
        || project.id != saved.id
        || differs(&project.reviewers, &saved.reviewers)
        || differs(&project.articles, &saved.articles)
        || differs(&project.set_aside, &saved.set_aside)
        || differs(&project.sources, &saved.sources)
        || differs(&project.claims, &saved.claims)
        || differs(&project.annotations, &saved.annotations)
        || differs(&project.decisions, &saved.decisions)
        || saved.history.diff(&project.history).next().is_some()
}

/// Looks only at what the two tables do not share, so that it costs the changes, not the records.
fn differs<Id: Ord + Copy, T: Revise>(now: &Table<Id, T>, saved: &Table<Id, T>) -> bool {
    now.len() != saved.len()
        || saved.diff(now).any(|difference| match difference {
            DiffItem::Add(..) | DiffItem::Remove(..) => true,
            DiffItem::Update { old, new } => !new.1.is_as_saved(old.1),
        })
}

fn revise_table<Id: Ord + Copy, T: Revise>(
    now: &mut Table<Id, T>,
    saved: &Table<Id, T>,
    context: RevisionContext,
) {
    if now.ptr_eq(saved) {
        return;
    }
    let changed: Vec<Id> = now
        .iter()
        .filter(|(id, record)| {
            saved
                .get(*id)
                .is_none_or(|saved| !Arc::ptr_eq(record, saved))
        })
        .map(|(id, _)| *id)
        .collect();
    for id in changed {
        let before = saved.get(&id);
        if let Some(record) = now.get_mut(&id) {
            Arc::make_mut(record).revise(before.map(Arc::as_ref), context);
            if let Some(before) = before.filter(|before| *before == record) {
                *record = Arc::clone(before);
            }
        }
    }
    let gone: Vec<Id> = saved
        .keys()
        .filter(|id| !now.contains_key(*id))
        .copied()
        .collect();
    for id in gone {
        let mut record = saved[&id].clone();
        // What others made came in by a merge that was undone: it is left out, and the next merge offers it again.
        if record.was_made_by(context.session) {
            if !record.is_gone() {
                Arc::make_mut(&mut record).bury(context);
            }
            now.insert(id, record);
        }
    }
}

/// A record whose registers can be given revisions.
trait Revise: Clone + PartialEq {
    fn revise(&mut self, saved: Option<&Self>, context: RevisionContext);
    /// Whether this session wrote the register that every record of the kind has.
    fn was_made_by(&self, session: Session) -> bool;
    fn bury(&mut self, context: RevisionContext);
    fn is_gone(&self) -> bool;
    fn is_as_saved(&self, saved: &Self) -> bool;
}

/// What a register becomes that was saved and is gone now.
trait Withdraw: Clone + Ord + Caution {
    fn withdrawn(&self, context: RevisionContext) -> Self;
}

impl Withdraw for Assessment {
    fn withdrawn(&self, context: RevisionContext) -> Self {
        Self {
            status: None,
            note: String::new(),
            should_read: String::new(),
            cites: Vec::new(),
            at: context.at,
        }
    }
}

impl Withdraw for Tie {
    fn withdrawn(&self, _context: RevisionContext) -> Self {
        Self {
            claim: None,
            stance: crate::model::Stance::default(),
            root: String::new(),
        }
    }
}

impl Withdraw for Reading {
    fn withdrawn(&self, context: RevisionContext) -> Self {
        Self {
            at: context.at,
            text_id: None,
        }
    }
}

impl Withdraw for Signature {
    fn withdrawn(&self, context: RevisionContext) -> Self {
        Self::withdrawn(context.at)
    }
}

impl Withdraw for Absence {
    fn withdrawn(&self, context: RevisionContext) -> Self {
        Self {
            by: None,
            at: context.at,
        }
    }
}

fn revise_map<Key: Ord + Copy, T: Withdraw>(
    now: &mut SmallMap<Key, Register<T>>,
    saved: Option<&SmallMap<Key, Register<T>>>,
    context: RevisionContext,
) {
    for (key, register) in now.iter_mut() {
        register.give_revision(
            saved.and_then(|saved| saved.get(key)),
            context.session,
            context.n,
        );
    }
    for (key, before) in saved.into_iter().flatten() {
        if !now.contains_key(key) && before.was_written_by(context.session) {
            let mut register = before.written(before.value.withdrawn(context));
            register.give_revision(Some(before), context.session, context.n);
            now.insert(*key, register);
        }
    }
}

fn revise_fate(
    fate: &mut Option<Register<Fate>>,
    saved: Option<&Option<Register<Fate>>>,
    seen: &crate::model::Saw,
    context: RevisionContext,
) {
    let before = saved.and_then(Option::as_ref);
    match (fate.as_mut(), before) {
        (Some(register), _) => {
            // One that says what it saw was decided on that: what a person was not shown, it does not cover.
            let says_nothing = register.is_unsaved() && register.stamp.saw.is_empty();
            if says_nothing && register.value.is == FateKind::Deleted {
                register.stamp.saw.see_all(seen);
            }
            register.give_revision(before, context.session, context.n);
        }
        // A merge was undone.
        (None, Some(before)) if !before.was_written_by(context.session) => {}
        // The deletion was undone after a save.
        (None, Some(before)) if before.value.is == FateKind::Deleted => {
            let kept = Fate {
                is: FateKind::Kept,
                by: context.by,
                at: context.at,
            };
            let mut register = before.written(kept);
            register.give_revision(Some(before), context.session, context.n);
            *fate = Some(register);
        }
        (None, Some(before)) => *fate = Some(before.clone()),
        (None, None) => {}
    }
}

fn buried(record: &impl Registers, context: RevisionContext) -> Register<Fate> {
    let deleted = Fate {
        is: FateKind::Deleted,
        by: context.by,
        at: context.at,
    };
    let mut register = record.fate().map_or_else(
        || Register::new(deleted.clone()),
        |fate| fate.written(deleted.clone()),
    );
    register.stamp.saw.see_all(&record.all_seen());
    register.give_revision(None, context.session, context.n);
    register
}

fn maps_say_the_same<Key: Ord, T: PartialEq>(
    a: &SmallMap<Key, Register<T>>,
    b: &SmallMap<Key, Register<T>>,
) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|((key, a), (other, b))| key == other && a.is_as_saved(b))
}

fn options_say_the_same<T: PartialEq>(a: Option<&Register<T>>, b: Option<&Register<T>>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.is_as_saved(b),
        (None, None) => true,
        _ => false,
    }
}

impl Revise for Register<Reviewer> {
    fn revise(&mut self, saved: Option<&Self>, context: RevisionContext) {
        self.give_revision(saved, context.session, context.n);
    }

    fn was_made_by(&self, session: Session) -> bool {
        self.was_written_by(session)
    }

    /// Reviewers are never deleted: their marks name them.
    fn bury(&mut self, _context: RevisionContext) {}

    fn is_gone(&self) -> bool {
        false
    }

    fn is_as_saved(&self, saved: &Self) -> bool {
        Register::is_as_saved(self, saved)
    }
}

impl Revise for Article {
    fn revise(&mut self, saved: Option<&Self>, context: RevisionContext) {
        self.info
            .give_revision(saved.map(|saved| &saved.info), context.session, context.n);
        revise_map(&mut self.read, saved.map(|saved| &saved.read), context);
        revise_map(&mut self.signed, saved.map(|saved| &saved.signed), context);
        let seen = self.all_seen();
        revise_fate(
            &mut self.fate,
            saved.map(|saved| &saved.fate),
            &seen,
            context,
        );
    }

    fn was_made_by(&self, session: Session) -> bool {
        self.info.was_written_by(session)
    }

    fn bury(&mut self, context: RevisionContext) {
        self.fate = Some(buried(self, context));
    }

    fn is_gone(&self) -> bool {
        self.is_deleted()
    }

    fn is_as_saved(&self, saved: &Self) -> bool {
        let Self {
            id,
            info,
            text_id,
            text: _,
            blocks,
            earlier,
            file_sha256,
            read,
            signed,
            fate,
        } = self;
        *id == saved.id
            && info.is_as_saved(&saved.info)
            && *text_id == saved.text_id
            && *blocks == saved.blocks
            && *earlier == saved.earlier
            && *file_sha256 == saved.file_sha256
            && maps_say_the_same(read, &saved.read)
            && maps_say_the_same(signed, &saved.signed)
            && options_say_the_same(fate.as_ref(), saved.fate.as_ref())
    }
}

impl Revise for Annotation {
    fn revise(&mut self, saved: Option<&Self>, context: RevisionContext) {
        self.spans
            .give_revision(saved.map(|saved| &saved.spans), context.session, context.n);
        let tie_before = saved.and_then(|saved| saved.tie.as_ref());
        match (&mut self.tie, tie_before) {
            (Some(tie), before) => tie.give_revision(before, context.session, context.n),
            (None, Some(before)) if before.was_written_by(context.session) => {
                let mut register = before.written(before.value.withdrawn(context));
                register.give_revision(Some(before), context.session, context.n);
                self.tie = Some(register);
            }
            (None, _) => {}
        }
        revise_map(
            &mut self.assessments,
            saved.map(|saved| &saved.assessments),
            context,
        );
        revise_map(&mut self.signed, saved.map(|saved| &saved.signed), context);
        let seen = self.all_seen();
        revise_fate(
            &mut self.fate,
            saved.map(|saved| &saved.fate),
            &seen,
            context,
        );
    }

    fn was_made_by(&self, session: Session) -> bool {
        self.spans.was_written_by(session)
    }

    fn bury(&mut self, context: RevisionContext) {
        self.fate = Some(buried(self, context));
    }

    fn is_gone(&self) -> bool {
        self.is_deleted()
    }

    fn is_as_saved(&self, saved: &Self) -> bool {
        let Self {
            id,
            article,
            text_id,
            by,
            spans,
            tie,
            assessments,
            signed,
            fate,
        } = self;
        *id == saved.id
            && *article == saved.article
            && *text_id == saved.text_id
            && *by == saved.by
            && spans.is_as_saved(&saved.spans)
            && options_say_the_same(tie.as_ref(), saved.tie.as_ref())
            && maps_say_the_same(assessments, &saved.assessments)
            && maps_say_the_same(signed, &saved.signed)
            && options_say_the_same(fate.as_ref(), saved.fate.as_ref())
    }
}

impl Revise for ClaimRecord {
    fn revise(&mut self, saved: Option<&Self>, context: RevisionContext) {
        self.claim
            .give_revision(saved.map(|saved| &saved.claim), context.session, context.n);
        revise_map(&mut self.absent, saved.map(|saved| &saved.absent), context);
        let seen = self.all_seen();
        revise_fate(
            &mut self.fate,
            saved.map(|saved| &saved.fate),
            &seen,
            context,
        );
    }

    fn was_made_by(&self, session: Session) -> bool {
        self.claim.was_written_by(session)
    }

    fn bury(&mut self, context: RevisionContext) {
        self.fate = Some(buried(self, context));
    }

    fn is_gone(&self) -> bool {
        self.is_deleted()
    }

    fn is_as_saved(&self, saved: &Self) -> bool {
        let Self {
            id,
            claim,
            absent,
            fate,
        } = self;
        *id == saved.id
            && claim.is_as_saved(&saved.claim)
            && maps_say_the_same(absent, &saved.absent)
            && options_say_the_same(fate.as_ref(), saved.fate.as_ref())
    }
}

/// Records of one register and a fate.
macro_rules! revise_simple {
    ($($record:ident: $field:ident),*) => {$(
        impl Revise for $record {
            fn revise(&mut self, saved: Option<&Self>, context: RevisionContext) {
                self.$field.give_revision(saved.map(|saved| &saved.$field), context.session, context.n);
                let seen = self.all_seen();
                revise_fate(&mut self.fate, saved.map(|saved| &saved.fate), &seen, context);
            }

            fn was_made_by(&self, session: Session) -> bool {
                self.$field.was_written_by(session)
            }

            fn bury(&mut self, context: RevisionContext) {
                self.fate = Some(buried(self, context));
            }

            fn is_gone(&self) -> bool {
                self.is_deleted()
            }

            fn is_as_saved(&self, saved: &Self) -> bool {
                let Self { id, $field, fate } = self;
                *id == saved.id
                    && $field.is_as_saved(&saved.$field)
                    && options_say_the_same(fate.as_ref(), saved.fate.as_ref())
            }
        }
    )*};
}

revise_simple!(SetAsideRecord: region, SourceRecord: source, DecisionRecord: decision);

#[cfg(test)]
mod tests;
