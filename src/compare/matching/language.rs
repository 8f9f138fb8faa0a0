//! The language of a text, as far as the stems of its words depend on it.
//!
//! Idea: a tag of the article decides; without one, the little words do that no text is without ("the", "der", "les",
//! "что"). Snowball knows eighteen languages; of words in others the first five letters stand for the whole.

use rust_stemmers::{Algorithm, Stemmer};
use std::collections::HashMap;
use std::sync::LazyLock;

/// How words are brought to their stems, and which of them are little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Language {
    /// The rules of Snowball, where it has any for this language.
    algorithm: Option<Algorithm>,
    /// The row of [`LITTLE_WORDS`], where there is one.
    little: Option<usize>,
}

/// Letters that stand for a word whose language has no rules: enough to tell words apart, few enough for endings to go.
const LETTERS_OF_OTHER: usize = 5;

/// Bytes of a text that are read to guess its language.
const GUESS_BYTES: usize = 8 * 1024;

/// The share of little words below which a guess is none. News texts have 25 to 45 per cent, foreign ones below 5.
const LEAST_SHARE: f32 = 0.08;

/// Little words, by tag. Words that are frequent in two of these languages stand in both.
const LITTLE_WORDS: &[(&str, &str)] = &[
    (
        "en",
        "the of and to in is was that for on with as at by from has have it he be are were a an his her their they she \
its this which who had been but not or will would said after about into than also more",
    ),
    (
        "de",
        "der die das und ist nicht von mit den dem ein eine auf im zu sich des für er sie wurde",
    ),
    (
        "fr",
        "le la les des et est une un dans que pour du en au qui sur pas il a par ont été",
    ),
    (
        "es",
        "el la los las de que y en una un por con del se al su para fue lo más ha",
    ),
    (
        "it",
        "il che di della per una un con del gli la le è in da non si nel sono dei al",
    ),
    (
        "pt",
        "o a os as que não uma um para com da do em de por se no na foi ao mais",
    ),
    (
        "nl",
        "de het een van en niet dat op in is te voor met zijn die aan er werd door",
    ),
    (
        "sv",
        "och att det som en på är av för med den till inte har de ett om var",
    ),
    (
        "da",
        "og at det som en på er af for med den til ikke har de et om var blev",
    ),
    (
        "no",
        "og at det som en på er av for med den til ikke har de et om var ble",
    ),
    (
        "fi",
        "ja on ei että se oli hän mutta joka ovat myös kun sen mukaan ole",
    ),
    (
        "pl",
        "w i na z do się że nie jest to o jak po od za przez który dla",
    ),
    (
        "cs",
        "a v se na je že s z do to i o který pro jsou by za po od byl",
    ),
    (
        "ro",
        "și de la în a cu pe care din nu este o un pentru au fost mai",
    ),
    (
        "hu",
        "a az és hogy nem is egy volt meg ez csak de már el még szerint",
    ),
    (
        "tr",
        "ve bir bu da de için ile olarak çok daha olan gibi ne kadar sonra",
    ),
    (
        "ru",
        "и в не на что с по как из это он был за для его но от к у о",
    ),
    (
        "uk",
        "і в та що не на з у до як це він для за від його але про був є",
    ),
];

impl Language {
    /// Of an article's tag, such as "en-GB"; guessed from the text where there is none.
    pub(super) fn of(tag: Option<&str>, text: &str) -> Self {
        let tag = tag.unwrap_or_default().trim();
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        if primary.is_empty() {
            Self::named(guess(text).unwrap_or_default())
        } else {
            Self::named(&primary.to_ascii_lowercase())
        }
    }

    fn named(primary: &str) -> Self {
        let algorithm = match primary {
            "ar" => Some(Algorithm::Arabic),
            "da" => Some(Algorithm::Danish),
            "nl" => Some(Algorithm::Dutch),
            "en" => Some(Algorithm::English),
            "fi" => Some(Algorithm::Finnish),
            "fr" => Some(Algorithm::French),
            "de" => Some(Algorithm::German),
            "el" => Some(Algorithm::Greek),
            "hu" => Some(Algorithm::Hungarian),
            "it" => Some(Algorithm::Italian),
            "no" | "nb" | "nn" => Some(Algorithm::Norwegian),
            "pt" => Some(Algorithm::Portuguese),
            "ro" => Some(Algorithm::Romanian),
            "ru" => Some(Algorithm::Russian),
            "es" => Some(Algorithm::Spanish),
            "sv" => Some(Algorithm::Swedish),
            "ta" => Some(Algorithm::Tamil),
            "tr" => Some(Algorithm::Turkish),
            _ => None,
        };
        let little = LITTLE_WORDS.iter().position(|(tag, _)| *tag == primary);
        Self { algorithm, little }
    }

    /// The words that no text of this language is without, with spaces between.
    pub(super) fn little_words(self) -> &'static str {
        self.little.map_or("", |row| LITTLE_WORDS[row].1)
    }

    /// Whether accents go before the stem is looked for: names come with and without them ("Pabradė", "Pabrade"), and these
    /// languages have endings without any. In the others an accent tells an ending from a part of the word.
    pub(super) fn folds_first(self) -> bool {
        matches!(
            self.algorithm,
            None | Some(Algorithm::English | Algorithm::Dutch | Algorithm::German)
        )
    }

    /// What finds stems.
    pub(super) fn stemming(self) -> Stemming {
        Stemming(self.algorithm.map(Stemmer::create))
    }
}

/// Finds stems of one language.
pub(super) struct Stemming(Option<Stemmer>);

impl Stemming {
    /// Hands the stem of a word in lower case to `take`. Words with digits are their own stems.
    pub(super) fn stem<R>(&self, word: &str, take: impl FnOnce(&str) -> R) -> R {
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            return take(word);
        }
        if let Some(stemmer) = &self.0 {
            return take(&stemmer.stem(word));
        }
        let end = word.char_indices().nth(LETTERS_OF_OTHER);
        take(end.map_or(word, |(at, _)| &word[..at]))
    }
}

/// The tag of the language whose little words make the largest share of the text's start, if it is large enough.
fn guess(text: &str) -> Option<&'static str> {
    static BY_WORD: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
        let mut by_word: HashMap<_, Vec<usize>> = HashMap::new();
        for (language, (_, words)) in LITTLE_WORDS.iter().enumerate() {
            for word in words.split(' ') {
                by_word.entry(word).or_default().push(language);
            }
        }
        by_word
    });
    let mut end = text.len().min(GUESS_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut found = [0_u32; LITTLE_WORDS.len()];
    let mut all = 0;
    for word in text[..end].split(|letter: char| !letter.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        all += 1;
        for language in BY_WORD
            .get(word.to_lowercase().as_str())
            .into_iter()
            .flatten()
        {
            found[*language] += 1;
        }
    }
    let (best, count) = found
        .iter()
        .enumerate()
        .max_by_key(|(language, count)| (**count, std::cmp::Reverse(*language)))?;
    (*count as f32 >= LEAST_SHARE * all as f32 && *count > 0).then(|| LITTLE_WORDS[best].0)
}
