//! What a save leaves beside a project when the program is killed in the middle of it: a temporary file that nobody will
//! ever put into place.
//!
//! Invariant: only files go that a save here names so, that are a minute old and whose writer is gone. A save holds the lock
//! of its folder while its temporary file is there; where the system has no such lock, an hour has to be enough.

use super::disk::{Disk, FileKind};
use std::{
    io,
    path::Path,
    time::{Duration, SystemTime},
};

/// How old a file must be: ten times what the largest project takes to save.
const AGE: Duration = Duration::from_mins(1);

/// The same where nobody can say whether its writer is gone.
const AGE_WITHOUT_LOCK: Duration = Duration::from_hours(1);

/// What is drawn at random in the names, in characters, and how they end.
const DRAWN: usize = 6;
const END: &str = ".tmp";

/// Removes what saves of this project file have left behind. Gives how many.
///
/// # Errors
/// Where the folder cannot be read.
pub fn remove_leftovers(disk: &dyn Disk, path: &Path, now: SystemTime) -> io::Result<usize> {
    let real = disk.resolve(path)?;
    let (Some(folder), Some(name)) = (real.parent(), real.file_name()) else {
        return Ok(0);
    };
    let prefix = format!(".{}.", name.to_string_lossy());
    if !disk.list(folder)?.iter().any(|it| is_ours(it, &prefix)) {
        return Ok(0);
    }
    let lock = disk.lock_folder(folder);
    let age = if lock.is_held() {
        AGE
    } else {
        AGE_WITHOUT_LOCK
    };
    remove_old(disk, folder, &prefix, now, age)
}

/// The same for a folder whose lock is held already: temporary files whose names begin with `prefix`.
pub(super) fn remove_temporary(
    disk: &dyn Disk,
    folder: &Path,
    prefix: &str,
    now: SystemTime,
) -> io::Result<usize> {
    remove_old(disk, folder, prefix, now, AGE)
}

fn remove_old(
    disk: &dyn Disk,
    folder: &Path,
    prefix: &str,
    now: SystemTime,
    age: Duration,
) -> io::Result<usize> {
    let mut removed = 0;
    for file in disk.list(folder)? {
        let is_left = is_ours(&file, prefix)
            && disk.facts(&file).is_ok_and(|facts| {
                facts.kind == FileKind::File
                    && facts
                        .modified
                        .and_then(|modified| now.duration_since(modified).ok())
                        .is_some_and(|old| old >= age)
            });
        if is_left && disk.remove(&file).is_ok() {
            removed += 1;
        }
    }
    Ok(removed)
}

/// Whether a save may have named a file so.
fn is_ours(file: &Path, prefix: &str) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    let drawn = name.and_then(|name| name.strip_prefix(prefix)?.strip_suffix(END));
    drawn.is_some_and(|drawn| {
        drawn.len() == DRAWN && drawn.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::{AGE, remove_leftovers};
    use crate::store::{Disk, RealDisk, testing::FaultyDisk};
    use std::{fs, path::Path, time::SystemTime};

    fn left(folder: &Path, name: &str, age_secs: u64) {
        let path = folder.join(name);
        fs::write(&path, "half of a project").unwrap();
        let file = fs::File::options().write(true).open(path).unwrap();
        let age = std::time::Duration::from_secs(age_secs);
        file.set_modified(SystemTime::now() - age).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let files = RealDisk.list(folder).unwrap();
        files
            .iter()
            .map(|file| file.file_name().unwrap().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn only_old_files_of_our_name_go() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        let project = folder.join("work.ron");
        fs::write(&project, "whole").unwrap();
        left(folder, ".work.ron.aB3dE6.tmp", AGE.as_secs() + 60);
        left(folder, ".work.ron.young1.tmp", 5);
        let others = [
            ".work.ron.swp",
            ".work.ron.toolong7.tmp",
            ".other.ron.aB3dE6.tmp",
            "work.ron.aB3dE6.tmp",
            ".work.ron.a-3dE6.tmp",
        ];
        for name in others {
            left(folder, name, 24 * 60 * 60);
        }
        let removed = remove_leftovers(&RealDisk, &project, SystemTime::now()).unwrap();
        let there = names(folder);
        assert_eq!(removed, usize::from(cfg!(unix)));
        assert!(there.contains(&".work.ron.young1.tmp".to_owned()));
        assert!(
            others
                .iter()
                .all(|name| there.contains(&(*name).to_owned()))
        );
        assert_eq!(fs::read(&project).unwrap(), b"whole");
    }

    /// Where nobody can say whether its writer is gone it stays until it is an hour old.
    #[test]
    fn a_file_of_a_save_that_may_go_on_stays() {
        let folder = tempfile::tempdir().unwrap();
        let project = folder.path().join("work.ron");
        fs::write(&project, "whole").unwrap();
        left(folder.path(), ".work.ron.aB3dE6.tmp", 600);
        let without_locks = FaultyDisk::sound();
        let removed =
            |disk: &dyn Disk| remove_leftovers(disk, &project, SystemTime::now()).unwrap();
        assert_eq!(removed(&without_locks), 0);
        assert_eq!(removed(&RealDisk), usize::from(cfg!(unix)));
        left(folder.path(), ".work.ron.aB3dE6.tmp", 4000);
        assert_eq!(removed(&without_locks), 1);
    }
}
