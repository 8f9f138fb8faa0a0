//! One test for each line of bad input: the message names the file, the place and what is wrong, and nothing panics.

use crosscheck::{
    model::Anchor,
    store::{LoadError, ProblemKind, parse, to_ron},
};

const GOLDEN: &str = include_str!("fixtures/format-1.ron");

/// The golden file with one thing changed in it.
fn golden_with(from: &str, to: &str) -> String {
    assert!(GOLDEN.contains(from), "{from}");
    GOLDEN.replacen(from, to, 1)
}

fn error_of(file: &str) -> LoadError {
    parse(file.as_bytes(), "p.ron").expect_err("this file is bad")
}

#[track_caller]
fn says(file: &str, parts: &[&str]) {
    let message = error_of(file).to_string();
    assert!(message.starts_with("p.ron: "), "{message}");
    for part in parts {
        assert!(message.contains(part), "\"{part}\" in: {message}");
    }
}

#[track_caller]
fn has_problem(file: &str, kind: ProblemKind, parts: &[&str]) {
    let error = error_of(file);
    assert!(
        error.problems().iter().any(|problem| problem.kind == kind),
        "{error}"
    );
    says(file, parts);
}

#[test]
fn what_is_not_ron_is_refused() {
    says(
        "Dear editor,\nthe ferry",
        &[
            "line 1, column 5",
            "found `Dear` where a project begins with `(`",
        ],
    );
    assert!(matches!(
        error_of("{\"format\": 1}"),
        LoadError::Syntax { .. }
    ));
}

#[test]
fn an_empty_file_says_so() {
    assert!(matches!(error_of(""), LoadError::Empty { .. }));
    assert!(matches!(error_of(" \n"), LoadError::Empty { .. }));
    says("", &["this file is empty"]);
}

#[test]
fn a_file_cut_short_says_so_wherever_it_is_cut() {
    for (cut, _) in GOLDEN.char_indices().skip(1).step_by(41) {
        let error = error_of(&GOLDEN[..cut]);
        assert!(
            matches!(error, LoadError::CutShort { .. }),
            "{cut}: {error}"
        );
    }
    let cut = GOLDEN.find("publisher").expect("it is there");
    says(
        &GOLDEN[..cut],
        &["line 34, column 9", "the file ends early"],
    );
}

#[test]
fn a_newer_format_is_refused_with_both_numbers() {
    let parts = ["format 7", "up to format 1"];
    says(&golden_with("format: 1", "format: 7"), &parts);
    says(
        &golden_with("format: 1,", "format: 7, colour_of_the_sea: Blue,"),
        &parts,
    );
    says(&golden_with("format: 1,", "format: 7, strange = 5"), &parts);
    says("(id: \"x\", what: [1, (2)], format: 7)", &parts);
    says(&golden_with("format: 1", "format: 0"), &["no format 0"]);
}

#[test]
fn an_unknown_field_is_named_with_its_line_and_column() {
    let file = golden_with("      colour: 2,", "      colour: 2, shoe_size: 44,");
    says(
        &file,
        &["line 8, column ", "unknown field `shoe_size` in `reviewer`"],
    );
    let inside = golden_with("anchor: Changed(was:", "anchor: Changed(is: \"x\", was:");
    says(&inside, &["unknown field `is`"]);
    let rival = golden_with(
        "rivals: [(role: Compare,",
        "rivals: [(role: Compare, rivals: [],",
    );
    says(&rival, &["unknown field `rivals`"]);
}

#[test]
fn a_missing_field_is_named() {
    says(
        &golden_with(
            "      by: \"01931c2e-0000-7000-8000-000000000001\",\n      spans",
            "      spans",
        ),
        &["`by` is missing in `annotation`"],
    );
    says("(format: 1)", &["`id` is missing in `project`"]);
}

#[test]
fn a_wrong_type_is_told_with_line_and_column() {
    says(
        &golden_with("colour: 2", "colour: \"red\""),
        &["line 8, column ", "integer"],
    );
    says(
        &golden_with("colour: 2", "colour: 300"),
        &["line 8, column ", "out of bounds"],
    );
    says(
        &golden_with("status: Verified", "status: Disputed"),
        &["`Disputed` is not one of the values"],
    );
    says(
        &golden_with("(start: 31, end: 42", "(start: -31, end: 42"),
        &["line "],
    );
    says(
        &golden_with("rev: \"k3f9a2qx.1\"", "rev: \"k3f9a2qx.00\""),
        &["is not a revision"],
    );
    says(
        &golden_with("text_id: \"ba38b7cebdb4\"", "text_id: \"BA38\""),
        &["12 hexadecimal digits"],
    );
    says(
        &golden_with("at: \"2026-11-22T11:00:00Z\"", "at: \"yesterday\""),
        &["line "],
    );
    says(
        &golden_with("id: \"01931c2e", "id: \"ferry"),
        &["line 3, column "],
    );
}

#[test]
fn a_wrong_id_is_told_in_plain_words() {
    let file = golden_with("id: \"01931c2e-0000-7000-8000-000000000011\"", "id: \"11\"");
    says(&file, &["line ", "expected an id such as"]);
}

#[test]
fn a_key_twice_is_named() {
    let file = golden_with(
        "  reviewers: {",
        "  reviewers: {\"01931c2e-0000-7000-8000-000000000001\": (name: \"Eve\", colour: 1, rev: \"k3f9a2qx.1\"),",
    );
    says(
        &file,
        &[
            "line 6, column ",
            "the key \"01931c2e-0000-7000-8000-000000000001\" stands twice",
        ],
    );
    says(
        &golden_with("colour: 2", "colour: 2, colour: 3"),
        &["`colour` stands twice"],
    );
}

#[test]
fn two_records_with_one_id_are_named() {
    for (kind, other) in [
        ("000000000011", "000000000012"),
        ("000000000021", "000000000022"),
        ("000000000031", "000000000032"),
        ("000000000041", "000000000042"),
        ("000000000051", "000000000052"),
        ("000000000061", "000000000062"),
    ] {
        let file = golden_with(
            &format!("(\n      id: \"01931c2e-0000-7000-8000-{other}\""),
            &format!("(\n      id: \"01931c2e-0000-7000-8000-{kind}\""),
        );
        has_problem(
            &file,
            ProblemKind::DuplicateId,
            &[&format!("{kind}, id: two records")],
        );
    }
}

#[test]
fn a_span_out_of_bounds_is_named() {
    let file = golden_with("(start: 31, end: 42", "(start: 31, end: 4200");
    has_problem(
        &file,
        ProblemKind::SpanOutOfBounds,
        &["000000000051, spans: ", "4200", "183 code points"],
    );
    let file = golden_with("(start: 31, end: 42", "(start: 43, end: 42");
    has_problem(
        &file,
        ProblemKind::SpanBackwards,
        &["000000000051, spans: ", "starts at 43"],
    );
    let file = golden_with("start: 162, kind: Caption", "start: 1620, kind: Caption");
    has_problem(
        &file,
        ProblemKind::BlockOutOfBounds,
        &["000000000011, blocks: "],
    );
}

#[test]
fn spans_that_overlap_or_are_none_are_named() {
    let file = golden_with(
        "(start: 45, end: 57, quote: \"six crew",
        "(start: 36, end: 57, quote: \"people – six crew",
    );
    has_problem(&file, ProblemKind::SpansOverlap, &["overlaps another"]);
    let spans =
        "[\n        (start: 541, end: 588, quote: \"words of a text that is gone\"),\n      ]";
    has_problem(
        &golden_with(spans, "[]"),
        ProblemKind::NoSpans,
        &["it has no span"],
    );
}

/// The position is wrong, the text is the same: the words are put where they stand, and the user is told.
#[test]
fn a_quote_that_is_elsewhere_is_put_right_with_a_warning() {
    let file = golden_with("(start: 31, end: 42", "(start: 30, end: 41");
    let loaded = parse(file.as_bytes(), "p.ron").unwrap_or_else(|e| panic!("{e}"));
    let [warning] = &loaded.warnings[..] else {
        panic!("{:?}", loaded.warnings)
    };
    let message = warning.to_string();
    assert!(
        message.contains("000000000051") && message.contains("\"Nine people\""),
        "{message}"
    );
    assert_eq!(to_ron(&loaded.project).unwrap(), GOLDEN);
}

#[test]
fn a_quote_between_other_words_is_moved_and_one_that_is_nowhere_is_lost() {
    let anchor_after = |file: &str| {
        let loaded = parse(file.as_bytes(), "p.ron").unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(loaded.warnings.len(), 1);
        let annotation = loaded
            .project
            .annotations
            .values()
            .next()
            .expect("there are some");
        annotation.spans.value[0].clone()
    };
    let other_context = golden_with(
        "(start: 31, end: 42, quote: \"Nine people\", before: \"Ferry",
        "(start: 30, end: 41, quote: \"Nine people\", before: \"Barge",
    );
    let span = anchor_after(&other_context);
    assert_eq!((span.anchor, span.range.start.bytes()), (Anchor::Moved, 31));
    let other_words = golden_with("quote: \"Nine people\"", "quote: \"Ten people\"");
    let span = anchor_after(&other_words);
    assert_eq!((span.anchor, &*span.quote), (Anchor::Lost, "Ten people"));
}

#[test]
fn a_set_aside_region_whose_words_are_gone_hides_nothing() {
    let file = golden_with(
        "quote: \"Photo: Harbour Trust\"",
        "quote: \"Photo: Somebody\"",
    );
    let loaded = parse(file.as_bytes(), "p.ron").unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(loaded.warnings.len(), 1);
    let region = &loaded
        .project
        .set_aside
        .values()
        .next()
        .expect("there is one")
        .region
        .value;
    assert!(region.range.is_empty() && &*region.quote == "Photo: Somebody");
}

#[test]
fn references_to_nothing_are_named() {
    let nobody = "01931c2e-0000-7000-8000-000000000099";
    for (from, kind, part) in [
        (
            "why: Furniture,\n      by: \"01931c2e-0000-7000-8000-000000000001\"",
            ProblemKind::UnknownReviewer,
            "000000000021, by: there is no reviewer",
        ),
        (
            "text_id: \"ba38b7cebdb4\",\n      by: \"01931c2e-0000-7000-8000-000000000001\"",
            ProblemKind::UnknownReviewer,
            "000000000051, by: there is no reviewer",
        ),
        (
            "assessments: {\n        \"01931c2e-0000-7000-8000-000000000001\"",
            ProblemKind::UnknownReviewer,
            "assessments: there is no reviewer",
        ),
        (
            "read: {\n        \"01931c2e-0000-7000-8000-000000000001\"",
            ProblemKind::UnknownReviewer,
            "000000000011, read: there is no reviewer",
        ),
        (
            "signed: {\n        \"01931c2e-0000-7000-8000-000000000002\"",
            ProblemKind::UnknownReviewer,
            "000000000011, signed: there is no reviewer",
        ),
        (
            "000000000012\": (by: \"01931c2e-0000-7000-8000-000000000001\"",
            ProblemKind::UnknownReviewer,
            "000000000041, absent: there is no reviewer",
        ),
        (
            "reason: \"The log says nine.\",\n      by: \"01931c2e-0000-7000-8000-000000000001\"",
            ProblemKind::UnknownReviewer,
            "000000000061, by: there is no reviewer",
        ),
        (
            "id: \"01931c2e-0000-7000-8000-000000000053\",\n      article: \"01931c2e-0000-7000-8000-000000000011\"",
            ProblemKind::UnknownArticle,
            "000000000053, article: there is no article",
        ),
        (
            "id: \"01931c2e-0000-7000-8000-000000000021\",\n      article: \"01931c2e-0000-7000-8000-000000000011\"",
            ProblemKind::UnknownArticle,
            "000000000021, article: there is no article",
        ),
        (
            "absent: {\n        \"01931c2e-0000-7000-8000-000000000012\"",
            ProblemKind::UnknownArticle,
            "000000000041, absent: there is no article",
        ),
        (
            "tie: (\n        claim: \"01931c2e-0000-7000-8000-000000000041\"",
            ProblemKind::UnknownClaim,
            "000000000051, tie: there is no claim",
        ),
        (
            "cites: [(source: \"01931c2e-0000-7000-8000-000000000031\"",
            ProblemKind::UnknownSource,
            "000000000051, cites: there is no source",
        ),
        (
            "about: [\n        \"01931c2e-0000-7000-8000-000000000051\"",
            ProblemKind::UnknownAnnotation,
            "000000000061, about: there is no annotation",
        ),
    ] {
        let (front, _) = from.rsplit_once("\"01931c2e").expect("it ends with an id");
        let file = golden_with(from, &format!("{front}\"{nobody}\""));
        has_problem(&file, kind, &[part, nobody]);
    }
    let file = golden_with(
        "text_id: \"c6607a2ab677\",\n      by",
        "text_id: \"c6607a2ab678\",\n      by",
    );
    has_problem(
        &file,
        ProblemKind::UnknownText,
        &["000000000053, text_id: ", "c6607a2ab678"],
    );
}

#[test]
fn a_text_that_was_edited_by_hand_is_named() {
    let file = golden_with(
        "Nine people – six crew 👩\u{200d}🚒 – were on board, the",
        "Ten people – six crew 👩\u{200d}🚒 – were on board, the",
    );
    has_problem(
        &file,
        ProblemKind::TextIdMismatch,
        &["000000000011, text: text_id says ba38b7cebdb4"],
    );
    let file = golden_with("Ferry aground\nEight", "Ferry aground\\r\nEight");
    has_problem(
        &file,
        ProblemKind::TextNotNormalised,
        &["000000000011, earlier: "],
    );
    let file = golden_with(
        "text: \"Plain text without any quotation mark.\nOn 11 August the ferry left late.\n\",",
        "",
    );
    has_problem(&file, ProblemKind::MissingText, &["000000000012, text: "]);
}

#[test]
fn a_value_without_a_revision_is_named() {
    let file = golden_with("cites: [(source", "cites: [ (source")
        .replace(", at: \"2026-11-22T10:07:00Z\", rev: \"p8x1aaq0.3\"", "");
    let file = file.replace(
        "at: \"2026-11-22T10:07:00Z\", rev: \"p8x1aaq0.3\"",
        "at: \"2026-11-22T10:07:00Z\"",
    );
    has_problem(
        &file,
        ProblemKind::MissingRevision,
        &["annotation 01931c2e-0000-7000-8000-000000000051, rev"],
    );
    for (rev, record) in [
        ("reviewer", "colour: 5,\n      rev: \"p8x1aaq0.1\","),
        (
            "article",
            "file_name: \"plain.txt\",\n        rev: \"k3f9a2qx.1\",",
        ),
        (
            "set-aside region",
            "why: Opinion,\n      by: \"01931c2e-0000-7000-8000-000000000002\",\n      rev: \"m2c4tdb7.2\",",
        ),
        ("source", "kind: Secondary,\n      rev: \"m2c4tdb7.2\","),
        (
            "claim",
            "kind: HeadlineAgainstBody,\n      rev: \"k3f9a2qx.3\",",
        ),
        (
            "decision",
            "at: \"2026-11-23T08:00:00Z\",\n      rev: \"m2c4tdb7.8\",",
        ),
    ] {
        let without = record.rsplit_once("rev: ").expect("it ends with one").0;
        has_problem(
            &golden_with(record, without),
            ProblemKind::MissingRevision,
            &[rev],
        );
    }
    let file = golden_with("      rev: \"k3f9a2qx.3\",\n      record", "      record");
    has_problem(&file, ProblemKind::MissingRevision, &["history of "]);
}

#[test]
fn many_problems_are_counted() {
    let file = GOLDEN
        .replace(
            "01931c2e-0000-7000-8000-000000000002\": (name",
            "01931c2e-0000-7000-8000-000000000098\": (name",
        )
        .replace(
            "    \"01931c2e-0000-7000-8000-000000000002\": (\n      name",
            "    \"01931c2e-0000-7000-8000-000000000098\": (\n      name",
        );
    let error = error_of(&file);
    assert!(error.problems().len() > 4);
    let more = error.problems().len() - 3;
    assert!(
        error
            .to_string()
            .ends_with(&format!("; and {more} more problems")),
        "{error}"
    );
}

#[test]
fn files_that_are_no_text_are_refused() {
    let error = parse(b"\x89PNG\r\n\x1a\n\0\0", "p.ron").expect_err("binary");
    assert!(
        matches!(error, LoadError::Binary { line: 3, .. }),
        "{error}"
    );
    let mut latin = GOLDEN.as_bytes().to_vec();
    let at = GOLDEN.find("Béla").expect("it is there") + 1;
    latin[at] = 0xe9;
    let error = parse(&latin, "p.ron").expect_err("not UTF-8").to_string();
    assert!(
        error.contains("line 12, column 17") && error.contains("not UTF-8"),
        "{error}"
    );
}

/// Nesting without end must not bring the program down.
#[test]
fn brackets_nested_very_deep_are_an_error() {
    let file = format!("(format: 1, articles: {}", "[".repeat(200_000));
    assert!(parse(file.as_bytes(), "p.ron").is_err());
    let file = format!("(format: 2, articles: {}", "(a:".repeat(200_000));
    says(&file, &["format 2"]);
}

/// Found by the fuzzer: the damaged value is the more cautious one from then on and stands in front, as in a second reading.
#[test]
fn a_rival_that_lost_its_place_is_read_the_same_twice() {
    let file = golden_with("end: 35, quote: \"Nine\"", "end: 35, quote: \"N[ne\"");
    let read = parse(file.as_bytes(), "p.ron").expect("it opens").project;
    let written = to_ron(&read).expect("and is written");
    let again = parse(written.as_bytes(), "p.ron").expect("and opens again");
    assert!(again.project == read);
    let lost = |project: &crosscheck::model::Project| {
        let marks = project.annotations.values();
        marks
            .filter(|mark| mark.spans.value[0].anchor == Anchor::Lost)
            .count()
    };
    let whole = parse(GOLDEN.as_bytes(), "p.ron")
        .expect("it is whole")
        .project;
    assert_eq!(lost(&read), lost(&whole) + 1);
}

/// Found by the fuzzer: a rival in another article was measured in the text of the one in force.
#[test]
fn what_is_set_aside_in_another_article_is_looked_for_there() {
    const RIVAL: &str = "(article: \"01931c2e-0000-7000-8000-000000000011\", start: 162, end: 167, quote: \"Photo\"";
    const OTHER: &str = "01931c2e-0000-7000-8000-000000000012";
    let whole = parse(GOLDEN.as_bytes(), "p.ron").expect("it is whole");
    let articles = whole.project.articles.values();
    let text = articles
        .filter(|article| article.id.to_string() == OTHER)
        .find_map(|article| article.text.clone())
        .expect("it has a text");
    let words: String = text.as_str().chars().take(3).collect();
    let moved = format!("(article: \"{OTHER}\", start: 0, end: 3, quote: \"{words}\"");
    let loaded = parse(golden_with(RIVAL, &moved).as_bytes(), "p.ron").expect("it opens");
    assert_eq!(loaded.warnings, whole.warnings, "its words are there");
    let written = to_ron(&loaded.project).expect("and is written");
    let again = parse(written.as_bytes(), "p.ron").expect("and opens again");
    assert!(again.project == loaded.project);
    has_problem(
        &golden_with(RIVAL, &moved.replace("000000000012", "0000000000ff")),
        ProblemKind::UnknownArticle,
        &["0000000000ff"],
    );
}
