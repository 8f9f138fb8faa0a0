//! Saving while others save, on disks that fail, and on one that does not answer.

use super::write;
use crate::app::{App, Command, Dialogs, FileAnswer, FileQuestion, PathPurpose, Services, Threads};
use crate::edit::fixture::saved_project;
use crate::model::{Project, Status};
use crate::store::testing::{FAULTS, Fault, FaultyDisk};
use crate::store::{self, Access, Disk, Expected, FileFacts, Fingerprint, Lock, NewFile, RealDisk};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex};

#[test]
fn what_the_disk_does_not_confirm_is_saved_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let project = saved_project();
    let mut theirs = project.clone();
    theirs.title = "Theirs".to_owned();
    let read = Expected::Unchanged(Fingerprint::of(b"read before"));
    for is_there in [false, true] {
        let begin = || {
            let _ = std::fs::remove_file(&path);
            if is_there {
                store::save(&RealDisk, &path, &theirs, Expected::NewFile).unwrap();
            }
        };
        begin();
        let sound = FaultyDisk::sound();
        assert!(write(&sound, &path, project.clone(), &project, read).is_ok());
        let calls = sound.calls();
        let sync = calls
            .iter()
            .rposition(|call| *call == "sync folder")
            .unwrap();
        begin();
        let disk = FaultyDisk::new(sync, Fault::Error(std::io::ErrorKind::Other));
        let written = write(&disk, &path, project.clone(), &project, read);
        assert!(written.is_ok(), "there: {is_there}");
    }
}

/// The fixture with another reviewer in it.
fn with_reviewer(number: u128, name: &str) -> Project {
    use crate::model::{Register, Rev, Reviewer, ReviewerId, Session};
    let mut project = saved_project();
    let mut reviewer = Register::new(Reviewer {
        name: name.to_owned(),
        colour: 1,
    });
    reviewer.stamp.rev = Some(Rev {
        session: Session::from_random(number as u64),
        n: 1,
    });
    let id = ReviewerId(uuid::Uuid::from_u128(number));
    project.reviewers.insert(id, Arc::new(reviewer));
    project
}

fn names_in(project: &Project) -> Vec<String> {
    let reviewers = project.reviewers.values();
    reviewers.map(|it| it.value.name.clone()).collect()
}

/// Every single call of a save fails once, in every way: where nobody else wrote, where somebody did, where the file is gone.
#[test]
fn whatever_fails_the_file_is_the_old_one_or_has_both_and_nothing_is_left_beside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let (base, ours, theirs) = (
        saved_project(),
        with_reviewer(700, "Ours"),
        with_reviewer(701, "Theirs"),
    );
    for there in [Some(&base), Some(&theirs), None] {
        let begin = || {
            let _none = std::fs::remove_file(&path);
            let read = store::save(&RealDisk, &path, &base, Expected::NewFile).unwrap();
            std::fs::remove_file(&path).unwrap();
            if let Some(there) = there {
                store::save(&RealDisk, &path, there, Expected::NewFile).unwrap();
            }
            Expected::Unchanged(read)
        };
        let sound = FaultyDisk::sound();
        let read = begin();
        assert!(write(&sound, &path, ours.clone(), &base, read).is_ok());
        for fault in FAULTS {
            for (fail_at, call) in sound.calls().iter().enumerate() {
                let read = begin();
                let disk = FaultyDisk::new(fail_at, fault);
                let written = write(&disk, &path, ours.clone(), &base, read);
                let case = format!("{fault:?} in call {fail_at}, {call}");
                let files = std::fs::read_dir(folder.path()).unwrap().count();
                if written.is_ok() {
                    let (now, _) = store::load(&RealDisk, &path).unwrap();
                    let names = names_in(&now.project);
                    assert!(names.contains(&"Ours".to_owned()), "{case}: {names:?}");
                    let has_theirs = names.contains(&"Theirs".to_owned());
                    assert_eq!(has_theirs, there == Some(&theirs), "{case}");
                } else if let Some(there) = there {
                    let (now, _) = store::load(&RealDisk, &path).unwrap();
                    assert_eq!(now.project, *there, "{case}");
                }
                let is_there = written.is_ok() || there.is_some();
                assert_eq!(files, usize::from(is_there), "{case}");
            }
        }
    }
}

#[test]
fn who_saves_again_and_again_meanwhile_does_not_make_a_save_fail() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ron");
    let base = saved_project();
    let read = store::save(&RealDisk, &path, &base, Expected::NewFile).unwrap();
    let theirs = with_reviewer(701, "Theirs");
    store::save(&RealDisk, &path, &theirs, Expected::Overwrite).unwrap();
    let disk = Intervening {
        path: path.clone(),
        saves: Mutex::new(vec![
            with_reviewer(703, "Third"),
            with_reviewer(702, "Second"),
        ]),
    };
    let expected = Expected::Unchanged(read);
    let ours = with_reviewer(700, "Ours");
    assert!(write(&disk, &path, ours, &base, expected).is_ok());
    let (now, _) = store::load(&RealDisk, &path).unwrap();
    let names = names_in(&now.project);
    for name in ["Ours", "Third"] {
        assert!(names.contains(&name.to_owned()), "{names:?}");
    }
}

/// Before each temporary file somebody else saves.
struct Intervening {
    path: PathBuf,
    saves: Mutex<Vec<Project>>,
}

impl Through for Intervening {
    fn before(&self, call: &str) {
        if call == "create temporary" {
            let next = self.saves.lock().unwrap().pop();
            if let Some(theirs) = next {
                let text = store::to_ron(&theirs).unwrap();
                std::fs::write(&self.path, text).unwrap();
            }
        }
    }
}

/// A folder on the network that does not answer while it is shut.
#[derive(Clone, Default)]
struct Gate {
    shut: Arc<(Mutex<bool>, Condvar)>,
}

impl Gate {
    fn set(&self, is_shut: bool) {
        *self.shut.0.lock().unwrap() = is_shut;
        self.shut.1.notify_all();
    }
}

impl Through for Gate {
    fn before(&self, call: &str) {
        if call == "rename" {
            let mut shut = self.shut.0.lock().unwrap();
            while *shut {
                shut = self.shut.1.wait(shut).unwrap();
            }
        }
    }
}

/// The real disk, with something that happens before some calls.
trait Through: Send + Sync {
    fn before(&self, call: &str);
}

impl<T: Through> Disk for T {
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
        RealDisk.create_folder(folder)
    }
    fn create_temporary(
        &self,
        folder: &Path,
        prefix: &str,
        access: Access,
    ) -> io::Result<(PathBuf, Box<dyn NewFile>)> {
        self.before("create temporary");
        RealDisk.create_temporary(folder, prefix, access)
    }
    fn set_permissions(&self, path: &Path, permissions: std::fs::Permissions) -> io::Result<()> {
        RealDisk.set_permissions(path, permissions)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.before("rename");
        RealDisk.rename(from, to)
    }
    fn write_at(&self, path: &Path, at: u64, bytes: &[u8]) -> io::Result<()> {
        RealDisk.write_at(path, at, bytes)
    }
    fn sync_file(&self, path: &Path) -> io::Result<()> {
        RealDisk.sync_file(path)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.sync_folder(folder)
    }
    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        RealDisk.lock(path)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        RealDisk.list(folder)
    }
}

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&self, _question: &FileQuestion) -> FileAnswer {
        FileAnswer::Cancelled
    }
}

/// An app with a saved project and an unsaved mark, on a disk whose gate is shut, and the save begun.
struct Hanging {
    folder: tempfile::TempDir,
    gate: Gate,
    app: App,
    seconds: f64,
}

const WHY: &str = "Not saved: the folder does not answer. Your work is kept on this computer.";

impl Hanging {
    fn new() -> Self {
        let (folder, gate) = (tempfile::tempdir().unwrap(), Gate::default());
        let mut app = App::new(Services {
            disk: Arc::new(gate.clone()),
            dialogs: Arc::new(NoDialogs),
            state_folder: None,
            threads: Threads::Spawn,
            ..Services::of_the_system(Arc::new(|| {}))
        });
        app.paste_article("A story\n\nIt goes on and on.\n");
        let path = folder.path().join("a.ron");
        app.take_typed_path(PathPurpose::SaveAs, path.to_str().unwrap());
        let mut hanging = Self {
            folder,
            gate,
            app,
            seconds: 0.0,
        };
        hanging.until(|app| app.file.is_some());
        hanging.gate.set(true);
        hanging.mark(Status::Verified);
        hanging.app.run(Command::Save);
        hanging
    }

    fn mark(&mut self, status: Status) {
        self.app.run(Command::NextInWalk);
        self.app.run(Command::Mark(status));
        assert!(self.app.has_unsaved_changes());
    }

    /// Lets time go on, the window's slower than that of the world, until it is so.
    #[track_caller]
    fn until(&mut self, is_so: impl Fn(&App) -> bool) {
        for _ in 0..6_000 {
            self.app.tick(self.seconds);
            if is_so(&self.app) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        panic!("it never came to that: {:?}", self.app.notices.shown());
    }

    fn give_up(&mut self) {
        self.seconds += 19.0;
        self.app.tick(self.seconds);
        assert!(!self.says(WHY), "too early");
        self.seconds += 2.0;
        self.app.tick(self.seconds);
        assert!(self.says(WHY), "{:?}", self.app.notices.shown());
    }

    fn says(&self, words: &str) -> bool {
        let mut shown = self.app.notices.shown().iter();
        shown.any(|notice| notice.text.starts_with(words))
    }

    fn marks_in(&self, name: &str) -> usize {
        let path = self.folder.path().join(name);
        let (loaded, _) = store::load(&RealDisk, &path).unwrap();
        loaded.project.annotations.len()
    }
}

#[test]
fn a_save_without_an_answer_is_said_and_its_late_answer_is_taken() {
    let mut hanging = Hanging::new();
    hanging.give_up();
    let offered: Vec<_> = hanging.app.notices.last().unwrap().actions.clone();
    let offered: Vec<_> = offered.into_iter().map(|(_, command)| command).collect();
    assert_eq!(offered, [Command::Save, Command::SaveAs]);
    assert!(hanging.app.has_unsaved_changes());
    assert_eq!(hanging.marks_in("a.ron"), 0, "the old file is whole");
    hanging.gate.set(false);
    hanging.until(|app| !app.has_unsaved_changes());
    assert!(!hanging.says("Not saved"));
    assert_eq!(hanging.marks_in("a.ron"), 1);
    // And the next one is a save like any other.
    hanging.mark(Status::Conflicting);
    hanging.app.run(Command::Save);
    hanging.until(|app| !app.has_unsaved_changes());
    let marks = hanging.app.project.annotations.len();
    assert_eq!(hanging.marks_in("a.ron"), marks);
}

#[test]
fn closing_does_not_wait_for_a_folder_that_does_not_answer() {
    let mut hanging = Hanging::new();
    hanging.app.run(Command::Quit);
    assert!(!hanging.app.view.quit);
    hanging.give_up();
    assert!(!hanging.app.view.quit, "nothing is thrown away unasked");
    hanging.app.run(Command::Quit);
    hanging.app.answer_closing(
        crate::app::ClosingAnswer::Discard,
        crate::app::AfterClosing::Quit,
    );
    assert!(hanging.app.view.quit);
    hanging.gate.set(false);
}

#[test]
fn trying_again_while_the_first_save_still_hangs_loses_neither() {
    let mut hanging = Hanging::new();
    hanging.give_up();
    hanging.mark(Status::Conflicting);
    let marks = hanging.app.project.annotations.len();
    hanging.app.run(Command::Save);
    hanging.gate.set(false);
    hanging.until(|app| !app.has_unsaved_changes() && app.busy_with().is_none());
    for _ in 0..200 {
        hanging.app.tick(hanging.seconds);
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    // What the late one wrote, and the watch has seen, is ours.
    hanging.app.run(Command::Save);
    hanging.until(|app| !app.has_unsaved_changes() && app.busy_with().is_none());
    assert_eq!(hanging.app.project.annotations.len(), marks);
    assert_eq!(hanging.marks_in("a.ron"), marks);
}

#[test]
fn another_place_can_be_saved_to_while_the_first_hangs() {
    let mut hanging = Hanging::new();
    hanging.give_up();
    let elsewhere = hanging.folder.path().join("b.ron");
    // The other place answers.
    let first = std::mem::replace(&mut hanging.app.services.disk, Arc::new(RealDisk));
    hanging
        .app
        .take_typed_path(PathPurpose::SaveAs, elsewhere.to_str().unwrap());
    hanging.until(|app| !app.has_unsaved_changes());
    assert_eq!(hanging.marks_in("b.ron"), 1);
    hanging.app.services.disk = first;
    hanging.gate.set(false);
    hanging.until(|app| {
        let last = app.notices.last();
        last.is_some_and(|notice| notice.text == "a.ron was saved after all.")
    });
    assert_eq!(hanging.app.file.as_ref().unwrap().path, elsewhere);
    assert!(!hanging.app.has_unsaved_changes());
}
