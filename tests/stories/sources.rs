//! Sources: cited with a place, cited again, kept as cards, waited for.

use crate::harness::{Desk, World, marks_of};
use crosscheck::app::{BottomTab, Command};
use crosscheck::model::{Citation, Source};

/// "Title, place" of what I cite for the words of a mark.
fn cited(desk: &Desk, words: &str) -> Vec<String> {
    let app = desk.app();
    let mark = marks_of(&app.project)
        .into_iter()
        .find(|mark| mark.quote() == words)
        .expect("the mark");
    let given = mark.assessment_of(app.reviewer()).expect("my word");
    let shown = |cite: &Citation| format!("{}, {}", app.source_title(cite.source), cite.locator);
    given.cites.iter().map(shown).collect()
}

#[test]
fn a_new_source_with_its_place_is_cited_in_one_step_and_stands_in_the_file() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+2 W 1");
    desk.expect("Verified without a source. Press S to cite one.");
    desk.press("S");
    desk.insert("Harbour log @ p. 2");
    desk.expect("New source “Harbour log”");
    desk.press("Enter");
    assert_eq!(cited(&desk, "Orchard"), ["Harbour log, p. 2"]);
    assert!(!desk.sees("Verified without a source."));
    let file = world.path("orchard.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    let project = world.saved(&file);
    let mark = &marks_of(&project)[0];
    let given = mark.assessment_of(mark.by).unwrap();
    assert_eq!(given.cites[0].locator, "p. 2");
    let card = project.source(given.cites[0].source).unwrap();
    assert_eq!(card.source.value.title, "Harbour log");

    desk.press("Mod+Z");
    assert_eq!(cited(&desk, "Orchard"), Vec::<String>::new());
    assert_eq!(desk.app().project.live_sources().count(), 0);
}

#[test]
fn the_last_source_is_cited_again_with_one_key_and_undone_with_one() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+2 W 1 Shift+S");
    desk.expect("No source cited yet. S chooses one.");
    desk.press("S");
    desk.insert("Harbour log @ p. 2");
    desk.press("Enter Mod+1 W 1 Shift+S");
    assert_eq!(cited(&desk, "Lighthouse"), ["Harbour log, p. 2"]);
    desk.press("Shift+S");
    assert_eq!(cited(&desk, "Lighthouse").len(), 1, "the same twice is one");
    desk.press("Mod+Z");
    assert_eq!(cited(&desk, "Lighthouse"), Vec::<String>::new());
    assert_eq!(cited(&desk, "Orchard"), ["Harbour log, p. 2"]);
}

#[test]
fn words_without_a_status_of_mine_cite_nothing() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+2 W S");
    desk.expect("Give it a status first: 1, 2 or 3.");
    assert!(desk.app().view.picker.is_none());
}

#[test]
fn the_place_is_changed_and_the_source_taken_off_in_the_inspector() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+2 W 1 S");
    desk.insert("Harbour log @ p. 2");
    desk.press("Enter");
    desk.click("Place in Harbour log");
    desk.insert("1");
    desk.press("Escape");
    assert_eq!(cited(&desk, "Orchard"), ["Harbour log, p. 21"]);
    desk.click("Take off: Harbour log");
    assert_eq!(cited(&desk, "Orchard"), Vec::<String>::new());
    desk.press("Mod+Z Mod+Z");
    assert_eq!(cited(&desk, "Orchard"), ["Harbour log, p. 2"]);
}

#[test]
fn a_card_is_saved_without_leaving_its_field_and_waits_until_it_says_something() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.app_mut().run(Command::ShowList(BottomTab::Sources));
    desk.run();
    desk.expect("No sources yet");
    desk.click("New card");
    desk.insert("Tide table");
    desk.click("Source: Contact");
    desk.insert("Harbour office");
    desk.press("Mod+B");
    desk.open_list(BottomTab::Sources);
    desk.expect("Waiting for: Harbour office (1)");
    desk.click("Source: Says");
    desk.insert("High water at two");
    let file = world.path("tide.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    let project = world.saved(&file);
    let card = &project
        .live_sources()
        .next()
        .expect("the card")
        .source
        .value;
    assert_eq!(card.title, "Tide table");
    assert_eq!(card.contact, "Harbour office");
    assert_eq!(card.says, "High water at two");
    assert!(!desk.sees("Waiting for"));
}

#[test]
fn a_deleted_card_comes_back_and_stays_named_where_it_is_cited() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+2 W 1 S");
    desk.insert("Harbour log");
    desk.press("Enter");
    desk.click("Harbour log");
    desk.click("Delete source");
    desk.expect("The source was deleted.");
    assert_eq!(cited(&desk, "Orchard"), ["Harbour log (deleted source), "]);
    desk.click("Undo");
    assert_eq!(desk.app().project.live_sources().count(), 1);
}

#[test]
fn those_who_were_asked_are_grouped_by_contact() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    for (title, contact) in [("A", "Office"), ("B", "office "), ("C", "")] {
        desk.app_mut().new_card();
        let id = desk.app().view.open_card.expect("a card");
        let card = Source {
            title: title.to_owned(),
            contact: contact.to_owned(),
            ..Source::default()
        };
        desk.app_mut().set_card(id, card);
    }
    desk.run();
    desk.expect("Waiting for: Office (2)");
    desk.expect("No contact yet (1)");
}

#[test]
fn a_passage_is_judged_cited_and_left_in_three_keys() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 Mod+Home J 1 S");
    desk.type_words("harbour log");
    desk.press("Enter");
    // From here on each passage: judged, cited, and the next one selected.
    let keys = "1 Shift+S J";
    assert_eq!(
        keys.split_whitespace().count(),
        3,
        "six or fewer were asked for"
    );
    desk.press("J");
    for _ in 0..3 {
        desk.press(keys);
    }
    let me = desk.app().reviewer();
    let cited: Vec<(String, usize)> = marks_of(&desk.app().project)
        .iter()
        .map(|mark| {
            (
                mark.quote(),
                mark.assessment_of(me).map_or(0, |given| given.cites.len()),
            )
        })
        .collect();
    assert_eq!(
        cited,
        [
            ("Lighthouse to be sold".to_owned(), 1),
            (
                "The county will sell the lighthouse at Cape Arden.".to_owned(),
                1
            ),
            (
                "Its keeper, Mrs. Dole, served there for 31 years.".to_owned(),
                1
            ),
            (
                "Buyers must keep the lamp burning, the clerk said.".to_owned(),
                1
            ),
        ]
    );
    assert_eq!(
        desk.selected(),
        "Orchard flooded again",
        "on to the next article"
    );
    // Judging and citing are a step each.
    desk.press("Mod+Z Mod+Z");
    assert_eq!(desk.marks().len(), 3);
}
