//! The coefficients that reports ask for, behind a fold: a person who checks does not need them.

use super::super::muted;
use super::agreement::table_cell;
use crate::review::agreement::{Agreement, Figure, Interval, Question};
use crate::ui::theme::Theme;
use egui::{CollapsingHeader, Label, RichText, Ui};

/// Points of the columns: what it is about, the figure, its interval or why there is none.
const COLUMNS: (f32, f32) = (190.0, 56.0);

/// Shows the fold, and the coefficients where it is open.
pub(super) fn coefficients_ui(ui: &mut Ui, agreement: &Agreement) {
    CollapsingHeader::new("For reports")
        .id_salt("coefficients")
        .show(ui, |ui| lines_ui(ui, agreement))
        .header_response
        .on_hover_text("Krippendorff's alpha, kappa and F1, with intervals of 95 %");
}

fn lines_ui(ui: &mut Ui, agreement: &Agreement) {
    for question in Question::ALL {
        let figures = agreement.on_tokens(question);
        let name = format!("alpha, {}", question.label());
        line_ui(ui, &name, figures.alpha.0, figures.alpha.1);
    }
    for status in crate::model::Status::ALL {
        let figures = agreement.on_tokens(Question::Status(status));
        if let Some(positive) = figures.positive {
            let name = format!("positive agreement, {}", status.word());
            line_ui(ui, &name, positive, None);
        }
    }
    if let Some(fleiss) = agreement.on_tokens(Question::Both).fleiss {
        line_ui(ui, "Fleiss's kappa", fleiss, None);
    }
    if let [pair] = &agreement.pairs[..] {
        line_ui(ui, "Cohen's kappa", pair.cohen(Question::Both), None);
        line_ui(ui, "F1 of marks, same ends", pair.spans.strict(), None);
        line_ui(ui, "F1 of marks, overlapping", pair.spans.lenient(), None);
    }
    line_ui(ui, "alpha_U (1995)", agreement.unitized.all, None);
    line_ui(ui, "alpha_U (2016)", agreement.unitized.with_gaps, None);
    ui.horizontal(|ui| {
        let said = format!(
            "On {} words between white space. Intervals of 95 % by drawing paragraphs; alpha is Krippendorff's.",
            agreement.tokens
        );
        ui.add(Label::new(muted(ui, said)).wrap());
    });
}

fn line_ui(ui: &mut Ui, name: &str, figure: Figure, interval: Option<Interval>) {
    let ink = Theme::of(ui.ctx()).ink;
    ui.horizontal(|ui| {
        table_cell(ui, COLUMNS.0, |ui| {
            ui.label(muted(ui, name));
        });
        match figure {
            Ok(value) => {
                table_cell(ui, COLUMNS.1, |ui| {
                    ui.label(RichText::new(format!("{value:.2}")).color(ink));
                });
                if let Some(Interval { low, high }) = interval {
                    ui.label(muted(ui, format!("{low:.2} to {high:.2}")));
                }
            }
            Err(why) => {
                ui.add(Label::new(muted(ui, why.to_string())).truncate());
            }
        }
    });
}
