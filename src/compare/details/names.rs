//! Names: runs of capitalised words, as well as they can be told without knowing the world.
//!
//! A word that begins a sentence is capitalised anyway: it counts where a second capitalised word follows, or where the
//! text has it capitalised inside a sentence too. German capitalises every noun: there a run of two counts, an
//! abbreviation in capitals, and a single word behind a preposition without an article ("in Genf").

use super::{Language, lexicon::Sense, reader::Reader, token::Token};
use crate::text::TextRange;
use std::collections::BTreeSet;

/// Small words that stand inside names: "de la Cruz", "van der Berg".
const PARTICLES: [&str; 14] = [
    "de", "la", "del", "da", "di", "du", "von", "van", "der", "den", "bin", "al", "el", "ibn",
];

/// Titles, whose point ends no sentence.
const TITLES: [&str; 14] = [
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "capt", "sgt", "sen", "gov", "st", "rev",
];

/// German prepositions behind which a lone capitalised word is often a place or a person.
const GERMAN_LEADS: [&str; 8] = ["in", "aus", "nach", "von", "bei", "herr", "frau", "gegen"];

impl Reader {
    /// The names of the text, as first token and the token behind. `is_taken` says which tokens are part of something
    /// else, such as a date.
    pub(super) fn names(
        &self,
        text: &str,
        is_taken: impl Fn(usize) -> bool,
    ) -> Vec<(usize, usize)> {
        let starts: Vec<bool> = (0..self.tokens.len())
            .map(|at| self.begins_sentence(text, at))
            .collect();
        let may = |at: usize| !is_taken(at) && self.is_name_word(at);
        let inside: BTreeSet<&str> = (0..self.tokens.len())
            .filter(|at| !starts[*at] && may(*at))
            .map(|at| plain(&self.tokens[at].lower))
            .collect();
        let mut names = Vec::new();
        let mut at = 0;
        while at < self.tokens.len() {
            if !may(at) {
                at += 1;
                continue;
            }
            let behind = self.run_behind(at, &may, &starts);
            let is_run = self.tokens[at..behind]
                .iter()
                .filter(|token| token.is_capitalised)
                .count()
                > 1;
            let word = &self.tokens[at];
            let is_function = self.lexicon.word_is(&word.lower, |sense| {
                matches!(sense, Sense::Function | Sense::Negation | Sense::Number(_))
            });
            let counts = if self.language == Language::German {
                is_run && !is_function || self.is_german_name(text, at)
            } else if starts[at] {
                !is_function && (is_run || inside.contains(plain(&word.lower)))
            } else {
                is_run || !is_function
            };
            if counts {
                names.push((at, behind));
            } else if is_run && is_function {
                // "The Saint Brannoc": the name begins behind the article.
                at += 1;
                continue;
            }
            at = behind;
        }
        names
    }

    /// The bytes of a name without the "'s" of its last word, which ends before token `behind`.
    pub(super) fn without_possessive(&self, range: TextRange, behind: usize) -> TextRange {
        let possessive = self
            .before(behind)
            .filter(|token| token.lower.ends_with("'s"))
            // The apostrophe may be a curly one of three bytes: the lower form has a straight one.
            .map_or(0, |token| {
                2 + (token.end - token.start).saturating_sub(token.lower.len())
            });
        let bytes = range.bytes();
        TextRange::of_bytes(bytes.start, bytes.end - possessive.min(bytes.len()))
    }

    fn is_name_word(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_pronoun = self.language == Language::English
            && (token.lower == "i" || token.lower.starts_with("i'"));
        token.is_word() && token.is_capitalised && !is_pronoun
    }

    fn run_behind(&self, at: usize, may: &impl Fn(usize) -> bool, starts: &[bool]) -> usize {
        let mut behind = at + 1;
        loop {
            let mut next = behind;
            let before = &self.tokens[behind - 1];
            let is_short = before.is_word() && before.lower.chars().count() == 1
                || TITLES.contains(&before.lower.as_str());
            let is_joined = is_short && self.is_sign(next, &['.'])
                || self.is_sign(next, &['-', '‑', '\'']) && self.is_glued(next);
            next += usize::from(is_joined);
            for _ in 0..2 {
                let is_particle = self
                    .tokens
                    .get(next)
                    .is_some_and(|token| PARTICLES.contains(&token.lower.as_str()));
                if is_particle && !self.tokens[next].is_capitalised {
                    next += 1;
                }
            }
            let goes_on = next < self.tokens.len() && may(next) && !starts[next];
            if !goes_on {
                return behind;
            }
            behind = next + 1;
        }
    }

    fn is_german_name(&self, text: &str, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = &text[token.start..token.end];
        let is_shouted =
            word.chars().count() > 1 && word.chars().all(|letter| !letter.is_lowercase());
        let is_led = self
            .before(at)
            .is_some_and(|before| GERMAN_LEADS.contains(&before.lower.as_str()));
        is_shouted || is_led
    }

    /// Whether a token is the first word of a sentence or of a line.
    fn begins_sentence(&self, text: &str, at: usize) -> bool {
        let token = &self.tokens[at];
        let mut back = at;
        while let Some(before) = self.before(back) {
            if text[before.end..token.start].contains('\n') {
                return true;
            }
            if before.is_word() || before.is_digits() {
                return false;
            }
            if before.is_sign(&['.', '!', '?', '…', ':']) {
                return !(before.is_sign(&['.']) && self.is_abbreviation(back - 1));
            }
            if !before.is_sign(&[
                '"', '“', '”', '„', '«', '»', '(', '[', '\'', '—', '–', '-', '•',
            ]) {
                return false;
            }
            if before.is_sign(&['-', '\'']) && self.is_glued(back - 1) {
                return false;
            }
            back -= 1;
        }
        true
    }

    /// Whether the point at a token belongs to an initial or a title.
    fn is_abbreviation(&self, point: usize) -> bool {
        self.before(point).is_some_and(|before: &Token| {
            before.is_word()
                && (before.is_capitalised && before.lower.chars().count() == 1
                    || TITLES.contains(&before.lower.as_str()))
        })
    }
}

/// A word without its "'s".
pub(super) fn plain(lower: &str) -> &str {
    lower.strip_suffix("'s").unwrap_or(lower)
}
