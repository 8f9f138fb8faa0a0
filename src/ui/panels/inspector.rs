//! The inspector: all about the target, the selection or the active mark.

use super::conflict_line::{Torn, conflict_line_ui, of_mark};
use super::inspector_claim::{RootDraft, claim_cell_ui, claim_section_ui};
use super::inspector_matches::{count_of_matches, matches_ui};
use super::inspector_sources::{locators_row_ui, source_cell_ui, sources_section_ui};
use super::source_drafts::SourceDrafts;
use super::{card, muted, section, status_button, status_letter};
use crate::app::{App, Command, Field, Region, Target, paragraph_number, words};
use crate::model::{
    Annotation, AnnotationId, Article, Assessment, RecordRef, RegisterName, ReviewerId, Status,
};
use crate::review::SealState;
use crate::text::TextOffset;
use crate::ui::hatch::hatched;
use crate::ui::theme::{self, Theme};
use egui::{Id, Label, RichText, ScrollArea, TextEdit, Ui, vec2};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Points that a floating scroll bar takes.
const BAR: f32 = 6.0;

/// Where the inspector stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InspectorShape {
    /// At the right, from top to bottom.
    Column,
    /// Under the panes of a narrow window.
    Strip,
}

/// What is being typed, and for which mark.
#[derive(Clone, Debug, Default)]
pub struct Drafts {
    mark: Option<AnnotationId>,
    note: String,
    should_read: String,
    name: String,
    /// Whether the question for the name gets the keyboard when it comes: the hand that marked first was on the mouse.
    focus_name: bool,
    /// What the fields showed when typing began, to tell an edit from a change that came from elsewhere.
    shown: (String, String),
    pub(super) sources: SourceDrafts,
    /// Where a passage comes from, as it is typed.
    pub(super) root: Option<RootDraft>,
}

impl Drafts {
    /// Keeps what was typed for a mark that is left, and takes up the texts of the one that is shown now.
    pub fn follow(&mut self, app: &mut App) {
        let active = app.active_id();
        let mine = active
            .and_then(|id| app.project.annotation(id))
            .and_then(|mark| mark.assessment_of(app.reviewer()))
            .map(|given| (given.note.clone(), given.should_read.clone()))
            .unwrap_or_default();
        if self.mark != active {
            self.keep(app);
            self.mark = active;
            (self.note, self.should_read) = mine.clone();
            self.shown = mine;
        } else if self.shown != mine {
            // An undo or a merge changed it.
            (self.note, self.should_read) = mine.clone();
            self.shown = mine;
        }
    }

    /// Writes what was typed, if it differs from what stands there.
    pub fn keep(&mut self, app: &mut App) {
        self.sources.keep(app);
        if let Some(draft) = &mut self.root {
            draft.keep(app);
        }
        let Some(mark) = self.mark else { return };
        if self.note != self.shown.0 {
            app.set_note(mark, &self.note);
            self.shown.0.clone_from(&self.note);
        }
        if self.should_read != self.shown.1 {
            app.set_should_read(mark, &self.should_read);
            self.shown.1.clone_from(&self.should_read);
        }
    }
}

/// Shows the inspector.
pub fn inspector_ui(
    ui: &mut Ui,
    app: &mut App,
    drafts: &mut Drafts,
    shape: InspectorShape,
) -> Vec<Command> {
    drafts.follow(app);
    match shape {
        InspectorShape::Column => {
            ScrollArea::vertical()
                .auto_shrink([false, false])
                .show(ui, |ui| {
                    // The bar floats over the last points.
                    ui.set_max_width(ui.available_width() - BAR);
                    column_ui(ui, app, drafts)
                })
                .inner
        }
        InspectorShape::Strip => strip_ui(ui, app, drafts),
    }
}

/// What the inspector shows of its target.
struct Shown {
    heading: &'static str,
    quote: String,
    article: Arc<Article>,
    at: TextOffset,
    mark: Option<Arc<Annotation>>,
}

fn shown(app: &App) -> Option<Shown> {
    match app.target()? {
        Target::Selection(article, range) => {
            let article = Arc::clone(app.project.article(article)?);
            let quote = article.text.as_ref()?.slice(range).to_owned();
            Some(Shown {
                heading: if app.is_editing_edges() {
                    "Edges of the mark"
                } else if app.my_status_of_selection().is_some() {
                    "Your mark"
                } else {
                    "New mark"
                },
                quote,
                article,
                at: range.start,
                mark: None,
            })
        }
        Target::Mark(id) => {
            let mark = Arc::clone(app.project.annotation(id)?);
            let article = Arc::clone(app.project.article(mark.article)?);
            Some(Shown {
                heading: "Mark",
                quote: mark.quote(),
                article,
                at: mark.hull().start,
                mark: Some(mark),
            })
        }
    }
}

fn column_ui(ui: &mut Ui, app: &mut App, drafts: &mut Drafts) -> Vec<Command> {
    let mut chosen = Vec::new();
    ui.add_space(8.0);
    name_question_ui(ui, app, drafts);
    let Some(shown) = shown(app) else {
        section(ui, "Nothing selected");
        ui.add_space(4.0);
        let [verified, unverified, conflicting] = Status::ALL.map(Command::Mark);
        let hint = app.with_keys(
            "{} selects the next unmarked words. Or select words yourself: drag, double-click a word, triple-click a sentence. Then press {}, {} or {}.",
            &[Command::NextInWalk, verified, unverified, conflicting],
        );
        ui.label(muted(ui, hint));
        ui.add_space(8.0);
        for status in Status::ALL {
            ui.horizontal(|ui| {
                status_letter(ui, crate::model::EffectiveStatus::Tagged(status));
                ui.add(
                    Label::new(muted(
                        ui,
                        format!(
                            "{}: {}",
                            words::status_name(status),
                            words::status_help(status)
                        ),
                    ))
                    .wrap(),
                );
            });
        }
        ui.add_space(8.0);
        matches_ui(ui, app);
        return chosen;
    };
    several_ui(ui, app);
    heading_ui(ui, app, &shown);
    edges_ui(ui, app, &shown, 6);
    place_ui(ui, &shown);
    if let Some(mark) = &shown.mark {
        conflict_line_ui(ui, app, of_mark(mark, RegisterName::Spans));
        conflict_line_ui(ui, app, of_mark(mark, RegisterName::Fate));
    }
    ui.add_space(6.0);
    let torn = torn(app, &shown);
    let width = (ui.available_width() - 12.0) / 3.0;
    hatched(ui, torn.status(), |ui| {
        ui.horizontal(|ui| chosen.extend(statuses_ui(ui, app, &shown, width)));
        drafts.focus_name |=
            !chosen.is_empty() && !app.has_marked() && app.settings.reviewer_name.is_empty();
    });
    if let Some(mark) = &shown.mark {
        let mine = RegisterName::Assessment(app.reviewer());
        conflict_line_ui(ui, app, of_mark(mark, mine));
    }
    ui.add_space(8.0);
    if let Some(mark) = &shown.mark {
        standing_ui(ui, app, mark);
        note_ui(ui, app, drafts, mark, &torn, f32::INFINITY);
        chosen.extend(sources_section_ui(ui, app, drafts, mark));
        chosen.extend(claim_section_ui(ui, app, drafts, mark));
        // What others said of these words comes before what other articles say, which is long.
        let is_only_mine = is_only_mine(app, mark);
        if !is_only_mine {
            readers_ui(ui, app, mark);
        }
        matches_ui(ui, app);
        if is_only_mine {
            readers_ui(ui, app, mark);
        }
        super::inspector_history::history_ui(ui, app, mark);
        ui.add_space(10.0);
        if ui
            .add_enabled(
                app.is_enabled(Command::DeleteMark),
                egui::Button::new("Delete mark"),
            )
            .on_hover_text(super::command_tooltip(app, Command::DeleteMark))
            .clicked()
        {
            chosen.push(Command::DeleteMark);
        }
    } else {
        let [verified, unverified, conflicting] = Status::ALL.map(Command::Mark);
        let hint = app.with_keys(
            "{}, {} or {} marks these words, {} ties them to a claim. {} widens the selection, {} narrows it, {} keeps it and selects more, {} sets it aside.",
            &[
                verified,
                unverified,
                conflicting,
                Command::Tie,
                Command::Widen,
                Command::Narrow,
                Command::KeepFragment,
                Command::SetAside,
            ],
        );
        ui.label(muted(ui, hint));
        matches_ui(ui, app);
    }
    chosen
}

fn strip_ui(ui: &mut Ui, app: &mut App, drafts: &mut Drafts) -> Vec<Command> {
    let mut chosen = Vec::new();
    let Some(shown) = shown(app) else {
        ui.horizontal_centered(|ui| {
            ui.add_space(6.0);
            let hint = app.with_keys(words::NOTHING_YET, &[Command::NextInWalk, Command::Widen]);
            ui.add(Label::new(muted(ui, hint)).truncate());
        });
        return chosen;
    };
    ui.horizontal_top(|ui| {
        let third = ((ui.available_width() - 24.0) / 3.0).max(0.0);
        ui.allocate_ui(vec2(third, ui.available_height()), |ui| {
            ui.vertical(|ui| {
                ui.set_width(third);
                if asks_name(app) {
                    name_question_ui(ui, app, drafts);
                } else {
                    edges_ui(ui, app, &shown, 2);
                    let size = vec2(ui.available_width(), PLACE_ROW);
                    let layout = egui::Layout::right_to_left(egui::Align::Center);
                    ui.allocate_ui_with_layout(size, layout, |ui| {
                        if shown.mark.is_some() && delete_ui(ui, app) {
                            chosen.push(Command::DeleteMark);
                        }
                        let left = egui::Layout::left_to_right(egui::Align::Center);
                        ui.with_layout(left, |ui| place_ui(ui, &shown));
                    });
                    if let Some(count) = count_of_matches(app) {
                        ui.add(Label::new(muted(ui, count)).truncate());
                    }
                }
            });
        });
        ui.allocate_ui(vec2(third, ui.available_height()), |ui| {
            ui.vertical(|ui| {
                ui.set_width(third);
                ui.add_space(4.0);
                let width = (third - 12.0) / 3.0;
                hatched(ui, torn(app, &shown).status(), |ui| {
                    ui.horizontal(|ui| chosen.extend(statuses_ui(ui, app, &shown, width)));
                });
                if let Some(mark) = &shown.mark
                    && let Some(at) = app.conflicts_in(RecordRef::Annotation(mark.id)).first()
                {
                    // There is one line for it, and what stands is to be chosen first.
                    conflict_line_ui(ui, app, *at);
                    chosen.extend(source_and_claim_ui(ui, app, mark));
                } else if let Some(mark) = &shown.mark {
                    let seal = match app.marks.seal(mark.id) {
                        SealState::Unsigned => "",
                        SealState::Sealed => " · signed off",
                        SealState::Broken => " · sign-off broken",
                    };
                    let readers = readers_told(app, mark);
                    let count = match readers.len() {
                        0 | 1 => String::new(),
                        count => format!(" · {count} readers"),
                    };
                    let stands = format!("{}{count}{seal}", standing_text(app, mark));
                    let stands = ui.add(Label::new(muted(ui, stands)).truncate());
                    let seals = app.seal_lines(mark).into_iter().map(|line| line.1);
                    let lines: Vec<String> = readers.into_iter().chain(seals).collect();
                    if !lines.is_empty() {
                        stands.on_hover_text(lines.join("\n"));
                    }
                    chosen.extend(source_and_claim_ui(ui, app, mark));
                }
            });
        });
        if let Some(mark) = shown.mark.clone() {
            ui.vertical(|ui| {
                let torn = Torn::of(app, &mark);
                note_ui(ui, app, drafts, &mark, &torn, 44.0);
                locators_row_ui(ui, app, drafts, &mark);
            });
        }
    });
    chosen
}

/// Height of the row of a strip that says where the words are.
const PLACE_ROW: f32 = 18.0;

/// A small button that deletes the mark; whether it was pressed.
fn delete_ui(ui: &mut Ui, app: &App) -> bool {
    let button = egui::Button::new("Delete").small();
    let button = ui.add_enabled(app.is_enabled(Command::DeleteMark), button);
    button.widget_info(|| {
        egui::WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), "Delete mark")
    });
    button
        .on_hover_text(super::command_tooltip(app, Command::DeleteMark))
        .clicked()
}

/// What each reader says of a mark, one a line, for a strip without room for it.
fn readers_told(app: &App, mark: &Annotation) -> Vec<String> {
    let mut lines = Vec::new();
    let marks = app.marks_on_words_of(mark.id);
    for (reviewer, register) in marks.iter().flat_map(|mark| &mark.assessments) {
        let given = &register.value;
        if let Some(status) = given.status {
            let name = app.project.reviewer_name(*reviewer);
            let word = words::status_word(crate::model::EffectiveStatus::Tagged(status));
            let note = match given.note.as_str() {
                "" => String::new(),
                note => format!(" ({note})"),
            };
            lines.push(format!("{name}: {word}{note}"));
        }
    }
    lines
}

/// The source and the claim side by side; the claim alone where I cite nothing, having judged nothing.
fn source_and_claim_ui(ui: &mut Ui, app: &mut App, mark: &Annotation) -> Vec<Command> {
    let mut chosen = Vec::new();
    if mark.assessment_of(app.reviewer()).is_none() {
        chosen.extend(claim_cell_ui(ui, app, mark));
        return chosen;
    }
    ui.horizontal(|ui| {
        let half = (ui.available_width() - ui.spacing().item_spacing.x) / 2.0;
        let size = vec2(half, ui.spacing().interact_size.y);
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_width(half);
            chosen.extend(source_cell_ui(ui, app, mark));
        });
        ui.allocate_ui_with_layout(size, layout, |ui| {
            ui.set_min_width(half);
            chosen.extend(claim_cell_ui(ui, app, mark));
        });
    });
    chosen
}

/// Asked once, at the first mark: the name is never asked before a word is read.
fn name_question_ui(ui: &mut Ui, app: &mut App, drafts: &mut Drafts) {
    if !asks_name(app) {
        return;
    }
    let theme = Theme::of(ui.ctx());
    card(theme)
        .stroke(egui::Stroke::new(1.5, theme.accent))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            let status = app
                .active_mark()
                .and_then(|mark| mark.assessment_of(app.reviewer()))
                .and_then(|given| given.status);
            ui.add(Label::new(words::first_mark(status)).wrap());
            ui.horizontal(|ui| {
                let field = TextEdit::singleline(&mut drafts.name)
                    .hint_text("Your name")
                    .desired_width(150.0)
                    .id(Id::unique("first name"));
                let field = ui.add(field).accessible_name("The name on your marks");
                if std::mem::take(&mut drafts.focus_name) {
                    field.request_focus();
                    app.view.focus_text = false;
                }
                if field.has_focus() && !app.view.focus_text {
                    // So that Esc goes back to the text first.
                    app.view.region = Region::Inspector;
                }
                let entered =
                    field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
                if ui.button("Use").clicked() || entered {
                    app.set_reviewer_name(&drafts.name);
                    app.go_to_region(Region::Reader);
                }
            });
        });
    ui.add_space(10.0);
}

fn asks_name(app: &App) -> bool {
    let me = app.reviewer();
    app.settings.reviewer_name.is_empty()
        && app.has_marked()
        && app
            .project
            .live_annotations()
            .any(|mark| mark.by == me || mark.assessment_of(me).is_some())
}

/// Rows chosen in the list are judged together; what stands below is one of them.
fn several_ui(ui: &mut Ui, app: &App) {
    let rows = app.list_targets().len();
    if rows < 2 {
        return;
    }
    let theme = Theme::of(ui.ctx());
    let count = RichText::new(format!("{rows} marks are selected in the list"))
        .font(theme::shell_strong(12.5))
        .color(theme.ink);
    ui.add(Label::new(count).wrap());
    let [verified, unverified, conflicting] = Status::ALL.map(Command::Mark);
    let hint = app.with_keys(
        "{}, {} or {} judges them all. Below is the last one.",
        &[verified, unverified, conflicting],
    );
    ui.add(Label::new(muted(ui, hint)).wrap());
    ui.add_space(6.0);
}

fn heading_ui(ui: &mut Ui, app: &App, shown: &Shown) {
    ui.horizontal(|ui| {
        section(ui, shown.heading);
        let here = app.marks_at_caret();
        if shown.mark.is_some() && here.len() > 1 {
            let at = here
                .iter()
                .position(|id| Some(*id) == app.active_id())
                .map_or(1, |at| at + 1);
            ui.label(muted(
                ui,
                app.with_keys(
                    &format!("{at} of {} here, {{}} for the next", here.len()),
                    &[Command::NextMarkHere],
                ),
            ));
        }
    });
}

fn quote_ui(ui: &mut Ui, app: &App, shown: &Shown, rows: usize) {
    let theme = Theme::of(ui.ctx());
    let color = match &shown.mark {
        Some(mark) => app
            .marks
            .standing(mark.id)
            .map_or(theme.accent, |standing| theme.status(standing.status)),
        None => theme.accent,
    };
    ui.add_space(2.0);
    let frame = egui::Frame::new().inner_margin(egui::Margin {
        left: 11,
        right: 0,
        top: 1,
        bottom: 1,
    });
    let inner = frame.show(ui, |ui| {
        let text: String = shown.quote.replace('\n', " ");
        let mut job = egui::text::LayoutJob::simple(
            text.clone(),
            theme::reading(14.5),
            theme.ink,
            ui.available_width(),
        );
        job.wrap.max_rows = rows;
        let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
        let elided = galley.elided;
        let label = ui.add(Label::new(galley));
        if elided {
            label.on_hover_text(text);
        }
    });
    let rect = inner.response.rect;
    ui.painter().vline(
        rect.left() + 1.5,
        rect.y_range(),
        egui::Stroke::new(3.0, color),
    );
}

/// The words, hatched where their edges are one of several values.
fn edges_ui(ui: &mut Ui, app: &App, shown: &Shown, rows: usize) {
    let mark = shown.mark.as_ref();
    let is_torn = mark.is_some_and(|mark| app.is_in_conflict(of_mark(mark, RegisterName::Spans)));
    hatched(ui, is_torn, |ui| quote_ui(ui, app, shown, rows));
}

fn torn(app: &App, shown: &Shown) -> Torn {
    let mark = shown.mark.as_ref();
    mark.map_or_else(Torn::default, |mark| Torn::of(app, mark))
}

fn place_ui(ui: &mut Ui, shown: &Shown) {
    let number = shown
        .article
        .text
        .as_ref()
        .map_or(0, |text| paragraph_number(text, shown.at));
    let place = format!(
        "paragraph {number} · {}",
        super::articles::article_name(&shown.article)
    );
    ui.add(Label::new(muted(ui, place)).truncate());
}

fn statuses_ui(ui: &mut Ui, app: &App, shown: &Shown, width: f32) -> Vec<Command> {
    let mine = shown
        .mark
        .as_ref()
        .and_then(|mark| mark.assessment_of(app.reviewer()))
        .and_then(|given| given.status)
        .or_else(|| app.my_status_of_selection());
    ui.spacing_mut().item_spacing.x = 6.0;
    Status::ALL
        .into_iter()
        .filter(|status| {
            let button = status_button(ui, app, *status, mine == Some(*status), true, width);
            if *status == Status::Verified && app.view.focus_list == Some(Region::Inspector) {
                button.request_focus();
            }
            button.clicked()
        })
        .map(Command::Mark)
        .collect()
}

/// What the mark amounts to, where that is more than one person's word.
fn standing_text(app: &App, mark: &Annotation) -> String {
    let Some(standing) = app.marks.standing(mark.id) else {
        return String::new();
    };
    let mut parts = vec![words::status_word(standing.status).to_owned()];
    if standing.judged_by > 1 {
        parts.push(format!("judged by {}", standing.judged_by));
    }
    match standing.flag {
        Some(crate::model::Flag::Decided) => parts.push(decided_by(app, mark)),
        Some(crate::model::Flag::DecisionQuestioned) => {
            parts.push("decision questioned".to_owned());
        }
        Some(crate::model::Flag::TwoDecisions) => parts.push("two decisions".to_owned()),
        Some(crate::model::Flag::NotJudged) => parts.push("not judged".to_owned()),
        None => {}
    }
    if standing.dissent > 0 {
        parts.push(format!("dissent {}", standing.dissent));
    }
    if standing.recheck {
        parts.push("re-check: the text changed".to_owned());
    }
    parts.join(" · ")
}

/// "decided by Rosa".
fn decided_by(app: &App, mark: &Annotation) -> String {
    match app.marks.decisions().in_force(mark.id) {
        Some(record) => {
            let by = app.project.reviewer_name(record.decision.value.by);
            format!("decided by {by}")
        }
        None => "decided".to_owned(),
    }
}

/// The sign-offs of a mark and whether they hold, or for whom it waits. Nothing where only one person is there.
pub(super) fn seals_ui(ui: &mut Ui, app: &App, mark: &Annotation) {
    let theme = Theme::of(ui.ctx());
    let lines = app.seal_lines(mark);
    let holds = lines.iter().any(|(holds, _)| *holds);
    for (holds, line) in lines {
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(10.0, 16.0), egui::Sense::hover());
            if holds {
                ui.painter().circle_filled(rect.center(), 4.0, theme.ink);
            } else {
                let stroke = egui::Stroke::new(1.5, theme.ink);
                ui.painter().circle_stroke(rect.center(), 3.5, stroke);
            }
            ui.add(Label::new(line).wrap());
        });
    }
    if !holds && let Some(waits) = app.waits_for(mark) {
        ui.add(Label::new(muted(ui, waits)).wrap());
    }
}

fn standing_ui(ui: &mut Ui, app: &App, mark: &Annotation) {
    let Some(standing) = app.marks.standing(mark.id) else {
        return;
    };
    // One's own word alone is said by the lit button already.
    let mine = mark
        .assessment_of(app.reviewer())
        .and_then(|given| given.status);
    let is_only_mine = standing.judged_by == 1
        && standing.flag.is_none()
        && !standing.recheck
        && mine.map(crate::model::EffectiveStatus::Tagged) == Some(standing.status);
    if !is_only_mine {
        ui.horizontal(|ui| {
            status_letter(ui, standing.status);
            ui.add(Label::new(standing_text(app, mark)).wrap());
        });
    }
    if standing.flag.is_some()
        && let Some(line) = app.decision_line(mark)
    {
        ui.add(Label::new(muted(ui, line)).wrap());
    }
    seals_ui(ui, app, mark);
    let verified = standing.status == crate::model::EffectiveStatus::Tagged(Status::Verified);
    if verified
        && app
            .marks_on_words_of(mark.id)
            .iter()
            .flat_map(|mark| mark.assessments.values())
            .all(|given| given.value.cites.is_empty())
    {
        ui.label(muted(ui, app.no_source()));
    }
    ui.add_space(6.0);
}

fn note_ui(
    ui: &mut Ui,
    app: &mut App,
    drafts: &mut Drafts,
    mark: &Annotation,
    torn: &Torn,
    most_height: f32,
) {
    let is_mine = mark.assessment_of(app.reviewer()).is_some();
    let strip = most_height.is_finite();
    let focus = app.view.focus_field.take();
    if !is_mine {
        let text = "Give it a status of your own to add a note or a correction.";
        ui.add(Label::new(muted(ui, text)).wrap());
        ui.add_space(6.0);
        return;
    }
    for field in [Field::Note, Field::ShouldRead] {
        let (label, hint, rows) = match field {
            Field::Note => (
                "Note",
                app.with_keys("{} to write", &[Command::Note]),
                if strip { 1 } else { 3 },
            ),
            Field::ShouldRead => (
                "Should read",
                app.with_keys("{} to write the correction", &[Command::ShouldRead]),
                1,
            ),
        };
        if !strip {
            section(ui, label);
        }
        let text = if field == Field::Note {
            &mut drafts.note
        } else {
            &mut drafts.should_read
        };
        let hint = if strip {
            format!("{label}: {hint}")
        } else {
            hint
        };
        super::own_undo(ui, field_id(field), (mark.id, &drafts.shown));
        // A correction is a line: Enter keeps it.
        let edit = match field {
            Field::Note if !strip => TextEdit::multiline(text),
            _ => TextEdit::singleline(text),
        };
        let edit = edit
            .hint_text(hint)
            .desired_rows(rows)
            .desired_width(f32::INFINITY)
            .id(field_id(field));
        let is_torn = match field {
            Field::Note => torn.note(),
            Field::ShouldRead => torn.should_read(),
        };
        let response = hatched(ui, is_torn, |ui| ui.add(edit).accessible_name(label));
        if focus == Some(field) {
            response.request_focus();
            // Typing goes on behind what stands there.
            let mut state =
                egui::text_edit::TextEditState::load(ui.ctx(), response.id).unwrap_or_default();
            let end = egui::text::CCursor::end_of_str(text);
            state
                .cursor
                .set_char_range(Some(egui::text::CCursorRange::one(end)));
            state.store(ui.ctx(), response.id);
        }
        // A field that is being left still has the focus in this frame.
        if response.has_focus() && !app.view.focus_text {
            app.view.region = Region::Inspector;
        }
        if response.lost_focus() {
            drafts.keep(app);
            if ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                app.go_to_region(Region::Reader);
            }
        }
        ui.add_space(if strip { 2.0 } else { 6.0 });
    }
}

/// The id of a field, so that keys can give it the focus.
fn field_id(field: Field) -> Id {
    Id::unique(("inspector field", field as u8))
}

/// Whether nobody else has judged these words.
fn is_only_mine(app: &App, mark: &Annotation) -> bool {
    let marks = app.marks_on_words_of(mark.id);
    marks
        .iter()
        .flat_map(|mark| mark.assessments.keys())
        .all(|by| *by == app.reviewer())
}

/// Everyone's assessment of these words side by side, in whosever mark it stands: status, note, sources, who and when.
fn readers_ui(ui: &mut Ui, app: &mut App, mark: &Annotation) {
    section(ui, "Readers");
    let marks: Vec<Arc<Annotation>> = app
        .marks_on_words_of(mark.id)
        .into_iter()
        .cloned()
        .collect();
    let given = marks
        .iter()
        .flat_map(|mark| mark.assessments.iter().map(move |given| (mark, given)));
    for (mark, (reviewer, register)) in given {
        let entries = std::iter::once(&register.value)
            .chain(register.rivals().iter().map(|rival| &rival.value));
        let is_conflict = register.is_conflict();
        for (at, given) in entries.enumerate() {
            if given.status.is_some() {
                let is_provisional = is_conflict && at == 0;
                hatched(ui, is_provisional, |ui| {
                    reader_ui(ui, app, *reviewer, given, (is_conflict, is_provisional));
                });
            }
        }
        if *reviewer != app.reviewer() {
            conflict_line_ui(ui, app, of_mark(mark, RegisterName::Assessment(*reviewer)));
        }
    }
    let makers: BTreeSet<ReviewerId> = marks.iter().map(|mark| mark.by).collect();
    let makers = app.names(&Vec::from_iter(makers));
    ui.add(Label::new(muted(ui, format!("Marked by {makers}"))).wrap());
}

fn reader_ui(
    ui: &mut Ui,
    app: &App,
    reviewer: crate::model::ReviewerId,
    given: &Assessment,
    (is_conflict, is_provisional): (bool, bool),
) {
    let theme = Theme::of(ui.ctx());
    let mut frame = card(theme);
    if is_provisional {
        // The hatch behind it is to be seen.
        frame = frame.fill(egui::Color32::TRANSPARENT);
    }
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            if let Some(status) = given.status {
                status_letter(ui, crate::model::EffectiveStatus::Tagged(status));
            }
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 1.0;
                let mut name = app.project.reviewer_name(reviewer);
                if reviewer == app.reviewer() {
                    name.push_str(" (you)");
                }
                ui.add(Label::new(RichText::new(name).font(theme::shell_strong(13.0))).truncate());
                let local = given.at.to_zoned(jiff::tz::TimeZone::system());
                let when = local.strftime("%-d %b %Y, %H:%M").to_string();
                ui.label(muted(
                    ui,
                    if is_conflict {
                        format!("{when} · one of two versions")
                    } else {
                        when
                    },
                ));
            });
        });
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
    });
}
