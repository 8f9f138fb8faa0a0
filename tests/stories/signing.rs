//! Sign-off: a second reader's word, who may give it, and what breaks it.

use crate::harness::{Desk, World, marks_of};
use crosscheck::app::{BottomTab, Command, Region, Walk};
use crosscheck::review::SealState;

/// A file with two marks of Ana, opened by Ben.
fn opened_by_ben(world: &World) -> Desk {
    let mut ana = world.with_three_articles();
    ana.app_mut().set_reviewer_name("Ana");
    ana.press("Mod+1 W 1");
    ana.click_words("county", 2);
    ana.press("3");
    let file = world.path("shared.ron");
    world.will_choose([file.clone()]);
    ana.press("Mod+S");
    let mut ben = world.somebody_else().start(vec![file]);
    ben.app_mut().set_reviewer_name("Ben");
    ben.press("Mod+1 Mod+Home");
    ben
}

fn walk(desk: &mut Desk) {
    desk.press("G");
    desk.insert("sign-off");
    desk.press("Enter");
}

fn seals(desk: &Desk) -> Vec<SealState> {
    let app = desk.app();
    let marks = marks_of(&app.project);
    marks.iter().map(|mark| app.marks.seal(mark.id)).collect()
}

use SealState::{Broken, Sealed, Unsigned};

#[test]
fn y_signs_off_on_its_walk_only_and_undo_takes_it_back() {
    let world = World::new();
    let mut desk = opened_by_ben(&world);
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
    desk.press("Y");
    desk.expect("Y signs off on the walk \"sign-off\". G chooses it.");
    assert_eq!(seals(&desk), [Unsigned, Unsigned]);
    walk(&mut desk);
    assert_eq!(desk.app().settings.walk, Walk::SignOff);
    desk.press("K");
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
    desk.expect("Waits for Ben");
    desk.press("Y");
    assert_eq!(seals(&desk), [Sealed, Unsigned]);
    desk.expect("[verified, signed off: Lighthouse]");
    assert_eq!(desk.active().as_deref(), Some("county"), "the next one");
    desk.press("Y");
    assert!(
        desk.messages()
            .contains("Every settled mark is signed off.")
    );
    desk.click_words("Lighthouse", 1);
    desk.expect("Signed off by Ben at");
    desk.press("Mod+Z");
    assert_eq!(seals(&desk), [Sealed, Unsigned]);
    desk.press("Mod+Z");
    assert_eq!(seals(&desk), [Unsigned, Unsigned]);
}

#[test]
fn nobody_signs_their_own_work_and_it_is_said_why() {
    let world = World::new();
    let mut desk = opened_by_ben(&world);
    desk.press("1");
    walk(&mut desk);
    desk.press("K Y");
    desk.expect("You judged this yourself. A sign-off has to come from someone else.");
    desk.expect("Ana may not sign it either.");
    assert_eq!(seals(&desk), [Unsigned, Unsigned]);
    desk.expect("Waits for a reader who has neither judged nor decided it");
}

#[test]
fn a_changed_status_breaks_the_seal_and_a_note_does_not() {
    let world = World::new();
    let mut ben = opened_by_ben(&world);
    walk(&mut ben);
    ben.press("K Y Mod+S");
    let file = world.path("shared.ron");
    let mut ana = world.start(vec![file]);
    ana.press("Mod+1 Mod+Home N");
    ana.insert("Seen in the deed");
    ana.press("Mod+Enter");
    assert_eq!(seals(&ana)[0], Sealed);
    ana.press("Mod+S");
    assert_eq!(seals(&ana)[0], Sealed);
    ana.press("2");
    assert_eq!(seals(&ana)[0], Broken);
    ana.expect("the status changed at");
    ana.expect("(Ana). Ask for a new sign-off.");
    ana.expect("[unverified, sign-off broken: Lighthouse]");
    ana.press("Mod+Z");
    assert_eq!(seals(&ana)[0], Sealed, "undone, it is as it was signed");
    ana.press("Mod+Y Mod+S");
    // It is back in the walk of the second reader, who signs anew.
    let mut ben = world.somebody_else().start(vec![world.path("shared.ron")]);
    ben.press("Mod+1 Mod+Home");
    walk(&mut ben);
    ben.press("K");
    assert_eq!(ben.active().as_deref(), Some("Lighthouse"));
    ben.press("Y");
    assert_eq!(seals(&ben)[0], Sealed);
}

#[test]
fn what_is_signed_unsaved_is_covered_after_the_save() {
    let world = World::new();
    let mut desk = opened_by_ben(&world);
    walk(&mut desk);
    desk.press("K Y Mod+S");
    let saved = world.saved("shared.ron");
    let mark = marks_of(&saved)[0].clone();
    let signature = &mark.signed.values().next().expect("a sign-off").value;
    assert!(mark.spans.revs().all(|rev| signature.covers.contains(&rev)));
    assert!(signature.sealed.contains_key(&mark.id));
}

#[test]
fn the_list_says_what_waits_for_whom_and_y_works_in_it() {
    let world = World::new();
    let mut desk = opened_by_ben(&world);
    desk.app_mut().run(Command::ShowList(BottomTab::Review));
    desk.run();
    desk.click("Waiting for sign-off");
    desk.expect("Verified: Lighthouse, 1 · Lighthouse to be sold, waits for Ben");
    desk.click_containing("Conflicting: county");
    assert_eq!(desk.active().as_deref(), Some("county"));
    assert_eq!(desk.app().settings.walk, Walk::SignOff);
    desk.press("Y");
    assert_eq!(seals(&desk), [Unsigned, Sealed]);
    desk.press("Up");
    desk.click("Sign off (Y)");
    assert_eq!(seals(&desk), [Sealed, Sealed]);
    desk.expect("Every settled mark is signed off.");
    desk.press("Mod+Z");
    assert_eq!(seals(&desk), [Unsigned, Sealed]);
}

#[test]
fn a_sign_off_is_taken_back_by_its_command() {
    let world = World::new();
    let mut desk = opened_by_ben(&world);
    walk(&mut desk);
    desk.press("K Y");
    desk.click_words("Lighthouse", 1);
    desk.choose("Review", "Take sign-off back");
    assert_eq!(seals(&desk), [Unsigned, Unsigned]);
    desk.press("Mod+Z");
    assert_eq!(seals(&desk), [Sealed, Unsigned]);
}

#[test]
fn an_article_is_signed_with_its_marks_and_a_new_mark_breaks_it() {
    let world = World::new();
    let mut desk = opened_by_ben(&world);
    desk.choose("Review", "Sign off article");
    desk.expect("Lighthouse to be sold is signed off.");
    desk.expect("signed off");
    let state = |desk: &mut Desk| {
        let article = desk.article().clone();
        let lines = desk.app_mut().article_seal_lines(&article);
        lines.iter().map(|(holds, _)| *holds).collect::<Vec<_>>()
    };
    assert_eq!(state(&mut desk), [true]);
    desk.press("Mod+Z");
    assert_eq!(state(&mut desk), Vec::<bool>::new());
    desk.press("Mod+Y Mod+S");
    let mut ana = world.start(vec![world.path("shared.ron")]);
    ana.press("Mod+1");
    assert_eq!(state(&mut ana), [true]);
    ana.click_words("lamp", 2);
    ana.press("2");
    assert_eq!(state(&mut ana), [false]);
    ana.expect("sign-off broken");
    ana.choose("Review", "Sign off article");
    ana.expect("You judged passages of this article.");
    ana.press("Mod+Z");
    assert_eq!(state(&mut ana), [true]);
}

#[test]
fn enter_goes_from_the_list_to_the_place() {
    let world = World::new();
    let mut desk = opened_by_ben(&world);
    desk.app_mut().run(Command::ShowList(BottomTab::Review));
    desk.run();
    desk.click("Waiting for sign-off");
    desk.app_mut().go_to_region(Region::Bottom);
    desk.run();
    desk.press("End Enter");
    assert_eq!(desk.active().as_deref(), Some("county"));
    assert_eq!(desk.app().view.region, Region::Reader);
    desk.press("Y");
    assert_eq!(seals(&desk), [Unsigned, Sealed]);
}
