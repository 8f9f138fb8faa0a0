//! A page as a tree, in bounded time.
//!
//! `html5ever` keeps a stack of open elements and a list of open formatting elements (`b`, `a`, `font` …), walks them for
//! every tag and sets no limit: a page of 200 000 tags in each other takes minutes. A scan before parsing cannot count
//! depth as the parser does, since what a tag opens depends on where it stands (tables, `svg`, unclosed `p`). So the parser
//! itself is asked: it gets the page in small pieces, and after each one its open elements and the nodes made so far are
//! counted. A piece of 1 KiB can open no more than 341 elements, which bounds the work between two counts.
//!
//! Invariant: a tree that leaves here is at most [`MAX_OPEN_ELEMENTS`] deep and what one piece can open and close again, 146
//! elements, so that walking it needs no more stack than a thread has.

use super::super::ImportError;
use dom_query::{Document, NodeId};
use html5ever::{
    ParseOpts, parse_document,
    tendril::{StrTendril, TendrilSink as _},
    tree_builder::{Tracer, TreeBuilderOpts},
};
use std::cell::Cell;

/// How many elements may be open at once. Real pages have under a hundred; those that forget to close their formatting, a
/// few hundred.
pub(super) const MAX_OPEN_ELEMENTS: usize = 512;

/// How many nodes a page may have: elements, pieces of text and comments. The largest pages people read have a hundred
/// thousand; a node takes some 200 bytes.
const MAX_NODES: usize = 1_000_000;

/// How many attributes one tag may have. Each new one is compared with all before it.
const MAX_ATTRIBUTES: usize = 10_000;

/// Bytes of the page between two counts.
const PIECE_BYTES: usize = 1024;

/// Makes a tree of a page.
pub(super) fn parse(page: &str, file_name: &str) -> Result<Document, ImportError> {
    if has_huge_tag(page) {
        return Err(ImportError::HugeTag {
            file: file_name.to_owned(),
            limit: MAX_ATTRIBUTES,
        });
    }
    let options = ParseOpts {
        tree_builder: TreeBuilderOpts {
            // What stands in `noscript` is then part of the page, as for a reader whose browser runs no scripts.
            scripting_enabled: false,
            ..TreeBuilderOpts::default()
        },
        ..ParseOpts::default()
    };
    let mut parser = parse_document(Document::default(), options);
    let mut rest = page;
    while !rest.is_empty() {
        let mut end = rest.len().min(PIECE_BYTES);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        parser.process(StrTendril::from_slice(piece));
        let builder = &parser.tokenizer.sink;
        let open = OpenElements::default();
        builder.trace_handles(&open);
        if open.0.get() > MAX_OPEN_ELEMENTS {
            return Err(ImportError::TooDeep {
                file: file_name.to_owned(),
                limit: MAX_OPEN_ELEMENTS,
            });
        }
        if builder.sink.tree.len() > MAX_NODES {
            return Err(ImportError::TooManyTags {
                file: file_name.to_owned(),
                limit: MAX_NODES,
            });
        }
        // The parser's complaints are not shown, and a bad page has one for every tag.
        builder.sink.errors.borrow_mut().clear();
    }
    Ok(parser.finish())
}

/// Counts what the parser has open: elements, formatting elements, and the few it knows by name.
#[derive(Default)]
struct OpenElements(Cell<usize>);

impl Tracer for OpenElements {
    type Handle = NodeId;

    fn trace_handle(&self, _node: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

/// Whether one tag has more attributes than [`MAX_ATTRIBUTES`], counted by the white space outside its quotation marks. In
/// a script a "<" is taken for a tag too, which does no harm: no line of code is that long without a ">".
fn has_huge_tag(page: &str) -> bool {
    let mut quote = None;
    let mut in_tag = false;
    let mut attributes = 0;
    let mut before = b' ';
    for byte in page.bytes() {
        if !in_tag {
            in_tag = before == b'<' && byte.is_ascii_alphabetic();
            (attributes, quote) = (0, None);
        } else if let Some(sign) = quote {
            if byte == sign {
                quote = None;
                attributes += 1;
            }
        } else if byte == b'>' {
            in_tag = false;
        } else if matches!(byte, b'"' | b'\'') && before == b'=' {
            quote = Some(byte);
        } else if byte.is_ascii_whitespace() || byte == b'/' {
            attributes += usize::from(!before.is_ascii_whitespace());
        }
        if attributes > MAX_ATTRIBUTES {
            return true;
        }
        before = byte;
    }
    false
}
