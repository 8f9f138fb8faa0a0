//! Recovery copies: written while there is unsaved work, offered at the next start.

use super::super::{App, Command, Dialog, Project, RecoveryOffer, Threads, causes, words};
use super::{AfterClosing, Finished, ProjectFile, Work};
use crate::edit::{Edit, give_revisions};
use crate::model::ArticleId;
use crate::review;
use crate::store::{
    self, Lock,
    recovery::{self, Recovery},
};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A recovery copy that belongs to what is open.
pub(super) struct Copy {
    /// Where it is.
    pub(super) file: PathBuf,
    /// Keeps other windows from offering it; `None` where the folder has no locks.
    pub(super) lock: Option<Box<dyn Lock>>,
}

/// A recovery copy that was written, or why not.
pub(super) struct Written {
    result: Result<PathBuf, String>,
    lock: Option<Box<dyn Lock>>,
    /// Whether it is not wanted any more.
    unwanted: Arc<AtomicBool>,
}

/// Why a copy is neither brought back nor thrown away.
const HELD: &str = "Another window has brought this work back already.";

/// Seconds between two recovery copies while there is unsaved work: of a project that is written in a moment, and of a
/// large one.
const RECOVERY_EVERY_SECS: (f64, f64) = (5.0, 30.0);

/// Marks from which a project is a large one.
const LARGE_MARKS: usize = 5_000;

impl App {
    /// In how many seconds a recovery copy is due, `seconds` being the time of the window's clock; `None` where nothing
    /// has changed since the last one. The window has to wake by then though nobody touches it.
    #[must_use]
    pub fn recovery_due_in(&self, seconds: f64) -> Option<f64> {
        let is_wanted = self.changes != self.jobs.recovery_changes
            && self.changes > 0
            && !self.jobs.recovery_running
            && self.services.state_folder.is_some();
        is_wanted.then(|| (self.jobs.recovery_at + self.recovery_every() - seconds).max(0.0))
    }

    fn recovery_every(&self) -> f64 {
        if self.project.whole().annotations.len() < LARGE_MARKS {
            RECOVERY_EVERY_SECS.0
        } else {
            RECOVERY_EVERY_SECS.1
        }
    }

    pub(super) fn keep_recovery_copy(&mut self, seconds: f64) {
        if self.recovery_due_in(seconds).is_none_or(|due| due > 0.0) {
            return;
        }
        let Some(folder) = self.recovery_folder() else {
            return;
        };
        self.jobs.recovery_at = seconds;
        self.jobs.recovery_changes = self.changes;
        if !self.has_unsaved_changes() {
            return;
        }
        self.jobs.recovery_running = true;
        let (session, written, changes) = (self.session, (self.services.clock)(), self.changes);
        let (project, file) = (self.project.whole().clone(), self.file.clone());
        let disk = Arc::clone(&self.services.disk);
        let file_of_copy = recovery::recovery_file(&folder, session);
        let is_held = self
            .jobs
            .recovery
            .as_ref()
            .is_some_and(|copy| copy.file == file_of_copy && copy.lock.is_some());
        let unwanted = Arc::new(AtomicBool::new(false));
        self.jobs.recovery_unwanted = Arc::clone(&unwanted);
        self.jobs.start(&self.services, Work::Recovery, move || {
            // Held before it is there, so that no other window sees it as left behind.
            let _made = disk.create_folder(&folder);
            let lock = (!is_held).then(|| recovery::hold_recovery(&*disk, &file_of_copy));
            let lock = lock.flatten();
            let recovery = Recovery {
                session,
                project_path: file.as_ref().map(|file| file.path.as_path()),
                based_on: file.as_ref().map(|file| file.fingerprint),
                written,
                changes,
                project: &project,
            };
            let result = recovery::write_recovery(&*disk, &folder, &recovery);
            if unwanted.load(Ordering::SeqCst) {
                // It was saved or thrown away meanwhile, perhaps at the end of the program.
                let _gone = recovery::remove_recovery(&*disk, &file_of_copy);
            }
            Finished::Recovered(Written {
                result: result.map_err(|error| error.to_string()),
                lock,
                unwanted,
            })
        });
    }

    pub(super) fn take_recovery_copy(&mut self, written: Written) {
        self.jobs.recovery_running = false;
        let Written {
            result,
            lock,
            unwanted,
        } = written;
        if unwanted.load(Ordering::SeqCst) {
            return;
        }
        match result {
            Ok(file) => {
                // After a copy was brought back, the new one takes its place.
                let old = self.jobs.recovery.take();
                let lock = match old {
                    Some(old) if old.file == file => lock.or(old.lock),
                    Some(old) => {
                        self.remove_copy(&old.file);
                        lock
                    }
                    None => lock,
                };
                self.jobs.recovery = Some(Copy { file, lock });
            }
            Err(error) => {
                // It is tried again.
                self.jobs.recovery_changes = 0;
                self.notices
                    .warn("No recovery copy could be written.", vec![error]);
            }
        }
    }

    /// As the program ends without having asked, which some systems do: what is not saved is copied before it is over.
    pub fn keep_copy_at_the_end(&mut self) {
        if self.view.quit || !self.must_ask_first() {
            return;
        }
        self.changes = self.changes.max(1);
        self.jobs.recovery_changes = 0;
        self.jobs.recovery_running = false;
        self.jobs.recovery_at = f64::NEG_INFINITY;
        // There is no frame any more that could wait for it.
        let threads = std::mem::replace(&mut self.services.threads, Threads::Inline);
        self.keep_recovery_copy(0.0);
        self.services.threads = threads;
    }

    pub(super) fn drop_recovery_copy(&mut self) {
        self.jobs.recovery_changes = 0;
        self.jobs.recovery_unwanted.store(true, Ordering::SeqCst);
        if self.jobs.recovery_running
            && let Some(folder) = self.recovery_folder()
        {
            // It may stand there already. Otherwise whoever writes it removes it.
            self.remove_copy(&recovery::recovery_file(&folder, self.session));
        }
        if let Some(copy) = self.jobs.recovery.take() {
            self.remove_copy(&copy.file);
        }
    }

    pub(super) fn remove_copy(&mut self, copy: &Path) {
        if let Err(error) = recovery::remove_recovery(&*self.services.disk, copy) {
            self.notices.warn(
                "An old recovery copy could not be removed.",
                vec![error.to_string()],
            );
        }
    }

    /// Where recovery copies are kept.
    pub(super) fn recovery_folder(&self) -> Option<PathBuf> {
        self.services
            .state_folder
            .as_ref()
            .map(|folder| folder.join("recovery"))
    }

    pub(super) fn offer_recovery(&mut self) {
        let Some(folder) = self.recovery_folder() else {
            return;
        };
        let found = match recovery::list_recoveries(&*self.services.disk, &folder) {
            Ok(found) => found,
            Err(error) => return self.notices.warn(error.to_string(), causes(&error)),
        };
        let (mut offers, mut damaged) = (Vec::new(), Vec::new());
        for entry in found {
            if recovery::is_held(&*self.services.disk, &entry.file) {
                // Another window is at work on it.
                continue;
            }
            match entry.header {
                Ok(header) => offers.push(RecoveryOffer {
                    copy: entry.file,
                    project_path: header.project_path,
                    title: header.title,
                    written: header.written,
                    changes: header.changes,
                }),
                Err(error) => damaged.push(error.to_string()),
            }
        }
        if !damaged.is_empty() {
            self.notices
                .warn("A recovery copy could not be read; it is kept.", damaged);
        }
        if !offers.is_empty() {
            self.view.dialog = Some(Dialog::Recovery(offers));
        }
    }

    /// Opens a recovery copy: the work of an earlier start, as unsaved changes of its project.
    ///
    /// What is open makes way for it, and what came in since the start may be unsaved.
    pub fn recover(&mut self, offer: &RecoveryOffer) {
        self.view.dialog = None;
        self.close_then(AfterClosing::Recover(offer.clone()));
    }

    pub(super) fn bring_back(&mut self, offer: &RecoveryOffer) {
        let lock = recovery::hold_recovery(&*self.services.disk, &offer.copy);
        if lock.is_none() && recovery::is_held(&*self.services.disk, &offer.copy) {
            return self.notices.info(HELD);
        }
        let (header, loaded) = match recovery::read_recovery(&*self.services.disk, &offer.copy) {
            Ok(read) => read,
            Err(error) => {
                return self.notices.error(
                    "The recovery copy could not be read; it is kept.",
                    vec![error.to_string()],
                );
            }
        };
        let on_disk = header.project_path.as_ref().and_then(|path| {
            store::load(&*self.services.disk, path)
                .ok()
                // Another project may have been saved there since.
                .filter(|(theirs, _)| theirs.project.id == loaded.project.id)
                .map(|(loaded, fingerprint)| (path.clone(), loaded, fingerprint))
        });
        let (mut project, mut came_in) = (loaded.project, false);
        match on_disk {
            Some((path, theirs, fingerprint)) => {
                if header
                    .based_on
                    .is_some_and(|based_on| !based_on.same_bytes(&fingerprint))
                {
                    came_in = true;
                }
                self.replace_project(
                    theirs.project.clone(),
                    Some(ProjectFile {
                        path,
                        fingerprint,
                        saved_at: None,
                    }),
                );
                if came_in {
                    // Others have saved since: their work stays, ours is joined to it. What stands beside a change of
                    // theirs needs a revision for that, else it could never be saved.
                    let context = self.next_revision();
                    give_revisions(&mut project, &theirs.project, context);
                    project = review::join(&project, &theirs.project).project;
                }
            }
            None => self.replace_project(Project::new(project.id), None),
        }
        self.commit(Edit::Replace(Box::new(project)), "bring back unsaved work");
        let articles: Vec<ArticleId> = self
            .articles_in_order()
            .iter()
            .map(|article| article.id)
            .collect();
        self.open_panes_for(&articles);
        self.jobs.recovery = Some(Copy {
            file: offer.copy.clone(),
            lock,
        });
        let changes = words::count(header.changes, "change", "changes");
        let beside = if came_in {
            " The file has changed since; both are in."
        } else {
            ""
        };
        self.notices.offer(
            format!("{changes} came back. Save to keep them.{beside}"),
            "Undo",
            Command::Undo,
        );
    }

    /// Throws a recovery copy away, as the person said.
    pub fn discard_recovery(&mut self, offer: &RecoveryOffer) {
        if recovery::is_held(&*self.services.disk, &offer.copy) {
            return self.notices.info(HELD);
        }
        if let Err(error) = recovery::remove_recovery(&*self.services.disk, &offer.copy) {
            self.notices.warn(
                "The recovery copy could not be removed.",
                vec![error.to_string()],
            );
        }
    }
}
