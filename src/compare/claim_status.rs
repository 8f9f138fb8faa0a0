//! What a claim amounts to, from the passages tied to it.
//!
//! The table, first row that fits; mentions do not count:
//!
//! | # | tied passages | claim | line shown under it |
//! | --- | --- | --- | --- |
//! | 1 | none for, none against | unverified | "Nothing tied yet" or "Only mentioned" |
//! | 2 | any disputed | disputed | "Readers differ on 1 passage" |
//! | 3 | for and against both present | conflicting | "2 for, 1 against" |
//! | 4 | any conflicting | conflicting | "1 of 3 passages conflicting" |
//! | 5 | only against | conflicting | "No passage states this" |
//! | 6 | any unverified, re-check or lost | unverified | "2 of 3 verified" |
//! | 7 | all verified, and what says so cites a primary source, or sources of 2 known roots | verified | "3 articles, 1 root, primary source" |
//! | 8 | all verified otherwise | unverified | "All marked verified, but 1 root and no primary source" |
//!
//! The roots of row 7's line are those of the passages, so that agreement is not taken for corroboration; what makes the
//! row is what was cited. Row 8 tells of the roots of what was cited.
//!
//! Invariant: never greener than the weakest passage, and nobody's mark is altered.

use super::{
    passage::Passage,
    roots::{RootCount, root_of},
};
use crate::model::{
    AnnotationId, ArticleId, EffectiveStatus, Project, SourceId, SourceKind, Stance, Status,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a claim amounts to, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClaimStatus {
    /// What it counts as; never "nothing here".
    pub status: EffectiveStatus,
    /// The row of the table that fits.
    pub reason: Reason,
    /// The articles that take a side.
    pub articles: usize,
    /// The roots of the passages that take a side.
    pub roots: RootCount,
}

/// Why a claim stands as it does: a row of the table, with what its line counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Row 1.
    NothingTied,
    /// Row 1, with mentions.
    OnlyMentioned,
    /// Row 2.
    ReadersDiffer {
        /// Disputed passages.
        passages: usize,
    },
    /// Row 3.
    BothSides {
        /// Passages that say so.
        supporting: usize,
        /// Passages that say otherwise.
        contradicting: usize,
    },
    /// Row 4.
    SomeConflicting {
        /// Conflicting ones.
        conflicting: usize,
        /// All that take a side.
        passages: usize,
    },
    /// Row 5.
    OnlyAgainst,
    /// Row 6.
    NotAllVerified {
        /// Verified ones.
        verified: usize,
        /// All that take a side.
        passages: usize,
    },
    /// Row 7.
    BorneOut(Evidence),
    /// Row 8.
    HeldBack(Evidence),
}

/// What the assessments cite that say "verified".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Whether a primary source is among it.
    pub has_primary: bool,
    /// How many sources.
    pub sources: usize,
    /// Their roots.
    pub roots: RootCount,
}

impl Evidence {
    /// Of annotations: what their assessments cite that say "verified". Deleted cards are no evidence.
    #[must_use]
    pub fn of(project: &Project, annotations: impl IntoIterator<Item = AnnotationId>) -> Self {
        let mut cited: BTreeMap<SourceId, (&str, bool)> = BTreeMap::new();
        let annotations = annotations.into_iter();
        for annotation in annotations.filter_map(|id| project.annotations.get(&id)) {
            let given = annotation.assessments.values().map(|given| &given.value);
            for citation in given
                .filter(|given| given.status == Some(Status::Verified))
                .flat_map(|given| &given.cites)
            {
                if let Some(source) = project.source(citation.source) {
                    let card = &source.source.value;
                    let is_primary = card.kind == Some(SourceKind::Primary);
                    cited.insert(citation.source, (&card.root, is_primary));
                }
            }
        }
        Self {
            has_primary: cited.values().any(|(_, is_primary)| *is_primary),
            sources: cited.len(),
            roots: RootCount::of(cited.iter().map(|(id, (root, _))| (*root, *id))),
        }
    }

    /// Whether it is enough: a primary source, or sources of two known roots.
    #[must_use]
    pub fn suffices(&self) -> bool {
        self.has_primary || self.roots.known >= 2
    }
}

impl ClaimStatus {
    /// Of a claim with these passages.
    #[must_use]
    pub fn of(project: &Project, passages: &[Passage]) -> Self {
        let sides: Vec<&Passage> = passages.iter().filter(|p| p.takes_side()).collect();
        let articles: BTreeSet<ArticleId> = sides.iter().map(|passage| passage.article).collect();
        let accounts = sides
            .iter()
            .flat_map(|passage| passage.annotations().map(|id| (id, passage.article)))
            .filter_map(|(id, article)| {
                let annotation = project.annotations.get(&id)?;
                Some((root_of(project, annotation), article))
            });
        let reason = reason(project, &sides, passages.len());
        Self {
            status: reason.status(),
            reason,
            articles: articles.len(),
            roots: RootCount::of(accounts),
        }
    }

    /// The line under the claim, as in the table.
    #[must_use]
    pub fn line(&self) -> String {
        match self.reason {
            Reason::NothingTied => "Nothing tied yet".to_owned(),
            Reason::OnlyMentioned => "Only mentioned".to_owned(),
            Reason::ReadersDiffer { passages } => {
                format!("Readers differ on {}", counted(passages, "passage"))
            }
            Reason::BothSides {
                supporting,
                contradicting,
            } => format!("{supporting} for, {contradicting} against"),
            Reason::SomeConflicting {
                conflicting,
                passages,
            } => format!(
                "{conflicting} of {} conflicting",
                counted(passages, "passage")
            ),
            Reason::OnlyAgainst => "No passage states this".to_owned(),
            Reason::NotAllVerified { verified, passages } => {
                format!("{verified} of {passages} verified")
            }
            Reason::BorneOut(evidence) if evidence.has_primary => {
                format!("{}, primary source", self.accounts())
            }
            Reason::BorneOut(evidence) => {
                format!("{}, sources of {}", self.accounts(), evidence.roots)
            }
            Reason::HeldBack(Evidence { sources: 0, .. }) => {
                "All marked verified, but no source cited".to_owned()
            }
            Reason::HeldBack(evidence) => format!(
                "All marked verified, but {} and no primary source",
                evidence.roots
            ),
        }
    }

    /// How many articles speak of it, and how many roots they have: "3 articles, 1 root".
    #[must_use]
    pub fn accounts(&self) -> String {
        format!("{}, {}", counted(self.articles, "article"), self.roots)
    }
}

impl Reason {
    /// What a claim for this reason counts as.
    #[must_use]
    pub fn status(self) -> EffectiveStatus {
        match self {
            Self::ReadersDiffer { .. } => EffectiveStatus::Disputed,
            Self::BothSides { .. } | Self::SomeConflicting { .. } | Self::OnlyAgainst => {
                EffectiveStatus::Tagged(Status::Conflicting)
            }
            Self::BorneOut(_) => EffectiveStatus::Tagged(Status::Verified),
            Self::NothingTied
            | Self::OnlyMentioned
            | Self::NotAllVerified { .. }
            | Self::HeldBack(_) => EffectiveStatus::Tagged(Status::Unverified),
        }
    }

    /// The row of the table, from 1.
    #[must_use]
    pub fn row(self) -> u8 {
        match self {
            Self::NothingTied | Self::OnlyMentioned => 1,
            Self::ReadersDiffer { .. } => 2,
            Self::BothSides { .. } => 3,
            Self::SomeConflicting { .. } => 4,
            Self::OnlyAgainst => 5,
            Self::NotAllVerified { .. } => 6,
            Self::BorneOut(_) => 7,
            Self::HeldBack(_) => 8,
        }
    }
}

/// The first row that fits. `sides` are the passages that take one, `all` counts mentions too.
fn reason(project: &Project, sides: &[&Passage], all: usize) -> Reason {
    let count = |fits: &dyn Fn(&Passage) -> bool| sides.iter().filter(|p| fits(p)).count();
    let is = |status| move |passage: &Passage| passage.status == status;
    let passages = sides.len();
    if passages == 0 {
        return if all == 0 {
            Reason::NothingTied
        } else {
            Reason::OnlyMentioned
        };
    }
    let disputed = count(&is(EffectiveStatus::Disputed));
    if disputed > 0 {
        return Reason::ReadersDiffer { passages: disputed };
    }
    let contradicting = count(&|passage| passage.stance == Stance::Contradicts);
    let supporting = passages - contradicting;
    if supporting > 0 && contradicting > 0 {
        return Reason::BothSides {
            supporting,
            contradicting,
        };
    }
    let conflicting = count(&is(EffectiveStatus::Tagged(Status::Conflicting)));
    if conflicting > 0 {
        return Reason::SomeConflicting {
            conflicting,
            passages,
        };
    }
    if supporting == 0 {
        return Reason::OnlyAgainst;
    }
    let verified = count(&|passage| {
        passage.status == EffectiveStatus::Tagged(Status::Verified)
            && !passage.recheck
            && !passage.is_lost
    });
    if verified < passages {
        return Reason::NotAllVerified { verified, passages };
    }
    let evidence = Evidence::of(project, sides.iter().flat_map(|one| one.annotations()));
    if evidence.suffices() {
        Reason::BorneOut(evidence)
    } else {
        Reason::HeldBack(evidence)
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

#[cfg(test)]
mod tests;
