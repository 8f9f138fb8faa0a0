//! The passages of a claim: tied annotations as they count.
//!
//! Annotations of one article on the same words, span for span, with the same stance are one passage, whoever made them;
//! where they differ in status the passage is disputed. "Nothing here" and what is deleted, or lies in a deleted article,
//! is no passage. What is lost is one, and so is what stands in an earlier text of its article: neither counts as
//! verified.
//!
//! Cost: O(annotations of the claim log annotations of the claim).

use crate::model::{
    Anchor, Annotation, AnnotationId, ArticleId, DecisionIndex, EffectiveStatus, Project,
    Registers as _, Stance, Status, standing,
};
use crate::text::TextRange;
use std::collections::BTreeMap;

/// The words of one article that speak of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The annotation on them that was made first.
    pub annotation: AnnotationId,
    /// Others on the same words with the same stance, by id.
    pub others: Box<[AnnotationId]>,
    /// Whose words.
    pub article: ArticleId,
    /// From the start of the first span to the end of the last, in bytes of the text that the annotation names.
    pub place: TextRange,
    /// How it stands to the claim.
    pub stance: Stance,
    /// What it counts as; never "nothing here".
    pub status: EffectiveStatus,
    /// Whether it has to be looked at again.
    pub recheck: bool,
    /// Whether its words were not found in the present text.
    pub is_lost: bool,
}

impl Passage {
    /// Its annotations, the first one made first.
    pub fn annotations(&self) -> impl Iterator<Item = AnnotationId> + '_ {
        std::iter::once(self.annotation).chain(self.others.iter().copied())
    }

    /// Whether it says for or against, and does not only mention.
    #[must_use]
    pub fn takes_side(&self) -> bool {
        self.stance != Stance::Mentions
    }
}

/// The passages of one claim, by article and place. `tied` are the annotations that are tied to it, in any order.
#[must_use]
pub fn passages<'a>(
    project: &Project,
    decisions: &DecisionIndex,
    tied: impl IntoIterator<Item = &'a Annotation>,
) -> Vec<Passage> {
    let mut groups: BTreeMap<_, Vec<(&Annotation, Counted)>> = BTreeMap::new();
    for annotation in tied {
        if let Some((stance, counted)) = counted(project, decisions, annotation) {
            let ranges: Vec<TextRange> = annotation.ranges().collect();
            let key = (annotation.article, annotation.text_id, ranges, stance);
            groups.entry(key).or_default().push((annotation, counted));
        }
    }
    let mut found: Vec<Passage> = groups
        .into_iter()
        .filter_map(|((article, _, _, stance), mut group)| {
            group.sort_by_key(|(annotation, _)| annotation.id);
            let (first, rest) = group.split_first()?;
            let status = if rest.iter().all(|other| other.1.status == first.1.status) {
                first.1.status
            } else {
                EffectiveStatus::Disputed
            };
            Some(Passage {
                annotation: first.0.id,
                others: rest.iter().map(|(annotation, _)| annotation.id).collect(),
                article,
                place: first.0.hull(),
                stance,
                status,
                recheck: group.iter().any(|(_, counted)| counted.recheck),
                is_lost: group.iter().any(|(_, counted)| counted.is_lost),
            })
        })
        .collect();
    found.sort_by_key(|passage| (passage.article, passage.place, passage.annotation));
    found
}

/// What an annotation counts as for its claim.
struct Counted {
    status: EffectiveStatus,
    recheck: bool,
    is_lost: bool,
}

/// `None` where it does not count.
fn counted(
    project: &Project,
    decisions: &DecisionIndex,
    annotation: &Annotation,
) -> Option<(Stance, Counted)> {
    let tie = annotation.tie.as_ref().map(|tie| &tie.value)?;
    let article = project.article(annotation.article)?;
    if tie.claim.is_none() || annotation.is_deleted() {
        return None;
    }
    let standing = standing(annotation, decisions);
    // Spans in an earlier text have no place in the present one yet.
    let is_earlier = annotation.text_id != article.text_id;
    let status = match standing.status {
        EffectiveStatus::Nothing => return None,
        EffectiveStatus::Tagged(Status::Verified) if is_earlier => {
            EffectiveStatus::Tagged(Status::Unverified)
        }
        other => other,
    };
    let spans = &annotation.spans.value;
    let counted = Counted {
        status,
        recheck: standing.recheck || is_earlier,
        is_lost: spans.iter().any(|span| span.anchor == Anchor::Lost),
    };
    Some((tie.stance, counted))
}
