//! Cells, open questions, filter and order; all rows against a slow count.

use super::{BoardFilter, BoardOrder, Cell, ReadBy, Row, cell, rows};
use crate::compare::{
    fixture::{CLAIM, ME, OTHER, Sample, article_id, at, claim_id},
    passages,
};
use crate::model::testing::projects;
use crate::model::{
    Block, BlockKind, ClaimKind, DecisionIndex, EffectiveStatus, SourceKind, Stance, Status,
};
use crate::text::TextOffset;
use Stance::{Contradicts, Supports};
use Status::{Conflicting, Unverified, Verified};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Two articles and three claims: one with a passage in each, one in the second alone, one with nothing.
fn sample() -> Sample {
    let mut sample = Sample::new();
    sample
        .article(1, "Mill burns\nThe mill burned down. It did not.", "")
        .article(2, "A mill burned to the ground at dawn.", "")
        .source(1, SourceKind::Primary, "log")
        .claim(1, Some(ClaimKind::Number))
        .claim(2, Some(ClaimKind::Date))
        .claim(3, None);
    sample.tied(2, "A mill burned", Supports, Verified, &[1]);
    sample.tied(1, "down", Supports, Verified, &[1]);
    sample.tied(1, "The mill", Supports, Verified, &[1]);
    let given = [(ME, Unverified, &[][..])];
    sample.mark(ME, 2, "at dawn", Some((2, Supports, "")), &given);
    sample
}

fn all(sample: &Sample) -> Vec<Row> {
    rows(&sample.project, &DecisionIndex::of(&sample.project))
}

fn stands(sample: &Sample, claim: u128, article: u128, read_by: ReadBy) -> String {
    let rows = all(sample);
    let row = rows.iter().find(|row| row.claim == claim_id(claim));
    let record = &sample.project.claims[&claim_id(claim)];
    let article = &sample.project.articles[&article_id(article)];
    match cell(row.expect("a row"), record, article, read_by) {
        Cell::Passages(found) => found
            .iter()
            .map(|passage| sample.project.annotations[&passage.annotation].quote())
            .collect::<Vec<_>>()
            .join(" | "),
        Cell::NotLookedYet => "not looked".to_owned(),
        Cell::NothingMarked => "nothing".to_owned(),
        Cell::DoesNotSay { by, at } => format!("absent by {by} at {at}"),
    }
}

#[test]
fn a_cell_has_its_passages_by_place_or_says_why_there_is_none() {
    let mut sample = sample();
    let mine = ReadBy::Only(ME);
    assert_eq!(stands(&sample, 1, 1, mine), "The mill | down");
    assert_eq!(stands(&sample, 1, 2, mine), "A mill burned");
    assert_eq!(stands(&sample, 2, 1, mine), "not looked");
    sample.read_by(1, OTHER);
    assert_eq!(stands(&sample, 2, 1, mine), "not looked");
    assert_eq!(stands(&sample, 2, 1, ReadBy::Anybody), "nothing");
    sample.read_by(1, ME);
    assert_eq!(stands(&sample, 2, 1, mine), "nothing");
    sample.absent(2, 1, Some(OTHER));
    let said = format!("absent by {OTHER} at {}", at(7));
    assert_eq!(stands(&sample, 2, 1, mine), said);
    sample.absent(2, 1, None);
    assert_eq!(stands(&sample, 2, 1, mine), "nothing");
    sample.absent(2, 2, Some(ME));
    assert_eq!(stands(&sample, 2, 2, mine), "at dawn", "words come first");
    sample.change_article(1, |article| {
        article.text_id = crate::text::TextId::of("another");
    });
    assert_eq!(
        stands(&sample, 3, 1, mine),
        "not looked",
        "another text was read"
    );
}

#[test]
fn open_questions_are_what_somebody_has_still_to_do() {
    let open = |sample: &Sample| all(sample).iter().map(|row| row.open).collect::<Vec<_>>();
    let mut sample = sample();
    // Nothing is open in the first; the second has an unverified passage and an article to look at, the third two.
    assert_eq!(open(&sample), [0, 2, 2]);
    sample.absent(2, 1, Some(ME));
    sample.absent(3, 1, Some(ME));
    assert_eq!(open(&sample), [0, 1, 1]);
    // Held back: no source bears it out.
    let given = [(ME, Verified, &[][..])];
    sample.mark(ME, 2, "ground", Some((3, Supports, "")), &given);
    assert_eq!(open(&sample), [0, 1, 1]);
}

#[test]
fn a_headline_against_its_body_is_found_within_one_article_only() {
    let mut sample = sample();
    sample.blocks(
        1,
        vec![
            Block {
                start: TextOffset::START,
                kind: BlockKind::Headline,
            },
            Block {
                start: TextOffset::new(11),
                kind: BlockKind::Paragraph,
            },
        ],
    );
    let given = [(ME, Unverified, &[][..])];
    let tie = |stance| Some((3, stance, ""));
    let kind = |sample: &Sample| all(sample)[2].kind;
    sample.mark(ME, 1, "Mill burns", tie(Supports), &given);
    sample.mark(ME, 2, "ground", tie(Contradicts), &given);
    assert_eq!(kind(&sample), None);
    sample.mark(ME, 1, "It did not", tie(Contradicts), &given);
    assert_eq!(kind(&sample), Some(ClaimKind::HeadlineAgainstBody));
}

fn numbers(rows: &[Row]) -> Vec<u128> {
    rows.iter()
        .map(|row| row.claim.0.as_u128() - CLAIM.0.as_u128() + 1)
        .collect()
}

#[test]
fn rows_are_sorted_by_what_was_asked_for() {
    let mut sample = sample();
    let given = [(ME, Conflicting, &[][..])];
    sample.mark(ME, 1, "It did not", Some((3, Contradicts, "")), &given);
    let columns = [article_id(2), article_id(1)];
    for (order, columns, expected) in [
        (BoardOrder::Made, &columns, [1, 2, 3]),
        (BoardOrder::Status, &columns, [3, 2, 1]),
        (BoardOrder::Kind, &columns, [2, 1, 3]),
        (BoardOrder::Article, &columns, [1, 2, 3]),
        (
            BoardOrder::Article,
            &[article_id(1), article_id(2)],
            [1, 3, 2],
        ),
        (BoardOrder::Open, &columns, [2, 3, 1]),
    ] {
        let mut rows = all(&sample);
        order.sort(&mut rows, columns);
        assert_eq!(numbers(&rows), expected, "{order:?}");
    }
}

#[test]
fn a_filter_takes_what_fits_every_part_of_it() {
    let sample = sample();
    let shown = |filter: BoardFilter| {
        let fits = |row: &Row| filter.fits(row, &sample.project.claims[&row.claim]);
        numbers(&all(&sample).into_iter().filter(fits).collect::<Vec<_>>())
    };
    let none = BoardFilter::default;
    assert_eq!(shown(none()), [1, 2, 3]);
    let statuses = |status| BoardFilter {
        statuses: BTreeSet::from([EffectiveStatus::Tagged(status)]),
        ..none()
    };
    assert_eq!(shown(statuses(Verified)), [1]);
    assert_eq!(shown(statuses(Unverified)), [2, 3]);
    let kind = BoardFilter {
        kind: Some(ClaimKind::Date),
        ..none()
    };
    assert_eq!(shown(kind.clone()), [2]);
    let article = BoardFilter {
        article: Some(article_id(1)),
        ..none()
    };
    assert_eq!(shown(article.clone()), [1]);
    let open = BoardFilter {
        only_open: true,
        ..none()
    };
    assert_eq!(shown(open.clone()), [2, 3]);
    let words = BoardFilter {
        words: " STATEMENT 3".to_owned(),
        ..none()
    };
    assert_eq!(shown(words.clone()), [3]);
    let both = BoardFilter {
        only_open: true,
        ..article.clone()
    };
    assert_eq!(shown(both), Vec::<u128>::new());
    for filter in [statuses(Verified), kind, article, open, words] {
        assert!(!filter.is_empty(), "{filter:?}");
    }
    assert!(none().is_empty());
}

proptest! {
    /// One pass over the annotations finds what going through all of them for each claim and article finds.
    #[test]
    fn rows_are_what_a_slow_count_finds(project in projects()) {
        let decisions = DecisionIndex::of(&project);
        let rows = rows(&project, &decisions);
        let live: Vec<_> = project.live_claims().map(|claim| claim.id).collect();
        prop_assert_eq!(rows.iter().map(|row| row.claim).collect::<Vec<_>>(), live);
        for row in &rows {
            let tied = project.live_annotations().filter(|mark| mark.claim() == Some(row.claim));
            let slow = passages(&project, &decisions, tied.map(|mark| &**mark));
            prop_assert_eq!(&row.passages, &slow);
            for article in project.articles.keys() {
                let of_article: Vec<_> = slow.iter().filter(|one| one.article == *article).collect();
                prop_assert_eq!(row.of_article(*article).iter().collect::<Vec<_>>(), of_article);
            }
        }
    }
}
