//! A second window of this program, when a person asks to see an earlier version beside the present one.
//!
//! Invariant: what is started is this program itself, with one path that it made; nothing in a project chooses either.

use std::io;
use std::path::Path;
use std::process::Command;

/// Starts this program anew with one file.
pub(super) fn open(path: &Path) -> io::Result<()> {
    let mut window = Command::new(std::env::current_exe()?).arg(path).spawn()?;
    // Asked after, so that the system can forget it when it has ended.
    std::thread::Builder::new()
        .name("second window".to_owned())
        .spawn(move || {
            let _ended = window.wait();
        })?;
    Ok(())
}
