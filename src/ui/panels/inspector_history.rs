//! The history of the mark in the inspector, under a fold: who, when, from, to.

use super::muted;
use crate::app::{App, words};
use crate::model::Annotation;
use crate::ui::theme::{self, Theme};
use egui::{CollapsingHeader, Label, RichText, Ui};

/// Points from the edge to the title of the fold, in the middle of which its triangle stands.
const FOLD: f32 = 13.0;

/// Shows the fold, and under it a line for each act, the oldest first.
pub(super) fn history_ui(ui: &mut Ui, app: &mut App, mark: &Annotation) {
    let theme = Theme::of(ui.ctx());
    let title = RichText::new("History")
        .font(theme::shell_strong(12.0))
        .color(theme.muted);
    // The triangle begins where the headings do.
    let indent = std::mem::replace(&mut ui.spacing_mut().indent, FOLD);
    // One fold for all marks: who reads histories wants the next one open too.
    CollapsingHeader::new(title)
        .id_salt("history of the mark")
        .show_unindented(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            for told in app.history_of(mark).iter() {
                let local = told.at.to_zoned(jiff::tz::TimeZone::system());
                let when = local.strftime("%-d %b %Y, %H:%M");
                let who = app.project.reviewer_name(told.by);
                let said = words::told(told.from.as_deref(), told.to.as_deref());
                ui.add(Label::new(RichText::new(said).font(theme::shell(13.0))).wrap());
                ui.add(Label::new(muted(ui, format!("{who} · {when}"))).wrap());
                ui.add_space(5.0);
            }
        });
    ui.spacing_mut().indent = indent;
}
