//! Regions that need no checking: setting them aside and taking that back. Pure, as [`super::marking`] is.

use super::Edit;
use crate::model::{
    Article, Fate, FateKind, Record, RecordRef, Register, Registers as _, ReviewerId, SetAside,
    SetAsideId, SetAsideReason, SetAsideRecord,
};
use crate::text::TextRange;
use jiff::Timestamp;

/// Who sets aside, and when.
#[derive(Clone, Copy, Debug)]
pub struct AsideContext {
    /// Who.
    pub by: ReviewerId,
    /// Now, in UTC.
    pub at: Timestamp,
}

/// The edit that sets ranges of an article's present text aside, each with its id; `None` where its text is not there or no
/// range has words.
#[must_use]
pub fn set_aside(
    article: &Article,
    ranges: &[(SetAsideId, TextRange)],
    why: SetAsideReason,
    context: AsideContext,
) -> Option<Edit> {
    let text = article.text.as_ref()?;
    let mut edits = Vec::new();
    for (id, range) in ranges {
        let Some(quote) = text.get(*range).filter(|quote| !quote.trim().is_empty()) else {
            continue;
        };
        let region = SetAside {
            article: article.id,
            range: *range,
            quote: quote.into(),
            why,
            by: context.by,
        };
        let record = SetAsideRecord {
            id: *id,
            region: Register::new(region),
            fate: None,
        };
        edits.push(Edit::Add(Box::new(Record::SetAside(Box::new(record)))));
        edits.push(line(id.0, context, None, Some("set aside")));
    }
    (!edits.is_empty()).then_some(Edit::Batch(edits))
}

/// The edit that lets a region count again.
#[must_use]
pub fn take_back(record: &SetAsideRecord, context: AsideContext) -> Edit {
    let deleted = Fate {
        is: FateKind::Deleted,
        by: context.by,
        at: context.at,
    };
    let fate = record.decided(deleted);
    Edit::Batch(vec![
        Edit::Fate(RecordRef::SetAside(record.id), Some(fate)),
        line(record.id.0, context, Some("set aside"), None),
    ])
}

fn line(record: uuid::Uuid, context: AsideContext, from: Option<&str>, to: Option<&str>) -> Edit {
    let (from, to) = (from.map(ToOwned::to_owned), to.map(ToOwned::to_owned));
    Edit::history_line(record, (context.by, context.at), from, to)
}

#[cfg(test)]
mod tests {
    use super::{AsideContext, set_aside, take_back};
    use crate::edit::fixture::saved_project;
    use crate::model::{Registers, SetAsideId, SetAsideReason};
    use crate::text::TextRange;
    use jiff::Timestamp;
    use uuid::Uuid;

    #[test]
    fn a_region_comes_goes_and_its_undo_leaves_no_trace() {
        let before = saved_project();
        let mut project = before.clone();
        let article = project.live_articles().next().unwrap().clone();
        let by = *project.reviewers.keys().next().unwrap();
        let context = AsideContext {
            by,
            at: Timestamp::from_second(1_700_000_000).unwrap(),
        };
        let id = SetAsideId(Uuid::from_u128(77));
        let range = TextRange::of_bytes(0, 3);
        let edit = set_aside(&article, &[(id, range)], SetAsideReason::Opinion, context).unwrap();
        let inverse = edit.apply(&mut project).unwrap();
        let record = project.set_aside.get(&id).unwrap().clone();
        assert_eq!(record.region.value.range, range);
        assert_eq!(
            &*record.region.value.quote,
            article.text.as_ref().unwrap().slice(range)
        );
        let back = take_back(&record, context).apply(&mut project).unwrap();
        assert!(project.set_aside.get(&id).unwrap().is_deleted());
        back.apply(&mut project).unwrap();
        assert!(!project.set_aside.get(&id).unwrap().is_deleted());
        inverse.apply(&mut project).unwrap();
        assert_eq!(project, before);
    }

    #[test]
    fn blank_or_outlying_ranges_are_no_regions() {
        let project = saved_project();
        let article = project.live_articles().next().unwrap();
        let context = AsideContext {
            by: *project.reviewers.keys().next().unwrap(),
            at: Timestamp::UNIX_EPOCH,
        };
        let id = SetAsideId(Uuid::from_u128(77));
        for range in [TextRange::of_bytes(0, 0), TextRange::of_bytes(0, 1_000_000)] {
            assert_eq!(
                set_aside(article, &[(id, range)], SetAsideReason::Furniture, context),
                None
            );
        }
    }
}
