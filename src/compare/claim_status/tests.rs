//! Each row of the table, and what never happens.

use super::{ClaimStatus, Reason};
use crate::compare::fixture::{ME, OTHER, Sample, article_id, at, source_id};
use crate::model::{
    Anchor, Decision, DecisionId, DecisionRecord, EffectiveStatus, Outcome, RecordRef, Register,
    SourceKind, Stance, Status,
};
use SourceKind::{Primary, Secondary};
use Stance::{Contradicts, Mentions, Supports};
use Status::{Conflicting, Unverified, Verified};
use proptest::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

/// Three articles, the first two with one root; a primary card and three that report, two with one root and one without.
fn sample() -> Sample {
    let mut sample = Sample::new();
    sample
        .article(1, "The mill burned down. Nobody slept.", "fire brigade")
        .article(2, "A mill burned to the ground at dawn.", " Fire Brigade")
        .article(3, "The old mill is lost. It burned.", "")
        .source(1, Primary, "brigade log")
        .source(2, Secondary, "Valley Radio")
        .source(3, Secondary, "valley radio ")
        .source(4, Secondary, "the miller")
        .source(5, Secondary, "")
        .claim(1, None);
    sample
}

fn found(sample: &Sample) -> (u8, EffectiveStatus, String) {
    let status = ClaimStatus::of(&sample.project, &sample.passages());
    assert_eq!(status.status, status.reason.status());
    (status.reason.row(), status.status, status.line())
}

fn check(sample: &Sample, row: u8, status: EffectiveStatus, line: &str) {
    assert_eq!(found(sample), (row, status, line.to_owned()));
}

const fn tagged(status: Status) -> EffectiveStatus {
    EffectiveStatus::Tagged(status)
}

fn decide(sample: &mut Sample, about: crate::model::AnnotationId, outcome: Outcome) {
    let id = DecisionId(Uuid::from_u128(1));
    let decision = Decision {
        about: vec![about],
        outcome,
        reason: String::new(),
        by: ME,
        at: at(50),
    };
    let record = DecisionRecord {
        id,
        decision: Register::new(decision),
        fate: None,
    };
    sample.project.decisions.insert(id, Arc::new(record));
}

#[test]
fn row_1_nothing_takes_a_side() {
    let mut sample = sample();
    check(&sample, 1, tagged(Unverified), "Nothing tied yet");
    sample.tied(1, "The mill burned", Mentions, Verified, &[1]);
    check(&sample, 1, tagged(Unverified), "Only mentioned");
}

#[test]
fn row_1_what_is_deleted_or_nothing_does_not_count() {
    let mut sample = sample();
    let one = sample.tied(1, "The mill burned", Supports, Verified, &[1]);
    let two = sample.tied(2, "A mill burned", Supports, Verified, &[1]);
    sample.tied(3, "The old mill is lost", Supports, Verified, &[1]);
    decide(&mut sample, one, Outcome::NothingHere);
    sample.delete(RecordRef::Annotation(two));
    check(
        &sample,
        7,
        tagged(Verified),
        "1 article, root unknown, primary source",
    );
    sample.delete(RecordRef::Article(article_id(3)));
    check(&sample, 1, tagged(Unverified), "Nothing tied yet");
}

#[test]
fn row_2_a_disputed_passage_comes_before_all_else() {
    let mut sample = sample();
    sample.tied(1, "The mill burned", Supports, Verified, &[1]);
    sample.tied(2, "A mill burned", Contradicts, Conflicting, &[]);
    let torn = [(ME, Verified, &[1][..]), (OTHER, Conflicting, &[][..])];
    sample.mark(ME, 3, "It burned", Some((1, Supports, "")), &torn);
    check(
        &sample,
        2,
        EffectiveStatus::Disputed,
        "Readers differ on 1 passage",
    );
    sample.mark(ME, 3, "The old mill", Some((1, Contradicts, "")), &torn);
    check(
        &sample,
        2,
        EffectiveStatus::Disputed,
        "Readers differ on 2 passages",
    );
}

#[test]
fn row_2_two_marks_on_the_same_words_are_one_passage() {
    let mut sample = sample();
    let tie = Some((1, Supports, ""));
    sample.mark(ME, 1, "The mill burned", tie, &[(ME, Verified, &[1])]);
    sample.mark(OTHER, 1, "The mill burned", tie, &[(OTHER, Verified, &[])]);
    check(
        &sample,
        7,
        tagged(Verified),
        "1 article, 1 root, primary source",
    );
    sample.mark(
        OTHER,
        1,
        "The mill burned",
        tie,
        &[(OTHER, Unverified, &[])],
    );
    check(
        &sample,
        2,
        EffectiveStatus::Disputed,
        "Readers differ on 1 passage",
    );
}

#[test]
fn row_2_a_disputed_mention_does_not_count() {
    let mut sample = sample();
    sample.tied(1, "The mill burned", Supports, Verified, &[1]);
    let torn = [(ME, Verified, &[][..]), (OTHER, Conflicting, &[][..])];
    sample.mark(ME, 3, "It burned", Some((1, Mentions, "")), &torn);
    check(
        &sample,
        7,
        tagged(Verified),
        "1 article, 1 root, primary source",
    );
}

#[test]
fn row_3_for_and_against() {
    let mut sample = sample();
    sample.tied(1, "The mill burned", Supports, Verified, &[1]);
    sample.tied(2, "A mill burned", Supports, Conflicting, &[]);
    sample.tied(3, "The old mill", Contradicts, Verified, &[1]);
    check(&sample, 3, tagged(Conflicting), "2 for, 1 against");
}

#[test]
fn row_4_any_conflicting() {
    let mut sample = sample();
    sample.tied(1, "The mill burned", Supports, Conflicting, &[1]);
    check(
        &sample,
        4,
        tagged(Conflicting),
        "1 of 1 passage conflicting",
    );
    sample.tied(2, "A mill burned", Supports, Verified, &[1]);
    sample.tied(3, "It burned", Supports, Unverified, &[]);
    check(
        &sample,
        4,
        tagged(Conflicting),
        "1 of 3 passages conflicting",
    );
}

#[test]
fn row_5_only_against() {
    let mut sample = sample();
    sample.tied(1, "The mill burned", Contradicts, Verified, &[1]);
    sample.tied(2, "A mill burned", Mentions, Verified, &[1]);
    check(&sample, 5, tagged(Conflicting), "No passage states this");
}

#[test]
fn row_6_any_unverified_recheck_or_lost() {
    let mut sample = sample();
    sample.tied(1, "The mill burned", Supports, Verified, &[1]);
    sample.tied(2, "A mill burned", Supports, Verified, &[1]);
    let third = sample.tied(3, "It burned", Supports, Unverified, &[]);
    check(&sample, 6, tagged(Unverified), "2 of 3 verified");
    sample.change_mark(third, |mark| {
        mark.assessments
            .values_mut()
            .for_each(|given| given.value.status = Some(Verified));
    });
    let all = "3 articles, 1 root + 1 unknown, primary source";
    check(&sample, 7, tagged(Verified), all);
    for anchor in [
        Anchor::Changed {
            was: "It burnt".to_owned(),
        },
        Anchor::Moved,
        Anchor::Lost,
    ] {
        sample.anchor(third, anchor);
        check(&sample, 6, tagged(Unverified), "2 of 3 verified");
    }
    sample.anchor(third, Anchor::Exact);
    sample.change_article(3, |article| {
        article.text_id = crate::text::TextId::of("new");
    });
    check(&sample, 6, tagged(Unverified), "2 of 3 verified");
}

#[test]
fn row_7_a_primary_source_or_two_known_roots() {
    for (cites, line) in [
        (&[1][..], "3 articles, 1 root + 1 unknown, primary source"),
        (
            &[2, 4][..],
            "3 articles, 1 root + 1 unknown, sources of 2 roots",
        ),
        (
            &[2, 4, 5][..],
            "3 articles, 1 root + 1 unknown, sources of 2 roots + 1 unknown",
        ),
    ] {
        let mut sample = sample();
        sample.tied(1, "The mill burned", Supports, Verified, cites);
        sample.tied(2, "A mill burned", Supports, Verified, &[]);
        sample.tied(3, "It burned", Supports, Verified, &[]);
        check(&sample, 7, tagged(Verified), line);
    }
}

#[test]
fn row_7_a_passage_s_own_root_comes_before_its_article_s() {
    let mut sample = sample();
    let given = [(ME, Verified, &[1][..])];
    sample.mark(ME, 1, "The mill burned", Some((1, Supports, "")), &given);
    sample.mark(
        ME,
        2,
        "A mill burned",
        Some((1, Supports, "the miller")),
        &given,
    );
    sample.mark(
        ME,
        3,
        "It burned",
        Some((1, Supports, "THE MILLER ")),
        &given,
    );
    check(
        &sample,
        7,
        tagged(Verified),
        "3 articles, 2 roots, primary source",
    );
}

#[test]
fn row_8_agreement_of_articles_is_not_enough() {
    for (cites, line) in [
        (&[][..], "All marked verified, but no source cited"),
        (
            &[2][..],
            "All marked verified, but 1 root and no primary source",
        ),
        (
            &[2, 3][..],
            "All marked verified, but 1 root and no primary source",
        ),
        (
            &[2, 5][..],
            "All marked verified, but 1 root + 1 unknown and no primary source",
        ),
        (
            &[5][..],
            "All marked verified, but root unknown and no primary source",
        ),
    ] {
        let mut sample = sample();
        // Each article names a root of its own: it is what is being checked, and bears nothing out.
        sample.change_article(3, |article| article.info.value.meta.root = "us".to_owned());
        sample.tied(1, "The mill burned", Supports, Verified, cites);
        sample.tied(3, "It burned", Supports, Verified, &[]);
        check(&sample, 8, tagged(Unverified), line);
    }
}

#[test]
fn row_8_only_what_says_verified_and_is_still_there_bears_out() {
    let mut sample = sample();
    let given = [(ME, Verified, &[1][..]), (OTHER, Unverified, &[2, 4][..])];
    let mark = sample.mark(ME, 1, "The mill burned", Some((1, Supports, "")), &given);
    decide(&mut sample, mark, Outcome::Status(Verified));
    check(
        &sample,
        7,
        tagged(Verified),
        "1 article, 1 root, primary source",
    );
    sample.delete(RecordRef::Source(source_id(1)));
    check(
        &sample,
        8,
        tagged(Unverified),
        "All marked verified, but no source cited",
    );
    sample.tied(3, "It burned", Mentions, Verified, &[2, 4]);
    check(
        &sample,
        8,
        tagged(Unverified),
        "All marked verified, but no source cited",
    );
}

/// How green a status is.
fn greenness(status: EffectiveStatus) -> u8 {
    u8::from(status == tagged(Verified))
}

proptest! {
    /// Whatever is tied: never greener than the weakest passage, and losing one never makes it greener.
    #[test]
    fn a_claim_is_never_greener_than_its_weakest_passage(
        marks in prop::collection::vec((1_u128..4, 0_usize..3, 0_usize..3, 0_u128..6), 0..6),
        lost in 0_usize..6,
    ) {
        let mut sample = sample();
        let mut made = Vec::new();
        for (article, stance, status, cite) in &marks {
            let stance = [Supports, Contradicts, Mentions][*stance];
            let cites: &[u128] = if *cite == 0 { &[] } else { std::slice::from_ref(cite) };
            made.push(sample.tied(*article, "burned", stance, Status::ALL[*status], cites));
        }
        let before = ClaimStatus::of(&sample.project, &sample.passages());
        let weakest = sample.passages().iter().filter(|p| p.takes_side())
            .map(|p| greenness(p.status)).min().unwrap_or(0);
        prop_assert!(greenness(before.status) <= weakest);
        if let Some(id) = made.get(lost) {
            sample.anchor(*id, Anchor::Lost);
            let after = ClaimStatus::of(&sample.project, &sample.passages());
            prop_assert!(greenness(after.status) <= greenness(before.status));
            let stays = matches!(before.reason, Reason::OnlyMentioned | Reason::NothingTied);
            prop_assert!(!stays || after.status == before.status);
        }
    }
}
