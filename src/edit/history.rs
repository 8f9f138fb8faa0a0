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

#[cfg(test)]
mod tests {
    use super::{History, MOST_STEPS};
    use crate::{
        edit::{
            Edit, EditError,
            fixture::{self, KINDS, save_context, saved_project},
            give_revisions, has_unsaved_changes,
        },
        model::{ArticleId, Project, Registers},
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    fn title(to: &str) -> Edit {
        Edit::Title(to.to_owned())
    }

    #[test]
    fn undo_and_redo_go_through_the_steps_by_name() {
        let mut project = saved_project();
        let mut history = History::default();
        assert_eq!(
            history.undo(&mut project).map(|step| step.is_none()),
            Ok(true)
        );
        for name in ["One", "Two"] {
            history
                .commit(&mut project, title(name), name)
                .expect("it fits");
        }
        assert_eq!(
            (history.undo_label(), history.redo_label()),
            (Some("Two"), None)
        );
        let undone = history
            .undo(&mut project)
            .expect("it fits")
            .expect("a step");
        assert_eq!(
            (undone.label.as_str(), project.title.as_str()),
            ("Two", "One")
        );
        assert_eq!(
            (history.undo_label(), history.redo_label()),
            (Some("One"), Some("Two"))
        );
        history.redo(&mut project).expect("it fits");
        assert_eq!(project.title, "Two");
        history.undo(&mut project).expect("it fits");
        history
            .commit(&mut project, title("Three"), "Three")
            .expect("it fits");
        assert_eq!(
            history.redo_label(),
            None,
            "a new step forgets what was undone"
        );
    }

    #[test]
    fn a_step_that_does_not_fit_is_not_remembered() {
        let mut project = saved_project();
        let mut history = History::default();
        let nowhere = Edit::Reading(ArticleId(Uuid::nil()), fixture::ME, None);
        let refused = history.commit(&mut project, nowhere, "read");
        assert!(matches!(refused, Err(EditError::NoSuchRecord(_))));
        assert_eq!(history.undo_label(), None);
    }

    #[test]
    fn the_oldest_steps_go_first() {
        let mut project = saved_project();
        let mut history = History::default();
        for n in 0..=MOST_STEPS {
            history
                .commit(&mut project, title(&n.to_string()), "title")
                .expect("it fits");
        }
        while history.undo(&mut project).expect("it fits").is_some() {}
        assert_eq!(project.title, "0");
    }

    #[derive(Clone, Debug)]
    enum Act {
        Do(u8, u8, u8),
        Undo,
        Redo,
        Save,
    }

    fn any_act() -> impl Strategy<Value = Act> {
        prop_oneof![
            4 => (0..KINDS, any::<u8>(), any::<u8>()).prop_map(|(kind, what, value)| Act::Do(kind, what, value)),
            3 => Just(Act::Undo),
            2 => Just(Act::Redo),
            2 => Just(Act::Save),
        ]
    }

    /// What a person sees: live records and what in them is not withdrawn, without revisions and times.
    fn visible(project: &Project) -> String {
        use std::fmt::Write as _;
        let mut seen = format!("{:?} ", project.title);
        for reviewer in [fixture::ME, fixture::OTHER] {
            write!(seen, "{:?} ", project.reviewers[&reviewer].value).expect("memory");
        }
        for article in project.live_articles() {
            let read: Vec<_> = article
                .read
                .iter()
                .filter(|(_, read)| read.value.text_id.is_some())
                .collect();
            let read: Vec<_> = read.iter().map(|(by, read)| (by, &read.value)).collect();
            let signed = article
                .signed
                .iter()
                .filter(|(_, signed)| !signed.value.is_withdrawn());
            let signed: Vec<_> = signed.map(|(by, signed)| (by, &signed.value)).collect();
            write!(seen, "{:?} {read:?} {signed:?} ", article.info.value).expect("memory");
        }
        for mark in project.live_annotations() {
            let tie = mark
                .tie
                .as_ref()
                .map(|tie| &tie.value)
                .filter(|tie| tie.claim.is_some());
            let given: Vec<_> = mark
                .assessments
                .keys()
                .map(|by| mark.assessment_of(*by))
                .collect();
            let given: Vec<_> = given.into_iter().flatten().collect();
            let signed = mark
                .signed
                .iter()
                .filter(|(_, signed)| !signed.value.is_withdrawn());
            let signed: Vec<_> = signed.map(|(by, signed)| (by, &signed.value)).collect();
            let (id, spans) = (mark.id, &mark.spans.value);
            write!(seen, "{id:?} {spans:?} {tie:?} {given:?} {signed:?} ").expect("memory");
        }
        for source in project
            .sources
            .values()
            .filter(|source| !source.is_deleted())
        {
            write!(seen, "{:?} ", source.source.value).expect("memory");
        }
        for claim in project.claims.values().filter(|claim| !claim.is_deleted()) {
            let absent: Vec<_> = claim.absent.values().map(|absent| &absent.value).collect();
            let absent: Vec<_> = absent
                .into_iter()
                .filter(|absent| absent.by.is_some())
                .collect();
            write!(seen, "{:?} {absent:?} ", claim.claim.value).expect("memory");
        }
        for region in project.set_aside.values() {
            write!(seen, "{:?} ", region.region.value).expect("memory");
        }
        for decision in project.decisions.values() {
            write!(seen, "{:?} ", decision.decision.value).expect("memory");
        }
        seen
    }

    /// Nobody can edit what is deleted; a write would rescue it.
    fn touches_deleted(project: &Project, kind: u8) -> bool {
        match kind {
            4..=6 => project.article(fixture::ARTICLE).is_none(),
            7..=11 => project.annotation(fixture::MARK).is_none(),
            13 => project.sources[&fixture::SOURCE].is_deleted(),
            _ => false,
        }
    }

    fn first_difference(left: &str, right: &str) -> Option<String> {
        let at = left.bytes().zip(right.bytes()).position(|(l, r)| l != r);
        let at = at.or((left.len() != right.len()).then_some(left.len().min(right.len())))?;
        let cut = |text: &str| {
            text.chars()
                .skip(at.saturating_sub(60))
                .take(160)
                .collect::<String>()
        };
        Some(format!("{}\n{}", cut(left), cut(right)))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        /// Saves in between change nothing of what undo and redo show, and after a save everything has its revision.
        #[test]
        fn undo_and_redo_show_the_same_whenever_it_was_saved(acts in prop::collection::vec(any_act(), 0..30)) {
            let mut project = saved_project();
            let mut saved = project.clone();
            let mut history = History::default();
            // What was to be seen after each step that is done, and after each that is undone.
            let mut past = vec![visible(&project)];
            let mut future: Vec<String> = Vec::new();
            let mut saves = 0;
            for act in acts {
                match act {
                    Act::Do(kind, what, value) => {
                        if touches_deleted(&project, kind) {
                            continue;
                        }
                        let edit = fixture::edit(&project, kind, what, value);
                        if history.commit(&mut project, edit, "").is_ok() {
                            past.push(visible(&project));
                            future.clear();
                        }
                    }
                    Act::Undo => {
                        if history.undo(&mut project).expect("an inverse fits").is_some() {
                            future.push(past.pop().expect("a step"));
                        }
                    }
                    Act::Redo => {
                        if history.redo(&mut project).expect("a step fits again").is_some() {
                            past.push(future.pop().expect("an undone step"));
                        }
                    }
                    Act::Save => {
                        saves += 1;
                        give_revisions(&mut project, &saved, save_context(2, saves));
                        saved = project.clone();
                        let mut all_saved = true;
                        for mark in project.annotations.values() {
                            mark.visit_stamps(&mut |stamp| all_saved &= stamp.rev.is_some());
                            all_saved &= mark.fate.iter().all(|fate| !fate.is_unsaved());
                        }
                        prop_assert!(all_saved && !has_unsaved_changes(&project, &saved));
                    }
                }
                let expected = past.last().expect("the start stays");
                prop_assert_eq!(first_difference(&visible(&project), expected), None);
            }
        }
    }
}
