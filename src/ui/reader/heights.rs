//! The heights of all units of a text, in f64: where each begins, and which one is at a place.
//!
//! A Fenwick tree: sum, search and update in O(log n). Heights are estimates until a unit was laid out.

/// Heights in points, summed quickly.
#[derive(Clone, Debug, Default)]
pub struct HeightIndex {
    /// `tree[i]` sums the heights of the `i & -i` units that end with unit `i - 1`.
    tree: Vec<f64>,
    heights: Vec<f32>,
}

impl HeightIndex {
    /// Of these heights. O(n).
    #[must_use]
    pub fn new(heights: Vec<f32>) -> Self {
        let mut tree = vec![0.0; heights.len() + 1];
        for (index, height) in heights.iter().enumerate() {
            let at = index + 1;
            tree[at] += f64::from(*height);
            let parent = at + (at & at.wrapping_neg());
            if parent < tree.len() {
                tree[parent] += tree[at];
            }
        }
        Self { tree, heights }
    }

    /// How many units there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.heights.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.heights.is_empty()
    }

    /// The height of one unit.
    #[must_use]
    pub fn height(&self, unit: usize) -> f32 {
        self.heights.get(unit).copied().unwrap_or_default()
    }

    /// Sets the height of a unit.
    pub fn set(&mut self, unit: usize, height: f32) {
        let Some(slot) = self.heights.get_mut(unit) else {
            return;
        };
        let change = f64::from(height) - f64::from(*slot);
        if change.abs() < f64::EPSILON {
            return;
        }
        *slot = height;
        let mut at = unit + 1;
        while at < self.tree.len() {
            self.tree[at] += change;
            at += at & at.wrapping_neg();
        }
    }

    /// Where a unit begins: the heights of all before it.
    #[must_use]
    pub fn top(&self, unit: usize) -> f64 {
        let (mut at, mut sum) = (unit.min(self.heights.len()), 0.0);
        while at > 0 {
            sum += self.tree[at];
            at &= at - 1;
        }
        sum
    }

    /// All heights together.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.top(self.heights.len())
    }

    /// The unit at `y`, and how far below its top that is. Clamped to the first and the last.
    #[must_use]
    pub fn find(&self, y: f64) -> (usize, f64) {
        if self.heights.is_empty() || y <= 0.0 {
            return (0, y);
        }
        let (mut at, mut rest) = (0, y);
        let mut step = self.tree.len().next_power_of_two() / 2;
        while step > 0 {
            let next = at + step;
            if next < self.tree.len() && self.tree[next] <= rest {
                at = next;
                rest -= self.tree[next];
            }
            step /= 2;
        }
        let unit = at.min(self.heights.len() - 1);
        (unit, y - self.top(unit))
    }
}

#[cfg(test)]
mod tests {
    use super::HeightIndex;
    use proptest::prelude::*;

    /// Quarters are exact in binary, so equal means equal to the bit.
    fn same(one: f64, other: f64) -> bool {
        one.to_bits() == other.to_bits()
    }

    proptest! {
        /// Sums and searches against a naive sum, after random changes. Heights are quarters, so sums are exact.
        #[test]
        fn agrees_with_a_naive_sum(
            quarters in prop::collection::vec(0_u16..400, 1..200),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0_u16..400), 0..50),
            place in 0_u32..100_000,
        ) {
            let mut heights: Vec<f32> = quarters.iter().map(|quarter| f32::from(*quarter) / 4.0).collect();
            let mut index = HeightIndex::new(heights.clone());
            for (at, quarter) in changes {
                let at = at.index(heights.len());
                heights[at] = f32::from(quarter) / 4.0;
                index.set(at, heights[at]);
            }
            let mut top = 0.0;
            for (at, height) in heights.iter().enumerate() {
                prop_assert!(same(index.top(at), top));
                top += f64::from(*height);
            }
            prop_assert!(same(index.total(), top));
            let y = f64::from(place) / 8.0;
            let (unit, below) = index.find(y);
            prop_assert!(same(index.top(unit) + below, y));
            if y < top {
                prop_assert!(index.top(unit) <= y && y < index.top(unit + 1));
            }
        }
    }
}
