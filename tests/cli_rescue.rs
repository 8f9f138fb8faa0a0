//! `rescue` on the command line: what can be read of a damaged project, in a new file.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

use serde_json::Value;
use std::{fs, path::Path, process::Command};

const SAMPLE: &str = include_str!("../projects/ferry.ron");

/// What it printed, what it said, and its exit status.
fn rescue(folder: &Path, arguments: &[&str]) -> (String, String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .arg("rescue")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let [out, err] = [output.stdout, output.stderr].map(|it| String::from_utf8(it).unwrap());
    (out, err, output.status.code())
}

#[test]
fn what_can_be_read_goes_into_a_new_file_and_the_damaged_one_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // Cut off within a mark.
    let damaged = &SAMPLE[..SAMPLE.find("assessments: {").unwrap()];
    fs::write(folder.join("damaged.ron"), damaged).unwrap();
    let (out, err, status) = rescue(folder, &["damaged.ron", "-o", "saved.ron", "--json"]);
    assert_eq!(status, Some(1), "{err}");
    let found: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(found["articles"], 3);
    assert_eq!(found["annotations"], 0);
    assert_eq!(found["lost"][0]["kind"], "annotation");
    assert!(found["lost"][0]["line"].as_u64().unwrap() > 100);
    assert_eq!(
        fs::read_to_string(folder.join("damaged.ron")).unwrap(),
        damaged
    );
    let (_, err, status) = rescue(folder, &["saved.ron", "-o", "again.ron"]);
    assert_eq!(status, Some(0), "a whole file loses nothing: {err}");
    let [saved, again] =
        ["saved.ron", "again.ron"].map(|file| fs::read(folder.join(file)).unwrap());
    assert_eq!(saved, again);
}

#[test]
fn nothing_is_written_over_and_nothing_is_made_of_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("notes.ron"), "Shopping: bread, milk").unwrap();
    fs::write(folder.join("there.ron"), "here before").unwrap();
    let (_, err, status) = rescue(folder, &["notes.ron", "-o", "there.ron"]);
    assert_eq!(status, Some(2));
    assert!(err.contains("exists already"), "{err}");
    let (_, err, status) = rescue(folder, &["notes.ron", "-o", "new.ron"]);
    assert_eq!(status, Some(2));
    assert!(err.contains("no article in it can be read"), "{err}");
    assert!(!folder.join("new.ron").exists());
    assert_eq!(
        fs::read_to_string(folder.join("there.ron")).unwrap(),
        "here before"
    );
}
