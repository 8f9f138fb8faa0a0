//! The words about a damaged project.

use super::count;
use crate::store::Rescued;

/// What taking what was rescued is called in the menu.
pub const RESCUE: &str = "rescue what could be read";
/// The button that takes it.
pub const RESCUE_BUTTON: &str = "Open what can be read";
/// The other one.
pub const LEAVE_IT: &str = "Leave it";
/// Where nothing of it can be read, but there are earlier versions.
pub const NOTHING_RESCUED: &str = "Nothing in it can be read, but earlier versions of it are kept.";
/// Under the buttons.
pub const DAMAGED_STAYS: &str =
    "It opens as a new project; the damaged file is not written to, now or later.";

/// What of a damaged project can be read. In blind review numbers would tell of others.
#[must_use]
pub fn can_be_rescued(rescued: &Rescued, is_blind: bool) -> String {
    if is_blind {
        return "Part of it can be read, or all.".to_owned();
    }
    let project = &rescued.project;
    let read = format!(
        "{}, {}, {} and {} can be read",
        count(project.live_articles().count(), "article", "articles"),
        count(project.live_annotations().count(), "mark", "marks"),
        count(project.live_claims().count(), "claim", "claims"),
        count(project.live_sources().count(), "source", "sources"),
    );
    match rescued.lost.len() {
        0 => format!("{read}; nothing else was found in it."),
        lost => format!("{read}, {} cannot:", count(lost, "record", "records")),
    }
}

/// After it was opened.
#[must_use]
pub fn rescued_from(file: &str) -> String {
    format!("This is what could be read of {file}. Look through it, then save it under a new name.")
}

/// When a save would write over the damaged file.
#[must_use]
pub fn damaged_is_kept(file: &str) -> String {
    format!("Not saved: {file} is the damaged file, and it stays as it is. Choose another name.")
}
