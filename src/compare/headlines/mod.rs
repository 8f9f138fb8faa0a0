//! What stands over a text, laid against the text itself: headlines, the lines under them, headings and captions.
//!
//! The tour: [`headlines`] gives every sentence that stands over a text with its nearest passage in the body; `people.rs` knows
//! whom a sentence speaks of, `somebody_else.rs` whether the passage speaks of another person than the headline.
//!
//! The idea: headlines are written last, in a hurry and by somebody else. What they say stands in the body too, in nearly
//! the same words; so the passage with most words in common is the one to compare. What differs there is told: figures
//! that no sentence of the body bears out, and a person of whom the body tells it while no headline names them.
//!
//! Cost: one index of the article, then sentences over the text × sentences of the body.
//!
//! Invariant: suggestions, never a verdict; in doubt nothing is told.

mod people;
mod somebody_else;
#[cfg(test)]
mod tests;

pub use somebody_else::SomebodyElse;

use super::{
    details::{self, Detail, DetailKind},
    differences::{self, Difference, DifferenceKind},
    matching::{Band, MatchIndex},
};
use crate::model::{Article, BlockKind};
use crate::text::{ParagraphIndex, Text, TextRange};
use people::People;
use somebody_else::Story;

/// Bytes of an article beyond which nothing is looked for: that is a book, and no article with a headline.
const MOST_BYTES: usize = 1024 * 1024;

/// A sentence that stands over a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    /// Its words.
    pub range: TextRange,
    /// What it is: a headline, a line under it, a heading inside or a caption.
    pub kind: BlockKind,
    /// The nearest of the body, if anything is near.
    pub nearest: Option<InBody>,
}

/// The passage of the body that comes nearest to a headline.
#[derive(Clone, Debug, PartialEq)]
pub struct InBody {
    /// One sentence or two.
    pub passage: TextRange,
    /// How near it is.
    pub band: Band,
    /// The figures in which the two differ and that no other sentence of the body bears out; the headline's as `a`.
    pub differences: Vec<Difference>,
    /// Who the passage speaks of, where that is another person than the headline's.
    pub somebody_else: Option<SomebodyElse>,
}

impl InBody {
    /// The passage together with the sentence that names whom it speaks of.
    #[must_use]
    pub fn with_name(&self) -> TextRange {
        self.somebody_else
            .as_ref()
            .map_or(self.passage, |somebody| {
                TextRange::between(
                    self.passage.start.min(somebody.sentence.start),
                    self.passage.end,
                )
            })
    }

    /// Whether there is something to look at.
    #[must_use]
    pub fn differs(&self) -> bool {
        !self.differences.is_empty() || self.somebody_else.is_some()
    }
}

/// Whether a part of an article stands over its text.
#[must_use]
pub fn is_over_text(article: &Article, range: TextRange) -> bool {
    let is_title = || title_line(article).is_some_and(|line| line.overlaps(range));
    is_heading(article.block_at(range.start)) || is_title()
}

/// Every sentence that stands over the text of an article, in order. What lies in one of `left_out` is not looked at.
#[must_use]
pub fn headlines(article: &Article, left_out: &[TextRange]) -> Vec<Headline> {
    let Some(text) = article
        .text
        .as_ref()
        .filter(|text| text.len() <= MOST_BYTES)
    else {
        return Vec::new();
    };
    let lines = lines(article, text);
    let over: Vec<Line> = lines.iter().copied().filter(Line::is_over).collect();
    let whole = TextRange::default();
    let Some(read) = differences::Passage::of_article(article, whole).filter(|_| !over.is_empty())
    else {
        return Vec::new();
    };
    let bylines = lines.iter().filter(|line| line.kind == BlockKind::Byline);
    let mut left_out: Vec<TextRange> = left_out.to_vec();
    left_out.extend(bylines.map(|line| line.range));
    left_out.sort_unstable();

    let mut index = MatchIndex::default();
    index.put(article.id, text, Some(&article.meta().language), &left_out);
    let Some(prepared) = index.prepare(article.id) else {
        return Vec::new();
    };
    let ranges: Vec<TextRange> = over.iter().map(|line| line.range).collect();
    let within = prepared.within(text, &ranges);
    let story = Story {
        text,
        language: read.language,
        people: People::of(text, read.language, &left_out),
        over: &over,
        within: &within,
    };
    let body = Figures::of_body(&read, &ranges, &left_out);
    within
        .iter()
        .filter_map(|near| {
            let line = *over
                .iter()
                .find(|line| line.range.overlaps(near.sentence))?;
            let nearest = near.passages.first().copied();
            Some(Headline {
                range: near.sentence,
                kind: line.kind,
                nearest: nearest.filter(|(_, score)| *score >= Band::LEAST_SIDE).map(
                    |(passage, score)| InBody {
                        passage,
                        band: Band::of(score),
                        differences: body.differences(&read, near.sentence, passage, line.kind),
                        somebody_else: story.somebody_else(near, line),
                    },
                ),
            })
        })
        .collect()
}

/// A line of an article that has words.
#[derive(Clone, Copy, Debug)]
struct Line {
    range: TextRange,
    kind: BlockKind,
}

impl Line {
    fn is_over(&self) -> bool {
        is_heading(self.kind)
    }
}

fn is_heading(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Headline | BlockKind::Dek | BlockKind::Subhead | BlockKind::Caption
    )
}

/// The lines with words. One that reads as the title is a headline, whatever the import made of it.
fn lines(article: &Article, text: &Text) -> Vec<Line> {
    let title = title_line(article);
    (0..text.paragraph_count())
        .map(|index| text.paragraph(ParagraphIndex(index)))
        .filter(|range| !text.slice(*range).trim().is_empty())
        .map(|range| Line {
            range,
            kind: if title == Some(range) {
                BlockKind::Headline
            } else {
                article.block_at(range.start)
            },
        })
        .collect()
}

/// The first line that reads as the title of the article.
fn title_line(article: &Article) -> Option<TextRange> {
    let text = article.text.as_deref()?;
    let title = &article.meta().title;
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    (0..text.paragraph_count())
        .map(|index| text.paragraph(ParagraphIndex(index)))
        .find(|range| !title.is_empty() && words(text.slice(*range)) == *title)
}

/// The numbers and dates of a body.
struct Figures(Vec<Detail>);

impl Figures {
    fn of_body(
        read: &differences::Passage<'_>,
        over: &[TextRange],
        left_out: &[TextRange],
    ) -> Self {
        let found = details::find_figures(read.text.as_str(), read.language, read.published);
        let is_in = |ranges: &[TextRange], detail: &Detail| {
            ranges.iter().any(|range| range.overlaps(detail.range))
        };
        Self(
            found
                .into_iter()
                .filter(|detail| !is_in(over, detail) && !is_in(left_out, detail))
                .collect(),
        )
    }

    /// The figures in which a headline and its passage differ. A picture may be of another day.
    fn differences(
        &self,
        read: &differences::Passage<'_>,
        headline: TextRange,
        passage: TextRange,
        kind: BlockKind,
    ) -> Vec<Difference> {
        let of = |range| differences::Passage { range, ..*read };
        let is_day = |found: &Difference| {
            matches!(
                found.kind,
                DifferenceKind::Date
                    | DifferenceKind::Weekday
                    | DifferenceKind::Year
                    | DifferenceKind::Time
            )
        };
        differences::between(&of(headline), &of(passage))
            .into_iter()
            .filter(|found| found.kind.is_figure())
            .filter(|found| kind != BlockKind::Caption || !is_day(found))
            .filter(|found| !self.bear_out(read, found.a_range))
            .collect()
    }

    /// Whether the body has a figure that agrees with one of a headline.
    fn bear_out(&self, read: &differences::Passage<'_>, figure: TextRange) -> bool {
        let words = read.text.slice(figure);
        details::find_figures(words, read.language, read.published)
            .iter()
            .filter(|detail| detail.kind != DetailKind::Name)
            .any(|detail| self.0.iter().any(|known| known.value.agrees(&detail.value)))
    }
}
