//! Walks: what J and K go along.

use super::App;
use super::picker::{Picked, PickerKind, PickerRow, fitting};

/// What J and K go along.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub enum Walk {
    /// Words that lie in no mark.
    #[default]
    Unmarked,
    /// Numbers and names that lie in no mark.
    Numbers,
    /// Every mark.
    Marks,
    /// Marks that count as verified.
    Verified,
    /// Marks that count as unverified.
    Unverified,
    /// Marks that count as conflicting.
    Conflicting,
    /// Marks on which readers differ.
    Disputed,
    /// Marks to look at again, since the text changed.
    Recheck,
}

impl Walk {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 8] = [
        Self::Unmarked,
        Self::Numbers,
        Self::Marks,
        Self::Verified,
        Self::Unverified,
        Self::Conflicting,
        Self::Disputed,
        Self::Recheck,
    ];

    /// What lists call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Unmarked => "Walk: unmarked words",
            Self::Numbers => "Walk: unmarked numbers and names",
            Self::Marks => "Walk: all marks",
            Self::Verified => "Walk: verified",
            Self::Unverified => "Walk: unverified",
            Self::Conflicting => "Walk: conflicting",
            Self::Disputed => "Walk: disputed",
            Self::Recheck => "Walk: re-check",
        }
    }

    /// What J does on it.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Unmarked => "J selects the next unmarked words up to the sentence's end",
            Self::Numbers => "J selects the next number or name that lies in no mark",
            Self::Marks => "J goes to the next mark",
            Self::Verified => "J goes to the next verified mark",
            Self::Unverified => "J goes to the next unverified mark",
            Self::Conflicting => "J goes to the next conflicting mark",
            Self::Disputed => "J goes to the next mark on which readers differ",
            Self::Recheck => "J goes to the next mark whose words changed or moved",
        }
    }
}

impl App {
    pub(super) fn choose_walk(&mut self) {
        self.pick(PickerKind::Walk);
    }

    pub(super) fn walk_rows(&self, typed: &str) -> Vec<PickerRow> {
        let rows = Walk::ALL
            .into_iter()
            .map(|walk| PickerRow {
                title: walk.label().trim_start_matches("Walk: ").to_owned(),
                detail: walk.help().to_owned(),
                key: String::new(),
                is_enabled: true,
                picked: Picked::Walk(walk),
            })
            .collect();
        fitting(rows, typed)
    }

    /// Goes along this from now on.
    pub fn set_walk(&mut self, walk: Walk) {
        self.settings.walk = walk;
    }

    pub(super) fn next_in_walk(&mut self) {
        self.next_mark();
    }

    pub(super) fn previous_in_walk(&mut self) {
        self.previous_mark();
    }
}
