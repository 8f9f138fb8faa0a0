//! How far readers agree: the words first, percentages, the verdicts against each other; beside them the passages that a
//! figure comes from.

use super::super::{muted, section};
use super::rows::{Did, List, cell, ground_ui, line_in, place, short_names};
use super::{GAP, LIST, WIDE, coefficients, column_ui, matrix};
use crate::app::{App, Command, Region, ShownPassages, words};
use crate::model::{EffectiveStatus, ReviewerId};
use crate::review::agreement::{Agreement, Figure, Passage, PassageClass, Question, Verdict};
use crate::ui::theme::{self, Theme};
use egui::{
    Button, ComboBox, Frame, Label, Margin, Response, RichText, ScrollArea, Ui, WidgetInfo, vec2,
};
use std::sync::Arc;

/// Who is compared, and the way to a spreadsheet.
pub(super) fn bar_ui(ui: &mut Ui, app: &mut App) {
    let all = app.taking_part();
    if all.len() > 2 {
        readers_ui(ui, app, &all);
        ui.add_space(6.0);
    }
    let command = Command::CopyAgreement;
    let button = Button::new("Copy as CSV");
    let button = ui.add_enabled(app.is_enabled(command), button);
    if button.on_hover_text(command.definition().help).clicked() {
        app.run(command);
    }
}

fn readers_ui(ui: &mut Ui, app: &mut App, all: &Arc<[ReviewerId]>) {
    let between = app.view.agreement.between;
    let name = |app: &App, between: Option<(ReviewerId, ReviewerId)>| match between {
        Some((first, second)) => app.names(&[first, second]),
        None => "All readers".to_owned(),
    };
    let mut chosen = None;
    let response = ComboBox::from_id_salt("readers compared")
        .width(150.0)
        .selected_text(name(app, between))
        .show_ui(ui, |ui| {
            let pairs = all.iter().enumerate().flat_map(|(at, first)| {
                let second = all[at + 1..].iter();
                second.map(|second| Some((*first, *second)))
            });
            for choice in std::iter::once(None).chain(pairs) {
                let label = ui.selectable_label(choice == between, name(app, choice));
                if label.clicked() {
                    chosen = Some(choice);
                }
            }
        })
        .response;
    response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, "Readers compared"));
    if let Some(choice) = chosen {
        app.compare_readers(choice);
    }
}

/// Shows the figures and the passages.
pub(super) fn agreement_ui(ui: &mut Ui, app: &mut App) {
    let Some(agreement) = app.agreement() else {
        empty_ui(ui, words::COUNTING_AGREEMENT);
        return;
    };
    if agreement.articles.is_empty() {
        empty_ui(ui, words::NO_AGREEMENT);
        let hint = app.with_keys(words::READ_TO_THE_END, &[Command::MarkRead]);
        indented(ui, muted(ui, hint));
        for missing in &agreement.missing {
            let said = missing.in_words(&app.project);
            indented(ui, muted(ui, said));
        }
        return;
    }
    let (width, height) = (ui.available_width(), ui.available_height());
    let share = if width < WIDE { LIST.1 } else { LIST.0 };
    let figures = (width * share - GAP).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        column_ui(ui, figures, height, |ui| {
            ScrollArea::vertical()
                .id_salt("agreement")
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    let inset = Margin {
                        left: 14,
                        right: 6,
                        ..Margin::ZERO
                    };
                    Frame::new()
                        .inner_margin(inset)
                        .show(ui, |ui| figures_ui(ui, app, &agreement));
                });
        });
        ui.add_space(GAP);
        column_ui(ui, width - figures - 2.0 * GAP, height, |ui| {
            passages_ui(ui, app, &agreement);
        });
    });
}

fn empty_ui(ui: &mut Ui, said: &str) {
    ui.add_space(12.0);
    let muted = Theme::of(ui.ctx()).muted;
    indented(ui, RichText::new(said).color(muted));
}

fn indented(ui: &mut Ui, text: RichText) {
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        ui.add(Label::new(text).wrap());
    });
}

fn figures_ui(ui: &mut Ui, app: &mut App, agreement: &Agreement) {
    let theme = Theme::of(ui.ctx());
    ui.add_space(2.0);
    let said = RichText::new(agreement.in_words())
        .font(theme::shell_strong(13.5))
        .color(theme.ink);
    ui.add(Label::new(said).wrap());
    for missing in &agreement.missing {
        let said = missing.in_words(&app.project);
        ui.add(Label::new(muted(ui, said)).wrap());
    }
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 10.0;
        for (question, name, help) in [
            (
                Question::Passages,
                "Same passages",
                "Of the words, those that both marked or both left unmarked",
            ),
            (
                Question::Verdict,
                "Same verdict",
                "Of the words that both marked, those with the same status",
            ),
        ] {
            let share = percent(agreement.on_tokens(question).share.0);
            let big = RichText::new(format!("{name} {share}")).font(theme::shell_strong(13.0));
            ui.add(Label::new(big).extend().selectable(false))
                .on_hover_text(help);
        }
        for status in crate::model::Status::ALL {
            let share = percent(agreement.on_tokens(Question::Status(status)).share.0);
            let said = format!("{} {share}", words::status_name(status));
            let label = ui.add(Label::new(muted(ui, said)).extend().selectable(false));
            label.on_hover_text("Of the words, those that both or neither gave this status");
        }
    });
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        for (class, count) in PassageClass::ALL.into_iter().zip(agreement.classes()) {
            let is_on = app.view.agreement.shown == ShownPassages::Class(class);
            let said = format!("{} {count}", class.label());
            let button = ui.add(Button::selectable(is_on, said.as_str()));
            button.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_on, &said));
            if button.clicked() {
                app.open_passages(ShownPassages::Class(class));
            }
        }
    });
    ui.add_space(8.0);
    match &agreement.pairs[..] {
        [pair] => matrix::matrix_ui(ui, app, agreement, pair),
        _ => pairs_ui(ui, app, agreement),
    }
    ui.add_space(8.0);
    coefficients::coefficients_ui(ui, agreement);
}

/// Every two readers, where there are more.
fn pairs_ui(ui: &mut Ui, app: &mut App, agreement: &Agreement) {
    section(ui, "Two by two");
    for pair in &agreement.pairs {
        let (first, second) = (
            agreement.readers[pair.readers.0],
            agreement.readers[pair.readers.1],
        );
        let said = format!(
            "{}: {} same passages, {} same verdict",
            app.names(&[first, second]),
            percent(pair.share(Question::Passages)),
            percent(pair.share(Question::Verdict)),
        );
        let help = "Compare these two, verdict against verdict";
        if ui.button(said).on_hover_text(help).clicked() {
            app.compare_readers(Some((first, second)));
        }
    }
}

/// "88 %", or a dash where there is no figure.
pub(super) fn percent(share: Figure) -> String {
    share.map_or_else(
        |_| "–".to_owned(),
        |share| format!("{:.0} %", share * 100.0),
    )
}

/// The passages of what was chosen among the figures.
fn passages_ui(ui: &mut Ui, app: &mut App, agreement: &Agreement) {
    let passages = app.listed_passages(agreement);
    section(ui, &heading(app, agreement, passages.len()));
    if passages.is_empty() {
        ui.add(Label::new(muted(ui, "No passage here.")).wrap());
        return;
    }
    let chosen = app.view.agreement.passage;
    let list = List {
        name: "List of passages",
        at: passages
            .iter()
            .position(|passage| chosen.is_some_and(|chosen| passage.annotations.contains(&chosen))),
        count: passages.len(),
        click_enters: false,
    };
    // The figures may have been counted when the list got the keyboard: it is not left with nobody.
    let is_nobodys = app.view.region == Region::Bottom
        && app.view.dialog.is_none()
        && app.view.picker.is_none()
        && ui.memory(|memory| memory.focused().is_none());
    if is_nobodys {
        app.view.focus_list = Some(Region::Bottom);
    }
    let did = list.ui(ui, app, |ui, app, row, is_chosen| {
        passage_row(ui, app, agreement, passages[row], is_chosen)
    });
    let first = |row: usize| passages[row].annotations.first().copied();
    match did {
        Did::Nothing => {}
        Did::Chose(row) => {
            if let Some(mark) = first(row) {
                app.choose_passage(mark);
            }
        }
        Did::Entered(row) => {
            if let Some(mark) = first(row) {
                app.choose_passage(mark);
                app.go_to_region(Region::Reader);
            }
        }
    }
}

/// What the list beside the figures holds.
fn heading(app: &App, agreement: &Agreement, count: usize) -> String {
    match (app.view.agreement.shown, &agreement.pairs[..]) {
        (ShownPassages::Cell(row, column), [pair]) => {
            matrix::cell_words(app, agreement, pair, (row, column), count)
        }
        (ShownPassages::Class(class), _) => format!("{}: {count}", class.label()),
        _ => String::new(),
    }
}

fn passage_row(
    ui: &mut Ui,
    app: &App,
    agreement: &Agreement,
    passage: &Passage,
    is_chosen: bool,
) -> Response {
    let place = place(app, passage.article, passage.hull.start);
    let article = app.project.article(passage.article);
    let text = article.and_then(|article| article.text.as_deref());
    let quote = text.map_or("", |text| text.slice(passage.hull));
    let quote = quote.replace('\n', " ");
    let who = said_by(app, agreement, passage);
    let spoken = format!("{quote}, {place}, {who}");
    let (inner, response) = ground_ui(ui, is_chosen, &spoken);
    ui.scope_builder(line_in(inner), |ui| {
        let rest = inner.width() - 2.0 * ui.spacing().item_spacing.x;
        cell(ui, rest * 0.26, muted(ui, place));
        let quoted = RichText::new(words::in_quotes(&quote)).font(theme::reading(13.5));
        cell(ui, rest * 0.42, quoted);
        cell(ui, rest * 0.32, muted(ui, who));
    });
    response
}

/// "Rosa C, Teun V", with a dash for who left it unmarked.
fn said_by(app: &App, agreement: &Agreement, passage: &Passage) -> String {
    let mut said = Vec::new();
    for (reader, label) in agreement.readers.iter().zip(&passage.labels) {
        let Some(label) = label else { continue };
        let letters = match Verdict::of(*label) {
            Verdict::NotMarked => "–".to_owned(),
            _ => label
                .statuses()
                .map(|status| words::letter(EffectiveStatus::Tagged(status)))
                .collect(),
        };
        said.push(format!("{} {letters}", short_names(app, &[*reader])));
    }
    said.join(", ")
}

/// Where the columns of a small table begin.
pub(super) fn table_cell(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(vec2(width, 24.0), layout, |ui| {
        ui.set_min_width(width);
        content(ui);
    });
}
