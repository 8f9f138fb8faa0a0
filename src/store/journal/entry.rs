//! A change as bytes and back: the records in the shape of the project file.
//!
//! A text that the reader has already, from the project's file or from an entry before, is not written again: an empty one
//! stands in its place, and the record's `text_id` names it.

use super::{JournalError, change::Change};
use crate::{
    model::{Article, ArticleId, Project, Table},
    store::{
        file::records::ProjectFile,
        place::{place_annotation_in, place_set_aside_in},
        problem::Warning,
        read::options,
        resolve::{KnownTexts, Records, Report, Strictness},
        write::Writing,
    },
    text::{Text, TextId},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::Arc};

#[derive(Serialize)]
#[serde(rename = "change")]
struct ChangeWriting<'a> {
    before: Writing<'a>,
    after: Writing<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "change")]
struct ChangeFile<'a> {
    #[serde(borrow)]
    before: ProjectFile<'a>,
    #[serde(borrow)]
    after: ProjectFile<'a>,
}

/// The bytes of a change from `old` to `new`, to a reader who has the texts of `known`.
pub(super) fn to_bytes(
    change: &Change,
    old: &Project,
    new: &Project,
    known: &BTreeSet<TextId>,
) -> Result<String, JournalError> {
    let side = |project, texts| Writing {
        project,
        texts,
        known: Some(known),
        strictness: Strictness::Recovery,
    };
    options()
        .to_string(&ChangeWriting {
            before: side(&change.before, old),
            after: side(&change.after, new),
        })
        .map_err(|error| JournalError::Serialise(error.to_string()))
}

/// The names of all texts of a project.
pub(super) fn text_names(project: &Project) -> impl Iterator<Item = TextId> + '_ {
    texts(project).map(|text| text.id())
}

fn texts(project: &Project) -> impl Iterator<Item = &Arc<Text>> {
    project.articles.values().flat_map(|article| {
        let earlier = article.earlier.iter().map(|earlier| &earlier.text);
        std::iter::once(&article.text).chain(earlier).flatten()
    })
}

/// Reads the changes of a journal, one after the other.
#[derive(Default)]
pub(super) struct Reader {
    /// The texts that the reader has.
    known: KnownTexts,
    /// The articles as they are between two changes, for the texts in which positions lie.
    articles: Table<ArticleId, Article>,
    pub(super) warnings: Vec<Warning>,
}

impl Reader {
    /// Takes the texts of a project that the changes may name.
    pub(super) fn learn(&mut self, project: &Project) {
        self.known
            .extend(texts(project).map(|text| (text.id(), Arc::clone(text))));
        for (id, article) in &project.articles {
            self.articles.insert(*id, Arc::clone(article));
        }
    }

    /// The next change.
    pub(super) fn read(&mut self, payload: &[u8]) -> Result<Change, JournalError> {
        let wrong = |error: &dyn std::fmt::Display| JournalError::Entry(error.to_string());
        let text = str::from_utf8(payload).map_err(|error| wrong(&error))?;
        let file: ChangeFile<'_> = options().from_str(text).map_err(|error| wrong(&error))?;
        let before = self.side(file.before, &Table::new())?;
        let after = self.side(file.after, &before.articles)?;
        Ok(Change { before, after })
    }

    /// One side of a change; of the articles that were there before it, those that are not in it are gone.
    fn side(
        &mut self,
        file: ProjectFile<'_>,
        before: &Table<ArticleId, Article>,
    ) -> Result<Project, JournalError> {
        let mut report = Report::new(Strictness::Recovery);
        let Records {
            id,
            title,
            reviewers,
            articles,
            mut set_aside,
            sources,
            claims,
            mut annotations,
            decisions,
            history,
        } = Records::of(file, Some(&self.known), &mut report);
        let mut project = Project::new(id);
        project.title = title;
        project.reviewers = reviewers.into_iter().collect();
        project.articles = report.table("article", articles, |it| (it.id, it.id.0));
        project.sources = report.table("source", sources, |it| (it.id, it.id.0));
        project.claims = report.table("claim", claims, |it| (it.id, it.id.0));
        project.decisions = report.table("decision", decisions, |it| (it.id, it.id.0));
        project.history = history.into_iter().collect();
        for id in before.keys() {
            self.articles.remove(id);
        }
        self.learn(&project);
        for record in &mut set_aside {
            let text_of = |article| self.articles.get(&article)?.text.as_deref();
            place_set_aside_in(text_of, Arc::make_mut(record), &mut report);
        }
        for annotation in &mut annotations {
            let article = self.articles.get(&annotation.article);
            let text = article.and_then(|article| article.text_named(annotation.text_id));
            place_annotation_in(
                text.map(Arc::as_ref),
                Arc::make_mut(annotation),
                &mut report,
            );
        }
        project.set_aside = report.table("set-aside region", set_aside, |it| (it.id, it.id.0));
        project.annotations = report.table("annotation", annotations, |it| (it.id, it.id.0));
        let warnings = report
            .end()
            .map_err(|problems| JournalError::DoesNotFit { problems })?;
        self.warnings.extend(warnings);
        Ok(project)
    }
}
