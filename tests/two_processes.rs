//! Two programs save different edits to one file, in turn and at once: all edits are in it in the end.
//!
//! `CROSSCHECK_SAVES=500 cargo test --locked --test two_processes` does as many as the README promises.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

#[path = "support/two_articles.rs"]
mod two_articles;

use crosscheck::model::Project;
use crosscheck::store::{self, RealDisk};
use std::collections::BTreeSet;
use two_articles::Desk;

/// Saves of each of the two in one run.
fn saves() -> usize {
    let wished = std::env::var("CROSSCHECK_SAVES").ok();
    wished.map_or(60, |wished| wished.parse().unwrap()) / 2
}

/// Two articles with as many numbered words each as there are saves.
fn desk() -> Desk {
    let article = |title: &str, letter: char| {
        let words: Vec<String> = (0..saves())
            .map(|number| format!("{letter}{number:04}"))
            .collect();
        format!("{title}\n\n{}\n", words.join(" "))
    };
    let desk = Desk::of(&article("Post", 'p'), &article("Wire", 'w'));
    for person in [0, 1] {
        mark(&desk, person, 0, "--add-reviewer");
    }
    desk
}

fn mark(desk: &Desk, person: usize, number: usize, who: &str) {
    let (article, letter, name) = [("post.txt", 'p', "Ann"), ("wire.txt", 'w', "Bo")][person];
    let quote = format!("{letter}{number:04}");
    let (code, _, messages) = desk.run(&[
        "mark",
        "p.ron",
        "--article",
        article,
        "--quote",
        &quote,
        "--status",
        "verified",
        who,
        name,
    ]);
    assert_eq!(code, 0, "{quote}: {messages}");
}

fn marked(project: &Project) -> BTreeSet<String> {
    let marks = project.annotations.values();
    marks.map(|mark| mark.quote()).collect()
}

fn all_are_in(desk: &Desk) {
    let (loaded, _) = store::load(&RealDisk, &desk.path("p.ron")).unwrap();
    assert!(loaded.warnings.is_empty(), "{:?}", loaded.warnings);
    let expected: BTreeSet<String> = ['p', 'w']
        .into_iter()
        .flat_map(|letter| (0..saves()).map(move |number| format!("{letter}{number:04}")))
        .collect();
    let marked = marked(&loaded.project);
    let missing: Vec<_> = expected.difference(&marked).collect();
    assert!(missing.is_empty(), "{missing:?} are missing");
    assert_eq!(loaded.project.annotations.len(), expected.len());
    let beside: Vec<_> = std::fs::read_dir(desk.path("p.ron").parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".tmp"))
        .collect();
    assert!(beside.is_empty(), "{beside:?}");
}

#[test]
fn in_turn_every_edit_of_two_programs_is_in_the_file() {
    let desk = desk();
    for number in 1..saves() {
        mark(&desk, 0, number, "--reviewer");
        mark(&desk, 1, number, "--reviewer");
    }
    all_are_in(&desk);
}

#[test]
fn at_once_every_edit_of_two_programs_is_in_the_file() {
    let desk = desk();
    std::thread::scope(|scope| {
        for person in [0, 1] {
            let desk = &desk;
            scope.spawn(move || {
                for number in 1..saves() {
                    mark(desk, person, number, "--reviewer");
                }
            });
        }
    });
    all_are_in(&desk);
}
