//! How far readers agree: in words, passage by passage, and for reports.

use crate::harness::{Desk, World};
use crosscheck::app::{BottomTab, Command, Region, ReviewList, ShownPassages};
use crosscheck::model::Status;
use crosscheck::review::agreement::Verdict;

const POST: &str = "The mast fell at noon.\n\nNobody was hurt, the keeper said.\n\nA crew of nine came.\n\nThe lamp is out.\n\nIt \
    was lit in 1911.\n";

/// A file in which Ana and Ben judged the same article; both have read it to the end if `both` says so.
fn shared(world: &World, both: bool) -> Desk {
    let mut ana = world.start(vec![world.file("post.txt", POST)]);
    ana.app_mut().set_reviewer_name("Ana");
    ana.drag("The mast", "noon");
    ana.press("1");
    ana.drag("nine", "nine");
    ana.press("3");
    ana.drag("1911", "1911");
    ana.press("2");
    read(&mut ana);
    let file = world.path("shared.ron");
    world.will_choose([file.clone()]);
    ana.press("Mod+S");
    let mut ben = world.somebody_else().start(vec![file.clone()]);
    ben.app_mut().set_reviewer_name("Ben");
    ben.drag("The mast", "noon");
    ben.press("1");
    ben.drag("A crew", "nine");
    ben.press("1");
    if both {
        read(&mut ben);
    }
    ben.press("Mod+S");
    world.a_third().start_at(crate::harness::WIDE, vec![file])
}

fn read(desk: &mut Desk) {
    desk.press("Mod+Shift+Enter");
    desk.click("Mark as read");
    assert!(desk.app().has_read(desk.article().id));
}

const WORDS: &str =
    "3 passages marked: 1 with one verdict, 1 marked by some only, 1 verdict differs";

#[test]
fn the_words_come_first_and_a_cell_opens_its_passages() {
    let world = World::new();
    let mut desk = shared(&world, true);
    desk.choose("Review", "Agreement");
    assert_eq!(desk.app().view.review.list, ReviewList::Agreement);
    desk.expect(WORDS);
    desk.expect("Same verdict 83 %");
    desk.expect("Passages: Ana in rows, Ben in columns");
    // Those that differ are listed, and the first is shown in its text.
    desk.expect("Verdicts differ: 1");
    assert!(desk.active().is_some());

    let cell = "Ana unverified, Ben not marked: 1 passage";
    desk.click(cell);
    let shown = desk.app().view.agreement.shown;
    let wanted = ShownPassages::Cell(Verdict::One(Status::Unverified), Verdict::NotMarked);
    assert_eq!(shown, wanted);
    assert_eq!(
        desk.active().as_deref(),
        Some("1911"),
        "it opens its passage"
    );
    desk.click("Ana conflicting, Ben verified: 1 passage");
    let row = "A crew of nine, 3 · The mast fell at noon., Ana C, Ben V";
    desk.click(row);
    let of_passage = ["nine", "A crew of nine"].map(ToOwned::to_owned);
    assert!(
        desk.active()
            .is_some_and(|active| of_passage.contains(&active))
    );
    assert_eq!(desk.app().view.region, Region::Bottom, "the keyboard stays");
    desk.press("Enter");
    assert_eq!(desk.app().view.region, Region::Reader);
    // Looking has changed nothing.
    assert!(!desk.app().has_unsaved_changes());
}

#[test]
fn coefficients_wait_behind_a_fold_and_the_table_goes_to_the_clipboard() {
    let world = World::new();
    let mut desk = shared(&world, true);
    desk.app_mut().run(Command::ShowAgreement);
    desk.run();
    assert!(!desk.sees("Cohen's kappa"));
    desk.click("For reports");
    desk.expect("Cohen's kappa");
    desk.expect("alpha, same passages");
    desk.click("Copy as CSV");
    assert!(
        desk.messages()
            .contains("The figures of agreement are on the clipboard as CSV.")
    );
    // From the palette too, with the list closed.
    desk.app_mut().view.bottom = false;
    desk.app_mut().run(Command::CopyAgreement);
    desk.app_mut().tick(0.0);
    let copied = desk.app().view.copied.clone().unwrap_or_default();
    assert!(
        copied.starts_with(
            "about,figure,readers,value,low,high,note\npassages,marked,Ana; Ben,3,,,\n"
        ),
        "{copied}"
    );
}

#[test]
fn what_only_one_has_read_to_the_end_is_not_counted_until_the_other_has() {
    let world = World::new();
    let mut desk = shared(&world, false);
    desk.app_mut().run(Command::ShowAgreement);
    desk.run();
    desk.expect("Agreement counts articles to check that at least two readers have read to the end. There is none yet.");
    desk.expect("Not counted: The mast fell at noon. (Ben has not read it to the end)");
    assert!(!desk.sees(WORDS));
    // A third reader who marked nothing and read it to the end counts, and the step can be undone.
    desk.press("Mod+1");
    read(&mut desk);
    desk.app_mut().run(Command::ShowAgreement);
    desk.run();
    desk.expect("3 passages marked: 0 with one verdict, 3 marked by some only, 0 verdicts differ");
    desk.press("Mod+Z");
    desk.expect("Not counted: The mast fell at noon. (Ben has not read it to the end)");
}

#[test]
fn of_three_readers_two_are_chosen_for_the_matrix() {
    let world = World::new();
    let mut desk = shared(&world, true);
    desk.app_mut().set_reviewer_name("Mia");
    desk.drag("nine", "nine");
    desk.press("3");
    read(&mut desk);
    desk.open_list(BottomTab::Review);
    desk.click("Agreement");
    desk.expect("Two by two");
    assert!(!desk.sees("in rows"));
    desk.click_containing("Ana and Mia: ");
    desk.expect("Passages: Ana in rows, Mia in columns");
    desk.expect("Ana conflicting, Mia conflicting: 1 passage");
    let between = desk.app().view.agreement.between;
    assert!(between.is_some());
    desk.app_mut().compare_readers(None);
    desk.run();
    desk.expect("Two by two");
}
