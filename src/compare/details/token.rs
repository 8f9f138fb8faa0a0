//! A text as runs of letters, runs of digits, and signs.

use super::Language;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, apostrophes between them included.
    Word,
    /// The digits 0 to 9.
    Digits,
    /// One character that is neither.
    Sign,
}

/// A run of one kind.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// In bytes of what was read.
    pub(super) start: usize,
    pub(super) end: usize,
    /// In lower case, with straight apostrophes.
    pub(super) lower: String,
    /// Whether the first letter is a capital.
    pub(super) is_capitalised: bool,
    /// Whether white space stands before it.
    pub(super) is_spaced: bool,
}

impl Token {
    pub(super) fn is_sign(&self, signs: &[char]) -> bool {
        self.kind == Kind::Sign && self.lower.starts_with(signs)
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }

    pub(super) fn is_digits(&self) -> bool {
        self.kind == Kind::Digits
    }

    /// The value of few digits.
    pub(super) fn number(&self) -> Option<u32> {
        (self.is_digits() && self.lower.len() <= 9)
            .then(|| self.lower.parse().ok())
            .flatten()
    }
}

/// French words that lose their vowel before another word: "d'euros" is two words.
const ELIDED: [&str; 9] = ["d", "l", "n", "s", "j", "m", "t", "c", "qu"];

/// The tokens of `text`, in order.
pub(super) fn tokens(text: &str, language: Language) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut is_spaced = true;
    while let Some((start, first)) = characters.next() {
        if first.is_whitespace() {
            is_spaced = true;
            continue;
        }
        let kind = kind_of(first);
        let mut end = start + first.len_utf8();
        while let Some(&(at, next)) = characters.peek() {
            let goes_on = match kind {
                Kind::Sign => false,
                Kind::Digits => kind_of(next) == Kind::Digits,
                Kind::Word => {
                    is_letter(next)
                        || is_apostrophe(next)
                            && text[at + next.len_utf8()..].starts_with(is_letter)
                            && !(language == Language::French
                                && ELIDED.contains(&text[start..end].to_lowercase().as_str()))
                }
            };
            if !goes_on {
                break;
            }
            end = at + next.len_utf8();
            characters.next();
        }
        tokens.push(Token {
            kind,
            start,
            end,
            lower: match kind {
                Kind::Digits => text[start..end].to_owned(),
                _ => lower(&text[start..end]),
            },
            is_capitalised: first.is_uppercase(),
            is_spaced,
        });
        is_spaced = false;
    }
    tokens
}

fn lower(word: &str) -> String {
    word.chars()
        .flat_map(char::to_lowercase)
        .map(|sign| if is_apostrophe(sign) { '\'' } else { sign })
        .collect()
}

fn kind_of(character: char) -> Kind {
    if character.is_ascii_digit() {
        Kind::Digits
    } else if is_letter(character) {
        Kind::Word
    } else {
        Kind::Sign
    }
}

/// Letters and the marks on them; not the raised letters of "2ª", which are signs.
fn is_letter(character: char) -> bool {
    character.is_alphabetic() && !matches!(character, 'º' | 'ª')
        || matches!(character, '\u{300}'..='\u{36f}')
}

pub(super) fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '‘')
}

#[cfg(test)]
mod tests {
    use super::{Language, tokens};

    fn check(text: &str, language: Language, expected: &[&str]) {
        let found: Vec<String> = tokens(text, language)
            .into_iter()
            .map(|token| token.lower)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn letters_digits_and_signs() {
        check(
            "It’s £2.5m",
            Language::English,
            &["it's", "£", "2", ".", "5", "m"],
        );
        check(
            "двадцять п’ять",
            Language::Ukrainian,
            &["двадцять", "п'ять"],
        );
        check(
            "plus d'euros",
            Language::French,
            &["plus", "d", "'", "euros"],
        );
        check("aujourd’hui", Language::French, &["aujourd'hui"]);
    }
}
