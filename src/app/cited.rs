//! How often sources are cited, and what was cited last: kept up to date edit by edit.
//!
//! The idea: of each annotation that cites something it is kept what it gave to the counts, so that an edit takes out and
//! puts in only those of the annotations that it touches. Counted as a whole once, when first asked for.
//! Cost: O(log citations) an edit, 100 to 200 bytes an annotation that cites.

use super::marks::Touched;
use crate::edit::Edit;
use crate::model::{AnnotationId, Citation, Project, ReviewerId, SourceId};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// What this session and the project know of citing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cited {
    /// What this session cited last.
    pub last: Option<Citation>,
    /// In how many annotations each source is cited.
    counts: BTreeMap<SourceId, usize>,
    /// The times of my judgements that cite, by source.
    used: BTreeMap<SourceId, BTreeSet<(Timestamp, AnnotationId)>>,
    /// My judgements that cite, by time.
    mine: BTreeSet<(Timestamp, AnnotationId)>,
    /// What each annotation gave to the above.
    known: BTreeMap<AnnotationId, Known>,
    /// For whom, and at which revision of the project, this was counted.
    key: Option<(ReviewerId, u64)>,
}

/// What an annotation cites.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    /// By anybody, each once.
    sources: Box<[SourceId]>,
    /// By me: when I judged it, and what I cite, in its order.
    mine: Option<(Timestamp, Box<[Citation]>)>,
}

impl Cited {
    /// Counts anew what was not followed edit by edit.
    pub(super) fn refresh(&mut self, project: &Project, me: ReviewerId, revision: u64) {
        if self.key == Some((me, revision)) {
            return;
        }
        *self = Self {
            last: self.last.take(),
            key: Some((me, revision)),
            ..Self::default()
        };
        for id in project.annotations.keys() {
            self.put_in(project, me, *id);
        }
    }

    /// Counted for a person, ready for [`Self::take_over`].
    pub(super) fn of(project: &Project, me: ReviewerId) -> Self {
        let mut cited = Self::default();
        cited.refresh(project, me, 0);
        cited
    }

    /// What was counted of what is shown from this revision on.
    pub(super) fn take_over(&mut self, new: Self, revision: u64) {
        let last = self.last.take();
        *self = Self {
            last,
            key: new.key.map(|(me, _)| (me, revision)),
            ..new
        };
    }

    /// Follows an edit that has led from the revision before to this one. What was not up to date stays so, and is
    /// counted anew when it is asked for.
    pub(super) fn follow(&mut self, project: &Project, edit: &Edit, revision: u64) {
        let Some((me, before)) = self.key else { return };
        if before + 1 != revision {
            return;
        }
        let touched = Touched::by(edit);
        if touched.everything {
            return;
        }
        for id in touched.annotations {
            self.take_out(id);
            self.put_in(project, me, id);
        }
        self.key = Some((me, revision));
    }

    fn put_in(&mut self, project: &Project, me: ReviewerId, id: AnnotationId) {
        let Some(known) = known_of(project, me, id) else {
            return;
        };
        for source in &known.sources {
            *self.counts.entry(*source).or_default() += 1;
        }
        if let Some((at, cites)) = &known.mine {
            self.mine.insert((*at, id));
            for cite in cites {
                self.used.entry(cite.source).or_default().insert((*at, id));
            }
        }
        self.known.insert(id, known);
    }

    fn take_out(&mut self, id: AnnotationId) {
        let Some(known) = self.known.remove(&id) else {
            return;
        };
        for source in &known.sources {
            if let Some(count) = self.counts.get_mut(source) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(source);
                }
            }
        }
        if let Some((at, cites)) = &known.mine {
            self.mine.remove(&(*at, id));
            for cite in cites {
                if let Some(times) = self.used.get_mut(&cite.source) {
                    times.remove(&(*at, id));
                    if times.is_empty() {
                        self.used.remove(&cite.source);
                    }
                }
            }
        }
    }

    /// In how many annotations a source is cited.
    pub(super) fn count(&self, source: SourceId) -> usize {
        self.counts.get(&source).copied().unwrap_or(0)
    }

    /// When I judged what I cite a source for, the last time.
    pub(super) fn used(&self, source: SourceId) -> Option<Timestamp> {
        let (at, _) = self.used.get(&source)?.last()?;
        Some(*at)
    }

    /// My newest citation in the project.
    pub(super) fn newest(&self) -> Option<&Citation> {
        let (_, id) = self.mine.last()?;
        let (_, cites) = self.known.get(id)?.mine.as_ref()?;
        cites.last()
    }
}

/// What a live annotation cites; nothing where it cites nothing.
fn known_of(project: &Project, me: ReviewerId, id: AnnotationId) -> Option<Known> {
    let mark = project.annotation(id)?;
    let mut sources: Vec<SourceId> = mark
        .assessments
        .values()
        .flat_map(|given| &given.value.cites)
        .map(|cite| cite.source)
        .collect();
    if sources.is_empty() {
        return None;
    }
    sources.sort_unstable();
    sources.dedup();
    let mine = mark
        .assessment_of(me)
        .filter(|mine| !mine.cites.is_empty())
        .map(|mine| (mine.at, mine.cites.iter().cloned().collect()));
    Some(Known {
        sources: sources.into(),
        mine,
    })
}

#[cfg(test)]
mod tests {
    use super::Cited;
    use crate::edit::Edit;
    use crate::edit::fixture::{self, KINDS, ME, OTHER, SOURCE, at, edit, saved_project};
    use crate::model::{AnnotationId, Project, Record};
    use proptest::prelude::*;
    use uuid::Uuid;

    fn counted(project: &Project, revision: u64) -> Cited {
        let mut cited = Cited::default();
        cited.refresh(project, ME, revision);
        cited
    }

    proptest! {
        #[test]
        fn following_edits_and_their_inverses_comes_to_the_same_as_counting_anew(
            edits in prop::collection::vec((0..KINDS, any::<u8>(), any::<u8>()), 1..20)
        ) {
            let mut project = saved_project();
            let (mut revision, mut inverses) = (0, Vec::new());
            let mut cited = counted(&project, revision);
            let mut follow = |cited: &mut Cited, project: &mut Project, edit: Edit| {
                let inverse = edit.clone().apply(project).ok()?;
                revision += 1;
                cited.follow(project, &edit, revision);
                cited.refresh(project, ME, revision);
                assert_eq!(*cited, counted(project, revision));
                Some(inverse)
            };
            for (kind, what, value) in edits {
                let edit = edit(&project, kind, what, value);
                inverses.extend(follow(&mut cited, &mut project, edit));
            }
            for inverse in inverses.into_iter().rev() {
                follow(&mut cited, &mut project, inverse);
            }
            assert_eq!(cited.count(SOURCE), counted(&saved_project(), 0).count(SOURCE));
        }
    }

    /// An edit of one annotation asks for no other: one whose record changes behind its back is not noticed.
    #[test]
    fn an_edit_looks_only_at_what_it_touches() {
        let mut project = saved_project();
        let mut cited = counted(&project, 0);
        let before = cited.count(SOURCE);
        for (id, add) in [(70, false), (71, true)] {
            let mark = fixture::mark(id, ME, 0, 3);
            let edit = Edit::Add(Box::new(Record::Annotation(Box::new(mark))));
            edit.clone().apply(&mut project).unwrap();
            if add {
                cited.follow(&project, &edit, 1);
            }
        }
        cited.refresh(&project, ME, 1);
        assert_eq!(cited.count(SOURCE), before + 1);
        // A revision that was not followed is.
        cited.refresh(&project, ME, 2);
        assert_eq!(cited.count(SOURCE), before + 2);
    }

    #[test]
    fn my_newest_citation_is_that_of_my_last_judgement_and_not_of_others() {
        let mut project = saved_project();
        project.annotations.clear();
        for (id, by, second, locator) in [(1, ME, 5, "a"), (2, ME, 9, "b"), (3, OTHER, 20, "c")] {
            let mut mark = fixture::mark(id, by, 0, 3);
            let given = mark.assessments.get_mut(&by).unwrap();
            given.value.at = at(second);
            given.value.cites[0].locator = locator.to_owned();
            let edit = Edit::Add(Box::new(Record::Annotation(Box::new(mark))));
            edit.apply(&mut project).unwrap();
        }
        let mut cited = counted(&project, 0);
        assert_eq!(cited.newest().unwrap().locator, "b");
        assert_eq!(cited.used(SOURCE), Some(at(9)));
        assert_eq!(cited.count(SOURCE), 3);
        let taken = Edit::Assessment(AnnotationId(Uuid::from_u128(2)), ME, None);
        taken.clone().apply(&mut project).unwrap();
        cited.follow(&project, &taken, 1);
        assert_eq!(cited.newest().unwrap().locator, "a");
        assert_eq!((cited.used(SOURCE), cited.count(SOURCE)), (Some(at(5)), 2));
        // For somebody else it is counted anew.
        cited.refresh(&project, OTHER, 1);
        assert_eq!(cited.newest().unwrap().locator, "c");
    }
}
