//! What is pasted: a text that becomes an article or several, or the files that the clipboard names.

use super::super::{App, Command, words};
use super::{Finished, Work};
use crate::edit::Edit;
use crate::import::{self, Imported, Several};
use crate::model::{Article, ArticleId, Record, Session};
use crate::store::FileKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The path of a `file:` address, as file managers put it on the clipboard; `None` for anything else.
pub(super) fn path_of_uri(line: &str) -> Option<PathBuf> {
    let rest = line.strip_prefix("file://")?;
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let (bytes, mut decoded, mut at) = (path.as_bytes(), Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let digits = (*byte == b'%').then(|| path.get(at + 1..at + 3)).flatten();
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(value.unwrap_or(*byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    let path = String::from_utf8(decoded).ok()?;
    path.starts_with('/').then(|| PathBuf::from(path))
}

/// How many lines are taken for paths of files at most: more would be a text in any case.
const MOST_PATHS: usize = 1_000;

/// The files, where a pasted text is nothing but their addresses or absolute paths. Whether the paths are files is for
/// `is_file` to say; of an address it is not asked, since no article consists of those.
fn files_of(text: &str, is_file: impl Fn(&Path) -> bool) -> Option<Vec<PathBuf>> {
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let files: Option<Vec<(PathBuf, bool)>> = lines
        .take(MOST_PATHS + 1)
        .map(|line| {
            if let Some(path) = path_of_uri(line) {
                return Some((path, true));
            }
            // Windows copies a path in quotation marks.
            let path = PathBuf::from(line.trim_matches('"'));
            path.is_absolute().then_some((path, false))
        })
        .collect();
    let files = files.filter(|files| !files.is_empty() && files.len() <= MOST_PATHS)?;
    files
        .into_iter()
        .map(|(path, is_address)| (is_address || is_file(&path)).then_some(path))
        .collect()
}

impl App {
    /// Makes articles of pasted text, or opens the files that it names.
    pub fn paste_article(&mut self, text: &str) {
        if files_of(text, |_path| true).is_none() {
            return self.add_pasted(text);
        }
        // A disk is asked only where every line could be a path, and not while a frame is due.
        let (text, session, disk) = (
            text.to_owned(),
            self.session,
            Arc::clone(&self.services.disk),
        );
        self.jobs.start(&self.services, Work::Look, move || {
            let files = files_of(&text, |path| {
                disk.facts(path)
                    .is_ok_and(|facts| facts.kind == FileKind::File)
            });
            Finished::Pasted(session, text, files)
        });
    }

    pub(super) fn take_pasted(
        &mut self,
        session: Session,
        text: &str,
        files: Option<Vec<PathBuf>>,
    ) {
        match files {
            _ if session != self.session => self.notices.warn(
                "What was pasted was not added: another project was opened meanwhile.",
                Vec::new(),
            ),
            Some(files) => self.open_paths(files),
            None => self.add_pasted(text),
        }
    }

    fn add_pasted(&mut self, text: &str) {
        let several = import::several(text);
        let parts = match &several {
            Several::Sure(parts) => parts.clone(),
            Several::One | Several::Perhaps(_) => vec![text],
        };
        let results = self.import_parts(&parts);
        let ids = self.take_imported(results);
        if let (Several::Perhaps(parts), [id]) = (several, &*ids) {
            self.pasted = Some(*id);
            self.notices.ask(
                words::looks_like_several(parts.len()),
                "Split",
                Command::SplitPasted,
            );
        }
    }

    fn import_parts(&self, parts: &[&str]) -> Vec<Result<Imported, String>> {
        let accessed = (self.services.clock)();
        parts
            .iter()
            .map(|part| {
                import::import_pasted(part, Some(accessed)).map_err(|error| error.to_string())
            })
            .collect()
    }

    /// The article that was pasted last, where it may be several and nobody has marked in it: marks would be lost.
    pub(in crate::app) fn pasted_to_split(&self) -> Option<&Arc<Article>> {
        let article = self.project.article(self.pasted?)?;
        let has_marks = self
            .marks
            .article(article.id)
            .is_some_and(|marks| marks.counts.total() > 0);
        (!has_marks).then_some(article)
    }

    /// Puts the parts of the article that was pasted last in its place, as one step.
    pub(in crate::app) fn split_pasted(&mut self) {
        let Some(article) = self.pasted_to_split().cloned() else {
            return;
        };
        let Some(text) = article.text.as_ref() else {
            return;
        };
        let Several::Perhaps(parts) = import::several(text.as_str()) else {
            return;
        };
        let mut edits = vec![self.removal_of(&article)];
        let mut ids = Vec::new();
        for imported in self.import_parts(&parts) {
            let imported = match imported {
                Ok(imported) => imported,
                // Nothing is done by halves: the one article stays.
                Err(error) => return self.notices.error(error, Vec::new()),
            };
            let mut part = imported.into_article(ArticleId((self.services.new_uuid)()));
            part.info.value.role = article.role();
            ids.push(part.id);
            edits.push(Edit::Add(Box::new(Record::Article(Box::new(part)))));
        }
        self.notices
            .take_back(&words::looks_like_several(ids.len()));
        self.commit(
            Edit::Batch(edits),
            &format!("split into {} articles", ids.len()),
        );
        self.open_panes_for(&ids);
        self.mention_furniture(&ids);
        if let Some(first) = ids.first() {
            self.focus_article(*first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::files_of;
    use std::path::{Path, PathBuf};

    #[test]
    fn addresses_of_files_are_files_and_words_are_not() {
        let nothing = |_: &Path| false;
        let files = files_of(
            "file:///a/b%20c.txt\r\n# x\nfile://localhost/d%C3%A9.md\n",
            nothing,
        );
        assert_eq!(
            files.unwrap(),
            [PathBuf::from("/a/b c.txt"), PathBuf::from("/dé.md")]
        );
        for text in [
            "",
            "A story\nfile:///a.txt",
            "https://x.example/a",
            "file:relative",
        ] {
            assert_eq!(files_of(text, |_| true), None, "{text}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn absolute_paths_are_files_where_all_of_them_are_there() {
        let is_there = |path: &Path| path != Path::new("/a/missing.txt");
        assert_eq!(
            files_of("/a/b c.txt\n\"/d.md\"\nfile:///e.txt\n", is_there).unwrap(),
            ["/a/b c.txt", "/d.md", "/e.txt"].map(PathBuf::from)
        );
        for text in ["/a/b.txt\n/a/missing.txt", "b.txt", "/a/b.txt\nand words"] {
            assert_eq!(files_of(text, is_there), None, "{text}");
        }
    }
}
