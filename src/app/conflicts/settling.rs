//! Settling a conflict: one of its values stands, or another is written in the ordinary way.

use crate::app::deciding::Choice;
use crate::app::picker::{Picked, PickerKind, PickerRow, fitting};
use crate::app::{App, ClaimField, Command, Field, Region, words};
use crate::edit::Edit;
use crate::edit::choosing::{self, ChooseContext, choose};
use crate::model::{RecordRef, RegisterName, RegisterRef};

impl App {
    /// Whether the card of a conflict offers this.
    pub(in crate::app) fn can_settle(&self, choice: Choice) -> bool {
        let Some(rivals) = self.current_conflict() else {
            return false;
        };
        match choice {
            Choice::First | Choice::Second => self.may_settle(rivals.at),
            Choice::Other => {
                self.may_settle(rivals.at)
                    && (self.has_editor(rivals.at) || rivals.values.len() > 2)
            }
            Choice::BothStand | Choice::NothingHere | Choice::Later => false,
        }
    }

    /// Whether it is for the person at this machine to choose.
    #[must_use]
    pub fn may_settle(&self, at: RegisterRef) -> bool {
        let owner = choosing::owner(&self.project, at);
        owner.is_none_or(|owner| owner == self.reviewer())
    }

    /// Whether the value can be written anew in the ordinary way.
    fn has_editor(&self, at: RegisterRef) -> bool {
        match at.name {
            RegisterName::Info
            | RegisterName::Spans
            | RegisterName::Tie
            | RegisterName::Claim
            | RegisterName::Source => true,
            // A note is written in its field; several fields at once have none.
            RegisterName::Assessment(_) => {
                self.mark_of_conflict(at).is_some() && self.field_of_conflict(at).is_some()
            }
            _ => false,
        }
    }

    /// The one text in which two judgements of mine differ, if it is one and nothing else.
    fn field_of_conflict(&self, at: RegisterRef) -> Option<Field> {
        let rivals = self.rivals(at)?;
        match &rivals.values.first()?.words[..] {
            [word] if word.name == "note" => Some(Field::Note),
            [word] if word.name == "should read" => Some(Field::ShouldRead),
            _ => None,
        }
    }

    /// What a key or button of the card asks for.
    pub(in crate::app) fn settle(&mut self, choice: Choice) {
        self.refresh_conflicts();
        let Some(rivals) = self.current_conflict() else {
            return self.notices.info(words::NO_CONFLICT_CHOSEN);
        };
        match choice {
            Choice::First => self.let_stand(rivals.at, 0),
            Choice::Second => self.let_stand(rivals.at, 1),
            Choice::Other if rivals.values.len() > 2 && self.may_settle(rivals.at) => {
                self.pick(PickerKind::Rival(rivals.at));
            }
            Choice::Other => self.write_anew(rivals.at),
            Choice::BothStand | Choice::NothingHere | Choice::Later => {
                self.notices.info(words::ONE_VALUE_STANDS);
            }
        }
    }

    /// Lets one of the values stand, as one step; then the next conflict is shown.
    pub fn let_stand(&mut self, at: RegisterRef, number: usize) {
        let context = ChooseContext {
            by: self.reviewer(),
            at: (self.services.clock)(),
        };
        match choose(&self.project, at, number, context) {
            Ok(choosing) => {
                let before = self.conflicts();
                let edit = self.with_reviewer(choosing.edit);
                self.commit(edit, &choosing.label);
                self.notices.settle();
                let said = words::settled(at.name, number);
                self.notices.offer(said, "Undo", Command::Undo);
                self.go_on_settling(at, &before);
            }
            Err(error) => self.notices.info(error.to_string()),
        }
    }

    fn go_on_settling(&mut self, settled: RegisterRef, before: &[RegisterRef]) {
        self.refresh_conflicts();
        let (region, came_from_list) = (self.view.region, self.view.review.came_from_list);
        let left = self.conflicts();
        let at = before.iter().position(|at| *at == settled);
        let behind = &before[at.map_or(0, |at| at + 1)..];
        let next = behind
            .iter()
            .find(|at| left.contains(at))
            .or(left.first())
            .copied();
        if let Some(next) = next {
            self.show_conflict(next);
            self.view.review.came_from_list = came_from_list;
            self.go_to_region(region);
        } else {
            self.view.review.conflict = None;
            if region == Region::Decision {
                self.go_to_region(Region::Reader);
            }
        }
    }

    /// Opens what the value is written with otherwise. What is written there ends the conflict.
    fn write_anew(&mut self, at: RegisterRef) {
        if !self.can_settle(Choice::Other) {
            let said = match choosing::owner(&self.project, at) {
                Some(owner) if owner != self.reviewer() => {
                    words::not_yours_to_choose(&self.project.reviewer_name(owner))
                }
                _ => words::ONE_VALUE_STANDS.to_owned(),
            };
            return self.notices.info(said);
        }
        match (at.name, at.record) {
            (RegisterName::Source, RecordRef::Source(source)) => self.open_card(source),
            (RegisterName::Claim, RecordRef::Claim(claim)) => {
                self.edit_this_claim(claim, ClaimField::Statement);
            }
            (RegisterName::Info, RecordRef::Article(article)) => {
                self.focus_article(article);
                self.run(Command::EditArticle);
            }
            (name, _) => {
                self.go_to_words_of(at);
                self.go_to_region(Region::Reader);
                match name {
                    RegisterName::Spans => self.run(Command::EditEdges),
                    RegisterName::Tie => self.run(Command::Tie),
                    _ => self.edit_field(self.field_of_conflict(at).unwrap_or(Field::Note)),
                }
            }
        }
        self.notices.info(words::WRITING_SETTLES);
    }

    /// More than two values: all of them, and the ordinary way to write another.
    pub(in crate::app) fn rival_rows(&self, at: RegisterRef, typed: &str) -> Vec<PickerRow> {
        let Some(rivals) = self.rivals(at) else {
            return Vec::new();
        };
        let values = rivals.values.iter().enumerate();
        let mut rows: Vec<PickerRow> = values
            .map(|(number, value)| PickerRow {
                title: words::rival_line(value),
                detail: value
                    .by
                    .map(|by| self.project.reviewer_name(by))
                    .unwrap_or_default(),
                key: String::new(),
                is_enabled: true,
                picked: Picked::Rival(at, Some(number)),
            })
            .collect();
        if self.has_editor(at) {
            rows.push(PickerRow {
                title: words::WRITE_ANEW.to_owned(),
                detail: String::new(),
                key: String::new(),
                is_enabled: true,
                picked: Picked::Rival(at, None),
            });
        }
        fitting(rows, typed)
    }

    pub(in crate::app) fn take_rival(&mut self, at: RegisterRef, number: Option<usize>) {
        match number {
            Some(number) => self.let_stand(at, number),
            None => self.write_anew(at),
        }
    }

    /// After a choice was undone: its card is open again, where the list is.
    pub(in crate::app) fn return_to_settled(&mut self, edit: &Edit) {
        if !self.shows_conflicts() {
            return;
        }
        self.refresh_conflicts();
        let found = self.conflicts.found.registers();
        if let Some(at) = written_by(edit).filter(|at| found.contains(at)) {
            let region = self.view.region;
            if region == Region::Reader {
                // An undo never moves the text under the eyes.
                self.view.review.conflict = Some(at);
            } else {
                self.show_conflict(at);
                self.go_to_region(region);
            }
        }
    }
}

/// The first register that an edit writes.
fn written_by(edit: &Edit) -> Option<RegisterRef> {
    let at = |record, name| Some(RegisterRef { record, name });
    match edit {
        Edit::Batch(edits) => edits.iter().find_map(written_by),
        Edit::Reviewer(id, _) => at(RecordRef::Reviewer(*id), RegisterName::Reviewer),
        Edit::ArticleInfo(id, _) => at(RecordRef::Article(*id), RegisterName::Info),
        Edit::Reading(id, by, _) => at(RecordRef::Article(*id), RegisterName::Reading(*by)),
        Edit::ArticleSignature(id, by, _) => {
            at(RecordRef::Article(*id), RegisterName::Signature(*by))
        }
        Edit::Spans(id, _) => at(RecordRef::Annotation(*id), RegisterName::Spans),
        Edit::Tie(id, _) => at(RecordRef::Annotation(*id), RegisterName::Tie),
        Edit::Assessment(id, by, _) => {
            at(RecordRef::Annotation(*id), RegisterName::Assessment(*by))
        }
        Edit::Signature(id, by, _) => at(RecordRef::Annotation(*id), RegisterName::Signature(*by)),
        Edit::SetAside(id, _) => at(RecordRef::SetAside(*id), RegisterName::Region),
        Edit::Source(id, _) => at(RecordRef::Source(*id), RegisterName::Source),
        Edit::Claim(id, _) => at(RecordRef::Claim(*id), RegisterName::Claim),
        Edit::Absence(id, article, _) => at(RecordRef::Claim(*id), RegisterName::Absence(*article)),
        Edit::Decision(id, _) => at(RecordRef::Decision(*id), RegisterName::Decision),
        Edit::Fate(record, _) => at(*record, RegisterName::Fate),
        Edit::Title(_)
        | Edit::Add(_)
        | Edit::Remove(_)
        | Edit::History { .. }
        | Edit::Replace(_) => None,
    }
}
