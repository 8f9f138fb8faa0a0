//! Finding words, going back and forward after jumps, and going to a paragraph.

use crate::harness::{Desk, World};
use crosscheck::app::{Command, Picked};
use crosscheck::model::Status::Verified;
use egui_kittest::kittest::NodeT as _;

/// The bar is open and these words are typed.
fn finding(desk: &mut Desk, words: &str) {
    desk.press("Mod+F");
    desk.type_words(words);
}

fn title(desk: &Desk) -> String {
    desk.article().display_title().to_owned()
}

#[test]
fn hits_are_counted_while_one_types_and_nothing_moves_before_enter() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1");
    let before = desk.pane().selection;
    finding(&mut desk, "the");
    desk.expect("9 in 3 articles");
    assert_eq!(desk.pane().selection, before);
    desk.type_words(" ");
    desk.type_words("clerk");
    desk.expect("1 in 1 article");
    desk.press("Enter");
    desk.expect("1 of 1");
    assert_eq!(desk.selected(), "the clerk");
}

#[test]
fn next_and_previous_go_over_the_articles_and_round() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1");
    finding(&mut desk, "will");
    desk.expect("2 in 2 articles");
    desk.press("Enter");
    assert_eq!(title(&desk), "Lighthouse to be sold");
    desk.expect("1 of 2");
    desk.press("Enter");
    assert_eq!(title(&desk), "Bridge closes for repairs");
    assert_eq!(desk.selected(), "will");
    desk.expect("2 of 2");
    assert!(!desk.sees("From the top again"));
    desk.press("Enter");
    desk.expect("From the top again");
    assert_eq!(title(&desk), "Lighthouse to be sold");
    desk.press("Shift+Enter");
    desk.expect("From the end again");
    assert_eq!(title(&desk), "Bridge closes for repairs");
    desk.press("Shift+Enter");
    assert_eq!(title(&desk), "Lighthouse to be sold");
    // The field has the keyboard still.
    desk.type_words("x");
    desk.expect("No hits");
}

#[test]
fn a_hit_is_selected_so_that_it_can_be_marked_and_undone_in_one_step() {
    let mut desk = World::new().with_three_articles();
    finding(&mut desk, "sunday night");
    desk.press("Enter Escape 1");
    assert!(!desk.app().find.is_open);
    let marked = [("Sunday night".to_owned(), Some(Verified))];
    assert_eq!(desk.marks(), marked);
    desk.press("Mod+Z");
    assert_eq!(desk.marks(), []);
    desk.press("Mod+Y");
    assert_eq!(desk.marks(), marked);
}

#[test]
fn the_next_hit_after_marking_one_is_the_next_one() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1");
    finding(&mut desk, "the");
    desk.press("Enter Escape 1 F3 1 F3 1");
    assert_eq!(desk.marks().len(), 3);
    desk.press("Mod+Z Mod+Z Mod+Z");
    assert_eq!(desk.marks(), []);
}

#[test]
fn f3_goes_on_after_the_bar_is_closed_and_opens_it_where_nothing_was_looked_for() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1 F3");
    assert!(desk.app().find.is_open);
    desk.type_words("will");
    desk.press("Enter Escape F3");
    assert!(!desk.app().find.is_open);
    assert_eq!(title(&desk), "Bridge closes for repairs");
    assert_eq!(desk.selected(), "will");
    desk.press("Shift+F3");
    assert_eq!(title(&desk), "Lighthouse to be sold");
}

#[test]
fn what_is_selected_is_what_is_looked_for() {
    let mut desk = World::new().with_three_articles();
    desk.drag("iron bridge", "iron bridge");
    desk.press("Mod+F");
    assert_eq!(desk.app().find.words(), "iron bridge");
    desk.expect("1 of 1");
    // It is selected in the field: typing takes its place.
    desk.type_words("river");
    assert_eq!(desk.app().find.words(), "river");
    assert_eq!(desk.app().find.total(), 1);
}

#[test]
fn accents_case_and_whole_words_as_the_buttons_say() {
    let world = World::new();
    let mut desk = world.welcome_page();
    let text = "Fruit market\n\nThe Café sold pêche and peche. He, the owner, said: “don’t”.\n";
    world.will_choose([world.file("fruit.txt", text)]);
    desk.press("Mod+Shift+O");
    finding(&mut desk, "peche");
    assert_eq!(desk.app().find.total(), 2);
    desk.click("Accents are equal");
    assert_eq!(desk.app().find.total(), 1);
    desk.click("Accents are equal");
    desk.press("Mod+F");
    desk.type_words("he");
    assert_eq!(desk.app().find.total(), 5);
    desk.click("Whole words");
    assert_eq!(desk.app().find.total(), 1);
    desk.click("Whole words");
    desk.click("Match case");
    assert_eq!(desk.app().find.total(), 4);
    desk.click("Match case");
    desk.press("Mod+F");
    desk.insert("don't");
    desk.press("Enter");
    assert_eq!(desk.selected(), "don’t");
    // The options stay for the next time.
    desk.click("Match case");
    desk.press("Escape Escape Mod+F");
    assert!(desk.app().find.options().match_case);
}

#[test]
fn one_article_or_all() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+3");
    finding(&mut desk, "will");
    desk.expect("2 in 2 articles");
    desk.click("This article");
    desk.expect("1 hit");
    desk.click("All articles");
    desk.expect("2 in 2 articles");
}

#[test]
fn nothing_found_is_said() {
    let mut desk = World::new().with_three_articles();
    finding(&mut desk, "zeppelin");
    desk.expect("No hits");
    assert!(!desk.is_enabled("Next hit"));
    desk.press("Enter");
    desk.expect("No hits for “zeppelin”");
}

#[test]
fn hits_stay_right_when_articles_go_and_come() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1");
    finding(&mut desk, "will");
    desk.press("Enter");
    desk.app_mut().run(Command::RemoveArticle);
    desk.run();
    assert_eq!(desk.app().find.total(), 1);
    desk.app_mut().run(Command::Undo);
    desk.run();
    assert_eq!(desk.app().find.total(), 2);
}

#[test]
fn a_large_article_is_searched_beside_the_window_and_the_step_waits_for_it() {
    let world = World::new();
    let mut text = "Long log\n\n".to_owned();
    text += &"The boat lay still all day.\n\n".repeat(50_000);
    text += "Then a whale came.\n";
    let mut desk = world.welcome_page();
    world.will_choose([world.file("log.txt", text)]);
    desk.press("Mod+Shift+O");
    desk.app_mut().find_everywhere("a whale");
    desk.run();
    assert_eq!(desk.selected(), "a whale");
    desk.expect("1 of 1");
    assert!(desk.scroll() > 1000.0);
    desk.app_mut().set_find_words("boat");
    desk.app_mut().set_find_words("still");
    desk.run();
    assert_eq!(desk.app().find.total(), 50_000);
}

#[test]
fn the_palettes_row_finds_words_everywhere() {
    let mut desk = World::new().with_three_articles();
    desk.app_mut()
        .take_picked(Picked::Find("apples".to_owned()));
    desk.run();
    assert!(desk.app().find.is_open);
    assert_eq!(title(&desk), "Orchard flooded again");
    assert_eq!(desk.selected(), "apples");
    desk.expect("1 of 1");
}

#[test]
fn the_field_in_the_menu_bar_opens_the_palette_and_goes_where_there_is_no_room() {
    let mut desk = World::new().with_three_articles();
    desk.click("Find in all articles, or run a command");
    assert!(desk.app().view.picker.is_some());
    let desk = World::new().with_three_articles_at(egui::vec2(640.0, 700.0));
    assert!(!desk.sees("Find in all articles, or run a command"));
}

#[test]
fn the_bar_fits_the_smallest_window() {
    let mut desk = World::new().with_three_articles_at(egui::vec2(1024.0, 700.0));
    finding(&mut desk, "will");
    let close = desk.find("Close the find bar").rect();
    let scope = desk.find("All articles").rect();
    assert!(scope.right() < close.left() && close.right() <= 1024.0 + 8.0);
}

#[test]
fn back_and_forward_after_hits() {
    let mut desk = World::new().with_three_articles();
    desk.click_words("keeper", 1);
    let start = desk.around_caret();
    assert!(!desk.app().is_enabled(Command::Back));
    finding(&mut desk, "apples");
    desk.press("Enter Escape");
    assert_eq!(title(&desk), "Orchard flooded again");
    desk.press("Alt+Left");
    assert_eq!(title(&desk), "Lighthouse to be sold");
    assert_eq!(desk.around_caret(), start);
    assert!(!desk.app().is_enabled(Command::Back));
    desk.press("Alt+Right");
    assert_eq!(desk.selected(), "apples");
    assert!(!desk.app().is_enabled(Command::Forward));
    assert_eq!(desk.marks(), []);
}

#[test]
fn back_after_a_jump_to_a_mark_and_after_articles_by_number() {
    let mut desk = World::new().with_three_articles();
    desk.drag("iron bridge", "until May");
    desk.press("2");
    let mark = desk.app().active_mark().unwrap().id;
    desk.click_words("keeper", 1);
    let start = desk.around_caret();
    desk.app_mut().go_to_mark(mark);
    desk.run();
    assert_eq!(title(&desk), "Bridge closes for repairs");
    desk.press("Mod+2 Alt+Left");
    assert_eq!(title(&desk), "Bridge closes for repairs");
    assert_eq!(
        desk.active().unwrap(),
        "iron bridge will be closed until May"
    );
    desk.press("Alt+Left");
    assert_eq!(desk.around_caret(), start);
    // A closed article is passed over.
    desk.press("Alt+Right Alt+Right Mod+3");
    desk.app_mut().run(Command::ClosePane);
    desk.press("Mod+2 Alt+Left");
    assert_ne!(title(&desk), "Bridge closes for repairs");
}

#[test]
fn a_run_of_steps_is_one_jump() {
    let mut desk = World::new().with_three_articles();
    for (from, to) in [
        ("county will", "lighthouse at"),
        ("Mrs. Dole", "for 31"),
        ("clerk", "said"),
    ] {
        desk.drag(from, to);
        desk.press("1");
    }
    desk.press("Mod+Home");
    let start = desk.pane().selection;
    for _ in 0..3 {
        desk.app_mut().run(Command::NextInWalk);
    }
    desk.run();
    assert_ne!(desk.pane().selection, start);
    desk.press("Alt+Left");
    assert_eq!(desk.pane().selection.head, start.head);
}

#[test]
fn to_a_paragraph_by_number_and_by_words() {
    let mut desk = World::new().with_long_article();
    desk.press("Mod+G");
    desk.type_words("87");
    desk.press("Enter");
    assert!(desk.around_caret().1.starts_with("Paragrap"));
    desk.expect("paragraph 87");
    assert!(desk.scroll() > 100.0);
    desk.press("Mod+G");
    desk.type_words("boat 33");
    desk.press("Enter");
    desk.expect("paragraph 33");
    desk.press("Alt+Left");
    desk.expect("paragraph 87");
    desk.press("Alt+Left");
    desk.expect("paragraph 1");
}

#[test]
fn the_buttons_of_the_bar_say_whether_they_are_on() {
    let mut desk = World::new().with_three_articles();
    finding(&mut desk, "will");
    let is_on = |desk: &Desk, name: &str| {
        desk.find(name).accesskit_node().toggled() == Some(egui::accesskit::Toggled::True)
    };
    assert!(is_on(&desk, "Accents are equal"));
    assert!(!is_on(&desk, "Match case"));
    desk.click("Next hit");
    desk.expect("1 of 2");
    desk.click("Close the find bar");
    assert!(!desk.app().find.is_open);
    assert_eq!(desk.selected(), "will");
}
