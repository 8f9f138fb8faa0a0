//! The sample, damaged in every way there is.

use super::{Rescued, rescue};
use crate::edit::{RevisionContext, give_revisions};
use crate::model::{Project, ProjectId, ReviewerId, Session};
use crate::store::{parse, to_ron};
use proptest::prelude::*;
use uuid::Uuid;

const SAMPLE: &str = include_str!("../../../projects/ferry.ron");

const NEW_ID: ProjectId = ProjectId(Uuid::from_u128(77));

fn whole() -> Project {
    parse(SAMPLE.as_bytes(), "ferry.ron")
        .expect("it is whole")
        .project
}

fn rescued(text: &str) -> Rescued {
    rescue(text.as_bytes(), NEW_ID).expect("there is something to save")
}

/// What was saved, written and read again.
fn written(rescued: &Rescued) -> Project {
    let mut project = rescued.project.clone();
    let context = RevisionContext {
        session: Session::from_random(5),
        n: 1,
        by: ReviewerId(Uuid::from_u128(3)),
        at: jiff::Timestamp::UNIX_EPOCH,
    };
    let nothing = Project::new(project.id);
    give_revisions(&mut project, &nothing, context);
    let text = to_ron(&project).expect("a save can write it");
    parse(text.as_bytes(), "new.ron")
        .expect("and read it")
        .project
}

#[test]
fn of_a_whole_file_all_is_saved() {
    let rescued = rescued(SAMPLE);
    assert_eq!(rescued.project, whole());
    assert_eq!((rescued.lost, rescued.warnings), (Vec::new(), Vec::new()));
}

#[test]
fn a_record_that_cannot_be_read_is_told_with_its_line_and_the_rest_is_saved() {
    let damaged = SAMPLE.replacen("stance: Supports", "stance: Supp\u{1}rts", 1);
    let line = 1 + damaged[..damaged.find("Supp\u{1}rts").expect("just put there")]
        .matches('\n')
        .count();
    let rescued = rescued(&damaged);
    assert_eq!(
        rescued.project.annotations.len() + 1,
        whole().annotations.len()
    );
    assert_eq!(rescued.project.articles, whole().articles);
    assert_eq!(rescued.project.claims, whole().claims);
    let [lost] = &rescued.lost[..] else {
        panic!("{:?}", rescued.lost);
    };
    assert_eq!(lost.noun, "annotation");
    let at = lost.line.expect("it is known");
    let above = damaged.lines().take(line).enumerate();
    let begins = above.filter(|(_, line)| *line == "    (").last();
    assert_eq!(Some(at - 1), begins.map(|(at, _)| at));
    written(&rescued);
}

#[test]
fn one_letter_of_a_text_costs_neither_the_text_nor_the_marks_on_other_words() {
    let damaged = SAMPLE.replacen(
        "Lifeboats from two stations",
        "Lifeboats from tvo stations",
        1,
    );
    let rescued = rescued(&damaged);
    let sound = whole();
    assert_eq!(rescued.project.articles.len(), sound.articles.len());
    assert_eq!(rescued.project.annotations.len(), sound.annotations.len());
    assert_eq!(rescued.lost, Vec::new());
    let quotes = |project: &Project| -> Vec<String> {
        project
            .annotations
            .values()
            .map(|mark| mark.quote())
            .collect()
    };
    assert_eq!(quotes(&rescued.project), quotes(&sound));
    written(&rescued);
}

#[test]
fn a_quotation_mark_in_a_text_costs_the_metadata_at_most() {
    let damaged = SAMPLE.replacen("Lifeboats from two", "Lifeboats \"from two", 1);
    let rescued = rescued(&damaged);
    let sound = whole();
    assert_eq!(rescued.project.articles.len(), sound.articles.len());
    assert_eq!(rescued.project.annotations.len(), sound.annotations.len());
    let titles = |project: &Project| -> Vec<String> {
        let articles = project.articles.values();
        articles
            .map(|article| article.display_title().to_owned())
            .collect()
    };
    assert_eq!(titles(&rescued.project), titles(&sound));
    assert_eq!(rescued.lost.len(), 1);
    assert_eq!(rescued.lost[0].noun, "part of an article");
    written(&rescued);
}

#[test]
fn what_is_named_and_gone_is_put_there_under_a_name_that_says_so() {
    let sound = whole();
    let (id, _) = sound
        .reviewers
        .iter()
        .next()
        .expect("the sample has readers");
    // The key of the first reader is damaged, so their record is another's.
    let damaged = SAMPLE.replacen(&id.0.to_string(), "019ce77f-3700-7100-815a-3c910e7701ff", 1);
    let rescued = rescued(&damaged);
    assert_eq!(rescued.project.annotations.len(), sound.annotations.len());
    assert_eq!(rescued.project.reviewer_name(*id), "Lost reviewer 770101");
    let claim = sound.claims.values().next().expect("the sample has claims");
    let damaged = SAMPLE.replacen(&format!("id: \"{}\"", claim.id.0), "id: \"?\"", 1);
    let rescued = super::rescue(damaged.as_bytes(), NEW_ID).expect("the rest is there");
    let stand_in = rescued
        .project
        .claim(claim.id)
        .expect("its passages name it");
    assert!(stand_in.claim.value.statement.starts_with("Lost claim"));
    assert_eq!(rescued.project.annotations.len(), sound.annotations.len());
    written(&rescued);
}

#[test]
fn a_file_without_an_article_saves_nothing() {
    for text in [
        "",
        "(",
        "Not a project at all.",
        "(\n  format: 1,\n  articles: [\n",
    ] {
        assert!(rescue(text.as_bytes(), NEW_ID).is_none(), "{text:?}");
    }
}

#[test]
fn the_id_of_the_project_stays_or_is_new() {
    assert_eq!(rescued(SAMPLE).project.id, whole().id);
    let damaged = SAMPLE.replacen("  id: \"019ce77f", "  id: \"", 1);
    assert_eq!(rescued(&damaged).project.id, NEW_ID);
}

#[test]
fn a_file_that_was_cut_off_keeps_what_stands_before_the_cut() {
    let lines: Vec<_> = SAMPLE.match_indices('\n').map(|(at, _)| at + 1).collect();
    let (mut most, sound) = (0, whole());
    for at in lines {
        let Some(rescued) = rescue(&SAMPLE.as_bytes()[..at], NEW_ID) else {
            assert_eq!(most, 0, "what was there is gone again at {at}");
            continue;
        };
        let marks = rescued.project.annotations.len();
        assert!(marks >= most, "{at}: {marks} of {most}");
        most = marks;
        written(&rescued);
    }
    assert_eq!(most, sound.annotations.len());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn flipped_bits_and_cuts_leave_a_project_that_can_be_written(
        flips in prop::collection::vec((0..SAMPLE.len(), 0_u8..8), 1..4),
        cut in prop::option::of(0..SAMPLE.len()),
    ) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        for (at, bit) in &flips {
            bytes[*at] ^= 1 << bit;
        }
        bytes.truncate(cut.unwrap_or(bytes.len()));
        if let Some(rescued) = rescue(&bytes, NEW_ID) {
            let again = written(&rescued);
            prop_assert_eq!(again.annotations.len(), rescued.project.annotations.len());
        }
    }
}

#[test]
fn a_flipped_bit_costs_two_records_at_most_and_no_article() {
    let sound = whole();
    for at in (0..SAMPLE.len()).step_by(11) {
        let mut bytes = SAMPLE.as_bytes().to_vec();
        bytes[at] ^= 1 << (at % 8);
        let rescued = rescue(&bytes, NEW_ID).unwrap_or_else(|| panic!("nothing at {at}"));
        let (articles, marks) = (&rescued.project.articles, &rescued.project.annotations);
        assert_eq!(articles.len(), sound.articles.len(), "{at}");
        assert!(
            marks.len() + 2 >= sound.annotations.len(),
            "{at}: {}",
            marks.len()
        );
    }
}
