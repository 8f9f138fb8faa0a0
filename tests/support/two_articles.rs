//! The program run as a script would, in a folder of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

/// A project `p.ron` of two articles, in a folder for one test.
pub struct Desk(TempDir);

impl Desk {
    /// Of `post.txt` and `wire.txt`.
    pub fn of(post: &str, wire: &str) -> Self {
        let desk = Self(tempfile::tempdir().expect("a folder"));
        fs::write(desk.path("post.txt"), post).expect("a file");
        fs::write(desk.path("wire.txt"), wire).expect("a file");
        desk.run(&["new", "p.ron", "post.txt", "wire.txt"]);
        desk
    }

    /// A file of the folder.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    /// Exit status, results and messages.
    pub fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_crosscheck"))
            .args(arguments)
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .output()
            .expect("the program runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        (
            output.status.code().expect("an exit status"),
            text(output.stdout),
            text(output.stderr),
        )
    }
}
