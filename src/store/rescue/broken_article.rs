//! The text of an article that does not parse: what everything else hangs on.
//!
//! One wrong quotation mark ends a text too early, and a file that was cut off in a text has no end of it. Here the text is
//! what stands between the line that begins it and the next line that begins a field; of the rest what is needed is taken
//! where it parses by itself.

use super::value;
use crate::model::{ArticleId, Role};
use crate::store::file::{
    records::ArticleFile,
    value::{Map, Parsed, Str},
};
use crate::text::TextId;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// The fields behind a text, as their lines begin; and what ends an article.
const BEHIND_TEXT: [&str; 7] = [
    "      blocks: [",
    "      earlier: [",
    "      file_sha256: ",
    "      read: {",
    "      signed: {",
    "      fate: (",
    "    ),",
];

/// What can be read of a broken article; nothing where it has no text. Without an id it gets one from its text.
pub(super) fn mended(record: &str) -> Option<ArticleFile<'_>> {
    // What follows may be the next article, whose fields are not these.
    let (head, rest) = record.split_at(start_of_text(record)?);
    let (text, behind_text) = text(rest);
    let is = TextId::of(&text);
    let is_compared = head.contains("      role: Compare,");
    Some(ArticleFile {
        id: quoted(head, "id: \"").unwrap_or_else(|| derived_id(&text)),
        role: if is_compared {
            Role::Compare
        } else {
            Role::Check
        },
        meta: part(head, "      meta: (", "\n      ),").or_else(|| value("()").ok())?,
        text_id: Parsed(quoted(head, "text_id: \"").unwrap_or(is)),
        text: Some(Str(text.into())),
        blocks: behind_text
            .starts_with("      blocks: [")
            .then(|| part(behind_text, "      blocks: [", "\n      ],"))
            .flatten()
            .unwrap_or_default(),
        earlier: Vec::new(),
        file_sha256: Str::default(),
        read: Map::default(),
        signed: Map::default(),
        fate: None,
    })
}

/// The same for the same text, so that two who rescue one file do not make two articles of it.
fn derived_id(text: &str) -> ArticleId {
    let digest = Sha256::digest(text.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    ArticleId(Uuid::new_v8(bytes))
}

/// What stands behind the name of a field. The line end and the indent in front of it may be damaged, so that they are not
/// asked for.
fn behind<'a>(record: &'a str, field: &str) -> Option<&'a str> {
    let is_name = |at: &usize| {
        let before = record[..*at].chars().next_back();
        !before.is_some_and(|it| it.is_alphanumeric() || it == '_')
    };
    let mut places = record.match_indices(field).map(|(at, _)| at);
    places.find(is_name).map(|at| &record[at + field.len()..])
}

/// What the string in a field says, if it can be read.
fn quoted<T: for<'de> Deserialize<'de>>(record: &str, field: &str) -> Option<T> {
    let (inside, _) = behind(record, field)?.split_once('"')?;
    value(&format!("\"{inside}\"")).ok()
}

/// The value that begins with the last character of one line and ends with the bracket of another, if it can be read.
fn part<'a, T: Deserialize<'a>>(record: &'a str, opening: &str, closing: &str) -> Option<T> {
    let start = record.find(opening)? + opening.len() - 1;
    let end = start + record[start..].find(closing)? + closing.len() - 1;
    value(&record[start..end]).ok()
}

/// Where the string begins that is the text.
fn start_of_text(record: &str) -> Option<usize> {
    // Where the name of the field is damaged, the text is what follows its id.
    let rest = behind(record, "text: ").or_else(|| {
        let (_, next) = behind(record, "text_id: ")?.split_once('\n')?;
        next.split_once(": ").map(|(_, rest)| rest)
    })?;
    Some(record.len() - rest.len())
}

/// The text as it stands, without the quotation marks around it, and what follows.
fn text(rest: &str) -> (String, &str) {
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if end > 0 && BEHIND_TEXT.iter().any(|it| line.starts_with(it)) {
            break;
        }
        end += line.len();
    }
    let (text, rest) = rest.split_at(end);
    let text = text.trim_end_matches(['\n', ',']);
    if let Some(raw) = text.strip_prefix('r') {
        let inside = raw.trim_start_matches('#');
        let inside = inside.strip_prefix('"').unwrap_or(inside);
        let inside = inside.trim_end_matches('#');
        return (inside.strip_suffix('"').unwrap_or(inside).to_owned(), rest);
    }
    // The quotation mark itself may be damaged.
    let mut inside = text.chars();
    inside.next();
    let inside = inside.as_str();
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    (inside.replace("\\\"", "\"").replace("\\\\", "\\"), rest)
}
