//! What the other articles say of the passage at hand: each match with its words, those that differ in a box of ink.
//!
//! Nothing here is a status but the letters of marks that stand there already: a difference is told, never judged.

use super::{
    articles::article_name, card, command_tooltip, focus_frame, muted, section, status_letter,
};
use crate::app::{App, Command, Counterpart, OwnBody, PassageMatches, paragraph_number, words};
use crate::compare::{differences::Difference, matching::Passage};
use crate::model::EffectiveStatus;
use crate::text::{Text, TextRange};
use crate::ui::theme::{self, Theme};
use egui::epaint::text::CharIndex;
use egui::{
    Button, Galley, Id, Label, Pos2, Rect, RichText, Role, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, WidgetInfo,
};
use std::sync::Arc;

/// Matches that are listed; M goes along all of them.
const MOST: usize = 8;

/// Lines of a passage.
const ROWS: usize = 5;
/// Of the one in a headline's own body, with the sentence that names somebody.
const OWN_ROWS: usize = 9;

/// The least size of the button beside a difference, as high as the box.
const BUTTON: egui::Vec2 = egui::vec2(0.0, 19.0);

/// The corner of a box.
const BOX_CORNER: f32 = 2.5;

/// The section under what the inspector shows of its target.
pub(super) fn matches_ui(ui: &mut Ui, app: &mut App) {
    let has_others = app.project.live_articles().count() > 1;
    let answer = app.passage_matches().cloned();
    let mut chosen = None;
    if let Some(body) = answer.as_ref().and_then(|answer| answer.body.as_ref()) {
        chosen = own_body_ui(ui, app, body);
    }
    if has_others {
        ui.add_space(6.0);
        section(ui, words::IN_THE_OTHERS);
    }
    let Some(answer) = answer else {
        return;
    };
    if has_others {
        chosen = others_ui(ui, app, &answer).or(chosen);
    }
    if let Some(found) = chosen {
        app.go_to_counterpart(&answer, found);
    }
}

/// What the body says of a headline. Returns the passage if it was clicked.
fn own_body_ui(ui: &mut Ui, app: &mut App, body: &OwnBody) -> Option<Passage> {
    ui.add_space(6.0);
    section(ui, words::IN_THE_BODY);
    let Some(found) = &body.found else {
        ui.add(Label::new(muted(ui, words::NOT_IN_THE_BODY)).wrap());
        return None;
    };
    let pressed = counterpart_ui(ui, app, found, OWN_ROWS);
    if let Some(Pressed::Claim(difference)) = &pressed {
        app.make_claim_of(found, difference);
    }
    if let Some(somebody) = &body.somebody_else {
        let said = egui::RichText::new(words::speaks_of(somebody)).font(theme::shell(12.0));
        ui.add(Label::new(said).wrap());
    }
    matches!(pressed, Some(Pressed::Card)).then_some(found.found)
}

/// What the other articles say. Returns the passage that was clicked.
fn others_ui(ui: &mut Ui, app: &mut App, answer: &PassageMatches) -> Option<Passage> {
    let mut chosen = None;
    if answer.counterparts.is_empty() {
        let said = app.no_matches();
        ui.add(Label::new(muted(ui, said)).wrap());
    }
    for found in answer.counterparts.iter().take(MOST) {
        match counterpart_ui(ui, app, found, ROWS) {
            Some(Pressed::Card) => chosen = Some(found.found),
            Some(Pressed::Claim(difference)) => app.make_claim_of(found, &difference),
            None => {}
        }
    }
    let more = answer.counterparts.len().saturating_sub(MOST);
    if more > 0 {
        let hint = app.with_keys(
            &format!("{more} more: {{}} goes along all of them"),
            &[Command::NextMatch],
        );
        ui.label(muted(ui, hint));
    }
    if !answer.nearest.is_empty() && nearest_are_open_ui(ui) {
        for found in &answer.nearest {
            if counterpart_ui(ui, app, found, ROWS).is_some() {
                chosen = Some(found.found);
            }
        }
    }
    chosen
}

/// How many passages of other articles match, for a strip without room for them.
pub(super) fn count_of_matches(app: &App) -> Option<String> {
    let answer: &Arc<PassageMatches> = app.passage_matches()?;
    let count = answer.counterparts.len();
    if answer.body.as_ref().is_some_and(OwnBody::differs) {
        // It comes last of all that M goes along.
        let key = if count > 0 {
            Command::PreviousMatch
        } else {
            Command::NextMatch
        };
        return Some(app.with_keys(words::DIFFERS_FROM_BODY, &[key]));
    }
    (count > 0).then(|| app.with_keys(&words::matches_elsewhere(count), &[Command::NextMatch]))
}

/// The line that opens and folds the nearest, and whether they are open.
fn nearest_are_open_ui(ui: &mut Ui) -> bool {
    let id = Id::unique("nearest passages are open");
    let mut is_open = ui.data(|data| data.get_temp(id)).unwrap_or(false);
    let label = if is_open {
        words::HIDE_NEAREST
    } else {
        words::SHOW_NEAREST
    };
    ui.add_space(2.0);
    if ui.link(label).clicked() {
        is_open = !is_open;
        ui.data_mut(|data| data.insert_temp(id, is_open));
    }
    ui.add_space(2.0);
    is_open
}

/// What of a card was pressed.
enum Pressed {
    /// The card itself.
    Card,
    /// The button beside a detail that differs.
    Claim(Difference),
}

/// A card of a passage, and what of it was pressed.
fn counterpart_ui(ui: &mut Ui, app: &App, shown: &Counterpart, rows: usize) -> Option<Pressed> {
    let theme = Theme::of(ui.ctx());
    let article = app.project.article(shown.found.article)?;
    let text = article.text.as_ref()?;
    let words = text.slice(shown.found.range).replace('\n', " ");
    let paragraph = paragraph_number(text, shown.found.range.start);
    let band = words::band(shown.band);
    let name = article_name(article);
    let place = format!("{band} · paragraph {paragraph} · {name}");
    let mut claimed = None;
    let id = Id::unique((
        "match",
        shown.found.article,
        shown.found.range,
        shown.band.is_some(),
    ));
    // The card takes clicks under what stands in it, so that its buttons keep theirs.
    let under = UiBuilder::new().scope_id(id).sense(Sense::click());
    let response = ui
        .scope_builder(under, |ui| {
            card(theme).show(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.spacing_mut().item_spacing.y = 3.0;
                ui.horizontal(|ui| {
                    for status in statuses_in(app, shown) {
                        status_letter(ui, status);
                    }
                    ui.add(Label::new(muted(ui, place)).truncate().selectable(false));
                });
                passage_ui(ui, theme, text, shown, rows);
                for difference in shown.differences.iter().filter(|found| is_shown(found)) {
                    if difference_ui(ui, app, difference) {
                        claimed = Some(difference.clone());
                    }
                }
            });
        })
        .response;
    let rect = response.rect;
    let response = response
        .on_hover_cursor(egui::CursorIcon::PointingHand)
        .on_hover_text(words.clone());
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Button,
            true,
            format!("{band}: {words} ({name}, paragraph {paragraph})"),
        )
    });
    if response.hovered() {
        let stroke = Stroke::new(1.0, theme.muted);
        ui.painter()
            .rect_stroke(rect, 7.0, stroke, StrokeKind::Inside);
    }
    focus_frame(ui, &response);
    let pressed = response.clicked().then_some(Pressed::Card);
    claimed.map(Pressed::Claim).or(pressed)
}

/// Whether a detail has a line of its own: names, quotations and figures; the other words are boxed in the passage alone.
fn is_shown(difference: &Difference) -> bool {
    difference.kind.claim_kind().is_some()
}

/// The statuses of marks over the passage, each once.
fn statuses_in(app: &App, shown: &Counterpart) -> Vec<EffectiveStatus> {
    let marks = app.marks.article(shown.found.article);
    let mut statuses: Vec<EffectiveStatus> = marks
        .into_iter()
        .flat_map(|marks| marks.touching(shown.found.range))
        .filter(|span| span.range.overlaps(shown.found.range))
        .map(|span| span.status)
        .filter(|status| *status != EffectiveStatus::Nothing)
        .collect();
    statuses.sort_unstable();
    statuses.dedup();
    statuses
}

/// The words, with boxes around those that differ.
fn passage_ui(ui: &mut Ui, theme: &Theme, text: &Text, shown: &Counterpart, rows: usize) {
    let words = text.slice(shown.found.range).replace('\n', " ");
    let mut job =
        egui::text::LayoutJob::simple(words, theme::reading(13.0), theme.ink, ui.available_width());
    job.wrap.max_rows = rows;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let label = ui.add(Label::new(Arc::clone(&galley)).selectable(false));
    let at = label.rect.min;
    for range in &shown.boxed {
        for part in boxes(&galley, at, characters(text, shown.found.range, *range)) {
            let stroke = Stroke::new(1.0, theme.ink);
            ui.painter()
                .rect_stroke(part, BOX_CORNER, stroke, StrokeKind::Outside);
        }
    }
}

/// A part of a passage in characters from its start.
pub(super) fn characters(
    text: &Text,
    passage: TextRange,
    part: TextRange,
) -> std::ops::Range<usize> {
    let from = text.to_code_points(passage.start);
    let [start, end] = [part.start, part.end].map(|gap| text.to_code_points(gap));
    start.saturating_sub(from)..end.saturating_sub(from)
}

/// Where a range of characters stands, row by row.
pub(super) fn boxes(galley: &Galley, at: Pos2, range: std::ops::Range<usize>) -> Vec<Rect> {
    let mut found = Vec::new();
    let mut first = 0;
    for row in &galley.rows {
        let behind = first + row.glyphs.len();
        let (start, end) = (range.start.max(first), range.end.min(behind));
        if start < end {
            let x =
                |character: usize| at.x + row.pos.x + row.x_offset(CharIndex(character - first));
            let rows = at.y + row.min_y()..=at.y + row.max_y();
            found.push(Rect::from_x_y_ranges(x(start)..=x(end), rows));
        }
        first = behind + usize::from(row.ends_with_newline);
    }
    found
}

/// "differs: 34 | 43", and a button that makes a claim of it; whether that was pressed.
fn difference_ui(ui: &mut Ui, app: &App, difference: &Difference) -> bool {
    let theme = Theme::of(ui.ctx());
    let Difference { a, b, .. } = difference;
    let said = words::differs(a, b);
    let is_pressed = |ui: &mut Ui| {
        let text = RichText::new(words::MAKE_CLAIM).font(theme::shell(11.5));
        let button = ui.add(Button::new(text).small().min_size(BUTTON));
        let name = format!("{}: {said}", Command::ClaimOfDifference.label());
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name.as_str()));
        focus_frame(ui, &button);
        let help = command_tooltip(app, Command::ClaimOfDifference);
        button.on_hover_text(help).clicked()
    };
    let mut pressed = false;
    ui.horizontal(|ui| {
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        ui.with_layout(layout, |ui| {
            pressed = is_pressed(ui);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                egui::Frame::new()
                    .stroke(Stroke::new(1.0, theme.ink))
                    .corner_radius(3)
                    .inner_margin(egui::Margin::symmetric(5, 1))
                    .show(ui, |ui| {
                        let shown = RichText::new(said.as_str())
                            .font(theme::shell(11.5))
                            .color(theme.ink);
                        ui.add(Label::new(shown).truncate().selectable(false));
                    });
            });
        });
    });
    pressed
}
