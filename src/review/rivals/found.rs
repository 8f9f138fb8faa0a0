//! Which registers of a project are in conflict, kept from one state of it to the next.
//!
//! The idea: tables share what did not change, so only records that differ from those of the last look are looked at
//! again. Cost: the first look is linear in the records, a later one goes with the changes.

use crate::model::{Contested, Project, RecordRef, RegisterName, RegisterRef, Table};
use imbl::ordmap::DiffItem;
use std::collections::BTreeSet;

/// The registers that are in conflict.
#[derive(Clone, Debug, Default)]
pub struct Found {
    registers: BTreeSet<RegisterRef>,
    of: Option<Project>,
}

impl Found {
    /// Those of a project.
    #[must_use]
    pub fn of(project: &Project) -> Self {
        let mut found = Self::default();
        found.follow(project);
        found
    }

    /// Brings them up to date with another state of the project. Whether any came or went.
    pub fn follow(&mut self, project: &Project) -> bool {
        let before = self.registers.clone();
        let last = self.of.take().unwrap_or_else(|| Project::new(project.id));
        let registers = &mut self.registers;
        look(
            registers,
            &last.reviewers,
            &project.reviewers,
            RecordRef::Reviewer,
        );
        look(
            registers,
            &last.articles,
            &project.articles,
            RecordRef::Article,
        );
        look(
            registers,
            &last.set_aside,
            &project.set_aside,
            RecordRef::SetAside,
        );
        look(
            registers,
            &last.sources,
            &project.sources,
            RecordRef::Source,
        );
        look(registers, &last.claims, &project.claims, RecordRef::Claim);
        look(
            registers,
            &last.annotations,
            &project.annotations,
            RecordRef::Annotation,
        );
        look(
            registers,
            &last.decisions,
            &project.decisions,
            RecordRef::Decision,
        );
        self.of = Some(project.clone());
        self.registers != before
    }

    /// Their names, by record.
    #[must_use]
    pub fn registers(&self) -> &BTreeSet<RegisterRef> {
        &self.registers
    }

    /// Those of one record.
    pub fn of_record(&self, record: RecordRef) -> impl Iterator<Item = RegisterRef> + '_ {
        of_record_in(&self.registers, record)
    }
}

fn look<Id: Ord + Copy, T: Contested + PartialEq>(
    registers: &mut BTreeSet<RegisterRef>,
    last: &Table<Id, T>,
    now: &Table<Id, T>,
    name: impl Fn(Id) -> RecordRef,
) {
    for difference in last.diff(now) {
        let (id, record) = match difference {
            DiffItem::Add(id, record)
            | DiffItem::Update {
                new: (id, record), ..
            } => (id, Some(record)),
            DiffItem::Remove(id, _) => (id, None),
        };
        let of_record = name(*id);
        if !matches!(difference, DiffItem::Add(..)) {
            let known: Vec<_> = of_record_in(registers, of_record).collect();
            for register in known {
                registers.remove(&register);
            }
        }
        if let Some(record) = record {
            record.conflicts(&mut |name| {
                registers.insert(RegisterRef {
                    record: of_record,
                    name,
                });
            });
        }
    }
}

fn of_record_in(
    registers: &BTreeSet<RegisterRef>,
    record: RecordRef,
) -> impl Iterator<Item = RegisterRef> + '_ {
    let first = RegisterRef {
        record,
        name: RegisterName::FIRST,
    };
    registers
        .range(first..)
        .take_while(move |register| register.record == record)
        .copied()
}
