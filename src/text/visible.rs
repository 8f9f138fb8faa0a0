//! Characters that nobody sees, made visible in names: files come from other people, and a name with a hidden or reversing
//! character in it looks like another one.
//!
//! In a text to be checked they stay as they are; there they are words of the author.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a character moves, hides or reverses what stands around it and shows nothing itself.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    let joins = matches!(character, '\u{200c}' | '\u{200d}');
    let formats = matches!(
        character,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    );
    // Joiners are letters of some scripts and of emoji.
    character.is_control() || formats && !joins
}

/// A name with its hidden characters written as "‹U+202E›"; line ends and tabs are spaces.
#[must_use]
pub fn visible(name: &str) -> Cow<'_, str> {
    if !name.chars().any(is_hidden) {
        return Cow::Borrowed(name);
    }
    let mut shown = String::with_capacity(name.len() + 8);
    for character in name.chars() {
        match character {
            '\n' | '\r' | '\t' => shown.push(' '),
            hidden if is_hidden(hidden) => {
                // Writing to a string does not fail.
                let _written = write!(shown, "‹U+{:04X}›", u32::from(hidden));
            }
            other => shown.push(other),
        }
    }
    Cow::Owned(shown)
}

/// Characters of a name that a line of the window or a message has room for, and more.
pub const MOST_OF_A_NAME: usize = 300;

/// A name as lists and messages show it: its hidden characters written out, cut where it goes on and on.
#[must_use]
pub fn shown(name: &str) -> Cow<'_, str> {
    excerpt(name, MOST_OF_A_NAME)
}

/// The first characters (code points) of a name or a quote, with hidden ones written out, and "…" where it goes on: what
/// a message has room for, since a file can hold names of megabytes.
#[must_use]
pub fn excerpt(name: &str, most_characters: usize) -> Cow<'_, str> {
    match name.char_indices().nth(most_characters) {
        None => visible(name),
        Some((end, _)) => Cow::Owned(format!("{}…", visible(&name[..end]))),
    }
}

#[cfg(test)]
mod tests {
    use super::{excerpt, visible};
    use std::borrow::Cow;

    #[test]
    fn what_hides_or_reverses_is_written_out() {
        assert_eq!(visible("Rosa\u{200b} Lind"), "Rosa‹U+200B› Lind");
        assert_eq!(visible("\u{202e}dniL asoR"), "‹U+202E›dniL asoR");
        assert_eq!(visible("a\u{7}b\nc"), "a‹U+0007›b c");
        assert_eq!(visible("\u{e0041}x"), "‹U+E0041›x");
    }

    #[test]
    fn an_excerpt_ends_with_a_sign_that_it_goes_on() {
        assert_eq!(excerpt("Łukasz", 6), "Łukasz");
        assert_eq!(excerpt("Łukasz", 5), "Łukas…");
        assert_eq!(excerpt("a\u{202e}b", 2), "a‹U+202E›…");
    }

    #[test]
    fn names_of_every_script_stay_as_they_are() {
        for name in [
            "Rosa Lind",
            "Łukasz",
            "נועה",
            "نور",
            "می‌خواهم",
            "👩‍🔬",
            "प्रिया",
            "日本",
        ] {
            assert!(matches!(visible(name), Cow::Borrowed(_)), "{name}");
        }
    }
}
