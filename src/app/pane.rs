//! A pane: one view of one article, with its own caret and selection.

use crate::model::ArticleId;
use crate::text::{TextOffset, TextRange};

/// The name of a pane while the window is open.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct PaneId(pub u32);

/// The caret (`head`) and where the selection began (`anchor`). Both are gaps; equal ones select nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Where it began.
    pub anchor: TextOffset,
    /// Where the caret is.
    pub head: TextOffset,
}

impl Selection {
    /// A caret without a selection.
    #[must_use]
    pub fn caret(at: TextOffset) -> Self {
        Self {
            anchor: at,
            head: at,
        }
    }

    /// The selected range, the caret at its end.
    #[must_use]
    pub fn of(range: TextRange) -> Self {
        Self {
            anchor: range.start,
            head: range.end,
        }
    }

    /// What is selected; empty for a bare caret.
    #[must_use]
    pub fn range(self) -> TextRange {
        TextRange::between(self.anchor, self.head)
    }

    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.anchor == self.head
    }
}

/// How far a pane is scrolled: what stands at its top.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Scroll {
    /// Where a paragraph, or a piece of a long one, begins.
    pub at: TextOffset,
    /// How many points of it lie above the view; negative where the view begins above the text.
    pub above: f64,
}

impl Scroll {
    /// Points in which two places are the same to the eye.
    const SAME: f64 = 1.0;

    /// Whether it is the same to the eye.
    #[must_use]
    pub fn is_like(self, other: Self) -> bool {
        self.at == other.at && (self.above - other.above).abs() < Self::SAME
    }
}

/// How a selection came about: the foot of the pane is offered only to the mouse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SelectedBy {
    /// With keys, or not at all.
    #[default]
    Keys,
    /// With the mouse.
    Mouse,
}

/// One view of one article.
#[derive(Clone, Debug)]
pub struct Pane {
    /// Its name.
    pub id: PaneId,
    /// What it shows.
    pub article: ArticleId,
    /// Caret and selection.
    pub selection: Selection,
    /// How the selection came about.
    pub selected_by: SelectedBy,
    /// The part of the text that the last frame showed; `None` before the first frame.
    pub visible: Option<TextRange>,
    /// Bring this range into view at the next frame.
    pub reveal: Option<Reveal>,
    /// How far it is scrolled; `None` before the first frame.
    pub scroll: Option<Scroll>,
    /// Scroll there at the next frame, whatever is to be brought into view.
    pub scroll_to: Option<Scroll>,
    /// A movement that waits for the layout.
    pub visual_motion: Option<(super::Motion, Extend)>,
    /// Whether it scrolls together with the others that are locked.
    pub is_locked: bool,
    /// Where carets of line movements aim at, in points from the left of the text.
    pub goal_x: Option<f32>,
}

/// Whether a movement takes what lies between into the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extend {
    /// The caret moves, the selection goes.
    No,
    /// The selection grows or shrinks.
    Yes,
}

/// What to bring into view, and how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reveal {
    /// The words to see.
    pub range: TextRange,
    /// How much the view may move.
    pub how: RevealHow,
}

/// How much the view may move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RevealHow {
    /// Only as far as needed, as for a caret.
    Nearest,
    /// Into the upper third where it is out of view, as after a jump.
    Jump,
    /// The same where fewer than three lines of what follows are in view, which often decides how words are read.
    Ahead,
}

impl Pane {
    /// A pane with the caret at the start.
    #[must_use]
    pub fn new(id: PaneId, article: ArticleId) -> Self {
        Self {
            id,
            article,
            selection: Selection::default(),
            selected_by: SelectedBy::default(),
            visible: None,
            reveal: None,
            scroll: None,
            scroll_to: None,
            visual_motion: None,
            is_locked: false,
            goal_x: None,
        }
    }
}
