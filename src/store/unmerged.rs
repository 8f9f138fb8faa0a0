//! A project file in which git left conflict markers, because whoever merged had not set up the merge driver.
//!
//! The two sides are taken apart, each is read as a file of its own, and both are joined as two copies are. A side has the
//! lines that git could merge and its own of the rest, so that a record of the other side may be missing to which one of
//! its own refers: such records are taken over first, which changes nothing in the join, since a missing record is never
//! a deletion.
//!
//! Limit: git may have merged lines inside one value, such as the statement of a claim from one side with its note from the
//! other. Where both sides have written such a value it is said, so that a person looks at it.

use super::{
    disk::Disk,
    file::records::ProjectFile,
    markers::{self, Sides},
    problem::{LoadError, Warning, WarningKind},
    read::{Loaded, in_words, options, parse},
    resolve::{Strictness, resolve},
    save::{SaveError, save_new_bytes},
};
use crate::{
    model::{Project, Register, Table},
    review,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};
use uuid::Uuid;

/// How many files are kept beside a project before a save refuses to go on.
const MOST_KEPT: usize = 100;

/// The project of a file with conflict markers; nothing where it has none.
pub(super) fn repaired(text: &str, file_name: &str) -> Option<Result<Loaded, LoadError>> {
    let sides = markers::sides(text)?;
    Some(joined(&sides, file_name))
}

fn joined(sides: &Sides, file_name: &str) -> Result<Loaded, LoadError> {
    let Sides {
        ours: our_text,
        theirs: their_text,
        first_line,
        conflicts,
    } = sides;
    let refused = |message: String| LoadError::Markers {
        file: file_name.to_owned(),
        line: *first_line,
        message,
    };
    let side = |mine: &str, other: &str| -> Result<Loaded, LoadError> {
        let mut file: ProjectFile<'_> = options()
            .from_str(mine)
            .map_err(|error| refused(in_words(&error.code)))?;
        let other: ProjectFile<'_> = options()
            .from_str(other)
            .map_err(|error| refused(in_words(&error.code)))?;
        take_missing(&mut file, other);
        resolve(file, Strictness::Saved).map_err(|problems| {
            let first = problems.first().map(ToString::to_string);
            refused(first.unwrap_or_default())
        })
    };
    let ours = side(our_text, their_text)?;
    let theirs = side(their_text, our_text)?;
    let result = review::join(&ours.project, &theirs.project);
    let project = result.project;
    let mut warnings = vec![Warning {
        kind: WarningKind::ConflictMarkers,
        noun: "project",
        record: project.id.0,
        message: format!(
            "git left {} in this file; both sides are joined, with {} to decide; \
             a save writes the joined project and keeps the file as it was beside it",
            counted(*conflicts, "conflict"),
            result.report.conflicts.len(),
        ),
    }];
    warnings.extend(may_be_mixed(&ours.project, &theirs.project));
    let of_theirs: Vec<Warning> = theirs
        .warnings
        .into_iter()
        .filter(|warning| !ours.warnings.contains(warning))
        .collect();
    warnings.extend(ours.warnings);
    warnings.extend(of_theirs);
    Ok(Loaded {
        project,
        warnings,
        unmerged: Some(Box::new(ours.project)),
    })
}

fn counted(count: usize, noun: &str) -> String {
    let end = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{end}")
}

/// Records that only the other side has.
fn take_missing<'a>(file: &mut ProjectFile<'a>, other: ProjectFile<'a>) {
    macro_rules! take {
        ($($list:ident)*) => {$(
            let known: BTreeSet<_> = file.$list.iter().map(|record| record.id).collect();
            file.$list.extend(other.$list.into_iter().filter(|record| !known.contains(&record.id)));
        )*};
    }
    take!(articles set_aside sources claims annotations decisions);
    for (id, reviewer) in other.reviewers.0 {
        file.reviewers.0.entry(id).or_insert(reviewer);
    }
}

/// A warning for each value that stands on several lines of the file and that both sides have written.
fn may_be_mixed(ours: &Project, theirs: &Project) -> Vec<Warning> {
    let mut found = Vec::new();
    both_wrote(
        &mut found,
        "reviewer",
        (&ours.reviewers, &theirs.reviewers),
        |id| id.0,
        |it| it,
    );
    both_wrote(
        &mut found,
        "article",
        (&ours.articles, &theirs.articles),
        |id| id.0,
        |it| &it.info,
    );
    both_wrote(
        &mut found,
        "set-aside region",
        (&ours.set_aside, &theirs.set_aside),
        |id| id.0,
        |it| &it.region,
    );
    both_wrote(
        &mut found,
        "source",
        (&ours.sources, &theirs.sources),
        |id| id.0,
        |it| &it.source,
    );
    both_wrote(
        &mut found,
        "claim",
        (&ours.claims, &theirs.claims),
        |id| id.0,
        |it| &it.claim,
    );
    both_wrote(
        &mut found,
        "decision",
        (&ours.decisions, &theirs.decisions),
        |id| id.0,
        |it| &it.decision,
    );
    found
}

fn both_wrote<Id: Ord + Copy, T, Value>(
    found: &mut Vec<Warning>,
    noun: &'static str,
    (ours, theirs): (&Table<Id, T>, &Table<Id, T>),
    uuid: fn(Id) -> Uuid,
    register: fn(&T) -> &Register<Value>,
) {
    for (id, record) in ours {
        let Some(other) = theirs.get(id).filter(|other| !Arc::ptr_eq(record, other)) else {
            continue;
        };
        if register(record).stamp.rev != register(other).stamp.rev {
            found.push(Warning {
                kind: WarningKind::ConflictMarkers,
                noun,
                record: uuid(*id),
                message: "both sides have written it, and git may have put lines of both together; look at it"
                    .to_owned(),
            });
        }
    }
}

/// Before a save: where `bytes`, which are about to be replaced, hold conflict markers, they are kept in a file beside
/// theirs. Gives that file.
pub(super) fn keep_beside(
    disk: &dyn Disk,
    path: &Path,
    real: &Path,
    bytes: &[u8],
) -> Result<Option<PathBuf>, SaveError> {
    let is_unmerged = || {
        std::str::from_utf8(bytes).is_ok_and(markers::may_hold_markers)
            && parse(bytes, "").is_ok_and(|loaded| loaded.unmerged.is_some())
    };
    if !is_unmerged() {
        return Ok(None);
    }
    let name = real.file_name().unwrap_or_default().to_string_lossy();
    for number in 0..MOST_KEPT {
        let kept = real.with_file_name(match number {
            0 => format!("{name}.orig"),
            number => format!("{name}.{number}.orig"),
        });
        let limit = bytes.len() as u64 + 1;
        match disk.facts(&kept) {
            Ok(_) if disk.read(&kept, limit).is_ok_and(|there| there == bytes) => {
                return Ok(Some(kept));
            }
            Ok(_) => {}
            Err(_) => {
                save_new_bytes(disk, &kept, real, bytes)?;
                return Ok(Some(kept));
            }
        }
    }
    Err(SaveError::AlreadyExists {
        path: path.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Expected, RealDisk, load, parse, save, to_ron};
    use crate::{
        edit::{
            Edit,
            fixture::{ARTICLE, MARK, ME, OTHER, SOURCE, edit, save_context, saved_project, says},
            give_revisions,
        },
        model::{Citation, Project, Register, Status},
        review,
        store::{LoadError, WarningKind},
    };
    use proptest::prelude::*;
    use std::fs;

    /// The project after somebody has changed their copy of it and saved.
    fn copy(letter: u64, change: impl FnOnce(&mut Project)) -> Project {
        let saved = saved_project();
        let mut project = saved.clone();
        change(&mut project);
        give_revisions(&mut project, &saved, save_context(letter, 1));
        project
    }

    fn judged(letter: u64, status: Status, note: &str) -> Project {
        copy(letter, |project| {
            let given = Register::new(says(status, note, 9));
            let edit = Edit::Assessment(MARK, if letter == 5 { ME } else { OTHER }, Some(given));
            edit.apply(project).unwrap();
        })
    }

    /// As git writes what it cannot merge, one conflict from the first line that differs to the last.
    fn with_markers(ours: &Project, theirs: &Project) -> String {
        let (ours, theirs) = (to_ron(ours).unwrap(), to_ron(theirs).unwrap());
        let lines = |text: &'static str| text.split_inclusive('\n').collect::<Vec<_>>();
        let (ours, theirs) = (lines(ours.leak()), lines(theirs.leak()));
        let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
            pairs.take_while(|(a, b)| a == b).count()
        };
        let head = same(&mut ours.iter().zip(&theirs));
        let tail = same(&mut ours[head..].iter().rev().zip(theirs[head..].iter().rev()));
        [
            &ours[..head].concat(),
            "<<<<<<< HEAD\n",
            &ours[head..ours.len() - tail].concat(),
            "=======\n",
            &theirs[head..theirs.len() - tail].concat(),
            ">>>>>>> theirs\n",
            &ours[ours.len() - tail..].concat(),
        ]
        .concat()
    }

    #[test]
    fn both_sides_are_joined_and_it_is_said() {
        let ours = judged(5, Status::Verified, "seen");
        let theirs = judged(6, Status::Conflicting, "not so");
        let loaded = parse(with_markers(&ours, &theirs).as_bytes(), "p.ron").unwrap();
        assert_eq!(loaded.project, review::join(&ours, &theirs).project);
        assert_eq!(loaded.warnings[0].kind, WarningKind::ConflictMarkers);
        assert!(loaded.warnings[0].message.contains("1 conflict in"));
        assert_eq!(loaded.unmerged.as_deref(), Some(&ours));
        assert_eq!(loaded.saved(), ours);
    }

    proptest! {
        /// Whatever two people did, one conflict over all of it opens as the join of both.
        #[test]
        fn any_two_copies_come_out_as_their_join(
            ours in proptest::collection::vec(any::<(u8, u8, u8)>(), 0..12),
            theirs in proptest::collection::vec(any::<(u8, u8, u8)>(), 0..12),
        ) {
            let changed = |letter, steps: Vec<(u8, u8, u8)>| {
                copy(letter, |project| {
                    for (kind, what, value) in steps {
                        let _may_not_fit = edit(project, kind, what, value).apply(project);
                    }
                })
            };
            let (ours, theirs) = (changed(5, ours), changed(6, theirs));
            let loaded = parse(with_markers(&ours, &theirs).as_bytes(), "p.ron").unwrap();
            let joined = review::join(&ours, &theirs).project;
            prop_assert_eq!(to_ron(&loaded.project).unwrap(), to_ron(&joined).unwrap());
        }
    }

    /// Git merges the line that cites, and leaves the card that is cited in a conflict.
    #[test]
    fn a_side_may_refer_to_what_only_the_other_has() {
        let theirs = copy(6, |project| {
            let mut given = says(Status::Verified, "", 9);
            let mut card = project.sources[&SOURCE].as_ref().clone();
            card.id = crate::model::SourceId(uuid::Uuid::from_u128(41));
            given.cites = vec![Citation {
                source: card.id,
                locator: String::new(),
            }];
            card.source = Register::new(card.source.value);
            let edits = vec![
                Edit::Add(Box::new(crate::model::Record::Source(Box::new(card)))),
                Edit::Assessment(MARK, OTHER, Some(Register::new(given))),
            ];
            Edit::Batch(edits).apply(project).unwrap();
        });
        // Ours is theirs without the card, so that the conflict is about the card alone.
        let mut ours = theirs.clone();
        ours.sources
            .remove(&crate::model::SourceId(uuid::Uuid::from_u128(41)));
        let text = with_markers(&ours, &theirs);
        let found = parse(text.as_bytes(), "p.ron").unwrap();
        assert_eq!(found.project, theirs);
    }

    #[test]
    fn values_that_both_wrote_are_named() {
        let titled = |letter, title: &str| {
            copy(letter, |project| {
                let mut info = project.articles[&ARTICLE].info.value.clone();
                title.clone_into(&mut info.meta.title);
                let register = project.articles[&ARTICLE].info.written(info);
                Edit::ArticleInfo(ARTICLE, register).apply(project).unwrap();
            })
        };
        let text = with_markers(&titled(5, "One"), &titled(6, "Other"));
        let loaded = parse(text.as_bytes(), "p.ron").unwrap();
        let said: Vec<_> = loaded.warnings.iter().map(|it| it.noun).collect();
        assert_eq!(said, ["project", "article"]);
    }

    #[test]
    fn a_text_that_shows_markers_is_a_text() {
        let text = to_ron(&copy(5, |project| {
            project.title = "\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n".to_owned();
        }));
        let loaded = parse(text.unwrap().as_bytes(), "p.ron").unwrap();
        assert_eq!((loaded.warnings, loaded.unmerged), (vec![], None));
    }

    #[test]
    fn sides_that_cannot_be_read_are_an_error_that_names_the_line() {
        let text = "(\n  format: 1,\n<<<<<<< HEAD\n  id: 5,\n=======\n  id: 6,\n>>>>>>> x\n)\n";
        let error = parse(text.as_bytes(), "p.ron").unwrap_err();
        assert!(
            matches!(error, LoadError::Markers { line: 3, .. }),
            "{error}"
        );
    }

    #[test]
    fn a_save_keeps_the_file_as_it_was_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.ron");
        let (ours, theirs) = (
            judged(5, Status::Verified, ""),
            judged(6, Status::Unverified, ""),
        );
        let text = with_markers(&ours, &theirs);
        fs::write(folder.path().join("p.ron.orig"), "of another day").unwrap();
        for _ in 0..2 {
            fs::write(&path, &text).unwrap();
            let (loaded, fingerprint) = load(&RealDisk, &path).unwrap();
            save(
                &RealDisk,
                &path,
                &loaded.project,
                Expected::Unchanged(fingerprint),
            )
            .unwrap();
            assert!(
                parse(&fs::read(&path).unwrap(), "")
                    .unwrap()
                    .unmerged
                    .is_none()
            );
        }
        let kept = fs::read_to_string(folder.path().join("p.ron.1.orig")).unwrap();
        assert_eq!(kept, text);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "kept once");
    }
}
