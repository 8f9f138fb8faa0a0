//! What of an article is not looked at for matches: regions set aside, and lines that look like page furniture.
//!
//! Furniture repeats from page to page ("Read more", "All rights reserved") and would be tied to itself in every article;
//! what it looks like is enough here, since nothing is lost by it.

use crate::import::{author_boxes, furniture_reason};
use crate::model::{Article, BlockKind, Project, Registers as _};
use crate::text::{ParagraphIndex, TextRange};

/// The ranges of an article that are not looked at for matches, sorted.
#[must_use]
pub fn left_out_of_matching(project: &Project, article: &Article) -> Vec<TextRange> {
    let mut ranges: Vec<TextRange> = project
        .set_aside
        .values()
        .filter(|record| record.region.value.article == article.id && !record.is_deleted())
        .map(|record| record.region.value.range)
        .collect();
    ranges.extend(furniture_lines(article).into_iter().map(|(range, _)| range));
    ranges.sort_unstable();
    ranges
}

/// The lines of an article that look like page furniture, in order, each with the reason. Captions and headlines are never among
/// them: they are read and have to be right.
pub(super) fn furniture_lines(article: &Article) -> Vec<(TextRange, &'static str)> {
    let Some(text) = &article.text else {
        return Vec::new();
    };
    let lines: Vec<TextRange> = (0..text.paragraph_count())
        .map(|index| text.paragraph(ParagraphIndex(index)))
        .filter(|range| !text.slice(*range).trim().is_empty())
        .collect();
    let words: Vec<&str> = lines.iter().map(|range| text.slice(*range)).collect();
    let boxes = author_boxes(&words);
    lines
        .iter()
        .enumerate()
        .filter_map(|(at, range)| {
            let reason = match article.block_at(range.start) {
                BlockKind::Headline | BlockKind::Subhead | BlockKind::Dek | BlockKind::Caption => {
                    return None;
                }
                BlockKind::Byline if !article.blocks.is_empty() => "byline",
                _ if boxes.binary_search(&at).is_ok() => "about the author",
                _ => furniture_reason(words[at])?,
            };
            Some((*range, reason))
        })
        .collect()
}
