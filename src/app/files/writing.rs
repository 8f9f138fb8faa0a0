//! Writing a project where somebody else may have written since it was read, and what is said where it cannot be done.
//!
//! Invariant: off the UI thread, and never over what was not read.

use super::taking_in::{self, CameIn};
use crate::app::words;
use crate::model::Project;
use crate::store::{self, Expected, Fingerprint, SaveError};
use std::path::Path;

/// What was written.
pub(super) struct Written {
    pub(super) project: Project,
    pub(super) fingerprint: Fingerprint,
    pub(super) came_in: Option<Joined>,
}

/// A file that somebody else had changed was joined.
pub(super) struct Joined {
    pub(super) came_in: CameIn,
    /// What would have been written without it.
    pub(super) ours: Project,
}

/// Writes a project. Where the file was changed by somebody else since it was read, which is `base`, both sets of changes
/// are joined, as often as it takes: a save never overwrites what it has not read.
pub(super) fn write(
    disk: &dyn store::Disk,
    path: &Path,
    project: Project,
    base: &Project,
    expected: Expected,
) -> Result<Written, WriteFailure> {
    match save_unconfirmed(disk, path, &project, expected) {
        Ok(fingerprint) => Ok(Written {
            project,
            fingerprint,
            came_in: None,
        }),
        Err(SaveError::ChangedOnDisk { .. }) => write_joined(disk, path, project, base),
        // Nothing is there to be lost, and the person asked for it to be there.
        Err(SaveError::Gone { .. }) => {
            let fingerprint = save_unconfirmed(disk, path, &project, Expected::NewFile)?;
            Ok(Written {
                project,
                fingerprint,
                came_in: None,
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// How often a save begins anew because the file changed again meanwhile. Each time somebody else must have saved within
/// the moment that it takes.
const MOST_ATTEMPTS: usize = 64;

fn write_joined(
    disk: &dyn store::Disk,
    path: &Path,
    ours: Project,
    base: &Project,
) -> Result<Written, WriteFailure> {
    let mut attempt = 0;
    loop {
        attempt += 1;
        let (theirs, fingerprint) = store::load(disk, path).map_err(WriteFailure::Theirs)?;
        if theirs.project.id != ours.id {
            return Err(WriteFailure::OtherProject(path.display().to_string()));
        }
        let (project, came_in) = taking_in::join(path, base, &ours, &theirs);
        match save_unconfirmed(disk, path, &project, Expected::Unchanged(fingerprint)) {
            Err(SaveError::ChangedOnDisk { .. }) if attempt < MOST_ATTEMPTS => {}
            Err(error) => return Err(error.into()),
            Ok(fingerprint) => {
                return Ok(Written {
                    project,
                    fingerprint,
                    came_in: Some(Joined { came_in, ours }),
                });
            }
        }
    }
}

/// Saves. What the disk did not confirm stands there all the same, read back and equal: its revisions are given.
fn save_unconfirmed(
    disk: &dyn store::Disk,
    path: &Path,
    project: &Project,
    expected: Expected,
) -> Result<Fingerprint, SaveError> {
    match store::save(disk, path, project, expected) {
        Err(SaveError::NotConfirmed { fingerprint, .. }) => Ok(fingerprint),
        done => done,
    }
}

impl WriteFailure {
    /// For the log.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Save(SaveError::ReadOnly { .. }) => "read-only",
            Self::Save(SaveError::AlreadyExists { .. }) => "already exists",
            Self::Save(_) => "not written",
            Self::Theirs(error) => error.kind_word(),
            Self::OtherProject(_) => "another project",
        }
    }

    /// The reason as a person would say it; the exact one stands under it.
    pub(super) fn in_plain_words(&self) -> String {
        let error = match self {
            Self::Save(error) => error,
            Self::Theirs(_) => return words::THEIRS_CANNOT_BE_READ.to_owned(),
            Self::OtherProject(_) => return words::ANOTHER_PROJECT_THERE.to_owned(),
        };
        match error {
            SaveError::Disk { source, .. } => {
                words::why_not_written(source).map_or_else(|| self.to_string(), str::to_owned)
            }
            SaveError::NoFolder { .. } => words::NO_FOLDER.to_owned(),
            SaveError::ReadOnly { .. } => words::FILE_IS_READ_ONLY.to_owned(),
            SaveError::Garbled { .. } => words::GARBLED.to_owned(),
            SaveError::ChangedOnDisk { .. } => words::KEEPS_CHANGING.to_owned(),
            _ => self.to_string(),
        }
    }
}

/// Why a project was not written.
#[derive(Debug, thiserror::Error)]
pub(super) enum WriteFailure {
    #[error("{0}")]
    Save(#[from] SaveError),
    #[error("the file was changed by someone else, and what stands there now cannot be read: {0}")]
    Theirs(store::LoadError),
    #[error("{0}: another project stands there now, and it was not overwritten")]
    OtherProject(String),
}
