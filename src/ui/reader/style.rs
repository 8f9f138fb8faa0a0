//! The type of each part of a text.

use crate::model::BlockKind;
use crate::ui::theme::{self, Theme, size};
use egui::{Color32, FontId, TextFormat, text::LayoutJob};

/// How a unit is set.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitStyle {
    font: FontId,
    line_height: f32,
    color: Color32,
    /// Points to the right of the column's left edge.
    pub indent: f32,
    /// Points below the unit.
    pub space_below: f32,
}

/// Points of the reading type at which the headline has its size of the mock.
const MOCK_TEXT: f32 = 15.5;

impl UnitStyle {
    /// Of a block at a size of the reading type, in points. What is set aside recedes by its colour alone: its lines
    /// keep their height, so that nothing below moves.
    #[must_use]
    pub fn of(kind: BlockKind, is_set_aside: bool, text_size: f32, theme: &Theme) -> Self {
        let scale = text_size / MOCK_TEXT;
        let (body, small) = (text_size, 13.0 * scale);
        let line = |points: f32, factor: f32| (points * factor).round();
        let plain = |font, points: f32, color| Self {
            font,
            line_height: line(points, size::LINE),
            color,
            indent: 0.0,
            space_below: line(12.0, scale),
        };
        let style = match kind {
            BlockKind::Headline => Self {
                line_height: line(20.0 * scale, 1.35),
                space_below: line(8.0, scale),
                ..plain(theme::reading_bold(20.0 * scale), 20.0 * scale, theme.ink)
            },
            BlockKind::Dek => plain(theme::reading_italic(body), body, theme.ink),
            BlockKind::Subhead => plain(theme::reading_bold(body), body, theme.ink),
            BlockKind::Byline | BlockKind::Caption => {
                plain(theme::reading(small), small, theme.muted)
            }
            BlockKind::Quote => Self {
                indent: 14.0 * scale,
                ..plain(theme::reading(body), body, theme.ink)
            },
            BlockKind::ListItem => Self {
                indent: 10.0 * scale,
                space_below: line(5.0, scale),
                ..plain(theme::reading(body), body, theme.ink)
            },
            BlockKind::Paragraph | BlockKind::Table => plain(theme::reading(body), body, theme.ink),
        };
        Self {
            color: if is_set_aside {
                theme.muted
            } else {
                style.color
            },
            ..style
        }
    }

    /// The colour of the words.
    #[must_use]
    pub fn color(&self) -> Color32 {
        self.color
    }

    /// What egui lays out.
    #[must_use]
    pub fn job(&self, text: &str, width: f32) -> LayoutJob {
        let format = TextFormat {
            font_id: self.font.clone(),
            line_height: Some(self.line_height),
            color: Color32::PLACEHOLDER,
            ..TextFormat::default()
        };
        let mut job = LayoutJob::single_section(text.to_owned(), format);
        job.wrap.max_width = (width - self.indent).max(40.0);
        job.break_on_newline = false;
        job.keep_trailing_whitespace = true;
        job
    }

    /// What a unit of so many bytes will be high, before it was laid out.
    #[must_use]
    pub fn estimate(&self, bytes: usize, width: f32) -> f32 {
        let per_line = ((width - self.indent).max(40.0) / (self.font.size * 0.52)).max(1.0);
        (bytes as f32 / per_line).ceil().max(1.0) * self.line_height
    }
}
