//! Krippendorff's alpha for marks whose beginnings and ends the readers choose themselves: `alpha_U`.
//!
//! Two forms are in use. [`alpha_1995`] squares how far the ends of overlapping marks, and marks that fall into a gap, are
//! apart, and compares that with all places at which marks of these lengths could lie; one for each status, and one for
//! all. (Krippendorff 1995 and Content Analysis 2004.) [`alpha_2016`] counts the characters on which two readers meet with
//! the same status or with none; where marks of one reader overlap, the longer one counts. (Krippendorff, Mathet, Bouvry
//! and Widlöcher 2016.)
//!
//! Lengths are code points; a text of a thousand pages fits 64 bits squared. Cost: the marks of each pair of readers once.

use super::nominal::{Figure, NotComputable};
use crate::model::Status;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A mark on the line of all characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unit {
    /// Characters before it.
    pub start: u64,
    /// The gap behind its last character.
    pub end: u64,
    /// Whose, from 0.
    pub reader: usize,
    /// What they say.
    pub status: Status,
}

/// Marks that overlap with the same status by the same reader become one, since a reader says that once. Sorted.
pub(super) fn joined(mut units: Vec<Unit>) -> Vec<Unit> {
    units.sort_by_key(|unit| (unit.reader, unit.status, unit.start, unit.end));
    let mut joined: Vec<Unit> = Vec::new();
    for unit in units {
        match joined.last_mut() {
            Some(last)
                if last.reader == unit.reader
                    && last.status == unit.status
                    && unit.start < last.end =>
            {
                last.end = last.end.max(unit.end);
            }
            _ => joined.push(unit),
        }
    }
    joined
}

/// A mark or a gap between marks.
#[derive(Clone, Copy)]
struct Section {
    start: u64,
    end: u64,
    is_mark: bool,
}

impl Section {
    fn length(self) -> u64 {
        self.end - self.start
    }
}

/// The form of 1995, for one status or for all, over `length` characters that `readers` people have read. The units are
/// [`joined`].
pub(super) fn alpha_1995(
    length: u64,
    readers: usize,
    units: &[Unit],
    status: Option<Status>,
) -> Figure {
    if length == 0 || readers < 2 {
        return Err(NotComputable::NoCommonArticle);
    }
    let (mut observed, mut expected) = (0.0, 0.0);
    for of in Status::ALL {
        if status.is_some_and(|only| only != of) {
            continue;
        }
        let lines: Vec<Vec<Section>> = (0..readers)
            .map(|reader| sections(length, reader, of, units))
            .collect();
        if lines.iter().flatten().any(|section| section.is_mark) {
            observed += observed_1995(length, &lines);
            expected += expected_1995(length, &lines);
        }
    }
    if expected == 0.0 {
        return Err(NotComputable::OneCategory);
    }
    Ok(1.0 - observed / expected)
}

/// The marks of one reader with one status, and the gaps between them, from the first character to the last.
fn sections(length: u64, reader: usize, status: Status, units: &[Unit]) -> Vec<Section> {
    let mut sections = Vec::new();
    let mut at = 0;
    let gap = |at: u64, until: u64| {
        (at < until).then_some(Section {
            start: at,
            end: until,
            is_mark: false,
        })
    };
    for unit in units {
        if unit.reader == reader && unit.status == status {
            sections.extend(gap(at, unit.start));
            sections.push(Section {
                start: unit.start,
                end: unit.end,
                is_mark: true,
            });
            at = unit.end;
        }
    }
    sections.extend(gap(at, length));
    sections
}

fn observed_1995(length: u64, lines: &[Vec<Section>]) -> f64 {
    let mut sum = 0.0;
    for (at, one) in lines.iter().enumerate() {
        for other in &lines[at + 1..] {
            sum += apart(one, other);
        }
    }
    let readers = lines.len() as f64;
    2.0 * sum / (readers * (readers - 1.0) * (length as f64).powi(2))
}

/// Over all sections of two readers that meet.
fn apart(one: &[Section], other: &[Section]) -> f64 {
    let (mut a, mut b, mut sum) = (0, 0, 0.0);
    while let (Some(first), Some(second)) = (one.get(a), other.get(b)) {
        sum += distance(*first, *second);
        let (ends_first, ends_second) = (first.end <= second.end, second.end <= first.end);
        a += usize::from(ends_first);
        b += usize::from(ends_second);
    }
    sum
}

/// How far two sections that meet are apart, in squared characters.
fn distance(one: Section, other: Section) -> f64 {
    let square = |number: u64| (number as f64).powi(2);
    let lies_in = |mark: Section, gap: Section| gap.start <= mark.start && mark.end <= gap.end;
    match (one.is_mark, other.is_mark) {
        (true, true) => {
            square(one.start.abs_diff(other.start)) + square(one.end.abs_diff(other.end))
        }
        (true, false) if lies_in(one, other) => square(one.length()),
        (false, true) if lies_in(other, one) => square(other.length()),
        _ => 0.0,
    }
}

fn expected_1995(length: u64, lines: &[Vec<Section>]) -> f64 {
    let lengths = |is_mark: bool| {
        lines
            .iter()
            .flatten()
            .filter(move |section| section.is_mark == is_mark)
            .map(|section| section.length() as f64)
    };
    let marks: Vec<f64> = lengths(true).collect();
    let mut gaps: Vec<f64> = lengths(false).collect();
    gaps.sort_by(|a, b| b.total_cmp(a));
    // Sums of the longest gaps, so that each mark asks once.
    let mut sums = vec![0.0];
    for gap in &gaps {
        sums.push(sums[sums.len() - 1] + gap);
    }
    let others = marks.len() as f64 - 1.0;
    let mut sum = 0.0;
    for mark in &marks {
        let fitting = gaps.partition_point(|gap| gap >= mark);
        // Against every other mark, at all displacements at which they overlap; and at all places in all gaps.
        sum += others * (2.0 * mark.powi(3) - 3.0 * mark.powi(2) + mark) / 3.0;
        sum += mark.powi(2) * (sums[fitting] - fitting as f64 * (mark - 1.0));
    }
    let own: f64 = marks.iter().map(|mark| mark * (mark - 1.0)).sum();
    let length = length as f64;
    let all = lines.len() as f64 * length;
    2.0 / length * sum / (all * (all - 1.0) - own)
}

/// Answers on a character: no mark, or one of the statuses.
const ANSWERS: usize = 4;

fn answer(status: Status) -> usize {
    match status {
        Status::Verified => 1,
        Status::Unverified => 2,
        Status::Conflicting => 3,
    }
}

/// The form of 2016, with gaps as an answer of their own. The units are [`joined`].
pub(super) fn alpha_2016(length: u64, readers: usize, units: &[Unit]) -> Figure {
    if length == 0 || readers < 2 {
        return Err(NotComputable::NoCommonArticle);
    }
    if units.is_empty() {
        return Err(NotComputable::OneCategory);
    }
    let units = apart_by_reader(units);
    let (meetings, gaps) = meetings_2016(length, readers, &units);
    let answers = meetings.map(|row| row.iter().sum::<f64>());
    let all: f64 = answers.iter().sum();
    // A mark is one choice and meets itself whole; of a gap each character is one.
    let mut own = [gaps, 0.0, 0.0, 0.0];
    for unit in &units {
        own[answer(unit.status)] += ((unit.end - unit.start) as f64).powi(2);
    }
    let possible = all * all - own.iter().sum::<f64>();
    let same: f64 = (0..ANSWERS).map(|at| meetings[at][at]).sum();
    let same_by_chance: f64 = (0..ANSWERS)
        .map(|at| answers[at] * answers[at] - own[at])
        .sum();
    let expected = all - all * same_by_chance / possible;
    if possible == 0.0 || expected == 0.0 {
        return Err(NotComputable::OneCategory);
    }
    Ok(1.0 - (all - same) / expected)
}

/// The marks without what longer marks of the same reader cover; of equally long ones the first counts.
fn apart_by_reader(units: &[Unit]) -> Vec<Unit> {
    let mut units = units.to_vec();
    units.sort_by_key(|unit| {
        (
            unit.reader,
            Reverse(unit.end - unit.start),
            unit.start,
            unit.status,
        )
    });
    let mut kept = Vec::new();
    for of_reader in units.chunk_by(|one, other| one.reader == other.reader) {
        // Starts with ends of what is taken, none of which overlap.
        let mut taken: BTreeMap<u64, u64> = BTreeMap::new();
        for unit in of_reader {
            let before = taken.range(..=unit.start).next_back();
            let mut at = before.map_or(unit.start, |(_, end)| unit.start.max(*end));
            let mut pieces = Vec::new();
            for (start, end) in taken.range(unit.start..unit.end) {
                pieces.push((at, *start));
                at = at.max(*end);
            }
            pieces.push((at, unit.end));
            for (start, end) in pieces.into_iter().filter(|(start, end)| start < end) {
                taken.insert(start, end);
                kept.push(Unit {
                    start,
                    end,
                    ..*unit
                });
            }
        }
    }
    kept
}

/// Characters on which answers of two readers meet, divided by the other readers; and the characters of all gaps.
fn meetings_2016(length: u64, readers: usize, units: &[Unit]) -> ([[f64; ANSWERS]; ANSWERS], f64) {
    let mut ends: Vec<(u64, i64, usize, usize)> = units
        .iter()
        .flat_map(|unit| {
            let answer = answer(unit.status);
            [
                (unit.start, 1, unit.reader, answer),
                (unit.end, -1, unit.reader, answer),
            ]
        })
        .collect();
    ends.push((length, 0, 0, 0));
    ends.sort_unstable();
    let mut open = vec![[0_i64; ANSWERS]; readers];
    let mut meetings = [[0.0; ANSWERS]; ANSWERS];
    let (mut at, mut gaps) = (0, 0.0);
    for (place, change, reader, answer) in ends {
        if place > at {
            let width = (place - at) as f64;
            gaps += width * add_meetings(&mut meetings, &open, width);
            at = place;
        }
        open[reader][answer] += change;
    }
    (meetings, gaps)
}

/// Adds a stretch of characters on which nothing changes; returns how many readers have nothing there.
fn add_meetings(
    meetings: &mut [[f64; ANSWERS]; ANSWERS],
    open: &[[i64; ANSWERS]],
    width: f64,
) -> f64 {
    let mut sums = [0.0; ANSWERS];
    let mut own = [[0.0; ANSWERS]; ANSWERS];
    let mut without = 0.0;
    for of_reader in open {
        let mut given = of_reader.map(|count| count as f64);
        if given.iter().sum::<f64>() == 0.0 {
            given[0] = 1.0;
            without += 1.0;
        }
        for (a, first) in given.iter().enumerate() {
            sums[a] += first;
            for (b, second) in given.iter().enumerate() {
                own[a][b] += first * second;
            }
        }
    }
    let others = open.len() as f64 - 1.0;
    for (a, row) in meetings.iter_mut().enumerate() {
        for (b, cell) in row.iter_mut().enumerate() {
            *cell += width * (sums[a] * sums[b] - own[a][b]) / others;
        }
    }
    without
}
