//! What is not saved goes into the journal, at every change.

use super::super::journal::{Journal, News, Predecessor};
use super::super::{App, Services, Threads, crash, words};
use super::file_name;
use crate::store::journal::{JournalHeader, Moment, Origin};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// How long the end of the program waits for the journal.
const AT_THE_END: Duration = Duration::from_secs(3);

/// The journal of what is open, and what it was given last.
pub(in crate::app) struct Journaling {
    journal: Journal,
    /// What its entries are compared with; made anew after each save.
    origin: Option<Arc<Origin>>,
    /// The revision of the project that was given last.
    given: Option<u64>,
    /// The files of earlier starts whose work came back.
    succeeds: Vec<PathBuf>,
    /// Where it is; nowhere without a state folder.
    folder: Option<PathBuf>,
}

impl Journaling {
    pub(in crate::app) fn new(services: &Services) -> Self {
        let folder = services
            .state_folder
            .as_ref()
            .map(|folder| folder.join("recovery"));
        Self::in_folder(services, folder)
    }

    fn in_folder(services: &Services, folder: Option<PathBuf>) -> Self {
        Self {
            folder: folder.clone(),
            journal: Journal::new(&services.disk, folder, services.threads, &services.wake),
            origin: None,
            given: None,
            succeeds: Vec::new(),
        }
    }
}

impl App {
    /// Hands the project as it is to the journal and to the hook for defects, if it has changed. Never waits for a disk.
    pub(in crate::app) fn keep_journal(&mut self) {
        if self.journal.given == Some(self.revision) || self.view.quit {
            return;
        }
        let Some(folder) = self.journal.folder.clone() else {
            return;
        };
        self.journal.given = Some(self.revision);
        let origin = match &self.journal.origin {
            Some(origin) => Arc::clone(origin),
            None => Arc::clone(self.journal.origin.insert(self.new_origin())),
        };
        let now = Moment {
            project: self.project.whole().clone(),
            save: self.saves + 1,
            changes: self.changes.max(1),
            at: (self.services.clock)(),
        };
        self.crash
            .keep(self.must_ask_first().then(|| crash::Snapshot {
                disk: Arc::clone(&self.services.disk),
                folder,
                origin: Arc::clone(&origin),
                now: now.clone(),
                journal: self.journal.journal.handle(),
            }));
        self.journal.journal.give(origin, now);
    }

    fn new_origin(&self) -> Arc<Origin> {
        Arc::new(Origin {
            header: JournalHeader {
                session: self.session,
                by: self.reviewer(),
                project: self.project.whole().id,
                title: self.project.whole().title.clone(),
                project_path: self.file.as_ref().map(|file| file.path.clone()),
                based_on: self.file.as_ref().map(|file| file.fingerprint),
                began: (self.services.clock)(),
                succeeds: self
                    .journal
                    .succeeds
                    .iter()
                    .map(|it| file_name(it))
                    .collect(),
            },
            saved: self.saved.clone(),
        })
    }

    /// What is saved is another thing now: the next entry begins a journal of its own, or ends this one where nothing is
    /// left to keep.
    pub(super) fn begin_journal_anew(&mut self) {
        self.journal.origin = None;
        self.journal.given = None;
    }

    /// The work was saved or thrown away.
    pub(super) fn end_journal(&mut self) {
        self.begin_journal_anew();
        self.journal.succeeds.clear();
        self.crash.keep(None);
        self.journal.journal.end();
    }

    /// What is done next brings back the work of these files.
    pub(super) fn will_succeed(&mut self, files: impl IntoIterator<Item = PathBuf>) {
        self.begin_journal_anew();
        self.journal.succeeds.extend(files);
    }

    /// The work of an earlier start was given to the journal of this one.
    pub(super) fn succeed(&mut self, predecessor: Predecessor) {
        self.journal.journal.succeed(predecessor);
    }

    /// A journal that cannot be written is said once, not at every change.
    pub(super) fn say_how_the_journal_is(&mut self) {
        match self.journal.journal.news() {
            None => {}
            Some(News::Fails(why)) => self.notices.error(words::NOT_KEPT, vec![why]),
            Some(News::Works) => self.notices.take_back(words::NOT_KEPT),
        }
    }

    /// Writes the journal in this folder from now on, by a thread of its own, whatever becomes of other work: for measuring.
    pub fn keep_journal_in(&mut self, folder: PathBuf) {
        let services = Services {
            threads: Threads::Spawn,
            ..self.services.clone()
        };
        self.journal = Journaling::in_folder(&services, Some(folder));
    }

    /// Whether all that was done is in the journal and on the disk. Waits for it, but no longer than this.
    pub fn wait_for_journal(&mut self, longest: Duration) -> bool {
        self.keep_journal();
        self.journal.journal.flush(longest)
    }

    /// As the program ends: what is not saved is in the journal before it is over, be it that nobody was asked, which some
    /// systems do; what was saved or thrown away is not.
    pub fn keep_work_at_the_end(&mut self) {
        self.wait_for_versions();
        if self.journal.folder.is_some() {
            self.wait_for_journal(AT_THE_END);
        }
    }

    /// Where journals and recovery copies are kept.
    pub(super) fn recovery_folder(&self) -> Option<PathBuf> {
        self.services
            .state_folder
            .as_ref()
            .map(|folder| folder.join("recovery"))
    }
}
