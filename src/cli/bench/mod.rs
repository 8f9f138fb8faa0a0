//! `bench`: how fast this machine is with a project, headless, with the window's own code.
//!
//! The tour: [`meter`] reads the clocks and the memory; [`stage`] is a window that nobody looks at; [`figures`] is what
//! comes out, as JSON and as a table; this file is the order in which it is measured.
//!
//! Invariant: no figure is made up. What this program or this system cannot measure is `None`. The project's file is only
//! read.

mod figures;
mod meter;
mod stage;

pub use meter::{processor_time, processor_time_of};

use super::{arguments::BenchArguments, error::CliError, reply::Reply};
use figures::{Figures, Millis};
use stage::Stage;
use std::path::Path;
use tempfile::TempDir;

/// Frames of scrolling at each of [`PLACES`].
const SCROLL_FRAMES: usize = 240;

/// Where in the articles is scrolled, as shares of the text.
const PLACES: [f64; 3] = [0.0, 0.5, 0.9];

/// How often a word is marked and the mark taken back.
const MARKS: usize = 15;

/// How often a word is looked for.
const SEARCHES: usize = 5;

/// Measures, and says what came out.
pub(super) fn run(arguments: BenchArguments) -> Result<Reply, CliError> {
    let BenchArguments {
        project,
        json,
        without_journal,
    } = arguments;
    // As the window keeps it, but in a folder that goes with the figures.
    let journal = (!without_journal).then(tempfile::tempdir);
    let failed = |error: std::io::Error| CliError::NotMeasured(error.to_string());
    let journal = journal.transpose().map_err(failed)?;
    let figures = measure(&project, journal.as_ref().map(TempDir::path))?;
    let mut reply = Reply::default();
    if json {
        reply.stdout = super::reply::json(&figures.for_programs())?;
    } else {
        reply.stdout = figures.for_people(&project);
    }
    Ok(reply)
}

fn measure(path: &Path, journal: Option<&Path>) -> Result<Figures, CliError> {
    let mut stage = Stage::new();
    if let Some(folder) = journal {
        stage.keep_journal_in(folder);
    }
    stage.settle();
    let rss_idle_bytes = meter::resident_bytes();

    let load_ms = stage.open(path);
    // Takes the project over from the loader and lays out what is in view.
    let first_frame = stage.frame(Vec::new());
    stage.said()?;
    stage.show_three_panes();
    stage.settle();

    let (mut jumps, mut scrolling) = (Vec::new(), Vec::new());
    for place in PLACES {
        jumps.push(stage.jump(place));
        stage.settle();
        for number in 0..SCROLL_FRAMES {
            scrolling.extend(stage.scroll(number));
        }
    }
    stage.jump(PLACES[1]);
    stage.settle();
    let (mut marking, mut undoing) = (Vec::new(), Vec::new());
    for number in 0..MARKS {
        let Some((marked, undone)) = stage.mark_and_undo(number) else {
            break;
        };
        marking.push(marked);
        undoing.push(undone);
    }
    let find = stage.find();
    let rss_bytes = meter::resident_bytes();
    let save_ms = stage.save_a_copy()?;

    Ok(Figures {
        text_bytes: stage.text_bytes(),
        articles: stage.article_count(),
        annotations: stage.annotation_count(),
        load_ms,
        first_frame: Millis::of(first_frame),
        jump: figures::Spread::of(&jumps),
        scroll: figures::Spread::of(&scrolling),
        mark: figures::Spread::of(&marking),
        undo: figures::Spread::of(&undoing),
        find,
        save_ms,
        rss_bytes,
        rss_idle_bytes,
    })
}
