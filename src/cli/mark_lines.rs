//! The lines of a `marks.jsonl`: one JSON object each.

use super::{
    arguments::{StanceWord, StatusWord},
    error::CliError,
};
use serde::Deserialize;

/// What one line asks for, before it is looked up in a project.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarkLine {
    /// Id, file name or title.
    pub article: String,
    /// Where, in code points.
    #[serde(default)]
    pub spans: Vec<LineSpan>,
    /// The words; of several spans with " … " between.
    pub quote: Option<String>,
    /// Which of the places where the words occur, from 1.
    pub occurrence: Option<usize>,
    /// What was found.
    pub status: StatusWord,
    /// What there is to say about it.
    #[serde(default)]
    pub note: String,
    /// What the text should read instead.
    #[serde(default)]
    pub should_read: String,
    /// Statement or id of the claim the words state.
    pub claim: Option<String>,
    /// How they stand to it.
    pub stance: Option<StanceWord>,
    /// Where the passage comes from in the end.
    pub root: Option<String>,
    /// Id or name of who marks.
    pub reviewer: Option<String>,
}

/// A half-open range in code points, with its words if they are to be checked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LineSpan {
    /// Code points before it.
    pub start: usize,
    /// Code points before its end.
    pub end: usize,
    /// Its words.
    pub quote: Option<String>,
}

/// The lines of `bytes` with their numbers, from 1. Empty lines are passed over.
///
/// `name` is what errors call the file.
pub(super) fn parse(name: &str, bytes: &[u8]) -> Result<Vec<(usize, MarkLine)>, CliError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes
        .split(|byte| *byte == b'\n')
        .enumerate()
        .filter(|(_, line)| !line.iter().all(u8::is_ascii_whitespace))
        .map(|(at, line)| {
            let number = at + 1;
            serde_json::from_slice(line)
                .map(|line| (number, line))
                .map_err(|error| CliError::BadLine {
                    name: name.to_owned(),
                    line: number,
                    why: why(&error),
                })
        })
        .collect()
}

/// What serde says, without "at line 1": the line of the file is told already.
fn why(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    match words.strip_suffix(&place) {
        Some(words) if error.column() > 0 => format!("{words} (column {})", error.column()),
        Some(words) => words.to_owned(),
        None => words,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn lines_are_counted_with_the_empty_ones() {
        let lines = parse(
            "m",
            b"\xef\xbb\xbf\r\n{\"article\":\"a\",\"quote\":\"b\",\"status\":\"verified\"}\r\n",
        )
        .unwrap();
        assert_eq!(lines[0].0, 2);
        assert_eq!(lines[0].1.quote.as_deref(), Some("b"));
    }

    #[test]
    fn an_error_names_file_line_and_column() {
        for (line, told) in [
            ("{", "EOF"),
            ("[]", "invalid"),
            (
                "{\"article\":\"a\",\"status\":\"true\"}",
                "unknown variant `true`",
            ),
            ("{\"artikel\":\"a\"}", "unknown field `artikel`"),
            ("{\"article\":\"a\"}", "missing field `status`"),
            ("{\"article\":\"a\",\"article\":\"a\"}", "duplicate field"),
            (
                "{\"article\":\"a\",\"status\":\"verified\",\"spans\":[{\"start\":-1,\"end\":2}]}",
                "invalid value",
            ),
        ] {
            let error = parse("marks.jsonl", format!("\n{line}\n").as_bytes())
                .unwrap_err()
                .to_string();
            assert!(
                error.contains("marks.jsonl") && error.contains("line 2"),
                "{error}"
            );
            assert!(error.contains(told), "{error}");
            assert!(!error.contains("at line 1"), "{error}");
        }
        assert!(parse("m", b"\xff\xfe{\n").is_err());
    }
}
