//! Beside the list of what waits for a sign-off: the chosen mark, what stands against it, and the button.

use super::super::{card, muted, status_letter, with_key};
use crate::app::{App, Command, words};
use crate::model::{Annotation, EffectiveStatus};
use crate::ui::theme::{self, Theme};
use egui::{Button, Label, RichText, ScrollArea, Ui, vec2};
use std::sync::Arc;

/// Shows the chosen mark, or how to begin.
pub(super) fn sign_off_ui(ui: &mut Ui, app: &mut App) -> Option<Command> {
    let theme = Theme::of(ui.ctx());
    let waiting = app.waiting_for_sign_off();
    let is_listed =
        |mark: &&Arc<Annotation>| waiting.iter().any(|waiting| waiting.annotation == mark.id);
    let Some(mark) = app.active_mark().filter(is_listed).map(Arc::clone) else {
        ui.add_space(12.0);
        let hint = app.with_keys(
            "Choose a row, or press {} and the walk \"sign-off\". Then {} signs the mark off.",
            &[Command::ChooseWalk, Command::SignOff],
        );
        ui.add(Label::new(muted(ui, hint)).wrap());
        return None;
    };
    let mut asked = None;
    card(theme).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.set_height((ui.available_height() - 6.0).max(60.0));
        let height = (ui.available_height() - 34.0).max(30.0);
        ScrollArea::vertical()
            .id_salt("signing")
            .max_height(height)
            .auto_shrink([false, false])
            .show(ui, |ui| mark_ui(ui, app, &mark));
        asked = buttons_ui(ui, app, &mark);
    });
    asked
}

fn mark_ui(ui: &mut Ui, app: &App, mark: &Annotation) {
    let status = app
        .marks
        .standing(mark.id)
        .map_or(EffectiveStatus::Nothing, |standing| standing.status);
    ui.horizontal(|ui| {
        status_letter(ui, status);
        ui.label(RichText::new(words::status_word(status)).font(theme::shell_strong(13.0)));
    });
    let quote = words::in_quotes(&mark.quote().replace('\n', " "));
    ui.add(Label::new(RichText::new(quote).font(theme::reading(14.0))).wrap());
    for (by, register) in &mark.assessments {
        let given = &register.value;
        let Some(status) = given.status else { continue };
        let mut said = format!("{}: {}", app.project.reviewer_name(*by), status.word());
        for part in [&given.note, &given.should_read] {
            if !part.is_empty() {
                said.push_str(" · ");
                said.push_str(part);
            }
        }
        for cite in &given.cites {
            said.push_str(" · ");
            let title = app.source_title(cite.source);
            said.push_str(&crate::edit::citing::with_locator(&title, &cite.locator));
        }
        ui.add(Label::new(muted(ui, said)).wrap());
    }
    if let Some(line) = app.decision_line(mark) {
        ui.add(Label::new(muted(ui, line)).wrap());
    }
    super::super::inspector::seals_ui(ui, app, mark);
}

fn buttons_ui(ui: &mut Ui, app: &App, mark: &Annotation) -> Option<Command> {
    let may = app.may_sign(mark);
    let is_offered = may.is_ok() && app.is_enabled(Command::SignOff);
    let mut asked = None;
    ui.horizontal(|ui| {
        let label = with_key(app, "Sign off", Command::SignOff);
        let button = Button::new(label).min_size(vec2(110.0, 26.0));
        let button = ui.add_enabled(is_offered, button);
        if button
            .on_hover_text(Command::SignOff.definition().help)
            .clicked()
        {
            asked = Some(Command::SignOff);
        }
        if let Err(refusal) = may {
            ui.add(Label::new(muted(ui, refusal.to_string())).truncate());
        }
    });
    asked
}
