//! The claim board: rows are claims, columns are articles, in each cell the words that speak of the claim.
//!
//! The tour: here is the frame (empty states, scrolling, which rows are in view, keys, clicks); `filter.rs` is the line over
//! it, `columns.rs` says how wide the columns are, `cells.rs` lays one row out and paints it, `differing.rs` keeps the words
//! that differ within a row, `menus.rs` has the menus of the right button and the small button in an empty cell.
//!
//! Only the rows in view are laid out: the heights of the others are those measured last, or estimates. The board is one
//! stop of Tab; arrows move among its cells.

mod cells;
mod columns;
mod differing;
mod filter;
mod menus;

pub(super) use cells::paint_letter;

use super::{articles::article_name, muted, view_note::way_out_ui};
use crate::app::{App, BoardColumn, Command, Region, words};
use crate::compare::Cell;
use crate::model::{AnnotationId, ClaimId};
use crate::ui::reader::heights::HeightIndex;
use crate::ui::theme::{self, Theme};
use columns::{CLAIMS, Column};
use egui::{
    Id, Key, Modifiers, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
    WidgetInfo, pos2, vec2,
};
use std::collections::BTreeMap;

/// Points of the line with the names of the articles.
const HEADER: f32 = 24.0;

/// Points under which the name of an article says nothing.
const LEAST_NAME: f32 = 24.0;

/// What a row is taken for until it was laid out.
const ESTIMATE: f32 = 52.0;

/// Frames in which the rows around a cell have been laid out and stand still.
const SETTLING_FRAMES: u8 = 3;

/// Rows that a page key passes.
const PAGE: usize = 5;

/// What is kept between frames.
#[derive(Default)]
pub struct BoardView {
    /// Heights of the rows that are shown.
    heights: HeightIndex,
    /// For which rows and column widths.
    made_for: Option<(Vec<ClaimId>, Vec<u32>)>,
    /// What was measured, by claim: an edit must not move the rows.
    measured: BTreeMap<ClaimId, f32>,
    /// Words within a row that differ.
    boxes: differing::BoxesOfRows,
    /// Frames for which the view still follows the cell with the keyboard: rows on the way get their true heights.
    follows: u8,
    /// How far the last frame could be scrolled: egui lets what goes farther spring back.
    farthest: Vec2,
}

fn board_id() -> Id {
    Id::unique("claim board")
}

/// Shows the board.
pub fn board_ui(ui: &mut Ui, app: &mut App, view: &mut BoardView) -> Vec<Command> {
    app.refresh_board();
    if app.board().total() == 0 {
        says_ui(ui, &app.no_claims_yet());
        return Vec::new();
    }
    ui.horizontal_wrapped(|ui| {
        ui.add_space(8.0);
        filter::filter_ui(ui, app);
    });
    let asked = app.in_view().and_then(|view| {
        let row = ui.horizontal(|ui| {
            ui.add_space(8.0);
            ui.label(muted(ui, words::only_these_count(&view)));
            way_out_ui(ui, app)
        });
        row.inner
    });
    app.refresh_board();
    if app.board().shown().is_empty() {
        says_ui(ui, words::NO_CLAIM_FITS);
        return asked.into_iter().collect();
    }
    let mut chosen = grid_ui(ui, app, view);
    chosen.extend(asked);
    chosen
}

fn says_ui(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui.ctx());
    ui.add_space(12.0);
    ui.horizontal_wrapped(|ui| {
        ui.add_space(14.0);
        ui.label(RichText::new(words).color(theme.muted));
    });
}

impl BoardView {
    /// Takes the heights over where rows or columns have changed.
    fn follow(&mut self, shown: &[ClaimId], columns: &[Column]) {
        let widths: Vec<u32> = columns.iter().map(|column| column.width as u32).collect();
        if self
            .made_for
            .as_ref()
            .is_some_and(|(rows, of)| rows == shown && *of == widths)
        {
            return;
        }
        if self.made_for.as_ref().is_none_or(|(_, of)| *of != widths) {
            self.measured.clear();
        }
        let height = |claim| self.measured.get(claim).copied().unwrap_or(ESTIMATE);
        self.heights = HeightIndex::new(shown.iter().map(height).collect());
        self.made_for = Some((shown.to_vec(), widths));
    }

    /// Notes the true height of a row. One that differs moves those below: the view goes on following its cell.
    fn measure(&mut self, row: usize, claim: ClaimId, height: f32) {
        let differs = (self.heights.height(row) - height).abs() > 0.5;
        if differs && self.follows > 0 {
            self.follows = SETTLING_FRAMES;
        }
        self.heights.set(row, height);
        self.measured.insert(claim, height);
    }
}

/// A cell that was clicked, and which of its passages.
struct Pressed {
    row: usize,
    column: BoardColumn,
    passage: Option<AnnotationId>,
    /// Its number in the cell.
    at_passage: usize,
    /// Whether it was the right button, which only chooses the cell for its menu.
    only_chooses: bool,
}

fn grid_ui(ui: &mut Ui, app: &mut App, view: &mut BoardView) -> Vec<Command> {
    ui.spacing_mut().item_spacing = Vec2::ZERO;
    let (header, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADER), Sense::hover());
    let board = ui.interact(
        ui.available_rect_before_wrap(),
        board_id(),
        Sense::focusable_noninteractive(),
    );
    board.widget_info(|| WidgetInfo::labeled(egui::Role::Grid, true, "Claim board"));
    let bar = ui.spacing().scroll.bar_width + ui.spacing().scroll.bar_outer_margin;
    let columns = columns::columns(app, ui.available_width() - bar);
    view.follow(app.board().shown(), &columns);

    let mut area = ScrollArea::both().auto_shrink([false, false]);
    if app.view.focus_list == Some(Region::Bottom) {
        app.view.focus_list = None;
        board.request_focus();
        go_to_active(app);
        view.follows = SETTLING_FRAMES;
    }
    if app.take_board_row_to_show() {
        view.follows = SETTLING_FRAMES;
    }
    if board.has_focus() {
        lock_focus(ui);
        let (moved, entered) = keys_ui(ui, app, &columns);
        if moved {
            app.show_board_cell();
            view.follows = SETTLING_FRAMES;
        }
        if entered && app.enter_board_cell() {
            board.request_focus();
        }
    }
    if view.follows > 0 {
        ui.ctx().request_repaint();
        area = bring_into_view(ui, area, app, view, &columns);
    }
    let has_keyboard = board.has_focus();
    view.boxes.begin_frame();
    let mut chosen = Vec::new();
    let output = area
        .id_salt("claim board rows")
        .show_viewport(ui, |ui, viewport| {
            ui.set_width(columns::total(&columns));
            ui.set_height(view.heights.total() as f32);
            let mut grid = Grid {
                app,
                columns: &columns,
                has_keyboard,
                pressed: None,
                chosen: &mut chosen,
            };
            grid.rows_ui(ui, view, viewport);
            grid.pressed
        });
    view.follows = view.follows.saturating_sub(1);
    view.farthest = (output.content_size - output.inner_rect.size()).max(Vec2::ZERO);
    let scrolled = output.state.clamped_offset().x;
    header_ui(ui, app, header, &columns, scrolled);
    if let Some(pressed) = output.inner {
        app.choose_board_cell(pressed.row, pressed.column);
        app.choose_board_passage(pressed.at_passage);
        if !pressed.only_chooses {
            app.go_to_board_cell(pressed.passage);
        }
        // The keyboard stays on the board: the next cell is one arrow away, and Enter goes to the text.
        app.view.region = Region::Bottom;
        app.view.focus_text = false;
        board.request_focus();
    }
    chosen
}

/// The keyboard comes to the cell of the active mark, if it has one; else it is where it was.
fn go_to_active(app: &mut App) {
    let active = app
        .active_mark()
        .and_then(|mark| Some((mark.claim()?, mark.article)));
    let Some((claim, article)) = active else {
        return;
    };
    let row = app.board().shown().iter().position(|other| *other == claim);
    if let Some(row) = row {
        app.choose_board_cell(row, BoardColumn::Article(article));
    }
}

/// Arrows move among the cells and not out of the board.
fn lock_focus(ui: &Ui) {
    let filter = egui::EventFilter {
        horizontal_arrows: true,
        vertical_arrows: true,
        ..egui::EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(board_id(), filter));
}

/// The keys of the board: whether another cell has the keyboard now, and whether Enter was pressed.
fn keys_ui(ui: &Ui, app: &mut App, columns: &[Column]) -> (bool, bool) {
    let at = app.board().at();
    let last = app.board().shown().len().saturating_sub(1);
    let column = match app.board().column() {
        BoardColumn::Claim => 0,
        BoardColumn::Article(article) => columns
            .iter()
            .position(|column| column.article == article)
            .map_or(0, |index| index + 1),
    };
    let steps = ui.input_mut(|input| {
        let mut takes = |key| input.consume_key(Modifiers::NONE, key);
        (takes(Key::ArrowUp), takes(Key::ArrowDown))
    });
    match steps {
        (true, _) => {
            app.board_up();
            return (true, false);
        }
        (_, true) => {
            app.board_down();
            return (true, false);
        }
        _ => {}
    }
    let (to, entered) = ui.input_mut(|input| {
        for (key, to) in [
            (Key::ArrowLeft, (at, column.saturating_sub(1))),
            (Key::ArrowRight, (at, (column + 1).min(columns.len()))),
            (Key::PageUp, (at.saturating_sub(PAGE), column)),
            (Key::PageDown, ((at + PAGE).min(last), column)),
            (Key::Home, (0, column)),
            (Key::End, (last, column)),
        ] {
            if input.consume_key(Modifiers::NONE, key) {
                return (Some(to), false);
            }
        }
        (None, input.consume_key(Modifiers::NONE, Key::Enter))
    });
    let Some((row, column)) = to else {
        return (false, entered);
    };
    let column = column
        .checked_sub(1)
        .and_then(|index| columns.get(index))
        .map_or(BoardColumn::Claim, |column| {
            BoardColumn::Article(column.article)
        });
    app.choose_board_cell(row, column);
    (true, false)
}

/// Scrolls as far as the cell with the keyboard needs.
fn bring_into_view(
    ui: &Ui,
    area: ScrollArea,
    app: &App,
    view: &BoardView,
    columns: &[Column],
) -> ScrollArea {
    let id = ui.make_persistent_id("claim board rows");
    let offset = egui::scroll_area::State::load(ui.ctx(), id)
        .map_or(Vec2::ZERO, |state| state.clamped_offset());
    let size = ui.available_size();
    let row = app.board().at();
    let (top, height) = (view.heights.top(row) as f32, view.heights.height(row));
    let y = nearest(offset.y, size.y, top, height);
    let x = match app.board().column() {
        BoardColumn::Claim => offset.x,
        BoardColumn::Article(article) => {
            let column = columns.iter().find(|column| column.article == article);
            column.map_or(offset.x, |column| {
                nearest(offset.x, size.x - CLAIMS, column.left, column.width)
            })
        }
    };
    let to = vec2(x, y).min(view.farthest);
    area.vertical_scroll_offset(to.y)
        .horizontal_scroll_offset(to.x)
}

/// The offset nearest to `offset` at which a window of `size` shows what begins at `start`.
fn nearest(offset: f32, size: f32, start: f32, length: f32) -> f32 {
    if start < offset {
        start
    } else {
        offset.max(start + length - size).min(start)
    }
}

/// The names of the articles, over their columns.
fn header_ui(ui: &mut Ui, app: &mut App, rect: Rect, columns: &[Column], scrolled: f32) {
    let theme = Theme::of(ui.ctx());
    let left = rect.left() + CLAIMS;
    let claim = Rect::from_min_max(rect.min, pos2(left, rect.bottom()));
    name_ui(ui, claim, "Claim");
    let shown = Rect::from_min_max(pos2(left, rect.top()), rect.max);
    let mut articles = ui.new_child(UiBuilder::new().max_rect(shown).id_salt("board header"));
    articles.set_clip_rect(shown.intersect(ui.clip_rect()));
    let mut unfolded = None;
    for column in columns {
        let place = Rect::from_min_size(
            pos2(left + column.left - scrolled, rect.top()),
            vec2(column.width, rect.height()),
        );
        let Some(article) = app.project.article(column.article) else {
            continue;
        };
        if !place.intersects(shown) {
            continue;
        }
        let name = article_name(article);
        if column.is_silent {
            if fold_ui(&mut articles, place, &name, column) {
                unfolded = Some(column.article);
            }
        } else {
            name_ui(&mut articles, place, &name);
        }
    }
    if let Some(article) = unfolded
        && !app.view.board_unfolded.remove(&article)
    {
        app.view.board_unfolded.insert(article);
    }
    ui.painter()
        .hline(rect.x_range(), rect.bottom() - 0.5, theme.hairline());
}

fn name_ui(ui: &mut Ui, rect: Rect, name: &str) {
    let theme = Theme::of(ui.ctx());
    let text = RichText::new(name)
        .font(theme::shell_strong(12.0))
        .color(theme.muted);
    // A column that is scrolled in part has its name on the part that is seen.
    let seen = rect.intersect(ui.clip_rect());
    let inner = seen.shrink2(vec2(8.0, 3.0));
    if inner.width() < LEAST_NAME {
        return;
    }
    ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| {
        ui.add(egui::Label::new(text).truncate().selectable(false));
    });
}

/// The head of a column that may fold: its number where it is folded. Whether it was clicked.
fn fold_ui(ui: &mut Ui, rect: Rect, name: &str, column: &Column) -> bool {
    let theme = Theme::of(ui.ctx());
    let id = Id::unique(("board column", column.article));
    let response = ui.interact(rect, id, Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink(2.0), 4.0, theme.chip);
    }
    super::focus_frame(ui, &response);
    if column.is_folded {
        let color = theme.muted;
        ui.painter().text(
            rect.center(),
            egui::Align2::CENTER_CENTER,
            column.number,
            theme::shell_strong(12.0),
            color,
        );
    } else {
        name_ui(ui, rect, name);
    }
    let what = if column.is_folded { "Show" } else { "Fold" };
    let label = format!("{what} the column of {name}: no claim has a passage of it");
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, label.clone()));
    response.on_hover_text(label).clicked()
}

/// The rows of one frame.
struct Grid<'a> {
    app: &'a App,
    columns: &'a [Column],
    has_keyboard: bool,
    pressed: Option<Pressed>,
    chosen: &'a mut Vec<Command>,
}

impl Grid<'_> {
    fn rows_ui(&mut self, ui: &mut Ui, view: &mut BoardView, viewport: Rect) {
        let origin = ui.max_rect().min;
        let shown = ui.clip_rect();
        // What lies under the claims is not seen.
        let beside = Rect::from_min_max(pos2(shown.left() + CLAIMS, shown.top()), shown.max);
        let mut cells = ui.new_child(UiBuilder::new().max_rect(shown).id_salt("board cells"));
        cells.set_clip_rect(beside);
        let (mut row, _) = view.heights.find(f64::from(viewport.top()));
        let mut top = view.heights.top(row) as f32;
        let app = self.app;
        while top < viewport.bottom() {
            let Some(claim) = app.board().shown().get(row).copied() else {
                break;
            };
            let found = app.board().row(claim).zip(app.project.claim(claim));
            if let Some((of_claim, record)) = found {
                let boxes = view.boxes.of_row(ui, app, of_claim);
                let laid_out = cells::lay_out(ui, app, of_claim, record, self.columns, &boxes);
                view.measure(row, claim, laid_out.height);
                let place = Rect::from_min_size(
                    pos2(shown.left(), origin.y + top),
                    vec2(shown.width(), laid_out.height),
                );
                let cells_left = origin.x + CLAIMS;
                self.row_ui(ui, &mut cells, place, cells_left, row, claim, &laid_out);
            }
            top += view.heights.height(row);
            row += 1;
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a row with all of its places")]
    fn row_ui(
        &mut self,
        ui: &mut Ui,
        cells_ui: &mut Ui,
        place: Rect,
        cells_left: f32,
        row: usize,
        claim: ClaimId,
        laid_out: &cells::LaidOut,
    ) {
        let theme = Theme::of(ui.ctx());
        let is_active = self
            .app
            .active_mark()
            .is_some_and(|mark| mark.claim() == Some(claim));
        if is_active {
            ui.painter().rect_filled(place, 0.0, theme.chip);
        }
        for (index, column) in self.columns.iter().enumerate() {
            let rect = Rect::from_min_size(
                pos2(cells_left + column.left, place.top()),
                vec2(column.width, place.height()),
            );
            if rect.intersects(cells_ui.clip_rect()) {
                self.cell_ui(cells_ui, rect, (row, claim), (index, column), laid_out);
            }
        }
        let rect = Rect::from_min_size(place.min, vec2(CLAIMS, place.height()));
        self.claim_ui(ui, rect, row, claim, laid_out);
        ui.painter()
            .hline(place.x_range(), place.bottom() - 0.5, theme.hairline());
    }

    fn claim_ui(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        row: usize,
        claim: ClaimId,
        laid_out: &cells::LaidOut,
    ) {
        let id = Id::unique(("board claim", claim));
        let sense = Sense::click() - Sense::FOCUSABLE;
        let response = ui.interact(rect.intersect(ui.clip_rect()), id, sense);
        self.ground_ui(ui, rect, &response, row, BoardColumn::Claim);
        cells::paint_claim(ui, laid_out, rect);
        let found = self
            .app
            .board()
            .row(claim)
            .zip(self.app.project.claim(claim));
        let Some((of_claim, record)) = found else {
            return;
        };
        response.widget_info(|| {
            let label = cells::claim_label(self.app, of_claim, record);
            WidgetInfo::labeled(egui::Role::Button, true, label)
        });
        self.chosen.extend(menus::claim_menu(self.app, &response));
        let (clicked, asked) = (response.clicked(), response.secondary_clicked());
        if response.hovered() {
            response.on_hover_text(cells::claim_tooltip(self.app, of_claim, record));
        }
        if clicked || asked {
            self.pressed = Some(Pressed {
                row,
                column: BoardColumn::Claim,
                passage: None,
                at_passage: 0,
                only_chooses: asked,
            });
        }
    }

    fn cell_ui(
        &mut self,
        ui: &mut Ui,
        rect: Rect,
        (row, claim): (usize, ClaimId),
        (index, column): (usize, &Column),
        laid_out: &cells::LaidOut,
    ) {
        let app = self.app;
        let id = Id::unique(("board cell", claim, column.article));
        let sense = Sense::click() - Sense::FOCUSABLE;
        let response = ui.interact(rect.intersect(ui.clip_rect()), id, sense);
        let of_article = BoardColumn::Article(column.article);
        self.ground_ui(ui, rect, &response, row, of_article);
        cells::paint_cell(ui, laid_out, index, rect);
        let found = app
            .board_cell(claim, column.article)
            .zip(app.project.claim(claim))
            .zip(app.project.article(column.article));
        let Some(((cell, record), article)) = found else {
            return;
        };
        response.widget_info(|| {
            let label = cells::cell_label(app, record, article, cell);
            WidgetInfo::labeled(egui::Role::Button, true, label)
        });
        self.chosen.extend(menus::cell_menu(app, &response, &cell));
        let is_chosen = app.board().at() == row && app.board().column() == of_article;
        if is_chosen
            && self.has_keyboard
            && matches!(cell, Cell::Passages(passages) if passages.len() > 1)
            && let Some(place) = laid_out.place_of(index, rect, app.board().passage())
        {
            let bar = Rect::from_min_size(place.min + vec2(3.0, 0.0), vec2(2.0, place.height()));
            ui.painter()
                .rect_filled(bar, 1.0, Theme::of(ui.ctx()).accent);
        }
        let near = app.near_cell(claim, column.article);
        let offers_tie = near.is_some_and(|near| near.is_alike)
            && !column.is_folded
            && (is_chosen || response.contains_pointer());
        if offers_tie && menus::tie_button_ui(ui, app, record, rect) {
            self.pressed = Some(Pressed {
                row,
                column: of_article,
                passage: None,
                at_passage: 0,
                only_chooses: true,
            });
            self.chosen.push(Command::TieNearest);
            return;
        }
        let pointer = response.interact_pointer_pos();
        let (clicked, asked) = (response.clicked(), response.secondary_clicked());
        if response.hovered() {
            response.on_hover_text(cells::cell_tooltip(app, (claim, column.article), cell));
        }
        if clicked || asked {
            let passages = match cell {
                Cell::Passages(passages) => passages,
                _ => &[],
            };
            let at = pointer.and_then(|at| laid_out.passage_at(index, rect, at));
            let at_passage = at.unwrap_or(0);
            let passage = passages.get(at_passage).or(passages.first());
            self.pressed = Some(Pressed {
                row,
                column: of_article,
                passage: passage.map(|passage| passage.annotation),
                at_passage,
                only_chooses: asked,
            });
        }
    }

    /// What lies under the words of a cell: whether it has the keyboard, or the pointer is over it.
    fn ground_ui(
        &self,
        ui: &Ui,
        rect: Rect,
        response: &egui::Response,
        row: usize,
        column: BoardColumn,
    ) {
        let theme = Theme::of(ui.ctx());
        let board = self.app.board();
        let is_chosen = board.at() == row && board.column() == column;
        let inner = rect.shrink2(vec2(1.0, 1.0));
        if is_chosen && self.app.is_on_board() {
            ui.painter().rect_filled(inner, 4.0, theme.selection);
        } else if response.hovered() {
            ui.painter().rect_filled(inner, 4.0, theme.chip);
        }
        if is_chosen && self.has_keyboard {
            let stroke = Stroke::new(1.5, theme.accent);
            ui.painter()
                .rect_stroke(inner, 4.0, stroke, StrokeKind::Inside);
            // A screen reader hears the cell, though the board has the keyboard.
            let cell = response.id.accesskit_id();
            ui.ctx()
                .accesskit_node_builder(board_id(), |node| node.set_active_descendant(cell));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn the_view_moves_no_farther_than_it_must() {
        for (offset, size, start, length, expected) in [
            (0.0, 100.0, 20.0, 30.0, 0.0),
            (0.0, 100.0, 90.0, 30.0, 20.0),
            (50.0, 100.0, 20.0, 30.0, 20.0),
            (50.0, 100.0, 60.0, 200.0, 60.0),
        ] {
            let found: f32 = nearest(offset, size, start, length);
            assert!((found - expected).abs() < 0.01, "{found} {expected}");
        }
    }
}
