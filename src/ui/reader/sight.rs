//! Where passages of a pane stand on the screen, for what is drawn beside the texts, and how a pane is scrolled so that a
//! passage stands where it is wanted.
//!
//! Units in view are laid out, which egui keeps from the same frame; where others stand follows from their heights.

use super::layout::ParagraphLayout as _;
use super::{ReaderState, View, clamp, column};
use crate::app::App;
use crate::model::Article;
use crate::text::{Text, TextOffset, TextRange};
use crate::ui::theme::Theme;
use egui::{Rangef, Rect, Ui, vec2};

/// A pane as it was drawn in this frame.
pub struct Sight<'a> {
    state: &'a mut ReaderState,
    view: View<'a>,
}

impl<'a> Sight<'a> {
    /// Of a pane that shows this article; `None` where it was not drawn yet.
    #[must_use]
    pub fn of(
        ui: &Ui,
        app: &App,
        state: &'a mut ReaderState,
        article: &'a Article,
    ) -> Option<Self> {
        let text: &'a Text = article.text.as_deref()?;
        let rect = state.rect.filter(|_| state.is_of(text))?;
        let view = View {
            article,
            text,
            rect,
            column: column(rect, app.settings.line_length, app.settings.text_size),
            theme: Theme::of(ui.ctx()),
            text_size: app.settings.text_size,
        };
        Some(Self { state, view })
    }

    /// The part of the screen in which the text stands.
    #[must_use]
    pub fn rect(&self) -> Rect {
        self.view.rect
    }

    /// From the top of the passage's first line to the bottom of its last, on the screen; it may lie out of view.
    pub fn place(&mut self, ui: &Ui, range: TextRange) -> Rangef {
        let (top, _) = self.line(ui, range.start);
        let (_, bottom) = self.line(ui, range.end);
        Rangef::new(top, bottom.max(top))
    }

    /// The lines of a passage that are in view, on the screen.
    pub fn lines(&mut self, ui: &Ui, range: TextRange) -> Vec<Rect> {
        let first = self.state.units.at(range.start);
        let last = self.state.units.at(range.end);
        let (from, to) = self.state.in_view.clone().into_inner();
        let mut lines = Vec::new();
        for unit in first.max(from)..=last.min(to) {
            let top = self.top(unit);
            let (layout, _, _, indent) = self.view.lay_out(ui, self.state, self.view.text, unit);
            let origin = vec2(self.view.column.left() + indent, top);
            lines.extend(
                layout
                    .rects(range)
                    .into_iter()
                    .map(|line| line.rect.translate(origin)),
            );
        }
        lines
    }

    /// Scrolls so that the first line of a passage begins at this height of the screen, as far as the text goes.
    pub fn bring_to(&mut self, ui: &Ui, range: TextRange, y: f32) {
        let unit = self.state.units.at(range.start);
        let (layout, ..) = self.view.lay_out(ui, self.state, self.view.text, unit);
        let within = f64::from(layout.caret(range.start).rect.top());
        self.state.anchor_unit = unit;
        self.state.anchor_above = within - f64::from(y - self.view.rect.top());
        clamp(self.state, self.view.rect);
    }

    /// Scrolls by so many points, as far as the text goes.
    pub fn scroll_by(&mut self, points: f64) {
        let to = self.state.scroll() + points;
        self.state.scroll_to(to);
        clamp(self.state, self.view.rect);
    }

    /// Top and bottom of the line in which a gap lies, on the screen.
    fn line(&mut self, ui: &Ui, offset: TextOffset) -> (f32, f32) {
        let unit = self.state.units.at(offset);
        let top = self.top(unit);
        if !self.state.in_view.contains(&unit) {
            // Which line it is does not matter there.
            return (top, top + self.state.heights.height(unit));
        }
        let (layout, ..) = self.view.lay_out(ui, self.state, self.view.text, unit);
        let line = layout.caret(offset).rect;
        (top + line.top(), top + line.bottom())
    }

    fn top(&self, unit: usize) -> f32 {
        let above = self.state.heights.top(unit) - self.state.scroll();
        self.view.rect.top() + above as f32
    }
}
