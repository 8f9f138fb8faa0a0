//! Which marks are tied to which claim: kept up to date edit by edit.
//!
//! Cost: O(log n) an edit, about 100 bytes a tied mark. Ties to deleted claims are kept too, since undoing the deletion
//! brings them back; whether a claim is there is asked of the project.

use super::marks::Touched;
use crate::edit::Edit;
use crate::model::{AnnotationId, ArticleId, ClaimId, Project};
use std::collections::{BTreeMap, BTreeSet};

/// The marks of each claim.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tied {
    marks: BTreeMap<ClaimId, BTreeSet<AnnotationId>>,
    /// How many of them stand in each article; lists count them at every frame.
    articles: BTreeMap<ClaimId, BTreeMap<ArticleId, usize>>,
    /// What each mark is tied to and where it stands, to take it out again.
    known: BTreeMap<AnnotationId, (ClaimId, ArticleId)>,
}

impl Tied {
    /// The ties of a whole project.
    pub(super) fn of(project: &Project) -> Self {
        let mut tied = Self::default();
        for id in project.annotations.keys() {
            tied.refresh(project, *id);
        }
        tied
    }

    /// Brings the index up to date after `edit` was applied.
    pub(super) fn update(&mut self, project: &Project, edit: &Edit) {
        let touched = Touched::by(edit);
        if touched.everything {
            *self = Self::of(project);
            return;
        }
        for id in touched.annotations {
            self.refresh(project, id);
        }
    }

    /// The marks of a claim, by id.
    pub(super) fn marks(&self, claim: ClaimId) -> impl Iterator<Item = AnnotationId> + '_ {
        self.marks.get(&claim).into_iter().flatten().copied()
    }

    /// How many marks a claim has, and in how many articles they stand.
    pub(super) fn counts(&self, claim: ClaimId) -> (usize, usize) {
        let marks = self.marks.get(&claim).map_or(0, BTreeSet::len);
        let articles = self.articles.get(&claim).map_or(0, BTreeMap::len);
        (marks, articles)
    }

    fn refresh(&mut self, project: &Project, id: AnnotationId) {
        self.take_out(id);
        let tied = project
            .annotation(id)
            .filter(|mark| project.article(mark.article).is_some())
            .and_then(|mark| Some((mark.claim()?, mark.article)));
        if let Some((claim, article)) = tied {
            self.known.insert(id, (claim, article));
            self.marks.entry(claim).or_default().insert(id);
            let articles = self.articles.entry(claim).or_default();
            *articles.entry(article).or_default() += 1;
        }
    }

    /// Takes a mark out; what is empty then goes too, so that what was followed is what would be counted anew.
    fn take_out(&mut self, id: AnnotationId) {
        let Some((claim, article)) = self.known.remove(&id) else {
            return;
        };
        if let Some(marks) = self.marks.get_mut(&claim) {
            marks.remove(&id);
            if marks.is_empty() {
                self.marks.remove(&claim);
            }
        }
        if let Some(articles) = self.articles.get_mut(&claim) {
            if let Some(count) = articles.get_mut(&article) {
                *count -= 1;
                if *count == 0 {
                    articles.remove(&article);
                }
            }
            if articles.is_empty() {
                self.articles.remove(&claim);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tied;
    use crate::edit::fixture::{KINDS, edit, saved_project};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Followed through any edits and back, it is what counting anew gives.
        #[test]
        fn followed_is_counted(steps in prop::collection::vec((0..KINDS, 0_u8..4, 0_u8..4), 1..20)) {
            let mut project = saved_project();
            let mut tied = Tied::of(&project);
            let mut inverses = Vec::new();
            for (kind, what, value) in steps {
                let edit = edit(&project, kind, what, value);
                let Ok(inverse) = edit.clone().apply(&mut project) else {
                    continue;
                };
                tied.update(&project, &edit);
                prop_assert_eq!(&tied, &Tied::of(&project));
                inverses.push(inverse);
            }
            for inverse in inverses.into_iter().rev() {
                inverse.clone().apply(&mut project).unwrap();
                tied.update(&project, &inverse);
                prop_assert_eq!(&tied, &Tied::of(&project));
            }
        }
    }
}
