//! The project's file changes while it is open: another person on a shared folder, git, a sync client, another window.
//!
//! The idea: a watch ([`FileWatch`]) says that the file may have changed. Off the UI thread it is read and, where it says
//! anything new, joined with what stands here ([`super::taking_in`]); the join is taken as one step. Where the project went on
//! meanwhile, it is looked at again. While hands are busy, typing, dragging or in a dialog, all of it waits.
//!
//! A file that is gone or cannot be read may be half of a checkout or a sync: it is looked at again a few times, and only
//! then spoken of, once. A damaged file is never written to: a save compares it first.
//!
//! Invariant: nothing here writes, and no frame waits for the disk.

use super::super::{App, Command, Project, Services, Threads, words};
use super::taking_in::{self, CameIn};
use super::{Finished, Work, file_name};
use crate::edit::{RevisionContext, give_revisions};
use crate::model::Session;
use crate::store::{self, Disk, FileFollower, FileWatch, Fingerprint, LoadError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Seconds between two looks where the app looks by itself.
const LOOK_EVERY_SECS: f64 = 1.0;

/// Seconds after which a file that is gone or cannot be read is looked at again. After the last it is spoken of.
const AGAIN_AFTER_SECS: [f64; 3] = [0.5, 1.0, 2.0];

/// Who looks.
enum Watch {
    Thread(FileWatch),
    /// The app at its ticks, by the window's clock.
    Here {
        follower: FileFollower,
        looked_at: f64,
    },
}

/// What is known of the project's file between two looks.
pub(in crate::app) struct Watching {
    watch: Option<Watch>,
    /// What the watch was told last.
    told: Option<PathBuf>,
    is_changed: Arc<AtomicBool>,
    /// When it is to be looked at, on the window's clock.
    look_at: Option<f64>,
    is_looking: bool,
    /// How often in a row it could not be read.
    misses: usize,
    /// What was said of it, until it is well again.
    said: Option<Trouble>,
}

/// What a person is told of a file that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trouble {
    Gone,
    Unreadable,
    OtherProject,
}

/// What a look came to.
pub(super) struct Noticed {
    session: Session,
    path: PathBuf,
    /// The project and the file that it was compared with.
    revision: u64,
    known: Fingerprint,
    found: Found,
}

enum Found {
    Same(Fingerprint),
    New(Box<New>),
    Missing(LoadError),
    Unreadable(LoadError),
    OtherProject,
}

/// What the file says now, and what comes of it with what stands here.
struct New {
    in_file: Project,
    fingerprint: Fingerprint,
    joined: Project,
    came_in: CameIn,
}

impl Watching {
    pub(in crate::app) fn new(services: &Services) -> Self {
        let is_changed = Arc::<AtomicBool>::default();
        let watch = match services.threads {
            Threads::Inline => Some(Watch::Here {
                follower: FileFollower::new(Arc::clone(&services.disk)),
                looked_at: f64::NEG_INFINITY,
            }),
            Threads::Spawn => {
                let (is_changed, wake) = (Arc::clone(&is_changed), Arc::clone(&services.wake));
                FileWatch::start(Arc::clone(&services.disk), move || {
                    is_changed.store(true, Ordering::SeqCst);
                    wake();
                })
                .map(Watch::Thread)
            }
        };
        Self {
            watch,
            told: None,
            is_changed,
            look_at: None,
            is_looking: false,
            misses: 0,
            said: None,
        }
    }

    /// Hears which file is open; whether it may have changed.
    fn tick(&mut self, file: Option<&Path>, seconds: f64) -> bool {
        let is_another = self.told.as_deref() != file;
        if is_another {
            self.told = file.map(Path::to_owned);
            self.look_at = None;
            self.misses = 0;
            self.said = None;
        }
        match &mut self.watch {
            Some(Watch::Thread(watch)) if is_another => watch.follow(self.told.clone()),
            Some(Watch::Here {
                follower,
                looked_at,
            }) if is_another || seconds - *looked_at >= LOOK_EVERY_SECS => {
                *looked_at = seconds;
                if is_another {
                    follower.follow(self.told.clone());
                } else if follower.has_changed() {
                    self.is_changed.store(true, Ordering::SeqCst);
                }
            }
            _ => {}
        }
        self.is_changed.swap(false, Ordering::SeqCst) && self.told.is_some()
    }

    /// Looks at the file at the next tick.
    pub(super) fn look_soon(&mut self) {
        self.look_at = Some(f64::NEG_INFINITY);
    }

    /// Whether the file was said to be gone, so that what is open stands nowhere else.
    pub(super) fn is_gone(&self) -> bool {
        self.said == Some(Trouble::Gone)
    }
}

impl App {
    /// Looks at the file when it is time. At every tick.
    pub(super) fn watch_file(&mut self, seconds: f64) {
        let file = self.file.as_ref().map(|file| file.path.as_path());
        if self.watching.tick(file, seconds) {
            self.watching.misses = 0;
            self.watching.look_at = Some(seconds);
        }
        let is_due = self.watching.look_at.is_some_and(|at| at <= seconds);
        if is_due && !self.watching.is_looking && !self.jobs.is_saving && !self.has_busy_hands() {
            self.watching.look_at = None;
            self.look_at_file();
        }
    }

    /// In how many seconds the file is to be looked at, `seconds` being the time of the window's clock.
    #[must_use]
    pub fn file_look_due_in(&self, seconds: f64) -> Option<f64> {
        let at = self.watching.look_at?;
        (!self.watching.is_looking && !self.jobs.is_saving).then(|| (at - seconds).max(0.0))
    }

    /// Whether something is being typed, dragged or answered that another state of the project would disturb.
    fn has_busy_hands(&self) -> bool {
        self.view.hands_are_busy
            || self.view.dialog.is_some()
            || self.view.picker.is_some()
            || self.is_editing_edges()
            || self.gestures.thread.is_some()
    }

    fn look_at_file(&mut self) {
        let Some(file) = self.file.clone() else {
            return;
        };
        self.watching.is_looking = true;
        let context = self.next_revision();
        let (ours, saved) = (self.project.whole().clone(), self.saved.clone());
        let (session, revision) = (self.session, self.revision);
        let disk = Arc::clone(&self.services.disk);
        self.jobs.start(&self.services, Work::Watch, move || {
            let found = look(&*disk, &file.path, file.fingerprint, ours, &saved, context);
            Finished::Noticed(Box::new(Noticed {
                session,
                path: file.path,
                revision,
                known: file.fingerprint,
                found,
            }))
        });
    }

    pub(super) fn take_broken_watch(&mut self) {
        self.watching.is_looking = false;
    }

    pub(super) fn take_noticed(&mut self, noticed: Noticed) {
        self.watching.is_looking = false;
        let Noticed {
            session,
            path,
            revision,
            known,
            found,
        } = noticed;
        let is_open = session == self.session
            && self
                .file
                .as_ref()
                .is_some_and(|file| file.path == path && file.fingerprint == known);
        if !is_open || self.jobs.is_saving {
            // It was opened, saved or saved elsewhere meanwhile.
            return self.watching.look_soon();
        }
        match found {
            Found::Same(fingerprint) => self.file_is_well(fingerprint),
            Found::New(_) if revision != self.revision || self.has_busy_hands() => {
                self.watching.look_soon();
            }
            Found::New(new) => {
                let New {
                    in_file,
                    fingerprint,
                    joined,
                    came_in,
                } = *new;
                self.file_is_well(fingerprint);
                self.keep_read_version(&path, fingerprint);
                self.saved = in_file;
                self.jobs.unsaved.set(None);
                self.begin_journal_anew();
                self.take_in(joined, came_in);
                self.keep_journal();
            }
            Found::Missing(error) => self.file_is_ill(&path, Trouble::Gone, &error.to_string()),
            Found::Unreadable(error) => {
                self.file_is_ill(&path, Trouble::Unreadable, &error.to_string());
            }
            Found::OtherProject => {
                let why = words::other_project_there(&file_name(&path));
                self.file_is_ill(&path, Trouble::OtherProject, &why);
            }
        }
    }

    fn file_is_well(&mut self, fingerprint: Fingerprint) {
        self.forget_trouble();
        if let Some(file) = &mut self.file {
            file.fingerprint = fingerprint;
        }
    }

    /// The file was read or written: what was said of it holds no longer.
    pub(super) fn forget_trouble(&mut self) {
        self.watching.misses = 0;
        let Some(file) = self.file.as_ref().filter(|_| self.watching.said.is_some()) else {
            return;
        };
        let name = file_name(&file.path);
        self.watching.said = None;
        self.notices.take_back(&words::gone(&name));
        self.notices.take_back(&words::unreadable_now(&name));
    }

    fn file_is_ill(&mut self, path: &Path, trouble: Trouble, why: &str) {
        let misses = self.watching.misses;
        if let Some(after) = AGAIN_AFTER_SECS.get(misses) {
            self.watching.misses += 1;
            self.watching.look_at = Some(self.jobs.now + after);
            return;
        }
        if self.watching.said.replace(trouble) == Some(trouble) {
            return;
        }
        let name = file_name(path);
        self.log.failed("watching", &name, "not readable", None);
        let (text, details) = if trouble == Trouble::Gone {
            // What is open stands nowhere else now.
            self.changes = self.changes.max(1);
            self.revision += 1;
            (words::gone(&name), Vec::new())
        } else {
            (words::unreadable_now(&name), vec![why.to_owned()])
        };
        let save_as = (words::SAVE_ELSEWHERE, Command::SaveAs);
        self.notices.error_with(text, details, &[save_as]);
    }
}

/// Reads the file and joins it with what stands here, where it says anything that was not read before.
fn look(
    disk: &dyn Disk,
    path: &Path,
    known: Fingerprint,
    mut ours: Project,
    saved: &Project,
    context: RevisionContext,
) -> Found {
    if known.looks_current(disk, path).unwrap_or(false) {
        return Found::Same(known);
    }
    let (theirs, fingerprint) = match store::load(disk, path) {
        Ok(loaded) => loaded,
        Err(error @ LoadError::Missing { .. }) => return Found::Missing(error),
        Err(error) => return Found::Unreadable(error),
    };
    if fingerprint.same_bytes(&known) {
        return Found::Same(fingerprint);
    }
    if theirs.project.id != ours.id {
        return Found::OtherProject;
    }
    give_revisions(&mut ours, saved, context);
    let (joined, mut came_in) = taking_in::join(path, saved, &ours, &theirs);
    if let Some(said) = &mut came_in.unmerged {
        // Nothing was written, so that there is nothing to be kept beside it yet.
        *said = words::UNMERGED_WILL_BE_KEPT;
    }
    Found::New(Box::new(New {
        in_file: theirs.saved(),
        fingerprint,
        joined,
        came_in,
    }))
}
