//! Regions of a text that need no checking.

use super::{ArticleId, Caution, Fate, Register, Registers, ReviewerId, SetAsideId, Stamp};
use crate::text::TextRange;
use serde::{Deserialize, Serialize};

/// Why a region needs no checking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SetAsideReason {
    /// Bylines, teasers, footers.
    Furniture,
    /// Nothing in it can be checked.
    Opinion,
}

/// A region of the present text of an article that needs no checking.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SetAside {
    /// Which article.
    pub article: ArticleId,
    /// Where, in bytes of its present text.
    pub range: TextRange,
    /// The words in it.
    pub quote: Box<str>,
    /// Why.
    pub why: SetAsideReason,
    /// Who set it aside.
    pub by: ReviewerId,
}

impl Caution for SetAside {}

/// A set-aside region with its registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetAsideRecord {
    /// Its id.
    pub id: SetAsideId,
    /// What it says.
    pub region: Register<SetAside>,
    /// Whether it was deleted.
    pub fate: Option<Register<Fate>>,
}

impl Registers for SetAsideRecord {
    fn visit_stamps(&self, visit: &mut dyn FnMut(&Stamp)) {
        self.region.stamps().for_each(visit);
    }

    fn fate(&self) -> Option<&Register<Fate>> {
        self.fate.as_ref()
    }
}
