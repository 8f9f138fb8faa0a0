//! How far work off the UI thread is, and whether it is still wanted.

use super::super::{App, words};
use super::{Finished, Work};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Seconds after which work is spoken of: what is done sooner needs no words.
const SPOKEN_OF_AFTER_SECS: f64 = 0.2;

/// Shared by the work and the window.
#[derive(Debug, Default)]
pub(super) struct Progress {
    done: AtomicUsize,
    of: AtomicUsize,
    cancelled: AtomicBool,
}

impl Progress {
    /// So many of so many parts are done.
    pub(super) fn at(&self, done: usize, of: usize) {
        self.of.store(of, Ordering::Relaxed);
        self.done.store(done, Ordering::Relaxed);
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }
}

/// Work that is under way.
pub(super) struct Running {
    pub(super) id: u64,
    pub(super) work: Work,
    pub(super) progress: Arc<Progress>,
    /// On the window's clock, in seconds.
    pub(super) began: f64,
}

impl Running {
    fn text(&self) -> String {
        let (done, of) = (
            self.progress.done.load(Ordering::Relaxed),
            self.progress.of.load(Ordering::Relaxed),
        );
        match self.work {
            Work::Import if of > 1 => format!("Reading articles {} of {of}", (done + 1).min(of)),
            Work::Open if done > 0 => "Finding the marks".to_owned(),
            work => work.label().to_owned(),
        }
    }

    fn can_be_cancelled(&self) -> bool {
        matches!(self.work, Work::Import | Work::Open | Work::Merge)
    }
}

impl App {
    /// What is under way and takes longer than a moment, for the status bar.
    #[must_use]
    pub fn busy_with(&self) -> Option<String> {
        self.long_work().last().map(Running::text)
    }

    /// Whether no work is under way, however short, that was asked for.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.jobs.running.is_empty() && self.jobs.arrived.is_empty()
    }

    /// Whether [`App::cancel_work`] would end what is under way.
    #[must_use]
    pub fn can_cancel_work(&self) -> bool {
        self.long_work().any(Running::can_be_cancelled)
    }

    fn long_work(&self) -> impl DoubleEndedIterator<Item = &Running> {
        let now = self.jobs.now;
        self.jobs.running.iter().filter(move |running| {
            !matches!(
                running.work,
                Work::Look | Work::Watch | Work::Left | Work::Version
            ) && now - running.began >= SPOKEN_OF_AFTER_SECS
        })
    }

    /// In how many seconds the window should look again at what is under way; `None` where nothing is.
    #[must_use]
    pub fn progress_due_in(&self) -> Option<f64> {
        let is_any = self
            .jobs
            .running
            .iter()
            .any(|running| !matches!(running.work, Work::Dialog | Work::Watch));
        is_any.then_some(SPOKEN_OF_AFTER_SECS)
    }

    /// Gives up importing, opening and comparing at once: all stays as it was, whatever the work still comes to.
    pub fn cancel_work(&mut self) {
        let running = std::mem::take(&mut self.jobs.running);
        let (cancelled, others) = running.into_iter().partition(Running::can_be_cancelled);
        self.jobs.running = others;
        let cancelled: Vec<Running> = cancelled;
        for running in cancelled {
            running.progress.cancelled.store(true, Ordering::SeqCst);
            self.jobs.given_up.insert(running.id);
            self.notices.info(match running.work {
                Work::Import => words::NOTHING_ADDED,
                Work::Merge => words::NOT_MERGED,
                _ => words::NOT_OPENED,
            });
        }
    }

    /// Takes work off the list of what is under way. What was given up meanwhile comes to nothing.
    pub(super) fn end_of(&mut self, id: u64, finished: Finished) -> Finished {
        self.jobs.running.retain(|running| running.id != id);
        if self.jobs.given_up.remove(&id) {
            return Finished::Cancelled;
        }
        finished
    }
}
