//! The sources of the mark in the inspector: what I cite, where in it, and what Shift+S would cite.

use super::conflict_line::{Torn, conflict_line_ui, of_source};
use super::source_drafts::LocatorDraft;
use super::{Drafts, card, muted, section};
use crate::app::{App, Command, Region};
use crate::model::{Annotation, Citation};
use crate::ui::hatch::hatched;
use crate::ui::theme::Theme;
use egui::{Button, Id, Label, TextEdit, Ui};

/// Shows them, where I have judged the mark.
pub(super) fn sources_section_ui(
    ui: &mut Ui,
    app: &mut App,
    drafts: &mut Drafts,
    mark: &Annotation,
) -> Vec<Command> {
    let mut chosen = Vec::new();
    let Some(cites) = mark
        .assessment_of(app.reviewer())
        .map(|given| given.cites.clone())
    else {
        return chosen;
    };
    app.refresh_cited();
    section(ui, "Sources");
    let is_torn = Torn::of(app, mark).sources();
    for (at, cite) in cites.iter().enumerate() {
        let is_provisional = is_torn || app.is_in_conflict(of_source(cite.source));
        hatched(ui, is_provisional, |ui| {
            cite_ui(ui, app, drafts, mark, cite, (at, is_provisional));
        });
        conflict_line_ui(ui, app, of_source(cite.source));
    }
    let last = app.last_citation().cloned();
    if let Some(last) = last.filter(|last| !cites.iter().any(|cite| cite.source == last.source)) {
        // An offer, without the frame of what is cited.
        let title =
            crate::edit::citing::with_locator(&app.source_title(last.source), &last.locator);
        let offer = app.with_keys("{} cites again: ", &[Command::CiteLast]) + &title;
        let again = ui.add(Button::new(muted(ui, offer)).frame(false).wrap());
        if again
            .on_hover_text(super::command_tooltip(app, Command::CiteLast))
            .clicked()
        {
            chosen.push(Command::CiteLast);
        }
        ui.add_space(2.0);
    }
    if ui
        .button(super::with_key(app, "Cite a source", Command::Cite))
        .on_hover_text(Command::Cite.definition().help)
        .clicked()
    {
        chosen.push(Command::Cite);
    }
    ui.add_space(6.0);
    chosen
}

/// The sources of the mark in one row: the first one I cite and how many more there are, else a button to cite one.
pub(super) fn source_cell_ui(ui: &mut Ui, app: &mut App, mark: &Annotation) -> Option<Command> {
    let cites = mark.assessment_of(app.reviewer())?.cites.clone();
    let named = |cite: &Citation| {
        crate::edit::citing::with_locator(&app.source_title(cite.source), &cite.locator)
    };
    let Some((first, others)) = cites.split_first() else {
        let label = super::with_key(app, "Cite", Command::Cite);
        let button = ui.button(label);
        return button
            .on_hover_text(Command::Cite.definition().help)
            .clicked()
            .then_some(Command::Cite);
    };
    let (title, more) = (named(first), others.iter().map(named).collect::<Vec<_>>());
    ui.horizontal(|ui| {
        let for_more = if more.is_empty() { 0.0 } else { MORE_WIDTH };
        let width = (ui.available_width() - for_more).max(0.0);
        let is_opened = ui
            .scope(|ui| {
                ui.set_max_width(width);
                let line = app.conflict_line(of_source(first.source));
                let is_provisional = line.is_some() || Torn::of(app, mark).sources();
                let button = hatched(ui, is_provisional, |ui| {
                    ui.add(Button::new(title.as_str()).frame(false).truncate())
                });
                let help = format!("{title}. Open its card");
                button
                    .on_hover_text(
                        line.map_or_else(|| help.clone(), |line| format!("{help}\n{line}")),
                    )
                    .clicked()
            })
            .inner;
        if !more.is_empty() {
            ui.label(muted(ui, format!("+{}", more.len())))
                .on_hover_text(more.join("\n"));
        }
        if is_opened {
            app.open_card(first.source);
        }
    });
    None
}

/// The places in the sources that I cite, in one row.
pub(super) fn locators_row_ui(ui: &mut Ui, app: &mut App, drafts: &mut Drafts, mark: &Annotation) {
    let cites = mark
        .assessment_of(app.reviewer())
        .map(|given| given.cites.clone())
        .unwrap_or_default();
    let shown = &cites[..cites.len().min(MOST_LOCATORS)];
    let space = ui.spacing().item_spacing.x;
    let width = (ui.available_width() + space) / shown.len().max(1) as f32 - space;
    ui.horizontal(|ui| {
        for (at, cite) in shown.iter().enumerate() {
            let title = app.source_title(cite.source);
            ui.scope(|ui| {
                ui.set_width(width);
                locator_ui(ui, app, drafts, mark, cite, (at, &title));
            })
            .response
            .on_hover_text(title.as_str());
        }
    });
}

/// Fields for places beside each other.
const MOST_LOCATORS: usize = 3;

/// What "+12" needs, behind the name of the first source.
const MORE_WIDTH: f32 = 34.0;

fn cite_ui(
    ui: &mut Ui,
    app: &mut App,
    drafts: &mut Drafts,
    mark: &Annotation,
    cite: &Citation,
    (at, is_provisional): (usize, bool),
) {
    let theme = Theme::of(ui.ctx());
    let mut frame = card(theme);
    if is_provisional {
        // The hatch behind it is to be seen.
        frame = frame.fill(egui::Color32::TRANSPARENT);
    }
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        let title = app.source_title(cite.source);
        ui.horizontal(|ui| {
            let width = ui.available_width() - 30.0;
            ui.scope(|ui| {
                ui.set_max_width(width);
                let button = ui.add(Button::new(title.as_str()).frame(false).truncate());
                if button.on_hover_text("Open its card").clicked() {
                    app.open_card(cite.source);
                }
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let off = ui.add(Button::new("×").small().frame(false));
                off.widget_info(|| {
                    egui::WidgetInfo::labeled(
                        egui::Role::Button,
                        true,
                        format!("Take off: {title}"),
                    )
                });
                if off.on_hover_text("No longer cite it here").clicked() {
                    drafts.keep(app);
                    app.uncite(mark.id, cite);
                }
            });
        });
        locator_ui(ui, app, drafts, mark, cite, (at, &title));
        let details = app.source_details(cite.source);
        if !details.is_empty() {
            ui.add(Label::new(muted(ui, details)).wrap());
        }
    });
}

fn locator_ui(
    ui: &mut Ui,
    app: &mut App,
    drafts: &mut Drafts,
    mark: &Annotation,
    cite: &Citation,
    (at, title): (usize, &str),
) {
    let mine = drafts
        .sources
        .locator
        .as_ref()
        .filter(|draft| draft.mark == mark.id && draft.cite == *cite);
    let mut typed = mine.map_or_else(|| cite.locator.clone(), |draft| draft.typed.clone());
    let edit = TextEdit::singleline(&mut typed)
        .hint_text("Where in it: page, paragraph, minute")
        .desired_width(f32::INFINITY)
        .id(Id::unique(("locator", mark.id, at)));
    let response = ui.add(edit).accessible_name(format!("Place in {title}"));
    if response.changed() {
        if mine.is_none() {
            drafts.keep(app);
        }
        drafts.sources.locator = Some(LocatorDraft {
            mark: mark.id,
            cite: cite.clone(),
            typed,
        });
    }
    if response.has_focus() && !app.view.focus_text {
        app.view.region = Region::Inspector;
    }
    if response.lost_focus() {
        drafts.keep(app);
        drafts.sources.locator = None;
        if ui.input(|input| input.key_pressed(egui::Key::Enter)) {
            app.go_to_region(Region::Reader);
        }
    }
}
