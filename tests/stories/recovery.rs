//! Work that was never saved, after a power cut.

use crate::harness::{World, marks_of, summary};
use crosscheck::app::Dialog;
use crosscheck::model::Status::{Unverified, Verified};
use crosscheck::store::Fingerprint;

const OFFER: &str = "Work that was not saved";

/// A project with a file, and two marks since; then the power fails.
fn after_a_power_cut(world: &World) -> std::path::PathBuf {
    let file = world.path("work.ron");
    let mut desk = world.with_three_articles();
    world.will_choose([file.clone()]);
    desk.press("Mod+S Mod+1 W 1 Mod+2 W 2");
    drop(desk.power_cut());
    assert!(summary(&world.saved(&file)).is_empty());
    file
}

#[test]
fn unsaved_work_is_offered_brought_back_as_one_step_and_saved() {
    let world = World::new();
    let file = after_a_power_cut(&world);
    let mut desk = world.start(Vec::new());
    desk.expect("Work that was not saved");
    desk.expect("work.ron");
    desk.expect("2 changes from ");
    desk.expect(", not saved");
    // What it holds is shown before it is applied.
    desk.expect("Lighthouse to be sold · 1 added");
    desk.expect("Orchard");
    desk.expect("unverified");
    assert_eq!(desk.marks(), []);
    desk.click("Bring back");
    let marks = [
        ("Lighthouse".to_owned(), Some(Verified)),
        ("Orchard".to_owned(), Some(Unverified)),
    ];
    assert_eq!(desk.marks(), marks);
    desk.expect("2 changes came back. Save to keep them.");
    assert!(desk.app().has_unsaved_changes());
    desk.press("Mod+Z");
    assert_eq!(desk.marks(), []);
    desk.press("Mod+Y Mod+S");
    assert_eq!(summary(&world.saved(&file)).len(), 2);

    let desk = world.start(vec![file]);
    assert!(!desk.sees("Work that was not saved"));
    assert_eq!(desk.marks(), marks);
}

#[test]
fn a_copy_brought_back_and_kept_again_leaves_nothing_behind_when_saved() {
    let world = World::new();
    let file = after_a_power_cut(&world);
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    desk.press("Mod+3 W 3");
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved(&file)).len(), 3);
    let desk = world.start(vec![file]);
    assert!(
        !desk.sees("Work that was not saved"),
        "{}",
        desk.everything()
    );
}

#[test]
fn a_second_power_cut_loses_nothing() {
    let world = World::new();
    after_a_power_cut(&world);
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    drop(desk.power_cut());
    let mut desk = world.start(Vec::new());
    desk.expect("Work that was not saved");
    desk.click("Bring back");
    assert_eq!(desk.marks().len(), 2);
}

#[test]
fn deciding_later_keeps_the_work_and_throwing_away_asks_first() {
    let world = World::new();
    let file = after_a_power_cut(&world);
    let mut desk = world.start(vec![file.clone()]);
    desk.click("Later");
    assert!(desk.app().view.dialog.is_none());
    drop(desk.power_cut());
    let mut desk = world.start(vec![file.clone()]);
    assert!(matches!(desk.app().view.dialog, Some(Dialog::Recovery(_))));
    desk.click("Throw away");
    desk.expect("Throw this work away for good?");
    desk.click("Keep it");
    assert_eq!(world.left_work().len(), 1);
    desk.click("Throw away");
    desk.click("Throw it away");
    assert!(desk.app().view.dialog.is_none());
    assert_eq!(desk.marks(), []);
    assert_eq!(world.left_work(), [""; 0].map(std::path::PathBuf::from));
    assert!(!world.start(vec![file]).sees(OFFER));
}

#[test]
fn what_others_saved_meanwhile_stays() {
    let world = World::new();
    let file = after_a_power_cut(&world);
    let mut other = world.somebody_else().start(vec![file.clone()]);
    other.press("Mod+3 W 3 Mod+S");
    drop(other);
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    desk.expect("The file has changed since; both are in.");
    assert_eq!(summary(&desk.app().project).len(), 3);
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved(&file)).len(), 3);
}

#[test]
fn work_without_a_file_is_brought_back_too() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    drop(desk.power_cut());
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Verified))]);
    assert_eq!(desk.app().panes.len(), 3);
    world.will_choose([world.path("new.ron")]);
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved("new.ron")).len(), 1);
}

#[test]
fn work_thrown_away_on_closing_is_not_offered_again() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    desk.press("Mod+Q");
    desk.click("Do not save");
    assert!(!world.start(Vec::new()).sees("Work that was not saved"));
}

#[test]
fn undo_and_redo_are_in_the_journal_too() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    world.will_choose([world.path("work.ron")]);
    desk.press("Mod+S Mod+1 W 1 2 Mod+Z");
    drop(desk.power_cut());
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Verified))]);
    desk.press("Mod+Z");
    drop(desk.power_cut());
    // What was taken back to what is saved is nothing to bring back.
    let desk = world.start(Vec::new());
    assert!(!desk.sees(OFFER), "{}", desk.everything());
    assert_eq!(world.left_work(), [""; 0].map(std::path::PathBuf::from));
}

#[test]
fn a_save_ends_the_journal() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    assert!(world.only_journal().exists());
    world.will_choose([world.path("work.ron")]);
    desk.press("Mod+S");
    assert_eq!(world.left_work(), [""; 0].map(std::path::PathBuf::from));
    desk.press("2");
    let journal = world.only_journal();
    desk.press("Mod+S");
    assert!(!journal.exists());
}

/// As if the power had failed after the file was written and before the journal was removed.
#[test]
fn work_that_reached_its_file_is_not_offered() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    world.will_choose([world.path("work.ron")]);
    desk.press("Mod+S Mod+1 W 1");
    let journal = world.only_journal();
    let bytes = std::fs::read(&journal).unwrap();
    desk.press("Mod+S");
    drop(desk.power_cut());
    std::fs::write(&journal, bytes).unwrap();
    let desk = world.start(Vec::new());
    assert!(!desk.sees(OFFER), "{}", desk.everything());
    assert!(!journal.exists());
}

#[test]
fn work_whose_file_is_gone_comes_back_without_one() {
    let world = World::new();
    let file = after_a_power_cut(&world);
    std::fs::remove_file(file).unwrap();
    let mut desk = world.start(Vec::new());
    desk.expect("work.ron");
    desk.click("Bring back");
    assert_eq!(desk.marks().len(), 2);
    assert_eq!(desk.app().panes.len(), 3);
    assert!(desk.app().file.is_none() && desk.app().has_unsaved_changes());
}

#[test]
fn a_torn_last_entry_is_dropped_and_said() {
    let world = World::new();
    after_a_power_cut(&world);
    let journal = world.only_journal();
    let bytes = std::fs::read(&journal).unwrap();
    std::fs::write(&journal, &bytes[..bytes.len() - 9]).unwrap();
    let mut desk = world.start(Vec::new());
    desk.expect("The last change was cut short and is not in it.");
    desk.expect("1 change from ");
    desk.click("Bring back");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Verified))]);
}

#[test]
fn what_is_behind_damage_is_kept_aside_and_named() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    world.will_choose([world.path("work.ron")]);
    desk.press("Mod+S Mod+1 W 1 Mod+2 W 2 Mod+3 W 3");
    drop(desk.power_cut());
    let journal = world.only_journal();
    let text = std::fs::read_to_string(&journal).unwrap();
    // A letter of the second mark.
    std::fs::write(
        &journal,
        text.replacen("\nentry 2 change", "\nentry 7 change", 1),
    )
    .unwrap();
    let mut desk = world.start(Vec::new());
    desk.expect("1 change from ");
    let kept = journal.with_extension("damaged");
    assert!(
        desk.messages().contains(&kept.display().to_string()),
        "{}",
        desk.messages()
    );
    desk.click("Bring back");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Verified))]);
    desk.press("Mod+S");
    let rest = std::fs::read_to_string(&kept).unwrap();
    assert!(rest.contains("entry 7 change") && rest.contains("entry 3 change"));
    assert_eq!(world.left_work(), [kept]);
    assert!(!world.start(Vec::new()).sees(OFFER));
}

#[test]
fn a_journal_that_cannot_be_read_is_said_and_kept() {
    let world = World::new();
    after_a_power_cut(&world);
    let journal = world.only_journal();
    let text = std::fs::read_to_string(&journal).unwrap();
    for unreadable in [
        text.replacen("crosscheck journal 1 ", "crosscheck journal 2 ", 1),
        "nonsense".to_owned(),
    ] {
        std::fs::write(&journal, &unreadable).unwrap();
        let desk = world.start(Vec::new());
        desk.expect("Work that was not saved could not be read; it is kept.");
        assert!(
            desk.messages().contains(&journal.display().to_string()),
            "{}",
            desk.messages()
        );
        assert!(!matches!(desk.app().view.dialog, Some(Dialog::Recovery(_))));
        assert_eq!(std::fs::read_to_string(&journal).unwrap(), unreadable);
    }
}

#[test]
fn a_journal_that_cannot_be_written_is_said_once() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    world.will_choose([world.path("work.ron")]);
    desk.press("Mod+S");
    // A file where the folder should be.
    let folder = world.recovery_folder();
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "").unwrap();
    let said = |desk: &crate::harness::Desk| {
        let words = "is not kept on this computer now";
        desk.app()
            .notices
            .said()
            .filter(|said| said.text.contains(words))
            .count()
    };
    desk.press("Mod+1 W 1 2 3 1");
    assert_eq!(said(&desk), 1);
    desk.expect("is not kept on this computer now");
    std::fs::remove_file(&folder).unwrap();
    desk.press("2");
    assert!(!desk.sees("is not kept on this computer now"));
    assert_eq!(said(&desk), 1);
    drop(desk.power_cut());
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Unverified))]);
}

#[test]
fn in_blind_review_the_offer_tells_nothing_of_others() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    world.will_choose([world.path("work.ron")]);
    desk.press("Mod+S");
    desk.app_mut().run(crosscheck::app::Command::BlindReview);
    desk.run();
    desk.press("Mod+1 W 1");
    drop(desk.power_cut());
    let desk = world.start(Vec::new());
    desk.expect(OFFER);
    assert!(!desk.sees("Lighthouse to be sold · 1 added"));
}

/// A recovery copy as versions before the journal wrote them.
#[test]
fn a_recovery_copy_of_an_older_version_is_offered_still() {
    let world = World::new();
    let file = world.path("work.ron");
    let mut desk = world.with_three_articles();
    world.will_choose([file.clone()]);
    desk.press("Mod+S Mod+1 W 1 Mod+S");
    let with_mark = std::fs::read_to_string(&file).unwrap();
    let id = desk.app().project.id;
    desk.press("Delete Mod+S");
    drop(desk.power_cut());
    assert!(marks_of(&world.saved(&file)).is_empty());
    let content = Fingerprint::of(with_mark.as_bytes());
    let header = format!(
        "(recovery:1,session:\"k3f9a2qx\",project:\"{id}\",project_path:Some(\"{}\"),written:\"2023-11-14T20:00:00Z\",changes:1,content:(sha256:\"{}\",len:{}))",
        file.display(),
        content.sha256,
        content.len
    );
    std::fs::create_dir_all(world.recovery_folder()).unwrap();
    let copy = world.recovery_folder().join("k3f9a2qx.ron");
    std::fs::write(&copy, format!("{header}\n{with_mark}")).unwrap();
    let mut desk = world.start(Vec::new());
    desk.expect("1 change from ");
    desk.click("Bring back");
    assert_eq!(desk.marks(), [("Lighthouse".to_owned(), Some(Verified))]);
    desk.press("Mod+S");
    assert!(!copy.exists());

    std::fs::write(&copy, "(nonsense").unwrap();
    let desk = world.start(Vec::new());
    desk.expect("Work that was not saved could not be read; it is kept.");
    assert!(copy.exists());
}
