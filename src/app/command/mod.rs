//! Everything a user can do: the one list from which menus, palette, shortcut sheet, keys, the README's table and tests
//! are made.
//!
//! The tour: here is the list itself; what is fixed about a command (label, help, keys, where they work) stands in the file
//! of its menu: [`file`], [`edit`], [`mark`], [`claim`], [`go`], [`view`], [`review`]. [`motion`] are the movements of the
//! caret.
//!
//! Invariant: a command carries no widgets and no layout. What it needs beyond its own value it finds in [`super::App`].

mod claim;
mod edit;
mod file;
mod go;
mod mark;
mod motion;
mod review;
mod view;

pub use motion::Motion;

use super::keys::{Context, Shortcut};
use super::{BottomTab, Choice, MarksView, Walk};
use crate::model::Status;

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
    /// Type where the project or the articles are.
    OpenByPath,
    /// Type where to write the project.
    SaveToPath,
    /// Write a copy for somebody else.
    SendCopy,
    /// Take in what another copy of the project has.
    MergeFromFile,
    /// Show what was saved before.
    EarlierVersions,
    /// Show what others wrote into the file last.
    ShowCameIn,
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
    /// Select the whole article.
    SelectAll,
    /// Look for words.
    Find,
    /// The next hit.
    FindNext,
    /// The hit before.
    FindPrevious,
    /// Change title, publisher, date and the rest of the focused article.
    EditArticle,
    /// Show the address of the focused article and open it in the browser.
    OpenArticleAddress,
    /// The same for the kept copy of it.
    OpenArticleArchive,
    /// The focused article is there to be checked, or to compare with.
    ToggleRole,
    /// Take the focused article out of the project.
    RemoveArticle,
    /// Make several articles of the one that was pasted last.
    SplitPasted,

    /// Give the selection or the mark a status.
    Mark(Status),
    /// Write a note on the mark.
    Note,
    /// Write what the text should read.
    ShouldRead,
    /// Choose a source for the judgement.
    Cite,
    /// The same source as the time before.
    CiteLast,
    /// Choose a claim for the passage, or make one of it.
    Tie,
    /// The claim tied to or chosen last.
    TieCurrent,
    /// Make a claim of the detail in which the passage and its match differ.
    ClaimOfDifference,
    /// Say how the passage stands to its claim.
    Stance,
    /// Take the passage off its claim.
    Untie,
    /// Take what the words beside the passage name for its root.
    UseReportedRoot,
    /// Say that the article of an empty cell of the board does not say it, or take that back.
    DoesNotSay,
    /// Go to the words nearest to the claim in the article of an empty cell of the board.
    GoToNearest,
    /// Mark those words and tie them to the claim.
    TieNearest,
    /// Choose the claim to tie to from now on.
    ChooseClaim,
    /// Change a claim's statement, kind and note, or split it.
    EditClaim,
    /// Write a note on a claim.
    ClaimNote,
    /// Make two claims of one.
    SplitClaim,
    /// List the passages of a claim.
    ListPassages,
    /// Delete a claim.
    DeleteClaim,
    /// Delete the mark.
    DeleteMark,
    /// Keep the selection as a fragment and select another.
    KeepFragment,
    /// Make the mark the selection, to change where it begins and ends.
    EditEdges,
    /// Keep the changed edges.
    KeepEdges,
    /// Mark every selection at once with the last status.
    Paint,
    /// Set the selection aside, as needing no checking.
    SetAside,
    /// Offer what looks like page furniture as one list.
    OfferFurniture,
    /// Mark the same words wherever they stand.
    MarkOccurrences,
    /// Say that the article was read to its end.
    MarkRead,
    /// The next mark of those under the caret.
    NextMarkHere,
    /// The previous mark of those under the caret.
    PreviousMarkHere,
    /// The next of the walk.
    NextInWalk,
    /// The previous of the walk.
    PreviousInWalk,
    /// Choose what J and K go along.
    ChooseWalk,
    /// Go along this from now on.
    Walk(Walk),
    /// The next passage of another article that says the same.
    NextMatch,
    /// The one before.
    PreviousMatch,
    /// What the other panes in view say of the passage at hand level with it.
    LevelMatches,
    /// To the words of the last step back.
    ShowUndone,
    /// Back to where the caret was before a jump.
    Back,
    /// Forward again.
    Forward,
    /// Choose a paragraph of the focused article.
    GoToParagraph,
    /// Widen the selection: word, clause, sentence, paragraph.
    Widen,
    /// Narrow it again.
    Narrow,

    /// Decide the disagreement on the card.
    Decide(Choice),
    /// Show what two copies wrote differently, to choose between it.
    ShowConflicts,
    /// Sign the mark off.
    SignOff,
    /// Take that back.
    TakeSignOffBack,
    /// Sign the focused article off with all its marks.
    SignOffArticle,
    /// Take that back.
    TakeArticleSignOffBack,
    /// Show everybody's marks, or only some.
    SeeMarks(MarksView),
    /// Hide others' work in what one has not read.
    BlindReview,
    /// Show how far readers agree.
    ShowAgreement,
    /// Copy the figures of that for a spreadsheet.
    CopyAgreement,

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
    /// Show or fold the lists below.
    ToggleBottom,
    /// Show one of the lists below.
    ShowList(BottomTab),
    /// Go to the filter of the list with the keyboard.
    FilterList,
    /// Let what is done step back, so that unmarked words stand out.
    DimDone,
    /// Show only the articles.
    ArticlesOnly,
    /// Show the focused article a second time.
    SplitPane,
    /// The focused pane scrolls together with the others that are locked.
    LockPane,
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

    /// Every command by its name.
    Palette,
    /// Every key.
    ShortcutSheet,
    /// What was said since the start.
    Messages,
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
    /// Claims and the passages tied to them.
    Claim,
    /// Walks, jumps, the caret and the selection.
    Move,
    /// Panels, panes, type.
    View,
    /// Disagreements and sign-offs.
    Review,
    /// Keys and about.
    Help,
}

impl Menu {
    /// All, from left to right.
    pub const ALL: [Self; 8] = [
        Self::File,
        Self::Edit,
        Self::Mark,
        Self::Claim,
        Self::Move,
        Self::View,
        Self::Review,
        Self::Help,
    ];

    /// Its title.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Mark => "Mark",
            Self::Claim => "Claim",
            Self::Move => "Move",
            Self::View => "View",
            Self::Review => "Review",
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
const ANYWHERE: &[Context] = &[
    Context::Reader,
    Context::List,
    Context::Decision,
    Context::Text,
];
const WALKS: &[Context] = &[Context::Reader, Context::List, Context::Decision];
const DECISION: &[Context] = &[Context::Decision];
const LIST: &[Context] = &[Context::List];
const EDGES: &[Context] = &[Context::Edges];
const TEXT: &[Context] = &[Context::Text];
const NOT_IN_TEXT: &[Context] = &[Context::Reader, Context::List, Context::Decision];

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

impl Definition {
    fn mac(self, mac_keys: &'static str) -> Self {
        Self { mac_keys, ..self }
    }

    fn repeating(self) -> Self {
        Self {
            repeats: true,
            ..self
        }
    }

    fn in_sheet_only(self) -> Self {
        Self {
            only_in_sheet: true,
            ..self
        }
    }

    fn within(self, contexts: &'static [Context]) -> Self {
        Self { contexts, ..self }
    }
}

impl Command {
    /// Every command, in the order of menus and sheet.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a list: a command a line")]
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::NewProject,
            Self::OpenProject,
            Self::OpenByPath,
            Self::OpenSample,
            Self::AddArticles,
            Self::PasteArticle,
            Self::Save,
            Self::SaveAs,
            Self::SaveToPath,
            Self::SendCopy,
            Self::MergeFromFile,
            Self::EarlierVersions,
            Self::CloseProject,
            Self::Quit,
            Self::Undo,
            Self::Redo,
            Self::Copy,
            Self::CopyWithPlace,
            Self::SelectAll,
            Self::Find,
            Self::FindNext,
            Self::FindPrevious,
            Self::EditArticle,
            Self::OpenArticleAddress,
            Self::OpenArticleArchive,
            Self::ToggleRole,
            Self::RemoveArticle,
            Self::SplitPasted,
        ];
        all.extend(Status::ALL.map(Self::Mark));
        all.extend([
            Self::Note,
            Self::ShouldRead,
            Self::Cite,
            Self::CiteLast,
            Self::DeleteMark,
            Self::Widen,
            Self::Narrow,
            Self::KeepFragment,
            Self::EditEdges,
            Self::KeepEdges,
            Self::Paint,
            Self::SetAside,
            Self::OfferFurniture,
            Self::MarkOccurrences,
            Self::NextMarkHere,
            Self::PreviousMarkHere,
            Self::MarkRead,
            Self::Tie,
            Self::TieCurrent,
            Self::ClaimOfDifference,
            Self::Stance,
            Self::Untie,
            Self::UseReportedRoot,
            Self::DoesNotSay,
            Self::GoToNearest,
            Self::TieNearest,
            Self::ChooseClaim,
            Self::EditClaim,
            Self::ClaimNote,
            Self::SplitClaim,
            Self::ListPassages,
            Self::DeleteClaim,
            Self::NextInWalk,
            Self::PreviousInWalk,
            Self::ChooseWalk,
            Self::NextMatch,
            Self::PreviousMatch,
            Self::LevelMatches,
            Self::ShowUndone,
            Self::Back,
            Self::Forward,
            Self::GoToParagraph,
        ]);
        all.extend(Walk::ALL.map(Self::Walk));
        all.extend(review::all());
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
        all.extend([Self::ToggleLeft, Self::ToggleInspector, Self::ToggleBottom]);
        all.extend(BottomTab::ALL.map(Self::ShowList));
        all.extend([
            Self::FilterList,
            Self::ArticlesOnly,
            Self::DimDone,
            Self::SplitPane,
            Self::LockPane,
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
            Self::Palette,
            Self::ShortcutSheet,
            Self::Messages,
            Self::About,
        ]);
        all.extend((0..9).map(Self::OpenRecent));
        all
    }

    /// What is fixed about it.
    ///
    /// # Panics
    /// Never: each command stands in one of the six files, and a test asks all of them.
    #[must_use]
    pub fn definition(self) -> Definition {
        [
            file::definition,
            edit::definition,
            mark::definition,
            claim::definition,
            go::definition,
            view::definition,
            review::definition,
        ]
        .into_iter()
        .find_map(|of_menu| of_menu(self))
        .expect("every command is defined in one of the files")
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

    /// Its name in the settings: the same in every version and every language, in snake case (`mark_verified`).
    #[must_use]
    pub fn name(self) -> String {
        let mut name = String::new();
        for character in format!("{self:?}").chars() {
            let begins_a_word = character.is_ascii_uppercase() || character == '(';
            if begins_a_word && !name.is_empty() && !name.ends_with('_') {
                name.push('_');
            }
            if character.is_ascii_alphanumeric() {
                name.push(character.to_ascii_lowercase());
            }
        }
        name
    }

    /// The command of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all()
            .into_iter()
            .find(|command| command.name() == name)
    }

    /// Its label, with its number where nine are alike.
    #[must_use]
    pub fn numbered_label(self) -> String {
        match self {
            Self::FocusArticle(number) => format!("Article {number}"),
            Self::OpenRecent(number) => format!("{} {}", self.label(), number + 1),
            _ => self.label().to_owned(),
        }
    }

    /// What menus and the palette call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.definition().label
    }
}

const FOCUS_KEYS: [&str; 10] = [
    "", "Mod+1", "Mod+2", "Mod+3", "Mod+4", "Mod+5", "Mod+6", "Mod+7", "Mod+8", "Mod+9",
];

#[cfg(test)]
mod tests {
    use super::{Command, Motion};
    use crate::app::Walk;
    use crate::model::Status;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_those_of_the_settings_files_written_before() {
        let names: Vec<String> = Command::all().into_iter().map(Command::name).collect();
        let unique: BTreeSet<&String> = names.iter().collect();
        assert_eq!(unique.len(), names.len());
        for (command, name) in [
            (Command::Save, "save"),
            (Command::Mark(Status::Verified), "mark_verified"),
            (Command::Move(Motion::WordLeft), "move_word_left"),
            (Command::FocusArticle(3), "focus_article_3"),
            (Command::Walk(Walk::Unmarked), "walk_unmarked"),
        ] {
            assert_eq!(command.name(), name);
            assert_eq!(Command::named(name), Some(command));
        }
        assert_eq!(Command::named("fly"), None);
    }

    #[test]
    fn every_command_says_what_it_does() {
        for command in Command::all() {
            let definition = command.definition();
            assert!(!definition.help.is_empty(), "{command:?}");
            assert_ne!(definition.help, definition.label, "{command:?}");
        }
    }

    #[test]
    fn only_what_goes_on_and_on_repeats_while_its_key_is_held() {
        for command in Command::all() {
            let may = matches!(
                command,
                Command::Move(_)
                    | Command::Extend(_)
                    | Command::NextInWalk
                    | Command::PreviousInWalk
                    | Command::FindNext
                    | Command::FindPrevious
                    | Command::Undo
                    | Command::Redo
            );
            assert_eq!(command.definition().repeats, may, "{command:?}");
        }
    }
}
