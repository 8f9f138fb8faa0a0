//! One row of the board: what stands in its cells, laid out and painted.
//!
//! A row is laid out first, which gives its height, and painted then. Statements have two lines, cells three, then "…"; the
//! whole is in the tooltip and in the inspector.

use super::columns::{CLAIMS, Column};
use super::differing::Boxes;
use crate::app::{App, BoardColumn, Near, paragraph_number, words};
use crate::compare::{Cell, Passage, board::Row, root_of};
use crate::model::{Article, ArticleId, ClaimId, ClaimKind, ClaimRecord, EffectiveStatus, Project};
use crate::text::visible::shown;
use crate::ui::panels::articles::article_name;
use crate::ui::panels::boxes;
use crate::ui::theme::{self, Theme};
use egui::text::LayoutJob;
use egui::{
    Align2, Color32, Galley, Pos2, Rect, Stroke, StrokeKind, TextFormat, Ui, Vec2, pos2, vec2,
};
use std::ops::Range;
use std::sync::Arc;

/// Points that a cell leaves free at its sides, and over and under its words.
const PADDING: Vec2 = vec2(8.0, 6.0);

/// Side of a status letter, and the gap behind it.
const LETTER: f32 = 18.0;
const LETTER_GAP: f32 = 7.0;

/// How much lower small words stand that have no letter beside them, so that they are level with the others.
const EMPTY_DROP: f32 = 2.0;

/// Between two passages of a cell.
const PIECE_GAP: f32 = 3.0;

/// Between a statement, its reason and what stands below.
const LINE_GAP: f32 = 1.0;

/// The corner of a box around words that differ.
const BOX_CORNER: f32 = 2.5;

/// Lines of a statement, of its reason and of a cell.
const STATEMENT_ROWS: usize = 2;
const REASON_ROWS: usize = 2;
const CELL_ROWS: usize = 3;

/// Passages of one cell that are shown; of more, two and their number.
const MOST_PASSAGES: usize = 3;

/// Bytes of a passage that are laid out: three lines hold less.
const MOST_BYTES: usize = 600;

/// A row, ready to be painted.
pub(super) struct LaidOut {
    pub height: f32,
    status: EffectiveStatus,
    claim: Vec<Arc<Galley>>,
    cells: Vec<Vec<Piece>>,
}

impl LaidOut {
    /// Which passage of a cell stands at a place.
    pub(super) fn passage_at(&self, column: usize, rect: Rect, at: Pos2) -> Option<usize> {
        let mut bottom = rect.top() + PADDING.y;
        let pieces = self.cells.get(column)?;
        let found = pieces.iter().find(|piece| {
            bottom += piece.height() + PIECE_GAP;
            piece.passage.is_some() && at.y < bottom
        });
        found?.passage
    }

    /// Where the words of a passage of a cell stand.
    pub(super) fn place_of(&self, column: usize, rect: Rect, passage: usize) -> Option<Rect> {
        let mut top = rect.top() + PADDING.y;
        for piece in self.cells.get(column)? {
            if piece.passage == Some(passage) {
                let height = piece.height();
                return Some(Rect::from_x_y_ranges(rect.x_range(), top..=top + height));
            }
            top += piece.height() + PIECE_GAP;
        }
        None
    }
}

/// A passage in a cell, or why there is none.
struct Piece {
    /// Its letter, and whether it has to be looked at again.
    letter: Option<(EffectiveStatus, bool)>,
    /// Which passage of the cell it is.
    passage: Option<usize>,
    galley: Arc<Galley>,
    /// Characters that differ from other passages of the row.
    boxed: Vec<Range<usize>>,
}

impl Piece {
    /// Words that are no passage.
    fn of_words(galley: Arc<Galley>) -> Self {
        Self {
            letter: None,
            passage: None,
            galley,
            boxed: Vec::new(),
        }
    }

    fn height(&self) -> f32 {
        let least = if self.letter.is_some() { LETTER } else { 0.0 };
        self.galley.size().y.max(least)
    }
}

/// Lays a row out. A folded column has no words.
pub(super) fn lay_out(
    ui: &Ui,
    app: &App,
    row: &Row,
    record: &ClaimRecord,
    columns: &[Column],
    differing: &Boxes,
) -> LaidOut {
    let claim = claim_words(ui, app, row, record);
    let cells: Vec<Vec<Piece>> = columns
        .iter()
        .map(|column| match app.board_cell(row.claim, column.article) {
            _ if column.is_folded => Vec::new(),
            Some(Cell::Passages(passages)) => {
                let first = first_shown(app, row, column.article, passages.len());
                passages_ui(ui, app, (passages, first), column.width, differing)
            }
            Some(empty) => {
                let near = app.near_cell(row.claim, column.article);
                empty_pieces(ui, app, empty, near, column)
            }
            None => Vec::new(),
        })
        .collect();
    let claim_height: f32 = claim.iter().map(|galley| galley.size().y + LINE_GAP).sum();
    let cell_height = |pieces: &Vec<Piece>| {
        let gaps = pieces.len().saturating_sub(1) as f32 * PIECE_GAP;
        pieces.iter().map(Piece::height).sum::<f32>() + gaps
    };
    let tallest = cells.iter().map(cell_height).fold(LETTER, f32::max);
    LaidOut {
        height: (tallest.max(claim_height) + 2.0 * PADDING.y).ceil(),
        status: row.status.status,
        claim,
        cells,
    }
}

/// The statement, its reason, and where its passages come from.
fn claim_words(ui: &Ui, app: &App, row: &Row, record: &ClaimRecord) -> Vec<Arc<Galley>> {
    let theme = Theme::of(ui.ctx());
    let width = CLAIMS - 2.0 * PADDING.x - LETTER - LETTER_GAP;
    let statement = one_line(&record.claim.value.statement);
    let (ink, muted) = (
        format(theme::shell(13.0), theme.ink),
        format(theme::shell(11.5), theme.muted),
    );
    let mut lines = vec![
        lines_of(ui, &[(&statement, &ink)], width, STATEMENT_ROWS),
        lines_of(
            ui,
            &[(&app.claim_line(&row.status), &muted)],
            width,
            REASON_ROWS,
        ),
    ];
    let about = about(row);
    if !about.is_empty() {
        lines.push(lines_of(ui, &[(&about, &muted)], width, 1));
    }
    lines
}

/// "3 articles, 1 root · number", as far as the line above does not say it.
pub(super) fn about(row: &Row) -> String {
    let accounts = row.status.accounts();
    let is_told = row.status.line().starts_with(&accounts) || row.status.articles == 0;
    let accounts = (!is_told).then_some(accounts);
    // "Other" tells nobody anything.
    let kind = row.kind.filter(|kind| *kind != ClaimKind::Other);
    let kind = kind.map(|kind| kind.word().to_owned());
    accounts
        .into_iter()
        .chain(kind)
        .collect::<Vec<_>>()
        .join(" · ")
}

/// Why a cell is empty, and the words of its article that are nearest to the claim.
fn empty_pieces(
    ui: &Ui,
    app: &App,
    cell: Cell<'_>,
    near: Option<Near>,
    column: &Column,
) -> Vec<Piece> {
    let theme = Theme::of(ui.ctx());
    let small = format(theme::shell(12.0), theme.muted);
    let width = column.width - 2.0 * PADDING.x;
    let (empty, _) = app.empty_cell(cell);
    let lines = |words: &str, format: &TextFormat, rows: usize| {
        Piece::of_words(lines_of(ui, &[(words, format)], width, rows))
    };
    let near = near.filter(|near| near.is_alike);
    let Some((words, paragraph)) = near.and_then(|near| near_words(app, column.article, near))
    else {
        return vec![lines(empty, &small, 2)];
    };
    let dimmed = format(theme::reading(13.5), theme.muted);
    // In a narrow column the place takes a second line from the words, never the other way round.
    let place = lines(
        &words::empty_with_nearest(empty, paragraph),
        &small,
        CELL_ROWS - 1,
    );
    let left = CELL_ROWS - place.galley.rows.len().min(CELL_ROWS - 1);
    vec![place, lines(&words, &dimmed, left)]
}

/// The words nearby in quotation marks, and in which paragraph they stand.
fn near_words(app: &App, article: ArticleId, near: Near) -> Option<(String, usize)> {
    let text = app.project.article(article)?.text.as_ref()?;
    let words = one_line(text.get(near.range)?);
    let paragraph = paragraph_number(text, near.range.start);
    Some((words::in_quotes(&words), paragraph))
}

/// How many passages of a cell are shown.
fn shown_of(count: usize) -> usize {
    if count > MOST_PASSAGES {
        MOST_PASSAGES - 1
    } else {
        count
    }
}

/// The first passage of a cell that is shown: the one with the keyboard is always among them.
fn first_shown(app: &App, row: &Row, article: ArticleId, count: usize) -> usize {
    let board = app.board();
    let is_chosen = board.column() == BoardColumn::Article(article)
        && board.shown().get(board.at()) == Some(&row.claim);
    if is_chosen {
        (board.passage() + 1).saturating_sub(shown_of(count))
    } else {
        0
    }
}

fn passages_ui(
    ui: &Ui,
    app: &App,
    (passages, first): (&[Passage], usize),
    width: f32,
    differing: &Boxes,
) -> Vec<Piece> {
    let theme = Theme::of(ui.ctx());
    let shown = shown_of(passages.len());
    let (ink, muted) = (
        format(theme::reading(13.5), theme.ink),
        format(theme::shell(11.5), theme.muted),
    );
    let words_width = width - 2.0 * PADDING.x - LETTER - LETTER_GAP;
    let mut pieces: Vec<Piece> = passages
        .iter()
        .enumerate()
        .skip(first)
        .take(shown)
        .enumerate()
        .map(|(at, (number, passage))| {
            // Three lines in all, the first passage before the others.
            let rows = (CELL_ROWS + 1 - shown).max(1);
            let rows = if at == 0 { rows } else { 1 };
            let words = quoted(&app.project, passage, MOST_BYTES);
            let beside = words::stance_beside(passage.stance);
            let beside = beside.map(|stance| format!("{stance} "));
            let before = beside.as_deref().map_or(0, |stance| stance.chars().count());
            let parts_boxed = differing.in_quote(&app.project, passage, &words);
            let parts_boxed = parts_boxed.map(|part| part.start + before..part.end + before);
            let mut parts: Vec<(&str, &TextFormat)> = Vec::new();
            parts.extend(beside.as_deref().map(|stance| (stance, &muted)));
            parts.push((&words, &ink));
            Piece {
                letter: Some((passage.status, passage.recheck)),
                passage: Some(number),
                galley: lines_of(ui, &parts, words_width, rows),
                boxed: parts_boxed.collect(),
            }
        })
        .collect();
    if passages.len() > shown {
        let more = format!("+{} more", passages.len() - shown);
        pieces.push(Piece::of_words(lines_of(
            ui,
            &[(&more, &muted)],
            words_width,
            1,
        )));
    }
    pieces
}

/// Paints the cell of the claim itself.
pub(super) fn paint_claim(ui: &Ui, row: &LaidOut, rect: Rect) {
    let theme = Theme::of(ui.ctx());
    let at = rect.min + PADDING;
    paint_letter(ui, at, row.status, false);
    let mut top = at.y;
    for galley in &row.claim {
        let place = pos2(at.x + LETTER + LETTER_GAP, top);
        ui.painter().galley(place, Arc::clone(galley), theme.ink);
        top += galley.size().y + LINE_GAP;
    }
}

/// Paints the cell of an article.
pub(super) fn paint_cell(ui: &Ui, row: &LaidOut, column: usize, rect: Rect) {
    let theme = Theme::of(ui.ctx());
    let at = rect.min + PADDING;
    let mut top = at.y;
    for piece in row.cells.get(column).into_iter().flatten() {
        let mut place = pos2(at.x, top + EMPTY_DROP);
        if let Some((status, recheck)) = piece.letter {
            paint_letter(ui, pos2(at.x, top), status, recheck);
            place = pos2(at.x + LETTER + LETTER_GAP, top);
        }
        ui.painter()
            .galley(place, Arc::clone(&piece.galley), theme.ink);
        for part in &piece.boxed {
            for part in boxes(&piece.galley, place, part.clone()) {
                let stroke = Stroke::new(1.0, theme.ink);
                ui.painter()
                    .rect_stroke(part, BOX_CORNER, stroke, StrokeKind::Outside);
            }
        }
        top += piece.height() + PIECE_GAP;
    }
}

/// The letter of a status on its tint; what has to be looked at again has a frame and a "!" instead.
pub fn paint_letter(ui: &Ui, at: Pos2, status: EffectiveStatus, recheck: bool) {
    let theme = Theme::of(ui.ctx());
    let rect = Rect::from_min_size(at, Vec2::splat(LETTER));
    let letter = words::letter(status);
    let text = if recheck {
        let stroke = Stroke::new(1.0, theme.ink);
        ui.painter()
            .rect_stroke(rect, 4.0, stroke, StrokeKind::Inside);
        format!("{letter}!")
    } else {
        ui.painter().rect_filled(rect, 4.0, theme.tint(status));
        letter.to_owned()
    };
    ui.painter().text(
        rect.center(),
        Align2::CENTER_CENTER,
        text,
        theme::shell_bold(11.0),
        theme.status(status),
    );
}

/// What a screen reader says of the cell of a claim.
pub(super) fn claim_label(app: &App, row: &Row, record: &ClaimRecord) -> String {
    let statement = one_line(&record.claim.value.statement);
    let status = words::status_word(row.status.status);
    let mut said = vec![
        format!("{statement}: {}", status.to_lowercase()),
        app.claim_line(&row.status),
    ];
    said.push(about(row));
    said.retain(|part| !part.is_empty());
    said.join(", ")
}

/// What a screen reader says of the cell of an article.
pub(super) fn cell_label(
    app: &App,
    record: &ClaimRecord,
    article: &Article,
    cell: Cell<'_>,
) -> String {
    let statement = one_line(&record.claim.value.statement);
    let said = match cell {
        Cell::Passages(passages) => {
            let said: Vec<String> = passages
                .iter()
                .map(|passage| said_of(&app.project, passage))
                .collect();
            said.join("; ")
        }
        empty => {
            let near = app.near_cell(record.id, article.id);
            let near = near.filter(|near| near.is_alike);
            let near = near.and_then(|near| near_words(app, article.id, near));
            let near = near.map(|(words, paragraph)| words::nearest_words(&words, paragraph));
            let said = std::iter::once(app.empty_cell(empty).0.to_owned()).chain(near);
            said.collect::<Vec<_>>().join(", ")
        }
    };
    format!("{statement}, {}: {said}", article_name(article))
}

/// "verified, re-check, against “241 passengers”".
fn said_of(project: &Project, passage: &Passage) -> String {
    let mut said = vec![words::status_word(passage.status).to_lowercase()];
    if passage.recheck {
        said.push("re-check".to_owned());
    }
    said.extend(words::stance_beside(passage.stance).map(ToOwned::to_owned));
    said.push(quoted(project, passage, usize::MAX));
    said.join(", ")
}

/// All of a claim, for the tooltip.
pub(super) fn claim_tooltip(app: &App, row: &Row, record: &ClaimRecord) -> String {
    let claim = &record.claim.value;
    let mut lines = vec![
        claim.statement.clone(),
        app.claim_line(&row.status),
        about(row),
    ];
    lines.push(words::open_questions(row.open));
    lines.push(claim.note.clone());
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

/// All of a cell, for the tooltip: the whole words with their roots, or who says that there are none.
pub(super) fn cell_tooltip(app: &App, place: (ClaimId, ArticleId), cell: Cell<'_>) -> String {
    match cell {
        Cell::Passages(passages) => {
            let lines: Vec<String> = passages
                .iter()
                .map(|passage| {
                    let root = app
                        .project
                        .annotations
                        .get(&passage.annotation)
                        .map_or("", |mark| root_of(&app.project, mark));
                    let root = if root.is_empty() {
                        "root unknown".to_owned()
                    } else {
                        format!("root: {root}")
                    };
                    format!("{}\n{root}", said_of(&app.project, passage))
                })
                .collect();
            lines.join("\n")
        }
        Cell::DoesNotSay { by, at } => words::does_not_say_by(&app.project.reviewer_name(by), at),
        empty => {
            let help = app.empty_cell(empty).1;
            let near = app.near_cell(place.0, place.1);
            match near.and_then(|near| near_words(app, place.1, near)) {
                Some((words, paragraph)) => {
                    let near = words::nearest_words(&words, paragraph);
                    format!("{help}\n{}", words::capitalised(&near))
                }
                None => help.to_owned(),
            }
        }
    }
}

/// The words of a passage in quotation marks, at most so many bytes of them.
fn quoted(project: &Project, passage: &Passage, most: usize) -> String {
    let quote = project
        .annotations
        .get(&passage.annotation)
        .map(|mark| mark.quote())
        .unwrap_or_default();
    let mut quote = one_line(&quote);
    if quote.len() > most {
        let cut = (0..=most).rev().find(|at| quote.is_char_boundary(*at));
        quote.truncate(cut.unwrap_or(0));
    }
    words::in_quotes(&quote)
}

fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    shown(&line).into_owned()
}

fn format(font_id: egui::FontId, color: Color32) -> TextFormat {
    TextFormat {
        font_id,
        color,
        // Small words beside large ones.
        valign: egui::Align::Center,
        ..TextFormat::default()
    }
}

/// Words in lines of this width, at most so many, with "…" where more were cut off.
fn lines_of(ui: &Ui, parts: &[(&str, &TextFormat)], width: f32, rows: usize) -> Arc<Galley> {
    let mut job = LayoutJob::default();
    for (text, format) in parts {
        job.append(text, 0.0, (*format).clone());
    }
    job.wrap.max_width = width.max(1.0);
    job.wrap.max_rows = rows;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
