//! A text from bytes.
//!
//! Asked in this order: a byte-order mark; UTF-16 without one, known by its zero bytes; ISO-2022-JP, known by its escape
//! sequences; UTF-8; what a web page declares; `chardetng`'s guess. What is certain may hold a few damaged characters,
//! which a notice counts; a guess that leaves damaged or odd characters is no answer, and the file is refused.
//!
//! Invariant: no character is lost or replaced without a notice.

use super::{ImportError, ImportNotice, sniff};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

/// A text and what is to be said about how it was read.
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) notices: Vec<ImportNotice>,
}

/// Bytes of the start of a page in which its encoding is declared; browsers look at the first 1024, saved pages often have
/// more before.
const DECLARED_WITHIN: usize = 8192;

/// The share of damaged characters up to which a text in a known encoding is still read: one in so many.
const DAMAGED_ONE_IN: usize = 100;

/// The share of odd characters up to which a guess counts: one in so many. A text has a few at most, while bytes that are
/// no text have about one in three, in every encoding that takes them.
const ODD_ONE_IN: usize = 20;

/// Makes a text of the bytes of a file.
pub(super) fn decode(
    bytes: &[u8],
    file_name: &str,
    has_page_name: bool,
) -> Result<Decoded, ImportError> {
    let file = || file_name.to_owned();
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Err(ImportError::Utf32 { file: file() });
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return decode_certain(bytes, encoding)
            .ok_or_else(|| ImportError::UnknownEncoding { file: file() })
            .and_then(|decoded| refuse_nul(decoded, bytes, file_name));
    }
    if let Some(position) = bytes.iter().position(|byte| *byte == 0) {
        return decode_utf16_without_mark(bytes).ok_or_else(|| ImportError::Nul {
            file: file(),
            position,
        });
    }
    if has_japanese_escapes(bytes)
        && let Some(text) = ISO_2022_JP.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok(Decoded {
            text: text.into_owned(),
            notices: Vec::new(),
        });
    }
    let decoded = decode_utf8(bytes)
        .or_else(|| decode_declared(bytes, has_page_name))
        .or_else(|| decode_guessed(bytes))
        .ok_or_else(|| ImportError::UnknownEncoding { file: file() })?;
    Ok(decoded)
}

/// A mark says the encoding, but not that there is no NUL among its characters.
fn refuse_nul(decoded: Decoded, bytes: &[u8], file_name: &str) -> Result<Decoded, ImportError> {
    if !decoded.text.contains('\0') {
        return Ok(decoded);
    }
    let in_utf16 = || {
        bytes
            .chunks(2)
            .position(|unit| unit == [0, 0])
            .map(|unit| unit * 2)
    };
    let position = if bytes.starts_with(b"\xef") {
        bytes.iter().position(|byte| *byte == 0)
    } else {
        in_utf16()
    };
    Err(ImportError::Nul {
        file: file_name.to_owned(),
        position: position.unwrap_or_default(),
    })
}

fn decode_certain(bytes: &[u8], encoding: &'static Encoding) -> Option<Decoded> {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    let damaged = text.chars().filter(|sign| *sign == '\u{fffd}').count();
    if damaged * DAMAGED_ONE_IN > text.chars().count() + DAMAGED_ONE_IN {
        return None;
    }
    let notices = if damaged == 0 {
        Vec::new()
    } else {
        vec![ImportNotice::UnreadableCharacters(damaged)]
    };
    Some(Decoded {
        text: text.into_owned(),
        notices,
    })
}

/// UTF-8 as it should be, or with a few damaged characters among many sound ones, as when a file was cut short.
fn decode_utf8(bytes: &[u8]) -> Option<Decoded> {
    let text = String::from_utf8_lossy(bytes);
    let damaged = text.chars().filter(|sign| *sign == '\u{fffd}').count();
    if damaged > 0 && std::str::from_utf8(bytes).is_err() {
        let sound = text.chars().filter(|sign| !sign.is_ascii()).count() - damaged;
        // An old encoding hardly ever makes a sound character of UTF-8 by chance.
        if sound < damaged * 10 {
            return None;
        }
        return decode_certain(bytes, UTF_8);
    }
    let controls = text.chars().filter(|sign| is_control(*sign)).count();
    (controls * ODD_ONE_IN <= text.chars().count()).then(|| Decoded {
        text: text.into_owned(),
        notices: Vec::new(),
    })
}

/// UTF-16 has a zero in every character of the Latin script and in every space, always on the same side. A text of bytes
/// with a stray NUL in it is told apart: without its NULs it is a text already, and it has only few of them.
fn decode_utf16_without_mark(bytes: &[u8]) -> Option<Decoded> {
    const LOOK_BYTES: usize = 64 * 1024;
    let look = &bytes[..bytes.len().min(LOOK_BYTES)];
    let zeros = |side: usize| {
        look.iter()
            .skip(side)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (first, second) = (zeros(0), zeros(1));
    let (encoding, zeros) = if second > first {
        (UTF_16LE, second)
    } else {
        (UTF_16BE, first)
    };
    let units = look.len() / 2;
    let without: Vec<u8> = look.iter().copied().filter(|byte| *byte != 0).collect();
    let is_text_without = std::str::from_utf8(&without)
        .map_or_else(|error| error.valid_up_to() + 4 > without.len(), |_| true)
        && !without
            .iter()
            .any(|byte| is_control(char::from(*byte)) && byte.is_ascii());
    if !bytes.len().is_multiple_of(2) || (is_text_without && zeros * 5 < units * 2) {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_sound = !text
        .chars()
        .any(|sign| sign == '\0' || is_control(sign) || ('\u{e000}'..='\u{f8ff}').contains(&sign));
    is_sound.then(|| Decoded {
        text: text.into_owned(),
        notices: Vec::new(),
    })
}

/// ISO-2022-JP is ASCII but for escape sequences that switch to and from the Japanese sets.
fn has_japanese_escapes(bytes: &[u8]) -> bool {
    bytes.is_ascii()
        && bytes
            .windows(3)
            .any(|window| matches!(window, b"\x1b$@" | b"\x1b$B" | b"\x1b(J" | b"\x1b(I"))
}

fn decode_declared(bytes: &[u8], has_page_name: bool) -> Option<Decoded> {
    let start = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let start: String = start.iter().map(|byte| char::from(*byte)).collect();
    if !has_page_name && !sniff::starts_like_web_page(&start) {
        return None;
    }
    let encoding = declared_encoding(&start)?;
    // A page that says UTF-16 in bytes of ASCII does not know; and UTF-8 it is not, or we would not be here.
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return None;
    }
    decode_certain(bytes, encoding)
}

/// What `<meta charset=…>`, `<meta http-equiv="content-type" content="…charset=…">` or an XML declaration names.
fn declared_encoding(start: &str) -> Option<&'static Encoding> {
    let lower = start.to_ascii_lowercase();
    let mut rest = lower.as_str();
    if let Some(declaration) = rest.trim_start().strip_prefix("<?xml")
        && let Some((declaration, _)) = declaration.split_once("?>")
        && let Some(encoding) = label_after(declaration, "encoding")
    {
        return Some(encoding);
    }
    while let Some((_, behind)) = rest.split_once("<meta") {
        let (tag, next) = behind.split_once('>').unwrap_or((behind, ""));
        if let Some(encoding) = label_after(tag, "charset") {
            return Some(encoding);
        }
        rest = next;
    }
    None
}

fn label_after(tag: &str, name: &str) -> Option<&'static Encoding> {
    let (_, value) = tag.split_once(name)?;
    let value = value.trim_start().strip_prefix('=')?;
    let label = value
        .trim_start_matches(|sign: char| sign.is_whitespace() || sign == '"' || sign == '\'')
        .split(|sign: char| sign.is_whitespace() || "\"';/>".contains(sign))
        .next()?;
    Encoding::for_label(label.as_bytes())
}

fn decode_guessed(bytes: &[u8]) -> Option<Decoded> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let (mut count, mut odd) = (0, 0);
    for sign in text.chars() {
        count += 1;
        odd += usize::from(is_odd(sign));
    }
    (!had_errors && odd * ODD_ONE_IN <= count).then(|| Decoded {
        text: text.into_owned(),
        notices: vec![ImportNotice::GuessedEncoding(encoding.name())],
    })
}

fn is_control(sign: char) -> bool {
    sign.is_control() && !matches!(sign, '\n' | '\r' | '\t' | '\u{c}' | '\u{b}' | '\u{85}')
}

/// Characters that stand in the tables of the old encodings but hardly in articles: where there are many of them the guess
/// is wrong.
fn is_odd(sign: char) -> bool {
    is_control(sign)
        || matches!(sign, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '¤' | '¥' | '¦' | '§' | '¨' | '¬' | '¯' | '±' | '²' | '³'
            | '´' | '¶' | '¸' | '¹' | '¼' | '½' | '¾' | '×' | '÷' | 'ª' | 'º' | 'ƒ' | 'ˆ' | '‡' | '‰' | '˜' | 'þ' | 'Þ' | 'ð' | 'Ð'
            | '\u{2500}'..='\u{25ff}')
}
