//! The words of the shell: sentence case, no full stop after a single sentence unless a second may follow it.

use crate::model::{EffectiveStatus, Role, Status};

/// The name of the program.
pub const NAME: &str = "Crosscheck";
/// On the welcome page.
pub const WELCOME: &str = "Drop articles here, or open the sample project to try marking.";
/// When a status key finds no words.
pub const NOTHING_SELECTED: &str = "Select the words first. W takes the word at the caret.";
/// When the target is not in view.
pub const OFF_SCREEN: &str =
    "The mark is out of view, so it was not changed. Press again to change it.";
/// The same for a selection.
pub const SELECTION_OFF_SCREEN: &str =
    "The selection is out of view, so it was not marked. Press again to mark it.";
/// In the list of annotations.
pub const NO_MARKS_YET: &str =
    "Nothing marked yet. Select words in an article, then press 1, 2 or 3.";
/// Where the target has the status already.
pub const ALREADY_SO: &str = "These words have that status already.";
/// When a save failed; the reason follows.
pub const NOT_SAVED: &str = "Not saved";
/// A mark without a source.
pub const NO_SOURCE: &str = "Verified without a source.";
/// When a project lies in a folder that is emptied.
pub const TEMPORARY: &str =
    "This file was opened from a temporary folder. Save it elsewhere before you go on.";
/// When a project cannot be written where it is.
pub const READ_ONLY: &str = "This project can only be read here. Saving asks for another place.";
/// When the copy would be the project.
pub const OWN_FILE: &str = "This is the project's own file. A copy needs another name.";
/// When a contact stands where only a person may take it out.
pub const CONTACT_ELSEWHERE: &str =
    "Words of a private contact stand elsewhere in the copy too. Look before you send it.";
/// When importing was cancelled.
pub const NOTHING_ADDED: &str = "Cancelled. No article was added.";
/// When opening was cancelled.
pub const NOT_OPENED: &str = "Cancelled. The project was not opened.";
/// Under the shortcut sheet.
pub const SINGLE_LETTERS: &str = "Single letters work while an article has the keyboard. In a screen reader's browse mode \
     use Alt+1, 2, 3, F6 and the menus.";
/// The name of a person who has not said theirs.
pub const UNNAMED: &str = "Reviewer";

/// After the first mark.
#[must_use]
pub fn first_mark(status: Option<Status>) -> String {
    let marked = status.map_or("", Status::word);
    let marked = if marked.is_empty() {
        "Marked".to_owned()
    } else {
        format!("Marked {marked}")
    };
    format!("{marked} as \"{UNNAMED}\". What name should stand on your marks?")
}

/// When a project could not be written, and why in plain words; the exact cause stands under it.
#[must_use]
pub fn not_saved(why: &str) -> String {
    format!("{NOT_SAVED}: {why}. Your work is kept on this computer. Try again, or save elsewhere.")
}

/// After the first mark, where the inspector is folded and cannot ask.
#[must_use]
pub fn first_mark_without_inspector(status: Status) -> String {
    format!(
        "Marked {} as \"{UNNAMED}\". The circle at the top right takes the name that should stand on your marks.",
        status.word()
    )
}

/// When a status was added to somebody else's mark.
#[must_use]
pub fn someone_elses(name: &str) -> String {
    format!("This is {name}'s mark. Your status was added beside theirs.")
}

/// The letter of a status in gutter and lists.
#[must_use]
pub fn letter(status: EffectiveStatus) -> &'static str {
    match status {
        EffectiveStatus::Tagged(Status::Verified) => "V",
        EffectiveStatus::Tagged(Status::Unverified) => "U",
        EffectiveStatus::Tagged(Status::Conflicting) => "C",
        EffectiveStatus::Disputed => "D",
        EffectiveStatus::Nothing => "–",
    }
}

/// The word of a status, as a heading.
#[must_use]
pub fn status_word(status: EffectiveStatus) -> &'static str {
    match status {
        EffectiveStatus::Tagged(status) => status_name(status),
        EffectiveStatus::Disputed => "Disputed",
        EffectiveStatus::Nothing => "Nothing here",
    }
}

/// The word of a tag, as a heading.
#[must_use]
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Verified => "Verified",
        Status::Unverified => "Unverified",
        Status::Conflicting => "Conflicting",
    }
}

/// What a status means, for tooltips.
#[must_use]
pub fn status_help(status: Status) -> &'static str {
    match status {
        Status::Verified => "A source bears out these exact words",
        Status::Unverified => "Looked at, not borne out yet",
        Status::Conflicting => "A source or account says otherwise",
    }
}

/// The word of a role.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Check => "to check",
        Role::Compare => "to compare",
    }
}

/// "1 mark", "3 marks".
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

/// Words in quotation marks, unless they bring their own.
#[must_use]
pub fn in_quotes(text: &str) -> String {
    if text.starts_with(['“', '"', '„', '«', '‘']) {
        text.to_owned()
    } else {
        format!("“{text}”")
    }
}
