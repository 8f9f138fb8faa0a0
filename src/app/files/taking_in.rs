//! What others wrote into the project's file: joined with what stands here, as one step, and told.
//!
//! Both ways lead here: the file that changed while nobody looked ([`super::watching`]), and the one that a save finds
//! changed ([`super::saving`]). The common state of both sides is what was read or written last.
//!
//! In blind review it is said that the file was changed, and nothing else: neither who nor what.

use super::super::{App, Command, Dialog, Project, words};
use super::file_name;
use super::merging::{MergeRow, rows};
use crate::edit::Edit;
use crate::model::ReviewerId;
use crate::review;
use crate::store::Loaded;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What came in from the file.
#[derive(Clone, Debug, PartialEq)]
pub struct CameIn {
    /// The file.
    pub path: PathBuf,
    /// What came in, as lines to show.
    pub rows: Vec<MergeRow>,
    /// How much that is, in a sentence.
    pub summary: String,
    /// What else is to be told, in sentences.
    pub notices: Vec<String>,
    /// Whose word it is; empty where nobody is known.
    by: BTreeSet<ReviewerId>,
    /// What is said of the conflict markers that git had left in it, if it had.
    pub(super) unmerged: Option<&'static str>,
    /// Whether there is nothing in it that could be shown: revisions at most.
    is_nothing: bool,
}

/// Joins what stands in the file with what stands here. Both sides have their revisions; `base` is what both come from.
pub(super) fn join(
    path: &Path,
    base: &Project,
    ours: &Project,
    theirs: &Loaded,
) -> (Project, CameIn) {
    let joined = review::join_with_base(base, ours, &theirs.project);
    let preview = review::preview(ours, &joined);
    let warnings = theirs.warnings.iter().map(ToString::to_string);
    let is_nothing = preview.is_empty() && joined.report.is_unchanged();
    let came_in = CameIn {
        path: path.to_owned(),
        rows: rows(&joined.project, &preview),
        summary: words::would_come_in(&preview),
        notices: warnings.chain(joined.report.notices).collect(),
        by: preview.incoming.iter().filter_map(|it| it.by).collect(),
        unmerged: theirs.unmerged.as_ref().map(|_| words::UNMERGED_KEPT),
        is_nothing,
    };
    (joined.project, came_in)
}

impl App {
    /// Puts the join in the place of what stands here, as one step, and says so.
    pub(super) fn take_in(&mut self, joined: Project, came_in: CameIn) {
        if came_in.is_nothing {
            return self.was_saved_as(joined);
        }
        let before = self.project.shown().clone();
        let changes = self.changes;
        self.commit(Edit::Replace(Box::new(joined)), words::TAKE_IN);
        // It stands in the file: no work of this person.
        self.changes = changes;
        let has_conflicts = self.note_conflicts_since(&before);
        self.say_came_in(came_in, has_conflicts);
    }

    /// The same project as before, with the revisions that the file has.
    pub(super) fn was_saved_as(&mut self, project: Project) {
        self.project.was_saved_as(project);
        self.revision += 1;
        self.marks.take_decisions(&self.project);
    }

    fn say_came_in(&mut self, came_in: CameIn, has_conflicts: bool) {
        let file = file_name(&came_in.path);
        self.log.taken_in(&file);
        let is_blind = self.is_blind();
        let mut said = if is_blind {
            words::came_in_unseen(&file)
        } else {
            words::changed_on_disk(&file, &self.who(&came_in.by))
        };
        said.push_str(came_in.unmerged.unwrap_or_default());
        let mut actions = Vec::new();
        if !is_blind {
            actions.push((words::SHOW_CAME_IN, Command::ShowCameIn));
        }
        if has_conflicts {
            actions.push(("Review", Command::ShowConflicts));
        }
        actions.push(("Undo", Command::Undo));
        self.notices.ask_with(said, &actions);
        self.came_in = (!is_blind).then(|| Arc::new(came_in));
    }

    /// Names, this person's last. They may be the same person at another machine or in another window.
    fn who(&self, by: &BTreeSet<ReviewerId>) -> String {
        let me = self.reviewer();
        let others = by.iter().filter(|id| **id != me);
        let mut names: Vec<String> = others
            .map(|id| self.project.reviewer_name(*id).clone())
            .collect();
        names.sort();
        if by.contains(&me) {
            names.push(words::YOU_ELSEWHERE.to_owned());
        }
        words::names(&names).unwrap_or_else(|| words::SOMEONE_ELSE.to_owned())
    }

    /// Whether what came in last may be shown.
    pub(in crate::app) fn can_show_came_in(&self) -> bool {
        self.came_in.is_some() && !self.is_blind()
    }

    pub(in crate::app) fn show_came_in(&mut self) {
        if let Some(came_in) = self.came_in.clone().filter(|_| self.can_show_came_in()) {
            self.show_dialog(Dialog::CameIn(came_in));
        }
    }

    /// Whether the last step is the one that took in what others wrote, so that undoing takes it out again.
    #[must_use]
    pub fn may_undo_came_in(&self) -> bool {
        self.undo_label() == Some(words::TAKE_IN)
    }
}
