//! Files and pasted text become articles.
//!
//! The tour: [`import_file`] reads a file with a limit, [`import_bytes`] does the rest and needs no file. `sniff` says
//! what the bytes are, `encoding` makes a text of them, and then `plain`, `markdown` or `web` finds the parts of the
//! article and what is known about it. `several` parts a pasted text that holds more than one. `layout` puts parts together. `furniture` knows the lines that are no part of an article, `date` the ways in
//! which dates are written.
//!
//! A plain text is kept as it stands, so that positions in the file are positions in the article. Of Markdown and of web
//! pages the words are kept without their marks, one part of the article after the other with **one LF between two
//! parts**, since the reader shows each line as a paragraph; a line break within a part (`<br>`) is an LF too.
//!
//! Invariant: nothing here panics on any input, and every text that leaves is normalised, with blocks that are sorted, lie
//! in the text and start on code-point boundaries. Nothing here asks for the time or opens anything but the one file.

mod author_box;
mod date;
mod encoding;
mod error;
mod furniture;
mod layout;
mod markdown;
mod plain;
mod several;
mod sniff;
mod web;

pub use author_box::author_boxes;
pub use date::{GuessedDate, guess_date};
pub use error::ImportError;
pub use furniture::furniture_reason;
pub use several::{Several, several};

use crate::model::SmallMap;
use crate::{
    model::{Article, ArticleId, ArticleInfo, Block, Meta, Register},
    text::{Text, normalise},
};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use std::{fmt, fs::File, io, io::Read as _, path::Path, sync::Arc};

/// The largest file that is imported, in bytes: 64 MiB. Articles have kilobytes, saved pages with their pictures inside a
/// few megabytes; what is larger is a mistake, and would only make the program slow.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// An article before it belongs to a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Its text, normalised.
    pub text: Arc<Text>,
    /// The parts of the text, sorted by start. A part may span several lines.
    pub blocks: Vec<Block>,
    /// What is known about it.
    pub meta: Meta,
    /// The SHA-256 of the file in hexadecimal; empty where the text was pasted.
    pub file_sha256: String,
    /// What a person should know about how the text was found.
    pub notices: Vec<ImportNotice>,
}

/// What a person should know about how a text was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportNotice {
    /// The file does not say its encoding, or none that is known, and it was guessed.
    GuessedEncoding(&'static str),
    /// Some bytes make no characters in the file's encoding and show as "\u{fffd}".
    UnreadableCharacters(usize),
    /// No article was recognised on the page, and all of its visible text was taken.
    WholePage,
}

impl fmt::Display for ImportNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::GuessedEncoding(name) => {
                write!(f, "The file does not say its encoding, or none that is known; it was read as {name}. Check that its letters look right.")
            }
            Self::UnreadableCharacters(1) => {
                f.write_str("One character of the file is damaged and shows as \u{fffd}.")
            }
            Self::UnreadableCharacters(count) => {
                write!(f, "{count} characters of the file are damaged and show as \u{fffd}.")
            }
            Self::WholePage => f.write_str(
                "No article was recognised on the page, so all of its text was taken: set aside what is not part of it.",
            ),
        }
    }
}

impl Imported {
    /// The article as a record, to be checked, with the id the caller made for it.
    #[must_use]
    pub fn into_article(self, id: ArticleId) -> Article {
        let Self {
            text,
            blocks,
            meta,
            file_sha256,
            notices: _,
        } = self;
        Article {
            id,
            info: Register::new(ArticleInfo {
                meta,
                ..ArticleInfo::default()
            }),
            text_id: text.id(),
            text: Some(text),
            blocks,
            earlier: Vec::new(),
            file_sha256,
            read: SmallMap::new(),
            signed: SmallMap::new(),
            fate: None,
        }
    }
}

/// Reads a file and makes an article of it. `accessed` is the time to note as that of the import.
///
/// # Errors
///
/// Where the file cannot be read, is larger than [`MAX_FILE_BYTES`] (found by its metadata, before reading), or is none of
/// the kinds that [`import_bytes`] takes.
pub fn import_file(path: &Path, accessed: Option<Timestamp>) -> Result<Imported, ImportError> {
    let file = path.display().to_string();
    let bytes = read_limited(path).map_err(|failure| match failure {
        ReadFailure::Directory => ImportError::Directory { file: file.clone() },
        ReadFailure::NotRegular => ImportError::NotRegular { file: file.clone() },
        ReadFailure::TooLarge(bytes) => ImportError::TooLarge {
            file: file.clone(),
            bytes,
        },
        ReadFailure::System(cause) => match cause.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                ImportError::Missing { file: file.clone() }
            }
            io::ErrorKind::PermissionDenied => ImportError::NotPermitted { file: file.clone() },
            _ => ImportError::Unreadable {
                file: file.clone(),
                cause,
            },
        },
    })?;
    let name = path
        .file_name()
        .map_or(file.clone(), |name| name.to_string_lossy().into_owned());
    import_bytes(&bytes, &name, accessed)
}

/// Makes an article of the bytes of a file. Reads no file and asks for no time.
///
/// `file_name` is the name without its folder; its ending helps to tell Markdown from plain text.
///
/// # Errors
///
/// Where the bytes are too many, no text, a text in no known encoding, or a web page built to stop programs.
pub fn import_bytes(
    bytes: &[u8],
    file_name: &str,
    accessed: Option<Timestamp>,
) -> Result<Imported, ImportError> {
    let file = || file_name.to_owned();
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ImportError::TooLarge {
            file: file(),
            bytes: bytes.len() as u64,
        });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportError::Empty { file: file() });
    }
    if let Some(kind) = sniff::binary_kind(bytes) {
        return Err(ImportError::Binary { file: file(), kind });
    }
    if sniff::is_project(bytes) {
        return Err(ImportError::Project { file: file() });
    }
    let decoded = encoding::decode(bytes, file_name, sniff::looks_like_web_page_name(file_name))?;
    let mut imported = import_text(&decoded.text, file_name, accessed)?;
    imported.file_sha256 = hexadecimal(&Sha256::digest(bytes));
    imported.notices.splice(0..0, decoded.notices);
    Ok(imported)
}

/// Makes an article of a text from the clipboard: a web page if it starts like one, else plain text.
///
/// # Errors
///
/// Where there is nothing but white space, too much of it, or a web page built to stop programs.
pub fn import_pasted(text: &str, accessed: Option<Timestamp>) -> Result<Imported, ImportError> {
    if text.len() as u64 > MAX_FILE_BYTES {
        return Err(ImportError::TooLarge {
            file: PASTED.to_owned(),
            bytes: text.len() as u64,
        });
    }
    let mut imported = import_text(text, PASTED, accessed)?;
    imported.meta.file_name.clear();
    Ok(imported)
}

/// What a pasted text is called where a file has its name.
const PASTED: &str = "Pasted text";

fn import_text(
    text: &str,
    file_name: &str,
    accessed: Option<Timestamp>,
) -> Result<Imported, ImportError> {
    let text = normalise(text);
    if text.chars().all(char::is_whitespace) {
        return Err(ImportError::Empty {
            file: file_name.to_owned(),
        });
    }
    let mut imported =
        if sniff::looks_like_web_page_name(file_name) || sniff::starts_like_web_page(&text) {
            web::import(&text, file_name)?
        } else if sniff::looks_like_markdown_name(file_name) {
            markdown::import(&text)
        } else {
            plain::import(&text)
        };
    if imported.text.is_empty() {
        return Err(ImportError::Empty {
            file: file_name.to_owned(),
        });
    }
    if imported.meta.title.is_empty() {
        plain::guess_headline(&mut imported);
    }
    let Meta {
        title,
        title_guessed: _,
        publisher,
        byline,
        url,
        archived_url: _,
        published,
        accessed: _,
        language,
        root: _,
        file_name: _,
    } = &mut imported.meta;
    for field in [title, publisher, byline, url, published, language] {
        drop_invisible(field);
    }
    let meta = &mut imported.meta;
    accessed.clone_into(&mut meta.accessed);
    file_name.clone_into(&mut meta.file_name);
    if meta.title.is_empty() {
        file_name.clone_into(&mut meta.title);
        meta.title_guessed = true;
    }
    Ok(imported)
}

/// A page can declare control characters, which no field of a form shows and no person can take out again.
fn drop_invisible(field: &mut String) {
    if field.contains(|sign: char| sign.is_control() || sign == '\u{feff}') {
        *field = plain::collapse(
            &field.replace(|sign: char| sign.is_control() || sign == '\u{feff}', " "),
        );
    }
}

enum ReadFailure {
    Directory,
    NotRegular,
    TooLarge(u64),
    System(io::Error),
}

impl From<io::Error> for ReadFailure {
    fn from(cause: io::Error) -> Self {
        Self::System(cause)
    }
}

/// Looks at the metadata first, so that neither a huge file nor a pipe is ever read from; and reads at most one byte more
/// than the limit, since a file may grow meanwhile.
fn read_limited(path: &Path) -> Result<Vec<u8>, ReadFailure> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(ReadFailure::Directory);
    }
    if !metadata.is_file() {
        return Err(ReadFailure::NotRegular);
    }
    if metadata.len() > MAX_FILE_BYTES {
        return Err(ReadFailure::TooLarge(metadata.len()));
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(ReadFailure::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

fn hexadecimal(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string cannot fail.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
