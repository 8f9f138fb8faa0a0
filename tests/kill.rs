//! The real program, killed at any moment: nothing that was acknowledged is missing after the next start.
//!
//! Each round starts this very test program again, for the one test that is ignored otherwise. There the whole of the
//! program but its widgets works on the real disk with its real threads: it marks, judges, takes back and saves, and says
//! each step on a line of its own. It is killed with SIGKILL at a moment that nobody chose; then the program is started on what is
//! left, brings the work back, and what it holds is compared with what was said.
//!
//! Acknowledged is what was saved, and what is older than the one second that the journal has.
//!
//! `CROSSCHECK_KILLS=1000 cargo test --release --test kill` does it a thousand times.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

use crosscheck::app::{
    App, Command, Dialog, Dialogs, FileAnswer, FileQuestion, Motion, Services, Threads,
};
use crosscheck::model::{Project, Status};
use crosscheck::store::{self, RealDisk};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{self, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tempfile::TempDir;

/// Names the folder in which the child works; without it the child does nothing.
const FOLDER: &str = "CROSSCHECK_TEST_KILL_FOLDER";

/// How often the program is killed.
const KILLS: &str = "CROSSCHECK_KILLS";

/// What an edit has to be older than to be in the journal, in milliseconds.
const ACKNOWLEDGED_MILLIS: u128 = 1_000;

/// The longest that a child lives, in milliseconds.
const LONGEST_MILLIS: u64 = 2_400;

/// How a line of the child begins.
const MARK: &str = "crosscheck-kill";

/// Several children at once: each mostly waits.
const AT_ONCE: usize = 4;

/// The text in which the child marks: a word for each mark.
fn text() -> String {
    let words: Vec<String> = (0..400).map(|number| format!("word{number}é")).collect();
    format!("A list of words\n\n{}\n", words.join(" "))
}

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&self, _question: &FileQuestion) -> FileAnswer {
        FileAnswer::Cancelled
    }
}

fn start(folder: &Path, threads: Threads, files: Vec<PathBuf>) -> App {
    let mut app = App::new(Services {
        dialogs: Arc::new(NoDialogs),
        state_folder: Some(folder.join("state")),
        threads,
        ..Services::of_the_system(Arc::new(|| {}))
    });
    app.open_at_start(files);
    app
}

fn millis() -> u128 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_millis()
}

/// A few random numbers, of which nothing depends but which moments are tried.
struct Dice(u64);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// What a mark says, by its words: the judgement of its maker.
fn judgements(project: &Project) -> BTreeMap<String, Status> {
    let marks = project.live_annotations();
    marks
        .filter_map(|mark| {
            let judged = mark.assessments.get(&mark.by)?.value.status?;
            Some((mark.quote(), judged))
        })
        .collect()
}

/// Works until it is killed. The first state that it says is what it came back to.
#[test]
#[ignore = "started by the other test, in a process of its own"]
fn the_program_that_is_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        return;
    };
    let mut dice = Dice::new(millis() as u64 ^ u64::from(process::id()));
    let mut app = start(&folder, Threads::Spawn, vec![folder.join("work.ron")]);
    come_back(&mut app);
    app.run(Command::Move(Motion::ArticleStart));
    for _ in 0..dice.below(60) {
        app.run(Command::Move(Motion::WordRight));
    }
    let (mut in_file, mut is_as_when_saved) = (None, false);
    loop {
        // Only what a save has just written counts as saved, not what was changed and taken back to it meanwhile.
        let now = app.file.as_ref().map(|file| file.fingerprint);
        let was_written = std::mem::replace(&mut in_file, now) != now;
        say_state(&app, was_written && is_as_when_saved);
        let before = app.revision();
        match dice.below(12) {
            0 => {
                is_as_when_saved |= app.is_at_rest();
                app.run(Command::Save);
            }
            1 => app.run(Command::Undo),
            2 => app.run(Command::Redo),
            _ => {
                app.run(Command::Move(Motion::WordRight));
                app.run(Command::Widen);
                app.run(Command::Mark(Status::ALL[dice.below(3) as usize]));
            }
        }
        is_as_when_saved &= app.revision() == before;
        std::thread::sleep(Duration::from_millis(dice.below(30)));
        app.tick(0.0);
    }
}

/// Waits until the project is open, and brings back what an earlier start left.
fn come_back(app: &mut App) {
    let wait_for = |app: &mut App, done: &dyn Fn(&App) -> bool| {
        let began = Instant::now();
        while !done(app) {
            assert!(
                began.elapsed() < Duration::from_mins(1),
                "{:?}",
                app.notices.shown()
            );
            app.tick(0.0);
            std::thread::sleep(Duration::from_millis(1));
        }
    };
    wait_for(app, &|app| !app.is_empty() && app.is_at_rest());
    if let Some(Dialog::Recovery(offers)) = app.view.dialog.clone() {
        assert_eq!(offers.len(), 1, "{offers:?}");
        app.recover(&offers[0]);
        wait_for(app, &|app| app.has_unsaved_changes() && app.is_at_rest());
    }
}

fn say_state(app: &App, is_saved: bool) {
    let kind = if is_saved { "saved" } else { "done" };
    let now: Vec<String> = judgements(app.project.whole())
        .into_iter()
        .map(|(words, status)| format!("{words}={}", status.word()))
        .collect();
    // Not through the test's own output, which is kept until the end.
    let mut out = std::io::stderr().lock();
    writeln!(out, "{MARK} {kind} {} {}", millis(), now.join(",")).unwrap();
}

/// One state that the child has said.
#[derive(Clone, Debug, PartialEq)]
struct Said {
    is_saved: bool,
    millis: u128,
    judgements: BTreeMap<String, Status>,
}

impl Said {
    /// Reads a line, if it is whole.
    fn of(line: &str) -> Option<Self> {
        let mut words = line.strip_prefix(MARK)?.trim_start().splitn(3, ' ');
        let (kind, millis, rest) = (words.next()?, words.next()?, words.next()?);
        let judgements = rest.split(',').filter(|it| !it.is_empty()).map(|it| {
            let (words, status) = it.split_once('=')?;
            let status = Status::ALL.into_iter().find(|it| it.word() == status)?;
            Some((words.to_owned(), status))
        });
        Some(Self {
            is_saved: kind == "saved",
            millis: millis.parse().ok()?,
            judgements: judgements.collect::<Option<_>>()?,
        })
    }
}

/// A folder with a project in it, killed again and again.
struct Lane {
    folder: TempDir,
    dice: Dice,
    /// What it held after the last start.
    known: BTreeMap<String, Status>,
    /// How many states were acknowledged, and how many were brought back from a journal.
    acknowledged: usize,
    brought_back: usize,
}

impl Lane {
    fn new(number: u64) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let article = folder.path().join("words.txt");
        std::fs::write(&article, text()).unwrap();
        let mut app = start(folder.path(), Threads::Inline, vec![article]);
        app.tick(0.0);
        let path = folder.path().join("work.ron");
        app.take_typed_path(crosscheck::app::PathPurpose::SaveAs, path.to_str().unwrap());
        app.tick(0.0);
        assert!(path.exists());
        Self {
            folder,
            dice: Dice::new(number + 1),
            known: BTreeMap::new(),
            acknowledged: 0,
            brought_back: 0,
        }
    }

    /// Starts the program, kills it, and compares.
    fn round(&mut self, number: usize) {
        let (said, killed_at) = self.killed();
        let path = self.folder.path().join("work.ron");
        let (in_file, _) = store::load(&RealDisk, &path).unwrap();
        assert!(in_file.warnings.is_empty(), "{:?}", in_file.warnings);
        let mut app = start(self.folder.path(), Threads::Inline, vec![path]);
        for _ in 0..3 {
            app.tick(0.0);
        }
        assert_eq!(
            app.notices
                .said()
                .filter(|it| it.severity >= crosscheck::app::Severity::Warning)
                .count(),
            0,
            "{:?}",
            app.notices.said().collect::<Vec<_>>()
        );
        let is_offered = matches!(app.view.dialog, Some(Dialog::Recovery(_)));
        self.brought_back += usize::from(is_offered);
        come_back(&mut app);
        let now = judgements(app.project.whole());
        self.check(number, &said, killed_at, &now);
        self.known = now;
        if self.dice.below(3) == 0 {
            app.run(Command::Save);
            app.tick(0.0);
        }
        // Otherwise it ends here without a word, and the next start has to bring the same back.
        drop(app);
    }

    fn killed(&mut self) -> (Vec<Said>, u128) {
        let mut child = process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "the_program_that_is_killed",
                "--ignored",
                "--nocapture",
            ])
            .env(FOLDER, self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap());
        let reader = std::thread::spawn(move || {
            let lines: Vec<String> = lines.lines().map_while(Result::ok).collect();
            lines
        });
        std::thread::sleep(Duration::from_millis(100 + self.dice.below(LONGEST_MILLIS)));
        let killed_at = millis();
        child.kill().unwrap();
        child.wait().unwrap();
        let lines = reader.join().unwrap();
        let others: Vec<&String> = lines
            .iter()
            .filter(|line| line.contains("panicked"))
            .collect();
        assert!(others.is_empty(), "{lines:#?}");
        let said = lines.iter().filter_map(|line| Said::of(line)).collect();
        (said, killed_at)
    }

    fn check(
        &mut self,
        number: usize,
        said: &[Said],
        killed_at: u128,
        now: &BTreeMap<String, Status>,
    ) {
        let is_old = |it: &Said| it.is_saved || it.millis + ACKNOWLEDGED_MILLIS <= killed_at;
        let first = said.iter().rposition(is_old);
        self.acknowledged += first.map_or(0, |first| first + 1);
        // What came back at the start was there before, and the last step may not have been said any more.
        let before = std::iter::once(&self.known).filter(|_| first.is_none());
        let since = said[first.unwrap_or(0)..].iter().map(|it| &it.judgements);
        let mut allowed = before.chain(since);
        let is_next = |last: &BTreeMap<String, Status>| {
            let all = last.keys().chain(now.keys());
            let differing: std::collections::BTreeSet<_> = all
                .filter(|words| last.get(*words) != now.get(*words))
                .collect();
            differing.len() <= 1
        };
        let last = said.last().map_or(&self.known, |it| &it.judgements);
        if allowed.any(|state| state == now) || is_next(last) {
            return;
        }
        let differing = said.iter().map(|it| {
            let all: std::collections::BTreeSet<_> =
                it.judgements.keys().chain(now.keys()).collect();
            let differing: Vec<String> = all
                .into_iter()
                .filter(|words| it.judgements.get(*words) != now.get(*words))
                .map(|words| {
                    format!(
                        "{words} {:?} {:?}",
                        it.judgements.get(words),
                        now.get(words)
                    )
                })
                .collect();
            let age = i128::try_from(killed_at).unwrap() - i128::try_from(it.millis).unwrap();
            format!(
                "{age} ms{}: {differing:?}",
                if it.is_saved { " saved" } else { "" }
            )
        });
        panic!(
            "round {number}: came back to a state that never was, or was left behind long ago. \
             What was said last, how long before the end, and what differs: {:#?}",
            differing.rev().take(20).collect::<Vec<_>>(),
        );
    }
}

#[test]
fn what_was_acknowledged_is_there_after_the_next_start_however_the_program_ended() {
    let kills: usize = std::env::var(KILLS).map_or(50, |kills| kills.parse().unwrap());
    let next = AtomicUsize::new(0);
    let lanes: Vec<Lane> = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..AT_ONCE)
            .map(|number| {
                let next = &next;
                scope.spawn(move || {
                    let mut lane = Lane::new(number as u64 + millis() as u64);
                    loop {
                        let round = next.fetch_add(1, Ordering::Relaxed);
                        if round >= kills {
                            return lane;
                        }
                        lane.round(round);
                    }
                })
            })
            .collect();
        lanes.into_iter().map(|lane| lane.join().unwrap()).collect()
    });
    let acknowledged: usize = lanes.iter().map(|lane| lane.acknowledged).sum();
    let brought_back: usize = lanes.iter().map(|lane| lane.brought_back).sum();
    println!(
        "{kills} kills: {acknowledged} acknowledged steps, work brought back {brought_back} times"
    );
    assert!(acknowledged > 0 && brought_back > 0);
}
