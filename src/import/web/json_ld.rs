//! JSON-LD: what a page says in `script` elements for search engines.
//!
//! Pages write it in many ways: one object, a list, a `@graph` whose objects name each other by `@id`, with comments around
//! it, line ends within strings and references of HTML in them. All of these are read; what is not JSON is passed over.

use super::super::plain::collapse;
use dom_query::Document;
use serde_json::Value;

/// The types of JSON-LD that are an article, without their prefix.
const ARTICLE_TYPES: [&str; 16] = [
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "SatiricalArticle",
    "Article",
    "BlogPosting",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "ScholarlyArticle",
    "TechArticle",
    "AdvertiserContentArticle",
    "Report",
];

/// All objects of a page's JSON-LD.
pub(super) struct Graph {
    objects: Vec<Value>,
}

impl Graph {
    pub(super) fn read(document: &Document) -> Self {
        let mut objects = Vec::new();
        for node in document.select("script[type]").nodes() {
            let is_json_ld = node
                .attr_or("type", "")
                .trim()
                .to_ascii_lowercase()
                .starts_with("application/ld+json");
            if !is_json_ld {
                continue;
            }
            let text = node.text();
            let text = text.trim().trim_end_matches(';');
            let bare = ["<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["]
                .iter()
                .find_map(|open| text.strip_prefix(open))
                .map_or(text, |rest| {
                    ["-->", "//]]>", "/*]]>*/", "]]>"]
                        .iter()
                        .find_map(|close| rest.strip_suffix(close))
                        .unwrap_or(rest)
                });
            // Line ends within strings are an error that many pages make.
            let value = serde_json::from_str(bare)
                .or_else(|_| serde_json::from_str(&bare.replace(['\n', '\r', '\t'], " ")));
            if let Ok(value) = value {
                flatten(value, &mut objects);
            }
        }
        Self { objects }
    }

    /// The article, news before other kinds.
    pub(super) fn article(&self) -> Option<&Value> {
        let rank = |object: &Value| {
            types(object)
                .filter_map(|name| {
                    let name = name.rsplit(['/', ':', '#']).next().unwrap_or(name);
                    ARTICLE_TYPES.iter().position(|known| *known == name)
                })
                .min()
        };
        self.objects
            .iter()
            .filter_map(|object| rank(object).map(|rank| (rank, object)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, object)| object)
    }

    /// The names of a person, an organisation or several, here or behind their `@id`.
    pub(super) fn name(&self, value: Option<&Value>) -> String {
        match value {
            Some(Value::String(name)) => self
                .named(name)
                .map_or_else(|| clean(name), |found| text_of(found.get("name"))),
            Some(Value::Array(several)) => {
                let mut names: Vec<String> = Vec::new();
                for name in several.iter().map(|one| self.name(Some(one))) {
                    if !name.is_empty() && !names.contains(&name) {
                        names.push(name);
                    }
                }
                names.join(", ")
            }
            Some(object @ Value::Object(_)) => {
                let name = text_of(object.get("name"));
                if !name.is_empty() {
                    return name;
                }
                let id = object.get("@id").and_then(Value::as_str);
                let named = id.and_then(|id| self.named(id));
                text_of(named.and_then(|found| found.get("name")))
            }
            _ => String::new(),
        }
    }

    fn named(&self, id: &str) -> Option<&Value> {
        self.objects.iter().find(|object| {
            object.get("@id").and_then(Value::as_str) == Some(id) && object.get("name").is_some()
        })
    }
}

/// An address, or that of an object behind it.
pub(super) fn address_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::Object(object)) => text_of(object.get("@id").or_else(|| object.get("url"))),
        other => text_of(other),
    }
}

/// The objects of a document: itself, those of a list, those of a graph, and those it is about.
fn flatten(value: Value, objects: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| flatten(value, objects)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = object.remove(key) {
                    flatten(inner, objects);
                }
            }
            objects.push(Value::Object(object));
        }
        _ => {}
    }
}

fn types(object: &Value) -> impl Iterator<Item = &str> {
    let (one, several) = match object.get("@type") {
        Some(Value::String(name)) => (Some(name.as_str()), &[][..]),
        Some(Value::Array(names)) => (None, names.as_slice()),
        _ => (None, &[][..]),
    };
    one.into_iter()
        .chain(several.iter().filter_map(Value::as_str))
}

/// A text with its white space collapsed; of several the first.
pub(super) fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => clean(text),
        Some(Value::Array(several)) => text_of(several.first()),
        // `{"@value": "…", "@language": "…"}`; and a language may be an object with a name.
        Some(Value::Object(object)) => {
            text_of(object.get("@value").or_else(|| object.get("alternateName")))
        }
        _ => String::new(),
    }
}

/// White space collapsed, and references such as `&#039;` resolved, which do not belong into JSON but stand there.
fn clean(text: &str) -> String {
    let text = collapse(text);
    if !text.contains('&') {
        return text;
    }
    collapse(&Document::fragment(text.replace('<', "&lt;")).text())
}
