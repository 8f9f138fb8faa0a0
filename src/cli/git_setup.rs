//! `git-setup`: shows what makes git merge and show projects, and writes it into the repository when told to.
//!
//! Two places: `.gitattributes`, which is shared with everybody, says which files are projects; the configuration of this
//! clone says what to run for them, which git lets nobody share. So everybody runs this once in their own clone.
//!
//! Invariant: the only file of the program that runs another one, and that is `git`, to read and write its own
//! configuration.

use super::{
    arguments::GitSetupArguments,
    error::CliError,
    reply::{Answer, Reply},
};
use std::{
    env,
    fmt::Write as _,
    fs::{self, OpenOptions},
    io::{self, BufRead as _, IsTerminal as _, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What git is told of the files.
const ATTRIBUTES: &str = "text eol=lf merge=crosscheck diff=crosscheck";

/// Shows what would be written, and writes it with `--yes` or after a yes at the terminal.
pub(super) fn run(arguments: &GitSetupArguments) -> Result<Reply, CliError> {
    let mut reply = Reply::default();
    let plan = match git(&["rev-parse", "--show-toplevel"]) {
        Ok(root) => Plan::of(&arguments.patterns, Some(Path::new(&root)))?,
        // To be seen, it needs no repository and no git.
        Err(error) if arguments.dry_run => {
            reply.messages.push(error.to_string());
            Plan::of(&arguments.patterns, None)?
        }
        Err(error) => return Err(error),
    };
    if plan.is_done() {
        reply.line("Git is set up for projects here already.");
        return Ok(reply);
    }
    let shown = plan.shown();
    if arguments.dry_run {
        reply.stdout = shown;
        return Ok(reply);
    }
    if arguments.yes {
        reply.stdout = shown;
    } else {
        if !io::stdin().is_terminal() {
            reply.stdout = shown;
            reply.messages = vec!["nothing was written; --yes writes it".to_owned()];
            reply.answer = Answer::No;
            return Ok(reply);
        }
        if !agreed(&shown) {
            reply.line("Nothing was written.");
            reply.answer = Answer::No;
            return Ok(reply);
        }
    }
    plan.write()?;
    reply.line("Written. Commit .gitattributes; everybody else runs `crosscheck git-setup` once in their own clone.");
    Ok(reply)
}

fn agreed(shown: &str) -> bool {
    let mut stdout = io::stdout().lock();
    let mut answer = String::new();
    let asked = write!(stdout, "{shown}Write this? [y/N] ").and_then(|()| stdout.flush());
    let read = asked.and_then(|()| io::stdin().lock().read_line(&mut answer));
    read.is_ok() && matches!(answer.trim(), "y" | "Y" | "yes" | "Yes")
}

/// What is missing in this repository.
struct Plan {
    attributes: PathBuf,
    lines: Vec<String>,
    config: Vec<(&'static str, String)>,
}

impl Plan {
    /// `root` is the top of the repository; without one, all is missing.
    fn of(patterns: &[String], root: Option<&Path>) -> Result<Self, CliError> {
        let attributes = root.unwrap_or(Path::new("")).join(".gitattributes");
        let there = match fs::read_to_string(&attributes) {
            Ok(text) if root.is_some() => text,
            Ok(_) => String::new(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(cause) => {
                return Err(CliError::Unreadable {
                    path: attributes,
                    cause,
                });
            }
        };
        let lines = patterns
            .iter()
            .filter(|pattern| !has_attributes(&there, pattern))
            .map(|pattern| format!("{pattern} {ATTRIBUTES}"))
            .collect();
        let program = program();
        let wanted = [
            ("merge.crosscheck.name", "Crosscheck project".to_owned()),
            (
                "merge.crosscheck.driver",
                format!("{program} merge-driver %O %A %B %L %P"),
            ),
            ("diff.crosscheck.textconv", format!("{program} textconv")),
        ];
        let config = wanted
            .into_iter()
            .filter(|(key, value)| {
                root.is_none()
                    || git(&["config", "--local", "--get", key]).ok().as_deref() != Some(value)
            })
            .collect();
        Ok(Self {
            attributes,
            lines,
            config,
        })
    }

    fn is_done(&self) -> bool {
        self.lines.is_empty() && self.config.is_empty()
    }

    fn shown(&self) -> String {
        let mut shown = String::new();
        if !self.lines.is_empty() {
            shown.push_str("To be added to .gitattributes, which belongs to everybody:\n");
            for line in &self.lines {
                // Writing to a string does not fail.
                let _written = writeln!(shown, "  {line}");
            }
        }
        if !self.config.is_empty() {
            shown.push_str("To be set in the configuration of this clone (git config --local):\n");
            for (key, value) in &self.config {
                let _written = writeln!(shown, "  {key} = {value}");
            }
        }
        shown
    }

    fn write(&self) -> Result<(), CliError> {
        for (key, value) in &self.config {
            git(&["config", "--local", key, value])?;
        }
        if self.lines.is_empty() {
            return Ok(());
        }
        append(&self.attributes, &self.lines).map_err(|cause| CliError::Unwritable {
            path: self.attributes.clone(),
            cause,
        })
    }
}

fn append(path: &Path, lines: &[String]) -> io::Result<()> {
    let is_open = fs::read(path).is_ok_and(|bytes| bytes.last().is_some_and(|last| *last != b'\n'));
    let mut added = if is_open {
        "\n".to_owned()
    } else {
        String::new()
    };
    for line in lines {
        added.push_str(line);
        added.push('\n');
    }
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    file.write_all(added.as_bytes())?;
    file.sync_all()
}

/// Whether a line of `.gitattributes` gives all of [`ATTRIBUTES`] to this pattern.
fn has_attributes(text: &str, pattern: &str) -> bool {
    text.lines().any(|line| {
        let mut words = line.split_whitespace();
        let is_for_it = words.next() == Some(pattern);
        let given: Vec<&str> = words.collect();
        is_for_it && ATTRIBUTES.split(' ').all(|wanted| given.contains(&wanted))
    })
}

/// How git calls this program: by its name where the shell finds it so, else by its path.
fn program() -> String {
    let Ok(own) = env::current_exe().and_then(fs::canonicalize) else {
        return "crosscheck".to_owned();
    };
    let name = format!("crosscheck{}", env::consts::EXE_SUFFIX);
    let folders = env::var_os("PATH").unwrap_or_default();
    let found = env::split_paths(&folders)
        .map(|folder| folder.join(&name))
        .find(|path| path.is_file());
    if found.and_then(|path| path.canonicalize().ok()) == Some(own.clone()) {
        "crosscheck".to_owned()
    } else {
        quoted(&own.display().to_string())
    }
}

/// A word for the shell that git runs commands with.
fn quoted(path: &str) -> String {
    format!("'{}'", path.replace('\'', "'\\''"))
}

/// Runs git and gives the one line that it prints.
fn git(arguments: &[&str]) -> Result<String, CliError> {
    let output = Command::new("git")
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .map_err(|cause| CliError::NoGit(cause.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(CliError::GitSays(said.trim().to_owned()));
    }
    let line = String::from_utf8_lossy(&output.stdout);
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::{has_attributes, quoted};

    #[test]
    fn a_pattern_has_its_attributes_only_if_one_line_gives_all_of_them() {
        let text =
            "# projects\n*.ron  merge=crosscheck text eol=lf diff=crosscheck -x\n*.txt text\n";
        assert!(has_attributes(text, "*.ron"));
        assert!(!has_attributes(text, "*.txt"));
        assert!(!has_attributes("*.ron text eol=lf\n", "*.ron"));
        assert!(!has_attributes("", "*.ron"));
    }

    #[test]
    fn a_path_is_one_word_for_the_shell() {
        assert_eq!(quoted("/a b/it's"), "'/a b/it'\\''s'");
    }
}
