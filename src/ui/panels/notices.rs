//! Messages, at the bottom of the window, over nothing that is being read for long.

use crate::app::{App, Command, Notice, Severity};
use crate::ui::theme::{Theme, size};
use egui::{Align2, Area, Context, Id, RichText, WidgetInfo, vec2};

/// Seconds a plain message and a warning stay.
const SECONDS: (f64, f64) = (7.0, 20.0);

/// Shows the messages.
///
/// They stand over the inspector where there is one, else at the bottom in the middle.
pub fn notices_ui(context: &Context, app: &mut App, over_inspector: bool) -> Vec<Command> {
    let mut chosen = Vec::new();
    if app.notices.shown().is_empty() {
        return chosen;
    }
    let theme = Theme::of(context);
    let now = context.input(|input| input.time);
    let mut closed = Vec::new();
    let (anchor, offset, width) = if over_inspector {
        (
            Align2::RIGHT_BOTTOM,
            vec2(-10.0, -34.0),
            size::INSPECTOR - 44.0,
        )
    } else {
        (Align2::CENTER_BOTTOM, vec2(0.0, -30.0), 420.0)
    };
    Area::new(Id::unique("notices"))
        .anchor(anchor, offset)
        .order(egui::Order::Foreground)
        .show(context, |ui| {
            for notice in app.notices.shown() {
                let born: f64 = ui.data_mut(|data| {
                    *data.get_temp_mut_or_insert_with(Id::unique(("notice", notice.serial)), || now)
                });
                let stays = match notice.severity {
                    Severity::Info => SECONDS.0,
                    Severity::Warning => SECONDS.1,
                    Severity::Error => f64::INFINITY,
                };
                if now - born > stays {
                    closed.push(notice.serial);
                    continue;
                }
                if stays.is_finite() {
                    ui.ctx()
                        .request_repaint_after_secs((stays - (now - born)) as f32 + 0.05);
                }
                let edge = match notice.severity {
                    Severity::Info => theme.accent,
                    Severity::Warning => ui.visuals().warn_fg_color,
                    Severity::Error => ui.visuals().error_fg_color,
                };
                let frame = egui::Frame::popup(ui.style())
                    .fill(theme.paper)
                    .stroke(egui::Stroke::new(1.0, edge))
                    .corner_radius(8)
                    .inner_margin(10.0);
                let shown = frame.show(ui, |ui| {
                    ui.set_width(width);
                    let close = ui
                        .with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
                            let close = ui.add(egui::Button::new("×").frame(false).small());
                            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                                ui.add(egui::Label::new(RichText::new(&notice.text)).wrap());
                            });
                            close
                        })
                        .inner;
                    close.widget_info(|| {
                        WidgetInfo::labeled(egui::Role::Button, true, "Close message")
                    });
                    if close.clicked() {
                        closed.push(notice.serial);
                    }
                    if let Some((label, command)) = &notice.action
                        && ui.button(label).clicked()
                    {
                        chosen.push(*command);
                        closed.push(notice.serial);
                    }
                    details_ui(ui, notice);
                });
                shown
                    .response
                    .widget_info(|| WidgetInfo::labeled(egui::Role::Alert, true, &notice.text));
                ui.add_space(6.0);
            }
        });
    for serial in closed {
        app.notices.close(serial);
    }
    chosen
}

/// The causes behind a message: open at once where there is one, folded where there are many.
fn details_ui(ui: &mut egui::Ui, notice: &Notice) {
    if notice.details.is_empty() {
        return;
    }
    let is_one = notice.details.len() == 1;
    let title = if is_one {
        "Why".to_owned()
    } else {
        format!("Details ({})", notice.details.len())
    };
    egui::CollapsingHeader::new(title)
        .id_salt(notice.serial)
        .default_open(is_one)
        .show(ui, |ui| {
            egui::ScrollArea::vertical()
                .max_height(160.0)
                .show(ui, |ui| {
                    for detail in &notice.details {
                        ui.add(
                            egui::Label::new(super::muted(ui, detail.as_str()))
                                .wrap()
                                .selectable(true),
                        );
                    }
                });
        });
}

/// The window of all messages since the start, the newest first.
pub(super) fn messages_ui(ui: &mut egui::Ui, app: &mut App) {
    let screen = ui.ctx().content_rect().size();
    ui.set_width((screen.x - 120.0).min(620.0));
    super::dialogs::title(ui, "Messages");
    let mut all = String::new();
    egui::ScrollArea::vertical()
        .max_height((screen.y - 220.0).max(160.0))
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for said in app.notices.said().rev() {
                let local = said.at.to_zoned(jiff::tz::TimeZone::system());
                let time = local.strftime("%H:%M:%S").to_string();
                all.extend([time.as_str(), " ", &said.text, "\n"]);
                ui.horizontal_top(|ui| {
                    ui.label(super::muted(ui, time));
                    ui.vertical(|ui| {
                        let text = match said.severity {
                            Severity::Info => RichText::new(&said.text),
                            Severity::Warning => {
                                RichText::new(&said.text).color(ui.visuals().warn_fg_color)
                            }
                            Severity::Error => {
                                RichText::new(&said.text).color(ui.visuals().error_fg_color)
                            }
                        };
                        ui.add(egui::Label::new(text).wrap().selectable(true));
                        for detail in &said.details {
                            all.extend(["    ", detail.as_str(), "\n"]);
                            let detail = super::muted(ui, detail.as_str());
                            ui.add(egui::Label::new(detail).wrap().selectable(true));
                        }
                    });
                });
                ui.add_space(4.0);
            }
            if all.is_empty() {
                ui.label(super::muted(ui, "Nothing was said yet."));
            }
        });
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        if ui.button("Close").clicked() {
            app.view.dialog = None;
            app.view.focus_text = true;
        }
        let can_copy = !all.is_empty();
        if ui
            .add_enabled(can_copy, egui::Button::new("Copy all"))
            .clicked()
        {
            app.view.copied = Some(all);
        }
    });
}
