//! What the ribbons show, until `matches.rs` has it from a worker: that file replaces this one.
use super::App;
use crate::compare::matching::{Match, MatchIndex};
use crate::model::ArticleId;
impl App {
    /// The matches of two articles, those of the first as `a`.
    #[must_use]
    pub fn matches_between(&self, a: ArticleId, b: ArticleId) -> std::sync::Arc<[Match]> {
        static CACHE: std::sync::Mutex<
            std::collections::BTreeMap<(ArticleId, ArticleId), std::sync::Arc<[Match]>>,
        > = std::sync::Mutex::new(std::collections::BTreeMap::new());
        let mut cache = CACHE.lock().unwrap();
        cache
            .entry((a, b))
            .or_insert_with(|| {
                let mut index = MatchIndex::default();
                for article in self.project.live_articles() {
                    index.put(
                        article.id,
                        article.text.as_ref().unwrap(),
                        Some(&article.meta().language),
                        &[],
                    );
                }
                index.matches_between(a, b).into()
            })
            .clone()
    }
}
