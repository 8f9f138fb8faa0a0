//! Signs on buttons, drawn by lines.

use super::theme::Theme;
use egui::{Rect, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, vec2};

/// A sign that is drawn, not set, so that it looks the same everywhere.
#[derive(Clone, Copy)]
pub(super) enum Icon {
    /// Closes something.
    Cross,
    /// A pane in two.
    Split,
    /// Two arrows, up and down; on a chip where it is on.
    Lock(bool),
}

/// A button with such a sign; `name` is what a screen reader says.
pub(super) fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> egui::Response {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(24.0), Sense::click());
    let color = if response.hovered() || response.has_focus() {
        theme.ink
    } else {
        theme.muted
    };
    if response.hovered() || matches!(icon, Icon::Lock(true)) {
        ui.painter().rect_filled(rect, 5.0, theme.chip);
    }
    super::panels::focus_frame(ui, &response);
    let stroke = Stroke::new(1.4, color);
    let inner = Rect::from_center_size(rect.center(), Vec2::splat(9.0));
    match icon {
        Icon::Cross => {
            ui.painter()
                .line_segment([inner.left_top(), inner.right_bottom()], stroke);
            ui.painter()
                .line_segment([inner.right_top(), inner.left_bottom()], stroke);
        }
        Icon::Lock(is_on) => {
            let stroke = if is_on {
                Stroke::new(1.6, theme.accent)
            } else {
                stroke
            };
            for (x, tip, end) in [(-3.0, -5.0, 5.0), (3.0, 5.0, -5.0)] {
                let at = |x: f32, y: f32| rect.center() + vec2(x, y);
                ui.painter().line_segment([at(x, tip), at(x, end)], stroke);
                let back = tip - 3.0 * f32::signum(tip);
                for side in [-2.5, 2.5] {
                    let barb = [at(x, tip), at(x + side, back)];
                    ui.painter().line_segment(barb, stroke);
                }
            }
        }
        Icon::Split => {
            let frame = Rect::from_center_size(rect.center(), vec2(12.0, 10.0));
            ui.painter()
                .rect_stroke(frame, 1.5, stroke, StrokeKind::Inside);
            ui.painter()
                .vline(frame.center().x, frame.y_range(), stroke);
        }
    }
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name));
    response
}
