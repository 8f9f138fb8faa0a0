//! Work that an earlier start left behind: journals, and the recovery copies of older versions of this program.
//!
//! Each is brought together with what stands in its project's file now. What turns out to be saved already goes; whatever
//! cannot be read stays where it is and is named.

use super::super::journal::Predecessor;
use super::file_name;
use super::merging::{MergeRow, rows};
use crate::app::{RecoveryOffer, words};
use crate::edit::{RevisionContext, give_revisions};
use crate::model::{Project, ProjectId};
use crate::review::{self, Joined};
use crate::store::journal::{self, FoundJournal, JournalEnd, JournalError, JournalHeader};
use crate::store::{self, Disk, Fingerprint, Loaded, recovery, versions};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Work that was read, beside what stands in its project's file.
pub(super) struct LeftWork {
    /// The journal or recovery copy.
    pub(super) copy: PathBuf,
    /// Files of earlier starts whose work came back into it.
    succeeds: Vec<PathBuf>,
    /// Files that hold nothing more than it does.
    contained: Vec<PathBuf>,
    /// The project's file, where it can be read and is of the same project.
    pub(super) file: Option<(PathBuf, Fingerprint)>,
    /// The file that the work belongs to, be it there or not.
    pub(super) project_path: Option<PathBuf>,
    pub(super) title: String,
    /// What stands in the file; without one, the project as it was before the work.
    pub(super) present: Project,
    /// Both together.
    pub(super) joined: Joined,
    /// Whether others have saved since.
    pub(super) came_in: bool,
    pub(super) changes: usize,
    pub(super) written: Timestamp,
    pub(super) notices: Vec<String>,
    is_nothing: bool,
}

/// What a look for left work brought.
#[derive(Default)]
pub(super) struct Found {
    pub(super) offers: Vec<RecoveryOffer>,
    /// What cannot be offered, in sentences that name the file.
    pub(super) kept: Vec<String>,
}

/// Looks through the folder. `context` is for recovery copies, whose changes have no session of their own to go by.
pub(super) fn look(
    disk: &dyn Disk,
    folder: &Path,
    context: RevisionContext,
    blind: &BTreeSet<ProjectId>,
) -> Found {
    let mut found = Found::default();
    let files = match disk.list(folder) {
        Ok(files) => files,
        Err(error) => {
            found.kept.push(format!("{}: {error}", folder.display()));
            return found;
        }
    };
    let (mut works, mut locks) = (Vec::new(), Vec::new());
    for file in files.into_iter().filter(|file| is_left_work(file)) {
        // Held while it is looked at, so that nobody else takes it; held by another window, it is at work on it.
        let lock = recovery::hold_recovery(disk, &file);
        if lock.is_none() && recovery::is_held(disk, &file) {
            continue;
        }
        locks.push(lock);
        match read(disk, &file, context, &mut found.kept) {
            Err(why) => found.kept.push(why),
            Ok(work) => works.push(work),
        }
    }
    let works = without_contained(without_succeeded(without_saved(disk, works)));
    found.offers = works.into_iter().map(|work| work.offer(blind)).collect();
    found
}

/// Removes what is saved, as where the program ended between the save and the end of the journal, together with what was
/// brought back into that.
fn without_saved(disk: &dyn Disk, works: Vec<LeftWork>) -> Vec<LeftWork> {
    let saved = works.iter().filter(|work| work.is_nothing);
    let saved: BTreeSet<PathBuf> = saved
        .flat_map(|work| work.succeeds.iter().chain([&work.copy]).cloned())
        .collect();
    let (saved, works): (Vec<_>, Vec<_>) = works
        .into_iter()
        .partition(|work| saved.contains(&work.copy));
    for work in saved {
        let _next_time = recovery::remove_recovery(disk, &work.copy);
    }
    works
}

/// Leaves to each work what was brought back into it, whatever became of it there.
fn without_succeeded(works: Vec<LeftWork>) -> Vec<LeftWork> {
    let succeeded: BTreeSet<PathBuf> = works
        .iter()
        .flat_map(|work| work.succeeds.iter().cloned())
        .collect();
    let there: BTreeSet<PathBuf> = works.iter().map(|work| work.copy.clone()).collect();
    let mut works = works;
    works.retain(|work| !succeeded.contains(&work.copy));
    for work in &mut works {
        let named = work.succeeds.iter().filter(|file| there.contains(*file));
        work.contained = named.cloned().collect();
    }
    works
}

/// Leaves out what another work contains, as where a defect came while its journal was written.
fn without_contained(works: Vec<LeftWork>) -> Vec<LeftWork> {
    let contains = |one: &LeftWork, other: &LeftWork| {
        let (one, other) = (&one.joined.project, &other.joined.project);
        one.id == other.id && review::join(one, other).project == *one
    };
    let mut kept: Vec<LeftWork> = Vec::new();
    for mut work in works {
        if let Some(other) = kept.iter_mut().find(|other| contains(other, &work)) {
            other.contained.extend(work.contained);
            other.contained.push(work.copy);
            continue;
        }
        let (inside, others): (Vec<_>, Vec<_>) =
            kept.into_iter().partition(|other| contains(&work, other));
        kept = others;
        for other in inside {
            work.contained.extend(other.contained);
            work.contained.push(other.copy);
        }
        kept.push(work);
    }
    kept
}

fn is_left_work(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension == "journal" || extension == "ron")
}

/// Reads what was left, and takes it, so that no other window does.
pub(super) fn take(
    disk: &dyn Disk,
    file: &Path,
    context: RevisionContext,
) -> Result<(LeftWork, Predecessor), Taken> {
    let lock = recovery::hold_recovery(disk, file);
    if lock.is_none() && recovery::is_held(disk, file) {
        return Err(Taken::ByAnother);
    }
    let work = read(disk, file, context, &mut Vec::new()).map_err(Taken::Unreadable)?;
    let file = file.to_owned();
    Ok((work, Predecessor { file, lock }))
}

/// Why left work was not taken.
pub(super) enum Taken {
    /// Another window has brought it back already.
    ByAnother,
    /// It cannot be read, and why.
    Unreadable(String),
}

fn read(
    disk: &dyn Disk,
    file: &Path,
    context: RevisionContext,
    kept: &mut Vec<String>,
) -> Result<LeftWork, String> {
    if file.extension().is_some_and(|extension| extension == "ron") {
        read_copy(disk, file, context)
    } else {
        read_journal(disk, file, kept)
    }
}

fn read_journal(disk: &dyn Disk, file: &Path, kept: &mut Vec<String>) -> Result<LeftWork, String> {
    let found = FoundJournal::read(disk, file).map_err(|error| error.to_string())?;
    let rest = journal::keep_rest(disk, &found);
    let is_rest_safe = rest.is_ok();
    match rest {
        Ok(None) => {}
        Ok(Some(place)) => kept.push(words::rest_kept(file, &place)),
        Err(error) => kept.push(error.to_string()),
    }
    let header = &found.header;
    let folder = file.parent().unwrap_or(Path::new("."));
    let on_disk = stands(disk, header.project_path.as_deref(), header.project);
    let theirs = on_disk
        .as_ref()
        .map(|(_, loaded, fingerprint)| (&loaded.project, fingerprint));
    let back = found.replay(theirs);
    let back = match back {
        // The work was done on a file that is gone or damaged: what stood there may be among the earlier versions.
        Err(JournalError::NoProject) => base_of(disk, folder, header)
            .map_or(back, |(base, fingerprint)| {
                found.replay(Some((&base, &fingerprint)))
            }),
        back => back,
    };
    let back = back.map_err(|error| {
        let of = header.project_path.as_ref().map(|path| path.display());
        let of = of.map_or_else(String::new, |of| format!("{of}: "));
        format!("{of}{error}; the work is kept in {}", file.display())
    })?;
    let mut notices: Vec<String> = back.warnings.iter().map(ToString::to_string).collect();
    if found.end != JournalEnd::Whole {
        notices.insert(0, words::LAST_CUT_SHORT.to_owned());
    }
    let is_empty = theirs.is_none() && back.joined.project.live_articles().next().is_none();
    // Names only: a journal never speaks of files elsewhere.
    let names = header
        .succeeds
        .iter()
        .filter_map(|name| Path::new(name).file_name());
    Ok(LeftWork {
        copy: file.to_owned(),
        succeeds: names.map(|name| file.with_file_name(name)).collect(),
        contained: Vec::new(),
        is_nothing: (back.is_nothing() || is_empty) && is_rest_safe,
        file: on_disk.map(|(path, _, fingerprint)| (path, fingerprint)),
        project_path: header.project_path.clone(),
        title: header.title.clone(),
        present: back.present,
        joined: back.joined,
        came_in: back.came_in,
        changes: back.changes,
        written: back.written,
        notices,
    })
}

/// The version on which the work of a journal was done.
fn base_of(
    disk: &dyn Disk,
    recovery: &Path,
    header: &JournalHeader,
) -> Option<(Project, Fingerprint)> {
    let fingerprint = header.based_on?;
    let folder = recovery.parent()?.join("versions");
    let version = versions::holding(disk, &folder, header.project, &fingerprint)?;
    let bytes = versions::read(disk, &version).ok()?;
    let loaded = store::parse(&bytes, "the earlier version").ok()?;
    Some((loaded.project, fingerprint))
}

fn read_copy(disk: &dyn Disk, file: &Path, context: RevisionContext) -> Result<LeftWork, String> {
    let (header, loaded) =
        recovery::read_recovery(disk, file).map_err(|error| error.to_string())?;
    let mut project = loaded.project;
    let on_disk = stands(disk, header.project_path.as_deref(), project.id);
    let (present, joined, came_in) = match &on_disk {
        None => {
            let present = Project::new(project.id);
            let joined = review::compared(&present, project);
            (present, joined, false)
        }
        Some((_, theirs, fingerprint)) => {
            let theirs = &theirs.project;
            let came_in = header
                .based_on
                .is_some_and(|based_on| !based_on.same_bytes(fingerprint));
            let joined = if came_in {
                // What stands beside a change of theirs needs a revision for that, else it could never be saved.
                give_revisions(&mut project, theirs, context);
                review::join(theirs, &project)
            } else {
                review::compared(theirs, project)
            };
            (theirs.clone(), joined, came_in)
        }
    };
    Ok(LeftWork {
        copy: file.to_owned(),
        succeeds: Vec::new(),
        contained: Vec::new(),
        file: on_disk.map(|(path, _, fingerprint)| (path, fingerprint)),
        project_path: header.project_path,
        title: header.title,
        present,
        joined,
        came_in,
        changes: header.changes,
        written: header.written,
        notices: loaded.warnings.iter().map(ToString::to_string).collect(),
        is_nothing: false,
    })
}

/// What stands in the project's file, where it can be read; another project may have been saved there since.
fn stands(
    disk: &dyn Disk,
    path: Option<&Path>,
    project: ProjectId,
) -> Option<(PathBuf, Loaded, Fingerprint)> {
    let path = path?;
    let (loaded, fingerprint) = store::load(disk, path).ok()?;
    let is_same = loaded.project.id == project;
    is_same.then(|| (path.to_owned(), loaded, fingerprint))
}

impl LeftWork {
    fn offer(self, blind: &BTreeSet<ProjectId>) -> RecoveryOffer {
        let preview = review::preview(&self.present, &self.joined);
        // In blind review there is nothing that may be shown first.
        let rows: Vec<MergeRow> = if blind.contains(&self.present.id) {
            Vec::new()
        } else {
            rows(&self.joined.project, &preview)
        };
        let mut notices = self.notices;
        if self.came_in {
            let name = self.project_path.as_deref().map(file_name);
            notices.push(words::changed_since(&name.unwrap_or_default()));
        }
        RecoveryOffer {
            copy: self.copy,
            contained: self.contained,
            project_path: self.project_path,
            title: self.title,
            written: self.written,
            changes: self.changes,
            rows,
            notices,
            is_asked_about: false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::look;
    use crate::edit::{Edit, RevisionContext};
    use crate::model::{Article, ArticleId, Project, Record, ReviewerId, Session};
    use crate::store::journal::{JournalHeader, JournalWriter, Moment, Origin, journal_file};
    use crate::store::versions::{self, VersionNote, When};
    use crate::store::{self, Fingerprint, RealDisk};
    use crate::text::Text;
    use jiff::{Timestamp, tz::TimeZone};
    use std::collections::BTreeSet;
    use std::sync::Arc;
    use uuid::Uuid;

    /// Larger than what a journal holds whole.
    fn large_project() -> Project {
        let sample = include_bytes!("../../../projects/ferry.ron");
        let mut project = store::parse(sample, "ferry.ron").unwrap().project;
        let text = Text::new("Nothing but the weather on the coast.\n".repeat(70_000));
        let first = project.articles.values().next().unwrap();
        let article = Article {
            id: ArticleId(Uuid::from_u128(5)),
            text_id: text.id(),
            text: Some(Arc::new(text)),
            blocks: Vec::new(),
            ..Article::clone(first)
        };
        let add = Edit::Add(Box::new(Record::Article(Box::new(article))));
        add.apply(&mut project).unwrap();
        project
    }

    /// A journal of a large project does not hold what the file has; where the file is gone, a version has it.
    #[test]
    fn work_on_a_large_project_whose_file_is_gone_is_offered_where_a_version_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let (recovery, kept) = (
            folder.path().join("recovery"),
            folder.path().join("versions"),
        );
        let ron = store::to_ron(&large_project()).unwrap();
        let fingerprint = Fingerprint::of(ron.as_bytes());
        let saved = store::parse(ron.as_bytes(), "large.ron").unwrap().project;
        let mut project = saved.clone();
        Edit::Title("The work".to_owned())
            .apply(&mut project)
            .unwrap();
        let session = Session::from_random(7);
        let origin = Origin {
            header: JournalHeader {
                session,
                by: ReviewerId(Uuid::from_u128(1)),
                project: saved.id,
                title: saved.title.clone(),
                project_path: Some(folder.path().join("gone.ron")),
                based_on: Some(fingerprint),
                began: Timestamp::UNIX_EPOCH,
                succeeds: Vec::new(),
            },
            saved,
        };
        let now = Moment {
            project,
            save: 1,
            changes: 1,
            at: Timestamp::UNIX_EPOCH,
        };
        let file = journal_file(&recovery, session);
        JournalWriter::begin(Arc::new(RealDisk), file, Arc::new(origin), &now).unwrap();
        let context = RevisionContext {
            session: Session::from_random(8),
            n: 1,
            by: ReviewerId(Uuid::from_u128(1)),
            at: Timestamp::UNIX_EPOCH,
        };
        let found = || look(&RealDisk, &recovery, context, &BTreeSet::new());
        let without = found();
        assert_eq!((without.offers.len(), without.kept.len()), (0, 1));

        let when = When {
            at: Timestamp::UNIX_EPOCH,
            zone: TimeZone::UTC,
        };
        let of = (fingerprint.sha256, &VersionNote::default());
        versions::keep(&RealDisk, &kept, now.project.id, of, &when, || {
            Ok(ron.clone().into_bytes())
        })
        .unwrap();
        let with = found();
        assert_eq!(
            (with.offers.len(), with.kept.len()),
            (1, 0),
            "{:?}",
            with.kept
        );
    }
}
