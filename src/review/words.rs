//! Values as words, so that people can tell rivals apart.

use crate::{
    model::{
        Absence, Anchor, ArticleInfo, Assessment, Claim, Decision, Outcome, Project, Reading,
        Reviewer, Role, SetAside, SetAsideReason, Signature, Source, SourceKind, Span, Tie,
    },
    text::{Text, TextOffset, TextRange},
};

/// What a value says: names of its fields, and what stands in them, whole. A name is empty where the word speaks for itself.
pub(super) type Words = Vec<(&'static str, String)>;

/// Characters of a long value that are shown.
const MOST_SHOWN: usize = 80;

/// One line for each value, with the fields in which the values differ.
pub(super) fn telling_apart(values: &[Words]) -> Vec<String> {
    let differs = |at: usize| {
        values
            .windows(2)
            .any(|pair| pair[0].get(at) != pair[1].get(at))
    };
    values
        .iter()
        .map(|words| {
            let told: Vec<String> = words
                .iter()
                .enumerate()
                .filter(|(at, _)| differs(*at))
                .map(|(_, (name, value))| match (*name, shortened(value)) {
                    ("", value) => value,
                    (name, value) if value.is_empty() => format!("no {name}"),
                    (name, value) => format!("{name}: {value}"),
                })
                .collect();
            if told.is_empty() {
                "the same at another time".to_owned()
            } else {
                told.join(", ")
            }
        })
        .collect()
}

/// A long value is cut; a quotation keeps its marks.
fn shortened(value: &str) -> String {
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    if let Some(quoted) = quoted {
        return format!("\"{}\"", cut(quoted));
    }
    cut(value)
}

fn cut(value: &str) -> String {
    match value.char_indices().nth(MOST_SHOWN) {
        Some((at, _)) => format!("{}…", &value[..at]),
        None => value.to_owned(),
    }
}

pub(super) fn reviewer(reviewer: &Reviewer) -> Words {
    vec![
        ("name", reviewer.name.clone()),
        ("colour", (reviewer.colour + 1).to_string()),
    ]
}

pub(super) fn info(info: &ArticleInfo) -> Words {
    let meta = &info.meta;
    vec![
        (
            "",
            match info.role {
                Role::Check => "to be checked",
                Role::Compare => "to compare with",
            }
            .to_owned(),
        ),
        ("title", meta.title.clone()),
        ("publisher", meta.publisher.clone()),
        ("byline", meta.byline.clone()),
        ("address", meta.url.clone()),
        ("archived copy", meta.archived_url.clone()),
        ("published", meta.published.clone()),
        (
            "accessed",
            meta.accessed.map(|at| at.to_string()).unwrap_or_default(),
        ),
        ("language", meta.language.clone()),
        ("root", meta.root.clone()),
        ("file name", meta.file_name.clone()),
        (
            "title",
            if meta.title_guessed {
                "guessed"
            } else {
                "given"
            }
            .to_owned(),
        ),
    ]
}

pub(super) fn reading(reading: &Reading) -> Words {
    match reading.text_id {
        Some(text) => vec![
            ("", "read to the end".to_owned()),
            ("text", text.to_string()),
        ],
        None => vec![("", "not read".to_owned()), ("text", String::new())],
    }
}

pub(super) fn signature(signature: &Signature) -> Words {
    if signature.is_withdrawn() {
        return vec![("", "not signed off".to_owned())];
    }
    let covers: Vec<String> = signature.covers.iter().map(ToString::to_string).collect();
    let sealed: Vec<String> = signature
        .sealed
        .iter()
        .map(|(mark, sealed)| format!("{mark} {sealed}"))
        .collect();
    let text = signature
        .text_id
        .map_or_else(String::new, |id| id.to_string());
    vec![
        ("", "signed off".to_owned()),
        ("covering", covers.join(" ")),
        ("text", text),
        ("sealing", sealed.join(", ")),
    ]
}

pub(super) fn spans(spans: &[Span], text: Option<&Text>) -> Words {
    let quotes: Vec<&str> = spans.iter().map(|span| &*span.quote).collect();
    let places: Vec<String> = spans.iter().map(|span| place(span.range, text)).collect();
    let anchors: Vec<&str> = spans
        .iter()
        .map(|span| match span.anchor {
            Anchor::Exact => "in place",
            Anchor::Changed { .. } => "changed",
            Anchor::Moved => "moved",
            Anchor::Lost => "lost",
        })
        .collect();
    vec![
        ("", format!("\"{}\"", quotes.join(" … "))),
        ("at", places.join(" ")),
        ("", anchors.join(" ")),
    ]
}

/// In code points, as files count, where the text is there to count in.
fn place(range: TextRange, text: Option<&Text>) -> String {
    let count =
        |offset: TextOffset| text.map_or(offset.bytes(), |text| text.to_code_points(offset));
    format!("{}-{}", count(range.start), count(range.end))
}

pub(super) fn tie(tie: &Tie, project: &Project) -> Words {
    let stance = tie.stance.word();
    let claim = tie.claim.map(|id| {
        project
            .claims
            .get(&id)
            .map(|record| record.claim.value.statement.clone())
            .filter(|statement| !statement.is_empty())
            .unwrap_or_else(|| id.to_string())
    });
    vec![
        ("", stance.to_owned()),
        ("claim", claim.unwrap_or_default()),
        ("root", tie.root.clone()),
    ]
}

pub(super) fn assessment(given: &Assessment, project: &Project) -> Words {
    let cites: Vec<String> = given
        .cites
        .iter()
        .map(|cite| {
            let title = project
                .sources
                .get(&cite.source)
                .map(|record| record.source.value.title.clone())
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| cite.source.to_string());
            format!("{title} {}", cite.locator).trim_end().to_owned()
        })
        .collect();
    vec![
        (
            "",
            given
                .status
                .map_or("withdrawn", |status| status.word())
                .to_owned(),
        ),
        ("note", given.note.clone()),
        ("should read", given.should_read.clone()),
        ("sources", cites.join("; ")),
    ]
}

pub(super) fn claim(claim: &Claim) -> Words {
    vec![
        ("statement", claim.statement.clone()),
        (
            "kind",
            claim
                .kind
                .map(|kind| kind.word().to_owned())
                .unwrap_or_default(),
        ),
        ("note", claim.note.clone()),
    ]
}

pub(super) fn absence(absence: &Absence, project: &Project) -> Words {
    let word = match absence.by {
        Some(by) => format!("does not say it, says {}", project.reviewer_name(by)),
        None => "withdrawn".to_owned(),
    };
    vec![("", word)]
}

pub(super) fn set_aside(region: &SetAside) -> Words {
    vec![
        ("", format!("\"{}\"", region.quote)),
        (
            "",
            match region.why {
                SetAsideReason::Furniture => "furniture",
                SetAsideReason::Opinion => "opinion",
            }
            .to_owned(),
        ),
        ("article", region.article.to_string()),
    ]
}

pub(super) fn source(source: &Source) -> Words {
    vec![
        ("title", source.title.clone()),
        (
            "kind",
            match source.kind {
                Some(SourceKind::Primary) => "primary",
                Some(SourceKind::Secondary) => "secondary",
                None => "",
            }
            .to_owned(),
        ),
        ("address", source.url.clone()),
        ("archived copy", source.archived_url.clone()),
        (
            "accessed",
            source.accessed.map(|at| at.to_string()).unwrap_or_default(),
        ),
        ("contact", source.contact.clone()),
        (
            "",
            if source.private {
                "private"
            } else {
                "not private"
            }
            .to_owned(),
        ),
        ("root", source.root.clone()),
        ("says", source.says.clone()),
        ("file", source.file_sha256.clone()),
    ]
}

pub(super) fn decision(decision: &Decision, project: &Project) -> Words {
    let outcome = match decision.outcome {
        Outcome::Status(status) => status.word(),
        Outcome::BothStand => "both stand",
        Outcome::NothingHere => "nothing here",
        Outcome::Later => "later",
    };
    let about: Vec<String> = decision
        .about
        .iter()
        .map(|id| match project.annotations.get(id) {
            Some(mark) => format!("\"{}\"", shortened(&mark.quote())),
            None => "a mark that is not here".to_owned(),
        })
        .collect();
    vec![
        ("", outcome.to_owned()),
        ("reason", decision.reason.clone()),
        ("by", project.reviewer_name(decision.by)),
        ("about", about.join(", ")),
    ]
}
