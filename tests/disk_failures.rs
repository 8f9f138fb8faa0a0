//! Disks that really fail: one that is full, one that can only be read, a folder that goes, a file that is replaced all the
//! time. What takes root and mounts says so and passes where that is not allowed; `.ci/run` is root.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]
#![expect(clippy::print_stderr, reason = "a test that could do nothing says so")]

use crosscheck::model::{Project, ProjectId};
use crosscheck::store::{self, Expected, RealDisk, SaveError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;
use uuid::Uuid;

fn titled(title: &str) -> Project {
    let mut project = Project::new(ProjectId(Uuid::from_u128(1)));
    title.clone_into(&mut project.title);
    project
}

fn title_of(path: &Path) -> String {
    store::load(&RealDisk, path).unwrap().0.project.title
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn mount(arguments: &[&str], folder: &Path) -> bool {
    let status = Command::new("mount")
        .args(arguments)
        .arg(folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}

/// A folder with another disk in it, until it is dropped.
struct Mounted {
    folder: TempDir,
}

impl Mounted {
    /// A disk of one megabyte; `None` where it is not allowed to make one.
    fn small() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let options = ["-t", "tmpfs", "-o", "size=1m", "tmpfs"];
        if !mount(&options, folder.path()) {
            eprintln!("not tested: no disk can be mounted here (it takes root)");
            return None;
        }
        Some(Self { folder })
    }

    fn make_read_only(&self) {
        assert!(mount(&["-o", "remount,ro"], self.folder.path()));
    }

    fn make_writable(&self) {
        assert!(mount(&["-o", "remount,rw"], self.folder.path()));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _left = Command::new("umount").arg(self.folder.path()).status();
    }
}

/// What the program says when it marks a word.
fn mark(path: &Path) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["mark"])
        .arg(path)
        .args([
            "--article",
            "a.txt",
            "--quote",
            "word",
            "--status",
            "verified",
        ])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), message)
}

/// A project of one article made by the program itself.
fn new_project(path: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("a.txt");
    std::fs::write(&article, "A story\n\nA word or two.\n").unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .arg("new")
        .args([path, &article])
        .status()
        .unwrap();
    assert!(made.success());
}

#[test]
fn a_full_disk_leaves_the_old_file_whole_and_room_makes_the_next_save_work() {
    let Some(disk) = Mounted::small() else { return };
    let path = disk.path("p.ron");
    new_project(&path);
    let before = std::fs::read(&path).unwrap();
    let filler = disk.path("filler");
    // Until not a byte more goes in.
    let _full = std::fs::write(&filler, vec![0; 2 * 1024 * 1024]);
    let (code, message) = mark(&path);
    assert_eq!(code, 2, "{message}");
    assert!(message.contains("No space left"), "{message}");
    assert!(message.contains("the old file is untouched"), "{message}");
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(names(disk.folder.path()), ["filler", "p.ron"]);
    std::fs::remove_file(&filler).unwrap();
    assert_eq!(mark(&path).0, 0);
    // A project that is larger than the whole disk.
    let read = store::load(&RealDisk, &path).unwrap();
    let mut large = read.0.project;
    large.title = "long ".repeat(400_000);
    let expected = Expected::Unchanged(read.1);
    let error = store::save(&RealDisk, &path, &large, expected).unwrap_err();
    let SaveError::Disk { source, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(source.kind(), ErrorKind::StorageFull, "{error}");
    assert_eq!(names(disk.folder.path()), ["p.ron"]);
    assert_eq!(title_of(&path), "");
}

#[test]
fn a_disk_that_can_only_be_read_says_so_and_keeps_the_file() {
    let Some(disk) = Mounted::small() else { return };
    let path = disk.path("p.ron");
    new_project(&path);
    let read = store::load(&RealDisk, &path).unwrap().1;
    disk.make_read_only();
    let (code, message) = mark(&path);
    assert_eq!(code, 2, "{message}");
    assert!(message.contains("Read-only file system"), "{message}");
    let expected = Expected::Unchanged(read);
    let error = store::save(&RealDisk, &path, &titled("new"), expected).unwrap_err();
    let SaveError::Disk { source, .. } = &error else {
        panic!("{error}")
    };
    assert_eq!(source.kind(), ErrorKind::ReadOnlyFilesystem, "{error}");
    assert_eq!(names(disk.folder.path()), ["p.ron"]);
    disk.make_writable();
    assert_eq!(mark(&path).0, 0);
}

#[test]
fn a_folder_that_was_removed_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    let path = inner.join("p.ron");
    let read = store::save(&RealDisk, &path, &titled("old"), Expected::NewFile).unwrap();
    std::fs::remove_dir_all(&inner).unwrap();
    for expected in [Expected::Overwrite, Expected::NewFile] {
        let error = store::save(&RealDisk, &path, &titled("new"), expected).unwrap_err();
        assert!(matches!(error, SaveError::NoFolder { .. }), "{error}");
    }
    let error = store::save(&RealDisk, &path, &titled("new"), Expected::Unchanged(read));
    assert!(matches!(error, Err(SaveError::Gone { .. })));
    assert!(!inner.exists(), "no folder is made unasked");
}

/// Another program puts new files in the place of the project's all the time. Whatever a save comes to, what stands there is
/// whole, and a save that was not asked to go over what it has not read says that it did not.
#[test]
fn a_file_that_is_replaced_during_saves_is_always_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.ron");
    store::save(&RealDisk, &path, &titled("theirs"), Expected::NewFile).unwrap();
    let is_over = AtomicBool::new(false);
    let (mut written, mut refused) = (0, 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let beside = folder.path().join("beside");
            let mut round = 0;
            while !is_over.load(Ordering::Relaxed) {
                round += 1;
                let text = store::to_ron(&titled(&format!("theirs {round}"))).unwrap();
                std::fs::write(&beside, text).unwrap();
                std::fs::rename(&beside, &path).unwrap();
                std::thread::sleep(std::time::Duration::from_micros(300));
            }
        });
        for _ in 0..150 {
            let (_, read) = store::load(&RealDisk, &path).unwrap();
            let expected = Expected::Unchanged(read);
            match store::save(&RealDisk, &path, &titled("ours"), expected) {
                Ok(_) => written += 1,
                Err(SaveError::ChangedOnDisk { .. }) => refused += 1,
                Err(error) => panic!("{error}"),
            }
            assert!(!title_of(&path).is_empty());
        }
        is_over.store(true, Ordering::Relaxed);
    });
    assert!(refused > 0, "{written} written, nothing ever came between");
    let left: Vec<_> = names(folder.path());
    assert!(!left.iter().any(|name| name.contains(".tmp")), "{left:?}");
}
