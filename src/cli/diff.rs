//! `diff`: what two copies of a project have of each other, and where they stand against each other.

use super::{
    arguments::DiffArguments,
    error::CliError,
    project_file::ProjectFile,
    reply::{Reply, json, one_line, shortened},
};
use crate::{
    model::{ArticleId, Project, RecordRef, ReviewerId},
    review::{self, Incoming, IncomingKind, Preview},
};
use serde::Serialize;
use std::{fmt::Write as _, path::Path};

/// Characters of a record's words that are shown; all of them stand in the JSON.
const MOST_WORDS: usize = 60;

/// Compares the copies; nothing is written.
pub(super) fn run(arguments: &DiffArguments) -> Result<Reply, CliError> {
    let DiffArguments {
        a,
        b,
        json: as_json,
    } = arguments;
    let (one, other) = (ProjectFile::open(a)?, ProjectFile::open(b)?);
    let messages = [one.messages, other.messages].concat();
    let joined = review::join(&one.project, &other.project);
    let in_b = review::preview(&one.project, &joined);
    let in_a = review::preview(&other.project, &review::join(&other.project, &one.project));
    let project = &joined.project;
    let stdout = if *as_json {
        json(&DiffJson::of(project, &in_a, &in_b))?
    } else {
        for_people(project, (&in_a, a), (&in_b, b))
    };
    Ok(Reply {
        stdout,
        messages: [messages, joined.report.notices].concat(),
        ..Reply::default()
    })
}

fn for_people(
    project: &Project,
    (in_a, a): (&Preview, &Path),
    (in_b, b): (&Preview, &Path),
) -> String {
    let name = |path: &Path| one_line(&path.display().to_string());
    let mut out = String::new();
    one_side(
        &mut out,
        project,
        in_b,
        &format!("In {}, and not in {}:", name(b), name(a)),
    );
    one_side(
        &mut out,
        project,
        in_a,
        &format!("In {}, and not in {}:", name(a), name(b)),
    );
    if !in_b.against.is_empty() {
        out.push_str("Against each other:\n");
        for against in &in_b.against {
            let values: Vec<String> = against.values.iter().map(|it| one_line(it)).collect();
            let words = shortened(&one_line(&against.quote), MOST_WORDS);
            // Writing to a string does not fail.
            let _written = writeln!(
                out,
                "  {}  \"{words}\"  {}: {}",
                article_name(project, against.article),
                one_line(&against.field),
                values.join(" | ")
            );
        }
    }
    if out.is_empty() {
        out.push_str("Both say the same.\n");
    }
    out
}

fn one_side(out: &mut String, project: &Project, preview: &Preview, heading: &str) {
    if preview.incoming.is_empty() {
        return;
    }
    let _written = writeln!(out, "{heading}");
    for it in &preview.incoming {
        let sign = match it.kind {
            IncomingKind::Added => '+',
            IncomingKind::Changed => '~',
            IncomingKind::Removed => '-',
        };
        let who = it
            .by
            .map_or_else(String::new, |by| format!("  {}", project.reviewer_name(by)));
        let _written = writeln!(
            out,
            "  {sign} {}{}  \"{}\"  {}",
            article_name(project, it.article),
            one_line(&who),
            shortened(&one_line(&it.quote), MOST_WORDS),
            one_line(&it.says)
        );
    }
}

fn article_name(project: &Project, id: Option<ArticleId>) -> String {
    let article = id.and_then(|id| project.articles.get(&id));
    article.map_or_else(
        || "(project)".to_owned(),
        |article| {
            let name = &article.meta().file_name;
            one_line(if name.is_empty() {
                article.display_title()
            } else {
                name
            })
        },
    )
}

/// `diff --json`.
#[derive(Debug, Serialize)]
struct DiffJson {
    in_b: SideJson,
    in_a: SideJson,
    conflicts: Vec<AgainstJson>,
}

#[derive(Debug, Default, Serialize)]
struct SideJson {
    added: Vec<ItemJson>,
    changed: Vec<ItemJson>,
    removed: Vec<ItemJson>,
}

#[derive(Debug, Serialize)]
struct ItemJson {
    id: String,
    record: &'static str,
    article: Option<String>,
    file_name: Option<String>,
    /// The name.
    reviewer: Option<String>,
    quote: String,
    says: String,
}

#[derive(Debug, Serialize)]
struct AgainstJson {
    #[serde(flatten)]
    item: ItemJson,
    /// The provisional one first.
    values: Vec<String>,
}

impl DiffJson {
    fn of(project: &Project, in_a: &Preview, in_b: &Preview) -> Self {
        let side = |preview: &Preview| {
            let mut side = SideJson::default();
            for it in &preview.incoming {
                let Incoming {
                    kind,
                    record,
                    article,
                    by,
                    quote,
                    says,
                } = it;
                let list = match kind {
                    IncomingKind::Added => &mut side.added,
                    IncomingKind::Changed => &mut side.changed,
                    IncomingKind::Removed => &mut side.removed,
                };
                list.push(item(project, *record, (*article, *by), quote, says));
            }
            side
        };
        Self {
            in_b: side(in_b),
            in_a: side(in_a),
            conflicts: in_b
                .against
                .iter()
                .map(|it| AgainstJson {
                    item: item(
                        project,
                        it.record,
                        (it.article, it.by),
                        &it.quote,
                        &it.field,
                    ),
                    values: it.values.clone(),
                })
                .collect(),
        }
    }
}

fn item(
    project: &Project,
    record: RecordRef,
    (article, by): (Option<ArticleId>, Option<ReviewerId>),
    quote: &str,
    says: &str,
) -> ItemJson {
    let file_name = article
        .and_then(|id| project.articles.get(&id))
        .map(|article| article.meta().file_name.clone());
    ItemJson {
        id: record.uuid().to_string(),
        record: match record {
            RecordRef::Reviewer(_) => "reviewer",
            RecordRef::Article(_) => "article",
            RecordRef::SetAside(_) => "set_aside",
            RecordRef::Source(_) => "source",
            RecordRef::Claim(_) => "claim",
            RecordRef::Annotation(_) => "annotation",
            RecordRef::Decision(_) => "decision",
        },
        article: article.map(|id| id.to_string()),
        file_name,
        reviewer: by.map(|by| project.reviewer_name(by)),
        quote: quote.to_owned(),
        says: says.to_owned(),
    }
}
