//! The decision card: both sides with what they say, the reason, and the buttons with their keys.
//!
//! The card is one stop of Tab, on which A, B, S, O, X and H decide; the reason and the buttons are stops behind it.

use super::super::{muted, with_key};
use super::sides::{decided_ui, sides_ui};
use crate::app::{App, Choice, Command, Region};
use crate::review::{Disagreement, GroupState};
use crate::ui::theme::{self, Theme};
use egui::{
    Button, Color32, Frame, Id, Label, Layout, Margin, RichText, ScrollArea, Sense, Stroke,
    TextEdit, Ui, WidgetInfo, vec2,
};
use std::sync::Arc;

/// Height of reason and buttons with the space between.
const FOOT: f32 = 66.0;

/// Points under which the card has no heading.
const LEAST_WITH_HEADING: f32 = 200.0;

/// Points of a button in which the longest words have room.
const ROOMY_BUTTON: f32 = 98.0;

/// Shows the card of the chosen disagreement.
pub(super) fn card_ui(ui: &mut Ui, app: &mut App) -> Vec<Command> {
    let Some(group) = app.current_disagreement().map(Arc::clone) else {
        hint_ui(ui, app);
        return Vec::new();
    };
    let mut chosen = Vec::new();
    let name = format!("Decision card: {}", group.kind.label());
    on_card(ui, app, &name, |ui, app, has_keyboard| {
        // In a low window the words need the room, and the chosen row says what kind it is.
        if ui.available_height() > LEAST_WITH_HEADING {
            heading_ui(ui, &group, has_keyboard);
        }
        let height = (ui.available_height() - FOOT).max(40.0);
        // The bar stays, as a low window cuts the words without a sign that there are more.
        ui.spacing_mut().scroll = egui::style::ScrollStyle::thin();
        ScrollArea::vertical()
            .id_salt("sides")
            .max_height(height)
            .auto_shrink([false, false])
            .show(ui, |ui| {
                decided_ui(ui, app, &group);
                sides_ui(ui, app, &group);
            });
        ui.add_space(4.0);
        reason_ui(ui, app);
        ui.add_space(2.0);
        chosen.extend(buttons_ui(ui, app, Choice::label));
    });
    chosen
}

/// The frame of a card, which is one stop of Tab on which keys decide. `content` is told whether it has the keyboard.
pub(super) fn on_card(
    ui: &mut Ui,
    app: &mut App,
    name: &str,
    content: impl FnOnce(&mut Ui, &mut App, bool),
) {
    let theme = Theme::of(ui.ctx());
    let rect = ui.available_rect_before_wrap();
    let card = ui.interact(
        rect,
        Id::unique("decision card"),
        Sense::focusable_noninteractive(),
    );
    card.widget_info(|| WidgetInfo::labeled(egui::Role::Group, true, name));
    if app.view.focus_list == Some(Region::Decision) {
        app.view.focus_list = None;
        card.request_focus();
    }
    if card.has_focus() && !app.view.focus_text {
        app.view.region = Region::Decision;
    }
    let has_keyboard = app.view.region == Region::Decision;
    let stroke = if has_keyboard {
        Stroke::new(2.0, theme.accent)
    } else {
        theme.hairline()
    };
    let frame = Frame::new()
        .fill(theme.paper)
        .stroke(stroke)
        .corner_radius(7)
        .outer_margin(Margin {
            bottom: 6,
            ..Margin::ZERO
        })
        .inner_margin(Margin::symmetric(10, 6));
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_height(ui.available_height());
        content(ui, app, has_keyboard);
    });
}

fn heading_ui(ui: &mut Ui, group: &Disagreement, has_keyboard: bool) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        let kind = RichText::new(group.kind.label())
            .font(theme::shell_strong(13.0))
            .color(theme.ink);
        ui.label(kind);
        let state = match group.state {
            GroupState::Open => "not decided",
            GroupState::Later => "put off until later",
            GroupState::Decided => "decided; a new decision replaces it",
        };
        ui.label(muted(ui, state));
        ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
            if has_keyboard {
                ui.label(muted(ui, "Esc goes back"));
            }
        });
    });
}

fn reason_ui(ui: &mut Ui, app: &mut App) {
    let id = Id::unique("reason of the decision");
    super::super::own_undo(ui, id, app.view.review.current);
    let field = TextEdit::singleline(&mut app.view.review.reason)
        .hint_text("Reason, kept with the decision")
        .desired_width(ui.available_width())
        .id(id);
    let field = ui.add(field).accessible_name("Reason of the decision");
    if field.has_focus() && !app.view.focus_text && app.view.focus_list.is_none() {
        app.view.region = Region::Decision;
        app.view.review.is_typing = true;
    }
    if field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter)) {
        app.go_to_region(Region::Decision);
    }
}

/// The choices. What is not offered is not there: two statuses never both stand on the same words.
pub(super) fn buttons_ui(
    ui: &mut Ui,
    app: &mut App,
    label: impl Fn(Choice) -> &'static str,
) -> Option<Command> {
    let theme = Theme::of(ui.ctx());
    let offered: Vec<Choice> = Choice::ALL
        .into_iter()
        .filter(|choice| app.can_decide(*choice))
        .collect();
    let mut chosen = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 5.0;
        let width = ui.available_width();
        let most = (width - 5.0 * (offered.len() as f32 - 1.0)) / offered.len().max(1) as f32;
        let is_tight = most < ROOMY_BUTTON;
        for choice in offered {
            let command = Command::Decide(choice);
            let word = match choice {
                Choice::NothingHere if is_tight => "Nothing",
                Choice::BothStand if is_tight => "Both",
                _ => label(choice),
            };
            let mut job = egui::text::LayoutJob::default();
            let format = |font| egui::TextFormat {
                font_id: font,
                color: theme.ink,
                ..egui::TextFormat::default()
            };
            let key = app.shown_key(command);
            job.append(&key, 0.0, format(theme::shell_bold(12.0)));
            job.append(word, 5.0, format(theme::shell(12.0)));
            let button = Button::new(job)
                .fill(Color32::TRANSPARENT)
                .stroke(theme.hairline())
                .corner_radius(7)
                .min_size(vec2(most.min(104.0), 26.0));
            let response = ui
                .scope(|ui| {
                    ui.spacing_mut().button_padding.x = 5.0;
                    ui.add(button)
                })
                .inner;
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, label(choice)));
            if response.has_focus() && !app.view.focus_text && app.view.focus_list.is_none() {
                app.view.region = Region::Decision;
            }
            let help = with_key(app, command.definition().help, command);
            if response.on_hover_text(help).clicked() {
                chosen = Some(command);
            }
        }
    });
    chosen
}

/// Where no row is chosen.
fn hint_ui(ui: &mut Ui, app: &App) {
    ui.add_space(12.0);
    let hint = app.with_keys(
        "Choose a row, or press {} and the walk \"disagreements\". Then both sides stand here.",
        &[Command::ChooseWalk],
    );
    ui.add(Label::new(muted(ui, hint)).wrap());
}
