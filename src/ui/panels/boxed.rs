//! Words of which some stand in a box of ink, as those that differ between two passages or two values.

use crate::text::{TextOffset, TextRange};
use crate::ui::reader::layout::{GalleyLayout, ParagraphLayout as _};
use crate::ui::theme::Theme;
use egui::{FontId, Sense, Stroke, Ui, WidgetInfo, vec2};
use std::sync::Arc;

/// Shows words with boxes around ranges of their bytes. What has no room in so many lines is in the tooltip.
pub(super) fn boxed_ui(
    ui: &mut Ui,
    words: &str,
    boxed: &[TextRange],
    font: FontId,
    most_lines: usize,
) {
    let theme = Theme::of(ui.ctx());
    // A line break is one byte, as a space is.
    let words = words.replace('\n', " ");
    let mut job =
        egui::text::LayoutJob::simple(words.clone(), font, theme.ink, ui.available_width() - 2.0);
    job.wrap.max_rows = most_lines;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(2.0, 2.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &words));
    let origin = rect.min + vec2(0.0, 1.0);
    let layout = GalleyLayout::new(galley, &words, TextOffset::START);
    for range in boxed {
        let lines = layout.rects(*range).into_iter();
        for line in lines.filter(|line| line.line < most_lines) {
            let frame = line
                .rect
                .translate(origin.to_vec2())
                .expand2(vec2(1.5, -1.0));
            let stroke = Stroke::new(1.0, theme.ink);
            ui.painter()
                .rect_stroke(frame, 2.0, stroke, egui::StrokeKind::Outside);
        }
    }
    ui.painter()
        .galley(origin, Arc::clone(layout.galley()), theme.ink);
    if layout.galley().elided {
        response.on_hover_text(words);
    }
}
