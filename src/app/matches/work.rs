//! What the worker does: puts articles into the index, lays pairs of them against each other, and finds what the other
//! articles say of one passage.

use super::nearby::{Near, NearAsk, NearFound};
use super::{Pair, Seen};
use crate::app::left_out_of_matching;
use crate::compare::differences::{self, Difference, only_in_second, word_diff};
use crate::compare::headlines::{self, SomebodyElse, headlines};
use crate::compare::matching::{Band, Match, MatchIndex, Pairing, Passage, Prepared};
use crate::model::{ArticleId, Project};
use crate::text::TextRange;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// With so many other articles a passage is compared with all of them; with more, with those that a search brings up.
const FEW_ARTICLES: usize = 12;
const SEARCHED_ARTICLES: usize = 6;

/// The nearest sentences of each other article.
const NEAREST: usize = 3;

/// Pairs of sentences of two articles that are laid against each other. Beyond that (two of 250 KB) a pair has no ribbons,
/// and a passage is looked for by the index alone.
const MOST_PAIRS_OF_SENTENCES: usize = 4_000_000;

/// A passage of which less than this share differs is nearly the same: then the words that differ are worth showing.
const MOST_CHANGED: f32 = 0.5;

/// An article of the index, and what it is to be made of; nothing where it is to go.
pub(super) type Change = (ArticleId, Option<Seen>);

/// A passage to be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    pub article: ArticleId,
    pub passage: TextRange,
}

/// All that a worker needs.
pub(super) struct Work {
    pub index: Arc<MatchIndex>,
    /// Of the index that comes of it.
    pub version: u64,
    pub project: Project,
    pub changes: Vec<Change>,
    pub pairs: BTreeSet<(ArticleId, ArticleId)>,
    pub known: BTreeMap<(ArticleId, ArticleId), Arc<Pairing>>,
    pub ask: Option<Ask>,
    /// Empty cells of the board.
    pub cells: Vec<NearAsk>,
}

/// What a worker brings.
pub(in crate::app) struct Matched {
    pub(super) index: Arc<MatchIndex>,
    pub(super) version: u64,
    pub(super) changes: Vec<Change>,
    pub(super) pairs: Vec<((ArticleId, ArticleId), Pair)>,
    pub(super) answer: Option<PassageMatches>,
    pub(super) cells: Vec<NearFound>,
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

impl Work {
    pub(super) fn done(self) -> Matched {
        let mut desk = Desk {
            index: self.index,
            prepared: BTreeMap::new(),
            pairings: self.known,
            project: self.project,
        };
        desk.change(&self.changes);
        // What the cells of the board ask for is kept too: the next cell of these articles asks for the same.
        let mut pairs = self.pairs;
        let known: BTreeSet<(ArticleId, ArticleId)> = desk.pairings.keys().copied().collect();
        let of_cells = self.cells.iter().flat_map(|ask| {
            let places = ask.places.iter();
            places.map(|(article, _)| (*article, ask.key.1))
        });
        pairs.extend(of_cells.filter(|key| !known.contains(key)));
        let cells = self
            .cells
            .into_iter()
            .map(|ask| {
                let found = desk.nearest(&ask);
                (ask, found)
            })
            .collect();
        let pairs = pairs
            .into_iter()
            .filter_map(|key| Some((key, desk.pair(key, self.version)?)))
            .collect();
        let answer = self.ask.map(|ask| desk.answer(ask, self.version));
        Matched {
            index: desk.index,
            version: self.version,
            changes: self.changes,
            pairs,
            answer,
            cells,
        }
    }
}

/// What a worker has before it.
struct Desk {
    index: Arc<MatchIndex>,
    prepared: BTreeMap<ArticleId, Prepared>,
    pairings: BTreeMap<(ArticleId, ArticleId), Arc<Pairing>>,
    project: Project,
}

impl Desk {
    fn change(&mut self, changes: &[Change]) {
        if changes.is_empty() {
            return;
        }
        let index = Arc::make_mut(&mut self.index);
        for (id, seen) in changes {
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

    /// Two articles laid against each other; one with itself, or with one that is not there, never.
    fn pair(&mut self, (a, b): (ArticleId, ArticleId), version: u64) -> Option<Pair> {
        let texts = [
            self.project.article(a)?.text_id,
            self.project.article(b)?.text_id,
        ];
        let pairing = self.pairing(a, b);
        let matches: Vec<Match> = pairing
            .as_ref()
            .map_or_else(Vec::new, |pairing| pairing.matches());
        Some(Pair {
            version,
            texts,
            pairing,
            matches: matches.into(),
        })
    }

    fn pairing(&mut self, a: ArticleId, b: ArticleId) -> Option<Arc<Pairing>> {
        if let Some(known) = self.pairings.get(&(a, b)) {
            return Some(Arc::clone(known));
        }
        if self.index.sentences_of(a) * self.index.sentences_of(b) > MOST_PAIRS_OF_SENTENCES {
            return None;
        }
        for id in [a, b] {
            if !self.prepared.contains_key(&id) {
                self.prepared.insert(id, self.index.prepare(id)?);
            }
        }
        let pairing = Arc::new(self.index.pair(&self.prepared[&a], &self.prepared[&b]));
        self.pairings.insert((a, b), Arc::clone(&pairing));
        Some(pairing)
    }

    fn answer(&mut self, ask: Ask, version: u64) -> PassageMatches {
        let Ask { article, passage } = ask;
        let (mut matches, mut nearest) = (Vec::new(), Vec::new());
        for other in self.others(ask) {
            match self.pairing(article, other) {
                Some(pairing) => {
                    let found = pairing.matches().into_iter();
                    matches.extend(found.filter(|found| found.a.range.overlaps(passage)));
                    let near = pairing.nearest_to(passage, NEAREST).into_iter();
                    nearest.extend(near.map(|(range, score)| {
                        (
                            Passage {
                                article: other,
                                range,
                            },
                            score,
                        )
                    }));
                }
                None => self.search_in(ask, other, &mut matches, &mut nearest),
            }
        }
        matches.sort_by(|a, b| {
            b.band
                .cmp(&a.band)
                .then(b.score.total_cmp(&a.score))
                .then(a.b.cmp(&b.b))
        });
        nearest.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        PassageMatches {
            version,
            article,
            passage,
            counterparts: matches
                .into_iter()
                .map(|found| self.counterpart(found.a, found.b, Some(found.band)))
                .collect(),
            nearest: nearest
                .into_iter()
                .map(|(found, _)| {
                    self.counterpart(
                        Passage {
                            article,
                            range: passage,
                        },
                        found,
                        None,
                    )
                })
                .collect(),
            body: self.own_body(ask),
        }
    }

    /// What the body says of a passage that stands over it.
    fn own_body(&self, Ask { article, passage }: Ask) -> Option<OwnBody> {
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

    /// What the article of a cell says that is nearest to any passage of its claim.
    fn nearest(&mut self, NearAsk { key, places, .. }: &NearAsk) -> Option<Near> {
        let (_, other) = *key;
        // What is nearest by its place need not be alike: both are known of each.
        let mut best: Option<(TextRange, f32, f32)> = None;
        for (article, range) in places.iter().copied().filter(|place| place.0 != other) {
            let Some(passage) = self.index.passage(article, range) else {
                continue;
            };
            let found = if let Some(pairing) = self.pairing(article, other) {
                let nearest = pairing.nearest_to(passage, 1);
                let nearest = nearest.first().copied();
                nearest.map(|(range, score)| (range, score, pairing.likeness(passage, range)))
            } else {
                let hits = self.index.search(article, passage).into_iter();
                let mut of_other = hits.filter(|hit| hit.article == other);
                of_other.next().map(|hit| (hit.range, hit.score, hit.score))
            };
            if let Some(found) = found
                && best.is_none_or(|best| found.1 > best.1)
            {
                best = Some(found);
            }
        }
        best.map(|(range, _, likeness)| Near::of((range, likeness)))
    }

    /// The articles worth laying against a passage.
    fn others(&self, Ask { article, passage }: Ask) -> Vec<ArticleId> {
        let others: Vec<ArticleId> = self.index.articles().filter(|id| *id != article).collect();
        if others.len() <= FEW_ARTICLES {
            return others;
        }
        let mut found: Vec<ArticleId> = Vec::new();
        for hit in self.index.search(article, passage) {
            if found.len() < SEARCHED_ARTICLES && !found.contains(&hit.article) {
                found.push(hit.article);
            }
        }
        found
    }

    /// What the index alone finds in an article too long to be laid against another.
    fn search_in(
        &self,
        Ask { article, passage }: Ask,
        other: ArticleId,
        matches: &mut Vec<Match>,
        nearest: &mut Vec<(Passage, f32)>,
    ) {
        let hits = self.index.search(article, passage).into_iter();
        for (number, hit) in hits
            .filter(|hit| hit.article == other)
            .take(NEAREST)
            .enumerate()
        {
            let found = Passage {
                article: other,
                range: hit.range,
            };
            nearest.push((found, hit.score));
            if number == 0 && hit.score >= Band::LEAST_WEAK {
                matches.push(Match {
                    a: Passage {
                        article,
                        range: passage,
                    },
                    b: found,
                    score: hit.score,
                    band: Band::of(hit.score),
                });
            }
        }
    }

    fn counterpart(&self, own: Passage, found: Passage, band: Option<Band>) -> Counterpart {
        let compared = |of: Passage| {
            differences::Passage::of_article(self.project.article(of.article)?, of.range)
        };
        let (mut boxed, mut differences) = (Vec::new(), Vec::new());
        if let (Some(own), Some(other), Some(_)) = (compared(own), compared(found), band) {
            differences = differences::between(&own, &other);
            boxed = boxes(&own, &other, &differences);
        }
        Counterpart {
            found,
            band,
            boxed,
            differences,
        }
    }
}

/// The words of `other` to be boxed: all that differ where the two are nearly the same, else the details and what only it
/// says where both speak of the same.
fn boxes(
    own: &differences::Passage<'_>,
    other: &differences::Passage<'_>,
    differences: &[Difference],
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
        let mut boxes = only_in_second(own, other);
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
mod tests {
    use super::{Ask, Work};
    use crate::compare::matching::{Band, MatchIndex};
    use crate::edit::Edit;
    use crate::import::import_pasted;
    use crate::model::{ArticleId, Project, ProjectId, Record};
    use std::collections::{BTreeMap, BTreeSet};
    use std::fmt::Write as _;
    use std::sync::Arc;
    use uuid::Uuid;

    const COMMON: &str = "The keeper of Skarv Point was found alive in the cellar on Tuesday.";

    fn id(number: u128) -> ArticleId {
        ArticleId(Uuid::from_u128(number))
    }

    /// So many sentences without a word in common with those of another `kind`, and one that all have.
    fn text(kind: &str, sentences: usize) -> String {
        let mut words = format!("{COMMON}\n\n");
        for number in 0..sentences {
            let _infallible = write!(words, "{kind}{number} {kind} {kind}{}.\n\n", number / 7);
        }
        words
    }

    fn work(sentences: usize) -> Work {
        let mut project = Project::new(ProjectId(Uuid::from_u128(1)));
        let mut index = MatchIndex::default();
        for (number, kind) in [(10, "ab"), (11, "xy")] {
            let imported = import_pasted(&text(kind, sentences), None).unwrap();
            let article = imported.into_article(id(number));
            index.put(id(number), article.text.as_ref().unwrap(), None, &[]);
            let add = Edit::Add(Box::new(Record::Article(Box::new(article))));
            add.apply(&mut project).unwrap();
        }
        let passage = index
            .passage(id(10), crate::text::TextRange::of_bytes(4, 5))
            .unwrap();
        Work {
            index: Arc::new(index),
            version: 7,
            project,
            changes: Vec::new(),
            pairs: BTreeSet::from([(id(10), id(11))]),
            known: BTreeMap::new(),
            ask: Some(Ask {
                article: id(10),
                passage,
            }),
            cells: Vec::new(),
        }
    }

    #[test]
    fn articles_too_long_to_be_laid_against_each_other_are_searched() {
        for (sentences, has_ribbons, band) in
            [(40, true, Band::Verbatim), (2100, false, Band::Strong)]
        {
            let matched = work(sentences).done();
            let (key, pair) = &matched.pairs[0];
            assert_eq!(*key, (id(10), id(11)));
            assert_eq!(pair.pairing.is_some(), has_ribbons, "{sentences}");
            assert_eq!(!pair.matches.is_empty(), has_ribbons, "{sentences}");
            let answer = matched.answer.unwrap();
            let [found] = &answer.counterparts[..] else {
                panic!("{:?}", answer.counterparts);
            };
            assert_eq!((found.found.article, found.band), (id(11), Some(band)));
            let text = matched.index.passage(id(11), found.found.range).unwrap();
            assert_eq!(text.len(), COMMON.len());
            assert!(!answer.nearest.is_empty());
        }
    }
}
