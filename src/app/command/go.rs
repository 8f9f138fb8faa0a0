//! The caret, walks, jumps, regions.

use super::{ANYWHERE, Command, Definition, Menu, READER, READER_AND_LIST, TEXT, WALKS, define};

#[expect(clippy::too_many_lines, reason = "a table: a command a row")]
pub(super) fn definition(command: Command) -> Option<Definition> {
    let go =
        |group, label, keys, contexts, help| define(Menu::Move, group, label, keys, contexts, help);
    Some(match command {
        Command::NextInWalk => go(
            0,
            "Next of the walk",
            "J",
            WALKS,
            "Goes on along the chosen walk; on unmarked words it selects them",
        )
        .repeating(),
        Command::PreviousInWalk => go(
            0,
            "Previous of the walk",
            "K",
            WALKS,
            "Goes back along the chosen walk",
        )
        .repeating(),
        Command::ChooseWalk => go(
            0,
            "Choose the walk…",
            "G",
            READER_AND_LIST,
            "What J and K go along: unmarked words, marks, a status",
        ),
        Command::Walk(walk) => {
            go(0, walk.label(), "", READER_AND_LIST, walk.help()).in_sheet_only()
        }
        Command::NextMatch => go(
            1,
            "Next match of this passage",
            "M",
            READER,
            "To what another article says of it; again for the one after, Alt+Left comes back",
        ),
        Command::PreviousMatch => go(
            1,
            "Previous match of this passage",
            "Shift+M",
            READER,
            "To the match before",
        ),
        Command::LevelMatches => go(
            1,
            "Bring matches level",
            "",
            READER,
            "The other panes in view scroll to what says the same as this passage; Alt+Left scrolls back",
        ),
        Command::ShowUndone => go(
            1,
            "Show what was undone",
            "",
            ANYWHERE,
            "To the words of the last step back, where they are out of view",
        ),
        Command::Back => go(
            1,
            "Back after a jump",
            "Alt+Left",
            READER_AND_LIST,
            "To where the caret was before",
        )
        .mac("Mod+Alt+Left"),
        Command::Forward => go(
            1,
            "Forward again",
            "Alt+Right",
            READER_AND_LIST,
            "To where the last step back came from",
        )
        .mac("Mod+Alt+Right"),
        Command::GoToParagraph => go(
            1,
            "Go to paragraph…",
            "Mod+G",
            READER,
            "By its number or its words",
        )
        .mac("Mod+L"),
        Command::Move(motion) => {
            let (keys, mac_keys) = motion.keys();
            go(2, motion.label(), keys, READER, "Moves the caret")
                .mac(mac_keys)
                .repeating()
        }
        Command::Extend(motion) => {
            let (keys, mac_keys) = motion.keys();
            let help = "With Shift, takes what lies between into the selection";
            go(3, motion.label(), keys, READER, help)
                .mac(mac_keys)
                .repeating()
        }
        Command::NextRegion => go(
            4,
            "Next region",
            "F6",
            ANYWHERE,
            "List, panes, inspector, list below",
        ),
        Command::PreviousRegion => go(
            4,
            "Previous region",
            "Shift+F6",
            ANYWHERE,
            "The region before",
        ),
        Command::EnterInspector => go(
            4,
            "Into the inspector",
            "Enter",
            READER,
            "The note of the mark; Esc comes back",
        ),
        Command::Escape => go(
            4,
            "Back",
            "Escape",
            ANYWHERE,
            "One thing a press: popup, drag or edges, paint, fragments, selection, mark, back to the text",
        ),
        Command::Menus => go(
            4,
            "Menus",
            "F10",
            ANYWHERE,
            "Gives the menus the keyboard; Tab goes on, Enter opens",
        ),
        Command::FinishField => go(
            4,
            "Finish the field",
            "Mod+Enter",
            TEXT,
            "Keeps what is typed and goes back to the text; Esc does the same",
        ),
        Command::FocusArticle(_) => go(
            5,
            "Article 1 to 9",
            super::FOCUS_KEYS[command.number()],
            ANYWHERE,
            "Brings the article in and goes there",
        )
        .in_sheet_only(),
        _ => return None,
    })
}
