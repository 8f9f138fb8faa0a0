//! Hits against the slowest search there is, and the cases that people run into.

use super::{FindOptions, Folded, Needle, fold};
use crate::text::{Text, TextOffset, TextRange, segment};
use proptest::prelude::*;

const DEFAULT: FindOptions = FindOptions {
    match_case: false,
    whole_word: false,
    fold_accents: true,
};

const WHOLE: FindOptions = FindOptions {
    whole_word: true,
    ..DEFAULT
};

const CASE: FindOptions = FindOptions {
    match_case: true,
    ..DEFAULT
};

const ACCENTS: FindOptions = FindOptions {
    fold_accents: false,
    ..DEFAULT
};

/// The text with its hits in brackets.
fn found(text: &str, words: &str, options: FindOptions) -> String {
    let text = Text::new(text);
    let hits = Needle::new(words, options).map_or_else(Vec::new, |needle| needle.hits(&text));
    let mut out = String::new();
    let mut at = 0;
    for hit in hits {
        let hit = hit.bytes();
        out += &text.as_str()[at..hit.start];
        out.extend(["[", &text.as_str()[hit.clone()], "]"]);
        at = hit.end;
    }
    out + &text.as_str()[at..]
}

#[test]
fn case_accents_and_quotation_marks_are_looked_through() {
    for (words, expected) in [
        (
            "cafe",
            "The [Café], the [cafe\u{301}] and the [CAFE] of cafés".replace("cafés", "[café]s"),
        ),
        ("CAFÉ", "The [Café] shut".to_owned()),
    ] {
        let text = expected.replace(['[', ']'], "");
        assert_eq!(found(&text, words, DEFAULT), expected);
    }
    assert_eq!(found("she don’t", "don't", DEFAULT), "she [don’t]");
    assert_eq!(found("a “so” b", "\"so\"", DEFAULT), "a [“so”] b");
    assert_eq!(
        found("Straße, STRASSE", "strasse", DEFAULT),
        "[Straße], [STRASSE]"
    );
    assert_eq!(found("Strasse", "straße", DEFAULT), "[Strasse]");
    assert_eq!(
        found("İstanbul, ISI, ısı", "i", DEFAULT),
        "[İ]stanbul, [I]S[I], [ı]s[ı]"
    );
    assert_eq!(found("ISI, ısı", "ı", ACCENTS), "ISI, [ı]s[ı]");
}

#[test]
fn half_a_character_is_no_hit() {
    assert_eq!(found("Maß", "s", DEFAULT), "Maß");
    assert_eq!(found("Maßstab", "ss", DEFAULT), "Ma[ß]stab");
    assert_eq!(found("cafe\u{301}", "e", ACCENTS), "cafe\u{301}");
    assert_eq!(found("cafe\u{301}s", "cafe", DEFAULT), "[cafe\u{301}]s");
    assert_eq!(
        found("👩\u{200d}🚒 and 👩", "👩", DEFAULT),
        "👩\u{200d}🚒 and [👩]"
    );
    assert_eq!(found("🇩🇪🇪🇸", "🇪", DEFAULT), "🇩🇪🇪🇸");
    assert_eq!(found("🇩🇪🇪🇸", "🇪🇸", DEFAULT), "🇩🇪[🇪🇸]");
    assert_eq!(found("I ❤\u{fe0f} it", "❤", DEFAULT), "I [❤\u{fe0f}] it");
}

#[test]
fn white_space_is_white_space() {
    assert_eq!(
        found("40\u{a0}000 or 40\n\n000", "40 000", DEFAULT),
        "[40\u{a0}000] or [40\n\n000]"
    );
    assert_eq!(found("the  end. then", "the ", DEFAULT), "[the  ]end. then");
    assert_eq!(found("a  b", " b", DEFAULT), "a[  b]");
    assert_eq!(found("so what", "so\n\twhat", DEFAULT), "[so what]");
    for words in ["", " ", "\n \t", "\u{ad}"] {
        assert!(Needle::new(words, DEFAULT).is_none(), "{words:?}");
    }
}

#[test]
fn case_and_accents_count_where_they_are_asked_to() {
    assert_eq!(found("May may MAY", "May", CASE), "[May] may MAY");
    assert_eq!(found("Été ete ETE", "été", ACCENTS), "[Été] ete ETE");
    assert_eq!(found("ete", "été", ACCENTS), "ete");
}

#[test]
fn whole_words_are_touched_by_no_letter_or_digit() {
    assert_eq!(
        found("he, the, he's, He.", "he", WHOLE),
        "[he], the, he's, [He]."
    );
    assert_eq!(
        found("3 of 3.5 and 31, 3,000 or 3.", "3", WHOLE),
        "[3] of 3.5 and 31, 3,000 or [3]."
    );
    assert_eq!(
        found("cafe\u{301}s cafe\u{301}", "s", WHOLE),
        "cafe\u{301}s cafe\u{301}"
    );
    assert_eq!(found("“so” so-so", "so", WHOLE), "“[so]” [so]-[so]");
    assert_eq!(found("US$ 40, 40%", "40%", WHOLE), "US$ 40, [40%]");
    assert_eq!(found("我去北京了", "北京", WHOLE), "我去[北京]了");
}

#[test]
fn hits_do_not_overlap() {
    assert_eq!(found("aaaaa", "aa", DEFAULT), "[aa][aa]a");
}

#[test]
fn every_ascii_character_folds_to_one_of_ascii() {
    for byte in 0..128_u8 {
        for options in [DEFAULT, CASE, ACCENTS] {
            assert!(
                matches!(fold(char::from(byte), options), Folded::One(one) if one.is_ascii()),
                "{byte}"
            );
        }
    }
}

/// The bytes that the table leaves out lead to no character that folds to ASCII.
#[test]
fn only_the_named_bytes_lead_to_what_folds_to_ascii() {
    for options in [DEFAULT, CASE, ACCENTS] {
        for character in '\u{80}'..=char::MAX {
            let folded = fold(character, options);
            if let Folded::One(first) | Folded::Two(first, _) = folded
                && first.is_ascii()
            {
                let lead = character.to_string().as_bytes()[0];
                assert!(
                    matches!(lead, 0xc2..=0xc9 | 0xe1..=0xe3),
                    "{character:?} {folded:?}"
                );
            }
        }
    }
}

/// A string as it counts, runs of white space being one space.
fn folded(words: &str, options: FindOptions) -> Vec<char> {
    let mut out: Vec<char> = Vec::new();
    for character in words.chars() {
        match fold(character, options) {
            Folded::Nothing => {}
            Folded::One(' ') if out.last() == Some(&' ') => {}
            Folded::One(one) => out.push(one),
            Folded::Two(one, two) => out.extend([one, two]),
        }
    }
    out
}

/// Every stretch of whole graphemes, folded and compared: from each place the longest that agrees.
fn naive(text: &Text, words: &str, options: FindOptions) -> Vec<TextRange> {
    let wanted = folded(words, options);
    let mut gaps = vec![TextOffset::START];
    while gaps[gaps.len() - 1] < text.end() {
        gaps.push(segment::next_grapheme(text, gaps[gaps.len() - 1]));
    }
    let mut hits: Vec<TextRange> = Vec::new();
    for (at, start) in gaps.iter().enumerate() {
        if hits.last().is_some_and(|hit| *start < hit.end) {
            continue;
        }
        let character = text.as_str()[start.bytes()..].chars().next();
        let begins = character.is_some_and(|character| fold(character, options) != Folded::Nothing);
        let in_space =
            wanted[0] == ' ' && text.as_str()[..start.bytes()].ends_with(char::is_whitespace);
        if !begins || in_space {
            continue;
        }
        let mut stretches = gaps[at + 1..]
            .iter()
            .map(|end| TextRange::between(*start, *end));
        hits.extend(stretches.rfind(|range| folded(text.slice(*range), options) == wanted));
    }
    hits
}

fn pieces() -> impl Strategy<Value = String> {
    let pieces = vec![
        "a",
        "b",
        "A",
        "e",
        "é",
        "É",
        "e\u{301}",
        "\u{301}",
        "s",
        "ss",
        "ß",
        "S",
        " ",
        "  ",
        "\n",
        "\u{a0}",
        "'",
        "’",
        "i",
        "I",
        "İ",
        "ı",
        "👩\u{200d}🚒",
        "👩",
        "🚒",
        "\u{fe0f}",
        "北",
        "Σ",
        "ς",
        "\u{ad}",
        "æ",
        "\u{1f1e9}",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn hits_are_those_of_the_slowest_search(
        text in pieces(), words in pieces(), cut in 0_usize..30, length in 1_usize..5,
        match_case: bool, fold_accents: bool, of_text: bool,
    ) {
        let options = FindOptions { match_case, fold_accents, whole_word: false };
        // Half of the needles come from the text, so that there is something to find.
        let source = if of_text { &text } else { &words };
        let words: String = source.chars().skip(cut % 12).take(length).collect();
        let Some(needle) = Needle::new(&words, options) else { return Ok(()) };
        let text = Text::new(text.as_str());
        let expected = naive(&text, &words, options);
        prop_assert_eq!(&needle.hits(&text), &expected, "{:?} in {:?}", words, text.as_str());

        // A piece at a time it is the same.
        let (mut at, mut hits) = (TextOffset::START, Vec::new());
        while at < text.end() {
            // A piece goes to the end of a character at least.
            let until = TextOffset::new(at.bytes() + 1 + cut % 7).max(segment::next_grapheme(&text, at));
            at = needle.hits_between(&text, at, until, &mut hits);
        }
        prop_assert_eq!(hits, expected);
    }
}
