//! Makes records fit together again of which some are gone.
//!
//! What is named and not there is put there under a name that says so: a reviewer, a source, a claim. A mark finds its
//! article by its text where the id does not. Words that no text has are left to the loader, which looks for them.

use super::{LostRecord, Records};
use crate::model::{
    Anchor, Annotation, Article, ArticleId, Claim, ClaimId, ClaimRecord, Others, Register,
    Reviewer, ReviewerId, Source, SourceId, SourceRecord, Span, Spans,
};
use crate::store::resolve::values;
use crate::text::{TextId, TextOffset, TextRange};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use uuid::Uuid;

/// Mends what can be. `texts` are the texts that are not the ones that their articles named: the name, and the text's own.
pub(super) fn mend(
    records: &mut Records,
    texts: &BTreeMap<TextId, TextId>,
    lost: &mut Vec<LostRecord>,
) {
    without_twins(records, lost);
    for annotation in &mut records.annotations {
        mend_annotation(Arc::make_mut(annotation), &records.articles, texts);
    }
    for claim in &mut records.claims {
        let articles = &records.articles;
        let is_there = |id: &ArticleId| articles.iter().any(|article| article.id == *id);
        if claim.absent.keys().any(|id| !is_there(id)) {
            Arc::make_mut(claim).absent.retain(|id, _| is_there(id));
        }
    }
    mend_decisions(records);
    stand_ins(records);
}

/// Of two records with one id, the first one.
fn without_twins(records: &mut Records, lost: &mut Vec<LostRecord>) {
    fn keep<T>(
        records: &mut Vec<T>,
        id: impl Fn(&T) -> Uuid,
        noun: &'static str,
        lost: &mut Vec<LostRecord>,
    ) {
        let mut seen = BTreeSet::new();
        records.retain(|record| {
            let is_new = seen.insert(id(record));
            if !is_new {
                lost.push(LostRecord {
                    noun,
                    line: None,
                    why: format!("another one has its id, {}", id(record)),
                });
            }
            is_new
        });
    }
    keep(&mut records.reviewers, |it| it.0.0, "reviewer", lost);
    keep(&mut records.articles, |it| it.id.0, "article", lost);
    keep(
        &mut records.set_aside,
        |it| it.id.0,
        "set-aside region",
        lost,
    );
    keep(&mut records.sources, |it| it.id.0, "source", lost);
    keep(&mut records.claims, |it| it.id.0, "claim", lost);
    keep(&mut records.annotations, |it| it.id.0, "annotation", lost);
    keep(&mut records.decisions, |it| it.id.0, "decision", lost);
}

fn mend_annotation(
    annotation: &mut Annotation,
    articles: &[Arc<Article>],
    texts: &BTreeMap<TextId, TextId>,
) {
    if let Some(is) = texts.get(&annotation.text_id) {
        annotation.text_id = *is;
    }
    let text_id = annotation.text_id;
    let has_text = |article: &&Arc<Article>| {
        article.text_id == text_id || article.earlier.iter().any(|it| it.text_id == text_id)
    };
    let own = articles.iter().find(|it| it.id == annotation.article);
    let article = match own {
        Some(own) => own,
        None => match articles.iter().filter(has_text).collect::<Vec<_>>()[..] {
            [only] => only,
            _ => return,
        },
    };
    annotation.article = article.id;
    if !has_text(&article) {
        annotation.text_id = article.text_id;
    }
    let Some(text) = article.text_named(annotation.text_id) else {
        return;
    };
    let characters = text.as_str().chars().count();
    if values(&annotation.spans).any(|spans| !are_in_bounds(spans, characters)) {
        look_anew(&mut annotation.spans);
    }
}

fn are_in_bounds(spans: &[Span], characters: usize) -> bool {
    spans.iter().all(|span| {
        let (start, end) = (span.range.start.bytes(), span.range.end.bytes());
        start <= end && end <= characters
    })
}

/// Spans whose numbers cannot be right are looked for by their words.
fn look_anew(register: &mut Register<Spans>) {
    let look_anew = |spans: &mut Spans| {
        for span in spans {
            span.range = TextRange::between(TextOffset::START, TextOffset::START);
            span.anchor = Anchor::Exact;
        }
    };
    look_anew(&mut register.value);
    if let Some(others) = &mut register.others {
        let Others { rivals, twins: _ } = &mut **others;
        for rival in rivals {
            look_anew(&mut rival.value);
        }
    }
}

/// A decision is about the marks that are left.
fn mend_decisions(records: &mut Records) {
    let marks: BTreeSet<_> = records.annotations.iter().map(|mark| mark.id).collect();
    for record in &mut records.decisions {
        let is_whole = values(&record.decision)
            .flat_map(|decision| &decision.about)
            .all(|mark| marks.contains(mark));
        if !is_whole {
            let decision = &mut Arc::make_mut(record).decision;
            decision.value.about.retain(|mark| marks.contains(mark));
            if let Some(others) = &mut decision.others {
                for rival in &mut others.rivals {
                    rival.value.about.retain(|mark| marks.contains(mark));
                }
            }
        }
    }
    records
        .decisions
        .retain(|record| !record.decision.value.about.is_empty());
}

/// Puts a record where one is named and not there.
fn stand_ins(records: &mut Records) {
    let (mut people, mut sources, mut claims) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for mark in &records.annotations {
        people.insert(mark.by);
        people.extend(mark.assessments.keys().chain(mark.signed.keys()));
        let given = mark.assessments.values().flat_map(values);
        sources.extend(given.flat_map(|given| &given.cites).map(|cite| cite.source));
        let ties = mark.tie.iter().flat_map(values);
        claims.extend(ties.filter_map(|tie| tie.claim));
        people.extend(mark.fate.iter().flat_map(values).map(|fate| fate.by));
    }
    for article in &records.articles {
        people.extend(article.read.keys().chain(article.signed.keys()));
    }
    for record in &records.claims {
        let absences = record.absent.values().flat_map(values);
        people.extend(absences.filter_map(|absence| absence.by));
    }
    people.extend(
        records
            .decisions
            .iter()
            .flat_map(|it| values(&it.decision))
            .map(|it| it.by),
    );
    people.extend(
        records
            .set_aside
            .iter()
            .flat_map(|it| values(&it.region))
            .map(|it| it.by),
    );
    stand_in_people(records, people);
    stand_in_sources(records, sources);
    stand_in_claims(records, claims);
}

fn stand_in_people(records: &mut Records, mut named: BTreeSet<ReviewerId>) {
    named.retain(|id| !records.reviewers.iter().any(|(known, _)| known == id));
    for id in named {
        let reviewer = Reviewer {
            name: format!("Lost reviewer {}", short(id.0)),
            colour: 0,
        };
        records
            .reviewers
            .push((id, Arc::new(Register::new(reviewer))));
    }
}

fn stand_in_sources(records: &mut Records, mut named: BTreeSet<SourceId>) {
    let known: BTreeSet<SourceId> = records.sources.iter().map(|record| record.id).collect();
    named.retain(|id| !known.contains(id));
    for id in named {
        let source = Source {
            title: format!("Lost source {}", short(id.0)),
            kind: None,
            url: String::new(),
            archived_url: String::new(),
            accessed: None,
            contact: String::new(),
            private: false,
            root: String::new(),
            says: String::new(),
            file_sha256: String::new(),
        };
        records.sources.push(Arc::new(SourceRecord {
            id,
            source: Register::new(source),
            fate: None,
        }));
    }
}

fn stand_in_claims(records: &mut Records, mut named: BTreeSet<ClaimId>) {
    let known: BTreeSet<ClaimId> = records.claims.iter().map(|record| record.id).collect();
    named.retain(|id| !known.contains(id));
    for id in named {
        let claim = Claim {
            statement: format!("Lost claim {}", short(id.0)),
            kind: None,
            note: String::new(),
        };
        records.claims.push(Arc::new(ClaimRecord {
            id,
            claim: Register::new(claim),
            absent: crate::model::SmallMap::new(),
            fate: None,
        }));
    }
}

/// The end of an id, by which two can be told apart: its start is a time.
fn short(id: Uuid) -> String {
    let whole = id.simple().to_string();
    whole[whole.len() - 6..].to_owned()
}

/// Leaves out the records that do not fit.
pub(super) fn leave_out(records: &mut Records, bad: &BTreeMap<Uuid, (&'static str, String)>) {
    records.reviewers.retain(|it| !bad.contains_key(&it.0.0));
    records.articles.retain(|it| !bad.contains_key(&it.id.0));
    records.set_aside.retain(|it| !bad.contains_key(&it.id.0));
    records.sources.retain(|it| !bad.contains_key(&it.id.0));
    records.claims.retain(|it| !bad.contains_key(&it.id.0));
    records.annotations.retain(|it| !bad.contains_key(&it.id.0));
    records.decisions.retain(|it| !bad.contains_key(&it.id.0));
    mend_decisions(records);
}
