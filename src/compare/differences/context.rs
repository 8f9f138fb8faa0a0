//! The words around a figure, by which two figures are known to be of one thing.

use super::Read;
use crate::compare::details::{Detail, Language, is_function_word};
use crate::text::segment;
use std::collections::BTreeSet;

/// Content words on either side that count as near.
const NEAR: usize = 4;

/// Letters of a word that are compared, so that endings do not count.
const STEM_LETTERS: usize = 5;

/// A word that says something, with its place among the words of the passage.
struct ContentWord {
    start: usize,
    end: usize,
    stem: String,
}

/// The content words of a passage, figures left out.
pub(super) struct Context {
    words: Vec<ContentWord>,
}

/// What stands around a figure.
pub(super) struct Around {
    /// Stems of what it most likely counts: the next words.
    pub(super) next: Vec<String>,
    /// Stems of all near words.
    pub(super) near: BTreeSet<String>,
}

impl Context {
    pub(super) fn of(read: &Read<'_>) -> Self {
        let text = read.passage.words();
        let language = read.passage.language;
        let words = segment::words(text)
            .filter(|word| {
                !read.figures().any(|figure| {
                    figure.whole.bytes().start < word.end && word.start < figure.whole.bytes().end
                })
            })
            .filter_map(|word| {
                let lower = text[word.clone()].to_lowercase();
                let has_letters = lower.chars().any(char::is_alphabetic);
                (has_letters && !is_function_word(&lower, language)).then(|| ContentWord {
                    start: word.start,
                    end: word.end,
                    stem: stem(&lower, language),
                })
            })
            .collect();
        Self { words }
    }

    pub(super) fn around(&self, figure: &Detail) -> Around {
        let (start, end) = (figure.whole.start.bytes(), figure.whole.end.bytes());
        let first_behind = self.words.partition_point(|word| word.start < end);
        let before = self.words[..first_behind]
            .iter()
            .rev()
            .skip_while(|word| word.end > start)
            .take(NEAR);
        let behind = self.words[first_behind..].iter().take(NEAR);
        Around {
            next: self.words[first_behind..]
                .iter()
                .take(2)
                .map(|word| word.stem.clone())
                .collect(),
            near: before.chain(behind).map(|word| word.stem.clone()).collect(),
        }
    }

    /// Which share of the content words of the shorter passage the other has too.
    pub(super) fn overlap(&self, other: &Self) -> f32 {
        let stems = |context: &Self| -> BTreeSet<String> {
            context.words.iter().map(|word| word.stem.clone()).collect()
        };
        let (one, two) = (stems(self), stems(other));
        let least = one.len().min(two.len());
        if least == 0 {
            return 0.0;
        }
        one.intersection(&two).count() as f32 / least as f32
    }
}

/// A word without its ending, as well as cutting tells.
pub(in crate::compare) fn stem(lower: &str, language: Language) -> String {
    let letters = match language {
        // Long words of one root are many there.
        Language::German => STEM_LETTERS + 1,
        _ => STEM_LETTERS,
    };
    lower.chars().take(letters).collect()
}
