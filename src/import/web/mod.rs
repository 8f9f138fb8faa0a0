//! Web pages: the article on them, and what they say about it.
//!
//! `parse` makes a tree of the page and refuses one built to stop programs, `meta` and `json_ld` read what the page declares,
//! and `body` turns elements into parts of an article. The main text is found by `dom_smoothie`; where it finds none, all visible
//! text is taken and a notice says so.
//!
//! The headline is the page's visible one (`h1`) where it can be told, since that is what a reader saw; a title that only
//! stands in the page's head is what a search engine or a link shows.
//!
//! Invariant: nothing is fetched. Only the bytes of the page are looked at, whatever they link to.

mod body;
mod json_ld;
mod meta;
mod parse;

use super::{
    ImportError, ImportNotice, Imported,
    furniture::is_date_line,
    layout::{Part, lay_out},
    plain::{self, count_words},
};
use crate::model::{BlockKind, Meta};
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};
use meta::PageMeta;
use std::sync::Arc;

/// The element in which `dom_smoothie` puts what it found.
const CONTENT: &str = "#readability-page-1";

/// Above so many nodes the main text is not looked for, since that takes time with the square of some pages' size.
const MOST_NODES_TO_JUDGE: usize = 200_000;

/// Parts at the start of the main text in which headline, dek and byline may stand again.
const START_PARTS: usize = 6;

/// How many words a dek has.
const DEK_WORDS: std::ops::RangeInclusive<usize> = 4..=60;

/// Makes an article of a normalised page.
pub(super) fn import(page: &str, file_name: &str) -> Result<Imported, ImportError> {
    let document = parse::parse(page, file_name)?;
    let declared = meta::read(&document, page);
    let headline = find_headline(&document, &declared);
    let dek = find_dek(&document, &headline);

    let mut notices = Vec::new();
    let mut byline = declared.byline.clone();
    let mut parts = if let Some((parts, found_byline)) = main_text(&document) {
        if byline.is_empty() {
            byline = found_byline;
        }
        parts
    } else {
        notices.push(ImportNotice::WholePage);
        body::parts(document.tree.body().unwrap_or_else(|| document.tree.root()))
    };
    let times: Vec<String> = document
        .select("time")
        .nodes()
        .iter()
        .take(START_PARTS)
        .map(|node| body::words_of(*node))
        .collect();
    settle_start(&mut parts, &headline, &dek, &byline, &times);
    let (text, blocks) = lay_out(&parts);
    if text.is_empty() {
        return Err(ImportError::Empty {
            file: file_name.to_owned(),
        });
    }
    let meta = Meta {
        title_guessed: false,
        title: headline,
        publisher: declared.publisher,
        byline,
        url: declared.url,
        published: declared.published,
        language: declared.language,
        ..Meta::default()
    };
    Ok(Imported {
        text: Arc::new(text),
        blocks,
        meta,
        file_sha256: String::new(),
        notices,
    })
}

/// The parts of a piece of a page, as it stands in Markdown; nothing where it was built to stop programs.
pub(super) fn parts_of_fragment(html: &str) -> Vec<Part> {
    parse::parse(html, "")
        .ok()
        .and_then(|document| document.tree.body().map(body::parts))
        .unwrap_or_default()
}

/// The main text and the byline beside it.
fn main_text(document: &Document) -> Option<(Vec<Part>, String)> {
    if document.tree.len() > MOST_NODES_TO_JUDGE {
        return None;
    }
    let document = document.clone();
    // A base address changes links only, and one that is not absolute would be an error.
    document.select("base").remove();
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        ..Config::default()
    };
    let mut readability = Readability::with_document(document, None, Some(config)).ok()?;
    let article = readability.parse().ok()?;
    let content = readability.doc.select_single(CONTENT);
    let parts = body::parts(*content.nodes().first()?);
    let words: usize = parts.iter().map(|part| count_words(&part.words)).sum();
    let byline = meta::clean_byline(&article.byline.unwrap_or_default());
    (words > 0).then_some((parts, byline))
}

/// The visible headline, else the title the page declares; empty where there is neither.
fn find_headline(document: &Document, declared: &PageMeta) -> String {
    /// A visible heading is the title's if half of their words are the same: titles are often shortened for links.
    const LIKENESS: f64 = 0.5;
    let headings: Vec<String> = document
        .select("h1")
        .nodes()
        .iter()
        .map(|node| plain::collapse(&body::words_of(*node)))
        .filter(|words| !words.is_empty())
        .collect();
    let mut best: Option<(f64, &String)> = None;
    for heading in &headings {
        let likeness = declared
            .titles
            .iter()
            .map(|title| likeness(heading, title))
            .fold(0.0, f64::max);
        if likeness >= LIKENESS && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, heading));
        }
    }
    if let Some((_, heading)) = best {
        return heading.clone();
    }
    let lone = match headings.as_slice() {
        [only] if count_words(only) >= 3 => Some(only),
        _ => None,
    };
    lone.or(declared.titles.first())
        .or(headings.first())
        .cloned()
        .unwrap_or_default()
}

/// The share of the words of the longer title that the other has too.
fn likeness(one: &str, other: &str) -> f64 {
    let words = |title: &str| -> Vec<String> {
        title
            .split(|sign: char| !sign.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, mut other) = (words(one), words(other));
    let most = one.len().max(other.len());
    let mut common = 0;
    for word in &one {
        if let Some(at) = other.iter().position(|found| found == word) {
            other.swap_remove(at);
            common += 1;
        }
    }
    f64::from(common) / (most.max(1) as f64)
}

/// The lines under the headline, where the page's author named them so.
fn find_dek(document: &Document, headline: &str) -> String {
    const NAMES: [&str; 12] = [
        "standfirst",
        "dek",
        "subtitle",
        "sub-title",
        "subheadline",
        "sub-headline",
        "subheading",
        "strapline",
        "deck",
        "article-summary",
        "kicker-text",
        "lead-in",
    ];
    let is_named = |node: &NodeRef<'_>| {
        node.attr("itemprop").is_some()
            || node.class().is_some_and(|class| {
                class.split_whitespace().any(|name| {
                    let name = name.to_ascii_lowercase();
                    NAMES.iter().any(|wanted| {
                        name.strip_suffix(wanted)
                            .is_some_and(|before| before.is_empty() || before.ends_with(['-', '_']))
                    })
                })
            })
    };
    let nodes =
        document.select("h1, [itemprop=description], h2[class], h3[class], p[class], div[class]");
    let nodes = nodes.nodes();
    // What stands before the headline belongs to another article.
    let from = nodes
        .iter()
        .position(|node| node.has_name("h1") && plain::collapse(&body::words_of(*node)) == headline)
        .map_or(0, |at| at + 1);
    nodes[from..]
        .iter()
        .filter(|node| !node.has_name("h1") && is_named(node))
        .map(|node| body::words_of(*node))
        .find(|words| {
            DEK_WORDS.contains(&count_words(words)) && words != headline && !words.contains('\n')
        })
        .unwrap_or_default()
}

/// Puts headline and dek first, and takes away what stands twice by that.
fn settle_start(parts: &mut Vec<Part>, headline: &str, dek: &str, byline: &str, times: &[String]) {
    let same = |one: &str, other: &str| {
        plain::collapse(one).to_lowercase() == plain::collapse(other).to_lowercase()
    };
    let mut at = 0;
    let mut seen = 0;
    while at < parts.len() && seen < START_PARTS {
        seen += 1;
        let part = &mut parts[at];
        let is_twice = (!headline.is_empty() && same(&part.words, headline))
            || (!dek.is_empty() && same(&part.words, dek));
        if is_twice {
            parts.remove(at);
            continue;
        }
        let is_dated =
            is_date_line(&part.words) || times.iter().any(|time| same(&part.words, time));
        let is_byline = !byline.is_empty()
            && count_words(&part.words) <= count_words(byline) + 2
            && part.words.to_lowercase().contains(&byline.to_lowercase());
        if is_byline || is_dated {
            part.kind = BlockKind::Byline;
        }
        at += 1;
    }
    if !dek.is_empty() {
        parts.insert(0, Part::new(BlockKind::Dek, dek));
    }
    if !headline.is_empty() {
        parts.insert(0, Part::new(BlockKind::Headline, headline));
    }
}
