//! The article panes side by side: how many fit, what each shows around its text, dragging and closing.

use super::between_panes;
use super::icons::{Icon, icon_button};
use super::panels::{command_tooltip, with_key};
use super::reader::{self, ReaderState, pane_focus_id};
use super::theme::{self, Theme, size};
use super::together::Together;
use crate::app::{App, Command, PaneId, Region, SelectedBy, words};
use crate::import::GuessedDate;
use crate::model::{ArticleId, Role, Status};
use crate::text::visible::shown;
use egui::{
    Align2, CornerRadius, Label, Rect, RichText, Sense, Stroke, StrokeKind, Ui, UiBuilder,
    WidgetInfo, WidgetText, pos2, vec2,
};
use egui_tiles::{
    Behavior, EditAction, ResizeState, SimplificationOptions, TabState, Tile, TileId, Tiles, Tree,
    UiResponse,
};
use std::collections::BTreeMap;

/// Height of the line over a text: title, date, root, buttons.
const HEADER: f32 = 50.0;

/// Height of the line that asks for a date.
const DATE_STRIP: f32 = 28.0;

/// The panes of the window.
pub struct Panes {
    tree: Tree<PaneId>,
    states: BTreeMap<PaneId, ReaderState>,
    /// What the automatic arrangement was made for; `None` after a person moved a pane.
    arranged_for: Option<(usize, Vec<PaneId>)>,
    was_moved: bool,
    focused: Option<PaneId>,
    together: Together,
    /// The layout that the app has.
    kept: Option<Tree<PaneId>>,
}

impl Default for Panes {
    fn default() -> Self {
        Self {
            tree: Tree::empty(tree_id()),
            states: BTreeMap::new(),
            arranged_for: None,
            was_moved: false,
            focused: None,
            together: Together::default(),
            kept: None,
        }
    }
}

fn tree_id() -> egui::Id {
    egui::Id::unique("article panes")
}

/// How many panes fit beside each other in `width` points.
#[must_use]
pub fn capacity(width: f32, gutter: f32) -> usize {
    (((width + gutter) / (size::PANE + gutter)).floor() as usize).max(1)
}

impl Panes {
    /// What a pane remembers, for tests and measurements.
    #[must_use]
    pub fn state(&self, pane: PaneId) -> Option<&ReaderState> {
        self.states.get(&pane)
    }

    /// Shows the panes and returns the commands asked for.
    ///
    /// `margin` is what the window leaves free at each side: the count of panes takes it for theirs.
    pub fn ui(&mut self, ui: &mut Ui, app: &mut App, gutter: f32, margin: f32) -> Vec<Command> {
        let fits = capacity(ui.available_width() + 2.0 * margin, gutter);
        self.arrange(app, fits);
        self.states.retain(|id, _| app.pane(*id).is_some());
        if let Some((layout, in_front)) = app.view.lay_out_panes.take() {
            self.lay_out(app, &layout, &in_front);
        }

        let focused = app.focused_pane().map(|pane| pane.id);
        if focused != self.focused {
            self.focused = focused;
            if let Some(focused) = focused {
                self.tree
                    .make_active(|_, tile| matches!(tile, Tile::Pane(pane) if *pane == focused));
            }
        }
        if self.tree.dragged_id(ui.ctx()).is_some()
            && ui.input(|input| input.key_pressed(egui::Key::Escape))
        {
            ui.ctx().stop_dragging();
        }
        let tabs = (app.panes.len() + 1).saturating_sub(fits).max(1);
        let tab_width =
            ui.available_width() / fits.min(app.panes.len()).max(1) as f32 / tabs as f32;
        let mut behavior = PaneBehavior {
            tab_letters: ((tab_width - TAB_PADDING) / TAB_LETTER).max(0.0) as usize,
            app,
            states: &mut self.states,
            commands: Vec::new(),
            gutter,
            was_moved: false,
            drawn: Vec::new(),
            tab_chosen: None,
        };
        self.tree.ui(&mut behavior, ui);
        let PaneBehavior {
            commands,
            was_moved,
            drawn,
            tab_chosen,
            ..
        } = behavior;
        // Who chooses a tab works in it: the target never hides behind another article.
        if let Some(pane) = tab_chosen {
            app.focus_pane(pane);
            self.focused = Some(pane);
        }
        self.was_moved |= was_moved;
        self.keep_layout(app);
        let mut drawn = drawn;
        drawn.sort_by(|(_, one), (_, other)| one.left().total_cmp(&other.left()));
        let shown: Vec<PaneId> = drawn.iter().map(|(pane, _)| *pane).collect();
        app.view.panes_in_view.clone_from(&shown);
        self.together.follow(ui, app, &mut self.states, &shown);
        between_panes::ui(ui, app, &mut self.states, &drawn, gutter);
        commands
    }

    /// Lays the panes as a person did before, as far as they are there, and brings those to the front that were.
    fn lay_out(&mut self, app: &App, layout: &str, in_front: &[PaneId]) {
        if let Ok(tree) = ron::from_str::<Tree<PaneId>>(layout) {
            self.tree = match tree.root {
                Some(root) => Tree::new(tree_id(), root, tree.tiles),
                None => Tree::empty(tree_id()),
            };
            self.was_moved = true;
            let wanted: Vec<PaneId> = app.panes.iter().map(|pane| pane.id).collect();
            self.add_and_remove(&wanted);
        }
        for shown in in_front {
            self.tree
                .make_active(|_, tile| matches!(tile, Tile::Pane(pane) if pane == shown));
        }
    }

    /// Lets the app keep how a person laid the panes.
    fn keep_layout(&mut self, app: &mut App) {
        if !self.was_moved {
            self.kept = None;
            app.view.pane_layout.clear();
        } else if self.kept.as_ref() != Some(&self.tree) {
            // What cannot be written is laid by the window the next time.
            app.view.pane_layout = ron::to_string(&self.tree).unwrap_or_default();
            self.kept = Some(self.tree.clone());
        }
    }

    /// Shows the focused pane alone, with all the room there is. The others keep their places for when they come back.
    pub fn focused_ui(&mut self, ui: &mut Ui, app: &mut App, gutter: f32) -> Vec<Command> {
        self.states.retain(|id, _| app.pane(*id).is_some());
        let Some(pane) = app.focused_pane().map(|pane| pane.id) else {
            return Vec::new();
        };
        let mut behavior = PaneBehavior {
            tab_letters: 0,
            app,
            states: &mut self.states,
            commands: Vec::new(),
            gutter,
            was_moved: false,
            drawn: Vec::new(),
            tab_chosen: None,
        };
        let rect = ui.available_rect_before_wrap();
        behavior.app.view.panes_in_view = vec![pane];
        // Nothing can be dragged where there is one pane.
        let _no_drag = behavior.pane_in(ui, rect, pane);
        behavior.commands
    }

    /// Puts the panes side by side, as many as fit; the rest are tabs of the last one. What a person has moved stays.
    fn arrange(&mut self, app: &mut App, fits: usize) {
        if std::mem::take(&mut app.view.arrange) {
            self.was_moved = false;
            self.arranged_for = None;
        }
        let wanted: Vec<PaneId> = app.panes.iter().map(|pane| pane.id).collect();
        if self.was_moved {
            self.add_and_remove(&wanted);
            return;
        }
        if self.arranged_for.as_ref() == Some(&(fits, wanted.clone())) {
            return;
        }
        let mut tiles = Tiles::default();
        let mut children: Vec<TileId> = Vec::new();
        let alone = if wanted.len() > fits {
            fits - 1
        } else {
            wanted.len()
        };
        for pane in &wanted[..alone] {
            children.push(tiles.insert_pane(*pane));
        }
        if wanted.len() > alone {
            let rest = wanted[alone..]
                .iter()
                .map(|pane| tiles.insert_pane(*pane))
                .collect();
            children.push(tiles.insert_tab_tile(rest));
        }
        self.tree = if children.is_empty() {
            Tree::empty(tree_id())
        } else {
            let root = tiles.insert_horizontal_tile(children);
            Tree::new(tree_id(), root, tiles)
        };
        self.arranged_for = Some((fits, wanted));
        self.focused = None;
    }

    fn add_and_remove(&mut self, wanted: &[PaneId]) {
        let shown: Vec<(TileId, PaneId)> = self
            .tree
            .tiles
            .iter()
            .filter_map(|(id, tile)| match tile {
                Tile::Pane(pane) => Some((*id, *pane)),
                Tile::Container(_) => None,
            })
            .collect();
        for (tile, pane) in &shown {
            if !wanted.contains(pane) {
                self.tree.remove_recursively(*tile);
            }
        }
        for pane in wanted {
            if shown.iter().any(|(_, other)| other == pane) {
                continue;
            }
            let tile = self.tree.tiles.insert_pane(*pane);
            if let Some((container, at)) = self.behind_neighbour(wanted, *pane) {
                self.tree.move_tile_to_container(tile, container, at, false);
                continue;
            }
            match self.tree.root() {
                Some(root) if self.tree.tiles.get_container(root).is_some() => {
                    self.tree
                        .move_tile_to_container(tile, root, usize::MAX, false);
                }
                Some(root) => {
                    let row = self.tree.tiles.insert_horizontal_tile(vec![root, tile]);
                    self.tree.root = Some(row);
                }
                None => self.tree.root = Some(tile),
            }
        }
    }

    /// Behind which tile of which container a new pane stands by the order of the panes: the one before it, where that is
    /// on the screen.
    fn behind_neighbour(&self, wanted: &[PaneId], pane: PaneId) -> Option<(TileId, usize)> {
        let at = wanted.iter().position(|other| *other == pane)?;
        // The last one goes where new ones go.
        wanted.get(at + 1)?;
        let before = wanted.get(at.checked_sub(1)?)?;
        let tile = self.tree.tiles.find_pane(before)?;
        let container = self.tree.tiles.parent_of(tile)?;
        let children = self.tree.tiles.get_container(container)?;
        let place = children.children().position(|child| *child == tile)?;
        Some((container, place + 1))
    }
}

/// Points of a tab beside its words, and of a letter in it, at most on the average.
const TAB_PADDING: f32 = 24.0;
const TAB_LETTER: f32 = 7.0;

/// Letters of a title on a tab: more are cut, with fewer the article's number stands for it.
const TAB_LETTERS: std::ops::RangeInclusive<usize> = 7..=22;

struct PaneBehavior<'a> {
    /// Letters that fit on a tab, where the panes are put side by side by themselves.
    tab_letters: usize,
    app: &'a mut App,
    states: &'a mut BTreeMap<PaneId, ReaderState>,
    commands: Vec<Command>,
    gutter: f32,
    was_moved: bool,
    /// The panes that are on screen, and where.
    drawn: Vec<(PaneId, Rect)>,
    /// The pane whose tab was clicked.
    tab_chosen: Option<PaneId>,
}

impl Behavior<PaneId> for PaneBehavior<'_> {
    fn pane_ui(&mut self, ui: &mut Ui, _tile: TileId, pane: &mut PaneId) -> UiResponse {
        let rect = ui.available_rect_before_wrap();
        self.pane_in(ui, rect, *pane)
    }

    fn tab_title_for_pane(&mut self, pane: &PaneId) -> WidgetText {
        let theme = theme::shell_strong(12.5);
        let title = self.title_of(*pane);
        let most = self.tab_letters.min(*TAB_LETTERS.end());
        let short: String = if most < *TAB_LETTERS.start() {
            self.number_of(*pane).to_string()
        } else if title.chars().count() > most {
            title.chars().take(most - 1).chain(['…']).collect()
        } else {
            title
        };
        RichText::new(short).font(theme).into()
    }

    fn on_tab_button(
        &mut self,
        tiles: &mut Tiles<PaneId>,
        tile: TileId,
        button: egui::Response,
    ) -> egui::Response {
        match tiles.get(tile) {
            Some(Tile::Pane(pane)) => {
                if button.clicked() {
                    self.tab_chosen = Some(*pane);
                }
                let name = self.title_of(*pane);
                // The tenth and later ones have no key.
                let tooltip = match u8::try_from(self.number_of(*pane)) {
                    Ok(number @ 1..=9) => with_key(self.app, &name, Command::FocusArticle(number)),
                    _ => name,
                };
                button.on_hover_text(tooltip)
            }
            _ => button,
        }
    }

    fn gap_width(&self, _style: &egui::Style) -> f32 {
        self.gutter
    }

    fn min_size(&self) -> f32 {
        180.0
    }

    fn tab_bar_color(&self, visuals: &egui::Visuals) -> egui::Color32 {
        visuals.panel_fill
    }

    /// The tab in front stands on a chip; the others are quiet.
    fn tab_bg_color(
        &self,
        visuals: &egui::Visuals,
        _tiles: &Tiles<PaneId>,
        _tile: TileId,
        state: &TabState,
    ) -> egui::Color32 {
        if state.active {
            visuals.faint_bg_color
        } else {
            egui::Color32::TRANSPARENT
        }
    }

    fn tab_outline_stroke(
        &self,
        _visuals: &egui::Visuals,
        _tiles: &Tiles<PaneId>,
        _tile: TileId,
        _state: &TabState,
    ) -> Stroke {
        Stroke::NONE
    }

    fn tab_text_color(
        &self,
        visuals: &egui::Visuals,
        _tiles: &Tiles<PaneId>,
        _tile: TileId,
        state: &TabState,
    ) -> egui::Color32 {
        if state.active {
            visuals.text_color()
        } else {
            visuals.weak_text_color()
        }
    }

    /// Where a dragged pane would come to stand: the colour of selected words.
    fn drag_preview_stroke(&self, visuals: &egui::Visuals) -> Stroke {
        Stroke::new(2.0, visuals.hyperlink_color)
    }

    fn drag_preview_color(&self, visuals: &egui::Visuals) -> egui::Color32 {
        visuals.selection.bg_fill.gamma_multiply(0.6)
    }

    fn resize_stroke(&self, style: &egui::Style, state: ResizeState) -> Stroke {
        match state {
            ResizeState::Idle => Stroke::NONE,
            ResizeState::Hovering => Stroke::new(2.0, style.visuals.window_stroke.color),
            ResizeState::Dragging => Stroke::new(2.0, style.visuals.hyperlink_color),
        }
    }

    fn simplification_options(&self) -> SimplificationOptions {
        SimplificationOptions {
            all_panes_must_have_tabs: false,
            ..SimplificationOptions::default()
        }
    }

    fn on_edit(&mut self, edit: EditAction) {
        if matches!(edit, EditAction::TileDropped | EditAction::TileResized) {
            self.was_moved = true;
        }
    }
}

impl PaneBehavior<'_> {
    fn title_of(&self, pane: PaneId) -> String {
        self.app
            .pane(pane)
            .and_then(|pane| self.app.project.article(pane.article))
            .map_or_else(String::new, |article| {
                super::panels::article_name(article).into_owned()
            })
    }

    /// The number of a pane's article in the list, from 1.
    fn number_of(&self, pane: PaneId) -> usize {
        let article = self.app.pane(pane).map(|pane| pane.article);
        let articles = self.app.articles_in_order();
        articles
            .iter()
            .position(|other| Some(other.id) == article)
            .map_or(0, |at| at + 1)
    }

    fn pane_in(&mut self, ui: &mut Ui, rect: Rect, pane: PaneId) -> UiResponse {
        let theme = Theme::of(ui.ctx());
        let is_focused = self.app.is_focused(pane);
        let corners = CornerRadius {
            nw: 8,
            ne: 8,
            sw: 0,
            se: 0,
        };
        ui.painter().rect_filled(rect, corners, theme.paper);
        self.drawn.push((pane, rect));

        let header = Rect::from_min_max(rect.min, pos2(rect.right(), rect.top() + HEADER));
        let response = self.header_ui(ui, header, pane);
        let foot = if is_focused { self.foot(pane) } else { None };
        let foot_top = rect.bottom() - if foot.is_some() { size::FOOT } else { 0.0 };
        let mut body_top = header.bottom();
        let shown = self.app.pane(pane).map(|pane| pane.article);
        if let Some(found) = shown.and_then(|article| self.app.date_to_ask(article)) {
            let article = found.0;
            let strip = Rect::from_min_max(
                pos2(rect.left() + 1.0, body_top),
                pos2(rect.right() - 1.0, body_top + DATE_STRIP),
            );
            body_top = strip.bottom();
            self.date_strip_ui(ui, strip, article, &found.1);
        }
        let body = Rect::from_min_max(
            pos2(rect.left() + 1.0, body_top),
            pos2(rect.right() - 1.0, foot_top - 1.0),
        );

        let text = self
            .app
            .pane(pane)
            .and_then(|pane| self.app.project.article(pane.article))
            .and_then(|article| article.text.clone());
        if let Some(text) = text {
            let state = self
                .states
                .entry(pane)
                .or_insert_with(|| ReaderState::new(&text));
            let mut inner = ui.new_child(UiBuilder::new().max_rect(body).id_salt(("pane", pane.0)));
            inner.set_clip_rect(body.intersect(ui.clip_rect()));
            self.commands
                .extend(reader::reader_ui(&mut inner, self.app, pane, state));
        }
        self.focus(ui, pane, is_focused);
        if let Some(what) = foot {
            let foot = Rect::from_min_max(
                pos2(rect.left() + 1.0, foot_top),
                pos2(rect.right() - 1.0, rect.bottom()),
            );
            match what {
                Foot::Statuses => self.foot_ui(ui, foot),
                Foot::Says(words) => says_ui(ui, foot, &words),
            }
        }
        let has_keyboard = self.app.view.region == Region::Reader
            && ui.memory(|memory| {
                memory
                    .focused()
                    .is_none_or(|focused| focused == pane_focus_id(pane))
            });
        let stroke = if is_focused && has_keyboard {
            Stroke::new(2.0, theme.accent)
        } else if is_focused {
            // The keyboard is elsewhere; it comes back here.
            Stroke::new(2.0, theme.muted)
        } else {
            theme.hairline()
        };
        ui.painter()
            .rect_stroke(rect, corners, stroke, StrokeKind::Inside);
        response
    }

    /// Gives the focused pane egui's focus, so that Tab leaves it and arrows stay in it.
    fn focus(&mut self, ui: &Ui, pane: PaneId, is_focused: bool) {
        let id = pane_focus_id(pane);
        let has_focus = ui.memory(|memory| memory.has_focus(id));
        if is_focused && self.app.view.region == Region::Reader {
            let nobody = ui.memory(|memory| memory.focused().is_none());
            if self.app.view.focus_text || nobody && self.app.view.dialog.is_none() {
                self.app.view.focus_text = false;
                ui.memory_mut(|memory| memory.request_focus(id));
            }
        } else if has_focus && ui.memory(|memory| !memory.had_focus_last_frame(id)) {
            // Tab came here. A pane that only has not lost egui's focus yet must not take the caret back.
            self.app.focus_pane(pane);
        }
        let filter = egui::EventFilter {
            tab: false,
            horizontal_arrows: true,
            vertical_arrows: true,
            escape: true,
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
    }

    fn header_ui(&mut self, ui: &mut Ui, rect: Rect, pane: PaneId) -> UiResponse {
        let theme = Theme::of(ui.ctx());
        let Some(article) = self
            .app
            .pane(pane)
            .and_then(|pane| self.app.project.article(pane.article))
            .cloned()
        else {
            return UiResponse::None;
        };
        ui.painter()
            .hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
        let drag = ui.interact(
            rect,
            egui::Id::unique(("pane header", pane.0)),
            // A pane is one stop of the Tab key: its text.
            Sense::click_and_drag() - Sense::FOCUSABLE,
        );
        drag.widget_info(|| {
            WidgetInfo::labeled(
                egui::Role::TitleBar,
                true,
                format!("Pane of {}", super::panels::article_name(&article)),
            )
        });
        let meta = article.meta();
        let buttons = Rect::from_min_max(
            pos2(rect.right() - 88.0, rect.top()),
            pos2(rect.right() - 6.0, rect.bottom()),
        );
        let words_rect = Rect::from_min_max(
            pos2(rect.left() + 24.0, rect.top() + 8.0),
            pos2(buttons.left() - 4.0, rect.bottom() - 4.0),
        );
        self.number_ui(ui, rect, article.id);
        ui.scope_builder(UiBuilder::new().max_rect(words_rect), |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            let name = super::panels::article_name(&article);
            ui.add(Label::new(RichText::new(name).font(theme::shell_strong(13.0))).truncate());
            let date = if meta.published.is_empty() {
                "no date".to_owned()
            } else {
                super::panels::shown_date(&meta.published)
            };
            let root = if meta.root.is_empty() {
                "root unknown".to_owned()
            } else {
                format!("root: {}", shown(&meta.root))
            };
            // Where the header is narrow, the root is what is cut; the tooltip has it whole.
            let role = if article.role() == Role::Compare {
                "to compare · "
            } else {
                ""
            };
            ui.add(
                Label::new(super::panels::muted(ui, format!("{role}{date} · {root}"))).truncate(),
            );
        });
        let close = self.header_buttons_ui(ui, buttons, pane);
        if close {
            self.app.close_pane(pane);
            return UiResponse::None;
        }
        let tooltip = [
            super::panels::article_name(&article),
            shown(&meta.byline),
            shown(&meta.file_name),
            shown(&meta.url),
        ];
        let lines: Vec<_> = tooltip
            .into_iter()
            .filter(|line| !line.is_empty())
            .collect();
        let drag = drag.on_hover_text(lines.join("\n"));
        if drag.clicked() {
            self.app.focus_pane(pane);
        }
        if drag.double_clicked() {
            self.app.focus_pane(pane);
            self.commands.push(Command::EditArticle);
        }
        if drag.drag_started() {
            UiResponse::DragStarted
        } else {
            UiResponse::None
        }
    }

    /// The number that stubs name an article by, and that goes to it with Ctrl.
    fn number_ui(&self, ui: &Ui, header: Rect, article: ArticleId) {
        let numbered = self.app.numbered_articles();
        if let Some(at) = numbered.iter().position(|id| *id == article) {
            ui.painter().text(
                pos2(header.left() + 12.0, header.top() + 16.0),
                Align2::CENTER_CENTER,
                at + 1,
                theme::shell(12.0),
                Theme::of(ui.ctx()).muted,
            );
        }
    }

    /// Split and close; whether close was pressed.
    fn header_buttons_ui(&mut self, ui: &mut Ui, rect: Rect, pane: PaneId) -> bool {
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let cross = icon_button(ui, Icon::Cross, "Close pane");
            let cross = cross.on_hover_text(command_tooltip(self.app, Command::ClosePane));
            let split = icon_button(ui, Icon::Split, "Split pane");
            if split
                .on_hover_text(command_tooltip(self.app, Command::SplitPane))
                .clicked()
            {
                self.app.focus_pane(pane);
                self.commands.push(Command::SplitPane);
            }
            let is_locked = self.app.pane(pane).is_some_and(|pane| pane.is_locked);
            let lock = icon_button(ui, Icon::Lock(is_locked), "Scroll together");
            lock.widget_info(|| {
                WidgetInfo::selected(egui::Role::Button, true, is_locked, "Scroll together")
            });
            if lock
                .on_hover_text(command_tooltip(self.app, Command::LockPane))
                .clicked()
            {
                self.app.focus_pane(pane);
                self.commands.push(Command::LockPane);
            }
            cross.clicked()
        })
        .inner
    }

    /// Under the header, where the date is missing: what was found, to be used or left.
    fn date_strip_ui(&mut self, ui: &mut Ui, rect: Rect, article: ArticleId, found: &GuessedDate) {
        let theme = Theme::of(ui.ctx());
        ui.painter().rect_filled(rect, 0.0, theme.chip);
        let inner = rect.shrink2(vec2(10.0, 2.0));
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        ui.scope_builder(UiBuilder::new().max_rect(inner).layout(layout), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let later = ui
                .small_button("Not now")
                .on_hover_text("The date stays open");
            if later.clicked() {
                self.app.leave_date_open(article);
            }
            let edit = ui
                .small_button("Type…")
                .on_hover_text(command_tooltip(self.app, Command::EditArticle));
            if edit.clicked() {
                self.app.focus_article(article);
                self.commands.push(Command::EditArticle);
            }
            let used = ui
                .small_button("Use")
                .on_hover_text("The day of publication");
            if used.clicked() {
                self.app.set_published(article, &found.date);
            }
            let text = format!("Found {} in line {}", found.date, found.line);
            let left = egui::Layout::left_to_right(egui::Align::Center);
            ui.with_layout(left, |ui| {
                ui.add(Label::new(super::panels::muted(ui, text)).truncate())
                    .on_hover_text("This article has no date. Is this the day of publication?");
            });
        });
    }

    /// What stands under the text of the focused pane: what is under way, else the statuses after a selection by mouse.
    fn foot(&self, pane: PaneId) -> Option<Foot> {
        if let Some(status) = self.app.painting() {
            return Some(Foot::Says(self.app.painting_hint(status)));
        }
        if self.app.is_editing_edges() {
            return Some(Foot::Says(self.app.edges_hint()));
        }
        let pane = self.app.pane(pane)?;
        if !pane.selection.is_empty() && pane.selected_by == SelectedBy::Mouse {
            return Some(Foot::Statuses);
        }
        let kept = self.app.fragments().len();
        if kept > 0 {
            return Some(Foot::Says(self.app.fragments_hint(kept)));
        }
        let stopped = self.app.stopped_at(pane.id)?;
        Some(Foot::Says(words::stopped_here(stopped)))
    }

    /// The statuses for the mouse, under the last line, never over text.
    fn foot_ui(&mut self, ui: &mut Ui, rect: Rect) {
        let theme = Theme::of(ui.ctx());
        ui.painter().rect_filled(rect, 0.0, theme.chip);
        ui.painter()
            .hline(rect.x_range(), rect.top() + 0.5, theme.hairline());
        let is_narrow = rect.width() < 330.0;
        ui.scope_builder(
            UiBuilder::new()
                .max_rect(rect.shrink2(vec2(6.0, 3.0)))
                .layout(egui::Layout::left_to_right(egui::Align::Center)),
            |ui| {
                ui.spacing_mut().item_spacing.x = if is_narrow { 2.0 } else { 4.0 };
                for status in Status::ALL {
                    let command = Command::Mark(status);
                    let key = self.app.shown_key(command);
                    if foot_button(ui, &key, words::status_name(status))
                        .on_hover_text(command_tooltip(self.app, command))
                        .clicked()
                    {
                        self.commands.push(Command::Mark(status));
                    }
                }
                if rect.width() >= FOOT_WITH_ALL
                    && foot_button(ui, &self.app.shown_key(Command::KeepFragment), "And")
                        .on_hover_text(command_tooltip(self.app, Command::KeepFragment))
                        .clicked()
                {
                    self.commands.push(Command::KeepFragment);
                }
                if !is_narrow
                    && foot_button(ui, &self.app.shown_key(Command::Widen), "Widen")
                        .on_hover_text(command_tooltip(self.app, Command::Widen))
                        .clicked()
                {
                    self.commands.push(Command::Widen);
                }
            },
        );
    }
}

/// The least width of a foot in which every button has room.
const FOOT_WITH_ALL: f32 = 440.0;

/// What the foot of a pane shows.
enum Foot {
    /// The statuses, for the mouse.
    Statuses,
    /// What is under way.
    Says(String),
}

/// What is under way, and how it ends.
fn says_ui(ui: &mut Ui, rect: Rect, words: &str) {
    let theme = Theme::of(ui.ctx());
    ui.painter().rect_filled(rect, 0.0, theme.chip);
    let edge = Stroke::new(1.5, theme.accent);
    ui.painter().hline(rect.x_range(), rect.top() + 0.75, edge);
    ui.scope_builder(
        UiBuilder::new()
            .max_rect(rect.shrink2(vec2(10.0, 3.0)))
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
        |ui| {
            let text = RichText::new(words).font(theme::shell_strong(12.0));
            ui.add(Label::new(text).truncate()).on_hover_text(words);
        },
    );
}

/// A key in a small frame and what it does.
fn foot_button(ui: &mut Ui, key: &str, label: &str) -> egui::Response {
    let theme = Theme::of(ui.ctx());
    let key_galley = ui
        .painter()
        .layout_no_wrap(key.to_owned(), theme::shell(11.0), theme.muted);
    let label_galley =
        ui.painter()
            .layout_no_wrap(label.to_owned(), theme::shell_strong(12.0), theme.ink);
    let key_width = key_galley.size().x + 10.0;
    let width = key_width + 5.0 + label_galley.size().x + 8.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, 26.0), Sense::click());
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 5.0, theme.paper);
    }
    let chip = Rect::from_center_size(
        pos2(rect.left() + 3.0 + key_width / 2.0, rect.center().y),
        vec2(key_width, 18.0),
    );
    ui.painter()
        .rect(chip, 4.0, theme.paper, theme.hairline(), StrokeKind::Inside);
    ui.painter().galley(
        chip.center() - key_galley.size() / 2.0,
        key_galley,
        theme.muted,
    );
    let at = pos2(
        chip.right() + 5.0,
        rect.center().y - label_galley.size().y / 2.0,
    );
    ui.painter().galley(at, label_galley, theme.ink);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, label));
    response
}
