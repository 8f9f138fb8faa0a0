//! Every figure against the values that other programs give for the same marks (`tests/fixtures/agreement.json`).

use super::study::Study;
use super::unitized::{alpha_1995, alpha_2016, joined};
use super::*;
use crate::model::{
    Anchor, Annotation, AnnotationId, Article, ArticleInfo, Assessment, ProjectId, Reading,
    Register, Reviewer, SmallMap, Span,
};
use crate::text::{Text, TextRange};
use jiff::Timestamp;
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

const TOLERANCE: f64 = 1e-9;

fn reference() -> Value {
    serde_json::from_str(include_str!("../../../tests/fixtures/agreement.json")).unwrap()
}

#[track_caller]
fn check(what: &str, found: Figure, wanted: &Value) {
    let found = found.unwrap_or_else(|why| panic!("{what}: {why}"));
    let wanted = wanted
        .as_f64()
        .unwrap_or_else(|| panic!("{what}: no reference"));
    assert!(
        (found - wanted).abs() <= TOLERANCE,
        "{what}: {found} is not {wanted}"
    );
}

fn text_of<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn id(first: u128, at: usize) -> Uuid {
    Uuid::from_u128(first << 64 | at as u128)
}

/// The fixture as a project: the texts, who has read them, and a mark for each span.
fn project(fixture: &Value) -> Project {
    let mut project = Project::new(ProjectId(id(1, 0)));
    let annotators = list(&fixture["annotators"]);
    for (at, name) in annotators.iter().enumerate() {
        let name = name.as_str().unwrap().to_owned();
        let reviewer = Register::new(Reviewer { name, colour: 0 });
        let of = ReviewerId(id(2, at));
        project.reviewers.insert(of, Arc::new(reviewer));
    }
    for (at, doc) in list(&fixture["docs"]).iter().enumerate() {
        let text = Text::new(text_of(doc, "text"));
        let mut read = SmallMap::new();
        for (reader, name) in annotators.iter().enumerate() {
            let has_read = list(&fixture["reviewed"][name.as_str().unwrap()]);
            if has_read.contains(&doc["id"]) {
                let reading = Reading {
                    at: Timestamp::UNIX_EPOCH,
                    text_id: Some(text.id()),
                };
                read.insert(ReviewerId(id(2, reader)), Register::new(reading));
            }
        }
        let article = Article {
            id: ArticleId(id(3, at)),
            info: Register::new(ArticleInfo::default()),
            text_id: text.id(),
            text: Some(Arc::new(text)),
            blocks: Vec::new(),
            earlier: Vec::new(),
            file_sha256: String::new(),
            read,
            signed: SmallMap::new(),
            fate: None,
        };
        project.articles.insert(article.id, Arc::new(article));
    }
    for (at, span) in list(&fixture["spans"]).iter().enumerate() {
        let annotation = annotation(fixture, &project, at, span);
        project
            .annotations
            .insert(annotation.id, Arc::new(annotation));
    }
    project
}

fn annotation(fixture: &Value, project: &Project, at: usize, span: &Value) -> Annotation {
    let doc = list(&fixture["docs"])
        .iter()
        .position(|doc| doc["id"] == span["doc"])
        .unwrap();
    let reader = list(&fixture["annotators"])
        .iter()
        .position(|name| *name == span["annotator"])
        .unwrap();
    let article = project.article(ArticleId(id(3, doc))).unwrap();
    let text = article.text.as_ref().unwrap();
    let place = |key| {
        let position = usize::try_from(span[key].as_u64().unwrap()).unwrap();
        text.from_code_points(position).unwrap()
    };
    let range = TextRange::between(place("start"), place("end"));
    assert_eq!(text.slice(range), text_of(span, "quote"));
    let status = Status::ALL
        .into_iter()
        .find(|status| status.word() == text_of(span, "tag"));
    let by = ReviewerId(id(2, reader));
    let mut assessments = SmallMap::new();
    let assessment = Assessment {
        status,
        note: String::new(),
        should_read: String::new(),
        cites: Vec::new(),
        at: Timestamp::UNIX_EPOCH,
    };
    assessments.insert(by, Register::new(assessment));
    Annotation {
        id: AnnotationId(id(4, at)),
        article: article.id,
        text_id: article.text_id,
        by,
        spans: Register::new(vec![Span {
            range,
            quote: text_of(span, "quote").into(),
            before: "".into(),
            after: "".into(),
            anchor: Anchor::Exact,
        }]),
        tie: None,
        assessments,
        signed: SmallMap::new(),
        fate: None,
    }
}

fn whole() -> (Value, Project, Agreement) {
    let reference = reference();
    let project = project(&reference["fixture"]);
    let found = agreement(&project, &taking_part(&project));
    (reference, project, found)
}

const QUESTIONS: [(Question, &str); 6] = [
    (Question::Passages, "binary:ANY"),
    (Question::Verdict, "verdict_given_marked"),
    (Question::Both, "nominal_label_set"),
    (Question::Status(Status::Verified), "binary:verified"),
    (Question::Status(Status::Unverified), "binary:unverified"),
    (Question::Status(Status::Conflicting), "binary:conflicting"),
];

fn name_of(pair: &PairFigures) -> &'static str {
    match pair.readers {
        (0, 1) => "ana~ben",
        (0, 2) => "ana~chi",
        (1, 2) => "ben~chi",
        other => panic!("{other:?}"),
    }
}

#[test]
fn percent_positive_agreement_and_alpha_on_words() {
    let (reference, _, found) = whole();
    let wanted = &reference["results"]["token"];
    assert_eq!(found.tokens as u64, wanted["n_units"].as_u64().unwrap());
    for (question, name) in QUESTIONS {
        let (found, wanted) = (found.on_tokens(question), &wanted[name]);
        check(name, found.share.0, &wanted["percent_pairwise"]);
        assert_eq!(
            found.equal_pairs.0 as u64,
            wanted["pairs_equal"].as_u64().unwrap()
        );
        assert_eq!(
            found.equal_pairs.1 as u64,
            wanted["pairs"].as_u64().unwrap()
        );
        for alpha in ["alpha_krippendorff_pkg", "alpha_simpledorff", "alpha_own"] {
            if !wanted[alpha].is_null() {
                check(&format!("{name} {alpha}"), found.alpha.0, &wanted[alpha]);
            }
        }
        match found.positive {
            Some(positive) => check(name, positive, &wanted["positive_agreement"]),
            None => assert!(wanted["positive_agreement"].is_null(), "{name}"),
        }
    }
}

#[test]
fn cohens_kappa_of_every_two_readers() {
    let (reference, _, found) = whole();
    assert_eq!(found.pairs.len(), 3);
    for (question, name) in QUESTIONS {
        let wanted = &reference["results"]["token"][name]["cohen"];
        for pair in found.pairs.iter().filter(|_| !wanted.is_null()) {
            let wanted = &wanted[name_of(pair)];
            assert_eq!(pair.tokens, wanted["n"].as_u64().unwrap());
            check(name, pair.cohen(question), &wanted["cohen_sklearn"]);
            check(name, pair.cohen(question), &wanted["cohen_nltk"]);
        }
    }
}

#[test]
fn fleisss_kappa_of_what_all_have_read() {
    let (reference, _, found) = whole();
    for (question, name) in QUESTIONS {
        let wanted = &reference["results"]["token"][name]["fleiss"];
        match found.on_tokens(question).fleiss {
            Some(kappa) => check(name, kappa, &wanted["fleiss_statsmodels"]),
            None => assert!(wanted.is_null(), "{name}"),
        }
    }
}

#[test]
fn alpha_of_sets_of_statuses() {
    let (reference, _, found) = whole();
    let wanted = &reference["results"]["token"]["set_valued_alpha_nltk"];
    check("Jaccard", found.alpha_of_sets.0, &wanted["jaccard"]);
    check("MASI", found.alpha_of_sets.1, &wanted["masi"]);
}

#[test]
fn passages_and_what_became_of_them() {
    let (reference, project, found) = whole();
    let wanted = &reference["results"]["passage"];
    assert_eq!(
        found.in_words(),
        "8 passages marked: 3 with one verdict, 2 marked by some only, 3 verdicts differ"
    );
    let class = |key: &str| wanted["classes"][key].as_u64().unwrap() as usize;
    let classes = [
        class("agree"),
        class("marked_by_some"),
        class("verdict_differs"),
    ];
    assert_eq!(found.classes(), classes);
    assert_eq!(found.passages.len(), list(&wanted["list"]).len());
    for (passage, wanted) in found.passages.iter().zip(list(&wanted["list"])) {
        let article = project.article(passage.article).unwrap();
        let words = article.text.as_ref().unwrap().slice(passage.hull);
        assert_eq!(words, text_of(wanted, "text"));
        for (name, label) in ["ana", "ben", "chi"].iter().zip(&passage.labels) {
            let statuses = label.map(|label| {
                let mut words: Vec<&str> = label.statuses().map(Status::word).collect();
                words.sort_unstable();
                words
            });
            assert_eq!(
                serde_json::to_value(statuses).unwrap(),
                wanted["labels"][name]
            );
        }
        let class = match text_of(wanted, "class") {
            "agree" => PassageClass::OneVerdict,
            "marked_by_some" => PassageClass::MarkedBySome,
            _ => PassageClass::VerdictsDiffer,
        };
        assert_eq!(passage.class(), class, "{words}");
    }
    for (name, found) in [
        ("verdict_given_marked", &found.passage_verdicts),
        ("including_none", &found.passage_answers),
    ] {
        check(name, found.share.0, &wanted[name]["percent_pairwise"]);
        check(name, found.alpha.0, &wanted[name]["alpha_krippendorff_pkg"]);
        check(name, found.alpha.0, &wanted[name]["alpha_own"]);
    }
}

#[test]
fn marks_from_the_same_start_to_the_same_end() {
    let (reference, _, found) = whole();
    let wanted = &reference["results"]["exact_position"];
    let found = found.same_places;
    assert_eq!(
        found.equal_pairs.1 as u64,
        wanted["complete_pairs"].as_u64().unwrap()
    );
    check("share", found.share.0, &wanted["percent_pairwise"]);
    check("alpha", found.alpha.0, &wanted["alpha_krippendorff_pkg"]);
    check("alpha", found.alpha.0, &wanted["alpha_own"]);
}

#[test]
fn strict_and_lenient_f1_of_every_two_readers() {
    let (reference, _, found) = whole();
    for pair in &found.pairs {
        let wanted = &reference["results"]["span_f1_gate"]["pairs"][name_of(pair)];
        let by_status = Status::ALL.iter().zip(pair.spans_by_status);
        let by_status = by_status.map(|(status, spans)| (status.word(), spans));
        for (name, spans) in std::iter::once(("ALL", pair.spans)).chain(by_status) {
            let wanted = &wanted[name];
            let counts = [spans.first, spans.second, spans.exact, spans.partial];
            let keys = ["key", "response", "correct", "partial"];
            let reference = keys.map(|key| wanted[key].as_u64().unwrap() as usize);
            assert_eq!(counts, reference, "{name}");
            check(name, spans.strict(), &wanted["strict"]["F1"]);
            check(name, spans.lenient(), &wanted["lenient"]["F1"]);
        }
    }
}

#[test]
fn alpha_u_of_1995() {
    let reference = reference();
    let input = &reference["results"]["alpha_u_1995_dkpro"];
    let mut values = 0;
    let lines: Vec<Vec<&str>> = list(&input["input_tsv"])
        .iter()
        .map(|line| line.as_str().unwrap().split('\t').collect())
        .collect();
    for study in lines
        .split(|line| line[0] == "END")
        .filter(|study| !study.is_empty())
    {
        let (name, readers, length) = (study[0][1], study[0][2], study[0][3]);
        let units = study[1..].iter().map(|unit| {
            let start = unit[1].parse().unwrap();
            Unit {
                start,
                end: start + unit[2].parse::<u64>().unwrap(),
                reader: unit[3].parse().unwrap(),
                // The textbook's example has one category of its own.
                status: status_of(unit[4]).unwrap_or(Status::Verified),
            }
        });
        let units = joined(units.collect());
        for (category, wanted) in input["values"][name].as_object().unwrap() {
            let found = alpha_1995(
                length.parse().unwrap(),
                readers.parse().unwrap(),
                &units,
                status_of(category),
            );
            check(&format!("{name} {category}"), found, wanted);
            values += 1;
        }
    }
    assert_eq!(values, 16);
}

fn status_of(word: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status.word() == word)
}

#[test]
fn alpha_u_over_the_articles_that_all_have_read() {
    let (reference, _, found) = whole();
    let wanted = &reference["results"]["alpha_u_1995_dkpro"]["values"]["concat(d1+d2)"];
    check("all", found.unitized.all, &wanted["ALL"]);
    for (status, found) in Status::ALL.iter().zip(found.unitized.by_status) {
        check(status.word(), found, &wanted[status.word()]);
    }
}

#[test]
fn alpha_u_of_2016() {
    let (reference, project, _) = whole();
    let values = &reference["results"]["alpha_u_2016_pkg"]["values"];
    let study = Study::of(&project, &taking_part(&project));
    for (read, name) in study.articles.iter().zip(["d1", "d2", "d3"]) {
        let place = |offset| read.text.to_code_points(offset) as u64;
        let units = read.marks.iter().map(|mark| Unit {
            start: place(mark.range.start),
            end: place(mark.range.end),
            reader: mark.reader,
            status: mark.status,
        });
        let readers = readers_of(&read.has_read).len();
        let found = alpha_2016(place(read.text.end()), readers, &joined(units.collect()));
        check(name, found, &values[name]);
    }
}

/// A table of answers, a row a reader.
fn tally(rows: &[Value]) -> Tally {
    let mut numbers: Vec<&Value> = rows
        .iter()
        .flat_map(list)
        .filter(|v| !v.is_null())
        .collect();
    numbers.sort_by_key(ToString::to_string);
    numbers.dedup();
    let mut tally = Tally::default();
    for unit in 0..list(&rows[0]).len() {
        let mut counts = [0; LABELS];
        for row in rows {
            if let Some(answer) = numbers.iter().position(|value| **value == row[unit]) {
                counts[answer] += 1;
            }
        }
        tally.add(&counts);
    }
    tally
}

#[test]
fn the_tables_of_the_textbooks() {
    let reference = reference();
    let canonical = &reference["results"]["canonical"];
    for name in [
        "krippendorff_3coders_15units",
        "krippendorff_4coders_12units",
    ] {
        let table = &canonical[name];
        let alpha = tally(list(&table["data"])).alpha();
        check(name, alpha, &table["alpha_nominal"]);
        check(name, alpha, &table["alpha_own"]);
    }
    let table = &canonical["fleiss_10x5_14raters"];
    let mut fleiss = Fleiss::default();
    for row in list(&table["table"]) {
        let mut counts = [0; LABELS];
        for (count, value) in counts.iter_mut().zip(list(row)) {
            *count = u32::try_from(value.as_u64().unwrap()).unwrap();
        }
        fleiss.add(&counts);
    }
    check("Fleiss", fleiss.kappa(), &table["kappa"]);
}

#[test]
fn the_edges() {
    let reference = reference();
    for case in list(&reference["results"]["edge_cases"]) {
        let tally = tally(list(&case["rows"]));
        let name = text_of(case, "case");
        if case["alpha"].is_null() {
            let wanted = if name.starts_with("all raters") {
                assert_eq!(tally.share(), Ok(1.0));
                NotComputable::OneCategory
            } else {
                NotComputable::NothingInCommon
            };
            assert_eq!(tally.alpha(), Err(wanted), "{name}");
        } else {
            check(name, tally.alpha(), &case["alpha"]);
        }
        if !case["percent"].is_null() {
            check(name, tally.share(), &case["percent"]);
        }
    }
}
