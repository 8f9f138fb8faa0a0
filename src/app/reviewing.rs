//! The review list: where readers differ, and what waits for a sign-off. Its conflicts are in `conflicts.rs`.
//!
//! Disagreements are looked for article by article and kept until the marks of the article or the article itself change,
//! so an edit costs the marks of its own article. Where one person has marked all and nothing is disputed there is nothing
//! to look for.

use super::walk::Direction;
use super::{App, BottomTab, Command, Region, Walk};
use crate::model::{Annotation, AnnotationId, Article, ArticleId, RegisterRef};
use crate::review::{
    Disagreement, DisagreementKind, GroupState, Told, Waiting, disagreements_of, told, waiting,
};
use crate::text::TextOffset;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Which of its lists the review list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewList {
    /// Where readers differ.
    #[default]
    Disagreements,
    /// What two copies wrote differently.
    Conflicts,
    /// What waits for a sign-off.
    SignOff,
    /// How far readers agree.
    Agreement,
}

/// Which disagreements it shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReviewShown {
    /// Those that nobody has decided, put off or not.
    #[default]
    Open,
    /// Those that are decided.
    Decided,
    /// All.
    All,
}

impl ReviewShown {
    /// All choices, in their order.
    pub const ALL: [Self; 3] = [Self::Open, Self::Decided, Self::All];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Open",
            Self::Decided => "Decided",
            Self::All => "All",
        }
    }

    fn fits(self, state: GroupState) -> bool {
        match self {
            Self::Open => state != GroupState::Decided,
            Self::Decided => state == GroupState::Decided,
            Self::All => true,
        }
    }
}

/// What the review list is at.
#[derive(Clone, Debug, Default)]
pub struct ReviewView {
    /// Which of its lists is in front.
    pub list: ReviewList,
    /// Only disagreements of this kind.
    pub kind: Option<DisagreementKind>,
    /// Only open ones, only decided ones, or all.
    pub shown: ReviewShown,
    /// The disagreement whose card is open, by one of its marks.
    pub current: Option<AnnotationId>,
    /// The conflict whose card is open.
    pub conflict: Option<RegisterRef>,
    /// The chosen row of those that wait for a sign-off.
    pub signing: Option<AnnotationId>,
    /// The reason that is being typed for the decision on the open card.
    pub reason: String,
    /// Reasons that were begun on other cards, by their first marks.
    begun: BTreeMap<AnnotationId, String>,
    /// Whether the keyboard came to the card from the list, to which Esc goes back.
    pub came_from_list: bool,
    /// Whether the reason has the keyboard; set by the window.
    pub is_typing: bool,
}

impl ReviewView {
    /// Opens a card. The reason that was begun on another one waits there.
    fn open(&mut self, first: AnnotationId) {
        if self.current == Some(first) {
            return;
        }
        let begun = std::mem::take(&mut self.reason);
        if let Some(before) = self.current
            && !begun.is_empty()
        {
            self.begun.insert(before, begun);
        }
        self.reason = self.begun.remove(&first).unwrap_or_default();
        self.current = Some(first);
    }

    /// Closes the card. A reason that was begun waits there.
    fn close(&mut self) {
        let begun = std::mem::take(&mut self.reason);
        if let Some(before) = self.current.take()
            && !begun.is_empty()
        {
            self.begun.insert(before, begun);
        }
    }
}

/// What is kept between frames.
#[derive(Default)]
pub(super) struct Reviewing {
    by_article: BTreeMap<ArticleId, OfArticle>,
    groups: Vec<Arc<Disagreement>>,
    undecided: usize,
    revision: Option<u64>,
    waiting: (Option<u64>, Arc<[Waiting]>),
    /// What is said of the sign-offs of each article, and at which revision of the project.
    pub(super) article_seals: BTreeMap<ArticleId, (u64, SealLines)>,
}

/// Sign-offs, each with whether it holds and what is said of it.
pub type SealLines = Arc<[(bool, String)]>;

/// The disagreements of an article, and of what they were made.
struct OfArticle {
    marks: u64,
    article: Arc<Article>,
    groups: Vec<Arc<Disagreement>>,
}

impl App {
    /// Looks for disagreements where something has changed.
    pub fn refresh_review(&mut self) {
        self.refresh_review_of(usize::MAX);
    }

    /// The same for about so many marks, so that a frame after the opening of a large project is not held up. Whether
    /// all is done; what is not shows what was found before.
    pub fn refresh_review_of(&mut self, most_marks: usize) -> bool {
        if self.reviewing.revision == Some(self.revision) {
            return true;
        }
        let mut old = std::mem::take(&mut self.reviewing.by_article);
        let is_alone = self.project.reviewers.len() < 2
            && self.project.decisions.is_empty()
            && self.marks.counts().disputed == 0;
        let articles = if is_alone {
            Vec::new()
        } else {
            self.articles_in_order()
        };
        self.reviewing.groups.clear();
        let (mut looked_at, mut is_done) = (0, true);
        for article in articles {
            let marks = self.marks.article(article.id);
            let revision = marks.map_or(0, |marks| marks.revision);
            let kept = old.remove(&article.id);
            let found = match kept {
                Some(kept) if kept.marks == revision && Arc::ptr_eq(&kept.article, &article) => {
                    kept
                }
                kept if looked_at >= most_marks => {
                    is_done = false;
                    match kept {
                        Some(kept) => kept,
                        None => continue,
                    }
                }
                _ => {
                    looked_at += marks.map_or(0, |marks| marks.counts.total());
                    self.found_in(article, revision)
                }
            };
            self.reviewing.groups.extend(found.groups.iter().cloned());
            self.reviewing.by_article.insert(found.article.id, found);
        }
        let is_undecided = |group: &&Arc<Disagreement>| group.state != GroupState::Decided;
        self.reviewing.undecided = self.reviewing.groups.iter().filter(is_undecided).count();
        self.reviewing.revision = is_done.then_some(self.revision);
        is_done
    }

    fn found_in(&self, article: Arc<Article>, revision: u64) -> OfArticle {
        let marks: Vec<_> = self
            .marks
            .article(article.id)
            .into_iter()
            .flat_map(super::ArticleMarks::annotations)
            .filter_map(|id| self.project.annotation(id).map(AsRef::as_ref))
            .collect();
        let groups = disagreements_of(&article, &marks, self.marks.decisions());
        OfArticle {
            marks: revision,
            article,
            groups: groups.into_iter().map(Arc::new).collect(),
        }
    }

    /// The disagreements, in the order of articles and places, as they were found last.
    #[must_use]
    pub fn disagreements(&self) -> &[Arc<Disagreement>] {
        &self.reviewing.groups
    }

    /// Those of them that the filter lets through.
    #[must_use]
    pub fn shown_disagreements(&self) -> Vec<Arc<Disagreement>> {
        let ReviewView { kind, shown, .. } = self.view.review;
        let fits = |group: &&Arc<Disagreement>| {
            shown.fits(group.state) && kind.is_none_or(|kind| kind == group.kind)
        };
        self.disagreements().iter().filter(fits).cloned().collect()
    }

    /// Shows other disagreements. A card that is not among them closes, so that no key decides what is not listed.
    pub fn filter_disagreements(&mut self, shown: ReviewShown, kind: Option<DisagreementKind>) {
        (self.view.review.shown, self.view.review.kind) = (shown, kind);
        let is_listed = self.current_disagreement().is_none_or(|current| {
            let mut listed = self.shown_disagreements().into_iter();
            listed.any(|group| group.members == current.members)
        });
        if !is_listed {
            self.view.review.close();
            if self.view.region == Region::Decision {
                self.go_to_region(Region::Bottom);
            }
        }
    }

    /// How many nobody has decided.
    #[must_use]
    pub fn undecided(&self) -> usize {
        self.reviewing.undecided
    }

    /// The marks that wait for a sign-off, in the order of articles and places.
    pub fn waiting_for_sign_off(&mut self) -> Arc<[Waiting]> {
        if self.reviewing.waiting.0 != Some(self.revision) {
            let places: BTreeMap<ArticleId, usize> = self
                .articles_in_order()
                .iter()
                .enumerate()
                .map(|(at, article)| (article.id, at))
                .collect();
            let mut found = waiting(&self.project, self.marks.decisions());
            // By place already; a stable sort brings the articles into the order of the list.
            found.sort_by_key(|waiting| {
                let mark = self.project.annotation(waiting.annotation);
                mark.and_then(|mark| places.get(&mark.article).copied())
            });
            self.reviewing.waiting = (Some(self.revision), found.into());
        }
        Arc::clone(&self.reviewing.waiting.1)
    }

    /// What was done to a mark, the oldest first; looked for anew where the project has changed.
    pub fn history_of(&mut self, mark: &Annotation) -> Arc<[Told]> {
        if let Some((revision, id, told)) = &self.told
            && (*revision, *id) == (self.revision, mark.id)
        {
            return Arc::clone(told);
        }
        let told: Arc<[Told]> = told(&self.project, mark).into();
        self.told = Some((self.revision, mark.id, Arc::clone(&told)));
        told
    }

    /// The disagreement whose card is open.
    #[must_use]
    pub fn current_disagreement(&self) -> Option<&Arc<Disagreement>> {
        let current = self.view.review.current?;
        self.disagreement_with(current)
    }

    pub(super) fn disagreement_with(&self, mark: AnnotationId) -> Option<&Arc<Disagreement>> {
        self.disagreements()
            .iter()
            .find(|group| group.members.contains(&mark))
    }

    /// Whether a card on which something is decided is on screen.
    #[must_use]
    pub fn shows_decision_card(&self) -> bool {
        self.shows_disagreement_card() || self.shows_conflict_card()
    }

    fn shows_disagreement_card(&self) -> bool {
        self.view.bottom
            && !self.view.articles_only
            && self.view.bottom_tab == BottomTab::Review
            && self.view.review.list == ReviewList::Disagreements
            && self.current_disagreement().is_some()
    }

    /// Shows a disagreement in its text and its card; the keyboard stays where it is.
    pub fn show_disagreement(&mut self, mark: AnnotationId) {
        let Some(group) = self.disagreement_with(mark).cloned() else {
            return;
        };
        self.view.review.open(group.members[0]);
        let region = self.view.region;
        self.go_to_mark(self.sides(&group)[0].annotation);
        self.view.region = region;
        self.view.focus_text = false;
        self.view.focus_list = None;
    }

    /// Shows a disagreement and gives its card the keyboard, as a step of the walk does.
    pub(super) fn open_card_of(&mut self, mark: AnnotationId) {
        self.view.review.list = ReviewList::Disagreements;
        self.run(Command::ShowList(BottomTab::Review));
        self.show_disagreement(mark);
        self.view.review.came_from_list = false;
        self.go_to_region(Region::Decision);
    }

    /// The undecided disagreement that is chosen in the list, where the list is on screen.
    pub(super) fn chosen_disagreement(&mut self) -> Option<AnnotationId> {
        self.refresh_review();
        let is_shown = self.shows_disagreement_card();
        let group = self.current_disagreement().filter(|_| is_shown)?;
        (group.state != GroupState::Decided).then(|| group.members[0])
    }

    /// Gives the card of the chosen row the keyboard; Esc comes back to the list.
    pub fn enter_card(&mut self) {
        if self.shows_decision_card() {
            self.view.review.came_from_list = true;
            self.go_to_region(Region::Decision);
        }
    }

    /// Gives the keyboard back to the text where the card it was on is folded or has no disagreement any more.
    pub fn leave_card_if_gone(&mut self) {
        if self.view.region == Region::Decision {
            self.refresh_review();
            self.refresh_conflicts();
            if !self.shows_decision_card() {
                self.go_to_region(Region::Reader);
            }
        }
    }

    /// Where Esc goes from the region that has the keyboard.
    pub(super) fn region_behind(&self) -> Region {
        let review = &self.view.review;
        match self.view.region {
            Region::Decision if review.is_typing => Region::Decision,
            Region::Decision if review.came_from_list && self.view.bottom => Region::Bottom,
            _ => Region::Reader,
        }
    }

    /// Chooses a row of those that wait for a sign-off: its place is shown, and the keyboard stays in the list. From now
    /// on J and K go along these.
    pub fn choose_waiting(&mut self, mark: AnnotationId) {
        self.view.review.signing = Some(mark);
        self.settings.walk = Walk::SignOff;
        let region = self.view.region;
        self.go_to_mark(mark);
        self.view.region = region;
        self.view.focus_text = false;
        self.view.focus_list = None;
    }

    /// The next undecided disagreement of an article along a walk, by its first mark.
    pub(super) fn group_in(
        &self,
        article: ArticleId,
        direction: Direction,
        from_caret: bool,
    ) -> Option<AnnotationId> {
        let groups = &self.reviewing.by_article.get(&article)?.groups;
        let key = |group: &Disagreement| (group.hull.start, group.members[0]);
        let open = groups
            .iter()
            .filter(|group| group.state != GroupState::Decided);
        let from = from_caret.then(|| self.walked_from(article));
        let found = match (direction, from) {
            (Direction::Onward, None) => open.clone().next(),
            (Direction::Back, None) => open.clone().next_back(),
            (Direction::Onward, Some((at, current))) => open.clone().find(|group| {
                let (start, first) = key(group);
                match current {
                    Some(current) => (start, first) > (at, current),
                    None => start >= at,
                }
            }),
            (Direction::Back, Some((at, current))) => open.clone().rfind(|group| {
                let (start, first) = key(group);
                match current {
                    Some(current) => (start, first) < (at, current),
                    None => start < at,
                }
            }),
        };
        found.map(|group| group.members[0])
    }

    /// Where the walk along disagreements stands: at the open card, as long as the caret is on it, else at the caret.
    fn walked_from(&self, article: ArticleId) -> (TextOffset, Option<AnnotationId>) {
        let current = self
            .current_disagreement()
            .filter(|group| group.article == article)
            .filter(|group| {
                let active = self.active_id();
                self.view.region == Region::Decision
                    || active.is_some_and(|active| group.members.contains(&active))
            });
        match current {
            Some(group) => (group.hull.start, Some(group.members[0])),
            None => (self.walk_from(), None),
        }
    }
}
