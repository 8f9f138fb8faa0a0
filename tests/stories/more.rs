//! Smaller things a person does.

use crate::harness::{World, summary};
use crosscheck::app::{BottomTab, Region};
use crosscheck::model::Status::{Conflicting, Unverified, Verified};
use egui::OutputCommand;

#[test]
fn words_are_copied_with_and_without_their_place() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("4 metres", "Sunday night");
    desk.copy(egui::Modifiers::COMMAND);
    assert_eq!(copied(&desk).as_deref(), Some("4 metres on Sunday night"));
    desk.copy(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT);
    assert_eq!(
        copied(&desk).as_deref(),
        Some("“4 metres on Sunday night” (Orchard flooded again, paragraph 2)")
    );
}

fn copied(desk: &crate::harness::Desk) -> Option<String> {
    let commands = &desk.harness().output().platform_output.commands;
    commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(words) => Some(words.clone()),
        _ => None,
    })
}

#[test]
fn tab_leaves_the_pane_and_comes_back() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W");
    let (focused, selected) = (desk.focused(), desk.pane().selection);
    desk.press("Tab");
    assert_ne!(desk.focused(), focused);
    desk.press("Shift+Tab");
    assert_eq!(desk.focused(), focused);
    assert_eq!(desk.pane().selection, selected);
    assert_eq!(desk.app().view.region, Region::Reader);
    desk.press("1");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Verified))]);
}

#[test]
fn statuses_are_given_from_the_list_too() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    desk.open_list(BottomTab::Annotations);
    assert_eq!(desk.app().view.region, Region::Bottom);
    desk.press("3");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Conflicting))]);
    desk.press("Delete");
    assert_eq!(desk.marks(), []);
}

#[test]
fn pages_turn_and_come_back() {
    let world = World::new();
    let mut desk = world.with_long_article();
    desk.press("PageDown Space");
    let far = desk.scroll();
    assert!(far > 800.0, "{far}");
    assert!(desk.pane().selection.head.bytes() > 500);
    desk.press("PageUp Shift+Space");
    assert!(desk.scroll() < 100.0, "{}", desk.scroll());
    assert!(desk.pane().selection.head.bytes() < 300);
}

#[test]
fn lines_keep_their_column() {
    let world = World::new();
    let mut desk = world.with_long_article();
    desk.press("Mod+Right Mod+Right Mod+Right");
    let start = desk.pane().selection;
    desk.press("Down Down Down Down Up Up Up Up");
    assert_eq!(desk.pane().selection, start);
}

#[test]
fn undone_back_to_the_file_is_no_change() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    world.will_choose([world.path("a.ron")]);
    desk.press("Mod+S");
    let bytes = std::fs::read(world.path("a.ron")).unwrap();
    desk.press("Mod+1 W 1 N");
    desk.type_words("abc");
    desk.press("Escape 3 Mod+Z Mod+Z Mod+Z");
    assert_eq!(desk.marks(), []);
    assert!(!desk.app().has_unsaved_changes());
    desk.press("Mod+S");
    assert_eq!(std::fs::read(world.path("a.ron")).unwrap(), bytes);
}

#[test]
fn a_second_save_without_changes_gives_the_same_bytes() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 Mod+2 W 2");
    world.will_choose([world.path("a.ron")]);
    desk.press("Mod+S");
    let bytes = std::fs::read(world.path("a.ron")).unwrap();
    desk.press("Mod+S");
    assert_eq!(std::fs::read(world.path("a.ron")).unwrap(), bytes);
    let mut again = world.start(vec![world.path("a.ron")]);
    again.press("Mod+S");
    assert_eq!(std::fs::read(world.path("a.ron")).unwrap(), bytes);
}

#[test]
fn a_project_dropped_on_unsaved_work_asks_first() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    world.will_choose([world.path("a.ron")]);
    desk.press("Mod+S Mod+1 W 1");
    desk.drop_files(vec![world.path("a.ron")]);
    desk.expect("Save the changes to a.ron?");
    desk.click("Do not save");
    desk.run();
    assert_eq!(desk.marks(), []);
    assert!(!desk.app().has_unsaved_changes());
}

#[test]
fn a_note_follows_its_mark_and_not_the_caret() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 Mod+2 W 2 N");
    desk.type_words("of the orchard");
    // A click on another mark, the field never left by a key.
    desk.click_words("Lighthouse to", 1);
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
    let notes: Vec<_> = crate::harness::marks_of(&desk.app().project)
        .iter()
        .map(|mark| {
            let given = mark.assessment_of(desk.app().reviewer()).unwrap();
            (mark.quote(), given.note.clone())
        })
        .collect();
    assert_eq!(
        notes,
        [
            ("Lighthouse".to_owned(), String::new()),
            ("Orchard".to_owned(), "of the orchard".to_owned()),
        ]
    );
    // And one step takes it back.
    desk.press("Mod+Z");
    assert_eq!(desk.marks().len(), 2);
}

#[test]
fn a_status_given_while_a_note_is_typed_keeps_the_note() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 N");
    desk.type_words("half a ");
    desk.click("Conflicting");
    desk.press("Escape");
    let mark = desk.app().active_mark().unwrap();
    let given = mark.assessment_of(desk.app().reviewer()).unwrap();
    assert_eq!(
        (given.status, given.note.trim()),
        (Some(Conflicting), "half a")
    );
}

#[test]
fn a_new_project_forgets_what_was_typed_for_the_old_one() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 N");
    desk.type_words("old");
    desk.press("Mod+N");
    desk.click("Do not save");
    assert!(desk.app().is_empty());
    assert_eq!(desk.messages(), "");
    world.will_choose(world.three_articles());
    desk.press("Mod+Shift+O Mod+1 W 2");
    let mark = desk.app().active_mark().unwrap();
    let given = mark.assessment_of(desk.app().reviewer()).unwrap();
    assert_eq!((given.status, &*given.note), (Some(Unverified), ""));
}

#[test]
fn a_missing_date_is_asked_for_and_given_in_one_click() {
    let world = World::new();
    let mut desk = world.welcome_page();
    let text = "Storm over the bay\n\n12 March 2023\n\nThe storm came at night, the warden said.\n";
    world.will_choose([world.file("storm.txt", text)]);
    desk.press("Mod+Shift+O");
    desk.expect("Found 2023-03-12");
    let before = desk.app().project.clone();
    desk.click("Use");
    assert_eq!(desk.article().meta().published, "2023-03-12");
    assert!(!desk.sees("Found 2023-03-12"));
    desk.press("Mod+Z");
    assert_eq!(desk.app().project, before);
}

#[test]
fn two_windows_on_one_file_lose_nothing_of_either() {
    let world = World::new();
    let mut one = world.with_three_articles();
    world.will_choose([world.path("a.ron")]);
    one.press("Mod+S");
    let mut two = world.start(vec![world.path("a.ron")]);
    one.press("Mod+1 W 1 Mod+S");
    two.press("Mod+2 W 2 Mod+S");
    one.press("Mod+3 W 3 Mod+S");
    two.press("Mod+1 Mod+End Mod+Shift+Left 2 Mod+S");
    assert_eq!(summary(&world.saved("a.ron")).len(), 4);
}

#[test]
fn all_of_an_article_is_selected_and_copied_and_the_view_stays() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let scroll = desk.scroll();
    desk.press("Mod+1 Mod+A");
    assert_eq!(desk.selected(), desk.text().as_str());
    assert_eq!(desk.scroll(), scroll);
    desk.press("Escape");
    assert_eq!(desk.selected(), "");
}
