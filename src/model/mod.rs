//! What a project is: articles, annotations, claims, sources, reviewers, and who decided what when.
//!
//! The tour: [`Project`] holds the records; [`Article`], [`Annotation`], [`Claim`], [`Source`], [`SetAside`],
//! [`Decision`] and [`Reviewer`] are the kinds of record; whatever one person decides at once is a [`Register`] with a
//! [`Rev`]; [`Standing`] says what an annotation's assessments and decisions amount to; [`SealedMark`] what a
//! sign-off covers.
//!
//! Invariant: values only. No window, no files, no clock, no threads: times and ids come in as arguments. Positions are
//! [`crate::text::TextOffset`]s, in bytes; the edges of the program turn them into code points and back.

mod annotation;
mod article;
mod claim;
mod decision;
mod decision_index;
mod history;
mod ids;
mod project;
mod record;
mod register;
mod reviewer;
mod revision;
mod rivals;
mod seal;
mod set_aside;
mod small_map;
mod source;
mod standing;
#[cfg(test)]
pub(crate) mod testing;

pub use annotation::{Anchor, Annotation, Assessment, Citation, Span, Spans, Stance, Status, Tie};
pub use article::{Article, ArticleInfo, Block, BlockKind, EarlierText, Meta, Reading, Role};
pub use claim::{Absence, Claim, ClaimKind, ClaimRecord};
pub use decision::{Decision, DecisionRecord, Outcome};
pub use decision_index::DecisionIndex;
pub use history::HistoryEntry;
pub use ids::{
    AnnotationId, ArticleId, ClaimId, DecisionId, ParseIdError, ProjectId, ReviewerId, SetAsideId,
    SourceId,
};
pub use project::{Project, Table};
pub use record::{Fate, FateKind, Record, RecordRef, Registers, Signature};
pub use register::{Caution, Others, Register, Rival};
pub use reviewer::{REVIEWER_COLOURS, Reviewer};
pub use revision::{ParseRevError, Rev, Saw, Session, Stamp};
pub use rivals::{Contested, RegisterName, RegisterRef};
pub use seal::{
    ParseSealError, Print, SealedJudgement, SealedMark, covered_revisions, is_counted, members,
    sealed_article,
};
pub use set_aside::{SetAside, SetAsideReason, SetAsideRecord};
pub use small_map::SmallMap;
pub use source::{Source, SourceKind, SourceRecord};
pub use standing::{EffectiveStatus, Flag, Standing, standing};
