//! Single records of an earlier version, brought back into the project as it is now. Pure, as [`super::marking`] is.
//!
//! What was said then is written anew, over what stands there now, and seen as any other write: the next merge does not undo
//! it. A record that was deleted since is kept. What a record needs comes with it: the article of a mark, its claim, the
//! sources that it cites.
//!
//! Invariant: a person's own word is brought back by that person only. What others have said since, and since when, stays.
//! Sign-offs and readings never come back: they were about what stood there then.

use super::Edit;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Assessment, ClaimId, ClaimRecord, Fate, FateKind,
    Project, Record, RecordRef, Register, Registers, ReviewerId, SourceId, Stance, Status, Table,
    Tie,
};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Who brings back, and when.
#[derive(Clone, Copy, Debug)]
pub struct BackContext {
    /// Who.
    pub by: ReviewerId,
    /// Now, in UTC.
    pub at: Timestamp,
}

/// The edits that make these records what they were `then`; none where all of them are so, or none may be.
#[must_use]
pub fn bring_back(
    present: &Project,
    then: &Project,
    records: &BTreeSet<RecordRef>,
    context: BackContext,
) -> Vec<Edit> {
    let mut back = Back {
        present,
        then,
        context,
        done: BTreeSet::new(),
        edits: Vec::new(),
    };
    for record in records {
        back.record(*record);
    }
    back.edits
}

/// What has been worked out so far.
struct Back<'a> {
    present: &'a Project,
    then: &'a Project,
    context: BackContext,
    /// Records that were dealt with, so that none comes twice.
    done: BTreeSet<RecordRef>,
    edits: Vec<Edit>,
}

/// A record in both states, where it is there now.
enum Found<'a, T> {
    /// It is there now, deleted or not.
    There(&'a T, &'a T),
    /// It was added anew.
    Added,
    /// It was not there then, or was deleted.
    Nothing,
}

impl<'a> Back<'a> {
    fn record(&mut self, name: RecordRef) {
        if !self.done.insert(name) {
            return;
        }
        let (present, then) = (self.present, self.then);
        match name {
            RecordRef::Reviewer(id) => self.reviewer(id),
            RecordRef::Article(id) => self.article(id),
            RecordRef::SetAside(id) => {
                let found = self.find(&present.set_aside, &then.set_aside, id, |it| {
                    Record::SetAside(Box::new(it))
                });
                if let Found::There(now, was) = found {
                    self.article_is_there(was.region.value.article);
                    self.keep(now, name);
                    if now.region.value != was.region.value {
                        let region = now.region.written(was.region.value.clone());
                        self.edits.push(Edit::SetAside(id, region));
                    }
                }
            }
            RecordRef::Source(id) => {
                let found = self.find(&present.sources, &then.sources, id, |it| {
                    Record::Source(Box::new(it))
                });
                if let Found::There(now, was) = found {
                    self.keep(now, name);
                    if now.source.value != was.source.value {
                        let source = now.source.written(was.source.value.clone());
                        self.edits.push(Edit::Source(id, source));
                    }
                }
            }
            RecordRef::Claim(id) => self.claim(id),
            RecordRef::Annotation(id) => self.annotation(id),
            RecordRef::Decision(id) => {
                let found = self.find(&present.decisions, &then.decisions, id, |it| {
                    Record::Decision(Box::new(it))
                });
                if let Found::There(now, was) = found {
                    self.keep(now, name);
                    let is_mine = was.decision.value.by == self.context.by;
                    if is_mine && now.decision.value != was.decision.value {
                        let mut decision = was.decision.value.clone();
                        decision.at = self.context.at;
                        let decision = now.decision.written(decision);
                        self.edits.push(Edit::Decision(id, decision));
                    }
                }
            }
        }
    }

    /// A record in both states. One that is not there any more at all is added as it was.
    fn find<Id: Ord + Copy, T: Registers + Clone>(
        &mut self,
        present: &'a Table<Id, T>,
        then: &'a Table<Id, T>,
        id: Id,
        record: impl FnOnce(T) -> Record,
    ) -> Found<'a, T> {
        let Some(was) = then.get(&id).filter(|was| !was.is_deleted()) else {
            return Found::Nothing;
        };
        if let Some(now) = present.get(&id) {
            return Found::There(now, was);
        }
        let record = record(T::clone(was));
        self.edits.push(Edit::Add(Box::new(record)));
        Found::Added
    }

    /// Keeps a record that was deleted since.
    fn keep(&mut self, now: &impl Registers, name: RecordRef) {
        if now.is_deleted() {
            let fate = self.kept(now);
            self.edits.push(Edit::Fate(name, Some(fate)));
            self.line(name.uuid(), Some("deleted"), Some("kept"));
        }
    }

    fn kept(&self, now: &impl Registers) -> Register<Fate> {
        now.decided(Fate {
            is: FateKind::Kept,
            by: self.context.by,
            at: self.context.at,
        })
    }

    /// A person who is named and not known any more. Nobody's name is changed.
    fn reviewer(&mut self, id: ReviewerId) {
        if let Some(was) = self.then.reviewers.get(&id)
            && !self.present.reviewers.contains_key(&id)
        {
            let record = Record::Reviewer(id, Register::clone(was));
            self.edits.push(Edit::Add(Box::new(record)));
        }
    }

    fn article_is_there(&mut self, id: ArticleId) {
        let is_gone = |it: &Arc<Article>| it.is_deleted();
        if self.present.articles.get(&id).is_none_or(is_gone) {
            self.record(RecordRef::Article(id));
        }
    }

    /// Its role and details. A deleted one has lost its texts, which come back too; a text that was replaced does not.
    fn article(&mut self, id: ArticleId) {
        let name = RecordRef::Article(id);
        let (present, then) = (&self.present.articles, &self.then.articles);
        let found = self.find(present, then, id, |it| Record::Article(Box::new(it)));
        let Found::There(now, was) = found else {
            return;
        };
        if now.is_deleted() && now.text.is_none() {
            let article = Article {
                text_id: was.text_id,
                text: was.text.clone(),
                blocks: was.blocks.clone(),
                earlier: was.earlier.clone(),
                fate: Some(self.kept(now)),
                ..now.clone()
            };
            let record = Record::Article(Box::new(article));
            self.edits.push(Edit::Add(Box::new(record)));
            self.line(id.0, Some("deleted"), Some("kept"));
        } else {
            self.keep(now, name);
        }
        if now.info.value != was.info.value {
            let info = now.info.written(was.info.value.clone());
            self.edits.push(Edit::ArticleInfo(id, info));
        }
    }

    fn claim(&mut self, id: ClaimId) {
        let name = RecordRef::Claim(id);
        let (present, then) = (&self.present.claims, &self.then.claims);
        let found = self.find(present, then, id, |it| Record::Claim(Box::new(it)));
        let Found::There(now, was) = found else {
            return;
        };
        self.keep(now, name);
        if now.claim.value != was.claim.value {
            let claim = now.claim.written(was.claim.value.clone());
            self.edits.push(Edit::Claim(id, claim));
        }
        self.absences(id, now, was);
    }

    /// "The article does not say it", where this person said so.
    fn absences(&mut self, id: ClaimId, now: &ClaimRecord, was: &ClaimRecord) {
        let me = self.context.by;
        for (article, register) in &was.absent {
            let there = now.absent.get(article);
            let by = there.and_then(|there| there.value.by);
            if register.value.by != Some(me) || by.is_some() {
                continue;
            }
            let mut absence = register.value.clone();
            absence.at = self.context.at;
            let new = match there {
                Some(there) => there.written(absence),
                None => Register::new(absence),
            };
            self.edits.push(Edit::Absence(id, *article, Some(new)));
        }
    }

    fn annotation(&mut self, id: AnnotationId) {
        let name = RecordRef::Annotation(id);
        let (present, then) = (&self.present.annotations, &self.then.annotations);
        let Some(was) = then.get(&id).filter(|was| !was.is_deleted()) else {
            return;
        };
        self.article_is_there(was.article);
        let people = was.assessments.keys().chain([&was.by]).copied();
        for person in people.collect::<Vec<_>>() {
            self.record(RecordRef::Reviewer(person));
        }
        let found = self.find(present, then, id, |it| Record::Annotation(Box::new(it)));
        match found {
            Found::Nothing => {}
            Found::Added => {
                for given in was.assessments.values() {
                    self.sources_are_there(&given.value);
                }
                if let Some(claim) = was.claim() {
                    self.claim_is_there(claim);
                }
            }
            Found::There(now, was) => {
                self.keep(now, name);
                self.spans(now, was);
                self.tie(now, was);
                self.own_assessment(now, was);
            }
        }
    }

    /// Only its maker resizes a mark, and only in the text that it was in.
    fn spans(&mut self, now: &Annotation, was: &Annotation) {
        let may = now.by == self.context.by && now.text_id == was.text_id;
        if may && now.spans.value != was.spans.value {
            let spans = now.spans.written(was.spans.value.clone());
            self.edits.push(Edit::Spans(now.id, spans));
        }
    }

    fn tie(&mut self, now: &Annotation, was: &Annotation) {
        let untied = || Tie {
            claim: None,
            stance: Stance::default(),
            root: String::new(),
        };
        let value = |mark: &Annotation| {
            let tie = mark.tie.as_ref().map(|tie| tie.value.clone());
            tie.filter(|tie| tie.claim.is_some())
        };
        let old = value(was);
        if let Some(claim) = old.as_ref().and_then(|tie| tie.claim) {
            self.claim_is_there(claim);
        }
        if value(now) == old {
            return;
        }
        let old = old.unwrap_or_else(untied);
        let new = match &now.tie {
            Some(there) => there.written(old),
            None => Register::new(old),
        };
        self.edits.push(Edit::Tie(now.id, Some(new)));
    }

    fn own_assessment(&mut self, now: &Annotation, was: &Annotation) {
        let me = self.context.by;
        let there = now.assessments.get(&me);
        let Some(old) = was.assessments.get(&me).map(|it| it.value.clone()) else {
            return;
        };
        self.sources_are_there(&old);
        let says_so = |it: &Assessment| {
            let Assessment {
                status,
                note,
                should_read,
                cites,
                at: _,
            } = it;
            (*status, note.clone(), should_read.clone(), cites.clone())
        };
        if there.is_some_and(|there| says_so(&there.value) == says_so(&old)) {
            return;
        }
        let word = |it: &Assessment| it.status.map(Status::word);
        let (from, to) = (there.and_then(|it| word(&it.value)), word(&old));
        if from != to {
            self.line(now.id.0, from, to);
        }
        let old = Assessment {
            at: self.context.at,
            ..old
        };
        let new = match there {
            Some(there) => there.written(old),
            None => Register::new(old),
        };
        self.edits.push(Edit::Assessment(now.id, me, Some(new)));
    }

    fn claim_is_there(&mut self, id: ClaimId) {
        let is_gone = |it: &Arc<ClaimRecord>| it.is_deleted();
        if self.present.claims.get(&id).is_none_or(is_gone) {
            self.record(RecordRef::Claim(id));
        }
    }

    fn sources_are_there(&mut self, assessment: &Assessment) {
        let cited: Vec<SourceId> = assessment.cites.iter().map(|cite| cite.source).collect();
        for id in cited {
            let there = self.present.sources.get(&id);
            if there.is_none_or(|it| it.is_deleted()) {
                self.record(RecordRef::Source(id));
            }
        }
    }

    fn line(&mut self, record: Uuid, from: Option<&str>, to: Option<&str>) {
        let by = (self.context.by, self.context.at);
        let (from, to) = (from.map(ToOwned::to_owned), to.map(ToOwned::to_owned));
        self.edits.push(Edit::history_line(record, by, from, to));
    }
}

#[cfg(test)]
mod tests {
    use super::{BackContext, bring_back};
    use crate::edit::fixture::{
        ARTICLE, CLAIM, MARK, ME, OTHER, SOURCE, at, mark, save_context, saved_project, says,
    };
    use crate::edit::{Edit, give_revisions};
    use crate::model::{
        Fate, FateKind, Project, Record, RecordRef, Register, Registers as _, Stance, Status, Tie,
    };
    use std::collections::BTreeSet;

    fn changed(edits: impl FnOnce(&Project) -> Vec<Edit>) -> Project {
        let saved = saved_project();
        let mut project = saved.clone();
        Edit::Batch(edits(&saved)).apply(&mut project).unwrap();
        give_revisions(&mut project, &saved, save_context(5, 1));
        project
    }

    fn deleted(project: &Project, record: RecordRef) -> Edit {
        let fate = Fate {
            is: FateKind::Deleted,
            by: ME,
            at: at(50),
        };
        let fate = match record {
            RecordRef::Annotation(id) => project.annotations[&id].decided(fate),
            RecordRef::Claim(id) => project.claims[&id].decided(fate),
            RecordRef::Source(id) => project.sources[&id].decided(fate),
            RecordRef::Article(id) => project.articles[&id].decided(fate),
            other => panic!("{other:?}"),
        };
        Edit::Fate(record, Some(fate))
    }

    /// Brings back, checks that one step undoes it, and gives the project with it, saved.
    fn back(present: &Project, then: &Project, records: &[RecordRef]) -> Project {
        let records: BTreeSet<RecordRef> = records.iter().copied().collect();
        let context = BackContext { by: ME, at: at(99) };
        let edits = bring_back(present, then, &records, context);
        let mut project = present.clone();
        let inverse = Edit::Batch(edits).apply(&mut project).unwrap();
        let mut undone = project.clone();
        inverse.apply(&mut undone).unwrap();
        give_revisions(&mut undone, present, save_context(6, 1));
        let alive = |project: &Project| {
            let marks: Vec<_> = project.live_annotations().cloned().collect();
            (marks, project.live_articles().count())
        };
        assert_eq!(alive(&undone), alive(present));
        give_revisions(&mut project, present, save_context(6, 1));
        project
    }

    const RECORD: RecordRef = RecordRef::Annotation(MARK);

    #[test]
    fn a_deleted_mark_comes_back_alive_with_its_source_and_stays_so_after_a_merge() {
        let then = saved_project();
        let present = changed(|project| {
            vec![
                deleted(project, RECORD),
                deleted(project, RecordRef::Source(SOURCE)),
            ]
        });
        assert!(present.annotation(MARK).is_none() && present.source(SOURCE).is_none());
        let now = back(&present, &then, &[RECORD]);
        assert!(now.annotation(MARK).is_some() && now.source(SOURCE).is_some());
        // So the deletion does not come back with a copy that has it.
        let seen = now.annotations[&MARK].all_seen();
        let fate = present.annotations[&MARK].fate.as_ref().unwrap();
        assert!(fate.revs().all(|rev| seen.covers(rev)));
    }

    #[test]
    fn a_changed_mark_says_what_it_said_as_a_new_write() {
        let then = saved_project();
        let present = changed(|project| {
            let mine = &project.annotations[&MARK].assessments[&ME];
            let other = says(Status::Conflicting, "wrong", 60);
            vec![Edit::Assessment(MARK, ME, Some(mine.written(other)))]
        });
        let now = back(&present, &then, &[RECORD]);
        let (was, is) = (
            &present.annotations[&MARK].assessments[&ME],
            &now.annotations[&MARK].assessments[&ME],
        );
        assert_eq!(is.value.status, Some(Status::Verified));
        assert_eq!((is.value.note.as_str(), is.value.at), ("", at(99)));
        assert!(was.revs().all(|rev| is.all_seen().covers(rev)));
        assert!(now.history.iter().any(|line| {
            line.from.as_deref() == Some("conflicting") && line.to.as_deref() == Some("verified")
        }));
        assert!(back_edits(&now, &then, RECORD).is_empty(), "it is so now");
    }

    fn back_edits(present: &Project, then: &Project, record: RecordRef) -> Vec<Edit> {
        let context = BackContext { by: ME, at: at(99) };
        bring_back(present, then, &BTreeSet::from([record]), context)
    }

    #[test]
    fn another_persons_word_is_theirs() {
        let theirs = |status, second| Some(Register::new(says(status, "", second)));
        let then = changed(|_| {
            vec![Edit::Assessment(
                MARK,
                OTHER,
                theirs(Status::Unverified, 30),
            )]
        });
        let mut present = then.clone();
        let new =
            then.annotations[&MARK].assessments[&OTHER].written(says(Status::Conflicting, "", 60));
        Edit::Assessment(MARK, OTHER, Some(new))
            .apply(&mut present)
            .unwrap();
        assert!(back_edits(&present, &then, RECORD).is_empty());
    }

    #[test]
    fn a_tie_comes_back_with_its_claim_and_a_mark_without_one_is_untied() {
        let tie = Tie {
            claim: Some(CLAIM),
            stance: Stance::Supports,
            root: String::new(),
        };
        let tied = changed(|_| vec![Edit::Tie(MARK, Some(Register::new(tie)))]);
        let free = saved_project();
        let untied = back(&tied, &free, &[RECORD]);
        assert_eq!(untied.annotations[&MARK].claim(), None);
        let mut present = untied.clone();
        deleted(&untied, RecordRef::Claim(CLAIM))
            .apply(&mut present)
            .unwrap();
        let now = back(&present, &tied, &[RECORD]);
        assert_eq!(now.annotations[&MARK].claim(), Some(CLAIM));
        assert!(now.claim(CLAIM).is_some());
    }

    #[test]
    fn an_article_that_lost_its_text_comes_back_with_it_and_with_the_mark_that_was_wanted() {
        let then = saved_project();
        let mut present = changed(|project| {
            vec![
                deleted(project, RECORD),
                deleted(project, RecordRef::Article(ARTICLE)),
            ]
        });
        let mut bare = present.articles[&ARTICLE].as_ref().clone();
        bare.text = None;
        present.articles.insert(ARTICLE, bare.into());
        let now = back(&present, &then, &[RECORD]);
        let text = |project: &Project| project.articles[&ARTICLE].text.clone();
        assert!(now.annotation(MARK).is_some() && text(&now).is_some());
        assert_eq!(text(&now), text(&then));
    }

    #[test]
    fn what_is_gone_altogether_is_added_as_it_was() {
        let mut then = saved_project();
        let new = mark(77, ME, 23, 31);
        let id = new.id;
        Edit::Add(Box::new(Record::Annotation(Box::new(new))))
            .apply(&mut then)
            .unwrap();
        give_revisions(&mut then, &saved_project(), save_context(5, 1));
        let now = back(&saved_project(), &then, &[RecordRef::Annotation(id)]);
        assert_eq!(now.annotations[&id], then.annotations[&id]);
    }

    #[test]
    fn what_did_not_stand_there_then_stays_as_it_is() {
        let present = changed(|_| {
            vec![Edit::Add(Box::new(Record::Annotation(Box::new(mark(
                77, ME, 23, 31,
            )))))]
        });
        let name = RecordRef::Annotation(mark(77, ME, 23, 31).id);
        assert!(back_edits(&present, &saved_project(), name).is_empty());
    }
}
