//! A copy for somebody else: the project without whom to ask about what is private.
//!
//! Leaving something out must never merge as a deletion, nor as an edit. The copy comes back, and joined with the
//! original it has to give the original. Three ways were weighed:
//!
//! - *Leave the record out.* A missing record is no deletion, but the citations of it would point at nothing, which no
//!   file may hold, and to take them out of the assessments would be an edit by hand of somebody's judgement.
//! - *Empty the contact and keep the revision.* Two values under one revision are an edit by hand, hence a conflict.
//! - *Write an emptied value with a revision that every real write covers*, which is done here: save number 0 of the
//!   session that wrote the value. Saves count from 1, so that no real write has this revision, and the join drops the
//!   stand-in wherever the original or any later write of it is known. Who corrects the stand-in in the copy writes a
//!   revision that the original has not seen: both stand, as two people's changes do, and the contact is still there.
//!
//! The stand-in keeps title, kind, root and what the source says, so that citations can be read and claims counted; a field
//! in which the contact, or a part of it between commas, stands too is emptied as well. Lines of the history go that are
//! about such a source or hold its contact: a union of lines brings them back.
//!
//! Invariant: pure. `join(original, copy) == original`, and the copy of a copy is that copy.

use crate::model::{Project, Register, Rev, Source, SourceRecord, Stamp};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// What a copy for somebody else is.
#[derive(Clone, Debug)]
pub struct CopyToSend {
    /// The project without what is private.
    pub project: Project,
    /// How many sources lost their contact.
    pub left_out: usize,
    /// Where words of a contact stand all the same, in what a person wrote and only a person may change.
    pub look_at: Vec<String>,
}

/// The least length of a part of a contact that is looked for elsewhere: shorter ones are in half of all words.
const LEAST_PART: usize = 4;

/// Makes the copy.
#[must_use]
pub fn without_private(project: &Project) -> CopyToSend {
    let mut copy = project.clone();
    let mut gone: BTreeSet<Uuid> = BTreeSet::new();
    let mut contacts = Contacts::default();
    let private: Vec<_> = project
        .sources
        .values()
        .filter(|record| is_private(record))
        .cloned()
        .collect();
    for record in &private {
        for entry in record.source.entries() {
            contacts.add(&entry.value.contact);
        }
        gone.insert(record.id.0);
    }
    let left_out = private
        .iter()
        .filter(|record| {
            record
                .source
                .entries()
                .any(|entry| !entry.value.contact.is_empty())
        })
        .count();
    for record in private {
        let stand_in = SourceRecord {
            id: record.id,
            source: stand_in(&record.source, &contacts),
            fate: record.fate.clone(),
        };
        copy.sources.insert(record.id, Arc::new(stand_in));
    }
    copy.history = project
        .history
        .iter()
        .filter(|line| {
            !gone.contains(&line.record)
                && ![&line.from, &line.to]
                    .into_iter()
                    .flatten()
                    .any(|words| contacts.stand_in(words))
        })
        .cloned()
        .collect();
    let look_at = contacts.standing_in(&copy);
    CopyToSend {
        project: copy,
        left_out,
        look_at,
    }
}

/// As long as anybody holds it to be private.
fn is_private(record: &SourceRecord) -> bool {
    record.source.entries().any(|entry| entry.value.private)
}

fn stand_in(source: &Register<Source>, contacts: &Contacts) -> Register<Source> {
    let kept = |words: &String| {
        if contacts.stand_in(words) {
            String::new()
        } else {
            words.clone()
        }
    };
    let Source {
        title,
        kind,
        url,
        archived_url,
        accessed,
        contact: _,
        private: _,
        root,
        says,
        file_sha256,
    } = &source.value;
    let value = Source {
        title: kept(title),
        kind: *kind,
        url: kept(url),
        archived_url: kept(archived_url),
        accessed: *accessed,
        contact: String::new(),
        private: true,
        root: kept(root),
        says: kept(says),
        file_sha256: kept(file_sha256),
    };
    let rev = source.stamp.rev.map(|rev| Rev { n: 0, ..rev });
    Register::stamped(
        value,
        Stamp {
            rev,
            ..Stamp::default()
        },
    )
}

/// The parts of all private contacts, in lower case.
#[derive(Default)]
struct Contacts(BTreeSet<String>);

impl Contacts {
    fn add(&mut self, contact: &str) {
        let whole = std::iter::once(contact);
        let parts = contact.split([',', ';', '|', '\n', '<', '>', '(', ')']);
        self.0.extend(
            whole
                .chain(parts)
                .map(|part| part.trim().to_lowercase())
                .filter(|part| part.chars().count() >= LEAST_PART),
        );
    }

    fn stand_in(&self, words: &str) -> bool {
        if self.0.is_empty() || words.is_empty() {
            return false;
        }
        let words = words.to_lowercase();
        self.0.iter().any(|part| words.contains(part.as_str()))
    }

    /// Names what still holds a contact: a person's own words, which a copy never changes. Texts are what was published.
    fn standing_in(&self, project: &Project) -> Vec<String> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for mark in project.annotations.values() {
            let holds = mark.assessments.values().any(|given| {
                given.entries().any(|entry| {
                    let cites = entry.value.cites.iter().map(|cite| &cite.locator);
                    [&entry.value.note, &entry.value.should_read]
                        .into_iter()
                        .chain(cites)
                        .any(|words| self.stand_in(words))
                })
            });
            if holds {
                found.push(format!("The mark on “{}”", mark.quote()));
            }
        }
        for record in project.sources.values() {
            let is_held = record.source.entries().any(|entry| {
                let source = &entry.value;
                [
                    &source.title,
                    &source.url,
                    &source.archived_url,
                    &source.contact,
                    &source.root,
                    &source.says,
                ]
                .into_iter()
                .any(|words| self.stand_in(words))
            });
            if is_held {
                found.push(format!("The source “{}”", record.source.value.title));
            }
        }
        for record in project.claims.values() {
            let is_held = record.claim.entries().any(|entry| {
                self.stand_in(&entry.value.statement) || self.stand_in(&entry.value.note)
            });
            if is_held {
                found.push(format!("The claim “{}”", record.claim.value.statement));
            }
        }
        for record in project.decisions.values() {
            if record
                .decision
                .entries()
                .any(|entry| self.stand_in(&entry.value.reason))
            {
                found.push("The reason of a decision".to_owned());
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::without_private;
    use crate::model::{
        HistoryEntry, Project, Register, Rev, Source, SourceId, SourceRecord, testing,
    };
    use crate::review::join;
    use crate::store::{parse, to_ron};
    use jiff::Timestamp;
    use proptest::prelude::*;
    use std::sync::Arc;
    use uuid::Uuid;

    const CONTACT: &str = "Mo Quillfeather, mo@quill.example";

    fn rev(text: &str) -> Rev {
        text.parse().unwrap()
    }

    fn source(id: u128, title: &str, revision: &str) -> SourceRecord {
        let mut source = Register::new(Source {
            title: title.to_owned(),
            contact: CONTACT.to_owned(),
            says: "The boat was late".to_owned(),
            root: "harbour".to_owned(),
            private: true,
            ..Source::default()
        });
        source.stamp.rev = Some(rev(revision));
        SourceRecord {
            id: SourceId(Uuid::from_u128(id)),
            source,
            fate: None,
        }
    }

    /// With a private source added to whatever stands there, and lines that tell of it.
    fn with_a_private_source(mut project: Project, title: &str) -> Project {
        let record = source(0xfeed, title, "aaaaaaaa.3");
        for (index, line) in [CONTACT, "asked Mo Quillfeather again"]
            .into_iter()
            .enumerate()
        {
            project.history.insert(HistoryEntry {
                at: Timestamp::from_second(i64::try_from(index).unwrap()).unwrap(),
                rev: Some(rev("aaaaaaaa.3")),
                record: if index == 0 {
                    record.id.0
                } else {
                    Uuid::from_u128(9)
                },
                by: crate::model::ReviewerId(Uuid::nil()),
                from: None,
                to: Some(line.to_owned()),
            });
        }
        project.sources.insert(record.id, Arc::new(record));
        project
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn a_copy_holds_no_private_contact_and_comes_back_as_if_it_had_never_left(
            project in testing::projects(), in_title: bool,
        ) {
            let title = if in_title { "Talk with mo quillfeather" } else { "The harbour log" };
            let original = with_a_private_source(project, title);
            let copy = without_private(&original).project;
            let bytes = to_ron(&copy).expect("it can be written").to_lowercase();
            prop_assert!(!bytes.contains("quill"), "{bytes}");
            for record in original.sources.values() {
                let of_copy = &copy.sources[&record.id].source;
                if record.source.entries().any(|entry| entry.value.private) {
                    prop_assert!(of_copy.entries().all(|entry| entry.value.contact.is_empty()));
                } else {
                    prop_assert_eq!(of_copy, &record.source);
                }
            }
            let reread = parse(bytes_of(&copy).as_bytes(), "copy.ron").expect("it can be read").project;
            prop_assert_eq!(&join(&original, &reread).project, &join(&original, &original).project);
            prop_assert_eq!(&join(&reread, &original).project, &join(&original, &original).project);
            prop_assert_eq!(&without_private(&copy).project, &copy, "a copy of a copy");
        }
    }

    fn bytes_of(project: &Project) -> String {
        to_ron(project).unwrap()
    }

    fn only_one() -> Project {
        let mut project = Project::new(crate::model::ProjectId(Uuid::from_u128(1)));
        let record = source(7, "The harbour log", "aaaaaaaa.3");
        project.sources.insert(record.id, Arc::new(record));
        project
    }

    #[test]
    fn a_stand_in_corrected_by_the_other_person_stands_beside_the_original() {
        let original = only_one();
        let mut copy = without_private(&original).project;
        let id = SourceId(Uuid::from_u128(7));
        let record = Arc::make_mut(copy.sources.get_mut(&id).unwrap());
        let mut corrected = record.source.value.clone();
        corrected.title = "The log of the harbour".to_owned();
        record.source = record.source.written(corrected);
        record.source.stamp.rev = Some(rev("bbbbbbbb.1"));
        let joined = join(&original, &copy).project;
        let source = &joined.sources[&id].source;
        assert!(source.is_conflict());
        assert!(source.entries().any(|entry| entry.value.contact == CONTACT));
        assert!(
            source
                .entries()
                .any(|entry| entry.value.title == "The log of the harbour")
        );
    }

    #[test]
    fn a_later_change_of_the_original_replaces_the_stand_in_too() {
        let mut later = only_one();
        let copy = without_private(&later).project;
        let id = SourceId(Uuid::from_u128(7));
        let record = Arc::make_mut(later.sources.get_mut(&id).unwrap());
        let mut changed = record.source.value.clone();
        changed.says = "It was on time".to_owned();
        record.source = record.source.written(changed);
        record.source.stamp.rev = Some(rev("cccccccc.1"));
        assert_eq!(join(&copy, &later).project, later);
    }
}
