//! Clauses: what stands between two marks inside a sentence.

use super::{part_at, sentence_at, trimmed};
use crate::text::{Text, TextOffset, TextRange};

/// Marks between clauses: of Latin scripts, of Chinese and Japanese, of Arabic.
const MARKS: &str = ",;:–—―()[]{}\"“”„‟«»‹›，、；：「」『』（）《》،؛";

/// The part of a sentence between commas, semicolons, colons, dashes, brackets and quotation marks at `offset`, without
/// these marks; the sentence's own end mark stays with its last clause, so that a sentence of one clause is that clause.
///
/// Single quotation marks do not count, since they are apostrophes more often than not.
#[must_use]
pub fn clause_at(text: &Text, offset: TextOffset) -> TextRange {
    let offset = text.floor(offset);
    let sentence = sentence_at(text, offset);
    part_at(&clauses(text, sentence), offset).unwrap_or(sentence)
}

fn clauses(text: &Text, sentence: TextRange) -> Vec<TextRange> {
    let words = text.slice(sentence);
    let from = sentence.start.bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut push = |part: std::ops::Range<usize>| {
        let has_words = words
            .get(part.clone())
            .is_some_and(|part| part.chars().any(char::is_alphanumeric));
        if has_words {
            let part = trimmed(words, part);
            found.push(TextRange::of_bytes(from + part.start, from + part.end));
        }
    };
    for (at, mark) in words.char_indices() {
        if is_clause_end(words, at, mark) {
            push(start..at);
            start = at + mark.len_utf8();
        }
    }
    push(start..words.len());
    found
}

fn is_clause_end(words: &str, at: usize, mark: char) -> bool {
    let before = || words.get(..at).and_then(|head| head.chars().next_back());
    let after = || {
        words
            .get(at + mark.len_utf8()..)
            .and_then(|rest| rest.chars().next())
    };
    match mark {
        // No end inside a number, a time or a range of years.
        ',' | ':' | '–' | '.' if before().zip(after()).is_some_and(both_digits) => false,
        // An address, "https://".
        ':' => after() != Some('/'),
        // A hyphen that stands for a dash.
        '-' => before()
            .zip(after())
            .is_some_and(|(before, after)| before.is_whitespace() && after.is_whitespace()),
        _ => MARKS.contains(mark),
    }
}

fn both_digits((before, after): (char, char)) -> bool {
    before.is_numeric() && after.is_numeric()
}
