//! Projects in real repositories: the program as git's merge driver and as the one that tells it how to show a project.
//!
//! Where there is no `git` these tests say so and do nothing; `.ci/run`, which sets `CI`, does not let that pass.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

use std::{
    collections::BTreeSet,
    ffi::OsStr,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

const POST: &str = "Bridge closed after storm\n\nThe bridge was closed for 12 hours, the council said. \
    The bridge reopened at noon. Nobody was hurt. Two lorries waited at the toll house. A pilot saw it from the air. \
    The mayor came at nine. Ice lay on the river. The school stayed shut. A dog was found. The lamps went out.\n";

/// What a program came to.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    #[track_caller]
    fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }
}

/// A folder with repositories, and a git that reads no settings of this machine.
struct Desk(TempDir);

impl Desk {
    /// Nothing where there is no git.
    fn new() -> Option<Self> {
        if Command::new("git")
            .arg("--version")
            .stdout(Stdio::null())
            .status()
            .is_err()
        {
            assert!(
                std::env::var_os("CI").is_none(),
                "there is no git here, and these tests must run"
            );
            let said = writeln!(
                io::stderr(),
                "There is no git here, so this test does nothing."
            );
            said.unwrap();
            return None;
        }
        Some(Self(tempfile::tempdir().unwrap()))
    }

    fn clone_of(&self, name: &str) -> Clone<'_> {
        Clone {
            desk: self,
            folder: self.0.path().join(name),
        }
    }

    /// A repository of its own with the project of one article, committed.
    fn repository(&self) -> Clone<'_> {
        let clone = self.clone_of("mine");
        fs::create_dir(&clone.folder).unwrap();
        clone.git(&["init", "-q", "-b", "main"]).ok();
        clone.write("post.txt", POST);
        clone.crosscheck(&["new", "p.ron", "post.txt"]).ok();
        clone
    }

    fn run<S: AsRef<OsStr>>(&self, folder: &Path, program: &str, arguments: &[S]) -> Run {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(folder)
            .env("GIT_CONFIG_GLOBAL", self.0.path().join("no-config"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_MERGE_AUTOEDIT", "no")
            .env("CROSSCHECK_STATE", self.0.path().join("state"))
            .env("LC_ALL", "C")
            .envs([
                ("GIT_AUTHOR_NAME", "A"),
                ("GIT_AUTHOR_EMAIL", "a@example.org"),
            ])
            .envs([
                ("GIT_COMMITTER_NAME", "A"),
                ("GIT_COMMITTER_EMAIL", "a@example.org"),
            ])
            .stdin(Stdio::null())
            .output()
            .unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// One person's working copy.
struct Clone<'a> {
    desk: &'a Desk,
    folder: PathBuf,
}

impl Clone<'_> {
    fn git(&self, arguments: &[&str]) -> Run {
        self.desk.run(&self.folder, "git", arguments)
    }

    fn crosscheck(&self, arguments: &[&str]) -> Run {
        self.desk
            .run(&self.folder, env!("CARGO_BIN_EXE_crosscheck"), arguments)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn set_up(&self) {
        self.crosscheck(&["git-setup", "--yes"]).ok();
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "."]).ok();
        self.git(&["commit", "-q", "-m", message]).ok();
    }

    /// Marks words and gives the mark's id.
    fn mark(&self, quote: &str, status: &str, more: &[&str]) -> String {
        let mut all = vec![
            "mark",
            "p.ron",
            "--article",
            "post.txt",
            "--quote",
            quote,
            "--status",
            status,
        ];
        all.extend(more);
        self.crosscheck(&all).ok().trim().to_owned()
    }

    fn list(&self) -> Vec<serde_json::Value> {
        let listing = self.crosscheck(&["list", "p.ron", "--json"]).ok();
        let listing: serde_json::Value = serde_json::from_str(&listing).unwrap();
        listing["annotations"].as_array().unwrap().clone()
    }

    /// Two branches that both judge the same words, with `main` checked out.
    fn diverge(&self) {
        self.mark("12 hours", "unverified", &["--add-reviewer", "Rosa"]);
        self.commit("first");
        self.git(&["checkout", "-q", "-b", "other"]).ok();
        self.mark(
            "12 hours",
            "conflicting",
            &["--reviewer", "Rosa", "--note", "It was 21"],
        );
        self.mark("Nobody was hurt", "verified", &["--reviewer", "Rosa"]);
        self.commit("theirs");
        self.git(&["checkout", "-q", "main"]).ok();
        self.mark(
            "12 hours",
            "verified",
            &["--reviewer", "Rosa", "--note", "The log says so"],
        );
        self.mark("at noon", "verified", &["--reviewer", "Rosa"]);
        self.commit("ours");
    }
}

fn conflicts(marks: &[serde_json::Value]) -> usize {
    marks.iter().filter(|mark| mark["conflict"] == true).count()
}

#[test]
fn a_merge_joins_and_keeps_both_sides_of_what_was_written_at_once() {
    let Some(desk) = Desk::new() else { return };
    let mine = desk.repository();
    mine.set_up();
    mine.diverge();
    let merged = mine.git(&["merge", "--no-edit", "other"]);
    assert!(merged.err.contains("1 to decide"), "{merged:?}");
    merged.ok();
    let marks = mine.list();
    assert_eq!((marks.len(), conflicts(&marks)), (3, 1));
    assert!(!mine.read("p.ron").contains("<<<<<<<"));
    assert_eq!(mine.git(&["status", "--porcelain"]).ok(), "", "no litter");
    // Strict: the same result, and git asks for a look.
    mine.git(&["reset", "-q", "--hard", "HEAD~1"]).ok();
    let driver = mine.git(&["config", "merge.crosscheck.driver"]).ok();
    let strict = format!("{} --strict", driver.trim());
    mine.git(&["config", "merge.crosscheck.driver", &strict])
        .ok();
    assert_eq!(mine.git(&["merge", "--no-edit", "other"]).code, 1);
    assert_eq!(conflicts(&mine.list()), 1);
    assert!(
        mine.git(&["status", "--porcelain"])
            .ok()
            .starts_with("UU p.ron")
    );
}

#[test]
fn the_driver_leaves_what_it_cannot_read_untouched() {
    let Some(desk) = Desk::new() else { return };
    let mine = desk.repository();
    let good = mine.read("p.ron");
    mine.write("empty", "");
    mine.write("bad", "(format: 1,");
    for (base, ours, theirs, code) in [
        ("empty", "p.ron", "p.ron", 0),
        ("p.ron", "p.ron", "bad", 129),
        ("p.ron", "bad", "p.ron", 129),
        ("bad", "p.ron", "p.ron", 129),
        ("p.ron", "p.ron", "empty", 129),
        ("p.ron", "p.ron", "missing", 129),
    ] {
        let run = mine.crosscheck(&["merge-driver", base, ours, theirs, "7", "desk/ferry.ron"]);
        assert_eq!(run.code, code, "{base} {ours} {theirs}: {run:?}");
        assert_eq!(
            (mine.read("p.ron"), mine.read("bad")),
            (good.clone(), "(format: 1,".to_owned())
        );
        assert_eq!(
            run.err.contains("desk/ferry.ron: not merged"),
            code == 129,
            "{run:?}"
        );
    }
    // In git: the merge is given up, and ours stands as it was.
    mine.set_up();
    mine.commit("first");
    mine.git(&["checkout", "-q", "-b", "other"]).ok();
    mine.write("p.ron", "(format: 1,");
    mine.commit("damaged");
    mine.git(&["checkout", "-q", "main"]).ok();
    mine.mark("at noon", "verified", &[]);
    mine.commit("ours");
    let before = mine.read("p.ron");
    assert_ne!(mine.git(&["merge", "--no-edit", "other"]).code, 0);
    assert_eq!(mine.read("p.ron"), before);
}

#[test]
fn a_file_that_both_made_is_joined_without_an_ancestor() {
    let Some(desk) = Desk::new() else { return };
    let mine = desk.repository();
    mine.set_up();
    mine.git(&["add", ".gitattributes", "post.txt"]).ok();
    mine.git(&["commit", "-q", "-m", "first"]).ok();
    let project = mine.read("p.ron");
    mine.git(&["checkout", "-q", "-b", "other"]).ok();
    mine.mark("at noon", "verified", &["--add-reviewer", "Rosa"]);
    mine.commit("theirs");
    mine.git(&["checkout", "-q", "main"]).ok();
    mine.write("p.ron", &project);
    mine.mark("12 hours", "verified", &["--add-reviewer", "Teun"]);
    mine.commit("ours");
    mine.git(&["merge", "--no-edit", "other"]).ok();
    assert_eq!(mine.list().len(), 2);
}

#[test]
fn set_up_shows_first_writes_once_and_keeps_what_is_there() {
    let Some(desk) = Desk::new() else { return };
    let mine = desk.repository();
    mine.write(".gitattributes", "*.png binary");
    let shown = mine.crosscheck(&["git-setup", "--dry-run"]).ok();
    assert!(
        shown.contains("*.ron text eol=lf merge=crosscheck diff=crosscheck"),
        "{shown}"
    );
    assert!(shown.contains("merge-driver %O %A %B %L %P"), "{shown}");
    // Nobody is there to say yes.
    let unasked = mine.crosscheck(&["git-setup"]);
    assert_eq!((unasked.code, unasked.out), (1, shown.clone()));
    assert_eq!(mine.read(".gitattributes"), "*.png binary");
    let written = mine.crosscheck(&["git-setup", "--yes"]).ok();
    assert!(written.starts_with(&shown), "{written}");
    let attributes = mine.read(".gitattributes");
    assert_eq!(
        attributes,
        "*.png binary\n*.ron text eol=lf merge=crosscheck diff=crosscheck\n"
    );
    let again = mine.crosscheck(&["git-setup", "--yes"]).ok();
    assert_eq!(again, "Git is set up for projects here already.\n");
    assert_eq!(mine.read(".gitattributes"), attributes);
    let outside = desk.run(
        desk.0.path(),
        env!("CARGO_BIN_EXE_crosscheck"),
        &["git-setup", "--yes"],
    );
    assert_eq!(outside.code, 2);
    assert!(outside.err.contains("git says:"), "{outside:?}");
    let shown_outside = desk.run(
        desk.0.path(),
        env!("CARGO_BIN_EXE_crosscheck"),
        &["git-setup", "--dry-run"],
    );
    assert!(shown_outside.err.contains("git says:"));
    assert_eq!(shown_outside.ok(), shown);
}

#[test]
fn a_diff_shows_what_people_said_and_no_positions() {
    let Some(desk) = Desk::new() else { return };
    let mine = desk.repository();
    mine.set_up();
    mine.commit("first");
    mine.mark(
        "12 hours",
        "conflicting",
        &["--note", "It was 21", "--claim", "How long it was closed"],
    );
    let diff = mine.git(&["diff", "p.ron"]).ok();
    let added: Vec<&str> = diff
        .lines()
        .filter(|line| line.starts_with('+') && !line.starts_with("+++"))
        .collect();
    assert_eq!(
        added,
        [
            "+reviewer | Reviewer 1",
            "+claim | How long it was closed",
            "+mark | post.txt | \"12 hours\" | conflicting | Reviewer 1: conflicting, note \"It was 21\" \
             | supports \"How long it was closed\"",
        ]
    );
    // What is no project is shown as it is.
    mine.write("p.ron", "(format: 1,\n");
    let diff = mine.git(&["diff", "p.ron"]).ok();
    assert!(diff.contains("+(format: 1,"), "{diff}");
}

#[test]
fn conflict_markers_of_a_merge_without_the_driver_are_repaired_from_both_sides() {
    let Some(desk) = Desk::new() else { return };
    for style in ["merge", "diff3", "zdiff3"] {
        let mine = desk.repository();
        mine.git(&["config", "merge.conflictStyle", style]).ok();
        mine.diverge();
        // What it should come to.
        fs::write(
            mine.path("theirs.ron"),
            mine.git(&["show", "other:p.ron"]).ok(),
        )
        .unwrap();
        mine.crosscheck(&["merge", "p.ron", "theirs.ron", "-o", "expected.ron"])
            .ok();
        assert_ne!(mine.git(&["merge", "--no-edit", "other"]).code, 0);
        let found = mine.read("p.ron");
        assert!(found.contains("<<<<<<<"), "{style}");

        let listed = mine.crosscheck(&["list", "p.ron", "--json"]);
        assert!(listed.err.contains("git left"), "{listed:?}");
        assert_eq!(mine.read("p.ron"), found, "looking writes nothing");
        assert_eq!(mine.crosscheck(&["check", "p.ron"]).code, 1);
        mine.crosscheck(&["merge", "p.ron", "p.ron", "-o", "p.ron"])
            .ok();
        assert_eq!(mine.read("p.ron"), mine.read("expected.ron"), "{style}");
        assert_eq!(mine.read("p.ron.orig"), found, "as git left it");
        assert_eq!(conflicts(&mine.list()), 1);

        // A mark writes the joined project as well.
        mine.write("p.ron", &found);
        mine.mark("Ice lay", "verified", &["--reviewer", "Rosa"]);
        assert_eq!(mine.list().len(), 4, "{style}");
        fs::remove_dir_all(&mine.folder).unwrap();
    }
}

/// Three people, a bare repository on the disk, thirty rounds in which everybody marks, pulls, merges and pushes.
#[test]
fn three_clones_and_thirty_rounds_end_with_the_same_bytes_and_every_mark() {
    let Some(desk) = Desk::new() else { return };
    let first = desk.repository();
    first.set_up();
    first.mark(
        "at noon",
        "unverified",
        &["--add-reviewer", "Desk", "--claim", "When it reopened"],
    );
    first.commit("first");
    desk.run(
        desk.0.path(),
        "git",
        &["clone", "-q", "--bare", "mine", "shared.git"],
    )
    .ok();
    let names = ["ana", "ben", "mia"];
    let clones: Vec<Clone<'_>> = names
        .iter()
        .map(|name| {
            desk.run(desk.0.path(), "git", &["clone", "-q", "shared.git", name])
                .ok();
            let clone = desk.clone_of(name);
            clone.git(&["config", "pull.rebase", "false"]).ok();
            clone.set_up();
            clone
        })
        .collect();
    for (clone, name) in clones.iter().zip(names) {
        clone.mark("12 hours", "verified", &["--add-reviewer", name]);
        clone.commit("a reviewer");
    }
    let words: Vec<&str> = POST
        .split(['.', '\n'])
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect();
    let statuses = ["verified", "unverified", "conflicting"];
    let mut made = BTreeSet::new();
    for round in 0..30 {
        for (who, (clone, name)) in clones.iter().zip(names).enumerate() {
            let quote = words[(round * (who + 1) + who) % words.len()];
            let note = format!("{name}, round {round}");
            let claim = if round % 5 == who {
                "When it reopened"
            } else {
                ""
            };
            let mut more = vec!["--reviewer", name, "--note", &note];
            if round % 7 == 3 {
                // In the name of the desk, who judges in all three clones at once.
                more[1] = "Desk";
            }
            let is_tied = clone
                .list()
                .iter()
                .any(|mark| mark["spans"][0]["quote"] == quote && mark["claim"].is_string());
            if !claim.is_empty() && !is_tied {
                more.extend(["--claim", claim]);
            }
            made.insert(clone.mark(quote, statuses[(round + who) % 3], &more));
            clone.commit(&note);
            // Some only push every other round, so that histories part for longer.
            if (round + who) % 2 == 0 || round == 29 {
                clone.git(&["pull", "-q", "--no-edit"]).ok();
                clone.git(&["push", "-q"]).ok();
            }
        }
    }
    for clone in &clones {
        clone.git(&["pull", "-q", "--no-edit"]).ok();
        clone.git(&["push", "-q"]).ok();
    }
    for clone in &clones {
        clone.git(&["pull", "-q", "--no-edit"]).ok();
        assert_eq!(clone.git(&["status", "--porcelain"]).ok(), "");
    }
    let merges = clones[0]
        .git(&["log", "--merges", "--oneline"])
        .ok()
        .lines()
        .count();
    assert!(merges > 30, "{merges} merges");
    let bytes = clones[0].read("p.ron");
    for clone in &clones[1..] {
        assert!(clone.read("p.ron") == bytes, "the clones differ");
    }
    let listed: BTreeSet<String> = clones[0]
        .list()
        .iter()
        .map(|mark| mark["id"].as_str().unwrap().to_owned())
        .collect();
    let lost: Vec<_> = made.difference(&listed).collect();
    assert!(lost.is_empty(), "lost: {lost:?}");
    assert!(!bytes.contains("<<<<<<<"));
    // The last word of each in their own name is there.
    let notes: String = clones[0].crosscheck(&["textconv", "p.ron"]).ok();
    for name in names {
        assert!(notes.contains(&format!("{name}, round 29")), "{name}");
    }
}
