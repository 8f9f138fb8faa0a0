//! What is found in invented sentences of six languages, and what it is taken to mean.

use super::{Detail, DetailKind, Hedge, Language, Measure, Value, amount::ONE, find};
use jiff::civil::{Date, date};

/// A Friday.
const PUBLISHED: Date = date(2026, 3, 13);

/// Writes a detail as `kind words = meaning`.
fn shown(text: &str, detail: &Detail) -> String {
    let meaning = match &detail.value {
        Value::Amount(amount) => {
            let hedge = match amount.hedge {
                Hedge::Exactly => "",
                Hedge::About => "~",
                Hedge::MoreThan => ">",
                Hedge::AtLeast => ">=",
                Hedge::LessThan => "<",
                Hedge::AtMost => "<=",
            };
            let number = |value: i128| format!("{}", value as f64 / ONE as f64);
            let unit = match amount.measure {
                Measure::Money(currency) => format!(" {currency}"),
                Measure::Ordinal => ".".to_owned(),
                _ => String::new(),
            };
            let span = if amount.low == amount.high {
                String::new()
            } else {
                format!("{}..", number(amount.low))
            };
            format!("{hedge}{span}{}{unit}", number(amount.high))
        }
        Value::Day(day) => {
            let spans: Vec<String> = day
                .days
                .iter()
                .map(|span| {
                    if span.first == span.last {
                        span.first.to_string()
                    } else {
                        format!("{}..{}", span.first, span.last)
                    }
                })
                .collect();
            spans.join("|")
        }
        Value::Time(time) => format!("{:02}:{:02}", time.minutes / 60, time.minutes % 60),
        Value::Name(name) => name.clone(),
    };
    let kind = format!("{:?}", detail.kind).to_lowercase();
    format!("{kind} {} = {meaning}", &text[detail.range.bytes()])
}

fn figures(language: Language, text: &str) -> Vec<String> {
    find(text, language, Some(PUBLISHED))
        .iter()
        .filter(|detail| detail.kind != DetailKind::Name)
        .map(|detail| shown(text, detail))
        .collect()
}

#[track_caller]
fn check(language: Language, text: &str, expected: &[&str]) {
    assert_eq!(figures(language, text), expected, "{text}");
}

#[track_caller]
fn check_names(language: Language, text: &str, expected: &[&str]) {
    let found: Vec<&str> = find(text, language, None)
        .iter()
        .filter(|detail| detail.kind == DetailKind::Name)
        .map(|detail| &text[detail.range.bytes()])
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn english_numbers() {
    use Language::English;
    check(
        English,
        "More than 540,000 people, at least thirty-four of them in two hundred and six boats.",
        &[
            "number 540,000 = >540000",
            "number thirty-four = >=34",
            "number two hundred and six = 206",
        ],
    );
    check(
        English,
        "Some 1.2 million fish, worth $3.5bn or £20m, about 57.5 percent, weighed 12 tonnes.",
        &[
            "number 1.2 million = ~1200000",
            "money $3.5bn = 3500000000 USD",
            "money £20m = 20000000 GBP",
            "percent 57.5 percent = ~57.5",
            "quantity 12 tonnes = 12000000000",
        ],
    );
    check(
        English,
        "One sailor and one of the cooks were on the third raft, the 21st of its kind, over a hundred miles off.",
        &[
            "number One = 1",
            "number third = 3.",
            "number 21st = 21.",
            "quantity hundred miles = >1609344000",
        ],
    );
    check(
        English,
        "The F-35 and the G7, thousands of gulls, dozens of eggs.",
        &[],
    );
    check(
        English,
        "10 to 15 boats, 20–30 million euros, between 5 and 7 km. Mara Quill, 41, a 10-year-old boy",
        &[
            "number 10 to 15 = 10..15",
            "money 20–30 million euros = 20000000..30000000 EUR",
            "quantity 5 and 7 km = 50000000..70000000",
            "quantity 41 = 492",
            "quantity 10-year = 120",
        ],
    );
}

#[test]
fn english_dates() {
    use Language::English;
    check(
        English,
        "On Thursday, 12 March, and on Aug. 10, 2023; the 3rd of May 2021; 2020-02-29; May 2019; 3/4/2025.",
        &[
            "date Thursday, 12 March = 2026-03-12",
            "date Aug. 10, 2023 = 2023-08-10",
            "date 3rd of May 2021 = 2021-05-03",
            "date 2020-02-29 = 2020-02-29",
            "date May 2019 = 2019-05-01..2019-05-31",
            "date 3/4/2025 = 2025-04-03|2025-03-04",
        ],
    );
    check(
        English,
        "It sank on Thursday, not on Friday; yesterday, this week, last week, three days ago, last Monday.",
        &[
            "weekday Thursday = 2026-03-12|2026-03-05|2026-03-19",
            "weekday Friday = 2026-03-13|2026-03-06|2026-03-20",
            "date yesterday = 2026-03-12",
            "date this week = 2026-03-08..2026-03-15",
            "date last week = 2026-03-01..2026-03-08",
            "date three days ago = 2026-03-10",
            "weekday last Monday = 2026-03-09|2026-03-02",
        ],
    );
    check(
        English,
        "It opened in 1987, in the 1970s or the fifties, in March, and may march in May; 2014 people saw 2001.",
        &[
            "year 1987 = 1987-01-01..1987-12-31",
            "year 1970s = 1970-01-01..1979-12-31",
            "year fifties = 1950-01-01..1959-12-31",
            "date March = 2026-03-01..2026-03-31",
            "date May = 2026-05-01..2026-05-31",
            "number 2014 = 2014",
            "year 2001 = 2001-01-01..2001-12-31",
        ],
    );
    check(
        English,
        "At 11:40, at 2:50 p.m. and around 3 am, or at noon on 10-12 December 2025",
        &[
            "time 11:40 = 11:40",
            "time 2:50 p.m. = 14:50",
            "time 3 am = 03:00",
            "time noon = 12:00",
            "date 10-12 December 2025 = 2025-12-10..2025-12-12",
        ],
    );
}

#[test]
fn russian() {
    use Language::Russian;
    check(
        Russian,
        "Более 30 тысяч чаек, двадцать пять рыбаков, 1 200 000 рублей, 1,2 млн руб. и 53,7% улова, пять км.",
        &[
            "number 30 тысяч = >30000",
            "number двадцать пять = 25",
            "money 1 200 000 рублей = 1200000 RUB",
            "money 1,2 млн руб = 1200000 RUB",
            "percent 53,7% = 53.7",
            "quantity пять км = 50000000",
        ],
    );
    check(
        Russian,
        "В четверг, 12 марта, и 3 мая 2021 года; в 2019 году, в 1990-х, вчера, на прошлой неделе, три дня назад, в среду.",
        &[
            "date четверг, 12 марта = 2026-03-12",
            "date 3 мая 2021 года = 2021-05-03",
            "year 2019 году = 2019-01-01..2019-12-31",
            "year 1990-х = 1990-01-01..1999-12-31",
            "date вчера = 2026-03-12",
            "date на прошлой неделе = 2026-03-01..2026-03-08",
            "date три дня назад = 2026-03-10",
            "weekday среду = 2026-03-11|2026-03-04|2026-03-18",
        ],
    );
}

#[test]
fn ukrainian() {
    use Language::Ukrainian;
    check(
        Ukrainian,
        "Понад 30 тисяч чайок, двадцять п’ять рибалок, 1,2 млн гривень і 53,7 відсотка улову; двадцять один човен.",
        &[
            "number 30 тисяч = >30000",
            "number двадцять п’ять = 25",
            "money 1,2 млн гривень = 1200000 UAH",
            "percent 53,7 відсотка = 53.7",
            "number двадцять один = 21",
        ],
    );
    check(
        Ukrainian,
        "У четвер, 12 березня, і 3 травня 2021 року; у 2019 році, учора, минулого тижня, три дні тому, у вівторок.",
        &[
            "date четвер, 12 березня = 2026-03-12",
            "date 3 травня 2021 року = 2021-05-03",
            "year 2019 році = 2019-01-01..2019-12-31",
            "date учора = 2026-03-12",
            "date минулого тижня = 2026-03-01..2026-03-08",
            "date три дні тому = 2026-03-10",
            "weekday вівторок = 2026-03-10|2026-03-03|2026-03-17",
        ],
    );
}

#[test]
fn german() {
    use Language::German;
    check(
        German,
        "Mehr als 30.000 Möwen, fünfundzwanzig Fischer, rund 1,2 Millionen Euro, 5,3 Mrd. Euro, 53,7 % und 12 km.",
        &[
            "number 30.000 = >30000",
            "number fünfundzwanzig = 25",
            "money 1,2 Millionen Euro = ~1200000 EUR",
            "money 5,3 Mrd. Euro = 5300000000 EUR",
            "percent 53,7 % = 53.7",
            "quantity 12 km = 120000000",
        ],
    );
    check(
        German,
        "Am Donnerstag, dem 12. März, und am 3. Mai 2021; im Jahr 2019, gestern, letzte Woche, vor drei Tagen, am Dienstag um 18.30 Uhr.",
        &[
            "date Donnerstag, dem 12. März = 2026-03-12",
            "date 3. Mai 2021 = 2021-05-03",
            "year 2019 = 2019-01-01..2019-12-31",
            "date gestern = 2026-03-12",
            "date letzte Woche = 2026-03-01..2026-03-08",
            "date vor drei Tagen = 2026-03-10",
            "weekday Dienstag = 2026-03-10|2026-03-03|2026-03-17",
            "time 18.30 Uhr = 18:30",
        ],
    );
}

#[test]
fn french() {
    use Language::French;
    check(
        French,
        "Plus de 30 000 mouettes, vingt-cinq marins, quatre-vingt-dix-sept bouées, 1,2 million d'euros, 53,7 pour cent.",
        &[
            "number 30 000 = >30000",
            "number vingt-cinq = 25",
            "number quatre-vingt-dix-sept = 97",
            "money 1,2 million d'euros = 1200000 EUR",
            "percent 53,7 pour cent = 53.7",
        ],
    );
    check(
        French,
        "Jeudi 12 mars et le 1er mai 2021; en 2019, hier, la semaine dernière, il y a trois jours, mardi dernier à 15h30.",
        &[
            "date Jeudi 12 mars = 2026-03-12",
            "date 1er mai 2021 = 2021-05-01",
            "year 2019 = 2019-01-01..2019-12-31",
            "date hier = 2026-03-12",
            "date la semaine dernière = 2026-03-01..2026-03-08",
            "date il y a trois jours = 2026-03-10",
            "weekday mardi dernier = 2026-03-10|2026-03-03",
            "time 15h30 = 15:30",
        ],
    );
}

#[test]
fn spanish() {
    use Language::Spanish;
    check(
        Spanish,
        "Más de 30.000 gaviotas, veinticinco marineros, treinta y cuatro botes, 1,2 millones de euros, 53,7 por ciento.",
        &[
            "number 30.000 = >30000",
            "number veinticinco = 25",
            "number treinta y cuatro = 34",
            "money 1,2 millones de euros = 1200000 EUR",
            "percent 53,7 por ciento = 53.7",
        ],
    );
    check(
        Spanish,
        "El jueves 12 de marzo y el 3 de mayo de 2021; en 2019, ayer, la semana pasada, hace tres días, el martes pasado.",
        &[
            "date jueves 12 de marzo = 2026-03-12",
            "date 3 de mayo de 2021 = 2021-05-03",
            "year 2019 = 2019-01-01..2019-12-31",
            "date ayer = 2026-03-12",
            "date la semana pasada = 2026-03-01..2026-03-08",
            "date hace tres días = 2026-03-10",
            "weekday martes pasado = 2026-03-10|2026-03-03",
        ],
    );
}

#[test]
fn one_day_told_in_three_ways_and_two_thursdays() {
    let told = |text: &str, published: Option<Date>| -> Value {
        let found = find(text, Language::English, published);
        found.first().expect("a date is there").value.clone()
    };
    let published = Some(date(2023, 8, 11));
    let thursday = told("on Thursday", published);
    let tenth = told("on Aug. 10", published);
    let week = told("this week", published);
    assert!(thursday.agrees(&tenth) && tenth.agrees(&week) && week.agrees(&thursday));
    // The Thursday before is one too, and is not this week.
    let third = told("on August 3", published);
    assert!(thursday.agrees(&third) && !week.agrees(&third) && !tenth.agrees(&third));
    assert!(!told("on Wednesday", published).agrees(&tenth));
    // Without a day of publication nothing is guessed: the year is open, the weekday too.
    assert!(told("on Aug. 10", None).agrees(&told("10 August 2019", None)));
    assert!(told("on Thursday", None).agrees(&told("on Aug. 10", None)));
    assert!(!told("on Thursday", None).agrees(&told("10 August 2022", None)));
    assert!(!told("on Thursday", None).agrees(&told("on Friday", None)));
}

#[test]
fn names() {
    check_names(
        Language::English,
        "The Saint Brannoc left Cape Arden. Mara Quill's sons waved. Quill said the U.S. and J. Dole knew. I did.",
        &[
            "Saint Brannoc",
            "Cape Arden",
            "Mara Quill",
            "Quill",
            "U.S",
            "J. Dole",
        ],
    );
    check_names(
        Language::German,
        "Die Fähre lag in Genf. Kapitän Hans Meier sah die Möwen. Die NATO schwieg.",
        &["Genf", "Kapitän Hans Meier", "NATO"],
    );
    check_names(
        Language::Spanish,
        "El capitán de la Cruz vive en Viena con María de la Peña.",
        &["Cruz", "Viena", "María de la Peña"],
    );
    check_names(
        Language::Russian,
        "Переговоры прошли в Женеве. Их вел Иван Петров.",
        &["Женеве", "Иван Петров"],
    );
}

#[test]
fn a_month_of_last_year_is_one_date() {
    for (language, text) in [
        (
            Language::English,
            "It called up reservists in September last year.",
        ),
        (Language::Russian, "Это было в сентябре прошлого года."),
    ] {
        let found = find(text, language, Some(PUBLISHED));
        let days: Vec<String> = found
            .iter()
            .filter(|detail| matches!(detail.value, Value::Day(_)))
            .map(|detail| shown(text, detail))
            .collect();
        assert_eq!(days.len(), 1, "{days:?}");
        assert!(days[0].ends_with("2025-09-01..2025-09-30"), "{days:?}");
    }
}
