//! The list of versions, and one of them compared with what is open.

use super::super::super::{App, Dialog, words};
use super::super::{Finished, Work};
use super::Versions;
use crate::edit::bringing_back::{BackContext, bring_back};
use crate::model::{ArticleId, Project, ProjectId, RecordRef, ReviewerId, Table};
use crate::review::{self, Hiding, Incoming, IncomingKind, blind};
use crate::store::versions::{self, Version};
use crate::store::{self, Disk};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

/// A version in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierVersion {
    /// The version.
    pub(super) version: Version,
    /// When it was saved, in words, in the person's own time zone.
    pub when: String,
    /// By whom, or what else is known of it.
    pub says: String,
}

/// A version, compared with what is open.
#[derive(Clone, Debug, PartialEq)]
pub struct LookedAt {
    /// What has changed since, in a sentence.
    pub summary: String,
    /// The same as lines.
    pub rows: Vec<VersionRow>,
    /// When it was saved, in words.
    pub(super) when: String,
    /// All of it.
    pub(super) whole: Project,
    /// What this person may see of it.
    pub(super) shown: Project,
}

/// One line of what has changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionRow {
    /// Nothing, before a heading.
    Gap,
    /// Which article the next ones are about.
    Heading(String),
    /// One change.
    Item {
        /// Of which record.
        record: RecordRef,
        /// Whether what was said then can come back.
        can_come_back: bool,
        /// What has happened since: "added", "changed", "deleted".
        word: &'static str,
        /// The words that it is about.
        quote: String,
        /// What is said of them.
        says: String,
    },
}

/// What a look brought.
pub(in crate::app::files) enum Found {
    List(u64, Result<Vec<EarlierVersion>, String>),
    Look(u64, Result<Box<LookedAt>, String>),
    /// A version was written to a file, or opened in a window of its own.
    Done(Result<Option<String>, String>),
}

/// Who looks, and at what.
struct Eye {
    me: ReviewerId,
    at: Timestamp,
    hiding: Hiding,
    /// Articles in which others' work is hidden now.
    hidden: BTreeSet<ArticleId>,
    /// Nothing where there is nothing to compare with.
    present: Option<Project>,
}

impl App {
    /// Shows what was saved before of what is open.
    pub(in crate::app) fn show_versions(&mut self) {
        self.look_at_versions(self.project.whole().id, None);
    }

    /// The same for a file that is damaged.
    pub(in crate::app::files) fn show_versions_of(&mut self, project: ProjectId, damaged: PathBuf) {
        self.look_at_versions(project, Some(damaged));
    }

    fn look_at_versions(&mut self, project: ProjectId, damaged: Option<PathBuf>) {
        let looks = self.versions.looks + 1;
        self.versions = Versions {
            damaged,
            project: Some(project),
            looks,
            fails: self.versions.fails,
            ..Versions::default()
        };
        self.show_dialog(Dialog::Versions);
        let Some(folder) = self.versions_folder() else {
            self.versions.trouble = Some(words::NO_VERSIONS.to_owned());
            return;
        };
        let disk = Arc::clone(&self.services.disk);
        let names = self.names_in_list(project);
        let now = self.file.as_ref().map(|file| file.fingerprint.sha256);
        let now = now.filter(|_| self.versions.damaged.is_none());
        let today = (self.services.clock)();
        self.jobs.start(&self.services, Work::Versions, move || {
            let found = versions::list(&*disk, &folder, project).map(|found| {
                let one = |version| listed(&*disk, version, &names, now, today);
                found.into_iter().map(one).collect()
            });
            Finished::Versions(Found::List(looks, found.map_err(|error| error.to_string())))
        });
    }

    /// Who may be named as the one who saved: in blind review only the person.
    fn names_in_list(&self, project: ProjectId) -> BTreeMap<ReviewerId, String> {
        let me = self.reviewer();
        let is_blind = self.settings.blind.contains(&project);
        let people = self.project.whole().reviewers.keys();
        let seen = people.filter(|person| !is_blind || **person == me);
        seen.map(|person| (*person, self.project.whole().reviewer_name(*person)))
            .collect()
    }

    /// Compares this version of the list with what is open.
    pub fn choose_version(&mut self, place: usize) {
        self.versions.chosen = place;
        self.versions.look = None;
        self.versions.trouble = None;
        self.versions.ticked.clear();
        self.versions.looks += 1;
        let looks = self.versions.looks;
        let Some(earlier) = self.versions.current().cloned() else {
            return;
        };
        let project = self.versions.project;
        let is_blind = project.is_some_and(|it| self.settings.blind.contains(&it));
        let articles = self.project.whole().articles.keys().copied();
        let is_damaged = self.versions.damaged.is_some();
        let eye = Eye {
            me: self.reviewer(),
            at: (self.services.clock)(),
            hiding: if is_blind {
                Hiding::Others
            } else {
                Hiding::Nothing
            },
            hidden: articles.filter(|it| self.is_hidden_in(*it)).collect(),
            present: (!is_damaged).then(|| self.project.to_edit().clone()),
        };
        let disk = Arc::clone(&self.services.disk);
        self.jobs.start(&self.services, Work::Versions, move || {
            let look = look(&*disk, &earlier, &eye).map(Box::new);
            Finished::Versions(Found::Look(looks, look))
        });
    }

    pub(in crate::app::files) fn take_versions(&mut self, found: Found) {
        match found {
            Found::List(looks, list) if looks == self.versions.looks => match list {
                Ok(list) => {
                    self.versions.list = Some(list.into());
                    self.versions.focus_list = true;
                    self.choose_version(self.first_to_look_at());
                }
                Err(why) => self.versions.trouble = Some(why),
            },
            Found::Look(looks, look) if looks == self.versions.looks => match look {
                Ok(look) => self.versions.look = Some(Arc::from(look)),
                Err(why) => self.versions.trouble = Some(why),
            },
            Found::List(..) | Found::Look(..) => {}
            Found::Done(Ok(said)) => {
                if let Some(said) = said {
                    self.notices.info(said);
                }
            }
            Found::Done(Err(why)) => self.notices.error(words::VERSION_FAILED, vec![why]),
        }
    }

    /// The newest one that is not the file as it is now, unless something has been done since.
    fn first_to_look_at(&self) -> usize {
        let list = self.versions.list.as_deref().unwrap_or_default();
        let is_now = |version: &EarlierVersion| version.says == words::VERSION_OF_NOW;
        let is_nothing_new = self.versions.damaged.is_none() && !self.has_unsaved_changes();
        usize::from(is_nothing_new && list.len() > 1 && list.first().is_some_and(is_now))
    }
}

fn listed(
    disk: &dyn Disk,
    version: Version,
    names: &BTreeMap<ReviewerId, String>,
    now: Option<store::Sha256Digest>,
    today: Timestamp,
) -> EarlierVersion {
    let by = versions::note(disk, &version).ok().and_then(|note| note.by);
    let says = if now == Some(version.sha256) {
        words::VERSION_OF_NOW.to_owned()
    } else {
        by.and_then(|by| names.get(&by).cloned())
            .unwrap_or_default()
    };
    EarlierVersion {
        when: words::version_of(version.at, today),
        says,
        version,
    }
}

fn look(disk: &dyn Disk, earlier: &EarlierVersion, eye: &Eye) -> Result<LookedAt, String> {
    let bytes = versions::read(disk, &earlier.version).map_err(|error| error.to_string())?;
    let loaded = store::parse(&bytes, &earlier.when).map_err(|error| error.to_string())?;
    let whole = loaded.project;
    let shown = match eye.hiding {
        Hiding::Nothing => whole.clone(),
        Hiding::Others => blind::visible(&whole, eye.me),
    };
    let (summary, rows) = match &eye.present {
        Some(present) => compared(&shown, present, eye),
        None if eye.hiding == Hiding::Others => (words::VERSION_UNSEEN.to_owned(), Vec::new()),
        None => (words::version_holds(&shown), Vec::new()),
    };
    Ok(LookedAt {
        summary,
        rows,
        when: earlier.when.clone(),
        whole,
        shown,
    })
}

/// What has changed between then and now.
fn compared(then: &Project, present: &Project, eye: &Eye) -> (String, Vec<VersionRow>) {
    let since = review::preview(then, &review::compared(then, present.clone()));
    let back = review::preview(present, &review::compared(present, then.clone()));
    // Not there any more at all, as where the file was put back by another program.
    let gone = back
        .incoming
        .into_iter()
        .filter(|it| it.kind == IncomingKind::Added);
    let gone = gone.map(|it| Incoming {
        kind: IncomingKind::Removed,
        ..it
    });
    let mut all: Vec<Incoming> = since.incoming.iter().cloned().chain(gone).collect();
    all.retain(|it| {
        let is_hidden = it.article.is_some_and(|it| eye.hidden.contains(&it));
        !is_hidden || it.by == Some(eye.me)
    });
    let summary = if all.is_empty() {
        words::NOTHING_SINCE.to_owned()
    } else {
        words::since_then(&since, &all)
    };
    (summary, rows(then, present, all, eye))
}

fn rows(then: &Project, present: &Project, all: Vec<Incoming>, eye: &Eye) -> Vec<VersionRow> {
    let context = BackContext {
        by: eye.me,
        at: eye.at,
    };
    let title = |id: Option<ArticleId>| {
        let article = id.and_then(|id| {
            let live = present.articles.get(&id).filter(|it| it.text.is_some());
            live.or_else(|| then.articles.get(&id))
        });
        article.map_or("The project", |article| article.display_title())
    };
    let mut groups: BTreeMap<(bool, Option<ArticleId>), Vec<Incoming>> = BTreeMap::new();
    for it in all {
        let key = (it.article.is_none(), it.article);
        groups.entry(key).or_default().push(it);
    }
    let mut rows = Vec::new();
    for ((_, article), items) in groups {
        if !rows.is_empty() {
            rows.push(VersionRow::Gap);
        }
        rows.push(VersionRow::Heading(title(article).to_owned()));
        for it in items {
            let is_own = it.kind == IncomingKind::Removed || it.by.is_none_or(|by| by == eye.me);
            let only = BTreeSet::from([it.record]);
            let can_come_back = it.kind != IncomingKind::Added
                && is_own
                && !bring_back(present, then, &only, context).is_empty();
            rows.push(row(then, present, it, can_come_back));
        }
    }
    rows
}

fn row(then: &Project, present: &Project, it: Incoming, can_come_back: bool) -> VersionRow {
    let (word, says) = match it.kind {
        IncomingKind::Added => ("added", it.says),
        IncomingKind::Changed => ("changed", it.says),
        IncomingKind::Removed => ("deleted", was(then, it.record).unwrap_or(it.says)),
    };
    let who = it.by.filter(|_| it.kind != IncomingKind::Removed);
    let who = who.map(|by| person(then, present, by));
    VersionRow::Item {
        record: it.record,
        can_come_back,
        word,
        quote: it.quote,
        says: who.map_or(says.clone(), |who| format!("{who}: {says}")),
    }
}

fn person(then: &Project, present: &Project, by: ReviewerId) -> String {
    if present.reviewers.contains_key(&by) {
        present.reviewer_name(by)
    } else {
        then.reviewer_name(by)
    }
}

/// What a mark that is gone said.
fn was(then: &Project, record: RecordRef) -> Option<String> {
    let RecordRef::Annotation(id) = record else {
        return None;
    };
    let mark = of(&then.annotations, id)?;
    let said = mark.assessments.iter().filter_map(|(by, given)| {
        let status = given.value.status?.word();
        Some(format!("{}: {status}", then.reviewer_name(*by)))
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| said.join(", "))
}

fn of<Id: Ord + Copy, T>(table: &Table<Id, T>, id: Id) -> Option<&T> {
    table.get(&id).map(AsRef::as_ref)
}
