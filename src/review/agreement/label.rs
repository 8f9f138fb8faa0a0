//! What one reader says of one word, and what the figures ask about it.

use crate::model::Status;

/// How many labels there are: every set of the three statuses.
pub(super) const LABELS: usize = 8;

/// The statuses that a reader has given some words: a set, since marks overlap. Empty: they read the words and did not
/// mark them. A reader who has not read them has no label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label(u8);

impl Label {
    /// Read and not marked.
    pub const NONE: Self = Self(0);

    /// This status alone.
    #[must_use]
    pub fn of(status: Status) -> Self {
        Self(match status {
            Status::Verified => 1,
            Status::Unverified => 2,
            Status::Conflicting => 4,
        })
    }

    /// The statuses of both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the words are not marked.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether this status is among them.
    #[must_use]
    pub fn has(self, status: Status) -> bool {
        self.0 & Self::of(status).0 != 0
    }

    /// The statuses, in the order of their keys.
    pub fn statuses(self) -> impl Iterator<Item = Status> {
        Status::ALL
            .into_iter()
            .filter(move |status| self.has(*status))
    }

    /// A number below [`LABELS`], different for each label.
    pub(super) fn number(self) -> usize {
        usize::from(self.0)
    }

    /// The label of a number.
    pub(super) fn of_number(number: usize) -> Self {
        Self(u8::try_from(number % LABELS).unwrap_or_default())
    }

    /// How far two sets of statuses are apart, from 0 to 1 (Jaccard): the share of their union that is not in both.
    pub(super) fn jaccard(self, other: Self) -> f64 {
        let union = (self.0 | other.0).count_ones();
        match union {
            0 => 0.0,
            all => 1.0 - f64::from((self.0 & other.0).count_ones()) / f64::from(all),
        }
    }

    /// The same, and sets that contain one another count as nearer than those that only overlap (MASI, Passonneau 2006).
    pub(super) fn masi(self, other: Self) -> f64 {
        let both = self.0 & other.0;
        let kinship = if self == other {
            1.0
        } else if both == self.0 || both == other.0 {
            2.0 / 3.0
        } else {
            1.0 / 3.0
        };
        1.0 - (1.0 - self.jaccard(other)) * kinship
    }
}

/// A question that the figures answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Did readers mark the same words?
    Passages,
    /// Where they marked the same words, did they give the same verdict?
    Verdict,
    /// Both at once: the verdict, or none.
    Both,
    /// Did they give the same words this status?
    Status(Status),
}

impl Question {
    /// All, in the order of the figures.
    pub const ALL: [Self; 6] = [
        Self::Passages,
        Self::Verdict,
        Self::Both,
        Self::Status(Status::Verified),
        Self::Status(Status::Unverified),
        Self::Status(Status::Conflicting),
    ];

    /// What the figures are called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Passages => "same passages",
            Self::Verdict => "same verdict",
            Self::Both => "verdict or none",
            Self::Status(status) => status.word(),
        }
    }

    /// Its place in [`Self::ALL`].
    pub(super) fn number(self) -> usize {
        match self {
            Self::Passages => 0,
            Self::Verdict => 1,
            Self::Both => 2,
            Self::Status(Status::Verified) => 3,
            Self::Status(Status::Unverified) => 4,
            Self::Status(Status::Conflicting) => 5,
        }
    }

    /// Whether the answer is yes or no, so that there is an agreement on yes.
    pub(super) fn is_yes_or_no(self) -> bool {
        matches!(self, Self::Passages | Self::Status(_))
    }

    /// What a label answers, as a number below [`LABELS`]; 1 is yes. Nothing where it does not answer.
    pub(super) fn answer(self, label: Label) -> Option<usize> {
        match self {
            Self::Passages => Some(usize::from(!label.is_none())),
            Self::Verdict => (!label.is_none()).then(|| label.number()),
            Self::Both => Some(label.number()),
            Self::Status(status) => Some(usize::from(label.has(status))),
        }
    }
}
