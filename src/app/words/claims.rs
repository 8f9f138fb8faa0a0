//! The words about claims that come of differences, of passages nearby, and of second marks.

use super::in_quotes;

/// What undo calls it that a detail in which two articles differ became a claim.
pub const STEP_CLAIM_OF_DIFFERENCE: &str = "make a claim of the difference";

/// The button beside a detail in which two articles differ.
pub const MAKE_CLAIM: &str = "Claim";

/// When a claim is to be made of a difference and there is none.
pub const NOTHING_DIFFERS: &str =
    "No other article says this with a detail that differs, so there is no claim to make of it.";

/// When a difference became a claim.
#[must_use]
pub fn claim_of_difference(statement: &str) -> String {
    let statement = in_quotes(statement);
    format!("One for, one against: new claim {statement}")
}

/// When a difference is a claim already.
#[must_use]
pub fn is_a_claim_already(statement: &str) -> String {
    let statement = in_quotes(statement);
    format!("This difference is a claim already: {statement}. It is the current one now.")
}

/// When the words of a mark were tied to a second claim too, by a second mark: why it does not have the status of the first,
/// and what to press. The keys of the statuses come in at the braces.
#[must_use]
pub fn tied_too(statement: &str, is_target: bool) -> String {
    let statement = in_quotes(statement);
    let judge = if is_target {
        "{}, {} or {} judges it"
    } else {
        "choose it and press {}, {} or {}"
    };
    format!(
        "Also tied to {statement}, by a second mark on the same words. The first mark is as it was; the new one is unverified, \
         since no status is inherited: {judge}."
    )
}

/// When the nearest words of a cell are asked for and there are none.
pub const NO_NEAREST: &str = "Choose an empty cell of the claim board with words nearby first.";

/// What splitting a claim does.
pub const SPLIT_HELP: &str = "One claim made two; its passages stay with the first";

/// The button in an empty cell that ties its nearest words.
pub const TIE: &str = "Tie";

/// Over the nearest words in an empty cell: why it is empty, and where they stand.
#[must_use]
pub fn empty_with_nearest(empty: &str, paragraph: usize) -> String {
    format!("{empty} · nearest, paragraph {paragraph}:")
}

/// The nearest words of an empty cell, as a screen reader and a tooltip say them.
#[must_use]
pub fn nearest_words(words: &str, paragraph: usize) -> String {
    format!("nearest: {words}, paragraph {paragraph}")
}

/// When the nearest words are shown at the first press.
#[must_use]
pub fn enter_ties_nearest(statement: &str) -> String {
    let statement = in_quotes(statement);
    format!(
        "These are the nearest words. Enter again marks them unverified and ties them to {statement}."
    )
}

/// Words of an article as a claim states them: one line, without the sign that ends a sentence.
#[must_use]
pub fn as_statement(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    // The end of a sentence is none of a statement's.
    line.trim_end_matches(['.', ',', ';', ':']).to_owned()
}
