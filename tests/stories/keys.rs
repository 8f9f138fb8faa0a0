//! The keyboard: layouts, input methods, and keys that the person changed.

use crate::harness::{Desk, World};
use crosscheck::app::{Command, Shortcut};
use crosscheck::model::Status::{Conflicting, Unverified, Verified};
use egui::{Event, ImeEvent, Key, Modifiers};

/// A key as winit and egui report it: what is known of its sign, where it stands, and what it writes.
fn typed(desk: &mut Desk, key: Key, place: Key, modifiers: Modifiers, writes: &str) {
    let context = desk.harness().ctx.clone();
    let press = |pressed| Event::Key {
        key,
        physical_key: Some(place),
        pressed,
        repeat: false,
        modifiers,
    };
    let mut events = vec![Event::ModifiersChanged(modifiers), press(true)];
    if !writes.is_empty() {
        events.push(Event::Text(writes.to_owned()));
    }
    events.extend([press(false), Event::ModifiersChanged(Modifiers::NONE)]);
    drop(context);
    for event in events {
        desk.harness().event(event);
    }
    desk.run();
}

fn with_a_word() -> Desk {
    let mut desk = World::new().with_three_articles();
    desk.press("Mod+1 Mod+Home W");
    desk
}

fn compose(desk: &mut Desk, text: &str) {
    desk.harness().event(Event::Ime(ImeEvent::Preedit {
        text: text.to_owned(),
        active_range_chars: None,
    }));
    desk.run();
}

#[test]
fn the_digits_of_azerty_need_no_shift() {
    for (place, sign, status) in [
        (Key::Num1, "&", Verified),
        (Key::Num2, "é", Unverified),
        (Key::Num3, "\"", Conflicting),
    ] {
        let mut desk = with_a_word();
        typed(&mut desk, place, place, Modifiers::NONE, sign);
        assert_eq!(
            desk.marks(),
            [("Lighthouse".to_owned(), Some(status))],
            "{sign}"
        );
    }
    // The sign ' stands on 4.
    let mut desk = with_a_word();
    desk.press("Mod+3");
    let ctrl = Modifiers::CTRL | Modifiers::COMMAND;
    typed(&mut desk, Key::Quote, Key::Num4, ctrl, "");
    desk.expect("There is no article 4");
}

#[test]
fn letters_of_other_scripts_count_by_their_place_and_latin_ones_by_their_sign() {
    // Cyrillic м on V, Greek ω on V, Hebrew ה on V; the numbers of the number pad.
    for sign in ["м", "ω", "ה"] {
        let mut desk = with_a_word();
        typed(&mut desk, Key::V, Key::V, Modifiers::NONE, sign);
        assert_eq!(desk.marks()[0].1, Some(Verified), "{sign}");
    }
    // Dvorak: V stands where QWERTY has the dot; the comma stands on W and widens nothing.
    let mut desk = with_a_word();
    typed(&mut desk, Key::Comma, Key::W, Modifiers::NONE, ",");
    assert_eq!(desk.selected(), "Lighthouse");
    typed(&mut desk, Key::V, Key::Period, Modifiers::NONE, "v");
    assert_eq!(desk.marks()[0].1, Some(Verified));
    // Hebrew: ' on W.
    let mut desk = with_a_word();
    typed(&mut desk, Key::Quote, Key::W, Modifiers::NONE, "'");
    assert!(desk.selected().len() > "Lighthouse".len());
    // German: Ctrl+Z where QWERTY has Y.
    let mut desk = with_a_word();
    desk.press("1");
    let ctrl = Modifiers::CTRL | Modifiers::COMMAND;
    typed(&mut desk, Key::Z, Key::Y, ctrl, "");
    assert_eq!(desk.marks(), []);
}

#[test]
fn alt_gr_writes_signs_and_is_no_command() {
    let mut desk = with_a_word();
    // Windows says Ctrl and Alt.
    let alt_gr = Modifiers::CTRL | Modifiers::COMMAND | Modifiers::ALT;
    typed(&mut desk, Key::V, Key::V, alt_gr, "");
    // Linux says nothing but that the right Alt is down.
    let right_alt = |pressed| Event::Key {
        key: Key::AltRight,
        physical_key: Some(Key::AltRight),
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    desk.harness().event(right_alt(true));
    typed(&mut desk, Key::V, Key::V, Modifiers::NONE, "“");
    assert_eq!(desk.marks(), []);
    desk.harness().event(right_alt(false));
    typed(&mut desk, Key::V, Key::V, Modifiers::NONE, "v");
    assert_eq!(desk.marks().len(), 1);
}

#[test]
fn an_input_method_that_composes_has_all_keys() {
    let mut desk = with_a_word();
    compose(&mut desk, "ka");
    desk.press("1 V Delete");
    assert_eq!(desk.marks(), []);
    compose(&mut desk, "");
    desk.press("1");
    assert_eq!(desk.marks().len(), 1);

    desk.press("Mod+K");
    compose(&mut desk, "ka");
    desk.press("Down Enter Escape");
    let picker = desk.app().view.picker.as_ref().expect("it is still open");
    assert_eq!(picker.at, 0);
    compose(&mut desk, "");
    desk.press("Escape");
    assert!(desk.app().view.picker.is_none());
}

#[test]
fn a_key_is_changed_in_the_sheet_and_kept() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+1 F1");
    desk.type_words("widen sel");
    desk.click("Change the key of Widen selection");
    desk.expect("Press the new keys… Esc leaves it");
    desk.press("F7");
    let f7 = Shortcut::parse("F7").unwrap();
    assert_eq!(desk.app().shortcuts(Command::Widen), [f7]);
    desk.press("Escape W");
    assert_eq!(desk.selected(), "", "the old key does nothing");
    desk.press("F7");
    assert_eq!(desk.selected(), "Lighthouse");
    desk.click("Mark");
    desk.expect("Widen selection F7");
    desk.press("Escape");
    desk.app_mut().save_settings();
    drop(desk);

    let mut desk = world.with_three_articles();
    desk.press("Mod+1 Mod+Home F7");
    assert_eq!(desk.selected(), "Lighthouse");
    desk.press("F1");
    desk.type_words("widen sel");
    desk.click("Default keys of Widen selection");
    assert!(desk.app().settings.keys.is_empty());
}

#[test]
fn a_key_that_is_taken_is_refused_and_can_be_taken() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("F1");
    desk.type_words("widen sel");
    desk.click("Add a key to Widen selection");
    desk.press("J");
    desk.expect("J is “Next of the walk” already.");
    assert!(desk.app().settings.keys.is_empty());
    desk.click("Take it from Next of the walk");
    assert_eq!(desk.app().shortcuts(Command::NextInWalk), []);
    assert_eq!(desk.app().shortcuts(Command::Widen).len(), 2);
    desk.click("Take W from Widen selection");
    assert_eq!(desk.app().shown_key(Command::Widen), "J");
    desk.click("All defaults");
    assert_eq!(desk.app().shown_key(Command::Widen), "W");

    desk.press("Escape F1");
    desk.type_words("save");
    desk.click("Change the key of Save");
    desk.press("B");
    desk.expect("would fire while you type");
    desk.click("Other keys…");
    desk.press("Escape");
    assert!(
        desk.app().view.dialog.is_some(),
        "Esc left the key, not the sheet"
    );
    assert!(desk.app().settings.keys.is_empty());
}

#[test]
fn keys_of_the_settings_that_cannot_be_used_are_said() {
    let world = World::new();
    let mut desk = world.welcome_page();
    let keys = &mut desk.app_mut().settings.keys;
    keys.insert("fly".to_owned(), vec!["F7".to_owned()]);
    keys.insert("widen".to_owned(), vec!["Hyper+É".to_owned()]);
    desk.app_mut().save_settings();
    drop(desk);
    let desk = world.start(Vec::new());
    assert!(
        desk.messages()
            .contains("Some of your keys could not be used.")
    );
    assert!(desk.messages().contains("fly") && desk.messages().contains("Hyper+É"));
}

#[test]
fn the_sheet_is_searched_by_name_and_by_key() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("F1");
    desk.type_words("f3");
    desk.expect("Change the key of Next hit");
    assert!(!desk.sees("Change the key of Save"));
}

#[test]
fn messages_that_faded_are_read_again() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("Mod+9");
    desk.wait(60.0);
    assert!(!desk.sees("There is no article 9"));
    desk.choose("Help", "Messages");
    desk.expect("There is no article 9");
    desk.press("Escape");
    assert!(desk.app().view.dialog.is_none());
}

#[test]
fn hints_name_the_keys_that_the_person_has() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    for (command, key) in [
        ("cite", "F9"),
        ("cite_last", "F8"),
        ("note", "F7"),
        ("widen", "F2"),
    ] {
        let keys = &mut desk.app_mut().settings.keys;
        keys.insert(command.to_owned(), vec![key.to_owned()]);
    }
    desk.press("Mod+1 1");
    desk.expect("Select the words first. F2 takes the word at the caret.");
    desk.press("F2 1");
    desk.expect("Verified without a source. Press F9 to cite one.");
    desk.expect("Cite a source (F9)");
    desk.press("F8");
    desk.expect("No source cited yet. F9 chooses one.");
}

#[test]
fn the_sheet_says_why_a_key_that_writes_signs_is_not_given() {
    let world = World::new();
    let mut desk = world.with_three_articles();
    desk.press("F1");
    desk.type_words("widen sel");
    desk.click("Change the key of Widen selection");
    desk.press("Mod+Alt+E");
    desk.expect("is how some keyboards write signs");
    assert!(desk.app().settings.keys.is_empty());
}
