//! Places that a project should not stay in: folders that are emptied, and what can only be read.
//!
//! A project opened out of a mail or a browser lies where the system or the program may remove it at any time. Saving there
//! would look like saving and be none, so that the first save asks for a place. Whoever works in such a folder on purpose
//! chooses the same file there, and is asked no more.

use super::super::{App, Command, FileQuestion, words};
use crate::store::Disk;
use std::path::{Path, PathBuf};

/// What is wrong with the place of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongPlace {
    /// It may be gone tomorrow.
    Temporary,
    /// Nothing can be written there.
    ReadOnly,
}

/// Folders inside which mail programs and browsers keep what is opened out of them, whatever stands above.
const CACHES: [&str; 6] = [
    ".cache",
    "Caches",
    "INetCache",
    "Temporary Internet Files",
    "Content.Outlook",
    "Mail Downloads",
];

/// The folders of this system whose files nobody keeps. One that holds the person's own folder is none.
#[must_use]
pub fn temporary_folders() -> Vec<PathBuf> {
    let home = directories::BaseDirs::new().map(|folders| folders.home_dir().to_owned());
    let fixed = [
        "/tmp",
        "/var/tmp",
        "/private/tmp",
        "/private/var/folders",
        "/var/folders",
        "/dev/shm",
    ];
    let mut folders: Vec<PathBuf> = fixed.map(PathBuf::from).into();
    folders.push(std::env::temp_dir());
    folders.extend(
        std::env::var_os("XDG_RUNTIME_DIR")
            .filter(|folder| !folder.is_empty())
            .map(PathBuf::from),
    );
    folders.retain(|folder| {
        folder.is_absolute() && home.as_ref().is_none_or(|home| !home.starts_with(folder))
    });
    folders
}

/// What is wrong with this place, if anything.
pub(super) fn wrong_place(
    disk: &dyn Disk,
    path: &Path,
    temporary: &[PathBuf],
) -> Option<WrongPlace> {
    let real = disk.resolve(path).unwrap_or_else(|_| path.to_owned());
    let is_temporary = [path, &real]
        .into_iter()
        .any(|path| is_temporary(path, temporary));
    if is_temporary {
        Some(WrongPlace::Temporary)
    } else {
        (!disk.may_replace(&real)).then_some(WrongPlace::ReadOnly)
    }
}

fn is_temporary(path: &Path, temporary: &[PathBuf]) -> bool {
    let folder = path.parent().unwrap_or(path);
    temporary.iter().any(|known| folder.starts_with(known))
        || folder.components().any(|part| {
            CACHES
                .iter()
                .any(|name| part.as_os_str().eq_ignore_ascii_case(name))
        })
}

impl App {
    /// Says which folders are temporary here; without it none is.
    pub fn set_temporary_folders(&mut self, folders: Vec<PathBuf>) {
        self.jobs.temporary = folders;
    }

    /// Says what is wrong with the place of what was just opened, and keeps it for the first save.
    pub(super) fn note_place(&mut self, path: &Path, wrong: Option<WrongPlace>) {
        self.jobs.wrong_place = wrong.map(|wrong| (path.to_owned(), wrong));
        let text = match wrong {
            None => return,
            Some(WrongPlace::Temporary) => words::TEMPORARY,
            Some(WrongPlace::ReadOnly) => words::READ_ONLY,
        };
        self.notices.warn_with(text, "Save as…", Command::SaveAs);
    }

    /// Whether a save must ask for a place first; it is asked for then.
    pub(super) fn asks_for_place(&mut self) -> bool {
        let is_wrong = self
            .jobs
            .wrong_place
            .as_ref()
            .zip(self.file.as_ref())
            .is_some_and(|((path, _), file)| *path == file.path);
        if is_wrong {
            let wrong = self.jobs.wrong_place.as_ref().map(|(_, wrong)| *wrong);
            // Else it would look as if it had been saved.
            self.notices.warn(words::place_first(wrong), Vec::new());
            self.ask(FileQuestion::SaveAs(self.suggested_file_name()));
        }
        is_wrong
    }
}

#[cfg(test)]
mod tests {
    use super::{WrongPlace, is_temporary, wrong_place};
    use crate::store::RealDisk;
    use std::path::{Path, PathBuf};

    #[test]
    fn folders_of_browsers_and_mail_are_temporary_and_documents_are_not() {
        let known = [
            PathBuf::from("/scratch"),
            PathBuf::from("/private/var/folders"),
        ];
        for path in [
            "/scratch/a.ron",
            "/scratch/mozilla_ann0/a.ron",
            "/private/var/folders/x1/T/a.ron",
            "/home/ann/.cache/thunderbird/a.ron",
            "/home/ann/Library/Containers/com.apple.mail/Data/Library/Mail Downloads/a.ron",
        ] {
            assert!(is_temporary(Path::new(path), &known), "{path}");
        }
        for path in [
            "/home/ann/a.ron",
            "/scratchfiles/a.ron",
            "/home/ann/scratch/a.ron",
            "/home/ann/.cache",
        ] {
            assert!(!is_temporary(Path::new(path), &known), "{path}");
        }
    }

    #[test]
    fn a_file_marked_as_read_only_is_told_from_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ron");
        std::fs::write(&path, "x").unwrap();
        assert_eq!(wrong_place(&RealDisk, &path, &[]), None);
        let here = [folder.path().to_owned()];
        assert_eq!(
            wrong_place(&RealDisk, &path, &here),
            Some(WrongPlace::Temporary)
        );
        let mut permissions = std::fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        std::fs::set_permissions(&path, permissions).unwrap();
        assert_eq!(
            wrong_place(&RealDisk, &path, &[]),
            Some(WrongPlace::ReadOnly)
        );
    }
}
