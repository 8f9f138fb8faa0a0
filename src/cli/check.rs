//! `check`: what is wrong with a project file, and what a checker would ask about.
//!
//! A file that cannot be read at all (missing, a folder, no permission) could not be checked: exit status 2. One that can
//! be read and says what cannot be has errors: exit status 1. A mark whose words are not found for certain is one of them,
//! though the other commands open such a file, with the mark as lost or moved and a message.

use super::{
    arguments::CheckArguments,
    error::CliError,
    lint,
    project_file::ProjectFile,
    reply::{Answer, Reply, json, one_line},
};
use crate::store::{LoadError, Warning, WarningKind};
use serde::Serialize;

/// Reads the file and says what is wrong with it.
pub(super) fn run(arguments: &CheckArguments) -> Result<Reply, CliError> {
    let report = match ProjectFile::load(&arguments.project) {
        Ok((project, warnings)) => {
            let mut report = lint::look(&project);
            let file = arguments.project.display();
            let (repaired, mismatched): (Vec<_>, Vec<_>) = warnings
                .iter()
                .partition(|warning| warning.kind == WarningKind::Repaired);
            let finding = |warning: &Warning| Finding {
                kind: warning.kind.word(),
                message: format!("{file}: {}", warning.message),
                place: format!("{} {}", warning.noun, warning.record),
            };
            let repaired = repaired.into_iter().map(finding);
            report.warnings.splice(0..0, repaired);
            let mismatched = mismatched.into_iter().map(finding);
            report.errors.splice(0..0, mismatched);
            report
        }
        Err(error) => CheckReport {
            errors: in_the_file(error)?,
            warnings: Vec::new(),
        },
    };
    let answer = if report.errors.is_empty() {
        Answer::Yes
    } else {
        Answer::No
    };
    let stdout = if arguments.json {
        json(&report)?
    } else {
        report.for_people()
    };
    Ok(Reply {
        stdout,
        messages: Vec::new(),
        answer,
    })
}

/// `check --json`.
#[derive(Debug, Default, Serialize)]
pub(super) struct CheckReport {
    /// What cannot be.
    pub errors: Vec<Finding>,
    /// What can be, and deserves a look.
    pub warnings: Vec<Finding>,
}

/// One error or warning.
#[derive(Debug, Serialize)]
pub(super) struct Finding {
    /// A word for programs, in snake case.
    pub kind: &'static str,
    /// A sentence for people.
    pub message: String,
    /// The record and field, or line and column.
    #[serde(rename = "where")]
    pub place: String,
}

impl CheckReport {
    fn for_people(&self) -> String {
        let CheckReport { errors, warnings } = self;
        let line = |word: &str, finding: &Finding| {
            let Finding {
                kind: _,
                message,
                place,
            } = finding;
            format!("{word}: {} ({place})", one_line(message))
        };
        let mut lines: Vec<String> = errors.iter().map(|found| line("error", found)).collect();
        lines.extend(warnings.iter().map(|found| line("warning", found)));
        lines.push(format!(
            "{}, {}\n",
            counted(errors.len(), "error"),
            counted(warnings.len(), "warning")
        ));
        lines.join("\n")
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// What is wrong inside the file.
///
/// # Errors
/// Where the fault is not in the file, but in reading it.
fn in_the_file(error: LoadError) -> Result<Vec<Finding>, CliError> {
    let kind = error.kind_word();
    match &error {
        LoadError::Missing { .. }
        | LoadError::Folder { .. }
        | LoadError::NotRegular { .. }
        | LoadError::NoPermission { .. }
        | LoadError::Read { .. } => Err(error.into()),
        LoadError::Problems { file, problems } => Ok(problems
            .iter()
            .map(|problem| Finding {
                kind: problem.kind.word(),
                message: format!("{file}: {}", problem.message),
                place: format!("{} {}, {}", problem.noun, problem.record, problem.field),
            })
            .collect()),
        LoadError::CutShort { line, column, .. }
        | LoadError::NotUtf8 { line, column, .. }
        | LoadError::Syntax { line, column, .. } => Ok(vec![Finding {
            kind,
            message: error.to_string(),
            place: format!("line {line}, column {column}"),
        }]),
        LoadError::Binary { line, .. } => Ok(vec![Finding {
            kind,
            message: error.to_string(),
            place: format!("line {line}"),
        }]),
        _ => Ok(vec![Finding {
            kind,
            message: error.to_string(),
            place: "file".to_owned(),
        }]),
    }
}
