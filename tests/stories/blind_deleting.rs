//! Deleting a mark in blind review: what another reader said of it unseen survives, whenever it is shown.

use crate::harness::{Desk, World, marks_of};
use crosscheck::app::Command;
use crosscheck::model::{Annotation, Project, Registers as _};
use std::sync::Arc;

/// Ana marked "Lighthouse" in a shared file, Ben judged it otherwise there, and Ana, who reviews blind since, has taken that in
/// with a save of her own.
fn desk(world: &World) -> Desk {
    let mut ana = world.with_three_articles();
    ana.app_mut().set_reviewer_name("Ana Koller");
    ana.press("Mod+1 W 1");
    let file = world.path("shared.ron");
    world.will_choose([file.clone()]);
    ana.press("Mod+S");
    let mut ben = world.somebody_else().start(vec![file]);
    ben.app_mut().set_reviewer_name("Ben Ax");
    ben.click_words("Lighthouse", 2);
    ben.press("3 Mod+S");
    ana.app_mut().run(Command::BlindReview);
    ana.run();
    ana.click_words("keeper", 2);
    ana.press("1 Mod+S");
    assert_eq!(lighthouse(ana.app().project.whole()).assessments.len(), 2);
    assert_eq!(lighthouse(ana.app().project.shown()).assessments.len(), 1);
    ana
}

fn lighthouse(project: &Project) -> Arc<Annotation> {
    let mut all = project.annotations.values();
    let found = all.find(|mark| mark.quote() == "Lighthouse");
    Arc::clone(found.expect("it is there, deleted or not"))
}

fn quotes(project: &Project) -> Vec<String> {
    marks_of(project).iter().map(|mark| mark.quote()).collect()
}

/// Alive with both judgements, and to be decided.
#[track_caller]
fn expect_survival(project: &Project, when: &str) {
    let mark = lighthouse(project);
    assert!(!mark.is_deleted() && mark.is_contested(), "{when}");
    assert_eq!(mark.assessments.len(), 2, "{when}");
}

#[test]
fn what_another_said_unseen_survives_the_deletion_of_the_mark() {
    let world = World::new();
    let mut ana = desk(&world);
    ana.click_words("Lighthouse", 1);
    ana.press("Delete");
    assert_eq!(quotes(ana.app().project.shown()), ["keeper"]);
    ana.press("Mod+S");
    assert_eq!(
        quotes(ana.app().project.shown()),
        ["keeper"],
        "nothing is told by the save"
    );
    expect_survival(&world.saved("shared.ron"), "in the file");
    ana.app_mut().end_blind_review();
    ana.run();
    expect_survival(ana.app().project.shown(), "when it is shown");
}

#[test]
fn it_survives_where_it_is_shown_before_the_deletion_is_saved() {
    let world = World::new();
    let mut ana = desk(&world);
    ana.click_words("Lighthouse", 1);
    ana.press("Delete");
    ana.app_mut().end_blind_review();
    ana.run();
    expect_survival(ana.app().project.shown(), "when it is shown");
    ana.press("Mod+S");
    expect_survival(&world.saved("shared.ron"), "in the file");
}

#[test]
fn what_was_seen_goes_with_the_mark_and_undo_brings_it_back() {
    let world = World::new();
    let mut ana = desk(&world);
    ana.app_mut().end_blind_review();
    ana.run();
    ana.click_words("Lighthouse", 1);
    ana.press("Delete Mod+S");
    assert!(lighthouse(&world.saved("shared.ron")).is_deleted());
    ana.press("Mod+Z Mod+S");
    let back = lighthouse(&world.saved("shared.ron"));
    assert!(!back.is_deleted() && back.assessments.len() == 2);
}
