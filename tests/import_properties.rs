//! Whatever bytes come, importing does not panic, and what it lets through is fit for a project.

use crosscheck::{
    import::{Imported, guess_date, import_bytes, import_pasted},
    text::{TextRange, normalise},
};
use proptest::prelude::*;

fn check(imported: &Imported) {
    let text = imported.text.as_str();
    assert_eq!(normalise(text), text, "the text is normalised");
    assert!(text.chars().any(|sign| !sign.is_whitespace()));
    let mut before = None;
    for block in &imported.blocks {
        let start = block.start.bytes();
        assert!(text.is_char_boundary(start), "{start} is no boundary");
        assert!(start < text.len(), "{start} is outside");
        assert!(before < Some(start), "{start} is not behind {before:?}");
        before = Some(start);
    }
    assert!(!imported.meta.title.is_empty());
    assert!(!imported.meta.title.contains(char::is_control));
    if let Some(date) = guess_date(&imported.text) {
        let line = text.split('\n').nth(date.line - 1).expect("the line");
        let words = imported.text.get(date.range).expect("its words");
        assert!(line.contains(words) && !date.range.is_empty());
        assert_eq!(date.date.len(), "2023-08-13".len());
    }
}

fn names() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a.txt", "a.md", "a.html", "a"])
}

/// Pieces of pages, whole and broken.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<!doctype html>",
        "<html lang=en>",
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href='",
        "'>",
        "<div class=\"dek\">",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<ul><li>",
        "</ul>",
        "<h1>",
        "</h1>",
        "<h2>",
        "<blockquote>",
        "<pre>",
        "</pre>",
        "<br>",
        "<br/>",
        "<q>",
        "<script>",
        "</script>",
        "<script type=application/ld+json>",
        "{\"@graph\":[",
        "{\"@type\":\"NewsArticle\",\"headline\":\"A &amp; B\"}",
        "]}",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<svg>",
        "<math>",
        "<template>",
        "<select>",
        "<option>",
        "<textarea>",
        "<title>",
        "</title>",
        "<noscript>",
        "<img src=x>",
        "<figure><figcaption>",
        "</figure>",
        "<meta property=og:title content='",
        "<meta charset=shift_jis>",
        "<time datetime=2026-03-02>",
        "<base href='//['>",
        "&amp;",
        "&#0;",
        "&#13;",
        "&#xfeff;",
        "&nbsp;",
        "\u{feff}",
        "\r\n",
        "\n",
        " ",
        "words of a text, ",
        "Привет ",
        "島",
        "e\u{301}",
        "👩\u{200d}🚒",
        "<",
        ">",
        "\"",
        "'",
        "/",
        "=",
    ]);
    prop::collection::vec(pieces, 0..120).prop_map(|pieces| pieces.concat())
}

fn markdown() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "---\n",
        "title: A: b\n",
        "date: 2026-03-02\n",
        "author:\n",
        "  - A\n",
        "# ",
        "## ",
        "> ",
        "- ",
        "1. ",
        "```\n",
        "`",
        "*",
        "**",
        "[",
        "](x)",
        "![",
        "](y \"z\")",
        "|",
        "| a | b |\n| - | - |\n| c | d |\n",
        "<div>",
        "</div>\n\n",
        "<!-- ",
        " -->",
        "<br>",
        "\n",
        "\n\n",
        "  \n",
        "\\",
        "words ",
        "島",
        "\u{feff}",
        "&#13;",
        "[^1]",
        "[^1]: note\n",
        "===\n",
        "    ",
        "\t",
    ]);
    prop::collection::vec(pieces, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400), name in names()) {
        if let Ok(imported) = import_bytes(&bytes, name, None) {
            check(&imported);
        }
    }

    /// Few different bytes, so that marks, escapes and zeros meet.
    #[test]
    fn odd_bytes(
        bytes in prop::collection::vec(prop::sample::select(b"\0\x1b$B(J\xff\xfe\xef\xbb\xbf\xd0\x9f\x82\xa0 a\r\n".to_vec()), 0..200),
        name in names(),
    ) {
        if let Ok(imported) = import_bytes(&bytes, name, None) {
            check(&imported);
        }
    }

    #[test]
    fn any_text_is_kept_as_it_stands(text in "[\\PC\r\n\t\u{feff}]{0,300}") {
        prop_assume!(!text.trim_start_matches(|sign: char| sign == '\u{feff}' || sign.is_whitespace()).starts_with('<'));
        prop_assume!(normalise(&text).chars().any(|sign| !sign.is_whitespace()));
        let imported = import_pasted(&text, None).unwrap();
        check(&imported);
        prop_assert_eq!(imported.text.as_str(), normalise(&text));
        prop_assert_eq!(imported.text.slice(TextRange::of_bytes(0, 0)), "");
    }

    #[test]
    fn tag_soup(page in soup()) {
        if let Ok(imported) = import_bytes(page.as_bytes(), "a.html", None) {
            check(&imported);
        }
        if let Ok(imported) = import_pasted(&page, None) {
            check(&imported);
        }
    }

    #[test]
    fn broken_markdown(source in markdown()) {
        if let Ok(imported) = import_bytes(source.as_bytes(), "a.md", None) {
            check(&imported);
        }
    }
}
