//! The passages that readers marked, and what each says of each: what the figures are about, in words.
//!
//! A passage is what hangs together: marks that share a character, directly or by way of others, and the fragments of one
//! mark. Marks that only touch do not join. Cost: the marks, sorted once.

use super::label::Label;
use super::study::CountedArticle;
use crate::model::{AnnotationId, ArticleId};
use crate::text::TextRange;
use std::collections::BTreeMap;

/// Words that at least one reader marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where.
    pub article: ArticleId,
    /// From the first marked word to the last.
    pub hull: TextRange,
    /// What each reader says, by their number; nothing where they have not read the article to the end.
    pub labels: Vec<Option<Label>>,
    /// The marks, by id.
    pub annotations: Vec<AnnotationId>,
}

/// What became of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassageClass {
    /// All who have read it marked it and say the same.
    OneVerdict,
    /// Those who marked it say the same, and others passed over it.
    MarkedBySome,
    /// Those who marked it differ.
    VerdictsDiffer,
}

impl PassageClass {
    /// All, in the order in which they are told.
    pub const ALL: [Self; 3] = [Self::OneVerdict, Self::MarkedBySome, Self::VerdictsDiffer];

    /// The word for it in `--json`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OneVerdict => "one_verdict",
            Self::MarkedBySome => "marked_by_some",
            Self::VerdictsDiffer => "verdicts_differ",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::OneVerdict => "With one verdict",
            Self::MarkedBySome => "Marked by some only",
            Self::VerdictsDiffer => "Verdicts differ",
        }
    }
}

impl Passage {
    /// What became of it.
    #[must_use]
    pub fn class(&self) -> PassageClass {
        let readers = self.labels.iter().flatten();
        let mut verdicts = readers.clone().filter(|label| !label.is_none());
        let first = verdicts.next();
        if verdicts.any(|other| Some(other) != first) {
            PassageClass::VerdictsDiffer
        } else if readers.clone().any(|label| label.is_none()) {
            PassageClass::MarkedBySome
        } else {
            PassageClass::OneVerdict
        }
    }
}

/// The passages of an article, by place.
pub(super) fn passages(read: &CountedArticle<'_>) -> Vec<Passage> {
    let marks = &read.marks;
    let mut groups = Groups((0..marks.len()).collect());
    let mut first_of: BTreeMap<AnnotationId, usize> = BTreeMap::new();
    // Marks come by their start: the one that reaches farthest so far overlaps this one if any does.
    let mut farthest: Option<usize> = None;
    for (at, mark) in marks.iter().enumerate() {
        let fragment = *first_of.entry(mark.annotation).or_insert(at);
        groups.join(fragment, at);
        match farthest {
            Some(before) if marks[before].range.end > mark.range.start => {
                groups.join(before, at);
                if mark.range.end > marks[before].range.end {
                    farthest = Some(at);
                }
            }
            _ => farthest = Some(at),
        }
    }
    let mut found: BTreeMap<usize, Passage> = BTreeMap::new();
    for (at, mark) in marks.iter().enumerate() {
        let passage = found.entry(groups.first(at)).or_insert_with(|| Passage {
            article: read.article.id,
            hull: mark.range,
            labels: read
                .has_read
                .iter()
                .map(|has_read| has_read.then_some(Label::NONE))
                .collect(),
            annotations: Vec::new(),
        });
        passage.hull.end = passage.hull.end.max(mark.range.end);
        if let Some(label) = &mut passage.labels[mark.reader] {
            *label = label.with(Label::of(mark.status));
        }
        passage.annotations.push(mark.annotation);
    }
    found
        .into_values()
        .map(|mut passage| {
            passage.annotations.sort();
            passage.annotations.dedup();
            passage
        })
        .collect()
}

/// For each mark another one of its passage, or itself where it is the first.
struct Groups(Vec<usize>);

impl Groups {
    fn first(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            // Halves the way for those who come later.
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        let first = one.min(other);
        self.0[one] = first;
        self.0[other] = first;
    }
}
