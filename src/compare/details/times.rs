//! Times of day as they are written.

use super::{lexicon::Sense, reader::Reader};

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    /// Minutes since midnight.
    pub minutes: u16,
    /// Whether it may as well be twelve hours later: "3:15".
    pub is_of_twelve: bool,
}

const HALF_DAY: u16 = 12 * 60;

impl TimeOfDay {
    /// Whether the two can be one time.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        self.minutes == other.minutes
            || (self.is_of_twelve || other.is_of_twelve)
                && self.minutes % HALF_DAY == other.minutes % HALF_DAY
    }
}

impl Reader {
    /// The time that begins at a token, and the token behind it.
    pub(super) fn time_at(&self, at: usize) -> Option<(TimeOfDay, usize)> {
        let in_words = self.find(at, |sense| match sense {
            Sense::TimeOfDay(minutes) => Some(minutes),
            _ => None,
        });
        if let Some((minutes, behind)) = in_words {
            let time = TimeOfDay {
                minutes,
                is_of_twelve: false,
            };
            return Some((time, behind));
        }
        let token = self.tokens.get(at)?;
        let hour = (token.lower.len() <= 2).then(|| token.number()).flatten()?;
        let hour = u16::try_from(hour).ok().filter(|hour| *hour <= 24)?;
        if self.is_in_name(at) {
            return None;
        }
        let minutes = self.minutes_at(at + 1);
        let (minute, behind, is_colon) = minutes.unwrap_or((0, at + 1, false));
        let half = self.find(behind, |sense| match sense {
            Sense::HalfDay(hours) => Some(hours),
            _ => None,
        });
        if let Some((hours, end)) = half {
            let time = TimeOfDay {
                minutes: hour % 12 * 60 + minute + hours * 60,
                is_of_twelve: false,
            };
            let has_point = self.is_sign(end, &['.']) && self.is_glued(end);
            return (hour <= 12).then_some((time, end + usize::from(has_point)));
        }
        let end = self.skip(behind, Sense::Hour);
        let has_hour = end > behind;
        // "5 heures" may be how long it took.
        let is_hour_sign = has_hour && !self.is(behind, Sense::Unit(super::amount::Unit::HOUR));
        let minute_behind = self
            .tokens
            .get(end)
            .filter(|token| token.lower.len() == 2 && self.is_glued(end))
            .and_then(super::token::Token::number)
            .and_then(|minute| u16::try_from(minute).ok())
            .filter(|minute| is_hour_sign && *minute < 60);
        if let Some(minute) = minute_behind {
            return Some((self.of_hour(hour, minute), end + 1));
        }
        (is_colon || is_hour_sign).then(|| (self.of_hour(hour, minute), end))
    }

    fn of_hour(&self, hour: u16, minute: u16) -> TimeOfDay {
        TimeOfDay {
            minutes: hour * 60 + minute,
            is_of_twelve: self.language == super::Language::English && (1..=12).contains(&hour),
        }
    }

    /// The minutes behind an hour, the token behind them, and whether a colon stands before them.
    fn minutes_at(&self, at: usize) -> Option<(u16, usize, bool)> {
        if !self.is_sign(at, &[':', '.']) || !self.is_glued(at) || !self.is_glued(at + 1) {
            return None;
        }
        let token = self.tokens.get(at + 1)?;
        let minute = (token.lower.len() == 2).then(|| token.number()).flatten()?;
        let minute = u16::try_from(minute).ok().filter(|minute| *minute < 60)?;
        let mut behind = at + 2;
        // Seconds are not compared.
        let has_seconds = self.is_sign(behind, &[':'])
            && self.is_glued(behind)
            && self
                .tokens
                .get(behind + 1)
                .is_some_and(|token| token.is_digits() && token.lower.len() == 2);
        if has_seconds {
            behind += 2;
        }
        Some((minute, behind, self.is_sign(at, &[':'])))
    }
}
