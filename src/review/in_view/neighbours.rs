//! Which marks lie near each other, so that after an edit only the neighbours of what changed are looked through for
//! disagreements.
//!
//! The idea: whether readers differ on a mark depends on the mark, on those that overlap it, on those that overlap these,
//! and so on, on the decisions over them, and on who has marked and read the article at all. So the marks of an article are
//! kept sorted by place, and cut wherever no mark reaches over the gap:
//!
//! ```text
//!   |--a--|   |--c--|        |-e-|
//!      |--b--|      |--d--|          a b c d are one run, e is another
//! ```
//!
//! An edit looks through the runs that it touched; one that changes the article, or who has marked in it, all of it.
//! Cost: 40 bytes a mark; an edit goes along the places of its article, which are a few bytes each, and looks at the marks of
//! its runs.

use crate::model::{Annotation, AnnotationId, ArticleId, DecisionIndex, Project, ReviewerId};
use crate::review::disagreements::{GroupState, disagreements_among, people};
use crate::text::TextRange;
use std::collections::{BTreeMap, BTreeSet};

/// The live marks of all articles by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Neighbours {
    articles: BTreeMap<ArticleId, OfArticle>,
    decisions: DecisionIndex,
}

#[derive(Clone, Debug, Default)]
struct OfArticle {
    /// From its first word to its last, sorted.
    places: Vec<(TextRange, AnnotationId)>,
    /// How many marks each person has judged, or made where nobody has.
    people: BTreeMap<ReviewerId, usize>,
}

/// What has to be looked through in an article.
#[derive(Default)]
pub(super) struct Touched {
    is_whole: bool,
    ranges: Vec<TextRange>,
}

impl Neighbours {
    pub(super) fn of(project: &Project) -> Self {
        let mut articles: BTreeMap<ArticleId, OfArticle> = BTreeMap::new();
        for mark in project.live_annotations() {
            let article = articles.entry(mark.article).or_default();
            article.places.push((mark.hull(), mark.id));
            article.count(mark);
        }
        for article in articles.values_mut() {
            article.places.sort_unstable();
        }
        Self {
            articles,
            decisions: DecisionIndex::of(project),
        }
    }

    /// Follows the project from one state to the next. Returns the marks on which readers may have come to differ or to agree,
    /// and whether they differ.
    pub(super) fn follow(
        &mut self,
        before: &Project,
        after: &Project,
        changed: &BTreeSet<AnnotationId>,
    ) -> Vec<(AnnotationId, bool)> {
        let mut touched = self.follow_places(before, after, changed);
        let gone = changed.iter().filter(|id| after.annotation(**id).is_none());
        let mut found: Vec<(AnnotationId, bool)> = gone.map(|id| (*id, false)).collect();
        self.follow_decisions(before, after, &mut touched);
        for article in super::changed(&before.articles, &after.articles) {
            touched.entry(article).or_default().is_whole = true;
        }
        for (article, touched) in touched {
            self.look_through(after, article, &touched, &mut found);
        }
        found
    }

    /// The same for the places alone. Returns what has to be looked through.
    pub(super) fn follow_places(
        &mut self,
        before: &Project,
        after: &Project,
        changed: &BTreeSet<AnnotationId>,
    ) -> BTreeMap<ArticleId, Touched> {
        let mut touched = BTreeMap::new();
        for id in changed {
            if let Some(old) = before.annotation(*id) {
                self.take_out(old, &mut touched);
            }
            if let Some(new) = after.annotation(*id) {
                self.put_in(new, &mut touched);
            }
        }
        touched
    }

    /// The marks from this first word to this last one, by id.
    pub(super) fn with_hull(
        &self,
        article: ArticleId,
        hull: TextRange,
    ) -> impl Iterator<Item = AnnotationId> + '_ {
        let places = self
            .articles
            .get(&article)
            .map(|article| &article.places[..]);
        let places = places.unwrap_or_default();
        let first = places.partition_point(|(place, _)| *place < hull);
        let same = places[first..]
            .iter()
            .take_while(move |(place, _)| *place == hull);
        same.map(|(_, id)| *id)
    }

    fn take_out(&mut self, mark: &Annotation, touched: &mut BTreeMap<ArticleId, Touched>) {
        let touched = touched.entry(mark.article).or_default();
        let Some(article) = self.articles.get_mut(&mark.article) else {
            return;
        };
        let place = (mark.hull(), mark.id);
        if let Ok(at) = article.places.binary_search(&place) {
            article.places.remove(at);
        }
        for by in people(mark) {
            if let Some(count) = article.people.get_mut(&by) {
                *count -= 1;
                if *count == 0 {
                    article.people.remove(&by);
                    touched.is_whole = true;
                }
            }
        }
        touched.ranges.push(place.0);
    }

    fn put_in(&mut self, mark: &Annotation, touched: &mut BTreeMap<ArticleId, Touched>) {
        let touched = touched.entry(mark.article).or_default();
        let article = self.articles.entry(mark.article).or_default();
        let place = (mark.hull(), mark.id);
        if let Err(at) = article.places.binary_search(&place) {
            article.places.insert(at, place);
        }
        let before = article.people.len();
        article.count(mark);
        touched.is_whole |= article.people.len() != before;
        touched.ranges.push(place.0);
    }

    fn follow_decisions(
        &mut self,
        before: &Project,
        after: &Project,
        touched: &mut BTreeMap<ArticleId, Touched>,
    ) {
        let changed = super::changed(&before.decisions, &after.decisions);
        if changed.is_empty() {
            return;
        }
        self.decisions = DecisionIndex::of(after);
        for id in changed {
            let records = [before.decisions.get(&id), after.decisions.get(&id)];
            let about = records.into_iter().flatten().flat_map(|record| {
                let entries = record.decision.entries();
                entries
                    .flat_map(|entry| entry.value.about)
                    .collect::<Vec<_>>()
            });
            for mark in about.filter_map(|id| after.annotation(id)) {
                let touched = touched.entry(mark.article).or_default();
                touched.ranges.push(mark.hull());
            }
        }
    }

    fn look_through(
        &self,
        project: &Project,
        id: ArticleId,
        touched: &Touched,
        found: &mut Vec<(AnnotationId, bool)>,
    ) {
        let Some(of_article) = self.articles.get(&id) else {
            return;
        };
        let mut near: Vec<AnnotationId> = if touched.is_whole {
            of_article.places.iter().map(|(_, id)| *id).collect()
        } else {
            of_article.runs_over(&touched.ranges)
        };
        near.sort_unstable();
        let marks: Vec<&Annotation> = near
            .iter()
            .filter_map(|id| project.annotation(*id).map(AsRef::as_ref))
            .collect();
        let article = project.article(id).filter(|article| article.text.is_some());
        let groups = article.map_or_else(Vec::new, |article| {
            let everybody = of_article.people.keys().copied().collect();
            disagreements_among(article, &marks, &everybody, &self.decisions)
        });
        let differ: BTreeSet<AnnotationId> = groups
            .into_iter()
            .filter(|group| group.state != GroupState::Decided)
            .flat_map(|group| group.members)
            .collect();
        found.extend(near.into_iter().map(|id| (id, differ.contains(&id))));
    }
}

impl OfArticle {
    fn count(&mut self, mark: &Annotation) {
        for by in people(mark) {
            *self.people.entry(by).or_default() += 1;
        }
    }

    /// The marks of every run that touches one of the ranges.
    fn runs_over(&self, ranges: &[TextRange]) -> Vec<AnnotationId> {
        let mut ranges = ranges.to_vec();
        ranges.sort_unstable();
        let mut found = Vec::new();
        let mut rest = &self.places[..];
        let mut ranges = ranges.iter().peekable();
        while let Some((first, _)) = rest.first()
            && ranges.peek().is_some()
        {
            let mut end = first.end;
            let length = rest
                .iter()
                .position(|(place, _)| {
                    let is_apart = place.start > end;
                    end = end.max(place.end);
                    is_apart
                })
                .unwrap_or(rest.len());
            let (run, behind) = rest.split_at(length);
            rest = behind;
            let end = run.iter().map(|(place, _)| place.end).max();
            let end = end.unwrap_or(first.end);
            // What ends before this run touches no later one either, but a long range may reach over several.
            while ranges.next_if(|range| range.end < first.start).is_some() {}
            if ranges
                .clone()
                .take_while(|range| range.start <= end)
                .any(|range| range.end >= first.start)
            {
                found.extend(run.iter().map(|(_, id)| *id));
            }
        }
        found
    }
}
