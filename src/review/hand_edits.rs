//! Edits made by hand in a file.
//!
//! Whoever edits a project file with a text editor changes a value and leaves its revision. Two values then have one
//! revision, and nothing says which of them is the newer one; the join keeps both, as a conflict. With the file that both
//! copies come from it is plain: what differs from it is the newer one.
//!
//! Such a value gets a revision made of the old one and of what it says, and has seen the old one. So it replaces the old
//! value, stands as a rival beside what the other side wrote meanwhile, and is the same write whoever merges it and in
//! however many copies it was found.
//!
//! Limit: only registers have revisions. An edit by hand of a text or of an article's blocks is not seen here.

use super::records::{Merge, Pairing, Value};
use crate::model::{Project, Register, Rev, Rival, Session, Table};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// `side` with revisions for what was changed by hand since `base`.
pub(super) fn given_revisions(base: &Project, side: &Project) -> Project {
    let mut project = side.clone();
    revise_table(&mut project.reviewers, &base.reviewers);
    revise_table(&mut project.articles, &base.articles);
    revise_table(&mut project.set_aside, &base.set_aside);
    revise_table(&mut project.sources, &base.sources);
    revise_table(&mut project.claims, &base.claims);
    revise_table(&mut project.annotations, &base.annotations);
    revise_table(&mut project.decisions, &base.decisions);
    project
}

fn revise_table<Id: Ord + Copy, T: Merge>(side: &mut Table<Id, T>, base: &Table<Id, T>) {
    if side.ptr_eq(base) {
        return;
    }
    let mut revised = Vec::new();
    for (id, record) in side.iter() {
        let Some(base) = base.get(id).filter(|base| *base != record) else {
            continue;
        };
        let mut new = T::clone(record);
        new.pair_registers(base, &SinceBase);
        if new != **record {
            revised.push((*id, Arc::new(new)));
        }
    }
    side.extend(revised);
}

struct SinceBase;

impl Pairing for SinceBase {
    fn pair<T: Value>(&self, mine: &mut Register<T>, base: &Register<T>) {
        let is_by_hand = |entry: &Rival<T>| {
            entry.stamp.rev.is_some_and(|rev| {
                let mut of_base = base
                    .entries()
                    .filter(|known| known.stamp.rev == Some(rev))
                    .peekable();
                of_base.peek().is_some() && of_base.all(|known| known.value != entry.value)
            })
        };
        if mine == base || !mine.entries().any(|entry| is_by_hand(&entry)) {
            return;
        }
        let entries: Vec<_> = mine
            .entries()
            .map(|entry| {
                if is_by_hand(&entry) {
                    with_revision(entry)
                } else {
                    entry
                }
            })
            .collect();
        if let Some(revised) = Register::from_entries(entries) {
            *mine = revised;
        }
    }

    fn missing<T: Value>(&self, _base: &Register<T>) -> Option<Register<T>> {
        None
    }
}

/// The entry as a write over the one whose revision it had.
fn with_revision<T: Value>(mut entry: Rival<T>) -> Rival<T> {
    let Some(rev) = entry.stamp.rev else {
        return entry;
    };
    // A value that cannot be written as JSON, which none is, would share its revision with others like it.
    let content = serde_json::to_vec(&entry.value).unwrap_or_default();
    let digest = Sha256::new()
        .chain_update(rev.to_string())
        .chain_update([0])
        .chain_update(content)
        .finalize();
    let mut bits = [0; 8];
    bits.copy_from_slice(&digest[..8]);
    entry.stamp.saw.see(rev);
    entry.stamp.rev = Some(Rev {
        session: Session::from_random(u64::from_le_bytes(bits)),
        n: 1,
    });
    entry
}
