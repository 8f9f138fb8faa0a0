//! The striped bar that says all the time that a review is blind.

use super::muted;
use crate::app::{App, words};
use crate::text::visible::shown;
use crate::ui::theme::{self, Theme};
use egui::{Align, Label, Layout, Mesh, RichText, Ui, pos2};

/// Points from the start of a stripe to that of the next one, and how wide the striped ends of the bar are.
const STRIPE: f32 = 14.0;
const END: f32 = 56.0;

/// Shows the bar.
pub fn blind_bar_ui(ui: &mut Ui, app: &App) {
    let theme = Theme::of(ui.ctx());
    let bar = ui.max_rect();
    stripes(ui, theme, bar.with_max_x(bar.left() + END));
    stripes(ui, theme, bar.with_min_x(bar.right() - END));
    let inside = bar.shrink2(egui::vec2(END + 12.0, 0.0));
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(inside).layout(layout),
        |ui| {
            let text = RichText::new(words::BLIND).font(theme::shell_strong(12.5));
            let room = ui.available_width();
            let label = ui.add(Label::new(text.color(theme.ink)).truncate());
            label.on_hover_text(hidden_in(app));
            if room > FILE_FROM {
                ui.add(Label::new(muted(ui, words::BLIND_FILE)).truncate());
            }
        },
    );
}

/// Points from which both sentences stand beside each other; else the second one is in the tooltip alone.
const FILE_FROM: f32 = 820.0;

/// In which articles something may be hidden still, and that the file hides nothing.
fn hidden_in(app: &App) -> String {
    let articles = app.articles_in_order();
    let hidden: Vec<_> = articles
        .iter()
        .filter(|article| app.is_hidden_in(article.id))
        .map(|article| shown(article.display_title()))
        .collect();
    format!(
        "Not marked as read: {}. {}",
        hidden.join(", "),
        words::BLIND_FILE
    )
}

/// Slanting stripes over a piece of the bar.
fn stripes(ui: &Ui, theme: &Theme, rect: egui::Rect) {
    let painter = ui.painter().with_clip_rect(rect);
    let mut mesh = Mesh::default();
    let slant = rect.height();
    let mut left = rect.left() - slant;
    while left < rect.right() {
        let first = mesh.vertices.len() as u32;
        for corner in [
            pos2(left, rect.bottom()),
            pos2(left + slant, rect.top()),
            pos2(left + slant + STRIPE / 2.0, rect.top()),
            pos2(left + STRIPE / 2.0, rect.bottom()),
        ] {
            mesh.colored_vertex(corner, theme.muted);
        }
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first, first + 2, first + 3);
        left += STRIPE;
    }
    painter.add(mesh);
}
