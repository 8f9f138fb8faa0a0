//! The laws of registers on random histories, and single cases of them.

use super::{Caution, Register, Rival, replaced_by_any, replaced_by_table};
use crate::model::{Rev, Session, Stamp};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Six values in three degrees of caution, so that there are ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Word(u8);

impl Caution for Word {
    fn caution(&self) -> u8 {
        self.0 / 2
    }
}

/// What one of three people does. Numbers are taken modulo what there is.
#[derive(Clone, Copy, Debug)]
enum Act {
    Write(u8),
    /// Twice in one save, the second time what stood there before, or something else.
    WriteTwice(u8, u8),
    Join(usize),
    /// A join that is saved, and undone.
    JoinAndUndo(usize),
    /// A join, and a write over it before anything is saved.
    JoinAndWrite(usize, u8),
    /// An older file is brought back, and opened by a new process.
    Restore(usize),
    /// The file is replaced by a copy of another one's, and opened by a new process.
    CopyFrom(usize),
}

fn act() -> impl Strategy<Value = (usize, Act)> {
    let what = prop_oneof![
        4 => (0u8..6).prop_map(Act::Write),
        1 => (0u8..6, 0u8..6).prop_map(|(a, b)| Act::WriteTwice(a, b)),
        3 => (0usize..3).prop_map(Act::Join),
        1 => (0usize..3).prop_map(Act::JoinAndUndo),
        1 => (0usize..3, 0u8..6).prop_map(|(from, word)| Act::JoinAndWrite(from, word)),
        1 => (0usize..8).prop_map(Act::Restore),
        1 => (0usize..3).prop_map(Act::CopyFrom),
    ];
    (0usize..3, what)
}

/// A copy of the register, and all writes that its holder knows of, whether or not they stand in it still.
#[derive(Clone, Debug)]
struct Copy {
    register: Register<Word>,
    knows: BTreeSet<Rev>,
}

#[derive(Clone, Debug)]
struct Person {
    now: Copy,
    files: Vec<Copy>,
    session: Session,
    saves: u32,
}

/// What was written, and what its writer knew of.
#[derive(Clone, Debug, Default)]
struct World {
    writes: BTreeMap<Rev, (Word, BTreeSet<Rev>)>,
    sessions: u64,
}

impl World {
    fn session(&mut self) -> Session {
        self.sessions += 1;
        // An odd factor, so that sessions are not in the order in which they were drawn.
        Session::from_random(self.sessions.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    fn save(&mut self, person: &mut Person) {
        let saved = person
            .files
            .last()
            .expect("the first file is there")
            .clone();
        person.saves += 1;
        let was_unsaved = person.now.register.is_unsaved();
        person
            .now
            .register
            .give_revision(Some(&saved.register), person.session, person.saves);
        let rev = person.now.register.stamp.rev.expect("given just now");
        if was_unsaved && !self.writes.contains_key(&rev) {
            let known = person.now.knows.clone();
            self.writes.insert(rev, (person.now.register.value, known));
            person.now.knows.insert(rev);
        } else {
            // Nothing was written: what stands there is what the file held.
            if was_unsaved {
                assert_eq!(person.now.register, saved.register);
                person.now.knows.clone_from(&saved.knows);
            }
            assert_eq!(
                entries(&person.now.register),
                self.expected(&person.now.knows)
            );
        }
        person.files.push(person.now.clone());
    }

    /// The writes that nobody who is known replaced, with their values.
    fn expected(&self, known: &BTreeSet<Rev>) -> BTreeSet<(Rev, Word)> {
        let replaced: BTreeSet<Rev> = known
            .iter()
            .flat_map(|rev| self.writes[rev].1.iter().copied())
            .collect();
        known
            .difference(&replaced)
            .map(|rev| (*rev, self.writes[rev].0))
            .collect()
    }
}

fn entries(register: &Register<Word>) -> BTreeSet<(Rev, Word)> {
    register
        .entries()
        .map(|entry| (entry.stamp.rev.expect("saved"), entry.value))
        .collect()
}

fn joined(one: &Copy, other: &Copy) -> Copy {
    Copy {
        register: one.register.join(&other.register),
        knows: one.knows.union(&other.knows).copied().collect(),
    }
}

/// Three copies of one register after `acts`.
fn history(acts: &[(usize, Act)]) -> (World, Vec<Copy>) {
    let mut world = World::default();
    let session = world.session();
    let first = Rev { session, n: 1 };
    let stamp = Stamp {
        rev: Some(first),
        ..Stamp::default()
    };
    world.writes.insert(first, (Word(0), BTreeSet::new()));
    let start = Copy {
        register: Register::stamped(Word(0), stamp),
        knows: BTreeSet::from([first]),
    };
    let mut people: Vec<Person> = (0..3)
        .map(|_| Person {
            now: start.clone(),
            files: vec![start.clone()],
            session: world.session(),
            saves: 0,
        })
        .collect();
    for (who, act) in acts {
        let others: Vec<Copy> = people.iter().map(|person| person.now.clone()).collect();
        let person = &mut people[*who];
        let write = |person: &mut Person, word: u8| {
            person.now.register = person.now.register.written(Word(word));
        };
        match *act {
            Act::Write(value) => write(person, value),
            Act::WriteTwice(one, two) => {
                write(person, one);
                write(person, two);
            }
            Act::Join(from) => person.now = joined(&person.now, &others[from]),
            Act::JoinAndUndo(from) => {
                let before = person.now.clone();
                person.now = joined(&person.now, &others[from]);
                world.save(person);
                person.now = before;
                // The next write is saved over a file that holds the join.
                continue;
            }
            Act::JoinAndWrite(from, value) => {
                person.now = joined(&person.now, &others[from]);
                write(person, value);
            }
            Act::Restore(file) => {
                person.now = person.files[file % person.files.len()].clone();
                (person.session, person.saves) = (world.session(), 0);
            }
            Act::CopyFrom(from) => {
                person.now = others[from].clone();
                (person.session, person.saves) = (world.session(), 0);
            }
        }
        world.save(person);
    }
    (world, people.into_iter().map(|person| person.now).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_join_keeps_its_laws(acts in prop::collection::vec(act(), 3..14)) {
        let (world, copies) = history(&acts);
        let [a, b, c] = [0, 1, 2].map(|at| &copies[at].register);
        prop_assert_eq!(a.join(b), b.join(a), "commutative");
        prop_assert_eq!(a.join(b).join(c), a.join(&b.join(c)), "associative");
        prop_assert_eq!(&a.join(a), a, "idempotent");
        prop_assert_eq!(a.join(&a.join(b)), a.join(b), "absorbing");
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let of = order.map(|at| &copies[at].register);
            prop_assert_eq!(of[0].join(of[1]).join(of[2]), a.join(b).join(c), "any order");
        }
        // No write is lost, and none comes back: what stands is what nobody replaced who knew of it.
        for copy in copies.iter().chain([&joined(&joined(&copies[0], &copies[1]), &copies[2])]) {
            let expected = world.expected(&copy.knows);
            prop_assert_eq!(entries(&copy.register), expected.clone());
            let words: BTreeSet<Word> = expected.iter().map(|(_, word)| *word).collect();
            prop_assert_eq!(copy.register.is_conflict(), words.len() > 1, "concurrent and different");
            let caution = words.iter().map(Caution::caution).max();
            prop_assert_eq!(Some(copy.register.value.caution()), caution, "the most cautious one is shown");
        }
    }

    #[test]
    fn what_was_resolved_stays_resolved(acts in prop::collection::vec(act(), 3..14), word in 0u8..6) {
        let (mut world, copies) = history(&acts);
        let all = copies[0].register.join(&copies[1].register).join(&copies[2].register);
        let mut resolved = all.written(Word(word));
        resolved.give_revision(Some(&copies[0].register), world.session(), 1);
        for copy in &copies {
            let joined = resolved.join(&copy.register);
            prop_assert!(!joined.is_conflict());
            prop_assert_eq!(joined.value, Word(word));
        }
    }
}

fn entry(word: u8, rev: &str, saw: &[&str]) -> Rival<Word> {
    let rev_of = |text: &str| text.parse::<Rev>().expect("a revision");
    Rival {
        value: Word(word),
        stamp: Stamp {
            rev: Some(rev_of(rev)),
            saw: saw.iter().map(|seen| rev_of(seen)).collect(),
        },
    }
}

fn register(entries: &[Rival<Word>]) -> Register<Word> {
    Register::from_entries(entries.to_vec()).expect("not empty")
}

#[test]
fn equal_values_written_apart_are_twins_and_no_conflict() {
    let twins = register(&[entry(1, "bbbbbbbb.1", &[]), entry(1, "aaaaaaaa.1", &[])]);
    assert!(!twins.is_conflict() && twins.twins().len() == 1);
    assert_eq!(twins.stamp, entry(1, "aaaaaaaa.1", &[]).stamp);
}

#[test]
fn an_edit_by_hand_stands_beside_the_value_whose_revision_it_has() {
    let by_hand = register(&[entry(1, "aaaaaaaa.1", &[])]);
    let other = register(&[entry(4, "aaaaaaaa.1", &[])]);
    let joined = by_hand.join(&other);
    assert_eq!((joined.value, joined.rivals().len()), (Word(4), 1));
    assert_eq!(joined, other.join(&by_hand));
}

#[test]
fn what_replaces_each_other_in_a_circle_all_stays() {
    let one = register(&[entry(1, "aaaaaaaa.1", &["bbbbbbbb.1"])]);
    let other = register(&[entry(4, "bbbbbbbb.1", &["aaaaaaaa.1"])]);
    assert_eq!(one.join(&other), other.join(&one));
    assert!(one.join(&other).is_conflict());
    let itself = register(&[entry(1, "aaaaaaaa.1", &["aaaaaaaa.7"])]);
    assert_eq!(itself.join(&other), other.join(&itself));
}

#[test]
fn values_that_are_not_saved_join_without_harm() {
    let saved = register(&[entry(1, "aaaaaaaa.1", &[])]);
    let unsaved = saved.written(Word(4));
    assert_eq!(unsaved.join(&saved), unsaved);
    assert!(Register::new(Word(5)).join(&unsaved).is_conflict());
}

#[test]
fn a_value_undone_back_keeps_its_revision() {
    let saved = register(&[entry(1, "aaaaaaaa.1", &["bbbbbbbb.2"])]);
    let mut back = saved.written(Word(4)).written(Word(1));
    back.give_revision(Some(&saved), Session::from_random(5), 3);
    assert_eq!(back, saved);
}

fn few_revisions() -> impl Strategy<Value = Rev> {
    (0u64..4, 0u32..4).prop_map(|(session, n)| Rev {
        session: Session::from_random(session),
        n,
    })
}

proptest! {
    #[test]
    fn the_table_finds_what_holding_each_against_each_finds(
        entries in prop::collection::vec(
            (prop::option::of(few_revisions()), prop::collection::vec(few_revisions(), 0..4)),
            0..24,
        ),
    ) {
        let entries: Vec<Rival<Word>> = entries
            .into_iter()
            .map(|(rev, saw)| Rival {
                value: Word(0),
                stamp: Stamp { rev, saw: saw.into_iter().collect() },
            })
            .collect();
        prop_assert_eq!(replaced_by_table(&entries), replaced_by_any(&entries));
    }
}
