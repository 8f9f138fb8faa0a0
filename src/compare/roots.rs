//! Roots: where accounts come from in the end. Three articles with one root are one account.
//!
//! A passage's root is its own, else its article's. Roots are compared without case and outer spaces. An empty one is
//! unknown: it is told, and never counted as independent.

use crate::model::{Annotation, Project};
use std::{collections::BTreeSet, fmt};

/// How many roots stand behind something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RootCount {
    /// Different roots that are known.
    pub known: usize,
    /// Accounts whose root is unknown.
    pub unknown: usize,
}

impl RootCount {
    /// Of accounts, each given by its root and by who gives it: several accounts of one giver without a root are one.
    pub fn of<'a, Giver: Ord>(accounts: impl IntoIterator<Item = (&'a str, Giver)>) -> Self {
        let (mut known, mut unknown) = (BTreeSet::new(), BTreeSet::new());
        for (root, giver) in accounts {
            let key = root_key(root);
            if key.is_empty() {
                unknown.insert(giver);
            } else {
                known.insert(key);
            }
        }
        Self {
            known: known.len(),
            unknown: unknown.len(),
        }
    }
}

impl fmt::Display for RootCount {
    /// "2 roots", "1 root + 1 unknown", "root unknown".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.known, self.unknown) {
            (0, 0) => f.write_str("no root"),
            (0, 1) => f.write_str("root unknown"),
            (0, _) => f.write_str("roots unknown"),
            (known, unknown) => {
                let plural = if known == 1 { "" } else { "s" };
                write!(f, "{known} root{plural}")?;
                if unknown > 0 {
                    write!(f, " + {unknown} unknown")?;
                }
                Ok(())
            }
        }
    }
}

/// What a root is compared by.
#[must_use]
pub fn root_key(root: &str) -> String {
    root.trim().to_lowercase()
}

/// Where a passage comes from: its own root, else its article's; empty where neither is known.
#[must_use]
pub fn root_of<'a>(project: &'a Project, annotation: &'a Annotation) -> &'a str {
    let own = annotation
        .tie
        .as_ref()
        .map_or("", |tie| tie.value.root.trim());
    if own.is_empty() {
        project
            .articles
            .get(&annotation.article)
            .map_or("", |article| article.meta().root.trim())
    } else {
        own
    }
}

#[cfg(test)]
mod tests {
    use super::RootCount;

    fn said(accounts: &[(&str, u8)]) -> String {
        RootCount::of(accounts.iter().copied()).to_string()
    }

    #[test]
    fn roots_add_up_and_the_unknown_one_is_told() {
        for (accounts, expected) in [
            (&[][..], "no root"),
            (&[("Harbour log", 1)], "1 root"),
            (&[("Harbour log", 1), (" harbour LOG ", 2)], "1 root"),
            (&[("Harbour log", 1), ("Wire", 2)], "2 roots"),
            (&[("Harbour log", 1), ("", 2)], "1 root + 1 unknown"),
            (
                &[("a", 1), ("b", 2), (" ", 3), ("", 4)],
                "2 roots + 2 unknown",
            ),
            (&[("", 1)], "root unknown"),
            (&[("", 1), ("", 1)], "root unknown"),
            (&[("", 1), ("", 2)], "roots unknown"),
        ] {
            assert_eq!(said(accounts), expected, "{accounts:?}");
        }
    }
}
