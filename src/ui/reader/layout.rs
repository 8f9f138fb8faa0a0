//! How a unit of text is laid out, and where its words are.
//!
//! Everything that asks where something stands goes through [`ParagraphLayout`], so that right-to-left text can get a
//! layout of its own and ribbons can ask for a passage's place. Positions in the text are offsets of the whole text;
//! places are points from the top left of the unit.

use crate::text::{TextOffset, TextRange};
use egui::{Galley, Pos2, Rect, epaint::text::Glyph, pos2};
use std::sync::Arc;

/// A part of one line that a range covers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineRect {
    /// From the top of the line to its bottom.
    pub rect: Rect,
    /// Where the letters stand on.
    pub baseline: f32,
    /// The number of the line in its unit.
    pub line: usize,
}

/// A unit of text, laid out.
pub trait ParagraphLayout {
    /// Its height in points.
    fn height(&self) -> f32;

    /// Where the words of `range` stand, line by line; what lies outside the unit is left out.
    fn rects(&self, range: TextRange) -> Vec<LineRect>;

    /// The gap nearest to a place. Places above or below belong to the first or last line.
    fn hit(&self, place: Pos2) -> TextOffset;

    /// Where the caret stands at a gap.
    fn caret(&self, offset: TextOffset) -> LineRect;

    /// How many lines there are.
    fn line_count(&self) -> usize;

    /// The first and last gap of the line in which a gap lies.
    fn line_range(&self, offset: TextOffset) -> TextRange;

    /// The middle of a line, from the top.
    fn line_middle(&self, line: usize) -> f32;
}

/// Text from left to right, by one galley of egui.
pub struct GalleyLayout<'t> {
    galley: Arc<Galley>,
    text: &'t str,
    start: usize,
    /// Byte offset of each character and of the end; `None` where every byte is a character.
    characters: Option<Vec<u32>>,
}

impl<'t> GalleyLayout<'t> {
    /// `galley` was made of `text`, which begins at `start` bytes of its article.
    #[must_use]
    pub fn new(galley: Arc<Galley>, text: &'t str, start: TextOffset) -> Self {
        let characters = (!text.is_ascii()).then(|| {
            text.char_indices()
                .map(|(at, _)| at as u32)
                .chain([text.len() as u32])
                .collect()
        });
        Self {
            galley,
            text,
            start: start.bytes(),
            characters,
        }
    }

    /// What egui paints.
    #[must_use]
    pub fn galley(&self) -> &Arc<Galley> {
        &self.galley
    }

    fn character_of(&self, offset: TextOffset) -> usize {
        let byte = offset
            .bytes()
            .saturating_sub(self.start)
            .min(self.text.len());
        match &self.characters {
            None => byte,
            Some(characters) => characters.partition_point(|at| (*at as usize) < byte),
        }
    }

    fn offset_of(&self, character: usize) -> TextOffset {
        let byte = match &self.characters {
            None => character.min(self.text.len()),
            Some(characters) => characters
                .get(character)
                .map_or(self.text.len(), |at| *at as usize),
        };
        TextOffset::new(self.start + byte)
    }

    /// The line of a character and the number of the line's first one. The gap between two lines belongs to the second.
    fn line_of(&self, character: usize) -> (usize, usize) {
        let mut first = 0;
        for (line, row) in self.galley.rows.iter().enumerate() {
            let count = row.glyphs.len();
            if character < first + count || line + 1 == self.galley.rows.len() {
                return (line, first);
            }
            first += count;
        }
        (0, 0)
    }

    fn line_rect(&self, line: usize, from: f32, to: f32) -> LineRect {
        let Some(row) = self.galley.rows.get(line) else {
            return LineRect {
                rect: Rect::ZERO,
                baseline: 0.0,
                line: 0,
            };
        };
        let baseline = row
            .glyphs
            .first()
            .map_or(row.size.y * 0.7, |glyph| glyph.pos.y);
        let rect = Rect::from_min_max(
            pos2(row.pos.x + from, row.pos.y),
            pos2(row.pos.x + to, row.pos.y + row.size.y),
        );
        LineRect {
            rect,
            baseline: row.pos.y + baseline,
            line,
        }
    }
}

/// The left edge of a character of a line, in points from the line's left.
///
/// A ligature is one wide glyph followed by empty ones; its width is shared evenly among its characters.
fn left_edge(glyphs: &[Glyph], column: usize) -> f32 {
    let Some(glyph) = glyphs.get(column) else {
        return glyphs.last().map_or(0.0, |last| {
            // The last glyph may be an empty one of a ligature that ends the line.
            let first = cluster_start(glyphs, glyphs.len() - 1);
            (last.pos.x + last.advance_width).max(glyphs[first].pos.x + glyphs[first].advance_width)
        });
    };
    if glyph.advance_width > 0.0 {
        return glyph.pos.x;
    }
    let first = cluster_start(glyphs, column);
    if first == column {
        return glyph.pos.x;
    }
    let length = 1 + glyphs[first + 1..]
        .iter()
        .take_while(|glyph| glyph.advance_width <= 0.0)
        .count();
    glyphs[first].pos.x + glyphs[first].advance_width * (column - first) as f32 / length as f32
}

fn cluster_start(glyphs: &[Glyph], column: usize) -> usize {
    let mut first = column;
    while first > 0 && glyphs[first].advance_width <= 0.0 {
        first -= 1;
    }
    first
}

impl ParagraphLayout for GalleyLayout<'_> {
    fn height(&self) -> f32 {
        self.galley.rect.height()
    }

    fn rects(&self, range: TextRange) -> Vec<LineRect> {
        let (from, to) = (self.character_of(range.start), self.character_of(range.end));
        let mut rects = Vec::new();
        let mut first = 0;
        for (line, row) in self.galley.rows.iter().enumerate() {
            if first >= to {
                break;
            }
            let behind = first + row.glyphs.len();
            if from < behind && first < to {
                let start = left_edge(&row.glyphs, from.max(first) - first);
                // A space at which the line broke hangs over the edge; the mark does not.
                let mut end_column = to.min(behind) - first;
                while end_column > 0
                    && end_column == row.glyphs.len()
                    && row.glyphs[end_column - 1].chr.is_whitespace()
                {
                    end_column -= 1;
                }
                let end = left_edge(&row.glyphs, end_column);
                if end > start {
                    rects.push(self.line_rect(line, start, end));
                }
            }
            first = behind;
        }
        rects
    }

    fn hit(&self, place: Pos2) -> TextOffset {
        let rows = &self.galley.rows;
        let line = rows
            .partition_point(|row| row.pos.y + row.size.y <= place.y)
            .min(rows.len().saturating_sub(1));
        let Some(row) = rows.get(line) else {
            return self.offset_of(0);
        };
        let first: usize = rows[..line].iter().map(|row| row.glyphs.len()).sum();
        let x = place.x - row.pos.x;
        let mut column = row.glyphs.len();
        for at in 0..row.glyphs.len() {
            if x < left_edge(&row.glyphs, at).midpoint(left_edge(&row.glyphs, at + 1)) {
                column = at;
                break;
            }
        }
        // Behind the space at which a line broke lies the next line already.
        if line + 1 < rows.len() && column == row.glyphs.len() {
            column = column.saturating_sub(1);
        }
        self.offset_of(first + column)
    }

    fn caret(&self, offset: TextOffset) -> LineRect {
        let character = self.character_of(offset);
        let (line, first) = self.line_of(character);
        let x = self
            .galley
            .rows
            .get(line)
            .map_or(0.0, |row| left_edge(&row.glyphs, character - first));
        self.line_rect(line, x, x)
    }

    fn line_count(&self) -> usize {
        self.galley.rows.len()
    }

    fn line_range(&self, offset: TextOffset) -> TextRange {
        let (line, first) = self.line_of(self.character_of(offset));
        let Some(row) = self.galley.rows.get(line) else {
            return TextRange::between(offset, offset);
        };
        let is_last = line + 1 == self.galley.rows.len();
        let behind = first + row.glyphs.len() - usize::from(!is_last && !row.glyphs.is_empty());
        TextRange::between(self.offset_of(first), self.offset_of(behind))
    }

    fn line_middle(&self, line: usize) -> f32 {
        self.galley
            .rows
            .get(line)
            .map_or(0.0, |row| row.pos.y + row.size.y / 2.0)
    }
}
