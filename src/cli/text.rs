//! `text`: the text of an article, as marks count in it.

use super::{
    arguments::TextArguments, error::CliError, naming, project_file::ProjectFile, reply::Reply,
};

/// Prints the text byte for byte.
pub(super) fn run(arguments: &TextArguments) -> Result<Reply, CliError> {
    let TextArguments { project, article } = arguments;
    let file = ProjectFile::open(project)?;
    let article = naming::article(&file.project, article)?;
    let text = article.text.as_ref().map(|text| text.as_str().to_owned());
    Ok(Reply {
        stdout: text.unwrap_or_default(),
        messages: file.messages,
        ..Reply::default()
    })
}
