//! `board`: the claims with what each article says of them, as blocks of lines or as JSON.

use super::{
    arguments::BoardArguments,
    error::CliError,
    list::{self, ListedSpan},
    naming,
    project_file::ProjectFile,
    reply::{Reply, json, one_line, shortened},
};
use crate::{
    compare::{
        Cell, Passage, ReadBy,
        board::{self, Row},
        root_key, root_of,
    },
    model::{Article, ClaimKind, ClaimRecord, DecisionIndex, Project, Role, Stance},
};
use serde::Serialize;
use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

/// Characters of a passage in the lines; all of them stand in the JSON.
const MOST_WORDS: usize = 72;

/// Prints the claims in the order in which they were made.
pub(super) fn run(arguments: &BoardArguments) -> Result<Reply, CliError> {
    let file = ProjectFile::open(&arguments.project)?;
    let read_by = match &arguments.reviewer {
        None => ReadBy::Anybody,
        Some(name) => match naming::reviewer(&file.project, name)? {
            Some(reviewer) => ReadBy::Only(reviewer),
            None => {
                return Err(CliError::NobodyReadsAs {
                    name: name.clone(),
                    there_are: naming::reviewers_listed(&file.project),
                });
            }
        },
    };
    let listing = listing(&file.project, read_by);
    let stdout = if arguments.json {
        self::json(&listing)?
    } else {
        lines(&listing)
    };
    Ok(Reply {
        stdout,
        messages: file.messages,
        ..Reply::default()
    })
}

/// `board --json`.
#[derive(Debug, Serialize)]
struct Listing {
    /// The columns.
    articles: Vec<ListedArticle>,
    /// The rows.
    claims: Vec<ListedClaim>,
}

#[derive(Debug, Serialize)]
struct ListedArticle {
    id: String,
    file_name: String,
    title: String,
    /// `check` or `compare`.
    role: &'static str,
}

#[derive(Debug, Serialize)]
struct ListedClaim {
    id: String,
    statement: String,
    /// What it is about, in snake case.
    kind: Option<String>,
    note: String,
    status: &'static str,
    /// The line under the claim.
    reason: String,
    /// The row of the table from which the status comes, from 1.
    rule: u8,
    /// Articles with passages for or against.
    articles: usize,
    roots: ListedRoots,
    /// Questions that are still open.
    open: usize,
    /// One for each article.
    cells: Vec<ListedCell>,
}

/// Where the passages for and against come from.
#[derive(Debug, Serialize)]
struct ListedRoots {
    known: usize,
    unknown: usize,
    /// The known ones as they were written first.
    names: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ListedCell {
    article: String,
    file_name: String,
    passages: Vec<ListedPassage>,
    /// Why there are no passages: `not_looked_yet`, `nothing_marked`, `does_not_say`.
    empty: Option<&'static str>,
    /// Who says that the article does not say it, and when.
    by: Option<String>,
    at: Option<String>,
}

#[derive(Debug, Serialize)]
struct ListedPassage {
    /// The annotations on these words.
    annotations: Vec<String>,
    spans: Vec<ListedSpan>,
    status: &'static str,
    recheck: bool,
    stance: &'static str,
    /// Its own root, else its article's; empty where neither is known.
    root: String,
}

fn listing(project: &Project, read_by: ReadBy) -> Listing {
    let rows = board::rows(project, &DecisionIndex::of(project));
    let articles: Vec<&Arc<Article>> = project.live_articles().collect();
    let claims = rows
        .iter()
        .filter_map(|row| {
            Some(listed(
                project,
                &articles,
                row,
                project.claim(row.claim)?,
                read_by,
            ))
        })
        .collect();
    let articles = articles.iter().map(|article| ListedArticle {
        id: article.id.to_string(),
        file_name: article.meta().file_name.clone(),
        title: article.display_title().to_owned(),
        role: match article.role() {
            Role::Check => "check",
            Role::Compare => "compare",
        },
    });
    Listing {
        articles: articles.collect(),
        claims,
    }
}

fn listed(
    project: &Project,
    articles: &[&Arc<Article>],
    row: &Row,
    record: &ClaimRecord,
    read_by: ReadBy,
) -> ListedClaim {
    let claim = &record.claim.value;
    let cells = articles.iter().map(|article| {
        let cell = board::cell(row, record, article, read_by);
        listed_cell(project, article, cell)
    });
    ListedClaim {
        id: row.claim.to_string(),
        statement: claim.statement.clone(),
        kind: row.kind.map(snake_case),
        note: claim.note.clone(),
        status: row.status.status.word(),
        reason: row.status.line(),
        rule: row.status.reason.row(),
        articles: row.status.articles,
        roots: ListedRoots {
            known: row.status.roots.known,
            unknown: row.status.roots.unknown,
            names: root_names(project, &row.passages),
        },
        open: row.open,
        cells: cells.collect(),
    }
}

fn listed_cell(project: &Project, article: &Article, cell: Cell<'_>) -> ListedCell {
    let mut listed = ListedCell {
        article: article.id.to_string(),
        file_name: article.meta().file_name.clone(),
        passages: Vec::new(),
        empty: None,
        by: None,
        at: None,
    };
    match cell {
        Cell::Passages(passages) => {
            let passages = passages.iter();
            listed.passages = passages
                .filter_map(|passage| listed_passage(project, article, passage))
                .collect();
        }
        Cell::NotLookedYet => listed.empty = Some("not_looked_yet"),
        Cell::NothingMarked => listed.empty = Some("nothing_marked"),
        Cell::DoesNotSay { by, at } => {
            listed.empty = Some("does_not_say");
            listed.by = Some(project.reviewer_name(by));
            listed.at = Some(at.to_string());
        }
    }
    listed
}

fn listed_passage(
    project: &Project,
    article: &Article,
    passage: &Passage,
) -> Option<ListedPassage> {
    let annotation = project.annotations.get(&passage.annotation)?;
    Some(ListedPassage {
        annotations: passage.annotations().map(|id| id.to_string()).collect(),
        spans: list::spans(article, annotation),
        status: passage.status.word(),
        recheck: passage.recheck,
        stance: passage.stance.word(),
        root: root_of(project, annotation).to_owned(),
    })
}

/// The known roots of the passages that take a side, each as the first passage has it.
fn root_names(project: &Project, passages: &[Passage]) -> Vec<String> {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let sides = passages.iter().filter(|passage| passage.takes_side());
    let annotations = sides.flat_map(Passage::annotations);
    for annotation in annotations.filter_map(|id| project.annotations.get(&id)) {
        let root = root_of(project, annotation);
        if !root.is_empty() {
            let slot = names.entry(root_key(root));
            slot.or_insert_with(|| root.to_owned());
        }
    }
    names.into_values().collect()
}

fn snake_case(kind: ClaimKind) -> String {
    kind.word().replace(' ', "_")
}

/// A block for each claim: what it amounts to, then a line for each passage or empty cell.
fn lines(listing: &Listing) -> String {
    let mut out = String::new();
    let width = listing
        .articles
        .iter()
        .map(|article| one_line(&article.title).chars().count())
        .max()
        .unwrap_or_default();
    for claim in &listing.claims {
        if !out.is_empty() {
            out.push('\n');
        }
        let mut about = claim
            .kind
            .iter()
            .map(|kind| kind.replace('_', " "))
            .collect::<Vec<_>>();
        about.push(claim.reason.clone());
        // Writing to a string does not fail.
        let _written = writeln!(
            out,
            "{}  {}\n   {}",
            claim
                .status
                .chars()
                .next()
                .map_or('-', |first| first.to_ascii_uppercase()),
            one_line(&claim.statement),
            about.join(" · ")
        );
        for (article, cell) in listing.articles.iter().zip(&claim.cells) {
            let title = one_line(&article.title);
            for said in cell_lines(cell) {
                let _written = writeln!(out, "   {title:<width$}  {said}");
            }
        }
    }
    if out.is_empty() {
        out.push_str("no claims yet\n");
    }
    out
}

fn cell_lines(cell: &ListedCell) -> Vec<String> {
    if let Some(empty) = cell.empty {
        let by = cell.by.as_ref().map(|by| format!(" ({})", one_line(by)));
        return vec![format!(
            "-   {}{}",
            empty.replace('_', " "),
            by.unwrap_or_default()
        )];
    }
    let line = |passage: &ListedPassage| {
        let letter = passage
            .status
            .chars()
            .next()
            .unwrap_or('-')
            .to_ascii_uppercase();
        let recheck = if passage.recheck { '!' } else { ' ' };
        let quotes: Vec<&str> = passage
            .spans
            .iter()
            .map(|span| span.quote.as_str())
            .collect();
        let words = shortened(&one_line(&quotes.join(" … ")), MOST_WORDS);
        let stance = if passage.stance == Stance::Supports.word() {
            String::new()
        } else {
            format!(" ({})", passage.stance)
        };
        format!("{letter}{recheck}  \"{words}\"{stance}")
    };
    cell.passages.iter().map(line).collect()
}
