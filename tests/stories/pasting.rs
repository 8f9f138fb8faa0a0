//! What the clipboard brings: one article, several, perhaps several, or files.

use crate::harness::{Desk, ORCHARD, World};
use egui::Modifiers;

const RULED: &str = "The market closes early\n\nStalls were gone by noon.\n\n---\n\nThe mill is for sale\n\nNobody has asked yet.\n\n***\n\nThe well ran dry again\n\nIt was the third time.\n";

/// The key that pastes an article, whatever is open.
fn paste(desk: &mut Desk, words: &str) {
    desk.paste(words, Modifiers::COMMAND | Modifiers::SHIFT);
}

fn titles(desk: &Desk) -> Vec<String> {
    let articles = desk.app().articles_in_order();
    articles
        .iter()
        .map(|article| article.display_title().to_owned())
        .collect()
}

const PARTS: [&str; 3] = [
    "The market closes early",
    "The mill is for sale",
    "The well ran dry again",
];

#[test]
fn several_articles_come_in_as_one_step() {
    let world = World::new();
    let mut desk = world.welcome_page();
    paste(
        &mut desk,
        "The market closes early\n\nStalls were gone by noon.\n=====\n\n\u{c}\nThe mill is for sale\n\nNobody has asked yet.\n\u{c}The well ran dry again\n\nIt was the third time.\n",
    );
    assert_eq!(titles(&desk), PARTS);
    assert_eq!(desk.article().display_title(), PARTS[0]);
    assert_eq!(desk.app().undo_label(), Some("add 3 articles"));
    assert!(!desk.sees("Split them?"), "nobody needs to be asked");
    assert!(!desk.everything().contains("==="));
    desk.press("Mod+Z");
    assert!(desk.app().is_empty());
    desk.press("Mod+Y");
    assert_eq!(titles(&desk), PARTS);
}

#[test]
fn what_may_be_one_article_comes_in_whole_and_is_split_on_request() {
    let world = World::new();
    let mut desk = world.welcome_page();
    paste(&mut desk, RULED);
    assert_eq!(titles(&desk), [PARTS[0]]);
    desk.expect("This looks like 3 articles. Split them?");
    let whole = desk.app().project.clone();
    desk.click("Split");
    assert_eq!(titles(&desk), PARTS);
    assert_eq!(desk.app().panes.len(), 3, "the one article is gone");
    assert_eq!(desk.article().display_title(), PARTS[0]);
    assert!(!desk.sees("Split them?"));
    assert_eq!(desk.app().undo_label(), Some("split into 3 articles"));
    desk.press("Mod+Z");
    assert_eq!(desk.app().project, whole);
    assert_eq!(desk.app().panes.len(), 1);
    // From the menu it can be split again.
    desk.choose("Edit", "Split the pasted text");
    assert_eq!(titles(&desk), PARTS);
    desk.press("Mod+Z Mod+Z");
    assert!(desk.app().is_empty());
}

#[test]
fn only_what_was_pasted_last_and_has_no_marks_is_split() {
    use crosscheck::app::Command::SplitPasted;
    let world = World::new();
    let mut desk = world.with_three_articles();
    assert!(!desk.app().is_enabled(SplitPasted));
    desk.app_mut().run(SplitPasted);
    assert_eq!(desk.app().articles_in_order().len(), 3);
    paste(&mut desk, RULED);
    assert!(desk.app().is_enabled(SplitPasted));
    desk.press("Mod+4 Mod+Home W 1");
    assert!(!desk.app().is_enabled(SplitPasted), "a mark would be lost");
    desk.app_mut().run(SplitPasted);
    assert_eq!(desk.app().articles_in_order().len(), 4);
    desk.press("Mod+Z");
    assert!(desk.app().is_enabled(SplitPasted));
    desk.press("Mod+Z");
    assert!(!desk.app().is_enabled(SplitPasted), "it is not there");
}

#[test]
fn the_parts_keep_the_role_of_the_whole() {
    use crosscheck::model::Role::Compare;
    let world = World::new();
    let mut desk = world.welcome_page();
    paste(&mut desk, RULED);
    desk.choose("Edit", "Switch between to check and to compare");
    desk.choose("Edit", "Split the pasted text");
    let articles = desk.app().articles_in_order();
    assert_eq!(articles.len(), 3);
    assert!(articles.iter().all(|article| article.role() == Compare));
}

#[test]
fn paths_and_addresses_of_files_are_opened_where_they_are_there() {
    let world = World::new();
    let mut desk = world.welcome_page();
    let (plain, address) = (
        world.file("orchard.txt", ORCHARD),
        world.file("mill.txt", "The mill is for sale\n\nNobody asked.\n"),
    );
    paste(
        &mut desk,
        &format!("{}\nfile://{}\n", plain.display(), address.display()),
    );
    desk.run();
    assert_eq!(
        titles(&desk),
        ["Orchard flooded again", "The mill is for sale"]
    );
    assert_eq!(desk.app().undo_label(), Some("add 2 articles"));
    // What is no file is a text.
    let missing = world.path("missing.txt");
    let text = format!("{}\n{}\n", plain.display(), missing.display());
    paste(&mut desk, &text);
    desk.run();
    assert_eq!(desk.app().articles_in_order().len(), 3);
    let last = desk.app().articles_in_order().pop().unwrap();
    assert_eq!(last.text.as_ref().unwrap().as_str(), text);
}
