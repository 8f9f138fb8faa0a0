//! A pasted text that holds several articles, one below the other.
//!
//! A form feed and a line of `===` stand between articles and nowhere else. Lines of `---` or `***` stand inside articles as
//! well, as a pause between two sections: whether they part articles only a person can say.
//!
//! Invariant: the parts are slices of the text in its order, none is blank, and every line that is no separator lies in
//! one, whole.

use super::sniff;

/// What a pasted text looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Several<'t> {
    /// One article.
    One,
    /// Several: these.
    Sure(Vec<&'t str>),
    /// One article, or these.
    Perhaps(Vec<&'t str>),
}

/// What parts two articles, or may.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Separator {
    Sure,
    Perhaps,
}

/// Looks whether a pasted text holds several articles. A web page is one article, whatever its lines look like.
#[must_use]
pub fn several(text: &str) -> Several<'_> {
    if sniff::starts_like_web_page(text) {
        return Several::One;
    }
    let sure = parts(text, |separator| separator == Separator::Sure);
    if sure.len() > 1 {
        return Several::Sure(sure);
    }
    let perhaps = parts(text, |_any| true);
    if perhaps.len() > 1 {
        return Several::Perhaps(perhaps);
    }
    match sure.first() {
        // A separator before or behind the one article is no part of it.
        Some(only) if only.len() < text.len() => Several::Sure(sure),
        _ => Several::One,
    }
}

/// The parts between separators that count, without blank ones.
fn parts(text: &str, counts: impl Fn(Separator) -> bool) -> Vec<&str> {
    let (mut parts, mut start, mut at) = (Vec::new(), 0, 0);
    for line in text.split_inclusive(['\n', '\r', '\u{c}']) {
        let line_end = at + line.len();
        let is_cut = line.ends_with('\u{c}') && counts(Separator::Sure);
        let is_line = separator(line).is_some_and(&counts);
        if is_cut || is_line {
            let end = if is_line { at } else { line_end - 1 };
            parts.push(&text[start..end]);
            start = line_end;
        }
        at = line_end;
    }
    parts.push(&text[start..]);
    parts.retain(|part| !is_blank(part));
    parts
}

/// Whether nothing would be left of it as an article.
fn is_blank(part: &str) -> bool {
    part.chars()
        .all(|sign| sign.is_whitespace() || matches!(sign, '\u{feff}' | '\0'))
}

/// What a line is that consists of one sign, three times or more.
fn separator(line: &str) -> Option<Separator> {
    let line = line.trim();
    let first = line.chars().next()?;
    if line.len() < 3 || line.chars().any(|sign| sign != first) {
        return None;
    }
    match first {
        '=' => Some(Separator::Sure),
        '-' | '*' => Some(Separator::Perhaps),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Several, several};

    #[test]
    fn form_feeds_and_lines_of_equals_signs_part_articles() {
        for text in [
            "One\u{c}Two\u{c}Three",
            "One\n===\nTwo\n  ======== \nThree",
            "One\r\n===\r\nTwo\r===\rThree",
            "\u{c}One\n\u{c}\n\n \u{c}Two\n===\n\u{feff}\n===\nThree\n====",
        ] {
            let Several::Sure(parts) = several(text) else {
                panic!("{text:?}");
            };
            let parts: Vec<&str> = parts.into_iter().map(str::trim).collect();
            assert_eq!(parts, ["One", "Two", "Three"], "{text:?}");
        }
    }

    #[test]
    fn lines_that_stand_inside_articles_too_part_them_only_perhaps() {
        assert_eq!(
            several("One\n---\nTwo\n*****\nThree\n"),
            Several::Perhaps(vec!["One\n", "Two\n", "Three\n"])
        );
        // Where something is sure, the other lines stand inside.
        assert_eq!(
            several("One\n---\nmore of it\n===\nTwo"),
            Several::Sure(vec!["One\n---\nmore of it\n", "Two"])
        );
    }

    #[test]
    fn one_article_stays_one() {
        for text in [
            "",
            "One story\n\nIt goes on.\n",
            "A == B\n==\nand --- so\n--\n-=-\n* * *\n",
            "---\nOne\n---\n\n",
            "<!doctype html><p>One\n===\n<p>Two",
        ] {
            assert_eq!(several(text), Several::One, "{text:?}");
        }
    }

    #[test]
    fn a_separator_before_the_only_article_is_no_part_of_it() {
        assert_eq!(several("====\nOne\n"), Several::Sure(vec!["One\n"]));
        assert_eq!(several("One\n\u{c}"), Several::Sure(vec!["One\n"]));
    }

    #[test]
    fn no_line_is_lost_or_cut() {
        let text = "é one\n\n---\n\nzwei “x”\r\n\u{c}drei\n===\n=== x\n***\nvier";
        let kept = |parts: &[&str]| {
            let all: String = parts.concat();
            all.split(['\n', '\r', '\u{c}'])
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(ToOwned::to_owned)
                .collect::<Vec<_>>()
        };
        let Several::Sure(sure) = several(text) else {
            panic!("it is sure");
        };
        assert_eq!(
            kept(&sure),
            ["é one", "---", "zwei “x”", "drei", "=== x", "***", "vier"]
        );
    }
}
