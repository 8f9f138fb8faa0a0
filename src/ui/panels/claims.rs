//! The claims in the left list, under the articles: what is stated, and what it amounts to. A click makes a claim the
//! current one and goes along its passages.

use super::{focus_frame, muted, section};
use crate::app::{App, Command, words};
use crate::model::{ClaimId, EffectiveStatus};
use crate::text::visible::shown;
use crate::ui::theme::{self, Theme};
use egui::{Label, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// Points: the height of a claim, two lines of its statement and one of what is tied to it.
const ROW: f32 = 58.0;

/// Lines of a statement; more are "…", and the whole stands in the inspector.
const LINES: usize = 2;

/// Points: a status letter and the gap behind it.
const LETTER: f32 = 25.0;

/// The share of the list that the articles may take from the claims.
pub(super) const ARTICLES_SHARE: f32 = 0.6;

/// Shows the claims in what is left of the list.
pub(super) fn claims_ui(ui: &mut Ui, app: &mut App) -> Vec<Command> {
    let mut chosen = Vec::new();
    let claims: Vec<ClaimId> = app.project.live_claims().map(|record| record.id).collect();
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        section(ui, "Claims");
        if !claims.is_empty() {
            ui.label(muted(ui, claims.len().to_string()));
        }
    });
    ui.add_space(2.0);
    if claims.is_empty() {
        ui.add(Label::new(muted(ui, app.no_claims_yet())).wrap());
        return chosen;
    }
    ui.spacing_mut().item_spacing.y = 2.0;
    ScrollArea::vertical()
        .id_salt("claims")
        .auto_shrink([false, false])
        .show_rows(ui, ROW, claims.len(), |ui, rows| {
            for claim in &claims[rows] {
                chosen.extend(claim_ui(ui, app, *claim));
            }
        });
    chosen
}

fn claim_ui(ui: &mut Ui, app: &mut App, claim: ClaimId) -> Vec<Command> {
    let theme = Theme::of(ui.ctx());
    let is_current = app
        .current_claim()
        .is_some_and(|current| current.id == claim);
    let statement = shown(app.statement(claim)).into_owned();
    let (passages, articles) = app.passages_and_articles(claim);
    let tied = words::passages(passages, articles);
    let status = app.claim_status(claim);
    let reason = status.map_or_else(|| tied.clone(), |status| app.claim_line(&status));
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if is_current || response.hovered() {
        let fill = if is_current {
            theme.selection
        } else {
            theme.chip
        };
        ui.painter().rect_filled(rect, 7.0, fill);
    }
    let letter = status.map(|status| status.status);
    lines_ui(ui, rect, letter, &statement, &reason);
    response.widget_info(|| {
        let word = status.map_or("", |status| words::status_word(status.status));
        let name = format!(
            "Claim {statement}, {tied}: {}, {reason}",
            word.to_lowercase()
        );
        WidgetInfo::selected(egui::Role::ListItem, true, is_current, name)
    });
    focus_frame(ui, &response);
    let hint = app.with_keys(
        "A click goes along its passages; {} ties to it then",
        &[Command::TieCurrent],
    );
    let response = response.on_hover_text(format!("{statement}\n{reason}\n{tied}\n{hint}"));
    if response.clicked() {
        if app.passages_and_articles(claim).0 == 0 {
            // What is pressed next is about the claim, not about a mark that happens to be the target.
            app.leave_mark();
        }
        app.walk_claim(claim);
    }
    claim_menu(app, claim, &response)
}

/// The statement and why it stands as it does, in the middle of the row's height.
fn lines_ui(
    ui: &mut Ui,
    rect: egui::Rect,
    letter: Option<EffectiveStatus>,
    statement: &str,
    below: &str,
) {
    let theme = Theme::of(ui.ctx());
    let mut inner = rect.shrink2(vec2(8.0, 5.0));
    inner.min.x += letter.map_or(0.0, |_| LETTER);
    let font = theme::shell(12.5);
    let mut job =
        egui::text::LayoutJob::simple(statement.to_owned(), font, theme.ink, inner.width());
    job.wrap.max_rows = LINES;
    let statement = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let missing = LINES.saturating_sub(statement.rows.len()) as f32;
    let line = statement.size().y / statement.rows.len().max(1) as f32;
    let top = inner.top() + missing * line / 2.0;
    if let Some(letter) = letter {
        let at = egui::pos2(inner.left() - LETTER, top - 1.0);
        super::board::paint_letter(ui, at, letter, false);
    }
    let inside = egui::UiBuilder::new()
        .max_rect(egui::Rect::from_min_max(
            egui::pos2(inner.left(), top),
            inner.max,
        ))
        .layout(egui::Layout::top_down(egui::Align::Min));
    // A child of its own: the next row stands under this one, however few lines its statement has.
    let mut lines = ui.new_child(inside);
    lines.spacing_mut().item_spacing.y = 1.0;
    lines.add(Label::new(statement).selectable(false));
    let below = muted(&lines, below);
    lines.add(Label::new(below).truncate().selectable(false));
}

/// What the right button offers on a claim, here and on the board.
pub(super) const CLAIM_COMMANDS: [Command; 5] = [
    Command::ListPassages,
    Command::EditClaim,
    Command::ClaimNote,
    Command::SplitClaim,
    Command::DeleteClaim,
];

/// What the right button offers on a claim.
fn claim_menu(app: &mut App, claim: ClaimId, response: &egui::Response) -> Vec<Command> {
    let mut chosen = Vec::new();
    response.context_menu(|ui| {
        for command in CLAIM_COMMANDS {
            if ui.button(command.label()).clicked() {
                app.choose_claim(claim);
                app.leave_mark();
                chosen.push(command);
                ui.close();
            }
        }
    });
    chosen
}
