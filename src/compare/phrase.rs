//! Phrases in sentences: the words around a passage, and whether a row of words stands there.
//!
//! Words are compared in lower case, with `'` for every apostrophe and "е" for "ё".

use crate::text::{Text, TextOffset, TextRange, segment};
use std::ops::Range;

/// The sentences in which a passage lies, then the one behind it and the one before it in the same paragraph.
pub(super) fn sentences_around(text: &Text, passage: TextRange) -> Vec<TextRange> {
    let paragraph = text.paragraph(text.paragraph_at(passage.start));
    let last = TextOffset::new(passage.end.bytes().saturating_sub(1)).max(passage.start);
    let own = TextRange::between(
        segment::sentence_at(text, passage.start)
            .start
            .min(passage.start),
        segment::sentence_at(text, last).end.max(passage.end),
    );
    let mut around = vec![own];
    let behind = segment::next_sentence(text, own.end.min(last.max(own.start)));
    if behind >= own.end && behind < paragraph.end {
        around.push(segment::sentence_at(text, behind));
    }
    let before = segment::previous_sentence(text, own.start);
    if before >= paragraph.start && before < own.start {
        around.push(segment::sentence_at(text, before));
    }
    around
}

/// A sentence and its words.
pub(super) struct Line<'a> {
    pub text: &'a str,
    pub words: Vec<Word>,
}

impl<'a> Line<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self {
            text,
            words: words_of(text),
        }
    }

    /// Where the phrase ends that begins with this word, if it stands there.
    pub(super) fn match_phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut end = at;
        for wanted in phrase.split(' ').flat_map(split_elision) {
            let word = self.words.get(end)?;
            if word.folded != wanted || end > at && !self.is_joined(end) {
                return None;
            }
            end += 1;
        }
        Some(end)
    }

    /// What stands between a word and the one before it.
    pub(super) fn gap(&self, at: usize) -> &str {
        let from = at
            .checked_sub(1)
            .and_then(|before| self.words.get(before))
            .map_or(0, |word| word.range.end);
        let to = self
            .words
            .get(at)
            .map_or(self.text.len(), |word| word.range.start);
        self.text.get(from..to).unwrap_or_default()
    }

    /// Whether only white space stands between a word and the one before it; or nothing, behind an elision.
    pub(super) fn is_joined(&self, at: usize) -> bool {
        self.gap(at).chars().all(char::is_whitespace)
    }
}

/// A word of a sentence.
pub(super) struct Word {
    pub range: Range<usize>,
    /// In lower case, as the lists have it.
    pub folded: String,
    pub is_capitalised: bool,
}

/// Splits a sentence into words: letters and digits with hyphens, apostrophes and "&" inside. "l'" and "d'" are words of
/// their own.
fn words_of(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text.char_indices() {
        let next = text[at + character.len_utf8()..].chars().next();
        let is_inside = start.is_some()
            && matches!(character, '-' | '\'' | '’' | 'ʼ' | '&')
            && next.is_some_and(char::is_alphanumeric);
        if character.is_alphanumeric() || is_inside {
            let begin = *start.get_or_insert(at);
            let is_elided = matches!(character, '\'' | '’')
                && matches!(at - begin, 1)
                && is_elision(&text[begin..at]);
            if is_elided {
                words.push(word(text, begin..at + character.len_utf8()));
                start = None;
            }
        } else if let Some(begin) = start.take() {
            words.push(word(text, begin..at));
        }
    }
    if let Some(begin) = start {
        words.push(word(text, begin..text.len()));
    }
    words
}

fn is_elision(letters: &str) -> bool {
    matches!(letters, "l" | "L" | "d" | "D")
}

fn word(text: &str, range: Range<usize>) -> Word {
    let letters = &text[range.clone()];
    let folded = letters
        .to_lowercase()
        .replace(['’', 'ʼ'], "'")
        .replace('ё', "е");
    Word {
        is_capitalised: letters.chars().next().is_some_and(char::is_uppercase),
        folded,
        range,
    }
}

/// "d'après" is two words, as in the texts.
fn split_elision(word: &str) -> impl Iterator<Item = &str> {
    let is_elided = word.starts_with("d'") || word.starts_with("l'");
    let (first, second) = word.split_at(if is_elided { 2 } else { 0 });
    [first, second].into_iter().filter(|part| !part.is_empty())
}
