//! Recovery copies: written while there is unsaved work, offered at the next start.

use super::super::{App, Command, Dialog, Project, RecoveryOffer, causes, words};
use super::{Finished, ProjectFile};
use crate::edit::Edit;
use crate::model::ArticleId;
use crate::review;
use crate::store::{
    self,
    recovery::{self, Recovery},
};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Seconds between two recovery copies while there is unsaved work.
const RECOVERY_EVERY_SECS: f64 = 30.0;

impl App {
    pub(super) fn keep_recovery_copy(&mut self, seconds: f64) {
        let is_due = self.changes != self.jobs.recovery_changes
            && self.changes > 0
            && seconds - self.jobs.recovery_at >= RECOVERY_EVERY_SECS;
        if !is_due || self.jobs.recovery_running {
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
        let (project, file) = (self.project.clone(), self.file.clone());
        let disk = Arc::clone(&self.services.disk);
        self.jobs
            .start(&self.services, "Writing a recovery copy", move || {
                let recovery = Recovery {
                    session,
                    project_path: file.as_ref().map(|file| file.path.as_path()),
                    based_on: file.as_ref().map(|file| file.fingerprint),
                    written,
                    changes,
                    project: &project,
                };
                let result = recovery::write_recovery(&*disk, &folder, &recovery);
                Finished::Recovered(result.map_err(|error| error.to_string()))
            });
    }

    pub(super) fn drop_recovery_copy(&mut self) {
        self.jobs.recovery_changes = 0;
        if let Some(copy) = self.jobs.recovery.take() {
            self.remove_copy(&copy);
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
    pub fn recover(&mut self, offer: &RecoveryOffer) {
        self.view.dialog = None;
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
                .map(|(loaded, fingerprint)| (path.clone(), loaded, fingerprint))
        });
        let (mut project, mut came_in) = (loaded.project, false);
        match on_disk {
            Some((path, theirs, fingerprint)) => {
                if header
                    .based_on
                    .is_some_and(|based_on| !based_on.same_bytes(&fingerprint))
                {
                    // Others have saved since: their work stays, ours is joined to it.
                    project = review::join(&project, &theirs.project).project;
                    came_in = true;
                }
                self.replace_project(
                    theirs.project,
                    Some(ProjectFile {
                        path,
                        fingerprint,
                        saved_at: None,
                    }),
                );
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
        self.jobs.recovery = Some(offer.copy.clone());
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
        if let Err(error) = recovery::remove_recovery(&*self.services.disk, &offer.copy) {
            self.notices.warn(
                "The recovery copy could not be removed.",
                vec![error.to_string()],
            );
        }
    }
}
