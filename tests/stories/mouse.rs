//! Selecting and judging with the mouse.

use crate::harness::World;
use crosscheck::model::Status::{Unverified, Verified};

#[test]
fn a_double_click_takes_the_word_and_a_triple_click_the_sentence() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.click_words("keeper", 1);
    assert_eq!(desk.selected(), "");
    desk.click_words("keeper", 2);
    assert_eq!(desk.selected(), "keeper");
    desk.click_words("keeper", 3);
    assert_eq!(
        desk.selected().trim_end(),
        "Its keeper, Mrs. Dole, served there for 31 years."
    );
}

#[test]
fn a_click_with_shift_extends_the_selection() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.click_words("Farmers", 2);
    desk.shift_click_behind("half of");
    assert_eq!(desk.selected(), "Farmers lost half of");
}

#[test]
fn the_foot_of_the_pane_offers_the_statuses_after_a_selection_with_the_mouse_only() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    assert_eq!(desk.count("Widen"), 0);
    desk.press("Mod+1 Right Shift+Right Shift+Right");
    assert_eq!(desk.selected().len(), 2);
    assert_eq!(desk.count("Widen"), 0);
    desk.click_words("Farmers", 2);
    assert_eq!(desk.count("Widen"), 1);
    desk.click("Widen");
    assert_eq!(
        desk.selected().trim_end(),
        "Farmers lost half of the apples."
    );
}

#[test]
fn the_foot_marks() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+I");
    desk.click_words("Farmers", 2);
    desk.click("Unverified");
    assert_eq!(desk.marks(), [("Farmers".to_owned(), Some(Unverified))]);
    assert_eq!(desk.count("Widen"), 0);
}

#[test]
fn the_right_button_offers_what_can_be_done_with_the_words() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("Nobody in", "the village");
    desk.right_click("in the village");
    assert_eq!(desk.selected(), "Nobody in the village");
    desk.click("Verified");
    assert_eq!(
        desk.marks(),
        [("Nobody in the village".to_owned(), Some(Verified))]
    );
    desk.right_click("village was");
    desk.click("Delete mark");
    assert_eq!(desk.marks(), []);
}

#[test]
fn selecting_in_one_article_takes_the_selection_of_another_away() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.click_words("keeper", 2);
    desk.click_words("Farmers", 2);
    assert_eq!(desk.selected(), "Farmers");
    let selections = desk.app().panes.iter();
    let selected = selections.filter(|pane| !pane.selection.is_empty()).count();
    assert_eq!(selected, 1);
}

#[test]
fn the_wheel_scrolls_the_text_under_the_pointer_and_leaves_the_caret() {
    let world = World::new();
    let mut desk = world.with_long_article();
    let caret = desk.pane().selection;
    desk.wheel_over("boat 5 ", 400.0);
    assert!(desk.scroll() > 300.0, "{}", desk.scroll());
    assert_eq!(desk.pane().selection, caret);
}

#[test]
fn a_loose_drag_over_several_words_takes_them_whole_and_one_within_a_word_does_not() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("house to", "be so");
    assert_eq!(desk.selected(), "Lighthouse to be sold");
    desk.press("2");
    assert_eq!(desk.marks().len(), 1);
    desk.press("Mod+Z Escape");
    desk.drag("ighthou", "ighthou");
    assert_eq!(desk.selected(), "ighthou", "a part that is meant");
}
