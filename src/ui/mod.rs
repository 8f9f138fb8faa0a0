//! The window: theme, reader, panels. Reads the app, returns commands.

pub mod fonts;
pub mod picture;
