//! What grows with a project, measured at four sizes: `cargo bench --bench project`.

mod support;

use crosscheck::{
    app::{
        App, Command, Dialogs, FileAnswer, FileQuestion, Marks, SelectedBy, Selection, Services,
        Threads,
    },
    model::{Project, ReviewerId, Status},
    review,
    store::{self, RealDisk},
    text::{
        TextOffset,
        find::{FindOptions, Needle},
        segment,
    },
    ui::{Window, picture::Headless},
};
use divan::{Bencher, black_box};
use egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use std::sync::Arc;
use support::Size;

const SIZES: [Size; 4] = [
    Size {
        text_bytes: 10_000,
        annotations: 10,
    },
    Size {
        text_bytes: 100_000,
        annotations: 1_000,
    },
    Size {
        text_bytes: 1_000_000,
        annotations: 10_000,
    },
    Size {
        text_bytes: 10_000_000,
        annotations: 100_000,
    },
];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn load(bencher: Bencher, size: Size) {
    let ron = ron_of(size);
    bencher.bench_local(|| store::parse(black_box(ron.as_bytes()), "bench.ron"));
}

/// What opening does beside reading: where the marks are.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn marks_of_a_project(bencher: Bencher, size: Size) {
    let project = support::project(size);
    bencher.bench_local(|| Marks::of(black_box(&project), ReviewerId::HIDDEN));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn save(bencher: Bencher, size: Size) {
    let project = support::project(size);
    bencher.bench_local(|| store::to_ron(black_box(&project)));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn join_of_two_copies(bencher: Bencher, size: Size) {
    let project = support::project(size);
    let ours = support::judged_anew(&project, 2);
    let theirs = support::judged_anew(&project, 3);
    bencher.bench_local(|| review::join(black_box(&ours), black_box(&theirs)));
}

#[divan::bench(args = SIZES, sample_count = 200, sample_size = 1)]
fn frame_while_scrolling(bencher: Bencher, size: Size) {
    let mut stage = Stage::new(support::project(size));
    bencher.bench_local(|| stage.scroll());
}

#[divan::bench(args = SIZES, sample_count = 50, sample_size = 1)]
fn mark_and_undo_with_their_frames(bencher: Bencher, size: Size) {
    let mut stage = Stage::new(support::project(size));
    bencher
        .with_inputs(|| ())
        .bench_local_values(|()| stage.mark_and_undo());
}

/// What a key in the field of the find bar costs, of words that stand nowhere, somewhere and nearly everywhere.
#[divan::bench(args = ["zeppelin", "the", "e"], sample_count = 20, sample_size = 1)]
fn find_in_10_mb(bencher: Bencher, words: &str) {
    let project = support::project(SIZES[3]);
    let needle = Needle::new(words, FindOptions::default()).expect("there are words");
    bencher.bench_local(|| {
        project
            .live_articles()
            .filter_map(|article| article.text.as_deref())
            .map(|text| needle.hits(black_box(text)).len())
            .sum::<usize>()
    });
}

fn ron_of(size: Size) -> String {
    store::to_ron(&support::project(size)).expect("what was made can be written")
}

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&self, _question: &FileQuestion) -> FileAnswer {
        FileAnswer::Cancelled
    }
}

/// A window that nobody looks at.
struct Stage {
    headless: Headless,
    window: Window,
    frames: usize,
}

impl Stage {
    fn new(project: Project) -> Self {
        let services = Services {
            clock: Arc::new(crosscheck::app::now),
            new_uuid: Arc::new(uuid::Uuid::now_v7),
            disk: Arc::new(RealDisk),
            dialogs: Arc::new(NoDialogs),
            wake: Arc::new(|| {}),
            open_window: Arc::new(|_| Ok(())),
            state_folder: None,
            threads: Threads::Inline,
        };
        let mut app = App::new(services);
        // The work of a thread beside the window is not the window's.
        app.stop_matching();
        app.replace_project(project, None);
        let headless = Headless::new(1.0, egui::Theme::Light);
        let window = Window::new(headless.ctx(), app);
        let mut stage = Self {
            headless,
            window,
            frames: 0,
        };
        for _ in 0..4 {
            stage.frame(Vec::new());
        }
        stage
    }

    fn frame(&mut self, events: Vec<Event>) {
        self.frames += 1;
        let Self {
            headless,
            window,
            frames,
        } = self;
        let context = headless.ctx().clone();
        headless.run_frame(
            vec2(1600.0, 1000.0),
            events,
            *frames as f64 / 60.0,
            &mut |ui| {
                window.logic(&context);
                window.ui(ui);
            },
        );
    }

    /// Down for a while, then up again.
    fn scroll(&mut self) {
        let delta = if (self.frames / 40).is_multiple_of(2) {
            -76.0
        } else {
            76.0
        };
        let x = 400.0 + (self.frames % 3) as f32 * 350.0;
        self.frame(vec![
            Event::PointerMoved(pos2(x, 500.0)),
            Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, delta),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Trackpad,
                modifiers: Modifiers::NONE,
            },
        ]);
    }

    fn mark_and_undo(&mut self) {
        let pane = self.window.app.panes[0].id;
        let article = self.window.app.panes[0].article;
        let text = self
            .window
            .app
            .project
            .article(article)
            .and_then(|article| article.text.clone());
        let text = text.expect("the project was made with texts");
        let word = segment::word_at(&text, segment::next_word(&text, TextOffset::START));
        let word = word.expect("a text begins with a word");
        self.window
            .app
            .select(pane, Selection::of(word), SelectedBy::Keys);
        self.window.app.run(Command::Mark(Status::Verified));
        self.frame(Vec::new());
        self.window.app.run(Command::Undo);
        self.frame(Vec::new());
    }
}
