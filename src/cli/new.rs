//! `new`: a project from articles.

use super::{
    add,
    arguments::NewArguments,
    error::CliError,
    project_file::{self, ProjectFile},
    reply::Reply,
};
use crate::model::{Project, ProjectId};

/// Makes the project file, unless something has its name already.
pub(super) fn run(arguments: &NewArguments) -> Result<Reply, CliError> {
    let NewArguments {
        out,
        articles,
        title,
    } = arguments;
    // Asked first, since importing takes its time; the save asks again and is the one that counts.
    if out.symlink_metadata().is_ok() {
        return Err(CliError::ExistsAlready { path: out.clone() });
    }
    let mut project = Project::new(ProjectId(project_file::new_uuid()));
    project.title.clone_from(title);
    let mut file = ProjectFile::new(out, project);
    let added = add::import_all(articles)?;
    let reply = add::add_all(&mut file, added)?;
    file.save()?;
    Ok(reply.with_messages(file.messages))
}
