//! The words of an article as the figures count them: runs of what is not white space.
//!
//! Not the words of the segmenter: reference values of other programs are counted so, and a figure in a report must be
//! one that others can compute.

use super::label::Label;
use super::study::CountedArticle;
use crate::text::{ParagraphIndex, Text, TextRange};

/// The tokens of an article that are not set aside, and what each reader says of each.
pub(super) struct Tokens {
    tokens: Vec<TextRange>,
    /// For each reader who has read the article, a label a token.
    labels: Vec<Option<Vec<Label>>>,
}

impl Tokens {
    /// Cost: the text once, and each mark's tokens.
    pub(super) fn of(read: &CountedArticle<'_>) -> Self {
        let tokens: Vec<TextRange> = runs(read.text)
            .filter(|token| !is_set_aside(&read.set_aside, *token))
            .collect();
        let mut labels: Vec<Option<Vec<Label>>> = read
            .has_read
            .iter()
            .map(|has_read| has_read.then(|| vec![Label::NONE; tokens.len()]))
            .collect();
        for mark in &read.marks {
            let Some(of_reader) = &mut labels[mark.reader] else {
                continue;
            };
            let first = tokens.partition_point(|token| token.end <= mark.range.start);
            let behind = tokens.partition_point(|token| token.start < mark.range.end);
            for label in &mut of_reader[first..behind.max(first)] {
                *label = label.with(Label::of(mark.status));
            }
        }
        Self { tokens, labels }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// What a reader says of a token; nothing where they have not read the article.
    pub(super) fn label(&self, reader: usize, token: usize) -> Option<Label> {
        self.labels[reader].as_ref().map(|labels| labels[token])
    }

    /// The tokens of each paragraph that has some, as numbers.
    pub(super) fn paragraphs(&self, text: &Text) -> Vec<std::ops::Range<usize>> {
        let mut found: Vec<std::ops::Range<usize>> = Vec::new();
        let mut last: Option<ParagraphIndex> = None;
        for (at, token) in self.tokens.iter().enumerate() {
            let paragraph = text.paragraph_at(token.start);
            match found.last_mut() {
                Some(range) if last == Some(paragraph) => range.end = at + 1,
                _ => found.push(at..at + 1),
            }
            last = Some(paragraph);
        }
        found
    }
}

/// The runs of a text, by place.
fn runs(text: &Text) -> impl Iterator<Item = TextRange> + '_ {
    let whole = text.as_str();
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = &whole[from..];
        let start = from + rest.find(|letter: char| !letter.is_whitespace())?;
        let run = &whole[start..];
        let length = run.find(char::is_whitespace).unwrap_or(run.len());
        from = start + length;
        Some(TextRange::of_bytes(start, from))
    })
}

/// Whether a token lies wholly in one of the regions, which are sorted by their start.
fn is_set_aside(regions: &[TextRange], token: TextRange) -> bool {
    let before = regions.partition_point(|region| region.start <= token.start);
    regions[..before]
        .iter()
        .rev()
        .any(|region| region.contains_range(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_what_stands_between_white_space() {
        let text = Text::new("A  café,\n\u{3000}北京 5\u{a0}m ");
        let found: Vec<&str> = runs(&text).map(|range| text.slice(range)).collect();
        assert_eq!(found, ["A", "café,", "北京", "5", "m"]);
    }
}
