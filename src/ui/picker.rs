//! The popup in which something is chosen by typing a few letters of it. What it lists comes from the app.

use super::input::composes;
use super::panels::muted;
use super::theme::{self, Theme};
use crate::app::{App, Picker, PickerKind, PickerRow};
use crate::text::visible::shown;
use egui::{
    Align, Align2, Area, Context, Event, Id, Key, Label, Modifiers, Order, RichText, ScrollArea,
    Sense, TextEdit, Ui, WidgetInfo, accesskit, vec2,
};

/// Points: how wide it is where the window allows, how high a row and the list are.
const WIDTH: f32 = 580.0;
const ROW: f32 = 28.0;
const MOST_ROWS: f32 = 12.0;

/// Rows that Page Up and Page Down go.
const PAGE: usize = 10;

const CLAIM_HINT: &str = "Words of a claim, or a new statement";

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
    let (title, hint) = heading(app, &picker.kind);
    let answer = show(context, &mut picker, &rows, (&title, hint));
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

fn heading(app: &App, kind: &PickerKind) -> (String, &'static str) {
    let (title, hint) = match kind {
        PickerKind::Palette => ("Commands", "A command, or words to find in all articles"),
        PickerKind::Walk => ("What J and K go along", "Unmarked words, marks, a status"),
        PickerKind::Cite => (
            "Cite a source",
            "Its title, then @ and where in it: Harbour log @ p. 2",
        ),
        PickerKind::Paragraph => ("Go to paragraph", "Its number, or words of it"),
        PickerKind::SetAside => ("Set aside as", "F page furniture, O opinion"),
        PickerKind::Occurrences => ("Mark all occurrences", "Where, and as what"),
        PickerKind::Decide => ("Decide as", "V, U or C, or N nothing here"),
        PickerKind::Claim => return (app.tie_title(), CLAIM_HINT),
        PickerKind::CurrentClaim => ("The current claim", CLAIM_HINT),
        PickerKind::TieAs(_) => ("These words are not marked yet", "1, 2 or 3"),
        PickerKind::MoveOrAlso(_) => return (app.tied_title(), "M moves, A ties too"),
        PickerKind::Reader => ("Whose marks are shown", "A name"),
        PickerKind::Rival(_) => ("Which of them stands", "Words of it"),
        PickerKind::Stance => (
            "How it stands to the claim",
            "S supports, C contradicts, M mentions",
        ),
    };
    (title.to_owned(), hint)
}

fn show(
    context: &Context,
    picker: &mut Picker,
    rows: &[PickerRow],
    (title, hint): (&str, &str),
) -> Answer {
    let screen = context.content_rect();
    let width = WIDTH.min(screen.width() - 48.0);
    picker.at = picker.at.min(rows.len().saturating_sub(1));
    let at_before = picker.at;
    let keys = take_keys(context, picker, rows);
    // The list follows the row that was chosen with keys, never the wheel.
    let moved = picker.at != at_before;
    let theme = Theme::of(context);
    let mut answer = keys;
    // Other words, another list: it begins at its top.
    let typed_before = picker.typed.clone();
    // A press beside the popup is the popup's: it closes it, and what is selected below stays.
    Area::new(Id::unique("beside the picker"))
        .order(Order::Middle)
        .fixed_pos(screen.min)
        .show(context, |ui| {
            ui.allocate_exact_size(screen.size(), Sense::click_and_drag() - Sense::FOCUSABLE)
        });
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
                    if field.changed() {
                        picker.at = 0;
                    }
                    ui.add_space(6.0);
                    if rows.is_empty() {
                        let nothing = match picker.kind {
                            PickerKind::Cite if picker.typed.trim().is_empty() => {
                                "No sources yet. Type a title and press Enter: it gets a card."
                            }
                            _ => "Nothing fits.",
                        };
                        ui.label(muted(ui, nothing));
                        return;
                    }
                    ui.spacing_mut().item_spacing.y = 0.0;
                    // At once as high as its rows: the popup would otherwise keep the height of the list before.
                    let height = ROW * MOST_ROWS.min(rows.len() as f32);
                    let height = height.min(screen.height() - 180.0);
                    ScrollArea::vertical()
                        .max_height(height)
                        .min_scrolled_height(height)
                        .auto_shrink([false, true])
                        .id_salt((title, &typed_before))
                        .show(ui, |ui| {
                            list_node(ui, title, rows.len());
                            for (at, row) in rows.iter().enumerate() {
                                let response = row_ui(ui, row, at == picker.at);
                                if at == picker.at {
                                    if moved {
                                        response.scroll_to_me(None);
                                    }
                                    // A screen reader reads the row while the keyboard stays in the field.
                                    ui.accesskit_node_builder(field.id, |node| {
                                        node.set_active_descendant(response.id.accesskit_id());
                                    });
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

/// Takes the keys of the popup out of egui's events, all but those that type. While an input method composes they are its.
fn take_keys(context: &Context, picker: &mut Picker, rows: &[PickerRow]) -> Answer {
    if composes(context) {
        return Answer::Open;
    }
    let mut answer = Answer::Open;
    let mut letter = false;
    context.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                repeat,
                ..
            } => {
                if !matches!(answer, Answer::Open) {
                    return false;
                }
                if picker.typed.is_empty()
                    && let Some(at) = row_of_letter(&picker.kind, rows, *key, *modifiers)
                {
                    letter = true;
                    answer = Answer::Chosen(at);
                    return false;
                }
                let Some(pressed) = pressed(picker.at, rows.len(), *key, *modifiers) else {
                    return true;
                };
                match pressed {
                    Pressed::Row(at) => picker.at = at,
                    Pressed::Close => answer = Answer::Closed,
                    // What opened the popup may still be held down.
                    Pressed::Choose if *repeat => {}
                    Pressed::Choose => answer = Answer::Chosen(picker.at),
                }
                false
            }
            // The sign of a letter that chose is no word.
            Event::Text(_) => !letter,
            _ => true,
        });
    });
    answer
}

/// What a key does in the popup.
enum Pressed {
    Row(usize),
    Close,
    Choose,
}

fn pressed(at: usize, rows: usize, key: Key, modifiers: Modifiers) -> Option<Pressed> {
    let last = rows.saturating_sub(1);
    if modifiers.command && !modifiers.alt && !modifiers.shift && key == Key::K {
        // The key of the palette also closes it; in the field it would delete.
        return Some(Pressed::Close);
    }
    if !modifiers.is_none() {
        return None;
    }
    Some(match key {
        Key::ArrowDown => Pressed::Row(if at >= last { 0 } else { at + 1 }),
        Key::ArrowUp => Pressed::Row(if at == 0 { last } else { at - 1 }),
        Key::PageDown => Pressed::Row((at + PAGE).min(last)),
        Key::PageUp => Pressed::Row(at.saturating_sub(PAGE)),
        Key::Home => Pressed::Row(0),
        Key::End => Pressed::Row(last),
        Key::Escape => Pressed::Close,
        Key::Enter => Pressed::Choose,
        _ => return None,
    })
}

/// The row whose letter this is, where one key chooses.
fn row_of_letter(
    kind: &PickerKind,
    rows: &[PickerRow],
    key: Key,
    modifiers: Modifiers,
) -> Option<usize> {
    if !chooses_by_letter(kind) || !modifiers.is_none() {
        return None;
    }
    rows.iter()
        .position(|row| row.is_enabled && row.key.chars().count() == 1 && row.key == key.name())
}

fn chooses_by_letter(kind: &PickerKind) -> bool {
    matches!(
        kind,
        PickerKind::SetAside
            | PickerKind::Decide
            | PickerKind::TieAs(_)
            | PickerKind::MoveOrAlso(_)
            | PickerKind::Stance
    )
}

/// Tells a screen reader that the rows are one list.
fn list_node(ui: &Ui, title: &str, rows: usize) {
    ui.accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(accesskit::Role::ListBox);
        node.set_label(title);
        node.set_size_of_set(rows);
    });
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
        WidgetInfo::selected(
            egui::Role::ListBoxOption,
            row.is_enabled,
            is_at,
            shown(&row.title),
        )
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
                        RichText::new(shown(&row.title))
                            .font(theme::shell(13.0))
                            .color(color),
                    )
                    .truncate()
                    .selectable(false),
                );
                ui.add(
                    Label::new(muted(ui, shown(&row.detail)))
                        .truncate()
                        .selectable(false),
                );
            });
        },
    );
    response
}

#[cfg(test)]
mod tests {
    use super::{Pressed, pressed, row_of_letter};
    use crate::app::{Picked, PickerKind, PickerRow};
    use egui::{Key, Modifiers};

    fn row(key: &str) -> PickerRow {
        PickerRow {
            title: key.to_owned(),
            detail: String::new(),
            key: key.to_owned(),
            is_enabled: true,
            picked: Picked::Find(key.to_owned()),
        }
    }

    #[test]
    fn a_letter_chooses_at_once_where_rows_have_letters() {
        let rows = [row("F"), row("O")];
        let chosen = |kind, key, modifiers| row_of_letter(&kind, &rows, key, modifiers);
        let aside = || PickerKind::SetAside;
        assert_eq!(chosen(aside(), Key::O, Modifiers::NONE), Some(1));
        assert_eq!(chosen(aside(), Key::X, Modifiers::NONE), None);
        assert_eq!(chosen(aside(), Key::O, Modifiers::COMMAND), None);
        assert_eq!(chosen(PickerKind::Palette, Key::O, Modifiers::NONE), None);
    }

    #[test]
    fn keys_go_round_and_stop_at_pages() {
        let row = |at, key| match pressed(at, 30, key, Modifiers::NONE) {
            Some(Pressed::Row(at)) => at,
            _ => panic!("{key:?}"),
        };
        assert_eq!(row(29, Key::ArrowDown), 0);
        assert_eq!(row(0, Key::ArrowUp), 29);
        assert_eq!(row(25, Key::PageDown), 29);
        assert_eq!(row(3, Key::PageUp), 0);
        assert_eq!((row(5, Key::Home), row(5, Key::End)), (0, 29));
        assert!(pressed(0, 0, Key::ArrowDown, Modifiers::NONE).is_some());
        assert!(pressed(0, 30, Key::Enter, Modifiers::SHIFT).is_none());
    }
}
