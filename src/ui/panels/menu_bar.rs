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
                    // Lower than the window, so that it neither covers the bar nor ends below the edge.
                    let most = (ui.ctx().content_rect().height() - 64.0).max(120.0);
                    egui::ScrollArea::vertical()
                        .max_height(most)
                        .min_scrolled_height(most)
                        .show(ui, |ui| menu_ui(ui, app, menu, &mut chosen));
                })
                .response;
            if menu == Menu::File && std::mem::take(&mut app.view.focus_menus) {
                button.request_focus();
            }
            super::focus_frame(ui, &button);
        }
        palette_field_ui(ui, app, &mut chosen);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            reviewer_ui(ui, app);
            ui.add_space(6.0);
            let name = match &app.file {
                Some(file) => file_name(&file.path),
                None if app.is_empty() => String::new(),
                None if app.project.title.is_empty() => "New project".to_owned(),
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

/// Points: the field of the palette at its widest and narrowest, and what stays free for the file's name and the reviewer.
const PALETTE: (f32, f32) = (480.0, 260.0);
const RIGHT_OF_PALETTE: f32 = 200.0;

/// In the middle of the bar, what looks like a field and opens the palette; where it has no room, the key still does.
fn palette_field_ui(ui: &mut Ui, app: &App, chosen: &mut Vec<Command>) {
    let theme = Theme::of(ui.ctx());
    let bar = ui.max_rect();
    let (left, right) = (ui.cursor().left() + 12.0, bar.right() - RIGHT_OF_PALETTE);
    let width = PALETTE.0.min(right - left);
    if width < PALETTE.1 {
        return;
    }
    let middle = bar
        .center()
        .x
        .clamp(left + width / 2.0, right - width / 2.0);
    let rect =
        egui::Rect::from_center_size(egui::pos2(middle, bar.center().y), egui::vec2(width, 24.0));
    let id = egui::Id::unique("palette field");
    let response = ui.interact(rect, id, egui::Sense::click());
    response
        .widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, words::FIND_OR_RUN));
    let stroke = if response.hovered() {
        egui::Stroke::new(1.0, theme.muted)
    } else {
        egui::Stroke::NONE
    };
    let painter = ui.painter().with_clip_rect(rect.expand(1.0));
    painter.rect(rect, 6.0, theme.chip, stroke, egui::StrokeKind::Inside);
    let font = theme::shell(12.0);
    let mut text_right = rect.right() - 10.0;
    let key = app.shown_key(Command::Palette);
    if !key.is_empty() {
        let key = painter.layout_no_wrap(key, theme::shell(11.0), theme.muted);
        let size = key.size() + egui::vec2(10.0, 4.0);
        let chip = egui::Rect::from_center_size(
            egui::pos2(rect.right() - 6.0 - size.x / 2.0, rect.center().y),
            size,
        );
        painter.rect(
            chip,
            4.0,
            theme.paper,
            theme.hairline(),
            egui::StrokeKind::Inside,
        );
        painter.galley(chip.min + egui::vec2(5.0, 2.0), key, theme.muted);
        text_right = chip.left() - 6.0;
    }
    let within = egui::Rect::from_min_max(rect.min, egui::pos2(text_right, rect.bottom()));
    painter.with_clip_rect(within).text(
        egui::pos2(rect.left() + 12.0, rect.center().y),
        egui::Align2::LEFT_CENTER,
        words::FIND_OR_RUN,
        font,
        theme.muted,
    );
    super::focus_frame(ui, &response);
    if response
        .on_hover_text(super::command_tooltip(app, Command::Palette))
        .clicked()
    {
        chosen.push(Command::Palette);
    }
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
