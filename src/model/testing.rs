//! Random projects for property tests.
//!
//! A project is drawn from a list of numbers: each choice takes the next one, and 0 when there are none left. Shorter
//! lists of smaller numbers give simpler projects, so that `proptest` shrinks well without knowing of projects.

use super::{
    Absence, Anchor, Annotation, AnnotationId, Article, ArticleId, ArticleInfo, Assessment, Block,
    BlockKind, Caution, Citation, Claim, ClaimId, ClaimKind, ClaimRecord, Decision, DecisionId,
    DecisionRecord, EarlierText, Fate, FateKind, HistoryEntry, Meta, Outcome, Print, Project,
    ProjectId, Reading, Register, Registers as _, Rev, Reviewer, ReviewerId, Rival, Role, Saw,
    SealedJudgement, SealedMark, Session, SetAside, SetAsideId, SetAsideReason, SetAsideRecord,
    Signature, Source, SourceId, SourceKind, SourceRecord, Span, Spans, Stamp, Stance, Status, Tie,
};
use crate::model::SmallMap;
use crate::text::{Text, TextId, TextOffset, TextRange};
use jiff::Timestamp;
use proptest::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

/// Consistent projects with every kind of record, all saved.
pub(crate) fn projects() -> impl Strategy<Value = Project> {
    prop::collection::vec(any::<u16>(), 0..2000).prop_map(|numbers| {
        Draw {
            numbers: numbers.into_iter(),
        }
        .project()
    })
}

struct Draw {
    numbers: std::vec::IntoIter<u16>,
}

/// What a text is made of: all that is awkward to count, to quote or to delimit.
const PIECES: [&str; 14] = [
    "word ",
    "nine",
    " ",
    "\n",
    "é",
    "e\u{301}",
    "👩\u{200d}🚒",
    "שלום",
    "北京",
    "\"",
    "\"#",
    "\\n",
    "#",
    "\u{b}",
];

/// What else people type: a text never holds the last three.
const NOTES: [&str; 8] = [
    "",
    "see p. 4",
    "None",
    "\"quoted\"# \\",
    "ü 👩\u{200d}🚒",
    "a\r\nb",
    "\r",
    "\0",
];

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        usize::from(self.numbers.next().unwrap_or_default()) % limit.max(1)
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == one_in - 1
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn note(&mut self) -> String {
        self.pick(&NOTES).to_owned()
    }

    fn time(&mut self) -> Timestamp {
        let seconds = 1_700_000_000 + i64::from(self.below(60_000) as u16) * 3601;
        let nanoseconds = if self.chance(4) { 5_000_000 } else { 0 };
        Timestamp::new(seconds, nanoseconds).unwrap()
    }

    fn text(&mut self) -> Arc<Text> {
        let pieces = self.below(30);
        let text: String = (0..pieces).map(|_| self.pick(&PIECES)).collect();
        Arc::new(Text::new(text))
    }

    fn rev(&mut self) -> Rev {
        Rev {
            session: Session::from_random(self.below(5) as u64),
            n: 1 + self.below(3) as u32,
        }
    }

    fn saw(&mut self) -> Saw {
        (0..self.below(3)).map(|_| self.rev()).collect()
    }

    fn register<T: Ord + Clone + Caution>(
        &mut self,
        mut value: impl FnMut(&mut Self) -> T,
    ) -> Register<T> {
        let entries = if self.chance(5) { 1 + self.below(3) } else { 1 };
        let first = value(self);
        let drawn: Vec<_> = (0..entries)
            .map(|at| Rival {
                value: if at == 0 || self.chance(3) {
                    first.clone()
                } else {
                    value(self)
                },
                stamp: Stamp {
                    rev: Some(self.rev()),
                    saw: self.saw(),
                },
            })
            .collect();
        // What replaces each other in a circle would leave nothing.
        Register::from_entries(drawn.clone()).unwrap_or_else(|| {
            Register::stamped(
                first,
                Stamp {
                    rev: drawn[0].stamp.rev,
                    saw: Saw::default(),
                },
            )
        })
    }

    fn map<Key: Ord + Copy, T: Ord + Clone + Caution>(
        &mut self,
        keys: &[Key],
        mut value: impl FnMut(&mut Self) -> T,
    ) -> SmallMap<Key, Register<T>> {
        let mut map = SmallMap::new();
        for key in keys {
            if self.chance(3) {
                map.insert(*key, self.register(&mut value));
            }
        }
        map
    }

    fn fate(&mut self, by: &[ReviewerId]) -> Option<Register<Fate>> {
        self.chance(5).then(|| {
            self.register(|draw| Fate {
                is: draw.pick(&[FateKind::Deleted, FateKind::Kept]),
                by: draw.pick(by),
                at: draw.time(),
            })
        })
    }

    fn signature(&mut self) -> Signature {
        let mut covers: Vec<_> = (0..self.below(3)).map(|_| self.rev()).collect();
        covers.sort();
        covers.dedup();
        let sealed = (0..self.below(3))
            .map(|n| (AnnotationId(Uuid::from_u128(n as u128)), self.sealed_mark()))
            .collect();
        Signature {
            at: self.time(),
            covers,
            text_id: self.chance(2).then(|| TextId::of("signed")),
            sealed,
        }
    }

    fn sealed_mark(&mut self) -> SealedMark {
        let mut prints: Vec<Print> = Vec::new();
        for _ in 0..8 {
            let reviewer = ReviewerId(Uuid::from_u128(self.below(100) as u128));
            prints.push(Print::of_reviewer(reviewer));
        }
        let judgement = SealedJudgement {
            by: prints[4],
            status: prints[5],
            correction: prints[6],
            sources: prints[7],
        };
        SealedMark {
            words: prints[0],
            claim: prints[1],
            stance: prints[2],
            decision: prints[3],
            judgements: vec![judgement; self.below(3)],
        }
    }

    fn article(&mut self, id: ArticleId, by: &[ReviewerId]) -> Article {
        let text = self.text();
        let blocks = (0..self.below(3))
            .map(|_| Block {
                start: self.gap(&text),
                kind: self.pick(&[BlockKind::Headline, BlockKind::Quote, BlockKind::ListItem]),
            })
            .collect();
        let earlier = (0..self.below(3))
            .map(|_| {
                let text = self.text();
                EarlierText {
                    text_id: text.id(),
                    text: Some(text),
                    replaced: self.time(),
                }
            })
            .collect();
        let mut article = Article {
            id,
            info: self.register(|draw| ArticleInfo {
                role: draw.pick(&[Role::Check, Role::Compare]),
                meta: Meta {
                    title: draw.note(),
                    title_guessed: draw.chance(2),
                    publisher: draw.note(),
                    byline: draw.note(),
                    url: draw.note(),
                    archived_url: draw.note(),
                    published: draw.note(),
                    accessed: draw.chance(2).then(|| draw.time()),
                    language: draw.note(),
                    root: draw.note(),
                    file_name: draw.note(),
                },
            }),
            text_id: text.id(),
            text: Some(text),
            blocks,
            earlier,
            file_sha256: self.note(),
            read: SmallMap::new(),
            signed: self.map(by, Self::signature),
            fate: self.fate(by),
        };
        article.blocks.sort_by_key(|block| block.start);
        let text_id = article.text_id;
        article.read = self.map(by, |draw| Reading {
            at: draw.time(),
            text_id: draw.chance(2).then_some(text_id),
        });
        if article.is_deleted() {
            article.text = None;
            for earlier in &mut article.earlier {
                earlier.text = None;
            }
        }
        article
    }

    /// A gap between two characters.
    fn gap(&mut self, text: &Text) -> TextOffset {
        let at = self.below(text.len() + 1);
        text.floor(TextOffset::new(at))
    }

    /// Spans of `text`, or of nothing where the text is gone.
    fn spans(&mut self, text: Option<&Text>) -> Spans {
        let mut gaps: Vec<TextOffset> = (0..2 * (1 + self.below(3)))
            .map(|_| match text {
                Some(text) => self.gap(text),
                None => TextOffset::new(self.below(1000)),
            })
            .collect();
        gaps.sort();
        gaps.as_chunks::<2>()
            .0
            .iter()
            .map(|[start, end]| {
                let range = TextRange::between(*start, *end);
                let anchor = match self.below(6) {
                    3 => Anchor::Changed { was: self.note() },
                    4 => Anchor::Moved,
                    5 => Anchor::Lost,
                    _ => Anchor::Exact,
                };
                let quote = match text {
                    Some(text) if anchor != Anchor::Lost => text.slice(range).into(),
                    _ => self.note().into(),
                };
                Span {
                    range,
                    quote,
                    before: self.note().into(),
                    after: self.note().into(),
                    anchor,
                }
            })
            .collect()
    }

    fn annotation(&mut self, id: AnnotationId, project: &Project, by: &[ReviewerId]) -> Annotation {
        let articles: Vec<_> = project.articles.values().cloned().collect();
        let article = self.pick(&articles);
        let mut texts = vec![article.text_id];
        texts.extend(article.earlier.iter().map(|earlier| earlier.text_id));
        let text_id = self.pick(&texts);
        let text = article.text_named(text_id).map(Arc::as_ref);
        let claims: Vec<_> = project.claims.keys().copied().collect();
        let sources: Vec<_> = project.sources.keys().copied().collect();
        Annotation {
            id,
            article: article.id,
            text_id,
            by: self.pick(by),
            spans: self.register(|draw| draw.spans(text)),
            tie: self.chance(2).then(|| {
                self.register(|draw| Tie {
                    claim: (!claims.is_empty()).then(|| draw.pick(&claims)),
                    stance: draw.pick(&[Stance::Supports, Stance::Contradicts, Stance::Mentions]),
                    root: draw.note(),
                })
            }),
            assessments: self.map(by, |draw| Assessment {
                status: (!draw.chance(5)).then(|| draw.pick(&Status::ALL)),
                note: draw.note(),
                should_read: draw.note(),
                cites: sources
                    .iter()
                    .filter(|_| draw.chance(2))
                    .map(|source| Citation {
                        source: *source,
                        locator: "p. 4".to_owned(),
                    })
                    .collect(),
                at: draw.time(),
            }),
            signed: self.map(by, Self::signature),
            fate: self.fate(by),
        }
    }

    fn set_aside(
        &mut self,
        id: SetAsideId,
        project: &Project,
        by: &[ReviewerId],
    ) -> SetAsideRecord {
        let articles: Vec<_> = project.articles.values().cloned().collect();
        let article = self.pick(&articles);
        SetAsideRecord {
            id,
            region: self.register(|draw| {
                let (one, other) = match &article.text {
                    Some(text) => (draw.gap(text), draw.gap(text)),
                    None => (TextOffset::START, TextOffset::new(draw.below(9))),
                };
                let range = TextRange::between(one, other);
                SetAside {
                    article: article.id,
                    range,
                    quote: article
                        .text
                        .as_ref()
                        .map_or("gone", |text| text.slice(range))
                        .into(),
                    why: draw.pick(&[SetAsideReason::Furniture, SetAsideReason::Opinion]),
                    by: draw.pick(by),
                }
            }),
            fate: self.fate(by),
        }
    }

    fn source(&mut self, id: SourceId, by: &[ReviewerId]) -> SourceRecord {
        SourceRecord {
            id,
            source: self.register(|draw| Source {
                title: draw.note(),
                kind: draw
                    .chance(2)
                    .then(|| draw.pick(&[SourceKind::Primary, SourceKind::Secondary])),
                url: draw.note(),
                archived_url: draw.note(),
                accessed: draw.chance(2).then(|| draw.time()),
                contact: draw.note(),
                private: draw.chance(2),
                root: draw.note(),
                says: draw.note(),
                file_sha256: draw.note(),
            }),
            fate: self.fate(by),
        }
    }

    fn claim(&mut self, id: ClaimId, articles: &[ArticleId], by: &[ReviewerId]) -> ClaimRecord {
        ClaimRecord {
            id,
            claim: self.register(|draw| Claim {
                statement: draw.note(),
                kind: draw
                    .chance(2)
                    .then(|| draw.pick(&[ClaimKind::Date, ClaimKind::HeadlineAgainstBody])),
                note: draw.note(),
            }),
            absent: self.map(articles, |draw| Absence {
                by: draw.chance(2).then(|| draw.pick(by)),
                at: draw.time(),
            }),
            fate: self.fate(by),
        }
    }

    fn decision(&mut self, id: DecisionId, project: &Project, by: &[ReviewerId]) -> DecisionRecord {
        let annotations: Vec<_> = project.annotations.keys().copied().collect();
        DecisionRecord {
            id,
            decision: self.register(|draw| Decision {
                about: annotations
                    .iter()
                    .copied()
                    .filter(|_| draw.chance(2))
                    .collect(),
                outcome: match draw.below(6) {
                    3 => Outcome::BothStand,
                    4 => Outcome::NothingHere,
                    5 => Outcome::Later,
                    at => Outcome::Status(Status::ALL[at]),
                },
                reason: draw.note(),
                by: draw.pick(by),
                at: draw.time(),
            }),
            fate: self.fate(by),
        }
    }

    fn project(mut self) -> Project {
        let mut ids = (1_u128..)
            .map(|n| Uuid::from_u128(n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)));
        let mut id = || ids.next().unwrap_or_default();
        let mut project = Project::new(ProjectId(id()));
        project.title = self.note();
        let mut by: Vec<_> = (0..=self.below(3)).map(|_| ReviewerId(id())).collect();
        by.sort();
        for reviewer in &by {
            let register = self.register(|draw| Reviewer {
                name: draw.note(),
                colour: draw.below(8) as u8,
            });
            project.reviewers.insert(*reviewer, Arc::new(register));
        }
        for _ in 0..=self.below(3) {
            let article = self.article(ArticleId(id()), &by);
            project.articles.insert(article.id, Arc::new(article));
        }
        let articles: Vec<_> = project.articles.keys().copied().collect();
        for _ in 0..self.below(3) {
            let record = self.source(SourceId(id()), &by);
            project.sources.insert(record.id, Arc::new(record));
        }
        for _ in 0..self.below(3) {
            let record = self.claim(ClaimId(id()), &articles, &by);
            project.claims.insert(record.id, Arc::new(record));
        }
        for _ in 0..self.below(3) {
            let record = self.set_aside(SetAsideId(id()), &project, &by);
            project.set_aside.insert(record.id, Arc::new(record));
        }
        for _ in 0..self.below(5) {
            let record = self.annotation(AnnotationId(id()), &project, &by);
            project.annotations.insert(record.id, Arc::new(record));
        }
        for _ in 0..self.below(3) {
            let record = self.decision(DecisionId(id()), &project, &by);
            project.decisions.insert(record.id, Arc::new(record));
        }
        for _ in 0..self.below(4) {
            let entry = HistoryEntry {
                at: self.time(),
                rev: Some(self.rev()),
                record: Uuid::from_u128(7),
                by: self.pick(&by),
                from: self.chance(2).then(|| self.note()),
                to: self.chance(2).then(|| self.note()),
            };
            project.history.insert(entry);
        }
        project
    }
}
