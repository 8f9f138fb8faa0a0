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

#[cfg(test)]
mod tests {
    use super::{Told, told};
    use crate::edit::Edit;
    use crate::edit::fixture::{MARK, ME, OTHER, at, saved_project, says};
    use crate::model::{Project, Register, Status};

    fn of_mark(project: &Project) -> Vec<Told> {
        told(project, &project.annotations[&MARK])
    }

    fn act(second: u8, by: crate::model::ReviewerId, from: Option<&str>, to: &str) -> Told {
        Told {
            at: at(second),
            by,
            from: from.map(ToOwned::to_owned),
            to: Some(to.to_owned()),
        }
    }

    #[test]
    fn lines_are_told_in_order_and_registers_without_a_line_beside_them() {
        let mut project = saved_project();
        let theirs = Register::new(says(Status::Conflicting, "", 5));
        let edits = [
            Edit::Assessment(MARK, OTHER, Some(theirs)),
            // My judgement of second 1 has a line, theirs of second 5 has none.
            Edit::history_line(
                MARK.0,
                (ME, at(9)),
                Some("verified".into()),
                Some("unverified".into()),
            ),
            Edit::history_line(MARK.0, (ME, at(1)), None, Some("verified".into())),
            Edit::history_line(
                crate::edit::fixture::CLAIM.0,
                (ME, at(2)),
                None,
                Some("of a claim".into()),
            ),
        ];
        Edit::Batch(edits.into())
            .apply(&mut project)
            .expect("it fits");
        assert_eq!(
            of_mark(&project),
            [
                act(1, ME, None, "verified"),
                act(5, OTHER, None, "conflicting"),
                act(9, ME, Some("verified"), "unverified"),
            ]
        );
    }

    #[test]
    fn a_file_without_any_history_tells_what_its_registers_know() {
        assert_eq!(of_mark(&saved_project()), [act(1, ME, None, "verified")]);
    }
}
