//! The whole window: what stands where at which width, and one frame of it. `native` opens it on a screen.

use super::fonts;
use super::input::{self, Keyboard};
use super::panels::{self, BottomShape, Drafts, InspectorShape};
use super::panes::Panes;
use super::picker;
use super::reader;
use super::theme::{self, Theme, size};
use super::window_place;
use crate::app::{App, Command, ThemeChoice};
use egui::{CentralPanel, Context, Event, Frame, Margin, Panel, Ui, ViewportCommand, vec2};

pub use super::native::{WindowError, run};

/// Widths at which the layout changes.
const WIDE: f32 = 1600.0;
const NARROW: f32 = 1200.0;

/// A line of the status bar and the menus must not leave fewer lines of text than this.
const LEAST_TEXT: f32 = 12.0 * 26.0;

/// Points that the focused pane keeps beside the board of a narrow window, its margins with it.
const PANE_BESIDE_BOARD: f32 = 332.0;

/// The least width of that board.
const LEAST_BOARD: f32 = 352.0;

/// How many frames the clipboard has to answer.
const PASTE_FRAMES: u32 = 4;

/// Seconds after a key during which somebody is typing.
const TYPING_SECS: f64 = 1.5;

/// What the window remembers between frames beside the app.
pub struct Window {
    /// The program behind it.
    pub app: App,
    panes: Panes,
    drafts: Drafts,
    lists: panels::Lists,
    keyboard: Keyboard,
    asked: Vec<Command>,
    shown_theme: Option<ThemeChoice>,
    shown_title: String,
    /// When a field got a key last, on the window's clock.
    typed_at: f64,
    /// Frames since the clipboard was asked for.
    paste_frames: u32,
}

impl Window {
    /// A window on `app`; fonts and style are given to `context`.
    #[must_use]
    pub fn new(context: &Context, app: App) -> Self {
        fonts::install(context);
        theme::install(context);
        Self {
            app,
            panes: Panes::default(),
            drafts: Drafts::default(),
            lists: panels::Lists::default(),
            keyboard: Keyboard::new(),
            asked: Vec::new(),
            shown_theme: None,
            shown_title: String::new(),
            typed_at: f64::NEG_INFINITY,
            paste_frames: 0,
        }
    }

    /// The panes, for tests and measurements.
    #[must_use]
    pub fn panes(&self) -> &Panes {
        &self.panes
    }

    /// Before the widgets: finished work, keys, commands.
    pub fn logic(&mut self, context: &Context) {
        let asked = input::take(context, &mut self.app, &mut self.keyboard);
        self.asked.extend(asked.commands);
        if let Some(text) = asked.pasted {
            self.drafts.keep(&mut self.app);
            self.app.paste_article(&text);
        }
        if !asked.dropped.is_empty() {
            // What is being typed counts as a change when a project is to take the place of this one.
            self.drafts.keep(&mut self.app);
            self.app.open_paths(asked.dropped);
        }
        if context.input(|input| input.viewport().close_requested()) && !self.app.view.quit {
            context.send_viewport_cmd(ViewportCommand::CancelClose);
            self.asked.push(Command::Quit);
        }
        if self.app.has_finished_work() {
            // What is being typed counts as done before another project, a merge or the end comes of it.
            self.drafts.keep(&mut self.app);
        }
        let now = context.input(|input| input.time);
        self.note_hands(context, now);
        self.app.tick(now);
        if let Some(due) = self.app.file_look_due_in(now) {
            context.request_repaint_after_secs((due as f32).max(0.1));
        }
        if let Some(due) = self.app.progress_due_in() {
            context.request_repaint_after_secs(due as f32);
        }
        context.input(|input| {
            window_place::note(
                &mut self.app.settings,
                input.viewport(),
                input.pixels_per_point(),
            );
        });
        for command in std::mem::take(&mut self.asked) {
            // What is being typed belongs to the mark as it is now, before another command looks at it.
            self.drafts.keep(&mut self.app);
            self.app.run(command);
        }
        self.app.refresh_conflicts();
        self.app.leave_card_if_gone();
        self.after_commands(context);
    }

    /// What others wrote comes in between two words, not while one is typed or dragged.
    fn note_hands(&mut self, context: &Context, now: f64) {
        let is_key = |event: &Event| {
            matches!(
                event,
                Event::Text(_) | Event::Key { .. } | Event::Ime(_) | Event::Paste(_)
            )
        };
        if context.text_edit_focused() && context.input(|input| input.events.iter().any(is_key)) {
            self.typed_at = now;
        }
        let is_pressed = context.input(|input| input.pointer.any_down());
        self.app.view.hands_are_busy = is_pressed || now - self.typed_at < TYPING_SECS;
    }

    fn after_commands(&mut self, context: &Context) {
        if self.app.view.focus_list.is_some() {
            // The region gives the keyboard to one of its own widgets, if it has any.
            context.memory_mut(|memory| {
                if let Some(focused) = memory.focused() {
                    memory.surrender_focus(focused);
                }
            });
        }
        if self.shown_theme != Some(self.app.settings.theme) {
            self.shown_theme = Some(self.app.settings.theme);
            context.set_theme(match self.app.settings.theme {
                ThemeChoice::System => egui::ThemePreference::System,
                ThemeChoice::Light => egui::ThemePreference::Light,
                ThemeChoice::Dark => egui::ThemePreference::Dark,
            });
        }
        if let Some(words) = self.app.view.copied.take() {
            context.copy_text(words);
        }
        if let Some(address) = self.app.view.opened.take() {
            context.open_url(egui::OpenUrl::new_tab(address));
        }
        self.ask_for_clipboard(context);
        let title = self.title();
        if title != self.shown_title {
            context.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.shown_title = title;
        }
        if std::mem::take(&mut self.app.view.come_forward) {
            context.send_viewport_cmd(ViewportCommand::Minimized(false));
            context.send_viewport_cmd(ViewportCommand::Focus);
        }
        if self.app.view.quit {
            context.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    /// The system answers a question for the clipboard with an event of the next frames, and an empty one with none.
    fn ask_for_clipboard(&mut self, context: &Context) {
        if !self.app.view.wants_paste {
            self.paste_frames = 0;
            return;
        }
        if self.paste_frames == 0 {
            context.send_viewport_cmd(ViewportCommand::RequestPaste);
        }
        self.paste_frames += 1;
        context.request_repaint();
        if self.paste_frames > PASTE_FRAMES {
            self.app.view.wants_paste = false;
            self.app
                .notices
                .info("There is no text on the clipboard. Copy an article first.");
        }
    }

    fn title(&self) -> String {
        let unsaved = if !self.app.is_empty() && self.app.has_unsaved_changes() {
            "• "
        } else {
            ""
        };
        match &self.app.file {
            Some(file) => format!(
                "{unsaved}{} – Crosscheck",
                crate::app::file_name(&file.path)
            ),
            None => format!("{unsaved}Crosscheck"),
        }
    }

    /// One frame.
    pub fn ui(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui.ctx());
        let width = ui.available_width();
        let bar = |margin: i8| {
            Frame::new()
                .fill(theme.ground)
                .inner_margin(Margin::symmetric(margin, 0))
        };
        let mut asked = Vec::new();

        asked.extend(
            Panel::top("menus")
                .exact_size(size::TOP)
                .frame(bar(6).inner_margin(Margin::symmetric(6, 7)))
                .show(ui, |ui| panels::menu_bar_ui(ui, &mut self.app))
                .inner,
        );
        if self.app.find.is_open && !self.app.is_empty() {
            asked.extend(
                Panel::top("find")
                    .exact_size(size::FIND)
                    .frame(bar(6))
                    .show(ui, |ui| panels::find_bar_ui(ui, &mut self.app))
                    .inner,
            );
        } else {
            self.app.find.has_keyboard = false;
        }
        if self.app.is_blind() {
            Panel::top("blind")
                .exact_size(size::BLIND)
                .frame(Frame::new().fill(theme.chip))
                .show(ui, |ui| panels::blind_bar_ui(ui, &self.app));
        }
        asked.extend(
            Panel::bottom("status")
                .exact_size(size::STATUS)
                .frame(bar(6))
                .show(ui, |ui| panels::status_bar_ui(ui, &mut self.app))
                .inner,
        );
        panels::let_notices_go(ui, &mut self.app);
        if self.app.is_empty() {
            asked.extend(panels::notices_ui(ui, &mut self.app, None));
            asked.extend(
                CentralPanel::default()
                    .frame(Frame::new().fill(theme.ground))
                    .show(ui, |ui| panels::welcome_ui(ui, &self.app))
                    .inner,
            );
        } else {
            reader::forget_target(ui.ctx(), &mut self.app);
            asked.extend(self.work_ui(ui, width));
            reader::thread_ui(ui.ctx(), &mut self.app);
        }
        // Whoever was asked for has taken the keyboard by now; what a popup asks for is for the next frame.
        self.app.view.focus_list = None;
        if self.app.view.picker.is_some() {
            self.drafts.keep(&mut self.app);
            picker::picker_ui(ui.ctx(), &mut self.app);
        }
        panels::dialogs_ui(ui.ctx(), &mut self.app);
        drop_hint_ui(ui);
        // A worker that is asked for starts with the next frame.
        if !asked.is_empty() || self.app.wants_matches() {
            ui.ctx().request_repaint();
        }
        self.asked.extend(asked);
    }

    /// Panels and panes.
    fn work_ui(&mut self, ui: &mut Ui, width: f32) -> Vec<Command> {
        let theme = Theme::of(ui.ctx());
        let mut asked = Vec::new();
        self.app.view.is_narrow = width < NARROW;
        let shows_panels = !self.app.view.articles_only;
        let mut notice_in_row = None;
        let beside = width < NARROW && self.app.view.shows_board();
        let side = Frame::new()
            .fill(theme.ground)
            .inner_margin(Margin::symmetric(10, 4));

        self.app.view.left_is_open = self.app.settings.left.unwrap_or(width >= WIDE);
        if shows_panels {
            let inner = if self.app.view.left_is_open {
                Panel::left("articles")
                    .exact_size(size::LEFT)
                    .resizable(false)
                    .frame(side)
                    .show(ui, |ui| panels::articles_ui(ui, &mut self.app))
            } else {
                Panel::left("rail")
                    .exact_size(size::RAIL)
                    .resizable(false)
                    .frame(side.inner_margin(Margin::symmetric(6, 4)))
                    .show(ui, |ui| panels::rail_ui(ui, &mut self.app))
            };
            asked.extend(inner.inner);
            if self.app.settings.inspector && width >= NARROW {
                let frame = side.inner_margin(Margin::symmetric(14, 4));
                asked.extend(
                    Panel::right("inspector")
                        .exact_size(size::INSPECTOR)
                        .resizable(false)
                        .frame(frame)
                        .show(ui, |ui| {
                            panels::inspector_ui(
                                ui,
                                &mut self.app,
                                &mut self.drafts,
                                InspectorShape::Column,
                            )
                        })
                        .inner,
                );
            }
            let below = self.bottom_ui(ui, beside);
            asked.extend(below.chosen);
            notice_in_row = below.notice;
            if self.app.settings.inspector && width < NARROW && (!self.app.view.bottom || beside) {
                asked.extend(
                    Panel::bottom("inspector strip")
                        .exact_size(size::STRIP)
                        .resizable(false)
                        .frame(side)
                        .show(ui, |ui| {
                            panels::inspector_ui(
                                ui,
                                &mut self.app,
                                &mut self.drafts,
                                InspectorShape::Strip,
                            )
                        })
                        .inner,
                );
            }
        }
        asked.extend(panels::notices_ui(ui, &mut self.app, notice_in_row));
        if beside {
            asked.extend(self.board_beside_ui(ui));
        }
        let gutter = if width < NARROW {
            size::NARROW_GUTTER
        } else {
            size::GUTTER
        };
        let margin = if width < NARROW { 6 } else { 10 };
        let frame = Frame::new().fill(theme.ground).inner_margin(Margin {
            left: margin,
            right: margin,
            top: 10,
            bottom: 0,
        });
        asked.extend(
            CentralPanel::default()
                .frame(frame)
                .show(ui, |ui| {
                    if self.app.panes.is_empty() {
                        no_panes_ui(ui, &self.app);
                        return Vec::new();
                    }
                    if beside {
                        return self.panes.focused_ui(ui, &mut self.app, gutter);
                    }
                    self.panes.ui(ui, &mut self.app, gutter, f32::from(margin))
                })
                .inner,
        );
        asked
    }

    /// The lists below: a row of tabs, or up to 40 % of the height.
    fn bottom_ui(&mut self, ui: &mut Ui, beside: bool) -> panels::BottomAnswer {
        let theme = Theme::of(ui.ctx());
        let shape = match (self.app.view.bottom, beside) {
            (true, true) => BottomShape::BesidePanes,
            (true, false) => BottomShape::Open,
            (false, _) => BottomShape::Folded,
        };
        let height = ui.available_height();
        let open = (height * 0.4)
            .min(height - LEAST_TEXT)
            .max(size::TAB_ROW + 60.0);
        let frame = Frame::new()
            .fill(theme.paper)
            .inner_margin(Margin::symmetric(6, 0));
        let panel = if shape == BottomShape::Open {
            Panel::bottom("annotations")
                .exact_size(open)
                .resizable(false)
        } else {
            Panel::bottom("annotations folded")
                .exact_size(size::TAB_ROW)
                .resizable(false)
        };
        panel
            .frame(frame)
            .show(ui, |ui| {
                panels::bottom_ui(ui, &mut self.app, &mut self.drafts, &mut self.lists, shape)
            })
            .inner
    }

    /// The claim board of a narrow window: in the place of all but the focused pane.
    fn board_beside_ui(&mut self, ui: &mut Ui) -> Vec<Command> {
        let theme = Theme::of(ui.ctx());
        let width = (ui.available_width() - PANE_BESIDE_BOARD).max(LEAST_BOARD);
        let frame = Frame::new()
            .fill(theme.paper)
            .inner_margin(Margin::symmetric(6, 4));
        let asked = Panel::right("claim board")
            .exact_size(width)
            .resizable(false)
            .frame(frame)
            .show(ui, |ui| {
                panels::board_ui(ui, &mut self.app, &mut self.lists.board)
            })
            .inner;
        self.app.view.focus_filter = false;
        asked
    }

    /// As the window closes: what is being typed is kept.
    pub fn keep_typed(&mut self) {
        self.drafts.keep(&mut self.app);
    }
}

fn no_panes_ui(ui: &mut Ui, app: &App) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.3);
        ui.label(panels::muted(
            ui,
            app.with_keys(
                "Every pane is closed. Choose an article in the list, or press {}.",
                &[Command::FocusArticle(1)],
            ),
        ));
    });
}

/// While files hover over the window, it says what dropping them does.
fn drop_hint_ui(ui: &Ui) {
    let count = ui.input(|input| input.raw.hovered_files.len());
    if count == 0 {
        return;
    }
    let theme = Theme::of(ui.ctx());
    let rect = ui.ctx().content_rect();
    let painter = ui.ctx().layer_painter(egui::LayerId::new(
        egui::Order::Foreground,
        egui::Id::unique("drop hint"),
    ));
    painter.rect_filled(rect, 0.0, theme.ground.gamma_multiply(0.9));
    let box_rect = egui::Rect::from_center_size(rect.center(), vec2(420.0, 120.0));
    painter.rect(
        box_rect,
        12.0,
        theme.paper,
        egui::Stroke::new(2.0, theme.accent),
        egui::StrokeKind::Inside,
    );
    painter.text(
        box_rect.center(),
        egui::Align2::CENTER_CENTER,
        "Drop articles, or one project",
        theme::shell_strong(16.0),
        theme.ink,
    );
}
