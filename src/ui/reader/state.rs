//! What a pane remembers between frames: where it stands in its text, and how high things are.
//!
//! Invariant: the place is an anchor, a unit and how far its top lies above the view. Heights that become known, other
//! widths and other sizes of type never move the line under the eye, since the anchor stays.

use super::heights::HeightIndex;
use super::paint::Laned;
use super::style::UnitStyle;
use super::units::Units;
use crate::app::Scroll;
use crate::model::{Article, BlockKind, Project, Registers};
use crate::text::{Text, TextId, TextOffset, TextRange};
use crate::ui::theme::Theme;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::rc::Rc;

/// What the layout of a pane depends on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LayoutKey {
    /// Points of the text column.
    pub width: f32,
    /// Points of the reading type.
    pub text_size: f32,
    /// Pixels of a point.
    pub pixels_per_point: f32,
}

/// A drag that selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drag {
    /// What a click took: a gap, a word or a sentence, to which the drag adds.
    pub origin: TextRange,
    /// What the drag adds at a time.
    pub by: Granularity,
}

/// What a press of the mouse takes, by how often it was pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Granularity {
    /// Once: characters.
    #[default]
    Character,
    /// Twice: words.
    Word,
    /// Three times: sentences.
    Sentence,
}

/// What a pane remembers between frames.
pub struct ReaderState {
    pub(super) text_id: TextId,
    pub(super) units: Units,
    pub(super) heights: HeightIndex,
    pub(super) key: Option<LayoutKey>,
    /// The unit at the top of the view.
    pub(super) anchor_unit: usize,
    /// How far its top lies above the view; negative above the first unit.
    pub(super) anchor_above: f64,
    pub(super) drag: Option<Drag>,
    /// Whether the drag moves the edge of a mark.
    pub(super) drags_edge: bool,
    /// When and where the mouse was last pressed, and how often in a row.
    pub(super) presses: (f64, egui::Pos2, u8),
    /// Ranges set aside, sorted.
    pub(super) set_aside: Vec<TextRange>,
    pub(super) set_aside_revision: u64,
    pub(super) ruler: Ruler,
    pub(super) lanes: Lanes,
    /// Where the text stood on the screen at the last frame.
    pub(super) rect: Option<egui::Rect>,
    /// The units that were in view at the last frame.
    pub(super) in_view: RangeInclusive<usize>,
    /// The letters in the gutter, as painted last.
    pub(super) letters: Vec<super::thread::PlacedLetter>,
}

/// The lanes of the units in view, which change only with the marks.
#[derive(Default)]
pub(super) struct Lanes {
    revision: u64,
    units: BTreeMap<usize, Rc<[Laned]>>,
}

impl Lanes {
    /// Forgets the lanes of other marks, and of units out of view.
    pub(super) fn refresh(&mut self, revision: u64, in_view: &RangeInclusive<usize>) {
        if self.revision != revision {
            self.revision = revision;
            self.units.clear();
        }
        self.units.retain(|unit, _| in_view.contains(unit));
    }

    /// The lanes of a unit, found by `find` if they are not known.
    pub(super) fn of(&mut self, unit: usize, find: impl FnOnce() -> Vec<Laned>) -> Rc<[Laned]> {
        Rc::clone(self.units.entry(unit).or_insert_with(|| find().into()))
    }
}

/// The dots of the overview ruler: row of pixels, column, which status.
#[derive(Default)]
pub(super) struct Ruler {
    pub(super) key: (u64, u32),
    pub(super) dots: Vec<(f32, u8)>,
    /// Rows of pixels with hits, and the hits and height that they were made for.
    pub(super) ticks: Vec<f32>,
    pub(super) ticks_key: Option<(u64, u32)>,
}

impl ReaderState {
    /// For a text, at its start.
    #[must_use]
    pub fn new(text: &Text) -> Self {
        Self {
            text_id: text.id(),
            units: Units::of(text),
            heights: HeightIndex::default(),
            key: None,
            anchor_unit: 0,
            anchor_above: 0.0,
            drag: None,
            drags_edge: false,
            presses: (f64::NEG_INFINITY, egui::Pos2::ZERO, 0),
            set_aside: Vec::new(),
            set_aside_revision: u64::MAX,
            ruler: Ruler::default(),
            lanes: Lanes::default(),
            rect: None,
            in_view: 0..=0,
            letters: Vec::new(),
        }
    }

    /// Whether it belongs to this text.
    #[must_use]
    pub fn is_of(&self, text: &Text) -> bool {
        self.text_id == text.id()
    }

    /// How far the view has been scrolled, in points from the top of the text.
    #[must_use]
    pub fn scroll(&self) -> f64 {
        self.heights.top(self.anchor_unit) + self.anchor_above
    }

    /// How far the view has been scrolled, in a way that outlives heights and widths.
    #[must_use]
    pub(super) fn place(&self, text: &Text) -> Scroll {
        Scroll {
            at: self.units.range(text, self.anchor_unit).start,
            above: self.anchor_above,
        }
    }

    /// Puts the view where it was; the next frame keeps it inside the text.
    pub(super) fn put(&mut self, scroll: Scroll) {
        self.anchor_unit = self.units.at(scroll.at);
        self.anchor_above = scroll.above;
    }

    /// Scrolls by so many points; the next frame keeps it inside the text.
    pub fn scroll_by(&mut self, points: f64) {
        self.scroll_to((self.scroll() + points).max(0.0));
    }

    /// Puts the view at a place, in points from the top of the text.
    pub(super) fn scroll_to(&mut self, y: f64) {
        let (unit, above) = self.heights.find(y);
        self.anchor_unit = unit;
        self.anchor_above = above;
    }

    /// Puts a gap of the text at the top of the view, as the ruler does.
    pub(super) fn go_to(&mut self, offset: TextOffset, text: &Text) {
        let unit = self.units.at(offset);
        let range = self.units.range(text, unit);
        let part = (offset.bytes() - range.start.bytes().min(offset.bytes())) as f64
            / range.len().max(1) as f64;
        self.anchor_unit = unit;
        self.anchor_above = part.min(1.0) * f64::from(self.heights.height(unit));
    }

    /// Estimates every height anew where width, type or screen have changed.
    pub(super) fn set_key(
        &mut self,
        key: LayoutKey,
        article: &Article,
        text: &Text,
        theme: &Theme,
    ) {
        if self.key == Some(key) {
            return;
        }
        // Keep the same share of the top unit above the view.
        let share = self.anchor_above / f64::from(self.heights.height(self.anchor_unit)).max(1.0);
        let heights = (0..self.units.len())
            .map(|unit| {
                let range = self.units.range(text, unit);
                let style = self.style(unit, article, text, key.text_size, theme);
                if range.is_empty() {
                    empty_height(key.text_size)
                } else {
                    style.estimate(range.len(), key.width) + style.space_below
                }
            })
            .collect();
        self.heights = HeightIndex::new(heights);
        if self.key.is_some() && self.anchor_above > 0.0 {
            self.anchor_above = share * f64::from(self.heights.height(self.anchor_unit));
        }
        self.key = Some(key);
    }

    /// How a unit is set.
    pub(super) fn style(
        &self,
        unit: usize,
        article: &Article,
        text: &Text,
        text_size: f32,
        theme: &Theme,
    ) -> UnitStyle {
        let range = self.units.range(text, unit);
        let kind = if article.blocks.is_empty() {
            BlockKind::Paragraph
        } else {
            article.block_at(range.start)
        };
        let mut style = UnitStyle::of(kind, self.is_set_aside(range), text_size, theme);
        if !self.units.ends_paragraph(unit) {
            style.space_below = 0.0;
        } else if unit + 1 < self.units.len() && self.units.range(text, unit + 1).is_empty() {
            // An empty line makes the space itself.
            style.space_below = 0.0;
        }
        style
    }

    fn is_set_aside(&self, range: TextRange) -> bool {
        let behind = self
            .set_aside
            .partition_point(|aside| aside.start <= range.start);
        behind
            .checked_sub(1)
            .is_some_and(|at| self.set_aside[at].contains_range(range))
    }

    /// Notes which regions of the article are set aside.
    pub(super) fn refresh_set_aside(
        &mut self,
        project: &Project,
        article: &Article,
        revision: u64,
    ) {
        if self.set_aside_revision == revision {
            return;
        }
        self.set_aside_revision = revision;
        let mut regions: Vec<TextRange> = project
            .set_aside
            .values()
            .filter(|record| record.region.value.article == article.id && !record.is_deleted())
            .map(|record| record.region.value.range)
            .collect();
        regions.sort();
        if regions != self.set_aside {
            self.set_aside = regions;
            self.key = None;
        }
    }
}

/// The height of an empty line, which stands for the space between two paragraphs.
pub(super) fn empty_height(text_size: f32) -> f32 {
    (text_size * 0.8).round()
}
