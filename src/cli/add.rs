//! `add`: articles into a project.

use super::{
    arguments::AddArguments,
    error::CliError,
    project_file::{self, ProjectFile},
    reply::{Reply, one_line},
};
use crate::{
    edit::Edit,
    import::{Imported, import_file},
    model::{ArticleId, Record},
};
use std::path::PathBuf;

/// Adds the articles, all or none.
pub(super) fn run(arguments: &AddArguments) -> Result<Reply, CliError> {
    let AddArguments { project, articles } = arguments;
    let mut file = ProjectFile::open(project)?;
    let imported = import_all(articles)?;
    let reply = add_all(&mut file, imported)?;
    file.save()?;
    Ok(reply.with_messages(file.messages))
}

/// Reads all files, or none.
pub(super) fn import_all(articles: &[PathBuf]) -> Result<Vec<Imported>, CliError> {
    let now = project_file::now();
    articles
        .iter()
        .map(|path| import_file(path, Some(now)).map_err(CliError::from))
        .collect()
}

/// Makes them articles of the project, in this order, and says so: id, file name, title.
pub(super) fn add_all(file: &mut ProjectFile, articles: Vec<Imported>) -> Result<Reply, CliError> {
    let mut reply = Reply::default();
    for imported in articles {
        let name = one_line(&imported.meta.file_name);
        for notice in &imported.notices {
            reply.messages.push(format!("{name}: {notice}"));
        }
        let article = imported.into_article(ArticleId(project_file::new_uuid()));
        if let Some(twin) = file
            .project
            .live_articles()
            .find(|other| other.text_id == article.text_id)
        {
            reply.messages.push(format!(
                "{name}: an article with the same text is in the project already ({})",
                twin.id
            ));
        }
        reply.line(&format!(
            "{}\t{name}\t{}",
            article.id,
            one_line(article.display_title())
        ));
        file.edit(Edit::Add(Box::new(Record::Article(Box::new(article)))))?;
    }
    Ok(reply)
}
