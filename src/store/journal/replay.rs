//! From a journal to a project.
//!
//! The work was done on what stood in the project's file then. Where that has not changed, it is done again on it, and that
//! is all. Where others have saved since, the base of the work is rebuilt: the file as it is, with every record that the
//! journal speaks of as it was before. What was done is given revisions against that base, so that only what really changed
//! has one, and joined to the file as any other copy.
//!
//! Entries remember the number that the session's next save had. If the file holds a save of the session with that number or
//! a later one, the entry was in it: the program ended between the save and the end of the journal.
//!
//! The revisions are those of the session that did the work: `session.n` of a save that never was, or that went to another
//! file with the very same values.

use super::{
    JournalError, JournalHeader,
    change::Change,
    entry::Reader,
    frame::{Kind, Scan},
};
use crate::{
    edit::{RevisionContext, give_revisions, has_unsaved_changes},
    model::{Project, Register, Registers, Session},
    review::{self, Joined},
    store::{
        problem::Warning,
        read::parse_as,
        resolve::{Strictness, check},
        save::Fingerprint,
    },
};
use jiff::Timestamp;

/// A journal brought together with what stands in the project's file.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// What stands in the project's file now; where there is none, the project as it was before the work.
    pub present: Project,
    /// The same with the work, and what it changes.
    pub joined: Joined,
    /// Whether others have saved since.
    pub came_in: bool,
    /// How many changes it holds.
    pub changes: usize,
    /// When the last of them was written, in UTC.
    pub written: Timestamp,
    /// What looks odd.
    pub warnings: Vec<Warning>,
}

impl Replayed {
    /// Whether all of it is in the file already.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        !has_unsaved_changes(&self.joined.project, &self.present)
    }
}

/// Joins the work to `theirs`, what stands in the project's file now.
pub(super) fn replay(
    scan: &Scan<'_>,
    theirs: Option<(&Project, &Fingerprint)>,
) -> Result<Replayed, JournalError> {
    let header = &scan.header;
    let mut reader = Reader::default();
    let mut whole = None;
    let mut changes = Vec::new();
    if let Some((theirs, _)) = theirs {
        reader.learn(theirs);
    }
    for entry in &scan.entries {
        match entry.frame.kind {
            Kind::Whole => {
                let loaded = parse_as(entry.payload, "the journal", Strictness::Recovery)
                    .map_err(|error| JournalError::Entry(error.to_string()))?;
                reader.learn(&loaded.project);
                whole = Some(loaded.project);
            }
            Kind::Change => changes.push((entry.frame, reader.read(entry.payload)?)),
        }
    }
    let saved = theirs.map_or(0, |(theirs, _)| last_save(theirs, header.session));
    let (in_file, unsaved): (Vec<_>, Vec<_>) = changes
        .into_iter()
        .partition(|(frame, _)| frame.save <= saved);
    let last = unsaved.last().map(|(frame, _)| *frame);
    let in_file: Vec<Change> = in_file.into_iter().map(|(_, change)| change).collect();
    let unsaved: Vec<Change> = unsaved.into_iter().map(|(_, change)| change).collect();
    let written = last.map_or(header.began, |frame| frame.written);
    let context = RevisionContext {
        session: header.session,
        n: last.map_or(1, |frame| frame.save),
        by: header.by,
        at: written,
    };
    let mut base = match (whole, theirs) {
        (Some(whole), _) if in_file.is_empty() => whole,
        (_, Some((theirs, _))) => base_of(theirs, &in_file, &unsaved),
        (Some(whole), None) => whole,
        (None, None) => return Err(JournalError::NoProject),
    };
    // A base of ours has none without a revision; one that does would count as saved and never be given one.
    let nothing = Project::new(base.id);
    give_revisions(&mut base, &nothing, context);
    let mut project = base.clone();
    for change in &unsaved {
        change.apply(&mut project);
    }
    give_revisions(&mut project, &base, context);
    let came_in = theirs.is_some_and(|(_, stands)| !is_same(header, stands));
    let (present, joined) = match theirs {
        Some((theirs, _)) if came_in => (theirs.clone(), joined(&base, &project, theirs)),
        Some((theirs, _)) => (theirs.clone(), review::compared(theirs, project)),
        None => {
            let joined = review::compared(&base, project);
            (base, joined)
        }
    };
    // What no save could write is refused here, where the journal is kept, and not at the save.
    check(&joined.project, Strictness::Saved)
        .map_err(|problems| JournalError::DoesNotFit { problems })?;
    Ok(Replayed {
        present,
        joined,
        came_in,
        changes: last.map_or(0, |frame| frame.changes),
        written,
        warnings: reader.warnings,
    })
}

fn is_same(header: &JournalHeader, stands: &Fingerprint) -> bool {
    header
        .based_on
        .is_some_and(|based_on| based_on.same_bytes(stands))
}

/// What the work was done on, as far as it matters: the file as it is, but what the journal speaks of as it was before.
fn base_of(theirs: &Project, in_file: &[Change], unsaved: &[Change]) -> Project {
    let mut base = theirs.clone();
    for change in unsaved.iter().rev() {
        change.inverse().apply(&mut base);
    }
    // What was saved in between stands in the file with its revisions; the journal has it without.
    for change in in_file {
        change.overrule(theirs, &mut base);
    }
    base
}

/// The work and the file in one. A title has no revision to go by: where only the work has changed it, it is the new one.
/// Nor has what was taken back, a merge say: where nobody else has touched a record, it is as the work left it.
fn joined(base: &Project, project: &Project, theirs: &Project) -> Joined {
    let mut joined = review::join(theirs, project);
    let mut ours_alone = Change::between(base, project);
    ours_alone.keep_where_same(base, theirs);
    ours_alone.apply(&mut joined.project);
    let notices = joined.report.notices;
    let mut joined = review::compared(theirs, joined.project);
    joined.report.notices = notices;
    joined
}

/// The number of the last save of a session that is in a project, or that was seen by something in it.
fn last_save(project: &Project, session: Session) -> u32 {
    let Project {
        id: _,
        title: _,
        reviewers,
        articles,
        set_aside,
        sources,
        claims,
        annotations,
        decisions,
        history,
    } = project;
    let mut last = 0;
    let mut see = |record: &dyn Registers| {
        let seen = record.all_seen();
        let of_session = seen.iter().filter(|rev| rev.session == session);
        last = of_session
            .map(|rev| rev.n)
            .chain([last])
            .max()
            .unwrap_or(last);
    };
    articles.values().for_each(|record| see(&**record));
    set_aside.values().for_each(|record| see(&**record));
    sources.values().for_each(|record| see(&**record));
    claims.values().for_each(|record| see(&**record));
    annotations.values().for_each(|record| see(&**record));
    decisions.values().for_each(|record| see(&**record));
    let of_people = reviewers
        .values()
        .map(|reviewer| Register::all_seen(reviewer));
    let of_people = of_people.flat_map(|seen| seen.iter().collect::<Vec<_>>());
    let of_lines = history.iter().filter_map(|line| line.rev);
    of_people
        .chain(of_lines)
        .filter(|rev| rev.session == session)
        .map(|rev| rev.n)
        .fold(last, u32::max)
}
