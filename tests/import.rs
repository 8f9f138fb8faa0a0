//! What is imported, from whom it is taken, and what is refused. All texts and pages here are invented.

use crosscheck::{
    import::{
        ImportError, ImportNotice, Imported, MAX_FILE_BYTES, guess_date, import_bytes, import_file,
        import_pasted,
    },
    model::{ArticleId, BlockKind, Role},
};
use std::{fs, fs::File};

/// Each block's kind and its words, without the line end behind it.
fn parts(imported: &Imported) -> Vec<(BlockKind, &str)> {
    let text = imported.text.as_str();
    let ends = imported
        .blocks
        .iter()
        .skip(1)
        .map(|block| block.start.bytes())
        .chain([text.len()]);
    imported
        .blocks
        .iter()
        .zip(ends)
        .map(|(block, end)| {
            (
                block.kind,
                text[block.start.bytes()..end].trim_end_matches('\n'),
            )
        })
        .collect()
}

fn import(bytes: &[u8], name: &str) -> Imported {
    import_bytes(bytes, name, None).expect("an article")
}

mod plain_text {
    use super::*;

    #[test]
    fn it_is_kept_as_it_stands_and_its_headline_is_found() {
        let text = "\n  News Feed\n\nFerry runs aground off Harbour Island \n\n2 min read\nThe ferry lies still.  All are safe.\n\n";
        let imported = import(text.as_bytes(), "ferry.txt");
        assert_eq!(imported.text.as_str(), text);
        assert_eq!(imported.meta.title, "Ferry runs aground off Harbour Island");
        assert!(imported.meta.title_guessed);
        assert_eq!(imported.meta.file_name, "ferry.txt");
        assert_eq!(imported.blocks.len(), 2);
        assert_eq!(
            parts(&imported)[0],
            (
                BlockKind::Headline,
                "Ferry runs aground off Harbour Island "
            )
        );
    }

    #[test]
    fn positions_are_those_of_the_file_after_line_ends_and_mark() {
        let imported = import("\u{feff}One two three\r\nfour\rfive".as_bytes(), "a.txt");
        assert_eq!(imported.text.as_str(), "One two three\nfour\nfive");
    }

    #[test]
    fn one_sentence_under_the_headline_is_a_dek_when_running_text_follows() {
        let body = "The ferry had left the mainland at six in the morning with forty people on board, the owners said on Friday. Nobody was hurt.";
        let imported = import(
            format!("Ferry runs aground off island\nThe crew called for help at once, the owners say.\n{body}\n").as_bytes(),
            "a.txt",
        );
        assert_eq!(
            parts(&imported),
            [
                (BlockKind::Headline, "Ferry runs aground off island"),
                (
                    BlockKind::Dek,
                    "The crew called for help at once, the owners say."
                ),
                (BlockKind::Paragraph, body),
            ]
        );
    }

    #[test]
    fn a_byline_may_stand_between_the_dek_and_the_text() {
        let text = "Ferry runs aground off island\n\nThe crew called for help at once\n\nBy Ines Harrow, 12 March 2026\n\n\
            The ferry had left the mainland at six in the morning with forty people on board, the owners said on Friday.\n";
        let imported = import(text.as_bytes(), "a.txt");
        let kinds: Vec<BlockKind> = parts(&imported).iter().map(|(kind, _)| *kind).collect();
        assert_eq!(
            kinds,
            [
                BlockKind::Headline,
                BlockKind::Dek,
                BlockKind::Byline,
                BlockKind::Paragraph
            ]
        );
    }

    #[test]
    fn a_short_first_paragraph_of_two_sentences_is_no_dek() {
        let body = "The ferry had left the mainland at six in the morning with forty people on board, the owners said on Friday.";
        for (line, is_dek) in [
            ("Nobody was hurt. The crew called for help.", false),
            (
                "Nobody was hurt, says Mr. Example of the U.S. Coast Guard.",
                true,
            ),
            ("Help came at once (Photo: A. Person)", false),
            ("“Help came at once”, says the crew.", false),
        ] {
            let text = format!("Ferry runs aground off island\n{line}\n{body}\n");
            let imported = import(text.as_bytes(), "a.txt");
            let found = parts(&imported).contains(&(BlockKind::Dek, line));
            assert_eq!(found, is_dek, "{line}");
        }
    }

    #[test]
    fn running_text_is_no_title_and_neither_is_a_caption_behind_it() {
        let text = " date 2026-03-02 A ferry that left the mainland at six in the morning with forty people on board ran aground on a bank of sand, its owners said on Monday.\n\nThe ferry on the bank, seen from the harbour.(AP)\n";
        let imported = import(text.as_bytes(), "agency.txt");
        assert_eq!(imported.meta.title, "agency.txt");
        assert!(imported.meta.title_guessed);
        let date = guess_date(&imported.text).unwrap();
        assert_eq!((date.date.as_str(), date.line), ("2026-03-02", 1));
        assert!(
            imported.meta.published.is_empty(),
            "a date is asked for, never set in silence"
        );
    }

    #[test]
    fn headlines_without_spaces_between_words_are_counted_too() {
        let imported = import(
            "島の沖でフェリーが座礁、全員無事\n\n月曜日の朝のことだった。\n".as_bytes(),
            "a.txt",
        );
        assert_eq!(imported.meta.title, "島の沖でフェリーが座礁、全員無事");
    }

    #[test]
    fn an_article_is_to_be_checked_and_knows_its_file() {
        let imported = import(b"Ferry runs aground off island", "ferry.txt");
        let sha256 = imported.file_sha256.clone();
        let id: ArticleId = "01931c2e-0000-7000-8000-000000000001".parse().unwrap();
        let article = imported.into_article(id);
        assert_eq!(article.role(), Role::Check);
        assert_eq!(article.text_id, article.text.as_ref().unwrap().id());
        assert_eq!(article.file_sha256, sha256);
        assert_eq!(sha256.len(), 64);
    }

    #[test]
    fn pasted_text_has_no_file() {
        let imported = import_pasted("a b\r\nc", None).unwrap();
        assert_eq!(imported.text.as_str(), "a b\nc");
        assert_eq!(imported.file_sha256, "");
        assert_eq!(imported.meta.file_name, "");
        assert_eq!(imported.meta.title, "Pasted text");
    }
}

mod bad_input {
    use super::*;

    /// The message for these bytes, which names the file.
    fn refusal(bytes: &[u8], name: &str) -> String {
        let error = import_bytes(bytes, name, None).expect_err("a refusal");
        let message = error.to_string();
        assert!(message.starts_with(&format!("\"{name}\" ")), "{message}");
        message
    }

    #[test]
    fn missing_file() {
        let folder = tempfile::tempdir().unwrap();
        let error = import_file(&folder.path().join("gone.txt"), None).unwrap_err();
        assert!(
            matches!(&error, ImportError::Missing { file } if file.ends_with("gone.txt")),
            "{error}"
        );
        let in_a_file = folder.path().join("a.txt");
        fs::write(&in_a_file, "one two three").unwrap();
        let error = import_file(&in_a_file.join("b.txt"), None).unwrap_err();
        assert!(matches!(error, ImportError::Missing { .. }), "{error}");
    }

    #[test]
    fn directory() {
        let folder = tempfile::tempdir().unwrap();
        let error = import_file(folder.path(), None).unwrap_err();
        assert!(matches!(error, ImportError::Directory { .. }), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn no_permission() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret.txt");
        fs::write(&path, "one two three").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        if File::open(&path).is_ok() {
            // The superuser may read everything.
            return;
        }
        let error = import_file(&path, None).unwrap_err();
        assert!(matches!(error, ImportError::NotPermitted { .. }), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_not_read() {
        let error = import_file(std::path::Path::new("/dev/zero"), None).unwrap_err();
        assert!(matches!(error, ImportError::NotRegular { .. }), "{error}");
    }

    #[test]
    fn empty_file_or_only_white_space() {
        for bytes in ["", " \r\n\t", "\u{feff}", "\u{feff}\u{a0}\n"] {
            assert!(
                refusal(bytes.as_bytes(), "empty.txt").contains("no text"),
                "{bytes:?}"
            );
        }
        assert!(import_pasted(" \n", None).is_err());
    }

    #[test]
    fn binary_files_are_recognised() {
        for (bytes, kind) in [
            (&b"%PDF-1.7\n..."[..], "a PDF document"),
            (b"PK\x03\x04....[Content_Types].xml...word/document.xml", "a Word document"),
            (b"PK\x03\x04....mimetypeapplication/epub+zip", "an e-book (EPUB)"),
            (b"PK\x03\x04....holiday.jpg", "a zip archive"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "an old Word, Excel or PowerPoint document"),
            (b"\x89PNG\r\n\x1a\n....", "a picture (PNG)"),
            (b"\xff\xd8\xff\xe0..JFIF", "a picture (JPEG)"),
            (b"{\\rtf1\\ansi Ferry}", "a rich text document"),
            (b"From: <Saved by Browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "a web archive (MHTML)"),
            (b"\x7fELF\x02\x01\x01", "a program"),
        ] {
            let message = refusal(bytes, "thing.txt");
            assert!(message.contains(kind) && message.contains("save it as text"), "{message}");
        }
    }

    #[test]
    fn nul_bytes() {
        let message = refusal(b"The ferry\0 ran aground.", "nul.txt");
        assert!(
            message.contains("NUL") && message.contains("byte 9"),
            "{message}"
        );
        let message = refusal(b"\xef\xbb\xbfThe ferry\0 ran aground", "nul.txt");
        assert!(message.contains("byte 12"), "{message}");
        let message = refusal(b"\xff\xfeT\0h\0\0\0e\0", "nul.txt");
        assert!(message.contains("byte 6"), "{message}");
        refusal("Паром\0 сел на мель".as_bytes(), "nul.txt");
        refusal(b"\0\0\0\0\0\0", "nul.txt");
    }

    #[test]
    fn three_hundred_megabytes_are_refused_by_the_metadata() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("large.txt");
        // A hole: no byte of it is written, and none may be read.
        File::create(&path).unwrap().set_len(300_000_000).unwrap();
        let message = import_file(&path, None).unwrap_err().to_string();
        assert!(
            message.contains("287 MiB") && message.contains("64 MiB"),
            "{message}"
        );
    }

    #[test]
    fn the_limit_itself() {
        let bytes = vec![b'a'; usize::try_from(MAX_FILE_BYTES).unwrap() + 1];
        let error = import_bytes(&bytes, "a.txt", None).unwrap_err();
        assert!(error.to_string().contains("65 MiB"), "{error}");
    }

    #[test]
    fn bytes_in_no_known_encoding() {
        // Bytes of a fixed generator of random numbers, none of them zero.
        let mut state: u32 = 1;
        let mut bytes = Vec::new();
        for _ in 0..5000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            bytes.push(u8::try_from(state >> 24).unwrap().max(1));
        }
        let message = refusal(&bytes, "noise.txt");
        assert!(message.contains("no known encoding"), "{message}");
        let high: Vec<u8> = bytes.iter().map(|byte| byte | 0x80).collect();
        assert!(refusal(&high, "noise.txt").contains("no known encoding"));
    }

    #[test]
    fn utf_32_is_named() {
        assert!(refusal(b"\xff\xfe\0\0a\0\0\0", "a.txt").contains("UTF-32"));
    }
}

mod encodings {
    use super::*;

    const RUSSIAN: &str = "Паром сел на мель у острова\n\nНикто не пострадал, сообщили владельцы судна в понедельник. Спасатели сняли с парома сорок человек.\n";
    const JAPANESE: &str = "島の沖でフェリーが座礁\n\n月曜日の朝、四十人を乗せたフェリーが砂州に乗り上げた。けが人はいなかったという。\n";

    fn encode(text: &str, label: &str) -> Vec<u8> {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a label");
        let (bytes, used, had_errors) = encoding.encode(text);
        assert_eq!((used, had_errors), (encoding, false));
        bytes.into_owned()
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn old_encodings_are_guessed_and_the_guess_is_said() {
        for (text, label) in [
            (RUSSIAN, "windows-1251"),
            (RUSSIAN, "koi8-r"),
            (JAPANESE, "shift_jis"),
            (JAPANESE, "euc-jp"),
            (
                "Der Fährmann für die Überfahrt sagte: „Das Schiff fährt wieder“, schrieb der Bürgermeister.\n",
                "windows-1252",
            ),
        ] {
            let imported = import(&encode(text, label), "a.txt");
            assert_eq!(imported.text.as_str(), text, "{label}");
            assert!(
                matches!(imported.notices[..], [ImportNotice::GuessedEncoding(_)]),
                "{label}"
            );
        }
    }

    #[test]
    fn iso_2022_jp_is_known_by_its_escapes() {
        let imported = import(&encode(JAPANESE, "iso-2022-jp"), "a.txt");
        assert_eq!(imported.text.as_str(), JAPANESE);
        assert_eq!(imported.notices, []);
    }

    #[test]
    fn utf_16_with_and_without_a_mark() {
        for text in [
            "Ferry runs aground off island\n\nNobody was hurt.\n",
            RUSSIAN,
            "Паром 👩\u{200d}🚒 на мели сегодня\n",
        ] {
            for order in [u16::to_le_bytes, u16::to_be_bytes] {
                assert_eq!(import(&utf16(text, order), "a.txt").text.as_str(), text);
                let marked = format!("\u{feff}{text}");
                assert_eq!(import(&utf16(&marked, order), "a.txt").text.as_str(), text);
            }
        }
        let marked = format!("\u{feff}{JAPANESE}");
        assert_eq!(
            import(&utf16(&marked, u16::to_le_bytes), "a.txt")
                .text
                .as_str(),
            JAPANESE
        );
    }

    #[test]
    fn utf_8_that_was_cut_short_stays_utf_8() {
        let mut bytes = RUSSIAN.trim_end().as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        let imported = import(&bytes, "a.txt");
        assert!(imported.text.as_str().starts_with("Паром сел на мель"));
        assert_eq!(imported.notices, [ImportNotice::UnreadableCharacters(1)]);
    }
}

mod web_pages {
    use super::*;

    #[test]
    fn json_ld_in_a_graph_and_all_kinds_of_parts() {
        let imported = import(include_bytes!("fixtures/import/graph.html"), "ferry.html");
        let meta = &imported.meta;
        assert_eq!(
            meta.title,
            "Ferry aground off Gull Island, all forty aboard safe"
        );
        assert!(!meta.title_guessed);
        assert_eq!(meta.byline, "Ada Example, Ben O'Example");
        assert_eq!(meta.publisher, "Harbour Post");
        assert_eq!(meta.published, "2026-03-02");
        assert_eq!(meta.url, "https://harbourpost.example/news/ferry-aground");
        assert_eq!(meta.language, "en-GB");
        assert_eq!(meta.file_name, "ferry.html");
        assert_eq!(imported.notices, []);
        let parts = parts(&imported);
        let starts: Vec<_> = parts
            .iter()
            .map(|(kind, words)| {
                (
                    *kind,
                    words.split(' ').take(3).collect::<Vec<_>>().join(" "),
                )
            })
            .collect();
        let starts: Vec<_> = starts
            .iter()
            .map(|(kind, words)| (*kind, words.as_str()))
            .collect();
        assert_eq!(
            starts,
            [
                (BlockKind::Headline, "Ferry aground off"),
                (BlockKind::Dek, "The crew called"),
                (BlockKind::Byline, "2 March"),
                (BlockKind::Caption, "The ferry on"),
                (BlockKind::Paragraph, "The ferry had"),
                (BlockKind::Paragraph, "Nobody was hurt."),
                (BlockKind::Subhead, "Three boats, two"),
                (BlockKind::Paragraph, "The first boat"),
                (BlockKind::Quote, "We sang the"),
                (BlockKind::ListItem, "Six o'clock: the"),
                (BlockKind::ListItem, "Half past six:"),
                (BlockKind::Paragraph, "First line of"),
                (BlockKind::Table, "Year\tGroundings"),
                (BlockKind::Table, "2024\ttwo, both of"),
                (BlockKind::Table, "2025\tnone at all,"),
                (BlockKind::Paragraph, "The ferry is"),
            ]
        );
        let text = imported.text.as_str();
        assert!(
            text.contains("island’s harbour, its owners said on\u{a0}Monday.\nNobody"),
            "{text}"
        );
        assert!(text.contains("notice:\nall crossings"), "{text}");
        assert!(
            !text.contains("not text") && !text.contains("All rights"),
            "{text}"
        );
    }

    #[test]
    fn open_graph_alone() {
        let imported = import(
            include_bytes!("fixtures/import/open_graph.html"),
            "quay.htm",
        );
        let meta = &imported.meta;
        assert_eq!(meta.title, "Quay reopens after two years of repairs");
        assert_eq!(meta.byline, "Dee Example");
        assert_eq!(meta.publisher, "Island Courier");
        assert_eq!(meta.published, "2026-04-11");
        assert_eq!(meta.url, "https://courier.example/quay");
        assert_eq!(meta.language, "en-IE");
        let parts = parts(&imported);
        assert_eq!(
            parts[0],
            (
                BlockKind::Headline,
                "Quay reopens after two years of repairs"
            )
        );
        assert_eq!(parts.len(), 4, "the headline stands once: {parts:?}");
    }

    #[test]
    fn a_page_that_says_nothing_about_itself() {
        let imported = import(include_bytes!("fixtures/import/nothing.html"), "tide.html");
        assert_eq!(
            imported.meta.title,
            "Tide tables for the week were hung out late."
        );
        assert!(imported.meta.title_guessed);
        assert_eq!(imported.meta.url, "https://small.example/notes/tide.htm");
        assert_eq!(
            imported.text.as_str(),
            "Tide tables for the week were hung out late.\nNobody minded."
        );
    }

    #[test]
    fn a_page_is_known_by_its_start_whatever_its_name() {
        let page =
            "\n<!-- x -->\n<!DOCTYPE html><title>Ferry aground at last</title><p>Nobody was hurt.";
        for imported in [
            import(page.as_bytes(), "a.txt"),
            import_pasted(page, None).unwrap(),
        ] {
            assert_eq!(
                imported.text.as_str(),
                "Ferry aground at last\nNobody was hurt."
            );
        }
        let text = "<html5> is a word here\n";
        assert_eq!(import(text.as_bytes(), "a.txt").text.as_str(), text);
    }

    #[test]
    fn the_visible_headline_wins_and_the_site_is_no_part_of_the_title() {
        let page = "<!doctype html><title>Harbour Post - Ferry aground: 40 safe</title>\
            <meta property=og:site_name content='The Harbour Post'><h1>Harbour Post</h1>\
            <article><h1>Ferry aground, 40 safe</h1><p>Nobody was hurt.</article>";
        let imported = import(page.as_bytes(), "a.html");
        assert_eq!(imported.meta.title, "Ferry aground, 40 safe");
        let page = page.replace("<h1>Ferry aground, 40 safe</h1>", "");
        let turned = page.replace(
            "Harbour Post - Ferry aground: 40 safe",
            "Ferry aground | HARBOUR POST",
        );
        assert_eq!(
            import(turned.as_bytes(), "a.html").meta.title,
            "Ferry aground"
        );
        assert_eq!(
            import(page.as_bytes(), "a.html").meta.title,
            "Ferry aground: 40 safe"
        );
    }

    #[test]
    fn a_declared_encoding_counts_for_pages() {
        // In windows-1252 0x96 is a dash and 0xe9 an é; in the encoding guessed from so few bytes they may be anything.
        let page = b"<html><head><meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'></head><body><p>Caf\xe9 \x96 closed</p></body></html>";
        let imported = import(page, "a.html");
        assert_eq!(imported.text.as_str(), "Café – closed");
        assert_eq!(imported.notices, []);
        let page = b"<html><head><meta charset=\"windows-1251\"></head><body><p>\xcf\xe0\xf0\xee\xec</p></body></html>";
        assert_eq!(import(page, "a.html").text.as_str(), "Паром");
    }

    #[test]
    fn white_space_is_that_of_a_browser() {
        let page = "<!doctype html><body><p>  one\n two <b> three</b>  four<br>\n five </p>six<pre>a  b\n  c</pre>\
            <div>seven<p>eight</p>nine</div><p hidden>ten</p><p style='display: none'>eleven</p><q>twelve</q>";
        let imported = import(page.as_bytes(), "a.html");
        assert_eq!(
            imported.text.as_str(),
            "one two three four\nfive\nsix\na  b\n  c\nseven\neight\nnine\n“twelve”"
        );
    }

    #[test]
    fn what_stands_outside_the_main_text_is_found() {
        let body = "<p>The ferry had left the mainland at six, with forty people on board, the owners said, and came back at noon.</p>".repeat(8);
        let page = format!(
            "<!doctype html><title>Ferry back in port after storm</title>
            <script type='application/ld+json'>// not JSON</script>
            <script type='application/ld+json'>[{{\"@type\":\"Organization\",\"name\":\"Other\"}},{{\"@type\":\"http://schema.org/Article\",
            \"publisher\":{{\"name\":\"Gull
            Gazette\"}},\"mainEntityOfPage\":{{\"@id\":\"https://gazette.example/ferry\"}}}}]</script>
            <body><div class=card><p class=card-subtitle>Lambs are born early this year on the island</p></div>
            <header><h1>Ferry back in port after storm</h1><p class=subtitle>Forty people had a long morning at sea</p>
            <div>By <span itemprop=author>Dee Example</span></div><time pubdate datetime=2026-05-06T07:00>6 May</time></header>
            <main><div class=article-body>{body}</div></main>
            <aside><div class=card><h3>More news</h3><p class=card-subtitle>The quay is open again</p></div></aside>"
        );
        let imported = import(page.as_bytes(), "a.html");
        let meta = &imported.meta;
        assert_eq!(meta.byline, "Dee Example");
        assert_eq!(meta.published, "2026-05-06");
        assert_eq!(meta.publisher, "Gull Gazette");
        assert_eq!(meta.url, "https://gazette.example/ferry");
        let parts = parts(&imported);
        assert_eq!(
            parts[0],
            (BlockKind::Headline, "Ferry back in port after storm")
        );
        assert_eq!(
            parts[1],
            (BlockKind::Dek, "Forty people had a long morning at sea")
        );
        assert_eq!(parts.len(), 10, "{parts:?}");
    }

    #[test]
    fn what_a_page_declares_wrongly_is_unknown() {
        let page = "<!doctype html><html lang=English><meta property=og:url content='/ferry'><meta name=date content=yesterday>\
            <meta name=author content='https://a.example/ada'><title>A\u{1}B &#27; C</title><p>Nobody was hurt.";
        let meta = import(page.as_bytes(), "a.html").meta;
        assert_eq!(
            (
                meta.language.as_str(),
                meta.url.as_str(),
                meta.byline.as_str()
            ),
            ("", "", "")
        );
        assert_eq!(
            (meta.published.as_str(), meta.title.as_str()),
            ("", "A B C")
        );
    }

    #[test]
    fn a_table_that_frames_the_page_is_no_table() {
        let page = "<!doctype html><table><tr><td><p>Left of the page</p><td><h2>Right</h2><table><tr><td>a<td>b</table></table>";
        assert_eq!(
            parts(&import(page.as_bytes(), "a.html")),
            [
                (BlockKind::Headline, "Left of the page"),
                (BlockKind::Subhead, "Right"),
                (BlockKind::Table, "a\tb"),
            ]
        );
    }

    #[test]
    fn a_page_without_words_is_empty() {
        let error =
            import_bytes(b"<!doctype html><script>x()</script>", "a.html", None).unwrap_err();
        assert!(matches!(error, ImportError::Empty { .. }), "{error}");
    }

    /// Without the limits the parser would be at some of these for hours.
    #[test]
    fn pages_built_to_stop_programs_are_refused() {
        let formatting: String =
            (0..200_000).fold(String::new(), |page, n| page + &format!("<b id={n}>"));
        for (what, tags) in [
            ("nested", "<div>".repeat(200_000)),
            (
                "nested and closed",
                "<div>".repeat(200_000) + &"</div>".repeat(200_000),
            ),
            ("formatting", formatting),
            ("templates", "<template>".repeat(200_000)),
            (
                "foreign",
                "<svg><style>".to_owned() + &"<g>".repeat(200_000),
            ),
            ("tables", "<table><td>".repeat(200_000)),
            (
                "inside a table",
                "<table>".to_owned() + &"<i><u>".repeat(200_000),
            ),
            (
                "hidden by a comment",
                "<!--><!---->".to_owned() + &"<em>".repeat(200_000),
            ),
            ("attributes", "<p ".to_owned() + &"a ".repeat(200_000) + ">"),
        ] {
            let page = format!("<!doctype html><body>{tags}Words");
            let Err(error) = import_bytes(page.as_bytes(), "deep.html", None) else {
                panic!("{what} was taken");
            };
            assert!(
                matches!(
                    error,
                    ImportError::TooDeep { .. } | ImportError::HugeTag { .. }
                ),
                "{what}: {error}"
            );
            assert!(error.to_string().starts_with("\"deep.html\" "));
        }
    }

    #[test]
    fn what_is_left_open_by_custom_is_not_deep() {
        let page = format!(
            "<!doctype html><body>{}{}{}",
            "<p>A line of words. <br>".repeat(2000),
            "<li>An item of words".repeat(2000),
            "<tr><td>A cell".repeat(200),
        );
        let imported = import(page.as_bytes(), "a.html");
        assert!(imported.text.paragraph_count() >= 4000);
    }

    #[test]
    fn the_deepest_page_that_is_taken_is_read() {
        // What opens and closes within one piece of the page is not counted; so the deepest page has 500 elements, and
        // 140 more at the start of a piece of 1 KiB.
        let outer = format!("<!doctype html><body>{}", "<div>".repeat(500));
        let inner = format!(
            "{}Words at the bottom{}",
            "<x>".repeat(140),
            "</x>".repeat(140)
        );
        let padding = " ".repeat(3 * 1024 - outer.len());
        let page = outer + &padding + &inner;
        assert_eq!(
            import(page.as_bytes(), "a.html").text.as_str(),
            "Words at the bottom"
        );
    }
}

mod markdown {
    use super::*;

    #[test]
    fn words_without_marks_and_front_matter() {
        let imported = import(include_bytes!("fixtures/import/article.md"), "ferry.md");
        let meta = &imported.meta;
        assert_eq!(meta.title, "Ferry aground off Gull Island");
        assert!(!meta.title_guessed);
        assert_eq!(meta.byline, "Ada Example, Ben Example");
        assert_eq!(meta.published, "2026-03-02");
        assert_eq!(meta.url, "https://harbourpost.example/news/ferry");
        assert_eq!(meta.language, "en-GB");
        assert_eq!(
            parts(&imported),
            [
                (BlockKind::Headline, "Ferry aground off Gull Island"),
                (
                    BlockKind::Paragraph,
                    "The ferry had left the mainland at six in the morning, with forty people on board, its owners said."
                ),
                (BlockKind::Caption, "The ferry on the sandbank."),
                (BlockKind::Subhead, "Three boats"),
                (BlockKind::Quote, "We sang the whole time."),
                (BlockKind::ListItem, "Six o'clock: it leaves."),
                (
                    BlockKind::ListItem,
                    "Half past six: it touches the ground, and stays."
                ),
                (
                    BlockKind::Paragraph,
                    "Crossings are cancelled\nuntil Friday & longer."
                ),
                (BlockKind::Table, "Year\tGroundings"),
                (BlockKind::Table, "2024\ttwo"),
                (BlockKind::Paragraph, "Tickets stay valid."),
            ]
        );
    }

    #[test]
    fn the_first_heading_is_the_headline() {
        let imported = import(
            b"Harbour Post\n\n# Ferry *aground* {#ferry}\n\n## Three boats\n\nWords.\n\n# More\n",
            "a.markdown",
        );
        assert_eq!(imported.meta.title, "Ferry aground");
        assert_eq!(
            parts(&imported),
            [
                (BlockKind::Paragraph, "Harbour Post"),
                (BlockKind::Headline, "Ferry aground"),
                (BlockKind::Subhead, "Three boats"),
                (BlockKind::Paragraph, "Words."),
                (BlockKind::Subhead, "More"),
            ]
        );
    }

    #[test]
    fn a_rule_at_the_start_is_no_front_matter() {
        let imported = import(b"---\n\nWords of a text.\n\n---\n", "a.md");
        assert_eq!(imported.text.as_str(), "Words of a text.");
        assert_eq!(imported.meta.title, "Words of a text.");
        assert!(imported.meta.title_guessed);
    }

    #[test]
    fn deep_nesting_is_read_in_bearable_time() {
        for (sign, words) in [
            (">", "a"),
            ("[", "a"),
            ("*a ", "a"),
            ("- ", "a"),
            ("![", "a"),
        ] {
            let source = sign.repeat(20_000) + words;
            assert!(!import(source.as_bytes(), "a.md").text.is_empty());
        }
    }
}
