//! From the file's records to a project: positions become bytes, and what the records say of each other is checked.
//!
//! An error of meaning is kept with the others of the file, so that a person can mend all of them at once. A quote that
//! does not stand at its position is no error: it is looked for, and where it cannot be found for certain the span says
//! `Lost`, so that the file opens, nothing is gone, and no mark slides onto other words.
//!
//! Cost: one pass over the records; a text is searched only for a quote that is not in its place.

use super::{
    file::{
        entry::register,
        records::{
            ArticleFile, ClaimFile, DecisionFile, HistoryFile, ProjectFile, ReviewerFile,
            SetAsideFile, SourceFile, article_info, map_registers,
        },
        value::Str,
    },
    place::{check_annotation, check_set_aside, place_annotation, place_set_aside},
    problem::{MOST_PROBLEMS, Problem, ProblemKind, Warning, WarningKind},
    read::Loaded,
    repair::Search,
};
use crate::{
    model::{
        Annotation, Article, ArticleId, Block, ClaimRecord, DecisionRecord, EarlierText,
        HistoryEntry, Project, ProjectId, Register, Registers, Reviewer, ReviewerId,
        SetAsideRecord, SourceRecord, Stamp, Table,
    },
    text::{Text, TextId, TextOffset},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use uuid::Uuid;

/// Which of the two files is read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// A project file: every value has its revision.
    Saved,
    /// A journal or recovery copy: changes that were never saved have none yet.
    Recovery,
}

/// Texts that a journal names without writing them again.
pub(super) type KnownTexts = BTreeMap<TextId, Arc<Text>>;

/// The records of a file in the model's form, before anything was said of what they say of each other. Positions in
/// annotations and set-aside regions are code points still.
#[derive(Clone)]
pub(super) struct Records {
    pub(super) id: ProjectId,
    pub(super) title: String,
    pub(super) reviewers: Vec<(ReviewerId, Arc<Register<Reviewer>>)>,
    pub(super) articles: Vec<Arc<Article>>,
    pub(super) set_aside: Vec<Arc<SetAsideRecord>>,
    pub(super) sources: Vec<Arc<SourceRecord>>,
    pub(super) claims: Vec<Arc<ClaimRecord>>,
    pub(super) annotations: Vec<Arc<Annotation>>,
    pub(super) decisions: Vec<Arc<DecisionRecord>>,
    pub(super) history: Vec<HistoryEntry>,
}

impl Records {
    /// With `known` an empty text stands for one of these.
    pub(super) fn of(
        file: ProjectFile<'_>,
        known: Option<&KnownTexts>,
        report: &mut Report,
    ) -> Self {
        let ProjectFile {
            format: _,
            id,
            title,
            reviewers,
            articles,
            set_aside,
            sources,
            claims,
            annotations,
            decisions,
            history,
        } = file;
        Self {
            id,
            title: title.into_string(),
            reviewers: reviewers
                .0
                .into_iter()
                .map(|(id, file)| (id, Arc::new(reviewer(file))))
                .collect(),
            articles: articles
                .into_iter()
                .map(|file| Arc::new(article(file, known, report)))
                .collect(),
            set_aside: each(set_aside, set_aside_record),
            sources: each(sources, source_record),
            claims: each(claims, claim_record),
            annotations,
            decisions: each(decisions, decision_record),
            history: history.into_iter().map(HistoryFile::into_model).collect(),
        }
    }
}

/// Makes the project, or lists everything that is wrong.
pub(super) fn resolve(
    file: ProjectFile<'_>,
    strictness: Strictness,
) -> Result<Loaded, Vec<Problem>> {
    let mut report = Report::new(strictness);
    let records = Records::of(file, None, &mut report);
    put_together(records, report)
}

/// The project that these records are, or everything that is wrong with them, with what the report holds already.
pub(super) fn put_together(records: Records, mut report: Report) -> Result<Loaded, Vec<Problem>> {
    let Records {
        id,
        title,
        reviewers,
        articles,
        mut set_aside,
        sources,
        claims,
        annotations,
        decisions,
        history,
    } = records;
    let strictness = report.strictness;
    let mut project = Project::new(id);
    project.title = title;
    for (id, reviewer) in &reviewers {
        report.revisions("reviewer", id.0, reviewer.stamps());
    }
    project.reviewers = reviewers.into_iter().collect();
    project.articles = report.table("article", articles, |article| (article.id, article.id.0));
    project.sources = report.table("source", sources, |record| (record.id, record.id.0));
    project.claims = report.table("claim", claims, |record| (record.id, record.id.0));
    project.decisions = report.table("decision", decisions, |record| (record.id, record.id.0));
    project.history = history.into_iter().collect();
    if strictness == Strictness::Saved {
        for entry in project.history.iter().filter(|entry| entry.rev.is_none()) {
            report.problem(
                ProblemKind::MissingRevision,
                "history of",
                entry.record,
                "rev",
                "it has no revision".to_owned(),
            );
        }
    }

    for article in project.articles.values() {
        check_article(&project, article, &mut report);
    }
    for record in &mut set_aside {
        place_set_aside(&project, Arc::make_mut(record), &mut report);
    }
    project.set_aside = report.table("set-aside region", set_aside, |record| {
        (record.id, record.id.0)
    });
    let mut annotations = annotations;
    for annotation in &mut annotations {
        place_annotation(&project, Arc::make_mut(annotation), &mut report);
    }
    project.annotations =
        report.table("annotation", annotations, |record| (record.id, record.id.0));
    for record in project.sources.values() {
        report.record_revisions("source", record.id.0, &**record);
    }
    for record in project.claims.values() {
        check_claim(&project, record, &mut report);
    }
    for record in project.decisions.values() {
        check_decision(&project, record, &mut report);
    }

    let warnings = report.end()?;
    Ok(Loaded {
        project,
        warnings,
        unmerged: None,
    })
}

/// Whether every record names only what is there, as a file that is to be read again must.
pub(super) fn check(project: &Project, strictness: Strictness) -> Result<(), Vec<Problem>> {
    let mut report = Report::new(strictness);
    for (id, reviewer) in &project.reviewers {
        report.revisions("reviewer", id.0, reviewer.stamps());
    }
    for record in project.sources.values() {
        report.record_revisions("source", record.id.0, &**record);
    }
    for article in project.articles.values() {
        check_article(project, article, &mut report);
    }
    for record in project.set_aside.values() {
        check_set_aside(project, record, &mut report);
    }
    for annotation in project.annotations.values() {
        check_annotation(project, annotation, &mut report);
    }
    for record in project.claims.values() {
        check_claim(project, record, &mut report);
    }
    for record in project.decisions.values() {
        check_decision(project, record, &mut report);
    }
    report.end().map(drop)
}

/// What was found on the way.
pub(super) struct Report {
    strictness: Strictness,
    problems: Vec<Problem>,
    warnings: Vec<Warning>,
    pub(super) search: Search,
}

impl Report {
    pub(super) fn new(strictness: Strictness) -> Self {
        Self {
            strictness,
            problems: Vec::new(),
            warnings: Vec::new(),
            search: Search::new(),
        }
    }

    /// The warnings, or all that is wrong.
    pub(super) fn end(self) -> Result<Vec<Warning>, Vec<Problem>> {
        if self.problems.is_empty() {
            Ok(self.warnings)
        } else {
            Err(self.problems)
        }
    }

    pub(super) fn problem(
        &mut self,
        kind: ProblemKind,
        noun: &'static str,
        record: Uuid,
        field: &'static str,
        message: String,
    ) {
        if self.problems.len() == MOST_PROBLEMS {
            return;
        }
        self.problems.push(Problem {
            kind,
            noun,
            record,
            field,
            message,
        });
    }

    pub(super) fn warning(
        &mut self,
        kind: WarningKind,
        noun: &'static str,
        record: Uuid,
        message: String,
    ) {
        self.warnings.push(Warning {
            kind,
            noun,
            record,
            message,
        });
    }

    pub(super) fn unknown(
        &mut self,
        kind: ProblemKind,
        place: (&'static str, Uuid, &'static str),
        what: &str,
        id: Uuid,
    ) {
        let (noun, record, field) = place;
        self.problem(
            kind,
            noun,
            record,
            field,
            format!("there is no {what} {id} in this project"),
        );
    }

    pub(super) fn reviewer(
        &mut self,
        project: &Project,
        id: ReviewerId,
        place: (&'static str, Uuid, &'static str),
    ) {
        if !project.reviewers.contains_key(&id) {
            self.unknown(ProblemKind::UnknownReviewer, place, "reviewer", id.0);
        }
    }

    fn revisions<'s>(
        &mut self,
        noun: &'static str,
        record: Uuid,
        mut stamps: impl Iterator<Item = &'s Stamp>,
    ) {
        if self.strictness == Strictness::Saved && stamps.any(|stamp| stamp.rev.is_none()) {
            self.no_revision(noun, record);
        }
    }

    pub(super) fn record_revisions(
        &mut self,
        noun: &'static str,
        record: Uuid,
        registers: &impl Registers,
    ) {
        if self.strictness == Strictness::Recovery {
            return;
        }
        let mut lacks = registers
            .fate()
            .is_some_and(|fate| fate.stamps().any(|stamp| stamp.rev.is_none()));
        registers.visit_stamps(&mut |stamp| lacks |= stamp.rev.is_none());
        if lacks {
            self.no_revision(noun, record);
        }
    }

    fn no_revision(&mut self, noun: &'static str, record: Uuid) {
        self.problem(
            ProblemKind::MissingRevision,
            noun,
            record,
            "rev",
            "one of its values has no revision".to_owned(),
        );
    }

    /// Puts records into a table and reports ids that stand twice.
    pub(super) fn table<Id: Ord + Copy, T>(
        &mut self,
        noun: &'static str,
        records: Vec<Arc<T>>,
        ids: fn(&T) -> (Id, Uuid),
    ) -> Table<Id, T> {
        let mut seen = BTreeSet::new();
        let sorted = records
            .windows(2)
            .all(|pair| ids(&pair[0]).0 < ids(&pair[1]).0);
        if !sorted {
            for record in &records {
                let (_, uuid) = ids(record);
                if !seen.insert(uuid) {
                    self.problem(
                        ProblemKind::DuplicateId,
                        noun,
                        uuid,
                        "id",
                        format!("two records of this kind have the id {uuid}"),
                    );
                }
            }
        }
        records
            .into_iter()
            .map(|record| (ids(&record).0, record))
            .collect()
    }
}

pub(super) fn reviewer(file: ReviewerFile<'_>) -> Register<Reviewer> {
    register(file.split().1)
}

pub(super) fn article(
    file: ArticleFile<'_>,
    known: Option<&KnownTexts>,
    report: &mut Report,
) -> Article {
    let ArticleFile {
        id,
        role,
        meta,
        text_id,
        text,
        blocks,
        earlier,
        file_sha256,
        read,
        signed,
        fate,
    } = file;
    let text = text.and_then(|text| whole_text(text, text_id.0, (id, "text"), known, report));
    let mut blocks: Vec<Block> = blocks
        .into_iter()
        .map(|block| {
            let position = block.start as usize;
            let start = match text.as_deref().map(|text| text.from_code_points(position)) {
                None => TextOffset::new(position),
                Some(Ok(start)) => start,
                Some(Err(error)) => {
                    let message = error.to_string();
                    let kind = ProblemKind::BlockOutOfBounds;
                    report.problem(kind, "article", id.0, "blocks", message);
                    TextOffset::START
                }
            };
            Block {
                start,
                kind: block.kind,
            }
        })
        .collect();
    blocks.sort_by_key(|block| block.start);
    let earlier = earlier
        .into_iter()
        .map(|earlier| EarlierText {
            text_id: earlier.text_id.0,
            text: earlier.text.and_then(|text| {
                whole_text(text, earlier.text_id.0, (id, "earlier"), known, report)
            }),
            replaced: earlier.replaced,
        })
        .collect();
    Article {
        id,
        info: article_info(role, meta),
        text_id: text_id.0,
        text,
        blocks,
        earlier,
        file_sha256: file_sha256.into_string(),
        read: map_registers(read, |file| file.split().1),
        signed: map_registers(signed, |file| file.split().1),
        fate: fate.map(|fate| register(fate.split().1)),
    }
}

fn whole_text(
    text: Str<'_>,
    named: TextId,
    (article, field): (ArticleId, &'static str),
    known: Option<&KnownTexts>,
    report: &mut Report,
) -> Option<Arc<Text>> {
    if let Some(known) = known.filter(|_| text.is_empty() && named != TextId::of("")) {
        // Others may have deleted the article since, and its text with it.
        return known.get(&named).cloned();
    }
    let bytes = text.0.as_bytes();
    if bytes.contains(&b'\r') || bytes.contains(&0) {
        report.problem(
            ProblemKind::TextNotNormalised,
            "article",
            article.0,
            field,
            "the text holds carriage returns or NUL, which a text never has after import"
                .to_owned(),
        );
    }
    let text = Arc::new(Text::new(text.into_boxed()));
    if text.id() != named {
        report.problem(
            ProblemKind::TextIdMismatch,
            "article",
            article.0,
            field,
            format!(
                "text_id says {named}, but the text that stands here is {}: it was changed outside the program",
                text.id()
            ),
        );
    }
    Some(text)
}

fn check_article(project: &Project, article: &Article, report: &mut Report) {
    let (noun, id) = ("article", article.id.0);
    report.record_revisions(noun, id, article);
    if article.text.is_none() && article.fate.is_none() {
        report.problem(
            ProblemKind::MissingText,
            noun,
            id,
            "text",
            "it has no text, and nobody deleted it".to_owned(),
        );
    }
    for reviewer in article.read.keys() {
        report.reviewer(project, *reviewer, (noun, id, "read"));
    }
    for reviewer in article.signed.keys() {
        report.reviewer(project, *reviewer, (noun, id, "signed"));
    }
}

fn check_claim(project: &Project, record: &ClaimRecord, report: &mut Report) {
    let place = ("claim", record.id.0, "absent");
    report.record_revisions(place.0, place.1, record);
    for (article, absence) in &record.absent {
        if !project.articles.contains_key(article) {
            report.unknown(ProblemKind::UnknownArticle, place, "article", article.0);
        }
        for by in values(absence).filter_map(|absence| absence.by) {
            report.reviewer(project, by, place);
        }
    }
}

fn check_decision(project: &Project, record: &DecisionRecord, report: &mut Report) {
    let (noun, id) = ("decision", record.id.0);
    report.record_revisions(noun, id, record);
    for decision in values(&record.decision) {
        report.reviewer(project, decision.by, (noun, id, "by"));
        for annotation in &decision.about {
            if !project.annotations.contains_key(annotation) {
                report.unknown(
                    ProblemKind::UnknownAnnotation,
                    (noun, id, "about"),
                    "annotation",
                    annotation.0,
                );
            }
        }
    }
}

/// Every value of a register, the one in force first.
pub(super) fn values<T>(register: &Register<T>) -> impl Iterator<Item = &T> {
    std::iter::once(&register.value).chain(register.rivals().iter().map(|rival| &rival.value))
}

fn each<File, Record>(files: Vec<File>, record: fn(File) -> Record) -> Vec<Arc<Record>> {
    files
        .into_iter()
        .map(|file| Arc::new(record(file)))
        .collect()
}

pub(super) fn set_aside_record(file: SetAsideFile<'_>) -> SetAsideRecord {
    let ((id,), region, (fate,)) = file.split();
    SetAsideRecord {
        id,
        region: register(region),
        fate: fate.map(|fate| register(fate.split().1)),
    }
}

pub(super) fn source_record(file: SourceFile<'_>) -> SourceRecord {
    let ((id,), source, (fate,)) = file.split();
    SourceRecord {
        id,
        source: register(source),
        fate: fate.map(|fate| register(fate.split().1)),
    }
}

pub(super) fn claim_record(file: ClaimFile<'_>) -> ClaimRecord {
    let ((id,), claim, (absent, fate)) = file.split();
    ClaimRecord {
        id,
        claim: register(claim),
        absent: map_registers(absent, |file| file.split().1),
        fate: fate.map(|fate| register(fate.split().1)),
    }
}

pub(super) fn decision_record(file: DecisionFile<'_>) -> DecisionRecord {
    let ((id,), decision, (fate,)) = file.split();
    DecisionRecord {
        id,
        decision: register(decision),
        fate: fate.map(|fate| register(fate.split().1)),
    }
}
