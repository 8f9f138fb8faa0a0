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
    problem::{Problem, ProblemKind, Warning},
    read::Loaded,
    repair::{Found, find_again},
};
use crate::{
    model::{
        Anchor, Annotation, Article, ArticleId, Block, ClaimRecord, DecisionRecord, EarlierText,
        Others, Project, Register, Registers, ReviewerId, SetAside, SetAsideRecord, SourceRecord,
        Span, Stamp, Table,
    },
    text::{Text, TextId, TextOffset, TextRange},
};
use std::{collections::BTreeSet, sync::Arc};
use uuid::Uuid;

/// Which of the two files is read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strictness {
    /// A project file: every value has its revision.
    Saved,
    /// A recovery copy: changes that were never saved have none yet.
    Recovery,
}

/// Makes the project, or lists everything that is wrong.
pub(super) fn resolve(
    file: ProjectFile<'_>,
    strictness: Strictness,
) -> Result<Loaded, Vec<Problem>> {
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
    let mut report = Report {
        strictness,
        problems: Vec::new(),
        warnings: Vec::new(),
    };
    let mut project = Project::new(id);
    project.title = title.into_string();
    project.reviewers = reviewers
        .0
        .into_iter()
        .map(|(id, file): (ReviewerId, ReviewerFile<'_>)| {
            let reviewer = register(file.split().1);
            report.revisions("reviewer", id.0, reviewer.stamps());
            (id, Arc::new(reviewer))
        })
        .collect();
    let articles: Vec<_> = articles
        .into_iter()
        .map(|file| Arc::new(article(file, &mut report)))
        .collect();
    project.articles = report.table("article", articles, |article| (article.id, article.id.0));
    let mut set_aside: Vec<_> = set_aside
        .into_iter()
        .map(|file: SetAsideFile<'_>| {
            let ((id,), region, (fate,)) = file.split();
            Arc::new(SetAsideRecord {
                id,
                region: register(region),
                fate: fate.map(|fate| register(fate.split().1)),
            })
        })
        .collect();
    let sources = sources
        .into_iter()
        .map(|file: SourceFile<'_>| {
            let ((id,), source, (fate,)) = file.split();
            Arc::new(SourceRecord {
                id,
                source: register(source),
                fate: fate.map(|fate| register(fate.split().1)),
            })
        })
        .collect();
    project.sources = report.table("source", sources, |record| (record.id, record.id.0));
    let claims = claims
        .into_iter()
        .map(|file: ClaimFile<'_>| {
            let ((id,), claim, (absent, fate)) = file.split();
            Arc::new(ClaimRecord {
                id,
                claim: register(claim),
                absent: map_registers(absent, |file| file.split().1),
                fate: fate.map(|fate| register(fate.split().1)),
            })
        })
        .collect();
    project.claims = report.table("claim", claims, |record| (record.id, record.id.0));
    let decisions = decisions
        .into_iter()
        .map(|file: DecisionFile<'_>| {
            let ((id,), decision, (fate,)) = file.split();
            Arc::new(DecisionRecord {
                id,
                decision: register(decision),
                fate: fate.map(|fate| register(fate.split().1)),
            })
        })
        .collect();
    project.decisions = report.table("decision", decisions, |record| (record.id, record.id.0));
    project.history = history.into_iter().map(HistoryFile::into_model).collect();
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
    for record in project.claims.values() {
        check_claim(&project, record, &mut report);
    }
    for record in project.decisions.values() {
        check_decision(&project, record, &mut report);
    }

    let Report {
        problems, warnings, ..
    } = report;
    if problems.is_empty() {
        Ok(Loaded { project, warnings })
    } else {
        Err(problems)
    }
}

/// What was found on the way.
struct Report {
    strictness: Strictness,
    problems: Vec<Problem>,
    warnings: Vec<Warning>,
}

impl Report {
    fn problem(
        &mut self,
        kind: ProblemKind,
        noun: &'static str,
        record: Uuid,
        field: &'static str,
        message: String,
    ) {
        self.problems.push(Problem {
            kind,
            noun,
            record,
            field,
            message,
        });
    }

    fn warning(&mut self, noun: &'static str, record: Uuid, message: String) {
        self.warnings.push(Warning {
            noun,
            record,
            message,
        });
    }

    fn unknown(
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

    fn reviewer(
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

    fn record_revisions(&mut self, noun: &'static str, record: Uuid, registers: &impl Registers) {
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
    fn table<Id: Ord + Copy, T>(
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

fn article(file: ArticleFile<'_>, report: &mut Report) -> Article {
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
    let text = text.map(|text| whole_text(text, text_id.0, (id, "text"), report));
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
            text: earlier
                .text
                .map(|text| whole_text(text, earlier.text_id.0, (id, "earlier"), report)),
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
    report: &mut Report,
) -> Arc<Text> {
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
    text
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

fn place_set_aside(project: &Project, record: &mut SetAsideRecord, report: &mut Report) {
    let (noun, id) = ("set-aside region", record.id.0);
    report.record_revisions(noun, id, record);
    for region in values(&record.region) {
        report.reviewer(project, region.by, (noun, id, "by"));
    }
    let article = record.region.value.article;
    let Some(article) = project.articles.get(&article) else {
        let place = (noun, id, "article");
        report.unknown(ProblemKind::UnknownArticle, place, "article", article.0);
        return;
    };
    let Some(text) = article.text.as_deref() else {
        return;
    };
    each_value(&mut record.region, |region| {
        place_region(text, region, id, report);
    });
}

/// Places a region. One whose words are not found covers nothing from then on, since it would hide others from checking;
/// its quote stays for a person to see.
fn place_region(text: &Text, region: &mut SetAside, id: Uuid, report: &mut Report) {
    let placed = place(text, region.range).ok();
    if let Some(range) = placed.filter(|range| text.slice(*range) == &*region.quote) {
        region.range = range;
        return;
    }
    let words = excerpt(&region.quote);
    let message = if let Found::Certain(range) = find_again(text, &region.quote, "", "") {
        region.range = range;
        format!("its words \"{words}\" were not where it says; it was put where they stand")
    } else {
        let start = placed.map_or(TextOffset::START, |range| range.start);
        region.range = TextRange::between(start, start);
        format!(
            "its words \"{words}\" are not where it says; it sets nothing aside until it is made anew"
        )
    };
    report.warning("set-aside region", id, message);
}

fn place_annotation(project: &Project, annotation: &mut Annotation, report: &mut Report) {
    let (noun, id) = ("annotation", annotation.id.0);
    report.record_revisions(noun, id, annotation);
    report.reviewer(project, annotation.by, (noun, id, "by"));
    for (reviewer, assessment) in &annotation.assessments {
        report.reviewer(project, *reviewer, (noun, id, "assessments"));
        for cite in values(assessment).flat_map(|assessment| &assessment.cites) {
            if !project.sources.contains_key(&cite.source) {
                let place = (noun, id, "cites");
                report.unknown(ProblemKind::UnknownSource, place, "source", cite.source.0);
            }
        }
    }
    for reviewer in annotation.signed.keys() {
        report.reviewer(project, *reviewer, (noun, id, "signed"));
    }
    for claim in annotation
        .tie
        .iter()
        .flat_map(values)
        .filter_map(|tie| tie.claim)
    {
        if !project.claims.contains_key(&claim) {
            report.unknown(
                ProblemKind::UnknownClaim,
                (noun, id, "tie"),
                "claim",
                claim.0,
            );
        }
    }
    let Some(article) = project.articles.get(&annotation.article) else {
        let place = (noun, id, "article");
        let article = annotation.article.0;
        report.unknown(ProblemKind::UnknownArticle, place, "article", article);
        return;
    };
    let text_id = annotation.text_id;
    let known = article.text_id == text_id
        || article
            .earlier
            .iter()
            .any(|earlier| earlier.text_id == text_id);
    if !known {
        report.problem(
            ProblemKind::UnknownText,
            noun,
            id,
            "text_id",
            format!("article {} has no text {text_id}", article.id),
        );
        return;
    }
    let text = article.text_named(text_id).map(Arc::as_ref);
    each_value(&mut annotation.spans, |spans| {
        place_spans(text, spans, id, report);
    });
}

fn place_spans(text: Option<&Text>, spans: &mut [Span], id: Uuid, report: &mut Report) {
    let noun = "annotation";
    let mut problem = |kind, message| report.problem(kind, noun, id, "spans", message);
    if spans.is_empty() {
        problem(ProblemKind::NoSpans, "it has no span".to_owned());
        return;
    }
    for span in spans.iter() {
        let (start, end) = (span.range.start.bytes(), span.range.end.bytes());
        if start > end {
            let message = format!("a span starts at {start} and ends before that, at {end}");
            problem(ProblemKind::SpanBackwards, message);
            return;
        }
    }
    if let Some(text) = text {
        for span in spans.iter_mut() {
            place_span(text, span, id, report);
        }
    }
    if !spans.is_sorted_by_key(|span| span.range) {
        spans.sort_by_key(|span| span.range);
    }
    let mut end = TextOffset::START;
    for span in spans.iter().filter(|span| span.anchor != Anchor::Lost) {
        if span.range.start < end {
            report.problem(
                ProblemKind::SpansOverlap,
                noun,
                id,
                "spans",
                format!("the span \"{}\" overlaps another one", excerpt(&span.quote)),
            );
        }
        end = span.range.end.max(end);
    }
}

fn place_span(text: &Text, span: &mut Span, id: Uuid, report: &mut Report) {
    match place(text, span.range) {
        Ok(range) => {
            span.range = range;
            if span.anchor == Anchor::Lost || text.slice(range) == &*span.quote {
                return;
            }
        }
        // A lost span has no place; its numbers only have to be some place of the text.
        Err(_) if span.anchor == Anchor::Lost => {
            let end = text.end();
            let inside = |offset: TextOffset| text.from_code_points(offset.bytes()).unwrap_or(end);
            span.range = TextRange::between(inside(span.range.start), inside(span.range.end));
            return;
        }
        Err(message) => {
            let kind = ProblemKind::SpanOutOfBounds;
            report.problem(kind, "annotation", id, "spans", message);
            return;
        }
    }
    let words = excerpt(&span.quote);
    let message = match find_again(text, &span.quote, &span.before, &span.after) {
        Found::Certain(range) => {
            span.range = range;
            format!("the words \"{words}\" were not where it says; it was put where they stand")
        }
        Found::Doubtful(range) => {
            span.range = range;
            span.anchor = Anchor::Moved;
            format!(
                "the words \"{words}\" were not where it says; they stand elsewhere among other words, which a person has to confirm"
            )
        }
        Found::Nowhere => {
            span.anchor = Anchor::Lost;
            format!(
                "the words \"{words}\" are not where it says and were not found for certain; it is marked as lost"
            )
        }
    };
    report.warning("annotation", id, message);
}

/// The range in bytes for one in code points.
fn place(text: &Text, range: TextRange) -> Result<TextRange, String> {
    let at = |offset: TextOffset| text.from_code_points(offset.bytes());
    match (at(range.start), at(range.end)) {
        (Ok(start), Ok(end)) if start <= end => Ok(TextRange { start, end }),
        (Ok(_), Ok(_)) => Err("it starts behind its end".to_owned()),
        (Err(error), _) | (_, Err(error)) => Err(error.to_string()),
    }
}

/// The first words of a quote, for messages.
fn excerpt(quote: &str) -> String {
    const LONGEST: usize = 60;
    match quote.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &quote[..end]),
        None => quote.to_owned(),
    }
}

/// Every value of a register, the one in force first.
fn values<T>(register: &Register<T>) -> impl Iterator<Item = &T> {
    std::iter::once(&register.value).chain(register.rivals().iter().map(|rival| &rival.value))
}

fn each_value<T>(register: &mut Register<T>, mut change: impl FnMut(&mut T)) {
    change(&mut register.value);
    if let Some(others) = &mut register.others {
        let Others { rivals, twins: _ } = &mut **others;
        for rival in rivals {
            change(&mut rival.value);
        }
    }
}
