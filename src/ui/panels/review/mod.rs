//! The review list: where readers differ, with the decision card beside it, what two copies wrote differently, what waits
//! for a sign-off, and how far readers agree.
//!
//! The tour: here the bar over the lists; [`rows`] the lists, which are one stop of Tab each; [`card`] the decision card;
//! [`sides`] what stands on it side by side; [`conflicts`] the list of conflicts and their card; [`sign_off`] what stands beside the list of what waits; [`agreement`] the
//! figures with the passages they come from, [`matrix`] and [`coefficients`] parts of it.

mod agreement;
mod card;
mod coefficients;
mod conflicts;
mod matrix;
mod rows;
mod sides;
mod sign_off;

use super::{muted, view_note};
use crate::app::{App, Command, ReviewList, ReviewShown};
use crate::review::DisagreementKind;
use egui::{Button, ComboBox, Ui, WidgetInfo, vec2};

/// The share of the width that the lists take, in wide windows and in others; the card has the rest.
const LIST: (f32, f32) = (0.52, 0.46);

/// Points of width from which a window is wide here.
const WIDE: f32 = 1000.0;

/// Between list and card.
const GAP: f32 = 10.0;

/// Shows the bar, the list in front and what belongs to its chosen row.
pub fn review_ui(ui: &mut Ui, app: &mut App) -> Vec<Command> {
    app.view.review.is_typing = false;
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        bar_ui(ui, app);
    });
    ui.add_space(2.0);
    if app.view.review.list == ReviewList::Agreement {
        agreement::agreement_ui(ui, app);
        return Vec::new();
    }
    let (width, height) = (ui.available_width(), ui.available_height());
    let list_in_front = app.view.review.list;
    let (is_empty, has_card) = match list_in_front {
        ReviewList::SignOff => {
            let is_empty = app.waiting_for_sign_off().is_empty();
            (is_empty, !is_empty)
        }
        ReviewList::Conflicts => {
            let is_empty = app.conflicts().is_empty();
            (is_empty, !is_empty)
        }
        _ => (
            app.shown_disagreements().is_empty(),
            app.current_disagreement().is_some(),
        ),
    };
    if is_empty && !has_card {
        return empty_ui(ui, app).into_iter().collect();
    }
    let share = if width < WIDE { LIST.1 } else { LIST.0 };
    let list = (width * share - GAP).floor();
    let mut chosen = Vec::new();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        column_ui(ui, list, height, |ui| match list_in_front {
            _ if is_empty => chosen.extend(empty_ui(ui, app)),
            ReviewList::SignOff => rows::waiting_ui(ui, app),
            ReviewList::Conflicts => conflicts::conflicts_ui(ui, app),
            _ => rows::disagreements_ui(ui, app),
        });
        ui.add_space(GAP);
        column_ui(
            ui,
            width - list - 2.0 * GAP,
            height,
            |ui| match list_in_front {
                ReviewList::SignOff => chosen.extend(sign_off::sign_off_ui(ui, app)),
                ReviewList::Conflicts => chosen.extend(conflicts::conflict_card_ui(ui, app)),
                _ => chosen.extend(card::card_ui(ui, app)),
            },
        );
    });
    chosen
}

fn column_ui(ui: &mut Ui, width: f32, height: f32, content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui(vec2(width, height), |ui| {
        ui.vertical(|ui| {
            ui.set_width(width);
            ui.spacing_mut().item_spacing.x = 6.0;
            content(ui);
        });
    });
}

/// Which list, and what of it.
fn bar_ui(ui: &mut Ui, app: &mut App) {
    ui.spacing_mut().item_spacing.x = 4.0;
    let undecided = app.undecided();
    let waiting = app.waiting_for_sign_off().len();
    for (list, name, count) in [
        (ReviewList::Disagreements, "Disagreements", undecided),
        (ReviewList::Conflicts, "Conflicts", app.conflicts().len()),
        (ReviewList::SignOff, "Waiting for sign-off", waiting),
        (ReviewList::Agreement, "Agreement", 0),
    ] {
        let is_on = app.view.review.list == list;
        let text = if count > 0 {
            format!("{name} {count}")
        } else {
            name.to_owned()
        };
        let button = ui.add(Button::selectable(is_on, text));
        button.widget_info(|| WidgetInfo::selected(egui::Role::Tab, true, is_on, name));
        if button.clicked() {
            app.view.review.list = list;
        }
    }
    ui.add_space(10.0);
    match app.view.review.list {
        ReviewList::Disagreements => filter_ui(ui, app),
        ReviewList::Conflicts | ReviewList::SignOff => {}
        ReviewList::Agreement => agreement::bar_ui(ui, app),
    }
}

/// Which disagreements.
fn filter_ui(ui: &mut Ui, app: &mut App) {
    for shown in ReviewShown::ALL {
        let is_on = app.view.review.shown == shown;
        let name = match shown {
            ReviewShown::Open => "Only open ones",
            ReviewShown::Decided => "Only decided ones",
            ReviewShown::All => "Open and decided ones",
        };
        let button = ui.add(Button::selectable(is_on, shown.label()));
        button.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_on, name));
        if button.on_hover_text(name).clicked() {
            app.filter_disagreements(shown, app.view.review.kind);
        }
    }
    ui.add_space(6.0);
    let mut kind = app.view.review.kind;
    let before = kind;
    let response = ComboBox::from_id_salt("kind of disagreement")
        .width(130.0)
        .selected_text(kind.map_or("All kinds", DisagreementKind::label))
        .show_ui(ui, |ui| {
            ui.selectable_value(&mut kind, None, "All kinds");
            for one in DisagreementKind::ALL {
                ui.selectable_value(&mut kind, Some(one), one.label());
            }
        })
        .response;
    response
        .widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, "Kind of disagreement"));
    response.on_hover_text("In what they differ");
    if kind != before {
        app.filter_disagreements(app.view.review.shown, kind);
    }
}

/// What the list says when it has no rows.
fn empty_ui(ui: &mut Ui, app: &App) -> Option<Command> {
    let text = match app.view.review.list {
        ReviewList::SignOff if app.marks.counts().total() == 0 => app.no_marks(),
        ReviewList::SignOff => app.nothing_waits(),
        ReviewList::Conflicts => app.no_conflicts(),
        _ if app.disagreements().is_empty() => app.no_disagreements(),
        _ if app.undecided() == 0 && app.view.review.kind.is_none() => {
            "All disagreements are decided. Choose Decided to see them.".to_owned()
        }
        _ => "No disagreement fits the filter.".to_owned(),
    };
    let asked = view_note::empty_ui(ui, app, &text);
    if app.view.review.list == ReviewList::Disagreements && app.project.reviewers.len() < 2 {
        ui.horizontal(|ui| {
            ui.add_space(14.0);
            let text = "They come in with the marks of a second reader.";
            ui.add(egui::Label::new(muted(ui, text)).wrap());
        });
    }
    asked
}
