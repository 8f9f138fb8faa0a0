//! From a project to bytes: the canonical form.
//!
//! Records sorted by id, history by time and revision, fields in declared order, LF, an indent of two, no struct names.
//! Saving an unchanged project gives the same bytes. Records are made one by one while writing, so that a project never
//! stands in memory twice.

use super::{
    FORMAT,
    file::{
        annotation::AnnotationFile,
        entry::{parts, parts_in},
        records::{
            AbsenceFile, ArticleFile, BlockFile, ClaimFile, DecisionFile, EarlierFile, FateFile,
            HistoryFile, ReadingFile, ReviewerFile, SetAsideFile, SignatureFile, SourceFile,
            article_info_parts, map_parts, to_file_position,
        },
        value::{Lazy, Map, Parsed, Str},
    },
    read::options,
    resolve::Strictness,
};
use crate::{
    model::{
        Annotation, Article, ClaimRecord, DecisionRecord, Fate, Project, Register, Registers,
        SetAside, SetAsideRecord, SourceRecord,
    },
    text::{Text, TextId},
};
use ron::ser::PrettyConfig;
use serde::{Serialize, Serializer, ser::SerializeStruct as _};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Lines are broken and indented down to this depth; deeper down a struct stands on one line. Chosen by file size and
/// parse time against readable diffs: each span and each assessment has a line of its own.
const DEPTH_LIMIT: usize = 4;

/// Why a project could not be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// A value was changed and not yet given its revision. A file without it could not be read again.
    #[error("{noun} {record} holds a change that has no revision yet")]
    NoRevision {
        /// What sort of record it is.
        noun: &'static str,
        /// The record.
        record: Uuid,
    },
    /// The serialiser failed.
    #[error("the project could not be written as RON: {0}")]
    Ron(String),
}

/// The canonical form of a project, ending with LF.
///
/// # Errors
/// Where a change has no revision yet: [`crate::edit::give_revisions`] comes first.
pub fn to_ron(project: &Project) -> Result<String, WriteError> {
    if let Some((noun, record)) = without_revision(project) {
        return Err(WriteError::NoRevision { noun, record });
    }
    to_ron_as(project, Strictness::Saved)
}

pub(super) fn to_ron_as(project: &Project, strictness: Strictness) -> Result<String, WriteError> {
    let config = PrettyConfig::new()
        .depth_limit(DEPTH_LIMIT)
        .new_line("\n")
        .indentor("  ")
        .struct_names(false)
        .escape_strings(false);
    let text_bytes: usize = project
        .articles
        .values()
        .filter_map(|article| article.text.as_ref())
        .map(|text| text.len())
        .sum();
    // Half a kilobyte an annotation is what a plain one takes.
    let mut out = String::with_capacity(text_bytes + 512 * project.annotations.len() + 4096);
    options()
        .to_writer_pretty(
            &mut out,
            &Writing {
                project,
                texts: project,
                known: None,
                strictness,
            },
            config,
        )
        .map_err(|error| WriteError::Ron(error.to_string()))?;
    out.push('\n');
    Ok(out)
}

/// The first record that holds a value without a revision.
fn without_revision(project: &Project) -> Option<(&'static str, Uuid)> {
    let Project {
        id: _,
        title: _,
        reviewers,
        articles,
        set_aside,
        sources,
        claims,
        annotations,
        decisions,
        history,
    } = project;
    let lacks = |record: &dyn Registers| {
        let mut lacks = record
            .fate()
            .is_some_and(|fate| fate.stamps().any(|stamp| stamp.rev.is_none()));
        record.visit_stamps(&mut |stamp| lacks |= stamp.rev.is_none());
        lacks
    };
    let reviewer = reviewers
        .iter()
        .find(|(_, register)| register.stamps().any(|stamp| stamp.rev.is_none()))
        .map(|(id, _)| ("reviewer", id.0));
    reviewer
        .or_else(|| {
            let found = articles.values().find(|record| lacks(&***record))?;
            Some(("article", found.id.0))
        })
        .or_else(|| {
            let found = set_aside.values().find(|record| lacks(&***record))?;
            Some(("set-aside region", found.id.0))
        })
        .or_else(|| {
            let found = sources.values().find(|record| lacks(&***record))?;
            Some(("source", found.id.0))
        })
        .or_else(|| {
            let found = claims.values().find(|record| lacks(&***record))?;
            Some(("claim", found.id.0))
        })
        .or_else(|| {
            let found = annotations.values().find(|record| lacks(&***record))?;
            Some(("annotation", found.id.0))
        })
        .or_else(|| {
            let found = decisions.values().find(|record| lacks(&***record))?;
            Some(("decision", found.id.0))
        })
        .or_else(|| {
            let found = history.iter().find(|entry| entry.rev.is_none())?;
            Some(("history of", found.record))
        })
}

/// The file while it is written; the twin of [`super::file::records::ProjectFile`].
pub(super) struct Writing<'a> {
    /// What is written.
    pub(super) project: &'a Project,
    /// Where the texts are in which its positions lie: the project itself, unless it is a part of one.
    pub(super) texts: &'a Project,
    /// Texts that the reader has: an empty one stands for them.
    pub(super) known: Option<&'a BTreeSet<TextId>>,
    pub(super) strictness: Strictness,
}

impl Serialize for Writing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Project {
            id,
            title,
            reviewers,
            articles,
            set_aside,
            sources,
            claims,
            annotations,
            decisions,
            history,
        } = self.project;
        let mut file = serializer.serialize_struct("project", 12)?;
        file.serialize_field("format", &FORMAT)?;
        file.serialize_field("id", id)?;
        if !title.is_empty() {
            file.serialize_field("title", &Str::new(title))?;
        }
        if !reviewers.is_empty() {
            let map = reviewers
                .iter()
                .map(|(id, register)| (*id, ReviewerFile::new(parts(register, None))));
            file.serialize_field("reviewers", &Map(map.collect()))?;
        }
        macro_rules! list {
            ($name:literal, $table:ident, $record:ident) => {
                if !$table.is_empty() {
                    let list = || $table.values().map(|record| self.$record(record));
                    file.serialize_field($name, &Lazy(list))?;
                }
            };
        }
        list!("articles", articles, article);
        list!("set_aside", set_aside, set_aside);
        list!("sources", sources, source);
        list!("claims", claims, claim);
        list!("annotations", annotations, annotation);
        list!("decisions", decisions, decision);
        if !history.is_empty() {
            file.serialize_field(
                "history",
                &Lazy(|| history.iter().map(HistoryFile::from_model)),
            )?;
        }
        file.end()
    }
}

impl<'a> Writing<'a> {
    fn article(&self, article: &'a Article) -> ArticleFile<'a> {
        let Article {
            id,
            info,
            text_id,
            text,
            blocks,
            earlier,
            file_sha256,
            read,
            signed,
            fate,
        } = article;
        // A journal keeps the texts, so that a deletion that was never saved costs nothing.
        let keeps_texts = self.strictness == Strictness::Recovery || !article.is_deleted();
        let in_file = |text: &'a Option<std::sync::Arc<Text>>, id| {
            let text = text.as_ref().filter(|_| keeps_texts)?;
            let is_known = self.known.is_some_and(|known| known.contains(id));
            Some(Str::new(if is_known { "" } else { text.as_str() }))
        };
        let (role, meta) = article_info_parts(info);
        ArticleFile {
            id: *id,
            role,
            meta,
            text_id: Parsed(*text_id),
            text: in_file(text, text_id),
            blocks: blocks
                .iter()
                .map(|block| BlockFile {
                    start: to_file_position(block.start, text.as_deref()),
                    kind: block.kind,
                })
                .collect(),
            earlier: earlier
                .iter()
                .map(|earlier| EarlierFile {
                    text_id: Parsed(earlier.text_id),
                    text: in_file(&earlier.text, &earlier.text_id),
                    replaced: earlier.replaced,
                })
                .collect(),
            file_sha256: Str::new(file_sha256),
            read: map_parts(read, ReadingFile::new),
            signed: map_parts(signed, SignatureFile::new),
            fate: fate_file(fate.as_ref()),
        }
    }

    fn set_aside(&self, record: &'a SetAsideRecord) -> SetAsideFile<'a> {
        let SetAsideRecord { id, region, fate } = record;
        let region = parts_in(region, |region: &SetAside| {
            self.texts.articles.get(&region.article)?.text.as_deref()
        });
        SetAsideFile::new(*id, region, fate_file(fate.as_ref()))
    }

    #[expect(clippy::unused_self, reason = "called like its neighbours")]
    fn source(&self, record: &'a SourceRecord) -> SourceFile<'a> {
        let SourceRecord { id, source, fate } = record;
        SourceFile::new(*id, parts(source, None), fate_file(fate.as_ref()))
    }

    #[expect(clippy::unused_self, reason = "called like its neighbours")]
    fn claim(&self, record: &'a ClaimRecord) -> ClaimFile<'a> {
        let ClaimRecord {
            id,
            claim,
            absent,
            fate,
        } = record;
        ClaimFile::new(
            *id,
            parts(claim, None),
            map_parts(absent, AbsenceFile::new),
            fate_file(fate.as_ref()),
        )
    }

    fn annotation(&self, annotation: &'a Annotation) -> AnnotationFile<'a> {
        let article = self.texts.articles.get(&annotation.article);
        let text = article.and_then(|article| article.text_named(annotation.text_id));
        AnnotationFile::from_model(annotation, text.map(std::convert::AsRef::as_ref))
    }

    #[expect(clippy::unused_self, reason = "called like its neighbours")]
    fn decision(&self, record: &'a DecisionRecord) -> DecisionFile<'a> {
        let DecisionRecord { id, decision, fate } = record;
        DecisionFile::new(*id, parts(decision, None), fate_file(fate.as_ref()))
    }
}

fn fate_file(fate: Option<&Register<Fate>>) -> Option<FateFile> {
    fate.map(|fate| FateFile::new(parts(fate, None)))
}
