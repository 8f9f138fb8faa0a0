//! Plain text: kept as it stands, with a headline and what stands around it found by its lines.
//!
//! Invariant: no byte of the text is changed, whatever is found in it.

use super::{
    Imported,
    furniture::{furniture_reason, is_caption},
};
use crate::{
    model::{Block, BlockKind, Meta},
    text::{Text, TextOffset},
};
use std::{ops::RangeInclusive, sync::Arc};

/// How many words a title has. Shorter lines are sections and menus, longer ones running text.
const TITLE_WORDS: RangeInclusive<usize> = 3..=20;

/// How many words the lines under the headline have. A first paragraph of news is often a single sentence too, but a
/// longer one.
const DEK_WORDS: RangeInclusive<usize> = 5..=20;

/// Lines with words in which a title is looked for: a copied page has at most such a menu before its headline.
const TITLE_LINES: usize = 40;

/// Makes an article of a normalised text. The caller adds the file's name, and names it by that if no title was found.
///
/// Blocks are given only where the kind changes, so a running text of a thousand lines is one block.
pub(super) fn import(text: &str) -> Imported {
    let lines = lines_with_words(text);
    let title = find_title(&lines);
    let mut parts = Parts::default();
    let mut meta = Meta::default();
    if let Some(at) = title {
        let headline = lines[at].words;
        meta.title = collapse(headline);
        meta.title_guessed = true;
        let dek = find_dek(&lines, at);
        for (index, line) in lines.iter().enumerate().take(TITLE_LINES) {
            // A copied page often has its headline twice: in its list of news and over the article.
            let is_headline = index == at || (index < at + 4 && line.words == headline);
            parts.push(
                line.start,
                match index {
                    _ if is_headline => BlockKind::Headline,
                    index if dek == Some(index) => BlockKind::Dek,
                    _ if is_caption(line.words) => BlockKind::Caption,
                    _ if furniture_reason(line.words) == Some("byline") => BlockKind::Byline,
                    _ => BlockKind::Paragraph,
                },
            );
        }
    } else {
        for line in lines.iter().take(TITLE_LINES) {
            let is_caption = is_caption(line.words);
            parts.push(
                line.start,
                if is_caption {
                    BlockKind::Caption
                } else {
                    BlockKind::Paragraph
                },
            );
        }
    }
    // Further down only captions are told apart, since a line there that looks like a headline may be a teaser.
    for line in lines.iter().skip(TITLE_LINES) {
        let is_caption = is_caption(line.words);
        parts.push(
            line.start,
            if is_caption {
                BlockKind::Caption
            } else {
                BlockKind::Paragraph
            },
        );
    }
    Imported {
        text: Arc::new(Text::new(text)),
        blocks: parts.blocks,
        meta,
        file_sha256: String::new(),
        notices: Vec::new(),
    }
}

/// Guesses the title of an article whose blocks are all known from its lines, and makes its part the headline.
pub(super) fn guess_headline(imported: &mut Imported) {
    let text = Arc::clone(&imported.text);
    let lines = lines_with_words(text.as_str());
    let Some(line) = find_title(&lines).map(|at| lines[at]) else {
        return;
    };
    imported.meta.title = collapse(line.words);
    imported.meta.title_guessed = true;
    let start = TextOffset::new(line.start);
    let block = imported
        .blocks
        .iter_mut()
        .find(|block| block.start == start);
    if let Some(block) = block {
        block.kind = BlockKind::Headline;
    }
}

/// The number of words of a line. Scripts that put no spaces between words are counted by their characters, two a word,
/// which is near enough for a limit.
pub(super) fn count_words(line: &str) -> usize {
    line.split_whitespace()
        .map(|word| {
            let unspaced = word.chars().filter(|sign| is_unspaced(*sign)).count();
            unspaced.div_ceil(2).max(1)
        })
        .sum()
}

/// White space made single spaces, none outside.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Clone, Copy)]
struct Line<'a> {
    start: usize,
    words: &'a str,
}

#[derive(Default)]
struct Parts {
    blocks: Vec<Block>,
}

impl Parts {
    /// What lies before the first block is running text, so a text without more needs none.
    fn push(&mut self, start: usize, kind: BlockKind) {
        let before = self
            .blocks
            .last()
            .map_or(BlockKind::Paragraph, |block| block.kind);
        if kind != before {
            self.blocks.push(Block {
                start: TextOffset::new(start),
                kind,
            });
        }
    }
}

fn lines_with_words(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let words = line.trim();
        if !words.is_empty() {
            lines.push(Line { start, words });
        }
        start += line.len() + 1;
    }
    lines
}

/// The first line of the right length that is neither furniture nor a caption, before the running text begins.
fn find_title(lines: &[Line<'_>]) -> Option<usize> {
    for (index, line) in lines.iter().enumerate().take(TITLE_LINES) {
        if furniture_reason(line.words).is_some() || is_caption(line.words) || is_rule(line.words) {
            continue;
        }
        let words = count_words(line.words);
        if words > *TITLE_WORDS.end() {
            return None;
        }
        if TITLE_WORDS.contains(&words) {
            return Some(index);
        }
    }
    None
}

/// The next line, if it is one sentence of the right length and running text follows.
fn find_dek(lines: &[Line<'_>], title: usize) -> Option<usize> {
    let dek = lines.get(title + 1)?.words;
    // A byline may stand between it and the text.
    let body = lines
        .iter()
        .skip(title + 2)
        .take(3)
        .map(|line| line.words)
        .find(|words| furniture_reason(words) != Some("byline"))?;
    let is_dek = DEK_WORDS.contains(&count_words(dek))
        && furniture_reason(dek).is_none()
        && !is_caption(dek)
        && !dek.starts_with(['"', '“', '«', '„', '‘', '-', '•', '*'])
        && dek != lines[title].words
        && !has_sentence_end_inside(dek)
        && count_words(body) > count_words(dek)
        && furniture_reason(body).is_none();
    is_dek.then_some(title + 1)
}

fn has_sentence_end_inside(line: &str) -> bool {
    let mut before = '\0';
    let mut after_end = false;
    let mut word_length = 0;
    for sign in line.chars() {
        // "Mr. Example" and "U.S. ferry" end no sentence; a word of three letters or more before the sign does.
        if after_end && sign.is_uppercase() {
            return true;
        }
        if sign.is_whitespace() {
            after_end = after_end || (matches!(before, '.' | '!' | '?' | '…') && word_length >= 3);
        } else {
            after_end = false;
        }
        word_length = match sign {
            sign if sign.is_alphanumeric() => word_length + 1,
            '.' | '!' | '?' | '…' => word_length,
            _ => 0,
        };
        before = sign;
    }
    false
}

/// "-----" and the like.
fn is_rule(line: &str) -> bool {
    !line.contains(char::is_alphanumeric)
}

fn is_unspaced(sign: char) -> bool {
    matches!(sign, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}
