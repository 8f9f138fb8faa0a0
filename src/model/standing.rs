//! What an annotation's assessments and decisions amount to.
//!
//! The table, first row that fits:
//!
//! | # | condition | status | flag |
//! | --- | --- | --- | --- |
//! | 1 | the decision has rivals, or another one was made apart from it, as a merge showed | disputed | two decisions |
//! | 2 | decided "nothing here" | none | dissent |
//! | 3 | decided with a status, no later assessment differs | the decided one, then 8 | decided, dissent |
//! | 4 | as 3, but a later assessment differs | disputed | decision questioned |
//! | 5 | no assessment at all | unverified | not judged |
//! | 6 | somebody's assessment has two survivors, or people differ | disputed | |
//! | 7 | all the same | that one, then 8 | judged by n |
//! | 8 | an anchor is not exact | verified becomes unverified | re-check |

use super::{Anchor, Annotation, Assessment, DecisionIndex, Outcome, Register, Stamp, Status};

/// What an annotation counts as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EffectiveStatus {
    /// One of the three tags.
    Tagged(Status),
    /// People differ, and nobody has decided.
    Disputed,
    /// Decided that there is nothing to mark: out of counts, coverage and claim.
    Nothing,
}

impl EffectiveStatus {
    /// The word for it in lower case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Tagged(status) => status.word(),
            Self::Disputed => "disputed",
            Self::Nothing => "nothing here",
        }
    }
}

/// Why an annotation stands as it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Two decisions stand against each other.
    TwoDecisions,
    /// Somebody differed after the decision.
    DecisionQuestioned,
    /// A decision settled it.
    Decided,
    /// Nobody has judged it.
    NotJudged,
}

/// What an annotation's assessments and decisions amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Standing {
    /// What it counts as.
    pub status: EffectiveStatus,
    /// Whether its words have to be looked at again because the text changed.
    pub recheck: bool,
    /// Why it stands so, where more than the assessments decide.
    pub flag: Option<Flag>,
    /// How many people have judged it.
    pub judged_by: usize,
    /// How many of them said otherwise than what was decided.
    pub dissent: usize,
}

impl Standing {
    /// What the annotations of several people on the same words, span for span, amount to together; `None` for none.
    ///
    /// Where they differ the words are disputed. One that nobody has judged says nothing beside one that somebody has.
    pub fn together(each: impl Iterator<Item = Self> + Clone) -> Option<Self> {
        let is_judged = |standing: &Self| standing.flag != Some(Flag::NotJudged);
        let any_judged = each.clone().any(|standing| is_judged(&standing));
        each.filter(|standing| !any_judged || is_judged(standing))
            .reduce(|one, other| Self {
                status: if one.status == other.status {
                    one.status
                } else {
                    EffectiveStatus::Disputed
                },
                recheck: one.recheck || other.recheck,
                // The graver one comes first. What is decided for one is not for words on which another differs.
                flag: match (one.flag, other.flag) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (flag, None) | (None, flag) => flag,
                }
                .filter(|flag| one.status == other.status || *flag != Flag::Decided),
                judged_by: one.judged_by + other.judged_by,
                dissent: one.dissent + other.dissent,
            })
    }
}

/// How an annotation stands.
#[must_use]
pub fn standing(annotation: &Annotation, decisions: &DecisionIndex) -> Standing {
    let recheck = annotation
        .spans
        .value
        .iter()
        .any(|span| span.anchor != Anchor::Exact);
    let given: Vec<_> = annotation
        .assessments
        .values()
        .filter(|register| register.value.status.is_some() || register.is_conflict())
        .collect();
    let statuses = || given.iter().filter_map(|register| register.value.status);
    let with = |status, flag, dissent| {
        let status = match status {
            EffectiveStatus::Tagged(Status::Verified) if recheck => {
                EffectiveStatus::Tagged(Status::Unverified)
            }
            other => other,
        };
        Standing {
            status,
            recheck,
            flag,
            judged_by: given.len(),
            dissent,
        }
    };

    if let Some(record) = decisions.in_force(annotation.id) {
        let decision = &record.decision;
        if decision.is_conflict() || decisions.are_apart(annotation.id) {
            return with(EffectiveStatus::Disputed, Some(Flag::TwoDecisions), 0);
        }
        match decision.value.outcome {
            Outcome::NothingHere => {
                return with(
                    EffectiveStatus::Nothing,
                    Some(Flag::Decided),
                    statuses().count(),
                );
            }
            Outcome::Status(decided) => {
                let dissent = statuses().filter(|status| *status != decided).count();
                // Every survivor counts, not only the provisional one; what is withdrawn says nothing.
                let questioned = given.iter().any(|register| {
                    said(register).any(|(assessment, stamp)| {
                        assessment.status.is_some_and(|status| status != decided)
                            && match stamp.rev {
                                // Saved together: the times tell which came first.
                                Some(rev) if decision.revs().any(|own| own == rev) => {
                                    assessment.at > decision.value.at
                                }
                                Some(rev) => !decision.stamps().any(|own| own.covers(rev)),
                                None => !decision.is_unsaved() || assessment.at > decision.value.at,
                            }
                    })
                });
                return if questioned {
                    with(
                        EffectiveStatus::Disputed,
                        Some(Flag::DecisionQuestioned),
                        dissent,
                    )
                } else {
                    with(
                        EffectiveStatus::Tagged(decided),
                        Some(Flag::Decided),
                        dissent,
                    )
                };
            }
            // Undecided still, or each mark keeps its own: the assessments speak.
            Outcome::Later | Outcome::BothStand => {}
        }
    }

    let torn = given.iter().any(|register| {
        register
            .rivals()
            .iter()
            .any(|rival| rival.value.status != register.value.status)
    });
    if torn {
        return with(EffectiveStatus::Disputed, None, 0);
    }
    let mut found = statuses();
    let Some(first) = found.next() else {
        return with(
            EffectiveStatus::Tagged(Status::Unverified),
            Some(Flag::NotJudged),
            0,
        );
    };
    if found.any(|status| status != first) {
        with(EffectiveStatus::Disputed, None, 0)
    } else {
        with(EffectiveStatus::Tagged(first), None, 0)
    }
}

/// What a register says, survivor by survivor, and when it was written.
fn said(register: &Register<Assessment>) -> impl Iterator<Item = (&Assessment, &Stamp)> {
    let provisional = std::iter::once(&register.stamp)
        .chain(register.twins())
        .map(|stamp| (&register.value, stamp));
    provisional.chain(
        register
            .rivals()
            .iter()
            .map(|rival| (&rival.value, &rival.stamp)),
    )
}

#[cfg(test)]
mod tests {
    use super::{EffectiveStatus, Flag, Standing, standing};
    use crate::model::SmallMap;
    use crate::{
        model::{
            Anchor, Annotation, AnnotationId, ArticleId, Assessment, Decision, DecisionId,
            DecisionIndex, DecisionRecord, Fate, FateKind, Outcome, Project, ProjectId, Register,
            Rev, ReviewerId, Rival, Saw, Span, Stamp, Status,
        },
        text::{TextId, TextRange},
    };
    use Status::{Conflicting, Unverified, Verified};
    use jiff::Timestamp;
    use std::sync::Arc;
    use uuid::Uuid;

    fn stamp(rev: &str, saw: &[&str]) -> Stamp {
        let parse = |rev: &str| rev.parse::<Rev>().expect("a revision");
        Stamp {
            rev: (!rev.is_empty()).then(|| parse(rev)),
            saw: saw.iter().map(|rev| parse(rev)).collect::<Saw>(),
        }
    }

    /// What a person says, at a second of 1970.
    fn says(status: Option<Status>, second: i64) -> Assessment {
        Assessment {
            status,
            note: String::new(),
            should_read: String::new(),
            cites: Vec::new(),
            at: Timestamp::from_second(second).expect("a time"),
        }
    }

    fn given(status: impl Into<Option<Status>>, rev: &str) -> Register<Assessment> {
        Register::stamped(says(status.into(), 1), stamp(rev, &[]))
    }

    fn torn(
        one: Option<Status>,
        rev: &str,
        other: Option<Status>,
        other_rev: &str,
    ) -> Register<Assessment> {
        let entry = |status, rev| Rival {
            value: says(status, 1),
            stamp: stamp(rev, &[]),
        };
        Register::from_entries([entry(one, rev), entry(other, other_rev)]).expect("two entries")
    }

    fn decided(outcome: Outcome, rev: &str, saw: &[&str]) -> Register<Decision> {
        let decision = Decision {
            about: vec![AnnotationId(Uuid::from_u128(7))],
            outcome,
            reason: String::new(),
            by: ReviewerId(Uuid::from_u128(9)),
            at: Timestamp::from_second(5).expect("a time"),
        };
        Register::stamped(decision, stamp(rev, saw))
    }

    fn annotation(assessments: Vec<Register<Assessment>>, anchor: Anchor) -> Annotation {
        let reviewers = (1..).map(|n| ReviewerId(Uuid::from_u128(n)));
        Annotation {
            id: AnnotationId(Uuid::from_u128(7)),
            article: ArticleId(Uuid::from_u128(8)),
            text_id: TextId::of(""),
            by: ReviewerId(Uuid::from_u128(1)),
            spans: Register::new(vec![Span {
                range: TextRange::of_bytes(0, 1),
                quote: "x".into(),
                before: "".into(),
                after: "".into(),
                anchor,
            }]),
            tie: None,
            assessments: reviewers.zip(assessments).collect::<SmallMap<_, _>>(),
            signed: SmallMap::new(),
            fate: None,
        }
    }

    fn index(decisions: Vec<DecisionRecord>) -> DecisionIndex {
        let mut project = Project::new(ProjectId(Uuid::nil()));
        for decision in decisions {
            project.decisions.insert(decision.id, Arc::new(decision));
        }
        DecisionIndex::of(&project)
    }

    fn record(id: u128, decision: Register<Decision>) -> DecisionRecord {
        DecisionRecord {
            id: DecisionId(Uuid::from_u128(id)),
            decision,
            fate: None,
        }
    }

    fn stands(
        assessments: Vec<Register<Assessment>>,
        decision: Option<Register<Decision>>,
    ) -> Standing {
        let decisions = decision
            .map(|decision| record(1, decision))
            .into_iter()
            .collect();
        standing(&annotation(assessments, Anchor::Exact), &index(decisions))
    }

    fn is(standing: Standing) -> (EffectiveStatus, Option<Flag>, usize) {
        (standing.status, standing.flag, standing.dissent)
    }

    const DISPUTED: EffectiveStatus = EffectiveStatus::Disputed;

    fn tagged(status: Status) -> EffectiveStatus {
        EffectiveStatus::Tagged(status)
    }

    #[test]
    fn row_1_two_decisions_are_disputed() {
        let decision = decided(Outcome::Status(Verified), "aaaaaaaa.2", &[]).join(&decided(
            Outcome::NothingHere,
            "bbbbbbbb.2",
            &[],
        ));
        let found = stands(vec![given(Verified, "aaaaaaaa.1")], Some(decision));
        assert_eq!(is(found), (DISPUTED, Some(Flag::TwoDecisions), 0));
        assert_eq!(found.judged_by, 1);
    }

    #[test]
    fn row_2_nothing_here_takes_it_out_and_counts_the_dissent() {
        let found = stands(
            vec![
                given(Verified, "aaaaaaaa.1"),
                given(Conflicting, "bbbbbbbb.1"),
                given(None, "cccccccc.1"),
            ],
            Some(decided(Outcome::NothingHere, "dddddddd.1", &[])),
        );
        assert_eq!(
            is(found),
            (EffectiveStatus::Nothing, Some(Flag::Decided), 2)
        );
    }

    #[test]
    fn row_3_a_decision_settles_what_it_saw() {
        let both = vec![
            given(Verified, "aaaaaaaa.1"),
            given(Conflicting, "bbbbbbbb.1"),
        ];
        let saw = ["aaaaaaaa.1", "bbbbbbbb.1"];
        let found = stands(
            both,
            Some(decided(Outcome::Status(Conflicting), "dddddddd.1", &saw)),
        );
        assert_eq!(is(found), (tagged(Conflicting), Some(Flag::Decided), 1));

        let agreeing = vec![
            given(Verified, "aaaaaaaa.1"),
            given(Conflicting, "bbbbbbbb.2"),
        ];
        let found = stands(
            agreeing,
            Some(decided(
                Outcome::Status(Conflicting),
                "dddddddd.1",
                &["aaaaaaaa.1"],
            )),
        );
        assert_eq!(
            is(found),
            (tagged(Conflicting), Some(Flag::Decided), 1),
            "a later one agrees"
        );

        let mut same_session = vec![given(Verified, "dddddddd.3")];
        let decision = decided(Outcome::Status(Unverified), "dddddddd.3", &[]);
        let found = stands(same_session.clone(), Some(decision.clone()));
        assert_eq!(
            is(found),
            (tagged(Unverified), Some(Flag::Decided), 1),
            "saved together"
        );

        same_session.push(given(None, "eeeeeeee.9"));
        let found = stands(same_session, Some(decision));
        assert_eq!(
            is(found).0,
            tagged(Unverified),
            "what is withdrawn differs from nothing"
        );
    }

    #[test]
    fn row_4_a_later_assessment_questions_the_decision() {
        let decision = || decided(Outcome::Status(Verified), "dddddddd.3", &["aaaaaaaa.1"]);
        let questioned = (DISPUTED, Some(Flag::DecisionQuestioned), 1);
        for later in ["aaaaaaaa.2", "bbbbbbbb.1", "dddddddd.4", ""] {
            let found = stands(vec![given(Conflicting, later)], Some(decision()));
            assert_eq!(is(found), questioned, "{later:?}");
        }
        // The more cautious survivor agrees with the decision, the other came later and differs.
        let found = stands(
            vec![torn(
                Some(Conflicting),
                "aaaaaaaa.1",
                Some(Verified),
                "bbbbbbbb.1",
            )],
            Some(decided(
                Outcome::Status(Conflicting),
                "dddddddd.3",
                &["aaaaaaaa.1"],
            )),
        );
        assert_eq!(is(found).1, Some(Flag::DecisionQuestioned));
    }

    #[test]
    fn row_4_before_the_save_the_times_decide() {
        let unsaved = decided(Outcome::Status(Verified), "", &[]);
        let at = |second| Register::new(says(Some(Conflicting), second));
        assert_eq!(
            stands(vec![at(4)], Some(unsaved.clone())).flag,
            Some(Flag::Decided)
        );
        assert_eq!(
            stands(vec![at(6)], Some(unsaved)).flag,
            Some(Flag::DecisionQuestioned)
        );
    }

    #[test]
    fn row_5_without_a_judgement_it_is_unverified() {
        let expected = (tagged(Unverified), Some(Flag::NotJudged), 0);
        assert_eq!(is(stands(vec![], None)), expected);
        let found = stands(vec![given(None, "aaaaaaaa.1")], None);
        assert_eq!((is(found), found.judged_by), (expected, 0));
    }

    #[test]
    fn row_6_people_or_survivors_that_differ_are_disputed() {
        let differing = || {
            vec![
                given(Verified, "aaaaaaaa.1"),
                given(Unverified, "bbbbbbbb.1"),
            ]
        };
        assert_eq!(is(stands(differing(), None)), (DISPUTED, None, 0));
        let later = decided(Outcome::Later, "dddddddd.1", &["aaaaaaaa.1", "bbbbbbbb.1"]);
        assert_eq!(
            is(stands(differing(), Some(later))),
            (DISPUTED, None, 0),
            "later is undecided"
        );
        for (one, other) in [
            (Some(Verified), Some(Conflicting)),
            (Some(Verified), None),
            (Some(Conflicting), None),
        ] {
            let found = stands(vec![torn(one, "aaaaaaaa.1", other, "bbbbbbbb.1")], None);
            assert_eq!(is(found), (DISPUTED, None, 0), "{one:?} {other:?}");
        }
    }

    #[test]
    fn row_6_notes_alone_never_make_it_disputed() {
        let mut with_note = says(Some(Verified), 1);
        with_note.note = "Seen in the log".to_owned();
        let register = given(Verified, "aaaaaaaa.1")
            .join(&Register::stamped(with_note, stamp("bbbbbbbb.1", &[])));
        assert!(register.is_conflict());
        assert_eq!(
            is(stands(vec![register], None)),
            (tagged(Verified), None, 0)
        );
    }

    #[test]
    fn row_7_agreement_is_counted() {
        let found = stands(
            vec![
                given(Conflicting, "aaaaaaaa.1"),
                given(None, "bbbbbbbb.1"),
                given(Conflicting, ""),
            ],
            Some(decided(Outcome::BothStand, "dddddddd.1", &[])),
        );
        assert_eq!(is(found), (tagged(Conflicting), None, 0));
        assert_eq!((found.judged_by, found.recheck), (2, false));
    }

    #[test]
    fn row_8_words_that_changed_are_no_longer_verified() {
        for anchor in [
            Anchor::Moved,
            Anchor::Lost,
            Anchor::Changed {
                was: "y".to_owned(),
            },
        ] {
            for (status, expected) in [
                (Verified, Unverified),
                (Unverified, Unverified),
                (Conflicting, Conflicting),
            ] {
                let mark = annotation(vec![given(status, "aaaaaaaa.1")], anchor.clone());
                let found = standing(&mark, &index(vec![]));
                assert_eq!((found.status, found.recheck), (tagged(expected), true));
            }
            let mark = annotation(vec![given(Verified, "aaaaaaaa.1")], anchor);
            let decision = decided(Outcome::Status(Verified), "dddddddd.1", &["aaaaaaaa.1"]);
            let found = standing(&mark, &index(vec![record(1, decision)]));
            assert_eq!(is(found), (tagged(Unverified), Some(Flag::Decided), 0));
        }
    }

    #[test]
    fn a_deleted_decision_decides_nothing_and_the_latest_decides() {
        let mut deleted = record(1, decided(Outcome::NothingHere, "aaaaaaaa.1", &[]));
        deleted.fate = Some(Register::stamped(
            Fate {
                is: FateKind::Deleted,
                by: ReviewerId(Uuid::nil()),
                at: Timestamp::UNIX_EPOCH,
            },
            stamp("aaaaaaaa.2", &[]),
        ));
        let mark = annotation(vec![given(Verified, "aaaaaaaa.1")], Anchor::Exact);
        assert_eq!(
            is(standing(&mark, &index(vec![deleted]))),
            (tagged(Verified), None, 0)
        );

        let earlier = record(2, decided(Outcome::NothingHere, "aaaaaaaa.2", &[]));
        let mut later = record(
            1,
            decided(Outcome::Status(Verified), "bbbbbbbb.1", &["aaaaaaaa.2"]),
        );
        later.decision.value.at = Timestamp::from_second(6).expect("a time");
        let both = vec![earlier.clone(), later.clone()];
        let found = standing(&mark, &index(both));
        assert_eq!(is(found), (tagged(Verified), Some(Flag::Decided), 0));

        // Made without having seen the other one.
        later.decision.stamp.saw = Saw::default();
        let found = standing(&mark, &index(vec![earlier, later]));
        assert_eq!(is(found), (DISPUTED, Some(Flag::TwoDecisions), 0));
    }
}
