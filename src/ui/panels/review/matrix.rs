//! The verdicts of two readers against each other: a cell is a button that lists its passages.

use super::super::{muted, section};
use super::agreement::table_cell;
use crate::app::{App, ShownPassages};
use crate::review::agreement::{Agreement, PairFigures, Verdict};
use crate::ui::theme::{self, Theme};
use egui::{Button, Color32, Label, RichText, Stroke, Ui, WidgetInfo, vec2};

/// Points of the names of the rows.
const NAMES: f32 = 96.0;

/// The widest a column is.
const COLUMN: f32 = 88.0;

/// Shows the matrix. Verdicts that neither gave have no row.
pub(super) fn matrix_ui(ui: &mut Ui, app: &mut App, agreement: &Agreement, pair: &PairFigures) {
    let verdicts: Vec<Verdict> = Verdict::ALL
        .into_iter()
        .filter(|verdict| pair.matrix.has(*verdict))
        .collect();
    if verdicts.is_empty() {
        return;
    }
    let (first, second) = names(app, agreement, pair);
    section(
        ui,
        &format!("Passages: {first} in rows, {second} in columns"),
    );
    let gaps = 4.0 * (verdicts.len() as f32 + 1.0);
    let room = ui.available_width() - NAMES - gaps;
    let column = (room / verdicts.len() as f32).clamp(44.0, COLUMN);
    line_ui(ui, |ui| {
        table_cell(ui, NAMES, |_| {});
        for verdict in &verdicts {
            let name = Label::new(muted(ui, verdict.label()));
            ui.add_sized(vec2(column, 20.0), name.truncate().selectable(false));
        }
    });
    for row in &verdicts {
        line_ui(ui, |ui| {
            table_cell(ui, NAMES, |ui| {
                let name = muted(ui, row.label());
                ui.add(Label::new(name).truncate().selectable(false));
            });
            for other in &verdicts {
                table_cell(ui, column, |ui| {
                    cell_ui(ui, app, agreement, pair, (*row, *other), column);
                });
            }
        });
    }
}

fn line_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        content(ui);
    });
}

fn cell_ui(
    ui: &mut Ui,
    app: &mut App,
    agreement: &Agreement,
    pair: &PairFigures,
    (row, column): (Verdict, Verdict),
    width: f32,
) {
    let theme = Theme::of(ui.ctx());
    let count = pair.matrix.cell(row, column).len();
    if count == 0 {
        let none = RichText::new("·").color(theme.muted);
        ui.add_sized(vec2(width, 24.0), Label::new(none).selectable(false));
        return;
    }
    let shown = ShownPassages::Cell(row, column);
    let is_on = app.view.agreement.shown == shown;
    // On the diagonal they agree; what stands beside it is what a person looks for.
    let (fill, font) = if row == column {
        (theme.chip, theme::shell(13.0))
    } else {
        (Color32::TRANSPARENT, theme::shell_strong(13.0))
    };
    let stroke = if is_on {
        Stroke::new(2.0, theme.accent)
    } else {
        theme.hairline()
    };
    let text = RichText::new(count.to_string()).font(font).color(theme.ink);
    let button = Button::new(text)
        .fill(fill)
        .stroke(stroke)
        .corner_radius(5)
        .min_size(vec2(width, 24.0));
    let button = ui.add(button);
    let said = cell_words(app, agreement, pair, (row, column), count);
    button.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_on, &said));
    if button.on_hover_text(said.as_str()).clicked() {
        app.open_passages(shown);
    }
}

/// "Rosa verified, Teun conflicting: 2 passages".
pub(super) fn cell_words(
    app: &App,
    agreement: &Agreement,
    pair: &PairFigures,
    (row, column): (Verdict, Verdict),
    count: usize,
) -> String {
    let (first, second) = names(app, agreement, pair);
    let passages = if count == 1 { "passage" } else { "passages" };
    let (row, column) = (row.label().to_lowercase(), column.label().to_lowercase());
    format!("{first} {row}, {second} {column}: {count} {passages}")
}

fn names(app: &App, agreement: &Agreement, pair: &PairFigures) -> (String, String) {
    let name = |at: usize| app.names(&[agreement.readers[at]]);
    (name(pair.readers.0), name(pair.readers.1))
}
