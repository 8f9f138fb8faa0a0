//! The words of the shell: sentence case, no full stop after a single sentence unless a second may follow it.
//!
//! Where `{}` stands for a key, `hints.rs` puts in the one that the person has.

mod blind;
mod claims;
mod conflicts;
mod links;
mod merging;
mod recovery;
mod rescuing;
mod versions;
mod views;
mod watching;

pub use blind::*;
pub use claims::*;
pub use conflicts::*;
pub use links::*;
pub use merging::*;
pub use recovery::*;
pub use rescuing::*;
pub use versions::*;
pub use views::*;
pub use watching::*;

use crate::compare::headlines::SomebodyElse;
use crate::compare::matching::Band;
use crate::compare::quotations::Kinship;
use crate::compare::{BoardOrder, Cell, Coverage};
use crate::model::{
    BlockKind, Decision, EffectiveStatus, Outcome, Role, SetAsideReason, Stance, Status,
};
use crate::review::{Break, SignRefusal};
use crate::text::visible::visible;
use jiff::Timestamp;

/// The name of the program.
pub const NAME: &str = "Crosscheck";
/// On the welcome page.
pub const WELCOME: &str = "Drop articles here, or open the sample project to try marking.";
/// When a status key finds no words.
pub const NOTHING_SELECTED: &str = "Select the words first. {} takes the word at the caret.";
/// When the target is not in view.
pub const OFF_SCREEN: &str =
    "The mark is out of view, so it was not changed. Press again to change it.";
/// The same for a selection.
pub const SELECTION_OFF_SCREEN: &str =
    "The selection is out of view, so it was not marked. Press again to mark it.";
/// After the last hit comes the first one.
pub const FROM_THE_TOP: &str = "From the top again";
/// And before the first one the last.
pub const FROM_THE_END: &str = "From the end again";
/// Where the words that are looked for stand nowhere; the bar says so beside the field, a message names them.
pub const NO_HITS: &str = "No hits";
/// The same as a message; the words follow.
pub const NOT_FOUND: &str = "No hits for";
/// While a search goes on that has found nothing yet.
pub const SEARCHING: &str = "Searching…";
/// The field in the menu bar.
pub const FIND_OR_RUN: &str = "Find in all articles, or run a command";
/// In the list of annotations.
pub const NO_MARKS_YET: &str =
    "Nothing marked yet. Press {} to select the first unmarked words, then {}, {} or {}.";
/// Where the target has the status already.
pub const ALREADY_SO: &str = "These words have that status already.";
/// When a save failed; the reason follows.
pub const NOT_SAVED: &str = "Not saved";
/// Where the inspector is a strip and nothing is selected.
pub const NOTHING_YET: &str =
    "{} selects the next unmarked words, {} the word at the caret; or select words with the mouse.";
/// When words are kept as a fragment.
pub const FRAGMENT_KEPT: &str =
    "Kept. Select the next words; {}, {} or {} marks all of them as one, {} drops the kept ones.";
/// When a command needs a mark and none is active.
pub const NO_ACTIVE_MARK: &str = "No mark is active. Click one, or move the caret onto it.";
/// While the edges of a mark are changed.
pub const EDGES: &str = "Edges: {} the other one, {} keeps, {} restores";
/// When a mark has no place whose edges could be changed.
pub const EDGES_ARE_LOST: &str =
    "These words were lost with a change of the text: attach them first.";
/// When there is no status to paint with.
pub const NOTHING_TO_PAINT_WITH: &str =
    "Mark something first: painting goes on with the status given last.";
/// When words were set aside.
pub const IS_SET_ASIDE: &str = "Set aside: these words need no checking.";
/// When words that were set aside count again.
pub const COUNTS_AGAIN: &str = "These words count again.";
/// When no line looks like page furniture.
pub const NO_FURNITURE: &str = "Nothing looks like page furniture that is not set aside yet.";
/// When a field is to be written for several rows.
pub const ONE_ROW: &str = "Several rows are selected. Choose one to write on it.";
/// When a walk finds no article to check.
pub const NOTHING_TO_CHECK: &str =
    "Every article is here to compare. Choose one in the list and switch it to check.";
/// When every number and name lies in a mark.
pub const NO_NUMBERS_LEFT: &str = "All numbers and names are accounted for.";
/// Where no passage of another article matches.
pub const NO_MATCHES: &str =
    "No passage in the other articles says this. Press {} for the nearest ones.";
/// Over the passages of other articles that say what the target says.
pub const IN_THE_OTHERS: &str = "In the other articles";
/// Over the passage that bears out a headline.
pub const IN_THE_BODY: &str = "In this article's body";
/// What M names that passage by.
pub const THE_BODY: &str = "this article's body";
/// Where no room is for it.
pub const DIFFERS_FROM_BODY: &str = "Differs from the body, {} goes there";
/// Where there is none.
pub const NOT_IN_THE_BODY: &str = "No passage of the body says this.";
/// Opens and folds the passages that are only near.
pub const SHOW_NEAREST: &str = "Show the three nearest of each";
/// See [`SHOW_NEAREST`].
pub const HIDE_NEAREST: &str = "Hide the nearest";
/// Where there is nothing to compare with.
pub const NO_OTHER_ARTICLES: &str = "There is no other article to compare with.";
/// Where no pane in view says the same.
pub const NOTHING_TO_LEVEL: &str = "No other pane in view has a passage that says this.";
/// Behind what was undone, where its words are not on the screen.
pub const OUT_OF_VIEW: &str = "out of view";
/// Where readers agree.
pub const NO_DISAGREEMENTS: &str = "Readers agree on every passage that both have judged.";
/// When a group is decided on whose words two statuses stand.
pub const TWO_STATUSES: &str = "Two statuses cannot both stand on the same words.";
/// When a decision is asked for and no card is open.
pub const NO_CARD: &str = "Choose a disagreement first. {} chooses the walk along them.";
/// When the second of one is asked for.
pub const NO_SECOND: &str = "Only one person has marked this.";
/// When the chosen mark has no status that could stand.
pub const NO_STATUS_TO_STAND: &str = "Nobody has judged this mark. {} gives it a status.";
/// That the table of agreement was copied.
pub const AGREEMENT_COPIED: &str = "The figures of agreement are on the clipboard as CSV.";
/// While it is counted.
pub const COUNTING_AGREEMENT: &str = "Comparing what the readers marked…";
/// Where no two readers can be compared.
pub const NO_AGREEMENT: &str = "Agreement counts articles to check that at least two readers have read to the end. There is none yet.";
/// How an article comes to count.
pub const READ_TO_THE_END: &str = "{} marks the focused article as read to the end.";
/// When nothing waits for a sign-off.
pub const ALL_SIGNED: &str = "Every settled mark is signed off.";
/// When a sign-off is asked for outside of its walk.
pub const NOT_ON_SIGN_OFF: &str = "{} signs off on the walk \"sign-off\". {} chooses it.";
/// When an article is to be signed off.
pub const NO_MARKS_TO_SIGN: &str =
    "This article has no marks yet, so there is nothing to sign off.";
/// When a sign-off is to be taken back that another person gave, or nobody.
pub const NOT_SIGNED_BY_YOU: &str = "You have not signed this off.";
/// A mark without a source.
pub const NO_SOURCE: &str = "Verified without a source. Press {} to cite one.";
/// When a source is to be cited for words that have no status of mine.
pub const STATUS_FIRST: &str = "Give it a status first: {}, {} or {}.";
/// When the last source is asked for and there is none.
pub const NO_SOURCE_CITED: &str = "No source cited yet. {} chooses one.";
/// When the current claim is asked for and there is none.
pub const NO_CURRENT_CLAIM: &str =
    "No current claim yet. {} ties to a claim, which is the current one then.";
/// Over the letter of a mark.
pub const DRAG_TO_TIE: &str = "Drag it to another mark to tie both to one claim";
/// While a thread is drawn and its end is over nothing.
pub const DROP_ON_A_MARK: &str = "Drop it on a mark that speaks of the same";
/// Beside a statement that may be two.
pub const ONE_OR_TWO: &str = "One claim or two?";
/// When one claim was made two.
pub const CLAIM_SPLIT: &str =
    "Split. Its passages stay with the first claim; {} ties those of the second to it.";
/// When a claim without passages is walked along.
pub const NOTHING_TIED_YET: &str =
    "Nothing is tied to this claim yet. It is the current one: {} ties a passage to it.";
/// Where claims are listed.
pub const NO_CLAIMS_YET: &str = "No claims yet. Select a statement and press {} to make one.";
/// When a mark that states no claim is asked for its stance.
pub const NOT_TIED: &str = "This mark is tied to no claim. {} ties it to one.";
/// When what is to be tied is tied so already.
pub const TIED_ALREADY: &str = "Tied to this claim already.";
/// In the list of sources.
pub const NO_SOURCES_YET: &str =
    "No sources yet. Judge a passage, then press {} to cite one; its card appears here.";
/// When the filter of the board leaves nothing.
pub const NO_CLAIM_FITS: &str = "No claim fits the filter. Clear shows all of them.";
/// When the cell of the board has no passage that a command could act on.
pub const NO_PASSAGE_HERE: &str = "Choose a cell with a passage first.";
/// When somebody says that an article does not say it, and no empty cell is at hand.
pub const NO_EMPTY_CELL: &str = "Choose an empty cell of the claim board first.";
/// When a reported root is to be used and none is found.
pub const NO_REPORTED_ROOT: &str =
    "No words beside this passage name a root, or its root is known already.";
/// When a project lies in a folder that is emptied.
pub const TEMPORARY: &str =
    "This file was opened from a temporary folder. Save it elsewhere before you go on.";
/// When a project cannot be written where it is.
pub const READ_ONLY: &str = "This project can only be read here. Saving asks for another place.";
/// When the copy would be the project.
pub const OWN_FILE: &str = "This is the project's own file. A copy needs another name.";
/// When a contact stands where only a person may take it out.
pub const CONTACT_ELSEWHERE: &str =
    "Words of a private contact stand elsewhere in the copy too. Look before you send it.";
/// When importing was cancelled.
pub const NOTHING_ADDED: &str = "Cancelled. No article was added.";
/// When opening was cancelled.
pub const NOT_OPENED: &str = "Cancelled. The project was not opened.";
/// Under the shortcut sheet.
pub const SINGLE_LETTERS: &str = "Single letters work while an article has the keyboard. In a screen reader's browse mode \
     use {} and the menus.";
/// When keys of the settings cannot be used; which ones stands under it.
pub const KEYS_LEFT_OUT: &str = "Some of your keys could not be used.";
/// The name of a person who has not said theirs.
pub const UNNAMED: &str = "Reviewer";

/// After the first mark.
#[must_use]
pub fn first_mark(status: Option<Status>) -> String {
    let marked = status.map_or("", Status::word);
    let marked = if marked.is_empty() {
        "Marked".to_owned()
    } else {
        format!("Marked {marked}")
    };
    format!("{marked} as \"{UNNAMED}\". What name should stand on your marks?")
}

/// When a project could not be written, and why in plain words; the exact cause stands under it.
#[must_use]
pub fn not_saved(why: &str) -> String {
    format!("{NOT_SAVED}: {why}. Your work is kept on this computer. Try again, or save elsewhere.")
}

/// After the first mark, where the inspector is folded and cannot ask.
#[must_use]
pub fn first_mark_without_inspector(status: Status) -> String {
    format!(
        "Marked {} as \"{UNNAMED}\". The circle at the top right takes the name that should stand on your marks.",
        status.word()
    )
}

/// When the edges of another person's mark were to be changed.
#[must_use]
pub fn not_your_edges(name: &str) -> String {
    format!(
        "This is {name}'s mark, and only they can change its edges. Select the words to make your own."
    )
}

/// When what was typed as the day of a look is none.
#[must_use]
pub fn no_day(title: &str, typed: &str) -> String {
    format!("“{typed}” is no date, so {title} has none. Write it as 2026-11-27.")
}

/// When a save asks for a place first.
#[must_use]
pub fn place_first(wrong: Option<super::WrongPlace>) -> &'static str {
    match wrong {
        Some(super::WrongPlace::ReadOnly) => {
            "Not saved yet: this project can only be read where it is. Choose another place."
        }
        _ => "Not saved yet: this project lies in a temporary folder. Choose where it should stay.",
    }
}

/// When marks were deleted in the list.
#[must_use]
pub fn rows_deleted(count: usize) -> String {
    match count {
        1 => "The mark was deleted.".to_owned(),
        many => format!("{many} marks were deleted."),
    }
}

/// While words wait to be marked together with others.
#[must_use]
pub fn fragments_kept(kept: usize) -> String {
    let kept = count(kept, "passage", "passages");
    format!("{kept} kept: select more, then {{}}, {{}} or {{}}")
}

/// Where the person stopped reading, in local time; the day too where it was another one.
#[must_use]
pub fn stopped_here(at: Timestamp) -> String {
    format!("Stopped here, {}", clock(at, Timestamp::now()))
}

/// While every selection is marked at once.
#[must_use]
pub fn painting(status: Status) -> String {
    format!("Painting {}: {{}} or {{}} ends it", status.word())
}

/// Why something is set aside, and the letter that chooses it.
#[must_use]
pub fn set_aside_reason(why: SetAsideReason) -> (&'static str, &'static str) {
    match why {
        SetAsideReason::Furniture => ("Page furniture", "F"),
        SetAsideReason::Opinion => ("Opinion", "O"),
    }
}

/// What is set aside for a reason.
#[must_use]
pub fn set_aside_help(why: SetAsideReason) -> &'static str {
    match why {
        SetAsideReason::Furniture => "Bylines, teasers, footers",
        SetAsideReason::Opinion => "Nothing in it can be checked",
    }
}

/// When new articles have lines that look like page furniture.
#[must_use]
pub fn furniture_found(title: &str, lines: usize) -> String {
    let lines = count(lines, "line", "lines");
    format!("{lines} of {title} may be page furniture. Set aside what needs no checking?")
}

/// Where one is along the matches of a passage.
#[must_use]
pub fn at_match(number: usize, of: usize, title: &str, is_nearest: bool) -> String {
    let what = if is_nearest { "Nearest" } else { "Match" };
    format!("{what} {number} of {of}, {title}")
}

/// How many passages of other articles match, where there is no room for them.
#[must_use]
pub fn matches_elsewhere(matches: usize) -> String {
    let matches = count(matches, "match", "matches");
    format!("{matches} in the other articles, {{}} goes there")
}

/// A detail in which two passages differ.
#[must_use]
pub fn differs(here: &str, there: &str) -> String {
    let shown = |words: &str| match words.trim() {
        "" => "–".to_owned(),
        words => words.to_owned(),
    };
    format!("differs: {} | {}", shown(here), shown(there))
}

/// That the passage nearest to a headline speaks of somebody else.
#[must_use]
pub fn speaks_of(found: &SomebodyElse) -> String {
    let SomebodyElse { name, main, .. } = found;
    format!("It speaks of {name}, whom no headline names. The article begins with {main}.")
}

/// What a part over a text is.
#[must_use]
pub fn part_over_text(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Dek => "line under the headline",
        BlockKind::Subhead => "heading",
        BlockKind::Caption => "caption",
        _ => "headline",
    }
}

/// How sure it is that a passage says the same, in a word; nothing where it is only near.
#[must_use]
pub fn band(band: Option<Band>) -> &'static str {
    match band {
        Some(Band::Verbatim) => "same words",
        Some(Band::Strong) => "very much alike",
        Some(Band::Weak) => "alike",
        Some(Band::Side) => "perhaps alike",
        None => "nearest",
    }
}

/// When a pasted text may hold several articles.
#[must_use]
pub fn looks_like_several(articles: usize) -> String {
    format!("This looks like {articles} articles. Split them?")
}

/// When lines were set aside.
#[must_use]
pub fn lines_set_aside(lines: usize) -> String {
    format!("{} set aside.", count(lines, "line was", "lines were"))
}

/// A choice of where to mark the same words, and as what.
#[must_use]
pub fn occurrences(places: usize, scope: super::Scope, status: Status) -> String {
    let places = count(places, "place", "places");
    let scope = match scope {
        super::Scope::Here => "in this article",
        super::Scope::Everywhere => "in all articles",
    };
    format!("{places} {scope}: {}", status.word())
}

/// Why an article is not signed off.
#[must_use]
pub fn article_not_signed(refusal: SignRefusal) -> &'static str {
    match refusal {
        SignRefusal::OwnJudgement => {
            "You judged passages of this article. A sign-off has to come from someone else."
        }
        SignRefusal::OwnDecision => {
            "You decided about passages of this article. A sign-off has to come from someone else."
        }
        SignRefusal::Disputed => "Readers differ on passages of this article. Decide them first.",
        SignRefusal::Recheck => {
            "Words of this article changed since they were judged. They have to be confirmed first."
        }
        SignRefusal::AlreadySigned => "You have signed this article off already.",
        SignRefusal::NotJudged | SignRefusal::NothingHere => {
            "A passage of this article is marked and not judged. It needs a status first."
        }
    }
}

/// A seal that holds.
#[must_use]
pub fn signed_off(name: &str, at: Timestamp, now: Timestamp) -> String {
    format!("Signed off by {name} at {}", clock(at, now))
}

/// A seal that does not hold any more: by whom and when, and what broke it.
#[must_use]
pub fn seal_broken(
    name: &str,
    at: Timestamp,
    broken: &Break,
    by: Option<&str>,
    now: Timestamp,
) -> String {
    let what = broken.kind.words();
    let when = broken
        .at
        .map(|at| format!(" at {}", clock(at, now)))
        .unwrap_or_default();
    let who = by.map(|by| format!(" ({by})")).unwrap_or_default();
    format!(
        "Signed off by {name} at {}; {what}{when}{who}. Ask for a new sign-off.",
        clock(at, now)
    )
}

/// A decision, who made it and why.
#[must_use]
pub fn decided_by(decision: &Decision, by: &str) -> String {
    let how = match decision.outcome {
        Outcome::Status(status) => format!("Decided {} by {by}", status.word()),
        Outcome::BothStand => format!("Decided by {by} that both stand"),
        Outcome::NothingHere => format!("Decided by {by}: nothing here"),
        Outcome::Later => format!("Put off by {by}"),
    };
    match decision.reason.trim() {
        "" => how,
        reason => format!("{how}: {reason}"),
    }
}

/// A local time; the day too where it was another one than today.
fn clock(at: Timestamp, now: Timestamp) -> String {
    let zone = jiff::tz::TimeZone::system();
    let (at, now) = (at.to_zoned(zone.clone()), now.to_zoned(zone));
    let format = if at.date() == now.date() {
        "%H:%M"
    } else {
        "%-d %b, %H:%M"
    };
    at.strftime(format).to_string()
}

/// When the same words were marked wherever they stand.
#[must_use]
pub fn marked_everywhere(places: usize, status: Status) -> String {
    format!(
        "{} marked {}.",
        count(places, "place was", "places were"),
        status.word()
    )
}

/// While the articles are being read for quotations.
pub const LOOKING_FOR_QUOTATIONS: &str = "Reading the quotations of the articles…";
/// Where no article quotes anybody.
pub const NO_QUOTATIONS: &str = "Nothing stands between quotation marks in these articles.";
/// Over the quotations of which there are several versions.
pub const QUOTED_IN_SEVERAL: &str = "The same words in several places";
/// Over the others.
pub const QUOTED_ONCE: &str = "In one place only";

/// That a list of quotations is cut.
#[must_use]
pub fn first_quotations(shown: usize) -> String {
    format!("These are the first {shown}. \"crosscheck quotes\" prints all of them.")
}

/// How a version of a quotation stands beside the fullest.
#[must_use]
pub fn kinship(kinship: Kinship) -> &'static str {
    match kinship {
        Kinship::Fullest => "fullest",
        Kinship::SameWords => "same words",
        Kinship::Trimmed => "trimmed",
        Kinship::Altered => "altered",
    }
}

/// That a date of an article cannot be told for want of the article's own. A date in which a month is written wants its year,
/// "Thursday" and "yesterday" want their day.
#[must_use]
pub fn no_date(title: &str, date: &str, has_month: bool) -> String {
    let wants = if has_month { "year" } else { "day" };
    format!("{title} has no date, so \"{date}\" has no {wants}. Set the date.")
}

/// What of an article is in no mark: "23 left, 3 numbers, 1 name". Nothing is said of what there is none of.
#[must_use]
pub fn words_left(left: Coverage) -> String {
    let mut parts = vec![format!("{} left", left.unmarked())];
    parts.extend(checkables_left(left));
    parts.join(", ")
}

/// Which numbers, dates and names of an article are in no mark: "3 numbers, 1 name left".
#[must_use]
pub fn figures_left(left: Coverage) -> String {
    let parts = checkables_left(left);
    if parts.is_empty() {
        return "none left".to_owned();
    }
    format!("{} left", parts.join(", "))
}

fn checkables_left(left: Coverage) -> Vec<String> {
    [
        (left.unmarked_numbers, "number", "numbers"),
        (left.unmarked_dates, "date", "dates"),
        (left.unmarked_names, "name", "names"),
    ]
    .into_iter()
    .filter(|(amount, ..)| *amount > 0)
    .map(|(amount, one, many)| count(amount, one, many))
    .collect()
}

/// The question before an article with unmarked words is marked as read.
#[must_use]
pub fn mark_read_anyway(words: usize, numbers: usize) -> String {
    let words = count(words, "word", "words");
    let unmarked = match numbers {
        0 => words,
        _ => format!("{words} and {}", count(numbers, "number", "numbers")),
    };
    let verb = if unmarked == "1 word" { "is" } else { "are" };
    format!("{unmarked} {verb} unmarked. Mark as read to the end anyway?")
}

/// When an article was marked as read.
#[must_use]
pub fn now_read(title: &str) -> String {
    format!("{title} is marked as read to the end.")
}

/// When that was taken back.
#[must_use]
pub fn not_read(title: &str) -> String {
    format!("{title} is not marked as read any more.")
}

/// When a walk has come to its end.
#[must_use]
pub fn walk_ended(walk: &str, onward: bool) -> String {
    if onward {
        format!("Nothing further down along {walk}. {{}} begins at the top.")
    } else {
        format!("Nothing further up along {walk}. {{}} begins at the end.")
    }
}

/// When all panes were locked.
pub const SCROLL_TOGETHER: &str = "All panes scroll together now, passage by passage.";
/// When there is one pane alone.
pub const NOBODY_TO_SCROLL_WITH: &str = "There is only one pane; nothing scrolls with it.";
/// When fewer than two panes are locked.
pub const SCROLL_ALONE: &str = "Every pane scrolls by itself again.";
/// When one of several was locked or freed.
pub const SCROLL_CHANGED: &str = "The panes with the lock scroll together.";
/// When articles came in beside others.
#[must_use]
pub fn added(count: usize, first: &str) -> String {
    match count {
        1 => format!("Added: {first}"),
        many => format!("{many} articles were added, {first} the first of them."),
    }
}

/// When a source was deleted that so many judgements cite.
#[must_use]
pub fn source_deleted(citing: usize) -> String {
    match citing {
        0 => "The source was deleted.".to_owned(),
        1 => "The source was deleted. 1 judgement cites it still.".to_owned(),
        many => format!("The source was deleted. {many} judgements cite it still."),
    }
}

/// When a walk goes on in another article, and which article it leaves with how many
/// unmarked words.
#[must_use]
pub fn walk_goes_on(title: &str, before: Option<(&str, usize)>) -> String {
    match before {
        None => format!("On in {title}"),
        Some((before, 0)) => format!("All words of {before} are accounted for. On in {title}"),
        Some((_, left)) => format!(
            "On in {title}. {} further up are still unmarked.",
            count(left, "word", "words")
        ),
    }
}

/// When a walk that was just chosen had no stop behind the caret.
#[must_use]
pub fn walk_begins_anew(name: &str) -> String {
    format!("None below the caret: {name} from the beginning")
}

/// When no word of an article is left unmarked.
#[must_use]
pub fn walk_done(title: &str, unverified: usize) -> String {
    let done = format!("All words of {title} are accounted for.");
    match unverified {
        0 => done,
        1 => format!("{done} 1 statement is unverified. Show it?"),
        _ => format!("{done} {unverified} statements are unverified. Show them?"),
    }
}

/// When a status was added to somebody else's mark.
#[must_use]
pub fn someone_elses(name: &str) -> String {
    format!("This is {name}'s mark. Your status was added beside theirs.")
}

/// The letter of a status in gutter and lists.
#[must_use]
pub fn letter(status: EffectiveStatus) -> &'static str {
    match status {
        EffectiveStatus::Tagged(Status::Verified) => "V",
        EffectiveStatus::Tagged(Status::Unverified) => "U",
        EffectiveStatus::Tagged(Status::Conflicting) => "C",
        EffectiveStatus::Disputed => "D",
        EffectiveStatus::Nothing => "–",
    }
}

/// The word of a status, as a heading.
#[must_use]
pub fn status_word(status: EffectiveStatus) -> &'static str {
    match status {
        EffectiveStatus::Tagged(status) => status_name(status),
        EffectiveStatus::Disputed => "Disputed",
        EffectiveStatus::Nothing => "Nothing here",
    }
}

/// The word of a tag, as a heading.
#[must_use]
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Verified => "Verified",
        Status::Unverified => "Unverified",
        Status::Conflicting => "Conflicting",
    }
}

/// What a status means, for tooltips.
#[must_use]
pub fn status_help(status: Status) -> &'static str {
    match status {
        Status::Verified => "A source bears out these exact words",
        Status::Unverified => "Looked at, not borne out yet",
        Status::Conflicting => "A source or account says otherwise",
    }
}

/// The key of a status where a popup asks for one.
#[must_use]
pub fn status_key(status: Status) -> &'static str {
    match status {
        Status::Verified => "1",
        Status::Unverified => "2",
        Status::Conflicting => "3",
    }
}

/// What a popup calls a stance, and the letter that chooses it.
#[must_use]
pub fn stance_name(stance: Stance) -> (&'static str, &'static str) {
    match stance {
        Stance::Supports => ("Supports", "S"),
        Stance::Contradicts => ("Contradicts", "C"),
        Stance::Mentions => ("Mentions", "M"),
    }
}

/// What a stance means.
#[must_use]
pub fn stance_help(stance: Stance) -> &'static str {
    match stance {
        Stance::Supports => "The words say so",
        Stance::Contradicts => "The words say otherwise",
        Stance::Mentions => "The words only speak of it",
    }
}

/// How much is tied to a claim.
#[must_use]
pub fn passages(passages: usize, articles: usize) -> String {
    match passages {
        0 => "nothing tied yet".to_owned(),
        _ => format!(
            "{} in {}",
            count(passages, "passage", "passages"),
            count(articles, "article", "articles")
        ),
    }
}

/// When marks were tied to a claim; when it was made and nothing is tied to it yet.
#[must_use]
pub fn tied(marks: usize, statement: &str) -> String {
    let statement = in_quotes(statement);
    match marks {
        0 => format!("New claim: {statement}"),
        1 => format!("Tied to {statement}"),
        many => format!("{many} marks tied to {statement}"),
    }
}

/// While a thread is drawn and its end is over a mark.
#[must_use]
pub fn tie_with(quote: &str) -> String {
    format!("Tie with {}", in_quotes(quote))
}

/// When words were marked and tied in one step.
#[must_use]
pub fn marked_and_tied(status: Status, statement: &str) -> String {
    let statement = in_quotes(statement);
    format!("Marked {} and tied to {statement}", status.word())
}

/// When marks were taken off their claim.
#[must_use]
pub fn untied(marks: usize) -> String {
    match marks {
        1 => "The mark is tied to no claim any more.".to_owned(),
        many => format!("{many} marks are tied to no claim any more."),
    }
}

/// When a claim was deleted.
#[must_use]
pub fn claim_deleted(statement: &str, passages: usize) -> String {
    let deleted = format!("The claim {} was deleted", in_quotes(statement));
    match passages {
        0 => format!("{deleted}."),
        1 => format!("{deleted}; its passage keeps its mark."),
        many => format!("{deleted}; its {many} passages keep their marks."),
    }
}

/// The first characters of words, as a message quotes them.
#[must_use]
pub fn shortened(words: &str, most: usize) -> String {
    let short: String = words.chars().take(most).collect();
    if short.len() == words.len() {
        visible(words).into_owned()
    } else {
        format!("{}…", visible(short.trim_end()))
    }
}

/// The word of a role.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Check => "to check",
        Role::Compare => "to compare",
    }
}

/// What a button says that takes a root which words beside the passage name.
#[must_use]
pub fn use_root(words: &str) -> String {
    format!("{words}: use as this passage’s root")
}

/// When that was done.
#[must_use]
pub fn root_is_now(root: &str) -> String {
    format!("The root of this passage is {root} now.")
}

/// When somebody says that an article does not make a claim.
#[must_use]
pub fn does_not_say(title: &str) -> String {
    format!("Noted: {title} does not say it.")
}

/// When that is taken back.
#[must_use]
pub fn does_not_say_taken_back(title: &str) -> String {
    format!("Taken back that {title} does not say it.")
}

/// Why a cell of the claim board has no words.
#[must_use]
pub fn empty_cell(cell: Cell<'_>) -> &'static str {
    match cell {
        Cell::Passages(_) => "",
        Cell::NotLookedYet => "not looked yet",
        Cell::NothingMarked => "nothing marked",
        Cell::DoesNotSay { .. } => "does not say",
    }
}

/// What an empty cell of the claim board means.
#[must_use]
pub fn empty_cell_help(cell: Cell<'_>) -> &'static str {
    match cell {
        Cell::Passages(_) | Cell::DoesNotSay { .. } => "",
        Cell::NotLookedYet => "You have not read this article to the end yet",
        Cell::NothingMarked => "You have read this article, and nothing in it is tied to the claim",
    }
}

/// Who says that an article does not make a claim, and when, in local time.
#[must_use]
pub fn does_not_say_by(name: &str, at: jiff::Timestamp) -> String {
    let at = at.to_zoned(jiff::tz::TimeZone::system());
    format!("{name} says so, {}", at.strftime("%-d %B %Y, %H:%M"))
}

/// How many questions a claim leaves open.
#[must_use]
pub fn open_questions(open: usize) -> String {
    match open {
        0 => "no open questions".to_owned(),
        _ => count(open, "open question", "open questions"),
    }
}

/// How a passage stands to its claim, where it does not simply say so.
#[must_use]
pub fn stance_beside(stance: Stance) -> Option<&'static str> {
    match stance {
        Stance::Supports => None,
        Stance::Contradicts => Some("against"),
        Stance::Mentions => Some("mentions"),
    }
}

/// What a list calls an order of claims.
#[must_use]
pub fn board_order(order: BoardOrder) -> &'static str {
    match order {
        BoardOrder::Made => "As they were made",
        BoardOrder::Status => "By status",
        BoardOrder::Kind => "By kind",
        BoardOrder::Article => "By place in the articles",
        BoardOrder::Open => "By open questions",
    }
}

/// "1 mark", "3 marks".
#[must_use]
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

/// Words in quotation marks, unless they bring their own.
#[must_use]
pub fn in_quotes(text: &str) -> String {
    if text.starts_with(['“', '"', '„', '«', '‘']) {
        text.to_owned()
    } else {
        format!("“{text}”")
    }
}

/// "headline against body" as "Headline against body".
#[must_use]
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}
