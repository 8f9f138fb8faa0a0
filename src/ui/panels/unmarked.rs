//! The words that lie in no mark, article by article.
//!
//! A click and the arrows select a row's words in their article while the keyboard stays in the list, so that 1, 2 and 3
//! judge what the list shows; Enter goes there. A selection made in the text stays until a row is chosen.

use super::{articles::article_name, muted};
use crate::app::{App, Region};
use crate::model::ArticleId;
use crate::text::TextRange;
use crate::ui::theme::{self, Theme};
use egui::{Key, Label, Response, RichText, ScrollArea, Sense, Ui, WidgetInfo, vec2};

/// Points of a row.
const ROW: f32 = 26.0;

/// Rows at most: more are no list any longer, and J goes along them all.
const MOST: usize = 2000;

/// What is kept between frames.
#[derive(Default)]
pub struct UnmarkedList {
    rows: Vec<(ArticleId, TextRange)>,
    has_more: bool,
    made_for: Option<u64>,
    /// The row that had the keyboard in the last frame.
    keyboard: Option<(ArticleId, TextRange)>,
}

/// Shows the list.
pub fn unmarked_ui(ui: &mut Ui, app: &mut App, list: &mut UnmarkedList) {
    let theme = Theme::of(ui.ctx());
    if list.made_for != Some(app.revision()) {
        (list.rows, list.has_more) = app.unmarked_stretches(MOST);
        list.made_for = Some(app.revision());
    }
    if list.rows.is_empty() {
        ui.add_space(12.0);
        ui.horizontal(|ui| {
            ui.add_space(14.0);
            let text = "Every word of the articles to check is marked or set aside.";
            ui.label(RichText::new(text).color(theme.muted));
        });
        return;
    }
    if list.has_more {
        ui.horizontal(|ui| {
            ui.add_space(14.0);
            let text = format!("The first {MOST} passages; J goes along all of them.");
            ui.label(muted(ui, text));
        });
    }
    let (mut chosen, mut keyboard) = (None, None);
    ScrollArea::vertical()
        .id_salt("unmarked words")
        .auto_shrink([false, false])
        .show_rows(ui, ROW, list.rows.len(), |ui, range| {
            for (article, words) in &list.rows[range] {
                let Some(row) = row_ui(ui, app, *article, *words) else {
                    continue;
                };
                if app.view.focus_list == Some(Region::Bottom) {
                    // The keyboard comes to the first row in view; arrows go on, Enter selects the words.
                    app.view.focus_list = None;
                    row.request_focus();
                }
                if row.has_focus() {
                    app.view.region = Region::Bottom;
                    keyboard = Some((*article, *words));
                }
                if row.clicked() {
                    row.request_focus();
                    chosen = Some((*article, *words));
                }
            }
        });
    let enters = ui.input(|input| input.key_pressed(Key::Enter));
    let before = std::mem::replace(&mut list.keyboard, keyboard);
    if let Some((article, words)) = chosen {
        list.keyboard = chosen;
        if enters {
            app.go_to_words(article, words);
        } else {
            app.show_words_from_list(article, words);
        }
    } else if let Some((article, words)) = keyboard
        && before != keyboard
        && (before.is_some() || app.target().is_none())
    {
        app.show_words_from_list(article, words);
    }
}

fn row_ui(ui: &mut Ui, app: &App, id: ArticleId, range: TextRange) -> Option<Response> {
    let theme = Theme::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
    let article = app.project.article(id)?;
    let text = article.text.as_ref()?;
    let words = text.slice(range).replace('\n', " ");
    let number = crate::app::paragraph_number(text, range.start);
    let is_selected = app
        .focused_pane()
        .is_some_and(|pane| pane.article == id && pane.selection.range() == range);
    if is_selected {
        ui.painter().rect_filled(rect, 5.0, theme.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.chip);
    }
    super::focus_frame(ui, &response);
    response.widget_info(|| {
        let label = format!("Unmarked: {words}, {}", article_name(article));
        WidgetInfo::selected(egui::Role::ListItem, true, is_selected, label)
    });
    let inner = rect.shrink2(vec2(14.0, 3.0));
    ui.scope_builder(
        egui::UiBuilder::new()
            .max_rect(inner)
            .layout(egui::Layout::left_to_right(egui::Align::Center)),
        |ui| {
            let place = format!("¶{number} · {}", article_name(article));
            ui.allocate_ui(vec2(inner.width() * 0.18, ROW - 6.0), |ui| {
                ui.set_min_width(inner.width() * 0.18);
                ui.add(Label::new(muted(ui, place)).truncate().selectable(false));
            });
            let words = RichText::new(words).font(theme::reading(13.5));
            ui.add(Label::new(words).truncate().selectable(false));
        },
    );
    Some(response)
}
