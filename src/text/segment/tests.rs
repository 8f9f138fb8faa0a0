//! Tables of sentences, words and moves, and the laws of the boundaries.

use super::marked::{parse, show};
use super::*;
use crate::text::ParagraphIndex;
use proptest::prelude::*;

/// Sentences are written with `¦` between them.
fn check_sentences(expected: &str) {
    let text = Text::new(expected.replace('¦', ""));
    let found: Vec<&str> = (0..text.paragraph_count())
        .flat_map(|index| sentences(&text, ParagraphIndex(index)))
        .map(|range| text.slice(range))
        .collect();
    let expected: Vec<&str> = expected.split('¦').map(str::trim).collect();
    assert_eq!(found, expected);
}

#[test]
fn sentences_of_english_news() {
    for line in [
        "The ferry ran aground. ¦Nobody was hurt.",
        "It left on Aug. 10 with nine men. ¦The sea was calm.",
        "It left on Aug. 10. ¦The sea was calm.",
        "It left in Sept. ¦The sea was calm.",
        "Mr. Brandt and Dr. Ilse Moor met Gen. Petra Holm and Lt. Col. Ray Fox. ¦Prof. Lind did not come.",
        "They live in St. Marten near Mt. Ando. ¦He drives.",
        "J. K. Mallory wrote it. ¦George W. Tanner read it.",
        "The U.S. Navy and the U.K. Treasury agreed. ¦So did France.",
        "He served in the U.S. ¦The army paid him.",
        "He served in the U.S. army until 5 p.m. ¦Then he left.",
        "It began at 9 a.m. Monday and ended at 5 p.m. on Friday.",
        "Pier No. 5 was shut. ¦No. ¦He said no.",
        "Some ports, e.g. Torvik, i.e. the big ones, were shut vs. Norsand.",
        "Holm Shipping Inc. and Torvik Ltd. merged with Brandt & Co. ¦They paid 3 million.",
        "Prices rose by 3.5 % in May. ¦They fell 0.2% in June.",
        "“It was war,” he said. ¦“Nobody slept.” ¦She nodded.",
        "“Was it war?” he asked. ¦“It was!” she said.",
        "“Was it war?” Holm asked. ¦“Yes!” Petra Holm told reporters. ¦“Why?” ¦Holm left.",
        "\"It was war.\" ¦\"Nobody slept.\" ¦He left (at once). ¦(Nobody saw him.) ¦Later he came.",
        "He waited... ¦Then he left. ¦He waited… ¦Nobody came. ¦He said … nothing.",
        "It sank.[12] ¦Nobody knew.[3][4] ¦Later they did.",
        "It sank [12]. ¦Nobody knew.",
        "1. The first pier. ¦2. The second pier.",
        "Really?! ¦Yes. ¦See example.com or crosscheck.ron for more.",
        "The captain (pictured in Jan. 2020) spoke. ¦“I was in the U.S.” ¦He sat.",
        "So did I. ¦Then we left.",
        "He was in Washington, D.C. ¦On Monday he left.",
    ] {
        check_sentences(line);
    }
}

#[test]
fn sentences_of_other_languages() {
    for line in [
        "Am 10. August lief sie auf Grund. ¦Es war der 3. Unfall, sagte Dr. Lang. ¦Niemand ertrank.",
        "Sie fuhr z. B. nach Kiel, d. h. nach Norden. ¦„Das war Krieg“, sagte er. ¦„Ja.“ ¦Er ging.",
        "« Oui. » ¦Elle partit. ¦« Non ! » dit-elle. ¦M. Bernard resta.",
        "«Это война», — сказал он. ¦Он ушёл. ¦В 2023 г. паром сел на мель. ¦Почему? ¦Никто не знает.",
        "渡轮搁浅了。¦没有人受伤！¦为什么？¦“没有人。”¦他走了。",
        "「戦争だ。」と彼は言った。¦彼は去った。",
        "¿Por qué? ¦Nadie lo sabe. ¦¡Vaya! ¦El barco encalló.",
        "המעבורת עלתה על שרטון. ¦איש לא נפגע.",
        "नौका फँस गई। ¦कोई घायल नहीं हुआ।",
    ] {
        check_sentences(line);
    }
}

#[test]
fn words_hold_numbers_and_dotted_letters_together() {
    for (text, expected) in [
        (
            "In 3.5 % of 1,200 or 30,000 cases",
            vec!["In", "3.5", "of", "1,200", "or", "30,000", "cases"],
        ),
        (
            "at 11:40, 9:05:30 or 3:7",
            vec!["at", "11:40", "9:05:30", "or", "3", "7"],
        ),
        ("the U.S. at 5 a.m.", vec!["the", "U.S.", "at", "5", "a.m."]),
        ("It's “war”, he said.", vec!["It's", "war", "he", "said"]),
        (
            "U.S.-led 🚒 e\u{301}tude",
            vec!["U.S.", "led", "e\u{301}tude"],
        ),
        ("שלום עולם", vec!["שלום", "עולם"]),
        ("北京大学。", vec!["北京", "大学"]),
        ("ภาษาไทย", vec!["ภาษา", "ไทย"]),
        ("", vec![]),
    ] {
        let found: Vec<&str> = words(text).map(|word| &text[word]).collect();
        assert_eq!(found, expected);
    }
}

/// Applies `act` to the caret or range of `before` and compares.
fn check(before: &str, act: impl Fn(&Text, TextRange) -> TextRange, after: &str) {
    let (text, range) = parse(before);
    assert_eq!(show(&text, act(&text, range)), after, "from {before:?}");
}

fn moved(act: fn(&Text, TextOffset) -> TextOffset) -> impl Fn(&Text, TextRange) -> TextRange {
    move |text, range| {
        let to = act(text, range.start);
        TextRange { start: to, end: to }
    }
}

#[test]
fn the_word_at_a_caret() {
    let at = |text: &Text, range: TextRange| word_at(text, range.start).unwrap_or(range);
    check("The fer|ry", at, "The [ferry]");
    check("The| ferry", at, "[The] ferry");
    check("The |ferry", at, "The [ferry]");
    check("The | ferry", at, "The | ferry");
    check("for 1,2|00 men", at, "for [1,200] men");
    check("war.| Peace", at, "war.| Peace");
    check("北|京大学", at, "[北京]大学");
    check("北京|大学", at, "北京[大学]");
}

#[test]
fn word_moves_stop_at_word_ends_to_the_right_and_starts_to_the_left() {
    check("|The ferry", moved(next_word), "The| ferry");
    check("The| ferry.", moved(next_word), "The ferry|.");
    check("The ferry|.\n\nIt", moved(next_word), "The ferry.|\n\nIt");
    check(
        "The ferry.|\n\nIt sank",
        moved(next_word),
        "The ferry.\n\nIt| sank",
    );
    check("The ferry.|\n\n", moved(next_word), "The ferry.\n\n|");
    check("The ferry|", moved(previous_word), "The |ferry");
    check("The |ferry", moved(previous_word), "|The ferry");
    check("He.\n\n“|It", moved(previous_word), "He.\n\n|“It");
    check("He.\n\n|“It", moved(previous_word), "|He.\n\n“It");
}

#[test]
fn sentence_moves_go_to_starts() {
    check(
        "He| left.\nShe came.",
        moved(next_sentence),
        "He left.\n|She came.",
    );
    check("He left.|\n\n", moved(next_sentence), "He left.\n\n|");
    check(
        "On Aug|. 10. He left.",
        moved(next_sentence),
        "On Aug. 10. |He left.",
    );
    check(
        "He| left.\n\n She came.",
        moved(next_sentence),
        "He left.\n\n |She came.",
    );
    check(
        "He left. She| came.",
        moved(next_sentence),
        "He left. She came.|",
    );
    check(
        "He left. She| came.",
        moved(previous_sentence),
        "He left. |She came.",
    );
    check(
        "He left. |She came.",
        moved(previous_sentence),
        "|He left. She came.",
    );
    check(
        "He left.\n\n|She came.",
        moved(previous_sentence),
        "|He left.\n\nShe came.",
    );
    check(" |He left.", moved(previous_sentence), "| He left.");
}

#[test]
fn the_sentence_and_the_clause_at_a_caret() {
    let sentence = |text: &Text, range: TextRange| sentence_at(text, range.start);
    check("He left.| She came.", sentence, "[He left.] She came.");
    check("He left. |She came.", sentence, "He left. [She came.]");
    check("He left.  | She came.", sentence, "[He left.]   She came.");
    check(" | \nHe", sentence, " | \nHe");
    let clause = |text: &Text, range: TextRange| clause_at(text, range.start);
    check(
        "Of 1,200 m|en, nine left.",
        clause,
        "[Of 1,200 men], nine left.",
    );
    check(
        "Of 1,200 men, nine| left.",
        clause,
        "Of 1,200 men, [nine left.]",
    );
    check("Of men,| nine left.", clause, "[Of men], nine left.");
    check(
        "“It w|as war,” he said.",
        clause,
        "“[It was war],” he said.",
    );
    check(
        "It – the fer|ry (new) – left at 10:30: late.",
        clause,
        "It – [the ferry] (new) – left at 10:30: late.",
    );
    check(
        "It left at 10:|30: late.",
        clause,
        "[It left at 10:30]: late.",
    );
    check(
        "From 2010–2|012 it ran - well - daily.",
        clause,
        "[From 2010–2012 it ran] - well - daily.",
    );
    check("渡轮，|很大。", clause, "渡轮，[很大。]");
}

#[test]
fn widening_goes_from_word_to_clause_to_sentence_to_paragraph() {
    let steps = [
        "Yes. Of 1,200 men, ni|ne left. He sat.",
        "Yes. Of 1,200 men, [nine] left. He sat.",
        "Yes. Of 1,200 men, [nine left.] He sat.",
        "Yes. [Of 1,200 men, nine left.] He sat.",
        "[Yes. Of 1,200 men, nine left. He sat.]",
    ];
    for pair in steps.windows(2) {
        check(pair[0], widen, pair[1]);
    }
    check(steps[4], widen, steps[4]);
    let (text, caret) = parse(steps[0]);
    for pair in steps.windows(2).rev() {
        let (_, range) = parse(pair[1]);
        assert_eq!(show(&text, narrow(&text, range, caret.start)), pair[0]);
    }
    check("[Of 1,200 m]en, nine", widen, "[Of 1,200 men], nine");
    check("A[ll le]ft. He sat.", widen, "[All left]. He sat.");
    check("He [left. She] came.", widen, "[He left. She came.]");
    check("  |  \nHe", widen, "  |  \nHe");
    check("One.\nT[wo.\nTh]ree.", widen, "One.\n[Two.\nThree].");
}

#[test]
fn graphemes_are_what_a_reader_sees() {
    check("a|e\u{301}b", moved(next_grapheme), "ae\u{301}|b");
    check("👩\u{200d}🚒|x", moved(previous_grapheme), "|👩\u{200d}🚒x");
    check("🇩🇪🇫🇷|🇮🇹", moved(previous_grapheme), "🇩🇪|🇫🇷🇮🇹");
    check("a|\nb", moved(next_grapheme), "a\n|b");
    check("a\n|b", moved(previous_grapheme), "a|\nb");
    check("a[e]\u{301}b", snap_to_grapheme, "a[e\u{301}]b");
    check("ae[\u{301}b]", snap_to_grapheme, "a[e\u{301}b]");
    check("👩[\u{200d}]🚒", snap_to_grapheme, "[👩\u{200d}🚒]");
    check("e|\u{301}", snap_to_grapheme, "|e\u{301}");
}

#[test]
fn a_text_without_line_ends_is_looked_at_in_windows() {
    let text = Text::new("The ferry ran aground on Aug. 10 near Pier No. 5. ".repeat(20_000));
    let at = TextOffset::new(500_010);
    assert_eq!(
        text.slice(sentence_at(&text, at)),
        "The ferry ran aground on Aug. 10 near Pier No. 5."
    );
    assert_eq!(window(&text, at, REACH).len().div_ceil(REACH), 2);
    for text in [
        Text::new("x".repeat(100_000)),
        Text::new(" ".repeat(100_000)),
        Text::new("渡".repeat(40_000)),
    ] {
        for act in [next_word, next_sentence, next_grapheme] {
            assert!(act(&text, TextOffset::new(30_000)) > TextOffset::new(30_000));
        }
        assert!(previous_word(&text, text.end()) < text.end());
        assert!(previous_sentence(&text, text.end()) < text.end());
    }
}

const REACH: usize = 1000;

/// Pieces that meet in odd ways: clusters, right-to-left, no spaces, abbreviations, all kinds of marks.
fn any_text() -> impl Strategy<Value = Text> {
    let pieces = vec![
        "a",
        "B",
        "é",
        "e\u{301}",
        "\u{301}",
        "👩\u{200d}🚒",
        "🇩🇪",
        "\u{200d}",
        "שלום",
        "עַל",
        "北京",
        "。",
        "“",
        "”",
        "สวัสดี",
        "ครับ",
        " ",
        "  ",
        "\n",
        "\n\n",
        ".",
        "?",
        "!",
        "…",
        ",",
        " – ",
        "(",
        ")",
        "[1]",
        "«",
        "»",
        "\u{a0}",
        "U.S.",
        "Aug. ",
        "10",
        "3.5 %",
        "The ",
        "he ",
        "Mr. ",
        "word ",
        "\t",
        "10. August",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..40)
        .prop_map(|pieces| Text::new(pieces.concat()))
}

proptest! {
    #[test]
    fn sentences_tile_what_is_no_space(text in any_text()) {
        for index in 0..text.paragraph_count() {
            let paragraph = text.paragraph(ParagraphIndex(index));
            let mut at = paragraph.start;
            for sentence in sentences(&text, ParagraphIndex(index)) {
                let words = text.get(sentence).expect("code-point boundaries");
                prop_assert!(!words.is_empty() && words.trim() == words);
                prop_assert!(sentence.start >= at);
                prop_assert_eq!(text.slice(TextRange::between(at, sentence.start)).trim(), "");
                prop_assert_eq!(sentence_at(&text, sentence.start), sentence);
                prop_assert_eq!(sentence_at(&text, sentence.end), sentence_at_end(&text, sentence));
                at = sentence.end;
            }
            prop_assert_eq!(text.slice(TextRange::between(at, paragraph.end)).trim(), "");
        }
    }

    #[test]
    fn words_are_sorted_and_have_letters_or_digits(text in any_text()) {
        let mut at = 0;
        for word in words(text.as_str()) {
            prop_assert!(word.start >= at && word.start < word.end);
            prop_assert!(text.as_str()[word.clone()].chars().any(char::is_alphanumeric));
            at = word.end;
        }
    }

    /// Every move is strict, lands between code points, and comes to the other end.
    #[test]
    fn moves_never_get_stuck(text in any_text()) {
        for forward in [next_grapheme, next_word, next_sentence] {
            let mut at = TextOffset::START;
            while at < text.end() {
                let next = forward(&text, at);
                prop_assert!(next > at && text.floor(next) == next);
                at = next;
            }
            prop_assert_eq!(forward(&text, at), text.end());
        }
        for backward in [previous_grapheme, previous_word, previous_sentence] {
            let mut at = text.end();
            while at > TextOffset::START {
                let next = backward(&text, at);
                prop_assert!(next < at && text.floor(next) == next);
                at = next;
            }
            prop_assert_eq!(backward(&text, at), TextOffset::START);
        }
    }

    #[test]
    fn graphemes_back_and_forth_are_the_same(text in any_text()) {
        let mut forward = vec![TextOffset::START];
        while *forward.last().expect("a start") < text.end() {
            forward.push(next_grapheme(&text, *forward.last().expect("a start")));
        }
        let mut backward = vec![text.end()];
        while *backward.last().expect("an end") > TextOffset::START {
            backward.push(previous_grapheme(&text, *backward.last().expect("an end")));
        }
        backward.reverse();
        prop_assert_eq!(&forward, &backward);
        for at in 0..=text.len() {
            let below = forward.iter().rfind(|boundary| boundary.bytes() <= at).copied();
            prop_assert_eq!(Some(floor_grapheme(&text, TextOffset::new(at))), below);
        }
    }

    /// Any offsets, also such as cut a code point or lie outside.
    #[test]
    fn ranges_hold_what_they_were_asked_for(text in any_text(), start in 0_usize..300, length in 0_usize..40) {
        let range = TextRange::of_bytes(start, start + length);
        let inside = TextRange::between(text.floor(range.start), text.floor(range.end));
        let wider = widen(&text, range);
        prop_assert!(wider.contains_range(inside) && text.get(wider).is_some());
        let narrower = narrow(&text, inside, range.start);
        prop_assert!(inside.contains_range(narrower) && text.get(narrower).is_some());
        prop_assert!(inside.is_empty() || narrower != inside);
        prop_assert!(text.get(snap_to_grapheme(&text, range)).is_some());
        let clause = clause_at(&text, range.start);
        prop_assert!(sentence_at(&text, range.start).contains_range(clause) && text.get(clause).is_some());
        if let Some(word) = word_at(&text, range.start) {
            prop_assert!(word.touches(text.floor(range.start)) && text.get(word).is_some());
        }
    }
}

/// Where two sentences touch, as in Chinese, the gap belongs to the second.
fn sentence_at_end(text: &Text, sentence: TextRange) -> TextRange {
    let all = sentences(text, text.paragraph_at(sentence.start));
    all.into_iter()
        .find(|other| other.start == sentence.end)
        .unwrap_or(sentence)
}
