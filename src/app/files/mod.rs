//! Opening, importing and saving, off the UI thread; the question on closing; recovery copies.
//!
//! The tour: here is what work off the UI thread brings and how it is taken; [`opening`] opens and imports, [`saving`] saves,
//! [`closing`] asks before work would be lost, [`recovering`] keeps copies of what is not saved, [`paths`] knows names.
//!
//! Invariant: no call here waits for a disk, a dialog or another thread while a frame is due.

mod closing;
mod opening;
mod paths;
mod recovering;
mod saving;

pub use closing::{AfterClosing, ClosingAnswer};
pub use paths::{file_name, path_suggestions};

use super::{App, Dialog, FileAnswer, FileQuestion, Marks, Services, Threads};
use crate::edit::has_unsaved_changes;
use crate::import::Imported;
use crate::store::{self, Fingerprint, Loaded};
use jiff::Timestamp;
use paths::with_ron_extension;
use saving::SaveResult;
use std::cell::Cell;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};

/// Where the project was opened from or saved to.
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectFile {
    /// The file.
    pub path: PathBuf,
    /// What was in it when it was last read or written.
    pub fingerprint: Fingerprint,
    /// When it was last saved here; `None` before.
    pub saved_at: Option<Timestamp>,
}

/// What a path typed in the window is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPurpose {
    /// An article to add; several on lines of their own.
    Articles,
    /// A project to open.
    Project,
    /// Where to save.
    SaveAs,
}

/// What work off the UI thread brought.
enum Finished {
    Answer(FileQuestion, FileAnswer),
    Imported(Vec<Result<Imported, String>>),
    Opened(PathBuf, Box<Result<Opened, store::LoadError>>),
    Saved(Box<SaveResult>),
    Recovered(Result<PathBuf, String>),
}

/// A project that was read, with all that the window needs of it before the first frame.
struct Opened {
    loaded: Loaded,
    fingerprint: Fingerprint,
    marks: Marks,
}

/// Work off the UI thread.
pub(super) struct Jobs {
    send: mpsc::Sender<Finished>,
    receive: mpsc::Receiver<Finished>,
    /// How many are under way.
    running: usize,
    is_saving: bool,
    save_again: bool,
    after_saving: Option<AfterClosing>,
    /// The revision of the project that may make way for another one: nothing unsaved, or thrown away on request.
    may_replace: Option<u64>,
    recovery: Option<PathBuf>,
    recovery_at: f64,
    recovery_changes: usize,
    recovery_running: bool,
    label: &'static str,
    /// Whether there are unsaved changes, at a revision of the project and a number of saves.
    unsaved: Cell<Option<((u64, u32), bool)>>,
}

impl Jobs {
    pub(super) fn new() -> Self {
        let (send, receive) = mpsc::channel();
        Self {
            send,
            receive,
            running: 0,
            is_saving: false,
            save_again: false,
            after_saving: None,
            may_replace: None,
            recovery: None,
            recovery_at: 0.0,
            recovery_changes: 0,
            recovery_running: false,
            label: "",
            unsaved: Cell::new(None),
        }
    }

    /// Runs `work` off the UI thread and sends what it brings.
    fn start(
        &mut self,
        services: &Services,
        label: &'static str,
        work: impl FnOnce() -> Finished + Send + 'static,
    ) {
        self.running += 1;
        self.label = label;
        let (send, wake) = (self.send.clone(), Arc::clone(&services.wake));
        let task = move || {
            // The receiver is gone only when the program ends, and then nobody waits for the result.
            let _unread = send.send(work());
            wake();
        };
        match services.threads {
            Threads::Inline => task(),
            Threads::Spawn => {
                let spawned = std::thread::Builder::new()
                    .name(label.to_owned())
                    .spawn(task);
                if spawned.is_err() {
                    self.running -= 1;
                }
            }
        }
    }
}

impl App {
    /// Takes the results of work off the UI thread, and writes the recovery copy when it is time. `seconds` is the time
    /// of the window's clock.
    pub fn tick(&mut self, seconds: f64) {
        while let Ok(finished) = self.jobs.receive.try_recv() {
            self.jobs.running -= 1;
            match finished {
                Finished::Answer(question, answer) => self.take_answer(question, answer),
                Finished::Imported(results) => self.take_imported(results),
                Finished::Opened(path, result) => self.take_opened(&path, *result),
                Finished::Saved(result) => self.take_saved(*result),
                Finished::Recovered(result) => {
                    self.jobs.recovery_running = false;
                    match result {
                        Ok(path) => {
                            // After a copy was brought back, the new one takes its place.
                            let old = self.jobs.recovery.replace(path.clone());
                            if let Some(old) = old.filter(|old| *old != path) {
                                self.remove_copy(&old);
                            }
                        }
                        Err(error) => self
                            .notices
                            .warn("No recovery copy could be written.", vec![error]),
                    }
                }
            }
        }
        self.keep_recovery_copy(seconds);
    }

    /// What is under way, for the status bar.
    #[must_use]
    pub fn busy_with(&self) -> Option<&'static str> {
        (self.jobs.running > 0).then_some(self.jobs.label)
    }

    /// Whether a save would write anything new. Asked several times a frame, found out once for each change and save.
    #[must_use]
    pub fn has_unsaved_changes(&self) -> bool {
        let key = (self.revision, self.saves);
        match self.jobs.unsaved.get() {
            Some((of, is_unsaved)) if of == key => is_unsaved,
            _ => {
                let is_unsaved = has_unsaved_changes(&self.project, &self.saved);
                self.jobs.unsaved.set(Some((key, is_unsaved)));
                is_unsaved
            }
        }
    }

    pub(in crate::app) fn ask(&mut self, question: FileQuestion) {
        let dialogs = Arc::clone(&self.services.dialogs);
        self.jobs
            .start(&self.services, "Waiting for a dialog", move || {
                let answer = dialogs.ask(&question);
                Finished::Answer(question, answer)
            });
    }

    fn take_answer(&mut self, question: FileQuestion, answer: FileAnswer) {
        match (question, answer) {
            (_, FileAnswer::Cancelled) => self.jobs.after_saving = None,
            (question, FileAnswer::NoDialogs) => {
                let (purpose, typed) = match question {
                    FileQuestion::Articles => (PathPurpose::Articles, String::new()),
                    FileQuestion::Project => (PathPurpose::Project, String::new()),
                    FileQuestion::SaveAs(name) => (PathPurpose::SaveAs, name),
                };
                self.view.dialog = Some(Dialog::Path { purpose, typed });
            }
            (FileQuestion::Articles, FileAnswer::Chosen(paths)) => self.add_articles(paths),
            (FileQuestion::Project, FileAnswer::Chosen(paths)) => {
                if let Some(path) = paths.into_iter().next() {
                    self.open_project(path);
                }
            }
            (FileQuestion::SaveAs(_), FileAnswer::Chosen(paths)) => {
                if let Some(path) = paths.into_iter().next() {
                    let with_extension = with_ron_extension(path.clone());
                    // The dialog has asked about replacing the file of this name, and of no other.
                    let may_replace = with_extension == path;
                    self.save_to(with_extension, may_replace);
                }
            }
        }
    }

    /// Does what a typed path was asked for.
    pub fn take_typed_path(&mut self, purpose: PathPurpose, typed: &str) {
        let mut paths = typed
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(PathBuf::from);
        match purpose {
            PathPurpose::Articles => self.add_articles(paths.collect()),
            PathPurpose::Project => {
                if let Some(path) = paths.next() {
                    self.open_project(path);
                }
            }
            PathPurpose::SaveAs => {
                if let Some(path) = paths.next() {
                    let path = with_ron_extension(path);
                    // Unlike the system's dialogs this one has not asked about replacing a file.
                    self.save_to(path, false);
                }
            }
        }
    }
}
