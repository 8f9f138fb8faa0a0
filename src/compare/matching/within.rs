//! What one article says twice: the sentences that stand over a text, and the nearest to each in the text itself.
//!
//! Unlike a `Pairing` this knows no order and no crowd: a headline stands at the top whatever it speaks of, and one sentence
//! of the body may be what all of them speak of.
//!
//! Cost: sentences over the text × sentences of the body, some 2 µs each.

use super::{
    prepared::{Prepared, PreparedSentence},
    score::Common,
};
use crate::text::{Text, TextRange};

/// A sentence that stands over a text, with the passages of the text that have words in common with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Within {
    /// The sentence.
    pub sentence: TextRange,
    /// One sentence or two that follow each other, each with its score from 0 to 1; the nearest first. Each sentence stands
    /// in one of them at most.
    pub passages: Vec<(TextRange, f32)>,
}

impl Prepared {
    /// The sentences of a `text` that lie in one of `over`, each with the nearest passages among those that lie in none.
    #[must_use]
    pub fn within(&self, text: &Text, over: &[TextRange]) -> Vec<Within> {
        let is_over =
            |sentence: &PreparedSentence| over.iter().any(|range| range.overlaps(sentence.range));
        let body: Vec<(usize, &PreparedSentence)> = self
            .sentences
            .iter()
            .enumerate()
            .filter(|(_, sentence)| !is_over(sentence))
            .collect();
        self.sentences
            .iter()
            .filter(|sentence| is_over(sentence))
            .map(|sentence| Within {
                sentence: sentence.range,
                passages: nearest(sentence, &body, text),
            })
            .collect()
    }
}

fn nearest(
    wanted: &PreparedSentence,
    body: &[(usize, &PreparedSentence)],
    text: &Text,
) -> Vec<(TextRange, f32)> {
    let commons: Vec<Option<Common>> = body
        .iter()
        .map(|(_, sentence)| Common::of(&wanted.sketch, &sentence.sketch))
        .collect();
    let mut found: Vec<(TextRange, f32)> = Vec::new();
    for (at, (number, sentence)) in body.iter().enumerate() {
        let Some(common) = &commons[at] else { continue };
        found.push((
            sentence.range,
            common.score(&wanted.sketch, &sentence.sketch),
        ));
        // Two sentences are one passage within a paragraph only.
        let next = body.get(at + 1).filter(|(next, second)| {
            let between = TextRange {
                start: sentence.range.end,
                end: second.range.start,
            };
            *next == number + 1 && !text.slice(between).contains('\n')
        });
        if let Some(((_, second), between)) = next.zip(sentence.with_next)
            && let Some(next_common) = &commons[at + 1]
        {
            let both = (&sentence.sketch, &second.sketch);
            found.push((
                TextRange {
                    start: sentence.range.start,
                    end: second.range.end,
                },
                common.score_of_window(next_common, &wanted.sketch, both, between),
            ));
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut kept: Vec<(TextRange, f32)> = Vec::new();
    for passage in found {
        if kept.iter().all(|(range, _)| !range.overlaps(passage.0)) {
            kept.push(passage);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::compare::fixture::article_id;
    use crate::compare::matching::MatchIndex;
    use crate::text::{Text, TextRange};
    use std::sync::Arc;

    #[test]
    fn a_line_over_the_text_is_laid_against_the_rest_of_it() {
        let words = "Millers strike over flour tax\n\nIt rained in Torn. The millers went on strike. They will not \
                     pay a tax on flour.\n\nThe river rose. Millers are on strike again.\n\nThe tax on flour stays.";
        let text = Arc::new(Text::new(words));
        let mut index = MatchIndex::default();
        index.put(article_id(1), &text, Some("en"), &[]);
        let prepared = index.prepare(article_id(1)).unwrap();
        let [found] = &prepared.within(&text, &[TextRange::of_bytes(0, 10)])[..] else {
            panic!("one line stands over it");
        };
        assert_eq!(text.slice(found.sentence), "Millers strike over flour tax");
        let (best, score) = found.passages[0];
        assert_eq!(
            text.slice(best),
            "The millers went on strike. They will not pay a tax on flour."
        );
        assert!(score > 0.35, "{score}");
        // Not over the end of a paragraph, whatever stands behind it.
        let inside = |(range, _): &(TextRange, f32)| !text.slice(*range).contains('\n');
        assert!(found.passages.iter().all(inside));
        let overlaps = |a: TextRange, b: TextRange| a != b && a.overlaps(b);
        for (one, _) in &found.passages {
            assert!(
                !found
                    .passages
                    .iter()
                    .any(|(other, _)| overlaps(*one, *other))
            );
        }
    }
}
