//! Messages: where they stand, how long, and what their buttons do.

use crate::harness::{Desk, World};
use egui::accesskit::Role;
use egui::{Rect, vec2};
use egui_kittest::kittest::NodeT;

/// Where everything of a role stands.
fn rects(desk: &Desk, role: Role) -> Vec<Rect> {
    desk.harness()
        .root()
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == role)
        .map(|node| node.rect())
        .collect()
}

/// What a message may never lie over: texts, fields, and the buttons of the inspector.
fn overlaps(desk: &Desk) -> Vec<String> {
    let alerts = rects(desk, Role::Alert);
    assert!(!alerts.is_empty(), "a message is shown");
    let mut others = rects(desk, Role::Document);
    others.extend(rects(desk, Role::MultilineTextInput));
    for name in ["Verified", "Unverified", "Conflicting"] {
        others.push(desk.find(name).rect());
    }
    alerts
        .iter()
        .flat_map(|alert| {
            let over = others.iter().filter(|other| {
                let shared = alert.intersect(**other);
                shared.width() > 1.0 && shared.height() > 1.0
            });
            over.map(move |other| format!("{alert:?} over {other:?}"))
        })
        .collect()
}

#[test]
fn messages_lie_over_nothing_at_any_width() {
    let world = World::new();
    for size in [
        vec2(1600.0, 1000.0),
        vec2(1300.0, 800.0),
        vec2(1024.0, 700.0),
    ] {
        let mut desk = world.with_three_articles_at(size);
        desk.press("W 1");
        let undo = crosscheck::app::Command::Undo;
        desk.app_mut().notices.offer("Said in short.", "Undo", undo);
        desk.run();
        assert_eq!(
            overlaps(&desk),
            Vec::<String>::new(),
            "a short one at {size}"
        );
        let long = "What was said takes more than the room beside the tabs. ".repeat(6);
        desk.app_mut()
            .notices
            .warn(long, vec!["one cause".to_owned()]);
        desk.app_mut().notices.error("It failed.", Vec::new());
        desk.run();
        assert!(rects(&desk, Role::Alert).len() >= 2);
        assert_eq!(
            overlaps(&desk),
            Vec::<String>::new(),
            "all of them at {size}"
        );
        desk.press("Mod+D");
        let alerts = rects(&desk, Role::Alert);
        assert!(alerts.len() >= 2, "without panels they are still said");
    }
}

#[test]
fn a_short_message_stands_beside_the_tabs_and_moves_no_text() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let panes = rects(&desk, Role::Document);
    desk.app_mut().notices.info("Said in short.");
    desk.run();
    let alerts = rects(&desk, Role::Alert);
    assert_eq!(alerts.len(), 1);
    let tab = desk.find("Annotations").rect();
    assert!((alerts[0].center().y - tab.center().y).abs() < 6.0);
    assert_eq!(rects(&desk, Role::Document), panes);
    let long = "What was said takes more than the room beside the tabs. ".repeat(6);
    desk.app_mut().notices.info(long);
    desk.run();
    assert_eq!(rects(&desk, Role::Document), panes, "a long one neither");
    desk.click("+1");
    desk.expect("Said in short.");
}

#[test]
fn a_plain_message_goes_by_itself_and_an_error_when_it_is_closed() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.app_mut().notices.info("Said in passing.");
    desk.app_mut().notices.error("It failed.", Vec::new());
    desk.run();
    assert_eq!(desk.messages(), "Said in passing.\nIt failed.");
    desk.wait(8.0);
    assert_eq!(desk.messages(), "It failed.");
    desk.wait(60.0);
    assert_eq!(desk.messages(), "It failed.");
    desk.click("Close message");
    assert_eq!(desk.messages(), "");
}

#[test]
fn every_message_can_be_copied_with_its_causes() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.app_mut()
        .notices
        .error("Not saved.", vec!["the disk is full".to_owned()]);
    desk.run();
    desk.choose("Help", "Messages");
    desk.find("Copy all").click();
    let copied = (0..6).find_map(|_| {
        desk.step();
        let commands = &desk.harness().output().platform_output.commands;
        commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
    });
    let copied = copied.expect("something was copied");
    assert!(copied.contains("Not saved.\n"), "{copied}");
    assert!(copied.contains("    the disk is full\n"), "{copied}");
}
