//! Dates as they are written, read word by word.

use super::{
    Language,
    amount::{Dimension, ONE},
    day::Day,
    lexicon::{Relative, Sense, Which},
    reader::{DASHES, Reader},
};
use jiff::civil::Date;

/// Years that a date may have.
const YEARS: std::ops::RangeInclusive<i16> = 1000..=2200;

/// Months that are common words of another meaning: alone they need a word such as "in" before them.
const COMMON_WORDS: [&str; 4] = ["may", "march", "august", "mai"];

impl Reader {
    /// The date that begins at a token, and the token behind it.
    pub(super) fn date_at(&self, at: usize) -> Option<(Day, usize)> {
        if self.tokens[at].is_digits() && self.is_in_name(at) {
            return None;
        }
        self.numeric_date_at(at)
            .or_else(|| self.with_weekday_at(at))
            .or_else(|| self.written_date_at(at, None))
            .or_else(|| self.ago_at(at))
            .or_else(|| self.relative_at(at))
            .or_else(|| self.which_at(at))
            .or_else(|| self.month_alone_at(at))
            .or_else(|| self.decade_at(at))
    }

    /// 2023-08-11, 11.8.2023, 11/08/2023
    fn numeric_date_at(&self, at: usize) -> Option<(Day, usize)> {
        let part = |step: usize| {
            self.tokens
                .get(at + step)
                .and_then(super::token::Token::number)
        };
        let length = |step: usize| self.tokens[at + step].lower.len();
        let (one, two, three) = (part(0)?, part(2)?, part(4)?);
        let sign = self.tokens[at + 1].lower.as_str();
        let is_one_sign =
            self.tokens[at + 3].lower == sign && self.is_glued(at + 1) && self.is_glued(at + 3);
        if !is_one_sign || length(2) > 2 {
            return None;
        }
        let date = |year: u32, month: u32, day: u32| {
            Date::new(
                i16::try_from(year).ok()?,
                i8::try_from(month).ok()?,
                i8::try_from(day).ok()?,
            )
            .ok()
        };
        let days = match (sign, length(0), length(4)) {
            ("-" | "‑" | "/" | ".", 4, 1..=2) => [date(one, two, three), None],
            (".", 1..=2, 4) => [date(three, two, one), None],
            (".", 1..=2, 2) => [date(2000 + three, two, one), None],
            ("/", 1..=2, 4) if self.language != Language::English => [date(three, two, one), None],
            // Day first in Britain, month first in America.
            ("/", 1..=2, 4) => [date(three, two, one), date(three, one, two)],
            _ => return None,
        };
        Some((Day::either(days)?, at + 5))
    }

    /// "Thursday", "Thursday, 10 August", "last Thursday" with the word behind.
    fn with_weekday_at(&self, at: usize) -> Option<(Day, usize)> {
        let (weekday, behind) = self.weekday_at(at)?;
        let mut next = behind;
        if self.is_sign(next, &[',', '(']) {
            next += 1;
        }
        for article in ["the", "den", "dem", "le", "el"] {
            if self
                .tokens
                .get(next)
                .is_some_and(|token| token.lower == article)
            {
                next += 1;
            }
        }
        if let Some((day, end)) = self.written_date_at(next, Some(weekday)) {
            return Some((day, end));
        }
        let day = Day::written(None, None, None, Some(weekday), self.published);
        if matches!(self.language, Language::French | Language::Spanish)
            && let Some((which, end)) = self.which_word_at(behind)
        {
            return Some((day.which(which, self.published), end));
        }
        Some((day, behind))
    }

    fn weekday_at(&self, at: usize) -> Option<(i8, usize)> {
        if self.language.capitalises_days() && !self.tokens.get(at)?.is_capitalised {
            return None;
        }
        self.find(at, |sense| match sense {
            Sense::Weekday(weekday) => Some(weekday),
            _ => None,
        })
        .or_else(|| {
            let (weekday, behind) = self.find(at, |sense| match sense {
                Sense::WeekdayAbbreviation(weekday) => Some(weekday),
                _ => None,
            })?;
            let has_point = self.is_sign(behind, &['.']) && self.is_glued(behind);
            let next = behind + usize::from(has_point);
            let next = next + usize::from(self.is_sign(next, &[',']));
            // "Sat." and "Do" are words too: a date must follow.
            self.written_date_at(next, None)?;
            Some((weekday, behind + usize::from(has_point)))
        })
    }

    /// "10 August 2023", "August 10, 2023", "August 2023".
    fn written_date_at(&self, at: usize, weekday: Option<i8>) -> Option<(Day, usize)> {
        self.day_first_at(at, weekday)
            .or_else(|| self.month_first_at(at, weekday))
    }

    fn day_first_at(&self, at: usize, weekday: Option<i8>) -> Option<(Day, usize)> {
        let (day, mut behind) = self.day_number_at(at)?;
        let mut last = None;
        if let Some((end, end_behind)) = self.range_end_at(behind, day) {
            last = Some(end);
            behind = end_behind;
        }
        behind = self.skip_date_of(behind);
        let (month, behind) = self.month_at(behind)?;
        let (year, behind) = self.year_behind(behind);
        let found = Day::written(year, Some(month), Some(day), weekday, self.published);
        Some((
            last.map_or(found.clone(), |last| found.through(last)),
            behind,
        ))
    }

    fn month_first_at(&self, at: usize, weekday: Option<i8>) -> Option<(Day, usize)> {
        let (month, month_behind) = self.month_at(at)?;
        let behind_of = self.skip_date_of(month_behind);
        if let Some((day, mut behind)) = self.day_number_at(behind_of)
            && !self.counts_something(behind)
        {
            let mut last = None;
            if let Some((end, end_behind)) = self.range_end_at(behind, day) {
                last = Some(end);
                behind = end_behind;
            }
            let (year, behind) = self.year_behind(behind);
            let found = Day::written(year, Some(month), Some(day), weekday, self.published);
            return Some((
                last.map_or(found.clone(), |last| found.through(last)),
                behind,
            ));
        }
        let (year, behind) = self.year_behind(month_behind);
        year.is_some().then(|| {
            let found = Day::written(year, Some(month), None, weekday, self.published);
            (found, behind)
        })
    }

    /// Whether the digits before a token are those of a time or of a share: "in May 5 % of …".
    fn counts_something(&self, behind: usize) -> bool {
        self.is_sign(behind, &[':', '%'])
            || self.is(behind, Sense::Percent)
            || self
                .find(behind, |sense| {
                    matches!(sense, Sense::Scale(_) | Sense::Counted).then_some(())
                })
                .is_some()
    }

    fn skip_date_of(&self, mut at: usize) -> usize {
        for _ in 0..2 {
            at = self.skip(at, Sense::DateOf);
        }
        at
    }

    /// A day of a month: "10", "10th", "10.", "1er"; in words before "of": "the tenth of May".
    fn day_number_at(&self, at: usize) -> Option<(i8, usize)> {
        let token = self.tokens.get(at)?;
        if token.is_digits() {
            let day = (token.lower.len() <= 2).then(|| token.number()).flatten()?;
            let mut behind = at + 1;
            let is_group = self.is_sign(behind, &['.', ','])
                && self.is_glued(behind)
                && self.is_glued(behind + 1)
                && self
                    .tokens
                    .get(behind + 1)
                    .is_some_and(super::token::Token::is_digits);
            if is_group {
                return None;
            }
            if self.is_glued(behind) {
                behind = self.skip(behind, Sense::OrdinalEnd);
            }
            if self.language == Language::German && self.is_sign(behind, &['.']) {
                behind += 1;
            }
            if self.is_sign(behind, &['º', '°']) {
                behind += 1;
            }
            return (1..=31)
                .contains(&day)
                .then_some((i8::try_from(day).ok()?, behind));
        }
        let (ordinal, behind) = self.ordinal_words_at(at)?;
        let is_before_month =
            self.skip_date_of(behind) > behind || !matches!(self.language, Language::English);
        (is_before_month && ordinal <= 31)
            .then(|| i8::try_from(ordinal).ok())
            .flatten()
            .map(|day| (day, behind))
    }

    /// The later day of "10–12" or "10 to 12".
    fn range_end_at(&self, at: usize, day: i8) -> Option<(i8, usize)> {
        let is_word = self
            .tokens
            .get(at)
            .is_some_and(|token| matches!(token.lower.as_str(), "to" | "bis" | "au" | "al" | "по"));
        if !is_word && !self.is_sign(at, &DASHES) {
            return None;
        }
        let (last, behind) = self.day_number_at(at + 1)?;
        (last > day).then_some((last, behind))
    }

    fn month_at(&self, at: usize) -> Option<(i8, usize)> {
        if self.language.capitalises_days() && !self.tokens.get(at)?.is_capitalised {
            return None;
        }
        self.find(at, |sense| match sense {
            Sense::Month(month) => Some(month),
            _ => None,
        })
        .or_else(|| {
            let (month, behind) = self.find(at, |sense| match sense {
                Sense::MonthAbbreviation(month) => Some(month),
                _ => None,
            })?;
            let has_point = self.is_sign(behind, &['.']) && self.is_glued(behind);
            Some((month, behind + usize::from(has_point)))
        })
    }

    /// The year behind a month, with what stands between and the word for "year".
    fn year_behind(&self, at: usize) -> (Option<i16>, usize) {
        let mut next = at;
        if self.is_sign(next, &[',']) {
            next += 1;
        } else {
            next = self.skip_date_of(next);
        }
        let year = self.tokens.get(next).and_then(|token| {
            let year = (token.lower.len() == 4).then(|| token.number()).flatten()?;
            i16::try_from(year).ok().filter(|year| YEARS.contains(year))
        });
        let is_more = self.is_sign(next + 1, &['.', ',', ':'])
            && self.is_glued(next + 1)
            && self.is_glued(next + 2)
            && self
                .tokens
                .get(next + 2)
                .is_some_and(super::token::Token::is_digits);
        match year {
            Some(year) if !is_more => (Some(year), self.behind_year(next + 1)),
            _ => self
                .relative_year_behind(at)
                .map_or((None, at), |(year, behind)| (Some(year), behind)),
        }
    }

    /// The year of "September last year", seen from the day of publication.
    fn relative_year_behind(&self, at: usize) -> Option<(i16, usize)> {
        let (step, behind) = self.find(at, |sense| match sense {
            Sense::Relative(Relative::Year(step)) => Some(step),
            _ => None,
        })?;
        Some((self.published?.year() + i16::from(step), behind))
    }

    /// Behind "года", "г." and the like.
    fn behind_year(&self, at: usize) -> usize {
        let behind = self.skip(at, Sense::YearBehind);
        let is_short = behind > at && self.tokens[at].lower.chars().count() <= 2;
        behind + usize::from(is_short && self.is_sign(behind, &['.']) && self.is_glued(behind))
    }

    /// "three days ago", "vor drei Tagen", "il y a trois jours".
    fn ago_at(&self, at: usize) -> Option<(Day, usize)> {
        let number_at = self.skip(at, Sense::AgoBefore);
        let number = self.number_at(number_at)?;
        let (unit, behind) = self.find(number.behind, |sense| match sense {
            Sense::Unit(unit) => Some(unit),
            _ => None,
        })?;
        let end = if number_at > at {
            behind
        } else {
            let end = self.skip(behind, Sense::AgoBehind);
            (end > behind).then_some(end)?
        };
        let count = i64::try_from(number.value / ONE * unit.base_units).ok()?;
        let (days, months) = match unit.dimension {
            Dimension::Duration => (Some(count / 86_400), None),
            Dimension::LongDuration => (None, Some(count)),
            _ => return None,
        };
        Some((Day::ago(days, months, self.published), end))
    }

    fn relative_at(&self, at: usize) -> Option<(Day, usize)> {
        let (relative, behind) = self.find(at, |sense| match sense {
            Sense::Relative(relative) => Some(relative),
            _ => None,
        })?;
        Some((Day::relative(relative, self.published), behind))
    }

    fn which_word_at(&self, at: usize) -> Option<(Which, usize)> {
        self.find(at, |sense| match sense {
            Sense::Which(which) => Some(which),
            _ => None,
        })
    }

    /// "last Thursday", "next August".
    fn which_at(&self, at: usize) -> Option<(Day, usize)> {
        let (which, next) = self.which_word_at(at)?;
        let day = if let Some((weekday, behind)) = self.weekday_at(next) {
            (
                Day::written(None, None, None, Some(weekday), self.published),
                behind,
            )
        } else {
            let (month, behind) = self.month_at(next)?;
            (
                Day::written(None, Some(month), None, None, self.published),
                behind,
            )
        };
        Some((day.0.which(which, self.published), day.1))
    }

    fn month_alone_at(&self, at: usize) -> Option<(Day, usize)> {
        let (month, behind) = self.month_at(at)?;
        let word = self.tokens[at].lower.as_str();
        let is_abbreviated = self
            .lexicon
            .word_is(word, |sense| matches!(sense, Sense::MonthAbbreviation(_)));
        let is_led = self.before(at).is_some_and(|before| {
            self.lexicon
                .word_is(&before.lower, |sense| sense == Sense::YearBefore)
        });
        // "the last march" stays a march, "in May" is a month.
        let may = !is_abbreviated && (is_led || !COMMON_WORDS.contains(&word));
        may.then(|| {
            let day = Day::written(None, Some(month), None, None, self.published);
            (day, behind)
        })
    }

    /// "1970s", "the 70s", "90er Jahre", "1990-х", "the fifties".
    fn decade_at(&self, at: usize) -> Option<(Day, usize)> {
        let in_words = self.find(at, |sense| match sense {
            Sense::Decade(decade) => Some(decade),
            _ => None,
        });
        if let Some((decade, behind)) = in_words {
            return Some((Day::decades(&centuries(decade)), behind));
        }
        let token = self.tokens.get(at)?;
        let year = i16::try_from(token.number()?).ok()?;
        if year % 10 != 0 || !matches!(token.lower.len(), 2 | 4) {
            return None;
        }
        let mut next = at + 1;
        if self.is_sign(next, &DASHES) || self.is_sign(next, &['\'', '’']) {
            next += 1;
        }
        let ending = self.tokens.get(next).map(|token| token.lower.as_str())?;
        let is_ending = match self.language {
            Language::English => ending == "s",
            Language::German => ending == "er",
            Language::Russian => matches!(ending, "х" | "е" | "м" | "ые" | "ых"),
            Language::Ukrainian => matches!(ending, "х" | "ті" | "тих" | "і" | "их"),
            Language::French | Language::Spanish => false,
        };
        if !is_ending || !self.is_glued(next) && next == at + 1 {
            return None;
        }
        let first_years = if token.lower.len() == 4 {
            vec![year]
        } else {
            centuries(year)
        };
        Some((Day::decades(&first_years), next + 1))
    }

    /// Whether four digits that a number consists of are a year. `behind` is the token behind them.
    pub(super) fn year_at(&self, at: usize, year: i16, behind: usize) -> Option<(Day, usize)> {
        if !YEARS.contains(&year) {
            return None;
        }
        let end = self.behind_year(behind);
        let is_led = self.before(at).is_some_and(|before| {
            before.is_sign(&['(', ',', '-', '–', '—'])
                || self
                    .lexicon
                    .word_is(&before.lower, |sense| sense == Sense::YearBefore)
        });
        let counts = self
            .find(behind, |sense| {
                matches!(
                    sense,
                    Sense::Counted
                        | Sense::Unit(_)
                        | Sense::Percent
                        | Sense::Currency(_)
                        | Sense::Scale(_)
                )
                .then_some(())
            })
            .is_some();
        let is_recent = (1500..=2100).contains(&year);
        let is_year = end > behind || !counts && (is_led || is_recent);
        is_year.then(|| {
            let day = Day::written(Some(year), None, None, None, self.published);
            (day, end)
        })
    }
}

/// The decades that "the 20s" can mean: those of the last century, and those of this one that have been.
fn centuries(decade: i16) -> Vec<i16> {
    let mut years = vec![1900 + decade];
    if decade <= 20 {
        years.push(2000 + decade);
    }
    years
}
