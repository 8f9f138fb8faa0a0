//! Walks: what J and K go along.
//!
//! Unmarked words are walked through the articles to check, marks through all articles, in the order of the list. A walk
//! goes on in the next article; behind its last stop it says so, and the next press begins anew. So nobody goes round in
//! circles without noticing.

use super::picker::{Picked, PickerKind, PickerRow, fitting};
use super::{App, Command, Region, RevealHow, Selection, words};
use crate::compare::{Unmarked, Wanted, details::Language};
use crate::model::{
    AnnotationId, Article, ArticleId, EffectiveStatus, Registers, Role, Standing, Status,
};
use crate::review::{SealState, is_settled};
use crate::text::{Text, TextOffset, TextRange};
use std::sync::Arc;

/// What J and K go along.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub enum Walk {
    /// Words that lie in no mark.
    #[default]
    Unmarked,
    /// Numbers and names that lie in no mark.
    Numbers,
    /// Every mark.
    Marks,
    /// Marks that count as verified.
    Verified,
    /// Marks that count as unverified.
    Unverified,
    /// Marks that count as conflicting.
    Conflicting,
    /// Marks on which readers differ.
    Disputed,
    /// Marks to look at again, since the text changed.
    Recheck,
    /// Marks that are tied to the current claim.
    Claim,
    /// Passages on which readers differ and nobody has decided, each with its decision card.
    Disagreements,
    /// Settled marks that wait for the word of a second reader.
    SignOff,
}

impl Walk {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 11] = [
        Self::Unmarked,
        Self::Numbers,
        Self::Marks,
        Self::Verified,
        Self::Unverified,
        Self::Conflicting,
        Self::Disputed,
        Self::Recheck,
        Self::Claim,
        Self::Disagreements,
        Self::SignOff,
    ];

    /// What lists call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Unmarked => "Walk: unmarked words",
            Self::Numbers => "Walk: unmarked numbers and names",
            Self::Marks => "Walk: all marks",
            Self::Verified => "Walk: verified",
            Self::Unverified => "Walk: unverified",
            Self::Conflicting => "Walk: conflicting",
            Self::Disputed => "Walk: disputed",
            Self::Recheck => "Walk: re-check",
            Self::Claim => "Walk: the current claim",
            Self::Disagreements => "Walk: disagreements",
            Self::SignOff => "Walk: sign-off",
        }
    }

    /// Its name alone.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.label().trim_start_matches("Walk: ")
    }

    /// Which unmarked words it goes along; `None` for walks along marks.
    fn wanted(self) -> Option<Wanted> {
        match self {
            Self::Unmarked => Some(Wanted::Words),
            Self::Numbers => Some(Wanted::NumbersAndNames),
            _ => None,
        }
    }

    /// Whether a walk along marks stops at one that stands and is sealed so.
    fn takes(self, standing: Standing, seal: SealState) -> bool {
        let tagged = |status| standing.status == EffectiveStatus::Tagged(status);
        match self {
            // Along a claim it is asked what a mark is tied to, and disagreements are groups of marks.
            Self::Unmarked | Self::Numbers | Self::Claim | Self::Disagreements => false,
            Self::Marks => true,
            Self::Verified => tagged(Status::Verified),
            Self::Unverified => tagged(Status::Unverified),
            Self::Conflicting => tagged(Status::Conflicting),
            Self::Disputed => standing.status == EffectiveStatus::Disputed,
            Self::Recheck => standing.recheck,
            Self::SignOff => seal != SealState::Sealed && is_settled(standing).is_ok(),
        }
    }

    /// What J does on it.
    #[must_use]
    pub fn help(self) -> &'static str {
        match self {
            Self::Unmarked => "J selects the next unmarked words up to the sentence's end",
            Self::Numbers => "J selects the next number or name that lies in no mark",
            Self::Marks => "J goes to the next mark",
            Self::Verified => "J goes to the next verified mark",
            Self::Unverified => "J goes to the next unverified mark",
            Self::Conflicting => "J goes to the next conflicting mark",
            Self::Disputed => "J goes to the next mark on which readers differ",
            Self::Recheck => "J goes to the next mark whose words changed or moved",
            Self::Claim => "J goes to the next passage of the claim in the status bar",
            Self::Disagreements => {
                "J goes to the next passage on which readers differ, to decide it"
            }
            Self::SignOff => "J goes to the next settled mark that nobody has signed off",
        }
    }
}

/// Where a walk goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Onward,
    Back,
}

/// A stop of a walk.
#[derive(Clone, Copy)]
enum Stop {
    Words(ArticleId, TextRange),
    Mark(AnnotationId),
    /// A disagreement, by its first mark.
    Group(AnnotationId),
}

impl App {
    pub(super) fn choose_walk(&mut self) {
        self.pick(PickerKind::Walk);
    }

    pub(super) fn walk_rows(typed: &str) -> Vec<PickerRow> {
        let rows = Walk::ALL
            .into_iter()
            .map(|walk| PickerRow {
                title: walk.name().to_owned(),
                detail: walk.help().to_owned(),
                key: String::new(),
                is_enabled: true,
                picked: Picked::Walk(walk),
            })
            .collect();
        fitting(rows, typed)
    }

    /// Goes along this from now on, beginning with its next stop; along disagreements with the one that is chosen in their
    /// list.
    pub fn set_walk(&mut self, walk: Walk) {
        let was_on_it = self.settings.walk == walk && self.view.region == Region::Decision;
        self.settings.walk = walk;
        self.walk_ended = None;
        if walk == Walk::Disagreements
            && !was_on_it
            && let Some(chosen) = self.chosen_disagreement()
        {
            self.open_card_of(chosen);
            return;
        }
        let before = self.target();
        self.walk(Direction::Onward);
        if self.walk_ended.is_some() && self.target() == before {
            // Whoever has just chosen it wants to see its first stop, wherever the caret is.
            self.notices.take_back(&self.walk_ended_hint(walk, true));
            self.walk(Direction::Onward);
            if self.target() != before {
                self.notices.info(words::walk_begins_anew(walk.name()));
            }
        }
    }

    /// The next or previous stop of the chosen walk.
    pub(super) fn walk(&mut self, direction: Direction) {
        // What was said belongs to the stop that is left.
        self.notices.settle();
        let walk = self.settings.walk;
        if walk == Walk::Disagreements {
            self.refresh_review();
        }
        if walk == Walk::Claim && self.current_claim().is_none() {
            self.notices.info(self.no_current_claim());
            return;
        }
        let anew = self.walk_ended.take() == Some((walk, direction));
        let articles = self.walked_articles();
        if articles.is_empty() {
            self.notices.info(words::NOTHING_TO_CHECK);
            return;
        }
        let focused = self.focused_pane().map(|pane| pane.article);
        let here = articles
            .iter()
            .position(|article| Some(article.id) == focused);
        // From the caret to the end of its article, then the other articles; a new round begins with the first.
        let order: Vec<(usize, bool)> = match (here, direction) {
            (Some(here), _) if !anew => match direction {
                Direction::Onward => (here..articles.len()).map(|at| (at, at == here)).collect(),
                Direction::Back => (0..=here).rev().map(|at| (at, at == here)).collect(),
            },
            (_, Direction::Onward) => (0..articles.len()).map(|at| (at, false)).collect(),
            (_, Direction::Back) => (0..articles.len()).rev().map(|at| (at, false)).collect(),
        };
        for (at, from_caret) in order {
            if let Some(stop) = self.stop_in(&articles[at], walk, direction, from_caret) {
                self.go_to_stop(stop);
                if focused != Some(articles[at].id) {
                    let title = articles[at].display_title();
                    let before = here.filter(|here| at != *here);
                    let before = before.and_then(|here| {
                        let left = self.left_behind(&articles[here], walk, direction)?;
                        Some((articles[here].display_title(), left))
                    });
                    self.notices.info(words::walk_goes_on(title, before));
                }
                return;
            }
        }
        self.walk_ends(walk, direction, &articles);
    }

    /// How many words a walk over unmarked words leaves behind in an article, as it goes on in the next.
    fn left_behind(
        &mut self,
        article: &Article,
        walk: Walk,
        direction: Direction,
    ) -> Option<usize> {
        if walk != Walk::Unmarked || direction == Direction::Back {
            return None;
        }
        let coverage = self.coverage(article.id)?;
        Some(coverage.unmarked())
    }

    /// The articles that the chosen walk goes through, in the order of the list.
    fn walked_articles(&self) -> Vec<Arc<Article>> {
        let mut articles = self.articles_in_order();
        let walk = self.settings.walk;
        if walk.wanted().is_some() || walk == Walk::SignOff {
            articles.retain(|article| article.role() == Role::Check);
        }
        articles
    }

    fn stop_in(
        &self,
        article: &Article,
        walk: Walk,
        direction: Direction,
        from_caret: bool,
    ) -> Option<Stop> {
        if let Some(wanted) = walk.wanted() {
            let text = article.text.as_ref()?;
            let found = self.unmarked_in(article, text, wanted, direction, from_caret)?;
            return Some(Stop::Words(article.id, found));
        }
        if walk == Walk::Disagreements {
            return self
                .group_in(article.id, direction, from_caret)
                .map(Stop::Group);
        }
        self.mark_in(article.id, walk, direction, from_caret)
            .map(Stop::Mark)
    }

    fn unmarked_in(
        &self,
        article: &Article,
        text: &Text,
        wanted: Wanted,
        direction: Direction,
        from_caret: bool,
    ) -> Option<TextRange> {
        let unmarked = self.unmarked(article, text, wanted);
        let selection = self
            .focused_pane()
            .filter(|pane| from_caret && pane.article == article.id)
            .map(|pane| pane.selection.range());
        match (direction, selection) {
            (Direction::Onward, selection) => {
                unmarked.next(selection.map_or(TextOffset::START, |range| range.end))
            }
            (Direction::Back, selection) => {
                unmarked.previous(selection.map_or(text.end(), |range| range.start))
            }
        }
    }

    /// What finds the unmarked words of an article.
    fn unmarked<'a>(
        &'a self,
        article: &Article,
        text: &'a Text,
        wanted: Wanted,
    ) -> Unmarked<'a, impl Fn(TextRange) -> Vec<TextRange> + use<'a>> {
        let aside = self.set_aside_in(article.id);
        let marks = self.marks.article(article.id);
        Unmarked::new(text, wanted, move |range: TextRange| {
            let marked = marks
                .into_iter()
                .flat_map(|marks| marks.touching(range))
                .filter(|span| span.status != EffectiveStatus::Nothing)
                .map(|span| span.range);
            let aside = aside
                .iter()
                .copied()
                .filter(|aside| aside.start <= range.end && range.start <= aside.end);
            marked.chain(aside).collect()
        })
        .reading(Language::of(&article.meta().language, text.as_str()))
    }

    fn mark_in(
        &self,
        article: ArticleId,
        walk: Walk,
        direction: Direction,
        from_caret: bool,
    ) -> Option<AnnotationId> {
        let marks = self.marks.article(article)?;
        let along = self.current_claim().filter(|_| walk == Walk::Claim);
        let fits = |id: &AnnotationId| match along {
            Some(claim) => self.is_tied_to(*id, claim.id),
            None => self
                .marks
                .standing(*id)
                .is_some_and(|standing| walk.takes(standing, self.marks.seal(*id))),
        };
        if !from_caret {
            return match direction {
                Direction::Onward => marks.in_order().find(fits),
                Direction::Back => marks.in_order().rev().find(fits),
            };
        }
        let (from, active) = (self.walk_from(), self.ringed());
        // Marks that start together follow one another by length; the active one is where we are.
        let together: Vec<AnnotationId> = marks
            .starting_from(from)
            .take_while(|(start, _)| *start == from)
            .map(|(_, id)| id)
            .collect();
        let at = active.and_then(|active| together.iter().position(|id| *id == active));
        match direction {
            Direction::Onward => marks
                .starting_from(from)
                .map(|(_, id)| id)
                .skip(at.map_or(0, |at| at + 1))
                .find(fits),
            Direction::Back => together[..at.unwrap_or(0)]
                .iter()
                .rev()
                .copied()
                .chain(marks.starting_before(from).map(|(_, id)| id))
                .find(fits),
        }
    }

    /// The unmarked stretches of the articles to check, in order, at most so many; and whether there are more.
    #[must_use]
    pub fn unmarked_stretches(&self, most: usize) -> (Vec<(ArticleId, TextRange)>, bool) {
        let mut found = Vec::new();
        for article in self.articles_in_order() {
            let Some(text) = article
                .text
                .as_ref()
                .filter(|_| article.role() == Role::Check)
            else {
                continue;
            };
            let unmarked = self.unmarked(&article, text, Wanted::Words);
            let mut at = TextOffset::START;
            while let Some(stretch) = unmarked.next(at) {
                if found.len() == most {
                    return (found, true);
                }
                found.push((article.id, stretch));
                at = stretch.end;
            }
        }
        (found, false)
    }

    /// Goes to words and selects them.
    pub fn go_to_words(&mut self, article: ArticleId, range: TextRange) {
        self.go_to_stop(Stop::Words(article, range));
    }

    fn go_to_stop(&mut self, stop: Stop) {
        match stop {
            Stop::Mark(id) => self.go_to_mark(id),
            Stop::Group(id) => self.open_card_of(id),
            Stop::Words(article, range) => {
                self.remember_place();
                let pane = self.pane_for(article);
                self.focus_pane(pane);
                self.select_range(Selection::of(range), RevealHow::Ahead);
            }
        }
    }

    fn walk_ends(&mut self, walk: Walk, direction: Direction, articles: &[Arc<Article>]) {
        self.walk_ended = Some((walk, direction));
        let nothing_left = match walk {
            Walk::Disagreements => self.no_disagreements(),
            Walk::SignOff => self.nothing_waits(),
            _ => String::new(),
        };
        let has_stops = |article: &Arc<Article>| {
            self.stop_in(article, walk, Direction::Onward, false)
                .is_some()
        };
        if !nothing_left.is_empty() && !articles.iter().any(has_stops) {
            self.walk_ended = None;
            self.notices.info(nothing_left);
            return;
        }
        if walk.wanted().is_none() {
            self.notices
                .info(self.walk_ended_hint(walk, direction == Direction::Onward));
            return;
        }
        let is_left = articles.iter().any(|article| {
            self.stop_in(article, walk, Direction::Onward, false)
                .is_some()
        });
        if is_left {
            self.notices
                .info(self.walk_ended_hint(walk, direction == Direction::Onward));
            return;
        }
        self.walk_ended = None;
        if walk == Walk::Numbers {
            self.notices.info(words::NO_NUMBERS_LEFT);
            return;
        }
        let article = self
            .focused_article()
            .filter(|article| article.role() == Role::Check)
            .or(articles.first());
        let Some(article) = article else { return };
        let unverified = self
            .marks
            .article(article.id)
            .map_or(0, |marks| marks.counts.unverified);
        let said = words::walk_done(article.display_title(), unverified);
        if unverified == 0 {
            self.notices.info(said);
        } else {
            self.notices
                .offer(said, "Show them", Command::Walk(Walk::Unverified));
        }
    }

    /// The regions of an article that are set aside, in order.
    #[must_use]
    pub fn set_aside_in(&self, article: ArticleId) -> Vec<TextRange> {
        let mut aside: Vec<TextRange> = self
            .project
            .set_aside
            .values()
            .filter(|record| record.region.value.article == article && !record.is_deleted())
            .map(|record| record.region.value.range)
            .collect();
        aside.sort();
        aside
    }
}
