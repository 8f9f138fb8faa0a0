//! Random projects for the laws: a few copies of one project, each edited, saved, merged, restored and copied.

use super::join;
use crate::model::SmallMap;
use crate::{
    edit::{Edit, RevisionContext, give_revisions},
    model::{
        Absence, Annotation, AnnotationId, Article, ArticleId, ArticleInfo, Assessment, Citation,
        Claim, ClaimId, ClaimRecord, Decision, DecisionId, DecisionRecord, EarlierText, Fate,
        FateKind, HistoryEntry, Meta, Outcome, Project, ProjectId, Reading, Record, RecordRef,
        Register, Registers, Reviewer, ReviewerId, Session, SetAside, SetAsideId, SetAsideReason,
        SetAsideRecord, Signature, Source, SourceId, SourceRecord, Span, Stance, Status, Table,
        Tie,
    },
    text::{Text, TextRange},
};
use jiff::Timestamp;
use proptest::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

/// What happens to one of the copies. Numbers are taken modulo what there is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Edit(u8, usize, usize),
    Save,
    Merge(usize),
    /// A merge, saved or not, that is undone.
    MergeAndUndo(usize, bool),
    /// An older file is brought back and opened by a new process.
    Restore(usize),
    /// The file of another copy is opened.
    CopyFrom(usize),
    /// The file is closed and opened again: a deleted article has no text then.
    Reopen,
    /// A new version of an article's text.
    Update(usize),
}

/// Steps for `copies` copies; texts change only if `updates` says so, and little else then.
pub(super) fn steps(copies: usize, updates: bool) -> impl Strategy<Value = Vec<(usize, Step)>> {
    let kinds = if updates { 0..3u8 } else { 0..24u8 };
    let step = prop_oneof![
        30 => (kinds, any::<usize>(), any::<usize>()).prop_map(|(kind, a, b)| Step::Edit(kind, a, b)),
        4 => Just(Step::Save),
        3 => (0..copies).prop_map(Step::Merge),
        u32::from(!updates) => (0..copies, any::<bool>()).prop_map(|(from, saved)| Step::MergeAndUndo(from, saved)),
        1 => any::<usize>().prop_map(Step::Restore),
        1 => (0..copies).prop_map(Step::CopyFrom),
        1 => Just(Step::Reopen),
        if updates { 6 } else { 0 } => any::<usize>().prop_map(Step::Update),
    ];
    prop::collection::vec((0..copies, step), 10..100)
}

/// One copy of the project in the hands of one person.
#[derive(Clone, Debug)]
pub(super) struct Copy {
    pub project: Project,
    pub saved: Project,
    files: Vec<Project>,
    session: Session,
    saves: u32,
    by: ReviewerId,
}

impl Copy {
    fn save(&mut self, at: Timestamp) {
        self.saves += 1;
        let context = RevisionContext {
            session: self.session,
            n: self.saves,
            by: self.by,
            at,
        };
        give_revisions(&mut self.project, &self.saved, context);
        self.saved = self.project.clone();
        self.files.push(self.saved.clone());
    }

    fn open(&mut self, file: Project, session: Session) {
        (self.project, self.saved) = (file.clone(), file);
        (self.session, self.saves) = (session, 0);
    }
}

/// What makes ids, sessions and times, the same ones in every run.
#[derive(Default)]
pub(super) struct World(u64);

impl World {
    fn next(&mut self) -> u64 {
        self.0 += 1;
        self.0
    }

    fn id(&mut self) -> Uuid {
        Uuid::from_u128(u128::from(self.next()))
    }

    fn session(&mut self) -> Session {
        Session::from_random(self.next().wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    pub fn now(&mut self) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + self.next().cast_signed()).expect("in range")
    }

    /// `copies` copies of one project, each saved, after `steps`.
    pub fn copies(&mut self, copies: usize, steps: &[(usize, Step)]) -> Vec<Copy> {
        let start = self.start();
        let mut all: Vec<Copy> = (0..copies)
            .map(|at| Copy {
                project: start.clone(),
                saved: start.clone(),
                files: vec![start.clone()],
                session: self.session(),
                saves: 0,
                by: ReviewerId(Uuid::from_u128(at as u128 % 3 + 1)),
            })
            .collect();
        for (who, step) in steps {
            self.step(&mut all, *who, *step);
        }
        for copy in &mut all {
            copy.save(self.now());
        }
        all
    }

    fn step(&mut self, all: &mut [Copy], who: usize, step: Step) {
        let now = self.now();
        match step {
            Step::Edit(kind, a, b) => {
                // Two people work on two machines each, so that they get in their own way, too.
                let by = ReviewerId(Uuid::from_u128((b / 12 % 2 + 1) as u128));
                let project = &all[who].project;
                if let Some(edit) = self.edit(project, by, kind, a, b) {
                    edit.apply(&mut all[who].project).expect("it fits");
                }
            }
            Step::Save => all[who].save(now),
            Step::Merge(from) => {
                all[who].save(now);
                let joined = join(&all[who].project, &all[from].saved).project;
                all[who].project = joined;
            }
            Step::MergeAndUndo(from, saved) => {
                all[who].save(now);
                let joined = join(&all[who].project, &all[from].saved).project;
                let merge = Edit::Replace(Box::new(joined));
                let undo = merge.apply(&mut all[who].project).expect("it fits");
                if saved {
                    all[who].save(now);
                }
                undo.apply(&mut all[who].project).expect("it fits");
            }
            Step::Restore(file) => {
                let file = all[who].files[file % all[who].files.len()].clone();
                all[who].open(file, self.session());
            }
            Step::CopyFrom(from) => {
                let file = all[from].saved.clone();
                all[who].open(file, self.session());
            }
            Step::Reopen => {
                all[who].save(now);
                let file = as_stored(&all[who].saved);
                all[who].open(file, self.session());
            }
            Step::Update(n) => {
                let table = &mut all[who].project.articles;
                if let Some(article) = nth(table, n).and_then(|id| table.get_mut(&id)) {
                    self.update(Arc::make_mut(article), now);
                }
            }
        }
    }

    fn update(&mut self, article: &mut Article, now: Timestamp) {
        let Some(text) = article.text.clone() else {
            return;
        };
        let new = Text::new(format!("Version {}. {}", self.next(), text.as_str()));
        article.earlier.push(EarlierText {
            text_id: text.id(),
            text: Some(text),
            replaced: now,
        });
        article.text_id = new.id();
        article.text = Some(Arc::new(new));
    }

    fn start(&mut self) -> Project {
        let empty = Project::new(ProjectId(Uuid::from_u128(7)));
        let mut project = empty.clone();
        for n in 1..=3 {
            let reviewer = Reviewer {
                name: format!("Reviewer {n}"),
                colour: 0,
            };
            project.reviewers.insert(
                ReviewerId(Uuid::from_u128(n)),
                Arc::new(Register::new(reviewer)),
            );
        }
        self.0 = 100;
        for text in [
            "The ferry ran aground at 6.40 — nobody was hurt.\nIt carried 41 people.\n",
            "Fähre auf Grund 🚒: niemand verletzt.\n\nAn Bord waren 14 Leute.\n",
            "המעבורת עלתה על שרטון, אמר הצוות.\ne\u{301}tait-ce le vent?\n",
        ] {
            let id = ArticleId(self.id());
            project.articles.insert(id, Arc::new(article(id, text)));
        }
        for n in 0..8 {
            let by = ReviewerId(Uuid::from_u128(1));
            if let Some(edit) = self.edit(&project, by, [0, 5, 8, 10, 0, 12, 0, 1][n], n * 5, n) {
                edit.apply(&mut project).expect("it fits");
            }
        }
        let context = RevisionContext {
            session: self.session(),
            n: 1,
            by: ReviewerId(Uuid::from_u128(1)),
            at: self.now(),
        };
        give_revisions(&mut project, &empty, context);
        project
    }

    /// One of the edits that a person can make.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of edit")]
    fn edit(
        &mut self,
        project: &Project,
        by: ReviewerId,
        kind: u8,
        a: usize,
        b: usize,
    ) -> Option<Edit> {
        let at = self.now();
        let annotation = nth(&project.annotations, a % 7).map(|id| &project.annotations[&id]);
        let article = nth(&project.articles, a).map(|id| &project.articles[&id]);
        let claim = nth(&project.claims, a).map(|id| &project.claims[&id]);
        let word = format!("word {}", b % 3);
        Some(match kind {
            0 => {
                let article = article?;
                Edit::Add(Box::new(Record::Annotation(Box::new(Annotation {
                    id: AnnotationId(self.id()),
                    article: article.id,
                    text_id: article.text_id,
                    by,
                    spans: Register::new(vec![span(article.text.as_ref()?, a / 7, b)]),
                    tie: None,
                    assessments: SmallMap::new(),
                    signed: SmallMap::new(),
                    fate: None,
                }))))
            }
            1 | 3 | 4 => {
                let annotation = annotation?;
                let given = Assessment {
                    status: [
                        None,
                        Some(Status::Verified),
                        Some(Status::Unverified),
                        Some(Status::Conflicting),
                    ][b % 4],
                    note: word,
                    should_read: String::new(),
                    cites: nth(&project.sources, b)
                        .map(|source| Citation {
                            source,
                            locator: String::new(),
                        })
                        .into_iter()
                        .collect(),
                    // Equal values have to happen, too.
                    at: Timestamp::UNIX_EPOCH,
                };
                let new = over(annotation.assessments.get(&by), given);
                Edit::Assessment(annotation.id, by, Some(new))
            }
            2 => {
                let annotation = annotation?;
                let tie = Tie {
                    claim: nth(&project.claims, b),
                    stance: [Stance::Supports, Stance::Contradicts][b % 2],
                    root: String::new(),
                };
                Edit::Tie(annotation.id, Some(over(annotation.tie.as_ref(), tie)))
            }
            5 => Edit::Add(Box::new(Record::Claim(Box::new(ClaimRecord {
                id: ClaimId(self.id()),
                claim: Register::new(Claim {
                    statement: word,
                    kind: None,
                    note: String::new(),
                }),
                absent: SmallMap::new(),
                fate: None,
            })))),
            6 => {
                let claim = claim?;
                let new = Claim {
                    statement: word,
                    kind: None,
                    note: String::new(),
                };
                Edit::Claim(claim.id, claim.claim.written(new))
            }
            7 => {
                let (claim, article) = (claim?, nth(&project.articles, b)?);
                let absence = Absence {
                    by: b.is_multiple_of(2).then_some(by),
                    at,
                };
                Edit::Absence(
                    claim.id,
                    article,
                    Some(over(claim.absent.get(&article), absence)),
                )
            }
            8 => Edit::Add(Box::new(Record::Source(Box::new(SourceRecord {
                id: SourceId(self.id()),
                source: Register::new(Source {
                    title: word,
                    ..Source::default()
                }),
                fate: None,
            })))),
            9 => {
                let record = &project.sources[&nth(&project.sources, a)?];
                let new = Source {
                    title: word,
                    private: b.is_multiple_of(2),
                    ..Source::default()
                };
                Edit::Source(record.id, record.source.written(new))
            }
            10 => Edit::Add(Box::new(Record::Decision(Box::new(DecisionRecord {
                id: DecisionId(self.id()),
                decision: Register::new(decision(annotation?.id, by, b, at)),
                fate: None,
            })))),
            11 => {
                let record = &project.decisions[&nth(&project.decisions, a)?];
                Edit::Decision(
                    record.id,
                    record.decision.written(decision(annotation?.id, by, b, at)),
                )
            }
            12 => {
                let article = article?;
                let span = span(article.text.as_ref()?, a / 7, b);
                Edit::Add(Box::new(Record::SetAside(Box::new(SetAsideRecord {
                    id: SetAsideId(self.id()),
                    region: Register::new(SetAside {
                        article: article.id,
                        range: span.range,
                        quote: span.quote,
                        why: SetAsideReason::Furniture,
                        by,
                    }),
                    fate: None,
                }))))
            }
            13 => {
                let record = &project.set_aside[&nth(&project.set_aside, a)?];
                let why = [SetAsideReason::Furniture, SetAsideReason::Opinion][b % 2];
                let new = SetAside {
                    why,
                    ..record.region.value.clone()
                };
                Edit::SetAside(record.id, record.region.written(new))
            }
            14 => {
                let annotation = annotation?;
                let text = project.articles[&annotation.article].text_named(annotation.text_id)?;
                Edit::Spans(
                    annotation.id,
                    annotation.spans.written(vec![span(text, a / 7, b)]),
                )
            }
            15 => {
                let article = article?;
                let meta = Meta {
                    title: word,
                    ..article.meta().clone()
                };
                let info = ArticleInfo {
                    meta,
                    ..article.info.value.clone()
                };
                Edit::ArticleInfo(article.id, article.info.written(info))
            }
            16 => {
                let article = article?;
                let reading = Reading {
                    at,
                    text_id: b.is_multiple_of(2).then_some(article.text_id),
                };
                Edit::Reading(article.id, by, Some(over(article.read.get(&by), reading)))
            }
            17 => {
                let annotation = annotation?;
                let signature = Signature {
                    at,
                    covers: annotation.spans.revs().collect(),
                    text_id: None,
                    sealed: SmallMap::new(),
                };
                Edit::Signature(
                    annotation.id,
                    by,
                    Some(over(annotation.signed.get(&by), signature)),
                )
            }
            18 => {
                let reviewer = &project.reviewers[&by];
                let new = Reviewer {
                    name: word,
                    ..reviewer.value.clone()
                };
                let line = HistoryEntry {
                    at,
                    rev: None,
                    record: by.0,
                    by,
                    from: None,
                    to: Some(new.name.clone()),
                };
                Edit::Batch(vec![
                    Edit::Reviewer(by, reviewer.written(new)),
                    Edit::History {
                        add: vec![line],
                        remove: Vec::new(),
                    },
                    Edit::Title(if b.is_multiple_of(5) {
                        String::new()
                    } else {
                        format!("Title {}", b % 4)
                    }),
                ])
            }
            _ => {
                // Articles, annotations and claims are deleted, and kept after all.
                let (name, fate) = match b % 3 {
                    0 => (RecordRef::Article(article?.id), &article?.fate),
                    1 => (RecordRef::Annotation(annotation?.id), &annotation?.fate),
                    _ => (RecordRef::Claim(claim?.id), &claim?.fate),
                };
                let is = if (b / 3).is_multiple_of(3) {
                    FateKind::Kept
                } else {
                    FateKind::Deleted
                };
                Edit::Fate(name, Some(over(fate.as_ref(), Fate { is, by, at })))
            }
        })
    }
}

pub(super) fn article(id: ArticleId, text: &str) -> Article {
    let text = Text::new(text);
    Article {
        id,
        info: Register::new(ArticleInfo::default()),
        text_id: text.id(),
        text: Some(Arc::new(text)),
        blocks: Vec::new(),
        earlier: Vec::new(),
        file_sha256: String::new(),
        read: SmallMap::new(),
        signed: SmallMap::new(),
        fate: None,
    }
}

fn decision(about: AnnotationId, by: ReviewerId, n: usize, at: Timestamp) -> Decision {
    Decision {
        about: vec![about],
        outcome: [Outcome::Later, Outcome::BothStand, Outcome::NothingHere][n % 3],
        reason: String::new(),
        by,
        at,
    }
}

fn over<T: Clone>(old: Option<&Register<T>>, value: T) -> Register<T> {
    match old {
        Some(old) => old.written(value),
        None => Register::new(value),
    }
}

pub(super) fn nth<Id: Ord + std::marker::Copy, T>(table: &Table<Id, T>, n: usize) -> Option<Id> {
    table.keys().nth(n % table.len().max(1)).copied()
}

fn span(text: &Text, from: usize, length: usize) -> Span {
    let places: Vec<usize> = text.as_str().char_indices().map(|(at, _)| at).collect();
    let start = from % (places.len() - 1);
    let end = (start + 1 + length % 9).min(places.len() - 1);
    let range = TextRange::of_bytes(places[start], places[end]);
    Span {
        range,
        quote: text.slice(range).into(),
        before: "".into(),
        after: "".into(),
        anchor: crate::model::Anchor::Exact,
    }
}

/// The project as it comes back from its file: deleted articles have dropped their texts, and what lies in them is
/// counted in code points.
pub(super) fn as_stored(project: &Project) -> Project {
    let mut stored = project.clone();
    for (id, article) in &project.articles {
        if !article.is_deleted() {
            continue;
        }
        let points = |range: TextRange, text: Option<&Arc<Text>>| match text {
            Some(text) => TextRange::of_bytes(
                text.to_code_points(range.start),
                text.to_code_points(range.end),
            ),
            None => range,
        };
        let inside = project
            .annotations
            .values()
            .filter(|inside| inside.article == *id);
        for annotation in inside {
            let Some(annotation) = stored.annotations.get_mut(&annotation.id) else {
                continue;
            };
            let annotation = Arc::make_mut(annotation);
            let text = article.text_named(annotation.text_id);
            let rivals = annotation
                .spans
                .others
                .iter_mut()
                .flat_map(|others| &mut others.rivals);
            for span in rivals
                .flat_map(|rival| &mut rival.value)
                .chain(&mut annotation.spans.value)
            {
                span.range = points(span.range, text);
            }
        }
        let inside = project
            .set_aside
            .values()
            .filter(|inside| inside.region.value.article == *id);
        for record in inside {
            let Some(record) = stored.set_aside.get_mut(&record.id) else {
                continue;
            };
            let region = &mut Arc::make_mut(record).region;
            let rivals = region
                .others
                .iter_mut()
                .flat_map(|others| &mut others.rivals);
            for value in rivals
                .map(|rival| &mut rival.value)
                .chain([&mut region.value])
            {
                value.range = points(value.range, article.text.as_ref());
            }
        }
        let mut article = Article::clone(article);
        article.text = None;
        article
            .earlier
            .iter_mut()
            .for_each(|earlier| earlier.text = None);
        stored.articles.insert(*id, Arc::new(article));
    }
    stored
}
