//! Amounts: how many, how much, and how exactly that is meant.
//!
//! A value is kept in millionths of its base unit, so that "1.2 million" and "1,200,000" are one value and can be
//! compared without rounding of our own.

/// How exactly an amount is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hedge {
    /// As it stands.
    #[default]
    Exactly,
    /// "about"
    About,
    /// "more than"
    MoreThan,
    /// "at least"
    AtLeast,
    /// "less than", "almost"
    LessThan,
    /// "up to"
    AtMost,
}

/// What a unit measures. Two amounts compare only within one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// In tenths of a millimetre.
    Length,
    /// In milligrams.
    Mass,
    /// In square metres.
    Area,
    /// In millilitres.
    Volume,
    /// In seconds: up to weeks.
    Duration,
    /// In months: months, years, decades.
    LongDuration,
    /// In metres an hour.
    Speed,
    /// In degrees Celsius.
    Celsius,
    /// In degrees Fahrenheit.
    Fahrenheit,
}

/// A unit: what it measures, and how many base units it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) dimension: Dimension,
    pub(super) base_units: i128,
}

macro_rules! units {
    ($($name:ident = $base_units:literal $dimension:ident;)*) => {
        impl Unit {
            $(pub(super) const $name: Self = Self { dimension: Dimension::$dimension, base_units: $base_units };)*
        }
    };
}

units! {
    MILLIMETRE = 10 Length;
    CENTIMETRE = 100 Length;
    INCH = 254 Length;
    FOOT = 3_048 Length;
    YARD = 9_144 Length;
    METRE = 10_000 Length;
    KILOMETRE = 10_000_000 Length;
    MILE = 16_093_440 Length;
    NAUTICAL_MILE = 18_520_000 Length;
    GRAM = 1_000 Mass;
    OUNCE = 28_350 Mass;
    POUND_OF_MASS = 453_592 Mass;
    KILOGRAM = 1_000_000 Mass;
    TONNE = 1_000_000_000 Mass;
    SQUARE_METRE = 1 Area;
    ACRE = 4_047 Area;
    HECTARE = 10_000 Area;
    SQUARE_KILOMETRE = 1_000_000 Area;
    SQUARE_MILE = 2_589_988 Area;
    LITRE = 1_000 Volume;
    GALLON = 3_785 Volume;
    BARREL = 158_987 Volume;
    SECOND = 1 Duration;
    MINUTE = 60 Duration;
    HOUR = 3_600 Duration;
    DAY = 86_400 Duration;
    WEEK = 604_800 Duration;
    MONTH = 1 LongDuration;
    YEAR = 12 LongDuration;
    DECADE = 120 LongDuration;
    CENTURY = 1_200 LongDuration;
    KILOMETRE_AN_HOUR = 1_000 Speed;
    MILE_AN_HOUR = 1_609 Speed;
    KNOT = 1_852 Speed;
    CELSIUS = 1 Celsius;
    FAHRENHEIT = 1 Fahrenheit;
}

/// What an amount counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// People, houses, ships.
    Count,
    /// A place in an order: "third".
    Ordinal,
    /// Per cent.
    Percent,
    /// Money, by its ISO 4217 code.
    Money(&'static str),
    /// Something with a unit.
    Quantity(Dimension),
}

/// A number with what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    /// The value, or the lower end of "10 to 15", in millionths of the base unit.
    pub low: i128,
    /// The upper end; the same as `low` for a single value.
    pub high: i128,
    /// What the last digit that is not nought is worth, in millionths.
    pub step: i128,
    /// Whether a word such as "million" or a decimal says that it was rounded.
    pub is_rounded: bool,
    /// How exactly it is meant.
    pub hedge: Hedge,
    /// What it counts.
    pub measure: Measure,
    /// Base units of the unit that was written: two units of one dimension are compared less strictly.
    pub unit: i128,
}

/// One whole, in millionths.
pub(super) const ONE: i128 = 1_000_000;

/// "More than 500" fits what is up to this many times as much.
const OPEN_END: i128 = 10;

/// A rounded number may be off by this share of itself, in per cent, at most: else "1 million" would fit 1.4 million.
const MOST_ROUNDING_PERCENT: i128 = 5;

/// "About" may be off by this share, in per cent, at most, …
const MOST_ABOUT_PERCENT: i128 = 10;

/// … and always by this one.
const LEAST_ABOUT_PERCENT: i128 = 2;

/// What two units of one dimension may differ by: a mile of 1.6 km.
const BETWEEN_UNITS_PERCENT: i128 = 6;

impl Amount {
    /// Whether the two can be the same amount, told more or less exactly.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        if self.measure != other.measure {
            return false;
        }
        if (self.low, self.high) == (other.low, other.high) {
            return true;
        }
        let (mut one, mut two) = if self.opens() == other.opens() {
            // "at least 34" and "at least 43" are not the same statement, though both may be true.
            (self.rounded(other), other.rounded(self))
        } else {
            (self.possible(other), other.possible(self))
        };
        if self.unit != other.unit {
            one = widened(one, BETWEEN_UNITS_PERCENT);
            two = widened(two, BETWEEN_UNITS_PERCENT);
        }
        let touch = |point: (i128, i128), span: (i128, i128)| {
            point.0 == point.1 && span.0 <= point.0 && point.0 <= span.1
        };
        one.0 < two.1 && two.0 < one.1 || touch(one, two) || touch(two, one)
    }

    /// Up, down, or not at all.
    fn opens(&self) -> i8 {
        match self.hedge {
            Hedge::Exactly | Hedge::About => 0,
            Hedge::MoreThan | Hedge::AtLeast => 1,
            Hedge::LessThan | Hedge::AtMost => -1,
        }
    }

    fn possible(&self, other: &Self) -> (i128, i128) {
        let (low, high) = self.rounded(other);
        match self.opens() {
            1 => (low, high.saturating_mul(OPEN_END)),
            -1 => (low / OPEN_END, high),
            _ => (low, high),
        }
    }

    /// Whether whole thousands were written with two digits or more before the noughts: "22,000" stands for 22,464 as well,
    /// while "30,000" may be exact.
    fn is_in_thousands(&self) -> bool {
        self.step >= 1_000 * self.unit * ONE && self.high / self.step >= 10
    }

    /// The values that this may be a rounding of, told that `other` is the exact one: "80 per cent" beside "79.9 per cent" is.
    fn rounded(&self, other: &Self) -> (i128, i128) {
        let value = self.high.abs();
        let whole = ONE * self.unit;
        let is_whole = self.step >= whole && other.step < whole && self.unit == other.unit;
        let half = if is_whole { whole / 2 } else { self.step / 2 };
        let off = if self.hedge == Hedge::About {
            half.min(value * MOST_ABOUT_PERCENT / 100)
                .max(value * LEAST_ABOUT_PERCENT / 100)
        } else if is_whole || self.is_rounded || self.is_in_thousands() {
            half.min(value * MOST_ROUNDING_PERCENT / 100)
        } else {
            0
        };
        (self.low - off, self.high + off)
    }
}

fn widened((low, high): (i128, i128), percent: i128) -> (i128, i128) {
    (
        low - low.abs() * percent / 100,
        high + high.abs() * percent / 100,
    )
}

/// What the last digit of `value` that is not nought is worth.
pub(super) fn step_of(value: i128) -> i128 {
    let mut step = 1;
    while value != 0 && value % (step * 10) == 0 {
        step *= 10;
    }
    step
}

#[cfg(test)]
mod tests {
    use super::{Amount, Hedge, Measure, ONE, step_of};

    fn amount(hedge: Hedge, value: i128) -> Amount {
        Amount {
            low: value * ONE,
            high: value * ONE,
            step: step_of(value * ONE),
            is_rounded: false,
            hedge,
            measure: Measure::Count,
            unit: 1,
        }
    }

    #[test]
    fn what_agrees() {
        use Hedge::{About, AtLeast, AtMost, Exactly, LessThan, MoreThan};
        for (one, two) in [
            (amount(MoreThan, 540_000), amount(Exactly, 545_500)),
            (amount(About, 500), amount(Exactly, 512)),
            (amount(LessThan, 500), amount(Exactly, 487)),
            (amount(AtLeast, 30), amount(MoreThan, 30)),
            (amount(AtMost, 30), amount(AtLeast, 25)),
            (amount(Exactly, 7), amount(Exactly, 7)),
        ] {
            assert!(one.agrees(&two) && two.agrees(&one), "{one:?} {two:?}");
        }
    }

    #[test]
    fn what_does_not_agree() {
        use Hedge::{About, AtLeast, Exactly, LessThan, MoreThan};
        for (one, two) in [
            (amount(AtLeast, 34), amount(AtLeast, 43)),
            (amount(MoreThan, 540_000), amount(Exactly, 530_000)),
            (amount(About, 500), amount(Exactly, 600)),
            (amount(LessThan, 500), amount(Exactly, 520)),
            (amount(Exactly, 30), amount(Exactly, 31)),
            (amount(Exactly, 30_000), amount(Exactly, 30_400)),
        ] {
            assert!(!one.agrees(&two) && !two.agrees(&one), "{one:?} {two:?}");
        }
    }

    #[test]
    fn thousands_fit_what_is_rounded_to_them() {
        let exactly = |value| amount(Hedge::Exactly, value);
        assert!(exactly(22_000).agrees(&exactly(22_464)));
        assert!(!exactly(22_000).agrees(&exactly(23_464)));
        assert!(!exactly(540_000).agrees(&exactly(545_500)));
    }

    #[test]
    fn a_rounded_number_fits_the_exact_one() {
        let rounded = Amount {
            is_rounded: true,
            ..amount(Hedge::Exactly, 1_200_000)
        };
        assert!(rounded.agrees(&amount(Hedge::Exactly, 1_187_300)));
        assert!(!rounded.agrees(&amount(Hedge::Exactly, 1_100_000)));
        let coarse = Amount {
            is_rounded: true,
            ..amount(Hedge::Exactly, 1_000_000)
        };
        assert!(!coarse.agrees(&amount(Hedge::Exactly, 1_400_000)));
    }
}
