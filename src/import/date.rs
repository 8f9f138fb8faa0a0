//! Dates as they are written in articles.
//!
//! Found are `2023-08-13`, `13.8.2023`, `August 11, 2023`, `Aug. 11, 2023`, `11 August 2023`, `11 de agosto de 2023` and
//! `2023年8月11日`, with the names of the months in eight languages. Not found is `11/08/2023`, which is a day in November or
//! in August, and any date without a year.
//!
//! Invariant: a date that is returned is one the calendar has.

use super::furniture;
use crate::text::{ParagraphIndex, Text, TextRange};

/// A date that stands in a text and may be the day on which it was published. A person decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessedDate {
    /// The date as `2023-08-13`.
    pub date: String,
    /// The line in which it stands, counted from 1.
    pub line: usize,
    /// Where it stands.
    pub range: TextRange,
}

/// Lines with words at the start of a text in which a date is looked for. Further down dates belong to the story.
const LINES: usize = 15;

/// A date from the first lines of a text: one that stands in a line of its own or starts a line if there is one, else the
/// first in the running text. Dates in captions are left out, since they are those of the picture.
#[must_use]
pub fn guess_date(text: &Text) -> Option<GuessedDate> {
    let mut fallback = None;
    let mut lines_with_words = 0;
    for index in 0..text.paragraph_count() {
        let range = text.paragraph(ParagraphIndex(index));
        let line = text.slice(range);
        if line.trim().is_empty() {
            continue;
        }
        lines_with_words += 1;
        if lines_with_words > LINES {
            break;
        }
        if furniture::is_caption(line) {
            continue;
        }
        let Some(found) = find_date(line) else {
            continue;
        };
        let start = range.start.bytes();
        let guess = GuessedDate {
            date: found.iso,
            line: index + 1,
            range: TextRange::of_bytes(start + found.start, start + found.end),
        };
        let before = line[..found.start].trim().trim_end_matches(':');
        let is_label = ["", "date", "published", "updated", "posted"]
            .iter()
            .any(|label| before.eq_ignore_ascii_case(label));
        if is_label || furniture::is_date_line(line) {
            return Some(guess);
        }
        fallback = fallback.or(Some(guess));
    }
    fallback
}

/// A date and the bytes of the line at which it stands.
pub(super) struct FoundDate {
    pub(super) iso: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The first full date in a line.
pub(super) fn find_date(line: &str) -> Option<FoundDate> {
    let pieces = pieces(line);
    (0..pieces.len()).find_map(|at| date_at(line, &pieces[at..]))
}

/// The date with which a metadata field starts, as `2023-08-13`, `2023-08` or `2023`; empty where it is no such thing.
///
/// A time of day is dropped without regard to its zone: the day is the one the publisher wrote.
pub(super) fn date_of_field(field: &str) -> String {
    if let Some(found) = find_date(field) {
        return found.iso;
    }
    let field = field.trim();
    let digits = |range: std::ops::Range<usize>| {
        field
            .get(range)
            .filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match (digits(0..4), field.len()) {
        (Some(_), 4) => field.to_owned(),
        (Some(_), 7) if digits(5..7).is_some_and(|month| ("01"..="12").contains(&month)) => {
            field.to_owned()
        }
        // "20230811" and "20230811T101500" stand in some `meta` elements.
        (Some(year), _) => match (number(year), digits(4..6), digits(6..8)) {
            (year, Some(month), Some(day)) => {
                iso(year, number(month), number(day)).unwrap_or_default()
            }
            _ => String::new(),
        },
        _ => String::new(),
    }
}

/// A run of digits or a run of letters.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    is_number: bool,
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    for (at, character) in line.char_indices() {
        let is_number = character.is_ascii_digit();
        // Japanese and Chinese dates have their signs between digits, and other words right behind them.
        let is_sign = matches!(character, '年' | '月' | '日');
        if !is_number && !character.is_alphabetic() {
            continue;
        }
        let end = at + character.len_utf8();
        match pieces.last_mut() {
            Some(last)
                if last.end == at
                    && last.is_number == is_number
                    && !is_sign
                    && !matches!(last.text, "年" | "月" | "日") =>
            {
                last.end = end;
                last.text = &line[last.start..end];
            }
            _ => pieces.push(Piece {
                text: &line[at..end],
                start: at,
                end,
                is_number,
            }),
        }
    }
    pieces
}

fn date_at(line: &str, pieces: &[Piece<'_>]) -> Option<FoundDate> {
    let [first, rest @ ..] = pieces else {
        return None;
    };
    let found = |iso: Option<String>, last: &Piece<'_>| {
        iso.map(|iso| FoundDate {
            iso,
            start: first.start,
            end: last.end,
        })
    };
    let between = |one: &Piece<'_>, other: &Piece<'_>| line[one.end..other.start].trim();
    // 2023-08-13, 2023/08/13, 2023.8.13, 13.8.2023
    if let [second, third, ..] = rest
        && first.is_number
        && second.is_number
        && third.is_number
    {
        let sign = between(first, second);
        if sign == between(second, third) {
            if first.text.len() == 4 && ["-", "/", ".", "\u{2010}", "\u{2011}"].contains(&sign) {
                let date = iso(number(first.text), number(second.text), number(third.text));
                return found(date, third);
            }
            if third.text.len() == 4 && sign == "." {
                let date = iso(number(third.text), number(second.text), number(first.text));
                return found(date, third);
            }
        }
    }
    // 2023年8月11日
    if let [year, month, month_sign, day, day_sign, ..] = rest
        && (year.text, month_sign.text, day_sign.text) == ("年", "月", "日")
    {
        let date = iso(number(first.text), number(month.text), number(day.text));
        return found(date, day_sign);
    }
    if !first.is_number {
        // August 11, 2023; Aug. 11th 2023
        let month = month_number(first.text)?;
        let [day, rest @ ..] = rest else {
            return None;
        };
        let year = skip(rest, &["st", "nd", "rd", "th"]).first()?;
        let near = matches!(between(first, day), "" | ".")
            && matches!(
                line[day.end..year.start]
                    .trim_matches(|c: char| c.is_alphabetic() || c.is_whitespace()),
                "" | ","
            );
        return near
            .then(|| found(iso(year_number(year)?, month, day_number(day)?), year))
            .flatten();
    }
    // 11 August 2023; 11. August 2023; 11 de agosto de 2023; 11th of August, 2023
    let day = day_number(first)?;
    let rest = skip(rest, &["st", "nd", "rd", "th", "er"]);
    let rest = skip(rest, &["de", "of"]);
    let [month, rest @ ..] = rest else {
        return None;
    };
    let year = skip(rest, &["de", "of", "del"]).first()?;
    let no_word_sign = |text: &str| {
        text.chars()
            .all(|c| c.is_alphabetic() || " .,\u{a0}\u{202f}º°".contains(c))
    };
    if !no_word_sign(&line[first.end..month.start]) || !no_word_sign(&line[month.end..year.start]) {
        return None;
    }
    found(
        iso(year_number(year)?, month_number(month.text)?, day),
        year,
    )
}

fn skip<'p, 'a>(pieces: &'p [Piece<'a>], words: &[&str]) -> &'p [Piece<'a>] {
    match pieces {
        [first, rest @ ..] if words.contains(&first.text.to_lowercase().as_str()) => rest,
        all => all,
    }
}

fn day_number(piece: &Piece<'_>) -> Option<u32> {
    (piece.is_number && piece.text.len() <= 2).then(|| number(piece.text))
}

fn year_number(piece: &Piece<'_>) -> Option<u32> {
    (piece.is_number && piece.text.len() == 4).then(|| number(piece.text))
}

/// A number too long for a date becomes one that no date has.
fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

/// The date, if the calendar has it and somebody could have published on it.
fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    let year = i16::try_from(year)
        .ok()
        .filter(|year| (1600..=2200).contains(year))?;
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    jiff::civil::Date::new(year, month, day)
        .ok()
        .map(|date| date.to_string())
}

/// The names of the months; a name of which the text has only the first letters counts where the list has it so.
const MONTHS: [&str; 12] = [
    "january jan januar jänner janvier enero gennaio janeiro января янв січня",
    "february feb februar février febrero febbraio fevereiro февраля фев лютого",
    "march mar märz mars marzo março марта березня",
    "april apr avril abril aprile апреля апр квітня",
    "may mai mayo maggio maio мая травня",
    "june jun juni juin junio giugno junho июня червня",
    "july jul juli juillet julio luglio julho июля липня",
    "august aug août agosto августа авг серпня",
    "september sep sept septembre septiembre settembre setembro сентября сен вересня",
    "october oct oktober okt octobre octubre ottobre outubro октября окт жовтня",
    "november nov novembre noviembre novembro ноября ноя листопада",
    "december dec dezember dez décembre diciembre dicembre dezembro декабря дек грудня",
];

fn month_number(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    (1..)
        .zip(MONTHS)
        .find(|(_, names)| names.split(' ').any(|name| name == word))
        .map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::{date_of_field, find_date, guess_date};
    use crate::text::Text;

    #[test]
    fn the_ways_to_write_a_date() {
        for (line, iso) in [
            ("date 2023-08-13 Officer", "2023-08-13"),
            ("August 11, 2023", "2023-08-11"),
            ("Aug. 11, 2023, 10:30", "2023-08-11"),
            ("Friday, 11 August 2023", "2023-08-11"),
            ("11. August 2023", "2023-08-11"),
            ("11.08.2023", "2023-08-11"),
            ("1er août 2023", "2023-08-01"),
            ("am 3. März 2024 um", "2024-03-03"),
            ("11 de agosto de 2023", "2023-08-11"),
            ("11 августа 2023 года", "2023-08-11"),
            ("東京2023年8月11日の", "2023-08-11"),
            ("August 11th, 2023", "2023-08-11"),
            ("2023-08-13T10:00Z", "2023-08-13"),
        ] {
            assert_eq!(
                find_date(line).map(|found| found.iso).as_deref(),
                Some(iso),
                "{line}"
            );
        }
    }

    #[test]
    fn what_is_no_date() {
        for line in [
            "11/08/2023",
            "2023-13-01",
            "30 February 2023",
            "August 11",
            "in May 2023",
            "the 2023 march 11 people joined",
            "8 boats may 2023 people hold",
            "0011-08-13",
            "99999999999-08-13",
        ] {
            assert_eq!(find_date(line).map(|found| found.iso), None, "{line}");
        }
    }

    #[test]
    fn fields_give_the_day_or_what_is_known() {
        assert_eq!(date_of_field("2023-08-11T23:30:00-04:00"), "2023-08-11");
        assert_eq!(date_of_field("20230811"), "2023-08-11");
        assert_eq!(date_of_field("2023-08"), "2023-08");
        assert_eq!(date_of_field("2023"), "2023");
        assert_eq!(date_of_field("yesterday"), "");
        assert_eq!(date_of_field("é"), "");
    }

    #[test]
    fn a_date_line_wins_over_the_running_text_and_captions_do_not_count() {
        let text = Text::new(
            "Harbour reopens after storm\n\nThe quay on July 1, 2023. (Photo: A. Person)\nOn 2 May 2023 a crane fell.\n\nUpdated: Aug. 4, 2023",
        );
        let found = guess_date(&text).unwrap();
        assert_eq!((found.date.as_str(), found.line), ("2023-08-04", 6));
        assert_eq!(text.slice(found.range), "Aug. 4, 2023");
    }

    #[test]
    fn without_a_date_line_the_running_text_is_asked() {
        let text =
            Text::new("Harbour reopens after storm\nThe harbour opened on 2 May 2023 again.");
        assert_eq!(guess_date(&text).unwrap().date, "2023-05-02");
        assert_eq!(guess_date(&Text::new("No date at all")), None);
        let of_picture = "Harbour reopens\nThe quay on July 1, 2023. (Photo: A. Person)";
        assert_eq!(guess_date(&Text::new(of_picture)), None);
    }
}
