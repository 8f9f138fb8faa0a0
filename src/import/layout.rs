//! The text of an article put together from its parts.
//!
//! Invariant: the text is normalised, and each block starts a line.

use crate::{
    model::{Block, BlockKind},
    text::{Text, TextOffset, normalise},
};

/// A part of an article on its way into the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) kind: BlockKind,
    pub(super) words: String,
}

impl Part {
    pub(super) fn new(kind: BlockKind, words: impl Into<String>) -> Self {
        Self {
            kind,
            words: words.into(),
        }
    }
}

/// One part after the other with one LF between two, and where each starts.
///
/// Each part is normalised by itself, so that the whole is: what would be dropped later would shift every mark.
pub(super) fn lay_out(parts: &[Part]) -> (Text, Vec<Block>) {
    let mut text = String::new();
    let mut blocks = Vec::new();
    for part in parts {
        let words = normalise(&part.words);
        let words = words.trim_start_matches(['\n', '\u{feff}']).trim_end();
        if words.trim().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push('\n');
        }
        blocks.push(Block {
            start: TextOffset::new(text.len()),
            kind: part.kind,
        });
        text.push_str(words);
    }
    (Text::new(text), blocks)
}

/// Running text whose white space collapses as in a browser.
#[derive(Debug, Default)]
pub(super) struct Inline {
    words: String,
    has_space_behind: bool,
}

impl Inline {
    /// Adds text; runs of white space become one space, at the start of a line none. A no-break space is no white space.
    pub(super) fn push(&mut self, text: &str) {
        for sign in text.chars() {
            if matches!(sign, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.has_space_behind = true;
                continue;
            }
            if self.has_space_behind && !self.words.is_empty() && !self.words.ends_with('\n') {
                self.words.push(' ');
            }
            self.has_space_behind = false;
            self.words.push(sign);
        }
    }

    /// Adds text as it stands.
    pub(super) fn push_verbatim(&mut self, text: &str) {
        if self.has_space_behind && !self.words.is_empty() && !self.words.ends_with('\n') {
            self.words.push(' ');
        }
        self.has_space_behind = false;
        self.words.push_str(text);
    }

    /// Starts a new line.
    pub(super) fn break_line(&mut self) {
        self.has_space_behind = false;
        if !self.words.is_empty() {
            self.words.push('\n');
        }
    }

    /// Takes what was written and starts anew.
    pub(super) fn take(&mut self) -> String {
        self.has_space_behind = false;
        std::mem::take(&mut self.words)
    }
}
