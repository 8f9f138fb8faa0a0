//! The name of a version's file: its number, when it was saved, and the SHA-256 of what is in it.

use crate::store::save::Sha256Digest;
use jiff::Timestamp;
use std::path::{Path, PathBuf};

/// What the names end with.
const END: &str = ".ron.gz";

/// How the time is written, in UTC.
const TIME: &str = "%Y%m%dT%H%M%SZ";

/// A version that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Where.
    pub file: PathBuf,
    /// Which of the project's versions: the newest has the highest.
    pub number: u32,
    /// When it was saved, or read, in UTC.
    pub at: Timestamp,
    /// Of the bytes of the project file.
    pub sha256: Sha256Digest,
}

impl Version {
    pub(super) fn new(folder: &Path, number: u32, at: Timestamp, sha256: Sha256Digest) -> Self {
        let name = format!("{number:08}-{}-{sha256}{END}", at.strftime(TIME));
        Self {
            file: folder.join(name),
            number,
            at,
            sha256,
        }
    }

    /// The version in this file, if the name is one of ours.
    pub(super) fn at(file: &Path) -> Option<Self> {
        let name = file.file_name()?.to_str()?.strip_suffix(END)?;
        let mut parts = name.split('-');
        let number = parts.next()?.parse().ok()?;
        let at = parts.next()?;
        let at = jiff::civil::DateTime::strptime(TIME, at).ok()?;
        let at = at.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
        let sha256 = parts.next()?.parse().ok()?;
        parts.next().is_none().then(|| Self {
            file: file.to_owned(),
            number,
            at,
            sha256,
        })
    }
}
