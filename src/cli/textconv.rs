//! `textconv`: a project as lines that a person can read, for `git diff` and `git log -p`.
//!
//! A line for each record, and in it whatever a person has said: positions, ids and revisions are left out, so that a line
//! changes only where somebody's word changed. Contacts of sources are left out as well.
//!
//! A file that is no project is printed as it is: git shows nothing at all where this command fails.

use super::{
    arguments::TextconvArguments,
    error::CliError,
    project_file::ProjectFile,
    reply::{Reply, one_line},
};
use crate::model::{
    Annotation, Article, Assessment, DecisionIndex, Outcome, Project, Registers as _, Role,
    SetAsideReason, SourceKind, standing,
};
use std::collections::BTreeMap;

/// Prints the lines.
pub(super) fn run(arguments: &TextconvArguments) -> Result<Reply, CliError> {
    let path = &arguments.project;
    let stdout = if let Ok((project, _)) = ProjectFile::load(path) {
        lines(&project).join("\n") + "\n"
    } else {
        let bytes = std::fs::read(path).map_err(|cause| CliError::Unreadable {
            path: path.clone(),
            cause,
        })?;
        String::from_utf8_lossy(&bytes).into_owned()
    };
    Ok(Reply {
        stdout,
        ..Reply::default()
    })
}

fn lines(project: &Project) -> Vec<String> {
    let mut lines = vec![line("project", [&project.title])];
    let reviewers = project.reviewers.values();
    lines.extend(reviewers.map(|reviewer| line("reviewer", [&reviewer.value.name])));
    lines.extend(project.live_articles().map(|it| article(project, it)));
    for record in project.set_aside.values().filter(|it| !it.is_deleted()) {
        let region = &record.region.value;
        let why = match region.why {
            SetAsideReason::Furniture => "page furniture",
            SetAsideReason::Opinion => "opinion",
        };
        let name = article_name(project, region.article);
        lines.push(line("set aside", [&name, &quoted(&region.quote), why]));
    }
    for record in project.live_sources() {
        let source = &record.source.value;
        let kind = match source.kind {
            Some(SourceKind::Primary) => "primary",
            Some(SourceKind::Secondary) => "secondary",
            None => "",
        };
        let parts = [&source.title, kind, &source.url, &source.root, &source.says];
        lines.push(line("source", parts));
    }
    for record in project.live_claims() {
        let claim = &record.claim.value;
        lines.push(line("claim", [&claim.statement, &claim.note]));
        for (id, absence) in &record.absent {
            if let Some(by) = absence.value.by {
                let name = article_name(project, *id);
                let who = project.reviewer_name(by);
                let says = "does not say it";
                lines.push(line("claim", [&claim.statement, &name, says, &who]));
            }
        }
    }
    lines.extend(marks(project));
    for record in project.decisions.values().filter(|it| !it.is_deleted()) {
        let decision = &record.decision.value;
        let outcome = match decision.outcome {
            Outcome::Status(status) => status.word(),
            Outcome::BothStand => "both stand",
            Outcome::NothingHere => "nothing here",
            Outcome::Later => "later",
        };
        let about: Vec<String> = decision
            .about
            .iter()
            .filter_map(|id| project.annotations.get(id))
            .map(|mark| quoted(&mark.quote()))
            .collect();
        let who = project.reviewer_name(decision.by);
        let parts = [outcome, &about.join(", "), &decision.reason, &who];
        lines.push(line("decision", parts));
    }
    lines
}

/// The marks, by article and place.
fn marks(project: &Project) -> Vec<String> {
    let decisions = DecisionIndex::of(project);
    let mut by_article: BTreeMap<_, Vec<&Annotation>> = BTreeMap::new();
    for mark in project.live_annotations() {
        by_article.entry(mark.article).or_default().push(mark);
    }
    for marks in by_article.values_mut() {
        marks.sort_by_key(|mark| (mark.hull().start, mark.hull().end, mark.id));
    }
    by_article
        .into_values()
        .flatten()
        .map(|mark| mark_line(project, mark, &decisions))
        .collect()
}

fn mark_line(project: &Project, mark: &Annotation, decisions: &DecisionIndex) -> String {
    let standing = standing(mark, decisions);
    let recheck = if standing.recheck {
        ", to be looked at again"
    } else {
        ""
    };
    let said: Vec<String> = mark
        .assessments
        .iter()
        .flat_map(|(who, given)| {
            let who = project.reviewer_name(*who);
            // Rivals of a merge that nobody has decided yet.
            let all = std::iter::once(&given.value)
                .chain(given.rivals().iter().map(|rival| &rival.value));
            all.map(move |given| format!("{who}: {}", assessment(project, given)))
                .collect::<Vec<_>>()
        })
        .collect();
    let claim = mark.tie.as_ref().and_then(|tie| {
        let statement = &project.claim_of(mark)?.claim.value.statement;
        Some(format!("{} {}", tie.value.stance.word(), quoted(statement)))
    });
    let signed: Vec<String> = mark
        .signed
        .iter()
        .filter(|(_, signature)| !signature.value.is_withdrawn())
        .map(|(who, _)| format!("signed off by {}", project.reviewer_name(*who)))
        .collect();
    line(
        "mark",
        [
            &article_name(project, mark.article),
            &quoted(&mark.quote()),
            &format!("{}{recheck}", standing.status.word()),
            &said.join("; "),
            claim.as_deref().unwrap_or_default(),
            &signed.join(", "),
        ],
    )
}

fn assessment(project: &Project, given: &Assessment) -> String {
    let mut parts = vec![
        given
            .status
            .map_or("withdrawn", |status| status.word())
            .to_owned(),
    ];
    if !given.note.is_empty() {
        parts.push(format!("note {}", quoted(&given.note)));
    }
    if !given.should_read.is_empty() {
        parts.push(format!("should read {}", quoted(&given.should_read)));
    }
    for cite in &given.cites {
        let title = project
            .sources
            .get(&cite.source)
            .map_or("", |source| &source.source.value.title);
        parts.push(
            format!("source {} {}", quoted(title), cite.locator)
                .trim_end()
                .to_owned(),
        );
    }
    parts.join(", ")
}

fn article(project: &Project, article: &Article) -> String {
    let role = match article.info.value.role {
        Role::Check => "to check",
        Role::Compare => "to compare",
    };
    let read: Vec<String> = article
        .read
        .iter()
        .filter(|(_, reading)| reading.value.text_id.is_some())
        .map(|(who, _)| format!("read by {}", project.reviewer_name(*who)))
        .collect();
    let meta = article.meta();
    let parts = [
        article.display_title(),
        &meta.file_name,
        role,
        &meta.publisher,
        &meta.published,
        &meta.root,
        &format!("text {}", article.text_id),
        &read.join(", "),
    ];
    line("article", parts)
}

fn article_name(project: &Project, id: crate::model::ArticleId) -> String {
    project
        .articles
        .get(&id)
        .map_or_else(String::new, |article| {
            let name = &article.meta().file_name;
            if name.is_empty() {
                article.display_title().to_owned()
            } else {
                name.clone()
            }
        })
}

fn quoted(words: &str) -> String {
    format!("\"{words}\"")
}

/// What kind of record it is, and what is said of it; what is empty is left out.
fn line<const N: usize>(kind: &str, parts: [&str; N]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .filter(|part| !part.is_empty())
        .map(|part| one_line(part))
        .collect();
    format!("{kind} | {}", parts.join(" | "))
}
