//! Blind review: turning it on, what it says, and the one question before others' work is shown.
//!
//! What is hidden is said by [`crate::review::blind`], and kept from everything that reads [`App::project`] by
//! [`super::OpenProject`]. Whether a project is reviewed blind is the person's own setting, by the project's id, and not in
//! the file: it is a promise of one reader to themselves. That an article was opened is in the file: as the reading, and
//! as a line of the history.

use super::open_project::Lens;
use super::{App, Dialog, SeenMarks, words};
use crate::edit::Edit;
use crate::model::{ArticleId, Project, ProjectId, ReviewerId};
use crate::review::{Hiding, blind};
use std::collections::BTreeSet;

impl App {
    /// Whether this project is reviewed blind, be anything left to hide or not.
    #[must_use]
    pub fn reviews_blind(&self) -> bool {
        self.project.lens().hiding == Hiding::Others
    }

    /// Whether others' work is hidden in any article now.
    #[must_use]
    pub fn is_blind(&self) -> bool {
        self.reviews_blind()
            && self
                .project
                .live_articles()
                .any(|article| self.project.hides_in(article.id))
    }

    /// Whether others' work is hidden in this article.
    #[must_use]
    pub fn is_hidden_in(&self, article: ArticleId) -> bool {
        self.project.hides_in(article)
    }

    /// Whose the counts on the screen are, where they are not everybody's: of several articles some may be open already.
    #[must_use]
    pub fn whose_counts(&self) -> Option<&'static str> {
        let mut articles = self.project.live_articles();
        self.is_blind().then(|| {
            if articles.all(|article| self.is_hidden_in(article.id)) {
                words::YOURS
            } else {
                words::SHOWN
            }
        })
    }

    /// The same for the counts of one article.
    #[must_use]
    pub fn whose_counts_in(&self, article: ArticleId) -> Option<&'static str> {
        self.is_hidden_in(article).then_some(words::YOURS)
    }

    /// The lens for a project as it is opened.
    pub(super) fn lens_for(&self, project: ProjectId) -> Lens {
        lens_of(self.reviewer(), &self.settings.blind, project)
    }

    /// On; or, after a question, off.
    pub(super) fn toggle_blind_review(&mut self) {
        if !self.reviews_blind() {
            self.settings.blind.insert(self.project.id);
            self.look_through(self.lens_for(self.project.id));
            // What was said before may have told of others' work.
            self.notices.forget();
            self.save_settings();
        } else if self.is_blind() {
            self.view.dialog = Some(Dialog::EndBlindReview);
        } else {
            self.end_blind_review();
        }
    }

    /// Shows all that is hidden. What was shown is recorded for each article, and is not hidden again.
    pub fn end_blind_review(&mut self) {
        let hidden: Vec<ArticleId> = self
            .project
            .live_articles()
            .map(|article| article.id)
            .filter(|article| self.project.hides_in(*article))
            .collect();
        let lines = hidden.iter().map(|article| self.shown_line(*article));
        let record = Edit::Batch(lines.collect());
        self.settings.blind.remove(&self.project.id);
        self.write_for_good(record);
        self.look_through(Lens {
            hiding: Hiding::Nothing,
            ..self.project.lens()
        });
        self.notices.info(words::BLIND_REVIEW_ENDED);
        self.save_settings();
    }

    /// Marks an article as read and shows what is hidden in it, for good.
    pub(super) fn open_article(&mut self, article: ArticleId, reading: Edit) {
        let line = self.shown_line(article);
        let edit = self.with_reviewer(Edit::Batch(vec![reading, line]));
        self.write_for_good(edit);
        self.show_anew();
    }

    /// The line of the history that says that others' work in an article was shown to me.
    fn shown_line(&self, article: ArticleId) -> Edit {
        let by = (self.reviewer(), (self.services.clock)());
        Edit::history_line(article.0, by, None, Some(blind::SHOWN.to_owned()))
    }

    fn write_for_good(&mut self, edit: Edit) {
        if let Err(error) = self.project.apply_for_good(edit) {
            self.notices
                .error("That could not be done.", vec![error.to_string()]);
        }
        self.changes += 1;
    }

    /// Another lens: what is kept of the project between frames is made anew.
    pub(super) fn look_through(&mut self, lens: Lens) {
        self.stop_looking();
        self.project.look_through(lens);
        self.show_anew();
    }

    /// Whose marks are shown.
    #[must_use]
    pub fn seen_marks(&self) -> SeenMarks {
        self.project.lens().marks
    }

    pub(super) fn show_anew(&mut self) {
        let all = Edit::Replace(Box::new(self.project.shown().clone()));
        let changes = self.changes;
        self.changed(&all);
        self.changes = changes;
        self.keep_to_what_is_shown();
    }

    /// Nothing that is hidden stays chosen, open, filtered for or offered.
    pub(super) fn keep_to_what_is_shown(&mut self) {
        let project = self.project.shown();
        let filter = &mut self.view.list_filter;
        filter.reviewer = filter
            .reviewer
            .filter(|reviewer| project.reviewers.contains_key(reviewer));
        filter.source = filter.source.filter(|id| project.source(*id).is_some());
        filter.claim = filter.claim.filter(|id| project.claim(*id).is_some());
        self.recent_claims
            .retain(|claim| project.claims.contains_key(claim));
        // A card that is being written is in no project yet.
        let is_gone = |id: &crate::model::SourceId| {
            self.project.whole().sources.contains_key(id) && !project.sources.contains_key(id)
        };
        self.view.open_card = self.view.open_card.filter(|id| !is_gone(id));
        let review = &mut self.view.review;
        review.current = review
            .current
            .filter(|id| project.annotation(*id).is_some());
        review.signing = review
            .signing
            .filter(|id| project.annotation(*id).is_some());
        self.reviewing = super::reviewing::Reviewing::default();
        self.view.picker = None;
        self.forget_agreement();
        self.end_gestures();
    }
}

/// The lens for a project that `me` opens, `blind` being those that are reviewed blind.
pub(super) fn lens_of(me: ReviewerId, blind: &BTreeSet<ProjectId>, project: ProjectId) -> Lens {
    Lens {
        hiding: if blind.contains(&project) {
            Hiding::Others
        } else {
            Hiding::Nothing
        },
        ..Lens::open(me)
    }
}

/// The articles of a project that are open to the person, for [`super::OpenProject`].
pub(super) fn opened(project: &Project, lens: Lens) -> BTreeSet<ArticleId> {
    match lens.hiding {
        Hiding::Nothing => BTreeSet::new(),
        Hiding::Others => blind::open_articles(project, lens.me),
    }
}
