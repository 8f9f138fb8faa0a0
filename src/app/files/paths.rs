//! Names of files, as they are shown and typed.

use crate::text::visible::visible;
use std::path::{Path, PathBuf};

pub(in crate::app) fn is_project(path: &Path) -> bool {
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

/// The path from the root of the disk: a journal or a list of recent projects is read in another folder.
pub(super) fn absolute(path: PathBuf) -> PathBuf {
    std::path::absolute(&path).unwrap_or(path)
}

/// The name of a file without its folder.
#[must_use]
pub fn file_name(path: &Path) -> String {
    let name = path.file_name().map_or_else(
        || path.display().to_string(),
        |name| name.to_string_lossy().into_owned(),
    );
    visible(&name).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{is_project, with_ron_extension};
    use std::path::{Path, PathBuf};

    #[test]
    fn a_name_gets_the_ending_only_where_it_has_none() {
        for (typed, path) in [("a", "a.ron"), ("a.ron", "a.ron"), ("a.backup", "a.backup")] {
            assert_eq!(with_ron_extension(PathBuf::from(typed)), Path::new(path));
        }
        assert!(is_project(Path::new("A.RON")) && !is_project(Path::new("ron")));
    }
}
