//! From arguments to what is done: a command to its end, or what `main` has to start.

use super::{
    add, agree,
    arguments::{Arguments, Command},
    bench, board, check, coverage, dates, diff,
    error::CliError,
    git_setup, list, mark, matching, merge, merge_driver, new, quotes, read,
    reply::{Reply, for_terminal},
    rescue, shot, text, textconv,
};
use crate::ui::window::WindowError;
use clap::{CommandFactory as _, Parser as _};
use std::{
    ffi::OsString,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What `main` does after the arguments were read.
#[derive(Debug)]
pub enum Launch {
    /// Nothing more: a command is done, or could not be done.
    Exit(ExitCode),
    /// Open the window.
    Window(WindowRequest),
}

/// What the window opens with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WindowRequest {
    /// The files as they were named: at most one project, and articles.
    pub files: Vec<PathBuf>,
}

impl WindowRequest {
    /// The project among the files, if one was named.
    #[must_use]
    pub fn project(&self) -> Option<&Path> {
        self.files
            .iter()
            .map(PathBuf::as_path)
            .find(|file| is_project_file(file))
    }

    /// The articles among the files, in the order in which they were named.
    pub fn articles(&self) -> impl Iterator<Item = &Path> {
        self.files
            .iter()
            .map(PathBuf::as_path)
            .filter(|file| !is_project_file(file))
    }
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Theme {
    /// Ink on paper.
    #[default]
    Light,
    /// For the night.
    Dark,
}

/// What of the window a picture shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ShotView {
    /// The articles side by side.
    #[default]
    Read,
    /// With the claim board open.
    Board,
    /// With the review list open.
    Review,
    /// With the agreement of the readers open.
    Agreement,
}

/// Reads the arguments (the program's name first) and does the subcommand they name, if they name one that needs no
/// window.
///
/// Prints what the command has to say. Never panics and never ends the process: that is left to `main`.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Launch {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors for clap's `exit_code`; a closed pipe is nobody's concern here.
            let _printed = error.print();
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            return Launch::Exit(ExitCode::from(code));
        }
    };
    match launch(arguments) {
        Ok(Do::Start(launch)) => launch,
        Ok(Do::Say(reply)) => Launch::Exit(say(&reply)),
        Err(error) => {
            let said = for_terminal(&error.to_string());
            let _written = writeln!(io::stderr(), "crosscheck: {said}");
            Launch::Exit(ExitCode::from(2))
        }
    }
}

/// Whether a window can be opened: whether the environment names a screen.
#[must_use]
pub fn has_display() -> bool {
    let names_one = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(all(unix, not(target_os = "macos")))
        || ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
            .into_iter()
            .any(names_one)
}

/// What to say, with exit status 2, where [`has_display`] is false and the window was asked for.
#[must_use]
pub fn no_display_message() -> String {
    format!(
        "crosscheck: there is no display to open the window on (DISPLAY and WAYLAND_DISPLAY are not set); \
         without one, `crosscheck shot PROJECT.ron OUT.png` draws the window into a picture, and the commands \
         {} work as well (see `crosscheck --help`)",
        commands_without_window()
    )
}

/// "new, add, … and bench": every command but `shot`, which is named apart, as the help has them.
fn commands_without_window() -> String {
    let command = Arguments::command();
    let names: Vec<&str> = command
        .get_subcommands()
        .map(clap::Command::get_name)
        .filter(|name| *name != "shot")
        .collect();
    match &names[..] {
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
        [] => String::new(),
    }
}

/// What to say, with exit status 2, where there should be a display but the window could not be opened: what is missing
/// and how to get it.
#[must_use]
pub fn no_window_message(error: &WindowError) -> String {
    let why = match error {
        WindowError::Display(cause) => {
            format!(
                "the display does not answer ({cause}); check DISPLAY and WAYLAND_DISPLAY, and whether it lets you in"
            )
        }
        WindowError::Graphics(cause) => format!(
            "there are no usable graphics ({cause}); it needs OpenGL 2.1 or OpenGL ES 2, on Linux by the libraries \
             libegl1, libgl1, libgl1-mesa-dri and libxkbcommon-x11-0 (apt-get install them on Debian and Ubuntu)"
        ),
    };
    format!(
        "crosscheck: the window could not be opened: {why}. Without a window, `crosscheck shot PROJECT.ron OUT.png` and \
         the commands {} work",
        commands_without_window()
    )
}

/// What a command line comes to.
enum Do {
    Start(Launch),
    Say(Reply),
}

fn launch(arguments: Arguments) -> Result<Do, CliError> {
    let reply = match arguments.command {
        None => return window(arguments.files).map(|request| Do::Start(Launch::Window(request))),
        Some(Command::Shot(arguments)) => shot::run(arguments),
        Some(Command::Bench(arguments)) => bench::run(arguments),
        Some(Command::New(arguments)) => new::run(&arguments),
        Some(Command::Add(arguments)) => add::run(&arguments),
        Some(Command::Mark(arguments)) => mark::run(&arguments),
        Some(Command::List(arguments)) => list::run(&arguments),
        Some(Command::Text(arguments)) => text::run(&arguments),
        Some(Command::Board(arguments)) => board::run(&arguments),
        Some(Command::Check(arguments)) => check::run(&arguments),
        Some(Command::Match(arguments)) => matching::run(&arguments),
        Some(Command::Quotes(arguments)) => quotes::run(&arguments),
        Some(Command::Dates(arguments)) => dates::run(&arguments),
        Some(Command::Coverage(arguments)) => coverage::run(&arguments),
        Some(Command::Read(arguments)) => read::run(&arguments),
        Some(Command::Agree(arguments)) => agree::run(&arguments),
        Some(Command::Merge(arguments)) => merge::run(&arguments),
        Some(Command::Diff(arguments)) => diff::run(&arguments),
        Some(Command::GitSetup(arguments)) => git_setup::run(&arguments),
        Some(Command::MergeDriver(arguments)) => Ok(merge_driver::run(&arguments)),
        Some(Command::Textconv(arguments)) => textconv::run(&arguments),
        Some(Command::Rescue(arguments)) => rescue::run(&arguments),
    }?;
    Ok(Do::Say(reply))
}

/// A name that is no file is told here, before a window opens: who types a command wrongly sees it where it was typed.
fn window(files: Vec<PathBuf>) -> Result<WindowRequest, CliError> {
    let projects: Vec<_> = files.iter().filter(|file| is_project_file(file)).collect();
    if let [first, second, ..] = projects[..] {
        return Err(CliError::TwoProjects {
            first: first.clone(),
            second: second.clone(),
        });
    }
    if let Some(missing) = files.iter().find(|file| !file.exists()) {
        return Err(CliError::NoSuchFile {
            looks_like_command: files.first() == Some(missing)
                && missing.extension().is_none()
                && missing.components().count() == 1,
            path: missing.clone(),
        });
    }
    Ok(WindowRequest { files })
}

fn is_project_file(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("ron"))
}

/// Prints a reply. A reader that has gone away (`| head`) is no failure of the command; a full disk behind `>` is.
fn say(reply: &Reply) -> ExitCode {
    for message in &reply.messages {
        let _written = writeln!(io::stderr(), "crosscheck: {}", for_terminal(message));
    }
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(reply.stdout.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            let _written = writeln!(
                io::stderr(),
                "crosscheck: the result could not be printed: {error}"
            );
            ExitCode::from(2)
        }
        _ => ExitCode::from(reply.answer as u8),
    }
}

#[cfg(test)]
mod window_messages {
    use super::{WindowError, commands_without_window, no_display_message, no_window_message};

    #[test]
    fn whoever_gets_no_window_is_told_what_works_without() {
        let graphics = no_window_message(&WindowError::Graphics("no configuration".to_owned()));
        let display = no_window_message(&WindowError::Display("refused".to_owned()));
        for message in [&graphics, &display, &no_display_message()] {
            assert!(
                message.contains("crosscheck shot") && message.contains("merge"),
                "{message}"
            );
        }
        for (message, rest) in [
            (&graphics, " work"),
            (&no_display_message(), " work as well"),
        ] {
            let listed = format!("the commands {}{rest}", commands_without_window());
            assert!(message.contains(&listed), "{message}");
        }
        let names = commands_without_window();
        assert!(names.starts_with("new, add, mark, list,") && names.ends_with(" and bench"));
        assert!(names.contains("coverage") && names.contains("merge-driver"));
        assert!(!names.contains("shot"), "{names}");
        assert!(graphics.contains("libgl1-mesa-dri") && !display.contains("libgl1-mesa-dri"));
    }
}
