//! Whose marks are shown, and what a mark's history tells.

use crate::harness::{Desk, World, marks_of};
use crosscheck::app::{BottomTab, Command, MarksView, SeenMarks};
use crosscheck::model::Project;

/// Ana marked "Lighthouse" and "county", Ben "keeper", and judged Ana's "county" otherwise; it is Ben's window.
fn desk(world: &World) -> Desk {
    let mut ana = world.with_three_articles();
    ana.app_mut().set_reviewer_name("Ana Koller");
    ana.press("Mod+1 W 1");
    ana.click_words("county", 2);
    ana.press("1 N");
    ana.insert("Says the deed");
    ana.press("Mod+Enter");
    let file = world.path("shared.ron");
    world.will_choose([file.clone()]);
    ana.press("Mod+S");
    let mut ben = world.somebody_else().start(vec![file]);
    ben.app_mut().set_reviewer_name("Ben Ax");
    ben.click_words("keeper", 2);
    ben.press("2");
    ben.click_words("county", 2);
    ben.press("3");
    ben
}

/// The words of the marks that are shown in the text.
fn shown(desk: &Desk) -> Vec<String> {
    let project: &Project = &desk.app().project;
    let mut quotes: Vec<String> = marks_of(project).iter().map(|mark| mark.quote()).collect();
    quotes.sort();
    assert_eq!(desk.app().marks.counts().total(), quotes.len());
    quotes
}

#[test]
fn a_view_narrows_text_lists_and_counts_and_the_status_bar_says_so() {
    let world = World::new();
    let mut desk = desk(&world);
    assert_eq!(shown(&desk), ["Lighthouse", "county", "keeper"]);
    desk.choose("Review", "Show only your marks");
    assert_eq!(shown(&desk), ["county", "keeper"]);
    desk.expect("Marks shown: only yours");
    desk.open_list(BottomTab::Annotations);
    assert!(!desk.sees("verified: Lighthouse"));
    desk.press("Mod+B");
    desk.choose("Review", "Show only disagreements");
    assert_eq!(shown(&desk), ["county"]);
    desk.expect("Marks shown: only disagreements");
    desk.choose("Review", "Show one person's marks…");
    desk.insert("ana");
    desk.press("Enter");
    assert_eq!(shown(&desk), ["Lighthouse", "county"]);
    desk.click("Marks shown: only Ana Koller's");
    assert_eq!(shown(&desk), ["Lighthouse", "county", "keeper"]);
    assert!(!desk.sees("Marks shown:"));
}

#[test]
fn what_is_marked_in_a_view_joins_what_the_view_hides() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.app_mut().run(Command::SeeMarks(MarksView::Mine));
    desk.click_words("Lighthouse", 2);
    desk.press("2");
    assert_eq!(
        desk.app().project.whole().annotations.len(),
        3,
        "none of its own"
    );
    assert_eq!(shown(&desk), ["Lighthouse", "county", "keeper"]);
    desk.press("Mod+Z");
    assert_eq!(shown(&desk), ["county", "keeper"]);
}

#[test]
fn a_decision_takes_a_passage_out_of_the_view_of_disagreements_and_undo_brings_it_back() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.app_mut()
        .run(Command::SeeMarks(MarksView::Disagreements));
    assert_eq!(shown(&desk), ["county"]);
    desk.press("3");
    desk.press("1");
    assert_eq!(shown(&desk), Vec::<String>::new(), "they agree now");
    desk.press("Mod+Z");
    assert_eq!(shown(&desk), ["county"]);
    assert_eq!(desk.app().seen_marks(), SeenMarks::Disagreements);
}

#[test]
fn a_view_saves_everything_and_ends_with_the_project() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.app_mut().run(Command::SeeMarks(MarksView::Mine));
    desk.press("Mod+S");
    assert_eq!(world.saved("shared.ron").annotations.len(), 3);
    desk.press("Mod+W");
    desk.app_mut().open_project(world.path("shared.ron"));
    desk.run();
    assert_eq!(desk.app().seen_marks(), SeenMarks::All);
}

#[test]
fn in_a_view_nothing_is_said_that_is_not_true_and_a_button_leads_out() {
    let world = World::new();
    let mut desk = desk(&world);
    // A claim to which only Ana's mark is tied, and two readers who differ on "county".
    desk.click_words("Lighthouse", 1);
    desk.press("L");
    desk.insert("The lighthouse is for sale");
    desk.press("Enter");
    desk.app_mut().run(Command::SeeMarks(MarksView::Mine));
    desk.open_list(BottomTab::Board);
    desk.expect("In the view of your marks only the marks shown count.");
    desk.expect("In the view of your marks nothing is tied");
    assert!(!desk.sees("Nothing tied yet"));
    desk.expect("nothing in this view");
    assert!(!desk.sees("not looked yet"));
    desk.click("Show everybody's marks");
    assert_eq!(desk.app().seen_marks(), SeenMarks::All);
    assert!(!desk.sees("In the view of your marks"));
    // Readers come to agree on the one passage on which they differed.
    desk.app_mut().see(SeenMarks::Disagreements);
    desk.run();
    desk.click_words("county", 1);
    desk.press("1");
    assert_eq!(shown(&desk), Vec::<String>::new());
    show_list(&mut desk, BottomTab::Review);
    desk.expect("In the view of disagreements nothing is left to decide.");
    assert!(!desk.sees("Readers agree on every passage"));
    show_list(&mut desk, BottomTab::Annotations);
    desk.expect("In the view of disagreements there is no mark.");
    desk.click("Show everybody's marks");
    assert_eq!(shown(&desk).len(), 3);
    let ana = whose_id(&desk, "Ana Koller");
    desk.app_mut().see(SeenMarks::Of(ana));
    show_list(&mut desk, BottomTab::Review);
    desk.expect("In the view of Ana Koller nobody stands against it: disagreements show when everybody's marks do.");
}

fn show_list(desk: &mut Desk, tab: BottomTab) {
    desk.app_mut().run(Command::ShowList(tab));
    desk.run();
}

fn whose_id(desk: &Desk, name: &str) -> crosscheck::model::ReviewerId {
    let people = &desk.app().project.reviewers;
    let mut found = people.iter().filter(|(_, who)| who.value.name == name);
    *found.next().expect("a reader").0
}

#[test]
fn the_list_has_initials_where_several_have_judged_a_mark() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.open_list(BottomTab::Annotations);
    desk.expect("AK, BA");
    assert_eq!(desk.app().initials(desk.app().reviewer()), "BA");
}

#[test]
fn the_gutter_has_the_initials_of_another_and_of_several_and_none_for_ones_own() {
    let world = World::new();
    let mut desk = desk(&world);
    assert_eq!(whose(&desk, &["Lighthouse"]), ["AK"]);
    assert!(whose(&desk, &["keeper"]).is_empty(), "my own");
    assert_eq!(whose(&desk, &["county"]), ["A·B", "A+1"]);
    assert_eq!(whose(&desk, &["keeper", "Lighthouse"]), ["B·A", "B+1"]);
    assert!(painted(&desk, "AK") && painted(&desk, "A·B"));
    // Two names with one initial take two letters; one with the same two takes others.
    desk.app_mut().set_reviewer_name("Arn Ax");
    assert_eq!(whose(&desk, &["county"]), ["AK·AA", "AK+1"]);
    desk.app_mut().set_reviewer_name("Anton Koch");
    assert_eq!(whose(&desk, &["Lighthouse"]), ["Aa"]);
    assert_eq!(desk.app().initials(desk.app().reviewer()), "At");
    desk.run();
    assert_ne!(
        painted(&desk, "Aa·At"),
        painted(&desk, "Aa+1"),
        "the longest form for which there is room"
    );
    desk.app_mut().set_reviewer_name("Ana Koller");
    assert_eq!(whose(&desk, &["Lighthouse"]), ["AK1"]);
}

fn whose(desk: &Desk, quotes: &[&str]) -> Vec<String> {
    let marks = marks_of(&desk.app().project);
    let find = |quote: &&str| {
        marks
            .iter()
            .find(|mark| mark.quote() == **quote)
            .expect("a mark")
            .id
    };
    desk.app()
        .whose_marks(&quotes.iter().map(find).collect::<Vec<_>>())
}

/// Whether these letters stand somewhere on the screen, alone.
fn painted(desk: &Desk, letters: &str) -> bool {
    fn holds(shape: &egui::epaint::Shape, letters: &str) -> bool {
        match shape {
            egui::epaint::Shape::Vec(shapes) => shapes.iter().any(|shape| holds(shape, letters)),
            egui::epaint::Shape::Text(text) => text.galley.text() == letters,
            _ => false,
        }
    }
    let shapes = &desk.harness().output().shapes;
    shapes.iter().any(|clipped| holds(&clipped.shape, letters))
}

#[test]
fn the_history_of_a_mark_tells_who_did_what_after_a_merge_too() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.click_words("county", 2);
    desk.press("Escape");
    desk.click_words("county", 1);
    assert_eq!(desk.active().as_deref(), Some("county"));
    assert!(!desk.sees("note: Says the deed"));
    desk.click("History");
    desk.expect("note: Says the deed");
    desk.expect("Ana Koller · 14 Nov 2023");
    desk.expect("conflicting");
    desk.press("2");
    desk.expect("conflicting → unverified");
    // Ana changes hers meanwhile and saves first; the save of Ben takes it in.
    let file = world.path("shared.ron");
    let mut ana = world.start(vec![file]);
    ana.click_words("county", 1);
    ana.press("2 Mod+S");
    desk.press("Mod+S");
    desk.expect("verified → unverified");
    desk.expect("conflicting → unverified");
}
