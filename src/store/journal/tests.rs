//! Journals of random work, cut at every byte, with every bit flipped, and on a disk that fails.

use super::{
    FoundJournal, JournalEnd, JournalError, JournalHeader, JournalWriter, Moment, Origin, Replayed,
    entry::Reader,
    find_journals,
    frame::{Entry, Kind, Scan, scan},
    journal_file, keep_rest,
};
use crate::{
    edit::{
        Edit,
        fixture::{ARTICLE, KINDS, MARK, ME, OTHER, edit, mark, save_context, saved_project},
        give_revisions,
    },
    model::{Project, Session, SmallMap, testing::projects},
    store::{
        Disk, Expected, Fingerprint, RealDisk, load, parse,
        resolve::Strictness,
        save,
        testing::{Fault, FaultyDisk},
        to_ron,
    },
    text::Text,
};
use proptest::prelude::*;
use std::{fs, io, path::Path, sync::Arc};
use tempfile::TempDir;

/// The session that writes the journals of these tests; it has saved nothing yet.
const SESSION: u64 = 7;

fn at(second: usize) -> jiff::Timestamp {
    let second = i64::try_from(second).unwrap();
    jiff::Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn moment(project: &Project, changes: usize) -> Moment {
    Moment {
        project: project.clone(),
        save: 1,
        changes,
        at: at(changes),
    }
}

fn origin(saved: &Project, file: Option<(&Path, Fingerprint)>) -> Arc<Origin> {
    Arc::new(Origin {
        header: JournalHeader {
            session: Session::from_random(SESSION),
            by: ME,
            project: saved.id,
            title: "Ferry\nnotes".to_owned(),
            project_path: file.map(|(path, _)| path.to_owned()),
            based_on: file.map(|(_, fingerprint)| fingerprint),
            began: at(0),
            succeeds: Vec::new(),
        },
        saved: saved.clone(),
    })
}

/// A journal on the real disk.
struct Desk {
    folder: TempDir,
    writer: JournalWriter,
}

impl Desk {
    fn new(saved: &Project, now: &Project) -> Self {
        Self::based_on(&origin(saved, None), now)
    }

    fn based_on(origin: &Arc<Origin>, now: &Project) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let disk = Arc::new(RealDisk);
        let file = journal_file(folder.path(), origin.header.session);
        let writer = JournalWriter::begin(disk, file, Arc::clone(origin), &moment(now, 1)).unwrap();
        Self { folder, writer }
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.writer.file()).unwrap()
    }

    fn found(&self) -> FoundJournal {
        FoundJournal::read(&RealDisk, self.writer.file()).unwrap()
    }

    fn replay(&self) -> Replayed {
        self.found().replay(None).unwrap()
    }

    fn replay_on(&self, theirs: &Project) -> Replayed {
        self.found()
            .replay(Some((theirs, &fingerprint(theirs))))
            .unwrap()
    }
}

fn fingerprint(project: &Project) -> Fingerprint {
    Fingerprint::of(to_ron(project).unwrap().as_bytes())
}

/// The project after each of the entries.
fn states(scan: &Scan<'_>) -> Vec<Project> {
    let mut reader = Reader::default();
    let mut states: Vec<Project> = Vec::new();
    for entry in &scan.entries {
        let state = match entry.frame.kind {
            Kind::Whole => {
                let whole = super::super::read::parse_as(entry.payload, "it", Strictness::Recovery)
                    .unwrap();
                reader.learn(&whole.project);
                whole.project
            }
            Kind::Change => {
                let mut state = states.last().unwrap().clone();
                reader.read(entry.payload).unwrap().apply(&mut state);
                state
            }
        };
        states.push(state);
    }
    assert!(reader.warnings.is_empty(), "{:?}", reader.warnings);
    states
}

/// What a save would have made of it.
fn as_saved(project: &Project, before: &Project) -> Project {
    let mut project = project.clone();
    give_revisions(&mut project, before, save_context(SESSION, 1));
    project
}

fn edited(project: &Project, (kind, what, value): (u8, u8, u8)) -> Project {
    let mut edited = project.clone();
    let _may_not_fit = edit(project, kind, what, value).apply(&mut edited);
    edited
}

/// The mark as `by` judges it with another note.
fn noted(project: &Project, by: crate::model::ReviewerId, note: &str) -> Project {
    let mut noted = project.clone();
    let old = project.annotations[&MARK].assessments.get(&by);
    let new = crate::edit::fixture::says(crate::model::Status::Unverified, note, 9);
    let register = old.map_or_else(
        || crate::model::Register::new(new.clone()),
        |old| old.written(new.clone()),
    );
    Edit::Assessment(MARK, by, Some(register))
        .apply(&mut noted)
        .unwrap();
    noted
}

fn note_of(project: &Project, by: crate::model::ReviewerId) -> &str {
    &project.annotations[&MARK].assessments[&by].value.note
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Any projects one after the other, however little they have in common.
    #[test]
    fn every_entry_gives_the_project_as_it_was(mut all in prop::collection::vec(projects(), 2..5)) {
        let id = all[0].id;
        for project in &mut all {
            project.id = id;
        }
        let mut desk = Desk::new(&all[0], &all[1]);
        let mut expected = vec![all[0].clone()];
        for (at, project) in all.iter().enumerate().skip(1) {
            desk.writer.append(&moment(project, at)).unwrap();
            if expected.last() != Some(project) {
                expected.push(project.clone());
            }
        }
        let bytes = desk.bytes();
        let scan = scan(&bytes).unwrap();
        prop_assert_eq!(states(&scan), expected);
    }

    /// What comes back is what a save would have written.
    #[test]
    fn any_work_comes_back_as_a_save_would_have_written_it(
        edits in prop::collection::vec((0..KINDS, any::<u8>(), any::<u8>()), 1..12)
    ) {
        let saved = saved_project();
        let mut project = saved.clone();
        let mut desk = Desk::new(&saved, &project);
        for (at, edit) in edits.into_iter().enumerate() {
            project = edited(&project, edit);
            desk.writer.append(&moment(&project, at)).unwrap();
        }
        let back = desk.replay();
        prop_assert_eq!(&back.present, &saved);
        // Whoever ends up without a change has nothing to be given back, whatever stands in the history.
        prop_assert_eq!(&back.joined.project, &as_saved(&project, &saved));
        let file = to_ron(&back.joined.project).unwrap();
        prop_assert!(parse(file.as_bytes(), "it").is_ok());
    }

    /// Where the file has changed, both sets of changes are in: the same as a merge of two copies.
    #[test]
    fn work_is_joined_to_what_others_saved_since(
        ours in prop::collection::vec((0..KINDS - 1, any::<u8>(), any::<u8>()), 1..8),
        theirs in prop::collection::vec((0..KINDS - 1, any::<u8>(), any::<u8>()), 1..8),
        stands_whole in any::<bool>(),
    ) {
        let saved = if stands_whole { saved_project() } else { with_long_text(&saved_project()) };
        let file = Some((Path::new("/ferry.ron"), fingerprint(&saved)));
        let mut project = saved.clone();
        let mut desk = Desk::based_on(&origin(&saved, file), &project);
        // What takes a register out, as the undoing of a merge does, is no copy's word in a join.
        for (at, (kind, what, value)) in ours.into_iter().enumerate() {
            project = edited(&project, (kind, what, value / 5 * 5));
            desk.writer.append(&moment(&project, at)).unwrap();
        }
        // Others take nothing out: what is missing in a file says nothing.
        let kept = theirs
            .into_iter()
            .map(|(kind, what, value)| (kind, what, value / 5 * 5))
            // Nor does the text of an article go that is nowhere else.
            .filter(|(kind, what, _)| stands_whole || *kind != 17 || what % 3 != 2);
        let mut other = kept.fold(saved.clone(), |it, edit| edited(&it, edit));
        give_revisions(&mut other, &saved, save_context(3, 1));
        // A deleted article has no text when it comes from a file.
        let other = parse(to_ron(&other).unwrap().as_bytes(), "it").unwrap().project;
        let back = desk.replay_on(&other);
        let mut expected = crate::review::join(&other, &as_saved(&project, &saved)).project;
        // A title has no revision.
        if other.title == saved.title {
            expected.title.clone_from(&project.title);
        }
        let in_file = |project: &Project| to_ron(project).unwrap();
        prop_assert_eq!(in_file(&back.joined.project), in_file(&expected));
    }
}

/// With another article, so long that the project does not stand whole in its journal.
fn with_long_text(project: &Project) -> Project {
    let mut project = project.clone();
    let mut article = (*project.articles[&ARTICLE]).clone();
    let text = Arc::new(Text::new("On and on. ".repeat(220_000)));
    article.id = crate::model::ArticleId(uuid::Uuid::from_u128(12));
    article.text_id = text.id();
    article.text = Some(text);
    project.articles.insert(article.id, Arc::new(article));
    project
}

/// A journal with several entries, and its work.
fn journal_of_three() -> (Desk, Vec<Project>) {
    let saved = saved_project();
    let one = noted(&saved, ME, "first é \"#");
    let two = edited(&one, (1, 3, 0));
    let three = edited(&noted(&two, OTHER, "theirs"), (2, 1, 4));
    let mut desk = Desk::new(&saved, &one);
    desk.writer.append(&moment(&two, 2)).unwrap();
    desk.writer.append(&moment(&three, 3)).unwrap();
    (desk, vec![saved, one, two, three])
}

fn is_prefix(some: &[Entry<'_>], all: &[Entry<'_>]) -> bool {
    some.len() <= all.len() && some == &all[..some.len()]
}

#[test]
fn every_cut_of_a_journal_is_a_prefix_of_its_entries() {
    let (desk, projects) = journal_of_three();
    let bytes = desk.bytes();
    let whole = scan(&bytes).unwrap();
    assert_eq!(states(&whole), projects);
    let first_line = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let mut seen = Vec::new();
    for cut in 0..bytes.len() {
        let Ok(scan) = scan(&bytes[..cut]) else {
            assert!(cut < first_line, "{cut}");
            continue;
        };
        assert_eq!(scan.header, whole.header);
        assert!(is_prefix(&scan.entries, &whole.entries), "{cut}");
        assert_eq!(scan.tail == super::frame::Tail::None, scan.whole == cut);
        seen.push(scan.entries.len());
    }
    assert!(seen.is_sorted());
    seen.dedup();
    assert_eq!(seen, [0, 1, 2, 3]);
}

#[test]
fn every_flipped_bit_of_a_journal_leaves_a_prefix_or_nothing() {
    let (desk, _) = journal_of_three();
    let bytes = desk.bytes();
    let whole = scan(&bytes).unwrap();
    let first_line = bytes.iter().position(|byte| *byte == b'\n').unwrap();
    for bit in 0..bytes.len() * 8 {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        match scan(&flipped) {
            Err(_) => assert!(bit / 8 <= first_line, "bit {bit}"),
            Ok(scan) => {
                assert_eq!(scan.header, whole.header);
                assert!(scan.entries.len() < whole.entries.len(), "bit {bit}");
                assert!(is_prefix(&scan.entries, &whole.entries), "bit {bit}");
            }
        }
    }
}

#[test]
fn a_text_stands_in_a_journal_once_and_not_where_the_file_has_it() {
    let count = |bytes: &[u8], words: &str| String::from_utf8_lossy(bytes).matches(words).count();
    let saved = with_long_text(&saved_project());
    let file = Some((Path::new("/ferry.ron"), fingerprint(&saved)));
    let mut project = edited(&saved, (4, 0, 3));
    let mut desk = Desk::based_on(&origin(&saved, file), &project);
    assert_eq!(count(&desk.bytes(), "The ferry ran aground."), 0);

    let mut article = (*project.articles[&ARTICLE]).clone();
    article.id = crate::model::ArticleId(uuid::Uuid::from_u128(11));
    let text = Arc::new(Text::new("A tale of a lamp.\n"));
    article.text_id = text.id();
    article.text = Some(text);
    for read in 0..3 {
        let by = crate::model::ReviewerId(uuid::Uuid::from_u128(1 + read % 2));
        let reading = crate::model::Reading {
            at: at(read as usize),
            text_id: Some(article.text_id),
        };
        article.read = SmallMap::from([(by, crate::model::Register::new(reading))]);
        project
            .articles
            .insert(article.id, Arc::new(article.clone()));
        desk.writer.append(&moment(&project, 2)).unwrap();
    }
    assert_eq!(count(&desk.bytes(), "A tale of a lamp."), 1);
    let back = desk.replay_on(&saved);
    assert_eq!(back.joined.project.articles[&article.id].text, article.text);
}

#[test]
fn a_journal_that_tells_only_what_changed_needs_the_file() {
    let saved = with_long_text(&saved_project());
    let file = Some((Path::new("/ferry.ron"), fingerprint(&saved)));
    let desk = Desk::based_on(&origin(&saved, file), &noted(&saved, ME, "mine"));
    let error = desk.found().replay(None).unwrap_err();
    assert!(matches!(error, JournalError::NoProject), "{error}");
    let mut another = saved.clone();
    another.id = crate::model::ProjectId(uuid::Uuid::from_u128(98));
    let another = Some((&another, &fingerprint(&saved)));
    assert!(desk.found().replay(another).is_err());
    assert_eq!(note_of(&desk.replay_on(&saved).joined.project, ME), "mine");
}

#[test]
fn work_that_was_saved_before_the_end_came_is_nothing_to_bring_back() {
    let saved = saved_project();
    let file = Some((Path::new("/ferry.ron"), fingerprint(&saved)));
    for long in [false, true] {
        let saved = if long {
            with_long_text(&saved)
        } else {
            saved.clone()
        };
        let one = noted(&saved, ME, "saved");
        let mut desk = Desk::based_on(&origin(&saved, file), &one);
        let in_file = as_saved(&one, &saved);
        assert!(desk.replay_on(&in_file).is_nothing());

        // More was done while the file was written: the next save has the next number.
        let two = noted(&one, ME, "and on");
        desk.writer
            .append(&Moment {
                save: 2,
                ..moment(&two, 2)
            })
            .unwrap();
        let back = desk.replay_on(&in_file);
        assert!(!back.is_nothing());
        let mark = &back.joined.project.annotations[&MARK];
        assert_eq!(mark.assessments[&ME].value.note, "and on");
        assert!(!mark.assessments[&ME].is_conflict());
        assert_eq!(back.joined.report.conflicts, []);
        // Nothing else got a revision of its own.
        assert_eq!(mark.spans, in_file.annotations[&MARK].spans);
    }
}

#[test]
fn what_was_taken_back_stays_so_where_nobody_else_has_touched_it() {
    // A merge was saved, then undone while another save was under way.
    let first = saved_project();
    let mut merged = noted(&first, OTHER, "theirs");
    give_revisions(&mut merged, &first, save_context(3, 1));
    let file = Some((Path::new("/ferry.ron"), fingerprint(&merged)));
    let mut marked = merged.clone();
    let new = mark(78, ME, 4, 9);
    let id = new.id;
    Edit::Add(Box::new(crate::model::Record::Annotation(Box::new(new))))
        .apply(&mut marked)
        .unwrap();
    let mut desk = Desk::based_on(&origin(&merged, file), &marked);
    let in_file = as_saved(&marked, &merged);
    let undone = Moment {
        save: 2,
        ..moment(&first, 3)
    };
    desk.writer.append(&undone).unwrap();
    let back = desk.replay_on(&in_file);
    let project = back.joined.project;
    assert!(!project.annotations[&MARK].assessments.contains_key(&OTHER));
    assert!(project.annotation(id).is_none());
}

#[test]
fn one_record_changed_by_two_keeps_both() {
    let saved = saved_project();
    let file = Some((Path::new("/ferry.ron"), fingerprint(&saved)));
    let desk = Desk::based_on(&origin(&saved, file), &noted(&saved, ME, "mine"));
    let mut theirs = noted(&saved, OTHER, "theirs");
    give_revisions(&mut theirs, &saved, save_context(3, 1));
    let back = desk.replay_on(&theirs);
    assert!(back.came_in);
    assert_eq!(note_of(&back.joined.project, ME), "mine");
    assert_eq!(note_of(&back.joined.project, OTHER), "theirs");
    assert_eq!(note_of(&back.present, ME), "");
}

#[test]
fn work_in_an_article_that_others_have_deleted_is_joined_without_its_text() {
    let saved = with_long_text(&saved_project());
    let file = Some((Path::new("/ferry.ron"), fingerprint(&saved)));
    let mut read = edited(&saved, (5, 0, 0));
    read = noted(&read, ME, "mine");
    let desk = Desk::based_on(&origin(&saved, file), &read);
    let mut theirs = edited(&saved, (17, 2, 10));
    give_revisions(&mut theirs, &saved, save_context(3, 1));
    let theirs = parse(to_ron(&theirs).unwrap().as_bytes(), "it").unwrap();
    let theirs = theirs.project;
    assert_eq!(theirs.articles[&ARTICLE].text, None);
    let back = desk.replay_on(&theirs);
    assert_eq!(note_of(&back.joined.project, ME), "mine");
    let again = to_ron(&back.joined.project).unwrap();
    assert!(parse(again.as_bytes(), "it").is_ok());
}

#[test]
fn a_deletion_by_undo_is_none_of_other_peoples_work() {
    // The mark was made and saved by this session; then its making was undone.
    let mut saved = saved_project();
    Edit::Add(Box::new(crate::model::Record::Annotation(Box::new(mark(
        77, ME, 4, 9,
    )))))
    .apply(&mut saved)
    .unwrap();
    give_revisions(&mut saved, &saved_project(), save_context(SESSION, 1));
    let mut undone = saved.clone();
    let id = crate::model::AnnotationId(uuid::Uuid::from_u128(77));
    Edit::Remove(crate::model::RecordRef::Annotation(id))
        .apply(&mut undone)
        .unwrap();
    let desk = Desk::new(&saved, &saved);
    let mut desk = desk;
    let later = Moment {
        save: 2,
        ..moment(&undone, 1)
    };
    desk.writer.append(&later).unwrap();
    let back = desk.replay();
    assert!(back.joined.project.annotation(id).is_none());
    assert!(back.joined.project.annotations.contains_key(&id));
    assert_eq!(back.joined.report.removed.len(), 1);
}

#[test]
fn a_journal_is_made_anew_before_it_outgrows_its_project() {
    let saved = saved_project();
    let mut desk = Desk::new(&saved, &saved);
    let long = "very ".repeat(20_000);
    let mut project = saved.clone();
    let mut longest = 0;
    for round in 0..60 {
        project = noted(&project, ME, &format!("{long}{round}"));
        desk.writer.append(&moment(&project, round)).unwrap();
        longest = longest.max(desk.bytes().len());
    }
    assert!(longest < 2_000_000, "{longest}");
    assert!(longest > 1_000_000, "{longest}");
    assert_eq!(
        note_of(&desk.replay().joined.project, ME),
        format!("{long}59")
    );
}

#[test]
fn a_cut_tail_is_written_over_and_a_file_that_is_gone_made_anew() {
    let (mut desk, projects) = journal_of_three();
    let four = noted(&projects[3], ME, "fourth");
    let file = desk.writer.file().to_owned();
    let mut torn = desk.bytes();
    torn.extend_from_slice(b"entry 4 chan");
    fs::write(&file, torn).unwrap();
    assert_eq!(desk.found().end, JournalEnd::CutShort);
    desk.writer.append(&moment(&four, 4)).unwrap();
    assert_eq!(desk.found().end, JournalEnd::Whole);
    assert_eq!(note_of(&desk.replay().joined.project, ME), "fourth");

    fs::remove_file(&file).unwrap();
    let later = noted(&four, ME, "fifth");
    desk.writer.append(&moment(&later, 5)).unwrap();
    assert_eq!(note_of(&desk.replay().joined.project, ME), "fifth");

    fs::write(&file, "short").unwrap();
    let six = noted(&later, ME, "sixth");
    desk.writer.append(&moment(&six, 6)).unwrap();
    assert_eq!(note_of(&desk.replay().joined.project, ME), "sixth");
}

#[test]
fn what_cannot_be_read_is_named_and_kept() {
    let (desk, _) = journal_of_three();
    let (file, bytes) = (desk.writer.file(), desk.bytes());
    let read = || {
        let found = find_journals(&RealDisk, desk.folder.path()).unwrap();
        let (path, found) = found.into_iter().next().unwrap();
        assert_eq!(path, file);
        found
    };
    let text = String::from_utf8(bytes.clone()).unwrap();
    fs::write(file, text.replacen("journal 1 ", "journal 2 ", 1)).unwrap();
    let error = read().unwrap_err();
    assert!(matches!(error, JournalError::OtherFormat { format: 2, .. }));
    assert!(error.to_string().contains(&file.display().to_string()));
    for damaged in [&bytes[1..], &bytes[..20], b"\n", b""] {
        fs::write(file, damaged).unwrap();
        assert!(matches!(
            read().unwrap_err(),
            JournalError::FirstLine { .. }
        ));
        assert_eq!(fs::read(file).unwrap(), damaged);
    }

    // Damage before the last entry: the rest is kept aside, once.
    let second = scan(&bytes).unwrap().entries[..2]
        .iter()
        .map(|entry| entry.payload.len())
        .sum::<usize>();
    let mut damaged = bytes.clone();
    damaged[second + 300] ^= 1;
    fs::write(file, &damaged).unwrap();
    let found = read().unwrap();
    assert_eq!(found.end, JournalEnd::Damaged);
    let place = keep_rest(&RealDisk, &found).unwrap().unwrap();
    assert!(damaged.ends_with(&fs::read(&place).unwrap()));
    assert_eq!(keep_rest(&RealDisk, &found).unwrap(), None);
    assert!(found.replay(None).is_ok());
    assert!(
        !find_journals(&RealDisk, desk.folder.path())
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_disk_that_fails_anywhere_leaves_a_whole_journal_and_the_next_entry_mends_it() {
    let saved = saved_project();
    let projects: Vec<Project> = (0..4)
        .map(|number| noted(&saved, ME, &number.to_string()))
        .collect();
    let faults = [
        Fault::Error(io::ErrorKind::StorageFull),
        Fault::Error(io::ErrorKind::PermissionDenied),
        Fault::Error(io::ErrorKind::Other),
        Fault::ShortWrite,
    ];
    let mut calls = 0;
    for fault in faults {
        for fail_at in 0.. {
            let folder = tempfile::tempdir().unwrap();
            let file = journal_file(folder.path(), Session::from_random(SESSION));
            let watched = Arc::new(FaultyDisk::new(fail_at, fault));
            let disk: Arc<dyn Disk> = watched.clone();
            let mut written = Vec::new();
            let mut writer: Option<JournalWriter> = None;
            for (number, project) in projects.iter().enumerate() {
                let now = moment(project, number);
                let result = match &mut writer {
                    Some(writer) => writer.append(&now).and_then(|_| writer.sync()),
                    None => {
                        JournalWriter::begin(disk.clone(), file.clone(), origin(&saved, None), &now)
                            .map(|begun| writer = Some(begun))
                    }
                };
                if result.is_ok() {
                    written.push(number);
                }
                // Whatever happened, what is there is whole up to some entry, and no older than what was said to be written.
                let Ok(found) = FoundJournal::read(&RealDisk, &file) else {
                    assert_eq!(written, [0; 0], "{fault:?} at {fail_at}");
                    continue;
                };
                let note: usize = note_of(&found.replay(None).unwrap().joined.project, ME)
                    .parse()
                    .unwrap_or_default();
                let said = written.last().copied().unwrap_or_default();
                // A disk that says "written" and has written half is found out by the next entry.
                let lies = matches!(fault, Fault::ShortWrite);
                assert!(
                    note + usize::from(lies) >= said,
                    "{fault:?} at {fail_at}: {note} {said}"
                );
            }
            if watched.calls().len() <= fail_at {
                break;
            }
            // A disk that lied about the last entry is found out by one more.
            let last = noted(&saved, ME, "9");
            writer.unwrap().append(&moment(&last, 9)).unwrap();
            let found = FoundJournal::read(&RealDisk, &file).unwrap();
            assert_eq!(found.end, JournalEnd::Whole);
            let back = found.replay(None).unwrap();
            assert_eq!(note_of(&back.joined.project, ME), "9");
            let names: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
            assert_eq!(names.len(), 1, "{fault:?} at {fail_at}: {names:?}");
            calls += 1;
        }
    }
    assert!(calls > 40, "{calls}");
}

#[test]
fn a_real_file_is_what_work_comes_back_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ferry.ron");
    let saved = saved_project();
    let stands = save(&RealDisk, &path, &saved, Expected::NewFile).unwrap();
    let desk = Desk::based_on(
        &origin(&saved, Some((&path, stands))),
        &noted(&saved, ME, "mine"),
    );
    let (loaded, now) = load(&RealDisk, &path).unwrap();
    let back = desk.found().replay(Some((&loaded.project, &now))).unwrap();
    assert!(!back.came_in && !back.is_nothing());
    assert_eq!((back.changes, back.written), (1, at(1)));
    assert_eq!(desk.found().header.title, "Ferry\nnotes");
    assert_eq!(desk.found().header.based_on.unwrap().sha256, stands.sha256);
}

/// Found by the fuzzer: such a journal came back as a project that no save could write.
#[test]
fn what_stands_in_a_journal_without_a_revision_comes_back_so_that_it_can_be_saved_or_is_refused() {
    let saved = saved_project();
    let (id, record) = saved.sources.iter().next().unwrap();
    let with_source = |change: &dyn Fn(&mut crate::model::SourceRecord)| {
        let mut project = saved.clone();
        let mut record = record.as_ref().clone();
        change(&mut record);
        project.sources.insert(*id, Arc::new(record));
        project
    };
    let unrevised = with_source(&|record| record.source.stamp.rev = None);
    let now = noted(&unrevised, ME, "asked");
    let back = Desk::new(&unrevised, &now).replay();
    let written = to_ron(&back.joined.project).unwrap();
    let again = parse(written.as_bytes(), "p.ron").unwrap().project;
    assert_eq!(
        again.sources[id].source.value,
        unrevised.sources[id].source.value
    );
    assert_eq!(note_of(&again, ME), "asked");

    // Of two values without one only one can have been written last: no save could tell them apart.
    let torn = with_source(&|record| {
        let mut other = record.source.clone();
        other.value.title.push_str(" again");
        other.stamp.rev = Some("zzzzzzzz.1".parse().unwrap());
        record.source = record.source.join(&other);
        record.source.stamp.rev = None;
        let others = record.source.others.as_mut().unwrap();
        others.rivals[0].stamp.rev = None;
    });
    let desk = Desk::new(&torn, &noted(&torn, ME, "asked"));
    assert!(matches!(
        desk.found().replay(None),
        Err(JournalError::DoesNotFit { .. })
    ));
}
