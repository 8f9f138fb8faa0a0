//! A person's word that an article does not make a claim: given, and taken back. Pure, as [`super::marking`] is.

use super::Edit;
use crate::model::{Absence, ArticleId, ClaimId, Project, Register, ReviewerId};
use jiff::Timestamp;

/// The edit by which `by` says at `at` that an article does not make a claim, or takes that back, whoever said it. `None`
/// where it stands so already, or the claim or the article is not there.
#[must_use]
pub fn set_absent(
    project: &Project,
    claim: ClaimId,
    article: ArticleId,
    is_absent: bool,
    (by, at): (ReviewerId, Timestamp),
) -> Option<Edit> {
    let record = project.claim(claim)?;
    let title = project.article(article)?.display_title();
    let before = record.absent.get(&article);
    let was_absent = before.is_some_and(|before| before.value.by.is_some());
    let is_conflict = before.is_some_and(Register::is_conflict);
    if was_absent == is_absent && !is_conflict {
        return None;
    }
    let value = Absence {
        by: is_absent.then_some(by),
        at,
    };
    let register = match before {
        Some(before) => before.written(value),
        None => Register::new(value),
    };
    let line = |is_said: bool| is_said.then(|| format!("{title} does not say it"));
    Some(Edit::Batch(vec![
        Edit::Absence(claim, article, Some(register)),
        Edit::history_line(claim.0, (by, at), line(was_absent), line(is_absent)),
    ]))
}

#[cfg(test)]
mod tests {
    use super::set_absent;
    use crate::edit::fixture::{ARTICLE, CLAIM, ME, OTHER, at, saved_project};
    use crate::model::ArticleId;

    #[test]
    fn it_is_said_once_taken_back_by_anybody_and_undone_without_a_trace() {
        let before = saved_project();
        let mut project = before.clone();
        let by = |project: &crate::model::Project| {
            let said = project.claims[&CLAIM].absent.get(&ARTICLE);
            said.and_then(|said| said.value.by)
        };
        let said = set_absent(&project, CLAIM, ARTICLE, true, (ME, at(70))).expect("it can");
        let unsaid = said.apply(&mut project).expect("it fits");
        assert_eq!(by(&project), Some(ME));
        assert_eq!(
            set_absent(&project, CLAIM, ARTICLE, true, (OTHER, at(71))),
            None
        );
        let back = set_absent(&project, CLAIM, ARTICLE, false, (OTHER, at(71))).expect("it can");
        let said_again = back.apply(&mut project).expect("it fits");
        assert_eq!(by(&project), None);
        said_again.apply(&mut project).expect("it fits");
        assert_eq!(by(&project), Some(ME));
        unsaid.apply(&mut project).expect("it fits");
        assert_eq!(project, before);
        let nowhere = ArticleId(uuid::Uuid::from_u128(9));
        assert_eq!(
            set_absent(&project, CLAIM, nowhere, true, (ME, at(70))),
            None
        );
    }
}
