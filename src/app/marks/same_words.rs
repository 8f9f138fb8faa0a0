//! Marks on the same words, span for span, as one passage.
//!
//! One of them speaks for all: mine, else one that I have judged, else the first that was made; of those that are decided
//! to be nothing only where there is no other. Every step that changes one takes what its words show out of the index,
//! and puts it in anew.
//!
//! Cost: O(annotations on the same words) an annotation.

use super::{Known, MarkSpan, Marks};
use crate::model::{
    Annotation, AnnotationId, ArticleId, EffectiveStatus, Flag, ReviewerId, Standing, Status,
};
use crate::review::SealState;
use crate::text::TextRange;

/// How near an annotation is to the person at this machine; the nearest speaks for those on its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closeness {
    /// They made it.
    Made,
    /// They judged it.
    Judged,
    /// Neither.
    Others,
}

impl Closeness {
    pub(super) fn of(annotation: &Annotation, me: ReviewerId) -> Self {
        if annotation.by == me {
            Self::Made
        } else if annotation.assessment_of(me).is_some() {
            Self::Judged
        } else {
            Self::Others
        }
    }
}

/// What the marks on the same words amount to together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage {
    standing: Standing,
    seal: SealState,
}

impl Marks {
    /// What an annotation amounts to, together with the others on the same words. What is decided to be nothing stands for
    /// itself.
    #[must_use]
    pub fn standing(&self, id: AnnotationId) -> Option<Standing> {
        let known = self.known.get(&id)?;
        if known.standing.status == EffectiveStatus::Nothing {
            return Some(known.standing);
        }
        let speaker = self.known.get(&self.speaker(id))?;
        speaker.speaks.map(|passage| passage.standing)
    }

    /// The annotation that stands in the index for those on the words of this one: itself, where it is alone.
    #[must_use]
    pub fn speaker(&self, id: AnnotationId) -> AnnotationId {
        let is_speaker =
            |id: &AnnotationId| self.known.get(id).is_some_and(|it| it.speaks.is_some());
        if is_speaker(&id) {
            return id;
        }
        self.on_words_of(id)
            .into_iter()
            .find(is_speaker)
            .unwrap_or(id)
    }

    /// The annotations on the same words as this one, span for span, itself among them, the first made first.
    #[must_use]
    pub fn on_words_of(&self, id: AnnotationId) -> Vec<AnnotationId> {
        self.known.get(&id).map_or_else(Vec::new, |known| {
            self.on_words(known.article, known.hull, &known.ranges)
        })
    }

    /// Those of [`Marks::on_words_of`] that count, the one that speaks for them first: what stands under a caret there.
    #[must_use]
    pub fn counted_with(&self, speaker: AnnotationId) -> Vec<AnnotationId> {
        let counts = |id: &AnnotationId| {
            *id != speaker
                && self
                    .known
                    .get(id)
                    .is_some_and(|known| known.standing.status != EffectiveStatus::Nothing)
        };
        let others = self.on_words_of(speaker).into_iter().filter(counts);
        std::iter::once(speaker).chain(others).collect()
    }

    fn on_words(
        &self,
        article: ArticleId,
        hull: TextRange,
        ranges: &[TextRange],
    ) -> Vec<AnnotationId> {
        let same = |id: &AnnotationId| self.known.get(id).is_some_and(|it| it.ranges == ranges);
        self.articles
            .get(&article)
            .into_iter()
            .flat_map(|marks| marks.with_hull(hull))
            .filter(same)
            .collect()
    }

    /// Takes out what these words show.
    pub(super) fn hide(&mut self, article: ArticleId, hull: TextRange, ranges: &[TextRange]) {
        for id in self.on_words(article, hull, ranges) {
            let (Some(known), Some(marks)) =
                (self.known.get_mut(&id), self.articles.get_mut(&article))
            else {
                continue;
            };
            let Some(passage) = known.speaks.take() else {
                continue;
            };
            marks.order.insert((hull.start, hull.end, id), false);
            marks.counts.take(passage.standing);
            marks.revision = self.revision;
            if passage.standing.status != EffectiveStatus::Nothing {
                for range in ranges {
                    marks.take_span_out(known.length, id, *range, passage.standing.status);
                }
            }
        }
    }

    /// Puts in what these words show; nothing where no annotation is left on them.
    pub(super) fn show(&mut self, article: ArticleId, hull: TextRange, ranges: &[TextRange]) {
        let on_words = self.on_words(article, hull, ranges);
        let Some((speaker, passage)) = self.passage(&on_words) else {
            return;
        };
        let (Some(known), Some(marks)) = (
            self.known.get_mut(&speaker),
            self.articles.get_mut(&article),
        ) else {
            return;
        };
        known.speaks = Some(passage);
        marks.order.insert((hull.start, hull.end, speaker), true);
        marks.counts.add(passage.standing);
        marks.revision = self.revision;
        if passage.standing.status == EffectiveStatus::Nothing {
            return;
        }
        let bytes = ranges.iter().map(|range| range.len()).sum::<usize>();
        for (index, range) in ranges.iter().enumerate() {
            let span = MarkSpan {
                range: *range,
                annotation: speaker,
                status: passage.standing.status,
                recheck: passage.standing.recheck,
                is_first: index == 0,
                length: u32::try_from(bytes).unwrap_or(u32::MAX),
                seal: passage.seal,
            };
            marks.put_in(known.length, span);
        }
    }

    /// Which of these speaks, and what they amount to.
    fn passage(&self, on_words: &[AnnotationId]) -> Option<(AnnotationId, Passage)> {
        let known = || {
            on_words
                .iter()
                .filter_map(|id| Some((*id, self.known.get(id)?)))
        };
        let is_nothing = |status| status == EffectiveStatus::Nothing;
        let all_nothing = known().all(|(_, known)| is_nothing(known.standing.status));
        let counted =
            || known().filter(|(_, known)| all_nothing || !is_nothing(known.standing.status));
        let (speaker, _) = counted().min_by_key(|(id, known)| (known.closeness, *id))?;
        let seals = || counted().map(|(_, known)| known.seal);
        let seal = if seals().any(|seal| seal == SealState::Broken) {
            SealState::Broken
        } else if seals().all(|seal| seal == SealState::Sealed) {
            SealState::Sealed
        } else {
            SealState::Unsigned
        };
        let mut standing = Standing::together(counted().map(|(_, known)| known.standing))?;
        if on_words.len() > 1 {
            // Whose mark was decided to be nothing has judged these words all the same.
            standing.judged_by = known().map(|(_, known)| known.standing.judged_by).sum();
            if let (Some(Flag::Decided), EffectiveStatus::Tagged(decided)) =
                (standing.flag, standing.status)
                && !standing.recheck
            {
                let otherwise = |known: &Known| -> usize {
                    let said = Status::ALL.into_iter().zip(known.said);
                    let others = said.filter(|(status, _)| *status != decided);
                    others.map(|(_, people)| usize::from(people)).sum()
                };
                standing.dissent = known().map(|(_, known)| otherwise(known)).sum();
            }
        }
        Some((speaker, Passage { standing, seal }))
    }
}
