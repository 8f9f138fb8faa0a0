//! The bar under the menus in which words are looked for: field, count, previous and next, how and where to look.

use super::{command_tooltip, focus_frame, muted};
use crate::app::{App, Command, FindScope};
use crate::text::find::FindOptions;
use crate::ui::theme::{self, Theme};
use egui::text::{CCursor, CCursorRange};
use egui::{
    Align, Button, Id, Key, Layout, Modifiers, Response, RichText, TextEdit, Ui, WidgetInfo, vec2,
};

/// Points: the field, as wide as the window allows, and the count beside it.
const FIELD: (f32, f32) = (140.0, 300.0);
const COUNT: f32 = 130.0;
/// What stands right of the field, at the default size of type.
const BESIDE: f32 = 600.0;

/// Shows the bar and returns the commands asked for.
pub fn find_bar_ui(ui: &mut Ui, app: &mut App) -> Vec<Command> {
    let mut asked = Vec::new();
    let width = (ui.available_width() - BESIDE).clamp(FIELD.0, FIELD.1);
    ui.horizontal_centered(|ui| {
        ui.add_space(8.0);
        field_ui(ui, app, width, &mut asked);
        let count = app.find_count();
        ui.allocate_ui_with_layout(
            vec2(COUNT, ui.available_height()),
            Layout::left_to_right(Align::Center),
            |ui| {
                ui.set_min_width(COUNT);
                ui.add(egui::Label::new(muted(ui, count)).truncate());
            },
        );
        for (label, name, command) in [
            ("<", "Previous hit", Command::FindPrevious),
            (">", "Next hit", Command::FindNext),
        ] {
            let has_hits = app.find.total() > 0;
            let response = ui.add_enabled(has_hits, Button::new(label).min_size(vec2(28.0, 24.0)));
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, has_hits, name));
            focus_frame(ui, &response);
            if response
                .on_hover_text(command_tooltip(app, command))
                .clicked()
            {
                asked.push(command);
            }
        }
        ui.add_space(8.0);
        options_ui(ui, app);
        ui.add_space(8.0);
        scope_ui(ui, app);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            let close = ui.add(Button::new("×").min_size(vec2(24.0, 24.0)).frame(false));
            close.widget_info(|| {
                WidgetInfo::labeled(egui::Role::Button, true, "Close the find bar")
            });
            focus_frame(ui, &close);
            if close
                .on_hover_text(super::with_key(
                    app,
                    "Back to the text; the hit stays selected",
                    Command::Escape,
                ))
                .clicked()
            {
                app.close_find();
            }
        });
    });
    asked
}

fn field_ui(ui: &mut Ui, app: &mut App, width: f32, asked: &mut Vec<Command>) {
    let id = Id::unique("find field");
    if ui.memory(|memory| memory.has_focus(id)) {
        // Before the field, which gives the keyboard away at Enter.
        ui.input_mut(|input| {
            if input.consume_key(Modifiers::SHIFT, Key::Enter) {
                asked.push(Command::FindPrevious);
            }
            if input.consume_key(Modifiers::NONE, Key::Enter) {
                asked.push(Command::FindNext);
            }
        });
    }
    let mut typed = app.find.words().to_owned();
    let output = TextEdit::singleline(&mut typed)
        .id(id)
        .hint_text("Words to find")
        .desired_width(width)
        .show(ui);
    let response = output
        .response
        .response
        .clone()
        .accessible_name("Words to find");
    if std::mem::take(&mut app.find.focus_field) {
        response.request_focus();
        let mut state = output.state;
        let all = CCursorRange::two(CCursor::default(), CCursor::end_of_str(&typed));
        state.cursor.set_char_range(Some(all));
        state.store(ui.ctx(), id);
    }
    app.find.has_keyboard = ui.memory(|memory| memory.has_focus(id));
    app.set_find_words(&typed);
}

fn options_ui(ui: &mut Ui, app: &mut App) {
    let mut options = app.find.options();
    let FindOptions {
        match_case,
        whole_word,
        fold_accents,
    } = &mut options;
    for (label, name, help, is_on) in [
        (
            "Aa",
            "Match case",
            "Capital and small letters are different",
            match_case,
        ),
        ("Word", "Whole words", "Whole words only", whole_word),
        (
            "é=e",
            "Accents are equal",
            "Letters with and without accents are the same",
            fold_accents,
        ),
    ] {
        if toggle(ui, label, name, help, *is_on).clicked() {
            *is_on = !*is_on;
        }
    }
    app.set_find_options(options);
}

fn scope_ui(ui: &mut Ui, app: &mut App) {
    ui.spacing_mut().item_spacing.x = 2.0;
    for (label, help, scope) in [
        (
            "This article",
            "Look in the article with the caret",
            FindScope::ThisArticle,
        ),
        (
            "All articles",
            "Look in every article, in the order of the list",
            FindScope::AllArticles,
        ),
    ] {
        if toggle(ui, label, label, help, app.find.scope() == scope).clicked() {
            app.set_find_scope(scope);
        }
    }
}

/// A small button that stays down.
fn toggle(ui: &mut Ui, label: &str, name: &str, help: &str, is_on: bool) -> Response {
    let theme = Theme::of(ui.ctx());
    let (fill, color, stroke) = if is_on {
        (
            theme.selection,
            theme.ink,
            egui::Stroke::new(1.0, theme.accent),
        )
    } else {
        (theme.ground, theme.muted, theme.hairline())
    };
    let text = RichText::new(label).font(theme::shell(12.0)).color(color);
    let response = ui.add(Button::new(text).fill(fill).stroke(stroke).corner_radius(6));
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_on, name));
    focus_frame(ui, &response);
    response.on_hover_text(help)
}
