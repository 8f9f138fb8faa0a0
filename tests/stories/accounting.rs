//! Accounting for every word: what is set aside, what looks like furniture, what was read to its end, what is left.

use crate::harness::World;
use crosscheck::model::SetAsideReason;

const PAGE: &str = "Harbour office moves\n\nBy Ana Sample\n\nThe office moves to the pier in May.\n\nRead more\n\nShare this article\n";

#[test]
fn x_sets_words_aside_and_x_on_them_lets_them_count_again() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1");
    desk.expect("walk: unmarked words, 31 left, 1 number");
    desk.drag("Buyers", "clerk said");
    desk.press("X");
    desk.type_words("opin");
    desk.press("Enter");
    let record = desk
        .app()
        .project
        .set_aside
        .values()
        .next()
        .unwrap()
        .clone();
    assert_eq!(record.region.value.why, SetAsideReason::Opinion);
    assert_eq!(
        &*record.region.value.quote,
        "Buyers must keep the lamp burning, the clerk said"
    );
    desk.expect("walk: unmarked words, 22 left, 1 number");
    desk.click_words("lamp", 1);
    desk.press("X");
    assert!(desk.messages().contains("These words count again."));
    desk.expect("walk: unmarked words, 31 left, 1 number");
    desk.press("Mod+Z");
    desk.expect("walk: unmarked words, 22 left, 1 number");
    desk.press("Mod+Z");
    desk.expect("walk: unmarked words, 31 left, 1 number");
}

#[test]
fn furniture_is_offered_as_one_list_and_enter_takes_it() {
    let world = World::new();
    let mut desk = world.welcome_page();
    world.will_choose([world.file("page.txt", PAGE)]);
    desk.press("Mod+Shift+O");
    let said = "3 lines of Harbour office moves may be page furniture";
    assert!(desk.messages().contains(said), "{}", desk.messages());
    desk.click("Look");
    desk.expect("Read more");
    assert_eq!(desk.count("Harbour office moves (furniture)"), 0);
    desk.press("Enter");
    let aside: Vec<String> = desk
        .app()
        .project
        .set_aside
        .values()
        .map(|record| record.region.value.quote.to_string())
        .collect();
    assert_eq!(aside, ["By Ana Sample", "Read more", "Share this article"]);
    desk.press("Mod+Z");
    assert!(desk.app().project.set_aside.is_empty(), "one step");
}

#[test]
fn a_line_that_is_not_ticked_stays() {
    let world = World::new();
    let mut desk = world.welcome_page();
    world.will_choose([world.file("page.txt", PAGE)]);
    desk.press("Mod+Shift+O");
    desk.choose("Mark", "Set page furniture aside…");
    desk.click("By Ana Sample");
    desk.click("Set 2 lines aside");
    assert_eq!(desk.app().project.set_aside.len(), 2);
    desk.choose("Mark", "Set page furniture aside…");
    desk.click("Set 1 line aside");
    assert_eq!(desk.app().project.set_aside.len(), 3);
    desk.choose("Mark", "Set page furniture aside…");
    assert!(
        desk.messages()
            .contains("Nothing looks like page furniture")
    );
}

#[test]
fn marking_as_read_says_what_is_unmarked_first() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+2 Mod+Shift+Enter");
    desk.expect("22 words and 1 number are unmarked. Mark as read to the end anyway?");
    desk.click("Show them");
    assert_eq!(desk.selected(), "Orchard flooded again");
    desk.press("Mod+Shift+Enter");
    desk.click("Mark as read");
    let article = desk.article().clone();
    assert!(desk.app().has_read(article.id));
    desk.expect("to check · no date · read");
    desk.press("Mod+Z");
    assert!(!desk.app().has_read(article.id));
}

#[test]
fn an_article_read_in_full_is_marked_without_a_question_and_that_can_be_taken_back() {
    let world = World::new();
    let mut desk = world.welcome_page();
    world.will_choose([world.file("short.txt", "Two words\n")]);
    desk.press("Mod+Shift+O Mod+A");
    desk.press("Mod+Home J 1 Mod+Shift+Enter");
    assert!(desk.app().view.dialog.is_none());
    let article = desk.article().id;
    assert!(desk.app().has_read(article));
    let file = world.path("a.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    let saved = world.saved(&file);
    assert_eq!(saved.article(article).unwrap().read.len(), 1);
    desk.press("Mod+Shift+Enter");
    assert!(!desk.app().has_read(article));
    assert!(desk.messages().contains("is not marked as read any more"));
}

#[test]
fn what_is_done_steps_back_where_one_wants_it() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.choose("View", "Dim what is done");
    assert!(desk.app().view.dims_done);
    desk.choose("View", "Dim what is done");
    assert!(!desk.app().view.dims_done);
}

#[test]
fn on_return_the_caret_is_where_it_was_and_the_pane_says_since_when() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let file = world.path("a.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+2 Mod+Down Mod+Right Mod+Right Mod+S");
    let before = desk.around_caret();
    desk.press("Mod+Q");
    let mut again = world.start(vec![file]);
    assert_eq!(again.article().display_title(), "Orchard flooded again");
    assert_eq!(again.around_caret(), before);
    again.expect("Stopped here, ");
    again.press("Right");
    assert!(!again.sees("Stopped here, "));
}

#[test]
fn furniture_of_another_article_is_offered_where_the_focused_one_has_none() {
    let world = World::new();
    let mut desk = world.welcome_page();
    world.will_choose([
        world.file(
            "clean.txt",
            "Boats for sale\n\nTwo boats are for sale at the quay.\n",
        ),
        world.file("page.txt", PAGE),
    ]);
    desk.press("Mod+Shift+O Mod+1");
    assert_eq!(desk.article().display_title(), "Boats for sale");
    desk.click("Look");
    assert_eq!(desk.article().display_title(), "Harbour office moves");
    desk.press("Enter");
    assert_eq!(desk.app().project.set_aside.len(), 3);
}

#[test]
fn the_box_about_the_author_is_offered_in_the_order_of_the_article() {
    let page = format!(
        "News Feed\n\n{PAGE}\nAvatar\nAna Sample\n\nReporter\n\nAna Sample is a reporter for the Harbour Post and lives in Marn.\n\nShow More\n"
    );
    let world = World::new();
    let mut desk = world.welcome_page();
    world.will_choose([world.file("page.txt", page)]);
    desk.press("Mod+Shift+O");
    let article = desk.app().project.live_articles().next().unwrap().clone();
    let offers = desk.app().furniture_in(&article);
    let words: Vec<&str> = offers.iter().map(|offer| offer.words.as_str()).collect();
    let life = "Ana Sample is a reporter for the Harbour Post and lives in Marn.";
    assert_eq!(words[0], "News Feed");
    assert_eq!(
        words[words.len() - 5..],
        ["Avatar", "Ana Sample", "Reporter", life, "Show More"]
    );
    assert!(offers.is_sorted_by_key(|offer| offer.range));
    desk.choose("Mark", "Set page furniture aside…");
    desk.expect("about the author");
    desk.press("Enter");
    assert_eq!(desk.app().project.set_aside.len(), offers.len());
    desk.press("Mod+Z");
    assert!(desk.app().project.set_aside.is_empty(), "one step");
}
