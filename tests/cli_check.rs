//! What `check` asks of texts alone, before anybody has marked a word.

#![expect(clippy::unwrap_used, reason = "a panic is the message of a test")]

#[path = "support/two_articles.rs"]
mod two_articles;

use serde_json::Value;

const CAVE: &str = "Cave diver brought up alive after four days\nThe diver was paid for by a rescue club called Deep Rope.\n\nA diver was brought up alive from a flooded cave on Friday evening, as the valley council said. The diver, named as Tomas Reuel, had been missing for four days.\n\nReuel was found on a ledge by two firemen.\n\nReuel is not the first to be lost there. Another diver, Karel Ostrow, was trapped two years ago. He said that he came out only because a rescue club called Deep Rope had paid for the pumps.\n\nOstrow has not dived since. “Nobody should go down there alone in the winter,” Ostrow said.\n";
const WIRE: &str = "Diver alive\n\nA diver was brought up. “Nobody should go down there drunk in the winter,” said Karel Ostrow, who was trapped there.\n";

/// The kinds, messages and places of the warnings.
fn warnings(post: &str, wire: &str) -> Vec<[String; 3]> {
    let desk = two_articles::Desk::of(post, wire);
    let (code, out, err) = desk.run(&["check", "p.ron", "--json"]);
    assert_eq!(code, 0, "{err}");
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["errors"], serde_json::json!([]));
    let found = report["warnings"].as_array().unwrap().iter();
    found
        .map(|warning| {
            ["kind", "message", "where"].map(|field| warning[field].as_str().unwrap().to_owned())
        })
        .collect()
}

#[test]
fn a_headline_that_its_body_says_of_somebody_else_and_a_quotation_in_other_words() {
    let [headline, quotation] = &warnings(CAVE, WIRE)[..] else {
        panic!("{:?}", warnings(CAVE, WIRE));
    };
    assert_eq!(headline[0], "headline_body");
    assert_eq!(
        headline[1],
        "the line under the headline \"The diver was paid for by a rescue club called Deep Rope.\" of Cave diver brought up alive after four days comes nearest to \"He said that he came out only because a rescue club called …\" in paragraph 5 of its body: that passage speaks of Karel Ostrow, whom no headline names, and the article begins with Tomas Reuel: look whom the line under the headline means"
    );
    assert!(
        headline[2].starts_with("article ") && headline[2].ends_with(", 44 to 101"),
        "{headline:?}"
    );
    assert_eq!(quotation[0], "quotation_differs");
    assert!(
        quotation[1].contains("differs: drunk | alone")
            || quotation[1].contains("differs: alone | drunk"),
        "{quotation:?}"
    );
}

#[test]
fn nothing_is_asked_where_headline_and_quotations_agree() {
    let agreeing = CAVE.replace("The diver was paid for by", "Ostrow was paid for by");
    let same = WIRE.replace("drunk", "alone");
    assert_eq!(warnings(&agreeing, &same), [[""; 3]; 0]);
}
