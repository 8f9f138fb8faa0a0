//! From key presses to commands.
//!
//! Keys are taken before any widget sees them. A single letter fires only in its context: not while a text field has the
//! focus, a popup is open, a dialog stands over the window or an input method composes. Modifiers are compared exactly,
//! and a key that changes something ignores its own repetition.
//!
//! How keys arrive: winit gives the sign that the layout writes (the logical key) and the place of the key. egui takes the
//! sign where it knows it, else the place. So Cyrillic and Greek letters come as the Latin letter of their place, the `é`
//! of AZERTY as 2, and Dvorak's W wherever it stands. What is left for here: signs that egui knows but that stand where
//! Latin layouts have a digit (`'` and `-` on AZERTY), the `'` of Hebrew where W is, and signs written with `AltGr`, which
//! would else come as the plain letter of their place.

use super::reader::pane_focus_id;
use crate::app::{App, ChangedKeys, Command, Context, Region, Shortcut};
use egui::{Event, Id, ImeEvent, Key, Modifiers, Popup};

/// Every shortcut with its command, and what is known of the keyboard from frame to frame.
pub struct Keyboard {
    keys: Vec<(Shortcut, Command)>,
    /// The keys of which system, and with which changes, the list was made.
    made_of: Option<(bool, ChangedKeys)>,
    /// Whether an input method holds words that are not in the text yet.
    composes: bool,
    /// Whether the right Alt is down.
    right_alt: bool,
    /// When a field was refused or a key last typed for it, and whether anything was typed for it yet.
    refused_at: Option<(f64, bool)>,
}

/// Seconds without a key after which whoever typed into a field that was refused has noticed.
const NOTICED: f64 = 0.8;

impl Keyboard {
    /// Whether a key is part of words that are typed for a field which was refused: a sentence must not become a row of
    /// commands. A pause ends it, and so does any key that types nothing.
    fn is_typing_for_nothing(&mut self, press: Press, place: Place, now: f64) -> bool {
        let Some((at, has_begun)) = self.refused_at else {
            return false;
        };
        // The message asks for 1, 2 or 3: that is no beginning of a sentence.
        let answers = !has_begun && matches!(press.key, Key::Num1 | Key::Num2 | Key::Num3);
        let types = Shortcut::pressed(press.key, press.modifiers).types_text() && !answers;
        let goes_on = place.context != Context::Text && types && now - at < NOTICED;
        self.refused_at = goes_on.then_some((now, true));
        goes_on
    }

    /// Notes whether an input method is in the middle of a word.
    fn compose(&mut self, event: &ImeEvent) {
        match event {
            ImeEvent::Preedit { text, .. } => self.composes = !text.is_empty(),
            ImeEvent::Commit(_) => self.composes = false,
            _ => {}
        }
    }

    /// Before any key.
    #[must_use]
    pub fn new() -> Self {
        Self {
            keys: Vec::new(),
            made_of: None,
            composes: false,
            right_alt: false,
            refused_at: None,
        }
    }

    fn keep_up(&mut self, app: &App) {
        let is_same = self
            .made_of
            .as_ref()
            .is_some_and(|(mac, changed)| *mac == app.view.is_mac && *changed == app.settings.keys);
        if is_same {
            return;
        }
        self.made_of = Some((app.view.is_mac, app.settings.keys.clone()));
        self.keys = Command::all()
            .into_iter()
            .flat_map(|command| {
                let shortcuts = app.shortcuts(command).into_iter();
                shortcuts.map(move |shortcut| (shortcut, command))
            })
            .collect();
    }

    fn find(&self, key: Key, modifiers: Modifiers, context: Context) -> Option<Command> {
        self.keys
            .iter()
            .find(|(shortcut, command)| {
                shortcut.matches(key, modifiers) && command.definition().contexts.contains(&context)
            })
            .map(|(_, command)| *command)
    }

    /// The command of a press in a place: by what the key writes, else by where it stands.
    fn command(&self, press: Press, place: Place) -> Option<Command> {
        std::iter::once(press.key)
            .chain(press.by_place())
            .find_map(|key| {
                let edges = place
                    .edges
                    .then(|| self.find(key, press.modifiers, Context::Edges));
                edges
                    .flatten()
                    .or_else(|| self.find(key, press.modifiers, place.context))
            })
    }

    /// Whether `AltGr` is down, which writes signs and never commands. Windows says Ctrl and Alt; elsewhere it is a right Alt
    /// that is no Alt.
    fn has_alt_gr(&self, modifiers: Modifiers, mac: bool) -> bool {
        !mac && (modifiers.ctrl && modifiers.alt || self.right_alt && !modifiers.alt)
    }
}

impl Default for Keyboard {
    fn default() -> Self {
        Self::new()
    }
}

/// A key that went down.
#[derive(Clone, Copy)]
struct Press {
    key: Key,
    place: Option<Key>,
    modifiers: Modifiers,
}

impl Press {
    /// The key of the place, where the sign is none that a Latin layout has there.
    fn by_place(self) -> Option<Key> {
        let place = self.place.filter(|place| *place != self.key)?;
        let is_digit = |key| Key::Num0 <= key && key <= Key::Num9;
        let is_hebrew = self.key == Key::Quote && place == Key::W;
        let is_azerty = is_digit(place) && is_sign(self.key);
        (!self.modifiers.shift && (is_hebrew || is_azerty)).then_some(place)
    }
}

fn is_sign(key: Key) -> bool {
    Key::Colon <= key && key <= Key::Quote
}

/// Whether an input method composes in this frame: its keys are nobody else's.
#[must_use]
pub fn composes(context: &egui::Context) -> bool {
    context
        .data(|data| data.get_temp(composes_id()))
        .unwrap_or(false)
}

fn composes_id() -> Id {
    Id::unique("an input method composes")
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
#[expect(
    clippy::too_many_lines,
    reason = "each kind of event once, in one place"
)]
pub fn take(context: &egui::Context, app: &mut App, keyboard: &mut Keyboard) -> Asked {
    let mac = context.os().is_mac();
    app.view.is_mac = mac;
    keyboard.keep_up(app);
    let mut asked = Asked::default();
    let now = context.input(|input| input.time);
    if std::mem::take(&mut app.view.field_refused) {
        keyboard.refused_at = Some((now, false));
    }
    let place = place(context, app);
    let is_dialog = app.view.dialog.is_some();
    let wants_paste = app.view.wants_paste;
    let is_welcome = app.is_empty();
    let has_list = app.view.bottom;
    let mut composed = keyboard.composes;
    let mut for_sheet = None;
    let mut lacks_passage = false;
    let waits = app.view.sheet.waiting.is_some() && is_dialog;
    context.input_mut(|input| {
        let modifiers_now = input.modifiers;
        let shift = modifiers_now.shift;
        input.events.retain(|event| match event {
            Event::Ime(event) => {
                keyboard.compose(event);
                composed |= keyboard.composes;
                true
            }
            Event::WindowFocused(_) => {
                keyboard.right_alt = false;
                true
            }
            Event::Key {
                key: Key::AltRight,
                pressed,
                ..
            } => {
                keyboard.right_alt = *pressed;
                true
            }
            Event::Key {
                key,
                physical_key,
                pressed: true,
                repeat,
                modifiers,
            } => {
                if composed || is_modifier(*key) {
                    return true;
                }
                // While a key is waited for, the sheet says why this one cannot be given.
                if keyboard.has_alt_gr(*modifiers, mac) && !waits {
                    return true;
                }
                if waits {
                    // Ctrl on macOS is the system's: taken without it the key would be another one.
                    if modifiers.ctrl && !modifiers.command {
                        return false;
                    }
                    if for_sheet.is_none() && !repeat {
                        for_sheet = Some(Shortcut::pressed(*key, *modifiers));
                    }
                    return false;
                }
                let Some(place) = place else {
                    return true;
                };
                if place.is_widget
                    && matches!(key, Key::Enter | Key::Space | Key::ArrowUp | Key::ArrowDown)
                {
                    return true;
                }
                let press = Press {
                    key: *key,
                    place: *physical_key,
                    modifiers: *modifiers,
                };
                if keyboard.is_typing_for_nothing(press, place, now) {
                    return false;
                }
                let Some(command) = keyboard.command(press, place) else {
                    return true;
                };
                if app.lacks_passage(command) {
                    lacks_passage |= !repeat;
                } else if !repeat || command.definition().repeats {
                    asked.commands.push(command);
                }
                false
            }
            Event::Text(text) if !waits => match place {
                Some(place) if place.context != Context::Text => {
                    asked.commands.extend(typed_command(text, place, has_list));
                    false
                }
                _ => true,
            },
            Event::Text(_) => false,
            Event::Copy | Event::Cut | Event::Paste(_) if waits => {
                for_sheet = clipboard_key(event);
                false
            }
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
    context.data_mut(|data| data.insert_temp(composes_id(), composed));
    if asked.pasted.is_some() {
        app.view.wants_paste = false;
    }
    if lacks_passage {
        app.say_no_passage();
    }
    if let Some(shortcut) = for_sheet {
        app.key_pressed_in_sheet(shortcut);
    }
    asked
}

/// The commands of signs that stand on other keys in every layout.
fn typed_command(text: &str, place: Place, has_list: bool) -> Option<Command> {
    match text {
        "?" => Some(Command::ShortcutSheet),
        "/" if place.context == Context::List && has_list => Some(Command::FilterList),
        _ => None,
    }
}

/// The keys of the clipboard, which systems send as what they do.
fn clipboard_key(event: &Event) -> Option<Shortcut> {
    let key = match event {
        Event::Copy => Key::C,
        Event::Cut => Key::X,
        Event::Paste(_) => Key::V,
        _ => return None,
    };
    Some(Shortcut::pressed(key, Modifiers::COMMAND))
}

fn is_modifier(key: Key) -> bool {
    Key::ShiftLeft <= key && key <= Key::SuperRight || key == Key::CapsLock
}

/// Where the keyboard is.
#[derive(Clone, Copy)]
struct Place {
    context: Context,
    /// Whether the edges of a mark are being changed, whose keys come before the reader's.
    edges: bool,
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
            edges: false,
            is_widget: false,
        });
    }
    let focused = context.memory(egui::Memory::focused);
    let is_pane =
        focused.is_none_or(|id| app.panes.iter().any(|pane| pane_focus_id(pane.id) == id));
    let of_region = match app.view.region {
        Region::Reader if is_pane => Context::Reader,
        Region::Decision => Context::Decision,
        _ => Context::List,
    };
    Some(Place {
        context: of_region,
        edges: of_region == Context::Reader && app.is_editing_edges(),
        is_widget: !is_pane,
    })
}

#[cfg(test)]
mod tests {
    use super::Press;
    use egui::{Key, Modifiers};

    fn by_place(key: Key, place: Key, modifiers: Modifiers) -> Option<Key> {
        let place = Some(place);
        Press {
            key,
            place,
            modifiers,
        }
        .by_place()
    }

    #[test]
    fn the_place_counts_only_for_signs_where_latin_layouts_have_a_digit() {
        let none = Modifiers::NONE;
        // AZERTY: ' on 4, - on 6.
        assert_eq!(by_place(Key::Quote, Key::Num4, none), Some(Key::Num4));
        assert_eq!(
            by_place(Key::Minus, Key::Num6, Modifiers::COMMAND),
            Some(Key::Num6)
        );
        // Hebrew: ' on W.
        assert_eq!(by_place(Key::Quote, Key::W, none), Some(Key::W));
        // QWERTY: ! is Shift and 1. Dvorak: , on W, ' on Q. German: Z on Y.
        assert_eq!(
            by_place(Key::Exclamationmark, Key::Num1, Modifiers::SHIFT),
            None
        );
        assert_eq!(by_place(Key::Comma, Key::W, none), None);
        assert_eq!(by_place(Key::Quote, Key::Q, none), None);
        assert_eq!(by_place(Key::Z, Key::Y, none), None);
        assert_eq!(by_place(Key::End, Key::Num1, none), None);
    }
}
