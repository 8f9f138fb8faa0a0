//! Every command: it can be found, it does not fail wherever it is run, and undo takes it back.

use crate::harness::{Desk, World};
use crosscheck::app::{AfterClosing, ClosingAnswer, Command, FileAnswer, Menu, Motion, Region};
use crosscheck::edit::has_unsaved_changes;
use crosscheck::model::Status;
use egui_kittest::kittest::NodeT as _;

/// Runs a command as a menu does, whatever it asks for being cancelled.
fn run(desk: &mut Desk, command: Command) {
    desk.world.will_answer(FileAnswer::Cancelled);
    desk.app_mut().run(command);
    desk.step();
    desk.step();
    desk.world.forget_answers();
}

/// Runs every command, each from the same place.
fn everywhere(place: impl Fn(&mut Desk)) {
    let world = World::new();
    let mut desk = world.welcome_page();
    for command in Command::all() {
        desk.app_mut().view.quit = false;
        desk.app_mut().view.dialog = None;
        desk.app_mut().view.region = Region::Reader;
        place(&mut desk);
        let before = desk.app().project.whole().clone();
        run(&mut desk, command);
        let changed = has_unsaved_changes(desk.app().project.whole(), &before);
        if !changed || desk.app().undo_label().is_none() || command == Command::Undo {
            continue;
        }
        for again in ["once", "twice"] {
            run(&mut desk, Command::Undo);
            assert!(
                !has_unsaved_changes(desk.app().project.whole(), &before),
                "{command:?} undone {again}"
            );
            run(&mut desk, Command::Redo);
            assert!(has_unsaved_changes(desk.app().project.whole(), &before));
        }
    }
}

fn sample(desk: &mut Desk) {
    desk.app_mut().open_sample();
    desk.step();
}

#[test]
fn every_command_on_the_welcome_page() {
    everywhere(|desk| {
        desk.app_mut()
            .answer_closing(ClosingAnswer::Discard, AfterClosing::Welcome);
        desk.step();
        assert!(desk.app().is_empty());
    });
}

#[test]
fn every_command_in_the_sample_project() {
    everywhere(sample);
}

#[test]
fn every_command_with_words_selected() {
    everywhere(|desk| {
        sample(desk);
        desk.app_mut().run(Command::Move(Motion::ArticleEnd));
        desk.app_mut().run(Command::Extend(Motion::WordLeft));
        desk.step();
        assert!(!desk.selected().is_empty());
    });
}

#[test]
fn every_command_on_an_own_mark() {
    everywhere(|desk| {
        sample(desk);
        desk.app_mut().run(Command::Move(Motion::ArticleEnd));
        desk.app_mut().run(Command::Extend(Motion::WordLeft));
        desk.step();
        desk.app_mut().run(Command::Mark(Status::Verified));
        desk.step();
        assert!(desk.active().is_some());
    });
}

#[test]
fn every_command_is_in_a_menu_or_in_the_sheet() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let mut seen = String::new();
    for menu in Menu::ALL {
        desk.click(menu.title());
        seen.push_str(&desk.everything());
        desk.press("Escape");
    }
    desk.press("F1");
    seen.push_str(&desk.everything());
    for command in Command::all() {
        let label = command.label();
        let is_seen = match command {
            Command::Extend(_) => seen.contains("Select while moving"),
            Command::OpenRecent(_) => seen.contains("Open recent"),
            // In the sheet each has its number.
            Command::FocusArticle(number) => seen.contains(&format!("Article {number}")),
            _ => seen.contains(label),
        };
        assert!(is_seen, "{command:?} {label:?}");
    }
}

#[test]
fn every_item_of_a_menu_that_can_be_chosen_says_what_it_does() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    for menu in Menu::ALL {
        for command in Command::all() {
            let definition = command.definition();
            if definition.menu.0 != menu
                || definition.only_in_sheet
                || matches!(command, Command::Extend(_))
                || !desk.app().is_enabled(command)
                || matches!(command, Command::Undo | Command::Redo)
            {
                continue;
            }
            assert!(!definition.help.is_empty(), "{command:?}");
            assert_ne!(definition.help, definition.label, "{command:?}");
        }
    }
    // And one of them on screen.
    desk.click("File");
    desk.hover("New project");
    desk.wait(2.0);
    desk.expect("A project with nothing in it");
}

#[test]
fn what_cannot_be_done_is_grey() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.click("Mark");
    for name in ["Verified", "Note", "Delete mark"] {
        let node = desk.find(name);
        assert!(node.accesskit_node().is_disabled(), "{name}");
    }
    desk.press("Escape W");
    desk.click("Mark");
    assert!(desk.is_enabled("Widen selection"));
}

#[test]
fn the_sheet_opens_and_closes_with_each_of_its_keys() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("F1");
    desk.expect("Select while moving");
    desk.press("Escape");
    assert!(!desk.sees("Select while moving"));
    desk.insert("?");
    desk.expect("Select while moving");
    desk.click("Close");
    assert!(!desk.sees("Select while moving"));
    desk.choose("Help", "About Crosscheck");
    desk.expect("opens no network connection");
    desk.press("Escape");
    assert!(desk.app().view.dialog.is_none());
}
