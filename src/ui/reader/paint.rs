//! How marks, selection and caret are drawn: one mesh for all that is flat, text on top.
//!
//! Status is pattern and letter, never hue alone: verified a solid line, unverified dashes, conflicting a zigzag, disputed
//! two thin lines without hue, re-check a dotted frame without tint. The tint belongs to the shortest mark only; underlines
//! have three lanes in leading that is there anyway, so a mark never changes a line's height.

use super::layout::{LineRect, ParagraphLayout};
use crate::app::MarkSpan;
use crate::model::{AnnotationId, EffectiveStatus, Status};
use crate::text::{TextOffset, TextRange};
use crate::ui::theme::Theme;
use egui::{Color32, Mesh, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};
use std::collections::BTreeMap;

/// Underlines that fit between two lines.
pub const LANES: usize = 3;

/// Thickness of an underline and the step from one lane to the next, in points.
const LINE: f32 = 2.0;
const LANE_STEP: f32 = 3.0;
/// From the baseline to the first underline.
const BELOW_BASELINE: f32 = 4.0;
/// A dash and its gap; a zigzag's half wave.
const DASH: (f32, f32) = (4.5, 2.5);
const WAVE: f32 = 3.6;

/// What a unit shows, collected before anything is drawn.
pub struct Painter<'p> {
    /// Behind the text: tints, selection.
    under: Mesh,
    /// Over the text: what lets it step back.
    veil: Mesh,
    /// Over the tints: underlines, caret.
    over: Mesh,
    /// Frames, which need strokes.
    frames: Vec<Shape>,
    theme: &'p Theme,
    pixel: f32,
}

/// A mark with its lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Laned {
    /// The span.
    pub span: MarkSpan,
    /// From 0; [`LANES`] and more are not drawn, only counted.
    pub lane: usize,
    /// Whether a span of a shorter annotation covers it wholly: the tint is that one's.
    pub is_covered: bool,
}

/// Gives each span the first lane that no span over the same words has, the shortest first, so that the shortest mark is
/// nearest to its words. O(k log k) for k spans of one unit.
#[must_use]
pub fn lanes(spans: &[MarkSpan]) -> Vec<Laned> {
    let mut sorted: Vec<MarkSpan> = spans.to_vec();
    sorted.sort_by_key(|span| {
        (
            span.length,
            std::cmp::Reverse(span.annotation),
            span.range.start,
        )
    });
    // The spans of a lane do not overlap: the last one that starts before another's end is the only one to look at.
    let mut taken: [BTreeMap<TextOffset, TextOffset>; LANES] = Default::default();
    let mut laned: Vec<Laned> = sorted
        .into_iter()
        .map(|span| {
            let lane = taken.iter().position(|ends| {
                ends.range(..span.range.end)
                    .next_back()
                    .is_none_or(|(_, end)| *end <= span.range.start)
            });
            if let Some(lane) = lane {
                taken[lane].insert(span.range.start, span.range.end);
            }
            Laned {
                span,
                lane: lane.unwrap_or(LANES),
                is_covered: false,
            }
        })
        .collect();
    let covered = covered(&laned);
    for (mark, is_covered) in laned.iter_mut().zip(covered) {
        mark.is_covered = is_covered;
    }
    laned
}

/// For each mark, sorted as [`lanes`] sorts them, whether one of a shorter annotation covers it wholly. O(k log k).
fn covered(laned: &[Laned]) -> Vec<bool> {
    // Ranges by start, none of which lies in another: the last one that starts before a place reaches furthest.
    let mut widest: BTreeMap<TextOffset, TextOffset> = BTreeMap::new();
    let mut covered = Vec::with_capacity(laned.len());
    for same_length in laned.chunk_by(|a, b| a.span.length == b.span.length) {
        let reach = |widest: &BTreeMap<TextOffset, TextOffset>, start| {
            widest.range(..=start).next_back().map(|(_, end)| *end)
        };
        covered.extend(same_length.iter().map(|mark| {
            reach(&widest, mark.span.range.start).is_some_and(|end| end >= mark.span.range.end)
        }));
        for mark in same_length {
            let TextRange { start, end } = mark.span.range;
            if reach(&widest, start).is_some_and(|reached| reached >= end) {
                continue;
            }
            while let Some((inner, _)) = widest
                .range(start..)
                .next()
                .filter(|(_, inner_end)| **inner_end <= end)
                .map(|(inner, inner_end)| (*inner, *inner_end))
            {
                widest.remove(&inner);
            }
            widest.insert(start, end);
        }
    }
    covered
}

impl<'p> Painter<'p> {
    /// For one frame of one pane.
    #[must_use]
    pub fn new(theme: &'p Theme, pixels_per_point: f32) -> Self {
        Self {
            under: Mesh::default(),
            veil: Mesh::default(),
            over: Mesh::default(),
            frames: Vec::new(),
            theme,
            pixel: 1.0 / pixels_per_point,
        }
    }

    /// Draws spans of a unit whose top left is at `origin`, sorted as [`lanes`] sorts them.
    pub fn marks(
        &mut self,
        layout: &dyn ParagraphLayout,
        origin: Pos2,
        laned: &[Laned],
        active: Option<AnnotationId>,
    ) {
        // Long ones first, so that the tint of a shorter one comes to lie on top.
        for mark in laned.iter().rev() {
            for line in layout.rects(mark.span.range) {
                let line = moved(line, origin);
                self.mark_line(line, mark);
                if active == Some(mark.span.annotation) {
                    let frame = text_box(line).expand2(vec2(2.0, 1.0));
                    let stroke = Stroke::new(1.5, self.theme.accent);
                    self.frames
                        .push(Shape::rect_stroke(frame, 3.0, stroke, StrokeKind::Outside));
                }
            }
        }
    }

    fn mark_line(&mut self, line: LineRect, mark: &Laned) {
        let status = mark.span.status;
        let color = self.theme.status(status);
        if mark.span.recheck {
            self.dotted(text_box(line), self.theme.ink);
        } else if !mark.is_covered {
            self.under
                .add_colored_rect(text_box(line), self.theme.tint(status));
        }
        if mark.lane >= LANES {
            return;
        }
        let y = self.round(line.baseline + BELOW_BASELINE + LANE_STEP * mark.lane as f32);
        let (left, right) = (line.rect.left(), line.rect.right());
        match status {
            EffectiveStatus::Tagged(Status::Verified) => self.bar(left, right, y, LINE, color),
            EffectiveStatus::Tagged(Status::Unverified) => {
                let mut x = left;
                while x < right {
                    self.bar(x, (x + DASH.0).min(right), y, LINE, color);
                    x += DASH.0 + DASH.1;
                }
            }
            EffectiveStatus::Tagged(Status::Conflicting) => self.zigzag(left, right, y, color),
            EffectiveStatus::Disputed => {
                // On whole pixels, so that the two stay apart.
                self.bar(left, right, y - 1.0, 1.0, color);
                self.bar(left, right, y + 2.0, 1.0, color);
            }
            EffectiveStatus::Nothing => {}
        }
    }

    /// Lets words step back: those set aside, and marked ones where only what is left to do should stand out.
    pub fn veil(&mut self, layout: &dyn ParagraphLayout, origin: Pos2, range: TextRange) {
        let color = self.theme.veil();
        for line in layout.rects(range) {
            let mut rect = text_box(moved(line, origin));
            rect.max.y -= BELOW_BASELINE;
            self.veil
                .add_colored_rect(rect.expand2(vec2(0.0, 2.0)), color);
        }
    }

    /// Draws the selected part of a unit.
    pub fn selection(&mut self, layout: &dyn ParagraphLayout, origin: Pos2, range: TextRange) {
        for line in layout.rects(range) {
            self.under
                .add_colored_rect(text_box(moved(line, origin)), self.theme.selection);
        }
    }

    /// Draws a hit over the tints of marks, so that it is seen in marked words too, and under their lines. The current
    /// one is framed: in the dark its ground is little brighter.
    pub fn hit(
        &mut self,
        layout: &dyn ParagraphLayout,
        origin: Pos2,
        hit: TextRange,
        is_current: bool,
    ) {
        let color = if is_current {
            self.theme.hit_current
        } else {
            self.theme.hit
        };
        for line in layout.rects(hit) {
            let rect = text_box(moved(line, origin));
            self.under.add_colored_rect(rect, color);
            if is_current {
                let stroke = Stroke::new(1.0, self.theme.ink);
                self.frames
                    .push(Shape::rect_stroke(rect, 2.0, stroke, StrokeKind::Outside));
            }
        }
    }

    /// Draws the caret.
    pub fn caret(&mut self, line: LineRect, origin: Pos2) {
        let line = moved(line, origin);
        let x = self.round(line.rect.left());
        let rect = text_box(line);
        self.over.add_colored_rect(
            Rect::from_min_max(pos2(x - 1.0, rect.top()), pos2(x + 1.0, rect.bottom())),
            self.theme.accent,
        );
    }

    /// Hands the shapes over: what goes under the text, and what goes over it.
    pub fn finish(self) -> (Shape, Vec<Shape>) {
        let mut over = vec![Shape::mesh(self.veil), Shape::mesh(self.over)];
        over.extend(self.frames);
        (Shape::mesh(self.under), over)
    }

    fn bar(&mut self, left: f32, right: f32, top: f32, height: f32, color: Color32) {
        let rect = Rect::from_min_max(pos2(left, top), pos2(right, top + height));
        self.over.add_colored_rect(rect, color);
    }

    fn zigzag(&mut self, left: f32, right: f32, top: f32, color: Color32) {
        let (mut x, mut up) = (left, true);
        let (high, low) = (top - 0.8, top + 2.6);
        while x < right {
            let next = (x + WAVE).min(right);
            let part = (next - x) / WAVE;
            let (from, to) = if up {
                (low, low + (high - low) * part)
            } else {
                (high, high + (low - high) * part)
            };
            self.slope(pos2(x, from), pos2(next, to), color);
            x = next;
            up = !up;
        }
    }

    /// A slanted stroke of 1.6 points.
    fn slope(&mut self, from: Pos2, to: Pos2, color: Color32) {
        let first = self.over.vertices.len() as u32;
        let thick = Vec2::new(0.0, 0.9);
        for corner in [from - thick, to - thick, to + thick, from + thick] {
            self.over.colored_vertex(corner, color);
        }
        self.over.add_triangle(first, first + 1, first + 2);
        self.over.add_triangle(first, first + 2, first + 3);
    }

    fn dotted(&mut self, rect: Rect, color: Color32) {
        let dot = self.pixel.max(1.0);
        let mut x = rect.left();
        while x < rect.right() {
            self.over.add_colored_rect(
                Rect::from_min_size(pos2(x, rect.top()), Vec2::splat(dot)),
                color,
            );
            self.over.add_colored_rect(
                Rect::from_min_size(pos2(x, rect.bottom()), Vec2::splat(dot)),
                color,
            );
            x += 3.0 * dot;
        }
        let mut y = rect.top();
        while y < rect.bottom() {
            self.over.add_colored_rect(
                Rect::from_min_size(pos2(rect.left(), y), Vec2::splat(dot)),
                color,
            );
            self.over.add_colored_rect(
                Rect::from_min_size(pos2(rect.right(), y), Vec2::splat(dot)),
                color,
            );
            y += 3.0 * dot;
        }
    }

    fn round(&self, points: f32) -> f32 {
        (points / self.pixel).round() * self.pixel
    }
}

/// The part of a line that tint, selection and caret fill: around the letters, not the whole leading.
#[must_use]
pub fn text_box(line: LineRect) -> Rect {
    let height = line.rect.height();
    let top = (line.baseline - height * 0.66).max(line.rect.top());
    let bottom = (line.baseline + BELOW_BASELINE + LINE).min(line.rect.bottom());
    Rect::from_min_max(pos2(line.rect.left(), top), pos2(line.rect.right(), bottom))
}

fn moved(line: LineRect, by: Pos2) -> LineRect {
    LineRect {
        rect: line.rect.translate(by.to_vec2()),
        baseline: line.baseline + by.y,
        line: line.line,
    }
}

#[cfg(test)]
mod tests {
    use super::{LANES, lanes};
    use crate::app::MarkSpan;
    use crate::model::{AnnotationId, EffectiveStatus, Status};
    use crate::text::TextRange;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn span(id: u128, start: usize, end: usize) -> MarkSpan {
        MarkSpan {
            range: TextRange::of_bytes(start, end),
            annotation: AnnotationId(Uuid::from_u128(id)),
            status: EffectiveStatus::Tagged(Status::Verified),
            recheck: false,
            is_first: true,
            length: (end - start) as u32,
            seal: crate::review::SealState::Unsigned,
        }
    }

    #[test]
    fn marks_over_the_same_words_get_different_lanes_the_shortest_the_nearest() {
        let found = lanes(&[
            span(1, 0, 30),
            span(2, 5, 10),
            span(3, 8, 20),
            span(4, 25, 28),
            span(5, 6, 9),
        ]);
        let lane_of = |id| {
            found
                .iter()
                .find(|laned| laned.span.annotation == AnnotationId(Uuid::from_u128(id)))
                .unwrap()
                .lane
        };
        assert_eq!([1, 2, 3, 4, 5].map(lane_of), [3, 1, 2, 0, 0]);
    }

    /// The slow twin of the lanes: each span against all that have one.
    fn lanes_slowly(spans: &[MarkSpan]) -> Vec<usize> {
        let mut taken: [Vec<TextRange>; LANES] = Default::default();
        spans
            .iter()
            .map(|span| {
                let free = |ranges: &Vec<TextRange>| {
                    ranges.iter().all(|range| !range.overlaps(span.range))
                };
                let lane = taken.iter().position(free);
                if let Some(lane) = lane {
                    taken[lane].push(span.range);
                }
                lane.unwrap_or(LANES)
            })
            .collect()
    }

    proptest! {
        #[test]
        fn lanes_and_covers_are_those_of_each_span_against_all_others(
            places in prop::collection::vec((0_usize..60, 1_usize..25, 0_u32..4), 0..60),
        ) {
            let spans: Vec<MarkSpan> = places
                .iter()
                .enumerate()
                .map(|(id, (start, length, more))| MarkSpan {
                    // An annotation of several spans is longer than this one.
                    length: *length as u32 + more * 3,
                    ..span(id as u128, *start, start + length)
                })
                .collect();
            let found = lanes(&spans);
            let sorted: Vec<MarkSpan> = found.iter().map(|laned| laned.span).collect();
            let laned: Vec<usize> = found.iter().map(|laned| laned.lane).collect();
            prop_assert_eq!(laned, lanes_slowly(&sorted));
            let slowly: Vec<bool> = sorted
                .iter()
                .map(|mark| {
                    sorted.iter().any(|other| {
                        other.length < mark.length && other.range.contains_range(mark.range)
                    })
                })
                .collect();
            let covered: Vec<bool> = found.iter().map(|laned| laned.is_covered).collect();
            prop_assert_eq!(covered, slowly);
        }
    }

    #[test]
    fn marks_that_only_touch_share_a_lane() {
        assert!(
            lanes(&[span(1, 0, 5), span(2, 5, 10)])
                .iter()
                .all(|laned| laned.lane == 0)
        );
    }
}
