//! How a register is spread over a struct: the fields of its value, then `rev`, `saw`, `rivals` and `twins`.
//!
//! ```text
//!   (status: Conflicting, at: "…", rev: "m2c4tdb7.2", saw: ["k3f9a2qx.3"],     the value in force and its stamp
//!     rivals: [(status: Unverified, at: "…", rev: "p8x1aaq0.1")],              each rival with its own stamp
//!     twins: [(rev: "q0000000.4")])                                            further writes of the value in force
//! ```
//!
//! `serde` could do this with `flatten`, but then errors would lose their line and column. [`register_file!`] writes both
//! structs out instead: the whole, and the entry that a rival is.

use super::value::Parsed;
use crate::{
    model::{Caution, Others, Register, Rev, Rival, Saw, Stamp},
    text::Text,
};
use serde::{Deserialize, Serialize};

/// A value with its stamp, as it stands in the file.
pub(in crate::store) trait EntryFile<'a>: Sized {
    /// What it becomes.
    type Value: Ord + Clone + Caution + 'a;

    /// The file's form of a value. `text` is what its positions lie in; without one they are written as they stand.
    fn from_value(value: &'a Self::Value, text: Option<&Text>) -> Self;

    /// The value, its positions still counted in code points.
    fn into_value(self) -> Self::Value;

    /// Puts the stamp beside the value.
    fn set_stamp(&mut self, stamp: StampFile);

    /// Takes the stamp away from the value.
    fn take_stamp(&mut self) -> StampFile;
}

/// A stamp alone: a twin.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "twin")]
pub(in crate::store) struct StampFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::store) rev: Option<Parsed<Rev>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::store) saw: Vec<Parsed<Rev>>,
}

impl From<&Stamp> for StampFile {
    fn from(stamp: &Stamp) -> Self {
        Self {
            rev: stamp.rev.map(Parsed),
            saw: stamp.saw.iter().map(Parsed).collect(),
        }
    }
}

impl From<StampFile> for Stamp {
    fn from(file: StampFile) -> Self {
        Self {
            rev: file.rev.map(|rev| rev.0),
            saw: file.saw.into_iter().map(|rev| rev.0).collect::<Saw>(),
        }
    }
}

/// A register taken apart: the entry in force with its stamp, the rivals with theirs, the twins.
pub(in crate::store) struct Parts<Entry> {
    pub(in crate::store) first: Entry,
    pub(in crate::store) rivals: Vec<Entry>,
    pub(in crate::store) twins: Vec<StampFile>,
}

/// Takes a register apart for writing.
pub(in crate::store) fn parts<'a, Entry: EntryFile<'a>>(
    register: &'a Register<Entry::Value>,
    text: Option<&Text>,
) -> Parts<Entry> {
    parts_in(register, |_| text)
}

/// The same where each value can lie in a text of its own.
pub(in crate::store) fn parts_in<'a, 't, Entry: EntryFile<'a>>(
    register: &'a Register<Entry::Value>,
    text_of: impl Fn(&Entry::Value) -> Option<&'t Text>,
) -> Parts<Entry> {
    let entry = |value, stamp: &Stamp| {
        let mut entry = Entry::from_value(value, text_of(value));
        entry.set_stamp(stamp.into());
        entry
    };
    Parts {
        first: entry(&register.value, &register.stamp),
        rivals: register
            .rivals()
            .iter()
            .map(|rival| entry(&rival.value, &rival.stamp))
            .collect(),
        twins: register.twins().iter().map(StampFile::from).collect(),
    }
}

/// Puts a register together after reading.
///
/// Where a person has edited the rivals by hand, the register's own rules decide which values stand: one that another
/// replaces goes, as it would in a merge.
pub(in crate::store) fn register<'a, Entry: EntryFile<'a>>(
    parts: Parts<Entry>,
) -> Register<Entry::Value> {
    fn split<'a, Entry: EntryFile<'a>>(mut entry: Entry) -> Rival<Entry::Value> {
        let stamp = entry.take_stamp().into();
        Rival {
            value: entry.into_value(),
            stamp,
        }
    }
    let Parts {
        first,
        rivals,
        twins,
    } = parts;
    let Rival { value, stamp } = split(first);
    if rivals.is_empty() && twins.is_empty() {
        return Register::stamped(value, stamp);
    }
    let others = Others {
        twins: twins.into_iter().map(Stamp::from).collect(),
        rivals: rivals.into_iter().map(split).collect(),
    };
    let as_written = Register {
        value,
        stamp,
        others: Some(Box::new(others)),
    };
    Register::from_entries(as_written.entries()).unwrap_or(as_written)
}

/// Declares the struct of a register, the struct of its entries, and the way between them.
///
/// `head` stands before the value's fields and `tail` after the stamp; both belong to the record, not to the register.
macro_rules! register_file {
    (
        $label:literal
        struct $name:ident $(<$lt:lifetime>)? / $entry:ident
        head { $($head:ident: $head_ty:ty,)* }
        value { $($(#[$meta:meta])* $field:ident: $ty:ty,)* }
        tail { $($(#[$tail_meta:meta])* $tail:ident: $tail_ty:ty,)* }
    ) => {
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields, rename = $label)]
        pub(in crate::store) struct $name $(<$lt>)? {
            $(pub(in crate::store) $head: $head_ty,)*
            $($(#[$meta])* pub(in crate::store) $field: $ty,)*
            #[serde(default, skip_serializing_if = "Option::is_none")]
            rev: Option<Parsed<Rev>>,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            saw: Vec<Parsed<Rev>>,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            rivals: Vec<$entry $(<$lt>)?>,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            twins: Vec<StampFile>,
            $($(#[$tail_meta])* pub(in crate::store) $tail: $tail_ty,)*
        }

        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields, rename = "rival")]
        pub(in crate::store) struct $entry $(<$lt>)? {
            $($(#[$meta])* $field: $ty,)*
            #[serde(default, skip_serializing_if = "Option::is_none")]
            rev: Option<Parsed<Rev>>,
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            saw: Vec<Parsed<Rev>>,
        }

        impl $(<$lt>)? $name $(<$lt>)? {
            #[expect(clippy::allow_attributes, reason = "some records have many fields, most have few")]
            #[allow(clippy::too_many_arguments, reason = "the fields of the file, one after the other")]
            pub(in crate::store) fn new(
                $($head: $head_ty,)*
                register: Parts<$entry $(<$lt>)?>,
                $($tail: $tail_ty,)*
            ) -> Self {
                let Parts { first, rivals, twins } = register;
                let $entry { $($field,)* rev, saw } = first;
                Self { $($head,)* $($field,)* rev, saw, rivals, twins, $($tail,)* }
            }

            #[expect(clippy::allow_attributes, reason = "some records have a head and a tail, most do not")]
            #[allow(clippy::type_complexity, clippy::unused_unit, reason = "the parts of the file, one after the other")]
            pub(in crate::store) fn split(
                self,
            ) -> (($($head_ty,)*), Parts<$entry $(<$lt>)?>, ($($tail_ty,)*)) {
                let Self { $($head,)* $($field,)* rev, saw, rivals, twins, $($tail,)* } = self;
                let first = $entry { $($field,)* rev, saw };
                (($($head,)*), Parts { first, rivals, twins }, ($($tail,)*))
            }
        }
    };
}

/// The two methods of [`EntryFile`] that are the same for every entry.
macro_rules! entry_stamp {
    () => {
        fn set_stamp(&mut self, stamp: StampFile) {
            self.rev = stamp.rev;
            self.saw = stamp.saw;
        }

        fn take_stamp(&mut self) -> StampFile {
            StampFile {
                rev: self.rev.take(),
                saw: std::mem::take(&mut self.saw),
            }
        }
    };
}

pub(in crate::store) use entry_stamp;
pub(in crate::store) use register_file;
