//! What was done to a record, for people to read.

use super::{Rev, ReviewerId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One line of a project's history.
///
/// Sorted by time, then revision; merging unites the lines.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// When, in UTC.
    pub at: Timestamp,
    /// The revision it made; nothing before the save.
    pub rev: Option<Rev>,
    /// The record.
    pub record: Uuid,
    /// Who did it.
    pub by: ReviewerId,
    /// What stood there before; `None` where nothing did.
    pub from: Option<String>,
    /// What stands there now; `None` where nothing does.
    pub to: Option<String>,
}
