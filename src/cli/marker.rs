//! Marks in a project, one after the other, in somebody's name.
//!
//! Cost: each mark is found among those that are there in logarithmic time, so that a hundred thousand lines do not wait
//! for each other.
//!
//! Invariant: what a reviewer says goes into their own assessment, never into another's.

use super::{
    error::CliError,
    mark_lines::MarkLine,
    naming, place,
    project_file::{self, ProjectFile},
    reply::one_line,
    reviewers::{make_reviewer, new_name},
};
use crate::{
    edit::{
        marking::{MarkContext, OutcomeKind, mark_among, set_note, set_should_read},
        tying::{self, TieContext, Wish},
    },
    model::{AnnotationId, Article, ArticleId, Claim, ClaimId, Project, ReviewerId, Stance},
    text::{TextOffset, TextRange},
};
use jiff::Timestamp;
use std::{collections::BTreeMap, sync::Arc};

/// What a reviewer of a project without reviewers is called until somebody says otherwise.
const FIRST_NAME: &str = "Reviewer 1";

/// Who marks where a line does not say.
#[derive(Clone, Debug)]
enum Usual {
    /// This one.
    Known(ReviewerId),
    /// One who is made with the first mark.
    Made(String),
    /// Nobody can be meant: the names of those there are.
    Unclear(String),
}

/// Marks one line after the other.
#[derive(Debug)]
pub(super) struct Marker {
    usual: Usual,
    now: Timestamp,
    /// Articles and claims that were found, by the names that lines gave them.
    articles: BTreeMap<String, ArticleId>,
    claims: BTreeMap<String, ClaimId>,
    /// The marks that are there, by article and start.
    there: BTreeMap<(ArticleId, TextOffset), Vec<AnnotationId>>,
    /// What a person should be told.
    pub messages: Vec<String>,
}

impl Marker {
    /// Someone who marks in `file`, as `reviewer` (id or name), or as a new reviewer called `add_reviewer`.
    pub(super) fn new(
        file: &ProjectFile,
        reviewer: Option<&str>,
        add_reviewer: Option<&str>,
    ) -> Result<Self, CliError> {
        let project = &file.project;
        let usual = match (reviewer, add_reviewer) {
            (Some(name), _) => Usual::Known(naming::reviewer(project, name)?.ok_or_else(|| {
                CliError::NoSuchReviewer {
                    name: name.to_owned(),
                    there_are: naming::reviewers_listed(project),
                }
            })?),
            (None, Some(name)) => Usual::Made(new_name(project, name)?.to_owned()),
            (None, None) => {
                let mut ids = project.reviewers.keys();
                match (ids.next(), ids.next()) {
                    (None, _) => Usual::Made(FIRST_NAME.to_owned()),
                    (Some(only), None) => Usual::Known(*only),
                    _ => Usual::Unclear(naming::reviewers_listed(project)),
                }
            }
        };
        let mut there: BTreeMap<_, Vec<AnnotationId>> = BTreeMap::new();
        for annotation in project.live_annotations() {
            let place = (annotation.article, annotation.hull().start);
            there.entry(place).or_default().push(annotation.id);
        }
        Ok(Self {
            usual,
            now: project_file::now(),
            articles: BTreeMap::new(),
            claims: BTreeMap::new(),
            there,
            messages: Vec::new(),
        })
    }

    /// Marks what `line` says and returns the mark's id: a new mark's, or that of the mark on the same words.
    pub(super) fn mark(
        &mut self,
        file: &mut ProjectFile,
        line: &MarkLine,
    ) -> Result<AnnotationId, CliError> {
        let article = Arc::clone(self.article(&file.project, &line.article)?);
        let text = article.text.clone().ok_or(CliError::NoPlace)?;
        let called = one_line(article.display_title());
        let ranges = place::ranges(&text, &called, line)?;
        let by = self.reviewer(file, line.reviewer.as_deref())?;
        let tie = self.wished_tie(file, line, by)?;

        let id = self.judge(file, article.id, &ranges, by, line)?;
        if let Some(wish) = tie {
            set_tie(file, id, &wish, self.tie_context(by))?;
        }
        Ok(id)
    }

    fn article<'a>(
        &mut self,
        project: &'a Project,
        name: &str,
    ) -> Result<&'a Arc<Article>, CliError> {
        if let Some(article) = self.articles.get(name).and_then(|id| project.article(*id)) {
            return Ok(article);
        }
        let article = naming::article(project, name)?;
        self.articles.insert(name.to_owned(), article.id);
        Ok(article)
    }

    /// The claim that a line names, made where the project does not have it.
    fn wished_tie(
        &mut self,
        file: &mut ProjectFile,
        line: &MarkLine,
        by: ReviewerId,
    ) -> Result<Option<Wish>, CliError> {
        let Some(named) = &line.claim else {
            return if line.stance.is_some() || line.root.is_some() {
                Err(CliError::TieWithoutClaim)
            } else {
                Ok(None)
            };
        };
        // As the window writes it: one line.
        let words: Vec<&str> = named.split_whitespace().collect();
        let statement = words.join(" ");
        if statement.is_empty() {
            return Err(CliError::EmptyClaim);
        }
        let known = match self.claims.get(&statement) {
            Some(id) => Some(*id),
            None => naming::claim(&file.project, &statement)?,
        };
        let claim = if let Some(id) = known {
            id
        } else {
            let id = ClaimId(project_file::new_uuid());
            let claim = Claim {
                statement: statement.clone(),
                kind: None,
                note: String::new(),
            };
            let context = self.tie_context(by);
            if let Some(edit) = tying::make(id, claim, context)?.edit {
                file.edit(edit)?;
            }
            id
        };
        self.claims.insert(statement, claim);
        Ok(Some(Wish {
            claim,
            stance: line.stance.map(Stance::from),
            root: line.root.clone(),
        }))
    }

    fn tie_context(&self, by: ReviewerId) -> TieContext {
        TieContext { by, at: self.now }
    }

    /// Who marks a line: who it names, else the usual one.
    fn reviewer(
        &mut self,
        file: &mut ProjectFile,
        named: Option<&str>,
    ) -> Result<ReviewerId, CliError> {
        if let Some(name) = named {
            if name.trim().is_empty() {
                return Err(CliError::EmptyReviewer);
            }
            return match naming::reviewer(&file.project, name)? {
                Some(id) => Ok(id),
                None => make_reviewer(file, name, &mut self.messages),
            };
        }
        match self.usual.clone() {
            Usual::Known(id) => Ok(id),
            Usual::Unclear(there_are) => Err(CliError::WhichReviewer { there_are }),
            Usual::Made(name) => {
                let id = make_reviewer(file, &name, &mut self.messages)?;
                self.usual = Usual::Known(id);
                Ok(id)
            }
        }
    }

    /// Gives the words their status, note and correction. What the line leaves out stays as it was on a mark that is
    /// there: the note, the sources.
    fn judge(
        &mut self,
        file: &mut ProjectFile,
        article: ArticleId,
        ranges: &[TextRange],
        by: ReviewerId,
        line: &MarkLine,
    ) -> Result<AnnotationId, CliError> {
        let context = MarkContext {
            by,
            at: self.now,
            new_id: AnnotationId(project_file::new_uuid()),
        };
        let start = ranges.first().map(|range| range.start).unwrap_or_default();
        let there = self.there.entry((article, start)).or_default();
        let candidates = there
            .iter()
            .filter_map(|id| file.project.annotations.get(id))
            .map(AsRef::as_ref);
        let status = line.status.into();
        let outcome = mark_among(&file.project, article, ranges, status, context, candidates)?;
        let id = outcome.annotation;
        if outcome.kind == OutcomeKind::Made {
            there.push(id);
        }
        file.do_it(outcome)?;
        if !line.note.is_empty() {
            file.do_it(set_note(&file.project, id, &line.note, context)?)?;
        }
        if !line.should_read.is_empty() {
            file.do_it(set_should_read(
                &file.project,
                id,
                &line.should_read,
                context,
            )?)?;
        }
        Ok(id)
    }
}

/// Ties a mark to a claim. One that states another claim already keeps that one: which of the two is a person's choice.
fn set_tie(
    file: &mut ProjectFile,
    id: AnnotationId,
    wish: &Wish,
    context: TieContext,
) -> Result<(), CliError> {
    let annotation = file.project.annotation(id);
    let before = annotation.and_then(|annotation| file.project.claim_of(annotation));
    if let Some(other) = before.filter(|record| record.id != wish.claim) {
        let claim = other.claim.value.statement.clone();
        return Err(CliError::TiedAlready { claim });
    }
    match tying::tie(&file.project, id, wish, context)?.edit {
        Some(edit) => file.edit(edit),
        None => Ok(()),
    }
}
