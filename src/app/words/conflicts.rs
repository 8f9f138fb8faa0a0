//! The words of conflicts.

use crate::model::RegisterName;
use crate::review::{RivalValue, RivalWord, Rivals};

/// When the list has no rows.
pub const NO_CONFLICTS: &str = "Nothing stands against each other. After a merge, values that two copies wrote differently wait here for a choice.";
/// Behind the last one, and before the first.
pub const NO_MORE_CONFLICTS: &str = "There is no other conflict in this direction.";
/// When a key of the card finds none.
pub const NO_CONFLICT_CHOSEN: &str = "Choose a conflict in the list first.";
/// When something is asked for that leaves several values.
pub const ONE_VALUE_STANDS: &str =
    "One of the values has to stand. Choose the first or the second.";
/// In the popup of more than two values.
pub const WRITE_ANEW: &str = "Write another…";
/// When another value is to be written.
pub const WRITING_SETTLES: &str =
    "What you write now stands, and ends the conflict. Ctrl+Z brings both values back.";
/// The button beside a third value.
pub const LET_STAND: &str = "Let it stand";
/// On the value that counts until somebody chooses.
pub const PROVISIONAL: &str = "provisional";
/// What that means.
pub const PROVISIONAL_HELP: &str =
    "The more cautious value counts until somebody chooses; both stay in the file";

/// Beside a record that somebody deleted and somebody else changed.
pub const DELETED_AND_CHANGED: &str = "Deleted, and changed meanwhile. Choose in Review";

/// When it is another person's word.
#[must_use]
pub fn not_yours_to_choose(owner: &str) -> String {
    format!("Both are {owner}'s own words, so only {owner} can choose between them.")
}

/// Beside a value that is one of several.
#[must_use]
pub fn values_stand(count: usize) -> String {
    match count {
        2 => "Two values stand here. Choose in Review".to_owned(),
        count => format!("{count} values stand here. Choose in Review"),
    }
}

/// After a choice.
#[must_use]
pub fn settled(name: RegisterName, number: usize) -> String {
    match (name, number) {
        (RegisterName::Fate, 0) => "Kept.".to_owned(),
        (RegisterName::Fate, _) => "Deleted.".to_owned(),
        (_, 0) => "The first stands.".to_owned(),
        (_, 1) => "The second stands.".to_owned(),
        (_, number) => format!("Number {} stands.", number + 1),
    }
}

/// In what the values differ.
#[must_use]
pub fn conflict_name(rivals: &Rivals) -> String {
    let name = match rivals.at.name {
        RegisterName::Assessment(_) => return differing_fields(rivals),
        RegisterName::Reviewer => "Name of a reader",
        RegisterName::Info => "Article details",
        RegisterName::Reading(_) => "Read to the end",
        RegisterName::Signature(_) => "Sign-off",
        RegisterName::Spans => "Edges of a mark",
        RegisterName::Tie => "Tie to a claim",
        RegisterName::Claim => "Claim",
        RegisterName::Absence(_) => "Does not say it",
        RegisterName::Region => "Set aside",
        RegisterName::Source => "Source",
        RegisterName::Decision => "Decision",
        RegisterName::Fate => "Deleted and changed",
    };
    name.to_owned()
}

/// "Status, note".
fn differing_fields(rivals: &Rivals) -> String {
    let words = rivals.values.first().map_or(&[][..], |value| &value.words);
    let names: Vec<&str> = words
        .iter()
        .map(|word| match word.name {
            "" => "status",
            name => name,
        })
        .collect();
    let joined = match names[..] {
        [] => "judgement".to_owned(),
        _ => names.join(", "),
    };
    super::capitalised(&joined)
}

/// A field with its name, as a line says it.
#[must_use]
pub fn rival_word(word: &RivalWord) -> String {
    match (word.name, word.text.as_str()) {
        ("", text) => text.to_owned(),
        (name, "") => format!("no {name}"),
        (name, text) => format!("{name}: {text}"),
    }
}

/// A value on one line.
#[must_use]
pub fn rival_line(value: &RivalValue) -> String {
    if value.words.is_empty() {
        return "the same at another time".to_owned();
    }
    let words: Vec<String> = value.words.iter().map(rival_word).collect();
    words.join(", ")
}
