//! What only one of two passages says in the stretch where both speak of the same.
//!
//! The idea: the words that both have mark the stretch, from the first to the last and on to the ends of their clauses. What
//! lies between them and is said by one alone is what a reader looks for: "detained by border guards [and sent to a]
//! checkpoint". Outside the stretch each says what it likes, and nothing is told. Figures that agree count as the same.
//!
//! Neutral: words, without a guess at what they mean. Where too few words are common nothing is told.

use super::{Passage, Read, stem};
use crate::compare::details::{Language, is_function_word};
use crate::text::{TextRange, segment};
use std::{collections::BTreeSet, ops::Range};

/// Words that both have, from which on there is a stretch.
const LEAST_COMMON: usize = 3;

/// The share of the stretch's words that have to be common: below, the two say different things in it.
const LEAST_SHARE: f32 = 0.4;

/// Signs that end a clause.
const CLAUSE_ENDS: [char; 13] = [
    ',', ';', ':', '.', '!', '?', '–', '—', '(', ')', '"', '“', '”',
];

/// A word of a passage.
struct Word {
    range: Range<usize>,
    kind: Kind,
    /// Whether a clause ends before it.
    begins_clause: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Common,
    Alone,
    /// A small word, which tells nothing by itself.
    Small,
}

/// The words of `b` that `a` does not have, where the two speak of the same; in order, as ranges of the article.
#[must_use]
pub fn only_in_second(a: &Passage<'_>, b: &Passage<'_>) -> Vec<TextRange> {
    let (a, b) = (Read::new(*a), Read::new(*b));
    let words = words(&b, &a);
    let common: Vec<usize> = (0..words.len())
        .filter(|at| words[*at].kind == Kind::Common)
        .collect();
    let (Some(first), Some(last)) = (common.first(), common.last()) else {
        return Vec::new();
    };
    let start = (0..=*first)
        .rev()
        .find(|at| words[*at].begins_clause)
        .unwrap_or(0);
    let end = (last + 1..words.len())
        .find(|at| words[*at].begins_clause)
        .unwrap_or(words.len());
    let stretch = &words[start..end];
    let telling = stretch
        .iter()
        .filter(|word| word.kind != Kind::Small)
        .count();
    if common.len() < LEAST_COMMON || (common.len() as f32) < LEAST_SHARE * telling as f32 {
        return Vec::new();
    }
    stretch
        .chunk_by(|one, next| {
            one.kind != Kind::Common && next.kind != Kind::Common && !next.begins_clause
        })
        .filter_map(|run| {
            let mut alone = run.iter().filter(|word| word.kind == Kind::Alone);
            let first = alone.next()?;
            let last = alone.next_back().unwrap_or(first);
            Some(
                b.passage
                    .place(TextRange::of_bytes(first.range.start, last.range.end)),
            )
        })
        .collect()
}

/// The words of a passage, each with whether the other has it.
fn words(read: &Read<'_>, other: &Read<'_>) -> Vec<Word> {
    let text = read.passage.words();
    let known = stems(other);
    let mut end = 0;
    segment::words(text)
        .map(|range| {
            let gap = &text[end..range.start];
            end = range.end;
            let figure = read.figures().find(|figure| {
                let bytes = figure.whole.bytes();
                bytes.start < range.end && range.start < bytes.end
            });
            // The point of "Aug. 10" ends no clause.
            let is_inside = figure.is_some_and(|figure| figure.whole.start.bytes() < range.start);
            let kind = match figure {
                Some(figure) => {
                    let mut known = other.figures();
                    if known.any(|known| known.value.agrees(&figure.value)) {
                        Kind::Common
                    } else {
                        Kind::Alone
                    }
                }
                None => kind(&lower(&text[range.clone()]), read.passage.language, &known),
            };
            Word {
                begins_clause: gap.contains(CLAUSE_ENDS) && !is_inside,
                kind,
                range,
            }
        })
        .collect()
}

fn kind(lower: &str, language: Language, known: &BTreeSet<String>) -> Kind {
    if is_function_word(lower, language) {
        Kind::Small
    } else if known.contains(&stem(lower, language)) {
        Kind::Common
    } else {
        Kind::Alone
    }
}

fn stems(read: &Read<'_>) -> BTreeSet<String> {
    let text = read.passage.words();
    segment::words(text)
        .map(|word| lower(&text[word]))
        .filter(|word| !is_function_word(word, read.passage.language))
        .map(|word| stem(&word, read.passage.language))
        .collect()
}

fn lower(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

#[cfg(test)]
mod tests {
    use super::only_in_second;
    use crate::compare::{details::Language, differences::Passage};
    use crate::text::Text;
    use jiff::civil::date;

    fn only(a: &str, b: &str) -> Vec<String> {
        let (a, b) = (Text::new(a), Text::new(b));
        let of = |text| Passage {
            text,
            range: Text::full_range(text),
            language: Language::English,
            published: Some(date(2024, 5, 17)),
        };
        let found = only_in_second(&of(&a), &of(&b));
        found
            .iter()
            .map(|range| b.slice(*range).to_owned())
            .collect()
    }

    const SHORT: &str = "She was stopped by customs officers at a lock in Marn on Thursday.";
    const LONG: &str = "After a night on the river, Holm reached the town of Marn, where customs officers stopped her on May 16 and brought her to a lock, from which she rang a friend.";

    #[test]
    fn the_words_of_one_alone_among_those_of_both() {
        assert_eq!(only(SHORT, LONG), ["Holm reached the town", "brought"]);
        assert_eq!(only(LONG, SHORT), [""; 0], "all of it is said there");
    }

    #[test]
    fn what_stands_in_the_clause_of_the_last_common_word_is_told() {
        let without = SHORT.replace(" at a lock", "");
        assert_eq!(only(&without, LONG)[1..], ["brought her to a lock"]);
        let other_day = SHORT.replace("Thursday", "Monday");
        assert_eq!(only(&other_day, LONG)[1..], ["May 16 and brought"]);
    }

    #[test]
    fn too_little_in_common_tells_nothing() {
        assert_eq!(only("Customs officers in Torn rest.", LONG), [""; 0]);
        let far = "Marn has a mayor, a mill, three bakers, a band and five customs officers.";
        assert_eq!(only(LONG, far), [""; 0]);
    }
}
