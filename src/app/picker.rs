//! The popup in which something is chosen by typing a few letters of it: a command, a walk, a source, a paragraph.
//!
//! One popup for all of them, so that one learns it once. What it lists is made here and in the files of what is listed;
//! how it looks is `ui/picker.rs`.

use super::{App, ClaimChoice, Command, SecondTie, Walk};
use crate::model::{ArticleId, RegisterRef, ReviewerId, SourceId, Stance, Status};
use crate::text::TextOffset;
use crate::text::find::folded;

/// What is being chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickerKind {
    /// A command, or words to look for.
    Palette,
    /// What J and K go along.
    Walk,
    /// A source to cite.
    Cite,
    /// A paragraph of the focused article.
    Paragraph,
    /// Why the selection is set aside.
    SetAside,
    /// Where to mark the same words, and as what.
    Occurrences,
    /// Another verdict than those on the card.
    Decide,
    /// A claim to tie to.
    Claim,
    /// The claim to tie to from now on.
    CurrentClaim,
    /// With which status unmarked words are marked as they are tied to this claim.
    TieAs(ClaimChoice),
    /// Whether a mark that states another claim moves to this one or is tied to it too.
    MoveOrAlso(ClaimChoice),
    /// How a passage stands to its claim.
    Stance,
    /// Whose marks are shown.
    Reader,
    /// Which of more than two values of a register stands.
    Rival(RegisterRef),
}

/// The popup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picker {
    /// What is being chosen.
    pub kind: PickerKind,
    /// What is being typed.
    pub typed: String,
    /// Which row is chosen by Enter.
    pub at: usize,
}

/// A line of the popup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PickerRow {
    /// What it is called.
    pub title: String,
    /// What it does or says, smaller.
    pub detail: String,
    /// Its key; may be empty.
    pub key: String,
    /// Whether it can be chosen now.
    pub is_enabled: bool,
    /// What choosing it does.
    pub picked: Picked,
}

/// What choosing a row does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked {
    /// Runs a command.
    Command(Command),
    /// Goes to an article.
    Article(ArticleId),
    /// Looks for words in all articles.
    Find(String),
    /// Goes along this from now on.
    Walk(Walk),
    /// Cites a source, with a locator.
    Source(SourceId, String),
    /// Makes a card of this title and cites it.
    NewSource(String),
    /// Puts the caret there.
    Place(TextOffset),
    /// Sets the selection aside.
    SetAside(crate::model::SetAsideReason),
    /// Marks the same words wherever they stand.
    Occurrences(super::Scope, Status),
    /// Decides the disagreement so; nothing is "nothing here".
    Decide(Option<Status>),
    /// Ties to a claim.
    Claim(ClaimChoice),
    /// Ties to this claim from now on.
    CurrentClaim(ClaimChoice),
    /// Marks the words so and ties them.
    TieAs(ClaimChoice, Status),
    /// Ties a mark that states another claim.
    SecondTie(ClaimChoice, SecondTie),
    /// Says how a passage stands to its claim.
    Stance(Stance),
    /// Shows this person's marks.
    Reader(ReviewerId),
    /// Lets the value of this number stand; nothing to write another.
    Rival(RegisterRef, Option<usize>),
}

impl App {
    /// Opens the popup.
    pub(super) fn pick(&mut self, kind: PickerKind) {
        let at = match kind {
            PickerKind::TieAs(_) => self.first_tie_as_row(),
            _ => 0,
        };
        self.view.picker = Some(Picker {
            kind,
            typed: String::new(),
            at,
        });
    }

    /// Closes the popup; the keyboard goes back to where it was.
    pub fn close_picker(&mut self) {
        if self.view.picker.take().is_some() {
            self.go_to_region(self.view.region);
        }
    }

    /// The lines that fit what is typed, the best first.
    #[must_use]
    pub fn picker_rows(&self) -> Vec<PickerRow> {
        let Some(picker) = &self.view.picker else {
            return Vec::new();
        };
        match &picker.kind {
            PickerKind::Palette => self.palette_rows(&picker.typed),
            PickerKind::Walk => Self::walk_rows(&picker.typed),
            PickerKind::Cite => self.cite_rows(&picker.typed),
            PickerKind::Paragraph => self.paragraph_rows(&picker.typed),
            PickerKind::SetAside => Self::set_aside_rows(&picker.typed),
            PickerKind::Occurrences => self.occurrence_rows(&picker.typed),
            PickerKind::Decide => Self::verdict_rows(&picker.typed),
            kind @ (PickerKind::Claim | PickerKind::CurrentClaim) => {
                self.claim_rows(&picker.typed, kind)
            }
            PickerKind::TieAs(claim) => Self::tie_as_rows(&picker.typed, claim),
            PickerKind::MoveOrAlso(claim) => self.move_or_also_rows(&picker.typed, claim),
            PickerKind::Stance => Self::stance_rows(&picker.typed),
            PickerKind::Reader => self.reader_rows(&picker.typed),
            PickerKind::Rival(at) => self.rival_rows(*at, &picker.typed),
        }
    }

    /// Does what a line of the popup is for.
    pub fn take_picked(&mut self, picked: Picked) {
        self.close_picker();
        match picked {
            Picked::Command(command) => {
                self.note_use(command);
                self.run(command);
            }
            Picked::Article(article) => self.focus_article(article),
            Picked::Find(words) => self.find_everywhere(&words),
            Picked::Walk(walk) => self.set_walk(walk),
            Picked::Source(source, locator) => self.cite_source(source, &locator),
            Picked::NewSource(title) => self.cite_new_source(&title),
            Picked::Place(offset) => self.go_to_place(offset),
            Picked::SetAside(why) => self.set_selection_aside(why),
            Picked::Occurrences(scope, status) => self.mark_everywhere(scope, status),
            Picked::Decide(status) => self.decide_other(status),
            Picked::Claim(claim) => self.tie_to(claim),
            Picked::CurrentClaim(claim) => self.take_current_claim(claim),
            Picked::TieAs(claim, status) => self.mark_and_tie(&claim, status),
            Picked::SecondTie(claim, how) => self.tie_second(&claim, how),
            Picked::Stance(stance) => self.set_stance(stance),
            Picked::Reader(reviewer) => self.see(super::SeenMarks::Of(reviewer)),
            Picked::Rival(at, number) => self.take_rival(at, number),
        }
    }
}

/// How well `typed` fits `title`, case and accents aside: lower is better, `None` not at all. The title may begin with it, a word of
/// the title may, the words of it may begin words of the title in their order or in any, its letters may be the title's
/// initials, or all its words may stand somewhere.
#[must_use]
pub(super) fn fit(title: &str, typed: &str) -> Option<usize> {
    let (title, typed) = (folded(title), folded(typed.trim()));
    if typed.is_empty() || title.starts_with(&typed) {
        return Some(0);
    }
    let titles: Vec<&str> = words_of(&title).collect();
    if titles.iter().any(|word| word.starts_with(&typed)) {
        return Some(1);
    }
    let parts: Vec<&str> = words_of(&typed).collect();
    if parts.is_empty() {
        return title.contains(&typed).then_some(5);
    }
    let mut rest = titles.iter();
    let is_in_order = parts
        .iter()
        .all(|part| rest.any(|word| word.starts_with(part)));
    if is_in_order {
        return Some(2);
    }
    let begins_a_word = |part: &&str| titles.iter().any(|word| word.starts_with(*part));
    if parts.iter().all(begins_a_word) {
        return Some(3);
    }
    let initials: String = titles
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    if typed.chars().count() > 1 && initials.starts_with(&typed) {
        return Some(4);
    }
    parts.iter().all(|part| title.contains(part)).then_some(5)
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// The rows that fit, the best first; rows of equal fit keep their order.
pub(super) fn fitting(rows: Vec<PickerRow>, typed: &str) -> Vec<PickerRow> {
    let mut fitting: Vec<(usize, PickerRow)> = rows
        .into_iter()
        .filter_map(|row| {
            fit(&row.title, typed)
                .or_else(|| fit(&row.detail, typed).map(|fit| fit + 6))
                .map(|fit| (fit, row))
        })
        .collect();
    fitting.sort_by_key(|(fit, _)| *fit);
    fitting.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn the_beginning_fits_best_then_the_beginning_of_a_word_then_words_anywhere() {
        assert_eq!(fit("Save as…", "sa"), Some(0));
        assert_eq!(fit("Save as…", "as"), Some(1));
        assert_eq!(fit("Mark article as read", "ma re"), Some(2));
        assert_eq!(fit("Mark article as read", "read mark"), Some(3));
        assert_eq!(fit("Mark article as read", "maar"), Some(4));
        assert_eq!(fit("Mark article as read", "mar"), Some(0));
        assert_eq!(fit("Cite the last source again", "ctls"), Some(4));
        assert_eq!(fit("Unmarked words", "mark"), Some(5));
        assert_eq!(fit("Save as…", "…"), Some(5));
        assert_eq!(fit("Save as…", "AS "), Some(1));
        assert_eq!(fit("Save as…", "open"), None);
        assert_eq!(fit("Ströme über Zürich", "strome ZUR"), Some(2));
        assert_eq!(fit("Save as…", ""), Some(0));
    }
}
