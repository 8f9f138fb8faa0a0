//! The list of all annotations, in order of article and place; a click goes there.
//!
//! The list is one stop of Tab: arrows move, Shift and arrows or Ctrl and clicks select several, Enter goes to the place,
//! and 1, 2, 3 judge what is selected. Which rows there are is the app's.

use super::{muted, status_letter, view_note::empty_ui};
use crate::app::{App, Command, Region, words};
use crate::model::{Annotation, AnnotationId, EffectiveStatus, ReviewerId, Status};
use crate::ui::theme::{self, Theme};
use egui::{
    Button, Id, Key, Label, Modifiers, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Height of a row.
const ROW: f32 = 26.0;

/// Height of the names of the columns, and width of a status letter.
const HEADINGS: f32 = 16.0;
const LETTER: f32 = 18.0;

/// Rows that a page key passes.
const PAGE: usize = 10;

/// Characters of a statement beside the filter.
const MOST_OF_CLAIM: usize = 40;

/// The statuses that have a chip in the filter.
const CHIPS: [EffectiveStatus; 4] = [
    EffectiveStatus::Tagged(Status::Verified),
    EffectiveStatus::Tagged(Status::Unverified),
    EffectiveStatus::Tagged(Status::Conflicting),
    EffectiveStatus::Disputed,
];

fn list_id() -> Id {
    Id::unique("annotation list")
}

/// Shows the list.
pub fn annotations_ui(ui: &mut Ui, app: &mut App) -> Option<Command> {
    app.refresh_listed();
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        filter_ui(ui, app);
    });
    app.refresh_listed();
    ui.add_space(2.0);
    if app.listed().rows().is_empty() {
        let text = if app.listed().total() == 0 {
            app.no_marks()
        } else {
            "No annotation fits the filter. Clear shows all of them.".to_owned()
        };
        return empty_ui(ui, app, &text);
    }
    headings_ui(ui, app);
    rows_ui(ui, app);
    None
}

/// Field, chips, choices, and how many rows fit.
fn filter_ui(ui: &mut Ui, app: &mut App) {
    let field = TextEdit::singleline(&mut app.view.list_filter.words)
        .hint_text("Words, notes, claims, sources")
        .desired_width(170.0);
    let field = ui.add(field).accessible_name("Filter the annotations");
    let list_has_rows = !app.listed().rows().is_empty();
    if app.view.focus_filter || app.view.focus_list == Some(Region::Bottom) && !list_has_rows {
        field.request_focus();
        app.view.region = Region::Bottom;
        app.view.focus_list = None;
    }
    let goes_down = field.has_focus() && ui.input(|input| input.key_pressed(egui::Key::ArrowDown));
    if goes_down && list_has_rows {
        app.view.focus_list = Some(Region::Bottom);
    }
    if field.has_focus() && !app.view.focus_text {
        // So that Esc goes back to the text first.
        app.view.region = Region::Bottom;
    }
    ui.spacing_mut().item_spacing.x = 4.0;
    for status in CHIPS {
        let is_on = app.view.list_filter.statuses.contains(&status);
        let name = format!("Only {}", words::status_word(status).to_lowercase());
        if chip_ui(ui, words::letter(status), is_on, &name) {
            app.view.list_filter.toggle(status);
        }
    }
    if chip_ui(ui, "!", app.view.list_filter.recheck, "Only re-check") {
        app.view.list_filter.recheck = !app.view.list_filter.recheck;
    }
    choices_ui(ui, app);
    if let Some(source) = app.view.list_filter.source {
        ui.add(Label::new(muted(ui, format!("cites {}", app.source_title(source)))).truncate());
    }
    if let Some(claim) = app.view.list_filter.claim {
        let statement = words::shortened(app.statement(claim), MOST_OF_CLAIM);
        ui.label(muted(ui, format!("claim: {statement}")));
    }
    if !app.view.list_filter.is_empty() {
        let (rows, total) = (app.listed().rows().len(), app.listed().total());
        ui.label(muted(ui, format!("{rows} of {total}")));
        if ui
            .button("Clear")
            .on_hover_text("Show all annotations")
            .clicked()
        {
            app.view.list_filter.clear();
        }
    }
    let selected = app.list_targets().len();
    if selected > 0 {
        ui.label(RichText::new(format!("{selected} selected")).font(theme::shell_strong(12.0)))
            .on_hover_text("1, 2 or 3 judges them, S cites a source for them");
    }
}

pub(super) fn chip_ui(ui: &mut Ui, letter: &str, is_on: bool, name: &str) -> bool {
    let text = RichText::new(letter).font(theme::shell_strong(12.0));
    let chip = ui.add(Button::new(text).selected(is_on).min_size(vec2(24.0, 22.0)));
    chip.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_on, name));
    chip.on_hover_text(name).clicked()
}

/// Which article, which reader.
fn choices_ui(ui: &mut Ui, app: &mut App) {
    let articles: Vec<_> = app
        .articles_in_order()
        .iter()
        .map(|article| {
            (
                article.id,
                super::articles::article_name(article).into_owned(),
            )
        })
        .collect();
    choice_ui(
        ui,
        ("All articles", "Of which article"),
        110.0,
        &articles,
        &mut app.view.list_filter.article,
    );
    let reviewers: Vec<_> = app
        .project
        .reviewers
        .keys()
        .map(|id| (*id, app.project.reviewer_name(*id)))
        .collect();
    choice_ui(
        ui,
        ("All readers", "Judged by whom"),
        110.0,
        &reviewers,
        &mut app.view.list_filter.reviewer,
    );
}

/// A choice among `choices` or all of them. `all` is what the latter is called, `name` what is chosen.
pub(super) fn choice_ui<T: Copy + PartialEq>(
    ui: &mut Ui,
    (all, name): (&str, &str),
    width: f32,
    choices: &[(T, String)],
    chosen: &mut Option<T>,
) {
    let with_all: Vec<(Option<T>, String)> = std::iter::once((None, all.to_owned()))
        .chain(
            choices
                .iter()
                .map(|(choice, name)| (Some(*choice), name.clone())),
        )
        .collect();
    super::choice::drop_down_ui(ui, name, width, &with_all, chosen);
}

fn rows_ui(ui: &mut Ui, app: &mut App) {
    let id = list_id();
    let list = ui.interact(
        ui.available_rect_before_wrap(),
        id,
        Sense::focusable_noninteractive(),
    );
    list.widget_info(|| WidgetInfo::labeled(egui::Role::ListBox, true, "List of annotations"));
    let mut area = ScrollArea::vertical().auto_shrink([false, false]);
    let height = ROW + ui.spacing().item_spacing.y;
    if app.view.focus_list == Some(Region::Bottom) {
        // The keyboard comes to the row of the active mark, else to the first.
        app.view.focus_list = None;
        list.request_focus();
        let rows = app.listed().rows();
        let active = rows.iter().position(|id| Some(*id) == app.ringed());
        let mut row = active.unwrap_or(app.listed().cursor());
        if app.listed().selected().len() > 1 {
            // Several rows stay selected while a popup had the keyboard.
            row = app.listed().cursor();
        } else {
            app.select_row(row);
        }
        area = area.vertical_scroll_offset(row.saturating_sub(2) as f32 * height);
    }
    if list.has_focus() {
        ui.memory_mut(|memory| {
            memory.set_focus_lock_filter(
                id,
                egui::EventFilter {
                    vertical_arrows: true,
                    ..egui::EventFilter::default()
                },
            );
        });
        let (moved, entered) = keys_ui(ui, app);
        if moved {
            show_row(app);
            let row = app.listed().cursor();
            let page = (ui.available_height() / height).floor().max(1.0);
            let offset = egui::scroll_area::State::load(ui.ctx(), scroll_id(ui))
                .map_or(0.0, |state| state.clamped_offset().y);
            let top = row as f32 * height;
            if top < offset {
                area = area.vertical_scroll_offset(top);
            } else if top + height > offset + page * height {
                area = area.vertical_scroll_offset(top - (page - 1.0) * height);
            }
        }
        if entered && let Some(id) = app.listed().rows().get(app.listed().cursor()).copied() {
            app.go_to_mark(id);
            return;
        }
    }
    let count = app.listed().rows().len();
    let mut clicked = None;
    area.id_salt("annotation rows")
        .show_rows(ui, ROW, count, |ui, range| {
            for row in range {
                if let Some(id) = app.listed().rows().get(row).copied()
                    && row_ui(
                        ui,
                        app,
                        id,
                        list.has_focus() && row == app.listed().cursor(),
                    )
                {
                    clicked = Some(row);
                }
            }
        });
    let Some(row) = clicked else { return };
    let modifiers = ui.input(|input| input.modifiers);
    if modifiers.command || modifiers.shift {
        if modifiers.shift {
            app.select_rows_to(row);
        } else {
            app.toggle_row(row);
        }
        show_row(app);
        app.view.region = Region::Bottom;
        list.request_focus();
    } else {
        // The keyboard stays in the list: the next row is one arrow away, Enter goes to the text.
        app.select_row(row);
        show_row(app);
        list.request_focus();
    }
}

/// Shows the place of the row with the keyboard in its article and in the inspector.
fn show_row(app: &mut App) {
    let listed = app.listed();
    if let Some(id) = listed.rows().get(listed.cursor()).copied() {
        app.show_from_list(id);
    }
}

fn scroll_id(ui: &Ui) -> Id {
    ui.make_persistent_id("annotation rows")
}

/// The keys of the list: whether the row with the keyboard changed, and whether Enter was pressed.
fn keys_ui(ui: &Ui, app: &mut App) -> (bool, bool) {
    let cursor = app.listed().cursor();
    let last = app.listed().rows().len().saturating_sub(1);
    let (to, extends, entered) = ui.input_mut(|input| {
        let to = |key| match key {
            Key::ArrowUp => cursor.saturating_sub(1),
            Key::ArrowDown => (cursor + 1).min(last),
            Key::PageUp => cursor.saturating_sub(PAGE),
            Key::PageDown => (cursor + PAGE).min(last),
            Key::Home => 0,
            _ => last,
        };
        for key in [
            Key::ArrowUp,
            Key::ArrowDown,
            Key::PageUp,
            Key::PageDown,
            Key::Home,
            Key::End,
        ] {
            // The exact modifiers first: what is taken without Shift would fit with it too.
            if input.consume_key(Modifiers::SHIFT, key) {
                return (Some(to(key)), true, false);
            }
            if input.consume_key(Modifiers::NONE, key) {
                return (Some(to(key)), false, false);
            }
        }
        let entered = input.consume_key(Modifiers::NONE, Key::Enter);
        (None, false, entered)
    });
    if let Some(row) = to {
        if extends {
            app.select_rows_to(row);
        } else {
            app.select_row(row);
        }
    }
    (to.is_some(), entered)
}

/// The words of a row; struck where it was decided that there is nothing here, which keeps them out of every count.
fn quoted(theme: &Theme, quote: &str, status: EffectiveStatus) -> RichText {
    let quoted = RichText::new(words::in_quotes(quote)).font(theme::reading(13.5));
    if status == EffectiveStatus::Nothing {
        quoted.strikethrough().color(theme.muted)
    } else {
        quoted
    }
}

/// Widths of the columns behind the letter, in points.
#[derive(Clone, Copy)]
struct Columns {
    place: f32,
    words: f32,
    remarks: f32,
    /// Nothing where the project has no claims.
    claim: f32,
    readers: f32,
    gap: f32,
}

impl Columns {
    /// In a row of a width, with gaps between them.
    fn of(app: &App, row: f32, gap: f32) -> Self {
        let has_claims = app.project.live_claims().next().is_some();
        let (gaps, claim_share) = if has_claims { (5.0, 0.18) } else { (4.0, 0.0) };
        let whole = row - LETTER - gaps * gap;
        let (place, remarks, readers) = (whole * 0.16, whole * 0.24, whole * 0.12);
        let claim = whole * claim_share;
        Self {
            place,
            words: whole - place - remarks - claim - readers,
            remarks,
            claim,
            readers,
            gap,
        }
    }
}

/// The names of the columns.
fn headings_ui(ui: &mut Ui, app: &App) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADINGS), Sense::hover());
    let gap = ui.spacing().item_spacing.x;
    let columns = Columns::of(app, rect.width() - 20.0, gap);
    let mut left = rect.left() + 10.0 + LETTER + gap;
    for (width, name) in [
        (columns.place, "Paragraph, article"),
        (columns.words, "Words"),
        (columns.remarks, "Correction, sources, note"),
        (columns.claim, "Claim"),
        (columns.readers, "Readers"),
    ] {
        if width <= 0.0 {
            continue;
        }
        ui.painter().text(
            egui::pos2(left, rect.center().y),
            egui::Align2::LEFT_CENTER,
            name,
            theme::shell(11.0),
            Theme::of(ui.ctx()).muted,
        );
        left += width + gap;
    }
}

/// The corrections, how many sources are cited, and the first note, with how many there are besides.
fn remarks(marks: &[&Arc<Annotation>]) -> String {
    let of_each = || marks.iter().flat_map(|mark| mark.assessments.values());
    let given = || of_each().map(|given| &given.value);
    let mut parts: Vec<String> = given()
        .filter(|given| !given.should_read.is_empty())
        .map(|given| format!("should read “{}”", given.should_read))
        .collect();
    let cites = given().map(|given| given.cites.len()).sum();
    if cites > 0 {
        parts.push(words::count(cites, "source", "sources"));
    }
    let notes: Vec<&String> = given()
        .map(|given| &given.note)
        .filter(|note| !note.is_empty())
        .collect();
    match notes[..] {
        [] => {}
        [only] => parts.push(only.clone()),
        [first, ..] => {
            let more = words::count(notes.len() - 1, "more note", "more notes");
            parts.push(format!("{first} · {more}"));
        }
    }
    parts.join(" · ")
}

fn row_ui(ui: &mut Ui, app: &App, id: AnnotationId, has_keyboard: bool) -> bool {
    let Some(mark) = app.project.annotation(id).cloned() else {
        return false;
    };
    let theme = Theme::of(ui.ctx());
    let status = app
        .marks
        .standing(id)
        .map_or(EffectiveStatus::Nothing, |standing| standing.status);
    let (rect, response) = ui.allocate_exact_size(
        vec2(ui.available_width(), ROW),
        Sense::click() - Sense::FOCUSABLE,
    );
    let is_selected = if app.view.region == Region::Bottom {
        app.listed().selected().contains(&id)
    } else {
        app.ringed() == Some(id)
    };
    if is_selected {
        ui.painter().rect_filled(rect, 5.0, theme.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.chip);
    }
    if has_keyboard {
        let stroke = egui::Stroke::new(1.5, theme.accent);
        ui.painter()
            .rect_stroke(rect, 5.0, stroke, egui::StrokeKind::Inside);
        // A screen reader hears the row, though the list has the keyboard.
        let row = response.id.accesskit_id();
        ui.ctx()
            .accesskit_node_builder(list_id(), |node| node.set_active_descendant(row));
    }
    let cells = Cells::of(app, &mark);
    response.widget_info(|| {
        let name = format!("{}: {}", words::status_word(status), cells.spoken());
        WidgetInfo::selected(egui::Role::ListItem, true, is_selected, name)
    });
    let inner = rect.shrink2(vec2(10.0, 3.0));
    ui.scope_builder(
        egui::UiBuilder::new()
            .max_rect(inner)
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
        |ui| {
            status_letter(ui, status);
            cells.show(
                ui,
                Columns::of(app, inner.width(), ui.spacing().item_spacing.x),
                status,
            );
        },
    );
    response.clicked()
}

/// What stands in a row, from left to right.
struct Cells {
    place: String,
    quote: String,
    remarks: String,
    claim: String,
    readers: String,
    /// "AB, C2", of all who have judged these words, in place of the names where there are several.
    initials: String,
}

impl Cells {
    fn of(app: &App, mark: &Annotation) -> Self {
        let place = app.project.article(mark.article).map(|article| {
            let name = super::articles::article_name(article);
            let place = article.text.as_ref().map_or(0, |text| {
                crate::app::paragraph_number(text, mark.hull().start)
            });
            format!("{place} · {name}")
        });
        let marks = app.marks_on_words_of(mark.id);
        let judges: BTreeSet<ReviewerId> = marks
            .iter()
            .flat_map(|mark| mark.assessments.keys().copied())
            .collect();
        let of_each = |name: &dyn Fn(ReviewerId) -> String| {
            let names: Vec<String> = judges.iter().map(|by| name(*by)).collect();
            names.join(", ")
        };
        let claim = app.project.claim_of(mark);
        Self {
            place: place.unwrap_or_default(),
            quote: mark.quote().replace('\n', " "),
            remarks: remarks(&marks),
            claim: claim.map_or_else(String::new, |record| record.claim.value.statement.clone()),
            initials: of_each(&|by| app.initials(by)),
            readers: of_each(&|by| app.project.reviewer_name(by)),
        }
    }

    /// As a screen reader says it.
    fn spoken(&self) -> String {
        let claim = match self.claim.as_str() {
            "" => String::new(),
            claim => format!(", claim: {claim}"),
        };
        format!("{}, {}, {}{claim}", self.quote, self.place, self.readers)
    }

    /// Shows them behind the letter. Where nothing is remarked the words have its room.
    fn show(&self, ui: &mut Ui, columns: Columns, status: EffectiveStatus) {
        let Columns {
            place,
            words: mut quote,
            remarks,
            claim,
            readers,
            gap,
        } = columns;
        if self.remarks.is_empty() {
            quote += remarks + gap;
        }
        cell_ui(ui, place, muted(ui, self.place.as_str()));
        let quoted = quoted(Theme::of(ui.ctx()), &self.quote, status);
        cell_ui(ui, quote, quoted);
        if !self.remarks.is_empty() {
            cell_ui(ui, remarks, muted(ui, self.remarks.as_str()));
        }
        if claim > 0.0 {
            cell_ui(ui, claim, muted(ui, self.claim.as_str()));
        }
        // Several names have no room.
        let shown = if self.readers.contains(", ") {
            self.initials.as_str()
        } else {
            self.readers.as_str()
        };
        cell_ui(ui, readers, muted(ui, shown));
    }
}

fn cell_ui(ui: &mut Ui, width: f32, text: RichText) {
    let size = vec2(width, ROW - 6.0);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_width(size.x);
        ui.add(Label::new(text).truncate());
    });
}
