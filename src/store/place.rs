//! Spans and regions find their places: code points become bytes, and the words there are compared with the quote.
//!
//! Invariant: a span whose anchor is not `Lost` has exactly its quote at its place when this is done.

use super::{
    problem::{ProblemKind, WarningKind},
    repair::Found,
    resolve::{Report, values},
};
use crate::{
    model::{
        Anchor, Annotation, ArticleId, Caution, Others, Project, Register, SetAside,
        SetAsideRecord, Span,
    },
    text::{Text, TextOffset, TextRange, visible},
};
use std::{borrow::Cow, sync::Arc};
use uuid::Uuid;

pub(super) fn place_set_aside(project: &Project, record: &mut SetAsideRecord, report: &mut Report) {
    check_set_aside(project, record, report);
    place_set_aside_in(
        |article| project.articles.get(&article)?.text.as_deref(),
        record,
        report,
    );
}

/// Places what is set aside in the texts of its articles, whatever else the record says. A hand can have moved one of two
/// rivals to another article: each value is looked for in its own.
pub(super) fn place_set_aside_in<'a>(
    text_of: impl Fn(ArticleId) -> Option<&'a Text>,
    record: &mut SetAsideRecord,
    report: &mut Report,
) {
    let id = record.id.0;
    each_value(&mut record.region, |region| {
        if let Some(text) = text_of(region.article) {
            place_region(text, region, id, report);
        }
    });
}

/// Whether all that a set-aside region names is there.
pub(super) fn check_set_aside(project: &Project, record: &SetAsideRecord, report: &mut Report) {
    let (noun, id) = ("set-aside region", record.id.0);
    report.record_revisions(noun, id, record);
    for region in values(&record.region) {
        report.reviewer(project, region.by, (noun, id, "by"));
        if !project.articles.contains_key(&region.article) {
            let (place, article) = ((noun, id, "article"), region.article.0);
            report.unknown(ProblemKind::UnknownArticle, place, "article", article);
        }
    }
}

/// Places a region. One whose words are not found covers nothing from then on, since it would hide others from checking;
/// its quote stays for a person to see.
fn place_region(text: &Text, region: &mut SetAside, id: Uuid, report: &mut Report) {
    let placed = place(text, region.range).ok();
    if let Some(range) = placed.filter(|range| text.slice(*range) == &*region.quote) {
        region.range = range;
        return;
    }
    let words = excerpt(&region.quote);
    let (kind, message) = if let Found::Certain(range) =
        report.search.find_again(text, &region.quote, "", "")
    {
        region.range = range;
        let message =
            format!("its words \"{words}\" were not where it says; it was put where they stand");
        (WarningKind::Repaired, message)
    } else {
        let start = placed.map_or(TextOffset::START, |range| range.start);
        region.range = TextRange::between(start, start);
        let message = format!(
            "its words \"{words}\" are not where it says; it sets nothing aside until it is made anew"
        );
        (WarningKind::QuoteMismatch, message)
    };
    report.warning(kind, "set-aside region", id, message);
}

pub(super) fn place_annotation(
    project: &Project,
    annotation: &mut Annotation,
    report: &mut Report,
) {
    if !check_annotation(project, annotation, report) {
        return;
    }
    let article = project.articles.get(&annotation.article);
    let text = article.and_then(|article| article.text_named(annotation.text_id));
    place_annotation_in(text.map(Arc::as_ref), annotation, report);
}

/// Places the spans in this text, whatever else the record says.
pub(super) fn place_annotation_in(
    text: Option<&Text>,
    annotation: &mut Annotation,
    report: &mut Report,
) {
    let id = annotation.id.0;
    each_value(&mut annotation.spans, |spans| {
        place_spans(text, spans, id, report);
    });
}

/// Whether all that an annotation names is there; `false` where it has no text to lie in.
pub(super) fn check_annotation(
    project: &Project,
    annotation: &Annotation,
    report: &mut Report,
) -> bool {
    let (noun, id) = ("annotation", annotation.id.0);
    report.record_revisions(noun, id, annotation);
    report.reviewer(project, annotation.by, (noun, id, "by"));
    for (reviewer, assessment) in &annotation.assessments {
        report.reviewer(project, *reviewer, (noun, id, "assessments"));
        for cite in values(assessment).flat_map(|assessment| &assessment.cites) {
            if !project.sources.contains_key(&cite.source) {
                let place = (noun, id, "cites");
                report.unknown(ProblemKind::UnknownSource, place, "source", cite.source.0);
            }
        }
    }
    for reviewer in annotation.signed.keys() {
        report.reviewer(project, *reviewer, (noun, id, "signed"));
    }
    for claim in annotation
        .tie
        .iter()
        .flat_map(values)
        .filter_map(|tie| tie.claim)
    {
        if !project.claims.contains_key(&claim) {
            report.unknown(
                ProblemKind::UnknownClaim,
                (noun, id, "tie"),
                "claim",
                claim.0,
            );
        }
    }
    let Some(article) = project.articles.get(&annotation.article) else {
        let place = (noun, id, "article");
        let article = annotation.article.0;
        report.unknown(ProblemKind::UnknownArticle, place, "article", article);
        return false;
    };
    let text_id = annotation.text_id;
    let known = article.text_id == text_id
        || article
            .earlier
            .iter()
            .any(|earlier| earlier.text_id == text_id);
    if !known {
        report.problem(
            ProblemKind::UnknownText,
            noun,
            id,
            "text_id",
            format!("article {} has no text {text_id}", article.id),
        );
    }
    known
}

fn place_spans(text: Option<&Text>, spans: &mut [Span], id: Uuid, report: &mut Report) {
    let noun = "annotation";
    let mut problem = |kind, message| report.problem(kind, noun, id, "spans", message);
    if spans.is_empty() {
        problem(ProblemKind::NoSpans, "it has no span".to_owned());
        return;
    }
    for span in spans.iter() {
        let (start, end) = (span.range.start.bytes(), span.range.end.bytes());
        if start > end {
            let message = format!("a span starts at {start} and ends before that, at {end}");
            problem(ProblemKind::SpanBackwards, message);
            return;
        }
    }
    if let Some(text) = text {
        for span in spans.iter_mut() {
            place_span(text, span, id, report);
        }
    }
    if !spans.is_sorted_by_key(|span| span.range) {
        spans.sort_by_key(|span| span.range);
    }
    let mut end = TextOffset::START;
    for span in spans.iter().filter(|span| span.anchor != Anchor::Lost) {
        if span.range.start < end {
            report.problem(
                ProblemKind::SpansOverlap,
                noun,
                id,
                "spans",
                format!("the span \"{}\" overlaps another one", excerpt(&span.quote)),
            );
        }
        end = span.range.end.max(end);
    }
}

fn place_span(text: &Text, span: &mut Span, id: Uuid, report: &mut Report) {
    match place(text, span.range) {
        Ok(range) => {
            span.range = range;
            if span.anchor == Anchor::Lost || text.slice(range) == &*span.quote {
                return;
            }
        }
        // A lost span has no place; its numbers only have to be some place of the text.
        Err(_) if span.anchor == Anchor::Lost => {
            let end = text.end();
            let inside = |offset: TextOffset| text.from_code_points(offset.bytes()).unwrap_or(end);
            span.range = TextRange::between(inside(span.range.start), inside(span.range.end));
            return;
        }
        Err(message) => {
            let kind = ProblemKind::SpanOutOfBounds;
            report.problem(kind, "annotation", id, "spans", message);
            return;
        }
    }
    let words = excerpt(&span.quote);
    let (kind, message) = match report.search.find_again(
        text,
        &span.quote,
        &span.before,
        &span.after,
    ) {
        Found::Certain(range) => {
            span.range = range;
            let message = format!(
                "the words \"{words}\" were not where it says; it was put where they stand"
            );
            (WarningKind::Repaired, message)
        }
        Found::Doubtful(range) => {
            span.range = range;
            span.anchor = Anchor::Moved;
            let message = format!(
                "the words \"{words}\" were not where it says; they stand elsewhere among other words, which a person has to confirm"
            );
            (WarningKind::QuoteMismatch, message)
        }
        Found::Nowhere => {
            span.anchor = Anchor::Lost;
            let message = format!(
                "the words \"{words}\" are not where it says and were not found for certain; it is marked as lost"
            );
            (WarningKind::QuoteMismatch, message)
        }
    };
    report.warning(kind, "annotation", id, message);
}

/// The range in bytes for one in code points.
fn place(text: &Text, range: TextRange) -> Result<TextRange, String> {
    let at = |offset: TextOffset| text.from_code_points(offset.bytes());
    match (at(range.start), at(range.end)) {
        (Ok(start), Ok(end)) if start <= end => Ok(TextRange { start, end }),
        (Ok(_), Ok(_)) => Err("it starts behind its end".to_owned()),
        (Err(error), _) | (_, Err(error)) => Err(error.to_string()),
    }
}

/// The first words of a quote, for messages.
fn excerpt(quote: &str) -> Cow<'_, str> {
    const LONGEST: usize = 60;
    visible::excerpt(quote, LONGEST)
}

/// Changes every value. One that has lost its place is more cautious than one that has not, so that another may stand in
/// front afterwards.
fn each_value<T: Ord + Clone + Caution>(
    register: &mut Register<T>,
    mut change: impl FnMut(&mut T),
) {
    change(&mut register.value);
    if let Some(others) = &mut register.others {
        let Others { rivals, twins: _ } = &mut **others;
        for rival in rivals {
            change(&mut rival.value);
        }
        if let Some(in_order) = Register::from_entries(register.entries()) {
            *register = in_order;
        }
    }
}
