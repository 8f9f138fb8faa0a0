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
};
use crate::{
    edit::Edit,
    model::{
        Anchor, Annotation, AnnotationId, Article, ArticleId, Assessment, Claim, ClaimId,
        ClaimRecord, Project, REVIEWER_COLOURS, Record, Register, Reviewer, ReviewerId, Span,
        Stance, Tie,
    },
    text::{Text, TextRange, quote::context},
};
use jiff::Timestamp;
use std::collections::BTreeMap;

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
    /// The marks that are there, by article and place; of several on the same words the oldest.
    there: BTreeMap<(ArticleId, Vec<TextRange>), AnnotationId>,
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
            (None, Some(name)) => {
                let name = name.trim();
                if name.is_empty() {
                    return Err(CliError::EmptyReviewer);
                }
                if project.reviewers.values().any(|other| other.value.name == name) {
                    return Err(CliError::ReviewerExists {
                        name: name.to_owned(),
                    });
                }
                Usual::Made(name.to_owned())
            }
            (None, None) => {
                let mut ids = project.reviewers.keys();
                match (ids.next(), ids.next()) {
                    (None, _) => Usual::Made(FIRST_NAME.to_owned()),
                    (Some(only), None) => Usual::Known(*only),
                    _ => Usual::Unclear(naming::reviewers_listed(project)),
                }
            }
        };
        let there = project
            .live_annotations()
            .filter(|annotation| stands_in_present_text(project, annotation))
            .map(|annotation| {
                let place = (annotation.article, annotation.ranges().collect());
                (place, annotation.id)
            })
            .rev()
            .collect();
        Ok(Self {
            usual,
            now: project_file::now(),
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
        let article = naming::article(&file.project, &line.article)?.clone();
        let text = article.text.clone().ok_or(CliError::NoPlace)?;
        let called = one_line(article.display_title());
        let ranges = place::ranges(&text, &called, line)?;
        let tie = wished_tie(file, line)?;
        let by = self.reviewer(file, line.reviewer.as_deref())?;

        let place = (article.id, ranges);
        let id = if let Some(id) = self.there.get(&place) {
            self.judge_again(file, *id, by, line)?;
            *id
        } else {
            let annotation = self.annotation(&article, &text, &place.1, by, line);
            let id = annotation.id;
            file.edit(Edit::Add(Box::new(Record::Annotation(Box::new(annotation)))))?;
            self.there.insert(place, id);
            id
        };
        if let Some(wish) = tie {
            set_tie(file, id, wish)?;
        }
        Ok(id)
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
                None => self.make_reviewer(file, name),
            };
        }
        match self.usual.clone() {
            Usual::Known(id) => Ok(id),
            Usual::Unclear(there_are) => Err(CliError::WhichReviewer { there_are }),
            Usual::Made(name) => {
                let id = self.make_reviewer(file, &name)?;
                self.usual = Usual::Known(id);
                Ok(id)
            }
        }
    }

    /// A new reviewer. Who is named by an id that the project does not know keeps it, since it is a person's own.
    fn make_reviewer(
        &mut self,
        file: &mut ProjectFile,
        named: &str,
    ) -> Result<ReviewerId, CliError> {
        let (id, name) = match named.parse::<ReviewerId>() {
            Ok(id) => (id, format!("Reviewer {}", file.project.reviewers.len() + 1)),
            Err(_a_name) => (ReviewerId(project_file::new_uuid()), named.to_owned()),
        };
        let taken = |colour: &u8| {
            file.project
                .reviewers
                .values()
                .any(|other| other.value.colour == *colour)
        };
        let next = u8::try_from(file.project.reviewers.len() % usize::from(REVIEWER_COLOURS));
        let colour = (0..REVIEWER_COLOURS)
            .find(|colour| !taken(colour))
            .unwrap_or_else(|| next.unwrap_or_default());
        self.messages.push(format!(
            "new reviewer \"{}\" ({id})",
            one_line(&name)
        ));
        let reviewer = Register::new(Reviewer { name, colour });
        file.edit(Edit::Add(Box::new(Record::Reviewer(id, reviewer))))?;
        Ok(id)
    }

    fn annotation(
        &self,
        article: &Article,
        text: &Text,
        ranges: &[TextRange],
        by: ReviewerId,
        line: &MarkLine,
    ) -> Annotation {
        let spans = ranges
            .iter()
            .map(|range| {
                let (before, after) = context(text, *range);
                Span {
                    range: *range,
                    quote: text.slice(*range).into(),
                    before: before.into(),
                    after: after.into(),
                    anchor: Anchor::Exact,
                }
            })
            .collect();
        let assessment = Assessment {
            status: Some(line.status.into()),
            note: line.note.clone(),
            should_read: line.should_read.clone(),
            cites: Vec::new(),
            at: self.now,
        };
        Annotation {
            id: AnnotationId(project_file::new_uuid()),
            article: article.id,
            text_id: article.text_id,
            by,
            spans: Register::new(spans),
            tie: None,
            assessments: BTreeMap::from([(by, Register::new(assessment))]),
            signed: BTreeMap::new(),
            fate: None,
        }
    }

    /// A reviewer's word on a mark that is there. What the line does not say stays as it was: the sources, the note.
    fn judge_again(
        &self,
        file: &mut ProjectFile,
        id: AnnotationId,
        by: ReviewerId,
        line: &MarkLine,
    ) -> Result<(), CliError> {
        let before = file
            .project
            .annotations
            .get(&id)
            .and_then(|annotation| annotation.assessments.get(&by))
            .cloned();
        let mut assessment = before.as_ref().map_or_else(
            || Assessment {
                status: None,
                note: String::new(),
                should_read: String::new(),
                cites: Vec::new(),
                at: self.now,
            },
            |register| register.value.clone(),
        );
        assessment.status = Some(line.status.into());
        if !line.note.is_empty() {
            assessment.note.clone_from(&line.note);
        }
        if !line.should_read.is_empty() {
            assessment.should_read.clone_from(&line.should_read);
        }
        let register = match before {
            Some(before) if before.value == assessment && !before.is_conflict() => return Ok(()),
            Some(before) => before.written(Assessment {
                at: self.now,
                ..assessment
            }),
            None => Register::new(assessment),
        };
        file.edit(Edit::Assessment(id, by, Some(register)))
    }
}

fn stands_in_present_text(project: &Project, annotation: &Annotation) -> bool {
    project
        .article(annotation.article)
        .is_some_and(|article| article.text_id == annotation.text_id)
        && annotation
            .spans
            .value
            .iter()
            .all(|span| span.anchor == Anchor::Exact)
}

/// What a line says of a claim. A field it leaves out stays as it is on a mark that is tied already.
struct WishedTie {
    claim: ClaimId,
    stance: Option<Stance>,
    root: Option<String>,
}

/// The claim that a line names, made where the project does not have it.
fn wished_tie(file: &mut ProjectFile, line: &MarkLine) -> Result<Option<WishedTie>, CliError> {
    let Some(named) = &line.claim else {
        return if line.stance.is_some() || line.root.is_some() {
            Err(CliError::TieWithoutClaim)
        } else {
            Ok(None)
        };
    };
    let statement = named.trim();
    if statement.is_empty() {
        return Err(CliError::EmptyClaim);
    }
    let claim = if let Some(id) = naming::claim(&file.project, statement)? {
        id
    } else {
        let id = ClaimId(project_file::new_uuid());
        let claim = Claim {
            statement: statement.to_owned(),
            kind: None,
            note: String::new(),
        };
        file.edit(Edit::Add(Box::new(Record::Claim(Box::new(ClaimRecord {
            id,
            claim: Register::new(claim),
            absent: BTreeMap::new(),
            fate: None,
        })))))?;
        id
    };
    Ok(Some(WishedTie {
        claim,
        stance: line.stance.map(Stance::from),
        root: line.root.clone(),
    }))
}

/// Ties a mark to a claim. One that states another claim already keeps that one: which of the two is a person's choice.
fn set_tie(file: &mut ProjectFile, id: AnnotationId, wish: WishedTie) -> Result<(), CliError> {
    let before = file
        .project
        .annotations
        .get(&id)
        .and_then(|annotation| annotation.tie.clone());
    let standing = before.as_ref().filter(|tie| tie.value.claim.is_some());
    if let Some(other) = standing
        .and_then(|tie| tie.value.claim)
        .filter(|claim| *claim != wish.claim)
    {
        let statement = file
            .project
            .claims
            .get(&other)
            .map_or_else(|| other.to_string(), |claim| claim.claim.value.statement.clone());
        return Err(CliError::TiedAlready { claim: statement });
    }
    let tie = Tie {
        claim: Some(wish.claim),
        stance: wish
            .stance
            .or(standing.map(|tie| tie.value.stance))
            .unwrap_or_default(),
        root: wish
            .root
            .or(standing.map(|tie| tie.value.root.clone()))
            .unwrap_or_default(),
    };
    let register = match before {
        Some(before) if before.value == tie && !before.is_conflict() => return Ok(()),
        Some(before) => before.written(tie),
        None => Register::new(tie),
    };
    file.edit(Edit::Tie(id, Some(register)))
}
