//! The line over the board: which claims are shown, and in which order.

use super::super::annotations::{chip_ui, choice_ui};
use super::super::{articles::article_name, choice::drop_down_ui, muted};
use crate::app::{App, Region, words};
use crate::compare::BoardOrder;
use crate::model::{ClaimKind, EffectiveStatus, Status};
use egui::{Key, TextEdit, Ui};

/// The statuses that have a chip.
const CHIPS: [EffectiveStatus; 4] = [
    EffectiveStatus::Tagged(Status::Verified),
    EffectiveStatus::Tagged(Status::Unverified),
    EffectiveStatus::Tagged(Status::Conflicting),
    EffectiveStatus::Disputed,
];

/// A board that is narrower has shorter fields.
const ROOMY: f32 = 900.0;

/// Field, chips, choices, and how many rows fit.
pub(super) fn filter_ui(ui: &mut Ui, app: &mut App) {
    let is_roomy = ui.available_width() >= ROOMY;
    words_ui(ui, app, if is_roomy { 170.0 } else { 96.0 });
    ui.spacing_mut().item_spacing.x = 4.0;
    for status in CHIPS {
        let is_on = app.view.board_filter.statuses.contains(&status);
        let name = format!("Only {} claims", words::status_word(status).to_lowercase());
        if chip_ui(ui, words::letter(status), is_on, &name) {
            app.view.board_filter.toggle(status);
        }
    }
    let is_on = app.view.board_filter.only_open;
    if chip_ui(ui, "Open", is_on, "Only claims with open questions") {
        app.view.board_filter.only_open = !is_on;
    }
    let width = if is_roomy { 120.0 } else { 84.0 };
    let kinds: Vec<(ClaimKind, String)> = ClaimKind::ALL
        .iter()
        .map(|kind| (*kind, words::capitalised(kind.word())))
        .collect();
    let filter = &mut app.view.board_filter;
    choice_ui(
        ui,
        ("All kinds", "Of which kind"),
        width,
        &kinds,
        &mut filter.kind,
    );
    let articles: Vec<_> = app
        .articles_in_order()
        .iter()
        .map(|article| (article.id, article_name(article).into_owned()))
        .collect();
    let filter = &mut app.view.board_filter;
    let names = ("All articles", "Claims of which article");
    choice_ui(ui, names, width, &articles, &mut filter.article);
    order_ui(ui, app, width);
    if !app.view.board_filter.is_empty() {
        let (shown, total) = (app.board().shown().len(), app.board().total());
        ui.label(muted(ui, format!("{shown} of {total}")));
        let clear = ui.button("Clear").on_hover_text("Show all claims");
        if clear.clicked() {
            app.view.board_filter = crate::compare::BoardFilter::default();
        }
    }
}

fn words_ui(ui: &mut Ui, app: &mut App, width: f32) {
    let field = TextEdit::singleline(&mut app.view.board_filter.words)
        .hint_text(if width > 120.0 {
            "Statement, note"
        } else {
            "Words"
        })
        .desired_width(width);
    let field = ui.add(field).accessible_name("Filter the claims");
    let has_rows = !app.board().shown().is_empty();
    if app.view.focus_filter || app.view.focus_list == Some(Region::Bottom) && !has_rows {
        field.request_focus();
        app.view.region = Region::Bottom;
        app.view.focus_list = None;
    }
    let goes_down = field.has_focus() && ui.input(|input| input.key_pressed(Key::ArrowDown));
    if goes_down && has_rows {
        app.view.focus_list = Some(Region::Bottom);
    }
    if field.has_focus() && !app.view.focus_text {
        // So that Esc goes back to the text first.
        app.view.region = Region::Bottom;
    }
}

fn order_ui(ui: &mut Ui, app: &mut App, width: f32) {
    let orders: Vec<(BoardOrder, String)> = BoardOrder::ALL
        .into_iter()
        .map(|order| (order, words::board_order(order).to_owned()))
        .collect();
    let order = &mut app.view.board_order;
    drop_down_ui(ui, "In which order", width + 30.0, &orders, order);
}
