//! The languages whose words for numbers and days are known.

/// A language that the finder of details reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// English.
    English,
    /// Russian.
    Russian,
    /// Ukrainian.
    Ukrainian,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
}

/// Short words that are common in one language and rare in the others.
const TELLING: [(Language, &[&str]); 6] = [
    (
        Language::English,
        &["the", "and", "of", "was", "that", "with", "were", "is"],
    ),
    (
        Language::Russian,
        &["и", "что", "не", "был", "это", "как", "из", "его", "были"],
    ),
    (
        Language::Ukrainian,
        &[
            "і", "та", "що", "був", "це", "як", "із", "його", "були", "у", "й",
        ],
    ),
    (
        Language::German,
        &[
            "der", "die", "das", "und", "ist", "nicht", "mit", "wurde", "am",
        ],
    ),
    (
        Language::French,
        &["le", "les", "et", "des", "est", "une", "dans", "du", "été"],
    ),
    (
        Language::Spanish,
        &["el", "los", "y", "las", "una", "que", "por", "fue", "en"],
    ),
];

/// Words that are looked at to tell the language of a text without one.
const WORDS_READ: usize = 400;

impl Language {
    /// The language of a BCP 47 tag such as `en-GB`, if it is one of ours.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Self::English),
            "ru" => Some(Self::Russian),
            "uk" => Some(Self::Ukrainian),
            "de" => Some(Self::German),
            "fr" => Some(Self::French),
            "es" => Some(Self::Spanish),
            _ => None,
        }
    }

    /// The language that the short words of a text speak for; English where none does.
    #[must_use]
    pub fn guess(text: &str) -> Self {
        let mut counts = [0_usize; TELLING.len()];
        for word in text
            .split(|sign: char| !sign.is_alphabetic())
            .filter(|word| !word.is_empty())
            .take(WORDS_READ)
        {
            let word = word.to_lowercase();
            for (count, (_, telling)) in counts.iter_mut().zip(TELLING) {
                *count += usize::from(telling.contains(&word.as_str()));
            }
            // Letters that only one of the two has.
            counts[1] += usize::from(word.contains(['ы', 'э', 'ъ', 'ё']));
            counts[2] += usize::from(word.contains(['і', 'ї', 'є', 'ґ']));
        }
        let most = counts.iter().copied().max().unwrap_or_default();
        TELLING
            .into_iter()
            .zip(counts)
            .find(|(_, count)| *count == most)
            .map_or(Self::English, |((language, _), _)| language)
    }

    /// The language of an article: that of its tag, else the guessed one.
    #[must_use]
    pub fn of(tag: &str, text: &str) -> Self {
        Self::of_tag(tag).unwrap_or_else(|| Self::guess(text))
    }

    /// Whether a name changes its ending with the sentence: "Женева", "в Женеве".
    #[must_use]
    pub fn declines_names(self) -> bool {
        matches!(self, Self::Russian | Self::Ukrainian)
    }

    /// Whether the names of months and days begin with a capital.
    pub(super) fn capitalises_days(self) -> bool {
        matches!(self, Self::English | Self::German)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn tags_and_texts_name_a_language() {
        assert_eq!(Language::of_tag("en-GB"), Some(Language::English));
        assert_eq!(Language::of_tag("nl"), None);
        for (text, language) in [
            (
                "The ferry was late and the crew knew that.",
                Language::English,
            ),
            (
                "Паром опоздал, и это знали все, что были на борту.",
                Language::Russian,
            ),
            (
                "Пором запізнився, і це знали всі, що були на борту.",
                Language::Ukrainian,
            ),
            (
                "Die Fähre war nicht pünktlich, und das wusste der Kapitän.",
                Language::German,
            ),
            (
                "Le bac est en retard et les passagers attendent dans le port.",
                Language::French,
            ),
            (
                "El barco llegó tarde y los pasajeros esperaban en el puerto.",
                Language::Spanish,
            ),
            ("214", Language::English),
        ] {
            assert_eq!(Language::of("", text), language, "{text}");
        }
    }
}
