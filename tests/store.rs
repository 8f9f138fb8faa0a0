//! The project file through the public interface: golden file, bad input, saving.

use crosscheck::{
    model::{
        Anchor, Annotation, AnnotationId, Article, ArticleId, ArticleInfo, Project, ProjectId,
        Register, Rev, Reviewer, ReviewerId, Span, Stamp,
    },
    store::{
        Expected, LARGEST_FILE, LoadError, ProblemKind, RealDisk, SaveError, load, parse, save,
        to_ron,
    },
    text::{Text, TextRange},
};
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};
use uuid::Uuid;

fn stamped<T>(value: T) -> Register<T> {
    let rev: Rev = "aaaaaaaa.1".parse().expect("a revision");
    Register::stamped(
        value,
        Stamp {
            rev: Some(rev),
            ..Stamp::default()
        },
    )
}

/// One article of one sentence with one mark.
fn small() -> Project {
    let mut project = Project::new(ProjectId(Uuid::from_u128(1)));
    let by = ReviewerId(Uuid::from_u128(2));
    project.reviewers.insert(
        by,
        Arc::new(stamped(Reviewer {
            name: "Ann".to_owned(),
            colour: 0,
        })),
    );
    let text = Arc::new(Text::new(
        "Nine people – six crew 👩\u{200d}🚒 were on board.",
    ));
    let article = ArticleId(Uuid::from_u128(3));
    project.articles.insert(
        article,
        Arc::new(Article {
            id: article,
            info: stamped(ArticleInfo::default()),
            text_id: text.id(),
            text: Some(Arc::clone(&text)),
            blocks: Vec::new(),
            earlier: Vec::new(),
            file_sha256: String::new(),
            read: BTreeMap::new(),
            signed: BTreeMap::new(),
            fate: None,
        }),
    );
    let id = AnnotationId(Uuid::from_u128(4));
    let start = text.as_str().find("were").expect("it is there");
    project.annotations.insert(
        id,
        Arc::new(Annotation {
            id,
            article,
            text_id: text.id(),
            by,
            spans: stamped(vec![Span {
                range: TextRange::of_bytes(start, start + 4),
                quote: "were".into(),
                before: "🚒 ".into(),
                after: " on".into(),
                anchor: Anchor::Exact,
            }]),
            tie: None,
            assessments: BTreeMap::new(),
            signed: BTreeMap::new(),
            fate: None,
        }),
    );
    project
}

#[test]
fn a_small_project_comes_back() {
    let project = small();
    let ron = to_ron(&project).unwrap();
    let loaded = parse(ron.as_bytes(), "small.ron").unwrap();
    assert_eq!(loaded.project, project);
    assert_eq!(loaded.warnings, []);
    assert_eq!(to_ron(&loaded.project).unwrap(), ron);
}

#[test]
fn a_file_that_changed_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.ron");
    let project = small();
    let first = save(&RealDisk, &path, &project, Expected::NewFile).unwrap();
    let again = save(&RealDisk, &path, &project, Expected::NewFile).unwrap_err();
    assert!(matches!(again, SaveError::AlreadyExists { .. }));
    let (loaded, fingerprint) = load(&RealDisk, &path).unwrap();
    assert_eq!((loaded.project, fingerprint), (project.clone(), first));
    let mut other = project.clone();
    other.title = "Other".to_owned();
    save(&RealDisk, &path, &other, Expected::Unchanged(fingerprint)).unwrap();
    let late = save(&RealDisk, &path, &project, Expected::Unchanged(fingerprint)).unwrap_err();
    assert!(matches!(late, SaveError::ChangedOnDisk { .. }));
    assert_eq!(load(&RealDisk, &path).unwrap().0.project, other);
    save(&RealDisk, &path, &project, Expected::Overwrite).unwrap();
}

/// Holds every feature of the format: rivals, twins, fates, withdrawn values, a deleted article, awkward strings.
const GOLDEN: &str = include_str!("fixtures/format-1.ron");

#[test]
fn format_1_stays_what_it_is() {
    let loaded = parse(GOLDEN.as_bytes(), "format-1.ron").unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(loaded.warnings, []);
    assert_eq!(to_ron(&loaded.project).unwrap(), GOLDEN);
    let project = &loaded.project;
    assert_eq!(
        (project.articles.len(), project.live_articles().count()),
        (3, 2)
    );
    assert!(project.annotations.values().any(|a| a.spans.is_conflict()));
    let words: Vec<String> = project.annotations.values().map(|a| a.quote()).collect();
    assert_eq!(words[0], "Nine people … six crew 👩\u{200d}🚒");
    for annotation in project.annotations.values() {
        let article = &project.articles[&annotation.article];
        let Some(text) = article.text_named(annotation.text_id) else {
            continue;
        };
        for span in annotation
            .spans
            .value
            .iter()
            .filter(|span| span.anchor != Anchor::Lost)
        {
            assert_eq!(text.slice(span.range), &*span.quote);
        }
    }
}

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
        &golden_with("rev: \"k3f9a2qx.1\"", "rev: \"k3f9a2qx.0\""),
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

#[test]
fn paths_that_are_no_project_file_say_what_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let says = |path: &Path, part: &str| {
        let message = load(&RealDisk, path).expect_err("no project").to_string();
        let name = path.display().to_string();
        assert!(
            message.starts_with(&name) && message.contains(part),
            "{message}"
        );
    };
    says(&folder.path().join("none.ron"), "there is no such file");
    says(folder.path(), "this is a folder");
    let large = folder.path().join("large.ron");
    fs::File::create(&large)
        .unwrap()
        .set_len(LARGEST_FILE + 1)
        .unwrap();
    says(&large, "larger than 1024 MiB, the limit");
    #[cfg(unix)]
    says(Path::new("/dev/null"), "not a regular file");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.ron");
    fs::write(&path, GOLDEN).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // A superuser may read everything, so that there is nothing to test.
    if fs::read(&path).is_err() {
        let message = load(&RealDisk, &path)
            .expect_err("no permission")
            .to_string();
        assert!(message.contains("no permission to read"), "{message}");
    }
    let error = save(&RealDisk, &path, &small(), Expected::Overwrite).expect_err("read-only");
    assert!(matches!(error, SaveError::ReadOnly { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn a_save_keeps_permissions_and_follows_links() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = tempfile::tempdir().unwrap();
    let shared = folder.path().join("shared");
    fs::create_dir(&shared).unwrap();
    let real = shared.join("p.ron");
    let link = folder.path().join("link.ron");
    symlink("shared/p.ron", &link).unwrap();
    // The link dangles at first; the save makes the file it points to, readable as any new file.
    let first = save(&RealDisk, &link, &small(), Expected::NewFile).unwrap();
    let plain = folder.path().join("plain");
    fs::write(&plain, "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&real), mode(&plain));
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    let mut project = small();
    project.title = "Again".to_owned();
    save(&RealDisk, &link, &project, Expected::Unchanged(first)).unwrap();
    assert_eq!(mode(&real), 0o640);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(load(&RealDisk, &real).unwrap().0.project, project);
    assert_eq!(fs::read_dir(&shared).unwrap().count(), 1);
}

#[test]
fn a_save_into_a_missing_folder_names_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("none").join("p.ron");
    let error = save(&RealDisk, &path, &small(), Expected::NewFile).expect_err("no folder");
    assert!(matches!(error, SaveError::NoFolder { .. }), "{error}");
    let fingerprint = save(
        &RealDisk,
        &folder.path().join("p.ron"),
        &small(),
        Expected::NewFile,
    )
    .unwrap();
    let error =
        save(&RealDisk, &path, &small(), Expected::Unchanged(fingerprint)).expect_err("gone");
    assert!(matches!(error, SaveError::Gone { .. }), "{error}");
}
