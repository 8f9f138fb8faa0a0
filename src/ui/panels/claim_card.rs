//! The card of a claim: its statement, what it is about, remarks; and one claim made two.

use super::choice::drop_down_ui;
use super::dialogs::{finishes, title};
use super::muted;
use crate::app::{App, ClaimField, Dialog, words};
use crate::compare::two_claims;
use crate::model::{Claim, ClaimId, ClaimKind};
use crate::ui::theme;
use egui::{Button, RichText, TextEdit, Ui};

/// Points: how wide its fields are.
const WIDTH: f32 = 460.0;

/// Shows the card, and what is typed in it until it is kept.
pub(super) fn claim_card_ui(
    ui: &mut Ui,
    app: &mut App,
    claim: ClaimId,
    mut draft: Claim,
    (mut second, field): (Option<String>, ClaimField),
) {
    ui.set_width(WIDTH);
    let heading = if second.is_some() {
        "Split the claim"
    } else {
        "Claim"
    };
    title(ui, heading);
    ui.spacing_mut().item_spacing.y = 6.0;
    let name = if second.is_some() {
        "First statement"
    } else {
        "Statement"
    };
    ui.label(name);
    let begins = ui.memory(|memory| memory.focused().is_none());
    let at = |of: ClaimField| begins && field == of;
    let is_first = at(ClaimField::Statement) || at(ClaimField::Second) && second.is_none();
    let mut entered = statement_ui(ui, &mut draft.statement, (name, claim), is_first);
    if let Some(second) = &mut second {
        ui.label("Second statement");
        let begins = at(ClaimField::Second);
        entered |= statement_ui(ui, second, ("Second statement", claim), begins);
        let text = "The passages stay with the first. The second becomes the current claim.";
        ui.label(muted(ui, text));
    } else {
        if two_claims(&draft.statement).is_some() {
            ui.label(muted(ui, words::ONE_OR_TWO));
        }
        kind_ui(ui, &mut draft.kind);
        ui.label("Note");
        let id = egui::Id::unique("claim note");
        super::own_undo(ui, id, claim);
        let note = TextEdit::multiline(&mut draft.note)
            .desired_rows(2)
            .desired_width(f32::INFINITY)
            .id(id);
        let note = ui.add(note).accessible_name("Note on the claim");
        if at(ClaimField::Note) {
            note.request_focus();
        }
        let (passages, articles) = app.passages_and_articles(claim);
        ui.label(muted(ui, words::passages(passages, articles)));
    }
    ui.add_space(8.0);
    let is_whole = !draft.statement.trim().is_empty()
        && second
            .as_ref()
            .is_none_or(|second| !second.trim().is_empty());
    let (mut done, mut cancelled) = ((entered || finishes(ui)) && is_whole, false);
    ui.horizontal(|ui| {
        let label = if second.is_some() { "Split" } else { "Keep" };
        let keep = Button::new(RichText::new(label).font(theme::shell_strong(13.0)));
        done |= ui.add_enabled(is_whole, keep).clicked();
        cancelled = ui.button("Cancel").clicked();
        if second.is_none()
            && ui
                .button("Split…")
                .on_hover_text(words::SPLIT_HELP)
                .clicked()
        {
            let parts = two_claims(&draft.statement);
            second = Some(parts.map_or_else(String::new, |parts| {
                draft.statement = parts.first;
                parts.second
            }));
        }
    });
    if done {
        match &second {
            Some(second) => app.split_claim(claim, draft.clone(), second),
            None => app.set_claim(claim, draft.clone()),
        }
    }
    app.view.dialog = if done || cancelled {
        app.view.focus_text = true;
        None
    } else {
        Some(Dialog::EditClaim {
            claim,
            draft: Box::new(draft),
            second,
            field,
        })
    };
}

/// Whether Enter was pressed in it: a statement is one line.
fn statement_ui(
    ui: &mut Ui,
    statement: &mut String,
    (name, claim): (&str, ClaimId),
    takes_keyboard: bool,
) -> bool {
    let id = egui::Id::unique(("claim field", name));
    super::own_undo(ui, id, claim);
    let field = TextEdit::multiline(statement)
        .id(id)
        .desired_rows(2)
        .desired_width(f32::INFINITY)
        .return_key(None);
    let field = ui.add(field).accessible_name(name);
    if takes_keyboard {
        field.request_focus();
    }
    field.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter))
}

fn kind_ui(ui: &mut Ui, kind: &mut Option<ClaimKind>) {
    ui.horizontal(|ui| {
        ui.label("What it is about");
        let not_said = (None, "not said".to_owned());
        let kinds = ClaimKind::ALL.map(|each| (Some(each), each.word().to_owned()));
        let choices: Vec<(Option<ClaimKind>, String)> =
            std::iter::once(not_said).chain(kinds).collect();
        drop_down_ui(ui, "What the claim is about", 170.0, &choices, kind);
    });
}
