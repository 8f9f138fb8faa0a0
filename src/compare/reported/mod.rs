//! Phrases near a passage that name where it comes from: "BBC reported", "told Reuters", "according to a report in …".
//!
//! What is found is offered; a person accepts it as the passage's root. English, Russian, Ukrainian, German, French and
//! Spanish; the language of a text is not asked for, since quotations and names cross it.
//!
//! The idea: the words of the passage's sentence and of the sentences beside it in the same paragraph are gone along; where a
//! phrase of the list in `phrases.rs` stands, the capitalised words beside it, or those between quotation marks, are the
//! name. A word for an outlet ("the news agency") and an article are left out of it, so that one outlet has one name.
//! Limits: names in small letters are found for a few agencies only, and whoever is told something counts as an outlet:
//! the words are shown, and a person judges.
//!
//! Cost: words of three sentences × phrases.

mod phrases;

use super::{
    phrase::{Line, sentences_around},
    roots::root_key,
};
use crate::text::{Text, TextRange};
use phrases::{
    DETERMINERS, NEED_AN_OUTLET, NO_NAMES, OUTLETS, PARTICLES, PHRASES, SMALL_NAMES, Side,
};
use std::{collections::BTreeSet, ops::Range};

/// The longest name between quotation marks, in bytes.
const MOST_QUOTED: usize = 80;

/// Words for an outlet and articles between a phrase and a name.
const MOST_SKIPPED: usize = 4;

const OPENING: &str = "«„“\"‚‘‹";
const CLOSING: &str = "»“”\"‘’›";

/// Words that name a root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// The phrase with the name, in bytes of the text.
    pub words: TextRange,
    /// The name.
    pub root: String,
}

/// What is reported in the sentence of a passage and in those beside it, the nearest first; each root once.
#[must_use]
pub fn reported(text: &Text, passage: TextRange) -> Vec<Reported> {
    let mut found: Vec<(usize, usize, Reported)> = Vec::new();
    for (distance, sentence) in sentences_around(text, passage).into_iter().enumerate() {
        for one in reported_in(text, sentence) {
            let words = one.words;
            let gap = if words.end <= passage.start {
                passage.start.bytes() - words.end.bytes()
            } else {
                words.start.bytes().saturating_sub(passage.end.bytes())
            };
            found.push((distance, gap, one));
        }
    }
    found.sort_by_key(|(distance, gap, one)| (*distance, *gap, one.words));
    let mut seen = BTreeSet::new();
    found
        .into_iter()
        .map(|(_, _, one)| one)
        .filter(|one| seen.insert(root_key(&one.root)))
        .collect()
}

fn reported_in(text: &Text, sentence: TextRange) -> Vec<Reported> {
    let slice = text.slice(sentence);
    let line = Line::of(slice);
    let words = &line.words;
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let named = PHRASES.iter().find_map(|(phrase, side)| {
            let end = line.match_phrase(at, phrase)?;
            let name = match side {
                Side::After => line.name_after(end, NEED_AN_OUTLET.contains(phrase)),
                Side::Before => line.name_before(at),
            }?;
            let begin = words.get(at)?.range.start.min(name.start);
            let last = words.get(end - 1)?.range.end.max(name.end);
            Some((begin..last, name, end))
        });
        let Some((all, name, end)) = named else {
            at += 1;
            continue;
        };
        let from = sentence.start.bytes();
        found.push(Reported {
            words: TextRange::of_bytes(from + all.start, from + all.end),
            root: slice.get(name).unwrap_or_default().trim().to_owned(),
        });
        at = end;
    }
    found
}

impl Line<'_> {
    /// Whether a word belongs to the same name as the one before it: also behind the point of an initial.
    fn is_one_name(&self, at: usize) -> bool {
        let initial = at
            .checked_sub(1)
            .and_then(|before| self.words.get(before))
            .is_some_and(|word| word.folded.chars().count() == 1);
        self.is_joined(at) || initial && self.gap(at).trim() == "."
    }

    fn name_after(&self, mut at: usize, needs_outlet: bool) -> Option<Range<usize>> {
        let mut has_outlet = false;
        for _ in 0..MOST_SKIPPED {
            let is_plain = at == 0 || self.is_joined(at);
            let folded = self.words.get(at)?.folded.as_str();
            let is_outlet = OUTLETS.contains(&folded);
            if !is_plain || !is_outlet && !DETERMINERS.contains(&folded) {
                break;
            }
            has_outlet |= is_outlet;
            at += 1;
        }
        let first = self.words.get(at)?;
        if let Some(quoted) = self.quoted_from(at) {
            return Some(quoted);
        }
        if !self.is_joined(at) || needs_outlet && !has_outlet {
            return None;
        }
        if SMALL_NAMES.contains(&first.folded.as_str()) && !first.is_capitalised {
            return Some(first.range.clone());
        }
        let mut end = at;
        while self.can_be_named(end) && (end == at || self.is_one_name(end)) {
            end += 1;
            // Small words count where a capital one follows.
            let mut behind = end;
            while behind < end + 2 && self.is_particle(behind) && self.is_joined(behind) {
                behind += 1;
            }
            if behind > end && self.can_be_named(behind) && self.is_joined(behind) {
                end = behind;
            }
        }
        self.name(at, end)
    }

    fn name_before(&self, phrase: usize) -> Option<Range<usize>> {
        if let Some(quoted) = self.quoted_before(phrase) {
            return Some(quoted);
        }
        let mut begin = phrase;
        while begin > 0 && self.can_be_named(begin - 1) && self.is_one_name(begin) {
            begin -= 1;
            let mut ahead = begin;
            while ahead > 0
                && begin - ahead < 2
                && self.is_particle(ahead - 1)
                && self.is_joined(ahead)
            {
                ahead -= 1;
            }
            if ahead < begin && ahead > 0 && self.can_be_named(ahead - 1) && self.is_joined(ahead) {
                begin = ahead;
            }
        }
        // "The BBC", "Агентство ТАСС": what begins a sentence is capitalised too.
        while begin < phrase
            && self.words.get(begin).is_some_and(|word| {
                let folded = word.folded.as_str();
                DETERMINERS.contains(&folded) || OUTLETS.contains(&folded)
            })
        {
            begin += 1;
        }
        self.name(begin, phrase)
    }

    fn can_be_named(&self, at: usize) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| word.is_capitalised && !NO_NAMES.contains(&word.folded.as_str()))
    }

    fn is_particle(&self, at: usize) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| !word.is_capitalised && PARTICLES.contains(&word.folded.as_str()))
    }

    /// The words of a name, without the "'s" at its end.
    fn name(&self, begin: usize, end: usize) -> Option<Range<usize>> {
        let first = self.words.get(begin).filter(|_| begin < end)?;
        let last = self.words.get(end - 1)?;
        let owned = last.folded.ends_with("'s");
        let cut = if owned {
            self.text[last.range.clone()]
                .char_indices()
                .rev()
                .nth(1)
                .map_or(0, |(at, _)| last.range.len() - at)
        } else {
            0
        };
        Some(first.range.start..last.range.end - cut)
    }

    /// What stands between the quotation marks that open before a word.
    fn quoted_from(&self, at: usize) -> Option<Range<usize>> {
        let gap = self.gap(at).trim();
        let mut signs = gap.chars();
        let opens = signs.next().is_some_and(|sign| OPENING.contains(sign));
        if !opens || signs.next().is_some() {
            return None;
        }
        let start = self.words.get(at)?.range.start;
        let length = self
            .text
            .get(start..)?
            .find(|sign| CLOSING.contains(sign))?;
        let name = self.text.get(start..start + length)?;
        let is_name = self.words.get(at)?.is_capitalised
            && length <= MOST_QUOTED
            && !name.contains(['.', ',', ';', '!', '?']);
        is_name.then_some(start..start + length)
    }

    /// What stands between the quotation marks that close before a word.
    fn quoted_before(&self, at: usize) -> Option<Range<usize>> {
        let gap = self.gap(at).trim();
        if gap.chars().count() != 1 || !gap.chars().all(|sign| CLOSING.contains(sign)) {
            return None;
        }
        let end = self.words.get(at.checked_sub(1)?)?.range.end;
        let before = self.text.get(..end)?;
        let (open, sign) = before
            .char_indices()
            .rev()
            .find(|(_, sign)| OPENING.contains(*sign))?;
        let start = open + sign.len_utf8();
        let name = self.text.get(start..end)?;
        let is_name = name.chars().next().is_some_and(char::is_uppercase)
            && name.len() <= MOST_QUOTED
            && !name.contains(['.', ',', ';', '!', '?']);
        is_name.then_some(start..end)
    }
}

#[cfg(test)]
mod tests;
