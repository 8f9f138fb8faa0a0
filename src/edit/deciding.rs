//! Deciding a disagreement: one verdict for every mark of a group, as one step.
//!
//! The rules (`UX.md` 3.3): the chosen mark gets the status, the others "nothing here" and where to look; where both stand,
//! where there is nothing and where it is put off, one decision is about all of them. The assessments stay as they are.
//!
//! A decision has seen all that it is over: the assessments, so that a later one can question it, and the decisions
//! before it, which it replaces. It is always a record of its own: the one before stays in the file, and an undo leaves
//! no trace.
//!
//! Invariant: pure. Nothing here changes a project; ids and times come in as arguments.

use super::Edit;
use crate::model::{
    Annotation, AnnotationId, Decision, DecisionId, DecisionIndex, DecisionRecord, Outcome,
    Project, Record, Register, Registers, ReviewerId, Saw, Status, standing,
};
use jiff::Timestamp;

/// Characters of the chosen words that the reason of the others quotes.
const QUOTED_CHARACTERS: usize = 40;

/// How a disagreement ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// This mark gets the status; the others hold nothing.
    Status {
        /// Which mark.
        on: AnnotationId,
        /// Its status.
        status: Status,
    },
    /// Each mark keeps its own.
    BothStand,
    /// None of the marks holds anything.
    NothingHere,
    /// Undecided still.
    Later,
}

impl Verdict {
    /// What it is called in lower case, as menus and the history say it.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Status {
                status: Status::Verified,
                ..
            } => "verified",
            Self::Status {
                status: Status::Unverified,
                ..
            } => "unverified",
            Self::Status {
                status: Status::Conflicting,
                ..
            } => "conflicting",
            Self::BothStand => "both stand",
            Self::NothingHere => "nothing here",
            Self::Later => "later",
        }
    }
}

/// Who decides, when, and the ids of the decisions.
#[derive(Clone, Copy, Debug)]
pub struct DecideContext {
    /// Who decides.
    pub by: ReviewerId,
    /// Now, in UTC.
    pub at: Timestamp,
    /// Fresh version 7 ids, the second of which is needed only where one of several marks is chosen: for the others.
    pub new_ids: [DecisionId; 2],
}

/// What a verdict comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deciding {
    /// What to commit.
    pub edit: Edit,
    /// What it is called in the menu, as in "Undo decide verified".
    pub label: String,
}

/// Why a verdict comes to nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecideError {
    /// One of the marks is not there, or deleted.
    #[error("there is no mark {0} in this project")]
    UnknownAnnotation(AnnotationId),
    /// The mark that was chosen is none of the group.
    #[error("the mark {0} is not in this disagreement")]
    NotInGroup(AnnotationId),
    /// There is no mark to decide about.
    #[error("there is nothing to decide")]
    NoMarks,
}

/// Decides about the marks of a group.
///
/// # Errors
/// Where a mark is not there, there is none, or the chosen one is not among them.
pub fn decide(
    project: &Project,
    members: &[AnnotationId],
    verdict: Verdict,
    reason: &str,
    context: DecideContext,
) -> Result<Deciding, DecideError> {
    let marks = members
        .iter()
        .map(|id| {
            let mark = project.annotation(*id).map(AsRef::as_ref);
            mark.ok_or(DecideError::UnknownAnnotation(*id))
        })
        .collect::<Result<Vec<&Annotation>, _>>()?;
    if marks.is_empty() {
        return Err(DecideError::NoMarks);
    }
    let decisions = DecisionIndex::of(project);
    let desk = Desk {
        decisions: &decisions,
        context,
    };
    let reason = reason.trim();
    let [first_id, second_id] = context.new_ids;
    let mut edits = Vec::new();
    match verdict {
        Verdict::Status { on, status } => {
            let (chosen, others): (Vec<_>, Vec<_>) =
                marks.into_iter().partition(|mark| mark.id == on);
            let mark = chosen.first().ok_or(DecideError::NotInGroup(on))?;
            let see = see(mark, reason);
            desk.write(
                &mut edits,
                first_id,
                &chosen,
                Outcome::Status(status),
                reason,
            );
            if !others.is_empty() {
                desk.write(&mut edits, second_id, &others, Outcome::NothingHere, &see);
            }
        }
        Verdict::BothStand => desk.write(&mut edits, first_id, &marks, Outcome::BothStand, reason),
        Verdict::NothingHere => {
            desk.write(&mut edits, first_id, &marks, Outcome::NothingHere, reason);
        }
        Verdict::Later => desk.write(&mut edits, first_id, &marks, Outcome::Later, reason),
    }
    Ok(Deciding {
        edit: Edit::Batch(edits),
        label: format!("decide {}", verdict.words()),
    })
}

/// What decisions are made over, and who makes them.
struct Desk<'a> {
    decisions: &'a DecisionIndex,
    context: DecideContext,
}

impl Desk<'_> {
    /// One decision about `marks`, with a line in the history of each.
    fn write(
        &self,
        edits: &mut Vec<Edit>,
        id: DecisionId,
        marks: &[&Annotation],
        outcome: Outcome,
        reason: &str,
    ) {
        let DecideContext { by, at, .. } = self.context;
        let mut about: Vec<AnnotationId> = marks.iter().map(|mark| mark.id).collect();
        about.sort_unstable();
        about.dedup();
        let decision = Decision {
            about,
            outcome,
            reason: reason.to_owned(),
            by,
            at,
        };
        let mut register = Register::new(decision);
        register.stamp.saw = self.seen(marks);
        edits.push(Edit::Add(Box::new(Record::Decision(Box::new(
            DecisionRecord {
                id,
                decision: register,
                fate: None,
            },
        )))));
        for mark in marks {
            let before = standing(mark, self.decisions).status.word().to_owned();
            let now = decided(outcome, reason);
            edits.push(Edit::history_line(
                mark.id.0,
                (by, at),
                Some(before),
                Some(now),
            ));
        }
    }

    /// All that stands in the marks and in the decisions over them.
    fn seen(&self, marks: &[&Annotation]) -> Saw {
        let mut saw = Saw::default();
        for mark in marks {
            saw.see_all(&mark.all_seen());
            for record in self.decisions.about(mark.id) {
                saw.see_all(&record.all_seen());
            }
        }
        saw
    }
}

/// The reason of the marks that were not chosen.
fn see(chosen: &Annotation, reason: &str) -> String {
    let words = chosen.quote();
    let quoted: String = words.chars().take(QUOTED_CHARACTERS).collect();
    let dots = if quoted.len() < words.len() {
        "…"
    } else {
        ""
    };
    let see = format!("see \"{quoted}{dots}\"");
    if reason.is_empty() {
        see
    } else {
        format!("{reason}; {see}")
    }
}

fn decided(outcome: Outcome, reason: &str) -> String {
    let how = match outcome {
        Outcome::Status(status) => format!("decided {}", status.word()),
        Outcome::BothStand => "decided that both stand".to_owned(),
        Outcome::NothingHere => "decided nothing here".to_owned(),
        Outcome::Later => "decision put off".to_owned(),
    };
    if reason.is_empty() {
        how
    } else {
        format!("{how}: {reason}")
    }
}

#[cfg(test)]
mod tests;
