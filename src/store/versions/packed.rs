//! A version as a file: gzip, with a line about it in the comment of its header, which can be read without the rest.

use crate::model::ReviewerId;
use crate::store::LARGEST_FILE;
use flate2::{Compression, GzBuilder, read::GzDecoder};
use serde::{Deserialize, Serialize};
use std::{
    io::{self, Read as _, Write as _},
    path::PathBuf,
};

/// Bytes of a file that hold its header: a path and a name, the longest that there are.
pub(super) const LONGEST_HEAD: u64 = 16 * 1024;

/// How hard it is packed. Saving comes often and the texts are long: the next steps take twice the time for a tenth less.
const HOW_HARD: Compression = Compression::new(3);

/// What is known of a version beside what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "version")]
pub struct VersionNote {
    /// Who saved it; `None` where it was only read here.
    #[serde(default)]
    pub by: Option<ReviewerId>,
    /// The project's file.
    #[serde(default)]
    pub path: Option<PathBuf>,
}

pub(super) fn pack(bytes: &[u8], note: &VersionNote) -> io::Result<Vec<u8>> {
    let note = ron::to_string(note).map_err(io::Error::other)?;
    let mut writer = GzBuilder::new()
        .comment(note)
        .write(Vec::with_capacity(bytes.len() / 4), HOW_HARD);
    writer.write_all(bytes)?;
    writer.finish()
}

/// Everything that was packed, if it is whole.
pub(super) fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut reader = GzDecoder::new(packed).take(LARGEST_FILE);
    reader.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// The line of a file that begins with `head`.
pub(super) fn note(head: &[u8]) -> Option<VersionNote> {
    let decoder = GzDecoder::new(head);
    ron::de::from_bytes(decoder.header()?.comment()?).ok()
}
