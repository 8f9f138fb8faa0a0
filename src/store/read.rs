//! From bytes to a project.
//!
//! One pass of `ron` over the bytes, which borrows from them, and one over the records, which turns code points into bytes
//! and looks at the meaning ([`super::resolve`]). `format` is looked at only after the parse.

use super::{
    FORMAT,
    file::records::ProjectFile,
    problem::{LoadError, Warning},
    resolve::{Strictness, resolve},
    unmerged,
};
use crate::{model::Project, text::visible};
use ron::{
    Options,
    error::{Error as RonError, SpannedError},
    extensions::Extensions,
};
use serde::Deserialize;
use std::borrow::Cow;

/// A project that was read, and what the person who opens it has to be told.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The project.
    pub project: Project,
    /// What was put right or looks odd, in the order of the file.
    pub warnings: Vec<Warning>,
    /// Where the file held conflict markers of git: our side of it. The project is then the join of both.
    pub unmerged: Option<Box<Project>>,
}

impl Loaded {
    /// What a later save has to be compared with. After conflict markers it differs from the project, so that a save is
    /// due.
    #[must_use]
    pub fn saved(&self) -> Project {
        match &self.unmerged {
            None => self.project.clone(),
            Some(ours) if **ours == self.project => Project::new(self.project.id),
            Some(ours) => Project::clone(ours),
        }
    }
}

/// Reads a project from the bytes of a file. `file_name` is only for messages.
///
/// # Errors
/// Where the bytes are not a whole and consistent project of a format that we know; see [`LoadError`].
pub fn parse(bytes: &[u8], file_name: &str) -> Result<Loaded, LoadError> {
    parse_as(bytes, file_name, Strictness::Saved)
}

pub(super) fn parse_as(
    bytes: &[u8],
    file_name: &str,
    strictness: Strictness,
) -> Result<Loaded, LoadError> {
    let file = || file_name.to_owned();
    let text = to_text(bytes, file_name)?;
    if text.trim_ascii().is_empty() {
        return Err(LoadError::Empty { file: file() });
    }
    match parse_text(&text, file_name, strictness) {
        Err(error @ LoadError::Newer { .. }) => Err(error),
        // Only what cannot be read otherwise: an article may show conflict markers.
        Err(error) if strictness == Strictness::Saved => {
            unmerged::repaired(&text, file_name).unwrap_or(Err(error))
        }
        loaded => loaded,
    }
}

fn parse_text(text: &str, file_name: &str, strictness: Strictness) -> Result<Loaded, LoadError> {
    let read: ProjectFile<'_> = options()
        .from_str(text)
        .map_err(|error| explain(text, &error, file_name))?;
    if read.format != FORMAT {
        return Err(wrong_format(read.format, file_name));
    }
    resolve(read, strictness).map_err(|problems| LoadError::Problems {
        file: file_name.to_owned(),
        problems,
    })
}

/// Optional fields stand in the file without `Some`, and the file says nothing about it.
pub(super) fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// UTF-8 without byte-order mark and with LF line ends. Copies only where there is a CRLF, as after a careless transfer.
fn to_text<'a>(bytes: &'a [u8], file_name: &str) -> Result<Cow<'a, str>, LoadError> {
    let file = || file_name.to_owned();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // `contains` looks at many bytes at once, `position` at one after the other.
    if bytes.contains(&0) {
        let at = bytes.iter().position(|byte| *byte == 0).unwrap_or_default();
        let (line, _) = end_of(&String::from_utf8_lossy(&bytes[..at]));
        return Err(LoadError::Binary { file: file(), line });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
        let (line, column) = end_of(&good);
        LoadError::NotUtf8 {
            file: file(),
            line,
            column,
        }
    })?;
    if bytes.contains(&b'\r') {
        return Ok(Cow::Owned(text.replace("\r\n", "\n")));
    }
    Ok(Cow::Borrowed(text))
}

/// Line and column of the end of a text, both from 1.
fn end_of(text: &str) -> (usize, usize) {
    let line = 1 + text.matches('\n').count();
    let column = 1 + text.chars().rev().take_while(|c| *c != '\n').count();
    (line, column)
}

fn wrong_format(found: u32, file_name: &str) -> LoadError {
    let file = file_name.to_owned();
    if found > FORMAT {
        return LoadError::Newer {
            file,
            found,
            ours: FORMAT,
        };
    }
    LoadError::Syntax {
        file,
        line: 1,
        column: 1,
        message: format!("there is no format {found}; the first one is 1"),
    }
}

/// What a failed parse means: a newer format, a file cut short, or a mistake at a line and column.
fn explain(text: &str, error: &SpannedError, file_name: &str) -> LoadError {
    if let Some(format) = format_of(text).filter(|format| *format > FORMAT) {
        return wrong_format(format, file_name);
    }
    let file = file_name.to_owned();
    let (line, column) = (error.span.end.line, error.span.end.col);
    let message = in_words(&error.code);
    // A string or comment that nothing closes is reported where it starts; all else that a cut leaves open, at the end.
    let cut = matches!(
        error.code,
        RonError::Eof | RonError::ExpectedStringEnd | RonError::UnclosedBlockComment
    ) || (line, column) >= end_of(text.trim_end()) && text.trim_start().starts_with('(');
    if cut {
        LoadError::CutShort {
            file,
            line,
            column,
            message,
        }
    } else {
        LoadError::Syntax {
            file,
            line,
            column,
            message,
        }
    }
}

/// The number behind `format:`, even of a file whose other fields we do not know or that is damaged further down.
fn format_of(text: &str) -> Option<u32> {
    #[derive(Deserialize)]
    struct FormatOnly {
        format: u32,
    }
    if let Ok(FormatOnly { format }) = options().from_str(text) {
        return Some(format);
    }
    let rest = text.trim_start().strip_prefix('(')?.trim_start();
    let rest = rest
        .strip_prefix("format")?
        .trim_start()
        .strip_prefix(':')?;
    let digits = rest.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit())?;
    digits[..end].parse().ok()
}

/// Characters of a message that quotes the file, which may have megabytes where a name belongs.
const LONGEST_MESSAGE: usize = 400;

/// `ron`'s errors in the words of the file.
pub(super) fn in_words(error: &RonError) -> String {
    visible::excerpt(&all_in_words(error), LONGEST_MESSAGE).into_owned()
}

fn all_in_words(error: &RonError) -> String {
    let inside = |outer: &Option<String>| {
        outer
            .as_ref()
            .map(|outer| format!(" in `{outer}`"))
            .unwrap_or_default()
    };
    match error {
        RonError::NoSuchStructField {
            expected,
            found,
            outer,
        } => format!(
            "unknown field `{found}`{}; the fields there are {}",
            inside(outer),
            expected.join(", ")
        ),
        RonError::MissingStructField { field, outer } => {
            format!("the field `{field}` is missing{}", inside(outer))
        }
        RonError::DuplicateStructField { field, outer } => {
            format!("the field `{field}` stands twice{}", inside(outer))
        }
        RonError::NoSuchEnumVariant {
            expected,
            found,
            outer,
        } => format!(
            "`{found}` is not one of the values{}: {}",
            inside(outer),
            expected.join(", ")
        ),
        RonError::Eof => "something is still open there".to_owned(),
        RonError::ExpectedStringEnd => "the string that starts here has no end".to_owned(),
        RonError::ExpectedDifferentStructName { expected, found } => {
            format!("found `{found}` where a {expected} begins with `(`")
        }
        RonError::ExpectedNamedStructLike(_) | RonError::ExpectedStructLike => {
            "expected an opening `(`".to_owned()
        }
        RonError::TrailingCharacters => "nothing may follow the closing `)`".to_owned(),
        other => of_a_value(&other.to_string()),
    }
}

/// What a value could not be read as. The libraries that read ids and times speak of their own workings.
fn of_a_value(text: &str) -> String {
    if let Some(why) = text.strip_prefix("UUID parsing failed: ") {
        return format!("expected an id such as \"01931c2e-0000-7000-8000-000000000000\" ({why})");
    }
    let mut characters = text.chars();
    characters
        .next()
        .map(|first| first.to_lowercase().chain(characters).collect())
        .unwrap_or_default()
}
