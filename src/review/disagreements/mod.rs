//! Where readers differ, and what has been decided about it.
//!
//! The idea (`UX.md` 3.3): marks of one article by different people whose words overlap by half or more, shared by union,
//! are one group, and so is a mark about which people differ. Below half each is a mark that only one person made; so is
//! a mark on words that another reader passed over, who has judged other words of the article and read it to its end.
//! [`overlap`] finds the marks that belong together, [`kind`] says in what they differ.
//!
//! Nobody differs who has only said less: an agreeing judgement without a source or note is an agreement.
//!
//! Order: by place in the article, so that a walk along the groups is a walk through the text. Cost: [`overlap`].

mod kind;
mod overlap;
#[cfg(test)]
mod tests;

use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Assessment, DecisionId, DecisionIndex,
    EffectiveStatus, Flag, Outcome, Project, ReviewerId, Status, is_counted, standing,
};
use crate::text::TextRange;
use std::collections::BTreeSet;

/// In what readers differ. The first that fits, from the gravest on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DisagreementKind {
    /// The same words have two statuses, or were decided twice.
    OtherStatus,
    /// The marks do not begin and end at the same words.
    Boundaries,
    /// Others passed over the words, or marked less than half of them.
    OnlyOneMarked,
    /// The same status rests on other sources.
    OtherSources,
    /// Only notes or corrections differ.
    NoteOnly,
}

impl DisagreementKind {
    /// All of them, the gravest first.
    pub const ALL: [Self; 5] = [
        Self::OtherStatus,
        Self::Boundaries,
        Self::OnlyOneMarked,
        Self::OtherSources,
        Self::NoteOnly,
    ];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::OtherStatus => "Other status",
            Self::Boundaries => "Boundaries differ",
            Self::OnlyOneMarked => "Only one marked it",
            Self::OtherSources => "Other sources",
            Self::NoteOnly => "Note only",
        }
    }

    /// Whether each mark may keep its own: never where the same words would have two statuses.
    #[must_use]
    pub fn both_may_stand(self) -> bool {
        self != Self::OtherStatus
    }
}

/// How far a disagreement is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupState {
    /// Nobody has decided, or what was decided does not hold any more.
    Open,
    /// Put off.
    Later,
    /// Decided.
    Decided,
}

/// What one person, or several who say the same, say in a disagreement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Side {
    /// On which mark.
    pub annotation: AnnotationId,
    /// The status; nothing where nobody has judged the mark.
    pub status: Option<Status>,
    /// Who, sorted.
    pub by: Vec<ReviewerId>,
}

/// Marks of one article on which readers differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// Where.
    pub article: ArticleId,
    /// In what they differ.
    pub kind: DisagreementKind,
    /// How far it is settled.
    pub state: GroupState,
    /// The marks, by place.
    pub members: Vec<AnnotationId>,
    /// Who says what, by place of the mark. More than two where three people differ.
    pub sides: Vec<Side>,
    /// From the first word of any of the marks to the last.
    pub hull: TextRange,
    /// The latest decision over one of the marks.
    pub decision: Option<DecisionId>,
}

/// All disagreements of a project, by article (in the order in which they were made) and place.
#[must_use]
pub fn disagreements(project: &Project, decisions: &DecisionIndex) -> Vec<Disagreement> {
    let mut by_article: std::collections::BTreeMap<ArticleId, Vec<&Annotation>> =
        std::collections::BTreeMap::new();
    for annotation in project.live_annotations() {
        by_article
            .entry(annotation.article)
            .or_default()
            .push(annotation);
    }
    project
        .live_articles()
        .filter_map(|article| Some((article, by_article.remove(&article.id)?)))
        .flat_map(|(article, marks)| disagreements_of(article, &marks, decisions))
        .collect()
}

/// The disagreements over the live `marks` of one article, by place.
#[must_use]
pub fn disagreements_of(
    article: &Article,
    marks: &[&Annotation],
    decisions: &DecisionIndex,
) -> Vec<Disagreement> {
    let everybody = marks.iter().flat_map(|mark| people(mark)).collect();
    disagreements_among(article, marks, &everybody, decisions)
}

/// The disagreements over some of the live marks of one article, none of which overlaps one that is left out; `everybody`
/// who has marked anything in it is asked for all the same.
pub(super) fn disagreements_among(
    article: &Article,
    marks: &[&Annotation],
    everybody: &BTreeSet<ReviewerId>,
    decisions: &DecisionIndex,
) -> Vec<Disagreement> {
    let of_marks: Vec<Vec<ReviewerId>> = marks.iter().map(|mark| people(mark)).collect();
    // A mark of one person is disputed only where it was decided about.
    let may_be_disputed = |mark: &Annotation| !decisions.about(mark.id).is_empty();
    if everybody.len() < 2 && !marks.iter().any(|mark| may_be_disputed(mark)) {
        return Vec::new();
    }
    let overlaps = overlap::Overlaps::of(article, marks, &of_marks);
    let mut groups: Vec<Disagreement> = overlaps
        .groups
        .iter()
        .filter_map(|members| {
            let members: Vec<&Annotation> = members.iter().map(|at| marks[*at]).collect();
            group(article, &members, decisions)
        })
        .collect();
    let readers = readers(article, everybody);
    for at in overlaps.alone() {
        let mark = marks[at];
        if may_be_disputed(mark)
            && let Some(disputed) = group(article, &[mark], decisions)
        {
            groups.push(disputed);
            continue;
        }
        let is_passed_over = || {
            let of_mark = &of_marks[at];
            of_mark.len() == 1 && readers.iter().any(|reader| *reader != of_mark[0])
        };
        if overlaps.touched[at] || is_passed_over() {
            groups.push(made(
                DisagreementKind::OnlyOneMarked,
                article,
                &[mark],
                decisions,
            ));
        }
    }
    groups.sort_by_key(|group| (group.hull, group.members[0]));
    groups
}

/// Who has judged a mark, sorted; its maker where nobody has.
#[must_use]
pub fn people(annotation: &Annotation) -> Vec<ReviewerId> {
    let counted = annotation.assessments.iter();
    let found: Vec<_> = counted
        .filter(|(_, register)| is_counted(register))
        .map(|(by, _)| *by)
        .collect();
    if found.is_empty() {
        vec![annotation.by]
    } else {
        found
    }
}

/// Who has judged words of the article and read its present text to the end: what they left unmarked they passed over.
fn readers(article: &Article, everybody: &BTreeSet<ReviewerId>) -> Vec<ReviewerId> {
    let has_read = |by: &&ReviewerId| {
        let reading = article.read.get(by);
        reading.is_some_and(|reading| reading.value.text_id == Some(article.text_id))
    };
    everybody.iter().filter(has_read).copied().collect()
}

/// One statement about a mark. Where two copies of one person's judgement differ it is the provisional one: between the two
/// that person chooses, and nobody else.
struct Voice<'a> {
    annotation: AnnotationId,
    by: ReviewerId,
    given: Option<&'a Assessment>,
}

fn voices<'a>(members: &[&'a Annotation]) -> Vec<Voice<'a>> {
    let mut voices = Vec::new();
    for annotation in members {
        let before = voices.len();
        for (by, register) in &annotation.assessments {
            let given = &register.value;
            voices.extend(given.status.map(|_| Voice {
                annotation: annotation.id,
                by: *by,
                given: Some(given),
            }));
        }
        if voices.len() == before {
            voices.push(Voice {
                annotation: annotation.id,
                by: annotation.by,
                given: None,
            });
        }
    }
    voices
}

/// The group of these marks; nothing where their readers agree.
fn group(
    article: &Article,
    members: &[&Annotation],
    decisions: &DecisionIndex,
) -> Option<Disagreement> {
    let is_disputed = members.iter().any(|mark| {
        matches!(
            standing(mark, decisions).flag,
            Some(Flag::TwoDecisions | Flag::DecisionQuestioned)
        )
    });
    let kind = if is_disputed {
        DisagreementKind::OtherStatus
    } else {
        kind::kind(members, &voices(members))?
    };
    Some(made(kind, article, members, decisions))
}

fn made(
    kind: DisagreementKind,
    article: &Article,
    members: &[&Annotation],
    decisions: &DecisionIndex,
) -> Disagreement {
    let hull = members
        .iter()
        .map(|mark| mark.hull())
        .reduce(|one, other| TextRange {
            start: one.start.min(other.start),
            end: one.end.max(other.end),
        });
    let latest = members
        .iter()
        .filter_map(|mark| decisions.in_force(mark.id))
        .max_by_key(|record| (record.decision.value.at, record.id));
    Disagreement {
        article: article.id,
        kind,
        state: state(kind, members, decisions),
        members: members.iter().map(|mark| mark.id).collect(),
        sides: sides(kind, voices(members)),
        hull: hull.unwrap_or_default(),
        decision: latest.map(|record| record.id),
    }
}

/// Settled only if every member is, so that a mark which joins the group later opens it again.
fn state(kind: DisagreementKind, members: &[&Annotation], decisions: &DecisionIndex) -> GroupState {
    let decided =
        members.iter().find_map(
            |mark| match decisions.in_force(mark.id)?.decision.value.outcome {
                Outcome::Status(status) => Some(EffectiveStatus::Tagged(status)),
                _ => None,
            },
        );
    let of_member = |mark: &&Annotation| {
        let stands = standing(mark, decisions);
        let outcome = decisions
            .in_force(mark.id)
            .map(|record| record.decision.value.outcome);
        match outcome {
            // It says what was decided.
            None if Some(stands.status) == decided => GroupState::Decided,
            None => GroupState::Open,
            Some(Outcome::Later) => GroupState::Later,
            Some(Outcome::BothStand) if !kind.both_may_stand() => GroupState::Open,
            Some(_) if stands.status == EffectiveStatus::Disputed => GroupState::Open,
            Some(_) => GroupState::Decided,
        }
    };
    members
        .iter()
        .map(of_member)
        .min()
        .unwrap_or(GroupState::Open)
}

/// Who says what. Those who give one mark the same status are one side, unless they differ in sources or notes.
fn sides(kind: DisagreementKind, voices: Vec<Voice<'_>>) -> Vec<Side> {
    let are_apart = matches!(
        kind,
        DisagreementKind::OtherSources | DisagreementKind::NoteOnly
    );
    let mut sides: Vec<Side> = Vec::new();
    for voice in voices {
        let status = voice.given.and_then(|given| given.status);
        let same = sides.iter_mut().find(|side| {
            side.annotation == voice.annotation
                && side.status == status
                && (!are_apart || side.by == [voice.by])
        });
        match same {
            Some(side) if side.by.contains(&voice.by) => {}
            Some(side) => side.by.push(voice.by),
            None => sides.push(Side {
                annotation: voice.annotation,
                status,
                by: vec![voice.by],
            }),
        }
    }
    sides
}
