//! Annotations: marked words, and what each reviewer says of them.

use super::{
    AnnotationId, ArticleId, Caution, ClaimId, Fate, Register, Registers, ReviewerId, Signature,
    SmallMap, SourceId, Stamp,
};
use crate::text::{TextId, TextRange};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The three tags, and no fourth. Disputed and re-check are derived, never set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// A source bears out these exact words.
    Verified,
    /// Looked at, not borne out yet.
    Unverified,
    /// A source or account says otherwise.
    Conflicting,
}

impl Status {
    /// All three, in the order of their keys.
    pub const ALL: [Self; 3] = [Self::Verified, Self::Unverified, Self::Conflicting];

    /// The word for it in lower case, as `--json` and messages use it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Unverified => "unverified",
            Self::Conflicting => "conflicting",
        }
    }
}

/// How a span stands to the text of its article.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Anchor {
    /// The words stand where the span says.
    #[default]
    Exact,
    /// The place is kept, but the words are others now.
    Changed {
        /// What they were when they were judged.
        was: String,
    },
    /// The same words were found elsewhere.
    Moved,
    /// They were not found.
    Lost,
}

/// One half-open range of an article's text, with its words and what stands around them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Where it is, in bytes of the text that the annotation names.
    pub range: TextRange,
    /// The words in it.
    pub quote: Box<str>,
    /// Up to 32 characters in front.
    pub before: Box<str>,
    /// Up to 32 characters behind.
    pub after: Box<str>,
    /// Whether the words still stand there.
    pub anchor: Anchor,
}

/// The spans of an annotation: one register. Sorted by place, not overlapping, never none.
pub type Spans = Vec<Span>;

impl Caution for Spans {
    /// Spans that are not where they were are the more cautious ones.
    fn caution(&self) -> u8 {
        u8::from(self.iter().any(|span| span.anchor != Anchor::Exact))
    }
}

/// How an annotation stands to its claim.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Stance {
    /// It says so.
    #[default]
    Supports,
    /// It says otherwise.
    Contradicts,
    /// It only speaks of it.
    Mentions,
}

impl Stance {
    /// All three, in the order of lists.
    pub const ALL: [Self; 3] = [Self::Supports, Self::Contradicts, Self::Mentions];

    /// The word for it in lower case, as `--json`, reports and the history use it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Supports => "supports",
            Self::Contradicts => "contradicts",
            Self::Mentions => "mentions",
        }
    }
}

/// That an annotation states a claim.
///
/// One without `claim` is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Tie {
    /// Which claim.
    pub claim: Option<ClaimId>,
    /// How it stands to it.
    pub stance: Stance,
    /// Where this passage comes from in the end; empty for the article's own root.
    pub root: String,
}

impl Caution for Tie {
    fn caution(&self) -> u8 {
        u8::from(self.stance == Stance::Contradicts)
    }
}

/// That a source was cited, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Citation {
    /// Which source.
    pub source: SourceId,
    /// Page, paragraph or timecode.
    pub locator: String,
}

/// One reviewer's judgement of one annotation.
///
/// One without `status` is withdrawn and counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Assessment {
    /// The tag.
    pub status: Option<Status>,
    /// What the reviewer notes.
    pub note: String,
    /// What the text should read instead.
    pub should_read: String,
    /// What bears the judgement out.
    pub cites: Vec<Citation>,
    /// When it was given, in UTC.
    pub at: Timestamp,
}

impl Caution for Assessment {
    /// Conflicting before unverified before verified.
    fn caution(&self) -> u8 {
        match self.status {
            Some(Status::Conflicting) => 3,
            Some(Status::Unverified) => 2,
            None => 1,
            Some(Status::Verified) => 0,
        }
    }
}

/// One or more spans of one article that a reviewer marked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Its id.
    pub id: AnnotationId,
    /// The article it belongs to.
    pub article: ArticleId,
    /// The text its spans lie in.
    pub text_id: TextId,
    /// Who made it; only they resize it.
    pub by: ReviewerId,
    /// Where it is.
    pub spans: Register<Spans>,
    /// The claim it states.
    pub tie: Option<Register<Tie>>,
    /// What each reviewer says of it. Nobody edits another's.
    pub assessments: SmallMap<ReviewerId, Register<Assessment>>,
    /// Who has signed it off.
    pub signed: SmallMap<ReviewerId, Register<Signature>>,
    /// Whether it was deleted.
    pub fate: Option<Register<Fate>>,
}

impl Annotation {
    /// The ranges of its spans, sorted.
    pub fn ranges(&self) -> impl Iterator<Item = TextRange> + '_ {
        self.spans.value.iter().map(|span| span.range)
    }

    /// From the start of the first span to the end of the last.
    #[must_use]
    pub fn hull(&self) -> TextRange {
        let mut ranges = self.ranges();
        let first = ranges.next().unwrap_or_default();
        ranges.fold(first, |hull, range| TextRange {
            start: hull.start.min(range.start),
            end: hull.end.max(range.end),
        })
    }

    /// Bytes of text in its spans.
    #[must_use]
    pub fn marked_bytes(&self) -> usize {
        self.ranges().map(TextRange::len).sum()
    }

    /// Its words, fragments joined by "…".
    #[must_use]
    pub fn quote(&self) -> String {
        let quotes: Vec<&str> = self.spans.value.iter().map(|span| &*span.quote).collect();
        quotes.join(" … ")
    }

    /// What `reviewer` says of it, unless withdrawn.
    #[must_use]
    pub fn assessment_of(&self, reviewer: ReviewerId) -> Option<&Assessment> {
        self.assessments
            .get(&reviewer)
            .map(|register| &register.value)
            .filter(|given| given.status.is_some())
    }

    /// The claim it is tied to, unless the tie is withdrawn.
    #[must_use]
    pub fn claim(&self) -> Option<ClaimId> {
        self.tie.as_ref().and_then(|tie| tie.value.claim)
    }
}

impl Registers for Annotation {
    fn visit_stamps(&self, visit: &mut dyn FnMut(&Stamp)) {
        self.spans.stamps().for_each(&mut *visit);
        self.tie
            .iter()
            .flat_map(Register::stamps)
            .for_each(&mut *visit);
        self.assessments
            .values()
            .flat_map(Register::stamps)
            .for_each(&mut *visit);
        self.signed
            .values()
            .flat_map(Register::stamps)
            .for_each(visit);
    }

    fn fate(&self) -> Option<&Register<Fate>> {
        self.fate.as_ref()
    }
}
