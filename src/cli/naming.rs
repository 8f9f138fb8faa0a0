//! Articles, reviewers and claims by what people call them.
//!
//! Invariant: a name that fits two records is an error that lists them, never a guess.

use super::{error::CliError, reply::one_line};
use crate::model::{Article, ClaimId, ClaimRecord, Project, Registers as _, ReviewerId};
use std::sync::Arc;

/// How many candidates an error lists.
const MOST_CANDIDATES: usize = 12;

/// The live article with this id, file name or title.
pub(super) fn article<'a>(project: &'a Project, name: &str) -> Result<&'a Arc<Article>, CliError> {
    if let Ok(id) = name.parse()
        && let Some(article) = project.article(id)
    {
        return Ok(article);
    }
    let named: Vec<_> = project
        .live_articles()
        .filter(|article| {
            let meta = article.meta();
            [
                &meta.file_name,
                &meta.title,
                &article.display_title().to_owned(),
            ]
            .iter()
            .any(|called| *called == name)
        })
        .collect();
    match named[..] {
        [article] => Ok(article),
        [] => Err(CliError::NoSuchArticle {
            name: name.to_owned(),
            there_are: listed(project.live_articles().map(described)),
        }),
        _ => Err(CliError::AmbiguousArticle {
            name: name.to_owned(),
            candidates: listed(named.into_iter().map(described)),
        }),
    }
}

/// The reviewer with this id or name; `None` where the project knows nobody of that name.
pub(super) fn reviewer(project: &Project, name: &str) -> Result<Option<ReviewerId>, CliError> {
    if let Ok(id) = name.parse()
        && project.reviewers.contains_key(&id)
    {
        return Ok(Some(id));
    }
    let named: Vec<ReviewerId> = project
        .reviewers
        .iter()
        .filter(|(_, reviewer)| reviewer.value.name == name)
        .map(|(id, _)| *id)
        .collect();
    match named[..] {
        [] => Ok(None),
        [id] => Ok(Some(id)),
        _ => Err(CliError::AmbiguousReviewer {
            name: name.to_owned(),
            candidates: listed(named.iter().map(ReviewerId::to_string)),
        }),
    }
}

/// The names of all reviewers, for a message.
pub(super) fn reviewers_listed(project: &Project) -> String {
    listed(
        project
            .reviewers
            .keys()
            .map(|id| format!("\"{}\" ({id})", one_line(&project.reviewer_name(*id)))),
    )
}

/// The live claim with this id or statement; `None` where there is none.
pub(super) fn claim(project: &Project, name: &str) -> Result<Option<ClaimId>, CliError> {
    let live = || project.claims.values().filter(|claim| !claim.is_deleted());
    if let Ok(id) = name.parse::<ClaimId>()
        && live().any(|claim| claim.id == id)
    {
        return Ok(Some(id));
    }
    let named: Vec<&Arc<ClaimRecord>> = live()
        .filter(|claim| claim.claim.value.statement.trim() == name.trim())
        .collect();
    match named[..] {
        [] => Ok(None),
        [claim] => Ok(Some(claim.id)),
        _ => Err(CliError::AmbiguousClaim {
            statement: name.to_owned(),
            candidates: listed(named.iter().map(|claim| claim.id.to_string())),
        }),
    }
}

/// An article in a list of candidates: id, file name, title.
fn described(article: &Arc<Article>) -> String {
    let meta = article.meta();
    let mut words = vec![article.id.to_string()];
    if !meta.file_name.is_empty() {
        words.push(one_line(&meta.file_name));
    }
    if !meta.title.is_empty() {
        words.push(format!("\"{}\"", one_line(&meta.title)));
    }
    words.join(" ")
}

/// The candidates with commas between, and the number of those left out.
fn listed(candidates: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = candidates.collect();
    if all.is_empty() {
        return "none".to_owned();
    }
    let left_out = all.len().saturating_sub(MOST_CANDIDATES);
    all.truncate(MOST_CANDIDATES);
    let words = all.join(", ");
    match left_out {
        0 => words,
        more => format!("{words} and {more} more"),
    }
}
