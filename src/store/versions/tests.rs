//! Versions on a sound disk and on one that fails, and what may go of them.

use super::{
    Kept, Version, VersionError, VersionNote, When, folder_of, holding, keep, list, note, of_path,
    read, thinning,
};
use crate::{
    model::{ProjectId, ReviewerId},
    store::{
        Disk, Fingerprint, RealDisk,
        testing::{Fault, FaultyDisk},
    },
};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use proptest::prelude::*;
use std::{collections::BTreeSet, fs, io, path::Path};
use uuid::Uuid;

const PROJECT: ProjectId = ProjectId(Uuid::from_u128(7));
const DAY: i64 = 24 * 60 * 60;

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + second).unwrap()
}

fn when(second: i64) -> When {
    When {
        at: at(second),
        zone: TimeZone::UTC,
    }
}

fn note_of(path: &str) -> VersionNote {
    VersionNote {
        by: Some(ReviewerId(Uuid::from_u128(3))),
        path: Some(path.into()),
    }
}

fn kept(disk: &dyn Disk, folder: &Path, text: &str, second: i64) -> Result<Kept, VersionError> {
    let sha256 = Fingerprint::of(text.as_bytes()).sha256;
    let note = note_of("/home/ina/work.ron");
    keep(
        disk,
        folder,
        PROJECT,
        (sha256, &note),
        &when(second),
        || Ok(text.as_bytes().to_vec()),
    )
}

/// What the versions hold, the newest first.
fn texts(folder: &Path) -> Vec<String> {
    let there = list(&RealDisk, folder, PROJECT).unwrap();
    there
        .iter()
        .map(|version| String::from_utf8(read(&RealDisk, version).unwrap()).unwrap())
        .collect()
}

#[test]
fn what_was_kept_comes_back_with_its_note() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert_eq!(list(&RealDisk, folder, PROJECT).unwrap(), []);
    assert_eq!(kept(&RealDisk, folder, "one", 0).unwrap(), Kept::New);
    assert_eq!(kept(&RealDisk, folder, "two", 60).unwrap(), Kept::New);
    assert_eq!(texts(folder), ["two", "one"]);
    let there = list(&RealDisk, folder, PROJECT).unwrap();
    assert_eq!((there[0].number, there[0].at), (2, at(60)));
    assert_eq!(
        note(&RealDisk, &there[0]).unwrap(),
        note_of("/home/ina/work.ron")
    );
    let one = Fingerprint::of(b"one");
    assert_eq!(
        holding(&RealDisk, folder, PROJECT, &one),
        Some(there[1].clone())
    );
    let other = Fingerprint::of(b"none");
    assert_eq!(holding(&RealDisk, folder, PROJECT, &other), None);
    let path = Path::new("/home/ina/work.ron");
    assert_eq!(of_path(&RealDisk, folder, path), Some(PROJECT));
    assert_eq!(of_path(&RealDisk, folder, Path::new("/other.ron")), None);
}

#[test]
fn the_same_bytes_are_not_kept_twice() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    kept(&RealDisk, folder, "one", 0).unwrap();
    kept(&RealDisk, folder, "two", 1).unwrap();
    let asked = || panic!("these bytes are there");
    let known = |text: &str, second| {
        let sha256 = Fingerprint::of(text.as_bytes()).sha256;
        let note = VersionNote::default();
        keep(
            &RealDisk,
            folder,
            PROJECT,
            (sha256, &note),
            &when(second),
            asked,
        )
        .unwrap()
    };
    assert_eq!(known("two", 2), Kept::Known);
    assert_eq!(texts(folder), ["two", "one"]);
    // As where git put the file back to what it was: that is the newest now.
    assert_eq!(known("one", 3), Kept::Known);
    assert_eq!(texts(folder), ["one", "two"]);
    assert_eq!(list(&RealDisk, folder, PROJECT).unwrap()[0].at, at(3));
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_a_version() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    kept(&RealDisk, folder.path(), "one", 0).unwrap();
    let there = list(&RealDisk, folder.path(), PROJECT).unwrap();
    let mode = fs::metadata(&there[0].file).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
}

#[test]
fn a_damaged_version_is_refused_and_what_is_not_ours_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    kept(&RealDisk, folder, "one and some more words", 0).unwrap();
    let version = list(&RealDisk, folder, PROJECT).unwrap().remove(0);
    let whole = fs::read(&version.file).unwrap();
    for cut in 0..whole.len() {
        fs::write(&version.file, &whole[..cut]).unwrap();
        assert!(read(&RealDisk, &version).is_err(), "cut at {cut}");
    }
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 4;
        fs::write(&version.file, &flipped).unwrap();
        // A flag of the header that nobody reads may differ; the words never do.
        if let Ok(bytes) = read(&RealDisk, &version) {
            assert_eq!(bytes, b"one and some more words");
        }
    }
    let stranger = folder_of(folder, PROJECT).join("notes.txt");
    fs::write(&stranger, "mine").unwrap();
    for number in 0..30 {
        kept(&RealDisk, folder, &format!("v{number}"), number).unwrap();
    }
    assert!(stranger.exists());
    assert_eq!(texts(folder).len(), thinning::LAST);
}

#[test]
fn whatever_call_fails_what_was_there_is_there() {
    let sound = tempfile::tempdir().unwrap();
    let disk = FaultyDisk::sound();
    for number in 0..12 {
        kept(&RealDisk, sound.path(), &format!("v{number}"), number).unwrap();
    }
    kept(&disk, sound.path(), "new", 20).unwrap();
    let calls = disk.calls().len();
    assert!(calls > 8, "{:?}", disk.calls());
    let faults = [
        Fault::Error(io::ErrorKind::StorageFull),
        Fault::Error(io::ErrorKind::PermissionDenied),
        Fault::ShortWrite,
        Fault::ShortRead,
    ];
    for (fail_at, fault) in (0..calls).flat_map(|call| faults.map(|fault| (call, fault))) {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path();
        for number in 0..12 {
            kept(&RealDisk, folder, &format!("v{number}"), number).unwrap();
        }
        let before = texts(folder);
        let done = kept(&FaultyDisk::new(fail_at, fault), folder, "new", 20);
        let after = texts(folder);
        let is_new = after.first().is_some_and(|newest| newest == "new");
        assert_eq!(is_new, done.is_ok(), "call {fail_at}, {fault:?}: {done:?}");
        let old = if is_new { &after[1..] } else { &after[..] };
        assert_eq!(old[..9], before[..9], "call {fail_at}, {fault:?}");
        // The next one works.
        kept(&RealDisk, folder, "later", 30).unwrap();
        assert_eq!(texts(folder)[0], "later");
    }
}

#[test]
fn windows_that_keep_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    std::thread::scope(|scope| {
        for window in 0..3 {
            scope.spawn(move || {
                for number in 0..3 {
                    kept(&RealDisk, folder, &format!("{window}.{number}"), number).unwrap();
                    kept(&RealDisk, folder, "the same", number).unwrap();
                }
            });
        }
    });
    let found = texts(folder);
    let distinct: BTreeSet<&String> = found.iter().collect();
    assert_eq!((found.len(), distinct.len()), (10, 10));
    let there = list(&RealDisk, folder, PROJECT).unwrap();
    let numbers: BTreeSet<u32> = there.iter().map(|version| version.number).collect();
    assert_eq!(numbers.len(), 10, "each has a number of its own");
}

#[test]
fn a_file_left_by_a_dead_writer_goes_in_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    kept(&RealDisk, folder, "one", 0).unwrap();
    let left = folder_of(folder, PROJECT).join(".version.aB3dE6.tmp");
    fs::write(&left, "half").unwrap();
    kept(&RealDisk, folder, "two", 1).unwrap();
    assert!(left.exists(), "it may be being written");
    let old = std::time::SystemTime::now() - std::time::Duration::from_mins(2);
    let file = fs::File::options().write(true).open(&left).unwrap();
    file.set_modified(old).unwrap();
    kept(&RealDisk, folder, "three", 2).unwrap();
    assert!(!left.exists());
}

/// Versions at these seconds, the newest first, whatever the clock said.
fn versions_at(seconds: &[i64]) -> Vec<Version> {
    let number = |place: usize| u32::try_from(seconds.len() - place).unwrap();
    let versions = seconds.iter().enumerate();
    versions
        .map(|(place, second)| {
            let sha256 = Fingerprint::of(&number(place).to_le_bytes()).sha256;
            Version::new(Path::new("/v"), number(place), at(*second), sha256)
        })
        .collect()
}

fn zone(hours: i8) -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(hours))
}

#[test]
fn a_year_of_daily_work_leaves_thirty_days_and_today() {
    let zone = zone(0);
    // Four a day for a year, the newest first.
    let seconds: Vec<i64> = (0..365 * 4).map(|quarter| -quarter * DAY / 4).collect();
    let all = versions_at(&seconds);
    let gone = thinning::may_go(&all, &zone);
    let left: Vec<&Version> = all.iter().filter(|it| !gone.contains(it)).collect();
    let days: BTreeSet<Date> = left
        .iter()
        .map(|it| it.at.to_zoned(zone.clone()).date())
        .collect();
    assert_eq!(days.len(), thinning::DAYS);
    // Ten of the last three days or so, and one of each of the rest.
    assert!((37..=39).contains(&left.len()), "{}", left.len());
}

#[test]
fn a_name_says_what_it_says() {
    let all = versions_at(&[0]);
    assert_eq!(Version::at(&all[0].file).as_ref(), Some(&all[0]));
    for name in [
        "a.ron.gz",
        "1-2-3.ron.gz",
        "work.ron",
        ".version.aaaaaa.tmp",
    ] {
        assert_eq!(Version::at(Path::new(name)), None, "{name}");
    }
}

proptest! {
    #[test]
    fn thinning_keeps_the_newest_and_the_last_of_each_day(
        seconds in prop::collection::vec(-60 * DAY..60 * DAY, 0..120),
        hours in -11_i8..12,
    ) {
        let (all, zone) = (versions_at(&seconds), zone(hours));
        let day = |version: &Version| version.at.to_zoned(zone.clone()).date();
        let gone = thinning::may_go(&all, &zone);
        let left: Vec<&Version> = all.iter().filter(|it| !gone.contains(it)).collect();
        // The newest ten stay, whatever their times say.
        for newest in all.iter().take(thinning::LAST) {
            prop_assert!(left.contains(&newest));
        }
        // Of the days that were met last, the last version; beyond the newest ten there is no second one of a day.
        let mut days = Vec::new();
        for version in &all {
            if !days.contains(&day(version)) {
                days.push(day(version));
                prop_assert_eq!(left.contains(&version), days.len() <= thinning::DAYS
                    || all.iter().take(thinning::LAST).any(|it| it == version));
            }
        }
        let older: Vec<Date> = left.iter().filter(|it| !all.iter().take(thinning::LAST).any(|one| one == **it))
            .map(|it| day(it)).collect();
        let distinct: BTreeSet<Date> = older.iter().copied().collect();
        prop_assert_eq!(older.len(), distinct.len());
        prop_assert!(left.len() <= thinning::LAST + thinning::DAYS);
        // Thinned again, nothing more goes.
        let left: Vec<Version> = left.into_iter().cloned().collect();
        prop_assert!(thinning::may_go(&left, &zone).is_empty());
    }
}
