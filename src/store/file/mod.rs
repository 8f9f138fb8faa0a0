//! The shapes of the file: what `serde` reads and writes, and how it becomes the model.
//!
//! The tour: [`value`] has the small values (strings that are borrowed where they can be, revisions, maps that refuse a
//! key twice), [`entry`] how a register is spread over a struct, [`records`] and [`annotation`] the structs themselves,
//! their fields in the order in which they stand in the file.
//!
//! Invariant: private to `store`. Every struct refuses unknown fields; none uses `flatten` or `untagged`, which lose
//! line and column. Positions are code points here; what comes out of `into_value` still counts code points, and
//! [`super::resolve`] turns them into bytes once the texts are known.

pub(super) mod annotation;
pub(super) mod entry;
#[cfg(test)]
pub(super) mod plain;
pub(super) mod records;
pub(super) mod value;
