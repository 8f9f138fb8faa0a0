//! What a merge would bring, before it is done, and what came in from the project's own file: by article and reviewer, each
//! with its words.

use super::dialogs::title;
use super::muted;
use crate::app::{App, CameIn, Command, Dialog, MergeOffer, MergeRow, file_name, words};
use crate::ui::theme::{self, Theme};
use egui::{Align, Label, Layout, RichText, ScrollArea, Ui, vec2};
use std::sync::Arc;

/// Points: a line, the column of what happens, and the widest dialog.
const ROW: f32 = 24.0;
const WORD: f32 = 74.0;
pub(super) const WIDEST: f32 = 760.0;

/// Shows what comes in; Merge takes it.
pub(super) fn merge_ui(ui: &mut Ui, app: &mut App, offer: &Arc<MergeOffer>) {
    let screen = ui.ctx().content_rect().size();
    ui.set_width((screen.x - 120.0).min(WIDEST));
    title(ui, &format!("Merge from {}", file_name(&offer.path)));
    offered_ui(ui, &offer.summary, &offer.notices, &offer.rows);
    let (mut agreed, mut cancelled) = (false, false);
    ui.horizontal(|ui| {
        let merge = ui.button(RichText::new("Merge").font(theme::shell_strong(13.0)));
        if ui.memory(|memory| memory.focused().is_none()) {
            merge.request_focus();
        }
        agreed = merge.clicked();
        cancelled = ui.button("Cancel").clicked();
        ui.label(muted(ui, words::MERGE_CAN_BE_UNDONE));
    });
    if agreed {
        app.merge(offer);
    } else if cancelled {
        app.view.dialog = None;
        app.view.focus_text = true;
    } else {
        app.view.dialog = Some(Dialog::Merge(Arc::clone(offer)));
    }
}

/// Shows what others wrote into the file; it is in already.
pub(super) fn came_in_ui(ui: &mut Ui, app: &mut App, came_in: &Arc<CameIn>) {
    let screen = ui.ctx().content_rect().size();
    ui.set_width((screen.x - 120.0).min(WIDEST));
    title(
        ui,
        &format!("What came in from {}", file_name(&came_in.path)),
    );
    offered_ui(ui, &came_in.summary, &came_in.notices, &came_in.rows);
    let (mut closed, mut undone) = (false, false);
    ui.horizontal(|ui| {
        let close = ui.button(RichText::new("Close").font(theme::shell_strong(13.0)));
        if ui.memory(|memory| memory.focused().is_none()) {
            close.request_focus();
        }
        closed = close.clicked();
        if app.may_undo_came_in() {
            undone = ui.button("Undo").clicked();
        }
        ui.label(muted(ui, words::ALL_OF_IT_IS_IN));
    });
    if undone {
        app.run(Command::Undo);
    }
    if closed || undone {
        app.view.dialog = None;
        app.view.focus_text = true;
    }
}

/// A sentence, what else is to be told, and the lines.
fn offered_ui(ui: &mut Ui, summary: &str, notices: &[String], rows: &[MergeRow]) {
    let screen = ui.ctx().content_rect().size();
    ui.add(Label::new(summary).wrap());
    for notice in notices {
        ui.add(Label::new(muted(ui, notice)).wrap());
    }
    ui.add_space(8.0);
    rows_ui(ui, rows, screen.y - 300.0);
    ui.add_space(12.0);
}

/// What a merge or left work changes, in a list of at most this height.
pub(super) fn rows_ui(ui: &mut Ui, rows: &[MergeRow], most: f32) {
    let most = most.max(4.0 * ROW);
    let wanted = (rows.len() as f32 * ROW).min(most);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ScrollArea::vertical()
            .max_height(most)
            .min_scrolled_height(wanted)
            .auto_shrink([false, true])
            .show_rows(ui, ROW, rows.len(), |ui, shown| {
                for row in &rows[shown] {
                    row_ui(ui, row);
                }
            });
    });
}

fn row_ui(ui: &mut Ui, row: &MergeRow) {
    let theme = Theme::of(ui.ctx());
    let width = ui.available_width();
    ui.allocate_ui_with_layout(
        vec2(width, ROW),
        Layout::left_to_right(Align::Center),
        |ui| {
            ui.set_min_size(vec2(width, ROW));
            match row {
                MergeRow::Gap => {}
                MergeRow::Heading(text) => {
                    let text = RichText::new(text).font(theme::shell_strong(13.0));
                    ui.add(Label::new(text).truncate());
                }
                MergeRow::Item { word, quote, says } => {
                    ui.allocate_ui(vec2(WORD, ROW), |ui| {
                        ui.set_min_width(WORD);
                        ui.add_space(10.0);
                        ui.label(muted(ui, *word));
                    });
                    let words = RichText::new(quote).font(theme::reading(13.5));
                    // A quote never takes the room of what is said of it.
                    let half = ui.available_width() * 0.45;
                    ui.allocate_ui(vec2(half, ROW), |ui| {
                        ui.set_min_width(half);
                        ui.add(Label::new(words).truncate());
                    });
                    let says = RichText::new(says).color(theme.ink);
                    ui.add(Label::new(says).truncate());
                }
            }
        },
    );
}
