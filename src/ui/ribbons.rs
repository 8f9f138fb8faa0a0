//! Ribbons between two panes for the passages that say the same.
//!
//! Only what has an end in view is drawn. An end that is out of view keeps to the edge of its pane, as a stub. A ribbon
//! under the pointer shows both of its passages; a click brings the passage in the pane without the caret level with the other one.
//!
//! Invariant: nothing here is a status: one colour, and the words of both passages stay as they are.

use super::reader::{ReaderState, Sight};
use super::theme::Theme;
use crate::app::{App, Command, Level, PaneId, words};
use crate::compare::matching::{Band, Match};
use crate::text::TextRange;
use egui::{
    Color32, Id, Mesh, Pos2, Rangef, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2,
};

/// Points: the least height of an end, that of a thin ribbon, and the width of a stub where two panes stand close.
const LEAST: f32 = 3.0;
const THIN: f32 = 6.0;
const STUB: f32 = 3.0;

/// A gutter narrower than this has stubs only.
const LEAST_GUTTER: f32 = 16.0;

/// Points of the arrow at the edge behind which a passage is.
const ARROW: egui::Vec2 = egui::vec2(7.0, 5.0);

/// Steps of the curve.
const STEPS: usize = 12;

/// One of the two panes.
struct Side<'a> {
    /// The pane as it was drawn.
    sight: Sight<'a>,
    /// The words in view.
    visible: TextRange,
    /// The whole pane.
    outer: Rect,
    /// Whether it has the caret.
    is_read: bool,
}

/// A ribbon on the screen.
struct Ribbon<'m> {
    found: &'m Match,
    left: Rangef,
    right: Rangef,
    /// Where the passage is, if it is out of view.
    left_hidden: Option<Beyond>,
    right_hidden: Option<Beyond>,
}

/// Where a passage is that is out of view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beyond {
    Above,
    Below,
}

/// Draws what two panes have in common. Returns the passages that a click wants level.
pub fn ribbons_of(
    ui: &Ui,
    app: &App,
    ((left, left_rect), left_state): ((PaneId, Rect), &mut ReaderState),
    ((right, right_rect), right_state): ((PaneId, Rect), &mut ReaderState),
) -> Option<Level> {
    let (left, right) = (app.pane(left)?, app.pane(right)?);
    let left_article = app.project.article(left.article)?;
    let right_article = app.project.article(right.article)?;
    let matches = app.matches_between(left.article, right.article);
    let mut one = Side {
        sight: Sight::of(ui, app, left_state, left_article)?,
        visible: left.visible?,
        outer: left_rect,
        is_read: app.is_focused(left.id),
    };
    let mut other = Side {
        sight: Sight::of(ui, app, right_state, right_article)?,
        visible: right.visible?,
        outer: right_rect,
        is_read: app.is_focused(right.id),
    };
    let (found, left_stays) = ribbons_ui(ui, app, (&mut one, &mut other), &matches)?;
    let ends = [(left.id, found.a.range), (right.id, found.b.range)];
    let [with, moved] = if left_stays { ends } else { [ends[1], ends[0]] };
    Some(Level { with, moved })
}

/// Draws the ribbons of two panes that stand side by side. `matches` has the left article's passages as `a`. Returns the
/// match that was clicked, and whether its left passage stays.
fn ribbons_ui(
    ui: &Ui,
    app: &App,
    (left, right): (&mut Side<'_>, &mut Side<'_>),
    matches: &[Match],
) -> Option<(Match, bool)> {
    let gutter = Rect::from_min_max(
        pos2(left.outer.right(), left.outer.top().max(right.outer.top())),
        pos2(
            right.outer.left(),
            left.outer.bottom().min(right.outer.bottom()),
        ),
    );
    if gutter.width() <= 0.0 {
        return None;
    }
    let seen = (left.visible, right.visible);
    let ribbons: Vec<Ribbon<'_>> = matches
        .iter()
        .filter(|found| found.band > Band::Side)
        .filter(|found| seen.0.overlaps(found.a.range) || seen.1.overlaps(found.b.range))
        .map(|found| {
            let (left_end, left_hidden) = end_of(ui, left, found.a.range, found.band);
            let (right_end, right_hidden) = end_of(ui, right, found.b.range, found.band);
            Ribbon {
                found,
                left: left_end,
                right: right_end,
                left_hidden,
                right_hidden,
            }
        })
        .collect();
    let pointer = ui.ctx().pointer_hover_pos().filter(|at| {
        gutter.contains(*at)
            && ui
                .ctx()
                .layer_id_at(*at)
                .is_none_or(|layer| layer == ui.layer_id())
    });
    let hovered = pointer.and_then(|at| under(&ribbons, gutter, at));
    let theme = Theme::of(ui.ctx());
    for (number, ribbon) in ribbons.iter().enumerate() {
        paint(ui, theme, gutter, ribbon, hovered == Some(number));
        point_beyond(ui, theme, gutter, ribbon);
    }
    let (at, ribbon) = (pointer?, &ribbons[hovered?]);
    let found = ribbon.found;
    outline(ui, &mut left.sight, found.a.range);
    outline(ui, &mut right.sight, found.b.range);
    let id = Id::unique(("ribbon", found.a.range, found.b.range));
    let response = ui.interact(gutter, id, Sense::click() - Sense::FOCUSABLE);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, told(app, ribbon)));
    let response = response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .on_hover_text(told(app, ribbon));
    if !response.clicked() {
        return None;
    }
    // Who reads one of them keeps it; else what is at the pointer's side stays, and the other passage comes to it.
    let left_stays = match (left.is_read, right.is_read) {
        (true, _) => true,
        (_, true) => false,
        _ => at.x < gutter.center().x,
    };
    Some((*found, left_stays))
}

/// "Very much alike. A click brings the other passage level with this one, Alt+Left comes back."
fn told(app: &App, ribbon: &Ribbon<'_>) -> String {
    let how = words::capitalised(words::band(Some(ribbon.found.band)));
    let hidden = match (ribbon.left_hidden, ribbon.right_hidden) {
        (Some(Beyond::Above), _) => " The passage on the left is further up.",
        (Some(Beyond::Below), _) => " The passage on the left is further down.",
        (_, Some(Beyond::Above)) => " The passage on the right is further up.",
        (_, Some(Beyond::Below)) => " The passage on the right is further down.",
        (None, None) => "",
    };
    let hint = "A click brings the other passage level with this one, {} comes back.";
    format!("{how}.{hidden} {}", app.with_keys(hint, &[Command::Back]))
}

/// Where an end of a ribbon stands, kept inside its pane, and where the passage is if that is out of view.
fn end_of(ui: &Ui, side: &mut Side<'_>, range: TextRange, band: Band) -> (Rangef, Option<Beyond>) {
    let inside = side.sight.rect().y_range();
    let mut place = side.sight.place(ui, range);
    let hidden = if place.max <= inside.min {
        Some(Beyond::Above)
    } else if place.min >= inside.max {
        Some(Beyond::Below)
    } else {
        None
    };
    if band == Band::Weak {
        let middle = place.center();
        place = Rangef::new(middle - THIN / 2.0, middle + THIN / 2.0);
    }
    let top = place.min.clamp(inside.min, inside.max - LEAST);
    let bottom = place.max.clamp(top + LEAST, inside.max.max(top + LEAST));
    (Rangef::new(top, bottom), hidden)
}

/// How far the curve has come at a share of the way, both from 0 to 1: slow, fast, slow.
fn eased(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

fn between(from: f32, to: f32, t: f32) -> f32 {
    from + (to - from) * eased(t)
}

/// The ribbon under the pointer: the lowest one where several lie there, as it is the hardest to meet.
fn under(ribbons: &[Ribbon<'_>], gutter: Rect, at: Pos2) -> Option<usize> {
    let t = (at.x - gutter.left()) / gutter.width();
    let height = |ribbon: &Ribbon<'_>| ribbon.left.span() + ribbon.right.span();
    ribbons
        .iter()
        .enumerate()
        .filter(|(_, ribbon)| {
            let top = between(ribbon.left.min, ribbon.right.min, t);
            let bottom = between(ribbon.left.max, ribbon.right.max, t);
            (top - 1.0..=bottom + 1.0).contains(&at.y)
        })
        .min_by(|(_, one), (_, other)| height(one).total_cmp(&height(other)))
        .map(|(number, _)| number)
}

fn paint(ui: &Ui, theme: &Theme, gutter: Rect, ribbon: &Ribbon<'_>, is_hovered: bool) {
    let strength = match (is_hovered, ribbon.found.band) {
        (true, _) => 0.7,
        (false, Band::Verbatim | Band::Strong) => 0.34,
        (false, Band::Weak | Band::Side) => 0.24,
    };
    let fill = theme.ribbon.gamma_multiply(strength);
    if gutter.width() < LEAST_GUTTER {
        for (edge, range) in [
            (gutter.left(), ribbon.left),
            (gutter.right() - STUB, ribbon.right),
        ] {
            let stub = Rect::from_x_y_ranges(edge..=edge + STUB, range);
            ui.painter()
                .rect_filled(stub, 1.0, theme.ribbon.gamma_multiply(strength + 0.3));
        }
        return;
    }
    let mut mesh = Mesh::default();
    let (mut above, mut below) = (Vec::new(), Vec::new());
    for step in 0..=STEPS {
        let t = step as f32 / STEPS as f32;
        let x = gutter.left() + gutter.width() * t;
        let top = pos2(x, between(ribbon.left.min, ribbon.right.min, t));
        let bottom = pos2(x, between(ribbon.left.max, ribbon.right.max, t));
        mesh.colored_vertex(top, fill);
        mesh.colored_vertex(bottom, fill);
        if step > 0 {
            let at = step as u32 * 2;
            mesh.add_triangle(at - 2, at - 1, at);
            mesh.add_triangle(at - 1, at, at + 1);
        }
        above.push(top);
        below.push(bottom);
    }
    ui.painter().add(Shape::mesh(mesh));
    let line = Stroke::new(1.0, theme.ribbon.gamma_multiply((strength + 0.2).min(1.0)));
    ui.painter().add(Shape::line(above, line));
    ui.painter().add(Shape::line(below, line));
}

/// A small arrow where a ribbon ends at an edge since its passage is out of view; those of several lie over each other.
fn point_beyond(ui: &Ui, theme: &Theme, gutter: Rect, ribbon: &Ribbon<'_>) {
    let half = ARROW.x / 2.0;
    for (x, hidden, end) in [
        (gutter.left() + half + 1.0, ribbon.left_hidden, ribbon.left),
        (
            gutter.right() - half - 1.0,
            ribbon.right_hidden,
            ribbon.right,
        ),
    ] {
        let (tip, foot) = match hidden {
            Some(Beyond::Above) => (end.min + 1.0, end.min + 1.0 + ARROW.y),
            Some(Beyond::Below) => (end.max - 1.0, end.max - 1.0 - ARROW.y),
            None => continue,
        };
        let points = vec![pos2(x, tip), pos2(x + half, foot), pos2(x - half, foot)];
        let arrow = Shape::convex_polygon(points, theme.muted, Stroke::NONE);
        ui.painter().add(arrow);
    }
}

/// A quiet frame around the lines of a passage.
pub(super) fn outline(ui: &Ui, sight: &mut Sight<'_>, range: TextRange) {
    let theme = Theme::of(ui.ctx());
    let painter = ui.painter().with_clip_rect(sight.rect());
    let stroke = Stroke::new(1.0, theme.ink.gamma_multiply(0.6));
    let fill: Color32 = theme.ribbon.gamma_multiply(0.12);
    for line in sight.lines(ui, range) {
        let line = line.expand2(egui::vec2(2.0, -2.0));
        painter.rect(line, 4.0, fill, stroke, StrokeKind::Inside);
    }
}
