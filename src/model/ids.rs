//! Ids: one type for each kind of record, so that none is taken for another.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// Why a string is no id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a UUID")]
pub struct ParseIdError(pub String);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        ///
        /// A UUID: version 7 for what is made here, version 8 for what is derived from foreign files.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0.hyphenated())
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            /// Takes the hyphenated form only, so that one id has one spelling.
            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                match Uuid::try_parse(text) {
                    Ok(uuid) if text.len() == 36 => Ok(Self(uuid)),
                    _ => Err(ParseIdError(text.to_owned())),
                }
            }
        }
    )*};
}

impl ReviewerId {
    /// Stands for a person who is not named, as in blind review.
    pub const HIDDEN: Self = Self(Uuid::nil());
}

ids! {
    /// The id of a project. Two copies of a project share it; a clean copy gets another.
    ProjectId,
    /// The id of an article.
    ArticleId,
    /// The id of an annotation.
    AnnotationId,
    /// The id of a claim.
    ClaimId,
    /// The id of a source.
    SourceId,
    /// The id of a set-aside region.
    SetAsideId,
    /// The id of a decision.
    DecisionId,
    /// The id of a reviewer: made once for a person, kept in their settings.
    ReviewerId,
}
