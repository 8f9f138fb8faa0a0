//! The RON file: reading, writing, never making a file worse.
//!
//! The tour: [`parse`] and [`to_ron`] are the format, bytes to [`crate::model::Project`] and back; [`load`] and [`save`]
//! do it with a file, behind [`Disk`], so that tests can let any call to the file system fail; [`journal`] keeps what was not
//! saved yet, [`versions`] what was saved before; [`remove_leftovers`] tidies up after a save that was killed. Inside, `file` has the shapes that `serde` sees, `resolve` checks their meaning and turns
//! code points into bytes, `problem` has the words for what is wrong, `unmerged` joins the
//! sides of a file in which git left conflict markers, `watch` notices what others do to a file.
//!
//! Invariant: only here, in `export` and in `cli` are positions code points. Saving an unchanged project gives the same
//! bytes. Loading never half-fails in silence: a project with [`Warning`]s that are all shown, or an error and nothing.
//! A failed save leaves the old file whole.

mod disk;
#[cfg(test)]
mod figures;
mod file;
#[cfg(test)]
mod flipped;
pub mod journal;
mod leftovers;
mod markers;
mod place;
mod problem;
mod read;
pub mod recovery;
mod repair;
mod rescue;
mod resolve;
mod save;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod unmerged;
pub mod versions;
mod watch;
mod write;

pub use disk::{Access, Disk, FileFacts, FileKind, FolderLock, Lock, NewFile, RealDisk};
pub use leftovers::remove_leftovers;
pub use problem::{LoadError, Problem, ProblemKind, Warning, WarningKind};
pub use read::{Loaded, parse};
pub use rescue::{LostRecord, Rescued, rescue};
pub use save::{
    Expected, Fingerprint, LARGEST_FILE, ParseDigestError, SaveError, SaveStep, Sha256Digest, load,
    save,
};
pub use watch::{FileFollower, FileWatch};
pub use write::{WriteError, to_ron};

/// The format of the project files that this version writes, and the newest that it reads.
pub const FORMAT: u32 = 1;
