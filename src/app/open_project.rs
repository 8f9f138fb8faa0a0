//! The project that is open, as the person at this machine may see it.
//!
//! The idea: there is the whole of it, which edits change and files hold, and what is shown of it. Everything that reads
//! `app.project` reads what is shown, so that no panel, index or message can forget that a review is blind or that a view
//! is narrowed; what writes must say [`OpenProject::whole`]. Where nothing is hidden both are one, and share their memory.
//!
//! Invariant: nothing outside this file changes either of the two, and what is shown is always what the [`Lens`] lets
//! through of the whole.

use super::{SeenMarks, blind as blind_review};
use crate::edit::{Edit, EditError, History, Step, beside_hidden};
use crate::model::{ArticleId, Project, ReviewerId};
use crate::review::{Hiding, blind, in_view};
use std::collections::BTreeSet;
use std::ops::Deref;

/// What is let through of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lens {
    /// The person at this machine.
    pub me: ReviewerId,
    /// Whether others' work is hidden in what this person has not read.
    pub hiding: Hiding,
    /// Whose marks are shown of what is not hidden.
    pub marks: SeenMarks,
}

impl Lens {
    /// All is let through.
    pub fn open(me: ReviewerId) -> Self {
        Self {
            me,
            hiding: Hiding::Nothing,
            marks: SeenMarks::All,
        }
    }

    fn is_open(self) -> bool {
        self.hiding == Hiding::Nothing && self.marks == SeenMarks::All
    }

    /// What is shown of a project.
    pub fn of(self, whole: &Project) -> Project {
        let seen = match self.hiding {
            Hiding::Nothing => whole.clone(),
            Hiding::Others => blind::visible(whole, self.me),
        };
        match self.marks {
            SeenMarks::All => seen,
            SeenMarks::Disagreements => in_view::disagreeing(&seen),
            SeenMarks::Of(reviewer) => in_view::of_reviewer(&seen, reviewer),
            SeenMarks::Mine => in_view::of_reviewer(&seen, self.me),
        }
    }
}

/// A project and what is shown of it. Reads as the latter.
#[derive(Debug)]
pub struct OpenProject {
    whole: Project,
    shown: Project,
    lens: Lens,
    /// In blind review, the articles in which nothing is hidden.
    opened: BTreeSet<ArticleId>,
}

impl Deref for OpenProject {
    type Target = Project;

    fn deref(&self) -> &Project {
        &self.shown
    }
}

/// Whether it holds the same, hidden or not.
impl PartialEq<Project> for OpenProject {
    fn eq(&self, other: &Project) -> bool {
        self.whole == *other
    }
}

impl OpenProject {
    pub(super) fn new(whole: Project, lens: Lens) -> Self {
        Self {
            shown: lens.of(&whole),
            opened: blind_review::opened(&whole, lens),
            whole,
            lens,
        }
    }

    fn look(&mut self) {
        self.shown = self.lens.of(&self.whole);
        self.opened = blind_review::opened(&self.whole, self.lens);
    }

    /// Whether others' work is hidden in an article.
    pub(super) fn hides_in(&self, article: ArticleId) -> bool {
        self.lens.hiding == Hiding::Others && !self.opened.contains(&article)
    }

    /// All that there is, for files, joins and what comes of an edit; never for the screen.
    #[must_use]
    pub fn whole(&self) -> &Project {
        &self.whole
    }

    /// What is shown.
    #[must_use]
    pub fn shown(&self) -> &Project {
        &self.shown
    }

    /// What marking and tying are worked out on: in a view the whole, so that what is marked joins a mark that the view hides;
    /// in blind review what is shown, so that it makes one's own.
    pub(super) fn to_edit(&self) -> &Project {
        match self.lens.hiding {
            Hiding::Nothing => &self.whole,
            Hiding::Others => &self.shown,
        }
    }

    pub(super) fn lens(&self) -> Lens {
        self.lens
    }

    /// Another lens over the same project.
    pub(super) fn look_through(&mut self, lens: Lens) {
        self.lens = lens;
        self.look();
    }

    /// The same project with the revisions of a save.
    pub(super) fn was_saved_as(&mut self, whole: Project) {
        self.whole = whole;
        self.look();
    }

    /// Does what was worked out on what is shown, as a step that can be undone. What is hidden of a register stays in it.
    pub(super) fn commit(
        &mut self,
        history: &mut History,
        edit: Edit,
        label: &str,
    ) -> Result<(), EditError> {
        let whole = match self.lens.hiding {
            Hiding::Nothing => edit.clone(),
            Hiding::Others => beside_hidden(edit.clone(), &self.shown, &self.whole),
        };
        history.commit(&mut self.whole, whole, label)?;
        self.follow(edit);
        Ok(())
    }

    /// Does what cannot be undone.
    pub(super) fn apply_for_good(&mut self, edit: Edit) -> Result<(), EditError> {
        edit.apply(&mut self.whole)?;
        self.look();
        Ok(())
    }

    pub(super) fn undo(&mut self, history: &mut History) -> Result<Option<Step>, EditError> {
        let step = history.undo(&mut self.whole)?;
        self.look();
        Ok(step)
    }

    pub(super) fn redo(&mut self, history: &mut History) -> Result<Option<Step>, EditError> {
        let step = history.redo(&mut self.whole)?;
        self.look();
        Ok(step)
    }

    /// Brings what is shown up to date. An edit that was worked out on it fits it, which is cheaper than looking through
    /// the whole of a large project at every key; one that may bring hidden things to light goes the long way.
    fn follow(&mut self, edit: Edit) {
        let is_whole_again = self.lens.is_open()
            || self.lens.marks != SeenMarks::All
            || brings_to_light(&edit)
            || edit.apply(&mut self.shown).is_err();
        if is_whole_again {
            self.look();
        }
    }
}

/// Whether an edit may change what is hidden.
pub(super) fn brings_to_light(edit: &Edit) -> bool {
    match edit {
        Edit::Batch(edits) => edits.iter().any(brings_to_light),
        Edit::Replace(_) | Edit::Reading(..) => true,
        _ => false,
    }
}
