//! Finding words in one article or in all, and going from hit to hit.
//!
//! Small texts are searched at once. What is more than [`AT_ONCE_BYTES`] in all is searched off the UI thread; its result
//! carries the number of the search, so that one for words typed before is dropped. Hits are kept by article and text: when
//! articles come, go or change, only what is new is searched.
//!
//! Invariant: going to a hit selects its words and nothing else, so 1, 2, 3 mark them; the hit that counts as the current
//! one is where the caret is.

use super::{App, Jobs, Selection, words};
use crate::model::ArticleId;
use crate::text::find::{FindOptions, Needle};
use crate::text::{Text, TextId, TextOffset, TextRange};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of text that are searched while a frame is due: about 2 ms.
pub const AT_ONCE_BYTES: usize = 1_000_000;

/// Bytes between two looks at whether the search is still wanted.
const PIECE_BYTES: usize = 1_000_000;

/// Bytes of a selection that the needle begins with, at most.
const MOST_SELECTED: usize = 200;

/// Where to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FindScope {
    /// The article with the caret.
    ThisArticle,
    /// All of them.
    #[default]
    AllArticles,
}

/// Which hit to go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Next,
    Previous,
}

/// The hits of an article.
#[derive(Clone, Debug)]
struct Hits {
    text: TextId,
    ranges: Arc<[TextRange]>,
    /// Whether all of the text was searched.
    is_whole: bool,
}

/// What is looked for, and what was found.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a state of the bar or of the search of its own"
)]
#[derive(Default)]
pub struct Find {
    /// Whether the bar is open.
    pub is_open: bool,
    /// Whether the field should get the keyboard at the next frame, its words selected.
    pub focus_field: bool,
    /// Whether the field has the keyboard; set by the bar.
    pub has_keyboard: bool,
    words: String,
    options: FindOptions,
    scope: FindScope,
    needle: Option<Needle>,
    /// The articles that are searched, in the order of the list.
    order: Vec<ArticleId>,
    /// What the order was made for.
    order_key: Option<(u64, Option<ArticleId>)>,
    found: BTreeMap<ArticleId, Hits>,
    /// Where the last hit was that somebody went to.
    last: Option<(ArticleId, TextRange)>,
    /// The number of the search; the thread that searches looks at it too.
    serial: Arc<AtomicU64>,
    /// Whether a search goes on off the UI thread.
    is_running: bool,
    /// A step that waits for it.
    waiting: Option<Step>,
    /// Grows whenever the hits change, for what is drawn from them and kept.
    revision: u64,
}

/// What a search off the UI thread brings.
pub(super) struct FoundHits {
    serial: u64,
    hits: Vec<(ArticleId, TextId, Vec<TextRange>)>,
}

impl Find {
    /// The words that are looked for.
    #[must_use]
    pub fn words(&self) -> &str {
        &self.words
    }

    /// How they are looked for.
    #[must_use]
    pub fn options(&self) -> FindOptions {
        self.options
    }

    /// Where.
    #[must_use]
    pub fn scope(&self) -> FindScope {
        self.scope
    }

    /// Grows whenever the hits change.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The hits of an article, sorted.
    #[must_use]
    pub fn hits(&self, article: ArticleId) -> &[TextRange] {
        let is_searched = self.scope == FindScope::AllArticles || self.order.contains(&article);
        self.found
            .get(&article)
            .filter(|_| is_searched)
            .map_or(&[], |hits| &hits.ranges)
    }

    /// The hits that overlap a range, found by halving.
    #[must_use]
    pub fn hits_in(&self, article: ArticleId, range: TextRange) -> &[TextRange] {
        let hits = self.hits(article);
        let first = hits.partition_point(|hit| hit.end <= range.start);
        let behind = hits.partition_point(|hit| hit.start < range.end);
        hits.get(first..behind).unwrap_or_default()
    }

    /// How many hits there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.order.iter().map(|id| self.hits(*id).len()).sum()
    }

    fn serial(&self) -> u64 {
        self.serial.load(Ordering::Relaxed)
    }

    /// Drops what a search under way will bring.
    fn cancel(&mut self) {
        self.serial.fetch_add(1, Ordering::Relaxed);
        self.is_running = false;
    }

    /// The hits are those of other words.
    fn forget(&mut self) {
        self.cancel();
        self.found.clear();
        self.last = None;
        self.waiting = None;
        self.order_key = None;
        self.revision += 1;
        self.needle = Needle::new(&self.words, self.options);
    }
}

impl App {
    /// What was found.
    #[must_use]
    pub fn finding(&self) -> &Find {
        &self.find
    }

    /// Opens the bar; a selection within one line becomes what is looked for.
    pub(super) fn find(&mut self) {
        let selected = self
            .focused_pane()
            .filter(|pane| !pane.selection.is_empty())
            .and_then(|pane| Some((self.text_of(pane.article)?, pane.selection.range())));
        if let Some((text, range)) = selected {
            let words = text.slice(range);
            if words.len() <= MOST_SELECTED && !words.contains('\n') && !words.trim().is_empty() {
                self.set_find_words(words);
            }
        }
        self.find.is_open = true;
        self.find.focus_field = true;
        self.refresh_find();
    }

    /// Closes the bar; the keyboard goes back to the text, the hit stays selected.
    pub fn close_find(&mut self) {
        self.find.is_open = false;
        self.find.has_keyboard = false;
        self.find.focus_field = false;
        self.go_to_region(super::Region::Reader);
    }

    /// Looks for these words from now on.
    pub fn set_find_words(&mut self, words: &str) {
        if self.find.words != words {
            words.clone_into(&mut self.find.words);
            self.find.forget();
            self.refresh_find();
        }
    }

    /// Looks for them in this way from now on.
    pub fn set_find_options(&mut self, options: FindOptions) {
        if self.find.options != options {
            self.find.options = options;
            self.find.forget();
            self.refresh_find();
        }
    }

    /// Looks for them there from now on.
    pub fn set_find_scope(&mut self, scope: FindScope) {
        if self.find.scope != scope {
            self.find.scope = scope;
            self.find.order_key = None;
            self.refresh_find();
        }
    }

    /// Looks for words in all articles and goes to the first hit from the caret on.
    pub fn find_everywhere(&mut self, words: &str) {
        self.set_find_words(words);
        self.set_find_scope(FindScope::AllArticles);
        self.find.is_open = true;
        self.find.focus_field = true;
        self.step(Step::Next);
    }

    pub(super) fn find_next(&mut self) {
        self.step(Step::Next);
    }

    pub(super) fn find_previous(&mut self) {
        self.step(Step::Previous);
    }

    /// Searches what was not searched yet: once for each change of the project, the words or the focus.
    pub(super) fn refresh_find(&mut self) {
        let this = self.focused_pane().map(|pane| pane.article);
        let this = this.filter(|_| self.find.scope == FindScope::ThisArticle);
        let key = Some((self.revision, this));
        if self.find.order_key == key {
            return;
        }
        self.find.order_key = key;
        let articles = self.articles_in_order();
        self.find.order = articles
            .iter()
            .map(|article| article.id)
            .filter(|id| self.find.scope == FindScope::AllArticles || this == Some(*id))
            .collect();
        let texts: BTreeMap<ArticleId, Arc<Text>> = articles
            .iter()
            .filter_map(|article| Some((article.id, article.text.clone()?)))
            .collect();
        let before = self.find.found.len();
        self.find.found.retain(|id, hits| {
            let text = texts.get(id);
            text.is_some_and(|text| text.id() == hits.text)
        });
        let mut is_changed = before != self.find.found.len();
        if let Some(needle) = self.find.needle.clone() {
            let missing: Vec<(ArticleId, Arc<Text>)> = self
                .find
                .order
                .iter()
                .filter(|id| self.find.found.get(id).is_none_or(|hits| !hits.is_whole))
                .filter_map(|id| Some((*id, Arc::clone(texts.get(id)?))))
                .collect();
            if !missing.is_empty() {
                is_changed = true;
                self.search(needle, missing);
            }
        }
        if is_changed {
            self.find.revision += 1;
        }
    }

    /// Searches the first texts at once and leaves the rest to a thread.
    fn search(&mut self, needle: Needle, texts: Vec<(ArticleId, Arc<Text>)>) {
        self.find.cancel();
        let mut left = AT_ONCE_BYTES;
        let mut rest = Vec::new();
        for (id, text) in texts {
            let mut ranges = Vec::new();
            if left > 0 {
                let until = TextOffset::new(left.min(text.len()));
                needle.hits_between(&text, TextOffset::START, until, &mut ranges);
            }
            let is_whole = text.len() <= left;
            left = left.saturating_sub(text.len());
            let hits = Hits {
                text: text.id(),
                ranges: ranges.into(),
                is_whole,
            };
            self.find.found.insert(id, hits);
            if !is_whole {
                rest.push((id, text));
            }
        }
        if rest.is_empty() {
            return;
        }
        self.find.is_running = true;
        let (serial, wanted) = (self.find.serial(), Arc::clone(&self.find.serial));
        Jobs::find(self, move || FoundHits {
            serial,
            hits: hits_of(&needle, &rest, || wanted.load(Ordering::Relaxed) == serial),
        });
    }

    /// Takes what a search off the UI thread found, unless other words are looked for by now.
    pub(super) fn take_found(&mut self, found: FoundHits) {
        if found.serial != self.find.serial() {
            return;
        }
        self.find.is_running = false;
        for (id, text, ranges) in found.hits {
            let hits = Hits {
                text,
                ranges: ranges.into(),
                is_whole: true,
            };
            self.find.found.insert(id, hits);
        }
        self.find.revision += 1;
        if let Some(step) = self.find.waiting.take() {
            self.step(step);
        }
    }

    /// The search off the UI thread failed: what was found at once stays.
    pub(super) fn take_broken_search(&mut self) {
        self.find.cancel();
        self.find.waiting = None;
    }

    /// Goes to a hit; without words to look for, opens the bar.
    fn step(&mut self, step: Step) {
        if self.find.needle.is_none() {
            self.find();
            return;
        }
        self.refresh_find();
        if self.find.is_running {
            self.find.waiting = Some(step);
            return;
        }
        let Some((article, hit, wraps)) = self.hit_from_caret(step) else {
            let message = format!("{} “{}”", words::NOT_FOUND, self.find.words.trim());
            self.notices.info(message);
            return;
        };
        let in_field = self.find.has_keyboard;
        self.remember_place();
        self.put_caret(article, Selection::of(hit));
        self.find.last = Some((article, hit));
        if in_field {
            // Who presses Enter in the field goes on pressing Enter.
            self.view.focus_text = false;
        }
        if wraps {
            self.notices.info(match step {
                Step::Next => words::FROM_THE_TOP,
                Step::Previous => words::FROM_THE_END,
            });
        }
    }

    /// The next hit in the order of the articles, from the caret, and whether the way there goes over the end of all.
    fn hit_from_caret(&self, step: Step) -> Option<(ArticleId, TextRange, bool)> {
        let order = &self.find.order;
        let focused = self.focused_pane();
        let at = focused.and_then(|pane| order.iter().position(|id| *id == pane.article));
        let caret = focused
            .map(|pane| pane.selection.range())
            .unwrap_or_default();
        if let Some(at) = at {
            let article = *order.get(at)?;
            let hits = self.find.hits(article);
            let here = self.current_hit().unwrap_or(TextRange {
                start: caret.start,
                end: caret.start,
            });
            let found = match step {
                Step::Next => hits.get(hits.partition_point(|hit| hit.start < here.end)),
                Step::Previous => hits
                    .partition_point(|hit| hit.end <= here.start)
                    .checked_sub(1)
                    .and_then(|before| hits.get(before)),
            };
            if let Some(hit) = found {
                return Some((article, *hit, false));
            }
        }
        // The articles behind this one, then from the other end up to it.
        let count = order.len();
        let first = at.unwrap_or(count.saturating_sub(1));
        (1..=count).find_map(|steps| {
            let (next, wraps) = match step {
                Step::Next => (
                    (first + steps) % count,
                    at.is_some() && first + steps >= count,
                ),
                Step::Previous => (
                    (first + count - steps % count) % count,
                    at.is_some() && steps > first,
                ),
            };
            let article = *order.get(next)?;
            let hits = self.find.hits(article);
            let hit = match step {
                Step::Next => hits.first(),
                Step::Previous => hits.last(),
            };
            hit.map(|hit| (article, *hit, wraps))
        })
    }

    /// The hit that is selected, or in which the caret still stands since somebody went there.
    #[must_use]
    pub fn current_hit(&self) -> Option<TextRange> {
        let pane = self.focused_pane()?;
        let caret = pane.selection.range();
        let hits = self.find.hits(pane.article);
        let is_hit = |range: TextRange| {
            hits.binary_search_by_key(&range.start, |hit| hit.start)
                .is_ok_and(|at| hits.get(at) == Some(&range))
        };
        if is_hit(caret) {
            return Some(caret);
        }
        self.find
            .last
            .filter(|(article, hit)| {
                *article == pane.article
                    && hit.touches(caret.start)
                    && hit.touches(caret.end)
                    && is_hit(*hit)
            })
            .map(|(_, hit)| hit)
    }

    /// What the bar says: "3 of 27", "27 in 3 articles", "No hits".
    #[must_use]
    pub fn find_count(&self) -> String {
        let find = &self.find;
        if find.needle.is_none() {
            return String::new();
        }
        let total = find.total();
        let more = if find.is_running { "…" } else { "" };
        let current = self.current_hit().and_then(|hit| {
            let article = self.focused_pane()?.article;
            let before = find.order.iter().take_while(|id| **id != article);
            let before: usize = before.map(|id| find.hits(*id).len()).sum();
            let inside = find
                .hits(article)
                .partition_point(|other| other.start < hit.start);
            Some(before + inside + 1)
        });
        match (total, current) {
            (0, _) if find.is_running => words::SEARCHING.to_owned(),
            (0, _) => words::NO_HITS.to_owned(),
            (_, Some(number)) => format!("{number} of {total}{more}"),
            (_, None) if find.scope == FindScope::ThisArticle => {
                words::count(total, "hit", "hits") + more
            }
            (_, None) => {
                let with_hits = find.order.iter().filter(|id| !find.hits(**id).is_empty());
                let articles = words::count(with_hits.count(), "article", "articles");
                format!("{total} in {articles}{more}")
            }
        }
    }
}

/// The hits of each text, a piece at a time; what is not wanted any more is left off.
fn hits_of(
    needle: &Needle,
    texts: &[(ArticleId, Arc<Text>)],
    is_wanted: impl Fn() -> bool,
) -> Vec<(ArticleId, TextId, Vec<TextRange>)> {
    let mut found = Vec::new();
    for (id, text) in texts {
        let (mut at, mut hits) = (TextOffset::START, Vec::new());
        while at < text.end() {
            if !is_wanted() {
                return found;
            }
            let until = TextOffset::new((at.bytes() + PIECE_BYTES).min(text.len()));
            at = needle.hits_between(text, at, until, &mut hits);
        }
        hits.shrink_to_fit();
        found.push((*id, text.id(), hits));
    }
    found
}
