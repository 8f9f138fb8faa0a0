//! One article in the index: its sentences, and which stems stand in which.
//!
//! Idea: the stems of a chapter (some thousand sentences; most articles have one) are a sorted list, and everything else
//! speaks of their places in it, which are small numbers. The sentences of each stem (its postings) lie one after the
//! other. So an article of 10 KB takes about 12 KB beside its text, which is shared with the project, and articles come
//! and go without touching each other.
//!
//! Cost: reading a text is one pass, about 10 MB a second. Finding a stem is a guess at its place, since the numbers of
//! stems are spread evenly, and a few steps from there.

use super::{
    language::Language,
    words::{Reader, StemId},
};
use crate::text::{ParagraphIndex, Text, TextRange, segment};
use std::{collections::BTreeSet, sync::Arc};

/// Sentences and words of a chapter, at most: their numbers have 16 bits.
const MOST_SENTENCES: usize = 4096;
const MOST_WORDS: usize = 60_000;

/// A sentence with more bytes (lists, tables, texts without points) is cut into pieces of so many words. The longest
/// sentences of news texts have 1 kB.
const MOST_SENTENCE_BYTES: usize = 2048;
const PIECE_WORDS: usize = 200;

/// An article as the index holds it.
#[derive(Debug)]
pub(super) struct IndexedArticle {
    pub text: Arc<Text>,
    pub language: Language,
    /// The stems that no text of its language is without.
    pub little: BTreeSet<StemId>,
    /// In order of place.
    pub sentences: Box<[TextRange]>,
    /// Of each sentence, whether it is left out: never found, though it may be asked for.
    pub left_out: Box<[bool]>,
    pub chapters: Vec<Chapter>,
}

/// A part of an article in which all numbers are small.
#[derive(Debug)]
pub(super) struct Chapter {
    /// The number of its first sentence in the article.
    pub first: u32,
    /// Different stems, sorted.
    pub stems: Box<[StemId]>,
    /// Where the postings of each stem begin, and where the last ones end.
    starts: Box<[u16]>,
    /// Sentences, counted from `first`, each once a stem, sorted.
    postings: Box<[u16]>,
    /// Different stems of each sentence.
    pub sizes: Box<[u8]>,
}

impl IndexedArticle {
    pub(super) fn new(text: &Arc<Text>, tag: Option<&str>, left_out: &[TextRange]) -> Self {
        let language = Language::of(tag, text.as_str());
        let mut reader = Reader::new(language);
        let mut sentences = Vec::new();
        for paragraph in 0..text.paragraph_count() {
            for sentence in segment::sentences(text, ParagraphIndex(paragraph)) {
                cut(text, sentence, &mut sentences);
            }
        }
        let mut ranges = left_out.to_vec();
        ranges.sort_unstable();
        let left_out: Box<[bool]> = sentences
            .iter()
            .map(|sentence| is_left_out(*sentence, &ranges))
            .collect();
        let mut chapters = Vec::new();
        let mut draft = Draft::default();
        let mut stems = Vec::new();
        for (number, sentence) in sentences.iter().enumerate() {
            stems.clear();
            if !left_out[number] {
                reader.read(text.slice(*sentence), |word| stems.push(word.stem));
                stems.sort_unstable();
                stems.dedup();
            }
            if draft.sizes.len() == MOST_SENTENCES || draft.pairs.len() + stems.len() > MOST_WORDS {
                chapters.push(std::mem::take(&mut draft).finish());
                draft.first = number as u32;
            }
            draft.add(&stems);
        }
        chapters.push(draft.finish());
        Self {
            text: Arc::clone(text),
            language,
            little: reader.little().clone(),
            sentences: sentences.into(),
            left_out,
            chapters,
        }
    }

    /// In how many sentences a stem stands.
    pub(super) fn count(&self, stem: StemId) -> usize {
        self.chapters
            .iter()
            .map(|chapter| chapter.postings_of(stem).len())
            .sum()
    }

    /// How many sentences can be found.
    pub(super) fn findable(&self) -> usize {
        self.left_out.iter().filter(|out| !**out).count()
    }

    /// The numbers of the sentences that have a character in common with `range`, or that a caret there belongs to.
    pub(super) fn touched(&self, range: TextRange) -> std::ops::Range<usize> {
        let first = self
            .sentences
            .partition_point(|sentence| sentence.end <= range.start);
        let behind = self
            .sentences
            .partition_point(|sentence| sentence.start < range.end);
        if first < behind {
            return first..behind;
        }
        // Between two sentences, or an empty range: the one before, as the caret has it.
        let at = self
            .sentences
            .partition_point(|sentence| sentence.start <= range.start)
            .saturating_sub(1);
        at..(at + 1).min(self.sentences.len())
    }
}

impl Chapter {
    /// The sentences of a stem, counted from the chapter's first.
    pub(super) fn postings_of(&self, stem: StemId) -> &[u16] {
        self.place(stem)
            .map_or(&[], |place| self.postings_at(place))
    }

    /// The sentences of the stem at a place.
    pub(super) fn postings_at(&self, place: usize) -> &[u16] {
        &self.postings[usize::from(self.starts[place])..usize::from(self.starts[place + 1])]
    }

    fn place(&self, stem: StemId) -> Option<usize> {
        let mut at = ((u64::from(stem) * self.stems.len() as u64) >> 32) as usize;
        while self.stems.get(at).is_some_and(|found| *found < stem) {
            at += 1;
        }
        while at > 0 && self.stems[at - 1] >= stem {
            at -= 1;
        }
        (self.stems.get(at) == Some(&stem)).then_some(at)
    }
}

/// A chapter while it is read.
#[derive(Default)]
struct Draft {
    first: u32,
    pairs: Vec<(StemId, u16)>,
    sizes: Vec<u8>,
}

impl Draft {
    /// Adds a sentence by its different stems.
    fn add(&mut self, stems: &[StemId]) {
        let number = self.sizes.len() as u16;
        self.pairs.extend(stems.iter().map(|stem| (*stem, number)));
        self.sizes
            .push(u8::try_from(stems.len()).unwrap_or(u8::MAX));
    }

    fn finish(mut self) -> Chapter {
        self.pairs.sort_unstable();
        let mut stems = Vec::new();
        let mut starts = Vec::new();
        for (at, (stem, _)) in self.pairs.iter().enumerate() {
            if stems.last() != Some(stem) {
                stems.push(*stem);
                starts.push(at as u16);
            }
        }
        starts.push(self.pairs.len() as u16);
        Chapter {
            first: self.first,
            stems: stems.into(),
            starts: starts.into(),
            postings: self.pairs.iter().map(|(_, sentence)| *sentence).collect(),
            sizes: self.sizes.into(),
        }
    }
}

/// Adds a sentence, in pieces where it is too long.
fn cut(text: &Text, sentence: TextRange, sentences: &mut Vec<TextRange>) {
    if sentence.len() <= MOST_SENTENCE_BYTES {
        sentences.push(sentence);
        return;
    }
    let from = sentence.start.bytes();
    let mut start = 0;
    for (number, word) in segment::words(text.slice(sentence)).enumerate() {
        if number > 0 && number.is_multiple_of(PIECE_WORDS) {
            sentences.push(TextRange::of_bytes(from + start, from + word.start));
            start = word.start;
        }
    }
    sentences.push(TextRange::of_bytes(from + start, sentence.end.bytes()));
}

/// Whether more than half of a sentence lies in `ranges`, which are sorted by start.
fn is_left_out(sentence: TextRange, ranges: &[TextRange]) -> bool {
    let (mut inside, mut reached) = (0, sentence.start);
    for range in ranges.iter().filter(|range| range.overlaps(sentence)) {
        let start = range.start.max(reached);
        let end = range.end.min(sentence.end);
        if start < end {
            inside += end.bytes() - start.bytes();
            reached = end;
        }
    }
    2 * inside > sentence.len()
}
