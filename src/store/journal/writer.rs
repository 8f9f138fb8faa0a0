//! Writing a journal: begun in one step, then appended to.
//!
//! Whatever goes wrong with an entry, the file is made anew with all that changed since the last save. Where that fails too,
//! the file is whole up to the entry before, and the next call tries again.

use super::{
    JournalError,
    change::Change,
    entry::{text_names, to_bytes},
    frame::{self, Frame, JournalHeader, Kind, Sum},
};
use crate::{
    model::Project,
    store::{
        disk::Disk,
        recovery::RecoveryError,
        resolve::Strictness,
        save::{SaveError, save_bytes},
        write::to_ron_as,
    },
    text::TextId,
};
use jiff::Timestamp;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

/// A project of at most so many bytes stands whole at the beginning of its journal, as it was saved last, so that the work
/// can be brought back even where the file is gone. More would cost too much after every save.
const WHOLE_BYTES: usize = 2 * 1024 * 1024;

/// What an annotation takes in a file, in bytes.
const ANNOTATION_BYTES: usize = 512;

/// Between these lengths, in bytes, a journal is made anew when it has twice the length of its project.
const COMPACTED_FROM: u64 = 1024 * 1024;
const COMPACTED_AT: u64 = 64 * 1024 * 1024;

/// What a journal tells the changes of.
#[derive(Clone, Debug)]
pub struct Origin {
    /// What the first line says.
    pub header: JournalHeader,
    /// The project as it was saved last, or as it was before anything was done.
    pub saved: Project,
}

/// The project at one moment.
#[derive(Clone, Debug)]
pub struct Moment {
    /// All there is.
    pub project: Project,
    /// The number that the session's next save has.
    pub save: u32,
    /// How many changes since the last save it holds, to tell the user.
    pub changes: usize,
    /// When it was, in UTC.
    pub at: Timestamp,
}

/// A journal that is being written.
pub struct JournalWriter {
    disk: Arc<dyn Disk>,
    file: PathBuf,
    origin: Arc<Origin>,
    /// What the journal says when all its entries are read.
    last: Project,
    /// The texts that its reader has.
    known: BTreeSet<TextId>,
    sum: Sum,
    entries: usize,
    /// Bytes that are whole.
    len: u64,
    /// The length in bytes at which it is made anew.
    most: u64,
    /// Whether what is in the file may not be what was written.
    is_doubtful: bool,
}

impl JournalWriter {
    /// Begins a journal, in the place of the one that is there, with what has changed since the last save.
    ///
    /// # Errors
    /// Where the disk refuses; the journal before is then still there.
    pub fn begin(
        disk: Arc<dyn Disk>,
        file: PathBuf,
        origin: Arc<Origin>,
        now: &Moment,
    ) -> Result<Self, JournalError> {
        let folder = file.parent().unwrap_or(Path::new("."));
        disk.create_folder(folder)
            .map_err(|source| RecoveryError::Folder {
                folder: folder.to_owned(),
                source,
            })?;
        let begun = beginning(&origin, now)?;
        match save_bytes(&*disk, &file, &begun.bytes) {
            // It stands there, read back and equal.
            Ok(_) | Err(SaveError::NotConfirmed { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let len = begun.bytes.len() as u64;
        let twice = 2 * bytes_of(&now.project) as u64;
        Ok(Self {
            disk,
            file,
            last: now.project.clone(),
            known: begun.known,
            sum: begun.sum,
            entries: begun.entries,
            len,
            most: twice.clamp(COMPACTED_FROM, COMPACTED_AT).max(2 * len),
            is_doubtful: false,
            origin,
        })
    }

    /// Where it is.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What it tells the changes of.
    #[must_use]
    pub fn origin(&self) -> &Arc<Origin> {
        &self.origin
    }

    /// Appends what has changed since the last entry. `false` where nothing has.
    ///
    /// # Errors
    /// Where the disk refuses. The journal is then whole up to the entry before, and the next call writes all again.
    pub fn append(&mut self, now: &Moment) -> Result<bool, JournalError> {
        let change = Change::between(&self.last, &now.project);
        if change.is_empty() && !self.is_doubtful {
            self.last = now.project.clone();
            return Ok(false);
        }
        if self.is_doubtful || self.len > self.most {
            self.write_anew(now)?;
            return Ok(true);
        }
        let payload = to_bytes(&change, &self.last, &now.project, &self.known)?;
        let frame = frame_of(Kind::Change, now);
        let (bytes, sum) = frame::entry(&self.sum, self.entries, frame, payload.as_bytes());
        if self.disk.write_at(&self.file, self.len, &bytes).is_err() {
            // It may be gone, or shorter than it was.
            self.is_doubtful = true;
            self.write_anew(now)?;
            return Ok(true);
        }
        self.sum = sum;
        self.entries += 1;
        self.len += bytes.len() as u64;
        self.known.extend(text_names(&change.after));
        self.last = now.project.clone();
        Ok(true)
    }

    /// Waits until all entries are on the disk.
    ///
    /// # Errors
    /// What the system says. Then nobody knows what is in the file, and the next [`JournalWriter::append`] writes all again.
    pub fn sync(&mut self) -> Result<(), JournalError> {
        self.disk.sync_file(&self.file).map_err(|source| {
            self.is_doubtful = true;
            JournalError::Sync {
                file: self.file.clone(),
                source,
            }
        })
    }

    fn write_anew(&mut self, now: &Moment) -> Result<(), JournalError> {
        *self = Self::begin(
            Arc::clone(&self.disk),
            self.file.clone(),
            Arc::clone(&self.origin),
            now,
        )?;
        Ok(())
    }
}

/// A journal as it begins.
struct Begun {
    bytes: Vec<u8>,
    sum: Sum,
    entries: usize,
    known: BTreeSet<TextId>,
}

fn beginning(origin: &Origin, now: &Moment) -> Result<Begun, JournalError> {
    let Origin { header, saved } = origin;
    let (bytes, sum) = frame::first_line(header).map_err(JournalError::Serialise)?;
    let mut begun = Begun {
        bytes,
        sum,
        entries: 0,
        known: text_names(saved).collect(),
    };
    let has_file = header
        .project_path
        .as_deref()
        .is_some_and(|path| path.to_str().is_some());
    if !has_file || bytes_of(saved) <= WHOLE_BYTES {
        let whole = to_ron_as(saved, Strictness::Recovery)
            .map_err(|error| JournalError::Serialise(error.to_string()))?;
        let frame = Frame {
            changes: 0,
            ..frame_of(Kind::Whole, now)
        };
        begun.add(frame, whole.as_bytes());
    }
    let change = Change::between(saved, &now.project);
    if !change.is_empty() {
        let payload = to_bytes(&change, saved, &now.project, &begun.known)?;
        begun.add(frame_of(Kind::Change, now), payload.as_bytes());
        begun.known.extend(text_names(&change.after));
    }
    Ok(begun)
}

impl Begun {
    fn add(&mut self, frame: Frame, payload: &[u8]) {
        let (bytes, sum) = frame::entry(&self.sum, self.entries, frame, payload);
        self.bytes.extend_from_slice(&bytes);
        self.sum = sum;
        self.entries += 1;
    }
}

fn frame_of(kind: Kind, moment: &Moment) -> Frame {
    Frame {
        kind,
        save: moment.save,
        changes: moment.changes,
        written: moment.at,
    }
}

/// What a project takes in a file, in bytes, more or less.
fn bytes_of(project: &Project) -> usize {
    let texts: usize = project
        .articles
        .values()
        .filter_map(|article| article.text.as_ref())
        .map(|text| text.len())
        .sum();
    texts + ANNOTATION_BYTES * project.annotations.len()
}
