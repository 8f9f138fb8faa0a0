//! Sentences: the Unicode boundaries, sieved.
//!
//! The idea: `icu_segmenter` proposes ends, [`proposals`] adds those it leaves out ("…", a footnote's number behind the
//! point) and moves those that fall in front of a closing mark (« Oui. »); [`is_end`] then refuses the ones that a reader
//! would not take for the end of a sentence. In doubt it refuses; see `abbreviation.rs` for why.
//!
//! Limits: no grammar. "He works for Acme Inc. Smith does not." stays one sentence, since "Smith" starts no sentence by
//! our list; "George W. The" is two.

use super::{abbreviation, part_at, trimmed, window};
use crate::text::{ParagraphIndex, Text, TextOffset, TextRange};
use icu_segmenter::{
    SentenceSegmenter, SentenceSegmenterBorrowed, options::SentenceBreakInvariantOptions,
};
use std::{ops::Range, sync::LazyLock};

/// Bytes on either side of a position in which its sentence is looked for. The longest sentences of news texts have 1 kB.
const REACH_BYTES: usize = 8 * 1024;

/// Bytes before and behind a place that decide whether a sentence ends there: a few words.
const CONTEXT_BYTES: usize = 256;

/// End marks that no space follows.
const FULL_WIDTH_ENDS: [char; 5] = ['。', '！', '？', '｡', '．'];

/// The tables are part of the program; the options have no constant default.
static SENTENCES: LazyLock<SentenceSegmenterBorrowed<'static>> =
    LazyLock::new(|| SentenceSegmenter::new(SentenceBreakInvariantOptions::default()));

/// The sentences of a paragraph, in order, without the white space around them. Every other character of the paragraph
/// lies in exactly one. None for a blank paragraph.
#[must_use]
pub fn sentences(text: &Text, paragraph: ParagraphIndex) -> Vec<TextRange> {
    sentences_in(text, text.paragraph(paragraph))
}

/// The sentence in which `offset` lies; in the space between two, or behind the last, the one before. Empty at `offset`
/// in a blank paragraph.
#[must_use]
pub fn sentence_at(text: &Text, offset: TextOffset) -> TextRange {
    let offset = text.floor(offset);
    let around = sentences_in(text, window(text, offset, REACH_BYTES));
    part_at(&around, offset).unwrap_or(TextRange {
        start: offset,
        end: offset,
    })
}

/// Where a caret goes by a sentence forward: the start of the next one, in a later paragraph if need be; the end of the
/// text behind the last.
#[must_use]
pub fn next_sentence(text: &Text, offset: TextOffset) -> TextOffset {
    let mut at = text.floor(offset);
    let mut includes_start = false;
    loop {
        let window = window(text, at, REACH_BYTES);
        let start = sentences_in(text, window)
            .into_iter()
            .map(|sentence| sentence.start)
            .find(|start| *start > at || includes_start && *start == at);
        if let Some(start) = start {
            return start;
        }
        if window.end >= text.end() {
            return text.end();
        }
        let ParagraphIndex(index) = text.paragraph_at(at);
        let paragraph = text.paragraph(ParagraphIndex(index));
        if window.end < paragraph.end {
            // No end within reach: go as far as was looked.
            return window.end;
        }
        at = text.paragraph(ParagraphIndex(index + 1)).start;
        includes_start = true;
    }
}

/// Where a caret goes by a sentence backward: the start of this one, or of the one before where it stands there already;
/// the start of the text before the first.
#[must_use]
pub fn previous_sentence(text: &Text, offset: TextOffset) -> TextOffset {
    let mut at = text.floor(offset);
    loop {
        let window = window(text, at, REACH_BYTES);
        let start = sentences_in(text, window)
            .into_iter()
            .map(|sentence| sentence.start)
            .rfind(|start| *start < at);
        if let Some(start) = start {
            return start;
        }
        let paragraph = text.paragraph(text.paragraph_at(at));
        if window.start > paragraph.start {
            return window.start;
        }
        if paragraph.start == TextOffset::START {
            return TextOffset::START;
        }
        at = TextOffset::new(paragraph.start.bytes() - 1);
    }
}

fn sentences_in(text: &Text, range: TextRange) -> Vec<TextRange> {
    let from = range.start.bytes();
    split(text.slice(range))
        .into_iter()
        .map(|part| TextRange::of_bytes(from + part.start, from + part.end))
        .collect()
}

fn split(paragraph: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut push = |part: Range<usize>| {
        let part = trimmed(paragraph, part);
        if !part.is_empty() {
            found.push(part);
        }
    };
    for end in proposals(paragraph) {
        let (Some(head), Some(rest)) = (paragraph.get(start..end), paragraph.get(end..)) else {
            continue;
        };
        if is_end(last_bytes(head), first_bytes(rest)) {
            push(start..end);
            start = end;
        }
    }
    push(start..paragraph.len());
    found
}

/// Where sentences may end, sorted: each lies behind the space that follows the end, where there is one.
fn proposals(paragraph: &str) -> Vec<usize> {
    let by_unicode = SENTENCES
        .segment_str(paragraph)
        .filter(|at| *at > 0 && *at < paragraph.len())
        .map(|at| behind_closing(paragraph, before_opening(paragraph, at)));
    // Neither three points in one sign nor a point before a footnote's number ends a sentence by the Unicode rules.
    let by_us = paragraph
        .char_indices()
        .filter(|(_, mark)| matches!(mark, '…' | '.' | '?' | '!'))
        .filter_map(|(at, mark)| {
            let behind = at + mark.len_utf8();
            let rest = paragraph.get(behind..)?;
            let core = rest.trim_start_matches(is_closing);
            let core = skip_footnotes(core);
            if mark != '…' && core.len() == rest.trim_start_matches(is_closing).len() {
                return None;
            }
            let core = core.trim_start_matches(is_closing);
            let next = core.trim_start();
            (next.len() < core.len() && !next.is_empty()).then(|| paragraph.len() - next.len())
        });
    let mut all: Vec<usize> = by_unicode.chain(by_us).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Moves a place in front of `» Next` or `” Next` behind the closing mark and the space: French sets a space before it.
fn behind_closing(paragraph: &str, at: usize) -> usize {
    let rest = paragraph.get(at..).unwrap_or_default();
    let closed = rest.trim_start_matches(['»', '”', '›', ')', ']']);
    let next = closed.trim_start();
    if closed.len() < rest.len() && (next.len() < closed.len() || closed.is_empty()) {
        paragraph.len() - next.len()
    } else {
        at
    }
}

/// Moves a place behind `？“` in front of the quotation mark: Chinese sets no space there, and the Unicode rules take
/// every quotation mark for one that closes.
fn before_opening(paragraph: &str, at: usize) -> usize {
    let head = paragraph.get(..at).unwrap_or_default();
    let core = head.trim_end_matches(['“', '‘']);
    if core.len() < at && core.ends_with(FULL_WIDTH_ENDS) {
        let opens = paragraph
            .get(..core.len())
            .is_some_and(|head| !has_open_quotation(head));
        if opens {
            return core.len();
        }
    }
    at
}

/// Whether a quotation that “ began is still open at the end of `head`.
fn has_open_quotation(head: &str) -> bool {
    head.chars()
        .rev()
        .find(|character| matches!(character, '“' | '”' | '„'))
        .is_some_and(|mark| mark != '”')
}

/// `rest` behind "[12][13]".
fn skip_footnotes(mut rest: &str) -> &str {
    while let Some(inner) = rest.strip_prefix('[') {
        let behind = inner.trim_start_matches(|digit: char| digit.is_ascii_digit());
        match behind.strip_prefix(']') {
            Some(behind_bracket) if behind.len() < inner.len() => rest = behind_bracket,
            _ => break,
        }
    }
    rest
}

/// The end of `head`, as far as it can matter to [`is_end`]: with it the whole is linear in the paragraph.
fn last_bytes(head: &str) -> &str {
    let from = head.len().saturating_sub(CONTEXT_BYTES);
    (from..=head.len())
        .find_map(|from| head.get(from..))
        .unwrap_or_default()
}

/// The start of `rest`, as far as it can matter.
fn first_bytes(rest: &str) -> &str {
    let to = rest.len().min(CONTEXT_BYTES);
    (0..=to)
        .rev()
        .find_map(|to| rest.get(..to))
        .unwrap_or_default()
}

/// Whether a sentence ends between `head`, which starts where the last one ended, and `rest`.
fn is_end(head: &str, rest: &str) -> bool {
    let body = head.trim_end();
    let has_space = body.len() < head.len();
    let core = without_footnotes(body.trim_end_matches(is_closing)).trim_end_matches(is_closing);
    // « Oui. » has its space inside.
    let core = core.trim_end();
    let Some(mark) = core.chars().next_back() else {
        return false;
    };
    let next = rest.trim_start_matches(|character: char| !character.is_alphanumeric());
    let Some(first) = next.chars().next() else {
        // Nothing but marks follows: they belong to what they close.
        return false;
    };
    if body.ends_with(['(', '[', '{']) {
        return false;
    }
    if FULL_WIDTH_ENDS.contains(&mark) {
        // 「…。」と言った: the quotation is a part of its sentence.
        return core.len() == body.len() || !rest.starts_with(['と', 'っ', '、', '，']);
    }
    if matches!(mark, '.' | '!' | '?' | '…') && !has_space {
        return false;
    }
    if first.is_lowercase() {
        return false;
    }
    if matches!(mark, '!' | '?') && core.len() < body.len() {
        return !abbreviation::is_attribution(next);
    }
    if mark != '.' || core.ends_with("..") {
        return true;
    }
    let before_point = core.get(..core.len() - 1).unwrap_or_default();
    !is_list_number(before_point) && !abbreviation::joins(before_point, next)
}

/// Whether a sentence would be nothing but "1." or "a.".
fn is_list_number(head: &str) -> bool {
    let number = head.trim_start_matches(|character: char| !character.is_alphanumeric());
    !number.is_empty()
        && (number.chars().all(char::is_numeric)
            || number.chars().count() == 1 && number.chars().all(char::is_alphabetic))
}

/// `body` without "[12]" at its end.
fn without_footnotes(mut body: &str) -> &str {
    // The closing bracket was taken off with the closing marks.
    loop {
        let digits = body.trim_end_matches(|digit: char| digit.is_ascii_digit());
        let Some(before) = digits
            .strip_suffix('[')
            .filter(|_| digits.len() < body.len())
        else {
            return body;
        };
        body = before.trim_end_matches(']');
    }
}

/// Marks that close what a sentence opened. Quotation marks that open in one language close in another.
fn is_closing(character: char) -> bool {
    matches!(
        character,
        ')' | ']'
            | '}'
            | '"'
            | '\''
            | '”'
            | '’'
            | '“'
            | '‘'
            | '»'
            | '«'
            | '›'
            | '‹'
            | '」'
            | '』'
            | '）'
            | '》'
            | '】'
    )
}
