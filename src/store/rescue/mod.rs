//! What can be saved of a damaged project file: every record that still parses.
//!
//! The tour: [`pieces`] takes the file apart and reads the records one by one, [`broken_article`] saves the text of an
//! article of which the rest cannot be read, [`mending`] sees to it that they fit together again although some are gone. What a record names and what is lost is put there with a name that says so,
//! rather than the record dropped. A text that was damaged is kept as it stands; the words of marks are looked for in it.
//!
//! Invariant: the damaged file is only read. What comes out is a whole project, which a save can write; where nothing at
//! all can be read there is none.

mod broken_article;
mod mending;
mod pieces;
#[cfg(test)]
mod tests;

pub use pieces::LostRecord;

use super::{
    file::{
        annotation::AnnotationFile,
        records::{
            ArticleFile, ClaimFile, DecisionFile, HistoryFile, ReviewerFile, SetAsideFile,
            SourceFile,
        },
        value::Str,
    },
    problem::Warning,
    read::{Loaded, in_words, options},
    resolve::{
        Records, Report, Strictness, article, claim_record, decision_record, put_together,
        reviewer, set_aside_record, source_record,
    },
};
use crate::model::{Article, Project, ProjectId, Registers as _, ReviewerId};
use crate::text::TextId;
use pieces::{Reads, Section};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use uuid::Uuid;

/// Times that what does not fit is left out and the rest put together anew. What is left out can take others with it, and
/// they no more.
const MOST_ROUNDS: usize = 4;

/// What was saved of a damaged project file.
#[derive(Clone, Debug, PartialEq)]
pub struct Rescued {
    /// The project, whole again.
    pub project: Project,
    /// What was put right on the way.
    pub warnings: Vec<Warning>,
    /// What could not be read or kept.
    pub lost: Vec<LostRecord>,
}

/// Reads all that can be read of the bytes of a damaged project file; nothing where there is not one article. Where the id
/// of the project is lost it is `new_id`.
#[must_use]
pub fn rescue(bytes: &[u8], new_id: ProjectId) -> Option<Rescued> {
    let (text, unreadable) = readable(bytes);
    let mut found = Found::new(&text, new_id);
    let mut lost = pieces::read_all(&text, &mut found);
    lost.extend(of_the_whole(&text, unreadable));
    let Found { mut records, texts } = found;
    mending::mend(&mut records, &texts, &mut lost);
    let loaded = fitting(records, &mut lost)?;
    let is_empty = !loaded.project.articles.values().any(|it| !it.is_deleted());
    (!is_empty).then_some(Rescued {
        project: loaded.project,
        warnings: loaded.warnings,
        lost,
    })
}

/// The bytes as a text, with a question mark for each that can stand in none of ours: no UTF-8, CR and NUL; and how many
/// those are. Line ends of a careless transfer become our own.
fn readable(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len());
    let mut unreadable = 0;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
        unreadable += chunk.invalid().len();
    }
    let text = text.replace("\r\n", "\n");
    unreadable += text.matches(['\r', '\0']).count();
    (text.replace(['\r', '\0'], "?"), unreadable)
}

/// What is to be told of no single record.
fn of_the_whole(text: &str, unreadable: usize) -> Vec<LostRecord> {
    let mut told = Vec::new();
    if unreadable > 0 {
        let bytes = if unreadable == 1 { "byte" } else { "bytes" };
        told.push(LostRecord {
            noun: "damage",
            line: None,
            why: format!("{unreadable} {bytes} could not be read, and stand as question marks"),
        });
    }
    if !text.trim_end().ends_with(')') {
        told.push(LostRecord {
            noun: "the rest of the file",
            line: Some(text.lines().count()),
            why: "it was cut off there, and whatever followed is gone".to_owned(),
        });
    }
    told
}

/// Puts the records together, without those that do not fit.
fn fitting(mut records: Records, lost: &mut Vec<LostRecord>) -> Option<Loaded> {
    for _ in 0..MOST_ROUNDS {
        let report = Report::new(Strictness::Recovery);
        let problems = match put_together(records.clone(), report) {
            Ok(loaded) => return Some(loaded),
            Err(problems) => problems,
        };
        let bad: BTreeMap<Uuid, (&'static str, String)> = problems
            .into_iter()
            .map(|problem| (problem.record, (problem.noun, problem.message)))
            .collect();
        mending::leave_out(&mut records, &bad);
        lost.extend(bad.into_values().map(|(noun, why)| LostRecord {
            noun,
            line: None,
            why,
        }));
    }
    None
}

/// The records that were read.
struct Found {
    records: Records,
    /// Where a text is not the one that its article names: the name, and the text's own.
    texts: BTreeMap<TextId, TextId>,
}

impl Found {
    fn new(text: &str, new_id: ProjectId) -> Self {
        Self {
            records: Records {
                id: header(text, "id").unwrap_or(new_id),
                title: header(text, "title").unwrap_or_default(),
                reviewers: Vec::new(),
                articles: Vec::new(),
                set_aside: Vec::new(),
                sources: Vec::new(),
                claims: Vec::new(),
                annotations: Vec::new(),
                decisions: Vec::new(),
                history: Vec::new(),
            },
            texts: BTreeMap::new(),
        }
    }

    fn article(&mut self, mut file: ArticleFile<'_>) -> Arc<Article> {
        for earlier in &mut file.earlier {
            let is_whole = |text: &Str<'_>| TextId::of(&text.0) == earlier.text_id.0;
            earlier.text = earlier.text.take().filter(is_whole);
        }
        if let Some(text) = &file.text {
            let (named, is) = (file.text_id.0, TextId::of(&text.0));
            if named != is {
                self.texts.insert(named, is);
                file.text_id.0 = is;
                // They start at places of the text as it was.
                file.blocks.clear();
            }
        }
        // What it says is looked at again when all is put together.
        Arc::new(article(file, None, &mut Report::new(Strictness::Recovery)))
    }
}

impl<'a> Reads<'a> for Found {
    fn read(&mut self, section: Section, key: &'a str, record: &'a str) -> Result<(), String> {
        match section {
            Section::Reviewers => {
                let id: ReviewerId = value(&format!("\"{key}\""))?;
                let reviewer = reviewer(value::<ReviewerFile<'_>>(record)?);
                self.records.reviewers.push((id, Arc::new(reviewer)));
            }
            Section::Articles => {
                let article = self.article(value(record)?);
                self.records.articles.push(article);
            }
            Section::SetAside => {
                let record = set_aside_record(value::<SetAsideFile<'_>>(record)?);
                self.records.set_aside.push(Arc::new(record));
            }
            Section::Sources => {
                let record = source_record(value::<SourceFile<'_>>(record)?);
                self.records.sources.push(Arc::new(record));
            }
            Section::Claims => {
                let record = claim_record(value::<ClaimFile<'_>>(record)?);
                self.records.claims.push(Arc::new(record));
            }
            Section::Annotations => {
                let record = value::<AnnotationFile<'_>>(record)?.into_model();
                self.records.annotations.push(Arc::new(record));
            }
            Section::Decisions => {
                let record = decision_record(value::<DecisionFile<'_>>(record)?);
                self.records.decisions.push(Arc::new(record));
            }
            Section::History => {
                let line = value::<HistoryFile<'_>>(record)?.into_model();
                self.records.history.push(line);
            }
        }
        Ok(())
    }

    fn read_broken_article(&mut self, article: &str) -> bool {
        let Some(file) = broken_article::mended(article) else {
            return false;
        };
        let article = self.article(file);
        self.records.articles.push(article);
        true
    }
}

/// Reads a value that stands alone.
fn value<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T, String> {
    options()
        .from_str(text)
        .map_err(|error| in_words(&error.code))
}

/// A field at the top of the file, on a line of its own.
fn header<T: for<'a> Deserialize<'a>>(text: &str, field: &str) -> Option<T> {
    let mut lines = text.lines().take_while(|line| !line.ends_with(['[', '{']));
    let rest = lines.find_map(|line| line.trim().strip_prefix(field)?.strip_prefix(": "))?;
    value(rest.trim_end_matches(',')).ok()
}
