//! Deciding the disagreement on the card.

use super::picker::{Picked, PickerKind, PickerRow, fitting};
use super::{App, Command, Region, ReviewList, walk::Direction, words};
use crate::edit::Edit;
use crate::edit::deciding::{DecideContext, Verdict, decide};
use crate::model::{AnnotationId, DecisionId, EffectiveStatus, Record, Status};
use crate::review::{Disagreement, GroupState, SealState, Side};

/// What a person decides on the card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// What stands on the left.
    First,
    /// What stands on the right.
    Second,
    /// Each keeps its own.
    BothStand,
    /// Another status, or none.
    Other,
    /// There is nothing to mark.
    NothingHere,
    /// Undecided still.
    Later,
}

impl Choice {
    /// All of them, in the order of their buttons.
    pub const ALL: [Self; 6] = [
        Self::First,
        Self::Second,
        Self::BothStand,
        Self::Other,
        Self::NothingHere,
        Self::Later,
    ];

    /// What its button is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::First => "First",
            Self::Second => "Second",
            Self::BothStand => "Both stand",
            Self::Other => "Other…",
            Self::NothingHere => "Nothing here",
            Self::Later => "Later",
        }
    }
}

impl App {
    /// The sides of a disagreement as the card shows them: mine first.
    #[must_use]
    pub fn sides(&self, group: &Disagreement) -> Vec<Side> {
        let me = self.reviewer();
        let mut sides = group.sides.clone();
        // Stable: the others stay by place.
        sides.sort_by_key(|side| !side.by.contains(&me));
        sides
    }

    /// Whether the card offers this.
    #[must_use]
    pub fn can_decide(&self, choice: Choice) -> bool {
        if self.view.review.list == ReviewList::Conflicts {
            return self.can_settle(choice);
        }
        let Some(group) = self.current_disagreement() else {
            return false;
        };
        match choice {
            Choice::Second => group.sides.len() > 1,
            Choice::BothStand => group.kind.both_may_stand(),
            _ => true,
        }
    }

    pub(super) fn decide(&mut self, choice: Choice) {
        if self.view.review.list == ReviewList::Conflicts {
            return self.settle(choice);
        }
        self.refresh_review();
        let Some(group) = self.current_disagreement().cloned() else {
            self.notices
                .info(self.with_keys(words::NO_CARD, &[Command::ChooseWalk]));
            return;
        };
        let sides = self.sides(&group);
        let of_side = |at: usize| sides.get(at).map(|side| (side.annotation, side.status));
        match choice {
            Choice::First => self.decide_for(&group, of_side(0)),
            Choice::Second if sides.len() < 2 => self.notices.info(words::NO_SECOND),
            Choice::Second => self.decide_for(&group, of_side(1)),
            Choice::BothStand if !group.kind.both_may_stand() => {
                self.notices.info(words::TWO_STATUSES);
            }
            Choice::BothStand => self.give_verdict(&group, Verdict::BothStand),
            Choice::Other => self.pick(PickerKind::Decide),
            Choice::NothingHere => self.give_verdict(&group, Verdict::NothingHere),
            Choice::Later => self.give_verdict(&group, Verdict::Later),
        }
    }

    fn decide_for(&mut self, group: &Disagreement, side: Option<(AnnotationId, Option<Status>)>) {
        let Some((on, Some(status))) = side else {
            let hint = self.with_keys(words::NO_STATUS_TO_STAND, &[Command::Decide(Choice::Other)]);
            self.notices.info(hint);
            return;
        };
        self.give_verdict(group, Verdict::Status { on, status });
    }

    pub(super) fn verdict_rows(typed: &str) -> Vec<PickerRow> {
        let row = |status: EffectiveStatus, key: &str, detail: &str, picked| PickerRow {
            title: words::status_word(status).to_owned(),
            detail: detail.to_owned(),
            key: key.to_owned(),
            is_enabled: true,
            picked: Picked::Decide(picked),
        };
        let mut rows: Vec<PickerRow> = Status::ALL
            .into_iter()
            .map(|status| {
                let tagged = EffectiveStatus::Tagged(status);
                row(
                    tagged,
                    words::letter(tagged),
                    words::status_help(status),
                    Some(status),
                )
            })
            .collect();
        rows.push(row(
            EffectiveStatus::Nothing,
            "N",
            "There is nothing to mark",
            None,
        ));
        fitting(rows, typed)
    }

    pub(super) fn decide_other(&mut self, status: Option<Status>) {
        let Some(group) = self.current_disagreement().cloned() else {
            return;
        };
        let first = self.sides(&group)[0].annotation;
        let verdict = status.map_or(Verdict::NothingHere, |status| Verdict::Status {
            on: first,
            status,
        });
        self.give_verdict(&group, verdict);
    }

    /// One decision for every mark of the group, as one step; then the walk goes on.
    fn give_verdict(&mut self, group: &Disagreement, verdict: Verdict) {
        let context = DecideContext {
            by: self.reviewer(),
            at: (self.services.clock)(),
            new_ids: std::array::from_fn(|_| DecisionId((self.services.new_uuid)())),
        };
        let reason = std::mem::take(&mut self.view.review.reason);
        match decide(&self.project, &group.members, verdict, &reason, context) {
            Ok(deciding) => {
                let edit = self.with_reviewer(deciding.edit);
                let held = self.seals_that_hold(group);
                self.commit(edit, &deciding.label);
                self.notices.settle();
                let said = self.decided_with_seals(verdict, &held);
                self.notices.offer(said, "Undo", Command::Undo);
                self.go_on_deciding(group);
            }
            Err(error) => {
                self.view.review.reason = reason;
                self.notices.info(error.to_string());
            }
        }
    }

    /// The marks of a group that are signed off.
    fn seals_that_hold(&self, group: &Disagreement) -> Vec<AnnotationId> {
        let members = group.members.iter().copied();
        members
            .filter(|mark| self.marks.seal(*mark) == SealState::Sealed)
            .collect()
    }

    /// What was decided, and which sign-off it breaks.
    fn decided_with_seals(&self, verdict: Verdict, held: &[AnnotationId]) -> String {
        let marks = held.iter().filter_map(|id| self.project.annotation(*id));
        let broken = marks
            .flat_map(|mark| self.seal_lines(mark))
            .find(|(holds, _)| !holds);
        let decided = format!("Decided: {}.", verdict.words());
        match broken {
            Some((_, line)) => format!("{decided} {line}"),
            None => decided,
        }
    }

    /// To the next undecided card behind the one that was decided, else to the first one that is left.
    fn go_on_deciding(&mut self, decided: &Disagreement) {
        self.refresh_review();
        let came_from_list = self.view.review.came_from_list;
        let had_keyboard = self.view.region == Region::Decision;
        let groups = self.disagreements();
        let at = groups
            .iter()
            .position(|group| group.members == decided.members)
            .map_or(0, |at| at + 1);
        let is_open = |group: &&std::sync::Arc<Disagreement>| {
            group.state == GroupState::Open && group.members != decided.members
        };
        let next = groups[at.min(groups.len())..]
            .iter()
            .find(is_open)
            .or_else(|| groups.iter().find(is_open))
            .map(|group| group.members[0]);
        match next {
            Some(next) => {
                self.open_card_of(next);
                self.view.review.came_from_list = came_from_list;
            }
            None if had_keyboard && self.undecided() == 0 => {
                self.notices.info(self.no_disagreements());
                self.go_to_region(if came_from_list {
                    Region::Bottom
                } else {
                    Region::Reader
                });
            }
            None => {}
        }
    }

    /// After a decision was undone or done again: its card is open.
    pub(super) fn return_to_decided(&mut self, edit: &Edit) {
        if let Some(mark) = decided_about(edit) {
            self.refresh_review();
            if self.view.region == Region::Decision
                || self.view.review.list == ReviewList::Disagreements && self.view.bottom
            {
                let region = self.view.region;
                self.show_disagreement(mark);
                self.go_to_region(region);
            }
        }
    }

    /// The next undecided disagreement, for a message that offers it.
    pub fn first_disagreement(&mut self) -> Option<AnnotationId> {
        self.refresh_review();
        self.articles_in_order()
            .iter()
            .find_map(|article| self.group_in(article.id, Direction::Onward, false))
    }
}

/// The first mark that a decision in the edit is about.
fn decided_about(edit: &Edit) -> Option<AnnotationId> {
    match edit {
        Edit::Batch(edits) => edits.iter().find_map(decided_about),
        Edit::Add(record) => match &**record {
            Record::Decision(record) => record.decision.value.about.first().copied(),
            _ => None,
        },
        _ => None,
    }
}
