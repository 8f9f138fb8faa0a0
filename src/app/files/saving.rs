//! Saving, off the UI thread: never over what was not read.

use super::super::{App, Command, FileQuestion, Project, causes, words};
use super::paths::absolute;
use super::writing::{Joined, WriteFailure, Written, write};
use super::{Finished, ProjectFile, Work, file_name};
use crate::edit::{RevisionContext, give_revisions};
use crate::model::Session;
use crate::review;
use crate::store::{Expected, Fingerprint, SaveError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a save may find in a place that is not the project's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Over {
    /// Nothing.
    Nothing,
    /// Anything: a dialog of the system has asked.
    Anything,
    /// What the person was asked about.
    Exactly(Fingerprint),
}

/// Seconds after which a save is spoken of that has no answer: a folder on the network may never give one. Several times
/// what the largest project takes on a slow disk; the answer is taken whenever it comes.
const ANSWER_WITHIN_SECS: f64 = 20.0;

/// A save that is under way.
pub(super) struct Awaited {
    number: u64,
    path: PathBuf,
    /// On the window's clock.
    began: f64,
}

pub(super) struct SaveResult {
    number: u64,
    /// Which project it was.
    session: Session,
    path: PathBuf,
    /// The project as it was when the save began, without its revisions.
    began_with: Project,
    outcome: Result<Written, WriteFailure>,
}

impl App {
    pub(in crate::app) fn save(&mut self) {
        match self.file.clone() {
            Some(_) if self.asks_for_place() => {}
            Some(file) => self.save_to(file.path.clone(), Over::Anything),
            None => self.ask(FileQuestion::SaveAs(self.suggested_file_name())),
        }
    }

    /// Where a typed "save as" begins: beside the present file, else in the folder in which the program was started.
    pub(super) fn typed_place(&self, name: &str) -> String {
        let beside = self
            .file
            .as_ref()
            .and_then(|file| file.path.parent().map(Path::to_owned));
        let folder = beside
            .filter(|folder| folder.is_absolute())
            .or_else(|| std::env::current_dir().ok());
        folder.map_or_else(
            || name.to_owned(),
            |folder| folder.join(name).display().to_string(),
        )
    }

    /// The name that "save as" begins with.
    #[must_use]
    pub fn suggested_file_name(&self) -> String {
        if let Some(file) = &self.file {
            return file_name(&file.path);
        }
        if let Some(stem) = self.jobs.damaged.as_deref().and_then(Path::file_stem) {
            return format!("{}-rescued.ron", stem.to_string_lossy());
        }
        let title = if self.project.title.is_empty() {
            self.articles_in_order()
                .first()
                .map(|article| {
                    let title = article.display_title();
                    let is_file_name = title == article.meta().file_name;
                    let stem = Path::new(title).file_stem().filter(|_| is_file_name);
                    stem.map_or_else(
                        || title.to_owned(),
                        |stem| stem.to_string_lossy().into_owned(),
                    )
                })
                .unwrap_or_default()
        } else {
            self.project.title.clone()
        };
        let stem: String = title
            .to_lowercase()
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .take(5)
            .collect::<Vec<_>>()
            .join("-");
        format!("{}.ron", if stem.is_empty() { "project" } else { &stem })
    }

    pub(super) fn save_to(&mut self, path: PathBuf, over: Over) {
        let path = absolute(path);
        if self.would_write_over_damaged(&path) {
            return;
        }
        if self.jobs.is_saving {
            self.jobs.save_next = Some((path, over));
            return;
        }
        self.jobs.is_saving = true;
        // What is done from now on gets the next number, so that the journal can tell what is in the file.
        self.saves += 1;
        self.jobs.save_begun += 1;
        let number = self.jobs.save_begun;
        self.jobs.awaited = Some(Awaited {
            number,
            path: path.clone(),
            began: self.jobs.now,
        });
        let expected = match &self.file {
            Some(file) if file.path == path => Expected::Unchanged(file.fingerprint),
            _ => over.expected(),
        };
        let began_with = self.project.whole().clone();
        let saved = self.saved.clone();
        let context = RevisionContext {
            session: self.session,
            n: self.saves,
            by: self.reviewer(),
            at: (self.services.clock)(),
        };
        let (disk, session) = (Arc::clone(&self.services.disk), self.session);
        self.jobs.start(&self.services, Work::Save, move || {
            let mut project = began_with.clone();
            give_revisions(&mut project, &saved, context);
            let outcome = write(&*disk, &path, project, &saved, expected);
            Finished::Saved(Box::new(SaveResult {
                number,
                session,
                path,
                began_with,
                outcome,
            }))
        });
    }

    /// A save that has no answer for so long is spoken of and not waited for any more.
    pub(super) fn stop_waiting_for_a_save(&mut self) {
        let now = self.jobs.now;
        let is_over = |awaited: &mut Awaited| now - awaited.began >= ANSWER_WITHIN_SECS;
        let Some(awaited) = self.jobs.awaited.take_if(is_over) else {
            return;
        };
        self.jobs.is_saving = false;
        self.jobs.after_saving = None;
        self.jobs.late_saves.insert(awaited.number);
        self.log
            .failed("saving", &file_name(&awaited.path), "no answer", None);
        self.say_not_saved(
            &awaited.path,
            words::NO_ANSWER,
            vec![awaited.path.display().to_string()],
        );
        let next = self.jobs.save_next.take();
        self.save_next(next.filter(|(other, _)| *other != awaited.path));
    }

    /// One message for whatever keeps a project from being written, with what can be done.
    fn say_not_saved(&mut self, path: &Path, why: &str, details: Vec<String>) {
        let elsewhere = (words::SAVE_ELSEWHERE, Command::SaveAs);
        let again = (words::TRY_AGAIN, Command::Save);
        let is_own = self.file.as_ref().is_some_and(|file| file.path == path);
        self.notices.take_back(words::NOT_SAVED);
        let actions: &[_] = if is_own {
            &[again, elsewhere]
        } else {
            &[elsewhere]
        };
        self.notices
            .error_with(words::not_saved(why), details, actions);
    }

    /// What became of a save that was given up, where another one has begun since: its file is looked at as if anybody had
    /// written it.
    fn take_late(&mut self, path: &Path, outcome: &Result<Written, WriteFailure>) {
        let is_own = self.file.as_ref().is_some_and(|file| file.path == path);
        if is_own {
            self.watching.look_soon();
        } else if outcome.is_ok() {
            self.notices.info(words::saved_after_all(&file_name(path)));
        }
    }

    pub(super) fn take_saved(&mut self, result: SaveResult) {
        if let Ok(written) = &result.outcome {
            self.keep_saved_version(&result.path, &written.project, written.fingerprint);
        }
        let SaveResult {
            number,
            session,
            path,
            began_with,
            outcome,
        } = result;
        let is_late = self.jobs.late_saves.remove(&number);
        let mut next = None;
        if !is_late {
            self.jobs.is_saving = false;
            self.jobs.awaited = None;
            next = self.jobs.save_next.take();
        }
        if session != self.session {
            // Another project stands there now, which has neither this file nor these revisions.
            if let Err(error) = outcome {
                self.notices.error(error.to_string(), causes(&error));
            }
            return self.save_next(next);
        }
        if is_late && (self.jobs.is_saving || self.jobs.save_taken > number) {
            return self.take_late(&path, &outcome);
        }
        match outcome {
            Ok(Written {
                project,
                fingerprint,
                came_in,
            }) => {
                self.jobs.save_taken = number;
                self.forget_trouble();
                self.jobs.wrong_place = None;
                self.log.saved(
                    &file_name(&path),
                    project.live_articles().count(),
                    project.annotations.len(),
                    came_in.is_some(),
                );
                let went_on = *self.project.whole() != began_with;
                self.changes = usize::from(went_on);
                self.saved = project.clone();
                self.notices.settle();
                self.notices.take_back(words::NOT_SAVED);
                if let Some(Joined { came_in, ours }) = came_in {
                    let with_theirs = if went_on {
                        self.joined_with(&ours, &project)
                    } else {
                        project
                    };
                    self.take_in(with_theirs, came_in);
                } else if !went_on {
                    self.was_saved_as(project);
                }
                let saved_at = Some((self.services.clock)());
                self.file = Some(ProjectFile {
                    path: path.clone(),
                    fingerprint,
                    saved_at,
                });
                self.settings.remember(&path);
                self.save_settings();
                self.jobs.unsaved.set(None);
                self.begin_journal_anew();
                self.keep_journal();
                if next.is_some() {
                    self.save_next(next);
                } else if let Some(next) = self.jobs.after_saving.take() {
                    // Something may have been done while the file was written.
                    self.close_then(next);
                }
            }
            Err(error) => {
                self.jobs.after_saving = None;
                let system = match &error {
                    WriteFailure::Save(SaveError::Disk { source, .. }) => Some(source),
                    _ => None,
                };
                self.log
                    .failed("saving", &file_name(&path), error.kind(), system);
                let mut details = vec![error.to_string()];
                details.extend(causes(&error));
                self.say_not_saved(&path, &error.in_plain_words(), details);
                // The same again would fail again.
                self.save_next(next.filter(|(other, _)| *other != path));
            }
        }
    }

    /// A revision for what is joined before it is saved; the save itself comes after it.
    pub(super) fn next_revision(&mut self) -> RevisionContext {
        self.saves += 1;
        RevisionContext {
            session: self.session,
            n: self.saves,
            by: self.reviewer(),
            at: (self.services.clock)(),
        }
    }

    fn save_next(&mut self, next: Option<(PathBuf, Over)>) {
        if let Some((path, over)) = next {
            self.save_to(path, over);
        }
    }

    /// What has been done since the save began, together with what came in during it: otherwise the next save, which
    /// knows the file, would write over it.
    pub(super) fn joined_with(&mut self, ours: &Project, in_file: &Project) -> Project {
        let context = self.next_revision();
        let mut now = self.project.whole().clone();
        give_revisions(&mut now, ours, context);
        review::join(&now, in_file).project
    }

    /// Writes the settings; a failure is said, since a forgotten name is lost work too.
    pub fn save_settings(&mut self) {
        self.keep_places();
        if let Some(folder) = &self.services.state_folder
            && let Err(error) = self.settings.save(folder)
        {
            self.notices
                .warn("The settings could not be saved.", vec![error.to_string()]);
        }
    }
}

#[cfg(test)]
mod tests;
