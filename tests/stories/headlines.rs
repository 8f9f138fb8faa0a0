//! A headline beside its own body: shown without anybody's tie, and one key away.

use crate::harness::{Desk, WIDE, World};
use egui::Vec2;

/// Two divers: the line under the headline says of the first what the text says of the second.
const CAVE: &str = "Cave diver brought up alive after four days\nThe diver was paid for by a rescue club called Deep Rope.\n\nA diver was brought up alive from a flooded cave on Friday evening, as the valley council said. The diver, named as Tomas Reuel, had been missing for four days.\n\nReuel was found on a ledge by two firemen from the valley.\n\nReuel is not the first to be lost there. Another diver, Karel Ostrow, was trapped two years ago. He said that he came out only because a rescue club called Deep Rope had paid for the pumps.\n\nOstrow has not dived since.\n";
const FERRY: &str = "Ferry with 214 people runs aground\n\nThe ferry to Low Quay ran aground before dawn with 241 people on board, as the harbour said. By noon all of them were ashore and dry again.\n";

fn desk(world: &World, size: Vec2, files: &[(&str, &str)]) -> Desk {
    let files: Vec<_> = files
        .iter()
        .map(|(name, text)| world.file(name, text))
        .collect();
    let mut desk = world.welcome_page_at(size);
    world.will_choose(files);
    desk.press("Mod+Shift+O");
    desk
}

#[test]
fn the_line_under_a_headline_shows_of_whom_its_body_says_it_and_m_goes_there() {
    let world = World::new();
    let mut desk = desk(&world, WIDE, &[("cave.txt", CAVE)]);
    desk.click_words("was paid for by", 3);
    desk.expect("In this article's body");
    desk.expect(
        "It speaks of Karel Ostrow, whom no headline names. The article begins with Tomas Reuel.",
    );
    assert!(!desk.sees("In the other articles"), "there is none");
    let asked = desk.selected().to_owned();
    desk.press("M");
    let shown = desk.selected().to_owned();
    assert!(
        shown.starts_with("Another diver, Karel Ostrow") && shown.ends_with("the pumps."),
        "{shown}"
    );
    let said = "Match 1 of 1, this article's body";
    assert!(desk.messages().contains(said), "{}", desk.messages());
    desk.press("2");
    assert_eq!(
        desk.marks().len(),
        1,
        "the passage is judged where it stands"
    );
    desk.press("Mod+Z");
    assert_eq!(desk.marks().len(), 0);
    desk.press("Alt+Left");
    assert_eq!(desk.selected(), asked);
}

#[test]
fn a_figure_that_the_body_does_not_bear_out_is_boxed_and_the_card_goes_there() {
    let world = World::new();
    let mut desk = desk(&world, WIDE, &[("ferry.txt", FERRY)]);
    desk.click_words("with 214 people", 3);
    desk.expect("differs: 214 | 241");
    desk.click_containing(": The ferry to Low Quay ran aground");
    assert!(
        desk.selected().starts_with("The ferry to Low Quay"),
        "{}",
        desk.selected()
    );
}

#[test]
fn the_body_comes_behind_the_other_articles() {
    let world = World::new();
    let other = "Ferry with 214 people aground at Low Quay\n\nNobody was hurt, and the crew made tea for all who had come down to the shore to look.\n";
    let mut desk = desk(&world, WIDE, &[("ferry.txt", FERRY), ("other.txt", other)]);
    desk.click_words("with 214 people runs", 3);
    desk.expect("In this article's body");
    desk.expect("In the other articles");
    desk.press("Shift+M");
    let said = "Match 2 of 2, this article's body";
    assert!(desk.messages().contains(said), "{}", desk.messages());
    assert_eq!(desk.article().meta().file_name, "ferry.txt");
    desk.press("M");
    assert_eq!(desk.article().meta().file_name, "other.txt", "round");
}

#[test]
fn a_headline_without_a_passage_says_so_and_a_sentence_of_the_body_has_no_such_section() {
    let world = World::new();
    let text = "Bakers angry\n\nNight in Torn brings no peace\n\nThe price of flour rose again this week, for the third time since the rain set in at the end of May.\n";
    let mut desk = desk(&world, WIDE, &[("flour.txt", text)]);
    desk.click_words("price of flour", 3);
    assert!(!desk.sees("In this article's body"));
    desk.click_words("brings no peace", 3);
    desk.expect("In this article's body");
    desk.expect("No passage of the body says this.");
}

#[test]
fn in_a_narrow_window_the_strip_says_that_it_differs() {
    let world = World::new();
    let mut desk = desk(&world, Vec2::new(1024.0, 700.0), &[("cave.txt", CAVE)]);
    desk.click_words("was paid for by", 3);
    desk.expect("Differs from the body, M goes there");
}
