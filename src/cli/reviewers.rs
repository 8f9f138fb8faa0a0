//! Reviewers that commands make.

use super::{
    error::CliError,
    project_file::{self, ProjectFile},
    reply::one_line,
};
use crate::{
    edit::Edit,
    model::{Project, REVIEWER_COLOURS, Record, Register, Reviewer, ReviewerId},
};

/// What `--add-reviewer` says, if nobody is called so yet.
pub(super) fn new_name<'a>(project: &Project, name: &'a str) -> Result<&'a str, CliError> {
    let name = name.trim();
    if name.is_empty() {
        return Err(CliError::EmptyReviewer);
    }
    let mut all = project.reviewers.values();
    if all.any(|other| other.value.name == name) {
        return Err(CliError::ReviewerExists {
            name: name.to_owned(),
        });
    }
    Ok(name)
}

/// Makes a reviewer, in a colour that is free if there is one, and says so. Who is named by an id that the project does not
/// know keeps it, since it is a person's own.
pub(super) fn make_reviewer(
    file: &mut ProjectFile,
    named: &str,
    messages: &mut Vec<String>,
) -> Result<ReviewerId, CliError> {
    let (id, name) = match named.parse::<ReviewerId>() {
        Ok(id) => (id, format!("Reviewer {}", file.project.reviewers.len() + 1)),
        Err(_a_name) => (ReviewerId(project_file::new_uuid()), named.to_owned()),
    };
    let taken = |colour: &u8| {
        let mut all = file.project.reviewers.values();
        all.any(|other| other.value.colour == *colour)
    };
    let next = u8::try_from(file.project.reviewers.len() % usize::from(REVIEWER_COLOURS));
    let colour = (0..REVIEWER_COLOURS)
        .find(|colour| !taken(colour))
        .unwrap_or_else(|| next.unwrap_or_default());
    messages.push(format!("new reviewer \"{}\" ({id})", one_line(&name)));
    let reviewer = Register::new(Reviewer { name, colour });
    file.edit(Edit::Add(Box::new(Record::Reviewer(id, reviewer))))?;
    Ok(id)
}
