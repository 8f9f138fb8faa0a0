//! What stands between the panes, drawn when all of them are: ribbons, stubs, and passages that are brought level.

use super::reader::{ReaderState, Sight};
use super::ribbons::ribbons_of;
use super::stubs::stubs_ui;
use crate::app::{App, Level, PaneId};
use crate::text::TextRange;
use egui::{Rect, Ui};
use std::collections::BTreeMap;

/// Points of a passage that stay in view at the bottom where it is brought level with one further down.
const LINE: f32 = 30.0;

type States = BTreeMap<PaneId, ReaderState>;

/// Draws it and does what was asked for there. The panes come from left to right.
pub(super) fn ui(
    ui: &Ui,
    app: &mut App,
    states: &mut States,
    drawn: &[(PaneId, Rect)],
    gutter: f32,
) {
    for level in std::mem::take(&mut app.view.bring_level) {
        level_of(ui, app, states, level);
    }
    ribbons_ui(ui, app, states, drawn, gutter);
    if let Some(found) = stubs_ui(ui, app, states, drawn) {
        app.go_to_passage(found);
        ui.ctx().request_repaint();
    }
}

/// The ribbons between each two panes that stand beside each other.
fn ribbons_ui(ui: &Ui, app: &mut App, states: &mut States, drawn: &[(PaneId, Rect)], gutter: f32) {
    for at in 0..drawn.len() {
        let (left, left_rect) = drawn[at];
        let beside = drawn[at + 1..].iter().find(|(_, rect)| {
            let gap = rect.left() - left_rect.right();
            gap > 0.0
                && gap <= gutter + 1.0
                && rect.y_range().intersection(left_rect.y_range()).span() > 0.0
        });
        if let Some((right, right_rect)) = beside {
            ribbons_between(ui, app, states, (left, left_rect), (*right, *right_rect));
        }
    }
}

fn ribbons_between(
    ui: &Ui,
    app: &mut App,
    states: &mut States,
    left: (PaneId, Rect),
    right: (PaneId, Rect),
) {
    let (Some(mut one), Some(mut other)) = (states.remove(&left.0), states.remove(&right.0)) else {
        return;
    };
    let asked = ribbons_of(ui, app, (left, &mut one), (right, &mut other));
    states.insert(left.0, one);
    states.insert(right.0, other);
    if let Some(level) = asked {
        app.remember_scrolls(&[level.moved.0]);
        level_of(ui, app, states, level);
    }
}

/// Scrolls a pane so that its passage stands as high as the one of another pane.
fn level_of(ui: &Ui, app: &App, states: &mut States, level: Level) {
    let height = place_in(ui, app, states, level.with);
    if let Some(y) = height {
        let (pane, range) = level.moved;
        let article = app
            .pane(pane)
            .and_then(|pane| app.project.article(pane.article));
        if let Some((state, article)) = states.get_mut(&pane).zip(article)
            && let Some(mut sight) = Sight::of(ui, app, state, article)
        {
            sight.bring_to(ui, range, y);
            ui.ctx().request_repaint();
        }
    }
}

/// How high a passage begins on the screen, inside its pane.
fn place_in(
    ui: &Ui,
    app: &App,
    states: &mut States,
    (pane, range): (PaneId, TextRange),
) -> Option<f32> {
    let article = app.project.article(app.pane(pane)?.article)?;
    let mut sight = Sight::of(ui, app, states.get_mut(&pane)?, article)?;
    let inside = sight.rect().y_range();
    let lowest = (inside.max - LINE).max(inside.min);
    Some(sight.place(ui, range).min.clamp(inside.min, lowest))
}
