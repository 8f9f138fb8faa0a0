//! The coverage of each article, counted when it is asked for and kept until marks change.

use super::App;
use crate::compare::{Coverage, WordStarts, details::Language};
use crate::model::ArticleId;
use crate::text::TextId;
use std::collections::BTreeMap;

/// Above this many bytes the words are not counted in the frame that first shows the article.
const MOST_BYTES: usize = 512 * 1024;

/// What is kept between frames.
#[derive(Default)]
pub(super) struct CoverageCache {
    /// By the text and the language that its article names: numbers and names are read by it.
    words: BTreeMap<(TextId, String), WordStarts>,
    counted: BTreeMap<ArticleId, (u64, Coverage)>,
}

impl App {
    /// The coverage of an article; `None` where its text is too long to be counted at once.
    pub fn coverage(&mut self, id: ArticleId) -> Option<Coverage> {
        let revision = self.revision();
        if let Some((counted_at, coverage)) = self.coverage.counted.get(&id)
            && *counted_at == revision
        {
            return Some(*coverage);
        }
        let article = self.project.article(id)?;
        let text = article.text.clone()?;
        let tag = article.meta().language.clone();
        if text.len() > MOST_BYTES {
            return None;
        }
        let aside = self.set_aside_in(id);
        let words = self
            .coverage
            .words
            .entry((text.id(), tag.clone()))
            .or_insert_with(|| WordStarts::of(&text, Language::of(&tag, text.as_str())));
        let marks = self
            .marks
            .article(id)
            .into_iter()
            .flat_map(|marks| marks.touching(text.full_range()));
        let coverage = Coverage::count(
            words,
            &aside,
            marks.map(|span| (span.range, span.length, span.status)),
        );
        self.coverage.counted.insert(id, (revision, coverage));
        Some(coverage)
    }
}
