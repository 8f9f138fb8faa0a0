//! What merging and reviewing together cost, on invented projects:
//!
//! ```text
//! cargo run --release --example merging
//! ```
//!
//! All figures but that of git's merge driver are seconds of a processor, for 25 000, 50 000 and 100 000 annotations, with the ratio to the size before:
//! 2 is linear. First two copies of one project, each with some thousand edits since, part of them on the same marks;
//! then two readers who marked a text of their own, so that the result has twice as many marks.

#![expect(clippy::print_stdout, reason = "the table is what it is for")]
#![expect(dead_code, reason = "each user of the support uses its own part")]

#[path = "../benches/support/mod.rs"]
mod support;

use crosscheck::{
    app::{
        App, Command, Dialogs, FileAnswer, FileQuestion, SeenMarks, SelectedBy, Selection,
        Services, Threads,
    },
    cli::processor_time,
    model::{
        Annotation, AnnotationId, Assessment, DecisionIndex, Fate, FateKind, Project, Reading,
        Register, ReviewerId, Role, Status,
    },
    review::{self, agreement},
    store::{self, Expected, RealDisk},
    text::{TextOffset, segment},
    ui::{Window, picture::Headless},
};
use egui::vec2;
use jiff::Timestamp;
use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use support::Size;
use uuid::Uuid;

const SIZES: [usize; 3] = [25_000, 50_000, 100_000];

/// Bytes of text for each annotation.
const BYTES_A_MARK: usize = 100;

/// How long a view is waited for.
const MOST_FRAMES: usize = 500;

/// Every how many marks each copy has changed one.
const CHANGED: usize = 25;

struct NoDialogs;

impl Dialogs for NoDialogs {
    fn ask(&self, _question: &FileQuestion) -> FileAnswer {
        FileAnswer::Cancelled
    }
}

/// What was measured, by name and in the order of the first size.
#[derive(Default)]
struct Measured {
    names: Vec<String>,
    figures: BTreeMap<String, Vec<Figure>>,
}

#[derive(Clone, Copy)]
enum Figure {
    Seconds(f64),
    Count(usize),
}

impl Measured {
    fn of<T>(&mut self, name: &str, work: impl FnOnce() -> T) -> T {
        let began = processor_time();
        let result = std::hint::black_box(work());
        self.time(name, processor_time().saturating_sub(began));
        result
    }

    fn time(&mut self, name: &str, time: Duration) {
        self.take(name, Figure::Seconds(time.as_secs_f64()));
    }

    fn count(&mut self, name: &str, count: usize) {
        self.take(name, Figure::Count(count));
    }

    fn take(&mut self, name: &str, figure: Figure) {
        if !self.figures.contains_key(name) {
            self.names.push(name.to_owned());
        }
        self.figures
            .entry(name.to_owned())
            .or_default()
            .push(figure);
    }

    fn print(&self, title: &str) {
        println!("\n{title}");
        for name in &self.names {
            print!("  {name:48}");
            let mut before = None;
            for figure in &self.figures[name] {
                match figure {
                    Figure::Count(count) => print!(" {count:9}       "),
                    Figure::Seconds(time) => {
                        let ratio = before.map_or(String::new(), |before: f64| {
                            format!("({:.1})", time / before.max(1e-6))
                        });
                        print!(" {time:9.4} {ratio:6}");
                        before = Some(*time);
                    }
                }
            }
            println!();
        }
    }
}

fn base(annotations: usize) -> Project {
    let mut project = support::project(Size {
        text_bytes: annotations * BYTES_A_MARK,
        annotations,
    });
    let before = project.clone();
    let articles: Vec<_> = project.articles.values().cloned().collect();
    for article in articles {
        let mut article = crosscheck::model::Article::clone(&article);
        let mut info = article.info.value.clone();
        info.role = Role::Check;
        article.info = article.info.written(info);
        for reviewer in project.reviewers.keys() {
            let reading = Reading {
                at: Timestamp::UNIX_EPOCH,
                text_id: Some(article.text_id),
            };
            article.read.insert(*reviewer, Register::new(reading));
        }
        project.articles.insert(article.id, Arc::new(article));
    }
    support::save(&mut project, Some(&before), 2);
    project
}

fn readers(project: &Project) -> [ReviewerId; 2] {
    let mut all = project.reviewers.keys().copied();
    let mut next = || all.next().expect("two were made");
    [next(), next()]
}

fn given(status: Status) -> Assessment {
    Assessment {
        status: Some(status),
        note: String::new(),
        should_read: String::new(),
        cites: Vec::new(),
        at: Timestamp::UNIX_EPOCH,
    }
}

/// A copy in which `which` of two sessions worked: marks judged anew, some of them the same ones as in the other copy, marks made, and a
/// few deleted.
fn worked_on(base: &Project, which: usize) -> Project {
    let mut copy = base.clone();
    let by = readers(base)[0];
    for (at, mark) in base.annotations.values().enumerate() {
        // Every fourth of what one copy changed the other changed too.
        let is_changed = at % CHANGED == which || at % (4 * CHANGED) == 1 - which;
        if !is_changed {
            continue;
        }
        let mut changed = Annotation::clone(mark);
        let value = given(Status::ALL[(at / CHANGED + which) % 3]);
        let register = changed.assessments.get(&by).map_or_else(
            || Register::new(value.clone()),
            |old| old.written(value.clone()),
        );
        changed.assessments.insert(by, register);
        if at % (40 * CHANGED) == 0 {
            changed.fate = Some(Register::new(Fate {
                is: FateKind::Deleted,
                by,
                at: Timestamp::UNIX_EPOCH,
            }));
        }
        copy.annotations.insert(changed.id, Arc::new(changed));
        let mut new = Annotation::clone(mark);
        new.id = own_id(mark.id, which);
        new.by = by;
        new.spans = Register::new(mark.spans.value.clone());
        new.tie = None;
        new.assessments = [(by, Register::new(value))].into();
        copy.annotations.insert(new.id, Arc::new(new));
    }
    support::save(&mut copy, Some(base), 3 + which as u32);
    copy
}

fn own_id(id: AnnotationId, which: usize) -> AnnotationId {
    AnnotationId(Uuid::from_u128(id.0.as_u128() ^ (1 + which as u128) << 40))
}

/// A copy in which one of the readers marked all of it by themselves: the same words as the other one, or nearly.
fn marked_by(base: &Project, which: usize) -> Project {
    let mut copy = base.clone();
    copy.annotations.clear();
    let by = readers(base)[which];
    for (at, mark) in base.annotations.values().enumerate() {
        let mut own = Annotation::clone(mark);
        own.id = own_id(mark.id, which);
        own.by = by;
        own.tie = None;
        own.spans = Register::new(mark.spans.value.clone());
        let status = Status::ALL[(at + at % 7 * which) % 3];
        own.assessments = [(by, Register::new(given(status)))].into();
        copy.annotations.insert(own.id, Arc::new(own));
    }
    support::save(&mut copy, None, 5 + which as u32);
    copy
}

/// Two copies joined, looked at, and judged.
fn reviewed(measured: &mut Measured, ours: &Project, theirs: &Project) -> Project {
    let joined = measured.of("join, with its report", || review::join(ours, theirs));
    let preview = measured.of("what a merge would bring", || {
        review::preview(ours, &joined)
    });
    measured.count("  lines of that", preview.incoming.len());
    let project = joined.project;
    let groups = measured.of("disagreements", || {
        review::disagreements(&project, &DecisionIndex::of(&project))
    });
    measured.count("  groups of them", groups.len());
    let among = agreement::taking_part(&project);
    measured.of("agreement, with intervals", || {
        agreement::agreement(&project, &among)
    });
    project
}

fn driven(measured: &mut Measured, folder: &Path, versions: [&Project; 3]) {
    let mut arguments = vec![OsString::from("crosscheck"), "merge-driver".into()];
    for (name, project) in ["base", "ours", "theirs"].into_iter().zip(versions) {
        let path = folder.join(name).with_extension("ron");
        store::save(&RealDisk, &path, project, Expected::Overwrite)
            .expect("a temporary folder can be written to");
        arguments.push(path.into_os_string());
    }
    // Its files are read on several threads, so the clock counts.
    let began = Instant::now();
    let _exit_status = crosscheck::cli::run(arguments);
    measured.time(
        "git's merge driver, files and all, by clock",
        began.elapsed(),
    );
}

/// A window without a screen.
struct Stage {
    headless: Headless,
    window: Window,
    frames: usize,
}

impl Stage {
    fn of(project: Project) -> Self {
        let mut app = App::new(Services {
            clock: Arc::new(crosscheck::app::now),
            new_uuid: Arc::new(Uuid::now_v7),
            disk: Arc::new(RealDisk),
            dialogs: Arc::new(NoDialogs),
            wake: Arc::new(|| {}),
            state_folder: None,
            threads: Threads::Spawn,
        });
        app.settings.reviewer = Some(readers(&project)[0]);
        app.replace_project(project, None);
        // Their time is not that of the views.
        app.stop_matching();
        let headless = Headless::new(1.0, egui::Theme::Light);
        let window = Window::new(headless.ctx(), app);
        let mut stage = Self {
            headless,
            window,
            frames: 0,
        };
        stage.settle();
        stage
    }

    fn settle(&mut self) {
        for _ in 0..20 {
            self.frame();
        }
    }

    fn frame(&mut self) {
        let Self {
            headless,
            window,
            frames,
        } = self;
        *frames += 1;
        let context = headless.ctx().clone();
        headless.run_frame(
            vec2(1600.0, 1000.0),
            Vec::new(),
            *frames as f64 / 60.0,
            &mut |ui| {
                window.logic(&context);
                window.ui(ui);
            },
        );
    }
}

/// What the window does for views on its own thread, with the frame that shows it.
fn looked_at(measured: &mut Measured, project: Project) {
    let mut stage = Stage::of(project);
    let article = stage.window.app.panes[0].article;
    let text = stage.window.app.project.articles[&article].text.clone();
    let text = text.expect("it was made with one");
    let pane = stage.window.app.panes[0].id;
    let mut at = text.floor(TextOffset::new(500));
    for (name, seen) in [
        ("all", SeenMarks::All),
        ("only mine", SeenMarks::Mine),
        ("only disagreements", SeenMarks::Disagreements),
        ("all again", SeenMarks::All),
    ] {
        // A view of a large project comes from another thread; what this one does is measured, in the worst of its frames.
        let mut worst = Duration::ZERO;
        for number in 0..MOST_FRAMES {
            let began = processor_time();
            if number == 0 {
                stage.window.app.see(seen);
            }
            stage.frame();
            worst = worst.max(processor_time().saturating_sub(began));
            if stage.window.app.seen_marks() == seen && number > 3 {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        measured.time(&format!("switch to {name}, worst frame"), worst);
        stage.settle();
        let end = segment::next_word(&text, at);
        let words = Selection {
            anchor: at,
            head: end,
        };
        stage.window.app.select(pane, words, SelectedBy::Mouse);
        stage.settle();
        for (what, command) in [
            ("mark", Command::Mark(Status::Verified)),
            ("undo", Command::Undo),
        ] {
            measured.of(&format!("{what} in it, {name}"), || {
                stage.window.app.run(command);
                stage.frame();
            });
            stage.settle();
        }
        at = segment::next_word(&text, end);
    }
}

fn main() {
    let folder = tempfile::tempdir().expect("there is a temporary folder");
    let (mut edited, mut own) = (Measured::default(), Measured::default());
    for size in SIZES {
        let base = base(size);
        let [ours, theirs] = [0, 1].map(|which| worked_on(&base, which));
        edited.of("join with the copy both come from", || {
            review::join_with_base(&base, &ours, &theirs)
        });
        let joined = reviewed(&mut edited, &ours, &theirs);
        driven(&mut edited, folder.path(), [&base, &ours, &theirs]);
        looked_at(&mut edited, joined);
        let [ours, theirs] = [0, 1].map(|which| marked_by(&base, which));
        let joined = reviewed(&mut own, &ours, &theirs);
        looked_at(&mut own, joined);
    }
    edited.print("Two copies with edits of their own");
    own.print("Two readers, each with as many marks of their own");
}
