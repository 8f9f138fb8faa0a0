//! The list of conflicts, and the card on which one of the values is chosen: both side by side, the provisional one hatched.

use super::super::boxed::boxed_ui;
use super::super::{muted, status_letter};
use super::card::{buttons_ui, on_card};
use super::rows::{Did, List, cell, ground_ui, line_in, place, short_names};
use super::sides::shown_time;
use crate::app::{Apart, App, Choice, Command, words};
use crate::model::{EffectiveStatus, RegisterName, RegisterRef, ReviewerId};
use crate::review::{RivalValue, RivalWord, Rivals};
use crate::text::TextRange;
use crate::ui::hatch::hatched;
use crate::ui::theme::{self, Theme};
use egui::{Button, Label, Response, RichText, ScrollArea, Ui, vec2};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Between the two columns.
const GAP: f32 = 14.0;

/// Lines of a value at most; the rest is in the tooltip.
const LINES: usize = 60;

/// Height of the buttons with the space over them.
const FOOT: f32 = 36.0;

/// Shows the conflicts.
pub(super) fn conflicts_ui(ui: &mut Ui, app: &mut App) {
    let conflicts = app.conflicts();
    let current = app.view.review.conflict;
    let at = conflicts.iter().position(|at| Some(*at) == current);
    let list = List {
        name: "List of conflicts",
        at,
        count: conflicts.len(),
        click_enters: true,
    };
    let did = list.ui(ui, app, |ui, app, row, is_chosen| {
        row_ui(ui, app, conflicts[row], is_chosen)
    });
    match did {
        Did::Nothing => {}
        Did::Chose(row) => app.show_conflict(conflicts[row]),
        Did::Entered(row) => {
            if at != Some(row) {
                app.show_conflict(conflicts[row]);
            }
            app.enter_card();
        }
    }
}

fn row_ui(ui: &mut Ui, app: &App, at: RegisterRef, is_chosen: bool) -> Response {
    let Some(rivals) = app.rivals(at) else {
        return ground_ui(ui, is_chosen, "").1;
    };
    let name = words::conflict_name(&rivals);
    let about = rivals.about.replace('\n', " ");
    let place = place_of(app, at);
    let mut who = writers(app, &rivals);
    if app.is_of_last_merge(at) {
        who = format!("new · {who}");
    }
    let spoken = match place.as_str() {
        "" => format!("{name}: {about}, {who}"),
        place => format!("{name}: {about}, {place}, {who}"),
    };
    let (inner, response) = ground_ui(ui, is_chosen, &spoken);
    let theme = Theme::of(ui.ctx());
    ui.scope_builder(line_in(inner), |ui| {
        let (name_width, gap) = (126.0, ui.spacing().item_spacing.x);
        let rest = inner.width() - name_width - 3.0 * gap;
        let name = RichText::new(name)
            .font(theme::shell_strong(12.0))
            .color(theme.ink);
        cell(ui, name_width, name);
        let quoted = RichText::new(words::in_quotes(&about)).font(theme::reading(13.5));
        if place.is_empty() {
            cell(ui, rest * 0.68 + gap, quoted);
        } else {
            cell(ui, rest * 0.26, muted(ui, place));
            cell(ui, rest * 0.42, quoted);
        }
        cell(ui, rest * 0.32, muted(ui, who));
    });
    response
}

/// "4 · Harbour Post"; for what lies in no article, nothing.
fn place_of(app: &App, at: RegisterRef) -> String {
    let found = app.place_of_conflict(at);
    found.map_or_else(String::new, |(article, range)| {
        place(app, article, range.start)
    })
}

/// "Ana, Ben"; one name where one person's two copies differ.
fn writers(app: &App, rivals: &Rivals) -> String {
    let mut known: Vec<ReviewerId> = Vec::new();
    let by = rivals.values.iter().filter_map(|value| value.by);
    for by in by {
        if !known.contains(&by) {
            known.push(by);
        }
    }
    let all: BTreeSet<Option<ReviewerId>> = rivals.values.iter().map(|value| value.by).collect();
    match known[..] {
        [one] if all.len() == 1 => {
            let copies = rivals.values.len();
            format!("{}, {copies} copies", short_names(app, &[one]))
        }
        [] => format!("{} values", rivals.values.len()),
        _ => short_names(app, &known),
    }
}

/// Shows the card of the chosen conflict.
pub(super) fn conflict_card_ui(ui: &mut Ui, app: &mut App) -> Vec<Command> {
    let Some(rivals) = app.current_conflict() else {
        ui.add_space(12.0);
        let hint = "Choose a row. Then the values stand here side by side.";
        ui.add(Label::new(muted(ui, hint)).wrap());
        return Vec::new();
    };
    let name = words::conflict_name(&rivals);
    let mut chosen = Vec::new();
    on_card(
        ui,
        app,
        &format!("Card of a conflict: {name}"),
        |ui, app, has_keyboard| {
            heading_ui(ui, app, &rivals, has_keyboard);
            let height = (ui.available_height() - FOOT).max(40.0);
            ui.spacing_mut().scroll = egui::style::ScrollStyle::thin();
            ScrollArea::vertical()
                .id_salt("values in conflict")
                .max_height(height)
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    if let Some(number) = values_ui(ui, app, &rivals) {
                        app.let_stand(rivals.at, number);
                    }
                });
            ui.add_space(6.0);
            if app.may_settle(rivals.at) {
                chosen.extend(buttons_ui(ui, app, |choice| label(rivals.at, choice)));
            } else {
                let owner = rivals.values.first().and_then(|value| value.by);
                let owner = owner.map_or_else(
                    || "another reader".to_owned(),
                    |by| app.project.reviewer_name(by),
                );
                let said = words::not_yours_to_choose(&owner);
                ui.add(Label::new(muted(ui, said)).wrap());
            }
        },
    );
    chosen
}

/// What the button of a choice is called.
fn label(at: RegisterRef, choice: Choice) -> &'static str {
    match (at.name, choice) {
        (RegisterName::Fate, Choice::First) => "Keep",
        (RegisterName::Fate, Choice::Second) => "Delete",
        _ => choice.label(),
    }
}

/// In what the values differ, and the record's place, which a click goes to.
fn heading_ui(ui: &mut Ui, app: &mut App, rivals: &Arc<Rivals>, has_keyboard: bool) {
    let theme = Theme::of(ui.ctx());
    let mut goes = false;
    ui.horizontal(|ui| {
        let name = RichText::new(words::conflict_name(rivals))
            .font(theme::shell_strong(13.0))
            .color(theme.ink);
        ui.label(name);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if has_keyboard {
                ui.label(muted(ui, "Esc goes back"));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                goes = place_ui(ui, app, rivals);
            });
        });
    });
    if goes {
        app.go_to_conflict(rivals.at);
    }
    ui.add_space(2.0);
}

fn place_ui(ui: &mut Ui, app: &App, rivals: &Rivals) -> bool {
    let quote = words::in_quotes(&rivals.about.replace('\n', " "));
    let text = match place_of(app, rivals.at) {
        place if place.is_empty() => quote,
        place => format!("{place} {quote}"),
    };
    if !app.has_place(rivals.at) {
        ui.add(Label::new(muted(ui, text)).truncate());
        return false;
    }
    let button = ui.add(
        Button::new(muted(ui, text.as_str()))
            .frame(false)
            .truncate(),
    );
    super::super::focus_frame(ui, &button);
    button.on_hover_text(format!("Go there: {text}")).clicked()
}

/// The first two values beside each other, further ones under them, and what all of them say. Gives the number of a further
/// one whose button was pressed: the first two have theirs below.
fn values_ui(ui: &mut Ui, app: &App, rivals: &Rivals) -> Option<usize> {
    let mut chosen = None;
    let apart = app.words_apart(rivals);
    let width = ((ui.available_width() - GAP) / 2.0).floor();
    ui.add_space(3.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (at, value) in rivals.values.iter().take(2).enumerate() {
            ui.allocate_ui(vec2(width, 0.0), |ui| {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
                    hatched(ui, at == 0, |ui| {
                        ui.set_width(width - 6.0);
                        value_ui(ui, app, rivals, at, value, &apart);
                    });
                });
            });
            if at == 0 {
                ui.add_space(GAP);
            }
        }
    });
    for (at, value) in rivals.values.iter().enumerate().skip(2) {
        ui.add_space(6.0);
        value_ui(ui, app, rivals, at, value, &apart);
        if app.may_settle(rivals.at) {
            let button = ui.small_button(words::LET_STAND);
            super::super::focus_frame(ui, &button);
            button.widget_info(|| {
                let name = format!("{}: {}", words::LET_STAND, words::rival_line(value));
                egui::WidgetInfo::labeled(egui::Role::Button, true, name)
            });
            if button.clicked() {
                chosen = Some(at);
            }
        }
    }
    if !rivals.same.is_empty() {
        ui.add_space(6.0);
        let same: Vec<String> = rivals.same.iter().map(words::rival_word).collect();
        let said = format!("The same in all: {}", same.join(" · "));
        ui.add(Label::new(muted(ui, said)).wrap());
    }
    chosen
}

fn value_ui(
    ui: &mut Ui,
    app: &App,
    rivals: &Rivals,
    at: usize,
    value: &RivalValue,
    apart: &[Apart],
) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        let choice = [Choice::First, Choice::Second].get(at);
        let key = choice.map_or_else(
            || (at + 1).to_string(),
            |choice| app.shown_key(Command::Decide(*choice)),
        );
        if app.may_settle(rivals.at) && !key.is_empty() {
            let key = RichText::new(key).font(theme::shell_bold(12.0));
            ui.label(key.color(theme.ink));
        }
        if let Some(status) = value.status {
            status_letter(ui, EffectiveStatus::Tagged(status));
        }
        let name = RichText::new(who(app, value)).font(theme::shell_strong(13.0));
        ui.add(Label::new(name).truncate());
    });
    let mut line: Vec<String> = Vec::new();
    // The status is said here, so that the other words have the room.
    line.extend(
        value
            .status
            .map(|status| words::status_name(status).to_owned()),
    );
    line.extend(value.at.map(shown_time));
    if at == 0 {
        line.push(words::PROVISIONAL.to_owned());
    }
    if !line.is_empty() {
        let line = ui.add(Label::new(muted(ui, line.join(" · "))).wrap());
        if at == 0 {
            line.on_hover_text(words::PROVISIONAL_HELP);
        }
    }
    if value.words.is_empty() {
        ui.add(Label::new(words::rival_line(value)).wrap());
    }
    let is_said = |word: &RivalWord| word.name.is_empty() && value.status.is_some();
    for (field, word) in value.words.iter().enumerate() {
        if is_said(word) {
            continue;
        }
        let boxed = match apart.get(field) {
            Some(apart) if at < 2 && has_text(rivals, field) => &apart[at][..],
            _ => &[],
        };
        word_ui(ui, word, boxed);
    }
}

fn who(app: &App, value: &RivalValue) -> String {
    let Some(by) = value.by else {
        return "Written by somebody".to_owned();
    };
    let name = app.project.reviewer_name(by);
    if by == app.reviewer() {
        format!("{name} (you)")
    } else {
        name
    }
}

/// Whether the first two values have words in a field: where one has none, there is nothing to tell apart.
fn has_text(rivals: &Rivals, field: usize) -> bool {
    rivals.values.iter().take(2).all(|value| {
        value
            .words
            .get(field)
            .is_some_and(|word| !word.text.is_empty() && !word.name.is_empty())
    })
}

fn word_ui(ui: &mut Ui, word: &RivalWord, boxed: &[TextRange]) {
    if word.text.is_empty() {
        ui.add(Label::new(muted(ui, words::rival_word(word))).wrap());
        return;
    }
    let name = match word.name {
        "" => String::new(),
        name => words::capitalised(name) + ": ",
    };
    let text = match name.as_str() {
        "" => words::capitalised(&word.text),
        name => format!("{name}{}", word.text),
    };
    let behind_name = |range: &TextRange| {
        TextRange::of_bytes(
            name.len() + range.start.bytes(),
            name.len() + range.end.bytes(),
        )
    };
    let boxed: Vec<TextRange> = boxed.iter().map(behind_name).collect();
    boxed_ui(ui, &text, &boxed, theme::shell(13.0), LINES);
}
