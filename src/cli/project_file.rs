//! A project on the disk: opened, changed, saved.
//!
//! Invariant: what stands on the disk and was not read is never overwritten. Where the file changed since it was read, both
//! sets of changes are joined and the join is saved.

use super::error::CliError;
use crate::{
    edit::{Edit, RevisionContext, give_revisions, has_unsaved_changes, marking::Outcome},
    model::{Project, ReviewerId, Session},
    review,
    store::{self, Expected, Fingerprint, Loaded, RealDisk, SaveError, Warning},
};
use jiff::Timestamp;
use std::{
    hash::{BuildHasher as _, RandomState},
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// How often a save begins anew because the file changed again meanwhile. Each time another program must have saved
/// within a fraction of a second: of two programs that save without a pause one loses about every third time, so that
/// eight in a row came about in five hundred saves.
const MOST_ATTEMPTS: usize = 64;

/// A project and the file it came from or goes to.
#[derive(Debug)]
pub(super) struct ProjectFile {
    path: PathBuf,
    /// The project as it is now.
    pub project: Project,
    /// As it was read; what differs from it gets this process's revision.
    saved: Project,
    /// What was read; nothing where the file is to be made.
    fingerprint: Option<Fingerprint>,
    /// What a person should be told.
    pub messages: Vec<String>,
}

impl ProjectFile {
    /// Reads a project. What was repaired becomes a message.
    pub(super) fn open(path: &Path) -> Result<Self, CliError> {
        let (loaded, fingerprint) = store::load(&RealDisk, path)?;
        let saved = loaded.saved();
        let Loaded {
            project, warnings, ..
        } = loaded;
        let name = path.display();
        let messages = warnings
            .iter()
            .map(|warning| format!("{name}: {warning}"))
            .collect();
        Ok(Self {
            path: path.to_owned(),
            saved,
            project,
            fingerprint: Some(fingerprint),
            messages,
        })
    }

    /// Reads a project only to look at it, with what the file got wrong.
    pub(super) fn load(path: &Path) -> Result<(Project, Vec<Warning>), store::LoadError> {
        let (
            Loaded {
                project, warnings, ..
            },
            _,
        ) = store::load(&RealDisk, path)?;
        Ok((project, warnings))
    }

    /// A project whose file is to be made.
    pub(super) fn new(path: &Path, project: Project) -> Self {
        Self {
            path: path.to_owned(),
            saved: Project::new(project.id),
            project,
            fingerprint: None,
            messages: Vec::new(),
        }
    }

    /// The same file with another project to write, and no messages.
    pub(super) fn with(self, project: Project) -> Self {
        Self {
            project,
            messages: Vec::new(),
            ..self
        }
    }

    /// Changes the project, in memory.
    pub(super) fn edit(&mut self, edit: Edit) -> Result<(), CliError> {
        edit.apply(&mut self.project)?;
        Ok(())
    }

    /// Does what a gesture comes to, which may be nothing.
    pub(super) fn do_it(&mut self, outcome: Outcome) -> Result<(), CliError> {
        outcome.edit.map_or(Ok(()), |edit| self.edit(edit))
    }

    /// Gives what changed its revision and writes the file; leaves it alone where nothing changed.
    pub(super) fn save(&mut self) -> Result<(), CliError> {
        if self.fingerprint.is_some() && !has_unsaved_changes(&self.project, &self.saved) {
            return Ok(());
        }
        let by = self.project.reviewers.keys().next().copied();
        let context = RevisionContext {
            session: new_session(),
            n: 1,
            // Asked for only where a deletion is undone, which no command does.
            by: by.unwrap_or(ReviewerId(Uuid::nil())),
            at: now(),
        };
        give_revisions(&mut self.project, &self.saved, context);
        self.write()
    }

    /// Writes a project whose values all have their revision.
    pub(super) fn write(&mut self) -> Result<(), CliError> {
        for _ in 0..MOST_ATTEMPTS {
            let expected = self
                .fingerprint
                .map_or(Expected::NewFile, Expected::Unchanged);
            match store::save(&RealDisk, &self.path, &self.project, expected) {
                Ok(_) => return Ok(()),
                // It stands there, whole; what is not sure is whether it outlasts a power cut.
                Err(error @ SaveError::NotConfirmed { .. }) => {
                    self.messages.push(error.to_string());
                    return Ok(());
                }
                Err(SaveError::ChangedOnDisk { .. }) => self.join_what_changed()?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(CliError::Busy {
            path: self.path.clone(),
        })
    }

    fn join_what_changed(&mut self) -> Result<(), CliError> {
        let (theirs, fingerprint) = store::load(&RealDisk, &self.path)?;
        let name = self.path.display();
        let warnings = theirs.warnings.iter();
        self.messages
            .extend(warnings.map(|warning| format!("{name}: {warning}")));
        let joined = review::join(&self.project, &theirs.project);
        self.messages.push(format!(
            "{} was changed by somebody else meanwhile; both sets of changes are in it now",
            self.path.display()
        ));
        self.messages.extend(joined.report.notices);
        self.project = joined.project;
        self.fingerprint = Some(fingerprint);
        Ok(())
    }
}

/// Now, in UTC and whole seconds, which is what files hold.
pub(super) fn now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

/// A new version 7 id. Those of one process are in the order in which they were made.
pub(super) fn new_uuid() -> Uuid {
    Uuid::now_v7()
}

/// A session of this process. The keys of a `RandomState` come from the system's randomness, and so does the id.
fn new_session() -> Session {
    Session::from_random(RandomState::new().hash_one(new_uuid()))
}
