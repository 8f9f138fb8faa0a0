//! What counts and what does not, on a project of our own.

use super::*;
use crate::edit::fixture;
use crate::model::{
    Anchor, Annotation, AnnotationId, Article, Reading, Register, Role, SetAside, SetAsideId,
    SetAsideReason, SetAsideRecord, Span,
};
use crate::text::{Text, TextRange};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

const TEXT: &str = "The ferry carried 214 people.\nIt ran aground at nine.";

fn reader(number: u128) -> ReviewerId {
    ReviewerId(Uuid::from_u128(number))
}

/// The article of the fixture with [`TEXT`], read by these people.
fn desk(read_by: &[u128]) -> (Project, Article) {
    let mut project = fixture::saved_project();
    project.annotations = crate::model::Table::new();
    project.set_aside = crate::model::Table::new();
    let first = project.articles.values().next().unwrap();
    let mut article = first.as_ref().clone();
    let text = Text::new(TEXT);
    article.text_id = text.id();
    article.text = Some(Arc::new(text));
    article.read = crate::model::SmallMap::new();
    for by in read_by {
        let reading = Reading {
            at: Timestamp::UNIX_EPOCH,
            text_id: Some(article.text_id),
        };
        article.read.insert(reader(*by), Register::new(reading));
    }
    project.articles = crate::model::Table::new();
    project
        .articles
        .insert(article.id, Arc::new(article.clone()));
    (project, article)
}

/// A mark on these words, judged by several.
fn mark(project: &mut Project, article: &Article, id: u128, words: &[&str], by: &[(u128, Status)]) {
    let spans = words.iter().map(|words| {
        let start = TEXT.find(words).unwrap();
        Span {
            range: TextRange::of_bytes(start, start + words.len()),
            quote: (*words).into(),
            before: "".into(),
            after: "".into(),
            anchor: Anchor::Exact,
        }
    });
    let mut annotation: Annotation = fixture::mark(id, reader(by[0].0), 0, 1);
    annotation.article = article.id;
    annotation.text_id = article.text_id;
    annotation.spans = Register::new(spans.collect());
    annotation.assessments = crate::model::SmallMap::new();
    for (by, status) in by {
        let says = fixture::says(*status, "", 1);
        annotation
            .assessments
            .insert(reader(*by), Register::new(says));
    }
    project
        .annotations
        .insert(annotation.id, Arc::new(annotation));
}

fn of_all(project: &Project) -> Agreement {
    agreement(project, &taking_part(project))
}

#[test]
fn an_article_that_only_one_has_read_counts_for_nobody() {
    let (mut project, article) = desk(&[1]);
    mark(
        &mut project,
        &article,
        1,
        &["214"],
        &[(1, Status::Verified)],
    );
    mark(
        &mut project,
        &article,
        2,
        &["nine"],
        &[(2, Status::Verified)],
    );
    let found = of_all(&project);
    assert!(found.readers.is_empty() && found.articles.is_empty() && found.passages.is_empty());
    let missing = Missing {
        article: article.id,
        unread_by: vec![reader(2)],
        is_counted: false,
    };
    assert_eq!(found.missing, [missing]);
    assert_eq!(found.in_words(), "No passage marked");
    let figures = found.on_tokens(Question::Passages);
    assert_eq!(figures.alpha.0, Err(NotComputable::NothingInCommon));
    assert_eq!(figures.fleiss, Some(Err(NotComputable::NoCommonArticle)));
    assert_eq!(found.unitized.all, Err(NotComputable::NoCommonArticle));
}

#[test]
fn who_has_not_read_to_the_end_is_missing_and_does_not_say_none() {
    let (mut project, article) = desk(&[1, 2]);
    for by in [1, 2] {
        mark(
            &mut project,
            &article,
            by,
            &["214"],
            &[(by, Status::Verified)],
        );
    }
    mark(
        &mut project,
        &article,
        3,
        &["aground"],
        &[(3, Status::Conflicting)],
    );
    let found = of_all(&project);
    assert_eq!(found.readers, [reader(1), reader(2)]);
    assert_eq!(
        found.in_words(),
        "1 passage marked: 1 with one verdict, 0 marked by some only, 0 verdicts differ"
    );
    assert_eq!(found.missing[0].unread_by, [reader(3)]);
    assert!(found.missing[0].is_counted);
    assert_eq!(found.on_tokens(Question::Passages).share.0, Ok(1.0));
    // A reading of another text is none.
    let mut newer = article.clone();
    newer.text_id = Text::new("Other words.").id();
    newer.text = Some(Arc::new(Text::new("Other words.")));
    project.articles.insert(newer.id, Arc::new(newer));
    assert!(of_all(&project).articles.is_empty());
}

#[test]
fn one_status_everywhere_is_not_computable_and_not_one() {
    let (mut project, article) = desk(&[1, 2]);
    let whole = ["The ferry carried 214 people.", "It ran aground at nine."];
    let both = [(1, Status::Verified), (2, Status::Verified)];
    mark(&mut project, &article, 1, &whole, &both);
    let found = of_all(&project);
    for question in [Question::Passages, Question::Verdict, Question::Both] {
        let figures = found.on_tokens(question);
        assert_eq!(figures.share.0, Ok(1.0));
        assert_eq!(figures.alpha.0, Err(NotComputable::OneCategory));
        assert_eq!(
            found.pairs[0].cohen(question),
            Err(NotComputable::OneCategory)
        );
    }
    assert_eq!(
        NotComputable::OneCategory.to_string(),
        "not computable: only one category used"
    );
    assert_eq!(found.pairs[0].spans.strict(), Ok(1.0));
}

#[test]
fn a_mark_of_two_fragments_is_one_passage_and_a_touching_mark_another() {
    let (mut project, article) = desk(&[1, 2]);
    mark(
        &mut project,
        &article,
        1,
        &["ferry ", "nine"],
        &[(1, Status::Verified)],
    );
    mark(
        &mut project,
        &article,
        2,
        &["carried"],
        &[(2, Status::Verified)],
    );
    let found = of_all(&project);
    assert_eq!(found.passages.len(), 2);
    assert_eq!(found.classes(), [0, 2, 0]);
    assert_eq!(
        found.passages[0].annotations,
        [AnnotationId(Uuid::from_u128(1))]
    );
    // A mark over the second fragment joins all that hangs together.
    mark(
        &mut project,
        &article,
        3,
        &["at nine"],
        &[(2, Status::Conflicting)],
    );
    let found = of_all(&project);
    assert_eq!(found.passages.len(), 2);
    assert_eq!(found.classes(), [0, 1, 1]);
    let matrix = &found.pairs[0].matrix;
    let (verified, conflicting) = (Status::Verified, Status::Conflicting);
    let cell = matrix.cell(Verdict::One(verified), Verdict::One(conflicting));
    assert_eq!(cell, [0]);
    let cell = matrix.cell(Verdict::NotMarked, Verdict::One(verified));
    assert_eq!(cell, [1]);
    assert!(!matrix.has(Verdict::Several));
}

#[test]
fn a_mark_that_two_people_judge_counts_for_both() {
    let (mut project, article) = desk(&[1, 2]);
    let both = [(1, Status::Verified), (2, Status::Conflicting)];
    mark(&mut project, &article, 1, &["214"], &both);
    let found = of_all(&project);
    assert_eq!(found.classes(), [0, 0, 1]);
    assert_eq!(found.on_tokens(Question::Verdict).share.0, Ok(0.0));
    assert_eq!(found.on_tokens(Question::Passages).share.0, Ok(1.0));
    // Somebody who is not asked about does not count, and two are needed.
    assert!(agreement(&project, &[reader(1)]).articles.is_empty());
}

#[test]
fn what_is_set_aside_or_there_to_compare_is_not_counted() {
    let (mut project, mut article) = desk(&[1, 2]);
    assert_eq!(of_all(&project).tokens, 10);
    let region = SetAside {
        article: article.id,
        range: TextRange::of_bytes(0, 29),
        quote: "".into(),
        why: SetAsideReason::Furniture,
        by: reader(1),
    };
    let id = SetAsideId(Uuid::from_u128(9));
    let record = SetAsideRecord {
        id,
        region: Register::new(region),
        fate: None,
    };
    project.set_aside.insert(id, Arc::new(record));
    assert_eq!(of_all(&project).tokens, 5);
    article.info.value.role = Role::Compare;
    project.articles.insert(article.id, Arc::new(article));
    let found = of_all(&project);
    assert!(found.articles.is_empty() && found.missing.is_empty());
}

#[test]
fn a_part_of_a_word_counts_as_the_word() {
    let (mut project, article) = desk(&[1, 2]);
    mark(
        &mut project,
        &article,
        1,
        &["people"],
        &[(1, Status::Verified)],
    );
    mark(
        &mut project,
        &article,
        2,
        &["people."],
        &[(2, Status::Verified)],
    );
    let found = of_all(&project);
    assert_eq!(found.on_tokens(Question::Both).share.0, Ok(1.0));
    assert_eq!(found.pairs[0].spans.strict(), Ok(0.0));
    assert_eq!(found.pairs[0].spans.lenient(), Ok(1.0));
}
