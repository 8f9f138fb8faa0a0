//! How the panes lie, and that they lie so again: after undo, when one is opened again, on return.

use crate::harness::{Desk, World};
use crosscheck::app::BottomTab;
use std::fmt::Write as _;

/// Three articles, each long enough to be scrolled.
fn long_articles(world: &World) -> Desk {
    let files = ["Anchor", "Buoy", "Crane"].map(|name| {
        let mut text = format!("{name} and its long story\n\n");
        for number in 1..60 {
            let _infallible = write!(text, "{name} line {number} of the harbour book\n\n");
        }
        world.file(&format!("{}.txt", name.to_lowercase()), text)
    });
    let mut desk = world.welcome_page();
    world.will_choose(files);
    desk.press("Mod+Shift+O");
    desk
}

/// The titles of the panes from left to right.
fn titles(desk: &Desk) -> Vec<String> {
    let panes = &desk.app().view.panes_in_view;
    let title = |id: &crosscheck::app::PaneId| {
        let pane = desk.app().pane(*id).expect("a pane");
        let article = desk.app().project.article(pane.article);
        let title = article.expect("an article").display_title();
        title.split(' ').next().unwrap_or_default().to_owned()
    };
    panes.iter().map(title).collect()
}

fn save(world: &World, desk: &mut Desk) {
    world.will_choose([world.path("book.ron")]);
    desk.press("Mod+S");
}

/// Leaves, and comes back.
fn return_to(world: &World, mut desk: Desk) -> Desk {
    desk.press("Mod+Q");
    world.start(vec![world.path("book.ron")])
}

#[test]
fn an_article_that_comes_back_stands_where_it_stood_and_where_it_was_read() {
    let world = World::new();
    let mut desk = long_articles(&world);
    desk.wheel_over("Buoy line 3", 300.0);
    let scrolled = desk.scroll_of("buoy.txt");
    assert!(scrolled > 100.0);
    desk.press("Mod+2");
    desk.choose("Edit", "Remove article");
    assert_eq!(titles(&desk), ["Anchor", "Crane"]);
    desk.press("Mod+Z");
    assert_eq!(titles(&desk), ["Anchor", "Buoy", "Crane"]);
    assert_eq!(desk.scroll_of("buoy.txt"), scrolled);
}

#[test]
fn the_same_holds_where_a_person_laid_the_panes() {
    let world = World::new();
    let mut desk = long_articles(&world);
    desk.drag_gutter("Anchor line 3", 60.0);
    desk.press("Mod+2");
    desk.choose("Edit", "Remove article");
    desk.press("Mod+Z");
    assert_eq!(titles(&desk), ["Anchor", "Buoy", "Crane"]);
}

#[test]
fn a_closed_pane_opens_again_where_it_was_read() {
    let world = World::new();
    let mut desk = long_articles(&world);
    desk.press("Mod+2 Mod+End");
    let (caret, scrolled) = (desk.around_caret(), desk.scroll());
    desk.click_nth("Close pane", 1);
    assert_eq!(titles(&desk), ["Anchor", "Crane"]);
    desk.press("Mod+2");
    assert_eq!(titles(&desk), ["Anchor", "Buoy", "Crane"]);
    assert_eq!((desk.around_caret(), desk.scroll()), (caret, scrolled));
}

#[test]
fn on_return_the_panes_stand_as_they_stood() {
    let world = World::new();
    let mut desk = long_articles(&world);
    save(&world, &mut desk);
    desk.wheel_over("Crane line 3", 400.0);
    desk.click_nth("Close pane", 0);
    desk.press("Mod+3");
    let (shown, scrolled) = (titles(&desk), desk.scroll_of("crane.txt"));
    assert_eq!(shown, ["Buoy", "Crane"]);
    assert!(scrolled > 100.0);
    let mut again = return_to(&world, desk);
    assert_eq!(titles(&again), shown, "what was closed stays closed");
    assert_eq!(again.article().meta().file_name, "crane.txt");
    assert_eq!(again.scroll_of("crane.txt"), scrolled);
    assert!(
        !again.app().has_unsaved_changes(),
        "nothing of it is in the file"
    );
    again.press("Mod+1");
    assert_eq!(titles(&again), ["Anchor", "Buoy", "Crane"]);
}

#[test]
fn on_return_the_panes_are_as_wide_as_a_person_made_them() {
    let world = World::new();
    let mut desk = long_articles(&world);
    save(&world, &mut desk);
    let width = |desk: &Desk| desk.pane_rect("Anchor line 3").width();
    let before = width(&desk);
    desk.drag_gutter("Anchor line 3", 60.0);
    let wide = width(&desk);
    assert!(wide > before + 40.0, "{before} {wide}");
    let mut again = return_to(&world, desk);
    assert!(
        (width(&again) - wide).abs() < 2.0,
        "{wide} {}",
        width(&again)
    );
    again.choose("View", "Arrange side by side");
    assert!((width(&again) - before).abs() < 2.0);
}

#[test]
fn the_tab_that_was_in_front_is_in_front_again() {
    let world = World::new();
    let mut desk = long_articles(&world);
    let more = ["Dock", "Eddy"].map(|name| {
        let text = format!("{name} and its short story\n\nAll of {name} is told here.\n");
        world.file(&format!("{name}.txt"), text)
    });
    world.will_choose(more);
    desk.press("Mod+Shift+O");
    save(&world, &mut desk);
    desk.press("Mod+4 Mod+1");
    let shown = titles(&desk);
    assert_eq!(shown, ["Anchor", "Buoy", "Dock"]);
    assert_eq!(titles(&return_to(&world, desk)), shown);
}

#[test]
fn undo_names_the_words_and_moves_nothing() {
    let world = World::new();
    let mut desk = long_articles(&world);
    desk.press("Mod+1");
    desk.drag("Anchor line 2", "Anchor line 2");
    desk.press("1 Escape Mod+Z");
    let said = "Undone: mark verified on “Anchor line 2”, Anchor and its long story ¶3";
    assert!(desk.messages().contains(said), "{}", desk.messages());
    assert!(!desk.messages().contains("out of view"));
    desk.press("Mod+Y");
    let again = said.replace("Undone", "Done again");
    assert!(desk.messages().contains(&again), "{}", desk.messages());
    desk.press("Escape Mod+End");
    let scrolled = desk.scroll();
    desk.press("Mod+Z");
    assert_eq!(desk.scroll(), scrolled);
    let said = format!("{said}, out of view");
    assert!(desk.messages().contains(&said), "{}", desk.messages());
    desk.click("Show");
    assert!(desk.scroll() < scrolled);
    desk.expect("Anchor line 2 of the harbour book");
    desk.press("Alt+Left");
    assert_eq!(desk.scroll(), scrolled);
    desk.press("Mod+Z");
    assert!(!desk.sees("Undone: mark"), "there is nothing more to undo");
}

#[test]
fn a_narrow_strip_has_the_place_in_the_source_the_readers_and_delete() {
    let world = World::new();
    let mut desk = world.with_three_articles_at(egui::vec2(1024.0, 700.0));
    desk.press("Mod+1 W 1");
    desk.click("The name on your marks");
    desk.type_words("cy");
    desk.press("Enter S");
    desk.type_words("The land register");
    desk.press("Enter");
    desk.click("Place in The land register");
    desk.type_words("p. 4");
    desk.press("Enter");
    let mark = desk.app().active_mark().expect("a mark").clone();
    let me = desk.app().reviewer();
    let given = mark.assessment_of(me).expect("my assessment");
    assert_eq!(given.cites[0].locator, "p. 4");
    desk.click("Delete mark");
    assert_eq!(desk.marks().len(), 0);
    desk.press("Mod+Z");
    assert_eq!(desk.marks().len(), 1);
    desk.open_list(BottomTab::Annotations);
}
