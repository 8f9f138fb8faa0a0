//! The list of quotations: who is quoted where, and in which words.

use crate::harness::{Desk, World};
use crosscheck::app::{BottomTab, Command, Region};

const POST: &str = "Lamp out at Skarv Point\n\nA storm took the mast.\n\n“The old lamp went out at noon, and nobody came,” said Ula \
    Brand, the keeper. She had rung the “wrong office”.\n";
const TIMES: &str = "Keeper waits for help\n\nUla Brand told the Times: “The old lamp went off at noon, and nobody came.”\n";

fn desk(world: &World) -> Desk {
    let files = [world.file("post.txt", POST), world.file("times.txt", TIMES)];
    world.start_at(crate::harness::WIDE, files.to_vec())
}

#[test]
fn versions_of_one_quotation_stand_together_and_a_click_goes_there() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.open_list(BottomTab::Quotations);
    desk.expect("The same words in several places");
    desk.expect("In one place only");
    let fullest = "fullest: “The old lamp went out at noon, and nobody came,”, Ula Brand, Lamp out at Skarv Point";
    let altered = "altered: “The old lamp went off at noon, and nobody came.”, Ula Brand, Keeper waits for help";
    desk.expect(fullest);
    desk.expect("“wrong office”, Lamp out at Skarv Point");
    desk.click(altered);
    assert_eq!(desk.article().meta().file_name, "times.txt");
    assert_eq!(
        desk.selected(),
        "“The old lamp went off at noon, and nobody came.”"
    );
    // Nothing was changed, and the way back is there.
    assert_eq!(desk.marks().len(), 0);
    desk.press("Alt+Left");
    assert_eq!(desk.article().meta().file_name, "post.txt");
}

#[test]
fn the_list_follows_the_articles() {
    let world = World::new();
    let mut desk = desk(&world);
    desk.open_list(BottomTab::Quotations);
    desk.press("Mod+2");
    desk.app_mut().run(Command::RemoveArticle);
    desk.press("Enter");
    desk.expect(
        "“The old lamp went out at noon, and nobody came,”, Ula Brand, Lamp out at Skarv Point",
    );
    assert!(!desk.sees("The same words in several places"));
    desk.press("Mod+Z");
    desk.expect("The same words in several places");
}

#[test]
fn articles_without_quotations_say_so() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.open_list(BottomTab::Quotations);
    desk.expect("Nothing stands between quotation marks in these articles.");
}

#[test]
fn arrows_and_j_and_k_go_along_the_rows_and_enter_goes_to_the_words() {
    let world = World::new();
    let mut desk = desk(&world);
    let start = desk.article().meta().file_name.clone();
    desk.press("Mod+1");
    desk.open_list(BottomTab::Quotations);
    assert_eq!(desk.app().view.region, Region::Bottom);
    let fullest = "“The old lamp went out at noon, and nobody came,”";
    let altered = "“The old lamp went off at noon, and nobody came.”";
    desk.press("Down");
    assert_eq!(desk.selected(), altered);
    assert_eq!(desk.app().view.region, Region::Bottom, "the keyboard stays");
    desk.press("J");
    assert_eq!(desk.selected(), "“wrong office”");
    desk.press("J");
    assert_eq!(desk.selected(), "“wrong office”", "the last row");
    desk.press("K K");
    assert_eq!(desk.selected(), fullest);
    desk.press("End Up");
    assert_eq!(desk.selected(), altered);
    desk.press("Enter");
    assert_eq!(desk.app().view.region, Region::Reader);
    assert_eq!(desk.article().meta().file_name, "times.txt");
    assert_eq!(desk.selected(), altered);
    // All of it was one jump.
    desk.press("Alt+Left");
    assert_eq!(desk.article().meta().file_name, start);
    assert_eq!(desk.selected(), "");
    assert_eq!(desk.marks().len(), 0);
}
