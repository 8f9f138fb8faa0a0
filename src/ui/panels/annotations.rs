//! The list of all annotations, in order of article and place; a click goes there.

use super::{muted, status_letter};
use crate::app::{App, Command, Region, words};
use crate::model::{AnnotationId, EffectiveStatus};
use crate::ui::theme::{self, Theme, size};
use egui::{Button, Label, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};

/// Height of a row.
const ROW: f32 = 26.0;

/// What is kept between frames.
#[derive(Default)]
pub struct AnnotationList {
    rows: Vec<AnnotationId>,
    key: Option<(u64, String)>,
}

impl AnnotationList {
    /// Collects the rows anew where marks or filter have changed.
    fn refresh(&mut self, app: &App) {
        let key = (app.revision(), app.view.list_filter.clone());
        if self.key.as_ref() == Some(&key) {
            return;
        }
        let wanted = app.view.list_filter.trim().to_lowercase();
        self.rows = app
            .articles_in_order()
            .iter()
            .filter_map(|article| app.marks.article(article.id))
            .flat_map(crate::app::ArticleMarks::in_order)
            .filter(|id| wanted.is_empty() || matches(app, *id, &wanted))
            .collect();
        self.key = Some(key);
    }
}

/// Whether the words, a note, a reviewer's name or the status hold what is looked for.
fn matches(app: &App, id: AnnotationId, wanted: &str) -> bool {
    let Some(mark) = app.project.annotation(id) else {
        return false;
    };
    let status = app
        .marks
        .standing(id)
        .map_or("", |standing| standing.status.word());
    status.starts_with(wanted)
        || mark.quote().to_lowercase().contains(wanted)
        || mark.assessments.iter().any(|(reviewer, given)| {
            given.value.note.to_lowercase().contains(wanted)
                || app
                    .project
                    .reviewer_name(*reviewer)
                    .to_lowercase()
                    .contains(wanted)
        })
}

/// Shows the list, or its folded row.
pub fn annotations_ui(
    ui: &mut Ui,
    app: &mut App,
    list: &mut AnnotationList,
    is_open: bool,
) -> Vec<Command> {
    let mut chosen = Vec::new();
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        ui.set_height(size::TAB_ROW);
        ui.add_space(8.0);
        let total = app.marks.counts().total();
        let title = RichText::new("Annotations").font(theme::shell_strong(13.0));
        let tab = ui
            .add(Button::new(title).frame(false))
            .on_hover_text(super::command_tooltip(app, Command::ToggleBottom));
        if tab.clicked() {
            chosen.push(Command::ToggleBottom);
        }
        ui.label(muted(ui, total.to_string()));
        if is_open {
            ui.add_space(12.0);
            let field = TextEdit::singleline(&mut app.view.list_filter)
                .hint_text("Filter: words, notes, status, names")
                .desired_width(240.0);
            let field = ui.add(field).accessible_name("Filter the annotations");
            if app.view.focus_list == Some(Region::Bottom) && list.rows.is_empty() {
                field.request_focus();
            }
            if field.has_focus() && !app.view.focus_text {
                // So that Esc goes back to the text first.
                app.view.region = Region::Bottom;
            }
            if !app.view.list_filter.is_empty() {
                ui.label(muted(ui, words::count(list.rows.len(), "row", "rows")));
            }
        }
    });
    if !is_open {
        return chosen;
    }
    list.refresh(app);
    if list.rows.is_empty() {
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            ui.add_space(14.0);
            let text = if app.view.list_filter.is_empty() {
                words::NO_MARKS_YET
            } else {
                "No annotation fits the filter."
            };
            ui.label(RichText::new(text).color(theme.muted));
        });
        return chosen;
    }
    // The keyboard comes to the row of the active mark, else to the first.
    let wants_keyboard = app.view.focus_list == Some(Region::Bottom);
    let active_row = list.rows.iter().position(|id| Some(*id) == app.active_id());
    let starts_at = wants_keyboard.then(|| list.rows[active_row.unwrap_or(0)]);
    let mut go_to = None;
    let mut area = ScrollArea::vertical().auto_shrink([false, false]);
    if wants_keyboard {
        let above = active_row.unwrap_or(0).saturating_sub(2);
        area = area.vertical_scroll_offset(above as f32 * (ROW + ui.spacing().item_spacing.y));
    }
    area.show_rows(ui, ROW, list.rows.len(), |ui, range| {
        for id in &list.rows[range] {
            if row_ui(ui, app, *id, starts_at) {
                go_to = Some(*id);
            }
        }
    });
    if let Some(id) = go_to {
        app.go_to_mark(id);
        app.view.region = Region::Reader;
    }
    chosen
}

fn row_ui(
    ui: &mut Ui,
    app: &mut App,
    id: AnnotationId,
    list_starts_at: Option<AnnotationId>,
) -> bool {
    let Some(mark) = app.project.annotation(id).cloned() else {
        return false;
    };
    let theme = Theme::of(ui.ctx());
    let status = app
        .marks
        .standing(id)
        .map_or(EffectiveStatus::Nothing, |standing| standing.status);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    if app.active_id() == Some(id) {
        ui.painter().rect_filled(rect, 5.0, theme.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.chip);
    }
    if app.view.focus_list == Some(Region::Bottom) && list_starts_at == Some(id) {
        app.view.focus_list = None;
        response.request_focus();
    }
    super::focus_frame(ui, &response);
    let article = app
        .project
        .article(mark.article)
        .map(|article| super::articles::article_name(article).to_owned())
        .unwrap_or_default();
    let quote = mark.quote().replace('\n', " ");
    let names: Vec<String> = mark
        .assessments
        .keys()
        .map(|reviewer| app.project.reviewer_name(*reviewer))
        .collect();
    let note = mark
        .assessments
        .values()
        .map(|given| given.value.note.as_str())
        .find(|note| !note.is_empty())
        .unwrap_or("");
    response.widget_info(|| {
        WidgetInfo::selected(
            egui::Role::ListItem,
            true,
            app.active_id() == Some(id),
            format!(
                "{}: {quote}, {article}, {}",
                words::status_word(status),
                names.join(", ")
            ),
        )
    });
    let inner = rect.shrink2(vec2(10.0, 3.0));
    ui.scope_builder(
        egui::UiBuilder::new()
            .max_rect(inner)
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
        |ui| {
            status_letter(ui, status);
            let width = inner.width();
            let cell = |ui: &mut Ui, share: f32, text: RichText| {
                let size = vec2(width * share, ROW - 6.0);
                ui.allocate_ui_with_layout(
                    size,
                    egui::Layout::left_to_right(egui::Align::Center),
                    |ui| {
                        ui.set_min_width(size.x);
                        ui.add(Label::new(text).truncate());
                    },
                );
            };
            cell(ui, 0.14, muted(ui, article));
            cell(
                ui,
                0.44,
                RichText::new(words::in_quotes(&quote)).font(theme::reading(13.5)),
            );
            cell(ui, 0.22, muted(ui, note));
            cell(ui, 0.13, muted(ui, names.join(", ")));
        },
    );
    response.clicked()
}
