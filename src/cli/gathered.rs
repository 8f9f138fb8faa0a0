//! The articles of a project that have a text, as the commands read them.

use crate::{
    compare::{
        details::Language,
        quotations::{Quoting, VersionGroup, versions},
        timeline::{Dated, Timeline, timeline},
    },
    model::{Article, Project},
    text::{Text, TextRange},
};
use std::sync::Arc;

/// The articles with a text, in the order of the project. What is found in them names them by their number here.
pub(super) struct Gathered<'a>(Vec<Reading<'a>>);

/// An article with what is needed to read it.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub article: &'a Arc<Article>,
    pub text: &'a Text,
    language: Language,
}

/// Where some words of an article stand, in code points.
pub(super) struct Place {
    pub article: String,
    pub file_name: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
}

impl<'a> Gathered<'a> {
    pub(super) fn of(project: &'a Project) -> Self {
        let articles = project.live_articles().filter_map(|article| {
            let text = article.text.as_deref()?;
            Some(Reading {
                article,
                text,
                language: Language::of(&article.meta().language, text.as_str()),
            })
        });
        Self(articles.collect())
    }

    /// The article of a number that was found.
    pub(super) fn at(&self, number: usize) -> Reading<'a> {
        self.0[number]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Reading<'a>> + '_ {
        self.0.iter().copied()
    }

    /// Every quotation with its versions.
    pub(super) fn quotations(&self) -> Vec<VersionGroup> {
        let quoting: Vec<Quoting<'_>> = self
            .iter()
            .map(|Reading { text, language, .. }| Quoting { text, language })
            .collect();
        versions(&quoting)
    }

    /// Every date.
    pub(super) fn timeline(&self) -> Timeline {
        let dated: Vec<Dated<'_>> = self
            .iter()
            .map(|reading| Dated {
                text: reading.text,
                language: reading.language,
                published: reading.article.meta().published.parse().ok(),
            })
            .collect();
        timeline(&dated)
    }
}

impl Reading<'_> {
    pub(super) fn place(&self, range: TextRange) -> Place {
        let (start, end) = self.code_points(range);
        Place {
            article: self.article.id.to_string(),
            file_name: self.article.meta().file_name.clone(),
            start,
            end,
            text: self.text.slice(range).to_owned(),
        }
    }

    pub(super) fn code_points(&self, range: TextRange) -> (usize, usize) {
        (
            self.text.to_code_points(range.start),
            self.text.to_code_points(range.end),
        )
    }
}
