//! Recovery copies of versions before the journal: read still, never written any more.
//!
//! One file a session, `<session>.ron` in the folder for recovery: a first line that says what it is a copy of, then the
//! project, in the shape of a project file but for revisions that were not given yet.
//!
//! A window holds the lock of what it writes or has brought back, `<session>.lock`, as long as it lives, so that another one
//! neither offers nor removes it. After a crash the system has given the lock back.
//!
//! Invariant: nothing here is ever removed but by [`remove_recovery`]. A damaged copy is refused with what is wrong.

use super::{
    disk::{Disk, Lock},
    problem::LoadError,
    read::{Loaded, parse_as},
    resolve::Strictness,
    save::{Fingerprint, read_checked},
};
use crate::model::{ProjectId, Session};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    io,
    path::{Path, PathBuf},
};

/// The form of recovery copies that this version reads.
pub(super) const RECOVERY_FORMAT: u32 = 1;

/// What the first line of a recovery copy says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryHeader {
    /// The session that wrote it.
    pub session: Session,
    /// The project.
    pub project: ProjectId,
    /// What the project is called; may be empty.
    pub title: String,
    /// The file that the project belongs to; `None` where it was never saved.
    pub project_path: Option<PathBuf>,
    /// What stood in that file. Where something else stands there now, others have saved since.
    pub based_on: Option<Fingerprint>,
    /// When it was written, in UTC.
    pub written: Timestamp,
    /// How many changes since the last save it holds.
    pub changes: usize,
}

/// Why what was left could not be kept, read or removed.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// Its folder could not be made.
    #[error("{}: the folder for work that is not saved could not be made: {source}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Its folder could not be read.
    #[error("{}: the folder for work that is not saved could not be read: {source}", folder.display())]
    List {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It could not be read, or the project in it is damaged.
    #[error("the recovery copy cannot be read: {0}")]
    Load(#[from] LoadError),
    /// Its first line is not one of ours, or the rest is not what it was when it was written.
    #[error("{}: this recovery copy is damaged: {message}", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        message: String,
    },
    /// It could not be removed.
    #[error("{}: it could not be removed: {source}", file.display())]
    Remove {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// The first line of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "recovery")]
struct HeaderFile {
    recovery: u32,
    session: Session,
    project: ProjectId,
    #[serde(default)]
    title: String,
    #[serde(default)]
    project_path: Option<String>,
    #[serde(default)]
    based_on: Option<BytesFile>,
    written: Timestamp,
    changes: usize,
    /// The project behind this line, so that a torn or edited copy is noticed.
    content: BytesFile,
}

/// Which bytes.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "bytes")]
pub(super) struct BytesFile {
    sha256: String,
    len: u64,
}

impl From<Fingerprint> for BytesFile {
    fn from(fingerprint: Fingerprint) -> Self {
        Self {
            sha256: fingerprint.sha256.to_string(),
            len: fingerprint.len,
        }
    }
}

impl BytesFile {
    pub(super) fn fingerprint(&self) -> Option<Fingerprint> {
        Some(Fingerprint {
            sha256: self.sha256.parse().ok()?,
            len: self.len,
            modified: None,
        })
    }
}

/// Takes the lock of a journal or recovery copy; `None` while another window has it, or where the folder has no locks.
#[must_use]
pub fn hold_recovery(disk: &dyn Disk, file: &Path) -> Option<Box<dyn Lock>> {
    disk.lock(&file.with_extension("lock")).ok().flatten()
}

/// Whether another window that is open now has this journal or copy. Where the folder has no locks nobody knows, and work
/// offered twice is better than work not offered.
#[must_use]
pub fn is_held(disk: &dyn Disk, file: &Path) -> bool {
    matches!(disk.lock(&file.with_extension("lock")), Ok(None))
}

/// Reads a recovery copy: what it is a copy of, and the project with its unsaved changes.
///
/// # Errors
/// Where it cannot be read or is damaged. It stays where it is.
pub fn read_recovery(
    disk: &dyn Disk,
    file: &Path,
) -> Result<(RecoveryHeader, Loaded), RecoveryError> {
    let bytes = read_bytes(disk, file)?;
    let (header, content) = split(file, &bytes)?;
    let name = file.display().to_string();
    Ok((header, parse_as(content, &name, Strictness::Recovery)?))
}

/// Removes a journal or recovery copy, after a save or because the user does not want it. One that is gone already is no error.
///
/// # Errors
/// Where the system refuses.
pub fn remove_recovery(disk: &dyn Disk, file: &Path) -> Result<(), RecoveryError> {
    match disk.remove(file) {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(RecoveryError::Remove {
            file: file.to_owned(),
            source,
        }),
        _ => Ok(()),
    }
}

fn read_bytes(disk: &dyn Disk, file: &Path) -> Result<Vec<u8>, RecoveryError> {
    let (bytes, _) = read_checked(disk, file)?;
    Ok(bytes)
}

/// The first line and the project behind it, if both are whole.
fn split<'a>(file: &Path, bytes: &'a [u8]) -> Result<(RecoveryHeader, &'a [u8]), RecoveryError> {
    let damaged = |message: &str| RecoveryError::Damaged {
        file: file.to_owned(),
        message: message.to_owned(),
    };
    let end = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .ok_or_else(|| damaged("it has no first line"))?;
    let (first, content) = (&bytes[..end], &bytes[end + 1..]);
    let header: HeaderFile = ron::de::from_bytes(first)
        .map_err(|error| damaged(&format!("its first line cannot be read: {}", error.code)))?;
    if header.recovery != RECOVERY_FORMAT {
        let message = format!(
            "it has format {}, and this version of Crosscheck reads {RECOVERY_FORMAT}",
            header.recovery
        );
        return Err(damaged(&message));
    }
    let whole = header
        .content
        .fingerprint()
        .is_some_and(|written| Fingerprint::of(content).same_bytes(&written));
    if !whole {
        return Err(damaged("the project in it is not what was written"));
    }
    let header = RecoveryHeader {
        session: header.session,
        project: header.project,
        title: header.title,
        project_path: header.project_path.map(PathBuf::from),
        based_on: header.based_on.as_ref().and_then(BytesFile::fingerprint),
        written: header.written,
        changes: header.changes,
    };
    Ok((header, content))
}
