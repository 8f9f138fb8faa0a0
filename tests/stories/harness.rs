//! The one way to open a window in a story.
//!
//! A [`World`] is a computer: a folder for documents, a folder for the program's state, the answers its file dialogs will
//! give, a clock that stands still and ids that count. [`World::start`] starts the program on it and gives a [`Desk`]:
//! the real window, driven by events alone.

use crosscheck::app::{
    App, BottomTab, Dialog, Dialogs, FileAnswer, FileQuestion, Pane, PaneId, Services, Shortcut,
    Threads,
};
use crosscheck::model::{Annotation, Article, BlockKind, Project, Status};
use crosscheck::store::{self, RealDisk};
use crosscheck::text::{ParagraphIndex, Text, TextRange};
use crosscheck::ui::reader::layout::{GalleyLayout, ParagraphLayout as _};
use crosscheck::ui::reader::style::UnitStyle;
use crosscheck::ui::theme::{self, Theme, size};
use crosscheck::ui::{Window, fonts};
use egui::{Context, Event, Key, Modifiers, PointerButton, Pos2, Rect, Role, Vec2, pos2, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};
use jiff::Timestamp;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use uuid::Uuid;

/// The window of most stories.
pub const WIDE: Vec2 = vec2(1600.0, 1000.0);

/// What the harness leaves free around a window on each side.
const MARGIN: Vec2 = vec2(8.0, 8.0);

/// Three invented articles, each with words that the others lack.
pub const LIGHTHOUSE: &str = "Lighthouse to be sold\n\nThe county will sell the lighthouse at Cape Arden. Its keeper, Mrs. Dole, served there for 31 years.\n\nBuyers must keep the lamp burning, the clerk said.\n";
pub const ORCHARD: &str = "Orchard flooded again\n\nThe river rose 4 metres on Sunday night. Nobody in the village was hurt.\n\nFarmers lost half of the apples.\n";
pub const BRIDGE: &str = "Bridge closes for repairs\n\nThe iron bridge will be closed until May. Lorries have to drive 20 miles round.\n";

/// Two invented articles on one event, and one on another.
pub const TIMES: &str = "Keeper found alive in lighthouse\n\nRescuers found Edda Molin on Tuesday in the cellar of the lighthouse at Skarv Point.\n\nShe had been locked in for 9 days. “I counted the waves until I ran out of numbers,” she told the Times.\n\nThe harbour council will repair the tower before winter.\n";
/// See [`TIMES`].
pub const POST: &str = "Skarv Point keeper survives\n\nEdda Molin was found on Tuesday in the cellar of the Skarv Point lighthouse. She had been locked in for 11 days.\n\nAsked how she had passed the time, she said: “I counted the waves until I ran out of numbers.”\n\nFerries sail again.\n";
/// See [`TIMES`].
pub const WIRE: &str = "Rye grows dear\n\nThe guild of bakers met in Torn on Friday and parted without a vote.\n\nA loaf may soon cost five crowns.\n";

/// What the dialogs of the system will say.
#[derive(Clone, Default)]
pub struct Answers {
    next: Arc<Mutex<VecDeque<FileAnswer>>>,
    asked: Arc<Mutex<Vec<FileQuestion>>>,
}

impl Dialogs for Answers {
    fn ask(&self, question: &FileQuestion) -> FileAnswer {
        self.asked.lock().unwrap().push(question.clone());
        let next = self.next.lock().unwrap().pop_front();
        next.unwrap_or_else(|| panic!("nobody expected the dialog {question:?}"))
    }
}

/// A computer with a person at it.
#[derive(Clone)]
pub struct World {
    documents: Arc<TempDir>,
    state: Arc<TempDir>,
    answers: Answers,
    ids: Arc<AtomicU64>,
    windows: Arc<Mutex<Vec<PathBuf>>>,
}

impl World {
    /// A new computer, the program never started before.
    pub fn new() -> Self {
        Self::of_person(1, Arc::new(tempfile::tempdir().unwrap()))
    }

    /// Somebody else who works on the same documents.
    pub fn somebody_else(&self) -> Self {
        Self::of_person(2, Arc::clone(&self.documents))
    }

    /// A third person who works on the same documents.
    pub fn a_third(&self) -> Self {
        Self::of_person(3, Arc::clone(&self.documents))
    }

    fn of_person(person: u64, documents: Arc<TempDir>) -> Self {
        Self {
            documents,
            state: Arc::new(tempfile::tempdir().unwrap()),
            answers: Answers::default(),
            ids: Arc::new(AtomicU64::new(person * 1_000_000)),
            windows: Arc::default(),
        }
    }

    /// A path among the documents.
    pub fn path(&self, name: &str) -> PathBuf {
        self.documents.path().join(name)
    }

    /// Puts a file among the documents.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// The three articles as files.
    pub fn three_articles(&self) -> Vec<PathBuf> {
        [
            ("lighthouse.txt", LIGHTHOUSE),
            ("orchard.txt", ORCHARD),
            ("bridge.txt", BRIDGE),
        ]
        .map(|(name, text)| self.file(name, text))
        .to_vec()
    }

    /// The next dialog of the system chooses these.
    pub fn will_choose(&self, paths: impl Into<Vec<PathBuf>>) {
        self.will_answer(FileAnswer::Chosen(paths.into()));
    }

    /// The next dialog of the system says this.
    pub fn will_answer(&self, answer: FileAnswer) {
        self.answers.next.lock().unwrap().push_back(answer);
    }

    /// Answers that no dialog asked for.
    pub fn forget_answers(&self) {
        self.answers.next.lock().unwrap().clear();
    }

    /// Where work is kept that is not saved.
    pub fn recovery_folder(&self) -> PathBuf {
        self.state.path().join("recovery")
    }

    /// Files for which the program asked for a window of their own.
    pub fn other_windows(&self) -> Vec<PathBuf> {
        self.windows.lock().unwrap().clone()
    }

    /// Where earlier versions are kept.
    pub fn versions_folder(&self) -> PathBuf {
        self.state.path().join("versions")
    }

    /// What is in that folder.
    pub fn left_work(&self) -> Vec<PathBuf> {
        let Ok(folder) = std::fs::read_dir(self.recovery_folder()) else {
            return Vec::new();
        };
        let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_none_or(|extension| extension != "lock"));
        files.sort();
        files
    }

    /// The journal of the last start.
    pub fn only_journal(&self) -> PathBuf {
        let files = self.left_work();
        assert_eq!(files.len(), 1, "{files:?}");
        files[0].clone()
    }

    /// The dialogs that were shown.
    pub fn asked(&self) -> Vec<FileQuestion> {
        self.answers.asked.lock().unwrap().clone()
    }

    /// What the project saved under this name or path holds.
    pub fn saved(&self, file: impl AsRef<Path>) -> Project {
        let path = self.documents.path().join(file);
        let (loaded, _) = store::load(&RealDisk, &path).unwrap();
        assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
        loaded.project
    }

    fn services(&self) -> Services {
        let ids = Arc::clone(&self.ids);
        Services {
            clock: Arc::new(|| Timestamp::from_second(1_700_000_000).unwrap()),
            new_uuid: Arc::new(move || {
                let number = u128::from(ids.fetch_add(1, Ordering::Relaxed));
                // The digits of an id of version 7.
                Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 | number)
            }),
            disk: Arc::new(RealDisk),
            dialogs: Arc::new(self.answers.clone()),
            wake: Arc::new(|| {}),
            open_window: Arc::new({
                let windows = Arc::clone(&self.windows);
                move |file| {
                    windows.lock().unwrap().push(file.to_owned());
                    Ok(())
                }
            }),
            state_folder: Some(self.state.path().to_owned()),
            threads: Threads::Inline,
        }
    }

    /// Starts the program with these files, as the command line does.
    pub fn start(&self, files: Vec<PathBuf>) -> Desk {
        self.start_at(WIDE, files)
    }

    /// The same in a window of another size.
    pub fn start_at(&self, size: Vec2, files: Vec<PathBuf>) -> Desk {
        self.start_scaled(size, 1.0, files)
    }

    /// The same on a screen of so many pixels a point.
    pub fn start_scaled(&self, size: Vec2, scale: f32, files: Vec<PathBuf>) -> Desk {
        let mut app = App::new(self.services());
        app.open_at_start(files);
        let mut app = Some(app);
        let harness = Harness::builder()
            .with_size(size + 2.0 * MARGIN)
            .with_pixels_per_point(scale)
            .with_theme(egui::Theme::Light)
            .with_step_dt(1.0 / 30.0)
            .with_max_steps(12)
            .with_context_setup(|context| {
                fonts::install(context);
                theme::install(context);
            })
            .build_ui_state(
                move |ui, window: &mut Option<Window>| {
                    let window = window.get_or_insert_with(|| {
                        let window = Window::new(ui.ctx(), app.take().unwrap());
                        hold_still(ui.ctx());
                        window
                    });
                    let context = ui.ctx().clone();
                    window.logic(&context);
                    window.ui(ui);
                },
                None,
            );
        let mut desk = Desk {
            harness,
            world: self.clone(),
        };
        desk.run();
        desk
    }

    /// The program as it stands on the welcome page.
    pub fn welcome_page(&self) -> Desk {
        self.welcome_page_at(WIDE)
    }

    /// The same in a window of another size.
    pub fn welcome_page_at(&self, size: Vec2) -> Desk {
        let mut desk = self.start_at(size, Vec::new());
        if matches!(desk.app().view.dialog, Some(Dialog::Recovery(_))) {
            desk.click("Later");
        }
        desk.press("Mod+W");
        assert!(desk.app().is_empty());
        desk
    }

    /// The program with the three articles open and nothing marked.
    pub fn with_three_articles(&self) -> Desk {
        self.with_three_articles_at(WIDE)
    }

    /// The same in a window of another size.
    pub fn with_three_articles_at(&self, size: Vec2) -> Desk {
        let files = self.three_articles();
        let mut desk = self.welcome_page_at(size);
        self.will_choose(files);
        desk.press("Mod+Shift+O");
        desk
    }

    /// The program with one article of so many paragraphs, much longer than the window.
    pub fn with_long_article(&self) -> Desk {
        let paragraphs: Vec<String> = (1..=120)
            .map(|number| format!("Paragraph number {number} tells of boat {number} and of its crew, who were all ashore by then, as far as anybody could say."))
            .collect();
        let text = paragraphs.join("\n\n");
        let file = self.file("long.txt", text);
        let mut desk = self.welcome_page();
        self.will_choose([file]);
        desk.press("Mod+Shift+O");
        desk
    }
}

fn hold_still(context: &Context) {
    context.all_styles_mut(|style| {
        style.animation_time = 0.0;
        style.visuals.text_cursor.blink = false;
        style.scroll_animation = egui::style::ScrollAnimation::none();
    });
}

/// The window, and the computer it runs on.
pub struct Desk {
    harness: Harness<'static, Option<Window>>,
    pub world: World,
}

// What a person does.
impl Desk {
    /// Presses keys one after another, written as in the key map: `Mod+Shift+O Right 1`.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.press_once(key);
        }
    }

    /// Opens the lists below with this one in front.
    pub fn open_list(&mut self, tab: BottomTab) {
        self.press("Mod+B");
        if self.app().view.bottom_tab != tab {
            self.click(tab.label());
        }
    }

    /// Holds a key down until it has repeated itself three times.
    pub fn hold(&mut self, key: &str) {
        let (shortcut, modifiers) = keys(key);
        for repeat in [false, true, true, true] {
            self.key_down(shortcut.key, modifiers, typed(shortcut), repeat);
            self.run();
        }
        self.key_up(shortcut.key, modifiers);
        self.run();
    }

    fn press_once(&mut self, written: &str) {
        let (shortcut, modifiers) = keys(written);
        self.key_down(shortcut.key, modifiers, typed(shortcut), false);
        self.harness.step();
        self.key_up(shortcut.key, modifiers);
        self.run();
    }

    /// A key and what it types come in one frame, as systems send them.
    fn key_down(&mut self, key: Key, modifiers: Modifiers, typed: Option<String>, repeat: bool) {
        let events = &mut self.harness.input_mut().events;
        events.push(Event::ModifiersChanged(modifiers));
        events.push(Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat,
            modifiers,
        });
        events.extend(typed.map(Event::Text));
    }

    fn key_up(&mut self, key: Key, modifiers: Modifiers) {
        let events = &mut self.harness.input_mut().events;
        events.push(Event::Key {
            key,
            physical_key: None,
            pressed: false,
            repeat: false,
            modifiers,
        });
        events.push(Event::ModifiersChanged(Modifiers::NONE));
    }

    /// Types words into whatever has the keyboard, key by key.
    pub fn type_words(&mut self, words: &str) {
        for character in words.chars() {
            let key = match character {
                ' ' => Some(Key::Space),
                other => Key::from_name(&other.to_uppercase().to_string()),
            };
            let typed = Some(character.to_string());
            if let Some(key) = key {
                self.key_down(key, Modifiers::NONE, typed, false);
                self.harness.step();
                self.key_up(key, Modifiers::NONE);
            } else {
                self.harness
                    .input_mut()
                    .events
                    .extend(typed.map(Event::Text));
            }
            self.harness.step();
        }
        self.run();
    }

    /// Puts words into the field that has the keyboard at once, as an input method does.
    pub fn insert(&mut self, words: &str) {
        self.harness.event(Event::Text(words.to_owned()));
        self.run();
    }

    /// The clipboard is pasted, as the system does for its own keys.
    pub fn paste(&mut self, words: &str, modifiers: Modifiers) {
        self.harness
            .event_modifiers(Event::Paste(words.to_owned()), modifiers);
        self.run();
    }

    /// The keys of the system for copying, as it sends them.
    pub fn copy(&mut self, modifiers: Modifiers) {
        let events = &mut self.harness.input_mut().events;
        events.extend([Event::ModifiersChanged(modifiers), Event::Copy]);
        self.harness.step();
        // The answer is in the output of that frame.
        let events = &mut self.harness.input_mut().events;
        events.push(Event::ModifiersChanged(Modifiers::NONE));
    }

    /// Files are dropped on the window.
    pub fn drop_files(&mut self, paths: Vec<PathBuf>) {
        self.harness.input_mut().dropped_files = paths
            .into_iter()
            .map(|path| Arc::new(Dropped(path)) as egui::DroppedFileHandle)
            .collect();
        self.run();
    }

    /// The cross of the window itself.
    pub fn close_window(&mut self) {
        let viewport = self
            .harness
            .input_mut()
            .viewports
            .entry(egui::ViewportId::ROOT)
            .or_default();
        viewport.events.push(egui::ViewportEvent::Close);
        self.run();
    }

    /// Clicks what has this name.
    pub fn click(&mut self, name: &str) {
        self.pause();
        self.find(name).click();
        self.run();
    }

    /// Clicks the first thing whose name holds these words.
    pub fn click_containing(&mut self, words: &str) {
        self.pause();
        let found = self.nodes().find(|node| {
            let label = node.accesskit_node().label();
            label.is_some_and(|label| label.contains(words))
        });
        found
            .unwrap_or_else(|| panic!("nothing holds {words:?}"))
            .click();
        self.run();
    }

    /// Gives something the keyboard, as Tab does in the end.
    pub fn focus(&mut self, name: &str) {
        self.find(name).focus();
        self.run();
    }

    /// Holds the pointer over something.
    pub fn hover(&mut self, name: &str) {
        self.find(name).hover();
        self.run();
    }

    /// Holds the pointer over a place of the window.
    pub fn point_at(&mut self, place: Pos2) {
        self.harness.hover_at(place);
        self.run();
    }

    /// Chooses in a menu: of all that has this name, what stands nearest to the menu's title.
    pub fn choose(&mut self, menu: &str, item: &str) {
        self.click(menu);
        self.pause();
        let title = self.find(menu).rect().left_bottom();
        let of_menu = format!("{item} ");
        let lines = self.nodes().filter(|node| {
            let label = node.accesskit_node().label().unwrap_or_default();
            let is_called = label == item || label.starts_with(&of_menu);
            // A menu hangs under its title.
            is_called && (node.rect().left() - title.x).abs() < 40.0
        });
        let distance = |node: &Node<'_>| node.rect().left_center().distance(title);
        let nearest = lines.min_by(|a, b| distance(a).total_cmp(&distance(b)));
        nearest
            .unwrap_or_else(|| panic!("{menu} has no {item:?}:\n{}", self.everything()))
            .click();
        self.run();
    }

    /// Presses the mouse before a word, moves it behind another and lets go.
    pub fn drag(&mut self, from: &str, to: &str) {
        let (start, end) = (self.place(from, Edge::Start), self.place(to, Edge::End));
        self.drag_with(start, end, Modifiers::NONE);
    }

    /// The same with Ctrl held, which keeps what is selected already.
    pub fn drag_beside(&mut self, from: &str, to: &str) {
        let (start, end) = (self.place(from, Edge::Start), self.place(to, Edge::End));
        self.drag_with(start, end, Modifiers::COMMAND | Modifiers::CTRL);
    }

    /// Takes the end of words and moves it behind others.
    pub fn drag_end(&mut self, of: &str, to: &str) {
        let (start, end) = (self.place(of, Edge::End), self.place(to, Edge::End));
        self.drag_with(start, end, Modifiers::NONE);
    }

    /// Takes the letter beside a mark whose words begin a line, and lets it go over other words.
    pub fn drag_letter(&mut self, of: &str, to: &str) {
        let (start, end) = (self.letter(of), self.place(to, Edge::Middle));
        self.drag_with(start, end, Modifiers::NONE);
    }

    /// The same, but the button stays down.
    pub fn hold_letter_over(&mut self, of: &str, to: &str) {
        let (start, end) = (self.letter(of), self.place(to, Edge::Middle));
        self.pause();
        self.harness.hover_at(start);
        self.button(start, true, Modifiers::NONE);
        self.harness.hover_at(end);
        self.step();
        self.step();
    }

    /// Lets the button go where the pointer is not asked for any more.
    pub fn let_go(&mut self, over: &str) {
        let place = self.place(over, Edge::Middle);
        self.button(place, false, Modifiers::NONE);
        self.harness.remove_cursor();
        self.run();
    }

    /// Clicks the letter beside a mark whose words begin a line.
    pub fn click_letter(&mut self, of: &str) {
        let place = self.letter(of);
        self.drag_with(place, place, Modifiers::NONE);
    }

    fn letter(&self, of: &str) -> Pos2 {
        self.place(of, Edge::Start) + vec2(-11.0, 2.0)
    }

    fn drag_with(&mut self, start: Pos2, end: Pos2, modifiers: Modifiers) {
        self.pause();
        self.harness.event(Event::ModifiersChanged(modifiers));
        self.harness.hover_at(start);
        self.button(start, true, modifiers);
        self.harness.hover_at(start.lerp(end, 0.5));
        self.harness.hover_at(end);
        self.button(end, false, modifiers);
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.harness.remove_cursor();
        self.run();
    }

    /// Clicks into the middle of words, so many times in a row.
    pub fn click_words(&mut self, words: &str, times: usize) {
        let place = self.place(words, Edge::Middle);
        self.pause();
        self.harness.hover_at(place);
        for _ in 0..times {
            self.button(place, true, Modifiers::NONE);
            self.button(place, false, Modifiers::NONE);
        }
        self.harness.remove_cursor();
        self.run();
    }

    /// Clicks in the gap at the right of the pane in which the words stand, at their height.
    pub fn click_gutter(&mut self, words: &str) {
        let at = self.place(words, Edge::Middle);
        let pane = self.pane_rect(words);
        let place = pos2(pane.right() + size::RULER + 2.5, at.y);
        self.pause();
        self.harness.hover_at(place);
        self.run();
        self.button(place, true, Modifiers::NONE);
        self.button(place, false, Modifiers::NONE);
        self.run();
        self.harness.remove_cursor();
        self.run();
    }

    /// Drags the gap at the right of the pane in which the words stand, by so many points.
    pub fn drag_gutter(&mut self, words: &str, points: f32) {
        let at = self.place(words, Edge::Middle);
        let pane = self.pane_rect(words);
        let start = pos2(pane.right() + size::RULER + size::GUTTER / 2.0, at.y);
        self.drag_with(start, start + vec2(points, 0.0), Modifiers::NONE);
    }

    /// Clicks behind words with Shift.
    pub fn shift_click_behind(&mut self, words: &str) {
        let place = self.place(words, Edge::End);
        self.pause();
        self.harness.hover_at(place);
        self.harness
            .event(Event::ModifiersChanged(Modifiers::SHIFT));
        self.button(place, true, Modifiers::SHIFT);
        self.button(place, false, Modifiers::SHIFT);
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.harness.remove_cursor();
        self.run();
    }

    /// Opens the menu of the right button on words.
    pub fn right_click(&mut self, words: &str) {
        let place = self.place(words, Edge::Middle);
        self.right_click_at(place);
    }

    /// Opens the menu of the right button on what has this name.
    pub fn right_click_on(&mut self, name: &str) {
        let place = self.find(name).rect().center();
        self.right_click_at(place);
    }

    fn right_click_at(&mut self, place: Pos2) {
        self.pause();
        self.harness.hover_at(place);
        // Both in one frame, as a quick click comes in.
        for pressed in [true, false] {
            self.harness.input_mut().events.push(Event::PointerButton {
                pos: place,
                button: PointerButton::Secondary,
                pressed,
                modifiers: Modifiers::NONE,
            });
        }
        self.run();
    }

    /// Turns the wheel over words, by points.
    pub fn wheel_over(&mut self, words: &str, points: f32) {
        let place = self.place(words, Edge::Middle);
        self.harness.hover_at(place);
        self.harness.event(Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: vec2(0.0, -points),
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
            modifiers: Modifiers::NONE,
        });
        self.run();
        self.harness.remove_cursor();
        self.harness.run_steps(20);
    }

    /// Lets time pass.
    pub fn wait(&mut self, seconds: f64) {
        let now = self.harness.ctx.input(|input| input.time);
        self.harness.input_mut().time = Some(now + seconds);
        self.harness.step();
        self.harness.input_mut().time = None;
        self.run();
    }

    /// Long enough that the next press is no double click.
    fn pause(&mut self) {
        self.wait(1.0);
    }

    fn button(&self, place: Pos2, pressed: bool, modifiers: Modifiers) {
        self.harness.event(Event::PointerButton {
            pos: place,
            button: PointerButton::Primary,
            pressed,
            modifiers,
        });
    }

    /// One frame.
    pub fn step(&mut self) {
        self.harness.step();
    }

    /// Lets the window settle.
    pub fn run(&mut self) {
        if self
            .harness
            .state()
            .as_ref()
            .is_some_and(|window| window.app.view.quit)
        {
            // It asks to be closed at every frame.
            self.harness.step();
            return;
        }
        self.harness.run_ok();
        if !self.app().view.quit {
            self.harness.run();
        }
    }

    /// The program is ended from outside, as by a power cut.
    pub fn power_cut(self) -> World {
        self.world
    }
}

// What a person sees.
impl Desk {
    /// Behind the window.
    pub fn app(&self) -> &App {
        &self.window().app
    }

    /// Behind the window, to put things there.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.harness.state_mut().as_mut().unwrap().app
    }

    pub fn window(&self) -> &Window {
        self.harness.state().as_ref().unwrap()
    }

    /// The window's tree of names, for what a story looks up itself.
    pub fn harness(&self) -> &Harness<'static, Option<Window>> {
        &self.harness
    }

    /// Whether something on screen says this.
    pub fn sees(&self, words: &str) -> bool {
        self.nodes().any(|node| says(&node, words))
    }

    /// All that is on screen, for the message of a test.
    pub fn everything(&self) -> String {
        self.nodes()
            .map(|node| {
                let node = node.accesskit_node();
                format!(
                    "{:?} {:?} {:?}",
                    node.role(),
                    node.label().unwrap_or_default(),
                    node.value().unwrap_or_default()
                )
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Fails with what is on screen unless something says this.
    #[track_caller]
    pub fn expect(&self, words: &str) {
        assert!(
            self.sees(words),
            "nothing says {words:?}:\n{}",
            self.everything()
        );
    }

    fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        self.harness.root().children_recursive()
    }

    /// What has exactly this name; a button or a field rather than words.
    #[track_caller]
    pub fn find(&self, name: &str) -> Node<'_> {
        let named = |node: &Node<'_>, fits: &dyn Fn(&str) -> bool| {
            let node = node.accesskit_node();
            let label = match node.role() {
                Role::Label => node.value(),
                _ => node.label(),
            };
            !node.is_hidden() && label.is_some_and(|label| fits(&label))
        };
        let acts = |node: &Node<'_>| {
            let role = node.accesskit_node().role();
            !matches!(role, Role::Label | Role::Alert | Role::Paragraph)
        };
        let last = |fits: &dyn Fn(&str) -> bool| {
            let all: Vec<_> = self.nodes().filter(|node| named(node, fits)).collect();
            all.iter().rfind(|node| acts(node)).or(all.last()).copied()
        };
        // A line of a menu is called by its words and its key, and stands over all else.
        let in_menu = |label: &str| {
            let key = label
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix(' '));
            key.is_some_and(|key| !key.contains(' ') && !key.starts_with(char::is_lowercase))
        };
        last(&in_menu)
            .or_else(|| last(&|label| label == name))
            .unwrap_or_else(|| panic!("nothing is called {name:?}:\n{}", self.everything()))
    }

    /// Whether something that acts has this name and can be pressed.
    pub fn is_enabled(&self, name: &str) -> bool {
        !self.find(name).accesskit_node().is_disabled()
    }

    /// Everything that shows words of its own or can be pressed, with its words and where it stands.
    pub fn leaves(&self) -> Vec<(Role, String, Rect)> {
        self.nodes()
            .filter(|node| {
                matches!(
                    node.accesskit_node().role(),
                    Role::Label
                        | Role::Button
                        | Role::CheckBox
                        | Role::TextInput
                        | Role::MultilineTextInput
                        | Role::ComboBox
                )
            })
            .filter_map(|node| {
                let found = node.accesskit_node();
                found.bounding_box()?;
                let words = found.label().or(found.value()).unwrap_or_default();
                Some((found.role(), words, self.seen(&node)))
            })
            .collect()
    }

    /// What of something is seen: the panel in which it lies may be scrolled.
    fn seen(&self, node: &Node<'_>) -> Rect {
        let scale = self.harness.ctx.pixels_per_point();
        let mut rect = node.rect();
        let mut around = node.accesskit_node().parent();
        while let Some(parent) = around {
            if parent.role() == Role::Pane
                && let Some(bounds) = parent.bounding_box()
            {
                let corner = |x: f64, y: f64| Pos2::new(x as f32 / scale, y as f32 / scale);
                let pane =
                    Rect::from_min_max(corner(bounds.x0, bounds.y0), corner(bounds.x1, bounds.y1));
                rect = rect.intersect(pane);
            }
            around = parent.parent();
        }
        rect
    }

    /// The part of the screen that the window has.
    pub fn window_rect(&self) -> Rect {
        self.harness.ctx.content_rect()
    }

    /// Where the text of the first pane stands.
    pub fn text_rect(&self) -> Rect {
        let texts = self
            .nodes()
            .filter(|node| node.accesskit_node().role() == Role::Document);
        texts.map(|node| node.rect()).next().expect("a pane")
    }

    /// How many things have this name.
    pub fn count(&self, name: &str) -> usize {
        self.harness.query_all_by_label(name).count()
    }

    /// Clicks one of several things with one name, counted from the left from 0.
    pub fn click_nth(&mut self, name: &str, number: usize) {
        let mut places: Vec<Rect> = self
            .nodes()
            .filter(|node| {
                node.accesskit_node()
                    .label()
                    .is_some_and(|label| label == name)
            })
            .map(|node| node.rect())
            .collect();
        places.sort_by(|one, other| one.left().total_cmp(&other.left()));
        let at = places[number].center();
        self.pause();
        self.harness.hover_at(at);
        self.button(at, true, Modifiers::NONE);
        self.button(at, false, Modifiers::NONE);
        self.harness.remove_cursor();
        self.run();
    }

    /// Where the text of the pane stands in which the words are.
    pub fn pane_rect(&self, words: &str) -> Rect {
        let at = self.place(words, Edge::Middle);
        self.nodes()
            .filter(|node| node.accesskit_node().role() == Role::Document)
            .map(|node| node.rect())
            .find(|rect| rect.contains(at))
            .expect("the words stand in a pane")
    }

    /// How many things say this.
    pub fn count_containing(&self, words: &str) -> usize {
        self.nodes().filter(|node| says(node, words)).count()
    }

    /// All messages, with what stands behind them.
    pub fn messages(&self) -> String {
        self.app()
            .notices
            .shown()
            .iter()
            .flat_map(|notice| {
                std::iter::once(notice.text.as_str())
                    .chain(notice.details.iter().map(String::as_str))
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// What has the keyboard, as egui sees it.
    pub fn focused(&self) -> Option<egui::Id> {
        self.harness.ctx.memory(egui::Memory::focused)
    }

    pub fn pane(&self) -> &Pane {
        self.app().focused_pane().expect("a pane has the caret")
    }

    pub fn article(&self) -> &Article {
        self.app().focused_article().expect("an article is open")
    }

    pub fn text(&self) -> &Text {
        self.article().text.as_ref().unwrap()
    }

    /// The words that are selected.
    pub fn selected(&self) -> &str {
        self.text().slice(self.pane().selection.range())
    }

    /// The words before the caret and those behind it, a few of each.
    pub fn around_caret(&self) -> (String, String) {
        let (text, at) = (self.text(), self.pane().selection.head.bytes());
        let before: String = text.as_str()[..at].chars().rev().take(8).collect();
        (
            before.chars().rev().collect(),
            text.as_str()[at..].chars().take(8).collect(),
        )
    }

    /// How far the focused pane is scrolled.
    pub fn scroll(&self) -> f64 {
        self.scroll_in(self.pane().id)
    }

    /// How far the pane of a file is scrolled.
    pub fn scroll_of(&self, file: &str) -> f64 {
        let app = self.app();
        let shows = |pane: &&Pane| {
            let article = app.project.article(pane.article).expect("an article");
            article.meta().file_name == file
        };
        self.scroll_in(app.panes.iter().find(shows).expect("a pane").id)
    }

    /// At which height of the screen words stand.
    pub fn height_of(&self, words: &str) -> f32 {
        self.place(words, Edge::Middle).y
    }

    fn scroll_in(&self, pane: PaneId) -> f64 {
        self.window().panes().state(pane).unwrap().scroll()
    }

    /// Every mark: its words and my status, in the order of the texts.
    pub fn marks(&self) -> Vec<(String, Option<Status>)> {
        let me = self.app().reviewer();
        marks_of(&self.app().project)
            .into_iter()
            .map(|mark| {
                (
                    mark.quote(),
                    mark.assessment_of(me).and_then(|given| given.status),
                )
            })
            .collect()
    }

    /// The words of the active mark.
    pub fn active(&self) -> Option<String> {
        self.app().active_mark().map(|mark| mark.quote())
    }

    /// The panes that are on screen, and the titles of their articles.
    pub fn panes_on_screen(&self) -> Vec<String> {
        self.nodes()
            .filter(|node| node.accesskit_node().role() == Role::Document)
            .map(|node| node.accesskit_node().label().unwrap_or_default())
            .collect()
    }

    /// Where words stand on screen. The window's own layout is made again from what its paragraphs say of themselves.
    #[track_caller]
    fn place(&self, words: &str, end: Edge) -> Pos2 {
        for article in self.app().project.live_articles() {
            let Some(text) = &article.text else { continue };
            let Some(at) = text.as_str().find(words) else {
                continue;
            };
            let range = TextRange::of_bytes(at, at + words.len());
            let index = text.paragraph_at(range.start);
            if let Some(place) = self.place_in(article, text, index, range, end) {
                return place;
            }
        }
        panic!("{words:?} is not on screen:\n{}", self.everything());
    }

    fn place_in(
        &self,
        article: &Article,
        text: &Text,
        index: ParagraphIndex,
        range: TextRange,
        end: Edge,
    ) -> Option<Pos2> {
        let paragraph = text.paragraph(index);
        let words = text.slice(paragraph);
        let node = self.nodes().find(|node| {
            let node = node.accesskit_node();
            node.role() == Role::Paragraph
                && node
                    .label()
                    .is_some_and(|label| label == words || label.starts_with(&format!("{words} [")))
        })?;
        let rect: Rect = node.rect();
        let kind = if article.blocks.is_empty() {
            BlockKind::Paragraph
        } else {
            article.block_at(paragraph.start)
        };
        let context = &self.harness.ctx;
        let style = UnitStyle::of(
            kind,
            false,
            self.app().settings.text_size,
            Theme::of(context),
        );
        let galley = context.fonts_mut(|fonts| fonts.layout_job(style.job(words, rect.width())));
        let layout = GalleyLayout::new(galley, words, paragraph.start);
        let caret = |offset| {
            let line = layout.caret(offset).rect;
            Pos2::new(rect.left() + line.left(), rect.top() + line.center().y)
        };
        let (start, finish) = (caret(range.start), caret(range.end));
        Some(match end {
            Edge::Start => start,
            Edge::End => finish,
            Edge::Middle if (start.y - finish.y).abs() < 1.0 => start.lerp(finish, 0.5),
            Edge::Middle => start + vec2(4.0, 0.0),
        })
    }
}

/// Which part of words is meant.
#[derive(Clone, Copy)]
enum Edge {
    Start,
    Middle,
    End,
}

/// Every mark of a project, in the order of articles and places.
pub fn marks_of(project: &Project) -> Vec<Arc<Annotation>> {
    let mut marks: Vec<_> = project.live_annotations().cloned().collect();
    marks.sort_by_key(|mark| (mark.article, mark.hull().start, mark.hull().end, mark.id));
    marks
}

/// The words of every mark of a project with the statuses given to it.
pub fn summary(project: &Project) -> Vec<(String, Vec<Status>)> {
    marks_of(project)
        .iter()
        .map(|mark| {
            let given = mark.assessments.values();
            (
                mark.quote(),
                given.filter_map(|given| given.value.status).collect(),
            )
        })
        .collect()
}

/// The pane that shows an article.
pub fn pane_of(app: &App, title: &str) -> PaneId {
    app.panes
        .iter()
        .find(|pane| {
            app.project
                .article(pane.article)
                .is_some_and(|article| article.display_title() == title)
        })
        .map_or_else(|| panic!("no pane shows {title:?}"), |pane| pane.id)
}

fn says(node: &Node<'_>, words: &str) -> bool {
    let node = node.accesskit_node();
    [node.label(), node.value()]
        .into_iter()
        .flatten()
        .any(|text| text.contains(words))
}

/// A key as the key map writes it.
fn keys(written: &str) -> (Shortcut, Modifiers) {
    let shortcut = Shortcut::parse(written).unwrap_or_else(|| panic!("no key {written}"));
    let modifiers = Modifiers {
        alt: shortcut.alt,
        ctrl: shortcut.command,
        shift: shortcut.shift,
        mac_cmd: false,
        command: shortcut.command,
    };
    (shortcut, modifiers)
}

/// What a key types where nothing takes it.
fn typed(shortcut: Shortcut) -> Option<String> {
    if shortcut.command || shortcut.alt {
        return None;
    }
    let name = match shortcut.key {
        Key::Space => " ",
        key => key.symbol_or_name(),
    };
    let mut characters = name.chars();
    let only = characters.next().filter(|_| characters.next().is_none())?;
    if !only.is_alphanumeric() && only != ' ' {
        return None;
    }
    Some(if shortcut.shift {
        only.to_string()
    } else {
        only.to_lowercase().to_string()
    })
}

/// A file as the system hands it over.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}
