//! Opening, importing and saving, off the UI thread; the question on closing; work that was not saved.
//!
//! The tour: here is what work off the UI thread brings and how it is taken; [`opening`] opens and imports, [`saving`] saves,
//! [`closing`] asks before work would be lost, [`watching`] notices what others write and [`taking_in`] joins it, [`merging`] takes in another copy, [`journaling`] hands the journal what is not
//! saved, [`recovering`] brings back what an earlier start left, [`rescuing`] offers what can be read of a damaged project,
//! [`versions`] keeps what is saved and shows what was saved before,
//! [`paths`] knows names, [`pasting`] takes
//! what was on the clipboard.
//!
//! Invariant: no call here waits for a disk, a dialog or another thread while a frame is due.

mod by_path;
mod closing;
mod journaling;
mod left;
mod merging;
mod opening;
mod pasting;
mod paths;
mod progress;
mod recovering;
mod rescuing;
mod saving;
mod sending;
mod standing;
mod taking_in;
mod versions;
mod watching;
mod writing;

pub use by_path::{PathPrompt, completion};
pub use closing::{AfterClosing, ClosingAnswer};
pub(in crate::app) use journaling::Journaling;
pub use merging::{MergeOffer, MergeRow};
pub use paths::file_name;
pub(in crate::app) use paths::is_project;
pub use rescuing::RescueOffer;
pub use standing::{WrongPlace, temporary_folders};
pub use taking_in::CameIn;
pub use versions::{VersionRow, Versions};
pub(super) use watching::Watching;

use super::agreeing::Counted;
use super::crash;
use super::finding::FoundHits;
use super::looking::{Kept, Looked};
use super::matches::Matched;
use super::words;
use super::{App, FileAnswer, FileQuestion, QuotationList, Services, Threads};
use crate::edit::has_unsaved_changes;
use crate::import::Imported;
use crate::model::{Project, Session};
use crate::store::{self, Fingerprint, Loaded};
use jiff::Timestamp;
use paths::with_ron_extension;
use progress::{Progress, Running};
use saving::Over;
use saving::SaveResult;
use std::cell::Cell;
use std::collections::{BTreeSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
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
    /// A project, or articles: what is typed decides.
    Anything,
    /// Where to save.
    SaveAs,
    /// Where to write a copy for somebody else.
    Copy,
    /// Where to write an earlier version.
    Version,
    /// Another copy of the project to merge from.
    Merge,
}

/// What work off the UI thread brought.
enum Finished {
    Answer(Session, FileQuestion, FileAnswer),
    Imported(Session, Vec<Result<Imported, String>>),
    Opened(PathBuf, Box<Result<Opened, rescuing::NotOpened>>),
    Saved(Box<SaveResult>),
    Sent(Box<sending::Sent>),
    Compared(Box<merging::Compared>),
    Listed(by_path::Listing),
    Checked(by_path::Checked),
    /// A pasted text, and the files where it names nothing else.
    Pasted(Session, String, Option<Vec<PathBuf>>),
    /// A version was kept, or not.
    VersionKept(Result<store::versions::Kept, store::versions::VersionError>),
    Versions(versions::Found),
    /// The person did not want it any more.
    Cancelled,
    Noticed(Box<watching::Noticed>),
    /// What earlier starts left.
    Left(Box<recovering::Found>),
    BroughtBack(Box<recovering::BroughtBack>),
    Found(FoundHits),
    Matched(Box<Matched>),
    Quoted(Box<QuotationList>),
    Agreed(Box<Counted>),
    Looked(Box<Looked>),
    /// The work itself ended in a panic, or no thread was to be had for it.
    Broken(Work),
}

/// What kind of work is under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    Dialog,
    Import,
    Open,
    Save,
    Copy,
    Merge,
    /// A look at a folder, of which nobody needs to hear.
    Look,
    /// A look at the project's file, of which nobody needs to hear either.
    Watch,
    /// A look for work that earlier starts left.
    Left,
    BringBack,
    /// Keeping a version, of which nobody needs to hear.
    Version,
    /// Reading versions.
    Versions,
    Find,
    Match,
    Quote,
    Agree,
    View,
}

impl Work {
    /// What the status bar says.
    fn label(self) -> &'static str {
        match self {
            Self::Dialog => "Waiting for a dialog",
            Self::Import => "Reading articles",
            Self::Open => "Opening the project",
            Self::Save => "Saving",
            Self::Copy => "Writing a copy",
            Self::Merge => "Reading what to merge",
            Self::Look => "Looking at a folder",
            Self::Watch => "Looking at the file",
            Self::Left => "Looking for work that was not saved",
            Self::BringBack => "Bringing work back",
            Self::Version => "Keeping this version",
            Self::Versions => "Reading earlier versions",
            Self::Find => "Searching",
            Self::Match => "Comparing the articles",
            Self::Quote => "Reading quotations",
            Self::Agree => "Comparing the readers",
            Self::View => "Choosing the marks",
        }
    }
}

/// A project that was read, with all that the window needs of it before the first frame.
struct Opened {
    loaded: Loaded,
    /// What a save is compared with.
    saved: Project,
    fingerprint: Fingerprint,
    kept: Kept,
    wrong_place: Option<WrongPlace>,
}

/// Work off the UI thread.
pub(super) struct Jobs {
    send: mpsc::Sender<(u64, Finished)>,
    receive: mpsc::Receiver<(u64, Finished)>,
    /// What has come and was not taken yet.
    arrived: VecDeque<(u64, Finished)>,
    /// What is under way.
    running: Vec<Running>,
    /// Work under way whose result nobody wants any more.
    given_up: BTreeSet<u64>,
    last_id: u64,
    /// The window's clock at the last look, in seconds.
    now: f64,
    /// Folders whose files nobody keeps.
    temporary: Vec<PathBuf>,
    /// What a person said yes to, while they are asked about the project that is open.
    rescue: Option<Arc<RescueOffer>>,
    /// The file from which the project was rescued.
    damaged: Option<PathBuf>,
    /// What is wrong with the place of the project, until it was saved.
    wrong_place: Option<(PathBuf, WrongPlace)>,
    listing: Option<by_path::Listing>,
    listing_wanted: Option<String>,
    is_saving: bool,
    /// The save that is waited for.
    awaited: Option<saving::Awaited>,
    /// Saves whose answer was given up, by their number.
    late_saves: BTreeSet<u64>,
    /// Numbers of the save that was begun last, and of the last one whose result was taken.
    save_begun: u64,
    save_taken: u64,
    /// A save that was asked for during another one: where to, and whether it may replace what is there.
    save_next: Option<(PathBuf, Over)>,
    after_saving: Option<AfterClosing>,
    /// The revision of the project that may make way for another one: nothing unsaved, or thrown away on request.
    may_replace: Option<u64>,
    /// Whether there are unsaved changes, at a revision of the project and a number of saves.
    unsaved: Cell<Option<((u64, u32), bool)>>,
}

impl Jobs {
    pub(super) fn new() -> Self {
        let (send, receive) = mpsc::channel();
        Self {
            send,
            receive,
            arrived: VecDeque::new(),
            running: Vec::new(),
            given_up: BTreeSet::new(),
            last_id: 0,
            now: 0.0,
            temporary: Vec::new(),
            rescue: None,
            damaged: None,
            wrong_place: None,
            listing: None,
            listing_wanted: None,
            is_saving: false,
            awaited: None,
            late_saves: BTreeSet::new(),
            save_begun: 0,
            save_taken: 0,
            save_next: None,
            after_saving: None,
            may_replace: None,
            unsaved: Cell::new(None),
        }
    }

    /// Runs a search off the UI thread.
    pub(super) fn find(app: &mut App, search: impl FnOnce() -> FoundHits + Send + 'static) {
        let App { jobs, services, .. } = app;
        jobs.start(services, Work::Find, move || Finished::Found(search()));
    }

    /// Looks for quotations, off the UI thread.
    pub(super) fn find_quotations(
        app: &mut App,
        work: impl FnOnce() -> QuotationList + Send + 'static,
    ) {
        let App { jobs, services, .. } = app;
        jobs.start(services, Work::Quote, move || {
            Finished::Quoted(Box::new(work()))
        });
    }

    /// Counts how far readers agree, off the UI thread.
    pub(super) fn count_agreement(app: &mut App, work: impl FnOnce() -> Counted + Send + 'static) {
        let App { jobs, services, .. } = app;
        jobs.start(services, Work::Agree, move || {
            Finished::Agreed(Box::new(work()))
        });
    }

    /// Works out what another view shows, off the UI thread.
    pub(super) fn look(app: &mut App, work: impl FnOnce() -> Looked + Send + 'static) {
        let App { jobs, services, .. } = app;
        jobs.start(services, Work::View, move || {
            Finished::Looked(Box::new(work()))
        });
    }

    /// Looks for passages that say the same, off the UI thread.
    pub(super) fn match_passages(app: &mut App, work: impl FnOnce() -> Matched + Send + 'static) {
        let App { jobs, services, .. } = app;
        jobs.start(services, Work::Match, move || {
            Finished::Matched(Box::new(work()))
        });
    }

    /// Runs `work` off the UI thread and sends what it brings.
    fn start(
        &mut self,
        services: &Services,
        kind: Work,
        work: impl FnOnce() -> Finished + Send + 'static,
    ) {
        self.start_watched(services, kind, move |_progress| work());
    }

    /// The same for work that says how far it is, and that may be cancelled.
    fn start_watched(
        &mut self,
        services: &Services,
        kind: Work,
        work: impl FnOnce(&Progress) -> Finished + Send + 'static,
    ) {
        self.last_id += 1;
        let (id, progress) = (self.last_id, Arc::new(Progress::default()));
        self.running.push(Running {
            id,
            work: kind,
            progress: Arc::clone(&progress),
            began: self.now,
        });
        let (send, wake) = (self.send.clone(), Arc::clone(&services.wake));
        let task = move || {
            // Whoever waits for work that fails so has to hear of it, else nothing could be saved from then on.
            let done =
                std::panic::catch_unwind(AssertUnwindSafe(|| crash::caught(|| work(&progress))));
            // The receiver is gone only when the program ends, and then nobody waits for the result.
            let _unread = send.send((id, done.unwrap_or(Finished::Broken(kind))));
            wake();
        };
        match services.threads {
            Threads::Inline => task(),
            Threads::Spawn => {
                let spawned = std::thread::Builder::new()
                    .name(kind.label().to_owned())
                    .spawn(task);
                if spawned.is_err() {
                    let _unread = self.send.send((id, Finished::Broken(kind)));
                }
            }
        }
    }
}

impl App {
    /// Takes the results of work off the UI thread. `seconds` is the time of the window's clock.
    pub fn tick(&mut self, seconds: f64) {
        self.jobs.now = seconds;
        self.refresh_matches();
        while self.has_finished_work() {
            let Some((id, finished)) = self.jobs.arrived.pop_front() else {
                break;
            };
            match self.end_of(id, finished) {
                // The name was chosen for a project that is not open any more.
                Finished::Answer(session, FileQuestion::SaveAs(_), answer)
                    if session != self.session =>
                {
                    if matches!(answer, FileAnswer::Chosen(_)) {
                        self.notices.warn(
                            "Not saved: another project was opened before the place was chosen.",
                            Vec::new(),
                        );
                    }
                }
                Finished::Answer(_, question, answer) => self.take_answer(question, answer),
                Finished::Imported(session, results) => self.take_imported_for(session, results),
                Finished::Opened(path, result) => self.take_opened(&path, *result),
                Finished::Saved(result) => self.take_saved(*result),
                Finished::Sent(sent) => self.take_sent(*sent),
                Finished::Compared(compared) => self.take_compared(*compared),
                Finished::Listed(listing) => self.take_listing(listing),
                Finished::Checked(checked) => self.take_checked(checked),
                Finished::Pasted(session, text, files) => self.take_pasted(session, &text, files),
                Finished::VersionKept(kept) => self.take_kept_version(kept),
                Finished::Versions(found) => self.take_versions(found),
                Finished::Cancelled => {}
                Finished::Noticed(noticed) => self.take_noticed(*noticed),
                Finished::Left(found) => self.take_left(*found),
                Finished::BroughtBack(back) => self.take_brought_back(*back),
                Finished::Found(found) => self.take_found(found),
                Finished::Matched(matched) => self.take_matches(*matched),
                Finished::Quoted(list) => self.take_quotations(*list),
                Finished::Agreed(counted) => self.take_agreement(*counted),
                Finished::Looked(looked) => self.take_looked(*looked),
                Finished::Broken(work) => self.take_broken(work),
            }
        }
        self.stop_waiting_for_a_save();
        self.watch_file(seconds);
        self.answer_second_start(seconds);
        if self.find.is_open {
            self.refresh_find();
        }
        self.keep_journal();
        self.say_how_the_journal_is();
    }

    /// Whether [`App::tick`] will take something. What is being typed has to be kept before.
    pub fn has_finished_work(&mut self) -> bool {
        self.jobs.arrived.extend(self.jobs.receive.try_iter());
        !self.jobs.arrived.is_empty()
    }

    /// Work ended without a result: nobody may wait for it any longer.
    fn take_broken(&mut self, work: Work) {
        let said = match work {
            Work::Dialog => {
                self.jobs.after_saving = None;
                "The dialog could not be shown."
            }
            Work::Import => "The articles could not be read.",
            Work::Open => "The project could not be opened.",
            Work::Save => {
                self.jobs.is_saving = false;
                self.jobs.awaited = None;
                self.jobs.after_saving = None;
                self.jobs.save_next = None;
                "Not saved. Your work is still open here."
            }
            Work::Copy => "The copy was not written.",
            Work::Merge => "Nothing was merged.",
            Work::Look => {
                self.jobs.listing_wanted = None;
                "The folder could not be read."
            }
            Work::Watch => {
                self.take_broken_watch();
                "The project's file could not be looked at."
            }
            Work::Left => "Work that was not saved could not be looked for; it is kept.",
            Work::BringBack => "The work could not be brought back; it is kept.",
            Work::Version => words::VERSION_NOT_KEPT,
            Work::Versions => words::VERSION_FAILED,
            Work::Find => {
                self.take_broken_search();
                "The search could not be finished."
            }
            Work::Quote => {
                self.take_broken_quotations();
                "The quotations could not be read: none are shown until the next start."
            }
            Work::Agree => {
                self.take_broken_agreement();
                "The agreement could not be counted: none is shown until the next start."
            }
            Work::View => {
                self.take_broken_look();
                "The view could not be changed."
            }
            Work::Match => {
                self.take_broken_matching();
                "The articles could not be compared: no matches are shown until the next start."
            }
        };
        let why = "This is a defect of Crosscheck, or the system has no memory or threads left.";
        self.notices.error(said, vec![why.to_owned()]);
    }

    /// Whether a save would write anything new. Asked several times a frame, found out once for each change and save.
    #[must_use]
    pub fn has_unsaved_changes(&self) -> bool {
        if self.watching.is_gone() {
            return true;
        }
        let key = (self.revision, self.saves);
        match self.jobs.unsaved.get() {
            Some((of, is_unsaved)) if of == key => is_unsaved,
            _ => {
                let is_unsaved = has_unsaved_changes(self.project.whole(), &self.saved);
                self.jobs.unsaved.set(Some((key, is_unsaved)));
                is_unsaved
            }
        }
    }

    pub(in crate::app) fn ask(&mut self, question: FileQuestion) {
        let (dialogs, session) = (Arc::clone(&self.services.dialogs), self.session);
        self.jobs.start(&self.services, Work::Dialog, move || {
            let answer = dialogs.ask(&question);
            Finished::Answer(session, question, answer)
        });
    }

    fn take_answer(&mut self, question: FileQuestion, answer: FileAnswer) {
        match (question, answer) {
            (_, FileAnswer::Cancelled) => self.jobs.after_saving = None,
            (question, FileAnswer::NoDialogs) => {
                let (purpose, typed) = match question {
                    FileQuestion::Articles => (PathPurpose::Articles, self.last_folder()),
                    FileQuestion::Project => (PathPurpose::Project, self.last_folder()),
                    FileQuestion::SaveAs(name) => (PathPurpose::SaveAs, self.typed_place(&name)),
                    FileQuestion::Copy(name) => (PathPurpose::Copy, self.typed_place(&name)),
                    FileQuestion::Version(name) => (PathPurpose::Version, self.typed_place(&name)),
                    FileQuestion::Merge => (PathPurpose::Merge, self.last_folder()),
                };
                self.show_prompt(purpose, typed, true);
            }
            (FileQuestion::Articles, FileAnswer::Chosen(paths)) => self.add_articles(paths),
            (FileQuestion::Project, FileAnswer::Chosen(paths)) => {
                if let Some(path) = paths.into_iter().next() {
                    self.open_project(path);
                }
            }
            (FileQuestion::Merge, FileAnswer::Chosen(paths)) => {
                if let Some(path) = paths.into_iter().next() {
                    self.compare_with(path);
                }
            }
            (FileQuestion::Copy(_), FileAnswer::Chosen(paths)) => {
                if let Some((path, expected)) = new_file(paths) {
                    self.write_copy(path, expected);
                }
            }
            (FileQuestion::Version(_), FileAnswer::Chosen(paths)) => {
                if let Some((path, expected)) = new_file(paths) {
                    self.write_version(path, expected);
                }
            }
            (FileQuestion::SaveAs(_), FileAnswer::Chosen(paths)) => {
                if let Some(path) = paths.into_iter().next() {
                    let with_extension = with_ron_extension(path.clone());
                    // The dialog has asked about replacing the file of this name, and of no other.
                    let over = if with_extension == path {
                        Over::Anything
                    } else {
                        Over::Nothing
                    };
                    self.save_to(with_extension, over);
                }
            }
        }
    }
}

/// The file that a dialog of the system chose to be written. It has asked about replacing the file of this name, and of no
/// other.
fn new_file(paths: Vec<PathBuf>) -> Option<(PathBuf, store::Expected)> {
    let path = paths.into_iter().next()?;
    let with_extension = with_ron_extension(path.clone());
    let expected = if with_extension == path {
        store::Expected::Overwrite
    } else {
        store::Expected::NewFile
    };
    Some((with_extension, expected))
}

#[cfg(test)]
mod tests {
    use super::Work;
    use crate::app::{
        App, Command, Dialogs, FileAnswer, FileQuestion, PathPurpose, Services, Threads,
    };
    use crate::store::RealDisk;
    use std::sync::Arc;

    struct NoDialogs;

    impl Dialogs for NoDialogs {
        fn ask(&self, _question: &FileQuestion) -> FileAnswer {
            FileAnswer::Cancelled
        }
    }

    #[test]
    fn a_defect_while_saving_is_said_and_the_next_save_works() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = App::new(Services {
            disk: Arc::new(RealDisk),
            dialogs: Arc::new(NoDialogs),
            state_folder: None,
            threads: Threads::Inline,
            ..Services::of_the_system(Arc::new(|| {}))
        });
        app.paste_article("A story\n\nIt goes on and on.\n");
        app.jobs.is_saving = true;
        app.jobs
            .start(&app.services, Work::Save, || panic!("a defect"));
        app.tick(0.0);
        assert!(app.notices.last().unwrap().text.starts_with("Not saved."));
        assert_eq!(app.busy_with(), None);
        let path = folder.path().join("a.ron");
        app.take_typed_path(PathPurpose::SaveAs, path.to_str().unwrap());
        app.tick(0.0);
        assert!(path.exists());
        app.run(Command::Quit);
        assert!(app.view.quit);
    }
}
