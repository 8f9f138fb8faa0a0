//! How alike two passages are, from 0 to 1.
//!
//! Three measures of the same thing, which fail in different places: the pieces of words (0.4), the stems (0.3), and how
//! much of one passage's weight stands in the other, words counted as alike where only their starts are (0.3). Of the
//! last, what the passage says that has more in common counts most: one may say more than the other.
//!
//! The shares were measured on pairs of articles with linked sentences: `examples/matching.rs`.

use super::sketch::{Sketch, SketchWord, dot};

const PIECES_SHARE: f32 = 0.4;
const STEMS_SHARE: f32 = 0.3;
const OVERLAP_SHARE: f32 = 0.3;

/// What two passages are worth of which one has only so many words that say something: "Reporter" stands in many a sentence.
const FEW_WORDS: [f32; 3] = [0.0, 0.5, 0.8];

/// Two sentences together must be better than one alone by this much.
const WINDOW_TOLL: f32 = 0.96;

/// Below this product of stems two sentences have nothing in common but little words, and are not looked at further.
const LEAST_COSINE: f32 = 0.02;

/// What two sentences have in common, before it is divided by what they are: so it can be added up for windows.
#[derive(Clone, Debug)]
pub(super) struct Common {
    stems: f32,
    pieces: f32,
    /// For each word of the first, how alike the most alike of the second is; and the other way round.
    forward: Vec<f32>,
    backward: Vec<f32>,
}

impl Common {
    /// Of two sentences; nothing where there is next to nothing.
    pub(super) fn of(one: &Sketch, other: &Sketch) -> Option<Self> {
        let stems = dot(&one.stems, &other.stems);
        if cosine(stems, one.stems_square, other.stems_square) < LEAST_COSINE {
            return None;
        }
        let [forward, backward] = one.likeness(other);
        Some(Self {
            stems,
            pieces: dot(&one.pieces, &other.pieces),
            forward,
            backward,
        })
    }

    /// The score of the two.
    pub(super) fn score(&self, one: &Sketch, other: &Sketch) -> f32 {
        blend(
            cosine(self.stems, one.stems_square, other.stems_square),
            cosine(self.pieces, one.pieces_square, other.pieces_square),
            share(weighed(&one.words, &self.forward), one.weight),
            share(weighed(&other.words, &self.backward), other.weight),
        ) * size(one.saying.min(other.saying))
    }

    /// The score of `one` and the window of `first` and `second`, of which `between` is what they share themselves.
    pub(super) fn score_of_window(
        &self,
        next: &Self,
        one: &Sketch,
        (first, second): (&Sketch, &Sketch),
        between: Between,
    ) -> f32 {
        let forward: Vec<f32> = self
            .forward
            .iter()
            .zip(&next.forward)
            .map(|(one, other)| one.max(*other))
            .collect();
        let backward =
            weighed(&first.words, &self.backward) + weighed(&second.words, &next.backward);
        blend(
            cosine(
                self.stems + next.stems,
                one.stems_square,
                first.stems_square + second.stems_square + 2.0 * between.stems,
            ),
            cosine(
                self.pieces + next.pieces,
                one.pieces_square,
                first.pieces_square + second.pieces_square + 2.0 * between.pieces,
            ),
            share(weighed(&one.words, &forward), one.weight),
            share(backward, first.weight + second.weight),
        ) * size(one.saying.min(first.saying + second.saying))
            * WINDOW_TOLL
    }

    /// The same, seen from the other passage.
    pub(super) fn turned(self) -> Self {
        let Self {
            stems,
            pieces,
            forward,
            backward,
        } = self;
        Self {
            stems,
            pieces,
            forward: backward,
            backward: forward,
        }
    }
}

/// What two neighbouring sentences have in common: needed for the length of their sum.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Between {
    stems: f32,
    pieces: f32,
}

impl Between {
    pub(super) fn of(first: &Sketch, second: &Sketch) -> Self {
        Self {
            stems: dot(&first.stems, &second.stems),
            pieces: dot(&first.pieces, &second.pieces),
        }
    }
}

fn blend(stems: f32, pieces: f32, forward: f32, backward: f32) -> f32 {
    let overlap = 0.25 * (forward + backward) + 0.5 * forward.max(backward);
    PIECES_SHARE * pieces + STEMS_SHARE * stems + OVERLAP_SHARE * overlap
}

fn size(saying_words: usize) -> f32 {
    FEW_WORDS.get(saying_words).copied().unwrap_or(1.0)
}

fn cosine(product: f32, one_square: f32, other_square: f32) -> f32 {
    let lengths = (one_square * other_square).sqrt();
    if lengths > 0.0 {
        product / lengths
    } else {
        0.0
    }
}

fn share(part: f32, whole: f32) -> f32 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn weighed(words: &[SketchWord], likeness: &[f32]) -> f32 {
    words
        .iter()
        .zip(likeness)
        .map(|(word, alike)| word.weight * alike)
        .sum()
}
