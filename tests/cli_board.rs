//! `board`, and what `check` asks about claims, as a script would use them.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

#[path = "support/two_articles.rs"]
mod two_articles;

use serde_json::{Value, json};
use std::fs;

const POST: &str = "Weir breaks at night\n\nThe weir broke at two, a diver told Vale FM. It allegedly had a crack. \
    Nobody was hurt.\n\nThe mill stands.\n";
const WIRE: &str = "Water gone by dawn\n\nThe weir gave way at three. No one was hurt.\n";

/// The two articles, and what the tests ask of them.
struct Desk(two_articles::Desk);

impl Desk {
    fn new() -> Self {
        Self(two_articles::Desk::of(POST, WIRE))
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        self.0.run(arguments)
    }

    #[track_caller]
    fn mark(&self, article: &str, quote: &str, status: &str, more: &[&str]) {
        let mut all = vec!["mark", "p.ron", "--article", article, "--quote", quote];
        all.extend(["--status", status]);
        all.extend(more);
        let (code, _, err) = self.run(&all);
        assert_eq!(code, 0, "{err}");
    }

    fn board(&self, more: &[&str]) -> Value {
        let mut all = vec!["board", "p.ron", "--json"];
        all.extend(more);
        let (code, out, err) = self.run(&all);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).unwrap()
    }

    /// The exit status, and the kinds of errors and warnings with their messages.
    fn check(&self) -> (i32, Vec<(String, String)>) {
        let (code, out, _) = self.run(&["check", "p.ron", "--json"]);
        let report: Value = serde_json::from_str(&out).unwrap();
        let findings = ["errors", "warnings"].map(|list| report[list].as_array().unwrap().clone());
        let word = |finding: &Value, field: &str| finding[field].as_str().unwrap().to_owned();
        let findings = findings.concat();
        let found = findings
            .iter()
            .map(|finding| (word(finding, "kind"), word(finding, "message")));
        (code, found.collect())
    }

    #[track_caller]
    fn expect_kinds(&self, expected: &[&str]) {
        let (_, found) = self.check();
        let kinds: Vec<&str> = found.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, expected, "{found:?}");
    }
}

#[test]
fn the_board_has_a_row_for_each_claim_and_a_cell_for_each_article() {
    let desk = Desk::new();
    assert_eq!(desk.board(&[])["claims"], json!([]));
    let (_, lines, _) = desk.run(&["board", "p.ron"]);
    assert_eq!(lines, "no claims yet\n");
    let when = ["--claim", "When it broke", "--root", "Vale FM"];
    desk.mark("post.txt", "at two", "conflicting", &when);
    let against = ["--claim", "When it broke", "--stance", "contradicts"];
    desk.mark("wire.txt", "at three", "conflicting", &against);
    desk.mark(
        "wire.txt",
        "No one was hurt",
        "verified",
        &["--claim", "Nobody was hurt"],
    );

    let board = desk.board(&[]);
    let articles = board["articles"].as_array().unwrap();
    assert_eq!(articles[0]["file_name"], "post.txt");
    assert_eq!(articles[1]["title"], "Water gone by dawn");
    assert_eq!(articles[0]["role"], "check");
    let [first, second] = &board["claims"].as_array().unwrap()[..] else {
        panic!("{board}");
    };
    assert_eq!(first["statement"], "When it broke");
    assert_eq!(first["kind"], Value::Null);
    assert_eq!(
        [&first["status"], &first["reason"], &first["rule"]],
        [&json!("conflicting"), &json!("1 for, 1 against"), &json!(3)]
    );
    let roots = json!({"known": 1, "unknown": 1, "names": ["Vale FM"]});
    assert_eq!([&first["articles"], &first["roots"]], [&json!(2), &roots]);
    let cell = &first["cells"][1];
    assert_eq!(cell["file_name"], "wire.txt");
    assert_eq!(
        [&cell["empty"], &cell["by"], &cell["at"]],
        [&Value::Null; 3]
    );
    let passage = &cell["passages"][0];
    assert_eq!(
        passage["spans"],
        json!([{"start": 38, "end": 46, "quote": "at three"}])
    );
    assert_eq!(
        [
            &passage["status"],
            &passage["stance"],
            &passage["root"],
            &passage["recheck"]
        ],
        [
            &json!("conflicting"),
            &json!("contradicts"),
            &json!(""),
            &json!(false)
        ]
    );
    assert_eq!(passage["annotations"].as_array().unwrap().len(), 1);
    assert_eq!(
        [&second["status"], &second["reason"], &second["open"]],
        [
            &json!("unverified"),
            &json!("All marked verified, but no source cited"),
            &json!(2)
        ]
    );
    assert_eq!(second["cells"][0]["passages"], json!([]));
    assert_eq!(second["cells"][0]["empty"], "not_looked_yet");

    let (_, lines, _) = desk.run(&["board", "p.ron"]);
    assert_eq!(
        lines,
        "C  When it broke\n   1 for, 1 against\n   Weir breaks at night  C   \"at two\"\n   \
         Water gone by dawn    C   \"at three\" (contradicts)\n\n\
         U  Nobody was hurt\n   All marked verified, but no source cited\n   \
         Weir breaks at night  -   not looked yet\n   Water gone by dawn    V   \"No one was hurt\"\n"
    );
}

#[test]
fn an_empty_cell_tells_reading_and_a_persons_word_apart() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/projects/ferry.ron");
    let desk = Desk::new();
    fs::copy(sample, desk.0.path("p.ron")).unwrap();
    let empties = |more: &[&str]| -> Vec<(String, String, Value)> {
        let board = desk.board(more);
        let mut found = Vec::new();
        for claim in board["claims"].as_array().unwrap() {
            for cell in claim["cells"].as_array().unwrap() {
                if let Some(empty) = cell["empty"].as_str() {
                    let name = cell["file_name"].as_str().unwrap().to_owned();
                    found.push((name, empty.to_owned(), cell["by"].clone()));
                }
            }
        }
        found
    };
    let rosa = empties(&["--reviewer", "Rosa Lind"]);
    let row = |name: &str, empty: &str, by: Value| (name.to_owned(), empty.to_owned(), by);
    assert!(rosa.contains(&row("harbour-post.txt", "does_not_say", json!("Rosa Lind"))));
    assert!(rosa.contains(&row("coast-daily.txt", "not_looked_yet", Value::Null)));
    assert_eq!(rosa, empties(&[]));
    let (code, _, err) = desk.run(&["board", "p.ron", "--reviewer", "Nobody"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("Rosa Lind") && !err.contains("--add-reviewer"),
        "{err}"
    );
}

#[test]
fn check_asks_about_a_headline_that_its_body_does_not_bear_out() {
    let desk = Desk::new();
    let night = ["--claim", "It broke at night"];
    desk.mark("post.txt", "Weir breaks at night", "unverified", &night);
    desk.mark("wire.txt", "at three", "unverified", &night);
    let found = |desk: &Desk| {
        let (_, found) = desk.check();
        found
            .into_iter()
            .find(|(kind, _)| kind == "headline_not_in_body")
    };
    let (_, message) = found(&desk).unwrap();
    assert!(
        message.contains("headline of Weir breaks at night,"),
        "{message}"
    );
    desk.mark("post.txt", "at two", "unverified", &night);
    assert_eq!(found(&desk), None);
}

#[test]
fn check_asks_about_a_caveat_that_one_article_leaves_out() {
    let desk = Desk::new();
    let crack = ["--claim", "It gave way by itself"];
    desk.mark("post.txt", "had a crack", "unverified", &crack);
    desk.expect_kinds(&[]);
    desk.mark("wire.txt", "gave way", "unverified", &crack);
    let (code, found) = desk.check();
    assert_eq!(code, 0);
    let [(kind, message)] = &found[..] else {
        panic!("{found:?}");
    };
    assert_eq!(kind, "caveat_missing");
    assert!(
        message.starts_with("\"allegedly\" stands beside \"It gave way by itself\" in Weir breaks at night, but no such words in Water"),
        "{message}"
    );
}

#[test]
fn check_asks_about_statuses_that_disagree_within_a_side_only() {
    let desk = Desk::new();
    let hurt = ["--claim", "Nobody was hurt"];
    desk.mark("post.txt", "Nobody was hurt", "unverified", &hurt);
    let against = ["--claim", "Nobody was hurt", "--stance", "contradicts"];
    desk.mark("wire.txt", "No one was hurt", "conflicting", &against);
    desk.expect_kinds(&[]);
    desk.mark("wire.txt", "three", "conflicting", &hurt);
    let (_, found) = desk.check();
    assert_eq!(found[0].0, "statuses_disagree");
    assert!(
        found[0].1.contains("(1 unverified, 1 conflicting)"),
        "{}",
        found[0].1
    );
}

#[test]
fn shot_draws_the_board() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/projects/ferry.ron");
    let desk = Desk::new();
    let picture = |view: &str| {
        let (code, _, err) =
            desk.run(&["shot", sample, "b.png", "--size", "640x480", "--view", view]);
        assert_eq!(code, 0, "{err}");
        fs::read(desk.0.path("b.png")).unwrap()
    };
    assert_ne!(picture("read"), picture("board"));
    assert_ne!(picture("review"), picture("board"));
}
