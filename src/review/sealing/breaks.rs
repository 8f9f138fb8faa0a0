//! What has changed since a sign-off.

use crate::model::{
    Annotation, AnnotationId, Article, DecisionIndex, Outcome, Print, Project, Register, Rev,
    ReviewerId, SealedJudgement, SealedMark, Signature, Status, covered_revisions, is_counted,
    members,
};
use jiff::Timestamp;

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BreakKind {
    /// The text of the article.
    Text,
    /// A mark came that was not there.
    NewMark,
    /// A mark went.
    MarkGone,
    /// Where the mark is, or what it says there.
    Words,
    /// A status.
    Status,
    /// Somebody judged it otherwise.
    OtherJudgement,
    /// What the text should read.
    Correction,
    /// What was cited.
    Sources,
    /// The claim.
    Claim,
    /// The stance to the claim.
    Stance,
    /// What was decided.
    Decision,
    /// Something that the sign-off did not see; told by revisions alone.
    Unseen,
}

impl BreakKind {
    /// What happened, after "Signed off by … at …;".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Text => "the text changed",
            Self::NewMark => "a mark came",
            Self::MarkGone => "a mark was deleted",
            Self::Words => "the marked words changed",
            Self::Status => "the status changed",
            Self::OtherJudgement => "someone judged it otherwise",
            Self::Correction => "the correction changed",
            Self::Sources => "the sources changed",
            Self::Claim => "the claim changed",
            Self::Stance => "the stance changed",
            Self::Decision => "the decision changed",
            Self::Unseen => "something changed",
        }
    }
}

/// One change since a sign-off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// What.
    pub kind: BreakKind,
    /// On which mark; nothing where the article's text changed.
    pub annotation: Option<AnnotationId>,
    /// Who, where it is known.
    pub by: Option<ReviewerId>,
    /// When, where it is known.
    pub at: Option<Timestamp>,
}

/// What has changed in a mark, the latest change first.
pub(super) fn of_mark(
    project: &Project,
    annotation: &Annotation,
    decisions: &DecisionIndex,
    signature: &Signature,
) -> Vec<Break> {
    let mut look = Look::new(project, decisions, signature);
    match signature.sealed.get(&annotation.id) {
        Some(sealed) => look.compare(annotation, sealed),
        None => look.compare_revisions(annotation),
    }
    look.latest_first()
}

/// What has changed in an article, the latest change first.
pub(super) fn of_article(
    project: &Project,
    article: &Article,
    decisions: &DecisionIndex,
    signature: &Signature,
) -> Vec<Break> {
    let mut look = Look::new(project, decisions, signature);
    if signature
        .text_id
        .is_some_and(|signed| signed != article.text_id)
    {
        let replaced = article.earlier.last().map(|earlier| earlier.replaced);
        look.found.push(Break {
            kind: BreakKind::Text,
            annotation: None,
            by: None,
            at: replaced,
        });
    }
    let is_by_revisions = signature.sealed.is_empty();
    let mut there = 0;
    for mark in members(project, article.id) {
        match signature.sealed.get(&mark.id) {
            Some(sealed) => {
                there += 1;
                look.compare(mark, sealed);
            }
            None if is_by_revisions => look.compare_revisions(mark),
            None => look.note(BreakKind::NewMark, mark.id, Some(mark.by)),
        }
    }
    if there < signature.sealed.len() {
        for id in signature.sealed.keys() {
            if project
                .annotation(*id)
                .is_none_or(|mark| mark.article != article.id)
            {
                let fate = project
                    .annotations
                    .get(id)
                    .and_then(|mark| mark.fate.as_ref());
                look.found.push(Break {
                    kind: BreakKind::MarkGone,
                    annotation: Some(*id),
                    by: fate.map(|fate| fate.value.by),
                    at: fate.map(|fate| fate.value.at),
                });
            }
        }
    }
    look.latest_first()
}

/// One look at what a sign-off covers.
struct Look<'a> {
    project: &'a Project,
    decisions: &'a DecisionIndex,
    signature: &'a Signature,
    found: Vec<Break>,
}

impl<'a> Look<'a> {
    fn new(project: &'a Project, decisions: &'a DecisionIndex, signature: &'a Signature) -> Self {
        Self {
            project,
            decisions,
            signature,
            found: Vec::new(),
        }
    }

    fn compare(&mut self, mark: &Annotation, sealed: &SealedMark) {
        let now = SealedMark::of(self.project, mark, self.decisions);
        if now == *sealed {
            return;
        }
        if now.words != sealed.words {
            self.note(BreakKind::Words, mark.id, Some(mark.by));
        }
        if now.claim != sealed.claim {
            self.note(BreakKind::Claim, mark.id, None);
        } else if now.stance != sealed.stance {
            self.note(BreakKind::Stance, mark.id, None);
        }
        if now.decision != sealed.decision {
            let decision = self.decisions.in_force(mark.id);
            let decision = decision.map(|record| &record.decision.value);
            self.found.push(Break {
                kind: BreakKind::Decision,
                annotation: Some(mark.id),
                by: decision.map(|decision| decision.by),
                at: decision.map(|decision| decision.at),
            });
        }
        for (by, register) in &mark.assessments {
            let print = Print::of_reviewer(*by);
            let was = sealed.judgements.iter().find(|was| was.by == print);
            match (was, is_counted(register)) {
                (Some(was), true) => self.compare_judgement(mark.id, *by, register, *was),
                (Some(_), false) => self.judged(BreakKind::Status, mark.id, *by, register),
                (None, true) if !agrees(mark, sealed, *by, register, self.decisions) => {
                    self.judged(BreakKind::OtherJudgement, mark.id, *by, register);
                }
                (None, _) => {}
            }
        }
        // A judgement that came in with a merge which was undone is not there at all any more.
        let is_there = |was: &SealedJudgement| {
            mark.assessments
                .keys()
                .any(|by| Print::of_reviewer(*by) == was.by)
        };
        if !sealed.judgements.iter().all(is_there) {
            self.note(BreakKind::Status, mark.id, None);
        }
    }

    fn compare_judgement(
        &mut self,
        mark: AnnotationId,
        by: ReviewerId,
        register: &Register<crate::model::Assessment>,
        was: SealedJudgement,
    ) {
        let now = SealedJudgement::of(by, register);
        if now.status != was.status {
            self.judged(BreakKind::Status, mark, by, register);
        }
        if now.correction != was.correction {
            self.note(BreakKind::Correction, mark, Some(by));
        }
        if now.sources != was.sources {
            self.note(BreakKind::Sources, mark, Some(by));
        }
    }

    /// What another program signed has no fingerprints. An agreeing judgement beside one that was seen breaks nothing.
    fn compare_revisions(&mut self, mark: &Annotation) {
        let is_seen = |rev: &Rev| self.signature.covers.contains(rev);
        let covered = covered_revisions(self.project, mark, self.decisions);
        let is_saved_and_seen = |register: &Register<crate::model::Assessment>| {
            !register.is_unsaved() && register.revs().all(|rev| is_seen(&rev))
        };
        let seen: Vec<Option<Status>> = mark
            .assessments
            .values()
            .filter(|register| is_saved_and_seen(register))
            .map(|register| register.value.status)
            .collect();
        let unseen_agreeing: Vec<Rev> = mark
            .assessments
            .values()
            .filter(|register| !register.is_conflict() && seen.contains(&register.value.status))
            .flat_map(Register::revs)
            .collect();
        let has_unsaved = mark.spans.is_unsaved()
            || mark.tie.as_ref().is_some_and(Register::is_unsaved)
            || mark
                .assessments
                .values()
                .any(|register| register.is_unsaved() && !seen.contains(&register.value.status));
        let is_all_seen = covered
            .iter()
            .all(|rev| is_seen(rev) || unseen_agreeing.contains(rev));
        if has_unsaved || !is_all_seen {
            self.note(BreakKind::Unseen, mark.id, None);
        }
    }

    /// A change of a judgement's status: the judgement says when.
    fn judged(
        &mut self,
        kind: BreakKind,
        mark: AnnotationId,
        by: ReviewerId,
        register: &Register<crate::model::Assessment>,
    ) {
        self.found.push(Break {
            kind,
            annotation: Some(mark),
            by: Some(by),
            at: Some(register.value.at),
        });
    }

    /// A change whose time, and perhaps person, only the history knows: the last line after the sign-off that is about
    /// something a seal covers.
    fn note(&mut self, kind: BreakKind, mark: AnnotationId, by: Option<ReviewerId>) {
        let signed_at = self.signature.at;
        let is_left_out = |words: &Option<String>| {
            words
                .as_ref()
                .is_some_and(|words| words.starts_with("note: ") || words == "signed off")
        };
        let line = self
            .project
            .history
            .iter()
            .rev()
            .take_while(|line| line.at > signed_at)
            .find(|line| {
                line.record == mark.0
                    && by.is_none_or(|by| line.by == by)
                    && !is_left_out(&line.from)
                    && !is_left_out(&line.to)
            });
        self.found.push(Break {
            kind,
            annotation: Some(mark),
            by: by.or(line.map(|line| line.by)),
            at: line.map(|line| line.at),
        });
    }

    fn latest_first(mut self) -> Vec<Break> {
        self.found
            .sort_by_key(|found| (std::cmp::Reverse(found.at), found.annotation, found.kind));
        self.found
    }
}

/// Whether a judgement that was not there at the sign-off says what was signed: what was decided, else what one of those
/// says whose judgement was seen.
fn agrees(
    mark: &Annotation,
    sealed: &SealedMark,
    by: ReviewerId,
    register: &Register<crate::model::Assessment>,
    decisions: &DecisionIndex,
) -> bool {
    let decided =
        decisions
            .in_force(mark.id)
            .and_then(|record| match record.decision.value.outcome {
                Outcome::Status(status) => Some(status),
                _ => None,
            });
    let signed = mark.assessments.iter().find(|(other, _)| {
        let print = Print::of_reviewer(**other);
        **other != by && sealed.judgements.iter().any(|was| was.by == print)
    });
    let expected = decided.or(signed.and_then(|(_, register)| register.value.status));
    let rivals = register.rivals().iter().map(|rival| rival.value.status);
    std::iter::once(register.value.status)
        .chain(rivals)
        .all(|status| status == expected)
}
