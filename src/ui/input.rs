//! From key presses to commands.
//!
//! Keys are taken before any widget sees them. A single letter fires only in its context: not while a text field has the
//! focus, a popup is open or a dialog stands over the window. Modifiers are compared exactly, and a key that changes
//! something ignores its own repetition.

use super::reader::pane_focus_id;
use crate::app::{App, Command, Context, Region, Shortcut};
use egui::{Event, Key, Popup};

/// Every shortcut with its command, made once.
pub struct KeyMap {
    keys: Vec<(Shortcut, Command, &'static [Context], bool)>,
}

impl KeyMap {
    /// Of all commands on this system.
    #[must_use]
    pub fn new(mac: bool) -> Self {
        let keys = Command::all()
            .into_iter()
            .flat_map(|command| {
                let definition = command.definition();
                command.shortcuts(mac).into_iter().map(move |shortcut| {
                    (shortcut, command, definition.contexts, definition.repeats)
                })
            })
            .collect();
        Self { keys }
    }

    fn find(
        &self,
        key: Key,
        modifiers: egui::Modifiers,
        context: Context,
    ) -> Option<(Command, bool)> {
        self.keys
            .iter()
            .find(|(shortcut, _, contexts, _)| {
                contexts.contains(&context) && shortcut.matches(key, modifiers)
            })
            .map(|(_, command, _, repeats)| (*command, *repeats))
    }
}

/// What was asked for by keys, by the clipboard and by dropping files.
#[derive(Default)]
pub struct Asked {
    /// Commands, in order.
    pub commands: Vec<Command>,
    /// Text that becomes an article.
    pub pasted: Option<String>,
    /// Files dropped on the window.
    pub dropped: Vec<std::path::PathBuf>,
}

/// Takes the keys of this frame that are commands out of egui's events.
pub fn take(context: &egui::Context, app: &mut App, keys: &KeyMap) -> Asked {
    let mut asked = Asked::default();
    let place = place(context, app);
    let is_dialog = app.view.dialog.is_some();
    let wants_paste = app.view.wants_paste;
    let is_welcome = app.is_empty();
    context.input_mut(|input| {
        let shift = input.modifiers.shift;
        input.events.retain(|event| match event {
            Event::Key {
                key,
                pressed: true,
                repeat,
                modifiers,
                ..
            } => {
                let Some((command, repeats)) =
                    place.and_then(|place| keys.find(*key, *modifiers, place.context))
                else {
                    return true;
                };
                if place.is_some_and(|place| place.is_widget)
                    && matches!(key, Key::Enter | Key::Space | Key::ArrowUp | Key::ArrowDown)
                {
                    return true;
                }
                // Copying in a field is the field's.
                if !repeat || repeats {
                    asked.commands.push(command);
                }
                false
            }
            Event::Text(text) => match place {
                Some(place) if place.context != Context::Text => {
                    if text == "?" {
                        asked.commands.push(Command::ShortcutSheet);
                    }
                    if text == "/" && place.context == Context::List {
                        asked.commands.push(Command::FilterList);
                    }
                    false
                }
                _ => true,
            },
            Event::Copy if place.is_some_and(|place| place.context == Context::Reader) => {
                asked.commands.push(if shift {
                    Command::CopyWithPlace
                } else {
                    Command::Copy
                });
                false
            }
            Event::Paste(text) if !is_dialog => {
                let is_field = place.is_none_or(|place| place.context == Context::Text);
                if wants_paste || !is_field && (shift || is_welcome) {
                    asked.pasted = Some(text.clone());
                    return false;
                }
                true
            }
            _ => true,
        });
        for file in &input.raw.dropped_files {
            asked.dropped.push(file.path().to_owned());
        }
    });
    if asked.pasted.is_some() {
        app.view.wants_paste = false;
    }
    asked
}

/// Where the keyboard is.
#[derive(Clone, Copy)]
struct Place {
    context: Context,
    /// Whether a button or a row has egui's focus, which Enter and Space press.
    is_widget: bool,
}

fn place(context: &egui::Context, app: &App) -> Option<Place> {
    if app.view.dialog.is_some() || app.view.picker.is_some() || Popup::is_any_open(context) {
        return None;
    }
    if context.text_edit_focused() {
        return Some(Place {
            context: Context::Text,
            is_widget: false,
        });
    }
    let focused = context.memory(egui::Memory::focused);
    let is_pane =
        focused.is_none_or(|id| app.panes.iter().any(|pane| pane_focus_id(pane.id) == id));
    let of_region = if app.view.region == Region::Reader && is_pane {
        Context::Reader
    } else {
        Context::List
    };
    Some(Place {
        context: of_region,
        is_widget: !is_pane,
    })
}
