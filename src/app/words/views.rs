//! What is said where a view hides marks: what is true of the view, never more.

/// How a sentence about what is shown begins, by the view that hides the rest.
#[must_use]
pub fn in_view_of(whose: &str) -> String {
    format!("In the view of {whose}")
}

/// The same for one's own marks.
pub const IN_YOUR_VIEW: &str = "In the view of your marks";

/// The same for disagreements.
pub const IN_DISAGREEMENTS: &str = "In the view of disagreements";

/// Under a claim to which no mark that is shown is tied.
#[must_use]
pub fn nothing_tied_in(view: &str) -> String {
    format!("{view} nothing is tied")
}

/// In place of the disagreements.
#[must_use]
pub fn no_disagreements_in(view: &str) -> String {
    format!("{view} nobody stands against it: disagreements show when everybody's marks do.")
}

/// The same where the view is that of disagreements.
pub const NOTHING_TO_DECIDE: &str = "In the view of disagreements nothing is left to decide.";

/// In place of the conflicts.
#[must_use]
pub fn no_conflicts_in(view: &str) -> String {
    format!("{view} nothing stands against each other.")
}

/// In place of what waits for a sign-off.
#[must_use]
pub fn nothing_waits_in(view: &str) -> String {
    format!("{view} nothing waits for a sign-off.")
}

/// In place of the annotations.
#[must_use]
pub fn no_marks_in(view: &str) -> String {
    format!("{view} there is no mark.")
}

/// Over the board.
#[must_use]
pub fn only_these_count(view: &str) -> String {
    format!("{view} only the marks shown count.")
}

/// In an empty cell of the board.
pub const NOTHING_IN_VIEW: &str = "nothing in this view";

/// What that means.
pub const NOTHING_IN_VIEW_HELP: &str = "A mark that the view hides may be tied to the claim";
