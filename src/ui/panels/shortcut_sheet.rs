//! The sheet of shortcuts: every command with its keys, found by typing, and changed by pressing others.

use super::dialogs::title;
use super::{command_tooltip, muted, section};
use crate::app::{App, Command, GiveKey, Menu, Refusal, Shortcut, Waiting};
use crate::ui::theme::{self, Theme};
use egui::{Button, Id, Label, Layout, RichText, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

/// Points: a row, and the column of the names.
const ROW: f32 = 26.0;
const NAMES: f32 = 290.0;

/// Shows the sheet.
pub(super) fn shortcut_sheet_ui(ui: &mut Ui, app: &mut App) {
    let screen = ui.ctx().content_rect().size();
    ui.set_width((screen.x - 120.0).min(760.0));
    title(ui, "Shortcuts");
    search_ui(ui, app);
    refusal_ui(ui, app);
    ui.add_space(6.0);
    ScrollArea::vertical()
        .max_height((screen.y - 260.0).max(160.0))
        .auto_shrink([false, false])
        .show(ui, |ui| {
            let mut has_rows = false;
            for menu in Menu::ALL {
                has_rows |= menu_ui(ui, app, menu);
            }
            if !has_rows {
                ui.label(muted(ui, "No command fits."));
            }
        });
    ui.add_space(8.0);
    ui.label(muted(ui, app.single_letters()));
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        if ui.button("Close").clicked() {
            app.view.dialog = None;
            app.view.sheet.waiting = None;
            app.view.focus_text = true;
        }
        let has_changes = !app.settings.keys.is_empty();
        if ui
            .add_enabled(has_changes, Button::new("All defaults"))
            .on_hover_text("Every command gets the keys of the first start")
            .clicked()
        {
            app.all_default_keys();
        }
    });
}

fn search_ui(ui: &mut Ui, app: &mut App) {
    let field = TextEdit::singleline(&mut app.view.sheet.search)
        .hint_text("Find a command or a key")
        .desired_width(f32::INFINITY)
        .id(Id::unique("sheet search"));
    let field = ui.add(field).accessible_name("Find a command or a key");
    if ui.memory(|memory| memory.focused().is_none()) && app.view.sheet.waiting.is_none() {
        field.request_focus();
    }
}

/// Why the last key was not given, and what can be done about it.
fn refusal_ui(ui: &mut Ui, app: &mut App) {
    let Some((waiting, shortcut, refusal)) = app.view.sheet.refused else {
        return;
    };
    ui.add_space(4.0);
    let theme = Theme::of(ui.ctx());
    super::card(theme)
        .stroke(egui::Stroke::new(1.0, ui.visuals().warn_fg_color))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.add(Label::new(refusal.message(shortcut, app.view.is_mac)).wrap());
            ui.horizontal(|ui| {
                if let Refusal::Taken(other) = refusal
                    && ui
                        .button(format!("Take it from {}", other.numbered_label()))
                        .clicked()
                {
                    app.take_refused_key();
                }
                if ui.button("Other keys…").clicked() {
                    app.wait_for_key(waiting);
                }
                if ui.button("Leave it").clicked() {
                    app.view.sheet.refused = None;
                }
            });
        });
}

/// The rows of a menu; whether there are any.
fn menu_ui(ui: &mut Ui, app: &mut App, menu: Menu) -> bool {
    let search = app.view.sheet.search.to_lowercase();
    let fits = |name: &str, keys: &[Shortcut]| {
        let mut all = name.to_lowercase();
        for key in keys {
            all.push(' ');
            all.push_str(&key.shown(app.view.is_mac).to_lowercase());
        }
        search.split_whitespace().all(|word| all.contains(word))
    };
    let rows: Vec<Command> = Command::all()
        .into_iter()
        .filter(|command| {
            command.definition().menu.0 == menu
                && !matches!(command, Command::Extend(_) | Command::OpenRecent(_))
                && fits(&command.numbered_label(), &app.shortcuts(*command))
        })
        .collect();
    let selects = menu == Menu::Move && fits("select while moving shift + movement", &[]);
    if rows.is_empty() && !selects {
        return false;
    }
    section(ui, menu.title());
    for command in rows {
        row_ui(ui, app, command);
    }
    if selects {
        ui.horizontal(|ui| {
            name_ui(ui, "Select while moving")
                .on_hover_text("Takes what lies between into the selection");
            ui.label(key_text(ui, "Shift + movement"));
        });
    }
    ui.add_space(10.0);
    true
}

fn name_ui(ui: &mut Ui, name: &str) -> egui::Response {
    ui.allocate_ui_with_layout(
        vec2(NAMES, ROW),
        Layout::left_to_right(egui::Align::Center),
        |ui| {
            ui.set_min_width(NAMES);
            ui.add(Label::new(name).truncate())
        },
    )
    .inner
}

fn key_text(ui: &Ui, keys: impl Into<String>) -> RichText {
    RichText::new(keys)
        .font(theme::shell_strong(12.0))
        .color(Theme::of(ui.ctx()).muted)
}

fn row_ui(ui: &mut Ui, app: &mut App, command: Command) {
    let name = command.numbered_label();
    let waits = app
        .view
        .sheet
        .waiting
        .is_some_and(|waiting| waiting.command == command);
    ui.horizontal(|ui| {
        name_ui(ui, &name).on_hover_text(command_tooltip(app, command));
        let buttons = Layout::right_to_left(egui::Align::Center);
        ui.with_layout(buttons, |ui| {
            buttons_ui(ui, app, command, &name);
            ui.with_layout(Layout::left_to_right(egui::Align::Center), |ui| {
                if waits {
                    let text = "Press the new keys… Esc leaves it";
                    ui.label(RichText::new(text).color(Theme::of(ui.ctx()).accent));
                } else {
                    keys_ui(ui, app, command, &name);
                }
            });
        });
    });
}

/// The keys, each with a cross that takes it away.
fn keys_ui(ui: &mut Ui, app: &mut App, command: Command, name: &str) {
    let mac = app.view.is_mac;
    let shortcuts = app.shortcuts(command);
    if shortcuts.is_empty() {
        ui.label(muted(ui, "–"));
    }
    for shortcut in shortcuts {
        ui.spacing_mut().item_spacing.x = 1.0;
        let shown = shortcut.shown(mac);
        ui.label(key_text(ui, shown.as_str()));
        let cross = RichText::new("×").color(Theme::of(ui.ctx()).muted);
        let cross = ui.add(Button::new(cross).frame(false).small());
        cross.widget_info(|| {
            let label = format!("Take {shown} from {name}");
            WidgetInfo::labeled(egui::Role::Button, true, label)
        });
        super::focus_frame(ui, &cross);
        if cross.on_hover_text("Take this key away").clicked() {
            app.take_key(command, shortcut);
        }
        ui.add_space(4.0);
    }
}

/// From right to left.
fn buttons_ui(ui: &mut Ui, app: &mut App, command: Command, name: &str) {
    ui.spacing_mut().item_spacing.x = 4.0;
    let mut small = |label: &str, is_enabled: bool, does: &str, help: &str| {
        let button = ui.add_enabled(is_enabled, Button::new(muted(ui, label)).small());
        button.widget_info(|| {
            WidgetInfo::labeled(egui::Role::Button, is_enabled, format!("{does} {name}"))
        });
        button.on_hover_text(help).clicked()
    };
    let is_changed = app.has_changed_keys(command);
    if small(
        "Default",
        is_changed,
        "Default keys of",
        "The keys of the first start",
    ) {
        app.default_keys(command);
    }
    if small(
        "Add…",
        true,
        "Add a key to",
        "One more key; the others stay",
    ) {
        let how = GiveKey::Beside;
        app.wait_for_key(Waiting { command, how });
    }
    let help = "Another key instead of the first";
    if small("Change…", true, "Change the key of", help) {
        let how = GiveKey::InsteadOfFirst;
        app.wait_for_key(Waiting { command, how });
    }
}

/// The lines of the shortcut sheet: label, keys, help. Commands without a key are left out; the movements stand once.
#[must_use]
pub fn sheet_rows(menu: Menu, mac: bool) -> Vec<(String, String, &'static str)> {
    let mut rows = Vec::new();
    for command in Command::all() {
        let definition = command.definition();
        if definition.menu.0 != menu || matches!(command, Command::Extend(_)) {
            continue;
        }
        if let Command::FocusArticle(number) = command
            && number > 1
        {
            continue;
        }
        let mut keys: Vec<String> = command
            .shortcuts(mac)
            .iter()
            .map(|shortcut| shortcut.shown(mac))
            .collect();
        if command == Command::FocusArticle(1) {
            keys = vec![format!("{} … 9", keys.join(""))];
        }
        if !keys.is_empty() {
            rows.push((
                definition.label.to_owned(),
                keys.join("  "),
                definition.help,
            ));
        }
    }
    if menu == Menu::Move {
        rows.push((
            "Select while moving".to_owned(),
            "Shift + movement".to_owned(),
            "Takes what lies between into the selection",
        ));
    }
    rows
}
