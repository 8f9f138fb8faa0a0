//! A map for one or two entries.
//!
//! Nearly every annotation has one assessment. A `BTreeMap` with one entry takes room for eleven, nearly two kilobytes;
//! a hundred thousand annotations would take more than the whole budget. This map is a sorted vector that takes what its
//! entries take. Look-ups are O(log n), insertions O(n), and n is the number of reviewers.

use serde::{Deserialize, Serialize};

/// A sorted vector that is used like a `BTreeMap`.
///
/// Invariant: keys rise strictly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SmallMap<Key, Value>(Vec<(Key, Value)>);

impl<Key, Value> Default for SmallMap<Key, Value> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<Key, Value> SmallMap<Key, Value> {
    /// An empty map, which allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The entries, by key.
    pub fn iter(&self) -> Iter<'_, Key, Value> {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The entries, by key; the values can be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Key, &mut Value)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// The keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &Key> + Clone {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values, by key.
    pub fn values(&self) -> impl Iterator<Item = &Value> + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values, by key, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Value> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// Keeps the entries for which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&Key, &mut Value) -> bool) {
        self.0.retain_mut(|(key, value)| keep(key, value));
    }
}

impl<Key: Ord, Value> SmallMap<Key, Value> {
    fn find(&self, key: &Key) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| other.cmp(key))
    }

    /// The value of a key.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<&Value> {
        self.find(key).ok().map(|at| &self.0[at].1)
    }

    /// The value of a key, to be changed.
    pub fn get_mut(&mut self, key: &Key) -> Option<&mut Value> {
        self.find(key).ok().map(|at| &mut self.0[at].1)
    }

    /// Whether there is a value for the key.
    #[must_use]
    pub fn contains_key(&self, key: &Key) -> bool {
        self.find(key).is_ok()
    }

    /// Puts a value in and returns the one that it replaces.
    pub fn insert(&mut self, key: Key, value: Value) -> Option<Value> {
        match self.find(&key) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, value)),
            Err(at) => {
                // One entry is the rule: take no room for a second one.
                self.0.reserve_exact(1);
                self.0.insert(at, (key, value));
                None
            }
        }
    }

    /// Puts a value in where the key has none.
    pub fn insert_if_missing(&mut self, key: Key, value: impl FnOnce() -> Value) {
        if let Err(at) = self.find(&key) {
            self.0.insert(at, (key, value()));
        }
    }

    /// Takes a value out.
    pub fn remove(&mut self, key: &Key) -> Option<Value> {
        self.find(key).ok().map(|at| self.0.remove(at).1)
    }
}

/// The entries of a [`SmallMap`], by key.
pub type Iter<'a, Key, Value> = std::iter::Map<
    std::slice::Iter<'a, (Key, Value)>,
    fn(&'a (Key, Value)) -> (&'a Key, &'a Value),
>;

impl<'a, Key, Value> IntoIterator for &'a SmallMap<Key, Value> {
    type Item = (&'a Key, &'a Value);
    type IntoIter = Iter<'a, Key, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<Key, Value> IntoIterator for SmallMap<Key, Value> {
    type Item = (Key, Value);
    type IntoIter = std::vec::IntoIter<(Key, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<Key: Ord, Value> FromIterator<(Key, Value)> for SmallMap<Key, Value> {
    fn from_iter<I: IntoIterator<Item = (Key, Value)>>(entries: I) -> Self {
        let mut map = Self::new();
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl<Key: Ord, Value, const N: usize> From<[(Key, Value); N]> for SmallMap<Key, Value> {
    fn from(entries: [(Key, Value); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<Key: Ord, Value> std::ops::Index<&Key> for SmallMap<Key, Value> {
    type Output = Value;

    /// # Panics
    /// Where there is no such key, as for every map.
    fn index(&self, key: &Key) -> &Value {
        self.get(key)
            .expect("the caller knows that the key is there")
    }
}

#[cfg(test)]
mod tests {
    use super::SmallMap;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        /// Against a `BTreeMap`, after any puts and takes.
        #[test]
        fn does_what_a_tree_does(steps in prop::collection::vec((any::<bool>(), 0_u8..12, any::<u16>()), 0..60)) {
            let (mut small, mut tree) = (SmallMap::new(), BTreeMap::new());
            for (put, key, value) in steps {
                if put {
                    prop_assert_eq!(small.insert(key, value), tree.insert(key, value));
                } else {
                    prop_assert_eq!(small.remove(&key), tree.remove(&key));
                }
                prop_assert_eq!(small.get(&key), tree.get(&key));
                prop_assert!(small.iter().eq(tree.iter()));
            }
        }
    }
}
