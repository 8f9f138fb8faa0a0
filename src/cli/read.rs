//! `read`: somebody has read an article to its end.

use super::{
    arguments::ReadArguments,
    error::CliError,
    naming,
    project_file::{self, ProjectFile},
    reply::{Reply, one_line},
    reviewers::{make_reviewer, new_name},
};
use crate::{edit::set_reading, model::ReviewerId};
use std::sync::Arc;

/// Writes the reading and prints a line for the article.
pub(super) fn run(arguments: &ReadArguments) -> Result<Reply, CliError> {
    let mut file = ProjectFile::open(&arguments.project)?;
    let article = Arc::clone(naming::article(&file.project, &arguments.article)?);
    let mut reply = Reply::default();
    let by = reader(&mut file, arguments, &mut reply.messages)?;
    let is_read = !arguments.take_back;
    match set_reading(&article, by, project_file::now(), is_read) {
        Some(edit) => file.edit(edit)?,
        None => reply.messages.push(format!(
            "{} {} {} to the end {}; nothing was changed",
            one_line(&file.project.reviewer_name(by)),
            if is_read { "has read" } else { "has not read" },
            one_line(article.display_title()),
            if is_read { "already" } else { "so far" },
        )),
    }
    file.save()?;
    reply.line(&format!(
        "{}\t{}\t{}",
        article.id,
        one_line(&article.meta().file_name),
        one_line(article.display_title())
    ));
    Ok(reply.with_messages(file.messages))
}

fn reader(
    file: &mut ProjectFile,
    arguments: &ReadArguments,
    messages: &mut Vec<String>,
) -> Result<ReviewerId, CliError> {
    if let Some(name) = &arguments.add_reviewer {
        let name = new_name(&file.project, name)?;
        return make_reviewer(file, name, messages);
    }
    let name = arguments.reviewer.as_deref().unwrap_or_default();
    naming::reviewer(&file.project, name)?.ok_or_else(|| CliError::NoSuchReviewer {
        name: name.to_owned(),
        there_are: naming::reviewers_listed(&file.project),
    })
}
