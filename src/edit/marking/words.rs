//! Judging words: the mark that covers them already, or a new one.

use super::{MarkContext, MarkError, Outcome, OutcomeKind, set_status, united, with_history, word};
use crate::model::SmallMap;
use crate::{
    edit::Edit,
    model::{
        Anchor, Annotation, Article, ArticleId, Assessment, Project, Record, Register, Registers,
        Span, Spans, Status,
    },
    text::{Text, TextId, TextRange, quote},
};

/// The span over `range`, with its words and what stands around them. `range` must lie in the text.
#[must_use]
pub fn span(text: &Text, range: TextRange) -> Span {
    let (before, after) = quote::context(text, range);
    Span {
        range,
        quote: text.slice(range).into(),
        before: before.into(),
        after: after.into(),
        anchor: Anchor::Exact,
    }
}

/// Gives the words in `ranges` a status.
///
/// Goes through all annotations of the project to find one over the same words; where there are many, use
/// [`mark_among`].
///
/// # Errors
/// Where the article is not there, no range has words, or a range leaves the text or cuts a character.
pub fn mark(
    project: &Project,
    article: ArticleId,
    ranges: &[TextRange],
    status: Status,
    context: MarkContext,
) -> Result<Outcome, MarkError> {
    let candidates = project.annotations.values().map(AsRef::as_ref);
    mark_among(project, article, ranges, status, context, candidates)
}

/// As [`mark`], where the caller knows which annotations can cover the same words: those that start where the first
/// range does are enough, and others do no harm.
///
/// In blind review `candidates` are one's own marks only, so that marking what another person has marked makes a mark
/// of one's own.
///
/// # Errors
/// As [`mark`].
pub fn mark_among<'a>(
    project: &Project,
    article: ArticleId,
    ranges: &[TextRange],
    status: Status,
    context: MarkContext,
    candidates: impl Iterator<Item = &'a Annotation>,
) -> Result<Outcome, MarkError> {
    let article = project
        .article(article)
        .ok_or(MarkError::UnknownArticle(article))?;
    let spans = spans_of(article, article.text_id, ranges)?;
    let ranges: Vec<TextRange> = spans.iter().map(|span| span.range).collect();
    let same = candidates
        .filter(|candidate| {
            candidate.article == article.id
                && candidate.text_id == article.text_id
                && same_spans(candidate, &ranges)
                && !candidate.is_deleted()
        })
        // My own before one that I have judged, that before any other; the oldest of them.
        .min_by_key(|candidate| {
            (
                candidate.by != context.by,
                candidate.assessment_of(context.by).is_none(),
                candidate.id,
            )
        });
    if let Some(same) = same {
        return set_status(project, same.id, status, context);
    }
    let assessment = Assessment {
        status: Some(status),
        note: String::new(),
        should_read: String::new(),
        cites: Vec::new(),
        at: context.at,
    };
    let annotation = Annotation {
        id: context.new_id,
        article: article.id,
        text_id: article.text_id,
        by: context.by,
        spans: Register::new(spans),
        tie: None,
        assessments: SmallMap::from([(context.by, Register::new(assessment))]),
        signed: SmallMap::new(),
        fate: None,
    };
    let add = Edit::Add(Box::new(Record::Annotation(Box::new(annotation))));
    Ok(Outcome {
        edit: Some(with_history(
            vec![add],
            context.new_id,
            context,
            None,
            word(Some(status)),
        )),
        annotation: context.new_id,
        kind: OutcomeKind::Made,
        label: format!("mark {}", status.word()),
    })
}

/// Whether `annotation` covers exactly `ranges`, which must be sorted and apart. A mark that lost a place covers nothing.
#[must_use]
pub fn same_spans(annotation: &Annotation, ranges: &[TextRange]) -> bool {
    annotation.ranges().eq(ranges.iter().copied())
        && annotation
            .spans
            .value
            .iter()
            .all(|span| span.anchor != Anchor::Lost)
}

/// The spans over `ranges` of the text that `text_id` names.
pub(super) fn spans_of(
    article: &Article,
    text_id: TextId,
    ranges: &[TextRange],
) -> Result<Spans, MarkError> {
    let text = article
        .text_named(text_id)
        .ok_or(MarkError::NoText(article.id))?;
    let ranges = united(ranges);
    if ranges.is_empty() {
        return Err(MarkError::NoWords);
    }
    ranges
        .into_iter()
        .map(|range| match text.get(range) {
            Some(_) => Ok(span(text, range)),
            None if range.end > text.end() => Err(MarkError::OutsideText {
                end: range.end.bytes(),
                length: text.len(),
            }),
            None => Err(MarkError::CutsCharacter {
                start: range.start.bytes(),
                end: range.end.bytes(),
            }),
        })
        .collect()
}
