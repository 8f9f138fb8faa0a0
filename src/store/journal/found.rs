//! Journals that an earlier start has left.

use super::{
    EXTENSION, JournalError, JournalHeader,
    frame::{Tail, Unreadable, scan},
    replay::{Replayed, replay},
};
use crate::{
    model::Project,
    store::{
        disk::Disk,
        recovery::RecoveryError,
        save::{Fingerprint, LARGEST_FILE, SaveError, save_bytes},
    },
};
use std::path::{Path, PathBuf};

/// How a journal ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalEnd {
    /// With its last entry.
    Whole,
    /// In the middle of an entry, as after a power cut.
    CutShort,
    /// With bytes that nobody wrote.
    Damaged,
}

/// A journal that was read as far as it is whole.
#[derive(Clone, Debug)]
pub struct FoundJournal {
    /// Where it is.
    pub file: PathBuf,
    /// What it is the journal of.
    pub header: JournalHeader,
    /// How it ends.
    pub end: JournalEnd,
    bytes: Vec<u8>,
    whole: usize,
}

/// A file, and what is in it or what is wrong with it.
type Found = (PathBuf, Result<FoundJournal, JournalError>);

/// Every journal in the folder for recovery, sorted by name, those that cannot be read with what is wrong.
///
/// # Errors
/// Where the folder cannot be read. One that is not there holds no journals.
pub fn find_journals(disk: &dyn Disk, folder: &Path) -> Result<Vec<Found>, JournalError> {
    let files = disk.list(folder).map_err(|source| RecoveryError::List {
        folder: folder.to_owned(),
        source,
    })?;
    Ok(files
        .into_iter()
        .filter(|file| file.extension().is_some_and(|it| it == EXTENSION))
        .map(|file| {
            let found = FoundJournal::read(disk, &file);
            (file, found)
        })
        .collect())
}

impl FoundJournal {
    /// Reads a journal as far as it is whole.
    ///
    /// # Errors
    /// Where it cannot be read, or not even its first line is whole. It stays where it is.
    pub fn read(disk: &dyn Disk, file: &Path) -> Result<Self, JournalError> {
        let bytes = disk
            .read(file, LARGEST_FILE)
            .map_err(|source| JournalError::Read {
                file: file.to_owned(),
                source,
            })?;
        let (header, whole, tail) = match scan(&bytes) {
            Ok(scan) => (scan.header, scan.whole, scan.tail),
            Err(unreadable) => return Err(refused(file, unreadable)),
        };
        Ok(Self {
            file: file.to_owned(),
            header,
            end: match tail {
                Tail::None => JournalEnd::Whole,
                Tail::CutShort => JournalEnd::CutShort,
                Tail::Damaged => JournalEnd::Damaged,
            },
            bytes,
            whole,
        })
    }

    /// Brings it together with what stands in the project's file now, if that can be read.
    ///
    /// # Errors
    /// Where no whole project comes of it.
    pub fn replay(
        &self,
        theirs: Option<(&Project, &Fingerprint)>,
    ) -> Result<Replayed, JournalError> {
        let whole = &self.bytes[..self.whole];
        let scan = scan(whole).map_err(|unreadable| refused(&self.file, unreadable))?;
        replay(&scan, theirs.filter(|(it, _)| it.id == self.header.project))
    }
}

fn refused(file: &Path, unreadable: Unreadable) -> JournalError {
    let file = file.to_owned();
    match unreadable {
        Unreadable::FirstLine => JournalError::FirstLine { file },
        Unreadable::OtherFormat(format) => JournalError::OtherFormat { file, format },
    }
}

/// Keeps what is behind the damage of a journal in a file beside it, and says where; nothing where that was done before, or
/// where there is no damage.
///
/// # Errors
/// Where the disk refuses.
pub fn keep_rest(disk: &dyn Disk, journal: &FoundJournal) -> Result<Option<PathBuf>, JournalError> {
    if journal.end != JournalEnd::Damaged {
        return Ok(None);
    }
    let rest = &journal.bytes[journal.whole..];
    let place = journal.file.with_extension("damaged");
    if disk
        .facts(&place)
        .is_ok_and(|facts| facts.len == rest.len() as u64)
    {
        return Ok(None);
    }
    match save_bytes(disk, &place, rest) {
        Ok(_) | Err(SaveError::NotConfirmed { .. }) => Ok(Some(place)),
        Err(error) => Err(error.into()),
    }
}
