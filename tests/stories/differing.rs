//! A detail in which two articles differ becomes a claim with two sides, by one key.

use crate::harness::{Desk, POST, TIMES, WIDE, World, marks_of};
use crosscheck::app::Command;
use crosscheck::edit::has_unsaved_changes;
use crosscheck::model::{ClaimKind, EffectiveStatus, Stance, Status};

fn desk(world: &World) -> Desk {
    let files = [world.file("times.txt", TIMES), world.file("post.txt", POST)];
    let mut desk = world.welcome_page_at(WIDE);
    world.will_choose(files);
    desk.press("Mod+Shift+O");
    desk
}

/// The marks that are tied: words, status, stance.
fn ties(desk: &Desk) -> Vec<(String, Option<Status>, Stance)> {
    let marks = marks_of(&desk.app().project).into_iter();
    let mut ties: Vec<_> = marks
        .filter_map(|mark| {
            let status = mark
                .assessment_of(desk.app().reviewer())
                .and_then(|given| given.status);
            let tie = &mark.tie.as_ref()?.value;
            tie.claim?;
            Some((mark.quote(), status, tie.stance))
        })
        .collect();
    ties.sort_by(|a, b| a.0.cmp(&b.0));
    ties
}

fn tie(words: &str, status: Status, stance: Stance) -> (String, Option<Status>, Stance) {
    (words.to_owned(), Some(status), stance)
}

/// The claim that is current, and that it counts as conflicting.
fn claim(desk: &mut Desk) -> (String, Option<ClaimKind>) {
    let record = desk.app().current_claim().expect("a claim").clone();
    let status = desk.app_mut().claim_status(record.id).expect("a status");
    assert_eq!(
        status.status,
        EffectiveStatus::Tagged(Status::Conflicting),
        "{:?}",
        status.reason
    );
    let value = &record.claim.value;
    (value.statement.clone(), value.kind)
}

#[test]
fn a_difference_becomes_a_claim_with_two_sides_in_one_step() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("locked in for 9 days", 3);
    let before = desk.app().project.clone();
    desk.press("D");
    let statement = "She had been locked in for 9 days".to_owned();
    assert_eq!(claim(&mut desk), (statement, Some(ClaimKind::Number)));
    let expected = [
        tie("11 days", Status::Unverified, Stance::Contradicts),
        tie("9 days", Status::Unverified, Stance::Supports),
    ];
    assert_eq!(ties(&desk), expected);
    assert_eq!(desk.active().as_deref(), Some("9 days"));
    let said = "One for, one against: new claim “She had been locked in for 9 days”";
    assert!(desk.messages().contains(said), "{}", desk.messages());
    // The board has its row, and the row has the keyboard.
    desk.press("Mod+B");
    let row = "She had been locked in for 9 days: conflicting, 1 for, 1 against, 2 articles, roots unknown · number";
    desk.expect(row);
    desk.press("Escape Mod+Z");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    desk.press("Mod+Y");
    assert_eq!(ties(&desk), expected);
}

#[test]
fn after_m_the_pair_is_the_passage_one_came_from_and_the_one_that_is_selected() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("locked in for 9 days", 3);
    desk.press("M");
    assert!(desk.selected().contains("11 days"), "{}", desk.selected());
    desk.press("D");
    let statement = "She had been locked in for 9 days".to_owned();
    assert_eq!(claim(&mut desk), (statement, Some(ClaimKind::Number)));
    assert_eq!(
        ties(&desk),
        [
            tie("11 days", Status::Unverified, Stance::Contradicts),
            tie("9 days", Status::Unverified, Stance::Supports),
        ]
    );
    assert_eq!(desk.active().as_deref(), Some("11 days"));
    // Pressed again it finds the claim that is there.
    let before = desk.app().project.clone();
    desk.press("Alt+Left D");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    assert!(
        desk.messages()
            .contains("This difference is a claim already: "),
        "{}",
        desk.messages()
    );
}

#[test]
fn own_marks_on_the_passages_are_taken_with_their_statuses_and_no_other_is_touched() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("locked in for 9 days", 3);
    desk.press("1 M");
    let there = desk.selected().to_owned();
    desk.press("3 D");
    assert_eq!(desk.marks().len(), 2, "no new mark: {:?}", desk.marks());
    let mut expected = [
        tie(
            "She had been locked in for 9 days.",
            Status::Verified,
            Stance::Supports,
        ),
        tie(&there, Status::Conflicting, Stance::Contradicts),
    ];
    expected.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(ties(&desk), expected);
    desk.press("Mod+Z");
    assert_eq!(ties(&desk), []);
    assert_eq!(desk.marks().len(), 2);
}

#[test]
fn a_mark_that_states_another_claim_keeps_it() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("locked in for 9 days", 3);
    desk.press("1 L");
    desk.insert("Where she was");
    desk.press("Enter");
    let first = desk.app().current_claim().expect("a claim").id;
    desk.press("D");
    assert_ne!(desk.app().current_claim().expect("a claim").id, first);
    assert_eq!(
        ties(&desk),
        [
            tie("11 days", Status::Unverified, Stance::Contradicts),
            tie("9 days", Status::Unverified, Stance::Supports),
            tie(
                "She had been locked in for 9 days.",
                Status::Verified,
                Stance::Supports
            ),
        ]
    );
    assert_eq!(desk.app().passages(first).len(), 1);
}

#[test]
fn the_button_beside_a_difference_does_the_same_and_takes_the_keyboard() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("locked in for 9 days", 3);
    let button = "Make a claim of this difference: differs: 9 days | 11 days";
    desk.focus(button);
    desk.press("Enter");
    assert_eq!(ties(&desk).len(), 2);
    desk.press("Mod+Z");
    assert_eq!(ties(&desk).len(), 0);
    desk.click(button);
    assert_eq!(ties(&desk).len(), 2);
    assert!(desk.selected().is_empty());
    // The card itself still goes to its passage.
    desk.click_containing("alike: ");
    assert_eq!(desk.article().meta().file_name, "post.txt");
}

#[test]
fn where_nothing_differs_it_is_said() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("Ferries sail", 3);
    let before = desk.app().project.clone();
    assert!(desk.app().is_enabled(Command::ClaimOfDifference));
    desk.press("D");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    assert!(
        desk.messages()
            .contains("No other article says this with a detail that differs"),
        "{}",
        desk.messages()
    );
}

#[test]
fn a_detail_of_the_sentence_before_is_not_the_passages() {
    let world = World::new();
    let files = [
        (
            "a.txt",
            "Boats leave Oster\n\nOn 3 May boats left Oster. They carried smoked herring.\n\nThe quay was swept.\n",
        ),
        (
            "b.txt",
            "Oster sends herring\n\nOn 4 May boats left Oster and carried smoked herring.\n\nBells were rung.\n",
        ),
    ];
    let files = files.map(|(name, text)| world.file(name, text));
    let mut desk = world.welcome_page_at(WIDE);
    world.will_choose(files);
    desk.press("Mod+Shift+O Mod+1");
    let differences = |desk: &Desk| {
        let answer = desk.app().passage_matches().expect("it was looked for");
        let shown = answer
            .counterparts
            .iter()
            .find(|shown| shown.found.range.len() > 40);
        shown.map(|shown| shown.differences.len())
    };
    desk.click_words("3 May boats left", 3);
    assert_eq!(differences(&desk), Some(1));
    desk.click_words("They carried smoked", 3);
    assert_eq!(
        differences(&desk),
        Some(0),
        "the match is there, the day is not its"
    );
    let before = desk.app().project.clone();
    desk.press("D");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
}
