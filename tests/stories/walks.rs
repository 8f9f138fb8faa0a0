//! Walking with J and K: what is left to do comes to the reader.

use crate::harness::World;
use crosscheck::app::{Command, Walk};
use crosscheck::model::Status::{Conflicting, Unverified, Verified};

#[test]
fn j_selects_the_next_unmarked_words_up_to_the_sentences_end() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 Mod+Home J");
    assert_eq!(desk.selected(), "Lighthouse to be sold");
    desk.press("1 J");
    assert_eq!(
        desk.selected(),
        "The county will sell the lighthouse at Cape Arden."
    );
    desk.press("Shift+W");
    assert_eq!(desk.selected(), "The", "narrowed to the word");
    desk.press("J");
    assert_eq!(
        desk.selected(),
        "county will sell the lighthouse at Cape Arden.",
        "from behind the selection on"
    );
    desk.press("K");
    assert_eq!(
        desk.selected(),
        "The county will sell the lighthouse at Cape Arden.",
        "back over what was passed"
    );
}

#[test]
fn a_stretch_ends_where_the_next_mark_begins() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("lighthouse at", "Cape Arden");
    desk.press("2 Mod+Home J J");
    assert_eq!(desk.selected(), "The county will sell the");
    desk.press("1 J");
    assert_eq!(
        desk.selected(),
        "Its keeper, Mrs. Dole, served there for 31 years."
    );
    assert_eq!(desk.marks().len(), 2);
    desk.press("Mod+Z");
    assert_eq!(desk.marks().len(), 1);
}

#[test]
fn a_walk_goes_on_in_the_next_article_and_says_when_it_ends() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 Mod+End J");
    assert_eq!(desk.selected(), "Orchard flooded again");
    assert!(desk.messages().contains("On in Orchard flooded again"));
    desk.press("Mod+3 Mod+End J");
    assert!(desk.messages().contains("J begins at the top"));
    desk.press("J");
    assert_eq!(desk.selected(), "Lighthouse to be sold");
}

#[test]
fn an_article_whose_words_are_all_marked_is_done_and_its_open_statements_are_offered() {
    let world = World::new();
    let mut desk = world.welcome_page();
    world.will_choose([world.file(
        "short.txt",
        "Two words\n\nAnd three more. Then four words follow.\n",
    )]);
    desk.press("Mod+Shift+O Mod+Home J 1 J 2 J 3");
    assert_eq!(desk.marks().len(), 3);
    desk.expect("walk: unmarked words, 0 left");
    desk.press("J");
    let said = "All words of And three more. Then four words follow. are accounted for. 1 statement is unverified. Show it?";
    assert!(desk.messages().contains(said), "{}", desk.messages());
    desk.click("Show them");
    assert_eq!(desk.active().as_deref(), Some("And three more."));
    assert_eq!(desk.app().settings.walk, Walk::Unverified);
}

#[test]
fn g_chooses_the_walk_and_j_follows_it() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    for (words, status) in [("county", "1"), ("keeper", "3"), ("lamp", "3")] {
        desk.click_words(words, 2);
        desk.press(status);
    }
    desk.press("Mod+Home G");
    desk.type_words("conf");
    desk.press("Enter");
    assert_eq!(desk.app().settings.walk, Walk::Conflicting);
    assert_eq!(desk.active().as_deref(), Some("keeper"));
    desk.press("J");
    assert_eq!(desk.active().as_deref(), Some("lamp"));
    desk.press("K");
    assert_eq!(desk.active().as_deref(), Some("keeper"));
    desk.press("K");
    assert!(desk.messages().contains("K begins at the end"));
    assert_eq!(
        desk.marks().iter().map(|mark| mark.1).collect::<Vec<_>>(),
        [Some(Verified), Some(Conflicting), Some(Conflicting)]
    );
}

#[test]
fn numbers_and_names_are_walked_one_by_one() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 Mod+Home");
    desk.app_mut().run(Command::Walk(Walk::Numbers));
    let mut found = vec![desk.selected().to_owned()];
    for _ in 0..2 {
        desk.press("J");
        found.push(desk.selected().to_owned());
    }
    assert_eq!(found, ["Cape Arden", "Mrs. Dole", "31 years"]);
}

#[test]
fn unmarked_words_are_walked_in_articles_to_check_only() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1");
    desk.app_mut().run(Command::ToggleRole);
    desk.press("J");
    assert_eq!(desk.article().display_title(), "Orchard flooded again");
    for number in ["Mod+1", "Mod+1"] {
        desk.press(number);
        desk.app_mut().run(Command::ToggleRole);
    }
    desk.press("J");
    assert!(desk.messages().contains("Every article is here to compare"));
}

#[test]
fn the_status_bar_says_what_is_left() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+2");
    desk.expect("walk: unmarked words, 23 left, 1 number");
    desk.drag("4 metres", "Sunday night");
    desk.press("2");
    desk.expect("walk: unmarked words, 18 left");
    assert_eq!(desk.marks()[0].1, Some(Unverified));
    desk.app_mut().run(Command::Walk(Walk::Numbers));
    desk.press("Mod+1");
    desk.expect("walk: unmarked numbers and names, 1 number, 2 names left");
}

#[test]
fn a_walk_that_has_nothing_below_the_caret_says_that_it_begins_anew() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("W 3 Mod+3 Mod+End G");
    desk.insert("all marks");
    desk.press("Enter");
    assert!(desk.active().is_some());
    assert!(
        desk.messages()
            .contains("None below the caret: all marks from the beginning"),
        "{}",
        desk.messages()
    );
}

#[test]
fn a_walk_that_leaves_words_behind_says_how_many() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 Mod+End J");
    assert!(
        desk.messages()
            .contains("On in Orchard flooded again. 31 words further up are still unmarked."),
        "{}",
        desk.messages()
    );
}

#[test]
fn what_follows_a_stop_of_the_walk_is_in_view() {
    let world = World::new();
    let mut desk = world.with_long_article();
    let mut stops = 0;
    for _ in 0..40 {
        desk.press("J");
        let words = desk.selected().to_owned();
        let below = desk.text_rect().bottom() - desk.height_of(&words);
        stops += usize::from(desk.scroll() > 0.0);
        assert!(below > 60.0, "{words} stands {below} points above the edge");
    }
    assert!(stops > 0, "the walk went on below the first page");
}
