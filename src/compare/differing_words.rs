//! The words in which the passages of one claim differ, for the boxes in its row of the board.
//!
//! Each passage is laid beside those of the other articles, and the details that differ are collected: figures, dates,
//! names, quotations and a "not" that only one has. Where the marked words alone show no difference (as two bare numbers
//! may), their sentences are compared, and what lies in the marked words on both sides counts.
//!
//! Cost: the details of each pair of passages, so only the first `MOST` passages of a row are compared.
//! Invariant: pure; a difference is told and never judged.

use super::board::Row;
use super::differences::{self, Difference, DifferenceKind, between};
use crate::model::{AnnotationId, ArticleId, Project};
use crate::text::{TextRange, segment};
use std::collections::BTreeMap;

/// Passages of a row that are compared with each other.
const MOST: usize = 8;

/// The words that differ, by the annotation that stands for the passage, as ranges of its article.
#[must_use]
pub fn differing_words(project: &Project, row: &Row) -> BTreeMap<AnnotationId, Vec<TextRange>> {
    let mut read: BTreeMap<ArticleId, Option<differences::Passage<'_>>> = BTreeMap::new();
    let mut compared: Vec<Compared<'_>> = Vec::new();
    for passage in row.passages.iter().filter(|passage| !passage.is_lost) {
        let found = project
            .annotation(passage.annotation)
            .zip(project.article(passage.article));
        let Some((mark, article)) = found.filter(|(mark, of)| mark.text_id == of.text_id) else {
            continue;
        };
        let whole = *read
            .entry(article.id)
            .or_insert_with(|| differences::Passage::of_article(article, passage.place));
        if let Some(whole) = whole {
            compared.push(Compared {
                annotation: passage.annotation,
                article: article.id,
                spans: mark.ranges().collect(),
                words: differences::Passage {
                    range: passage.place,
                    ..whole
                },
            });
        }
        if compared.len() == MOST {
            break;
        }
    }
    let mut found: BTreeMap<AnnotationId, Vec<TextRange>> = BTreeMap::new();
    for (number, one) in compared.iter().enumerate() {
        for other in compared.iter().skip(number + 1) {
            if one.article == other.article {
                continue;
            }
            for difference in details(one, other) {
                let ends = [(one, difference.a_range), (other, difference.b_range)];
                for (of, range) in ends.into_iter().filter(|(_, range)| !range.is_empty()) {
                    found.entry(of.annotation).or_default().push(range);
                }
            }
        }
    }
    for ranges in found.values_mut() {
        ranges.sort_unstable();
        ranges.dedup();
    }
    found
}

/// A passage to be compared.
struct Compared<'a> {
    annotation: AnnotationId,
    article: ArticleId,
    spans: Vec<TextRange>,
    words: differences::Passage<'a>,
}

impl<'a> Compared<'a> {
    /// The sentences that it touches.
    fn sentences(&self) -> differences::Passage<'a> {
        let text = self.words.text;
        let first = segment::sentence_at(text, self.words.range.start);
        let last = segment::sentence_at(text, self.words.range.end);
        let hull = self.words.range;
        differences::Passage {
            range: TextRange::between(first.start.min(hull.start), last.end.max(hull.end)),
            ..self.words
        }
    }

    /// Whether a detail lies in the marked words. A "not" that is missing lies nowhere.
    fn holds(&self, range: TextRange) -> bool {
        range.is_empty() || self.spans.iter().any(|span| span.contains_range(range))
    }
}

/// The details in which two passages differ, other words aside.
fn details(one: &Compared<'_>, other: &Compared<'_>) -> Vec<Difference> {
    let of = |a: &differences::Passage<'_>, b: &differences::Passage<'_>| -> Vec<Difference> {
        let found = between(a, b).into_iter();
        found
            .filter(|found| found.kind != DifferenceKind::Wording)
            .filter(|found| one.holds(found.a_range) && other.holds(found.b_range))
            .collect()
    };
    let found = of(&one.words, &other.words);
    if found.is_empty() {
        of(&one.sentences(), &other.sentences())
    } else {
        found
    }
}
