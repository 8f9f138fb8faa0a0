//! Elements of a page become parts of an article.
//!
//! Invariant: no word is added; only the quotation marks that browsers show for `q` are, and tabs between the cells of a row.

use super::super::layout::{Inline, Part};
use crate::model::BlockKind;
use dom_query::NodeRef;

/// Elements whose content nobody reads as text.
const UNREAD: [&str; 26] = [
    "script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed",
    "audio", "video", "canvas", "svg", "map", "button", "input", "select", "textarea", "progress",
    "meter", "datalist", "dialog", "link", "meta", "rp", "nav",
];

/// Elements that start and end a line.
const BLOCKS: [&str; 44] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// The parts below an element, in the order of the page.
pub(super) fn parts(root: NodeRef<'_>) -> Vec<Part> {
    let mut walk = Walk::default();
    walk.children(root, BlockKind::Paragraph);
    walk.end_part(BlockKind::Paragraph);
    walk.parts
}

/// The words of an element on one line, where it has blocks inside on one each.
pub(super) fn words_of(node: NodeRef<'_>) -> String {
    if is_hidden(node) {
        return String::new();
    }
    let words: Vec<_> = parts(node)
        .into_iter()
        .map(|part| part.words.replace('\n', " "))
        .collect();
    words.join("\n")
}

#[derive(Default)]
struct Walk {
    parts: Vec<Part>,
    inline: Inline,
    is_preformatted: bool,
}

impl Walk {
    fn children(&mut self, node: NodeRef<'_>, kind: BlockKind) {
        for child in node.children_it(false) {
            if child.is_text() {
                let text = child.text();
                if self.is_preformatted {
                    self.inline.push_verbatim(&text);
                } else {
                    self.inline.push(&text);
                }
            } else if child.is_element() {
                self.element(child, kind);
            }
        }
    }

    fn element(&mut self, node: NodeRef<'_>, kind: BlockKind) {
        let name = node.node_name().unwrap_or_default();
        let name = name.as_ref();
        if UNREAD.contains(&name) || is_hidden(node) {
            return;
        }
        match name {
            "br" => self.inline.break_line(),
            // Browsers show these as quotation marks, though the page has none.
            "q" => {
                self.inline.push("“");
                self.children(node, kind);
                self.inline.push("”");
            }
            "tr" if is_row(node) => {
                self.end_part(kind);
                let cells = node.element_children().into_iter().map(words_of);
                let cells: Vec<_> = cells.map(|cell| cell.replace('\n', " ")).collect();
                self.inline.push_verbatim(&cells.join("\t"));
                self.end_part(BlockKind::Table);
            }
            "td" | "th" => self.block(node, kind),
            _ if BLOCKS.contains(&name) => {
                let inner = kind_of(name, node, kind);
                let was_preformatted = self.is_preformatted;
                // What stands before the element is a part of its own, of the kind of what is around.
                self.end_part(kind);
                self.is_preformatted |= name == "pre";
                self.children(node, inner);
                self.end_part(inner);
                self.is_preformatted = was_preformatted;
            }
            _ => self.children(node, kind),
        }
    }

    fn block(&mut self, node: NodeRef<'_>, kind: BlockKind) {
        self.end_part(kind);
        self.children(node, kind);
        self.end_part(kind);
    }

    fn end_part(&mut self, kind: BlockKind) {
        let words = self.inline.take();
        if !words.trim().is_empty() {
            self.parts.push(Part::new(kind, words));
        }
    }
}

fn kind_of(name: &str, node: NodeRef<'_>, around: BlockKind) -> BlockKind {
    let is_named_caption = || {
        node.class().is_some_and(|class| {
            class
                .split_whitespace()
                .any(|name| name.to_ascii_lowercase().contains("caption"))
        })
    };
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Subhead,
        "figcaption" | "caption" => BlockKind::Caption,
        "p" | "div" if is_named_caption() => BlockKind::Caption,
        "blockquote" => BlockKind::Quote,
        "li" | "dt" | "dd" => BlockKind::ListItem,
        _ => around,
    }
}

/// Whether a row of a table is one line of cells, and not the frame of a layout.
fn is_row(row: NodeRef<'_>) -> bool {
    !row.descendants_it().any(|node| {
        node.node_name()
            .is_some_and(|name| BLOCKS.contains(&name.as_ref()))
    })
}

fn is_hidden(node: NodeRef<'_>) -> bool {
    node.has_attr("hidden")
        || node.attr("style").is_some_and(|style| {
            let style: String = style.to_ascii_lowercase().split_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
}
