//! Which versions may go: all but the last ten, and one a day for thirty days.
//!
//! The days are those on which there are versions, counted back from the newest in the order in which these were kept. So no
//! clock is asked what day it is now: one that was wrong for a while removes nothing, and a project that is opened again
//! after a year has all that it had.

use super::Version;
use jiff::{civil::Date, tz::TimeZone};
use std::collections::BTreeSet;

/// Versions that stay in any case, the newest.
pub(super) const LAST: usize = 10;

/// Days of which the last version stays.
pub(super) const DAYS: usize = 30;

/// What may go of versions, the newest first. A day is one in `zone`.
pub(super) fn may_go<'a>(versions: &'a [Version], zone: &TimeZone) -> Vec<&'a Version> {
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let mut gone = Vec::new();
    for (place, version) in versions.iter().enumerate() {
        let day = version.at.to_zoned(zone.clone()).date();
        let is_last_of_day = days.len() < DAYS && days.insert(day);
        if place >= LAST && !is_last_of_day {
            gone.push(version);
        }
    }
    gone
}
