//! Words whose point does not end a sentence.
//!
//! The trade-off: a sentence that is too long costs the checker one press of a key, a sentence cut in two makes the walk
//! select half a statement, which is then judged without its other half. So in doubt two sentences are joined. A list of
//! names and abbreviations is never complete; this one holds what English news texts use, and the commonest of German,
//! French, Spanish and Russian. Spelling counts, capitals included: "Sat." is a day, "sat." is not. What is a common
//! word as well ("No.", "Fig.") counts only before a number.

/// Never at the end of a sentence, since what belongs to them follows: titles, then words such as "e.g."
const NEVER_LAST: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Gen", "Lt", "Col", "Maj", "Capt", "Cpt", "Cmdr", "Sgt",
    "Cpl", "Pvt", "Adm", "Brig", "Rep", "Reps", "Sen", "Sens", "Gov", "Pres", "Rev", "Hon",
    "Messrs", "Insp", "Det", "Supt", "Amb", "Mme", "Mlle", "Hr", "Fr", "Frl", "Dipl", "Ing", "Mag",
    "Sra", "Srta", "e.g", "i.e", "e. g", "i. e", "vs", "v", "viz", "cf", "approx", "ca", "c",
    "aka", "incl", "esp", "Mt", "Ft", "z. B", "z.B", "d. h", "d.h", "u. a", "u.a", "bzw", "ggf",
    "sog", "vgl", "Vgl", "rd", "p. ex", "p.ex", "т. е", "т.е", "им", "г-н", "г-жа", "св", "гр",
];

/// These end a sentence before a word that commonly starts one, and not otherwise: months and days, companies and names,
/// places, others.
const AMBIGUOUS: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon",
    "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun", "Okt", "Dez", "Mrz", "janv",
    "févr", "juil", "déc", "Inc", "Ltd", "Co", "Corp", "Bros", "LLC", "Cie", "Jr", "Sr", "Esq",
    "PhD", "Ph.D", "M.D", "St", "Ste", "Ave", "Blvd", "Rd", "Str", "Calif", "Conn", "Fla", "Ill",
    "Mass", "Mich", "Minn", "Okla", "Penn", "Tenn", "Tex", "Va", "Wash", "Wis", "etc", "al", "ed",
    "est", "max", "min", "usw", "Mio", "Mrd", "Tsd", "Std", "Jh", "Jhd", "гг", "г", "тыс", "млн",
    "млрд", "руб", "ул", "н.э", "др", "пр",
];

/// Abbreviations before a number, ordinary words otherwise.
const BEFORE_NUMBER: &[&str] = &[
    "No", "Nos", "no", "nos", "Nr", "Art", "Fig", "Figs", "Vol", "Ch", "Sec", "Abs", "Bd", "S",
    "p", "pp", "pg", "para", "Rm", "Apt", "Flt", "núm", "стр", "рис", "ст", "п",
];

/// Words that commonly start a sentence and rarely follow an abbreviation inside one.
const STARTERS: &[&str] = &[
    "The",
    "A",
    "An",
    "He",
    "She",
    "It",
    "They",
    "We",
    "I",
    "You",
    "His",
    "Her",
    "Its",
    "Their",
    "Our",
    "My",
    "This",
    "That",
    "These",
    "Those",
    "There",
    "Here",
    "In",
    "On",
    "At",
    "By",
    "For",
    "From",
    "To",
    "With",
    "Without",
    "After",
    "Before",
    "During",
    "Since",
    "Until",
    "When",
    "While",
    "Where",
    "Why",
    "How",
    "What",
    "Who",
    "If",
    "As",
    "But",
    "And",
    "Or",
    "So",
    "Yet",
    "Then",
    "However",
    "Although",
    "Though",
    "Because",
    "Despite",
    "Meanwhile",
    "Moreover",
    "Both",
    "All",
    "Some",
    "Many",
    "Most",
    "Several",
    "Other",
    "Others",
    "Another",
    "Each",
    "Every",
    "No",
    "Not",
    "Nobody",
    "Now",
    "Later",
    "Earlier",
    "Only",
    "Even",
    "Also",
    "Officials",
    "Police",
    "Asked",
    "According",
    // German; "Die" and "Das" follow no abbreviation of a title either.
    "Der",
    "Die",
    "Das",
    "Ein",
    "Eine",
    "Er",
    "Sie",
    "Es",
    "Wir",
    "Ich",
    "Im",
    "Am",
    "Aber",
    "Und",
    "Doch",
    "Nach",
    "Bei",
    "Mit",
    "Auch",
    "Dort",
    "Dann",
    "Später",
    "Zudem",
    "Seit",
    "Für",
    "Als",
    "Wenn",
    // French and Spanish.
    "Le",
    "La",
    "Les",
    "Un",
    "Une",
    "Il",
    "Elle",
    "Ils",
    "Elles",
    "Mais",
    "Et",
    "Dans",
    "Ce",
    "Cette",
    "El",
    "Los",
    "Las",
    "En",
    "Pero",
    "Según",
    // Russian.
    "Он",
    "Она",
    "Они",
    "Оно",
    "Это",
    "Мы",
    "В",
    "На",
    "Но",
    "И",
    "По",
    "Как",
    "После",
    "Однако",
    "Там",
];

/// German names of months and what else follows an ordinal number: "10. August", "19. Jahrhundert".
const AFTER_ORDINAL: &[&str] = &[
    "Januar",
    "Jänner",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
    "Jahrhundert",
    "Jahrhunderts",
    "Weltkrieg",
    "Weltkriegs",
    "Stock",
    "Etage",
    "Platz",
    "Liga",
    "Mal",
];

/// German words after which "10." is an ordinal number: "am 10. Tag".
const BEFORE_ORDINAL: &[&str] = &[
    "der", "die", "das", "dem", "den", "des", "am", "vom", "zum", "im", "beim", "bis", "Der",
    "Die", "Das", "Am", "Vom", "Zum", "Im",
];

/// Verbs of speech: `"Stop!" Smith said` is one sentence.
const SPEECH_VERBS: &[&str] = &[
    "said",
    "says",
    "asked",
    "asks",
    "shouted",
    "cried",
    "added",
    "replied",
    "wrote",
    "told",
    "tweeted",
    "exclaimed",
    "yelled",
    "wondered",
    "answered",
    "warned",
    "insisted",
];

/// Whether the point behind `head` is part of its last word, given the word that follows. `head` ends in front of the
/// point; `rest` starts with the first letter or digit behind it.
pub(super) fn joins(head: &str, rest: &str) -> bool {
    if ends_with_any(head, NEVER_LAST) {
        return true;
    }
    let number_follows = rest.starts_with(char::is_numeric);
    if number_follows && ends_with_any(head, BEFORE_NUMBER) {
        return true;
    }
    let (last, before) = last_word(head);
    let is_ordinal =
        last.len() <= 2 && !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
    if is_ordinal {
        let next = first_word(rest);
        let after_article = BEFORE_ORDINAL.contains(&last_word(before).0);
        return AFTER_ORDINAL.contains(&next) || after_article && !is_starter(rest);
    }
    let is_initial = last.chars().count() == 1 && last.chars().all(char::is_alphabetic);
    let is_abbreviation =
        is_initial || super::word::is_dotted(last) || ends_with_any(head, AMBIGUOUS);
    is_abbreviation && !is_starter(rest)
}

/// Whether a quotation that ends in front of `rest` with a question or exclamation mark is still being attributed there:
/// one to three names and a verb of speech.
pub(super) fn is_attribution(rest: &str) -> bool {
    rest.split_whitespace()
        .take(4)
        .map(|word| word.trim_end_matches([',', '.', ':', ';']))
        .position(|word| SPEECH_VERBS.contains(&word))
        .is_some_and(|at| at > 0)
        && rest
            .split_whitespace()
            .take_while(|word| !SPEECH_VERBS.contains(&word.trim_end_matches([',', '.', ':', ';'])))
            .all(|word| word.starts_with(char::is_uppercase) && !word.ends_with(','))
}

fn is_starter(rest: &str) -> bool {
    let word = first_word(rest);
    // "J. I. Smith", "U.S. No. 1": an abbreviation itself.
    let has_point = rest
        .get(word.len()..)
        .is_some_and(|rest| rest.starts_with('.'));
    !has_point && STARTERS.contains(&word)
}

fn first_word(rest: &str) -> &str {
    let end = rest
        .find(|character: char| !character.is_alphanumeric())
        .unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// The last word of `head` with the points in it, and what stands before it.
fn last_word(head: &str) -> (&str, &str) {
    let head = head.trim_end();
    let start = head
        .char_indices()
        .rev()
        .take_while(|(_, character)| character.is_alphanumeric() || *character == '.')
        .last()
        .map_or(head.len(), |(at, _)| at);
    let (before, last) = head.split_at(start);
    (last.trim_start_matches('.'), before)
}

/// Whether `head` ends with one of `words`, as a word of its own.
fn ends_with_any(head: &str, words: &[&str]) -> bool {
    words.iter().any(|word| {
        head.strip_suffix(word).is_some_and(|before| {
            !before.ends_with(|character: char| {
                character.is_alphanumeric() || matches!(character, '.' | '\'' | '’' | '-')
            })
        })
    })
}
