//! What comes in and what does not; what others did to the file meanwhile.

use crate::harness::{BRIDGE, Desk, ORCHARD, World, summary};
use crosscheck::app::{FileAnswer, FileQuestion, Severity};
use crosscheck::model::Status::{Conflicting, Verified};
use egui::Modifiers;

/// The three articles with one mark, in a file.
fn saved(world: &World) -> Desk {
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    world.will_choose([world.path("shared.ron")]);
    desk.press("Mod+S");
    desk
}

/// Somebody else opens the file, marks two words and saves.
fn somebody_else_saves(world: &World) {
    let other = world.somebody_else();
    let mut desk = other.start(vec![world.path("shared.ron")]);
    desk.app_mut().set_reviewer_name("Bo");
    desk.press("Mod+2 W 2 Mod+3 W 3 Mod+S");
    assert!(!desk.app().has_unsaved_changes(), "{}", desk.messages());
}

#[test]
fn both_sets_of_changes_are_in_when_the_file_was_changed_by_somebody_else() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    somebody_else_saves(&world);
    desk.press("Mod+S");
    desk.expect("shared.ron was changed by Bo. Both sets of changes are in");
    let both = [
        ("Lighthouse".to_owned(), vec![Conflicting]),
        (
            "Orchard".to_owned(),
            vec![crosscheck::model::Status::Unverified],
        ),
        ("Bridge".to_owned(), vec![Conflicting]),
    ];
    assert_eq!(summary(&desk.app().project), both);
    assert_eq!(summary(&world.saved("shared.ron")), both);
    assert!(!desk.app().has_unsaved_changes());
    // What came in can be taken out again, here first.
    desk.click("Undo");
    assert_eq!(
        summary(&desk.app().project),
        [("Lighthouse".to_owned(), vec![Conflicting])]
    );
    assert!(desk.app().has_unsaved_changes());
}

#[test]
fn an_article_that_somebody_else_added_gets_a_pane() {
    let world = World::new();
    let mut desk = saved(&world);
    let other = world.somebody_else();
    let mut theirs = other.start(vec![world.path("shared.ron")]);
    other.will_choose([world.file("fourth.txt", "Fourth of all\n\nA fourth account of it.\n")]);
    theirs.press("Mod+Shift+O Mod+S");
    desk.press("3 Mod+S");
    assert_eq!(desk.app().articles_in_order().len(), 4);
    assert_eq!(desk.app().panes.len(), 4);
}

#[test]
fn what_is_done_while_the_file_is_joined_keeps_both_sets_too() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    somebody_else_saves(&world);
    // The save is under way, and the person goes on.
    desk.app_mut().run(crosscheck::app::Command::Save);
    desk.app_mut().run(crosscheck::app::Command::Mark(Verified));
    desk.run();
    desk.expect("was changed by Bo");
    assert_eq!(summary(&desk.app().project).len(), 3);
    desk.press("Mod+S");
    let project = world.saved("shared.ron");
    assert_eq!(summary(&project).len(), 3, "{:?}", summary(&project));
    assert_eq!(summary(&project)[0].1, [Verified]);
}

#[test]
fn a_file_damaged_by_something_else_is_not_overwritten() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    let file = world.file("shared.ron", "(format: 1, nonsense");
    desk.press("Mod+S");
    desk.expect("Your work is kept on this computer. Try again, or save elsewhere.");
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        "(format: 1, nonsense"
    );
    assert!(desk.app().has_unsaved_changes());
    // Elsewhere it can be saved.
    world.will_choose([world.path("elsewhere.ron")]);
    desk.press("Mod+Shift+S");
    assert_eq!(summary(&world.saved("elsewhere.ron")).len(), 1);
    assert!(!desk.sees("Not saved:"), "it is saved now");
}

#[test]
fn a_file_that_was_deleted_is_not_lost() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    std::fs::remove_file(world.path("shared.ron")).unwrap();
    desk.press("Mod+S");
    if desk.app().has_unsaved_changes() {
        desk.expect("Your work is kept on this computer. Try again, or save elsewhere.");
        world.will_choose([world.path("shared.ron")]);
        desk.press("Mod+Shift+S");
    }
    assert_eq!(
        summary(&world.saved("shared.ron")),
        [("Lighthouse".to_owned(), vec![Conflicting])]
    );
}

#[test]
fn the_ending_is_added_but_never_over_a_file_that_nobody_asked_about() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let other = world.file("notes.ron", "somebody's");
    world.will_choose([world.path("notes")]);
    desk.press("Mod+S");
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "somebody's");
    desk.expect("Not saved");
    world.will_choose([world.path("fresh")]);
    desk.press("Mod+S");
    assert!(world.path("fresh.ron").exists());
    assert_eq!(
        world.asked().last(),
        Some(&FileQuestion::SaveAs(
            "lighthouse-to-be-sold.ron".to_owned()
        ))
    );
}

#[test]
fn what_cannot_be_read_is_named_and_what_is_open_stays() {
    let world = World::new();
    let mut desk = saved(&world);
    let before = desk.app().project.clone();
    std::fs::create_dir(world.path("folder.ron")).unwrap();
    let bad = [
        ("missing.ron", None),
        ("folder.ron", None),
        ("binary.ron", Some(&[0_u8, 159, 146, 150, 0, 1][..])),
        ("empty.ron", Some(&b""[..])),
        ("damaged.ron", Some(&b"(format: 1, id: \"x\""[..])),
        ("future.ron", Some(&b"(format: 99)"[..])),
    ];
    for (name, content) in bad {
        if let Some(content) = content {
            world.file(name, content);
        }
        world.will_choose([world.path(name)]);
        desk.press("Mod+O");
        let last = desk.app().notices.last().unwrap().clone();
        assert_eq!(last.severity, Severity::Error, "{name}: {}", last.text);
        assert!(
            desk.messages().contains(name),
            "{name}: {}",
            desk.messages()
        );
        assert_eq!(desk.app().project, before, "{name}");
        assert!(desk.sees("shared.ron"));
        if let Some(content) = content {
            assert_eq!(std::fs::read(world.path(name)).unwrap(), content);
        }
    }
}

#[test]
fn articles_that_cannot_be_read_do_not_keep_the_others_out() {
    let world = World::new();
    let mut desk = world.welcome_page();
    std::fs::create_dir(world.path("folder.txt")).unwrap();
    world.will_choose([
        world.path("missing.txt"),
        world.file("good.txt", ORCHARD),
        world.path("folder.txt"),
        world.file("picture.txt", [0_u8, 1, 2, 0, 255, 254, 0, 0, 7]),
        world.file("empty.txt", ""),
    ]);
    desk.press("Mod+Shift+O");
    assert_eq!(desk.app().articles_in_order().len(), 1);
    desk.expect("4 files could not be added.");
    for name in ["missing.txt", "folder.txt", "picture.txt", "empty.txt"] {
        assert!(
            desk.messages().contains(name),
            "{name}: {}",
            desk.messages()
        );
    }
}

#[test]
fn a_dropped_project_is_opened_and_dropped_articles_are_added() {
    let world = World::new();
    drop(saved(&world));
    let mut desk = world.welcome_page();
    desk.drop_files(vec![world.path("shared.ron")]);
    desk.run();
    assert_eq!(desk.marks().len(), 1);
    desk.drop_files(vec![
        world.file("a.txt", "Account of Ann\n\nIt rained.\n"),
        world.file("b.md", "# Account of Bob\n\nIt *snowed*.\n"),
    ]);
    desk.run();
    assert_eq!(desk.app().articles_in_order().len(), 5);
    desk.expect("Account of Ann");
    desk.expect("Account of Bob");
    desk.press("Mod+Z");
    assert_eq!(desk.app().articles_in_order().len(), 3);
}

#[test]
fn of_two_dropped_projects_none_is_opened() {
    let world = World::new();
    let mut desk = saved(&world);
    let before = desk.app().project.clone();
    desk.drop_files(vec![world.file("one.ron", "x"), world.file("two.ron", "y")]);
    desk.expect("One project at a time");
    assert_eq!(desk.app().project, before);
}

#[test]
fn a_pasted_text_becomes_an_article() {
    let world = World::new();
    let mut desk = world.welcome_page();
    desk.paste(
        "A pasted story\n\nThe wind blew all night, it says.\n",
        Modifiers::COMMAND,
    );
    assert_eq!(desk.article().display_title(), "A pasted story");
    // With articles open only its own key pastes one.
    desk.paste("Not this one\n\nIt stays out.\n", Modifiers::COMMAND);
    assert_eq!(desk.app().articles_in_order().len(), 1);
    desk.paste(
        "A second story\n\nIt came in.\n",
        Modifiers::COMMAND | Modifiers::SHIFT,
    );
    assert_eq!(desk.app().articles_in_order().len(), 2);
    desk.press("Mod+Z Mod+Z");
    assert!(desk.app().is_empty());
}

#[test]
fn pasting_from_the_menu_with_nothing_on_the_clipboard_does_not_wait_for_ever() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.choose("File", "Paste as article");
    desk.wait(1.0);
    desk.expect("no text on the clipboard");
    desk.press("N");
    desk.paste("words for the note", Modifiers::COMMAND);
    assert_eq!(desk.app().articles_in_order().len(), 3);
    desk.press("Escape");
    let mark = desk.app().active_mark().unwrap();
    let note = &mark.assessment_of(desk.app().reviewer()).unwrap().note;
    assert_eq!(note, "words for the note");
}

#[test]
fn roles_and_details_are_edited_and_undone() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let before = desk.app().project.clone();
    desk.press("Mod+3");
    desk.choose("Edit", "Switch between to check and to compare");
    desk.expect("Bridge closes for repairs is now to compare");
    desk.press("Mod+Z");
    assert_eq!(desk.app().project, before);

    desk.press("Mod+2");
    desk.choose("Edit", "Edit article details…");
    desk.click("Publisher");
    desk.type_words("the gazette");
    desk.click("Published");
    desk.type_words("soon");
    desk.expect("Published should read like");
    assert!(!desk.is_enabled("Keep"));
    desk.press("Mod+A");
    desk.type_words("2024");
    desk.click("Keep");
    let meta = desk.article().meta();
    assert_eq!(
        (&*meta.publisher, &*meta.published),
        ("the gazette", "2024")
    );
    assert!(desk.app().view.dialog.is_none());
    desk.press("Mod+Z");
    assert_eq!(desk.app().project, before);
}

#[test]
fn details_are_given_up_with_the_cancel_button_by_key_too() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let before = desk.app().project.clone();
    desk.choose("Edit", "Edit article details…");
    desk.click("Publisher");
    desk.type_words("x");
    desk.focus("Cancel");
    desk.press("Enter");
    assert!(desk.app().view.dialog.is_none());
    assert_eq!(desk.app().project, before);
    // Enter in a field keeps.
    desk.choose("Edit", "Edit article details…");
    desk.click("Publisher");
    desk.type_words("x");
    desk.press("Enter");
    assert!(desk.app().view.dialog.is_none());
    assert_eq!(desk.article().meta().publisher, "x");
}

#[test]
fn a_removed_article_comes_back_with_its_pane_and_marks() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+2 W 1");
    let before = desk.app().project.clone();
    desk.choose("Edit", "Remove article");
    desk.expect("Orchard flooded again was removed, with 1 mark.");
    assert_eq!(desk.app().articles_in_order().len(), 2);
    assert_eq!(desk.app().panes.len(), 2);
    assert!(!desk.sees("Orchard flooded again,"));
    desk.click("Undo");
    assert_eq!(desk.app().project, before);
    assert_eq!(desk.app().panes.len(), 3);
    desk.expect("[verified: Orchard]");
}

#[test]
fn an_emptied_project_with_a_file_is_a_change() {
    let world = World::new();
    let mut desk = saved(&world);
    for number in ["Mod+1", "Mod+1", "Mod+1"] {
        desk.press(number);
        desk.choose("Edit", "Remove article");
    }
    assert!(desk.app().is_empty());
    desk.press("Mod+Q");
    desk.expect("Save the changes to shared.ron?");
    desk.click("Cancel");
    desk.press("Mod+Z");
    assert_eq!(desk.app().panes.len(), 1);
}

#[test]
fn recent_projects_are_offered_at_the_next_start() {
    let world = World::new();
    drop(saved(&world));
    let mut desk = world.start(Vec::new());
    assert!(
        desk.app().is_empty(),
        "who has projects does not get the sample"
    );
    desk.click("shared.ron");
    desk.run();
    assert_eq!(desk.marks().len(), 1);
    std::fs::remove_file(world.path("shared.ron")).unwrap();
    desk.press("Mod+W");
    desk.click("shared.ron");
    desk.run();
    assert!(desk.messages().contains("shared.ron"));
    assert!(desk.app().is_empty());
}

#[test]
fn the_same_text_twice_is_said() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    world.will_choose([world.file("copy.txt", BRIDGE)]);
    desk.press("Mod+Shift+O");
    desk.expect("The project had an article with the same text already.");
}

#[test]
fn a_cancelled_dialog_changes_nothing() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let before = desk.app().project.clone();
    for keys in ["Mod+Shift+O", "Mod+S", "Mod+Shift+S"] {
        world.will_answer(FileAnswer::Cancelled);
        desk.press(keys);
        assert_eq!(desk.app().project, before);
        assert!(desk.app().file.is_none());
    }
}
