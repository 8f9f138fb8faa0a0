//! The whole of a project.

use super::{
    Annotation, AnnotationId, Article, ArticleId, ClaimId, ClaimRecord, DecisionId, DecisionRecord,
    HistoryEntry, ProjectId, Register, Registers, Reviewer, ReviewerId, SetAsideId, SetAsideRecord,
    SourceId, SourceRecord,
};
use crate::text::visible::shown;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Records by id, sorted. A clone costs a pointer, a change O(log n); what did not change is shared.
pub type Table<Id, T> = imbl::OrdMap<Id, Arc<T>>;

/// Everything that one file holds.
///
/// Cheap to clone: saving, indexing and merging work on a snapshot while editing goes on. Changed only by
/// [`crate::edit::Edit`]s and by joins, never field by field from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Project {
    /// Shared by all copies.
    pub id: ProjectId,
    /// What it is called; may be empty.
    pub title: String,
    /// Who takes part.
    pub reviewers: Table<ReviewerId, Register<Reviewer>>,
    /// The texts.
    pub articles: Table<ArticleId, Article>,
    /// What needs no checking.
    pub set_aside: Table<SetAsideId, SetAsideRecord>,
    /// Evidence.
    pub sources: Table<SourceId, SourceRecord>,
    /// Statements.
    pub claims: Table<ClaimId, ClaimRecord>,
    /// Marks.
    pub annotations: Table<AnnotationId, Annotation>,
    /// Settled disagreements.
    pub decisions: Table<DecisionId, DecisionRecord>,
    /// What was done, sorted by time and revision.
    pub history: imbl::OrdSet<HistoryEntry>,
}

impl Project {
    /// A project with nothing in it.
    #[must_use]
    pub fn new(id: ProjectId) -> Self {
        Self {
            id,
            title: String::new(),
            reviewers: Table::new(),
            articles: Table::new(),
            set_aside: Table::new(),
            sources: Table::new(),
            claims: Table::new(),
            annotations: Table::new(),
            decisions: Table::new(),
            history: imbl::OrdSet::new(),
        }
    }

    /// The articles that are not deleted, by id, which is the order in which they were made.
    pub fn live_articles(&self) -> impl Iterator<Item = &Arc<Article>> {
        self.articles
            .values()
            .filter(|article| !article.is_deleted() && article.text.is_some())
    }

    /// The annotations that are not deleted, by id.
    pub fn live_annotations(&self) -> impl Iterator<Item = &Arc<Annotation>> {
        self.annotations
            .values()
            .filter(|annotation| !annotation.is_deleted())
    }

    /// A live article.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> Option<&Arc<Article>> {
        self.articles
            .get(&id)
            .filter(|article| !article.is_deleted())
    }

    /// A live annotation.
    #[must_use]
    pub fn annotation(&self, id: AnnotationId) -> Option<&Arc<Annotation>> {
        self.annotations
            .get(&id)
            .filter(|annotation| !annotation.is_deleted())
    }

    /// The sources that are not deleted, by id.
    pub fn live_sources(&self) -> impl Iterator<Item = &Arc<SourceRecord>> {
        self.sources.values().filter(|record| !record.is_deleted())
    }

    /// A live source.
    #[must_use]
    pub fn source(&self, id: SourceId) -> Option<&Arc<SourceRecord>> {
        self.sources.get(&id).filter(|record| !record.is_deleted())
    }

    /// The claims that are not deleted, by id, which is the order in which they were made.
    pub fn live_claims(&self) -> impl Iterator<Item = &Arc<ClaimRecord>> {
        self.claims.values().filter(|record| !record.is_deleted())
    }

    /// A live claim.
    #[must_use]
    pub fn claim(&self, id: ClaimId) -> Option<&Arc<ClaimRecord>> {
        self.claims.get(&id).filter(|record| !record.is_deleted())
    }

    /// The live claim that an annotation is tied to. A tie to a deleted one stays, but says nothing.
    #[must_use]
    pub fn claim_of(&self, annotation: &Annotation) -> Option<&Arc<ClaimRecord>> {
        annotation.claim().and_then(|id| self.claim(id))
    }

    /// The name on a reviewer's marks, hidden characters written out; the start of the id where the project does not know them.
    #[must_use]
    pub fn reviewer_name(&self, id: ReviewerId) -> String {
        if id == ReviewerId::HIDDEN {
            return "another reader".to_owned();
        }
        match self.reviewers.get(&id) {
            Some(reviewer) if !reviewer.value.name.is_empty() => {
                shown(&reviewer.value.name).into_owned()
            }
            _ => format!("Reviewer {}", id.to_string().get(..8).unwrap_or_default()),
        }
    }
}
