//! Which figure of one passage stands against which of the other.

use super::{
    DifferenceKind, Read,
    context::{Around, Context},
};
use crate::compare::{
    details::{Day, Detail, DetailKind, Grain, Measure, Value, is_negation},
    quotations::is_speech_verb,
};
use std::cmp::Reverse;

/// Figures that may stand against each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    Count,
    Ordinal,
    Percent,
    Money,
    Quantity,
    Day,
    Time,
}

/// Points for the same word behind both figures: "34 people" and "43 people".
const SAME_COUNTED: u32 = 4;

/// Points for each other near word that both have.
const SAME_NEAR: u32 = 1;

/// Points that make a pair of two counts, where others could be meant.
const ENOUGH_FOR_COUNTS: u32 = 3;

/// Points that make a pair of other figures.
const ENOUGH: u32 = 1;

/// The share of common words from which on the only figure of its kind on either side is taken for the same.
const ALIKE: f32 = 0.4;

/// The likeness of two dates from which on they are one date told differently, whatever words stand around them: as fine as each
/// other, and the same year or the same month.
const NEARLY_ONE_DAY: u32 = 6;

/// Words before a date in which a speech verb makes it the day of telling: "said late on".
const WORDS_FROM_VERB: usize = 3;

/// The pairs of figures that differ, in the order of the first passage.
pub(super) fn pairs<'r>(a: &'r Read<'_>, b: &'r Read<'_>) -> Vec<(&'r Detail, &'r Detail)> {
    let (left, right) = (open_figures(a, b), open_figures(b, a));
    if left.is_empty() || right.is_empty() {
        return Vec::new();
    }
    let (a_context, b_context) = (Context::of(a), Context::of(b));
    let alike = a_context.overlap(&b_context) >= ALIKE;
    let arounds = |context: &Context, figures: &[(&Detail, Match)]| -> Vec<Around> {
        figures
            .iter()
            .map(|(figure, _)| context.around(figure))
            .collect()
    };
    let (left_around, right_around) = (arounds(&a_context, &left), arounds(&b_context, &right));
    // A figure is alone where its passage has no other of the family, one that is borne out included.
    let is_only = |read: &Read<'_>, family: Family| {
        let of_family = read
            .figures()
            .filter(|figure| self::family(figure) == Some(family));
        of_family.count() == 1
    };
    let mut candidates = Vec::new();
    for (at, (one, one_match)) in left.iter().enumerate() {
        for (other_at, (two, two_match)) in right.iter().enumerate() {
            let Some(family) = family(one).filter(|_| may_stand_against(one, two)) else {
                continue;
            };
            if (*one_match, *two_match) == (Match::InPart, Match::InPart)
                || family == Family::Day && is_of_telling(a, one) != is_of_telling(b, two)
            {
                continue;
            }
            let points = points(&left_around[at], &right_around[other_at]);
            let likeness = likeness(one, two);
            let is_lone =
                alike && family != Family::Ordinal && is_only(a, family) && is_only(b, family);
            let enough = match family {
                Family::Count | Family::Ordinal => ENOUGH_FOR_COUNTS,
                _ => ENOUGH,
            };
            if is_lone
                || is_comparable(one, two) && (points >= enough || likeness >= NEARLY_ONE_DAY)
            {
                candidates.push((Reverse((points, likeness)), at, other_at));
            }
        }
    }
    candidates.sort_unstable();
    let (mut left_used, mut right_used) = (vec![false; left.len()], vec![false; right.len()]);
    let mut pairs = Vec::new();
    for (_, at, other_at) in candidates {
        if !left_used[at] && !right_used[other_at] {
            left_used[at] = true;
            right_used[other_at] = true;
            pairs.push((left[at].0, right[other_at].0));
        }
    }
    pairs.sort_by_key(|(one, two)| (one.range, two.range));
    pairs
}

/// How a figure fits the figures of the other passage.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Match {
    /// Not at all.
    None,
    /// Only with one that says less: a day with its year.
    InPart,
}

/// The figures of `one` that no figure of `two` bears out, or only in part.
fn open_figures<'r>(one: &'r Read<'_>, two: &'r Read<'_>) -> Vec<(&'r Detail, Match)> {
    one.figures()
        .filter_map(|figure| {
            let mut found = Match::None;
            for other in two.figures() {
                if figure.value.agrees(&other.value) {
                    if !says_less(other, figure) {
                        return None;
                    }
                    found = Match::InPart;
                }
            }
            (!is_denied(one, figure)).then_some((figure, found))
        })
        .collect()
}

/// Whether a date is coarser than another.
fn says_less(one: &Detail, other: &Detail) -> bool {
    match (&one.value, &other.value) {
        (Value::Day(one), Value::Day(other)) => {
            one.month.is_none() && one.weekday.is_none() && other.month.is_some()
                || one.month.is_some() && one.day.is_none() && other.day.is_some()
        }
        _ => false,
    }
}

/// Whether a "not" stands before a figure: "not the first" says nothing against "the second".
fn is_denied(read: &Read<'_>, figure: &Detail) -> bool {
    let before = &read.passage.words()[..figure.whole.start.bytes()];
    let near = before
        .rsplit(char::is_whitespace)
        .filter(|word| !word.is_empty())
        .take(2);
    near.into_iter().any(|word| {
        is_negation(
            &word.to_lowercase().replace('’', "'"),
            read.passage.language,
        )
    })
}

/// Whether a date says when something was told and not when it happened: "the mayor said on Friday".
fn is_of_telling(read: &Read<'_>, date: &Detail) -> bool {
    let before = &read.passage.words()[..date.whole.start.bytes()];
    let near = before.rsplit(char::is_whitespace);
    near.filter(|word| !word.is_empty())
        .take(WORDS_FROM_VERB)
        .take_while(|word| word.ends_with(char::is_alphanumeric))
        .any(|word| is_speech_verb(&word.to_lowercase(), read.passage.language))
}

/// What a pair differs in.
pub(super) fn kind(one: &Detail, two: &Detail) -> DifferenceKind {
    let of_day = |kind: DetailKind| match kind {
        DetailKind::Year => 2,
        DetailKind::Weekday => 0,
        _ => 1,
    };
    match one.kind {
        DetailKind::Number | DetailKind::Name => DifferenceKind::Number,
        DetailKind::Percent => DifferenceKind::Percent,
        DetailKind::Money => DifferenceKind::Money,
        DetailKind::Quantity => DifferenceKind::Quantity,
        DetailKind::Time => DifferenceKind::Time,
        DetailKind::Date | DetailKind::Weekday | DetailKind::Year => {
            match of_day(one.kind).max(of_day(two.kind)) {
                0 => DifferenceKind::Weekday,
                1 => DifferenceKind::Date,
                _ => DifferenceKind::Year,
            }
        }
    }
}

fn family(figure: &Detail) -> Option<Family> {
    match &figure.value {
        Value::Amount(amount) => Some(match amount.measure {
            Measure::Count => Family::Count,
            Measure::Ordinal => Family::Ordinal,
            Measure::Percent => Family::Percent,
            Measure::Money(_) => Family::Money,
            Measure::Quantity(_) => Family::Quantity,
        }),
        Value::Day(_) => Some(Family::Day),
        Value::Time(_) => Some(Family::Time),
        Value::Name(_) => None,
    }
}

fn may_stand_against(one: &Detail, two: &Detail) -> bool {
    if family(one).is_none() || family(one) != family(two) {
        return false;
    }
    match (&one.value, &two.value) {
        (Value::Amount(one), Value::Amount(two)) => match (one.measure, two.measure) {
            (Measure::Quantity(one), Measure::Quantity(two)) => one == two,
            _ => true,
        },
        _ => true,
    }
}

/// Whether two amounts of money are of one currency; others stand against each other only where each is alone.
fn is_comparable(one: &Detail, two: &Detail) -> bool {
    match (&one.value, &two.value) {
        (Value::Amount(one), Value::Amount(two)) => one.measure == two.measure,
        _ => true,
    }
}

fn points(one: &Around, two: &Around) -> u32 {
    let counted = one.next.iter().any(|stem| two.next.contains(stem));
    let near = u32::try_from(one.near.intersection(&two.near).count()).unwrap_or(u32::MAX);
    near * SAME_NEAR + if counted { SAME_COUNTED } else { 0 }
}

/// How much two dates are of one kind: a day is set against a day before it is set against a year.
fn likeness(one: &Detail, two: &Detail) -> u32 {
    match (&one.value, &two.value) {
        (Value::Day(one), Value::Day(two)) => same_parts(one, two),
        _ => 0,
    }
}

fn same_parts(one: &Day, two: &Day) -> u32 {
    let both = |one: bool, two: bool| u32::from(one && two);
    let grain = |day: &Day| match day.grain {
        Grain::Year | Grain::Decade => 1,
        Grain::Month => 2,
        Grain::Day | Grain::Weekday | Grain::Relative => 3,
    };
    u32::from(grain(one) == grain(two)) * 4
        + both(one.month.is_some(), one.month == two.month) * 2
        + both(one.year.is_some(), one.year == two.year) * 2
        + both(one.day.is_some(), one.day == two.day) * 2
}
