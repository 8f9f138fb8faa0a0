//! Whom the sentences of a text speak of, as well as names and pronouns tell.
//!
//! A person is a name of two words or more of which the last stands alone elsewhere too ("Yara Holm … Holm said"), or behind
//! whose sentence the next begins with "he" or "she". Places and offices hardly ever do. A sentence speaks of the persons
//! it names and of the one named last before its "he" or "she" in the same paragraph. Who is named only as the owner of
//! something, or only tells ("…, Holm said"), is not spoken of.
//!
//! Limits: no grammar. Somebody of whom only one name is ever given is nobody here; "he" is whoever was named last.

use crate::compare::{
    details::{self, DetailKind, Language, Value},
    quotations::is_speech_verb,
};
use crate::text::{Text, TextOffset, TextRange, segment};
use std::collections::BTreeSet;

/// Words for one person who was named before, as they begin a sentence or stand before a verb.
const PRONOUNS: [&str; 12] = [
    "he", "she", "он", "она", "він", "вона", "er", "sie", "il", "elle", "él", "ella",
];

/// Letters of a Russian or Ukrainian name that may be its ending, and those that have to be left.
const MOST_OF_ENDING: usize = 3;
const LEAST_OF_STEM: usize = 4;

/// Words between a name and its speech verb: "Holm also said".
const WORDS_TO_VERB: usize = 1;

/// The persons of a text and where they are named.
pub(super) struct People<'a> {
    text: &'a Text,
    language: Language,
    /// The last word of each person's name, in lower case.
    surnames: Vec<String>,
    mentions: Vec<Mention>,
}

/// A place where a person is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) range: TextRange,
    /// The number of the person.
    pub(super) person: usize,
    /// Whether it is the name in full.
    is_full: bool,
    /// Whether it is the owner of something: "Holm's boat".
    is_owner: bool,
}

/// A name of the text.
struct Name {
    range: TextRange,
    words: Vec<String>,
}

impl<'a> People<'a> {
    /// Of a text. What lies in one of `left_out`, sorted, names nobody.
    pub(super) fn of(text: &'a Text, language: Language, left_out: &[TextRange]) -> Self {
        let names: Vec<Name> = details::find(text.as_str(), language, None)
            .into_iter()
            .filter(|detail| detail.kind == DetailKind::Name)
            .filter(|detail| !left_out.iter().any(|range| range.overlaps(detail.range)))
            .filter_map(|detail| match detail.value {
                Value::Name(name) => Some(Name {
                    range: detail.range,
                    words: name.split(' ').map(str::to_owned).collect(),
                }),
                _ => None,
            })
            .collect();
        let mut people = Self {
            text,
            language,
            surnames: Vec::new(),
            mentions: Vec::new(),
        };
        for name in &names {
            if let [.., _, last] = &name.words[..]
                && people.numbered(last).is_none()
                && people.is_person(&names, name, last)
            {
                people.surnames.push(last.clone());
            }
        }
        for name in &names {
            let person = name.words.last().and_then(|last| people.numbered(last));
            people.mentions.extend(person.map(|person| Mention {
                range: name.range,
                person,
                is_full: name.words.len() > 1,
                is_owner: people.is_owner(name.range),
            }));
        }
        people
    }

    /// Where they are named, in order.
    pub(super) fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// How often a person is named.
    pub(super) fn count(&self, person: usize) -> usize {
        let mentions = self.mentions.iter();
        mentions.filter(|mention| mention.person == person).count()
    }

    /// Where a person is named first.
    pub(super) fn first(&self, person: usize) -> Option<TextRange> {
        let mut mentions = self.mentions.iter();
        let first = mentions.find(|mention| mention.person == person);
        first.map(|mention| mention.range)
    }

    /// The name of a person in full, as it stands first.
    pub(super) fn full_name(&self, person: usize) -> &'a str {
        let full = |mention: &&Mention| mention.person == person && mention.is_full;
        let found = self.mentions.iter().find(full);
        found.map_or("", |mention| self.text.slice(mention.range))
    }

    /// Whether the words in a range name a person, if only by the last name.
    pub(super) fn is_named_in(&self, person: usize, range: TextRange) -> bool {
        let surname = &self.surnames[person];
        self.words(range)
            .any(|word| self.is_same(&self.lower(word), surname))
    }

    /// Those whom a passage names as more than the owner of something.
    pub(super) fn named_in(&self, passage: TextRange) -> BTreeSet<usize> {
        self.mentions
            .iter()
            .filter(|mention| !mention.is_owner && passage.contains_range(mention.range))
            .map(|mention| mention.person)
            .collect()
    }

    /// Those whom a passage speaks of, each once, where they are named: in it, or before its "he" or "she".
    pub(super) fn spoken_of(&self, passage: TextRange) -> Vec<Mention> {
        let mut found: Vec<Mention> = self
            .mentions
            .iter()
            .filter(|mention| passage.contains_range(mention.range) && !mention.is_owner)
            .filter(|mention| !self.only_tells(passage, mention.range))
            .copied()
            .collect();
        let pronouns = self.words(passage).filter(|word| self.is_pronoun(*word));
        found.extend(
            pronouns
                .filter(|word| !self.only_tells(passage, *word))
                .filter_map(|word| self.named_before(word)),
        );
        found.sort_by_key(|mention| mention.range);
        let mut seen = BTreeSet::new();
        found.retain(|mention| seen.insert(mention.person));
        found
    }

    /// Who was named last before a pronoun, in its paragraph.
    fn named_before(&self, pronoun: TextRange) -> Option<Mention> {
        let paragraph = self.text.paragraph(self.text.paragraph_at(pronoun.start));
        let behind = self
            .mentions
            .partition_point(|mention| mention.range.end <= pronoun.start);
        self.mentions[..behind]
            .iter()
            .rev()
            .take_while(|mention| paragraph.contains_range(mention.range))
            .find(|mention| !mention.is_owner)
            .copied()
    }

    /// Whether a speech verb stands beside a name or a pronoun.
    fn only_tells(&self, passage: TextRange, who: TextRange) -> bool {
        let words: Vec<TextRange> = self.words(passage).collect();
        let before = words.iter().filter(|word| word.end <= who.start).rev();
        let behind = words.iter().filter(|word| word.start >= who.end);
        let near = before.take(1).chain(behind.take(1 + WORDS_TO_VERB));
        near.into_iter()
            .any(|word| is_speech_verb(&self.lower(*word), self.language))
    }

    /// Whether a name of several words is a person's.
    fn is_person(&self, names: &[Name], name: &Name, last: &str) -> bool {
        let stands_alone = names.iter().any(|other| {
            matches!(&other.words[..], [only] if self.is_same(only, last))
                && !name.range.overlaps(other.range)
        });
        stands_alone || self.is_taken_up(names, name)
    }

    /// Whether a name is the first of its sentence and the next sentence of the paragraph begins with "he" or "she".
    fn is_taken_up(&self, names: &[Name], name: &Name) -> bool {
        let sentence = segment::sentence_at(self.text, name.range.start);
        let is_first = !names.iter().any(|other| {
            other.words.len() > 1
                && sentence.contains_range(other.range)
                && other.range.start < name.range.start
        });
        let next = segment::next_sentence(self.text, name.range.start);
        let paragraph = self
            .text
            .paragraph(self.text.paragraph_at(name.range.start));
        is_first
            && next >= sentence.end
            && next < paragraph.end
            && self
                .words(TextRange::between(next, paragraph.end))
                .next()
                .is_some_and(|word| self.is_pronoun(word))
    }

    fn is_pronoun(&self, word: TextRange) -> bool {
        PRONOUNS.contains(&self.lower(word).as_str())
    }

    fn is_owner(&self, name: TextRange) -> bool {
        let rest = TextRange::between(name.end, self.text.end());
        let behind = self.text.slice(rest);
        ["'s", "’s", "' ", "’ "]
            .iter()
            .any(|end| behind.starts_with(end))
    }

    fn numbered(&self, last: &str) -> Option<usize> {
        let mut surnames = self.surnames.iter();
        surnames.position(|surname| self.is_same(surname, last))
    }

    /// Whether two names are one: letter for letter, or but for their endings where names have them.
    fn is_same(&self, one: &str, other: &str) -> bool {
        if one == other {
            return true;
        }
        if !matches!(self.language, Language::Russian | Language::Ukrainian) {
            return false;
        }
        let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b);
        let stem = same.count();
        let longer = one.chars().count().max(other.chars().count());
        stem >= LEAST_OF_STEM && longer - stem <= MOST_OF_ENDING
    }

    fn lower(&self, word: TextRange) -> String {
        let lower = self.text.slice(word).to_lowercase().replace('’', "'");
        lower.strip_suffix("'s").map(str::to_owned).unwrap_or(lower)
    }

    fn words(&self, range: TextRange) -> impl Iterator<Item = TextRange> + '_ {
        words(self.text, range)
    }
}

/// The words of a range, as ranges of the text.
pub(super) fn words(text: &Text, range: TextRange) -> impl Iterator<Item = TextRange> + '_ {
    let from = range.start.bytes();
    segment::words(text.slice(range)).map(move |word| TextRange {
        start: TextOffset::new(from + word.start),
        end: TextOffset::new(from + word.end),
    })
}
