//! Numbers: digits with their separators, words, and digits followed by "million".

use super::{
    Language,
    amount::{ONE, step_of},
    german,
    lexicon::Sense,
    reader::Reader,
};

/// A number as it was read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// In millionths.
    pub(super) value: i128,
    /// What its last digit that counts is worth, in millionths.
    pub(super) step: i128,
    /// Whether it was written with a decimal or a word such as "million".
    pub(super) is_rounded: bool,
    /// Four digits and nothing else, as years are written.
    pub(super) plain: Option<i16>,
    /// The token behind it.
    pub(super) behind: usize,
}

/// Digits of a whole number that can be read: more are no number that anybody counts.
const MOST_DIGITS: usize = 21;

/// Digits behind the decimal sign that count.
const DECIMALS: usize = 6;

impl Reader {
    /// The number that begins at a token.
    pub(super) fn number_at(&self, at: usize) -> Option<Number> {
        let token = self.tokens.get(at)?;
        if token.is_digits() {
            self.digits_at(at).map(|number| self.with_scale(number))
        } else {
            self.words_at(at)
        }
    }

    /// "1,200.5", "1.200,5", "1 200,5": which sign does what depends on the language.
    fn digits_at(&self, at: usize) -> Option<Number> {
        let mut digits = self.tokens[at].lower.clone();
        let mut behind = at + 1;
        let mut groups = 0;
        while let Some(next) = self.group_at(behind, &digits, groups) {
            digits.push_str(&self.tokens[next].lower);
            groups += 1;
            behind = next + 1;
        }
        let mut decimals = String::new();
        if let Some(next) = self.decimals_at(behind) {
            decimals.clone_from(&self.tokens[next].lower);
            behind = next + 1;
        }
        if digits.len() > MOST_DIGITS {
            return None;
        }
        decimals.truncate(DECIMALS);
        let plain = (groups == 0 && decimals.is_empty() && digits.len() == 4)
            .then(|| digits.parse().ok())
            .flatten();
        let whole: i128 = digits.parse().ok()?;
        let places = u32::try_from(decimals.len()).ok()?;
        let fraction: i128 = decimals.parse().unwrap_or(0);
        let place = ONE / 10_i128.pow(places);
        let value = whole * ONE + fraction * place;
        Some(Number {
            value,
            step: if decimals.is_empty() {
                step_of(value)
            } else {
                place
            },
            is_rounded: !decimals.is_empty(),
            plain,
            behind,
        })
    }

    /// The token of three more digits, if the separator before it is one of thousands.
    fn group_at(&self, at: usize, digits: &str, groups: usize) -> Option<usize> {
        let is_three = |at: usize| {
            self.tokens
                .get(at)
                .is_some_and(|token| token.is_digits() && token.lower.len() == 3)
        };
        let may_group = groups > 0 || digits.len() <= 3 && !digits.starts_with('0');
        if !may_group {
            return None;
        }
        if is_three(at) && self.tokens[at].is_spaced {
            // "1 200", if the space is one: the bytes between the two tokens are it.
            let gap = self.tokens[at].start - self.tokens[at - 1].end;
            // A narrow space is always one of thousands; English has a plain one only before what is no number by itself.
            let is_narrow = gap > 1;
            let is_rest = self.tokens[at].lower.starts_with('0');
            let may = is_narrow || is_rest || self.language != Language::English;
            return (gap <= 3 && may).then_some(at);
        }
        let signs: &[char] = match self.language {
            Language::English => &[','],
            Language::German | Language::Spanish => &['.', '\'', '’'],
            Language::French | Language::Russian | Language::Ukrainian => &['.'],
        };
        (self.is_sign(at, signs) && self.is_glued(at) && is_three(at + 1) && self.is_glued(at + 1))
            .then_some(at + 1)
    }

    fn decimals_at(&self, at: usize) -> Option<usize> {
        let sign = match self.language {
            Language::English => ['.', '.'],
            _ => [',', '.'],
        };
        let is_digits = self
            .tokens
            .get(at + 1)
            .is_some_and(super::token::Token::is_digits);
        // "3.5.2023" and "10.30.15" are no decimals.
        let goes_on = self.is_sign(at + 2, &sign)
            && self.is_glued(at + 2)
            && self
                .tokens
                .get(at + 3)
                .is_some_and(super::token::Token::is_digits)
            && self.is_glued(at + 3);
        (self.is_sign(at, &sign)
            && self.is_glued(at)
            && is_digits
            && self.is_glued(at + 1)
            && !goes_on)
            .then_some(at + 1)
    }

    /// Digits with the "million" that follows them.
    fn with_scale(&self, number: Number) -> Number {
        let scale = self.find(number.behind, |sense| match sense {
            Sense::Scale(scale) if scale >= 100 => Some(scale),
            _ => None,
        });
        match scale {
            Some((scale, behind)) => number.scaled(scale, self.behind_point(number.behind, behind)),
            None => number,
        }
    }

    /// Behind the point of "Mrd." and "млн."
    fn behind_point(&self, word: usize, behind: usize) -> usize {
        let is_short = self.tokens[word].lower.chars().count() <= 4;
        let has_point = is_short && self.is_sign(behind, &['.']) && self.is_glued(behind);
        behind + usize::from(has_point && self.tokens.get(behind + 1).is_some())
    }

    /// Digits with the short scale that touches them or stands beside money: "5m", "2bn".
    pub(super) fn with_short_scale(&self, number: Number) -> Number {
        let scale = self.find(number.behind, |sense| match sense {
            Sense::ShortScale(scale) => Some(scale),
            _ => None,
        });
        match scale {
            Some((scale, behind)) => number.scaled(scale, behind),
            None => number,
        }
    }

    /// A number in words.
    fn words_at(&self, at: usize) -> Option<Number> {
        if self.language == Language::German
            && let Some(number) = self.german_at(at)
        {
            return Some(number);
        }
        let mut sum = Sum::default();
        let mut pos = at;
        loop {
            let (next, has_and) = if sum.is_begun {
                self.inner(pos)
            } else {
                (pos, false)
            };
            let sense = self.find(next, |sense| match sense {
                Sense::Number(_) | Sense::Scale(_) | Sense::One => Some(sense),
                _ => None,
            });
            let taken = match sense {
                Some((Sense::Number(value), behind)) => {
                    sum.add(value, has_and, self.language).then_some(behind)
                }
                Some((Sense::One, behind)) => {
                    // "twenty-one", "one hundred"; alone it is an article or a pronoun.
                    let may = sum.is_begun || self.is_scale(behind);
                    (may && sum.add(1, has_and, self.language)).then_some(behind)
                }
                Some((Sense::Scale(scale), behind)) if !has_and => {
                    let may = sum.is_begun || self.may_begin_with_scale(next);
                    (may && sum.multiply(scale)).then_some(behind)
                }
                _ => None,
            };
            match taken {
                Some(behind) => pos = behind,
                None => break,
            }
        }
        sum.number(pos)
    }

    fn is_scale(&self, at: usize) -> bool {
        let scale = |sense| matches!(sense, Sense::Scale(_)).then_some(());
        self.find(at, scale).is_some()
    }

    /// Behind the hyphen or "and" inside a number.
    fn inner(&self, at: usize) -> (usize, bool) {
        let mut next = at;
        if self.is_sign(next, &['-', '‑']) {
            next += 1;
        }
        let behind_and = self.skip(next, Sense::NumberAnd);
        let has_and = behind_and > next;
        next = behind_and;
        if has_and && self.is_sign(next, &['-', '‑']) {
            next += 1;
        }
        (next, has_and)
    }

    /// Whether "hundred" or "million" stands for one of it: "a million", "mille", "тысяча". "Thousands" are no number.
    fn may_begin_with_scale(&self, at: usize) -> bool {
        const ARTICLES: [&str; 9] = [
            "a", "one", "un", "una", "eine", "ein", "einer", "einem", "einen",
        ];
        const ALONE: [&str; 19] = [
            "cent",
            "mille",
            "mil",
            "hundert",
            "tausend",
            "тысяча",
            "тысячу",
            "миллион",
            "миллиона",
            "миллиард",
            "миллиарда",
            "тисяча",
            "тисячу",
            "мільйон",
            "мільйона",
            "мільярд",
            "мільярда",
            "тысячи",
            "тисячі",
        ];
        // "тысячи" is one thousand in the genitive only behind a word such as "более".
        let genitive = ["тысячи", "тисячі"];
        let word = self.tokens[at].lower.as_str();
        let before = self.before(at).map(|token| token.lower.as_str());
        let is_hedged = before.is_some_and(|before| {
            self.lexicon
                .word_is(before, |sense| matches!(sense, Sense::Hedge(_)))
        });
        ALONE.contains(&word) && (!genitive.contains(&word) || is_hedged)
            || before.is_some_and(|before| ARTICLES.contains(&before))
    }

    /// A German number, which is one word up to 999 999.
    fn german_at(&self, at: usize) -> Option<Number> {
        let value = german::number(&self.tokens[at].lower)?;
        let value = i128::from(value) * ONE;
        let number = Number {
            value,
            step: step_of(value),
            is_rounded: false,
            plain: None,
            behind: at + 1,
        };
        Some(self.with_scale(number))
    }
}

impl Number {
    fn scaled(self, scale: u64, behind: usize) -> Self {
        let scale = i128::from(scale);
        Self {
            value: self.value * scale,
            step: if self.is_rounded {
                self.step * scale
            } else {
                // "30 thousand" is meant to the thousand, whatever noughts the 30 has.
                ONE.min(self.step) * scale
            },
            is_rounded: true,
            plain: None,
            behind,
        }
    }
}

/// A number that is put together word by word.
#[derive(Default)]
struct Sum {
    is_begun: bool,
    total: u64,
    /// What stands below the next "thousand".
    group: u64,
    /// The last word of the group; 100 after "hundred".
    last: Option<u64>,
    lowest_scale: Option<u64>,
}

impl Sum {
    fn add(&mut self, value: u64, has_and: bool, language: Language) -> bool {
        let last = self.last;
        if language == Language::French && value == 20 && last == Some(4) {
            // "quatre-vingts"
            self.group += 76;
            self.last = Some(80);
            return true;
        }
        let fits = match last {
            None => !self.is_begun || self.lowest_scale.is_some_and(|scale| value < scale),
            Some(last) => {
                let is_ten_and_unit = (20..100).contains(&last) && last % 10 == 0 && value < 10;
                let is_french = language == Language::French
                    && (matches!(last, 60 | 80) && (10..20).contains(&value)
                        || last == 10 && (7..10).contains(&value));
                let is_behind_hundred = last >= 100 && value < 100;
                is_ten_and_unit || is_french || is_behind_hundred
            }
        };
        let and_fits = !has_and
            || match language {
                Language::English => last == Some(100) || last.is_none() && self.total > 0,
                Language::French | Language::Spanish => last.is_some_and(|last| last >= 20),
                _ => false,
            };
        if !fits || !and_fits {
            return false;
        }
        self.group += value;
        self.last = Some(value);
        self.is_begun = true;
        true
    }

    fn multiply(&mut self, scale: u64) -> bool {
        if scale < 1_000 {
            if self.group >= 100 {
                return false;
            }
            self.group = self.group.max(1) * scale;
            self.last = Some(100);
        } else {
            if self.lowest_scale.is_some_and(|lowest| scale >= lowest) {
                return false;
            }
            self.total += self.group.max(1) * scale;
            self.group = 0;
            self.last = None;
            self.lowest_scale = Some(scale);
        }
        self.is_begun = true;
        true
    }

    fn number(&self, behind: usize) -> Option<Number> {
        self.is_begun.then(|| {
            let value = i128::from(self.total + self.group) * ONE;
            let step = match (self.group, self.lowest_scale) {
                (0, Some(scale)) => i128::from(scale) * ONE,
                _ => step_of(value),
            };
            Number {
                value,
                step,
                is_rounded: self.group == 0 && self.lowest_scale.is_some(),
                plain: None,
                behind,
            }
        })
    }
}
