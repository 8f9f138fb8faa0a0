//! The menus, made from the list of commands; the file's name and the reviewer at the right.

use super::{command_button, muted};
use crate::app::{App, Command, Menu, file_name, words};
use crate::ui::theme::{self, Theme};
use egui::{Align, Layout, MenuBar, RichText, Ui};

/// Shows the menu bar.
pub fn menu_bar_ui(ui: &mut Ui, app: &mut App) -> Vec<Command> {
    let mut chosen = Vec::new();
    let theme = Theme::of(ui.ctx());
    MenuBar::new().ui(ui, |ui| {
        ui.add_space(8.0);
        ui.label(RichText::new(words::NAME).font(theme::shell_bold(13.0)));
        ui.add_space(10.0);
        for menu in Menu::ALL {
            let title = RichText::new(menu.title()).color(theme.muted);
            let button = ui
                .menu_button(title, |ui| {
                    ui.set_min_width(230.0);
                    menu_ui(ui, app, menu, &mut chosen);
                })
                .response;
            if menu == Menu::File && std::mem::take(&mut app.view.focus_menus) {
                button.request_focus();
            }
            super::focus_frame(ui, &button);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            reviewer_ui(ui, app);
            ui.add_space(6.0);
            let name = match &app.file {
                Some(file) => file_name(&file.path),
                None if app.is_empty() => String::new(),
                None if app.project.title.is_empty() => "Not saved yet".to_owned(),
                None => app.project.title.clone(),
            };
            let place = app
                .file
                .as_ref()
                .map(|file| file.path.display().to_string());
            let label = ui.add(egui::Label::new(RichText::new(name).color(theme.muted)).truncate());
            if let Some(place) = place {
                label.on_hover_text(place);
            }
        });
    });
    chosen
}

fn menu_ui(ui: &mut Ui, app: &App, menu: Menu, chosen: &mut Vec<Command>) {
    let mut group = None;
    for command in Command::all() {
        let definition = command.definition();
        if definition.menu.0 != menu || definition.only_in_sheet {
            continue;
        }
        // Movements are for keys: the sheet and the palette show them.
        if matches!(command, Command::Move(_) | Command::Extend(_)) {
            continue;
        }
        if group.is_some_and(|group| group != definition.menu.1) {
            ui.separator();
        }
        group = Some(definition.menu.1);
        if command == Command::OpenProject {
            if command_button(ui, app, command).clicked() {
                chosen.push(command);
                ui.close();
            }
            recent_ui(ui, app, chosen);
            continue;
        }
        if command_button(ui, app, command).clicked() {
            chosen.push(command);
            ui.close();
        }
    }
}

fn recent_ui(ui: &mut Ui, app: &App, chosen: &mut Vec<Command>) {
    ui.add_enabled_ui(!app.settings.recent.is_empty(), |ui| {
        // As wide and as bare as the lines around it, so that the words stand in one column.
        let button = egui::Button::new("Open recent")
            .frame(false)
            .min_size(egui::vec2(200.0, 0.0))
            .right_text("⏵");
        let menu = egui::containers::menu::SubMenuButton::from_button(button);
        menu.ui(ui, |ui| {
            for (index, path) in app.settings.recent.iter().enumerate() {
                let Ok(index) = u8::try_from(index) else {
                    break;
                };
                let button = ui
                    .button(file_name(path))
                    .on_hover_text(path.display().to_string());
                if button.clicked() {
                    chosen.push(Command::OpenRecent(index));
                    ui.close();
                }
            }
        });
    });
}

/// Who marks: the first letter of the name in a circle, the name on a click.
fn reviewer_ui(ui: &mut Ui, app: &mut App) {
    let theme = Theme::of(ui.ctx());
    let name = if app.settings.reviewer_name.is_empty() {
        words::UNNAMED.to_owned()
    } else {
        app.settings.reviewer_name.clone()
    };
    let initial = name
        .chars()
        .next()
        .unwrap_or('R')
        .to_uppercase()
        .to_string();
    let button = egui::Button::new(
        RichText::new(initial)
            .font(theme::shell_bold(11.0))
            .color(theme.muted),
    )
    .fill(theme.chip)
    .stroke(egui::Stroke::NONE)
    .corner_radius(10)
    .min_size(egui::vec2(20.0, 20.0));
    let response = ui.add(button);
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Reviewer: {name}"))
    });
    let response = response.on_hover_text(format!(
        "{name}: this name stands on your marks. Click to change it."
    ));
    egui::Popup::menu(&response)
        .close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(220.0);
            ui.label(muted(ui, "The name on your marks"));
            let id = ui.make_persistent_id("reviewer name");
            let mut typed = ui
                .data_mut(|data| data.get_temp::<String>(id))
                .unwrap_or_else(|| app.settings.reviewer_name.clone());
            let field = ui.add(
                egui::TextEdit::singleline(&mut typed)
                    .hint_text("Your name")
                    .desired_width(200.0),
            );
            let field = field.accessible_name("The name on your marks");
            let entered =
                field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            ui.data_mut(|data| data.insert_temp(id, typed.clone()));
            if ui.button("Use this name").clicked() || entered {
                app.set_reviewer_name(&typed);
                ui.data_mut(|data| data.remove::<String>(id));
                ui.close();
            }
        });
}
