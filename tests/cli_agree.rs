//! `read` and `agree`, as a script would use them: the texts and marks of the reference, and values of other programs.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// A project of the three texts, with every mark of the three readers.
struct Desk {
    folder: TempDir,
    reference: Value,
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

impl Desk {
    fn new() -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/agreement.json");
        let reference: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
            reference,
        };
        let fixture = &desk.reference["fixture"];
        let mut arguments = vec!["new".to_owned(), "p.ron".to_owned()];
        for doc in list(&fixture["docs"]) {
            let name = format!("{}.txt", doc["id"].as_str().unwrap());
            fs::write(desk.path(&name), doc["text"].as_str().unwrap()).unwrap();
            arguments.push(name);
        }
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        desk.ok(&arguments);
        let mut lines = String::new();
        for span in list(&fixture["spans"]) {
            let line = json!({
                "article": format!("{}.txt", span["doc"].as_str().unwrap()),
                "spans": [{"start": span["start"], "end": span["end"]}],
                "quote": span["quote"],
                "status": span["tag"],
                "reviewer": span["annotator"],
            });
            lines.push_str(&line.to_string());
            lines.push('\n');
        }
        fs::write(desk.path("marks.jsonl"), lines).unwrap();
        desk.ok(&["mark", "p.ron", "--from", "marks.jsonl"]);
        desk
    }

    /// Everybody has read what they have read in the reference.
    fn read(self) -> Self {
        let reviewed = self.reference["fixture"]["reviewed"].as_object().unwrap();
        for (reader, docs) in reviewed {
            for doc in list(docs) {
                let article = format!("{}.txt", doc.as_str().unwrap());
                let article = ["--article", &article];
                self.ok(&[
                    "read",
                    "p.ron",
                    article[0],
                    article[1],
                    "--reviewer",
                    reader,
                ]);
            }
        }
        self
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
            .args(arguments)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let code = output.status.code().unwrap();
        (code, text(output.stdout), text(output.stderr))
    }

    #[track_caller]
    fn ok(&self, arguments: &[&str]) -> String {
        let (code, out, err) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {err}");
        out
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.ok(&["agree", "p.ron", "--json"])).unwrap()
    }
}

#[track_caller]
fn near(found: &Value, wanted: &Value) {
    let (found, wanted) = (found["value"].as_f64().unwrap(), wanted.as_f64().unwrap());
    assert!((found - wanted).abs() <= 1e-9, "{found} is not {wanted}");
}

#[test]
fn the_figures_are_those_of_other_programs() {
    let desk = Desk::new().read();
    let (found, wanted) = (desk.json(), &desk.reference["results"]);
    assert_eq!(
        found["words"],
        "8 passages marked: 3 with one verdict, 2 marked by some only, 3 verdicts differ"
    );
    let token = &wanted["token"];
    for (found, name) in [
        (&found["same_passages"], "binary:ANY"),
        (&found["same_verdict"], "verdict_given_marked"),
        (&found["both"], "nominal_label_set"),
        (&found["statuses"]["verified"], "binary:verified"),
        (&found["statuses"]["unverified"], "binary:unverified"),
        (&found["statuses"]["conflicting"], "binary:conflicting"),
    ] {
        near(&found["share"], &token[name]["percent_pairwise"]);
        near(&found["alpha"], &token[name]["alpha_own"]);
        if name.starts_with("binary") {
            near(
                &found["positive_agreement"],
                &token[name]["positive_agreement"],
            );
        }
        let fleiss = &token[name]["fleiss"]["fleiss_statsmodels"];
        if !fleiss.is_null() {
            near(&found["fleiss_kappa"], fleiss);
        }
        let (low, alpha) = (&found["alpha"]["low"], &found["alpha"]["value"]);
        assert!(low.as_f64() <= alpha.as_f64(), "{low} {alpha}");
    }
    let pair = &found["pairs"][0];
    assert_eq!(pair["readers"], json!(["ana", "ben"]));
    near(
        &pair["cohen_kappa"]["both"],
        &token["nominal_label_set"]["cohen"]["ana~ben"]["cohen_sklearn"],
    );
    let f1 = &wanted["span_f1_gate"]["pairs"]["ana~ben"]["ALL"];
    near(&pair["f1"]["all"]["strict"], &f1["strict"]["F1"]);
    near(&pair["f1"]["all"]["lenient"], &f1["lenient"]["F1"]);
    let alpha_u = &wanted["alpha_u_1995_dkpro"]["values"]["concat(d1+d2)"];
    near(&found["alpha_u"]["all"], &alpha_u["ALL"]);
    // Positions are code points, behind the emoji too.
    let first = &found["passages"]["list"][1];
    assert_eq!((&first["start"], &first["end"]), (&json!(47), &json!(79)));
    assert_eq!(first["text"], "🏠🏠 Council records show only 840");
    let last = &found["passages"]["list"][7];
    assert_eq!(
        last["verdicts"][2],
        json!({"reviewer": "chi", "statuses": null})
    );
    assert_eq!(found["not_counted"][0]["unread_by"], json!(["chi"]));
    // The same project gives the same intervals.
    assert_eq!(found, desk.json());
}

#[test]
fn lines_say_the_words_first_and_the_table_is_for_spreadsheets() {
    let desk = Desk::new().read();
    let out = desk.ok(&["agree", "p.ron"]);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("8 passages marked: 3 with one verdict"));
    assert!(lines[1].starts_with("Not counted for chi, who has not read it to the end: "));
    assert!(
        lines[3].starts_with("same passages      68 %  alpha 0.35 (95 %: "),
        "{out}"
    );
    assert!(out.contains("ana and ben: "), "{out}");
    assert!(
        out.contains("No figure was given  ana -, ben U, chi -"),
        "{out}"
    );

    let out = desk.ok(&["agree", "p.ron", "--csv"]);
    let mut lines = out.lines();
    assert_eq!(
        lines.next().unwrap(),
        "about,figure,readers,value,low,high,note"
    );
    assert_eq!(lines.next().unwrap(), "passages,marked,ana; ben; chi,8,,,");
    assert!(lines.all(|line| line.matches(',').count() == 6), "{out}");
    assert!(
        out.contains("passages by verdict,Conflicting / Unverified,ana; ben,1,,,"),
        "{out}"
    );
    let (code, _, err) = desk.run(&["agree", "p.ron", "--csv", "--json"]);
    assert_eq!(code, 2, "{err}");
}

#[test]
fn an_article_counts_once_two_have_read_it_to_the_end() {
    let desk = Desk::new();
    let found = desk.json();
    assert_eq!(found["readers"], json!([]));
    assert_eq!(found["same_passages"]["alpha"]["value"], json!(null));
    assert_eq!(
        found["same_passages"]["alpha"]["why"],
        "not computable: nothing that two readers judged"
    );
    let out = desk.ok(&["agree", "p.ron"]);
    assert!(out.starts_with("No article to check was read to the end by two reviewers.\n"));

    let read = |reader: &str, more: &[&str]| {
        let mut arguments = vec!["read", "p.ron", "--article", "d3.txt", "--reviewer", reader];
        arguments.extend(more);
        desk.run(&arguments)
    };
    let (code, out, err) = read("ana", &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.contains("\td3.txt\t"), "{out}");
    assert_eq!(desk.json()["readers"], json!([]));
    read("ben", &[]);
    let found = desk.json();
    assert_eq!(found["tokens"], 14);
    assert_eq!(found["passages"]["marked"], 1);
    assert_eq!(
        found["same_verdict"]["alpha"]["why"],
        "not computable: only one category used"
    );
    assert_eq!(found["same_verdict"]["share"]["value"], 1.0);

    // Said again, nothing is written.
    let before = fs::read(desk.path("p.ron")).unwrap();
    let (code, _, err) = read("ben", &[]);
    assert_eq!(code, 0);
    assert!(err.contains("ben has read"), "{err}");
    assert_eq!(before, fs::read(desk.path("p.ron")).unwrap());
    read("ben", &["--take-back"]);
    assert_eq!(desk.json()["readers"], json!([]));
}

#[test]
fn who_is_not_known_cannot_have_read() {
    let desk = Desk::new();
    let before = fs::read(desk.path("p.ron")).unwrap();
    let read = |more: [&str; 4]| {
        let mut arguments = vec!["read", "p.ron"];
        arguments.extend(more);
        desk.run(&arguments)
    };
    let (code, _, err) = read(["--article", "d1.txt", "--reviewer", "dov"]);
    assert_eq!(code, 2);
    assert!(
        err.contains("no reviewer is called \"dov\"; there are: \"ana\""),
        "{err}"
    );
    let (code, _, err) = read(["--article", "d9.txt", "--reviewer", "ana"]);
    assert_eq!(code, 2);
    assert!(err.contains("no article is called \"d9.txt\""), "{err}");
    let (code, _, _) = desk.run(&["read", "p.ron", "--article", "d1.txt"]);
    assert_eq!(code, 2);
    let (code, _, err) = desk.run(&["agree", "p.ron", "--reviewer", "dov"]);
    assert_eq!(code, 2);
    assert!(err.contains("no reviewer is called \"dov\""), "{err}");
    assert_eq!(before, fs::read(desk.path("p.ron")).unwrap());
    // Who has marked nothing can be made.
    let (code, _, err) = read(["--article", "d1.txt", "--add-reviewer", "dov"]);
    assert_eq!(code, 0);
    assert!(err.contains("new reviewer \"dov\""), "{err}");
}
