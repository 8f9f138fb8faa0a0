//! The project file through the public interface: golden file, bad input, saving.

use crosscheck::model::SmallMap;
use crosscheck::{
    model::{
        Anchor, Annotation, AnnotationId, Article, ArticleId, ArticleInfo, Project, ProjectId,
        Register, Rev, Reviewer, ReviewerId, Span, Stamp,
    },
    store::{Expected, LARGEST_FILE, RealDisk, SaveError, load, parse, save, to_ron},
    text::{Text, TextRange},
};
use std::{fs, path::Path, sync::Arc};
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
            read: SmallMap::new(),
            signed: SmallMap::new(),
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
            assessments: SmallMap::new(),
            signed: SmallMap::new(),
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
