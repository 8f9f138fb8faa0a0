//! When the program breaks: the work is kept before anything is said.
//!
//! The app leaves a snapshot of the project here at every change, which costs a pointer a table. The hook takes it, from
//! whatever thread the defect is on, and writes the recovery copy that the next start offers.
//!
//! Invariant: the hook never waits. A lock that somebody holds, perhaps the very thread that broke, is left alone, and a
//! defect while the copy is written ends in a sentence, not in a second hook.

use super::log;
use crate::model::{Project, Session};
use crate::store::{
    Disk, Fingerprint,
    recovery::{self, Recovery},
};
use jiff::Timestamp;
use std::cell::Cell;
use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, TryLockError};

/// What the hook writes.
#[derive(Clone)]
pub(super) struct Snapshot {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) folder: PathBuf,
    pub(super) session: Session,
    pub(super) file: Option<(PathBuf, Fingerprint)>,
    pub(super) project: Project,
    pub(super) changes: usize,
}

/// Shared by the app and the hook.
#[derive(Clone, Default)]
pub struct CrashCopy {
    snapshot: Arc<Mutex<Option<Snapshot>>>,
    is_at_work: Arc<AtomicBool>,
    state_folder: Option<PathBuf>,
}

thread_local! {
    /// Whether a defect on this thread is caught and said in the window.
    static IS_CAUGHT: Cell<bool> = const { Cell::new(false) };
}

/// Runs work whose defects are caught and said: for those the program does not end.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> T {
    let before = IS_CAUGHT.replace(true);
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    IS_CAUGHT.set(before);
    match done {
        Ok(done) => done,
        Err(defect) => std::panic::resume_unwind(defect),
    }
}

impl CrashCopy {
    pub(super) fn new(state_folder: Option<PathBuf>) -> Self {
        Self {
            state_folder,
            ..Self::default()
        }
    }

    pub(super) fn keep(&self, snapshot: Option<Snapshot>) {
        // Only the hook takes it beside us, and then there is nothing more to keep.
        if let Ok(mut kept) = self.snapshot.try_lock() {
            *kept = snapshot;
        }
    }

    /// Puts the hook into place, for the rest of the program.
    pub fn install(&self) {
        let copy = self.clone();
        std::panic::set_hook(Box::new(move |info| copy.hook(info)));
    }

    fn hook(&self, info: &PanicHookInfo<'_>) {
        // What a defect says of itself may quote a text, so that only its place is written down.
        let place = info
            .location()
            .map(|at| format!("{}:{}", at.file(), at.line()))
            .unwrap_or_default();
        if IS_CAUGHT.get() {
            return self.log(&format!("a defect at {place} was caught"));
        }
        if self.is_at_work.swap(true, Ordering::SeqCst) {
            return;
        }
        let said = self.save_what_is_there();
        self.log(&format!("a defect at {place} ended the program"));
        let _nobody_reads_it = writeln!(
            std::io::stderr(),
            "crosscheck: ended by a defect of its own at {place}. {said}"
        );
        self.is_at_work.store(false, Ordering::SeqCst);
    }

    /// Writes the copy and says where it is.
    #[must_use]
    pub fn save_what_is_there(&self) -> String {
        let snapshot = match self.snapshot.try_lock() {
            Ok(kept) => kept.clone(),
            Err(TryLockError::Poisoned(kept)) => kept.into_inner().clone(),
            Err(TryLockError::WouldBlock) => {
                return "The last recovery copy is offered at the next start.".to_owned();
            }
        };
        let Some(snapshot) = snapshot else {
            return "Nothing was unsaved.".to_owned();
        };
        // On a thread of its own a second defect, or a stack that is used up, does not end the sentence.
        let written = std::thread::Builder::new()
            .name("Keeping the work".to_owned())
            .spawn(move || snapshot.write())
            .map_err(|error| error.to_string())
            .and_then(|thread| {
                let broken = |_defect| "it broke as well".to_owned();
                thread.join().map_err(broken).flatten()
            });
        match written {
            Ok(copy) => format!(
                "Your unsaved work is kept in {} and is offered at the next start.",
                copy.display()
            ),
            Err(why) => format!("Your unsaved work could not be kept: {why}."),
        }
    }

    fn log(&self, line: &str) {
        if let Some(folder) = &self.state_folder {
            log::write_now(folder, line);
        }
    }
}

impl Snapshot {
    fn write(&self) -> Result<PathBuf, String> {
        let Self {
            disk,
            folder,
            session,
            file,
            project,
            changes,
        } = self;
        let recovery = Recovery {
            session: *session,
            project_path: file.as_ref().map(|(path, _)| path.as_path()),
            based_on: file.as_ref().map(|(_, fingerprint)| *fingerprint),
            written: Timestamp::now(),
            changes: *changes,
            project,
        };
        recovery::write_recovery(&**disk, folder, &recovery).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::{CrashCopy, Snapshot};
    use crate::edit::fixture::saved_project;
    use crate::model::Session;
    use crate::store::{RealDisk, recovery};
    use std::sync::Arc;

    fn with_work(folder: &std::path::Path) -> CrashCopy {
        let copy = CrashCopy::new(None);
        copy.keep(Some(Snapshot {
            disk: Arc::new(RealDisk),
            folder: folder.to_owned(),
            session: Session::from_random(7),
            file: None,
            project: saved_project(),
            changes: 3,
        }));
        copy
    }

    #[test]
    fn the_work_is_written_and_its_place_said() {
        let folder = tempfile::tempdir().unwrap();
        let said = with_work(folder.path()).save_what_is_there();
        let found = recovery::list_recoveries(&RealDisk, folder.path()).unwrap();
        assert_eq!(found.len(), 1);
        assert!(
            said.contains(&found[0].file.display().to_string()),
            "{said}"
        );
        let (header, loaded) = recovery::read_recovery(&RealDisk, &found[0].file).unwrap();
        assert_eq!((header.changes, loaded.project), (3, saved_project()));
    }

    #[test]
    fn a_lock_that_is_held_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let copy = with_work(folder.path());
        let held = copy.snapshot.lock().unwrap();
        assert!(copy.save_what_is_there().contains("at the next start"));
        drop(held);
    }

    #[test]
    fn a_disk_that_refuses_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let said = with_work(&file).save_what_is_there();
        assert!(said.contains("could not be kept"), "{said}");
        assert!(
            CrashCopy::default()
                .save_what_is_there()
                .contains("Nothing")
        );
    }
}
