//! The quick worker: it puts articles into the index and finds what the other articles say of one passage, from the pairs
//! that are known and from a search where they are not.
//!
//! Invariant: a final answer follows from the articles and from which of them are shown, never from what was done first.

use super::nearby::NearFound;
use super::{Pair, Seen};
use crate::app::left_out_of_matching;
use crate::compare::differences::{self, Difference, only_in_second, word_diff};
use crate::compare::headlines::{self, SomebodyElse, headlines};
use crate::compare::matching::{Band, Hit, Match, MatchIndex, Passage};
use crate::model::{ArticleId, Project};
use crate::text::TextRange;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// With so many other articles a passage is compared with all of them; with more, with those that a search brings up and
/// those that are shown beside it.
pub(super) const FEW_ARTICLES: usize = 12;
const SEARCHED_ARTICLES: usize = 6;

/// The nearest sentences of each other article.
const NEAREST: usize = 3;

/// A passage of which less than this share differs is nearly the same: then the words that differ are worth showing.
const MOST_CHANGED: f32 = 0.5;

/// An article of the index, and what it is to be made of; nothing where it is to go.
pub(super) type Change = (ArticleId, Option<Seen>);

/// A passage to be looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    pub article: ArticleId,
    pub passage: TextRange,
    /// Articles that are looked at in any case, as they are shown beside it.
    pub shown: BTreeSet<ArticleId>,
}

/// Pairs of articles that were laid against each other.
pub(super) type Pairings = BTreeMap<(ArticleId, ArticleId), Pair>;

/// What is quick: changes of the index, and the answer for a passage from what is known.
pub(super) struct AskWork {
    pub index: Arc<MatchIndex>,
    /// Of the index that comes of it.
    pub version: u64,
    pub project: Project,
    pub changes: Vec<Change>,
    pub known: Pairings,
    pub ask: Option<Ask>,
}

/// What a worker brings.
pub(in crate::app) enum Matched {
    /// What is quick.
    Asked {
        /// The index as it is now.
        index: Arc<MatchIndex>,
        /// Its number.
        version: u64,
        /// What was changed in it.
        changes: Vec<Change>,
        /// What was found of the passage.
        answer: Option<Arc<PassageMatches>>,
    },
    /// What takes longer.
    Paired {
        /// The number of the index it was found in.
        version: u64,
        /// Pairs of articles.
        pairs: Vec<((ArticleId, ArticleId), Pair)>,
        /// What is nearest in empty cells of the board.
        cells: Vec<NearFound>,
    },
}

/// What the other articles say of a passage.
#[derive(Clone, Debug)]
pub struct PassageMatches {
    pub(super) version: u64,
    /// The article of the passage.
    pub article: ArticleId,
    /// The sentences that were looked for.
    pub passage: TextRange,
    /// The passages that say the same, the surest first.
    pub counterparts: Vec<Counterpart>,
    /// The nearest sentences of each other article, whether they match or not, the nearest first.
    pub nearest: Vec<Counterpart>,
    /// The articles that the passage is compared with.
    pub(super) others: Vec<ArticleId>,
    /// What was shown beside it.
    pub(super) shown: BTreeSet<ArticleId>,
    /// Whether all of them were laid against its article; until then a search stands in for those that were not.
    pub is_final: bool,
    /// What its own article says of it, where the passage stands over the text.
    pub body: Option<OwnBody>,
}

/// What the body of an article says of its headline.
#[derive(Clone, Debug)]
pub struct OwnBody {
    /// The passage that comes nearest, if one is near.
    pub found: Option<Counterpart>,
    /// Whom it speaks of, where that is another person than the headline's.
    pub somebody_else: Option<SomebodyElse>,
}

impl OwnBody {
    /// Whether the two differ in something.
    #[must_use]
    pub fn differs(&self) -> bool {
        let mut found = self.found.iter();
        self.somebody_else.is_some() || found.any(|found| !found.differences.is_empty())
    }
}

impl PassageMatches {
    /// Where M goes along: the matches, and at last the article's own body.
    #[must_use]
    pub(super) fn stops(&self) -> Vec<Passage> {
        let body = self.body.iter().filter_map(|body| body.found.as_ref());
        let found = self.counterparts.iter().chain(body);
        found.map(|found| found.found).collect()
    }
}

/// A passage of another article, or of the body under a headline.
#[derive(Clone, Debug)]
pub struct Counterpart {
    /// Where it is.
    pub found: Passage,
    /// How sure it is that it says the same; nothing for what is only near.
    pub band: Option<Band>,
    /// Its words that differ, where that can be told.
    pub boxed: Vec<TextRange>,
    /// The details in which the two differ.
    pub differences: Vec<Difference>,
}

impl AskWork {
    pub(super) fn done(mut self) -> Matched {
        self.change();
        let answer = self.ask.take().map(|ask| Arc::new(self.answer(ask)));
        Matched::Asked {
            index: self.index,
            version: self.version,
            changes: self.changes,
            answer,
        }
    }

    fn change(&mut self) {
        if self.changes.is_empty() {
            return;
        }
        let index = Arc::make_mut(&mut self.index);
        for (id, seen) in &self.changes {
            let article = self.project.article(*id).filter(|_| seen.is_some());
            match article.and_then(|article| Some((article, article.text.as_ref()?))) {
                Some((article, text)) => {
                    let left_out = left_out_of_matching(&self.project, article);
                    index.put(*id, text, Some(&article.meta().language), &left_out);
                }
                None => index.remove(*id),
            }
        }
    }

    fn answer(&self, ask: Ask) -> PassageMatches {
        let (article, passage) = (ask.article, ask.passage);
        let hits = LazyCell::new(|| self.index.search(article, passage));
        let others = self.others(&ask, &hits);
        let (mut matches, mut nearest) = (Vec::new(), Vec::new());
        let mut is_final = true;
        for other in &others {
            let known = self.known.get(&(article, *other));
            is_final &= known.is_some();
            let pairing = known.and_then(|pair| Some((pair, pair.pairing.as_ref()?)));
            if let Some((pair, pairing)) = pairing {
                let found = pair.matches.iter();
                matches.extend(found.filter(|found| found.a.range.overlaps(passage)));
                let near = pairing.nearest_to(passage, NEAREST).into_iter();
                nearest.extend(near.map(|(range, score)| {
                    let article = *other;
                    (Passage { article, range }, score)
                }));
            } else {
                searched(&ask, *other, &hits, &mut matches, &mut nearest);
            }
        }
        matches.sort_by(|a, b| {
            b.band
                .cmp(&a.band)
                .then(b.score.total_cmp(&a.score))
                .then(a.b.cmp(&b.b))
        });
        nearest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let range = passage;
        let own = Passage { article, range };
        PassageMatches {
            version: self.version,
            article,
            passage,
            counterparts: matches
                .into_iter()
                .map(|found| {
                    let mut shown = self.counterpart(found.a, found.b, Some(found.band));
                    // A match may begin or end in a neighbouring sentence: its details are not this passage's.
                    let is_here = |detail: TextRange| detail.is_empty() || detail.overlaps(passage);
                    shown.differences.retain(|found| is_here(found.a_range));
                    shown
                })
                .collect(),
            nearest: nearest
                .into_iter()
                .map(|(found, _)| self.counterpart(own, found, None))
                .collect(),
            others,
            shown: ask.shown,
            is_final,
            body: self.own_body(article, passage),
        }
    }

    /// What the body says of a passage that stands over it.
    fn own_body(&self, article: ArticleId, passage: TextRange) -> Option<OwnBody> {
        let of = self.project.article(article)?;
        if !headlines::is_over_text(of, passage) {
            return None;
        }
        let over = headlines(of, &left_out_of_matching(&self.project, of));
        let mut over = over.into_iter();
        let nearest = over
            .find(|headline| headline.range.overlaps(passage))?
            .nearest;
        let found = nearest.as_ref().map(|nearest| {
            let figures = nearest.differences.iter().map(|found| found.b_range);
            let name = nearest.somebody_else.iter().map(|somebody| somebody.range);
            let mut boxed: Vec<TextRange> = figures.chain(name).collect();
            boxed.retain(|range| !range.is_empty());
            boxed.sort_unstable();
            Counterpart {
                found: Passage {
                    article,
                    range: nearest.with_name(),
                },
                band: Some(nearest.band),
                boxed,
                differences: nearest.differences.clone(),
            }
        });
        Some(OwnBody {
            found,
            somebody_else: nearest.and_then(|nearest| nearest.somebody_else),
        })
    }

    /// The articles worth laying against a passage, by id.
    fn others(
        &self,
        ask: &Ask,
        hits: &LazyCell<Vec<Hit>, impl FnOnce() -> Vec<Hit>>,
    ) -> Vec<ArticleId> {
        let others = self.index.articles().filter(|id| *id != ask.article);
        let others: BTreeSet<ArticleId> = others.collect();
        if others.len() <= FEW_ARTICLES {
            return others.into_iter().collect();
        }
        let mut found: BTreeSet<ArticleId> = BTreeSet::new();
        for hit in hits.iter() {
            if found.len() < SEARCHED_ARTICLES {
                found.insert(hit.article);
            }
        }
        found.extend(ask.shown.intersection(&others));
        found.into_iter().collect()
    }

    fn counterpart(&self, own: Passage, found: Passage, band: Option<Band>) -> Counterpart {
        let compared = |of: Passage| {
            differences::Passage::of_article(self.project.article(of.article)?, of.range)
        };
        let (mut boxed, mut differences) = (Vec::new(), Vec::new());
        if let (Some(own), Some(other), Some(band)) = (compared(own), compared(found), band) {
            differences = differences::between(&own, &other);
            boxed = boxes(&own, &other, &differences, band);
        }
        Counterpart {
            found,
            band,
            boxed,
            differences,
        }
    }
}

/// What the index alone finds in an article that was not laid against this one.
fn searched(
    ask: &Ask,
    other: ArticleId,
    hits: &[Hit],
    matches: &mut Vec<Match>,
    nearest: &mut Vec<(Passage, f32)>,
) {
    let found = hits.iter().filter(|hit| hit.article == other);
    for (number, hit) in found.take(NEAREST).enumerate() {
        let b = Passage {
            article: other,
            range: hit.range,
        };
        nearest.push((b, hit.score));
        if number == 0 && hit.score >= Band::LEAST_WEAK {
            let a = Passage {
                article: ask.article,
                range: ask.passage,
            };
            let (score, band) = (hit.score, Band::of(hit.score));
            matches.push(Match { a, b, score, band });
        }
    }
}

/// The words of `other` to be boxed: all that differ where the two are nearly the same, else the details and what only it
/// says where both speak of the same.
fn boxes(
    own: &differences::Passage<'_>,
    other: &differences::Passage<'_>,
    differences: &[Difference],
    band: Band,
) -> Vec<TextRange> {
    let changed: Vec<TextRange> = word_diff(own, other)
        .into_iter()
        .map(|change| change.b_range)
        .filter(|range| !range.is_empty())
        .collect();
    let bytes: usize = changed.iter().map(|range| range.len()).sum();
    let mut boxes: Vec<TextRange> = if bytes as f32 <= MOST_CHANGED * other.range.len() as f32 {
        changed
    } else {
        // Of passages that are hardly alike each says much that the other does not.
        let mut boxes = if band >= Band::Strong {
            only_in_second(own, other)
        } else {
            Vec::new()
        };
        let details = differences.iter().map(|found| found.b_range);
        let details: Vec<TextRange> = details
            .filter(|range| !range.is_empty() && !boxes.iter().any(|known| known.overlaps(*range)))
            .collect();
        boxes.extend(details);
        boxes
    };
    boxes.sort_unstable();
    boxes
}

#[cfg(test)]
mod tests;
