//! The journal's thread beside a disk that is slow, hangs or refuses.

use super::{Journal, News};
use crate::app::Threads;
use crate::edit::fixture::{ME, edit, saved_project};
use crate::model::{Project, Session};
use crate::store::journal::{FoundJournal, JournalHeader, Moment, Origin, journal_file};
use crate::store::{Access, Disk, FileFacts, Lock, NewFile, RealDisk};
use jiff::Timestamp;
use std::fs::Permissions;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const LONG: Duration = Duration::from_secs(30);

/// The real disk, which hangs while `gate` is held, fails while it is told to, and counts entries.
#[derive(Default)]
struct Disks {
    gate: Mutex<()>,
    refuses: AtomicBool,
    entries: AtomicUsize,
}

impl Disks {
    fn pass(&self) -> io::Result<()> {
        let _waited = self.gate.lock().unwrap();
        if self.refuses.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        Ok(())
    }
}

impl Disk for Disks {
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        RealDisk.resolve(path)
    }

    fn facts(&self, path: &Path) -> io::Result<FileFacts> {
        RealDisk.facts(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        RealDisk.read(path, limit)
    }

    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.pass()?;
        RealDisk.create_folder(folder)
    }

    fn create_temporary(
        &self,
        folder: &Path,
        prefix: &str,
        access: Access,
    ) -> io::Result<(PathBuf, Box<dyn NewFile>)> {
        self.pass()?;
        RealDisk.create_temporary(folder, prefix, access)
    }

    fn set_permissions(&self, path: &Path, permissions: Permissions) -> io::Result<()> {
        RealDisk.set_permissions(path, permissions)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.sync_folder(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        RealDisk.lock(path)
    }

    fn write_at(&self, path: &Path, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.pass()?;
        self.entries.fetch_add(1, Ordering::SeqCst);
        RealDisk.write_at(path, at, bytes)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.pass()?;
        RealDisk.sync_file(path)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        RealDisk.list(folder)
    }
}

/// A project that is worked on.
struct Desk {
    folder: tempfile::TempDir,
    disk: Arc<Disks>,
    journal: Journal,
    origin: Arc<Origin>,
    project: Project,
    save: u32,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let disk = Arc::new(Disks::default());
        let as_disk: Arc<dyn Disk> = disk.clone();
        let wake: Arc<dyn Fn() + Send + Sync> = Arc::new(|| {});
        let place = Some(folder.path().join("recovery"));
        let saved = saved_project();
        Self {
            journal: Journal::new(&as_disk, place, Threads::Spawn, &wake),
            folder,
            disk,
            origin: Arc::new(Origin {
                header: JournalHeader {
                    session: Session::from_random(7),
                    by: ME,
                    project: saved.id,
                    title: String::new(),
                    project_path: None,
                    based_on: None,
                    began: Timestamp::UNIX_EPOCH,
                    succeeds: Vec::new(),
                },
                saved: saved.clone(),
            }),
            project: saved,
            save: 1,
        }
    }

    fn work(&mut self, number: u8) {
        let title = edit(&self.project, 0, 0, number);
        title.apply(&mut self.project).unwrap();
        let now = Moment {
            project: self.project.clone(),
            save: self.save,
            changes: 1,
            at: Timestamp::UNIX_EPOCH,
        };
        self.journal.give(Arc::clone(&self.origin), now);
    }

    fn file(&self) -> PathBuf {
        journal_file(
            &self.folder.path().join("recovery"),
            self.origin.header.session,
        )
    }

    /// What would come back.
    fn title(&self) -> String {
        let found = FoundJournal::read(&RealDisk, &self.file()).unwrap();
        found.replay(None).unwrap().joined.project.title
    }
}

#[test]
fn what_was_given_is_in_the_file() {
    let mut desk = Desk::new();
    for number in 0..50 {
        desk.work(number);
    }
    assert!(desk.journal.flush(LONG));
    assert_eq!(desk.title(), "Title 49");
    desk.journal.end();
    assert!(desk.journal.flush(LONG));
    assert!(!desk.file().exists());
}

#[test]
fn a_disk_that_hangs_holds_nobody_up_and_nothing_piles_up_behind_it() {
    let mut desk = Desk::new();
    desk.work(0);
    assert!(desk.journal.flush(LONG));
    let gate = Arc::clone(&desk.disk);
    let hangs = gate.gate.lock().unwrap();
    for number in 1..200 {
        desk.work(number);
    }
    assert!(!desk.journal.flush(Duration::from_millis(50)));
    assert_eq!(desk.title(), "Title 0");
    drop(hangs);
    assert!(desk.journal.flush(LONG));
    assert_eq!(desk.title(), "Title 199");
    // The one that hung, and the newest.
    assert!(desk.disk.entries.load(Ordering::SeqCst) <= 2);
}

#[test]
fn the_last_state_before_a_save_has_an_entry_of_its_own() {
    let mut desk = Desk::new();
    desk.work(0);
    assert!(desk.journal.flush(LONG));
    let gate = Arc::clone(&desk.disk);
    let hangs = gate.gate.lock().unwrap();
    // The thread hangs with this one.
    desk.work(1);
    std::thread::sleep(Duration::from_millis(150));
    desk.work(2);
    desk.work(3);
    desk.save = 2;
    desk.work(4);
    desk.work(0);
    drop(hangs);
    assert!(desk.journal.flush(LONG));
    let text = std::fs::read_to_string(desk.file()).unwrap();
    let titles = |number: u8| text.matches(&format!("Title {number}")).count();
    assert_eq!([titles(2), titles(4)], [0, 0], "{text}");
    assert!(titles(3) > 0, "{text}");
}

#[test]
fn a_failure_is_said_once_and_the_work_is_written_when_the_disk_is_well() {
    let mut desk = Desk::new();
    desk.disk.refuses.store(true, Ordering::SeqCst);
    desk.work(0);
    assert!(!desk.journal.flush(Duration::from_millis(400)));
    assert!(matches!(desk.journal.news(), Some(News::Fails(_))));
    desk.work(1);
    assert!(!desk.journal.flush(Duration::from_millis(200)));
    assert_eq!(desk.journal.news(), None);
    desk.disk.refuses.store(false, Ordering::SeqCst);
    assert!(desk.journal.flush(LONG));
    assert_eq!(desk.journal.news(), Some(News::Works));
    assert_eq!(desk.title(), "Title 1");
}

#[test]
fn the_end_of_the_window_does_not_cut_off_what_was_given() {
    let mut desk = Desk::new();
    desk.work(7);
    let file = desk.file();
    let handle = desk.journal.handle().unwrap();
    desk.journal = Journal::None;
    assert!(handle.flush(LONG).is_ok());
    assert!(file.exists());
}
