//! Mouse, wheel and the caret's movements by line.

use super::layout::ParagraphLayout as _;
use super::state::{Drag, Granularity};
use super::{Placed, ReaderState, View};
use crate::app::{App, Command, Extend, Motion, PaneId, Reveal, RevealHow, SelectedBy, Selection};
use crate::model::{AnnotationId, Status};
use crate::text::{Text, TextOffset, TextRange, segment};
use egui::{CursorIcon, Event, Modifiers, PointerButton, Pos2, Response, Ui, pos2};

/// Seconds and points within which presses count as one click more.
const MULTI_PRESS: (f64, f32) = (0.45, 6.0);

/// Points from the edge of a mark within which a press takes it.
const EDGE: f32 = 4.0;

/// Points beyond the edge of the view are scrolled so many times a second while a drag is held there.
const DRAG_SCROLL_PER_SEC: f32 = 12.0;

/// Turns the wheel into a movement of the view.
pub(super) fn wheel(ui: &Ui, state: &mut ReaderState, view: &View) {
    let is_over = ui.rect_contains_pointer(view.rect.expand2(egui::vec2(super::size::RULER, 0.0)));
    if !is_over || ui.ctx().egui_is_using_pointer() && state.drag.is_none() {
        return;
    }
    let delta = ui.input(|input| input.smooth_scroll_delta().y);
    if delta != 0.0 {
        state.anchor_above -= f64::from(delta);
        settle_anchor(state);
    }
}

/// Moves the anchor to the unit that is at the top now.
fn settle_anchor(state: &mut ReaderState) {
    let y = state.scroll();
    state.scroll_to(y);
}

/// The gap under a place of the window.
fn hit(placed: &[Placed], place: Pos2) -> Option<TextOffset> {
    let at = placed
        .partition_point(|unit| unit.origin.y <= place.y)
        .saturating_sub(1);
    let unit = placed.get(at)?;
    Some(
        unit.layout
            .hit(pos2(place.x - unit.origin.x, place.y - unit.origin.y))
            .min(unit.range.end),
    )
}

/// Takes presses, drags and clicks in the text.
pub(super) fn mouse(
    ui: &Ui,
    app: &mut App,
    pane: PaneId,
    state: &mut ReaderState,
    view: &View,
    placed: &[Placed],
    response: &Response,
) {
    let Some(place) = response.interact_pointer_pos() else {
        state.drag = None;
        state.drags_edge = false;
        return;
    };
    // Each press and release by its event: on a slow frame a whole double click, or a drag's press and its first
    // movements, come in together, and the pointer's place is already another one.
    let (mut presses, mut release) = (Vec::new(), None);
    let (down, modifiers, now) = ui.input(|input| {
        for event in &input.events {
            if let Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed,
                ..
            } = event
            {
                if *pressed {
                    presses.push(*pos);
                } else {
                    release = Some(*pos);
                }
            }
        }
        (input.pointer.primary_down(), input.modifiers, input.time)
    });
    let secondary = ui.input(|input| input.pointer.button_pressed(PointerButton::Secondary));
    let Some(offset) = hit(placed, place).map(|offset| snap(view.text, offset)) else {
        return;
    };

    // A quick click comes in whole within a frame, and then no button is down any more.
    if secondary && (response.is_pointer_button_down_on() || response.secondary_clicked()) {
        let inside = app
            .pane(pane)
            .is_some_and(|pane| pane.selection.range().contains(offset));
        if !inside {
            app.select(pane, Selection::caret(offset), SelectedBy::Mouse);
        }
        return;
    }
    if response.is_pointer_button_down_on() || response.clicked() {
        for pressed_at in presses {
            if let Some(offset) = hit(placed, pressed_at).map(|offset| snap(view.text, offset)) {
                let edge = edge_at(app, pane, placed, pressed_at)
                    .filter(|_| !modifiers.shift && !modifiers.command);
                if let Some(edge) = edge {
                    press_edge(app, pane, state, edge);
                    continue;
                }
                if let Some(letter) = super::thread::letter_at(state, pressed_at) {
                    super::thread::begin(ui, app, pane, letter, pressed_at);
                    continue;
                }
                press(
                    app, pane, state, view.text, offset, pressed_at, now, modifiers,
                );
            }
        }
    }
    let held_at = if down { Some(place) } else { release };
    if let Some(place) = held_at
        && let Some(drag) = state.drag
        && let Some(offset) = hit(placed, place).map(|offset| snap(view.text, offset))
    {
        scroll_at_edge(ui, state, view, place);
        let reached = taken(view.text, offset, drag.by);
        let selection = if reached.start < drag.origin.start {
            Selection {
                anchor: drag.origin.end,
                head: reached.start,
            }
        } else {
            Selection {
                anchor: drag.origin.start,
                head: reached.end.max(drag.origin.end),
            }
        };
        if app
            .pane(pane)
            .is_some_and(|pane| pane.selection != selection)
        {
            app.select(pane, selection, SelectedBy::Mouse);
        }
    }
    if !down && state.drag.take().is_some() {
        if std::mem::take(&mut state.drags_edge) {
            app.keep_edges();
        } else {
            app.selected_with_mouse(state.presses.2);
        }
        // The foot of the pane comes up now: what was selected last must not go under it.
        if let Some(pane) = app.pane_mut(pane).filter(|pane| !pane.selection.is_empty()) {
            let head = pane.selection.head;
            let range = TextRange::between(head, head);
            pane.reveal = Some(Reveal {
                range,
                how: RevealHow::Nearest,
            });
        }
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "a press is all of this, and it is taken apart nowhere else"
)]
fn press(
    app: &mut App,
    pane: PaneId,
    state: &mut ReaderState,
    text: &Text,
    offset: TextOffset,
    place: Pos2,
    now: f64,
    modifiers: Modifiers,
) {
    // While edges are changed a press takes the edge there.
    let extends = modifiers.shift || app.is_editing_edges();
    let (last, last_place, count) = state.presses;
    let again =
        now - last <= MULTI_PRESS.0 && last_place.distance(place) <= MULTI_PRESS.1 && !extends;
    let count = if again { count % 3 + 1 } else { 1 };
    state.presses = (now, place, count);

    if extends && app.is_focused(pane) {
        let anchor = app.pane(pane).map_or(offset, |pane| pane.selection.anchor);
        state.drag = Some(Drag {
            origin: TextRange::between(anchor, anchor),
            by: Granularity::Character,
        });
        app.select(
            pane,
            Selection {
                anchor,
                head: offset,
            },
            SelectedBy::Mouse,
        );
        return;
    }
    if app.is_focused(pane) && count == 1 {
        if modifiers.command {
            app.begin_fragment();
        } else {
            app.begin_selection();
        }
    }
    let by = match count {
        2 => Granularity::Word,
        3 => Granularity::Sentence,
        _ => Granularity::Character,
    };
    let origin = taken(text, offset, by);
    state.drag = Some(Drag { origin, by });
    app.select(pane, Selection::of(origin), SelectedBy::Mouse);
}

/// An end of a mark under the pointer.
#[derive(Clone, Copy)]
struct Edge {
    mark: AnnotationId,
    span: usize,
    is_end: bool,
}

/// The edge of the active mark under a place of the window, where it is one's own and no selection stands there.
fn edge_at(app: &App, pane: PaneId, placed: &[Placed], place: Pos2) -> Option<Edge> {
    let mark = app.active_mark()?;
    let is_free = app.is_focused(pane) && !app.is_editing_edges() && app.painting().is_none();
    if !is_free || mark.by != app.reviewer() {
        return None;
    }
    let is_near = |offset: TextOffset, is_end: bool| {
        placed
            .iter()
            .filter(|unit| unit.range.touches(offset))
            .any(|unit| {
                let range = if is_end {
                    TextRange::between(unit.range.start, offset)
                } else {
                    TextRange::between(offset, unit.range.end)
                };
                let rects = unit.layout.rects(range);
                let line = if is_end { rects.last() } else { rects.first() };
                line.is_some_and(|line| {
                    let box_rect = super::paint::text_box(*line).translate(unit.origin.to_vec2());
                    let x = if is_end {
                        box_rect.right()
                    } else {
                        box_rect.left()
                    };
                    (place.x - x).abs() <= EDGE && box_rect.y_range().contains(place.y)
                })
            })
    };
    mark.ranges().enumerate().find_map(|(span, range)| {
        let edge = |is_end| Edge {
            mark: mark.id,
            span,
            is_end,
        };
        if is_near(range.start, false) {
            Some(edge(false))
        } else if is_near(range.end, true) {
            Some(edge(true))
        } else {
            None
        }
    })
}

/// Takes an edge of a mark with the mouse; the release keeps it.
fn press_edge(app: &mut App, pane: PaneId, state: &mut ReaderState, edge: Edge) {
    let Some(range) = app.begin_edges(edge.mark, edge.span) else {
        return;
    };
    let (anchor, head) = if edge.is_end {
        (range.start, range.end)
    } else {
        (range.end, range.start)
    };
    state.drag = Some(Drag {
        origin: TextRange::between(anchor, anchor),
        by: Granularity::Character,
    });
    state.drags_edge = true;
    app.select(pane, Selection { anchor, head }, SelectedBy::Keys);
}

/// What a press takes at a gap.
fn taken(text: &Text, offset: TextOffset, by: Granularity) -> TextRange {
    match by {
        Granularity::Character => TextRange::between(offset, offset),
        Granularity::Word => {
            segment::word_at(text, offset).unwrap_or_else(|| TextRange::between(offset, offset))
        }
        Granularity::Sentence => segment::sentence_at(text, offset),
    }
}

/// The nearest gap between graphemes.
fn snap(text: &Text, offset: TextOffset) -> TextOffset {
    segment::floor_grapheme(text, offset)
}

fn scroll_at_edge(ui: &Ui, state: &mut ReaderState, view: &View, place: Pos2) {
    let beyond = if place.y < view.rect.top() {
        place.y - view.rect.top()
    } else if place.y > view.rect.bottom() {
        place.y - view.rect.bottom()
    } else {
        return;
    };
    let seconds = ui.input(|input| input.stable_dt).min(0.1);
    state.anchor_above += f64::from(beyond * seconds * DRAG_SCROLL_PER_SEC);
    settle_anchor(state);
    ui.ctx().request_repaint();
}

/// The pointer over text is a beam, over the edge of one's own active mark two arrows.
pub(super) fn cursor(
    ui: &Ui,
    app: &App,
    pane: PaneId,
    state: &ReaderState,
    placed: &[Placed],
    response: &Response,
) {
    if let Some(place) = response.hover_pos() {
        if super::thread::letter_at(state, place).is_some() {
            ui.set_cursor_icon(CursorIcon::Grab);
            super::thread::letter_hint(response);
            return;
        }
        let is_edge = state.drags_edge || edge_at(app, pane, placed, place).is_some();
        ui.set_cursor_icon(if is_edge {
            CursorIcon::ResizeHorizontal
        } else {
            CursorIcon::Text
        });
    }
}

/// What a right click offers.
pub(super) fn context_menu(app: &App, response: &Response) -> Vec<Command> {
    let mut chosen = Vec::new();
    let commands = [
        Command::Mark(Status::Verified),
        Command::Mark(Status::Unverified),
        Command::Mark(Status::Conflicting),
        Command::Note,
        Command::ShouldRead,
        Command::Cite,
        Command::Tie,
        Command::TieCurrent,
        Command::EditEdges,
        Command::DeleteMark,
        Command::NextMarkHere,
        Command::Widen,
        Command::KeepFragment,
        Command::MarkOccurrences,
        Command::SetAside,
        Command::Copy,
        Command::CopyWithPlace,
    ];
    response.context_menu(|ui| {
        for command in commands {
            if matches!(
                command,
                Command::Note | Command::NextMarkHere | Command::Copy
            ) {
                ui.separator();
            }
            if crate::ui::panels::command_button(ui, app, command).clicked() {
                chosen.push(command);
                ui.close();
            }
        }
    });
    chosen
}

/// Moves the caret by lines, to the ends of a line, or by pages.
pub(super) fn visual_motion(
    ui: &Ui,
    app: &mut App,
    pane: PaneId,
    state: &mut ReaderState,
    view: &View,
    motion: Motion,
    extend: Extend,
) {
    let Some(pane) = app.pane(pane) else { return };
    let (head, goal) = (pane.selection.head, pane.goal_x);
    let unit = state.units.at(head);
    let (layout, ..) = view.lay_out(ui, state, view.text, unit);
    let caret = layout.caret(head);
    let goal_x = goal.unwrap_or_else(|| caret.rect.left());
    let (to, goal) = match motion {
        Motion::LineStart => (layout.line_range(head).start, None),
        Motion::LineEnd => (layout.line_range(head).end, None),
        Motion::Up => (
            line_step(ui, state, view, unit, caret.line, -1, goal_x),
            Some(goal_x),
        ),
        Motion::Down => (
            line_step(ui, state, view, unit, caret.line, 1, goal_x),
            Some(goal_x),
        ),
        Motion::PageUp | Motion::PageDown => {
            // The view moves with the caret, so that the eye finds it at the same height.
            let line = f64::from(caret.rect.height());
            let step = (f64::from(view.rect.height()) - 2.0 * line).max(line);
            let by = if motion == Motion::PageUp {
                -step
            } else {
                step
            };
            let y = state.heights.top(unit) + f64::from(caret.rect.center().y) + by;
            state.anchor_above += by;
            settle_anchor(state);
            super::clamp(state, view.rect);
            (at_height(ui, state, view, y, goal_x), Some(goal_x))
        }
        _ => return,
    };
    let to = snap(view.text, to);
    app.caret_to(to, extend, goal);
}

/// The gap one line further up or down, nearest to `x`.
fn line_step(
    ui: &Ui,
    state: &mut ReaderState,
    view: &View,
    unit: usize,
    line: usize,
    by: i32,
    x: f32,
) -> TextOffset {
    let (layout, range, ..) = view.lay_out(ui, state, view.text, unit);
    let next = if by < 0 {
        line.checked_sub(1)
    } else {
        Some(line + 1)
    };
    if let Some(next) = next.filter(|next| *next < layout.line_count()) {
        return layout.hit(pos2(x, layout.line_middle(next))).min(range.end);
    }
    let next_unit = if by < 0 {
        unit.checked_sub(1)
    } else {
        Some(unit + 1).filter(|next| *next < state.units.len())
    };
    let Some(next_unit) = next_unit else {
        return if by < 0 {
            TextOffset::START
        } else {
            view.text.end()
        };
    };
    let (layout, range, ..) = view.lay_out(ui, state, view.text, next_unit);
    let line = if by < 0 {
        layout.line_count().saturating_sub(1)
    } else {
        0
    };
    layout.hit(pos2(x, layout.line_middle(line))).min(range.end)
}

/// The gap at a height of the text, nearest to `x`.
fn at_height(ui: &Ui, state: &mut ReaderState, view: &View, y: f64, x: f32) -> TextOffset {
    if y <= 0.0 {
        return TextOffset::START;
    }
    if y >= state.heights.total() {
        return view.text.end();
    }
    let (unit, below) = state.heights.find(y);
    let (layout, range, ..) = view.lay_out(ui, state, view.text, unit);
    layout.hit(pos2(x, below as f32)).min(range.end)
}
