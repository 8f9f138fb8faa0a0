//! The keys as the person has them: the defaults of the commands with what the settings change of them.
//!
//! The settings keep a command's keys under its name, written as in the key map ("Mod+Shift+S"); a command that is not
//! there has its defaults. So a later version may change a default that nobody touched.
//!
//! Invariant: [`App::give_key`] is the only way to a changed key, and it lets no key do two things in one place.

use super::keys::{Context, Shortcut};
use super::{App, Command, words};
use egui::Key;
use std::collections::BTreeMap;

/// Keys that were changed: a command's name, and its keys as they are written.
pub type ChangedKeys = BTreeMap<String, Vec<String>>;

/// What the sheet of shortcuts is at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Words that the rows must hold.
    pub search: String,
    /// The command whose new key is waited for.
    pub waiting: Option<Waiting>,
    /// Why the pressed key was not given.
    pub refused: Option<(Waiting, Shortcut, Refusal)>,
}

/// A new key that is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Whose key.
    pub command: Command,
    /// What becomes of the keys it has.
    pub how: GiveKey,
}

/// What becomes of the keys that a command has when it gets another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiveKey {
    /// The new key takes the place of the first, which menus show.
    InsteadOfFirst,
    /// All stay.
    Beside,
}

/// Why a key cannot be given to a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Another command has it in the same place.
    Taken(Command),
    /// It would type or move in a text field.
    Types,
    /// Text fields need it for themselves.
    OfFields,
    /// The system needs it.
    OfSystem,
    /// Ctrl with Alt is how some keyboards write signs, and Ctrl with Option belongs to the screen reader.
    WritesSigns,
}

impl Refusal {
    /// What is said about it.
    #[must_use]
    pub fn message(self, shortcut: Shortcut, mac: bool) -> String {
        let keys = shortcut.shown(mac);
        match self {
            Self::Taken(other) => format!("{keys} is “{}” already.", other.numbered_label()),
            Self::Types => format!(
                "{keys} alone would fire while you type. This command works in text fields too: add {} or {}.",
                if mac { "Cmd" } else { "Ctrl" },
                if mac { "Option" } else { "Alt" },
            ),
            Self::OfFields => {
                format!("{keys} belongs to text fields: they copy, undo or delete with it.")
            }
            Self::OfSystem => format!("{keys} belongs to the system."),
            Self::WritesSigns => {
                format!("{keys} is how some keyboards write signs such as @ and €.")
            }
        }
    }
}

/// Keys of egui's own text fields, on every system.
const OF_FIELDS: [&str; 12] = [
    "Mod+A",
    "Mod+C",
    "Mod+V",
    "Mod+X",
    "Mod+Z",
    "Mod+Shift+Z",
    "Mod+Y",
    "Mod+H",
    "Mod+K",
    "Mod+U",
    "Mod+W",
    "Mod+Enter",
];

/// Keys that arrive as copying, cutting and pasting, never as keys.
const OF_CLIPBOARD: [&str; 3] = ["Mod+C", "Mod+V", "Mod+X"];

/// Keys that macOS takes before any program.
const OF_MACOS: [&str; 7] = [
    "Mod+H",
    "Mod+M",
    "Mod+Q",
    "Mod+Tab",
    "Mod+Shift+3",
    "Mod+Shift+4",
    "Mod+Shift+5",
];

/// Keys that Windows and Linux desktops take.
const OF_DESKTOPS: [&str; 3] = ["Alt+F4", "Alt+Tab", "Alt+Space"];

fn is_among(shortcut: Shortcut, keys: &[&str]) -> bool {
    keys.iter()
        .any(|key| Shortcut::parse(key) == Some(shortcut))
}

/// Takes out what cannot be used of the keys in the settings, and says what that is. A key that two commands would have
/// in one place stays with the command that comes first in the menus.
pub(super) fn take_out_unusable(changed: &mut ChangedKeys, mac: bool) -> Vec<String> {
    let mut out = Vec::new();
    for (name, keys) in std::mem::take(changed) {
        let Some(command) = Command::named(&name) else {
            out.push(format!("There is no command “{name}”."));
            continue;
        };
        let mut good = Vec::new();
        for key in keys {
            let refused = match Shortcut::parse(&key) {
                None => Some(format!("“{key}” of “{}” is no key.", command.label())),
                Some(shortcut) => {
                    unfit(command, shortcut, mac).map(|why| why.message(shortcut, mac))
                }
            };
            match refused {
                Some(why) => out.push(why),
                None => good.push(key),
            }
        }
        changed.insert(name, good);
    }
    for command in Command::all() {
        let Some(keys) = changed.get(&command.name()).cloned() else {
            continue;
        };
        let (kept, lost): (Vec<String>, Vec<String>) = keys.into_iter().partition(|key| {
            Shortcut::parse(key).is_some_and(|shortcut| {
                taken_by(changed, command, shortcut, mac).is_none_or(|other| {
                    changed.contains_key(&other.name()) && position(command) < position(other)
                })
            })
        });
        for key in lost {
            out.push(format!(
                "{key} of “{}” is another command's.",
                command.label()
            ));
        }
        changed.insert(command.name(), kept);
    }
    out
}

fn position(command: Command) -> usize {
    let all = Command::all();
    all.iter().position(|other| *other == command).unwrap_or(0)
}

/// The keys of a command: the changed ones, else its defaults.
fn shortcuts(changed: &ChangedKeys, command: Command, mac: bool) -> Vec<Shortcut> {
    if changed.is_empty() {
        return command.shortcuts(mac);
    }
    if let Some(keys) = changed.get(&command.name()) {
        return keys.iter().filter_map(|key| Shortcut::parse(key)).collect();
    }
    // Selecting while moving goes with the movement.
    if let Command::Extend(motion) = command
        && let Some(keys) = changed.get(&Command::Move(motion).name())
    {
        return keys
            .iter()
            .filter_map(|key| Shortcut::parse(key))
            .filter(|shortcut| !shortcut.shift)
            .map(Shortcut::with_shift)
            .collect();
    }
    command.shortcuts(mac)
}

/// Whether the commands can ever be asked at the same moment.
fn meet(one: Command, other: Command) -> bool {
    let (one, other) = (one.definition().contexts, other.definition().contexts);
    one.iter().any(|context| other.contains(context))
}

fn taken_by(
    changed: &ChangedKeys,
    command: Command,
    shortcut: Shortcut,
    mac: bool,
) -> Option<Command> {
    Command::all()
        .into_iter()
        .filter(|other| *other != command && meet(command, *other))
        .find(|other| shortcuts(changed, *other, mac).contains(&shortcut))
}

/// Why a command can never have this key, whatever the others have.
fn unfit(command: Command, shortcut: Shortcut, mac: bool) -> Option<Refusal> {
    if command.shortcuts(mac).contains(&shortcut) {
        return None;
    }
    let in_fields = command.definition().contexts.contains(&Context::Text);
    if shortcut.command && shortcut.alt && !mac {
        return Some(Refusal::WritesSigns);
    }
    if is_among(shortcut, if mac { &OF_MACOS } else { &OF_DESKTOPS }) || shortcut.key == Key::Tab {
        return Some(Refusal::OfSystem);
    }
    if is_among(shortcut, &OF_CLIPBOARD) || in_fields && is_among(shortcut, &OF_FIELDS) {
        return Some(Refusal::OfFields);
    }
    // On macOS Option writes signs in a field.
    let writes = shortcut.types_text() || mac && shortcut.alt && !shortcut.command;
    if in_fields && (writes || moves_in_fields(shortcut)) {
        return Some(Refusal::Types);
    }
    None
}

fn moves_in_fields(shortcut: Shortcut) -> bool {
    matches!(
        shortcut.key,
        Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::Home
            | Key::End
            | Key::Backspace
            | Key::Delete
    )
}

impl App {
    /// The keys of a command on this system, as the person has them; menus show the first.
    #[must_use]
    pub fn shortcuts(&self, command: Command) -> Vec<Shortcut> {
        shortcuts(&self.settings.keys, command, self.view.is_mac)
    }

    /// The first key of a command as it is shown; empty where it has none.
    #[must_use]
    pub fn shown_key(&self, command: Command) -> String {
        self.shortcuts(command)
            .first()
            .map(|shortcut| shortcut.shown(self.view.is_mac))
            .unwrap_or_default()
    }

    /// Whether a command has other keys than at the first start.
    #[must_use]
    pub fn has_changed_keys(&self, command: Command) -> bool {
        self.settings.keys.contains_key(&command.name())
    }

    /// Why a command cannot get this key.
    #[must_use]
    pub fn refusal(&self, command: Command, shortcut: Shortcut) -> Option<Refusal> {
        let mac = self.view.is_mac;
        let keys = &self.settings.keys;
        unfit(command, shortcut, mac).or_else(|| {
            let mut taken = taken_by(keys, command, shortcut, mac);
            if let Command::Move(motion) = command
                && !shortcut.shift
            {
                // Its form with Shift selects.
                let selects = Command::Extend(motion);
                taken = taken
                    .or_else(|| taken_by(keys, selects, shortcut.with_shift(), mac))
                    .filter(|other| *other != selects);
            }
            taken.map(Refusal::Taken)
        })
    }

    /// Gives a command a key.
    ///
    /// # Errors
    /// Where the key cannot be given: another command has it, or a field or the system needs it.
    pub fn give_key(&mut self, to: Waiting, shortcut: Shortcut) -> Result<(), Refusal> {
        let Waiting { command, how } = to;
        if let Some(refusal) = self.refusal(command, shortcut) {
            return Err(refusal);
        }
        let mut keys = self.shortcuts(command);
        keys.retain(|key| *key != shortcut);
        match how {
            GiveKey::InsteadOfFirst
                if !keys.is_empty() && !self.shortcuts(command).contains(&shortcut) =>
            {
                keys[0] = shortcut;
            }
            GiveKey::InsteadOfFirst => keys.insert(0, shortcut),
            GiveKey::Beside => keys.push(shortcut),
        }
        self.set_keys(command, &keys);
        Ok(())
    }

    /// Takes a key from a command.
    pub fn take_key(&mut self, command: Command, shortcut: Shortcut) {
        let mut keys = self.shortcuts(command);
        keys.retain(|key| *key != shortcut);
        self.set_keys(command, &keys);
    }

    /// Gives a command its keys of the first start, as far as no other command has them by now.
    pub fn default_keys(&mut self, command: Command) {
        self.settings.keys.remove(&command.name());
        let mac = self.view.is_mac;
        let (free, taken): (Vec<Shortcut>, Vec<Shortcut>) = command
            .shortcuts(mac)
            .into_iter()
            .partition(|shortcut| taken_by(&self.settings.keys, command, *shortcut, mac).is_none());
        if let Some(shortcut) = taken.first().copied() {
            let why = self.refusal(command, shortcut);
            self.set_keys(command, &free);
            if let Some(why) = why {
                self.notices.info(why.message(shortcut, mac));
            }
        }
    }

    /// Gives every command its keys of the first start.
    pub fn all_default_keys(&mut self) {
        self.settings.keys.clear();
        self.view.sheet.refused = None;
    }

    fn set_keys(&mut self, command: Command, keys: &[Shortcut]) {
        if keys == command.shortcuts(self.view.is_mac) {
            self.settings.keys.remove(&command.name());
        } else {
            let written = keys.iter().map(|key| key.written()).collect();
            self.settings.keys.insert(command.name(), written);
        }
    }

    /// Waits for a key for a command.
    pub fn wait_for_key(&mut self, waiting: Waiting) {
        self.view.sheet.waiting = Some(waiting);
        self.view.sheet.refused = None;
    }

    /// A key was pressed while the sheet waited for one: Esc leaves the command as it is.
    pub fn key_pressed_in_sheet(&mut self, shortcut: Shortcut) {
        let Some(waiting) = self.view.sheet.waiting.take() else {
            return;
        };
        if shortcut.key == Key::Escape {
            return;
        }
        self.view.sheet.refused = self
            .give_key(waiting, shortcut)
            .err()
            .map(|refusal| (waiting, shortcut, refusal));
    }

    /// Takes the refused key from the command that has it.
    pub fn take_refused_key(&mut self) {
        if let Some((waiting, shortcut, Refusal::Taken(other))) = self.view.sheet.refused.take() {
            self.take_key(other, shortcut);
            if let Err(refusal) = self.give_key(waiting, shortcut) {
                self.view.sheet.refused = Some((waiting, shortcut, refusal));
            }
        }
    }

    /// A sentence with the keys of commands in it: `{}` stands for the first key of each in turn. A command without a key
    /// gives its name.
    #[must_use]
    pub fn with_keys(&self, sentence: &str, commands: &[Command]) -> String {
        commands.iter().fold(sentence.to_owned(), |text, command| {
            let key = self.shown_key(*command);
            let key = if key.is_empty() {
                command.label()
            } else {
                &key
            };
            text.replacen("{}", key, 1)
        })
    }

    pub(super) fn check_changed_keys(&mut self) {
        let out = take_out_unusable(&mut self.settings.keys, cfg!(target_os = "macos"));
        if !out.is_empty() {
            self.notices.warn(words::KEYS_LEFT_OUT, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ChangedKeys, Refusal, shortcuts, take_out_unusable, unfit};
    use crate::app::{Command, Motion, Shortcut};
    use crate::model::Status;

    fn key(written: &str) -> Shortcut {
        Shortcut::parse(written).unwrap()
    }

    fn changed(entries: &[(&str, &str)]) -> ChangedKeys {
        let keys = |keys: &str| keys.split_whitespace().map(ToOwned::to_owned).collect();
        let entries = entries.iter();
        entries
            .map(|(name, written)| ((*name).to_owned(), keys(written)))
            .collect()
    }

    #[test]
    fn what_nobody_changed_keeps_its_defaults() {
        let changed = changed(&[("widen", "F7")]);
        assert_eq!(shortcuts(&changed, Command::Widen, false), [key("F7")]);
        assert_eq!(
            shortcuts(&changed, Command::Narrow, false),
            [key("Shift+W")]
        );
    }

    #[test]
    fn selecting_goes_with_a_changed_movement() {
        let changed = changed(&[("move_left", "F7")]);
        let extend = Command::Extend(Motion::Left);
        assert_eq!(shortcuts(&changed, extend, false), [key("Shift+F7")]);
    }

    #[test]
    fn settings_written_by_hand_lose_what_cannot_be_used_and_say_so() {
        let mut keys = changed(&[
            ("fly", "F7"),
            ("widen", "F7 Hyper+X nonsense"),
            ("save", "S"),
            ("paint", "J F8"),
            ("undo", "F9"),
            ("copy", "F9"),
        ]);
        let out = take_out_unusable(&mut keys, false);
        assert_eq!(out.len(), 6, "{out:#?}");
        let expected = changed(&[
            ("widen", "F7"),
            ("save", ""),
            ("paint", "F8"),
            ("undo", "F9"),
            ("copy", ""),
        ]);
        assert_eq!(keys, expected);
        assert!(take_out_unusable(&mut keys, false).is_empty());
    }

    #[test]
    fn what_belongs_to_fields_and_systems_is_refused() {
        for (written, command, why) in [
            ("S", Command::Save, Some(Refusal::Types)),
            ("Shift+Left", Command::Save, Some(Refusal::Types)),
            ("Mod+U", Command::Save, Some(Refusal::OfFields)),
            ("Mod+U", Command::Widen, None),
            ("Mod+X", Command::Widen, Some(Refusal::OfFields)),
            ("Mod+Alt+E", Command::Widen, Some(Refusal::WritesSigns)),
            ("Alt+F4", Command::Widen, Some(Refusal::OfSystem)),
            ("F7", Command::Save, None),
            ("Z", Command::Mark(Status::Verified), None),
            ("Mod+C", Command::Copy, None),
        ] {
            assert_eq!(unfit(command, key(written), false), why, "{written}");
        }
        assert_eq!(
            unfit(Command::Widen, key("Mod+M"), true),
            Some(Refusal::OfSystem)
        );
        assert_eq!(
            unfit(Command::Save, key("Alt+5"), true),
            Some(Refusal::Types)
        );
        assert_eq!(unfit(Command::Widen, key("Mod+Alt+E"), true), None);
    }
}
