//! Results that come late, from work that was begun before something else happened.

use crate::harness::{Desk, ORCHARD, World, summary};
use crosscheck::app::{AfterClosing, ClosingAnswer, Command, PathPurpose};
use crosscheck::model::Status::{Conflicting, Verified};

const QUESTION: &str = "Save the changes to";
const OFFER: &str = "Work that was not saved";

/// The three articles with one mark, in a file.
fn saved(world: &World) -> Desk {
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1");
    world.will_choose([world.path("mine.ron")]);
    desk.press("Mod+S");
    desk
}

#[test]
fn a_save_that_ends_after_another_project_was_opened_gives_it_no_file() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    desk.app_mut().run(Command::Save);
    desk.app_mut().run(Command::Save);
    desk.app_mut()
        .answer_closing(ClosingAnswer::Discard, AfterClosing::New);
    desk.run();
    assert!(desk.app().file.is_none());
    assert!(!desk.app().has_unsaved_changes());
    assert_eq!(summary(&world.saved("mine.ron"))[0].1, [Conflicting]);
}

#[test]
fn articles_that_come_after_another_project_was_opened_do_not_land_in_it() {
    let world = World::new();
    let mut desk = saved(&world);
    let article = world.file("late.txt", "A late story\n\nIt came late.\n");
    desk.app_mut().open_paths(vec![article]);
    desk.app_mut().run(Command::NewProject);
    desk.run();
    assert!(desk.app().is_empty());
    assert!(
        desk.messages().contains("A late story"),
        "{}",
        desk.messages()
    );
}

#[test]
fn a_journal_goes_with_the_work_that_is_thrown_away() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    desk.app_mut()
        .answer_closing(ClosingAnswer::Discard, AfterClosing::Quit);
    desk.run();
    assert!(!world.start(Vec::new()).sees(OFFER));
}

#[test]
fn saving_elsewhere_during_a_save_saves_there_too() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    let elsewhere = world.path("elsewhere.ron");
    desk.app_mut().run(Command::Save);
    desk.app_mut()
        .take_typed_path(PathPurpose::SaveAs, elsewhere.to_str().unwrap());
    desk.run();
    assert_eq!(summary(&world.saved("mine.ron"))[0].1, [Conflicting]);
    assert_eq!(summary(&world.saved("elsewhere.ron"))[0].1, [Conflicting]);
    assert_eq!(desk.app().file.as_ref().unwrap().path, elsewhere);
}

#[test]
fn a_failed_save_does_not_keep_one_elsewhere_from_being_done() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    world.file("mine.ron", "(nonsense");
    let elsewhere = world.path("elsewhere.ron");
    desk.app_mut().run(Command::Save);
    desk.app_mut()
        .take_typed_path(PathPurpose::SaveAs, elsewhere.to_str().unwrap());
    desk.run();
    assert_eq!(summary(&world.saved("elsewhere.ron"))[0].1, [Conflicting]);
}

#[test]
fn the_end_waits_for_a_save_that_is_under_way() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.app_mut().run(Command::Save);
    desk.app_mut().run(Command::Quit);
    assert!(!desk.app().view.quit);
    desk.run();
    assert!(desk.app().view.quit);
}

#[test]
fn a_note_being_typed_when_another_project_comes_in_is_asked_about() {
    let world = World::new();
    drop(saved(&world));
    let other = world.path("other.ron");
    std::fs::copy(world.path("mine.ron"), &other).unwrap();
    let mut desk = world.start(vec![world.path("mine.ron")]);
    desk.press("Mod+1 W W 1 Mod+S N");
    desk.type_words("half a note");
    // As the dialog of the system does, which was opened before.
    desk.app_mut().open_project(other);
    desk.run();
    desk.expect(QUESTION);
    desk.click("Cancel");
    let mark = desk.app().active_mark().unwrap();
    let note = &mark.assessment_of(desk.app().reviewer()).unwrap().note;
    assert_eq!(note, "half a note");
}

#[test]
fn what_is_done_during_a_save_is_in_the_journal() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    desk.app_mut().run(Command::Save);
    desk.app_mut().run(Command::Mark(Verified));
    desk.run();
    drop(desk.power_cut());
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    assert_eq!(summary(&desk.app().project)[0].1, [Verified]);
}

#[test]
fn the_journal_of_a_window_that_is_still_open_is_not_offered_to_another() {
    let world = World::new();
    let mut first = saved(&world);
    first.press("3");
    first.press("1 2");
    let copy = world.path("mine.ron");
    assert!(!world.start(vec![copy.clone()]).sees(OFFER));
    drop(first.power_cut());
    let mut second = world.start(Vec::new());
    second.expect(OFFER);
    second.click("Bring back");
    // It is the second one's now.
    assert!(!world.start(vec![copy]).sees(OFFER));
    drop(second.power_cut());
    world.start(Vec::new()).expect(OFFER);
}

#[test]
fn bringing_work_back_asks_about_what_came_in_before() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    drop(desk.power_cut());
    let mut desk = world.start(vec![world.file("new.txt", ORCHARD)]);
    assert_eq!(desk.app().articles_in_order().len(), 1);
    desk.click("Bring back");
    desk.expect(QUESTION);
    world.will_choose([world.path("new.ron")]);
    desk.click("Save");
    desk.run();
    assert_eq!(summary(&desk.app().project)[0].1, [Conflicting]);
    assert_eq!(world.saved("new.ron").articles.len(), 1);
}

#[test]
fn details_being_typed_count_as_a_change_when_the_window_is_closed() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.choose("Edit", "Edit article details…");
    desk.click("Publisher");
    desk.type_words("gazette");
    desk.close_window();
    desk.expect(QUESTION);
    desk.click("Cancel");
    assert_eq!(desk.article().meta().publisher, "gazette");
}

#[test]
#[cfg(unix)]
fn a_path_from_the_folder_of_the_start_is_known_from_elsewhere_too() {
    let world = World::new();
    drop(saved(&world));
    let here = std::env::current_dir().unwrap();
    let up: std::path::PathBuf = here.components().skip(1).map(|_| "..").collect();
    let relative = up.join(world.path("mine.ron").strip_prefix("/").unwrap());
    let desk = world.start(vec![relative]);
    assert!(desk.app().file.as_ref().unwrap().path.is_absolute());
}

#[test]
fn work_brought_back_beside_another_change_of_the_same_details_can_be_saved() {
    let world = World::new();
    let mut desk = saved(&world);
    let article = desk.article().id;
    let with_publisher = |desk: &Desk, publisher: &str| {
        let mut info = desk
            .app()
            .project
            .article(article)
            .unwrap()
            .info
            .value
            .clone();
        publisher.clone_into(&mut info.meta.publisher);
        info
    };
    let info = with_publisher(&desk, "gazette");
    desk.app_mut().set_article_info(article, info);
    drop(desk.power_cut());
    let mut other = world.somebody_else().start(vec![world.path("mine.ron")]);
    let info = with_publisher(&other, "almanac");
    other.app_mut().set_article_info(article, info);
    other.press("Mod+S");
    drop(other);
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    desk.press("Mod+S");
    assert!(!desk.app().has_unsaved_changes(), "{}", desk.messages());
    let project = world.saved("mine.ron");
    assert!(project.articles[&article].info.is_conflict());
}

#[test]
fn an_article_removed_by_somebody_who_has_marked_nothing_is_saved() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    world.will_choose([world.path("mine.ron")]);
    desk.press("Mod+S");
    desk.choose("Edit", "Remove article");
    desk.press("Mod+S");
    let project = world.saved("mine.ron");
    assert_eq!(project.live_articles().count(), 2);
}

#[test]
fn a_project_whose_saved_article_was_removed_and_brought_back_loses_nothing() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("Mod+1");
    desk.choose("Edit", "Remove article");
    desk.press("Mod+S Mod+Z Mod+S");
    let project = world.saved("mine.ron");
    assert_eq!(project.live_articles().count(), 3);
    assert_eq!(summary(&project).len(), 1);
    assert!(
        project
            .live_articles()
            .all(|article| article.text.is_some())
    );
}

#[test]
fn an_article_whose_adding_was_undone_across_a_save_comes_back_whole() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    world.will_choose([world.path("mine.ron")]);
    desk.press("Mod+1 W 1 Mod+S Mod+Z Mod+Z Mod+S");
    assert!(desk.app().is_empty());
    desk.press("Mod+Y Mod+Y Mod+S");
    let project = world.saved("mine.ron");
    assert_eq!(project.live_articles().count(), 3);
    assert_eq!(summary(&project).len(), 1);
    assert!(
        project
            .live_articles()
            .all(|article| article.text.is_some())
    );
}

#[test]
fn a_judgement_brought_back_beside_a_more_cautious_one_can_be_saved() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("2");
    drop(desk.power_cut());
    let mut meanwhile = world.start(vec![world.path("mine.ron")]);
    meanwhile.click("Later");
    let mark = crate::harness::marks_of(&meanwhile.app().project)[0].id;
    meanwhile.app_mut().go_to_mark(mark);
    meanwhile.run();
    meanwhile.press("3 Mod+S");
    assert_eq!(summary(&world.saved("mine.ron"))[0].1, [Conflicting]);
    drop(meanwhile);
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    desk.press("Mod+S");
    assert!(!desk.app().has_unsaved_changes(), "{}", desk.messages());
    let me = desk.app().reviewer();
    let project = world.saved("mine.ron");
    assert!(crate::harness::marks_of(&project)[0].assessments[&me].is_conflict());
}

#[test]
fn a_window_that_ends_without_a_question_leaves_its_work() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    desk.app_mut().keep_work_at_the_end();
    drop(desk.power_cut());
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    assert_eq!(summary(&desk.app().project)[0].1, [Conflicting]);
    desk.press("Mod+Q");
    desk.click("Do not save");
    desk.app_mut().keep_work_at_the_end();
    assert!(!world.start(Vec::new()).sees(OFFER));
}

/// Puts another project, of one article, where the first one was.
fn another_project_is_saved_there(world: &World) {
    let mut desk = world.somebody_else().welcome_page();
    let article = world.file("new.txt", ORCHARD);
    desk.drop_files(vec![article]);
    desk.run();
    desk.world.will_choose([world.path("mine.ron")]);
    desk.press("Mod+S");
}

#[test]
fn two_projects_are_never_joined_by_a_save() {
    let world = World::new();
    let mut desk = saved(&world);
    another_project_is_saved_there(&world);
    desk.press("3 Mod+S");
    desk.expect("another project stands there now");
    assert_eq!(world.saved("mine.ron").articles.len(), 1);
    assert_eq!(desk.app().articles_in_order().len(), 3);
    assert!(desk.app().has_unsaved_changes());
}

#[test]
fn work_is_not_brought_back_into_another_project() {
    let world = World::new();
    let mut desk = saved(&world);
    desk.press("3");
    drop(desk.power_cut());
    another_project_is_saved_there(&world);
    let mut desk = world.start(Vec::new());
    desk.click("Bring back");
    assert_eq!(desk.app().articles_in_order().len(), 3);
    assert!(desk.app().file.is_none());
}

#[test]
fn opening_that_is_cancelled_leaves_what_is_open() {
    let world = World::new();
    drop(saved(&world));
    let mut desk = world.start(Vec::new());
    desk.app_mut().open_paths(vec![world.path("mine.ron")]);
    desk.app_mut().cancel_work();
    desk.run();
    assert!(desk.app().is_empty(), "what came late was not taken");
    assert_eq!(desk.messages(), "Cancelled. The project was not opened.");
    desk.app_mut().open_paths(vec![world.path("mine.ron")]);
    desk.run();
    assert_eq!(desk.marks().len(), 1, "the next opening is another one");
}

#[test]
fn importing_that_is_cancelled_adds_nothing() {
    let world = World::new();
    let mut desk = saved(&world);
    let article = world.file("late.txt", "A late story\n\nIt came late.\n");
    desk.app_mut().open_paths(vec![article]);
    desk.app_mut().cancel_work();
    desk.run();
    assert_eq!(desk.app().articles_in_order().len(), 3);
    assert_eq!(desk.messages(), "Cancelled. No article was added.");
    assert!(!desk.app().has_unsaved_changes());
}
