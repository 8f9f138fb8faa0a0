//! Which marks of an article lie on the same words.
//!
//! The idea: marks are sorted by place and met from left to right; each is compared with those that have begun and not
//! ended. Two marks can share half of their union only if neither is more than twice as large as the other, so marks are
//! kept by the power of two of their size, and only the neighbouring sizes are looked at: a mark over a whole article is
//! never held against each of the small ones in it. Marks on exactly the same words are one from the start.
//!
//! Sizes are bytes of words, without the white space between them. Cost: O(n log n) and the pairs of like size that
//! overlap, each with the words they share.

use crate::model::{Anchor, Annotation, Article, ReviewerId};
use crate::text::{Text, TextOffset, TextRange};

/// Which marks belong together. Marks are named by their place in the list that was given.
pub(super) struct Overlaps {
    /// Marks on the same words by different people, or one that several people have judged; each sorted by place.
    pub groups: Vec<Vec<usize>>,
    /// Whether words of the mark lie in a mark of another person.
    pub touched: Vec<bool>,
}

/// Marks on exactly the same words.
struct Class {
    ranges: Vec<TextRange>,
    hull: TextRange,
    size: usize,
    members: Vec<usize>,
    people: Vec<ReviewerId>,
}

impl Overlaps {
    /// `people` says of each mark who has judged it.
    pub(super) fn of(article: &Article, marks: &[&Annotation], people: &[Vec<ReviewerId>]) -> Self {
        Self::counted(article, marks, people).0
    }

    /// With how many pairs were compared, to test that they are few.
    pub(super) fn counted(
        article: &Article,
        marks: &[&Annotation],
        people: &[Vec<ReviewerId>],
    ) -> (Self, usize) {
        let classes = classes(article, marks, people);
        let mut sets = Sets::new(marks.len());
        for class in &classes {
            if class.people.len() > 1 {
                sets.unite_all(&class.members);
            }
        }
        let compared = article
            .text
            .as_ref()
            .map_or(0, |text| unite_overlapping(text, &classes, &mut sets));
        let overlaps = Self {
            groups: sets.groups(marks, people),
            touched: touched(marks.len(), &classes),
        };
        (overlaps, compared)
    }

    /// The marks that are in no group with another one and that one person has judged.
    pub(super) fn alone(&self) -> impl Iterator<Item = usize> + '_ {
        let mut is_grouped = vec![false; self.touched.len()];
        for at in self.groups.iter().flatten() {
            is_grouped[*at] = true;
        }
        (0..is_grouped.len()).filter(move |at| !is_grouped[*at])
    }
}

/// The marks whose words stand in the present text, by the words they lie on, sorted by place.
fn classes(article: &Article, marks: &[&Annotation], people: &[Vec<ReviewerId>]) -> Vec<Class> {
    let Some(text) = &article.text else {
        return Vec::new();
    };
    let stands = |mark: &Annotation| {
        mark.text_id == article.text_id
            && mark
                .spans
                .value
                .iter()
                .all(|span| span.anchor != Anchor::Lost)
    };
    let mut sorted: Vec<usize> = (0..marks.len()).filter(|at| stands(marks[*at])).collect();
    sorted.sort_by(|a, b| marks[*a].ranges().cmp(marks[*b].ranges()).then(a.cmp(b)));
    let mut classes: Vec<Class> = Vec::new();
    for at in sorted {
        let mark = marks[at];
        match classes.last_mut() {
            Some(last) if mark.ranges().eq(last.ranges.iter().copied()) => {
                last.members.push(at);
                last.people.extend(&people[at]);
            }
            _ => classes.push(Class {
                ranges: mark.ranges().collect(),
                hull: mark.hull(),
                size: mark.ranges().map(|range| word_bytes(text, range)).sum(),
                members: vec![at],
                people: people[at].clone(),
            }),
        }
    }
    for class in &mut classes {
        class.people.sort_unstable();
        class.people.dedup();
    }
    classes
}

/// Unites what overlaps by half, and says how many pairs it compared.
fn unite_overlapping(text: &Text, classes: &[Class], sets: &mut Sets) -> usize {
    let mut compared = 0;
    // Those that have begun and not ended, by the power of two of their size.
    let mut open: Vec<Vec<usize>> = vec![Vec::new(); usize::BITS as usize + 1];
    for (at, class) in classes.iter().enumerate() {
        let bucket = class.size.max(1).ilog2() as usize;
        for near in open
            .iter_mut()
            .skip(bucket.saturating_sub(1))
            .take(3 - usize::from(bucket == 0))
        {
            near.retain(|other| classes[*other].hull.end > class.hull.start);
            for other in near.iter().map(|other| &classes[*other]) {
                compared += 1;
                let is_one_person = class.people.len() == 1 && class.people == other.people;
                if !is_one_person && share_half(text, class, other) {
                    sets.unite_all(&class.members);
                    sets.unite_all(&other.members);
                    sets.unite(class.members[0], other.members[0]);
                }
            }
        }
        open[bucket].push(at);
    }
    compared
}

/// Whether the shared words are half of the united ones or more.
fn share_half(text: &Text, one: &Class, other: &Class) -> bool {
    let least = one.size.min(other.size);
    if least * 3 < one.size + other.size {
        return false;
    }
    let (mut a, mut b) = (one.ranges.iter().peekable(), other.ranges.iter().peekable());
    let mut shared = 0;
    while let (Some(first), Some(second)) = (a.peek(), b.peek()) {
        let (start, end) = (first.start.max(second.start), first.end.min(second.end));
        if start < end {
            shared += word_bytes(text, TextRange { start, end });
        }
        if first.end <= second.end {
            a.next();
        } else {
            b.next();
        }
    }
    // shared / (one + other - shared) >= 1 / 2
    shared > 0 && shared * 3 >= one.size + other.size
}

fn word_bytes(text: &Text, range: TextRange) -> usize {
    let words = text.get(range).unwrap_or_default();
    words
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(char::len_utf8)
        .sum()
}

/// For each mark whether a mark of another person lies on some of its words.
///
/// One sweep from the left remembers how far the marks that began earlier reach, for the two people who reach furthest;
/// one from the right where the marks that begin later begin. What lies between the fragments of a mark is not its words,
/// so fragments go in one by one.
fn touched(marks: usize, classes: &[Class]) -> Vec<bool> {
    let mut fragments: Vec<(TextRange, usize)> = classes
        .iter()
        .enumerate()
        .flat_map(|(at, class)| class.ranges.iter().map(move |range| (*range, at)))
        .collect();
    fragments.sort_unstable();
    let mut found: Vec<bool> = classes.iter().map(|class| class.people.len() > 1).collect();
    let mut reach = Furthest::default();
    for (range, at) in &fragments {
        let people = &classes[*at].people;
        found[*at] |= reach.beyond(people, |end| end > range.start.bytes());
        for by in people {
            reach.note(*by, range.end.bytes());
        }
    }
    // Mirrored, so that the earliest start is the furthest.
    let mirrored = |offset: TextOffset| usize::MAX - offset.bytes();
    let mut reach = Furthest::default();
    for (range, at) in fragments.iter().rev() {
        let people = &classes[*at].people;
        found[*at] |= reach.beyond(people, |start| start > mirrored(range.end));
        for by in people {
            reach.note(*by, mirrored(range.start));
        }
    }
    let mut touched = vec![false; marks];
    for (class, is_touched) in classes.iter().zip(found) {
        for at in &class.members {
            touched[*at] = is_touched;
        }
    }
    touched
}

/// The two people who reach furthest.
#[derive(Default)]
struct Furthest([Option<(ReviewerId, usize)>; 2]);

impl Furthest {
    /// Whether somebody who is not alone in `people` reaches as far as `is_far` asks.
    fn beyond(&self, people: &[ReviewerId], is_far: impl Fn(usize) -> bool) -> bool {
        self.0
            .iter()
            .flatten()
            .any(|(by, to)| people != [*by] && is_far(*to))
    }

    fn note(&mut self, by: ReviewerId, to: usize) {
        let [first, second] = &mut self.0;
        match first {
            Some((furthest, reached)) if *furthest == by => *reached = to.max(*reached),
            Some((_, reached)) if *reached >= to => match second {
                Some((_, reached)) if *reached >= to => {}
                _ => *second = Some((by, to)),
            },
            _ => {
                *second = first.take();
                *first = Some((by, to));
            }
        }
    }
}

/// Disjoint sets of marks.
struct Sets(Vec<usize>);

impl Sets {
    fn new(length: usize) -> Self {
        Self((0..length).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }

    fn unite_all(&mut self, all: &[usize]) {
        all.windows(2).for_each(|pair| self.unite(pair[0], pair[1]));
    }

    /// The sets of several marks, and each mark alone that several people have judged; by place inside.
    fn groups(mut self, marks: &[&Annotation], people: &[Vec<ReviewerId>]) -> Vec<Vec<usize>> {
        let mut by_root: Vec<Vec<usize>> = vec![Vec::new(); marks.len()];
        for at in 0..marks.len() {
            by_root[self.root(at)].push(at);
        }
        let mut groups: Vec<Vec<usize>> = by_root
            .into_iter()
            .filter(|set| set.len() > 1 || set.first().is_some_and(|at| people[*at].len() > 1))
            .collect();
        for set in &mut groups {
            set.sort_by_key(|at| (marks[*at].hull(), marks[*at].id));
        }
        groups
    }
}
