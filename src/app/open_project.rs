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
use crate::model::{Annotation, ArticleId, Project, ReviewerId};
use crate::review::in_view::{InView, Narrowed};
use crate::review::{Hiding, blind};
use crate::text::TextRange;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

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

    /// What is shown of a project. Cost: the whole of it, unless all is let through.
    pub fn of(self, whole: &Project) -> Project {
        let seen = match self.hiding {
            Hiding::Nothing => whole.clone(),
            Hiding::Others => blind::visible(whole, self.me),
        };
        self.narrowed()
            .map_or_else(|| seen.clone(), |narrowed| narrowed.of(&seen))
    }

    fn narrowed(self) -> Option<Narrowed> {
        match self.marks {
            SeenMarks::All => None,
            SeenMarks::Disagreements => Some(Narrowed::ToDisagreements),
            SeenMarks::Of(reviewer) => Some(Narrowed::ToReviewer(reviewer)),
            SeenMarks::Mine => Some(Narrowed::ToReviewer(self.me)),
        }
    }
}

/// What a lens shows of a project, worked out where no frame waits for it.
#[derive(Debug)]
pub(super) struct Sight {
    pub shown: Project,
    lens: Lens,
    /// In blind review, the articles in which nothing is hidden.
    opened: BTreeSet<ArticleId>,
    /// In a view of a project of which nothing is hidden: follows what is done.
    in_view: Option<InView>,
}

impl Sight {
    pub(super) fn lens(&self) -> Lens {
        self.lens
    }

    pub(super) fn of(whole: &Project, lens: Lens) -> Self {
        let narrowed = lens.narrowed().filter(|_| lens.hiding == Hiding::Nothing);
        Self {
            shown: lens.of(whole),
            lens,
            opened: blind_review::opened(whole, lens),
            in_view: narrowed.map(|narrowed| InView::of(whole, narrowed)),
        }
    }
}

/// A project and what is shown of it. Reads as the latter.
#[derive(Debug)]
pub struct OpenProject {
    whole: Project,
    sight: Sight,
}

impl Deref for OpenProject {
    type Target = Project;

    fn deref(&self) -> &Project {
        &self.sight.shown
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
            sight: Sight::of(&whole, lens),
            whole,
        }
    }

    fn look(&mut self) {
        self.sight = Sight::of(&self.whole, self.sight.lens);
    }

    /// Whether others' work is hidden in an article.
    pub(super) fn hides_in(&self, article: ArticleId) -> bool {
        self.sight.lens.hiding == Hiding::Others && !self.sight.opened.contains(&article)
    }

    /// All that there is, for files, joins and what comes of an edit; never for the screen.
    #[must_use]
    pub fn whole(&self) -> &Project {
        &self.whole
    }

    /// What is shown.
    #[must_use]
    pub fn shown(&self) -> &Project {
        &self.sight.shown
    }

    /// What marking and tying are worked out on: in a view the whole, so that what is marked joins a mark that the view hides;
    /// in blind review what is shown, so that it makes one's own.
    pub(super) fn to_edit(&self) -> &Project {
        match self.sight.lens.hiding {
            Hiding::Nothing => &self.whole,
            Hiding::Others => &self.sight.shown,
        }
    }

    pub(super) fn lens(&self) -> Lens {
        self.sight.lens
    }

    /// The live marks that a view hides and that go from this first word of an article to this last one.
    pub(super) fn out_of_view(&self, article: ArticleId, hull: TextRange) -> Vec<Arc<Annotation>> {
        let marks = self.sight.in_view.iter();
        marks
            .flat_map(|in_view| in_view.with_hull(article, hull))
            .filter(|id| !self.sight.shown.annotations.contains_key(id))
            .filter_map(|id| self.whole.annotation(id).cloned())
            .collect()
    }

    /// Another lens over the same project.
    pub(super) fn look_through(&mut self, lens: Lens) {
        self.sight.lens = lens;
        self.look();
    }

    /// The same with what was worked out before, on the project as it is. Returns what was seen until now.
    pub(super) fn take_sight(&mut self, sight: Sight) -> Sight {
        std::mem::replace(&mut self.sight, sight)
    }

    /// The same project with the revisions of a save.
    pub(super) fn was_saved_as(&mut self, whole: Project) {
        let before = std::mem::replace(&mut self.whole, whole);
        self.follow_or_look(&before);
    }

    /// Does what was worked out on what is shown, as a step that can be undone. What is hidden of a register stays in it.
    pub(super) fn commit(
        &mut self,
        history: &mut History,
        edit: Edit,
        label: &str,
    ) -> Result<(), EditError> {
        let before = self.whole.clone();
        let whole = match self.sight.lens.hiding {
            Hiding::Nothing => edit.clone(),
            Hiding::Others => beside_hidden(edit.clone(), &self.sight.shown, &self.whole),
        };
        history.commit(&mut self.whole, whole, label)?;
        // An edit that was worked out on what is shown fits it, which is cheaper than looking through the whole of a large
        // project at every key; one that may bring hidden things to light goes the long way.
        let is_blind = self.sight.lens.hiding == Hiding::Others
            && self.sight.lens.marks == SeenMarks::All
            && !brings_to_light(&edit);
        if !is_blind || edit.apply(&mut self.sight.shown).is_err() {
            self.follow_or_look(&before);
        }
        Ok(())
    }

    /// Does what cannot be undone.
    pub(super) fn apply_for_good(&mut self, edit: Edit) -> Result<(), EditError> {
        let before = self.whole.clone();
        edit.apply(&mut self.whole)?;
        self.follow_or_look(&before);
        Ok(())
    }

    pub(super) fn undo(&mut self, history: &mut History) -> Result<Option<Step>, EditError> {
        let before = self.whole.clone();
        let step = history.undo(&mut self.whole)?;
        self.follow_or_look(&before);
        Ok(step)
    }

    pub(super) fn redo(&mut self, history: &mut History) -> Result<Option<Step>, EditError> {
        let before = self.whole.clone();
        let step = history.redo(&mut self.whole)?;
        self.follow_or_look(&before);
        Ok(step)
    }

    /// Brings what is shown up to date after the whole was `before`: at the cost of what has changed, or, in blind
    /// review, at that of the whole.
    fn follow_or_look(&mut self, before: &Project) {
        let Sight { shown, in_view, .. } = &mut self.sight;
        match in_view {
            Some(in_view) => in_view.follow(shown, before, &self.whole),
            None => self.look(),
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
