//! Panes and panels at the widths that people have.

use crate::harness::{World, pane_of};
use crosscheck::app::{BottomTab, Command, ThemeChoice};
use crosscheck::ui::panes::capacity;
use egui::vec2;

/// Five articles at this width.
fn five_at(world: &World, width: f32) -> crate::harness::Desk {
    let mut desk = world.welcome_page_at(vec2(width, 900.0));
    let names = ["First", "Second", "Third", "Fourth", "Fifth"];
    let files: Vec<_> = names
        .iter()
        .map(|name| {
            world.file(
                &format!("{name}.txt"),
                format!("{name} account of it\n\nAll of it is in the {name} account.\n"),
            )
        })
        .collect();
    world.will_choose(files);
    desk.press("Mod+Shift+O");
    desk
}

#[test]
fn as_many_panes_as_the_rules_say() {
    for (width, folded, panes) in [
        (1024.0, false, 3),
        (1300.0, false, 2),
        (1310.0, true, 3),
        (1600.0, false, 3),
        (1600.0, true, 4),
        (1720.0, true, 5),
    ] {
        let world = World::new();
        let mut desk = five_at(&world, width);
        if folded {
            desk.press("Mod+I");
            if desk.app().view.left_is_open {
                desk.press("Mod+E");
            }
        }
        let shown = desk.panes_on_screen();
        assert_eq!(shown.len(), panes, "{width} {folded}: {shown:?}");
        assert_eq!(desk.app().panes.len(), 5);
        assert!(shown[0].contains("First"), "{shown:?}");
        // The number brings a tab in.
        desk.press("Mod+5");
        let shown = desk.panes_on_screen();
        assert!(
            shown.iter().any(|title| title.contains("Fifth")),
            "{width}: {shown:?}"
        );
        assert!(shown[0].contains("First"), "{shown:?}");
    }
}

#[test]
fn capacity_counts_gutters_between_panes_only() {
    assert_eq!(capacity(312.0, 24.0), 1);
    assert_eq!(capacity(312.0 * 2.0 + 24.0 - 1.0, 24.0), 1);
    assert_eq!(capacity(312.0 * 2.0 + 24.0, 24.0), 2);
    assert_eq!(capacity(312.0 * 3.0 + 48.0, 24.0), 3);
    assert_eq!(capacity(10.0, 24.0), 1);
}

#[test]
fn a_tab_that_is_clicked_gets_the_keyboard() {
    let world = World::new();
    let mut desk = five_at(&world, 1300.0);
    desk.press("Mod+4 W");
    assert_eq!(desk.article().display_title(), "Fourth account of it");
    desk.click("Fifth accoun…");
    assert_eq!(desk.article().display_title(), "Fifth account of it");
    desk.press("Mod+Home W 1");
    let marked = desk.app().marks.article(desk.article().id).is_some();
    assert!(marked, "what is in front was marked");
    assert_eq!(desk.marks().len(), 1);
}

#[test]
fn a_pane_is_split_and_closed() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+I Mod+E Mod+1");
    desk.choose("View", "Split pane");
    assert_eq!(desk.app().panes.len(), 4);
    assert_eq!(desk.article().display_title(), "Lighthouse to be sold");
    let twice = desk.panes_on_screen();
    assert_eq!(
        twice
            .iter()
            .filter(|title| title.starts_with("Lighthouse"))
            .count(),
        2,
        "{twice:?}"
    );
    // Each has its own caret, and a mark shows in both.
    desk.press("W 1");
    assert_eq!(desk.count_containing("[verified: Lighthouse]"), 2);
    // With the inspector open the pane's own button stands further from the menu than the menu's line.
    desk.press("Mod+I");
    desk.choose("View", "Close pane");
    assert_eq!(desk.app().panes.len(), 3);
    assert_eq!(desk.marks().len(), 1);
}

#[test]
fn every_pane_may_be_closed_and_the_list_brings_them_back() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    for _ in 0..3 {
        desk.choose("View", "Close pane");
    }
    desk.expect("Every pane is closed.");
    assert_eq!(desk.app().articles_in_order().len(), 3);
    // Nothing to act on, and nothing that fails.
    desk.press("1 J K N W Delete Right Mod+Home Enter O");
    desk.press("Mod+2");
    assert_eq!(desk.article().display_title(), "Orchard flooded again");
    desk.click("Lighthouse to be sold, to check, 0 marks");
    assert_eq!(desk.app().panes.len(), 2);
}

#[test]
fn panels_fold_and_come_back() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    for (key, words) in [
        ("Mod+I", "Nothing selected"),
        ("Mod+E", "Lighthouse to be sold, to check"),
    ] {
        assert!(desk.sees(words), "{key}");
        desk.press(key);
        assert!(!desk.sees(words), "{key}");
        desk.press(key);
        assert!(desk.sees(words), "{key}");
    }
    assert!(!desk.sees("Filter the annotations"));
    desk.open_list(BottomTab::Annotations);
    desk.expect("Filter the annotations");
    desk.press("Mod+D");
    for gone in [
        "Filter the annotations",
        "Nothing selected",
        "to check, 0 marks",
    ] {
        assert!(!desk.sees(gone), "{gone}");
    }
    desk.press("Mod+D");
    desk.expect("Filter the annotations");
}

#[test]
fn settings_of_a_person_are_there_at_the_next_start() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.choose("View", "Dark theme");
    assert!(desk.harness().ctx.theme() == egui::Theme::Dark);
    let size = desk.app().settings.text_size;
    desk.press("Mod+Plus Mod+Equals Mod+Minus");
    assert_eq!(desk.app().settings.text_size, size + 1.0);
    desk.press("Mod+I");
    desk.press("Mod+Q");
    desk.click("Do not save");
    let desk = world.start(Vec::new());
    assert_eq!(desk.app().settings.theme, ThemeChoice::Dark);
    assert_eq!(desk.app().settings.text_size, size + 1.0);
    assert!(!desk.app().settings.inspector);
}

#[test]
fn type_and_lines_stay_within_their_limits() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    for _ in 0..30 {
        desk.app_mut().run(Command::LargerText);
        desk.app_mut().run(Command::ShorterLines);
    }
    desk.run();
    assert_eq!(desk.app().settings.text_size, 28.0);
    assert_eq!(desk.app().settings.line_length, 34);
    desk.press("Mod+0");
    assert_eq!(desk.app().settings.text_size, 15.5);
    for _ in 0..30 {
        desk.app_mut().run(Command::SmallerText);
        desk.app_mut().run(Command::LongerLines);
    }
    desk.run();
    assert_eq!(desk.app().settings.text_size, 11.0);
    assert_eq!(desk.app().settings.line_length, 68);
}

#[test]
fn other_type_and_other_widths_keep_the_line_under_the_eye() {
    let world = World::new();
    let mut desk = world.with_long_article();
    desk.wheel_over("boat 5 ", 2000.0);
    let first = |desk: &crate::harness::Desk| -> i32 {
        (1..=120)
            .find(|number| desk.sees(&format!("tells of boat {number} ")))
            .unwrap()
    };
    let before = first(&desk);
    assert!(before > 5);
    for keys in [
        "Mod+Plus Mod+Plus",
        "Mod+0",
        "Mod+I",
        "Mod+E",
        "Mod+D",
        "Mod+D",
    ] {
        desk.press(keys);
        let now = first(&desk);
        assert!(now.abs_diff(before) <= 1, "{keys}: {before} {now}");
    }
}

#[test]
fn a_narrow_window_has_the_inspector_under_the_panes() {
    let world = World::new();
    let mut desk = world.with_three_articles_at(vec2(1024.0, 700.0));
    desk.expect("J selects the next unmarked words");
    desk.press("Mod+1 W 1 N");
    desk.type_words("short");
    desk.press("Escape");
    let mark = desk.app().active_mark().unwrap();
    assert_eq!(
        mark.assessment_of(desk.app().reviewer()).unwrap().note,
        "short"
    );
}

#[test]
fn the_name_is_asked_in_a_narrow_window_too() {
    let world = World::new();
    let mut desk = world.with_three_articles_at(vec2(1024.0, 700.0));
    desk.press("Mod+1 W 1");
    desk.click("The name on your marks");
    desk.type_words("cy");
    desk.press("Enter");
    let mark = desk.app().active_mark().unwrap();
    assert_eq!(desk.app().project.reviewer_name(mark.by), "cy");
}

#[test]
fn the_list_of_annotations_is_filtered_and_a_click_goes_there() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 Mod+2 W 3");
    desk.open_list(BottomTab::Annotations);
    desk.expect("Verified: Lighthouse");
    desk.expect("Conflicting: Orchard");
    desk.click("Filter the annotations");
    desk.type_words("orch");
    desk.expect("1 of 2");
    assert!(!desk.sees("Verified: Lighthouse"));
    desk.press("Mod+3");
    desk.click_containing("Conflicting: Orchard");
    assert_eq!(desk.article().display_title(), "Orchard flooded again");
    assert_eq!(desk.active().as_deref(), Some("Orchard"));
    let pane = pane_of(desk.app(), "Orchard flooded again");
    assert!(desk.app().is_focused(pane));
}

#[test]
fn a_very_small_window_shows_something_and_does_not_fail() {
    let world = World::new();
    for size in [vec2(640.0, 420.0), vec2(400.0, 300.0)] {
        let mut desk = world.with_three_articles_at(size);
        desk.press("Mod+1 W 1 Mod+B Mod+I Mod+E F1 Escape Mod+D Mod+W");
        assert!(desk.app().view.dialog.is_some(), "{size:?}");
    }
}
