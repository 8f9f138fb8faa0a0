//! A project file that is damaged: what is wrong with it, what can be read of it, and that it stays as it is.

use crate::harness::World;
use crosscheck::app::FileAnswer;

const SAMPLE: &str = include_str!("../../projects/ferry.ron");

/// The sample, one of its marks spoilt.
fn damaged() -> String {
    SAMPLE.replacen("stance: Supports", "stance: Supp?rts", 1)
}

#[test]
fn what_can_be_read_opens_as_a_new_project_and_the_damaged_file_stays_as_it_is() {
    let world = World::new();
    let file = world.file("damaged.ron", damaged());
    let mut desk = world.start(vec![file.clone()]);
    desk.expect("damaged.ron is damaged");
    // Line, column and reason; what is lost, with the line on which it begins.
    desk.expect("line 257");
    desk.expect("3 articles, 15 marks, 5 claims and 3 sources can be read, 1 record cannot:");
    desk.expect("annotation from line 243");
    assert!(desk.app().is_empty());
    desk.click("Open what can be read");
    assert_eq!(desk.app().project.live_annotations().count(), 15);
    desk.expect("This is what could be read of damaged.ron.");
    // It has no file yet, and it may not become the damaged one, by whatever name.
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    desk.expect("Not saved: damaged.ron is the damaged file, and it stays as it is.");
    assert_eq!(
        std::fs::read_to_string(&file).expect("it is there"),
        damaged()
    );
    let other = world.path("saved.ron");
    world.will_choose([other.clone()]);
    desk.press("Mod+S");
    assert_eq!(world.saved(other).annotations.len(), 15);
    assert_eq!(
        std::fs::read_to_string(&file).expect("it is there"),
        damaged()
    );
}

#[test]
fn what_was_rescued_is_not_lost_by_closing() {
    let world = World::new();
    let file = world.file("damaged.ron", damaged());
    let mut desk = world.start(vec![file]);
    desk.press("Enter");
    desk.press("Mod+W");
    desk.expect("Save");
    desk.press("Escape");
    assert_eq!(desk.app().project.live_annotations().count(), 15);
}

#[test]
fn it_can_be_left_and_what_is_open_stays_open_until_its_question_is_answered() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+Home W 1");
    let file = world.file("damaged.ron", damaged());
    world.will_choose([file.clone()]);
    desk.press("Mod+O");
    desk.click("Do not save");
    desk.expect("damaged.ron is damaged");
    desk.click("Leave it");
    assert_eq!(desk.marks().len(), 1);
    world.will_choose([file]);
    desk.press("Mod+O");
    desk.click("Do not save");
    desk.click("Open what can be read");
    desk.click("Cancel");
    assert_eq!(desk.marks().len(), 1, "its marks were not saved");
}

#[test]
fn a_file_in_which_nothing_can_be_read_is_told_in_a_message() {
    let world = World::new();
    let file = world.file("notes.ron", "Shopping: bread, milk");
    world.will_answer(FileAnswer::Cancelled);
    let desk = world.start(vec![file]);
    assert!(desk.messages().contains("line 1"), "{}", desk.messages());
    assert!(desk.app().view.dialog.is_none());
}

#[test]
fn in_blind_review_no_count_tells_of_others() {
    let world = World::new();
    let file = world.file("ferry.ron", SAMPLE);
    let mut desk = world.start(vec![file.clone()]);
    desk.choose("Review", "Blind review");
    drop(desk);
    std::fs::write(&file, damaged()).expect("the folder is ours");
    let mut desk = world.start(vec![file]);
    desk.expect("ferry.ron is damaged");
    desk.expect("Part of it can be read, or all.");
    assert!(!desk.sees("15 marks"), "{}", desk.everything());
    desk.click("Open what can be read");
    assert!(desk.app().is_blind());
    assert!(!desk.sees("annotation from line"), "{}", desk.everything());
}

#[test]
fn hidden_characters_in_names_are_shown() {
    let world = World::new();
    let spoofed = SAMPLE
        .replace("name: \"Rosa Lind\"", "name: \"Rosa\u{200b} Lind\"")
        .replace("title: \"Coast Daily\"", "title: \"\u{202e}yliaD tsaoC\"");
    let file = world.file("spoofed.ron", &spoofed);
    let mut desk = world.start(vec![file.clone()]);
    desk.expect("‹U+202E›yliaD tsaoC");
    desk.open_list(crosscheck::app::BottomTab::Annotations);
    desk.expect("Rosa‹U+200B› Lind");
    for hidden in ['\u{202e}', '\u{200b}'] {
        assert!(!desk.everything().contains(hidden), "{}", desk.everything());
    }
    assert_eq!(
        std::fs::read_to_string(&file).expect("it is there"),
        spoofed
    );
}
