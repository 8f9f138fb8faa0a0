//! Decisions: how a disagreement was settled. The assessments stay.

use super::{
    AnnotationId, Caution, DecisionId, Fate, Register, Registers, ReviewerId, Stamp, Status,
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How a disagreement ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Outcome {
    /// This status stands.
    Status(Status),
    /// Each mark keeps its own.
    BothStand,
    /// There is nothing to mark.
    NothingHere,
    /// Undecided still.
    Later,
}

/// The settling of a disagreement over one or more annotations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Decision {
    /// Which annotations, sorted.
    pub about: Vec<AnnotationId>,
    /// How it ended.
    pub outcome: Outcome,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: ReviewerId,
    /// When, in UTC.
    pub at: Timestamp,
}

impl Caution for Decision {
    fn caution(&self) -> u8 {
        match self.outcome {
            Outcome::Later => 5,
            Outcome::Status(Status::Conflicting) => 4,
            Outcome::Status(Status::Unverified) => 3,
            Outcome::BothStand => 2,
            Outcome::NothingHere => 1,
            Outcome::Status(Status::Verified) => 0,
        }
    }
}

/// A decision with its registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionRecord {
    /// Its id.
    pub id: DecisionId,
    /// What it says.
    pub decision: Register<Decision>,
    /// Whether it was deleted.
    pub fate: Option<Register<Fate>>,
}

impl Registers for DecisionRecord {
    fn visit_stamps(&self, visit: &mut dyn FnMut(&Stamp)) {
        self.decision.stamps().for_each(visit);
    }

    fn fate(&self) -> Option<&Register<Fate>> {
        self.fate.as_ref()
    }
}
