//! The window without widgets: what is open, what a command does to it, and the work that goes on beside it.
//!
//! The tour: [`Command`] is the only list of what a user can do; [`App::run`] in `dispatch.rs` does it; [`App::tick`] takes the results of
//! work off the UI thread; `target.rs` says what a command acts on; `marking.rs` marks; `files.rs` opens and saves;
//! [`Marks`] is the index that the reader asks; [`Settings`] belong to the person, not to a project.
//!
//! Invariant: no widgets and no layout. A test drives the whole product without a window: run a command, look, undo.

mod agreeing;
mod annotation_filter;
mod blind;
mod board;
mod cited;
mod claim_picker;
mod command;
mod conflicts;
mod coverage;
mod crash;
mod deciding;
mod differences;
mod differing;
mod dispatch;
mod files;
mod finding;
mod gestures;
mod hints;
mod initials;
mod journal;
mod jumps;
mod keymap;
mod keys;
mod left_out;
mod links;
mod log;
mod looking;
mod marking;
mod marks;
mod matches;
mod notices;
mod occurrences;
mod offered_root;
mod one_window;
mod open_project;
mod palette;
mod pane;
mod panes;
mod picker;
mod places;
mod quotations;
mod reading;
mod reviewing;
mod second_window;
mod services;
mod setting_aside;
mod settings;
mod signing;
mod sources;
mod state_file;
mod target;
mod thread;
mod tied;
mod tying;
mod undone;
mod views;
mod walk;
pub mod words;

pub use agreeing::{AgreementView, ShownPassages};
pub use annotation_filter::{AnnotationFilter, Listed};
pub use board::{Board, BoardColumn};
pub use command::{Command, Definition, Menu, Motion, ThemeChoice};
pub use conflicts::Apart;
pub use crash::CrashCopy;
pub use deciding::Choice;
pub use files::{
    AfterClosing, CameIn, ClosingAnswer, MergeOffer, MergeRow, PathPrompt, PathPurpose,
    ProjectFile, RescueOffer, VersionRow, Versions, WrongPlace, completion, file_name,
    temporary_folders,
};
pub use finding::{AT_ONCE_BYTES as FIND_AT_ONCE_BYTES, Find, FindScope};
pub use keymap::{ChangedKeys, GiveKey, Refusal, Sheet, Waiting};
pub use keys::{Context, Shortcut};
pub use left_out::left_out_of_matching;
pub use marks::{ArticleMarks, Counts, MarkSpan, Marks};
pub use matches::{Counterpart, Level, Near, OwnBody, PassageMatches};
pub use notices::{Notice, Notices, Said, Severity, causes};
pub use occurrences::Scope;
pub use offered_root::OfferedRoot;
pub use one_window::bring_forward;
pub use open_project::OpenProject;
pub use pane::{Extend, Pane, PaneId, Reveal, RevealHow, Scroll, SelectedBy, Selection};
pub use picker::{Picked, Picker, PickerKind, PickerRow};
pub use quotations::QuotationList;
pub use reviewing::{ReviewList, ReviewShown, ReviewView, SealLines};
pub use services::{Dialogs, FileAnswer, FileQuestion, Services, Threads, now, state_folder};
pub use setting_aside::FurnitureOffer;
pub use settings::{LINE_LENGTHS, Settings, TEXT_SIZES};
pub use target::{Target, paragraph_number};
pub use thread::Thread;
pub use tying::{ClaimChoice, ClaimField, SecondTie};
pub use views::{MarksView, SeenMarks};
pub use walk::Walk;

use crate::compare::{BoardFilter, BoardOrder};
use crate::edit::{Edit, History};
use crate::model::{
    AnnotationId, ArticleId, ClaimId, Meta, Project, ProjectId, ReviewerId, Role, Session,
};
use files::Jobs;
use open_project::Lens;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// A part of the window that F6 goes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Region {
    /// The list of articles.
    Left,
    /// The article panes.
    #[default]
    Reader,
    /// The inspector.
    Inspector,
    /// The list below.
    Bottom,
    /// The card beside the list of disagreements.
    Decision,
}

/// A list under the panes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BottomTab {
    /// The claim board: what each article says of each claim.
    #[default]
    Board,
    /// All annotations.
    Annotations,
    /// Cards of evidence.
    Sources,
    /// Who is quoted, and how.
    Quotations,
    /// Words that lie in no mark.
    Unmarked,
    /// Where readers differ, and what waits for a sign-off.
    Review,
}

impl BottomTab {
    /// All, from left to right.
    pub const ALL: [Self; 6] = [
        Self::Board,
        Self::Annotations,
        Self::Review,
        Self::Sources,
        Self::Quotations,
        Self::Unmarked,
    ];

    /// What stands on the tab.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Board => "Claims",
            Self::Annotations => "Annotations",
            Self::Sources => "Sources",
            Self::Quotations => "Quotations",
            Self::Unmarked => "Unmarked words",
            Self::Review => "Review",
        }
    }
}

/// A field of the inspector that should get the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The note.
    Note,
    /// The correction.
    ShouldRead,
}

/// A question or sheet over the window.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Save before closing?
    Closing(AfterClosing),
    /// Details of an article.
    EditArticle {
        /// Which one.
        article: ArticleId,
        /// What is being typed.
        draft: Box<Meta>,
        /// To check or to compare.
        role: Role,
    },
    /// A claim: its statement, kind and note.
    EditClaim {
        /// Which one.
        claim: ClaimId,
        /// What is being typed.
        draft: Box<crate::model::Claim>,
        /// The statement of a second claim, where it is being split.
        second: Option<String>,
        /// Which field gets the keyboard first.
        field: ClaimField,
    },
    /// A path that is typed.
    Path(Box<PathPrompt>),
    /// What a merge would bring.
    Merge(std::sync::Arc<MergeOffer>),
    /// What others wrote into the file.
    CameIn(std::sync::Arc<CameIn>),
    /// A project that cannot be opened, and what of it can be read.
    Damaged(std::sync::Arc<RescueOffer>),
    /// An address that the browser is about to get.
    OpenLink(Box<crate::text::link::WebLink>),
    /// What was saved before; what it shows is in [`App::versions`].
    Versions,
    /// Work of an earlier start that never reached its file.
    Recovery(Vec<RecoveryOffer>),
    /// Mark an article as read though words are unmarked?
    MarkRead {
        /// Which one.
        article: ArticleId,
        /// How many words are unmarked.
        words: usize,
        /// How many of them are numbers.
        numbers: usize,
    },
    /// Show others' work in what was not marked as read?
    EndBlindReview,
    /// Lines that look like page furniture, as one list.
    Furniture {
        /// Of which article.
        article: ArticleId,
        /// The lines.
        offers: Vec<FurnitureOffer>,
    },
    /// Every key.
    Shortcuts,
    /// What was said since the start.
    Messages,
    /// What this is.
    About,
}

/// Work of an earlier start that can be brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoveryOffer {
    /// The journal or recovery copy that it is in.
    pub copy: PathBuf,
    /// Others that hold nothing more than it does.
    pub contained: Vec<PathBuf>,
    /// The project's file, if it had one.
    pub project_path: Option<PathBuf>,
    /// What the project is called; may be empty.
    pub title: String,
    /// When the last of it was written, in UTC.
    pub written: jiff::Timestamp,
    /// How many edits it holds.
    pub changes: usize,
    /// What it changes, as lines to show; none in blind review.
    pub rows: Vec<MergeRow>,
    /// What else is to be told, in sentences.
    pub notices: Vec<String>,
    /// Whether the person is being asked if it may be thrown away.
    pub is_asked_about: bool,
}

/// What the window shows beside the articles.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a panel or a wish of its own"
)]
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The region with the keyboard.
    pub region: Region,
    /// Where the keyboard goes back to from a field of the inspector.
    pub back_to: Region,
    /// A field that should get the keyboard at the next frame.
    pub focus_field: Option<Field>,
    /// Whether the keyboard should go back to the text at the next frame.
    pub focus_text: bool,
    /// A region, other than the text, that should get the keyboard at the next frame.
    pub focus_list: Option<Region>,
    /// Whether the lists under the panes are open.
    pub bottom: bool,
    /// Which of them is in front.
    pub bottom_tab: BottomTab,
    /// Whether the filter of the list should get the keyboard at the next frame.
    pub focus_filter: bool,
    /// Whether what is done steps back.
    pub dims_done: bool,
    /// The popup in which something is chosen.
    pub picker: Option<Picker>,
    /// Commands chosen in the palette, the last one first.
    pub last_used: Vec<Command>,
    /// What the sheet of shortcuts is at.
    pub sheet: Sheet,
    /// Whether keys are those of macOS; set by the window.
    pub is_mac: bool,
    /// Whether the window is so narrow that the inspector is a strip; set by the window.
    pub is_narrow: bool,
    /// Whether the menus should get the keyboard at the next frame.
    pub focus_menus: bool,
    /// Whether the list of articles is shown whole; set by the window, which knows its width.
    pub left_is_open: bool,
    /// Whether every panel is folded.
    pub articles_only: bool,
    /// The question or sheet over the window.
    pub dialog: Option<Dialog>,
    /// The panes whose text stands on the screen, from left to right; set by the window.
    pub panes_in_view: Vec<PaneId>,
    /// How the panes lie after a person moved them, in words that only the window reads; else empty.
    pub pane_layout: String,
    /// How the panes should lie at the next frame, in the same words, and which should be in front.
    pub lay_out_panes: Option<(String, Vec<PaneId>)>,
    /// Passages that should come level with another one at the next frame.
    pub bring_level: Vec<Level>,
    /// Whether the panes should be put side by side again.
    pub arrange: bool,
    /// A popup that Esc should close first.
    pub popup_open: bool,
    /// Whether a field was asked for that could not be given: what is typed for it must not become commands.
    pub field_refused: bool,
    /// An address that the browser should get, a person having seen all of it.
    pub opened: Option<String>,
    /// Text that should go to the clipboard.
    pub copied: Option<String>,
    /// Whether the clipboard should be asked for, to make an article of it.
    pub wants_paste: bool,
    /// Whether the window should close.
    pub quit: bool,
    /// Whether the window should come before all others at the next frame.
    pub come_forward: bool,
    /// Whether something is being typed or dragged just now; set by the window.
    pub hands_are_busy: bool,
    /// What the list of annotations is narrowed to.
    pub list_filter: AnnotationFilter,
    /// What the claim board is narrowed to.
    pub board_filter: BoardFilter,
    /// In which order its rows stand.
    pub board_order: BoardOrder,
    /// Columns of articles that say nothing, and that a person has unfolded.
    pub board_unfolded: BTreeSet<ArticleId>,
    /// Words of the filter over the list of sources.
    pub source_filter: String,
    /// The card that is open beside the list of sources; one that is not in the project yet is being written.
    pub open_card: Option<crate::model::SourceId>,
    /// Whether the title of the open card should get the keyboard at the next frame.
    pub focus_card: bool,
    /// What the review list is at.
    pub review: ReviewView,
    /// What the list of agreement in it is at.
    pub agreement: AgreementView,
}

/// The whole of the program but its widgets.
pub struct App {
    /// What is open, as this person may see it.
    pub project: OpenProject,
    /// What the file holds, as far as this program knows.
    saved: Project,
    history: History,
    /// Where the marks are.
    pub marks: Marks,
    coverage: coverage::CoverageCache,
    /// Dates found in articles that have none, once each; `None` where none was found or the person left it open.
    dates: std::collections::BTreeMap<ArticleId, Option<crate::import::GuessedDate>>,
    /// Where the project was opened from or saved to.
    pub file: Option<ProjectFile>,
    session: Session,
    saves: u32,
    /// Edits since the last save, to tell how many came back.
    changes: usize,
    /// The panes, in the order in which they were opened.
    pub panes: Vec<Pane>,
    focused: Option<PaneId>,
    next_pane: u32,
    /// How panes were left that were closed, or whose article went.
    left_panes: std::collections::BTreeMap<ArticleId, panes::LeftPane>,
    /// Where the words are that the last step back was about, where they are out of view.
    undone: Option<(ArticleId, crate::text::TextRange)>,
    /// The articles of the last look: another one gets a pane, however it came in.
    known_articles: BTreeSet<ArticleId>,
    active: Option<AnnotationId>,
    gestures: gestures::Gestures,
    /// Where the person stopped reading, and when, until the caret moves.
    stopped: Option<(PaneId, jiff::Timestamp)>,
    /// A walk that said it has ended, so that the next press begins anew.
    walk_ended: Option<(Walk, walk::Direction)>,
    /// The target that was out of view at the last press.
    warned_off_screen: Option<Target>,
    /// What belongs to the person.
    pub settings: Settings,
    /// Messages.
    pub notices: Notices,
    /// What the window shows beside the articles.
    pub view: View,
    services: Services,
    jobs: files::Jobs,
    /// The article that was pasted last, where its text may hold several.
    pasted: Option<ArticleId>,
    /// What is looked for.
    pub find: Find,
    matches: matches::Matches,
    quotations: quotations::Quotations,
    agreeing: agreeing::Agreeing,
    jumps: jumps::Jumps,
    /// The list of annotations as it was collected last.
    listed: Listed,
    cited: cited::Cited,
    reviewing: reviewing::Reviewing,
    conflicts: conflicts::Conflicts,
    looking: looking::Looking,
    board: Board,
    offered: offered_root::Offered,
    /// The history of a mark as it was told last.
    told: Option<(u64, AnnotationId, std::sync::Arc<[crate::review::Told]>)>,
    /// Which marks are tied to which claim.
    tied: tied::Tied,
    /// The claims that were tied to or chosen, the last one first.
    recent_claims: Vec<ClaimId>,
    crash: CrashCopy,
    /// What is not saved yet is kept there.
    journal: files::Journaling,
    /// What was saved before.
    pub versions: Versions,
    log: log::Log,
    one_window: one_window::OneWindow,
    watching: files::Watching,
    /// What others wrote into the file last, until it is hidden or another project is open.
    came_in: Option<std::sync::Arc<CameIn>>,
    /// Grows with every change of the project, for what is kept between frames.
    revision: u64,
}

impl App {
    /// A program with nothing open, and settings from the state folder.
    #[must_use]
    pub fn new(services: Services) -> Self {
        let (mut settings, trouble) = services
            .state_folder
            .as_deref()
            .map_or_else(|| (Settings::default(), None), Settings::load);
        settings
            .reviewer
            .get_or_insert_with(|| ReviewerId((services.new_uuid)()));
        let project = Project::new(ProjectId((services.new_uuid)()));
        let me = settings.reviewer.unwrap_or(ReviewerId::HIDDEN);
        let mut app = Self {
            saved: project.clone(),
            marks: Marks::of(&project, me),
            project: OpenProject::new(project, Lens::open(me)),
            coverage: coverage::CoverageCache::default(),
            dates: std::collections::BTreeMap::new(),
            history: History::default(),
            file: None,
            session: new_session(&services),
            saves: 0,
            changes: 0,
            panes: Vec::new(),
            focused: None,
            next_pane: 0,
            left_panes: std::collections::BTreeMap::new(),
            undone: None,
            known_articles: BTreeSet::new(),
            active: None,
            gestures: gestures::Gestures::default(),
            stopped: None,
            walk_ended: None,
            warned_off_screen: None,
            settings,
            notices: Notices::with_clock(std::sync::Arc::clone(&services.clock)),
            view: View::default(),
            crash: CrashCopy::new(services.state_folder.clone()),
            journal: files::Journaling::new(&services),
            versions: Versions::default(),
            log: log::Log::new(services.state_folder.clone(), services.threads),
            one_window: one_window::OneWindow::new(&services),
            watching: files::Watching::new(&services),
            came_in: None,
            services,
            jobs: files::Jobs::new(),
            pasted: None,
            find: Find::default(),
            matches: matches::Matches::default(),
            quotations: quotations::Quotations::default(),
            agreeing: agreeing::Agreeing::default(),
            jumps: jumps::Jumps::default(),
            listed: Listed::default(),
            cited: cited::Cited::default(),
            reviewing: reviewing::Reviewing::default(),
            conflicts: conflicts::Conflicts::default(),
            looking: looking::Looking::default(),
            board: Board::default(),
            offered: offered_root::Offered::default(),
            told: None,
            tied: tied::Tied::default(),
            recent_claims: Vec::new(),
            revision: 0,
        };
        app.log.started();
        if let Some(trouble) = trouble {
            app.notices.warn(trouble, Vec::new());
        }
        app.check_changed_keys();
        app
    }

    /// The person at this machine.
    #[must_use]
    pub fn reviewer(&self) -> ReviewerId {
        self.settings
            .reviewer
            .unwrap_or(ReviewerId(uuid::Uuid::nil()))
    }

    /// What is kept for the case that the program breaks; its hook is put into place by whoever opens the window.
    #[must_use]
    pub fn crash_copy(&self) -> &CrashCopy {
        &self.crash
    }

    /// Where the log is, if one is kept.
    #[must_use]
    pub fn log_path(&self) -> Option<PathBuf> {
        self.log.path()
    }

    /// Grows with every change of the project.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// What takes the last step back, for the menu.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.history.undo_label()
    }

    /// What does the undone step again, for the menu.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.history.redo_label()
    }

    /// Whether the project has nothing in it: the welcome page is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.project.live_articles().next().is_none()
    }

    /// Applies an edit as one step that can be undone.
    pub(crate) fn commit(&mut self, edit: Edit, label: &str) {
        self.notices.settle();
        let edit_for_marks = edit.clone();
        let before = self.project.shown().clone();
        match self.project.commit(&mut self.history, edit, label) {
            Ok(()) => self.changed_from(&before, &edit_for_marks),
            Err(error) => self
                .notices
                .error("That could not be done.", vec![error.to_string()]),
        }
    }

    /// Brings up to date what is kept of the project, after an edit that names all that may be another.
    fn changed(&mut self, edit: &Edit) {
        // Its button undoes the last step, which is the merge no more.
        self.notices.take_back(words::MERGED_FROM);
        self.notices.withdraw(Command::Undo);
        self.marks.update(&self.project, edit);
        self.tied.update(&self.project, edit);
        self.revision += 1;
        self.cited.follow(&self.project, edit, self.revision);
        self.follow_board(edit);
        self.changes += 1;
        self.after_change();
    }

    fn after_change(&mut self) {
        self.warned_off_screen = None;
        self.undone = None;
        if self.active.is_some_and(|active| !self.marks.shows(active)) {
            self.active = None;
        }
        self.sync_panes();
        self.refresh_active();
        self.keep_journal();
    }

    fn undo(&mut self) {
        let judged = self.active_mark().cloned();
        let before = self.project.shown().clone();
        match self.project.undo(&mut self.history) {
            Ok(Some(step)) => {
                self.changed_from(&before, &step.inverse);
                if let Some(mark) = judged {
                    self.select_words_of_undone(&mark);
                }
                self.return_to_decided(&step.edit);
                self.return_to_settled(&step.edit);
                self.notices.settle();
                self.say_undone(&step);
            }
            Ok(None) => self.notices.info("Nothing to undo"),
            Err(error) => self
                .notices
                .error("This step could not be undone.", vec![error.to_string()]),
        }
    }

    /// Takes the last step back without a word, as a gesture that is still going on replaces it.
    fn undo_quietly(&mut self) {
        let before = self.project.shown().clone();
        if let Ok(Some(step)) = self.project.undo(&mut self.history) {
            self.changed_from(&before, &step.inverse);
        }
    }

    fn redo(&mut self) {
        let before = self.project.shown().clone();
        match self.project.redo(&mut self.history) {
            Ok(Some(step)) => {
                self.changed_from(&before, &step.edit);
                self.return_to_decided(&step.edit);
                self.return_to_settled(&step.edit);
                self.notices.settle();
                self.say_done_again(&step);
            }
            Ok(None) => self.notices.info("Nothing to do again"),
            Err(error) => self.notices.error(
                "This step could not be done again.",
                vec![error.to_string()],
            ),
        }
    }

    fn set_text_size(&mut self, points: f32) {
        self.settings.text_size = points.clamp(TEXT_SIZES.0, TEXT_SIZES.2);
    }

    fn set_line_length(&mut self, characters: u32) {
        self.settings.line_length = characters.clamp(LINE_LENGTHS.0, LINE_LENGTHS.2);
    }

    fn toggle_dialog(&mut self, dialog: Dialog) {
        self.view.dialog = if self.view.dialog.as_ref() == Some(&dialog) {
            None
        } else {
            Some(dialog)
        };
    }

    fn next_region(&mut self, by: isize) {
        let mut regions = vec![Region::Reader];
        if !self.view.articles_only {
            if self.settings.inspector {
                regions.push(Region::Inspector);
            }
            if self.view.bottom {
                regions.push(Region::Bottom);
                if self.shows_decision_card() {
                    regions.push(Region::Decision);
                }
            }
            // Whole or folded to a rail, it is there.
            regions.push(Region::Left);
        }
        let at = regions
            .iter()
            .position(|region| *region == self.view.region)
            .unwrap_or(0);
        let next = (at.cast_signed() + by).rem_euclid(regions.len().cast_signed());
        self.go_to_region(regions[next.unsigned_abs()]);
    }

    /// Gives a region the keyboard.
    pub fn go_to_region(&mut self, region: Region) {
        if region != Region::Bottom {
            self.jumps.stop_looking_on();
        }
        self.view.region = region;
        self.view.focus_text = region == Region::Reader;
        self.view.focus_list = (region != Region::Reader).then_some(region);
    }

    /// From a field back to the list or the card that it was opened from, else to the text.
    fn leave_field(&mut self) {
        if self.view.region == Region::Decision {
            self.go_to_region(self.region_behind());
            return;
        }
        let back_to = std::mem::take(&mut self.view.back_to);
        let is_field = self.view.region == Region::Inspector;
        let is_there = self.view.bottom && !self.view.articles_only;
        self.go_to_region(if is_field && is_there {
            back_to
        } else {
            Region::Reader
        });
    }

    fn enter_inspector(&mut self) {
        if self.active_mark().is_some() {
            self.edit_field(Field::Note);
        }
    }

    /// One thing a press: popup, dialog, thread, back to the text, edges, paint, fragments, selection, active mark, messages.
    fn escape(&mut self) {
        if self.view.picker.is_some() {
            self.close_picker();
            return;
        }
        if self.view.dialog.take().is_some() {
            self.view.focus_text = true;
            return;
        }
        if self.drop_thread() {
            return;
        }
        if self.find.has_keyboard {
            self.close_find();
            return;
        }
        if self.view.region != Region::Reader {
            self.leave_field();
            return;
        }
        if self.restore_edges() || self.stop_painting() || self.drop_fragments() {
            return;
        }
        if let Some(pane) = self
            .focused_pane_mut()
            .filter(|pane| !pane.selection.is_empty())
        {
            pane.selection = Selection::caret(pane.selection.head);
            return;
        }
        if self.active.take().is_some() {
            return;
        }
        if self.find.is_open {
            self.close_find();
            return;
        }
        self.notices.settle();
        self.view.focus_text = true;
    }
}

/// A session that no other process has.
fn new_session(services: &Services) -> Session {
    let uuid = (services.new_uuid)().as_u128();
    // The clock's part and the random part both count, whatever version the ids are of.
    Session::from_random((uuid as u64) ^ ((uuid >> 64) as u64).rotate_left(32))
}
