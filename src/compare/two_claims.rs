//! Whether a statement may be two: a claim that says two things cannot be verified as one.
//!
//! The idea: a long statement, or an "and" with a verb on either side of it ("The ferry sank and the master was held").
//! There is no grammar here: a verb is a word of a short list, or one that ends as past tenses do. English only; in other
//! languages only the length speaks. Cost: one pass over a sentence.
//!
//! Invariant: pure. It only asks; nobody's statement is split but by a person.

/// Characters above which a statement is asked about (`UX.md` 5.11).
const LONG: usize = 140;

/// Verbs that have no ending to know them by.
const VERBS: [&str; 62] = [
    "is", "are", "was", "were", "be", "been", "has", "have", "had", "will", "would", "can",
    "could", "may", "might", "must", "shall", "should", "did", "does", "do", "said", "says",
    "told", "took", "went", "came", "ran", "found", "left", "made", "saw", "gave", "got", "kept",
    "held", "fell", "rose", "sank", "lost", "began", "broke", "brought", "built", "bought",
    "caught", "cut", "drove", "knew", "led", "met", "paid", "put", "sent", "set", "shot", "sold",
    "spent", "stood", "struck", "won", "wrote",
];

/// Where a statement may be parted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TwoClaims {
    /// What stands before the "and"; the whole where only its length speaks.
    pub first: String,
    /// What stands behind it; may be empty.
    pub second: String,
}

/// The two statements that one may be; `None` where it looks like one.
#[must_use]
pub fn two_claims(statement: &str) -> Option<TwoClaims> {
    let words: Vec<&str> = statement.split_whitespace().collect();
    let parts = words.iter().enumerate().find_map(|(at, word)| {
        let is_and = word.eq_ignore_ascii_case("and");
        let (before, behind) = (words.get(..at)?, words.get(at + 1..)?);
        (is_and && has_verb(before) && has_verb(behind)).then_some((before, behind))
    });
    if let Some((before, behind)) = parts {
        return Some(TwoClaims {
            first: before.join(" ").trim_end_matches([',', ';']).to_owned(),
            second: capitalised(&behind.join(" ")),
        });
    }
    (statement.chars().count() > LONG).then(|| TwoClaims {
        first: statement.to_owned(),
        second: String::new(),
    })
}

fn has_verb(words: &[&str]) -> bool {
    words.iter().any(|word| {
        let word = word
            .trim_matches(|character: char| !character.is_alphanumeric())
            .to_lowercase();
        VERBS.contains(&word.as_str()) || word.len() > 4 && word.ends_with("ed")
    })
}

fn capitalised(words: &str) -> String {
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::{TwoClaims, two_claims};

    #[test]
    fn an_and_between_two_verbs_may_part_two_claims() {
        let two = |first: &str, second: &str| {
            Some(TwoClaims {
                first: first.to_owned(),
                second: second.to_owned(),
            })
        };
        for (statement, expected) in [
            (
                "The ferry ran aground, and nobody was hurt",
                two("The ferry ran aground", "Nobody was hurt"),
            ),
            (
                "The tug arrived and the master was relieved",
                two("The tug arrived", "The master was relieved"),
            ),
            // The first "and" joins two names.
            (
                "Quill and Marl were saved and taken ashore; both lived",
                two("Quill and Marl were saved", "Taken ashore; both lived"),
            ),
            ("Quill and Marl were on board", None),
            ("The ferry carried cars and 214 people", None),
            ("When it ran aground", None),
            ("", None),
        ] {
            assert_eq!(two_claims(statement), expected, "{statement}");
        }
    }

    #[test]
    fn a_long_statement_is_asked_about_too() {
        let long = "Ж".repeat(140);
        assert_eq!(two_claims(&long), None);
        let longer = format!("{long}.");
        let parts = two_claims(&longer).expect("it is long");
        assert_eq!((parts.first, parts.second), (longer, String::new()));
    }
}
