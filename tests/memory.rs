//! Loading takes at most six times the file's memory, the bytes of the file and the project that stays included.
//!
//! Counted by the allocator, so it is the same on every machine. One test, since the counter is that of the process.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

#[path = "support/hostile.rs"]
mod hostile;
#[expect(dead_code, reason = "made for benches; this uses a part")]
#[path = "../benches/support/mod.rs"]
mod support;

use crosscheck::store::{RealDisk, load, to_ron};
use peak_alloc::PeakAlloc;
use std::{fs, path::Path};

#[global_allocator]
static COUNTED: PeakAlloc = PeakAlloc;

const MOST: f64 = 6.0;

/// Bytes: what a program needs for any file does not count as the file's.
const SMALLEST: usize = 200_000;

/// Records and entries of a few dozen bytes, each of which takes its place in memory all the same: about as much as here,
/// and no more. None of these files is one that people make.
const TINY_RECORDS: [(&str, f64); 6] = [
    ("many rivals", 11.0),
    ("many twins", 30.0),
    ("many spans at one place", 13.0),
    ("many spans without a place", 13.0),
    ("many articles", 14.0),
    ("many claims", 12.0),
];

/// The most memory that was in use while the file was loaded, against its size.
fn ratio(path: &Path, file: &[u8]) -> f64 {
    fs::write(path, file).unwrap();
    COUNTED.reset_peak_usage();
    let before = COUNTED.current_usage();
    let loaded = load(&RealDisk, path);
    let peak = COUNTED.peak_usage() - before;
    drop(loaded);
    peak as f64 / file.len() as f64
}

#[test]
fn loading_takes_at_most_six_times_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.ron");
    let ordinary = to_ron(&support::project(support::Size {
        text_bytes: 1_000_000,
        annotations: 10_000,
    }))
    .unwrap();
    let by_hand = ordinary.replace('\n', "\r\n");
    let mut files = vec![("ordinary", ordinary), ("with CRLF", by_hand)];
    files.extend(hostile::projects(20_000));
    let mut over = Vec::new();
    for (name, file) in files {
        if file.len() < SMALLEST {
            continue;
        }
        let ratio = ratio(&path, file.as_bytes());
        println!("{ratio:5.2}  {:9} bytes  {name}", file.len());
        let tiny = TINY_RECORDS.iter().find(|(known, _)| *known == name);
        if ratio > tiny.map_or(MOST, |(_, most)| *most) {
            over.push(name);
        }
    }
    assert_eq!(over, Vec::<&str>::new());
}

/// Run with `cargo test --release --test memory -- --ignored --nocapture`.
#[test]
#[ignore = "a project of 58 MB takes a while to make; the README has its command"]
fn loading_a_large_project_takes_at_most_six_times_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let project = support::project(support::Size {
        text_bytes: 10_000_000,
        annotations: 100_000,
    });
    let file = to_ron(&project).unwrap();
    drop(project);
    let ratio = ratio(&folder.path().join("p.ron"), file.as_bytes());
    println!("{ratio:5.2}  {:9} bytes", file.len());
    assert!(ratio <= MOST, "{ratio}");
}
