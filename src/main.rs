//! Arguments, then the window or a command.

use crosscheck::{
    cli::{self, Launch},
    ui::window,
};
use std::{
    io::{self, Write as _},
    process::ExitCode,
};

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Launch::Exit(code) => code,
        Launch::Window(_) if !cli::has_display() => refused(&cli::no_display_message()),
        Launch::Window(request) => match window::run(request.files) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => refused(&cli::no_window_message(&error)),
        },
    }
}

/// Says why the window could not be opened.
fn refused(message: &str) -> ExitCode {
    let _nobody_reads_it = writeln!(io::stderr(), "{message}");
    ExitCode::from(2)
}
