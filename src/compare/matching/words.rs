//! The words of a sentence as matching sees them: folded, with their stems.
//!
//! Idea: a word is a run of letters and digits; separators stay inside numbers ("1,200", "3.5"); an apostrophe parts, and
//! the one letter on either side of it that is only grammar ("l'armée", "Russia's") goes. That is some ten times as fast as
//! the segmenter and finds the same words in scripts that set spaces; in the others `text::segment` parts the words by
//! its rules and dictionaries.
//!
//! Invariant: the words depend on the sentence and its language alone, so that what is indexed is what is looked for.

use super::language::{Language, Stemming};
use crate::text::{find::fold_into, segment};
use std::collections::BTreeSet;

/// A stem as a number. Two of a text's 60 000 stems share one by chance about once in three such texts, and then count as
/// one stem: a score changes a little, nothing breaks.
pub(super) type StemId = u32;

/// A word of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// Its letters in lower case, without accents.
    pub folded: &'a str,
    /// What stands for all its forms.
    pub stem: StemId,
    /// Whether it is one of the words that no text of its language is without.
    pub is_little: bool,
}

/// Reads sentences of one language; keeps its buffers from one to the next.
pub(super) struct Reader {
    language: Language,
    stemming: Stemming,
    little: BTreeSet<StemId>,
    folded: String,
    stem: String,
}

impl Reader {
    pub(super) fn new(language: Language) -> Self {
        let mut reader = Self {
            language,
            stemming: language.stemming(),
            little: BTreeSet::new(),
            folded: String::new(),
            stem: String::new(),
        };
        let mut little = BTreeSet::new();
        reader.read(language.little_words(), |word| {
            little.insert(word.stem);
        });
        reader.little = little;
        reader
    }

    /// The stems of the words that no text of its language is without.
    pub(super) fn little(&self) -> &BTreeSet<StemId> {
        &self.little
    }

    /// Calls `take` with each word of `sentence` in order.
    pub(super) fn read(&mut self, sentence: &str, mut take: impl FnMut(Word<'_>)) {
        if sentence.chars().any(needs_segmenter) {
            for word in segment::words(sentence) {
                self.take(&sentence[word], &mut take);
            }
        } else {
            simple_words(sentence, |word| self.take(word, &mut take));
        }
    }

    fn take(&mut self, word: &str, take: &mut impl FnMut(Word<'_>)) {
        let Self {
            language,
            stemming,
            little,
            folded,
            stem,
        } = self;
        folded.clear();
        fold_into(word, folded);
        if folded.is_empty() {
            return;
        }
        let id = if language.folds_first() {
            stemming.stem(folded, hash)
        } else {
            stem.clear();
            stemming.stem(&word.to_lowercase(), |found| fold_into(found, stem));
            hash(stem)
        };
        take(Word {
            folded,
            stem: id,
            is_little: little.contains(&id),
        });
    }
}

/// A reader for each language that came up.
#[derive(Default)]
pub(super) struct Readers(Vec<Reader>);

impl Readers {
    pub(super) fn of(&mut self, language: Language) -> &mut Reader {
        let known = self.0.iter().position(|reader| reader.language == language);
        let at = known.unwrap_or_else(|| {
            self.0.push(Reader::new(language));
            self.0.len() - 1
        });
        &mut self.0[at]
    }
}

/// FNV-1a, folded to 32 bits: the same on every machine.
pub(super) fn hash(word: &str) -> u32 {
    let wide = word.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    (wide ^ (wide >> 32)) as u32
}

/// Letters of scripts that set no spaces between words, or whose words hold more than letters and digits: Thai, Chinese,
/// Japanese, those of India.
fn needs_segmenter(letter: char) -> bool {
    matches!(
        letter as u32,
        0x0900..=0x1c7f | 0x3040..=0xa4cf | 0xf900..=0xfaff | 0x20000..=0x3ffff
    )
}

fn simple_words<'a>(sentence: &'a str, mut take: impl FnMut(&'a str)) {
    let mut start = None;
    let mut last = ' ';
    let mut behind_apostrophe = false;
    let mut letters = sentence.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let is_inside = letter.is_alphanumeric()
            || is_mark(letter)
            || matches!(letter, '.' | ',') && last.is_ascii_digit() && next.is_ascii_digit();
        if is_inside {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            let is_apostrophe = matches!(letter, '\'' | '’') && next.is_alphanumeric();
            let word = &sentence[from..at];
            if !(behind_apostrophe || is_apostrophe) || word.len() > last.len_utf8() {
                take(word);
            }
            behind_apostrophe = is_apostrophe;
        } else {
            behind_apostrophe = false;
        }
        last = letter;
    }
    if let Some(from) = start {
        let word = &sentence[from..];
        if !behind_apostrophe || word.len() > last.len_utf8() {
            take(word);
        }
    }
}

/// A mark that belongs to the letter before it.
fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200c}' | '\u{200d}'
    )
}
