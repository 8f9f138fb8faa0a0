//! The one form in which a text is kept.

use std::borrow::Cow;

/// Brings a text into the form in which articles are kept: LF line ends, no byte-order mark at the front, no NUL.
///
/// Every mark at the front goes, and NULs between them, so that normalising what is normalised changes nothing: a text is
/// normalised again whenever a project is read, and what would be dropped then would shift every position.
///
/// Nothing else is touched: no Unicode normalisation and no trimming, since a checker marks the words as they stand.
/// Done once, on import. Borrows when there is nothing to do.
#[must_use]
pub fn normalise(text: &str) -> Cow<'_, str> {
    let text = text.trim_start_matches(['\u{feff}', '\0']);
    if !text.contains(['\r', '\0']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\0' => {}
            '\r' => {
                if characters.peek() == Some(&'\n') {
                    characters.next();
                }
                out.push('\n');
            }
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::normalise;

    #[test]
    fn line_ends_become_lf_and_nul_and_mark_go() {
        assert_eq!(normalise("\u{feff}a\r\nb\rc\n\0d"), "a\nb\nc\nd");
    }

    #[test]
    fn composed_and_decomposed_letters_and_outer_spaces_stay() {
        let text = "  e\u{301} é \u{feff} ";
        assert_eq!(normalise(text), text);
    }

    #[test]
    fn normalising_twice_changes_nothing() {
        for text in ["\r\r\n\0\r", "\u{feff}\u{feff}a", "\0\u{feff}\0\u{feff}a"] {
            let once = normalise(text).into_owned();
            assert_eq!(normalise(&once), once, "{text:?}");
        }
    }
}
