//! Blind review: a project without the work of others in what one person has not read yet.
//!
//! The idea: one function makes the project that may be shown, record by record, and everything that is shown is read from
//! it; so there is one place to be right, and none that can forget. What is hidden is what `UX.md` 4 names. Texts, details
//! of articles and set-aside regions stay, and so does all that the person wrote.
//!
//! ```text
//!   the article is open to me     everything on it, the claims tied to it, the sources cited on it
//!   it is not                     my marks, my judgements, my ties, what I set aside; of claims and sources those I wrote
//! ```
//!
//! An article is open once the person has marked it as read; taking that back does not close it again, and a line of the
//! history that says others' work was shown opens it too. Whose a claim, a source or a tie is does not stand in its
//! register: it is found by its revision, in the line of the history that came with it, else by the session.
//!
//! Cost: linear in records and lines of the history.

use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Caution, ClaimRecord, DecisionRecord, Fate,
    HistoryEntry, Project, Register, Rev, ReviewerId, Rival, Session, SourceRecord, Stamp, Table,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// Whether others' work is hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hiding {
    /// Nothing is.
    #[default]
    Nothing,
    /// Others' work is, in what the person has not read.
    Others,
}

/// What the history says of an article whose hidden work was shown; it is never hidden again.
pub const SHOWN: &str = "others' marks shown";

/// The articles in which nothing is hidden from `me`.
#[must_use]
pub fn open_articles(project: &Project, me: ReviewerId) -> BTreeSet<ArticleId> {
    let was_shown = |line: &&HistoryEntry| line.by == me && line.to.as_deref() == Some(SHOWN);
    let shown: BTreeSet<Uuid> = project
        .history
        .iter()
        .filter(was_shown)
        .map(|line| line.record)
        .collect();
    let is_open =
        |article: &&Arc<Article>| article.read.get(&me).is_some() || shown.contains(&article.id.0);
    let open = project.articles.values().filter(is_open);
    open.map(|article| article.id).collect()
}

/// What `me` may see of a project in blind review.
#[must_use]
pub fn visible(project: &Project, me: ReviewerId) -> Project {
    let sight = Sight {
        me,
        open: open_articles(project, me),
        authors: Authors::of(project),
    };
    let mut seen = Project {
        articles: table(project.articles.values(), |it| {
            (it.id, Some(sight.article(it)))
        }),
        annotations: table(project.annotations.values(), |it| {
            (it.id, sight.annotation(it))
        }),
        ..project.clone()
    };
    let (claims, sources) = sight.named_in_the_open(&seen);
    seen.claims = table(project.claims.values(), |it| {
        (it.id, sight.claim(it, claims.contains(&it.id.0)))
    });
    seen.sources = table(project.sources.values(), |it| {
        (it.id, sight.source(it, sources.contains(&it.id.0)))
    });
    seen.decisions = table(project.decisions.values(), |it| {
        (it.id, sight.decision(project, it))
    });
    let named: BTreeSet<Uuid> = claims.union(&sources).copied().collect();
    seen.history = project
        .history
        .iter()
        .filter(|line| sight.line(project, &seen, &named, line))
        .cloned()
        .collect();
    let people = sight.people(&seen);
    seen.reviewers = project
        .reviewers
        .iter()
        .filter(|(id, _)| people.contains(id))
        .map(|(id, reviewer)| (*id, Arc::clone(reviewer)))
        .collect();
    seen
}

fn table<'a, Id: Ord + Copy, T: 'a>(
    records: impl Iterator<Item = &'a Arc<T>>,
    mut seen: impl FnMut(&'a Arc<T>) -> (Id, Option<Arc<T>>),
) -> Table<Id, T> {
    records
        .filter_map(|record| match seen(record) {
            (id, Some(record)) => Some((id, record)),
            (_, None) => None,
        })
        .collect()
}

/// What one person may see.
struct Sight {
    me: ReviewerId,
    open: BTreeSet<ArticleId>,
    authors: Authors,
}

impl Sight {
    /// The texts stay; who else has read or signed it does not.
    fn article(&self, article: &Arc<Article>) -> Arc<Article> {
        let is_mine = |by: &ReviewerId| *by == self.me;
        let has_others = !article.read.keys().all(is_mine) || !article.signed.keys().all(is_mine);
        if self.open.contains(&article.id) || !has_others {
            return Arc::clone(article);
        }
        let mut seen = Article::clone(article);
        seen.read.retain(|by, _| is_mine(by));
        seen.signed.retain(|by, _| is_mine(by));
        Arc::new(seen)
    }

    /// A mark that I made, or that I have judged as well.
    fn annotation(&self, mark: &Arc<Annotation>) -> Option<Arc<Annotation>> {
        if self.open.contains(&mark.article) {
            return Some(Arc::clone(mark));
        }
        let is_mine = |by: &ReviewerId| *by == self.me;
        if !is_mine(&mark.by) && mark.assessment_of(self.me).is_none() {
            return None;
        }
        let mut seen = Annotation::clone(mark);
        seen.assessments.retain(|by, _| is_mine(by));
        seen.signed.retain(|by, _| is_mine(by));
        seen.tie = mark.tie.as_ref().and_then(|tie| self.own(mark.id.0, tie));
        seen.fate = self.own_fate(mark.fate.as_ref());
        if !is_mine(&mark.by) {
            seen.by = ReviewerId::HIDDEN;
        }
        Some(Arc::new(seen))
    }

    fn claim(&self, record: &Arc<ClaimRecord>, is_in_the_open: bool) -> Option<Arc<ClaimRecord>> {
        let mut seen = ClaimRecord::clone(record);
        seen.absent.retain(|article, absence| {
            self.open.contains(article) || absence.value.by == Some(self.me)
        });
        if !is_in_the_open {
            seen.claim = self.own(record.id.0, &record.claim)?;
            seen.fate = self.own_fate(record.fate.as_ref());
        }
        Some(if seen == **record {
            Arc::clone(record)
        } else {
            Arc::new(seen)
        })
    }

    fn source(
        &self,
        record: &Arc<SourceRecord>,
        is_in_the_open: bool,
    ) -> Option<Arc<SourceRecord>> {
        if is_in_the_open {
            return Some(Arc::clone(record));
        }
        let mut seen = SourceRecord::clone(record);
        seen.source = self.own(record.id.0, &record.source)?;
        seen.fate = self.own_fate(record.fate.as_ref());
        Some(Arc::new(seen))
    }

    /// One over marks of articles that are open, or my own.
    fn decision(
        &self,
        project: &Project,
        record: &Arc<DecisionRecord>,
    ) -> Option<Arc<DecisionRecord>> {
        let is_open = |id: &AnnotationId| {
            let mark = project.annotations.get(id);
            mark.is_some_and(|mark| self.open.contains(&mark.article))
        };
        if record.decision.value.about.iter().all(is_open) {
            return Some(Arc::clone(record));
        }
        if record.decision.value.by != self.me {
            return None;
        }
        let mut seen = DecisionRecord::clone(record);
        let own = record.decision.entries();
        seen.decision = Register::from_entries(own.filter(|entry| entry.value.by == self.me))?;
        seen.fate = self.own_fate(record.fate.as_ref());
        Some(Arc::new(seen))
    }

    /// The claims and sources that marks of open articles name.
    fn named_in_the_open(&self, seen: &Project) -> (BTreeSet<Uuid>, BTreeSet<Uuid>) {
        let (mut claims, mut sources) = (BTreeSet::new(), BTreeSet::new());
        let is_open = |mark: &&Arc<Annotation>| self.open.contains(&mark.article);
        for mark in seen.live_annotations().filter(is_open) {
            claims.extend(mark.claim().map(|id| id.0));
            for given in mark.assessments.values() {
                sources.extend(given.value.cites.iter().map(|cite| cite.source.0));
            }
        }
        (claims, sources)
    }

    /// My own lines about what I see, and others' about what is open.
    fn line(
        &self,
        project: &Project,
        seen: &Project,
        named: &BTreeSet<Uuid>,
        line: &HistoryEntry,
    ) -> bool {
        let id = line.record;
        let article = match project.annotations.get(&AnnotationId(id)) {
            Some(mark) => mark.article,
            None => ArticleId(id),
        };
        if self.open.contains(&article) || named.contains(&id) {
            return true;
        }
        let decision = crate::model::DecisionId(id);
        if project.decisions.contains_key(&decision) {
            return seen.decisions.contains_key(&decision);
        }
        let is_hidden = |it: bool, shown: bool| it && !shown;
        let (claim, source) = (crate::model::ClaimId(id), crate::model::SourceId(id));
        let mark = AnnotationId(id);
        line.by == self.me
            && !is_hidden(
                project.claims.contains_key(&claim),
                seen.claims.contains_key(&claim),
            )
            && !is_hidden(
                project.sources.contains_key(&source),
                seen.sources.contains_key(&source),
            )
            && !is_hidden(
                project.annotations.contains_key(&mark),
                seen.annotations.contains_key(&mark),
            )
    }

    /// Me, and whoever stands on something that is seen.
    fn people(&self, seen: &Project) -> BTreeSet<ReviewerId> {
        let mut people = BTreeSet::from([self.me]);
        for mark in seen.annotations.values() {
            people.insert(mark.by);
            people.extend(mark.assessments.keys().copied());
            people.extend(mark.signed.keys().copied());
        }
        for article in seen.articles.values() {
            people.extend(article.read.keys().copied());
            people.extend(article.signed.keys().copied());
        }
        for decision in seen.decisions.values() {
            people.insert(decision.decision.value.by);
        }
        people
    }

    /// What I said of a record's end.
    fn own_fate(&self, fate: Option<&Register<Fate>>) -> Option<Register<Fate>> {
        let own = fate?.entries().filter(|entry| entry.value.by == self.me);
        Register::from_entries(own)
    }

    /// What I wrote of a register; nothing where that is nothing.
    fn own<T: Ord + Clone + Caution>(
        &self,
        record: Uuid,
        register: &Register<T>,
    ) -> Option<Register<T>> {
        if register
            .stamps()
            .all(|stamp| self.authors.wrote(self.me, record, stamp))
        {
            return Some(register.clone());
        }
        let is_own = |entry: &Rival<T>| self.authors.wrote(self.me, record, &entry.stamp);
        Register::from_entries(register.entries().filter(is_own))
    }
}

/// Who wrote what, where a register does not say it.
struct Authors {
    by_line: BTreeMap<(Uuid, Rev), ReviewerId>,
    by_session: BTreeMap<Session, BTreeSet<ReviewerId>>,
}

impl Authors {
    fn of(project: &Project) -> Self {
        let mut authors = Self {
            by_line: BTreeMap::new(),
            by_session: BTreeMap::new(),
        };
        for line in &project.history {
            let Some(rev) = line.rev else { continue };
            authors.by_line.insert((line.record, rev), line.by);
            authors.session(rev, line.by);
        }
        for mark in project.annotations.values() {
            for rev in mark.spans.revs() {
                authors.session(rev, mark.by);
            }
            for (by, given) in &mark.assessments {
                for rev in given.revs() {
                    authors.session(rev, *by);
                }
            }
        }
        for decision in project.decisions.values() {
            for entry in decision.decision.entries() {
                if let Some(rev) = entry.stamp.rev {
                    authors.session(rev, entry.value.by);
                }
            }
        }
        authors
    }

    fn session(&mut self, rev: Rev, by: ReviewerId) {
        self.by_session.entry(rev.session).or_default().insert(by);
    }

    /// Whether `me` wrote it. What has no revision yet was written here. A session whose writer cannot be told, or in
    /// which several people wrote, is somebody else's: hiding too much shows nobody's judgement.
    fn wrote(&self, me: ReviewerId, record: Uuid, stamp: &Stamp) -> bool {
        let Some(rev) = stamp.rev else { return true };
        match self.by_line.get(&(record, rev)) {
            Some(by) => *by == me,
            None => self
                .by_session
                .get(&rev.session)
                .is_some_and(|people| people.iter().eq([&me])),
        }
    }
}

#[cfg(test)]
mod tests;
