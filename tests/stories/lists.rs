//! The list of annotations: narrowed by what it is asked for, and judged by the row.

use crate::harness::{Desk, World};
use crosscheck::app::{BottomTab, Command, Region};
use crosscheck::model::Status::{Conflicting, Verified};

/// Three marks in three articles, the list open and with the keyboard.
fn with_marks(world: &World) -> Desk {
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 Mod+2 W 3 Mod+3 W 2");
    desk.open_list(BottomTab::Annotations);
    desk.app_mut().go_to_region(Region::Bottom);
    desk.run();
    desk
}

fn rows(desk: &Desk) -> Vec<String> {
    let app = desk.app();
    let words = |id: &_| app.project.annotation(*id).expect("a mark").quote();
    app.listed().rows().iter().map(words).collect()
}

#[test]
fn chips_article_and_words_narrow_the_list_together() {
    let world = World::new();
    let mut desk = with_marks(&world);
    assert_eq!(rows(&desk), ["Lighthouse", "Orchard", "Bridge"]);
    desk.click("Only verified");
    desk.click("Only conflicting");
    assert_eq!(rows(&desk), ["Lighthouse", "Orchard"]);
    desk.expect("2 of 3");
    let article = desk.app().articles_in_order()[1].id;
    desk.app_mut().view.list_filter.article = Some(article);
    desk.run();
    assert_eq!(rows(&desk), ["Orchard"]);
    desk.app_mut().view.list_filter.words = "light".to_owned();
    desk.run();
    assert_eq!(rows(&desk), Vec::<String>::new());
    desk.expect("No annotation fits the filter.");
    desk.click("Clear");
    assert_eq!(rows(&desk).len(), 3);
}

#[test]
fn the_reviewer_and_the_title_of_a_source_narrow_it_too() {
    let world = World::new();
    let mut desk = with_marks(&world);
    desk.press("Escape S");
    desk.insert("Harbour log @ p. 2");
    desk.press("Enter");
    desk.app_mut().view.list_filter.words = "HARBOUR".to_owned();
    desk.run();
    assert_eq!(rows(&desk), ["Bridge"]);
    let me = desk.app().reviewer();
    desk.app_mut().view.list_filter.reviewer = Some(me);
    desk.run();
    assert_eq!(rows(&desk), ["Bridge"]);
    let nobody = crosscheck::model::ReviewerId(uuid::Uuid::from_u128(9));
    desk.app_mut().view.list_filter.reviewer = Some(nobody);
    desk.run();
    assert_eq!(rows(&desk), Vec::<String>::new());
}

#[test]
fn a_slash_goes_to_the_filter() {
    let world = World::new();
    let mut desk = with_marks(&world);
    desk.insert("/");
    desk.insert("orch");
    assert_eq!(rows(&desk), ["Orchard"]);
}

#[test]
fn selected_rows_are_judged_as_one_step() {
    let world = World::new();
    let mut desk = with_marks(&world);
    desk.press("Home Shift+Down Shift+Down");
    desk.expect("3 selected");
    let before = desk.app().project.clone();
    desk.press("3");
    assert!(
        desk.marks()
            .iter()
            .all(|(_, given)| *given == Some(Conflicting))
    );
    desk.press("Mod+Z");
    assert_eq!(desk.app().project.annotations, before.annotations);
    desk.press("Home 1 Down 1");
    assert_eq!(desk.marks()[1], ("Orchard".to_owned(), Some(Verified)));
}

#[test]
fn enter_goes_to_the_place() {
    let world = World::new();
    let mut desk = with_marks(&world);
    desk.press("Home Down Enter");
    assert_eq!(desk.active().as_deref(), Some("Orchard"));
    assert_eq!(desk.app().view.region, Region::Reader);
}

#[test]
fn an_empty_list_says_what_to_press() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.open_list(BottomTab::Annotations);
    desk.expect("Nothing marked yet. Press J to select the first unmarked words, then 1, 2 or 3.");
}

#[test]
fn delete_in_the_list_takes_the_selected_rows_as_one_step() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    for word in ["county", "keeper", "lamp"] {
        desk.click_words(word, 2);
        desk.press("1");
    }
    desk.open_list(BottomTab::Annotations);
    desk.press("Home Shift+Down Delete");
    let left: Vec<String> = desk.marks().into_iter().map(|(words, _)| words).collect();
    assert_eq!(left, ["lamp"]);
    assert!(desk.messages().contains("2 marks were deleted."));
    desk.press("Mod+Z");
    assert_eq!(desk.marks().len(), 3);
}

#[test]
fn a_click_on_a_row_shows_its_place_and_leaves_the_keyboard_in_the_list() {
    let world = World::new();
    let mut desk = with_marks(&world);
    desk.press("Escape");
    desk.click_containing("Conflicting: Orchard");
    assert_eq!(desk.active().as_deref(), Some("Orchard"));
    desk.press("Down");
    desk.press("1");
    let marks = desk.marks();
    assert!(
        marks.contains(&("Bridge".to_owned(), Some(Verified))),
        "the next row was judged: {marks:?}"
    );
    desk.press("Mod+Z");
    assert!(
        !desk
            .marks()
            .contains(&("Bridge".to_owned(), Some(Verified)))
    );
}

#[test]
fn several_rows_say_so_in_the_inspector_and_in_what_was_cited() {
    let world = World::new();
    let mut desk = with_marks(&world);
    desk.press("Home Shift+Down");
    desk.expect("2 marks are selected in the list");
    desk.press("S");
    desk.insert("Harbour log");
    desk.press("Enter Shift+S");
    assert!(!desk.messages().is_empty());
    desk.press("Shift+Down Shift+S");
    assert!(
        desk.messages().contains("on 3 marks: Harbour log"),
        "{}",
        desk.messages()
    );
}

#[test]
fn the_row_with_the_keyboard_is_what_the_inspector_shows() {
    let world = World::new();
    let mut desk = with_marks(&world);
    desk.press("Home");
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
    desk.press("Down");
    assert_eq!(desk.active().as_deref(), Some("Orchard"));
    desk.press("Shift+Down");
    assert_eq!(desk.active().as_deref(), Some("Bridge"), "one of the two");
    assert_eq!(desk.app().list_targets().len(), 2);
}

#[test]
fn a_note_written_from_a_row_goes_back_to_the_row() {
    let world = World::new();
    let mut desk = with_marks(&world);
    desk.press("Home N");
    desk.insert("see the log");
    desk.press("Mod+Enter");
    assert_eq!(desk.app().view.region, Region::Bottom);
    desk.press("Down Delete");
    assert_eq!(rows(&desk), ["Lighthouse", "Bridge"], "the next row went");
    desk.press("Mod+Z");
    assert_eq!(rows(&desk).len(), 3);
}

#[test]
fn rows_say_corrections_and_sources() {
    let world = World::new();
    let mut desk = with_marks(&world);
    desk.press("Home R");
    desk.insert("Light house");
    desk.press("Mod+Enter S");
    desk.insert("Harbour log");
    desk.press("Enter");
    desk.expect("should read “Light house” · 1 source");
    desk.expect("Orchard");
}

#[test]
fn going_along_the_list_is_one_jump() {
    let world = World::new();
    let mut desk = with_marks(&world);
    desk.press("Escape Mod+3 Mod+End");
    let before = (desk.article().id, desk.pane().selection);
    desk.app_mut().go_to_region(Region::Bottom);
    desk.run();
    desk.press("Home Down Enter");
    assert_eq!(desk.active().as_deref(), Some("Orchard"));
    assert_eq!(desk.app().view.region, Region::Reader);
    desk.press("Alt+Left");
    assert_eq!((desk.article().id, desk.pane().selection), before);
}

#[test]
fn opening_the_lists_gives_them_the_keyboard_and_closing_gives_it_back() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W");
    desk.press("Mod+B");
    assert_eq!(desk.app().view.region, Region::Bottom);
    desk.press("1");
    assert_eq!(desk.marks().len(), 0, "a digit is the list's");
    desk.press("Mod+B");
    assert_eq!(desk.app().view.region, Region::Reader);
    assert_eq!(desk.selected(), "Lighthouse", "the selection stays");
    desk.press("1");
    assert_eq!(desk.marks().len(), 1);
}

/// The first unmarked words of the first article, as J selects them; the last stay selected.
fn first_stretches(desk: &mut Desk) -> [String; 3] {
    desk.press("Mod+1 Mod+Home");
    [(); 3].map(|()| {
        desk.press("J");
        desk.selected().to_owned()
    })
}

#[test]
fn the_list_of_unmarked_words_is_gone_along_with_arrows() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let [first, second, _] = first_stretches(&mut desk);
    desk.press("Escape Mod+End");
    desk.app_mut().run(Command::ShowList(BottomTab::Unmarked));
    desk.run();
    assert_eq!(desk.app().view.region, Region::Bottom);
    desk.press("Down Enter");
    assert_eq!(desk.selected(), second);
    assert_ne!(first, second);
    assert_eq!(desk.app().view.region, Region::Reader);
    desk.press("2");
    assert_eq!(desk.marks().len(), 1);
}

#[test]
fn what_the_list_of_unmarked_words_stands_on_is_what_a_status_judges() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let [first, second, third] = first_stretches(&mut desk);
    // A selection in the text is not lost by opening the list.
    desk.app_mut().run(Command::ShowList(BottomTab::Unmarked));
    desk.run();
    assert_eq!(desk.selected(), third);
    desk.press("Down");
    assert_eq!(desk.selected(), second, "the row's words are the target");
    assert_eq!(desk.app().view.region, Region::Bottom);
    desk.press("3");
    assert_eq!(desk.marks().len(), 1);
    assert_eq!(desk.marks()[0].0, second);
    // The next row takes its place in the list, and as the target.
    assert_eq!(desk.app().view.region, Region::Bottom);
    desk.press("Up");
    assert_eq!(desk.selected(), first);
    desk.press("2");
    assert_eq!(desk.marks().len(), 2);
}
