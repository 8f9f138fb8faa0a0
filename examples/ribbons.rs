//! What matches cost in the window, on invented articles:
//!
//! ```text
//! cargo run --release --example ribbons
//! ```
//!
//! All figures are time of a processor. First how soon a passage has its answer among 1 000 articles of 10 KB: what is done
//! until the window knows what the others say, and until that is final. Then what the ribbons of two articles of 1 MB take, and what
//! ribbons and stubs add to a frame.

#![expect(clippy::print_stdout, reason = "the table is what it is for")]

use crosscheck::{
    app::{App, Dialogs, FileAnswer, FileQuestion, SelectedBy, Selection, Services, Threads},
    cli::processor_time,
    edit::Edit,
    import::import_pasted,
    model::{ArticleId, Project, ProjectId, Record},
    store::RealDisk,
    text::TextOffset,
    ui::{Window, picture::Headless},
};
use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use std::{fmt::Write as _, sync::Arc, time::Duration};
use uuid::Uuid;

const ARTICLES: usize = 1000;
const ARTICLE_BYTES: usize = 10_000;
const LONG_BYTES: usize = 1_000_000;
const PASSAGES: usize = 300;

/// Words of the invented texts: the first are frequent, as in every language.
const WORDS: usize = 9_000;

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&self, _question: &FileQuestion) -> FileAnswer {
        FileAnswer::Cancelled
    }
}

/// Numbers that are the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, most: usize) -> usize {
        (self.roll() * most as f64) as usize
    }
}

/// A word of some syllables; a low number is frequent.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 20] = [
        "ba", "ro", "ti", "mu", "ske", "lan", "dor", "pi", "ves", "ca", "nel", "fo", "gri", "sto",
        "ha", "wen", "ju", "mar", "zo", "lek",
    ];
    let (mut rest, mut word) = (number + 1, String::new());
    while rest > 0 {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
    }
    word
}

/// Sentences of which every sixth stands, a little changed, in other texts of the same `pool` too.
fn text(dice: &mut Dice, pool: &[String], bytes: usize) -> String {
    let mut words = String::new();
    while words.len() < bytes {
        if dice.below(6) == 0 {
            words.push_str(&pool[dice.below(pool.len())]);
            let _infallible = write!(words, " {}.", word(dice.below(WORDS)));
        } else {
            words.push_str(&sentence(dice));
            words.push('.');
        }
        words.push_str(if dice.below(4) == 0 { "\n\n" } else { " " });
    }
    words
}

fn sentence(dice: &mut Dice) -> String {
    let mut words = Vec::new();
    for _ in 0..12 + dice.below(14) {
        // Low numbers come often, as little words do.
        let share = dice.roll();
        words.push(word(
            (share * share * share * share * WORDS as f64) as usize,
        ));
    }
    words[0] = words[0].to_uppercase();
    words.join(" ")
}

fn pool(dice: &mut Dice, sentences: usize) -> Vec<String> {
    (0..sentences).map(|_| sentence(dice)).collect()
}

/// A window without a screen, with articles of so many bytes.
fn opened(articles: usize, bytes: usize, shared: usize) -> (App, Vec<ArticleId>) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let pool = pool(&mut dice, shared);
    let mut project = Project::new(ProjectId(Uuid::from_u128(1)));
    let mut ids = Vec::new();
    for number in 0..articles {
        let id = ArticleId(Uuid::from_u128(100 + number as u128));
        let imported = import_pasted(&text(&mut dice, &pool, bytes), None)
            .expect("an invented text is a text");
        let record = Record::Article(Box::new(imported.into_article(id)));
        let added = Edit::Add(Box::new(record)).apply(&mut project);
        added.expect("nothing has its id yet");
        ids.push(id);
    }
    let mut app = App::new(Services {
        clock: Arc::new(crosscheck::app::now),
        new_uuid: Arc::new(Uuid::now_v7),
        disk: Arc::new(RealDisk),
        dialogs: Arc::new(NoDialogs),
        wake: Arc::new(|| {}),
        open_window: Arc::new(|_| Ok(())),
        state_folder: None,
        // All on one thread, so that its time is the time of the work, whatever else the machine does.
        threads: Threads::Inline,
    });
    app.replace_project(project, None);
    (app, ids)
}

/// Lets frames go by until something holds.
fn until(app: &mut App, mut holds: impl FnMut(&App) -> bool) {
    while !holds(app) {
        app.tick(0.0);
    }
}

fn is_final(app: &App) -> bool {
    app.passage_matches().is_some_and(|answer| answer.is_final)
}

fn share(times: &mut [Duration], per_cent: usize) -> f64 {
    times.sort_unstable();
    let at = (times.len() * per_cent / 100).min(times.len() - 1);
    times[at].as_secs_f64() * 1000.0
}

fn passages() {
    let began = processor_time();
    let (mut app, ids) = opened(ARTICLES, ARTICLE_BYTES, 3_000);
    until(&mut app, is_final);
    println!(
        "{ARTICLES} articles of {} KB: indexed after {:.1} s",
        ARTICLE_BYTES / 1000,
        processor_time().saturating_sub(began).as_secs_f64()
    );
    let mut dice = Dice(7);
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for _ in 0..PASSAGES {
        let pane = app.pane_for(ids[dice.below(ids.len())]);
        app.focus_pane(pane);
        let at = Selection::caret(TextOffset::new(dice.below(ARTICLE_BYTES)));
        let began = processor_time();
        app.select(pane, at, SelectedBy::Mouse);
        until(&mut app, |app| app.passage_matches().is_some());
        first.push(processor_time().saturating_sub(began));
        until(&mut app, is_final);
        last.push(processor_time().saturating_sub(began));
    }
    for (name, times) in [("first answer", &mut first), ("final answer", &mut last)] {
        println!(
            "{name}: p50 {:.1} ms, p99 {:.1} ms",
            share(times, 50),
            share(times, 99)
        );
    }
}

fn long_articles() {
    let (mut app, ids) = opened(2, LONG_BYTES, 4_000);
    let began = processor_time();
    until(&mut app, |app| {
        !app.matches_between(ids[0], ids[1]).is_empty()
    });
    println!(
        "two articles of {} KB: {} matches, indexed and laid against each other in {:.2} s",
        LONG_BYTES / 1000,
        app.matches_between(ids[0], ids[1]).len(),
        processor_time().saturating_sub(began).as_secs_f64(),
    );
}

/// A frame while scrolling, with and without matches.
fn frames(name: &str, articles: usize, bytes: usize) {
    for has_matches in [false, true] {
        let (mut app, ids) = opened(articles, bytes, 400);
        if has_matches {
            // Every pair that is drawn, ribbons and stubs.
            for a in &ids {
                for b in ids.iter().filter(|b| *b != a) {
                    until(&mut app, |app| !app.matches_between(*a, *b).is_empty());
                }
            }
        } else {
            app.stop_matching();
        }
        let mut headless = Headless::new(1.0, egui::Theme::Light);
        let mut window = Window::new(headless.ctx(), app);
        let context = headless.ctx().clone();
        let mut times = Vec::new();
        for frame in 0..400_usize {
            let delta = if (frame / 40).is_multiple_of(2) {
                -76.0
            } else {
                76.0
            };
            let x = 400.0 + (frame % 3) as f32 * 350.0;
            let events = vec![
                Event::PointerMoved(pos2(x, 500.0)),
                Event::MouseWheel {
                    unit: MouseWheelUnit::Point,
                    delta: vec2(0.0, delta),
                    phase: TouchPhase::Move,
                    source: MouseWheelSource::Trackpad,
                    modifiers: Modifiers::NONE,
                },
            ];
            let began = processor_time();
            headless.run_frame(
                vec2(1600.0, 1000.0),
                events,
                frame as f64 / 60.0,
                &mut |ui| {
                    window.logic(&context);
                    window.ui(ui);
                },
            );
            if frame >= 80 {
                times.push(processor_time().saturating_sub(began));
            }
        }
        let with = if has_matches { "with" } else { "without" };
        println!(
            "frame, {name}, {with} matches: p50 {:.2} ms, p99 {:.2} ms",
            share(&mut times, 50),
            share(&mut times, 99)
        );
    }
}

fn main() {
    passages();
    long_articles();
    frames("9 articles of 10 KB", 9, ARTICLE_BYTES);
    frames("2 articles of 1 MB", 2, LONG_BYTES);
}
