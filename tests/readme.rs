//! What the README says holds: its shortcuts, its commands, its examples, its piece of a project file.
//!
//! After a change of the shortcuts, `CROSSCHECK_WRITE_README=1 cargo test --test readme shortcuts` writes the table anew.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

use crosscheck::{
    app::{Command, Menu, words},
    import::MAX_FILE_BYTES,
    model::Status,
    ui::panels::sheet_rows,
};
use std::{
    fmt::Write as _,
    io::Write as _,
    path::{Path, PathBuf},
    process::{self, Stdio},
};

const BEGIN: &str = "<!-- shortcuts: begin (made by CROSSCHECK_WRITE_README=1 cargo test --test readme shortcuts) -->\n";
const END: &str = "<!-- shortcuts: end -->\n";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    std::fs::read_to_string(root().join("README.md"))
        .unwrap()
        .replace("\r\n", "\n")
}

/// Before, inside and after the marks of the table.
fn around_the_table(readme: &str) -> (&str, &str, &str) {
    let (before, rest) = readme.split_once(BEGIN).expect("the table begins");
    let (table, after) = rest.split_once(END).expect("the table ends");
    (before, table, after)
}

fn table() -> String {
    let mut table = String::new();
    for menu in Menu::ALL {
        let rows = sheet_rows(menu, false);
        let mac_rows = sheet_rows(menu, true);
        assert_eq!(rows.len(), mac_rows.len(), "{menu:?}");
        writeln!(
            table,
            "\n| {} | Windows, Linux | macOS | what it does |\n| --- | --- | --- | --- |",
            menu.title()
        )
        .unwrap();
        for ((label, keys, help), (mac_label, mac_keys, _)) in rows.iter().zip(&mac_rows) {
            assert_eq!(label, mac_label);
            writeln!(
                table,
                "| {label} | {} | {} | {help} |",
                keys.replace("  ", ", "),
                mac_keys.replace("  ", ", ")
            )
            .unwrap();
        }
    }
    table + "\n"
}

#[test]
fn the_shortcuts_are_those_of_the_program() {
    let readme = readme();
    let (before, found, after) = around_the_table(&readme);
    let expected = table();
    if std::env::var_os("CROSSCHECK_WRITE_README").is_some() {
        let written = [before, BEGIN, &expected, END, after].concat();
        std::fs::write(root().join("README.md"), written).unwrap();
        return;
    }
    assert!(
        found == expected,
        "the table of shortcuts is not up to date; CROSSCHECK_WRITE_README=1 cargo test --test readme shortcuts writes it"
    );
}

#[test]
fn every_command_with_a_key_is_in_the_table() {
    let readme = readme();
    let (_, table, _) = around_the_table(&readme);
    for command in Command::all() {
        let definition = command.definition();
        for shortcut in command.shortcuts(false) {
            // Those that differ only in a number or in Shift stand in one line.
            if !matches!(command, Command::FocusArticle(_) | Command::Extend(_)) {
                let line = table
                    .lines()
                    .find(|line| line.starts_with(&format!("| {} |", definition.label)));
                let line = line.unwrap_or_else(|| panic!("{} is missing", definition.label));
                assert!(line.contains(&shortcut.shown(false)), "{line}: {shortcut}");
            }
        }
    }
}

#[test]
fn the_statuses_mean_what_the_window_says() {
    let readme = readme();
    for status in Status::ALL {
        let line = readme
            .lines()
            .find(|line| line.starts_with('|') && line.contains(&format!(" {} |", status.word())))
            .unwrap_or_else(|| panic!("{} is missing", status.word()));
        assert!(line.contains(words::status_help(status)), "{line}");
    }
}

/// The lines of all blocks of a language.
fn blocks(readme: &str, language: &str) -> Vec<Vec<String>> {
    let mut blocks = Vec::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        if line == format!("```{language}") {
            let block = lines.by_ref().take_while(|line| *line != "```");
            blocks.push(block.map(ToOwned::to_owned).collect());
        }
    }
    blocks
}

#[test]
fn the_piece_of_a_project_file_is_the_samples() {
    let sample = std::fs::read_to_string(root().join("projects/ferry.ron"))
        .unwrap()
        .replace("\r\n", "\n");
    let blocks = blocks(&readme(), "ron");
    assert_eq!(blocks.len(), 1);
    let piece = blocks[0].join("\n");
    assert!(piece.contains("assessments: {"));
    assert!(
        sample.contains(&piece),
        "projects/ferry.ron has changed: copy the annotation anew"
    );
}

#[test]
fn the_first_commands_start_and_test_the_program() {
    let blocks = blocks(&readme(), "sh");
    assert_eq!(blocks[0], ["cargo run --release"]);
    assert_eq!(blocks[1], ["cargo test"]);
}

#[test]
fn figures_and_links_are_right() {
    let readme = readme();
    assert!(readme.contains(&format!("up to {} MiB", MAX_FILE_BYTES / 1024 / 1024)));
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let rust = manifest
        .lines()
        .find_map(|line| line.strip_prefix("rust-version = "))
        .unwrap()
        .trim_matches('"');
    assert!(readme.contains(&format!("Rust {rust} or newer")));
    let mut links = 0;
    for link in readme.split("](").skip(1) {
        let link = link.split(')').next().unwrap();
        if !link.starts_with("https://") && !link.starts_with('#') {
            assert!(root().join(link).exists(), "{link} is missing");
            links += 1;
        }
    }
    assert!(links >= 3, "the README has its picture and two licences");
}

#[test]
fn every_folder_of_the_sources_is_explained() {
    let readme = readme();
    for entry in std::fs::read_dir(root().join("src")).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            assert!(readme.contains(&format!("\nsrc/{name} ")), "src/{name}");
        }
    }
}

#[test]
fn every_subcommand_has_an_example_and_every_example_works() {
    let folder = tempfile::tempdir().unwrap();
    copy(&root().join("projects"), folder.path());
    let examples = blocks(&readme(), "sh")
        .into_iter()
        .find(|block| block.iter().any(|line| line.starts_with("crosscheck ")))
        .unwrap();
    let mut shown = Vec::new();
    for line in examples.iter().filter(|line| !line.starts_with('#')) {
        let (input, command) = match line.split_once(" | ") {
            Some((echo, command)) => (split(echo)[1].clone(), command),
            None => (String::new(), line.as_str()),
        };
        let parts = split(command);
        assert_eq!(parts[0], "crosscheck", "{line}");
        shown.push(parts[1].clone());
        let mut running = program(folder.path())
            .args(&parts[1..])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that reads nothing may have ended already.
        let _unread = running.stdin.take().unwrap().write_all(input.as_bytes());
        let output = running.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{line}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    for name in subcommands(folder.path()) {
        assert!(shown.contains(&name), "{name} has no example");
    }
}

/// As `--help` has them, without `help` itself.
fn subcommands(folder: &Path) -> Vec<String> {
    let output = program(folder).arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let names: Vec<String> = help
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(ToOwned::to_owned)
        .collect();
    assert!(names.len() >= 9, "{help}");
    names
}

fn program(folder: &Path) -> process::Command {
    let mut program = process::Command::new(env!("CARGO_BIN_EXE_crosscheck"));
    program
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("CROSSCHECK_STATE", folder.join("state"))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    program
}

/// Words as a shell takes them apart, as far as the README needs it.
fn split(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for character in line.chars() {
        match quote {
            Some(open) if open == character => quote = None,
            None if character == '"' || character == '\'' => quote = Some(character),
            None if character == ' ' => words.push(String::new()),
            _ => words.last_mut().unwrap().push(character),
        }
    }
    words
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target: PathBuf = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
