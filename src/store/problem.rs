//! What can be wrong with a project file, in words for the person who has to mend it.

use std::{fmt, io};
use uuid::Uuid;

/// How many problems a [`LoadError::Problems`] spells out. The rest is counted; `check` lists them all.
const PROBLEMS_SHOWN: usize = 3;

/// How many problems of one file are kept: more than a person mends by hand, and few enough that a file of nothing else
/// does not fill the memory.
pub(super) const MOST_PROBLEMS: usize = 1000;

/// Why a project file could not be loaded. Nothing is loaded then, and the file is left as it is.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// There is no such file.
    #[error("{file}: there is no such file")]
    Missing {
        /// The file.
        file: String,
    },
    /// It is a folder.
    #[error("{file}: this is a folder, not a project file")]
    Folder {
        /// The file.
        file: String,
    },
    /// It is a device, a pipe or a socket.
    #[error("{file}: this is not a regular file")]
    NotRegular {
        /// The file.
        file: String,
    },
    /// The system does not let us read it.
    #[error("{file}: no permission to read this file")]
    NoPermission {
        /// The file.
        file: String,
    },
    /// Reading failed otherwise.
    #[error("{file}: reading failed: {source}")]
    Read {
        /// The file.
        file: String,
        /// What the system said.
        source: io::Error,
    },
    /// It is larger than any project we open.
    #[error(
        "{file}: this file is larger than {} MiB, the limit for a project file",
        limit / (1024 * 1024)
    )]
    TooLarge {
        /// The file.
        file: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// There is not one character in it.
    #[error("{file}: this file is empty")]
    Empty {
        /// The file.
        file: String,
    },
    /// It holds NUL bytes.
    #[error(
        "{file}: line {line} holds NUL bytes: this is not a project file, or a crash has damaged it"
    )]
    Binary {
        /// The file.
        file: String,
        /// The line of the first one, from 1.
        line: usize,
    },
    /// It is no UTF-8.
    #[error("{file}: line {line}, column {column}: these bytes are not UTF-8")]
    NotUtf8 {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
    },
    /// A later version of the program wrote it.
    #[error(
        "{file}: this file has format {found}, and this version of Crosscheck reads up to format {ours}: a newer version wrote it"
    )]
    Newer {
        /// The file.
        file: String,
        /// Its format.
        found: u32,
        /// The newest that we read.
        ours: u32,
    },
    /// It ends where something is still open.
    #[error("{file}: line {line}, column {column}: the file ends early ({message})")]
    CutShort {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is missing.
        message: String,
    },
    /// It is not RON, or not the RON of a project.
    #[error("{file}: line {line}, column {column}: {message}")]
    Syntax {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// The column in characters, from 1.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// Git left conflict markers in it, and its two sides cannot be read for themselves.
    #[error(
        "{file}: line {line}: git left conflict markers in this file, and its two sides cannot be joined ({message}); \
         take one of them with `git checkout --ours` or `--theirs` and merge the other with `crosscheck merge`"
    )]
    Markers {
        /// The file.
        file: String,
        /// The line of the first marker, from 1.
        line: usize,
        /// What is wrong with a side.
        message: String,
    },
    /// It can be read, but what it says cannot be.
    #[error("{file}: {}", ProblemList(problems))]
    Problems {
        /// The file.
        file: String,
        /// Everything that is wrong, in the order of the file.
        problems: Vec<Problem>,
    },
}

impl LoadError {
    /// What is wrong with the meaning of the file; empty for every other error.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Problems { problems, .. } => problems,
            _ => &[],
        }
    }

    /// Whether the file itself is at fault, so that a part of it may still be read.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(
            self,
            Self::Binary { .. }
                | Self::NotUtf8 { .. }
                | Self::CutShort { .. }
                | Self::Syntax { .. }
                | Self::Markers { .. }
                | Self::Problems { .. }
        )
    }

    /// The word for the kind of error, in snake case, as `check --json` prints it.
    #[must_use]
    pub fn kind_word(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing_file",
            Self::Folder { .. } => "folder",
            Self::NotRegular { .. } => "not_a_regular_file",
            Self::NoPermission { .. } => "no_permission",
            Self::Read { .. } => "read_failed",
            Self::TooLarge { .. } => "too_large",
            Self::Empty { .. } => "empty_file",
            Self::Binary { .. } => "binary_file",
            Self::NotUtf8 { .. } => "not_utf8",
            Self::Newer { .. } => "newer_format",
            Self::CutShort { .. } => "cut_short",
            Self::Syntax { .. } => "syntax",
            Self::Markers { .. } => "conflict_markers",
            Self::Problems { .. } => "problems",
        }
    }
}

/// Shows the first few and how many there are besides.
struct ProblemList<'a>(&'a [Problem]);

impl fmt::Display for ProblemList<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.0.iter().take(PROBLEMS_SHOWN).enumerate() {
            let gap = if at == 0 { "" } else { "; " };
            write!(f, "{gap}{problem}")?;
        }
        match self.0.len().saturating_sub(PROBLEMS_SHOWN) {
            0 => Ok(()),
            1 => f.write_str("; and 1 more problem"),
            more if self.0.len() == MOST_PROBLEMS => {
                write!(f, "; and at least {more} more problems")
            }
            more => write!(f, "; and {more} more problems"),
        }
    }
}

/// The kinds of error of meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// Two records have one id.
    DuplicateId,
    /// A value has no revision.
    MissingRevision,
    /// An article that nobody deleted has no text.
    MissingText,
    /// A text holds characters that a normalised one does not: CR or NUL.
    TextNotNormalised,
    /// A text is not the one that its `text_id` names.
    TextIdMismatch,
    /// A block starts behind the end of its text.
    BlockOutOfBounds,
    /// An annotation has no span.
    NoSpans,
    /// A span starts behind its end.
    SpanBackwards,
    /// A span ends behind the end of its text.
    SpanOutOfBounds,
    /// Two spans of one annotation overlap.
    SpansOverlap,
    /// An article that is not there is named.
    UnknownArticle,
    /// A text that its article does not have is named.
    UnknownText,
    /// A reviewer who is not there is named.
    UnknownReviewer,
    /// A claim that is not there is named.
    UnknownClaim,
    /// A source that is not there is named.
    UnknownSource,
    /// An annotation that is not there is named.
    UnknownAnnotation,
}

impl ProblemKind {
    /// The word for it in snake case, as `check --json` prints it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DuplicateId => "duplicate_id",
            Self::MissingRevision => "missing_revision",
            Self::MissingText => "missing_text",
            Self::TextNotNormalised => "text_not_normalised",
            Self::TextIdMismatch => "text_id_mismatch",
            Self::BlockOutOfBounds => "block_out_of_bounds",
            Self::NoSpans => "no_spans",
            Self::SpanBackwards => "span_backwards",
            Self::SpanOutOfBounds => "span_out_of_bounds",
            Self::SpansOverlap => "spans_overlap",
            Self::UnknownArticle => "unknown_article",
            Self::UnknownText => "unknown_text",
            Self::UnknownReviewer => "unknown_reviewer",
            Self::UnknownClaim => "unknown_claim",
            Self::UnknownSource => "unknown_source",
            Self::UnknownAnnotation => "unknown_annotation",
        }
    }
}

/// One error of meaning: the record, the field and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which kind.
    pub kind: ProblemKind,
    /// What sort of record it is: "annotation", "claim" and so on.
    pub noun: &'static str,
    /// The record.
    pub record: Uuid,
    /// The field of the record, as the file calls it.
    pub field: &'static str,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind: _,
            noun,
            record,
            field,
            message,
        } = self;
        write!(f, "{noun} {record}, {field}: {message}")
    }
}

/// What was put right: words that were not where the file says, or a file that git had not merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WarningKind {
    /// They were found for certain, and the position was put right.
    Repaired,
    /// They were not found for certain: a person has to look.
    QuoteMismatch,
    /// Git left conflict markers in the file; both sides were joined.
    ConflictMarkers,
}

impl WarningKind {
    /// The word for it in snake case, as `check --json` prints it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Repaired => "repaired",
            Self::QuoteMismatch => "quote_mismatch",
            Self::ConflictMarkers => "conflict_markers",
        }
    }
}

/// Something that was put right while loading, or that a person should look at. Every one is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Which kind.
    pub kind: WarningKind,
    /// What sort of record it is.
    pub noun: &'static str,
    /// The record.
    pub record: Uuid,
    /// What was found and what was done, as a sentence without a full stop.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind: _,
            noun,
            record,
            message,
        } = self;
        write!(f, "{noun} {record}: {message}")
    }
}
