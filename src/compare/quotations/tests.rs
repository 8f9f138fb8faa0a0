//! Invented articles that quote one another's people.

use super::{Kinship, PartKind, Quoting, quotations, versions};
use crate::compare::details::Language;
use crate::text::Text;

/// Writes each quotation as `words / speaker / verb / listener`.
fn said(language: Language, text: &str) -> Vec<String> {
    let text = Text::new(text);
    quotations(&text, language)
        .iter()
        .map(|quotation| {
            let pieces: Vec<&str> = quotation
                .pieces
                .iter()
                .map(|piece| text.slice(*piece))
                .collect();
            let part =
                |range: Option<crate::text::TextRange>| range.map_or("", |range| text.slice(range));
            format!(
                "{} / {} / {} / {}",
                pieces.join(" ~ "),
                quotation.speaker,
                part(quotation.attribution.verb),
                part(quotation.attribution.listener)
            )
        })
        .collect()
}

#[track_caller]
fn check(language: Language, text: &str, expected: &[&str]) {
    assert_eq!(said(language, text), expected, "{text}");
}

#[test]
fn who_says_it_in_english() {
    use Language::English;
    check(
        English,
        "“Nobody shouted,” said Mara Quill, who was on board. “We waited for the boats.”",
        &[
            "Nobody shouted, / Mara Quill / said / ",
            "We waited for the boats. / Mara Quill /  / ",
        ],
    );
    check(
        English,
        "“We felt it,” she said, “and then it was still.”",
        &["We felt it, ~ and then it was still. /  / said / "],
    );
    check(
        English,
        "Mara Quill told the Harbour Post that the alarm “never made a sound”. She said: “I would have heard it.”",
        &[
            "never made a sound / Mara Quill / told / the Harbour Post",
            "I would have heard it. / Mara Quill / said / ",
        ],
    );
    check(
        English,
        "“Nobody shouted,” Mara Quill said.\n\n“We waited for the boats.”\n\nThe “Saint Brannoc” sank.",
        &[
            "Nobody shouted, / Mara Quill / said / ",
            "We waited for the boats. / Mara Quill /  / ",
            "Saint Brannoc /  /  / ",
        ],
    );
    check(
        English,
        "According to the harbour master, the pilot was “fast asleep”.",
        &["fast asleep / the harbour master / According to / "],
    );
    check(
        English,
        "A harbour spokesman said it was “not yet clear”.",
        &["not yet clear / A harbour spokesman / said / "],
    );
    check(
        English,
        "The “Saint Brannoc” lay still.",
        &["Saint Brannoc /  /  / "],
    );
}

#[test]
fn who_says_it_in_the_other_languages() {
    check(
        Language::Russian,
        "«Мы ждали лодок», — сказала Мара Квилл. «Паром сел на мель, — сказал капитан. — Никто не пострадал».",
        &[
            "Мы ждали лодок / Мара Квилл / сказала / ",
            "Паром сел на мель, ~ Никто не пострадал / капитан / сказал / ",
        ],
    );
    check(
        Language::Ukrainian,
        "«Ми чекали на човни», — сказала Мара Квілл. За словами капітана, дзвін «не лунав».",
        &[
            "Ми чекали на човни / Мара Квілл / сказала / ",
            "не лунав / капітана / За словами / ",
        ],
    );
    check(
        Language::German,
        "„Wir haben auf die Boote gewartet“, sagte Mara Quill. Der Kapitän erklärte: „Niemand wurde verletzt.“",
        &[
            "Wir haben auf die Boote gewartet / Mara Quill / sagte / ",
            "Niemand wurde verletzt. / Der Kapitän / erklärte / ",
        ],
    );
    check(
        Language::French,
        "« Nous avons attendu », a déclaré Mara Quill. Selon le capitaine, l’alarme « n’a pas sonné ».",
        &[
            " Nous avons attendu  / Mara Quill / déclaré / ",
            " n’a pas sonné  / le capitaine / Selon / ",
        ],
    );
    check(
        Language::Spanish,
        "«Esperamos los botes», dijo Mara Quill. Según el capitán, la alarma «nunca sonó».",
        &[
            "Esperamos los botes / Mara Quill / dijo / ",
            "nunca sonó / el capitán / Según / ",
        ],
    );
}

/// The versions of the only quotation of which there are several: kinship, and the parts that are not the same as `kind words |
/// words of the fullest`.
fn compared(articles: &[&str]) -> Vec<(usize, Kinship, Vec<String>)> {
    let texts: Vec<Text> = articles.iter().map(|words| Text::new(*words)).collect();
    let quoting: Vec<Quoting<'_>> = texts
        .iter()
        .map(|text| Quoting {
            text,
            language: Language::English,
        })
        .collect();
    let mut groups = versions(&quoting);
    groups.retain(|group| group.versions.len() > 1);
    assert_eq!(groups.len(), 1, "one quotation has several versions");
    let group = groups.remove(0);
    let fullest = group.versions[0].article;
    group
        .versions
        .iter()
        .map(|version| {
            let parts = version
                .parts
                .iter()
                .filter(|part| part.kind != PartKind::Same)
                .map(|part| {
                    format!(
                        "{} {} | {}",
                        part.kind.name(),
                        texts[version.article].slice(part.range),
                        texts[fullest].slice(part.fullest)
                    )
                })
                .collect();
            (version.article, version.kinship, parts)
        })
        .collect()
}

const FULL: &str =
    "“We felt one long shudder, then the engines stopped and nobody shouted,” said Mara Quill.";

#[test]
fn the_same_words_to_the_comma() {
    let found = compared(&[
        FULL,
        "Quill said: \"we felt one long shudder; then the engines stopped and nobody shouted\".",
    ]);
    assert_eq!(found[0], (0, Kinship::Fullest, vec![]));
    assert_eq!(
        found[1],
        (
            1,
            Kinship::SameWords,
            vec!["punctuation ;  | , ".to_owned()]
        )
    );
}

#[test]
fn trimmed_at_the_ends_or_with_a_sign() {
    for trimmed in [
        "“One long shudder, then the engines stopped,” Quill said.",
        "“We felt one long shudder … and nobody shouted,” Quill said.",
        "“We felt one long shudder,” Quill said, “and nobody shouted.”",
        "Quill spoke of “one long shudder”.",
    ] {
        let found = compared(&[FULL, trimmed]);
        assert_eq!(found[1].1, Kinship::Trimmed, "{trimmed}: {found:?}");
    }
    // The shorter one may come first: the fullest is the longest.
    let found = compared(&["Quill spoke of “one long shudder”.", FULL]);
    assert_eq!((found[0].0, found[1].0), (1, 0));
}

#[test]
fn words_in_brackets_are_the_writers() {
    let found = compared(&[
        FULL,
        "“We felt one long shudder, then [both] engines stopped and nobody shouted,” Quill said.",
    ]);
    assert_eq!(found[1].1, Kinship::Trimmed);
    assert_eq!(found[1].2, ["bracketed both | the"]);
}

#[test]
fn altered_where_a_word_is_another_or_missing() {
    for (altered, part) in [
        (
            "“We felt one short shudder, then the engines stopped and nobody shouted,” Quill said.",
            "altered short | long",
        ),
        (
            "“We felt one shudder, then the engines stopped and nobody shouted,” Quill said.",
            "dropped  | long",
        ),
        (
            "“We all felt one long shudder, then the engines stopped,” Quill said.",
            "added all | ",
        ),
    ] {
        let found = compared(&[FULL, altered]);
        assert_eq!(found[1].1, Kinship::Altered, "{altered}");
        assert!(found[1].2.iter().any(|found| found == part), "{found:?}");
    }
}

#[test]
fn others_are_not_drawn_in() {
    let texts = [
        Text::new(FULL),
        Text::new("“We were late again,” said a sailor. The “engines” were “not yet” there."),
    ];
    let quoting: Vec<Quoting<'_>> = texts
        .iter()
        .map(|text| Quoting {
            text,
            language: Language::English,
        })
        .collect();
    let groups = versions(&quoting);
    assert!(groups.iter().all(|group| group.versions.len() == 1));
    assert_eq!(groups.len(), 4);
}
