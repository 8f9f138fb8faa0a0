//! Why something cannot be imported, in words for the person who tried.
//!
//! Invariant: every message starts with the name of the file, says what is wrong with it and what can be done.

use super::MAX_FILE_BYTES;
use std::io;

/// Why a file or a pasted text cannot become an article. Each message names the file, says what is wrong and what to do.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// There is nothing under this name.
    #[error("\"{file}\" does not exist: check the name and the folder")]
    Missing {
        /// The path as given.
        file: String,
    },
    /// The path names a folder.
    #[error("\"{file}\" is a folder: choose the files in it instead")]
    Directory {
        /// The path as given.
        file: String,
    },
    /// The path names a device, a pipe or the like.
    #[error("\"{file}\" is not a regular file: copy its text into a file first")]
    NotRegular {
        /// The path as given.
        file: String,
    },
    /// The system does not let this user read it.
    #[error(
        "\"{file}\" may not be read by you: ask for permission, or copy it to a folder of your own"
    )]
    NotPermitted {
        /// The path as given.
        file: String,
    },
    /// Reading failed for another reason.
    #[error("\"{file}\" cannot be read: {cause}")]
    Unreadable {
        /// The path as given.
        file: String,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// More than [`MAX_FILE_BYTES`].
    #[error("\"{file}\" has {} MiB, and more than {} MiB are not imported: split it, or save its text alone", mebibytes(*bytes), MAX_FILE_BYTES / MIB)]
    TooLarge {
        /// The file's name or path.
        file: String,
        /// Its size in bytes, or the least it can be.
        bytes: u64,
    },
    /// No bytes, or nothing but white space.
    #[error("\"{file}\" has no text: it is empty or has only white space")]
    Empty {
        /// The file's name.
        file: String,
    },
    /// A file of another kind.
    #[error("\"{file}\" is {kind}, not a text: save it as text or as a web page first")]
    Binary {
        /// The file's name.
        file: String,
        /// What was recognised, with its article: "a PDF document".
        kind: &'static str,
    },
    /// A project, given as an article.
    #[error(
        "\"{file}\" is a Crosscheck project, not an article: open it, or unite two copies with the command merge"
    )]
    Project {
        /// The file's name.
        file: String,
    },
    /// NUL bytes where a text has none.
    #[error(
        "\"{file}\" has a NUL byte, the first at byte {position}, so it is damaged or not a text: save it again as plain text"
    )]
    Nul {
        /// The file's name.
        file: String,
        /// Bytes before the first NUL byte.
        position: usize,
    },
    /// No encoding makes a text of the bytes.
    #[error("\"{file}\" is in no known encoding, or is not a text: save it again as UTF-8")]
    UnknownEncoding {
        /// The file's name.
        file: String,
    },
    /// UTF-32, which nothing on the web uses.
    #[error("\"{file}\" is in UTF-32, which is not read: save it again as UTF-8")]
    Utf32 {
        /// The file's name.
        file: String,
    },
    /// A web page whose elements lie too deep in each other.
    #[error(
        "\"{file}\" has elements nested more than {limit} deep, as no real page has: copy its text and paste it instead"
    )]
    TooDeep {
        /// The file's name.
        file: String,
        /// How deep a page may be.
        limit: usize,
    },
    /// A web page with a tag of more attributes than can be compared in bearable time.
    #[error(
        "\"{file}\" has a tag with more than {limit} attributes, as no real page has: copy its text and paste it instead"
    )]
    HugeTag {
        /// The file's name.
        file: String,
        /// How many a tag may have.
        limit: usize,
    },
    /// A web page of more elements than can be looked through in bearable time.
    #[error(
        "\"{file}\" has more than {limit} tags, as no article has: copy its text and paste it instead"
    )]
    TooManyTags {
        /// The file's name.
        file: String,
        /// How many it may have.
        limit: usize,
    },
}

const MIB: u64 = 1024 * 1024;

/// Rounded up, so that a file just above the limit does not seem to have the size of the limit.
fn mebibytes(bytes: u64) -> u64 {
    bytes.div_ceil(MIB)
}
