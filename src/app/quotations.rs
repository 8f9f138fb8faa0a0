//! The quotations of all articles, found beside the window when the list of them is open.
//!
//! Invariant: no frame waits for them, and what is shown was found in the texts that are there now.

use super::{App, BottomTab, Jobs, Region, View};
use crate::compare::details::Language;
use crate::compare::quotations::{Quoting, VersionGroup, versions};
use crate::model::{ArticleId, Project};
use crate::text::{Text, TextId, TextRange};
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
    /// The row with the keyboard's place in the list.
    at: usize,
    /// Whether that row should come into view.
    comes_into_view: bool,
}

impl QuotationList {
    /// The places of the rows, from the top: each version of each quotation.
    pub fn rows(&self) -> impl Iterator<Item = (ArticleId, TextRange)> + '_ {
        let versions = self.groups.iter().flat_map(|group| &group.versions);
        versions.filter_map(|version| {
            let article = self.articles.get(version.article)?;
            Some((*article, version.quotation.whole))
        })
    }
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

    /// Whether commands act on the list of quotations: it is in front and has the keyboard.
    #[must_use]
    pub fn is_on_quotations(&self) -> bool {
        let View {
            region,
            bottom,
            bottom_tab,
            articles_only,
            ..
        } = &self.view;
        *region == Region::Bottom
            && *bottom
            && !articles_only
            && *bottom_tab == BottomTab::Quotations
    }

    /// The row of the list of quotations with the keyboard's place, from 0.
    #[must_use]
    pub fn quotation_at(&self) -> usize {
        self.quotations.at
    }

    /// Whether that row should come into view; asked once.
    pub fn take_quotation_to_show(&mut self) -> bool {
        std::mem::take(&mut self.quotations.comes_into_view)
    }

    /// Gives a row of the list of quotations the keyboard's place and shows its words in their article. The keyboard stays
    /// in the list, and all that is looked at so is one jump.
    pub fn show_quotation(&mut self, row: usize) {
        let Some(list) = self.quotations() else {
            return;
        };
        let rows = list.rows().count();
        let row = row.min(rows.saturating_sub(1));
        self.quotations.at = row;
        self.quotations.comes_into_view = true;
        if let Some((article, range)) = list.rows().nth(row) {
            self.show_words_from_list(article, range);
        }
    }

    /// The next or the previous row, as J and K go along the list while it has the keyboard.
    pub(super) fn step_in_quotations(&mut self, by: isize) {
        let row = self.quotations.at.saturating_add_signed(by);
        self.show_quotation(row);
    }

    fn look_for_quotations(&mut self) {
        if self.quotations.is_running || self.quotations.is_stopped {
            return;
        }
        self.quotations.is_running = true;
        let project = self.project.shown().clone();
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
