//! Everything a user can do: the one list from which menus, shortcut sheet, keys, the README's table and tests are made.
//!
//! Invariant: a command carries no widgets and no layout. What it needs beyond its own value it finds in [`super::App`].

use super::keys::{Context, Shortcut};
use crate::model::Status;

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

    fn label(self) -> &'static str {
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
    fn keys(self) -> (&'static str, &'static str) {
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

/// Light, dark, or as the system has it.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Dark letters on paper.
    Light,
    /// Light letters in the dark.
    Dark,
}

/// What a user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Command {
    /// A project with nothing in it.
    NewProject,
    /// Choose a project file.
    OpenProject,
    /// Open the project that was used last, or the one before it, from 0.
    OpenRecent(u8),
    /// Open the sample project.
    OpenSample,
    /// Choose articles to add.
    AddArticles,
    /// Make an article of the text on the clipboard.
    PasteArticle,
    /// Write the project to its file.
    Save,
    /// Write the project to another file.
    SaveAs,
    /// Close the project and show the welcome page.
    CloseProject,
    /// End the program.
    Quit,

    /// Take the last step back.
    Undo,
    /// Do the last undone step again.
    Redo,
    /// Copy the selected words.
    Copy,
    /// Copy the selected words with article and paragraph.
    CopyWithPlace,
    /// Change title, publisher, date and the rest of the focused article.
    EditArticle,
    /// The focused article is there to be checked, or to compare with.
    ToggleRole,
    /// Take the focused article out of the project.
    RemoveArticle,

    /// Give the selection or the mark a status.
    Mark(Status),
    /// Write a note on the mark.
    Note,
    /// Write what the text should read.
    ShouldRead,
    /// Delete the mark.
    DeleteMark,
    /// The next mark of those under the caret.
    NextMarkHere,
    /// The previous mark of those under the caret.
    PreviousMarkHere,
    /// The next mark in the article.
    NextMark,
    /// The previous mark in the article.
    PreviousMark,
    /// Widen the selection: word, clause, sentence, paragraph.
    Widen,
    /// Narrow it again.
    Narrow,

    /// Move the caret.
    Move(Motion),
    /// Move the caret and take what lies between into the selection.
    Extend(Motion),
    /// The next region of the window.
    NextRegion,
    /// The previous region of the window.
    PreviousRegion,
    /// From the text into the inspector.
    EnterInspector,
    /// One step back: popup, selection, mark, text.
    Escape,
    /// Keep what is typed in a field and go back to the text.
    FinishField,
    /// Give the menus the keyboard.
    Menus,
    /// Bring an article in and go there, from 1.
    FocusArticle(u8),

    /// Show or fold the list of articles.
    ToggleLeft,
    /// Show or fold the inspector.
    ToggleInspector,
    /// Show or fold the list of annotations.
    ToggleBottom,
    /// Show only the articles.
    ArticlesOnly,
    /// Show the focused article a second time.
    SplitPane,
    /// Close the focused pane; the article stays in the project.
    ClosePane,
    /// Put the panes side by side again.
    ArrangePanes,
    /// Larger reading type.
    LargerText,
    /// Smaller reading type.
    SmallerText,
    /// The reading type of the first start.
    DefaultText,
    /// Longer lines.
    LongerLines,
    /// Shorter lines.
    ShorterLines,
    /// Light, dark or as the system.
    Theme(ThemeChoice),

    /// Every key.
    ShortcutSheet,
    /// What this is, and its version.
    About,
}

/// The menus of the window, from left to right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Menu {
    /// Projects and articles.
    File,
    /// Undo, copy, the article.
    Edit,
    /// Statuses and what belongs to a mark.
    Mark,
    /// The caret and the selection: shown in the sheet only.
    Move,
    /// Panels, panes, type.
    View,
    /// Keys and about.
    Help,
}

impl Menu {
    /// All, from left to right.
    pub const ALL: [Self; 6] = [
        Self::File,
        Self::Edit,
        Self::Mark,
        Self::Move,
        Self::View,
        Self::Help,
    ];

    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Mark => "Mark",
            Self::Move => "Move",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

/// What is fixed about a command.
pub struct Definition {
    /// What menus and the palette call it; `…` where a dialog follows.
    pub label: &'static str,
    /// What it does, for tooltips and the shortcut sheet.
    pub help: &'static str,
    /// Keys on Windows and Linux, separated by spaces.
    pub keys: &'static str,
    /// Keys on macOS.
    pub mac_keys: &'static str,
    /// Where the keys work.
    pub contexts: &'static [Context],
    /// The menu it stands in, and its group there: a line is drawn between groups.
    pub menu: (Menu, u8),
    /// Whether it stays out of the menu, being one of many alike.
    pub only_in_sheet: bool,
    /// Whether holding the key down repeats it.
    pub repeats: bool,
}

const READER: &[Context] = &[Context::Reader];
const READER_AND_LIST: &[Context] = &[Context::Reader, Context::List];
const ANYWHERE: &[Context] = &[Context::Reader, Context::List, Context::Text];
const TEXT: &[Context] = &[Context::Text];
const NOT_IN_TEXT: &[Context] = &[Context::Reader, Context::List];

/// A definition with the same keys everywhere.
fn define(
    menu: Menu,
    group: u8,
    label: &'static str,
    keys: &'static str,
    contexts: &'static [Context],
    help: &'static str,
) -> Definition {
    Definition {
        label,
        help,
        keys,
        mac_keys: keys,
        contexts,
        menu: (menu, group),
        only_in_sheet: false,
        repeats: false,
    }
}

impl Command {
    /// Every command, in the order of menus and sheet.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::NewProject,
            Self::OpenProject,
            Self::OpenSample,
            Self::AddArticles,
            Self::PasteArticle,
            Self::Save,
            Self::SaveAs,
            Self::CloseProject,
            Self::Quit,
            Self::Undo,
            Self::Redo,
            Self::Copy,
            Self::CopyWithPlace,
            Self::EditArticle,
            Self::ToggleRole,
            Self::RemoveArticle,
        ];
        all.extend(Status::ALL.map(Self::Mark));
        all.extend([
            Self::Note,
            Self::ShouldRead,
            Self::DeleteMark,
            Self::NextMark,
            Self::PreviousMark,
            Self::NextMarkHere,
            Self::PreviousMarkHere,
            Self::Widen,
            Self::Narrow,
        ]);
        all.extend(Motion::ALL.map(Self::Move));
        all.extend(Motion::ALL.map(Self::Extend));
        all.extend([
            Self::NextRegion,
            Self::PreviousRegion,
            Self::EnterInspector,
            Self::Escape,
            Self::FinishField,
            Self::Menus,
        ]);
        all.extend((1..=9).map(Self::FocusArticle));
        all.extend([
            Self::ToggleLeft,
            Self::ToggleInspector,
            Self::ToggleBottom,
            Self::ArticlesOnly,
            Self::SplitPane,
            Self::ClosePane,
            Self::ArrangePanes,
            Self::LargerText,
            Self::SmallerText,
            Self::DefaultText,
            Self::LongerLines,
            Self::ShorterLines,
            Self::Theme(ThemeChoice::System),
            Self::Theme(ThemeChoice::Light),
            Self::Theme(ThemeChoice::Dark),
            Self::ShortcutSheet,
            Self::About,
        ]);
        all.extend((0..9).map(Self::OpenRecent));
        all
    }

    /// What is fixed about it.
    #[must_use]
    pub fn definition(self) -> Definition {
        match self {
            Self::NewProject
            | Self::OpenProject
            | Self::OpenRecent(_)
            | Self::OpenSample
            | Self::AddArticles
            | Self::PasteArticle
            | Self::Save
            | Self::SaveAs
            | Self::CloseProject
            | Self::Quit => self.file_definition(),
            Self::Undo
            | Self::Redo
            | Self::Copy
            | Self::CopyWithPlace
            | Self::EditArticle
            | Self::ToggleRole
            | Self::RemoveArticle => self.edit_definition(),
            Self::Mark(_)
            | Self::Note
            | Self::ShouldRead
            | Self::DeleteMark
            | Self::NextMarkHere
            | Self::PreviousMarkHere
            | Self::NextMark
            | Self::PreviousMark
            | Self::Widen
            | Self::Narrow => self.mark_definition(),
            Self::Move(_)
            | Self::Extend(_)
            | Self::NextRegion
            | Self::PreviousRegion
            | Self::EnterInspector
            | Self::Escape
            | Self::FinishField
            | Self::Menus
            | Self::FocusArticle(_) => self.move_definition(),
            _ => self.view_definition(),
        }
    }

    fn file_definition(self) -> Definition {
        let file =
            |group, label, keys, help| define(Menu::File, group, label, keys, ANYWHERE, help);
        match self {
            Self::NewProject => file(0, "New project", "Mod+N", "A project with nothing in it"),
            Self::OpenProject => file(0, "Open project…", "Mod+O", "Choose a project file"),
            Self::OpenRecent(_) => Definition {
                only_in_sheet: true,
                ..file(
                    0,
                    "Open recent project",
                    "",
                    "A project that was used before",
                )
            },
            Self::OpenSample => file(
                0,
                "Open the sample project",
                "",
                "Three invented accounts of a ferry aground, to try marking on",
            ),
            Self::AddArticles => file(
                1,
                "Add articles…",
                "Mod+Shift+O",
                "Text, Markdown or saved web pages, several at once",
            ),
            Self::PasteArticle => Definition {
                contexts: NOT_IN_TEXT,
                ..file(
                    1,
                    "Paste as article",
                    "Mod+Shift+V",
                    "An article of the text on the clipboard",
                )
            },
            Self::Save => file(2, "Save", "Mod+S", "Write the project to its file"),
            Self::SaveAs => file(
                2,
                "Save as…",
                "Mod+Shift+S",
                "Write the project to another file",
            ),
            Self::CloseProject => file(
                3,
                "Close project",
                "Mod+W",
                "Back to the welcome page; asks about unsaved changes",
            ),
            _ => file(
                3,
                "Quit",
                "Mod+Q",
                "End the program; asks about unsaved changes",
            ),
        }
    }

    fn edit_definition(self) -> Definition {
        let edit = |group, label, keys, contexts, help| {
            define(Menu::Edit, group, label, keys, contexts, help)
        };
        match self {
            Self::Undo => Definition {
                repeats: true,
                ..edit(0, "Undo", "Mod+Z", NOT_IN_TEXT, "Take the last step back")
            },
            Self::Redo => Definition {
                repeats: true,
                mac_keys: "Mod+Shift+Z",
                ..edit(
                    0,
                    "Redo",
                    "Mod+Y Mod+Shift+Z",
                    NOT_IN_TEXT,
                    "Do the undone step again",
                )
            },
            Self::Copy => edit(
                1,
                "Copy",
                "Mod+C",
                READER,
                "Copy the selected words, or those of the mark",
            ),
            Self::CopyWithPlace => edit(
                1,
                "Copy with article and paragraph",
                "Mod+Shift+C",
                READER,
                "Copy the words with title and paragraph number",
            ),
            Self::EditArticle => edit(
                2,
                "Edit article details…",
                "",
                READER,
                "Title, publisher, author, date, address, root of the focused article",
            ),
            Self::ToggleRole => edit(
                2,
                "Switch between to check and to compare",
                "",
                READER,
                "Coverage and walks count only articles to check",
            ),
            _ => edit(
                2,
                "Remove article",
                "",
                READER,
                "Take the focused article and its marks out of the project",
            ),
        }
    }

    fn mark_definition(self) -> Definition {
        let mark = |group, label, keys, contexts, help| {
            define(Menu::Mark, group, label, keys, contexts, help)
        };
        match self {
            Self::Mark(Status::Verified) => mark(
                0,
                "Verified",
                "1 V Alt+1",
                READER_AND_LIST,
                "A source bears out these exact words",
            ),
            Self::Mark(Status::Unverified) => mark(
                0,
                "Unverified",
                "2 U Alt+2",
                READER_AND_LIST,
                "Looked at, not borne out yet",
            ),
            Self::Mark(Status::Conflicting) => mark(
                0,
                "Conflicting",
                "3 C Alt+3",
                READER_AND_LIST,
                "A source or account says otherwise",
            ),
            Self::Note => mark(1, "Note", "N", READER_AND_LIST, "Write a note on the mark"),
            Self::ShouldRead => mark(
                1,
                "Should read",
                "R",
                READER_AND_LIST,
                "Write the correction",
            ),
            Self::DeleteMark => mark(
                1,
                "Delete mark",
                "Delete Backspace",
                READER_AND_LIST,
                "Your own mark; can be undone",
            ),
            Self::NextMark => Definition {
                repeats: true,
                ..mark(
                    2,
                    "Next mark",
                    "J",
                    READER_AND_LIST,
                    "The next mark in the article",
                )
            },
            Self::PreviousMark => Definition {
                repeats: true,
                ..mark(
                    2,
                    "Previous mark",
                    "K",
                    READER_AND_LIST,
                    "The mark before in the article",
                )
            },
            Self::NextMarkHere => mark(
                2,
                "Other mark here",
                "O",
                READER,
                "Where marks overlap, the next one under the caret",
            ),
            Self::PreviousMarkHere => mark(
                2,
                "Other mark here, back",
                "Shift+O",
                READER,
                "Where marks overlap, the one before",
            ),
            Self::Widen => mark(
                3,
                "Widen selection",
                "W",
                READER,
                "Word, clause, sentence, paragraph",
            ),
            _ => mark(
                3,
                "Narrow selection",
                "Shift+W",
                READER,
                "Paragraph, sentence, clause, word",
            ),
        }
    }

    fn move_definition(self) -> Definition {
        let go = |group, label, keys, contexts, help| {
            define(Menu::Move, group, label, keys, contexts, help)
        };
        match self {
            Self::Move(motion) | Self::Extend(motion) => {
                let (keys, mac_keys) = motion.keys();
                let help = if matches!(self, Self::Move(_)) {
                    "Moves the caret"
                } else {
                    "With Shift, takes what lies between into the selection"
                };
                Definition {
                    repeats: true,
                    mac_keys,
                    ..go(
                        u8::from(matches!(self, Self::Extend(_))),
                        motion.label(),
                        keys,
                        READER,
                        help,
                    )
                }
            }
            Self::NextRegion => go(
                2,
                "Next region",
                "F6",
                ANYWHERE,
                "List, panes, inspector, list below",
            ),
            Self::PreviousRegion => go(
                2,
                "Previous region",
                "Shift+F6",
                ANYWHERE,
                "The region before",
            ),
            Self::EnterInspector => go(
                2,
                "Into the inspector",
                "Enter",
                READER,
                "The note of the mark; Esc comes back",
            ),
            Self::Escape => go(
                2,
                "Back",
                "Escape",
                ANYWHERE,
                "One thing a press: popup, selection, active mark, back to the text",
            ),
            Self::Menus => go(
                2,
                "Menus",
                "F10",
                ANYWHERE,
                "Gives the menus the keyboard; Tab goes on, Enter opens",
            ),
            Self::FinishField => go(
                2,
                "Finish the field",
                "Mod+Enter",
                TEXT,
                "Keeps what is typed and goes back to the text; Esc does the same",
            ),
            _ => Definition {
                only_in_sheet: true,
                ..go(
                    3,
                    "Article 1 to 9",
                    FOCUS_KEYS[self.number()],
                    ANYWHERE,
                    "Brings the article in and goes there",
                )
            },
        }
    }

    fn view_definition(self) -> Definition {
        let view =
            |group, label, keys, help| define(Menu::View, group, label, keys, ANYWHERE, help);
        match self {
            Self::ToggleLeft => view(0, "Articles", "Mod+E", "Show or fold the list of articles"),
            Self::ToggleInspector => view(0, "Inspector", "Mod+I", "Show or fold the inspector"),
            Self::ToggleBottom => view(
                0,
                "Annotations",
                "Mod+B",
                "Show or fold the list of all annotations",
            ),
            Self::ArticlesOnly => view(
                0,
                "Articles only",
                "Mod+D",
                "Fold every panel; again brings them back",
            ),
            Self::SplitPane => view(
                1,
                "Split pane",
                "",
                "Show the focused article a second time",
            ),
            Self::ClosePane => view(1, "Close pane", "", "The article stays in the project"),
            Self::ArrangePanes => view(
                1,
                "Arrange side by side",
                "",
                "Put the panes side by side again",
            ),
            Self::LargerText => view(
                2,
                "Larger text",
                "Mod+Plus Mod+Equals Mod+Shift+Plus Mod+Shift+Equals",
                "Larger reading type",
            ),
            Self::SmallerText => view(2, "Smaller text", "Mod+Minus", "Smaller reading type"),
            Self::DefaultText => view(
                2,
                "Default text size",
                "Mod+0",
                "The reading type of the first start",
            ),
            Self::LongerLines => view(2, "Longer lines", "", "Up to 68 characters"),
            Self::ShorterLines => view(2, "Shorter lines", "", "Down to 34 characters"),
            Self::Theme(ThemeChoice::System) => {
                view(3, "Theme of the system", "", "Light or dark as the system")
            }
            Self::Theme(ThemeChoice::Light) => view(3, "Light theme", "", "Dark letters on paper"),
            Self::Theme(ThemeChoice::Dark) => {
                view(3, "Dark theme", "", "Light letters in the dark")
            }
            Self::ShortcutSheet => define(
                Menu::Help,
                0,
                "Shortcuts",
                "F1",
                ANYWHERE,
                "Every key; ? does the same",
            ),
            _ => define(
                Menu::Help,
                0,
                "About Crosscheck",
                "",
                ANYWHERE,
                "What this is, and its version",
            ),
        }
    }

    fn number(self) -> usize {
        match self {
            Self::FocusArticle(number) | Self::OpenRecent(number) => usize::from(number.min(9)),
            _ => 0,
        }
    }

    /// Its keys on this system.
    #[must_use]
    pub fn shortcuts(self, mac: bool) -> Vec<Shortcut> {
        let definition = self.definition();
        let keys = if mac {
            definition.mac_keys
        } else {
            definition.keys
        };
        keys.split_whitespace()
            .filter_map(Shortcut::parse)
            .map(|shortcut| {
                if matches!(self, Self::Extend(_)) {
                    shortcut.with_shift()
                } else {
                    shortcut
                }
            })
            .filter(|shortcut| !(matches!(self, Self::Extend(_)) && shortcut.is_space()))
            .collect()
    }

    /// Whether it changes the project, so that a key held down must not repeat it.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.definition().label
    }
}

const FOCUS_KEYS: [&str; 10] = [
    "", "Mod+1", "Mod+2", "Mod+3", "Mod+4", "Mod+5", "Mod+6", "Mod+7", "Mod+8", "Mod+9",
];
