//! Places: typed paths, folders that are emptied, copies for somebody else.

use crate::harness::{World, summary};
use crosscheck::app::{Command, FileAnswer, FileQuestion, bring_forward};
use crosscheck::store::RealDisk;
use egui::{ViewportCommand, ViewportId};

#[test]
fn a_project_from_a_temporary_folder_asks_for_a_place_before_it_saves() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let temporary = world.path("mail");
    std::fs::create_dir(&temporary).unwrap();
    let there = temporary.join("sent.ron");
    world.will_choose([there.clone()]);
    desk.press("Mod+S");
    desk.app_mut().set_temporary_folders(vec![temporary]);
    world.will_choose([there.clone()]);
    desk.press("Mod+O");
    desk.expect(
        "This file was opened from a temporary folder. Save it elsewhere before you go on.",
    );
    desk.press("Mod+1 W 1");
    world.will_choose([world.path("kept.ron")]);
    desk.press("Mod+S");
    assert!(matches!(
        world.asked().last(),
        Some(FileQuestion::SaveAs(_))
    ));
    assert_eq!(summary(&world.saved("kept.ron")).len(), 1);
    assert_eq!(summary(&world.saved(&there)).len(), 0);
    // It is asked no more.
    desk.press("3 Mod+S");
    assert!(!desk.app().has_unsaved_changes());
}

#[test]
fn a_project_that_can_only_be_read_says_so_and_asks_for_another_place() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let path = world.path("read.ron");
    world.will_choose([path.clone()]);
    desk.press("Mod+S");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    world.will_choose([path]);
    desk.press("Mod+O");
    desk.expect("This project can only be read here. Saving asks for another place.");
    desk.press("Mod+1 W 1");
    world.will_choose([world.path("mine.ron")]);
    desk.press("Mod+S");
    assert_eq!(summary(&world.saved("mine.ron")).len(), 1);
}

#[test]
fn a_copy_is_sent_and_what_is_open_stays() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    let before = desk.app().project.clone();
    world.will_choose([world.path("copy.ron")]);
    desk.choose("File", "Send a copy…");
    desk.expect("copy.ron was written.");
    assert_eq!(summary(&world.saved("copy.ron")).len(), 1);
    assert_eq!(desk.app().project, before);
    assert!(desk.app().file.is_none() && desk.app().has_unsaved_changes());
    world.will_choose([world.path("own.ron")]);
    desk.press("Mod+S");
    world.will_choose([world.path("own.ron")]);
    desk.app_mut().run(Command::SendCopy);
    desk.run();
    desk.expect("A copy needs another name.");
}

#[test]
fn a_path_is_completed_checked_and_never_replaces_without_a_question() {
    let world = World::new();
    let other = world.file("other.ron", "somebody's");
    let mut desk = world.with_three_articles();
    world.will_answer(FileAnswer::NoDialogs);
    desk.press("Mod+S Mod+A");
    desk.insert(world.path("none/a.ron").to_str().unwrap());
    desk.press("Enter");
    desk.expect("There is no folder");
    desk.press("Mod+A");
    desk.insert(world.path("oth").to_str().unwrap());
    desk.press("Tab Enter");
    desk.expect("There is already a file other.ron. Replace it?");
    assert_eq!(std::fs::read_to_string(&other).unwrap(), "somebody's");
    desk.click("Replace");
    assert_eq!(world.saved("other.ron").articles.len(), 3);
}

#[test]
fn open_by_path_takes_articles_and_projects_as_they_are_typed() {
    let world = World::new();
    let files = world.three_articles();
    let mut desk = world.welcome_page();
    desk.choose("File", "Open by path…");
    desk.insert(&format!("{}\n{}", files[0].display(), files[1].display()));
    desk.press("Enter");
    assert_eq!(desk.app().articles_in_order().len(), 2);
    desk.press("Mod+Z");
    assert!(desk.app().is_empty());
}

#[test]
fn pasted_addresses_of_files_are_opened_as_files() {
    let world = World::new();
    let files = world.three_articles();
    let mut desk = world.welcome_page();
    let list = format!(
        "file://{}\r\nfile://{}\r\n",
        files[0].display(),
        files[1].display()
    );
    desk.paste(&list, egui::Modifiers::COMMAND | egui::Modifiers::SHIFT);
    assert_eq!(desk.app().articles_in_order().len(), 2);
}

#[test]
fn the_log_names_files_and_holds_no_words_of_an_article() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    world.will_choose([world.path("mine.ron")]);
    desk.press("Mod+S");
    let log = std::fs::read_to_string(desk.app().log_path().unwrap()).unwrap();
    assert!(
        log.contains("lighthouse.txt") && log.contains("saved \"mine.ron\": 3 articles, 1 marks"),
        "{log}"
    );
    for words in ["Lighthouse to be", "keeper", "flooded"] {
        assert!(!log.contains(words), "{log}");
    }
}

#[test]
fn a_crash_leaves_the_last_change_for_the_next_start() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    let copy = desk.app().crash_copy().clone();
    let said = copy.save_what_is_there();
    assert!(said.contains("offered at the next start"), "{said}");
    drop(desk.power_cut());
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    assert_eq!(desk.marks().len(), 1);
}

#[test]
fn a_second_start_brings_the_window_forward_and_says_so() {
    let world = World::new();
    let file = world.path("work.ron");
    let mut desk = world.with_three_articles();
    world.will_choose([file.clone()]);
    desk.press("Mod+S Mod+1 W 1");
    let state = desk.app().log_path().unwrap();
    let (before, scroll) = (desk.app().project.clone(), desk.scroll());
    let second_start = std::thread::spawn(move || {
        bring_forward(&RealDisk, state.parent().unwrap(), &[file]).expect("the window answers")
    });
    let mut commands = Vec::new();
    while !second_start.is_finished() {
        desk.step();
        let output = desk
            .harness()
            .output()
            .viewport_output
            .get(&ViewportId::ROOT);
        commands.extend(output.unwrap().commands.clone());
    }
    let said = second_start.join().unwrap();
    assert_eq!(
        said,
        "work.ron is open already; its window was brought forward"
    );
    let forward = [ViewportCommand::Minimized(false), ViewportCommand::Focus];
    assert!(
        commands.windows(2).any(|two| *two == forward),
        "{commands:?}"
    );
    desk.run();
    desk.expect("work.ron was started again. It is open here already.");
    // Nothing is done to the work.
    assert_eq!(desk.app().project, before);
    assert_eq!(desk.scroll(), scroll);
    assert_eq!(desk.marks().len(), 1);
}
