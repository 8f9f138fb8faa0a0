//! Where the marks are: for each article, what a paragraph shows, kept up to date edit by edit.
//!
//! Marks of several people on the same words, span for span, are one passage: one of them stands in the index and speaks
//! for all, see [`same_words`], so that they are counted, listed and drawn once, and disputed where people differ.
//!
//! The idea: every [`BLOCK_BYTES`] of a text have a bucket with the spans that touch them, so that a frame asks only the
//! visible ones, and an edit touches only the buckets of its own spans, however long a paragraph is. Texts never change
//! inside, so buckets never shift. The overview ruler's dots are counted as marks come and go.
//! Cost: O(log n + spans in the blocks) an edit, O(spans in view) a frame; 24 bytes a block, 64 a span and block.

mod same_words;

use crate::edit::Edit;
use crate::model::{
    AnnotationId, ArticleId, ClaimId, DecisionIndex, EffectiveStatus, Project, Record, RecordRef,
    Registers, ReviewerId, Standing, Status, standing,
};
use crate::review::{SealState, seal_state};
use crate::text::{TextOffset, TextRange};
use same_words::{Closeness, Passage};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

/// Bytes of a text that share a bucket: about what a pane shows.
const BLOCK_BYTES: usize = 2048;

/// Rows of the overview: about as many as a ruler has pixels, since they are gone through after each mark.
const OVERVIEW_ROWS: usize = 2048;

/// One span of an annotation as the reader shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkSpan {
    /// Where.
    pub range: TextRange,
    /// Whose: the one that speaks for all on the same words.
    pub annotation: AnnotationId,
    /// What they count as together.
    pub status: EffectiveStatus,
    /// Whether they have to be looked at again.
    pub recheck: bool,
    /// Whether it is the first span of its annotation, beside which the letter stands.
    pub is_first: bool,
    /// Bytes in all spans of the annotation: the shortest wins where marks overlap.
    pub length: u32,
    /// Whether somebody has signed it off, and it is as they saw it.
    pub seal: SealState,
}

/// How many passages an article has of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Verified ones.
    pub verified: usize,
    /// Unverified ones.
    pub unverified: usize,
    /// Conflicting ones.
    pub conflicting: usize,
    /// Disputed ones.
    pub disputed: usize,
    /// Those to look at again, which are counted above too.
    pub recheck: usize,
}

impl Counts {
    /// All of them.
    #[must_use]
    pub fn total(self) -> usize {
        self.verified + self.unverified + self.conflicting + self.disputed
    }

    fn slot(&mut self, status: EffectiveStatus) -> Option<&mut usize> {
        match status {
            EffectiveStatus::Tagged(Status::Verified) => Some(&mut self.verified),
            EffectiveStatus::Tagged(Status::Unverified) => Some(&mut self.unverified),
            EffectiveStatus::Tagged(Status::Conflicting) => Some(&mut self.conflicting),
            EffectiveStatus::Disputed => Some(&mut self.disputed),
            EffectiveStatus::Nothing => None,
        }
    }

    fn add(&mut self, standing: Standing) {
        if let Some(count) = self.slot(standing.status) {
            *count += 1;
            self.recheck += usize::from(standing.recheck);
        }
    }

    fn take(&mut self, standing: Standing) {
        if let Some(count) = self.slot(standing.status) {
            *count -= 1;
            self.recheck -= usize::from(standing.recheck);
        }
    }
}

/// The marks of one article.
#[derive(Clone, Debug, Default)]
pub struct ArticleMarks {
    buckets: Vec<Vec<MarkSpan>>,
    /// How many spans start in each row of the overview, by status.
    overview: BTreeMap<(u16, EffectiveStatus), u32>,
    /// All annotations by place, and whether each speaks for those on its words.
    order: BTreeMap<(TextOffset, TextOffset, AnnotationId), bool>,
    /// How many there are.
    pub counts: Counts,
    /// Grows with every change, for what is drawn from the marks and kept.
    pub revision: u64,
}

/// The marks of all articles.
#[derive(Clone, Debug)]
pub struct Marks {
    /// The person at this machine, whose own mark speaks for those on the same words.
    me: ReviewerId,
    articles: BTreeMap<ArticleId, ArticleMarks>,
    /// What is in the index of each annotation, to take it out again.
    known: BTreeMap<AnnotationId, Known>,
    decisions: DecisionIndex,
    /// The signed ones with their claims, whose change breaks a seal.
    signed: BTreeMap<AnnotationId, Option<ClaimId>>,
    revision: u64,
}

#[derive(Clone, Debug)]
struct Known {
    article: ArticleId,
    /// Bytes of the text.
    length: usize,
    hull: TextRange,
    ranges: Vec<TextRange>,
    /// What it amounts to by itself.
    standing: Standing,
    seal: SealState,
    /// How many people gave it each status, in the order of [`Status::ALL`].
    said: [u16; 3],
    closeness: Closeness,
    /// What stands in the index, where it speaks for those on its words.
    speaks: Option<Passage>,
}

impl ArticleMarks {
    /// The spans that overlap a range or touch an end of it, each once, in no order.
    pub fn touching(&self, range: TextRange) -> impl Iterator<Item = &MarkSpan> {
        let first = block(range.start);
        let last = block(range.end).min(self.buckets.len().saturating_sub(1));
        (first..=last)
            .filter_map(move |at| self.buckets.get(at).map(|spans| (at, spans)))
            .flat_map(move |(at, spans)| {
                // A span over several blocks counts where it meets the range first.
                spans.iter().filter(move |span| {
                    at == block(span.range.start).max(first)
                        && span.range.start <= range.end
                        && range.start <= span.range.end
                })
            })
    }

    /// The marks over or at a gap, the shortest first, then the newest.
    #[must_use]
    pub fn at(&self, offset: TextOffset) -> Vec<AnnotationId> {
        let mut found: Vec<&MarkSpan> = self.touching(TextRange::between(offset, offset)).collect();
        // A gap between two marks belongs to the one that begins there.
        if found.iter().any(|span| span.range.contains(offset)) {
            found.retain(|span| span.range.contains(offset));
        }
        found.sort_by_key(|span| (span.length, std::cmp::Reverse(span.annotation)));
        found.dedup_by_key(|span| span.annotation);
        found.into_iter().map(|span| span.annotation).collect()
    }

    /// The passages in order of place, each by the annotation that speaks for it.
    #[must_use]
    pub fn in_order(&self) -> impl DoubleEndedIterator<Item = AnnotationId> + '_ {
        self.order
            .iter()
            .filter(|(_, speaks)| **speaks)
            .map(|((_, _, id), _)| *id)
    }

    /// All annotations in order of place, with those that others on the same words speak for.
    pub fn annotations(&self) -> impl Iterator<Item = AnnotationId> + '_ {
        self.order.keys().map(|(_, _, id)| *id)
    }

    /// The passages that start at or behind a gap, in order of place.
    pub fn starting_from(
        &self,
        offset: TextOffset,
    ) -> impl Iterator<Item = (TextOffset, AnnotationId)> + '_ {
        self.order
            .range((offset, TextOffset::START, AnnotationId(uuid::Uuid::nil()))..)
            .filter(|(_, speaks)| **speaks)
            .map(|((start, _, id), _)| (*start, *id))
    }

    /// The passages that start before a gap, the nearest first.
    pub fn starting_before(
        &self,
        offset: TextOffset,
    ) -> impl Iterator<Item = (TextOffset, AnnotationId)> + '_ {
        self.order
            .range(..(offset, TextOffset::START, AnnotationId(uuid::Uuid::nil())))
            .rev()
            .filter(|(_, speaks)| **speaks)
            .map(|((start, _, id), _)| (*start, *id))
    }

    /// Annotations whose hull is exactly `hull`: where a new mark on the same words would join.
    pub fn with_hull(&self, hull: TextRange) -> impl Iterator<Item = AnnotationId> + '_ {
        let nil = AnnotationId(uuid::Uuid::nil());
        let last = AnnotationId(uuid::Uuid::max());
        self.order
            .range((hull.start, hull.end, nil)..=(hull.start, hull.end, last))
            .map(|((_, _, id), _)| *id)
    }

    /// Where in the text spans start, as shares of its length to about a pixel, and with which status; each place
    /// and status once, in order of place. At most a few thousand, however many spans there are.
    pub fn overview(&self) -> impl Iterator<Item = (f32, EffectiveStatus)> + '_ {
        self.overview
            .keys()
            .map(|(row, status)| (f32::from(*row) / OVERVIEW_ROWS as f32, *status))
    }

    fn put_in(&mut self, length: usize, span: MarkSpan) {
        self.buckets.resize_with(length / BLOCK_BYTES + 1, Vec::new);
        for at in block(span.range.start)..=block(span.range.end) {
            if let Some(bucket) = self.buckets.get_mut(at) {
                bucket.push(span);
            }
        }
        let row = overview_row(span.range.start, length);
        *self.overview.entry((row, span.status)).or_default() += 1;
    }

    fn take_span_out(
        &mut self,
        length: usize,
        id: AnnotationId,
        span: TextRange,
        was: EffectiveStatus,
    ) {
        for at in block(span.start)..=block(span.end) {
            if let Some(bucket) = self.buckets.get_mut(at) {
                bucket.retain(|other| other.annotation != id);
            }
        }
        let row = overview_row(span.start, length);
        if let Entry::Occupied(mut dots) = self.overview.entry((row, was)) {
            *dots.get_mut() -= 1;
            if *dots.get() == 0 {
                dots.remove();
            }
        }
    }
}

impl Marks {
    /// The marks of a whole project, for this person.
    #[must_use]
    pub fn of(project: &Project, me: ReviewerId) -> Self {
        let mut marks = Self {
            me,
            articles: BTreeMap::new(),
            known: BTreeMap::new(),
            decisions: DecisionIndex::of(project),
            signed: BTreeMap::new(),
            revision: 0,
        };
        for annotation in project.annotations.keys() {
            marks.refresh(project, *annotation);
        }
        marks
    }

    /// The marks of one article.
    #[must_use]
    pub fn article(&self, id: ArticleId) -> Option<&ArticleMarks> {
        self.articles.get(&id)
    }

    /// Whether an annotation is sealed.
    #[must_use]
    pub fn seal(&self, id: AnnotationId) -> SealState {
        self.known
            .get(&id)
            .map_or(SealState::Unsigned, |known| known.seal)
    }

    /// The decisions of the project.
    #[must_use]
    pub fn decisions(&self) -> &DecisionIndex {
        &self.decisions
    }

    /// Whether the index shows the annotation.
    #[must_use]
    pub fn shows(&self, id: AnnotationId) -> bool {
        self.known.contains_key(&id)
    }

    /// The counts of all articles together.
    #[must_use]
    pub fn counts(&self) -> Counts {
        self.articles
            .values()
            .fold(Counts::default(), |sum, article| Counts {
                verified: sum.verified + article.counts.verified,
                unverified: sum.unverified + article.counts.unverified,
                conflicting: sum.conflicting + article.counts.conflicting,
                disputed: sum.disputed + article.counts.disputed,
                recheck: sum.recheck + article.counts.recheck,
            })
    }

    /// After a save: the decisions have their revisions, and no mark stands otherwise for that.
    pub fn take_decisions(&mut self, project: &Project) {
        self.decisions = DecisionIndex::of(project);
    }

    /// Takes the place of this index, as another one made of the same project or of another view of it. Returns what was
    /// there.
    pub(super) fn take_over(&mut self, new: Self) -> Self {
        let revision = self.revision;
        let before = std::mem::replace(self, new);
        self.revision += revision;
        for article in self.articles.values_mut() {
            article.revision += revision;
        }
        before
    }

    /// Brings the index up to date after `edit` was applied.
    pub fn update(&mut self, project: &Project, edit: &Edit) {
        let mut touched = Touched::by(edit);
        if touched.everything {
            self.take_over(Self::of(project, self.me));
            return;
        }
        if touched.decisions {
            let before = std::mem::replace(&mut self.decisions, DecisionIndex::of(project));
            let changed: Vec<AnnotationId> = project
                .annotations
                .keys()
                .filter(|id| before.about(**id) != self.decisions.about(**id))
                .copied()
                .collect();
            touched.annotations.extend(changed);
        }
        let of_claims = self
            .signed
            .iter()
            .filter(|(_, claim)| claim.is_some_and(|claim| touched.claims.contains(&claim)))
            .map(|(id, _)| *id);
        touched.annotations.extend(of_claims);
        for annotation in touched.annotations {
            self.refresh(project, annotation);
        }
    }

    fn refresh(&mut self, project: &Project, id: AnnotationId) {
        self.revision += 1;
        self.signed.remove(&id);
        let now = self.look_at(project, id);
        if let Some(known) = self.known.get(&id) {
            let (article, hull, ranges) = (known.article, known.hull, known.ranges.clone());
            self.hide(article, hull, &ranges);
            if let Some(marks) = self.articles.get_mut(&article) {
                marks.order.remove(&(hull.start, hull.end, id));
            }
            self.known.remove(&id);
            self.show(article, hull, &ranges);
        }
        if let Some(known) = now {
            let (article, hull, ranges) = (known.article, known.hull, known.ranges.clone());
            self.hide(article, hull, &ranges);
            let marks = self.articles.entry(article).or_default();
            marks.order.insert((hull.start, hull.end, id), false);
            self.known.insert(id, known);
            self.show(article, hull, &ranges);
        }
    }

    /// What there is to know of an annotation; `None` where it has no place in a present text.
    fn look_at(&mut self, project: &Project, id: AnnotationId) -> Option<Known> {
        let annotation = project.annotation(id)?;
        let article = project
            .articles
            .get(&annotation.article)
            .filter(|article| !article.is_deleted())?;
        // Spans in an earlier text have no place in the present one.
        let text = article
            .text
            .as_ref()
            .filter(|_| annotation.text_id == article.text_id)?;
        let seal = seal_state(project, annotation, &self.decisions);
        if seal != SealState::Unsigned {
            self.signed.insert(id, annotation.claim());
        }
        Some(Known {
            article: article.id,
            length: text.len(),
            hull: annotation.hull(),
            ranges: annotation.ranges().collect(),
            standing: standing(annotation, &self.decisions),
            seal,
            said: Status::ALL.map(|status| {
                let given = annotation.assessments.values();
                given
                    .filter(|given| given.value.status == Some(status))
                    .count() as u16
            }),
            closeness: Closeness::of(annotation, self.me),
            speaks: None,
        })
    }
}

fn block(offset: TextOffset) -> usize {
    offset.bytes() / BLOCK_BYTES
}

fn overview_row(start: TextOffset, length: usize) -> u16 {
    let row = start.bytes() * OVERVIEW_ROWS / length.max(1);
    row.min(OVERVIEW_ROWS - 1) as u16
}

/// What an edit touches of what the marks are made from.
#[derive(Default)]
pub(super) struct Touched {
    pub(super) annotations: BTreeSet<AnnotationId>,
    claims: BTreeSet<ClaimId>,
    decisions: bool,
    pub(super) everything: bool,
}

impl Touched {
    pub(super) fn by(edit: &Edit) -> Self {
        let mut touched = Self::default();
        touched.collect(edit);
        touched
    }

    fn collect(&mut self, edit: &Edit) {
        match edit {
            Edit::Batch(edits) => edits.iter().for_each(|edit| self.collect(edit)),
            Edit::Add(record) => match &**record {
                Record::Annotation(annotation) => {
                    self.annotations.insert(annotation.id);
                }
                Record::Decision(_) => self.decisions = true,
                Record::Article(_) => self.everything = true,
                Record::Claim(claim) => {
                    self.claims.insert(claim.id);
                }
                _ => {}
            },
            Edit::Remove(name) | Edit::Fate(name, _) => match name {
                RecordRef::Annotation(id) => {
                    self.annotations.insert(*id);
                }
                RecordRef::Decision(_) => self.decisions = true,
                RecordRef::Article(_) => self.everything = true,
                RecordRef::Claim(id) => {
                    self.claims.insert(*id);
                }
                _ => {}
            },
            Edit::Claim(id, _) => {
                self.claims.insert(*id);
            }
            Edit::Spans(id, _)
            | Edit::Tie(id, _)
            | Edit::Assessment(id, _, _)
            | Edit::Signature(id, _, _) => {
                self.annotations.insert(*id);
            }
            Edit::Decision(_, _) => self.decisions = true,
            Edit::Replace(_) => self.everything = true,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
