//! Watching a file for changes that others make: another person on a shared folder, git, a sync client, a second window.
//!
//! The idea: the system is asked to tell of events in the file's folder, and every few seconds what the folder says of the
//! file is looked at besides, since network folders tell nothing of what other machines do, and some tell nothing at all.
//! Either only means "look": whoever listens reads the file and finds out whether it says anything new.
//!
//! Invariant: all of this happens on a thread of its own, so that a folder that hangs holds nobody up; nothing is read
//! but the facts of the file, and nothing is ever written.

use super::disk::Disk;
use notify::event::{AccessKind, AccessMode};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant, SystemTime};

/// Between two looks at what the folder says, where no event comes.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// A writer makes several events; so long after the last of them it is told, but never later than the other after the first.
const SETTLES_WITHIN: Duration = Duration::from_millis(60);
const TOLD_WITHIN: Duration = Duration::from_millis(600);

/// What the thread hears.
enum Heard {
    /// This is the file from now on.
    Follow(Option<PathBuf>),
    /// The system tells of an event.
    Event,
    /// Nobody listens any more.
    Stop,
}

/// What the folder says of a file; nothing where there is none, or no answer.
type Facts = Option<(u64, Option<SystemTime>)>;

/// What a file was like at the last look, without a thread: for whoever looks by themselves.
pub struct FileFollower {
    disk: Arc<dyn Disk>,
    file: Option<PathBuf>,
    facts: Facts,
}

impl FileFollower {
    /// Follows no file yet.
    #[must_use]
    pub fn new(disk: Arc<dyn Disk>) -> Self {
        Self {
            disk,
            file: None,
            facts: None,
        }
    }

    /// Another file from now on, or none.
    pub fn follow(&mut self, file: Option<PathBuf>) {
        self.file = file;
        self.has_changed();
    }

    /// Whether the folder says something else of the file than at the last look.
    pub fn has_changed(&mut self) -> bool {
        let facts = self.file.as_ref().and_then(|file| {
            let facts = self.disk.facts(file).ok()?;
            Some((facts.len, facts.modified))
        });
        std::mem::replace(&mut self.facts, facts) != facts
    }
}

/// Tells of changes of a file until it is dropped.
pub struct FileWatch {
    tell: mpsc::Sender<Heard>,
}

impl FileWatch {
    /// Starts the thread; `None` where none is to be had. `changed` is called on it.
    #[must_use]
    pub fn start(disk: Arc<dyn Disk>, changed: impl Fn() + Send + 'static) -> Option<Self> {
        let (tell, heard) = mpsc::channel();
        let watching = Watching {
            follower: FileFollower::new(disk),
            tell: tell.clone(),
            watcher: None,
        };
        let started = std::thread::Builder::new()
            .name("Watching the file".to_owned())
            .spawn(move || watching.run(&heard, changed));
        started.is_ok().then_some(Self { tell })
    }

    /// Another file from now on, or none. It is told once that it may have changed since it was read.
    pub fn follow(&self, file: Option<PathBuf>) {
        // The thread is gone only where the program is.
        let _unheard = self.tell.send(Heard::Follow(file));
    }
}

impl Drop for FileWatch {
    fn drop(&mut self) {
        // The thread has a sender of its own, for the events, so that it would never hear of this by itself.
        let _unheard = self.tell.send(Heard::Stop);
    }
}

struct Watching {
    follower: FileFollower,
    tell: mpsc::Sender<Heard>,
    /// Tells of events, where the system does.
    watcher: Option<RecommendedWatcher>,
}

impl Watching {
    fn run(mut self, heard: &mpsc::Receiver<Heard>, changed: impl Fn()) {
        loop {
            let mut next = heard.recv_timeout(LOOK_EVERY);
            let is_event = matches!(next, Ok(Heard::Event));
            if is_event {
                next = settle(heard);
                self.follower.has_changed();
            }
            let is_news = match next {
                Ok(Heard::Follow(file)) => self.follow(file),
                Ok(Heard::Event) => true,
                Err(mpsc::RecvTimeoutError::Timeout) => self.look(),
                Ok(Heard::Stop) | Err(mpsc::RecvTimeoutError::Disconnected) => return,
            };
            if is_news || is_event {
                changed();
            }
        }
    }

    fn follow(&mut self, file: Option<PathBuf>) -> bool {
        self.watcher = None;
        self.follower.follow(file);
        self.listen();
        self.follower.file.is_some()
    }

    /// What no event told of.
    fn look(&mut self) -> bool {
        let was_there = self.follower.facts.is_some();
        let is_news = self.follower.has_changed();
        if self.watcher.is_none() || is_news && !was_there {
            // The folder may have gone and come back, of which the old watcher knows nothing.
            self.listen();
        }
        is_news
    }

    /// Asks the system for events. Where it has none to give, the looks in between have to do.
    fn listen(&mut self) {
        self.watcher = self.follower.file.as_ref().and_then(|file| {
            let real = self.follower.disk.resolve(file).ok()?;
            watcher(file, &real, self.tell.clone()).ok()
        });
    }
}

/// Waits until the writer is done, or until something else is to be heard.
fn settle(heard: &mpsc::Receiver<Heard>) -> Result<Heard, mpsc::RecvTimeoutError> {
    let began = Instant::now();
    while began.elapsed() < TOLD_WITHIN {
        match heard.recv_timeout(SETTLES_WITHIN) {
            Ok(Heard::Event) => {}
            Err(mpsc::RecvTimeoutError::Timeout) => break,
            other => return other,
        }
    }
    Ok(Heard::Event)
}

/// Watches the folders of the file and of the file behind it, since a save puts another file in the place of the old one.
fn watcher(
    file: &Path,
    real: &Path,
    tell: mpsc::Sender<Heard>,
) -> notify::Result<RecommendedWatcher> {
    let names: Vec<OsString> = [file, real]
        .into_iter()
        .filter_map(|path| path.file_name().map(OsString::from))
        .collect();
    let is_ours = move |path: &PathBuf| names.iter().any(|name| path.file_name() == Some(name));
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let is_news = match &event {
            Ok(event) => {
                event.need_rescan() || writes(event.kind) && event.paths.iter().any(&is_ours)
            }
            Err(_) => true,
        };
        if is_news {
            let _unheard = tell.send(Heard::Event);
        }
    })?;
    let folder = |path: &Path| path.parent().map(Path::to_owned);
    let (one, other) = (folder(file), folder(real));
    for folder in one.iter().chain(other.iter().filter(|_| other != one)) {
        watcher.watch(folder, RecursiveMode::NonRecursive)?;
    }
    Ok(watcher)
}

/// Whether an event may be of another content. Reading is none, ours above all.
fn writes(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{FileFollower, FileWatch};
    use crate::store::RealDisk;
    use std::sync::{Arc, mpsc};
    use std::time::Duration;

    /// Far more than any machine takes.
    const LONG: Duration = Duration::from_mins(1);

    fn told() -> (FileWatch, mpsc::Receiver<()>) {
        let (tell, told) = mpsc::channel();
        let watch = FileWatch::start(Arc::new(RealDisk), move || {
            let _unread = tell.send(());
        });
        (watch.unwrap(), told)
    }

    #[test]
    fn a_file_that_is_written_replaced_removed_and_made_anew_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let (file, beside) = (folder.path().join("a.ron"), folder.path().join("b.ron"));
        std::fs::write(&file, "one").unwrap();
        let (watch, told) = told();
        watch.follow(Some(file.clone()));
        told.recv_timeout(LONG).unwrap();
        std::fs::write(&file, "two").unwrap();
        told.recv_timeout(LONG).unwrap();
        std::fs::write(&beside, "three").unwrap();
        std::fs::rename(&beside, &file).unwrap();
        told.recv_timeout(LONG).unwrap();
        std::fs::remove_file(&file).unwrap();
        told.recv_timeout(LONG).unwrap();
        std::fs::write(&file, "four").unwrap();
        told.recv_timeout(LONG).unwrap();
    }

    #[test]
    fn a_folder_that_goes_and_comes_back_is_watched_again() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        let file = inner.join("a.ron");
        let (watch, told) = told();
        watch.follow(Some(file.clone()));
        told.recv_timeout(LONG).unwrap();
        for round in 0..2 {
            std::fs::create_dir(&inner).unwrap();
            std::fs::write(&file, format!("{round}")).unwrap();
            told.recv_timeout(LONG).unwrap();
            while told.recv_timeout(super::TOLD_WITHIN).is_ok() {}
            std::fs::remove_dir_all(&inner).unwrap();
            told.recv_timeout(LONG).unwrap();
            while told.recv_timeout(super::TOLD_WITHIN).is_ok() {}
        }
    }

    #[test]
    fn reading_is_no_news_and_a_dropped_watch_is_silent() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        std::fs::write(&file, "one").unwrap();
        let (watch, told) = told();
        watch.follow(Some(file.clone()));
        told.recv_timeout(LONG).unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"one");
        assert!(told.recv_timeout(super::TOLD_WITHIN).is_err());
        drop(watch);
        std::fs::write(&file, "two").unwrap();
        assert!(told.recv_timeout(super::TOLD_WITHIN).is_err());
    }

    #[test]
    fn who_looks_by_themselves_sees_a_change_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.ron");
        let mut follower = FileFollower::new(Arc::new(RealDisk));
        follower.follow(Some(file.clone()));
        assert!(!follower.has_changed());
        std::fs::write(&file, "one").unwrap();
        assert!(follower.has_changed() && !follower.has_changed());
    }
}
