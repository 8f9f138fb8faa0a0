//! The words for a file that others write to, and for one that cannot be written.

/// The label of the step that takes in what others wrote.
pub const TAKE_IN: &str = "take in changes of others";
/// The button beside the message that they did.
pub const SHOW_CAME_IN: &str = "Show what came in";
/// Beside what came in.
pub const ALL_OF_IT_IS_IN: &str = "All of it is in. One step, and it can be undone.";
/// Who changed the file, where nobody is known.
pub const SOMEONE_ELSE: &str = "someone else";
/// Who changed it, where it was the person at this machine.
pub const YOU_ELSEWHERE: &str = "you in another window or place";
/// The buttons beside a failed save.
pub const TRY_AGAIN: &str = "Try again";
/// See [`TRY_AGAIN`].
pub const SAVE_ELSEWHERE: &str = "Save elsewhere…";
/// Why a save did not come to its end.
pub const NO_ANSWER: &str = "the folder does not answer";
/// The same, for a place without a folder.
pub const NO_FOLDER: &str = "the folder is not there any more";
/// The same, for a file that is marked so.
pub const FILE_IS_READ_ONLY: &str = "the file is marked as read-only";
/// The same, for a disk that gives back other bytes than it was given.
pub const GARBLED: &str = "the disk did not keep what was written";
/// The same, where others save without a pause.
pub const KEEPS_CHANGING: &str = "others are writing the file all the time";
/// The same, for a file that others have damaged.
pub const THEIRS_CANNOT_BE_READ: &str =
    "the file was changed, and what stands there now cannot be read";
/// The same, for a file that is another project now.
pub const ANOTHER_PROJECT_THERE: &str = "another project stands there now";

/// The same, for what the system said; nothing where it means nothing to most people.
#[must_use]
pub fn why_not_written(error: &std::io::Error) -> Option<&'static str> {
    use std::io::ErrorKind as Kind;
    // Windows tells of a file that somebody else holds only by number.
    let is_held = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    Some(match error.kind() {
        _ if is_held => "another program holds the file",
        Kind::StorageFull | Kind::FileTooLarge => "the disk is full",
        Kind::QuotaExceeded => "your share of the disk is used up",
        Kind::PermissionDenied => "you may not write there",
        Kind::ReadOnlyFilesystem => "this disk can only be read",
        Kind::NotFound | Kind::NotADirectory => NO_FOLDER,
        Kind::ResourceBusy | Kind::WouldBlock | Kind::ExecutableFileBusy => {
            "another program holds the file"
        }
        Kind::StaleNetworkFileHandle
        | Kind::NotConnected
        | Kind::HostUnreachable
        | Kind::NetworkUnreachable
        | Kind::NetworkDown
        | Kind::TimedOut => NO_ANSWER,
        // EIO, ENXIO and ENODEV: what a drive says that breaks or was pulled out.
        _ if cfg!(unix) && matches!(error.raw_os_error(), Some(5 | 6 | 19)) => {
            "the disk has failed or was taken away"
        }
        _ => return None,
    })
}

/// When the file was changed by others while it was open.
#[must_use]
pub fn changed_on_disk(file: &str, who: &str) -> String {
    format!("{file} was changed by {who}. Both sets of changes are in; nothing was lost.")
}

/// "Ann, Bo and Cy"; nothing for nobody.
#[must_use]
pub fn names(names: &[String]) -> Option<String> {
    let (last, others) = names.split_last()?;
    Some(if others.is_empty() {
        last.clone()
    } else {
        format!("{} and {last}", others.join(", "))
    })
}

/// When the file is not where it was.
#[must_use]
pub fn gone(file: &str) -> String {
    format!(
        "{file} was moved or deleted. Your work is still open here: saving writes it there again, or save elsewhere."
    )
}

/// When something was written into the file that is no project, or not this one.
#[must_use]
pub fn unreadable_now(file: &str) -> String {
    format!(
        "{file} was changed and cannot be read now, so it is left as it is. Your work is still open here: save elsewhere."
    )
}

/// Why, where another project stands there.
#[must_use]
pub fn other_project_there(file: &str) -> String {
    format!("{file} holds another project now.")
}

/// When a save came to its end after it had been given up.
#[must_use]
pub fn saved_after_all(file: &str) -> String {
    format!("{file} was saved after all.")
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_are_joined_as_a_person_would() {
        let of = |all: &[&str]| names(&all.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["Ann"]).unwrap(), "Ann");
        assert_eq!(of(&["Ann", "Bo"]).unwrap(), "Ann and Bo");
        assert_eq!(of(&["Ann", "Bo", "Cy"]).unwrap(), "Ann, Bo and Cy");
    }
}
