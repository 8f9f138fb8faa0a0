//! Undo, copying, finding, the focused article.

use super::{ANYWHERE, Command, Definition, Menu, NOT_IN_TEXT, READER, define};

#[expect(clippy::too_many_lines, reason = "a table: a command an entry")]
pub(super) fn definition(command: Command) -> Option<Definition> {
    let edit =
        |group, label, keys, contexts, help| define(Menu::Edit, group, label, keys, contexts, help);
    Some(match command {
        Command::Undo => {
            edit(0, "Undo", "Mod+Z", NOT_IN_TEXT, "Take the last step back").repeating()
        }
        Command::Redo => edit(
            0,
            "Redo",
            "Mod+Y Mod+Shift+Z",
            NOT_IN_TEXT,
            "Do the undone step again",
        )
        .mac("Mod+Shift+Z")
        .repeating(),
        Command::Copy => edit(
            1,
            "Copy",
            "Mod+C",
            READER,
            "Copy the selected words, or those of the mark",
        ),
        Command::CopyWithPlace => edit(
            1,
            "Copy with article and paragraph",
            "Mod+Shift+C",
            READER,
            "Copy the words with title and paragraph number",
        ),
        Command::SelectAll => edit(
            1,
            "Select all",
            "Mod+A",
            READER,
            "The whole of the focused article",
        ),
        Command::Find => edit(
            2,
            "Find…",
            "Mod+F",
            ANYWHERE,
            "Words in one article or in all",
        ),
        Command::FindNext => edit(
            2,
            "Next hit",
            "F3",
            ANYWHERE,
            "The next place that was found",
        )
        .mac("Mod+G")
        .repeating(),
        Command::FindPrevious => edit(
            2,
            "Previous hit",
            "Shift+F3",
            ANYWHERE,
            "The place before that was found",
        )
        .mac("Mod+Shift+G")
        .repeating(),
        Command::EditArticle => edit(
            3,
            "Edit article details…",
            "",
            READER,
            "Title, publisher, author, date, address, root of the focused article",
        ),
        Command::OpenArticleAddress => edit(
            3,
            "Open article address…",
            "",
            READER,
            "Shows all of the address of the focused article, then opens it in the browser",
        ),
        Command::OpenArticleArchive => edit(
            3,
            "Open archived copy…",
            "",
            READER,
            "Shows where a copy of the focused article is kept, then opens it in the browser",
        ),
        Command::ToggleRole => edit(
            3,
            "Switch between to check and to compare",
            "",
            READER,
            "Coverage and walks count only articles to check",
        ),
        Command::RemoveArticle => edit(
            3,
            "Remove article",
            "",
            READER,
            "Take the focused article and its marks out of the project",
        ),
        Command::SplitPasted => edit(
            3,
            "Split the pasted text",
            "",
            READER,
            "Makes several articles of the text that was pasted last, parted at its lines of --- or ***",
        ),
        _ => return None,
    })
}
