//! Projects, articles and files.

use super::{ANYWHERE, Command, Definition, Menu, NOT_IN_TEXT, define};

pub(super) fn definition(command: Command) -> Option<Definition> {
    let file = |group, label, keys, help| define(Menu::File, group, label, keys, ANYWHERE, help);
    Some(match command {
        Command::NewProject => file(0, "New project", "Mod+N", "A project with nothing in it"),
        Command::OpenProject => file(0, "Open project…", "Mod+O", "Choose a project file"),
        Command::OpenByPath => file(
            0,
            "Open by path…",
            "",
            "Type where the project or the articles are",
        ),
        Command::OpenRecent(_) => file(
            0,
            "Open recent project",
            "",
            "A project that was used before",
        )
        .in_sheet_only(),
        Command::OpenSample => file(
            0,
            "Open the sample project",
            "",
            "Three invented accounts of a ferry aground, to try marking on",
        ),
        Command::AddArticles => file(
            1,
            "Add articles…",
            "Mod+Shift+O",
            "Text, Markdown or saved web pages, several at once",
        ),
        Command::PasteArticle => file(
            1,
            "Paste as article",
            "Mod+Shift+V",
            "An article of the text on the clipboard",
        )
        .within(NOT_IN_TEXT),
        Command::Save => file(2, "Save", "Mod+S", "Write the project to its file"),
        Command::SaveAs => file(
            2,
            "Save as…",
            "Mod+Shift+S",
            "Write the project to another file",
        ),
        Command::SaveToPath => file(2, "Save to path…", "", "Type where to write the project"),
        Command::SendCopy => file(
            2,
            "Send a copy…",
            "",
            "Write a copy for somebody else, without the contacts of private sources",
        ),
        Command::MergeFromFile => file(
            2,
            "Merge from file…",
            "",
            "Take in what another copy of this project has; shows first what would come in",
        ),
        Command::EarlierVersions => file(
            2,
            "Earlier versions…",
            "",
            "What was saved before: see what has changed since, and bring single marks back",
        ),
        Command::ShowCameIn => file(
            2,
            "Show what came in…",
            "",
            "What others wrote into the file while it was open",
        ),
        Command::CloseProject => file(
            3,
            "Close project",
            "Mod+W",
            "Back to the welcome page; asks about unsaved changes",
        ),
        Command::Quit => file(
            3,
            "Quit",
            "Mod+Q",
            "End the program; asks about unsaved changes",
        ),
        _ => return None,
    })
}
