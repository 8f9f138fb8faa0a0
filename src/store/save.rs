//! Loading from and saving to a disk.
//!
//! A save never makes a file worse. The new bytes go into a temporary file in the folder of the real target, are forced to
//! the disk, read back and compared; it gets the old file's permissions and takes its place in one step. Until that step
//! the old file is untouched, and after a failure the temporary file is removed. Two saves at once wait for each other.
//!
//! What is not kept: owner, hard links and extended attributes of the old file, since a new file takes its place.

use super::{
    disk::{Access, Disk, FileFacts, FileKind},
    problem::LoadError,
    read::{Loaded, parse},
    unmerged,
    write::{WriteError, to_ron},
};
use crate::model::Project;
use sha2::{Digest as _, Sha256};
use std::{
    fmt, io,
    path::{Path, PathBuf},
    str::FromStr,
    time::SystemTime,
};

/// The largest project file that is read, in bytes. Ten megabytes of text with 100 000 annotations make 58 of these
/// megabytes, so that this is far above honest use and still fits into memory.
pub const LARGEST_FILE: u64 = 1024 * 1024 * 1024;

/// Which bytes were read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The SHA-256 of the bytes.
    pub sha256: Sha256Digest,
    /// How many they were.
    pub len: u64,
    /// When the file was last written, where the system knows. Only for a first, cheap look: times can be coarse.
    pub modified: Option<SystemTime>,
}

impl Fingerprint {
    /// Of bytes that stand in no file yet.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            sha256: Sha256Digest(Sha256::digest(bytes).into()),
            len: bytes.len() as u64,
            modified: None,
        }
    }

    /// Whether both are of the same bytes, whenever these were written.
    #[must_use]
    pub fn same_bytes(&self, other: &Self) -> bool {
        self.sha256 == other.sha256 && self.len == other.len
    }

    /// Whether length and time are still the same, hence very likely the bytes. Reads nothing but the folder.
    ///
    /// # Errors
    /// What the system says, such as `NotFound`.
    pub fn looks_current(&self, disk: &dyn Disk, path: &Path) -> io::Result<bool> {
        let facts = disk.facts(path)?;
        Ok(facts.len == self.len && facts.modified.is_some() && facts.modified == self.modified)
    }
}

/// A SHA-256, shown as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Sha256Digest([u8; 32]);

impl fmt::Display for Sha256Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Sha256Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// Why a string is no [`Sha256Digest`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a SHA-256 is 64 hexadecimal digits in lower case")]
pub struct ParseDigestError;

impl FromStr for Sha256Digest {
    type Err = ParseDigestError;

    fn from_str(text: &str) -> Result<Self, ParseDigestError> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let digits = |byte: &u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if pairs.len() != 32 || !rest.is_empty() || !text.as_bytes().iter().all(digits) {
            return Err(ParseDigestError);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            let value = |digit: u8| match digit {
                b'0'..=b'9' => digit - b'0',
                _ => digit - b'a' + 10,
            };
            *byte = value(pair[0]) * 16 + value(pair[1]);
        }
        Ok(Self(bytes))
    }
}

/// What a save may find in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    NewFile,
    /// The bytes that were read or written last.
    Unchanged(Fingerprint),
    /// Anything: the person was asked.
    Overwrite,
}

/// What a save was doing when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaveStep {
    /// Finding the real file behind the path.
    Resolve,
    /// Looking at the file that is there.
    Look,
    /// Making the temporary file.
    Create,
    /// Writing the temporary file.
    Write,
    /// Reading it back.
    ReadBack,
    /// Giving it the old file's permissions.
    Permissions,
    /// Putting it into the old file's place.
    Replace,
}

impl fmt::Display for SaveStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Resolve => "following its path",
            Self::Look => "looking at the file that is there",
            Self::Create => "making a temporary file beside it",
            Self::Write => "writing",
            Self::ReadBack => "reading back what was written",
            Self::Permissions => "keeping its permissions",
            Self::Replace => "putting the new file in place of the old one",
        })
    }
}

/// Why a project was not saved. But for [`SaveError::NotConfirmed`] the file is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// Another program or person has written the file since it was read.
    #[error("{}: this file has changed on the disk since it was opened; it was not overwritten", path.display())]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
    },
    /// The file that was read is not there any more.
    #[error("{}: this file was moved or deleted since it was opened", path.display())]
    Gone {
        /// The file.
        path: PathBuf,
    },
    /// A new file was to be made, but there is one.
    #[error("{}: there is already a file of this name", path.display())]
    AlreadyExists {
        /// The file.
        path: PathBuf,
    },
    /// There is a folder or a device.
    #[error("{}: this is not a regular file", path.display())]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The file is marked as read-only.
    #[error("{}: this file is read-only", path.display())]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// The folder is not there.
    #[error("{}: there is no such folder to save in", folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// The project cannot be written.
    #[error("{}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: WriteError,
    },
    /// The system refused; a full disk, a missing permission, a broken disk.
    #[error("{}: not saved; {step} failed: {source}; the old file is untouched", path.display())]
    Disk {
        /// The file.
        path: PathBuf,
        /// What was being done.
        step: SaveStep,
        /// What the system said.
        source: io::Error,
    },
    /// What was read back differs from what was written.
    #[error("{}: not saved; the disk gave back other bytes than were written; the old file is untouched", path.display())]
    Garbled {
        /// The file.
        path: PathBuf,
    },
    /// The new file is in its place, read back and equal, but the system does not say that it would outlast a power cut.
    #[error("{}: saved, but the disk did not confirm it: {source}", path.display())]
    NotConfirmed {
        /// The file.
        path: PathBuf,
        /// What stands there now.
        fingerprint: Fingerprint,
        /// What the system said.
        source: io::Error,
    },
}

/// Reads a project file, with the fingerprint that a later save has to show.
///
/// # Errors
/// See [`LoadError`]; each message starts with the path.
pub fn load(disk: &dyn Disk, path: &Path) -> Result<(Loaded, Fingerprint), LoadError> {
    let name = path.display().to_string();
    let (bytes, modified) = read_checked(disk, path)?;
    // The SHA-256 takes a tenth of the parse; beside it, it costs no time.
    let (loaded, mut fingerprint) = std::thread::scope(|scope| {
        let fingerprint = scope.spawn(|| Fingerprint::of(&bytes));
        let loaded = parse(&bytes, &name);
        let fingerprint = fingerprint.join();
        (
            loaded,
            fingerprint.unwrap_or_else(|_panicked| Fingerprint::of(&bytes)),
        )
    });
    fingerprint.modified = modified;
    Ok((loaded?, fingerprint))
}

/// The bytes of a file that is one and not too large, and when it was written.
pub(super) fn read_checked(
    disk: &dyn Disk,
    path: &Path,
) -> Result<(Vec<u8>, Option<SystemTime>), LoadError> {
    let file = || path.display().to_string();
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::NotFound => LoadError::Missing { file: file() },
        io::ErrorKind::PermissionDenied => LoadError::NoPermission { file: file() },
        io::ErrorKind::IsADirectory => LoadError::Folder { file: file() },
        _ => LoadError::Read {
            file: file(),
            source,
        },
    };
    let too_large = || LoadError::TooLarge {
        file: file(),
        limit: LARGEST_FILE,
    };
    let facts = disk.facts(path).map_err(failed)?;
    match facts.kind {
        FileKind::File => {}
        FileKind::Folder => return Err(LoadError::Folder { file: file() }),
        FileKind::Other => return Err(LoadError::NotRegular { file: file() }),
    }
    if facts.len > LARGEST_FILE {
        return Err(too_large());
    }
    // The file may grow while it is read.
    let bytes = disk.read(path, LARGEST_FILE + 1).map_err(failed)?;
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large());
    }
    Ok((bytes, facts.modified))
}

/// Writes a project file and gives the fingerprint of what stands there now.
///
/// # Errors
/// See [`SaveError`]; but for its last variant the old file is as it was.
pub fn save(
    disk: &dyn Disk,
    path: &Path,
    project: &Project,
    expected: Expected,
) -> Result<Fingerprint, SaveError> {
    // Looked at first, since writing takes longer and may be in vain, and once more before the old file is replaced.
    let real = resolve(disk, path)?;
    // From this look until the new file is in place no other save may come between: a file that has the same length and
    // was written within the same tick of the clock would not be noticed.
    let _lock = real.parent().map(|folder| disk.lock_folder(folder));
    let target = Target::at(disk, path, real)?;
    let there = target.check(disk, path, expected)?;
    if let Some(bytes) = &there {
        unmerged::keep_beside(disk, path, &target.real, bytes)?;
    }
    drop(there);
    let text = to_ron(project).map_err(|source| SaveError::Write {
        path: path.to_owned(),
        source,
    })?;
    target.replace(disk, path, text.as_bytes(), expected)
}

/// Writes bytes to a file as a save does, whatever stands there.
pub(super) fn save_bytes(
    disk: &dyn Disk,
    path: &Path,
    bytes: &[u8],
) -> Result<Fingerprint, SaveError> {
    let target = Target::at(disk, path, resolve(disk, path)?)?;
    target.replace(disk, path, bytes, Expected::Overwrite)
}

/// Writes bytes to a file that is not there yet, as private as the one beside it that they come from.
pub(super) fn save_new_bytes(
    disk: &dyn Disk,
    path: &Path,
    beside: &Path,
    bytes: &[u8],
) -> Result<(), SaveError> {
    let target = Target::at(disk, path, resolve(disk, path)?)?;
    target.check(disk, path, Expected::NewFile)?;
    target.replace(disk, path, bytes, Expected::NewFile)?;
    let permissions = disk.facts(beside).map(|facts| facts.permissions);
    permissions
        .and_then(|permissions| disk.set_permissions(path, permissions))
        .map_err(failed(path, SaveStep::Permissions))
}

fn resolve(disk: &dyn Disk, path: &Path) -> Result<PathBuf, SaveError> {
    disk.resolve(path).map_err(failed(path, SaveStep::Resolve))
}

/// The real file behind a path, and what stands there.
struct Target {
    real: PathBuf,
    there: Option<FileFacts>,
}

impl Target {
    fn at(disk: &dyn Disk, path: &Path, real: PathBuf) -> Result<Self, SaveError> {
        let there = match disk.facts(&real) {
            Ok(facts) => Some(facts),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(path, SaveStep::Look)(error)),
        };
        Ok(Self { real, there })
    }

    /// Whether what stands there may be replaced. Gives its bytes where they had to be read for that.
    fn check(
        &self,
        disk: &dyn Disk,
        path: &Path,
        expected: Expected,
    ) -> Result<Option<Vec<u8>>, SaveError> {
        let changed = || SaveError::ChangedOnDisk {
            path: path.to_owned(),
        };
        if let Some(facts) = &self.there {
            if facts.kind != FileKind::File {
                return Err(SaveError::NotAFile {
                    path: path.to_owned(),
                });
            }
            if expected != Expected::NewFile && facts.permissions.readonly() {
                return Err(SaveError::ReadOnly {
                    path: path.to_owned(),
                });
            }
        }
        match (expected, &self.there) {
            (Expected::NewFile, Some(_)) => Err(SaveError::AlreadyExists {
                path: path.to_owned(),
            }),
            (Expected::Unchanged(_), None) => Err(SaveError::Gone {
                path: path.to_owned(),
            }),
            (Expected::Unchanged(read), Some(facts)) if facts.len != read.len => Err(changed()),
            (Expected::Unchanged(read), Some(facts)) => {
                let now = disk
                    .read(&self.real, facts.len.saturating_add(1))
                    .map_err(failed(path, SaveStep::Look))?;
                if Fingerprint::of(&now).same_bytes(&read) {
                    Ok(Some(now))
                } else {
                    Err(changed())
                }
            }
            (Expected::NewFile, None) | (Expected::Overwrite, _) => Ok(None),
        }
    }

    fn replace(
        &self,
        disk: &dyn Disk,
        path: &Path,
        bytes: &[u8],
        expected: Expected,
    ) -> Result<Fingerprint, SaveError> {
        let folder = self.real.parent().unwrap_or(Path::new("."));
        let name = self.real.file_name().unwrap_or_default().to_string_lossy();
        let access = match self.there {
            Some(_) => Access::Private,
            None => Access::Default,
        };
        let (temporary, mut file) = disk
            .create_temporary(folder, &format!(".{name}."), access)
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => SaveError::NoFolder {
                    folder: folder.to_owned(),
                },
                _ => failed(path, SaveStep::Create)(error),
            })?;
        let written = file
            .write_all(bytes)
            .and_then(|()| file.sync())
            .map_err(failed(path, SaveStep::Write));
        // Closed before it is renamed or removed, which some systems insist on.
        drop(file);
        let replaced = written.and_then(|()| self.swap(disk, path, &temporary, bytes, expected));
        let modified = replaced.inspect_err(|_| {
            // Litter is better than hiding why the save failed.
            let _ = disk.remove(&temporary);
        })?;
        let fingerprint = Fingerprint {
            modified,
            ..Fingerprint::of(bytes)
        };
        match disk.sync_folder(folder) {
            Ok(()) => Ok(fingerprint),
            Err(source) => Err(SaveError::NotConfirmed {
                path: path.to_owned(),
                fingerprint,
                source,
            }),
        }
    }

    /// Compares the temporary file with what it should hold and puts it into place. Gives the time of its last write.
    fn swap(
        &self,
        disk: &dyn Disk,
        path: &Path,
        temporary: &Path,
        bytes: &[u8],
        expected: Expected,
    ) -> Result<Option<SystemTime>, SaveError> {
        let back = disk
            .read(temporary, bytes.len() as u64 + 1)
            .map_err(failed(path, SaveStep::ReadBack))?;
        if back != bytes {
            return Err(SaveError::Garbled {
                path: path.to_owned(),
            });
        }
        drop(back);
        if let Some(facts) = &self.there {
            disk.set_permissions(temporary, facts.permissions.clone())
                .map_err(failed(path, SaveStep::Permissions))?;
        }
        let modified = disk
            .facts(temporary)
            .map_err(failed(path, SaveStep::ReadBack))?
            .modified;
        self.still_there(disk, path, expected)?;
        disk.rename(temporary, &self.real)
            .map_err(failed(path, SaveStep::Replace))?;
        Ok(modified)
    }

    /// Whether what stands in the place is still what [`Target::at`] saw there, as far as a quick look can tell.
    fn still_there(
        &self,
        disk: &dyn Disk,
        path: &Path,
        expected: Expected,
    ) -> Result<(), SaveError> {
        if expected == Expected::Overwrite {
            return Ok(());
        }
        let path = path.to_owned();
        match (disk.facts(&self.real), &self.there) {
            (Ok(now), Some(then)) if now.len == then.len && now.modified == then.modified => Ok(()),
            (Ok(_), Some(_)) => Err(SaveError::ChangedOnDisk { path }),
            (Ok(_), None) => Err(SaveError::AlreadyExists { path }),
            (Err(error), there) if error.kind() == io::ErrorKind::NotFound => match there {
                None => Ok(()),
                Some(_) => Err(SaveError::Gone { path }),
            },
            (Err(error), _) => Err(failed(&path, SaveStep::Look)(error)),
        }
    }
}

fn failed(path: &Path, step: SaveStep) -> impl FnOnce(io::Error) -> SaveError + use<> {
    let path = path.to_owned();
    move |source| SaveError::Disk { path, step, source }
}
