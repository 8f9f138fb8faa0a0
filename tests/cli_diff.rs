//! `diff` on the command line: what two copies have of each other.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

use serde_json::Value;
use std::{fs, path::Path, process::Command};

const POST: &str = "Bridge closed after storm\n\nThe bridge was closed for 12 hours. The bridge reopened at noon.\n";

#[track_caller]
fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{err}");
    String::from_utf8(output.stdout).unwrap()
}

fn mark(folder: &Path, project: &str, reviewer: [&str; 2], quote: &str, status: &str) {
    let [flag, name] = reviewer;
    let place = ["mark", project, "--article", "post.txt", "--quote", quote];
    run(
        folder,
        &[&place[..], &["--status", status, flag, name]].concat(),
    );
}

#[test]
fn both_directions_and_what_stands_against_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("post.txt"), POST).unwrap();
    run(folder, &["new", "a.ron", "post.txt"]);
    let rosa = ["--reviewer", "Rosa"];
    mark(
        folder,
        "a.ron",
        ["--add-reviewer", "Rosa"],
        "12 hours",
        "unverified",
    );
    fs::copy(folder.join("a.ron"), folder.join("b.ron")).unwrap();
    assert_eq!(
        run(folder, &["diff", "a.ron", "b.ron"]),
        "Both say the same.\n"
    );

    mark(folder, "a.ron", rosa, "12 hours", "verified");
    mark(folder, "b.ron", rosa, "12 hours", "conflicting");
    mark(
        folder,
        "b.ron",
        ["--add-reviewer", "Teun"],
        "at noon",
        "verified",
    );
    let before = (
        fs::read(folder.join("a.ron")).unwrap(),
        fs::read(folder.join("b.ron")).unwrap(),
    );
    let told = run(folder, &["diff", "a.ron", "b.ron"]);
    for line in [
        "In b.ron, and not in a.ron:",
        "  + post.txt  Teun  \"at noon\"  verified",
        "In a.ron, and not in b.ron:",
        "Against each other:",
        "  post.txt  \"12 hours\"  assessment of Rosa: conflicting | verified",
    ] {
        assert!(told.lines().any(|told| told == line), "{line}\n{told}");
    }
    let json: Value =
        serde_json::from_str(&run(folder, &["diff", "a.ron", "b.ron", "--json"])).unwrap();
    let added = &json["in_b"]["added"][0];
    assert_eq!(added["quote"], "at noon");
    assert_eq!(added["reviewer"], "Teun");
    assert_eq!(added["record"], "annotation");
    assert_eq!(added["file_name"], "post.txt");
    assert_eq!(json["in_a"]["added"].as_array().unwrap().len(), 0);
    assert_eq!(json["conflicts"][0]["quote"], "12 hours");
    assert_eq!(json["conflicts"][0]["values"].as_array().unwrap().len(), 2);
    let after = (
        fs::read(folder.join("a.ron")).unwrap(),
        fs::read(folder.join("b.ron")).unwrap(),
    );
    assert_eq!(before, after, "nothing is written");
}
