//! Quotations: where they stand, who says them, and how the articles quote the same words.
//!
//! The tour: `marks.rs` finds what stands between quotation marks, `speech.rs` who says it, `inside.rs` takes out the "he said"
//! that Russian and Ukrainian papers write inside the marks; [`quotations`] puts these together for one text.
//! [`versions`] then finds the quotations of several articles that are one, and `align.rs` sets each beside the fullest of them,
//! word for word and to the comma.
//!
//! The idea of "the same": the fullest version is the one with most words. Another is *the same words* if every word
//! agrees (case and commas aside, which are shown); *trimmed* if words are left out at its ends, or inside with an
//! ellipsis or between its parts; *altered* if any word is another, or is missing without a sign. Words in brackets are
//! the writer's own and alter nothing.
//!
//! Invariant: nothing is judged: which version is right is not known here.

mod align;
mod inside;
mod marks;
mod speech;
#[cfg(test)]
mod tests;
mod version;

pub use align::{Part, PartKind};
pub use speech::Attribution;
pub(super) use speech::is_speech_verb;
pub use version::{Kinship, Quoting, Version, VersionGroup, versions};

use super::details::Language;
use crate::text::{Text, TextRange, segment};

/// A quotation of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From its first mark to behind its last.
    pub whole: TextRange,
    /// Its words without the marks, in one or more pieces: “We felt it,” she said, “and then it was still.”
    pub pieces: Vec<TextRange>,
    /// How many quotations it stands in.
    pub depth: usize,
    /// Who says it, as the text has it.
    pub attribution: Attribution,
    /// The speaker's name: the words that name the speaker; where they are "he" or "she", or missing beside a
    /// quotation of one paragraph with an attributed one or with nothing else, the speaker named last. Empty where there is none.
    pub speaker: String,
}

/// Words between two pieces of one quotation at most: “…,” said the master of the tug, “…”.
const MOST_BETWEEN: usize = 12;

/// The quotations of a text, in order; those inside others too.
#[must_use]
pub fn quotations(text: &Text, language: Language) -> Vec<Quotation> {
    let mut found: Vec<Quotation> = Vec::new();
    for marked in marks::marked(text) {
        let (pieces, attribution) = match inside::attributed(text, language, marked.inner) {
            Some((pieces, attribution)) => (pieces, attribution),
            None => (
                vec![marked.inner],
                speech::attribution(text, language, marked.whole),
            ),
        };
        let attribution = if marked.depth == 0 {
            attribution
        } else {
            Attribution::default()
        };
        let next = Quotation {
            whole: marked.whole,
            pieces,
            depth: marked.depth,
            attribution,
            speaker: String::new(),
        };
        match found.iter_mut().rfind(|last| last.depth == 0) {
            Some(last) if goes_on(text, last, &next) => {
                last.whole.end = next.whole.end;
                last.pieces.extend(next.pieces);
                if last.attribution.verb.is_none() {
                    last.attribution = next.attribution;
                }
            }
            _ => found.push(next),
        }
    }
    name_speakers(text, &mut found);
    found
}

/// Whether a quotation goes on with the next: “…,” she said, “…” with a small letter behind.
fn goes_on(text: &Text, last: &Quotation, next: &Quotation) -> bool {
    if next.depth > 0 || text.paragraph_at(last.whole.end) != text.paragraph_at(next.whole.start) {
        return false;
    }
    let Some(last_piece) = last.pieces.last() else {
        return false;
    };
    let between = text.slice(TextRange::between(last.whole.end, next.whole.start));
    let words = text.slice(next.pieces[0]).trim_start();
    let ends_open = !text
        .slice(*last_piece)
        .trim_end()
        .ends_with(['.', '!', '?', '…'])
        && !between.trim_start().starts_with(['.', '!', '?']);
    ends_open
        && last
            .attribution
            .verb
            .is_some_and(|verb| verb.start >= last.whole.end)
        && between.trim_end().ends_with([',', ':', '—', '–'])
        && segment::words(between).count() <= MOST_BETWEEN
        && words.starts_with(char::is_lowercase)
}

/// Gives each quotation its speaker's name.
fn name_speakers(text: &Text, quotations: &mut [Quotation]) {
    let mut last_named = String::new();
    let mut last_place = None;
    for quotation in quotations
        .iter_mut()
        .filter(|quotation| quotation.depth == 0)
    {
        let paragraph = text.paragraph_at(quotation.whole.start);
        let written = quotation.attribution.speaker.map(|range| text.slice(range));
        match written {
            Some(words) if !speech::is_pronoun(words) => {
                words.clone_into(&mut last_named);
                words.clone_into(&mut quotation.speaker);
            }
            // "he said", or a second quotation of the paragraph.
            Some(_) => quotation.speaker.clone_from(&last_named),
            None if is_sentence(text, quotation)
                && (last_place == Some(paragraph) || is_paragraph(text, quotation)) =>
            {
                quotation.speaker.clone_from(&last_named);
            }
            None => continue,
        }
        last_place = Some(paragraph);
    }
}

/// Whether a quotation is a sentence of its own and no scrap inside somebody else's.
fn is_sentence(text: &Text, quotation: &Quotation) -> bool {
    quotation.pieces.first().is_some_and(|piece| {
        text.slice(*piece)
            .trim_start()
            .starts_with(char::is_uppercase)
    }) && quotation.pieces.last().is_some_and(|piece| {
        text.slice(*piece)
            .trim_end()
            .ends_with(['.', '!', '?', '…', ','])
    })
}

/// Whether a quotation is all there is in its paragraph.
fn is_paragraph(text: &Text, quotation: &Quotation) -> bool {
    let paragraph = text.paragraph(text.paragraph_at(quotation.whole.start));
    text.slice(paragraph).trim() == text.slice(quotation.whole).trim()
}
