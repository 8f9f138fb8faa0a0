//! Crosscheck: a desktop workbench for people who check articles line by line.
//!
//! The folders, and who may use whom. Who stands right may use what stands left, never the other way:
//!
//! ```text
//! text <- model <- edit, compare, review <- store, import, export <- app <- ui <- cli <- main
//! ```
//!
//! - [`text`]: positions, paragraphs, graphemes, words, sentences. Pure.
//! - [`model`]: what a project is: records, registers, revisions. Pure.
//! - [`edit`]: the only way a project changes, and how a change is undone. Pure.
//! - [`compare`]: coverage, passages that say the same, details that differ, quotations, what a claim amounts to. Pure.
//! - [`review`]: the join of two copies of a project, disagreements, sign-offs. Pure.
//! - [`store`]: the RON file: reading, writing, never making a file worse.
//! - [`import`]: files and pasted text become articles.
//! - [`app`]: the window without widgets: commands, session, jobs, settings.
//! - [`ui`]: the window: theme, reader, panels.
//! - [`cli`]: the command line.
//!
//! Five files to read first: `model/project.rs` (what there is), `model/register.rs` (how two people's work stands side
//! by side), `edit/change.rs` (how it changes), `app/command/mod.rs` (what a user can do), `ui/reader/mod.rs` (how a text is
//! shown).

pub mod app;
pub mod cli;
pub mod compare;
pub mod edit;
pub mod import;
pub mod model;
pub mod review;
pub mod store;
pub mod text;
pub mod ui;
