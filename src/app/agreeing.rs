//! How far readers agree, counted beside the window while the list of it is open.
//!
//! Invariant: no frame waits for it. After an edit the figures of before stay until the new ones come; they are those of
//! the project and of the readers that were asked for last, or nothing.

use super::{App, BottomTab, Command, Jobs, Region, ReviewList, words};
use crate::model::{AnnotationId, Project, ProjectId, ReviewerId};
use crate::review::agreement::{
    Agreement, Passage, PassageClass, Verdict, agreement, csv, taking_part,
};
use std::sync::Arc;

/// Which passages are listed beside the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShownPassages {
    /// Those of a class.
    Class(PassageClass),
    /// Those of which the first of two readers says this and the second that.
    Cell(Verdict, Verdict),
}

/// What the list of agreement is at.
#[derive(Clone, Debug)]
pub struct AgreementView {
    /// The two readers that are compared; nothing for all.
    pub between: Option<(ReviewerId, ReviewerId)>,
    /// Which passages are listed.
    pub shown: ShownPassages,
    /// The chosen one, by one of its marks.
    pub passage: Option<AnnotationId>,
}

impl Default for AgreementView {
    fn default() -> Self {
        Self {
            between: None,
            shown: ShownPassages::Class(PassageClass::VerdictsDiffer),
            passage: None,
        }
    }
}

/// Of which project, at which revision, and between whom.
type Asked = (ProjectId, u64, Option<(ReviewerId, ReviewerId)>);

/// What a worker counted.
pub(super) struct Counted {
    asked: Asked,
    agreement: Agreement,
    csv: String,
    taking_part: Arc<[ReviewerId]>,
}

/// What is known of it.
#[derive(Default)]
pub(super) struct Agreeing {
    found: Option<(Asked, Arc<Agreement>, String)>,
    is_running: bool,
    /// Whether a count broke: the next one would end like it.
    is_stopped: bool,
    /// Whether the table goes to the clipboard once it is counted.
    is_copying: bool,
    taking_part: Arc<[ReviewerId]>,
    /// What was counted of an earlier revision may tell what is hidden now.
    since: u64,
}

impl App {
    /// The agreement of all readers, or of the two that were chosen; nothing while it is counted for the first time.
    pub fn agreement(&mut self) -> Option<Arc<Agreement>> {
        let asked = self.asked_agreement();
        let is_right = self
            .agreeing
            .found
            .as_ref()
            .is_some_and(|(of, ..)| *of == asked);
        if !is_right {
            self.count_agreement(asked);
        }
        let (of, found, _) = self.agreeing.found.as_ref()?;
        // Another revision of the same may still be looked at.
        (of.0 == asked.0 && of.2 == asked.2).then(|| Arc::clone(found))
    }

    /// Everybody who has judged or read something, as far as that was counted.
    #[must_use]
    pub fn taking_part(&self) -> Arc<[ReviewerId]> {
        let found = self.agreeing.found.as_ref();
        if found.is_some_and(|(of, ..)| of.0 == self.project.id) {
            Arc::clone(&self.agreeing.taking_part)
        } else {
            Arc::default()
        }
    }

    /// The passages that are listed.
    #[must_use]
    pub fn listed_passages<'a>(&self, agreement: &'a Agreement) -> Vec<&'a Passage> {
        match (self.view.agreement.shown, &agreement.pairs[..]) {
            (ShownPassages::Class(class), _) => agreement.of_class(class).collect(),
            (ShownPassages::Cell(row, column), [pair]) => {
                let numbers = pair.matrix.cell(row, column).iter();
                numbers.map(|at| &agreement.passages[*at]).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Lists some of the passages and gives the list the keyboard, with which it shows the first of them.
    pub fn open_passages(&mut self, shown: ShownPassages) {
        self.list_passages_of(shown);
        self.view.focus_list = Some(Region::Bottom);
    }

    fn list_passages_of(&mut self, shown: ShownPassages) {
        self.view.agreement.shown = shown;
        self.view.agreement.passage = None;
    }

    /// Compares these two alone, or all.
    pub fn compare_readers(&mut self, between: Option<(ReviewerId, ReviewerId)>) {
        if self.view.agreement.between != between {
            self.view.agreement.between = between;
            let default = AgreementView::default().shown;
            self.list_passages_of(default);
        }
    }

    /// Chooses a passage of the list: its first mark is shown, and the keyboard stays in the list.
    pub fn choose_passage(&mut self, mark: AnnotationId) {
        self.view.agreement.passage = Some(mark);
        let region = self.view.region;
        self.go_to_mark(mark);
        self.view.region = region;
        self.view.focus_text = false;
        self.view.focus_list = None;
    }

    pub(super) fn show_agreement(&mut self) {
        self.view.review.list = ReviewList::Agreement;
        self.run(Command::ShowList(BottomTab::Review));
    }

    /// Puts the table on the clipboard, at once or when it is counted.
    pub(super) fn copy_agreement(&mut self) {
        self.agreeing.is_copying = true;
        self.agreement();
        self.copy_if_counted();
    }

    fn copy_if_counted(&mut self) {
        let asked = self.asked_agreement();
        if let Some((of, _, csv)) = &self.agreeing.found
            && *of == asked
            && std::mem::take(&mut self.agreeing.is_copying)
        {
            self.view.copied = Some(csv.clone());
            self.notices.info(words::AGREEMENT_COPIED);
        }
    }

    fn asked_agreement(&self) -> Asked {
        (
            self.project.id,
            self.revision(),
            self.view.agreement.between,
        )
    }

    fn count_agreement(&mut self, asked: Asked) {
        if self.agreeing.is_running || self.agreeing.is_stopped {
            return;
        }
        self.agreeing.is_running = true;
        let project = self.project.to_edit().clone();
        Jobs::count_agreement(self, move || counted(&project, asked));
    }

    /// Takes what a worker counted. What has changed meanwhile is counted anew when it is asked for.
    pub(super) fn take_agreement(&mut self, counted: Counted) {
        let Counted {
            asked,
            agreement,
            csv,
            taking_part,
        } = counted;
        self.agreeing.is_running = false;
        if asked.1 < self.agreeing.since {
            return;
        }
        self.agreeing.taking_part = taking_part;
        self.agreeing.found = Some((asked, Arc::new(agreement), csv));
        if self.agreeing.is_copying {
            self.agreement();
            self.copy_if_counted();
        }
    }

    /// Forgets the figures, as other marks are shown from now on.
    pub(super) fn forget_agreement(&mut self) {
        self.view.agreement = AgreementView::default();
        self.agreeing.found = None;
        self.agreeing.taking_part = Arc::default();
        self.agreeing.is_copying = false;
        self.agreeing.since = self.revision();
    }

    /// A worker ended without a result.
    pub(super) fn take_broken_agreement(&mut self) {
        self.agreeing.is_running = false;
        self.agreeing.is_copying = false;
        self.agreeing.is_stopped = true;
    }
}

fn counted(project: &Project, asked: Asked) -> Counted {
    let all = taking_part(project);
    let among = match asked.2 {
        Some((first, second)) => vec![first, second],
        None => all.clone(),
    };
    let agreement = agreement(project, &among);
    Counted {
        asked,
        csv: csv(project, &agreement),
        agreement,
        taking_part: all.into(),
    }
}
