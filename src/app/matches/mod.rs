//! The passages of other articles that say the same, kept up to date beside the window.
//!
//! The tour: [`Matches`] holds the index as the last worker left it, pairs of articles laid against each other, and the
//! answer for the passage at hand; `work.rs` and `laying.rs` are what the two workers do; `going.rs` goes from match to match; `nearby.rs` is what
//! the empty cells of the board show.
//!
//! Two workers on snapshots. The quick one takes what has changed since the last one and the passage at hand, so that an
//! answer never waits for pairs; the other takes the pairs that were asked for. Until they are back the window shows what
//! it has: ribbons of before, unless a text was changed; of a passage what a search finds, until the pairs are there.
//!
//! Invariant: no frame waits for the index. What is shown of a text lies in that text. Nothing here changes the project.

mod going;
mod laying;
mod levelling;
mod nearby;
mod work;

pub(super) use going::{Origin, Towards};
pub use levelling::Level;
pub use nearby::Near;
pub use work::{Counterpart, OwnBody, PassageMatches};

use super::{App, Jobs, Selection, Target};
use crate::compare::headlines;
use crate::compare::matching::{Match, MatchIndex, Pairing, Passage};
use crate::model::{ArticleId, Registers as _};
use crate::text::{TextId, TextRange};
use going::Going;
use laying::PairWork;
use nearby::Nearby;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
pub(super) use work::Matched;
use work::{Ask, AskWork, Change, FEW_ARTICLES, Pairings};

/// Panes whose articles are laid against each other before anybody asks: as many as stand beside each other.
const PANES_AHEAD: usize = 4;

/// Articles that have a number, and with it a key and a stub beside the panes.
const NUMBERED: usize = 9;

/// Pairs of articles that are kept, and the pairs of sentences in them (24 bytes each).
const MOST_PAIRS: usize = 200;
const MOST_PAIRS_OF_SENTENCES: usize = 2_000_000;

/// What the index says of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Seen {
    text: TextId,
    language: String,
    set_aside: Vec<TextRange>,
}

/// Two articles laid against each other.
#[derive(Clone)]
pub(in crate::app) struct Pair {
    /// Of which index.
    version: u64,
    texts: [TextId; 2],
    /// Nothing where they are too long for it.
    pairing: Option<Arc<Pairing>>,
    /// Whether it was there and had to go for others: ribbons need it no more, a passage does.
    is_gone: bool,
    matches: Arc<[Match]>,
}

/// What is known of matches.
#[derive(Default)]
pub(super) struct Matches {
    index: Arc<MatchIndex>,
    /// What the index was made of.
    seen: BTreeMap<ArticleId, Seen>,
    /// Grows with every index.
    version: u64,
    /// The revision of the project at which it was last compared with the index, and what has to change.
    compared: Option<(u64, Vec<Change>)>,
    pairs: BTreeMap<(ArticleId, ArticleId), Pair>,
    /// Their order.
    came: VecDeque<(ArticleId, ArticleId)>,
    /// Pairs that were asked for and are not there.
    wanted: RefCell<BTreeSet<(ArticleId, ArticleId)>>,
    answer: Option<Arc<PassageMatches>>,
    nearby: Nearby,
    /// Whether the quick worker is at work, and the other one.
    is_asking: bool,
    is_pairing: bool,
    /// Whether nothing is to be looked for.
    is_stopped: bool,
    going: Going,
}

impl App {
    /// The matches of two articles, those of the first as `a`. What is not known yet is looked for.
    #[must_use]
    pub fn matches_between(&self, a: ArticleId, b: ArticleId) -> Arc<[Match]> {
        let matches = &self.matches;
        let pair = matches.pairs.get(&(a, b));
        if a != b && pair.is_none_or(|pair| pair.version != matches.version) {
            matches.wanted.borrow_mut().insert((a, b));
        }
        pair.filter(|pair| pair.texts.map(Some) == [a, b].map(|id| self.text_id_of(id)))
            .map_or_else(|| Arc::from([]), |pair| Arc::clone(&pair.matches))
    }

    /// Goes to a passage that a stub beside the text leads to.
    pub fn go_to_passage(&mut self, found: Passage) {
        self.remember_place();
        self.end_gestures();
        self.put_caret(found.article, Selection::of(found.range));
    }

    /// What the other articles say of the target, or of the sentence at the caret; `None` until it is known.
    #[must_use]
    pub fn passage_matches(&self) -> Option<&Arc<PassageMatches>> {
        let (article, passage) = self.passage_at_hand()?;
        let answer = self.matches.answer.as_ref()?;
        (answer.article == article && answer.passage == passage).then_some(answer)
    }

    /// Whether something was asked for that a worker has to find, so that another frame is due.
    #[must_use]
    pub fn wants_matches(&self) -> bool {
        let matches = &self.matches;
        let asks = || !matches.is_asking && self.ask_for_matches().is_some();
        let pairs = || {
            !matches.is_pairing
                && (!matches.wanted.borrow().is_empty()
                    || matches.nearby.wants()
                    || self.missing_pairs().next().is_some())
        };
        !matches.is_stopped && (asks() || pairs())
    }

    /// Looks for no matches from now on: for measuring what the window itself costs, where all work is done at once.
    pub fn stop_matching(&mut self) {
        self.matches.is_stopped = true;
    }

    /// The article and the sentences that matches are looked for: the target's, else those at the caret.
    fn passage_at_hand(&self) -> Option<(ArticleId, TextRange)> {
        let (article, range) = match self.target() {
            Some(Target::Selection(article, range)) => (article, range),
            Some(Target::Mark(id)) => {
                let mark = self.project.annotation(id)?;
                (mark.article, mark.hull())
            }
            None => {
                let pane = self.focused_pane()?;
                (pane.article, pane.selection.range())
            }
        };
        let passage = self.sentences_of(article, range)?;
        Some((article, passage))
    }

    /// The sentences of an article that a range touches, as the index has them.
    pub(super) fn sentences_of(&self, article: ArticleId, range: TextRange) -> Option<TextRange> {
        if self.matches.seen.get(&article)?.text != self.text_id_of(article)? {
            return None;
        }
        self.matches.index.passage(article, range)
    }

    /// Whether matches are looked for of words that stand over their text: a headline, a caption.
    fn is_over_text_at_hand(&self) -> bool {
        self.passage_at_hand().is_some_and(|(article, passage)| {
            let article = self.project.article(article);
            article.is_some_and(|article| headlines::is_over_text(article, passage))
        })
    }

    fn text_id_of(&self, article: ArticleId) -> Option<TextId> {
        Some(self.project.article(article)?.text_id)
    }

    /// The passage at hand, if nothing is known of it with the present index, or more than was said of it.
    fn ask_for_matches(&self) -> Option<Ask> {
        let (article, passage) = self.passage_at_hand()?;
        let shown = self.shown_beside();
        let known = self.matches.answer.as_ref().filter(|answer| {
            (answer.version, answer.article, answer.passage)
                == (self.matches.version, article, passage)
                && answer.shown == shown
        });
        let is_enough =
            known.is_some_and(|answer| answer.is_final || self.missing_pairs().next().is_some());
        (!is_enough).then_some(Ask {
            article,
            passage,
            shown,
        })
    }

    /// Articles that a passage is compared with in any case, where it is not with all: what is shown of them beside the
    /// texts must stand in the list of matches too.
    fn shown_beside(&self) -> BTreeSet<ArticleId> {
        if self.matches.seen.len() <= FEW_ARTICLES {
            return BTreeSet::new();
        }
        let in_view = self.view.panes_in_view.iter();
        in_view
            .filter_map(|pane| Some(self.pane(*pane)?.article))
            .chain(self.numbered_articles())
            .collect()
    }

    /// The articles with a number, in its order.
    #[must_use]
    pub fn numbered_articles(&self) -> Vec<ArticleId> {
        let articles = self.articles_in_order();
        let numbered = articles.iter().take(NUMBERED);
        numbered.map(|article| article.id).collect()
    }

    /// The pairs that the answer for the passage at hand waits for.
    fn missing_pairs(&self) -> impl Iterator<Item = (ArticleId, ArticleId)> + '_ {
        let answer = self.passage_matches().filter(|answer| !answer.is_final);
        answer.into_iter().flat_map(|answer| {
            let pairs = answer.others.iter().map(|other| (answer.article, *other));
            pairs.filter(|pair| {
                let known = self.matches.pairs.get(pair);
                !self.is_paired(*pair) || known.is_some_and(|known| known.is_gone)
            })
        })
    }

    fn is_paired(&self, pair: (ArticleId, ArticleId)) -> bool {
        let known = self.matches.pairs.get(&pair);
        known.is_some_and(|known| known.version == self.matches.version)
    }

    /// Starts workers where there is something to do for them. Called at every frame.
    pub(super) fn refresh_matches(&mut self) {
        if self.matches.is_stopped {
            return;
        }
        if !self.matches.is_asking {
            self.start_asking();
        }
        if !self.matches.is_pairing {
            self.start_pairing();
        }
    }

    fn start_asking(&mut self) {
        let changes = self.changes_for_index();
        let is_new = !changes.is_empty();
        let ask = self.ask_for_matches();
        if !is_new && ask.is_none() {
            return;
        }
        self.matches.is_asking = true;
        let known = match &ask {
            Some(ask) if !is_new => self.known_pairings(ask.article),
            _ => Pairings::new(),
        };
        let work = AskWork {
            index: Arc::clone(&self.matches.index),
            version: self.matches.version + u64::from(is_new),
            project: self.project.shown().clone(),
            changes,
            known,
            ask,
        };
        Jobs::match_passages(self, move || work.done());
    }

    /// The pairs that the passage at hand waits for come first, then those that are drawn.
    fn start_pairing(&mut self) {
        // Pairs of an index that is about to change would be for nothing.
        if !self.changes_for_index().is_empty() {
            return;
        }
        let wanted = std::mem::take(&mut *self.matches.wanted.borrow_mut());
        let mut pairs: Vec<(ArticleId, ArticleId)> = self.missing_pairs().collect();
        let others = wanted.into_iter().chain(self.pairs_in_panes());
        let others: BTreeSet<_> = others.filter(|pair| !self.is_paired(*pair)).collect();
        pairs.extend(others);
        let cells = self.matches.nearby.take_asks(&self.project);
        if pairs.is_empty() && cells.is_empty() {
            return;
        }
        self.matches.is_pairing = true;
        let work = PairWork {
            index: Arc::clone(&self.matches.index),
            version: self.matches.version,
            project: self.project.shown().clone(),
            pairs,
            known: self.pairings_of_cells(&cells),
            cells,
        };
        Jobs::match_passages(self, move || work.done());
    }

    /// Takes what a worker found.
    pub(super) fn take_matches(&mut self, found: Matched) {
        let matches = &mut self.matches;
        match found {
            Matched::Asked {
                index,
                version,
                changes,
                answer,
            } => {
                matches.is_asking = false;
                for (article, seen) in changes {
                    match seen {
                        Some(seen) => matches.seen.insert(article, seen),
                        None => matches.seen.remove(&article),
                    };
                }
                if version != matches.version {
                    matches.compared = None;
                }
                (matches.index, matches.version) = (index, version);
                if let Some(answer) = answer {
                    matches.answer = Some(answer);
                }
            }
            Matched::Paired {
                version,
                pairs,
                cells,
            } => {
                matches.is_pairing = false;
                matches.nearby.take(version, cells);
                matches.keep(pairs, MOST_PAIRS_OF_SENTENCES);
            }
        }
        self.go_on_to_match();
    }

    /// A worker ended without a result: nothing more is looked for, as the next one would end like it.
    pub(super) fn take_broken_matching(&mut self) {
        (self.matches.is_asking, self.matches.is_pairing) = (false, false);
        self.matches.is_stopped = true;
    }

    /// What of the index is not what the project says; found once for each change of the project.
    fn changes_for_index(&mut self) -> Vec<Change> {
        if let Some((revision, changes)) = &self.matches.compared
            && *revision == self.revision
        {
            return changes.clone();
        }
        let mut set_aside: BTreeMap<ArticleId, Vec<TextRange>> = BTreeMap::new();
        for record in self.project.set_aside.values() {
            if !record.is_deleted() {
                let region = &record.region.value;
                set_aside
                    .entry(region.article)
                    .or_default()
                    .push(region.range);
            }
        }
        let mut changes: Vec<Change> = Vec::new();
        let mut gone: BTreeSet<ArticleId> = self.matches.seen.keys().copied().collect();
        for article in self.project.live_articles() {
            gone.remove(&article.id);
            let seen = Seen {
                text: article.text_id,
                language: article.meta().language.clone(),
                set_aside: set_aside.remove(&article.id).unwrap_or_default(),
            };
            if self.matches.seen.get(&article.id) != Some(&seen) {
                changes.push((article.id, Some(seen)));
            }
        }
        changes.extend(gone.into_iter().map(|article| (article, None)));
        self.matches.compared = Some((self.revision, changes.clone()));
        changes
    }

    /// The articles of the first panes, each with each.
    fn pairs_in_panes(&self) -> Vec<(ArticleId, ArticleId)> {
        let articles: BTreeSet<ArticleId> = self
            .panes
            .iter()
            .take(PANES_AHEAD)
            .map(|pane| pane.article)
            .collect();
        articles
            .iter()
            .flat_map(|one| articles.iter().map(move |other| (*one, *other)))
            .filter(|(one, other)| one != other)
            .collect()
    }

    /// How other articles lie against one, as far as that is known.
    fn known_pairings(&self, article: ArticleId) -> Pairings {
        self.known_pairs(|(a, _)| a == article)
    }

    /// Those that say what is nearest in the articles of cells.
    fn pairings_of_cells(&self, cells: &[nearby::NearAsk]) -> Pairings {
        let pairs: BTreeSet<(ArticleId, ArticleId)> =
            cells.iter().flat_map(nearby::NearAsk::pairs).collect();
        self.known_pairs(|pair| pairs.contains(&pair))
    }

    /// Pairs of the present index with their scores.
    fn known_pairs(&self, is_wanted: impl Fn((ArticleId, ArticleId)) -> bool) -> Pairings {
        let pairs = self.matches.pairs.iter();
        pairs
            .filter(|(key, pair)| {
                is_wanted(**key) && pair.version == self.matches.version && !pair.is_gone
            })
            .map(|(key, pair)| (*key, pair.clone()))
            .collect()
    }
}

impl Matches {
    /// Keeps pairs. Of those that came first the scores go, but what the passage at hand is compared with.
    fn keep(&mut self, pairs: Vec<((ArticleId, ArticleId), Pair)>, most_scores: usize) {
        for (key, pair) in pairs {
            self.came.retain(|known| *known != key);
            self.came.push_back(key);
            self.pairs.insert(key, pair);
        }
        while self.came.len() > MOST_PAIRS
            && let Some(oldest) = self.came.pop_front()
        {
            self.pairs.remove(&oldest);
        }
        let answer = self.answer.clone();
        let is_needed = |(a, b): &(ArticleId, ArticleId)| {
            let answer = answer.as_ref().filter(|answer| answer.article == *a);
            answer.is_some_and(|answer| answer.others.contains(b))
        };
        let size = |pair: &Pair| pair.pairing.as_ref().map_or(0, |pairing| pairing.size());
        let mut sum: usize = self.pairs.values().map(size).sum();
        for key in self.came.iter().filter(|key| !is_needed(key)) {
            if sum <= most_scores {
                break;
            }
            if let Some(pair) = self.pairs.get_mut(key).filter(|pair| size(pair) > 0) {
                sum -= size(pair);
                pair.pairing = None;
                pair.is_gone = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_PAIRS, Matches, Pair};
    use crate::compare::matching::MatchIndex;
    use crate::model::ArticleId;
    use crate::text::Text;
    use std::fmt::Write as _;
    use std::sync::Arc;
    use uuid::Uuid;

    fn id(number: usize) -> ArticleId {
        ArticleId(Uuid::from_u128(number as u128))
    }

    /// A pair of two articles of so many sentences.
    fn pair(sentences: usize) -> Pair {
        let mut words = String::new();
        for number in 0..sentences {
            let _infallible = write!(words, "The boat {number} came in late.\n\n");
        }
        let text = Arc::new(Text::new(words));
        let mut index = MatchIndex::default();
        for number in 0..2 {
            index.put(id(number), &text, Some("en"), &[]);
        }
        let [one, other] = [0, 1].map(|number| index.prepare(id(number)).unwrap());
        let pairing = Arc::new(index.pair(&one, &other));
        Pair {
            version: 0,
            texts: [text.id(), text.id()],
            matches: pairing.matches().into(),
            pairing: Some(pairing),
            is_gone: false,
        }
    }

    #[test]
    fn of_many_pairs_of_long_articles_the_ribbons_stay_and_of_too_many_the_last() {
        let mut matches = Matches::default();
        let long = pair(30);
        let size = long.pairing.as_ref().unwrap().size();
        assert!(size >= 30);
        let fit = 5;
        for number in 0..=fit + 1 {
            matches.keep(vec![((id(0), id(number)), long.clone())], fit * size);
        }
        let held = matches.pairs.values().filter(|pair| !pair.is_gone);
        assert_eq!(held.count(), fit);
        assert!(
            matches.pairs[&(id(0), id(0))].is_gone,
            "the oldest goes first"
        );
        assert!(matches.pairs.values().all(|pair| !pair.matches.is_empty()));
        let short = pair(3);
        for number in 0..=MOST_PAIRS {
            matches.keep(vec![((id(1), id(number)), short.clone())], usize::MAX);
        }
        assert_eq!(matches.pairs.len(), MOST_PAIRS);
        assert!(!matches.pairs.contains_key(&(id(1), id(0))));
    }
}
