//! Amounts as they are written, read word by word: money, shares, quantities, counts, places in an order.

use super::{
    Hedge, Language, Measure,
    amount::{Amount, ONE, Unit},
    lexicon::Sense,
    number::Number,
    reader::{DASHES, Reader},
};

/// An amount and the tokens that it takes.
#[derive(Clone, Copy)]
pub(super) struct ReadAmount {
    pub(super) amount: Amount,
    pub(super) behind: usize,
    /// The year that a bare number may be as well.
    pub(super) year: Option<i16>,
}

impl Reader {
    /// The word at a token that says how exactly the number behind it is meant, and the token of that number.
    pub(super) fn hedge_at(&self, at: usize) -> Option<(Hedge, usize)> {
        self.find(at, |sense| match sense {
            Sense::Hedge(hedge) => Some(hedge),
            _ => None,
        })
    }

    /// The amount that begins at a token.
    pub(super) fn amount_at(&self, at: usize, hedge: Hedge) -> Option<ReadAmount> {
        if let Some((currency, next)) = self.currency_before(at) {
            let number = self.with_short_scale(self.number_at(next)?);
            let (low, number) = self.range_from(at, number);
            return Some(read(low, number, hedge, Measure::Money(currency), 1));
        }
        if self.tokens[at].is_digits() && self.is_in_name(at) {
            return None;
        }
        if let Some((place, behind)) = self.ordinal_at(at) {
            let value = i128::from(place) * ONE;
            let number = Number {
                value,
                step: ONE,
                is_rounded: false,
                plain: None,
                behind,
            };
            return Some(read(value, number, hedge, Measure::Ordinal, 1));
        }
        let Some(number) = self.number_at(at) else {
            return self.one_at(at, hedge);
        };
        if self.is_age(at, &number) {
            let age = Measure::Quantity(Unit::YEAR.dimension);
            return Some(read(
                number.value,
                number,
                hedge,
                age,
                Unit::YEAR.base_units,
            ));
        }
        let (low, number) = self.range_from(at, number);
        Some(self.measured(low, number, hedge))
    }

    /// With what stands behind the number: a currency, "per cent", a unit, or nothing.
    fn measured(&self, low: i128, number: Number, hedge: Hedge) -> ReadAmount {
        let short = self.with_short_scale(number);
        if short.behind > number.behind
            && let Some((currency, behind)) = self.currency_behind(short.behind)
        {
            let scale = short.value / number.value.max(1);
            let number = Number { behind, ..short };
            return read(low * scale, number, hedge, Measure::Money(currency), 1);
        }
        if let Some((currency, behind)) = self.currency_behind(number.behind) {
            let number = Number { behind, ..number };
            return read(low, number, hedge, Measure::Money(currency), 1);
        }
        if let Some(behind) = self.percent_behind(number.behind) {
            let number = Number { behind, ..number };
            return read(low, number, hedge, Measure::Percent, 1);
        }
        // "a ten-year plan", "10 km"
        let unit_at = number.behind + usize::from(self.is_sign(number.behind, &['-', '‑']));
        let is_year = number.plain.is_some() && self.is_year_word(number.behind);
        if let Some((unit, behind)) = self.unit_at(unit_at).filter(|_| !is_year) {
            let number = Number { behind, ..number };
            let measure = Measure::Quantity(unit.dimension);
            return read(low, number, hedge, measure, unit.base_units);
        }
        let is_scaled = short.behind > number.behind
            && self.is_glued(number.behind)
            && self.tokens[number.behind].lower != "m";
        let number = if is_scaled { short } else { number };
        ReadAmount {
            year: number
                .plain
                .filter(|_| self.may_be_year(number.behind, hedge)),
            ..read(low, number, hedge, Measure::Count, 1)
        }
    }

    /// Whether "года" and the like stand at a token.
    fn is_year_word(&self, at: usize) -> bool {
        self.skip(at, Sense::YearBehind) > at
    }

    /// Whether four digits may be a year: behind "over" only where nothing follows that they could count.
    fn may_be_year(&self, behind: usize, hedge: Hedge) -> bool {
        hedge == Hedge::Exactly
            || self.tokens.get(behind).is_none_or(|next| {
                !next.is_word()
                    || self.lexicon.word_is(&next.lower, |sense| {
                        matches!(sense, Sense::Function | Sense::YearBehind)
                    })
            })
    }

    /// "Mara Quill, 25, said": digits between two commas behind a name.
    fn is_age(&self, at: usize, number: &Number) -> bool {
        const OLDEST: i128 = 115;
        self.tokens[at].is_digits()
            && number.behind == at + 1
            && number.value <= OLDEST * ONE
            && self.is_sign(number.behind, &[','])
            && at >= 2
            && self.is_sign(at - 1, &[','])
            && self.tokens[at - 2].is_word()
            && self.tokens[at - 2].is_capitalised
    }

    fn percent_behind(&self, at: usize) -> Option<usize> {
        let behind = self.skip(at, Sense::Percent);
        (behind > at).then_some(behind)
    }

    fn unit_at(&self, at: usize) -> Option<(Unit, usize)> {
        let (unit, behind) = self.find(at, |sense| match sense {
            Sense::Unit(unit) => Some(unit),
            _ => None,
        })?;
        // "5 m. Then": a short unit is no longer word; "2 in" is none of ours.
        (!self.tokens[at].is_capitalised
            || self.tokens[at].lower.len() > 2
            || self.language == Language::German)
            .then_some((unit, behind))
    }

    /// "$", "EUR" before a number.
    fn currency_before(&self, at: usize) -> Option<(&'static str, usize)> {
        let token = &self.tokens[at];
        let may = !token.is_word() || token.is_capitalised && token.lower.len() == 3;
        if !may {
            return None;
        }
        let found = self.find(at, |sense| match sense {
            Sense::Currency(currency) => Some(currency),
            _ => None,
        })?;
        self.tokens
            .get(found.1)
            .is_some_and(super::token::Token::is_digits)
            .then_some(found)
    }

    /// "dollars", "d'euros", "€" behind a number.
    fn currency_behind(&self, at: usize) -> Option<(&'static str, usize)> {
        let mut next = at + usize::from(self.is_sign(at, &['-', '‑']));
        for _ in 0..2 {
            if matches!(self.language, Language::French | Language::Spanish) {
                next = self.skip(next, Sense::DateOf);
            }
        }
        self.find(next, |sense| match sense {
            Sense::Currency(currency) => Some(currency),
            _ => None,
        })
    }

    /// The lower end and the number at the upper end of "10–15 million"; the number itself where there is no range.
    fn range_from(&self, first: usize, number: Number) -> (i128, Number) {
        let single = (number.value, number);
        let at = number.behind;
        let is_between =
            first > 0 && self.is(first - 1, Sense::Between) && self.is(at, Sense::BetweenAnd);
        let is_word = self
            .tokens
            .get(at)
            .is_some_and(|token| matches!(token.lower.as_str(), "to" | "bis" | "à" | "a"));
        let is_dash = self.is_sign(at, &DASHES) && self.is_glued(at) == self.is_glued(at + 1);
        let is_digits = self
            .tokens
            .get(at + 1)
            .is_some_and(super::token::Token::is_digits);
        if !(is_word || is_dash || is_between) || !is_digits {
            return single;
        }
        let Some(upper) = self.number_at(at + 1) else {
            return single;
        };
        if upper.value <= number.value || number.plain.is_some() && upper.plain.is_some() {
            return single;
        }
        // In "10–15 million" both are millions.
        let scale = if upper.is_rounded && !number.is_rounded && upper.step >= ONE * 100 {
            upper.step / ONE
        } else {
            1
        };
        let low = number.value.saturating_mul(scale);
        if low > upper.value {
            return single;
        }
        (low, upper)
    }

    /// "third", "twenty-first", "3rd", "3-й".
    fn ordinal_at(&self, at: usize) -> Option<(u64, usize)> {
        if self.tokens[at].is_digits() {
            let number = self.tokens[at].number()?;
            let mut next = at + 1;
            if self.is_sign(next, &['-', '‑']) && self.is_glued(next) {
                next += 1;
            }
            let behind = self.skip(next, Sense::OrdinalEnd);
            return (behind > next && self.is_glued(next)).then_some((number.into(), behind));
        }
        let (place, behind) = self.ordinal_words_at(at)?;
        let before = self.before(at);
        let is_part = before.is_some_and(|before| {
            before.lower == "at"
                || self.lexicon.word_is(&before.lower, |sense| {
                    matches!(sense, Sense::Number(_) | Sense::One)
                })
        });
        (!is_part).then_some((place, behind))
    }

    pub(super) fn ordinal_words_at(&self, at: usize) -> Option<(u64, usize)> {
        let ordinal = |at: usize| {
            self.find(at, |sense| match sense {
                Sense::Ordinal(place) => Some(place),
                _ => None,
            })
        };
        if let Some(found) = ordinal(at) {
            return Some(found);
        }
        let (tens, behind) = self.find(at, |sense| match sense {
            Sense::Number(tens) if (20..100).contains(&tens) => Some(tens),
            _ => None,
        })?;
        let next = behind + usize::from(self.is_sign(behind, &['-', '‑']));
        let (unit, behind) = ordinal(next)?;
        (unit < 10).then_some((tens + unit, behind))
    }

    /// "one" before what can be counted: "one sailor", not "one of them".
    fn one_at(&self, at: usize, hedge: Hedge) -> Option<ReadAmount> {
        const NOT_BEHIND: [&str; 8] = ["the", "no", "any", "each", "every", "this", "that", "some"];
        let counts = matches!(
            self.language,
            Language::English | Language::Russian | Language::Ukrainian
        );
        if !counts || !self.is(at, Sense::One) {
            return None;
        }
        let next = self.tokens.get(at + 1)?;
        let is_noun = next.is_word()
            && !next.is_capitalised
            && !self.lexicon.word_is(&next.lower, |sense| {
                matches!(sense, Sense::Function | Sense::Negation)
            });
        let is_pronoun = self
            .before(at)
            .is_some_and(|before| NOT_BEHIND.contains(&before.lower.as_str()));
        if !is_noun || is_pronoun {
            return None;
        }
        let number = Number {
            value: ONE,
            step: ONE,
            is_rounded: false,
            plain: None,
            behind: at + 1,
        };
        Some(self.measured(ONE, number, hedge))
    }
}

/// An amount of a number in some unit.
fn read(low: i128, number: Number, hedge: Hedge, measure: Measure, unit: i128) -> ReadAmount {
    ReadAmount {
        amount: Amount {
            low: low.saturating_mul(unit),
            high: number.value.saturating_mul(unit),
            step: number.step.saturating_mul(unit),
            is_rounded: number.is_rounded,
            hedge,
            measure,
            unit,
        },
        behind: number.behind,
        year: None,
    }
}
