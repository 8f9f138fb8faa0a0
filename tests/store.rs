//! The project file through the public interface: golden file, bad input, saving.

use crosscheck::{
    model::{
        Anchor, Annotation, AnnotationId, Article, ArticleId, ArticleInfo, Project, ProjectId,
        Register, Rev, Reviewer, ReviewerId, Span, Stamp,
    },
    store::{Expected, RealDisk, SaveError, load, parse, save, to_ron},
    text::{Text, TextRange},
};
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

fn stamped<T>(value: T) -> Register<T> {
    let rev: Rev = "aaaaaaaa.1".parse().unwrap();
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
    let start = text.as_str().find("were").unwrap();
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
    println!("{ron}");
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
