//! What a second reader signed: fingerprints of the parts of a mark that a sign-off covers.
//!
//! The idea: revisions alone cannot say whether a seal holds. A note and a status are one register, so a new note gives
//! the assessment a new revision; and what is signed before it is saved has no revision yet. So a sign-off keeps, beside
//! the revisions it saw, a short fingerprint of each part it covers. It holds as long as the parts say the same.
//!
//! Covered are the words, their place in the words around them, each counted status with its correction and its sources,
//! the claim and the stance to it, and the decision. Left out are notes, reasons, names, the texts of source cards and
//! the times: a change of these breaks no seal.
//!
//! Cost: one SHA-256 of a few hundred bytes for each part; only marks that somebody signed pay it.

use super::{
    Annotation, AnnotationId, ArticleId, Assessment, DecisionIndex, Outcome, Project, Register,
    Registers, Rev, ReviewerId, SmallMap,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::{fmt, str::FromStr, sync::Arc};

/// The first eight hexadecimal digits of the SHA-256 of a part.
///
/// It tells a change from none, not a forgery: one changed part in four thousand million would go unseen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Print(u32);

impl Print {
    /// Of a reviewer, to find their part again.
    #[must_use]
    pub fn of_reviewer(id: ReviewerId) -> Self {
        Self::of([id.to_string()])
    }

    /// Of a part that is not there, or withdrawn.
    fn of_nothing() -> Self {
        Self::of_values(vec![Vec::new()])
    }

    /// Of the strings, one after the other. Their lengths go in too, so that no two lists run together.
    fn of<S: AsRef<str>>(parts: impl IntoIterator<Item = S>) -> Self {
        let mut digest = Sha256::new();
        for part in parts {
            let part = part.as_ref();
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part.as_bytes());
        }
        let bytes = digest.finalize();
        Self(u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    /// Of every value that stands in a register, whatever their order.
    fn of_register<T>(register: &Register<T>, words: impl Fn(&T) -> Vec<String>) -> Self {
        let rivals = register.rivals().iter().map(|rival| &rival.value);
        let mut values: Vec<_> = std::iter::once(&register.value)
            .chain(rivals)
            .map(words)
            .collect();
        values.sort();
        values.dedup();
        Self::of_values(values)
    }

    fn of_values(values: Vec<Vec<String>>) -> Self {
        Self::of(values.into_iter().flat_map(|value| {
            let length = value.len().to_string();
            std::iter::once(length).chain(value)
        }))
    }
}

impl fmt::Display for Print {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl fmt::Debug for Print {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Print {
    type Err = ParseSealError;

    fn from_str(text: &str) -> Result<Self, ParseSealError> {
        let is_digit = |digit: &u8| matches!(digit, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != 8 || !text.as_bytes().iter().all(is_digit) {
            return Err(ParseSealError(text.to_owned()));
        }
        u32::from_str_radix(text, 16)
            .map(Self)
            .map_err(|_no_number| ParseSealError(text.to_owned()))
    }
}

/// Why a string is no [`SealedMark`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" does not say what was signed: fingerprints of eight hexadecimal digits each")]
pub struct ParseSealError(pub String);

/// One person's judgement as it was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SealedJudgement {
    /// Whose.
    pub by: Print,
    /// The status.
    pub status: Print,
    /// What the text should read.
    pub correction: Print,
    /// The sources and where in them.
    pub sources: Print,
}

impl SealedJudgement {
    /// What `by` says in `register`.
    #[must_use]
    pub fn of(by: ReviewerId, register: &Register<Assessment>) -> Self {
        let part = |words: &dyn Fn(&Assessment) -> Vec<String>| Print::of_register(register, words);
        Self {
            by: Print::of_reviewer(by),
            status: part(&|given| given.status.iter().map(|s| s.word().to_owned()).collect()),
            correction: part(&|given| vec![given.should_read.clone()]),
            sources: part(&|given| {
                let cites = given.cites.iter();
                let mut cites: Vec<_> = cites
                    .map(|cite| format!("{} {}", cite.source, cite.locator))
                    .collect();
                cites.sort();
                cites
            }),
        }
    }
}

/// What was signed of one mark.
///
/// In files a string: the fingerprints of words, claim, stance and decision, then for each judgement those of its person,
/// status, correction and sources, joined by hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SealedMark {
    /// The words and what stands around them.
    pub words: Print,
    /// Which claim, and what it says.
    pub claim: Print,
    /// How the mark stands to it.
    pub stance: Print,
    /// How a disagreement over it was settled.
    pub decision: Print,
    /// What each person says who has judged it, sorted.
    pub judgements: Vec<SealedJudgement>,
}

impl SealedMark {
    /// The mark as it stands.
    #[must_use]
    pub fn of(project: &Project, annotation: &Annotation, decisions: &DecisionIndex) -> Self {
        let counted = annotation
            .assessments
            .iter()
            .filter(|(_, register)| is_counted(register));
        let mut judgements: Vec<_> = counted
            .map(|(by, register)| SealedJudgement::of(*by, register))
            .collect();
        judgements.sort();
        Self {
            words: words(annotation),
            claim: claim(project, annotation),
            stance: stance(annotation),
            decision: decision(annotation.id, decisions),
            judgements,
        }
    }
}

/// The live marks of an article, which its seal covers, sorted by id.
pub fn members(project: &Project, article: ArticleId) -> impl Iterator<Item = &Arc<Annotation>> {
    project
        .live_annotations()
        .filter(move |annotation| annotation.article == article)
}

/// What a sign-off of the whole article seals now.
#[must_use]
pub fn sealed_article(
    project: &Project,
    article: ArticleId,
    decisions: &DecisionIndex,
) -> SmallMap<AnnotationId, SealedMark> {
    members(project, article)
        .map(|mark| (mark.id, SealedMark::of(project, mark, decisions)))
        .collect()
}

impl fmt::Display for SealedMark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            words,
            claim,
            stance,
            decision,
            judgements,
        } = self;
        write!(f, "{words} {claim} {stance} {decision}")?;
        judgements.iter().try_for_each(|judgement| {
            let SealedJudgement {
                by,
                status,
                correction,
                sources,
            } = judgement;
            write!(f, " {by}-{status}-{correction}-{sources}")
        })
    }
}

impl FromStr for SealedMark {
    type Err = ParseSealError;

    fn from_str(text: &str) -> Result<Self, ParseSealError> {
        let wrong = || ParseSealError(text.to_owned());
        let mut parts = text.split(' ');
        let mut next = || parts.next().ok_or_else(wrong)?.parse::<Print>();
        let (words, claim, stance, decision) = (next()?, next()?, next()?, next()?);
        let judgements = parts
            .map(|part| {
                let prints: Result<Vec<Print>, _> = part.split('-').map(str::parse).collect();
                match prints?[..] {
                    [by, status, correction, sources] => Ok(SealedJudgement {
                        by,
                        status,
                        correction,
                        sources,
                    }),
                    _ => Err(wrong()),
                }
            })
            .collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            words,
            claim,
            stance,
            decision,
            judgements,
        })
    }
}

/// Whether a person's judgement counts: it is not withdrawn, or withdrawn in one copy only.
#[must_use]
pub fn is_counted(register: &Register<Assessment>) -> bool {
    register.value.status.is_some() || register.is_conflict()
}

/// The revisions of all that a sign-off of `annotation` covers, sorted. What is not saved yet has none.
#[must_use]
pub fn covered_revisions(
    project: &Project,
    annotation: &Annotation,
    decisions: &DecisionIndex,
) -> Vec<Rev> {
    let mut revs: Vec<Rev> = annotation.spans.revs().collect();
    revs.extend(annotation.tie.iter().flat_map(Register::revs));
    let counted = annotation
        .assessments
        .values()
        .filter(|register| is_counted(register));
    revs.extend(counted.flat_map(Register::revs));
    let claim = annotation.claim().and_then(|id| project.claims.get(&id));
    revs.extend(claim.iter().flat_map(|record| record.claim.revs()));
    let decided = decisions.about(annotation.id).iter();
    revs.extend(decided.flat_map(|record| record.decision.revs().collect::<Vec<_>>()));
    revs.sort_unstable();
    revs.dedup();
    revs
}

fn words(annotation: &Annotation) -> Print {
    Print::of_register(&annotation.spans, |spans| {
        spans
            .iter()
            .flat_map(|span| {
                let anchor = match &span.anchor {
                    super::Anchor::Exact => "exact",
                    super::Anchor::Changed { .. } => "changed",
                    super::Anchor::Moved => "moved",
                    super::Anchor::Lost => "lost",
                };
                [&*span.quote, &*span.before, &*span.after, anchor].map(str::to_owned)
            })
            .collect()
    })
}

fn claim(project: &Project, annotation: &Annotation) -> Print {
    let Some(tie) = &annotation.tie else {
        return Print::of_nothing();
    };
    Print::of_register(tie, |tie| {
        let Some(id) = tie.claim else {
            return Vec::new();
        };
        let says = project
            .claims
            .get(&id)
            .filter(|record| !record.is_deleted());
        let statement = says.map(|record| {
            Print::of_register(&record.claim, |claim| {
                vec![claim.statement.clone(), format!("{:?}", claim.kind)]
            })
        });
        std::iter::once(id.to_string())
            .chain(statement.map(|print| print.to_string()))
            .collect()
    })
}

fn stance(annotation: &Annotation) -> Print {
    let Some(tie) = &annotation.tie else {
        return Print::of_nothing();
    };
    Print::of_register(tie, |tie| match tie.claim {
        Some(_) => vec![format!("{:?}", tie.stance)],
        None => Vec::new(),
    })
}

/// The decisions that settle the mark. One put off until later settles nothing.
fn decision(annotation: AnnotationId, decisions: &DecisionIndex) -> Print {
    let Some(record) = decisions.in_force(annotation) else {
        return Print::of_nothing();
    };
    Print::of_register(&record.decision, |decision| match decision.outcome {
        Outcome::Later => Vec::new(),
        outcome => vec![format!("{outcome:?}")],
    })
}

#[cfg(test)]
mod tests;
