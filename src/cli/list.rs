//! `list`: the marks in order of article and position, as a table or as JSON.

use super::{
    arguments::ListArguments,
    error::CliError,
    project_file::ProjectFile,
    reply::{Reply, json, one_line, shortened},
};
use crate::{
    model::{
        Annotation, Article, Contested as _, DecisionIndex, EffectiveStatus, Flag, Project,
        Standing, Status, standing,
    },
    text::Text,
};
use serde::Serialize;
use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

/// Characters of a mark's words and of a note in the table; all of them stand in the JSON.
const MOST_WORDS: usize = 56;
const MOST_NOTE: usize = 40;

/// Lists the marks of the articles that are not deleted.
pub(super) fn run(arguments: &ListArguments) -> Result<Reply, CliError> {
    let ListArguments { project, json } = arguments;
    let file = ProjectFile::open(project)?;
    let stdout = if *json {
        self::json(&listing(&file.project))?
    } else {
        table(&file.project)
    };
    Ok(Reply {
        stdout,
        messages: file.messages,
        ..Reply::default()
    })
}

/// `list --json`.
#[derive(Debug, Serialize)]
struct Listing {
    annotations: Vec<Listed>,
}

/// One annotation in `list --json`.
#[derive(Debug, Serialize)]
struct Listed {
    id: String,
    article: String,
    file_name: String,
    /// The name of who made it.
    by: String,
    spans: Vec<ListedSpan>,
    status: &'static str,
    recheck: bool,
    decided: bool,
    judged_by: usize,
    /// The maker's.
    note: String,
    /// The statement.
    claim: Option<String>,
    stance: Option<&'static str>,
    assessments: Vec<ListedAssessment>,
    conflict: bool,
}

/// A span, in code points.
#[derive(Debug, Serialize)]
pub(super) struct ListedSpan {
    start: usize,
    end: usize,
    pub(super) quote: String,
}

#[derive(Debug, Serialize)]
struct ListedAssessment {
    /// The name.
    reviewer: String,
    status: &'static str,
    note: String,
    at: String,
}

fn listing(project: &Project) -> Listing {
    let decisions = DecisionIndex::of(project);
    let annotations = in_order(project)
        .into_iter()
        .flat_map(|(article, annotations)| {
            annotations
                .into_iter()
                .map(|annotation| listed(project, article, annotation, &decisions))
                .collect::<Vec<_>>()
        })
        .collect();
    Listing { annotations }
}

/// The articles by id, each with its annotations by place.
fn in_order(project: &Project) -> Vec<(&Arc<Article>, Vec<&Arc<Annotation>>)> {
    let mut of_article: BTreeMap<_, Vec<&Arc<Annotation>>> = BTreeMap::new();
    for annotation in project.live_annotations() {
        of_article
            .entry(annotation.article)
            .or_default()
            .push(annotation);
    }
    project
        .live_articles()
        .map(|article| {
            let mut annotations = of_article.remove(&article.id).unwrap_or_default();
            annotations.sort_by_key(|annotation| {
                let hull = annotation.hull();
                (hull.start, hull.end, annotation.id)
            });
            (article, annotations)
        })
        .collect()
}

fn listed(
    project: &Project,
    article: &Article,
    annotation: &Annotation,
    decisions: &DecisionIndex,
) -> Listed {
    let standing = standing(annotation, decisions);
    let tie = annotation
        .tie
        .as_ref()
        .filter(|tie| tie.value.claim.is_some());
    let claim = annotation
        .claim()
        .and_then(|claim| project.claims.get(&claim))
        .map(|claim| claim.claim.value.statement.clone());
    let assessments = annotation
        .assessments
        .iter()
        .filter_map(|(reviewer, given)| {
            Some(ListedAssessment {
                reviewer: project.reviewer_name(*reviewer),
                status: given.value.status?.word(),
                note: given.value.note.clone(),
                at: given.value.at.to_string(),
            })
        })
        .collect();
    Listed {
        id: annotation.id.to_string(),
        article: article.id.to_string(),
        file_name: article.meta().file_name.clone(),
        by: project.reviewer_name(annotation.by),
        spans: spans(article, annotation),
        status: standing.status.word(),
        recheck: standing.recheck,
        decided: standing.flag == Some(Flag::Decided),
        judged_by: standing.judged_by,
        note: note(annotation).to_owned(),
        claim,
        stance: tie.map(|tie| tie.value.stance.word()),
        assessments,
        conflict: annotation.has_conflict(),
    }
}

pub(super) fn spans(article: &Article, annotation: &Annotation) -> Vec<ListedSpan> {
    let text = article.text_named(annotation.text_id);
    let position = |text: Option<&Arc<Text>>, offset| text.map_or(0, |t| t.to_code_points(offset));
    annotation
        .spans
        .value
        .iter()
        .map(|span| ListedSpan {
            start: position(text, span.range.start),
            end: position(text, span.range.end),
            quote: span.quote.to_string(),
        })
        .collect()
}

/// What its maker notes; empty where they note nothing.
fn note(annotation: &Annotation) -> &str {
    annotation
        .assessments
        .get(&annotation.by)
        .map_or("", |given| given.value.note.as_str())
}

/// One block for each article: its name, then a line for each mark.
fn table(project: &Project) -> String {
    let decisions = DecisionIndex::of(project);
    let mut out = String::new();
    for (article, annotations) in in_order(project) {
        if !out.is_empty() {
            out.push('\n');
        }
        let meta = article.meta();
        let title = one_line(article.display_title());
        let heading = if meta.file_name.is_empty() || meta.file_name == title {
            title
        } else {
            format!("{}  {title}", one_line(&meta.file_name))
        };
        out.push_str(&heading);
        out.push('\n');
        if annotations.is_empty() {
            out.push_str("  nothing marked yet\n");
        }
        let rows: Vec<[String; 5]> = annotations
            .iter()
            .map(|annotation| row(project, article, annotation, &decisions))
            .collect();
        let widths: [usize; 4] = std::array::from_fn(|column| {
            rows.iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or_default()
        });
        for [letter, place, words, reviewer, note] in &rows {
            let line = format!(
                "  {letter:<w0$}  {place:>w1$}  {words:<w2$}  {reviewer:<w3$}  {note}",
                w0 = widths[0],
                w1 = widths[1],
                w2 = widths[2],
                w3 = widths[3],
            );
            // Writing to a string does not fail.
            let _written = writeln!(out, "{}", line.trim_end());
        }
    }
    if out.is_empty() {
        out.push_str("no articles yet\n");
    }
    out
}

/// Letter, place, words, reviewer, note.
fn row(
    project: &Project,
    article: &Article,
    annotation: &Annotation,
    decisions: &DecisionIndex,
) -> [String; 5] {
    let places: Vec<String> = spans(article, annotation)
        .iter()
        .map(|span| format!("{}-{}", span.start, span.end))
        .collect();
    let others = annotation
        .assessments
        .iter()
        .filter(|(reviewer, given)| **reviewer != annotation.by && given.value.status.is_some())
        .count();
    let mut reviewer = one_line(&project.reviewer_name(annotation.by));
    if others > 0 {
        let _written = write!(reviewer, " +{others}");
    }
    [
        letter(standing(annotation, decisions)),
        places.join(","),
        shortened(&one_line(&annotation.quote()), MOST_WORDS),
        reviewer,
        shortened(&one_line(note(annotation)), MOST_NOTE),
    ]
}

fn letter(standing: Standing) -> String {
    let letter = match standing.status {
        EffectiveStatus::Tagged(Status::Verified) => "V",
        EffectiveStatus::Tagged(Status::Unverified) => "U",
        EffectiveStatus::Tagged(Status::Conflicting) => "C",
        EffectiveStatus::Disputed => "D",
        EffectiveStatus::Nothing => "-",
    };
    let recheck = if standing.recheck { "!" } else { "" };
    format!("{letter}{recheck}")
}
