//! What takes several steps before it is a mark: fragments, edges, painting, all occurrences.

use crate::harness::World;
use crosscheck::model::Status::{Conflicting, Verified};

#[test]
fn fragments_kept_with_a_key_become_one_mark() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county", "will sell");
    desk.press("A");
    desk.expect("1 passage kept");
    desk.drag("Mrs.", "Dole");
    desk.press("3");
    assert_eq!(
        desk.marks(),
        [("county will sell … Mrs. Dole".to_owned(), Some(Conflicting))]
    );
    assert!(!desk.sees("passage kept"));
    desk.press("Mod+Z");
    assert_eq!(desk.marks(), []);
}

#[test]
fn a_drag_with_ctrl_keeps_what_is_selected_and_one_without_begins_anew() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county", "will sell");
    desk.drag_beside("Mrs.", "Dole");
    desk.press("1");
    assert_eq!(desk.marks()[0].0, "county will sell … Mrs. Dole");
    desk.press("Mod+Z");
    desk.drag("county", "will sell");
    desk.drag_beside("Mrs.", "Dole");
    desk.drag("31", "years");
    desk.press("1");
    assert_eq!(desk.marks()[0].0, "31 years");
}

#[test]
fn escape_drops_the_kept_words_before_the_selection() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county", "will sell");
    desk.drag_beside("Mrs.", "Dole");
    desk.press("Escape");
    assert_eq!(desk.selected(), "Mrs. Dole");
    desk.press("1");
    assert_eq!(desk.marks()[0].0, "Mrs. Dole");
}

#[test]
fn kept_words_wait_for_a_status_of_their_own() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county", "will sell");
    desk.press("A 1");
    assert_eq!(desk.marks()[0].0, "county will sell");
}

#[test]
fn e_moves_one_edge_then_the_other_and_enter_keeps_both_as_one_step() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county", "will sell");
    desk.press("1 E Mod+Right Mod+Right");
    assert_eq!(desk.selected(), "county will sell the lighthouse");
    desk.expect("Enter keeps, Esc restores");
    assert_eq!(desk.marks()[0].0, "county will sell", "not before Enter");
    desk.press("E Mod+Left");
    assert_eq!(desk.selected(), "The county will sell the lighthouse");
    desk.press("Enter");
    assert_eq!(
        desk.marks(),
        [(
            "The county will sell the lighthouse".to_owned(),
            Some(Verified)
        )]
    );
    assert_eq!(
        desk.active().as_deref(),
        Some("The county will sell the lighthouse")
    );
    desk.press("Mod+Z");
    assert_eq!(desk.marks()[0].0, "county will sell");
}

#[test]
fn escape_restores_the_edges_and_a_status_keeps_them() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county", "will sell");
    desk.press("1 E Mod+Right Escape");
    assert_eq!(desk.marks()[0].0, "county will sell");
    assert_eq!(desk.active().as_deref(), Some("county will sell"));
    desk.press("E Mod+Right 3");
    assert_eq!(
        desk.marks(),
        [("county will sell the".to_owned(), Some(Conflicting))]
    );
}

#[test]
fn an_edge_is_dragged_with_the_mouse_as_one_step() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county", "will sell");
    desk.press("1");
    desk.drag_end("county will sell", "the lighthouse at");
    assert_eq!(desk.marks()[0].0, "county will sell the lighthouse at");
    desk.press("Mod+Z");
    assert_eq!(desk.marks()[0].0, "county will sell");
    assert_eq!(desk.marks().len(), 1);
}

#[test]
fn another_persons_edges_stay() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county", "will sell");
    desk.press("1");
    let file = world.path("a.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    let other = world.somebody_else();
    let mut theirs = other.start(vec![file]);
    theirs.click_words("county", 1);
    theirs.press("E Mod+Right Enter");
    assert!(theirs.messages().contains("only they can change its edges"));
    assert!(theirs.sees("[verified: county will sell]"));
}

#[test]
fn painting_marks_every_selection_of_the_mouse_until_p_or_escape() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("P");
    assert!(desk.messages().contains("Mark something first"));
    desk.click_words("county", 2);
    desk.press("3 P");
    desk.expect("Painting conflicting");
    desk.drag("Mrs.", "Dole");
    desk.click_words("lamp", 2);
    let words: Vec<String> = desk.marks().into_iter().map(|(words, _)| words).collect();
    assert_eq!(words, ["county", "Mrs. Dole", "lamp"]);
    assert!(desk.marks().iter().all(|mark| mark.1 == Some(Conflicting)));
    desk.press("Escape");
    assert!(!desk.sees("Painting conflicting"));
    desk.drag("31", "years");
    assert_eq!(desk.marks().len(), 3);
    desk.press("Mod+Z");
    assert_eq!(desk.marks().len(), 2, "each painted mark is a step");
}

#[test]
fn while_painting_a_third_press_takes_the_sentence_in_place_of_the_word() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.click_words("county", 2);
    desk.press("1 P");
    desk.click_words("lamp", 3);
    let words: Vec<String> = desk.marks().into_iter().map(|(words, _)| words).collect();
    assert_eq!(
        words,
        [
            "county",
            "Buyers must keep the lamp burning, the clerk said."
        ]
    );
}

#[test]
fn all_occurrences_are_marked_as_one_step_with_the_count_first() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.click_words("village", 2);
    desk.press("Escape");
    desk.click_words("bridge", 2);
    assert_eq!(desk.selected(), "bridge");
    desk.choose("Mark", "Mark all occurrences…");
    desk.expect("1 place in this article: verified");
    desk.press("Escape");
    desk.click_words("The", 2);
    desk.choose("Mark", "Mark all occurrences…");
    desk.expect("1 place in this article: verified");
    desk.expect("3 places in all articles: conflicting");
    desk.type_words("all conflicting");
    desk.press("Enter");
    assert_eq!(desk.marks().len(), 3);
    assert!(
        desk.marks()
            .iter()
            .all(|mark| *mark == ("The".to_owned(), Some(Conflicting)))
    );
    assert!(
        desk.messages()
            .contains("3 places were marked conflicting.")
    );
    desk.press("Mod+Z");
    assert_eq!(desk.marks(), []);
}

#[test]
fn painting_takes_whole_words() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.click_words("county", 2);
    desk.press("1 P");
    desk.drag("eeper, Mrs", "ole");
    assert_eq!(desk.marks()[1].0, "keeper, Mrs. Dole");
}

#[test]
fn what_is_typed_for_a_note_that_was_refused_does_not_become_commands() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.click_words("county", 2);
    desk.press("1 Mod+Home N");
    let before = desk.app().project.clone();
    desk.type_words("xpa3 verified");
    assert_eq!(desk.app().project, before);
    assert!(desk.app().view.picker.is_none());
    desk.wait(2.0);
    desk.press("J 2");
    assert_eq!(
        desk.marks().len(),
        2,
        "after a pause keys are commands again"
    );
}

#[test]
fn the_right_button_acts_on_what_is_under_it() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.click_words("lamp", 2);
    desk.press("2");
    desk.drag("county", "will sell");
    desk.right_click("lamp");
    assert_eq!(desk.selected(), "");
    assert_eq!(desk.active().as_deref(), Some("lamp"));
}
