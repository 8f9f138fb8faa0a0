//! What a merge would bring, in words: for each record that comes in, changes or goes, who says what of which words.
//!
//! The idea: the report of a join names records; here each is taken apart into what single reviewers said, so that a person
//! sees before the merge whose word is about to come in. A change in nothing but revisions has no words and is left out.
//!
//! Order: by article and place, then by reviewer; what lies in no article comes last. Cost: what the report names, and the
//! disagreements of both.

use super::{
    disagreements::{Disagreement, DisagreementKind, GroupState, Side, disagreements},
    join::Joined,
    report::{self, Conflict},
    words::{self, Words},
};
use crate::model::{
    Annotation, Article, ArticleId, DecisionIndex, FateKind, Project, RecordRef, Register,
    ReviewerId, Spans,
};
use std::collections::BTreeSet;

/// What happens to a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IncomingKind {
    /// It comes in.
    Added,
    /// Something in it is another than before.
    Changed,
    /// It was there and is deleted.
    Removed,
}

/// What one reviewer brings to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incoming {
    /// What happens.
    pub kind: IncomingKind,
    /// To which record.
    pub record: RecordRef,
    /// In which article.
    pub article: Option<ArticleId>,
    /// Whose word it is, where one is known.
    pub by: Option<ReviewerId>,
    /// The words that it is about; the name of a record without words in an article.
    pub quote: String,
    /// What is said.
    pub says: String,
}

/// What stands against each other: values of one register, or what several people say of the same words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Against {
    /// In which record.
    pub record: RecordRef,
    /// In which article.
    pub article: Option<ArticleId>,
    /// Whose word it is, where one is known.
    pub by: Option<ReviewerId>,
    /// The words that it is about; the name of a record without words in an article.
    pub quote: String,
    /// In what, in words.
    pub field: String,
    /// The values, the provisional one first.
    pub values: Vec<String>,
    /// Whether it was not there before the merge.
    pub is_new: bool,
}

/// What a merge would bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// What comes in.
    pub incoming: Vec<Incoming>,
    /// What people have to decide.
    pub against: Vec<Against>,
}

impl Preview {
    /// Whether nothing comes in.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.incoming.is_empty() && self.to_decide() == 0
    }

    /// How many conflicts the merge brings.
    #[must_use]
    pub fn to_decide(&self) -> usize {
        self.against.iter().filter(|it| it.is_new).count()
    }

    /// How many marks come in, change or go.
    #[must_use]
    pub fn marks(&self, kind: IncomingKind) -> usize {
        self.records(kind, true)
    }

    /// How many other records do.
    #[must_use]
    pub fn others(&self, kind: IncomingKind) -> usize {
        self.records(kind, false)
    }

    fn records(&self, kind: IncomingKind, marks: bool) -> usize {
        let records: BTreeSet<RecordRef> = self
            .incoming
            .iter()
            .filter(|it| it.kind == kind)
            .map(|it| it.record)
            .filter(|record| matches!(record, RecordRef::Annotation(_)) == marks)
            .collect();
        records.len()
    }
}

/// What `joined` brings to somebody who has `ours`.
#[must_use]
pub fn preview(ours: &Project, joined: &Joined) -> Preview {
    let Joined { project, report } = joined;
    let look = Look {
        before: ours,
        after: project,
    };
    let mut incoming = Vec::new();
    for record in &report.added {
        look.record(IncomingKind::Added, *record, &mut incoming);
    }
    for record in &report.changed {
        look.record(IncomingKind::Changed, *record, &mut incoming);
    }
    for record in &report.removed {
        look.removed(*record, &mut incoming);
    }
    incoming.sort_by_cached_key(|it| {
        let place = look.place(it.record);
        (
            it.article.is_none(),
            it.article,
            place,
            it.record,
            it.by,
            it.kind,
        )
    });
    let known: BTreeSet<Conflict> = report::of(ours, ours, Vec::new())
        .conflicts
        .into_iter()
        .collect();
    let mut against: Vec<Against> = report
        .conflicts
        .iter()
        .map(|conflict| look.against(conflict, !known.contains(conflict)))
        .collect();
    let in_registers: BTreeSet<RecordRef> = against.iter().map(|it| it.record).collect();
    against.extend(look.disagreements(&in_registers));
    against.sort_by_cached_key(|it| (it.article.is_none(), it.article, look.place(it.record)));
    Preview { incoming, against }
}

struct Look<'a> {
    before: &'a Project,
    after: &'a Project,
}

impl Look<'_> {
    fn place(&self, record: RecordRef) -> usize {
        match record {
            RecordRef::Annotation(id) => self
                .after
                .annotations
                .get(&id)
                .map_or(0, |mark| mark.hull().start.bytes()),
            _ => 0,
        }
    }

    /// Article, words, and who made it, where the record itself says so.
    fn about(&self, record: RecordRef) -> (Option<ArticleId>, String, Option<ReviewerId>) {
        let after = self.after;
        let found = match record {
            RecordRef::Reviewer(id) => Some((None, after.reviewer_name(id), Some(id))),
            RecordRef::Article(id) => after
                .articles
                .get(&id)
                .map(|article| (Some(id), article.display_title().to_owned(), None)),
            RecordRef::SetAside(id) => after.set_aside.get(&id).map(|record| {
                let region = &record.region.value;
                (
                    Some(region.article),
                    region.quote.to_string(),
                    Some(region.by),
                )
            }),
            RecordRef::Source(id) => after
                .sources
                .get(&id)
                .map(|record| (None, record.source.value.title.clone(), None)),
            RecordRef::Claim(id) => after
                .claims
                .get(&id)
                .map(|record| (None, record.claim.value.statement.clone(), None)),
            RecordRef::Annotation(id) => after
                .annotations
                .get(&id)
                .map(|mark| (Some(mark.article), mark.quote(), Some(mark.by))),
            RecordRef::Decision(id) => after.decisions.get(&id).map(|record| {
                let decision = &record.decision.value;
                let mark = decision
                    .about
                    .iter()
                    .find_map(|id| after.annotations.get(id));
                let quote = mark.map(|mark| mark.quote()).unwrap_or_default();
                (mark.map(|mark| mark.article), quote, Some(decision.by))
            }),
        };
        found.unwrap_or_default()
    }

    fn item(
        &self,
        kind: IncomingKind,
        record: RecordRef,
        by: Option<ReviewerId>,
        says: String,
    ) -> Incoming {
        let (article, quote, _) = self.about(record);
        Incoming {
            kind,
            record,
            article,
            by,
            quote,
            says,
        }
    }

    fn removed(&self, record: RecordRef, found: &mut Vec<Incoming>) {
        let fate = match record {
            RecordRef::Reviewer(_) => None,
            RecordRef::Article(id) => self.after.articles.get(&id).and_then(|it| it.fate.as_ref()),
            RecordRef::SetAside(id) => self
                .after
                .set_aside
                .get(&id)
                .and_then(|it| it.fate.as_ref()),
            RecordRef::Source(id) => self.after.sources.get(&id).and_then(|it| it.fate.as_ref()),
            RecordRef::Claim(id) => self.after.claims.get(&id).and_then(|it| it.fate.as_ref()),
            RecordRef::Annotation(id) => self
                .after
                .annotations
                .get(&id)
                .and_then(|it| it.fate.as_ref()),
            RecordRef::Decision(id) => self
                .after
                .decisions
                .get(&id)
                .and_then(|it| it.fate.as_ref()),
        };
        let by = fate
            .filter(|it| it.value.is == FateKind::Deleted)
            .map(|it| it.value.by);
        let says = format!("{} deleted", noun(record));
        found.push(self.item(IncomingKind::Removed, record, by, says));
    }

    fn record(&self, kind: IncomingKind, record: RecordRef, found: &mut Vec<Incoming>) {
        let Self { before, after } = self;
        let maker = self.about(record).2;
        // One register of the record: its words where it is new, both where it changed.
        let mut say = |by: Option<ReviewerId>, name: &str, words: Option<String>| {
            if let Some(words) = words {
                let says = if name.is_empty() {
                    words
                } else {
                    format!("{name}: {words}")
                };
                found.push(self.item(kind, record, by, says));
            }
        };
        match record {
            RecordRef::Reviewer(id) => {
                let old = before.reviewers.get(&id).map(|it| &**it);
                let new = after.reviewers.get(&id).map(|it| &**it);
                say(maker, "reviewer", changed(old, new, words::reviewer));
            }
            RecordRef::SetAside(id) => {
                let old = before.set_aside.get(&id).map(|it| &it.region);
                let new = after.set_aside.get(&id).map(|it| &it.region);
                say(maker, "set aside", changed(old, new, words::set_aside));
            }
            RecordRef::Source(id) => {
                let old = before.sources.get(&id).map(|it| &it.source);
                let new = after.sources.get(&id).map(|it| &it.source);
                say(None, "source", changed(old, new, words::source));
            }
            RecordRef::Claim(id) => {
                let (old, new) = (before.claims.get(&id), after.claims.get(&id));
                let claim = |it: &std::sync::Arc<crate::model::ClaimRecord>| it.claim.clone();
                say(
                    None,
                    "claim",
                    changed(
                        old.map(claim).as_ref(),
                        new.map(claim).as_ref(),
                        words::claim,
                    ),
                );
                for (article, register) in new.into_iter().flat_map(|it| &it.absent) {
                    let was = old.and_then(|it| it.absent.get(article));
                    let title = after
                        .articles
                        .get(article)
                        .map_or("", |it| it.display_title());
                    let words = changed(was, Some(register), |it| words::absence(it, after));
                    say(register.value.by, title, words);
                }
            }
            RecordRef::Decision(id) => {
                let old = before.decisions.get(&id).map(|it| &it.decision);
                let new = after.decisions.get(&id).map(|it| &it.decision);
                say(
                    maker,
                    "decision",
                    changed(old, new, |it| words::decision(it, after)),
                );
            }
            RecordRef::Article(id) => {
                let old = before.articles.get(&id).map(AsRef::as_ref);
                if let Some(new) = after.articles.get(&id) {
                    article(old, new, &mut say);
                }
            }
            RecordRef::Annotation(id) => {
                let old = before.annotations.get(&id).map(AsRef::as_ref);
                if let Some(new) = after.annotations.get(&id) {
                    self.annotation(old, new, &mut say);
                }
            }
        }
    }

    fn annotation(
        &self,
        old: Option<&Annotation>,
        new: &Annotation,
        say: &mut dyn FnMut(Option<ReviewerId>, &str, Option<String>),
    ) {
        let after = self.after;
        let is_new = old.is_none();
        let quote = |spans: &Spans| {
            let words: Vec<&str> = spans.iter().map(|span| &*span.quote).collect();
            vec![("", format!("\"{}\"", words.join(" … ")))]
        };
        for (by, register) in &new.assessments {
            let was = old.and_then(|old| old.assessments.get(by));
            say(
                Some(*by),
                "",
                changed(was, Some(register), |it| words::assessment(it, after)),
            );
        }
        if is_new && !new.assessments.contains_key(&new.by) {
            say(
                Some(new.by),
                "",
                Some("marked, without a status".to_owned()),
            );
        }
        if let Some(old) = old {
            say(
                Some(new.by),
                "edges",
                changed(Some(&old.spans), Some(&new.spans), quote),
            );
        }
        let was = old.and_then(|old| old.tie.as_ref());
        say(
            None,
            "claim",
            changed(was, new.tie.as_ref(), |it| words::tie(it, after)),
        );
        for (by, register) in &new.signed {
            let was = old.and_then(|old| old.signed.get(by));
            say(Some(*by), "", changed(was, Some(register), short_signature));
        }
        let fate = |mark: &Annotation| mark.fate.as_ref().map(|fate| fate.value.is);
        if old.is_some_and(|old| fate(old) != fate(new)) {
            let by = new.fate.as_ref().map(|fate| fate.value.by);
            let says = match fate(new) {
                Some(FateKind::Deleted) => "deleted, but another person changed it",
                _ => "kept, though it was deleted",
            };
            say(by, "", Some(says.to_owned()));
        }
    }

    /// Groups of marks that say different things of the same words, undecided and not there before. What only adds to
    /// another's word may stand beside it, and what stands in one register is told already.
    fn disagreements(&self, in_registers: &BTreeSet<RecordRef>) -> Vec<Against> {
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

    fn against(&self, conflict: &Conflict, is_new: bool) -> Against {
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

fn article(
    old: Option<&Article>,
    new: &Article,
    say: &mut dyn FnMut(Option<ReviewerId>, &str, Option<String>),
) {
    say(
        None,
        "article",
        changed(old.map(|it| &it.info), Some(&new.info), words::info),
    );
    if old.is_some_and(|old| old.text_id != new.text_id) {
        say(
            None,
            "article",
            Some("a new version of the text".to_owned()),
        );
    }
    for (by, register) in &new.read {
        let was = old.and_then(|old| old.read.get(by));
        say(Some(*by), "", changed(was, Some(register), words::reading));
    }
    for (by, register) in &new.signed {
        let was = old.and_then(|old| old.signed.get(by));
        say(Some(*by), "", changed(was, Some(register), short_signature));
    }
}

/// Without the revisions that it covers.
fn short_signature(signature: &crate::model::Signature) -> Words {
    words::signature(signature).into_iter().take(1).collect()
}

/// What a register says that is new, or what it said and says where it changed; nothing where both say the same.
fn changed<T: PartialEq>(
    old: Option<&Register<T>>,
    new: Option<&Register<T>>,
    words: impl Fn(&T) -> Words,
) -> Option<String> {
    let new = new?;
    let values = |register: &Register<T>| -> Vec<Words> {
        std::iter::once(&register.value)
            .chain(register.rivals().iter().map(|rival| &rival.value))
            .map(&words)
            .collect()
    };
    let Some(old) = old else {
        let all: Vec<String> = values(new).iter().map(whole).collect();
        return Some(all.join(" | "));
    };
    if old.says_the_same(new) {
        return None;
    }
    let (was, is) = (values(old), values(new));
    let all: Vec<Words> = was.iter().chain(&is).cloned().collect();
    let told = words::telling_apart(&all);
    let (was, is) = told.split_at(was.len());
    Some(format!("{} → {}", was.join(" | "), is.join(" | ")))
}

/// Every field that says something.
fn whole(words: &Words) -> String {
    let told: Vec<String> = words
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| match *name {
            "" => value.clone(),
            name => format!("{name}: {value}"),
        })
        .collect();
    told.join(", ")
}

fn noun(record: RecordRef) -> &'static str {
    match record {
        RecordRef::Reviewer(_) => "reviewer",
        RecordRef::Article(_) => "article",
        RecordRef::SetAside(_) => "set-aside region",
        RecordRef::Source(_) => "source",
        RecordRef::Claim(_) => "claim",
        RecordRef::Annotation(_) => "mark",
        RecordRef::Decision(_) => "decision",
    }
}

#[cfg(test)]
mod tests;
