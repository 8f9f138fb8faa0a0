//! Conflicts: values that stand against each other since copies were merged, their list, and the card on which one of them
//! is chosen.
//!
//! What is in conflict is kept from one state of the project to the next and costs what changed; what a card or a row
//! shows of it is made when it is first shown. Here is what is in conflict and how one goes along it; `settling` chooses.
//!
//! Invariant: all of it is made of the project as it may be shown, so that blind review and views hold here too.

mod settling;

use super::{App, BottomTab, Command, Region, ReviewList, words};
use crate::compare::differences::words_apart;
use crate::model::{AnnotationId, ArticleId, Project, RecordRef, RegisterName, RegisterRef};
use crate::review::{Disagreement, Found, Rivals, Writers, mark_of, rivals};
use crate::text::TextRange;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What is kept between frames.
#[derive(Default)]
pub(super) struct Conflicts {
    found: Found,
    /// In the order of their list.
    order: Arc<[RegisterRef]>,
    revision: Option<u64>,
    /// Those that the last merge brought: they stand in front.
    latest: BTreeSet<RegisterRef>,
    told: RefCell<TakenApart>,
}

/// What was shown of them since the last change.
#[derive(Default)]
struct TakenApart {
    writers: Option<Writers>,
    rivals: BTreeMap<RegisterRef, Option<Arc<Rivals>>>,
    apart: BTreeMap<RegisterRef, Arc<[Apart]>>,
}

/// In a field, the words that only the first value has, and those that only the second has: ranges of their bytes.
pub type Apart = [Vec<TextRange>; 2];

impl App {
    /// Looks for conflicts where something has changed.
    pub fn refresh_conflicts(&mut self) {
        if self.conflicts.revision == Some(self.revision) {
            return;
        }
        self.conflicts.revision = Some(self.revision);
        self.conflicts.told = RefCell::default();
        let has_changed = self.conflicts.found.follow(&self.project);
        let found = self.conflicts.found.registers();
        if found.is_empty() && !has_changed {
            return;
        }
        let places: BTreeMap<ArticleId, usize> = self
            .articles_in_order()
            .iter()
            .enumerate()
            .map(|(at, article)| (article.id, at))
            .collect();
        let mut order: Vec<RegisterRef> = found.iter().copied().collect();
        order.sort_by_cached_key(|at| {
            let place = self.place_of_record(at.record);
            let article = place.and_then(|(article, _)| places.get(&article));
            (
                !self.conflicts.latest.contains(at),
                article.is_none(),
                article.copied(),
                place.map(|(_, range)| range.start),
                *at,
            )
        });
        self.conflicts.order = order.into();
    }

    /// The conflicts: first those of the last merge, then in the order of articles and places.
    #[must_use]
    pub fn conflicts(&self) -> Arc<[RegisterRef]> {
        Arc::clone(&self.conflicts.order)
    }

    /// Those in one record.
    #[must_use]
    pub fn conflicts_in(&self, record: RecordRef) -> Vec<RegisterRef> {
        self.conflicts.found.of_record(record).collect()
    }

    /// Whether the last merge brought it.
    #[must_use]
    pub fn is_of_last_merge(&self, at: RegisterRef) -> bool {
        self.conflicts.latest.contains(&at)
    }

    /// What stands against each other in a register.
    #[must_use]
    pub fn rivals(&self, at: RegisterRef) -> Option<Arc<Rivals>> {
        let Conflicts {
            found,
            told,
            revision,
            ..
        } = &self.conflicts;
        if *revision != Some(self.revision) {
            let writers = Writers::of(&self.project, [&at]);
            return rivals(&self.project, at, &writers).map(Arc::new);
        }
        let TakenApart {
            writers,
            rivals: kept,
            ..
        } = &mut *told.borrow_mut();
        let writers = writers.get_or_insert_with(|| Writers::of(&self.project, found.registers()));
        kept.entry(at)
            .or_insert_with(|| rivals(&self.project, at, writers).map(Arc::new))
            .clone()
    }

    /// The words in which the first two values differ, field by field.
    #[must_use]
    pub fn words_apart(&self, rivals: &Rivals) -> Arc<[Apart]> {
        let mut told = self.conflicts.told.borrow_mut();
        let kept = told.apart.entry(rivals.at).or_insert_with(|| {
            let [first, second, ..] = &rivals.values[..] else {
                return Arc::new([]);
            };
            let fields = first.words.iter().zip(&second.words);
            fields
                .map(|(one, two)| words_apart(&one.text, &two.text))
                .collect()
        });
        Arc::clone(kept)
    }

    /// The conflict whose card is open.
    #[must_use]
    pub fn current_conflict(&self) -> Option<Arc<Rivals>> {
        let current = self.view.review.conflict?;
        let is_there = self.conflicts.found.registers().contains(&current);
        self.rivals(current).filter(|_| is_there)
    }

    /// How many things in the review list want a decision: disagreements that nobody has decided, and conflicts. What one
    /// person's two copies say of one mark is both, and counts once.
    #[must_use]
    pub fn to_decide(&self) -> usize {
        let open = self
            .disagreements()
            .iter()
            .filter(|group| group.state != crate::review::GroupState::Decided)
            .filter(|group| !self.is_one_conflict(group))
            .count();
        open + self.conflicts.order.len()
    }

    fn is_one_conflict(&self, group: &Disagreement) -> bool {
        let Some(first) = group.sides.first() else {
            return false;
        };
        let [by] = first.by[..] else { return false };
        let register = RegisterRef {
            record: RecordRef::Annotation(first.annotation),
            name: RegisterName::Assessment(by),
        };
        group
            .sides
            .iter()
            .all(|side| side.annotation == first.annotation && side.by == [by])
            && self.conflicts.found.registers().contains(&register)
    }

    /// Where the words of a record are that is shown.
    fn place_of_record(&self, record: RecordRef) -> Option<(ArticleId, TextRange)> {
        if let Some(mark) = mark_of(&self.project, record) {
            let mark = self.project.annotation(mark)?;
            return Some((mark.article, mark.hull()));
        }
        match record {
            RecordRef::Article(id) => Some((id, TextRange::default())),
            RecordRef::SetAside(id) => {
                let region = &self.project.set_aside.get(&id)?.region.value;
                Some((region.article, region.range))
            }
            _ => None,
        }
    }

    /// The article in which a conflict lies, and the range of its words.
    #[must_use]
    pub fn place_of_conflict(&self, at: RegisterRef) -> Option<(ArticleId, TextRange)> {
        let (article, range) = self.place_of_record(at.record)?;
        self.project.article(article).map(|_| (article, range))
    }

    /// Whether the card of a conflict is on screen.
    #[must_use]
    pub(super) fn shows_conflict_card(&self) -> bool {
        self.shows_conflicts() && self.current_conflict().is_some()
    }

    fn shows_conflicts(&self) -> bool {
        self.view.bottom
            && !self.view.articles_only
            && self.view.bottom_tab == BottomTab::Review
            && self.view.review.list == ReviewList::Conflicts
    }

    /// Whether J and K go along the list of conflicts.
    pub(super) fn is_on_conflicts(&self) -> bool {
        self.shows_conflicts() && matches!(self.view.region, Region::Bottom | Region::Decision)
    }

    pub(super) fn step_in_conflicts(&mut self, by: isize) {
        self.refresh_conflicts();
        let order = self.conflicts();
        let current = self.view.review.conflict;
        let at = order.iter().position(|at| Some(*at) == current);
        let next = match at {
            Some(at) => at.checked_add_signed(by),
            None => Some(0),
        };
        match next.and_then(|next| order.get(next)) {
            Some(next) => {
                let region = self.view.region;
                self.show_conflict(*next);
                self.go_to_region(region);
            }
            None => self.notices.info(words::NO_MORE_CONFLICTS),
        }
    }

    /// Shows a conflict on its card and its words in their text; the keyboard stays where it is.
    pub fn show_conflict(&mut self, at: RegisterRef) {
        self.view.review.conflict = Some(at);
        let region = self.view.region;
        self.go_to_words_of(at);
        self.view.region = region;
        self.view.focus_text = false;
        self.view.focus_list = None;
    }

    /// Opens the review list at a conflict and gives its card the keyboard.
    pub fn open_conflict(&mut self, at: RegisterRef) {
        self.refresh_conflicts();
        self.view.review.list = ReviewList::Conflicts;
        self.run(Command::ShowList(BottomTab::Review));
        self.show_conflict(at);
        if self.current_conflict().is_some() {
            self.view.review.came_from_list = true;
            self.go_to_region(Region::Decision);
        }
    }

    /// The list of conflicts, at that of the active mark, else at the one that was open, else at the first.
    pub(super) fn show_conflicts(&mut self) {
        self.refresh_conflicts();
        let order = self.conflicts();
        let of_mark = self.active_id().and_then(|id| {
            self.conflicts_in(RecordRef::Annotation(id))
                .first()
                .copied()
        });
        let current = self.view.review.conflict;
        let is_new = |at: &&RegisterRef| self.conflicts.latest.contains(*at);
        let chosen = order
            .iter()
            .find(is_new)
            .copied()
            .or(of_mark)
            .or(current.filter(|current| order.contains(current)))
            .or(order.first().copied());
        if let Some(chosen) = chosen {
            self.open_conflict(chosen);
        } else {
            self.view.review.list = ReviewList::Conflicts;
            self.run(Command::ShowList(BottomTab::Review));
        }
    }

    /// Goes to the words of a conflict, and the keyboard with it; to the card of a source.
    pub fn go_to_conflict(&mut self, at: RegisterRef) {
        if let RecordRef::Source(source) = at.record {
            self.open_card(source);
        } else if self.go_to_words_of(at) {
            self.go_to_region(Region::Reader);
        }
    }

    /// Whether a conflict has a place to go to.
    #[must_use]
    pub fn has_place(&self, at: RegisterRef) -> bool {
        matches!(at.record, RecordRef::Source(_))
            || self.mark_of_conflict(at).is_some()
            || self.place_of_conflict(at).is_some()
    }

    /// The mark that a conflict is about; of a claim, its first passage.
    fn mark_of_conflict(&self, at: RegisterRef) -> Option<AnnotationId> {
        let mark = match at.record {
            RecordRef::Claim(claim) => self.passages(claim).first().map(|mark| mark.id),
            record => mark_of(&self.project, record),
        }?;
        let mark = self.project.annotation(mark)?;
        self.project.article(mark.article).map(|_| mark.id)
    }

    fn go_to_words_of(&mut self, at: RegisterRef) -> bool {
        if let Some(mark) = self.mark_of_conflict(at) {
            self.go_to_mark(mark);
            return true;
        }
        let Some((article, range)) = self.place_of_conflict(at) else {
            return false;
        };
        if range.is_empty() {
            self.focus_article(article);
        } else {
            self.go_to_words(article, range);
        }
        true
    }

    /// Notes what a merge brought, for the front of the list. Whether there is something.
    pub(super) fn note_conflicts_since(&mut self, before: &Project) -> bool {
        let known = Found::of(before);
        self.conflicts.found.follow(&self.project);
        let now = self.conflicts.found.registers();
        let is_new = |at: &&RegisterRef| {
            !known.registers().contains(*at) || {
                let none = Writers::default();
                rivals(before, **at, &none) != rivals(&self.project, **at, &none)
            }
        };
        self.conflicts.latest = now.iter().filter(is_new).copied().collect();
        self.conflicts.revision = None;
        self.refresh_conflicts();
        !self.conflicts.latest.is_empty()
    }

    /// What a line beside a value says where it is one of several, and where to choose; nothing where it is not.
    #[must_use]
    pub fn conflict_line(&self, at: RegisterRef) -> Option<String> {
        let rivals = self.is_in_conflict(at).then(|| self.rivals(at))??;
        Some(if at.name == RegisterName::Fate {
            words::DELETED_AND_CHANGED.to_owned()
        } else {
            words::values_stand(rivals.values.len())
        })
    }

    /// Whether values stand against each other in a register.
    #[must_use]
    pub fn is_in_conflict(&self, at: RegisterRef) -> bool {
        self.conflicts.found.registers().contains(&at)
    }
}
