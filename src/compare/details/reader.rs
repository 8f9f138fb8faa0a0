//! What all the readers of details share: the tokens of a text, its language's words, and small questions about them.

use super::{
    Language,
    lexicon::{self, Lexicon, Phrase, Sense},
    token::{Token, tokens},
};
use jiff::civil::Date;

/// A text that is being read.
pub(super) struct Reader {
    pub(super) tokens: Vec<Token>,
    pub(super) language: Language,
    pub(super) lexicon: &'static Lexicon,
    /// The phrases that begin with each token, looked up once.
    phrases: Vec<&'static [Phrase]>,
    /// The day on which the article was published.
    pub(super) published: Option<Date>,
}

impl Reader {
    pub(super) fn new(text: &str, language: Language, published: Option<Date>) -> Self {
        let tokens = tokens(text, language);
        let lexicon = Lexicon::of(language);
        let phrases = tokens
            .iter()
            .map(|token| lexicon.phrases(&token.lower))
            .collect();
        Self {
            tokens,
            language,
            lexicon,
            phrases,
            published,
        }
    }

    /// The longest phrase at a token with a meaning that `pick` takes, and the token behind it.
    pub(super) fn find<T>(
        &self,
        at: usize,
        pick: impl Fn(Sense) -> Option<T>,
    ) -> Option<(T, usize)> {
        lexicon::find(self.phrases.get(at)?, &self.tokens, at, pick)
    }

    /// Whether a phrase with this meaning begins at a token.
    pub(super) fn is(&self, at: usize, sense: Sense) -> bool {
        self.find(at, |found| (found == sense).then_some(()))
            .is_some()
    }

    /// Whether a figure can begin with the word at a token.
    pub(super) fn may_begin_figure(&self, at: usize) -> bool {
        self.phrases[at].iter().any(Phrase::may_begin_figure)
    }

    /// The token behind a phrase with this meaning; `at` itself where there is none.
    pub(super) fn skip(&self, at: usize, sense: Sense) -> usize {
        self.find(at, |found| (found == sense).then_some(()))
            .map_or(at, |((), behind)| behind)
    }

    /// Whether one of the signs stands at a token.
    pub(super) fn is_sign(&self, at: usize, signs: &[char]) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.is_sign(signs))
    }

    /// Whether no white space stands before the token.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|token| !token.is_spaced)
    }

    /// The token before, if there is one.
    pub(super) fn before(&self, at: usize) -> Option<&Token> {
        at.checked_sub(1).and_then(|before| self.tokens.get(before))
    }

    /// Whether the digits at a token belong to a name: "F-35", "G7".
    pub(super) fn is_in_name(&self, at: usize) -> bool {
        if !self.is_glued(at) {
            return false;
        }
        let Some(before) = self.before(at) else {
            return false;
        };
        before.is_word() && !self.lexicon.word_is(&before.lower, is_currency)
            || before.is_sign(&['-', '‑'])
                && self.is_glued(at - 1)
                && at >= 2
                && self.tokens[at - 2].is_word()
    }

    /// The bytes from the first token to before the last.
    pub(super) fn bytes(&self, from: usize, behind: usize) -> std::ops::Range<usize> {
        let start = self.tokens.get(from).map_or(0, |token| token.start);
        let end = behind
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last))
            .map_or(start, |token| token.end);
        start..end.max(start)
    }
}

fn is_currency(sense: Sense) -> bool {
    matches!(sense, Sense::Currency(_))
}

/// Hyphens and dashes that can stand inside a word or a range.
pub(super) const DASHES: [char; 5] = ['-', '‑', '‐', '–', '—'];
