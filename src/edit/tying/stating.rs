//! Words that come to state a claim though no mark of mine was made for it: as where two articles differ in a detail and
//! the two details become the two sides of one claim.
//!
//! The rule: my own mark on exactly these words is tied where it states nothing yet. Every other mark on them stays as it
//! is, another person's and my own that states another claim: a new mark of mine on the same words is made beside it,
//! unverified, since no status is inherited.

use super::{Also, TieContext, TieError, Wish, new_mark, standing_tie, tie};
use crate::edit::marking::{same_spans, span};
use crate::model::{Annotation, AnnotationId, ArticleId, Project, Register};
use crate::text::TextRange;

/// Ties words to a claim, by my mark on exactly them if it states none, else by a new one of the id `new`.
///
/// `candidates` are annotations that can cover the same words; others do no harm.
///
/// # Errors
/// Where the article, its words or the claim are not there.
pub fn state<'a>(
    project: &Project,
    (article, range): (ArticleId, TextRange),
    wish: &Wish,
    new: AnnotationId,
    candidates: impl Iterator<Item = &'a Annotation>,
    context: TieContext,
) -> Result<Also, TieError> {
    let record = project
        .article(article)
        .ok_or(TieError::UnknownArticle(article))?;
    let mine = candidates
        .filter(|mark| {
            mark.article == article
                && mark.text_id == record.text_id
                && mark.by == context.by
                && same_spans(mark, &[range])
                && project.annotation(mark.id).is_some()
                && standing_tie(project, mark).is_none()
        })
        .min_by_key(|mark| mark.id);
    if let Some(mine) = mine {
        let tying = tie(project, mine.id, wish, context)?;
        return Ok(Also {
            annotation: mine.id,
            tying,
        });
    }
    let text = record.text.as_ref().ok_or(TieError::LostWords)?;
    if range.is_empty() || text.get(range).is_none() {
        return Err(TieError::LostWords);
    }
    let spans = Register::new(vec![span(text, range)].into_iter().collect());
    new_mark(
        project,
        new,
        (article, record.text_id, spans),
        wish,
        context,
    )
}
