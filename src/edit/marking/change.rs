//! Changing a mark that is there.

use super::{
    MarkContext, MarkError, Outcome, OutcomeKind, judged, live, with_history, word,
    words::spans_of, write_assessment,
};
use crate::{
    edit::Edit,
    model::{
        Anchor, Annotation, AnnotationId, Assessment, Fate, FateKind, Project, Register,
        Registers as _, Status,
    },
    text::TextRange,
};

/// Characters of a note or quote that a line of the history keeps.
const HISTORY_CHARACTERS: usize = 80;

/// Gives a mark my status; my note, correction and sources stay.
///
/// Where words have changed or moved this confirms their place, since whoever judges looks at them as they stand now. A
/// place that was lost cannot be confirmed: it has to be attached by [`respan`] first.
///
/// # Errors
/// Where the mark is not there.
pub fn set_status(
    project: &Project,
    id: AnnotationId,
    status: Status,
    context: MarkContext,
) -> Result<Outcome, MarkError> {
    let annotation = live(project, id)?;
    let mine = annotation.assessments.get(&context.by);
    let before = mine.and_then(|register| register.value.status);
    let confirmation = confirmation(project, annotation);
    let is_torn = mine.is_some_and(Register::is_conflict);
    if before == Some(status) && !is_torn && confirmation.is_none() {
        return Ok(Outcome::already_so(id, format!("mark {}", status.word())));
    }
    let (kind, label) = match before {
        _ if confirmation.is_some() => {
            (OutcomeKind::Confirmed, format!("confirm {}", status.word()))
        }
        None if annotation.by != context.by => (
            OutcomeKind::AddedBeside {
                maker: annotation.by,
            },
            format!("mark {}", status.word()),
        ),
        None => (OutcomeKind::Changed, format!("mark {}", status.word())),
        Some(_) => (OutcomeKind::Changed, format!("change to {}", status.word())),
    };
    let assessment = judged(annotation, status, context);
    let mut edits = vec![write_assessment(annotation, assessment, context.by)];
    edits.extend(confirmation);
    Ok(Outcome {
        edit: Some(with_history(
            edits,
            id,
            context,
            word(before),
            word(Some(status)),
        )),
        annotation: id,
        kind,
        label,
    })
}

/// Writes my note on a mark.
///
/// # Errors
/// Where the mark is not there, or I have not given it a status.
pub fn set_note(
    project: &Project,
    id: AnnotationId,
    note: &str,
    context: MarkContext,
) -> Result<Outcome, MarkError> {
    set_words(project, id, note, context, "note", |given| &mut given.note)
}

/// Writes what the text should read instead, as I see it.
///
/// # Errors
/// As [`set_note`].
pub fn set_should_read(
    project: &Project,
    id: AnnotationId,
    should_read: &str,
    context: MarkContext,
) -> Result<Outcome, MarkError> {
    set_words(project, id, should_read, context, "correction", |given| {
        &mut given.should_read
    })
}

/// Deletes my mark, or withdraws what I said of another person's.
///
/// A mark goes with all that was said of it and is shown; what another copy of the project says of it at the same time
/// brings it back in the merge, as a conflict, and so does what blind review hides, when it is shown.
///
/// # Errors
/// Where the mark is not there, or is another person's and I have said nothing of it.
pub fn delete(
    project: &Project,
    id: AnnotationId,
    context: MarkContext,
) -> Result<Outcome, MarkError> {
    let annotation = live(project, id)?;
    if annotation.by == context.by {
        let deleted = Fate {
            is: FateKind::Deleted,
            by: context.by,
            at: context.at,
        };
        let fate = annotation.decided(deleted);
        let name = crate::model::RecordRef::Annotation(id);
        let before = annotation
            .assessment_of(context.by)
            .and_then(|given| given.status);
        return Ok(Outcome {
            edit: Some(with_history(
                vec![Edit::Fate(name, Some(fate))],
                id,
                context,
                word(before),
                Some("deleted".to_owned()),
            )),
            annotation: id,
            kind: OutcomeKind::Deleted,
            label: "delete mark".to_owned(),
        });
    }
    let Some(given) = annotation.assessment_of(context.by) else {
        return Err(not_yours(project, annotation));
    };
    let withdrawn = Assessment {
        status: None,
        note: String::new(),
        should_read: String::new(),
        cites: Vec::new(),
        at: context.at,
    };
    Ok(Outcome {
        edit: Some(with_history(
            vec![write_assessment(annotation, withdrawn, context.by)],
            id,
            context,
            word(given.status),
            None,
        )),
        annotation: id,
        kind: OutcomeKind::Withdrawn,
        label: "withdraw status".to_owned(),
    })
}

/// Lays my mark over other words.
///
/// # Errors
/// Where the mark is not there or another person's, no range has words, or a range leaves the text or cuts a character.
pub fn respan(
    project: &Project,
    id: AnnotationId,
    ranges: &[TextRange],
    context: MarkContext,
) -> Result<Outcome, MarkError> {
    let annotation = live(project, id)?;
    if annotation.by != context.by {
        return Err(not_yours(project, annotation));
    }
    let article = project
        .article(annotation.article)
        .ok_or(MarkError::UnknownArticle(annotation.article))?;
    let spans = spans_of(article, annotation.text_id, ranges)?;
    let label = "resize mark".to_owned();
    if annotation.spans.value == spans && !annotation.spans.is_conflict() {
        return Ok(Outcome::already_so(id, label));
    }
    let register = annotation.spans.written(spans);
    let quotes: Vec<&str> = register.value.iter().map(|span| &*span.quote).collect();
    let after = quotes.join(" … ");
    Ok(Outcome {
        edit: Some(with_history(
            vec![Edit::Spans(id, register)],
            id,
            context,
            shortened(&annotation.quote()),
            shortened(&after),
        )),
        annotation: id,
        kind: OutcomeKind::Resized,
        label,
    })
}

/// The spans as exact ones, where words changed or moved and none is lost.
fn confirmation(project: &Project, annotation: &Annotation) -> Option<Edit> {
    let spans = &annotation.spans.value;
    let is_exact = spans.iter().all(|span| span.anchor == Anchor::Exact);
    if is_exact || spans.iter().any(|span| span.anchor == Anchor::Lost) {
        return None;
    }
    let article = project.article(annotation.article)?;
    let ranges: Vec<TextRange> = annotation.ranges().collect();
    let exact = spans_of(article, annotation.text_id, &ranges).ok()?;
    Some(Edit::Spans(annotation.id, annotation.spans.written(exact)))
}

fn set_words(
    project: &Project,
    id: AnnotationId,
    words: &str,
    context: MarkContext,
    name: &str,
    field: fn(&mut Assessment) -> &mut String,
) -> Result<Outcome, MarkError> {
    let annotation = live(project, id)?;
    let mut given = annotation
        .assessment_of(context.by)
        .ok_or(MarkError::NoStatusYet)?
        .clone();
    let before = std::mem::replace(field(&mut given), words.to_owned());
    let verb = match (before.is_empty(), words.is_empty()) {
        (true, _) => "add",
        (false, true) => "delete",
        (false, false) => "change",
    };
    let label = format!("{verb} {name}");
    let is_torn = annotation
        .assessments
        .get(&context.by)
        .is_some_and(Register::is_conflict);
    if before == words && !is_torn {
        return Ok(Outcome::already_so(id, label));
    }
    let line = |words: &str| shortened(words).map(|words| format!("{name}: {words}"));
    let (from, to) = (line(&before), line(words));
    // The time stays that of the judgement, which a note does not renew.
    Ok(Outcome {
        edit: Some(with_history(
            vec![write_assessment(annotation, given, context.by)],
            id,
            context,
            from,
            to,
        )),
        annotation: id,
        kind: OutcomeKind::Noted,
        label,
    })
}

fn not_yours(project: &Project, annotation: &Annotation) -> MarkError {
    MarkError::NotYours {
        owner: project.reviewer_name(annotation.by),
    }
}

/// The first characters of `words`; nothing where there are none.
fn shortened(words: &str) -> Option<String> {
    if words.is_empty() {
        return None;
    }
    let mut short: String = words.chars().take(HISTORY_CHARACTERS).collect();
    if short.len() < words.len() {
        short.push('…');
    }
    Some(short)
}
