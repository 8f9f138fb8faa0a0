//! Who has read what, and what they marked in it.
//!
//! An article counts for a reader who has read its present text to the end: there, words without a mark were passed over.
//! What they marked in an article that they have not read to the end is not counted, and its other words are missing, not
//! "none". Articles that are there to compare are never accounted for word by word and do not count at all.
//!
//! A reader's mark is an annotation that they have judged, whoever made it. What was decided later does not matter: the
//! figures are about what readers found by themselves. Marks that have not been judged, that lie in another text or whose
//! place is lost are left out.

use crate::model::{
    Anchor, Annotation, AnnotationId, Article, ArticleId, Project, Registers as _, ReviewerId,
    Role, Status,
};
use crate::text::{Text, TextRange};
use std::collections::{BTreeMap, BTreeSet};

/// The articles that at least two of the readers have read to the end, with their marks.
pub(super) struct Study<'a> {
    /// Who has read at least one of the articles, sorted by id. Readers are named by their number here.
    pub readers: Vec<ReviewerId>,
    /// The articles that count, in the order in which they were made.
    pub articles: Vec<CountedArticle<'a>>,
    /// Articles to check that somebody has not read to the end.
    pub missing: Vec<Missing>,
}

/// An article that counts.
pub(super) struct CountedArticle<'a> {
    pub article: &'a Article,
    pub text: &'a Text,
    /// Whether each reader has read it.
    pub has_read: Vec<bool>,
    /// What those readers marked, by place.
    pub marks: Vec<Mark>,
    /// What needs no checking, by place.
    pub set_aside: Vec<TextRange>,
}

/// A piece of text that a reader marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark {
    pub range: TextRange,
    pub reader: usize,
    pub status: Status,
    pub annotation: AnnotationId,
}

/// An article that some have not read to the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Which.
    pub article: ArticleId,
    /// Who has not read it to the end, sorted by id.
    pub unread_by: Vec<ReviewerId>,
    /// Whether it counts for the others: at least two have read it.
    pub is_counted: bool,
}

impl Missing {
    /// Why it is not counted, in a sentence without a full stop.
    #[must_use]
    pub fn in_words(&self, project: &Project) -> String {
        let article = project.article(self.article);
        let title = article.map_or("Untitled", |article| article.display_title());
        let names: Vec<String> = self
            .unread_by
            .iter()
            .map(|by| project.reviewer_name(*by))
            .collect();
        let (who, has) = match &names[..] {
            [] => ("nobody".to_owned(), "has"),
            [one] => (one.clone(), "has"),
            [first @ .., last] => (format!("{} and {last}", first.join(", ")), "have"),
        };
        if self.is_counted {
            format!("Not counted for {who}, who {has} not read it to the end: {title}")
        } else {
            format!("Not counted: {title} ({who} {has} not read it to the end)")
        }
    }
}

/// Everybody who has judged something or read an article to the end, sorted by id.
#[must_use]
pub fn taking_part(project: &Project) -> Vec<ReviewerId> {
    let readers = project
        .live_articles()
        .flat_map(|article| article.read.keys().filter(|by| has_read(article, **by)));
    let judges = project.live_annotations().flat_map(|annotation| {
        let all = annotation.assessments.keys();
        all.filter(|by| annotation.assessment_of(**by).is_some())
    });
    let all: BTreeSet<ReviewerId> = readers.chain(judges).copied().collect();
    all.into_iter().collect()
}

fn has_read(article: &Article, by: ReviewerId) -> bool {
    let reading = article.read.get(&by);
    reading.is_some_and(|reading| reading.value.text_id == Some(article.text_id))
}

impl<'a> Study<'a> {
    /// What `among` these people can be compared.
    pub(super) fn of(project: &'a Project, among: &[ReviewerId]) -> Self {
        let among: BTreeSet<ReviewerId> = among.iter().copied().collect();
        let mut missing = Vec::new();
        let mut counted = Vec::new();
        for article in project.live_articles() {
            let Some(text) = article.text.as_deref() else {
                continue;
            };
            if article.role() != Role::Check {
                continue;
            }
            let (read_by, unread_by): (Vec<_>, Vec<_>) =
                among.iter().copied().partition(|by| has_read(article, *by));
            let is_counted = read_by.len() >= 2;
            if !unread_by.is_empty() {
                missing.push(Missing {
                    article: article.id,
                    unread_by,
                    is_counted,
                });
            }
            if is_counted {
                counted.push((article.as_ref(), text, read_by));
            }
        }
        let readers: BTreeSet<ReviewerId> = counted
            .iter()
            .flat_map(|(.., read_by)| read_by.iter().copied())
            .collect();
        let readers: Vec<ReviewerId> = readers.into_iter().collect();
        let mut marks = marks_by_article(project, &readers);
        let mut set_aside = set_aside_by_article(project);
        let articles = counted
            .into_iter()
            .map(|(article, text, read_by)| {
                let has_read: Vec<bool> = readers.iter().map(|by| read_by.contains(by)).collect();
                let mut marks = marks.remove(&article.id).unwrap_or_default();
                marks.retain(|mark| has_read[mark.reader]);
                CountedArticle {
                    article,
                    text,
                    has_read,
                    marks,
                    set_aside: set_aside.remove(&article.id).unwrap_or_default(),
                }
            })
            .collect();
        Self {
            readers,
            articles,
            missing,
        }
    }
}

fn marks_by_article(project: &Project, readers: &[ReviewerId]) -> BTreeMap<ArticleId, Vec<Mark>> {
    let mut by_article: BTreeMap<ArticleId, Vec<Mark>> = BTreeMap::new();
    for annotation in project.live_annotations() {
        let Some(article) = project.article(annotation.article) else {
            continue;
        };
        if annotation.text_id == article.text_id {
            let marks = by_article.entry(article.id).or_default();
            marks.extend(marks_of(annotation, readers));
        }
    }
    for marks in by_article.values_mut() {
        marks.sort();
    }
    by_article
}

fn marks_of<'a>(
    annotation: &'a Annotation,
    readers: &'a [ReviewerId],
) -> impl Iterator<Item = Mark> + 'a {
    let spans = &annotation.spans.value;
    let placed = spans
        .iter()
        .filter(|span| span.anchor != Anchor::Lost && !span.range.is_empty());
    placed.flat_map(move |span| {
        readers.iter().enumerate().filter_map(move |(reader, by)| {
            Some(Mark {
                range: span.range,
                reader,
                status: annotation.assessment_of(*by)?.status?,
                annotation: annotation.id,
            })
        })
    })
}

fn set_aside_by_article(project: &Project) -> BTreeMap<ArticleId, Vec<TextRange>> {
    let mut by_article: BTreeMap<ArticleId, Vec<TextRange>> = BTreeMap::new();
    let live = project
        .set_aside
        .values()
        .filter(|record| !record.is_deleted());
    for record in live {
        let region = &record.region.value;
        by_article
            .entry(region.article)
            .or_default()
            .push(region.range);
    }
    for ranges in by_article.values_mut() {
        ranges.sort();
    }
    by_article
}
