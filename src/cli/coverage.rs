//! `coverage`: how much of each article to check is marked, and what is left.

use super::{
    arguments::CoverageArguments,
    error::CliError,
    project_file::ProjectFile,
    reply::{Reply, json, one_line},
};
use crate::{
    app::{Marks, words},
    compare::{Coverage, WordStarts, details::Language},
    model::{Article, Project, Registers as _, ReviewerId, Role},
    text::{Text, TextRange},
};
use serde::Serialize;
use std::fmt::Write as _;

/// Prints the coverage of the articles to check.
pub(super) fn run(arguments: &CoverageArguments) -> Result<Reply, CliError> {
    let file = ProjectFile::open(&arguments.project)?;
    let counted = counted(&file.project);
    let stdout = if arguments.json {
        let articles = counted.iter().map(listed).collect();
        self::json(&Listing { articles })?
    } else {
        lines(&counted)
    };
    Ok(Reply {
        stdout,
        messages: file.messages,
        ..Reply::default()
    })
}

/// `coverage --json`.
#[derive(Debug, Serialize)]
struct Listing {
    articles: Vec<Listed>,
}

#[derive(Debug, Serialize)]
struct Listed {
    article: String,
    file_name: String,
    title: String,
    /// Words to account for: all but those set aside.
    words: usize,
    marked: usize,
    verified: usize,
    unverified: usize,
    conflicting: usize,
    disputed: usize,
    /// Shares of the words, from 0 to 1; nothing where there are no words.
    marked_share: Option<f64>,
    verified_share: Option<f64>,
    unmarked: Left,
}

/// What is in no mark.
#[derive(Debug, Serialize)]
struct Left {
    words: usize,
    numbers: usize,
    dates: usize,
    names: usize,
}

fn counted(project: &Project) -> Vec<(&Article, Coverage)> {
    let marks = Marks::of(project, ReviewerId::HIDDEN);
    project
        .live_articles()
        .filter(|article| article.role() == Role::Check)
        .filter_map(|article| {
            let text = article.text.as_deref()?;
            Some((article.as_ref(), coverage(project, &marks, article, text)))
        })
        .collect()
}

fn coverage(project: &Project, marks: &Marks, article: &Article, text: &Text) -> Coverage {
    let aside: Vec<TextRange> = project
        .set_aside
        .values()
        .filter(|record| record.region.value.article == article.id && !record.is_deleted())
        .map(|record| record.region.value.range)
        .collect();
    let language = Language::of(&article.meta().language, text.as_str());
    let spans = marks
        .article(article.id)
        .into_iter()
        .flat_map(|marks| marks.touching(text.full_range()));
    Coverage::count(
        &WordStarts::of(text, language),
        &aside,
        spans.map(|span| (span.range, span.length, span.status)),
    )
}

fn listed((article, coverage): &(&Article, Coverage)) -> Listed {
    let share = |part: usize| (coverage.words > 0).then(|| part as f64 / coverage.words as f64);
    Listed {
        article: article.id.to_string(),
        file_name: article.meta().file_name.clone(),
        title: article.display_title().to_owned(),
        words: coverage.words,
        marked: coverage.marked(),
        verified: coverage.verified,
        unverified: coverage.unverified,
        conflicting: coverage.conflicting,
        disputed: coverage.disputed,
        marked_share: share(coverage.marked()),
        verified_share: share(coverage.verified),
        unmarked: Left {
            words: coverage.unmarked(),
            numbers: coverage.unmarked_numbers,
            dates: coverage.unmarked_dates,
            names: coverage.unmarked_names,
        },
    }
}

/// "Harbour Post: marked 67 %, verified 41 %, 23 left, 1 number".
fn lines(counted: &[(&Article, Coverage)]) -> String {
    let mut out = String::new();
    for (article, coverage) in counted {
        // Writing to a string does not fail.
        let _written = writeln!(
            out,
            "{}: marked {} %, verified {} %, {}",
            one_line(article.display_title()),
            coverage.percent(coverage.marked()),
            coverage.percent(coverage.verified),
            words::words_left(*coverage)
        );
    }
    if out.is_empty() {
        out.push_str("no article to check\n");
    }
    out
}
