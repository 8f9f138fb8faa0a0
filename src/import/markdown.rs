//! Markdown: its words without its marks, and what its front matter says.
//!
//! Lines of a paragraph that the file wraps are joined by a space, links keep their words, pictures their descriptions as
//! captions. HTML in it is read as in a web page; comments are dropped. A list's numbers are no words of the text.
//!
//! Invariant: only words of the file get into the text, and only simple front matter is believed.

use super::{
    Imported,
    date::date_of_field,
    layout::{Inline, Part, lay_out},
    plain::collapse,
    web,
};
use crate::model::{BlockKind, Meta};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::sync::Arc;

/// Makes an article of a normalised Markdown text. The caller names it by its file if it has no title.
pub(super) fn import(source: &str) -> Imported {
    let (mut meta, body) = front_matter(source);
    let mut walk = Walk::default();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_HEADING_ATTRIBUTES;
    for event in Parser::new_ext(body, options) {
        walk.event(event);
    }
    walk.end_part();
    let mut parts = walk.parts;
    settle_headline(&mut parts, &walk.headings, &mut meta);
    let (text, blocks) = lay_out(&parts);
    Imported {
        text: Arc::new(text),
        blocks,
        meta,
        file_sha256: String::new(),
        notices: Vec::new(),
    }
}

/// The title of the front matter is the headline and is put into the text, for it is to be checked too. Without one the
/// first heading of the first level is, else a heading with which the text begins.
fn settle_headline(parts: &mut Vec<Part>, headings: &[(usize, HeadingLevel)], meta: &mut Meta) {
    if meta.title.is_empty() {
        let top = headings
            .iter()
            .find(|(_, level)| *level == HeadingLevel::H1)
            .or_else(|| headings.first().filter(|(at, _)| *at == 0));
        if let Some(part) = top.and_then(|(at, _)| parts.get_mut(*at)) {
            part.kind = BlockKind::Headline;
            meta.title = collapse(&part.words);
        }
        return;
    }
    match parts.first_mut() {
        Some(first) if collapse(&first.words) == meta.title => first.kind = BlockKind::Headline,
        _ => parts.insert(0, Part::new(BlockKind::Headline, meta.title.clone())),
    }
}

/// What stands between two lines of hyphens at the start of the file, and the rest. Only simple `key: value` lines are
/// read; a start that has none is no front matter but a rule.
fn front_matter(source: &str) -> (Meta, &str) {
    let none = || (Meta::default(), source);
    let Some(rest) = source
        .strip_prefix("---")
        .map(|rest| rest.trim_start_matches([' ', '\t']))
    else {
        return none();
    };
    let Some(rest) = rest.strip_prefix('\n') else {
        return none();
    };
    let mut meta = Meta::default();
    let mut keys = 0;
    let mut list_of = None;
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        at += line.len();
        let line = line.trim_end();
        if matches!(line, "---" | "...") {
            if keys == 0 {
                return none();
            }
            return (meta, &rest[at..]);
        }
        if let (Some(key), Some(item)) = (list_of, line.trim_start().strip_prefix("- ")) {
            set(&mut meta, key, item);
        } else if let Some((key, value)) = line.split_once(':').filter(|(key, _)| is_key(key)) {
            keys += 1;
            list_of = value.trim().is_empty().then_some(key);
            for item in list_items(value) {
                set(&mut meta, key, item);
            }
        }
    }
    none()
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|sign| sign.is_alphanumeric() || "_- ".contains(sign))
        && !key.starts_with(' ')
}

/// `[a, b]` is two values, anything else one.
fn list_items(value: &str) -> Vec<&str> {
    let value = value.trim();
    match value
        .strip_prefix('[')
        .and_then(|value| value.strip_suffix(']'))
    {
        Some(items) => items.split(',').collect(),
        None => vec![value],
    }
}

fn set(meta: &mut Meta, key: &str, value: &str) {
    let value = value.trim();
    let value = ['"', '\'']
        .iter()
        .find_map(|sign| value.strip_prefix(*sign)?.strip_suffix(*sign))
        .map_or(value, str::trim);
    if value.is_empty() {
        return;
    }
    let put = |field: &mut String| {
        if field.is_empty() {
            *field = collapse(value);
        }
    };
    match key.trim().to_ascii_lowercase().as_str() {
        "title" | "headline" => put(&mut meta.title),
        "author" | "authors" | "byline" | "by" => {
            if !meta.byline.is_empty() {
                meta.byline.push_str(", ");
            }
            meta.byline.push_str(&collapse(value));
        }
        "date" | "published" | "pubdate" | "date_published" | "publishdate"
            if meta.published.is_empty() =>
        {
            meta.published = date_of_field(value);
        }
        "url" | "link" | "source" | "canonical" | "canonical_url" | "permalink"
            if value.starts_with("http://") || value.starts_with("https://") =>
        {
            put(&mut meta.url);
        }
        "lang" | "language" | "locale" => put(&mut meta.language),
        "publisher" | "site" | "publication" | "site_name" => put(&mut meta.publisher),
        _ => {}
    }
}

#[derive(Default)]
struct Walk {
    parts: Vec<Part>,
    /// The parts that are headings, with their level.
    headings: Vec<(usize, HeadingLevel)>,
    inline: Inline,
    heading: Option<HeadingLevel>,
    quotes: usize,
    items: usize,
    is_code: bool,
    is_row: bool,
    /// Depth in pictures, and the words of the outermost one.
    pictures: usize,
    caption: Inline,
    /// Raw HTML that is being collected.
    html: Option<String>,
}

impl Walk {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.pictures > 0 => self.caption.push(&text),
            Event::Text(text) if self.html.is_some() => self.html(&text),
            Event::Text(text) if self.is_code => self.inline.push_verbatim(&text),
            Event::Text(text) => self.inline.push(&text),
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                if self.pictures > 0 {
                    self.caption.push(&text);
                } else {
                    self.inline.push(&text);
                }
            }
            Event::Html(text) => self.html(&text),
            Event::InlineHtml(text) => {
                let tag = text.to_ascii_lowercase();
                if tag.starts_with("<br") && self.pictures == 0 {
                    self.inline.break_line();
                }
            }
            Event::FootnoteReference(label) => self.inline.push(&format!("[{label}]")),
            Event::SoftBreak if self.pictures > 0 => self.caption.push(" "),
            Event::SoftBreak => self.inline.push(" "),
            Event::HardBreak => self.inline.break_line(),
            Event::Rule => self.end_part(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::List(_) | Tag::Table(_) => self.end_part(),
            Tag::Heading { level, .. } => {
                self.end_part();
                self.heading = Some(*level);
            }
            Tag::BlockQuote(_) => {
                self.end_part();
                self.quotes += 1;
            }
            Tag::CodeBlock(_) => {
                self.end_part();
                self.is_code = true;
            }
            Tag::Item => {
                self.end_part();
                self.items += 1;
            }
            Tag::FootnoteDefinition(label) => {
                self.end_part();
                self.inline.push(&format!("[{label}] "));
            }
            Tag::TableHead | Tag::TableRow => {
                self.end_part();
                self.is_row = true;
            }
            Tag::Image { .. } => {
                self.pictures += 1;
            }
            Tag::HtmlBlock => {
                self.end_part();
                self.html = Some(String::new());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::FootnoteDefinition => self.end_part(),
            TagEnd::Heading(_) => {
                self.end_part();
                self.heading = None;
            }
            TagEnd::BlockQuote(_) => {
                self.end_part();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.end_part();
                self.is_code = false;
            }
            TagEnd::Item => {
                self.end_part();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::TableCell => self.inline.push_verbatim("\t"),
            TagEnd::TableHead | TagEnd::TableRow => {
                self.end_part();
                self.is_row = false;
            }
            TagEnd::Image => {
                self.pictures = self.pictures.saturating_sub(1);
                if self.pictures == 0 {
                    let caption = self.caption.take();
                    self.end_part();
                    self.push(BlockKind::Caption, caption);
                }
            }
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.parts.extend(web::parts_of_fragment(&html));
            }
            _ => {}
        }
    }

    fn html(&mut self, text: &str) {
        if let Some(html) = &mut self.html {
            html.push_str(text);
        }
    }

    fn end_part(&mut self) {
        let words = self.inline.take();
        let kind = if self.heading.is_some() {
            BlockKind::Subhead
        } else if self.is_row {
            BlockKind::Table
        } else if self.items > 0 {
            BlockKind::ListItem
        } else if self.quotes > 0 {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        };
        self.push(kind, words);
    }

    fn push(&mut self, kind: BlockKind, words: String) {
        if words.trim().is_empty() {
            return;
        }
        if let Some(level) = self.heading.filter(|_| kind == BlockKind::Subhead) {
            self.headings.push((self.parts.len(), level));
        }
        self.parts.push(Part::new(kind, words));
    }
}
