//! What a page declares about itself: JSON-LD first, then `meta` elements, then the elements of the page.
//!
//! Invariant: what is no date, no address or no language tag is left empty rather than taken as it stands.

use super::{
    super::{date::date_of_field, plain::collapse},
    body,
    json_ld::{Graph, address_of, text_of},
};
use dom_query::Document;
use std::collections::BTreeMap;

/// What a page says about its article. Empty is unknown.
#[derive(Debug, Default)]
pub(super) struct PageMeta {
    /// Its titles, the most trusted first, without the name of the site.
    pub(super) titles: Vec<String>,
    pub(super) byline: String,
    pub(super) publisher: String,
    /// `2023-08-11` or less.
    pub(super) published: String,
    /// An absolute address.
    pub(super) url: String,
    /// A BCP 47 tag.
    pub(super) language: String,
}

const TITLE_KEYS: [&str; 9] = [
    "og:title",
    "twitter:title",
    "parsely-title",
    "dc.title",
    "dcterms.title",
    "sailthru.title",
    "citation_title",
    "headline",
    "title",
];
const BYLINE_KEYS: [&str; 9] = [
    "author",
    "article:author",
    "parsely-author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "citation_author",
    "og:article:author",
];
const PUBLISHER_KEYS: [&str; 6] = [
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "article:publisher",
    "application-name",
];
const PUBLISHED_KEYS: [&str; 20] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "dcterms.issued",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "sailthru.date",
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "citation_publication_date",
    "article.published",
    "cxenseparse:recs:publishtime",
];

/// Reads all that a page declares. `page` is its source, for the comment that browsers leave in a saved page.
pub(super) fn read(document: &Document, page: &str) -> PageMeta {
    let graph = Graph::read(document);
    let article = graph.article();
    let values = meta_values(document);
    let of_article = |key: &str| article.and_then(|article| article.get(key));
    let of_values = |keys: &[&str]| -> Vec<String> {
        let found = keys.iter().filter_map(|key| values.get(*key));
        found.cloned().collect()
    };

    let site = first(
        [
            graph.name(of_article("publisher")),
            graph.name(of_article("sourceOrganization")),
        ]
        .into_iter()
        .chain(of_values(&PUBLISHER_KEYS))
        .filter(|name| !is_address(name)),
    );

    let titles = [text_of(of_article("headline")), text_of(of_article("name"))]
        .into_iter()
        .chain(of_values(&TITLE_KEYS))
        .chain([collapse(&document.select_single("head > title").text())])
        .map(|title| without_site(&title, &site))
        .filter(|title| !title.is_empty())
        .collect();

    let byline = first(
        [
            graph.name(of_article("author")),
            graph.name(of_article("creator")),
        ]
        .into_iter()
        .chain(of_values(&BYLINE_KEYS))
        .chain(
            document
                .select("[rel=author], [itemprop=author] [itemprop=name], [itemprop=author]")
                .nodes()
                .iter()
                .take(1)
                .map(|node| body::words_of(*node)),
        )
        .map(|byline| clean_byline(&byline)),
    );

    let published = first(
        [
            text_of(of_article("datePublished")),
            text_of(of_article("dateCreated")),
        ]
        .into_iter()
        .chain(of_values(&PUBLISHED_KEYS))
        .chain(times(document))
        .map(|date| date_of_field(&date)),
    );

    let canonical = document.select_single("link[rel=canonical]").attr("href");
    let url = first(
        [canonical
            .map(|address| address.trim().to_owned())
            .unwrap_or_default()]
        .into_iter()
        .chain(of_values(&[
            "og:url",
            "twitter:url",
            "parsely-link",
            "dc.identifier",
        ]))
        .chain([
            text_of(of_article("url")),
            address_of(of_article("mainEntityOfPage")),
            saved_from(page),
        ])
        .filter(|address| is_address(address)),
    );

    let html = document.html_root();
    let of_root = ["lang", "xml:lang"].map(|name| html.attr_or(name, "").to_string());
    let of_article = text_of(of_article("inLanguage"));
    let of_values = of_values(&[
        "content-language",
        "og:locale",
        "dc.language",
        "dcterms.language",
        "language",
    ]);
    let stated = of_root.into_iter().chain([of_article]).chain(of_values);
    let language = first(stated.map(|tag| language_tag(&tag)));

    PageMeta {
        titles,
        byline,
        publisher: site,
        published,
        url,
        language,
    }
}

/// A byline without its "By" and without white space around it; empty where it is an address.
pub(super) fn clean_byline(byline: &str) -> String {
    let byline = collapse(byline);
    let name = ["By ", "by ", "BY ", "By: ", "Von ", "Par "]
        .iter()
        .find_map(|by| byline.strip_prefix(by));
    let name = name.unwrap_or(&byline).trim();
    // Some pages give the address of the author's page.
    if is_address(name) {
        String::new()
    } else {
        name.to_owned()
    }
}

/// The title without the name of its site before or behind it.
fn without_site(title: &str, publisher: &str) -> String {
    const SIGNS: [&str; 9] = [
        " | ", " - ", " – ", " — ", " · ", " :: ", " » ", " • ", " / ",
    ];
    let title = collapse(title);
    let bare = |name: &str| {
        let name = name.trim().to_lowercase();
        name.strip_prefix("the ").unwrap_or(&name).to_owned()
    };
    let publisher = bare(publisher);
    if publisher.is_empty() {
        return title;
    }
    for sign in SIGNS {
        if let Some((rest, site)) = title.rsplit_once(sign)
            && bare(site) == publisher
        {
            return rest.trim().to_owned();
        }
        if let Some((site, rest)) = title.split_once(sign)
            && bare(site) == publisher
        {
            return rest.trim().to_owned();
        }
    }
    title
}

fn first(found: impl IntoIterator<Item = String>) -> String {
    found
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}

fn is_address(text: &str) -> bool {
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://"))
        && !text.contains(char::is_whitespace)
}

/// A tag as BCP 47 writes it, or nothing where it is none: `en_GB` becomes `en-GB`, "English" nothing.
fn language_tag(tag: &str) -> String {
    let tag = tag.trim().replace('_', "-");
    let mut parts = tag.split('-');
    let is_language = parts.next().is_some_and(|first| {
        matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    let are_subtags = parts.all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    if is_language && are_subtags {
        tag
    } else {
        String::new()
    }
}

/// The content of each `meta` element by its name in lower case; the first of a name counts.
fn meta_values(document: &Document) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    for node in document.select("meta[content]").nodes() {
        let content = collapse(&node.attr_or("content", ""));
        if content.is_empty() {
            continue;
        }
        for attribute in ["property", "name", "itemprop", "http-equiv"] {
            for name in node.attr_or(attribute, "").split_whitespace() {
                values
                    .entry(name.to_ascii_lowercase())
                    .or_insert_with(|| content.clone());
            }
        }
    }
    values
}

/// What the `time` elements say: those marked as the publication first, then the first one.
fn times(document: &Document) -> Vec<String> {
    [
        "time[itemprop=datePublished]",
        "[itemprop=datePublished]",
        "time[pubdate]",
        "time[datetime]",
        "time",
    ]
    .iter()
    .filter_map(|selector| {
        let times = document.select(selector);
        let node = times.nodes().first()?;
        let stated = node.attr("datetime").or_else(|| node.attr("content"));
        Some(stated.unwrap_or_else(|| node.text()).to_string())
    })
    .collect()
}

/// The address in the comment that browsers and page savers put into a saved page.
fn saved_from(page: &str) -> String {
    const WITHIN_BYTES: usize = 4096;
    let mut end = page.len().min(WITHIN_BYTES);
    while !page.is_char_boundary(end) {
        end -= 1;
    }
    let start = &page[..end];
    let behind = ["saved from url=", "url: "].iter().find_map(|mark| {
        let comment = start
            .split("<!--")
            .skip(1)
            .find(|comment| comment.contains(mark))?;
        comment.split_once(mark).map(|(_, behind)| behind)
    });
    let address = behind.unwrap_or_default().trim_start();
    // The length of the address stands before it: "(0035)https://…".
    let address = address
        .strip_prefix('(')
        .and_then(|rest| rest.split_once(')'))
        .map_or(address, |(_, rest)| rest);
    address
        .split(char::is_whitespace)
        .next()
        .unwrap_or_default()
        .to_owned()
}
