//! `merge`: two copies of a project become one.

use super::{
    arguments::MergeArguments,
    error::CliError,
    project_file::ProjectFile,
    reply::{Answer, Reply, json, one_line},
};
use crate::review::{self, Joined, MergeReport};
use serde::Serialize;
use std::{fmt::Write as _, path::Path};

/// Joins the copies and writes the result, unless it is a dry run.
pub(super) fn run(arguments: &MergeArguments) -> Result<Reply, CliError> {
    let MergeArguments {
        ours,
        theirs,
        base,
        out,
        dry_run,
        json: as_json,
        strict,
    } = arguments;
    let mine = ProjectFile::open(ours)?;
    let other = ProjectFile::open(theirs)?;
    let mut messages = mine.messages.clone();
    messages.extend(other.messages.iter().cloned());
    let Joined { project, report } = match base {
        None => review::join(&mine.project, &other.project),
        Some(base) => {
            let base = ProjectFile::open(base)?;
            messages.extend(base.messages.iter().cloned());
            review::join_with_base(&base.project, &mine.project, &other.project)
        }
    };
    messages.extend(report.notices.iter().cloned());
    if let Some(out) = out.as_ref().filter(|_| !dry_run) {
        // What is written over must have been read: one of the two copies. Anything else must not be there yet.
        let mut target = if is_same_file(out, ours) {
            mine.with(project)
        } else if is_same_file(out, theirs) {
            other.with(project)
        } else {
            ProjectFile::new(out, project)
        };
        target.write()?;
        messages.append(&mut target.messages);
    }
    let stdout = if *as_json {
        json(&MergeJson::of(&report))?
    } else {
        for_people(&report, theirs)
    };
    let answer = if *strict && !report.conflicts.is_empty() {
        Answer::No
    } else {
        Answer::Yes
    };
    Ok(Reply {
        stdout,
        messages,
        answer,
    })
}

/// `merge --json`.
#[derive(Debug, Serialize)]
struct MergeJson {
    /// Ids of records that came in.
    added: Vec<String>,
    /// Ids of records that are not as they were in ours.
    changed: Vec<String>,
    /// Ids of records that are deleted now.
    removed: Vec<String>,
    conflicts: Vec<ConflictJson>,
}

#[derive(Debug, Serialize)]
struct ConflictJson {
    id: String,
    field: String,
    /// The provisional one first.
    values: Vec<String>,
}

impl MergeJson {
    fn of(report: &MergeReport) -> Self {
        let ids = |records: &[crate::model::RecordRef]| {
            records
                .iter()
                .map(|record| record.uuid().to_string())
                .collect()
        };
        Self {
            added: ids(&report.added),
            changed: ids(&report.changed),
            removed: ids(&report.removed),
            conflicts: report
                .conflicts
                .iter()
                .map(|conflict| ConflictJson {
                    id: conflict.record.uuid().to_string(),
                    field: conflict.field.clone(),
                    values: conflict.values.clone(),
                })
                .collect(),
        }
    }
}

fn for_people(report: &MergeReport, theirs: &Path) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _written = writeln!(
        out,
        "From {}: {} added, {} changed, {} removed; {} to decide.",
        one_line(&theirs.display().to_string()),
        report.added.len(),
        report.changed.len(),
        report.removed.len(),
        report.conflicts.len(),
    );
    for conflict in &report.conflicts {
        let values: Vec<String> = conflict
            .values
            .iter()
            .map(|value| one_line(value))
            .collect();
        let _written = writeln!(
            out,
            "  {}  {}: {}",
            conflict.record.uuid(),
            conflict.field,
            values.join(" | ")
        );
    }
    out
}

/// Whether two paths lead to one file. A path that leads nowhere is the same as no other.
fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
