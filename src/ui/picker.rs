//! The popup in which something is chosen by typing a few letters of it. What it lists comes from the app.

use super::panels::muted;
use super::theme::{self, Theme};
use crate::app::{App, PickerKind, PickerRow};
use egui::{
    Align, Align2, Area, Context, Id, Key, Label, Modifiers, Order, RichText, ScrollArea, Sense,
    TextEdit, Ui, WidgetInfo, vec2,
};

/// Points: how wide it is where the window allows, how high a row and the list are.
const WIDTH: f32 = 580.0;
const ROW: f32 = 28.0;
const MOST_ROWS: f32 = 12.0;

/// What happened to it in a frame.
enum Answer {
    Open,
    Closed,
    Chosen(usize),
}

/// Shows the popup, if it is open, and does what is chosen in it.
pub fn picker_ui(context: &Context, app: &mut App) {
    let Some(mut picker) = app.view.picker.clone() else {
        return;
    };
    let rows = app.picker_rows();
    let before = picker.clone();
    let answer = show(context, &mut picker, &rows);
    if picker.typed != before.typed {
        picker.at = 0;
    }
    match answer {
        Answer::Open => app.view.picker = Some(picker),
        Answer::Closed => app.close_picker(),
        Answer::Chosen(at) => {
            if let Some(row) = rows.get(at).filter(|row| row.is_enabled) {
                app.take_picked(row.picked.clone());
            }
        }
    }
}

fn heading(kind: &PickerKind) -> (&'static str, &'static str) {
    match kind {
        PickerKind::Palette => ("Commands", "A command, or words to find in all articles"),
        PickerKind::Walk => ("What J and K go along", "Unmarked words, marks, a status"),
        PickerKind::Cite => (
            "Cite a source",
            "Its title, then @ and where in it: Harbour log @ p. 2",
        ),
        PickerKind::Paragraph => ("Go to paragraph", "Its number, or words of it"),
        PickerKind::SetAside => ("Set aside as", "F page furniture, O opinion"),
        PickerKind::Occurrences => ("Mark all occurrences", "Where, and as what"),
    }
}

fn show(context: &Context, picker: &mut crate::app::Picker, rows: &[PickerRow]) -> Answer {
    let (title, hint) = heading(&picker.kind);
    let screen = context.content_rect();
    let width = WIDTH.min(screen.width() - 48.0);
    let last = rows.len().saturating_sub(1);
    picker.at = picker.at.min(last);
    let keys = context.input_mut(|input| {
        let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
        let step = |at: usize, by: isize| at.saturating_add_signed(by).min(last);
        if pressed(Key::ArrowDown) {
            picker.at = if picker.at == last { 0 } else { picker.at + 1 };
        }
        if pressed(Key::ArrowUp) {
            picker.at = if picker.at == 0 { last } else { picker.at - 1 };
        }
        if pressed(Key::PageDown) {
            picker.at = step(picker.at, 10);
        }
        if pressed(Key::PageUp) {
            picker.at = step(picker.at, -10);
        }
        if pressed(Key::Escape) {
            return Answer::Closed;
        }
        if pressed(Key::Enter) {
            return Answer::Chosen(picker.at);
        }
        Answer::Open
    });
    let moved = context.input(|input| {
        [Key::ArrowDown, Key::ArrowUp, Key::PageDown, Key::PageUp]
            .iter()
            .any(|key| input.key_down(*key))
    });
    let theme = Theme::of(context);
    let mut answer = keys;
    let area = Area::new(Id::unique("picker"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_TOP, vec2(0.0, 46.0))
        .show(context, |ui| {
            egui::Frame::popup(ui.style())
                .fill(theme.paper)
                .stroke(egui::Stroke::new(1.0, theme.accent))
                .corner_radius(10)
                .inner_margin(10)
                .show(ui, |ui| {
                    ui.set_width(width);
                    super::panels::section(ui, title);
                    let field = TextEdit::singleline(&mut picker.typed)
                        .hint_text(hint)
                        .desired_width(f32::INFINITY)
                        .id(Id::unique("picker field"));
                    let field = ui.add(field).accessible_name(title);
                    field.request_focus();
                    ui.add_space(6.0);
                    if rows.is_empty() {
                        ui.label(muted(ui, "Nothing fits."));
                        return;
                    }
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ScrollArea::vertical()
                        .max_height((ROW * MOST_ROWS).min(screen.height() - 180.0))
                        .auto_shrink([false, true])
                        .show(ui, |ui| {
                            for (at, row) in rows.iter().enumerate() {
                                let response = row_ui(ui, row, at == picker.at);
                                if at == picker.at && moved {
                                    response.scroll_to_me(None);
                                }
                                if response.clicked() {
                                    answer = Answer::Chosen(at);
                                }
                            }
                        });
                });
        });
    let pressed_beside = context.input(|input| {
        input.pointer.any_pressed()
            && input
                .pointer
                .interact_pos()
                .is_some_and(|place| !area.response.rect.contains(place))
    });
    if pressed_beside {
        answer = Answer::Closed;
    }
    answer
}

fn row_ui(ui: &mut Ui, row: &PickerRow, is_at: bool) -> egui::Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(
        vec2(ui.available_width(), ROW),
        Sense::click() - Sense::FOCUSABLE,
    );
    if is_at {
        ui.painter().rect_filled(rect, 6.0, theme.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 6.0, theme.chip);
    }
    response.widget_info(|| {
        WidgetInfo::selected(egui::Role::ListBoxOption, row.is_enabled, is_at, &row.title)
    });
    let color = if row.is_enabled {
        theme.ink
    } else {
        theme.muted
    };
    ui.scope_builder(
        egui::UiBuilder::new()
            .max_rect(rect.shrink2(vec2(9.0, 0.0)))
            .layout(egui::Layout::right_to_left(Align::Center)),
        |ui| {
            if !row.key.is_empty() {
                ui.label(
                    RichText::new(&row.key)
                        .font(theme::shell_strong(12.0))
                        .color(theme.muted),
                );
            }
            ui.with_layout(egui::Layout::left_to_right(Align::Center), |ui| {
                ui.add(
                    Label::new(
                        RichText::new(&row.title)
                            .font(theme::shell(13.0))
                            .color(color),
                    )
                    .truncate()
                    .selectable(false),
                );
                ui.add(
                    Label::new(muted(ui, row.detail.as_str()))
                        .truncate()
                        .selectable(false),
                );
            });
        },
    );
    response
}
