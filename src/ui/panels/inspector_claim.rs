//! The claim of the mark in the inspector: what it states, how the words stand to it, where they come from in the end, and
//! the other passages that speak of it.

use super::conflict_line::{conflict_line_ui, of_claim, of_mark};
use super::{Drafts, card, muted, section, status_letter};
use crate::app::{App, Command, Region, words};
use crate::model::{
    Annotation, AnnotationId, ClaimId, ClaimRecord, EffectiveStatus, RecordRef, RegisterName,
    RegisterRef, Stance,
};
use crate::text::visible::shown;
use crate::ui::hatch::hatched;
use crate::ui::theme::{self, Theme};
use egui::{Button, Id, Label, RichText, Sense, TextEdit, Ui, WidgetInfo, vec2};

/// Other passages that are shown; more are a button to the list.
const MOST_PASSAGES: usize = 8;

/// Points: the height of a passage.
const PASSAGE: f32 = 36.0;

/// Where a passage comes from, as it is typed.
#[derive(Clone, Debug)]
pub struct RootDraft {
    mark: AnnotationId,
    /// What the field showed when typing began.
    shown: String,
    typed: String,
}

impl RootDraft {
    /// Writes what was typed, if it differs from what stands there.
    pub(super) fn keep(&mut self, app: &mut App) {
        if self.typed != self.shown {
            app.set_root(self.mark, &self.typed);
            self.shown.clone_from(&self.typed);
        }
    }
}

/// Shows the claim of the mark, or how to tie it to one.
pub(super) fn claim_section_ui(
    ui: &mut Ui,
    app: &mut App,
    drafts: &mut Drafts,
    mark: &Annotation,
) -> Vec<Command> {
    let mut chosen = Vec::new();
    section(ui, "Claim");
    let Some(claim) = app.project.claim_of(mark).cloned() else {
        untied_ui(ui, app, &mut chosen);
        conflict_line_ui(ui, app, of_mark(mark, RegisterName::Tie));
        ui.add_space(6.0);
        return chosen;
    };
    let theme = Theme::of(ui.ctx());
    let is_torn = app.is_in_conflict(of_mark(mark, RegisterName::Tie));
    let mut frame = card(theme);
    if is_torn {
        // The hatch behind it is to be seen.
        frame = frame.fill(egui::Color32::TRANSPARENT);
    }
    hatched(ui, is_torn, |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            statement_ui(ui, app, &claim, &mut chosen);
            stances_ui(ui, app, mark);
            root_ui(ui, app, drafts, mark);
            chosen.extend(super::offered_root::offered_root_ui(ui, app, mark));
        });
    });
    conflict_line_ui(ui, app, of_mark(mark, RegisterName::Tie));
    ui.horizontal(|ui| {
        button_ui(ui, app, "Other claim", Command::Tie, &mut chosen);
        button_ui(ui, app, "Untie", Command::Untie, &mut chosen);
    });
    passages_ui(ui, app, claim.id, mark.id);
    ui.add_space(6.0);
    chosen
}

/// Where the mark states no claim: the current one, if there is one, and a button to choose.
fn untied_ui(ui: &mut Ui, app: &App, chosen: &mut Vec<Command>) {
    let current = app.current_claim().map(|record| record.id);
    if let Some(current) = current {
        let theme = Theme::of(ui.ctx());
        card(theme).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let statement = shown(app.statement(current));
            let again = ui.add(Button::new(&*statement).frame(false).truncate());
            if again
                .on_hover_text(super::command_tooltip(app, Command::TieCurrent))
                .clicked()
            {
                chosen.push(Command::TieCurrent);
            }
            let hint = app.with_keys("current claim · {} ties to it", &[Command::TieCurrent]);
            ui.add(Label::new(muted(ui, hint)).wrap());
        });
    } else if app.project.live_claims().next().is_none() {
        ui.add(Label::new(muted(ui, app.no_claims_yet())).wrap());
    }
    button_ui(ui, app, "Tie to a claim", Command::Tie, chosen);
}

fn button_ui(ui: &mut Ui, app: &App, label: &str, command: Command, chosen: &mut Vec<Command>) {
    if ui
        .button(super::with_key(app, label, command))
        .on_hover_text(command.definition().help)
        .clicked()
    {
        chosen.push(command);
    }
}

/// What it says, and of how many passages; a click opens its card.
fn statement_ui(ui: &mut Ui, app: &mut App, claim: &ClaimRecord, chosen: &mut Vec<Command>) {
    let value = &claim.claim.value;
    let text = RichText::new(shown(&value.statement)).font(theme::shell_strong(13.0));
    let is_torn = app.is_in_conflict(of_claim(claim.id));
    let statement = hatched(ui, is_torn, |ui| {
        ui.add(Button::new(text).frame(false).wrap())
    });
    if statement
        .on_hover_text(super::command_tooltip(app, Command::EditClaim))
        .clicked()
    {
        chosen.push(Command::EditClaim);
    }
    let (passages, articles) = app.passages_and_articles(claim.id);
    let mut parts = Vec::new();
    parts.extend(value.kind.map(|kind| kind.word().to_owned()));
    parts.push(words::passages(passages, articles));
    ui.add(Label::new(muted(ui, parts.join(" · "))).wrap());
    conflict_line_ui(ui, app, of_claim(claim.id));
    let of_claim_itself = RegisterRef {
        record: RecordRef::Claim(claim.id),
        name: RegisterName::Fate,
    };
    conflict_line_ui(ui, app, of_claim_itself);
    if !value.note.is_empty() {
        ui.add(Label::new(muted(ui, value.note.as_str())).wrap());
    }
    ui.add_space(4.0);
}

/// Three quiet buttons, side by side.
fn stances_ui(ui: &mut Ui, app: &mut App, mark: &Annotation) {
    let stance = mark.tie.as_ref().map(|tie| tie.value.stance);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 6.0;
        for each in Stance::ALL {
            let is_on = stance == Some(each);
            let (name, _) = words::stance_name(each);
            let text = RichText::new(name).font(theme::shell(12.0));
            let button = ui.add(Button::new(text).selected(is_on));
            button.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_on, name));
            let help = super::with_key(app, words::stance_help(each), Command::Stance);
            if button.on_hover_text(help).clicked() && !is_on {
                app.set_stance_of(mark.id, each);
            }
        }
    });
}

/// Where this passage comes from in the end; empty, it is the article's root.
fn root_ui(ui: &mut Ui, app: &mut App, drafts: &mut Drafts, mark: &Annotation) {
    let stands = mark
        .tie
        .as_ref()
        .map_or("", |tie| tie.value.root.as_str())
        .to_owned();
    let of_article = app
        .project
        .article(mark.article)
        .map_or("", |article| article.meta().root.as_str());
    let hint = match of_article {
        "" => "Root: unknown".to_owned(),
        root => format!("Root: {root}, as the article"),
    };
    let mine = drafts
        .root
        .as_ref()
        .filter(|draft| draft.mark == mark.id && draft.shown == stands);
    let mut typed = mine.map_or_else(|| stands.clone(), |draft| draft.typed.clone());
    let is_new = mine.is_none();
    let edit = TextEdit::singleline(&mut typed)
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .id(Id::unique(("root", mark.id)));
    let response = ui.add(edit).accessible_name("Root of this passage");
    let response = response.on_hover_text("Where this passage comes from in the end");
    if response.changed() {
        if is_new {
            drafts.keep(app);
        }
        drafts.root = Some(RootDraft {
            mark: mark.id,
            shown: stands,
            typed,
        });
    }
    if response.has_focus() && !app.view.focus_text {
        // So that Esc goes back to the text first.
        app.view.region = Region::Inspector;
    }
    if response.lost_focus() {
        drafts.keep(app);
        drafts.root = None;
        if ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            app.go_to_region(Region::Reader);
        }
    }
}

/// The other passages of the claim; a click goes there.
fn passages_ui(ui: &mut Ui, app: &mut App, claim: ClaimId, here: AnnotationId) {
    let mut others = app.passages(claim);
    others.retain(|mark| mark.id != here);
    if others.is_empty() {
        return;
    }
    ui.add_space(2.0);
    section(ui, "Other passages");
    for mark in others.iter().take(MOST_PASSAGES) {
        if passage_ui(ui, app, mark) {
            app.go_to_mark(mark.id);
        }
    }
    let more = others.len().saturating_sub(MOST_PASSAGES);
    if more > 0 && ui.button(format!("{more} more in the list")).clicked() {
        app.list_passages(claim);
    }
}

/// Letter, article and words of a passage.
fn passage_ui(ui: &mut Ui, app: &App, mark: &Annotation) -> bool {
    let theme = Theme::of(ui.ctx());
    let status = app
        .marks
        .standing(mark.id)
        .map_or(EffectiveStatus::Nothing, |standing| standing.status);
    let article = app
        .project
        .article(mark.article)
        .map_or(std::borrow::Cow::Borrowed(""), |article| {
            super::articles::article_name(article)
        });
    let stance = match mark.tie.as_ref().map(|tie| tie.value.stance) {
        Some(stance @ (Stance::Contradicts | Stance::Mentions)) => {
            format!(" · {}", stance.word())
        }
        _ => String::new(),
    };
    let quote = words::in_quotes(&mark.quote().replace('\n', " "));
    let (rect, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), PASSAGE), Sense::click());
    if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.chip);
    }
    super::focus_frame(ui, &response);
    let inside = egui::UiBuilder::new()
        .max_rect(rect.shrink2(vec2(2.0, 1.0)))
        .layout(egui::Layout::left_to_right(egui::Align::Center));
    let mut row = ui.new_child(inside);
    status_letter(&mut row, status);
    row.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.add_space(1.0);
        let words = RichText::new(&quote).font(theme::reading(13.0));
        ui.add(Label::new(words).truncate().selectable(false));
        let place = muted(ui, format!("{article}{stance}"));
        ui.add(Label::new(place).truncate().selectable(false));
    });
    let name = format!("{}: {quote}, {article}{stance}", words::status_word(status));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, name.as_str()));
    response.on_hover_text("Go to this passage").clicked()
}

/// The claim in the row of a narrow window: its statement, else a button to tie.
pub(super) fn claim_cell_ui(ui: &mut Ui, app: &App, mark: &Annotation) -> Option<Command> {
    let Some(claim) = app.project.claim_of(mark) else {
        let button = ui.button(super::with_key(app, "Tie", Command::Tie));
        let clicked = button
            .on_hover_text(Command::Tie.definition().help)
            .clicked();
        return clicked.then_some(Command::Tie);
    };
    let statement = &shown(&claim.claim.value.statement);
    let stance = mark.tie.as_ref().map(|tie| tie.value.stance);
    let sign = match stance {
        Some(stance @ (Stance::Contradicts | Stance::Mentions)) => format!("{}: ", stance.word()),
        _ => "Claim: ".to_owned(),
    };
    let registers = [of_claim(claim.id), of_mark(mark, RegisterName::Tie)];
    let line = registers.into_iter().find_map(|at| app.conflict_line(at));
    let button = hatched(ui, line.is_some(), |ui| {
        ui.add(
            Button::new(format!("{sign}{statement}"))
                .frame(false)
                .truncate(),
        )
    });
    let help = format!("Claim: {statement}. Open its card");
    let help = line.map_or_else(|| help.clone(), |line| format!("{help}\n{line}"));
    button
        .on_hover_text(help)
        .clicked()
        .then_some(Command::EditClaim)
}
