//! Journals whose checksums are right, so that what is behind them is read.

use crate::copies;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// Who wrote it, and of which project: the sample's own.
const HEADER: &str = "(session:\"k3f9a2qx\",by:\"01931c2e-0000-7000-8000-000000000001\",project:\"01931c2e-0000-7000-8000-000000000000\",began:\"2026-11-27T10:42:00Z\")";

/// Changes from one copy of the sample to the next, the whole of the first before them where `with_whole`.
pub fn made_of(data: &[u8], with_whole: bool) -> Vec<u8> {
    let texts = copies::texts(data);
    let mut before = sum("crosscheck journal ", "1", HEADER);
    let mut journal = format!("crosscheck journal 1 {before} {HEADER}\n");
    let mut entries = Vec::new();
    if with_whole {
        entries.push(("whole", texts[0].clone()));
    }
    for pair in texts.windows(2) {
        let change = format!("(before: {}, after: {})", pair[0], pair[1]);
        entries.push(("change", change));
    }
    for (number, (kind, payload)) in entries.iter().enumerate() {
        let line = format!(
            "entry {number} {kind} {} {number} 2026-11-27T10:42:00Z {}",
            1 + number,
            payload.len()
        );
        before = sum(&before, &line, payload);
        journal.push_str(&format!("{line} {before}\n{payload}\n"));
    }
    journal.into_bytes()
}

fn sum(before: &str, line: &str, payload: &str) -> String {
    let digest = Sha256::digest(format!("{before} {line}\n{payload}"));
    digest[..8].iter().fold(String::new(), |mut sum, byte| {
        write!(sum, "{byte:02x}").expect("a string takes all");
        sum
    })
}
