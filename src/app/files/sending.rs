//! "Send a copy…": the project for somebody else, without what is private. What is left out and why that can come back
//! is told in `review/sending.rs`; here a place is asked for and the copy is written.
//!
//! The copy holds what is on the screen, saved or not. What is not saved yet gets revisions for it, of a number that no
//! save here has; the next save has a higher one, so that it covers what was sent. What is open stays as it is.

use super::super::{App, FileQuestion, causes, words};
use super::paths::absolute;
use super::{Finished, Work, file_name};
use crate::edit::give_revisions;
use crate::review::{self, CopyToSend};
use crate::store::{self, Expected, SaveError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What became of a copy.
pub(super) struct Sent {
    path: PathBuf,
    left_out: usize,
    look_at: Vec<String>,
    outcome: Result<(), SaveError>,
}

impl App {
    pub(in crate::app) fn send_copy(&mut self) {
        self.ask(FileQuestion::Copy(self.copy_name()));
    }

    /// "work.ron" is sent as "work-copy.ron".
    pub(super) fn copy_name(&self) -> String {
        let name = self.suggested_file_name();
        let stem = Path::new(&name).file_stem().unwrap_or_default();
        format!("{}-copy.ron", stem.to_string_lossy())
    }

    pub(super) fn write_copy(&mut self, path: PathBuf, expected: Expected) {
        let path = absolute(path);
        if self.file.as_ref().is_some_and(|file| file.path == path) {
            return self.notices.error(words::OWN_FILE, Vec::new());
        }
        let (mut project, saved) = (self.project.whole().clone(), self.saved.clone());
        let context = self.next_revision();
        let own = self.file.as_ref().map(|file| file.path.clone());
        let disk = Arc::clone(&self.services.disk);
        self.jobs.start(&self.services, Work::Copy, move || {
            give_revisions(&mut project, &saved, context);
            let CopyToSend {
                project,
                left_out,
                look_at,
            } = review::without_private(&project);
            // A link may lead to the project's own file by another name.
            let is_own = own.is_some_and(|own| {
                let real = |path: &Path| disk.resolve(path).ok();
                real(&own).is_some() && real(&own) == real(&path)
            });
            let outcome = if is_own {
                Err(SaveError::AlreadyExists { path: path.clone() })
            } else {
                match store::save(&*disk, &path, &project, expected) {
                    Ok(_) | Err(SaveError::NotConfirmed { .. }) => Ok(()),
                    Err(error) => Err(error),
                }
            };
            Finished::Sent(Box::new(Sent {
                path,
                left_out,
                look_at,
                outcome,
            }))
        });
    }

    pub(super) fn take_sent(&mut self, sent: Sent) {
        let Sent {
            path,
            left_out,
            look_at,
            outcome,
        } = sent;
        if let Err(error) = outcome {
            return self.notices.error(error.to_string(), causes(&error));
        }
        let name = file_name(&path);
        self.log.copied(&name);
        if self.is_blind() {
            // How many there are and where is others' work too.
            self.notices.info(words::copied_unseen(&name));
            if !look_at.is_empty() {
                self.notices.warn(words::CONTACT_ELSEWHERE, Vec::new());
            }
            return;
        }
        self.notices.info(match left_out {
            0 => format!("{name} was written. No private contact had to be left out."),
            count => format!(
                "{name} was written, without {}.",
                words::count(count, "private contact", "private contacts")
            ),
        });
        if !look_at.is_empty() {
            self.notices.warn(words::CONTACT_ELSEWHERE, look_at);
        }
    }
}
