//! What changed between two states of a project.
//!
//! Cost: the records that differ. Two snapshots share what did not change, and what is shared is passed over by its pointer.

use crate::model::{Project, Table};
use imbl::{ordmap::DiffItem, ordset};
use std::sync::Arc;

/// Each record that is new, another or gone: as it was, and as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// The records that are another or gone, as they were, and the title.
    pub(super) before: Project,
    /// The records that are new or another, as they are, and the title.
    pub(super) after: Project,
}

/// Does something with each table of records.
macro_rules! tables {
    ($each:ident!($($with:expr),*)) => {
        $each!($($with,)* reviewers);
        $each!($($with,)* articles);
        $each!($($with,)* set_aside);
        $each!($($with,)* sources);
        $each!($($with,)* claims);
        $each!($($with,)* annotations);
        $each!($($with,)* decisions);
    };
}

impl Change {
    /// What has to be done to `old` to get `new`.
    pub(super) fn between(old: &Project, new: &Project) -> Self {
        let mut change = Self {
            before: Project::new(old.id),
            after: Project::new(new.id),
        };
        change.before.title.clone_from(&old.title);
        change.after.title.clone_from(&new.title);
        macro_rules! differ {
            ($change:expr, $table:ident) => {
                let Self { before, after } = &mut $change;
                differ(
                    &old.$table,
                    &new.$table,
                    &mut before.$table,
                    &mut after.$table,
                );
            };
        }
        tables!(differ!(change));
        if !old.history.ptr_eq(&new.history) {
            for item in old.history.diff(&new.history) {
                match item {
                    ordset::DiffItem::Add(line) => change.after.history.insert(line.clone()),
                    ordset::DiffItem::Remove(line) => change.before.history.insert(line.clone()),
                };
            }
        }
        change
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.before == self.after
    }

    /// Does it.
    pub(super) fn apply(&self, project: &mut Project) {
        let Self { before, after } = self;
        if before.title != after.title {
            project.title.clone_from(&after.title);
        }
        macro_rules! put {
            ($project:expr, $table:ident) => {
                put(&mut $project.$table, &before.$table, &after.$table);
            };
        }
        tables!(put!(project));
        for line in &before.history {
            project.history.remove(line);
        }
        for line in &after.history {
            project.history.insert(line.clone());
        }
    }

    /// What takes it back.
    pub(super) fn inverse(&self) -> Self {
        Self {
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }

    /// Leaves out what is not the same in both of these.
    pub(super) fn keep_where_same(&mut self, one: &Project, other: &Project) {
        let Self { before, after } = self;
        if one.title != other.title {
            after.title.clone_from(&before.title);
        }
        macro_rules! keep {
            ($one:expr, $table:ident) => {
                for side in [&mut *before, &mut *after] {
                    let differing = side.$table.keys().copied();
                    let differing: Vec<_> = differing
                        .filter(|id| $one.$table.get(id) != other.$table.get(id))
                        .collect();
                    for id in differing {
                        side.$table.remove(&id);
                    }
                }
            };
        }
        tables!(keep!(one));
        // Lines of the history are never changed, and both have them in the join.
        before.history.clear();
        after.history.clear();
    }

    /// Gives every record that it speaks of the form that it has in `as_in`.
    pub(super) fn overrule(&self, as_in: &Project, project: &mut Project) {
        let Self { before, after } = self;
        project.title.clone_from(&as_in.title);
        macro_rules! overrule {
            ($project:expr, $table:ident) => {
                for id in before.$table.keys().chain(after.$table.keys()) {
                    match as_in.$table.get(id) {
                        Some(record) => $project.$table.insert(*id, Arc::clone(record)),
                        None => $project.$table.remove(id),
                    };
                }
            };
        }
        tables!(overrule!(project));
        for line in before.history.iter().chain(&after.history) {
            if as_in.history.contains(line) {
                project.history.insert(line.clone());
            } else {
                project.history.remove(line);
            }
        }
    }
}

fn differ<Id: Ord + Copy, T: Eq>(
    old: &Table<Id, T>,
    new: &Table<Id, T>,
    before: &mut Table<Id, T>,
    after: &mut Table<Id, T>,
) {
    if old.ptr_eq(new) {
        return;
    }
    for item in old.diff(new) {
        match item {
            DiffItem::Add(id, is) => {
                after.insert(*id, Arc::clone(is));
            }
            DiffItem::Remove(id, was) => {
                before.insert(*id, Arc::clone(was));
            }
            DiffItem::Update {
                old: (id, was),
                new: (_, is),
            } => {
                before.insert(*id, Arc::clone(was));
                after.insert(*id, Arc::clone(is));
            }
        }
    }
}

fn put<Id: Ord + Copy, T>(table: &mut Table<Id, T>, before: &Table<Id, T>, after: &Table<Id, T>) {
    for id in before.keys().filter(|id| !after.contains_key(*id)) {
        table.remove(id);
    }
    for (id, record) in after {
        table.insert(*id, Arc::clone(record));
    }
}
