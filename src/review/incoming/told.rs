//! A record taken apart into what single reviewers said in it.

use super::{Incoming, IncomingKind, Look};
use crate::model::{
    Annotation, Article, ClaimRecord, FateKind, RecordRef, Register, ReviewerId, Signature, Spans,
    Tie,
};
use crate::review::words::{self, Words};
use std::sync::Arc;

/// What was told of one record so far.
struct Told<'a> {
    look: &'a Look<'a>,
    kind: IncomingKind,
    record: RecordRef,
    found: &'a mut Vec<Incoming>,
}

impl Told<'_> {
    /// One register: whose it is, what it is called, and what it says; nothing where nothing changed.
    fn say(&mut self, by: Option<ReviewerId>, name: &str, words: Option<String>) {
        let Some(words) = words else {
            return;
        };
        let says = if name.is_empty() {
            words
        } else {
            format!("{name}: {words}")
        };
        let item = self.look.item(self.kind, self.record, by, says);
        self.found.push(item);
    }

    /// The register that a record is about, whose words may be its name already.
    fn say_of_record<T: PartialEq>(
        &mut self,
        noun: &str,
        old: Option<&Register<T>>,
        new: Option<&Register<T>>,
        words: impl Fn(&T) -> Words,
    ) {
        let (None, Some(register)) = (old, new) else {
            return self.say(None, noun, changed(old, new, words));
        };
        let (_, name, _) = self.look.about(self.record);
        let mut rest = words(&register.value);
        rest.retain(|(_, value)| *value != name);
        let rest = whole(&rest);
        let says = if rest.is_empty() {
            format!("new {noun}")
        } else {
            format!("new {noun}: {rest}")
        };
        self.say(None, "", Some(says));
    }
}

impl Look<'_> {
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

    pub(super) fn removed(&self, record: RecordRef, found: &mut Vec<Incoming>) {
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

    pub(super) fn record(&self, kind: IncomingKind, record: RecordRef, found: &mut Vec<Incoming>) {
        let Self { before, after } = self;
        let maker = self.about(record).2;
        let mut told = Told {
            look: self,
            kind,
            record,
            found,
        };
        match record {
            RecordRef::Reviewer(id) => {
                let old = before.reviewers.get(&id).map(|it| &**it);
                let new = after.reviewers.get(&id).map(|it| &**it);
                let words = match old {
                    None => Some("a new reviewer".to_owned()),
                    Some(_) => changed(old, new, words::reviewer),
                };
                told.say(maker, "", words);
            }
            RecordRef::SetAside(id) => {
                let old = before.set_aside.get(&id).map(|it| &it.region);
                let new = after.set_aside.get(&id).map(|it| &it.region);
                told.say(maker, "set aside", changed(old, new, words::set_aside));
            }
            RecordRef::Source(id) => {
                let old = before.sources.get(&id).map(|it| &it.source);
                let new = after.sources.get(&id).map(|it| &it.source);
                told.say_of_record("source", old, new, words::source);
            }
            RecordRef::Claim(id) => {
                let (old, new) = (before.claims.get(&id), after.claims.get(&id));
                let claim = |it: &Arc<ClaimRecord>| it.claim.clone();
                told.say_of_record(
                    "claim",
                    old.map(claim).as_ref(),
                    new.map(claim).as_ref(),
                    words::claim,
                );
                for (article, register) in new.into_iter().flat_map(|it| &it.absent) {
                    let was = old.and_then(|it| it.absent.get(article));
                    let title = after
                        .articles
                        .get(article)
                        .map_or("", |it| it.display_title());
                    let words = changed(was, Some(register), |it| words::absence(it, after));
                    told.say(register.value.by, title, words);
                }
            }
            RecordRef::Decision(id) => {
                let old = before.decisions.get(&id).map(|it| &it.decision);
                let new = after.decisions.get(&id).map(|it| &it.decision);
                told.say(
                    maker,
                    "decision",
                    changed(old, new, |it| words::decision(it, after)),
                );
            }
            RecordRef::Article(id) => {
                let old = before.articles.get(&id).map(AsRef::as_ref);
                if let Some(new) = after.articles.get(&id) {
                    article(old, new, &mut told);
                }
            }
            RecordRef::Annotation(id) => {
                let old = before.annotations.get(&id).map(AsRef::as_ref);
                if let Some(new) = after.annotations.get(&id) {
                    self.annotation(old, new, &mut told);
                }
            }
        }
    }

    /// A new tie; nothing where it ties to no claim.
    fn tie(&self, tie: &Tie) -> Option<String> {
        let record = self.after.claims.get(&tie.claim?)?;
        let statement = &record.claim.value.statement;
        Some(format!("{} “{statement}”", tie.stance.word()))
    }

    fn annotation(&self, old: Option<&Annotation>, new: &Annotation, told: &mut Told<'_>) {
        let after = self.after;
        let is_new = old.is_none();
        let quote = |spans: &Spans| {
            let words: Vec<&str> = spans.iter().map(|span| &*span.quote).collect();
            vec![("", format!("\"{}\"", words.join(" … ")))]
        };
        for (by, register) in &new.assessments {
            let was = old.and_then(|old| old.assessments.get(by));
            told.say(
                Some(*by),
                "",
                changed(was, Some(register), |it| words::assessment(it, after)),
            );
        }
        if is_new && !new.assessments.contains_key(&new.by) {
            told.say(
                Some(new.by),
                "",
                Some("marked, without a status".to_owned()),
            );
        }
        if let Some(old) = old {
            told.say(
                Some(new.by),
                "edges",
                changed(Some(&old.spans), Some(&new.spans), quote),
            );
        }
        let tie = match (old.and_then(|old| old.tie.as_ref()), &new.tie) {
            (None, Some(tie)) => self.tie(&tie.value),
            (was, tie) => changed(was, tie.as_ref(), |it| words::tie(it, after)),
        };
        // Nobody signs a tie; that of a new mark is its maker's.
        told.say(is_new.then_some(new.by), "", tie);
        for (by, register) in &new.signed {
            let was = old.and_then(|old| old.signed.get(by));
            told.say(Some(*by), "", changed(was, Some(register), short_signature));
        }
        let fate = |mark: &Annotation| mark.fate.as_ref().map(|fate| fate.value.is);
        if old.is_some_and(|old| fate(old) != fate(new)) {
            let by = new.fate.as_ref().map(|fate| fate.value.by);
            let says = match fate(new) {
                Some(FateKind::Deleted) => "deleted, and changed in the other copy",
                _ => "kept, though it was deleted",
            };
            told.say(by, "", Some(says.to_owned()));
        }
    }
}

fn article(old: Option<&Article>, new: &Article, told: &mut Told<'_>) {
    told.say_of_record(
        "article",
        old.map(|it| &it.info),
        Some(&new.info),
        words::info,
    );
    if old.is_some_and(|old| old.text_id != new.text_id) {
        told.say(
            None,
            "article",
            Some("a new version of the text".to_owned()),
        );
    }
    for (by, register) in &new.read {
        let was = old.and_then(|old| old.read.get(by));
        // Which text it was tells two readings apart, and is nothing to a person otherwise.
        let reading = |reading: &_| {
            let mut words = words::reading(reading);
            words.truncate(if was.is_some() { words.len() } else { 1 });
            words
        };
        told.say(Some(*by), "", changed(was, Some(register), reading));
    }
    for (by, register) in &new.signed {
        let was = old.and_then(|old| old.signed.get(by));
        told.say(Some(*by), "", changed(was, Some(register), short_signature));
    }
}

/// Without the revisions that it covers.
fn short_signature(signature: &Signature) -> Words {
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
