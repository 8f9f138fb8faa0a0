//! A register: what one person decides at once, with every value that no other value replaces.
//!
//! ```text
//!   write by a.1            "verified"    a.1
//!   write by b.1, saw a.1   "conflicting" b.1 saw a.1       replaces a.1
//!   write by c.1, saw a.1   "unverified"  c.1 saw a.1       b.1 and c.1 do not replace each other: rivals
//!   write by a.2, saw both  "conflicting" a.2 saw b.1 c.1   the conflict ends with a choice, and does not come back
//! ```
//!
//! Equal values written by two sessions stay two entries, each with its own `saw`, and are no conflict. Fusing them into
//! one entry with a united `saw` would break associativity of the join.

use super::{Rev, Saw, Session, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How careful a value is. Among rivals the most cautious one is shown until somebody decides.
pub trait Caution {
    /// Higher is more cautious. Values of equal caution are ordered by their revision.
    fn caution(&self) -> u8 {
        0
    }
}

/// A value that another one does not replace and that differs from it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Rival<T> {
    /// What was written.
    pub value: T,
    /// When, and having seen what.
    pub stamp: Stamp,
}

/// The entries of a register beside the provisional one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Others<T> {
    /// Further writes of the provisional value, sorted by revision.
    pub twins: Vec<Stamp>,
    /// Writes of other values, sorted by revision and value.
    pub rivals: Vec<Rival<T>>,
}

/// What one person decides at once.
///
/// Invariant: no entry's stamp replaces another entry's revision, and `value` is the most cautious one, among equally
/// cautious ones that of the lowest revision. [`Register::from_entries`] sees to it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Register<T> {
    /// The value in force; provisional where there are rivals.
    pub value: T,
    /// When it was written.
    pub stamp: Stamp,
    /// Twins and rivals; `None` where there are none, as nearly always.
    pub others: Option<Box<Others<T>>>,
}

impl<T> Register<T> {
    /// A value written now, which gets its revision at the next save.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self {
            value,
            stamp: Stamp::default(),
            others: None,
        }
    }

    /// A value with its stamp.
    #[must_use]
    pub fn stamped(value: T, stamp: Stamp) -> Self {
        Self {
            value,
            stamp,
            others: None,
        }
    }

    /// The register after `value` was written over all that stands in it.
    #[must_use]
    pub fn written(&self, value: T) -> Self {
        Self {
            value,
            stamp: Stamp {
                rev: None,
                saw: self.all_seen(),
            },
            others: None,
        }
    }

    /// The values that stand against the provisional one.
    #[must_use]
    pub fn rivals(&self) -> &[Rival<T>] {
        self.others.as_ref().map_or(&[], |others| &others.rivals)
    }

    /// Further writes of the provisional value.
    #[must_use]
    pub fn twins(&self) -> &[Stamp] {
        self.others.as_ref().map_or(&[], |others| &others.twins)
    }

    /// Whether several values stand against each other.
    #[must_use]
    pub fn is_conflict(&self) -> bool {
        !self.rivals().is_empty()
    }

    /// The stamps of all entries.
    pub fn stamps(&self) -> impl Iterator<Item = &Stamp> {
        std::iter::once(&self.stamp)
            .chain(self.twins())
            .chain(self.rivals().iter().map(|rival| &rival.stamp))
    }

    /// The revisions of all entries.
    pub fn revs(&self) -> impl Iterator<Item = Rev> + '_ {
        self.stamps().filter_map(|stamp| stamp.rev)
    }

    /// Whether `session` ever wrote this register, as far as its entries know.
    #[must_use]
    pub fn was_written_by(&self, session: Session) -> bool {
        self.all_seen().mentions(session)
    }

    /// Whether the value has changed since the last save.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.stamp.rev.is_none()
    }

    /// All that a write over this register has seen.
    #[must_use]
    pub fn all_seen(&self) -> Saw {
        let mut saw = Saw::default();
        for stamp in self.stamps() {
            saw.see_all(&stamp.saw);
            if let Some(rev) = stamp.rev {
                saw.see(rev);
            }
        }
        saw
    }
}

impl<T: PartialEq> Register<T> {
    /// Whether both say the same, rivals included, whenever it was written.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let values = |register: &Self, value: &T| {
            register.value == *value || register.rivals().iter().any(|rival| rival.value == *value)
        };
        self.value == other.value
            && self
                .rivals()
                .iter()
                .all(|rival| values(other, &rival.value))
            && other
                .rivals()
                .iter()
                .all(|rival| values(self, &rival.value))
    }

    /// Whether a save would write nothing but `saved`, the register at the last save.
    ///
    /// Saying the same is not enough: a value that was written over more than the last save held, as after a merge, must
    /// get a revision of its own, else what it replaces would come back with the next merge.
    #[must_use]
    pub fn is_as_saved(&self, saved: &Self) -> bool {
        self == saved
            || self.is_unsaved()
                && self.says_the_same(saved)
                && saved.all_seen().covers_all(&self.stamp.saw)
    }

    /// Gives an unsaved value its revision: save number `n` of `session`. A value that says what `saved` (the register
    /// at the last save) said, and was written over nothing else, becomes `saved` again, so that undoing an edit leaves
    /// no trace.
    pub fn give_revision(&mut self, saved: Option<&Self>, session: Session, n: u32)
    where
        T: Clone + Ord + Caution,
    {
        if !self.is_unsaved() {
            return;
        }
        if let Some(saved) = saved.filter(|saved| self.is_as_saved(saved)) {
            self.clone_from(saved);
            return;
        }
        self.stamp.rev = Some(Rev { session, n });
        self.stamp.saw.forget(session);
        if self.is_conflict()
            && let Some(in_order) = Self::from_entries(self.entries())
        {
            *self = in_order;
        }
    }
}

/// Entries of one register up to which each is simply held against each, as nearly always.
const FEW: usize = 16;

/// Of each entry, whether another one replaces it. Linear but for logarithms, since a file of somebody else can put a
/// hundred thousand rivals into one register.
fn replaced<T>(all: &[Rival<T>]) -> Vec<bool> {
    if all.len() <= FEW {
        replaced_by_any(all)
    } else {
        replaced_by_table(all)
    }
}

/// The highest number of a session that was seen, and by which entry.
type Covering = (u32, Option<Rev>);

fn replaced_by_table<T>(all: &[Rival<T>]) -> Vec<bool> {
    // The highest number of each session that a stamp covers, by whom, and the highest of anybody else's.
    let mut covered: BTreeMap<Session, [Option<Covering>; 2]> = BTreeMap::new();
    for entry in all {
        for seen in entry.stamp.saw.iter() {
            let [first, second] = covered.entry(seen.session).or_default();
            let new = Some((seen.n, entry.stamp.rev));
            let by = |it: &Option<Covering>| it.map(|(_, by)| by);
            if *first < new {
                if by(first) != by(&new) {
                    *second = *first;
                }
                *first = new;
            } else if by(first) != by(&new) && *second < new {
                *second = new;
            }
        }
    }
    let mut last: BTreeMap<Session, u32> = BTreeMap::new();
    for rev in all.iter().filter_map(|entry| entry.stamp.rev) {
        let n = last.entry(rev.session).or_default();
        *n = rev.n.max(*n);
    }
    let is_replaced = |rev: Rev| {
        let mut seen = covered.get(&rev.session).into_iter().flatten().flatten();
        let by_another = seen.any(|(n, by)| *by != Some(rev) && *n >= rev.n);
        by_another || last.get(&rev.session).is_some_and(|n| *n > rev.n)
    };
    all.iter()
        .map(|entry| entry.stamp.rev.is_some_and(is_replaced))
        .collect()
}

fn replaced_by_any<T>(all: &[Rival<T>]) -> Vec<bool> {
    let by_any = |rev: Rev| {
        all.iter()
            .any(|other| other.stamp.rev != Some(rev) && other.stamp.replaces(rev))
    };
    all.iter()
        .map(|entry| entry.stamp.rev.is_some_and(by_any))
        .collect()
}

impl<T: Ord + Clone + Caution> Register<T> {
    /// The register with these entries: those that another one replaces are dropped, equal entries united.
    ///
    /// `None` where `entries` is empty. Entries that replace each other in a circle, which only a hand can write, all
    /// stay.
    #[must_use]
    pub fn from_entries(entries: impl IntoIterator<Item = Rival<T>>) -> Option<Self> {
        let mut all: Vec<Rival<T>> = entries.into_iter().collect();
        all.sort_by(|a, b| (a.stamp.rev, &a.value).cmp(&(b.stamp.rev, &b.value)));
        all.dedup_by(|later, kept| {
            let same = later.stamp.rev == kept.stamp.rev && later.value == kept.value;
            if same {
                kept.stamp.saw.see_all(&later.stamp.saw);
            }
            same
        });
        let mut replaced = replaced(&all);
        if replaced.iter().all(|replaced| *replaced) {
            // What stands in for a value that was left out goes even then, as long as anything else stays.
            let is_stand_in = |entry: &Rival<T>| entry.stamp.rev.is_some_and(|rev| rev.n == 0);
            let all_stand_in = all.iter().all(is_stand_in);
            for (replaced, entry) in replaced.iter_mut().zip(&all) {
                *replaced = is_stand_in(entry) && !all_stand_in;
            }
        }
        let mut standing: Vec<Rival<T>> = all
            .into_iter()
            .zip(replaced)
            .filter(|(_, replaced)| !replaced)
            .map(|(entry, _)| entry)
            .collect();
        let first = standing
            .iter()
            .enumerate()
            .min_by_key(|(at, entry)| (std::cmp::Reverse(entry.value.caution()), *at))
            .map(|(at, _)| at)?;
        let Rival { value, stamp } = standing.remove(first);
        let (twins, rivals): (Vec<_>, Vec<_>) =
            standing.into_iter().partition(|entry| entry.value == value);
        let twins: Vec<_> = twins.into_iter().map(|twin| twin.stamp).collect();
        let others =
            (!twins.is_empty() || !rivals.is_empty()).then(|| Box::new(Others { twins, rivals }));
        Some(Self {
            value,
            stamp,
            others,
        })
    }

    /// Every entry, the provisional one first.
    pub fn entries(&self) -> impl Iterator<Item = Rival<T>> + '_ {
        let provisional = |stamp: &Stamp| Rival {
            value: self.value.clone(),
            stamp: stamp.clone(),
        };
        std::iter::once(provisional(&self.stamp))
            .chain(self.twins().iter().map(provisional))
            .chain(self.rivals().iter().cloned())
    }

    /// The join of two registers: every value that no value of either replaces.
    ///
    /// Commutative, associative and idempotent; its laws are checked on random histories below.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        if self == other {
            return self.clone();
        }
        Self::from_entries(self.entries().chain(other.entries())).unwrap_or_else(|| self.clone())
    }
}

#[cfg(test)]
mod tests;
