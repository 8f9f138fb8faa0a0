//! A log in the state folder, for whoever helps when something went wrong.
//!
//! `crosscheck.log` and two older ones, of at most 256 KiB each. It says what was opened, saved and imported by the name of
//! the file and by counts, and what failed by kind and by what the system said.
//!
//! Invariant: nothing an article, a quote, a note or a contact says is written. So no message of the window goes in,
//! since those name titles and words; each line is made by a method here. The log never fails the program.

use super::Threads;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc;

/// Bytes of one file, at most.
const MOST_BYTES: u64 = 256 * 1024;

/// The present one first.
const NAMES: [&str; 3] = ["crosscheck.log", "crosscheck.1.log", "crosscheck.2.log"];

/// Where lines go; nowhere without a state folder.
pub struct Log {
    folder: Option<PathBuf>,
    /// Writes on a thread of its own, so that no frame waits for the disk.
    lines: Option<mpsc::Sender<String>>,
}

impl Log {
    /// A log in this folder.
    #[must_use]
    pub fn new(folder: Option<PathBuf>, threads: Threads) -> Self {
        let lines = folder
            .clone()
            .filter(|_| threads == Threads::Spawn)
            .and_then(|folder| {
                let (send, receive) = mpsc::channel::<String>();
                let started = std::thread::Builder::new()
                    .name("Writing the log".to_owned())
                    .spawn(move || receive.iter().for_each(|line| append(&folder, &line)));
                started.is_ok().then_some(send)
            });
        Self { folder, lines }
    }

    /// Where the log is.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(NAMES[0]))
    }

    pub(super) fn started(&self) {
        let (version, system, machine) = (
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
        );
        self.line(&format!(
            "started Crosscheck {version} on {system} {machine}"
        ));
    }

    pub(super) fn opened(&self, file: &str, articles: usize, marks: usize, remarks: usize) {
        self.line(&format!(
            "opened {file:?}: {articles} articles, {marks} marks, {remarks} remarks"
        ));
    }

    pub(super) fn saved(&self, file: &str, articles: usize, marks: usize, was_joined: bool) {
        let joined = if was_joined {
            ", joined with the changes of others"
        } else {
            ""
        };
        self.line(&format!(
            "saved {file:?}: {articles} articles, {marks} marks{joined}"
        ));
    }

    pub(super) fn taken_in(&self, file: &str) {
        self.line(&format!("took in what others wrote to {file:?}"));
    }

    pub(super) fn merged(&self, file: &str, added: usize, to_decide: usize) {
        self.line(&format!(
            "merged {file}: {added} marks added, {to_decide} to decide"
        ));
    }

    pub(super) fn copied(&self, file: &str) {
        self.line(&format!("wrote the copy {file:?}"));
    }

    pub(super) fn imported(&self, files: &[String], failed: usize) {
        let mut line = format!("imported {} articles, {failed} failed", files.len());
        for file in files.iter().filter(|file| !file.is_empty()) {
            let _infallible = write!(line, " {file:?}");
        }
        self.line(&line);
    }

    /// `what` failed with a kind of error, and what the system said, if it did.
    pub(super) fn failed(
        &self,
        what: &str,
        file: &str,
        kind: &str,
        system: Option<&std::io::Error>,
    ) {
        let system = system
            .map(|error| format!(" ({error})"))
            .unwrap_or_default();
        self.line(&format!("failed: {what} {file:?}: {kind}{system}"));
    }

    fn line(&self, text: &str) {
        let Some(folder) = &self.folder else {
            return;
        };
        let line = stamped(text);
        match &self.lines {
            Some(lines) => {
                // The thread is gone only where the program is.
                let _unread = lines.send(line);
            }
            None => append(folder, &line),
        }
    }
}

/// Writes a line at once, from wherever the program is about to end.
pub(super) fn write_now(folder: &Path, text: &str) {
    append(folder, &stamped(text));
}

fn stamped(text: &str) -> String {
    let one_line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    format!("{} {one_line}\n", super::now())
}

/// Every failure is left alone: a log is no reason to disturb anybody.
fn append(folder: &Path, line: &str) {
    let path = |index: usize| folder.join(NAMES[index]);
    let is_full =
        std::fs::metadata(path(0)).is_ok_and(|facts| facts.len() + line.len() as u64 > MOST_BYTES);
    if is_full {
        for older in (1..NAMES.len()).rev() {
            let _left = std::fs::rename(path(older - 1), path(older));
        }
    }
    let _made = std::fs::create_dir_all(folder);
    if let Ok(mut file) = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(path(0))
    {
        let _written = file.write_all(line.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::{Log, MOST_BYTES, NAMES};
    use crate::app::Threads;

    #[test]
    fn three_files_of_a_limited_size_are_kept_and_the_last_line_is_in_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::new(Some(folder.path().to_owned()), Threads::Inline);
        let name = "x".repeat(60_000);
        for number in 0..30 {
            log.saved(&format!("{name}{number}"), 1, 2, false);
        }
        let mut files: Vec<_> = std::fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap())
            .collect();
        files.sort_by_key(std::fs::DirEntry::file_name);
        assert_eq!(files.len(), NAMES.len());
        assert!(
            files
                .iter()
                .all(|file| file.metadata().unwrap().len() <= MOST_BYTES)
        );
        let newest = std::fs::read_to_string(folder.path().join(NAMES[0])).unwrap();
        assert!(newest.contains("x29\": 1 articles, 2 marks"));
    }

    #[test]
    fn a_name_with_a_line_break_stays_one_line_and_no_folder_is_no_failure() {
        let folder = tempfile::tempdir().unwrap();
        let log = Log::new(Some(folder.path().to_owned()), Threads::Inline);
        log.copied("a\nb");
        let text = std::fs::read_to_string(log.path().unwrap()).unwrap();
        assert_eq!(text.lines().count(), 1);
        Log::new(Some(folder.path().join("crosscheck.log")), Threads::Inline).started();
    }
}
