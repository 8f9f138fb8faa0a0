//! Arguments, then the window or a command.

use crosscheck::cli::{self, Launch};
use std::{
    io::{self, Write as _},
    process::ExitCode,
};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Launch::Exit(code) => code,
        Launch::Window(_request) if !cli::has_display() => refused(&cli::no_display_message()),
        Launch::Window(_) | Launch::Shot(_) | Launch::Bench(_) => {
            refused("crosscheck: this build has no window yet")
        }
    }
}

/// Says why nothing could be started.
fn refused(message: &str) -> ExitCode {
    let _written = writeln!(io::stderr(), "{message}");
    ExitCode::from(2)
}
