//! Sources: cards of evidence.

use super::{Caution, Fate, Register, Registers, SourceId, Stamp};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How near a source stands to what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SourceKind {
    /// A document, a recording, a person who was there.
    Primary,
    /// Somebody who reports on one.
    Secondary,
}

/// A card of evidence. Empty fields are unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Source {
    /// What it is.
    pub title: String,
    /// How near it stands.
    pub kind: Option<SourceKind>,
    /// Where it is on the web.
    pub url: String,
    /// Where a copy is archived.
    pub archived_url: String,
    /// When it was looked at, in UTC.
    pub accessed: Option<Timestamp>,
    /// Whom to ask.
    pub contact: String,
    /// Whether it stays out of exports.
    pub private: bool,
    /// Where its account comes from in the end.
    pub root: String,
    /// What it says; empty means asked, no answer yet.
    pub says: String,
    /// The SHA-256 of a file that was kept, in hexadecimal.
    pub file_sha256: String,
}

impl Caution for Source {
    /// What is private stays so until somebody decides.
    fn caution(&self) -> u8 {
        u8::from(self.private)
    }
}

/// A source with its registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRecord {
    /// Its id.
    pub id: SourceId,
    /// What it says.
    pub source: Register<Source>,
    /// Whether it was deleted.
    pub fate: Option<Register<Fate>>,
}

impl Registers for SourceRecord {
    fn visit_stamps(&self, visit: &mut dyn FnMut(&Stamp)) {
        self.source.stamps().for_each(visit);
    }

    fn fate(&self) -> Option<&Register<Fate>> {
        self.fate.as_ref()
    }
}
