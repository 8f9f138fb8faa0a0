//! Panels, panes, type; help.

use super::{ANYWHERE, Command, Definition, LIST, Menu, ThemeChoice, define};
use crate::app::BottomTab;

#[expect(clippy::too_many_lines, reason = "a table: a command a row")]
pub(super) fn definition(command: Command) -> Option<Definition> {
    let view = |group, label, keys, help| define(Menu::View, group, label, keys, ANYWHERE, help);
    let help_menu =
        |group, label, keys, help| define(Menu::Help, group, label, keys, ANYWHERE, help);
    Some(match command {
        Command::ToggleLeft => view(0, "Articles", "Mod+E", "Show or fold the list of articles"),
        Command::ToggleInspector => view(0, "Inspector", "Mod+I", "Show or fold the inspector"),
        Command::ToggleBottom => view(
            0,
            "Lists below",
            "Mod+B",
            "Show or fold the lists under the panes, the claims in front",
        ),
        Command::ShowList(BottomTab::Board) => view(
            0,
            "Claims",
            "",
            "The claim board: what each article says of each claim",
        ),
        Command::ShowList(BottomTab::Annotations) => view(
            0,
            "Annotations",
            "",
            "The list of all annotations, with its filter",
        ),
        Command::ShowList(BottomTab::Sources) => view(
            0,
            "Sources",
            "",
            "The cards of evidence, and whom you wait for",
        ),
        Command::ShowList(BottomTab::Quotations) => view(
            0,
            "Quotations",
            "",
            "Who is quoted, and how the articles quote the same words",
        ),
        Command::ShowList(BottomTab::Unmarked) => view(
            0,
            "Unmarked words",
            "",
            "What is still to be looked at in the articles to check",
        ),
        Command::ShowList(BottomTab::Review) => view(
            0,
            "Review",
            "",
            "Where readers differ, and what waits for a sign-off",
        ),
        Command::FilterList => view(
            0,
            "Filter this list",
            "",
            "By words, status, article, reviewer; also /",
        )
        .within(LIST),
        Command::ArticlesOnly => view(
            0,
            "Articles only",
            "Mod+D",
            "Fold every panel; again brings them back",
        ),
        Command::DimDone => view(
            1,
            "Dim what is done",
            "",
            "Marked and set-aside words step back, unmarked ones stand out",
        ),
        Command::SplitPane => view(
            2,
            "Split pane",
            "",
            "Show the focused article a second time",
        ),
        Command::LockPane => view(
            2,
            "Scroll together",
            "",
            "Panes that are locked so scroll together, passage by passage",
        ),
        Command::ClosePane => view(2, "Close pane", "", "The article stays in the project"),
        Command::ArrangePanes => view(
            2,
            "Arrange side by side",
            "",
            "Put the panes side by side again",
        ),
        Command::LargerText => view(
            3,
            "Larger text",
            "Mod+Plus Mod+Equals Mod+Shift+Plus Mod+Shift+Equals",
            "Larger reading type",
        ),
        Command::SmallerText => view(3, "Smaller text", "Mod+Minus", "Smaller reading type"),
        Command::DefaultText => view(
            3,
            "Default text size",
            "Mod+0",
            "The reading type of the first start",
        ),
        Command::LongerLines => view(3, "Longer lines", "", "Up to 68 characters"),
        Command::ShorterLines => view(3, "Shorter lines", "", "Down to 34 characters"),
        Command::Theme(ThemeChoice::System) => {
            view(4, "Theme of the system", "", "Light or dark as the system")
        }
        Command::Theme(ThemeChoice::Light) => view(4, "Light theme", "", "Dark letters on paper"),
        Command::Theme(ThemeChoice::Dark) => view(4, "Dark theme", "", "Light letters in the dark"),
        Command::Palette => help_menu(
            0,
            "Command palette…",
            "Mod+K",
            "Every command by its name; words are looked for in all articles",
        ),
        Command::ShortcutSheet => help_menu(
            0,
            "Shortcuts",
            "F1",
            "Every key, and how to change it; ? does the same",
        ),
        Command::Messages => help_menu(
            0,
            "Messages",
            "",
            "What was said since the start, with the causes",
        ),
        Command::About => help_menu(0, "About Crosscheck", "", "What this is, and its version"),
        _ => return None,
    })
}
