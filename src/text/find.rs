//! Finding words in a text as people look for them: literally, but for what typing cannot be bothered with.
//!
//! Idea: the needle is folded once (case, accents, curly quotation marks, runs of white space; see `fold.rs`). The text is
//! not folded at all: bytes that cannot begin a hit are skipped by a table of 256 answers, and from each that can the text
//! is folded on the fly as far as it agrees with the needle. Nothing is allocated but the hits, 8 bytes each.
//! Cost: O(text + candidates × letters that agree); a byte that no hit begins with costs one look-up.
//!
//! Invariant: a hit is made of whole graphemes, so neither a combining mark nor half of an emoji is ever cut off. Hits
//! are sorted and do not overlap. Where several begin together there is one, and it takes the white space and marks at
//! its end along. "s" is not found in "ß", which counts as "ss": no half of a character is.

mod fold;

pub use fold::{FindOptions, folded};

use super::{Text, TextOffset, TextRange, segment};
use fold::{Folded, fold, is_combining};

/// Writes `words` as a search sees them that looks away from case and accents: "Été" as "ete", "Straße" as "strasse".
pub fn fold_into(words: &str, folded: &mut String) {
    for character in words.chars() {
        match fold(character, FindOptions::default()) {
            Folded::Nothing => {}
            Folded::One(one) => folded.push(one),
            Folded::Two(one, two) => folded.extend([one, two]),
        }
    }
}

/// Words to look for.
#[derive(Clone, Debug)]
pub struct Needle {
    options: FindOptions,
    /// What the words count as; neither empty nor white space alone.
    folded: Box<[char]>,
    /// What each ASCII character counts as.
    ascii: [u8; 128],
    /// Which bytes a hit can begin with.
    begins: [bool; 256],
}

impl Needle {
    /// `words` to be looked for, or nothing where they are white space alone.
    #[must_use]
    pub fn new(words: &str, options: FindOptions) -> Option<Self> {
        let mut folded = Vec::new();
        for character in words.chars() {
            match fold(character, options) {
                Folded::Nothing => {}
                Folded::One(' ') if folded.last() == Some(&' ') => {}
                Folded::One(one) => folded.push(one),
                Folded::Two(one, two) => folded.extend([one, two]),
            }
        }
        let first = *folded.first()?;
        if folded.iter().all(|character| *character == ' ') {
            return None;
        }
        let ascii: [u8; 128] = std::array::from_fn(|byte| {
            // No ASCII character folds to anything but one of ASCII; a test goes through all of them.
            match fold(char::from(byte as u8), options) {
                Folded::One(one) => one as u8,
                Folded::Nothing | Folded::Two(..) => byte as u8,
            }
        });
        let begins = std::array::from_fn(|byte| match ascii.get(byte) {
            Some(folded) => char::from(*folded) == first,
            // Of what is not ASCII, only these bytes lead to characters that fold to ASCII.
            None if first.is_ascii() => matches!(byte, 0xc2..=0xc9 | 0xe1..=0xe3),
            None => byte >= 0xc2,
        });
        Some(Self {
            options,
            folded: folded.into(),
            ascii,
            begins,
        })
    }

    /// How many characters the words count as: the more, the rarer they are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "a needle is never empty")]
    pub fn len(&self) -> usize {
        self.folded.len()
    }

    /// All hits of a text.
    #[must_use]
    pub fn hits(&self, text: &Text) -> Vec<TextRange> {
        let mut hits = Vec::new();
        self.hits_between(text, TextOffset::START, text.end(), &mut hits);
        // What growing left over would make it more than 16 bytes a hit.
        hits.shrink_to_fit();
        hits
    }

    /// Adds the hits that begin between two gaps. Returns where to go on, which is behind the last hit if that reaches
    /// farther than `until`: so a text is searched a piece at a time.
    pub fn hits_between(
        &self,
        text: &Text,
        from: TextOffset,
        until: TextOffset,
        hits: &mut Vec<TextRange>,
    ) -> TextOffset {
        let mut from = text.floor(from);
        let until = text.floor(until);
        while let Some(hit) = self.next(text, from, until) {
            hits.push(hit);
            from = hit.end;
        }
        from.max(until)
    }

    /// The first hit that begins at or behind `from` and before `until`.
    #[must_use]
    pub fn next(&self, text: &Text, from: TextOffset, until: TextOffset) -> Option<TextRange> {
        let words = text.as_str();
        let bytes = words.as_bytes();
        let until = until.bytes().min(bytes.len());
        let mut at = from.bytes();
        while at < until {
            at += bytes[at..until]
                .iter()
                .position(|byte| self.begins[usize::from(*byte)])?;
            if let Some(end) = self.hit_at(words, at) {
                return Some(TextRange::of_bytes(at, end));
            }
            // Bytes inside a character begin nothing, so this need not look for its end.
            at += 1;
        }
        None
    }

    /// Where the hit that begins at `start` ends, if there is one.
    fn hit_at(&self, words: &str, start: usize) -> Option<usize> {
        let end = self.agreement(words, start)?;
        let is_whole = |at| segment::is_grapheme_boundary(words, at);
        if !is_whole(start) {
            return None;
        }
        if self.options.whole_word && (joins_before(words, start) || joins_behind(words, end)) {
            return None;
        }
        Some(end)
    }

    /// How far the text agrees with the whole needle from `start` on, to the end of a grapheme.
    fn agreement(&self, words: &str, start: usize) -> Option<usize> {
        if self.folded.first() == Some(&' ') {
            // Only the whole run of white space is a hit's.
            let before = words.get(..start)?.chars().next_back();
            if before.is_some_and(char::is_whitespace) {
                return None;
            }
        }
        let bytes = words.as_bytes();
        let (mut at, mut agreed, mut in_space) = (start, 0, false);
        // A run of white space goes to its end, but not into a space that carries a mark.
        let mut end = None;
        loop {
            let is_whole = agreed == self.folded.len();
            if is_whole && segment::is_grapheme_boundary(words, at) {
                end = Some(at);
            }
            let Some(byte) = bytes.get(at) else {
                return end;
            };
            let (folded, length) = if let Some(folded) = self.ascii.get(usize::from(*byte)) {
                (Folded::One(char::from(*folded)), 1)
            } else {
                let character = words.get(at..)?.chars().next()?;
                (fold(character, self.options), character.len_utf8())
            };
            let wanted = |at: usize| self.folded.get(at).copied();
            match folded {
                Folded::Nothing if agreed == 0 => return None,
                Folded::Nothing => {}
                Folded::One(' ') if in_space => {}
                _ if is_whole => return end,
                Folded::One(one) if wanted(agreed) == Some(one) => {
                    agreed += 1;
                    in_space = one == ' ';
                }
                Folded::Two(one, two)
                    if wanted(agreed) == Some(one) && wanted(agreed + 1) == Some(two) =>
                {
                    agreed += 2;
                    in_space = false;
                }
                Folded::One(_) | Folded::Two(..) => return None,
            }
            at += length;
        }
    }
}

/// Whether the word goes on before a gap: a letter or digit stands there and one behind it, or an apostrophe or a point
/// between two, as in "don't" and "3.5".
fn joins_before(words: &str, at: usize) -> bool {
    let (Some(before), Some(behind)) = (words.get(..at), words.get(at..)) else {
        return false;
    };
    let mut before = before.chars().rev().filter(|other| !is_combining(*other));
    joins(behind.chars().next(), before.next(), before.next())
}

fn joins_behind(words: &str, at: usize) -> bool {
    let (Some(before), Some(behind)) = (words.get(..at), words.get(at..)) else {
        return false;
    };
    let last = before.chars().rev().find(|other| !is_combining(*other));
    let mut behind = behind.chars();
    joins(last, behind.next(), behind.next())
}

/// Whether the outermost character of a hit is of one word with what stands beside it.
fn joins(edge: Option<char>, beside: Option<char>, beyond: Option<char>) -> bool {
    let (Some(edge), Some(beside)) = (edge, beside) else {
        return false;
    };
    if !is_of_word(edge) {
        return false;
    }
    if is_of_word(beside) {
        return true;
    }
    let beyond =
        beyond.is_some_and(|beyond| is_of_word(beyond) && beyond.is_numeric() == edge.is_numeric());
    beyond
        && match beside {
            '\'' | '\u{2019}' => !edge.is_numeric(),
            '.' | ',' => edge.is_numeric(),
            _ => false,
        }
}

/// Letters and digits of the scripts that put spaces between words.
fn is_of_word(character: char) -> bool {
    character.is_alphanumeric()
        && !matches!(
            character,
            '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}'
        )
}

#[cfg(test)]
mod tests;
