//! Days: what a date says, and which days that may be.
//!
//! A date is kept as it is written (year, month, day, weekday, each if it is there) and as the days it may mean, resolved on
//! the day of publication. "Thursday" in an article of Friday, 11 August 2023 is the 10th, or the 3rd, or the coming 17th:
//! all three are kept, the likeliest first, and nothing is decided.
//!
//! Two dates differ where a part that both write differs, or where no day fits both.

use super::lexicon::{Relative, Which};
use jiff::{ToSpan as _, civil::Date};

/// How much of a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// A day of a month, with or without the year.
    Day,
    /// A weekday alone.
    Weekday,
    /// A day or days seen from the day of publication: "yesterday", "last week", "three days ago".
    Relative,
    /// A month, with or without the year.
    Month,
    /// A year.
    Year,
    /// Ten years.
    Decade,
}

/// Days in a row, both ends included: the day that is meant lies among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DaySpan {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

/// A date as it is written, and the days it may mean.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// How much is written.
    pub grain: Grain,
    /// The year, if it is written.
    pub year: Option<i16>,
    /// The month, 1 to 12, if it is written.
    pub month: Option<i8>,
    /// The day of the month, if it is written.
    pub day: Option<i8>,
    /// The weekday, Monday being 1, if it is written.
    pub weekday: Option<i8>,
    /// The days it may mean, the likeliest first; empty where that takes a day of publication that is not known.
    pub days: Vec<DaySpan>,
}

/// A date without a year is sought from this many days before the day of publication …
const DAYS_BACK: i64 = 300;

/// … to this many days behind it. Articles tell of what has been more than of what will be.
const DAYS_AHEAD: i64 = 65;

impl Day {
    /// Whether the two can mean one day.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        let differ = |one: Option<i16>, two: Option<i16>| matches!((one, two), (Some(one), Some(two)) if one != two);
        let wide = |part: Option<i8>| part.map(i16::from);
        if differ(self.year, other.year)
            || differ(wide(self.month), wide(other.month))
            || differ(wide(self.day), wide(other.day))
            || differ(wide(self.weekday), wide(other.weekday))
        {
            return false;
        }
        if self.days.is_empty() || other.days.is_empty() {
            return self.can_fall_on(other.weekday) && other.can_fall_on(self.weekday);
        }
        self.days.iter().any(|one| {
            other
                .days
                .iter()
                .any(|two| one.first <= two.last && two.first <= one.last)
        })
    }

    /// Whether one of the days is such a weekday; true where either is not known.
    fn can_fall_on(&self, weekday: Option<i8>) -> bool {
        let Some(weekday) = weekday else {
            return true;
        };
        self.days.is_empty()
            || self.days.iter().any(|span| {
                let mut day = span.first;
                loop {
                    if day.weekday().to_monday_one_offset() == weekday {
                        return true;
                    }
                    match day.tomorrow() {
                        Ok(next) if next <= span.last => day = next,
                        _ => return false,
                    }
                }
            })
    }

    /// The only day it can mean.
    #[must_use]
    pub fn single(&self) -> Option<Date> {
        match self.days.as_slice() {
            [only] if only.first == only.last => Some(only.first),
            _ => None,
        }
    }

    pub(super) fn written(
        year: Option<i16>,
        month: Option<i8>,
        day: Option<i8>,
        weekday: Option<i8>,
        published: Option<Date>,
    ) -> Self {
        let grain = match (day, month, year, weekday) {
            (Some(_), ..) => Grain::Day,
            (_, Some(_), ..) => Grain::Month,
            (_, _, Some(_), _) => Grain::Year,
            _ => Grain::Weekday,
        };
        let days = match (year, month, day) {
            (Some(year), Some(month), Some(day)) => span_of_day(year, month, day),
            (Some(year), Some(month), None) => span_of_month(year, month),
            (Some(year), None, _) => span_of_years(year, year),
            (None, Some(month), day) => {
                published.and_then(|published| nearest(published, month, day))
            }
            (None, None, _) => None,
        };
        let days = match (days, weekday, published) {
            (Some(days), ..) => vec![days],
            (None, Some(weekday), Some(published)) if month.is_none() => {
                weekdays_around(published, weekday)
            }
            _ => Vec::new(),
        };
        Self {
            grain,
            year,
            month,
            day,
            weekday,
            days,
        }
    }

    /// "last Thursday", "next Monday", "last August".
    pub(super) fn which(mut self, which: Which, published: Option<Date>) -> Self {
        let Some(published) = published else {
            return self;
        };
        if let (Grain::Month, Some(month), None) = (self.grain, self.month, self.year) {
            let year = published.year();
            let year = match which {
                Which::Last if month >= published.month() => year - 1,
                Which::Next if month <= published.month() => year + 1,
                _ => year,
            };
            self.days = span_of_month(year, month).into_iter().collect();
            return self;
        }
        let fits = |span: &DaySpan| match which {
            Which::Last => span.first < published,
            Which::This => {
                let week = week_of(published, 0);
                week.is_some_and(|week| week.first <= span.last && span.first <= week.last)
            }
            Which::Next => span.first > published,
        };
        if self.grain == Grain::Weekday {
            if which == Which::Next
                && let Some(coming) = self.days.iter().find(|span| fits(span)).copied()
                && let Ok(week_later) = coming.first.checked_add(7.days())
            {
                // "Next Thursday" is the coming one for some, the one behind it for others.
                self.days.push(DaySpan::of(week_later));
            }
            self.days.retain(fits);
        }
        self
    }

    pub(super) fn relative(relative: Relative, published: Option<Date>) -> Self {
        let span = published.and_then(|published| match relative {
            Relative::Day(days) => published
                .checked_add(i64::from(days).days())
                .ok()
                .map(DaySpan::of),
            Relative::Week(weeks) => week_of(published, weeks),
            Relative::Month(months) => {
                let month = published.checked_add(i64::from(months).months()).ok()?;
                span_of_month(month.year(), month.month())
            }
            Relative::Year(years) => {
                let year = published.year().checked_add(i16::from(years))?;
                span_of_years(year, year)
            }
        });
        Self::of_span(Grain::Relative, span)
    }

    /// So many days, weeks, months or years before the day of publication; months are given in months, days in days.
    pub(super) fn ago(days: Option<i64>, months: Option<i64>, published: Option<Date>) -> Self {
        let span = published.and_then(|published| match (days, months) {
            (Some(days), _) => {
                let day = published.checked_sub(days.days()).ok()?;
                // "Two weeks ago" is told to the week.
                let off = if days >= 7 && days % 7 == 0 { 3 } else { 0 };
                DaySpan::around(day, off)
            }
            (_, Some(months)) => {
                let day = published.checked_sub(months.months()).ok()?;
                let off = if months % 12 == 0 { 183 } else { 16 };
                DaySpan::around(day, off)
            }
            _ => None,
        });
        Self::of_span(Grain::Relative, span)
    }

    pub(super) fn decades(first_years: &[i16]) -> Self {
        Self {
            days: first_years
                .iter()
                .filter_map(|year| span_of_years(*year, year.saturating_add(9)))
                .collect(),
            ..Self::of_span(Grain::Decade, None)
        }
    }

    /// "10 to 12 August": the days from `self` to a later day of the month.
    pub(super) fn through(mut self, last: i8) -> Self {
        for span in &mut self.days {
            if let Ok(last) = Date::new(span.first.year(), span.first.month(), last) {
                span.last = span.last.max(last);
            }
        }
        self.day = None;
        self
    }

    /// "3/4/2023": one of two days.
    pub(super) fn either(days: [Option<Date>; 2]) -> Option<Self> {
        let days: Vec<DaySpan> = days.into_iter().flatten().map(DaySpan::of).collect();
        let first = days.first()?.first;
        let is_one = days.iter().all(|span| span.first == first);
        Some(Self {
            grain: Grain::Day,
            year: Some(first.year()),
            month: is_one.then(|| first.month()),
            day: is_one.then(|| first.day()),
            weekday: None,
            days: if is_one { vec![days[0]] } else { days },
        })
    }

    fn of_span(grain: Grain, span: Option<DaySpan>) -> Self {
        Self {
            grain,
            year: None,
            month: None,
            day: None,
            weekday: None,
            days: span.into_iter().collect(),
        }
    }
}

impl DaySpan {
    fn of(day: Date) -> Self {
        Self {
            first: day,
            last: day,
        }
    }

    fn around(day: Date, off: i64) -> Option<Self> {
        Some(Self {
            first: day.checked_sub(off.days()).ok()?,
            last: day.checked_add(off.days()).ok()?,
        })
    }
}

fn span_of_day(year: i16, month: i8, day: i8) -> Option<DaySpan> {
    Date::new(year, month, day).ok().map(DaySpan::of)
}

fn span_of_month(year: i16, month: i8) -> Option<DaySpan> {
    let first = Date::new(year, month, 1).ok()?;
    Some(DaySpan {
        first,
        last: first.last_of_month(),
    })
}

fn span_of_years(first: i16, last: i16) -> Option<DaySpan> {
    Some(DaySpan {
        first: Date::new(first, 1, 1).ok()?,
        last: Date::new(last, 12, 31).ok()?,
    })
}

/// The month, or the day of it, of the year in which it lies nearest to the day of publication.
fn nearest(published: Date, month: i8, day: Option<i8>) -> Option<DaySpan> {
    [0, -1, 1].into_iter().find_map(|years| {
        let year = published.year().checked_add(years)?;
        let span = match day {
            Some(day) => span_of_day(year, month, day)?,
            None => span_of_month(year, month)?,
        };
        let earliest = published.checked_sub(DAYS_BACK.days()).ok()?;
        let latest = published.checked_add(DAYS_AHEAD.days()).ok()?;
        (span.last >= earliest && span.first <= latest).then_some(span)
    })
}

/// The last two such weekdays, that of the day of publication included, and the coming one.
fn weekdays_around(published: Date, weekday: i8) -> Vec<DaySpan> {
    let back = i64::from((published.weekday().to_monday_one_offset() - weekday).rem_euclid(7));
    [back, back + 7, back - 7]
        .into_iter()
        .filter_map(|days| published.checked_sub(days.days()).ok())
        .map(DaySpan::of)
        .collect()
}

/// The week so many weeks from that of the day of publication, whether it begins on a Sunday or on a Monday.
fn week_of(published: Date, weeks: i8) -> Option<DaySpan> {
    let behind_monday = i64::from(published.weekday().to_monday_zero_offset());
    let monday = published
        .checked_sub(behind_monday.days())
        .and_then(|monday| monday.checked_add((i64::from(weeks) * 7).days()))
        .ok()?;
    Some(DaySpan {
        first: monday.yesterday().ok()?,
        last: monday.checked_add(6.days()).ok()?,
    })
}
