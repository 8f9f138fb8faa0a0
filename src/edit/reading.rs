//! That somebody has read an article to its end.

use super::Edit;
use crate::model::{Article, Reading, Register, ReviewerId};
use jiff::Timestamp;

/// Says that `by` has read the present text of an article to its end, or takes that back; `None` where it is so already.
#[must_use]
pub fn set_reading(
    article: &Article,
    by: ReviewerId,
    at: Timestamp,
    is_read: bool,
) -> Option<Edit> {
    let before = article.read.get(&by);
    let was_read = before.is_some_and(|before| before.value.text_id == Some(article.text_id));
    if was_read == is_read {
        return None;
    }
    let reading = Reading {
        at,
        text_id: is_read.then_some(article.text_id),
    };
    let register = match before {
        Some(before) => before.written(reading),
        None => Register::new(reading),
    };
    let read = || Some("read".to_owned());
    let (from, to) = if is_read {
        (None, read())
    } else {
        (read(), None)
    };
    let line = Edit::history_line(article.id.0, (by, at), from, to);
    let reading = Edit::Reading(article.id, by, Some(register));
    Some(Edit::Batch(vec![reading, line]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::fixture;

    #[test]
    fn a_reading_is_said_once_and_taken_back_once() {
        let mut project = fixture::saved_project();
        let id = project.live_articles().next().expect("an article").id;
        let by = ReviewerId(uuid::Uuid::from_u128(77));
        let article = |project: &crate::model::Project| project.article(id).expect("there").clone();
        let set = |project: &crate::model::Project, is_read| {
            set_reading(&article(project), by, fixture::at(1), is_read)
        };
        assert!(set(&project, false).is_none());
        let before = project.clone();
        let inverse = set(&project, true)
            .expect("something to do")
            .apply(&mut project)
            .expect("it fits");
        assert!(set(&project, true).is_none());
        let text_id = article(&project).text_id;
        assert_eq!(article(&project).read[&by].value.text_id, Some(text_id));
        set(&project, false)
            .expect("something to do")
            .apply(&mut project)
            .expect("it fits")
            .apply(&mut project)
            .expect("undone");
        inverse.apply(&mut project).expect("undone");
        assert_eq!(project, before);
    }
}
