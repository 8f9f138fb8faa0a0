//! Undo and redo.

use super::{Edit, EditError};
use crate::model::Project;

/// How many steps can be undone; the oldest go first. A step of marking is below a kilobyte.
const MOST_STEPS: usize = 5_000;

/// One gesture: what it did, how to take it back, and what it is called in the menu.
#[derive(Clone, Debug)]
pub struct Step {
    /// What was done.
    pub edit: Edit,
    /// What takes it back.
    pub inverse: Edit,
    /// What it is called, as in "Undo mark verified".
    pub label: String,
}

/// The steps done and undone.
///
/// It cannot undo one step and keep a later one: steps are undone in the reverse of their order.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: std::collections::VecDeque<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Applies `edit` and remembers it; what was undone before is forgotten.
    ///
    /// # Errors
    /// Where the edit does not fit; nothing has changed then.
    pub fn commit(
        &mut self,
        project: &mut Project,
        edit: Edit,
        label: impl Into<String>,
    ) -> Result<(), EditError> {
        let inverse = edit.clone().apply(project)?;
        self.undone.clear();
        self.done.push_back(Step {
            edit,
            inverse,
            label: label.into(),
        });
        if self.done.len() > MOST_STEPS {
            self.done.pop_front();
        }
        Ok(())
    }

    /// Takes the last step back and returns its label; nothing where there is none.
    ///
    /// # Errors
    /// Where the inverse does not fit, which would be a defect of its edit; nothing has changed then.
    pub fn undo(&mut self, project: &mut Project) -> Result<Option<Step>, EditError> {
        let Some(step) = self.done.pop_back() else {
            return Ok(None);
        };
        match step.inverse.clone().apply(project) {
            Ok(edit) => {
                let step = Step { edit, ..step };
                self.undone.push(step.clone());
                Ok(Some(step))
            }
            Err(error) => {
                self.done.push_back(step);
                Err(error)
            }
        }
    }

    /// Does the last undone step again and returns it; nothing where there is none.
    ///
    /// # Errors
    /// As [`History::undo`].
    pub fn redo(&mut self, project: &mut Project) -> Result<Option<Step>, EditError> {
        let Some(step) = self.undone.pop() else {
            return Ok(None);
        };
        match step.edit.clone().apply(project) {
            Ok(inverse) => {
                let step = Step { inverse, ..step };
                self.done.push_back(step.clone());
                Ok(Some(step))
            }
            Err(error) => {
                self.undone.push(step);
                Err(error)
            }
        }
    }

    /// What would be undone next.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.done.back().map(|step| step.label.as_str())
    }

    /// What would be done again next.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }

    /// Forgets everything, as another project is opened.
    pub fn clear(&mut self) {
        self.done.clear();
        self.undone.clear();
    }
}
