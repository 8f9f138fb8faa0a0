//! Names, negation and wording, in passages that are nearly the same.
//!
//! The words of both that say something are compared by their stems; figures are one word each, so that "thirty" beside "30" is no difference
//! (`pairing.rs` has looked at them). A changed stretch is a negation if only one side has a "not", a name if names stand
//! on both sides, and wording if other words do. Words that only moved, and words that one side alone has, are none.

use super::{
    Difference, DifferenceKind, Read,
    context::stem,
    difference,
    word_diff::{changes, hull},
};
use crate::compare::details::{DetailKind, is_function_word, is_negation};
use crate::text::segment;
use std::ops::Range;

/// The share of words that both have, in order, from which on two passages are nearly the same.
const NEARLY_THE_SAME: f32 = 0.6;

/// Words that two passages must have in common, be they ever so short.
const LEAST_IN_COMMON: usize = 2;

/// Content words on a side above which a stretch is another statement and no other wording.
const MOST_WORDS: usize = 4;

/// What a word is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Figure,
    Negation,
    Name,
    Content,
}

/// A word that says something, with its bytes.
type Said = (Range<usize>, Word);

struct Word {
    role: Role,
    /// What is compared: the stem, or all of a name.
    key: String,
}

pub(super) fn differences(a: &Read<'_>, b: &Read<'_>) -> Vec<Difference> {
    let (a_words, b_words) = (words(a), words(b));
    let keys = |words: &[Said]| -> Vec<String> {
        words.iter().map(|(_, word)| word.key.clone()).collect()
    };
    let (a_keys, b_keys) = (keys(&a_words), keys(&b_words));
    let stretches = changes(&a_keys, &b_keys);
    if !are_nearly_the_same(&a_words, &b_words, &stretches) {
        return Vec::new();
    }
    stretches
        .into_iter()
        .filter_map(|(one, two)| {
            let kind = kind(&a_words, &b_words, &one, &two)?;
            Some(difference(
                kind,
                a,
                b,
                hull(&a_words, &one, a.passage.words().len()),
                hull(&b_words, &two, b.passage.words().len()),
            ))
        })
        .collect()
}

/// Whether most words of both stand in the other in the same order; a "not" more or less does not count.
fn are_nearly_the_same(
    a_words: &[Said],
    b_words: &[Said],
    stretches: &[(Range<usize>, Range<usize>)],
) -> bool {
    let plain = |words: &[Said]| {
        words
            .iter()
            .filter(|(_, word)| word.role != Role::Negation)
            .count()
    };
    let longer = plain(a_words).max(plain(b_words));
    let changed: usize = stretches
        .iter()
        .map(|(one, two)| plain(&a_words[one.clone()]).max(plain(&b_words[two.clone()])))
        .sum();
    let same = longer.saturating_sub(changed);
    same >= LEAST_IN_COMMON && same as f32 >= NEARLY_THE_SAME * longer as f32
}

fn words(read: &Read<'_>) -> Vec<Said> {
    let text = read.passage.words();
    let language = read.passage.language;
    let mut words: Vec<Said> = Vec::new();
    let mut figures = read.figures().peekable();
    for range in pieces(text) {
        while figures
            .next_if(|figure| figure.whole.end.bytes() <= range.start)
            .is_some()
        {}
        if let Some(figure) = figures.peek()
            && figure.whole.start.bytes() < range.end
        {
            let whole = figure.whole.bytes();
            if words.last().is_none_or(|(last, _)| last.end <= whole.start) {
                let word = Word {
                    role: Role::Figure,
                    key: "0".to_owned(),
                };
                words.push((whole, word));
            }
            continue;
        }
        let lower = text[range.clone()].to_lowercase().replace('’', "'");
        let is_name = read.details.iter().any(|detail| {
            detail.kind == DetailKind::Name
                && detail.range.start.bytes() <= range.start
                && range.end <= detail.range.end.bytes()
        });
        let role = if is_negation(&lower, language) {
            Role::Negation
        } else if is_name {
            Role::Name
        } else if is_function_word(&lower, language) {
            continue;
        } else {
            Role::Content
        };
        let key = match role {
            Role::Negation => lower,
            Role::Name if !language.declines_names() => lower,
            _ => stem(&lower, language),
        };
        words.push((range, Word { role, key }));
    }
    words
}

/// The words of a text; French "n'a" is two.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    for word in segment::words(text) {
        match text[word.clone()].char_indices().find(|(at, sign)| {
            matches!(sign, '\'' | '’') && (1..=2).contains(at) && word.len() > at + sign.len_utf8()
        }) {
            Some((at, sign)) => {
                pieces.push(word.start..word.start + at);
                pieces.push(word.start + at + sign.len_utf8()..word.end);
            }
            None => pieces.push(word),
        }
    }
    pieces
}

fn kind(
    a_words: &[Said],
    b_words: &[Said],
    one: &Range<usize>,
    two: &Range<usize>,
) -> Option<DifferenceKind> {
    let has_negation = |words: &[Said], range: &Range<usize>| {
        words[range.clone()]
            .iter()
            .any(|(_, word)| word.role == Role::Negation)
    };
    if has_negation(a_words, one) != has_negation(b_words, two) {
        let count = |words: &[Said]| {
            words
                .iter()
                .filter(|(_, word)| word.role == Role::Negation)
                .count()
        };
        // A "not" that stands elsewhere in the other passage has moved.
        return ((count(a_words) == 0) != (count(b_words) == 0))
            .then_some(DifferenceKind::Negation);
    }
    let new = |words: &[Said], range: &Range<usize>, others: &[Said], role: Role| {
        words[range.clone()]
            .iter()
            .filter(|(_, word)| word.role == role)
            .filter(|(_, word)| !others.iter().any(|(_, other)| other.key == word.key))
            .count()
    };
    let names = (
        new(a_words, one, b_words, Role::Name),
        new(b_words, two, a_words, Role::Name),
    );
    let contents = (
        new(a_words, one, b_words, Role::Content),
        new(b_words, two, a_words, Role::Content),
    );
    if names.0 > 0 && names.1 > 0 {
        return Some(DifferenceKind::Name);
    }
    let both = (names.0 + contents.0, names.1 + contents.1);
    let is_wording = both.0 > 0 && both.1 > 0 && both.0 <= MOST_WORDS && both.1 <= MOST_WORDS;
    is_wording.then_some(DifferenceKind::Wording)
}
