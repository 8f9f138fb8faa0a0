//! Whether the passage that bears out a headline speaks of another person than the article does.
//!
//! The case: an article begins with one person and tells of a second further down; a headline without a name ("The diver was
//! helped by …") has its words from the second one's passage, and a reader takes them to be said of the first.
//!
//! It is told only where all of this holds:
//! - the passage is alike, and no other of the body is nearly as near and speaks of somebody else;
//! - of those whom the passage speaks of, none is named in a headline or where the article begins;
//! - the article begins with a person whom it names at least as often as each of them;
//! - no word of the headline describes them and not the first ("the judge" over "Judge Ina Roth ruled");
//! - a heading inside the text is not over the passage, and a caption not beside it.

use super::{
    Line,
    people::{Mention, People, words},
};
use crate::compare::{
    details::{Language, is_function_word},
    differences::stem,
    matching::{Band, Within},
};
use crate::model::BlockKind;
use crate::text::{Text, TextRange, segment};
use std::collections::BTreeSet;

/// A passage with this share of the best one's score is nearly as near.
const NEARLY: f32 = 0.8;

/// Words of a description on either side of a name: "a former senior lieutenant".
const DESCRIPTION_WORDS: usize = 6;

/// Small words that begin a description.
const ARTICLES: [&str; 12] = [
    "a", "an", "the", "der", "die", "ein", "eine", "un", "une", "le", "la", "el",
];

/// Whom the body speaks of where the headline speaks of somebody unnamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SomebodyElse {
    /// The name in full, as the text has it first.
    pub name: String,
    /// Where the passage, or what stands before its "he" or "she", names them.
    pub range: TextRange,
    /// The sentence with the name.
    pub sentence: TextRange,
    /// Whom the article begins with.
    pub main: String,
}

/// An article as it is looked at.
pub(super) struct Story<'a> {
    pub(super) text: &'a Text,
    pub(super) language: Language,
    pub(super) people: People<'a>,
    /// The lines over the text.
    pub(super) over: &'a [Line],
    /// Their sentences, each with what is near.
    pub(super) within: &'a [Within],
}

impl Story<'_> {
    /// The first person whom the passage nearest to a headline speaks of, if that is somebody else.
    pub(super) fn somebody_else(&self, near: &Within, line: Line) -> Option<SomebodyElse> {
        let (passage, score) = near.passages.first().copied()?;
        let spoken_of = self.people.spoken_of(passage);
        let first = *spoken_of.first()?;
        let beginning = self.beginning(near);
        let main = self.main(&beginning)?;
        let is_another = |mention: &Mention| {
            !beginning.contains(&mention.person)
                && self.people.count(mention.person) <= self.people.count(main)
                && !self.is_in_a_headline(mention.person)
                && !self.describes(near.sentence, mention.person, main)
        };
        let persons: BTreeSet<usize> = spoken_of.iter().map(|found| found.person).collect();
        let is_told = score >= Band::LEAST_WEAK
            && spoken_of.iter().all(is_another)
            && !self.has_rival(near, &persons)
            && !self.belongs_to(line, passage);
        is_told.then(|| SomebodyElse {
            name: self.people.full_name(first.person).to_owned(),
            range: first.range,
            sentence: segment::sentence_at(self.text, first.range.start),
            main: self.people.full_name(main).to_owned(),
        })
    }

    /// Those with whom the article begins: whom the first paragraph that names anybody names, and the paragraphs that come
    /// nearest to the other headlines.
    fn beginning(&self, near: &Within) -> BTreeSet<usize> {
        let is_body = |mention: &&Mention| {
            let mut over = self.over.iter();
            !over.any(|line| line.range.overlaps(mention.range))
        };
        let people = self.people.mentions().iter().filter(is_body);
        let mut found = people
            .map(|mention| self.people.named_in(self.paragraph(mention.range)))
            .find(|named| !named.is_empty())
            .unwrap_or_default();
        let over_all = |other: &&Within| {
            let line = self
                .over
                .iter()
                .find(|line| line.range.overlaps(other.sentence));
            line.is_some_and(|line| matches!(line.kind, BlockKind::Headline | BlockKind::Dek))
        };
        for other in self.within.iter().filter(over_all) {
            let same = self.text.slice(other.sentence) == self.text.slice(near.sentence);
            if let Some((passage, score)) = other.passages.first()
                && !same
                && *score >= Band::LEAST_WEAK
            {
                found.extend(self.people.named_in(self.paragraph(*passage)));
            }
        }
        found
    }

    /// Who of those is named most often.
    fn main(&self, beginning: &BTreeSet<usize>) -> Option<usize> {
        let counted = beginning
            .iter()
            .map(|person| (self.people.count(*person), *person));
        counted
            .max_by_key(|(count, person)| (*count, std::cmp::Reverse(*person)))
            .map(|(_, person)| person)
    }

    fn is_in_a_headline(&self, person: usize) -> bool {
        let mut over = self.over.iter();
        over.any(|line| self.people.is_named_in(person, line.range))
    }

    /// Whether another passage is nearly as near and speaks of anybody but `persons`, or of nobody.
    fn has_rival(&self, near: &Within, persons: &BTreeSet<usize>) -> bool {
        let best = near.passages.first().map_or(0.0, |(_, score)| *score);
        let rivals = near.passages.iter().skip(1);
        rivals
            .take_while(|(_, score)| *score >= NEARLY * best)
            .any(|(passage, _)| {
                let spoken_of = self.people.spoken_of(*passage);
                !spoken_of
                    .iter()
                    .any(|found| persons.contains(&found.person))
            })
    }

    /// Whether a heading is over a passage, or a caption beside it.
    fn belongs_to(&self, line: Line, passage: TextRange) -> bool {
        match line.kind {
            BlockKind::Subhead => {
                let mut behind = self.over.iter();
                let next = behind.find(|other| {
                    other.range.start > line.range.start && other.kind != BlockKind::Caption
                });
                passage.start > line.range.start
                    && next.is_none_or(|next| passage.start < next.range.start)
            }
            BlockKind::Caption => {
                let (first, last) = if passage < line.range {
                    (passage, line.range)
                } else {
                    (line.range, passage)
                };
                let between = TextRange::between(first.end, last.start);
                // Nothing but the rest of a paragraph and empty lines.
                let lines = self.text.slice(between).split('\n');
                lines.filter(|line| !line.trim().is_empty()).count() <= 1
            }
            _ => false,
        }
    }

    /// Whether a word of a headline stands beside the first mention of a person to say who that is. What was said of the
    /// main person before tells the two not apart: "the diver" may be either.
    fn describes(&self, headline: TextRange, person: usize, main: usize) -> bool {
        let Some(name) = self.people.first(person) else {
            return false;
        };
        let before = self.people.mentions().iter();
        let of_both: BTreeSet<String> = before
            .filter(|mention| mention.person == main && mention.range.start < name.start)
            .flat_map(|mention| self.stems(segment::sentence_at(self.text, mention.range.start)))
            .collect();
        let said = self.stems(headline);
        let description = self.description(name);
        description
            .iter()
            .any(|word| said.contains(word) && !of_both.contains(word))
    }

    /// The words that say who a name is: "a former lieutenant, Ivo Brandt", "Ivo Brandt, a former lieutenant".
    fn description(&self, name: TextRange) -> BTreeSet<String> {
        let sentence = segment::sentence_at(self.text, name.start);
        let before = TextRange::between(sentence.start, name.start);
        let ends = |sign: char| ";:()–—".contains(sign);
        let slice = self.text.slice(before).trim_end();
        // The comma right before a name belongs to it, one further back ends the description.
        let slice = slice.strip_suffix(',').unwrap_or(slice);
        let start = slice
            .rfind(|sign: char| sign == ',' || ends(sign))
            .map_or(0, |at| at + 1);
        let from = before.start.bytes();
        let lead = TextRange::of_bytes(from + start, from + slice.len());
        let lead: Vec<TextRange> = words(self.text, lead).collect();
        let near = lead.len().saturating_sub(DESCRIPTION_WORDS);
        let mut found = self.stems_of(lead[near..].iter().copied());
        found.extend(self.stems(name));
        let rest = TextRange::between(name.end, sentence.end.max(name.end));
        if let Some(apposition) = self.text.slice(rest).strip_prefix(", ") {
            let length = apposition
                .find(|sign: char| sign == ',' || ends(sign))
                .unwrap_or(apposition.len());
            let from = rest.start.bytes() + 2;
            let piece = TextRange::of_bytes(from, from + length);
            if self.is_apposition(piece) {
                found.extend(self.stems(piece));
            }
        }
        found
    }

    /// Whether the words behind a name and a comma say who that is, and do not go on with the story.
    fn is_apposition(&self, piece: TextRange) -> bool {
        let lower = |word: TextRange| self.text.slice(word).to_lowercase();
        let first = words(self.text, piece).next().map(lower);
        words(self.text, piece).count() <= DESCRIPTION_WORDS
            && first.is_some_and(|word| {
                ARTICLES.contains(&word.as_str()) || !is_function_word(&word, self.language)
            })
    }

    fn stems(&self, range: TextRange) -> BTreeSet<String> {
        self.stems_of(words(self.text, range))
    }

    fn stems_of(&self, words: impl Iterator<Item = TextRange>) -> BTreeSet<String> {
        words
            .map(|word| self.text.slice(word).to_lowercase().replace('’', "'"))
            .filter(|word| !is_function_word(word, self.language))
            .map(|word| stem(&word, self.language))
            .collect()
    }

    fn paragraph(&self, range: TextRange) -> TextRange {
        self.text.paragraph(self.text.paragraph_at(range.start))
    }
}
