//! A detail in which two articles differ becomes a claim with two sides, by one key.
//!
//! The tour: [`App::claim_of_difference`] looks for the pair of passages that is meant (the ends of a walk along matches,
//! else the passage at hand and what the others say of it) and for its first detail that no claim speaks of yet;
//! [`App::make_claim_of`] makes the claim, marks both sides and ties them as one step. Which marks are taken is
//! `edit::tying::state`.
//!
//! Invariant: no status is set but "unverified" on new marks, and no mark but one's own is touched. That the claim is
//! conflicting then follows from its two sides, and those are the word of the person who pressed the key.

use super::matches::Origin;
use super::{App, Command, Counterpart, words};
use crate::compare::differences::{self, Difference, DifferenceKind};
use crate::compare::matching::Passage;
use crate::edit::tying::{self, TieError, Wish};
use crate::edit::{EditError, Gesture};
use crate::model::{Annotation, AnnotationId, ArticleId, Claim, ClaimId, ReviewerId, Stance};
use crate::text::TextRange;

/// Two passages that speak of the same: that of the target, and what another article says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pair {
    here: Side,
    there: Side,
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Side {
    article: ArticleId,
    /// The words that are the target on this side, else the sentences.
    words: TextRange,
    sentences: TextRange,
}

impl App {
    /// Makes a claim of the detail in which the passage at hand and its match differ.
    pub(super) fn claim_of_difference(&mut self) {
        if self.must_look_first() {
            return;
        }
        let Some((pair, found)) = self.pair_at_hand() else {
            self.notices.info(words::NOTHING_DIFFERS);
            return;
        };
        let claims = found.iter().map(|one| (one, self.claim_on(pair, one)));
        let claims: Vec<(&Difference, Option<ClaimId>)> = claims.collect();
        let next = claims.iter().find(|(_, claim)| claim.is_none());
        match (next, claims.first()) {
            (Some((difference, _)), _) => self.make_claim(pair, difference),
            (None, Some((_, Some(claim)))) => self.say_claimed(*claim),
            _ => self.notices.info(words::NOTHING_DIFFERS),
        }
    }

    /// Makes a claim of a detail that is shown beside the passage at hand.
    pub fn make_claim_of(&mut self, shown: &Counterpart, difference: &Difference) {
        let answer = self.passage_matches().cloned();
        let Some(here) = answer.and_then(|answer| self.origin_of(&answer)) else {
            return;
        };
        let pair = Pair::of(here, shown.found);
        match self.claim_on(pair, difference) {
            Some(claim) => self.say_claimed(claim),
            None => self.make_claim(pair, difference),
        }
    }

    /// Whether there may be a difference to make a claim of; what differs is looked for when it is asked for.
    pub(super) fn may_claim_difference(&self) -> bool {
        self.focused_pane().is_some() && self.project.live_articles().count() > 1
    }

    /// The pair that is meant, and the details in which it differs, those that say most first.
    fn pair_at_hand(&self) -> Option<(Pair, Vec<Difference>)> {
        if let Some((from, stop)) = self.both_ends() {
            let pair = Pair::of(from, stop);
            let compared = |side: Side| {
                let article = self.project.article(side.article)?;
                differences::Passage::of_article(article, side.sentences)
            };
            let found = differences::between(&compared(pair.here)?, &compared(pair.there)?);
            return Some((pair, told_first(&found)));
        }
        let answer = self.passage_matches()?;
        let here = self.origin_of(answer)?;
        answer.counterparts.iter().find_map(|shown| {
            let found = told_first(&shown.differences);
            (!found.is_empty()).then(|| (Pair::of(here, shown.found), found))
        })
    }

    /// The words on both sides that a claim of this detail speaks of.
    fn sides_of_claim(&self, pair: Pair, difference: &Difference) -> [(ArticleId, TextRange); 2] {
        let is_detail = difference.kind.claim_kind().is_some()
            && !difference.a_range.is_empty()
            && !difference.b_range.is_empty();
        [
            (pair.here, difference.a_range),
            (pair.there, difference.b_range),
        ]
        .map(|(side, detail)| {
            let words = self.without_outer_space(side.article, side.words);
            let is_marked = self.has_free_mark(side.article, words);
            let place = if is_marked || !is_detail {
                words
            } else {
                detail
            };
            (side.article, place)
        })
    }

    /// Whether I have marked exactly these words and tied them to nothing yet: that mark is what states it.
    fn has_free_mark(&self, article: ArticleId, words: TextRange) -> bool {
        let me: ReviewerId = self.reviewer();
        self.candidates(article, &[words]).iter().any(|mark| {
            mark.by == me
                && crate::edit::marking::same_spans(mark, &[words])
                && self.project.claim_of(mark).is_none()
        })
    }

    /// A claim that has both sides of this detail among its passages, one for it and one against.
    fn claim_on(&self, pair: Pair, difference: &Difference) -> Option<ClaimId> {
        let on = |article: ArticleId, detail: TextRange, sentences: TextRange| {
            let detail = if detail.is_empty() { sentences } else { detail };
            let marks = self.marks.article(article).into_iter();
            let touching = marks.flat_map(move |marks| marks.touching(detail));
            let marks = touching.flat_map(|span| self.marks_on_words_of(span.annotation));
            let covers =
                move |mark: &&std::sync::Arc<Annotation>| mark.hull().contains_range(detail);
            let tied = marks.filter(covers).filter_map(|mark| {
                let claim = self.project.claim_of(mark)?.id;
                Some((claim, mark.tie.as_ref()?.value.stance))
            });
            tied.collect::<Vec<_>>()
        };
        let here = on(pair.here.article, difference.a_range, pair.here.sentences);
        let there = on(pair.there.article, difference.b_range, pair.there.sentences);
        let sides = [Stance::Supports, Stance::Contradicts];
        here.iter()
            .find(|(claim, stance)| {
                let differs =
                    |(other, against): &&(ClaimId, Stance)| other == claim && against != stance;
                sides.contains(stance)
                    && there
                        .iter()
                        .find(differs)
                        .is_some_and(|(_, against)| sides.contains(against))
            })
            .map(|(claim, _)| *claim)
    }

    fn say_claimed(&mut self, claim: ClaimId) {
        self.show_claim(claim);
        let said = words::is_a_claim_already(&self.short_statement(claim));
        self.notices.info(said);
    }

    /// What the claim says: the words that are the target where they hold more than the detail, else its sentence.
    fn statement_of(&self, side: Side, detail: TextRange) -> String {
        let holds = side.words.contains_range(detail) && side.words.len() > detail.len();
        let place = if holds {
            side.words
        } else {
            let sentence = self.sentences_of(side.article, detail);
            sentence.unwrap_or(side.sentences)
        };
        let text = self.text_of(side.article);
        words::as_statement(text.as_deref().map_or("", |text| text.slice(place)))
    }

    /// The claim, the marks of both sides and their ties, as one step.
    fn make_claim(&mut self, pair: Pair, difference: &Difference) {
        let id = ClaimId((self.services.new_uuid)());
        let claim = Claim {
            statement: self.statement_of(pair.here, difference.a_range),
            kind: difference.kind.claim_kind(),
            note: String::new(),
        };
        let sides = self.sides_of_claim(pair, difference);
        let mut gesture = Gesture::on(self.project.to_edit());
        let marks = match self.both_sides(&mut gesture, id, claim, sides) {
            Ok(marks) => marks,
            Err(error) => {
                self.notices.info(error.to_string());
                return;
            }
        };
        let Some(edit) = gesture.into_edit() else {
            return;
        };
        let edit = self.with_reviewer(edit);
        self.commit(edit, words::STEP_CLAIM_OF_DIFFERENCE);
        self.show_claim(id);
        let focused = self.focused_pane().map(|pane| pane.article);
        let target = sides
            .iter()
            .zip(marks)
            .find(|((article, _), _)| Some(*article) == focused);
        if let Some((_, mark)) = target {
            self.activate(mark);
        }
        self.refresh_listed();
        let said = words::claim_of_difference(&self.short_statement(id));
        self.notices.offer(said, "Undo", Command::Undo);
    }

    fn both_sides(
        &self,
        gesture: &mut Gesture,
        id: ClaimId,
        claim: Claim,
        sides: [(ArticleId, TextRange); 2],
    ) -> Result<[AnnotationId; 2], NotMade> {
        let context = self.tie_context();
        gesture.add(tying::make(id, claim, context)?.edit)?;
        let mut state = |place: (ArticleId, TextRange), stance| -> Result<AnnotationId, NotMade> {
            let wish = Wish {
                stance: Some(stance),
                ..Wish::to(id)
            };
            let candidates = self.candidates(place.0, &[place.1]);
            let new = AnnotationId((self.services.new_uuid)());
            let candidates = candidates.iter().map(AsRef::as_ref);
            let done = tying::state(gesture.project(), place, &wish, new, candidates, context)?;
            gesture.add(done.tying.edit)?;
            Ok(done.annotation)
        };
        let [here, there] = sides;
        Ok([
            state(here, Stance::Supports)?,
            state(there, Stance::Contradicts)?,
        ])
    }

    /// Makes a claim the current one, and its row that of the board.
    fn show_claim(&mut self, claim: ClaimId) {
        self.choose_claim(claim);
        self.choose_board_row(claim);
    }
}

impl Pair {
    fn of(here: Origin, there: Passage) -> Self {
        Self {
            here: Side {
                article: here.article,
                words: here.words,
                sentences: here.sentences,
            },
            there: Side {
                article: there.article,
                words: there.range,
                sentences: there.range,
            },
        }
    }
}

/// The differences of a pair, those that say most first: figures, quotations, names, a "not", other words.
fn told_first(found: &[Difference]) -> Vec<Difference> {
    let mut found = found.to_vec();
    found.sort_by_key(|one| match one.kind {
        DifferenceKind::Quotation => 1,
        DifferenceKind::Name => 2,
        DifferenceKind::Negation => 3,
        DifferenceKind::Wording => 4,
        _ => 0,
    });
    found
}

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
enum NotMade {
    #[error(transparent)]
    Tie(#[from] TieError),
    #[error(transparent)]
    Edit(#[from] EditError),
}
