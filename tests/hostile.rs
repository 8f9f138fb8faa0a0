//! Files that mean harm: read or refused, never a panic, never without end, and the window goes on.
//!
//! Nothing here looks at the clock: what is quadratic in a file takes minutes at these sizes and is seen by whoever waits.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

#[path = "support/hostile.rs"]
mod hostile;

use crosscheck::{
    model::ProjectId,
    store::{self, parse, to_ron},
};
use hostile::{SIGNS, projects};
use std::{fs, path::Path, process::Command};
use uuid::Uuid;

#[test]
fn hostile_projects_are_read_or_refused_in_few_words() {
    for (name, file) in projects(20_000) {
        match parse(file.as_bytes(), "p.ron") {
            Ok(loaded) => {
                let written = to_ron(&loaded.project).unwrap();
                let again = parse(written.as_bytes(), "p.ron").unwrap();
                assert!(again.project == loaded.project, "{name}");
            }
            Err(error) => {
                let said = error.to_string();
                assert!(said.chars().count() < 3000, "{name}: {}", said.len());
                let hidden = |sign: char| sign.is_control() || sign == '\u{202e}';
                assert!(!said.contains(hidden), "{name}: {said:?}");
            }
        }
    }
}

#[test]
fn of_hostile_projects_what_can_be_rescued_is_whole() {
    for (name, file) in projects(2000) {
        let cut = file.floor_char_boundary(file.len() * 9 / 10);
        for bytes in [file.as_bytes(), &file.as_bytes()[..cut]] {
            let rescued = store::rescue(bytes, ProjectId(Uuid::from_u128(7)));
            assert!(
                rescued.is_none_or(|rescued| !rescued.project.articles.is_empty()),
                "{name}"
            );
        }
    }
}

/// Those that are meant to be read are, or the tests above would look at errors alone.
#[test]
fn most_of_them_can_be_read() {
    let all = projects(50);
    let refused: Vec<_> = all
        .iter()
        .filter(|(_, file)| parse(file.as_bytes(), "p.ron").is_err())
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(
        refused,
        [
            "many spans at one place",
            "many blocks behind the end",
            "a time too late",
            "a number too large",
            "a position too large",
            "a variant without end",
            "deep lists",
            "deep structs",
            "deep options",
            "deep comments",
            "deep lists alone",
            "deep maps alone",
        ]
    );
}

fn crosscheck(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

#[test]
fn the_window_shows_them_all() {
    let folder = tempfile::tempdir().unwrap();
    for (name, file) in projects(1500) {
        if parse(file.as_bytes(), "p.ron").is_err() {
            continue;
        }
        fs::write(folder.path().join("p.ron"), file).unwrap();
        for view in ["read", "board", "review"] {
            let (code, _, said) =
                crosscheck(folder.path(), &["shot", "p.ron", "p.png", "--view", view]);
            assert_eq!(code, Some(0), "{name}, {view}: {said}");
        }
    }
}

#[test]
fn what_commands_say_to_a_person_hides_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (_, file) = projects(1)
        .into_iter()
        .find(|(name, _)| *name == "hidden characters in names")
        .unwrap();
    fs::write(folder.path().join("p.ron"), file).unwrap();
    for command in [
        "list", "check", "board", "coverage", "match", "quotes", "agree", "dates",
    ] {
        let (code, out, err) = crosscheck(folder.path(), &[command, "p.ron"]);
        assert!(code.is_some_and(|code| code < 2), "{command}: {err}");
        for said in [out, err] {
            let raw = said
                .chars()
                .find(|sign| SIGNS.contains(*sign) && *sign != '\n' && !sign.is_ascii_graphic());
            assert_eq!(raw, None, "{command}: {said:?}");
        }
    }
}
