//! Work that was never saved, after a power cut.

use crate::harness::{World, summary};
use crosscheck::app::Dialog;
use crosscheck::model::Status::{Unverified, Verified};

/// A project with a file, two marks since, and a recovery copy; then the power fails.
fn after_a_power_cut(world: &World) -> std::path::PathBuf {
    let file = world.path("work.ron");
    let mut desk = world.with_three_articles();
    world.will_choose([file.clone()]);
    desk.press("Mod+S Mod+1 W 1 Mod+2 W 2");
    desk.wait(31.0);
    drop(desk.power_cut());
    assert!(summary(&world.saved(&file)).is_empty());
    file
}

#[test]
fn unsaved_work_is_offered_brought_back_as_one_step_and_saved() {
    let world = World::new();
    let file = after_a_power_cut(&world);
    let mut desk = world.start(Vec::new());
    desk.expect("Work that was not saved");
    desk.expect("work.ron");
    desk.expect("2 changes");
    desk.click("Bring back");
    let marks = [
        ("Lighthouse".to_owned(), Some(Verified)),
        ("Orchard".to_owned(), Some(Unverified)),
    ];
    assert_eq!(desk.marks(), marks);
    desk.expect("2 changes came back. Save to keep them.");
    assert!(desk.app().has_unsaved_changes());
    desk.press("Mod+Z");
    assert_eq!(desk.marks(), []);
    desk.press("Mod+Y Mod+S");
    assert_eq!(summary(&world.saved(&file)).len(), 2);

    let desk = world.start(vec![file]);
    assert!(!desk.sees("Work that was not saved"));
    assert_eq!(desk.marks(), marks);
}

#[test]
fn a_copy_brought_back_and_kept_again_leaves_nothing_behind_when_saved() {
    let world = World::new();
    let file = after_a_power_cut(&world);
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    desk.press("Mod+3 W 3");
    desk.wait(31.0);
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved(&file)).len(), 3);
    let desk = world.start(vec![file]);
    assert!(
        !desk.sees("Work that was not saved"),
        "{}",
        desk.everything()
    );
}

#[test]
fn a_second_power_cut_loses_nothing() {
    let world = World::new();
    after_a_power_cut(&world);
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    drop(desk.power_cut());
    let mut desk = world.start(Vec::new());
    desk.expect("Work that was not saved");
    desk.click("Bring back");
    assert_eq!(desk.marks().len(), 2);
}

#[test]
fn deciding_later_keeps_the_copy_and_throwing_away_does_not() {
    let world = World::new();
    let file = after_a_power_cut(&world);
    let mut desk = world.start(vec![file.clone()]);
    desk.click("Decide later");
    assert!(desk.app().view.dialog.is_none());
    drop(desk.power_cut());
    let mut desk = world.start(vec![file.clone()]);
    assert!(matches!(desk.app().view.dialog, Some(Dialog::Recovery(_))));
    desk.click("Throw away");
    assert!(desk.app().view.dialog.is_none());
    assert_eq!(desk.marks(), []);
    assert!(!world.start(vec![file]).sees("Work that was not saved"));
}

#[test]
fn what_others_saved_meanwhile_stays() {
    let world = World::new();
    let file = after_a_power_cut(&world);
    let mut other = world.somebody_else().start(vec![file.clone()]);
    other.press("Mod+3 W 3 Mod+S");
    drop(other);
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    desk.expect("The file has changed since; both are in.");
    assert_eq!(summary(&desk.app().project).len(), 3);
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved(&file)).len(), 3);
}

#[test]
fn work_without_a_file_is_brought_back_too() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    desk.wait(31.0);
    drop(desk.power_cut());
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Verified))]);
    assert_eq!(desk.app().panes.len(), 3);
    world.will_choose([world.path("new.ron")]);
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved("new.ron")).len(), 1);
}

#[test]
fn work_thrown_away_on_closing_is_not_offered_again() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    desk.wait(31.0);
    desk.press("Mod+Q");
    desk.click("Do not save");
    assert!(!world.start(Vec::new()).sees("Work that was not saved"));
}

#[test]
fn a_damaged_copy_is_said_and_kept() {
    let world = World::new();
    after_a_power_cut(&world);
    let copy = world.only_recovery_copy();
    std::fs::write(&copy, "(nonsense").unwrap();
    let desk = world.start(Vec::new());
    desk.expect("A recovery copy could not be read; it is kept.");
    assert!(copy.exists());
}
