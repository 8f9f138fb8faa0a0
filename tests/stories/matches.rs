//! Passages of other articles that say the same: listed beside the target, and one key away.

use crate::harness::{Desk, POST, TIMES, WIDE, WIRE, World};

/// The window with two articles on one event and one on another.
fn desk(world: &World) -> Desk {
    desk_at(world, WIDE)
}

fn desk_at(world: &World, size: egui::Vec2) -> Desk {
    let files = [("times.txt", TIMES), ("post.txt", POST), ("wire.txt", WIRE)];
    let files = files.map(|(name, text)| world.file(name, text));
    let mut desk = world.welcome_page_at(size);
    world.will_choose(files);
    desk.press("Mod+Shift+O");
    desk
}

/// The file of the article with the caret.
fn file(desk: &Desk) -> String {
    desk.article().meta().file_name.clone()
}

#[test]
fn m_goes_to_the_match_selects_its_words_and_alt_left_returns() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("counted the waves", 3);
    let asked = desk.selected().to_owned();
    assert!(asked.starts_with("“I counted"), "{asked}");
    desk.press("M");
    assert_eq!(file(&desk), "post.txt");
    assert!(
        desk.selected().starts_with("Asked how"),
        "{}",
        desk.selected()
    );
    let said = "Match 1 of 1, Skarv Point keeper survives";
    assert!(desk.messages().contains(said), "{}", desk.messages());
    desk.press("Alt+Left");
    assert_eq!(file(&desk), "times.txt");
    assert_eq!(desk.selected(), asked);
    assert_eq!(desk.marks().len(), 0);
}

#[test]
fn a_match_is_judged_and_tied_without_the_mouse() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("locked in for 9 days", 3);
    desk.press("1 M 3");
    let marks = desk.marks();
    assert_eq!(marks.len(), 2, "{marks:?}");
    assert!(
        marks.iter().any(|mark| mark.0.contains("11 days")),
        "{marks:?}"
    );
    desk.press("Alt+Left");
    assert_eq!(file(&desk), "times.txt");
    desk.press("Mod+Z");
    assert_eq!(
        desk.marks().len(),
        1,
        "the steps are those of the marks; going is none"
    );
}

#[test]
fn m_goes_round_the_matches_of_the_first_passage_and_shift_m_back() {
    let world = World::new();
    let mut desk = desk(&world);
    world.will_choose([world.file("late.txt", "Lighthouse keeper safe\n\nEdda Molin was found on Tuesday in the cellar of the lighthouse at Skarv Point, the council said.\n\nA new lamp comes in spring.\n")]);
    desk.press("Mod+Shift+O");
    desk.click_words("Rescuers found", 3);
    let mut seen = Vec::new();
    for _ in 0..2 {
        desk.press("M");
        seen.push((file(&desk), desk.selected().to_owned()));
    }
    assert_ne!(seen[0].0, seen[1].0);
    assert!(
        seen.iter().all(|(_, words)| words.contains("cellar")),
        "{seen:?}"
    );
    assert!(
        desk.messages().contains("Match 2 of 2, "),
        "{}",
        desk.messages()
    );
    desk.press("M");
    assert_eq!((file(&desk), desk.selected().to_owned()), seen[0], "round");
    desk.press("Shift+M");
    assert_eq!((file(&desk), desk.selected().to_owned()), seen[1]);
    desk.press("Alt+Left");
    assert!(
        desk.selected().starts_with("Rescuers found"),
        "all of it was one jump"
    );
}

#[test]
fn where_nothing_matches_it_is_said_and_m_again_goes_to_the_nearest() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("Ferries sail", 3);
    desk.expect("No passage in the other articles says this. Press M for the nearest ones.");
    desk.press("M");
    assert_eq!(file(&desk), "post.txt", "it stays");
    assert!(
        desk.messages()
            .contains("No passage in the other articles says this. Press M for the nearest ones.")
    );
    desk.press("M");
    assert_ne!(file(&desk), "post.txt");
    assert!(
        desk.messages().contains("Nearest 1 of 6, "),
        "{}",
        desk.messages()
    );
    desk.press("Alt+Left");
    assert_eq!(desk.selected(), "Ferries sail again.");
}

#[test]
fn the_inspector_lists_the_matches_and_a_click_goes_there() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("locked in for 11 days", 3);
    desk.expect("In the other articles");
    desk.expect("differs: 11 days | 9 days");
    desk.click_containing("alike: She had been locked in for 9 days.");
    assert_eq!(file(&desk), "times.txt");
    assert_eq!(desk.selected(), "She had been locked in for 9 days.");
    desk.press("Alt+Left");
    assert_eq!(file(&desk), "post.txt");
}

#[test]
fn a_caret_alone_has_matches_and_the_nearest_open_on_demand() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("waves", 1);
    assert_eq!(desk.selected(), "");
    assert!(desk.sees("same words: "));
    assert!(!desk.sees("nearest: "));
    desk.click("Show the three nearest of each");
    assert!(desk.sees("nearest: A loaf may soon"));
    desk.click("Hide the nearest");
    assert!(!desk.sees("nearest: "));
}

#[test]
fn what_is_set_aside_matches_no_longer_until_that_is_undone() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("Asked how", 3);
    desk.press("X F");
    let is_listed = |desk: &Desk| desk.sees("same words: Asked how");
    desk.click_words("counted the waves", 1);
    assert_eq!(file(&desk), "times.txt");
    assert!(!is_listed(&desk));
    desk.press("Mod+Z");
    assert!(is_listed(&desk));
}

#[test]
fn articles_that_come_and_go_bring_and_take_their_matches() {
    let world = World::new();
    let mut desk = world.welcome_page();
    world.will_choose([world.file("times.txt", TIMES)]);
    desk.press("Mod+Shift+O");
    desk.click_words("waves", 1);
    assert!(!desk.sees("In the other articles"));
    desk.press("M");
    assert_eq!(file(&desk), "times.txt");
    world.will_choose([world.file("post.txt", POST)]);
    desk.press("Mod+Shift+O");
    desk.press("Mod+1");
    assert!(desk.sees("same words: Asked how"));
    desk.press("Mod+Z");
    assert!(!desk.sees("same words: Asked how"));
}

#[test]
fn a_narrow_window_counts_them() {
    let world = World::new();
    let mut desk = desk_at(&world, egui::vec2(1024.0, 700.0));
    desk.click_words("counted the waves", 3);
    desk.expect("1 match in the other articles, M goes there");
}

/// The two articles, so long that either can be scrolled, and the first lines of one far below those of the other.
fn long_pair(world: &World) -> Desk {
    let filler = |words: &str| format!("{words}\n\n").repeat(30);
    let times = format!("{TIMES}\n{}", filler("Herring was sold by the crate."));
    let tulips = filler("All tulips in the park bloom again.");
    let post = format!("{tulips}{POST}\n{tulips}");
    let files = [("times.txt", times), ("post.txt", post)];
    let files = files.map(|(name, text)| world.file(name, text));
    let mut desk = world.welcome_page_at(WIDE);
    world.will_choose(files);
    desk.press("Mod+Shift+O Mod+1");
    desk
}

#[test]
fn a_click_on_a_ribbon_brings_the_other_passage_level() {
    let world = World::new();
    let mut desk = long_pair(&world);
    let before = desk.scroll_of("post.txt");
    let y = desk.height_of("Rescuers found Edda");
    desk.click_gutter("Rescuers found Edda");
    assert!(desk.scroll_of("post.txt") > before, "the other pane moved");
    assert!((desk.height_of("Edda Molin was found") - y).abs() < 2.0);
    assert_eq!(desk.selected(), "", "nothing was selected by it");
    assert_eq!(file(&desk), "times.txt", "the caret stays");
}

#[test]
fn articles_on_different_events_have_no_ribbon() {
    let world = World::new();
    let desk = desk(&world);
    let [times, post, wire] = ["times.txt", "post.txt", "wire.txt"].map(|name| {
        let articles = desk.app().articles_in_order();
        let mut named = articles.iter().filter(|one| one.meta().file_name == name);
        named.next().expect("an article").id
    });
    assert!(desk.app().matches_between(times, post).len() >= 2);
    assert_eq!(desk.app().matches_between(times, wire).len(), 0);
    assert_eq!(desk.app().matches_between(post, wire).len(), 0);
}

#[test]
fn locked_panes_scroll_together_passage_by_passage_until_they_are_freed() {
    let world = World::new();
    let mut desk = long_pair(&world);
    desk.choose("View", "Scroll together");
    assert!(
        desk.messages().contains("All panes scroll together now"),
        "{}",
        desk.messages()
    );
    let before = desk.scroll_of("post.txt");
    desk.wheel_over("Rescuers found Edda", 40.0);
    assert!(desk.scroll_of("post.txt") > before + 200.0, "it came along");
    let apart = desk.height_of("Edda Molin was found") - desk.height_of("Rescuers found Edda");
    assert!(apart.abs() < 60.0, "the passages are level: {apart}");
    desk.choose("View", "Scroll together");
    assert!(desk.app().panes.iter().all(|pane| !pane.is_locked));
    let alone = desk.scroll_of("post.txt");
    desk.wheel_over("Rescuers found Edda", 40.0);
    assert_eq!(desk.scroll_of("post.txt"), alone);
}

#[test]
fn the_pane_with_the_caret_stays_whichever_end_of_a_ribbon_is_clicked() {
    let world = World::new();
    let mut desk = long_pair(&world);
    desk.press("Mod+2");
    let post = desk.scroll_of("post.txt");
    desk.click_gutter("Rescuers found Edda");
    assert_eq!(desk.scroll_of("post.txt"), post, "it is being read");
    assert_eq!(file(&desk), "post.txt");
}
