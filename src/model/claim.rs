//! Claims: statements that can be checked, which passages of several articles make.

use super::{ArticleId, Caution, ClaimId, Fate, Register, Registers, ReviewerId, SmallMap, Stamp};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What a claim is about, hence in what its accounts may differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ClaimKind {
    /// A day or a time.
    Date,
    /// A figure.
    Number,
    /// Who it was.
    Name,
    /// Where it was.
    Place,
    /// What came first.
    Sequence,
    /// What somebody said.
    Quotation,
    /// Who said it.
    Attribution,
    /// What the headline says against what the body says.
    HeadlineAgainstBody,
    /// Anything else.
    Other,
}

impl ClaimKind {
    /// All, in the order of lists.
    pub const ALL: [Self; 9] = [
        Self::Date,
        Self::Number,
        Self::Name,
        Self::Place,
        Self::Sequence,
        Self::Quotation,
        Self::Attribution,
        Self::HeadlineAgainstBody,
        Self::Other,
    ];

    /// The words for it in lower case, as lists and messages use them.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Number => "number",
            Self::Name => "name",
            Self::Place => "place",
            Self::Sequence => "sequence",
            Self::Quotation => "quotation",
            Self::Attribution => "attribution",
            Self::HeadlineAgainstBody => "headline against body",
            Self::Other => "other",
        }
    }
}

/// One statement that can be checked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// The statement, in the checker's words.
    pub statement: String,
    /// What it is about.
    pub kind: Option<ClaimKind>,
    /// Remarks.
    pub note: String,
}

impl Caution for Claim {}

/// A person's word that an article does not say it.
///
/// One without `by` is withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Absence {
    /// Whose word.
    pub by: Option<ReviewerId>,
    /// When, in UTC.
    pub at: Timestamp,
}

impl Caution for Absence {
    fn caution(&self) -> u8 {
        u8::from(self.by.is_none())
    }
}

/// A claim with its registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimRecord {
    /// Its id.
    pub id: ClaimId,
    /// What it says.
    pub claim: Register<Claim>,
    /// Articles that do not say it.
    pub absent: SmallMap<ArticleId, Register<Absence>>,
    /// Whether it was deleted.
    pub fate: Option<Register<Fate>>,
}

impl Registers for ClaimRecord {
    fn visit_stamps(&self, visit: &mut dyn FnMut(&Stamp)) {
        self.claim.stamps().for_each(&mut *visit);
        self.absent
            .values()
            .flat_map(Register::stamps)
            .for_each(visit);
    }

    fn fate(&self) -> Option<&Register<Fate>> {
        self.fate.as_ref()
    }
}
