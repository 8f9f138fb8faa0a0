//! The journal's own thread: the window hands it the newest state of the project and never waits.
//!
//! A state costs the window a pointer a table. The thread takes the newest one only, so that nothing piles up behind a slow
//! disk, and the last one before each save that has begun since, so that the journal can tell what is in the file; it writes at most ten times a second, and forces the file to the disk twice a second. Where the disk refuses, it
//! tries again, and the window says so once.
//!
//! Invariant: the window waits for the thread only when there is no next frame: at the end of the program, and for a moment.

#[cfg(test)]
mod tests;
mod worker;

pub(in crate::app) use worker::Predecessor;

use super::Threads;
use crate::store::Disk;
use crate::store::journal::{Moment, Origin};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};
use worker::{Wanted, Worker};

/// Between two entries. What is done meanwhile is one entry; an edit is in the file within twice this.
const PAUSE: Duration = Duration::from_millis(100);

/// From an entry until it is forced to the disk.
const SYNC_AFTER: Duration = Duration::from_millis(500);

/// From a failure to the next try.
const RETRY_AFTER: Duration = Duration::from_secs(2);

/// So many states wait at most, however often a save fails while the disk hangs.
const MOST_WAITING: usize = 8;

/// How long whoever waits sleeps between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(2);

/// What has to be said of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) enum News {
    /// It cannot be written, and why.
    Fails(String),
    /// It can be written again.
    Works,
}

/// The journal of what is open.
pub(in crate::app) enum Journal {
    /// There is no folder for it.
    None,
    /// Written at once, before the call returns.
    Inline(Box<Inline>),
    /// Written by its thread.
    Thread(Handle),
}

/// A journal without a thread.
pub(in crate::app) struct Inline {
    worker: Worker,
    state: State,
}

/// What the thread and the window share.
#[derive(Clone)]
pub(in crate::app) struct Handle {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    /// There is something to do.
    wake_thread: Condvar,
    /// Wakes the window when there is something to say.
    wake_window: Arc<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct State {
    /// The newest state, until it is written; before it the last ones before each save that began.
    wanted: Vec<Wanted>,
    /// The number of the newest state, and of the newest one that is in the file.
    given: u64,
    kept: u64,
    /// Somebody waits.
    is_urgent: bool,
    /// The window is gone.
    is_over: bool,
    /// With the number of the state that has to be in the file before they go.
    predecessors: Vec<(u64, Predecessor)>,
    is_failing: bool,
    news: Option<News>,
    file: Option<PathBuf>,
}

impl State {
    /// Takes a state, and gives back those that it takes the place of.
    fn give(&mut self, wanted: Wanted) -> Vec<Wanted> {
        self.given += 1;
        let stays = match (self.wanted.last(), &wanted) {
            (Some(last), now) if now.follows(last) => {
                let is_after_save = now.save() != last.save() && self.wanted.len() < MOST_WAITING;
                self.wanted.len() - usize::from(!is_after_save)
            }
            _ => 0,
        };
        let replaced = self.wanted.split_off(stays);
        self.wanted.push(wanted);
        replaced
    }

    /// Notes how writing went, and says it once.
    fn went(&mut self, result: &Result<(), String>) -> bool {
        let was_failing = std::mem::replace(&mut self.is_failing, result.is_err());
        match result {
            Err(why) if !was_failing => self.news = Some(News::Fails(why.clone())),
            Ok(()) if was_failing => self.news = Some(News::Works),
            _ => return false,
        }
        true
    }

    /// The work of earlier starts that is safe elsewhere now.
    fn safe_predecessors(&mut self) -> Vec<Predecessor> {
        let kept = self.kept;
        let (safe, others) = std::mem::take(&mut self.predecessors)
            .into_iter()
            .partition(|(since, _)| *since <= kept);
        self.predecessors = others;
        let safe: Vec<(u64, Predecessor)> = safe;
        safe.into_iter()
            .map(|(_, predecessor)| predecessor)
            .collect()
    }
}

impl Journal {
    pub(in crate::app) fn new(
        disk: &Arc<dyn Disk>,
        folder: Option<PathBuf>,
        threads: Threads,
        wake: &Arc<dyn Fn() + Send + Sync>,
    ) -> Self {
        let Some(folder) = folder else {
            return Self::None;
        };
        let worker = Worker::new(Arc::clone(disk), folder);
        if threads == Threads::Inline {
            return Self::Inline(Box::new(Inline {
                worker,
                state: State::default(),
            }));
        }
        let shared = Arc::new(Shared {
            state: Mutex::default(),
            wake_thread: Condvar::new(),
            wake_window: Arc::clone(wake),
        });
        let of_thread = Arc::clone(&shared);
        let started = std::thread::Builder::new()
            .name("Writing the journal".to_owned())
            .spawn(move || of_thread.run(worker));
        if let Err(error) = started {
            shared.lock().news = Some(News::Fails(error.to_string()));
        }
        Self::Thread(Handle { shared })
    }

    /// Hands over the project as it is now. Never waits for a disk.
    pub(in crate::app) fn give(&mut self, origin: Arc<Origin>, now: Moment) {
        self.want(Wanted::Work(origin, Box::new(now)));
    }

    /// There is nothing to keep any more: it was saved, or thrown away.
    pub(in crate::app) fn end(&mut self) {
        self.want(Wanted::Nothing);
    }

    /// Takes over the work of an earlier start, which was given before.
    pub(in crate::app) fn succeed(&mut self, predecessor: Predecessor) {
        match self {
            Self::None => {}
            Self::Inline(inline) => {
                let since = inline.state.given;
                inline.state.predecessors.push((since, predecessor));
                inline.work();
            }
            Self::Thread(Handle { shared }) => {
                let mut state = shared.lock();
                let since = state.given;
                state.predecessors.push((since, predecessor));
                // Until it is gone, it would be offered again.
                state.is_urgent = true;
                drop(state);
                shared.wake_thread.notify_all();
            }
        }
    }

    /// What has to be said, once.
    pub(in crate::app) fn news(&mut self) -> Option<News> {
        match self {
            Self::None => None,
            Self::Inline(inline) => inline.state.news.take(),
            // Where the thread has the lock there is a next frame.
            Self::Thread(Handle { shared }) => shared.state.try_lock().ok()?.news.take(),
        }
    }

    /// What waits for the thread, for whoever has no frame to draw any more.
    pub(in crate::app) fn handle(&self) -> Option<Handle> {
        match self {
            Self::Thread(handle) => Some(handle.clone()),
            Self::None | Self::Inline(_) => None,
        }
    }

    /// Waits until all that was given is in the file and on the disk, but not for longer than this. Whether it is.
    pub(in crate::app) fn flush(&self, longest: Duration) -> bool {
        match self {
            Self::None => false,
            Self::Inline(inline) => inline.state.kept == inline.state.given,
            Self::Thread(handle) => handle.flush(longest).is_ok(),
        }
    }

    fn want(&mut self, wanted: Wanted) {
        match self {
            Self::None => {}
            Self::Inline(inline) => {
                drop(inline.state.give(wanted));
                inline.work();
            }
            Self::Thread(Handle { shared }) => {
                let mut state = shared.lock();
                let replaced = state.give(wanted);
                drop(state);
                shared.wake_thread.notify_all();
                // Giving back what they alone hold takes no lock.
                drop(replaced);
            }
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if let Self::Thread(Handle { shared }) = self {
            shared.lock().is_over = true;
            shared.wake_thread.notify_all();
        }
    }
}

impl Inline {
    fn work(&mut self) {
        let Self { worker, state } = self;
        for wanted in std::mem::take(&mut state.wanted) {
            let result = worker.take(&wanted);
            state.went(&result);
            if result.is_ok() {
                state.kept = state.given;
            }
        }
        for predecessor in state.safe_predecessors() {
            worker.remove(predecessor);
        }
    }
}

impl Handle {
    /// Waits until all that was given is in the file and on the disk, and says where. It never waits for a lock, since the
    /// very thread that asks may have it.
    pub(in crate::app) fn flush(&self, longest: Duration) -> Result<Option<PathBuf>, ()> {
        let began = Instant::now();
        loop {
            if let Some(mut state) = self.shared.try_lock() {
                if state.kept == state.given {
                    return Ok(state.file.clone());
                }
                if !std::mem::replace(&mut state.is_urgent, true) {
                    self.shared.wake_thread.notify_all();
                }
            }
            if began.elapsed() >= longest {
                return Err(());
            }
            std::thread::sleep(LOOK_EVERY);
        }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn try_lock(&self) -> Option<MutexGuard<'_, State>> {
        match self.state.try_lock() {
            Ok(state) => Some(state),
            Err(TryLockError::Poisoned(state)) => Some(state.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    /// The thread, until the window is gone.
    fn run(&self, mut worker: Worker) {
        let mut past = Past::default();
        while let Some(job) = self.next(&past) {
            let mut result = Ok(());
            for wanted in &job.wanted {
                result = worker.take(wanted);
                past.wrote = Some(Instant::now());
                past.unsynced_since = past.unsynced_since.or(past.wrote);
                past.number = job.number;
            }
            let result = result.and_then(|()| {
                if !job.is_sync_due {
                    return Ok(());
                }
                past.unsynced_since = None;
                worker.sync()
            });
            past.last = job.wanted.into_iter().next_back().or(past.last);
            self.took(&worker, &result, &mut past);
        }
    }

    /// Notes what came of a job. What failed is done again, unless something newer was given.
    fn took(&self, worker: &Worker, result: &Result<(), String>, past: &mut Past) {
        let mut state = self.lock();
        state.file = worker.file().map(PathBuf::from);
        let has_news = state.went(result);
        let mut safe = Vec::new();
        if result.is_err() {
            past.retry_at = Some(Instant::now() + RETRY_AFTER);
            past.unsynced_since = None;
            if state.wanted.is_empty() {
                state.wanted.extend(past.last.clone());
            }
        } else {
            past.retry_at = None;
            if past.unsynced_since.is_none() {
                state.kept = past.number;
            }
            safe = state.safe_predecessors();
        }
        drop(state);
        for predecessor in safe {
            worker.remove(predecessor);
        }
        if has_news {
            (self.wake_window)();
        }
    }

    /// Waits for the next thing to do; `None` at the end.
    fn next(&self, past: &Past) -> Option<Job> {
        let mut state = self.lock();
        loop {
            let now = Instant::now();
            let is_hurried = state.is_urgent || state.is_over;
            let has_work = !state.wanted.is_empty();
            let write_at = has_work.then(|| past.may_write_at(now, is_hurried));
            let sync_at = past.may_sync_at(now, is_hurried);
            let is_due = |at: Option<Instant>| at.is_some_and(|at| at <= now);
            let succeeds_at_once = state
                .predecessors
                .iter()
                .any(|(since, _)| *since <= state.kept);
            if is_due(write_at) || is_due(sync_at) || succeeds_at_once {
                let wanted = if is_due(write_at) {
                    std::mem::take(&mut state.wanted)
                } else {
                    Vec::new()
                };
                return Some(Job {
                    wanted,
                    number: state.given,
                    is_sync_due: is_hurried || is_due(sync_at),
                });
            }
            if state.is_over && (!has_work || past.retry_at.is_some()) {
                return None;
            }
            state.is_urgent = false;
            state = if let Some(at) = write_at.into_iter().chain(sync_at).min() {
                let wait = self.wake_thread.wait_timeout(state, at - now);
                wait.unwrap_or_else(PoisonError::into_inner).0
            } else {
                let wait = self.wake_thread.wait(state);
                wait.unwrap_or_else(PoisonError::into_inner)
            };
        }
    }
}

/// Something to do.
struct Job {
    /// What should be in the journal, one after the other; nothing where all of it is.
    wanted: Vec<Wanted>,
    /// The number of the last of them.
    number: u64,
    is_sync_due: bool,
}

/// What the thread did last, and when.
#[derive(Default)]
struct Past {
    wrote: Option<Instant>,
    unsynced_since: Option<Instant>,
    retry_at: Option<Instant>,
    /// What was to be in the journal, and its number.
    last: Option<Wanted>,
    number: u64,
}

impl Past {
    fn may_write_at(&self, now: Instant, is_hurried: bool) -> Instant {
        match (self.retry_at, self.wrote) {
            (Some(at), _) => at,
            (None, Some(wrote)) if !is_hurried => wrote + PAUSE,
            _ => now,
        }
    }

    fn may_sync_at(&self, now: Instant, is_hurried: bool) -> Option<Instant> {
        let since = self.unsynced_since?;
        Some(if is_hurried { now } else { since + SYNC_AFTER })
    }
}
