//! What a record is about: words of an article, or its name.

use crate::model::{ArticleId, Project, RecordRef, ReviewerId};

/// Article, words, and who made it, where the record itself says so.
pub(super) fn about(
    after: &Project,
    record: RecordRef,
) -> (Option<ArticleId>, String, Option<ReviewerId>) {
    let found = match record {
        RecordRef::Reviewer(id) => Some((None, after.reviewer_name(id), Some(id))),
        RecordRef::Article(id) => after
            .articles
            .get(&id)
            .map(|article| (Some(id), article.display_title().to_owned(), None)),
        RecordRef::SetAside(id) => after.set_aside.get(&id).map(|record| {
            let region = &record.region.value;
            (
                Some(region.article),
                region.quote.to_string(),
                Some(region.by),
            )
        }),
        RecordRef::Source(id) => after
            .sources
            .get(&id)
            .map(|record| (None, record.source.value.title.clone(), None)),
        RecordRef::Claim(id) => after
            .claims
            .get(&id)
            .map(|record| (None, record.claim.value.statement.clone(), None)),
        RecordRef::Annotation(id) => after
            .annotations
            .get(&id)
            .map(|mark| (Some(mark.article), mark.quote(), Some(mark.by))),
        RecordRef::Decision(id) => after.decisions.get(&id).map(|record| {
            let decision = &record.decision.value;
            let mark = decision
                .about
                .iter()
                .find_map(|id| after.annotations.get(id));
            let quote = mark.map(|mark| mark.quote()).unwrap_or_default();
            (mark.map(|mark| mark.article), quote, Some(decision.by))
        }),
    };
    found.unwrap_or_default()
}
