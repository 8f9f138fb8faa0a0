//! Movements of the caret.

/// A movement of the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Motion {
    /// One grapheme back.
    Left,
    /// One grapheme forward.
    Right,
    /// One line up.
    Up,
    /// One line down.
    Down,
    /// To the start of the word, or of the one before.
    WordLeft,
    /// To the end of the word, or of the next one.
    WordRight,
    /// To the start of the sentence, or of the one before.
    SentenceBack,
    /// To the start of the next sentence.
    SentenceForward,
    /// To the start of the paragraph, or of the one before.
    ParagraphUp,
    /// To the start of the next paragraph.
    ParagraphDown,
    /// To the start of the line.
    LineStart,
    /// To the end of the line.
    LineEnd,
    /// To the start of the article.
    ArticleStart,
    /// To the end of the article.
    ArticleEnd,
    /// A page up.
    PageUp,
    /// A page down.
    PageDown,
}

impl Motion {
    /// All of them, in the order of the shortcut sheet.
    pub const ALL: [Self; 16] = [
        Self::Left,
        Self::Right,
        Self::Up,
        Self::Down,
        Self::WordLeft,
        Self::WordRight,
        Self::SentenceBack,
        Self::SentenceForward,
        Self::ParagraphUp,
        Self::ParagraphDown,
        Self::LineStart,
        Self::LineEnd,
        Self::ArticleStart,
        Self::ArticleEnd,
        Self::PageUp,
        Self::PageDown,
    ];

    /// Whether only the layout knows where it goes.
    #[must_use]
    pub fn is_visual(self) -> bool {
        matches!(
            self,
            Self::Up | Self::Down | Self::LineStart | Self::LineEnd | Self::PageUp | Self::PageDown
        )
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Left => "Back one character",
            Self::Right => "Forward one character",
            Self::Up => "Up one line",
            Self::Down => "Down one line",
            Self::WordLeft => "Back one word",
            Self::WordRight => "Forward one word",
            Self::SentenceBack => "Back one sentence",
            Self::SentenceForward => "Forward one sentence",
            Self::ParagraphUp => "Back one paragraph",
            Self::ParagraphDown => "Forward one paragraph",
            Self::LineStart => "Start of line",
            Self::LineEnd => "End of line",
            Self::ArticleStart => "Start of article",
            Self::ArticleEnd => "End of article",
            Self::PageUp => "Up one page",
            Self::PageDown => "Down one page",
        }
    }

    /// Keys on Windows and Linux, and on macOS.
    pub(super) fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Left => ("Left", "Left"),
            Self::Right => ("Right", "Right"),
            Self::Up => ("Up", "Up"),
            Self::Down => ("Down", "Down"),
            Self::WordLeft => ("Mod+Left", "Alt+Left"),
            Self::WordRight => ("Mod+Right", "Alt+Right"),
            Self::SentenceBack => ("Alt+Up", "Mod+Alt+Up"),
            Self::SentenceForward => ("Alt+Down", "Mod+Alt+Down"),
            Self::ParagraphUp => ("Mod+Up", "Alt+Up"),
            Self::ParagraphDown => ("Mod+Down", "Alt+Down"),
            Self::LineStart => ("Home", "Mod+Left Home"),
            Self::LineEnd => ("End", "Mod+Right End"),
            Self::ArticleStart => ("Mod+Home", "Mod+Up"),
            Self::ArticleEnd => ("Mod+End", "Mod+Down"),
            Self::PageUp => ("PageUp Shift+Space", "PageUp Shift+Space"),
            Self::PageDown => ("PageDown Space", "PageDown Space"),
        }
    }
}
