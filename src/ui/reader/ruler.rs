//! The overview ruler: where in the article the marks are, and where the view stands. It is the scroll bar too.
//!
//! Three columns, V, U and C, so that the place speaks as well as the hue. Places are shares of the text in bytes, which
//! never change while heights become known. Dots that fall on one pixel are drawn once, so a frame's work is bounded by
//! the height of the ruler, not by the number of marks.

use super::{ReaderState, View};
use crate::app::{App, PaneId};
use crate::model::{EffectiveStatus, Status};
use crate::text::visible::shown;
use crate::text::{TextOffset, TextRange};
use egui::{Color32, Mesh, Rect, Role, Sense, Shape, Ui, WidgetInfo, pos2, vec2};

/// Points of a dot.
const DOT: f32 = 4.0;

/// Points of a line for hits.
const TICK: f32 = 1.5;

/// The least height of the part that stands for the view.
const LEAST_VIEW: f32 = 24.0;

pub(super) fn ruler_ui(
    ui: &Ui,
    app: &App,
    pane: PaneId,
    state: &mut ReaderState,
    view: &View,
    rect: Rect,
    visible: TextRange,
) {
    let painter = ui.painter();
    painter.vline(rect.left() + 0.5, rect.y_range(), view.theme.hairline());
    let response = ui.interact(
        rect,
        egui::Id::unique(("ruler", pane.0)),
        Sense::click_and_drag() - Sense::FOCUSABLE,
    );
    let length = view.text.len().max(1) as f32;
    let share = |offset: TextOffset| offset.bytes() as f32 / length;

    let (top, bottom) = (
        share(visible.start),
        share(visible.end).max(share(visible.start)),
    );
    let mut part = Rect::from_min_max(
        pos2(rect.left() + 1.0, rect.top() + top * rect.height()),
        pos2(rect.right(), rect.top() + bottom * rect.height()),
    );
    if part.height() < LEAST_VIEW {
        let middle = part.center().y.clamp(
            rect.top() + LEAST_VIEW / 2.0,
            (rect.bottom() - LEAST_VIEW / 2.0).max(rect.top() + LEAST_VIEW / 2.0),
        );
        part = Rect::from_center_size(
            pos2(part.center().x, middle),
            vec2(part.width(), LEAST_VIEW),
        );
    }
    let strength = if response.hovered() || response.dragged() {
        0.16
    } else {
        0.07
    };
    painter.rect_filled(part, 0.0, view.theme.ink.gamma_multiply(strength));

    if let Some(place) = response
        .interact_pointer_pos()
        .filter(|_| response.is_pointer_button_down_on())
    {
        let at = ((place.y - rect.top()) / rect.height()).clamp(0.0, 1.0) - (bottom - top) / 2.0;
        let offset = view
            .text
            .floor(TextOffset::new((at.max(0.0) * length) as usize));
        state.go_to(offset, view.text);
        super::clamp(state, view.rect);
        ui.ctx().request_repaint();
    }
    response.widget_info(|| {
        let label = format!("Overview of {}", shown(view.article.display_title()));
        WidgetInfo::labeled(Role::ScrollBar, ui.is_enabled(), label)
    });

    refresh(app, state, view, rect.height());
    let mut mesh = Mesh::default();
    refresh_ticks(app, state, view, rect.height());
    for at in &state.ruler.ticks {
        let top = (rect.top() + at).min(rect.bottom() - TICK);
        let tick =
            Rect::from_min_size(pos2(rect.left() + 1.0, top), vec2(rect.width() - 1.0, TICK));
        mesh.add_colored_rect(tick, view.theme.hit_tick);
    }
    for (at, column) in &state.ruler.dots {
        let (x, color) = dot(view, *column);
        let top = (rect.top() + at).min(rect.bottom() - DOT);
        mesh.add_colored_rect(
            Rect::from_min_size(pos2(rect.left() + x, top), vec2(DOT, DOT)),
            color,
        );
    }
    painter.add(Shape::mesh(mesh));
}

/// Collects the dots anew where marks or height have changed.
fn refresh(app: &App, state: &mut ReaderState, view: &View, height: f32) {
    let Some(marks) = app.marks.article(view.article.id) else {
        state.ruler.dots.clear();
        return;
    };
    let key = (marks.revision, height as u32);
    if state.ruler.key == key {
        return;
    }
    state.ruler.key = key;
    let mut dots: Vec<(u32, u8)> = marks
        .overview()
        .map(|(share, status)| ((share * height) as u32, column(status)))
        .collect();
    dots.sort_unstable();
    dots.dedup();
    state.ruler.dots = dots
        .into_iter()
        .map(|(y, column)| (y as f32, column))
        .collect();
}

/// Collects the rows with hits anew where hits or height have changed: not more of them than there are rows.
fn refresh_ticks(app: &App, state: &mut ReaderState, view: &View, height: f32) {
    let key = app
        .find
        .is_open
        .then(|| (app.find.revision(), height as u32));
    if state.ruler.ticks_key == key {
        return;
    }
    state.ruler.ticks_key = key;
    state.ruler.ticks.clear();
    if key.is_none() {
        return;
    }
    let length = view.text.len().max(1) as f32;
    let row = |offset: TextOffset| (offset.bytes() as f32 / length * height).floor();
    let mut hits = app.find.hits(view.article.id);
    while let Some(first) = hits.first() {
        let at = row(first.start);
        state.ruler.ticks.push(at);
        // By halving, to the first hit of another row.
        let behind = hits.partition_point(|hit| row(hit.start) <= at);
        hits = hits.get(behind..).unwrap_or_default();
    }
}

fn column(status: EffectiveStatus) -> u8 {
    match status {
        EffectiveStatus::Tagged(Status::Verified) => 0,
        EffectiveStatus::Tagged(Status::Unverified) => 1,
        EffectiveStatus::Tagged(Status::Conflicting) => 2,
        EffectiveStatus::Disputed => 3,
        EffectiveStatus::Nothing => 4,
    }
}

/// Disputed marks stand across the middle, being of no column.
fn dot(view: &View, column: u8) -> (f32, Color32) {
    let status = |status| view.theme.status(EffectiveStatus::Tagged(status));
    match column {
        0 => (1.5, status(Status::Verified)),
        1 => (5.5, status(Status::Unverified)),
        2 => (9.5, status(Status::Conflicting)),
        3 => (5.5, view.theme.ink),
        _ => (5.5, view.theme.muted),
    }
}
