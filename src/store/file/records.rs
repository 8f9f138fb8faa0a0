//! The structs of the file, their fields in the order in which they are written.

use super::{
    annotation::AnnotationFile,
    entry::{EntryFile, Parts, StampFile, entry_stamp, parts, register, register_file},
    value::{Map, Parsed, Str, each},
};
use crate::model::SmallMap;
use crate::{
    model::{
        Absence, Annotation, AnnotationId, ArticleId, ArticleInfo, BlockKind, Claim, ClaimId,
        ClaimKind, Decision, DecisionId, Fate, FateKind, HistoryEntry, Meta, Outcome, ProjectId,
        Reading, Register, Rev, Reviewer, ReviewerId, Role, SealedMark, SetAside, SetAsideId,
        SetAsideReason, Signature, Source, SourceId, SourceKind,
    },
    text::{Text, TextId, TextOffset, TextRange},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// The whole file, as it is read. [`super::super::write`] has its twin for writing, which makes its records one by one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename = "project")]
pub(in crate::store) struct ProjectFile<'a> {
    pub(in crate::store) format: u32,
    pub(in crate::store) id: ProjectId,
    #[serde(default, borrow)]
    pub(in crate::store) title: Str<'a>,
    #[serde(default)]
    pub(in crate::store) reviewers: Map<ReviewerId, ReviewerFile<'a>>,
    #[serde(default)]
    pub(in crate::store) articles: Vec<ArticleFile<'a>>,
    #[serde(default)]
    pub(in crate::store) set_aside: Vec<SetAsideFile<'a>>,
    #[serde(default)]
    pub(in crate::store) sources: Vec<SourceFile<'a>>,
    #[serde(default)]
    pub(in crate::store) claims: Vec<ClaimFile<'a>>,
    #[serde(default, deserialize_with = "annotations")]
    pub(in crate::store) annotations: Vec<Arc<Annotation>>,
    #[serde(default)]
    pub(in crate::store) decisions: Vec<DecisionFile<'a>>,
    #[serde(default)]
    pub(in crate::store) history: Vec<HistoryFile<'a>>,
}

/// There can be very many of them, so each becomes the model's form at once, its positions still in code points.
fn annotations<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<Arc<Annotation>>, D::Error> {
    each(deserializer, |file: AnnotationFile<'de>| {
        Arc::new(file.into_model())
    })
}

/// An article.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "article")]
pub(in crate::store) struct ArticleFile<'a> {
    pub(in crate::store) id: ArticleId,
    #[serde(default)]
    pub(in crate::store) role: Role,
    #[serde(borrow)]
    pub(in crate::store) meta: MetaFile<'a>,
    pub(in crate::store) text_id: Parsed<TextId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::store) text: Option<Str<'a>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::store) blocks: Vec<BlockFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::store) earlier: Vec<EarlierFile<'a>>,
    #[serde(default, skip_serializing_if = "Str::is_empty")]
    pub(in crate::store) file_sha256: Str<'a>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(in crate::store) read: Map<ReviewerId, ReadingFile>,
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub(in crate::store) signed: Map<ReviewerId, SignatureFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::store) fate: Option<FateFile>,
}

/// Where a part of a text starts.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "block")]
pub(in crate::store) struct BlockFile {
    pub(in crate::store) start: u32,
    pub(in crate::store) kind: BlockKind,
}

/// A text that a later one replaced.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "earlier")]
pub(in crate::store) struct EarlierFile<'a> {
    pub(in crate::store) text_id: Parsed<TextId>,
    #[serde(default, skip_serializing_if = "Option::is_none", borrow)]
    pub(in crate::store) text: Option<Str<'a>>,
    pub(in crate::store) replaced: Timestamp,
}

/// One line of the history.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "history")]
pub(in crate::store) struct HistoryFile<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rev: Option<Parsed<Rev>>,
    record: Uuid,
    by: ReviewerId,
    at: Timestamp,
    #[serde(default, borrow)]
    from: Option<Str<'a>>,
    #[serde(default)]
    to: Option<Str<'a>>,
}

impl<'a> HistoryFile<'a> {
    pub(in crate::store) fn from_model(entry: &'a HistoryEntry) -> Self {
        Self {
            rev: entry.rev.map(Parsed),
            record: entry.record,
            by: entry.by,
            at: entry.at,
            from: entry.from.as_deref().map(Str::new),
            to: entry.to.as_deref().map(Str::new),
        }
    }

    pub(in crate::store) fn into_model(self) -> HistoryEntry {
        HistoryEntry {
            at: self.at,
            rev: self.rev.map(|rev| rev.0),
            record: self.record,
            by: self.by,
            from: self.from.map(Str::into_string),
            to: self.to.map(Str::into_string),
        }
    }
}

register_file! {
    "reviewer"
    struct ReviewerFile<'a> / ReviewerEntry
    head {}
    value {
        #[serde(default, skip_serializing_if = "Str::is_empty", borrow)]
        name: Str<'a>,
        #[serde(default)]
        colour: u8,
    }
    tail {}
}

impl<'a> EntryFile<'a> for ReviewerEntry<'a> {
    type Value = Reviewer;

    fn from_value(value: &'a Reviewer, _text: Option<&Text>) -> Self {
        let Reviewer { name, colour } = value;
        Self {
            name: Str::new(name),
            colour: *colour,
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> Reviewer {
        Reviewer {
            name: self.name.into_string(),
            colour: self.colour,
        }
    }

    entry_stamp!();
}

register_file! {
    "meta"
    struct MetaFile<'a> / MetaEntry
    head {}
    value {
        // Beside `meta` for the value in force, inside for a rival.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        role: Option<Role>,
        #[serde(default, skip_serializing_if = "Str::is_empty", borrow)]
        title: Str<'a>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        title_guessed: bool,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        publisher: Str<'a>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        byline: Str<'a>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        url: Str<'a>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        archived_url: Str<'a>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        published: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        accessed: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        language: Str<'a>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        root: Str<'a>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        file_name: Str<'a>,
    }
    tail {}
}

impl MetaEntry<'_> {
    /// The role of a rival; of the value in force once [`article_info`] has put it there.
    fn take_role(&mut self) -> Option<Role> {
        self.role.take()
    }
}

/// Takes role and metadata apart: the role in force stands beside `meta`.
pub(in crate::store) fn article_info_parts(info: &Register<ArticleInfo>) -> (Role, MetaFile<'_>) {
    let mut parts: Parts<MetaEntry<'_>> = parts(info, None);
    let role = parts.first.take_role().unwrap_or_default();
    (role, MetaFile::new(parts))
}

/// Puts role and metadata together again.
pub(in crate::store) fn article_info(role: Role, meta: MetaFile<'_>) -> Register<ArticleInfo> {
    let ((), mut parts, ()) = meta.split();
    parts.first.role = Some(role);
    register(parts)
}

impl<'a> EntryFile<'a> for MetaEntry<'a> {
    type Value = ArticleInfo;

    fn from_value(value: &'a ArticleInfo, _text: Option<&Text>) -> Self {
        let ArticleInfo { role, meta } = value;
        let Meta {
            title,
            title_guessed,
            publisher,
            byline,
            url,
            archived_url,
            published,
            accessed,
            language,
            root,
            file_name,
        } = meta;
        Self {
            role: Some(*role),
            title: Str::new(title),
            title_guessed: *title_guessed,
            publisher: Str::new(publisher),
            byline: Str::new(byline),
            url: Str::new(url),
            archived_url: Str::new(archived_url),
            published: Str::new(published),
            accessed: *accessed,
            language: Str::new(language),
            root: Str::new(root),
            file_name: Str::new(file_name),
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> ArticleInfo {
        ArticleInfo {
            role: self.role.unwrap_or_default(),
            meta: Meta {
                title: self.title.into_string(),
                title_guessed: self.title_guessed,
                publisher: self.publisher.into_string(),
                byline: self.byline.into_string(),
                url: self.url.into_string(),
                archived_url: self.archived_url.into_string(),
                published: self.published.into_string(),
                accessed: self.accessed,
                language: self.language.into_string(),
                root: self.root.into_string(),
                file_name: self.file_name.into_string(),
            },
        }
    }

    entry_stamp!();
}

register_file! {
    "reading"
    struct ReadingFile / ReadingEntry
    head {}
    value {
        at: Timestamp,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text_id: Option<Parsed<TextId>>,
    }
    tail {}
}

impl<'a> EntryFile<'a> for ReadingEntry {
    type Value = Reading;

    fn from_value(value: &'a Reading, _text: Option<&Text>) -> Self {
        let Reading { at, text_id } = value;
        Self {
            at: *at,
            text_id: text_id.map(Parsed),
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> Reading {
        Reading {
            at: self.at,
            text_id: self.text_id.map(|id| id.0),
        }
    }

    entry_stamp!();
}

register_file! {
    "signature"
    struct SignatureFile / SignatureEntry
    head {}
    value {
        at: Timestamp,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        covers: Vec<Parsed<Rev>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text_id: Option<Parsed<TextId>>,
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        sealed: Map<AnnotationId, Parsed<SealedMark>>,
    }
    tail {}
}

impl<'a> EntryFile<'a> for SignatureEntry {
    type Value = Signature;

    fn from_value(value: &'a Signature, _text: Option<&Text>) -> Self {
        let Signature {
            at,
            covers,
            text_id,
            sealed,
        } = value;
        Self {
            at: *at,
            covers: covers.iter().copied().map(Parsed).collect(),
            text_id: text_id.map(Parsed),
            sealed: Map(sealed
                .iter()
                .map(|(id, mark)| (*id, Parsed(mark.clone())))
                .collect()),
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> Signature {
        Signature {
            at: self.at,
            covers: self.covers.into_iter().map(|rev| rev.0).collect(),
            text_id: self.text_id.map(|id| id.0),
            sealed: self
                .sealed
                .0
                .into_iter()
                .map(|(id, mark)| (id, mark.0))
                .collect(),
        }
    }

    entry_stamp!();
}

register_file! {
    "fate"
    struct FateFile / FateEntry
    head {}
    value {
        is: FateKind,
        by: ReviewerId,
        at: Timestamp,
    }
    tail {}
}

impl<'a> EntryFile<'a> for FateEntry {
    type Value = Fate;

    fn from_value(value: &'a Fate, _text: Option<&Text>) -> Self {
        let Fate { is, by, at } = value;
        Self {
            is: *is,
            by: *by,
            at: *at,
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> Fate {
        Fate {
            is: self.is,
            by: self.by,
            at: self.at,
        }
    }

    entry_stamp!();
}

register_file! {
    "set_aside"
    struct SetAsideFile<'a> / SetAsideEntry
    head { id: SetAsideId, }
    value {
        article: ArticleId,
        start: u32,
        end: u32,
        #[serde(default, skip_serializing_if = "Str::is_empty", borrow)]
        quote: Str<'a>,
        why: SetAsideReason,
        by: ReviewerId,
    }
    tail {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fate: Option<FateFile>,
    }
}

impl<'a> EntryFile<'a> for SetAsideEntry<'a> {
    type Value = SetAside;

    fn from_value(value: &'a SetAside, text: Option<&Text>) -> Self {
        let SetAside {
            article,
            range,
            quote,
            why,
            by,
        } = value;
        Self {
            article: *article,
            start: to_file_position(range.start, text),
            end: to_file_position(range.end, text),
            quote: Str::new(quote),
            why: *why,
            by: *by,
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> SetAside {
        SetAside {
            article: self.article,
            range: from_file_positions(self.start, self.end),
            quote: self.quote.into_boxed(),
            why: self.why,
            by: self.by,
        }
    }

    entry_stamp!();
}

register_file! {
    "source"
    struct SourceFile<'a> / SourceEntry
    head { id: SourceId, }
    value {
        #[serde(default, skip_serializing_if = "Str::is_empty", borrow)]
        title: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<SourceKind>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        url: Str<'a>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        archived_url: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        accessed: Option<Timestamp>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        contact: Str<'a>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        private: bool,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        root: Str<'a>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        says: Str<'a>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        file_sha256: Str<'a>,
    }
    tail {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fate: Option<FateFile>,
    }
}

impl<'a> EntryFile<'a> for SourceEntry<'a> {
    type Value = Source;

    fn from_value(value: &'a Source, _text: Option<&Text>) -> Self {
        let Source {
            title,
            kind,
            url,
            archived_url,
            accessed,
            contact,
            private,
            root,
            says,
            file_sha256,
        } = value;
        Self {
            title: Str::new(title),
            kind: *kind,
            url: Str::new(url),
            archived_url: Str::new(archived_url),
            accessed: *accessed,
            contact: Str::new(contact),
            private: *private,
            root: Str::new(root),
            says: Str::new(says),
            file_sha256: Str::new(file_sha256),
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> Source {
        Source {
            title: self.title.into_string(),
            kind: self.kind,
            url: self.url.into_string(),
            archived_url: self.archived_url.into_string(),
            accessed: self.accessed,
            contact: self.contact.into_string(),
            private: self.private,
            root: self.root.into_string(),
            says: self.says.into_string(),
            file_sha256: self.file_sha256.into_string(),
        }
    }

    entry_stamp!();
}

register_file! {
    "claim"
    struct ClaimFile<'a> / ClaimEntry
    head { id: ClaimId, }
    value {
        #[serde(default, skip_serializing_if = "Str::is_empty", borrow)]
        statement: Str<'a>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kind: Option<ClaimKind>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        note: Str<'a>,
    }
    tail {
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        absent: Map<ArticleId, AbsenceFile>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fate: Option<FateFile>,
    }
}

impl<'a> EntryFile<'a> for ClaimEntry<'a> {
    type Value = Claim;

    fn from_value(value: &'a Claim, _text: Option<&Text>) -> Self {
        let Claim {
            statement,
            kind,
            note,
        } = value;
        Self {
            statement: Str::new(statement),
            kind: *kind,
            note: Str::new(note),
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> Claim {
        Claim {
            statement: self.statement.into_string(),
            kind: self.kind,
            note: self.note.into_string(),
        }
    }

    entry_stamp!();
}

register_file! {
    "absence"
    struct AbsenceFile / AbsenceEntry
    head {}
    value {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<ReviewerId>,
        at: Timestamp,
    }
    tail {}
}

impl<'a> EntryFile<'a> for AbsenceEntry {
    type Value = Absence;

    fn from_value(value: &'a Absence, _text: Option<&Text>) -> Self {
        let Absence { by, at } = value;
        Self {
            by: *by,
            at: *at,
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> Absence {
        Absence {
            by: self.by,
            at: self.at,
        }
    }

    entry_stamp!();
}

/// Takes every register of a map apart for writing.
pub(in crate::store) fn map_parts<'a, Key: Ord + Copy, Entry: EntryFile<'a>, File>(
    registers: &'a SmallMap<Key, Register<Entry::Value>>,
    new: fn(Parts<Entry>) -> File,
) -> Map<Key, File> {
    Map(registers
        .iter()
        .map(|(key, register)| (*key, new(parts(register, None))))
        .collect())
}

/// Puts every register of a map together after reading.
pub(in crate::store) fn map_registers<'a, Key: Ord, File, Entry: EntryFile<'a>>(
    files: Map<Key, File>,
    split: fn(File) -> Parts<Entry>,
) -> SmallMap<Key, Register<Entry::Value>> {
    files
        .0
        .into_iter()
        .map(|(key, file)| (key, register(split(file))))
        .collect()
}

register_file! {
    "decision"
    struct DecisionFile<'a> / DecisionEntry
    head { id: DecisionId, }
    value {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        about: Vec<AnnotationId>,
        outcome: Outcome,
        #[serde(default, skip_serializing_if = "Str::is_empty", borrow)]
        reason: Str<'a>,
        by: ReviewerId,
        at: Timestamp,
    }
    tail {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fate: Option<FateFile>,
    }
}

impl<'a> EntryFile<'a> for DecisionEntry<'a> {
    type Value = Decision;

    fn from_value(value: &'a Decision, _text: Option<&Text>) -> Self {
        let Decision {
            about,
            outcome,
            reason,
            by,
            at,
        } = value;
        Self {
            about: about.clone(),
            outcome: *outcome,
            reason: Str::new(reason),
            by: *by,
            at: *at,
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> Decision {
        Decision {
            about: self.about,
            outcome: self.outcome,
            reason: self.reason.into_string(),
            by: self.by,
            at: self.at,
        }
    }

    entry_stamp!();
}

/// A position as the file has it: code points of `text`, or the number as it stands where the text is gone.
pub(in crate::store) fn to_file_position(offset: TextOffset, text: Option<&Text>) -> u32 {
    let position = text.map_or(offset.bytes(), |text| text.to_code_points(offset));
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// The numbers of the file, not yet turned into bytes and perhaps in the wrong order.
pub(in crate::store) fn from_file_positions(start: u32, end: u32) -> TextRange {
    TextRange {
        start: TextOffset::new(start as usize),
        end: TextOffset::new(end as usize),
    }
}
