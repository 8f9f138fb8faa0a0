//! What was saved before: seen, compared, and brought back piece by piece.

use crate::harness::{Desk, World, summary};
use crosscheck::app::{Command, Dialog, FileAnswer, FileQuestion};
use crosscheck::model::Status::{Conflicting, Unverified, Verified};
use egui::vec2;
use std::path::PathBuf;

const BRING_BACK: &str = "“Lighthouse” as it was";

/// A project whose first saved version has a mark that the second one has not, and another status on a second mark.
fn after_two_saves(world: &World) -> (Desk, PathBuf) {
    let file = world.path("work.ron");
    let mut desk = world.with_three_articles();
    world.will_choose([file.clone()]);
    desk.press("Mod+1 W 1 Mod+2 W 2 Mod+S");
    desk.press("Mod+2 3 Mod+1 Delete Mod+S");
    assert_eq!(desk.marks(), [("Orchard".to_owned(), Some(Conflicting))]);
    (desk, file)
}

fn versions(world: &World) -> usize {
    let Ok(folders) = std::fs::read_dir(world.versions_folder()) else {
        return 0;
    };
    let files = folders.flat_map(|folder| {
        std::fs::read_dir(folder.expect("a folder").path()).expect("it can be read")
    });
    files
        .filter(|file| {
            let name = file.as_ref().expect("a file").file_name();
            name.to_string_lossy().ends_with(".ron.gz")
        })
        .count()
}

#[test]
fn single_records_come_back_as_one_step_and_stay_after_the_next_save() {
    let world = World::new();
    let (mut desk, file) = after_two_saves(&world);
    assert_eq!(versions(&world), 2);
    desk.choose("File", "Earlier versions…");
    // The newest is the file itself; the one before it is looked at.
    desk.expect("the file as it is now");
    desk.expect("Since then: 1 mark changed, 1 deleted");
    desk.expect("Lighthouse to be sold");
    desk.expect("Reviewer: unverified → conflicting");
    assert!(!desk.is_enabled("Bring back"), "nothing is ticked");
    desk.click(BRING_BACK);
    desk.click("Bring back 1");
    assert!(desk.app().view.dialog.is_none());
    desk.expect("1 record came back from the version of today, ");
    let marks = [
        ("Lighthouse".to_owned(), Some(Verified)),
        ("Orchard".to_owned(), Some(Conflicting)),
    ];
    assert_eq!(desk.marks(), marks);
    desk.press("Mod+Z");
    assert_eq!(desk.marks().len(), 1);
    desk.press("Mod+Y Mod+S");
    assert_eq!(summary(&world.saved(&file)).len(), 2);

    desk.choose("File", "Earlier versions…");
    desk.press("ArrowDown");
    desk.click("All that can come back");
    desk.click("Bring back 1");
    desk.press("Mod+S");
    let desk = world.start(vec![file]);
    assert_eq!(desk.marks()[1], ("Orchard".to_owned(), Some(Unverified)));
}

#[test]
fn keys_are_enough() {
    let world = World::new();
    let (mut desk, _) = after_two_saves(&world);
    desk.press("Mod+K");
    desk.insert("Earlier versions");
    desk.press("Enter");
    desk.expect("Since then: 1 mark changed, 1 deleted");
    desk.press("ArrowUp");
    desk.expect("The same as what is open now.");
    desk.press("ArrowDown");
    desk.expect("Since then: 1 mark changed, 1 deleted");
    // All of them, then the button behind the ticks.
    desk.press("Tab Space");
    assert_eq!(desk.app().versions.ticked.len(), 2);
    desk.press("Tab Tab Tab Enter");
    assert_eq!(desk.marks().len(), 2);
    desk.app_mut().run(Command::EarlierVersions);
    desk.run();
    desk.press("Escape");
    assert!(desk.app().view.dialog.is_none());
}

#[test]
fn before_the_first_save_there_is_nothing_and_it_is_said() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.app_mut().run(Command::EarlierVersions);
    desk.run();
    desk.expect("No earlier versions yet. Each save keeps one.");
    desk.click("Close");
    assert!(desk.app().view.dialog.is_none());
}

#[test]
fn what_was_opened_is_the_version_before_the_first_save() {
    let world = World::new();
    let (desk, file) = after_two_saves(&world);
    drop(desk);
    // Another computer, which has saved nothing of it.
    let other = world.somebody_else();
    let mut desk = other.start(vec![file]);
    assert_eq!(versions(&other), 1);
    desk.press("Mod+3 W 1 Mod+S");
    assert_eq!(versions(&other), 2);
    desk.choose("File", "Earlier versions…");
    desk.expect("Since then: 1 mark added");
    assert!(!desk.sees("All that can come back"));
}

#[test]
fn a_version_opens_beside_the_present_as_a_copy_that_asks_for_a_place() {
    let world = World::new();
    let (mut desk, file) = after_two_saves(&world);
    desk.choose("File", "Earlier versions…");
    desk.click("Open beside");
    let copy = world.other_windows().pop().expect("a window was asked for");
    assert_eq!(desk.marks().len(), 1, "what is open stays open");
    let before = std::fs::read(&file).unwrap();
    drop(desk);

    let mut beside = world.start(vec![copy.clone()]);
    assert_eq!(beside.marks().len(), 2);
    assert!(!beside.app().settings.recent.contains(&copy));
    assert_eq!(versions(&world), 2, "looking keeps no version");
    beside.press("Mod+3 W 1");
    world.will_answer(FileAnswer::Cancelled);
    beside.press("Mod+S");
    assert!(matches!(
        world.asked().last(),
        Some(FileQuestion::SaveAs(_))
    ));
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn a_version_is_written_to_a_new_file_but_never_over_the_present_one() {
    let world = World::new();
    let (mut desk, file) = after_two_saves(&world);
    let before = std::fs::read(&file).unwrap();
    desk.choose("File", "Earlier versions…");
    world.will_choose([file.clone()]);
    desk.click("Save as a new file…");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    let old = world.path("old.ron");
    world.will_choose([old.clone()]);
    desk.click("Save as a new file…");
    assert_eq!(summary(&world.saved(old)).len(), 2);
    assert_eq!(std::fs::read(&file).unwrap(), before);
}

#[test]
fn a_damaged_file_is_offered_as_it_was_saved_before_and_stays_as_it_is() {
    let world = World::new();
    let (desk, file) = after_two_saves(&world);
    drop(desk);
    let mut bytes = std::fs::read(&file).unwrap();
    bytes.truncate(40);
    std::fs::write(&file, &bytes).unwrap();
    let mut desk = world.start(vec![file.clone()]);
    desk.expect("Nothing in it can be read, but earlier versions of it are kept.");
    assert!(!desk.sees("Open what can be read"));
    desk.click("Earlier versions…");
    desk.expect("3 articles, 1 mark, 0 claims and 0 sources");
    desk.press("ArrowDown");
    desk.expect("3 articles, 2 marks, 0 claims and 0 sources");
    desk.click("Open this version");
    assert_eq!(desk.marks().len(), 2);
    desk.expect("This is work.ron as it was saved at today, ");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    let other = world.path("again.ron");
    world.will_choose([other.clone()]);
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved(other)).len(), 2);
}

#[test]
fn in_blind_review_only_own_work_is_compared() {
    let world = World::new();
    let (mut desk, file) = after_two_saves(&world);
    desk.press("Mod+W");
    let other = world.somebody_else();
    let mut theirs = other.start(vec![file.clone()]);
    theirs.press("Mod+3 W 3 Mod+S");
    drop(theirs);
    let mut desk = world.start(vec![file]);
    desk.choose("Review", "Blind review");
    desk.choose("File", "Earlier versions…");
    // The other's mark came in with the file and is in no version of these.
    desk.press("End");
    desk.expect("Since then: 1 mark changed, 1 deleted");
    assert_eq!(desk.count("“Lighthouse” as it was"), 1);
    assert_eq!(desk.count("Bridge"), 0, "{}", desk.everything());
}

#[test]
fn what_a_save_that_was_killed_left_beside_a_project_is_gone_after_the_next_opening() {
    let world = World::new();
    let (desk, file) = after_two_saves(&world);
    drop(desk);
    let left = world.file(".work.ron.aB3dE6.tmp", "half of a project");
    let young = world.file(".work.ron.young1.tmp", "half of a project");
    let hours_ago = std::time::SystemTime::now() - std::time::Duration::from_hours(2);
    let opened = std::fs::File::options().write(true).open(&left).unwrap();
    opened.set_modified(hours_ago).unwrap();
    let desk = world.start(vec![file]);
    assert_eq!(desk.marks().len(), 1);
    assert!(!left.exists() && young.exists());
}

#[test]
fn the_dialog_fits_into_a_small_window() {
    let world = World::new();
    let (desk, file) = after_two_saves(&world);
    drop(desk);
    let mut desk = world.start_at(vec2(1024.0, 700.0), vec![file]);
    desk.app_mut().run(Command::EarlierVersions);
    desk.run();
    assert!(matches!(desk.app().view.dialog, Some(Dialog::Versions)));
    let window = desk.window_rect();
    for name in ["Open beside", "Save as a new file…", "Close"] {
        assert!(window.contains_rect(desk.find(name).rect()), "{name}");
    }
}
