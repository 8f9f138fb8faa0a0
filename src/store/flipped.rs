//! Every cut and every single flipped bit of the sample: an error, or the same meaning.
//!
//! A project file has no checksum, since people edit it by hand and git merges its lines; so a flipped bit in a note is
//! another note. "The same meaning" is what the file can vouch for by itself: every article has its words (`text_id`),
//! every mark its article, its place and its words (the quote), or it is lost and a warning says so; every record that another
//! names is there; at most one
//! record differs from what it was, or the header does; and what was read can be written and read back as the same.

use super::{Loaded, parse, to_ron};
use crate::model::{Anchor, Annotation, Project, Table};
use std::sync::Arc;

const SAMPLE: &str = include_str!("../../projects/ferry.ron");

/// Bits between two that the ordinary run tries; a prime, so that every bit of a byte has its turn.
const STRIDE: usize = 211;

fn whole() -> Project {
    parse(SAMPLE.as_bytes(), "ferry.ron")
        .expect("it is whole")
        .project
}

fn flip(sound: &Project, bit: usize) {
    let mut bytes = SAMPLE.as_bytes().to_vec();
    bytes[bit / 8] ^= 1 << (bit % 8);
    match parse(&bytes, "p.ron") {
        Err(error) => assert!(error.to_string().starts_with("p.ron"), "{bit}: {error}"),
        Ok(loaded) => has_the_same_meaning(sound, &loaded, bit),
    }
}

fn has_the_same_meaning(sound: &Project, loaded: &Loaded, bit: usize) {
    let found = &loaded.project;
    let place = || {
        let from = bit / 8 - 40.min(bit / 8);
        format!("bit {bit}: {:?}", SAMPLE.get(from..bit / 8 + 8))
    };
    let words = |project: &Project| -> Vec<_> {
        let articles = project.articles.values();
        articles.map(|it| (it.text_id, it.text.clone())).collect()
    };
    assert_eq!(words(found), words(sound), "{}", place());
    let marked = |project: &Project| -> Vec<_> {
        let marks = project.annotations.values();
        let mut marked: Vec<_> = marks
            .map(|it| {
                (
                    it.article,
                    it.text_id,
                    it.ranges().collect::<Vec<_>>(),
                    it.quote(),
                )
            })
            .collect();
        marked.sort();
        marked
    };
    let (before, now) = (marked(sound), marked(found));
    let is_lost = |mark: &&Annotation| {
        mark.spans
            .value
            .iter()
            .any(|span| span.anchor == Anchor::Lost)
    };
    let lost = found
        .annotations
        .values()
        .map(|it| &**it)
        .filter(is_lost)
        .count();
    assert!(lost <= loaded.warnings.len(), "{}", place());
    assert_eq!(before.len(), now.len(), "{}", place());
    let elsewhere = now.iter().filter(|mark| !before.contains(mark)).count();
    assert!(elsewhere <= lost, "{elsewhere} {lost} {}", place());
    let changed = [
        usize::from((found.id, &found.title) != (sound.id, &sound.title)),
        differing(&sound.reviewers, &found.reviewers),
        differing(&sound.articles, &found.articles),
        differing(&sound.set_aside, &found.set_aside),
        differing(&sound.sources, &found.sources),
        differing(&sound.claims, &found.claims),
        differing(&sound.annotations, &found.annotations),
        differing(&sound.decisions, &found.decisions),
        sound.history.len().abs_diff(found.history.len()),
    ];
    assert!(
        changed.iter().sum::<usize>() <= 1,
        "{changed:?} {}",
        place()
    );
    let written = to_ron(found).expect("what was read can be written");
    let again = parse(written.as_bytes(), "p.ron").expect("and read again");
    assert!(again.project == *found, "{}", place());
}

/// How many records differ; one under another id is one.
fn differing<Id: Ord + Copy, T: PartialEq>(sound: &Table<Id, T>, found: &Table<Id, T>) -> usize {
    let is_in = |table: &Table<Id, T>, id: &Id, record: &Arc<T>| table.get(id) == Some(record);
    let gone = sound
        .iter()
        .filter(|(id, it)| !is_in(found, id, it))
        .count();
    let new = found
        .iter()
        .filter(|(id, it)| !is_in(sound, id, it))
        .count();
    gone.max(new)
}

fn cut(sound: &Project, at: usize) {
    match parse(&SAMPLE.as_bytes()[..at], "p.ron") {
        Err(error) => assert!(error.to_string().starts_with("p.ron"), "{at}: {error}"),
        // All that is missing is the line end.
        Ok(loaded) => {
            assert!(at >= SAMPLE.trim_end().len(), "cut at {at}");
            assert!(loaded.project == *sound, "cut at {at}");
        }
    }
}

#[test]
fn a_flipped_bit_is_an_error_or_the_same_meaning() {
    let sound = whole();
    for bit in (0..SAMPLE.len() * 8).step_by(STRIDE) {
        flip(&sound, bit);
    }
}

#[test]
fn a_cut_is_an_error_or_the_same_meaning() {
    let sound = whole();
    for at in (0..SAMPLE.len())
        .step_by(61)
        .chain(SAMPLE.len() - 9..=SAMPLE.len())
    {
        cut(&sound, at);
    }
}

/// Run with `cargo test --release --lib every_bit_and_every_cut -- --ignored`.
#[test]
#[ignore = "200 000 flips take a minute in release; the README has its command"]
fn every_bit_and_every_cut() {
    let sound = whole();
    for bit in 0..SAMPLE.len() * 8 {
        flip(&sound, bit);
    }
    for at in 0..=SAMPLE.len() {
        cut(&sound, at);
    }
}
