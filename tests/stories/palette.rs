//! The palette: every command, every article, and words to look for.

use crate::harness::{Desk, World};
use crosscheck::app::{Command, Picked};
use crosscheck::model::Status::Verified;
use egui::vec2;

fn rows(desk: &Desk) -> Vec<String> {
    let rows = desk.app().picker_rows().into_iter();
    rows.map(|row| row.title).collect()
}

#[test]
fn a_command_is_found_by_a_few_letters_and_runs_once() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W Mod+K");
    desk.type_words("veri");
    assert_eq!(rows(&desk)[0], "Verified");
    let before = desk.app().revision();
    desk.press("Enter");
    assert!(desk.app().view.picker.is_none());
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Verified))]);
    assert_eq!(desk.app().revision(), before + 1);
    desk.press("Mod+Z");
    assert_eq!(desk.marks(), []);
    // What was used last stands first.
    desk.press("Mod+K");
    assert_eq!(rows(&desk)[0], "Verified");
    assert!(!rows(&desk).contains(&"Back one character".to_owned()));
    desk.type_words("back one ch");
    assert_eq!(rows(&desk)[0], "Back one character");
}

#[test]
fn an_enter_that_is_held_chooses_nothing_by_its_repeats() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 Mod+K");
    desk.type_words("undo");
    desk.hold("Enter");
    assert_eq!(desk.marks(), []);
    assert!(desk.app().redo_label().is_some(), "one step was undone");
}

#[test]
fn the_palette_opens_in_a_field_and_leaves_its_words() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 N");
    desk.type_words("asked twice");
    desk.press("Home Mod+K");
    assert!(desk.app().view.picker.is_some());
    desk.press("Mod+K");
    assert!(desk.app().view.picker.is_none(), "the same key closes it");
    let mark = desk.app().active_mark().unwrap();
    let given = mark.assessment_of(desk.app().reviewer()).unwrap();
    assert_eq!(given.note, "asked twice");
}

#[test]
fn articles_and_words_have_rows() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+K");
    desk.type_words("orchard");
    assert_eq!(rows(&desk)[0], "Go to: Orchard flooded again");
    assert_eq!(
        rows(&desk).last().unwrap(),
        "Find “orchard” in all articles"
    );
    desk.press("Enter");
    assert_eq!(desk.article().display_title(), "Orchard flooded again");
    desk.press("Mod+K");
    desk.type_words("zzz");
    assert_eq!(rows(&desk), ["Find “zzz” in all articles"]);
    let found = desk.app().picker_rows().remove(0).picked;
    assert_eq!(found, Picked::Find("zzz".to_owned()));
}

#[test]
fn every_command_is_reached_by_its_name() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let recent = desk.app().settings.recent.len();
    for command in Command::all() {
        match command {
            // The palette is there already; an article that exists has a row of its own.
            Command::Palette => continue,
            Command::FocusArticle(number) if number <= 3 => continue,
            Command::OpenRecent(number) if usize::from(number) >= recent => continue,
            _ => {}
        }
        desk.app_mut().run(Command::Palette);
        let typed = match command {
            Command::FocusArticle(_) => command.numbered_label(),
            _ => command.label().to_owned(),
        };
        desk.app_mut().view.picker.as_mut().unwrap().typed = typed;
        let rows = desk.app().picker_rows();
        let is_there = rows
            .iter()
            .any(|row| row.picked == Picked::Command(command));
        assert!(is_there, "{command:?}");
        desk.app_mut().close_picker();
    }
}

#[test]
fn keys_walk_the_rows_and_nothing_under_it_gets_any() {
    let world = World::new();
    let mut desk = world.with_three_articles_at(vec2(1024.0, 700.0));
    desk.press("Mod+1 W Mod+K");
    let at = |desk: &Desk| desk.app().view.picker.as_ref().unwrap().at;
    let last = rows(&desk).len() - 1;
    desk.press("Down Down");
    assert_eq!(at(&desk), 2);
    desk.press("PageDown Up");
    assert_eq!(at(&desk), 11);
    desk.press("End");
    assert_eq!(at(&desk), last);
    desk.press("Down");
    assert_eq!(at(&desk), 0);
    desk.press("Home Mod+S Mod+W Mod+Z F6 Alt+1 Delete Escape");
    assert!(desk.app().view.picker.is_none());
    assert_eq!(desk.marks(), []);
    assert_eq!(desk.selected(), "Lighthouse");
    assert!(!desk.app().is_empty());
}

#[test]
fn the_pointer_over_a_row_leaves_the_row_of_the_keys() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+K Down");
    desk.hover("Save as…");
    assert_eq!(desk.app().view.picker.as_ref().unwrap().at, 1);
}

#[test]
fn a_click_beside_the_popup_closes_it_and_nothing_else_happens() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W");
    desk.press("Mod+K");
    desk.click_words("Lighthouse", 1);
    assert!(desk.app().view.picker.is_none());
    assert_eq!(desk.selected(), "Lighthouse", "the click was the popup's");
    desk.press("1");
    assert_eq!(desk.marks().len(), 1);
}
