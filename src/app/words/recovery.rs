//! What is said of work that was not saved.

use super::count;
use std::path::Path;

/// While the journal cannot be written; why stands under it.
pub const NOT_KEPT: &str =
    "What you do is not kept on this computer now: save it. This is tried again.";
/// When work of an earlier start cannot be read; where it is and why stands under it.
pub const LEFT_UNREADABLE: &str = "Work that was not saved could not be read; it is kept.";
/// When another window was faster.
pub const LEFT_HELD: &str = "Another window has brought this work back already.";
/// Where a journal ends in the middle of an entry.
pub const LAST_CUT_SHORT: &str = "The last change was cut short and is not in it.";
/// The title of the dialog.
pub const LEFT: &str = "Work that was not saved";
/// What stands under it.
pub const LEFT_EXPLAINED: &str =
    "Crosscheck ended before this was saved. Bringing it back is one step that you can undo.";
/// Before it is thrown away.
pub const DISCARD: &str = "Throw this work away for good?";

/// Where the rest of a damaged journal is.
#[must_use]
pub fn rest_kept(journal: &Path, place: &Path) -> String {
    format!(
        "{}: this journal is damaged. What is whole is offered; what is behind the damage is kept in {}",
        journal.display(),
        place.display()
    )
}

/// Where others have saved since.
#[must_use]
pub fn changed_since(name: &str) -> String {
    format!("{name} has changed since; both sets of changes will be in.")
}

/// After it came back.
#[must_use]
pub fn came_back(changes: usize, came_in: bool) -> String {
    let changes = count(changes, "change", "changes");
    let beside = if came_in {
        " The file has changed since; both are in."
    } else {
        ""
    };
    format!("{changes} came back. Save to keep them.{beside}")
}

/// How much it is, and from when: "14 changes from 10:42, not saved".
#[must_use]
pub fn left_changes(changes: usize, written: jiff::Timestamp, now: jiff::Timestamp) -> String {
    let zone = jiff::tz::TimeZone::system();
    let (then, today) = (written.to_zoned(zone.clone()), now.to_zoned(zone));
    let when = if then.date() == today.date() {
        then.strftime("%H:%M").to_string()
    } else {
        then.strftime("%-d %B %Y, %H:%M").to_string()
    };
    format!(
        "{} from {when}, not saved",
        count(changes, "change", "changes")
    )
}
