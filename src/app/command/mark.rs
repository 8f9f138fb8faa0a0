//! Statuses, and what belongs to a mark.

use super::{Command, Definition, EDGES, Menu, READER, READER_AND_LIST, define};
use crate::model::Status;

#[expect(clippy::too_many_lines, reason = "a table: a command a row")]
pub(super) fn definition(command: Command) -> Option<Definition> {
    let mark =
        |group, label, keys, contexts, help| define(Menu::Mark, group, label, keys, contexts, help);
    Some(match command {
        Command::Mark(Status::Verified) => mark(
            0,
            "Verified",
            "1 V Alt+1",
            READER_AND_LIST,
            "A source bears out these exact words",
        ),
        Command::Mark(Status::Unverified) => mark(
            0,
            "Unverified",
            "2 U Alt+2",
            READER_AND_LIST,
            "Looked at, not borne out yet",
        ),
        Command::Mark(Status::Conflicting) => mark(
            0,
            "Conflicting",
            "3 C Alt+3",
            READER_AND_LIST,
            "A source or account says otherwise",
        ),
        Command::Note => mark(1, "Note", "N", READER_AND_LIST, "Write a note on the mark"),
        Command::ShouldRead => mark(
            1,
            "Should read",
            "R",
            READER_AND_LIST,
            "Write the correction",
        ),
        Command::Cite => mark(
            1,
            "Cite a source…",
            "S",
            READER_AND_LIST,
            "Choose what bears the judgement out, or make a new card",
        ),
        Command::CiteLast => mark(
            1,
            "Cite the last source again",
            "Shift+S",
            READER_AND_LIST,
            "The same source and place as the time before",
        ),
        Command::DeleteMark => mark(
            1,
            "Delete mark",
            "Delete Backspace",
            READER_AND_LIST,
            "Your own mark; can be undone",
        ),
        Command::Widen => mark(
            2,
            "Widen selection",
            "W",
            READER,
            "Word, clause, sentence, paragraph",
        ),
        Command::Narrow => mark(
            2,
            "Narrow selection",
            "Shift+W",
            READER,
            "Paragraph, sentence, clause, word",
        ),
        Command::KeepFragment => mark(
            2,
            "Keep this fragment",
            "A",
            READER,
            "Keeps the selection and selects another beside it, for one mark over both; also Ctrl and drag",
        ),
        Command::EditEdges => mark(
            2,
            "Change the edges",
            "E",
            READER,
            "Your own mark becomes the selection; again for its other edge",
        ),
        Command::KeepEdges => mark(
            2,
            "Keep the edges",
            "Enter",
            EDGES,
            "While edges are changed; Esc leaves them as they were",
        )
        .in_sheet_only(),
        Command::Paint => mark(
            3,
            "Paint with the last status",
            "P",
            READER,
            "Every selection is marked at once, until P or Esc",
        ),
        Command::SetAside => mark(
            3,
            "Set aside",
            "X",
            READER,
            "Words that need no checking: page furniture or opinion",
        ),
        Command::OfferFurniture => mark(
            3,
            "Set page furniture aside…",
            "",
            READER,
            "Bylines, teasers and footers as one list",
        ),
        Command::MarkOccurrences => mark(
            3,
            "Mark all occurrences…",
            "",
            READER,
            "The same words wherever they stand, in this article or in all",
        ),
        Command::NextMarkHere => mark(
            4,
            "Other mark here",
            "O",
            READER,
            "Where marks overlap, the next one under the caret",
        ),
        Command::PreviousMarkHere => mark(
            4,
            "Other mark here, back",
            "Shift+O",
            READER,
            "Where marks overlap, the one before",
        ),
        Command::MarkRead => mark(
            5,
            "Mark article as read to the end…",
            "Mod+Shift+Enter",
            READER,
            "Says first what is still unmarked",
        ),
        _ => return None,
    })
}
