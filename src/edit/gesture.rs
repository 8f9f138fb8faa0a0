//! What several rules ask for, as one step.
//!
//! Each rule looks at a project and returns an edit. Where a gesture follows several of them, the later ones have to see
//! what the earlier ones do: a mark is made and then tied. They look at a copy on which the earlier edits are done; a copy
//! of a project costs a few pointers.

use super::{Edit, EditError};
use crate::model::Project;

/// The edits so far, and the project as they leave it.
pub struct Gesture {
    project: Project,
    edits: Vec<Edit>,
}

impl Gesture {
    /// A gesture in which nothing was done yet.
    #[must_use]
    pub fn on(project: &Project) -> Self {
        Self {
            project: project.clone(),
            edits: Vec::new(),
        }
    }

    /// The project as the edits so far leave it.
    #[must_use]
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Adds what a rule asks for; nothing where it asks for nothing.
    ///
    /// # Errors
    /// Where the edit does not fit; the gesture is then as it was.
    pub fn add(&mut self, edit: Option<Edit>) -> Result<(), EditError> {
        if let Some(edit) = edit {
            edit.clone().apply(&mut self.project)?;
            self.edits.push(edit);
        }
        Ok(())
    }

    /// All of it as one edit; `None` where nothing was done.
    #[must_use]
    pub fn into_edit(self) -> Option<Edit> {
        (!self.edits.is_empty()).then_some(Edit::Batch(self.edits))
    }
}
