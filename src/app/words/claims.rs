//! The words about claims that come of differences, of passages nearby, and of second marks.

use super::in_quotes;

/// What undo calls it that a detail in which two articles differ became a claim.
pub const STEP_CLAIM_OF_DIFFERENCE: &str = "make a claim of the difference";

/// The button beside a detail in which two articles differ.
pub const MAKE_CLAIM: &str = "Make a claim";

/// When a claim is to be made of a difference and there is none.
pub const NOTHING_DIFFERS: &str =
    "No other article says this with a detail that differs, so there is no claim to make of it.";

/// When a difference became a claim.
#[must_use]
pub fn claim_of_difference(statement: &str) -> String {
    let statement = in_quotes(statement);
    format!("New claim: {statement}, one passage for it and one against")
}

/// When a difference is a claim already.
#[must_use]
pub fn is_a_claim_already(statement: &str) -> String {
    let statement = in_quotes(statement);
    format!("This difference is a claim already: {statement}. It is the current one now.")
}

/// Words of an article as a claim states them: one line, without the sign that ends a sentence.
#[must_use]
pub fn as_statement(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    // The end of a sentence is none of a statement's.
    line.trim_end_matches(['.', ',', ';', ':']).to_owned()
}
