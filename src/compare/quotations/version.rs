//! Which quotations of several articles are one, and how each stands beside the fullest.
//!
//! Two quotations are one if most words of the shorter stand in the longer in the same order; a scrap of two or three words
//! must stand there whole. Only those that share words that say something are compared, by a list of the quotations
//! that each word stands in, so that a thousand articles cost little more than their quotations.

use super::{
    Part, PartKind, Quotation,
    align::{Word, is_gap_of, parts, words},
    quotations,
};
use crate::compare::shared_words::shared_words;
use crate::compare::{
    details::{Language, is_function_word},
    differences::changes,
};
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// An article whose quotations are compared.
#[derive(Clone, Copy, Debug)]
pub struct Quoting<'a> {
    /// Its text.
    pub text: &'a Text,
    /// Its language.
    pub language: Language,
}

/// How a version stands beside the fullest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kinship {
    /// The version with most words.
    Fullest,
    /// Every word agrees.
    SameWords,
    /// Words are left out at the ends or where a sign says so.
    Trimmed,
    /// A word is another, or is missing without a sign.
    Altered,
}

/// One version of a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The number of its article among those given.
    pub article: usize,
    /// Where it stands and who says it.
    pub quotation: Quotation,
    /// How it stands beside the fullest.
    pub kinship: Kinship,
    /// Its parts beside the fullest, in order.
    pub parts: Vec<Part>,
}

/// The versions of one quotation, the fullest first; alone where no other article quotes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionGroup {
    /// At least one.
    pub versions: Vec<Version>,
}

impl Kinship {
    /// Its name in `--json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fullest => "fullest",
            Self::SameWords => "same_words",
            Self::Trimmed => "trimmed",
            Self::Altered => "altered",
        }
    }
}

impl PartKind {
    /// Its name in `--json`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Punctuation => "punctuation",
            Self::Altered => "altered",
            Self::LeftOut => "left_out",
            Self::Dropped => "dropped",
            Self::Added => "added",
            Self::Bracketed => "bracketed",
        }
    }
}

/// The share of the shorter one's words that must stand in the longer.
const SHARE_IN_COMMON: f32 = 0.6;

/// Words in common from which on a share is enough.
const WORDS_IN_COMMON: usize = 4;

/// Words of a scrap that must stand in the other whole; shorter ones are a name or a word in quotation marks.
const LEAST_OF_A_SCRAP: usize = 2;

/// Letters of a scrap's words that say something: "not yet" is no quotation that can be known again.
const LETTERS_OF_A_SCRAP: usize = 8;

/// Quotations that a word may stand in before it says nothing about which two are one.
const MOST_WITH_A_WORD: usize = 200;

/// A quotation with what is compared.
struct Entry {
    article: usize,
    quotation: Quotation,
    words: Vec<Word>,
    /// Its words that say something.
    telling: BTreeSet<String>,
}

/// Every quotation of the articles, those that are one together. The groups stand in the order in which their first
/// version stands in the articles.
#[must_use]
pub fn versions(articles: &[Quoting<'_>]) -> Vec<VersionGroup> {
    let entries: Vec<Entry> = articles
        .iter()
        .enumerate()
        .flat_map(|(article, quoting)| {
            quotations(quoting.text, quoting.language)
                .into_iter()
                .map(move |quotation| entry(article, quoting, quotation))
        })
        .collect();
    let mut leaders: Vec<usize> = (0..entries.len()).collect();
    for (one, two) in candidates(&entries) {
        let (one_leader, two_leader) = (leader(&leaders, one), leader(&leaders, two));
        if one_leader != two_leader && are_one(&entries[one], &entries[two]) {
            let (first, second) = (one_leader.min(two_leader), one_leader.max(two_leader));
            leaders[second] = first;
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Entry>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        groups.entry(leader(&leaders, at)).or_default().push(entry);
    }
    groups.into_values().map(|group| grouped(&group)).collect()
}

fn entry(article: usize, quoting: &Quoting<'_>, quotation: Quotation) -> Entry {
    let words = words(quoting.text, &quotation);
    let telling = words
        .iter()
        .filter(|word| !is_function_word(&word.key, quoting.language))
        .map(|word| word.key.clone())
        .collect();
    Entry {
        article,
        quotation,
        words,
        telling,
    }
}

fn leader(leaders: &[usize], mut at: usize) -> usize {
    while leaders[at] != at {
        at = leaders[at];
    }
    at
}

/// Pairs of quotations that share words that say something, in order.
fn candidates(entries: &[Entry]) -> BTreeSet<(usize, usize)> {
    let telling = entries.iter().map(|entry| &entry.telling);
    let shared = shared_words(telling, MOST_WITH_A_WORD, |_, _| true);
    shared
        .into_iter()
        .filter(|((one, two), count)| {
            let least = entries[*one].telling.len().min(entries[*two].telling.len());
            *count >= least.min(2)
        })
        .map(|(pair, _)| pair)
        .collect()
}

fn are_one(one: &Entry, two: &Entry) -> bool {
    let is_inside = one.article == two.article && one.quotation.whole.overlaps(two.quotation.whole);
    if is_inside {
        return false;
    }
    let (shorter, longer) = if one.words.len() <= two.words.len() {
        (one, two)
    } else {
        (two, one)
    };
    let keys = |entry: &Entry| -> Vec<String> {
        entry.words.iter().map(|word| word.key.clone()).collect()
    };
    let (short_keys, long_keys) = (keys(shorter), keys(longer));
    if short_keys.len() < WORDS_IN_COMMON {
        let letters: usize = shorter
            .telling
            .iter()
            .map(|word| word.chars().count())
            .sum();
        return short_keys.len() >= LEAST_OF_A_SCRAP
            && letters >= LETTERS_OF_A_SCRAP
            && long_keys
                .windows(short_keys.len())
                .any(|window| window == short_keys);
    }
    let changed: usize = changes(&long_keys, &short_keys)
        .iter()
        .map(|(_, short)| short.len())
        .sum();
    let same = short_keys.len() - changed;
    same >= WORDS_IN_COMMON && same as f32 >= SHARE_IN_COMMON * short_keys.len() as f32
}

fn grouped(group: &[&Entry]) -> VersionGroup {
    let fullest = group
        .iter()
        .enumerate()
        .max_by_key(|(at, entry)| (entry.words.len(), std::cmp::Reverse(*at)))
        .map_or(0, |(at, _)| at);
    let mut order: Vec<usize> = (0..group.len()).collect();
    order.sort_by_key(|at| (*at != fullest, *at));
    let versions = order
        .into_iter()
        .map(|at| {
            let entry = group[at];
            let parts = parts(&group[fullest].words, &entry.words);
            let kinship = if at == fullest {
                Kinship::Fullest
            } else {
                kinship(&group[fullest].words, &parts)
            };
            Version {
                article: entry.article,
                quotation: entry.quotation.clone(),
                kinship,
                parts,
            }
        })
        .collect();
    VersionGroup { versions }
}

fn kinship(fullest: &[Word], parts: &[Part]) -> Kinship {
    parts
        .iter()
        .map(|part| match part.kind {
            PartKind::Same | PartKind::Punctuation => Kinship::SameWords,
            PartKind::Bracketed | PartKind::LeftOut => Kinship::Trimmed,
            PartKind::Added if is_gap_of(fullest, part) => Kinship::Trimmed,
            PartKind::Added | PartKind::Altered | PartKind::Dropped => Kinship::Altered,
        })
        .max()
        .unwrap_or(Kinship::SameWords)
}
