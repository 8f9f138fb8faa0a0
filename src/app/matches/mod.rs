//! The passages of other articles that say the same, kept up to date beside the window.
//!
//! The tour: [`Matches`] holds the index as the last worker left it, pairs of articles laid against each other, and the
//! answer for the passage at hand; `work.rs` is what the worker does; `going.rs` goes from match to match; `nearby.rs` is what
//! the empty cells of the board show.
//!
//! One worker at a time takes what has changed since the last one, the pairs that were asked for and the passage at hand,
//! and works on a snapshot. Until it is back the window shows what it has: ribbons of before, unless a text was changed.
//!
//! Invariant: no frame waits for the index. What is shown of a text lies in that text. Nothing here changes the project.

mod going;
mod nearby;
mod work;

pub(super) use going::{Origin, Towards};
pub use nearby::Near;
pub use work::{Counterpart, OwnBody, PassageMatches};

use super::{App, Jobs, Target};
use crate::compare::headlines;
use crate::compare::matching::{Match, MatchIndex, Pairing};
use crate::model::{ArticleId, Registers as _};
use crate::text::{TextId, TextRange};
use going::Going;
use nearby::Nearby;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
pub(super) use work::Matched;
use work::{Ask, Change, Work};

/// Panes whose articles are laid against each other before anybody asks: as many as stand beside each other.
const PANES_AHEAD: usize = 4;

/// Pairs of articles that are kept.
const MOST_PAIRS: usize = 200;

/// What the index says of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    text: TextId,
    language: String,
    set_aside: Vec<TextRange>,
}

/// Two articles laid against each other.
#[derive(Clone)]
struct Pair {
    /// Of which index.
    version: u64,
    texts: [TextId; 2],
    pairing: Option<Arc<Pairing>>,
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
    /// Pairs that were asked for and are not there.
    wanted: RefCell<BTreeSet<(ArticleId, ArticleId)>>,
    answer: Option<Arc<PassageMatches>>,
    nearby: Nearby,
    is_running: bool,
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
        !matches.is_stopped
            && !matches.is_running
            && (!matches.wanted.borrow().is_empty()
                || matches.nearby.wants()
                || self.ask_for_matches().is_some())
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

    /// The passage at hand, if nothing is known of it with the present index.
    fn ask_for_matches(&self) -> Option<Ask> {
        let (article, passage) = self.passage_at_hand()?;
        let is_known = self.matches.answer.as_ref().is_some_and(|answer| {
            (answer.version, answer.article, answer.passage)
                == (self.matches.version, article, passage)
        });
        (!is_known).then_some(Ask { article, passage })
    }

    /// Starts a worker where there is something to do for it. Called at every frame.
    pub(super) fn refresh_matches(&mut self) {
        if self.matches.is_running || self.matches.is_stopped {
            return;
        }
        let changes = self.changes_for_index();
        let mut pairs = std::mem::take(&mut *self.matches.wanted.borrow_mut());
        pairs.extend(self.pairs_in_panes());
        let is_new = !changes.is_empty();
        pairs.retain(|pair| {
            let known = self.matches.pairs.get(pair);
            is_new || known.is_none_or(|known| known.version != self.matches.version)
        });
        let ask = self.ask_for_matches();
        let cells = self.matches.nearby.take_asks(&self.project);
        if !is_new && pairs.is_empty() && ask.is_none() && cells.is_empty() {
            return;
        }
        self.matches.is_running = true;
        let work = Work {
            index: Arc::clone(&self.matches.index),
            version: self.matches.version + u64::from(is_new),
            project: self.project.clone(),
            changes,
            pairs,
            known: self.known_pairings(is_new),
            ask,
            cells,
        };
        Jobs::match_passages(self, move || work.done());
    }

    /// Takes what a worker found.
    pub(super) fn take_matches(&mut self, found: Matched) {
        let Matched {
            index,
            version,
            changes,
            pairs,
            answer,
            cells,
        } = found;
        let matches = &mut self.matches;
        matches.is_running = false;
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
        if matches.pairs.len() + pairs.len() > MOST_PAIRS {
            matches.pairs.clear();
        }
        matches.pairs.extend(pairs);
        matches.nearby.take(version, cells);
        if let Some(answer) = answer {
            matches.answer = Some(Arc::new(answer));
        }
        self.go_on_to_match();
    }

    /// A worker ended without a result: nothing more is looked for, as the next one would end like it.
    pub(super) fn take_broken_matching(&mut self) {
        self.matches.is_running = false;
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

    /// What the worker need not do again.
    fn known_pairings(&self, is_new: bool) -> BTreeMap<(ArticleId, ArticleId), Arc<Pairing>> {
        if is_new {
            return BTreeMap::new();
        }
        self.matches
            .pairs
            .iter()
            .filter(|(_, pair)| pair.version == self.matches.version)
            .filter_map(|(key, pair)| Some((*key, Arc::clone(pair.pairing.as_ref()?))))
            .collect()
    }
}
