//! What a checker would ask about a claim: whether its passages agree, where they come from, what they leave out.

use super::{CONFLICTING, CheckReport, Finding, MOST_QUOTED, VERIFIED, one_line, shortened};
use crate::{
    compare::{Passage, board, caveat, root_key, root_of},
    model::{Article, ArticleId, BlockKind, EffectiveStatus, Project, Stance, Status},
};
use std::collections::{BTreeMap, BTreeSet};

/// Looks at a claim with its passages.
pub(super) fn look_at_claim(project: &Project, row: &board::Row, report: &mut CheckReport) {
    let Some(record) = project.claim(row.claim) else {
        return;
    };
    let claim = Claim {
        project,
        statement: shortened(&one_line(&record.claim.value.statement), MOST_QUOTED),
        row,
    };
    report.errors.extend(claim.both_sides_verified());
    report.warnings.extend(claim.statuses_disagree());
    report.warnings.extend(claim.one_root_behind_many());
    report.warnings.extend(claim.headline_not_in_body());
    report.warnings.extend(claim.caveat_missing());
}

struct Claim<'a> {
    project: &'a Project,
    statement: String,
    row: &'a board::Row,
}

impl Claim<'_> {
    fn finding(&self, kind: &'static str, message: String) -> Finding {
        Finding {
            kind,
            message,
            place: format!("claim {}", self.row.claim),
        }
    }

    fn with_stance(&self, stance: Stance) -> impl Iterator<Item = &Passage> {
        let passages = self.row.passages.iter();
        passages.filter(move |passage| passage.stance == stance)
    }

    fn name(&self, article: ArticleId) -> String {
        let article = self.project.article(article);
        one_line(article.map_or("Untitled", |article| article.display_title()))
    }

    fn names(&self, articles: impl IntoIterator<Item = ArticleId>) -> String {
        let names: Vec<String> = articles.into_iter().map(|id| self.name(id)).collect();
        names.join(", ")
    }

    fn both_sides_verified(&self) -> Option<Finding> {
        let verified = |stance| {
            self.with_stance(stance)
                .any(|passage| passage.status == VERIFIED)
        };
        (verified(Stance::Supports) && verified(Stance::Contradicts)).then(|| {
            let message = format!(
                "passages for and against \"{}\" are both verified, and one of them cannot be: change the status of one",
                self.statement
            );
            self.finding("both_sides_verified", message)
        })
    }

    /// Passages that say the same should not differ in what they count as.
    fn statuses_disagree(&self) -> Option<Finding> {
        [Stance::Supports, Stance::Contradicts]
            .into_iter()
            .find_map(|stance| {
                let mut counts: BTreeMap<EffectiveStatus, usize> = BTreeMap::new();
                for passage in self.with_stance(stance) {
                    *counts.entry(passage.status).or_default() += 1;
                }
                let order = [
                    VERIFIED,
                    EffectiveStatus::Tagged(Status::Unverified),
                    CONFLICTING,
                    EffectiveStatus::Disputed,
                ];
                let told: Vec<String> = order
                    .iter()
                    .filter_map(|status| Some((status, counts.get(status)?)))
                    .map(|(status, count)| format!("{count} {}", status.word()))
                    .collect();
                (told.len() > 1).then(|| {
                    let side = match stance {
                        Stance::Contradicts => "against",
                        Stance::Supports | Stance::Mentions => "for",
                    };
                    let message = format!(
                        "passages {side} \"{}\" have different statuses ({}): they say the same, so judge them alike or change a stance",
                        self.statement,
                        told.join(", ")
                    );
                    self.finding("statuses_disagree", message)
                })
            })
    }

    fn one_root_behind_many(&self) -> Option<Finding> {
        let articles: BTreeSet<ArticleId> = self
            .with_stance(Stance::Supports)
            .map(|passage| passage.article)
            .collect();
        let roots: BTreeSet<String> = self
            .with_stance(Stance::Supports)
            .flat_map(Passage::annotations)
            .filter_map(|id| self.project.annotations.get(&id))
            .map(|annotation| root_key(root_of(self.project, annotation)))
            .collect();
        let [only] = &roots.iter().collect::<Vec<_>>()[..] else {
            return None;
        };
        (articles.len() > 1 && !only.is_empty()).then(|| {
            let message = format!(
                "{} articles say \"{}\", but all have it from \"{only}\": that is one account",
                articles.len(),
                self.statement
            );
            self.finding("one_root_behind_many", message)
        })
    }

    /// What stands over a text should stand in it.
    fn headline_not_in_body(&self) -> Option<Finding> {
        let (mut over, mut within) = (BTreeSet::new(), BTreeSet::new());
        for passage in &self.row.passages {
            let Some(article) = self.present(passage) else {
                continue;
            };
            if board::is_heading(article, passage) {
                over.insert(passage.article);
            } else if article.block_at(passage.place.start) != BlockKind::Byline {
                within.insert(passage.article);
            }
        }
        let missing: Vec<ArticleId> = over.difference(&within).copied().collect();
        (!missing.is_empty()).then(|| {
            let message = format!(
                "\"{}\" stands in a headline of {}, but no passage of its body is tied to it: tie the passage that bears it out, or say that the headline is wrong",
                self.statement,
                self.names(missing)
            );
            self.finding("headline_not_in_body", message)
        })
    }

    /// Who leaves out that something is not certain says more than the others.
    fn caveat_missing(&self) -> Option<Finding> {
        let mut found: BTreeMap<ArticleId, Option<String>> = BTreeMap::new();
        for passage in self.with_stance(Stance::Supports) {
            let text = self
                .present(passage)
                .and_then(|article| article.text.as_deref());
            let Some(text) = text else { continue };
            let words = caveat(text, passage.place).map(|words| one_line(text.slice(words)));
            let slot = found.entry(passage.article).or_default();
            *slot = slot.take().or(words);
        }
        let (with, without): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|(_, words)| words.is_some());
        let (first, words) = with.into_iter().next()?;
        (!without.is_empty()).then(|| {
            let message = format!(
                "\"{}\" stands beside \"{}\" in {}, but no such words in {}: it is said there as if it were certain",
                words.unwrap_or_default(),
                self.statement,
                self.name(first),
                self.names(without.into_iter().map(|(article, _)| article))
            );
            self.finding("caveat_missing", message)
        })
    }

    /// The article of a passage that lies in its present text.
    fn present(&self, passage: &Passage) -> Option<&Article> {
        let article = self.project.article(passage.article)?;
        let annotation = self.project.annotations.get(&passage.annotation)?;
        (annotation.text_id == article.text_id && !passage.is_lost).then_some(&**article)
    }
}
