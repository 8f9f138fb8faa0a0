//! Projects that nobody writes who means well, as the bytes of their files.

use crosscheck::text::TextId;
use std::fmt::Write as _;

/// The one reviewer, article and annotation of most of them.
const READER: &str = "01931c2e-0000-7000-8000-000000000001";
const ARTICLE: &str = "01931c2e-0000-7000-8000-000000000011";
const MARK: &str = "01931c2e-0000-7000-8000-000000000051";
const STAMP: &str = "rev: \"k3f9a2qx.1\"";
const WORDS: &str = "The ferry ran aground";

/// Direction and invisible characters, an escape sequence of terminals, a line end, a bell.
pub const SIGNS: &str = "\u{202e}gnp.oloS\u{202c}\u{200b}\u{1b}[31m\n\u{7}\u{2066}";

/// What a file is called, and its bytes. `size` is how many of the many there are.
pub fn projects(size: usize) -> Vec<(&'static str, String)> {
    let mut all = many(size);
    all.extend(texts(size));
    all.extend(odd_values(size));
    all
}

/// Those that hold very many of something.
#[expect(clippy::too_many_lines, reason = "a list: a file an entry")]
fn many(size: usize) -> Vec<(&'static str, String)> {
    let listed = |of: &dyn Fn(usize) -> String| -> String {
        (0..size).fold(String::new(), |all, n| all + &of(n) + ", ")
    };
    let saw = listed(&|n| format!("\"{}.1\"", session(n)));
    let judged = |more: &str| {
        format!(
            "assessments: {{\"{READER}\": (status: Verified, at: \"2026-11-22T10:00:00Z\", {STAMP}{more})}},"
        )
    };
    let rivals = listed(&|n| {
        format!(
            "(status: Unverified, note: \"{n}\", at: \"2026-11-22T10:00:00Z\", rev: \"{}.1\")",
            session(n)
        )
    });
    let twins = listed(&|n| format!("(rev: \"{}.1\")", session(n)));
    let cites = listed(&|_| "(source: \"01931c2e-0000-7000-8000-000000000031\")".to_owned());
    let source = format!(
        "sources: [(id: \"01931c2e-0000-7000-8000-000000000031\", title: \"Log\", {STAMP})],"
    );
    let with_cites = format!(
        "assessments: {{\"{READER}\": (status: Verified, cites: [{cites}], at: \"2026-11-22T10:00:00Z\", {STAMP})}},"
    );
    let about = listed(&|_| format!("\"{MARK}\""));
    let decision = format!(
        "decisions: [(id: \"01931c2e-0000-7000-8000-000000000061\", about: [{about}], outcome: BothStand, by: \"{READER}\", at: \"2026-11-22T10:00:00Z\", {STAMP})],"
    );
    let signed = format!(
        "signed: {{\"{READER}\": (at: \"2026-11-22T10:00:00Z\", covers: [{saw}], {STAMP})}},"
    );
    let spans = listed(&|_| "(start: 0, end: 3, quote: \"The\")".to_owned());
    let spans_elsewhere = listed(&|n| format!("(start: 0, end: 3, quote: \"no{n}\")"));
    let history = listed(&|n| {
        format!(
            "(rev: \"{}.1\", record: \"{MARK}\", by: \"{READER}\", at: \"2026-11-22T10:00:00Z\", to: \"verified\")",
            session(n)
        )
    });
    let marks = listed(&|n| mark(&id(0x51_0000 + n), "The", (0, 3), ""));
    let articles = listed(&|n| article(&id(0x11_0000 + n), WORDS, ""));
    let claims = listed(&|n| {
        format!(
            "(id: \"{}\", statement: \"How many\", {STAMP})",
            id(0x41_0000 + n)
        )
    });
    let blocks = listed(&|n| format!("(start: {}, kind: Headline)", 1_000_000 + n));
    let reviewers = listed(&|n| {
        format!(
            "\"{}\": (name: \"Ann\", colour: 1, {STAMP})",
            id(0x9000 + n)
        )
    });
    vec![
        (
            "many sessions seen",
            with_mark(&judged(&format!(", saw: [{saw}]")), ""),
        ),
        (
            "many rivals",
            with_mark(&judged(&format!(", rivals: [{rivals}]")), ""),
        ),
        (
            "many twins",
            with_mark(&judged(&format!(", twins: [{twins}]")), ""),
        ),
        (
            "many citations of one source",
            with_mark(&with_cites, &source),
        ),
        (
            "a decision about one mark many times",
            with_mark("", &decision),
        ),
        ("a signature for many revisions", with_mark(&signed, "")),
        (
            "many spans at one place",
            project(&article(ARTICLE, WORDS, ""), &of_spans(&spans), "", ""),
        ),
        (
            "many spans without a place",
            project(
                &article(ARTICLE, WORDS, ""),
                &of_spans(&spans_elsewhere),
                "",
                "",
            ),
        ),
        (
            "a long history",
            with_mark("", &format!("history: [{history}],")),
        ),
        (
            "many marks at one place",
            project(&article(ARTICLE, WORDS, ""), &marks, "", ""),
        ),
        ("many articles", project(&articles, "", "", "")),
        (
            "many claims",
            with_mark("", &format!("claims: [{claims}],")),
        ),
        (
            "many blocks behind the end",
            project(
                &article(ARTICLE, WORDS, &format!("blocks: [{blocks}],")),
                "",
                "",
                "",
            ),
        ),
        (
            "many reviewers",
            project(&article(ARTICLE, WORDS, ""), "", "", &reviewers),
        ),
    ]
}

/// Texts that are hard to lay out, and marks in them.
fn texts(size: usize) -> Vec<(&'static str, String)> {
    let line = "a ferry ran aground ".repeat(size);
    let combining = format!("e{} end", "\u{301}".repeat(size));
    let word = "x".repeat(size * 8);
    let lines = "\n".repeat(size);
    let rtl = format!("{} {SIGNS}", "\u{5d0}\u{200f}\u{202e}".repeat(size));
    let alike = "a".repeat(size * 4);
    let lost = (0..200).fold(String::new(), |all, n| {
        all + &mark(&id(0x51_0000 + n), &"a".repeat(n + 2), (0, 1), "") + ", "
    });
    let of_text = |text: &str, marks: &str| {
        let named = marks.replace(
            &TextId::of(WORDS).to_string(),
            &TextId::of(text).to_string(),
        );
        project(&article(ARTICLE, text, ""), &named, "", "")
    };
    let text = |text: &str| of_text(text, &mark(MARK, "", (0, 0), ""));
    vec![
        ("one long line", text(&line)),
        ("many combining marks on one letter", text(&combining)),
        ("one long word", text(&word)),
        ("nothing but line ends", text(&lines)),
        ("directions that change at every letter", text(&rtl)),
        (
            "quotes that are everywhere and not in their places",
            of_text(&alike, &lost),
        ),
        (
            "a mark of nothing at the end",
            project(
                &article(ARTICLE, WORDS, ""),
                &mark(MARK, "", (21, 21), ""),
                "",
                "",
            ),
        ),
    ]
}

/// Values no program of ours writes.
fn odd_values(size: usize) -> Vec<(&'static str, String)> {
    let long = "long ".repeat(size);
    let meta = |value: &str| {
        format!(
            "meta: (title: \"{value}\", publisher: \"{value}\", byline: \"{value}\", url: \"{value}\", archived_url: \"{value}\", published: \"{value}\", language: \"{value}\", root: \"{value}\", file_name: \"{value}\", {STAMP}),"
        )
    };
    let everywhere = |value: &str| {
        let more = format!(
            "title: \"{value}\", sources: [(id: \"01931c2e-0000-7000-8000-000000000031\", title: \"{value}\", url: \"{value}\", contact: \"{value}\", root: \"{value}\", says: \"{value}\", {STAMP})],\n claims: [(id: \"01931c2e-0000-7000-8000-000000000041\", statement: \"{value}\", note: \"{value}\", {STAMP})],\n decisions: [(id: \"01931c2e-0000-7000-8000-000000000061\", about: [\"{MARK}\"], outcome: Status(Conflicting), reason: \"{value}\", by: \"{READER}\", at: \"2026-11-22T10:00:00Z\", {STAMP})],"
        );
        let judged = format!(
            "tie: (claim: \"01931c2e-0000-7000-8000-000000000041\", stance: Supports, root: \"{value}\", {STAMP}), assessments: {{\"{READER}\": (status: Verified, note: \"{value}\", should_read: \"{value}\", cites: [(source: \"01931c2e-0000-7000-8000-000000000031\", locator: \"{value}\")], at: \"2026-11-22T10:00:00Z\", {STAMP})}},"
        );
        let mark = mark(MARK, "The", (0, 3), &judged);
        let other = format!("\"{}\": (name: \"{value}\", colour: 255, {STAMP})", id(2));
        project(&article(ARTICLE, WORDS, &meta(value)), &mark, &more, &other)
    };
    let at = |time: &str| {
        with_mark(
            &format!("assessments: {{\"{READER}\": (status: Verified, at: \"{time}\", {STAMP})}},"),
            &format!(
                "history: [(rev: \"k3f9a2qx.1\", record: \"{MARK}\", by: \"{READER}\", at: \"{time}\", to: \"verified\")],"
            ),
        )
    };
    let deep = |open: &str| with_mark(&open.repeat(size), "");
    vec![
        ("long names", everywhere(&long)),
        ("hidden characters in names", everywhere(SIGNS)),
        (
            "the last time there is",
            at("9999-12-30T22:00:00.999999999Z"),
        ),
        ("the first time there is", at("-009999-01-02T01:59:59Z")),
        ("a time too late", at("99999-12-30T22:00:00Z")),
        (
            "the highest revision",
            with_mark("", "").replace("k3f9a2qx.1", "k3f9a2qx.4294967295"),
        ),
        (
            "a number too large",
            with_mark("", "").replace("colour: 1", &format!("colour: 1{}", "0".repeat(size))),
        ),
        (
            "a position too large",
            project(
                &article(ARTICLE, WORDS, ""),
                &mark(MARK, "The", (0, 4_294_967_295), ""),
                "",
                "",
            ),
        ),
        (
            "a variant without end",
            with_mark("", "").replace("format: 1", &format!("format: {}", "a".repeat(size))),
        ),
        ("deep lists", deep("[")),
        ("deep structs", deep("a: (")),
        ("deep options", deep("tie: Some(")),
        ("deep comments", deep("/*")),
        ("deep lists alone", "[".repeat(size)),
        ("deep maps alone", "{(".repeat(size)),
    ]
}

fn id(n: usize) -> String {
    format!("01931c2e-0000-7000-8000-{n:012x}")
}

/// A session of its own for each number.
fn session(n: usize) -> String {
    let letters = (0..8_u32).map(|place| {
        let digit = n / 36_usize.pow(place) % 36;
        char::from_digit(digit as u32, 36).unwrap_or('z')
    });
    letters.collect()
}

fn project(articles: &str, marks: &str, more: &str, reviewers: &str) -> String {
    let mut file = String::new();
    let title = if more.contains("title: ") && more.starts_with("title") {
        ""
    } else {
        "title: \"Ferry\","
    };
    writeln!(
        file,
        "(format: 1, id: \"01931c2e-0000-7000-8000-0000000000aa\", {title}\n reviewers: {{\"{READER}\": (name: \"Ann\", colour: 1, {STAMP}), {reviewers}}},\n articles: [{articles}],\n annotations: [{marks}],\n {more}\n)"
    )
    .expect("a string takes all");
    file
}

fn article(id: &str, text: &str, more: &str) -> String {
    let meta = if more.contains("meta:") {
        String::new()
    } else {
        format!("meta: (title: \"Ferry\", {STAMP}),")
    };
    format!(
        "(id: \"{id}\", role: Check, {meta} text_id: \"{}\", text: r##\"{text}\"##, {more})",
        TextId::of(text)
    )
}

fn mark(id: &str, quote: &str, (start, end): (u32, u32), more: &str) -> String {
    of_spans_as(
        id,
        &format!("(start: {start}, end: {end}, quote: \"{quote}\")"),
        more,
    )
}

fn of_spans(spans: &str) -> String {
    of_spans_as(MARK, spans, "")
}

fn of_spans_as(id: &str, spans: &str, more: &str) -> String {
    format!(
        "(id: \"{id}\", article: \"{ARTICLE}\", text_id: \"{}\", by: \"{READER}\", spans: [{spans}], {STAMP}, {more})",
        TextId::of(WORDS)
    )
}

fn with_mark(of_mark: &str, more: &str) -> String {
    project(
        &article(ARTICLE, WORDS, ""),
        &mark(MARK, "The", (0, 3), of_mark),
        more,
        "",
    )
}
