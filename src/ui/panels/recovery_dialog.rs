//! Work that was not saved before the program ended: what it holds, before it is brought back.

use super::dialogs::title;
use super::merge_dialog::{WIDEST, rows_ui};
use super::muted;
use crate::app::{App, RecoveryOffer, file_name, words};
use crate::ui::theme::{self, Theme};
use egui::{Label, RichText, ScrollArea, Ui};

/// Points: of the window that the dialog leaves free, and what a card takes beside its list.
const FREE: egui::Vec2 = egui::vec2(120.0, 220.0);
const BESIDE_LIST: f32 = 150.0;

/// Shows what earlier starts left.
pub(super) fn recovery_ui(ui: &mut Ui, app: &mut App, offers: &[RecoveryOffer]) {
    let screen = ui.ctx().content_rect().size();
    ui.set_width((screen.x - FREE.x).min(WIDEST));
    title(ui, words::LEFT);
    ui.add(Label::new(words::LEFT_EXPLAINED).wrap());
    ui.add_space(8.0);
    let most = screen.y - FREE.y;
    // One list may fill the dialog; several share it, but each shows something.
    let list = (most / offers.len().max(1) as f32 - BESIDE_LIST).min(most * 0.6);
    ScrollArea::vertical()
        .id_salt("left work")
        .max_height(most)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for offer in offers {
                ui.push_id(&offer.copy, |ui| offer_ui(ui, app, offer, list));
                ui.add_space(6.0);
            }
        });
    ui.add_space(6.0);
    if ui.button("Later").clicked() {
        app.view.dialog = None;
        app.view.focus_text = true;
    }
}

fn offer_ui(ui: &mut Ui, app: &mut App, offer: &RecoveryOffer, list: f32) {
    let theme = Theme::of(ui.ctx());
    super::card(theme).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let name = match &offer.project_path {
            Some(path) => file_name(path),
            None if offer.title.is_empty() => "A project without a file".to_owned(),
            None => offer.title.clone(),
        };
        let name = RichText::new(name).font(theme::shell_strong(13.0));
        ui.add(Label::new(name).truncate());
        let changes = words::left_changes(offer.changes, offer.written, app.now());
        ui.label(muted(ui, changes));
        for notice in &offer.notices {
            ui.add(Label::new(muted(ui, notice)).wrap());
        }
        if !offer.rows.is_empty() {
            ui.add_space(4.0);
            rows_ui(ui, &offer.rows, list);
        }
        ui.add_space(6.0);
        buttons_ui(ui, app, offer);
    });
}

fn buttons_ui(ui: &mut Ui, app: &mut App, offer: &RecoveryOffer) {
    ui.horizontal(|ui| {
        if offer.is_asked_about {
            ui.label(words::DISCARD);
            if ui.button("Throw it away").clicked() {
                app.discard_recovery(offer);
            }
            if ui.button("Keep it").clicked() {
                app.ask_to_discard(offer);
            }
            return;
        }
        let bring_back = ui.button(RichText::new("Bring back").font(theme::shell_strong(13.0)));
        if ui.memory(|memory| memory.focused().is_none()) {
            bring_back.request_focus();
        }
        if bring_back.clicked() {
            app.recover(offer);
        }
        if ui.button("Throw away").clicked() {
            app.ask_to_discard(offer);
        }
    });
}
