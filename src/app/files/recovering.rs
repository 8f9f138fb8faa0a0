//! Work that was not saved before the program ended: offered at the next start, brought back as one step.

use super::super::journal::Predecessor;
use super::super::{App, Command, Dialog, RecoveryOffer, words};
use super::left::{self, Found as LeftFound, LeftWork, Taken};
use super::{AfterClosing, Finished, ProjectFile, Work};
use crate::edit::Edit;
use crate::model::ArticleId;
use crate::store::recovery;
use std::sync::Arc;

/// What a look for left work brought.
pub(super) type Found = LeftFound;

/// Left work that was read, or why not.
pub(super) struct BroughtBack {
    offer: RecoveryOffer,
    result: Result<(LeftWork, Predecessor), Taken>,
}

impl App {
    /// Looks for what earlier starts left, off the UI thread.
    pub(super) fn look_for_left_work(&mut self) {
        let Some(folder) = self.recovery_folder() else {
            return;
        };
        let disk = Arc::clone(&self.services.disk);
        let (context, blind) = (self.next_revision(), self.settings.blind.clone());
        self.jobs.start(&self.services, Work::Left, move || {
            Finished::Left(Box::new(left::look(&*disk, &folder, context, &blind)))
        });
    }

    pub(super) fn take_left(&mut self, found: Found) {
        let Found { offers, kept } = found;
        if !kept.is_empty() {
            self.notices.warn(words::LEFT_UNREADABLE, kept);
        }
        if !offers.is_empty() {
            self.show_dialog(Dialog::Recovery(offers));
        }
    }

    /// Brings work of an earlier start back, as unsaved changes of its project.
    ///
    /// What is open makes way for it, and what came in since the start may be unsaved.
    pub fn recover(&mut self, offer: &RecoveryOffer) {
        self.view.dialog = None;
        self.close_then(AfterClosing::Recover(offer.clone()));
    }

    /// Reads it anew: its project's file may have changed since it was offered.
    pub(super) fn bring_back(&mut self, offer: RecoveryOffer) {
        let (disk, context) = (Arc::clone(&self.services.disk), self.next_revision());
        self.jobs.start(&self.services, Work::BringBack, move || {
            let result = left::take(&*disk, &offer.copy, context);
            Finished::BroughtBack(Box::new(BroughtBack { offer, result }))
        });
    }

    pub(super) fn take_brought_back(&mut self, back: BroughtBack) {
        let BroughtBack { offer, result } = back;
        let (work, predecessor) = match result {
            Ok(taken) => taken,
            Err(Taken::ByAnother) => return self.notices.info(words::LEFT_HELD),
            Err(Taken::Unreadable(why)) => {
                return self.notices.error(words::LEFT_UNREADABLE, vec![why]);
            }
        };
        // Something was done while it was read.
        if self.jobs.may_replace != Some(self.revision) && self.must_ask_first() {
            self.show_dialog(Dialog::Closing(AfterClosing::Recover(offer)));
            return;
        }
        let file = work.file.map(|(path, fingerprint)| ProjectFile {
            path,
            fingerprint,
            saved_at: None,
        });
        self.replace_project(work.present, file);
        let files = offer.contained.iter().chain([&offer.copy]).cloned();
        self.will_succeed(files);
        self.changes = work.changes.saturating_sub(1);
        self.commit(
            Edit::Replace(Box::new(work.joined.project)),
            "bring back unsaved work",
        );
        self.succeed(predecessor);
        for file in offer.contained {
            let lock = recovery::hold_recovery(&*self.services.disk, &file);
            self.succeed(Predecessor { file, lock });
        }
        let articles: Vec<ArticleId> = self
            .articles_in_order()
            .iter()
            .map(|article| article.id)
            .collect();
        self.open_panes_for(&articles);
        let said = words::came_back(work.changes, work.came_in);
        self.notices.offer(said, "Undo", Command::Undo);
    }

    /// Asks whether left work may be thrown away.
    pub fn ask_to_discard(&mut self, offer: &RecoveryOffer) {
        self.change_offers(|offers| {
            for other in offers {
                other.is_asked_about = other.copy == offer.copy && !offer.is_asked_about;
            }
        });
    }

    /// Throws it away, as the person said.
    pub fn discard_recovery(&mut self, offer: &RecoveryOffer) {
        self.change_offers(|offers| offers.retain(|other| other.copy != offer.copy));
        let disk = Arc::clone(&self.services.disk);
        let lock = recovery::hold_recovery(&*disk, &offer.copy);
        if lock.is_none() && recovery::is_held(&*disk, &offer.copy) {
            return self.notices.info(words::LEFT_HELD);
        }
        for file in offer.contained.iter().chain([&offer.copy]) {
            if let Err(error) = recovery::remove_recovery(&*disk, file) {
                self.notices
                    .warn("The work could not be removed.", vec![error.to_string()]);
            }
        }
    }

    fn change_offers(&mut self, change: impl FnOnce(&mut Vec<RecoveryOffer>)) {
        if let Some(Dialog::Recovery(offers)) = &mut self.view.dialog {
            change(offers);
            if offers.is_empty() {
                self.view.dialog = None;
                self.view.focus_text = true;
            }
        }
    }
}
