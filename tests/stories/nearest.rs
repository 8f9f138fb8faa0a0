//! The claim board beyond what stands in it: the nearest words in its empty cells, the words of a row that differ, several
//! passages of a cell, filters and menus by keyboard.

use crate::harness::{Desk, POST, TIMES, WIDE, WIRE, World, marks_of};
use crosscheck::app::{BoardColumn, Command, Region};
use crosscheck::edit::has_unsaved_changes;
use crosscheck::model::{EffectiveStatus, Stance, Status};

/// The window with a claim about how long she was locked in, stated by the first article alone.
fn desk(world: &World) -> Desk {
    desk_at(world, WIDE)
}

fn desk_at(world: &World, size: egui::Vec2) -> Desk {
    let files = [("times.txt", TIMES), ("post.txt", POST), ("wire.txt", WIRE)];
    let files = files.map(|(name, text)| world.file(name, text));
    let mut desk = world.welcome_page_at(size);
    world.will_choose(files);
    desk.press("Mod+Shift+O Mod+1");
    desk.click_words("locked in for 9 days", 3);
    desk.press("1 L");
    desk.insert("How long");
    desk.press("Enter");
    desk
}

fn column(desk: &Desk, number: usize) -> BoardColumn {
    BoardColumn::Article(desk.app().articles_in_order()[number - 1].id)
}

const POST_CELL: &str = "How long, Skarv Point keeper survives: not looked yet, nearest: “She had been locked in for 11 days.”, paragraph 2";

#[test]
fn an_empty_cell_shows_the_nearest_words_and_a_click_goes_there() {
    let world = World::new();
    let mut desk = desk(&world);
    let before = desk.app().project.clone();
    desk.press("Mod+B");
    desk.expect(POST_CELL);
    // What is hardly alike stands in no cell.
    desk.expect("How long, Rye grows dear: not looked yet");
    desk.click(POST_CELL);
    assert_eq!(desk.article().meta().file_name, "post.txt");
    assert_eq!(desk.selected(), "She had been locked in for 11 days.");
    assert_eq!(desk.app().view.region, Region::Bottom);
    desk.press("Alt+Left");
    assert_eq!(desk.article().meta().file_name, "times.txt");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    // A person's word that the article does not say it takes the offer away.
    desk.press("Mod+B Mod+B");
    desk.click(POST_CELL);
    desk.press("X");
    desk.expect("How long, Skarv Point keeper survives: does not say");
    assert!(!desk.app().is_enabled(Command::TieNearest));
}

#[test]
fn enter_shows_the_nearest_words_and_enter_again_ties_them_in_one_step() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.press("Mod+B Right");
    assert_eq!(desk.app().board().column(), column(&desk, 2));
    let before = desk.app().project.clone();
    desk.press("Enter");
    assert_eq!(desk.selected(), "She had been locked in for 11 days.");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    assert_eq!(desk.app().view.region, Region::Bottom);
    assert!(
        desk.messages()
            .contains("Enter again marks them unverified and ties them to “How long”."),
        "{}",
        desk.messages()
    );
    desk.press("Enter");
    let marks = marks_of(&desk.app().project);
    let new = marks
        .iter()
        .find(|mark| mark.quote().contains("11 days"))
        .expect("a mark");
    let given = new.assessment_of(desk.app().reviewer()).expect("my word");
    assert_eq!(given.status, Some(Status::Unverified));
    assert_eq!(new.tie.as_ref().unwrap().value.stance, Stance::Supports);
    desk.expect(
        "How long, Skarv Point keeper survives: unverified, “She had been locked in for 11 days.”",
    );
    // Keys judge it at once.
    desk.press("3");
    desk.expect(
        "How long, Skarv Point keeper survives: conflicting, “She had been locked in for 11 days.”",
    );
    desk.press("Mod+Z Mod+Z");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    desk.expect(POST_CELL);
}

#[test]
fn the_small_button_and_the_menu_tie_at_once() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.press("Mod+B");
    let before = desk.app().project.clone();
    desk.hover(POST_CELL);
    desk.click("Tie the nearest words to How long");
    assert_eq!(desk.marks().len(), 2);
    desk.press("Mod+Z");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    desk.right_click_on(POST_CELL);
    desk.click("Tie the nearest words");
    assert_eq!(desk.marks().len(), 2);
    desk.press("Mod+Z");
    desk.right_click_on(POST_CELL);
    desk.click("Go to the nearest words");
    assert_eq!(desk.selected(), "She had been locked in for 11 days.");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    // Where nothing is alike the nearest stands in the tooltip, and the command goes there on demand.
    desk.right_click_on("How long, Rye grows dear: not looked yet");
    assert!(desk.is_enabled("Go to the nearest words"));
    desk.click("Go to the nearest words");
    assert_eq!(desk.article().meta().file_name, "wire.txt");
}

#[test]
fn the_nearest_words_follow_the_passages_of_the_claim() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.press("Mod+1");
    desk.click_words("counted the waves", 3);
    desk.press("2 L");
    desk.insert("What she did");
    desk.press("Enter Mod+B");
    assert!(
        desk.sees("What she did, Skarv Point keeper survives: not looked yet, nearest: “Asked how")
    );
    desk.press("Mod+Z");
    desk.expect(POST_CELL);
}

#[test]
fn words_that_differ_are_found_within_a_row() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.press("Mod+B Right Enter Enter");
    let claim = desk.app().board().shown()[0];
    let row = desk.app().board().row(claim).expect("a row").clone();
    let found = crosscheck::compare::differing_words(&desk.app().project, &row);
    let words: Vec<String> = row
        .passages
        .iter()
        .flat_map(|passage| {
            let article = desk.app().project.article(passage.article).expect("it");
            let text = article.text.clone().expect("a text");
            let ranges = found[&passage.annotation].clone();
            ranges
                .into_iter()
                .map(move |range| text.slice(range).to_owned())
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(words, ["9 days", "11 days"]);
}

#[test]
fn arrows_go_through_the_passages_of_a_cell_and_then_on() {
    let world = World::new();
    let mut desk = desk(&world);
    // Two more passages in the first article, and a second claim.
    for words in ["Tuesday", "winter"] {
        desk.press("Mod+1");
        desk.click_words(words, 2);
        desk.press("2 Shift+L");
    }
    desk.click_words("harbour", 2);
    desk.press("2 L");
    desk.insert("Who repairs");
    desk.press("Enter Mod+B Home");
    let seen = |desk: &Desk| {
        let board = desk.app().board();
        (board.at(), desk.active().unwrap_or_default())
    };
    desk.press("Left Right");
    let nine = "She had been locked in for 9 days.";
    assert_eq!(desk.app().board().column(), column(&desk, 1));
    let mut places = vec![seen(&desk)];
    for _ in 0..3 {
        desk.press("Down");
        places.push(seen(&desk));
    }
    let expected = [(0, "Tuesday"), (0, nine), (0, "winter"), (1, "harbour")];
    let expected = expected.map(|(row, words)| (row, words.to_owned()));
    assert_eq!(places, expected);
    desk.press("Up");
    assert_eq!(seen(&desk), expected[2], "back into the cell from below");
    // Keys act on the passage that is shown.
    desk.press("3");
    let marks = desk.marks();
    let conflicting: Vec<&str> = marks
        .iter()
        .filter(|(_, status)| *status == Some(Status::Conflicting))
        .map(|(words, _)| words.as_str())
        .collect();
    assert_eq!(conflicting, ["winter"]);
}

#[test]
fn a_row_that_a_filter_hides_has_the_keyboard_again_when_it_is_back() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.press("Mod+1");
    desk.click_words("harbour", 2);
    desk.press("3 L");
    desk.insert("Who repairs");
    desk.press("Enter Mod+B Home Down");
    assert_eq!(desk.app().board().at(), 1);
    let status = EffectiveStatus::Tagged(Status::Verified);
    desk.app_mut().view.board_filter.toggle(status);
    desk.run();
    assert_eq!(desk.app().board().shown().len(), 0);
    desk.app_mut().view.board_filter.toggle(status);
    desk.run();
    assert_eq!(desk.app().board().at(), 1);
    let status = EffectiveStatus::Tagged(Status::Unverified);
    desk.app_mut().view.board_filter.toggle(status);
    desk.run();
    assert_eq!(desk.app().board().shown().len(), 1);
    assert_eq!(desk.app().board().at(), 0);
    desk.click("Clear");
    assert_eq!(desk.app().board().at(), 1, "the hidden row has it again");
    // A row that was chosen meanwhile is not left for it.
    desk.app_mut().view.board_filter.toggle(status);
    desk.run();
    desk.app_mut().choose_board_cell(0, BoardColumn::Claim);
    desk.click("Clear");
    assert_eq!(desk.app().board().at(), 0);
}

#[test]
fn drop_downs_are_reached_and_changed_by_keyboard_and_say_what_is_chosen() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.press("Mod+B");
    desk.insert("/");
    // From the field along the chips to the first drop-down.
    desk.press("Tab Tab Tab Tab Tab Tab");
    let value = |desk: &Desk, name: &str| {
        use egui_kittest::kittest::NodeT as _;
        let node = desk.find(name);
        (
            node.accesskit_node().is_focused(),
            node.accesskit_node().value(),
        )
    };
    let kinds = "Of which kind";
    assert_eq!(value(&desk, kinds), (true, Some("All kinds".to_owned())));
    desk.press("Down");
    assert_eq!(value(&desk, kinds), (true, Some("Date".to_owned())));
    desk.expect("No claim fits the filter. Clear shows all of them.");
    desk.press("Home");
    assert_eq!(value(&desk, kinds).1.as_deref(), Some("All kinds"));
    desk.press("Tab Tab");
    let order = "In which order";
    assert!(value(&desk, order).0);
    desk.press("Down");
    assert_eq!(value(&desk, order).1.as_deref(), Some("By status"));
    // Enter opens the list.
    desk.press("Enter");
    desk.expect("By open questions");
}

#[test]
fn the_menu_of_a_claim_renames_splits_notes_lists_and_deletes_it() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.press("Mod+B");
    let claim = "How long: unverified, All marked verified, but root unknown and no primary source, 1 article, root unknown";
    let name = |desk: &Desk| {
        let labels = desk.leaves();
        let mut labels = labels.into_iter().map(|(_, label, _)| label);
        labels
            .find(|label| label.starts_with("How long: "))
            .unwrap_or_else(|| claim.to_owned())
    };
    let before = desk.app().project.clone();
    let row = name(&desk);
    desk.right_click_on(&row);
    desk.click("Note on the claim…");
    desk.insert("Ask the council");
    desk.press("Mod+Enter");
    let note = |desk: &Desk| {
        let id = desk.app().board().shown()[0];
        desk.app()
            .project
            .claim(id)
            .unwrap()
            .claim
            .value
            .note
            .clone()
    };
    assert_eq!(note(&desk), "Ask the council");
    desk.press("Mod+Z");
    assert_eq!(note(&desk), "");
    desk.right_click_on(&row);
    desk.click("Split claim…");
    desk.insert("Since when");
    desk.press("Enter");
    assert_eq!(desk.app().board().total(), 2);
    desk.press("Mod+Z");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    desk.right_click_on(&row);
    desk.click("Edit claim…");
    assert!(desk.sees("Split…"), "offered for every claim");
    desk.press("Escape");
    desk.right_click_on(&row);
    desk.click("List its passages");
    desk.expect("claim: How long");
    desk.press("Mod+B Mod+B");
    desk.right_click_on(&row);
    desk.click("Delete claim: How long");
    assert_eq!(desk.app().project.live_claims().count(), 0);
    desk.press("Mod+Z");
    assert_eq!(desk.app().project.live_claims().count(), 1);
}
