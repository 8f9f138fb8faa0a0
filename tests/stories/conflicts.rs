//! Conflicts: what two copies wrote differently is listed, stands side by side and is settled by one choice that stays.

use crate::harness::{Desk, World, marks_of};
use crosscheck::app::{BottomTab, Command, MarksView, Region, ReviewList};
use crosscheck::model::{
    Annotation, Claim, Contested as _, Project, RecordRef, RegisterName, RegisterRef, Source,
    Status,
};
use crosscheck::review::join;
use crosscheck::store::to_ron;
use std::path::PathBuf;
use std::sync::Arc;

const OWN: &str = "own.ron";
const COPY: &str = "copy.ron";

/// Ana marks the first word, makes a claim and a source of it, and saves; a copy lies beside the file.
fn begun(world: &World) -> Desk {
    let mut ana = world.with_three_articles();
    ana.app_mut().set_reviewer_name("Ana");
    ana.press("Mod+1 W 1 S");
    ana.insert("Harbour log @ p. 2");
    ana.press("Enter L");
    ana.insert("Which building it is");
    ana.press("Enter");
    world.will_choose([world.path(OWN)]);
    ana.press("Mod+S");
    std::fs::copy(world.path(OWN), world.path(COPY)).expect("both are among the documents");
    ana
}

/// Somebody opens one of the two files, does something to the first mark and saves.
fn works_on(who: &World, file: &str, name: &str, what: impl FnOnce(&mut Desk)) {
    let mut desk = who.start(vec![who.path(file)]);
    desk.app_mut().set_reviewer_name(name);
    desk.press("Mod+1 Mod+Home");
    what(&mut desk);
    desk.press("Mod+S");
    assert!(!desk.app().has_unsaved_changes(), "{}", desk.messages());
}

fn notes(words: &'static str) -> impl FnOnce(&mut Desk) {
    move |desk| {
        desk.press("N");
        desk.insert(words);
        desk.press("Mod+Enter");
    }
}

/// Ana's own file, into which the copy is merged.
fn merged(world: &World) -> Desk {
    let mut ana = world.start(vec![world.path(OWN)]);
    merge_again(&mut ana);
    ana
}

fn merge_again(desk: &mut Desk) {
    let copy = desk.world.path(COPY);
    desk.world.will_choose([copy]);
    desk.choose("File", "Merge from file…");
    if desk.app().view.dialog.is_some() {
        desk.click("Merge");
    }
}

fn banner(desk: &Desk) -> String {
    let last = desk.app().notices.last();
    last.map_or_else(String::new, |notice| notice.text.clone())
}

/// Ana's two copies say different things of the first word.
fn torn(world: &World) -> Desk {
    drop(begun(world));
    works_on(world, OWN, "Ana", notes("The deed says house"));
    works_on(world, COPY, "Ana", |desk| {
        desk.press("3 N");
        desk.insert("The deed says tower");
        desk.press("Mod+Enter");
    });
    merged(world)
}

fn first_mark(project: &Project) -> Arc<Annotation> {
    Arc::clone(&marks_of(project)[0])
}

/// Status and note of what Ana says of the first mark.
fn given(desk: &Desk) -> (Option<Status>, String) {
    let mark = first_mark(&desk.app().project);
    let given = mark.assessment_of(desk.app().reviewer()).expect("her word");
    (given.status, given.note.clone())
}

fn list(desk: &mut Desk) {
    desk.app_mut().run(Command::ShowConflicts);
    desk.run();
}

const VERIFIED: Option<Status> = Some(Status::Verified);
const CONFLICTING: Option<Status> = Some(Status::Conflicting);

#[test]
fn the_message_leads_to_two_copies_side_by_side_and_one_key_settles_them() {
    let world = World::new();
    let mut desk = torn(&world);
    assert!(
        banner(&desk).ends_with("1 needs a decision. Review, or undo the merge."),
        "{}",
        banner(&desk)
    );
    let before = desk.app().project.clone();
    assert_eq!(
        given(&desk).0,
        CONFLICTING,
        "the more cautious counts meanwhile"
    );
    desk.click("Review");
    assert_eq!(desk.app().view.review.list, ReviewList::Conflicts);
    assert_eq!(desk.app().view.region, Region::Decision);
    for words in [
        "Status, note",
        "Ana, 2 copies",
        "Card of a conflict: Status, note",
        "Conflicting · 14 Nov 2023",
        "provisional",
        "Note: The deed says tower",
        "Note: The deed says house",
        "The same in all: sources: Harbour log p. 2",
    ] {
        desk.expect(words);
    }
    desk.press("B");
    assert_eq!(given(&desk), (VERIFIED, "The deed says house".to_owned()));
    assert_eq!(
        desk.app().undo_label(),
        Some("settle conflict: judgement"),
        "one step"
    );
    assert!(!first_mark(&desk.app().project).has_conflict());
    assert_eq!(desk.app().to_decide(), 0);
    assert_eq!(desk.app().view.region, Region::Reader, "nothing is left");
    desk.press("Mod+Z");
    assert_eq!(
        desk.app().project,
        before,
        "the rivals are back as they were"
    );
    desk.expect("Note: The deed says house");
    desk.press("Mod+Y");
    assert_eq!(given(&desk).0, VERIFIED);
}

#[test]
fn what_was_settled_does_not_come_back_with_an_old_file() {
    let world = World::new();
    let mut desk = torn(&world);
    list(&mut desk);
    desk.press("A Mod+S");
    let settled = to_ron(&world.saved(OWN)).expect("it was read");
    merge_again(&mut desk);
    assert_eq!(
        banner(&desk),
        "copy.ron has nothing new: all of it is here already."
    );
    let joined = join(&world.saved(OWN), &world.saved(COPY));
    assert_eq!(joined.report.conflicts, []);
    assert!(to_ron(&joined.project).expect("it can be written") == settled);
    let other_way = join(&world.saved(COPY), &world.saved(OWN)).project;
    assert!(to_ron(&other_way).expect("it can be written") == settled);
}

#[test]
fn the_inspector_hatches_the_value_and_its_line_opens_the_card() {
    let world = World::new();
    let mut desk = torn(&world);
    let line = "Two values stand here. Choose in Review";
    desk.press("Mod+1 Mod+Home");
    desk.expect(line);
    desk.click(line);
    assert_eq!(desk.app().view.review.list, ReviewList::Conflicts);
    desk.expect("Card of a conflict: Status, note");
    let hatch = crosscheck::ui::theme::LIGHT.hatch;
    let hatched = |desk: &Desk| {
        let shapes = &desk.harness().output().shapes;
        shapes.iter().any(|clipped| match &clipped.shape {
            egui::Shape::Mesh(mesh) => mesh.vertices.iter().any(|vertex| vertex.color == hatch),
            _ => false,
        })
    };
    assert!(hatched(&desk));
    desk.click("Second");
    desk.press("Mod+B");
    assert!(!desk.sees(line));
    assert!(!hatched(&desk));
}

#[test]
fn an_edit_in_the_ordinary_way_ends_it_too() {
    let world = World::new();
    let mut desk = torn(&world);
    let torn = |desk: &Desk| first_mark(&desk.app().project).has_conflict();
    desk.press("Mod+1 Mod+Home");
    // The status that counts meanwhile is as good a choice as another.
    for status in ["3", "1"] {
        desk.press(status);
        assert!(!torn(&desk), "{status}");
        desk.press("Mod+Z");
        assert!(torn(&desk));
    }
    desk.press("N");
    desk.insert(", twice");
    desk.press("Mod+Enter");
    assert!(!torn(&desk));
    assert_eq!(given(&desk).1, "The deed says tower, twice");
    desk.press("Mod+S");
    let joined = join(&world.saved(OWN), &world.saved(COPY));
    assert_eq!(joined.report.conflicts, []);
}

#[test]
fn another_note_is_written_from_the_card_where_only_the_notes_differ() {
    let world = World::new();
    // Status and note differ: a note alone would settle the status unasked.
    let mut both = torn(&world);
    list(&mut both);
    both.press("O");
    both.expect("One of the values has to stand.");
    assert_eq!(both.app().to_decide(), 1);
    drop(both);
    let world = World::new();
    drop(begun(&world));
    works_on(&world, OWN, "Ana", notes("The deed says house"));
    works_on(&world, COPY, "Ana", notes("The deed says tower"));
    let mut desk = merged(&world);
    list(&mut desk);
    let first = given(&desk).1;
    desk.press("O");
    desk.expect("What you write now stands, and ends the conflict.");
    desk.insert(" and no house");
    desk.press("Mod+Enter");
    assert_eq!(given(&desk).1, format!("{first} and no house"));
    assert_eq!(desk.app().to_decide(), 0);
    desk.press("Mod+Z");
    assert_eq!(desk.app().to_decide(), 1);
}

/// Writes the claim's statement anew.
fn states(statement: &'static str) -> impl FnOnce(&mut Desk) {
    move |desk| {
        let claim = Arc::clone(desk.app().project.live_claims().next().expect("one"));
        let claim_value = Claim {
            statement: statement.to_owned(),
            ..claim.claim.value.clone()
        };
        desk.app_mut().set_claim(claim.id, claim_value);
    }
}

/// Ana and Ben wrote the claim's statement anew, each in their copy.
fn two_statements(world: &World) -> Desk {
    drop(begun(world));
    works_on(world, OWN, "Ana", states("It is a house"));
    works_on(&world.somebody_else(), COPY, "Ben", states("It is a tower"));
    merged(world)
}

fn statement(desk: &Desk) -> String {
    let project = &desk.app().project;
    let claim = project.live_claims().next().expect("one");
    claim.claim.value.statement.clone()
}

#[test]
fn two_people_changed_a_claim_and_a_third_way_is_written() {
    let world = World::new();
    let mut desk = two_statements(&world);
    desk.click("Review");
    for words in [
        "Card of a conflict: Claim",
        "Ana (you)",
        "Ben",
        "Statement: It is a house",
        "Statement: It is a tower",
    ] {
        desk.expect(words);
    }
    let provisional = statement(&desk);
    desk.click("Second");
    assert_ne!(statement(&desk), provisional);
    desk.press("Mod+Z");
    assert_eq!(statement(&desk), provisional);
    list(&mut desk);
    desk.press("O Mod+A");
    desk.insert("It is both");
    desk.press("Enter");
    assert_eq!(statement(&desk), "It is both");
    assert_eq!(desk.app().to_decide(), 0);
    desk.press("Mod+S");
    let joined = join(&world.saved(OWN), &world.saved(COPY));
    assert_eq!(joined.report.conflicts, []);
}

#[test]
fn what_comes_in_with_a_save_leads_there_too() {
    let world = World::new();
    let mut ana = begun(&world);
    works_on(&world.somebody_else(), OWN, "Ben", states("It is a tower"));
    states("It is a house")(&mut ana);
    ana.press("Mod+S");
    assert!(banner(&ana).contains("was changed by"), "{}", banner(&ana));
    ana.click("Review");
    ana.expect("Card of a conflict: Claim");
    ana.press("B");
    assert_eq!(ana.app().conflicts().len(), 0);
}

#[test]
fn two_people_changed_a_source() {
    let world = World::new();
    drop(begun(&world));
    let says = |words: &'static str| {
        move |desk: &mut Desk| {
            let source = Arc::clone(desk.app().project.live_sources().next().expect("one"));
            let card = Source {
                says: words.to_owned(),
                ..source.source.value.clone()
            };
            desk.app_mut().set_card(source.id, card);
        }
    };
    works_on(&world, OWN, "Ana", says("Lit at six"));
    works_on(&world.somebody_else(), COPY, "Ben", says("Lit at seven"));
    let mut desk = merged(&world);
    desk.press("Mod+1 Mod+Home");
    desk.expect("Two values stand here. Choose in Review");
    list(&mut desk);
    desk.expect("Card of a conflict: Source");
    desk.expect("Says: Lit at six");
    desk.expect("Says: Lit at seven");
    let before = desk.app().project.clone();
    desk.press("A");
    let project = &desk.app().project;
    let kept = project.live_sources().next().expect("one");
    assert!(!kept.has_conflict());
    desk.press("Mod+Z");
    assert_eq!(desk.app().project, before);
    // Its place is its card.
    list(&mut desk);
    desk.click("“Harbour log”");
    assert_eq!(desk.app().view.bottom_tab, BottomTab::Sources);
    desk.expect("Delete source");
    assert_eq!(desk.count("Two values stand here. Choose in Review"), 2);
}

/// Ana deletes her mark, while Ben judges it.
fn deleted_and_judged(world: &World) -> Desk {
    drop(begun(world));
    works_on(world, OWN, "Ana", |desk| desk.press("Delete"));
    works_on(&world.somebody_else(), COPY, "Ben", |desk| {
        desk.press("3 N");
        desk.insert("The deed says tower");
        desk.press("Mod+Enter");
    });
    merged(world)
}

#[test]
fn deleted_here_and_judged_there_is_kept_or_deleted() {
    let world = World::new();
    let mut desk = deleted_and_judged(&world);
    assert_eq!(desk.marks().len(), 1, "it is alive");
    desk.click("Review");
    for words in [
        "Card of a conflict: Deleted and changed",
        "Note: The deed says tower",
        "Deleted",
        "Ben",
        "Ana (you)",
    ] {
        desk.expect(words);
    }
    let before = desk.app().project.clone();
    desk.press("B");
    assert_eq!(desk.marks().len(), 0);
    desk.press("Mod+Z");
    assert_eq!(desk.app().project, before);
    list(&mut desk);
    desk.click("Keep");
    assert_eq!(desk.marks().len(), 1);
    assert_eq!(desk.app().conflicts().len(), 0);
    desk.press("Mod+S");
    let kept = to_ron(&world.saved(OWN)).expect("it was read");
    let again = join(&world.saved(OWN), &world.saved(COPY)).project;
    assert!(to_ron(&again).expect("it can be written") == kept);
}

#[test]
fn a_deletion_that_was_chosen_stays_with_an_old_file() {
    let world = World::new();
    let mut desk = deleted_and_judged(&world);
    list(&mut desk);
    desk.press("B Mod+S");
    let again = join(&world.saved(COPY), &world.saved(OWN));
    assert_eq!(again.report.conflicts, []);
    assert_eq!(again.project.live_annotations().count(), 0);
}

#[test]
fn nobody_chooses_between_two_words_of_another_person() {
    let world = World::new();
    drop(torn(&world));
    // Ana's file with both words in it is saved, and Ben opens it.
    let mut ana = world.start(vec![world.path(OWN)]);
    // What was not saved there is offered.
    ana.click("Later");
    merge_again(&mut ana);
    ana.press("Mod+S");
    let mut ben = world.somebody_else().start(vec![world.path(OWN)]);
    ben.app_mut().set_reviewer_name("Ben");
    list(&mut ben);
    let said = "Both are Ana's own words, so only Ana can choose between them.";
    ben.expect(said);
    assert_eq!(ben.count("First"), 0, "no button");
    let before = ben.app().project.clone();
    ben.press("A B O");
    assert_eq!(ben.app().project, before);
    assert!(ben.messages().contains("only Ana") || ben.messages().contains("Only Ana"));
}

#[test]
fn the_keyboard_alone_goes_through_the_list_and_back() {
    let world = World::new();
    drop(begun(&world));
    let both = |note: &'static str, statement: &'static str| {
        move |desk: &mut Desk| {
            desk.press("N");
            desk.insert(note);
            desk.press("Mod+Enter");
            states(statement)(desk);
        }
    };
    works_on(&world, OWN, "Ana", both("one", "It is a house"));
    works_on(&world, COPY, "Ana", both("two", "It is a tower"));
    let mut desk = merged(&world);
    desk.press("Mod+K");
    desk.insert("Conflicts");
    desk.press("Enter");
    desk.expect("Card of a conflict: Note");
    desk.press("J");
    desk.expect("Card of a conflict: Claim");
    desk.press("J");
    assert!(desk.messages().contains("There is no other conflict"));
    desk.press("K");
    desk.expect("Card of a conflict: Note");
    assert_eq!(desk.app().view.region, Region::Decision);
    desk.press("Escape");
    assert_eq!(desk.app().view.region, Region::Bottom);
    desk.press("Down Enter");
    assert_eq!(desk.app().view.region, Region::Decision);
    desk.press("A");
    desk.expect("Card of a conflict: Note");
    desk.press("A");
    assert_eq!(desk.app().to_decide(), 0);
    assert_eq!(desk.app().view.region, Region::Reader);
    desk.expect("Nothing stands against each other.");
}

#[test]
fn the_window_and_the_file_count_alike() {
    let world = World::new();
    let mut desk = torn(&world);
    desk.press("Mod+S");
    let report = join(&world.saved(OWN), &world.saved(COPY)).report;
    assert_eq!(report.conflicts.len(), 1);
    assert_eq!(desk.app().conflicts().len(), 1);
    assert_eq!(desk.app().undecided(), 0, "no readers differ");
    assert_eq!(desk.app().to_decide(), 1);
}

#[test]
fn without_conflicts_the_list_says_so() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    let before = desk.app().project.clone();
    list(&mut desk);
    assert_eq!(desk.app().view.bottom_tab, BottomTab::Review);
    desk.expect("Nothing stands against each other.");
    desk.press("A");
    assert_eq!(desk.app().project, before);
}

#[test]
fn a_view_leaves_out_what_lies_in_marks_that_it_hides() {
    let world = World::new();
    drop(torn(&world));
    let mut ana = world.start(vec![world.path(OWN)]);
    // What was not saved there is offered.
    ana.click("Later");
    merge_again(&mut ana);
    ana.press("Mod+S");
    let mut ben = world.somebody_else().start(vec![world.path(OWN)]);
    ben.app_mut().set_reviewer_name("Ben");
    ben.run();
    assert_eq!(ben.app().conflicts().len(), 1);
    ben.app_mut().run(Command::SeeMarks(MarksView::Mine));
    ben.run();
    assert_eq!(ben.app().conflicts().len(), 0);
    assert!(!ben.sees("The deed says"));
}

#[test]
fn in_blind_review_only_ones_own_copies_stand_against_each_other() {
    let world = World::new();
    let mut desk = two_statements(&world);
    desk.press("Mod+S");
    desk.app_mut().run(Command::BlindReview);
    desk.run();
    list(&mut desk);
    assert_eq!(desk.app().conflicts().len(), 0);
    for words in ["It is a tower", "Ben", "Two values"] {
        assert!(!desk.sees(words), "{words}");
    }
    // What she writes now stands beside what is hidden, and is shown once she has read the article.
    let claim = desk.app().project.live_claims().next().expect("hers").id;
    let register = RegisterRef {
        record: RecordRef::Claim(claim),
        name: RegisterName::Claim,
    };
    assert!(!desk.app().is_in_conflict(register));
    desk.app_mut().end_blind_review();
    desk.run();
    assert!(desk.app().is_in_conflict(register));
    list(&mut desk);
    desk.expect("It is a tower");
}

/// Where the documents of a person are, for a file that a third one writes.
fn third(world: &World, file: &str) -> PathBuf {
    let path = world.path(file);
    std::fs::copy(world.path(COPY), &path).expect("both are among the documents");
    path
}

#[test]
fn of_three_values_any_can_be_chosen() {
    let world = World::new();
    drop(begun(&world));
    let third = third(&world, "third.ron");
    works_on(&world, OWN, "Ana", states("It is a house"));
    works_on(&world.somebody_else(), COPY, "Ben", states("It is a tower"));
    works_on(&world.a_third(), "third.ron", "Mia", states("It is a ship"));
    let mut desk = merged(&world);
    world.will_choose([third]);
    desk.choose("File", "Merge from file…");
    desk.click("Merge");
    desk.app_mut().notices.settle();
    desk.run();
    list(&mut desk);
    for words in ["It is a house", "It is a tower", "It is a ship"] {
        desk.expect(words);
    }
    let last = {
        let app = desk.app();
        let rivals = app.current_conflict().expect("its card is open");
        rivals.values[2].words[0].text.clone()
    };
    desk.press("O");
    desk.expect("Write another…");
    desk.insert(&last);
    desk.press("Enter");
    assert_eq!(statement(&desk), last);
    assert_eq!(desk.app().conflicts().len(), 0);
    desk.press("Mod+Z");
    assert_eq!(desk.app().conflicts().len(), 1);
    // By mouse it has a button of its own.
    list(&mut desk);
    desk.click_containing("Let it stand");
    assert_eq!(statement(&desk), last);
}
