//! Small projects for the tests of this folder, a line a record.

use super::passage::{Passage, passages};
use crate::model::{
    Absence, Anchor, Annotation, AnnotationId, Article, ArticleId, ArticleInfo, Assessment, Block,
    Citation, Claim, ClaimId, ClaimKind, ClaimRecord, DecisionIndex, Fate, FateKind, Meta, Project,
    ProjectId, Reading, RecordRef, Register, ReviewerId, SmallMap, Source, SourceId, SourceKind,
    SourceRecord, Span, Stance, Status, Tie,
};
use crate::text::{Text, TextRange};
use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

pub(crate) const ME: ReviewerId = ReviewerId(Uuid::from_u128(1));
pub(crate) const OTHER: ReviewerId = ReviewerId(Uuid::from_u128(2));
pub(crate) const CLAIM: ClaimId = claim_id(1);

pub(crate) const fn article_id(number: u128) -> ArticleId {
    ArticleId(Uuid::from_u128(100 + number))
}

pub(crate) const fn claim_id(number: u128) -> ClaimId {
    ClaimId(Uuid::from_u128(200 + number))
}

pub(crate) const fn source_id(number: u128) -> SourceId {
    SourceId(Uuid::from_u128(300 + number))
}

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a time in 1970")
}

/// A project that grows line by line.
pub(crate) struct Sample {
    pub project: Project,
    next_mark: u128,
}

impl Sample {
    pub(crate) fn new() -> Self {
        Self {
            project: Project::new(ProjectId(Uuid::nil())),
            next_mark: 1000,
        }
    }

    pub(crate) fn article(&mut self, number: u128, text: &str, root: &str) -> &mut Self {
        let text = Text::new(text);
        let meta = Meta {
            title: format!("Paper {number}"),
            root: root.to_owned(),
            ..Meta::default()
        };
        let article = Article {
            id: article_id(number),
            info: Register::new(ArticleInfo {
                meta,
                ..ArticleInfo::default()
            }),
            text_id: text.id(),
            text: Some(Arc::new(text)),
            blocks: Vec::new(),
            earlier: Vec::new(),
            file_sha256: String::new(),
            read: SmallMap::new(),
            signed: SmallMap::new(),
            fate: None,
        };
        self.project.articles.insert(article.id, Arc::new(article));
        self
    }

    pub(crate) fn change_article(&mut self, number: u128, change: impl FnOnce(&mut Article)) {
        let slot = self.project.articles.get_mut(&article_id(number));
        change(Arc::make_mut(slot.expect("an article")));
    }

    pub(crate) fn blocks(&mut self, number: u128, blocks: Vec<Block>) {
        self.change_article(number, |article| article.blocks = blocks);
    }

    pub(crate) fn read_by(&mut self, number: u128, reviewer: ReviewerId) {
        self.change_article(number, |article| {
            let reading = Reading {
                at: at(5),
                text_id: Some(article.text_id),
            };
            article.read.insert(reviewer, Register::new(reading));
        });
    }

    pub(crate) fn source(&mut self, number: u128, kind: SourceKind, root: &str) -> &mut Self {
        let record = SourceRecord {
            id: source_id(number),
            source: Register::new(Source {
                title: format!("Card {number}"),
                kind: Some(kind),
                root: root.to_owned(),
                ..Source::default()
            }),
            fate: None,
        };
        self.project.sources.insert(record.id, Arc::new(record));
        self
    }

    pub(crate) fn claim(&mut self, number: u128, kind: Option<ClaimKind>) -> &mut Self {
        let record = ClaimRecord {
            id: claim_id(number),
            claim: Register::new(Claim {
                statement: format!("Statement {number}"),
                kind,
                note: String::new(),
            }),
            absent: SmallMap::new(),
            fate: None,
        };
        self.project.claims.insert(record.id, Arc::new(record));
        self
    }

    pub(crate) fn absent(&mut self, claim: u128, article: u128, by: Option<ReviewerId>) {
        let slot = self.project.claims.get_mut(&claim_id(claim));
        let record = Arc::make_mut(slot.expect("a claim"));
        let absence = Register::new(Absence { by, at: at(7) });
        record.absent.insert(article_id(article), absence);
    }

    /// Words of an article, tied to the first claim, judged by me, citing these cards.
    pub(crate) fn tied(
        &mut self,
        article: u128,
        words: &str,
        stance: Stance,
        status: Status,
        cites: &[u128],
    ) -> AnnotationId {
        self.mark(
            ME,
            article,
            words,
            Some((1, stance, "")),
            &[(ME, status, cites)],
        )
    }

    /// Words of an article, the number of the claim with stance and root, and who says what citing which cards.
    pub(crate) fn mark(
        &mut self,
        by: ReviewerId,
        article: u128,
        words: &str,
        tie: Option<(u128, Stance, &str)>,
        given: &[(ReviewerId, Status, &[u128])],
    ) -> AnnotationId {
        let text = self.project.articles[&article_id(article)]
            .text
            .clone()
            .expect("a text");
        let start = text.as_str().find(words).expect("the words stand there");
        let id = AnnotationId(Uuid::from_u128(self.next_mark));
        self.next_mark += 1;
        let annotation = Annotation {
            id,
            article: article_id(article),
            text_id: text.id(),
            by,
            spans: Register::new(vec![Span {
                range: TextRange::of_bytes(start, start + words.len()),
                quote: words.into(),
                before: "".into(),
                after: "".into(),
                anchor: Anchor::Exact,
            }]),
            tie: tie.map(|(claim, stance, root)| {
                Register::new(Tie {
                    claim: Some(claim_id(claim)),
                    stance,
                    root: root.to_owned(),
                })
            }),
            assessments: given
                .iter()
                .map(|(by, status, cites)| (*by, Register::new(judged(*status, cites))))
                .collect(),
            signed: SmallMap::new(),
            fate: None,
        };
        self.project.annotations.insert(id, Arc::new(annotation));
        id
    }

    pub(crate) fn anchor(&mut self, id: AnnotationId, anchor: Anchor) {
        self.change_mark(id, |mark| mark.spans.value[0].anchor = anchor);
    }

    pub(crate) fn change_mark(&mut self, id: AnnotationId, change: impl FnOnce(&mut Annotation)) {
        let slot = self.project.annotations.get_mut(&id);
        change(Arc::make_mut(slot.expect("a mark")));
    }

    /// As it is deleted before the next save.
    pub(crate) fn delete(&mut self, name: RecordRef) {
        let fate = Some(Register::new(Fate {
            is: FateKind::Deleted,
            by: ME,
            at: at(9),
        }));
        match name {
            RecordRef::Annotation(id) => self.change_mark(id, |mark| mark.fate = fate),
            RecordRef::Article(id) => {
                let slot = self.project.articles.get_mut(&id);
                Arc::make_mut(slot.expect("an article")).fate = fate;
            }
            RecordRef::Source(id) => {
                let slot = self.project.sources.get_mut(&id);
                Arc::make_mut(slot.expect("a source")).fate = fate;
            }
            other => unreachable!("no test deletes {other:?}"),
        }
    }

    /// The passages of the first claim.
    pub(crate) fn passages(&self) -> Vec<Passage> {
        let decisions = DecisionIndex::of(&self.project);
        let tied = self.project.annotations.values().map(|mark| &**mark);
        passages(
            &self.project,
            &decisions,
            tied.filter(|mark| mark.claim() == Some(CLAIM)),
        )
    }
}

fn judged(status: Status, cites: &[u128]) -> Assessment {
    Assessment {
        status: Some(status),
        note: String::new(),
        should_read: String::new(),
        cites: cites
            .iter()
            .map(|number| Citation {
                source: source_id(*number),
                locator: String::new(),
            })
            .collect(),
        at: at(1),
    }
}
