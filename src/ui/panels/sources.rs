//! The list of sources, whom one waits for, and the open card beside them.

use super::source_drafts::CardDraft;
use super::{Drafts, card, focus_frame, muted, section};
use crate::app::{App, Command, Region};
use crate::model::{SourceId, SourceKind};
use crate::ui::theme::{self, Theme};
use egui::{Id, Label, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};

/// Height of a row.
const ROW: f32 = 26.0;

/// Where the words of a row begin, and the headings over rows.
const INDENT: f32 = 10.0;

/// The share of the width that the open card takes.
const CARD: f32 = 0.48;

/// Shows the list and the open card.
pub fn sources_ui(ui: &mut Ui, app: &mut App, drafts: &mut Drafts) -> Vec<Command> {
    app.refresh_cited();
    drafts.sources.follow(app);
    let mut chosen = Vec::new();
    let width = ui.available_width();
    let height = ui.available_height();
    let has_card = drafts.sources.card.is_some();
    ui.horizontal_top(|ui| {
        let list = if has_card {
            width * (1.0 - CARD)
        } else {
            width
        };
        ui.allocate_ui(vec2(list - 12.0, height), |ui| {
            ui.vertical(|ui| {
                ui.set_width(list - 12.0);
                list_ui(ui, app);
            });
        });
        if has_card {
            ui.allocate_ui(vec2(width * CARD - 12.0, height), |ui| {
                ui.vertical(|ui| {
                    ui.set_width(width * CARD - 12.0);
                    ScrollArea::vertical()
                        .id_salt("card")
                        .auto_shrink([false, false])
                        .show(ui, |ui| chosen.extend(card_ui(ui, app, drafts)));
                });
            });
        }
    });
    chosen
}

fn list_ui(ui: &mut Ui, app: &mut App) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        let field = TextEdit::singleline(&mut app.view.source_filter)
            .hint_text("Title, root, contact, what it says")
            .desired_width(220.0);
        let field = ui.add(field).accessible_name("Filter the sources");
        if app.view.focus_filter || app.view.focus_list == Some(Region::Bottom) {
            app.view.focus_list = None;
            field.request_focus();
            app.view.region = Region::Bottom;
        }
        if field.has_focus() && !app.view.focus_text {
            app.view.region = Region::Bottom;
        }
        if ui
            .button("New card")
            .on_hover_text("A source that is not cited yet, as one that you have asked")
            .clicked()
        {
            app.new_card();
        }
    });
    ui.add_space(2.0);
    let wanted = app.view.source_filter.trim().to_lowercase();
    let mut sources: Vec<(String, SourceId)> = app
        .project
        .live_sources()
        .filter(|record| {
            let source = &record.source.value;
            wanted.is_empty()
                || [&source.title, &source.root, &source.contact, &source.says]
                    .iter()
                    .any(|text| text.to_lowercase().contains(&wanted))
        })
        .map(|record| (record.source.value.title.to_lowercase(), record.id))
        .collect();
    sources.sort();
    if sources.is_empty() {
        ui.horizontal(|ui| {
            ui.add_space(14.0);
            let text = if wanted.is_empty() {
                app.no_sources_yet()
            } else {
                "No source fits the filter.".to_owned()
            };
            ui.add(Label::new(RichText::new(text).color(theme.muted)).wrap());
        });
        return;
    }
    let shown: Vec<SourceId> = sources.into_iter().map(|(_, id)| id).collect();
    let waiting = app.waiting();
    ScrollArea::vertical()
        .id_salt("sources")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            for id in &shown {
                row_ui(ui, app, *id, "card");
            }
            for (contact, ids) in waiting {
                let ids: Vec<_> = ids.into_iter().filter(|id| shown.contains(id)).collect();
                if ids.is_empty() {
                    continue;
                }
                ui.add_space(6.0);
                let heading = if contact.is_empty() {
                    format!("No contact yet ({})", ids.len())
                } else {
                    format!("Waiting for: {contact} ({})", ids.len())
                };
                ui.horizontal(|ui| {
                    ui.add_space(INDENT);
                    section(ui, &heading);
                });
                for id in ids {
                    row_ui(ui, app, id, "waiting");
                }
            }
        });
}

fn row_ui(ui: &mut Ui, app: &mut App, id: SourceId, part: &str) {
    let theme = Theme::of(ui.ctx());
    let width = ui.available_width();
    let rect = egui::Rect::from_min_size(ui.cursor().min, vec2(width, ROW));
    let response = ui.interact(rect, Id::unique(("source row", part, id)), Sense::click());
    let is_open = app.view.open_card == Some(id);
    if is_open {
        ui.painter().rect_filled(rect, 5.0, theme.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.chip);
    }
    let title = app.source_title(id);
    response.widget_info(|| {
        let name = format!("Source: {title}, {}", app.source_details(id));
        WidgetInfo::selected(egui::Role::ListItem, true, is_open, name)
    });
    focus_frame(ui, &response);
    ui.scope_builder(
        egui::UiBuilder::new()
            .max_rect(rect.shrink2(vec2(INDENT, 2.0)))
            .layout(egui::Layout::right_to_left(egui::Align::Center)),
        |ui| {
            let cited = app.times_cited(id);
            if cited > 0 {
                let name = format!("cited {cited}");
                let button = ui.add(egui::Button::new(muted(ui, name)).frame(false));
                if button
                    .on_hover_text("Show the annotations that cite it")
                    .clicked()
                {
                    app.show_citing(id);
                }
            } else {
                ui.label(muted(ui, "not cited"));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(Label::new(RichText::new(&title)).truncate());
                ui.add(Label::new(muted(ui, app.source_details(id))).truncate());
            });
        },
    );
    ui.advance_cursor_after_rect(rect);
    if response.clicked() {
        app.view.open_card = Some(id);
        app.view.region = Region::Bottom;
    }
}

/// The fields of the open card.
fn card_ui(ui: &mut Ui, app: &mut App, drafts: &mut Drafts) -> Option<Command> {
    let theme = Theme::of(ui.ctx());
    let mut left = false;
    let (mut closes, mut deletes) = (false, false);
    card(theme).show(ui, |ui| {
        ui.set_width(ui.available_width());
        let draft = drafts.sources.card.as_mut()?;
        let is_made = app.project.source(draft.id).is_some();
        ui.horizontal(|ui| {
            section(ui, if is_made { "Source" } else { "New source" });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                closes = ui.small_button("Close").clicked();
                deletes = is_made && ui.small_button("Delete source").clicked();
            });
        });
        super::conflict_line::conflict_line_ui(ui, app, super::conflict_line::of_source(draft.id));
        left = fields_ui(ui, app, draft);
        Some(())
    });
    if left || closes || deletes {
        drafts.sources.keep(app);
    }
    if closes {
        app.view.open_card = None;
    }
    if deletes && let Some(id) = app.view.open_card {
        app.delete_card(id);
    }
    None
}

/// Whether a field was left, or a choice made: what is typed is to be kept.
fn fields_ui(ui: &mut Ui, app: &mut App, draft: &mut CardDraft) -> bool {
    let mut left = false;
    let card = draft.id;
    let focus_title = std::mem::take(&mut app.view.focus_card);
    let mut field = |ui: &mut Ui, app: &mut App, name: &str, help: &str, text: &mut String| {
        let response = line_ui(ui, (name, help), text, card);
        if name == "Title" && focus_title {
            response.request_focus();
        }
        if response.has_focus() && !app.view.focus_text {
            app.view.region = Region::Bottom;
        }
        left |= response.lost_focus();
    };
    let source = &mut draft.typed;
    field(ui, app, "Title", "What it is", &mut source.title);
    field(
        ui,
        app,
        "Root",
        "Where its account comes from in the end; roots are counted, not sources",
        &mut source.root,
    );
    field(
        ui,
        app,
        "Contact",
        "Whom to ask; groups the waiting list",
        &mut source.contact,
    );
    field(
        ui,
        app,
        "Says",
        "What it says; empty means asked, no answer yet",
        &mut source.says,
    );
    field(
        ui,
        app,
        "Address",
        "Where it is on the web",
        &mut source.url,
    );
    field(
        ui,
        app,
        "Archived copy",
        "Where a copy is kept",
        &mut source.archived_url,
    );
    field(
        ui,
        app,
        "Looked at",
        "The day on which you looked at it, as 2026-11-27",
        &mut draft.day,
    );
    if draft.accessed().is_err() {
        ui.label(muted(ui, "Not a date yet: write it as 2026-11-27."));
    }
    ui.horizontal_wrapped(|ui| {
        if ui
            .button("Today")
            .on_hover_text("You looked at it today")
            .clicked()
        {
            draft.look_at(app.now());
            left = true;
        }
        for (kind, name, help) in [
            (
                SourceKind::Primary,
                "Primary",
                "A document, a recording, a person who was there",
            ),
            (
                SourceKind::Secondary,
                "Secondary",
                "Somebody who reports on one",
            ),
        ] {
            let is_on = draft.typed.kind == Some(kind);
            let button = ui.add(egui::Button::selectable(is_on, name));
            if button.on_hover_text(help).clicked() {
                draft.typed.kind = (!is_on).then_some(kind);
                left = true;
            }
        }
        left |= ui
            .checkbox(&mut draft.typed.private, "Private")
            .on_hover_text("Stays out of exports")
            .changed();
        left |= open_ui(ui, app, draft);
    });
    left
}

/// Buttons that open the addresses of the card, all of one being shown first. Whether one was pressed.
fn open_ui(ui: &mut Ui, app: &mut App, draft: &CardDraft) -> bool {
    let mut pressed = false;
    for (name, address) in [
        ("Open address…", &draft.typed.url),
        ("Open archived copy…", &draft.typed.archived_url),
    ] {
        if !address.trim().is_empty() && ui.button(name).clicked() {
            app.ask_to_open(address);
            pressed = true;
        }
    }
    pressed
}

fn line_ui(
    ui: &mut Ui,
    (name, help): (&str, &str),
    text: &mut String,
    card: SourceId,
) -> egui::Response {
    ui.horizontal(|ui| {
        let size = vec2(92.0, 22.0);
        ui.allocate_ui_with_layout(
            size,
            egui::Layout::left_to_right(egui::Align::Center),
            |ui| {
                ui.set_min_width(size.x);
                ui.label(RichText::new(name).font(theme::shell(12.0)));
            },
        );
        let id = Id::unique(("source field", name));
        super::own_undo(ui, id, card);
        let edit = TextEdit::singleline(text)
            .desired_width(ui.available_width())
            .id(id);
        ui.add(edit)
            .on_hover_text(help)
            .accessible_name(format!("Source: {name}"))
    })
    .inner
}
