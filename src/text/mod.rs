//! Text and the places in it.
//!
//! The tour: [`TextOffset`] and [`TextRange`] are positions, [`normalise`] makes the one form in which a text is kept,
//! [`Text`] is such a text with its paragraphs, [`segment`] finds graphemes, words, clauses and sentences, and
//! [`quote`] finds the words of a quote again, [`find`] the words that somebody types, and [`visible`] writes out the
//! characters of a name that nobody would see; [`link`] says which addresses of a file may be opened.
//!
//! Invariant: nothing here knows of projects, files, the clock, threads or a window. Positions in this folder are byte
//! offsets; code points appear only in [`Text::to_code_points`] and [`Text::from_code_points`], which the edges of the
//! program call.

pub mod find;
pub mod link;
mod normalise;
mod offset;
pub mod quote;
pub mod segment;
mod text_id;
pub mod visible;
mod whole_text;

pub use normalise::normalise;
pub use offset::{TextOffset, TextRange};
pub use text_id::{ParseTextIdError, TextId};
pub use whole_text::{CodePointError, ParagraphIndex, Text};
