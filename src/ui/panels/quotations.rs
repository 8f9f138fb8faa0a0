//! Who is quoted, and how the articles quote the same words: versions stacked, the words that differ in a box of ink.
//!
//! Nothing here is a status: which version is right is not known here. A click goes to the place.
//!
//! The list is one stop of Tab, as the others: arrows, J and K move along its rows and show each in its article, Enter goes
//! there.

use super::{articles::article_name, boxes, characters, muted, section};
use crate::app::{App, QuotationList, Region, words};
use crate::compare::quotations::{Kinship, PartKind, Version, VersionGroup};
use crate::model::{Article, ArticleId};
use crate::text::TextRange;
use crate::ui::theme::{self, Theme};
use egui::{
    Id, Key, Label, Modifiers, RichText, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    vec2,
};
use std::sync::Arc;

/// Versions that are shown: more are no list any longer.
const MOST: usize = 400;

/// Rows that a page key passes.
const PAGE: usize = 5;

/// Points of the columns: who, and how the version stands beside the fullest.
const WHO: f32 = 210.0;
const KINSHIP: f32 = 86.0;

/// Between two columns.
const GAP: f32 = 12.0;

/// Lines of a version.
const ROWS: usize = 6;

/// The corner of a box.
const BOX_CORNER: f32 = 2.5;

/// Shows the list.
pub fn quotations_ui(ui: &mut Ui, app: &mut App) {
    let Some(list) = app.quotations() else {
        empty_ui(ui, words::LOOKING_FOR_QUOTATIONS);
        return;
    };
    if list.groups.is_empty() {
        empty_ui(ui, words::NO_QUOTATIONS);
        return;
    }
    let id = list_id();
    let whole = ui.available_rect_before_wrap();
    let keyboard = ui.interact(whole, id, Sense::focusable_noninteractive());
    keyboard.widget_info(|| WidgetInfo::labeled(egui::Role::ListBox, true, "List of quotations"));
    // The quotations may have been looked for when the list got the keyboard: it is not left with nobody.
    let is_nobodys = app.is_on_quotations()
        && app.view.dialog.is_none()
        && app.view.picker.is_none()
        && ui.memory(|memory| memory.focused().is_none());
    if app.view.focus_list == Some(Region::Bottom) || is_nobodys {
        app.view.focus_list = None;
        keyboard.request_focus();
    }
    if keyboard.has_focus() {
        app.view.region = Region::Bottom;
        keys_ui(ui, app, &list);
    }
    let rows = Rows {
        at: app.quotation_at(),
        has_keyboard: keyboard.has_focus(),
        comes_into_view: app.take_quotation_to_show(),
    };
    let mut clicked = None;
    ScrollArea::vertical()
        .id_salt("quotations")
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            clicked = groups_ui(ui, app, &list, rows);
        });
    if let Some(row) = clicked {
        // The keyboard stays in the list: the next row is one arrow away, Enter goes to the text.
        app.show_quotation(row);
        keyboard.request_focus();
    }
}

fn list_id() -> Id {
    Id::unique("list of quotations")
}

/// Which row of the list has the keyboard's place.
#[derive(Clone, Copy)]
struct Rows {
    at: usize,
    has_keyboard: bool,
    comes_into_view: bool,
}

/// The keys of the list.
fn keys_ui(ui: &Ui, app: &mut App, list: &QuotationList) {
    let filter = egui::EventFilter {
        vertical_arrows: true,
        ..egui::EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(list_id(), filter));
    let at = app.quotation_at();
    let end = list.rows().count().saturating_sub(1).min(MOST - 1);
    let (to, entered) = ui.input_mut(|input| {
        let to = [
            (Key::ArrowUp, at.saturating_sub(1)),
            (Key::ArrowDown, at + 1),
            (Key::PageUp, at.saturating_sub(PAGE)),
            (Key::PageDown, at + PAGE),
            (Key::Home, 0),
            (Key::End, end),
        ]
        .into_iter()
        .find_map(|(key, to)| input.consume_key(Modifiers::NONE, key).then_some(to));
        (to, input.consume_key(Modifiers::NONE, Key::Enter))
    });
    if let Some(to) = to {
        app.show_quotation(to.min(end));
    }
    if entered && let Some((article, range)) = list.rows().nth(at) {
        app.go_to_words(article, range);
    }
}

fn empty_ui(ui: &mut Ui, said: &str) {
    let theme = Theme::of(ui.ctx());
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        ui.label(RichText::new(said).color(theme.muted));
    });
}

/// The quotations of several versions, then the others. Returns the row that was clicked.
fn groups_ui(ui: &mut Ui, app: &App, list: &QuotationList, rows: Rows) -> Option<usize> {
    let theme = Theme::of(ui.ctx());
    let mut clicked = None;
    let mut shown = 0;
    let mut is_single = None;
    for group in &list.groups {
        if shown >= MOST {
            let said = words::first_quotations(MOST);
            ui.label(muted(ui, said));
            break;
        }
        let single = group.versions.len() == 1;
        if is_single != Some(single) {
            is_single = Some(single);
            heading_ui(ui, single);
        } else if !single {
            ui.add_space(5.0);
            let rect = ui.allocate_space(vec2(ui.available_width(), 1.0)).1;
            ui.painter()
                .hline(rect.x_range(), rect.center().y, theme.hairline());
            ui.add_space(5.0);
        }
        for version in &group.versions {
            let Some(id) = list.articles.get(version.article) else {
                continue;
            };
            let row = shown;
            shown += 1;
            if version_ui(ui, app, *id, group, version, (row, rows)) {
                clicked = Some(row);
            }
        }
    }
    ui.add_space(8.0);
    clicked
}

fn heading_ui(ui: &mut Ui, single: bool) {
    ui.add_space(6.0);
    ui.horizontal(|ui| {
        ui.add_space(14.0);
        let heading = if single {
            words::QUOTED_ONCE
        } else {
            words::QUOTED_IN_SEVERAL
        };
        section(ui, heading);
    });
    ui.add_space(2.0);
}

/// One version; whether it was clicked.
fn version_ui(
    ui: &mut Ui,
    app: &App,
    id: ArticleId,
    group: &VersionGroup,
    version: &Version,
    (row, rows): (usize, Rows),
) -> bool {
    let theme = Theme::of(ui.ctx());
    let Some(article) = app.project.article(id) else {
        return false;
    };
    let Some(text) = &article.text else {
        return false;
    };
    // A text of before is not shown: the list is found anew.
    if version.quotation.whole.end > text.end() {
        return false;
    }
    let width = ui.available_width();
    let words_width = (width - 28.0 - WHO - KINSHIP - 2.0 * GAP).max(120.0);
    let mut job = egui::text::LayoutJob::simple(
        text.slice(version.quotation.whole).replace('\n', " "),
        theme::reading(13.5),
        theme.ink,
        words_width,
    );
    job.wrap.max_rows = ROWS;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let height = galley.size().y.max(34.0) + 10.0;
    let sense = Sense::click() - Sense::FOCUSABLE;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), sense);
    let is_chosen = rows.at == row && app.is_on_quotations();
    if rows.at == row && rows.comes_into_view {
        response.scroll_to_me(None);
    }
    if !ui.is_rect_visible(rect) {
        return response.clicked();
    }
    if is_chosen {
        ui.painter().rect_filled(rect, 5.0, theme.selection);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 5.0, theme.chip);
    }
    if rows.at == row && rows.has_keyboard {
        let stroke = Stroke::new(1.5, theme.accent);
        ui.painter()
            .rect_stroke(rect, 5.0, stroke, StrokeKind::Inside);
        // A screen reader hears the row, though the list has the keyboard.
        let heard = response.id.accesskit_id();
        ui.ctx()
            .accesskit_node_builder(list_id(), |node| node.set_active_descendant(heard));
    }
    let at = rect.min + vec2(14.0, 5.0);
    who_ui(ui, rect, article, version);
    let is_one_of_several = group.versions.len() > 1;
    let kinship = is_one_of_several.then(|| words::kinship(version.kinship));
    if let Some(kinship) = kinship {
        let place = at + vec2(WHO + GAP, 2.0);
        ui.painter().text(
            place,
            egui::Align2::LEFT_TOP,
            kinship,
            theme::shell(11.5),
            theme.muted,
        );
    }
    let words_at = at + vec2(WHO + KINSHIP + 2.0 * GAP, 0.0);
    ui.painter()
        .galley(words_at, Arc::clone(&galley), theme.ink);
    for range in boxed(group, version) {
        let part = characters(text, version.quotation.whole, range);
        for part in boxes(&galley, words_at, part) {
            let stroke = Stroke::new(1.0, theme.ink);
            ui.painter()
                .rect_stroke(part, BOX_CORNER, stroke, StrokeKind::Outside);
        }
    }
    response.widget_info(|| {
        let kinship = kinship.map_or(String::new(), |kinship| format!("{kinship}: "));
        let label = format!(
            "{kinship}{}, {}",
            text.slice(version.quotation.whole),
            said_by(article, version)
        );
        WidgetInfo::selected(egui::Role::ListItem, true, is_chosen, label)
    });
    response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .clicked()
}

/// The speaker, and under it the article.
fn who_ui(ui: &mut Ui, rect: egui::Rect, article: &Article, version: &Version) {
    let who =
        egui::Rect::from_min_size(rect.min + vec2(14.0, 5.0), vec2(WHO, rect.height() - 10.0));
    // The row has its place already: what stands in it takes none.
    let id = Id::unique(("who", article.id, version.quotation.whole));
    let mut ui = ui.new_child(egui::UiBuilder::new().scope_id(id).max_rect(who));
    ui.spacing_mut().item_spacing.y = 1.0;
    let speaker = &version.quotation.speaker;
    if !speaker.is_empty() {
        let speaker = RichText::new(speaker).font(theme::shell_strong(12.5));
        ui.add(Label::new(speaker).truncate().selectable(false));
    }
    let name = muted(&ui, article_name(article));
    ui.add(Label::new(name).truncate().selectable(false));
}

fn said_by(article: &Article, version: &Version) -> String {
    let name = article_name(article);
    if version.quotation.speaker.is_empty() {
        name.into_owned()
    } else {
        format!("{}, {name}", version.quotation.speaker)
    }
}

/// The parts of a version that get a box: what is not as in the fullest, and in the fullest what is not so elsewhere.
fn boxed(group: &VersionGroup, version: &Version) -> Vec<TextRange> {
    let differs = |kind: PartKind| {
        matches!(
            kind,
            PartKind::Altered
                | PartKind::Dropped
                | PartKind::Added
                | PartKind::Punctuation
                | PartKind::Bracketed
        )
    };
    let mut found: Vec<TextRange> = if version.kinship == Kinship::Fullest {
        let others = group.versions.iter().flat_map(|other| &other.parts);
        others
            .filter(|part| differs(part.kind))
            .map(|part| part.fullest)
            .collect()
    } else {
        let parts = version.parts.iter();
        parts
            .filter(|part| differs(part.kind))
            .map(|part| part.range)
            .collect()
    };
    found.retain(|range| !range.is_empty());
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::boxed;
    use crate::compare::details::Language;
    use crate::compare::quotations::{Quoting, versions};
    use crate::text::Text;

    #[test]
    fn what_differs_is_boxed_on_both_sides() {
        let texts = [
            Text::new("“The old lamp went out at noon,” Ula said."),
            Text::new("“The old lamp went off at noon,” Ula said."),
        ];
        let quoting: Vec<Quoting<'_>> = texts
            .iter()
            .map(|text| Quoting {
                text,
                language: Language::English,
            })
            .collect();
        let groups = versions(&quoting);
        let found: Vec<Vec<&str>> = groups[0]
            .versions
            .iter()
            .map(|version| {
                boxed(&groups[0], version)
                    .into_iter()
                    .map(|range| texts[version.article].slice(range))
                    .collect()
            })
            .collect();
        assert_eq!(found, [vec!["out"], vec!["off"]]);
    }
}
