//! One place for messages: what happened, why, and what can be done about it.

use super::Command;
use crate::text::visible::{excerpt, is_hidden};
use jiff::Timestamp;
use std::collections::VecDeque;
use std::sync::Arc;

/// How serious a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was done, or could not be for a plain reason.
    Info,
    /// A question that nobody has to answer at once; stays until it is answered or closed.
    Question,
    /// Something needs a look.
    Warning,
    /// Something failed; stays until it is closed.
    Error,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How serious.
    pub severity: Severity,
    /// One or two sentences.
    pub text: String,
    /// The chain of causes, or the list behind a count.
    pub details: Vec<String>,
    /// What the buttons beside it do, from left to right.
    pub actions: Vec<(String, Command)>,
    /// A number that tells two equal messages apart.
    pub serial: u64,
}

/// A message of the past, with the moment it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// When it came, in UTC.
    pub at: Timestamp,
    /// How serious.
    pub severity: Severity,
    /// One or two sentences.
    pub text: String,
    /// The chain of causes, or the list behind a count.
    pub details: Vec<String>,
}

/// Tells the time.
type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The messages on screen, the newest last, and those of the past.
#[derive(Clone, Default)]
pub struct Notices {
    shown: Vec<Notice>,
    said: VecDeque<Said>,
    serial: u64,
    clock: Option<Clock>,
}

/// How many messages of the past are kept: some days of work.
const MOST_SAID: usize = 2_000;

/// How many messages stand on screen at once; the oldest go first.
const MOST_SHOWN: usize = 4;

/// Characters of one line of a message; a file can have names of megabytes.
const LONGEST_LINE: usize = 1000;

/// A message quotes files: what is hidden in it is written out.
fn to_show(text: String) -> String {
    if text.len() <= LONGEST_LINE && !text.contains(is_hidden) {
        return text;
    }
    let lines: Vec<_> = text
        .split('\n')
        .map(|line| excerpt(line, LONGEST_LINE))
        .collect();
    lines.join("\n")
}

impl Notices {
    /// Without messages yet; `clock` says when one comes.
    #[must_use]
    pub fn with_clock(clock: Clock) -> Self {
        Self {
            clock: Some(clock),
            ..Self::default()
        }
    }

    /// All messages since the start, the newest last.
    #[must_use]
    pub fn said(&self) -> impl DoubleEndedIterator<Item = &Said> {
        self.said.iter()
    }

    /// The messages on screen.
    #[must_use]
    pub fn shown(&self) -> &[Notice] {
        &self.shown
    }

    /// The last message, for tests and the screen reader.
    #[must_use]
    pub fn last(&self) -> Option<&Notice> {
        self.shown.last()
    }

    /// Shows a plain message.
    pub fn info(&mut self, text: impl Into<String>) {
        self.push(Severity::Info, text.into(), Vec::new(), &[]);
    }

    /// Shows a message with a button.
    pub fn offer(&mut self, text: impl Into<String>, button: &str, command: Command) {
        self.push(
            Severity::Info,
            text.into(),
            Vec::new(),
            &[(button, command)],
        );
    }

    /// Shows a question with the button that answers it.
    pub fn ask(&mut self, text: impl Into<String>, button: &str, command: Command) {
        self.push(
            Severity::Question,
            text.into(),
            Vec::new(),
            &[(button, command)],
        );
    }

    /// Shows a message with several buttons, that stays until one is pressed or it is closed.
    pub fn ask_with(&mut self, text: impl Into<String>, actions: &[(&str, Command)]) {
        self.push(Severity::Question, text.into(), Vec::new(), actions);
    }

    /// Shows a warning with the list behind it.
    pub fn warn(&mut self, text: impl Into<String>, details: Vec<String>) {
        self.push(Severity::Warning, text.into(), details, &[]);
    }

    /// Shows a warning with a button.
    pub fn warn_with(&mut self, text: impl Into<String>, button: &str, command: Command) {
        self.push(
            Severity::Warning,
            text.into(),
            Vec::new(),
            &[(button, command)],
        );
    }

    /// Shows an error with its causes.
    pub fn error(&mut self, text: impl Into<String>, details: Vec<String>) {
        self.push(Severity::Error, text.into(), details, &[]);
    }

    /// Shows an error with its causes and buttons.
    pub fn error_with(
        &mut self,
        text: impl Into<String>,
        details: Vec<String>,
        actions: &[(&str, Command)],
    ) {
        self.push(Severity::Error, text.into(), details, actions);
    }

    /// Takes a button from beside all messages, as it would do something else now.
    pub fn withdraw(&mut self, command: Command) {
        for notice in &mut self.shown {
            notice.actions.retain(|(_, does)| *does != command);
        }
    }

    /// Takes a message away.
    pub fn close(&mut self, serial: u64) {
        self.shown.retain(|notice| notice.serial != serial);
    }

    /// Takes messages away that begin so, as what they say holds no longer.
    pub fn take_back(&mut self, beginning: &str) {
        self.shown
            .retain(|notice| !notice.text.starts_with(beginning));
    }

    /// Takes all away but errors and questions, as something new is done.
    pub fn settle(&mut self) {
        self.shown
            .retain(|notice| matches!(notice.severity, Severity::Error | Severity::Question));
    }

    /// Takes all but errors away, those of the past too, as what they told of others is hidden now. What failed tells of
    /// files, and is still to be dealt with.
    pub fn forget(&mut self) {
        self.shown
            .retain(|notice| notice.severity == Severity::Error);
        self.said.retain(|said| said.severity == Severity::Error);
    }

    fn push(
        &mut self,
        severity: Severity,
        text: String,
        details: Vec<String>,
        actions: &[(&str, Command)],
    ) {
        let text = to_show(text);
        let details: Vec<String> = details.into_iter().map(to_show).collect();
        self.shown.retain(|notice| notice.text != text);
        self.serial += 1;
        self.said.push_back(Said {
            at: self
                .clock
                .as_ref()
                .map_or_else(Timestamp::default, |clock| clock()),
            severity,
            text: text.clone(),
            details: details.clone(),
        });
        if self.said.len() > MOST_SAID {
            self.said.pop_front();
        }
        self.shown.push(Notice {
            severity,
            text,
            details,
            actions: actions
                .iter()
                .map(|(label, command)| ((*label).to_owned(), *command))
                .collect(),
            serial: self.serial,
        });
        if self.shown.len() > MOST_SHOWN {
            // An error stays until somebody has closed it, unless there are only errors.
            let oldest = self
                .shown
                .iter()
                .position(|notice| notice.severity != Severity::Error);
            self.shown.remove(oldest.unwrap_or(0));
        }
    }
}

/// An error with its causes, one a line.
#[must_use]
pub fn causes(error: &dyn std::error::Error) -> Vec<String> {
    std::iter::successors(error.source(), |cause| cause.source())
        .map(ToString::to_string)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Notices, Severity};
    use crate::app::Command;

    fn texts(notices: &Notices) -> Vec<&str> {
        let shown = notices.shown().iter();
        shown.map(|notice| notice.text.as_str()).collect()
    }

    #[test]
    fn the_oldest_go_first_but_an_error_stays() {
        let mut notices = Notices::default();
        notices.info("first");
        notices.error("not saved", Vec::new());
        for text in ["a", "b", "c", "d"] {
            notices.info(text);
        }
        assert_eq!(texts(&notices), ["not saved", "b", "c", "d"]);
        for text in ["1", "2", "3", "4", "5"] {
            notices.error(text, Vec::new());
        }
        assert_eq!(texts(&notices), ["2", "3", "4", "5"]);
    }

    #[test]
    fn a_button_that_would_do_something_else_now_goes() {
        let mut notices = Notices::default();
        let both = [("Show", Command::ShowCameIn), ("Undo", Command::Undo)];
        notices.ask_with("changed", &both);
        notices.withdraw(Command::Undo);
        let left = [("Show".to_owned(), Command::ShowCameIn)];
        assert_eq!(notices.shown()[0].actions, left);
    }

    #[test]
    fn the_same_message_again_stands_once_and_last() {
        let mut notices = Notices::default();
        notices.info("again");
        notices.info("other");
        let before = notices.shown()[0].serial;
        notices.offer("again", "Undo", Command::Undo);
        assert_eq!(texts(&notices), ["other", "again"]);
        assert_ne!(notices.shown()[1].serial, before, "its time begins anew");
    }

    #[test]
    fn what_left_the_screen_is_still_known() {
        let mut notices = Notices::default();
        for text in ["a", "b", "a"] {
            notices.info(text);
        }
        notices.error("not saved", vec!["the disk is full".to_owned()]);
        notices.take_back("not saved");
        notices.settle();
        assert_eq!(texts(&notices), Vec::<&str>::new());
        let said: Vec<_> = notices.said().map(|said| said.text.as_str()).collect();
        assert_eq!(said, ["a", "b", "a", "not saved"]);
        assert_eq!(notices.said().last().unwrap().details, ["the disk is full"]);
    }

    #[test]
    fn settling_leaves_errors_and_questions_and_taking_back_what_holds_no_longer() {
        let mut notices = Notices::default();
        notices.ask("Look?", "Look", Command::OfferFurniture);
        notices.warn("warning", Vec::new());
        notices.error("Not saved. The disk is full.", Vec::new());
        notices.error("other", Vec::new());
        notices.settle();
        let left = ["Look?", "Not saved. The disk is full.", "other"];
        assert_eq!(texts(&notices), left);
        notices.take_back("Not saved");
        assert_eq!(texts(&notices), ["Look?", "other"]);
        assert_eq!(notices.shown()[1].severity, Severity::Error);
    }
}
