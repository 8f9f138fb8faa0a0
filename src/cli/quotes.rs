//! `quotes`: every quotation with its speaker, and the versions of those that several articles have.

use super::{
    arguments::QuotesArguments,
    error::CliError,
    gathered::{Gathered, Reading},
    project_file::ProjectFile,
    reply::{Reply, json, one_line, shortened},
};
use crate::{
    compare::quotations::{Kinship, Part, Version, VersionGroup},
    model::Project,
    text::{Text, TextRange},
};
use serde::Serialize;
use std::fmt::Write as _;

/// Characters of a quotation in the lines; all of them stand in the JSON.
const MOST_WORDS: usize = 88;

/// Prints the quotations.
pub(super) fn run(arguments: &QuotesArguments) -> Result<Reply, CliError> {
    let file = ProjectFile::open(&arguments.project)?;
    let found = Found::of(&file.project);
    let stdout = if arguments.json {
        self::json(&found.listed())?
    } else {
        found.lines()
    };
    Ok(Reply {
        stdout,
        messages: file.messages,
        ..Reply::default()
    })
}

/// `quotes --json`.
#[derive(Debug, Serialize)]
struct Listing {
    /// Each with its versions.
    quotations: Vec<ListedGroup>,
}

#[derive(Debug, Serialize)]
struct ListedGroup {
    /// The fullest first.
    versions: Vec<ListedVersion>,
}

#[derive(Debug, Serialize)]
struct ListedVersion {
    article: String,
    file_name: String,
    /// From its first mark to behind its last.
    start: usize,
    end: usize,
    quote: String,
    /// Its words without the marks and without what stands between two parts of it.
    pieces: Vec<ListedPiece>,
    /// How many quotations it stands in.
    depth: usize,
    /// `fullest`, `same_words`, `trimmed`, `altered`; nothing where it is the only one.
    kinship: Option<&'static str>,
    /// A name, if one was found; that named last where the text says "he" or "she".
    speaker: Option<String>,
    /// As the text has it.
    speaker_written: Option<String>,
    verb: Option<String>,
    listener: Option<String>,
    /// Beside the fullest, in order; nothing for the fullest.
    parts: Vec<ListedPart>,
}

#[derive(Debug, Serialize)]
struct ListedPiece {
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct ListedPart {
    /// `same`, `punctuation`, `altered`, `left_out`, `dropped`, `added`, `bracketed`.
    kind: &'static str,
    start: usize,
    end: usize,
    text: String,
    /// What the fullest version has there.
    fullest: String,
}

/// The quotations, with the articles in which they stand.
struct Found<'a> {
    articles: Gathered<'a>,
    groups: Vec<VersionGroup>,
}

impl<'a> Found<'a> {
    fn of(project: &'a Project) -> Self {
        let articles = Gathered::of(project);
        Self {
            groups: articles.quotations(),
            articles,
        }
    }

    fn listed(&self) -> Listing {
        let groups = self.groups.iter().map(|group| ListedGroup {
            versions: group
                .versions
                .iter()
                .map(|version| self.listed_version(group, version))
                .collect(),
        });
        Listing {
            quotations: groups.collect(),
        }
    }

    fn listed_version(&self, group: &VersionGroup, version: &Version) -> ListedVersion {
        let reading = self.articles.at(version.article);
        let Reading { article, text, .. } = reading;
        let quotation = &version.quotation;
        let written = |range: Option<TextRange>| range.map(|range| text.slice(range).to_owned());
        let (start, end) = reading.code_points(quotation.whole);
        let pieces = quotation.pieces.iter().map(|piece| {
            let (start, end) = reading.code_points(*piece);
            ListedPiece { start, end }
        });
        let is_only = group.versions.len() == 1;
        let parts = version
            .parts
            .iter()
            .filter(|_| version.kinship != Kinship::Fullest)
            .map(|part| self.listed_part(group, reading, part));
        ListedVersion {
            article: article.id.to_string(),
            file_name: article.meta().file_name.clone(),
            start,
            end,
            quote: text.slice(quotation.whole).to_owned(),
            pieces: pieces.collect(),
            depth: quotation.depth,
            kinship: (!is_only).then(|| version.kinship.name()),
            speaker: Some(quotation.speaker.clone()).filter(|speaker| !speaker.is_empty()),
            speaker_written: written(quotation.attribution.speaker),
            verb: written(quotation.attribution.verb),
            listener: written(quotation.attribution.listener),
            parts: parts.collect(),
        }
    }

    fn listed_part(&self, group: &VersionGroup, reading: Reading<'_>, part: &Part) -> ListedPart {
        let (start, end) = reading.code_points(part.range);
        ListedPart {
            kind: part.kind.name(),
            start,
            end,
            text: reading.text.slice(part.range).to_owned(),
            fullest: self.fullest_text(group).slice(part.fullest).to_owned(),
        }
    }

    fn fullest_text(&self, group: &VersionGroup) -> &'a Text {
        self.articles.at(group.versions[0].article).text
    }

    /// The quotations of several versions as blocks, then the others, a line each.
    fn lines(&self) -> String {
        let (several, single): (Vec<_>, Vec<_>) = self
            .groups
            .iter()
            .partition(|group| group.versions.len() > 1);
        let mut out = String::new();
        for group in several {
            for version in &group.versions {
                // Writing to a string does not fail.
                let kinship = version.kinship.name().replace('_', " ");
                let _written = writeln!(out, "{kinship:<10}  {}", self.line(version));
                for change in self.changes(group, version) {
                    let _written = writeln!(out, "            {change}");
                }
            }
            out.push('\n');
        }
        for group in single {
            for version in &group.versions {
                let _written = writeln!(out, "{:<10}  {}", "only one", self.line(version));
            }
        }
        if out.is_empty() {
            out.push_str("no quotations\n");
        }
        out
    }

    fn line(&self, version: &Version) -> String {
        let Reading { article, text, .. } = self.articles.at(version.article);
        let title = one_line(article.display_title());
        let words = shortened(&one_line(text.slice(version.quotation.whole)), MOST_WORDS);
        if version.quotation.speaker.is_empty() {
            format!("{title}: {words}")
        } else {
            let speaker = one_line(&version.quotation.speaker);
            format!("{title}, {speaker}: {words}")
        }
    }

    /// What is not the same, "altered: short | long".
    fn changes(&self, group: &VersionGroup, version: &Version) -> Vec<String> {
        let text = self.articles.at(version.article).text;
        let fullest = self.fullest_text(group);
        version
            .parts
            .iter()
            .filter(|part| part.kind.name() != "same")
            .map(|part| {
                let shown = |words: &str| shortened(one_line(words).trim(), MOST_WORDS / 2);
                format!(
                    "{}: {} | {}",
                    part.kind.name().replace('_', " "),
                    shown(text.slice(part.range)),
                    shown(fullest.slice(part.fullest))
                )
            })
            .collect()
    }
}
