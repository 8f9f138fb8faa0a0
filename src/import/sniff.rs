//! What bytes are, by how they start.
//!
//! Invariant: what could be the start of a text is taken for one.

/// How files of other kinds start, and what to call them. Kinds whose mark could start a text are left out.
const MARKS: [(usize, &[u8], &str); 32] = [
    (0, b"%PDF-", "a PDF document"),
    (
        0,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Word, Excel or PowerPoint document",
    ),
    (0, b"{\\rtf", "a rich text document"),
    (0, b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
    (0, b"\xff\xd8\xff", "a picture (JPEG)"),
    (0, b"GIF87a", "a picture (GIF)"),
    (0, b"GIF89a", "a picture (GIF)"),
    (0, b"II*\0", "a picture (TIFF)"),
    (0, b"MM\0*", "a picture (TIFF)"),
    (0, b"8BPS\0", "a picture (Photoshop)"),
    (8, b"WEBP", "a picture (WebP)"),
    (4, b"ftypheic", "a picture (HEIC)"),
    (4, b"ftypavif", "a picture (AVIF)"),
    (4, b"ftyp", "a video or sound file"),
    (8, b"WAVEfmt", "a sound file"),
    (8, b"AVI LIST", "a video file"),
    (0, b"\x1a\x45\xdf\xa3", "a video file"),
    (0, b"OggS\0", "a sound or video file"),
    (0, b"ID3\x03", "a sound file"),
    (0, b"ID3\x04", "a sound file"),
    (0, b"fLaC\0", "a sound file"),
    (0, b"\x1f\x8b\x08", "a compressed file (gzip)"),
    (0, b"\xfd7zXZ\0", "a compressed file (xz)"),
    (0, b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
    (0, b"7z\xbc\xaf\x27\x1c", "an archive (7z)"),
    (0, b"Rar!\x1a\x07", "an archive (RAR)"),
    (
        0,
        b"bplist00",
        "a Safari web archive or another property list",
    ),
    (0, b"SQLite format 3\0", "a database"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (0, b"wOFF", "a font"),
    (0, b"wOF2", "a font"),
];

/// Inside a zip archive, what the first names in it say.
const ZIP_CONTENTS: [(&[u8], &str); 7] = [
    (b"application/epub+zip", "an e-book (EPUB)"),
    (b"opendocument.text", "an OpenDocument text"),
    (b"opendocument", "an OpenDocument file"),
    (b"word/", "a Word document"),
    (b"xl/", "an Excel sheet"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"[Content_Types].xml", "an Office document"),
];

/// Bytes at the start of a file in which names are looked for.
const LOOK_BYTES: usize = 4096;

/// What kind of file other than a text this is, with its article, if its start says so.
pub(super) fn binary_kind(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(LOOK_BYTES)];
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        let contents = ZIP_CONTENTS.iter().find(|(name, _)| has(start, name));
        return Some(contents.map_or("a zip archive", |(_, kind)| kind));
    }
    let is_mail = has(start, b"MIME-Version:") && has(start, b"multipart/related");
    if is_mail && (start.starts_with(b"From: ") || start.starts_with(b"MIME-Version:")) {
        return Some("a web archive (MHTML)");
    }
    MARKS
        .iter()
        .find(|(at, mark, _)| start.get(*at..).is_some_and(|rest| rest.starts_with(mark)))
        .map(|(_, _, kind)| *kind)
}

/// Whether this is a project file: a bracket and `format:` with its number, as no article begins.
pub(super) fn is_project(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for token in [&b"("[..], b"format", b":"] {
        let Some(behind) = rest.trim_ascii_start().strip_prefix(token) else {
            return false;
        };
        rest = behind;
    }
    rest.trim_ascii_start()
        .first()
        .is_some_and(u8::is_ascii_digit)
}

/// Whether the file's name ends as that of a web page does.
pub(super) fn looks_like_web_page_name(file_name: &str) -> bool {
    has_ending(file_name, &["html", "htm", "xhtml", "xht"])
}

/// Whether the file's name ends as that of a Markdown file does.
pub(super) fn looks_like_markdown_name(file_name: &str) -> bool {
    has_ending(file_name, &["md", "markdown", "mdown", "mkd"])
}

/// Whether a text starts as a web page does: after white space, comments and an XML declaration comes a document type or
/// an `html` element.
pub(super) fn starts_like_web_page(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let behind = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")
        } else if let Some(declaration) = rest.strip_prefix("<?xml") {
            declaration.split_once("?>")
        } else {
            break;
        };
        let Some((_, next)) = behind else {
            return false;
        };
        rest = next.trim_start();
    }
    ["<!doctype html", "<html"].iter().any(|start| {
        rest.get(..start.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(start))
            && !rest[start.len()..].starts_with(|next: char| next.is_ascii_alphanumeric())
    })
}

fn has_ending(file_name: &str, endings: &[&str]) -> bool {
    file_name.rsplit_once('.').is_some_and(|(_, found)| {
        endings
            .iter()
            .any(|ending| found.eq_ignore_ascii_case(ending))
    })
}

fn has(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}
