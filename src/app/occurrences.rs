//! The same words wherever they stand, marked as one step.
//!
//! Words are the same if they are the same letters and stand as whole words: who marks "214" does not mean "2140".

use super::picker::{Picked, PickerKind, PickerRow, fitting};
use super::{App, Command, Target, words};
use crate::edit::Edit;
use crate::edit::marking::{self, Outcome};
use crate::model::{AnnotationId, ArticleId, Status};
use crate::text::{Text, TextRange, segment};

/// Places that are gone through at most: behind that it is no longer a person who marks.
const MOST: usize = 10_000;

/// Where to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In the focused article.
    Here,
    /// In all articles.
    Everywhere,
}

impl App {
    pub(super) fn mark_occurrences(&mut self) {
        if self.occurring_words().is_some() {
            self.gestures.occurrences =
                [Scope::Here, Scope::Everywhere].map(|scope| self.places(scope).len());
            self.pick(PickerKind::Occurrences);
        } else {
            self.notices.info(self.nothing_selected());
        }
    }

    /// The words of the target, where they are in one piece.
    fn occurring_words(&self) -> Option<(ArticleId, String)> {
        let (article, range) = match self.target()? {
            Target::Selection(article, range) => {
                let is_one = self.fragments().is_empty();
                (
                    article,
                    is_one.then(|| self.without_outer_space(article, range))?,
                )
            }
            Target::Mark(id) => {
                let mark = self.project.annotation(id)?;
                let mut ranges = mark.ranges();
                let only = ranges.next()?;
                (mark.article, ranges.next().is_none().then_some(only)?)
            }
        };
        let text = self.project.article(article)?.text.as_ref()?;
        let found = text.slice(range);
        (!found.trim().is_empty()).then(|| (article, found.to_owned()))
    }

    fn places(&self, scope: Scope) -> Vec<(ArticleId, TextRange)> {
        let Some((here, wanted)) = self.occurring_words() else {
            return Vec::new();
        };
        let articles = self.articles_in_order();
        articles
            .iter()
            .filter(|article| scope == Scope::Everywhere || article.id == here)
            .filter_map(|article| article.text.as_ref().map(|text| (article.id, text)))
            .flat_map(|(id, text)| whole_words(text, &wanted).map(move |range| (id, range)))
            .take(MOST)
            .collect()
    }

    /// What can be chosen, with the count first; the places were counted as the popup opened.
    pub(super) fn occurrence_rows(&self, typed: &str) -> Vec<PickerRow> {
        let mut rows = Vec::new();
        let mut before = usize::MAX;
        let scopes = [Scope::Here, Scope::Everywhere];
        for (scope, places) in scopes.into_iter().zip(self.gestures.occurrences) {
            if places == before {
                continue;
            }
            before = places;
            for status in Status::ALL {
                rows.push(PickerRow {
                    title: words::occurrences(places, scope, status),
                    detail: words::status_help(status).to_owned(),
                    key: String::new(),
                    is_enabled: places > 0,
                    picked: Picked::Occurrences(scope, status),
                });
            }
        }
        fitting(rows, typed)
    }

    /// Marks every place as one step.
    pub(super) fn mark_everywhere(&mut self, scope: Scope, status: Status) {
        let places = self.places(scope);
        let outcomes: Vec<Outcome> = places
            .iter()
            .filter_map(|(article, range)| {
                let mut context = self.mark_context();
                context.new_id = AnnotationId((self.services.new_uuid)());
                let candidates = self.candidates(*article, &[*range]);
                marking::mark_among(
                    self.project.to_edit(),
                    *article,
                    &[*range],
                    status,
                    context,
                    candidates.iter().map(AsRef::as_ref),
                )
                .ok()
            })
            .collect();
        let edits: Vec<Edit> = outcomes
            .into_iter()
            .filter_map(|outcome| outcome.edit)
            .collect();
        if edits.is_empty() {
            self.notices.info(words::ALREADY_SO);
            return;
        }
        let count = edits.len();
        let edit = self.with_reviewer(Edit::Batch(edits));
        self.note_status(status);
        self.commit(
            edit,
            &format!(
                "mark {} {}",
                words::count(count, "place", "places"),
                status.word()
            ),
        );
        if let Some(pane) = self.focused_pane_mut() {
            pane.selection = super::Selection::caret(pane.selection.range().end);
        }
        self.caret_moved();
        let said = words::marked_everywhere(count, status);
        self.notices.offer(said, "Undo", Command::Undo);
    }
}

/// Where `wanted` stands as whole words, not overlapping.
fn whole_words<'t>(text: &'t Text, wanted: &'t str) -> impl Iterator<Item = TextRange> + 't {
    text.as_str()
        .match_indices(wanted)
        .map(move |(at, _)| TextRange::of_bytes(at, at + wanted.len()))
        .filter(move |range| {
            let cuts = |offset| {
                segment::word_at(text, offset)
                    .is_some_and(|word| word.start < offset && offset < word.end)
            };
            !cuts(range.start) && !cuts(range.end)
        })
}

#[cfg(test)]
mod tests {
    use super::whole_words;
    use crate::text::Text;

    #[test]
    fn only_whole_words_are_the_same_words() {
        let text = Text::new("214 crew, 2140 miles, the 214 crew; x214");
        let found: Vec<usize> = whole_words(&text, "214")
            .map(|range| range.start.bytes())
            .collect();
        assert_eq!(found, [0, 26]);
        assert_eq!(whole_words(&text, "214 crew").count(), 2);
        assert_eq!(whole_words(&text, "miles,").count(), 1);
    }
}
