//! What people have to decide: rivals in a register, and people who say different things of the same words.

use super::{Against, Look};
use crate::model::{ArticleId, DecisionIndex, Project, RecordRef, ReviewerId};
use crate::review::{
    disagreements::{Disagreement, DisagreementKind, GroupState, Side, disagreements},
    report::Conflict,
};
use std::collections::BTreeSet;

impl Look<'_> {
    /// Groups of marks that say different things of the same words, undecided and not there before. What only adds to
    /// another's word may stand beside it, and what stands in one register is told already.
    pub(super) fn disagreements(&self, in_registers: &BTreeSet<RecordRef>) -> Vec<Against> {
        let open = |project: &Project| -> Vec<Disagreement> {
            let found = disagreements(project, &DecisionIndex::of(project)).into_iter();
            found
                .filter(|group| group.state != GroupState::Decided)
                .filter(|group| {
                    matches!(
                        group.kind,
                        DisagreementKind::OtherStatus | DisagreementKind::Boundaries
                    )
                })
                .collect()
        };
        let known: BTreeSet<_> = open(self.before)
            .into_iter()
            .map(|group| (group.kind, group.sides))
            .collect();
        let side = |side: &Side| {
            let names: Vec<String> = side
                .by
                .iter()
                .map(|by| self.after.reviewer_name(*by))
                .collect();
            let status = side.status.map_or("no status", |status| status.word());
            format!("{}: {status}", names.join(", "))
        };
        open(self.after)
            .into_iter()
            .filter(|group| !known.contains(&(group.kind, group.sides.clone())))
            .filter(|group| {
                let mut members = group.members.iter();
                !members.any(|id| in_registers.contains(&RecordRef::Annotation(*id)))
            })
            .map(|group| {
                let record = RecordRef::Annotation(group.members[0]);
                Against {
                    record,
                    article: Some(group.article),
                    by: None,
                    quote: self.about(record).1,
                    field: group.kind.label().to_lowercase(),
                    values: group.sides.iter().map(side).collect(),
                    is_new: true,
                }
            })
            .collect()
    }

    pub(super) fn against(&self, conflict: &Conflict, is_new: bool) -> Against {
        let Conflict {
            record,
            field,
            values,
        } = conflict;
        let (article, quote, maker) = self.about(*record);
        // "assessment of …" and "absence in …" end with an id.
        let (begin, id) = field.rsplit_once(' ').unwrap_or((field, ""));
        let person = id
            .parse::<ReviewerId>()
            .ok()
            .filter(|id| self.after.reviewers.contains_key(id));
        let place = id
            .parse::<ArticleId>()
            .ok()
            .and_then(|id| self.after.articles.get(&id));
        let field = match (person, place) {
            (Some(by), _) => format!("{begin} {}", self.after.reviewer_name(by)),
            (_, Some(article)) => format!("{begin} {}", article.display_title()),
            _ => match field.as_str() {
                "fate" => "deletion".to_owned(),
                "info" => "details".to_owned(),
                "spans" => "edges".to_owned(),
                other => other.to_owned(),
            },
        };
        Against {
            record: *record,
            article,
            by: person.or(maker),
            quote,
            field,
            values: values.clone(),
            is_new,
        }
    }
}
