//! What stands in a register that is in conflict: each value in words, with who wrote it and when, as far as it says so.

use crate::model::{
    Annotation, Article, ClaimRecord, Fate, Project, RecordRef, Register, RegisterName,
    RegisterRef, Registers, Rev, ReviewerId, Spans, Status,
};
use crate::review::words::{self, Words};
use jiff::Timestamp;
use std::sync::Arc;

/// One value of a register.
pub(in crate::review) struct Entry {
    /// What it says.
    pub words: Words,
    /// Whose it is, where the value or its register says so.
    pub by: Option<ReviewerId>,
    /// When, where the value says so.
    pub at: Option<Timestamp>,
    /// Its revision; nothing before the save.
    pub rev: Option<Rev>,
    /// The status, in an assessment.
    pub status: Option<Status>,
}

/// Who said something and when, as far as a value tells it.
#[derive(Default)]
struct Said {
    by: Option<ReviewerId>,
    at: Option<Timestamp>,
    status: Option<Status>,
}

impl Said {
    fn by(by: ReviewerId) -> Self {
        Self {
            by: Some(by),
            ..Self::default()
        }
    }

    fn at(self, at: Timestamp) -> Self {
        Self {
            at: Some(at),
            ..self
        }
    }
}

/// The values of a register, the provisional one first; none where it is not there. A fate is told by [`fate_of`].
pub(in crate::review) fn entries(project: &Project, at: RegisterRef) -> Vec<Entry> {
    let found = match at.record {
        RecordRef::Reviewer(id) => project
            .reviewers
            .get(&id)
            .map(|it| of(it, words::reviewer, |_| Said::by(id))),
        RecordRef::Article(id) => project
            .articles
            .get(&id)
            .and_then(|article| of_article(article, at.name)),
        RecordRef::SetAside(id) => project.set_aside.get(&id).map(|record| {
            of(&record.region, words::set_aside, |region| {
                Said::by(region.by)
            })
        }),
        RecordRef::Source(id) => project
            .sources
            .get(&id)
            .map(|record| of(&record.source, words::source, |_| Said::default())),
        RecordRef::Claim(id) => project
            .claims
            .get(&id)
            .and_then(|record| of_claim(project, record, at.name)),
        RecordRef::Annotation(id) => project
            .annotations
            .get(&id)
            .and_then(|mark| of_annotation(project, mark, at.name)),
        RecordRef::Decision(id) => project.decisions.get(&id).map(|record| {
            let words = |decision: &_| words::decision(decision, project);
            of(&record.decision, words, |decision| {
                Said::by(decision.by).at(decision.at)
            })
        }),
    };
    found.unwrap_or_default()
}

fn of<T>(
    register: &Register<T>,
    words: impl Fn(&T) -> Words,
    said: impl Fn(&T) -> Said,
) -> Vec<Entry> {
    let provisional = (&register.value, register.stamp.rev);
    let rivals = register.rivals().iter();
    std::iter::once(provisional)
        .chain(rivals.map(|rival| (&rival.value, rival.stamp.rev)))
        .map(|(value, rev)| {
            let Said { by, at, status } = said(value);
            Entry {
                words: words(value),
                by,
                at,
                rev,
                status,
            }
        })
        .collect()
}

fn of_article(article: &Article, name: RegisterName) -> Option<Vec<Entry>> {
    Some(match name {
        RegisterName::Info => of(&article.info, words::info, |_| Said::default()),
        RegisterName::Reading(by) => of(article.read.get(&by)?, words::reading, |reading| {
            Said::by(by).at(reading.at)
        }),
        RegisterName::Signature(by) => {
            of(article.signed.get(&by)?, words::signature, |signature| {
                Said::by(by).at(signature.at)
            })
        }
        _ => return None,
    })
}

fn of_annotation(project: &Project, mark: &Annotation, name: RegisterName) -> Option<Vec<Entry>> {
    Some(match name {
        RegisterName::Spans => {
            let article = project.articles.get(&mark.article);
            let text = article.and_then(|article| article.text_named(mark.text_id));
            let words = |spans: &Spans| words::spans(spans, text.map(Arc::as_ref));
            of(&mark.spans, words, |_| Said::by(mark.by))
        }
        RegisterName::Tie => of(
            mark.tie.as_ref()?,
            |tie| words::tie(tie, project),
            |_| Said::default(),
        ),
        RegisterName::Assessment(by) => of(
            mark.assessments.get(&by)?,
            |given| words::assessment(given, project),
            |given| Said {
                status: given.status,
                ..Said::by(by).at(given.at)
            },
        ),
        RegisterName::Signature(by) => of(mark.signed.get(&by)?, words::signature, |signature| {
            Said::by(by).at(signature.at)
        }),
        _ => return None,
    })
}

fn of_claim(project: &Project, record: &ClaimRecord, name: RegisterName) -> Option<Vec<Entry>> {
    Some(match name {
        RegisterName::Claim => of(&record.claim, words::claim, |_| Said::default()),
        RegisterName::Absence(article) => of(
            record.absent.get(&article)?,
            |absence| words::absence(absence, project),
            |absence| Said {
                by: absence.by,
                ..Said::default().at(absence.at)
            },
        ),
        _ => return None,
    })
}

/// The fate of a record.
pub(in crate::review) fn fate_of(project: &Project, record: RecordRef) -> Option<&Register<Fate>> {
    match record {
        RecordRef::Reviewer(_) => None,
        RecordRef::Article(id) => project.articles.get(&id)?.fate.as_ref(),
        RecordRef::SetAside(id) => project.set_aside.get(&id)?.fate.as_ref(),
        RecordRef::Source(id) => project.sources.get(&id)?.fate.as_ref(),
        RecordRef::Claim(id) => project.claims.get(&id)?.fate.as_ref(),
        RecordRef::Annotation(id) => project.annotations.get(&id)?.fate.as_ref(),
        RecordRef::Decision(id) => project.decisions.get(&id)?.fate.as_ref(),
    }
}

/// The revisions in a record that its fate has not seen: what keeps it alive.
pub(super) fn unseen_by_fate(project: &Project, record: RecordRef) -> Vec<Rev> {
    fn unseen(record: Option<&impl Registers>) -> Vec<Rev> {
        let mut unseen = Vec::new();
        if let Some((record, fate)) = record.and_then(|record| Some((record, record.fate()?))) {
            record.visit_stamps(&mut |stamp| {
                let is_unseen = |rev: &Rev| !fate.stamps().any(|of_fate| of_fate.covers(*rev));
                unseen.extend(stamp.rev.filter(is_unseen));
            });
        }
        unseen
    }
    match record {
        RecordRef::Reviewer(_) => Vec::new(),
        RecordRef::Article(id) => unseen(project.articles.get(&id).map(Arc::as_ref)),
        RecordRef::SetAside(id) => unseen(project.set_aside.get(&id).map(Arc::as_ref)),
        RecordRef::Source(id) => unseen(project.sources.get(&id).map(Arc::as_ref)),
        RecordRef::Claim(id) => unseen(project.claims.get(&id).map(Arc::as_ref)),
        RecordRef::Annotation(id) => unseen(project.annotations.get(&id).map(Arc::as_ref)),
        RecordRef::Decision(id) => unseen(project.decisions.get(&id).map(Arc::as_ref)),
    }
}
