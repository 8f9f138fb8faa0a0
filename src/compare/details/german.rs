//! German numbers in one word: "zweihundertfünfundzwanzig".

/// Up to twelve, and the teens.
const SMALL: [(&str, u64); 22] = [
    ("ein", 1),
    ("eins", 1),
    ("zwei", 2),
    ("zwo", 2),
    ("drei", 3),
    ("vier", 4),
    ("fünf", 5),
    ("sechs", 6),
    ("sieben", 7),
    ("acht", 8),
    ("neun", 9),
    ("zehn", 10),
    ("elf", 11),
    ("zwölf", 12),
    ("dreizehn", 13),
    ("vierzehn", 14),
    ("fünfzehn", 15),
    ("sechzehn", 16),
    ("siebzehn", 17),
    ("achtzehn", 18),
    ("neunzehn", 19),
    ("null", 0),
];

const TENS: [(&str, u64); 9] = [
    ("zwanzig", 20),
    ("dreißig", 30),
    ("dreissig", 30),
    ("vierzig", 40),
    ("fünfzig", 50),
    ("sechzig", 60),
    ("siebzig", 70),
    ("achtzig", 80),
    ("neunzig", 90),
];

/// The number that a word in lower case is; not "ein", which is an article.
pub(super) fn number(word: &str) -> Option<u64> {
    if word == "ein" {
        return None;
    }
    let Some((thousands, rest)) = word.split_once("tausend") else {
        return below_thousand(word);
    };
    let thousands = if thousands.is_empty() {
        1
    } else {
        below_thousand(thousands)?
    };
    Some(thousands * 1_000 + rest_of(rest, below_thousand)?)
}

fn below_thousand(word: &str) -> Option<u64> {
    let Some((hundreds, rest)) = word.split_once("hundert") else {
        return below_hundred(word);
    };
    let hundreds = if hundreds.is_empty() {
        1
    } else {
        value_in(&SMALL, hundreds)?
    };
    Some(hundreds * 100 + rest_of(rest, below_hundred)?)
}

fn below_hundred(word: &str) -> Option<u64> {
    let whole = value_in(&SMALL, word).or_else(|| value_in(&TENS, word));
    whole.or_else(|| {
        let (unit, ten) = word.split_once("und")?;
        let unit = value_in(&SMALL, unit).filter(|unit| *unit < 10)?;
        Some(value_in(&TENS, ten)? + unit)
    })
}

/// What follows "hundert" or "tausend", with or without "und"; nothing is nought.
fn rest_of(rest: &str, read: fn(&str) -> Option<u64>) -> Option<u64> {
    if rest.is_empty() {
        return Some(0);
    }
    read(rest).or_else(|| read(rest.strip_prefix("und")?))
}

fn value_in(table: &[(&str, u64)], word: &str) -> Option<u64> {
    table
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn words_are_taken_apart() {
        for (word, value) in [
            ("fünfundzwanzig", 25),
            ("dreizehn", 13),
            ("hundert", 100),
            ("zweihundertdreizehn", 213),
            ("hunderteinundvierzig", 141),
            ("dreitausend", 3_000),
            ("zwölftausendsechshundertneunundneunzig", 12_699),
            ("tausendundeins", 1_001),
        ] {
            assert_eq!(number(word), Some(value), "{word}");
        }
        for word in [
            "ein",
            "hunderte",
            "tausende",
            "und",
            "rund",
            "hund",
            "zwanziger",
            "",
        ] {
            assert_eq!(number(word), None, "{word}");
        }
    }
}
