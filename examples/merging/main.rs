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

mod copies;
mod measured;
mod stage;
#[path = "../../benches/support/mod.rs"]
mod support;

use copies::{base, marked_by, worked_on};
use crosscheck::{
    app::{App, Command, Dialog, SeenMarks, SelectedBy, Selection},
    model::{DecisionIndex, Project, Status},
    review::{self, agreement},
    store::{self, Expected, RealDisk},
    text::{TextOffset, segment},
};
use measured::Measured;
use stage::Stage;
use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::Arc,
    time::Instant,
};

const SIZES: [usize; 3] = [25_000, 50_000, 100_000];

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

/// What the window does for a merge on its own thread.
fn merged(measured: &mut Measured, folder: &Path, ours: &Project, theirs: &Project) {
    let path = folder.join("theirs.ron");
    store::save(&RealDisk, &path, theirs, Expected::Overwrite)
        .expect("a temporary folder can be written to");
    let mut stage = Stage::of(ours.clone(), path);
    let offer = |app: &App| match &app.view.dialog {
        Some(Dialog::Merge(offer)) => Some(Arc::clone(offer)),
        _ => None,
    };
    let worst = stage.worst_until(
        |app| app.run(Command::MergeFromFile),
        |app| offer(app).is_some(),
    );
    measured.time("merge from file, worst frame until it is shown", worst);
    let shown = stage.worst_until(|_| (), |_| true);
    measured.time("merge from file, worst frame while it is shown", shown);
    let found = offer(&stage.window.app).expect("it was waited for");
    let taken = stage.worst_until(|app| app.merge(&found), |_| true);
    measured.time("merge from file, the frame that takes it in", taken);
    let undone = stage.worst_until(|app| app.run(Command::Undo), |_| true);
    measured.time("merge from file, the frame that undoes it", undone);
}

/// What the window does for views on its own thread, with the frame that shows it.
fn looked_at(measured: &mut Measured, project: Project) {
    let mut stage = Stage::of(project, PathBuf::new());
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
        let worst = stage.worst_until(|app| app.see(seen), |app| app.seen_marks() == seen);
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
        merged(&mut edited, folder.path(), &ours, &theirs);
        looked_at(&mut edited, joined);
        let [ours, theirs] = [0, 1].map(|which| marked_by(&base, which));
        let joined = reviewed(&mut own, &ours, &theirs);
        merged(&mut own, folder.path(), &ours, &theirs);
        looked_at(&mut own, joined);
    }
    edited.print("Two copies with edits of their own");
    own.print("Two readers, each with as many marks of their own");
}
