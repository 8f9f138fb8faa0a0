//! No words are cut by the window or lie over others, at every width, scale and number of articles.

use crate::harness::{Desk, World};
use crosscheck::app::{BottomTab, Command};
use egui::{Rect, Role, Vec2, vec2};
use std::path::PathBuf;

const SIZES: [Vec2; 7] = [
    vec2(1024.0, 700.0),
    vec2(1200.0, 800.0),
    vec2(1310.0, 850.0),
    vec2(1600.0, 1000.0),
    vec2(1700.0, 1000.0),
    vec2(1920.0, 1080.0),
    vec2(2560.0, 1440.0),
];

/// Height of the status bar.
const STATUS: f32 = 26.0;

const LONG: &str =
    "A very long headline about the harbour office and everything else that it has moved this year";

/// So many articles, every second one with a title longer than any pane.
fn articles(world: &World, count: usize) -> Vec<PathBuf> {
    (1..=count)
        .map(|number| {
            let title = if number % 2 == 0 { LONG } else { "Short news here" };
            let text = format!(
                "{title} {number}\n\nThe office moves to pier {number} in May 2024. Nobody minds, said Mrs. Dole.\n\nIt was built in 1931 and has {number} rooms.\n"
            );
            world.file(&format!("article-{number}.txt"), text)
        })
        .collect()
}

/// What lies over something else, or leaves the window at a side.
fn faults(desk: &Desk) -> Vec<String> {
    let window = desk.window_rect();
    // A list that scrolls cuts its last row at the upper edge of the status bar, which the tree of names does not say.
    let foot = window.bottom() - STATUS;
    let mut leaves = desk.leaves();
    leaves.retain(|(_, _, rect)| rect.top() >= foot || rect.bottom() <= foot);
    let mut faults = Vec::new();
    for (at, (role, words, rect)) in leaves.iter().enumerate() {
        if rect.width() < 1.0 || rect.height() < 1.0 {
            continue;
        }
        if rect.left() < window.left() - 0.5 || rect.right() > window.right() + 0.5 {
            faults.push(format!("{role:?} {words:?} leaves the window: {rect:?}"));
        }
        for (other_role, other, other_rect) in &leaves[at + 1..] {
            let shared = rect.intersect(*other_rect);
            let is_shared = shared.width() > 1.0 && shared.height() > 2.0;
            // A button holds its own words, and a row its button.
            if is_shared
                && !holds(*role, *rect, *other_rect)
                && !holds(*other_role, *other_rect, *rect)
            {
                faults.push(format!(
                    "{words:?} {rect:?} lies over {other:?} {other_rect:?}"
                ));
            }
        }
    }
    faults
}

fn holds(role: Role, outer: Rect, inner: Rect) -> bool {
    role != Role::Label && outer.expand(1.0).contains_rect(inner)
}

#[test]
fn nothing_is_cut_or_covered_at_any_width_with_any_number_of_articles() {
    let mut found = Vec::new();
    for size in SIZES {
        for count in [1, 2, 3, 5, 9] {
            let world = World::new();
            let files = articles(&world, count);
            let mut desk = world.start_at(size, files);
            let mut look = |desk: &Desk, state: &str| {
                found.extend(
                    faults(desk)
                        .into_iter()
                        .map(|fault| format!("{size} {count} articles, {state}: {fault}")),
                );
            };
            look(&desk, "at the start");
            desk.press("Mod+Home J 1");
            look(&desk, "a mark");
            desk.press("L Enter");
            desk.press("J");
            look(&desk, "a selection");
            for tab in BottomTab::ALL {
                desk.app_mut().run(Command::ShowList(tab));
                desk.run();
                look(&desk, tab.label());
            }
        }
    }
    found.truncate(20);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn nothing_is_cut_or_covered_at_twice_the_pixels() {
    for size in [vec2(1024.0, 700.0), vec2(1600.0, 1000.0)] {
        let world = World::new();
        let files = articles(&world, 3);
        let mut desk = world.start_scaled(size, 2.0, files);
        desk.press("Mod+Home J 1 J");
        let found = faults(&desk);
        assert!(found.is_empty(), "{size}: {}", found.join("\n"));
    }
}

#[test]
fn the_strip_of_a_narrow_window_holds_sources_and_correction_in_its_height() {
    let world = World::new();
    let mut desk = world.with_three_articles_at(vec2(1024.0, 700.0));
    desk.app_mut().set_reviewer_name("Cy");
    desk.press("Mod+1 W 1");
    let strip = strip_of(&desk);
    assert!(strip.contains_rect(desk.find("Cite (S)").rect()));
    desk.click("Cite (S)");
    desk.insert("Harbour log of the whole year, as the office keeps it @ page 212, line 4");
    desk.press("Enter S");
    desk.insert("Letter of Mrs. Dole");
    desk.press("Enter");
    desk.expect("+1");
    assert!(!desk.sees("Cite (S)"));
    let first = "Harbour log of the whole year, as the office keeps it, page 212, line 4";
    for name in ["Note", "Should read", "+1", first] {
        let rect = desk.find(name).rect();
        assert!(strip.contains_rect(rect), "{name}: {rect:?} in {strip:?}");
    }
    // Messages lie over the strip for some seconds.
    desk.app_mut().notices.settle();
    desk.run();
    let found = faults(&desk);
    assert!(found.is_empty(), "{}", found.join("\n"));
    // The correction is reached by key and by mouse.
    desk.press("R");
    desk.type_words("first");
    desk.press("Escape");
    desk.click("Should read");
    desk.type_words(" last");
    desk.press("Enter");
    let mark = desk.app().active_mark().unwrap();
    let given = mark.assessment_of(desk.app().reviewer()).unwrap();
    assert_eq!((&*given.should_read, given.cites.len()), ("first last", 2));
    desk.press("Mod+Z Mod+Z Mod+Z");
    let mark = desk.app().active_mark().unwrap();
    let given = mark.assessment_of(desk.app().reviewer()).unwrap();
    assert_eq!((&*given.should_read, given.cites.len()), ("", 1));
    desk.app_mut().notices.settle();
    desk.run();
    desk.click(first);
    assert_eq!(desk.app().view.open_card, Some(given_source(&desk)));
}

/// The source that the active mark cites first.
fn given_source(desk: &Desk) -> crosscheck::model::SourceId {
    let mark = desk.app().active_mark().expect("a mark of mine");
    mark.assessment_of(desk.app().reviewer())
        .expect("a mark of mine")
        .cites[0]
        .source
}

/// The 104 px between the panes and the row of the lists below.
fn strip_of(desk: &Desk) -> Rect {
    let bottom = desk.find("Annotations").rect().top();
    Rect::from_x_y_ranges(desk.window_rect().x_range(), bottom - 105.0..=bottom)
}
