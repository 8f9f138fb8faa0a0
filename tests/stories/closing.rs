//! Leaving a project: nothing goes without a question, and the question takes any answer.

use crate::harness::{Desk, World, summary};
use crosscheck::app::{Dialog, FileAnswer};

const QUESTION: &str = "Save the changes to";

fn with_a_mark(world: &World) -> Desk {
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    desk
}

/// As [`with_a_mark`], with a file and a change since.
fn with_a_file(world: &World) -> Desk {
    let mut desk = with_a_mark(world);
    world.will_choose([world.path("mine.ron")]);
    desk.press("Mod+S Mod+2 W 2");
    desk
}

#[test]
fn nothing_changed_asks_nothing() {
    let world = World::new();
    let mut desk = with_a_mark(&world);
    world.will_choose([world.path("mine.ron")]);
    desk.press("Mod+S Mod+W");
    assert!(!desk.sees(QUESTION));
    assert!(desk.app().is_empty());
    assert!(desk.app().file.is_none());
}

#[test]
fn quit_and_cancel_goes_on_with_the_work() {
    let world = World::new();
    let mut desk = with_a_file(&world);
    for (way, change) in [("Cancel", "1"), ("Escape", "3")] {
        desk.press(change);
        let before = desk.app().project.clone();
        desk.press("Mod+Q");
        desk.expect("Save the changes to mine.ron?");
        if way == "Escape" {
            desk.press("Escape");
        } else {
            desk.click("Cancel");
        }
        assert!(
            !desk.app().view.quit && desk.app().view.dialog.is_none(),
            "{way}"
        );
        assert_eq!(desk.app().project, before);
        desk.press("Mod+S");
        assert!(!desk.app().view.quit, "a later save does not quit");
    }
}

#[test]
fn quit_and_save_writes_the_file() {
    let world = World::new();
    let mut desk = with_a_file(&world);
    desk.press("Mod+Q");
    desk.click("Save");
    assert!(desk.app().view.quit);
    assert_eq!(summary(&world.saved("mine.ron")).len(), 2);
}

#[test]
fn enter_saves() {
    let world = World::new();
    let mut desk = with_a_file(&world);
    desk.press("Mod+Q Enter");
    assert!(desk.app().view.quit);
    assert_eq!(summary(&world.saved("mine.ron")).len(), 2);
}

#[test]
fn quit_without_saving_leaves_the_file() {
    let world = World::new();
    let mut desk = with_a_file(&world);
    desk.press("Mod+Q");
    desk.click("Do not save");
    assert!(desk.app().view.quit);
    assert_eq!(summary(&world.saved("mine.ron")).len(), 1);
}

#[test]
fn the_cross_of_the_window_asks_too() {
    let world = World::new();
    let mut desk = with_a_mark(&world);
    desk.close_window();
    desk.expect(QUESTION);
    assert!(!desk.app().view.quit);
    desk.click("Do not save");
    assert!(desk.app().view.quit);
}

#[test]
fn closing_to_the_welcome_page_takes_each_answer() {
    let world = World::new();
    let mut desk = with_a_file(&world);
    desk.press("Mod+W");
    desk.click("Cancel");
    assert_eq!(desk.marks().len(), 2);
    desk.press("Mod+W");
    desk.click("Save");
    assert!(desk.app().is_empty());
    assert_eq!(summary(&world.saved("mine.ron")).len(), 2);

    let mut desk = world.start(vec![world.path("mine.ron")]);
    desk.press("Mod+1 Mod+End Mod+Shift+Left 3 Mod+W");
    desk.click("Do not save");
    assert!(desk.app().is_empty());
    assert_eq!(summary(&world.saved("mine.ron")).len(), 2);
}

#[test]
fn opening_another_project_takes_each_answer() {
    let world = World::new();
    let mut other = world.with_three_articles();
    world.will_choose([world.path("other.ron")]);
    other.press("Mod+S");
    let mut desk = with_a_file(&world);
    desk.press("Mod+O");
    desk.click("Cancel");
    assert_eq!(desk.marks().len(), 2);

    desk.press("Mod+O");
    world.will_answer(FileAnswer::Cancelled);
    desk.click("Do not save");
    assert_eq!(desk.marks().len(), 2, "the dialog was cancelled: all stays");

    desk.press("Mod+O");
    world.will_choose([world.path("other.ron")]);
    desk.click("Save");
    desk.run();
    assert_eq!(desk.marks(), []);
    desk.expect("other.ron");
    assert_eq!(summary(&world.saved("mine.ron")).len(), 2);
}

#[test]
fn saving_on_the_way_out_may_be_given_up() {
    let world = World::new();
    let mut desk = with_a_mark(&world);
    desk.press("Mod+Q");
    world.will_answer(FileAnswer::Cancelled);
    desk.click("Save");
    assert!(!desk.app().view.quit);
    world.will_choose([world.path("late.ron")]);
    desk.press("Mod+S");
    assert!(world.path("late.ron").exists());
    assert!(!desk.app().view.quit, "a later save is only a save");
}

#[test]
fn saving_on_the_way_out_may_be_given_up_where_there_are_no_dialogs() {
    let world = World::new();
    for way in ["Cancel", "Escape"] {
        let mut desk = with_a_mark(&world);
        desk.press("Mod+Q");
        world.will_answer(FileAnswer::NoDialogs);
        desk.click("Save");
        assert!(matches!(desk.app().view.dialog, Some(Dialog::Path { .. })));
        if way == "Escape" {
            desk.press("Escape");
        } else {
            desk.click("Cancel");
        }
        world.will_choose([world.path("late.ron")]);
        desk.press("Mod+S");
        assert!(!desk.app().view.quit, "{way}: a later save is only a save");
    }
}

#[test]
fn a_path_is_typed_where_there_are_no_dialogs() {
    let world = World::new();
    let mut desk = with_a_mark(&world);
    world.will_answer(FileAnswer::NoDialogs);
    desk.press("Mod+S");
    let path = world.path("typed.ron");
    desk.press("Mod+A");
    desk.insert(path.to_str().unwrap());
    desk.click("Save");
    assert_eq!(summary(&world.saved(&path)).len(), 1);
}

#[test]
fn what_is_being_typed_counts_as_a_change() {
    let world = World::new();
    let mut desk = with_a_file(&world);
    desk.press("Mod+S N");
    desk.type_words("only a note");
    desk.press("Mod+Q");
    desk.expect("Save the changes to mine.ron?");
}

#[test]
fn a_project_dropped_while_a_note_is_typed_asks_too() {
    let world = World::new();
    let mut other = world.with_three_articles();
    world.will_choose([world.path("other.ron")]);
    other.press("Mod+S");
    let mut desk = with_a_file(&world);
    desk.press("Mod+S N");
    desk.type_words("only a note");
    desk.drop_files(vec![world.path("other.ron")]);
    desk.expect("Save the changes to mine.ron?");
}

#[test]
fn work_done_while_a_dialog_is_open_is_not_thrown_away() {
    let world = World::new();
    let mut desk = with_a_mark(&world);
    let file = world.path("mine.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    // The dialog stands beside the window, and the window goes on working.
    desk.app_mut().run(crosscheck::app::Command::OpenRecent(0));
    desk.app_mut().run(crosscheck::app::Command::Mark(
        crosscheck::model::Status::Conflicting,
    ));
    desk.run();
    desk.expect("Save the changes to mine.ron?");
    desk.click("Cancel");
    assert_eq!(
        desk.marks()[0].1,
        Some(crosscheck::model::Status::Conflicting)
    );
}

#[test]
fn work_done_while_saving_is_asked_about_before_the_end() {
    let world = World::new();
    let mut desk = with_a_file(&world);
    desk.press("Mod+Q");
    desk.app_mut().answer_closing(
        crosscheck::app::ClosingAnswer::Save,
        crosscheck::app::AfterClosing::Quit,
    );
    desk.app_mut().run(crosscheck::app::Command::Mark(
        crosscheck::model::Status::Conflicting,
    ));
    desk.run();
    assert!(!desk.app().view.quit);
    desk.expect("Save the changes to mine.ron?");
}
