//! What characters count as while words are looked for: case, accents, quotation marks and white space aside.
//!
//! Idea: every character folds to none, one or two characters, whatever stands around it, so that a text can be folded on
//! the fly and nothing of its size is ever made. ASCII goes through a table; the rest through the rules below.
//! Limits: accents are those of Latin letters, composed or not, and combining marks of any script; "é" as one character
//! and as two are the same only where accents are folded.

use std::sync::LazyLock;

/// What a search looks away from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FindOptions {
    /// Whether "May" is another word than "may".
    pub match_case: bool,
    /// Whether letters and digits may touch the words.
    pub whole_word: bool,
    /// Whether "é" is an "e" and "ß" is "ss".
    pub fold_accents: bool,
}

impl Default for FindOptions {
    fn default() -> Self {
        Self {
            match_case: false,
            whole_word: false,
            fold_accents: true,
        }
    }
}

/// What a character counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folded {
    /// It is looked through.
    Nothing,
    /// One character.
    One(char),
    /// Two, of which no half is ever found.
    Two(char, char),
}

/// The base letters of U+00C0 to U+024F and of U+1E00 to U+1EFF: the first character of the canonical decomposition, and
/// the plain letter of those with a stroke or without their dot. Made from the data of Unicode 15.
const BASE_LETTERS: [&str; 21] = [
    "AAAAAAÆCEEEEIIIIDNOOOOO×OUUUUYÞß",
    "aaaaaaæceeeeiiiidnooooo÷ouuuuyþy",
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGg",
    "GgGgHhHhIiIiIiIiIiĲĳJjKkĸLlLlLlL",
    "lLlNnNnNnnŊŋOoOoOoŒœRrRrRrSsSsSs",
    "SsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzſ",
    "ƀBƂƃƄƅƆƇƈƉƊƋƌƍƎƏƐƑƒƓƔƕƖIƘƙƚƛƜƝƞƟ",
    "OoƢƣƤƥƦƧƨƩƪƫƬƭƮUuƱƲƳƴZzƷƸƹƺƻƼƽƾƿ",
    "ǀǁǂǃǄǅǆǇǈǉǊǋǌAaIiOoUuUuUuUuUuǝAa",
    "AaÆæǤǥGgKkOoOoƷʒjǱǲǳGgǶǷNnAaÆæOo",
    "AaAaEeEeIiIiOoOoRrRrUuUuSsTtȜȝHh",
    "ȠȡȢȣȤȥAaEeOoOoOoOoYyȴȵȶȷȸȹȺȻȼȽȾȿ",
    "ɀɁɂɃɄɅɆɇɈɉɊɋɌɍɎɏ",
    "AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFf",
    "GgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMm",
    "MmMmNnNnNnNnOoOoOoOoPpPpRrRrRrRr",
    "SsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVv",
    "WwWwWwWwWwXxXxYyZzZzZzhtwyẚſẜẝẞẟ",
    "AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEe",
    "EeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOo",
    "OoOoUuUuUuUuUuUuUuYyYyYyYyỺỻỼỽỾỿ",
];

/// The first character of each of the two blocks, and how many of the table are of the first one.
const BLOCKS: [u32; 2] = [0xc0, 0x1e00];
const IN_FIRST_BLOCK: u32 = 0x250 - 0xc0;
const IN_SECOND_BLOCK: u32 = 0x100;

static LETTERS: LazyLock<Vec<char>> =
    LazyLock::new(|| BASE_LETTERS.iter().flat_map(|row| row.chars()).collect());

/// What a character counts as. White space of every kind is a space; that a run of it is one is the searcher's business.
pub(super) fn fold(character: char, options: FindOptions) -> Folded {
    if is_invisible(character) || options.fold_accents && is_combining(character) {
        return Folded::Nothing;
    }
    let character = match character {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}' => return Folded::One('\''),
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' => return Folded::One('"'),
        other if other.is_whitespace() => return Folded::One(' '),
        other => other,
    };
    if !options.fold_accents {
        return cased(character, options);
    }
    match base_letter(character) {
        'ß' => Folded::Two('s', 's'),
        'ẞ' => pair('S', 'S', options),
        'æ' => Folded::Two('a', 'e'),
        'Æ' => pair('A', 'e', options),
        'œ' => Folded::Two('o', 'e'),
        'Œ' => pair('O', 'e', options),
        letter => cased(letter, options),
    }
}

/// Two letters for a capital one, in lower case unless case matters.
fn pair(first: char, second: char, options: FindOptions) -> Folded {
    if options.match_case {
        Folded::Two(first, second)
    } else {
        Folded::Two(first.to_ascii_lowercase(), second.to_ascii_lowercase())
    }
}

/// The letter in lower case, unless case matters.
fn cased(letter: char, options: FindOptions) -> Folded {
    if options.match_case {
        return Folded::One(letter);
    }
    match letter {
        // Other shapes of the same small letter.
        'ς' => Folded::One('σ'),
        'ſ' => Folded::One('s'),
        'µ' => Folded::One('μ'),
        letter => {
            let mut lower = letter.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(first), Some(second)) => Folded::Two(first, second),
                (first, _) => Folded::One(first.unwrap_or(letter)),
            }
        }
    }
}

/// Words as they count where case and accents do not matter.
#[must_use]
pub fn folded(words: &str) -> String {
    let options = FindOptions::default();
    let mut out = String::with_capacity(words.len());
    for character in words.chars() {
        match fold(character, options) {
            Folded::Nothing => {}
            Folded::One(letter) => out.push(letter),
            Folded::Two(first, second) => out.extend([first, second]),
        }
    }
    out
}

fn base_letter(character: char) -> char {
    let code = character as u32;
    let at = if (BLOCKS[0]..BLOCKS[0] + IN_FIRST_BLOCK).contains(&code) {
        code - BLOCKS[0]
    } else if (BLOCKS[1]..BLOCKS[1] + IN_SECOND_BLOCK).contains(&code) {
        code - BLOCKS[1] + IN_FIRST_BLOCK
    } else {
        return character;
    };
    LETTERS.get(at as usize).copied().unwrap_or(character)
}

/// A mark over or under the letter before it.
pub(super) fn is_combining(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// What shows nothing of its own: soft hyphen, zero-width space, word joiner, the choice between emoji and sign.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}'
    )
}

#[cfg(test)]
mod tests {
    use super::{BASE_LETTERS, FindOptions, Folded, IN_FIRST_BLOCK, IN_SECOND_BLOCK, fold};

    fn folded(words: &str, options: FindOptions) -> String {
        let mut out = String::new();
        for character in words.chars() {
            match fold(character, options) {
                Folded::Nothing => {}
                Folded::One(one) => out.push(one),
                Folded::Two(one, two) => out.extend([one, two]),
            }
        }
        out
    }

    const EXACT: FindOptions = FindOptions {
        match_case: true,
        whole_word: false,
        fold_accents: false,
    };

    #[test]
    fn the_table_covers_its_two_blocks_and_no_more() {
        let letters: usize = BASE_LETTERS.iter().map(|row| row.chars().count()).sum();
        assert_eq!(letters as u32, IN_FIRST_BLOCK + IN_SECOND_BLOCK);
    }

    #[test]
    fn letters_lose_their_accents_their_case_and_their_curls() {
        let default = FindOptions::default();
        for (words, expected) in [
            ("ÉTÉ à Zürich", "ete a zurich"),
            ("Łódź, Đakovo, Ærø", "lodz, dakovo, aero"),
            ("Việt Nam, Ḩamāh", "viet nam, hamah"),
            ("e\u{301}te\u{301}", "ete"),
            ("Straße STRAẞE", "strasse strasse"),
            ("“don’t” ‘so’", "\"don't\" 'so'"),
            ("40\u{a0}000\u{202f}€", "40 000 €"),
            ("İSTANBUL ısı", "istanbul isi"),
            ("ΟΔΟΣ οδος", "οδοσ οδοσ"),
            ("re\u{ad}port ❤\u{fe0f}", "report ❤"),
        ] {
            assert_eq!(folded(words, default), expected, "{words}");
        }
    }

    #[test]
    fn where_accents_or_case_matter_they_stay() {
        let accents = FindOptions {
            fold_accents: false,
            ..FindOptions::default()
        };
        assert_eq!(folded("ÉTÉ ẞ ß Æ", accents), "été ß ß æ");
        let case = FindOptions {
            match_case: true,
            ..FindOptions::default()
        };
        assert_eq!(folded("ÉTÉ ß Æsir", case), "ETE ss Aesir");
        assert_eq!(folded("Été “a” b\u{a0}c", EXACT), "Été \"a\" b c");
    }
}
