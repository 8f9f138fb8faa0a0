//! `merge-driver`: git asks for the join of two versions of a project file.
//!
//! Git names three temporary files: the common ancestor's version (empty where both sides have made the file), ours, into
//! which the result goes, and theirs. Exit status for git: 0 merged, 1 merged and in need of a person (only with
//! `--strict`), 129 not done, ours untouched; from 129 on git gives up the merge.

use super::{
    arguments::MergeDriverArguments,
    error::CliError,
    reply::{Answer, Reply},
};
use crate::{
    model::Project,
    review::{self, Joined},
    store::{self, Expected, Fingerprint, LoadError, Loaded, RealDisk, SaveError},
};
use std::path::Path;

/// Joins the versions into ours. Whatever goes wrong is told in the answer, since git knows only one number for it.
pub(super) fn run(arguments: &MergeDriverArguments) -> Reply {
    merged(arguments).unwrap_or_else(|error| Reply {
        messages: vec![format!("{}: not merged: {error}", name(arguments))],
        answer: Answer::NotMerged,
        ..Reply::default()
    })
}

/// The file as people know it: git's own names for the three versions say nothing.
fn name(arguments: &MergeDriverArguments) -> String {
    let path = arguments.path.as_ref().unwrap_or(&arguments.ours);
    path.display().to_string()
}

type LoadedFile = Result<(Loaded, Fingerprint), LoadError>;

/// The versions, read side by side: reading is nearly all of the work.
fn loaded(paths: [&Path; 3]) -> [LoadedFile; 3] {
    let load = |path: &Path| store::load(&RealDisk, path);
    std::thread::scope(|scope| {
        let threads = paths.map(|path| {
            let thread = std::thread::Builder::new();
            thread.spawn_scoped(scope, move || load(path)).ok()
        });
        let mut threads = threads.into_iter();
        paths.map(|path| match threads.next().flatten() {
            Some(thread) => thread
                .join()
                .unwrap_or_else(|defect| std::panic::resume_unwind(defect)),
            // There is no thread to be had.
            None => load(path),
        })
    })
}

fn merged(arguments: &MergeDriverArguments) -> Result<Reply, CliError> {
    let MergeDriverArguments {
        base,
        ours: our_file,
        theirs,
        strict,
        ..
    } = arguments;
    let name = name(arguments);
    let mut messages = Vec::new();
    let [base, ours, theirs] = loaded([base, our_file, theirs]);
    let mut version = |of: &str, loaded: LoadedFile| -> Result<(Project, Fingerprint), CliError> {
        let (
            Loaded {
                project, warnings, ..
            },
            fingerprint,
        ) = loaded?;
        messages.extend(
            warnings
                .iter()
                .map(|warning| format!("{name}, {of}: {warning}")),
        );
        Ok((project, fingerprint))
    };
    let (ours, fingerprint) = version("ours", ours)?;
    let (theirs, _) = version("theirs", theirs)?;
    let base = match base {
        Ok((loaded, _)) => Some(loaded.project),
        // Both sides have made the file.
        Err(LoadError::Empty { .. }) => None,
        Err(error) => return Err(error.into()),
    };
    let Joined { project, report } = match &base {
        Some(base) => review::join_with_base(base, &ours, &theirs),
        None => review::join(&ours, &theirs),
    };
    match store::save(
        &RealDisk,
        our_file,
        &project,
        Expected::Unchanged(fingerprint),
    ) {
        Ok(_) | Err(SaveError::NotConfirmed { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    messages.extend(
        report
            .notices
            .iter()
            .map(|notice| format!("{name}: {notice}")),
    );
    let to_decide = report.conflicts.len();
    if to_decide > 0 {
        messages.push(format!(
            "{name}: merged, and nothing is lost; {to_decide} to decide in the window, where both sides are shown"
        ));
    }
    Ok(Reply {
        messages,
        answer: if *strict && to_decide > 0 {
            Answer::No
        } else {
            Answer::Yes
        },
        ..Reply::default()
    })
}
