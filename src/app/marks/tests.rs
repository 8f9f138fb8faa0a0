//! The index that is kept up edit by edit, against one made anew and against a look at every annotation.

use super::{ArticleMarks, Counts, MarkSpan, Marks, OVERVIEW_ROWS, overview_row};
use crate::edit::{Edit, History, fixture, marking};
use crate::model::{
    Annotation, AnnotationId, ArticleId, Decision, DecisionId, DecisionIndex, DecisionRecord,
    EffectiveStatus, Outcome, Project, Record, Register, ReviewerId, SmallMap, Standing, Status,
    standing,
};
use crate::review::{SealState, seal_state};
use crate::text::{Text, TextRange};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// Bytes of the text: several blocks, and one paragraph over more than two of them.
const BYTES: usize = 9_000;

fn project() -> Project {
    let mut project = fixture::saved_project();
    project.annotations.clear();
    project.decisions.clear();
    let mut article = project.articles[&fixture::ARTICLE].as_ref().clone();
    let words = format!(
        "{}\n\n{}",
        "word ".repeat(200),
        "other ".repeat(BYTES).get(..BYTES - 1002).unwrap()
    );
    let text = Arc::new(Text::new(words));
    article.text_id = text.id();
    article.blocks.clear();
    article.text = Some(text);
    project.articles.insert(article.id, Arc::new(article));
    project
}

#[derive(Clone, Debug)]
enum Act {
    Mark {
        start: usize,
        length: usize,
        status: usize,
        by_me: bool,
    },
    /// Another person's mark on the words of one, as a merge brings it in, decided to be nothing or not.
    Apart {
        which: prop::sample::Index,
        status: usize,
        by_me: bool,
    },
    DecideNothing(prop::sample::Index),
    Delete(prop::sample::Index),
    Undo,
    Redo,
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let mark = (
        0..BYTES - 1,
        prop_oneof![4 => 1_usize..60, 1 => 1_usize..6000],
        0_usize..3,
        any::<bool>(),
    )
        .prop_map(|(start, length, status, by_me)| Act::Mark {
            start,
            length,
            status,
            by_me,
        });
    let apart = (any::<prop::sample::Index>(), 0_usize..3, any::<bool>()).prop_map(
        |(which, status, by_me)| Act::Apart {
            which,
            status,
            by_me,
        },
    );
    let act = prop_oneof![
        6 => mark,
        4 => apart,
        1 => any::<prop::sample::Index>().prop_map(Act::DecideNothing),
        1 => any::<prop::sample::Index>().prop_map(Act::Delete),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ];
    prop::collection::vec(act, 0..40)
}

/// The edit of an act, if there is something to do.
fn edit(project: &Project, act: &Act, number: usize) -> Option<Edit> {
    let context = |by| marking::MarkContext {
        by,
        at: fixture::at(9),
        new_id: AnnotationId(Uuid::from_u128(1000 + number as u128)),
    };
    let outcome = match act {
        Act::Mark {
            start,
            length,
            status,
            by_me,
        } => {
            // Marks meet often: their starts are few.
            let start = start / 50 * 50;
            let range = TextRange::of_bytes(start, (start + length).min(BYTES - 1));
            let by: ReviewerId = if *by_me { fixture::ME } else { fixture::OTHER };
            let status = Status::ALL[*status];
            marking::mark(project, fixture::ARTICLE, &[range], status, context(by))
        }
        Act::Apart {
            which,
            status,
            by_me,
        } => {
            let marks: Vec<_> = project.live_annotations().collect();
            let mark = marks.get(which.index(marks.len().max(1)))?;
            let by = if *by_me { fixture::ME } else { fixture::OTHER };
            let id = context(by).new_id;
            let mut apart = Annotation {
                id,
                by,
                ..mark.as_ref().clone()
            };
            let given = fixture::says(Status::ALL[*status], "", 1);
            apart.assessments = SmallMap::from([(by, Register::new(given))]);
            return Some(Edit::Add(Box::new(Record::Annotation(Box::new(apart)))));
        }
        Act::DecideNothing(which) => {
            let marks: Vec<_> = project.live_annotations().collect();
            let mark = marks.get(which.index(marks.len().max(1)))?;
            let decision = Decision {
                about: vec![mark.id],
                outcome: Outcome::NothingHere,
                reason: String::new(),
                by: fixture::ME,
                at: fixture::at(10),
            };
            return Some(Edit::Add(Box::new(Record::Decision(Box::new(
                DecisionRecord {
                    id: DecisionId(Uuid::from_u128(5000 + number as u128)),
                    decision: Register::new(decision),
                    fate: None,
                },
            )))));
        }
        Act::Delete(which) => {
            let marks: Vec<_> = project.live_annotations().collect();
            let mark = marks.get(which.index(marks.len().max(1)))?;
            marking::delete(project, mark.id, context(mark.by))
        }
        Act::Undo | Act::Redo => return None,
    };
    outcome.ok()?.edit
}

/// Every span that is shown, by a look at every annotation; and how many passages count as each status.
fn spans_slowly(project: &Project, article: ArticleId) -> (Vec<MarkSpan>, Counts) {
    let decisions = DecisionIndex::of(project);
    let (mut spans, mut counts) = (Vec::new(), Counts::default());
    let mut on_words: BTreeMap<Vec<TextRange>, Vec<(&Annotation, Standing)>> = BTreeMap::new();
    for annotation in project.live_annotations() {
        let standing = standing(annotation, &decisions);
        if annotation.article == article && standing.status != EffectiveStatus::Nothing {
            let words = annotation.ranges().collect();
            on_words
                .entry(words)
                .or_default()
                .push((annotation, standing));
        }
    }
    for marks in on_words.values() {
        let mine = |mark: &&(&Annotation, Standing)| mark.0.by == fixture::ME;
        let judged = |mark: &&(&Annotation, Standing)| mark.0.assessment_of(fixture::ME).is_some();
        let found = marks
            .iter()
            .find(mine)
            .or_else(|| marks.iter().find(judged));
        let (annotation, mut standing) = *found.unwrap_or(&marks[0]);
        if marks
            .iter()
            .any(|(_, other)| other.status != standing.status)
        {
            standing.status = EffectiveStatus::Disputed;
        }
        counts.add(standing);
        for (index, range) in annotation.ranges().enumerate() {
            spans.push(MarkSpan {
                range,
                annotation: annotation.id,
                status: standing.status,
                recheck: standing.recheck,
                is_first: index == 0,
                length: annotation.marked_bytes() as u32,
                seal: seal_state(project, annotation, &decisions),
            });
        }
    }
    (spans, counts)
}

fn sorted(mut spans: Vec<MarkSpan>) -> Vec<(AnnotationId, TextRange, EffectiveStatus, u32)> {
    spans.sort_by_key(|span| (span.annotation, span.range));
    spans
        .into_iter()
        .map(|span| (span.annotation, span.range, span.status, span.length))
        .collect()
}

fn dots_slowly(spans: &[MarkSpan], length: usize) -> BTreeSet<(u16, EffectiveStatus)> {
    spans
        .iter()
        .map(|span| (overview_row(span.range.start, length), span.status))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn the_index_is_what_a_look_at_every_annotation_finds(
        acts in acts(),
        ranges in prop::collection::vec((0..BYTES, 0..BYTES), 5),
    ) {
        let mut project = project();
        let mut marks = Marks::of(&project, fixture::ME);
        let mut history = History::default();
        for (number, act) in acts.iter().enumerate() {
            let done = match act {
                Act::Undo => history.undo(&mut project).unwrap().map(|step| step.inverse),
                Act::Redo => history.redo(&mut project).unwrap().map(|step| step.edit),
                _ => edit(&project, act, number).inspect(|edit| {
                    history.commit(&mut project, edit.clone(), "").unwrap();
                }),
            };
            if let Some(done) = done {
                marks.update(&project, &done);
            }
        }
        let anew = Marks::of(&project, fixture::ME);
        let empty = ArticleMarks::default();
        let kept = marks.article(fixture::ARTICLE).unwrap_or(&empty);
        let fresh = anew.article(fixture::ARTICLE).unwrap_or(&empty);
        prop_assert_eq!(kept.counts, fresh.counts);
        prop_assert!(kept.in_order().eq(fresh.in_order()));
        prop_assert_eq!(&kept.overview, &fresh.overview);

        let (slowly, counts) = spans_slowly(&project, fixture::ARTICLE);
        prop_assert_eq!(kept.counts, counts);
        let shown: BTreeSet<_> = kept.overview.keys().copied().collect();
        prop_assert_eq!(shown, dots_slowly(&slowly, BYTES));
        for (from, to) in ranges {
            let range = TextRange::of_bytes(from, to);
            let touching = slowly
                .iter()
                .filter(|span| span.range.start <= range.end && range.start <= span.range.end)
                .copied()
                .collect();
            prop_assert_eq!(sorted(kept.touching(range).copied().collect()), sorted(touching));
        }
    }
}

#[test]
fn an_article_that_is_made_and_unmade_leaves_no_dots_behind() {
    let mut project = project();
    let mut marks = Marks::of(&project, fixture::ME);
    let context = marking::MarkContext {
        by: fixture::ME,
        at: fixture::at(1),
        new_id: AnnotationId(Uuid::from_u128(7)),
    };
    let range = TextRange::of_bytes(BYTES - 10, BYTES - 2);
    let made = marking::mark(
        &project,
        fixture::ARTICLE,
        &[range],
        Status::Verified,
        context,
    );
    let made = made.unwrap().edit.unwrap();
    let unmade = made.clone().apply(&mut project).unwrap();
    marks.update(&project, &made);
    let dots: Vec<_> = marks
        .article(fixture::ARTICLE)
        .unwrap()
        .overview()
        .collect();
    assert_eq!(dots.len(), 1);
    assert!((dots[0].0 - 0.998).abs() < 1.0 / OVERVIEW_ROWS as f32 + 0.001);
    unmade.clone().apply(&mut project).unwrap();
    marks.update(&project, &unmade);
    assert_eq!(
        marks.article(fixture::ARTICLE).unwrap().overview().count(),
        0
    );
}

#[test]
fn a_seal_breaks_with_the_claim_and_mends_with_its_undoing() {
    use crate::model::{Claim, Stance, Tie};
    let mut project = fixture::saved_project();
    let tie = Tie {
        claim: Some(fixture::CLAIM),
        stance: Stance::Supports,
        root: String::new(),
    };
    let tie = Edit::Tie(fixture::MARK, Some(Register::new(tie)));
    tie.apply(&mut project).expect("it fits");
    let context = crate::edit::signing::SignContext {
        by: fixture::OTHER,
        at: fixture::at(9),
    };
    let decisions = DecisionIndex::of(&project);
    let signing = crate::edit::signing::sign(&project, fixture::MARK, &decisions, context);
    let signing = signing.expect("it is there").edit;
    signing.apply(&mut project).expect("it fits");
    let mut marks = Marks::of(&project, fixture::ME);
    assert_eq!(marks.seal(fixture::MARK), SealState::Sealed);
    let claim = project.claims[&fixture::CLAIM].claim.written(Claim {
        statement: "Ten men".to_owned(),
        kind: None,
        note: String::new(),
    });
    let edit = Edit::Claim(fixture::CLAIM, claim);
    let inverse = edit.clone().apply(&mut project).expect("it fits");
    marks.update(&project, &edit);
    assert_eq!(marks.seal(fixture::MARK), SealState::Broken);
    inverse.clone().apply(&mut project).expect("it fits");
    marks.update(&project, &inverse);
    assert_eq!(marks.seal(fixture::MARK), SealState::Sealed);
}
