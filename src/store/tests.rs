//! Tests that need the inside of the crate: random projects, and disks that fail.

use super::{
    Expected, Fingerprint, RealDisk, SaveError, load, parse,
    recovery::{self, RECOVERY_FORMAT, RecoveryError},
    resolve::Strictness,
    save,
    testing::{FAULTS, Fault, FaultyDisk},
    to_ron,
    write::WriteError,
};
use crate::model::{
    Project, ProjectId, Register, Reviewer, ReviewerId, Session, testing::projects,
};
use proptest::prelude::*;
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use uuid::Uuid;

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn saving_and_loading_changes_nothing(project in projects()) {
        let ron = to_ron(&project).unwrap();
        let loaded = parse(ron.as_bytes(), "p.ron").unwrap();
        prop_assert_eq!(&loaded.project, &project);
        prop_assert_eq!(loaded.warnings, []);
        prop_assert_eq!(to_ron(&loaded.project).unwrap(), ron);
    }

    /// What a transfer does to line ends and what an editor puts in front changes nothing.
    #[test]
    fn windows_line_ends_and_a_byte_order_mark_change_nothing(project in projects()) {
        let ron = to_ron(&project).unwrap();
        let transferred = format!("\u{feff}{}", ron.replace('\n', "\r\n"));
        let loaded = parse(transferred.as_bytes(), "p.ron").unwrap();
        prop_assert_eq!(&loaded.project, &project);
    }

    /// However a file is damaged, the answer is a project or an error, never a panic; and cut short it is an error.
    #[test]
    fn damage_never_panics(project in projects(), cut in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = to_ron(&project).unwrap().into_bytes();
        let at = cut.index(bytes.len() - 2);
        prop_assert!(parse(&bytes[..at], "p.ron").is_err());
        bytes[at] = byte;
        let _ = parse(&bytes, "p.ron").map(|loaded| to_ron(&loaded.project));
    }
}

fn titled(title: &str) -> Project {
    let mut project = Project::new(ProjectId(Uuid::from_u128(1)));
    project.title = title.to_owned();
    project
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    names
}

/// Lets every single call of a save fail in every way and looks at what is left.
#[test]
fn a_failed_save_leaves_the_old_file_whole_and_no_litter() {
    let old = to_ron(&titled("old")).unwrap();
    let new = to_ron(&titled("new")).unwrap();
    let fresh = || {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.ron");
        fs::write(&path, &old).unwrap();
        (folder, path)
    };
    let expected = Expected::Unchanged(Fingerprint::of(old.as_bytes()));
    let sound = FaultyDisk::sound();
    let (_folder, path) = fresh();
    save(&sound, &path, &titled("new"), expected).unwrap();
    let calls = sound.calls();
    assert_eq!(
        calls,
        [
            "resolve",
            "facts",
            "read",
            "create temporary",
            "write",
            "sync",
            "read",
            "set permissions",
            "facts",
            "facts",
            "rename",
            "sync folder"
        ]
    );
    for fault in FAULTS {
        for (fail_at, call) in calls.iter().enumerate() {
            let (folder, path) = fresh();
            let disk = FaultyDisk::new(fail_at, fault);
            let result = save(&disk, &path, &titled("new"), expected);
            let case = format!("{fault:?} in call {fail_at}, {call}: {result:?}");
            assert_eq!(names(folder.path()), std::slice::from_ref(&path), "{case}");
            let touched = match fault {
                Fault::Error(_) | Fault::Os(_) => true,
                Fault::ShortWrite => *call == "write",
                Fault::ShortRead => *call == "read",
            };
            let now = fs::read_to_string(&path).unwrap();
            if !touched {
                assert!(result.is_ok() && now == new, "{case}");
            } else if *call == "sync folder" {
                assert!(
                    matches!(result, Err(SaveError::NotConfirmed { .. })),
                    "{case}"
                );
                assert_eq!(now, new, "{case}");
            } else {
                let message = result.expect_err(&case).to_string();
                assert!(message.contains("p.ron"), "{case}");
                assert_eq!(now, old, "{case}");
            }
        }
    }
}

#[test]
fn a_failed_first_save_leaves_nothing() {
    let sound = FaultyDisk::sound();
    let folder = tempfile::tempdir().unwrap();
    save(
        &sound,
        &folder.path().join("p.ron"),
        &titled("a"),
        Expected::NewFile,
    )
    .unwrap();
    let new = to_ron(&titled("a")).unwrap();
    for fault in FAULTS {
        for (fail_at, call) in sound.calls().iter().enumerate() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("p.ron");
            let disk = FaultyDisk::new(fail_at, fault);
            let saved = save(&disk, &path, &titled("a"), Expected::NewFile);
            let case = format!("{fault:?} in call {fail_at}, {call}: {saved:?}");
            let is_there = matches!(saved, Ok(_) | Err(SaveError::NotConfirmed { .. }));
            assert_eq!(names(folder.path()).len(), usize::from(is_there), "{case}");
            if is_there {
                assert_eq!(fs::read_to_string(&path).unwrap(), new, "{case}");
            }
        }
    }
}

/// A save that the person was asked about goes over whatever stands there, and fails as softly.
#[test]
fn a_failed_save_over_another_file_leaves_that_one() {
    let sound = FaultyDisk::sound();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.ron");
    let begin = || fs::write(&path, "theirs").unwrap();
    begin();
    save(&sound, &path, &titled("a"), Expected::Overwrite).unwrap();
    let new = fs::read_to_string(&path).unwrap();
    for fault in FAULTS {
        for (fail_at, call) in sound.calls().iter().enumerate() {
            begin();
            let disk = FaultyDisk::new(fail_at, fault);
            let saved = save(&disk, &path, &titled("a"), Expected::Overwrite);
            let case = format!("{fault:?} in call {fail_at}, {call}: {saved:?}");
            let is_new = matches!(saved, Ok(_) | Err(SaveError::NotConfirmed { .. }));
            let expected = if is_new { &*new } else { "theirs" };
            assert_eq!(fs::read_to_string(&path).unwrap(), expected, "{case}");
            assert_eq!(names(folder.path()).len(), 1, "{case}");
        }
    }
}

/// Somebody else saves between our first look and the moment in which the file is replaced.
#[test]
fn a_change_during_a_save_is_noticed() {
    struct Racing(PathBuf);
    impl super::Disk for Racing {
        fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
            RealDisk.resolve(path)
        }
        fn facts(&self, path: &Path) -> io::Result<super::FileFacts> {
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
            access: super::Access,
        ) -> io::Result<(PathBuf, Box<dyn super::NewFile>)> {
            fs::write(&self.0, "theirs")?;
            RealDisk.create_temporary(folder, prefix, access)
        }
        fn set_permissions(&self, path: &Path, permissions: fs::Permissions) -> io::Result<()> {
            RealDisk.set_permissions(path, permissions)
        }
        fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
            RealDisk.rename(from, to)
        }
        fn sync_folder(&self, folder: &Path) -> io::Result<()> {
            RealDisk.sync_folder(folder)
        }
        fn lock(&self, path: &Path) -> io::Result<Option<Box<dyn super::Lock>>> {
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
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.ron");
    let fingerprint = save(&RealDisk, &path, &titled("old"), Expected::NewFile).unwrap();
    let disk = Racing(path.clone());
    let error = save(
        &disk,
        &path,
        &titled("new"),
        Expected::Unchanged(fingerprint),
    )
    .unwrap_err();
    assert!(matches!(error, SaveError::ChangedOnDisk { .. }), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    assert_eq!(names(folder.path()), [path]);
}

/// A project with a change that has no revision yet.
fn unsaved() -> Project {
    let mut project = titled("ferry\nnotes");
    let reviewer = Reviewer {
        name: "Ann".to_owned(),
        colour: 1,
    };
    let id = ReviewerId(Uuid::from_u128(9));
    project
        .reviewers
        .insert(id, Arc::new(Register::new(reviewer)));
    project
}

#[test]
fn a_change_without_a_revision_is_not_written_into_a_project_file() {
    let error = to_ron(&unsaved()).unwrap_err();
    assert!(
        matches!(
            error,
            WriteError::NoRevision {
                noun: "reviewer",
                ..
            }
        ),
        "{error}"
    );
}

/// A recovery copy as versions before the journal wrote them.
fn recovery_copy(folder: &Path, project: &Project, based_on: Fingerprint) -> PathBuf {
    let content = super::write::to_ron_as(project, Strictness::Recovery).unwrap();
    let bytes = |of: Fingerprint| format!("(sha256:\"{}\",len:{})", of.sha256, of.len);
    let header = format!(
        "(recovery:{RECOVERY_FORMAT},session:\"k3f9a2qx\",project:\"{}\",title:\"ferry\",project_path:Some(\"/ferry.ron\"),based_on:Some({}),written:\"2026-11-22T10:00:00Z\",changes:3,content:{})",
        project.id,
        bytes(based_on),
        bytes(Fingerprint::of(content.as_bytes())),
    );
    let file = folder.join("k3f9a2qx.ron");
    fs::write(&file, format!("{header}\n{content}")).unwrap();
    file
}

#[test]
fn a_recovery_copy_of_an_older_version_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let project = unsaved();
    let based_on = Fingerprint::of(b"as it was saved");
    let file = recovery_copy(folder.path(), &project, based_on);
    let (header, loaded) = recovery::read_recovery(&RealDisk, &file).unwrap();
    assert_eq!((header.changes, header.title.as_str()), (3, "ferry"));
    assert_eq!(
        header.project_path.as_deref(),
        Some(Path::new("/ferry.ron"))
    );
    assert!(header.based_on.unwrap().same_bytes(&based_on));
    assert_eq!(loaded.project, project);
    recovery::remove_recovery(&RealDisk, &file).unwrap();
    recovery::remove_recovery(&RealDisk, &file).unwrap();
    assert_eq!(names(folder.path()), [""; 0].map(PathBuf::from));
}

#[test]
fn a_recovery_copy_is_held_by_one_window_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("k3f9a2qx.ron");
    assert!(!recovery::is_held(&RealDisk, &file));
    let held = recovery::hold_recovery(&RealDisk, &file);
    assert!(held.is_some() && recovery::is_held(&RealDisk, &file));
    assert!(recovery::hold_recovery(&RealDisk, &file).is_none());
    drop(held);
    assert!(!recovery::is_held(&RealDisk, &file));
    assert_eq!(names(folder.path()), [""; 0].map(PathBuf::from));
    // Where there is no folder nobody holds anything.
    let nowhere = folder.path().join("no").join("k3f9a2qx.ron");
    assert!(recovery::hold_recovery(&RealDisk, &nowhere).is_none());
    assert!(!recovery::is_held(&RealDisk, &nowhere));
}

#[test]
fn a_damaged_recovery_copy_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = recovery_copy(folder.path(), &unsaved(), Fingerprint::of(b""));
    let whole = fs::read(&file).unwrap();
    for damaged in [&whole[..whole.len() - 3], &whole[..20], b"\n", b""] {
        fs::write(&file, damaged).unwrap();
        let error = recovery::read_recovery(&RealDisk, &file).unwrap_err();
        assert!(matches!(error, RecoveryError::Damaged { .. }), "{error}");
        assert_eq!(fs::read(&file).unwrap(), damaged);
    }
}

/// The texts of a deleted article leave the project file, not what is kept of unsaved work: its deletion was never saved.
#[test]
fn a_recovery_copy_keeps_the_text_of_an_article_deleted_since() {
    use crate::{
        model::{Article, ArticleId, ArticleInfo, Fate, FateKind},
        text::Text,
    };
    let text = Arc::new(Text::new("Nine people."));
    let id = ArticleId(Uuid::from_u128(3));
    let by = ReviewerId(Uuid::from_u128(9));
    let at = jiff::Timestamp::UNIX_EPOCH;
    let mut project = unsaved();
    let article = Article {
        id,
        info: Register::new(ArticleInfo::default()),
        text_id: text.id(),
        text: Some(text),
        blocks: Vec::new(),
        earlier: Vec::new(),
        file_sha256: String::new(),
        read: [].into(),
        signed: [].into(),
        fate: Some(Register::new(Fate {
            is: FateKind::Deleted,
            by,
            at,
        })),
    };
    project.articles.insert(id, Arc::new(article));
    let folder = tempfile::tempdir().unwrap();
    let file = recovery_copy(folder.path(), &project, Fingerprint::of(b""));
    let (_, loaded) = recovery::read_recovery(&RealDisk, &file).unwrap();
    assert_eq!(loaded.project, project);

    let before = Project {
        articles: crate::model::Table::new(),
        reviewers: crate::model::Table::new(),
        ..project.clone()
    };
    crate::edit::give_revisions(
        &mut project,
        &before,
        crate::edit::RevisionContext {
            session: Session::from_random(5),
            n: 1,
            by,
            at,
        },
    );
    let path = folder.path().join("p.ron");
    save(&RealDisk, &path, &project, Expected::NewFile).unwrap();
    let (loaded, _) = load(&RealDisk, &path).unwrap();
    assert_eq!(loaded.project.articles[&id].text, None);
    assert_eq!(
        loaded.project.articles[&id].text_id,
        project.articles[&id].text_id
    );
}
