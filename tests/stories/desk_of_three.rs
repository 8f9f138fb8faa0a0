//! A desk: three people mark copies of one project blind, their files are united, and what they differ on is decided.

use crate::harness::{Desk, World};
use crosscheck::app::{Command, Walk};
use crosscheck::model::{EffectiveStatus, Flag, Project, Status};
use crosscheck::review::join;
use crosscheck::store::to_ron;
use std::path::PathBuf;

const FILES: [&str; 3] = ["ana.ron", "ben.ron", "mia.ron"];

/// Marks blind in a copy of one's own: the first word, and some words more.
fn marks_blind(desk: &mut Desk, name: &str, keys: &str, more: (&str, &str)) {
    desk.app_mut().set_reviewer_name(name);
    desk.app_mut().run(Command::BlindReview);
    desk.press(&format!("Mod+1 Mod+Home W {keys}"));
    desk.drag(more.0, more.1);
    desk.press("1 Mod+S");
}

/// Three files that began as one, the first of them open.
fn three_files(world: &World) -> Desk {
    let mut ana = world.with_three_articles();
    let own = world.path(FILES[0]);
    world.will_choose([own.clone()]);
    ana.press("Mod+S");
    for file in &FILES[1..] {
        std::fs::copy(&own, world.path(file)).expect("both are among the documents");
    }
    marks_blind(&mut ana, "Ana", "1", ("Mrs. Dole", "Mrs. Dole"));
    let mut ben = world.somebody_else().start(vec![world.path(FILES[1])]);
    marks_blind(&mut ben, "Ben", "3", ("served", "there"));
    let mut mia = world.a_third().start(vec![world.path(FILES[2])]);
    marks_blind(&mut mia, "Mia", "1", ("lamp", "burning"));
    ana
}

fn merges(desk: &mut Desk, file: PathBuf) -> String {
    desk.world.will_choose([file]);
    desk.choose("File", "Merge from file…");
    let last = desk.app().notices.last();
    last.map_or_else(String::new, |notice| notice.text.clone())
}

fn standing(desk: &Desk) -> Vec<(EffectiveStatus, Option<Flag>)> {
    let app = desk.app();
    let marks = crate::harness::marks_of(&app.project);
    let standing = marks.iter().filter_map(|mark| app.marks.standing(mark.id));
    standing.map(|it| (it.status, it.flag)).collect()
}

/// The first word has three marks, and is one passage: counted once, one row, with what each reader said side by side.
fn one_passage_for_three_readers(ana: &mut Desk) {
    ana.press("Mod+1 Mod+Home");
    let counts = ana.app().marks.counts();
    assert_eq!((counts.total(), counts.disputed), (4, 1));
    assert!(ana.sees("Disputed · judged by 3"), "{}", ana.everything());
    for name in ["Ana (you)", "Ben", "Mia", "Marked by Ana, Ben and Mia"] {
        assert!(ana.sees(name), "{name}: {}", ana.everything());
    }
    // Hers is the target; the others' are behind it.
    assert_eq!(ana.app().marks_at_caret().len(), 3);
    let me = ana.app().reviewer();
    assert_eq!(ana.app().active_mark().map(|mark| mark.by), Some(me));
    ana.press("O");
    assert_ne!(ana.app().active_mark().map(|mark| mark.by), Some(me));
    assert!(ana.sees("Disputed · judged by 3"));
    ana.app_mut().refresh_listed();
    assert_eq!(ana.app().listed().rows().len(), 4);
    // A filter finds the passage by any of its readers.
    ana.app_mut().view.list_filter.reviewer =
        ana.app().project.reviewers.keys().next_back().copied();
    ana.app_mut().refresh_listed();
    assert_eq!(ana.app().listed().rows().len(), 2);
    ana.app_mut().view.list_filter.reviewer = None;
}

#[test]
fn three_files_are_the_same_bytes_in_whatever_order_they_are_united() {
    let world = World::new();
    drop(three_files(&world));
    let projects: Vec<Project> = FILES.iter().map(|file| world.saved(file)).collect();
    let orders = [
        [0, 1, 2],
        [0, 2, 1],
        [1, 0, 2],
        [1, 2, 0],
        [2, 0, 1],
        [2, 1, 0],
    ];
    let united = orders.map(|[a, b, c]| {
        let two = join(&projects[a], &projects[b]).project;
        to_ron(&join(&two, &projects[c]).project).expect("a project can be written")
    });
    assert!(united.iter().all(|bytes| *bytes == united[0]));
    assert!(united[0].len() > to_ron(&projects[0]).expect("it was read").len());
}

#[test]
fn what_they_differ_on_is_decided_once_and_an_old_file_changes_nothing() {
    let world = World::new();
    let mut ana = three_files(&world);
    for file in &FILES[1..] {
        let said = merges(&mut ana, world.path(file));
        assert!(said.contains("all of it was taken in"), "{said}");
    }
    for words in ["Ben", "Mia", "conflicting"] {
        assert!(!ana.sees(words), "{words}");
    }
    assert_eq!(ana.marks().len(), 2, "hers alone");
    // She has read it to the end: now the others' marks are there.
    ana.press("Mod+1 Mod+Shift+Enter");
    ana.click("Mark as read and show others' marks");
    ana.app_mut().refresh_review();
    assert_eq!(ana.marks().len(), 6);
    one_passage_for_three_readers(&mut ana);
    ana.press("Mod+Home G");
    ana.insert("disagreements");
    ana.press("Enter");
    assert_eq!(ana.app().settings.walk, Walk::Disagreements);
    assert_eq!(ana.active().as_deref(), Some("Lighthouse"));
    ana.press("A");
    let decided = (
        EffectiveStatus::Tagged(Status::Verified),
        Some(Flag::Decided),
    );
    assert!(standing(&ana).contains(&decided), "{:?}", standing(&ana));
    ana.press("Mod+S");
    // What was sent before the decision, once more.
    let before = to_ron(&world.saved(FILES[0])).expect("it was read");
    let said = merges(&mut ana, world.path(FILES[1]));
    assert_eq!(said, "ben.ron has nothing new: all of it is here already.");
    ana.press("Mod+S");
    let after = to_ron(&world.saved(FILES[0])).expect("it was read");
    assert!(after == before);
    assert!(standing(&ana).contains(&decided));
}
