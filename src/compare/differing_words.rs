//! The words in which the passages of one claim differ, for the boxes in its row of the board.
//!
//! Each passage is laid beside those of the other articles, and the details that differ are collected: figures, dates,
//! names, quotations and a "not" that only one has. Where the marked words alone show no difference (as two bare numbers
//! may), their sentences are compared, and what lies in the marked words on both sides counts. A passage that differs from
//! none but has the words of one side has them boxed too.
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
    for passage in &compared {
        if !found.contains_key(&passage.annotation) {
            let same = agreeing(passage, &compared, &found);
            if !same.is_empty() {
                found.insert(passage.annotation, same);
            }
        }
    }
    for ranges in found.values_mut() {
        ranges.sort_unstable();
        ranges.dedup();
    }
    found
}

/// The words of a passage that are the same as words which differ between others: it stands on one of their sides.
fn agreeing(
    passage: &Compared<'_>,
    others: &[Compared<'_>],
    found: &BTreeMap<AnnotationId, Vec<TextRange>>,
) -> Vec<TextRange> {
    let words = passage.words.words();
    let start = passage.words.range.start.bytes();
    let is_edge = |character: Option<char>| !character.is_some_and(char::is_alphanumeric);
    let mut same = Vec::new();
    for other in others
        .iter()
        .filter(|other| other.article != passage.article)
    {
        for range in found.get(&other.annotation).into_iter().flatten() {
            let wanted = other.words.text.slice(*range);
            let place = words.match_indices(wanted).find(|(at, _)| {
                let behind = words.get(at + wanted.len()..).unwrap_or_default();
                let before = words.get(..*at).unwrap_or_default();
                is_edge(before.chars().next_back()) && is_edge(behind.chars().next())
            });
            if let Some((at, _)) = place {
                let place = TextRange::of_bytes(start + at, start + at + wanted.len());
                same.extend(passage.holds(place).then_some(place));
            }
        }
    }
    same
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

#[cfg(test)]
mod tests {
    use super::differing_words;
    use crate::compare::board::rows;
    use crate::compare::fixture::Sample;
    use crate::model::{DecisionIndex, Stance, Status};

    /// The boxed words of each article, by its number; the marked words stand in brackets.
    fn boxed(texts: &[&str]) -> Vec<Vec<String>> {
        let mut sample = Sample::new();
        sample.claim(1, None);
        for (number, marked) in (1..).zip(texts) {
            let (before, rest) = marked.split_once('[').expect("a bracket");
            let (words, after) = rest.split_once(']').expect("its end");
            sample.article(number, &format!("{before}{words}{after}"), "");
            sample.tied(number, words, Stance::Supports, Status::Unverified, &[]);
        }
        let decisions = DecisionIndex::of(&sample.project);
        let rows = rows(&sample.project, &decisions);
        let found = differing_words(&sample.project, &rows[0]);
        rows[0]
            .passages
            .iter()
            .map(|passage| {
                let article = sample.project.article(passage.article).expect("an article");
                let text = article.text.clone().expect("a text");
                let ranges = found.get(&passage.annotation).into_iter().flatten();
                ranges.map(|range| text.slice(*range).to_owned()).collect()
            })
            .collect()
    }

    #[test]
    fn figures_that_differ_are_found_on_both_sides() {
        assert_eq!(
            boxed(&[
                "[The storm took 43 roofs] on Friday.",
                "[The storm took 34 roofs], they said.",
            ]),
            [["43"], ["34"]]
        );
        let none: [[&str; 0]; 2] = [[], []];
        assert_eq!(
            boxed(&["[It took 43 roofs] on Friday.", "[It took 43 roofs]."]),
            none
        );
    }

    #[test]
    fn bare_figures_are_read_in_their_sentences() {
        assert_eq!(
            boxed(&["The storm took [43] roofs.", "The storm took [34] roofs."]),
            [["43"], ["34"]]
        );
    }

    #[test]
    fn who_agrees_with_one_side_has_its_words_boxed_too() {
        assert_eq!(
            boxed(&[
                "[The storm took 43 roofs] on Friday.",
                "[The storm took 34 roofs], they said.",
                "[34 had to be mended], 340 stood.",
            ])[2],
            ["34"]
        );
    }
}
