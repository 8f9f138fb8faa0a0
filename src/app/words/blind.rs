//! The words of blind review, of views and of histories.

/// When an article was marked as read in blind review.
#[must_use]
pub fn now_open(title: &str) -> String {
    format!("{title} is marked as read to the end. What others did in it is shown now.")
}

/// When blind review is turned on, and over the articles all the while.
pub const BLIND: &str =
    "Blind review: you see only your own marks. Others appear when you mark the article as read.";

/// When a file was changed by others, in blind review: not how much.
#[must_use]
pub fn came_in_unseen(file: &str) -> String {
    format!("{file} was changed by someone else. Both sets of changes are in; nothing was lost.")
}

/// When another copy was taken in in blind review: no counts, as they would tell of others. Begins as every merge does.
#[must_use]
pub fn merged_unseen(file: &str) -> String {
    format!(
        "{}{file}: all of it was taken in. What others did in articles that you have not marked as read stays hidden.",
        super::MERGED_FROM
    )
}

/// When a copy was written in blind review: not how much was left out of it.
#[must_use]
pub fn copied_unseen(file: &str) -> String {
    format!("{file} was written, without private contacts.")
}

/// Beside that.
pub const BLIND_FILE: &str = "The file itself can be read by anyone.";

/// Before an article is marked as read in blind review.
pub const OPENS_ARTICLE: &str =
    "What others did in this article is shown then. That is recorded, and cannot be undone.";

/// Before blind review ends with articles that were not read.
pub const ENDS_BLIND_REVIEW: &str = "What others did is shown at once, in articles too that you have not marked as read. That is recorded for each of them, and cannot be undone.";

/// When blind review was turned off.
pub const BLIND_REVIEW_ENDED: &str = "Blind review has ended: everybody's marks are shown.";

/// How [`view_chosen`] begins.
pub const VIEW_BEGINS: &str = "Marks shown: ";

/// When a view is chosen.
#[must_use]
pub fn view_chosen(view: &str) -> String {
    format!("{VIEW_BEGINS}{view}. Review, \"Show everybody's marks\" brings the others back.")
}

/// The first letters of a name's first and last word, as capitals.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    let letters = first.into_iter().chain(last);
    letters.flat_map(char::to_uppercase).collect()
}

/// Two letters for each of several names with the same initials: the first one, and the first by which all of them
/// differ; nothing where there is none.
#[must_use]
pub fn told_apart(initials: &str, names: &[String]) -> Option<Vec<String>> {
    let first = initials.chars().next()?;
    let names: Vec<Vec<char>> = names
        .iter()
        .map(|name| name.to_lowercase().chars().collect())
        .collect();
    let shortest = names.iter().map(Vec::len).min()?;
    let differing = |at: usize| {
        let letters: Vec<char> = names.iter().map(|name| name[at]).collect();
        let are_apart = (1..letters.len()).all(|this| !letters[..this].contains(&letters[this]));
        (are_apart && letters.iter().all(|letter| letter.is_alphanumeric())).then_some(letters)
    };
    let letters = (1..shortest).find_map(differing)?;
    Some(
        letters
            .into_iter()
            .map(|letter| format!("{first}{letter}"))
            .collect(),
    )
}

/// An act of a mark's history: what stood there before and what did then.
#[must_use]
pub fn told(from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (None, Some(to)) => to.to_owned(),
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (Some(from), None) => format!("{from} → taken back"),
        (None, None) => "taken back".to_owned(),
    }
}

/// Whose counts are where others' work is hidden in every article.
pub const YOURS: &str = "yours";

/// Whose they are where it is hidden in some.
pub const SHOWN: &str = "shown";
