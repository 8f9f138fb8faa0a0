//! Names of files, as they are shown and typed.

use std::path::{Path, PathBuf};

pub(super) fn is_project(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

pub(super) fn with_ron_extension(path: PathBuf) -> PathBuf {
    if path.extension().is_some() {
        path
    } else {
        path.with_extension("ron")
    }
}

/// The path from the root of the disk: a recovery copy or a list of recent projects is read in another folder.
pub(super) fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// The name of a file without its folder.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// How many suggestions a typed path gets.
const MOST_SUGGESTIONS: usize = 12;

/// The files and folders that begin as a typed path does, for where the system has no dialogs. Folders end with `/`.
#[must_use]
pub fn path_suggestions(typed: &str) -> Vec<String> {
    let cut = typed.rfind('/').map_or(0, |at| at + 1);
    let (folder, begin) = typed.split_at(cut);
    let Ok(entries) = std::fs::read_dir(if folder.is_empty() { "." } else { folder }) else {
        return Vec::new();
    };
    let mut found: Vec<String> = entries
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_hidden = name.starts_with('.') && !begin.starts_with('.');
            let fits = name.starts_with(begin) && name != begin && !is_hidden;
            let slash = if entry.path().is_dir() { "/" } else { "" };
            fits.then(|| format!("{folder}{name}{slash}"))
        })
        .collect();
    found.sort();
    found.truncate(MOST_SUGGESTIONS);
    found
}

#[cfg(test)]
mod tests {
    use super::{is_project, path_suggestions, with_ron_extension};
    use std::path::{Path, PathBuf};

    #[test]
    fn a_name_gets_the_ending_only_where_it_has_none() {
        for (typed, path) in [("a", "a.ron"), ("a.ron", "a.ron"), ("a.backup", "a.backup")] {
            assert_eq!(with_ron_extension(PathBuf::from(typed)), Path::new(path));
        }
        assert!(is_project(Path::new("A.RON")) && !is_project(Path::new("ron")));
    }

    #[test]
    fn a_typed_path_is_gone_on_with_by_what_the_folder_holds() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["alpha.txt", "also.txt", "beta.txt", ".hidden"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        std::fs::create_dir(folder.path().join("all")).unwrap();
        let at = format!("{}/", folder.path().display());
        let found = |typed: &str| -> Vec<String> {
            let found = path_suggestions(&format!("{at}{typed}"));
            let names = found.iter().map(|path| path[at.len()..].to_owned());
            names.collect()
        };
        assert_eq!(found("al"), ["all/", "alpha.txt", "also.txt"]);
        assert_eq!(found(""), ["all/", "alpha.txt", "also.txt", "beta.txt"]);
        assert_eq!(found("."), [".hidden"]);
        assert_eq!(found("beta.txt"), [""; 0], "it is whole already");
        assert_eq!(found("no/such"), [""; 0]);
    }
}
