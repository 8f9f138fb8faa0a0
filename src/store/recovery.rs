//! Copies of what was not saved yet, to be offered after a crash.
//!
//! One file a session, `<session>.ron` in the folder for recovery: a first line that says what it is a copy of, then the
//! project, in the shape of a project file but for revisions that were not given yet. It is written as a project is,
//! beside the old copy and put in its place in one step, so that a crash while writing leaves the copy before.
//!
//! A window holds the lock of its copy, `<session>.lock`, as long as it lives, so that another one neither offers nor
//! removes it. After a crash the system has given the lock back.
//!
//! Invariant: nothing here is ever removed but by [`remove_recovery`]. A damaged copy is listed with what is wrong.

use super::{
    disk::{Disk, Lock},
    problem::LoadError,
    read::{Loaded, parse_as},
    resolve::Strictness,
    save::{Fingerprint, SaveError, read_checked, save_bytes},
    write::to_ron_as,
};
use crate::model::{Project, ProjectId, Session};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{
    io,
    path::{Path, PathBuf},
};

/// The form of recovery copies that this version writes and reads.
const RECOVERY_FORMAT: u32 = 1;

/// What a recovery copy is made of.
#[derive(Clone, Copy, Debug)]
pub struct Recovery<'a> {
    /// The session that writes it, and that names the file.
    pub session: Session,
    /// The file that the project was opened from or saved to; `None` where it was never saved.
    pub project_path: Option<&'a Path>,
    /// What stood in that file when it was read or written last.
    pub based_on: Option<Fingerprint>,
    /// Now, in UTC.
    pub written: Timestamp,
    /// How many changes since the last save it holds, to tell the user.
    pub changes: usize,
    /// The project as it stands.
    pub project: &'a Project,
}

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

/// A file in the folder for recovery.
#[derive(Debug)]
pub struct RecoveryEntry {
    /// Where it is.
    pub file: PathBuf,
    /// What it says it is, or what is wrong with it.
    pub header: Result<RecoveryHeader, RecoveryError>,
}

/// Why a recovery copy could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// Its folder could not be made.
    #[error("{}: the folder for recovery copies could not be made: {source}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Its folder could not be read.
    #[error("{}: the folder for recovery copies could not be read: {source}", folder.display())]
    List {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// It could not be written.
    #[error("the recovery copy was not written: {0}")]
    Save(#[from] SaveError),
    /// The project or the first line could not be put into RON.
    #[error("{}: the recovery copy was not written: {message}", file.display())]
    Serialise {
        /// The file.
        file: PathBuf,
        /// Why.
        message: String,
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
    #[error("{}: the recovery copy could not be removed: {source}", file.display())]
    Remove {
        /// The file.
        file: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// The first line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "recovery")]
struct HeaderFile {
    recovery: u32,
    session: Session,
    project: ProjectId,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    project_path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    based_on: Option<BytesFile>,
    written: Timestamp,
    changes: usize,
    /// The project behind this line, so that a torn or edited copy is noticed when it is listed.
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

/// Where a session keeps its recovery copy.
#[must_use]
pub fn recovery_file(folder: &Path, session: Session) -> PathBuf {
    folder.join(format!("{session}.ron"))
}

/// Takes the lock of a recovery copy; `None` while another window has it, or where the folder has no locks.
#[must_use]
pub fn hold_recovery(disk: &dyn Disk, file: &Path) -> Option<Box<dyn Lock>> {
    disk.lock(&file.with_extension("lock")).ok().flatten()
}

/// Whether another window that is open now has this recovery copy. Where the folder has no locks nobody knows, and work
/// offered twice is better than work not offered.
#[must_use]
pub fn is_held(disk: &dyn Disk, file: &Path) -> bool {
    matches!(disk.lock(&file.with_extension("lock")), Ok(None))
}

/// Writes the recovery copy of a session, over the one before, and says where it is.
///
/// # Errors
/// Where the disk refuses; the copy before is then still there.
pub fn write_recovery(
    disk: &dyn Disk,
    folder: &Path,
    recovery: &Recovery<'_>,
) -> Result<PathBuf, RecoveryError> {
    let Recovery {
        session,
        project_path,
        based_on,
        written,
        changes,
        project,
    } = *recovery;
    let file = recovery_file(folder, session);
    let unserialisable = |message: String| RecoveryError::Serialise {
        file: file.clone(),
        message,
    };
    let content = to_ron_as(project, Strictness::Recovery)
        .map_err(|error| unserialisable(error.to_string()))?;
    let header = HeaderFile {
        recovery: RECOVERY_FORMAT,
        session,
        project: project.id,
        title: project.title.clone(),
        // A path that is no Unicode could only be kept as another path, and a wrong one is worse than none.
        project_path: project_path.and_then(Path::to_str).map(str::to_owned),
        based_on: based_on.map(BytesFile::from),
        written,
        changes,
        content: Fingerprint::of(content.as_bytes()).into(),
    };
    let mut text = ron::to_string(&header).map_err(|error| unserialisable(error.to_string()))?;
    text.reserve_exact(content.len() + 1);
    text.push('\n');
    text.push_str(&content);
    disk.create_folder(folder)
        .map_err(|source| RecoveryError::Folder {
            folder: folder.to_owned(),
            source,
        })?;
    match save_bytes(disk, &file, text.as_bytes()) {
        // It stands there, and it is only a copy.
        Ok(_) | Err(SaveError::NotConfirmed { .. }) => Ok(file),
        Err(error) => Err(error.into()),
    }
}

/// Every recovery copy in the folder, sorted by name, the damaged ones with what is wrong.
///
/// # Errors
/// Where the folder cannot be read. One that is not there holds no copies.
pub fn list_recoveries(
    disk: &dyn Disk,
    folder: &Path,
) -> Result<Vec<RecoveryEntry>, RecoveryError> {
    let files = disk.list(folder).map_err(|source| RecoveryError::List {
        folder: folder.to_owned(),
        source,
    })?;
    Ok(files
        .into_iter()
        .filter(|file| file.extension().is_some_and(|extension| extension == "ron"))
        .map(|file| {
            let header = read_bytes(disk, &file)
                .and_then(|bytes| split(&file, &bytes).map(|(header, _)| header));
            RecoveryEntry { file, header }
        })
        .collect())
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

/// Removes a recovery copy, after a save or because the user does not want it. One that is gone already is no error.
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
