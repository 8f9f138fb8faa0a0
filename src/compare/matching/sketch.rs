//! A sentence made ready to be compared: its stems, its letters and its words, each with its weight.
//!
//! Idea: a word weighs by how rare its stem is (see `rarity.rs`); the pieces of three to five letters of a word weigh as the
//! word does. Vectors are sorted lists, so that a product is one walk through two. All weights add up, so the vector of
//! two sentences is the sum of theirs, and windows of two sentences cost next to nothing.

use super::words::{Reader, StemId, Word, hash};
use std::ops::Range;

/// Letters of the pieces of a word.
const PIECES: std::ops::RangeInclusive<usize> = 3..=5;

/// Letters of a word of which pieces are made. Longer "words" are addresses and serial numbers.
const MOST_LETTERS: usize = 40;

/// Two words without a common stem are alike if at least so many bytes at their start are the same, and this share of the
/// longer one: "defect" and "defector" where a stemmer fails.
const LEAST_START: usize = 4;
const LEAST_START_SHARE: f32 = 0.6;

/// Figures weigh more than other words: passages that speak of the same thing share them.
const FIGURE_WEIGHT: f32 = 1.5;

/// Numbers with weights, sorted by number, each once.
pub(super) type Vector = Vec<(u32, f32)>;

/// A sentence made ready to be compared.
#[derive(Clone, Debug, Default)]
pub(super) struct Sketch {
    /// Stems, each with its weight times its count.
    pub stems: Vector,
    /// Square of the length of `stems` as a vector.
    pub stems_square: f32,
    /// Pieces of words, each with the weights of the words it stands in.
    pub pieces: Vector,
    /// Square of the length of `pieces` as a vector.
    pub pieces_square: f32,
    /// Words of different stems, in the order in which they come.
    pub words: Vec<SketchWord>,
    /// The letters of `words`, one after the other.
    letters: String,
    /// The weights of all `words` together.
    pub weight: f32,
    /// How many of them are not little.
    pub saying: usize,
    /// Every word in its order, as a number that stands for its letters; little ones marked.
    pub run: Vec<RunWord>,
}

/// A word of a [`Sketch`].
#[derive(Clone, Debug)]
pub(super) struct SketchWord {
    stem: StemId,
    pub weight: f32,
    /// Its first byte: most words are told apart by it.
    first: u8,
    letters: Range<u32>,
}

/// A word in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RunWord {
    /// Stands for its letters in lower case, without accents.
    pub letters: u32,
    pub is_little: bool,
}

impl Sketch {
    /// Of a sentence. `weight` says what a word weighs.
    pub(super) fn of(
        sentence: &str,
        reader: &mut Reader,
        weight: impl Fn(StemId, bool) -> f32,
    ) -> Self {
        let mut sketch = Self::default();
        reader.read(sentence, |word| sketch.add(word, &weight));
        gather(&mut sketch.stems);
        gather(&mut sketch.pieces);
        sketch.stems_square = square(&sketch.stems);
        sketch.pieces_square = square(&sketch.pieces);
        sketch
    }

    fn add(&mut self, word: Word<'_>, weight: &impl Fn(StemId, bool) -> f32) {
        let Word {
            folded,
            stem,
            is_little,
        } = word;
        let is_figure = folded.bytes().any(|byte| byte.is_ascii_digit());
        let weight = weight(stem, is_little) * if is_figure { FIGURE_WEIGHT } else { 1.0 };
        self.run.push(RunWord {
            letters: hash(folded),
            is_little,
        });
        self.stems.push((stem, weight));
        add_pieces(folded, weight, &mut self.pieces);
        if self.words.iter().all(|known| known.stem != stem) {
            let start = self.letters.len() as u32;
            self.letters.push_str(folded);
            self.words.push(SketchWord {
                stem,
                weight,
                first: folded.as_bytes()[0],
                letters: start..self.letters.len() as u32,
            });
            self.weight += weight;
            self.saying += usize::from(!is_little);
        }
    }

    /// For each of the words of either, how alike the most alike word of the other is, from 0 to 1.
    pub(super) fn likeness(&self, other: &Self) -> [Vec<f32>; 2] {
        let mut forward = vec![0.0_f32; self.words.len()];
        let mut backward = vec![0.0_f32; other.words.len()];
        for (word, mine) in self.words.iter().zip(&mut forward) {
            for (found, theirs) in other.words.iter().zip(&mut backward) {
                let likeness = if word.stem == found.stem {
                    1.0
                } else if word.first == found.first {
                    alike(self.letters_of(word), other.letters_of(found))
                } else {
                    continue;
                };
                *mine = mine.max(likeness);
                *theirs = theirs.max(likeness);
            }
        }
        [forward, backward]
    }

    fn letters_of(&self, word: &SketchWord) -> &[u8] {
        &self.letters.as_bytes()[word.letters.start as usize..word.letters.end as usize]
    }
}

/// The common start of two words as a share of the longer one, or nothing where that is little.
fn alike(one: &[u8], other: &[u8]) -> f32 {
    let (longer, shorter) = (one.len().max(other.len()), one.len().min(other.len()));
    if shorter < LEAST_START {
        return 0.0;
    }
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let share = same as f32 / longer as f32;
    if same >= LEAST_START && share >= LEAST_START_SHARE {
        share
    } else {
        0.0
    }
}

/// The pieces of a word with a space on either side.
fn add_pieces(word: &str, weight: f32, pieces: &mut Vector) {
    let mut letters = [' '; MOST_LETTERS + 2];
    let mut count = 1;
    for letter in word.chars().take(MOST_LETTERS) {
        letters[count] = letter;
        count += 1;
    }
    let padded = &letters[..=count];
    for length in PIECES {
        pieces.extend(
            padded
                .windows(length)
                .map(|piece| (hash_letters(piece), weight)),
        );
    }
}

fn hash_letters(letters: &[char]) -> u32 {
    let wide = letters
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, letter| {
            (hash ^ u64::from(u32::from(*letter))).wrapping_mul(0x0000_0100_0000_01b3)
        });
    (wide ^ (wide >> 32)) as u32
}

/// Sorts, and adds up what has the same number.
fn gather(vector: &mut Vector) {
    vector.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    vector.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
}

/// The square of the length of a vector.
pub(super) fn square(vector: &[(u32, f32)]) -> f32 {
    vector.iter().map(|(_, weight)| weight * weight).sum()
}

/// The product of two vectors. Both sides go on without a branch, as which of them does is as good as chance.
pub(super) fn dot(one: &[(u32, f32)], other: &[(u32, f32)]) -> f32 {
    let (mut at, mut by, mut sum) = (0, 0, 0.0);
    while let (Some((id, weight)), Some((other_id, other_weight))) = (one.get(at), other.get(by)) {
        sum += if id == other_id {
            weight * other_weight
        } else {
            0.0
        };
        at += usize::from(id <= other_id);
        by += usize::from(other_id <= id);
    }
    sum
}
