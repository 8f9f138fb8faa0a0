//! Invented pairs of sentences in six languages, with the details in which they differ.

use super::{Passage, between};
use crate::compare::details::Language;
use crate::text::Text;
use jiff::civil::{Date, date};

fn told(language: Language, dates: [Option<Date>; 2], a: &str, b: &str) -> Vec<String> {
    let (a, b) = (Text::new(a), Text::new(b));
    let of = |text, published| Passage {
        text,
        range: Text::full_range(text),
        language,
        published,
    };
    let there = between(&of(&a, dates[0]), &of(&b, dates[1]));
    let back = between(&of(&b, dates[1]), &of(&a, dates[0]));
    assert_eq!(there.len(), back.len(), "the sides change nothing");
    for difference in &there {
        assert_eq!(a.slice(difference.a_range), difference.a);
        assert_eq!(b.slice(difference.b_range), difference.b);
    }
    there
        .iter()
        .map(|found| format!("{}: {} | {}", found.kind.name(), found.a, found.b))
        .collect()
}

#[track_caller]
fn check(language: Language, a: &str, b: &str, expected: &[&str]) {
    assert_eq!(told(language, [None, None], a, b), expected, "{a} / {b}");
}

#[test]
fn english() {
    use Language::English;
    for (a, b, expected) in [
        (
            "At least 16 sailors drowned off the cape.",
            "Off the cape at least 61 sailors drowned.",
            "number: 16 | 61",
        ),
        (
            "The keeper retired on Monday after the storm.",
            "After the storm, the keeper retired on Saturday.",
            "weekday: Monday | Saturday",
        ),
        (
            "The pier was opened on 4 July 1911 by the mayor.",
            "The mayor opened the pier on July 14, 1911.",
            "date: 4 July 1911 | July 14, 1911",
        ),
        (
            "The pier was opened in 1911 by the mayor.",
            "The mayor opened the pier in 1912.",
            "year: 1911 | 1912",
        ),
        (
            "Cod made up 12.5 percent of the catch.",
            "Cod made up 15.2% of the catch.",
            "percent: 12.5 percent | 15.2%",
        ),
        (
            "The harbour cost €2.4 billion to build.",
            "The harbour cost 4.2 billion euros to build.",
            "money: €2.4 billion | 4.2 billion euros",
        ),
        (
            "The tug towed the ship for 30 miles.",
            "The tug towed the ship for 13 miles.",
            "quantity: 30 miles | 13 miles",
        ),
        (
            "The ferry left at 11:40 from the old quay.",
            "The ferry left at 10:40 from the old quay.",
            "time: 11:40 | 10:40",
        ),
        (
            "The meeting was held in Arden between the two crews.",
            "The meeting was held in Brannoc between the two crews.",
            "name: Arden | Brannoc",
        ),
        (
            "The captain did not sleep during the night watch.",
            "The captain did sleep during the night watch.",
            "negation: not | ",
        ),
        (
            "The captain slept on the bridge during the night watch.",
            "The captain smoked on the bridge during the night watch.",
            "wording: slept | smoked",
        ),
    ] {
        check(English, a, b, &[expected]);
    }
}

#[test]
fn english_that_agrees() {
    for (a, b) in [
        (
            "Twenty-one boats were lost, the harbour said.",
            "The harbour said 21 boats were lost.",
        ),
        (
            "More than 540,000 herring lay on the quay.",
            "On the quay lay 545,500 herring.",
        ),
        (
            "The owner was fined 1.5 million dollars on 4 July 2019.",
            "On July 4, 2019 the owner was fined $1,500,000.",
        ),
        (
            "About 80 percent of the crew is local.",
            "79.6 percent of the crew is local.",
        ),
        ("The pier is 2 miles long.", "The pier is 3.2 km long."),
        (
            "He was at sea for five decades.",
            "He was at sea for over 50 years.",
        ),
        (
            "The storm of 1911 sank her.",
            "The storm of 4 July 1911 sank her.",
        ),
        // What one side alone has is an omission.
        ("34 boats were lost.", "Boats were lost."),
    ] {
        check(Language::English, a, b, &[]);
    }
}

#[test]
fn russian() {
    check(
        Language::Russian,
        "В шторм утонули 16 моряков.",
        "В шторм утонули 61 моряк.",
        &["number: 16 | 61"],
    );
    check(
        Language::Russian,
        "Паром ушел в понедельник.",
        "Паром ушел в субботу.",
        &["weekday: понедельник | субботу"],
    );
    check(
        Language::Russian,
        "Причал открыли 4 июля 1911 года в порту.",
        "14 июля 1911 г. открыли причал в порту.",
        &["date: 4 июля 1911 года | 14 июля 1911 г."],
    );
    check(
        Language::Russian,
        "Капитан не спал ночью на мостике.",
        "Капитан спал ночью на мостике.",
        &["negation: не | "],
    );
    check(
        Language::Russian,
        "Встреча команд прошла в Ардене днем.",
        "Встреча команд прошла в Браноке днем.",
        &["name: Ардене | Браноке"],
    );
    check(
        Language::Russian,
        "Погибли более 20 тысяч птиц.",
        "Погибли свыше 20 000 птиц.",
        &[],
    );
}

#[test]
fn ukrainian() {
    check(
        Language::Ukrainian,
        "У шторм потонули шість моряків.",
        "У шторм потонули сім моряків.",
        &["number: шість | сім"],
    );
    check(
        Language::Ukrainian,
        "Улов склав 12,5 відсотка тріски.",
        "Улов склав 15,2% тріски.",
        &["percent: 12,5 відсотка | 15,2%"],
    );
    check(
        Language::Ukrainian,
        "Зустріч команд пройшла в Ардені вдень.",
        "Зустріч команд пройшла у Браноку вдень.",
        &["name: Ардені | Браноку"],
    );
    check(
        Language::Ukrainian,
        "Загинуло двадцять один птах.",
        "Загинув 21 птах.",
        &[],
    );
}

#[test]
fn german() {
    check(
        Language::German,
        "Im Sturm ertranken 16 Seeleute.",
        "Im Sturm ertranken 61 Seeleute.",
        &["number: 16 | 61"],
    );
    check(
        Language::German,
        "Der Hafen kostete 2,4 Milliarden Euro.",
        "Der Hafen kostete 4,2 Mrd. Euro.",
        &["money: 2,4 Milliarden Euro | 4,2 Mrd. Euro"],
    );
    check(
        Language::German,
        "Der Kapitän hat auf der Brücke nicht geschlafen.",
        "Der Kapitän hat auf der Brücke geschlafen.",
        &["negation: nicht | "],
    );
    check(
        Language::German,
        "Die Mannschaften trafen sich in Arden am Kai.",
        "Die Mannschaften trafen sich in Brannoc am Kai.",
        &["name: Arden | Brannoc"],
    );
    check(
        Language::German,
        "Einundzwanzig Boote sanken.",
        "Es sanken 21 Boote.",
        &[],
    );
}

#[test]
fn french() {
    check(
        Language::French,
        "La tempête a noyé 16 marins au large.",
        "La tempête a noyé 61 marins au large.",
        &["number: 16 | 61"],
    );
    check(
        Language::French,
        "Le bac est parti lundi après la tempête.",
        "Le bac est parti samedi après la tempête.",
        &["weekday: lundi | samedi"],
    );
    check(
        Language::French,
        "Le capitaine n'a pas dormi sur le pont.",
        "Le capitaine a dormi sur le pont.",
        &["negation: n'a pas | "],
    );
    check(
        Language::French,
        "Vingt et un bateaux ont coulé.",
        "21 bateaux ont coulé.",
        &[],
    );
}

#[test]
fn spanish() {
    check(
        Language::Spanish,
        "La tormenta ahogó a 16 marineros.",
        "La tormenta ahogó a 61 marineros.",
        &["number: 16 | 61"],
    );
    check(
        Language::Spanish,
        "El muelle se abrió el 4 de julio de 1911.",
        "El muelle se abrió el 14 de julio de 1911.",
        &["date: 4 de julio de 1911 | 14 de julio de 1911"],
    );
    check(
        Language::Spanish,
        "El capitán no durmió en el puente.",
        "El capitán durmió en el puente.",
        &["negation: no | "],
    );
    check(
        Language::Spanish,
        "Veintiún barcos se hundieron.",
        "Se hundieron 21 barcos.",
        &[],
    );
}

#[test]
fn weekdays_and_dates_are_compared_on_the_days_of_publication() {
    let friday = Some(date(2026, 3, 13));
    let english = |dates, a, b| told(Language::English, dates, a, b);
    let thursday = "The ferry ran aground on Thursday.";
    assert!(
        english(
            [friday, friday],
            thursday,
            "The ferry ran aground on March 12."
        )
        .is_empty()
    );
    assert!(
        english(
            [friday, friday],
            thursday,
            "The ferry ran aground yesterday."
        )
        .is_empty()
    );
    assert_eq!(
        english(
            [friday, friday],
            thursday,
            "The ferry ran aground on March 11."
        ),
        ["date: Thursday | March 11"]
    );
    // Told a week later, "Thursday" may be another one, and so is no difference to the 12th.
    let later = Some(date(2026, 3, 19));
    assert!(
        english(
            [later, friday],
            thursday,
            "The ferry ran aground on March 12."
        )
        .is_empty()
    );
    assert_eq!(
        english(
            [later, friday],
            "The ferry ran aground yesterday.",
            "The ferry ran aground on March 12."
        ),
        ["date: yesterday | March 12"]
    );
}

#[test]
fn a_quotation_in_other_words_is_one_difference() {
    check(
        Language::English,
        "“We felt one long shudder, then the engines stopped,” said Quill.",
        "Quill said: “We felt one short shudder, then the engines stopped.”",
        &[
            "quotation: We felt one long shudder, then the engines stopped, | We felt one short shudder, then the engines stopped.",
        ],
    );
    // Trimmed is not altered.
    check(
        Language::English,
        "“We felt one long shudder, then the engines stopped,” said Quill.",
        "Quill spoke of “one long shudder”.",
        &[],
    );
}

#[test]
fn a_part_of_an_article_gives_places_in_the_article() {
    let a = Text::new("Headline. The crew of 12 sailors slept.");
    let b = Text::new("The crew of 21 sailors slept. The end.");
    let of = |text, range| Passage {
        text,
        range,
        language: Language::English,
        published: None,
    };
    let found = between(
        &of(&a, crate::text::TextRange::of_bytes(10, a.len())),
        &of(&b, crate::text::TextRange::of_bytes(0, 29)),
    );
    assert_eq!(found.len(), 1);
    assert_eq!(
        (a.slice(found[0].a_range), b.slice(found[0].b_range)),
        ("12", "21")
    );
}

#[test]
fn the_day_of_telling_stands_against_no_day_of_what_happened() {
    let dates = [Some(date(2024, 5, 17)); 2];
    let told = |a, b| told(Language::English, dates, a, b);
    let crossed = "Holm crossed the border of Marn on Thursday.";
    let reported = "Holm crossed the border of Marn, the Daily reported on May 17.";
    assert_eq!(told(crossed, reported), [""; 0]);
    assert_eq!(
        told(crossed, "Holm crossed the border of Marn on May 15."),
        ["date: Thursday | May 15"]
    );
    let other = "Holm crossed the border of Marn, the Daily reported on May 15.";
    assert_eq!(
        told(reported, other),
        ["date: May 17 | May 15"],
        "two days of telling"
    );
}
