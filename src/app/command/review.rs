//! Disagreements, sign-offs and agreement.

use super::{ANYWHERE, Command, DECISION, Definition, Menu, READER_AND_LIST, define};
use crate::app::{Choice, MarksView};

/// The commands of this menu, in its order.
pub(super) fn all() -> impl Iterator<Item = Command> {
    let signing = [
        Command::ShowConflicts,
        Command::SignOff,
        Command::TakeSignOffBack,
        Command::SignOffArticle,
        Command::TakeArticleSignOffBack,
        Command::ShowAgreement,
        Command::CopyAgreement,
    ];
    Choice::ALL
        .map(Command::Decide)
        .into_iter()
        .chain(signing)
        .chain(MarksView::ALL.map(Command::SeeMarks))
        .chain([Command::BlindReview])
}

pub(super) fn definition(command: Command) -> Option<Definition> {
    let review = |group, label, keys, contexts, help| {
        define(Menu::Review, group, label, keys, contexts, help)
    };
    let see = |label, help| review(4, label, "", ANYWHERE, help);
    Some(match command {
        Command::Decide(choice) => decision(choice),
        Command::ShowConflicts => review(
            1,
            "Conflicts",
            "",
            ANYWHERE,
            "What two copies wrote differently, side by side, to choose between",
        ),
        Command::SignOff => review(
            2,
            "Sign off",
            "Y",
            READER_AND_LIST,
            "On the walk \"sign-off\": the mark is in order as it stands. Never one that you judged or decided",
        ),
        Command::TakeSignOffBack => review(
            2,
            "Take sign-off back",
            "",
            READER_AND_LIST,
            "Your own sign-off of the mark",
        ),
        Command::SignOffArticle => review(
            3,
            "Sign off article",
            "",
            READER_AND_LIST,
            "The focused article with all its marks; never one in which a mark is yours",
        ),
        Command::TakeArticleSignOffBack => review(
            3,
            "Take sign-off of article back",
            "",
            READER_AND_LIST,
            "Your own sign-off of the focused article",
        ),
        Command::SeeMarks(MarksView::All) => see(
            "Show everybody's marks",
            "In the text, the lists and the board",
        ),
        Command::SeeMarks(MarksView::Mine) => see(
            "Show only your marks",
            "Those that you made or judged; the status bar says so all the time",
        ),
        Command::SeeMarks(MarksView::OnePerson) => see(
            "Show one person's marks…",
            "Those that this person made or judged",
        ),
        Command::SeeMarks(MarksView::Disagreements) => see(
            "Show only disagreements",
            "Marks on which readers differ and nobody has decided",
        ),
        Command::BlindReview => review(
            5,
            "Blind review",
            "",
            ANYWHERE,
            "Hides what others did in every article that you have not marked as read. The file can still be read by anyone",
        ),
        Command::ShowAgreement => review(
            4,
            "Agreement",
            "",
            ANYWHERE,
            "How far readers agree on what they have read to the end: in words, in percent, passage by passage",
        ),
        Command::CopyAgreement => review(
            4,
            "Copy agreement as CSV",
            "",
            ANYWHERE,
            "The figures of the list \"Agreement\" as a table for a spreadsheet",
        ),
        _ => return None,
    })
}

fn decision(choice: Choice) -> Definition {
    let decide = |label, key, help| define(Menu::Review, 1, label, key, DECISION, help);
    match choice {
        Choice::First => decide(
            "Decide: the first",
            "A",
            "What stands on the left of the card; of a disagreement the other marks hold nothing",
        ),
        Choice::Second => decide(
            "Decide: the second",
            "B",
            "What stands on the right of the card; of a disagreement the other marks hold nothing",
        ),
        Choice::BothStand => decide(
            "Decide: both stand",
            "S",
            "Each mark keeps its own; never for two statuses on the same words",
        ),
        Choice::Other => decide(
            "Decide: other…",
            "O",
            "Another status than both, or none; another value than those in conflict",
        ),
        Choice::NothingHere => decide(
            "Decide: nothing here",
            "X",
            "There is nothing to mark; the words stay in the file and are struck in the list",
        ),
        Choice::Later => decide("Decide: later", "H", "Stays open, and the walk goes on"),
    }
}
