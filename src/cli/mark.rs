//! `mark`: one passage, or as many as a `marks.jsonl` has lines.
//!
//! The idea: arguments and lines become the same [`MarkLine`]; each is looked up in the project as it then stands and
//! done at once, in memory. One save at the end; the first line that does not fit ends the command before it.

use super::{
    arguments::MarkArguments,
    error::CliError,
    mark_lines::{self, MarkLine},
    marker::Marker,
    project_file::ProjectFile,
    reply::Reply,
};
use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

/// The largest `marks.jsonl`, in bytes: some 100 000 marks have 30 MB.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Marks and prints the ids of the marks, one a line.
pub(super) fn run(arguments: &MarkArguments) -> Result<Reply, CliError> {
    let mut file = ProjectFile::open(&arguments.project)?;
    let mut marker = Marker::new(
        &file,
        arguments.reviewer.as_deref(),
        arguments.add_reviewer.as_deref(),
    )?;
    let mut reply = Reply::default();
    if let Some(from) = &arguments.from {
        let name = from.display().to_string();
        for (number, line) in mark_lines::parse(&name, &read(from)?)? {
            let id = marker
                .mark(&mut file, &line)
                .map_err(|error| CliError::BadLine {
                    name: name.clone(),
                    line: number,
                    why: error.to_string(),
                })?;
            reply.line(&id.to_string());
        }
    } else {
        let line = line_of(arguments).ok_or(CliError::NothingToMark)?;
        let id = marker.mark(&mut file, &line)?;
        reply.line(&id.to_string());
    }
    file.save()?;
    reply.messages.append(&mut marker.messages);
    Ok(reply.with_messages(file.messages))
}

/// The mark that the arguments ask for; clap has seen to it that article, quote and status are there.
fn line_of(arguments: &MarkArguments) -> Option<MarkLine> {
    Some(MarkLine {
        article: arguments.article.clone()?,
        spans: Vec::new(),
        quote: Some(arguments.quote.clone()?),
        occurrence: arguments.occurrence,
        status: arguments.status?,
        note: arguments.note.clone(),
        should_read: arguments.should_read.clone(),
        claim: arguments.claim.clone(),
        stance: arguments.stance,
        root: arguments.root.clone(),
        reviewer: None,
    })
}

/// The bytes of the file, or of standard input for "-".
fn read(path: &Path) -> Result<Vec<u8>, CliError> {
    let unreadable = |cause| CliError::Unreadable {
        path: path.to_owned(),
        cause,
    };
    let mut bytes = Vec::new();
    let limit = MOST_BYTES + 1;
    if path.as_os_str() == "-" {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    }
    .map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(CliError::TooManyMarks {
            path: path.to_owned(),
            mebibytes: MOST_BYTES / (1024 * 1024),
        });
    }
    Ok(bytes)
}
