//! When the program breaks: the work is kept before anything is said.
//!
//! The app leaves a snapshot of the project here at every change, which costs a pointer a table. The journal has nearly all
//! of it by then: the hook waits a moment for the rest. Where that does not come, be it that the journal's own thread broke,
//! it takes the snapshot, from whatever thread the defect is on, and writes a journal of its own beside the other one.
//!
//! Invariant: the hook never waits for a lock, which the very thread that broke may hold, and for the journal only a moment.
//! A defect while the work is written ends in a sentence, not in a second hook.

use super::journal::Handle;
use super::log;
use crate::store::Disk;
use crate::store::journal::{JournalWriter, Moment, Origin, journal_file};
use std::cell::Cell;
use std::io::Write as _;
use std::panic::PanicHookInfo;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, TryLockError};
use std::time::Duration;

/// How long the hook waits for the journal's thread.
const WAIT_FOR_JOURNAL: Duration = Duration::from_secs(2);

/// What the hook writes.
#[derive(Clone)]
pub(super) struct Snapshot {
    pub(super) disk: Arc<dyn Disk>,
    pub(super) folder: PathBuf,
    pub(super) origin: Arc<Origin>,
    pub(super) now: Moment,
    /// The journal's thread; where there is none, the journal is written before anything goes on.
    pub(super) journal: Option<Handle>,
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
                return "What is in the journal is offered at the next start.".to_owned();
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
        if let Some(journal) = &self.journal
            && let Ok(Some(file)) = journal.flush(WAIT_FOR_JOURNAL)
        {
            return Ok(file);
        }
        let file = journal_file(&self.folder, self.origin.header.session);
        // Beside the journal that its thread may still be writing.
        let file = if self.journal.is_some() {
            file.with_extension("broken.journal")
        } else {
            file
        };
        let (disk, origin) = (Arc::clone(&self.disk), Arc::clone(&self.origin));
        JournalWriter::begin(disk, file, origin, &self.now)
            .map(|writer| writer.file().to_owned())
            .map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::{CrashCopy, Snapshot};
    use crate::edit::fixture::{ME, saved_project};
    use crate::model::{Project, Session};
    use crate::store::RealDisk;
    use crate::store::journal::{JournalHeader, Moment, Origin, find_journals};
    use jiff::Timestamp;
    use std::sync::Arc;

    fn with_work(folder: &std::path::Path) -> CrashCopy {
        let copy = CrashCopy::new(None);
        let project = saved_project();
        copy.keep(Some(Snapshot {
            disk: Arc::new(RealDisk),
            folder: folder.to_owned(),
            origin: Arc::new(Origin {
                header: JournalHeader {
                    session: Session::from_random(7),
                    by: ME,
                    project: project.id,
                    title: String::new(),
                    project_path: None,
                    based_on: None,
                    began: Timestamp::UNIX_EPOCH,
                    succeeds: Vec::new(),
                },
                saved: Project::new(project.id),
            }),
            now: Moment {
                project,
                save: 1,
                changes: 3,
                at: Timestamp::UNIX_EPOCH,
            },
            journal: None,
        }));
        copy
    }

    #[test]
    fn the_work_is_written_and_its_place_said() {
        let folder = tempfile::tempdir().unwrap();
        let said = with_work(folder.path()).save_what_is_there();
        let mut found = find_journals(&RealDisk, folder.path()).unwrap();
        assert_eq!(found.len(), 1);
        let (file, found) = found.remove(0);
        assert!(said.contains(&file.display().to_string()), "{said}");
        let back = found.unwrap().replay(None).unwrap();
        assert_eq!((back.changes, back.joined.project), (3, saved_project()));
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
