//! From "these words, this status" to an edit.
//!
//! The tour: [`mark`] judges words, [`set_status`], [`set_note`], [`set_should_read`], [`delete`] and [`respan`] change a
//! mark that is there. Each looks at the project and returns an [`Outcome`]: the edit to commit, what it is called in
//! the menu, and what kind of thing it is, from which the window makes its message.
//!
//! The rules (`UX.md` 2, `DESIGN.md` 4 "Whose is it"):
//!
//! - Everyone writes their own assessment and nobody another's.
//! - The same words, span for span, are one mark: mine gets the new status, another person's my status beside theirs.
//! - The same status again does nothing; it never takes the mark off.
//! - Only its maker resizes a mark or deletes it; others withdraw what they said.
//! - Judging words that changed or moved confirms their place.
//!
//! Invariant: pure. Nothing here changes a project; ids and times come in as arguments.

mod change;
mod words;

pub use change::{delete, respan, set_note, set_should_read, set_status};
pub use words::{mark, mark_among, same_spans, span};

use super::Edit;
use crate::{
    model::{Annotation, AnnotationId, ArticleId, Assessment, Project, ReviewerId, Status},
    text::TextRange,
};
use jiff::Timestamp;
use std::sync::Arc;

/// Who marks, when, and the id of the mark if a new one has to be made.
#[derive(Clone, Copy, Debug)]
pub struct MarkContext {
    /// Whose assessment is written.
    pub by: ReviewerId,
    /// Now, in UTC.
    pub at: Timestamp,
    /// A fresh version 7 id. Taken only by a new mark.
    pub new_id: AnnotationId,
}

/// What a gesture comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What to commit; `None` where there is nothing to do.
    pub edit: Option<Edit>,
    /// The mark it is about.
    pub annotation: AnnotationId,
    /// What kind of thing it is.
    pub kind: OutcomeKind,
    /// What it is called in the menu, as in "Undo mark verified".
    pub label: String,
}

/// What kind of thing a gesture does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutcomeKind {
    /// A new mark.
    Made,
    /// My own status changes.
    Changed,
    /// My status comes to stand beside that of the mark's maker.
    AddedBeside {
        /// Who made the mark.
        maker: ReviewerId,
    },
    /// Words that had changed or moved are judged anew, and their place is exact again.
    Confirmed,
    /// My note or correction changes.
    Noted,
    /// The mark covers other words.
    Resized,
    /// The mark goes.
    Deleted,
    /// What I said of another person's mark goes.
    Withdrawn,
    /// It stands so already: no edit.
    AlreadySo,
}

/// Why a gesture comes to nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkError {
    /// The article is not there, or deleted.
    #[error("there is no article {0} in this project")]
    UnknownArticle(ArticleId),
    /// The article's file left its text out.
    #[error("the text of article {0} is not in this project")]
    NoText(ArticleId),
    /// The mark is not there, or deleted.
    #[error("there is no mark {0} in this project")]
    UnknownAnnotation(AnnotationId),
    /// No range has a word in it.
    #[error("select the words first")]
    NoWords,
    /// A range leaves the text.
    #[error("the words end at byte {end}, but the text of the article has {length} bytes")]
    OutsideText {
        /// The end of the range, in bytes.
        end: usize,
        /// The length of the text, in bytes.
        length: usize,
    },
    /// A range starts or ends inside a character.
    #[error("the range {start} to {end} cuts a character in two")]
    CutsCharacter {
        /// The start of the range, in bytes.
        start: usize,
        /// Its end, in bytes.
        end: usize,
    },
    /// There is no own assessment that could carry a note.
    #[error("give it a status first")]
    NoStatusYet,
    /// Only its maker may do this.
    #[error("this is {owner}'s mark, and only they can change its place or delete it")]
    NotYours {
        /// The name of the mark's maker.
        owner: String,
    },
}

impl Outcome {
    fn already_so(annotation: AnnotationId, label: String) -> Self {
        Self {
            edit: None,
            annotation,
            kind: OutcomeKind::AlreadySo,
            label,
        }
    }
}

fn live(project: &Project, id: AnnotationId) -> Result<&Arc<Annotation>, MarkError> {
    project
        .annotation(id)
        .ok_or(MarkError::UnknownAnnotation(id))
}

/// What `by` would say after giving `status`: note, correction and sources stay.
fn judged(annotation: &Annotation, status: Status, context: MarkContext) -> Assessment {
    match annotation.assessments.get(&context.by) {
        Some(register) => Assessment {
            status: Some(status),
            at: context.at,
            ..register.value.clone()
        },
        None => Assessment {
            status: Some(status),
            note: String::new(),
            should_read: String::new(),
            cites: Vec::new(),
            at: context.at,
        },
    }
}

/// The write of an own assessment over what stands there.
fn write_assessment(annotation: &Annotation, value: Assessment, by: ReviewerId) -> Edit {
    let register = match annotation.assessments.get(&by) {
        Some(register) => register.written(value),
        None => crate::model::Register::new(value),
    };
    Edit::Assessment(annotation.id, by, Some(register))
}

/// `edits` with their line in the history, as one step.
fn with_history(
    mut edits: Vec<Edit>,
    annotation: AnnotationId,
    context: MarkContext,
    from: Option<String>,
    to: Option<String>,
) -> Edit {
    let by = (context.by, context.at);
    edits.push(Edit::history_line(annotation.0, by, from, to));
    Edit::Batch(edits)
}

fn word(status: Option<Status>) -> Option<String> {
    status.map(|status| status.word().to_owned())
}

/// The ranges sorted, united where they overlap or touch, without empty ones.
#[must_use]
pub fn united(ranges: &[TextRange]) -> Vec<TextRange> {
    let mut sorted: Vec<TextRange> = ranges
        .iter()
        .copied()
        .filter(|range| !range.is_empty())
        .collect();
    sorted.sort_unstable();
    let mut united: Vec<TextRange> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match united.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => united.push(range),
        }
    }
    united
}

#[cfg(test)]
mod tests;
