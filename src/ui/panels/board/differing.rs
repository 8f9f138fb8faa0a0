//! The words of a row that differ, kept from frame to frame and looked for a few rows a frame.

use crate::app::App;
use crate::compare::{Passage, board::Row, differing_words};
use crate::model::{AnnotationId, ClaimId, Project};
use crate::text::TextRange;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::ops::Range;

/// Rows that are compared in one frame; the others get their boxes in the next ones.
const ROWS_A_FRAME: usize = 2;

/// Rows that are remembered.
const MOST_ROWS: usize = 1_000;

/// The words of one row that differ.
#[derive(Clone, Debug, Default)]
pub(super) struct Boxes {
    of: BTreeMap<AnnotationId, Vec<TextRange>>,
}

/// Those of all rows that were in view.
#[derive(Default)]
pub(super) struct BoxesOfRows {
    rows: BTreeMap<ClaimId, (u64, Boxes)>,
    /// Rows that may still be compared in this frame.
    left: usize,
}

impl BoxesOfRows {
    /// A frame begins.
    pub(super) fn begin_frame(&mut self) {
        self.left = ROWS_A_FRAME;
        if self.rows.len() > MOST_ROWS {
            self.rows.clear();
        }
    }

    /// The boxes of a row; of before or none, with another frame asked for, where they are to be found anew and this frame
    /// has done enough.
    pub(super) fn of_row(&mut self, ui: &egui::Ui, app: &App, row: &Row) -> Boxes {
        let key = key(app, row);
        let known = self.rows.get(&row.claim);
        if let Some((_, boxes)) = known.filter(|(of, _)| *of == key) {
            return boxes.clone();
        }
        if self.left == 0 {
            ui.ctx().request_repaint();
            return Boxes::default();
        }
        let boxes = if row.passages.len() < 2 {
            Boxes::default()
        } else {
            self.left -= 1;
            Boxes {
                of: differing_words(&app.project, row),
            }
        };
        self.rows.insert(row.claim, (key, boxes.clone()));
        boxes
    }
}

impl Boxes {
    /// The characters of a passage's words, as the cell shows them (one line, in quotation marks), that are boxed.
    pub(super) fn in_quote(
        &self,
        project: &Project,
        passage: &Passage,
        shown: &str,
    ) -> impl Iterator<Item = Range<usize>> {
        let mark = project.annotation(passage.annotation);
        let ranges = self.of.get(&passage.annotation).into_iter().flatten();
        let spans = mark.map_or(&[][..], |mark| &mark.spans.value[..]);
        let mut found: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            // Bytes of the quote before the span: fragments are joined by " … ".
            let mut before = 0;
            for span in spans {
                if span.range.contains_range(*range) {
                    let from = before + (range.start.bytes() - span.range.start.bytes());
                    let quote = mark.map(|mark| mark.quote()).unwrap_or_default();
                    found.extend(characters_in_line(&quote, from..from + range.len(), shown));
                }
                before += span.quote.len() + " … ".len();
            }
        }
        found.into_iter()
    }
}

/// A range of bytes of words, as characters of the same words in one line and perhaps in quotation marks.
fn characters_in_line(words: &str, bytes: Range<usize>, shown: &str) -> Option<Range<usize>> {
    let line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let part = line(words.get(bytes.clone())?);
    let before = line(words.get(..bytes.start)?);
    let has_gap = words[..bytes.start].ends_with(char::is_whitespace) && !before.is_empty();
    let is_quoted = shown.starts_with('“') && !words.trim_start().starts_with('“');
    let start = usize::from(is_quoted) + before.chars().count() + usize::from(has_gap);
    Some(start..start + part.chars().count())
}

/// What the boxes of a row depend on.
fn key(app: &App, row: &Row) -> u64 {
    let mut hasher = DefaultHasher::new();
    for passage in &row.passages {
        (passage.annotation, passage.place).hash(&mut hasher);
        if let Some(article) = app.project.article(passage.article) {
            let meta = article.meta();
            (article.text_id, &meta.language, &meta.published).hash(&mut hasher);
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::characters_in_line;

    #[test]
    fn boxes_stand_on_the_words_as_the_cell_shows_them() {
        let shown = |words: &str, bytes, in_quotes: &str| {
            let range = characters_in_line(words, bytes, in_quotes).expect("a range");
            let found = in_quotes.chars().skip(range.start).take(range.len());
            found.collect::<String>()
        };
        assert_eq!(shown("for 9 days", 4..10, "“for 9 days”"), "9 days");
        assert_eq!(shown("für\n  11 Tage", 7..14, "“für 11 Tage”"), "11 Tage");
        assert_eq!(
            shown("“9 days,” he said", 3..9, "“9 days,” he said"),
            "9 days"
        );
        assert_eq!(characters_in_line("ü", 1..2, "“ü”"), None);
    }
}
