//! The structs of an annotation, of which a file can hold very many.

use super::{
    entry::{EntryFile, Parts, StampFile, entry_stamp, parts, register, register_file},
    records::{
        FateFile, SignatureFile, from_file_positions, map_parts, map_registers, to_file_position,
    },
    value::{Map, Parsed, Str},
};
use crate::{
    model::{
        Anchor, Annotation, AnnotationId, ArticleId, Assessment, Citation, ClaimId, Rev,
        ReviewerId, SourceId, Span, Spans, Stance, Status, Tie,
    },
    text::{Text, TextId},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

register_file! {
    "annotation"
    struct AnnotationFile<'a> / SpansEntry
    head { id: AnnotationId, article: ArticleId, text_id: Parsed<TextId>, by: ReviewerId, }
    value {
        #[serde(borrow)]
        spans: Vec<SpanFile<'a>>,
    }
    tail {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tie: Option<TieFile<'a>>,
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        assessments: Map<ReviewerId, AssessmentFile<'a>>,
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        signed: Map<ReviewerId, SignatureFile>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        fate: Option<FateFile>,
    }
}

impl<'a> AnnotationFile<'a> {
    pub(in crate::store) fn from_model(annotation: &'a Annotation, text: Option<&Text>) -> Self {
        let Annotation {
            id,
            article,
            text_id,
            by,
            spans,
            tie,
            assessments,
            signed,
            fate,
        } = annotation;
        Self::new(
            *id,
            *article,
            Parsed(*text_id),
            *by,
            parts(spans, text),
            tie.as_ref().map(|tie| TieFile::new(parts(tie, None))),
            map_parts(assessments, AssessmentFile::new),
            map_parts(signed, SignatureFile::new),
            fate.as_ref().map(|fate| FateFile::new(parts(fate, None))),
        )
    }

    pub(in crate::store) fn into_model(self) -> Annotation {
        let ((id, article, text_id, by), spans, (tie, assessments, signed, fate)) = self.split();
        Annotation {
            id,
            article,
            text_id: text_id.0,
            by,
            spans: register(spans),
            tie: tie.map(|tie| register(tie.split().1)),
            assessments: map_registers(assessments, |file| file.split().1),
            signed: map_registers(signed, |file| file.split().1),
            fate: fate.map(|fate| register(fate.split().1)),
        }
    }
}

impl<'a> EntryFile<'a> for SpansEntry<'a> {
    type Value = Spans;

    fn from_value(value: &'a Spans, text: Option<&Text>) -> Self {
        Self {
            spans: value
                .iter()
                .map(|span| SpanFile::from_model(span, text))
                .collect(),
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> Spans {
        let mut spans: Spans = self.spans.into_iter().map(SpanFile::into_model).collect();
        // The room of the list that was read, whose elements are larger, would stay with every annotation.
        spans.shrink_to_fit();
        spans
    }

    entry_stamp!();
}

/// One span.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "span")]
pub(in crate::store) struct SpanFile<'a> {
    start: u32,
    end: u32,
    #[serde(default, skip_serializing_if = "Str::is_empty", borrow)]
    quote: Str<'a>,
    #[serde(default, skip_serializing_if = "Str::is_empty")]
    before: Str<'a>,
    #[serde(default, skip_serializing_if = "Str::is_empty")]
    after: Str<'a>,
    #[serde(default, skip_serializing_if = "AnchorFile::is_exact")]
    anchor: AnchorFile<'a>,
}

impl<'a> SpanFile<'a> {
    fn from_model(span: &'a Span, text: Option<&Text>) -> Self {
        let Span {
            range,
            quote,
            before,
            after,
            anchor,
        } = span;
        Self {
            start: to_file_position(range.start, text),
            end: to_file_position(range.end, text),
            quote: Str::new(quote),
            before: Str::new(before),
            after: Str::new(after),
            anchor: match anchor {
                Anchor::Exact => AnchorFile::Exact,
                Anchor::Changed { was } => AnchorFile::Changed { was: Str::new(was) },
                Anchor::Moved => AnchorFile::Moved,
                Anchor::Lost => AnchorFile::Lost,
            },
        }
    }

    fn into_model(self) -> Span {
        Span {
            range: from_file_positions(self.start, self.end),
            quote: self.quote.into_boxed(),
            before: self.before.into_boxed(),
            after: self.after.into_boxed(),
            anchor: match self.anchor {
                AnchorFile::Exact => Anchor::Exact,
                AnchorFile::Changed { was } => Anchor::Changed {
                    was: was.into_string(),
                },
                AnchorFile::Moved => Anchor::Moved,
                AnchorFile::Lost => Anchor::Lost,
            },
        }
    }
}

/// How a span stands to its text; left out where the words stand there.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "anchor")]
enum AnchorFile<'a> {
    #[default]
    Exact,
    Changed {
        #[serde(borrow)]
        was: Str<'a>,
    },
    Moved,
    Lost,
}

impl AnchorFile<'_> {
    fn is_exact(&self) -> bool {
        matches!(self, Self::Exact)
    }
}

register_file! {
    "tie"
    struct TieFile<'a> / TieEntry
    head {}
    value {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        claim: Option<ClaimId>,
        #[serde(default)]
        stance: Stance,
        #[serde(default, skip_serializing_if = "Str::is_empty", borrow)]
        root: Str<'a>,
    }
    tail {}
}

impl<'a> EntryFile<'a> for TieEntry<'a> {
    type Value = Tie;

    fn from_value(value: &'a Tie, _text: Option<&Text>) -> Self {
        let Tie {
            claim,
            stance,
            root,
        } = value;
        Self {
            claim: *claim,
            stance: *stance,
            root: Str::new(root),
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> Tie {
        Tie {
            claim: self.claim,
            stance: self.stance,
            root: self.root.into_string(),
        }
    }

    entry_stamp!();
}

register_file! {
    "assessment"
    struct AssessmentFile<'a> / AssessmentEntry
    head {}
    value {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<Status>,
        #[serde(default, skip_serializing_if = "Str::is_empty", borrow)]
        note: Str<'a>,
        #[serde(default, skip_serializing_if = "Str::is_empty")]
        should_read: Str<'a>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cites: Vec<CitationFile<'a>>,
        at: Timestamp,
    }
    tail {}
}

/// A source that was cited.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "citation")]
pub(in crate::store) struct CitationFile<'a> {
    source: SourceId,
    #[serde(default, skip_serializing_if = "Str::is_empty", borrow)]
    locator: Str<'a>,
}

impl<'a> EntryFile<'a> for AssessmentEntry<'a> {
    type Value = Assessment;

    fn from_value(value: &'a Assessment, _text: Option<&Text>) -> Self {
        let Assessment {
            status,
            note,
            should_read,
            cites,
            at,
        } = value;
        Self {
            status: *status,
            note: Str::new(note),
            should_read: Str::new(should_read),
            cites: cites
                .iter()
                .map(|cite| CitationFile {
                    source: cite.source,
                    locator: Str::new(&cite.locator),
                })
                .collect(),
            at: *at,
            rev: None,
            saw: Vec::new(),
        }
    }

    fn into_value(self) -> Assessment {
        Assessment {
            status: self.status,
            note: self.note.into_string(),
            should_read: self.should_read.into_string(),
            cites: self
                .cites
                .into_iter()
                .map(|cite| Citation {
                    source: cite.source,
                    locator: cite.locator.into_string(),
                })
                .collect(),
            at: self.at,
        }
    }

    entry_stamp!();
}
