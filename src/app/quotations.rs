//! The quotations of all articles, found beside the window when the list of them is open.
//!
//! Invariant: no frame waits for them, and what is shown was found in the texts that are there now.

use super::{App, Jobs};
use crate::compare::details::Language;
use crate::compare::quotations::{Quoting, VersionGroup, versions};
use crate::model::{ArticleId, Project};
use crate::text::{Text, TextId};
use std::sync::Arc;

/// An article as its quotations were looked for: another text or another language has others.
type ReadAs = (ArticleId, TextId, String);

/// The quotations of the articles.
#[derive(Debug)]
pub struct QuotationList {
    /// The articles, by the numbers that the versions have.
    pub articles: Vec<ArticleId>,
    /// The quotations, each with its versions; those of several versions first.
    pub groups: Vec<VersionGroup>,
    read: Vec<ReadAs>,
}

/// What is known of quotations.
#[derive(Default)]
pub(super) struct Quotations {
    list: Option<Arc<QuotationList>>,
    /// The revision of the project at which the list was last compared with it.
    compared: Option<u64>,
    is_running: bool,
    /// Whether a search broke: the next one would end like it.
    is_stopped: bool,
}

impl App {
    /// The quotations of the articles; `None` while they are being looked for.
    pub fn quotations(&mut self) -> Option<Arc<QuotationList>> {
        if self.quotations.compared != Some(self.revision()) {
            let read = read_as(&self.project);
            let is_right = |list: &Arc<QuotationList>| list.read == read;
            if !self.quotations.list.as_ref().is_some_and(is_right) {
                self.quotations.list = None;
                self.look_for_quotations();
            }
            self.quotations.compared = self.quotations.list.is_some().then(|| self.revision());
        }
        self.quotations.list.clone()
    }

    fn look_for_quotations(&mut self) {
        if self.quotations.is_running || self.quotations.is_stopped {
            return;
        }
        self.quotations.is_running = true;
        let project = self.project.clone();
        Jobs::find_quotations(self, move || found_in(&project));
    }

    /// Takes what a worker found.
    pub(super) fn take_quotations(&mut self, list: QuotationList) {
        self.quotations.is_running = false;
        self.quotations.compared = None;
        self.quotations.list = Some(Arc::new(list));
    }

    /// A worker ended without a result.
    pub(super) fn take_broken_quotations(&mut self) {
        self.quotations.is_running = false;
        self.quotations.is_stopped = true;
    }
}

fn read_as(project: &Project) -> Vec<ReadAs> {
    project
        .live_articles()
        .map(|article| (article.id, article.text_id, article.meta().language.clone()))
        .collect()
}

fn found_in(project: &Project) -> QuotationList {
    let articles: Vec<(ArticleId, &Text, Language)> = project
        .live_articles()
        .filter_map(|article| {
            let text = article.text.as_deref()?;
            let language = Language::of(&article.meta().language, text.as_str());
            Some((article.id, text, language))
        })
        .collect();
    let quoting: Vec<Quoting<'_>> = articles
        .iter()
        .map(|(_, text, language)| Quoting {
            text,
            language: *language,
        })
        .collect();
    let (mut groups, single): (Vec<_>, Vec<_>) = versions(&quoting)
        .into_iter()
        .partition(|group| group.versions.len() > 1);
    groups.extend(single);
    QuotationList {
        articles: articles.iter().map(|(id, ..)| *id).collect(),
        groups,
        read: read_as(project),
    }
}
