//! The journal: what was done and not saved yet, to be brought back after a crash.
//!
//! One file a session, `<session>.journal` in the folder for recovery. It does not say which edits were made but which
//! records came of them: each entry holds every record that is new, another or gone since the entry before, in the shape
//! of the project file but for revisions that were not given yet, as it was and as it is. So it can be joined to a project
//! file that others have changed since.
//!
//! The tour: `frame` is how entries lie in the file, with lengths and checksums; `change` compares two states of a
//! project; `entry` is a change as bytes; [`JournalWriter`] appends, and makes the file anew where it has to;
//! `replay` makes a project of a journal and of what stands in the project's file now.
//!
//! Invariant: what was appended is never written over but by a whole new file in one step. A journal is read as far as it is
//! whole; what is behind that is never guessed at. A text stands in a journal once, and not at all where the project's file
//! has it.

mod change;
mod entry;
mod found;
mod frame;
mod replay;
#[cfg(test)]
mod tests;
mod writer;

pub use found::{FoundJournal, JournalEnd, find_journals, keep_rest};
pub use frame::JournalHeader;
pub use replay::Replayed;
pub use writer::{JournalWriter, Moment, Origin};

use super::{problem::Problem, recovery::RecoveryError, save::SaveError};
use crate::model::Session;
use std::{
    io,
    path::{Path, PathBuf},
};

/// The form of journals that this version writes and reads.
const JOURNAL_FORMAT: u32 = 1;

/// What the name of a journal ends with.
const EXTENSION: &str = "journal";

/// Where a session keeps its journal.
#[must_use]
pub fn journal_file(folder: &Path, session: Session) -> PathBuf {
    folder.join(format!("{session}.{EXTENSION}"))
}

/// Why a journal could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The folder for journals could not be made or read.
    #[error(transparent)]
    Folder(#[from] RecoveryError),
    /// It could not be begun, or begun anew.
    #[error("the journal was not written: {0}")]
    Save(#[from] SaveError),
    /// It could not be forced to the disk.
    #[error("{}: the journal is not on the disk: {source}", file.display())]
    Sync {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What changed could not be put into RON.
    #[error("the journal was not written: {0}")]
    Serialise(String),
    /// It could not be read.
    #[error("{}: the journal could not be read: {source}", file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another version of the program wrote it.
    #[error("{}: this journal has format {format}, and this version of Crosscheck reads {JOURNAL_FORMAT}", file.display())]
    OtherFormat {
        /// The file.
        file: PathBuf,
        /// Its format.
        format: u32,
    },
    /// Its first line is not what was written.
    #[error("{}: the first line of this journal is damaged", file.display())]
    FirstLine {
        /// The file.
        file: PathBuf,
    },
    /// An entry has the right checksum and cannot be read all the same.
    #[error("an entry of the journal cannot be read: {0}")]
    Entry(String),
    /// It says what changed in a project, and that project cannot be had.
    #[error("the project file that this work belongs to cannot be read")]
    NoProject,
    /// Joined to what stands in the project's file it makes no whole project.
    #[error(
        "the work does not fit to what stands in the project's file now: {}",
        first(problems)
    )]
    DoesNotFit {
        /// What is wrong.
        problems: Vec<Problem>,
    },
}

fn first(problems: &[Problem]) -> String {
    problems
        .first()
        .map(ToString::to_string)
        .unwrap_or_default()
}
