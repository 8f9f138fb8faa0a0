//! What every record has: a fate, and registers that can be counted.

use super::{
    AnnotationId, ArticleId, Caution, ClaimId, DecisionId, Register, Rev, ReviewerId, Saw,
    SealedMark, SetAsideId, SmallMap, SourceId, Stamp,
};
use crate::text::TextId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Whether a record was deleted, or kept after all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum FateKind {
    /// Hidden, as long as the fate covers every revision in the record.
    Deleted,
    /// Somebody said "keep".
    Kept,
}

/// The end of a record, or its rescue. The record itself stays whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Fate {
    /// Which of the two.
    pub is: FateKind,
    /// Who decided.
    pub by: ReviewerId,
    /// When, in UTC.
    pub at: Timestamp,
}

impl Caution for Fate {
    /// Keeping is more cautious than deleting.
    fn caution(&self) -> u8 {
        u8::from(self.is == FateKind::Kept)
    }
}

/// A sign-off by a second reader.
///
/// One that covers nothing is withdrawn. In files of other programs `sealed` may be empty: then the revisions alone say
/// whether it holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Signature {
    /// When, in UTC.
    pub at: Timestamp,
    /// The revisions that the reader saw, sorted. What had none yet gets its place here at the save.
    pub covers: Vec<Rev>,
    /// The text that the reader saw, for an article.
    pub text_id: Option<TextId>,
    /// What the reader saw of each mark.
    pub sealed: SmallMap<AnnotationId, SealedMark>,
}

impl Signature {
    /// One that takes an earlier one back.
    #[must_use]
    pub fn withdrawn(at: Timestamp) -> Self {
        Self {
            at,
            covers: Vec::new(),
            text_id: None,
            sealed: SmallMap::new(),
        }
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        self.covers.is_empty() && self.text_id.is_none() && self.sealed.is_empty()
    }
}

impl Caution for Signature {
    fn caution(&self) -> u8 {
        u8::from(self.is_withdrawn())
    }
}

/// The name of any record of a project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RecordRef {
    /// A reviewer.
    Reviewer(ReviewerId),
    /// An article.
    Article(ArticleId),
    /// A set-aside region.
    SetAside(SetAsideId),
    /// A source.
    Source(SourceId),
    /// A claim.
    Claim(ClaimId),
    /// An annotation.
    Annotation(AnnotationId),
    /// A decision.
    Decision(DecisionId),
}

impl RecordRef {
    /// The id without its kind, as history entries and messages name it.
    #[must_use]
    pub fn uuid(self) -> uuid::Uuid {
        match self {
            Self::Reviewer(id) => id.0,
            Self::Article(id) => id.0,
            Self::SetAside(id) => id.0,
            Self::Source(id) => id.0,
            Self::Claim(id) => id.0,
            Self::Annotation(id) => id.0,
            Self::Decision(id) => id.0,
        }
    }
}

/// A record whose registers can be gone through, whatever their types.
pub trait Registers {
    /// Calls `visit` with the stamps of every register but the fate.
    fn visit_stamps(&self, visit: &mut dyn FnMut(&Stamp));

    /// The record's fate, if it was ever deleted or kept.
    fn fate(&self) -> Option<&Register<Fate>>;

    /// Whether the record is deleted: its fate says so and covers every revision in it.
    ///
    /// One that is not saved yet covers what it saw, and all that is not saved either, since it was decided on what stands
    /// here; one that does not say what it saw covers all.
    fn is_deleted(&self) -> bool {
        let Some(fate) = self
            .fate()
            .filter(|fate| fate.value.is == FateKind::Deleted)
        else {
            return false;
        };
        if fate.is_unsaved() && fate.stamp.saw.is_empty() {
            return true;
        }
        let mut covers_all = true;
        self.visit_stamps(&mut |stamp| {
            covers_all &= match stamp.rev {
                Some(rev) => fate.stamps().any(|of_fate| of_fate.covers(rev)),
                None => fate.is_unsaved(),
            };
        });
        covers_all
    }

    /// `fate` as it is decided now, by somebody who sees the whole of this record and nothing else: what others wrote and
    /// this person is not shown, as in blind review, is not covered.
    fn decided(&self, fate: Fate) -> Register<Fate> {
        Register::stamped(
            fate,
            Stamp {
                rev: None,
                saw: self.all_seen(),
            },
        )
    }

    /// Whether somebody deleted what somebody else changed or kept at the same time: it lives, and is shown as a
    /// conflict. Two who delete the same agree.
    fn is_contested(&self) -> bool {
        !self.is_deleted()
            && self.fate().is_some_and(|fate| {
                fate.value.is == FateKind::Deleted
                    || fate
                        .rivals()
                        .iter()
                        .any(|rival| rival.value.is == FateKind::Deleted)
            })
    }

    /// Everything in the record, as a later write over the whole of it has seen it.
    fn all_seen(&self) -> Saw {
        let mut saw = Saw::default();
        let mut see = |stamp: &Stamp| {
            saw.see_all(&stamp.saw);
            if let Some(rev) = stamp.rev {
                saw.see(rev);
            }
        };
        self.visit_stamps(&mut see);
        if let Some(fate) = self.fate() {
            fate.stamps().for_each(see);
        }
        saw
    }
}

/// A record of one kind, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Record {
    /// A reviewer.
    Reviewer(ReviewerId, Register<super::Reviewer>),
    /// An article.
    Article(Box<super::Article>),
    /// A set-aside region.
    SetAside(Box<super::SetAsideRecord>),
    /// A source.
    Source(Box<super::SourceRecord>),
    /// A claim.
    Claim(Box<super::ClaimRecord>),
    /// An annotation.
    Annotation(Box<super::Annotation>),
    /// A decision.
    Decision(Box<super::DecisionRecord>),
}

impl Record {
    /// The record's name.
    #[must_use]
    pub fn name(&self) -> RecordRef {
        match self {
            Self::Reviewer(id, _) => RecordRef::Reviewer(*id),
            Self::Article(record) => RecordRef::Article(record.id),
            Self::SetAside(record) => RecordRef::SetAside(record.id),
            Self::Source(record) => RecordRef::Source(record.id),
            Self::Claim(record) => RecordRef::Claim(record.id),
            Self::Annotation(record) => RecordRef::Annotation(record.id),
            Self::Decision(record) => RecordRef::Decision(record.id),
        }
    }
}
