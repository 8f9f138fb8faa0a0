//! What a command has to say.

use super::error::CliError;
use crate::text::visible::visible;
use serde::Serialize;

/// What a command that was done has to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reply {
    /// The result, for stdout, with its line ends.
    pub stdout: String,
    /// Messages for stderr, a sentence each.
    pub messages: Vec<String>,
    /// The exit status.
    pub answer: Answer,
}

impl Reply {
    /// Adds a line to the result.
    pub(super) fn line(&mut self, line: &str) {
        self.stdout.push_str(line);
        self.stdout.push('\n');
    }

    /// The reply with these messages before its own.
    pub(super) fn with_messages(mut self, messages: Vec<String>) -> Self {
        self.messages.splice(0..0, messages);
        self
    }
}

/// The exit status of a command that was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Answer {
    /// Done, or yes.
    #[default]
    Yes = 0,
    /// The answer is no: errors were found, conflicts remain.
    No = 1,
    /// For git: nothing was merged, and it has to give up.
    NotMerged = 129,
}

/// One JSON object with a line end.
pub(super) fn json(value: &impl Serialize) -> Result<String, CliError> {
    let mut text = serde_json::to_string_pretty(value).map_err(CliError::Json)?;
    text.push('\n');
    Ok(text)
}

/// `text` on one line of a terminal: control characters and those that move or hide words are written out.
pub(super) fn one_line(text: &str) -> String {
    visible(text).into_owned()
}

/// A message for a terminal, each of its lines so.
pub(super) fn for_terminal(message: &str) -> String {
    let lines: Vec<_> = message.split('\n').map(visible).collect();
    lines.join("\n")
}

/// The first `most` characters of `text`, with "…" in the place of the last where more were cut off.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(most.saturating_sub(1)).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::{one_line, shortened};

    #[test]
    fn nothing_moves_the_cursor() {
        assert_eq!(
            one_line("a\u{1b}[2Jb\tc\nd\u{202e}e"),
            "a‹U+001B›[2Jb c d‹U+202E›e"
        );
    }

    #[test]
    fn short_texts_stay_whole() {
        assert_eq!(shortened("café", 4), "café");
        assert_eq!(shortened("cafés", 4), "caf…");
    }
}
