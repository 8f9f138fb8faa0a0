//! The sentences of an article made ready to be compared, those left out aside.

use super::{
    article::IndexedArticle, rarity::Rarity, score::Between, sketch::Sketch, words::Reader,
};
use crate::{model::ArticleId, text::TextRange};

/// An article made ready to be compared with others. Holds some 4 KB a sentence, so it is made when needed and not kept
/// for all.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) article: ArticleId,
    /// The findable sentences, in order.
    pub(super) sentences: Vec<PreparedSentence>,
}

/// A sentence of it.
#[derive(Clone, Debug)]
pub(super) struct PreparedSentence {
    pub range: TextRange,
    pub sketch: Sketch,
    /// What it has in common with the next one, if that follows at once and is findable.
    pub with_next: Option<Between>,
}

impl Prepared {
    pub(super) fn new(id: ArticleId, article: &IndexedArticle, rarity: &Rarity) -> Self {
        let mut reader = Reader::new(article.language);
        let mut sentences: Vec<PreparedSentence> = Vec::new();
        let mut is_behind_one = false;
        for (number, range) in article.sentences.iter().enumerate() {
            if article.left_out[number] {
                is_behind_one = false;
                continue;
            }
            let sketch = sketch(article, *range, &mut reader, rarity);
            if is_behind_one && let Some(before) = sentences.last_mut() {
                before.with_next = Some(Between::of(&before.sketch, &sketch));
            }
            sentences.push(PreparedSentence {
                range: *range,
                sketch,
                with_next: None,
            });
            is_behind_one = true;
        }
        Self {
            article: id,
            sentences,
        }
    }

    /// Which article it is.
    #[must_use]
    pub fn article(&self) -> ArticleId {
        self.article
    }

    /// Its sentences, in order, those left out aside.
    #[must_use]
    pub fn sentences(&self) -> impl ExactSizeIterator<Item = TextRange> + '_ {
        self.sentences.iter().map(|sentence| sentence.range)
    }
}

/// The sketch of a range of an article.
pub(super) fn sketch(
    article: &IndexedArticle,
    range: TextRange,
    reader: &mut Reader,
    rarity: &Rarity,
) -> Sketch {
    Sketch::of(article.text.slice(range), reader, |stem, is_little| {
        rarity.weight(article, stem, is_little)
    })
}
