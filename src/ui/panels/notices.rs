//! Messages, where they cover nothing: the newest beside the tabs of the lists; what needs a look, and has no room there,
//! in bars of its own under the panes. A plain message never moves the text: where it is too long, the rest of it is
//! one look away.

use crate::app::{App, Command, Notice, Severity};
use crate::ui::theme::{self, Theme};
use egui::{Align, Button, Color32, Frame, Id, Label, Layout, Panel, RichText, Ui, WidgetInfo};

/// Seconds a plain message and a warning stay.
const SECONDS: (f64, f64) = (7.0, 20.0);

/// The narrowest place beside the tabs in which a message is shown, in points.
const LEAST_WIDTH: f32 = 160.0;

/// Takes away the messages whose time is over. Once a frame, before any is shown.
pub fn let_notices_go(ui: &Ui, app: &mut App) {
    let now = ui.input(|input| input.time);
    let mut over = Vec::new();
    for notice in app.notices.shown() {
        let born: f64 = ui.data_mut(|data| {
            *data.get_temp_mut_or_insert_with(Id::unique(("notice", notice.serial)), || now)
        });
        let stays = match notice.severity {
            Severity::Info => SECONDS.0,
            Severity::Warning => SECONDS.1,
            Severity::Question | Severity::Error => continue,
        };
        let left = stays - (now - born);
        if left < 0.0 {
            over.push(notice.serial);
        } else {
            ui.ctx().request_repaint_after_secs(left as f32 + 0.05);
        }
    }
    for serial in over {
        app.notices.close(serial);
    }
}

/// Shows the newest message in what is left of a row: a plain one always, another if it fits there whole. Returns its
/// number.
pub(super) fn notice_in_row(ui: &mut Ui, app: &mut App, chosen: &mut Vec<Command>) -> Option<u64> {
    let notice = app.notices.last()?.clone();
    let width = ui.available_width() - 16.0;
    let fits = notice.details.is_empty() && width_of(ui, &notice) <= width;
    if width < LEAST_WIDTH || !fits && needs_a_look(&notice) {
        return None;
    }
    let others = app.notices.shown().iter().rev().skip(1);
    let others = others.filter(|other| !needs_a_look(other)).count();
    let answer = ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.add_space(4.0);
        let answer = buttons_ui(ui, &notice);
        if others > 0 {
            let more = ui.add(Button::new(format!("+{others}")).small());
            if more.on_hover_text("All messages").clicked() {
                chosen.push(Command::Messages);
            }
        }
        let text = Label::new(one_line(ui, &notice)).selectable(false);
        ui.add(text.truncate());
        let edge = edge(ui, notice.severity);
        let (rect, _) = ui.allocate_exact_size(egui::vec2(3.0, 16.0), egui::Sense::hover());
        ui.painter().rect_filled(rect, 1.5, edge);
        answer
    });
    said_aloud(&answer.response, &notice);
    answer.inner.done(app, &notice, chosen);
    Some(notice.serial)
}

/// Whether a message must not be overlooked.
fn needs_a_look(notice: &Notice) -> bool {
    notice.severity > Severity::Info || !notice.details.is_empty()
}

/// Shows what needs a look and does not stand beside the tabs, each in a bar over the whole width; without tabs the
/// newest message too.
pub fn notices_ui(ui: &mut Ui, app: &mut App, in_row: Option<u64>) -> Vec<Command> {
    let mut chosen = Vec::new();
    let newest = app.notices.last().map(|notice| notice.serial);
    let bars: Vec<Notice> = app
        .notices
        .shown()
        .iter()
        .filter(|notice| {
            let is_newest = Some(notice.serial) == newest;
            Some(notice.serial) != in_row && (needs_a_look(notice) || is_newest)
        })
        .cloned()
        .collect();
    if bars.is_empty() {
        return chosen;
    }
    let theme = Theme::of(ui.ctx());
    Panel::bottom("messages")
        .resizable(false)
        .frame(Frame::new().fill(theme.paper))
        .show(ui, |ui| {
            for notice in &bars {
                bar_ui(ui, app, notice, &mut chosen);
            }
        });
    chosen
}

fn bar_ui(ui: &mut Ui, app: &mut App, notice: &Notice, chosen: &mut Vec<Command>) {
    let frame = Frame::new().inner_margin(egui::Margin {
        left: 16,
        right: 8,
        top: 5,
        bottom: 5,
    });
    let shown = frame.show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        let answer = ui
            .with_layout(Layout::right_to_left(Align::Min), |ui| {
                let answer = buttons_ui(ui, notice);
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    ui.add_space(2.0);
                    ui.add(Label::new(one_line(ui, notice)).wrap());
                });
                answer
            })
            .inner;
        details_ui(ui, notice);
        answer
    });
    let mut mark = shown.response.rect;
    mark.set_width(4.0);
    ui.painter()
        .rect_filled(mark, 0.0, edge(ui, notice.severity));
    said_aloud(&shown.response, notice);
    shown.inner.done(app, notice, chosen);
}

/// What was pressed beside a message.
struct Answer {
    closed: bool,
    /// Which of its buttons.
    acted: Option<Command>,
}

impl Answer {
    fn done(self, app: &mut App, notice: &Notice, chosen: &mut Vec<Command>) {
        chosen.extend(self.acted);
        if self.closed || self.acted.is_some() {
            app.notices.close(notice.serial);
        }
    }
}

/// Close, and what the message offers; from right to left.
fn buttons_ui(ui: &mut Ui, notice: &Notice) -> Answer {
    let close = ui.add(Button::new("×").frame(false).small());
    close.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, "Close message"));
    let mut acted = None;
    for (label, command) in notice.actions.iter().rev() {
        if ui.add(Button::new(label).small()).clicked() {
            acted = Some(*command);
        }
    }
    Answer {
        closed: close.clicked(),
        acted,
    }
}

fn one_line(ui: &Ui, notice: &Notice) -> RichText {
    RichText::new(&notice.text)
        .font(theme::shell(12.5))
        .color(Theme::of(ui.ctx()).ink)
}

/// Points that a message and its buttons take in one line.
fn width_of(ui: &Ui, notice: &Notice) -> f32 {
    let font = theme::shell(12.5);
    let text = |text: &str| {
        ui.fonts_mut(|fonts| {
            fonts
                .layout_no_wrap(text.to_owned(), font.clone(), Color32::PLACEHOLDER)
                .size()
                .x
        })
    };
    let actions: f32 = notice
        .actions
        .iter()
        .map(|(label, _)| text(label) + 24.0)
        .sum();
    text(&notice.text) + actions + 60.0
}

fn edge(ui: &Ui, severity: Severity) -> Color32 {
    match severity {
        Severity::Info | Severity::Question => Theme::of(ui.ctx()).accent,
        Severity::Warning => ui.visuals().warn_fg_color,
        Severity::Error => ui.visuals().error_fg_color,
    }
}

fn said_aloud(response: &egui::Response, notice: &Notice) {
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Alert, true, &notice.text));
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
                            Severity::Info | Severity::Question => RichText::new(&said.text),
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
