//! The reader: a text of any length with any number of marks, in one pane.
//!
//! The tour: [`units`] says what is laid out at once, [`heights`] how high everything is, [`state`] where the view stands;
//! [`style`] sets the type; [`layout`] says where words stand; [`paint`] draws marks; `interact` is mouse and caret;
//! `ruler` the overview at the right, `thread` what is drawn from a mark to another; [`sight`] says where passages stand,
//! for what is drawn beside the texts. A frame lays out only the units in view, and asks the index of the marks only for
//! those.
//!
//! Invariant: no galley for a whole article, no work that grows with the article in a frame, and nothing that a user does
//! to a mark moves the view.

pub mod heights;
mod interact;
pub mod layout;
pub mod paint;
mod ruler;
pub mod sight;
pub mod state;
pub mod style;
mod thread;
pub mod units;

pub use sight::Sight;
pub use state::ReaderState;
pub use thread::{forget_target, thread_ui};

use crate::app::{App, Command, MarkSpan, PaneId, Region, Reveal, RevealHow};
use crate::model::{AnnotationId, Article};
use crate::review::SealState;
use crate::text::visible::shown;
use crate::text::{Text, TextOffset, TextRange};
use crate::ui::theme::{self, Theme, size};
use egui::{Align2, Id, Rect, Role, Sense, Shape, Ui, WidgetInfo, pos2, vec2};
use layout::{GalleyLayout, LineRect, ParagraphLayout as _};
use state::{Lanes, LayoutKey, empty_height};
use std::fmt::Write as _;
use thread::PlacedLetter;

/// Points above the first line and below the last.
const PADDING: (f64, f64) = (14.0, 40.0);

/// Points above and below the view in which marks are painted still: more than the largest line.
const SPARE: f32 = 60.0;

/// Right of the text, before the ruler.
const RIGHT_MARGIN: f32 = 14.0;

/// A unit in view.
struct Placed<'t> {
    unit: usize,
    range: TextRange,
    layout: GalleyLayout<'t>,
    origin: egui::Pos2,
    color: egui::Color32,
}

/// What a frame knows of a pane.
struct View<'a> {
    article: &'a Article,
    text: &'a Text,
    rect: Rect,
    column: Rect,
    theme: &'a Theme,
    text_size: f32,
}

impl View<'_> {
    /// Lays a unit out and notes its height.
    fn lay_out<'t>(
        &self,
        ui: &Ui,
        state: &mut ReaderState,
        text: &'t Text,
        unit: usize,
    ) -> (GalleyLayout<'t>, TextRange, egui::Color32, f32) {
        let range = state.units.range(text, unit);
        let style = state.style(unit, self.article, text, self.text_size, self.theme);
        let words = text.slice(range);
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(style.job(words, self.column.width())));
        let layout = GalleyLayout::new(galley, words, range.start);
        let height = if range.is_empty() {
            empty_height(self.text_size)
        } else {
            layout.height() + style.space_below
        };
        state.heights.set(unit, height);
        (layout, range, style.color(), style.indent)
    }
}

/// Shows the text of a pane and takes what the mouse does in it. Returns the commands asked for.
pub fn reader_ui(
    ui: &mut Ui,
    app: &mut App,
    pane: PaneId,
    state: &mut ReaderState,
) -> Vec<Command> {
    let mut commands = Vec::new();
    let Some(article) = app
        .pane(pane)
        .and_then(|pane| app.project.article(pane.article))
        .cloned()
    else {
        return commands;
    };
    let Some(text) = article.text.clone() else {
        return commands;
    };
    if !state.is_of(&text) {
        *state = ReaderState::new(&text);
    }
    state.refresh_set_aside(&app.project, &article, app.revision());

    let theme = Theme::of(ui.ctx());
    let whole = ui.available_rect_before_wrap();
    let rect = Rect::from_min_max(whole.min, pos2(whole.right() - size::RULER, whole.bottom()));
    let view = View {
        article: &article,
        text: &text,
        rect,
        column: column(rect, app.settings.line_length, app.settings.text_size),
        theme,
        text_size: app.settings.text_size,
    };
    let id = pane_focus_id(pane);
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let is_focused = app.is_focused(pane) && app.view.region == Region::Reader;

    let key = LayoutKey {
        width: view.column.width(),
        text_size: app.settings.text_size,
        pixels_per_point: ui.pixels_per_point(),
    };
    state.set_key(key, &article, &text, theme);

    if let Some(reveal) = app.pane_mut(pane).and_then(|pane| pane.reveal.take()) {
        reveal_range(ui, state, &view, reveal);
    }
    if let Some(scroll) = app.pane_mut(pane).and_then(|pane| pane.scroll_to.take()) {
        state.put(scroll);
    }
    if let Some((motion, extend)) = app
        .pane_mut(pane)
        .and_then(|pane| pane.visual_motion.take())
    {
        interact::visual_motion(ui, app, pane, state, &view, motion, extend);
        if let Some(reveal) = app.pane_mut(pane).and_then(|pane| pane.reveal.take()) {
            reveal_range(ui, state, &view, reveal);
        }
    }
    interact::wheel(ui, state, &view);
    clamp(state, rect);
    let placed = place(ui, state, &view);
    state.rect = Some(rect);
    state.in_view =
        placed.first().map_or(0, |first| first.unit)..=placed.last().map_or(0, |last| last.unit);
    interact::mouse(ui, app, pane, state, &view, &placed, &response);
    interact::cursor(ui, app, pane, state, &placed, &response);
    commands.extend(interact::context_menu(app, &response));

    let visible = TextRange::between(
        placed
            .first()
            .map_or(TextOffset::START, |first| first_visible(first, rect)),
        placed
            .last()
            .map_or(TextOffset::START, |last| last_visible(last, rect)),
    );
    if let Some(pane) = app.pane_mut(pane) {
        pane.visible = Some(visible);
        pane.scroll = Some(state.place(&text));
    }

    state.letters = paint_units(
        ui,
        app,
        pane,
        &mut state.lanes,
        &state.set_aside,
        &view,
        &placed,
        is_focused,
    );
    thread::lead(ui, app, pane, state, &view, &placed);
    tell_screen_readers(ui, app, &view, &placed, &response);
    ruler::ruler_ui(
        ui,
        app,
        pane,
        state,
        &view,
        Rect::from_min_max(pos2(rect.right(), whole.top()), whole.max),
        visible,
    );
    ui.advance_cursor_after_rect(whole);
    commands
}

/// The id that has egui's focus while a pane has the keyboard.
#[must_use]
pub fn pane_focus_id(pane: PaneId) -> Id {
    Id::unique(("reader", pane.0))
}

/// The column of text in a pane: not wider than the line length, in the middle of what is left.
fn column(rect: Rect, line_length: u32, text_size: f32) -> Rect {
    let left = rect.left() + size::LETTERS + 4.0;
    let right = rect.right() - RIGHT_MARGIN;
    let widest = line_length as f32 * text_size * 0.5;
    let spare = (right - left - widest).max(0.0);
    let left = (left + spare / 2.0).round();
    Rect::from_min_max(
        pos2(left, rect.top()),
        pos2((left + widest).min(right).round(), rect.bottom()),
    )
}

/// Lays out what is in view, from the anchor down.
fn place<'t>(ui: &Ui, state: &mut ReaderState, view: &View<'t>) -> Vec<Placed<'t>> {
    let mut placed = Vec::new();
    // Units that became known while they were laid out may pull others into view from above.
    while state.anchor_above < 0.0 && state.anchor_unit > 0 {
        state.anchor_unit -= 1;
        view.lay_out(ui, state, view.text, state.anchor_unit);
        state.anchor_above += f64::from(state.heights.height(state.anchor_unit));
    }
    let mut y = -state.anchor_above;
    let mut unit = state.anchor_unit;
    let height = f64::from(view.rect.height());
    while unit < state.units.len() && y < height {
        let (layout, range, color, indent) = view.lay_out(ui, state, view.text, unit);
        let origin = pos2(
            view.column.left() + indent,
            (f64::from(view.rect.top()) + y) as f32,
        );
        let origin = egui::emath::GuiRounding::round_to_pixels(origin, ui.pixels_per_point());
        y += f64::from(state.heights.height(unit));
        if y >= 0.0 {
            placed.push(Placed {
                unit,
                range,
                layout,
                origin,
                color,
            });
        } else {
            // A unit above the view became known: the anchor moves on to what is in view.
            state.anchor_unit = unit + 1;
            state.anchor_above = -y;
        }
        unit += 1;
    }
    placed
}

/// Keeps the view inside the text.
fn clamp(state: &mut ReaderState, rect: Rect) {
    let total = state.heights.total() + PADDING.1;
    let most = (total - f64::from(rect.height())).max(-PADDING.0);
    let y = state.scroll();
    if y > most {
        state.scroll_to(most);
    } else if y < -PADDING.0
        || state.anchor_unit == 0 && state.anchor_above < 0.0 && total <= f64::from(rect.height())
    {
        state.anchor_unit = 0;
        state.anchor_above = -PADDING.0;
    } else if state.anchor_unit == 0 && state.anchor_above == 0.0 {
        state.anchor_above = -PADDING.0;
    }
}

/// Brings words into view without moving more than needed.
fn reveal_range(ui: &Ui, state: &mut ReaderState, view: &View, reveal: Reveal) {
    let unit = state.units.at(reveal.range.start);
    let (layout, ..) = view.lay_out(ui, state, view.text, unit);
    let line = layout.caret(reveal.range.start);
    // The heights between here and there may be estimates; near ones are measured so that the jump is exact.
    let top = state.heights.top(unit) + f64::from(line.rect.top());
    let (line_height, height) = (f64::from(line.rect.height()), f64::from(view.rect.height()));
    let last = state.units.at(reveal.range.end);
    let bottom = if last == unit {
        state.heights.top(unit) + f64::from(layout.caret(reveal.range.end).rect.bottom())
    } else {
        top + line_height
    };
    let scroll = state.scroll();
    let margin = match reveal.how {
        RevealHow::Nearest => 4.0,
        RevealHow::Jump => line_height,
        RevealHow::Ahead => (3.0 * line_height).min(height / 4.0),
    };
    let is_above = top < scroll + margin.min(4.0);
    let is_below = bottom.min(top + height * 0.6) > scroll + height - margin;
    if !is_above && !is_below {
        return;
    }
    let target = match reveal.how {
        RevealHow::Jump | RevealHow::Ahead => top - height / 3.0,
        RevealHow::Nearest if is_above => top - margin,
        RevealHow::Nearest => bottom - height + margin,
    };
    // Measured from the unit itself, so that estimates elsewhere do not matter.
    state.anchor_unit = unit;
    state.anchor_above = target - state.heights.top(unit);
    clamp(state, view.rect);
}

fn first_visible(placed: &Placed, rect: Rect) -> TextOffset {
    placed.layout.hit(pos2(0.0, rect.top() - placed.origin.y))
}

fn last_visible(placed: &Placed, rect: Rect) -> TextOffset {
    placed
        .layout
        .hit(pos2(f32::INFINITY, rect.bottom() - placed.origin.y - 1.0))
        .min(placed.range.end)
}

/// The spans that overlap a unit.
fn spans_of(app: &App, article: &Article, range: TextRange) -> Vec<MarkSpan> {
    app.marks
        .article(article.id)
        .map(|marks| {
            marks
                .touching(range)
                .filter(|span| span.range.overlaps(range))
                .copied()
                .collect()
        })
        .unwrap_or_default()
}

/// The part of a unit whose lines are in view, and a little more: of a very long paragraph only that is painted.
fn shown_part(unit: &Placed, rect: Rect) -> TextRange {
    let rect = rect.expand2(vec2(0.0, SPARE));
    TextRange::between(
        first_visible(unit, rect),
        last_visible(unit, rect).max(unit.range.start),
    )
}

/// What of a unit steps back: what is set aside, and in the view of what is left also what is marked. A unit that is set
/// aside as a whole is muted already.
fn stepping_back(
    app: &App,
    marks: &[paint::Laned],
    set_aside: &[TextRange],
    unit: TextRange,
) -> Vec<TextRange> {
    if set_aside.iter().any(|aside| aside.contains_range(unit)) {
        return Vec::new();
    }
    let marked = marks
        .iter()
        .filter(|_| app.view.dims_done)
        .map(|mark| mark.span.range);
    let aside = set_aside
        .iter()
        .copied()
        .filter(|aside| aside.overlaps(unit));
    crate::edit::marking::united(&marked.chain(aside).collect::<Vec<_>>())
}

#[expect(
    clippy::too_many_arguments,
    reason = "a pane is painted from all of this, in one place"
)]
fn paint_units(
    ui: &Ui,
    app: &App,
    pane: PaneId,
    lanes: &mut Lanes,
    set_aside: &[TextRange],
    view: &View,
    placed: &[Placed],
    is_focused: bool,
) -> Vec<PlacedLetter> {
    let Some(pane) = app.pane(pane) else {
        return Vec::new();
    };
    let revision = app
        .marks
        .article(view.article.id)
        .map_or(0, |marks| marks.revision);
    if let (Some(first), Some(last)) = (placed.first(), placed.last()) {
        lanes.refresh(revision, &(first.unit..=last.unit));
    }
    let clip = ui
        .painter()
        .with_clip_rect(view.rect.expand2(vec2(0.0, 0.0)));
    let mut painter = paint::Painter::new(view.theme, ui.pixels_per_point());
    // Fragments belong to the pane with the caret.
    let selected = if app.is_focused(pane.id) {
        app.selected_ranges()
    } else {
        Vec::new()
    };
    let mut letters = Vec::new();
    let is_current_pane = app.is_focused(pane.id);
    for unit in placed {
        let paragraph = view.text.paragraph_at(unit.range.start);
        let all = lanes.of(unit.unit, || {
            paint::lanes(&spans_of(app, view.article, unit.range))
        });
        let shown = shown_part(unit, view.rect);
        let marks: Vec<paint::Laned> = all
            .iter()
            .filter(|mark| mark.span.range.overlaps(shown))
            .copied()
            .collect();
        painter.marks(&unit.layout, unit.origin, &marks, app.ringed());
        for range in selected.iter().filter(|range| range.overlaps(unit.range)) {
            painter.selection(&unit.layout, unit.origin, *range);
        }
        for range in stepping_back(app, &marks, set_aside, unit.range) {
            painter.veil(&unit.layout, unit.origin, range);
        }
        if app.find.is_open {
            let current = app.current_hit().filter(|_| is_current_pane);
            for hit in app.find.hits_in(view.article.id, shown) {
                painter.hit(&unit.layout, unit.origin, *hit, current == Some(*hit));
            }
        }
        collect_letters(unit, &marks, &mut letters);
        let holds_caret = unit.range.contains(pane.selection.head)
            || unit.range.end == pane.selection.head
                && view.text.paragraph(paragraph).end == unit.range.end;
        if is_focused && holds_caret {
            painter.caret(unit.layout.caret(pane.selection.head), unit.origin);
        }
    }
    let (under, over) = painter.finish();
    clip.add(under);
    clip.extend(placed.iter().map(|unit| {
        Shape::galley(
            unit.origin,
            std::sync::Arc::clone(unit.layout.galley()),
            unit.color,
        )
    }));
    clip.extend(over);
    paint_letters(&clip, app, view, &letters)
}

/// A letter beside the line where a mark starts.
struct Letter {
    baseline: f32,
    order: TextOffset,
    span: MarkSpan,
    /// Underlines of this line that found no lane.
    hidden: usize,
}

fn collect_letters(unit: &Placed, laned: &[paint::Laned], letters: &mut Vec<Letter>) {
    for mark in laned
        .iter()
        .filter(|mark| mark.span.is_first && unit.range.contains(mark.span.range.start))
    {
        let LineRect { baseline, .. } = unit.layout.caret(mark.span.range.start);
        letters.push(Letter {
            baseline: unit.origin.y + baseline,
            order: mark.span.range.start,
            span: mark.span,
            hidden: usize::from(mark.lane >= paint::LANES),
        });
    }
}

/// The gutter holds two letters; more are a number. Gives where the letters stand.
fn paint_letters(
    clip: &egui::Painter,
    app: &App,
    view: &View,
    letters: &[Letter],
) -> Vec<PlacedLetter> {
    let mut written = Vec::new();
    let mut sorted: Vec<&Letter> = letters.iter().collect();
    sorted.sort_by(|a, b| {
        a.baseline
            .total_cmp(&b.baseline)
            .then(a.order.cmp(&b.order))
    });
    for line in sorted.chunk_by(|a, b| (a.baseline - b.baseline).abs() < 1.0) {
        let right = view.column.left() - 7.0;
        let y = line[0].baseline + 1.0;
        let hidden: usize = line.iter().map(|letter| letter.hidden).sum();
        let mut write = |x: f32, letter: &Letter| {
            let color = view.theme.status(letter.span.status);
            let word = crate::app::words::letter(letter.span.status);
            let rect = clip.text(
                pos2(x, y),
                Align2::RIGHT_BOTTOM,
                word,
                theme::shell_bold(11.0),
                color,
            );
            written.push(PlacedLetter {
                rect,
                mark: letter.span.annotation,
            });
            rect.left()
        };
        let first = line[0];
        // A seal or the sign for re-check stands between letter and text.
        let sign = if first.span.recheck {
            clip.text(
                pos2(right + 1.0, y),
                Align2::RIGHT_BOTTOM,
                "!",
                theme::shell_bold(11.0),
                view.theme.ink,
            );
            5.0
        } else {
            let color = view.theme.status(first.span.status);
            paint_seal(clip, pos2(right - 1.0, y - 7.0), first.span.seal, color)
        };
        match line {
            // In the order of the words.
            [first, second] if hidden == 0 && sign == 0.0 => {
                let left = write(right, second);
                write(left - 1.0, first);
                let marks = [first.span.annotation, second.span.annotation];
                paint_initials(clip, app, view, &marks, pos2(right, y - 1.0));
            }
            [first, rest @ ..] => {
                write(right - sign, first);
                if rest.is_empty() {
                    let marks = [first.span.annotation];
                    paint_initials(clip, app, view, &marks, pos2(right, y - 1.0));
                } else {
                    // Under the letter, in the leading: beside it there is no room.
                    let more = format!("+{}", rest.len());
                    let place = pos2(right - sign, y - 1.0);
                    clip.text(
                        place,
                        Align2::RIGHT_TOP,
                        more,
                        theme::shell_strong(9.0),
                        view.theme.ink,
                    );
                }
            }
            [] => {}
        }
    }
    written
}

/// Who has judged the marks, under their letters, in the longest form for which the gutter has room. Two marks of one
/// person are that person's; where they are mine there is nothing to say.
fn paint_initials(
    clip: &egui::Painter,
    app: &App,
    view: &View,
    marks: &[AnnotationId],
    right_top: egui::Pos2,
) {
    // What is wider than the letters' column may come as near to the text as nothing else in the gutter.
    let (left, reach) = (view.rect.left() + 1.0, view.column.left() - 2.0);
    for initials in app.whose_marks(marks) {
        let galley = clip.layout_no_wrap(initials, theme::shell(8.5), view.theme.muted);
        if galley.size().x <= reach - left {
            let right = right_top.x.max(left + galley.size().x);
            let place = Align2::RIGHT_TOP.anchor_size(pos2(right, right_top.y), galley.size());
            clip.galley(place.min, galley, view.theme.muted);
            return;
        }
    }
}

/// A seal that holds is a disc, one that is broken a ring. Returns the width it takes.
fn paint_seal(
    clip: &egui::Painter,
    centre: egui::Pos2,
    seal: SealState,
    color: egui::Color32,
) -> f32 {
    match seal {
        SealState::Unsigned => return 0.0,
        SealState::Sealed => clip.circle_filled(centre, 2.5, color),
        SealState::Broken => clip.circle_stroke(centre, 2.5, egui::Stroke::new(1.0, color)),
    };
    6.0
}

/// The pane is a document; each paragraph in view is a node with its words and marks.
fn tell_screen_readers(
    ui: &Ui,
    app: &App,
    view: &View,
    placed: &[Placed],
    response: &egui::Response,
) {
    let title = &*shown(view.article.display_title());
    response.widget_info(|| WidgetInfo::labeled(Role::Document, ui.is_enabled(), title));
    if !ui.ctx().has_accesskit_node(response.id) {
        return;
    }
    for unit in placed.iter().filter(|unit| !unit.range.is_empty()) {
        let id = response.id.with(("paragraph", unit.unit));
        let rect =
            Rect::from_min_size(unit.origin, vec2(view.column.width(), unit.layout.height()));
        let node = ui.interact(rect.intersect(view.rect), id, Sense::hover());
        node.widget_info(|| {
            let mut spoken = view.text.slice(unit.range).to_owned();
            let mut spans = spans_of(app, view.article, unit.range);
            spans.sort_by_key(|span| (span.range, span.annotation));
            for span in spans {
                let words = view.text.slice(span.range);
                let seal = match span.seal {
                    SealState::Unsigned => "",
                    SealState::Sealed => ", signed off",
                    SealState::Broken => ", sign-off broken",
                };
                let _infallible = write!(spoken, " [{}{seal}: {words}]", span.status.word());
            }
            WidgetInfo::labeled(Role::Paragraph, true, spoken)
        });
    }
}

#[cfg(test)]
mod tests;
