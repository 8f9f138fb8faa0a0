//! How a journal lies in its file.
//!
//! ```text
//!   crosscheck journal 1 9f86d081884c7d65 (session: …)                 format, checksum, header
//!   entry 0 change 2 3 2026-11-27T10:42:00Z 5120 2c26b46b68ffc68f      number, kind, save, changes, time, length, checksum
//!   (before: …)                                                        5120 bytes, and an LF behind them
//! ```
//!
//! A checksum is of the one before it, the line it stands in, and the payload, so that no entry can be taken for that of
//! another journal or of another place. A line is only believed if it is, byte for byte, what would be written for the
//! values in it.

use super::{super::save::Fingerprint, JOURNAL_FORMAT};
use crate::{
    model::{ProjectId, ReviewerId, Session},
    store::recovery::BytesFile,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};

/// What the first line of a journal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalHeader {
    /// The session that writes it, and that names the file.
    pub session: Session,
    /// The person at work.
    pub by: ReviewerId,
    /// The project.
    pub project: ProjectId,
    /// What the project is called; may be empty.
    pub title: String,
    /// The file that the project belongs to; `None` where it was never saved.
    pub project_path: Option<PathBuf>,
    /// What stood in that file when it was read or written last.
    pub based_on: Option<Fingerprint>,
    /// When it was begun, in UTC.
    pub began: Timestamp,
    /// The names of the files of earlier starts whose work was brought back into this one.
    pub succeeds: Vec<String>,
}

/// What an entry holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The project as it was saved last, or before anything was done.
    Whole,
    /// What changed.
    Change,
}

/// The line before an entry, but for number, length and checksum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    /// The number that the session's next save had then.
    pub(super) save: u32,
    /// How many changes since the last save there were.
    pub(super) changes: usize,
    /// When it was written, in UTC.
    pub(super) written: Timestamp,
}

/// An entry that is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    pub(super) frame: Frame,
    pub(super) payload: &'a [u8],
}

/// What is behind the last whole entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// Nothing.
    None,
    /// The beginning of an entry, as a power cut leaves it.
    CutShort,
    /// Something else.
    Damaged,
}

/// A journal as far as it is whole.
#[derive(Debug)]
pub(super) struct Scan<'a> {
    pub(super) header: JournalHeader,
    pub(super) entries: Vec<Entry<'a>>,
    /// How many bytes are whole.
    pub(super) whole: usize,
    pub(super) tail: Tail,
}

/// Why not even the first line can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    FirstLine,
    OtherFormat(u32),
}

/// The checksum that the next entry goes on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sum(String);

impl Sum {
    fn of(before: &str, line: &str, payload: &[u8]) -> Self {
        let digest = Sha256::new()
            .chain_update(before)
            .chain_update(" ")
            .chain_update(line)
            .chain_update("\n")
            .chain_update(payload)
            .finalize();
        let digits = |byte: &u8| {
            let digit = |value: u8| char::from_digit(value.into(), 16).unwrap_or_default();
            [digit(byte >> 4), digit(byte & 15)]
        };
        Self(digest[..8].iter().flat_map(digits).collect())
    }
}

const BEGINNING: &str = "crosscheck journal ";
const ENTRY: &str = "entry ";

/// The first line with its LF, and what the entries go on from.
pub(super) fn first_line(header: &JournalHeader) -> Result<(Vec<u8>, Sum), String> {
    let header = ron::to_string(&HeaderFile::from(header)).map_err(|error| error.to_string())?;
    let sum = Sum::of(BEGINNING, &JOURNAL_FORMAT.to_string(), header.as_bytes());
    let line = format!("{BEGINNING}{JOURNAL_FORMAT} {} {header}\n", sum.0);
    Ok((line.into_bytes(), sum))
}

/// An entry, and what the next one goes on from.
pub(super) fn entry(before: &Sum, number: usize, frame: Frame, payload: &[u8]) -> (Vec<u8>, Sum) {
    let line = line(number, frame, payload.len());
    let sum = Sum::of(&before.0, &line, payload);
    let mut bytes = Vec::with_capacity(line.len() + payload.len() + 20);
    bytes.extend_from_slice(line.as_bytes());
    bytes.push(b' ');
    bytes.extend_from_slice(sum.0.as_bytes());
    bytes.push(b'\n');
    bytes.extend_from_slice(payload);
    bytes.push(b'\n');
    (bytes, sum)
}

fn line(number: usize, frame: Frame, len: usize) -> String {
    let Frame {
        kind,
        save,
        changes,
        written,
    } = frame;
    let kind = match kind {
        Kind::Whole => "whole",
        Kind::Change => "change",
    };
    format!("{ENTRY}{number} {kind} {save} {changes} {written} {len}")
}

/// Reads a journal as far as it is whole.
pub(super) fn scan(bytes: &[u8]) -> Result<Scan<'_>, Unreadable> {
    let (line, mut rest) = split_line(bytes).ok_or(Unreadable::FirstLine)?;
    let (header, mut sum) = read_first_line(line)?;
    let (mut entries, mut whole) = (Vec::new(), bytes.len() - rest.len());
    let tail = loop {
        if rest.is_empty() {
            break Tail::None;
        }
        match read_entry(&sum, entries.len(), rest) {
            Ok((entry, next, behind)) => {
                entries.push(entry);
                sum = next;
                whole += rest.len() - behind.len();
                rest = behind;
            }
            Err(tail) => break tail,
        }
    };
    Ok(Scan {
        header,
        entries,
        whole,
        tail,
    })
}

fn split_line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

fn read_first_line(line: &[u8]) -> Result<(JournalHeader, Sum), Unreadable> {
    let damaged = || Unreadable::FirstLine;
    let line = str::from_utf8(line).map_err(|_not_text| damaged())?;
    let rest = line.strip_prefix(BEGINNING).ok_or_else(damaged)?;
    let (format, rest) = rest.split_once(' ').ok_or_else(damaged)?;
    let number: u32 = format.parse().map_err(|_no_number| damaged())?;
    if number != JOURNAL_FORMAT {
        return Err(Unreadable::OtherFormat(number));
    }
    let (written, header) = rest.split_once(' ').ok_or_else(damaged)?;
    let sum = Sum::of(BEGINNING, format, header.as_bytes());
    if sum.0 != written || format != JOURNAL_FORMAT.to_string() {
        return Err(damaged());
    }
    let header: HeaderFile = ron::from_str(header).map_err(|_wrong| damaged())?;
    Ok((header.into(), sum))
}

fn read_entry<'a>(
    before: &Sum,
    number: usize,
    bytes: &'a [u8],
) -> Result<(Entry<'a>, Sum, &'a [u8]), Tail> {
    // Where more entries follow, this one was not cut short by a crash.
    let cut_short = || {
        if bytes.windows(ENTRY.len() + 1).any(is_next) {
            Tail::Damaged
        } else {
            Tail::CutShort
        }
    };
    let (read, behind) = split_line(bytes).ok_or_else(cut_short)?;
    let (frame, len, sum) = read_line(read).ok_or(Tail::Damaged)?;
    let line = line(number, frame, len);
    if format!("{line} {sum}").as_bytes() != read {
        return Err(Tail::Damaged);
    }
    if behind.len() <= len {
        return Err(cut_short());
    }
    let (payload, behind) = behind.split_at(len);
    let is = Sum::of(&before.0, &line, payload);
    let behind = behind.strip_prefix(b"\n").ok_or(Tail::Damaged)?;
    if is.0 != sum {
        return Err(Tail::Damaged);
    }
    Ok((Entry { frame, payload }, is, behind))
}

fn is_next(window: &[u8]) -> bool {
    window
        .strip_prefix(b"\n")
        .is_some_and(|window| window == ENTRY.as_bytes())
}

fn read_line(line: &[u8]) -> Option<(Frame, usize, &str)> {
    let mut words = str::from_utf8(line).ok()?.strip_prefix(ENTRY)?.split(' ');
    let _number = words.next()?;
    let kind = match words.next()? {
        "whole" => Kind::Whole,
        "change" => Kind::Change,
        _ => return None,
    };
    let frame = Frame {
        kind,
        save: words.next()?.parse().ok()?,
        changes: words.next()?.parse().ok()?,
        written: words.next()?.parse().ok()?,
    };
    let len = words.next()?.parse().ok()?;
    Some((frame, len, words.next()?))
}

/// The header as it stands in the first line.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "journal")]
struct HeaderFile {
    session: Session,
    by: ReviewerId,
    project: ProjectId,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    project_path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    based_on: Option<BytesFile>,
    began: Timestamp,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    succeeds: Vec<String>,
}

impl From<&JournalHeader> for HeaderFile {
    fn from(header: &JournalHeader) -> Self {
        let JournalHeader {
            session,
            by,
            project,
            title,
            project_path,
            based_on,
            began,
            succeeds,
        } = header;
        Self {
            session: *session,
            by: *by,
            project: *project,
            title: title.clone(),
            // A path that is no Unicode could only be kept as another path, and a wrong one is worse than none.
            project_path: project_path
                .as_deref()
                .and_then(Path::to_str)
                .map(str::to_owned),
            based_on: based_on.map(BytesFile::from),
            began: *began,
            succeeds: succeeds.clone(),
        }
    }
}

impl From<HeaderFile> for JournalHeader {
    fn from(file: HeaderFile) -> Self {
        Self {
            session: file.session,
            by: file.by,
            project: file.project,
            title: file.title,
            project_path: file.project_path.map(PathBuf::from),
            based_on: file.based_on.as_ref().and_then(BytesFile::fingerprint),
            began: file.began,
            succeeds: file.succeeds,
        }
    }
}
