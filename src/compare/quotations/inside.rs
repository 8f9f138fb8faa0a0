//! "He said" inside the marks: «Паром сел на мель, — сказал капитан. — Никто не пострадал».

use super::speech::{self, Attribution};
use crate::compare::details::Language;
use crate::text::{Text, TextRange};

/// Words of such an insertion at most.
const MOST_WORDS: usize = 14;

/// The pieces of a quotation around an insertion between two dashes, and what it says of the speaker.
pub(super) fn attributed(
    text: &Text,
    language: Language,
    inner: TextRange,
) -> Option<(Vec<TextRange>, Attribution)> {
    if !matches!(language, Language::Russian | Language::Ukrainian) {
        return None;
    }
    let words = text.slice(inner);
    let from = inner.start.bytes();
    let dashes: Vec<usize> = words
        .match_indices(" — ")
        .chain(words.match_indices(" – "))
        .map(|(at, _)| at)
        .collect();
    for &start in &dashes {
        if !words[..start].trim_end().ends_with([',', '?', '!', '…']) {
            continue;
        }
        let dash = " — ".len();
        let end = dashes
            .iter()
            .copied()
            .filter(|end| *end > start)
            .min()
            .unwrap_or(words.len());
        let insertion = TextRange::of_bytes(from + start + dash, from + end);
        if text.slice(insertion).split_whitespace().count() > MOST_WORDS {
            continue;
        }
        let Some(attribution) = speech::of_insertion(text, language, insertion) else {
            continue;
        };
        let mut pieces = vec![TextRange::of_bytes(from, from + start)];
        if end < words.len() {
            pieces.push(TextRange::of_bytes(from + end + dash, from + words.len()));
        }
        return Some((pieces, attribution));
    }
    None
}
