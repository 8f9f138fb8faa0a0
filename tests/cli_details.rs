//! `quotes`, `dates` and `coverage`, as a script would use them.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

#[path = "support/two_articles.rs"]
mod two_articles;

use serde_json::{Value, json};
use std::fs;

const POST: &str = "Weir breaks at night\n\nThe weir broke on Thursday and 40 mills stood still. “We heard one long crack, \
    then the water was gone,” said Ida Fenn, a miller. Né café.\n";
const WIRE: &str = "Water gone by dawn\n\n2026-03-13\n\nOn March 12 the weir broke and 14 mills stood still. Fenn told the Wire: \
    “we heard one crack.”\n";

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
    fn json(&self, command: &str) -> Value {
        let (code, out, err) = self.run(&[command, "p.ron", "--json"]);
        assert_eq!(code, 0, "{err}");
        serde_json::from_str(&out).unwrap()
    }

    /// Gives an article the day on which it was published, as the window would.
    fn publish(&self, file_name: &str, day: &str) {
        let path = self.0.path("p.ron");
        let file = fs::read_to_string(&path).unwrap();
        let named = format!("file_name: \"{file_name}\",");
        assert!(file.contains(&named), "{file}");
        let dated = format!("published: \"{day}\",\n        {named}");
        fs::write(path, file.replace(&named, &dated)).unwrap();
    }
}

fn slice(text: &str, place: &Value) -> String {
    let number = |field: &str| usize::try_from(place[field].as_u64().unwrap()).unwrap();
    text.chars()
        .skip(number("start"))
        .take(number("end") - number("start"))
        .collect()
}

#[test]
fn quotes_sets_the_versions_of_a_quotation_beside_each_other() {
    let desk = Desk::new();
    let found = desk.json("quotes");
    let groups = found["quotations"].as_array().unwrap();
    assert_eq!(groups.len(), 1);
    let versions = groups[0]["versions"].as_array().unwrap();
    assert_eq!(versions.len(), 2);
    let [fullest, other] = versions.as_slice() else {
        panic!("two versions");
    };
    assert_eq!(fullest["file_name"], "post.txt");
    assert_eq!(fullest["kinship"], "fullest");
    assert_eq!(fullest["speaker"], "Ida Fenn");
    assert_eq!(fullest["verb"], "said");
    assert_eq!(fullest["parts"], json!([]));
    assert_eq!(slice(POST, fullest), fullest["quote"].as_str().unwrap());
    assert_eq!(
        slice(POST, &fullest["pieces"][0]),
        "We heard one long crack, then the water was gone,"
    );
    assert_eq!(other["kinship"], "altered");
    assert_eq!(other["speaker"], "Fenn");
    assert_eq!(other["listener"], "the Wire");
    let kinds: Vec<&str> = other["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["same", "dropped", "same", "left_out"]);
    assert_eq!(other["parts"][1]["fullest"], "long");
    let (_, out, _) = desk.run(&["quotes", "p.ron"]);
    assert!(out.starts_with("fullest     "), "{out}");
    assert!(out.contains("dropped:  | long"), "{out}");
}

#[test]
fn dates_are_counted_from_the_day_of_publication_and_asked_for_where_there_is_none() {
    let desk = Desk::new();
    desk.publish("wire.txt", "2026-03-13");
    let found = desk.json("dates");
    let texts: Vec<&str> = found["dates"]
        .as_array()
        .unwrap()
        .iter()
        .map(|date| date["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["Thursday", "2026-03-13", "March 12"]);
    assert_eq!(found["dates"][0]["possible"], json!([]));
    assert_eq!(found["dates"][0]["weekday"], 4);
    let twelfth = json!([{"first": "2026-03-12", "last": "2026-03-12"}]);
    assert_eq!(found["dates"][2]["possible"], twelfth);
    assert_eq!(slice(WIRE, &found["dates"][2]), "March 12");
    let message = "Weir breaks at night has no date, so \"Thursday\" has no day. Set the date.";
    assert_eq!(found["no_date"][0]["message"], message);
    let (_, _, err) = desk.run(&["dates", "p.ron"]);
    assert!(err.contains(message), "{err}");

    desk.publish("post.txt", "2026-03-13");
    let found = desk.json("dates");
    assert_eq!(found["no_date"], json!([]));
    let days = found["days"].as_array().unwrap();
    assert_eq!(days[0]["day"], "2026-03-12");
    assert_eq!(days[0]["agree"], true);
    assert_eq!(days[0]["named"][0]["file_name"], "wire.txt");
    assert_eq!(days[0]["may_be"][0]["text"], "Thursday");
    assert_eq!(found["differs"], json!([]));

    // Told of another day, the two differ.
    let path = desk.0.path("p.ron");
    let file = fs::read_to_string(&path).unwrap();
    let project = file.replacen("published: \"2026-03-13\"", "published: \"2026-02-13\"", 1);
    fs::write(path, project).unwrap();
    let found = desk.json("dates");
    assert_eq!(found["differs"][0]["a"]["text"], "Thursday");
    assert_eq!(found["differs"][0]["b"]["text"], "March 12");
    let (_, out, _) = desk.run(&["dates", "p.ron"]);
    assert!(
        out.contains("differs     Weir breaks at night: Thursday | Water gone by dawn: March 12"),
        "{out}"
    );
}

#[test]
fn coverage_counts_words_numbers_dates_and_names() {
    let desk = Desk::new();
    let before = desk.json("coverage");
    let post = &before["articles"][0];
    assert_eq!(post["file_name"], "post.txt");
    assert_eq!(
        (&post["marked"], &post["verified_share"]),
        (&json!(0), &json!(0.0))
    );
    assert_eq!(
        (
            &post["unmarked"]["numbers"],
            &post["unmarked"]["dates"],
            &post["unmarked"]["names"]
        ),
        (&json!(2), &json!(1), &json!(1))
    );
    let words = post["words"].as_u64().unwrap();
    let (code, _, err) = desk.run(&[
        "mark",
        "p.ron",
        "--article",
        "post.txt",
        "--quote",
        "on Thursday and 40 mills",
        "--status",
        "verified",
    ]);
    assert_eq!(code, 0, "{err}");
    let after = desk.json("coverage");
    let post = &after["articles"][0];
    assert_eq!(post["verified"], 5);
    assert_eq!(post["unmarked"]["words"], words - 5);
    assert_eq!(post["unmarked"]["dates"], 0);
    assert_eq!(post["unmarked"]["numbers"], 1);
    let (_, out, _) = desk.run(&["coverage", "p.ron"]);
    assert!(out.starts_with("Weir breaks at night: marked "), "{out}");
}
