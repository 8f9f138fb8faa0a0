//! The line at the bottom: counts, what is under way, saved or not.

use super::articles::by_status;
use crate::app::{App, Command, MarksView, Walk, words};
use crate::text::visible::shown;
use crate::ui::theme::{self, Theme};
use egui::{Align, Layout, RichText, Ui};

/// Shows the status bar.
pub fn status_bar_ui(ui: &mut Ui, app: &mut App) -> Vec<Command> {
    let mut chosen = Vec::new();
    let theme = Theme::of(ui.ctx());
    let small = |text: String| {
        RichText::new(text)
            .font(theme::shell(12.0))
            .color(theme.muted)
    };
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 16.0;
        ui.add_space(6.0);
        let name = if app.settings.reviewer_name.is_empty() {
            words::UNNAMED
        } else {
            &app.settings.reviewer_name
        };
        ui.label(small(name.to_owned()))
            .on_hover_text("This name stands on your marks");
        if let Some(whose) = app.whose_counts() {
            ui.label(small(format!("{whose}:")));
        }
        for (status, count) in by_status(app.marks.counts()) {
            if app.is_empty() {
                break;
            }
            let text = format!("{} {count}", words::letter(status));
            ui.label(
                RichText::new(text)
                    .font(theme::shell_strong(12.0))
                    .color(theme.status(status)),
            )
            .on_hover_text(format!(
                "{} in all articles",
                words::count(
                    count,
                    &format!("{} mark", status.word()),
                    &format!("{} marks", status.word())
                )
            ));
        }
        chosen.extend(view_ui(ui, app));
        if !app.is_empty() {
            ui.label(small(walk_text(app)))
                .on_hover_text("What J and K go along; words and numbers that are left are those of the article with the caret. G chooses another walk");
        }
        if let Some(pane) = app.focused_pane() {
            if let Some(text) = app
                .project
                .article(pane.article)
                .and_then(|article| article.text.as_ref())
            {
                let number = crate::app::paragraph_number(text, pane.selection.head);
                ui.label(small(format!("paragraph {number}")));
            }
            let here = app.marks_at_caret();
            if here.len() > 1 {
                let at = here
                    .iter()
                    .position(|id| Some(*id) == app.active_id())
                    .map_or(1, |at| at + 1);
                ui.label(small(format!(
                    "mark {at} of {} here: {} for the next",
                    here.len(),
                    app.shown_key(Command::NextMarkHere)
                )));
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(6.0);
            ui.label(small(saved_text(app)));
            if let Some(work) = app.busy_with() {
                ui.label(small(format!("{work}…")));
                ui.spinner();
                if app.can_cancel_work() && ui.small_button("Cancel").clicked() {
                    app.cancel_work();
                }
            }
            // What is left between the two sides.
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                chosen.extend(current_claim_ui(ui, app));
            });
        });
    });
    chosen
}

/// Which marks are shown while it is not all; a click shows all again.
fn view_ui(ui: &mut Ui, app: &App) -> Option<Command> {
    let view = app.view_text()?;
    let theme = Theme::of(ui.ctx());
    let text = RichText::new(format!("Marks shown: {view}"))
        .font(theme::shell_strong(12.0))
        .color(theme.ink);
    let button = ui.add(egui::Button::new(text).fill(theme.chip).small());
    button
        .on_hover_text("Other marks are hidden by this view. Click to show everybody's")
        .clicked()
        .then_some(Command::SeeMarks(MarksView::All))
}

/// The claim that the next passages are tied to; a click chooses another.
fn current_claim_ui(ui: &mut Ui, app: &App) -> Option<Command> {
    let claim = app.current_claim().map(|record| record.id);
    if claim.is_none() && !app.is_enabled(Command::ChooseClaim) {
        return None;
    }
    let statement = shown(claim.map_or("none chosen", |id| app.statement(id)));
    let theme = Theme::of(ui.ctx());
    let text = RichText::new(format!("Claim: {statement}"))
        .font(theme::shell(12.0))
        .color(theme.muted);
    let button = ui.add(egui::Button::new(text).frame(false).truncate());
    let hint = app.with_keys(
        "{} ties to it. Click to choose another",
        &[Command::TieCurrent],
    );
    button
        .on_hover_text(format!("{statement}\n{hint}"))
        .clicked()
        .then_some(Command::ChooseClaim)
}

/// The walk, and on unmarked words what is left of it in the article that has the caret.
fn walk_text(app: &mut App) -> String {
    let walk = app.settings.walk;
    let article = app
        .focused_article()
        .filter(|article| article.role() == crate::model::Role::Check)
        .map(|article| article.id);
    let left = article
        .filter(|_| matches!(walk, Walk::Unmarked | Walk::Numbers))
        .and_then(|article| app.coverage(article));
    // Left by whom, where only one's own marks count.
    let whose = article.and_then(|article| app.whose_counts_in(article));
    let whose = whose.map_or_else(String::new, |whose| format!(" ({whose})"));
    match left {
        Some(left) if walk == Walk::Numbers => {
            format!(
                "walk: {}, {}{whose}",
                walk.name(),
                words::figures_left(left)
            )
        }
        Some(left) => format!("walk: {}, {}{whose}", walk.name(), words::words_left(left)),
        None => format!("walk: {}", walk.name()),
    }
}

fn saved_text(app: &App) -> String {
    match &app.file {
        _ if app.is_empty() => String::new(),
        None => "Not saved yet".to_owned(),
        Some(_) if app.has_unsaved_changes() => "Unsaved changes".to_owned(),
        Some(file) => match file.saved_at {
            Some(at) => {
                let local = at.to_zoned(jiff::tz::TimeZone::system());
                format!("Saved {}", local.strftime("%H:%M"))
            }
            None => "No changes".to_owned(),
        },
    }
}
