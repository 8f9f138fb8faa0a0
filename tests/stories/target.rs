//! What a changing key acts on: one target, always in view, never a surprise.

use crate::harness::{Desk, World, marks_of, summary};
use crosscheck::app::words;
use crosscheck::model::Status::{Conflicting, Verified};

#[test]
fn a_selection_clears_the_active_mark_and_a_mark_the_selection() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
    assert_eq!(desk.selected(), "");
    desk.expect("Mark");
    desk.drag("county will", "sell");
    assert_eq!(desk.active(), None);
    desk.expect("New mark");
    desk.click_words("Lighthouse to", 1);
    assert_eq!(desk.selected(), "");
    assert_eq!(desk.active().as_deref(), Some("Lighthouse"));
}

#[test]
fn nothing_selected_says_what_to_do() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let before = desk.app().project.clone();
    desk.press("Mod+1 1");
    desk.expect("Select the words first. W takes the word at the caret.");
    assert_eq!(desk.app().project, before);
}

#[test]
fn a_mark_out_of_view_is_shown_first_and_changed_by_the_second_press() {
    let world = World::new();
    let mut desk = world.with_long_article();
    desk.press("W 1");
    assert_eq!(desk.marks(), [("Paragraph".to_owned(), Some(Verified))]);
    desk.wheel_over("boat 5 ", 3000.0);
    let (away, project) = (desk.scroll(), desk.app().project.clone());

    desk.press("3");
    assert_eq!(
        desk.app().project,
        project,
        "the first press changes nothing"
    );
    desk.expect(words::OFF_SCREEN);
    assert!(desk.scroll() < away - 1000.0);
    desk.press("3");
    assert_eq!(desk.marks(), [("Paragraph".to_owned(), Some(Conflicting))]);

    desk.wheel_over("boat 5 ", 3000.0);
    desk.press("Delete");
    assert_eq!(desk.marks().len(), 1);
    desk.press("Delete");
    assert_eq!(desk.marks(), []);
}

#[test]
fn a_selection_out_of_view_is_shown_first_and_marked_by_the_second_press() {
    let world = World::new();
    let mut desk = world.with_long_article();
    desk.click_words("boat 5 ", 3);
    let selected = desk.selected().to_owned();
    desk.wheel_over("boat 5 ", 3000.0);
    desk.press("1");
    assert_eq!(desk.marks(), []);
    desk.expect(words::SELECTION_OFF_SCREEN);
    desk.press("1");
    assert_eq!(desk.marks(), [(selected, Some(Verified))]);
}

#[test]
fn the_same_status_again_says_so_and_changes_nothing() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    let (project, revision) = (desk.app().project.clone(), desk.app().revision());
    desk.press("1");
    desk.expect("These words have that status already.");
    assert_eq!(desk.app().project, project);
    assert_eq!(desk.app().revision(), revision);
    // The same by selecting the words once more.
    desk.press("Mod+Home W 1");
    assert_eq!(desk.app().project, project);
    assert_eq!(desk.marks().len(), 1);
}

#[test]
fn the_words_of_an_own_mark_selected_again_change_its_status() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 Mod+Home W 3");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Conflicting))]);
}

/// A file in which somebody has marked a word, opened by somebody else.
fn with_a_mark_of_somebody_else(world: &World) -> Desk {
    let mut first = world.with_three_articles();
    first.app_mut().set_reviewer_name("Ana");
    first.press("Mod+1 W 1");
    let file = world.path("shared.ron");
    world.will_choose([file.clone()]);
    first.press("Mod+S");
    world.somebody_else().start(vec![file])
}

#[test]
fn my_status_goes_beside_somebody_else_s() {
    let world = World::new();
    for by in ["the caret", "the same words"] {
        let mut desk = with_a_mark_of_somebody_else(&world);
        desk.press("Mod+1 Mod+Home");
        if by == "the same words" {
            desk.press("W");
        }
        desk.press("3");
        desk.expect("This is Ana's mark. Your status was added beside theirs.");
        let mut given = summary(&desk.app().project);
        given[0].1.sort();
        assert_eq!(
            given,
            [("Lighthouse".to_owned(), vec![Verified, Conflicting])],
            "{by}"
        );
        desk.press("Mod+Z");
        assert_eq!(
            summary(&desk.app().project),
            [("Lighthouse".to_owned(), vec![Verified])]
        );
    }
}

#[test]
fn somebody_else_s_mark_is_not_deleted() {
    let world = World::new();
    let mut desk = with_a_mark_of_somebody_else(&world);
    let before = desk.app().project.clone();
    desk.press("Mod+1 Mod+Home Delete");
    assert_eq!(summary(&desk.app().project), summary(&before));
    assert!(!desk.messages().is_empty());
    assert!(!desk.sees("The mark was deleted."), "{}", desk.messages());
    // Nor is a note written in their name.
    desk.press("N");
    assert_eq!(marks_of(&desk.app().project), marks_of(&before));
    desk.expect("Give it a status first");
}

#[test]
fn panels_never_lose_a_selection() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county will", "sell");
    let selection = desk.pane().selection;
    for key in [
        "Mod+E", "Mod+E", "Mod+I", "Mod+I", "Mod+B", "Mod+D", "Mod+D", "F6", "F6", "F6", "Escape",
    ] {
        desk.press(key);
        assert_eq!(desk.pane().selection, selection, "{key}");
    }
    for name in [
        "Annotations",
        "Filter the annotations",
        "Annotations",
        "File",
        "File",
        "New mark",
    ] {
        desk.click(name);
        assert_eq!(desk.pane().selection, selection, "a click on {name}");
    }
    desk.press("1");
    assert_eq!(
        desk.marks(),
        [("county will sell".to_owned(), Some(Verified))]
    );
}

#[test]
fn no_edit_moves_the_text() {
    let world = World::new();
    let mut desk = world.with_long_article();
    desk.wheel_over("boat 5 ", 2137.0);
    let at = desk.scroll();
    assert!(at > 1500.0);
    let number = (1..=120)
        .find(|number| desk.sees(&format!("tells of boat {number} ")))
        .unwrap();
    let from = format!("Paragraph number {} ", number + 2);
    let to = format!("of boat {} ", number + 2);
    desk.drag(&from, &to);
    for key in ["1", "3", "N"] {
        desk.press(key);
        assert_eq!(desk.scroll(), at, "{key}");
    }
    desk.type_words("a note");
    assert_eq!(desk.scroll(), at, "typing");
    for key in [
        "Escape", "Delete", "Mod+Z", "Mod+Z", "Mod+Z", "Mod+Z", "Mod+Y", "Mod+Y",
    ] {
        desk.press(key);
        assert_eq!(desk.scroll(), at, "{key}");
    }
}

#[test]
fn the_shortest_of_several_marks_is_the_target() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county will", "Cape Arden");
    desk.press("1");
    desk.drag("the lighthouse", "at Cape");
    desk.press("1");
    desk.click_words("Buyers", 1);
    desk.click_words("lighthouse at", 1);
    assert_eq!(desk.active().as_deref(), Some("the lighthouse at Cape"));
    desk.press("3");
    let short = ("the lighthouse at Cape".to_owned(), Some(Conflicting));
    assert!(desk.marks().contains(&short), "{:?}", desk.marks());
    desk.press("O 3");
    assert!(
        desk.marks()
            .iter()
            .all(|(_, status)| *status == Some(Conflicting))
    );
}

#[test]
fn words_that_are_a_mark_of_mine_are_shown_as_such() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("W 1 Escape");
    assert_eq!(desk.active(), None);
    desk.press("W");
    desk.expect("Your mark");
    let status = desk.app().my_status_of_selection();
    assert_eq!(status, Some(crosscheck::model::Status::Verified));
    desk.press("2");
    assert_eq!(desk.marks().len(), 1, "the mark was changed");
    desk.press("Mod+Z Escape W W");
    desk.expect("New mark");
}
