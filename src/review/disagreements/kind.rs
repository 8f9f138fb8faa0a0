//! In what the readers of one group of marks differ.

use super::{DisagreementKind, Voice};
use crate::model::{Annotation, Assessment, SourceId, Status};
use std::collections::BTreeSet;

/// The gravest difference between the voices; nothing where all agree.
pub(super) fn kind(members: &[&Annotation], voices: &[Voice<'_>]) -> Option<DisagreementKind> {
    let given = || voices.iter().filter_map(|voice| voice.given);
    let statuses: BTreeSet<Status> = given().filter_map(|given| given.status).collect();
    if statuses.len() > 1 {
        return Some(DisagreementKind::OtherStatus);
    }
    let words = |mark: &Annotation| mark.ranges().collect::<Vec<_>>();
    if members
        .windows(2)
        .any(|pair| words(pair[0]) != words(pair[1]))
    {
        return Some(DisagreementKind::Boundaries);
    }
    // Two notes or sources of one person on two marks are no disagreement.
    let between_people = |differ: &dyn Fn(&Assessment, &Assessment) -> bool| {
        voices.iter().enumerate().any(|(at, one)| {
            voices[at + 1..]
                .iter()
                .any(|other| match (one.given, other.given) {
                    (Some(a), Some(b)) => one.by != other.by && differ(a, b),
                    _ => false,
                })
        })
    };
    if between_people(&other_sources) {
        return Some(DisagreementKind::OtherSources);
    }
    between_people(&other_words).then_some(DisagreementKind::NoteOnly)
}

/// Both cite something, and not the same.
fn other_sources(one: &Assessment, other: &Assessment) -> bool {
    let sources = |given: &Assessment| -> BTreeSet<SourceId> {
        given.cites.iter().map(|cite| cite.source).collect()
    };
    let (one, other) = (sources(one), sources(other));
    !one.is_empty() && !other.is_empty() && one != other
}

/// Both note or correct something, and not the same.
fn other_words(one: &Assessment, other: &Assessment) -> bool {
    let differ = |a: &str, b: &str| !a.is_empty() && !b.is_empty() && a != b;
    differ(one.note.trim(), other.note.trim())
        || differ(one.should_read.trim(), other.should_read.trim())
}
