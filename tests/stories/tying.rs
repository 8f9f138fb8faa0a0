//! Claims: passages of several articles tied to one statement, by keys.

use crate::harness::{Desk, World, marks_of};
use crosscheck::app::BottomTab;
use crosscheck::edit::has_unsaved_changes;
use crosscheck::model::{Annotation, Status};
use std::sync::Arc;

/// The mark over these words; the last one made where there are several.
pub fn mark(desk: &Desk, words: &str) -> Arc<Annotation> {
    let marks = marks_of(&desk.app().project);
    let of_words = marks.into_iter().filter(|mark| mark.quote() == words);
    of_words.max_by_key(|mark| mark.id).expect("the mark")
}

/// What the words are tied to and how: "Lighthouse, supports"; empty where to nothing.
pub fn tied(desk: &Desk, words: &str) -> String {
    let mark = mark(desk, words);
    let Some(claim) = desk.app().project.claim_of(&mark) else {
        return String::new();
    };
    let stance = mark.tie.as_ref().map_or("", |tie| tie.value.stance.word());
    format!("{}, {stance}", claim.claim.value.statement)
}

pub fn claims(desk: &Desk) -> Vec<String> {
    let claims = desk.app().project.live_claims();
    claims
        .map(|record| record.claim.value.statement.clone())
        .collect()
}

/// "Lighthouse" is verified and tied to a claim of its own words.
pub fn with_a_claim() -> Desk {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1 Mod+Home W 1 L Enter");
    assert_eq!(tied(&desk, "Lighthouse"), "Lighthouse, supports");
    desk
}

/// Takes the last step back and sees that it was one.
pub fn undoes(desk: &mut Desk, gesture: impl FnOnce(&mut Desk)) {
    let before = desk.app().project.clone();
    gesture(desk);
    assert!(has_unsaved_changes(&desk.app().project, &before));
    let after = desk.app().project.clone();
    desk.press("Mod+Z");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    desk.press("Mod+Y");
    assert!(!has_unsaved_changes(&desk.app().project, &after));
}

#[test]
fn a_mark_makes_a_claim_of_its_words_and_stands_in_the_file() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 Mod+Home W 1");
    undoes(&mut desk, |desk| {
        desk.press("L");
        desk.expect("New claim: Lighthouse");
        desk.press("Enter");
    });
    assert_eq!(tied(&desk, "Lighthouse"), "Lighthouse, supports");
    desk.expect("Claim: Lighthouse");
    let file = world.path("claims.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    let project = world.saved(&file);
    let mark = &marks_of(&project)[0];
    let claim = project.claim_of(mark).expect("a claim");
    assert_eq!(claim.claim.value.statement, "Lighthouse");
}

#[test]
fn a_claim_is_found_by_its_words_whatever_their_case_and_accents() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1 Mod+Home W 1 L");
    desk.insert("Who sélls it");
    desk.press("Enter Mod+2 W 2");
    undoes(&mut desk, |desk| {
        desk.press("L");
        desk.insert("SELLS");
        desk.expect("1 passage in 1 article");
        desk.press("Enter");
    });
    assert_eq!(tied(&desk, "Orchard"), "Who sélls it, supports");
    assert_eq!(claims(&desk), ["Who sélls it"]);
    // What fits comes before a new claim of the typed words, which follows.
    desk.press("L");
    desk.insert("sells");
    desk.expect("New claim: sells");
    desk.press("Down Enter");
    desk.expect("Tied to “Who sélls it” already");
}

#[test]
fn the_next_passage_is_tied_to_the_current_claim_with_one_key() {
    let mut desk = with_a_claim();
    desk.press("Mod+2 W 3");
    undoes(&mut desk, |desk| desk.press("Shift+L"));
    assert_eq!(tied(&desk, "Orchard"), "Lighthouse, supports");
    desk.press("Shift+L");
    desk.expect("Tied to this claim already.");
}

#[test]
fn without_a_current_claim_it_is_said_how_to_get_one() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1 Mod+Home W 1 Shift+L");
    desk.expect("No current claim yet. L ties to a claim");
    assert!(claims(&desk).is_empty());
}

#[test]
fn nothing_selected_ties_nothing_and_says_so() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1 Mod+Home L");
    desk.expect("Select the words first. W takes the word at the caret.");
    assert!(desk.app().view.picker.is_none());
    desk.press("T");
    desk.expect("No mark is active.");
    desk.press("W 1 T");
    desk.expect("This mark is tied to no claim. L ties it to one.");
}

#[test]
fn unmarked_words_are_marked_and_tied_in_one_step() {
    let mut desk = with_a_claim();
    desk.press("Mod+2 W");
    undoes(&mut desk, |desk| {
        desk.press("Shift+L");
        desk.expect("These words are not marked yet");
        desk.expect("Mark verified and tie");
        desk.press("3");
        assert_eq!(desk.active().as_deref(), Some("Orchard"));
    });
    let me = desk.app().reviewer();
    let given = mark(&desk, "Orchard").assessment_of(me).cloned();
    assert_eq!(
        given.and_then(|given| given.status),
        Some(Status::Conflicting)
    );
    assert_eq!(tied(&desk, "Orchard"), "Lighthouse, supports");
    // The status given last is chosen: Enter is enough, and a new claim comes with it.
    desk.press("Mod+3 W L");
    desk.insert("Why it closes");
    undoes(&mut desk, |desk| desk.press("Enter Enter"));
    assert_eq!(tied(&desk, "Bridge"), "Why it closes, supports");
    assert_eq!(
        desk.marks().last(),
        Some(&("Bridge".to_owned(), Some(Status::Conflicting)))
    );
}

#[test]
fn words_that_are_a_mark_already_are_tied_as_that_mark() {
    let mut desk = with_a_claim();
    desk.press("Mod+2 W 1 Mod+Home W");
    assert_eq!(desk.selected(), "Orchard");
    desk.press("Shift+L");
    assert_eq!(tied(&desk, "Orchard"), "Lighthouse, supports");
    assert_eq!(desk.active().as_deref(), Some("Orchard"));
    assert_eq!(desk.marks().len(), 2);
}

#[test]
fn a_tied_mark_asked_again_moves_or_is_tied_too() {
    let mut desk = with_a_claim();
    desk.press("T C");
    undoes(&mut desk, |desk| {
        desk.press("L");
        desk.insert("Who sells it");
        desk.press("Enter");
        desk.expect("Move to “Who sells it”");
        desk.press("M");
    });
    assert_eq!(tied(&desk, "Lighthouse"), "Who sells it, supports");
    assert_eq!(desk.marks().len(), 1);
    undoes(&mut desk, |desk| {
        desk.press("L");
        desk.insert("When it is sold");
        desk.press("Enter A");
        let said = "The first mark is as it was; the new one is unverified, since no status is inherited: 1, 2 or 3 judges it.";
        assert!(desk.messages().contains(said), "{}", desk.messages());
        // The second mark is the target now, so that the next key judges it.
        assert_eq!(desk.app().active_id(), Some(mark(desk, "Lighthouse").id));
    });
    assert_eq!(desk.marks().len(), 2);
    // Nothing of the first one's judgement came with it.
    assert_eq!(tied(&desk, "Lighthouse"), "When it is sold, supports");
    let statuses: Vec<_> = desk.marks().into_iter().map(|(_, status)| status).collect();
    assert!(statuses.contains(&Some(Status::Verified)));
    assert!(statuses.contains(&Some(Status::Unverified)));
}

#[test]
fn the_stance_is_chosen_by_a_letter_and_the_tie_taken_off() {
    let mut desk = with_a_claim();
    undoes(&mut desk, |desk| {
        desk.press("T");
        desk.expect("How it stands to the claim");
        desk.press("M");
    });
    assert_eq!(tied(&desk, "Lighthouse"), "Lighthouse, mentions");
    undoes(&mut desk, |desk| desk.choose("Claim", "Untie"));
    assert_eq!(tied(&desk, "Lighthouse"), "");
}

#[test]
fn several_rows_of_the_list_are_tied_in_one_step_with_the_count_shown() {
    let mut desk = with_a_claim();
    desk.press("Mod+2 W 1 Mod+3 W 2");
    desk.open_list(BottomTab::Annotations);
    desk.press("Home Shift+End");
    assert_eq!(desk.app().list_targets().len(), 3);
    undoes(&mut desk, |desk| {
        desk.press("L");
        desk.expect("Tie 3 marks to a claim");
        desk.press("Down Enter");
        desk.expect("2 marks tied to “Lighthouse”");
    });
    assert_eq!(
        desk.app()
            .passages(desk.app().claim_at_hand().unwrap())
            .len(),
        3
    );
    undoes(&mut desk, |desk| desk.press("T C"));
    for words in ["Lighthouse", "Orchard", "Bridge"] {
        assert_eq!(tied(&desk, words), "Lighthouse, contradicts");
    }
}

#[test]
fn a_deleted_claim_leaves_the_marks_and_comes_back_with_its_ties() {
    let mut desk = with_a_claim();
    desk.choose("Claim", "Delete claim: Lighthouse");
    desk.expect("The claim “Lighthouse” was deleted; its passage keeps its mark.");
    assert_eq!(tied(&desk, "Lighthouse"), "");
    assert!(!desk.sees("Claim: Lighthouse"));
    desk.press("Shift+L");
    desk.expect("No current claim yet.");
    desk.press("Mod+Z");
    assert_eq!(tied(&desk, "Lighthouse"), "Lighthouse, supports");
    desk.expect("Claim: Lighthouse");
}

#[test]
fn the_current_claim_is_chosen_in_the_status_bar() {
    let mut desk = with_a_claim();
    desk.press("L");
    desk.insert("Who sells it");
    desk.press("Enter M");
    desk.click("Claim: Who sells it");
    desk.expect("The current claim");
    desk.press("Down Enter");
    desk.expect("Claim: Lighthouse");
    // Another project has a current claim of its own.
    desk.app_mut().open_sample();
    desk.run();
    assert!(!desk.sees("Claim: Lighthouse"));
}

#[test]
fn a_claim_made_of_a_sentence_leaves_its_full_stop_behind() {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1 Mod+Home J 1 J 1 L Enter");
    let quote = desk.active().expect("a mark");
    assert!(quote.ends_with('.'), "{quote}");
    let claim = desk.app().current_claim().expect("a claim");
    assert_eq!(claim.claim.value.statement, quote.trim_end_matches('.'));
}
