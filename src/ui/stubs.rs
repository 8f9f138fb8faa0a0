//! Stubs at the edges of the panes: passages that say the same in an article that does not stand beside this one.
//!
//! A stub has the number of that article, the one of its key. It stands in the gap between two panes, at the height of the words,
//! or a little below where another one is; of more than there is room for the surer ones stay, and the inspector lists all.
//!
//! Invariant: never over text, never a status.

use super::reader::{ReaderState, Sight};
use super::ribbons::outline;
use super::theme::{self, Theme};
use crate::app::{App, Command, PaneId, words};
use crate::compare::matching::{Band, Match, Passage};
use crate::model::ArticleId;
use crate::text::TextRange;
use egui::{
    Align2, Id, Rangef, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};
use std::collections::BTreeMap;

/// Points of a stub and of the space under it.
const SIZE: egui::Vec2 = vec2(10.0, 14.0);
const SPACE: f32 = 1.0;

/// How far below its words a stub may stand, in stubs.
const MOST_BELOW: usize = 3;

/// A gutter narrower than this has one column of stubs for both of its panes.
const TWO_COLUMNS: f32 = 22.0;

/// Characters of the words in a tooltip.
const WORDS: usize = 90;

/// A stub before it has its place.
struct Stub {
    pane: PaneId,
    /// The number of the other article.
    number: usize,
    found: Match,
    /// The column in which it stands.
    column: Column,
    /// The height of the words.
    y: f32,
}

/// Where stubs stand: beside a pane, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Column {
    left: f32,
    /// From where to where.
    rows: Rangef,
}

/// Draws the stubs of all panes, which are given from left to right. Returns the passage that was clicked.
pub fn stubs_ui(
    ui: &Ui,
    app: &App,
    states: &mut BTreeMap<PaneId, ReaderState>,
    drawn: &[(PaneId, Rect)],
) -> Option<Passage> {
    let numbered = app.numbered_articles();
    let mut stubs: Vec<Stub> = Vec::new();
    for at in 0..drawn.len() {
        stubs.extend(stubs_of(ui, app, states, drawn, at, &numbered).unwrap_or_default());
    }
    // The surer ones choose their places first.
    stubs.sort_by(|a, b| {
        b.found
            .band
            .cmp(&a.found.band)
            .then(b.found.score.total_cmp(&a.found.score))
            .then(a.y.total_cmp(&b.y))
            .then(a.number.cmp(&b.number))
    });
    let mut taken: Vec<Rect> = Vec::new();
    let mut clicked = None;
    for stub in &stubs {
        let Some(rect) = free_place(stub, &taken) else {
            continue;
        };
        taken.push(rect);
        let response = stub_ui(ui, app, stub, rect);
        if response.hovered() || response.has_focus() {
            outline_ends(ui, app, states, drawn, stub);
        }
        if response.clicked() {
            clicked = Some(stub.found.b);
        }
    }
    clicked
}

/// What the pane at `at` has in common with articles that do not stand beside it.
fn stubs_of(
    ui: &Ui,
    app: &App,
    states: &mut BTreeMap<PaneId, ReaderState>,
    drawn: &[(PaneId, Rect)],
    at: usize,
    numbered: &[ArticleId],
) -> Option<Vec<Stub>> {
    let (id, _) = drawn[at];
    let pane = app.pane(id)?;
    let visible = pane.visible?;
    let article = app.project.article(pane.article)?;
    let mut sight = Sight::of(ui, app, states.get_mut(&id)?, article)?;
    let rows = sight.rect().y_range();
    let shown = |at: usize| Some(app.pane(drawn.get(at)?.0)?.article);
    let beside = [at.checked_sub(1).and_then(shown), shown(at + 1)];
    let mut stubs: Vec<Stub> = Vec::new();
    for (number, other) in (1..).zip(numbered) {
        if *other == pane.article || beside.contains(&Some(*other)) {
            continue;
        }
        let lies_left = (0..at).any(|at| shown(at) == Some(*other));
        let Some(column) = column_of(drawn, at, lies_left, rows) else {
            continue;
        };
        let matches = app.matches_between(pane.article, *other);
        for found in in_view(&matches, visible) {
            let y = sight.place(ui, found.a.range).min;
            let y = y.clamp(rows.min, (rows.max - SIZE.y).max(rows.min));
            stubs.push(Stub {
                pane: id,
                number,
                found: *found,
                column,
                y,
            });
        }
    }
    Some(stubs)
}

/// The matches with a ribbon whose words in the first article are in view. They come in the order of that article.
fn in_view(matches: &[Match], visible: TextRange) -> impl Iterator<Item = &Match> {
    let from = matches.partition_point(|found| found.a.range.end <= visible.start);
    matches[from..]
        .iter()
        .take_while(move |found| found.a.range.start < visible.end)
        .filter(move |found| found.band > Band::Side && visible.overlaps(found.a.range))
}

/// Where the stubs of a pane stand: in the gap on the side on which the other article lies, else in the one that there is.
fn column_of(drawn: &[(PaneId, Rect)], at: usize, lies_left: bool, rows: Rangef) -> Option<Column> {
    let rect = drawn[at].1;
    let gap_after = drawn
        .get(at + 1)
        .map(|(_, next)| next.left() - rect.right())
        .filter(|gap| *gap > 0.0);
    let gap_before = at
        .checked_sub(1)
        .map(|before| rect.left() - drawn[before].1.right())
        .filter(|gap| *gap > 0.0);
    let left = match (gap_before, gap_after) {
        (Some(gap), None) => left_of(rect, gap),
        (Some(gap), Some(_)) if lies_left => left_of(rect, gap),
        (_, Some(gap)) if gap < TWO_COLUMNS => rect.right() + (gap - SIZE.x) / 2.0,
        (_, Some(_)) => rect.right(),
        (None, None) => return None,
    };
    Some(Column { left, rows })
}

fn left_of(rect: Rect, gap: f32) -> f32 {
    if gap < TWO_COLUMNS {
        rect.left() - gap.midpoint(SIZE.x)
    } else {
        rect.left() - SIZE.x
    }
}

/// The place nearest below its words that no other stub has.
fn free_place(stub: &Stub, taken: &[Rect]) -> Option<Rect> {
    (0..=MOST_BELOW)
        .map(|step| {
            let y = stub.y + step as f32 * (SIZE.y + SPACE);
            Rect::from_min_size(pos2(stub.column.left, y), SIZE)
        })
        .find(|rect| {
            let is_inside = rect.bottom() <= stub.column.rows.max + SPACE;
            is_inside && !taken.iter().any(|other| other.intersects(*rect))
        })
}

fn stub_ui(ui: &Ui, app: &App, stub: &Stub, rect: Rect) -> Response {
    let theme = Theme::of(ui.ctx());
    let found = &stub.found;
    let id = Id::unique((
        "stub",
        stub.pane,
        found.a.range,
        found.b.article,
        found.b.range,
    ));
    let response = ui
        .interact(rect, id, Sense::click() - Sense::FOCUSABLE)
        .on_hover_cursor(egui::CursorIcon::PointingHand);
    let (ground, edge) = if response.hovered() {
        (theme.chip, Stroke::new(1.0, theme.ink))
    } else {
        (theme.paper, Stroke::new(1.0, theme.ribbon))
    };
    ui.painter()
        .rect(rect, 3.0, ground, edge, StrokeKind::Inside);
    ui.painter().text(
        rect.center(),
        Align2::CENTER_CENTER,
        stub.number,
        theme::shell_strong(9.5),
        theme.ink,
    );
    let (words, title) = told(app, found.b);
    let how = words::capitalised(words::band(Some(found.band)));
    response.widget_info(|| {
        let number = stub.number;
        let name = format!("{how} in article {number}, {title}: {words}");
        WidgetInfo::labeled(Role::Button, true, name)
    });
    response.on_hover_ui(|ui| {
        ui.set_max_width(340.0);
        let number = stub.number;
        ui.label(egui::RichText::new(format!("{number} {title}")).strong());
        ui.label(format!("{how}: {words}"));
        let hint = "A click goes there, {} comes back";
        ui.label(super::panels::muted(
            ui,
            app.with_keys(hint, &[Command::Back]),
        ));
    })
}

/// The first words of a passage, and the title of its article.
fn told(app: &App, found: Passage) -> (String, String) {
    let Some(article) = app.project.article(found.article) else {
        return Default::default();
    };
    let words = article
        .text
        .as_ref()
        .map_or("", |text| text.slice(found.range));
    let mut shown: String = words.chars().take(WORDS).collect();
    if shown.len() < words.len() {
        shown.push('…');
    }
    let title = crate::text::visible::shown(article.display_title()).into_owned();
    (shown.replace('\n', " "), title)
}

/// Frames around both passages, where they are on the screen.
fn outline_ends(
    ui: &Ui,
    app: &App,
    states: &mut BTreeMap<PaneId, ReaderState>,
    drawn: &[(PaneId, Rect)],
    stub: &Stub,
) {
    let Match { a, b, .. } = stub.found;
    for (id, _) in drawn {
        let Some(pane) = app.pane(*id) else { continue };
        let range = if *id == stub.pane {
            a.range
        } else if pane.article == b.article {
            b.range
        } else {
            continue;
        };
        let article = app.project.article(pane.article);
        if let Some((state, article)) = states.get_mut(id).zip(article)
            && let Some(mut sight) = Sight::of(ui, app, state, article)
        {
            outline(ui, &mut sight, range);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, MOST_BELOW, SIZE, Stub, column_of, free_place};
    use crate::app::PaneId;
    use crate::compare::matching::{Band, Match, Passage};
    use crate::model::ArticleId;
    use crate::text::TextRange;
    use egui::{Rangef, Rect, pos2};
    use uuid::Uuid;

    const ROWS: Rangef = Rangef {
        min: 50.0,
        max: 600.0,
    };

    fn panes(gap: f32) -> Vec<(PaneId, Rect)> {
        (0..3_u8)
            .map(|at| {
                let left = f32::from(at) * (300.0 + gap);
                let rect = Rect::from_min_max(pos2(left, 0.0), pos2(left + 300.0, 600.0));
                (PaneId(at.into()), rect)
            })
            .collect()
    }

    #[test]
    fn a_stub_never_stands_over_a_pane() {
        for gap in [24.0, 10.0] {
            let panes = panes(gap);
            for at in 0..3 {
                for lies_left in [false, true] {
                    let column = column_of(&panes, at, lies_left, ROWS).expect("there is a gap");
                    for (_, pane) in &panes {
                        let is_beside = column.left + SIZE.x <= pane.left() + 0.01
                            || column.left >= pane.right() - 0.01;
                        assert!(is_beside, "{gap} {at} {lies_left} {column:?}");
                    }
                }
            }
        }
        assert_eq!(column_of(&panes(24.0)[..1], 0, false, ROWS), None);
    }

    #[test]
    fn stubs_at_one_height_stand_below_each_other_and_too_many_are_left_out() {
        let passage = Passage {
            article: ArticleId(Uuid::nil()),
            range: TextRange::of_bytes(0, 1),
        };
        let stub = Stub {
            pane: PaneId(0),
            number: 3,
            found: Match {
                a: passage,
                b: passage,
                score: 1.0,
                band: Band::Strong,
            },
            column: Column {
                left: 300.0,
                rows: ROWS,
            },
            y: 100.0,
        };
        let mut taken = Vec::new();
        while let Some(rect) = free_place(&stub, &taken) {
            taken.push(rect);
        }
        assert_eq!(taken.len(), MOST_BELOW + 1);
        assert!(taken.windows(2).all(|two| two[0].bottom() < two[1].top()));
        let last = Stub {
            y: ROWS.max - SIZE.y,
            ..stub
        };
        assert!(free_place(&last, &[]).is_some());
        assert!(free_place(&last, &[Rect::from_min_size(pos2(300.0, last.y), SIZE)]).is_none());
    }
}
