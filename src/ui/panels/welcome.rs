//! What stands where no article is open.

use super::{command_tooltip, muted};
use crate::app::{App, Command, file_name, words};
use crate::ui::theme::{self, Theme};
use egui::{Button, RichText, Ui, vec2};

/// Shows the welcome page.
pub fn welcome_ui(ui: &mut Ui, app: &App) -> Vec<Command> {
    let mut chosen = Vec::new();
    let theme = Theme::of(ui.ctx());
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.22).max(24.0));
        ui.label(RichText::new(words::NAME).font(theme::reading_bold(34.0)));
        ui.add_space(4.0);
        ui.label(
            RichText::new("For people who check articles line by line")
                .font(theme::reading_italic(16.0))
                .color(theme.muted),
        );
        ui.add_space(22.0);
        ui.label(RichText::new(words::WELCOME).font(theme::shell(14.0)));
        ui.add_space(14.0);
        for (command, label, is_main) in [
            (Command::AddArticles, "Add articles…", true),
            (Command::OpenSample, "Open the sample project", false),
            (Command::OpenProject, "Open a project…", false),
            (Command::PasteArticle, "Paste an article", false),
        ] {
            let mut button = Button::new(RichText::new(label).font(theme::shell_strong(13.5)))
                .min_size(vec2(240.0, 34.0))
                .corner_radius(8)
                .fill(theme.paper);
            if is_main {
                button = button.stroke(egui::Stroke::new(1.5, theme.accent));
            }
            if ui
                .add(button)
                .on_hover_text(command_tooltip(app, command))
                .clicked()
            {
                chosen.push(command);
            }
            ui.add_space(4.0);
        }
        ui.add_space(10.0);
        ui.label(muted(
            ui,
            "Text, Markdown and saved web pages. Nothing leaves this computer.",
        ));
        if is_wayland() {
            ui.label(muted(
                ui,
                "On Wayland files cannot be dropped on the window: use Add articles.",
            ));
        }
        if !app.settings.recent.is_empty() {
            ui.add_space(18.0);
            super::section(ui, "Used before");
            for (index, path) in app.settings.recent.iter().enumerate().take(5) {
                let Ok(index) = u8::try_from(index) else {
                    break;
                };
                if ui
                    .link(file_name(path))
                    .on_hover_text(path.display().to_string())
                    .clicked()
                {
                    chosen.push(Command::OpenRecent(index));
                }
            }
        }
    });
    chosen
}

/// winit gives no file drops on Wayland.
fn is_wayland() -> bool {
    cfg!(target_os = "linux") && std::env::var_os("WAYLAND_DISPLAY").is_some()
}
