//! What the journal's thread does with what it is given; a test does the same without the thread.

use crate::app::crash;
use crate::edit::has_unsaved_changes;
use crate::store::journal::{JournalError, JournalWriter, Moment, Origin, journal_file};
use crate::store::{
    Disk, Lock,
    recovery::{self, RecoveryError},
};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What should be in the journal.
#[derive(Clone)]
pub(super) enum Wanted {
    /// The project as it is now, and what it is compared with.
    Work(Arc<Origin>, Box<Moment>),
    /// Nothing: the work was saved, or thrown away.
    Nothing,
}

impl Wanted {
    /// Whether it is of the same journal.
    pub(super) fn follows(&self, before: &Self) -> bool {
        match (before, self) {
            (Self::Work(one, _), Self::Work(other, _)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }

    /// The number of the session's next save.
    pub(super) fn save(&self) -> Option<u32> {
        match self {
            Self::Work(_, moment) => Some(moment.save),
            Self::Nothing => None,
        }
    }
}

/// Work of an earlier start that was brought back. It goes when it is in the journal of this start, or saved.
pub(in crate::app) struct Predecessor {
    /// The file.
    pub(in crate::app) file: PathBuf,
    /// Keeps other windows from offering it; `None` where the folder has no locks.
    pub(in crate::app) lock: Option<Box<dyn Lock>>,
}

/// The journal of what is open.
struct Open {
    writer: JournalWriter,
    /// Keeps other windows from offering it; `None` where the folder has no locks.
    lock: Option<Box<dyn Lock>>,
}

/// Writes one journal after the other.
pub(super) struct Worker {
    disk: Arc<dyn Disk>,
    folder: PathBuf,
    open: Option<Open>,
}

impl Worker {
    pub(super) fn new(disk: Arc<dyn Disk>, folder: PathBuf) -> Self {
        Self {
            disk,
            folder,
            open: None,
        }
    }

    /// Brings the journal to this.
    pub(super) fn take(&mut self, wanted: &Wanted) -> Result<(), String> {
        self.guarded(|worker| match wanted {
            Wanted::Nothing => worker.end(),
            Wanted::Work(origin, now) => worker.keep(origin, now),
        })
    }

    /// Waits until it is on the disk.
    pub(super) fn sync(&mut self) -> Result<(), String> {
        self.guarded(|worker| match &mut worker.open {
            Some(open) => open.writer.sync(),
            None => Ok(()),
        })
    }

    /// Where the journal is, if there is one.
    pub(super) fn file(&self) -> Option<&Path> {
        self.open.as_ref().map(|open| open.writer.file())
    }

    /// The work of an earlier start is safe elsewhere. Where its file cannot be removed the next start finds it saved.
    pub(super) fn remove(&self, predecessor: Predecessor) {
        let Predecessor { file, lock } = predecessor;
        let _found_saved_at_the_next_start = recovery::remove_recovery(&*self.disk, &file);
        drop(lock);
    }

    /// A defect in here is said in the window, and the journal begun anew.
    fn guarded(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<(), JournalError>,
    ) -> Result<(), String> {
        let work = AssertUnwindSafe(|| crash::caught(|| work(self)));
        match std::panic::catch_unwind(work) {
            Ok(done) => done.map_err(|error| error.to_string()),
            Err(_defect) => {
                self.open = None;
                Err("this is a defect of Crosscheck".to_owned())
            }
        }
    }

    fn keep(&mut self, origin: &Arc<Origin>, now: &Moment) -> Result<(), JournalError> {
        if let Some(open) = &mut self.open
            && Arc::ptr_eq(open.writer.origin(), origin)
        {
            return open.writer.append(now).map(drop);
        }
        // It was saved, or another project is open.
        if !has_unsaved_changes(&now.project, &origin.saved) {
            return self.end();
        }
        let file = journal_file(&self.folder, origin.header.session);
        let is_same_file = self.file() == Some(&file);
        if !is_same_file {
            self.end()?;
        }
        // Held before it is there, so that no other window sees it as left behind.
        let lock = match self.open.take() {
            Some(Open { lock, writer: _ }) => lock,
            None => self.hold(&file)?,
        };
        let writer = JournalWriter::begin(Arc::clone(&self.disk), file, Arc::clone(origin), now)?;
        self.open = Some(Open { writer, lock });
        Ok(())
    }

    fn hold(&self, file: &Path) -> Result<Option<Box<dyn Lock>>, JournalError> {
        self.disk
            .create_folder(&self.folder)
            .map_err(|source| RecoveryError::Folder {
                folder: self.folder.clone(),
                source,
            })?;
        Ok(recovery::hold_recovery(&*self.disk, file))
    }

    fn end(&mut self) -> Result<(), JournalError> {
        if let Some(open) = &self.open {
            recovery::remove_recovery(&*self.disk, open.writer.file())?;
        }
        self.open = None;
        Ok(())
    }
}
