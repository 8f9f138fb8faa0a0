//! Opening and saving by a typed path, for where the system has no dialogs and for whoever types faster.
//!
//! Invariant: the disk is read off the UI thread. What a folder holds comes when it comes, and so does the answer whether
//! what was typed can be done; until then the prompt stands as it is, with all that was typed.

use super::super::{App, Dialog};
use super::paths::{absolute, is_project, with_ron_extension};
use super::saving::Over;
use super::{Finished, PathPurpose, Work, file_name};
use crate::store::{Disk, Expected, FileKind, Fingerprint, LARGEST_FILE};
use std::path::{Path, PathBuf, is_separator};
use std::sync::Arc;

/// How many suggestions are shown.
const MOST_SUGGESTIONS: usize = 12;

/// How many names of a folder are looked at.
const MOST_NAMES: usize = 20_000;

/// Endings of what is an article, which come before other files.
const ARTICLES: [&str; 6] = ["txt", "md", "markdown", "html", "htm", "xhtml"];

/// The question for a path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathPrompt {
    /// What it is for.
    pub purpose: PathPurpose,
    /// What is being typed.
    pub typed: String,
    /// The suggestion that the arrows have come to.
    pub chosen: Option<usize>,
    /// What is wrong with what was typed.
    pub trouble: Option<String>,
    /// A file that stands there and would be replaced.
    pub replaces: Option<(PathBuf, Fingerprint)>,
    /// Whether it is shown because the system has no dialogs.
    pub is_for_want_of_dialogs: bool,
    /// Whether the caret should go to the end at the next frame.
    pub caret_to_end: bool,
    /// What was typed is just being looked at.
    is_checking: bool,
}

/// What stands in a folder.
pub(super) struct Listing {
    folder: String,
    names: Result<Vec<(String, bool)>, String>,
}

/// What a typed path came to.
pub(super) struct Checked {
    typed: String,
    found: Found,
}

enum Found {
    Fine(Vec<PathBuf>),
    Replaces(PathBuf, Fingerprint),
    Trouble(String),
}

impl App {
    pub(in crate::app) fn open_by_path(&mut self) {
        let typed = self.last_folder();
        self.show_prompt(PathPurpose::Anything, typed, false);
    }

    pub(in crate::app) fn save_to_path(&mut self) {
        let typed = self.typed_place(&self.suggested_file_name());
        self.show_prompt(PathPurpose::SaveAs, typed, false);
    }

    /// The folder of the last path, with the mark that a name follows; empty where there is none.
    pub(super) fn last_folder(&self) -> String {
        self.settings
            .last_folder
            .as_ref()
            .map(|folder| format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR))
            .unwrap_or_default()
    }

    pub(super) fn show_prompt(&mut self, purpose: PathPurpose, typed: String, no_dialogs: bool) {
        self.jobs.listing = None;
        self.show_dialog(Dialog::Path(Box::new(PathPrompt {
            purpose,
            typed,
            chosen: None,
            trouble: None,
            replaces: None,
            is_for_want_of_dialogs: no_dialogs,
            caret_to_end: true,
            is_checking: false,
        })));
    }

    /// What the folder of the last typed line holds that goes on as it does: folders, then what fits the purpose, then the
    /// rest. Whole paths, folders with a separator at the end. Empty until the folder was read.
    pub fn suggestions(&mut self, prompt: &PathPrompt) -> Vec<String> {
        let line = prompt.typed.lines().last().unwrap_or_default().to_owned();
        let (folder, begin) = split(&line);
        if self
            .jobs
            .listing
            .as_ref()
            .is_none_or(|listing| listing.folder != folder)
        {
            self.list(folder.to_owned());
            return Vec::new();
        }
        match &self.jobs.listing {
            Some(Listing {
                names: Ok(names), ..
            }) => {
                let mut found = fitting(names, folder, begin, prompt.purpose);
                if prompt.purpose == PathPurpose::Merge {
                    // Neither an article nor the project itself can be merged into it.
                    let own = self.file.as_ref().map(|file| file.path.as_path());
                    found.retain(|path| {
                        path.ends_with(std::path::MAIN_SEPARATOR)
                            || is_project(Path::new(path)) && Some(Path::new(path)) != own
                    });
                }
                found
            }
            _ => Vec::new(),
        }
    }

    /// Why there are no suggestions, in a sentence.
    #[must_use]
    pub fn no_suggestions(&self) -> Option<&str> {
        match &self.jobs.listing {
            Some(Listing {
                names: Err(why), ..
            }) => Some(why),
            _ => None,
        }
    }

    fn list(&mut self, folder: String) {
        if self.jobs.listing_wanted.as_ref() == Some(&folder) {
            return;
        }
        self.jobs.listing_wanted = Some(folder.clone());
        self.jobs.start(&self.services, Work::Look, move || {
            let place = match &*folder {
                "" => PathBuf::from("."),
                typed => expand(typed, home().as_deref()),
            };
            let names = match std::fs::read_dir(&place) {
                Ok(entries) => Ok(entries
                    .filter_map(Result::ok)
                    .take(MOST_NAMES)
                    .filter_map(|entry| {
                        let is_folder = entry.path().is_dir();
                        Some((entry.file_name().into_string().ok()?, is_folder))
                    })
                    .collect()),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    Err(format!("There is no folder {}", place.display()))
                }
                Err(error) => Err(format!("{} cannot be read: {error}", place.display())),
            };
            Finished::Listed(Listing { folder, names })
        });
    }

    pub(super) fn take_listing(&mut self, listing: Listing) {
        if self.jobs.listing_wanted.as_ref() == Some(&listing.folder) {
            self.jobs.listing_wanted = None;
            self.jobs.listing = Some(listing);
        }
    }

    /// Enter: looks whether what was typed can be done, and does it.
    pub fn finish_prompt(&mut self) {
        let Some(Dialog::Path(prompt)) = &mut self.view.dialog else {
            return;
        };
        if prompt.is_checking || prompt.typed.trim().is_empty() {
            return;
        }
        if let Some((path, fingerprint)) = prompt.replaces.take() {
            let purpose = prompt.purpose;
            return self.do_with_path(purpose, vec![path], Over::Exactly(fingerprint));
        }
        (prompt.is_checking, prompt.trouble) = (true, None);
        let (purpose, typed) = (prompt.purpose, prompt.typed.clone());
        let own = self.file.as_ref().map(|file| file.path.clone());
        let disk = Arc::clone(&self.services.disk);
        self.jobs.start(&self.services, Work::Look, move || {
            let found = look(&*disk, purpose, &typed, own.as_deref());
            Finished::Checked(Checked { typed, found })
        });
    }

    pub(super) fn take_checked(&mut self, checked: Checked) {
        let Some(Dialog::Path(prompt)) = &mut self.view.dialog else {
            return;
        };
        prompt.is_checking = false;
        if prompt.typed != checked.typed {
            return;
        }
        match checked.found {
            Found::Fine(paths) => {
                let purpose = prompt.purpose;
                self.do_with_path(purpose, paths, Over::Nothing);
            }
            Found::Replaces(path, fingerprint) => prompt.replaces = Some((path, fingerprint)),
            Found::Trouble(why) => prompt.trouble = Some(why),
        }
    }

    fn do_with_path(&mut self, purpose: PathPurpose, paths: Vec<PathBuf>, over: Over) {
        self.view.dialog = None;
        self.view.focus_text = true;
        if let Some(folder) = paths.first().and_then(|path| path.parent()) {
            self.settings.last_folder = Some(folder.to_owned());
        }
        self.use_paths(purpose, paths, over);
    }

    /// Does what paths were asked for.
    pub(super) fn use_paths(&mut self, purpose: PathPurpose, paths: Vec<PathBuf>, over: Over) {
        let mut paths = paths.into_iter();
        match purpose {
            PathPurpose::Articles => self.add_articles(paths.collect()),
            PathPurpose::Anything => self.open_paths(paths.collect()),
            PathPurpose::Project => {
                if let Some(path) = paths.next() {
                    self.open_project(path);
                }
            }
            PathPurpose::SaveAs => {
                if let Some(path) = paths.next() {
                    self.save_to(with_ron_extension(path), over);
                }
            }
            PathPurpose::Merge => {
                if let Some(path) = paths.next() {
                    self.compare_with(path);
                }
            }
            PathPurpose::Copy => {
                if let Some(path) = paths.next() {
                    self.write_copy(with_ron_extension(path), over.expected());
                }
            }
            PathPurpose::Version => {
                if let Some(path) = paths.next() {
                    self.write_version(with_ron_extension(path), over.expected());
                }
            }
        }
    }

    /// Does what a typed path was asked for, without another question: a file that stands there is not replaced.
    pub fn take_typed_path(&mut self, purpose: PathPurpose, typed: &str) {
        self.use_paths(purpose, lines(typed), Over::Nothing);
    }
}

impl Over {
    pub(super) fn expected(self) -> Expected {
        match self {
            Self::Nothing => Expected::NewFile,
            Self::Anything => Expected::Overwrite,
            Self::Exactly(fingerprint) => Expected::Unchanged(fingerprint),
        }
    }
}

fn home() -> Option<PathBuf> {
    directories::BaseDirs::new().map(|folders| folders.home_dir().to_owned())
}

/// A typed path with `~` for the person's own folder.
fn expand(typed: &str, home: Option<&Path>) -> PathBuf {
    match (typed.strip_prefix('~'), home) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with(is_separator) => {
            home.join(rest.trim_start_matches(is_separator))
        }
        _ => PathBuf::from(typed),
    }
}

fn lines(typed: &str) -> Vec<PathBuf> {
    let home = home();
    typed
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let bare = line.trim_matches(['"', '\'']);
            absolute(
                super::pasting::path_of_uri(bare).unwrap_or_else(|| expand(bare, home.as_deref())),
            )
        })
        .collect()
}

/// The folder with its separator, and what was typed behind it.
fn split(line: &str) -> (&str, &str) {
    line.split_at(line.rfind(is_separator).map_or(0, |at| at + 1))
}

fn fitting(
    names: &[(String, bool)],
    folder: &str,
    begin: &str,
    purpose: PathPurpose,
) -> Vec<String> {
    let rank = |name: &str, is_folder: bool| {
        let path = Path::new(name);
        let is_article = path.extension().is_some_and(|end| {
            ARTICLES
                .iter()
                .any(|article| end.eq_ignore_ascii_case(article))
        });
        let fits = match purpose {
            PathPurpose::Articles => is_article,
            PathPurpose::Anything => is_article || is_project(path),
            _ => is_project(path),
        };
        match (fits, is_folder) {
            (true, false) => 0,
            (_, true) => 1,
            (false, false) => 2,
        }
    };
    let mut found: Vec<_> = names
        .iter()
        .filter(|(name, is_folder)| {
            name.starts_with(begin)
                && (begin.starts_with('.') || !name.starts_with('.'))
                && (*is_folder || name != begin)
        })
        .map(|(name, is_folder)| (rank(name, *is_folder), name, *is_folder))
        .collect();
    found.sort();
    found
        .into_iter()
        .take(MOST_SUGGESTIONS)
        .map(|(_, name, is_folder)| {
            let end = if is_folder {
                std::path::MAIN_SEPARATOR_STR
            } else {
                ""
            };
            format!("{folder}{name}{end}")
        })
        .collect()
}

/// As much of the path as all suggestions begin with, if that is more than was typed.
#[must_use]
pub fn completion(line: &str, suggestions: &[String]) -> Option<String> {
    let first = suggestions.first()?;
    let shared = suggestions.iter().fold(first.len(), |shared, other| {
        first
            .char_indices()
            .zip(other.chars())
            .find(|((_, one), other)| one != other)
            .map_or(first.len().min(other.len()), |((at, _), _)| at)
            .min(shared)
    });
    let shared = first.get(..shared)?;
    (shared.len() > line.len()).then(|| shared.to_owned())
}

fn look(disk: &dyn Disk, purpose: PathPurpose, typed: &str, own: Option<&Path>) -> Found {
    let paths = lines(typed);
    let ends_open = typed.trim_end().ends_with(is_separator);
    match purpose {
        PathPurpose::SaveAs | PathPurpose::Copy | PathPurpose::Version => {
            let Some(path) = paths.into_iter().next() else {
                return Found::Trouble("Type where to save.".to_owned());
            };
            if ends_open {
                return Found::Trouble("Type a name for the file behind the folder.".to_owned());
            }
            look_at_target(disk, purpose, with_ron_extension(path), own)
        }
        _ => match paths.iter().find_map(|path| trouble_with(disk, path)) {
            Some(why) => Found::Trouble(why),
            None => Found::Fine(paths),
        },
    }
}

fn look_at_target(
    disk: &dyn Disk,
    purpose: PathPurpose,
    path: PathBuf,
    own: Option<&Path>,
) -> Found {
    if own == Some(&*path) {
        return match purpose {
            PathPurpose::Copy | PathPurpose::Version => {
                Found::Trouble(super::super::words::OWN_FILE.to_owned())
            }
            _ => Found::Fine(vec![path]),
        };
    }
    match disk.facts(&path).map(|facts| facts.kind) {
        Ok(FileKind::File) => match disk.read(&path, LARGEST_FILE) {
            Ok(bytes) => Found::Replaces(path, Fingerprint::of(&bytes)),
            Err(error) => Found::Trouble(format!("{} cannot be read: {error}", path.display())),
        },
        Ok(FileKind::Folder) => {
            Found::Trouble(format!("{} is a folder. Add a name.", path.display()))
        }
        Ok(FileKind::Other) => Found::Trouble(format!("{} is no file.", path.display())),
        Err(_) => match missing_folder(disk, &path) {
            Some(why) => Found::Trouble(why),
            None => Found::Fine(vec![path]),
        },
    }
}

fn trouble_with(disk: &dyn Disk, path: &Path) -> Option<String> {
    match disk.facts(path).map(|facts| facts.kind) {
        Ok(FileKind::File) => None,
        Ok(FileKind::Folder) => Some(format!(
            "{} is a folder. Type a file in it.",
            path.display()
        )),
        Ok(FileKind::Other) => Some(format!("{} is no file.", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => missing_folder(disk, path)
            .or_else(|| {
                let folder = path.parent().unwrap_or(path).display();
                Some(format!("There is no {} in {folder}", file_name(path)))
            }),
        Err(error) => Some(format!("{} cannot be read: {error}", path.display())),
    }
}

fn missing_folder(disk: &dyn Disk, path: &Path) -> Option<String> {
    let folder = path.parent()?;
    let is_there = disk
        .facts(folder)
        .is_ok_and(|facts| facts.kind == FileKind::Folder);
    (!is_there).then(|| format!("There is no folder {}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::{PathPurpose, completion, expand, fitting};
    use std::path::Path;

    fn names(list: &[&str]) -> Vec<(String, bool)> {
        list.iter()
            .map(|name| match name.strip_suffix('/') {
                Some(folder) => (folder.to_owned(), true),
                None => ((*name).to_owned(), false),
            })
            .collect()
    }

    #[test]
    #[cfg(unix)]
    fn what_fits_comes_first_and_what_is_hidden_only_after_a_dot() {
        let all = names(&[
            "beta.ron",
            "alpha.pdf",
            "also.txt",
            "all/",
            "al.ron",
            ".hidden",
        ]);
        let found = |begin, purpose| fitting(&all, "x/", begin, purpose);
        assert_eq!(
            found("al", PathPurpose::Project),
            ["x/al.ron", "x/all/", "x/alpha.pdf", "x/also.txt"]
        );
        assert_eq!(found("al", PathPurpose::Articles)[0], "x/also.txt");
        assert_eq!(found(".", PathPurpose::Anything), ["x/.hidden"]);
        assert_eq!(
            found("beta.ron", PathPurpose::Anything),
            [""; 0],
            "it is whole already"
        );
    }

    #[test]
    fn the_tab_key_goes_as_far_as_all_agree() {
        let some = |list: &[&str]| {
            list.iter()
                .map(|name| (*name).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            completion("a", &some(&["alpha.txt", "also.txt"])).as_deref(),
            Some("al")
        );
        assert_eq!(completion("al", &some(&["alpha.txt", "also.txt"])), None);
        assert_eq!(completion("al", &some(&["alé", "alè"])), None);
        assert_eq!(
            completion("", &some(&["only.ron"])).as_deref(),
            Some("only.ron")
        );
        assert_eq!(completion("x", &[]), None);
    }

    #[test]
    fn a_tilde_is_the_persons_own_folder() {
        let home = Some(Path::new("/home/ann"));
        assert_eq!(expand("~/a.ron", home), Path::new("/home/ann/a.ron"));
        assert_eq!(expand("~", home), Path::new("/home/ann"));
        assert_eq!(expand("~bo/a.ron", home), Path::new("~bo/a.ron"));
        assert_eq!(expand("/a/~", home), Path::new("/a/~"));
    }
}
