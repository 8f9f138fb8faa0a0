//! A real defect in a real process: the work is on the disk before anything is said, and the next start offers it.
//!
//! Each test starts this very test program again, for the one test that is ignored otherwise: there the hook is put into
//! place as the window does it, and the program breaks.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

use crosscheck::app::{
    App, Command, Dialog, Dialogs, FileAnswer, FileQuestion, RecoveryOffer, Services, Threads,
};
use crosscheck::model::Status;
use crosscheck::store::{Access, Disk, FileFacts, Lock, NewFile, RealDisk};
use std::fs::Permissions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{self, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// Names the folder in which the child works; without it the child does nothing.
const FOLDER: &str = "CROSSCHECK_TEST_CRASH_FOLDER";

/// On which thread the child breaks.
const THREAD: &str = "CROSSCHECK_TEST_CRASH_THREAD";

/// What the child's disk says when a journal is whole and in its place.
const IN_PLACE: &str = "a journal is in its place";

/// How the program's own sentence begins.
const SENTENCE: &str = "crosscheck: ended by a defect of its own";

/// What the defect says of itself, as if it quoted an article.
const QUOTED: &str = "the keeper's secret";

/// The real disk, which says when a journal is in its place.
struct TellingDisk;

impl Disk for TellingDisk {
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
        RealDisk.create_temporary(folder, prefix, access)
    }

    fn set_permissions(&self, path: &Path, permissions: Permissions) -> io::Result<()> {
        RealDisk.set_permissions(path, permissions)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let renamed = RealDisk.rename(from, to);
        if renamed.is_ok()
            && to
                .parent()
                .is_some_and(|folder| folder.ends_with("recovery"))
        {
            let _nobody_reads_it = writeln!(io::stderr(), "{IN_PLACE}");
        }
        renamed
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealDisk.sync_folder(folder)
    }

    fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn Lock>>> {
        RealDisk.lock(path)
    }

    fn write_at(&self, path: &Path, at: u64, bytes: &[u8]) -> io::Result<()> {
        RealDisk.write_at(path, at, bytes)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        RealDisk.sync_file(path)
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

fn start(folder: &Path, files: Vec<PathBuf>) -> App {
    let mut app = App::new(Services {
        disk: Arc::new(TellingDisk),
        dialogs: Arc::new(NoDialogs),
        state_folder: Some(folder.join("state")),
        threads: Threads::Inline,
        ..Services::of_the_system(Arc::new(|| {}))
    });
    app.open_at_start(files);
    app.tick(0.0);
    app
}

/// A folder with a project in it.
fn computer() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("work.ron");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/ferry.ron");
    std::fs::copy(sample, &project).unwrap();
    (folder, project)
}

/// Breaks, in a process of its own.
#[test]
#[ignore = "started by the other tests, in a process of its own"]
fn the_program_that_breaks() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let mut app = start(&folder, vec![folder.join("work.ron")]);
    app.crash_copy().install();
    app.paste_article("A lamp goes out\n\nNobody at the pier saw it happen.\n");
    app.run(Command::Widen);
    app.run(Command::Mark(Status::Verified));
    app.tick(1.0);
    if std::env::var_os(THREAD).is_some() {
        let broken = std::thread::spawn(|| panic!("{QUOTED}")).join();
        assert!(broken.is_err());
        process::exit(3);
    }
    panic!("{QUOTED}");
}

fn child(folder: &Path) -> process::Command {
    let mut child = process::Command::new(std::env::current_exe().unwrap());
    child
        .args([
            "--exact",
            "the_program_that_breaks",
            "--ignored",
            "--nocapture",
        ])
        .env(FOLDER, folder)
        .env_remove(THREAD)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    child
}

/// Starts the program that breaks and gives what it said, which has an end of its own making.
fn broken(folder: &Path, on_a_thread: bool) -> String {
    let mut child = child(folder);
    if on_a_thread {
        child.env(THREAD, "another");
    }
    let ended = child.output().unwrap();
    assert!(!ended.status.success());
    String::from_utf8(ended.stderr).unwrap()
}

fn offers(app: &App) -> Vec<RecoveryOffer> {
    match &app.view.dialog {
        Some(Dialog::Recovery(offers)) => offers.clone(),
        other => panic!("no work is offered but {other:?}"),
    }
}

#[track_caller]
fn check(on_a_thread: bool) {
    let (folder, project) = computer();
    let before = std::fs::read(&project).unwrap();
    let said = broken(folder.path(), on_a_thread);

    let place = |words: &str| {
        said.find(words)
            .unwrap_or_else(|| panic!("{words}: {said}"))
    };
    assert!(place(IN_PLACE) < place(SENTENCE), "{said}");
    assert_eq!(said.matches(SENTENCE).count(), 1, "{said}");
    assert!(said.contains("is offered at the next start"), "{said}");
    assert!(said.contains("tests/crash.rs:"), "{said}");
    let log = std::fs::read_to_string(folder.path().join("state/crosscheck.log")).unwrap();
    assert!(log.contains("ended the program"), "{log}");
    assert!(
        !said.contains(QUOTED) && !log.contains(QUOTED),
        "{said}{log}"
    );
    assert_eq!(std::fs::read(&project).unwrap(), before);

    let mut app = start(folder.path(), Vec::new());
    let offers = offers(&app);
    let [offer] = &offers[..] else {
        panic!("{offers:?}")
    };
    assert!(said.contains(&offer.copy.display().to_string()), "{said}");
    assert_eq!(offer.project_path.as_deref(), Some(&*project));
    assert_eq!(offer.changes, 2);
    app.recover(offer);
    app.tick(0.0);
    let came_back = app
        .project
        .live_articles()
        .any(|article| article.display_title() == "A lamp goes out");
    assert!(came_back);
    let marks = |app: &App| app.project.live_annotations().count();
    let with_mark = marks(&app);
    app.run(Command::Undo);
    assert_eq!(marks(&app) + 1, with_mark);
}

#[test]
fn the_copy_is_there_before_the_sentence_and_the_next_start_offers_it() {
    check(false);
}

#[test]
fn a_defect_on_another_thread_is_no_different() {
    check(true);
}

#[test]
fn where_nobody_reads_the_sentence_the_copy_is_there_all_the_same() {
    let (folder, _project) = computer();
    let mut child = child(folder.path()).spawn().unwrap();
    drop(child.stderr.take());
    assert!(!child.wait().unwrap().success());
    let app = start(folder.path(), Vec::new());
    assert_eq!(offers(&app).len(), 1);
}
