//! A small project with one record of each kind, and every edit that can be made of three numbers, for the tests of
//! this folder.

use super::{Edit, RevisionContext, give_revisions};
use crate::model::SmallMap;
use crate::{
    model::{
        Absence, Annotation, AnnotationId, Article, ArticleId, ArticleInfo, Assessment, Citation,
        Claim, ClaimId, ClaimRecord, Decision, DecisionId, DecisionRecord, Fate, FateKind,
        HistoryEntry, Meta, Outcome, Project, ProjectId, Reading, Record, RecordRef, Register,
        Reviewer, ReviewerId, Role, Session, SetAside, SetAsideId, SetAsideReason, SetAsideRecord,
        Signature, Source, SourceId, SourceRecord, Stance, Status, Tie,
    },
    text::{Text, TextRange},
};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

pub(crate) const ME: ReviewerId = ReviewerId(Uuid::from_u128(1));
pub(crate) const OTHER: ReviewerId = ReviewerId(Uuid::from_u128(2));
pub(crate) const ARTICLE: ArticleId = ArticleId(Uuid::from_u128(10));
pub(crate) const MARK: AnnotationId = AnnotationId(Uuid::from_u128(20));
pub(crate) const CLAIM: ClaimId = ClaimId(Uuid::from_u128(30));
pub(crate) const SOURCE: SourceId = SourceId(Uuid::from_u128(40));
pub(crate) const REGION: SetAsideId = SetAsideId(Uuid::from_u128(50));
pub(crate) const DECISION: DecisionId = DecisionId(Uuid::from_u128(60));
pub(crate) const TEXT: &str = "The ferry ran aground. Nine men were on board.\nBy a reporter";

/// How many kinds of edit [`edit`] makes.
pub(crate) const KINDS: u8 = 20;

pub(crate) fn at(second: u8) -> Timestamp {
    Timestamp::from_second(i64::from(second)).expect("a time in 1970")
}

pub(crate) fn save_context(letter: u64, n: u32) -> RevisionContext {
    RevisionContext {
        session: Session::from_random(letter),
        n,
        by: ME,
        at: at(200),
    }
}

pub(crate) fn says(status: Status, note: &str, second: u8) -> Assessment {
    Assessment {
        status: Some(status),
        note: note.to_owned(),
        should_read: String::new(),
        cites: vec![Citation {
            source: SOURCE,
            locator: "p. 4".to_owned(),
        }],
        at: at(second),
    }
}

/// A mark of `by` over bytes of the article, judged verified by its maker.
pub(crate) fn mark(id: u128, by: ReviewerId, start: usize, end: usize) -> Annotation {
    let text = Text::new(TEXT);
    Annotation {
        id: AnnotationId(Uuid::from_u128(id)),
        article: ARTICLE,
        text_id: text.id(),
        by,
        spans: Register::new(vec![super::marking::span(
            &text,
            TextRange::of_bytes(start, end),
        )]),
        tie: None,
        assessments: SmallMap::from([(by, Register::new(says(Status::Verified, "", 1)))]),
        signed: SmallMap::new(),
        fate: None,
    }
}

/// The project as it was saved first, by session "baaaaaaa".
pub(crate) fn saved_project() -> Project {
    let mut project = Project::new(ProjectId(Uuid::from_u128(99)));
    let text = Text::new(TEXT);
    let records = vec![
        Record::Reviewer(ME, Register::new(reviewer(0))),
        Record::Reviewer(OTHER, Register::new(reviewer(1))),
        Record::Article(Box::new(Article {
            id: ARTICLE,
            info: Register::new(ArticleInfo::default()),
            text_id: text.id(),
            text: Some(Arc::new(text)),
            blocks: Vec::new(),
            earlier: Vec::new(),
            file_sha256: String::new(),
            read: SmallMap::new(),
            signed: SmallMap::new(),
            fate: None,
        })),
        Record::Claim(Box::new(ClaimRecord {
            id: CLAIM,
            claim: Register::new(claim(0)),
            absent: SmallMap::new(),
            fate: None,
        })),
        Record::Source(Box::new(source(SOURCE, 0))),
        Record::SetAside(Box::new(SetAsideRecord {
            id: REGION,
            region: Register::new(region(0)),
            fate: None,
        })),
        Record::Annotation(Box::new(mark(20, ME, 4, 9))),
        Record::Decision(Box::new(DecisionRecord {
            id: DECISION,
            decision: Register::new(decision(0)),
            fate: None,
        })),
    ];
    for record in records {
        Edit::Add(Box::new(record))
            .apply(&mut project)
            .expect("ids differ");
    }
    let nothing = Project::new(project.id);
    give_revisions(&mut project, &nothing, save_context(1, 1));
    project
}

/// An edit of the given kind; `what` chooses the record or person, `value` what is written.
#[expect(clippy::too_many_lines, reason = "one arm for each kind of edit")]
pub(crate) fn edit(project: &Project, kind: u8, what: u8, value: u8) -> Edit {
    let who = if what.is_multiple_of(2) { ME } else { OTHER };
    let status = Status::ALL[usize::from(value % 3)];
    let annotation = &project.annotations.get(&MARK);
    let article = project.articles.get(&ARTICLE);
    let withdraws = value % 5 == 4;
    match kind % KINDS {
        0 => Edit::Title(format!("Title {value}")),
        1 => Edit::Add(Box::new(Record::Annotation(Box::new(mark(
            100 + u128::from(what % 8),
            who,
            4,
            9,
        ))))),
        2 => {
            let id = SourceId(Uuid::from_u128(200 + u128::from(what % 4)));
            Edit::Add(Box::new(Record::Source(Box::new(source(id, value)))))
        }
        3 => write_map(
            project.reviewers.get(&who).map(|old| &**old),
            reviewer(value),
            |new| Edit::Reviewer(who, new),
        ),
        4 => write_map(article.map(|old| &old.info), info(value), |new| {
            Edit::ArticleInfo(ARTICLE, new)
        }),
        5 => {
            let reading = Reading {
                at: at(value),
                text_id: Some(Text::new(TEXT).id()),
            };
            let old = article.and_then(|old| old.read.get(&who));
            Edit::Reading(ARTICLE, who, written(old, reading, withdraws))
        }
        6 => {
            let old = article.and_then(|old| old.signed.get(&who));
            Edit::ArticleSignature(ARTICLE, who, written(old, signature(value), withdraws))
        }
        7 => {
            let start = usize::from(value % 10);
            let spans = mark(1, ME, start, start + 5).spans.value;
            write_map(annotation.map(|old| &old.spans), spans, |new| {
                Edit::Spans(MARK, new)
            })
        }
        8 => {
            let tie = Tie {
                claim: Some(CLAIM),
                stance: Stance::Supports,
                root: format!("Agency {value}"),
            };
            let old = annotation.and_then(|old| old.tie.as_ref());
            Edit::Tie(MARK, written(old, tie, withdraws))
        }
        9 | 10 => {
            let old = annotation.and_then(|old| old.assessments.get(&who));
            let new = says(status, "noted", value);
            Edit::Assessment(MARK, who, written(old, new, withdraws))
        }
        11 => {
            let old = annotation.and_then(|old| old.signed.get(&who));
            Edit::Signature(MARK, who, written(old, signature(value), withdraws))
        }
        12 => write_map(
            project.set_aside.get(&REGION).map(|old| &old.region),
            region(value),
            |new| Edit::SetAside(REGION, new),
        ),
        13 => {
            let new = source(SOURCE, value).source.value;
            write_map(
                project.sources.get(&SOURCE).map(|old| &old.source),
                new,
                |new| Edit::Source(SOURCE, new),
            )
        }
        14 => write_map(
            project.claims.get(&CLAIM).map(|old| &old.claim),
            claim(value),
            |new| Edit::Claim(CLAIM, new),
        ),
        15 => {
            let absence = Absence {
                by: Some(who),
                at: at(value),
            };
            let old = project
                .claims
                .get(&CLAIM)
                .and_then(|old| old.absent.get(&ARTICLE));
            Edit::Absence(CLAIM, ARTICLE, written(old, absence, withdraws))
        }
        16 => write_map(
            project.decisions.get(&DECISION).map(|old| &old.decision),
            decision(value),
            |new| Edit::Decision(DECISION, new),
        ),
        17 => fate(project, what, value),
        18 => Edit::History {
            add: vec![line(value)],
            remove: vec![line(what)],
        },
        _ => {
            let mut other = project.clone();
            other.title = format!("Merged {value}");
            let new = mark(300 + u128::from(what), OTHER, 0, 3);
            other.annotations.insert(new.id, Arc::new(new));
            Edit::Batch(vec![
                Edit::Replace(Box::new(other)),
                Edit::Title(format!("Batch {value}")),
            ])
        }
    }
}

fn fate(project: &Project, what: u8, value: u8) -> Edit {
    let new = Fate {
        is: if value.is_multiple_of(2) {
            FateKind::Deleted
        } else {
            FateKind::Kept
        },
        by: ME,
        at: at(value),
    };
    let (name, old) = match what % 3 {
        0 => (
            RecordRef::Annotation(MARK),
            project
                .annotations
                .get(&MARK)
                .and_then(|old| old.fate.as_ref()),
        ),
        1 => (
            RecordRef::Source(SOURCE),
            project
                .sources
                .get(&SOURCE)
                .and_then(|old| old.fate.as_ref()),
        ),
        _ => (
            RecordRef::Article(ARTICLE),
            project
                .articles
                .get(&ARTICLE)
                .and_then(|old| old.fate.as_ref()),
        ),
    };
    Edit::Fate(name, written(old, new, false))
}

fn written<T: Clone>(old: Option<&Register<T>>, new: T, withdraws: bool) -> Option<Register<T>> {
    match old {
        _ if withdraws => None,
        Some(old) => Some(old.written(new)),
        None => Some(Register::new(new)),
    }
}

fn write_map<T>(old: Option<&Register<T>>, new: T, edit: impl FnOnce(Register<T>) -> Edit) -> Edit {
    edit(match old {
        Some(old) => old.written(new),
        None => Register::new(new),
    })
}

fn reviewer(value: u8) -> Reviewer {
    Reviewer {
        name: format!("Reviewer {value}"),
        colour: value % 8,
    }
}

fn info(value: u8) -> ArticleInfo {
    ArticleInfo {
        role: if value.is_multiple_of(2) {
            Role::Check
        } else {
            Role::Compare
        },
        meta: Meta {
            title: format!("Ferry {value}"),
            ..Meta::default()
        },
    }
}

fn claim(value: u8) -> Claim {
    Claim {
        statement: format!("{value} men"),
        kind: None,
        note: String::new(),
    }
}

pub(crate) fn source(id: SourceId, value: u8) -> SourceRecord {
    SourceRecord {
        id,
        source: Register::new(Source {
            title: format!("Log {value}"),
            ..Source::default()
        }),
        fate: None,
    }
}

fn region(value: u8) -> SetAside {
    SetAside {
        article: ARTICLE,
        range: TextRange::of_bytes(47, 60),
        quote: "By a reporter".into(),
        why: if value.is_multiple_of(2) {
            SetAsideReason::Furniture
        } else {
            SetAsideReason::Opinion
        },
        by: ME,
    }
}

fn decision(value: u8) -> Decision {
    Decision {
        about: vec![MARK],
        outcome: Outcome::Later,
        reason: format!("Reason {value}"),
        by: ME,
        at: at(value),
    }
}

fn signature(value: u8) -> Signature {
    let rev = crate::model::Rev {
        session: Session::from_random(1),
        n: u32::from(value) + 1,
    };
    Signature {
        at: at(value),
        covers: vec![rev],
        text_id: None,
        sealed: SmallMap::new(),
    }
}

fn line(value: u8) -> HistoryEntry {
    HistoryEntry {
        at: at(value),
        rev: None,
        record: MARK.0,
        by: ME,
        from: None,
        to: Some("verified".to_owned()),
    }
}
