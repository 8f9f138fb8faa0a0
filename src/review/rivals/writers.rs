//! Who wrote a value whose register does not say it.
//!
//! A claim, a source or a tie carries a revision and no name. The line of the history that came with the revision names
//! who wrote it; where there is none, whoever alone wrote lines in its session did.

use crate::model::{Project, RecordRef, RegisterRef, Rev, ReviewerId, Session};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Who wrote which revision of some records.
#[derive(Clone, Debug, Default)]
pub struct Writers {
    by_line: BTreeMap<(Uuid, Rev), (ReviewerId, Timestamp)>,
    /// Nobody, where several wrote in it.
    by_session: BTreeMap<Session, Option<ReviewerId>>,
}

impl Writers {
    /// Those of the records of some registers. Cost: a look at every line of the history.
    #[must_use]
    pub fn of<'a>(project: &Project, registers: impl IntoIterator<Item = &'a RegisterRef>) -> Self {
        let records: BTreeSet<Uuid> = registers
            .into_iter()
            .map(|register| register.record.uuid())
            .collect();
        let mut writers = Self::default();
        if records.is_empty() {
            return writers;
        }
        for line in &project.history {
            let Some(rev) = line.rev else { continue };
            let writer = writers
                .by_session
                .entry(rev.session)
                .or_insert(Some(line.by));
            *writer = writer.filter(|writer| *writer == line.by);
            if records.contains(&line.record) {
                writers
                    .by_line
                    .insert((line.record, rev), (line.by, line.at));
            }
        }
        writers
    }

    /// Who wrote the revision of a record, and when, where a line says it.
    pub(super) fn of_value(
        &self,
        record: RecordRef,
        rev: Rev,
    ) -> Option<(ReviewerId, Option<Timestamp>)> {
        if let Some((by, at)) = self.by_line.get(&(record.uuid(), rev)) {
            return Some((*by, Some(*at)));
        }
        let by = *self.by_session.get(&rev.session)?;
        Some((by?, None))
    }
}
