//! Another view of a large project: what it shows, and what is kept of that, is worked out beside the window.
//!
//! Invariant: no frame waits for it. Until it is there the view of before stays; where the project has changed meanwhile it
//! is worked out anew. A small project is looked through at once.

use super::cited::Cited;
use super::open_project::{Lens, Sight};
use super::tied::Tied;
use super::{App, Jobs, Marks, SeenMarks, Threads, differences};
use crate::model::{Project, ProjectId, ReviewerId};
use crate::review::Hiding;

/// Up to so many marks are looked through in a few milliseconds.
const AT_ONCE: usize = 4_000;

/// What is under way.
#[derive(Default)]
pub(super) struct Looking {
    /// The view that was chosen last, as long as it is not shown.
    wanted: Option<SeenMarks>,
    is_running: bool,
}

/// What is kept of all that is shown, and follows edits. Of a large project it is made off the UI thread.
pub(super) struct Kept {
    pub marks: Marks,
    pub tied: Tied,
    pub cited: Cited,
}

impl Kept {
    pub(super) fn of(shown: &Project, me: ReviewerId) -> Self {
        Self {
            marks: Marks::of(shown, me),
            tied: Tied::of(shown),
            cited: Cited::of(shown, me),
        }
    }
}

/// What a worker saw.
pub(super) struct Looked {
    /// Of which project, and at which revision.
    of: (ProjectId, u64),
    sight: Sight,
    kept: Kept,
}

impl Looked {
    fn of(of: (ProjectId, u64), whole: &Project, lens: Lens) -> Self {
        let sight = Sight::of(whole, lens);
        Self {
            of,
            kept: Kept::of(&sight.shown, lens.me),
            sight,
        }
    }
}

impl App {
    /// The marks that are shown, or that are about to be.
    pub(super) fn chosen_marks(&self) -> SeenMarks {
        self.looking.wanted.unwrap_or_else(|| self.seen_marks())
    }

    /// Shows these marks, at once or as soon as it is known which they are.
    pub(super) fn look_at(&mut self, marks: SeenMarks) {
        let lens = Lens {
            marks,
            ..self.project.lens()
        };
        let is_small = self.project.whole().annotations.len() <= AT_ONCE;
        if is_small || lens.hiding != Hiding::Nothing {
            self.look_through(lens);
            self.say_view();
        } else {
            self.looking.wanted = Some(marks);
            self.look_beside();
        }
    }

    /// Nothing is about to be shown any more.
    pub(super) fn stop_looking(&mut self) {
        self.looking.wanted = None;
    }

    fn look_beside(&mut self) {
        let Some(marks) = self.looking.wanted else {
            return;
        };
        if self.looking.is_running {
            return;
        }
        self.looking.is_running = true;
        let lens = Lens {
            marks,
            ..self.project.lens()
        };
        let of = (self.project.id, self.revision);
        let whole = self.project.whole().clone();
        Jobs::look(self, move || Looked::of(of, &whole, lens));
    }

    /// Takes what a worker saw, unless it is another project now, another revision, or another view is wanted.
    pub(super) fn take_looked(&mut self, looked: Looked) {
        self.looking.is_running = false;
        let Some(marks) = self.looking.wanted else {
            return self.leave(looked);
        };
        let lens = Lens {
            marks,
            ..self.project.lens()
        };
        if looked.of != (self.project.id, self.revision) || looked.sight.lens() != lens {
            self.leave(looked);
            return self.look_beside();
        }
        self.looking.wanted = None;
        let Looked { sight, kept, .. } = looked;
        let Kept { marks, tied, cited } = kept;
        let left = (
            self.project.take_sight(sight),
            self.marks.take_over(marks),
            std::mem::replace(&mut self.tied, tied),
        );
        self.revision += 1;
        self.cited.take_over(cited, self.revision);
        self.follow_board(&differences::everything(&self.project));
        self.after_change();
        self.keep_to_what_is_shown();
        self.leave(left);
        self.say_view();
    }

    /// A worker ended without a result.
    pub(super) fn take_broken_look(&mut self) {
        self.looking = Looking::default();
    }

    /// Gives memory back. Of a large project that takes longer than a frame may.
    pub(super) fn leave(&self, left: impl Send + 'static) {
        if self.services.threads == Threads::Spawn {
            // Where there is no thread to be had the closure is dropped, and what it holds with it.
            let _started = std::thread::Builder::new()
                .name("Giving memory back".to_owned())
                .spawn(move || drop(left));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::AT_ONCE;
    use crate::app::{
        App, Command, Dialogs, FileAnswer, FileQuestion, Marks, SeenMarks, Services, Threads,
        tied::Tied,
    };
    use crate::edit::Edit;
    use crate::edit::fixture::{ME, OTHER, mark, saved_project, says};
    use crate::model::{Project, Register, ReviewerId, Status};
    use crate::review::in_view::Narrowed;
    use crate::store::RealDisk;
    use std::sync::Arc;
    use uuid::Uuid;

    struct NoDialogs;

    impl Dialogs for NoDialogs {
        fn ask(&self, _question: &FileQuestion) -> FileAnswer {
            FileAnswer::Cancelled
        }
    }

    fn large() -> Project {
        let mut project = saved_project();
        for number in 0..AT_ONCE {
            let (by, start) = (if number % 2 == 0 { ME } else { OTHER }, number % 40);
            let new = mark(1000 + number as u128, by, start, start + 2 + number % 5);
            project.annotations.insert(new.id, Arc::new(new));
        }
        project
    }

    fn opened(project: Project) -> App {
        let mut app = App::new(Services {
            clock: Arc::new(crate::app::now),
            new_uuid: Arc::new(Uuid::now_v7),
            disk: Arc::new(RealDisk),
            dialogs: Arc::new(NoDialogs),
            wake: Arc::new(|| {}),
            open_window: Arc::new(|_| Ok(())),
            state_folder: None,
            threads: Threads::Inline,
        });
        app.settings.reviewer = Some(ME);
        app.replace_project(project, None);
        app.stop_matching();
        app
    }

    /// What is shown, and what is kept of it, is what looking through the whole gives.
    #[track_caller]
    fn expect(app: &App, narrowed: Narrowed) {
        let shown = narrowed.of(app.project.whole());
        if narrowed != Narrowed::ToDisagreements {
            assert!(shown.annotations.len() < app.project.whole().annotations.len());
        }
        assert_eq!(*app.project.shown(), shown);
        assert_eq!(app.marks.counts(), Marks::of(&shown, ME).counts());
        assert_eq!(app.tied, Tied::of(&shown));
    }

    fn judge(app: &mut App, by: ReviewerId, status: Status) {
        let id = mark(1000, ME, 0, 2).id;
        let given = Register::new(says(status, "", 9));
        app.commit(Edit::Assessment(id, by, Some(given)), "judge");
    }

    #[test]
    fn another_view_of_a_large_project_comes_when_it_is_known_and_follows_what_is_done() {
        let mut app = opened(large());
        for (marks, narrowed) in [
            (SeenMarks::Mine, Narrowed::ToReviewer(ME)),
            (SeenMarks::Disagreements, Narrowed::ToDisagreements),
            (SeenMarks::Of(OTHER), Narrowed::ToReviewer(OTHER)),
        ] {
            let before = app.seen_marks();
            app.see(marks);
            assert_eq!(app.seen_marks(), before, "no frame waits for it");
            app.tick(0.0);
            assert_eq!(app.seen_marks(), marks);
            expect(&app, narrowed);
            judge(&mut app, OTHER, Status::Conflicting);
            expect(&app, narrowed);
            app.run(Command::Undo);
            expect(&app, narrowed);
        }
        app.see(SeenMarks::All);
        app.tick(0.0);
        assert_eq!(app.project.shown(), app.project.whole());
        assert_eq!(
            app.marks.counts(),
            Marks::of(app.project.whole(), ME).counts()
        );
    }

    #[test]
    fn what_is_done_before_it_is_known_is_in_it() {
        let mut app = opened(large());
        app.see(SeenMarks::Of(OTHER));
        judge(&mut app, OTHER, Status::Conflicting);
        app.see(SeenMarks::Disagreements);
        app.see(SeenMarks::Of(OTHER));
        app.tick(0.0);
        assert_eq!(app.seen_marks(), SeenMarks::Of(OTHER));
        expect(&app, Narrowed::ToReviewer(OTHER));
    }

    #[test]
    fn it_does_not_come_over_another_project_or_a_blind_review() {
        let mut app = opened(large());
        app.see(SeenMarks::Mine);
        app.replace_project(saved_project(), None);
        app.tick(0.0);
        assert_eq!(app.seen_marks(), SeenMarks::All);
        let mut app = opened(large());
        app.see(SeenMarks::Of(OTHER));
        app.run(Command::BlindReview);
        let hidden = app.project.shown().clone();
        app.tick(0.0);
        assert_eq!(*app.project.shown(), hidden);
    }
}
