//! "Earlier versions…": what was saved before, what has changed since, and single records brought back.
//!
//! The tour: [`keeping`] keeps a version after each save and of what was opened, [`looking`] lists them and compares one with
//! what is open, [`acting`] brings records back, opens a version beside the present one or writes it to a new file.
//!
//! All reading goes on off the UI thread. In blind review both sides are seen as the lens shows them: only own work is
//! compared, and nothing tells of others.
//!
//! Invariant: looking changes nothing. What comes back is one step that can be undone. A version is never written over the
//! project's file but by a person who chose it in a dialog.

mod acting;
mod keeping;
mod looking;

pub(super) use looking::Found;
pub use looking::{EarlierVersion, LookedAt, VersionRow};

use crate::model::{Project, ProjectId, RecordRef};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What the dialog shows, and what is known of keeping versions.
#[derive(Debug, Default)]
pub struct Versions {
    /// The file that is damaged, where versions are shown in its place.
    pub damaged: Option<PathBuf>,
    /// What there is, the newest first; `None` while it is being read.
    pub list: Option<Arc<[EarlierVersion]>>,
    /// Which of them is looked at.
    pub chosen: usize,
    /// That one compared with what is open; `None` while it is being read.
    pub look: Option<Arc<LookedAt>>,
    /// Records that are to come back.
    pub ticked: BTreeSet<RecordRef>,
    /// Whether the list should get the keyboard at the next frame.
    pub focus_list: bool,
    /// Why there is nothing to be seen.
    pub trouble: Option<String>,
    /// Whose versions they are.
    project: Option<ProjectId>,
    /// Grows with every look, so that one that comes too late is dropped.
    looks: u64,
    /// The version for which a place to write it is being asked.
    to_write: Option<(Arc<LookedAt>, Project)>,
    /// Whether it was said that versions cannot be kept.
    fails: bool,
}

impl Versions {
    /// The version that is looked at.
    #[must_use]
    pub fn current(&self) -> Option<&EarlierVersion> {
        self.list.as_ref()?.get(self.chosen)
    }
}
