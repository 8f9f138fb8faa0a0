//! The project's file changes while it is open: by another person, another window, git or a sync client.

use crate::harness::{Desk, World, summary};
use crosscheck::app::Command;
use crosscheck::model::Status::{Conflicting, Unverified, Verified};

const CHANGED: &str =
    "shared.ron was changed by Bo. Both sets of changes are in; nothing was lost.";
const GONE: &str = "shared.ron was moved or deleted. Your work is still open here";
const UNREADABLE: &str = "shared.ron was changed and cannot be read now, so it is left as it is.";

/// The three articles with one mark, in a file.
fn saved(world: &World) -> Desk {
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    world.will_choose([world.path("shared.ron")]);
    desk.press("Mod+S");
    desk
}

/// Somebody else opens the file, marks a word and saves.
fn bo_saves(world: &World) {
    let other = world.somebody_else();
    let mut desk = other.start(vec![world.path("shared.ron")]);
    desk.app_mut().set_reviewer_name("Bo");
    desk.press("Mod+2 W 2 Mod+S");
    assert!(!desk.app().has_unsaved_changes(), "{}", desk.messages());
}

/// As long as it takes until a change is noticed and read.
fn a_moment(desk: &mut Desk) {
    desk.wait(1.1);
    desk.wait(0.1);
}

/// So long that nothing is looked at again any more.
fn a_while(desk: &mut Desk) {
    for _ in 0..8 {
        a_moment(desk);
    }
}

#[test]
fn what_somebody_else_saves_comes_in_by_itself_and_can_be_shown_and_undone() {
    let world = World::new();
    let mut desk = saved(&world);
    bo_saves(&world);
    a_moment(&mut desk);
    desk.expect(CHANGED);
    let both = [
        ("Lighthouse".to_owned(), vec![Verified]),
        ("Orchard".to_owned(), vec![Unverified]),
    ];
    assert_eq!(summary(&desk.app().project), both);
    assert!(!desk.app().has_unsaved_changes());
    desk.click("Show what came in");
    desk.expect("What came in from shared.ron");
    desk.expect("Bo · Orchard flooded again · 1 added");
    desk.press("Escape");
    assert!(!desk.sees("What came in from"));
    // One step, and nothing but what came in.
    desk.press("Mod+Z");
    assert_eq!(summary(&desk.app().project), both[..1]);
    assert_ne!(desk.app().undo_label(), Some("take in changes of others"));
    desk.press("Mod+Shift+Z");
    assert_eq!(summary(&desk.app().project), both);
}

#[test]
fn what_is_not_saved_here_stays_unsaved_and_stands_beside_what_came_in() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("Mod+3 W 3");
    bo_saves(&world);
    a_moment(&mut desk);
    desk.expect(CHANGED);
    let all = [
        ("Lighthouse".to_owned(), vec![Verified]),
        ("Orchard".to_owned(), vec![Unverified]),
        ("Bridge".to_owned(), vec![Conflicting]),
    ];
    assert_eq!(summary(&desk.app().project), all);
    assert!(desk.app().has_unsaved_changes());
    assert_eq!(summary(&world.saved("shared.ron")), all[..2]);
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved("shared.ron")), all);
}

#[test]
fn the_button_that_takes_it_out_again_goes_with_the_next_step() {
    let world = World::new();
    let mut desk = saved(&world);
    bo_saves(&world);
    a_moment(&mut desk);
    desk.expect("Undo");
    desk.press("Mod+3 W 3");
    desk.expect(CHANGED);
    let shown = desk.app().notices.shown();
    let notice = shown.iter().find(|notice| notice.text == CHANGED).unwrap();
    assert_eq!(notice.actions.len(), 1, "{:?}", notice.actions);
    desk.click("Show what came in");
    desk.expect("What came in from shared.ron");
    assert_eq!(desk.count("Undo"), 0);
}

#[test]
fn while_a_note_is_typed_it_waits_and_the_note_is_kept() {
    let world = World::new();
    let mut desk = saved(&world);
    bo_saves(&world);
    desk.press("Mod+1 N");
    for _ in 0..3 {
        desk.type_words("a ");
        desk.wait(1.1);
        assert!(!desk.sees(CHANGED));
        desk.type_words("b ");
    }
    assert!(!desk.sees(CHANGED));
    a_while(&mut desk);
    desk.expect(CHANGED);
    desk.type_words("c");
    desk.press("Escape");
    let mark = desk.app().active_mark().unwrap();
    let note = &mark.assessment_of(desk.app().reviewer()).unwrap().note;
    assert_eq!(note, "a b a b a b c");
    assert_eq!(summary(&desk.app().project).len(), 2);
}

#[test]
fn while_a_dialog_stands_there_it_waits() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.choose("Edit", "Edit article details…");
    bo_saves(&world);
    a_while(&mut desk);
    assert_eq!(summary(&desk.app().project).len(), 1);
    desk.click("Keep");
    a_moment(&mut desk);
    desk.expect(CHANGED);
    assert_eq!(summary(&desk.app().project).len(), 2);
}

#[test]
fn two_windows_of_one_person_keep_each_other_current() {
    let world = World::new();
    let mut one = saved(&world);
    let mut other = world.start(Vec::new());
    world.will_choose([world.path("shared.ron")]);
    other.press("Mod+O");
    for (round, keys) in ["Mod+2 W 2", "Mod+3 W 3", "Mod+2 K 1"].iter().enumerate() {
        let (from, to) = if round % 2 == 0 {
            (&mut other, &mut one)
        } else {
            (&mut one, &mut other)
        };
        from.press(keys);
        from.press("Mod+S");
        a_moment(to);
        assert_eq!(
            summary(&to.app().project),
            summary(&from.app().project),
            "round {round}"
        );
        assert!(!to.app().has_unsaved_changes(), "round {round}");
        to.expect("shared.ron was changed by you in another window or place.");
    }
    // What both write at once is in both in the end.
    one.press("Mod+1 W 3");
    other.press("Mod+3 W 1 Mod+S");
    one.press("Mod+S");
    a_moment(&mut other);
    a_moment(&mut one);
    assert_eq!(summary(&one.app().project), summary(&other.app().project));
    assert_eq!(
        summary(&one.app().project),
        summary(&world.saved("shared.ron"))
    );
}

#[test]
fn in_blind_review_it_is_not_said_who_or_what() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.app_mut().run(Command::BlindReview);
    bo_saves(&world);
    a_moment(&mut desk);
    desk.expect("shared.ron was changed by someone else. Both sets of changes are in");
    assert!(!desk.messages().contains("by Bo"), "{}", desk.messages());
    assert!(!desk.sees("Show what came in"));
    assert!(!desk.app().is_enabled(Command::ShowCameIn));
    assert_eq!(summary(&desk.app().project).len(), 1);
    assert_eq!(summary(desk.app().project.whole()).len(), 2);
}

#[test]
fn what_came_in_before_is_not_shown_once_the_review_is_blind() {
    let world = World::new();
    let mut desk = saved(&world);
    bo_saves(&world);
    a_moment(&mut desk);
    assert!(desk.app().is_enabled(Command::ShowCameIn));
    desk.app_mut().run(Command::BlindReview);
    desk.run();
    assert!(!desk.app().is_enabled(Command::ShowCameIn));
    desk.app_mut().run(Command::ShowCameIn);
    desk.run();
    assert!(desk.app().view.dialog.is_none());
}

#[test]
fn a_file_that_is_gone_for_a_moment_is_no_matter() {
    let world = World::new();
    let mut desk = saved(&world);
    let file = world.path("shared.ron");
    let content = std::fs::read(&file).unwrap();
    for half in [None, Some(&content[..content.len() / 2])] {
        std::fs::remove_file(&file).unwrap();
        if let Some(half) = half {
            world.file("shared.ron", half);
        }
        a_moment(&mut desk);
        world.file("shared.ron", &content);
        a_while(&mut desk);
        assert_eq!(desk.messages(), "");
        assert!(!desk.app().has_unsaved_changes());
    }
}

#[test]
fn a_file_that_was_deleted_is_said_once_and_what_is_open_is_kept() {
    let world = World::new();
    let mut desk = saved(&world);
    std::fs::remove_file(world.path("shared.ron")).unwrap();
    a_while(&mut desk);
    desk.expect(GONE);
    assert!(desk.app().has_unsaved_changes(), "it stands nowhere else");
    desk.click("Close message");
    a_while(&mut desk);
    assert!(!desk.sees(GONE), "said again");
    desk.press("Mod+Q");
    desk.expect("Save the changes to shared.ron?");
    desk.click("Cancel");
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved("shared.ron")).len(), 1);
    assert!(!desk.app().has_unsaved_changes());
}

#[test]
fn a_file_that_was_moved_away_can_be_saved_elsewhere() {
    let world = World::new();
    let mut desk = saved(&world);
    let moved = world.path("moved.ron");
    std::fs::rename(world.path("shared.ron"), &moved).unwrap();
    a_while(&mut desk);
    desk.expect(GONE);
    world.will_choose([world.path("elsewhere.ron")]);
    desk.click("Save elsewhere…");
    assert_eq!(summary(&world.saved("elsewhere.ron")).len(), 1);
    assert!(!desk.app().has_unsaved_changes());
    assert!(!desk.sees(GONE), "it has a file again");
}

#[test]
fn a_file_that_comes_back_needs_no_message_any_more() {
    let world = World::new();
    let mut desk = saved(&world);
    let (file, away) = (world.path("shared.ron"), world.path("away.ron"));
    std::fs::rename(&file, &away).unwrap();
    a_while(&mut desk);
    desk.expect(GONE);
    std::fs::rename(&away, &file).unwrap();
    a_moment(&mut desk);
    assert!(!desk.sees(GONE));
    assert!(!desk.app().has_unsaved_changes());
}

#[test]
fn a_damaged_file_is_said_once_never_written_to_and_joined_when_it_is_whole_again() {
    let world = World::new();
    let mut desk = saved(&world);
    let content = std::fs::read_to_string(world.path("shared.ron")).unwrap();
    let half = &content[..content.len() / 2];
    world.file("shared.ron", half);
    a_while(&mut desk);
    desk.expect(UNREADABLE);
    desk.click("Close message");
    world.file("shared.ron", &half[..half.len() - 7]);
    a_while(&mut desk);
    assert!(!desk.sees(UNREADABLE), "said again");
    desk.press("Mod+3 W 3 Mod+S");
    desk.expect("Not saved: the file was changed, and what stands there now cannot be read.");
    assert_eq!(
        std::fs::read_to_string(world.path("shared.ron")).unwrap(),
        half[..half.len() - 7]
    );
    world.file("shared.ron", &content);
    bo_saves(&world);
    a_moment(&mut desk);
    desk.expect(CHANGED);
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved("shared.ron")).len(), 3);
}

#[test]
fn another_project_in_its_place_is_neither_taken_in_nor_written_over() {
    let world = World::new();
    let mut desk = saved(&world);
    let other = world.somebody_else();
    let mut theirs = other.with_three_articles();
    other.will_choose([world.path("other.ron")]);
    theirs.press("Mod+S");
    let content = std::fs::read(world.path("other.ron")).unwrap();
    world.file("shared.ron", &content);
    a_while(&mut desk);
    desk.expect(UNREADABLE);
    desk.press("3 Mod+S");
    desk.expect("Not saved: another project stands there now.");
    assert_eq!(std::fs::read(world.path("shared.ron")).unwrap(), content);
}

#[test]
fn an_edit_by_hand_in_the_file_comes_in() {
    let world = World::new();
    let mut desk = saved(&world);
    let content = std::fs::read_to_string(world.path("shared.ron")).unwrap();
    let edited = content.replace("Verified", "Conflicting");
    assert_ne!(edited, content);
    world.file("shared.ron", edited);
    a_moment(&mut desk);
    assert_eq!(
        summary(&desk.app().project),
        [("Lighthouse".to_owned(), vec![Conflicting])]
    );
    assert!(desk.app().is_enabled(Command::Undo));
}

#[test]
fn what_the_program_itself_saves_is_no_news() {
    let world = World::new();
    let mut desk = saved(&world);
    for keys in ["Mod+2 W 2", "Mod+3 W 3"] {
        desk.press(keys);
        desk.press("Mod+S");
        a_while(&mut desk);
        assert_eq!(desk.messages(), "");
        assert_ne!(desk.app().undo_label(), Some("take in changes of others"));
    }
}
