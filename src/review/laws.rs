//! The laws of the join on whole projects.

use super::{
    MergeReport, join, join_with_base,
    records::{Merge, Pairing, Value},
    testing::{Copy, Step, World, as_stored, nth, steps},
};
use crate::{
    edit::{Edit, RevisionContext, give_revisions, has_unsaved_changes},
    model::{FateKind, Project, Register, Registers, Table},
};
use proptest::{prelude::*, strategy::ValueTree as _};
use std::cell::Cell;

fn both(one: &Project, other: &Project) -> Project {
    join(one, other).project
}

fn check_laws(projects: &[Project]) -> Result<(), TestCaseError> {
    let [a, b, c] = projects else {
        return Err(TestCaseError::fail("three copies"));
    };
    let ab = both(a, b);
    prop_assert_eq!(&ab, &both(b, a), "commutative");
    prop_assert_eq!(&both(a, a), a, "idempotent");
    prop_assert_eq!(&both(a, &ab), &ab, "absorbing");
    prop_assert_eq!(&both(&ab, b), &ab, "absorbing");
    let all = both(&ab, c);
    prop_assert_eq!(&all, &both(a, &both(b, c)), "associative");
    for [x, y, z] in [[a, c, b], [b, c, a], [c, b, a]] {
        prop_assert_eq!(&all, &both(&both(x, y), z), "any order");
    }
    let empty = Project::new(a.id);
    prop_assert_eq!(&both(a, &empty), a, "the empty project changes nothing");
    prop_assert_eq!(&both(&empty, a), a, "the empty project changes nothing");
    Ok(())
}

/// Counts what one copy says that is neither in the join nor replaced in it.
#[derive(Default)]
struct Lost(Cell<usize>);

impl Pairing for Lost {
    fn pair<T: Value>(&self, joined: &mut Register<T>, copy: &Register<T>) {
        let lost = copy.revs().filter(|rev| {
            !joined
                .stamps()
                .any(|stamp| stamp.rev == Some(*rev) || stamp.replaces(*rev))
        });
        self.0.set(self.0.get() + lost.count());
    }

    fn missing<T: Value>(&self, _copy: &Register<T>) -> Option<Register<T>> {
        self.0.set(self.0.get() + 1);
        None
    }
}

fn lost<Id: Ord, T: Merge>(joined: &Table<Id, T>, copy: &Table<Id, T>) -> usize {
    let lost = Lost::default();
    for (id, record) in copy {
        match joined.get(id) {
            Some(joined) => T::clone(joined).pair_registers(record, &lost),
            None => lost.0.set(lost.0.get() + 1),
        }
    }
    lost.0.get()
}

/// Whether a deletion in one copy holds in the join exactly where it had seen all that the copies say.
fn check_deletions<Id: Ord + std::fmt::Debug, T: Registers>(
    joined: &Table<Id, T>,
    copies: &[&Table<Id, T>],
) -> Result<(), TestCaseError> {
    for (id, record) in joined {
        let of_copies: Vec<_> = copies.iter().filter_map(|table| table.get(id)).collect();
        let fates: Vec<_> = of_copies.iter().filter_map(|copy| copy.fate()).collect();
        let is_kept = fates.iter().any(|fate| {
            fate.entries().any(|entry| {
                let rev = entry.stamp.rev.expect("saved");
                let replaced = fates
                    .iter()
                    .flat_map(|other| other.stamps())
                    .any(|stamp| stamp.replaces(rev));
                entry.value.is == FateKind::Kept && !replaced
            })
        });
        let mut is_seen = true;
        record.visit_stamps(&mut |stamp| {
            let rev = stamp.rev.expect("saved");
            is_seen &= fates
                .iter()
                .flat_map(|fate| fate.entries())
                .any(|entry| entry.value.is == FateKind::Deleted && entry.stamp.covers(rev));
        });
        let is_deleted_somewhere = of_copies.iter().any(|copy| copy.is_deleted());
        if is_deleted_somewhere && is_seen && !is_kept {
            prop_assert!(record.is_deleted(), "{:?} was deleted and came back", id);
        }
        if record.is_deleted() {
            prop_assert!(is_seen && !is_kept, "{:?} was deleted unseen", id);
        } else if is_deleted_somewhere
            && fates.iter().any(|fate| {
                fate.stamps().all(|stamp| {
                    record
                        .fate()
                        .is_some_and(|of| of.stamps().any(|known| known == stamp))
                })
            })
            && !is_kept
        {
            prop_assert!(record.is_contested(), "{:?} lives, and nobody is told", id);
        }
    }
    Ok(())
}

fn check_spans(project: &Project) -> Result<(), TestCaseError> {
    for annotation in project.annotations.values() {
        let article = &project.articles[&annotation.article];
        let Some(text) = article.text_named(annotation.text_id) else {
            continue;
        };
        for span in &annotation.spans.value {
            prop_assert_eq!(text.get(span.range), Some(&*span.quote));
        }
    }
    Ok(())
}

fn projects(copies: &[Copy]) -> Vec<Project> {
    copies.iter().map(|copy| copy.project.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_join_of_projects_keeps_its_laws(steps in steps(3, false)) {
        let all = projects(&World::default().copies(3, &steps));
        check_laws(&all)?;
        let joined = both(&both(&all[0], &all[1]), &all[2]);
        for copy in &all {
            prop_assert_eq!(lost(&joined.reviewers, &copy.reviewers), 0);
            prop_assert_eq!(lost(&joined.articles, &copy.articles), 0);
            prop_assert_eq!(lost(&joined.set_aside, &copy.set_aside), 0);
            prop_assert_eq!(lost(&joined.sources, &copy.sources), 0);
            prop_assert_eq!(lost(&joined.claims, &copy.claims), 0);
            prop_assert_eq!(lost(&joined.annotations, &copy.annotations), 0);
            prop_assert_eq!(lost(&joined.decisions, &copy.decisions), 0);
            prop_assert!(copy.history.iter().all(|line| joined.history.contains(line)));
            for (id, article) in &copy.articles {
                prop_assert_eq!(joined.articles[id].text_id, article.text_id, "a text never changes");
            }
        }
        let tables = |table: fn(&Project) -> &_| all.iter().map(table).collect::<Vec<_>>();
        check_deletions(&joined.articles, &tables(|project| &project.articles))?;
        let of_annotations: Vec<_> = all.iter().map(|project| &project.annotations).collect();
        check_deletions(&joined.annotations, &of_annotations)?;
        let of_claims: Vec<_> = all.iter().map(|project| &project.claims).collect();
        check_deletions(&joined.claims, &of_claims)?;
        check_spans(&joined)?;
        // What the file leaves out makes no difference, unless both have left out what comes back to life.
        let of_file = both(&as_stored(&all[0]), &all[1]);
        if of_file.articles.values().all(|article| article.is_deleted() || article.text.is_some()) {
            prop_assert_eq!(as_stored(&of_file), as_stored(&both(&all[0], &all[1])));
        }
    }

    #[test]
    fn articles_whose_texts_part_keep_the_laws(steps in steps(3, true)) {
        let all = projects(&World::default().copies(3, &steps));
        check_laws(&all)?;
        let joined = both(&both(&all[0], &all[1]), &all[2]);
        check_spans(&joined)?;
        for copy in &all {
            for annotation in copy.annotations.values() {
                let there = &joined.annotations[&annotation.id];
                prop_assert_eq!(there.text_id, annotation.text_id);
                prop_assert!(joined.articles[&there.article].text_named(there.text_id).is_some());
            }
        }
    }

    #[test]
    fn an_undone_merge_offers_the_same_again(steps in steps(2, false), saves in any::<bool>()) {
        let mut world = World::default();
        let copies = world.copies(2, &steps);
        let (mut ours, theirs) = (copies[0].project.clone(), &copies[1].project);
        let before = ours.clone();
        let merged = join(&ours, theirs);
        let undo = Edit::Replace(Box::new(merged.project.clone())).apply(&mut ours).expect("it fits");
        let mut saved = before.clone();
        if saves {
            let context = RevisionContext {
                session: crate::model::Session::from_random(1),
                n: 1,
                by: nth(&ours.reviewers, 0).expect("three"),
                at: world.now(),
            };
            give_revisions(&mut ours, &saved, context);
            prop_assert_eq!(&ours, &merged.project, "saving a merge writes nothing new");
            saved = ours.clone();
            undo.apply(&mut ours).expect("it fits");
            give_revisions(&mut ours, &saved, RevisionContext { n: 2, ..context });
        } else {
            undo.apply(&mut ours).expect("it fits");
            prop_assert!(!has_unsaved_changes(&ours, &saved));
        }
        prop_assert_eq!(&ours, &before);
        prop_assert_eq!(join(&ours, theirs), merged);
    }

    #[test]
    fn a_base_changes_nothing_where_no_hand_was_at_work(steps in steps(3, false)) {
        let all = projects(&World::default().copies(3, &steps));
        let (plain, based) = (join(&all[0], &all[1]), join_with_base(&all[2], &all[0], &all[1]));
        let has_texts = |project: &Project| project.articles.values().all(|article| article.text.is_some());
        // The base may still have a text that both copies have dropped.
        if has_texts(&plain.project) || !has_texts(&all[2]) && !has_texts(&based.project) {
            prop_assert_eq!(as_stored(&plain.project), as_stored(&based.project));
        }
        let changes = |report: MergeReport| (report.conflicts.len(), report.removed, report.added);
        prop_assert_eq!(changes(plain.report), changes(based.report));
    }
}

#[test]
fn random_projects_are_not_dull() {
    // What the laws are tried on has conflicts, contests and deletions in it.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut conflicts, mut contests, mut deleted, mut parted) = (0, 0, 0, 0);
    for updates in [false, true] {
        for _ in 0..60 {
            let steps: Vec<(usize, Step)> = steps(3, updates)
                .new_tree(&mut runner)
                .expect("steps")
                .current();
            let all = projects(&World::default().copies(3, &steps));
            let joined = join(&all[0], &all[1]);
            let told = &joined.report.conflicts;
            contests += told
                .iter()
                .filter(|conflict| conflict.field == "fate")
                .count();
            conflicts += told
                .iter()
                .filter(|conflict| conflict.field != "fate")
                .count();
            let annotations = joined.project.annotations.values();
            deleted += annotations
                .filter(|annotation| annotation.is_deleted())
                .count();
            parted += joined.report.notices.len();
        }
    }
    assert!(
        conflicts > 50 && contests > 20 && deleted > 10 && parted > 20,
        "{conflicts} {contests} {deleted} {parted}"
    );
}
