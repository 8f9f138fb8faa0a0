//! Sentences of our own, with the passage in brackets.

use super::reported;
use crate::text::segment::marked::parse;
use proptest::prelude::*;

fn roots(marked: &str) -> Vec<(String, String)> {
    let (text, passage) = parse(marked);
    reported(&text, passage)
        .into_iter()
        .map(|found| (found.root, text.slice(found.words).to_owned()))
        .collect()
}

fn check(marked: &str, expected: &[(&str, &str)]) {
    let found = roots(marked);
    let found: Vec<_> = found
        .iter()
        .map(|(root, words)| (root.as_str(), words.as_str()))
        .collect();
    assert_eq!(found, expected, "{marked}");
}

#[test]
fn english() {
    check(
        "[The weir broke], a diver told Reuters on Monday.",
        &[("Reuters", "told Reuters")],
    );
    check(
        "The BBC reported that [the weir broke].",
        &[("BBC", "BBC reported")],
    );
    check(
        "[The weir broke], as first reported by The Lowland Times.",
        &[("Lowland Times", "first reported by The Lowland Times")],
    );
    check(
        "According to a report in the Lowland Times, [the weir broke].",
        &[(
            "Lowland Times",
            "According to a report in the Lowland Times",
        )],
    );
    check(
        "[The weir broke], according to the Institute for the Study of Weirs.",
        &[(
            "Institute for the Study of Weirs",
            "according to the Institute for the Study of Weirs",
        )],
    );
    check(
        "[It broke], he said, citing the news agency dpa.",
        &[("dpa", "citing the news agency dpa")],
    );
    check(
        "[It broke], Vale FM's chief said, quoted by B. Marl.",
        &[("B. Marl", "quoted by B. Marl")],
    );
    check(
        "A statement to Vale FM's desk says [it broke].",
        &[("Vale FM", "statement to Vale FM")],
    );
}

#[test]
fn what_names_nobody_is_no_root() {
    for marked in [
        "[The weir broke], he told reporters.",
        "He reported that [the weir broke].",
        "It was reported on Monday that [the weir broke].",
        "Police reported that [the weir broke].",
        "[The weir broke]. Nobody told anybody.",
        "As reported, [the weir broke].",
        "[]",
    ] {
        check(marked, &[]);
    }
}

#[test]
fn the_nearest_comes_first_and_each_root_once() {
    check(
        "Vale FM reported rain. [The weir broke], a diver told Reuters. “No,” she told Vale FM. \
         Far off, Upland Radio reported snow.",
        &[("Reuters", "told Reuters"), ("Vale FM", "told Vale FM")],
    );
    check(
        "Vale FM reported rain.\n[The weir broke].\nVale FM reported sun.",
        &[],
    );
}

#[test]
fn russian() {
    check(
        "[Плотина прорвана], сообщает ТАСС.",
        &[("ТАСС", "сообщает ТАСС")],
    );
    check(
        "По данным «Нашей реки», [плотина прорвана].",
        &[("Нашей реки", "По данным «Нашей реки")],
    );
    check(
        "[Плотина прорвана], рассказал водолаз в интервью газете «Берег».",
        &[("Берег", "в интервью газете «Берег")],
    );
    check(
        "Агентство Reuters сообщило, что [плотина прорвана].",
        &[("Reuters", "Reuters сообщило")],
    );
    check(
        "«Берег» сообщил, что [плотина прорвана].",
        &[("Берег", "Берег» сообщил")],
    );
    check(
        "[Вода ушла], передаёт Би-би-си.",
        &[("Би-би-си", "передаёт Би-би-си")],
    );
    check("Он сообщил, что [вода ушла].", &[]);
}

#[test]
fn ukrainian() {
    check(
        "[Греблю прорвано], повідомляє «Берег».",
        &[("Берег", "повідомляє «Берег")],
    );
    check(
        "З посиланням на агентство Reuters пишуть, що [греблю прорвано].",
        &[("Reuters", "З посиланням на агентство Reuters")],
    );
    check(
        "[Греблю прорвано], розповів водолаз в інтервʼю Суспільному.",
        &[("Суспільному", "в інтервʼю Суспільному")],
    );
    check(
        "За даними ДСНС, [вода пішла].",
        &[("ДСНС", "За даними ДСНС")],
    );
}

#[test]
fn german() {
    check(
        "[Das Wehr brach], sagte ein Taucher der Nachrichtenagentur dpa.",
        &[("dpa", "der Nachrichtenagentur dpa")],
    );
    check(
        "[Das Wehr brach], sagte der Nachrichtenagentur dpa ein Taucher.",
        &[("dpa", "sagte der Nachrichtenagentur dpa")],
    );
    check(
        "Laut Talfunk [brach das Wehr].",
        &[("Talfunk", "Laut Talfunk")],
    );
    check(
        "[Das Wehr brach], wie die „Talpost“ berichtet.",
        &[("Talpost", "Talpost“ berichtet")],
    );
    check(
        "Unter Berufung auf den Talfunk heißt es, [das Wehr brach].",
        &[("Talfunk", "Unter Berufung auf den Talfunk")],
    );
    check(
        "Einem Bericht der „Talpost“ zufolge [brach das Wehr].",
        &[("Talpost", "Talpost“ zufolge")],
    );
    check("„Nein“, sagte der Taucher, [das Wehr] brach.", &[]);
}

#[test]
fn french() {
    check(
        "[Le barrage a cédé], a déclaré à l’AFP un plongeur.",
        &[("AFP", "a déclaré à l’AFP")],
    );
    check(
        "D’après Radio Vallée, [le barrage a cédé].",
        &[("Radio Vallée", "D’après Radio Vallée")],
    );
    check(
        "Selon le quotidien « Le Val », [le barrage a cédé].",
        &[("Le Val", "Selon le quotidien « Le Val ")],
    );
    check("Selon elle, [le barrage a cédé].", &[]);
}

#[test]
fn spanish() {
    check(
        "[La presa cedió], dijo a Radio Valle un buzo.",
        &[("Radio Valle", "dijo a Radio Valle")],
    );
    check(
        "Según la agencia EFE, [la presa cedió].",
        &[("EFE", "Según la agencia EFE")],
    );
    check(
        "Radio Valle informó que [la presa cedió].",
        &[("Radio Valle", "Radio Valle informó")],
    );
}

proptest! {
    /// Whatever the text: what is found stands in it, near the passage, and is not empty.
    #[test]
    fn what_is_found_stands_in_the_text(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "told ", "Reuters", "“", "”", "«", "»", " ", ". ", "A", "l’", "D'", "reported", "selon ", "é", "ё", "\n", "'s",
            "the ", "of ", "x", "'", "агентству ", "Ж",
        ]), 0..30),
        from in 0_usize..60,
        to in 0_usize..60,
    ) {
        let text = crate::text::Text::new(pieces.concat());
        let gap = |at: usize| text.floor(crate::text::TextOffset::new(at));
        let passage = crate::text::TextRange::between(gap(from), gap(to));
        for found in reported(&text, passage) {
            let words = text.get(found.words);
            prop_assert!(words.is_some_and(|words| words.contains(&found.root)), "{found:?}");
            prop_assert!(!found.root.is_empty());
        }
    }
}
