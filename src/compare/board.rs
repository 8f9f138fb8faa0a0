//! The claim board: rows are claims, columns are articles, in each cell the words that speak of the claim.
//!
//! The tour: [`tied`] finds the annotations of each claim, [`RowMaker`] makes a row of them, [`rows`] all; [`cell`] says what
//! stands in a cell, [`BoardFilter`] and [`BoardOrder`] which rows are shown and in which order.
//!
//! A row holds no words: they stand in the project, and only what is in view is read from there. So a row can be made
//! anew after an edit without the others.
//!
//! Cost: O(annotations log annotations) for all rows, O(annotations of the claim) for one.

use super::{
    claim_status::{ClaimStatus, Reason},
    passage::{Passage, passages},
};
use crate::model::{
    AnnotationId, Article, ArticleId, BlockKind, ClaimId, ClaimKind, ClaimRecord, DecisionIndex,
    EffectiveStatus, Project, Registers as _, ReviewerId, Stance, Status,
};
use jiff::Timestamp;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

/// A claim with all that is tied to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which claim.
    pub claim: ClaimId,
    /// What it amounts to, and why.
    pub status: ClaimStatus,
    /// What it is about, as a person said, else as it was found.
    pub kind: Option<ClaimKind>,
    /// What stands in the cells, by article and place.
    pub passages: Vec<Passage>,
    /// Questions that are still open: passages that are unverified, disputed or to be looked at again, articles that
    /// neither say it nor are said not to, and a claim that is held back.
    pub open: usize,
}

impl Row {
    /// The passages of one article, by place.
    #[must_use]
    pub fn of_article(&self, article: ArticleId) -> &[Passage] {
        let first = self
            .passages
            .partition_point(|passage| passage.article < article);
        let behind = self
            .passages
            .partition_point(|passage| passage.article <= article);
        self.passages.get(first..behind).unwrap_or_default()
    }
}

/// What stands in a cell of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// These passages, by place; never none.
    Passages(&'a [Passage]),
    /// Nothing, and the article was not read to its end.
    NotLookedYet,
    /// Nothing, though the article was read.
    NothingMarked,
    /// A person's word that the article does not say it.
    DoesNotSay {
        /// Whose word.
        by: ReviewerId,
        /// When.
        at: Timestamp,
    },
}

/// Whose reading of an article counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadBy {
    /// That of one person.
    Only(ReviewerId),
    /// That of anybody.
    Anybody,
}

impl ReadBy {
    /// Whether they have read the present text of an article to its end.
    #[must_use]
    pub fn has_read(self, article: &Article) -> bool {
        article.read.iter().any(|(reviewer, reading)| {
            reading.value.text_id == Some(article.text_id)
                && match self {
                    Self::Only(only) => *reviewer == only,
                    Self::Anybody => true,
                }
        })
    }
}

/// The annotations tied to each live claim, by id.
#[must_use]
pub fn tied(project: &Project) -> BTreeMap<ClaimId, BTreeSet<AnnotationId>> {
    let mut tied: BTreeMap<ClaimId, BTreeSet<AnnotationId>> = project
        .live_claims()
        .map(|claim| (claim.id, BTreeSet::new()))
        .collect();
    for annotation in project.live_annotations() {
        if let Some(of_claim) = annotation.claim().and_then(|claim| tied.get_mut(&claim)) {
            of_claim.insert(annotation.id);
        }
    }
    tied
}

/// What rows are made from.
#[derive(Clone, Copy)]
pub struct RowMaker<'a> {
    project: &'a Project,
    decisions: &'a DecisionIndex,
    /// How many articles there are.
    articles: usize,
}

impl<'a> RowMaker<'a> {
    /// Counts the articles: O(articles).
    #[must_use]
    pub fn new(project: &'a Project, decisions: &'a DecisionIndex) -> Self {
        let articles = project.articles.values();
        Self {
            project,
            decisions,
            articles: articles.filter(|article| !article.is_deleted()).count(),
        }
    }

    /// The row of one claim, from the annotations that are tied to it.
    #[must_use]
    pub fn row(&self, claim: &ClaimRecord, tied: impl IntoIterator<Item = AnnotationId>) -> Row {
        let project = self.project;
        let tied = tied
            .into_iter()
            .filter_map(|id| project.annotations.get(&id));
        let passages = passages(project, self.decisions, tied.map(|mark| &**mark));
        let status = ClaimStatus::of(project, &passages);
        let found =
            || is_headline_against_body(project, &passages).then_some(HEADLINE_AGAINST_BODY);
        Row {
            claim: claim.id,
            status,
            kind: claim.claim.value.kind.or_else(found),
            open: self.open_questions(claim, &passages, &status),
            passages,
        }
    }

    fn open_questions(
        &self,
        claim: &ClaimRecord,
        passages: &[Passage],
        status: &ClaimStatus,
    ) -> usize {
        let is_open = |passage: &&Passage| {
            passage.recheck
                || matches!(
                    passage.status,
                    EffectiveStatus::Disputed | EffectiveStatus::Tagged(Status::Unverified)
                )
        };
        let open_passages = passages.iter().filter(is_open).count();
        let says: BTreeSet<ArticleId> = passages.iter().map(|passage| passage.article).collect();
        let absent = claim
            .absent
            .keys()
            .filter(|article| absence(claim, **article).is_some() && !says.contains(article))
            .filter(|article| self.project.article(**article).is_some())
            .count();
        let held_back = usize::from(matches!(status.reason, Reason::HeldBack(_)));
        open_passages + self.articles.saturating_sub(says.len() + absent) + held_back
    }
}

/// All rows, in the order in which the claims were made.
#[must_use]
pub fn rows(project: &Project, decisions: &DecisionIndex) -> Vec<Row> {
    let maker = RowMaker::new(project, decisions);
    tied(project)
        .into_iter()
        .filter_map(|(claim, tied)| Some(maker.row(project.claim(claim)?, tied)))
        .collect()
}

/// What stands in the cell of a claim and an article.
#[must_use]
pub fn cell<'a>(row: &'a Row, claim: &ClaimRecord, article: &Article, read_by: ReadBy) -> Cell<'a> {
    let found = row.of_article(article.id);
    if !found.is_empty() {
        return Cell::Passages(found);
    }
    if let Some((by, at)) = absence(claim, article.id) {
        return Cell::DoesNotSay { by, at };
    }
    if read_by.has_read(article) {
        Cell::NothingMarked
    } else {
        Cell::NotLookedYet
    }
}

/// Who said that an article does not make a claim, and when; nothing where that was taken back.
#[must_use]
pub fn absence(claim: &ClaimRecord, article: ArticleId) -> Option<(ReviewerId, Timestamp)> {
    let absence = &claim.absent.get(&article)?.value;
    Some((absence.by?, absence.at))
}

const HEADLINE_AGAINST_BODY: ClaimKind = ClaimKind::HeadlineAgainstBody;

/// Whether one article says it over its text and otherwise in it, or the other way round.
fn is_headline_against_body(project: &Project, passages: &[Passage]) -> bool {
    let of = |passage: &Passage| {
        let article = project.article(passage.article)?;
        Some((
            passage.article,
            is_heading(article, passage),
            passage.stance,
        ))
    };
    let sides: BTreeSet<_> = passages.iter().filter_map(of).collect();
    sides
        .iter()
        .any(|(article, is_heading, stance)| match stance {
            Stance::Supports => sides.contains(&(*article, !is_heading, Stance::Contradicts)),
            Stance::Contradicts | Stance::Mentions => false,
        })
}

/// Whether a passage stands over the text: in its headline, the lines under it or a heading inside.
#[must_use]
pub fn is_heading(article: &Article, passage: &Passage) -> bool {
    matches!(
        article.block_at(passage.place.start),
        BlockKind::Headline | BlockKind::Dek | BlockKind::Subhead
    )
}

/// What the rows that are shown have in common. Every part that is set must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BoardFilter {
    /// Part of the statement or the note; case aside.
    pub words: String,
    /// Any of these; all where there is none.
    pub statuses: BTreeSet<EffectiveStatus>,
    /// Of this kind.
    pub kind: Option<ClaimKind>,
    /// With a passage of this article.
    pub article: Option<ArticleId>,
    /// With questions that are still open.
    pub only_open: bool,
}

impl BoardFilter {
    /// Whether every row fits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let Self {
            words,
            statuses,
            kind,
            article,
            only_open,
        } = self;
        words.trim().is_empty()
            && statuses.is_empty()
            && kind.is_none()
            && article.is_none()
            && !only_open
    }

    /// Whether a row fits.
    #[must_use]
    pub fn fits(&self, row: &Row, claim: &ClaimRecord) -> bool {
        let wanted = self.words.trim().to_lowercase();
        let holds = |text: &str| text.to_lowercase().contains(&wanted);
        let claim = &claim.claim.value;
        (self.statuses.is_empty() || self.statuses.contains(&row.status.status))
            && self.kind.is_none_or(|kind| row.kind == Some(kind))
            && self
                .article
                .is_none_or(|article| !row.of_article(article).is_empty())
            && (!self.only_open || row.open > 0)
            && (wanted.is_empty() || holds(&claim.statement) || holds(&claim.note))
    }

    /// Adds a status, or takes it out.
    pub fn toggle(&mut self, status: EffectiveStatus) {
        if !self.statuses.remove(&status) {
            self.statuses.insert(status);
        }
    }
}

/// In which order rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BoardOrder {
    /// As the claims were made.
    #[default]
    Made,
    /// What needs somebody first: disputed, conflicting, unverified, verified.
    Status,
    /// By kind, those without one last.
    Kind,
    /// As the first article that speaks of them has them in its text; what nobody speaks of last.
    Article,
    /// Those with the most open questions first.
    Open,
}

impl BoardOrder {
    /// All, in the order of lists.
    pub const ALL: [Self; 5] = [
        Self::Made,
        Self::Status,
        Self::Kind,
        Self::Article,
        Self::Open,
    ];

    /// Sorts rows. `columns` are the articles from left to right. Rows that are alike stay as the claims were made.
    pub fn sort<T: AsRow>(self, rows: &mut [T], columns: &[ArticleId]) {
        let urgency = |status| match status {
            EffectiveStatus::Disputed => 0,
            EffectiveStatus::Tagged(Status::Conflicting) => 1,
            EffectiveStatus::Tagged(Status::Unverified) => 2,
            EffectiveStatus::Tagged(Status::Verified) | EffectiveStatus::Nothing => 3,
        };
        let places: BTreeMap<ArticleId, usize> = columns
            .iter()
            .enumerate()
            .map(|(place, article)| (*article, place))
            .collect();
        let first_place = |row: &Row| {
            let place = |passage: &Passage| {
                let column = places.get(&passage.article)?;
                Some((*column, passage.place.start))
            };
            row.passages.iter().filter_map(place).min()
        };
        rows.sort_by_cached_key(|row| {
            let row = row.as_row();
            let made = row.claim;
            let kind = (row.kind.is_none(), row.kind);
            let first = first_place(row);
            match self {
                Self::Made => (0, Reverse(0), None, None, made),
                Self::Status => (urgency(row.status.status), Reverse(0), None, None, made),
                Self::Kind => (u8::from(kind.0), Reverse(0), kind.1, None, made),
                Self::Article => (u8::from(first.is_none()), Reverse(0), None, first, made),
                Self::Open => (0, Reverse(row.open), None, None, made),
            }
        });
    }
}

/// What a row can be got from.
pub trait AsRow {
    /// The row.
    fn as_row(&self) -> &Row;
}

impl AsRow for Row {
    fn as_row(&self) -> &Row {
        self
    }
}

impl AsRow for &Row {
    fn as_row(&self) -> &Row {
        self
    }
}

#[cfg(test)]
mod tests;
