//! The command line as a script would use it: the built program, in a folder of its own.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

/// What one call of the program came to.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    /// Succeeded; what it printed.
    #[track_caller]
    fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}", self.err);
        self.out
    }

    /// Could not be done, without a word on stdout; the one sentence on stderr.
    #[track_caller]
    fn refused(self) -> String {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.err);
        assert_eq!(self.err.trim_end().lines().count(), 1, "{}", self.err);
        assert!(!self.err.contains("panicked"), "{}", self.err);
        self.err
    }

    #[track_caller]
    fn json(self) -> Value {
        serde_json::from_str(&self.ok()).unwrap()
    }
}

/// A folder for one test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::write(self.path(name), bytes).unwrap();
        self
    }

    fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn run(&self, arguments: &[&str]) -> Run {
        crosscheck_in(self.0.path(), arguments)
    }

    /// A project `p.ron` of two small articles.
    fn with_project() -> Self {
        let folder = Self::new();
        folder.write("post.txt", POST).write("wire.txt", WIRE);
        folder.run(&["new", "p.ron", "post.txt", "wire.txt"]).ok();
        folder
    }

    fn list(&self, project: &str) -> Vec<Value> {
        let listing = self.run(&["list", project, "--json"]).json();
        listing["annotations"].as_array().unwrap().clone()
    }

    #[track_caller]
    fn mark(&self, arguments: &[&str]) -> Run {
        let mut all = vec!["mark", "p.ron"];
        all.extend(arguments);
        self.run(&all)
    }
}

const POST: &str = "Bridge closed after storm\n\nThe bridge was closed for 12 hours, the council said. \
    The bridge reopened at noon.\n";
const WIRE: &str = "Storm shuts bridge\n\nA storm shut the bridge for 21 hours.\n";

fn crosscheck_in(folder: &Path, arguments: &[&str]) -> Run {
    let output: Output = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_project_from_two_articles_to_a_list() {
    let folder = Folder::new();
    folder.write("post.txt", POST).write("wire.txt", WIRE);
    let made = folder.run(&["new", "p.ron", "post.txt"]).ok();
    let fields: Vec<&str> = made.trim_end().split('\t').collect();
    assert_eq!(fields[1..], ["post.txt", "Bridge closed after storm"]);
    let added = folder.run(&["add", "p.ron", "wire.txt"]).ok();
    assert!(
        added.ends_with("\twire.txt\tStorm shuts bridge\n"),
        "{added}"
    );

    let id = folder
        .mark(&[
            "--article",
            "post.txt",
            "--quote",
            "closed for 12 hours",
            "--status",
            "conflicting",
            "--note",
            "The wire has 21",
            "--claim",
            "How long it was closed",
            "--add-reviewer",
            "Rosa",
        ])
        .ok();
    folder
        .mark(&[
            "--article",
            "Storm shuts bridge",
            "--quote",
            "21 hours",
            "--status",
            "verified",
            "--claim",
            "How long it was closed",
            "--stance",
            "contradicts",
            "--root",
            "council",
        ])
        .ok();

    let post_id = fields[0];
    let marks = folder.list("p.ron");
    assert_eq!(marks.len(), 2);
    let first = &marks[0];
    assert_eq!(first["id"], id.trim_end());
    assert_eq!(first["article"], post_id);
    assert_eq!(first["file_name"], "post.txt");
    assert_eq!(first["by"], "Rosa");
    assert_eq!(
        first["spans"],
        json!([{"start": 42, "end": 61, "quote": "closed for 12 hours"}])
    );
    assert_eq!(first["status"], "conflicting");
    assert_eq!(first["note"], "The wire has 21");
    assert_eq!(first["claim"], "How long it was closed");
    assert_eq!(first["stance"], "supports");
    assert_eq!(first["judged_by"], 1);
    assert_eq!(
        [&first["recheck"], &first["decided"], &first["conflict"]],
        [&json!(false); 3]
    );
    assert_eq!(first["assessments"][0]["reviewer"], "Rosa");
    assert_eq!(first["assessments"][0]["status"], "conflicting");
    let at = first["assessments"][0]["at"].as_str().unwrap();
    assert!(at.len() == 20 && at.ends_with('Z'), "{at}");
    assert_eq!(marks[1]["stance"], "contradicts");
    assert_eq!(marks[1]["by"], "Rosa");

    let table = folder.run(&["list", "p.ron"]).ok();
    assert!(
        table
            .contains("post.txt  Bridge closed after storm\n  C  42-61  closed for 12 hours  Rosa"),
        "{table}"
    );
    assert!(table.contains("\n  V  "), "{table}");
    assert_eq!(
        folder.run(&["text", "p.ron", "--article", post_id]).ok(),
        POST
    );
    let checked = folder.run(&["check", "p.ron", "--json"]).json();
    assert_eq!(checked["errors"], json!([]));
    assert_eq!(checked["warnings"][0]["kind"], "verified_without_source");
    assert!(
        checked["warnings"][0]["where"]
            .as_str()
            .unwrap()
            .starts_with("annotation ")
    );
}

/// Texts in which bytes, code points and graphemes all count differently.
fn awkward_articles() -> [(&'static str, String); 3] {
    let emoji = "Die 👩‍🚒 kam um 7 Uhr, die 👨‍👩‍👧‍👦 war schon fort. ";
    let combining = "Le cafe\u{301} a ferme\u{301}\r\na\u{300} midi; l’a\u{30a}me reste.\r\n";
    let hebrew = "שלום עולם, אמר הדובר ב-12 במרץ. The end of line. ";
    [
        (
            "emoji.txt",
            format!("Feuerwehr im Einsatz gewesen\n\n{}", emoji.repeat(20)),
        ),
        (
            "combining.txt",
            format!(
                "Un cafe\u{301} ferme\u{301} hier\r\n\r\n{}",
                combining.repeat(20)
            ),
        ),
        (
            "hebrew.txt",
            format!("שלום לכולם היום כאן\n\n{}", hebrew.repeat(20)),
        ),
    ]
}

#[test]
fn a_hundred_marks_come_back_with_their_exact_words() {
    let folder = Folder::new();
    let mut new = vec!["new", "p.ron"];
    let articles = awkward_articles();
    for (name, text) in &articles {
        folder.write(name, text);
        new.push(name);
    }
    folder.run(&new).ok();

    let mut lines = String::new();
    let mut wanted = Vec::new();
    for at in 0..100_usize {
        let (name, _) = &articles[at % 3];
        let text: Vec<char> = folder
            .run(&["text", "p.ron", "--article", name])
            .ok()
            .chars()
            .collect();
        let start = 30 + at * 5;
        let end = start + 3 + at % 17;
        let quote: String = text[start..end].iter().collect();
        let status = ["verified", "unverified", "conflicting"][at % 3];
        let mut line = json!({
            "article": name, "spans": [{"start": start, "end": end}], "status": status,
            "note": format!("note {at}"), "reviewer": format!("r{}", at % 2 + 1),
        });
        if at % 4 != 0 {
            line["quote"] = json!(quote);
        }
        lines.push_str(&line.to_string());
        lines.push('\n');
        wanted.push((
            name.to_string(),
            start,
            end,
            quote,
            status,
            format!("note {at}"),
        ));
    }
    folder.write("marks.jsonl", &lines);
    let ids = folder.mark(&["--from", "marks.jsonl"]).ok();
    assert_eq!(ids.lines().count(), 100);

    let mut found: Vec<_> = folder
        .list("p.ron")
        .iter()
        .map(|mark| {
            let span = &mark["spans"][0];
            let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
            (
                mark["file_name"].as_str().unwrap().to_owned(),
                number(&span["start"]),
                number(&span["end"]),
                span["quote"].as_str().unwrap().to_owned(),
                mark["status"].as_str().unwrap().to_owned(),
                mark["note"].as_str().unwrap().to_owned(),
            )
        })
        .collect();
    let mut wanted: Vec<_> = wanted
        .into_iter()
        .map(|(name, start, end, quote, status, note)| {
            (name, start, end, quote, status.to_owned(), note)
        })
        .collect();
    let in_order: Vec<_> = found.iter().map(|mark| mark.1).collect();
    assert!(in_order[..34].is_sorted());
    found.sort();
    wanted.sort();
    assert_eq!(found, wanted);

    // The same lines again say nothing new, and the file stays as it is, byte for byte.
    let before = folder.read("p.ron");
    assert_eq!(folder.mark(&["--from", "marks.jsonl"]).ok(), ids);
    assert!(folder.read("p.ron") == before);
    assert_eq!(folder.run(&["check", "p.ron"]).code, 0);
}

#[test]
fn several_spans_make_one_mark() {
    let folder = Folder::with_project();
    folder.write(
        "m.jsonl",
        r#"{"article":"post.txt","spans":[{"start":31,"end":37,"quote":"bridge"},{"start":53,"end":61}],"quote":"bridge … 12 hours","status":"verified","should_read":"21 hours"}"#,
    );
    folder.mark(&["--from", "m.jsonl"]).ok();
    let marks = folder.list("p.ron");
    assert_eq!(marks[0]["spans"].as_array().unwrap().len(), 2);
    assert_eq!(marks[0]["by"], "Reviewer 1");
    assert!(
        String::from_utf8(folder.read("p.ron"))
            .unwrap()
            .contains("21 hours")
    );
}

#[test]
fn a_bad_line_is_named_and_nothing_is_saved() {
    let folder = Folder::with_project();
    let before = folder.read("p.ron");
    let good =
        r#"{"article":"post.txt","quote":"council","status":"verified","reviewer":"new one"}"#;
    for (bad, told) in [
        ("{", "EOF"),
        ("null", "invalid type"),
        (
            r#"{"article":"post.txt","quote":"council","status":"true"}"#,
            "true",
        ),
        (r#"{"article":"post.txt","quote":"council"}"#, "status"),
        (
            r#"{"article":"post.txt","quote":"council","status":"verified","foo":1}"#,
            "foo",
        ),
        (
            r#"{"article":"no.txt","quote":"council","status":"verified"}"#,
            "no.txt",
        ),
        (r#"{"article":"post.txt","status":"verified"}"#, "spans"),
        (
            r#"{"article":"post.txt","quote":"nowhere","status":"verified"}"#,
            "nowhere",
        ),
        (
            r#"{"article":"post.txt","quote":"bridge","status":"verified"}"#,
            "2 places",
        ),
        (
            r#"{"article":"post.txt","quote":"bridge","occurrence":3,"status":"verified"}"#,
            "there are 2",
        ),
        (
            r#"{"article":"post.txt","quote":"","status":"verified"}"#,
            "empty",
        ),
        (
            r#"{"article":"post.txt","spans":[{"start":5,"end":5}],"status":"verified"}"#,
            "5 to 5",
        ),
        (
            r#"{"article":"post.txt","spans":[{"start":5,"end":5000}],"status":"verified"}"#,
            "5000",
        ),
        (
            r#"{"article":"post.txt","spans":[{"start":0,"end":6}],"quote":"bridge","status":"verified"}"#,
            "Bridge",
        ),
        (
            r#"{"article":"post.txt","spans":[{"start":0,"end":6},{"start":3,"end":9}],"status":"verified"}"#,
            "overlap",
        ),
        (
            r#"{"article":"post.txt","quote":"council","status":"verified","stance":"supports"}"#,
            "claim",
        ),
        (
            r#"{"article":"post.txt","quote":"council","status":"verified","claim":" "}"#,
            "empty",
        ),
        (
            r#"{"article":"post.txt","quote":"council","status":"verified","reviewer":""}"#,
            "empty",
        ),
    ] {
        folder.write("m.jsonl", format!("{good}\n\n{bad}\n"));
        let error = folder.mark(&["--from", "m.jsonl"]).refused();
        assert!(error.contains("m.jsonl, line 3"), "{error}");
        assert!(error.contains(told), "{error}");
        assert!(error.contains("nothing was saved"), "{error}");
        assert!(folder.read("p.ron") == before);
    }
    folder.write("m.jsonl", b"\xff\xfe{\n");
    assert!(
        folder
            .mark(&["--from", "m.jsonl"])
            .refused()
            .contains("line 1")
    );
    assert!(
        folder
            .mark(&["--from", "none.jsonl"])
            .refused()
            .contains("none.jsonl")
    );
    assert!(
        folder
            .mark(&["--from", "."])
            .refused()
            .contains(". cannot be read")
    );
    assert!(folder.read("p.ron") == before);
}

#[test]
fn an_ambiguous_quote_is_refused_with_the_number_of_places() {
    let folder = Folder::with_project();
    let bridge = [
        "--article",
        "post.txt",
        "--quote",
        "The bridge",
        "--status",
        "verified",
    ];
    let error = folder.mark(&bridge).refused();
    assert!(
        error.contains("2 places") && error.contains("Bridge closed"),
        "{error}"
    );
    let mut second = bridge.to_vec();
    second.extend(["--occurrence", "2"]);
    folder.mark(&second).ok();
    assert_eq!(folder.list("p.ron")[0]["spans"][0]["start"], 81);
    second[7] = "3";
    assert!(folder.mark(&second).refused().contains("there are 2"));
    second[7] = "0";
    assert!(folder.mark(&second).refused().contains("from 1"));
}

#[test]
fn an_ambiguous_article_is_refused_with_the_candidates() {
    let folder = Folder::with_project();
    fs::create_dir(folder.path("b")).unwrap();
    folder.write("b/post.txt", "Another headline here\n\nOther words.\n");
    let added = folder.run(&["add", "p.ron", "b/post.txt"]).ok();
    let id = added.split('\t').next().unwrap();
    let error = folder
        .run(&["text", "p.ron", "--article", "post.txt"])
        .refused();
    assert!(
        error.contains(id) && error.contains("Bridge closed after storm"),
        "{error}"
    );
    assert!(
        folder
            .run(&["text", "p.ron", "--article", id])
            .ok()
            .contains("Other words")
    );
    folder
        .run(&["text", "p.ron", "--article", "Another headline here"])
        .ok();
    let error = folder
        .run(&["text", "p.ron", "--article", "nobody.txt"])
        .refused();
    assert!(
        error.contains("nobody.txt") && error.contains("wire.txt"),
        "{error}"
    );
}

#[test]
fn two_reviewers_judge_one_mark_and_differ() {
    let folder = Folder::with_project();
    let words = ["--article", "wire.txt", "--quote", "21 hours", "--status"];
    let mark = |more: &[&str]| {
        let mut all = words.to_vec();
        all.extend(more);
        folder.mark(&all)
    };
    let first = mark(&["verified", "--add-reviewer", "Rosa", "--note", "seen"]).ok();
    assert!(
        mark(&["verified", "--add-reviewer", "Rosa"])
            .refused()
            .contains("Rosa")
    );
    assert!(
        mark(&["verified", "--reviewer", "Teun"])
            .refused()
            .contains("Rosa")
    );
    let second = mark(&["conflicting", "--add-reviewer", "Teun"]).ok();
    assert_eq!(first, second);
    let marks = folder.list("p.ron");
    assert_eq!(marks.len(), 1);
    assert_eq!(marks[0]["status"], "disputed");
    assert_eq!(marks[0]["judged_by"], 2);
    assert_eq!(marks[0]["note"], "seen");
    let error = mark(&["unverified"]).refused();
    assert!(
        error.contains("Rosa") && error.contains("Teun") && error.contains("--reviewer"),
        "{error}"
    );
    // A status that is given anew keeps the note.
    mark(&["conflicting", "--reviewer", "Rosa"]).ok();
    let marks = folder.list("p.ron");
    assert_eq!(
        [&marks[0]["status"], &marks[0]["note"]],
        ["conflicting", "seen"]
    );
}

#[test]
fn a_mark_keeps_its_claim() {
    let folder = Folder::with_project();
    let words = [
        "--article",
        "wire.txt",
        "--quote",
        "21 hours",
        "--status",
        "verified",
        "--claim",
    ];
    let mark = |more: &[&str]| {
        let mut all = words.to_vec();
        all.extend(more);
        folder.mark(&all)
    };
    mark(&["How long", "--stance", "contradicts"]).ok();
    mark(&["How long"]).ok();
    assert_eq!(folder.list("p.ron")[0]["stance"], "contradicts");
    let error = mark(&["Something else"]).refused();
    assert!(error.contains("How long"), "{error}");
    assert!(
        !String::from_utf8(folder.read("p.ron"))
            .unwrap()
            .contains("Something else")
    );
}

#[test]
fn copies_are_merged_both_ways_to_the_same_bytes() {
    let folder = Folder::with_project();
    folder
        .mark(&[
            "--article",
            "wire.txt",
            "--quote",
            "21 hours",
            "--status",
            "verified",
            "--add-reviewer",
            "Rosa",
        ])
        .ok();
    fs::copy(folder.path("p.ron"), folder.path("base.ron")).unwrap();
    fs::copy(folder.path("p.ron"), folder.path("q.ron")).unwrap();
    folder
        .mark(&[
            "--article",
            "post.txt",
            "--quote",
            "council",
            "--status",
            "unverified",
        ])
        .ok();
    folder
        .run(&[
            "mark",
            "q.ron",
            "--article",
            "post.txt",
            "--quote",
            "noon",
            "--status",
            "verified",
            "--add-reviewer",
            "Teun",
        ])
        .ok();
    let dry = folder
        .run(&["merge", "p.ron", "q.ron", "--dry-run", "--json"])
        .json();
    assert_eq!(dry["added"].as_array().unwrap().len(), 2, "{dry}");
    assert_eq!(
        [&dry["changed"], &dry["removed"], &dry["conflicts"]],
        [&json!([]); 3]
    );
    assert!(!folder.path("m.ron").exists());
    folder
        .run(&["merge", "p.ron", "q.ron", "-o", "m.ron", "--strict"])
        .ok();
    folder
        .run(&[
            "merge", "q.ron", "p.ron", "--base", "base.ron", "-o", "n.ron",
        ])
        .ok();
    assert!(folder.read("m.ron") == folder.read("n.ron"));
    assert_eq!(folder.list("m.ron").len(), 3);
    let error = folder
        .run(&["merge", "p.ron", "q.ron", "-o", "m.ron"])
        .refused();
    assert!(error.contains("m.ron"), "{error}");
    folder.run(&["merge", "p.ron", "q.ron", "-o", "p.ron"]).ok();
    assert!(folder.read("p.ron") == folder.read("m.ron"));
    assert!(
        folder
            .run(&["merge", "p.ron", "none.ron", "--dry-run"])
            .refused()
            .contains("none.ron")
    );
    assert_eq!(folder.run(&["merge", "p.ron", "q.ron"]).code, 2);
}

#[test]
fn strict_tells_conflicts_by_the_exit_status() {
    let folder = Folder::with_project();
    let words = [
        "--article",
        "wire.txt",
        "--quote",
        "21 hours",
        "--reviewer",
        "Rosa",
        "--status",
    ];
    folder
        .mark(&[
            "--article",
            "wire.txt",
            "--quote",
            "21 hours",
            "--status",
            "unverified",
            "--add-reviewer",
            "Rosa",
        ])
        .ok();
    fs::copy(folder.path("p.ron"), folder.path("q.ron")).unwrap();
    for (project, status) in [("p.ron", "verified"), ("q.ron", "conflicting")] {
        let mut all = vec!["mark", project];
        all.extend(words);
        all.push(status);
        folder.run(&all).ok();
    }
    let merged = folder
        .run(&["merge", "p.ron", "q.ron", "-o", "m.ron", "--json"])
        .json();
    let conflict = &merged["conflicts"][0];
    assert!(
        conflict["field"]
            .as_str()
            .unwrap()
            .starts_with("assessment"),
        "{conflict}"
    );
    assert_eq!(conflict["values"].as_array().unwrap().len(), 2);
    assert_eq!(conflict["id"], folder.list("m.ron")[0]["id"]);
    let strict = folder.run(&["merge", "p.ron", "q.ron", "-o", "s.ron", "--strict"]);
    assert_eq!(strict.code, 1);
    assert!(strict.out.contains("1 to decide"), "{}", strict.out);
    assert!(folder.read("s.ron") == folder.read("m.ron"));
    assert_eq!(folder.list("m.ron")[0]["conflict"], true);
    assert_eq!(folder.list("m.ron")[0]["status"], "disputed");
}

#[test]
fn new_never_overwrites_and_leaves_nothing_half_done() {
    let folder = Folder::with_project();
    let before = folder.read("p.ron");
    assert!(
        folder
            .run(&["new", "p.ron", "post.txt"])
            .refused()
            .contains("p.ron")
    );
    assert!(
        folder
            .run(&["new", "post.txt"])
            .refused()
            .contains("post.txt")
    );
    assert!(folder.read("p.ron") == before);
    assert!(
        folder
            .run(&["new", "x.ron", "post.txt", "none.txt"])
            .refused()
            .contains("none.txt")
    );
    assert!(
        folder
            .run(&["new", "none/x.ron", "post.txt"])
            .refused()
            .contains("none")
    );
    assert!(
        folder
            .run(&["add", "p.ron", "wire.txt", "none.txt"])
            .refused()
            .contains("none.txt")
    );
    assert!(folder.read("p.ron") == before);
    assert_eq!(folder.names(), ["p.ron", "post.txt", "wire.txt"]);
}

#[test]
fn bad_articles_are_refused_by_name() {
    let folder = Folder::with_project();
    folder
        .write("empty.txt", "")
        .write("nul.txt", "some words\0 and more words\n")
        .write("binary.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01")
        .write(
            "lost.txt",
            [0x01, 0x02, 0x9d, 0xff, 0xfe, 0x1b, 0x81, 0x8d].repeat(40),
        );
    fs::create_dir(folder.path("folder.txt")).unwrap();
    let huge = fs::File::create(folder.path("huge.txt")).unwrap();
    huge.set_len(300 * 1024 * 1024).unwrap();
    let before = folder.read("p.ron");
    for name in [
        "none.txt",
        "folder.txt",
        "empty.txt",
        "nul.txt",
        "binary.png",
        "lost.txt",
        "huge.txt",
    ] {
        let error = folder.run(&["add", "p.ron", name]).refused();
        assert!(error.contains(name), "{error}");
    }
    assert!(folder.read("p.ron") == before);
}

#[test]
fn a_project_is_no_article() {
    let folder = Folder::with_project();
    let error = folder.run(&["new", "q.ron", "p.ron"]).refused();
    assert!(
        error.contains("p.ron") && error.contains("project"),
        "{error}"
    );
    assert_eq!(folder.names(), ["p.ron", "post.txt", "wire.txt"]);
}

#[test]
fn marks_that_cannot_be_read_are_refused_in_plain_words() {
    let folder = Folder::with_project();
    fs::create_dir(folder.path("folder")).unwrap();
    for (name, why) in [("none.jsonl", "no such file"), ("folder", "it is a folder")] {
        let error = folder.run(&["mark", "p.ron", "--from", name]).refused();
        assert!(error.contains(name) && error.contains(why), "{error}");
        assert!(!error.contains("os error"), "{error}");
    }
}

/// A number that was counted otherwise is put right, and the file is sound again after the next save.
#[test]
fn a_quote_that_stands_elsewhere_is_a_warning_of_check() {
    let folder = Folder::with_project();
    let mark = ["--article", "wire.txt", "--quote", "21 hours", "--status"];
    folder.mark(&[&mark[..], &["unverified"]].concat()).ok();
    let good = String::from_utf8(folder.read("p.ron")).unwrap();
    folder.write(
        "off.ron",
        good.replacen("(start: 48, end: 56", "(start: 47, end: 55", 1),
    );
    assert!(folder.read("off.ron") != folder.read("p.ron"));
    let checked = folder.run(&["check", "off.ron", "--json"]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    assert_eq!(checked.json()["warnings"][0]["kind"], "repaired");
}

/// Files of one length, written within one tick of the clock, look alike: without a lock one in forty of these marks was lost.
#[test]
fn marks_given_at_once_are_all_kept() {
    let folder = &Folder::with_project();
    folder
        .mark(&[
            "--article",
            "wire.txt",
            "--quote",
            "21 hours",
            "--status",
            "verified",
        ])
        .ok();
    for round in 0..5 {
        let given: Vec<usize> = (0..8).map(|place| round * 8 + place).collect();
        let runs: Vec<Run> = std::thread::scope(|scope| {
            let started: Vec<_> = given
                .iter()
                .map(|start| {
                    let name = format!("{start}.jsonl");
                    folder.write(
                        &name,
                        format!(
                            "{{\"article\":\"post.txt\",\"spans\":[{{\"start\":{},\"end\":{}}}],\"status\":\"verified\"}}",
                            start + 10,
                            start + 12
                        ),
                    );
                    scope.spawn(move || folder.run(&["mark", "p.ron", "--from", &format!("{start}.jsonl")]))
                })
                .collect();
            started.into_iter().map(|run| run.join().unwrap()).collect()
        });
        let starts: Vec<u64> = folder
            .list("p.ron")
            .iter()
            .filter(|mark| mark["file_name"] == "post.txt")
            .map(|mark| mark["spans"][0]["start"].as_u64().unwrap())
            .collect();
        for (start, run) in given.iter().zip(&runs) {
            assert!(
                run.code != 0 || starts.contains(&(*start as u64 + 10)),
                "{start}"
            );
        }
    }
}

/// Every command that reads a project refuses one that is none, and leaves it as it is.
#[test]
fn bad_projects_are_refused_by_name() {
    let folder = Folder::with_project();
    folder
        .mark(&[
            "--article",
            "wire.txt",
            "--quote",
            "21 hours",
            "--status",
            "verified",
        ])
        .ok();
    let good = String::from_utf8(folder.read("p.ron")).unwrap();
    let cut = good[..good.len() / 2].to_owned();
    let bad: [(&str, String, &str); 9] = [
        ("text.ron", "These are no brackets".to_owned(), "line 1"),
        ("empty.ron", String::new(), "empty"),
        ("cut.ron", cut, "line"),
        ("newer.ron", good.replacen("format: 1", "format: 7", 1), "7"),
        (
            "unknown.ron",
            good.replacen("format: 1", "format: 1,\n  wrong_field: 3", 1),
            "wrong_field",
        ),
        (
            "type.ron",
            good.replacen("format: 1", "format: \"one\"", 1),
            "line",
        ),
        (
            "quote.ron",
            good.replacen("quote: \"21 hours\"", "quote: \"99 hours\"", 1),
            "99 hours",
        ),
        (
            "reference.ron",
            good.replacen(
                "status: Verified",
                "status: Verified, cites: [(source: \"01931c2e-0000-7000-8000-000000000000\")]",
                1,
            ),
            "01931c2e",
        ),
        ("nul.ron", "(\0)".to_owned(), "NUL"),
    ];
    for (name, text, told) in &bad {
        folder.write(name, text);
        let checked = folder.run(&["check", name, "--json"]);
        assert_eq!(checked.code, 1, "{name}: {}", checked.err);
        let report: Value = serde_json::from_str(&checked.out).unwrap();
        let first = &report["errors"][0];
        let message = first["message"].as_str().unwrap();
        assert!(message.starts_with(*name), "{name}: {message}");
        if *name == "quote.ron" {
            // Opened with the mark as lost, which is said: never believed in silence.
            assert_eq!(first["kind"], "quote_mismatch");
            assert!(folder.run(&["list", *name]).err.contains("lost"));
            continue;
        }
        for arguments in [
            &["list", *name, "--json"][..],
            &["add", name, "post.txt"],
            &["text", name, "--article", "post.txt"],
            &[
                "mark",
                name,
                "--article",
                "post.txt",
                "--quote",
                "noon",
                "--status",
                "verified",
            ],
            &["merge", "p.ron", name, "-o", "x.ron"],
        ] {
            let error = folder.run(arguments).refused();
            assert!(
                error.contains(name) && error.contains(told),
                "{name}: {error}"
            );
        }
        assert_eq!(folder.read(name), text.as_bytes());
    }
    assert!(!folder.path("x.ron").exists());
    for name in ["none.ron", "."] {
        for command in ["list", "check"] {
            assert!(folder.run(&[command, name]).refused().contains(name));
        }
    }
}

#[test]
fn check_finds_what_is_wrong_in_the_file() {
    let folder = Folder::with_project();
    folder
        .mark(&[
            "--article",
            "wire.txt",
            "--quote",
            "21 hours",
            "--status",
            "verified",
        ])
        .ok();
    let good = String::from_utf8(folder.read("p.ron")).unwrap();
    let end = good.find("end: ").unwrap();
    let line_end = end + good[end..].find(',').unwrap();
    folder.write(
        "bounds.ron",
        format!("{}end: 99999{}", &good[..end], &good[line_end..]),
    );
    let checked = folder.run(&["check", "bounds.ron"]);
    assert_eq!(checked.code, 1, "{}", checked.err);
    assert!(
        checked.out.contains("error: ") && checked.out.contains("1 error"),
        "{}",
        checked.out
    );
}

#[test]
fn check_asks_what_a_checker_would_ask() {
    let folder = Folder::with_project();
    let kinds = |run: Run| -> (i32, Vec<String>) {
        let report: Value = serde_json::from_str(&run.out).unwrap();
        let findings = ["errors", "warnings"].map(|list| report[list].as_array().unwrap().clone());
        let kind = |finding: &Value| finding["kind"].as_str().unwrap().to_owned();
        (run.code, findings.concat().iter().map(kind).collect())
    };
    let mark = |article: &str, quote: &str, status: &str, more: &[&str]| {
        let mut all = vec!["--article", article, "--quote", quote, "--status", status];
        all.extend(more);
        folder.mark(&all).ok();
    };
    let check = || kinds(folder.run(&["check", "p.ron", "--json"]));
    assert_eq!(check(), (0, vec![]));
    mark(
        "post.txt",
        "12 hours",
        "conflicting",
        &["--claim", "How long", "--root", "Council"],
    );
    assert_eq!(
        check(),
        (0, vec!["conflicting_with_one_account".to_owned()])
    );
    mark(
        "wire.txt",
        "21 hours",
        "unverified",
        &["--claim", "How long", "--root", " council"],
    );
    let expected = ["statuses_disagree", "one_root_behind_many"].map(str::to_owned);
    assert_eq!(check(), (0, expected.to_vec()));
    mark(
        "wire.txt",
        "21 hours",
        "verified",
        &["--claim", "How long", "--stance", "contradicts"],
    );
    mark("post.txt", "12 hours", "verified", &[]);
    let (code, found) = check();
    assert_eq!(code, 1);
    assert_eq!(found[0], "both_sides_verified");
    assert_eq!(
        found[1..],
        ["verified_without_source", "verified_without_source"]
    );
}

#[test]
fn words_that_begin_with_a_hyphen_are_words() {
    let folder = Folder::new();
    folder.write(
        "cold.txt",
        "A cold night in town\n\nIt was -5 degrees, -5 in the shade.\n",
    );
    folder.run(&["new", "p.ron", "cold.txt"]).ok();
    folder
        .mark(&[
            "--article",
            "cold.txt",
            "--quote",
            "-5 degrees",
            "--status",
            "verified",
            "--note",
            "- seen",
        ])
        .ok();
    assert_eq!(folder.list("p.ron")[0]["note"], "- seen");
}

#[test]
fn the_sample_has_no_errors() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/projects/ferry.ron");
    let folder = Folder::new();
    assert!(folder.run(&["check", sample]).ok().contains("0 errors"));
    let table = folder.run(&["list", sample]).ok();
    for letter in ["V", "U", "C", "D"] {
        assert!(table.contains(&format!("\n  {letter}  ")), "{table}");
    }
}

/// Another program saves while this one waits for its marks on standard input.
#[test]
fn a_file_that_changed_meanwhile_is_joined() {
    use std::io::Write as _;
    let folder = Folder::with_project();
    folder
        .mark(&[
            "--article",
            "wire.txt",
            "--quote",
            "storm",
            "--status",
            "verified",
            "--add-reviewer",
            "Rosa",
        ])
        .ok();
    let mut waiting = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["mark", "p.ron", "--from", "-"])
        .current_dir(folder.0.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = waiting.stdin.take().unwrap();
    // More than a pipe holds: when it has all been taken, the project has been read.
    stdin.write_all(" \n".repeat(200_000).as_bytes()).unwrap();
    folder
        .mark(&[
            "--article",
            "post.txt",
            "--quote",
            "noon",
            "--status",
            "unverified",
        ])
        .ok();
    stdin
        .write_all(br#"{"article":"post.txt","quote":"council","status":"conflicting"}"#)
        .unwrap();
    drop(stdin);
    let output = waiting.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{told}");
    assert!(told.contains("p.ron") && told.contains("both"), "{told}");
    assert_eq!(folder.list("p.ron").len(), 3);
}

#[test]
fn without_a_display_one_sentence_names_the_commands() {
    let folder = Folder::with_project();
    for arguments in [&[][..], &["p.ron"], &["post.txt", "wire.txt"]] {
        let error = folder.run(arguments).refused();
        assert!(
            error.contains("shot") && error.contains("list") && error.contains("display"),
            "{error}"
        );
    }
}

#[test]
fn arguments_that_are_no_files_are_told_before_a_window_opens() {
    let folder = Folder::with_project();
    let error = folder.run(&["mrak"]).refused();
    assert!(
        error.contains("mrak") && error.contains("--help"),
        "{error}"
    );
    assert!(folder.run(&["p.ron", "q.ron"]).refused().contains("q.ron"));
    assert!(folder.run(&["none.txt"]).refused().contains("none.txt"));
    assert!(folder.run(&["./new"]).refused().contains("new"));
}

const KEEPER: &str = "Keeper found alive in lighthouse\n\nRescuers found Edda Molin on Tuesday in the cellar of the \
    lighthouse at Skärv Point. “I counted the waves until I ran out of numbers,” she told the Times.\n\nThe harbour \
    council will repair the tower before winter.\n\nRead more\n";
const SURVIVOR: &str = "Skärv Point keeper survives\n\nEdda Molin was found on Tuesday in the cellar of the Skärv Point \
    lighthouse. Asked how, she said: “I counted the waves until I ran out of numbers.”\n\nFerries sail again.\n\nRead more\n";

/// A project of two articles on one event and one on another.
fn with_event() -> Folder {
    let folder = Folder::with_project();
    folder
        .write("times.txt", KEEPER)
        .write("post2.txt", SURVIVOR);
    folder
        .run(&["new", "e.ron", "times.txt", "post2.txt", "wire.txt"])
        .ok();
    folder
}

/// The words at the place that a JSON object names.
fn words_at(passage: &Value) -> String {
    let text = match passage["file_name"].as_str().unwrap() {
        "times.txt" => KEEPER,
        "post2.txt" => SURVIVOR,
        _ => WIRE,
    };
    let position = |name: &str| usize::try_from(passage[name].as_u64().unwrap()).unwrap();
    let (start, end) = (position("start"), position("end"));
    text.chars().skip(start).take(end - start).collect()
}

#[test]
fn passages_that_say_the_same_are_listed_with_their_places() {
    let found = with_event().run(&["match", "e.ron", "--json"]).json();
    assert_eq!(found.get("nearest"), None);
    let matches = found["matches"].as_array().unwrap();
    let waves = matches
        .iter()
        .find(|found| words_at(&found["a"]).contains("waves"))
        .unwrap();
    assert_eq!(waves["band"], "verbatim");
    assert_eq!(waves["differences"], json!([]));
    assert!(waves["score"].as_f64().unwrap() > 0.5);
    assert!(
        words_at(&waves["b"]).starts_with("Asked how")
            && words_at(&waves["b"]).ends_with("numbers.”")
    );
    assert_eq!(waves["a"]["article"].as_str().unwrap().len(), 36);
    for found in matches {
        for side in ["a", "b"] {
            assert!(
                found[side]["file_name"] != "wire.txt" && words_at(&found[side]) != "Read more",
                "{found}"
            );
        }
    }
    // The same bytes every time.
    let folder = with_event();
    let twice = [0, 1].map(|_| {
        folder
            .run(&["match", "e.ron", "--json", "--nearest", "2"])
            .ok()
    });
    assert_eq!(twice[0], twice[1]);
}

#[test]
fn the_nearest_of_every_sentence_are_listed() {
    let folder = with_event();
    let found = folder
        .run(&["match", "e.ron", "--json", "--nearest", "2"])
        .json();
    let nearest = found["nearest"].as_array().unwrap();
    let sentence = nearest
        .iter()
        .find(|row| words_at(row).starts_with("Rescuers found"))
        .unwrap();
    let to = sentence["to"].as_array().unwrap();
    for file in ["post2.txt", "wire.txt"] {
        assert_eq!(
            to.iter().filter(|near| near["file_name"] == file).count(),
            2,
            "{to:?}"
        );
    }
    assert!(
        words_at(&to[0]).starts_with("Edda Molin was found"),
        "{to:?}"
    );
    let scores: Vec<f64> = to
        .iter()
        .map(|near| near["score"].as_f64().unwrap())
        .collect();
    assert!(
        scores.windows(2).all(|pair| pair[0] >= pair[1]),
        "{scores:?}"
    );
    assert!(nearest.iter().all(|row| words_at(row) != "Read more"));
}

#[test]
fn one_passage_is_asked_for_by_its_words() {
    let folder = with_event();
    let ask = |more: &[&str]| {
        let mut all = vec!["match", "e.ron", "--article", "post2.txt"];
        all.extend(more);
        folder.run(&all)
    };
    let found = ask(&["--quote", "ran out of", "--json", "--nearest", "1"]).json();
    let matches = found["matches"].as_array().unwrap();
    assert_eq!(matches.len(), 1, "{matches:?}");
    assert_eq!(matches[0]["a"]["file_name"], "post2.txt");
    assert!(words_at(&matches[0]["b"]).contains("she told the Times"));
    assert_eq!(found["nearest"].as_array().unwrap().len(), 1);
    let shown = ask(&["--quote", "Ferries"]).ok();
    assert_eq!(shown, "no passage says what another article says\n");
    let shown = ask(&["--quote", "ran out of"]).ok();
    assert!(
        shown.starts_with("verbatim") && shown.contains("times.txt"),
        "{shown}"
    );
    assert!(ask(&["--quote", "zebra"]).refused().contains("zebra"));
    assert!(ask(&["--quote", "Skärv"]).refused().contains("2 places"));
    assert!(
        ask(&["--quote", "Skärv", "--occurrence", "2"])
            .ok()
            .contains("times.txt")
    );
}

#[test]
fn help_is_complete_and_wrong_usage_is_status_2() {
    let folder = Folder::new();
    let first_page = folder.run(&["--help"]).ok();
    for command in [
        "new", "add", "mark", "list", "board", "text", "check", "match", "quotes", "dates",
        "coverage", "read", "agree", "merge", "shot", "bench",
    ] {
        assert!(first_page.contains(&format!("\n  {command} ")), "{command}");
        let page = folder.run(&[command, "--help"]).ok();
        assert!(page.contains("Example"), "{command}: {page}");
    }
    assert!(folder.run(&["--version"]).ok().starts_with("crosscheck "));
    for wrong in [
        &["list"][..],
        &["list", "p.ron", "--yaml"],
        &["mark", "p.ron"],
        &[
            "mark",
            "p.ron",
            "--article",
            "a",
            "--quote",
            "b",
            "--status",
            "true",
        ],
        &["mark", "p.ron", "--from", "m", "--quote", "b"],
        &[
            "mark",
            "p.ron",
            "--article",
            "a",
            "--quote",
            "b",
            "--status",
            "verified",
            "--stance",
            "supports",
        ],
        &["match", "p.ron", "--quote", "b"],
        &["match", "p.ron", "--nearest", "0"],
        &["shot", "p.ron", "o.png", "--size", "big"],
        &["shot", "p.ron", "o.png", "--theme", "pink"],
    ] {
        let run = folder.run(wrong);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{wrong:?}");
        assert!(
            run.err.contains("--help")
                || run.err.contains("possible values")
                || run.err.contains("1600x1000"),
            "{}",
            run.err
        );
    }
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_panic() {
    let folder = Folder::with_project();
    let mut child = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
        .args(["text", "p.ron", "--article", "post.txt"])
        .current_dir(folder.0.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
}
