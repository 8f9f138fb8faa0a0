//! Earlier versions of a project: what was saved, packed, in the user's state folder.
//!
//! One file a version, in `versions/<project id>/`: the bytes of the project file as a `.gz`, so that any tool can unpack
//! them, with a first line about it in the comment of its header. The name has a number that grows by one, the time and the
//! SHA-256 of what is in it: `00000012-20261127T104200Z-3f9a….ron.gz`.
//!
//! The tour: [`keep`] adds a version and thins the rest; [`list`] names what there is, [`note`] tells by whom it was saved,
//! [`read`] unpacks it; [`of_path`] finds the versions of a file that cannot be read any more, [`holding`] the one with
//! certain bytes. Inside, `name` is the name of a version, `packed` the file, `thinning` says which may go.
//!
//! Invariant: what is kept is never written over, and goes only by `thinning`. The order of versions is that of their
//! numbers, so that a clock that was set back or forth costs nothing. A file in the folder that is none of ours is left
//! alone. A failure leaves every version that was there.

mod name;
mod packed;
#[cfg(test)]
mod tests;
mod thinning;

pub use name::Version;
pub use packed::VersionNote;

use super::{
    disk::{Access, Disk, FileKind},
    leftovers,
    save::{Fingerprint, Sha256Digest},
};
use crate::model::ProjectId;
use jiff::{Timestamp, tz::TimeZone};
use std::{
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// How the name of a version begins while it is being written.
const TEMPORARY: &str = ".version.";

/// Why a version could not be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum VersionError {
    /// A call to the file system failed.
    #[error("{}: {step} failed: {source}", path.display())]
    Disk {
        /// The folder or the file.
        path: PathBuf,
        /// What was being done.
        step: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// What was read back differs from what was written.
    #[error("{}: the disk gave back other bytes than were written", path.display())]
    Garbled {
        /// The file.
        path: PathBuf,
    },
    /// It is not what was written.
    #[error("{}: this version is damaged", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The project could not be put into RON, or the file that was opened is another one now.
    #[error("{0}")]
    Content(String),
}

/// What became of a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It was written.
    New,
    /// Its bytes were there already; it is the newest again.
    Known,
}

/// Where versions of a project are, below the folder for those of all projects.
#[must_use]
pub fn folder_of(versions: &Path, project: ProjectId) -> PathBuf {
    versions.join(project.to_string())
}

/// When a version is kept, and in which time zone days begin and end.
#[derive(Clone, Debug)]
pub struct When {
    /// Now, in UTC.
    pub at: Timestamp,
    /// Where the person is.
    pub zone: TimeZone,
}

/// Keeps a version of a project, and removes what `thinning` lets go. `bytes` are asked for where they are not there yet.
///
/// # Errors
/// Where the disk refuses. Everything that was there is there still.
pub fn keep(
    disk: &dyn Disk,
    versions: &Path,
    project: ProjectId,
    (sha256, note): (Sha256Digest, &VersionNote),
    when: &When,
    bytes: impl FnOnce() -> Result<Vec<u8>, VersionError>,
) -> Result<Kept, VersionError> {
    let folder = folder_of(versions, project);
    disk.create_folder(&folder)
        .map_err(failed(&folder, "making the folder"))?;
    // Two windows would give the same number otherwise, or keep the same bytes twice.
    let _lock = disk.lock_folder(&folder);
    let there = list(disk, versions, project)?;
    let number = there.first().map_or(1, |newest| newest.number + 1);
    let new = Version::new(&folder, number, when.at, sha256);
    let known = there.iter().find(|version| version.sha256 == sha256);
    let kept = match known {
        Some(known) if Some(known) == there.first() => return Ok(Kept::Known),
        Some(known) => {
            disk.rename(&known.file, &new.file)
                .map_err(failed(&known.file, "renaming"))?;
            Kept::Known
        }
        None => {
            let packed = packed::pack(&bytes()?, note).map_err(failed(&new.file, "packing"))?;
            write(disk, &folder, &new.file, &packed)?;
            Kept::New
        }
    };
    // Whether the names are on the disk at once is no matter: the project's own file is.
    let _not_confirmed = disk.sync_folder(&folder);
    tidy(disk, versions, project, when);
    Ok(kept)
}

/// Removes what may go. Whatever cannot be removed now can be at the next time.
fn tidy(disk: &dyn Disk, versions: &Path, project: ProjectId, when: &When) {
    let folder = folder_of(versions, project);
    let _next_time = leftovers::remove_temporary(disk, &folder, TEMPORARY, SystemTime::now());
    let Ok(there) = list(disk, versions, project) else {
        return;
    };
    for version in thinning::may_go(&there, &when.zone) {
        let _next_time = disk.remove(&version.file);
    }
}

/// Writes a new file that only the person may read, as a project may be private.
fn write(disk: &dyn Disk, folder: &Path, file: &Path, packed: &[u8]) -> Result<(), VersionError> {
    let (temporary, mut new) = disk
        .create_temporary(folder, TEMPORARY, Access::Private)
        .map_err(failed(folder, "making a file"))?;
    let written = new
        .write_all(packed)
        .and_then(|()| new.sync())
        .map_err(failed(file, "writing"));
    // Closed before it is renamed or removed, which some systems insist on.
    drop(new);
    let placed = written.and_then(|()| {
        let back = disk
            .read(&temporary, packed.len() as u64 + 1)
            .map_err(failed(file, "reading back"))?;
        if back != packed {
            return Err(VersionError::Garbled {
                path: file.to_owned(),
            });
        }
        disk.rename(&temporary, file)
            .map_err(failed(file, "putting it into place"))
    });
    placed.inspect_err(|_| {
        let _litter = disk.remove(&temporary);
    })
}

/// The versions of a project, the newest first; none where there is no folder.
///
/// # Errors
/// Where the folder cannot be read.
pub fn list(
    disk: &dyn Disk,
    versions: &Path,
    project: ProjectId,
) -> Result<Vec<Version>, VersionError> {
    let folder = folder_of(versions, project);
    let files = disk
        .list(&folder)
        .map_err(failed(&folder, "reading the folder"))?;
    let mut found: Vec<Version> = files.iter().filter_map(|file| Version::at(file)).collect();
    found.sort_by(|one, other| {
        let key = |version: &Version| (version.number, version.at);
        key(other)
            .cmp(&key(one))
            .then_with(|| one.file.cmp(&other.file))
    });
    Ok(found)
}

/// By whom and from which file a version was saved.
///
/// # Errors
/// Where the file cannot be read, or is none of ours.
pub fn note(disk: &dyn Disk, version: &Version) -> Result<VersionNote, VersionError> {
    let head = disk
        .read(&version.file, packed::LONGEST_HEAD)
        .map_err(failed(&version.file, "reading"))?;
    packed::note(&head).ok_or_else(|| damaged(version))
}

/// The bytes of the project file as they were.
///
/// # Errors
/// Where the file cannot be read, or is not what was written.
pub fn read(disk: &dyn Disk, version: &Version) -> Result<Vec<u8>, VersionError> {
    let packed = disk
        .read(&version.file, super::LARGEST_FILE)
        .map_err(failed(&version.file, "reading"))?;
    packed::unpack(&packed)
        .filter(|bytes| Fingerprint::of(bytes).sha256 == version.sha256)
        .ok_or_else(|| damaged(version))
}

/// Writes a version to a file that can only be read, in a folder of its own; what was looked at there a day ago goes.
///
/// # Errors
/// Where the version is damaged, or the disk refuses.
pub fn copy_to_read(disk: &dyn Disk, version: &Version, copy: &Path) -> Result<(), VersionError> {
    let bytes = read(disk, version)?;
    let folder = copy.parent().unwrap_or(Path::new("."));
    disk.create_folder(folder)
        .map_err(failed(folder, "making the folder"))?;
    forget_old(disk, folder, copy);
    if disk.facts(copy).is_ok() {
        return Ok(());
    }
    write(disk, folder, copy, &bytes)?;
    let mut permissions = disk
        .facts(copy)
        .map_err(failed(copy, "looking"))?
        .permissions;
    permissions.set_readonly(true);
    disk.set_permissions(copy, permissions)
        .map_err(failed(copy, "making it read-only"))
}

/// How long a copy stays that was made to look at.
const LOOKED_AT: Duration = Duration::from_hours(24);

fn forget_old(disk: &dyn Disk, folder: &Path, but: &Path) {
    let now = SystemTime::now();
    for file in disk.list(folder).unwrap_or_default() {
        let modified = disk.facts(&file).ok().and_then(|facts| facts.modified);
        let age = modified.and_then(|modified| now.duration_since(modified).ok());
        if file != but && age.is_some_and(|age| age > LOOKED_AT) {
            let _next_time = disk.remove(&file);
        }
    }
}

/// The version of a project that has just these bytes, if it is kept.
#[must_use]
pub fn holding(
    disk: &dyn Disk,
    versions: &Path,
    project: ProjectId,
    fingerprint: &Fingerprint,
) -> Option<Version> {
    let there = list(disk, versions, project).ok()?;
    there
        .into_iter()
        .find(|version| version.sha256 == fingerprint.sha256)
}

/// The project that was saved to this file last, of those that have versions.
///
/// Cost: a look at the first bytes of one version of each project.
#[must_use]
pub fn of_path(disk: &dyn Disk, versions: &Path, path: &Path) -> Option<ProjectId> {
    let folders = disk.list(versions).ok()?;
    let newest = folders.iter().filter_map(|folder| {
        let id: ProjectId = folder.file_name()?.to_str()?.parse().ok()?;
        let is_folder = disk.facts(folder).ok()?.kind == FileKind::Folder;
        let newest = is_folder.then(|| list(disk, versions, id).ok())??;
        let newest = newest.into_iter().next()?;
        let of_file = note(disk, &newest).ok()?.path;
        (of_file.as_deref() == Some(path)).then_some((newest.at, id))
    });
    newest.max().map(|(_, id)| id)
}

fn damaged(version: &Version) -> VersionError {
    VersionError::Damaged {
        path: version.file.clone(),
    }
}

fn failed(path: &Path, step: &'static str) -> impl FnOnce(io::Error) -> VersionError + use<> {
    let path = path.to_owned();
    move |source| VersionError::Disk { path, step, source }
}
