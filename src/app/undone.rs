//! What a step back or forth says: which words it was about, and where they are.
//!
//! Undo never moves the text under the eyes: where the words are out of view, the message says so and offers to go there.

use super::{App, Command, Selection, paragraph_number, words};
use crate::edit::{Edit, Step};
use crate::model::{AnnotationId, ArticleId, Project, Record, RecordRef};
use crate::text::TextRange;

/// Characters of the words that are named.
const MOST_CHARACTERS: usize = 40;

impl App {
    /// Says what was undone, of which words, and where they are if they are out of view.
    pub(super) fn say_undone(&mut self, step: &Step) {
        self.say_step("Undone", step, ("Redo", Command::Redo));
    }

    /// The same of a step that was done again.
    pub(super) fn say_done_again(&mut self, step: &Step) {
        self.say_step("Done again", step, ("Undo", Command::Undo));
    }

    fn say_step(&mut self, what: &str, step: &Step, (back, command): (&str, Command)) {
        // A mark that is gone now is in what would make it again; one that came back is in the project.
        let place =
            place_of(&step.edit, &self.project).or_else(|| place_of(&step.inverse, &self.project));
        let named = place.and_then(|(article, range)| self.named(article, range));
        let label = &step.label;
        let said = match named {
            Some(named) => format!("{what}: {label} {named}"),
            None => format!("{what}: {label}"),
        };
        match place.filter(|(article, range)| !self.is_in_view(*article, *range)) {
            Some(place) => {
                self.undone = Some(place);
                let said = format!("{said}, {}", words::OUT_OF_VIEW);
                self.notices.offer(said, "Show", Command::ShowUndone);
            }
            None => self.notices.offer(said, back, command),
        }
    }

    /// Goes to the words that the last step back or forth was about.
    pub(super) fn show_undone(&mut self) {
        if let Some((article, range)) = self.undone.take() {
            self.remember_place();
            self.end_gestures();
            self.put_caret(article, Selection::caret(range.start));
        }
    }

    /// "on “three children”, The harbour ¶4"; nothing for an article that is gone.
    fn named(&self, article: ArticleId, range: TextRange) -> Option<String> {
        let article = self.project.article(article)?;
        let text = article.text.as_ref()?;
        let number = paragraph_number(text, range.start);
        let quoted = words::in_quotes(&shortened(text.slice(range)));
        let title = shortened(article.display_title());
        Some(format!("on {quoted}, {title} ¶{number}"))
    }

    /// Whether the beginning of a range stands on the screen.
    fn is_in_view(&self, article: ArticleId, range: TextRange) -> bool {
        let in_view = self.view.panes_in_view.iter();
        in_view
            .filter_map(|id| self.pane(*id))
            .filter(|pane| pane.article == article)
            .filter_map(|pane| pane.visible)
            .any(|visible| visible.start <= range.start && range.start < visible.end)
    }
}

/// Words on one line, cut where they are many.
fn shortened(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= MOST_CHARACTERS {
        return words;
    }
    let mut cut: String = words.chars().take(MOST_CHARACTERS - 1).collect();
    cut.truncate(cut.trim_end().len());
    cut + "…"
}

/// The first words in a text that an edit is about.
fn place_of(edit: &Edit, project: &Project) -> Option<(ArticleId, TextRange)> {
    let of_mark = |id: AnnotationId| {
        let mark = project.annotation(id)?;
        Some((mark.article, mark.ranges().next()?))
    };
    match edit {
        Edit::Batch(edits) => edits.iter().find_map(|edit| place_of(edit, project)),
        Edit::Add(record) => match &**record {
            Record::Annotation(mark) => Some((mark.article, mark.ranges().next()?)),
            Record::SetAside(record) => {
                let region = &record.region.value;
                Some((region.article, region.range))
            }
            Record::Decision(record) => of_mark(*record.decision.value.about.first()?),
            _ => None,
        },
        Edit::Spans(id, _)
        | Edit::Tie(id, _)
        | Edit::Assessment(id, ..)
        | Edit::Signature(id, ..)
        | Edit::Fate(RecordRef::Annotation(id), _)
        | Edit::Remove(RecordRef::Annotation(id)) => of_mark(*id),
        Edit::SetAside(_, region) => Some((region.value.article, region.value.range)),
        Edit::Decision(_, decision) => of_mark(*decision.value.about.first()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn words_are_named_on_one_line_and_not_at_length() {
        assert_eq!(shortened("three\n\nchildren "), "three children");
        let cut = shortened("the clerk of the harbour of Cape Arden said on Sunday");
        assert_eq!(cut, "the clerk of the harbour of Cape Arden…");
    }
}
