//! One version of a quotation beside the fullest, word for word and to the comma.

use super::Quotation;
use crate::compare::differences::changes;
use crate::text::{Text, TextRange, segment};
use std::ops::Range;

/// What a part of a version is, beside the fullest version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// The same words.
    Same,
    /// Other punctuation between two words that are the same.
    Punctuation,
    /// Other words.
    Altered,
    /// Words of the fullest version that are left out at an end, or where an ellipsis or the words of the article stand
    /// for them.
    LeftOut,
    /// Words of the fullest version that are missing without a sign.
    Dropped,
    /// Words that the fullest version has not.
    Added,
    /// Words in brackets: the writer's own.
    Bracketed,
}

/// A part of a version beside the fullest one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// Where it stands in the version's article; an empty gap where words are missing.
    pub range: TextRange,
    /// Where its counterpart stands in the fullest version's article.
    pub fullest: TextRange,
}

/// A word of a quotation.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) range: TextRange,
    pub(super) key: String,
    /// The signs before it, spaces and quotation marks aside; empty for the first.
    signs: String,
    is_bracketed: bool,
    /// Whether words are left out before it, as an ellipsis or a new piece says.
    is_behind_gap: bool,
}

/// The words of a quotation.
pub(super) fn words(text: &Text, quotation: &Quotation) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    for (index, piece) in quotation.pieces.iter().enumerate() {
        let slice = text.slice(*piece);
        let from = piece.start.bytes();
        let mut end = 0;
        let mut is_in_brackets = false;
        for word in segment::words(slice) {
            let gap = &slice[end..word.start];
            end = word.end;
            for sign in gap.chars() {
                match sign {
                    '[' => is_in_brackets = true,
                    ']' => is_in_brackets = false,
                    _ => {}
                }
            }
            let is_new_piece = index > 0 && word.start == gap.len();
            found.push(Word {
                range: TextRange::of_bytes(from + word.start, from + word.end),
                key: slice[word].to_lowercase().replace('’', "'"),
                signs: if found.is_empty() || is_new_piece {
                    String::new()
                } else {
                    plain_signs(gap)
                },
                is_bracketed: is_in_brackets,
                is_behind_gap: is_new_piece || gap.contains('…') || gap.contains("..."),
            });
        }
    }
    found
}

/// The signs of a gap in one spelling, without spaces, brackets and quotation marks.
fn plain_signs(gap: &str) -> String {
    gap.replace("...", "…")
        .chars()
        .filter(|sign| !sign.is_whitespace() && !"[]\"“”„«»‘’‚'‹›".contains(*sign))
        .map(|sign| {
            if matches!(sign, '–' | '—') {
                '-'
            } else {
                sign
            }
        })
        .collect()
}

/// The parts of a version beside the fullest one, in order.
pub(super) fn parts(fullest: &[Word], version: &[Word]) -> Vec<Part> {
    let keys =
        |words: &[Word]| -> Vec<String> { words.iter().map(|word| word.key.clone()).collect() };
    let stretches = changes(&keys(fullest), &keys(version));
    let mut parts = Vec::new();
    let (mut full_at, mut at) = (0, 0);
    for (full_range, range) in stretches {
        same(
            fullest,
            version,
            full_at..full_range.start,
            at..range.start,
            &mut parts,
        );
        changed(
            fullest,
            version,
            full_range.clone(),
            range.clone(),
            &mut parts,
        );
        (full_at, at) = (full_range.end, range.end);
    }
    same(
        fullest,
        version,
        full_at..fullest.len(),
        at..version.len(),
        &mut parts,
    );
    parts
}

/// Words that agree, cut where the punctuation between two of them does not.
fn same(
    fullest: &[Word],
    version: &[Word],
    full_range: Range<usize>,
    range: Range<usize>,
    parts: &mut Vec<Part>,
) {
    if range.is_empty() {
        return;
    }
    let mut start = 0;
    for step in 1..range.len() {
        let (full, word) = (
            &fullest[full_range.start + step],
            &version[range.start + step],
        );
        // A gap says that words may be missing: no punctuation is compared over it.
        if full.signs == word.signs || full.is_behind_gap || word.is_behind_gap {
            continue;
        }
        let between = |words: &[Word], at: usize| {
            TextRange::between(words[at - 1].range.end, words[at].range.start)
        };
        push_same(fullest, version, &full_range, &range, start..step, parts);
        parts.push(Part {
            kind: PartKind::Punctuation,
            range: between(version, range.start + step),
            fullest: between(fullest, full_range.start + step),
        });
        start = step;
    }
    push_same(
        fullest,
        version,
        &full_range,
        &range,
        start..range.len(),
        parts,
    );
}

fn push_same(
    fullest: &[Word],
    version: &[Word],
    full_range: &Range<usize>,
    range: &Range<usize>,
    steps: Range<usize>,
    parts: &mut Vec<Part>,
) {
    let shift = |start: usize| start + steps.start..start + steps.end;
    parts.push(Part {
        kind: PartKind::Same,
        range: hull(version, &shift(range.start)),
        fullest: hull(fullest, &shift(full_range.start)),
    });
}

/// A stretch in which the words do not agree.
fn changed(
    fullest: &[Word],
    version: &[Word],
    full_range: Range<usize>,
    range: Range<usize>,
    parts: &mut Vec<Part>,
) {
    let is_bracketed = |words: &[Word], range: &Range<usize>| {
        !range.is_empty() && words[range.clone()].iter().all(|word| word.is_bracketed)
    };
    let is_at_end =
        |words: &[Word], range: &Range<usize>| range.start == 0 || range.end == words.len();
    let has_gap = |words: &[Word], at: usize| words.get(at).is_some_and(|word| word.is_behind_gap);
    let kind = if is_bracketed(version, &range) || is_bracketed(fullest, &full_range) {
        PartKind::Bracketed
    } else if range.is_empty() {
        if is_at_end(fullest, &full_range) || has_gap(version, range.start) {
            PartKind::LeftOut
        } else {
            PartKind::Dropped
        }
    } else if full_range.is_empty() {
        PartKind::Added
    } else {
        PartKind::Altered
    };
    parts.push(Part {
        kind,
        range: hull(version, &range),
        fullest: hull(fullest, &full_range),
    });
}

/// The bytes of some words; of none, the gap behind the word before.
fn hull(words: &[Word], range: &Range<usize>) -> TextRange {
    match words.get(range.clone()) {
        Some([first, .., last]) => TextRange::between(first.range.start, last.range.end),
        Some([only]) => only.range,
        _ => {
            let gap = range
                .start
                .checked_sub(1)
                .and_then(|before| words.get(before))
                .map(|word| word.range.end)
                .or_else(|| words.first().map(|word| word.range.start))
                .unwrap_or_default();
            TextRange::between(gap, gap)
        }
    }
}

/// Whether the fullest version itself says that words are left out where the version has more.
pub(super) fn is_gap_of(fullest: &[Word], part: &Part) -> bool {
    let next = fullest
        .iter()
        .find(|word| word.range.start >= part.fullest.end);
    next.is_none_or(|word| word.is_behind_gap)
        || fullest
            .first()
            .is_some_and(|first| part.fullest.end <= first.range.start)
}
