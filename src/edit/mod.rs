//! The only way a project changes.
//!
//! The tour: an [`Edit`] is a value that [`Edit::apply`] applies and whose inverse it returns; [`History`] keeps edits
//! with their inverses and labels for undo and redo; [`give_revisions`] stamps what changed since the last save;
//! [`marking`] turns "these words, this status" into the edit that the rules of the window ask for, [`citing`] does so
//! for sources, [`tying`] for claims, [`choosing`] for values in conflict, [`bringing_back`] for records of an earlier version, [`set_reading`] for "read to the end"; a [`Gesture`] joins what several rules ask for into one step.
//!
//! Invariant: pure. Ids and times come in as arguments, and an edit that fails changes nothing.

mod beside;
pub mod bringing_back;
mod change;
pub mod choosing;
pub mod citing;
pub mod deciding;
#[cfg(test)]
pub(crate) mod fixture;
mod gesture;
mod history;
pub mod marking;
mod reading;
mod revise;
pub mod setting_aside;
pub mod signing;
pub mod tying;

pub use beside::beside_hidden;
pub use change::{Edit, EditError};
pub use gesture::Gesture;
pub use history::{History, Step};
pub use reading::set_reading;
pub use revise::{RevisionContext, give_revisions, has_unsaved_changes};
