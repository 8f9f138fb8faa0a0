//! Keys: how a shortcut is written, shown and compared.
//!
//! Modifiers are compared exactly: egui's own matching lets `Shift+W` fire `W`.

use egui::{Key, Modifiers};
use std::fmt;

/// Where a key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    /// A reading pane has the focus.
    Reader,
    /// A list has it.
    List,
    /// The decision card has it.
    Decision,
    /// The edges of a mark are being changed: looked at before the reader's.
    Edges,
    /// A text field has it.
    Text,
}

/// A key with its modifiers. `Mod` is Ctrl on Windows and Linux, Cmd on macOS.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shortcut {
    /// The key.
    pub key: Key,
    /// Ctrl, or Cmd on macOS.
    pub command: bool,
    /// Alt, or Option on macOS.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
}

impl Shortcut {
    /// Reads `Mod+Shift+S`; nothing where a part is unknown.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts: Vec<&str> = text.split('+').collect();
        let key = key_named(parts.pop()?)?;
        let mut shortcut = Self {
            key,
            command: false,
            alt: false,
            shift: false,
        };
        for part in parts {
            match part {
                "Mod" => shortcut.command = true,
                "Alt" => shortcut.alt = true,
                "Shift" => shortcut.shift = true,
                _ => return None,
            }
        }
        Some(shortcut)
    }

    /// As settings and the key map write it: "Mod+Shift+S". [`Self::parse`] reads it.
    #[must_use]
    pub fn written(self) -> String {
        let mut out = String::new();
        for (down, name) in [
            (self.command, "Mod+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ] {
            if down {
                out.push_str(name);
            }
        }
        out + self.key.name()
    }

    /// A key as it was pressed.
    #[must_use]
    pub fn pressed(key: Key, modifiers: Modifiers) -> Self {
        Self {
            key,
            command: modifiers.command,
            alt: modifiers.alt,
            shift: modifiers.shift,
        }
    }

    /// The same with Shift.
    #[must_use]
    pub fn with_shift(self) -> Self {
        Self {
            shift: true,
            ..self
        }
    }

    /// Whether it is the space bar, whose Shift form is a movement of its own.
    #[must_use]
    pub fn is_space(self) -> bool {
        self.key == Key::Space
    }

    /// Whether exactly these modifiers are down.
    #[must_use]
    pub fn matches(self, key: Key, modifiers: Modifiers) -> bool {
        // On macOS `command` is Cmd and `ctrl` must be up; elsewhere both say Ctrl.
        let ctrl_fits = if modifiers.mac_cmd || (modifiers.ctrl && !modifiers.command) {
            !modifiers.ctrl
        } else {
            true
        };
        self.key == key
            && self.command == modifiers.command
            && self.alt == modifiers.alt
            && self.shift == modifiers.shift
            && ctrl_fits
    }

    /// Whether it types something where a text field has the focus.
    #[must_use]
    pub fn types_text(self) -> bool {
        !self.command && !self.alt && !matches!(self.key, Key::Escape) && !is_function_key(self.key)
    }

    /// As it is shown: "Ctrl+Shift+S", or "⇧⌘S" on macOS.
    #[must_use]
    pub fn shown(self, mac: bool) -> String {
        let mut out = String::new();
        for (down, name, symbol) in [
            (self.command, "Ctrl+", "Cmd+"),
            (self.alt, "Alt+", "Option+"),
            (self.shift, "Shift+", "Shift+"),
        ] {
            if down {
                out.push_str(if mac { symbol } else { name });
            }
        }
        out + shown_key(self.key)
    }
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(false))
    }
}

fn is_function_key(key: Key) -> bool {
    matches!(
        key,
        Key::F1
            | Key::F2
            | Key::F3
            | Key::F4
            | Key::F5
            | Key::F6
            | Key::F7
            | Key::F8
            | Key::F9
            | Key::F10
            | Key::F11
            | Key::F12
    )
}

fn key_named(name: &str) -> Option<Key> {
    Some(match name {
        "Left" => Key::ArrowLeft,
        "Right" => Key::ArrowRight,
        "Up" => Key::ArrowUp,
        "Down" => Key::ArrowDown,
        other => return Key::from_name(other),
    })
}

fn shown_key(key: Key) -> &'static str {
    match key {
        Key::ArrowLeft => "←",
        Key::ArrowRight => "→",
        Key::ArrowUp => "↑",
        Key::ArrowDown => "↓",
        Key::Escape => "Esc",
        Key::PageUp => "PgUp",
        Key::PageDown => "PgDn",
        Key::Plus => "+",
        Key::Minus => "-",
        Key::Equals => "=",
        other => other.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Context, Shortcut};
    use crate::app::Command;
    use egui::{Key, Modifiers};
    use std::collections::BTreeMap;

    #[test]
    fn every_key_of_every_command_is_known() {
        for command in Command::all() {
            let definition = command.definition();
            for key in definition
                .keys
                .split_whitespace()
                .chain(definition.mac_keys.split_whitespace())
            {
                assert!(Shortcut::parse(key).is_some(), "{command:?}: {key}");
            }
        }
    }

    #[test]
    fn no_two_commands_share_a_key_in_one_context() {
        for mac in [false, true] {
            for context in [
                Context::Reader,
                Context::List,
                Context::Decision,
                Context::Edges,
                Context::Text,
            ] {
                let mut taken: BTreeMap<Shortcut, Command> = BTreeMap::new();
                for command in Command::all() {
                    if !command.definition().contexts.contains(&context) {
                        continue;
                    }
                    for shortcut in command.shortcuts(mac) {
                        if let Some(other) = taken.insert(shortcut, command) {
                            panic!("{shortcut} is {other:?} and {command:?} in {context:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn no_command_takes_a_key_that_a_text_field_or_the_system_needs() {
        let in_fields = [
            "Mod+H",
            "Mod+U",
            "Mod+A",
            "Mod+X",
            "Mod+C",
            "Mod+V",
            "Mod+Z",
            "Mod+Y",
            "Mod+Shift+Z",
        ];
        let of_macos = [
            "Mod+H",
            "Mod+M",
            "Mod+Tab",
            "Mod+Shift+3",
            "Mod+Shift+4",
            "Mod+Shift+5",
        ];
        for command in Command::all() {
            let definition = command.definition();
            for shortcut in command.shortcuts(false) {
                if definition.contexts.contains(&Context::Text) {
                    assert!(
                        !shortcut.types_text(),
                        "{command:?} fires while typing: {shortcut}"
                    );
                    assert!(
                        in_fields
                            .iter()
                            .all(|key| Shortcut::parse(key) != Some(shortcut)),
                        "{command:?} takes {shortcut} from the field"
                    );
                }
            }
            for shortcut in command.shortcuts(true) {
                assert!(
                    of_macos
                        .iter()
                        .all(|key| Shortcut::parse(key) != Some(shortcut)),
                    "{command:?}: {shortcut}"
                );
            }
        }
    }

    #[test]
    fn no_command_uses_ctrl_option_or_alt_gr() {
        for command in Command::all() {
            for shortcut in command.shortcuts(false) {
                assert!(
                    !(shortcut.command && shortcut.alt),
                    "{command:?}: {shortcut} is AltGr"
                );
            }
        }
    }

    #[test]
    fn what_is_written_reads_as_it_was() {
        for key in Key::ALL {
            for modifiers in [
                Modifiers::NONE,
                Modifiers::COMMAND | Modifiers::SHIFT,
                Modifiers::ALT,
            ] {
                let shortcut = Shortcut::pressed(*key, modifiers);
                let written = shortcut.written();
                if Key::from_name(key.name()) == Some(*key) {
                    assert_eq!(Shortcut::parse(&written), Some(shortcut), "{written}");
                }
            }
        }
        assert_eq!(
            Shortcut::parse("Mod+Shift+S").unwrap().written(),
            "Mod+Shift+S"
        );
    }

    #[test]
    fn modifiers_are_compared_exactly() {
        let widen = Shortcut::parse("W").unwrap();
        assert!(widen.matches(Key::W, Modifiers::NONE));
        assert!(!widen.matches(Key::W, Modifiers::SHIFT));
        assert!(!widen.matches(Key::W, Modifiers::COMMAND));
        let save = Shortcut::parse("Mod+S").unwrap();
        assert!(save.matches(Key::S, Modifiers::CTRL | Modifiers::COMMAND));
        assert!(!save.matches(
            Key::S,
            Modifiers::CTRL | Modifiers::COMMAND | Modifiers::SHIFT
        ));
    }

    /// Rows of the key map of `docs/UX.md`, section 1: commands, keys on Windows and Linux, keys on macOS, where they work.
    #[expect(clippy::too_many_lines, reason = "a table: a command a row")]
    fn key_map() -> Vec<(Command, &'static str, &'static str, &'static str)> {
        use crate::app::{Choice, Motion as M};
        use crate::model::Status as S;
        let (step, select) = (Command::Move, Command::Extend);
        vec![
            (Command::Mark(S::Verified), "1 V Alt+1", "1 V Alt+1", "RL"),
            (Command::Mark(S::Unverified), "2 U Alt+2", "2 U Alt+2", "RL"),
            (
                Command::Mark(S::Conflicting),
                "3 C Alt+3",
                "3 C Alt+3",
                "RL",
            ),
            (step(M::Left), "Left", "Left", "R"),
            (step(M::Down), "Down", "Down", "R"),
            (select(M::Left), "Shift+Left", "Shift+Left", "R"),
            (step(M::WordRight), "Mod+Right", "Alt+Right", "R"),
            (
                select(M::WordRight),
                "Mod+Shift+Right",
                "Alt+Shift+Right",
                "R",
            ),
            (step(M::SentenceBack), "Alt+Up", "Mod+Alt+Up", "R"),
            (step(M::SentenceForward), "Alt+Down", "Mod+Alt+Down", "R"),
            (step(M::ParagraphUp), "Mod+Up", "Alt+Up", "R"),
            (step(M::ParagraphDown), "Mod+Down", "Alt+Down", "R"),
            (step(M::LineStart), "Home", "Mod+Left", "R"),
            (step(M::LineEnd), "End", "Mod+Right", "R"),
            (step(M::ArticleStart), "Mod+Home", "Mod+Up", "R"),
            (step(M::ArticleEnd), "Mod+End", "Mod+Down", "R"),
            (
                step(M::PageUp),
                "PageUp Shift+Space",
                "PageUp Shift+Space",
                "R",
            ),
            (step(M::PageDown), "PageDown Space", "PageDown Space", "R"),
            (Command::Widen, "W", "W", "R"),
            (Command::Narrow, "Shift+W", "Shift+W", "R"),
            (Command::KeepFragment, "A", "A", "R"),
            (Command::EditEdges, "E", "E", "R"),
            (Command::NextMarkHere, "O", "O", "R"),
            (Command::PreviousMarkHere, "Shift+O", "Shift+O", "R"),
            (Command::NextInWalk, "J", "J", "RLD"),
            (Command::PreviousInWalk, "K", "K", "RLD"),
            (Command::SignOff, "Y", "Y", "RL"),
            (Command::Decide(Choice::First), "A", "A", "D"),
            (Command::Decide(Choice::Second), "B", "B", "D"),
            (Command::Decide(Choice::BothStand), "S", "S", "D"),
            (Command::Decide(Choice::Other), "O", "O", "D"),
            (Command::Decide(Choice::NothingHere), "X", "X", "D"),
            (Command::Decide(Choice::Later), "H", "H", "D"),
            (Command::ChooseWalk, "G", "G", "RL"),
            (Command::NextMatch, "M", "M", "R"),
            (Command::PreviousMatch, "Shift+M", "Shift+M", "R"),
            (Command::Cite, "S", "S", "RL"),
            (Command::CiteLast, "Shift+S", "Shift+S", "RL"),
            (Command::Tie, "L", "L", "RL"),
            (Command::TieCurrent, "Shift+L", "Shift+L", "RL"),
            (Command::ClaimOfDifference, "D", "D", "R"),
            (Command::Stance, "T", "T", "RL"),
            (Command::Note, "N", "N", "RL"),
            (Command::ShouldRead, "R", "R", "RL"),
            (Command::SetAside, "X", "X", "R"),
            (Command::DoesNotSay, "X", "X", "L"),
            (Command::Paint, "P", "P", "R"),
            (
                Command::DeleteMark,
                "Delete Backspace",
                "Delete Backspace",
                "RL",
            ),
            (Command::EnterInspector, "Enter", "Enter", "R"),
            (Command::FinishField, "Mod+Enter", "Mod+Enter", "T"),
            (Command::Escape, "Escape", "Escape", "RLDT"),
            (Command::NextRegion, "F6", "F6", "RLDT"),
            (Command::PreviousRegion, "Shift+F6", "Shift+F6", "RLDT"),
            (Command::FocusArticle(1), "Mod+1", "Mod+1", "RLDT"),
            (Command::FocusArticle(9), "Mod+9", "Mod+9", "RLDT"),
            (Command::Back, "Alt+Left", "Mod+Alt+Left", "RL"),
            (Command::Forward, "Alt+Right", "Mod+Alt+Right", "RL"),
            (Command::Find, "Mod+F", "Mod+F", "RLDT"),
            (Command::FindNext, "F3", "Mod+G", "RLDT"),
            (Command::FindPrevious, "Shift+F3", "Mod+Shift+G", "RLDT"),
            (Command::GoToParagraph, "Mod+G", "Mod+L", "R"),
            (Command::Palette, "Mod+K", "Mod+K", "RLDT"),
            (Command::ShortcutSheet, "F1", "F1", "RLDT"),
            (Command::Undo, "Mod+Z", "Mod+Z", "RLD"),
            (Command::Redo, "Mod+Y Mod+Shift+Z", "Mod+Shift+Z", "RLD"),
            (Command::NewProject, "Mod+N", "Mod+N", "RLDT"),
            (Command::OpenProject, "Mod+O", "Mod+O", "RLDT"),
            (Command::Save, "Mod+S", "Mod+S", "RLDT"),
            (Command::SaveAs, "Mod+Shift+S", "Mod+Shift+S", "RLDT"),
            (Command::CloseProject, "Mod+W", "Mod+W", "RLDT"),
            (Command::Quit, "Mod+Q", "Mod+Q", "RLDT"),
            (Command::AddArticles, "Mod+Shift+O", "Mod+Shift+O", "RL"),
            (Command::PasteArticle, "Mod+Shift+V", "Mod+Shift+V", "RL"),
            (Command::Copy, "Mod+C", "Mod+C", "R"),
            (Command::CopyWithPlace, "Mod+Shift+C", "Mod+Shift+C", "R"),
            (Command::ToggleLeft, "Mod+E", "Mod+E", "RLDT"),
            (Command::ToggleInspector, "Mod+I", "Mod+I", "RLDT"),
            (Command::ToggleBottom, "Mod+B", "Mod+B", "RLDT"),
            (Command::ArticlesOnly, "Mod+D", "Mod+D", "RLDT"),
            (Command::MarkRead, "Mod+Shift+Enter", "Mod+Shift+Enter", "R"),
        ]
    }

    #[test]
    fn the_keys_are_those_of_the_key_map() {
        for (command, keys, mac_keys, places) in key_map() {
            for (mac, keys) in [(false, keys), (true, mac_keys)] {
                for key in keys.split_whitespace() {
                    let shortcut = Shortcut::parse(key).unwrap();
                    let has = command.shortcuts(mac).contains(&shortcut);
                    assert!(has, "{command:?} lacks {key}, macOS {mac}");
                }
            }
            for (place, context) in [
                ('R', Context::Reader),
                ('L', Context::List),
                ('D', Context::Decision),
                ('T', Context::Text),
            ] {
                if places.contains(place) {
                    let works = command.definition().contexts.contains(&context);
                    assert!(works, "{command:?} does not work in {context:?}");
                }
            }
        }
    }
}
