//! The claim board: what each article says of each claim, gone along by keys and by mouse.

use crate::harness::{Desk, World, marks_of, pane_of};
use crosscheck::app::{BoardColumn, BottomTab, Command, Region};
use crosscheck::compare::{BoardFilter, BoardOrder};
use crosscheck::edit::has_unsaved_changes;
use crosscheck::model::Status::{Conflicting, Unverified, Verified};
use crosscheck::model::{
    Claim, ClaimId, ClaimKind, ClaimRecord, EffectiveStatus, Register, SmallMap, Status,
};
use egui::{Role, vec2};
use egui_kittest::kittest::NodeT as _;
use std::sync::Arc;

/// "Who left": words of the lighthouse and of the orchard. "How high": words of the orchard alone.
fn with_claims_at(world: &World, size: egui::Vec2) -> Desk {
    let mut desk = world.with_three_articles_at(size);
    desk.app_mut().set_reviewer_name("Cy");
    desk.press("Mod+1");
    desk.drag_or_select("served there");
    desk.press("1 L");
    desk.insert("Who left");
    desk.press("Enter");
    desk.press("Mod+2");
    desk.drag_or_select("Nobody in the village");
    desk.press("3 Shift+L");
    desk.press("T C");
    desk.drag_or_select("4 metres");
    desk.press("2 L");
    desk.insert("How high");
    desk.press("Enter");
    desk
}

fn with_claims(world: &World) -> Desk {
    with_claims_at(world, crate::harness::WIDE)
}

impl Desk {
    /// Selects words of the focused article, as the search does.
    fn drag_or_select(&mut self, words: &str) {
        let at = self.text().as_str().find(words).expect("the words");
        let range = crosscheck::text::TextRange::of_bytes(at, at + words.len());
        let article = self.article().id;
        self.app_mut().go_to_words(article, range);
        self.run();
    }

    /// What the cells say, row by row.
    fn cells(&self) -> Vec<String> {
        let nodes = self.harness().root().children_recursive();
        nodes
            .filter(|node| node.accesskit_node().role() == Role::Button)
            .filter_map(|node| node.accesskit_node().label())
            .filter(|label| label.contains(':'))
            .filter(|label| label.starts_with("Who left") || label.starts_with("How high"))
            .collect()
    }

    fn chosen_cell(&self) -> (usize, BoardColumn) {
        (self.app().board().at(), self.app().board().column())
    }

    fn column(&self, number: usize) -> BoardColumn {
        BoardColumn::Article(self.app().articles_in_order()[number - 1].id)
    }
}

/// Takes the last step back and sees that it was one.
fn undoes(desk: &mut Desk, gesture: impl FnOnce(&mut Desk)) {
    let before = desk.app().project.clone();
    gesture(desk);
    assert!(has_unsaved_changes(&desk.app().project, &before));
    let after = desk.app().project.clone();
    desk.press("Mod+Z");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    desk.press("Mod+Y");
    assert!(!has_unsaved_changes(&desk.app().project, &after));
}

const WHO: [&str; 4] = [
    "Who left: conflicting, 1 for, 1 against, 2 articles, roots unknown",
    "Who left, Lighthouse to be sold: verified, “served there”",
    "Who left, Orchard flooded again: conflicting, against, “Nobody in the village”",
    "Who left, Bridge closes for repairs: not looked yet",
];

const HIGH: [&str; 4] = [
    "How high: unverified, 0 of 1 verified, 1 article, root unknown",
    "How high, Lighthouse to be sold: not looked yet",
    "How high, Orchard flooded again: unverified, “4 metres”",
    "How high, Bridge closes for repairs: not looked yet",
];

#[test]
fn the_board_opens_in_front_and_every_cell_has_a_name() {
    let world = World::new();
    let mut desk = with_claims(&world);
    desk.press("Mod+B");
    let mut expected = [WHO, HIGH].concat();
    expected.sort_unstable();
    let mut cells = desk.cells();
    cells.sort();
    assert_eq!(cells, expected);
    // Another list, folded and opened again: the board is in front.
    desk.click("Annotations");
    assert_eq!(desk.cells(), Vec::<String>::new());
    desk.press("Mod+B");
    desk.press("Mod+B");
    assert_eq!(desk.app().view.bottom_tab, BottomTab::Board);
    assert_eq!(desk.cells().len(), 8);
}

#[test]
fn an_empty_board_says_what_to_press() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+B");
    desk.expect("No claims yet. Select a statement and press L to make one.");
}

#[test]
fn arrows_move_among_the_cells_and_enter_puts_every_pane_on_its_passage() {
    let world = World::new();
    let mut desk = with_claims(&world);
    desk.press("Mod+3 Mod+Home");
    let before = (desk.article().id, desk.pane().selection);
    desk.press("Mod+B Left Home Left");
    assert_eq!(desk.app().view.region, Region::Bottom);
    assert_eq!(desk.chosen_cell(), (0, BoardColumn::Claim));
    desk.press("Down Down Right Right Up");
    assert_eq!(desk.chosen_cell(), (0, desk.column(2)));
    desk.press("Left");
    assert_eq!(desk.chosen_cell(), (0, desk.column(1)));
    desk.press("Right Enter");
    assert_eq!(desk.app().view.region, Region::Reader);
    assert_eq!(desk.active().as_deref(), Some("Nobody in the village"));
    let pane = pane_of(desk.app(), "Lighthouse to be sold");
    let caret = desk.app().pane(pane).unwrap().selection.head;
    let text = crate::harness::LIGHTHOUSE;
    assert!(text[caret.bytes()..].starts_with("served there"));
    // One jump, which leads back to where the caret was.
    desk.press("Alt+Left");
    assert_eq!((desk.article().id, desk.pane().selection), before);
    // The keyboard comes back to the cell of the active mark.
    desk.press("Alt+Right F6 F6");
    assert_eq!(desk.chosen_cell(), (0, desk.column(2)));
    desk.press("Escape");
    assert_eq!(desk.app().view.region, Region::Reader);
}

#[test]
fn a_click_shows_the_passages_and_keys_judge_the_cell() {
    let world = World::new();
    let mut desk = with_claims(&world);
    desk.press("Mod+B Mod+3");
    desk.click(WHO[1]);
    assert_eq!(desk.active().as_deref(), Some("served there"));
    assert_eq!(desk.app().view.region, Region::Bottom);
    let claim = desk.app().current_claim().expect("a claim").id;
    assert_eq!(desk.app().statement(claim), "Who left");
    let status = |desk: &Desk, words: &str| {
        let marks = desk.marks();
        let mark = marks.iter().find(|(quote, _)| quote == words);
        mark.and_then(|(_, status)| *status)
    };
    undoes(&mut desk, |desk| {
        desk.press("2");
        assert_eq!(status(desk, "served there"), Some(Status::Unverified));
        desk.expect("Who left, Lighthouse to be sold: unverified, “served there”");
    });
    // The next cell is one arrow away.
    undoes(&mut desk, |desk| {
        desk.press("Right 1");
        assert_eq!(
            status(desk, "Nobody in the village"),
            Some(Status::Verified)
        );
    });
    undoes(&mut desk, |desk| {
        desk.press("Delete");
        assert_eq!(desk.marks().len(), 2);
        desk.expect("Who left, Orchard flooded again: not looked yet");
    });
    // On a claim itself there is nothing to judge.
    desk.press("Home Left Left");
    let before = desk.app().project.clone();
    desk.press("1");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    assert!(
        desk.messages()
            .contains("Choose a cell with a passage first.")
    );
}

#[test]
fn x_says_that_an_article_does_not_say_it_and_takes_that_back() {
    let world = World::new();
    let mut desk = with_claims(&world);
    desk.press("Mod+B Home Right Right Right");
    assert_eq!(desk.chosen_cell(), (0, desk.column(3)));
    let says = "Who left, Bridge closes for repairs: does not say";
    undoes(&mut desk, |desk| {
        desk.press("X");
        desk.expect(says);
        assert!(
            desk.messages()
                .contains("Noted: Bridge closes for repairs does not say it.")
        );
    });
    undoes(&mut desk, |desk| {
        desk.press("X");
        assert!(!desk.sees(says));
        desk.expect(WHO[3]);
    });
    // Where there are words there is nothing to say.
    desk.press("Left");
    let before = desk.app().project.clone();
    desk.press("X");
    assert!(!has_unsaved_changes(&desk.app().project, &before));
    assert!(
        desk.messages()
            .contains("Choose an empty cell of the claim board first.")
    );
    // Read to the end, an empty cell says something else.
    let bridge = desk.app().articles_in_order()[2].id;
    desk.app_mut().mark_read_anyway(bridge);
    desk.run();
    desk.expect("How high, Bridge closes for repairs: nothing marked");
}

#[test]
fn the_menu_of_an_empty_cell_offers_it_too() {
    let world = World::new();
    let mut desk = with_claims(&world);
    desk.press("Mod+B");
    desk.right_click_on(HIGH[1]);
    assert!(desk.is_enabled("Does not say"));
    desk.click("Does not say");
    desk.expect("How high, Lighthouse to be sold: does not say");
    desk.press("Mod+Z");
    desk.expect(HIGH[1]);
}

#[test]
fn the_menu_of_a_passage_judges_it_and_unties_it() {
    let world = World::new();
    let mut desk = with_claims(&world);
    desk.press("Mod+B");
    desk.right_click_on(HIGH[2]);
    assert!(!desk.sees("Does not say"));
    let judged = "How high, Orchard flooded again: conflicting, “4 metres”";
    undoes(&mut desk, |desk| {
        desk.click("Conflicting");
        desk.expect(judged);
    });
    desk.right_click_on(judged);
    undoes(&mut desk, |desk| {
        desk.click("Untie");
        assert!(!desk.sees(judged));
    });
}

#[test]
fn a_clicked_drop_down_has_the_keyboard() {
    let world = World::new();
    let mut desk = with_claims(&world);
    desk.press("Mod+B");
    // The keyboard is in the text.
    desk.press("Escape");
    desk.click("Of which kind");
    desk.press("Down");
    desk.expect("No claim fits the filter. Clear shows all of them.");
}

#[test]
fn statuses_open_questions_articles_and_words_narrow_the_board() {
    let world = World::new();
    let mut desk = with_claims(&world);
    desk.press("Mod+B");
    desk.click("Only conflicting claims");
    assert_eq!(desk.cells().len(), 4);
    desk.expect("1 of 2");
    desk.click("Only verified claims");
    desk.click("Only conflicting claims");
    desk.expect("No claim fits the filter. Clear shows all of them.");
    desk.click("Clear");
    assert_eq!(desk.cells().len(), 8);
    desk.app_mut().go_to_region(Region::Bottom);
    desk.run();
    desk.insert("/");
    desk.insert("HIGH");
    assert_eq!(desk.cells().len(), 4);
    desk.click("Clear");
    let lighthouse = desk.app().articles_in_order()[0].id;
    for filter in [
        BoardFilter {
            article: Some(lighthouse),
            ..BoardFilter::default()
        },
        BoardFilter {
            kind: Some(ClaimKind::Number),
            ..BoardFilter::default()
        },
    ] {
        let expected = if filter.kind.is_some() { 0 } else { 4 };
        desk.app_mut().view.board_filter = filter;
        desk.run();
        assert_eq!(desk.cells().len(), expected);
    }
    desk.app_mut().view.board_filter = BoardFilter::default();
    desk.run();
    desk.click("Only claims with open questions");
    assert_eq!(desk.cells().len(), 8, "both are open");
}

fn shown(desk: &Desk) -> Vec<String> {
    let app = desk.app();
    let shown = app.board().shown().iter();
    shown.map(|id| app.statement(*id).to_owned()).collect()
}

#[test]
fn rows_are_sorted_once_and_do_not_move_while_they_are_judged() {
    let world = World::new();
    let mut desk = with_claims(&world);
    desk.press("Mod+B");
    desk.app_mut().view.board_order = BoardOrder::Open;
    desk.run();
    assert_eq!(shown(&desk), ["How high", "Who left"]);
    desk.app_mut().view.board_order = BoardOrder::Status;
    desk.run();
    assert_eq!(shown(&desk), ["Who left", "How high"]);
    // The second row becomes the more urgent one, and stays where it is.
    desk.click(WHO[2]);
    desk.press("T S 1");
    desk.click(WHO[1]);
    desk.press("1");
    desk.click(HIGH[2]);
    desk.press("3");
    let app = desk.app();
    let status = |at: usize| {
        app.board()
            .row(app.board().shown()[at])
            .unwrap()
            .status
            .status
    };
    assert_eq!(status(1), EffectiveStatus::Tagged(Status::Conflicting));
    assert_eq!(status(0), EffectiveStatus::Tagged(Status::Unverified));
    assert_eq!(shown(&desk), ["Who left", "How high"]);
    desk.app_mut().view.board_order = BoardOrder::Made;
    desk.run();
    desk.app_mut().view.board_order = BoardOrder::Status;
    desk.run();
    assert_eq!(shown(&desk), ["How high", "Who left"]);
}

#[test]
fn the_column_of_an_article_that_says_nothing_folds_and_unfolds() {
    let world = World::new();
    let mut desk = with_claims(&world);
    desk.press("Mod+B");
    let name = "the column of Bridge closes for repairs: no claim has a passage of it";
    let width = |desk: &Desk, what: &str| desk.find(&format!("{what} {name}")).rect().width();
    assert!((width(&desk, "Show") - 28.0).abs() < 1.0);
    desk.click(&format!("Show {name}"));
    assert!(width(&desk, "Fold") >= 140.0);
    desk.click(&format!("Fold {name}"));
    assert!((width(&desk, "Show") - 28.0).abs() < 1.0);
    assert!(!desk.sees("the column of Orchard flooded again"));
}

#[test]
fn in_a_narrow_window_the_board_takes_the_place_of_all_but_the_focused_pane() {
    let world = World::new();
    let mut desk = with_claims_at(&world, vec2(1024.0, 700.0));
    assert_eq!(desk.panes_on_screen().len(), 3);
    desk.press("Mod+B Mod+2");
    assert_eq!(desk.panes_on_screen().len(), 1);
    assert!(desk.panes_on_screen()[0].contains("Orchard"));
    assert_eq!(desk.cells().len(), 8);
    // The strip of the inspector stays below.
    desk.click_words("4 metres", 1);
    let note = desk.find("Note").rect();
    let cell = desk.find(HIGH[2]).rect();
    assert!(note.top() > cell.bottom());
    // A click brings the article of its cell in.
    desk.click(WHO[1]);
    assert!(desk.panes_on_screen()[0].contains("Lighthouse"));
    // A note is written while the board stands.
    desk.press("N");
    assert_eq!(desk.app().view.region, Region::Inspector);
    assert_eq!(desk.cells().len(), 8);
    desk.press("Escape Mod+B");
    assert_eq!(desk.panes_on_screen().len(), 3);
}

#[test]
fn ten_thousand_claims_cost_what_is_in_view() {
    let world = World::new();
    let mut desk = with_claims(&world);
    let mut project = desk.app().project.whole().clone();
    for number in 0..10_000_u128 {
        let id = ClaimId(uuid::Uuid::from_u128(number));
        let record = ClaimRecord {
            id,
            claim: Register::new(Claim {
                statement: format!("Who left at {number}"),
                kind: None,
                note: String::new(),
            }),
            absent: SmallMap::new(),
            fate: None,
        };
        project.claims.insert(id, Arc::new(record));
    }
    desk.app_mut().replace_project(project, None);
    // An edit, so that the board looks anew.
    let lighthouse = desk.app().articles_in_order()[0].id;
    desk.app_mut().toggle_role_of(lighthouse);
    desk.press("Mod+B");
    assert_eq!(desk.app().board().shown().len(), 10_002);
    assert!(desk.cells().len() < 100, "{}", desk.cells().len());
    desk.press("End");
    let last = desk.find(HIGH[0]).rect();
    assert!(last.height() > 40.0, "the last row is in view: {last:?}");
    assert!(desk.cells().len() < 100, "{}", desk.cells().len());
    desk.press("Home");
    desk.expect("Who left at 0: unverified, Nothing tied yet");
}

#[test]
fn words_that_name_a_root_are_offered_for_the_passage() {
    let world = World::new();
    let file = world.file(
        "weir.txt",
        "The weir is gone\n\nThe weir broke at two, a diver told Vale FM. Nobody was hurt.\n",
    );
    let mut desk = world.start(vec![file]);
    desk.drag_or_select("broke at two");
    desk.press("1");
    assert!(!desk.sees("use as this passage’s root"), "no claim yet");
    desk.press("L Enter");
    desk.expect("“told Vale FM”: use as this passage’s root");
    let root = |desk: &Desk| {
        marks_of(&desk.app().project)[0]
            .tie
            .as_ref()
            .unwrap()
            .value
            .root
            .clone()
    };
    undoes(&mut desk, |desk| {
        desk.click("“told Vale FM”: use as this passage’s root");
        assert_eq!(root(desk), "Vale FM");
        assert!(!desk.sees("use as this passage’s root"));
    });
    assert_eq!(root(&desk), "Vale FM");
    desk.press("Mod+Z");
    assert!(desk.app().is_enabled(Command::UseReportedRoot));
    let article = desk.article().id;
    let mut info = desk.article().info.value.clone();
    info.meta.root = " vale fm".to_owned();
    desk.app_mut().set_article_info(article, info);
    desk.run();
    assert!(
        !desk.sees("use as this passage’s root"),
        "the article has that root"
    );
}

#[test]
fn of_two_passages_in_a_cell_only_the_one_that_is_shown_is_judged() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 Mod+Home W 1 L Enter");
    desk.click_words("county", 2);
    desk.press("2 Shift+L Escape Mod+Home");
    let both = [("Lighthouse", Verified), ("county", Unverified)];
    let marks = |desk: &Desk| -> Vec<(String, Status)> {
        let marks = desk.marks().into_iter();
        marks
            .filter_map(|(words, status)| Some((words, status?)))
            .collect()
    };
    assert_eq!(
        marks(&desk),
        both.map(|(words, status)| (words.to_owned(), status))
    );
    desk.press("Mod+B 3");
    assert_eq!(desk.app().view.region, Region::Bottom);
    assert_eq!(marks(&desk)[0].1, Conflicting);
    assert_eq!(marks(&desk)[1].1, Unverified, "the other passage stays");
    desk.press("Mod+Z");
    assert_eq!(marks(&desk)[0].1, Verified);
}
