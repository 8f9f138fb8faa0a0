//! Words: what has letters or digits in it.
//!
//! "3.5", "1,200" and "don't" are one word by the Unicode rules; "U.S." and "a.m." are one word with their last point by
//! ours, since nobody marks them without it.

use super::window;
use crate::text::{ParagraphIndex, Text, TextOffset, TextRange};
use icu_segmenter::{
    WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions, options::WordType,
};
use std::{ops::Range, sync::LazyLock};

/// Bytes on either side of a position in which its word is looked for. No word is this long; longer stretches without a
/// space are Chinese, Japanese or Thai, whose words a cut disturbs only beside it.
const REACH_BYTES: usize = 2048;

/// Loads the dictionaries once.
static WORDS: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_auto(WordBreakInvariantOptions::default()));

/// The words of `text`, in order, as byte ranges. White space, punctuation, signs and emoji are no words; a time of day
/// such as "11:40" is one word.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut pending: Option<Range<usize>> = None;
    let mut simple = simple_words(text);
    std::iter::from_fn(move || {
        let mut word = pending.take().or_else(|| simple.next())?;
        for next in simple.by_ref() {
            if !is_time(text, &word, &next) {
                pending = Some(next);
                break;
            }
            word.end = next.end;
        }
        Some(word)
    })
}

/// Whether two words are the parts of a time: digits, a colon, two digits.
fn is_time(text: &str, one: &Range<usize>, other: &Range<usize>) -> bool {
    let is_number = |range: &Range<usize>| {
        text.get(range.clone())
            .is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
    };
    text.get(one.end..other.start) == Some(":")
        && other.len() == 2
        && is_number(other)
        && text[one.clone()].rsplit(':').next().is_some_and(|last| {
            (1..=2).contains(&last.len()) && last.bytes().all(|byte| byte.is_ascii_digit())
        })
}

/// The words as the Unicode rules and the dictionaries have them, with the points of dotted ones.
fn simple_words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    WORDS
        .segment_str(text)
        .iter_with_word_type()
        .filter_map(move |(end, kind)| {
            let word = std::mem::replace(&mut start, end)..end;
            if word.is_empty() || kind == WordType::None {
                return None;
            }
            let letters = text.get(word.clone())?;
            // A lone mark of a script with dictionaries is called a word by the segmenter.
            if !letters.contains(char::is_alphanumeric) {
                return None;
            }
            let takes_point =
                text.get(end..).is_some_and(|rest| rest.starts_with('.')) && is_dotted(letters);
            Some(word.start..end + usize::from(takes_point))
        })
}

/// The word in which `offset` lies or behind which it stands; between two words that touch, the second.
#[must_use]
pub fn word_at(text: &Text, offset: TextOffset) -> Option<TextRange> {
    let offset = text.floor(offset);
    let around = words_around(text, offset).1;
    let find = |holds: &dyn Fn(&TextRange) -> bool| around.iter().copied().find(holds);
    find(&|word| word.contains(offset)).or_else(|| find(&|word| word.end == offset))
}

/// Where Ctrl+→ goes: the end of this word or of the next, or the end of the paragraph where no word follows in it. From
/// there on to the first word of a later paragraph. The end of the text where nothing follows.
///
/// Ends, not starts, as GTK does it: what is selected on the way then ends with a word and not with a space.
#[must_use]
pub fn next_word(text: &Text, offset: TextOffset) -> TextOffset {
    let mut at = text.floor(offset);
    let mut paragraph = text.paragraph(text.paragraph_at(at));
    while at >= paragraph.end {
        if at >= text.end() {
            return text.end();
        }
        let ParagraphIndex(index) = text.paragraph_at(at);
        paragraph = text.paragraph(ParagraphIndex(index + 1));
        at = paragraph.start;
    }
    let (window, around) = words_around(text, at);
    around
        .into_iter()
        .map(|word| word.end)
        .find(|end| *end > at)
        .unwrap_or(window.end)
}

/// Where Ctrl+← goes: the start of this word or of the one before, or the start of the paragraph where no word comes
/// before in it. From there on to the last word of an earlier paragraph. The start of the text where nothing comes before.
#[must_use]
pub fn previous_word(text: &Text, offset: TextOffset) -> TextOffset {
    let mut at = text.floor(offset);
    while at == text.paragraph(text.paragraph_at(at)).start {
        if at == TextOffset::START {
            return at;
        }
        at = TextOffset::new(at.bytes() - 1);
    }
    let (window, around) = words_around(text, at);
    around
        .into_iter()
        .map(|word| word.start)
        .rfind(|start| *start < at)
        .unwrap_or(window.start)
}

/// The window around `offset`, and the words in it.
fn words_around(text: &Text, offset: TextOffset) -> (TextRange, Vec<TextRange>) {
    let window = window(text, offset, REACH_BYTES);
    let from = window.start.bytes();
    let found = words(text.slice(window))
        .map(|word| TextRange::of_bytes(from + word.start, from + word.end))
        .collect();
    (window, found)
}

/// Whether `word` is single letters with a point between each two: "U.S", "a.m", "т.е".
pub(super) fn is_dotted(word: &str) -> bool {
    let mut pieces = 0;
    let all_single = word.split('.').all(|piece| {
        pieces += 1;
        let mut characters = piece.chars();
        characters.next().is_some_and(char::is_alphabetic) && characters.next().is_none()
    });
    all_single && pieces > 1
}
