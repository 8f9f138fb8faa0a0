//! The command line: arguments, the subcommands, and what the window is asked for.
//!
//! The tour: [`run`] reads the arguments and either does a subcommand to its end or says what to start
//! ([`Launch`]); `arguments` has them all with their help; each subcommand has a file of its own and returns a
//! `Reply`, which [`run`] prints; `project_file` opens and saves a project, joining what changed meanwhile;
//! `naming` finds articles, reviewers and claims by what people call them.
//!
//! Invariant: results go to stdout, messages to stderr, nothing else is printed; the exit status is 0 for done, 1 for
//! "the answer is no", 2 for "could not be done";
//! `merge-driver` alone has 129, which git asks for. A command that fails has written nothing. Positions are code points
//! here, in arguments and in `--json`, and nowhere further in.

mod add;
mod agree;
mod arguments;
mod bench;
mod board;
mod check;
mod coverage;
mod dates;
mod diff;
mod error;
mod gathered;
mod git_setup;
mod launch;
mod lint;
mod list;
mod mark;
mod mark_lines;
mod marker;
mod matching;
mod merge;
mod merge_driver;
mod naming;
mod new;
mod place;
mod project_file;
mod quotes;
mod read;
mod reply;
mod rescue;
mod reviewers;
mod shot;
mod text;
mod textconv;

pub use bench::{processor_time, processor_time_of};
pub use launch::{
    Launch, ShotView, Theme, WindowRequest, has_display, no_display_message, no_window_message, run,
};
