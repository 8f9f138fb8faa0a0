//! Without a mouse.

use crate::harness::{World, marks_of, summary};
use crosscheck::app::{BottomTab, Command, Region, Walk};
use crosscheck::model::Status::{Conflicting, Unverified, Verified};

#[test]
fn from_the_welcome_page_to_a_saved_file() {
    let world = World::new();
    let mut desk = world.welcome_page();
    world.will_choose(world.three_articles());
    desk.press("Mod+Shift+O");

    // The caret stands at the start of the first article.
    assert_eq!(desk.around_caret().0, "");
    desk.press("Shift+Right Shift+Right");
    assert_eq!(desk.selected(), "Li");
    desk.press("W");
    assert_eq!(desk.selected(), "Lighthouse");
    desk.press("1");

    desk.press("Mod+2 Down Down W");
    let at_first = desk.selected().to_owned();
    assert!(
        !at_first.is_empty() && !at_first.contains(' '),
        "{at_first:?}"
    );
    desk.press("W");
    assert!(desk.selected().len() > at_first.len());
    desk.press("Shift+W");
    assert_eq!(desk.selected(), at_first);
    desk.press("Alt+2 N");
    desk.type_words("asked the village");
    desk.press("Mod+Enter");
    assert_eq!(desk.app().view.region, Region::Reader);

    desk.press("Mod+3 Mod+End Mod+Shift+Left C");
    assert_eq!(desk.marks().len(), 3);
    let statuses: Vec<_> = desk.marks().into_iter().map(|(_, status)| status).collect();
    assert_eq!(
        statuses,
        [Some(Verified), Some(Unverified), Some(Conflicting)]
    );

    let file = world.path("keys.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    let project = world.saved(&file);
    assert_eq!(summary(&project).len(), 3);
    let note = marks_of(&project)
        .iter()
        .flat_map(|mark| mark.assessments.values())
        .map(|given| given.value.note.clone())
        .find(|note| !note.is_empty());
    assert_eq!(note.as_deref(), Some("asked the village"));
}

#[test]
fn every_status_has_three_ways() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    for (keys, status) in [
        ("1 V Alt+1", Verified),
        ("2 U Alt+2", Unverified),
        ("3 C Alt+3", Conflicting),
    ] {
        for key in keys.split_whitespace() {
            desk.press("Mod+1 Mod+Home W");
            desk.press(key);
            assert_eq!(
                desk.marks(),
                [("Lighthouse".to_owned(), Some(status))],
                "{key}"
            );
            desk.press("Mod+Z");
        }
    }
}

#[test]
fn words_sentences_paragraphs_and_ends() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1");
    for (key, before, behind) in [
        ("Mod+Right", "ghthouse", " to be s"),
        ("Mod+Down", "sold\n\n", "The coun"),
        ("Alt+Down", "Arden. ", "Its keep"),
        ("Alt+Up", "sold\n\n", "The coun"),
        ("End", "", ""),
        ("Home", "", ""),
        ("Mod+End", "", ""),
        ("Mod+Up", "ears.\n\n", "Buyers m"),
        ("Mod+Home", "", "Lighthou"),
    ] {
        desk.press(key);
        let (left, right) = desk.around_caret();
        assert!(
            left.ends_with(before) && right.starts_with(behind),
            "{key}: {left:?} {right:?}"
        );
    }
    desk.press("Mod+End");
    assert_eq!(desk.around_caret().1, "");
    desk.press("Mod+Home");
    assert_eq!(desk.around_caret().0, "");
}

#[test]
fn marks_are_walked_and_overlapping_ones_chosen_with_keys() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county will", "Cape Arden");
    desk.press("1");
    desk.drag("the lighthouse", "at Cape");
    desk.press("2");
    desk.drag("Buyers", "lamp");
    desk.press("3");
    let (long, short, last) = (
        "county will sell the lighthouse at Cape Arden",
        "the lighthouse at Cape",
        "Buyers must keep the lamp",
    );
    desk.press("Mod+Home");
    desk.app_mut().run(Command::Walk(Walk::Marks));
    assert_eq!(desk.active().as_deref(), Some(long));
    desk.press("J");
    assert_eq!(desk.active().as_deref(), Some(short));
    desk.expect("1 of 2 here");
    desk.press("O");
    assert_eq!(desk.active().as_deref(), Some(long));
    desk.press("O");
    assert_eq!(desk.active().as_deref(), Some(short));
    desk.press("Shift+O");
    assert_eq!(desk.active().as_deref(), Some(long));
    desk.press("J J");
    assert_eq!(desk.active().as_deref(), Some(last));
    desk.press("J");
    desk.expect("Nothing further down along all marks. J begins at the top.");
    desk.press("K");
    assert_eq!(desk.active().as_deref(), Some(short));
    desk.press("K K");
    desk.expect("Nothing further up along all marks. K begins at the end.");
}

#[test]
fn a_mark_is_deleted_with_a_way_back() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    let before = desk.app().project.clone();
    desk.press("Delete");
    assert_eq!(desk.marks(), []);
    desk.expect("The mark was deleted.");
    desk.click("Undo");
    assert_eq!(desk.app().project, before);
}

#[test]
fn articles_are_reached_by_number() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    for (key, title) in [
        ("Mod+3", "Bridge closes for repairs"),
        ("Mod+1", "Lighthouse to be sold"),
        ("Mod+2", "Orchard flooded again"),
    ] {
        desk.press(key);
        assert_eq!(desk.article().display_title(), title);
    }
    desk.press("Mod+4");
    assert_eq!(desk.article().display_title(), "Orchard flooded again");
    desk.expect("There is no article 4");
}

#[test]
fn regions_go_round() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+B Escape");
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(desk.app().view.region);
        desk.press("F6");
    }
    assert_eq!(
        seen,
        [
            Region::Reader,
            Region::Inspector,
            Region::Bottom,
            Region::Left
        ]
    );
    assert_eq!(desk.app().view.region, Region::Reader);
    desk.press("Shift+F6");
    assert_eq!(desk.app().view.region, Region::Left);
    desk.press("Escape");
    assert_eq!(desk.app().view.region, Region::Reader);
}

#[test]
fn letters_are_words_while_a_note_is_typed() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 N");
    desk.type_words("1 c jkowvun r 23");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Verified))]);
    desk.press("Delete Backspace Home End Left Right");
    assert_eq!(desk.marks().len(), 1);
    desk.press("Escape");
    let mark = desk.app().active_mark().unwrap();
    let given = mark.assessment_of(desk.app().reviewer()).unwrap();
    assert_eq!(given.note, "1 c jkowvun r 2");
}

#[test]
fn undo_in_a_field_is_the_field_s() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 N");
    desk.type_words("abc");
    desk.press("Mod+Z");
    assert_eq!(desk.marks().len(), 1, "the mark is still there");
    desk.press("Escape Mod+Z Mod+Z");
    assert_eq!(desk.marks(), []);
}

#[test]
fn a_capital_w_is_no_w() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 Shift+W");
    assert_eq!(desk.selected(), "");
    desk.press("W W");
    let wide = desk.selected().len();
    desk.press("Shift+W");
    assert!(desk.selected().len() < wide);
}

#[test]
fn a_key_held_down_marks_once() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W");
    desk.hold("1");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Verified))]);
    assert!(!desk.sees("These words have that status already."));
    desk.press("Mod+Home");
    desk.hold("Right");
    assert_eq!(desk.around_caret().0, "Ligh");
}

#[test]
fn escape_does_one_thing_a_press() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 N");
    desk.type_words("note");
    desk.press("Mod+I Mod+I N");
    desk.press("Escape");
    assert_eq!(desk.app().view.region, Region::Reader);
    assert!(desk.active().is_some(), "the mark stays active");

    desk.press("Shift+Right");
    assert!(!desk.selected().is_empty());
    desk.press("F1");
    desk.press("Escape");
    assert!(desk.app().view.dialog.is_none());
    assert!(!desk.selected().is_empty(), "the selection stays");
    desk.press("Escape");
    assert_eq!(desk.selected(), "");
}

#[test]
fn escape_leaves_a_mark_and_then_takes_the_messages_away() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 1");
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
    assert!(!desk.messages().is_empty());
    desk.press("Escape");
    assert_eq!(desk.active(), None);
    desk.press("Escape");
    assert_eq!(desk.messages(), "");
    // Any step of the caret makes the mark the active one again.
    desk.press("Left");
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
}

#[test]
fn dialogs_swallow_keys() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W");
    let (project, selected) = (desk.app().project.clone(), desk.pane().selection);
    desk.press("F1");
    desk.press("1 V Alt+2 J Delete Right Mod+2 Mod+W W");
    assert!(desk.app().view.dialog.is_some());
    desk.press("Escape");
    assert_eq!(desk.app().project, project);
    assert_eq!(desk.pane().selection, selected);
    assert_eq!(desk.article().display_title(), "Lighthouse to be sold");
}

#[test]
fn escape_in_the_filter_goes_back_to_the_text_and_keeps_the_selection() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.open_list(BottomTab::Annotations);
    desk.press("Mod+1 W");
    desk.click("Filter the annotations");
    desk.type_words("v1");
    assert_eq!(desk.app().view.list_filter.words, "v1");
    assert_eq!(desk.selected(), "Lighthouse");
    desk.press("Escape");
    assert_eq!(
        desk.selected(),
        "Lighthouse",
        "the words of the filter stay and so does the selection"
    );
    desk.press("1");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Verified))]);
}
