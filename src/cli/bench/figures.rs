//! What was measured, for programs and for people.

use super::meter;
use crate::cli::reply::one_line;
use serde::Serialize;
use std::{fmt::Write as _, path::Path, time::Duration};

/// Milliseconds, to the microsecond.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub(super) struct Millis(f64);

impl Millis {
    /// Of a duration.
    pub(super) fn of(time: Duration) -> Self {
        Self((time.as_secs_f64() * 1e6).round() / 1e3)
    }
}

/// Many measurements of one thing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(super) struct Spread {
    /// Half take as long or shorter.
    pub p50: Millis,
    /// 99 of 100 take as long or shorter.
    pub p99: Millis,
    /// The longest.
    pub max: Millis,
}

impl Spread {
    /// Of these times; `None` of none.
    pub(super) fn of(times: &[Duration]) -> Option<Self> {
        let mut sorted = times.to_vec();
        sorted.sort_unstable();
        let last = sorted.len().checked_sub(1)?;
        let at = |share: f64| {
            let rank = (share * sorted.len() as f64).ceil() as usize;
            Millis::of(sorted[rank.saturating_sub(1).min(last)])
        };
        Some(Self {
            p50: at(0.5),
            p99: at(0.99),
            max: at(1.0),
        })
    }
}

/// Looking for a word that occurs, with the default options.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Finding {
    /// What the frame after the last letter waits for: the hits of the first texts.
    pub first: Millis,
    /// The hits of all texts; the window takes a thread for that.
    pub all: Millis,
    /// How many those are.
    pub hits: usize,
}

/// What was measured; `None` is what was not.
pub(super) struct Figures {
    /// Bytes of the present texts.
    pub text_bytes: usize,
    /// How many there are.
    pub articles: usize,
    /// Annotations that are not deleted.
    pub annotations: usize,
    /// On the clock: file to project.
    pub load_ms: Millis,
    /// The frame after that.
    pub first_frame: Millis,
    /// Frames that show another place of the texts.
    pub jump: Option<Spread>,
    /// Frames with a turn of the wheel.
    pub scroll: Option<Spread>,
    /// Command and frame.
    pub mark: Option<Spread>,
    /// Command and frame.
    pub undo: Option<Spread>,
    /// Looking for a word in all articles.
    pub find: Option<Finding>,
    /// On the clock: revisions, text, disk.
    pub save_ms: Millis,
    /// Memory with the project open.
    pub rss_bytes: Option<u64>,
    /// Memory with nothing open.
    pub rss_idle_bytes: Option<u64>,
}

/// `bench --json`.
#[derive(Debug, Serialize)]
pub(super) struct BenchReport {
    text_bytes: usize,
    annotations: usize,
    load_ms: Millis,
    first_frame_cpu_ms: Millis,
    scroll_cpu_ms: Option<Spread>,
    mark_cpu_ms: Option<Millis>,
    undo_cpu_ms: Option<Millis>,
    find_first_ms: Option<Millis>,
    find_all_ms: Option<Millis>,
    save_ms: Millis,
    rss_bytes: Option<u64>,
    rss_idle_bytes: Option<u64>,
}

impl Figures {
    /// The object of `--json`.
    pub(super) fn for_programs(&self) -> BenchReport {
        BenchReport {
            text_bytes: self.text_bytes,
            annotations: self.annotations,
            load_ms: self.load_ms,
            first_frame_cpu_ms: self.first_frame,
            scroll_cpu_ms: self.scroll,
            mark_cpu_ms: self.mark.map(|mark| mark.p50),
            undo_cpu_ms: self.undo.map(|undo| undo.p50),
            find_first_ms: self.find.map(|find| find.first),
            find_all_ms: self.find.map(|find| find.all),
            save_ms: self.save_ms,
            rss_bytes: self.rss_bytes,
            rss_idle_bytes: self.rss_idle_bytes,
        }
    }

    /// A table.
    pub(super) fn for_people(&self, project: &Path) -> String {
        let mut table = Table::default();
        table.row(
            "text",
            &format!("{} bytes in {} articles", self.text_bytes, self.articles),
        );
        table.row("annotations", &self.annotations.to_string());
        table.row("load", &format!("{} (on the clock)", millis(self.load_ms)));
        table.row("first frame", &millis(self.first_frame));
        table.row("frame of a jump", &median_and_max(self.jump));
        let scroll = self.scroll.map_or_else(not_measured, |scroll| {
            format!(
                "{}, p99 {}, max {}",
                millis(scroll.p50),
                millis(scroll.p99),
                millis(scroll.max)
            )
        });
        table.row("frame while scrolling", &scroll);
        table.row("mark, to its frame", &median_and_max(self.mark));
        table.row("undo, to its frame", &median_and_max(self.undo));
        let find = self.find.map_or_else(not_measured, |find| {
            format!(
                "{} to the first frame, {} for all of {} hits",
                millis(find.first),
                millis(find.all),
                find.hits
            )
        });
        table.row("find a word", &find);
        table.row("save", &format!("{} (on the clock)", millis(self.save_ms)));
        table.row("memory", &bytes(self.rss_bytes));
        table.row("memory, nothing open", &bytes(self.rss_idle_bytes));
        let note = if meter::COUNTS_PROCESSOR {
            "Frames are processor time, without the graphics card; 1600x1000, three panes."
        } else {
            "Frames are time on the clock, since this system does not tell a thread's processor time, without the graphics \
             card; 1600x1000, three panes."
        };
        format!(
            "{}\n\n{}\n{note}\n",
            one_line(&project.display().to_string()),
            table.0
        )
    }
}

#[derive(Default)]
struct Table(String);

impl Table {
    fn row(&mut self, what: &str, value: &str) {
        // Writing to a string does not fail.
        let _written = writeln!(self.0, "{what:<24}{value}");
    }
}

fn median_and_max(spread: Option<Spread>) -> String {
    spread.map_or_else(not_measured, |spread| {
        format!("{}, max {}", millis(spread.p50), millis(spread.max))
    })
}

fn not_measured() -> String {
    "not measured: no words to show".to_owned()
}

fn millis(time: Millis) -> String {
    format!("{:.2} ms", time.0)
}

fn bytes(bytes: Option<u64>) -> String {
    bytes.map_or_else(
        || "not measured: this system does not tell".to_owned(),
        |bytes| format!("{:.1} MB", bytes as f64 / 1e6),
    )
}

#[cfg(test)]
mod tests {
    use super::{Millis, Spread};
    use std::time::Duration;

    #[test]
    fn percentiles_are_measurements_that_were_made() {
        let times: Vec<Duration> = (1..=200).rev().map(Duration::from_millis).collect();
        let spread = Spread::of(&times).expect("there are some");
        assert_eq!(
            (spread.p50, spread.p99, spread.max),
            (Millis(100.0), Millis(198.0), Millis(200.0))
        );
        let one = Spread::of(&[Duration::from_micros(1500)]).expect("there is one");
        assert_eq!((one.p50, one.max), (Millis(1.5), Millis(1.5)));
        assert_eq!(Spread::of(&[]), None);
    }
}
