//! Claims, and the passages tied to them.

use super::{Command, Definition, LIST, Menu, READER, READER_AND_LIST, define};

pub(super) fn definition(command: Command) -> Option<Definition> {
    let claim =
        |group, label, keys, help| define(Menu::Claim, group, label, keys, READER_AND_LIST, help);
    Some(match command {
        Command::Tie => claim(
            0,
            "Tie to a claim…",
            "L",
            "A new claim from these words, or one of those there are; unmarked words are marked as well",
        ),
        Command::TieCurrent => claim(
            0,
            "Tie to the current claim",
            "Shift+L",
            "The claim in the status bar: the one tied to or chosen last",
        ),
        Command::ClaimOfDifference => claim(
            0,
            "Make a claim of this difference",
            "D",
            "Of the detail in which another article differs: both passages are marked, one for the claim and one against",
        )
        .within(READER),
        Command::Stance => claim(
            0,
            "Stance…",
            "T",
            "Whether the words support the claim, contradict it, or only mention it",
        ),
        Command::Untie => claim(
            0,
            "Untie",
            "",
            "The mark states its claim no longer; can be undone",
        ),
        Command::UseReportedRoot => claim(
            0,
            "Use the reported root",
            "",
            "What the words beside the passage name becomes its root, as after \"told Reuters\"",
        ),
        Command::DoesNotSay => claim(
            1,
            "Does not say",
            "X",
            "On an empty cell of the claim board: the article does not say it; again takes that back",
        )
        .within(LIST),
        Command::GoToNearest => claim(
            1,
            "Go to the nearest words",
            "",
            "On an empty cell of the claim board: to what its article says that is nearest to the claim",
        )
        .within(LIST),
        Command::TieNearest => claim(
            1,
            "Tie the nearest words",
            "",
            "On an empty cell of the claim board: marks them unverified and ties them to the claim, in one step",
        )
        .within(LIST),
        Command::ChooseClaim => claim(
            2,
            "Choose the current claim…",
            "",
            "What the next passages are tied to",
        ),
        Command::EditClaim => claim(
            2,
            "Edit claim…",
            "",
            "Its statement and kind; that of the mark, else the current one",
        ),
        Command::ClaimNote => claim(
            2,
            "Note on the claim…",
            "",
            "A remark on the claim itself, which its row shows; that of the mark, else the current one",
        ),
        Command::SplitClaim => claim(
            2,
            "Split claim…",
            "",
            "One claim made two; its passages stay with the first",
        ),
        Command::ListPassages => claim(
            2,
            "List its passages",
            "",
            "The marks that are tied to the claim, in the list of annotations",
        ),
        Command::DeleteClaim => claim(
            2,
            "Delete claim",
            "",
            "The claim of the mark, else the current one; its passages keep their marks",
        ),
        _ => return None,
    })
}
