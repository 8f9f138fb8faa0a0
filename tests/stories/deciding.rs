//! Disagreements: two people judge the same words, a third decides on the card.

use crate::harness::{Desk, World};
use crosscheck::app::{BottomTab, Choice, Command, Region, Walk};
use crosscheck::model::{EffectiveStatus, Flag, Status};
use crosscheck::review::{DisagreementKind, GroupState};

const AGREE: &str = "Readers agree on every passage that both have judged.";

/// A file in which Ana and Ben differ on a word and mark a name with other boundaries, opened by Mia.
fn differing(world: &World) -> Desk {
    let mut ana = world.with_three_articles();
    ana.app_mut().set_reviewer_name("Ana");
    ana.press("Mod+1 W 1");
    ana.drag("Mrs. Dole", "Mrs. Dole");
    ana.press("1");
    let file = world.path("shared.ron");
    world.will_choose([file.clone()]);
    ana.press("Mod+S");
    let mut ben = world.somebody_else().start(vec![file.clone()]);
    ben.app_mut().set_reviewer_name("Ben");
    ben.press("Mod+1 Mod+Home 3 N");
    ben.insert("The deed says tower");
    ben.press("Mod+Enter");
    ben.drag("Mrs. Dole", "served");
    ben.press("1 Mod+S");
    let mut mia = world.a_third().start(vec![file]);
    mia.app_mut().set_reviewer_name("Mia");
    mia.press("Mod+1 Mod+Home");
    mia
}

/// Chooses the walk along disagreements.
fn walk(desk: &mut Desk) {
    desk.press("G");
    desk.insert("disagreements");
    desk.press("Enter");
}

/// How the marks stand, in the order of the text.
fn standing(desk: &Desk) -> Vec<(EffectiveStatus, Option<Flag>)> {
    let app = desk.app();
    crate::harness::marks_of(&app.project)
        .iter()
        .filter_map(|mark| app.marks.standing(mark.id))
        .map(|standing| (standing.status, standing.flag))
        .collect()
}

fn kinds(desk: &Desk) -> Vec<(DisagreementKind, GroupState)> {
    let groups = desk.app().disagreements().iter();
    groups.map(|group| (group.kind, group.state)).collect()
}

const VERIFIED: EffectiveStatus = EffectiveStatus::Tagged(Status::Verified);
const CONFLICTING: EffectiveStatus = EffectiveStatus::Tagged(Status::Conflicting);

#[test]
fn the_walk_brings_both_sides_and_one_key_decides_and_goes_on() {
    let world = World::new();
    let mut desk = differing(&world);
    assert_eq!(standing(&desk)[0], (EffectiveStatus::Disputed, None));
    walk(&mut desk);
    assert_eq!(desk.app().settings.walk, Walk::Disagreements);
    assert_eq!(desk.app().view.region, Region::Decision);
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
    for words in [
        "Other status",
        "Ana",
        "Ben",
        "The deed says tower",
        "not decided",
    ] {
        desk.expect(words);
    }
    desk.press("B");
    assert_eq!(standing(&desk)[0], (CONFLICTING, Some(Flag::Decided)));
    desk.expect("Decided: conflicting.");
    // The next one, whose words are boxed, and the keyboard is on its card.
    assert_eq!(desk.app().view.region, Region::Decision);
    desk.expect("Boundaries differ");
    assert_eq!(desk.active().as_deref(), Some("Mrs. Dole"));
    desk.press("Mod+Z");
    assert_eq!(standing(&desk)[0], (EffectiveStatus::Disputed, None));
    desk.expect("Other status");
    assert_eq!(
        desk.active().as_deref(),
        Some("Lighthouse"),
        "its card is back"
    );
    assert_eq!(desk.app().view.region, Region::Decision);
    desk.press("Mod+Y");
    assert_eq!(standing(&desk)[0], (CONFLICTING, Some(Flag::Decided)));
}

#[test]
fn the_chosen_boundaries_stand_and_the_other_mark_holds_nothing() {
    let world = World::new();
    let mut desk = differing(&world);
    walk(&mut desk);
    desk.press("J");
    assert_eq!(desk.active().as_deref(), Some("Mrs. Dole"));
    desk.press("B");
    let nothing = (EffectiveStatus::Nothing, Some(Flag::Decided));
    assert_eq!(
        standing(&desk)[1..],
        [nothing, (VERIFIED, Some(Flag::Decided))]
    );
    desk.press("Mod+Z");
    assert_eq!(standing(&desk)[1..], [(VERIFIED, None), (VERIFIED, None)]);
}

#[test]
fn both_stand_for_boundaries_and_never_for_two_statuses() {
    let world = World::new();
    let mut desk = differing(&world);
    walk(&mut desk);
    assert_eq!(desk.count("Both stand"), 0, "it is not offered");
    desk.press("S");
    assert!(desk.messages().contains("Two statuses cannot both stand"));
    assert_eq!(standing(&desk)[0], (EffectiveStatus::Disputed, None));
    desk.press("J");
    desk.click("Both stand");
    assert_eq!(standing(&desk)[1..], [(VERIFIED, None), (VERIFIED, None)]);
    assert_eq!(
        kinds(&desk)[1],
        (DisagreementKind::Boundaries, GroupState::Decided)
    );
    desk.press("Mod+Z");
    assert_eq!(
        kinds(&desk)[1],
        (DisagreementKind::Boundaries, GroupState::Open)
    );
}

#[test]
fn nothing_here_another_status_and_later() {
    let world = World::new();
    let mut desk = differing(&world);
    walk(&mut desk);
    desk.press("X");
    assert_eq!(
        standing(&desk)[0],
        (EffectiveStatus::Nothing, Some(Flag::Decided))
    );
    desk.press("Mod+Z O");
    desk.expect("Nothing here");
    desk.press("U");
    let unverified = EffectiveStatus::Tagged(Status::Unverified);
    assert_eq!(standing(&desk)[0], (unverified, Some(Flag::Decided)));
    desk.press("Mod+Z O N");
    assert_eq!(
        standing(&desk)[0],
        (EffectiveStatus::Nothing, Some(Flag::Decided))
    );
    desk.press("Mod+Z H");
    assert_eq!(
        standing(&desk)[0],
        (EffectiveStatus::Disputed, None),
        "still undecided"
    );
    assert_eq!(kinds(&desk)[0].1, GroupState::Later);
    assert_eq!(
        desk.active().as_deref(),
        Some("Mrs. Dole"),
        "and the walk went on"
    );
    desk.press("Mod+Z");
    assert_eq!(kinds(&desk)[0].1, GroupState::Open);
}

#[test]
fn the_reason_is_typed_without_deciding_and_stands_in_the_inspector_with_the_dissent() {
    let world = World::new();
    let mut desk = differing(&world);
    walk(&mut desk);
    desk.focus("Reason of the decision");
    desk.type_words("A box shows both");
    assert_eq!(
        kinds(&desk)[0].1,
        GroupState::Open,
        "letters are words here"
    );
    desk.press("Escape J");
    assert_eq!(
        desk.app().view.review.reason,
        "",
        "another card has its own"
    );
    desk.press("K");
    assert_eq!(desk.app().view.review.reason, "A box shows both");
    desk.focus("Reason of the decision");
    desk.press("Mod+Enter");
    assert_eq!(desk.app().view.region, Region::Decision, "back on the card");
    desk.press("A");
    desk.press("Escape");
    assert_eq!(desk.app().view.region, Region::Reader);
    desk.press("Mod+Home");
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
    desk.expect("Verified · judged by 2 · decided by Mia · dissent 1");
    desk.expect("Decided verified by Mia: A box shows both");
    desk.expect("The deed says tower");
}

#[test]
fn on_the_card_the_keys_of_the_text_do_nothing() {
    let world = World::new();
    let mut desk = differing(&world);
    walk(&mut desk);
    let before = desk.app().project.clone();
    desk.press("1 2 3 V C W N E Delete");
    assert_eq!(desk.app().project, before);
    desk.press("Escape");
    assert_eq!(desk.app().view.region, Region::Reader);
    desk.press("B H");
    assert_eq!(
        desk.app().project,
        before,
        "and in the text those of the card do nothing"
    );
}

#[test]
fn enter_goes_from_the_list_to_the_card_and_esc_comes_back() {
    let world = World::new();
    let mut desk = differing(&world);
    desk.app_mut().run(Command::ShowList(BottomTab::Review));
    desk.app_mut().go_to_region(Region::Bottom);
    desk.run();
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
    desk.press("Down");
    assert_eq!(
        desk.active().as_deref(),
        Some("Mrs. Dole"),
        "its place is shown"
    );
    assert_eq!(desk.app().view.region, Region::Bottom);
    desk.press("Enter");
    assert_eq!(desk.app().view.region, Region::Decision);
    desk.press("Escape");
    assert_eq!(desk.app().view.region, Region::Bottom);
    desk.press("Up Enter A");
    assert_eq!(standing(&desk)[0], (VERIFIED, Some(Flag::Decided)));
    desk.press("Escape Escape");
    assert_eq!(desk.app().view.region, Region::Reader);
}

#[test]
fn the_list_is_narrowed_by_kind_and_by_what_is_decided() {
    let world = World::new();
    let mut desk = differing(&world);
    walk(&mut desk);
    let rows = |desk: &Desk| -> Vec<DisagreementKind> {
        let shown = desk.app().shown_disagreements();
        shown.iter().map(|group| group.kind).collect()
    };
    let (status, boundaries) = (DisagreementKind::OtherStatus, DisagreementKind::Boundaries);
    assert_eq!(rows(&desk), [status, boundaries]);
    desk.app_mut().view.review.kind = Some(boundaries);
    desk.run();
    assert_eq!(rows(&desk), [boundaries]);
    desk.app_mut().view.review.kind = None;
    desk.press("A");
    assert_eq!(rows(&desk), [boundaries]);
    desk.click("Only decided ones");
    assert_eq!(rows(&desk), [status]);
    desk.expect("decided · Ana V, Ben C");
    desk.click("Open and decided ones");
    assert_eq!(rows(&desk), [status, boundaries]);
}

#[test]
fn the_last_decision_says_that_readers_agree() {
    let world = World::new();
    let mut desk = differing(&world);
    walk(&mut desk);
    desk.press("A A");
    assert!(desk.messages().contains(AGREE), "{}", desk.messages());
    assert_eq!(desk.app().view.region, Region::Reader);
    desk.press("J");
    assert!(desk.messages().contains(AGREE));
}

#[test]
fn a_mark_in_one_article_leaves_what_was_found_in_others() {
    let world = World::new();
    let mut desk = differing(&world);
    let before = desk.app().disagreements().to_vec();
    desk.press("Mod+2 Mod+Home W 1");
    let after = desk.app().disagreements();
    assert_eq!(after.len(), before.len());
    let same = before.iter().zip(after);
    for (before, after) in same {
        assert!(
            std::sync::Arc::ptr_eq(before, after),
            "it was looked for again"
        );
    }
    // A large project is looked through in several frames.
    desk.press("Mod+1 Mod+Home 2");
    let app = desk.app_mut();
    app.run(Command::Undo);
    assert!(!app.refresh_review_of(0), "something is left to look at");
    assert_eq!(
        app.disagreements().len(),
        2,
        "what was found before is still shown"
    );
    assert!(app.refresh_review_of(1));
}

#[test]
fn one_reader_alone_disagrees_with_nobody() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    desk.app_mut().run(Command::ShowList(BottomTab::Review));
    desk.run();
    desk.expect(AGREE);
    desk.app_mut().run(Command::Decide(Choice::First));
    desk.run();
    assert!(desk.messages().contains("Choose a disagreement first."));
}

#[test]
fn a_decision_is_in_the_file_and_the_assessments_stay() {
    let world = World::new();
    let mut desk = differing(&world);
    walk(&mut desk);
    desk.press("B Mod+S");
    let saved = world.saved("shared.ron");
    assert_eq!(saved.decisions.len(), 1);
    let mut ana = world.start(vec![world.path("shared.ron")]);
    ana.run();
    assert_eq!(standing(&ana)[0], (CONFLICTING, Some(Flag::Decided)));
    let given = crate::harness::summary(&saved);
    let mut first = given[0].1.clone();
    first.sort();
    assert_eq!(first, [Status::Verified, Status::Conflicting]);
    // Whoever comes back to it afterwards questions the decision, and it is open again.
    ana.press("Mod+1 Mod+Home 2");
    assert_eq!(
        standing(&ana)[0],
        (EffectiveStatus::Disputed, Some(Flag::DecisionQuestioned))
    );
    assert_eq!(kinds(&ana)[0].1, GroupState::Open);
}

#[test]
fn what_was_decided_before_a_save_stands_when_the_mark_is_resized_after_it() {
    let world = World::new();
    drop(differing(&world));
    let mut ana = world.start(vec![world.path("shared.ron")]);
    // Her own status and the decision against it are saved together.
    ana.press("Mod+1 Mod+Home 2");
    walk(&mut ana);
    ana.expect("Ana (you)");
    ana.press("B");
    assert_eq!(standing(&ana)[0], (CONFLICTING, Some(Flag::Decided)));
    ana.press("Mod+S Escape Mod+Home E Shift+Left Enter");
    assert_eq!(ana.marks()[0].0, "Lighthous");
    assert_eq!(standing(&ana)[0], (CONFLICTING, Some(Flag::Decided)));
}

#[test]
fn what_only_one_person_marked_counts_when_the_other_has_read_to_the_end() {
    let world = World::new();
    let mut desk = differing(&world);
    assert_eq!(kinds(&desk).len(), 2);
    desk.drag("lamp", "burning");
    desk.press("1");
    assert_eq!(kinds(&desk).len(), 2, "Ana and Ben may still come to it");
    desk.press("Mod+S");
    let mut ben = world.somebody_else().start(vec![world.path("shared.ron")]);
    ben.press("Mod+1 Mod+Shift+Enter");
    ben.click("Mark as read");
    ben.app_mut().refresh_review();
    let last = kinds(&ben).pop();
    assert_eq!(
        last,
        Some((DisagreementKind::OnlyOneMarked, GroupState::Open))
    );
}

#[test]
fn a_click_on_a_disagreement_gives_its_card_the_keys() {
    let world = World::new();
    let mut desk = differing(&world);
    desk.app_mut().run(Command::ShowList(BottomTab::Review));
    desk.run();
    let before = standing(&desk);
    desk.click_containing("Other status: Lighthouse");
    assert_eq!(desk.app().view.region, Region::Decision);
    desk.press("A");
    let decided = (VERIFIED, Some(Flag::Decided));
    assert_eq!(standing(&desk)[0], decided);
    desk.press("Mod+Z");
    assert_eq!(standing(&desk), before);
}

#[test]
fn of_a_reader_who_judged_a_part_it_is_not_said_that_they_were_silent() {
    let world = World::new();
    let mut desk = world.welcome_page();
    desk.app_mut().run(Command::OpenSample);
    desk.run();
    desk.app_mut().run(Command::ShowList(BottomTab::Review));
    desk.run();
    desk.click_containing("Only one marked it: Lifeboats from two stations and a navy tug");
    desk.expect("Rosa Lind judged less than half of these words.");
    assert!(!desk.sees("Rosa Lind read the article to the end and did not mark"));
}

#[test]
fn the_walk_begins_with_the_disagreement_that_is_chosen_in_the_list() {
    let world = World::new();
    let mut desk = differing(&world);
    desk.app_mut().run(Command::ShowList(BottomTab::Review));
    desk.app_mut().go_to_region(Region::Bottom);
    desk.run();
    desk.press("Down");
    assert_eq!(desk.active().as_deref(), Some("Mrs. Dole"));
    walk(&mut desk);
    assert_eq!(
        desk.active().as_deref(),
        Some("Mrs. Dole"),
        "no step further"
    );
    assert_eq!(desk.app().view.region, Region::Decision);
    desk.press("K");
    assert_eq!(
        desk.active().as_deref(),
        Some("Lighthouse"),
        "from there it goes on"
    );
}

#[test]
fn a_decision_says_which_sign_off_it_breaks() {
    let world = World::new();
    let mut mia = differing(&world);
    let file = world.path("shared.ron");
    mia.press("G");
    mia.insert("sign-off");
    mia.press("Enter");
    // Ben's mark is settled: Mia signs it.
    mia.press("Y Mod+S");
    let mut zoe = world.somebody_else().start(vec![file]);
    zoe.press("Mod+1 Mod+Home");
    walk(&mut zoe);
    while zoe.active().as_deref() == Some("Lighthouse") {
        zoe.press("J");
    }
    zoe.press("X");
    let said = zoe.messages();
    assert!(
        said.contains("Decided: nothing here. Signed off by Mia at"),
        "{said}"
    );
    assert!(said.contains("Ask for a new sign-off."), "{said}");
    zoe.press("Mod+Z");
    assert!(
        zoe.app()
            .disagreements()
            .iter()
            .all(|group| group.state == GroupState::Open)
    );
}

#[test]
fn a_card_that_the_filter_leaves_out_closes_and_its_reason_waits() {
    let world = World::new();
    let mut desk = differing(&world);
    walk(&mut desk);
    let open = desk.app().view.review.current;
    assert!(open.is_some());
    desk.app_mut().view.review.reason = "asked both".to_owned();
    desk.click("Only decided ones");
    assert_eq!(desk.app().view.review.current, None);
    assert!(!desk.sees("not decided"), "{}", desk.everything());
    desk.press("A");
    assert!(desk.app().project.decisions.is_empty());
    desk.click("Only open ones");
    walk(&mut desk);
    assert_eq!(desk.app().view.review.current, open);
    assert_eq!(desk.app().view.review.reason, "asked both");
}
