//! What became of a mark, for people to read: who did what to it, when.
//!
//! The lines of the project's history say it. A file of another program, or one written by hand, can hold judgements,
//! sign-offs and deletions without a line: those are told from their registers, as far as those know.

use crate::model::{Annotation, FateKind, Project, ReviewerId};
use jiff::Timestamp;

/// One act on a mark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// When, in UTC.
    pub at: Timestamp,
    /// Who.
    pub by: ReviewerId,
    /// What stood there before; nothing where nothing did.
    pub from: Option<String>,
    /// What stood there then; nothing where it was taken out.
    pub to: Option<String>,
}

/// All that is known to have been done to a mark, the oldest first.
///
/// Cost: a look at every line of the history.
#[must_use]
pub fn told(project: &Project, mark: &Annotation) -> Vec<Told> {
    let lines = project
        .history
        .iter()
        .filter(|line| line.record == mark.id.0);
    let mut told: Vec<Told> = lines
        .map(|line| Told {
            at: line.at,
            by: line.by,
            from: line.from.clone(),
            to: line.to.clone(),
        })
        .collect();
    for of_register in in_registers(mark) {
        let is_known = told
            .iter()
            .any(|line| (line.at, line.by) == (of_register.at, of_register.by));
        if !is_known {
            told.push(of_register);
        }
    }
    told.sort();
    told
}

/// What the registers themselves say was done.
fn in_registers(mark: &Annotation) -> Vec<Told> {
    let act = |at, by, to: &str| Told {
        at,
        by,
        from: None,
        to: Some(to.to_owned()),
    };
    let mut acts = Vec::new();
    for (by, register) in &mark.assessments {
        let rivals = register.rivals().iter().map(|rival| &rival.value);
        for given in std::iter::once(&register.value).chain(rivals) {
            acts.extend(given.status.map(|status| act(given.at, *by, status.word())));
        }
    }
    for (by, register) in &mark.signed {
        if !register.value.is_withdrawn() {
            acts.push(act(register.value.at, *by, "signed off"));
        }
    }
    if let Some(fate) = &mark.fate {
        let word = match fate.value.is {
            FateKind::Deleted => "deleted",
            FateKind::Kept => "kept",
        };
        acts.push(act(fate.value.at, fate.value.by, word));
    }
    acts
}
