//! A drop-down: a button with what is chosen, that takes the keyboard as those of the system do.
//!
//! With the keyboard on it, the arrows go through the choices one by one, Home and End to the first and the last, and Enter
//! or Space opens the list. A screen reader hears the name and what is chosen.

use super::focus_frame;
use egui::{ComboBox, EventFilter, Key, Modifiers, Response, Ui, WidgetInfo};

/// Shows a drop-down of a name with the choices, one of which is `chosen`.
pub(super) fn drop_down_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    name: &str,
    width: f32,
    choices: &[(T, String)],
    chosen: &mut T,
) -> Response {
    let at = choices.iter().position(|(choice, _)| choice == chosen);
    let shown = at
        .and_then(|at| choices.get(at))
        .map_or("", |(_, name)| name.as_str())
        .to_owned();
    let response = ComboBox::from_id_salt(name)
        .width(width)
        .truncate()
        .selected_text(shown.as_str())
        .show_ui(ui, |ui| {
            for (choice, name) in choices {
                ui.selectable_value(chosen, *choice, name);
            }
        })
        .response;
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(egui::Role::ComboBox, true, name);
        info.current_text_value = Some(shown.clone());
        info
    });
    if response.clicked() {
        // The keys go to it and not to what had the keyboard before.
        response.request_focus();
    }
    if response.has_focus() {
        keys_ui(ui, &response, at.unwrap_or(0), choices, chosen);
    }
    focus_frame(ui, &response);
    response.on_hover_text(name)
}

/// The arrows change what is chosen, and do not leave the drop-down.
fn keys_ui<T: Copy + PartialEq>(
    ui: &Ui,
    response: &Response,
    at: usize,
    choices: &[(T, String)],
    chosen: &mut T,
) {
    let filter = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let last = choices.len().saturating_sub(1);
    let to = ui.input_mut(|input| {
        [
            (Key::ArrowUp, at.saturating_sub(1)),
            (Key::ArrowDown, (at + 1).min(last)),
            (Key::Home, 0),
            (Key::End, last),
        ]
        .into_iter()
        .find_map(|(key, to)| input.consume_key(Modifiers::NONE, key).then_some(to))
    });
    if let Some((choice, _)) = to.and_then(|to| choices.get(to)) {
        *chosen = *choice;
    }
}
