//! From articles in files to marks in a file, and back again.

use crate::harness::{World, marks_of, summary};
use crosscheck::model::Status::{Conflicting, Verified};
use crosscheck::text::TextRange;

#[test]
fn three_articles_one_mark_saved_and_opened_again() {
    let world = World::new();
    let mut desk = world.welcome_page();
    world.will_choose(world.three_articles());
    desk.press("Mod+Shift+O");
    desk.expect("Lighthouse to be sold");
    desk.expect("Orchard flooded again");
    desk.expect("Bridge closes for repairs");

    desk.drag("4 metres", "Sunday night");
    assert_eq!(desk.selected(), "4 metres on Sunday night");
    desk.press("1");
    let marked = [("4 metres on Sunday night".to_owned(), Some(Verified))];
    assert_eq!(desk.marks(), marked);
    desk.expect("[verified: 4 metres on Sunday night]");

    desk.press("Mod+Z");
    assert_eq!(desk.marks(), []);
    desk.press("Mod+Y");
    assert_eq!(desk.marks(), marked);

    let file = world.path("floods.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    assert!(!desk.app().has_unsaved_changes());
    desk.expect("floods.ron");
    let project = world.saved(&file);
    let [mark] = &marks_of(&project)[..] else {
        panic!("{:?}", summary(&project));
    };
    let text = project.article(mark.article).unwrap().text.clone().unwrap();
    assert_eq!(mark.quote(), "4 metres on Sunday night");
    assert_eq!(text.slice(mark.hull()), "4 metres on Sunday night");

    let mut again = world.start(vec![file]);
    assert_eq!(again.marks(), marked);
    again.expect("[verified: 4 metres on Sunday night]");
    assert!(!again.app().has_unsaved_changes());
    // The mark is still mine: my status on it changes, and no second one comes beside it.
    again.click_words("metres", 1);
    again.press("3");
    assert_eq!(
        again.marks(),
        [("4 metres on Sunday night".to_owned(), Some(Conflicting))]
    );
}

#[test]
fn the_name_is_asked_in_the_inspector_at_the_first_mark_and_stands_in_the_file() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    assert!(!desk.sees("What name should stand on your marks?"));
    desk.drag("iron bridge", "until May");
    desk.press("2");
    desk.expect("Marked unverified as \"Reviewer\". What name should stand on your marks?");
    assert!(desk.app().view.dialog.is_none());

    desk.click("The name on your marks");
    desk.type_words("ana v");
    desk.press("Enter");
    assert!(!desk.sees("What name should stand on your marks?"));
    let file = world.path("bridge.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    let project = world.saved(&file);
    assert_eq!(project.reviewer_name(marks_of(&project)[0].by), "ana v");

    // It is the person's, not the project's: another project is not asked again.
    desk.press("Mod+W");
    world.will_choose(world.three_articles());
    desk.press("Mod+Shift+O");
    desk.drag("river rose", "4 metres");
    desk.press("1");
    assert!(!desk.sees("What name should stand on your marks?"));
}

#[test]
fn a_name_given_in_the_bar_before_any_mark_is_used() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.click("Reviewer: Reviewer");
    desk.click("The name on your marks");
    desk.type_words("bo");
    desk.click("Use this name");
    desk.drag("river rose", "4 metres");
    desk.press("1");
    assert!(!desk.sees("What name should stand on your marks?"));
    let mark = desk.app().active_mark().unwrap();
    assert_eq!(desk.app().project.reviewer_name(mark.by), "bo");
}

#[test]
fn marks_overlap_and_a_mark_may_go_over_paragraphs() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("county will sell", "lighthouse at Cape");
    desk.press("1");
    desk.drag("the lighthouse at", "Mrs. Dole");
    desk.press("3");
    desk.drag("31 years", "Buyers must keep");
    desk.press("2");
    let words: Vec<String> = desk.marks().into_iter().map(|(words, _)| words).collect();
    assert_eq!(
        words,
        [
            "county will sell the lighthouse at Cape",
            "the lighthouse at Cape Arden. Its keeper, Mrs. Dole",
            "31 years.\n\nBuyers must keep",
        ]
    );
}

#[test]
fn a_note_and_a_correction_are_kept_in_the_file_with_their_author() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("half of", "the apples");
    desk.press("3 N");
    desk.type_words("the growers say a third");
    desk.press("Escape R");
    desk.type_words("a third of the apples");
    desk.press("Escape");
    let file = world.path("orchard.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    let project = world.saved(&file);
    let mark = &marks_of(&project)[0];
    let given = mark.assessment_of(mark.by).unwrap();
    assert_eq!(given.note, "the growers say a third");
    assert_eq!(given.should_read, "a third of the apples");
    assert_eq!(given.status, Some(Conflicting));
}

#[test]
fn what_is_being_typed_is_saved_without_leaving_the_field() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.drag("half of", "the apples");
    desk.press("3 N");
    desk.type_words("says who");
    let file = world.path("orchard.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    let project = world.saved(&file);
    let mark = &marks_of(&project)[0];
    assert_eq!(mark.assessment_of(mark.by).unwrap().note, "says who");
}

#[test]
fn positions_hold_in_text_with_signs_of_every_width() {
    let world = World::new();
    let mut desk = world.welcome_page();
    let text =
        "Café “Zum Löwen”\n\nÉté 2022: the café’s owner paid € 40 000 for naïve art, he said.\n";
    world.will_choose([world.file("cafe.txt", text)]);
    desk.press("Mod+Shift+O");
    desk.drag("€ 40 000", "naïve art");
    desk.press("1");
    let file = world.path("cafe.ron");
    world.will_choose([file.clone()]);
    desk.press("Mod+S");
    let mark = marks_of(&world.saved(&file))[0].clone();
    assert_eq!(mark.quote(), "€ 40 000 for naïve art");
    let at = text.find("€").unwrap();
    assert_eq!(
        mark.hull(),
        TextRange::of_bytes(at, at + "€ 40 000 for naïve art".len())
    );
}

#[test]
fn undoing_a_mark_gives_its_words_back_to_be_judged_otherwise() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("W W 1");
    let words = desk.active().expect("a mark");
    desk.press("Mod+Z");
    assert_eq!(desk.selected(), words);
    desk.press("3");
    assert_eq!(desk.marks(), [(words, Some(Conflicting))]);
}

#[test]
fn after_a_mark_was_deleted_a_second_press_deletes_nothing() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("W W 1 Escape W 2 Delete");
    assert_eq!(desk.marks().len(), 1);
    assert_eq!(desk.active(), None);
    desk.press("Delete");
    assert_eq!(desk.marks().len(), 1);
    desk.press("Mod+Z");
    assert_eq!(desk.marks().len(), 2);
}

#[test]
fn undoing_in_a_note_never_brings_the_note_of_another_mark() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 W 1 N");
    desk.insert("first note");
    desk.press("Mod+Enter Mod+2 W 2 N");
    desk.insert("second note");
    desk.press("Mod+Z Mod+Z Mod+Z Mod+Enter");
    let notes: Vec<String> = marks_of(&desk.app().project)
        .iter()
        .flat_map(|mark| mark.assessments.values())
        .map(|given| given.value.note.clone())
        .collect();
    assert_eq!(notes, ["first note", ""]);
}

#[test]
fn the_question_for_the_name_has_the_keyboard_after_a_mark_by_mouse_and_not_after_one_by_key() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 Mod+Home W");
    desk.click("Verified");
    desk.insert("Una Voss");
    desk.press("Enter");
    assert_eq!(desk.app().settings.reviewer_name, "Una Voss");
    // The keyboard is back in the text.
    desk.press("2");
    assert_eq!(
        desk.marks(),
        [(
            "Lighthouse".to_owned(),
            Some(crosscheck::model::Status::Unverified)
        )]
    );

    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 Mod+Home W 1 2");
    assert_eq!(
        desk.marks(),
        [(
            "Lighthouse".to_owned(),
            Some(crosscheck::model::Status::Unverified)
        )]
    );
}
