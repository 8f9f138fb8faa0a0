//! Copies of a sound project, changed as the bytes say: values put in place of values, records twice or gone.
//!
//! Six bytes are one change: the copy, what is done, where (two bytes), and what with (two bytes). So most copies can still
//! be read, and those that can hold what no program of ours would write.

use std::ops::Range;

/// A project of every kind of record.
pub const SAMPLE: &str = include_str!("../../tests/fixtures/format-1.ron");

/// Three texts.
pub fn texts(data: &[u8]) -> Vec<String> {
    let mut texts = vec![SAMPLE.to_owned(); 3];
    for change in data.chunks_exact(6).take(40) {
        let [copy, what, at_high, at_low, with_high, with_low] = *change else {
            continue;
        };
        let at = usize::from(u16::from_be_bytes([at_high, at_low]));
        let with = usize::from(u16::from_be_bytes([with_high, with_low]));
        let text = &mut texts[usize::from(copy) % 3];
        match what % 8 {
            0 => record(text, at, |record| record.repeat(2)),
            1 => record(text, at, |_| String::new()),
            2 => line(text, at, |_| String::new()),
            3 => copied_value(text, at, with, false),
            _ => copied_value(text, at, with, true),
        }
    }
    texts
}

/// A value of the sample in place of one of the text; of the same kind where `alike`.
fn copied_value(text: &mut String, at: usize, with: usize, alike: bool) {
    let places = values(text);
    let Some(place) = at.checked_rem(places.len()).map(|at| places[at].clone()) else {
        return;
    };
    let kind = |value: &str| {
        let is_string = value.starts_with('"');
        let digits = value.chars().filter(char::is_ascii_digit).count();
        (
            is_string,
            value.len() == 38,
            value.contains('.') && value.len() < 16,
            digits == value.len(),
            value.ends_with("Z\""),
        )
    };
    let old = kind(&text[place.clone()]);
    let others: Vec<&str> = values(SAMPLE)
        .into_iter()
        .map(|range| &SAMPLE[range])
        .filter(|value| !alike || kind(value) == old)
        .collect();
    if let Some(with) = with.checked_rem(others.len()) {
        text.replace_range(place, others[with]);
    }
}

/// Strings, numbers and names of variants behind a colon or in a list.
fn values(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
        if bytes[at] == b'"' {
            let end = text[at + 1..]
                .find('"')
                .map_or(bytes.len(), |end| at + 2 + end);
            found.push(start..end);
            at = end;
        } else if is_word(&bytes[at]) {
            while bytes.get(at).is_some_and(is_word) {
                at += 1;
            }
            // A name of a field is none.
            if bytes.get(at) != Some(&b':') {
                found.push(start..at);
            }
        } else {
            at += 1;
        }
    }
    found
}

fn record(text: &mut String, at: usize, change: impl Fn(&str) -> String) {
    let starts: Vec<usize> = text
        .match_indices("\n    (\n")
        .map(|(at, _)| at + 1)
        .collect();
    let Some(start) = at.checked_rem(starts.len()).map(|at| starts[at]) else {
        return;
    };
    let Some(end) = text[start..].find("\n    ),\n").map(|end| start + end + 8) else {
        return;
    };
    let new = change(&text[start..end]);
    text.replace_range(start..end, &new);
}

fn line(text: &mut String, at: usize, change: impl Fn(&str) -> String) {
    let count = text.lines().count().max(1);
    let old = text
        .split_inclusive('\n')
        .nth(at % count)
        .unwrap_or_default();
    let start = old.as_ptr() as usize - text.as_ptr() as usize;
    if !old.is_empty() {
        let (new, range) = (change(old), start..start + old.len());
        text.replace_range(range, &new);
    }
}

/// As git writes what it cannot merge: one conflict from the first line that differs to the last.
pub fn with_markers(ours: &str, theirs: &str) -> String {
    let lines =
        |text: &'_ str| -> Vec<String> { text.split_inclusive('\n').map(str::to_owned).collect() };
    let (ours, theirs) = (lines(ours), lines(theirs));
    let head = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let tail = ours[head..]
        .iter()
        .rev()
        .zip(theirs[head..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    [
        &ours[..head].concat(),
        "<<<<<<< HEAD\n",
        &ours[head..ours.len() - tail].concat(),
        "=======\n",
        &theirs[head..theirs.len() - tail].concat(),
        ">>>>>>> theirs\n",
        &ours[ours.len() - tail..].concat(),
    ]
    .concat()
}
