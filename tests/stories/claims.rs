//! Claims in the window: inspector, strip, lists, the card of a claim, and threads from mark to mark.

use crate::harness::{Desk, World};
use crate::tying::{claims, mark, tied, undoes, with_a_claim};
use crosscheck::app::{BottomTab, Command, Walk};
use crosscheck::model::ClaimKind;
use egui::vec2;

/// "Lighthouse" and "Orchard" are tied to one claim, "Bridge" to none; all are marked.
fn with_two_passages() -> Desk {
    let mut desk = with_a_claim();
    desk.press("Mod+3 W 2 Mod+2 W 3 Shift+L");
    assert_eq!(tied(&desk, "Orchard"), "Lighthouse, supports");
    desk
}

#[test]
fn before_there_are_claims_it_is_said_how_to_make_one() {
    let mut desk = World::new().with_three_articles();
    let hint = "No claims yet. Select a statement and press L to make one.";
    desk.expect(hint);
    desk.press("Mod+1 Mod+Home W 1");
    assert_eq!(
        desk.count_containing(hint),
        2,
        "in the list and in the inspector"
    );
    desk.click("Tie to a claim (L)");
    desk.press("Enter");
    assert_eq!(claims(&desk), ["Lighthouse"]);
    assert!(!desk.sees(hint));
}

#[test]
fn the_inspector_shows_the_other_passages_and_goes_there() {
    let mut desk = with_two_passages();
    desk.expect("2 passages in 2 articles");
    desk.expect("Other passages");
    desk.click("Verified: “Lighthouse”, Lighthouse to be sold");
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
    desk.click("Conflicting: “Orchard”, Orchard flooded again");
    assert_eq!(desk.active().as_deref(), Some("Orchard"));
}

#[test]
fn stance_and_root_are_changed_in_the_inspector_each_as_a_step() {
    let mut desk = with_two_passages();
    undoes(&mut desk, |desk| desk.click("Contradicts"));
    assert_eq!(tied(&desk, "Orchard"), "Lighthouse, contradicts");
    let root = |desk: &Desk| {
        mark(desk, "Orchard")
            .tie
            .as_ref()
            .unwrap()
            .value
            .root
            .clone()
    };
    desk.click("Root of this passage");
    desk.insert("River board");
    assert_eq!(root(&desk), "", "it is being typed");
    desk.press("Enter");
    assert_eq!(root(&desk), "River board");
    desk.press("Mod+Z");
    assert_eq!(root(&desk), "");
    assert_eq!(tied(&desk, "Orchard"), "Lighthouse, contradicts");
    // Saved while it is typed, it is in the file.
    desk.click("Root of this passage");
    desk.insert("County");
    let file = desk.world.path("root.ron");
    desk.world.will_choose([file]);
    desk.press("Mod+S");
    let saved = desk.world.saved("root.ron");
    let mut ties = saved
        .annotations
        .values()
        .filter_map(|mark| mark.tie.as_ref());
    assert!(ties.any(|tie| tie.value.root == "County"));
    desk.press("Escape");
    undoes(&mut desk, |desk| desk.click("Untie"));
    assert_eq!(tied(&desk, "Orchard"), "");
}

#[test]
fn an_untied_mark_is_offered_the_current_claim() {
    let mut desk = with_two_passages();
    desk.press("Mod+3");
    desk.expect("current claim · Shift+L ties to it");
    undoes(&mut desk, |desk| desk.click("Lighthouse"));
    assert_eq!(tied(&desk, "Bridge"), "Lighthouse, supports");
}

#[test]
fn a_click_on_a_claim_in_the_list_goes_along_its_passages() {
    let mut desk = with_two_passages();
    desk.press("L");
    desk.insert("Who sells it");
    desk.press("Enter A");
    desk.expect("Claim: Who sells it");
    for words in ["Lighthouse", "Orchard", "Lighthouse"] {
        desk.click_containing("Claim Lighthouse, 2 passages in 2 articles");
        assert_eq!(desk.active().as_deref(), Some(words));
    }
    desk.expect("Claim: Lighthouse");
}

#[test]
fn j_and_k_go_along_the_current_claim() {
    let mut desk = with_two_passages();
    desk.press("Mod+1 Mod+Home G");
    desk.type_words("current");
    desk.press("Enter");
    assert_eq!(desk.app().settings.walk, Walk::Claim);
    // The first was under the caret: it begins with the next.
    let mut stops = vec![desk.active()];
    for key in ["K", "J"] {
        desk.press(key);
        stops.push(desk.active());
    }
    let stops: Vec<String> = stops.into_iter().flatten().collect();
    assert_eq!(stops, ["Orchard", "Lighthouse", "Orchard"], "not Bridge");
    desk.press("J");
    desk.expect("Nothing further down along the current claim.");
}

#[test]
fn the_list_of_annotations_is_narrowed_to_a_claim_by_its_words_or_its_menu() {
    let mut desk = with_two_passages();
    desk.app_mut()
        .run(Command::ShowList(BottomTab::Annotations));
    desk.app_mut().view.list_filter.words = "LIGHTH".to_owned();
    desk.run();
    assert_eq!(desk.app().listed().rows().len(), 2, "Orchard by its claim");
    let claim = desk.app().claim_at_hand().unwrap();
    desk.app_mut().list_passages(claim);
    desk.run();
    desk.expect("claim: Lighthouse");
    assert_eq!(desk.app().listed().rows().len(), 2);
    desk.click("Clear");
    assert_eq!(desk.app().listed().rows().len(), 3);
}

#[test]
fn the_card_changes_statement_kind_and_note_in_one_step() {
    let mut desk = with_a_claim();
    undoes(&mut desk, |desk| {
        desk.choose("Claim", "Edit claim…");
        desk.insert(" sale");
        desk.click("What the claim is about");
        desk.click("number");
        desk.click("Note on the claim");
        desk.insert("Ask the clerk");
        desk.press("Mod+Enter");
        assert!(desk.app().view.dialog.is_none());
    });
    let record = desk.app().project.live_claims().next().unwrap();
    let claim = &record.claim.value;
    assert_eq!(claim.statement, "Lighthouse sale");
    assert_eq!(claim.kind, Some(ClaimKind::Number));
    assert_eq!(claim.note, "Ask the clerk");
    desk.choose("Claim", "Edit claim…");
    desk.press("Mod+A Backspace");
    assert!(!desk.is_enabled("Keep"), "a claim says something");
    desk.click("Cancel");
    assert_eq!(claims(&desk), ["Lighthouse sale"]);
}

#[test]
fn a_claim_that_says_two_things_is_asked_about_and_split_in_one_step() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+2 W 1 L");
    desk.insert("The river rose and nobody was hurt");
    desk.press("Enter");
    undoes(&mut desk, |desk| {
        desk.choose("Claim", "Edit claim…");
        desk.expect("One claim or two?");
        desk.click("Split…");
        desk.expect("Second statement");
        desk.press("Mod+Enter");
    });
    assert_eq!(claims(&desk), ["The river rose", "Nobody was hurt"]);
    assert_eq!(tied(&desk, "Orchard"), "The river rose, supports");
    desk.expect("Claim: Nobody was hurt");
    // An ordinary one is not asked about.
    desk.click("Claim: Nobody was hurt");
    desk.press("Down Enter");
    desk.choose("Claim", "Edit claim…");
    assert!(!desk.sees("One claim or two?"));
}

#[test]
fn a_narrow_window_has_the_claim_in_its_row() {
    let mut desk = World::new().with_three_articles_at(vec2(1024.0, 700.0));
    desk.press("Mod+1 Mod+Home W 1");
    desk.click("Tie (L)");
    undoes(&mut desk, |desk| desk.press("Enter"));
    desk.press("T C");
    desk.click("contradicts: Lighthouse");
    desk.expect("What the claim is about");
}

#[test]
fn a_thread_between_two_marks_without_a_claim_makes_one_of_the_first() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1 Mod+Home W 1 Mod+2 W 2");
    undoes(&mut desk, |desk| {
        desk.drag_letter("Orchard", "Lighthouse");
        desk.expect("2 marks tied to “Orchard”");
    });
    assert_eq!(tied(&desk, "Lighthouse"), "Orchard, supports");
    assert_eq!(tied(&desk, "Orchard"), "Orchard, supports");
    assert_eq!(desk.selected(), "", "nothing was selected by it");
    desk.drag_letter("Lighthouse", "Orchard");
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
}

#[test]
fn a_thread_ties_the_mark_without_a_claim_to_that_of_the_other() {
    let mut desk = with_a_claim();
    desk.press("Mod+2 W 2 Mod+3 W 3");
    undoes(&mut desk, |desk| desk.drag_letter("Orchard", "Lighthouse"));
    assert_eq!(tied(&desk, "Orchard"), "Lighthouse, supports");
    undoes(&mut desk, |desk| desk.drag_letter("Lighthouse", "Bridge"));
    assert_eq!(tied(&desk, "Bridge"), "Lighthouse, supports");
    desk.drag_letter("Orchard", "Bridge");
    desk.expect("Tied to this claim already.");
}

#[test]
fn a_thread_between_different_claims_asks_and_moves_the_first() {
    let mut desk = with_a_claim();
    desk.press("Mod+2 W 2 L Enter");
    assert_eq!(tied(&desk, "Orchard"), "Orchard, supports");
    undoes(&mut desk, |desk| {
        desk.drag_letter("Orchard", "Lighthouse");
        desk.expect("Tied to “Orchard” already");
        desk.press("M");
    });
    assert_eq!(tied(&desk, "Orchard"), "Lighthouse, supports");
}

#[test]
fn a_thread_let_go_over_nothing_or_with_esc_ties_nothing_and_a_click_takes_the_mark() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1 Mod+Home W 1 Mod+2 W 2");
    desk.drag_letter("Orchard", "Farmers");
    desk.drag_letter("Orchard", "Orchard");
    desk.hold_letter_over("Orchard", "Lighthouse");
    assert!(
        desk.app()
            .thread()
            .is_some_and(|thread| thread.to.is_some())
    );
    desk.press("Escape");
    assert!(desk.app().thread().is_none());
    desk.let_go("Lighthouse");
    assert!(claims(&desk).is_empty());
    assert_eq!(desk.marks().len(), 2);
    desk.click_letter("Lighthouse");
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
}
