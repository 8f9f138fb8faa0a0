//! The words about earlier versions.

use super::count;
use crate::model::Project;
use crate::review::{Incoming, IncomingKind, Preview};
use jiff::{Timestamp, tz::TimeZone};

/// The title of the dialog.
pub const VERSIONS: &str = "Earlier versions";
/// Under it.
pub const VERSIONS_EXPLAINED: &str = "The last ten saved versions are kept on this computer, and one a day for thirty days. Looking at them changes nothing.";
/// Where there are none.
pub const NO_VERSIONS: &str = "No earlier versions yet. Each save keeps one.";
/// Beside the version that stands in the file.
pub const VERSION_OF_NOW: &str = "the file as it is now";
/// While a version is being read.
pub const READING_VERSION: &str = "Reading…";
/// Where nothing is another.
pub const NOTHING_SINCE: &str = "The same as what is open now.";
/// In blind review, of a version that is not compared.
pub const VERSION_UNSEEN: &str = "The project as it was then.";
/// What bringing back is called in the menu.
pub const BRING_BACK: &str = "bring back from an earlier version";
/// The button that opens a version in a window of its own.
pub const OPEN_BESIDE: &str = "Open beside";
/// What it does.
pub const OPEN_BESIDE_HELP: &str =
    "In a window of its own, to look at: a copy that can only be read";
/// The button that writes a version to a file.
pub const SAVE_VERSION: &str = "Save as a new file…";
/// The button that opens a version in place of a damaged file.
pub const OPEN_VERSION: &str = "Open this version";
/// The button in the dialog about a damaged file.
pub const EARLIER_VERSIONS: &str = "Earlier versions…";
/// What ticks all that can come back.
pub const TICK_ALL: &str = "All that can come back";
/// When a version could not be kept; why stands under it.
pub const VERSION_NOT_KEPT: &str =
    "The project is saved, but not kept among its earlier versions as well.";
/// When one could not be written or opened; why stands under it.
pub const VERSION_FAILED: &str = "The earlier version could not be written or opened.";
/// When a file was saved by somebody else while it was opened here; not shown.
pub const CHANGED_MEANWHILE: &str = "the file was changed while it was opened";

/// "Bring back 2 records".
#[must_use]
pub fn bring_back_ticked(records: usize) -> String {
    match records {
        0 => "Bring back".to_owned(),
        records => format!("Bring back {records}"),
    }
}

/// When a version was saved, in the person's own time zone: "10:42 today", "27 November 2026, 10:42".
#[must_use]
pub fn version_of(at: Timestamp, now: Timestamp) -> String {
    let zone = TimeZone::system();
    let (then, today) = (at.to_zoned(zone.clone()), now.to_zoned(zone));
    if then.date() == today.date() {
        then.strftime("Today, %H:%M:%S").to_string()
    } else {
        then.strftime("%-d %B %Y, %H:%M").to_string()
    }
}

/// The name of a file that holds a version: no character that some system forbids in names.
#[must_use]
pub fn version_file(stem: &str, at: Timestamp) -> String {
    let then = at.to_zoned(TimeZone::system());
    format!("{stem} as of {}.ron", then.strftime("%Y-%m-%d %H.%M.%S"))
}

/// What has changed since a version: "Since then: 3 marks added, 1 changed, 2 other changes".
#[must_use]
pub fn since_then(since: &Preview, all: &[Incoming]) -> String {
    let marks = |kind| since.marks(kind);
    let gone = |is_mark: bool| {
        let of_kind = all.iter().filter(|it| it.kind == IncomingKind::Removed);
        let records = of_kind.map(|it| it.record);
        let records = records
            .filter(|record| matches!(record, crate::model::RecordRef::Annotation(_)) == is_mark);
        records.collect::<std::collections::BTreeSet<_>>().len()
    };
    let mut parts = Vec::new();
    for (number, word) in [
        (marks(IncomingKind::Added), "added"),
        (marks(IncomingKind::Changed), "changed"),
        (gone(true), "deleted"),
    ] {
        if number > 0 && parts.is_empty() {
            parts.push(format!("{} {word}", count(number, "mark", "marks")));
        } else if number > 0 {
            parts.push(format!("{number} {word}"));
        }
    }
    let others =
        since.others(IncomingKind::Added) + since.others(IncomingKind::Changed) + gone(false);
    if others > 0 {
        parts.push(count(others, "other change", "other changes"));
    }
    if parts.is_empty() {
        return "Since then only people came in or changed their names".to_owned();
    }
    format!("Since then: {}", parts.join(", "))
}

/// What a version holds, where there is nothing to compare it with.
#[must_use]
pub fn version_holds(project: &Project) -> String {
    format!(
        "{}, {}, {} and {}",
        count(project.live_articles().count(), "article", "articles"),
        count(project.live_annotations().count(), "mark", "marks"),
        count(project.live_claims().count(), "claim", "claims"),
        count(project.live_sources().count(), "source", "sources"),
    )
}

/// After records came back.
#[must_use]
pub fn came_back_from(records: usize, when: &str) -> String {
    let records = count(records, "record", "records");
    format!(
        "{records} came back from the version of {}.",
        in_sentence(when)
    )
}

/// After a version was written to a file.
#[must_use]
pub fn version_written(file: &str, when: &str) -> String {
    format!(
        "{file} was written: the project as it was at {}.",
        in_sentence(when)
    )
}

/// After a version was opened in place of a damaged file.
#[must_use]
pub fn version_opened(file: &str, when: &str) -> String {
    format!(
        "This is {file} as it was saved at {}. Look through it, then save it under a new name.",
        in_sentence(when)
    )
}

fn in_sentence(when: &str) -> String {
    when.replacen("Today", "today", 1)
}

/// What a screen reader hears of the tick beside words.
#[must_use]
pub fn bring_back_words(quote: &str) -> String {
    format!("“{quote}” as it was")
}
