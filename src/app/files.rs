//! Opening, importing and saving, off the UI thread; the question on closing; recovery copies.

use super::{
    App, Command, Dialog, FileAnswer, FileQuestion, Marks, Project, RecoveryOffer, Services,
    Threads, causes,
};
use crate::edit::{Edit, RevisionContext, give_revisions, has_unsaved_changes};
use crate::import::{self, Imported};
use crate::model::{ArticleId, ProjectId, Record};
use crate::review;
use crate::store::{
    self, Expected, Fingerprint, Loaded, SaveError,
    recovery::{self, Recovery},
};
use jiff::Timestamp;
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};

/// Seconds between two recovery copies while there is unsaved work.
const RECOVERY_EVERY_SECS: f64 = 30.0;

/// The sample project, part of the program so that it opens wherever the program is.
const SAMPLE: &[u8] = include_bytes!("../../projects/ferry.ron");

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

/// What follows when a project is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AfterClosing {
    /// The welcome page.
    Welcome,
    /// An empty project.
    New,
    /// A dialog to choose another.
    ChooseProject,
    /// This one.
    Open(PathBuf),
    /// The sample.
    Sample,
    /// The end of the program.
    Quit,
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

struct SaveResult {
    path: PathBuf,
    /// The project as it was when the save began, without its revisions.
    began_with: Project,
    outcome: Result<Written, WriteFailure>,
}

struct Written {
    project: Project,
    fingerprint: Fingerprint,
    came_in: Option<CameIn>,
}

/// What came in from a file that somebody else had changed.
struct CameIn {
    /// In one sentence.
    said: String,
    /// What would have been written without it.
    ours: Project,
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

    pub(super) fn ask(&mut self, question: FileQuestion) {
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

    /// Opens what was named on the command line or dropped on the window: one project, or articles.
    pub fn open_paths(&mut self, paths: Vec<PathBuf>) {
        let (projects, articles): (Vec<_>, Vec<_>) =
            paths.into_iter().partition(|path| is_project(path));
        match projects.len() {
            0 => {}
            1 if articles.is_empty() => {
                let path = projects.into_iter().next().unwrap_or_default();
                return self.close_then(AfterClosing::Open(path));
            }
            _ => {
                self.notices.warn(
                    "One project at a time, and no articles with it. The articles were added, the project was not opened.",
                    projects.iter().map(|path| path.display().to_string()).collect(),
                );
            }
        }
        if !articles.is_empty() {
            self.add_articles(articles);
        }
    }

    fn add_articles(&mut self, paths: Vec<PathBuf>) {
        let accessed = (self.services.clock)();
        self.jobs
            .start(&self.services, "Reading articles", move || {
                Finished::Imported(
                    paths
                        .iter()
                        .map(|path| {
                            import::import_file(path, Some(accessed))
                                .map_err(|error| error.to_string())
                        })
                        .collect(),
                )
            });
    }

    /// Makes an article of pasted text.
    pub fn paste_article(&mut self, text: &str) {
        match import::import_pasted(text, Some((self.services.clock)())) {
            Ok(imported) => self.take_imported(vec![Ok(imported)]),
            Err(error) => self.notices.error(error.to_string(), causes(&error)),
        }
    }

    fn take_imported(&mut self, results: Vec<Result<Imported, String>>) {
        let (mut articles, mut failed) = (Vec::new(), Vec::new());
        for result in results {
            match result {
                Ok(imported) => {
                    articles.push(imported.into_article(ArticleId((self.services.new_uuid)())));
                }
                Err(error) => failed.push(error),
            }
        }
        let known: Vec<String> = articles
            .iter()
            .filter(|article| {
                self.project
                    .live_articles()
                    .any(|other| other.text_id == article.text_id)
            })
            .map(|article| article.display_title().to_owned())
            .collect();
        let ids: Vec<ArticleId> = articles.iter().map(|article| article.id).collect();
        if let Some(first) = ids.first().copied() {
            let label = if ids.len() == 1 {
                "add article".to_owned()
            } else {
                format!("add {} articles", ids.len())
            };
            let edits = articles
                .into_iter()
                .map(|article| Edit::Add(Box::new(Record::Article(Box::new(article)))));
            self.commit(Edit::Batch(edits.collect()), &label);
            self.open_panes_for(&ids);
            if !self
                .panes
                .iter()
                .any(|pane| self.is_focused(pane.id) && pane.article != first)
            {
                self.focus_article(first);
            }
        }
        if !known.is_empty() {
            self.notices.warn(
                "The project had an article with the same text already.",
                known,
            );
        }
        match failed.len() {
            0 => {}
            1 => self.notices.error(failed.remove(0), Vec::new()),
            count => self
                .notices
                .error(format!("{count} files could not be added."), failed),
        }
    }

    /// Opens a project in place of the present one, which must have been dealt with.
    pub fn open_project(&mut self, path: PathBuf) {
        let disk = Arc::clone(&self.services.disk);
        self.jobs
            .start(&self.services, "Opening the project", move || {
                let result = store::load(&*disk, &path).map(|(loaded, fingerprint)| Opened {
                    marks: Marks::of(&loaded.project),
                    loaded,
                    fingerprint,
                });
                Finished::Opened(path, Box::new(result))
            });
    }

    fn take_opened(&mut self, path: &Path, result: Result<Opened, store::LoadError>) {
        match result {
            // Something was done while a dialog stood there or the file was read.
            Ok(_) if self.jobs.may_replace != Some(self.revision) && self.must_ask_first() => {
                self.view.dialog = Some(Dialog::Closing(AfterClosing::Open(path.to_owned())));
            }
            Ok(Opened {
                loaded,
                fingerprint,
                marks,
            }) => {
                self.take_over(
                    loaded.project,
                    marks,
                    Some(ProjectFile {
                        path: path.to_owned(),
                        fingerprint,
                        saved_at: None,
                    }),
                );
                self.settings.remember(path);
                self.save_settings();
                if !loaded.warnings.is_empty() {
                    let text = format!(
                        "{} was opened, with {}.",
                        file_name(path),
                        super::words::count(loaded.warnings.len(), "remark", "remarks")
                    );
                    self.notices.warn(
                        text,
                        loaded.warnings.iter().map(ToString::to_string).collect(),
                    );
                }
            }
            Err(error) => self.notices.error(error.to_string(), causes(&error)),
        }
    }

    /// Puts a project in place of the present one, with nothing to undo.
    pub fn replace_project(&mut self, project: Project, file: Option<ProjectFile>) {
        let marks = Marks::of(&project);
        self.take_over(project, marks, file);
    }

    fn take_over(&mut self, project: Project, marks: Marks, file: Option<ProjectFile>) {
        self.drop_recovery_copy();
        let left = (
            std::mem::replace(&mut self.marks, marks),
            std::mem::replace(&mut self.saved, project.clone()),
            std::mem::replace(&mut self.project, project),
            std::mem::take(&mut self.history),
        );
        self.file = file;
        if self.services.threads == Threads::Spawn {
            // Giving back the memory of a large project takes longer than a frame may. Where there is no thread to be had
            // the closure is dropped, and what it holds with it.
            let _started = std::thread::Builder::new()
                .name("Closing a project".to_owned())
                .spawn(move || drop(left));
        }
        self.session = super::new_session(&self.services);
        self.saves = 0;
        self.changes = 0;
        self.revision += 1;
        self.panes.clear();
        self.focused = None;
        self.active = None;
        self.view.region = super::Region::Reader;
        self.view.list_filter.clear();
        self.view.arrange = true;
        let articles: Vec<ArticleId> = self
            .articles_in_order()
            .iter()
            .map(|article| article.id)
            .collect();
        self.open_panes_for(&articles);
    }

    /// Opens the sample project, without a file of its own: saving asks where to.
    pub fn open_sample(&mut self) {
        match store::parse(SAMPLE, "ferry.ron") {
            Ok(loaded) => {
                self.replace_project(loaded.project, None);
                self.notices.info("This is the sample project: invented accounts to try marking on. Saving makes a copy.");
            }
            Err(error) => self.notices.error(
                "The sample project could not be opened.",
                vec![error.to_string()],
            ),
        }
    }

    /// At the first start, and while nobody has a project of their own, the sample is opened.
    pub fn open_at_start(&mut self, paths: Vec<PathBuf>) {
        self.offer_recovery();
        if paths.is_empty() {
            if !self.settings.started_before || self.settings.recent.is_empty() {
                self.open_sample();
            }
        } else {
            self.open_paths(paths);
        }
        self.settings.started_before = true;
        self.save_settings();
    }

    pub(super) fn save(&mut self) {
        match &self.file {
            Some(file) => self.save_to(file.path.clone(), true),
            None => self.ask(FileQuestion::SaveAs(self.suggested_file_name())),
        }
    }

    /// The name that "save as" begins with.
    #[must_use]
    pub fn suggested_file_name(&self) -> String {
        if let Some(file) = &self.file {
            return file_name(&file.path);
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

    fn save_to(&mut self, path: PathBuf, may_replace: bool) {
        if self.jobs.is_saving {
            self.jobs.save_again = true;
            return;
        }
        self.jobs.is_saving = true;
        let expected = match &self.file {
            Some(file) if file.path == path => Expected::Unchanged(file.fingerprint),
            _ if may_replace => Expected::Overwrite,
            _ => Expected::NewFile,
        };
        let began_with = self.project.clone();
        let saved = self.saved.clone();
        let context = RevisionContext {
            session: self.session,
            n: self.saves + 1,
            by: self.reviewer(),
            at: (self.services.clock)(),
        };
        let disk = Arc::clone(&self.services.disk);
        self.jobs.start(&self.services, "Saving", move || {
            let mut project = began_with.clone();
            give_revisions(&mut project, &saved, context);
            let outcome = write(&*disk, &path, project, expected);
            Finished::Saved(Box::new(SaveResult {
                path,
                began_with,
                outcome,
            }))
        });
    }

    fn take_saved(&mut self, result: SaveResult) {
        self.jobs.is_saving = false;
        let SaveResult {
            path,
            began_with,
            outcome,
        } = result;
        match outcome {
            Ok(Written {
                project,
                fingerprint,
                came_in,
            }) => {
                self.saves += 1;
                self.changes = 0;
                self.saved = project.clone();
                self.notices.settle();
                self.notices.take_back(super::words::NOT_SAVED);
                if let Some(CameIn { said, ours }) = came_in {
                    let went_on = self.project != began_with;
                    let with_theirs = if went_on {
                        self.joined_with(&ours, &project)
                    } else {
                        project
                    };
                    self.commit(
                        Edit::Replace(Box::new(with_theirs)),
                        "take in changes of others",
                    );
                    self.changes = usize::from(went_on);
                    self.notices.offer(said, "Undo", Command::Undo);
                } else if self.project == began_with {
                    self.project = project;
                    self.revision += 1;
                }
                let saved_at = Some((self.services.clock)());
                self.file = Some(ProjectFile {
                    path: path.clone(),
                    fingerprint,
                    saved_at,
                });
                self.settings.remember(&path);
                self.save_settings();
                self.drop_recovery_copy();
                if self.jobs.save_again {
                    self.jobs.save_again = false;
                    self.save();
                } else if let Some(next) = self.jobs.after_saving.take() {
                    // Something may have been done while the file was written.
                    self.close_then(next);
                }
            }
            Err(error) => {
                self.jobs.after_saving = None;
                self.jobs.save_again = false;
                self.notices.error(
                    format!("{} {error}", super::words::NOT_SAVED),
                    causes(&error),
                );
            }
        }
    }

    /// What has been done since the save began, together with what came in during it: otherwise the next save, which
    /// knows the file, would write over it.
    fn joined_with(&mut self, ours: &Project, in_file: &Project) -> Project {
        self.saves += 1;
        let context = RevisionContext {
            session: self.session,
            n: self.saves,
            by: self.reviewer(),
            at: (self.services.clock)(),
        };
        let mut now = self.project.clone();
        give_revisions(&mut now, ours, context);
        review::join(&now, in_file).project
    }

    /// Asks about unsaved changes, then goes on.
    pub(super) fn close_then(&mut self, next: AfterClosing) {
        if self.must_ask_first() {
            self.view.dialog = Some(Dialog::Closing(next));
        } else {
            self.go_on(next);
        }
    }

    /// Whether closing would lose something: an emptied project counts where it has a file.
    fn must_ask_first(&self) -> bool {
        self.has_unsaved_changes() && (!self.is_empty() || self.file.is_some())
    }

    /// The typed path was not wanted after all: a later save is only a save.
    pub fn give_up_path(&mut self) {
        self.jobs.after_saving = None;
        self.view.focus_text = true;
    }

    /// The answer to the question on closing.
    pub fn answer_closing(&mut self, answer: ClosingAnswer, next: AfterClosing) {
        self.view.dialog = None;
        match answer {
            ClosingAnswer::Save => {
                self.jobs.after_saving = Some(next);
                self.save();
            }
            ClosingAnswer::Discard => self.go_on(next),
            ClosingAnswer::Cancel => self.view.focus_text = true,
        }
    }

    fn go_on(&mut self, next: AfterClosing) {
        self.jobs.may_replace = Some(self.revision);
        match next {
            AfterClosing::Welcome | AfterClosing::New => {
                let project = Project::new(ProjectId((self.services.new_uuid)()));
                self.replace_project(project, None);
                self.notices.settle();
            }
            AfterClosing::ChooseProject => self.ask(FileQuestion::Project),
            AfterClosing::Open(path) => self.open_project(path),
            AfterClosing::Sample => self.open_sample(),
            AfterClosing::Quit => {
                self.drop_recovery_copy();
                self.save_settings();
                self.view.quit = true;
            }
        }
    }

    /// Writes the settings; a failure is said, since a forgotten name is lost work too.
    pub fn save_settings(&mut self) {
        if let Some(folder) = &self.services.state_folder
            && let Err(error) = self.settings.save(&*self.services.disk, folder)
        {
            self.notices
                .warn("The settings could not be saved.", vec![error.to_string()]);
        }
    }

    fn keep_recovery_copy(&mut self, seconds: f64) {
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

    fn drop_recovery_copy(&mut self) {
        self.jobs.recovery_changes = 0;
        if let Some(copy) = self.jobs.recovery.take() {
            self.remove_copy(&copy);
        }
    }

    fn remove_copy(&mut self, copy: &Path) {
        if let Err(error) = recovery::remove_recovery(&*self.services.disk, copy) {
            self.notices.warn(
                "An old recovery copy could not be removed.",
                vec![error.to_string()],
            );
        }
    }

    /// Where recovery copies are kept.
    fn recovery_folder(&self) -> Option<PathBuf> {
        self.services
            .state_folder
            .as_ref()
            .map(|folder| folder.join("recovery"))
    }

    fn offer_recovery(&mut self) {
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
        let changes = super::words::count(header.changes, "change", "changes");
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

/// The answer to the question on closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosingAnswer {
    /// Save, then close.
    Save,
    /// Close without saving.
    Discard,
    /// Go on working.
    Cancel,
}

/// Writes a project. Where the file was changed by somebody else since it was read, both sets of changes are joined:
/// a save never overwrites what it has not read.
fn write(
    disk: &dyn store::Disk,
    path: &Path,
    project: Project,
    expected: Expected,
) -> Result<Written, WriteFailure> {
    match store::save(disk, path, &project, expected) {
        // What the disk did not confirm stands there all the same, read back and equal.
        Ok(fingerprint) | Err(SaveError::NotConfirmed { fingerprint, .. }) => Ok(Written {
            project,
            fingerprint,
            came_in: None,
        }),
        Err(SaveError::ChangedOnDisk { .. }) => {
            let (theirs, fingerprint) = store::load(disk, path).map_err(WriteFailure::Theirs)?;
            let joined = review::join(&project, &theirs.project);
            let report = &joined.report;
            let came_in = format!(
                "{} was changed by someone else. Both sets of changes are in; nothing was lost. {} added, {} changed.",
                file_name(path),
                report.added.len(),
                report.changed.len(),
            );
            let fingerprint = store::save(
                disk,
                path,
                &joined.project,
                Expected::Unchanged(fingerprint),
            )?;
            Ok(Written {
                project: joined.project,
                fingerprint,
                came_in: Some(CameIn {
                    said: came_in,
                    ours: project,
                }),
            })
        }
        // Nothing is there to be lost, and the person asked for it to be there.
        Err(SaveError::Gone { .. }) => {
            let fingerprint = store::save(disk, path, &project, Expected::NewFile)?;
            Ok(Written {
                project,
                fingerprint,
                came_in: None,
            })
        }
        Err(error) => Err(error.into()),
    }
}

/// Why a project was not written.
#[derive(Debug, thiserror::Error)]
enum WriteFailure {
    #[error("{0}")]
    Save(#[from] SaveError),
    #[error("the file was changed by someone else, and what stands there now cannot be read: {0}")]
    Theirs(store::LoadError),
}

fn is_project(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

fn with_ron_extension(path: PathBuf) -> PathBuf {
    if path.extension().is_some() {
        path
    } else {
        path.with_extension("ron")
    }
}

/// The name of a file without its folder.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// How many suggestions a typed path gets.
const MOST_SUGGESTIONS: usize = 12;

/// The files and folders that begin as a typed path does, for where the system has no dialogs. Folders end with `/`.
#[must_use]
pub fn path_suggestions(typed: &str) -> Vec<String> {
    let cut = typed.rfind('/').map_or(0, |at| at + 1);
    let (folder, begin) = typed.split_at(cut);
    let Ok(entries) = std::fs::read_dir(if folder.is_empty() { "." } else { folder }) else {
        return Vec::new();
    };
    let mut found: Vec<String> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_hidden = name.starts_with('.') && !begin.starts_with('.');
            let fits = name.starts_with(begin) && name != begin && !is_hidden;
            let slash = if entry.path().is_dir() { "/" } else { "" };
            fits.then(|| format!("{folder}{name}{slash}"))
        })
        .collect();
    found.sort();
    found.truncate(MOST_SUGGESTIONS);
    found
}

#[cfg(test)]
mod tests {
    use super::{is_project, path_suggestions, with_ron_extension};
    use std::path::{Path, PathBuf};

    #[test]
    fn a_name_gets_the_ending_only_where_it_has_none() {
        for (typed, path) in [("a", "a.ron"), ("a.ron", "a.ron"), ("a.backup", "a.backup")] {
            assert_eq!(with_ron_extension(PathBuf::from(typed)), Path::new(path));
        }
        assert!(is_project(Path::new("A.RON")) && !is_project(Path::new("ron")));
    }

    #[test]
    fn a_typed_path_is_gone_on_with_by_what_the_folder_holds() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["alpha.txt", "also.txt", "beta.txt", ".hidden"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("all")).unwrap();
        let at = format!("{}/", folder.path().display());
        let found = |typed: &str| -> Vec<String> {
            let found = path_suggestions(&format!("{at}{typed}"));
            let names = found.iter().map(|path| path[at.len()..].to_owned());
            names.collect()
        };
        assert_eq!(found("al"), ["all/", "alpha.txt", "also.txt"]);
        assert_eq!(found(""), ["all/", "alpha.txt", "also.txt", "beta.txt"]);
        assert_eq!(found("."), [".hidden"]);
        assert_eq!(found("beta.txt"), [""; 0], "it is whole already");
        assert_eq!(found("no/such"), [""; 0]);
    }
}
