//! The question on closing, and what follows.

use super::super::{App, Dialog, FileQuestion, Project, RecoveryOffer};
use crate::model::ArticleInfo;
use crate::model::ProjectId;
use std::path::PathBuf;

/// What follows when a project is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AfterClosing {
    /// The welcome page.
    Welcome,
    /// An empty project.
    New,
    /// A dialog to choose another.
    ChooseProject,
    /// This one.
    Open(PathBuf),
    /// The sample.
    Sample,
    /// Work that was not saved.
    Recover(RecoveryOffer),
    /// What was rescued of a damaged project.
    Rescue,
    /// The end of the program.
    Quit,
}

/// The answer to the question on closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosingAnswer {
    /// Save, then close.
    Save,
    /// Close without saving.
    Discard,
    /// Go on working.
    Cancel,
}

impl App {
    /// Asks about unsaved changes, then goes on.
    pub(in crate::app) fn close_then(&mut self, next: AfterClosing) {
        self.keep_details();
        if self.must_ask_first() {
            self.view.dialog = Some(Dialog::Closing(next));
        } else if self.jobs.is_saving {
            // The person has asked for this file: it is written before anything takes the project's place.
            self.jobs.after_saving = Some(next);
        } else {
            self.go_on(next);
        }
    }

    /// Shows a dialog; what was being typed in the one before is kept.
    pub(in crate::app) fn show_dialog(&mut self, dialog: Dialog) {
        self.keep_details();
        self.view.dialog = Some(dialog);
    }

    /// Keeps the details of an article or a claim that are being typed, as another dialog or project is to come.
    pub(super) fn keep_details(&mut self) {
        if let Some(Dialog::EditArticle { .. }) = &self.view.dialog
            && let Some(Dialog::EditArticle {
                article,
                draft,
                role,
            }) = self.view.dialog.take()
        {
            self.set_article_info(article, ArticleInfo { role, meta: *draft });
        }
        // One that is being split stays whole: half of it is no statement of its own yet.
        if let Some(Dialog::EditClaim { second: None, .. }) = &self.view.dialog
            && let Some(Dialog::EditClaim { claim, draft, .. }) = self.view.dialog.take()
        {
            self.set_claim(claim, *draft);
        }
    }

    /// Whether closing would lose something: an emptied project counts where it has a file.
    pub(super) fn must_ask_first(&self) -> bool {
        self.has_unsaved_changes() && (!self.is_empty() || self.file.is_some())
    }

    /// The typed path was not wanted after all: a later save is only a save.
    pub fn give_up_path(&mut self) {
        self.jobs.after_saving = None;
        self.view.focus_text = true;
    }

    /// The answer to the question on closing.
    pub fn answer_closing(&mut self, answer: ClosingAnswer, next: AfterClosing) {
        self.view.dialog = None;
        match answer {
            ClosingAnswer::Save => {
                self.jobs.after_saving = Some(next);
                self.save();
            }
            ClosingAnswer::Discard => self.go_on(next),
            ClosingAnswer::Cancel => self.view.focus_text = true,
        }
    }

    pub(super) fn go_on(&mut self, next: AfterClosing) {
        self.jobs.may_replace = Some(self.revision);
        match next {
            AfterClosing::Welcome | AfterClosing::New => {
                let project = Project::new(ProjectId((self.services.new_uuid)()));
                self.replace_project(project, None);
                self.notices.settle();
            }
            AfterClosing::ChooseProject => self.ask(FileQuestion::Project),
            AfterClosing::Open(path) => self.open_project(path),
            AfterClosing::Sample => self.open_sample(),
            AfterClosing::Recover(offer) => self.bring_back(offer),
            AfterClosing::Rescue => self.open_rescued(),
            AfterClosing::Quit => {
                self.end_journal();
                self.save_settings();
                self.view.quit = true;
            }
        }
    }
}
