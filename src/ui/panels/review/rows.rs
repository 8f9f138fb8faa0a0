//! The rows of the lists. Arrows move and show the place, Enter goes to the card or the text, a click shows the place.

use super::super::{articles::article_name, focus_frame, muted, status_letter};
use crate::app::{App, Region, paragraph_number, words};
use crate::model::{AnnotationId, ArticleId, EffectiveStatus, ReviewerId};
use crate::review::{Disagreement, GroupState, SealState, Waiting};
use crate::text::TextOffset;
use crate::ui::theme::{self, Theme};
use egui::{
    EventFilter, Id, Key, Label, Modifiers, Rect, Response, RichText, ScrollArea, Sense, Ui,
    WidgetInfo, vec2,
};
use std::sync::Arc;

/// Height of a row.
const ROW: f32 = 26.0;

/// Rows that a page key passes.
const PAGE: usize = 8;

/// Shows the disagreements that the filter lets through.
pub(super) fn disagreements_ui(ui: &mut Ui, app: &mut App) {
    let groups = app.shown_disagreements();
    let current = app.view.review.current;
    let at = groups
        .iter()
        .position(|group| current.is_some_and(|current| group.members.contains(&current)));
    let list = List {
        name: "List of disagreements",
        at,
        count: groups.len(),
        click_enters: true,
    };
    let did = list.ui(ui, app, |ui, app, row, is_chosen| {
        disagreement_row(ui, app, &groups[row], is_chosen)
    });
    match did {
        Did::Nothing => {}
        Did::Chose(row) => app.show_disagreement(groups[row].members[0]),
        Did::Entered(row) => {
            if at != Some(row) {
                app.show_disagreement(groups[row].members[0]);
            }
            app.enter_card();
        }
    }
}

/// Shows what waits for a sign-off.
pub(super) fn waiting_ui(ui: &mut Ui, app: &mut App) {
    let waiting: Arc<[Waiting]> = app.waiting_for_sign_off();
    let row_of = |chosen: Option<AnnotationId>| {
        let mut rows = waiting.iter();
        rows.position(|waiting| Some(waiting.annotation) == chosen)
    };
    // The walk brings marks that were not chosen here.
    let at = row_of(app.active_id()).or_else(|| row_of(app.view.review.signing));
    let list = List {
        name: "List of what waits for a sign-off",
        at,
        count: waiting.len(),
        click_enters: false,
    };
    let did = list.ui(ui, app, |ui, app, row, is_chosen| {
        waiting_row(ui, app, &waiting[row], is_chosen)
    });
    match did {
        Did::Nothing => {}
        Did::Chose(row) => app.choose_waiting(waiting[row].annotation),
        Did::Entered(row) => {
            app.choose_waiting(waiting[row].annotation);
            app.go_to_region(Region::Reader);
        }
    }
}

/// What a person did in a list.
#[derive(Clone, Copy)]
pub(super) enum Did {
    Nothing,
    Chose(usize),
    Entered(usize),
}

/// A list that is one stop of Tab.
pub(super) struct List {
    /// What a screen reader calls it.
    pub name: &'static str,
    /// The chosen row.
    pub at: Option<usize>,
    /// How many rows there are.
    pub count: usize,
    /// Whether a click goes on into what the row stands for, as Enter does.
    pub click_enters: bool,
}

impl List {
    /// Shows the rows that are in view, and takes the list's keys.
    pub(super) fn ui(
        &self,
        ui: &mut Ui,
        app: &mut App,
        mut row_ui: impl FnMut(&mut Ui, &App, usize, bool) -> Response,
    ) -> Did {
        let id = Id::unique(self.name);
        let rect = ui.available_rect_before_wrap();
        let list = ui.interact(rect, id, Sense::focusable_noninteractive());
        list.widget_info(|| WidgetInfo::labeled(egui::Role::ListBox, true, self.name));
        let mut did = Did::Nothing;
        let mut area = ScrollArea::vertical().auto_shrink([false, false]);
        let height = ROW + ui.spacing().item_spacing.y;
        if app.view.focus_list == Some(Region::Bottom) || app.view.focus_filter {
            app.view.focus_list = None;
            list.request_focus();
            app.view.region = Region::Bottom;
            if self.at.is_none() {
                did = Did::Chose(0);
            }
        }
        if list.has_focus() {
            if !app.view.focus_text {
                app.view.region = Region::Bottom;
            }
            ui.memory_mut(|memory| {
                let vertical_arrows = EventFilter {
                    vertical_arrows: true,
                    ..EventFilter::default()
                };
                memory.set_focus_lock_filter(id, vertical_arrows);
            });
            did = self.keys(ui, did);
            if let Did::Chose(row) = did {
                area = area.vertical_scroll_offset(row.saturating_sub(2) as f32 * height);
            }
        }
        let mut clicked = None;
        area.id_salt(self.name)
            .show_rows(ui, ROW, self.count, |ui, range| {
                for row in range {
                    let is_chosen = self.at == Some(row);
                    let response = row_ui(ui, app, row, is_chosen);
                    if is_chosen && list.has_focus() {
                        let theme = Theme::of(ui.ctx());
                        let stroke = egui::Stroke::new(1.5, theme.accent);
                        ui.painter().rect_stroke(
                            response.rect,
                            5.0,
                            stroke,
                            egui::StrokeKind::Inside,
                        );
                        // A screen reader hears the row, though the list has the keyboard.
                        let active = response.id.accesskit_id();
                        ui.ctx()
                            .accesskit_node_builder(id, |node| node.set_active_descendant(active));
                    }
                    if response.clicked() {
                        clicked = Some(row);
                    }
                }
            });
        if let Some(row) = clicked {
            list.request_focus();
            app.view.region = Region::Bottom;
            did = if self.click_enters {
                Did::Entered(row)
            } else {
                Did::Chose(row)
            };
        }
        did
    }

    fn keys(&self, ui: &Ui, before: Did) -> Did {
        let last = self.count.saturating_sub(1);
        let at = self.at.unwrap_or(0).min(last);
        ui.input_mut(|input| {
            for (key, to) in [
                (Key::ArrowUp, at.saturating_sub(1)),
                (Key::ArrowDown, if self.at.is_none() { 0 } else { at + 1 }),
                (Key::PageUp, at.saturating_sub(PAGE)),
                (Key::PageDown, at + PAGE),
                (Key::Home, 0),
                (Key::End, last),
            ] {
                if input.consume_key(Modifiers::NONE, key) {
                    return Did::Chose(to.min(last));
                }
            }
            if input.consume_key(Modifiers::NONE, Key::Enter) {
                return Did::Entered(at);
            }
            before
        })
    }
}

/// The ground of a row, and what a screen reader says of it.
pub(super) fn ground_ui(ui: &mut Ui, is_chosen: bool, spoken: &str) -> (Rect, Response) {
    let theme = Theme::of(ui.ctx());
    let size = vec2(ui.available_width(), ROW);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click() - Sense::FOCUSABLE);
    if is_chosen {
        ui.painter().rect_filled(rect, 5.0, theme.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.chip);
    }
    focus_frame(ui, &response);
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListItem, true, is_chosen, spoken));
    (rect.shrink2(vec2(8.0, 3.0)), response)
}

pub(super) fn cell(ui: &mut Ui, width: f32, text: RichText) {
    let size = vec2(width.max(0.0), ROW - 6.0);
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.allocate_ui_with_layout(size, layout, |ui| {
        ui.set_min_width(size.x);
        ui.add(Label::new(text).truncate().selectable(false));
    });
}

/// "4 · Harbour Post" and the words of a mark.
fn place_and_words(app: &App, mark: AnnotationId) -> (String, String) {
    let Some(mark) = app.project.annotation(mark) else {
        return (String::new(), String::new());
    };
    let place = place(app, mark.article, mark.hull().start);
    (place, mark.quote().replace('\n', " "))
}

/// The number of a paragraph and the name of its article.
pub(super) fn place(app: &App, article: ArticleId, at: TextOffset) -> String {
    let place = app.project.article(article).map(|article| {
        let number = article
            .text
            .as_ref()
            .map_or(0, |text| paragraph_number(text, at));
        format!("{number} · {}", article_name(article))
    });
    place.unwrap_or_default()
}

/// First names, where no two readers share one.
pub(super) fn short_names(app: &App, readers: &[ReviewerId]) -> String {
    let short = |id: &ReviewerId| {
        let name = app.names(&[*id]);
        let first = name.split_whitespace().next().unwrap_or(&name).to_owned();
        let is_shared = app.project.reviewers.iter().any(|(other, reviewer)| {
            let mut words = reviewer.value.name.split_whitespace();
            other != id && words.next() == Some(&first)
        });
        if is_shared { name } else { first }
    };
    readers.iter().map(short).collect::<Vec<_>>().join(", ")
}

fn disagreement_row(ui: &mut Ui, app: &App, group: &Disagreement, is_chosen: bool) -> Response {
    let (place, quote) = place_and_words(app, group.members[0]);
    let sides = app.sides(group);
    let who: Vec<String> = sides
        .iter()
        .map(|side| {
            let status = side.status.map(EffectiveStatus::Tagged);
            let letter = status.map_or("–", words::letter);
            format!("{} {letter}", short_names(app, &side.by))
        })
        .collect();
    let who = match group.state {
        GroupState::Open => who.join(", "),
        GroupState::Later => format!("later · {}", who.join(", ")),
        GroupState::Decided => format!("decided · {}", who.join(", ")),
    };
    let kind = group.kind.label();
    let spoken = format!("{kind}: {quote}, {place}, {who}");
    let (inner, response) = ground_ui(ui, is_chosen, &spoken);
    let theme = Theme::of(ui.ctx());
    let kind_color = if group.state == GroupState::Open {
        theme.ink
    } else {
        theme.muted
    };
    ui.scope_builder(line_in(inner), |ui| {
        let (kind_width, gap) = (126.0, ui.spacing().item_spacing.x);
        let rest = inner.width() - kind_width - 3.0 * gap;
        let kind = RichText::new(kind)
            .font(theme::shell_strong(12.0))
            .color(kind_color);
        cell(ui, kind_width, kind);
        cell(ui, rest * 0.26, muted(ui, place));
        let quoted = RichText::new(words::in_quotes(&quote)).font(theme::reading(13.5));
        cell(ui, rest * 0.42, quoted);
        cell(ui, rest * 0.32, muted(ui, who));
    });
    response
}

fn waiting_row(ui: &mut Ui, app: &App, waiting: &Waiting, is_chosen: bool) -> Response {
    let (place, quote) = place_and_words(app, waiting.annotation);
    let status = app
        .marks
        .standing(waiting.annotation)
        .map_or(EffectiveStatus::Nothing, |standing| standing.status);
    let names = match &app.for_whom(waiting)[..] {
        [] => "another reader".to_owned(),
        some => short_names(app, some),
    };
    let for_whom = match waiting.state {
        SealState::Broken => format!("changed since · for {names}"),
        _ => format!("for {names}"),
    };
    let word = words::status_word(status);
    let spoken = format!("{word}: {quote}, {place}, waits {for_whom}");
    let (inner, response) = ground_ui(ui, is_chosen, &spoken);
    ui.scope_builder(line_in(inner), |ui| {
        status_letter(ui, status);
        let rest = inner.width() - 18.0 - 3.0 * ui.spacing().item_spacing.x;
        cell(ui, rest * 0.26, muted(ui, place));
        let quoted = RichText::new(words::in_quotes(&quote)).font(theme::reading(13.5));
        cell(ui, rest * 0.44, quoted);
        cell(ui, rest * 0.30, muted(ui, for_whom));
    });
    response
}

pub(super) fn line_in(rect: Rect) -> egui::UiBuilder {
    egui::UiBuilder::new()
        .max_rect(rect)
        .layout(egui::Layout::left_to_right(egui::Align::Center))
}
