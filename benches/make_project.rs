//! Writes a project of invented words, for `crosscheck bench` and for trying things out:
//!
//! ```text
//! cargo bench --bench make_project -- OUT.ron TEXT_BYTES ANNOTATIONS
//! ```

#![expect(dead_code, reason = "each bench uses its own part of the support")]

mod support;

use crosscheck::store::{self, Expected, RealDisk};
use std::{path::Path, process::ExitCode};

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench")
        .collect();
    let [out, text_bytes, annotations] = &arguments[..] else {
        // `cargo bench` without a name runs every bench: then there is nothing to write.
        return ExitCode::SUCCESS;
    };
    let (Ok(text_bytes), Ok(annotations)) = (text_bytes.parse(), annotations.parse()) else {
        return ExitCode::from(2);
    };
    let project = support::project(support::Size {
        text_bytes,
        annotations,
    });
    match store::save(&RealDisk, Path::new(out), &project, Expected::Overwrite) {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(2),
    }
}
