//! `rescue`: what of a damaged project file can be read, as a new file.

use super::{
    arguments::RescueArguments,
    error::CliError,
    project_file::{self, ProjectFile},
    reply::{Answer, Reply, json, one_line},
};
use crate::model::{Project, ProjectId};
use crate::store::{self, Disk as _, LARGEST_FILE, LostRecord, RealDisk};
use serde::Serialize;
use std::fmt::Write as _;

/// Reads what can be read of the file and writes it into another; the damaged one stays as it is.
pub(super) fn run(arguments: &RescueArguments) -> Result<Reply, CliError> {
    let RescueArguments {
        damaged,
        out,
        json: as_json,
    } = arguments;
    if out.symlink_metadata().is_ok() {
        return Err(CliError::ExistsAlready { path: out.clone() });
    }
    let bytes = RealDisk
        .read(damaged, LARGEST_FILE)
        .map_err(|cause| CliError::Unreadable {
            path: damaged.clone(),
            cause,
        })?;
    let new_id = ProjectId(project_file::new_uuid());
    let rescued = store::rescue(&bytes, new_id).ok_or_else(|| CliError::NothingToRescue {
        path: damaged.clone(),
    })?;
    let found = Found::of(&rescued.project, &rescued.lost);
    let mut file = ProjectFile::new(out, rescued.project);
    file.save()?;
    let mut messages: Vec<String> = rescued.warnings.iter().map(ToString::to_string).collect();
    messages.extend(file.messages);
    let (stdout, answer) = if *as_json {
        (json(&found)?, found.answer())
    } else {
        (found.for_people(), found.answer())
    };
    Ok(Reply {
        stdout,
        messages,
        answer,
    })
}

/// `rescue --json`.
#[derive(Debug, Serialize)]
struct Found {
    articles: usize,
    annotations: usize,
    claims: usize,
    sources: usize,
    decisions: usize,
    lost: Vec<Lost>,
}

#[derive(Debug, Serialize)]
struct Lost {
    kind: &'static str,
    /// From 1; missing where it is not known.
    line: Option<usize>,
    message: String,
}

impl Found {
    fn of(project: &Project, lost: &[LostRecord]) -> Self {
        Self {
            articles: project.live_articles().count(),
            annotations: project.live_annotations().count(),
            claims: project.live_claims().count(),
            sources: project.live_sources().count(),
            decisions: project.decisions.len(),
            lost: lost
                .iter()
                .map(|lost| Lost {
                    kind: lost.noun,
                    line: lost.line,
                    message: lost.why.clone(),
                })
                .collect(),
        }
    }

    /// No, where something is lost.
    fn answer(&self) -> Answer {
        if self.lost.is_empty() {
            Answer::Yes
        } else {
            Answer::No
        }
    }

    fn for_people(&self) -> String {
        let mut said = format!(
            "articles {}, annotations {}, claims {}, sources {}, decisions {}\n",
            self.articles, self.annotations, self.claims, self.sources, self.decisions
        );
        for lost in &self.lost {
            let line = lost
                .line
                .map_or_else(String::new, |line| format!(" from line {line}"));
            // Writing to a string does not fail.
            let _written = writeln!(
                said,
                "lost: {}{line}: {}",
                lost.kind,
                one_line(&lost.message)
            );
        }
        said
    }
}
