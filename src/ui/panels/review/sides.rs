//! What the sides of a disagreement say, beside each other; words that only one of them marks stand in a box of ink.

use super::super::boxed::boxed_ui;
use super::super::{muted, status_letter};
use crate::app::{App, Choice, Command, words};
use crate::model::{Annotation, Assessment, EffectiveStatus, ReviewerId};
use crate::review::{Disagreement, DisagreementKind, GroupState, Side};
use crate::text::{Text, TextRange};
use crate::ui::theme::{self, Theme};
use egui::{Label, RichText, Ui, vec2};

/// Lines of a quotation at most.
const LINES: usize = 4;

/// Between the two columns.
const GAP: f32 = 14.0;

/// The decision over the marks, where there is one.
pub(super) fn decided_ui(ui: &mut Ui, app: &App, group: &Disagreement) {
    let theme = Theme::of(ui.ctx());
    for id in &group.members {
        let Some(mark) = app.project.annotation(*id) else {
            continue;
        };
        if let Some(line) = app.decision_line(mark) {
            let of_which = if group.members.len() > 1 {
                format!("{}: {line}", words::in_quotes(&shortened(&mark.quote())))
            } else {
                line
            };
            ui.add(
                Label::new(
                    RichText::new(of_which)
                        .font(theme::shell(12.0))
                        .color(theme.ink),
                )
                .wrap(),
            );
        }
    }
    if group.state == GroupState::Decided {
        ui.add_space(2.0);
    }
}

/// Two sides beside each other, further ones under them.
pub(super) fn sides_ui(ui: &mut Ui, app: &App, group: &Disagreement) {
    let sides = app.sides(group);
    let width = ((ui.available_width() - GAP) / 2.0).floor();
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for at in 0..2 {
            ui.allocate_ui(vec2(width, 0.0), |ui| {
                ui.vertical(|ui| {
                    ui.set_width(width);
                    ui.spacing_mut().item_spacing = vec2(6.0, 2.0);
                    match sides.get(at) {
                        Some(side) => side_ui(ui, app, group, side, at),
                        None => nobody_ui(ui, app, group),
                    }
                });
            });
            if at == 0 {
                ui.add_space(GAP);
            }
        }
    });
    for side in sides.iter().skip(2) {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.label(muted(ui, "Also"));
            who_ui(ui, app, side);
        });
        ui.label(muted(ui, said_in_a_line(app, side)));
    }
}

fn side_ui(ui: &mut Ui, app: &App, group: &Disagreement, side: &Side, at: usize) {
    let theme = Theme::of(ui.ctx());
    ui.horizontal(|ui| {
        let choice = [Choice::First, Choice::Second][at];
        let key = app.shown_key(Command::Decide(choice));
        if !key.is_empty() {
            ui.label(
                RichText::new(key)
                    .font(theme::shell_bold(12.0))
                    .color(theme.ink),
            );
        }
        who_ui(ui, app, side);
    });
    let Some(mark) = app.project.annotation(side.annotation) else {
        return;
    };
    let other = group
        .members
        .iter()
        .find(|id| **id != side.annotation)
        .and_then(|id| app.project.annotation(*id));
    words_ui(ui, app, mark, other.map(AsRef::as_ref));
    for by in &side.by {
        for given in said(mark, *by, side) {
            given_ui(ui, app, (side.by.len() > 1).then_some(*by), given);
        }
    }
    if side.status.is_none() {
        let text = format!(
            "Marked by {} and not judged.",
            app.project.reviewer_name(mark.by)
        );
        ui.add(Label::new(muted(ui, text)).wrap());
    }
}

/// Letter and names.
fn who_ui(ui: &mut Ui, app: &App, side: &Side) {
    if let Some(status) = side.status {
        status_letter(ui, EffectiveStatus::Tagged(status));
    }
    let mut names = app.names(&side.by);
    if side.by.contains(&app.reviewer()) {
        names.push_str(" (you)");
    }
    let name = RichText::new(names).font(theme::shell_strong(13.0));
    ui.add(Label::new(name).truncate());
    let mark = app.project.annotation(side.annotation);
    if let (Some(mark), [by]) = (mark, &side.by[..])
        && let Some(given) = said(mark, *by, side).next()
    {
        ui.add(Label::new(muted(ui, when(given))).truncate());
    }
}

/// What a person says on a side: of a torn judgement only the survivor with the status of the side.
fn said<'a>(
    mark: &'a Annotation,
    by: ReviewerId,
    side: &Side,
) -> impl Iterator<Item = &'a Assessment> {
    let status = side.status;
    mark.assessments
        .get(&by)
        .into_iter()
        .flat_map(|register| {
            let rivals = register.rivals().iter().map(|rival| &rival.value);
            std::iter::once(&register.value).chain(rivals)
        })
        .filter(move |given| given.status.is_some() && given.status == status)
}

fn given_ui(ui: &mut Ui, app: &App, by: Option<ReviewerId>, given: &Assessment) {
    if let Some(by) = by {
        let said = format!("{}, {}", app.project.reviewer_name(by), when(given));
        ui.add(Label::new(muted(ui, said)).truncate());
    }
    for (label, text) in [("", &given.note), ("Should read: ", &given.should_read)] {
        if !text.is_empty() {
            ui.add(Label::new(format!("{label}{text}")).wrap());
        }
    }
    for cite in &given.cites {
        let title = app.source_title(cite.source);
        let text = crate::edit::citing::with_locator(&title, &cite.locator);
        ui.add(Label::new(muted(ui, format!("Source: {text}"))).wrap());
    }
}

fn when(given: &Assessment) -> String {
    shown_time(given.at)
}

/// A time on the clock of this place.
pub(super) fn shown_time(at: jiff::Timestamp) -> String {
    let local = at.to_zoned(jiff::tz::TimeZone::system());
    local.strftime("%-d %b %Y, %H:%M").to_string()
}

/// The other side, where only one has marked the words.
fn nobody_ui(ui: &mut Ui, app: &App, group: &Disagreement) {
    let text = if group.kind == DisagreementKind::OnlyOneMarked {
        let theirs = group.sides.first().map(|side| &side.by);
        let others: Vec<ReviewerId> = app
            .project
            .article(group.article)
            .into_iter()
            .flat_map(|article| {
                article
                    .read
                    .iter()
                    .filter(|(_, reading)| reading.value.text_id == Some(article.text_id))
            })
            .map(|(by, _)| *by)
            .filter(|by| theirs.is_none_or(|theirs| !theirs.contains(by)))
            .collect();
        let (partly, silent): (Vec<_>, Vec<_>) = others
            .into_iter()
            .partition(|by| judged_some_of(app, group, *by));
        let mut said = Vec::new();
        if !silent.is_empty() {
            said.push(format!(
                "{} read the article to the end and did not mark these words.",
                app.names(&silent)
            ));
        }
        if !partly.is_empty() {
            said.push(format!(
                "{} judged less than half of these words.",
                app.names(&partly)
            ));
        }
        if said.is_empty() {
            said.push("Others marked less than half of these words.".to_owned());
        }
        said.join(" ")
    } else {
        "Only one judgement stands against what was decided.".to_owned()
    };
    ui.add(Label::new(muted(ui, text)).wrap());
}

/// Whether a reader has judged words among those of the group.
fn judged_some_of(app: &App, group: &Disagreement, by: ReviewerId) -> bool {
    let Some(marks) = app.marks.article(group.article) else {
        return false;
    };
    let members = group.members.iter();
    let mut ranges = members
        .filter_map(|id| app.project.annotation(*id))
        .flat_map(|mark| mark.ranges());
    ranges.any(|range| {
        marks.touching(range).any(|span| {
            let mut on_words = app.marks_on_words_of(span.annotation).into_iter();
            span.range.overlaps(range) && on_words.any(|mark| mark.assessment_of(by).is_some())
        })
    })
}

fn said_in_a_line(app: &App, side: &Side) -> String {
    let Some(mark) = app.project.annotation(side.annotation) else {
        return String::new();
    };
    let notes: Vec<&str> = side
        .by
        .iter()
        .flat_map(|by| said(mark, *by, side))
        .map(|given| given.note.as_str())
        .filter(|note| !note.is_empty())
        .collect();
    let quote = words::in_quotes(&shortened(&mark.quote()));
    if notes.is_empty() {
        quote
    } else {
        format!("{quote} · {}", notes.join(" · "))
    }
}

fn shortened(quote: &str) -> String {
    const MOST: usize = 60;
    let quote = quote.replace('\n', " ");
    if quote.chars().count() <= MOST {
        return quote;
    }
    quote.chars().take(MOST - 1).chain(['…']).collect()
}

/// The words of a mark. Those that the other mark leaves out stand in a box.
fn words_ui(ui: &mut Ui, app: &App, mark: &Annotation, other: Option<&Annotation>) {
    let text = app
        .project
        .article(mark.article)
        .and_then(|article| article.text.as_ref());
    let (quote, boxed) = match (text, other) {
        (Some(text), Some(other)) => quoted(text, mark, other),
        _ => (mark.quote(), Vec::new()),
    };
    boxed_ui(ui, &quote, &boxed, theme::reading(14.0), LINES);
}

/// The quotation as [`Annotation::quote`] gives it, and which bytes of it lie outside the other mark, white space at the
/// ends left out.
fn quoted(text: &Text, mark: &Annotation, other: &Annotation) -> (String, Vec<TextRange>) {
    let mut quote = String::new();
    let mut boxed = Vec::new();
    for range in mark.ranges() {
        if !quote.is_empty() {
            quote.push_str(" … ");
        }
        let begins = quote.len();
        quote.push_str(text.get(range).unwrap_or_default());
        let mut from = range.start;
        let shared = other.ranges().filter(|other| other.overlaps(range));
        let gaps = shared
            .map(|shared| (shared.start, shared.end))
            .chain([(range.end, range.end)]);
        for (start, end) in gaps {
            if start > from {
                let words = text
                    .get(TextRange {
                        start: from,
                        end: start,
                    })
                    .unwrap_or_default();
                let lead = words.len() - words.trim_start().len();
                let offset = begins + from.bytes() - range.start.bytes();
                if !words.trim().is_empty() {
                    let first = offset + lead;
                    boxed.push(TextRange::of_bytes(first, first + words.trim().len()));
                }
            }
            from = end.max(from);
        }
    }
    (quote, boxed)
}

#[cfg(test)]
mod tests {
    use super::quoted;
    use crate::edit::fixture::{ME, OTHER, TEXT, mark};
    use crate::text::Text;

    fn boxed(one: (usize, usize), other: (usize, usize)) -> Vec<String> {
        let text = Text::new(TEXT);
        let (quote, ranges) = quoted(
            &text,
            &mark(1, ME, one.0, one.1),
            &mark(2, OTHER, other.0, other.1),
        );
        assert_eq!(quote, &TEXT[one.0..one.1]);
        ranges
            .iter()
            .map(|range| quote[range.bytes()].to_owned())
            .collect()
    }

    #[test]
    fn the_words_that_only_one_marks_are_boxed_without_the_space_between() {
        // "The ferry ran aground." and "ferry ran"
        assert_eq!(boxed((0, 22), (4, 13)), ["The", "aground."]);
        assert_eq!(boxed((4, 13), (0, 22)), Vec::<String>::new());
        assert_eq!(boxed((4, 9), (10, 13)), ["ferry"]);
        assert_eq!(boxed((4, 13), (4, 10)), ["ran"]);
    }
}
