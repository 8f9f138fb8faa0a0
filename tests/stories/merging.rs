//! Merge from file: what another copy would bring is shown, taken in as one step, and undone.

use crate::harness::{Desk, World, summary};
use crosscheck::app::{BottomTab, Command, Dialog, FileAnswer, FileQuestion, PathPurpose};
use crosscheck::model::Status;
use crosscheck::review::join;
use crosscheck::store::to_ron;
use std::path::PathBuf;

/// Ana's project, opened and saved, and the copy that Ben worked on meanwhile.
fn two_copies(world: &World) -> (Desk, PathBuf) {
    let mut ana = world.with_three_articles();
    ana.app_mut().set_reviewer_name("Ana");
    ana.press("Mod+1 W 1");
    let own = world.path("own.ron");
    world.will_choose([own.clone()]);
    ana.press("Mod+S");
    let copy = world.path("ben.ron");
    std::fs::copy(&own, &copy).expect("both are among the documents");
    let mut ben = world.somebody_else().start(vec![copy.clone()]);
    ben.app_mut().set_reviewer_name("Ben");
    ben.press("Mod+1 Mod+Home 3 N");
    ben.insert("The deed says tower");
    ben.press("Mod+Enter");
    ben.drag("Mrs. Dole", "Mrs. Dole");
    ben.press("1 Mod+S");
    (ana, copy)
}

fn ask_to_merge(desk: &mut Desk, file: PathBuf) {
    desk.world.will_choose([file]);
    desk.choose("File", "Merge from file…");
}

fn banner(desk: &Desk) -> String {
    let last = desk.app().notices.last();
    last.map_or_else(String::new, |notice| notice.text.clone())
}

#[test]
fn what_would_come_in_is_shown_first_and_nothing_is_changed_by_looking() {
    let world = World::new();
    let (mut desk, file) = two_copies(&world);
    let before = desk.app().project.clone();
    ask_to_merge(&mut desk, file);
    assert_eq!(world.asked().last(), Some(&FileQuestion::Merge));
    for words in [
        "Merge from ben.ron",
        "1 mark added, 1 changed. 1 needs a decision.",
        "Ben · Lighthouse to be sold · 1 added, 1 changed",
        "a new reviewer",
        "Mrs. Dole",
        "The deed says tower",
        "other status: Ana: verified",
        "Ben: conflicting",
    ] {
        desk.expect(words);
    }
    desk.click("Cancel");
    assert!(desk.app().view.dialog.is_none());
    assert_eq!(desk.app().project, before);
    assert!(!desk.app().has_unsaved_changes());
}

#[test]
fn one_step_takes_it_in_and_one_takes_it_back() {
    let world = World::new();
    let (mut desk, file) = two_copies(&world);
    // Something that is not saved yet comes through it unharmed.
    desk.drag("served", "there");
    desk.press("2");
    let before = desk.app().project.clone();
    ask_to_merge(&mut desk, file.clone());
    desk.press("Enter");
    assert_eq!(
        banner(&desk),
        "From ben.ron: 1 mark added, 1 changed. 1 needs a decision. Review, or undo the merge."
    );
    let marks = summary(&desk.app().project);
    assert_eq!(
        marks,
        [
            (
                "Lighthouse".to_owned(),
                vec![Status::Verified, Status::Conflicting]
            ),
            ("Mrs. Dole".to_owned(), vec![Status::Verified]),
            ("served there".to_owned(), vec![Status::Unverified]),
        ]
    );
    let merged = desk.app().project.clone();
    desk.click("Review");
    assert_eq!(desk.app().view.bottom_tab, BottomTab::Review);
    assert_eq!(desk.app().undecided(), 1);
    desk.press("Escape Mod+Z");
    assert_eq!(
        desk.app().project,
        before,
        "the old registers with their revisions"
    );
    assert_eq!(desk.app().undecided(), 0);
    desk.press("Mod+Y");
    assert_eq!(desk.app().project, merged);
    // Saved, it is what the command line comes to, and merging again brings nothing.
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved("own.ron")), marks);
    ask_to_merge(&mut desk, file);
    assert_eq!(
        banner(&desk),
        "ben.ron has nothing new: all of it is here already."
    );
}

#[test]
fn a_merge_that_was_saved_and_undone_is_offered_again() {
    let world = World::new();
    let (mut desk, file) = two_copies(&world);
    let before = to_ron(&desk.app().project).unwrap();
    ask_to_merge(&mut desk, file.clone());
    desk.click("Merge");
    desk.press("Mod+S Mod+Z Mod+S");
    assert_eq!(to_ron(&world.saved("own.ron")).unwrap(), before);
    ask_to_merge(&mut desk, file);
    desk.expect("1 mark added, 1 changed. 1 needs a decision.");
}

#[test]
fn the_button_undoes_the_merge_and_goes_as_soon_as_it_would_undo_something_else() {
    let world = World::new();
    let (mut desk, file) = two_copies(&world);
    let before = desk.app().project.clone();
    ask_to_merge(&mut desk, file.clone());
    desk.click("Merge");
    desk.wait(60.0);
    desk.click("Undo the merge");
    assert_eq!(desk.app().project, before);
    assert!(!desk.sees("Undo the merge"));
    ask_to_merge(&mut desk, file);
    desk.click("Merge");
    desk.drag("served", "there");
    desk.press("2");
    assert!(!desk.sees("Undo the merge"));
}

#[test]
fn files_that_cannot_be_merged_are_named_and_nothing_changes() {
    let world = World::new();
    let (mut desk, _) = two_copies(&world);
    let before = desk.app().project.clone();
    let damaged = world.file("damaged.ron", "(format: 1,");
    ask_to_merge(&mut desk, damaged);
    assert!(
        banner(&desk).contains("the file ends early"),
        "{}",
        banner(&desk)
    );
    desk.click("Close message");
    let other = world.file("other.ron", include_str!("../../projects/ferry.ron"));
    ask_to_merge(&mut desk, other);
    assert_eq!(
        banner(&desk),
        "other.ron is another project, not a copy of this one, so nothing was merged. Open it by itself, or add its articles here."
    );
    let gone = world.path("gone.ron");
    ask_to_merge(&mut desk, gone);
    assert!(
        banner(&desk).contains("there is no such file"),
        "{}",
        banner(&desk)
    );
    assert_eq!(desk.app().project, before);
    assert!(desk.app().view.dialog.is_none());
}

#[test]
fn without_dialogs_of_the_system_the_path_is_typed() {
    let world = World::new();
    let (mut desk, file) = two_copies(&world);
    world.will_answer(FileAnswer::NoDialogs);
    desk.app_mut().run(Command::MergeFromFile);
    desk.step();
    desk.step();
    desk.expect("Merge from file");
    desk.press("Mod+A");
    desk.insert(file.to_str().unwrap());
    desk.press("Enter");
    assert!(matches!(desk.app().view.dialog, Some(Dialog::Merge(_))));
}

#[test]
fn a_file_that_git_left_unmerged_opens_joined_and_says_so() {
    let world = World::new();
    let (desk, copy) = two_copies(&world);
    drop(desk);
    let (ours, theirs) = (
        std::fs::read_to_string(world.path("own.ron")).unwrap(),
        std::fs::read_to_string(copy).unwrap(),
    );
    let text = format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n");
    let file = world.file("git.ron", &text);
    let mut desk = world.start(vec![file]);
    assert_eq!(summary(&desk.app().project).len(), 2);
    assert!(
        desk.messages().contains("git.ron was opened, with"),
        "{}",
        desk.messages()
    );
    desk.expect("git left 1 conflict in this file");
    assert!(desk.app().has_unsaved_changes(), "the file is to be saved");
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved("git.ron")).len(), 2);
    assert_eq!(
        std::fs::read_to_string(world.path("git.ron.orig")).unwrap(),
        text
    );
}

/// The window is open while a pull without the driver writes markers into its file.
#[test]
fn markers_that_come_into_an_open_file_are_joined_by_the_next_save() {
    let world = World::new();
    let (mut desk, copy) = two_copies(&world);
    let ours = std::fs::read_to_string(world.path("own.ron")).unwrap();
    let theirs = std::fs::read_to_string(copy).unwrap();
    let text = format!("<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n");
    world.file("own.ron", &text);
    desk.drag("served", "there");
    desk.press("2 Mod+S");
    assert!(
        banner(&desk).contains("conflict markers"),
        "{}",
        banner(&desk)
    );
    assert_eq!(summary(&world.saved("own.ron")).len(), 3);
    let kept = std::fs::read_to_string(world.path("own.ron.orig")).unwrap();
    assert_eq!(kept, text);
}

#[test]
fn what_was_done_while_the_file_was_read_is_compared_as_well() {
    let world = World::new();
    let (mut desk, file) = two_copies(&world);
    desk.press("Mod+1 Mod+Home W");
    let file = file.to_str().unwrap().to_owned();
    desk.app_mut().take_typed_path(PathPurpose::Merge, &file);
    desk.app_mut().run(Command::Mark(Status::Unverified));
    desk.run();
    desk.press("Enter");
    let given = summary(&desk.app().project)[0].1.clone();
    assert_eq!(given, [Status::Unverified, Status::Conflicting]);
    desk.press("Mod+Z");
    let given = summary(&desk.app().project)[0].1.clone();
    assert_eq!(given, [Status::Unverified], "the merge alone is undone");
}

/// The save under way and the merge give revisions to different values of one register.
#[test]
fn a_merge_during_a_save_leaves_both_values_apart() {
    let world = World::new();
    let (mut desk, file) = two_copies(&world);
    desk.press("Mod+1 Mod+Home W 3");
    desk.app_mut().run(Command::Save);
    desk.app_mut().run(Command::Mark(Status::Unverified));
    let file = file.to_str().unwrap().to_owned();
    desk.app_mut().take_typed_path(PathPurpose::Merge, &file);
    desk.run();
    let between = world.saved("own.ron");
    desk.press("Enter");
    desk.press("Mod+S");
    let last = world.saved("own.ron");
    assert_eq!(summary(&between)[0].1, [Status::Conflicting]);
    let given = [Status::Unverified, Status::Conflicting];
    assert_eq!(summary(&last)[0].1, given);
    let joined = join(&last, &between);
    assert_eq!(
        joined.report.conflicts,
        [],
        "the later value has replaced the earlier"
    );
    assert_eq!(summary(&joined.project)[0].1, given);
}

#[test]
fn in_blind_review_it_comes_in_unseen_and_is_there_once_the_article_is_read() {
    let world = World::new();
    let (mut desk, file) = two_copies(&world);
    desk.app_mut().run(Command::BlindReview);
    desk.run();
    let before = desk.app().project.whole().clone();
    ask_to_merge(&mut desk, file);
    assert!(desk.app().view.dialog.is_none(), "nothing is shown first");
    assert!(banner(&desk).starts_with("From ben.ron: all of it was taken in."));
    for words in ["Mrs. Dole marked", "The deed says tower", "Ben", "1 added"] {
        assert!(!desk.sees(words), "{words}");
        assert!(!desk.messages().contains(words), "{words}");
    }
    // Ben's mark and his word on Ana's are in the file, and in nothing that is shown.
    assert_eq!(summary(&desk.app().project).len(), 1);
    assert_eq!(summary(desk.app().project.whole()).len(), 2);
    desk.press("Mod+Z");
    assert_eq!(*desk.app().project.whole(), before);
}
