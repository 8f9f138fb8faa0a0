//! From a passage to what the other articles say of it, and back.
//!
//! M goes along the matches of the passage it was first pressed on, whatever is selected on the way, until the caret is
//! put elsewhere; of a headline the passage of its own body comes last. Where nothing matches it says so, and goes along
//! the nearest at the next press.

use super::PassageMatches;
use crate::app::{App, Selection, Target, words};
use crate::compare::matching::Passage;
use crate::model::ArticleId;
use crate::text::{TextId, TextRange};
use std::sync::Arc;

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Towards {
    /// The next one.
    Next,
    /// The one before.
    Previous,
}

/// The passage from which a walk along its matches set out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) struct Origin {
    pub article: ArticleId,
    /// The text in which its places lie.
    pub text: TextId,
    /// The words that were the target, else the sentences.
    pub words: TextRange,
    /// The sentences that were looked for.
    pub sentences: TextRange,
}

/// A walk along the matches of one passage.
#[derive(Default)]
pub(super) struct Going {
    /// Where it set out.
    from: Option<Origin>,
    /// Where it goes along.
    stops: Vec<Passage>,
    /// Whether these are only the nearest.
    is_nearest: bool,
    /// The stop that it is at.
    at: usize,
    /// A press that waits for a worker.
    waiting: Option<Towards>,
    /// The passage of which it was said that nothing matches.
    said_none: Option<(ArticleId, TextRange)>,
}

impl App {
    /// Goes to the next or the previous match of the passage at hand.
    pub(in crate::app) fn go_to_match(&mut self, towards: Towards) {
        if self.is_at_stop() {
            let Going { stops, at, .. } = &mut self.matches.going;
            *at = match towards {
                Towards::Next => (*at + 1) % stops.len(),
                Towards::Previous => at.checked_sub(1).unwrap_or(stops.len() - 1),
            };
            self.show_stop();
            return;
        }
        let Some(answer) = self.final_matches() else {
            self.matches.going.waiting = self.may_be_answered().then_some(towards);
            if self.matches.going.waiting.is_none() {
                self.notices.info(words::NO_OTHER_ARTICLES);
            }
            return;
        };
        self.begin(&answer, towards);
    }

    /// Goes to a passage that is shown in the list of them; M goes on from there.
    pub fn go_to_counterpart(&mut self, answer: &PassageMatches, found: Passage) {
        let stops = answer.stops();
        let nearest: Vec<Passage> = answer.nearest.iter().map(|found| found.found).collect();
        let is_nearest = !stops.contains(&found);
        let stops = if is_nearest { nearest } else { stops };
        let Some(at) = stops.iter().position(|stop| *stop == found) else {
            return;
        };
        self.set_out(self.origin_of(answer), stops, at, is_nearest);
    }

    /// The passage that an answer is about, and what of it is the target.
    pub(in crate::app) fn origin_of(&self, answer: &PassageMatches) -> Option<Origin> {
        let target = match self.target() {
            Some(Target::Selection(article, range)) => Some((article, range)),
            Some(Target::Mark(id)) => {
                let mark = self.project.annotation(id);
                mark.map(|mark| (mark.article, mark.hull()))
            }
            None => None,
        };
        let of_answer = |place: &(ArticleId, TextRange)| {
            place.0 == answer.article && place.1.overlaps(answer.passage)
        };
        Some(Origin {
            article: answer.article,
            text: self.text_id_of(answer.article)?,
            words: target
                .filter(of_answer)
                .map_or(answer.passage, |(_, range)| range),
            sentences: answer.passage,
        })
    }

    /// The passage from which one has gone to the match that is the target now, and that match.
    pub(in crate::app) fn both_ends(&self) -> Option<(Origin, Passage)> {
        let Going {
            from, stops, at, ..
        } = &self.matches.going;
        let (from, stop) = ((*from)?, *stops.get(*at)?);
        let target = match self.target()? {
            Target::Selection(article, range) => (article, range),
            Target::Mark(id) => {
                let mark = self.project.annotation(id)?;
                (mark.article, mark.hull())
            }
        };
        let is_there = target.0 == stop.article && stop.range.contains_range(target.1);
        let is_same_text = self.text_id_of(from.article) == Some(from.text);
        (is_there && is_same_text).then_some((from, stop))
    }

    /// Does the press that waited for the answer that has just come.
    pub(super) fn go_on_to_match(&mut self) {
        let Some(towards) = self.matches.going.waiting else {
            return;
        };
        if let Some(answer) = self.final_matches() {
            self.matches.going.waiting = None;
            self.begin(&answer, towards);
        }
    }

    /// What M goes along: the same whenever it is pressed.
    fn final_matches(&self) -> Option<Arc<PassageMatches>> {
        let answer = self.passage_matches()?;
        answer.is_final.then(|| Arc::clone(answer))
    }

    fn begin(&mut self, answer: &Arc<PassageMatches>, towards: Towards) {
        let place = (answer.article, answer.passage);
        let mut stops = answer.stops();
        let is_nearest = stops.is_empty();
        if is_nearest {
            stops = answer.nearest.iter().map(|found| found.found).collect();
            if self.matches.going.said_none != Some(place) && !stops.is_empty() {
                self.matches.going.said_none = Some(place);
                self.notices.info(self.no_matches());
                return;
            }
        }
        let at = match towards {
            Towards::Next => 0,
            Towards::Previous => stops.len().saturating_sub(1),
        };
        if stops.is_empty() {
            self.notices.info(words::NO_OTHER_ARTICLES);
            return;
        }
        self.set_out(self.origin_of(answer), stops, at, is_nearest);
    }

    fn set_out(&mut self, from: Option<Origin>, stops: Vec<Passage>, at: usize, is_nearest: bool) {
        self.remember_place();
        self.matches.going = Going {
            from,
            stops,
            is_nearest,
            at,
            ..Going::default()
        };
        self.show_stop();
    }

    fn show_stop(&mut self) {
        let Going {
            stops,
            is_nearest,
            at,
            from,
            ..
        } = &self.matches.going;
        let Some(stop) = stops.get(*at).copied() else {
            return;
        };
        let Some(article) = self.project.article(stop.article) else {
            return;
        };
        let title = if from.is_some_and(|from| from.article == stop.article) {
            words::THE_BODY
        } else {
            article.display_title()
        };
        let said = words::at_match(*at + 1, stops.len(), title, *is_nearest);
        self.end_gestures();
        self.put_caret(stop.article, Selection::of(stop.range));
        self.notices.info(said);
    }

    /// Whether the words of the stop are still what is selected.
    fn is_at_stop(&self) -> bool {
        let Going { stops, at, .. } = &self.matches.going;
        let pane = self.focused_pane();
        stops.get(*at).zip(pane).is_some_and(|(stop, pane)| {
            pane.article == stop.article && pane.selection.range() == stop.range
        })
    }

    /// Whether a worker will bring an answer for what is at hand. A headline has its own body beside the other articles.
    fn may_be_answered(&self) -> bool {
        let has_others = self.project.live_articles().count() > 1;
        let may_match = has_others || self.is_over_text_at_hand();
        may_match && !self.matches.is_stopped && self.focused_pane().is_some()
    }
}
