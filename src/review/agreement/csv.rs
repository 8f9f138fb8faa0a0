//! The figures as a table for a spreadsheet, a line a figure.
//!
//! Comma-separated as RFC 4180 has it, with LF. A name that a spreadsheet would take for a formula gets an apostrophe.

use super::{Agreement, Figure, Figures, Interval, PassageClass, Question, SpanPairs, Verdict};
use crate::model::{Project, Status};

/// What the first line says.
const HEADING: &str = "about,figure,readers,value,low,high,note\n";

/// The table.
#[must_use]
pub fn csv(project: &Project, agreement: &Agreement) -> String {
    let mut table = Table {
        names: agreement
            .readers
            .iter()
            .map(|reader| project.reviewer_name(*reader))
            .collect(),
        lines: HEADING.to_owned(),
    };
    let all: Vec<usize> = (0..agreement.readers.len()).collect();
    table.passages(agreement, &all);
    for question in Question::ALL {
        table.figures(question.label(), agreement.on_tokens(question), &all);
    }
    table.figures(
        "passages that two marked",
        &agreement.passage_verdicts,
        &all,
    );
    table.figures("passages or none", &agreement.passage_answers, &all);
    table.figures("marks at the same place", &agreement.same_places, &all);
    let unitized = &agreement.unitized;
    table.figure("all statuses", "alpha_U (1995)", &all, unitized.all, None);
    for (status, figure) in Status::ALL.iter().zip(unitized.by_status) {
        table.figure(status.word(), "alpha_U (1995)", &all, figure, None);
    }
    table.figure(
        "all statuses",
        "alpha_U (2016)",
        &all,
        unitized.with_gaps,
        None,
    );
    let (jaccard, masi) = agreement.alpha_of_sets;
    table.figure("sets of statuses", "alpha (Jaccard)", &all, jaccard, None);
    table.figure("sets of statuses", "alpha (MASI)", &all, masi, None);
    for pair in &agreement.pairs {
        let two = [pair.readers.0, pair.readers.1];
        for question in Question::ALL {
            let about = question.label();
            table.figure(about, "share", &two, pair.share(question), None);
            table.figure(about, "Cohen's kappa", &two, pair.cohen(question), None);
        }
        table.spans("all statuses", pair.spans, &two);
        for (status, spans) in Status::ALL.iter().zip(pair.spans_by_status) {
            table.spans(status.word(), spans, &two);
        }
        for row in Verdict::ALL {
            for column in Verdict::ALL {
                let count = pair.matrix.cell(row, column).len();
                if count > 0 {
                    let figure = format!("{} / {}", row.label(), column.label());
                    table.line(
                        "passages by verdict",
                        &figure,
                        &two,
                        &count.to_string(),
                        None,
                        "",
                    );
                }
            }
        }
    }
    table.lines
}

struct Table {
    names: Vec<String>,
    lines: String,
}

impl Table {
    fn passages(&mut self, agreement: &Agreement, all: &[usize]) {
        let count = |count: usize| count.to_string();
        let marked = count(agreement.passages.len());
        self.line("passages", "marked", all, &marked, None, "");
        for (class, number) in PassageClass::ALL.iter().zip(agreement.classes()) {
            self.line("passages", class.label(), all, &count(number), None, "");
        }
        self.line(
            "words",
            "read by two or more",
            all,
            &count(agreement.tokens),
            None,
            "",
        );
    }

    fn figures(&mut self, about: &str, figures: &Figures, all: &[usize]) {
        self.figure(about, "share", all, figures.share.0, figures.share.1);
        if let Some(positive) = figures.positive {
            self.figure(about, "positive agreement", all, positive, None);
        }
        let alpha = figures.alpha;
        self.figure(about, "Krippendorff's alpha", all, alpha.0, alpha.1);
        if let Some(kappa) = figures.fleiss {
            self.figure(about, "Fleiss's kappa", all, kappa, None);
        }
    }

    fn spans(&mut self, about: &str, spans: SpanPairs, two: &[usize]) {
        self.figure(about, "strict F1 of marks", two, spans.strict(), None);
        self.figure(about, "lenient F1 of marks", two, spans.lenient(), None);
    }

    fn figure(
        &mut self,
        about: &str,
        figure: &str,
        readers: &[usize],
        value: Figure,
        interval: Option<Interval>,
    ) {
        match value {
            Ok(value) => self.line(about, figure, readers, &value.to_string(), interval, ""),
            Err(why) => self.line(about, figure, readers, "", None, &why.to_string()),
        }
    }

    fn line(
        &mut self,
        about: &str,
        figure: &str,
        readers: &[usize],
        value: &str,
        interval: Option<Interval>,
        note: &str,
    ) {
        let names: Vec<&str> = readers.iter().map(|at| self.names[*at].as_str()).collect();
        let names = names.join("; ");
        let end =
            |of: fn(Interval) -> f64| interval.map_or_else(String::new, |i| of(i).to_string());
        let (low, high) = (end(|interval| interval.low), end(|interval| interval.high));
        // A minus sign in front of a figure is one; of the cells only names are written by people.
        let cells = [
            quoted(about),
            quoted(figure),
            quoted(&harmless(&names)),
            value.to_owned(),
            low,
            high,
            quoted(note),
        ];
        self.lines.push_str(&cells.join(","));
        self.lines.push('\n');
    }
}

/// A name that is no formula.
fn harmless(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{name}")
    } else {
        name.to_owned()
    }
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{harmless, quoted};

    #[test]
    fn cells_stay_cells() {
        assert_eq!(
            quoted("Rosa, \"the\" editor"),
            "\"Rosa, \"\"the\"\" editor\""
        );
        assert_eq!(quoted("Rosa"), "Rosa");
        assert_eq!(harmless("=1+1"), "'=1+1");
    }
}
