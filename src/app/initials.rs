//! Letters that stand for reviewers where a colour is not enough.

use super::{App, words};
use crate::model::{AnnotationId, ReviewerId};

/// What stands between the letters of several people.
const BETWEEN: &str = "·";

impl App {
    /// Who has judged one of these marks or another one on the same words, as letters for the gutter, the longest form first: nothing where few take part or
    /// only the person at this machine has; the initials of one other; of several a letter each, then the first with
    /// the number of the others.
    #[must_use]
    pub fn whose_marks(&self, marks: &[AnnotationId]) -> Vec<String> {
        if self.project.reviewers.len() < 2 {
            return Vec::new();
        }
        let mut judges: Vec<ReviewerId> = Vec::new();
        let on_words = marks.iter().flat_map(|id| self.marks_on_words_of(*id));
        for mark in on_words {
            let given = mark.assessments.iter();
            for (by, _) in given.filter(|(_, given)| given.value.status.is_some()) {
                if !judges.contains(by) {
                    judges.push(*by);
                }
            }
        }
        match &judges[..] {
            [] => Vec::new(),
            [one] if *one == self.reviewer() => Vec::new(),
            [one] => vec![self.initials(*one)],
            [first, others @ ..] => {
                let each: Vec<String> = judges.iter().map(|by| self.initial(*by)).collect();
                let first = self.initial(*first);
                vec![each.join(BETWEEN), format!("{first}+{}", others.len())]
            }
        }
    }

    /// A letter or two that stand for a reviewer: the initials of the name; where another one has the same, its first letter
    /// and the first by which the names differ, or a number.
    #[must_use]
    pub fn initials(&self, reviewer: ReviewerId) -> String {
        let own = words::initials(&self.project.reviewer_name(reviewer));
        let all = self.project.reviewers.keys();
        let (ids, names): (Vec<ReviewerId>, Vec<String>) = all
            .map(|other| (*other, self.project.reviewer_name(*other)))
            .filter(|(_, name)| words::initials(name) == own)
            .unzip();
        match ids.iter().position(|other| *other == reviewer) {
            Some(at) if ids.len() > 1 => words::told_apart(&own, &names)
                .and_then(|letters| letters.into_iter().nth(at))
                .unwrap_or_else(|| format!("{own}{}", at + 1)),
            _ => own,
        }
    }

    /// One letter for a reviewer; the initials where another name begins with it too.
    fn initial(&self, reviewer: ReviewerId) -> String {
        let initials = self.initials(reviewer);
        let Some(letter) = initials.chars().next() else {
            return initials;
        };
        let mut others = self.project.reviewers.keys().filter(|id| **id != reviewer);
        let is_shared = others.any(|other| {
            let name = self.project.reviewer_name(*other);
            words::initials(&name).starts_with(letter)
        });
        if is_shared {
            initials
        } else {
            letter.to_string()
        }
    }
}
