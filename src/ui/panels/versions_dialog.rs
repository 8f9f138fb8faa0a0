//! What was saved before: the versions on the left, what has changed since one of them on the right.

use super::dialogs::title;
use super::{focus_frame, muted};
use crate::app::{App, VersionRow, words};
use crate::ui::theme::{self, Theme};
use egui::{
    Align, Button, Checkbox, EventFilter, Key, Label, Layout, Modifiers, Response, RichText,
    ScrollArea, Ui, vec2,
};

/// Points: the widest dialog, what of the window it leaves free, the list of versions, a line, and the columns of what
/// happened.
const WIDEST: f32 = 940.0;
const FREE: egui::Vec2 = vec2(100.0, 290.0);
const LIST: f32 = 270.0;
const ROW: f32 = 26.0;
const TICK: f32 = 28.0;
const WORD: f32 = 64.0;

/// Shows it.
pub(super) fn versions_ui(ui: &mut Ui, app: &mut App) {
    let screen = ui.ctx().content_rect().size();
    ui.set_width((screen.x - FREE.x).min(WIDEST));
    title(ui, words::VERSIONS);
    ui.add(Label::new(muted(ui, words::VERSIONS_EXPLAINED)).wrap());
    ui.add_space(10.0);
    let height = (screen.y - FREE.y).clamp(6.0 * ROW, 18.0 * ROW);
    let is_empty = app.versions.list.as_ref().is_some_and(|it| it.is_empty());
    if is_empty || app.versions.list.is_none() {
        nothing_ui(ui, app);
    } else {
        ui.horizontal_top(|ui| {
            let down = Layout::top_down(Align::LEFT);
            ui.allocate_ui_with_layout(vec2(LIST, height), down, |ui| {
                ui.set_width(LIST);
                list_ui(ui, app, height);
            });
            ui.add_space(14.0);
            ui.vertical(|ui| look_ui(ui, app, height));
        });
    }
    ui.add_space(12.0);
    buttons_ui(ui, app);
}

fn nothing_ui(ui: &mut Ui, app: &App) {
    let text = match (&app.versions.trouble, &app.versions.list) {
        (Some(trouble), _) => trouble.clone(),
        (None, Some(_)) => words::NO_VERSIONS.to_owned(),
        (None, None) => words::READING_VERSION.to_owned(),
    };
    ui.add(Label::new(text).wrap());
}

/// What has the keyboard is looked at, and the arrows go from version to version.
fn list_ui(ui: &mut Ui, app: &mut App, height: f32) {
    let list = app.versions.list.clone().unwrap_or_default();
    let on = app.versions.chosen;
    let mut chosen = on;
    ScrollArea::vertical()
        .id_salt("versions")
        .max_height(height)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let mut rows = Vec::new();
            for (place, earlier) in list.iter().enumerate() {
                let button = Button::selectable(place == on, earlier.when.as_str())
                    .right_text(muted(ui, earlier.says.as_str()))
                    .truncate()
                    .min_size(vec2(ui.available_width(), ROW));
                let row = ui.add(button);
                focus_frame(ui, &row);
                if row.clicked() || row.gained_focus() {
                    chosen = place;
                }
                rows.push(row);
            }
            let Some(row) = rows.get(on) else {
                return;
            };
            let is_free = ui.memory(|memory| memory.focused().is_none());
            if std::mem::take(&mut app.versions.focus_list) || is_free {
                row.request_focus();
            }
            if row.has_focus() {
                chosen = keys(ui, row, on, rows.len()).unwrap_or(chosen);
            }
            if let Some(row) = rows.get(chosen).filter(|_| chosen != on) {
                row.request_focus();
                row.scroll_to_me(None);
            }
        });
    if chosen != on {
        app.choose_version(chosen);
    }
}

/// Where the arrows, Home and End lead from the row of this number.
fn keys(ui: &Ui, row: &Response, on: usize, rows: usize) -> Option<usize> {
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(row.id, filter));
    let last = rows.saturating_sub(1);
    ui.input_mut(|input| {
        [
            (Key::ArrowUp, on.saturating_sub(1)),
            (Key::ArrowDown, (on + 1).min(last)),
            (Key::Home, 0),
            (Key::End, last),
        ]
        .into_iter()
        .find_map(|(key, to)| input.consume_key(Modifiers::NONE, key).then_some(to))
    })
}

fn look_ui(ui: &mut Ui, app: &mut App, height: f32) {
    ui.set_width(ui.available_width());
    let Some(look) = app.versions.look.clone() else {
        let text = app.versions.trouble.as_deref();
        ui.add(Label::new(text.unwrap_or(words::READING_VERSION)).wrap());
        return;
    };
    let summary = RichText::new(&look.summary).font(theme::shell_strong(13.0));
    ui.add(Label::new(summary).wrap());
    let records = app.records_of_version();
    if !records.is_empty() {
        let mut all = app.versions.ticked == records;
        if ui.checkbox(&mut all, words::TICK_ALL).changed() {
            app.tick_all_of_version(all);
        }
    }
    ui.add_space(4.0);
    ScrollArea::vertical()
        .id_salt("what has changed")
        .max_height(height - 2.0 * ROW)
        .auto_shrink([false, true])
        .show_rows(ui, ROW, look.rows.len(), |ui, shown| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for row in &look.rows[shown] {
                row_ui(ui, app, row);
            }
        });
}

fn row_ui(ui: &mut Ui, app: &mut App, row: &VersionRow) {
    let theme = Theme::of(ui.ctx());
    let size = vec2(ui.available_width(), ROW);
    ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_size(size);
        match row {
            VersionRow::Gap => {}
            VersionRow::Heading(text) => {
                let text = RichText::new(text).font(theme::shell_strong(13.0));
                ui.add(Label::new(text).truncate());
            }
            VersionRow::Item {
                record,
                can_come_back,
                word,
                quote,
                says,
            } => {
                ui.allocate_ui(vec2(TICK, ROW), |ui| {
                    ui.set_min_width(TICK);
                    if *can_come_back {
                        let mut is_ticked = app.versions.ticked.contains(record);
                        let tick = ui.add(Checkbox::without_text(&mut is_ticked));
                        let tick = tick.accessible_name(words::bring_back_words(quote));
                        if tick.changed() && is_ticked {
                            app.versions.ticked.insert(*record);
                        } else if tick.changed() {
                            app.versions.ticked.remove(record);
                        }
                    }
                });
                ui.allocate_ui(vec2(WORD, ROW), |ui| {
                    ui.set_min_width(WORD);
                    ui.label(muted(ui, *word));
                });
                let words = RichText::new(quote).font(theme::reading(13.5));
                // A quote never takes the room of what is said of it.
                let part = ui.available_width() * 0.42;
                ui.allocate_ui(vec2(part, ROW), |ui| {
                    ui.set_min_width(part);
                    ui.add(Label::new(words).truncate());
                });
                let says = RichText::new(says).color(theme.ink);
                ui.add(Label::new(says).truncate());
            }
        }
    });
}

fn buttons_ui(ui: &mut Ui, app: &mut App) {
    let is_damaged = app.versions.damaged.is_some();
    let is_read = app.versions.look.is_some();
    let ticked = app.versions.ticked.len();
    ui.horizontal(|ui| {
        let strong = |text: &str| RichText::new(text).font(theme::shell_strong(13.0));
        if is_damaged {
            let open = Button::new(strong(words::OPEN_VERSION));
            if ui.add_enabled(is_read, open).clicked() {
                app.open_version();
            }
        } else {
            let back = Button::new(strong(&words::bring_back_ticked(ticked)));
            if ui.add_enabled(ticked > 0, back).clicked() {
                app.bring_back_ticked();
            }
        }
        let beside = ui.add_enabled(is_read, Button::new(words::OPEN_BESIDE));
        if beside.on_hover_text(words::OPEN_BESIDE_HELP).clicked() {
            app.open_version_beside();
        }
        let save = ui.add_enabled(is_read, Button::new(words::SAVE_VERSION));
        if save.clicked() {
            app.save_version();
        }
        if ui.button("Close").clicked() {
            app.view.dialog = None;
            app.view.focus_text = true;
        }
    });
    if is_damaged {
        ui.add(Label::new(muted(ui, words::DAMAGED_STAYS)).wrap());
    }
}
