//! Quotations that both passages have, in other words.

use super::{Difference, DifferenceKind, Passage, Read, difference};
use crate::compare::quotations::{Kinship, Quoting, versions};
use crate::text::{Text, TextRange};

/// The signs without which nothing is quoted.
const MARKS: [char; 9] = ['"', '“', '”', '„', '«', '»', '‘', '‚', '\''];

/// The quotations of which a word is another in the second passage, or is missing without a sign.
pub(super) fn differences(a: &Read<'_>, b: &Read<'_>) -> Vec<Difference> {
    if ![a, b]
        .iter()
        .all(|read| read.passage.words().contains(MARKS))
    {
        return Vec::new();
    }
    let texts = [a, b].map(|read| Text::new(read.passage.words()));
    let quoting = |text, passage: &Passage<'_>| Quoting {
        text,
        language: passage.language,
    };
    let groups = versions(&[
        quoting(&texts[0], &a.passage),
        quoting(&texts[1], &b.passage),
    ]);
    let mut found = Vec::new();
    for group in groups {
        // The fullest comes first; what stands beside it is in the other passage, or in the same once more.
        let Some((fullest, others)) = group.versions.split_first() else {
            continue;
        };
        let altered = others.iter().find(|version| {
            version.kinship == Kinship::Altered && version.article != fullest.article
        });
        let Some(altered) = altered else { continue };
        let places = [fullest, altered].map(|version| words_of(&version.quotation.pieces));
        let (one, two) = if fullest.article == 0 {
            (places[0], places[1])
        } else {
            (places[1], places[0])
        };
        found.push(difference(DifferenceKind::Quotation, a, b, one, two));
    }
    found
}

/// From the first to the last word of a quotation.
fn words_of(pieces: &[TextRange]) -> TextRange {
    match pieces {
        [first, .., last] => TextRange::between(first.start, last.end),
        [only] => *only,
        [] => TextRange::default(),
    }
}
