//! A thread from mark to mark, drawn by dragging the letter beside one of them: both are tied to one claim.
//!
//! It begins at a letter, so that dragging over words still selects them. Each pane says which mark is under the end of
//! the thread; when all are drawn, the thread is painted over them, and its release ties.

use super::layout::ParagraphLayout as _;
use super::{Placed, ReaderState, View};
use crate::app::{App, PaneId, words};
use crate::model::AnnotationId;
use crate::text::TextRange;
use crate::ui::theme::{self, Theme};
use egui::{
    Align2, Context, CursorIcon, Id, LayerId, Order, Painter, Pos2, Rect, Response, Shape, Stroke,
    StrokeKind, Tooltip, Ui, Vec2, epaint::CubicBezierShape, vec2,
};

/// A letter in the gutter, and whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct PlacedLetter {
    pub(super) rect: Rect,
    pub(super) mark: AnnotationId,
}

/// Points around a letter that belong to it.
const AROUND: Vec2 = vec2(3.0, 3.0);

/// Points within which a release is a click on the letter.
const CLICK: f32 = 6.0;

/// Characters of the words that the hint quotes.
const MOST_QUOTED: usize = 40;

/// What is drawn of a thread beside what the app knows of it.
#[derive(Clone, Debug, Default)]
struct Drawn {
    /// Where it was taken up.
    pressed: Pos2,
    /// The letter where it begins.
    from: Pos2,
    /// The lines of the mark under its end.
    target: Vec<Rect>,
    /// Whether every pane was asked since it began: press and release may come in one frame.
    is_led: bool,
}

fn drawn_id() -> Id {
    Id::unique("thread between marks")
}

/// The mark whose letter is there.
pub(super) fn letter_at(state: &ReaderState, place: Pos2) -> Option<PlacedLetter> {
    let is_there = |letter: &&PlacedLetter| letter.rect.expand2(AROUND).contains(place);
    state.letters.iter().find(is_there).copied()
}

/// A press on a letter takes up a thread.
pub(super) fn begin(ui: &Ui, app: &mut App, pane: PaneId, letter: PlacedLetter, pressed: Pos2) {
    app.begin_thread(letter.mark, pane);
    let drawn = Drawn {
        pressed,
        from: letter.rect.left_center(),
        ..Drawn::default()
    };
    ui.data_mut(|data| data.insert_temp(drawn_id(), drawn));
}

/// Says what a letter is for, while the pointer rests on it.
pub(super) fn letter_hint(response: &Response) {
    Tooltip::for_enabled(response)
        .at_pointer()
        .show(|ui| ui.label(words::DRAG_TO_TIE));
}

/// Looks what is under the end of a thread in this pane; follows the letter where it begins, should the text scroll.
pub(super) fn lead(
    ui: &Ui,
    app: &mut App,
    pane: PaneId,
    state: &ReaderState,
    view: &View,
    placed: &[Placed],
) {
    let Some(thread) = app.thread() else { return };
    let mut drawn: Drawn = ui
        .data(|data| data.get_temp(drawn_id()))
        .unwrap_or_default();
    if thread.pane == pane
        && let Some(letter) = state
            .letters
            .iter()
            .find(|letter| letter.mark == thread.from)
    {
        drawn.from = letter.rect.left_center();
    }
    let end = ui.input(|input| input.pointer.latest_pos());
    if let Some(end) = end.filter(|end| view.rect.contains(*end)) {
        let found = letter_at(state, end)
            .map(|letter| letter.mark)
            .or_else(|| mark_at(app, view, placed, end));
        app.lead_thread(found);
        drawn.target = app
            .thread()
            .and_then(|thread| thread.to)
            .map(|mark| lines_of(app, mark, view, placed))
            .unwrap_or_default();
    }
    ui.data_mut(|data| data.insert_temp(drawn_id(), drawn));
}

/// The shortest mark whose words are there.
fn mark_at(app: &App, view: &View, placed: &[Placed], place: Pos2) -> Option<AnnotationId> {
    let unit = placed
        .iter()
        .rfind(|unit| unit.origin.y <= place.y)
        .or(placed.first())?;
    let offset = unit.layout.hit(place - unit.origin.to_vec2());
    let marks = app.marks.article(view.article.id)?.at(offset);
    let is_there = |mark: &AnnotationId| {
        let lines = lines_of(app, *mark, view, placed);
        lines.iter().any(|line| line.expand(2.0).contains(place))
    };
    marks.into_iter().find(is_there)
}

/// The lines of a mark that are in view.
fn lines_of(app: &App, mark: AnnotationId, view: &View, placed: &[Placed]) -> Vec<Rect> {
    let Some(mark) = app.project.annotation(mark) else {
        return Vec::new();
    };
    if mark.article != view.article.id {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for range in mark.ranges() {
        for unit in placed.iter().filter(|unit| unit.range.overlaps(range)) {
            let part = TextRange::between(
                range.start.max(unit.range.start),
                range.end.min(unit.range.end),
            );
            lines.extend(
                unit.layout
                    .rects(part)
                    .into_iter()
                    .map(|line| super::paint::text_box(line).translate(unit.origin.to_vec2())),
            );
        }
    }
    lines.retain(|line| line.intersects(view.rect));
    lines
}

/// Before the panes are drawn: what was under the end of the thread may not be there any more.
pub fn forget_target(context: &Context, app: &mut App) {
    if app.thread().is_some() {
        app.lead_thread(None);
        context.data_mut(|data| {
            data.get_temp_mut_or_default::<Drawn>(drawn_id())
                .target
                .clear();
        });
    }
}

/// When the panes are drawn: paints the thread, and ties where it was let go.
pub fn thread_ui(context: &Context, app: &mut App) {
    let Some(thread) = app.thread() else { return };
    let mut drawn: Drawn = context
        .data(|data| data.get_temp(drawn_id()))
        .unwrap_or_default();
    let (end, is_down) = context.input(|input| {
        let pointer = &input.pointer;
        (
            pointer.latest_pos().unwrap_or(drawn.from),
            pointer.primary_down(),
        )
    });
    let is_click = end.distance(drawn.pressed) < CLICK;
    if !is_down && drawn.is_led {
        if is_click {
            app.take_mark(thread.from, thread.pane);
        } else {
            app.end_thread();
        }
        context.request_repaint();
        return;
    }
    drawn.is_led = true;
    if !is_click {
        context.set_cursor_icon(CursorIcon::Grabbing);
        let layer = LayerId::new(Order::Foreground, drawn_id());
        let painter = context.layer_painter(layer);
        paint(&painter, Theme::of(context), &drawn, end);
        paint_hint(&painter, Theme::of(context), &hint(app), end);
    }
    context.data_mut(|data| data.insert_temp(drawn_id(), drawn));
    context.request_repaint();
}

fn paint(painter: &Painter, theme: &Theme, drawn: &Drawn, end: Pos2) {
    let stroke = Stroke::new(2.0, theme.accent);
    for line in &drawn.target {
        painter.rect_stroke(line.expand(2.0), 3.0, stroke, StrokeKind::Outside);
    }
    // It leaves sideways, as a ribbon does.
    let bend = vec2(((end.x - drawn.from.x).abs() / 2.0).max(24.0), 0.0);
    let towards = if end.x >= drawn.from.x { bend } else { -bend };
    let points = [drawn.from, drawn.from + towards, end - towards, end];
    painter.add(Shape::CubicBezier(CubicBezierShape::from_points_stroke(
        points,
        false,
        egui::Color32::TRANSPARENT,
        stroke,
    )));
    painter.circle_filled(drawn.from, 4.0, theme.accent);
    painter.circle_filled(end, 4.0, theme.accent);
}

/// What letting go would do.
fn hint(app: &App) -> String {
    let to = app.thread().and_then(|thread| thread.to);
    match to.and_then(|to| app.project.annotation(to)) {
        Some(mark) => {
            let quote = mark.quote().replace('\n', " ");
            words::tie_with(&words::shortened(&quote, MOST_QUOTED))
        }
        None => words::DROP_ON_A_MARK.to_owned(),
    }
}

fn paint_hint(painter: &Painter, theme: &Theme, hint: &str, end: Pos2) {
    let galley = painter.layout_no_wrap(hint.to_owned(), theme::shell(12.0), theme.ink);
    let screen = painter.clip_rect();
    let size = galley.size() + vec2(16.0, 10.0);
    let mut place = end + vec2(14.0, 16.0);
    place.x = place.x.min(screen.right() - size.x - 4.0);
    place.y = place.y.min(screen.bottom() - size.y - 4.0);
    let rect = Align2::LEFT_TOP.anchor_size(place, size);
    painter.rect(
        rect,
        6.0,
        theme.paper,
        Stroke::new(1.0, theme.accent),
        StrokeKind::Inside,
    );
    painter.galley(rect.min + vec2(8.0, 5.0), galley, theme.ink);
}
