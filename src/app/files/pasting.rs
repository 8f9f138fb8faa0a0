//! Files that the clipboard names.

use std::path::PathBuf;

/// The path of a `file:` address, as file managers put it on the clipboard; `None` for anything else.
pub(super) fn path_of_uri(line: &str) -> Option<PathBuf> {
    let rest = line.strip_prefix("file://")?;
    let path = rest.strip_prefix("localhost").unwrap_or(rest);
    let (bytes, mut decoded, mut at) = (path.as_bytes(), Vec::new(), 0);
    while let Some(byte) = bytes.get(at) {
        let digits = (*byte == b'%').then(|| path.get(at + 1..at + 3)).flatten();
        let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(value.unwrap_or(*byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    let path = String::from_utf8(decoded).ok()?;
    path.starts_with('/').then(|| PathBuf::from(path))
}

/// The files, where a pasted text is nothing but their addresses.
pub(super) fn files_of(text: &str) -> Option<Vec<PathBuf>> {
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let files: Option<Vec<PathBuf>> = lines.map(path_of_uri).collect();
    files.filter(|files| !files.is_empty())
}

#[cfg(test)]
mod tests {
    use super::files_of;
    use std::path::PathBuf;

    #[test]
    fn addresses_of_files_are_files_and_words_are_not() {
        let files = files_of("file:///a/b%20c.txt\r\n# x\nfile://localhost/d%C3%A9.md\n").unwrap();
        assert_eq!(
            files,
            [PathBuf::from("/a/b c.txt"), PathBuf::from("/dé.md")]
        );
        for text in [
            "",
            "A story\nfile:///a.txt",
            "https://x.example/a",
            "file:relative",
        ] {
            assert_eq!(files_of(text), None, "{text}");
        }
    }
}
